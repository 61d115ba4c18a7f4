//! An instance of a set: its units by role, and what it gives them exactly; which instances there are is not its business.

pub(crate) mod settle;

use std::cmp::Ordering;

use super::Kind;
use super::choose::Room;
use super::set::{SetGive, SetOffer, Whom};
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
        let counts = counts(room, give.whom, instance)?;
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

/// How many of the first units of each filling a discount lies on.
fn counts(room: &Room<'_>, whom: Whom, instance: &[Filling]) -> Result<Vec<i64>, Fault> {
    let (count, cheapest) = match whom {
        Whom::Set => return Ok(instance.iter().map(|filling| filling.units).collect()),
        Whom::Role(role) => {
            let of = |filling: &Filling| if filling.role == role { filling.units } else { 0 };
            return Ok(instance.iter().map(of).collect());
        }
        Whom::Cheapest(count) => (count, true),
        Whom::Dearest(count) => (count, false),
    };
    // By what a unit cost at the start of the scheme, SKU, what still costs most, line id.
    let mut order = Vec::with_capacity(instance.len());
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
        order.push((at, segment.start_of(1)?, sku, segment.running_of(1)?, rank));
    }
    order.sort_by(
        |(_, start, sku, running, rank), (_, other_start, other_sku, other_running, other_rank)| {
            let by_start = start.compare(*other_start);
            let by_start = if cheapest { by_start } else { by_start.reverse() };
            by_start
                .then_with(|| sku.cmp(other_sku))
                .then_with(|| other_running.compare(*running))
                .then_with(|| rank.cmp(other_rank))
        },
    );
    let mut counts = vec![0; instance.len()];
    let mut left = count;
    for (at, ..) in order {
        let most = instance.get(at).map_or(0, |filling| filling.units);
        let taken = most.min(left);
        left = left.saturating_sub(taken);
        if let Some(count) = counts.get_mut(at) {
            *count = taken;
        }
    }
    Ok(counts)
}
