//! The best combination where sets take part (semantics §3, §5): ways to use units are whole instances, so a way may need
//! several units at once. Searched like the others: a first combination, a bound by prices, then branch and bound within a
//! budget of work. Schemes of kind `best` ask it for all their promotions together, the others for one promotion at a time on
//! the units that are still free.

mod bound;
mod branch;
mod build;
mod deal;
mod first;
#[cfg(test)]
mod ilp;
mod judge;
mod least;
mod packing;
mod patterns;
mod rows;
mod state;
#[cfg(test)]
mod tests;
mod twins;

pub(crate) use self::build::{Built, Good, build, goods, parts, possible};
pub(crate) use self::deal::{Dealt, Piece, deal};
pub(crate) use self::judge::{Judged, judge};
pub(crate) use self::packing::Packing;
use super::problem::Answer;

/// The best combination of a problem within about so many steps; for the retailer the least of those to which nothing can be
/// added.
pub(crate) fn search(packing: &Packing, least: bool, limit: u64) -> Answer {
    if least {
        least::search(packing, limit)
    } else {
        branch::search(packing, limit)
    }
}
