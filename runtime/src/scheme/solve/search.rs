//! Depth-first branch and bound for the customer, over columns, on a stack of its own; stops after a fixed amount of work,
//! never after a time. A bound by prices says what each step away from the best use of a unit costs at least.

use super::first::first;
use super::price::{self, Bound, FINE};
use super::problem::{Answer, Problem};
use super::state::State;
use super::tally::{Tally, tally};
use super::ties::{self, Tops};
use crate::index::wide;
use crate::limits::PRICE_WORK;

/// The best combination so far.
#[derive(Debug)]
struct Best {
    /// What it is worth, scaled; rounded down where it is not whole.
    value: i128,
    counts: Vec<i64>,
    /// Worked out where floors are shared.
    tally: Option<Tally>,
    /// Nobody can get more than here without another getting less: only fewer or lesser units would be better.
    topped: bool,
    /// Units taken where nobody falls back.
    units: i64,
}

impl Best {
    fn new(problem: &Problem, tops: &Tops, value: i128, counts: Vec<i64>, tally: Option<Tally>) -> Self {
        Self {
            value,
            topped: tops.reached(problem, &counts, tally.as_ref()),
            units: ties::units_taken(problem, &counts),
            counts,
            tally,
        }
    }
}

/// A column to be decided.
#[derive(Debug, Clone, Copy)]
struct Slot {
    column: usize,
    class: usize,
    /// What a use gains after paying; fine.
    after: i128,
    /// The best that a unit not yet placed can gain from here on, and from the next slot on; fine.
    ahead: i128,
    next: i128,
    /// Many uses are tried first.
    down: bool,
    shared: bool,
    last: bool,
}

struct Search<'a> {
    problem: &'a Problem,
    state: State<'a>,
    bound: Bound,
    slots: Vec<Slot>,
    /// By slot: how often it is used, how often it may be, and the bound before it; fine.
    used: Vec<i64>,
    most: Vec<i64>,
    before: Vec<i128>,
    best: Best,
    tops: Tops,
    work: u64,
    limit: u64,
    stopped: bool,
}

/// The best combination, within so many steps.
pub(super) fn search(problem: &Problem, limit: u64) -> Answer {
    let first = first(problem);
    if problem.columns.is_empty() {
        return Answer {
            counts: first.counts,
            ..Answer::default()
        };
    }
    let (bound, priced) = price::bound(problem, &first, PRICE_WORK);
    let shared = !problem.rooms.is_empty();
    let tops = Tops::new(problem);
    let best = if shared {
        exact_first(problem, &first, &tops)
    } else {
        Best::new(problem, &tops, first.total(), first.counts, None)
    };
    let mut search = Search {
        problem,
        state: State::new(problem),
        slots: Vec::new(),
        used: Vec::new(),
        most: Vec::new(),
        before: Vec::new(),
        best,
        tops,
        work: 0,
        limit,
        stopped: false,
        bound,
    };
    search.slots();
    search.run();
    let missed = if search.stopped {
        search.bound.whole().saturating_sub(search.best.value).max(0)
    } else {
        0
    };
    Answer {
        counts: search.best.counts,
        missed,
        work: search.work.saturating_add(priced),
    }
}

/// The first combination where floors are shared: the given one, or nothing but fallbacks if that is not allowed.
fn exact_first(problem: &Problem, first: &State<'_>, tops: &Tops) -> Best {
    let nothing = vec![0; problem.columns.len()];
    for counts in [&first.counts, &nothing] {
        if let Ok(found) = tally(problem, counts)
            && allowed(problem, &found)
        {
            return Best::new(problem, tops, scaled(problem, &found), counts.clone(), Some(found));
        }
    }
    Best::new(problem, tops, 0, nothing, None)
}

fn scaled(problem: &Problem, found: &Tally) -> i128 {
    let whole = found.value.num().checked_mul(problem.scale);
    whole
        .and_then(|whole| whole.checked_div_euclid(found.value.den()))
        .unwrap_or(0)
}

/// Whether limits of money hold, tested on rounded money (§9.15).
pub(super) fn allowed(problem: &Problem, found: &Tally) -> bool {
    let mut members = problem.members.iter().zip(&found.rounded);
    members.all(|(member, rounded)| member.money.is_none_or(|limit| *rounded <= limit))
}

