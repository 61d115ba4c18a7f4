//! Depth-first branch and bound for the customer, over ways to use units, on a stack of its own; stops after a fixed amount of
//! work, never after a time.

use std::cmp::{Ordering, Reverse};

use super::bound::{Bound, FINE, times};
use super::deal;
use super::every;
use super::first::{fill, improve};
use super::judge::{Judged, judge};
use super::packing::Packing;
use super::rows::Rows;
use super::start::start;
use super::state::State;
use super::twins::Twins;
use crate::index::{NONE, narrow, wide};
use crate::limits::{BEST_START, EVERY_WAYS, PRICE_TIMES, PRICE_WORK, SETS_PRICE_WORK};
use crate::scheme::solve::problem::Answer;

/// The best combination so far.
#[derive(Debug)]
pub(super) struct Best {
    /// Scaled; rounded down where it is not whole.
    pub value: i128,
    pub counts: Vec<i64>,
    /// Worked out where gains do not add up; else the benefits by member.
    pub judged: Option<Judged>,
    pub benefits: Vec<i128>,
    /// Units taken.
    pub units: i64,
}

/// A column to be decided.
#[derive(Debug)]
struct Slot {
    column: u32,
    member: u32,
    /// What it can gain at most.
    hope: i128,
    slack: i128,
    /// Rows of which nothing is asked afterwards and that have a price: where they stand in the list of such.
    closes: (u32, u32),
    /// Fewer uses never have a better bound.
    falls: bool,
}

/// Who weighs combinations and keeps the best.
struct Scales<'a> {
    packing: &'a Packing,
    plain: bool,
    twins: Option<Twins<'a>>,
    best: Best,
    work: u64,
    stopped: bool,
}

struct Search<'a> {
    packing: &'a Packing,
    rows: &'a Rows,
    scales: Scales<'a>,
    state: State<'a>,
    bound: Bound,
    slots: Vec<Slot>,
    /// Rows that close with their prices, slot by slot.
    closing: Vec<(u32, i128)>,
    /// By column: its slot. Only where units have twins.
    place: Vec<usize>,
    /// Columns in use, in the order of their slots.
    active: Vec<(usize, u32)>,
    /// By slot: how often it is used, how often it may be, and the bound before it; fine.
    used: Vec<i64>,
    before: Vec<i128>,
    /// By member: what it may still gain from slots that are not decided.
    hopes: Vec<i128>,
    /// Combinations worth less are not looked for.
    floor: i128,
    /// All the work that may be done, and up to where the pass may go.
    budget: u64,
    limit: u64,
}

/// How much of the gap between the best combination and the bound a pass looks at: so many halvings of it.
const PASSES: [u32; 5] = [6, 4, 2, 1, 0];

/// The best combination, within so many steps.
pub(super) fn search(packing: &Packing, limit: u64) -> Answer {
    let mut rows = Rows::new(packing);
    let plain = packing.is_plain();
    let pricing = if plain { SETS_PRICE_WORK } else { PRICE_WORK };
    let pricing = if limit < BEST_START {
        pricing.min(limit.saturating_mul(PRICE_TIMES))
    } else {
        pricing
    };
    let (bound, counts) = start(packing, &mut rows, plain, pricing);
    let mut firsts: Vec<State<'_>> = counts.iter().map(|counts| State::of(packing, &rows, counts)).collect();
    firsts.sort_by_key(|state| Reverse(state.total()));
    let enough = bound.total >> FINE;
    let mut improving = 0;
    if firsts.first().is_some_and(|best| best.total() < enough) {
        let slack = |at: usize| bound.slack.get(at).copied().unwrap_or(0);
        let gain = |at: usize| Reverse(rows.gain(narrow(at)));
        firsts.push(fill(packing, &rows, |at| (slack(at), gain(at), at)));
        firsts.sort_by_key(|state| Reverse(state.total()));
    }
    if let Some(best) = firsts.first().filter(|best| best.total() < enough) {
        let (better, work) = improve(packing, &rows, best.clone(), &bound.slack, enough, limit >> 3);
        improving = work;
        firsts.insert(0, better);
    }
    let nothing = State::new(packing, &rows);
    let mut scales = Scales {
        packing,
        plain,
        twins: Twins::of(packing).filter(|_| !plain),
        best: Best {
            value: 0,
            counts: nothing.counts.clone(),
            judged: None,
            benefits: vec![0; packing.members.len()],
            units: 0,
        },
        work: improving >> 3,
        stopped: false,
    };
    for state in &firsts {
        scales.weigh(state);
    }
    if !plain && packing.members.iter().any(|member| member.money.is_some()) {
        // What others leave may be too much for a limit in whatever way, and nothing of the above within it.
        scales.weigh(&without_limits_of_money(packing, &rows));
    }
    let mut search = Search {
        packing,
        rows: &rows,
        scales,
        state: nothing,
        slots: Vec::new(),
        closing: Vec::new(),
        place: Vec::new(),
        active: Vec::new(),
        used: Vec::new(),
        before: Vec::new(),
        hopes: Vec::new(),
        floor: 0,
        budget: limit,
        limit,
        bound,
    };
    let mut hope = search.passes();
    let Scales {
        twins, mut best, work, ..
    } = search.scales;
    let mut work = work.saturating_add(search.bound.work);
    if let Some(twins) = &twins {
        best.counts = twins.in_order(&best.counts, true).0;
    }
    if packing.members.iter().any(|member| member.reuse) && packing.columns.len() <= EVERY_WAYS {
        // What is left of the budget, but half of it in any case: only this search knows what units bear twice.
        let rest = limit.saturating_sub(work).max(limit >> 1);
        let (found, proved, more) = every::search(packing, &rows, best, rest);
        (best, work) = (found, work.saturating_add(more));
        hope = if proved { best.value } else { hope.max(best.value) };
    }
    let hope = with_unlisted(packing, &search.bound, hope);
    let hope = packing.most.map_or(hope, |most| hope.min(most));
    Answer {
        missed: hope.saturating_sub(best.value).max(0),
        counts: best.counts,
        work,
    }
}

