//! Whether anything can be added to a combination: for the retailer, to whom only full ones count (semantics §9.15).

use super::problem::Problem;
use super::search::allowed;
use super::state::State;
use super::tally::{Tally, tally};
use crate::index::wide;

/// Uses that, added together, leave a combination allowed and worth more; empty if a column admits none. A member that has
/// nothing yet must come to something, if need be on all units of a run.
pub(super) fn additions(state: &State<'_>, at: usize) -> Vec<(usize, i64)> {
    let Some(column) = state.column(at) else {
        return Vec::new();
    };
    let problem = state.problem;
    let Some(class) = problem.classes.get(wide(column.class)) else {
        return Vec::new();
    };
    let open = if class.fallback.is_some() {
        0
    } else {
        state.open(at, true)
    };
    if open <= 0 || (column.pool.is_some() && !state.gains(at)) {
        return Vec::new();
    }
    if state.pieces.get(wide(column.member)).is_some_and(|pieces| *pieces > 0) {
        return vec![(at, 1)];
    }
    if state.rounded_with(at, column, open) > 0 {
        let (mut low, mut high) = (0_i64, open);
        while high.saturating_sub(low) > 1 {
            let middle = low.saturating_add(high.saturating_sub(low) >> 1);
            if state.rounded_with(at, column, middle) > 0 {
                high = middle;
            } else {
                low = middle;
            }
        }
        return vec![(at, high)];
    }
    // Alone too slight: perhaps together with the other classes of the run.
    let beside = |at: &usize| {
        problem.columns.get(*at).is_some_and(|other| {
            let class = problem.classes.get(wide(other.class));
            other.member == column.member
                && other.pool == column.pool
                && class.is_some_and(|other| other.run == class_run(problem, column.class) && other.fallback.is_none())
        })
    };
    let several = problem.classes.iter().filter(|other| other.run == class.run).count() > 1;
    if !several {
        return Vec::new();
    }
    let mut more = state.clone();
    let mut added = Vec::new();
    for other in (at..problem.columns.len()).filter(beside) {
        let open = more.open(other, true);
        if open > 0 {
            more.put(other, open);
            added.push((other, open));
        }
    }
    if more.rounded(column.member) > 0 {
        added
    } else {
        Vec::new()
    }
}

fn class_run(problem: &Problem, class: u32) -> u32 {
    problem.classes.get(wide(class)).map_or(u32::MAX, |class| class.run)
}

/// Whether nothing can be added, where no floors are shared.
pub(super) fn is_full(state: &State<'_>) -> bool {
    (0..state.problem.columns.len()).all(|at| additions(state, at).is_empty())
}

/// Whether nothing can be added, where combinations must be worked out; with the work that it took. What one member could
/// add on one run shows it. Out of work, nothing is known to be full.
pub(super) fn is_full_in_rooms(problem: &Problem, state: &State<'_>, found: &Tally, limit: u64) -> (bool, u64) {
    let mut work: u64 = 0;
    let cost = problem.classes.len().saturating_add(4) as u64;
    for (at, column) in problem.columns.iter().enumerate() {
        let mut more = state.clone();
        let run = class_run(problem, column.class);
        for (other, beside) in problem.columns.iter().enumerate().skip(at) {
            let class = problem.classes.get(wide(beside.class));
            let free = class.is_some_and(|class| class.run == run && class.fallback.is_none());
            if beside.member != column.member || !free {
                continue;
            }
            while more.open(other, false) > 0 {
                more.put(other, 1);
                work = work.saturating_add(cost);
                if work > limit {
                    return (false, work);
                }
                let Ok(next) = tally(problem, &more.counts) else {
                    continue;
                };
                let real = (0_u32..).zip(&next.rounded).all(|(member, rounded)| {
                    *rounded > 0 || more.pieces.get(wide(member)).is_none_or(|pieces| *pieces == 0)
                });
                if next.value.compare(found.value).is_gt() && real && allowed(problem, &next) {
                    return (false, work);
                }
            }
        }
    }
    (true, work)
}
