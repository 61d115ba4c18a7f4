//! Segments: units of a run that share one exact amount (semantics §9.2); a run splits by who took part.

use super::set::{self, Need, RoleOffer, SetOffer};
use crate::fault::Fault;
use crate::index::{narrow, wide};
use crate::intake::{Case, Run};
use crate::money::Ratio;
use crate::phases::candidates::Candidates;
use crate::workspace::Ledger;

/// Units of a run, by position in the order of its lines, and what they cost together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Segment {
    pub run: u32,
    /// Position of the first unit in the run.
    pub from: i64,
    /// Its place among the segments by price, SKU and line id, as ties are judged (semantics §9.1). Where runs of one SKU
    /// and price have lines between one another's, each line is a segment of its own.
    pub place: u32,
    /// How many; 1 for a weighed line, or the equal parts into which sets of weight have cut it.
    pub units: i64,
    /// In millionths of a unit of sale.
    pub quantity: i64,
    /// What they cost at the start of the scheme, exactly.
    pub start: Ratio,
    /// What they cost now.
    pub running: Ratio,
    /// Whether a promotion of this scheme took them.
    pub taken: bool,
}

impl Segment {
    /// What `units` of it cost at the start of the scheme.
    pub(crate) fn start_of(&self, units: i64) -> Result<Ratio, Fault> {
        self.start.scaled(units, self.units)
    }

    /// What `units` of it cost now.
    pub(crate) fn running_of(&self, units: i64) -> Result<Ratio, Fault> {
        self.running.scaled(units, self.units)
    }

    /// What it costs at the list price.
    pub(crate) fn list(&self, run: &Run) -> Result<Ratio, Fault> {
        let list = Ratio::whole(run.list);
        if run.weighed {
            list.scaled(self.quantity, run.quantity)
        } else {
            list.scaled(self.units, run.units)
        }
    }

    /// The line on which a unit of it stands, by the unit's position in the segment.
    pub(crate) fn line_at(&self, case: &Case, position: i64) -> Option<u32> {
        let run = case.runs.get(wide(self.run))?;
        let lines = case.lines_of(run);
        if run.weighed {
            return lines.first().copied();
        }
        let (position, mut at) = (self.from.saturating_add(position), 0_i64);
        lines.iter().copied().find(|line| {
            at = at.saturating_add(case.lines.get(wide(*line)).map_or(0, |line| line.units));
            position < at
        })
    }
}

/// Makes segments ready for a scheme: one per run, unless runs have split before.
pub(crate) fn begin(case: &Case, ledger: &mut Ledger) {
    // Once split, goods may all have been given away: then there is no segment.
    if ledger.segments.is_empty() && !ledger.split {
        for (at, (run, amount)) in case.runs.iter().zip(&ledger.start).enumerate() {
            let amount = Ratio::whole(*amount);
            ledger.segments.push(Segment {
                run: narrow(at),
                from: 0,
                place: 0,
                units: run.units,
                quantity: run.quantity,
                start: amount,
                running: amount,
                taken: false,
            });
        }
    } else {
        for segment in &mut ledger.segments {
            segment.start = segment.running;
            segment.taken = false;
            // What an earlier scheme has cut into parts is one thing again.
            if case.runs.get(wide(segment.run)).is_some_and(|run| run.weighed) {
                segment.units = 1;
            }
        }
    }
    put_in_order(case, ledger);
}

/// Cuts weighed segments into equal parts, so small that every way to fill the roles of some sets is a choice of whole parts.
/// What cannot be cut into whole millionths stays one part.
pub(crate) fn part(case: &Case, found: &Candidates, sets: &[SetOffer], ledger: &mut Ledger) {
    let roles: Vec<&RoleOffer> = sets
        .iter()
        .flat_map(|set| &set.roles)
        .filter(|role| matches!(role.need, Need::Measure { .. }))
        .collect();
    let wanted = |segment: &Segment| {
        let run = case.runs.get(wide(segment.run))?;
        let fits = roles.iter().any(|role| role.fits(found, segment.run, run));
        fits.then(|| set::measure(run, segment))
            .flatten()
            .filter(|measure| *measure > 0)
    };
    let needs = roles.iter().filter_map(|role| match role.need {
        Need::Measure { amount, .. } => Some(amount),
        Need::Pieces { .. } => None,
    });
    let step = ledger
        .segments
        .iter()
        .filter_map(wanted)
        .chain(needs)
        .fold(0, common_part);
    for segment in &mut ledger.segments {
        let parts = wanted(segment).and_then(|measure| measure.checked_div(step));
        if let Some(parts) = parts.filter(|parts| segment.quantity.checked_rem(*parts) == Some(0)) {
            segment.units = parts;
        }
    }
}

/// The greatest number that divides both.
fn common_part(one: i64, other: i64) -> i64 {
    let (mut one, mut other) = (one, other);
    while other != 0 {
        (one, other) = (other, one.checked_rem(other).unwrap_or(0));
    }
    one
}