/// What no combination exceeds, with ways that were not listed: they gain something above the prices of the whole bound, and at
/// most all that they gain above what the search has shown of the listed ones.
fn with_unlisted(packing: &Packing, bound: &Bound, hope: i128) -> i128 {
    let all = packing.unlisted.iter().fold(0_i128, |sum, one| {
        sum.saturating_add(one.gain.saturating_mul(i128::from(one.times)))
    });
    let priced = bound.total.saturating_add(bound.unlisted) >> FINE;
    priced.min(hope.saturating_add(all))
}

/// A combination of members without limits of money.
fn without_limits_of_money<'a>(packing: &'a Packing, rows: &'a Rows) -> State<'a> {
    let mut state = State::new(packing, rows);
    let mut order: Vec<(Reverse<i128>, u32)> = (0_u32..)
        .zip(&packing.columns)
        .filter(|(_, column)| {
            packing
                .member(column.member)
                .is_some_and(|member| member.money.is_none())
        })
        .map(|(at, column)| (Reverse(column.gain), at))
        .collect();
    order.sort_unstable();
    for (_, at) in order {
        state.put(at, state.useful(at, state.most(at)).max(0));
    }
    state
}

impl<'a> Search<'a> {
    /// Looks first for combinations that come close to the bound, then for lesser ones: a pass that ends without any lowers
    /// the bound, and one that finds any ends the search. Answers what no combination is worth more than.
    fn passes(&mut self) -> i128 {
        let (limit, mut hope) = (self.limit, self.bound.total >> FINE);
        for share in PASSES {
            let gap = hope.saturating_sub(self.scales.best.value).max(0);
            let last = share == 0 || gap == 0;
            self.floor = if last { 0 } else { hope.saturating_sub(gap >> share) };
            if self.scales.stopped {
                // What the last pass has left used.
                self.state = State::new(self.packing, self.rows);
                self.scales.stopped = false;
            }
            let rest = limit.saturating_sub(self.scales.work);
            self.limit = if last {
                limit
            } else {
                self.scales.work.saturating_add(rest >> 2)
            };
            if self.is_only() {
                return self.scales.best.value;
            }
            self.lay_out();
            self.run();
            if !self.scales.stopped {
                if self.scales.best.value >= self.floor {
                    return self.scales.best.value;
                }
                hope = self.floor.saturating_sub(1);
            }
            if last {
                break;
            }
        }
        hope
    }

    /// Whether the best so far uses every column as often as it can that may stand in one as good: then there is no other. Of what
    /// a pool pays less may be as good.
    fn is_only(&self) -> bool {
        let best = &self.scales.best;
        let gap = self.bound.total.saturating_sub(best.value << FINE);
        self.scales.plain
            && self.packing.pools.is_empty()
            && (0_u32..)
                .zip(&self.rows.briefs)
                .zip(&self.bound.slack)
                .filter(|(_, slack)| **slack <= gap)
                .all(|((at, brief), _)| brief.gain > 0 && best.counts.get(wide(at)) == Some(&self.rows.most(at)))
    }

