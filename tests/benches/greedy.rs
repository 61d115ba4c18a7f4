//! What a greedy till would have lost: real receipts under the grocery's promotions, with the best combination and with two
//! greedy ways to put one together.
//!
//! `cargo bench -p perk-tests --bench greedy` prints the table of `docs/performance.md` for the sample of the example; with
//! `PERK_LONG=1` for all receipts of the data set, which is looked for where `tests/tests/real_receipts.rs` looks for it.
//!
//! - *By priority*: promotions are walked by priority, then by what they are worth, then by name, and each takes what serves the
//!   customer best of the pieces that are still free.
//! - *Cheapest first*: pieces are looked at from the cheapest up, and a set is taken the moment it is complete; what is left
//!   gets what the best combination without sets gives it.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_precision_loss,
    clippy::float_arithmetic,
    reason = "bench code over data of its own tree"
)]

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use perk_plan::plan::{Combine, LimitAmount, LimitPer, Plan, Promotion, Window};
use perk_plan::{Catalog, Clients, Receipt};
use perk_runtime::{Engine, Workspace};
use perk_tests::production::compile;
use perk_tests::progress::{Progress, long};
use rayon::prelude::*;
use rust_decimal::Decimal;

/// Pieces of one line that are looked at one by one; more are left out of sets.
const PIECES: i64 = 60;

/// As in the `perk` program.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/grocery");
    let plan = perk_plan::decode(&plan(&folder)).unwrap();
    let (catalogue, receipts) = data(&folder);
    let clients = std::fs::read_to_string(folder.join("clients.json")).unwrap();
    let clients = Clients::from_json(&clients).unwrap().0;
    let shop = Shop::new(&plan, &Catalog::from_csv(&catalogue).unwrap().0, clients);
    let progress = Progress::new("receipts", receipts.len() as u64);
    let rows: Vec<Row> = receipts
        .par_iter()
        .map_init(Workspace::default, |workspace, receipt| {
            progress.step();
            shop.row(receipt, workspace)
        })
        .collect();
    print(&rows);
}

/// What one receipt came to, in minor units, in the schemes that look for the best combination.
#[derive(Default, Clone, Copy)]
struct Row {
    combinations: u32,
    bounded: u32,
    missed: i64,
    best: i64,
    by_priority: i64,
    cheapest_first: i64,
}

struct Shop {
    clients: Clients,
    /// Schemes of kind `best`.
    best: BTreeSet<u16>,
    whole: Engine,
    /// The same promotions, walked.
    walked: Engine,
    /// Those of the best schemes that are not about sets.
    plain: Engine,
    /// Each set of the best schemes by itself.
    sets: Vec<SetAlone>,
}

struct SetAlone {
    engine: Engine,
    /// Most instances, and most minor units.
    times: i64,
    money: i64,
}

impl Shop {
    fn new(plan: &Plan, catalogue: &Catalog, clients: Clients) -> Shop {
        let best: BTreeSet<u16> = (0_u16..)
            .zip(&plan.schemes)
            .filter(|(_, scheme)| scheme.combine == Combine::Best)
            .map(|(number, _)| number)
            .collect();
        let engine = |change: &dyn Fn(&mut Plan)| {
            let mut plan = plan.clone();
            change(&mut plan);
            Engine::load(perk_plan::verify(plan).unwrap(), catalogue.clone()).unwrap()
        };
        let only = |wanted: &dyn Fn(usize, &Promotion) -> bool| {
            engine(&|plan| {
                for (at, promotion) in plan.promotions.iter_mut().enumerate() {
                    if !wanted(at, promotion) {
                        // Nobody buys anything before the first day of the calendar.
                        let first = perk_plan::LocalTime(0);
                        promotion.valid = vec![Window {
                            from: None,
                            to: Some(first),
                        }];
                        promotion.on.clear();
                    }
                }
            })
        };
        let in_best = |promotion: &Promotion| best.contains(&promotion.scheme);
        let sets = (0..plan.promotions.len()).filter(|at| {
            let promotion = &plan.promotions[*at];
            in_best(promotion) && promotion.each.is_some()
        });
        let sets = sets.map(|set| {
            let limits = &plan.promotions[set].limits;
            let most = |amount: &dyn Fn(LimitAmount) -> Option<i64>| {
                let own = limits.iter().filter(|limit| limit.per == LimitPer::Receipt);
                own.filter_map(|limit| amount(limit.amount)).min().unwrap_or(i64::MAX)
            };
            SetAlone {
                engine: only(&|at, _| at == set),
                times: most(&|amount| match amount {
                    LimitAmount::Times(times) => Some(i64::from(times)),
                    LimitAmount::Pieces(_) | LimitAmount::Money(_) => None,
                }),
                money: most(&|amount| match amount {
                    LimitAmount::Money(money) => Some(money),
                    LimitAmount::Times(_) | LimitAmount::Pieces(_) => None,
                }),
            }
        });
        Shop {
            sets: sets.collect(),
            plain: only(&|_, promotion| in_best(promotion) && promotion.each.is_none()),
            whole: engine(&|_| ()),
            walked: engine(&|plan| {
                for scheme in &mut plan.schemes {
                    if scheme.combine == Combine::Best {
                        scheme.combine = Combine::First;
                    }
                }
            }),
            clients,
            best,
        }
    }

