//! The search for the retailer: the least of the combinations to which nothing can be added (semantics §2, §9.15). A full
//! combination is always known; a lower bound says how much less there might be.

use super::full::{additions, is_full, is_full_in_rooms, is_real};
use super::problem::{Answer, Class, Column, Member, Problem};
use super::search::allowed;
use super::state::State;
use super::tally::{Tally, tally};
use super::ties;
use crate::index::{narrow, wide};
use crate::limits::LEAST_PASSES;

struct Least<'a> {
    problem: &'a Problem,
    state: State<'a>,
    /// Columns by class, lesser gains first, with the place of their class.
    slots: Vec<(usize, usize)>,
    /// By class: the least that a unit can gain in a full combination.
    floor: Vec<i128>,
    /// By class: what this and the later ones may come to less than their fallbacks.
    rest: Vec<i128>,
    used: Vec<i64>,
    most: Vec<i64>,
    best: Option<(i128, Vec<i64>, Option<Tally>)>,
    work: u64,
    limit: u64,
    stopped: bool,
}

pub(super) fn search(problem: &Problem, limit: u64) -> Answer {
    let floor: Vec<i128> = problem.classes.iter().map(|class| least_unit(problem, class)).collect();
    let mut rest = vec![0_i128; problem.classes.len().saturating_add(1)];
    for (at, class) in problem.classes.iter().enumerate().rev() {
        let fallback = class.fallback.map_or(0, |fallback| fallback.gain);
        let least = floor.get(at).copied().unwrap_or(0).saturating_sub(fallback);
        let later = rest.get(at.saturating_add(1)).copied().unwrap_or(0);
        if let Some(place) = rest.get_mut(at) {
            *place = later.saturating_add(least.saturating_mul(i128::from(class.units)));
        }
    }
    let mut slots = Vec::with_capacity(problem.columns.len());
    for (place, class) in problem.classes.iter().enumerate() {
        let mut own: Vec<(i128, u32, usize)> = (wide(class.columns.0)..)
            .zip(problem.columns_of(class))
            .map(|(at, column)| (column.gain, column.member, at))
            .collect();
        own.sort_unstable();
        slots.extend(own.into_iter().map(|(.., at)| (at, place)));
    }
    let mut search = Least {
        problem,
        state: State::new(problem),
        used: vec![0; slots.len()],
        most: vec![0; slots.len()],
        slots,
        floor,
        rest,
        best: None,
        work: 0,
        limit,
        stopped: false,
    };
    let first = first(problem);
    if problem.rooms.is_empty() {
        search.best = Some((first.total(), first.counts.clone(), None));
    }
    search.run();
    let bound = if problem.rooms.is_empty() { search.bound() } else { 0 };
    let (value, counts) = match search.best {
        Some((value, counts, _)) => (value, counts),
        // Out of work before any was known to be full: the first will do, if it is allowed at all.
        None => real(problem, first),
    };
    let missed = if search.stopped {
        value.saturating_sub(bound).max(0)
    } else {
        0
    };
    Answer {
        counts,
        missed,
        work: search.work,
    }
}

/// A combination without those who come to nothing in it because floors leave them nothing.
fn real(problem: &Problem, mut state: State<'_>) -> (i128, Vec<i64>) {
    while let Ok(found) = tally(problem, &state.counts) {
        let mut changed = false;
        for (at, column) in problem.columns.iter().enumerate() {
            let count = state.counts.get(at).copied().unwrap_or(0);
            if count > 0 && found.alone.get(wide(column.member)) == Some(&0) {
                state.put(at, count.saturating_neg());
                changed = true;
            }
        }
        if !changed && allowed(problem, &found) {
            return (state.total(), state.counts);
        }
        if !changed {
            break;
        }
    }
    (State::new(problem).total(), vec![0; problem.columns.len()])
}

/// The least that a unit of a class can gain in a full combination: nothing where it may stay free, or only swell a sum.
fn least_unit(problem: &Problem, class: &Class) -> i128 {
    let columns = problem.columns_of(class);
    match class.fallback {
        Some(fallback) if columns.iter().all(|column| column.pool.is_none()) => {
            columns.iter().map(|column| column.gain).fold(fallback.gain, i128::min)
        }
        Some(_) | None => 0,
    }
}

