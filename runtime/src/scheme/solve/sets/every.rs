//! Every combination of a problem in which units may be taken twice, promotion by promotion, but for those that cannot be the
//! best: proves what the best one is worth and settles ties unit by unit. Takes a combination to begin with; builds no problem.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::bound::{Bound, FINE, bound};
use super::branch::Best;
use super::deal;
use super::first::fill;
use super::judge::judge;
use super::packing::{Column, Packing, Words};
use super::patterns::Whom;
use super::rows::Rows;
use super::shares::Shares;
use super::state::State;
use crate::index::{narrow, wide};
use crate::limits::SETS_PRICE_WORK;
use crate::money::Ratio;
use crate::scheme::solve::problem::ceiling;

/// What one promotion can do by itself: the problem without the others.
#[derive(Debug)]
struct Own {
    packing: Packing,
    rows: Rows,
    bound: Bound,
    slots: Vec<Slot>,
    /// What it can come to at most, scaled.
    most: i128,
    /// The most that an instance gives for each of its units, scaled and rounded up.
    dearest: i128,
}

/// A way to be decided.
#[derive(Debug)]
struct Slot {
    /// In the whole problem, and among the promotion's own.
    column: u32,
    own: u32,
    /// Rows of the promotion's own problem of which nothing is asked afterwards.
    closes: Vec<u32>,
}

/// A search through all combinations.
struct Every<'a> {
    packing: &'a Packing,
    owns: &'a [Own],
    /// Member and slot, in the order in which they are decided.
    order: Vec<(usize, usize)>,
    state: State<'a>,
    /// By member: what it takes, in its own problem.
    states: Vec<State<'a>>,
    shares: Shares<'a>,
    /// By place in the order: how often the way is used, and the bound of its member before it; fine.
    used: Vec<i64>,
    before: Vec<i128>,
    best: Best,
    work: u64,
    limit: u64,
    stopped: bool,
}

/// The best combination, whether it is known to be so, and the work that this took.
pub(super) fn search(packing: &Packing, rows: &Rows, best: Best, limit: u64) -> (Best, bool, u64) {
    let mut owns: Vec<Own> = Vec::with_capacity(packing.members.len());
    let mut building: u64 = 0;
    for (member, _) in (0_u32..).zip(&packing.members) {
        let own = Own::new(packing, member);
        building = building.saturating_add(own.bound.work >> 3);
        if building > limit {
            return (best, false, building);
        }
        owns.push(own);
    }
    let mut order = Vec::new();
    for (member, own) in owns.iter().enumerate() {
        order.extend((0..own.slots.len()).map(|slot| (member, slot)));
    }
    let mut every = Every {
        packing,
        owns: &owns,
        state: State::new(packing, rows),
        states: owns.iter().map(|own| State::new(&own.packing, &own.rows)).collect(),
        shares: Shares::new(packing),
        used: vec![0; order.len()],
        before: vec![0; order.len().saturating_add(1)],
        order,
        best,
        work: building,
        limit,
        stopped: false,
    };
    every.run();
    (every.best, !every.stopped, every.work)
}

impl Own {
    fn new(packing: &Packing, member: u32) -> Self {
        let places = kept(packing, member);
        let columns = places.iter().filter_map(|at| packing.columns.get(wide(*at)).cloned());
        let own = Packing {
            columns: columns.collect(),
            unlisted: Vec::new(),
            words: Words::default(),
            classes: packing.classes.clone(),
            members: packing.members.clone(),
            pools: packing.pools.clone(),
            rooms: packing.rooms.clone(),
            ..*packing
        };
        let rows = Rows::new(&own);
        let gain = |at: usize| own.columns.get(at).map_or(0, |column| column.gain);
        let first = fill(&own, &rows, |at| (std::cmp::Reverse(gain(at)), at));
        let bound = bound(&own, &rows, &first, SETS_PRICE_WORK);
        let each = own
            .columns
            .iter()
            .map(|column| ceiling(column.gain, i128::from(column.units())));
        let cut = packing.member(member).and_then(|member| member.cut);
        let most = bound.total >> FINE;
        let dearest = each.max().unwrap_or(0);
        let slots = slots(&rows, &bound, &places);
        Self {
            most: cut.map_or(most, |cut| most.min(cut)),
            dearest,
            slots,
            bound,
            rows,
            packing: own,
        }
    }

    /// The bound before anything is decided; fine.
    fn open(&self) -> i128 {
        let all = (0_u32..).zip(&self.bound.prices);
        let unasked = all.filter(|(row, _)| self.rows.columns(*row).is_empty());
        unasked.fold(self.bound.total, |total, (row, price)| {
            let cap = i128::from(self.rows.cap(row));
            total.saturating_sub(cap.saturating_mul(*price))
        })
    }
}

