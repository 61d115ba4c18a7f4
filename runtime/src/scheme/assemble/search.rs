//! The search itself: every combination within a budget of work, the promising ones first; past the budget the best that was
//! found. It knows no goods.

use std::cmp::Ordering;

use perk_plan::plan::{Favour, Scope};

use super::cast::{Cast, Entry, Player};
use super::judge::{Combination, Judge, Picks};
use super::{Assembled, Assembly};
use crate::fault::Fault;
use crate::index::{narrow, wide};
use crate::money::Ratio;
use crate::scheme::choose::Room;

/// Combinations that are compared with one another for the retailer.
const FULL: usize = 3_000;

/// The best combination of a cast.
pub(super) fn search(
    room: &Room<'_>,
    cast: &Cast<'_>,
    scope: Scope,
    favour: Favour,
    work: u64,
) -> Result<Assembly, Fault> {
    let judge = Judge::new(room, cast)?;
    let mut search = Search {
        cast,
        judge: &judge,
        scope,
        worth: Vec::new(),
        left: work,
        ended: cast.truncated,
    };
    for player in 0..cast.players.len() {
        let worth = search.worth_of(player)?;
        search.worth.push(worth);
    }
    let best = match favour {
        Favour::Customer => search.greatest()?,
        Favour::Retailer => search.least()?,
    };
    let missed = if search.ended { search.hope(&best)? } else { 0 };
    let mut parts = Vec::new();
    let lists = judge.hand_out(&best.picks)?;
    let figures = best.benefits.iter().zip(&best.rounded);
    for ((player, instances), (benefit, rounded)) in cast.players.iter().zip(lists).zip(figures) {
        if !instances.is_empty() {
            let rounded = rounded.iter().fold(0_i64, |sum, amount| sum.saturating_add(*amount));
            parts.push(Assembled {
                act: player.at,
                benefit: *benefit,
                instances,
                rounded: player.cut.map_or(rounded, |most| rounded.min(most)),
            });
        }
    }
    Ok(Assembly { parts, missed })
}

struct Search<'a> {
    cast: &'a Cast<'a>,
    judge: &'a Judge<'a>,
    scope: Scope,
    /// By player and choice: what it is worth by itself.
    worth: Vec<Vec<Ratio>>,
    /// Steps.
    left: u64,
    /// The budget is at its end.
    ended: bool,
}