/// The least that a taken unit of a class can gain; `None` where it may only swell a sum.
fn open(problem: &Problem, class: &Class) -> Option<i128> {
    let columns = problem.columns_of(class);
    if columns.iter().any(|column| column.pool.is_some()) {
        return None;
    }
    let fallback = class.fallback.iter().map(|fallback| fallback.gain);
    fallback.chain(columns.iter().map(|column| column.gain)).min()
}

/// A full combination: cheap uses first, then whatever can still be added.
fn first(problem: &Problem) -> State<'_> {
    let mut state = State::new(problem);
    let mut order: Vec<(i128, u32, usize)> = problem
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| (column.gain, column.member, at))
        .collect();
    order.sort_unstable();
    // A sum that takes many units may leave less to others than they would gain.
    for pool in 0..narrow(problem.pools.len()) {
        let before = state.clone();
        for (.., at) in &order {
            if problem.columns.get(*at).is_some_and(|column| column.pool == Some(pool)) {
                let open = state.open(*at, true);
                state.put(*at, open);
            }
        }
        let member = problem.pools.get(wide(pool)).map_or(0, |pool| pool.member);
        if state.total() >= before.total() || state.rounded(member) == 0 {
            state = before;
        }
    }
    for _ in 0..LEAST_PASSES {
        let mut changed = false;
        for (gain, _, at) in &order {
            let Some(column) = problem.columns.get(*at) else {
                continue;
            };
            let Some(class) = problem.classes.get(wide(column.class)) else {
                continue;
            };
            if let Some(fallback) = class.fallback {
                let open = state.open(*at, true);
                let real = state.pieces.get(wide(column.member)).is_some_and(|pieces| *pieces > 0)
                    || state.rounded_with(*at, column, open) > 0;
                if column.pool.is_none() && *gain < fallback.gain && open > 0 && real {
                    state.put(*at, open);
                    changed = true;
                }
                continue;
            }
            let more = additions(&state, *at);
            if more.is_empty() {
                continue;
            }
            for (at, count) in more {
                state.put(at, count);
            }
            changed = true;
            let open = state.useful(*at, state.open(*at, true));
            state.put(*at, open.max(0));
        }
        if !changed {
            break;
        }
    }
    state
}

