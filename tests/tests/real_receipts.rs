//! Real receipts under the grocery's promotions: none is refused, the laws of the semantics hold, the bytes are always
//! the same.
//!
//! The sample of the example runs always. With `PERK_LONG=1` all receipts of the data set do, where its `receipts.jsonl.gz`
//! and `products.csv.gz` are: in the folder that `PERK_DATA` names, else in `shared/data` beside the checkout. What was used is
//! printed.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test: a panic is its failure, and what was used is printed"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use perk_plan::{Catalog, Clients, Product, Receipt};
use perk_runtime::{DecideOptions, Decision, Explain, model};
use perk_tests::production::{Till, compile};
use perk_tests::progress::{Progress, long};
use rayon::prelude::*;
use rust_decimal::{Decimal, RoundingStrategy};

fn grocery() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .join("examples/grocery")
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found)
        } else {
            found.push(path)
        }
    }
}

/// The plan file of the grocery.
fn plan() -> Vec<u8> {
    plan_of(&grocery())
}

/// The plan file of a folder.
fn plan_of(folder: &Path) -> Vec<u8> {
    let (mut paths, mut texts, mut tables) = (vec![], vec![], vec![]);
    files(folder, &mut paths);
    for path in paths {
        let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        match path.extension().and_then(|e| e.to_str()) {
            Some("perk") => texts.push((name, std::fs::read_to_string(&path).unwrap())),
            Some("csv") => tables.push((name, std::fs::read(&path).unwrap())),
            _ => {}
        }
    }
    compile(&texts, &tables).unwrap()
}

struct Data {
    catalogue: Vec<u8>,
    clients: Clients,
    receipts: Vec<Receipt>,
}

/// The folder of the whole data set, where that was asked for and is there.
fn whole() -> Option<PathBuf> {
    if !long() {
        return None;
    }
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let folder = std::env::var_os("PERK_DATA").map_or(beside, PathBuf::from);
    folder.join("receipts.jsonl.gz").is_file().then_some(folder)
}

/// The sample, or everything where that was asked for.
fn data() -> Data {
    let (catalogue, receipts) = match whole() {
        Some(folder) => (
            unpacked(&folder.join("products.csv.gz")),
            unpacked(&folder.join("receipts.jsonl.gz")),
        ),
        None => {
            println!("only the sample of the example: PERK_LONG=1 looks at the whole data set where it is");
            let read = |name: &str| std::fs::read(grocery().join(name)).unwrap();
            (read("products.csv"), read("receipts.sample.jsonl"))
        }
    };
    let receipts = String::from_utf8(receipts).unwrap();
    let receipts: Vec<Receipt> = receipts.lines().map(|line| Receipt::from_json(line).unwrap()).collect();
    println!("{} receipts", receipts.len());
    let clients = std::fs::read_to_string(grocery().join("clients.json")).unwrap();
    Data {
        catalogue,
        clients: Clients::from_json(&clients).unwrap().0,
        receipts,
    }
}

fn unpacked(path: &Path) -> Vec<u8> {
    let mut bytes = vec![];
    flate2::read::GzDecoder::new(std::fs::File::open(path).unwrap())
        .read_to_end(&mut bytes)
        .unwrap();
    bytes
}

fn decide(till: &Till, receipt: &Receipt, clients: &Clients, explain: Explain) -> Decision {
    till.engine
        .decide(
            receipt,
            clients,
            &DecideOptions {
                explain,
                source_map: None,
            },
        )
        .unwrap_or_else(|refused| panic!("receipt {} is refused: {refused}", receipt.id))
}

fn amount(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn sum<'a>(amounts: impl Iterator<Item = &'a String>) -> Decimal {
    amounts.map(|a| amount(a)).sum()
}

