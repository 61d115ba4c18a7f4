//! What a combination is worth, and which of two is to be preferred (semantics §2, §9.1, §9.14); it chooses no units.

use std::cmp::Ordering;

use super::Terms;
use super::cast::{Cast, Entry, Player};
use crate::fault::Fault;
use crate::index::wide;
use crate::money::Ratio;
use crate::scheme::choose::Room;
use crate::scheme::instance::left::Left;
use crate::scheme::instance::{Discount, Filling, Instance, discounts, plain};

/// By player: which of its choices, and how often.
pub(super) type Picks = Vec<Vec<(u32, i64)>>;

/// A combination with all that it is judged by.
#[derive(Debug, Clone)]
pub(super) struct Combination {
    pub total: Ratio,
    /// By player.
    pub benefits: Vec<Ratio>,
    pub units: i64,
    pub picks: Picks,
    /// By player and application: what it rounds to.
    pub rounded: Vec<Vec<i64>>,
}

impl Combination {
    pub(super) fn empty(players: usize) -> Self {
        Self {
            total: Ratio::ZERO,
            benefits: vec![Ratio::ZERO; players],
            units: 0,
            picks: vec![Vec::new(); players],
            rounded: vec![Vec::new(); players],
        }
    }
}

/// Judges combinations of a cast.
#[derive(Debug)]
pub(super) struct Judge<'a> {
    pub room: &'a Room<'a>,
    pub cast: &'a Cast<'a>,
    /// All that there is at the start.
    left: Left,
}

impl<'a> Judge<'a> {
    pub(super) fn new(room: &'a Room<'a>, cast: &'a Cast<'a>) -> Result<Self, Fault> {
        Ok(Self {
            room,
            cast,
            left: Left::of(room, cast.terms != Terms::Words)?,
        })
    }

    /// What a combination comes to; nothing if a limit forbids it.
    pub(super) fn judge(&self, picks: &Picks) -> Result<Option<Combination>, Fault> {
        let mut found = Combination {
            picks: picks.clone(),
            ..Combination::empty(picks.len())
        };
        let lists = self.hand_out(picks)?;
        let mut left = self.left.clone();
        // Sums and what a limit cuts find their way around floors, so they come after the others.
        for spreads in [false, true] {
            for (at, (player, instances)) in self.cast.players.iter().zip(&lists).enumerate() {
                if instances.is_empty() || player.spreads(self.room) != spreads {
                    continue;
                }
                let mut budget = player.cut.map(Ratio::whole);
                let mut benefit = Ratio::ZERO;
                let mut rounded = Vec::with_capacity(instances.len());
                for instance in instances {
                    let mut came_to: i64 = 0;
                    for (discount, by_run) in self.discounts(player, instance)? {
                        let came = left.take(self.room, &discount, by_run, budget)?;
                        budget = budget.map(|budget| budget.minus(came.benefit)).transpose()?;
                        benefit = benefit.plus(came.benefit)?;
                        came_to = came_to.saturating_add(came.rounded);
                    }
                    rounded.push(came_to);
                    found.units = found.units.saturating_add(crate::scheme::instance::units(instance));
                }
                let money = rounded.iter().fold(0_i64, |sum, amount| sum.saturating_add(*amount));
                if player.refuse.is_some_and(|most| money > most) {
                    return Ok(None);
                }
                found.total = found.total.plus(benefit)?;
                if let Some(slot) = found.benefits.get_mut(at) {
                    *slot = benefit;
                }
                if let Some(slot) = found.rounded.get_mut(at) {
                    *slot = rounded;
                }
            }
        }
        Ok(Some(found))
    }

    /// The discounts of an instance, and whether each run is rounded by itself.
    fn discounts(&self, player: &Player<'_>, instance: &[Filling]) -> Result<Vec<(Discount, bool)>, Fault> {
        if let Some(set) = player.set {
            let list = discounts(self.room, set, instance)?;
            return Ok(list.into_iter().map(|discount| (discount, false)).collect());
        }
        let found = plain(self.room, player.act.offers(self.room.offers), instance)?;
        let by_run = matches!(found, Discount::Each(_));
        Ok(vec![(found, by_run)])
    }

    /// Greater is chosen: benefit; benefits promotion by promotion; fewer units; the lesser lists of units.
    pub(super) fn compare(&self, one: &Combination, other: &Combination) -> Result<Ordering, Fault> {
        let by_total = one.total.compare(other.total);
        if by_total != Ordering::Equal {
            return Ok(by_total);
        }
        self.between_equals(one, other)
    }

