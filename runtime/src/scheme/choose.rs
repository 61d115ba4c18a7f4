//! What an offer is worth on a segment, and which units a promotion takes when it alone chooses.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

use perk_plan::ops::Base;
use perk_plan::plan::Rounding;

use super::segment::Segment;
use super::set::SetOffer;
use super::{Act, Kind, Offer};
use crate::fault::Fault;
use crate::index::{narrow, wide};
use crate::intake::{Case, Run};
use crate::limits::UNIT;
use crate::money::Ratio;
use crate::phases::collect::Candidates;
use crate::vm::receipt::bit;
use crate::workspace::{Ledger, Workspace};

/// Some units of a segment that a promotion takes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Take {
    pub segment: u32,
    pub units: i64,
    /// Position of the offer among the workspace's offers.
    pub offer: u32,
    /// Exact benefit, within what the units cost; zero for a sum, whose benefit is that of all its units together.
    pub benefit: Ratio,
}

/// Units that a limit of pieces may take next, and what one of them adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Next {
    more: Ratio,
    place: (u32, i64),
    at: usize,
    left: i64,
}

impl Ord for Next {
    fn cmp(&self, other: &Self) -> Ordering {
        self.more.compare(other.more).then_with(|| other.place.cmp(&self.place))
    }
}

impl PartialOrd for Next {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A scheme at some moment, read only.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Room<'a> {
    pub case: &'a Case,
    pub found: &'a Candidates,
    pub ledger: &'a Ledger,
    pub offers: &'a [Offer],
    pub sets: &'a [SetOffer],
    pub rounding: Rounding,
}

impl Workspace {
    /// The scheme as it stands now, for those who only look.
    pub(crate) fn room<'a>(&'a self, case: &'a Case, rounding: Rounding) -> Room<'a> {
        Room {
            case,
            found: &self.found,
            ledger: &self.ledger,
            offers: &self.offers,
            sets: &self.sets,
            rounding,
        }
    }
}