/// Puts segments in the order of price, SKU and line id.
fn put_in_order(case: &Case, ledger: &mut Ledger) {
    let crossed: Vec<bool> = crossed(case);
    if crossed.contains(&true) {
        for at in 0..ledger.segments.len() {
            part_by_lines(case, ledger, at, &crossed);
        }
        // Runs come by price and SKU, those of one price and SKU side by side: the first of them stands for all.
        let mut heads: Vec<u32> = Vec::with_capacity(case.runs.len());
        for (at, run) in (0_u32..).zip(&case.runs) {
            let before = heads
                .last()
                .and_then(|head| case.runs.get(wide(*head)).map(|run| (*head, run)));
            heads.push(match before {
                Some((head, other)) if equal(other, run) => head,
                Some(_) | None => at,
            });
        }
        ledger.segments.sort_by_key(|segment| {
            let head = heads.get(wide(segment.run)).copied().unwrap_or(segment.run);
            (head, line_of(case, segment), segment.run, segment.from)
        });
    }
    for (place, segment) in (0_u32..).zip(&mut ledger.segments) {
        segment.place = place;
    }
}

fn equal(one: &Run, other: &Run) -> bool {
    one.price == other.price && one.sku == other.sku
}

/// Which runs have lines before and behind a line of another run of their SKU and price.
fn crossed(case: &Case) -> Vec<bool> {
    let last = |run: &Run| {
        let last = case.lines_of(run).last().and_then(|line| case.lines.get(wide(*line)));
        last.map_or(run.rank, |line| line.rank)
    };
    let mut crossed = vec![false; case.runs.len()];
    let mut from = 0;
    while let Some(head) = case.runs.get(from) {
        let mut to = from;
        let mut reach: Option<u32> = None;
        let mut meets = false;
        while let Some(run) = case.runs.get(to).filter(|run| equal(head, run)) {
            meets |= reach.is_some_and(|reach| run.rank < reach);
            reach = reach.max(Some(last(run)));
            to = to.saturating_add(1);
        }
        if let Some(group) = crossed.get_mut(from..to).filter(|_| meets) {
            group.fill(true);
        }
        from = to.max(from.saturating_add(1));
    }
    crossed
}

/// The rank of the line on which the first unit of a segment stands.
fn line_of(case: &Case, segment: &Segment) -> u32 {
    let line = segment.line_at(case, 0).and_then(|line| case.lines.get(wide(line)));
    line.map_or(u32::MAX, |line| line.rank)
}

/// Cuts a segment of a crossed run where its lines end; one whose figures do not fit stays whole.
fn part_by_lines(case: &Case, ledger: &mut Ledger, at: usize, crossed: &[bool]) {
    let Some(segment) = ledger.segments.get(at).copied() else {
        return;
    };
    let run = wide(segment.run);
    if !crossed.get(run).copied().unwrap_or(false) {
        return;
    }
    let mut ends: Vec<i64> = Vec::new();
    let mut end: i64 = 0;
    for line in case.runs.get(run).map_or(&[][..], |run| case.lines_of(run)) {
        end = end.saturating_add(case.lines.get(wide(*line)).map_or(0, |line| line.units));
        ends.push(end);
    }
    let to = segment.from.saturating_add(segment.units);
    // From behind, so that the first piece keeps its position.
    for end in ends.into_iter().rev().filter(|end| segment.from < *end && *end < to) {
        if cut(ledger, narrow(at), end.saturating_sub(segment.from)).is_err() {
            return;
        }
    }
}

/// Joins neighbours whose units cost the same again; without splits the next scheme may take a quick path. Neighbours whose
/// common figures do not fit stay apart.
pub(crate) fn end(case: &Case, ledger: &mut Ledger) {
    ledger
        .segments
        .sort_unstable_by_key(|segment| (segment.run, segment.from));
    let mut joined: Vec<Segment> = Vec::with_capacity(case.runs.len());
    for segment in ledger.segments.drain(..) {
        if let Some(last) = joined.last_mut()
            && last.run == segment.run
            && last.from.saturating_add(last.units) == segment.from
            && last.running.scaled(segment.units, last.units) == Ok(segment.running)
            && let Ok(running) = last.running.plus(segment.running)
        {
            last.units = last.units.saturating_add(segment.units);
            last.quantity = last.quantity.saturating_add(segment.quantity);
            last.running = running;
            continue;
        }
        joined.push(segment);
    }
    ledger.split = joined.len() != case.runs.len() || !ledger.gone.is_empty();
    if ledger.split {
        ledger.segments = joined;
    }
}

/// Cuts a segment: its first `units` stay, the rest becomes a segment of its own, whose position is answered.
pub(crate) fn cut(ledger: &mut Ledger, at: u32, units: i64) -> Result<u32, Fault> {
    let next = narrow(ledger.segments.len());
    let segment = ledger.segments.get_mut(wide(at)).ok_or(Fault::BadReference)?;
    let (start, running) = (segment.start_of(units)?, segment.running_of(units)?);
    // Parts are equal, so nothing is left over.
    let one = segment.quantity.checked_div(segment.units).ok_or(Fault::Overflow)?;
    let quantity = one.saturating_mul(units);
    let rest = Segment {
        quantity: segment.quantity.saturating_sub(quantity),
        from: segment.from.saturating_add(units),
        units: segment.units.saturating_sub(units),
        start: segment.start.minus(start)?,
        running: segment.running.minus(running)?,
        ..*segment
    };
    segment.units = units;
    segment.quantity = quantity;
    segment.start = start;
    segment.running = running;
    ledger.segments.push(rest);
    Ok(next)
}
