//! The set of a promotion on this receipt: who may fill its roles and what an instance of it gives; it chooses nothing.

use perk_plan::ops::{Object, Unit};
use perk_plan::plan::{Alike, Pick, Promotion};
use rust_decimal::Decimal;

use super::offer::{self, Kind};
use super::segment::Segment;
use crate::engine::Engine;
use crate::fault::Fault;
use crate::index::{Ready, wide};
use crate::intake::{Case, Run};
use crate::limits::{GLANCE, UNIT};
use crate::phases::candidates::Candidates;
use crate::vm;
use crate::vm::receipt::bit;
use crate::workspace::Start;

/// A promotion's set on this receipt.
#[derive(Debug, Clone)]
pub(crate) struct SetOffer {
    /// In the order of the plan.
    pub roles: Vec<RoleOffer>,
    pub gives: Vec<SetGive>,
    /// Its units stay free for other promotions, and it may take theirs.
    pub reuse: bool,
}

/// A role on this receipt.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RoleOffer {
    /// Row of the runs that may fill it.
    pub row: u32,
    pub need: Need,
}

/// How much fills a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// Units of goods sold by the piece; both ends included.
    Pieces { least: i64, most: i64, alike: Alike },
    /// Exactly so much of goods that are weighed, in millionths of a gram, millilitre or millimetre.
    Measure { amount: i64, unit: Unit },
}

/// One `give` or `price` of a set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SetGive {
    pub whom: Whom,
    /// A price of the whole set is one sum: what the set costs above it.
    pub kind: Kind,
}

/// Which units of an instance a discount lies on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whom {
    Set,
    Role(u16),
    Cheapest(i64),
    Dearest(i64),
}

impl SetOffer {
    /// The set of a promotion; `None` where some role finds nothing on the receipt that could fill it, or no step of its
    /// ladders is reached. A ladder measures the receipt at the start of the scheme, not the instance.
    pub(crate) fn of(
        engine: &Engine,
        case: &Case,
        promotion: &Promotion,
        ready: &Ready,
        start: Start<'_>,
        found: &mut Candidates,
        work: &mut vm::Work,
    ) -> Result<Option<Self>, Fault> {
        let Some(set) = &promotion.each else { return Ok(None) };
        let mut roles = Vec::with_capacity(set.roles.len());
        for role in &set.roles {
            let row = found.select(engine, case, role.items, work)?;
            let offer = RoleOffer::of(row, role.pick)?;
            if !(0_u32..).zip(&case.runs).any(|(at, run)| offer.fits(found, at, run)) {
                return Ok(None);
            }
            roles.push(offer);
        }
        let mut gives = Vec::with_capacity(ready.gives.len());
        for give in &ready.gives {
            let whom = match give.object {
                Object::Set => Whom::Set,
                Object::Role(role) => Whom::Role(role),
                Object::Cheapest(count) => Whom::Cheapest(i64::from(count)),
                Object::Dearest(count) => Whom::Dearest(i64::from(count)),
                Object::Items(_) | Object::Receipt => return Err(Fault::BadOperation),
            };
            let kind = offer::kind(engine, case, ready, give, start, found, work)?;
            gives.extend(kind.map(|kind| SetGive { whom, kind }));
        }
        // A gift for each set gives nothing here.
        if gives.is_empty() && !ready.gives.is_empty() {
            return Ok(None);
        }
        Ok(Some(Self {
            roles,
            gives,
            reuse: set.reuse,
        }))
    }

    /// Whether it gives sums that find their way around floors.
    pub(crate) fn spreads(&self) -> bool {
        self.gives.iter().any(SetGive::is_sum)
    }

    /// One bit for each role that is filled by weight, volume or length.
    pub(crate) fn measured(&self) -> u64 {
        let mut bits = 0_u64;
        for (role, offer) in (0_u32..).zip(&self.roles) {
            if matches!(offer.need, Need::Measure { .. }) {
                bits |= 1_u64.checked_shl(role).unwrap_or(0);
            }
        }
        bits
    }
}

impl SetGive {
    /// Whether it is one sum off its units, rather than so much off each.
    pub(crate) fn is_sum(&self) -> bool {
        match self.kind {
            Kind::Sum(_) => true,
            Kind::Price(_) => self.whom == Whom::Set,
            Kind::Percent { .. } | Kind::Each(_) => false,
        }
    }
}

impl Need {
    fn of(pick: Pick) -> Result<Self, Fault> {
        Ok(match pick {
            Pick::Pieces { least, most, alike } => Self::Pieces {
                least: i64::from(least),
                most: i64::from(most),
                alike,
            },
            Pick::Quantity(amount, unit) => {
                let millionths = amount.checked_mul(Decimal::from(UNIT)).ok_or(Fault::Overflow)?;
                Self::Measure {
                    amount: i64::try_from(millionths.trunc()).map_err(|_| Fault::Overflow)?,
                    unit,
                }
            }
        })
    }
}

impl RoleOffer {
    /// A role that some row of runs may fill.
    pub(crate) fn of(row: u32, pick: Pick) -> Result<Self, Fault> {
        let need = Need::of(pick)?;
        Ok(Self { row, need })
    }

    /// Whether units of a run may fill it: pieces never come from a weighed line, weight only from one sold by its dimension.
    pub(crate) fn fits(&self, found: &Candidates, at: u32, run: &Run) -> bool {
        let sold = match self.need {
            Need::Pieces { .. } => !run.weighed,
            Need::Measure { unit, .. } => run.weighed && run.sold.0 == unit,
        };
        sold && run.takes_part && run.units > 0 && bit(found.row(self.row), wide(at))
    }
}

/// Whether some runs (and no others) may have enough units for a role; `true` where that is not seen at a glance.
pub(crate) fn may_be_filled(case: &Case, found: &Candidates, row: u32, pick: Pick) -> bool {
    let Pick::Pieces { least, alike, .. } = pick else {
        return true;
    };
    let least = i64::from(least);
    let runs = || {
        let runs = found.runs(row).filter_map(|at| case.runs.get(wide(at)));
        runs.filter(|run| !run.weighed && run.takes_part && run.units > 0)
    };
    let all = runs().fold(0_i64, |sum, run| sum.saturating_add(run.units));
    if all < least || alike == Alike::Any {
        return all >= least;
    }
    let count = runs().count();
    if count > GLANCE {
        return true;
    }
    let of_sku = |sku: u32| {
        let same = runs().filter(|run| run.sku == sku);
        same.fold(0_i64, |sum, run| sum.saturating_add(run.units))
    };
    match alike {
        Alike::Same => runs().any(|run| of_sku(run.sku) >= least),
        // Runs of one SKU are counted more than once: never too few.
        Alike::Distinct | Alike::Any => i64::try_from(count).is_ok_and(|count| count >= least),
    }
}

/// What a segment of a weighed run comes to, in millionths of a gram, millilitre or millimetre.
pub(crate) fn measure(run: &Run, segment: &Segment) -> Option<i64> {
    segment.quantity.checked_mul(run.sold.1)
}