    fn row(&self, receipt: &Receipt, workspace: &mut Workspace) -> Row {
        let mut row = Row::default();
        let case = self.whole.intake(receipt, &self.clients).unwrap();
        let outcome = self.whole.evaluate(&case, workspace);
        let ours = |scheme: u16| self.best.contains(&scheme);
        let acted: BTreeSet<u16> = outcome
            .applied
            .iter()
            .map(|applied| applied.scheme)
            .filter(|scheme| ours(*scheme))
            .collect();
        row.combinations = u32::try_from(acted.len()).unwrap();
        row.best = outcome
            .applied
            .iter()
            .filter(|it| ours(it.scheme))
            .map(|it| it.amount)
            .sum();
        row.bounded = u32::try_from(outcome.bounded.len()).unwrap();
        row.missed = outcome.bounded.iter().map(|(_, missed)| missed).sum();
        let case = self.walked.intake(receipt, &self.clients).unwrap();
        let outcome = self.walked.evaluate(&case, workspace);
        row.by_priority = outcome
            .applied
            .iter()
            .filter(|it| ours(it.scheme))
            .map(|it| it.amount)
            .sum();
        row.cheapest_first = self.cheapest_first(receipt, workspace);
        row
    }

    /// What sets give that are taken the moment they are complete, and what the rest gets without sets.
    fn cheapest_first(&self, receipt: &Receipt, workspace: &mut Workspace) -> i64 {
        let case = self.plain.intake(receipt, &self.clients).unwrap();
        let mut rest = vec![0_i64; receipt.lines.len()];
        for part in &self.plain.evaluate(&case, workspace).allocations {
            rest[usize::try_from(part.line).unwrap()] += part.amount;
        }
        let pieces: Vec<i64> = receipt.lines.iter().map(|line| pieces(line.quantity)).collect();
        let mut sets: Vec<(&SetAlone, i64, i64)> = vec![];
        for set in &self.sets {
            if self.gives(set, receipt, &pieces, workspace) > 0 {
                sets.push((set, set.times, set.money));
            }
        }
        let mut taken = vec![0_i64; pieces.len()];
        let mut gained = 0;
        if !sets.is_empty() {
            let mut order: Vec<usize> = (0..pieces.len()).collect();
            order.sort_by_key(|at| (receipt.lines[*at].price, *at));
            let mut waiting = vec![0_i64; pieces.len()];
            for at in order.iter().flat_map(|at| (0..pieces[*at]).map(move |_| *at)) {
                waiting[at] += 1;
                let mut best: Option<(i64, usize)> = None;
                for (number, (set, times, money)) in sets.iter().enumerate() {
                    if *times > 0 && *money > 0 {
                        let gives = self.gives(set, receipt, &waiting, workspace).min(*money);
                        if gives > 0 && best.is_none_or(|(other, _)| gives > other) {
                            best = Some((gives, number));
                        }
                    }
                }
                let Some((_, number)) = best else { continue };
                // Whatever the set does without goes on waiting; the dearest is asked first.
                let mut own = waiting.clone();
                for other in order.iter().rev() {
                    while own[*other] > 0 {
                        own[*other] -= 1;
                        if self.gives(sets[number].0, receipt, &own, workspace) == 0 {
                            own[*other] += 1;
                            break;
                        }
                    }
                }
                let gives = self.gives(sets[number].0, receipt, &own, workspace).min(sets[number].2);
                gained += gives;
                sets[number].1 -= 1;
                sets[number].2 -= gives;
                for ((taken, waiting), own) in taken.iter_mut().zip(&mut waiting).zip(&own) {
                    *taken += own;
                    *waiting -= own;
                }
            }
        }
        let left = rest.iter().zip(&pieces).zip(&taken);
        gained
            + left
                .map(|((rest, all), taken)| rest * (all - taken) / all.max(&1))
                .sum::<i64>()
            + rest
                .iter()
                .zip(&pieces)
                .filter(|(_, all)| **all == 0)
                .map(|(rest, _)| rest)
                .sum::<i64>()
    }