impl Room<'_> {
    pub(crate) fn run(&self, run: u32) -> Result<&Run, Fault> {
        self.case.runs.get(wide(run)).ok_or(Fault::BadReference)
    }

    pub(crate) fn segment(&self, at: u32) -> Result<&Segment, Fault> {
        self.ledger.segments.get(wide(at)).ok_or(Fault::BadReference)
    }

    pub(crate) fn offer(&self, at: u32) -> Result<&Offer, Fault> {
        self.offers.get(wide(at)).ok_or(Fault::BadReference)
    }

    /// Whether a run is among an offer's goods and may receive it.
    pub(crate) fn holds(&self, offer: &Offer, run: u32) -> bool {
        bit(self.found.row(offer.row), wide(run)) && bit(self.found.row(self.found.receives), wide(run))
    }

    /// What an offer per unit gives on a whole segment by its words alone; `None` for a sum.
    pub(crate) fn uncapped(&self, offer: &Offer, segment: &Segment) -> Result<Option<Ratio>, Fault> {
        self.by_words(offer.kind, segment)
    }

    /// What a kind of discount per unit gives on a whole segment; `None` for a sum.
    pub(crate) fn by_words(&self, kind: Kind, segment: &Segment) -> Result<Option<Ratio>, Fault> {
        let goods = segment.quantity;
        Ok(Some(match kind {
            Kind::Percent { rate, base, .. } => rate.times(match base {
                Base::SchemeStart => segment.start,
                Base::ListPrice => segment.list(self.run(segment.run)?)?,
                Base::RunningPrice => segment.running,
            })?,
            Kind::Each(amount) => Ratio::whole(amount).scaled(goods, UNIT)?,
            Kind::Price(price) => segment
                .start
                .minus(Ratio::whole(price).scaled(goods, UNIT)?)?
                .at_least_zero(),
            Kind::Sum(_) => return Ok(None),
        }))
    }

    /// The same, within what the segment still costs.
    pub(crate) fn benefit(&self, offer: &Offer, segment: &Segment) -> Result<Option<Ratio>, Fault> {
        Ok(self
            .uncapped(offer, segment)?
            .map(|benefit| benefit.at_most(segment.running).at_least_zero()))
    }

    /// The sums of a promotion that a run may bear a part of, each with the position of its offer.
    pub(crate) fn sums<'a>(&'a self, act: &Act, run: u32) -> impl Iterator<Item = (u32, i64)> + 'a {
        self.numbered(act).filter_map(move |(number, offer)| match offer.kind {
            Kind::Sum(amount) => self.holds(offer, run).then_some((number, amount)),
            Kind::Percent { .. } | Kind::Each(_) | Kind::Price(_) => None,
        })
    }

    /// The better of a promotion's offers per unit for a segment, the first of equal ones, and what it gives: a promotion gives each
    /// unit one of them (semantics §3). Sums, which units share, are asked for apart.
    pub(crate) fn better(&self, act: &Act, segment: &Segment) -> Result<Option<(u32, Ratio)>, Fault> {
        let mut best: Option<(u32, Ratio)> = None;
        for (number, offer) in self.numbered(act) {
            if self.holds(offer, segment.run)
                && let Some(benefit) = self.benefit(offer, segment)?
                && benefit.is_positive()
                && best.is_none_or(|(_, other)| benefit.compare(other).is_gt())
            {
                best = Some((number, benefit));
            }
        }
        Ok(best)
    }

    /// The offers of a promotion with their positions among the workspace's offers.
    fn numbered<'a>(&'a self, act: &Act) -> impl Iterator<Item = (u32, &'a Offer)> + 'a {
        (act.offers.0..).zip(act.offers(self.offers))
    }

    /// The units that a promotion takes of those that are free, each with the better of its offers.
    pub(crate) fn choose(&self, act: &Act, free: impl Fn(&Segment) -> bool) -> Result<Vec<Take>, Fault> {
        // What the goods of each sum cost, only to compare what the sum comes to per rouble with the promotion's other offers.
        let several = act.offers(self.offers).len() > 1;
        let mut weights: BTreeMap<u32, Ratio> = BTreeMap::new();
        if several {
            for segment in self.ledger.segments.iter().filter(|segment| free(segment)) {
                for (number, _) in self.sums(act, segment.run) {
                    let weight = weights.entry(number).or_insert(Ratio::ZERO);
                    *weight = weight.plus(segment.start)?;
                }
            }
        }
        let mut takes = Vec::new();
        for (at, segment) in self.ledger.segments.iter().enumerate() {
            if !free(segment) || segment.units == 0 || !segment.running.is_positive() {
                continue;
            }
            let take = |offer, benefit| Take {
                segment: narrow(at),
                units: segment.units,
                offer,
                benefit,
            };
            let better = self.better(act, segment)?;
            let mut best = better.map(|(number, benefit)| (take(number, benefit), benefit));
            for (number, amount) in self.sums(act, segment.run) {
                let worth = match weights.get(&number).filter(|weight| weight.is_positive()) {
                    Some(weight) => segment.start.times(Ratio::whole(amount))?.over(*weight)?,
                    None => segment.running,
                };
                if worth.is_positive() && best.is_none_or(|(_, other)| worth.compare(other).is_gt()) {
                    best = Some((take(number, Ratio::ZERO), worth));
                }
            }
            takes.extend(best);
        }
        let takes = match act.pieces {
            Some(pieces) => self.fewest(takes, i64::from(pieces))?,
            None => takes.into_iter().map(|(take, _)| take).collect(),
        };
        Ok(takes)
    }

    /// The dearest units within a limit of pieces; weighed lines are never granted one.
    fn fewest(&self, takes: Vec<(Take, Ratio)>, pieces: i64) -> Result<Vec<Take>, Fault> {
        let mut ranked = Vec::with_capacity(takes.len());
        for (take, worth) in takes {
            let segment = self.segment(take.segment)?;
            if !self.run(segment.run)?.weighed {
                ranked.push((worth.scaled(1, take.units)?, (segment.place, segment.from), take));
            }
        }
        // One after another the unit that adds most: what its run still has room for.
        let mut rooms: BTreeMap<u32, Ratio> = BTreeMap::new();
        let mut queue: BinaryHeap<Next> = BinaryHeap::new();
        for (at, (worth, place, take)) in ranked.iter().enumerate() {
            let run = self.segment(take.segment)?.run;
            let room = *rooms
                .entry(run)
                .or_insert_with(|| Ratio::whole(self.ledger.room(self.case, run)));
            queue.push(Next {
                more: worth.at_most(room),
                place: *place,
                at,
                left: take.units,
            });
        }
        let mut left = pieces;
        let mut counts = vec![0_i64; ranked.len()];
        while let Some(next) = queue.pop() {
            let Some((worth, _, take)) = ranked.get(next.at) else {
                break;
            };
            let Some(room) = rooms.get_mut(&self.segment(take.segment)?.run) else {
                break;
            };
            let more = worth.at_most(*room);
            if more != next.more {
                queue.push(Next { more, ..next });
                continue;
            }
            if !more.is_positive() || left == 0 {
                break;
            }
            // As many as their run bears whole; the one that it bears in part comes alone.
            let whole = if more == *worth { room.over(*worth)?.floor()? } else { 1 };
            let units = next.left.min(left).min(whole.max(1));
            *room = room.minus(more.scaled(units, 1)?)?.at_least_zero();
            left = left.saturating_sub(units);
            if let Some(count) = counts.get_mut(next.at) {
                *count = count.saturating_add(units);
            }
            let rest = next.left.saturating_sub(units);
            if rest > 0 {
                queue.push(Next {
                    more: worth.at_most(*room),
                    left: rest,
                    ..next
                });
            }
        }
        let mut kept = Vec::new();
        for ((_, _, mut take), units) in ranked.into_iter().zip(counts) {
            if units > 0 {
                take.benefit = take.benefit.scaled(units, take.units)?;
                take.units = units;
                kept.push(take);
            }
        }
        Ok(kept)
    }
}
