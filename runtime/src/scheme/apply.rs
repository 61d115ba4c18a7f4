//! From the units that a promotion takes to whole minor units on runs, segments and lines (semantics §4).

mod commit;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

pub(crate) use commit::commit;

use super::choose::{Room, Take};
use super::segment::{Segment, cut};
use super::{Act, Kind};
use crate::fault::Fault;
use crate::index::wide;
use crate::limits::BILLION;
use crate::money::Ratio;
use crate::money::distribute::{Part, distribute};
use crate::money::residue::{self, Carrier};
use crate::outcome::{Applied, LimitedBy};
use crate::workspace::Ledger;

/// What a promotion takes off one run.
#[derive(Debug, Clone)]
pub(crate) struct Portion {
    pub run: u32,
    /// Whole minor units.
    pub amount: i64,
    pub takes: Vec<Take>,
}

/// What a promotion comes to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Portions {
    pub list: Vec<Portion>,
    /// What floors, or what was left, kept it from giving.
    pub dropped: i64,
    /// What a money limit cut off.
    pub withheld: i64,
}

impl Portions {
    /// Units that take part; a weighed line is one.
    pub(crate) fn units(&self) -> i64 {
        let takes = self.list.iter().flat_map(|portion| &portion.takes);
        takes.fold(0, |sum, take| sum.saturating_add(take.units))
    }

    /// What is noted of an act that gave this: without a set a receipt is one use, and only a limit of pieces counts units.
    pub(crate) fn applied(&self, act: &Act, scheme: u16, limited: Option<LimitedBy>) -> Applied {
        Applied {
            promotion: act.promotion,
            scheme,
            amount: self.total(),
            times: 1,
            limited,
            dropped: self.dropped,
            withheld: self.withheld,
            units: act.pieces.map_or(0, |_| self.units()),
        }
    }

    pub(crate) fn total(&self) -> i64 {
        self.list
            .iter()
            .fold(0, |sum, portion| sum.saturating_add(portion.amount))
    }
}

/// What a promotion gives on the units it takes, within its money limit; `None` where that may not be cut.
pub(crate) fn given(room: &Room<'_>, act: &Act, takes: &[Take]) -> Result<Option<Portions>, Fault> {
    let cut = act.money.filter(|(_, partial)| *partial).map(|(most, _)| most);
    let mut found = portions(room, takes, cut)?;
    Ok(within_limit(room, act, &mut found)?.then_some(found))
}

/// Rounds what a promotion takes: lines once per run, the receipt and sums once altogether, within floors. A sum is cut
/// before it is distributed.
pub(crate) fn portions(room: &Room<'_>, takes: &[Take], cut: Option<i64>) -> Result<Portions, Fault> {
    let mut found = Portions::default();
    let mut rooms: BTreeMap<u32, i64> = BTreeMap::new();
    // By what is rounded together: `None` each run alone, else an offer's number.
    let mut groups: BTreeMap<Option<u32>, BTreeMap<u32, Vec<Take>>> = BTreeMap::new();
    for take in takes {
        let segment = room.segment(take.segment)?;
        let offer = room.offer(take.offer)?;
        let together = offer.receipt || matches!(offer.kind, Kind::Sum(_));
        rooms
            .entry(segment.run)
            .or_insert_with(|| room.ledger.room(room.case, segment.run));
        let group = groups.entry(together.then_some(take.offer)).or_default();
        group.entry(segment.run).or_default().push(*take);
    }
    for (together, runs) in groups {
        let mut list = match together {
            None => lines(room, runs, &rooms, &mut found.dropped)?,
            Some(offer) => altogether(room, offer, runs, &rooms, cut, &mut found)?,
        };
        // A sum takes all its units or none; run by run, what comes to nothing takes nothing.
        let whole = together.is_some() && list.iter().any(|portion| portion.amount > 0);
        list.retain(|portion| portion.amount > 0 || (whole && rooms.get(&portion.run).is_some_and(|room| *room > 0)));
        for portion in &list {
            if let Some(left) = rooms.get_mut(&portion.run) {
                *left = left.saturating_sub(portion.amount);
            }
        }
        found.list.append(&mut list);
    }
    Ok(found)
}

/// The most that some units may give in whole minor units.
fn capacity(room: &Room<'_>, takes: &[Take]) -> Result<i64, Fault> {
    let mut sum = Ratio::ZERO;
    for take in takes {
        sum = sum.plus(room.segment(take.segment)?.running_of(take.units)?)?;
    }
    sum.floor()
}

fn exact(takes: &[Take]) -> Result<Ratio, Fault> {
    takes.iter().try_fold(Ratio::ZERO, |sum, take| sum.plus(take.benefit))
}

