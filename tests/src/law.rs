//! What the tests of laws share: seeds gone through, a till opened and asked, amounts, decisions compared scheme by scheme, and
//! counts of what a law saw. Knows no law.

use std::collections::BTreeMap;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use perk_plan::{Clients, Receipt};
use perk_runtime::model::{Took, Verdict};
use perk_runtime::{DecideOptions, Decision, Explain};
use rayon::prelude::*;

use crate::model::receipt::{Line, World};
use crate::model::{Phase, Programme, Promotion};
use crate::print::{Keywords, receipt_json, snapshot_json, text};
use crate::production::Till;
use crate::progress::{Progress, one_seed};
use crate::reference::phase_of;

/// Counts something interesting from several threads, so that a law cannot hold idly.
#[derive(Debug, Default)]
pub struct Seen(AtomicU64);

impl Seen {
    /// Counts so many more.
    pub fn add(&self, count: usize) {
        self.0.fetch_add(count as u64, Ordering::Relaxed);
    }

    /// How many there were.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    /// There were at least so many for every hundred programmes; a programme looked at alone need not have any.
    pub fn enough(&self, what: &str, least: u64, programmes: Range<u64>) {
        let (seen, programmes) = (self.count(), programmes.count() as u64);
        println!("{seen} {what}");
        assert!(
            programmes == 1 || seen * 100 >= least * programmes,
            "only {seen} {what}"
        );
    }
}

/// Opens a till with a programme in English.
#[must_use]
pub fn open(programme: &Programme, world: &World) -> Till {
    Till::open(programme, world, Keywords::English).unwrap_or_else(|refused| panic!("{refused}"))
}

/// Decides a receipt, with the verdicts of what it touched.
#[must_use]
pub fn decide(till: &Till, programme: &Programme, world: &World) -> Decision {
    let receipt = Receipt::from_json(&receipt_json(programme, world)).unwrap();
    let (clients, _) = Clients::from_json(&snapshot_json(programme, world)).unwrap();
    let options = DecideOptions {
        explain: Explain::Touched,
        source_map: None,
    };
    let decision = till.engine.decide(&receipt, &clients, &options).unwrap();
    if one_seed().is_some() {
        show(programme, world, &decision);
    }
    decision
}

/// Prints a case that was asked for alone.
#[expect(clippy::print_stderr, reason = "who asks for one seed wants to see it")]
fn show(programme: &Programme, world: &World, decision: &Decision) {
    eprintln!("{}", text(programme, Keywords::English));
    eprintln!(
        "{}\n{}",
        receipt_json(programme, world),
        snapshot_json(programme, world)
    );
    for line in &decision.lines {
        let took = line.applied.iter().map(|took| {
            let instance = took.instance.map_or(String::new(), |instance| format!("/{instance}"));
            format!(" {}{instance} {} of {}", took.promotion, took.amount, took.quantity)
        });
        let took: String = took.collect();
        eprintln!("{}: {} - {}{took}", line.id, line.gross, line.discount);
    }
    eprintln!("{:?} {:?}\n", decision.totals, decision.optimality);
}

/// Minor units; every currency of the generator has two decimals.
#[must_use]
pub fn minor(amount: &str) -> i64 {
    amount.replace('.', "").parse().unwrap()
}

/// What a promotion took off, in minor units.
#[must_use]
pub fn discount(verdict: &Verdict) -> i64 {
    verdict.discount.as_deref().map_or(0, minor)
}

/// A line of several pieces that may be split without anything else changing: its product stands on no other line at the same
/// price with other discounts or properties, for between such unlike goods line ids decide ties (semantics §9.1).
#[must_use]
pub fn divisible(world: &World) -> Option<usize> {
    let weighed = |line: &Line| {
        let mut products = world.catalogue.products.iter();
        line.quantity % 1000 != 0 || products.any(|product| product.sku == line.sku && product.unit.dimension() != 0)
    };
    let bare = |line: &Line| Line {
        id: String::new(),
        quantity: 0,
        marks: Vec::new(),
        ..line.clone()
    };
    let lines = &world.receipt.lines;
    lines.iter().position(|line| {
        let plain = line.amount.is_none() && line.discounts.is_empty() && line.granted_by.is_none();
        let mut others = lines
            .iter()
            .filter(|other| other.sku == line.sku && other.price == line.price);
        line.quantity > 2000 && !weighed(line) && plain && others.all(|other| bare(other) == bare(line))
    })
}

/// The receipt without marks on one line of pieces, and the same with that line in two: one piece stays, the others go to the end.
#[must_use]
pub fn split_line(world: &World, place: usize) -> (World, World) {
    let mut whole = world.clone();
    let line = whole.receipt.lines.get_mut(place).unwrap();
    line.marks.clear();
    let mut rest = line.clone();
    let mut parted = whole.clone();
    rest.id = format!("{}-other", rest.id);
    rest.quantity -= 1000;
    parted.receipt.lines.get_mut(place).unwrap().quantity = 1000;
    parted.receipt.lines.push(rest);
    (whole, parted)
}

