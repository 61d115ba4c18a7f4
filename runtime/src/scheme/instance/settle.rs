//! Instances of a set to whole minor units: each discount of an instance is rounded once, and distributed in proportion to what
//! each unit is to get (of a sum: to what it costs); it does not choose instances.

use std::collections::BTreeMap;

use perk_plan::plan::Rounding;
use rustc_hash::FxHashMap;

use super::{Discount, Filling, Instance, Lot, discounts};
use crate::fault::Fault;
use crate::index::{NONE, wide};
use crate::intake::Case;
use crate::money::Ratio;
use crate::outcome::{Applied, LimitedBy};
use crate::scheme::apply::{Portion, commit, spread};
use crate::scheme::choose::{Room, Take};
use crate::scheme::segment::cut;
use crate::scheme::{Act, SetOffer};
use crate::workspace::{Ledger, Workspace};

/// Where the units of segments stand that have been cut since they were chosen.
#[derive(Debug, Default)]
pub(crate) struct Carving {
    /// By the segment as it was: by position, the number of units and the segment of each piece.
    pieces: FxHashMap<u32, BTreeMap<i64, (i64, u32)>>,
    /// By piece: the segment as it was and the position in it.
    homes: FxHashMap<u32, (u32, i64)>,
    /// Pieces that were looked at: for a test that counts work.
    looked: u64,
}

impl Carving {
    /// Segments of exactly these units, with their number; what is not whole yet is cut.
    pub(crate) fn whole(
        &mut self,
        ledger: &mut Ledger,
        segment: u32,
        from: i64,
        units: i64,
    ) -> Result<Vec<(u32, i64)>, Fault> {
        let (home, at) = self.homes.get(&segment).copied().unwrap_or((segment, 0));
        let from = from.saturating_add(at);
        let to = from.saturating_add(units);
        self.cut(ledger, home, from)?;
        self.cut(ledger, home, to)?;
        let pieces = self.pieces.get(&home).into_iter();
        let inside = pieces.flat_map(|pieces| pieces.range(from..to.max(from)));
        let found: Vec<(u32, i64)> = inside.map(|(_, (units, piece))| (*piece, *units)).collect();
        self.looked = self.looked.saturating_add(found.len() as u64);
        Ok(found)
    }

    fn cut(&mut self, ledger: &mut Ledger, home: u32, at: i64) -> Result<(), Fault> {
        let whole = ledger.segments.get(wide(home)).ok_or(Fault::BadReference)?.units;
        let pieces = self
            .pieces
            .entry(home)
            .or_insert_with(|| BTreeMap::from([(0, (whole, home))]));
        self.looked = self.looked.saturating_add(1);
        let before = pieces.range_mut(..at).next_back();
        let inside = before.filter(|(from, (units, _))| at < from.saturating_add(*units));
        if let Some((from, (units, piece))) = inside {
            let kept = at.saturating_sub(*from);
            let rest = units.saturating_sub(kept);
            let next = cut(ledger, *piece, kept)?;
            *units = kept;
            pieces.insert(at, (rest, next));
            self.homes.insert(next, (home, at));
        }
        Ok(())
    }

    fn instance(&mut self, ledger: &mut Ledger, instance: &[Filling]) -> Result<Instance, Fault> {
        let mut found = Instance::with_capacity(instance.len());
        for filling in instance {
            for (segment, units) in self.whole(ledger, filling.segment, filling.from, filling.units)? {
                found.push(Filling {
                    segment,
                    from: 0,
                    units,
                    ..*filling
                });
            }
        }
        Ok(found)
    }
}

/// What the instances of a promotion came to.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Settled {
    /// Minor units.
    pub amount: i64,
    /// Instances that came to something.
    pub times: u32,
    /// What floors, or what was left, kept them from giving.
    pub dropped: i64,
    /// What a money limit cut off.
    pub withheld: i64,
    /// Units of those instances; parts of weighed lines count.
    pub units: i64,
}

impl Settled {
    /// Notes that a promotion applied.
    pub(crate) fn note(&self, number: u16, act: &Act, limited: Option<LimitedBy>, workspace: &mut Workspace) {
        workspace.outcome.applied.push(Applied {
            promotion: act.promotion,
            scheme: number,
            amount: self.amount,
            times: self.times,
            limited: if self.withheld > 0 {
                Some(LimitedBy::Money)
            } else {
                limited
            },
            dropped: self.dropped,
            withheld: self.withheld,
            units: self.units,
        });
    }
}

