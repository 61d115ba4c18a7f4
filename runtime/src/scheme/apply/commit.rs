//! Takes what a promotion gives off segments, runs and lines; decides nothing. Everything is worked out before anything is
//! written, so that a figure that does not fit leaves no half of an application behind.

use rustc_hash::FxHashMap;

use super::{Portion, common};
use crate::fault::Fault;
use crate::index::wide;
use crate::intake::Case;
use crate::limits::{SHARE_PARTS, UNIT};
use crate::money::Ratio;
use crate::money::distribute::{Part, distribute};
use crate::money::fill::{Taker, fill};
use crate::outcome::Allocation;
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

/// A segment that takes part in an application; all figures of its units together.
#[derive(Debug, Clone, Copy)]
struct Sharer {
    segment: u32,
    units: i64,
    /// What its units get by themselves before rounding; of a sum, what they cost.
    weight: Ratio,
    running: Ratio,
    /// What they get: the answer.
    part: Ratio,
}

/// Shares a run's part among its units. Only the last step divides, by the number of units, so that denominators grow by
/// that factor with each application and no faster.
fn share(amount: Ratio, of_sum: bool, sharers: &mut [Sharer]) -> Result<(), Fault> {
    if let [only] = sharers {
        only.part = amount.at_most(only.running);
        return Ok(());
    }
    let mut own = Ratio::ZERO;
    for sharer in &*sharers {
        own = own.plus(sharer.weight)?;
    }
    let one = Ratio::whole(1);
    let rounded = own.compare(amount.plus(one)?).is_lt() && amount.compare(own.plus(one)?).is_lt();
    let per_unit = |part: Ratio, units: i64, parts: i128| part.scaled(1, units)?.cut(parts)?.scaled(units, 1);
    if rounded && !of_sum {
        for sharer in &mut *sharers {
            sharer.part = per_unit(sharer.weight, sharer.units, SHARE_PARTS)?;
        }
    } else {
        let takers = sharers.iter().map(|sharer| Taker {
            weight: sharer.weight,
            cap: sharer.running,
        });
        let parts = fill(amount, &takers.collect::<Vec<_>>())?;
        for (sharer, part) in sharers.iter_mut().zip(parts) {
            sharer.part = if part == sharer.running {
                part
            } else {
                per_unit(part, sharer.units, 1)?
            };
        }
    }
    let mut rest = amount;
    for sharer in &*sharers {
        rest = rest.minus(sharer.part)?;
    }
    let more = rest.is_positive();
    let mut evenly = Vec::with_capacity(sharers.len());
    for sharer in &*sharers {
        evenly.push(Taker {
            weight: Ratio::whole(sharer.units),
            cap: if more {
                sharer.running.minus(sharer.part)?
            } else {
                sharer.part
            },
        });
    }
    let rest = if more { rest } else { Ratio::ZERO.minus(rest)? };
    for (sharer, part) in sharers.iter_mut().zip(fill(rest, &evenly)?) {
        sharer.part = if more {
            sharer.part.plus(part)?
        } else {
            sharer.part.minus(part)?
        };
    }
    Ok(())
}

/// Writes an application whose takes are whole segments: all of it or, at a fault, nothing. `by`: the promotion, and which
/// instance of its set this is, from 1; 0 without a set.
pub(crate) fn commit(
    workspace: &mut Workspace,
    case: &Case,
    by: (u32, u32),
    portions: &[Portion],
) -> Result<(), Fault> {
    let mut entries = Entries::default();
    for portion in portions {
        entries.segments(workspace, portion)?;
        entries.lines(&workspace.ledger, case, by, portion)?;
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
    /// Units of one application share its result, exactly (decision 0102): each gets what it gets by itself, and the rest
    /// evenly.
    fn segments(&mut self, workspace: &Workspace, portion: &Portion) -> Result<(), Fault> {
        let mut sharers = Vec::with_capacity(portion.takes.len());
        // A part of a sum, or of a percent off the receipt, is nobody's own.
        let mut of_sum = false;
        for take in &portion.takes {
            let segment = workspace
                .ledger
                .segments
                .get(wide(take.segment))
                .ok_or(Fault::BadReference)?;
            let offer = workspace.offers.get(wide(take.offer));
            let own = take.benefit.is_positive() && offer.is_none_or(|offer| !offer.receipt);
            of_sum |= !own;
            sharers.push(Sharer {
                segment: take.segment,
                units: segment.units,
                weight: if own { take.benefit } else { segment.start },
                running: segment.running,
                part: Ratio::ZERO,
            });
        }
        share(Ratio::whole(portion.amount), of_sum, &mut sharers)?;
        for sharer in sharers {
            self.segments.push((sharer.segment, sharer.running.minus(sharer.part)?));
        }
        Ok(())
    }

    /// The lines of a run carry its part in proportion to the units of theirs that take part.
    fn lines(
        &mut self,
        ledger: &Ledger,
        case: &Case,
        (promotion, instance): (u32, u32),
        portion: &Portion,
    ) -> Result<(), Fault> {
        let run = case.runs.get(wide(portion.run)).ok_or(Fault::BadReference)?;
        let lines = case.lines_of(run);
        // Exact weight and units of each line.
        let mut weights = vec![Ratio::ZERO; lines.len()];
        let mut units = vec![0_i64; lines.len()];
        let mut weighed: i64 = 0;
        for take in &portion.takes {
            let segment = ledger.segments.get(wide(take.segment)).ok_or(Fault::BadReference)?;
            if run.weighed {
                weighed = weighed.saturating_add(segment.quantity);
                if let Some(weight) = weights.first_mut() {
                    *weight = weight.plus(segment.start)?;
                }
                continue;
            }
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
                weighed
            } else {
                count.saturating_mul(UNIT)
            };
            self.allocations.push(Allocation {
                promotion,
                line: *line,
                instance,
                quantity,
                amount,
            });
        }
        Ok(())
    }
}