fn cents(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// Σ allocations = discount · 0 ≤ net ≤ gross · parts are the line · totals are the lines.
fn check_sums(receipt: &Receipt, decision: &Decision) {
    let id = &receipt.id;
    assert_eq!(decision.lines.len(), receipt.lines.len(), "{id}");
    for (line, asked) in decision.lines.iter().zip(&receipt.lines) {
        let (gross, discount, net) = (amount(&line.gross), amount(&line.discount), amount(&line.net));
        assert_eq!(gross, cents(asked.price * asked.quantity), "{id}, line {}", line.id);
        assert_eq!(
            sum(line.applied.iter().map(|a| &a.amount)),
            discount,
            "{id}, line {}",
            line.id
        );
        assert_eq!(gross - discount, net, "{id}, line {}", line.id);
        assert!(net >= Decimal::ZERO, "{id}, line {}", line.id);
        assert_eq!(sum(line.parts.iter().map(|p| &p.amount)), net, "{id}, line {}", line.id);
        assert_eq!(
            sum(line.parts.iter().map(|p| &p.quantity)),
            asked.quantity,
            "{id}, line {}",
            line.id
        );
        for part in line.parts.iter().filter(|p| !p.inexact) {
            assert_eq!(
                cents(amount(&part.price) * amount(&part.quantity)),
                amount(&part.amount),
                "{id}, line {}",
                line.id
            );
        }
        assert!(
            asked.quantity.fract() != Decimal::ZERO || line.parts.len() <= 2,
            "{id}, line {}",
            line.id
        );
    }
    let t = &decision.totals;
    assert_eq!(sum(decision.lines.iter().map(|l| &l.gross)), amount(&t.gross), "{id}");
    assert_eq!(
        sum(decision.lines.iter().map(|l| &l.discount)),
        amount(&t.discount),
        "{id}"
    );
    assert_eq!(
        amount(&t.gross) - amount(&t.discount) - amount(&t.spent) + amount(&t.rounding),
        amount(&t.net),
        "{id}"
    );
    assert_eq!(
        sum(decision.promotions.iter().filter_map(|p| p.discount.as_ref())),
        amount(&t.discount),
        "{id}"
    );
}

/// A combination is proved best, or it says what may have been missed: never more than what is still to pay.
fn check_optimality(receipt: &Receipt, decision: &Decision, seen: &mut Seen) {
    for (scheme, said) in &decision.optimality {
        match (said.status, said.missed_at_most.as_deref().map(amount)) {
            ("exact", None) => *seen.optimality.entry("exact").or_default() += 1,
            ("bounded", Some(missed)) => {
                assert!(missed > Decimal::ZERO, "{}, {scheme}", receipt.id);
                assert!(
                    missed <= amount(&decision.totals.net),
                    "{}, {scheme}: {missed}",
                    receipt.id
                );
                *seen.optimality.entry("bounded").or_default() += 1;
                println!("{}, {scheme}: {missed} may have been missed", receipt.id);
            }
            other => panic!("{}, {scheme}: {other:?}", receipt.id),
        }
    }
}

/// Every code is answered in its place; what is used opened something and is consumed once, what is rejected says why.
fn check_codes(receipt: &Receipt, decision: &Decision, seen: &mut Seen) {
    let id = &receipt.id;
    let answered: Vec<&str> = decision.coupons.iter().map(|a| a.code.as_str()).collect();
    assert_eq!(answered, receipt.coupons, "{id}");
    let mut used = vec![];
    for answer in &decision.coupons {
        let opened = |promotion: &String| {
            decision
                .promotions
                .iter()
                .any(|p| p.promotion == *promotion && p.outcome == model::Became::Applied)
        };
        match (answer.outcome, answer.reason) {
            ("used", None) => {
                assert!(!answer.promotions.is_empty(), "{id}: {answer:?}");
                assert!(answer.promotions.iter().all(opened), "{id}: {answer:?}");
                used.push(answer.code.replace('-', ""));
                *seen.codes.entry("used").or_default() += 1;
            }
            ("rejected", Some(reason)) => *seen.codes.entry(reason).or_default() += 1,
            other => panic!("{id}: {other:?}"),
        }
    }
    let mut consumed: Vec<String> = decision
        .consumes
        .iter()
        .filter_map(|consumed| match consumed {
            model::Consumed::Coupon { code, times, .. } => {
                assert_eq!(*times, 1, "{id}");
                Some(code.clone())
            }
            model::Consumed::Limit { .. } => None,
        })
        .collect();
    used.sort();
    consumed.sort();
    assert_eq!(used, consumed, "{id}");
}

/// Units of a line are in one instance of one set of the goods phase at most, and instances are counted from 1.
fn check_sets(receipt: &Receipt, decision: &Decision, seen: &mut Seen) {
    let mut instances: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for (line, asked) in decision.lines.iter().zip(&receipt.lines) {
        let mut taken: BTreeMap<&str, Decimal> = BTreeMap::new();
        for took in &line.applied {
            if let Some(instance) = took.instance {
                instances.entry(&took.promotion).or_default().insert(instance);
                *taken.entry(&took.promotion).or_default() += amount(&took.quantity);
            }
        }
        for (promotion, quantity) in taken {
            assert!(
                quantity <= asked.quantity,
                "{}, line {}, {promotion}",
                receipt.id,
                line.id
            );
        }
    }
    for (promotion, numbers) in &instances {
        let last = *numbers.last().unwrap();
        assert!(
            last as usize >= numbers.len() && !numbers.contains(&0),
            "{}, {promotion}",
            receipt.id
        );
        *seen.sets.entry((*promotion).to_owned()).or_default() += 1;
    }
}

/// What was met on the way, counted: a tidy sample must not pass by doing nothing.
#[derive(Debug, Default)]
struct Seen {
    discounted: u32,
    promotions: BTreeMap<String, u32>,
    floors: BTreeMap<&'static str, u32>,
    optimality: BTreeMap<&'static str, u32>,
    codes: BTreeMap<&'static str, u32>,
    sets: BTreeMap<String, u32>,
}

impl Seen {
    fn join(mut self, other: Seen) -> Seen {
        fn add<K: Ord>(one: &mut BTreeMap<K, u32>, other: BTreeMap<K, u32>) {
            for (key, count) in other {
                *one.entry(key).or_default() += count;
            }
        }
        self.discounted += other.discounted;
        add(&mut self.promotions, other.promotions);
        add(&mut self.floors, other.floors);
        add(&mut self.optimality, other.optimality);
        add(&mut self.codes, other.codes);
        add(&mut self.sets, other.sets);
        self
    }
}

/// What `goods/protected.perk` says, read again by hand. Counts the lines on which a rule of it was reached.
fn check_floors(
    receipt: &Receipt,
    decision: &Decision,
    catalogue: &Catalog,
    reached: &mut BTreeMap<&'static str, u32>,
) {
    let in_july = receipt.at.local.date() >= perk_plan::Date::from_ymd(2017, 7, 1).unwrap();
    for (line, asked) in decision.lines.iter().zip(&receipt.lines) {
        let category = catalogue
            .product(&asked.sku)
            .and_then(|p: &Product| p.category.as_deref())
            .unwrap_or("");
        let within = |path: &str| category == path || category.starts_with(&format!("{path}/"));
        let (gross, discount, net) = (amount(&line.gross), amount(&line.discount), amount(&line.net));
        let place = || format!("{}, line {}, {category}", receipt.id, line.id);
        let mut count = |rule: &'static str, hit: bool| *reached.entry(rule).or_default() += u32::from(hit);
        let nothing = [
            "FUEL",
            "DRUG GM/CIGARETTES",
            "DRUG GM/TOBACCO OTHER",
            "COUPON",
            "DRUG GM/NEWSPAPER",
            "DRUG GM/MAGAZINE",
        ];
        if nothing.into_iter().any(within) {
            assert_eq!(discount, Decimal::ZERO, "{}", place());
            count("nothing off", true);
        }
        let mut floor = |rule: &'static str, price: Decimal| {
            let floor = cents(price * asked.quantity).min(gross);
            assert!(net >= floor, "{}: {net} is below {floor}", place());
            count(rule, discount > Decimal::ZERO && net == floor);
        };
        if within("GROCERY/FLUID MILK PRODUCTS/FLUID MILK WHITE ONLY") {
            floor("milk", Decimal::new(175, 2));
        }
        if within("SPIRITS") && in_july {
            floor("spirits", Decimal::new(499, 2));
        }
        let wine_and_beer = [
            "GROCERY/BEERS-ALES",
            "GROCERY/DOMESTIC WINE",
            "GROCERY/IMPORTED WINE",
            "GROCERY/MISC WINE",
        ];
        if wine_and_beer.into_iter().any(within) {
            // The most that may be taken is a tenth; what stays is a whole number of cents.
            assert!(discount <= gross / Decimal::TEN, "{}", place());
        }
    }
}

