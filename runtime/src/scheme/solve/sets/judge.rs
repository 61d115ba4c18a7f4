//! What one combination comes to, promotion by promotion, where gains do not simply add up: promotions share what floors
//! leave of a run and what reused units cost, units are rounded run by run (semantics §4, decision 0101).

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::deal::{Dealt, deal};
use super::packing::{Member, Packing, Portion};
use super::patterns::portions;
use crate::fault::Fault;
use crate::index::{narrow, wide};
use crate::money::Ratio;
use crate::money::fill::{Taker, fill};

/// Each member's part of a combination.
#[derive(Debug, Clone)]
pub(crate) struct Judged {
    /// By member: its exact benefit, in minor units.
    pub benefits: Vec<Ratio>,
    /// All benefits together.
    pub value: Ratio,
    /// By member: what each application comes to in whole minor units before a limit that may cut it.
    pub rounded: Vec<Vec<i64>>,
}

/// What units and runs still have.
struct Left<'a> {
    packing: &'a Packing,
    /// By class: what one unit still costs. Where units are reused a class is one unit.
    units: Vec<Ratio>,
    rooms: Vec<Ratio>,
}

/// What an application asks of equal units.
#[derive(Debug, Clone, Copy)]
struct Asked {
    class: u32,
    units: i64,
    /// What each weighs among the units of its run, and in what its run weighs among the runs.
    weight: Ratio,
    of_run: Ratio,
    /// The most that each may get.
    most: Ratio,
}

/// Works out a combination: members by priority and name, those that give unit by unit before those that spread a sum.
pub(crate) fn judge(packing: &Packing, counts: &[i64]) -> Result<Judged, Fault> {
    let money = |value: i128| Ratio::new(value, packing.scale);
    let mut left = Left {
        packing,
        units: packing
            .classes
            .iter()
            .map(|class| money(class.amount))
            .collect::<Result<_, _>>()?,
        rooms: packing
            .rooms
            .iter()
            .map(|room| money(*room))
            .collect::<Result<_, _>>()?,
    };
    let mut judged = Judged {
        benefits: vec![Ratio::ZERO; packing.members.len()],
        value: Ratio::ZERO,
        rounded: vec![Vec::new(); packing.members.len()],
    };
    let dealt = deal(packing, counts);
    for spreads in [false, true] {
        for (number, (member, dealt)) in packing.members.iter().zip(&dealt).enumerate() {
            if member.spreads != spreads || dealt.is_empty() {
                continue;
            }
            let (benefit, rounded) = left.member(narrow(number), member, dealt)?;
            judged.value = judged.value.plus(benefit)?;
            if let (Some(place), Some(list)) = (judged.benefits.get_mut(number), judged.rounded.get_mut(number)) {
                (*place, *list) = (benefit, rounded);
            }
        }
    }
    Ok(judged)
}

impl Judged {
    /// Whether limits of money hold, tested on rounded money (§9.15).
    pub(super) fn is_allowed(&self, packing: &Packing) -> bool {
        let mut members = packing.members.iter().zip(&self.rounded);
        members.all(|(member, rounded)| {
            let sum = rounded.iter().fold(0_i64, |sum, one| sum.saturating_add(*one));
            member.money.is_none_or(|limit| sum <= limit)
        })
    }

    /// In the problem's figures, rounded down.
    pub(super) fn scaled(&self, packing: &Packing) -> i128 {
        let whole = self.value.num().checked_mul(packing.scale);
        whole
            .and_then(|whole| whole.checked_div_euclid(self.value.den()))
            .unwrap_or(0)
    }
}

impl<'a> Left<'a> {
    fn money(&self, value: i128) -> Result<Ratio, Fault> {
        Ratio::new(value, self.packing.scale)
    }

    fn member(&mut self, number: u32, member: &Member, dealt: &[Dealt]) -> Result<(Ratio, Vec<i64>), Fault> {
        let mut open = member.cut.map(|cut| self.money(cut)).transpose()?;
        let mut all = Ratio::ZERO;
        let mut rounded = Vec::new();
        if member.set {
            for one in dealt {
                let mut came_to: i64 = 0;
                for portion in self.portions(number, one).iter() {
                    let mut asked = Vec::with_capacity(portion.parts.len());
                    for (class, units, value) in &portion.parts {
                        let (value, open) = (self.money(*value)?, self.open(*class));
                        let most = if portion.sum.is_some() {
                            open
                        } else {
                            value.at_most(open)
                        };
                        let weight = if portion.sum.is_some() { value } else { most };
                        asked.push(Asked {
                            class: *class,
                            units: *units,
                            weight,
                            of_run: weight,
                            most,
                        });
                    }
                    let sum = portion.sum.map(|sum| self.money(sum)).transpose()?;
                    let (benefit, whole) = self.take(&asked, sum, false, open)?;
                    open = open.map(|open| open.minus(benefit)).transpose()?;
                    all = all.plus(benefit)?;
                    came_to = came_to.saturating_add(whole);
                }
                rounded.push(came_to);
            }
            return Ok((all, rounded));
        }
        // Units by the pool that they draw from; a pool of what a limit leaves is no sum.
        let mut by_pool: BTreeMap<Option<u32>, Vec<Asked>> = BTreeMap::new();
        for one in dealt {
            let Some(column) = self.packing.columns.get(wide(one.column)) else {
                continue;
            };
            let pool = column.pool.filter(|pool| {
                let pool = self.packing.pools.get(wide(*pool));
                pool.is_some_and(|pool| !pool.cut && pool.member == number)
            });
            for piece in &one.pieces {
                let start = self.money(self.packing.class(piece.class).map_or(0, |class| class.start))?;
                let open = self.open(piece.class);
                let most = if pool.is_some() {
                    open
                } else {
                    self.money(column.gain)?.at_most(open)
                };
                by_pool.entry(pool).or_default().push(Asked {
                    class: piece.class,
                    units: piece.units,
                    weight: if pool.is_some() { start } else { most },
                    // What a limit leaves is spread over runs by what they cost (decision 0103).
                    of_run: start,
                    most,
                });
            }
        }
        let mut came_to: i64 = 0;
        for (pool, asked) in by_pool {
            let sum = pool
                .and_then(|pool| self.packing.pools.get(wide(pool)))
                .map(|pool| self.money(pool.money))
                .transpose()?;
            let (benefit, whole) = self.take(&asked, sum, true, open)?;
            open = open.map(|open| open.minus(benefit)).transpose()?;
            all = all.plus(benefit)?;
            came_to = came_to.saturating_add(whole);
        }
        Ok((all, vec![came_to]))
    }

