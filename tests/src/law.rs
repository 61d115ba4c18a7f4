//! What the tests of laws share: a till opened and asked, amounts, and counts of what a law saw. Knows no law.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use perk_plan::{Clients, Receipt};
use perk_runtime::model::Verdict;
use perk_runtime::{DecideOptions, Decision, Explain};

use crate::model::Programme;
use crate::model::receipt::World;
use crate::print::{Keywords, receipt_json, snapshot_json};
use crate::production::Till;

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
    till.engine.decide(&receipt, &clients, &options).unwrap()
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