    /// What a set alone gives on so many pieces of each line.
    fn gives(&self, set: &SetAlone, receipt: &Receipt, pieces: &[i64], workspace: &mut Workspace) -> i64 {
        let mut part = receipt.clone();
        for (line, pieces) in part.lines.iter_mut().zip(pieces) {
            line.quantity = Decimal::from(*pieces);
        }
        part.lines.retain(|line| !line.quantity.is_zero());
        let case = set.engine.intake(&part, &self.clients).unwrap();
        let outcome = set.engine.evaluate(&case, workspace);
        let ours = outcome.applied.iter().filter(|it| self.best.contains(&it.scheme));
        ours.map(|it| it.amount).sum()
    }
}

/// Pieces of a line; none of what is weighed, or of a whole pallet.
fn pieces(quantity: Decimal) -> i64 {
    let whole = i64::try_from(quantity.trunc()).unwrap_or(0);
    if Decimal::from(whole) == quantity && whole <= PIECES {
        whole
    } else {
        0
    }
}

fn print(rows: &[Row]) {
    let sum = |of: &dyn Fn(&Row) -> i64| rows.iter().map(of).sum::<i64>();
    let count = |of: &dyn Fn(&Row) -> bool| rows.iter().filter(|row| of(row)).count();
    let share = |part: f64, all: f64| part / all.max(1.0) * 100.0;
    let money = |minor: i64| format!("{}.{:02}", minor / 100, minor % 100);
    let acted = count(&|row| row.combinations > 0 || row.bounded > 0);
    let proved = count(&|row| row.bounded == 0);
    let combinations = sum(&|row| i64::from(row.combinations));
    let bounded = sum(&|row| i64::from(row.bounded));
    println!("receipts: {}, with a best combination: {acted}", rows.len());
    println!(
        "proved best: {:.3}% of receipts, {:.3}% of {combinations} combinations; missed at most {} together",
        share(proved as f64, rows.len() as f64),
        share((combinations - bounded) as f64, combinations as f64),
        money(sum(&|row| row.missed)),
    );
    let best = sum(&|row| row.best);
    println!("\n| | discounts | lost | of the best | receipts that lose | most on one |");
    println!("| --- | --- | --- | --- | --- | --- |");
    for (name, of) in [
        ("best combination", (|row| row.best) as fn(&Row) -> i64),
        ("greedy by priority", |row| row.by_priority),
        ("greedy, cheapest first", |row| row.cheapest_first),
    ] {
        let found = sum(&of);
        let lost = best - found;
        println!(
            "| {name} | {} | {} | {:.2}% | {} | {} |",
            money(found),
            money(lost),
            share(lost as f64, best as f64),
            count(&|row| of(row) < row.best),
            money(rows.iter().map(|row| row.best - of(row)).max().unwrap_or(0).max(0)),
        );
    }
}

/// The plan file of a folder.
fn plan(folder: &Path) -> Vec<u8> {
    let (mut paths, mut texts, mut tables) = (vec![], vec![], vec![]);
    files(folder, &mut paths);
    for path in paths {
        let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("perk") => texts.push((name, std::fs::read_to_string(&path).unwrap())),
            Some("csv") => tables.push((name, std::fs::read(&path).unwrap())),
            _ => {}
        }
    }
    compile(&texts, &tables).unwrap()
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// The products and the receipts: the sample, or everything where that was asked for.
fn data(folder: &Path) -> (Vec<u8>, Vec<Receipt>) {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let whole = std::env::var_os("PERK_DATA").map_or(beside, PathBuf::from);
    let whole = Some(whole).filter(|whole| long() && whole.join("receipts.jsonl.gz").is_file());
    let (catalogue, receipts) = match whole {
        Some(whole) => (
            unpacked(&whole.join("products.csv.gz")),
            unpacked(&whole.join("receipts.jsonl.gz")),
        ),
        None => (
            std::fs::read(folder.join("products.csv")).unwrap(),
            std::fs::read(folder.join("receipts.sample.jsonl")).unwrap(),
        ),
    };
    let receipts = String::from_utf8(receipts).unwrap();
    let receipts = receipts.lines().map(|line| Receipt::from_json(line).unwrap());
    (catalogue, receipts.collect())
}

fn unpacked(path: &Path) -> Vec<u8> {
    let mut bytes = vec![];
    let file = std::fs::File::open(path).unwrap();
    flate2::read::GzDecoder::new(file).read_to_end(&mut bytes).unwrap();
    bytes
}