    /// Lays out the columns that may stand in a combination as good as the best so far: row by row, the dearest first.
    fn lay_out(&mut self) {
        let rows = self.rows;
        let worth = |row: usize| {
            let price = self.bound.prices.get(row).copied().unwrap_or(0);
            price.saturating_mul(i128::from(rows.cap(narrow(row))))
        };
        let mut order: Vec<usize> = (0..rows.units).collect();
        order.sort_by_key(|row| (Reverse(worth(*row)), *row));
        let mut place = vec![usize::MAX; rows.caps.len()];
        for (at, row) in order.iter().enumerate() {
            if let Some(place) = place.get_mut(*row) {
                *place = at;
            }
        }
        let mut own: Vec<(usize, i128, Reverse<i128>, u32)> = Vec::with_capacity(rows.briefs.len());
        for (at, brief) in (0_u32..).zip(&rows.briefs) {
            let slack = self.bound.slack.get(wide(at)).copied().unwrap_or(0);
            if self.bound.total.saturating_sub(slack) >> FINE < self.scales.best.value.max(self.floor) {
                continue;
            }
            let takes = rows.takes(at).iter();
            let first = takes.filter_map(|(row, _)| place.get(wide(*row))).min();
            own.push((first.copied().unwrap_or(usize::MAX), slack, Reverse(brief.gain), at));
        }
        own.sort_unstable();
        let mut last: Vec<u32> = vec![NONE; rows.caps.len()];
        for (slot, (.., at)) in (0_u32..).zip(&own) {
            for (row, _) in rows.takes(*at) {
                if let Some(last) = last.get_mut(wide(*row)) {
                    *last = slot;
                }
            }
        }
        let mut total = self.bound.total;
        let mut closing: Vec<(u32, u32, i128)> = Vec::with_capacity(rows.caps.len());
        for (row, last) in (0_u32..).zip(&last) {
            let price = self.bound.prices.get(wide(row)).copied().unwrap_or(0);
            if price == 0 {
                continue;
            }
            if *last == NONE {
                // Nobody takes any of it.
                total = total.saturating_sub(worth(wide(row)));
            } else {
                closing.push((*last, row, price));
            }
        }
        closing.sort_unstable_by_key(|(slot, row, _)| (*slot, *row));
        let mut from = 0_usize;
        self.slots.clear();
        self.slots.reserve(own.len());
        for (slot, (_, slack, _, column)) in (0_u32..).zip(own) {
            let rest = closing.get(from..).unwrap_or(&[]);
            let closes = rest.iter().take_while(|(of, ..)| *of == slot);
            let takes = rows.takes(column);
            let (mut paid, mut to) = (0_i128, from);
            for (_, row, price) in closes {
                let weight = takes
                    .iter()
                    .find(|(other, _)| other == row)
                    .map_or(0, |(_, weight)| *weight);
                paid = paid.saturating_add(price.saturating_mul(i128::from(weight)));
                to = to.saturating_add(1);
            }
            let brief = rows.briefs.get(wide(column));
            self.slots.push(Slot {
                column,
                member: brief.map_or(NONE, |brief| brief.member),
                hope: brief.map_or(0, |brief| times(brief.gain, rows.most(column))),
                slack,
                falls: slack <= paid,
                closes: (narrow(from), narrow(to)),
            });
            from = to;
        }
        self.closing = closing.into_iter().map(|(_, row, price)| (row, price)).collect();
        if self.scales.twins.is_some() {
            self.place = vec![usize::MAX; self.packing.columns.len()];
            for (at, slot) in self.slots.iter().enumerate() {
                if let Some(place) = self.place.get_mut(wide(slot.column)) {
                    *place = at;
                }
            }
        }
        self.hopes.clear();
        self.hopes.resize(self.packing.members.len(), 0);
        for at in 0..self.slots.len() {
            self.hope(at, true);
        }
        self.active.clear();
        self.used = vec![0; self.slots.len()];
        self.before = vec![0; self.slots.len().saturating_add(1)];
        if let Some(before) = self.before.first_mut() {
            *before = total;
        }
    }