impl Search<'_> {
    fn empty(&self) -> Combination {
        Combination::empty(self.cast.players.len())
    }

    /// Sets of players that may meet in one combination.
    fn casts(&self) -> Vec<Vec<usize>> {
        let everyone = 0..self.cast.players.len();
        if self.scope == Scope::Receipt {
            return everyone.map(|player| vec![player]).collect();
        }
        let exclusive = |player: &usize| {
            let player = self.cast.players.get(*player);
            player.is_some_and(|player| player.act.exclusive)
        };
        let together: Vec<usize> = everyone.clone().filter(|player| !exclusive(player)).collect();
        let alone = everyone.filter(exclusive).map(|player| vec![player]);
        std::iter::once(together).chain(alone).collect()
    }

    fn worth_of(&self, player: usize) -> Result<Vec<Ratio>, Fault> {
        let choices = self.cast.players.get(player).map_or(0, |player| player.choices.len());
        let mut worth = Vec::with_capacity(choices);
        for choice in 0..narrow(choices) {
            let mut picks: Picks = self.empty().picks;
            if let Some(mine) = picks.get_mut(player) {
                mine.push((choice, 1));
            }
            let found = self.judge.judge(&picks)?;
            worth.push(found.map_or(Ratio::ZERO, |found| found.total));
        }
        Ok(worth)
    }

    fn greatest(&mut self) -> Result<Combination, Fault> {
        let mut best = self.empty();
        for cast in self.casts() {
            for by_unit in [false, true] {
                let found = self.greedy(&cast, by_unit)?;
                self.keep_better(found, &mut best)?;
            }
            self.every(&cast, &mut |search, picks| {
                if let Some(found) = search.judge.judge(picks)? {
                    search.keep_better(found, &mut best)?;
                }
                Ok(())
            })?;
        }
        Ok(best)
    }

    fn keep_better(&self, found: Combination, best: &mut Combination) -> Result<(), Fault> {
        let something = found.rounded.iter().flatten().any(|amount| *amount > 0);
        if something && self.judge.compare(&found, best)? == Ordering::Greater {
            *best = found;
        }
        Ok(())
    }

    /// The least benefit among combinations to which nothing can be added.
    fn least(&mut self) -> Result<Combination, Fault> {
        let mut all: Vec<Combination> = Vec::new();
        for cast in self.casts() {
            let found = self.greedy(&cast, false)?;
            all.push(found);
            self.every(&cast, &mut |search, picks| {
                if all.len() >= FULL {
                    (search.left, search.ended) = (0, true);
                    return Ok(());
                }
                let found = search.judge.judge(picks)?;
                let added = |found: &Combination| found.rounded.iter().flatten().all(|amount| *amount > 0);
                all.extend(found.filter(added));
                Ok(())
            })?;
        }
        let mut least: Option<&Combination> = None;
        for found in &all {
            let extended = |more: &Combination| more.total.compare(found.total).is_gt() && within(found, more);
            if all.iter().any(extended) {
                continue;
            }
            let better = match least {
                None => true,
                Some(least) => match found.total.compare(least.total) {
                    Ordering::Less => true,
                    Ordering::Equal => self.judge.between_equals(found, least)? == Ordering::Greater,
                    Ordering::Greater => false,
                },
            };
            if better {
                least = Some(found);
            }
        }
        Ok(least.cloned().unwrap_or_else(|| self.empty()))
    }

    /// One choice after another that is worth most, by itself or by unit, as long as something is free.
    fn greedy(&mut self, cast: &[usize], by_unit: bool) -> Result<Combination, Fault> {
        let mut order: Vec<(usize, u32, Ratio)> = Vec::new();
        for player in cast {
            for (choice, worth) in (0_u32..).zip(self.worth.get(*player).into_iter().flatten()) {
                let units = self.judge.choice(*player, choice)?.iter();
                let units = units.fold(0_i64, |sum, entry| sum.saturating_add(entry.units)).max(1);
                let figure = if by_unit { worth.scaled(1, units)? } else { *worth };
                if worth.is_positive() {
                    order.push((*player, choice, figure));
                }
            }
        }
        order.sort_by(|(player, choice, figure), (other_player, other_choice, other)| {
            other
                .compare(*figure)
                .then_with(|| (player, choice).cmp(&(other_player, other_choice)))
        });
        let mut own: Vec<Vec<i64>> = vec![self.free(); self.cast.players.len()];
        let mut shared = self.free();
        let mut best = self.empty();
        for (player, choice, _) in order {
            let reuse = self.cast.players.get(player).is_some_and(Player::reuse);
            let entries: Vec<Entry> = self.judge.choice(player, choice)?.to_vec();
            let free = if reuse { own.get(player) } else { Some(&shared) };
            let most = free.map_or(0, |free| fits(free, &entries));
            let mut low: i64 = 0;
            let mut high = self.within_limits(player, &entries, &best.picks, most);
            // The most of it that keeps every limit and adds something.
            while low < high {
                let times = high.saturating_add(low).saturating_add(1).checked_div(2).unwrap_or(0);
                let mut picks = best.picks.clone();
                if let Some(mine) = picks.get_mut(player) {
                    mine.push((choice, times));
                    mine.sort_unstable();
                }
                self.left = self.left.saturating_sub(1);
                let scope = reuse || self.product_free(player, &entries, &best.picks)?;
                match self
                    .judge
                    .judge(&picks)?
                    .filter(|found| scope && found.total.compare(best.total).is_gt())
                {
                    Some(found) if times == high => {
                        best = found;
                        low = high;
                        let free = if reuse { own.get_mut(player) } else { Some(&mut shared) };
                        if let Some(free) = free {
                            change(free, &entries, times.saturating_neg());
                        }
                    }
                    Some(_) => low = times,
                    None => high = times.saturating_sub(1),
                }
            }
        }
        Ok(best)
    }

    fn free(&self) -> Vec<i64> {
        self.cast.classes.iter().map(|class| class.units).collect()
    }

    /// Every choice of instances and units for the players of a cast, as far as the budget goes.
    fn every(&mut self, cast: &[usize], leaf: &mut Leaf<'_>) -> Result<(), Fault> {
        let free = self.free();
        let mut picks = self.empty().picks;
        self.walk(cast, 0, &free, &free, &mut picks, leaf)
    }

    /// `free` is what players leave to one another, `own` what the current one has left for itself.
    fn walk(
        &mut self,
        cast: &[usize],
        from: u32,
        free: &[i64],
        own: &[i64],
        picks: &mut Picks,
        leaf: &mut Leaf<'_>,
    ) -> Result<(), Fault> {
        if self.left == 0 {
            self.ended = true;
            return Ok(());
        }
        self.left = self.left.saturating_sub(1);
        let Some((&player, others)) = cast.split_first() else {
            return leaf(self, picks);
        };
        let is_reuse = |player: usize| {
            let player = self.cast.players.get(player);
            player.is_some_and(Player::reuse)
        };
        let reuse = is_reuse(player);
        let later = if reuse { free } else { own };
        // A set with `reuse` begins with everything, whoever else has it.
        let next = match others.first() {
            Some(other) if is_reuse(*other) => self.free(),
            Some(_) | None => later.to_vec(),
        };
        self.walk(others, 0, later, &next, picks, leaf)?;
        let choices = self.cast.players.get(player).map_or(0, |player| player.choices.len());
        for choice in from..narrow(choices) {
            let entries: Vec<Entry> = self.judge.choice(player, choice)?.to_vec();
            let most = fits(own, &entries);
            if most == 0 || !(reuse || self.product_free(player, &entries, picks)?) {
                continue;
            }
            let most = self.within_limits(player, &entries, picks, most);
            let mut rest = own.to_vec();
            for times in 1..=most {
                if self.left == 0 {
                    self.ended = true;
                    return Ok(());
                }
                change(&mut rest, &entries, -1);
                if let Some(mine) = picks.get_mut(player) {
                    mine.push((choice, times));
                }
                self.walk(cast, choice.saturating_add(1), free, &rest, picks, leaf)?;
                if let Some(mine) = picks.get_mut(player) {
                    mine.pop();
                }
            }
        }
        Ok(())
    }

    /// Per product, what one promotion has of a product it has alone.
    fn product_free(&self, player: usize, entries: &[Entry], picks: &Picks) -> Result<bool, Fault> {
        if self.scope != Scope::Product {
            return Ok(true);
        }
        for (other, chosen) in picks.iter().enumerate() {
            let reuse = self.cast.players.get(other).is_some_and(Player::reuse);
            if other == player || reuse {
                continue;
            }
            for (choice, _) in chosen {
                for taken in self.judge.choice(other, *choice)? {
                    let sku = self.cast.class(taken.class)?.sku;
                    for entry in entries {
                        if self.cast.class(entry.class)?.sku == sku {
                            return Ok(false);
                        }
                    }
                }
            }
        }
        Ok(true)
    }

    /// How often, at most `most` times, limits of uses and of pieces admit a choice beside what is picked.
    fn within_limits(&self, player: usize, entries: &[Entry], picks: &Picks, most: i64) -> i64 {
        let (mut uses, mut units) = (0_i64, 0_i64);
        for (choice, times) in picks.get(player).into_iter().flatten() {
            uses = uses.saturating_add(*times);
            units = units.saturating_add(
                self.judge
                    .choice(player, *choice)
                    .map_or(0, count)
                    .saturating_mul(*times),
            );
        }
        let Some(player) = self.cast.players.get(player) else {
            return 0;
        };
        let by_times = player.times.map_or(i64::MAX, |times| times.saturating_sub(uses));
        let by_pieces = player.pieces.map_or(i64::MAX, |pieces| {
            pieces
                .saturating_sub(units)
                .checked_div(count(entries).max(1))
                .unwrap_or(0)
        });
        most.min(by_times).min(by_pieces).max(0)
    }

    /// What a longer search might still find above the best so far, in minor units: each unit can give what it costs at most, and
    /// by the best choice that it is part of.
    fn hope(&self, best: &Combination) -> Result<i64, Fault> {
        let mut all = Ratio::ZERO;
        for class in &self.cast.classes {
            all = all.plus(class.amount.scaled(class.units, 1)?)?;
        }
        all.minus(best.total)?.at_least_zero().ceil()
    }
}

