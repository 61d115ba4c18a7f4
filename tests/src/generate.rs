//! Seeded programmes, tables and receipts that collide a lot; no clock, no outside randomness, and no knowledge of who decides them.

mod coupons;
pub mod gifts;
pub mod hard;
pub mod limits;
mod programme;
mod promotion;
mod receipt;
pub mod sets;
pub mod shrink;
pub mod twins;
pub mod whole;

#[cfg(test)]
mod tests;

use crate::model::receipt::World;
use crate::model::{Combine, Programme, Scope, Side};
use crate::reference::decision::RefDecision;
use crate::reference::{RefError, decide};

/// Splitmix64: the same numbers from the same seed everywhere.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// Begins at a seed.
    #[must_use]
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    /// The next number.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`, which is not zero.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(1).max(1);
        usize::try_from(self.draw() % bound).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high.saturating_sub(low).saturating_add(1))
            .unwrap_or(1)
            .max(1);
        low.saturating_add(i64::try_from(self.draw() % span).unwrap_or(0))
    }

    /// True in `percent` of a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of several.
    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        let place = self.below(from.len());
        from[place].clone()
    }
}

/// A programme and receipts to decide by it.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// What it was made from.
    pub seed: u64,
    /// The programme.
    pub programme: Programme,
    /// Receipts, with the same catalogue and stores.
    pub worlds: Vec<World>,
}

/// Receipts per programme.
pub const RECEIPTS: usize = 4;

/// Makes a case; equal seeds make equal cases.
#[must_use]
pub fn case(seed: u64) -> Case {
    let mut random = Random::new(seed.wrapping_mul(0x2545_F491_4F6C_DD1D));
    let (mut programme, catalogue, stores) = programme::frame(&mut random);
    promotion::fill(&mut random, &mut programme);
    let most = most_units(&programme);
    let worlds = (0..RECEIPTS)
        .map(|place| receipt::world(&mut random, &catalogue, &stores, place, most))
        .collect();
    let mut case = Case {
        seed,
        programme,
        worlds,
    };
    // A source of numbers of its own, so that the rest of the case is what it would be without coupons.
    if seed % 4 == 3 {
        coupons::add(&mut Random::new(seed ^ 0x00C0_FFEE), &mut case);
    }
    case
}

/// Makes a case with receipts of up to `lines` lines, far larger than the reference can decide.
#[must_use]
pub fn large(seed: u64, lines: usize) -> Case {
    let mut random = Random::new(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(1));
    let (mut programme, catalogue, stores) = programme::frame(&mut random);
    promotion::fill(&mut random, &mut programme);
    let worlds = (0..2)
        .map(|place| {
            let count = random.between(8, i64::try_from(lines).unwrap_or(60));
            receipt::crowd(&mut random, &catalogue, &stores, place, count)
        })
        .collect();
    Case {
        seed,
        programme,
        worlds,
    }
}

/// Units a receipt may hold so that trying every combination stays quick.
fn most_units(programme: &Programme) -> i64 {
    let own_scheme = programme
        .promotions
        .iter()
        .filter(|promotion| promotion.scheme.is_none());
    let rivals = |name: Option<&str>| {
        programme
            .promotions
            .iter()
            .filter(|promotion| promotion.scheme.as_deref() == name)
            .count()
    };
    let mut most = if own_scheme.count() > 4 { 9 } else { 12 };
    for scheme in programme
        .schemes
        .iter()
        .filter(|scheme| scheme.combine == Combine::Best)
    {
        let crowded = rivals(Some(&scheme.name)) > 3;
        if scheme.side == Side::Retailer {
            most = most.min(if crowded { 4 } else { 5 });
        }
        if scheme.scope == Scope::Product {
            most = most.min(7);
        }
    }
    most
}

impl Case {
    /// The reference's answers.
    ///
    /// # Errors
    ///
    /// See [`decide`]; a generated programme is never refused for its order.
    pub fn decisions(&self) -> Result<Vec<RefDecision>, RefError> {
        self.worlds.iter().map(|world| decide(&self.programme, world)).collect()
    }
}