/// Positions of the classes, greater gains first, so that the first dive is a good one; groups side by side.
pub(super) fn order(problem: &Problem) -> Vec<usize> {
    let gain = |at: usize| {
        let Some(class) = problem.classes.get(at) else { return 0 };
        let most = problem
            .columns_of(class)
            .iter()
            .map(|column| column.gain)
            .max()
            .unwrap_or(0);
        let other = class.fallback.map_or(0, |fallback| fallback.gain);
        most.saturating_sub(other).saturating_mul(i128::from(class.units))
    };
    let mut order: Vec<(u32, i128, usize)> = problem
        .classes
        .iter()
        .enumerate()
        .map(|(at, class)| (if problem.grouped { class.group } else { 0 }, gain(at), at))
        .collect();
    order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
    order.into_iter().map(|(.., at)| at).collect()
}

impl Search<'_> {
    /// Lays out the columns that may stand in a combination better than the first.
    fn slots(&mut self) {
        for at in order(self.problem) {
            let Some(class) = self.problem.classes.get(at) else {
                continue;
            };
            let shared = class.room.is_some();
            let best = self.bound.best.get(at).copied().unwrap_or(0);
            let mut own: Vec<(i128, u32, usize)> = Vec::new();
            for (number, column) in (wide(class.columns.0)..).zip(self.problem.columns_of(class)) {
                let after = self.bound.after.get(number).copied().unwrap_or(0);
                let hope = self.bound.total.saturating_sub(best.saturating_sub(after));
                if shared || hope >> FINE >= self.best.value {
                    own.push((after, column.member, number));
                }
            }
            own.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
            let fallback = class.fallback.map_or(0, |fallback| fallback.gain << FINE);
            for (place, (after, _, column)) in own.iter().enumerate() {
                let next = own
                    .get(place.saturating_add(1))
                    .map_or(fallback, |(next, ..)| fallback.max(*next));
                self.slots.push(Slot {
                    column: *column,
                    class: at,
                    after: *after,
                    ahead: fallback.max(*after),
                    next,
                    down: *after >= fallback,
                    shared,
                    last: place.saturating_add(1) == own.len(),
                });
            }
        }
        self.used = vec![0; self.slots.len()];
        self.most = vec![0; self.slots.len()];
        self.before = vec![0; self.slots.len().saturating_add(1)];
    }

    fn run(&mut self) {
        if let Some(before) = self.before.first_mut() {
            *before = self.bound.total;
        }
        let mut at = 0;
        let mut entering = true;
        loop {
            let Some(slot) = self.slots.get(at).copied() else {
                self.leaf();
                if self.stopped || at == 0 {
                    return;
                }
                at = at.saturating_sub(1);
                entering = false;
                continue;
            };
            let go = if entering {
                self.enter(at, slot)
            } else {
                self.next(at, slot)
            };
            if go {
                self.work = self.work.saturating_add(1);
                if self.work > self.limit {
                    self.stopped = true;
                    return;
                }
                let bound = self.bound_after(at, slot);
                if !self.hopeless(bound) {
                    at = at.saturating_add(1);
                    if let Some(place) = self.before.get_mut(at) {
                        *place = bound;
                    }
                    entering = true;
                    continue;
                }
                if slot.shared || slot.down && self.is_long(bound) {
                    // Another number of uses may do better where a floor caps them, and fewer are fewer units.
                    entering = false;
                    continue;
                }
                // The numbers that follow are worse.
                self.leave(at, slot);
            }
            if at == 0 {
                return;
            }
            at = at.saturating_sub(1);
            entering = false;
        }
    }

    /// The first number of uses of a slot.
    fn enter(&mut self, at: usize, slot: Slot) -> bool {
        // Where floors are shared, a member may come to less than it asks for, so money is asked at the end.
        let open = self.state.open(slot.column, self.problem.rooms.is_empty());
        let most = self.state.useful(slot.column, open).max(0);
        let count = if slot.down { most } else { 0 };
        self.state.put(slot.column, count);
        self.set(at, count, most);
        true
    }

    /// The next number of uses; `false`: there is none.
    fn next(&mut self, at: usize, slot: Slot) -> bool {
        let used = self.used.get(at).copied().unwrap_or(0);
        let most = self.most.get(at).copied().unwrap_or(0);
        if used == (if slot.down { 0 } else { most }) {
            self.leave(at, slot);
            return false;
        }
        let step = if slot.down { -1 } else { 1 };
        self.state.put(slot.column, step);
        self.set(at, used.saturating_add(step), most);
        true
    }

    fn leave(&mut self, at: usize, slot: Slot) {
        let used = self.used.get(at).copied().unwrap_or(0);
        self.state.put(slot.column, used.saturating_neg());
        self.set(at, 0, 0);
    }

    fn set(&mut self, at: usize, used: i64, most: i64) {
        if let (Some(place), Some(limit)) = (self.used.get_mut(at), self.most.get_mut(at)) {
            (*place, *limit) = (used, most);
        }
    }

    /// The bound after a slot's decision; fine.
    fn bound_after(&self, at: usize, slot: Slot) -> i128 {
        let before = self.before.get(at).copied().unwrap_or(0);
        let left = i128::from(self.state.left.get(slot.class).copied().unwrap_or(0));
        if !slot.shared {
            let used = i128::from(self.used.get(at).copied().unwrap_or(0));
            return before
                .saturating_sub(used.saturating_mul(slot.ahead.saturating_sub(slot.after)))
                .saturating_sub(left.saturating_mul(slot.ahead.saturating_sub(slot.next)));
        }
        if !slot.last {
            return before;
        }
        let Some(class) = self.problem.classes.get(slot.class) else {
            return before;
        };
        let fallback = class.fallback.map_or(0, |fallback| fallback.gain << FINE);
        let mut gained = fallback.saturating_mul(left);
        for number in wide(class.columns.0)..wide(class.columns.1) {
            let count = i128::from(self.state.counts.get(number).copied().unwrap_or(0));
            let after = self.bound.after.get(number).copied().unwrap_or(0);
            gained = gained.saturating_add(after.saturating_mul(count));
        }
        let term = self.bound.terms.get(slot.class).copied().unwrap_or(0);
        before
            .saturating_sub(term)
            .saturating_add(gained.min(class.cap << FINE))
    }

    fn hopeless(&self, bound: i128) -> bool {
        let whole = bound >> FINE;
        // Equal ones are looked at too, because ties are decided, but not for ever.
        whole < self.best.value || (whole == self.best.value && self.work > self.limit >> 1) || self.is_long(bound)
    }

    /// Whether what comes of this can only be as good with more units: fewer are asked first.
    fn is_long(&self, bound: i128) -> bool {
        bound >> FINE == self.best.value && self.best.topped && self.state.taken() > self.best.units
    }

    fn leaf(&mut self) {
        self.work = self.work.saturating_add(1);
        if !self.problem.rooms.is_empty() {
            return self.exact_leaf();
        }
        let value = self.state.total();
        if value < self.best.value {
            return;
        }
        let size = self.problem.columns.len().saturating_add(self.problem.members.len());
        self.work = self.work.saturating_add(size as u64 >> 3);
        if value > self.best.value || ties::prefers(self.problem, &self.state.counts, &self.best.counts) {
            self.best = Best::new(self.problem, &self.tops, value, self.state.counts.clone(), None);
        }
    }

    /// A combination that must be worked out to be judged; that costs as much as looking at several.
    fn exact_leaf(&mut self) {
        self.work = self
            .work
            .saturating_add(4)
            .saturating_add(self.problem.classes.len() as u64);
        let Ok(found) = tally(self.problem, &self.state.counts) else {
            // Figures that do not fit 128 bits: nobody knows what it is worth.
            self.stopped = true;
            return;
        };
        if !allowed(self.problem, &found) {
            return;
        }
        let order = match &self.best.tally {
            None => std::cmp::Ordering::Greater,
            Some(other) => found.value.compare(other.value),
        };
        let wins = order.is_gt()
            || (order.is_eq()
                && self.best.tally.as_ref().is_some_and(|other| {
                    ties::decides(self.problem, (&found, &self.state.counts), (other, &self.best.counts))
                }));
        if wins {
            let value = scaled(self.problem, &found);
            self.best = Best::new(self.problem, &self.tops, value, self.state.counts.clone(), Some(found));
        }
    }
}
