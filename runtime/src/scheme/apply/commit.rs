//! Takes what a promotion gives off segments, runs and lines; decides nothing. Everything is worked out before anything is
//! written, so that a figure that does not fit leaves no half of an application behind.

use rustc_hash::FxHashMap;

use super::{Portion, common};
use crate::fault::Fault;
use crate::index::wide;
use crate::intake::Case;
use crate::limits::UNIT;
use crate::money::Ratio;
use crate::money::distribute::{Part, distribute};
use crate::outcome::Allocation;
use crate::scheme::segment::quantity;
use crate::workspace::{Ledger, Workspace};

/// What is to be written.
#[derive(Debug, Default)]
struct Entries {
    /// What segments cost afterwards.
    segments: Vec<(u32, Ratio)>,
    allocations: Vec<Allocation>,
    /// By line: what these entries take off it.
    lines: FxHashMap<u32, i64>,
}

/// Writes an application whose takes are whole segments: all of it or, at a fault, nothing.
pub(crate) fn commit(
    workspace: &mut Workspace,
    case: &Case,
    promotion: u32,
    portions: &[Portion],
) -> Result<(), Fault> {
    let mut entries = Entries::default();
    for portion in portions {
        entries.segments(workspace, portion)?;
        entries.lines(&workspace.ledger, case, promotion, portion)?;
    }
    let Workspace { ledger, outcome, .. } = workspace;
    for (at, running) in entries.segments {
        if let Some(segment) = ledger.segments.get_mut(wide(at)) {
            segment.running = running;
            segment.taken = true;
        }
    }
    for portion in portions {
        if let Some(running) = ledger.running.get_mut(wide(portion.run)) {
            *running = running.saturating_sub(portion.amount);
        }
    }
    for allocation in entries.allocations {
        if let Some(running) = ledger.line_running.get_mut(wide(allocation.line)) {
            *running = running.saturating_sub(allocation.amount);
        }
        outcome.allocations.push(allocation);
    }
    Ok(())
}

impl Entries {
    /// Units of one application share its result, exactly: in proportion to what each gets by itself before rounding; of what
    /// is spread as one sum (a sum, a discount off the receipt) in proportion to what they cost (decision 0102).
    fn segments(&mut self, workspace: &Workspace, portion: &Portion) -> Result<(), Fault> {
        let segment = |at: u32| workspace.ledger.segments.get(wide(at)).ok_or(Fault::BadReference);
        let spread = |offer: u32| workspace.offers.get(wide(offer)).is_some_and(|offer| offer.receipt);
        let mut open: Vec<(u32, Ratio)> = Vec::with_capacity(portion.takes.len());
        for take in &portion.takes {
            let weight = if take.benefit.is_positive() && !spread(take.offer) {
                take.benefit
            } else {
                segment(take.segment)?.start
            };
            open.push((take.segment, weight));
        }
        let mut left = Ratio::whole(portion.amount);
        while !open.is_empty() && left.is_positive() {
            let mut total = Ratio::ZERO;
            for (_, weight) in &open {
                total = total.plus(*weight)?;
            }
            if !total.is_positive() {
                break;
            }
            let mut full = Vec::new();
            let mut shares = Vec::with_capacity(open.len());
            for (at, weight) in &open {
                let found = segment(*at)?;
                let share = if open.len() == 1 {
                    left
                } else {
                    left.times(*weight)?.over(total)?
                };
                if share.compare(found.running).is_lt() {
                    shares.push((*at, *weight, found.running.minus(share)?));
                } else {
                    full.push((*at, found.running));
                }
            }
            if full.is_empty() {
                self.segments
                    .extend(shares.into_iter().map(|(at, _, running)| (at, running)));
                return Ok(());
            }
            for (at, running) in &full {
                left = left.minus(*running)?;
                self.segments.push((*at, Ratio::ZERO));
            }
            open = shares.into_iter().map(|(at, weight, _)| (at, weight)).collect();
        }
        for (at, _) in open {
            self.segments.push((at, segment(at)?.running));
        }
        Ok(())
    }

    /// The lines of a run carry its part in proportion to the units of theirs that take part.
    fn lines(&mut self, ledger: &Ledger, case: &Case, promotion: u32, portion: &Portion) -> Result<(), Fault> {
        let run = case.runs.get(wide(portion.run)).ok_or(Fault::BadReference)?;
        let lines = case.lines_of(run);
        // Exact weight and units of each line.
        let mut weights = vec![Ratio::ZERO; lines.len()];
        let mut units = vec![0_i64; lines.len()];
        for take in &portion.takes {
            let segment = ledger.segments.get(wide(take.segment)).ok_or(Fault::BadReference)?;
            let (from, to) = (segment.from, segment.from.saturating_add(segment.units));
            let mut at: i64 = 0;
            for ((line, weight), count) in lines.iter().zip(&mut weights).zip(&mut units) {
                let next = at.saturating_add(case.lines.get(wide(*line)).map_or(0, |line| line.units));
                let shared = to.min(next).saturating_sub(from.max(at));
                if shared > 0 {
                    *weight = weight.plus(segment.start_of(shared)?)?;
                    *count = count.saturating_add(shared);
                }
                at = next;
            }
        }
        let mut parts = Vec::with_capacity(lines.len());
        for (line, weight) in lines.iter().zip(common(&weights)?) {
            let found = case.lines.get(wide(*line)).ok_or(Fault::BadReference)?;
            let running = ledger.line_running.get(wide(*line)).copied().unwrap_or(0);
            let before = self.lines.get(line).copied().unwrap_or(0);
            let cap = running.saturating_sub(before).saturating_sub(found.floor);
            parts.push(Part::new(weight, cap, found.rank));
        }
        let mut left = portion.amount.saturating_sub(distribute(portion.amount, &mut parts)?);
        for ((line, part), count) in lines.iter().zip(&parts).zip(&units) {
            let room = part.cap.saturating_sub(part.share);
            // Units of a run are equal, so what the lines of those that take part cannot bear lies on its other lines.
            let more = if left > 0 { room.min(left) } else { 0 };
            left = left.saturating_sub(more);
            let amount = part.share.saturating_add(more);
            if amount == 0 {
                continue;
            }
            let before = self.lines.entry(*line).or_insert(0);
            *before = before.saturating_add(amount);
            let quantity = if run.weighed {
                quantity(run, *count)
            } else {
                count.saturating_mul(UNIT)
            };
            self.allocations.push(Allocation {
                promotion,
                line: *line,
                quantity,
                amount,
            });
        }
        Ok(())
    }
}
