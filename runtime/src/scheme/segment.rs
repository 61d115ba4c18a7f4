//! Segments: units of a run that share one exact amount (semantics §9.2); a run splits by who took part.

use crate::fault::Fault;
use crate::index::{narrow, wide};
use crate::intake::{Case, Run};
use crate::limits::UNIT;
use crate::money::Ratio;
use crate::workspace::Ledger;

/// Units of a run, by position in the order of its lines, and what they cost together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Segment {
    pub run: u32,
    /// Position of the first unit in the run.
    pub from: i64,
    /// How many; 1 for a weighed line.
    pub units: i64,
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
}

/// The quantity of some units of a run, in millionths of a unit of sale.
pub(crate) fn quantity(run: &Run, units: i64) -> i64 {
    if run.weighed {
        run.quantity
    } else {
        units.saturating_mul(UNIT)
    }
}

/// Makes segments ready for a scheme: one per run, unless runs have split before.
pub(crate) fn begin(case: &Case, ledger: &mut Ledger) {
    if ledger.segments.is_empty() {
        for (at, (run, amount)) in case.runs.iter().zip(&ledger.start).enumerate() {
            let amount = Ratio::whole(*amount);
            ledger.segments.push(Segment {
                run: narrow(at),
                from: 0,
                units: run.units,
                start: amount,
                running: amount,
                taken: false,
            });
        }
        return;
    }
    for segment in &mut ledger.segments {
        segment.start = segment.running;
        segment.taken = false;
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
            && last.running.scaled(segment.units, last.units) == Ok(segment.running)
            && let Ok(running) = last.running.plus(segment.running)
        {
            last.units = last.units.saturating_add(segment.units);
            last.running = running;
            continue;
        }
        joined.push(segment);
    }
    ledger.split = joined.len() != case.runs.len();
    if ledger.split {
        ledger.segments = joined;
    }
}

/// Cuts a segment: its first `units` stay, the rest becomes a segment of its own, whose position is answered.
pub(crate) fn cut(ledger: &mut Ledger, at: u32, units: i64) -> Result<u32, Fault> {
    let next = narrow(ledger.segments.len());
    let segment = ledger.segments.get_mut(wide(at)).ok_or(Fault::BadReference)?;
    let (start, running) = (segment.start_of(units)?, segment.running_of(units)?);
    let rest = Segment {
        from: segment.from.saturating_add(units),
        units: segment.units.saturating_sub(units),
        start: segment.start.minus(start)?,
        running: segment.running.minus(running)?,
        ..*segment
    };
    segment.units = units;
    segment.start = start;
    segment.running = running;
    ledger.segments.push(rest);
    Ok(next)
}