    fn run(&mut self) {
        let mut at = 0;
        let mut entering = true;
        loop {
            let Some(column) = self.slots.get(at).map(|slot| slot.column) else {
                self.leaf();
                if self.scales.stopped || at == 0 {
                    return;
                }
                at = at.saturating_sub(1);
                entering = false;
                continue;
            };
            let go = if entering {
                self.enter(at, column)
            } else {
                self.next(at, column)
            };
            if go {
                self.scales.work = self.scales.work.saturating_add(1);
                if self.scales.work > self.limit {
                    self.scales.stopped = true;
                    return;
                }
                let bound = self.bound_after(at);
                let hopeless = self.hopeless(bound);
                let outdone = !hopeless && bound >> FINE == self.scales.best.value && self.is_outdone();
                if !hopeless && !outdone {
                    at = at.saturating_add(1);
                    if let Some(place) = self.before.get_mut(at) {
                        *place = bound;
                    }
                    entering = true;
                    continue;
                }
                let other = bound >> FINE >= self.scales.best.value.max(self.floor) && self.is_long();
                if outdone || other || !self.slots.get(at).is_some_and(|slot| slot.falls) {
                    entering = false;
                    continue;
                }
                // The numbers that follow are no better.
                self.leave(at, column);
            }
            self.hope(at, true);
            if at == 0 {
                return;
            }
            at = at.saturating_sub(1);
            entering = false;
        }
    }

    /// The most uses of a slot come first.
    fn enter(&mut self, at: usize, column: u32) -> bool {
        self.hope(at, false);
        let mut most = self.state.useful(column, self.state.most(column)).max(0);
        if most > 0 && self.repeats(at, column) {
            most = 0;
        }
        self.state.put(column, most);
        self.set(at, most);
        true
    }

    /// Whether what comes of a slot has been looked at with equal units exchanged.
    fn repeats(&self, at: usize, column: u32) -> bool {
        self.scales.twins.as_ref().is_some_and(|twins| {
            let active: Vec<u32> = self.active.iter().map(|(_, column)| *column).collect();
            twins.repeats(column, &active, |other| {
                self.place.get(wide(other)).is_some_and(|place| *place < at)
            })
        })
    }

    /// One use fewer; `false`: there were none.
    fn next(&mut self, at: usize, column: u32) -> bool {
        let used = self.used.get(at).copied().unwrap_or(0);
        if used == 0 {
            return false;
        }
        self.state.put(column, -1);
        self.set(at, used.saturating_sub(1));
        true
    }

    fn leave(&mut self, at: usize, column: u32) {
        let used = self.used.get(at).copied().unwrap_or(0);
        self.state.put(column, used.saturating_neg());
        self.set(at, 0);
    }

    fn set(&mut self, at: usize, used: i64) {
        if let Some(place) = self.used.get_mut(at) {
            *place = used;
        }
        if self.scales.twins.is_some() {
            while self.active.last().is_some_and(|(last, _)| *last >= at) {
                self.active.pop();
            }
            if let Some(slot) = self.slots.get(at).filter(|_| used > 0) {
                self.active.push((at, slot.column));
            }
        }
    }

    /// The bound after a slot's decision; fine.
    fn bound_after(&self, at: usize) -> i128 {
        let before = self.before.get(at).copied().unwrap_or(0);
        let used = self.used.get(at).copied().unwrap_or(0);
        let Some(slot) = self.slots.get(at) else { return before };
        let (from, to) = slot.closes;
        let closing = self.closing.get(wide(from)..wide(to)).unwrap_or(&[]);
        let unused = closing.iter().fold(0_i128, |sum, (row, price)| {
            let left = self.state.left.get(wide(*row)).copied().unwrap_or(0);
            if left == 0 {
                sum
            } else {
                sum.saturating_add(times(*price, left))
            }
        });
        let paid = if used == 0 { 0 } else { times(slot.slack, used) };
        before.saturating_sub(paid).saturating_sub(unused)
    }

    fn hopeless(&self, bound: i128) -> bool {
        let bound = bound >> FINE;
        // Equal ones are looked at too, because ties are decided, but not for ever.
        bound < self.scales.best.value.max(self.floor)
            || (bound == self.scales.best.value && (self.scales.work > self.budget >> 1 || self.is_long()))
    }

    /// Whether whatever comes of this gives less to a promotion that comes first, and no more to those before it.
    fn is_outdone(&mut self) -> bool {
        if !self.scales.plain || !self.packing.pools.is_empty() {
            return false;
        }
        self.scales.work = self.scales.work.saturating_add(self.hopes.len() as u64 >> 4);
        let hopes = self.state.benefits().zip(&self.hopes);
        let hopes = hopes.map(|(gained, rest)| gained.saturating_add(*rest));
        let mut order = hopes.zip(&self.scales.best.benefits).map(|(hope, best)| hope.cmp(best));
        order.find(|order| order.is_ne()) == Some(Ordering::Less)
    }