fn lines(
    room: &Room<'_>,
    runs: BTreeMap<u32, Vec<Take>>,
    rooms: &BTreeMap<u32, i64>,
    dropped: &mut i64,
) -> Result<Vec<Portion>, Fault> {
    let mut list = Vec::with_capacity(runs.len());
    for (run, takes) in runs {
        let asked = exact(&takes)?.round(room.rounding)?;
        let most = capacity(room, &takes)?.min(rooms.get(&run).copied().unwrap_or(0));
        let amount = asked.min(most);
        *dropped = dropped.saturating_add(asked.saturating_sub(amount));
        list.push(Portion { run, amount, takes });
    }
    Ok(list)
}

fn altogether(
    room: &Room<'_>,
    offer: u32,
    runs: BTreeMap<u32, Vec<Take>>,
    rooms: &BTreeMap<u32, i64>,
    cut: Option<i64>,
    found: &mut Portions,
) -> Result<Vec<Portion>, Fault> {
    let mut list = Vec::with_capacity(runs.len());
    let mut weights = Vec::with_capacity(runs.len());
    let mut caps = Vec::with_capacity(runs.len());
    let (mut whole, mut clipped) = (Ratio::ZERO, Ratio::ZERO);
    for (run, takes) in runs {
        let mut weight = Ratio::ZERO;
        for take in &takes {
            weight = weight.plus(room.segment(take.segment)?.start_of(take.units)?)?;
        }
        let cap = capacity(room, &takes)?.min(rooms.get(&run).copied().unwrap_or(0));
        let benefit = exact(&takes)?;
        whole = whole.plus(benefit)?;
        clipped = clipped.plus(benefit.at_most(Ratio::whole(cap)))?;
        weights.push(weight);
        caps.push(cap);
        list.push(Portion { run, amount: 0, takes });
    }
    let (mut asked, mut sum) = match room.offer(offer)?.kind {
        Kind::Sum(amount) => (amount, amount),
        Kind::Percent { .. } | Kind::Each(_) | Kind::Price(_) => {
            (whole.round(room.rounding)?, clipped.round(room.rounding)?)
        }
    };
    if let Some(most) = cut {
        let bears = caps.iter().fold(0_i64, |sum, cap| sum.saturating_add(*cap));
        found.withheld = found
            .withheld
            .saturating_add(sum.min(bears).saturating_sub(most).max(0));
        (asked, sum) = (asked.min(most), sum.min(most));
    }
    let given = spread(room, sum, &mut list, &weights, &caps)?;
    found.dropped = found.dropped.saturating_add(asked.saturating_sub(given).max(0));
    Ok(list)
}

/// Distributes a rounded sum to runs by their weights, within what each bears; what weighed goods cannot be priced at moves
/// (semantics §4, §9.5). Answers what was given.
pub(super) fn spread(
    room: &Room<'_>,
    sum: i64,
    list: &mut [Portion],
    weights: &[Ratio],
    caps: &[i64],
) -> Result<i64, Fault> {
    let mut parts = Vec::with_capacity(list.len());
    for ((portion, weight), cap) in list.iter().zip(common(weights)?).zip(caps) {
        parts.push(Part::new(weight, *cap, room.run(portion.run)?.rank));
    }
    let given = distribute(sum, &mut parts)?;
    if room.case.coarse {
        let mut carriers = Vec::with_capacity(list.len());
        for portion in &*list {
            let run = room.run(portion.run)?;
            carriers.push(Carrier {
                running: room.ledger.running.get(wide(portion.run)).copied().unwrap_or(0),
                weighed: run.weighed.then_some(run.quantity),
            });
        }
        residue::settle(&mut parts, &carriers, room.rounding);
    }
    for (portion, part) in list.iter_mut().zip(&parts) {
        portion.amount = part.share;
    }
    Ok(given)
}

/// Whole weights in the proportion of exact ones; where these do not fit 128 bits, cut to a billionth of a minor unit, so
/// that nobody goes without because of the denominators of others.
pub(crate) fn common(weights: &[Ratio]) -> Result<Vec<i128>, Fault> {
    if let Ok(exact) = exactly(weights) {
        return Ok(exact);
    }
    let cut = |weight: &Ratio| {
        let whole = weight.num().checked_div_euclid(weight.den())?;
        let rest = weight.num().checked_rem_euclid(weight.den())?;
        let parts = rest.checked_mul(BILLION)?.checked_div_euclid(weight.den())?;
        whole.checked_mul(BILLION)?.checked_add(parts)
    };
    weights
        .iter()
        .map(|weight| cut(weight).ok_or(Fault::Overflow))
        .collect()
}

fn exactly(weights: &[Ratio]) -> Result<Vec<i128>, Fault> {
    let mut multiple: i128 = 1;
    for weight in weights {
        // The denominator of a sum of reduced fractions divides this product of what is new in each.
        let scaled = Ratio::new(multiple, weight.den())?;
        multiple = multiple.checked_mul(scaled.den()).ok_or(Fault::Overflow)?;
    }
    let whole = |weight: &Ratio| {
        multiple
            .checked_div(weight.den())
            .and_then(|by| weight.num().checked_mul(by))
    };
    weights
        .iter()
        .map(|weight| whole(weight).ok_or(Fault::Overflow))
        .collect()
}

