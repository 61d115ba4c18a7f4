//! The best combination where sets take part (semantics §3, §5): ways to use units are whole instances, so a way may need
//! several units at once. Searched like the others: a first combination, a bound by prices, then branch and bound within a
//! budget of work. Schemes of kind `best` ask it for all their promotions together, the others for one promotion at a time on
//! the units that are still free.

mod bound;
mod branch;
mod build;
mod deal;
mod every;
mod first;
#[cfg(test)]
mod ilp;
mod judge;
mod least;
mod packing;
mod patterns;
mod relaxed;
mod rows;
mod shares;
mod start;
mod state;
#[cfg(test)]
mod tests;
mod twins;

pub(crate) use self::build::{Built, Good, build, goods, parts, possible};
pub(crate) use self::deal::{Dealt, Piece, deal};
pub(crate) use self::judge::{Judged, judge};
pub(crate) use self::packing::Packing;
use super::problem::Answer;
use crate::limits::{BEST_START, BEST_STEP, SETS_START, SETS_STEP, SETS_WORK};

/// Steps that a problem is searched for: fewer where gains simply add up, for there a bound says soon how good an answer is.
pub(crate) fn budget(packing: &Packing, least: bool) -> u64 {
    let columns = packing.columns.len() as u64;
    if packing.is_plain() && !least {
        let small = SETS_STEP.saturating_mul(columns).saturating_add(SETS_START);
        small.min(SETS_WORK)
    } else {
        BEST_STEP.saturating_mul(columns).saturating_add(BEST_START)
    }
}

/// The best combination of a problem within about so many steps; for the retailer the least of those to which nothing can be
/// added.
pub(crate) fn search(packing: &Packing, least: bool, limit: u64) -> Answer {
    if least {
        least::search(packing, limit)
    } else {
        branch::search(packing, limit)
    }
}
