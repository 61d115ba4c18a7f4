//! Depth-first branch and bound; stops after a fixed amount of work, never after a time.

use super::bound::Bounds;
use super::model::{Item, Model};
use super::ties;
use crate::fault::Fault;
use crate::limits::BEST_WORK;

/// Calls that nest while items are branched on, an option and an item each being one; items beyond it, which gain least, keep
/// their fallback. Bounds the native stack.
const DEPTH: usize = 1_500;

/// What was found: units by item and option.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    pub counts: Vec<Vec<i64>>,
    /// What it is worth, scaled; `None` where nothing was branched on.
    pub value: Option<i128>,
    /// Upper bound of what may have been missed, scaled.
    pub missed: i128,
}

/// The state of a search.
struct Search<'a> {
    model: &'a Model,
    bounds: Bounds,
    counts: Vec<Vec<i64>>,
    /// Value of what is settled so far, pools apart.
    value: i128,
    pieces: Vec<i64>,
    /// By member: what it gives before rounding, pools apart.
    spent: Vec<i128>,
    filled: Vec<i128>,
    /// The first item that is not branched on.
    deep: usize,
    /// By group of the current item: the member that has it.
    holder: Option<(u32, usize)>,
    best: Option<(i128, Vec<Vec<i64>>)>,
    work: u64,
    stopped: bool,
    /// Some items stand too deep to be branched on.
    shallow: bool,
}

pub(super) fn run(model: &Model) -> Result<Found, Fault> {
    let branching = model.items.iter().any(|item| !item.options.is_empty());
    let counts: Vec<Vec<i64>> = model.items.iter().map(|item| vec![0; item.options.len()]).collect();
    if !branching {
        return Ok(Found {
            counts,
            value: None,
            missed: 0,
        });
    }
    let mut search = Search {
        model,
        bounds: Bounds::new(model),
        counts,
        value: 0,
        pieces: vec![0; model.members.len()],
        spent: vec![0; model.members.len()],
        filled: vec![0; model.pools.len()],
        deep: deep(model),
        holder: None,
        best: None,
        work: 0,
        stopped: false,
        shallow: false,
    };
    let most = search.rest(0);
    if !model.least {
        // Giving nothing more than the fallbacks is always allowed, so that there is something to answer.
        let fallbacks = model.items.iter().map(fallback).fold(0, i128::saturating_add);
        search.best = Some((fallbacks, search.counts.clone()));
    }
    search.item(0);
    let stopped = search.stopped || search.shallow;
    let (value, counts) = search.best.unwrap_or_else(|| (0, search.counts.clone()));
    let missed = if stopped { most.saturating_sub(value).max(0) } else { 0 };
    Ok(Found {
        counts,
        value: Some(value),
        missed,
    })
}