/// Keeps a promotion within its money limit; `false`: it gives nothing, because it may not be cut.
fn within_limit(room: &Room<'_>, act: &Act, portions: &mut Portions) -> Result<bool, Fault> {
    let Some((most, partial)) = act.money else {
        return Ok(true);
    };
    let whole = portions.total();
    if whole <= most {
        return Ok(true);
    }
    if !partial {
        return Ok(false);
    }
    let mut weights = Vec::with_capacity(portions.list.len());
    for portion in &portions.list {
        let mut weight = Ratio::ZERO;
        for take in &portion.takes {
            weight = weight.plus(room.segment(take.segment)?.start_of(take.units)?)?;
        }
        weights.push(weight);
    }
    let mut parts = Vec::with_capacity(portions.list.len());
    for (portion, weight) in portions.list.iter().zip(common(&weights)?) {
        parts.push(Part::new(weight, portion.amount, room.run(portion.run)?.rank));
    }
    distribute(most, &mut parts)?;
    for (portion, part) in portions.list.iter_mut().zip(&parts) {
        portion.amount = part.share;
    }
    portions.list.retain(|portion| portion.amount > 0);
    portions.withheld = whole.saturating_sub(most);
    Ok(true)
}

/// The limit that cut what a promotion gives, or that held some unit back which it may take.
pub(crate) fn held_back(
    room: &Room<'_>,
    act: &Act,
    given: &Portions,
    free: impl Fn(&Segment) -> bool,
) -> Result<Option<LimitedBy>, Fault> {
    if given.withheld > 0 {
        return Ok(Some(LimitedBy::Money));
    }
    if act.pieces.is_none() && act.money.is_none() {
        return Ok(None);
    }
    let mut taken: FxHashMap<u32, i64> = FxHashMap::default();
    let mut units: i64 = 0;
    for take in given.list.iter().flat_map(|portion| &portion.takes) {
        let found = taken.entry(take.segment).or_insert(0);
        *found = found.saturating_add(take.units);
        units = units.saturating_add(take.units);
    }
    let full = act.pieces.is_some_and(|pieces| units >= i64::from(pieces));
    let mut by = None;
    for (at, segment) in (0_u32..).zip(&room.ledger.segments) {
        let left = segment.units.saturating_sub(taken.get(&at).copied().unwrap_or(0));
        if left <= 0 || !free(segment) {
            continue;
        }
        let mut more = Ratio::ZERO;
        for offer in act.offers(room.offers) {
            if room.holds(offer, segment.run) {
                let benefit = room.benefit(offer, segment)?.unwrap_or(segment.running);
                more = if benefit.compare(more).is_gt() { benefit } else { more };
            }
        }
        if !more.is_positive() {
            continue;
        }
        if full && !room.run(segment.run)?.weighed {
            return Ok(Some(LimitedBy::Pieces));
        }
        if let Some((most, partial)) = act.money {
            let open = Ratio::whole(room.ledger.room(room.case, segment.run));
            let unit = more.scaled(1, segment.units)?.at_most(open).round(room.rounding)?;
            // A limit that may cut would have given what was left of it.
            let unit = if partial { unit.min(1) } else { unit };
            if given.total().saturating_add(unit) > most {
                by = Some(LimitedBy::Money);
                if !full {
                    break;
                }
            }
        }
    }
    Ok(by)
}

/// Cuts segments so that each take is a whole one. Who comes first gets the units of the smallest line ids; `rest` knows what
/// earlier takes have left of a segment.
pub(crate) fn carve<'a>(
    ledger: &mut Ledger,
    rest: &mut FxHashMap<u32, u32>,
    takes: impl Iterator<Item = &'a mut Take>,
) -> Result<(), Fault> {
    for take in takes {
        let original = take.segment;
        take.segment = rest.get(&original).copied().unwrap_or(original);
        let units = ledger
            .segments
            .get(wide(take.segment))
            .ok_or(Fault::BadReference)?
            .units;
        if take.units < units {
            let next = cut(ledger, take.segment, take.units)?;
            rest.insert(original, next);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_that_fit_no_common_denominator_are_cut() {
        let over = |den: i128| Ratio::new(den + 1, den).unwrap();
        // 4 denominators of 13 digits: their product has 49. Each weight is 1 and less than a billionth; the last is 2.
        let weights = [
            over(1_000_000_000_039),
            over(1_000_000_000_061),
            over(1_000_000_000_063),
            over(1_000_000_000_091),
            Ratio::whole(2),
        ];
        assert_eq!(
            common(&weights),
            Ok(vec![BILLION, BILLION, BILLION, BILLION, 2 * BILLION])
        );
        let (third, half) = (Ratio::new(1, 3).unwrap(), Ratio::new(1, 2).unwrap());
        assert_eq!(common(&[third, half]), Ok(vec![2, 3]));
    }
}