    /// The same of two that are worth the same.
    pub(super) fn between_equals(&self, one: &Combination, other: &Combination) -> Result<Ordering, Fault> {
        for (mine, theirs) in one.benefits.iter().zip(&other.benefits) {
            let by_benefit = mine.compare(*theirs);
            if by_benefit != Ordering::Equal {
                return Ok(by_benefit);
            }
        }
        let by_units = other.units.cmp(&one.units);
        if by_units != Ordering::Equal {
            return Ok(by_units);
        }
        for (at, (mine, theirs)) in one.picks.iter().zip(&other.picks).enumerate() {
            if mine != theirs {
                let order = self.lists(at, theirs)?.cmp(&self.lists(at, mine)?);
                if order != Ordering::Equal {
                    return Ok(order);
                }
            }
        }
        Ok(other.picks.cmp(&one.picks))
    }

    /// What a promotion is ranked by between equals: its units, its instances, and who fills the roles.
    fn lists(&self, player: usize, picks: &[(u32, i64)]) -> Result<Lists, Fault> {
        let mut instances: Vec<Vec<u32>> = Vec::new();
        let mut roles: Vec<Vec<(u16, u32)>> = Vec::new();
        for (choice, times) in picks {
            let (mut ranks, mut filled) = (Vec::new(), Vec::new());
            for entry in self.choice(player, *choice)? {
                let rank = self.cast.class(entry.class)?.rank;
                for _ in 0..entry.units {
                    ranks.push(rank);
                    filled.push((entry.role, rank));
                }
            }
            ranks.sort_unstable();
            filled.sort_unstable();
            for _ in 0..*times {
                instances.push(ranks.clone());
                roles.push(filled.clone());
            }
        }
        instances.sort();
        roles.sort();
        let mut units = instances.concat();
        units.sort_unstable();
        Ok(Lists {
            units,
            instances,
            roles,
        })
    }

    pub(super) fn choice(&self, player: usize, choice: u32) -> Result<&[Entry], Fault> {
        let player = self.cast.players.get(player).ok_or(Fault::BadReference)?;
        let choice = player.choices.get(wide(choice)).ok_or(Fault::BadReference)?;
        Ok(choice)
    }

    /// Units instead of classes: the first of each class to the first promotion by priority and name, instances of one promotion
    /// by their sorted lists of units. What a promotion without `for each` takes is one instance.
    pub(super) fn hand_out(&self, picks: &Picks) -> Result<Vec<Vec<Instance>>, Fault> {
        let mut shared = vec![0_i64; self.cast.classes.len()];
        let mut lists = Vec::with_capacity(picks.len());
        for (at, (player, chosen)) in self.cast.players.iter().zip(picks).enumerate() {
            let mut own = if player.reuse() {
                vec![0_i64; self.cast.classes.len()]
            } else {
                shared.clone()
            };
            let mut instances: Vec<(Vec<u32>, Instance)> = Vec::new();
            for (choice, times) in chosen {
                let choice = self.choice(at, *choice)?;
                if player.set.is_none() {
                    // As many units in a row as are taken.
                    for entry in choice {
                        let filling = self.filling(entry, *times, &mut own)?;
                        match instances.first_mut() {
                            Some((_, instance)) => instance.push(filling),
                            None => instances.push((Vec::new(), vec![filling])),
                        }
                    }
                    continue;
                }
                for _ in 0..*times {
                    let (mut ranks, mut instance) = (Vec::new(), Instance::with_capacity(choice.len()));
                    for entry in choice {
                        let rank = self.cast.class(entry.class)?.rank;
                        ranks.extend((0..entry.units).map(|_| rank));
                        instance.push(self.filling(entry, entry.units, &mut own)?);
                    }
                    ranks.sort_unstable();
                    instances.push((ranks, instance));
                }
            }
            instances.sort_by(|(one, _), (other, _)| one.cmp(other));
            if !player.reuse() {
                shared = own;
            }
            lists.push(instances.into_iter().map(|(_, instance)| instance).collect());
        }
        Ok(lists)
    }

    fn filling(&self, entry: &Entry, units: i64, own: &mut [i64]) -> Result<Filling, Fault> {
        let class = self.cast.class(entry.class)?;
        let used = own.get_mut(wide(entry.class)).ok_or(Fault::BadReference)?;
        let filling = Filling {
            role: entry.role,
            segment: class.segment,
            from: class.from.saturating_add(*used),
            units,
        };
        *used = used.saturating_add(units);
        Ok(filling)
    }
}

/// See [`Judge::lists`].
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Lists {
    units: Vec<u32>,
    instances: Vec<Vec<u32>>,
    roles: Vec<Vec<(u16, u32)>>,
}
