//! Depth-first branch and bound; stops after a fixed amount of work, never after a time.

use std::cmp::Ordering;

use super::bound::Bounds;
use super::model::{Item, Model, ceiling};
use super::tally::{Tally, tally};
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
    /// Upper bound of what may have been missed, scaled.
    pub missed: i128,
}

/// The best combination so far.
#[derive(Debug)]
struct Best {
    /// What it is worth, scaled; rounded down where it is not whole.
    value: i128,
    counts: Vec<Vec<i64>>,
    /// Worked out where the model is exacting.
    tally: Option<Tally>,
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
    best: Option<Best>,
    work: u64,
    stopped: bool,
    /// Some items stand too deep to be branched on.
    shallow: bool,
}

pub(super) fn run(model: &Model) -> Result<Found, Fault> {
    let branching = model.items.iter().any(|item| !item.options.is_empty());
    let counts: Vec<Vec<i64>> = model.items.iter().map(|item| vec![0; item.options.len()]).collect();
    if !branching {
        return Ok(Found { counts, missed: 0 });
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
        let value = model.items.iter().map(Item::unbranched).fold(0, i128::saturating_add);
        search.leaf(value)?;
    }
    search.item(0)?;
    let stopped = search.stopped || search.shallow;
    let (value, counts) = match search.best {
        Some(best) => (best.value, best.counts),
        None => (0, search.counts.clone()),
    };
    let missed = if stopped { most.saturating_sub(value).max(0) } else { 0 };
    Ok(Found { counts, missed })
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
    fn item(&mut self, at: usize) -> Result<(), Fault> {
        let mut next = at;
        let before = self.value;
        while let Some(item) = self.model.items.get(next) {
            let branches = !item.options.is_empty();
            if branches && next < self.deep {
                break;
            }
            self.shallow |= branches;
            self.value = self.value.saturating_add(item.unbranched());
            next = next.saturating_add(1);
        }
        let done = self.branch(next);
        self.value = before;
        done
    }

    fn branch(&mut self, at: usize) -> Result<(), Fault> {
        self.work = self.work.saturating_add(1);
        if self.work > BEST_WORK {
            self.stopped = true;
            return Ok(());
        }
        let value = self.value.saturating_add(self.pooled());
        if let Some(best) = &self.best {
            let hopeless = if self.model.least {
                // Where floors are shared a combination may come to less than is added up here.
                value > best.value.saturating_add(1) && self.model.rooms.is_empty()
            } else {
                let bound = value.saturating_add(self.rest(at));
                // Equal ones are looked at too, because ties are decided, but not for ever.
                bound < best.value || (bound == best.value && self.work > BEST_WORK / 2)
            };
            if hopeless {
                return Ok(());
            }
        }
        let Some(item) = self.model.items.get(at) else {
            return self.leaf(value);
        };
        let before = self.holder;
        if self.holder.is_some_and(|(group, _)| group != item.group) {
            self.holder = None;
        }
        let done = self.option(at, 0, item.units);
        self.holder = before;
        done
    }

    /// Tries every number of units for an option, the largest first (the smallest first for the retailer).
    fn option(&mut self, at: usize, option: usize, left: i64) -> Result<(), Fault> {
        let Some(item) = self.model.items.get(at) else {
            return Ok(());
        };
        let Some(choice) = item.options.get(option).copied() else {
            return self.settle(at, left);
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
            let done = self.option(at, next, left.saturating_sub(count));
            self.put(at, option, count.saturating_neg());
            self.holder = before;
            done?;
        }
        Ok(())
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
            if let Some(money) = member
                .most_before_rounding(self.model)
                .filter(|_| self.model.rooms.is_empty())
            {
                let spent = self.spent.get(choice.member).copied().unwrap_or(0);
                let left = money.saturating_sub(spent).max(0);
                most = most.min(i64::try_from(ceiling(left, choice.unit)).unwrap_or(i64::MAX));
            }
        }
        if self.model.least {
            // Whatever can be added is added, also what is of no use to a sum.
            return most;
        }
        if let Some(pool) = choice.pool {
            let money = self.model.pools.get(pool).map_or(0, |(_, money)| *money);
            let filled = self.filled.get(pool).copied().unwrap_or(0);
            let filled = if self.model.rooms.is_empty() { filled } else { 0 };
            let open = money.saturating_sub(filled).max(0);
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
    fn settle(&mut self, at: usize, left: i64) -> Result<(), Fault> {
        let Some(item) = self.model.items.get(at) else {
            return Ok(());
        };
        let mut linear = item
            .fallback
            .map_or(0, |(_, _, unit)| unit.saturating_mul(i128::from(left)));
        for (choice, count) in item.options.iter().zip(self.counts.get(at).into_iter().flatten()) {
            if choice.pool.is_none() {
                linear = linear.saturating_add(choice.unit.saturating_mul(i128::from(*count)));
            }
        }
        let linear = linear.min(item.cap);
        // Pools draw on what the others leave above the floor; what they leave each other is worked out at the end.
        let before = self.filled.clone();
        let room = item.cap.saturating_sub(linear);
        for (choice, count) in item.options.iter().zip(self.counts.get(at).into_iter().flatten()) {
            if let Some(filled) = choice.pool.and_then(|pool| self.filled.get_mut(pool)) {
                let bears = choice.unit.saturating_mul(i128::from(*count)).min(room);
                *filled = filled.saturating_add(bears);
            }
        }
        self.value = self.value.saturating_add(linear);
        let done = self.item(at.saturating_add(1));
        self.value = self.value.saturating_sub(linear);
        self.filled = before;
        done
    }

    fn leaf(&mut self, value: i128) -> Result<(), Fault> {
        if !self.model.exacting() {
            let wins = self.best.as_ref().is_none_or(|best| {
                value > best.value || (value == best.value && ties::prefers(self.model, &self.counts, &best.counts))
            });
            if wins {
                self.best = Some(Best {
                    value,
                    counts: self.counts.clone(),
                    tally: None,
                });
            }
            return Ok(());
        }
        // Working a combination out costs as much as looking at several.
        self.work = self.work.saturating_add(4);
        let found = tally(self.model, &self.counts)?;
        if !self.allowed(&self.counts, &found) || (self.model.least && !self.is_full(&found)?) {
            return Ok(());
        }
        let wins = match self.best.as_ref().map(|best| (best, &best.tally)) {
            None | Some((_, None)) => true,
            Some((best, Some(other))) => {
                let order = found.value.compare(other.value);
                let order = if self.model.least { order.reverse() } else { order };
                order == Ordering::Greater
                    || (order == Ordering::Equal
                        && ties::decides(
                            self.model,
                            (&found.benefits, &self.counts),
                            (&other.benefits, &best.counts),
                        ))
            }
        };
        if wins {
            let scaled = found.value.scaled(1, 1)?.num().checked_mul(self.model.scale);
            let value = scaled.and_then(|scaled| scaled.checked_div_euclid(found.value.den()));
            self.best = Some(Best {
                value: value.ok_or(Fault::Overflow)?,
                counts: self.counts.clone(),
                tally: Some(found),
            });
        }
        Ok(())
    }

    /// Whether limits of money hold, tested on rounded money (§9.15); for the retailer whoever takes part gives something.
    fn allowed(&self, counts: &[Vec<i64>], found: &Tally) -> bool {
        let within =
            |(member, rounded): (&super::model::Member, &i64)| member.money.is_none_or(|limit| *rounded <= limit);
        if !self.model.members.iter().zip(&found.rounded).all(within) {
            return false;
        }
        !self.model.least
            || self
                .model
                .items
                .iter()
                .zip(counts)
                .flat_map(|(item, counts)| item.held(counts))
                .all(|held| found.rounded.get(held.member).is_some_and(|rounded| *rounded > 0))
    }

    /// Whether nothing can be added: for the retailer. What one promotion could add on one run shows it.
    fn is_full(&mut self, found: &Tally) -> Result<bool, Fault> {
        for (at, item) in self.model.items.iter().enumerate() {
            for option in 0..item.options.len() {
                let mut counts = self.counts.clone();
                // First on this item alone, then also on the others of its run.
                for (other, beside) in self.model.items.iter().enumerate().skip(at) {
                    if beside.run != item.run {
                        continue;
                    }
                    let member = item.options.get(option).map(|choice| choice.member);
                    let same = beside.options.iter().position(|choice| Some(choice.member) == member);
                    let Some(place) = (if other == at { Some(option) } else { same }) else {
                        continue;
                    };
                    while self.add(&mut counts, other, place) {
                        self.work = self.work.saturating_add(4);
                        if self.work > BEST_WORK {
                            // Out of work: what is not known to be full will do only if there is nothing else.
                            self.stopped = true;
                            return Ok(self.best.is_none());
                        }
                        let more = tally(self.model, &counts)?;
                        if more.value.compare(found.value) == Ordering::Greater && self.allowed(&counts, &more) {
                            return Ok(false);
                        }
                    }
                }
            }
        }
        Ok(true)
    }

    /// Adds a unit to an option, if there is one and nothing but money bars it.
    fn add(&self, counts: &mut [Vec<i64>], at: usize, option: usize) -> bool {
        let Some(item) = self.model.items.get(at) else {
            return false;
        };
        let Some(choice) = item.options.get(option) else {
            return false;
        };
        let taken = |counts: &[i64]| counts.iter().fold(0_i64, |sum, count| sum.saturating_add(*count));
        if counts.get(at).is_none_or(|counts| taken(counts) >= item.units) || item.fallback.is_some() {
            return false;
        }
        let held = || {
            let items = self.model.items.iter().zip(counts.iter());
            items.flat_map(|(item, counts)| item.held(counts).map(|held| (item.group, held)))
        };
        let limit = self.model.members.get(choice.member).and_then(|member| member.pieces);
        let used = held()
            .filter(|(_, held)| held.member == choice.member)
            .fold(0_i64, |sum, (_, held)| sum.saturating_add(held.count));
        let barred =
            self.model.grouped && held().any(|(group, held)| group == item.group && held.member != choice.member);
        if barred || limit.is_some_and(|limit| used >= limit) {
            return false;
        }
        if let Some(place) = counts.get_mut(at).and_then(|counts| counts.get_mut(option)) {
            *place = place.saturating_add(1);
        }
        true
    }
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