/// Notes that a search ended at its budget; of several in one scheme all count.
pub(crate) fn bound(workspace: &mut Workspace, number: u16, missed: i64) {
    match workspace
        .outcome
        .bounded
        .iter_mut()
        .find(|(scheme, _)| *scheme == number)
    {
        Some((_, sum)) => *sum = sum.saturating_add(missed),
        None => workspace.outcome.bounded.push((number, missed)),
    }
}

/// Takes the instances of a promotion off the goods, one after another. At a fault what came before it stands.
pub(crate) fn settle(
    workspace: &mut Workspace,
    case: &Case,
    rounding: Rounding,
    act: &Act,
    instances: &[Instance],
    carving: &mut Carving,
) -> (Settled, Option<Fault>) {
    let mut settled = Settled::default();
    let Some(set) = act.set(&workspace.sets).cloned() else {
        return (settled, Some(Fault::BadReference));
    };
    for instance in instances {
        if let Err(fault) = one(workspace, case, rounding, act, &set, instance, carving, &mut settled) {
            return (settled, Some(fault));
        }
    }
    (settled, None)
}

#[expect(clippy::too_many_arguments, reason = "one step of `settle`, which owns the state")]
fn one(
    workspace: &mut Workspace,
    case: &Case,
    rounding: Rounding,
    act: &Act,
    set: &SetOffer,
    instance: &[Filling],
    carving: &mut Carving,
    settled: &mut Settled,
) -> Result<(), Fault> {
    let whole = carving.instance(&mut workspace.ledger, instance)?;
    let found = discounts(&workspace.room(case, rounding), set, &whole)?;
    let limit = |partial: bool| act.money.filter(|(_, cut)| *cut == partial).map(|(most, _)| most);
    let (budget, whole_limit) = (limit(true), limit(false));
    let number = settled.times.saturating_add(1);
    let before = settled.amount;
    // Units of a set with `reuse` stay as free as they were.
    let mut kept: Vec<(Filling, bool)> = Vec::new();
    for filling in &whole {
        let taken = workspace
            .ledger
            .segments
            .get(wide(filling.segment))
            .is_some_and(|segment| segment.taken);
        kept.push((*filling, taken));
    }
    for discount in &found {
        let takes = takes(&mut workspace.ledger, carving, discount)?;
        let rest = budget.map(|budget| budget.saturating_sub(settled.amount));
        let left = Left {
            cut: rest,
            whole: whole_limit.map(|most| most.saturating_sub(settled.amount)),
        };
        let list = portions(&workspace.room(case, rounding), discount, takes, left, settled)?;
        commit(workspace, case, (act.promotion, number), &list)?;
        for portion in &list {
            settled.amount = settled.amount.saturating_add(portion.amount);
        }
    }
    let came = settled.amount > before;
    settled.times = settled.times.saturating_add(u32::from(came));
    if came {
        settled.units = settled.units.saturating_add(super::units(instance));
    }
    for (filling, before) in kept {
        for (segment, _) in carving.whole(&mut workspace.ledger, filling.segment, 0, filling.units)? {
            if let Some(segment) = workspace.ledger.segments.get_mut(wide(segment)) {
                segment.taken = before || (came && !set.reuse);
            }
        }
    }
    Ok(())
}

/// The units of a discount as whole segments.
fn takes(ledger: &mut Ledger, carving: &mut Carving, discount: &Discount) -> Result<Vec<(Take, Lot)>, Fault> {
    let mut takes = Vec::with_capacity(discount.lots().len());
    for lot in discount.lots() {
        for (segment, units) in carving.whole(ledger, lot.segment, lot.from, lot.units)? {
            let running = ledger.segments.get(wide(segment)).ok_or(Fault::BadReference)?.running;
            let lot = Lot {
                segment,
                from: 0,
                units,
                each: lot.each,
            };
            let benefit = match discount {
                Discount::Each(_) => lot.all()?.at_most(running),
                Discount::Sum(..) => Ratio::ZERO,
            };
            let take = Take {
                segment,
                units,
                offer: NONE,
                benefit,
            };
            takes.push((take, lot));
        }
    }
    Ok(takes)
}