/// The ways of a member. Of those that take the same units and give the same only the one whose roles come first is ever wanted.
fn kept(packing: &Packing, member: u32) -> Vec<u32> {
    let own = (0_u32..)
        .zip(&packing.columns)
        .filter(|(_, column)| column.member == member);
    let apart = packing.classes.iter().all(|class| class.units == 1);
    // Who gives a role may give other units when others have had some of them.
    let by_role = packing
        .words
        .gives
        .iter()
        .any(|(number, gives)| *number == member && gives.iter().any(|give| matches!(give.to(), Whom::Role(_))));
    if !apart || by_role {
        return own.map(|(at, _)| at).collect();
    }
    let mut first: BTreeMap<Vec<u32>, Vec<u32>> = BTreeMap::new();
    for (at, column) in own {
        let mut units: Vec<u32> = column.uses.iter().map(|one| one.class).collect();
        units.sort_unstable();
        let alike = first.entry(units).or_default();
        let same = alike.iter_mut().find(|other| {
            let other = packing.columns.get(wide(**other));
            other.is_some_and(|other| means_the_same(other, column))
        });
        match same {
            Some(other) => {
                let roles = packing.columns.get(wide(*other)).map(|column| &column.uses);
                if roles.is_some_and(|roles| column.uses < *roles) {
                    *other = at;
                }
            }
            None => alike.push(at),
        }
    }
    let mut kept: Vec<u32> = first.into_values().flatten().collect();
    kept.sort_unstable();
    kept
}

/// Whether two ways to take the same units differ in nothing but roles.
fn means_the_same(one: &Column, other: &Column) -> bool {
    one.label == other.label && one.gain == other.gain && one.pool == other.pool && one.portions == other.portions
}

/// Row by row, the dearest first. `places`: the own columns in the whole problem.
fn slots(rows: &Rows, bound: &Bound, places: &[u32]) -> Vec<Slot> {
    let price = |row: usize| bound.prices.get(row).copied().unwrap_or(0);
    let worth = |row: usize| i128::from(rows.cap(narrow(row))).saturating_mul(price(row));
    let mut dearest: Vec<usize> = (0..rows.caps.len()).collect();
    dearest.sort_by_key(|row| (std::cmp::Reverse(worth(*row)), *row));
    let mut rank = vec![usize::MAX; rows.caps.len()];
    for (at, row) in dearest.iter().enumerate() {
        if let Some(rank) = rank.get_mut(*row) {
            *rank = at;
        }
    }
    let mut order: Vec<(usize, i128, u32)> = Vec::with_capacity(places.len());
    for own in 0..narrow(rows.briefs.len()) {
        let first = rows
            .takes(own)
            .iter()
            .filter_map(|(row, _)| rank.get(wide(*row)).copied())
            .min();
        let slack = bound.slack.get(wide(own)).copied().unwrap_or(0);
        order.push((first.unwrap_or(usize::MAX), slack, own));
    }
    order.sort_unstable();
    let mut last: Vec<Option<usize>> = vec![None; rows.caps.len()];
    for (slot, (.., own)) in order.iter().enumerate() {
        for (row, _) in rows.takes(*own) {
            if let Some(last) = last.get_mut(wide(*row)) {
                *last = Some(slot);
            }
        }
    }
    let mut slots: Vec<Slot> = order
        .into_iter()
        .map(|(.., own)| Slot {
            column: places.get(wide(own)).copied().unwrap_or(u32::MAX),
            own,
            closes: Vec::new(),
        })
        .collect();
    for (row, last) in (0_u32..).zip(last) {
        if let Some(slot) = last.and_then(|slot| slots.get_mut(slot)) {
            slot.closes.push(row);
        }
    }
    slots
}