#[test]
fn every_real_receipt_is_decided_within_the_laws() {
    let data = data();
    let till = Till::load(plan(), &data.catalogue).unwrap();
    let catalogue = Catalog::from_csv(&data.catalogue).unwrap().0;
    let progress = Progress::new("receipts, decided", data.receipts.len() as u64);
    let look = |mut seen: Seen, receipt: &Receipt| -> Seen {
        progress.step();
        let decision = decide(&till, receipt, &data.clients, Explain::Touched);
        check_sums(receipt, &decision);
        check_floors(receipt, &decision, &catalogue, &mut seen.floors);
        check_optimality(receipt, &decision, &mut seen);
        check_codes(receipt, &decision, &mut seen);
        check_sets(receipt, &decision, &mut seen);
        seen.discounted += u32::from(amount(&decision.totals.discount) > Decimal::ZERO);
        for verdict in decision.promotions {
            if verdict.outcome == model::Became::Applied {
                *seen.promotions.entry(verdict.promotion).or_insert(0) += 1;
            }
        }
        seen
    };
    let seen = data
        .receipts
        .par_iter()
        .fold(Seen::default, look)
        .reduce(Seen::default, Seen::join);
    println!(
        "{} discounted receipts, {} promotions applied",
        seen.discounted,
        seen.promotions.len()
    );
    println!("floors {:?}, optimality {:?}", seen.floors, seen.optimality);
    println!("codes {:?}, receipts with sets {:?}", seen.codes, seen.sets);
    assert!(seen.discounted > 500, "{} receipts have a discount", seen.discounted);
    assert!(seen.promotions.len() >= 30, "only these applied: {:?}", seen.promotions);
    assert!(
        seen.floors["nothing off"] > 50 && seen.floors["milk"] > 0,
        "{:?}",
        seen.floors
    );
    assert!(seen.sets.len() >= 6, "only these sets: {:?}", seen.sets);
    assert!(
        seen.codes["used"] > 10 && !seen.codes.contains_key("unknown"),
        "{:?}",
        seen.codes
    );
    let (exact, bounded) = (seen.optimality["exact"], seen.optimality.get("bounded"));
    assert!(bounded.copied().unwrap_or(0) <= exact / 1000, "{:?}", seen.optimality);
}

