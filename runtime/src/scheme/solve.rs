//! The exact search for the best combination: units of runs to promotions, by branch and bound within a budget of work
//! (semantics §3, §9.1, §9.10, §9.15). Promotions without limits or sums are settled run by run and never branched on.

mod bound;
mod model;
mod search;
mod tally;
mod ties;

use perk_plan::plan::Scheme;

use super::Act;
use super::best::Combination;
use super::choose::Room;
use crate::fault::Fault;

/// The best combination of some acts, by position. `None` where none gives anything.
pub(crate) fn solve(
    room: &Room<'_>,
    rules: &Scheme,
    acts: &[Act],
    members: &[u32],
) -> Result<Option<Combination>, Fault> {
    let model = model::build(room, rules, acts, members)?;
    if model.items.is_empty() {
        return Ok(None);
    }
    let found = search::run(&model)?;
    model.combination(room, &found).map(Some)
}