impl Least<'_> {
    /// No full combination comes to less.
    fn bound(&self) -> i128 {
        let nothing = State::new(self.problem).total();
        let classes = nothing.saturating_add(self.rest.first().copied().unwrap_or(0)).max(0);
        // Of a group somebody else may bar a member.
        if self.problem.grouped {
            return classes;
        }
        let mut own: Vec<Vec<&Column>> = vec![Vec::new(); self.problem.members.len()];
        for column in &self.problem.columns {
            if let Some(own) = own.get_mut(wide(column.member)) {
                own.push(column);
            }
        }
        let open: Vec<Option<i128>> = self
            .problem
            .classes
            .iter()
            .map(|class| open(self.problem, class))
            .collect();
        let members = self.problem.members.iter().zip(&own);
        members
            .filter_map(|(rules, own)| self.member_bound(rules, own, &open))
            .fold(classes, i128::max)
    }

    /// Either all units that a member may take are taken, or its limit leaves it no unit more. `None`: nothing is known.
    fn member_bound(&self, rules: &Member, own: &[&Column], open: &[Option<i128>]) -> Option<i128> {
        let problem = self.problem;
        let mut units: Vec<(i128, i64)> = Vec::with_capacity(own.len());
        let (mut all, mut most) = (0_i128, 0_i128);
        for column in own {
            let class = problem.classes.get(wide(column.class))?;
            // A member of which a unit alone comes to nothing, or that costs less than a minor unit, may not be addable at all.
            if problem.round(column.gain) == 0 || class.amount < problem.scale {
                return None;
            }
            let least = open.get(wide(column.class)).copied().flatten()?;
            let count = class.units;
            units.push((least, count));
            all = all.saturating_add(least.saturating_mul(i128::from(count)));
            most = most.max(column.gain);
        }
        let mut bound = all;
        if let Some(mut pieces) = rules.pieces {
            units.sort_unstable();
            let mut sum: i128 = 0;
            for (least, count) in &units {
                let count = (*count).min(pieces);
                sum = sum.saturating_add(least.saturating_mul(i128::from(count)));
                pieces = pieces.saturating_sub(count);
            }
            bound = bound.min(sum);
        }
        if let Some(money) = rules.money {
            // Rounding adds less than a minor unit on each run, and on the unit that does not fit any more.
            let runs = i128::try_from(own.len()).unwrap_or(i128::MAX).saturating_add(1);
            let money = i128::from(money).saturating_sub(runs).saturating_mul(problem.scale);
            bound = bound.min(money.saturating_sub(most));
        }
        Some(bound)
    }

    fn run(&mut self) {
        let mut at = 0;
        let mut entering = true;
        loop {
            let Some((column, class)) = self.slots.get(at).copied() else {
                self.leaf();
                if self.stopped || at == 0 {
                    return;
                }
                at = at.saturating_sub(1);
                entering = false;
                continue;
            };
            let used = self.used.get(at).copied().unwrap_or(0);
            let go = if entering {
                let open = self.state.open(column, self.problem.rooms.is_empty());
                self.set(at, 0, open.max(0));
                true
            } else if used < self.most.get(at).copied().unwrap_or(0) {
                self.state.put(column, 1);
                let most = self.most.get(at).copied().unwrap_or(0);
                self.set(at, used.saturating_add(1), most);
                true
            } else {
                false
            };
            if go {
                self.work = self.work.saturating_add(1);
                if self.work > self.limit {
                    self.stopped = true;
                    return;
                }
                if !self.hopeless(class) {
                    at = at.saturating_add(1);
                    entering = true;
                    continue;
                }
            }
            // More of the same only adds.
            let used = self.used.get(at).copied().unwrap_or(0);
            self.state.put(column, used.saturating_neg());
            self.set(at, 0, 0);
            if at == 0 {
                return;
            }
            at = at.saturating_sub(1);
            entering = false;
        }
    }

    fn set(&mut self, at: usize, used: i64, most: i64) {
        if let (Some(place), Some(limit)) = (self.used.get_mut(at), self.most.get_mut(at)) {
            (*place, *limit) = (used, most);
        }
    }

    fn hopeless(&self, at: usize) -> bool {
        let (Some((best, ..)), true) = (&self.best, self.problem.rooms.is_empty()) else {
            return false;
        };
        let fallback = self.problem.classes.get(at).and_then(|class| class.fallback);
        let fallback = fallback.map_or(0, |fallback| fallback.gain);
        let left = i128::from(self.state.left.get(at).copied().unwrap_or(0));
        let floor = self.floor.get(at).copied().unwrap_or(0);
        let later = self.rest.get(at.saturating_add(1)).copied().unwrap_or(0);
        let bound = self
            .state
            .total()
            .saturating_add(left.saturating_mul(floor.saturating_sub(fallback)))
            .saturating_add(later);
        bound > *best || (bound == *best && self.work > self.limit >> 1)
    }

    fn leaf(&mut self) {
        self.work = self.work.saturating_add(1);
        if !self.problem.rooms.is_empty() {
            return self.exact_leaf();
        }
        let value = self.state.total();
        if let Some((best, counts, _)) = &self.best
            && (value > *best || (value == *best && !ties::prefers(self.problem, &self.state.counts, counts)))
        {
            return;
        }
        self.work = self.work.saturating_add(self.problem.columns.len() as u64);
        let real = (0_u32..)
            .zip(&self.state.pieces)
            .all(|(member, pieces)| *pieces == 0 || self.state.rounded(member) > 0);
        if real && is_full(&self.state) {
            self.best = Some((value, self.state.counts.clone(), None));
        }
    }

    /// Where floors are shared a combination must be worked out to be judged.
    fn exact_leaf(&mut self) {
        let size = self.problem.classes.len().saturating_add(4) as u64;
        self.work = self.work.saturating_add(size);
        let Ok(found) = tally(self.problem, &self.state.counts) else {
            self.stopped = true;
            return;
        };
        if !is_real(&self.state, &found) || !allowed(self.problem, &found) {
            return;
        }
        if let Some((_, counts, Some(other))) = &self.best {
            let order = found.value.compare(other.value);
            let tie = || ties::decides(self.problem, (&found, &self.state.counts), (other, counts));
            if order.is_gt() || (order.is_eq() && !tie()) {
                return;
            }
        }
        let (full, work) = is_full_in_rooms(self.problem, &self.state, &found, self.limit.saturating_sub(self.work));
        self.work = self.work.saturating_add(work);
        if full {
            let scaled = found.value.num().checked_mul(self.problem.scale);
            let value = scaled.and_then(|scaled| scaled.checked_div_euclid(found.value.den()));
            self.best = Some((value.unwrap_or(i128::MAX), self.state.counts.clone(), Some(found)));
        }
    }
}