/// What is done with each combination.
type Leaf<'l> = dyn FnMut(&mut Search<'_>, &Picks) -> Result<(), Fault> + 'l;

/// How many units some entries have together.
fn count(entries: &[Entry]) -> i64 {
    entries.iter().fold(0, |sum, entry| sum.saturating_add(entry.units))
}

/// How often some entries fit into what is free.
fn fits(free: &[i64], entries: &[Entry]) -> i64 {
    let mut most = i64::MAX;
    for (at, entry) in entries.iter().enumerate() {
        // One class may fill several roles.
        if entries.iter().take(at).any(|before| before.class == entry.class) {
            continue;
        }
        let of_class = entries.iter().filter(|other| other.class == entry.class);
        let needed = of_class
            .fold(0_i64, |sum, other| sum.saturating_add(other.units))
            .max(1);
        let there = free.get(wide(entry.class)).copied().unwrap_or(0);
        most = most.min(there.checked_div(needed).unwrap_or(0));
    }
    if most == i64::MAX { 0 } else { most.max(0) }
}

/// Gives units back, or takes them.
fn change(free: &mut [i64], entries: &[Entry], times: i64) {
    for entry in entries {
        if let Some(count) = free.get_mut(wide(entry.class)) {
            *count = count.saturating_add(entry.units.saturating_mul(times));
        }
    }
}

/// Whether another combination has everything that this one has.
fn within(less: &Combination, more: &Combination) -> bool {
    less.picks.iter().zip(&more.picks).all(|(less, more)| {
        less.iter()
            .all(|(choice, times)| more.iter().any(|(other, count)| other == choice && count >= times))
    })
}