impl Search<'_> {
    fn pooled(&self) -> i128 {
        if self.filled.is_empty() {
            return 0;
        }
        self.model.drawn(&self.filled).fold(0, i128::saturating_add)
    }

    /// What the items from a position on can add at most.
    fn rest(&self, at: usize) -> i128 {
        self.bounds
            .rest(self.model, at, &self.pieces, &self.spent, &self.filled)
    }

    /// Passes over items that nobody competes for, then branches.
    fn item(&mut self, at: usize) {
        let mut next = at;
        let before = self.value;
        while let Some(item) = self.model.items.get(next) {
            let branches = !item.options.is_empty();
            if branches && next < self.deep {
                break;
            }
            self.shallow |= branches;
            self.value = self.value.saturating_add(fallback(item));
            next = next.saturating_add(1);
        }
        self.branch(next);
        self.value = before;
    }

    fn branch(&mut self, at: usize) {
        self.work = self.work.saturating_add(1);
        if self.work > BEST_WORK {
            self.stopped = true;
            return;
        }
        let value = self.value.saturating_add(self.pooled());
        if let Some((best, _)) = &self.best {
            let hopeless = if self.model.least {
                value > *best
            } else {
                let bound = value.saturating_add(self.rest(at));
                // Equal ones are looked at too, because ties are decided, but not for ever.
                bound < *best || (bound == *best && self.work > BEST_WORK / 2)
            };
            if hopeless {
                return;
            }
        }
        let Some(item) = self.model.items.get(at) else {
            self.leaf(value);
            return;
        };
        let before = self.holder;
        if self.holder.is_some_and(|(group, _)| group != item.group) {
            self.holder = None;
        }
        self.option(at, 0, item.units);
        self.holder = before;
    }

    /// Tries every number of units for an option, the largest first (the smallest first for the retailer).
    fn option(&mut self, at: usize, option: usize, left: i64) {
        let Some(item) = self.model.items.get(at) else { return };
        let Some(choice) = item.options.get(option).copied() else {
            self.settle(at, left);
            return;
        };
        let next = option.saturating_add(1);
        let taken = self.model.grouped
            && self
                .holder
                .is_some_and(|(group, member)| group == item.group && member != choice.member);
        let most = if taken { 0 } else { self.most(at, option, left) };
        let before = self.holder;
        for step in 0..=most {
            if self.stopped {
                break;
            }
            let count = if self.model.least {
                step
            } else {
                most.saturating_sub(step)
            };
            if count > 0 && self.model.grouped {
                self.holder = Some((item.group, choice.member));
            }
            self.put(at, option, count);
            self.option(at, next, left.saturating_sub(count));
            self.put(at, option, count.saturating_neg());
            self.holder = before;
        }
    }

    /// The most units that can be of use to an option.
    fn most(&self, at: usize, option: usize, left: i64) -> i64 {
        let (Some(item), Some(choice)) = (
            self.model.items.get(at),
            self.model.items.get(at).and_then(|item| item.options.get(option)),
        ) else {
            return 0;
        };
        let mut most = left;
        if let Some(member) = self.model.members.get(choice.member) {
            if let Some(limit) = member.pieces {
                let used = self.pieces.get(choice.member).copied().unwrap_or(0);
                most = most.min(limit.saturating_sub(used).max(0));
            }
            if let Some(money) = member.most_before_rounding(self.model) {
                let spent = self.spent.get(choice.member).copied().unwrap_or(0);
                let left = money.saturating_sub(spent).max(0);
                most = most.min(i64::try_from(ceiling(left, choice.unit)).unwrap_or(i64::MAX));
            }
        }
        if let Some(pool) = choice.pool {
            let money = self.model.pools.get(pool).map_or(0, |(_, money)| *money);
            let open = money.saturating_sub(self.filled.get(pool).copied().unwrap_or(0)).max(0);
            most = most.min(i64::try_from(ceiling(open, choice.unit)).unwrap_or(i64::MAX));
        } else if item.cap < choice.unit.saturating_mul(i128::from(most)) {
            // What reaches the floor with fewer units needs no more; equal value, fewer units.
            most = most.min(i64::try_from(ceiling(item.cap, choice.unit)).unwrap_or(i64::MAX));
        }
        most
    }

    /// Gives units to an option, or takes them back.
    fn put(&mut self, at: usize, option: usize, count: i64) {
        let Some(item) = self.model.items.get(at) else { return };
        let Some(choice) = item.options.get(option) else { return };
        let mut change = 0;
        if let Some(place) = self.counts.get_mut(at).and_then(|counts| counts.get_mut(option)) {
            let worth = |count: i64| choice.unit.saturating_mul(i128::from(count)).min(item.cap);
            let before = worth(*place);
            *place = place.saturating_add(count);
            change = worth(*place).saturating_sub(before);
        }
        if choice.pool.is_none()
            && let Some(spent) = self.spent.get_mut(choice.member)
        {
            *spent = spent.saturating_add(change);
        }
        if let Some(pieces) = self.pieces.get_mut(choice.member) {
            *pieces = pieces.saturating_add(count);
        }
    }

    /// Ends an item: what is left goes to the fallback.
    fn settle(&mut self, at: usize, left: i64) {
        let Some(item) = self.model.items.get(at) else { return };
        let mut linear = item
            .fallback
            .map_or(0, |(_, _, unit)| unit.saturating_mul(i128::from(left)));
        for (choice, count) in item.options.iter().zip(self.counts.get(at).into_iter().flatten()) {
            if choice.pool.is_none() {
                linear = linear.saturating_add(choice.unit.saturating_mul(i128::from(*count)));
            }
        }
        let linear = linear.min(item.cap);
        // Pools draw on what the others leave above the floor.
        let before = self.filled.clone();
        let mut room = item.cap.saturating_sub(linear);
        for (choice, count) in item.options.iter().zip(self.counts.get(at).into_iter().flatten()) {
            if let Some(filled) = choice.pool.and_then(|pool| self.filled.get_mut(pool)) {
                let bears = choice.unit.saturating_mul(i128::from(*count)).min(room);
                *filled = filled.saturating_add(bears);
                room = room.saturating_sub(bears);
            }
        }
        self.value = self.value.saturating_add(linear);
        self.item(at.saturating_add(1));
        self.value = self.value.saturating_sub(linear);
        self.filled = before;
    }

    fn leaf(&mut self, value: i128) {
        if !self.within_money() || (self.model.least && !self.is_full()) {
            return;
        }
        let wins = match &self.best {
            None => true,
            Some((best, counts)) => {
                let better = if self.model.least { value < *best } else { value > *best };
                better || (value == *best && ties::prefers(self.model, &self.counts, counts))
            }
        };
        if wins {
            self.best = Some((value, self.counts.clone()));
        }
    }

    /// A money limit is tested on rounded money (§9.15), rounded run by run.
    fn within_money(&self) -> bool {
        self.model.members.iter().enumerate().all(|(number, member)| {
            let Some(limit) = member.money else { return true };
            let mut runs: std::collections::BTreeMap<u32, i128> = std::collections::BTreeMap::new();
            let mut pools: i128 = 0;
            for (item, counts) in self.model.items.iter().zip(&self.counts) {
                for (choice, count) in item.options.iter().zip(counts) {
                    if choice.member == number && choice.pool.is_none() {
                        let sum = runs.entry(item.run).or_insert(0);
                        let more = choice.unit.saturating_mul(i128::from(*count)).min(item.cap);
                        *sum = sum.saturating_add(more);
                    }
                }
            }
            for ((owner, money), filled) in self.model.pools.iter().zip(&self.filled) {
                if *owner == number {
                    pools = pools.saturating_add(*money.min(filled));
                }
            }
            let rounded = runs.values().fold(self.model.rounded(pools), |sum, exact| {
                sum.saturating_add(self.model.rounded(*exact))
            });
            rounded <= limit
        })
    }

    /// Whether nothing can be added: for the retailer.
    fn is_full(&self) -> bool {
        self.model
            .items
            .iter()
            .zip(&self.counts)
            .enumerate()
            .all(|(at, (item, counts))| {
                let left = counts
                    .iter()
                    .fold(item.units, |left, count| left.saturating_sub(*count));
                if left == 0 || item.fallback.is_some() {
                    return true;
                }
                let held = counts
                    .iter()
                    .zip(&item.options)
                    .find(|(count, _)| **count > 0)
                    .map(|(_, choice)| choice.member);
                (0..item.options.len()).all(|option| {
                    let other = item.options.get(option).map(|choice| choice.member);
                    let barred = self.model.grouped && held.is_some() && held != other;
                    barred || self.most(at, option, left) == 0 || self.over_money(at, option)
                })
            })
    }

    /// Whether one unit more would break a money limit.
    fn over_money(&self, at: usize, option: usize) -> bool {
        let choice = self.model.items.get(at).and_then(|item| item.options.get(option));
        let Some(choice) = choice else { return true };
        let Some(limit) = self.model.members.get(choice.member).and_then(|member| member.money) else {
            return false;
        };
        let mut sum: i128 = 0;
        for (item, counts) in self.model.items.iter().zip(&self.counts) {
            for (own, count) in item.options.iter().zip(counts) {
                if own.member == choice.member {
                    sum = sum.saturating_add(own.unit.saturating_mul(i128::from(*count)));
                }
            }
        }
        self.model.rounded(sum.saturating_add(choice.unit)) > limit
    }
}

/// What an item's fallback gives for all its units.
fn fallback(item: &Item) -> i128 {
    let unit = item.fallback.map_or(0, |(_, _, unit)| unit);
    unit.saturating_mul(i128::from(item.units)).min(item.cap)
}

/// The first item that would nest too deep.
fn deep(model: &Model) -> usize {
    let mut calls: usize = 0;
    let fits = model.items.iter().take_while(|item| {
        if !item.options.is_empty() {
            calls = calls.saturating_add(item.options.len()).saturating_add(4);
        }
        calls <= DEPTH
    });
    fits.count()
}

fn ceiling(money: i128, unit: i128) -> i128 {
    if unit <= 0 {
        return 0;
    }
    money
        .saturating_add(unit.saturating_sub(1))
        .checked_div(unit)
        .unwrap_or(0)
}