/// What limits of money leave, in minor units.
#[derive(Clone, Copy)]
struct Left {
    /// A discount may be cut to it.
    cut: Option<i64>,
    /// A discount that does not fit is not given.
    whole: Option<i64>,
}

/// Rounds a discount once and distributes it to runs.
fn portions(
    room: &Room<'_>,
    discount: &Discount,
    takes: Vec<(Take, Lot)>,
    left: Left,
    settled: &mut Settled,
) -> Result<Vec<Portion>, Fault> {
    let mut runs: BTreeMap<u32, Vec<(Take, Lot)>> = BTreeMap::new();
    for (take, lot) in takes {
        let segment = room.segment(take.segment)?;
        let open = segment.running.is_positive() && lot.each.is_positive();
        if open && room.ledger.room(room.case, segment.run) > 0 {
            runs.entry(segment.run).or_default().push((take, lot));
        }
    }
    let mut list = Vec::with_capacity(runs.len());
    let (mut weights, mut caps) = (Vec::with_capacity(runs.len()), Vec::with_capacity(runs.len()));
    let (mut whole, mut clipped) = (Ratio::ZERO, Ratio::ZERO);
    for (run, takes) in runs {
        let bears = room.ledger.room(room.case, run);
        let (mut weight, mut costs) = (Ratio::ZERO, Ratio::ZERO);
        for (take, lot) in &takes {
            weight = weight.plus(match discount {
                Discount::Each(_) => take.benefit,
                Discount::Sum(..) => lot.all()?,
            })?;
            costs = costs.plus(room.segment(take.segment)?.running)?;
        }
        whole = whole.plus(weight)?;
        clipped = clipped.plus(weight.at_most(Ratio::whole(bears)))?;
        weights.push(weight);
        caps.push(costs.floor()?.min(bears));
        list.push(Portion {
            run,
            amount: 0,
            takes: takes.into_iter().map(|(take, _)| take).collect(),
        });
    }
    let (asked, sum) = match discount {
        Discount::Each(_) => (whole.round(room.rounding)?, clipped.round(room.rounding)?),
        Discount::Sum(sum, _) => {
            let sum = sum.round(room.rounding)?;
            (sum, sum)
        }
    };
    let bears = caps.iter().fold(0_i64, |sum, cap| sum.saturating_add(*cap));
    // Limits were tested with what floors leave exactly; whole minor units may come to one more on a run.
    if left.whole.is_some_and(|whole| sum.min(bears) > whole) {
        settled.withheld = settled.withheld.saturating_add(sum.min(bears));
        return Ok(Vec::new());
    }
    let rest = left.cut;
    let cut = rest.map_or(0, |rest| sum.min(bears).saturating_sub(rest.max(0)).max(0));
    settled.withheld = settled.withheld.saturating_add(cut);
    let within = |amount: i64| rest.map_or(amount, |rest| amount.min(rest));
    let given = spread(room, within(sum), &mut list, &weights, &caps)?;
    settled.dropped = settled
        .dropped
        .saturating_add(within(asked).saturating_sub(given).max(0));
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheme::segment::Segment;

    #[test]
    fn thousands_of_pieces_are_carved_each_with_a_look_or_two() {
        let mut ledger = Ledger::default();
        ledger.segments.push(Segment {
            run: 0,
            from: 0,
            place: 0,
            units: 6_000,
            quantity: 6_000_000_000,
            start: Ratio::whole(60_000),
            running: Ratio::whole(60_000),
            taken: false,
        });
        let mut carving = Carving::default();
        // From the middle to both ends, so that no order helps.
        for step in 0..3_000 {
            for from in [2_999 - step, 3_000 + step] {
                let found = carving.whole(&mut ledger, 0, from, 1).unwrap();
                assert_eq!(found.len(), 1);
                let segment = ledger.segments[wide(found[0].0)];
                assert_eq!((segment.from, segment.units), (from, 1));
            }
        }
        assert_eq!(ledger.segments.len(), 6_000);
        // Two ends and the piece itself.
        assert_eq!(carving.looked, 3 * 6_000);
    }
}