    /// What a unit of a class still costs.
    fn open(&self, class: u32) -> Ratio {
        self.units.get(wide(class)).copied().unwrap_or(Ratio::ZERO)
    }

    /// How an instance gives, by what its units cost by now.
    fn portions(&self, member: u32, instance: &Dealt) -> Cow<'a, [Portion]> {
        let packing: &'a Packing = self.packing;
        let Some(column) = packing.columns.get(wide(instance.column)) else {
            return Cow::default();
        };
        let words = &packing.words;
        let Some((_, gives)) = words.gives.iter().find(|(number, _)| *number == member) else {
            return Cow::Borrowed(&column.portions);
        };
        let mut facts = words.facts.clone();
        let mut amounts: Vec<Ratio> = column.uses.iter().map(|one| self.open(one.class)).collect();
        amounts.sort_by(|one, other| one.compare(*other));
        for one in &column.uses {
            let open = self.open(one.class);
            let before = amounts.partition_point(|other| other.compare(open).is_lt());
            if let Some(facts) = facts.get_mut(wide(one.class)) {
                facts.left = i128::from(narrow(before));
            }
        }
        Cow::Owned(portions(gives, &facts, &column.uses))
    }

    /// Takes a discount: its exact benefit and what it rounds to before a limit that may cut it.
    fn take(
        &mut self,
        asked: &[Asked],
        sum: Option<Ratio>,
        by_run: bool,
        open: Option<Ratio>,
    ) -> Result<(Ratio, i64), Fault> {
        let mut runs: BTreeMap<u32, Vec<Asked>> = BTreeMap::new();
        for one in asked
            .iter()
            .filter(|one| one.weight.is_positive() && one.most.is_positive())
        {
            let run = self.packing.class(one.class).map_or(0, |class| class.run);
            runs.entry(run).or_default().push(*one);
        }
        let mut shares = Vec::with_capacity(runs.len());
        let (mut all, mut whole_all, mut by_runs) = (Ratio::ZERO, 0_i64, 0_i64);
        for units in runs.values() {
            let (mut weight, mut cap, mut costs) = (Ratio::ZERO, Ratio::ZERO, Ratio::ZERO);
            for one in units {
                weight = weight.plus(one.of_run.scaled(one.units, 1)?)?;
                cap = cap.plus(one.most.scaled(one.units, 1)?)?;
                costs = costs.plus(self.open(one.class).scaled(one.units, 1)?)?;
            }
            let room = self.room_of(units).and_then(|room| self.rooms.get(room)).copied();
            if let Some(room) = room {
                cap = cap.at_most(room);
                costs = costs.at_most(room);
            }
            let whole = costs.floor().unwrap_or(i64::MAX);
            whole_all = whole_all.saturating_add(whole);
            if by_run {
                by_runs = by_runs.saturating_add(cap.round(self.packing.rounding)?.min(whole));
            }
            all = all.plus(cap)?;
            shares.push(Taker { weight, cap });
        }
        let (mut benefit, rounded) = match sum {
            Some(sum) => (all.at_most(sum), sum.round(self.packing.rounding)?.min(whole_all)),
            None if by_run => (all, by_runs),
            None => (all, all.round(self.packing.rounding)?.min(whole_all)),
        };
        if let Some(open) = open {
            benefit = benefit.at_most(open);
        }
        if !self.packing.is_shared() {
            return Ok((benefit, rounded));
        }
        for (units, part) in runs.values().zip(fill(benefit, &shares)?) {
            if let Some(room) = self.room_of(units).and_then(|room| self.rooms.get_mut(room)) {
                *room = room.minus(part)?.at_least_zero();
            }
            let mut caps = Vec::with_capacity(units.len());
            for one in units {
                caps.push(Taker {
                    weight: one.weight.scaled(one.units, 1)?,
                    cap: self.open(one.class).scaled(one.units, 1)?,
                });
            }
            for (one, loss) in units.iter().zip(fill(part, &caps)?) {
                let one_unit = self.packing.class(one.class).is_some_and(|class| class.units == 1);
                if let (Some(open), true) = (self.units.get_mut(wide(one.class)), one_unit) {
                    *open = open.minus(loss.scaled(1, one.units)?)?.at_least_zero();
                }
            }
        }
        Ok((benefit, rounded))
    }

    /// The room of a run, by some of its units.
    fn room_of(&self, units: &[Asked]) -> Option<usize> {
        let class = self.packing.class(units.first()?.class)?;
        class.room.map(wide)
    }
}