    /// A slot is decided, or is open again: what its member may still gain from open slots changes.
    fn hope(&mut self, at: usize, is_open: bool) {
        let Some(slot) = self.slots.get(at) else { return };
        if let Some(hope) = self.hopes.get_mut(wide(slot.member)) {
            *hope = if is_open {
                hope.saturating_add(slot.hope)
            } else {
                hope.saturating_sub(slot.hope)
            };
        }
    }

    /// Whether what comes of this can only be as good with more units: where nobody shares the benefit, fewer are asked first.
    fn is_long(&self) -> bool {
        self.packing.members.len() == 1 && self.state.units > self.scales.best.units
    }

    fn leaf(&mut self) {
        self.scales.weigh(&self.state);
    }
}

impl Scales<'_> {
    /// Keeps a combination that is better than the best so far.
    fn weigh(&mut self, state: &State<'_>) {
        let size = self.packing.columns.len().saturating_add(self.packing.members.len()) as u64;
        self.work = self.work.saturating_add(1);
        if self.plain {
            let value = state.total();
            if value < self.best.value || (value == self.best.value && state.counts == self.best.counts) {
                return;
            }
            self.work = self.work.saturating_add(size >> 4);
            if value > self.best.value || self.prefers(state) {
                self.best.value = value;
                self.best.counts.clone_from(&state.counts);
                self.best.benefits.clear();
                self.best.benefits.extend(state.benefits());
                self.best.units = state.units;
            }
            return;
        }
        let columns = self.packing.columns.iter().zip(&state.counts);
        let uses = columns
            .filter(|(_, count)| **count > 0)
            .map(|(column, _)| column.uses.len() as u64);
        self.work = self
            .work
            .saturating_add(uses.sum::<u64>().saturating_mul(2).saturating_add(size >> 3));
        let Ok(judged) = judge(self.packing, &state.counts) else {
            // Figures that do not fit 128 bits: nobody knows what it is worth.
            self.stopped = true;
            return;
        };
        if !judged.is_allowed(self.packing) {
            return;
        }
        let order = match &self.best.judged {
            None => Ordering::Greater,
            Some(other) => judged.value.compare(other.value),
        };
        let mut benefits = order;
        if order.is_eq() {
            let other = self.best.judged.as_ref().map_or(&[][..], |other| &other.benefits);
            let mut one_by_one = judged.benefits.iter().zip(other).map(|(x, y)| x.compare(*y));
            benefits = one_by_one.find(|order| order.is_ne()).unwrap_or(Ordering::Equal);
        }
        if benefits.then(self.best.units.cmp(&state.units)).is_lt() {
            return;
        }
        let (counts, work) = match &self.twins {
            Some(twins) => twins.in_order(&state.counts, false),
            None => (state.counts.clone(), 0),
        };
        self.work = self.work.saturating_add(work.saturating_mul(size >> 3));
        if benefits.then_with(|| self.by_units(&counts, state.units)).is_gt() {
            self.best = Best {
                value: judged.scaled(self.packing),
                counts,
                judged: Some(judged),
                benefits: Vec::new(),
                units: state.units,
            };
        }
    }

    /// Of two of equal benefit: benefits by priority and name, fewer units, lesser lists.
    fn prefers(&self, state: &State<'_>) -> bool {
        state
            .benefits()
            .cmp(self.best.benefits.iter().copied())
            .then_with(|| self.by_units(&state.counts, state.units))
            .is_gt()
    }

    fn by_units(&self, counts: &[i64], units: i64) -> Ordering {
        self.best.units.cmp(&units).then_with(|| {
            if deal::prefers(self.packing, counts, &self.best.counts) {
                Ordering::Greater
            } else {
                Ordering::Less
            }
        })
    }
}

/// By member: its exact benefit where gains add up; scaled.
pub(super) fn benefits(packing: &Packing, counts: &[i64]) -> Vec<i128> {
    let mut benefits = vec![0_i128; packing.members.len()];
    let mut filled = vec![0_i128; packing.pools.len()];
    for (column, count) in packing.columns.iter().zip(counts) {
        let more = column.gain.saturating_mul(i128::from(*count));
        let sum = match column.pool {
            Some(pool) => filled.get_mut(wide(pool)),
            None => benefits.get_mut(wide(column.member)),
        };
        if let Some(sum) = sum {
            *sum = sum.saturating_add(more);
        }
    }
    for (member, benefit) in benefits.iter_mut().enumerate() {
        *benefit = benefit.saturating_add(packing.drawn(narrow(member), &filled));
    }
    benefits
}