impl Every<'_> {
    fn run(&mut self) {
        let mut at = 0;
        let mut entering = true;
        loop {
            if at >= self.order.len() {
                self.leaf();
                if self.stopped || at == 0 {
                    return;
                }
                at = at.saturating_sub(1);
                entering = false;
                continue;
            }
            if entering {
                self.enter(at);
            } else if !self.fewer(at) {
                if at == 0 {
                    return;
                }
                at = at.saturating_sub(1);
                continue;
            }
            self.work = self.work.saturating_add(1).saturating_add(self.shares.size() >> 3);
            if self.work > self.limit {
                self.stopped = true;
                return;
            }
            let bound = self.bound_after(at);
            if let Some(place) = self.before.get_mut(at.saturating_add(1)) {
                *place = bound;
            }
            entering = !self.is_hopeless(at, bound);
            if entering {
                at = at.saturating_add(1);
            }
        }
    }

    fn slot(&self, at: usize) -> Option<(usize, &Slot)> {
        let (member, slot) = self.order.get(at).copied()?;
        Some((member, self.owns.get(member)?.slots.get(slot)?))
    }

    /// Uses a way as often as it may be.
    fn enter(&mut self, at: usize) {
        let Some((_, slot)) = self.slot(at) else { return };
        let most = self.state.most(slot.column).max(0);
        self.put(at, most);
        if let Some(used) = self.used.get_mut(at) {
            *used = most;
        }
    }

    /// Uses a way once less; `false`: it is not used.
    fn fewer(&mut self, at: usize) -> bool {
        let Some(used) = self.used.get_mut(at).filter(|used| **used > 0) else {
            return false;
        };
        *used = used.saturating_sub(1);
        self.put(at, -1);
        true
    }

    fn put(&mut self, at: usize, count: i64) {
        let Some((member, slot)) = self.slot(at) else { return };
        let (column, own) = (slot.column, slot.own);
        self.state.put(column, count);
        if let Some(state) = self.states.get_mut(member) {
            state.put(own, count);
        }
        self.shares.put(column, count);
    }

    /// The bound of a slot's member after its decision; fine.
    fn bound_after(&self, at: usize) -> i128 {
        let Some((member, slot)) = self.slot(at) else { return 0 };
        let (Some(own), Some(state)) = (self.owns.get(member), self.states.get(member)) else {
            return 0;
        };
        let first = at
            .checked_sub(1)
            .and_then(|before| self.order.get(before))
            .map(|(member, _)| *member)
            != Some(member);
        let before = if first {
            own.open()
        } else {
            self.before.get(at).copied().unwrap_or(0)
        };
        let slack = own.bound.slack.get(wide(slot.own)).copied().unwrap_or(0);
        let used = i128::from(self.used.get(at).copied().unwrap_or(0));
        let unused = slot.closes.iter().fold(0_i128, |sum, row| {
            let price = own.bound.prices.get(wide(*row)).copied().unwrap_or(0);
            let left = state.left.get(wide(*row)).copied().unwrap_or(0);
            sum.saturating_add(price.saturating_mul(i128::from(left)))
        });
        before.saturating_sub(used.saturating_mul(slack)).saturating_sub(unused)
    }

    /// Whether nothing that begins like this is better than the best so far. `bound`: of the member of the slot; fine.
    fn is_hopeless(&mut self, at: usize, bound: i128) -> bool {
        let Some((now, _)) = self.slot(at) else { return false };
        let ends = self
            .order
            .get(at.saturating_add(1))
            .is_none_or(|(next, _)| *next != now);
        let mut tops = Vec::with_capacity(self.owns.len());
        let (mut all, mut more) = (0_i128, 0_i128);
        for (member, (own, state)) in self.owns.iter().zip(&self.states).enumerate() {
            let has = state.total();
            let top = match member.cmp(&now) {
                Ordering::Less => has,
                Ordering::Equal if ends => has,
                Ordering::Equal => (bound >> FINE).min(own.most),
                Ordering::Greater => own.most,
            };
            all = all.saturating_add(top);
            more = more.saturating_add(top.saturating_sub(has));
            tops.push(top);
        }
        let value = all.min(self.shares.everything());
        if value < self.best.value {
            return true;
        }
        let value = value.min(self.shares.most().saturating_add(more));
        if value != self.best.value {
            return value < self.best.value;
        }
        // As good at most: then benefits by priority and name, fewer units, lesser lists.
        let Some(judged) = &self.best.judged else { return false };
        for (top, benefit) in tops.iter().zip(&judged.benefits) {
            let Ok(top) = Ratio::new(*top, self.packing.scale) else {
                return false;
            };
            match top.compare(*benefit) {
                Ordering::Less => return true,
                Ordering::Greater => return false,
                Ordering::Equal => {}
            }
        }
        let mut units = self.state.units;
        for ((own, state), top) in self.owns.iter().zip(&self.states).zip(&tops).skip(now) {
            let lacks = top.saturating_sub(state.total()).max(0);
            let needs = ceiling(lacks, own.dearest);
            units = units.saturating_add(i64::try_from(needs).unwrap_or(i64::MAX));
        }
        match units.cmp(&self.best.units) {
            Ordering::Less => false,
            Ordering::Greater => true,
            Ordering::Equal if ends => {
                self.work = self.work.saturating_add(self.packing.columns.len() as u64 >> 3);
                let members = now.saturating_add(1);
                deal::order(self.packing, &self.state.counts, &self.best.counts, members).is_gt()
            }
            Ordering::Equal => false,
        }
    }

    fn leaf(&mut self) {
        let counts = &self.state.counts;
        let size = self.packing.columns.len().saturating_add(self.packing.members.len()) as u64;
        let taken: i64 = self.state.units;
        let taken = u64::try_from(taken).unwrap_or(0);
        self.work = self
            .work
            .saturating_add(taken.saturating_mul(2))
            .saturating_add(size >> 3);
        let Ok(judged) = judge(self.packing, counts) else {
            // Figures that do not fit 128 bits: nobody knows what it is worth.
            self.stopped = true;
            return;
        };
        if !judged.is_allowed(self.packing) {
            return;
        }
        let order = self.best.judged.as_ref().map_or(Ordering::Greater, |other| {
            let mut benefits = judged.benefits.iter().zip(&other.benefits).map(|(x, y)| x.compare(*y));
            judged
                .value
                .compare(other.value)
                .then_with(|| benefits.find(|order| order.is_ne()).unwrap_or(Ordering::Equal))
        });
        let order = order.then(self.best.units.cmp(&self.state.units));
        let all = self.packing.members.len();
        let order = order.then_with(|| deal::order(self.packing, counts, &self.best.counts, all).reverse());
        if order.is_gt() {
            self.best = Best {
                value: judged.scaled(self.packing),
                counts: counts.clone(),
                judged: Some(judged),
                benefits: Vec::new(),
                units: self.state.units,
            };
        }
    }
}