#[test]
fn the_same_receipts_give_the_same_bytes() {
    let data = data();
    let first = Till::load(plan(), &data.catalogue).unwrap();
    // The same folder somewhere else, its files met in another order.
    let elsewhere = tempfile::tempdir().unwrap();
    let mut paths = vec![];
    files(&grocery(), &mut paths);
    for path in paths.iter().rev() {
        let copy = elsewhere
            .path()
            .join("shop")
            .join(path.strip_prefix(grocery()).unwrap());
        std::fs::create_dir_all(copy.parent().unwrap()).unwrap();
        std::fs::copy(path, copy).unwrap();
    }
    let second = Till::load(plan_of(&elsewhere.path().join("shop")), &data.catalogue).unwrap();
    assert!(first.bytes == second.bytes, "two folders give two plans");
    let progress = Progress::new("receipts, one by one", data.receipts.len() as u64);
    let by_turns = |till: &Till| -> Vec<String> {
        data.receipts
            .iter()
            .inspect(|_| progress.step())
            .map(|r| decide(till, r, &data.clients, Explain::Touched).to_json())
            .collect()
    };
    let threads: Vec<String> = data
        .receipts
        .par_iter()
        .map(|r| decide(&second, r, &data.clients, Explain::Touched).to_json())
        .collect();
    assert!(by_turns(&first) == threads, "one thread and many give other bytes");
}

#[test]
fn the_order_of_lines_only_moves_amounts() {
    let data = data();
    let till = Till::load(plan(), &data.catalogue).unwrap();
    let looked_at: Vec<&Receipt> = data.receipts.iter().filter(|r| r.lines.len() > 1).step_by(3).collect();
    let progress = Progress::new("receipts, turned", looked_at.len() as u64);
    looked_at.par_iter().for_each(|&receipt| {
        progress.step();
        let mut turned = receipt.clone();
        turned.lines.reverse();
        let (one, other) = (
            decide(&till, receipt, &data.clients, Explain::All),
            decide(&till, &turned, &data.clients, Explain::All),
        );
        assert_eq!(one.totals, other.totals, "{}", receipt.id);
        let given = |d: &Decision| -> Vec<_> {
            d.promotions
                .iter()
                .map(|p| (p.promotion.clone(), p.outcome, p.discount.clone(), p.because.clone()))
                .collect()
        };
        assert_eq!(given(&one), given(&other), "{}", receipt.id);
        assert_eq!(
            one.promotions.len(),
            till.engine.plan().promotions.len(),
            "every promotion has a verdict"
        );
    });
    assert!(looked_at.len() > 100);
}

/// The quick paths of the engine say what the careful one says.
#[test]
fn quick_and_careful_agree_on_real_receipts() {
    let data = data();
    let till = Till::load(plan(), &data.catalogue).unwrap();
    let options = DecideOptions {
        explain: Explain::All,
        source_map: None,
    };
    let progress = Progress::new("receipts, quick and careful", data.receipts.len() as u64);
    data.receipts.par_iter().for_each(|receipt| {
        progress.step();
        let quick = till.engine.decide(receipt, &data.clients, &options).unwrap();
        let careful = till.careful.decide(receipt, &data.clients, &options).unwrap();
        for (one, other) in quick.lines.iter().zip(&careful.lines) {
            assert_eq!(one, other, "{}", receipt.id);
        }
        for (one, other) in quick.promotions.iter().zip(&careful.promotions) {
            assert_eq!(one, other, "{}", receipt.id);
        }
        assert!(quick.to_json() == careful.to_json(), "{}", receipt.id);
    });
}
