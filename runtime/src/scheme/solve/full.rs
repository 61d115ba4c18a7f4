//! Whether anything can be added to a combination: for the retailer, to whom only full ones count (semantics §9.15).

use super::problem::Problem;
use super::search::allowed;
use super::state::State;
use super::tally::{Tally, tally};
use crate::index::{narrow, wide};
use crate::money::Ratio;

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

/// Whether every member that takes part would come to something by itself (semantics §9.15): what others leave it of a run
/// does not matter, so that adding to a combination never makes a member of it unreal.
pub(super) fn is_real(state: &State<'_>, found: &Tally) -> bool {
    let mut members = found.alone.iter().zip(&state.pieces);
    members.all(|(alone, pieces)| *alone > 0 || *pieces == 0)
}

/// Whether nothing can be added, where combinations must be worked out; with the work that it took. What one member could
/// add on one run mostly shows it; else all larger combinations are looked at. Out of work, nothing is known to be full.
pub(super) fn is_full_in_rooms(problem: &Problem, state: &State<'_>, found: &Tally, limit: u64) -> (bool, u64) {
    let mut larger = Larger {
        problem,
        found,
        work: 0,
        limit,
        cost: problem.classes.len().saturating_add(4) as u64,
    };
    let full = !larger.on_one_run(state) && !larger.anywhere(state);
    (full && larger.work <= limit, larger.work)
}

/// A look for larger combinations that are worth more.
struct Larger<'a> {
    problem: &'a Problem,
    found: &'a Tally,
    work: u64,
    limit: u64,
    cost: u64,
}

impl Larger<'_> {
    fn is_more(&mut self, more: &State<'_>) -> bool {
        self.work = self.work.saturating_add(self.cost);
        let next = tally(self.problem, &more.counts);
        next.is_ok_and(|next| {
            next.value.compare(self.found.value).is_gt() && is_real(more, &next) && allowed(self.problem, &next)
        })
    }

    /// One member adding on one run.
    fn on_one_run(&mut self, state: &State<'_>) -> bool {
        for (at, column) in self.problem.columns.iter().enumerate() {
            let mut more = state.clone();
            let run = class_run(self.problem, column.class);
            for (other, beside) in self.problem.columns.iter().enumerate().skip(at) {
                let class = self.problem.classes.get(wide(beside.class));
                let free = class.is_some_and(|class| class.run == run && class.fallback.is_none());
                if beside.member != column.member || !free {
                    continue;
                }
                while more.open(other, false) > 0 {
                    more.put(other, 1);
                    if self.work > self.limit || self.is_more(&more) {
                        return true;
                    }
                }
            }
        }
        false
    }

    /// All larger combinations, those with most uses first.
    fn anywhere(&mut self, state: &State<'_>) -> bool {
        let mut more = state.clone();
        let mut added: Vec<i64> = vec![0; self.problem.columns.len()];
        if !self.has_hope(&more, 0) {
            return false;
        }
        let mut at = 0;
        let mut entering = true;
        loop {
            if self.work > self.limit {
                return true;
            }
            if entering {
                let Some(place) = added.get_mut(at) else {
                    if self.is_more(&more) {
                        return true;
                    }
                    entering = false;
                    continue;
                };
                *place = self.open(&more, at);
                more.put(at, *place);
                at = at.saturating_add(1);
                continue;
            }
            let Some(before) = at.checked_sub(1) else { return false };
            let Some(place) = added.get_mut(before) else {
                return false;
            };
            if *place > 0 {
                more.put(before, -1);
                *place = place.saturating_sub(1);
                entering = self.has_hope(&more, at);
                // Fewer uses give no more hope.
                if entering {
                    continue;
                }
                more.put(before, place.saturating_neg());
                *place = 0;
            }
            at = before;
        }
    }

    /// How often a column may be used more.
    fn open(&self, more: &State<'_>, at: usize) -> i64 {
        let class = more
            .column(at)
            .and_then(|column| self.problem.classes.get(wide(column.class)));
        match class {
            Some(class) if class.fallback.is_none() => more.open(at, false).max(0),
            Some(_) | None => 0,
        }
    }

    /// Whether uses of columns from some place on might make a combination worth more: within rooms, and within pools.
    fn has_hope(&mut self, more: &State<'_>, from: usize) -> bool {
        self.work = self.work.saturating_add(self.cost);
        let problem = self.problem;
        let mut in_rooms = vec![0_i128; problem.rooms.len()];
        let mut by_runs: i128 = 0;
        let mut filled = vec![0_i128; problem.pools.len()];
        let mut by_members: i128 = 0;
        for (number, class) in problem.classes.iter().enumerate() {
            let mut asked: i128 = 0;
            let mut dearest: i128 = 0;
            let mut ask = |pool: Option<u32>, gain: i128, units: i64| {
                let all = gain.saturating_mul(i128::from(units));
                let sum = pool
                    .and_then(|pool| filled.get_mut(wide(pool)))
                    .unwrap_or(&mut by_members);
                *sum = sum.saturating_add(all);
                all
            };
            for held in problem.held(class, &more.counts) {
                asked = asked.saturating_add(ask(held.pool, held.gain, held.count));
            }
            let columns = (wide(class.columns.0)..).zip(problem.columns_of(class));
            for (at, column) in columns.filter(|(at, _)| *at >= from) {
                let open = self.open(more, at);
                ask(column.pool, column.gain, open);
                dearest = dearest.max(if open > 0 { column.gain } else { 0 });
            }
            let left = more.left.get(number).copied().unwrap_or(0);
            asked = asked.saturating_add(dearest.saturating_mul(i128::from(left)));
            let sum = class
                .room
                .and_then(|room| in_rooms.get_mut(wide(room)))
                .unwrap_or(&mut by_runs);
            *sum = sum.saturating_add(asked);
        }
        for (asked, room) in in_rooms.iter().zip(&problem.rooms) {
            by_runs = by_runs.saturating_add(*asked.min(room));
        }
        for member in 0..narrow(problem.members.len()) {
            by_members = by_members.saturating_add(problem.drawn(member, &filled));
        }
        let bound = Ratio::new(by_runs.min(by_members), problem.scale);
        bound.is_ok_and(|bound| bound.compare(self.found.value).is_gt())
    }
}
