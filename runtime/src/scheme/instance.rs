//! An instance of a set: its units by role, and what it gives them exactly; which instances there are is not its business.

pub(crate) mod settle;

use std::cmp::Ordering;

use super::Kind;
use super::choose::Room;
use super::set::{Need, SetGive, SetOffer, Whom};
use crate::fault::Fault;
use crate::index::wide;
use crate::money::Ratio;

/// Some units of a segment that fill a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Filling {
    pub role: u16,
    pub segment: u32,
    /// Position of the first of them in the segment.
    pub from: i64,
    pub units: i64,
}

/// Units that are taken together. Of a promotion without `for each`: all that it takes.
pub(crate) type Instance = Vec<Filling>;

/// One discount of an instance, in minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Discount {
    /// So much for each unit, clipped unit by unit and not spread.
    Each(Vec<Lot>),
    /// One sum over units, in proportion to what they cost at the start of the scheme; it finds its way around floors.
    Sum(Ratio, Vec<Lot>),
}

/// Units of a segment that get the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lot {
    pub segment: u32,
    pub from: i64,
    pub units: i64,
    /// By unit: what it is to get, or of a sum what it weighs. Not yet clipped at what it costs.
    pub each: Ratio,
}

impl Lot {
    /// What all its units together are to get, or weigh.
    pub(crate) fn all(&self) -> Result<Ratio, Fault> {
        self.each.scaled(self.units, 1)
    }
}

impl Discount {
    pub(crate) fn lots(&self) -> &[Lot] {
        match self {
            Self::Each(lots) | Self::Sum(_, lots) => lots,
        }
    }

    /// What it says, whatever goods still cost.
    pub(crate) fn uncapped(&self) -> Result<Ratio, Fault> {
        match self {
            Self::Each(lots) => lots.iter().try_fold(Ratio::ZERO, |sum, lot| sum.plus(lot.all()?)),
            Self::Sum(sum, _) => Ok(*sum),
        }
    }
}

/// How many units of an instance there are: parts of weighed lines count as units.
pub(crate) fn units(instance: &[Filling]) -> i64 {
    instance
        .iter()
        .fold(0, |sum, filling| sum.saturating_add(filling.units))
}

/// What an instance of a set gives: of several discounts a unit gets the better one. Goods that may receive nothing pay for the
/// set, and are never the cheapest that is given (semantics §3, §5, §9.7).
pub(crate) fn discounts(room: &Room<'_>, set: &SetOffer, instance: &[Filling]) -> Result<Vec<Discount>, Fault> {
    // By give: how many of the first units of each filling it covers.
    let mut covered: Vec<Vec<i64>> = Vec::with_capacity(set.gives.len());
    // By give that is one sum: the sum, and what its units weigh together.
    let mut sums: Vec<Option<(Ratio, Ratio)>> = Vec::with_capacity(set.gives.len());
    for give in &set.gives {
        let counts = counts(room, set, give.whom, instance)?;
        let mut costs = Ratio::ZERO;
        let mut weight = Ratio::ZERO;
        for (filling, count) in instance.iter().zip(&counts) {
            let segment = room.segment(filling.segment)?;
            let start = segment.start_of(*count)?;
            costs = costs.plus(start)?;
            if room.run(segment.run)?.receives {
                weight = weight.plus(start)?;
            }
        }
        sums.push(match give.kind {
            Kind::Sum(sum) => Some((Ratio::whole(sum), weight)),
            Kind::Price(price) if give.is_sum() => Some((costs.minus(Ratio::whole(price))?.at_least_zero(), weight)),
            Kind::Percent { .. } | Kind::Each(_) | Kind::Price(_) => None,
        });
        covered.push(counts);
    }
    let mut each: Vec<Lot> = Vec::new();
    let mut of_sums: Vec<Vec<Lot>> = vec![Vec::new(); set.gives.len()];
    for (at, filling) in instance.iter().enumerate() {
        let segment = room.segment(filling.segment)?;
        if !room.run(segment.run)?.receives {
            continue;
        }
        let mut ends: Vec<i64> = covered.iter().filter_map(|counts| counts.get(at).copied()).collect();
        ends.sort_unstable();
        ends.dedup();
        let mut from = 0;
        for to in ends.into_iter().filter(|end| *end > 0) {
            let lot = |each: Ratio| Lot {
                segment: filling.segment,
                from: filling.from.saturating_add(from),
                units: to.saturating_sub(from),
                each,
            };
            let start = segment.start_of(1)?;
            // The best give, by what it comes to for a unit; of equals the first.
            let mut best: Option<(usize, Ratio)> = None;
            for (number, (give, counts)) in set.gives.iter().zip(&covered).enumerate() {
                if counts.get(at).is_none_or(|count| *count < to) {
                    continue;
                }
                let worth = match sums.get(number).copied().flatten() {
                    Some((sum, weight)) if weight.is_positive() => sum.times(start)?.over(weight)?,
                    Some(_) => Ratio::ZERO,
                    None => worth(room, give, filling.segment)?,
                };
                if best.is_none_or(|(_, other)| worth.compare(other) == Ordering::Greater) {
                    best = Some((number, worth));
                }
            }
            match best {
                Some((number, _)) if sums.get(number).copied().flatten().is_some() => {
                    if let Some(lots) = of_sums.get_mut(number) {
                        lots.push(lot(start));
                    }
                }
                Some((_, worth)) if worth.is_positive() => each.push(lot(worth)),
                Some(_) | None => {}
            }
            from = to;
        }
    }
    let mut found = Vec::new();
    for (sum, lots) in sums.into_iter().zip(of_sums) {
        if let Some((sum, _)) = sum.filter(|(sum, _)| sum.is_positive() && !lots.is_empty()) {
            found.push(Discount::Sum(sum, lots));
        }
    }
    if !each.is_empty() {
        found.push(Discount::Each(each));
    }
    Ok(found)
}