/// Checks every seed, also after one has failed, and fails at the end with what each of them said.
pub fn every_seed(what: &'static str, seeds: Range<u64>, check: impl Fn(u64) + Sync) {
    let progress = Progress::new(what, seeds.clone().count() as u64);
    let failed = Mutex::new(BTreeMap::new());
    seeds.into_par_iter().for_each(|seed| {
        progress.step();
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| check(seed))) {
            let said = panic.downcast_ref::<String>().cloned();
            let said = said.or_else(|| panic.downcast_ref::<&str>().map(|said| (*said).to_owned()));
            failed.lock().unwrap().insert(seed, said.unwrap_or_default());
        }
    });
    let failed = failed.into_inner().unwrap();
    let said: Vec<String> = failed.iter().map(|(seed, said)| format!("{seed}: {said}")).collect();
    assert!(failed.is_empty(), "{} seeds fail\n{}", failed.len(), said.join("\n"));
}

/// The scheme in which a promotion acts, as decisions name it.
fn scheme_of(promotion: &Promotion) -> &str {
    let own = || match phase_of(promotion) {
        None if promotion.gift.is_some() => "gift",
        None | Some(Phase::Goods) => "goods",
        Some(Phase::Receipt) => "receipt",
    };
    promotion.scheme.as_deref().unwrap_or_else(own)
}

/// The names of a programme's schemes in the order in which they act.
fn schemes(programme: &Programme) -> Vec<&str> {
    let mut ordered = vec!["gift"];
    for (phase, own) in [(Phase::Goods, "goods"), (Phase::Receipt, "receipt")] {
        let mut next = Some(own);
        while let Some(name) = next {
            ordered.push(name);
            let follows = |after: Option<&str>| after.unwrap_or(own) == name;
            let mut others = programme.schemes.iter().filter(|scheme| scheme.phase == phase);
            next = others
                .find(|scheme| follows(scheme.after.as_deref()))
                .map(|scheme| scheme.name.as_str());
        }
    }
    ordered
}

/// How two decisions compare that should differ at most in where amounts of one product stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compared {
    /// In nothing else.
    Same,
    /// Promotions came to the same, but on other goods.
    Elsewhere,
    /// A search that ended at its budget found something else.
    Unproved,
}

/// What one scheme did.
#[derive(Debug, PartialEq, Eq)]
struct Stage {
    /// By promotion: what it came to and how often.
    given: Vec<(String, i64, Option<u32>)>,
    /// By line of the other goods: what was taken off it.
    others: Vec<(String, Vec<Took>)>,
}

impl Stage {
    fn of(programme: &Programme, scheme: &str, sku: &str, decision: &Decision, world: &World) -> Stage {
        let inside = |name: &str| {
            let mut promotions = programme.promotions.iter();
            promotions.any(|promotion| promotion.name == name && scheme_of(promotion) == scheme)
        };
        let given = decision.promotions.iter().filter(|verdict| inside(&verdict.promotion));
        let lines = decision.lines.iter().zip(&world.receipt.lines);
        Stage {
            given: given
                .map(|verdict| (verdict.promotion.clone(), discount(verdict), verdict.times))
                .collect(),
            others: lines
                .filter(|(_, line)| line.sku != sku)
                .map(|(said, _)| {
                    let took = said.applied.iter().filter(|took| inside(&took.promotion));
                    (said.id.clone(), took.cloned().collect())
                })
                .collect(),
        }
    }

    fn sum(&self) -> i64 {
        self.given.iter().map(|(_, amount, _)| amount).sum()
    }
}

/// Upper bound of what a scheme's search may have missed, in minor units; nothing where it is proved.
#[must_use]
pub fn missed(decision: &Decision, scheme: &str) -> Option<i64> {
    let said = decision.optimality.get(scheme)?;
    said.missed_at_most.as_deref().map(minor)
}

/// Compares two decisions scheme by scheme in the order in which they act: where amounts of one product stand may differ, and
/// what a search that ended at its budget has found, by no more than it says that it may have missed. What acts after such a
/// difference starts from something else and is not compared.
#[must_use]
pub fn compare(
    programme: &Programme,
    sku: &str,
    (one, whole): (&Decision, &World),
    (two, parted): (&Decision, &World),
    at: &str,
) -> Compared {
    for scheme in schemes(programme) {
        let first = Stage::of(programme, scheme, sku, one, whole);
        let second = Stage::of(programme, scheme, sku, two, parted);
        if first == second {
            continue;
        }
        let most = missed(one, scheme).max(missed(two, scheme));
        if let Some(most) = most {
            let apart = first.sum() - second.sum();
            assert!(
                apart.abs() <= most,
                "{at}, {scheme}: {apart} apart, at most {most} missed"
            );
            return Compared::Unproved;
        }
        assert_eq!(first.given, second.given, "{at}, {scheme}");
        return Compared::Elsewhere;
    }
    assert_eq!(one.totals, two.totals, "{at}");
    Compared::Same
}
