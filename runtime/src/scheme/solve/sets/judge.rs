//! What one combination comes to, promotion by promotion, where gains do not simply add up: promotions share what floors
//! leave of a run and what reused units cost, units are rounded run by run (semantics §4, decision 0101).

use std::collections::BTreeMap;

use super::deal::{Dealt, deal};
use super::packing::{Member, Packing};
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

/// What an application asks: class, units, weight of each, and the most that each may get.
type Asked = (u32, i64, Ratio, Ratio);

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

impl Left<'_> {
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
                let portions = self
                    .packing
                    .columns
                    .get(wide(one.column))
                    .map_or(&[][..], |column| &column.portions);
                for portion in portions {
                    let mut asked = Vec::with_capacity(portion.parts.len());
                    for (class, units, value) in &portion.parts {
                        asked.push(self.ask(*class, *units, self.money(*value)?, portion.sum.is_some())?);
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
                let start = self.packing.class(piece.class).map_or(0, |class| class.start);
                let value = if pool.is_some() { start } else { column.gain };
                let asked = self.ask(piece.class, piece.units, self.money(value)?, pool.is_some())?;
                by_pool.entry(pool).or_default().push(asked);
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

    fn ask(&self, class: u32, units: i64, value: Ratio, sum: bool) -> Result<Asked, Fault> {
        let open = self.units.get(wide(class)).copied().unwrap_or(Ratio::ZERO);
        if sum {
            return Ok((class, units, value, open));
        }
        Ok((class, units, value, value.at_most(open)))
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
            .filter(|(_, _, weight, most)| weight.is_positive() && most.is_positive())
        {
            let run = self.packing.class(one.0).map_or(0, |class| class.run);
            runs.entry(run).or_default().push(*one);
        }
        let mut shares = Vec::with_capacity(runs.len());
        let (mut all, mut whole_all, mut by_runs) = (Ratio::ZERO, 0_i64, 0_i64);
        for units in runs.values() {
            let (mut weight, mut cap, mut costs) = (Ratio::ZERO, Ratio::ZERO, Ratio::ZERO);
            for (class, count, of_unit, most) in units {
                weight = weight.plus(of_unit.scaled(*count, 1)?)?;
                cap = cap.plus(most.scaled(*count, 1)?)?;
                let open = self.units.get(wide(*class)).copied().unwrap_or(Ratio::ZERO);
                costs = costs.plus(open.scaled(*count, 1)?)?;
            }
            let room = units
                .first()
                .and_then(|(class, ..)| self.packing.class(*class))
                .and_then(|class| class.room);
            let room = room.and_then(|room| self.rooms.get(wide(room))).copied();
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
        if self.rooms.is_empty() && self.packing.members.iter().all(|member| !member.reuse) {
            return Ok((benefit, rounded));
        }
        for (units, part) in runs.values().zip(fill(benefit, &shares)?) {
            let room = units
                .first()
                .and_then(|(class, ..)| self.packing.class(*class))
                .and_then(|class| class.room);
            if let Some(room) = room.and_then(|room| self.rooms.get_mut(wide(room))) {
                *room = room.minus(part)?.at_least_zero();
            }
            let mut caps = Vec::with_capacity(units.len());
            for (class, count, weight, _) in units {
                let open = self.units.get(wide(*class)).copied().unwrap_or(Ratio::ZERO);
                caps.push(Taker {
                    weight: weight.scaled(*count, 1)?,
                    cap: open.scaled(*count, 1)?,
                });
            }
            for ((class, count, ..), loss) in units.iter().zip(fill(part, &caps)?) {
                let one_unit = self.packing.class(*class).is_some_and(|class| class.units == 1);
                if let (Some(open), true) = (self.units.get_mut(wide(*class)), one_unit) {
                    *open = open.minus(loss.scaled(1, *count)?)?.at_least_zero();
                }
            }
        }
        Ok((benefit, rounded))
    }
}