/// What one unit of a segment gets by its words alone.
fn worth(room: &Room<'_>, give: &SetGive, segment: u32) -> Result<Ratio, Fault> {
    let segment = room.segment(segment)?;
    let all = room.by_words(give.kind, segment)?.ok_or(Fault::BadOperation)?;
    all.scaled(1, segment.units)
}

/// A thing of an instance, of which the cheapest or dearest are given: a filling of pieces, or all that fills a role by measure
/// (decision 0113).
struct Thing<'a> {
    fillings: Vec<usize>,
    /// How many things of the kind there are: pieces, or one by measure.
    count: i64,
    /// What one cost at the start of the scheme.
    start: Ratio,
    /// Of its first unit: SKU, what it still costs, rank of its line.
    first: (&'a str, Ratio, u32),
}

impl Thing<'_> {
    /// By SKU, what still costs most, line id.
    fn by_first(&self, other: &Self) -> Ordering {
        let ((sku, running, rank), (other_sku, other_running, other_rank)) = (&self.first, &other.first);
        sku.cmp(other_sku)
            .then_with(|| other_running.compare(*running))
            .then_with(|| rank.cmp(other_rank))
    }
}

/// How many of the first units of each filling a discount lies on.
fn counts(room: &Room<'_>, set: &SetOffer, whom: Whom, instance: &[Filling]) -> Result<Vec<i64>, Fault> {
    let (count, cheapest) = match whom {
        Whom::Set => return Ok(instance.iter().map(|filling| filling.units).collect()),
        Whom::Role(role) => {
            let of = |filling: &Filling| if filling.role == role { filling.units } else { 0 };
            return Ok(instance.iter().map(of).collect());
        }
        Whom::Cheapest(count) => (count, true),
        Whom::Dearest(count) => (count, false),
    };
    let by_start = |one: Ratio, other: Ratio| {
        let order = one.compare(other);
        if cheapest { order } else { order.reverse() }
    };
    let mut things: Vec<Thing<'_>> = Vec::with_capacity(instance.len());
    // By role that is filled by measure: the thing, and what the unit cost that stands for it.
    let mut measured: Vec<(u16, usize, Ratio)> = Vec::new();
    for (at, filling) in instance.iter().enumerate() {
        let segment = room.segment(filling.segment)?;
        let run = room.run(segment.run)?;
        if !run.receives {
            continue;
        }
        let line = segment
            .line_at(room.case, filling.from)
            .and_then(|line| room.case.lines.get(wide(line)));
        let (sku, rank) = line.map_or(("", u32::MAX), |line| (line.sku.as_str(), line.rank));
        let unit = segment.start_of(1)?;
        let mut thing = Thing {
            fillings: vec![at],
            count: filling.units,
            start: unit,
            first: (sku, segment.running_of(1)?, rank),
        };
        let role = set.roles.get(usize::from(filling.role));
        if !role.is_some_and(|role| matches!(role.need, Need::Measure { .. })) {
            things.push(thing);
            continue;
        }
        (thing.count, thing.start) = (1, segment.start_of(filling.units)?);
        let known = measured.iter_mut().find(|(role, ..)| *role == filling.role);
        let Some((_, place, first)) = known else {
            measured.push((filling.role, things.len(), unit));
            things.push(thing);
            continue;
        };
        if let Some(all) = things.get_mut(*place) {
            all.fillings.push(at);
            all.start = all.start.plus(thing.start)?;
            if by_start(unit, *first).then_with(|| thing.by_first(all)).is_lt() {
                (all.first, *first) = (thing.first, unit);
            }
        }
    }
    things.sort_by(|one, other| by_start(one.start, other.start).then_with(|| one.by_first(other)));
    let mut counts = vec![0; instance.len()];
    let mut left = count;
    for thing in things {
        let taken = thing.count.min(left);
        left = left.saturating_sub(taken);
        for at in &thing.fillings {
            let filling = instance.get(*at).map_or(0, |filling| filling.units);
            let covered = if thing.count == 1 && taken == 1 { filling } else { taken };
            if let Some(count) = counts.get_mut(*at) {
                *count = covered;
            }
        }
    }
    Ok(counts)
}
