//! Steps of ladders that no receipt can tell from others: above what a promotion's conditions leave, below what they ask for, or
//! giving no more than the step before. Knows no other promotion.

use rust_decimal::Decimal;

use super::condition::{self, Dimension, End, Range, Sum};
use super::{Frame, reward};
use crate::body::SourceMap;
use crate::check::ladder::{shown, threshold};
use crate::diagnostic::{At, Finding, Note, Param, codes};
use crate::hir::{Effect, Ladder, LadderMode, LadderStep, Measure, MeasureKind, Promotion, Reward, SpanId};

/// What a ladder measures, as conditions measure it.
pub(super) const fn measured(measure: &Measure) -> (Sum, Dimension) {
    match measure.kind {
        MeasureKind::Amount => (Sum::Amount, Dimension::Money),
        MeasureKind::Distinct => (Sum::Distinct, Dimension::Number),
        MeasureKind::Quantity(unit) => (Sum::Quantity, Dimension::Quantity(unit)),
    }
}

/// Why a step does nothing of its own.
struct Idle<'a> {
    step: &'a LadderStep,
    why: Note,
    against: SpanId,
}

/// Findings about steps that do nothing of their own.
pub(super) fn findings(frame: &Frame<'_>, promotion: &Promotion, spans: &SourceMap, found: &mut Vec<Finding>) {
    for (effect, _) in &promotion.effects {
        let Effect::Give(give) = effect else { continue };
        let Reward::Ladder(ladder) = &give.reward else { continue };
        for idle in idle(frame, promotion, ladder) {
            found.push(
                Finding::new(&codes::IDLE_STEP, spans.get(idle.step.span))
                    .with("from", threshold(ladder, idle.step.from))
                    .with("why", Param::Phrase(Box::new(idle.why)))
                    .mark(At::Own(spans.get(idle.against)), &codes::AGAINST_STEP),
            );
        }
    }
}

fn idle<'a>(frame: &Frame<'_>, promotion: &Promotion, ladder: &'a Ladder) -> Vec<Idle<'a>> {
    let (sum, dimension) = measured(&ladder.measure);
    // The most and the least that conditions leave to what is measured.
    let mut most: Option<(End, SpanId)> = None;
    let mut least: Option<(Decimal, SpanId)> = None;
    for part in condition::parts(promotion) {
        let (Some(range), Some(span)) = (Range::of(part), condition::span(part)) else {
            continue;
        };
        let Some((of, items)) = condition::sum_of(range.fact) else {
            continue;
        };
        if of != sum || range.dimension != dimension {
            continue;
        }
        if let Some(high) = range.high
            && frame.goods.within(&ladder.measure.items, items)
            && most.is_none_or(|(known, _)| high.at < known.at || high.at == known.at && !high.included)
        {
            most = Some((high, span));
        }
        if let Some(low) = range.low
            && frame.goods.within(items, &ladder.measure.items)
            && least.is_none_or(|(known, _)| low.at > known)
        {
            least = Some((low.at, span));
        }
    }
    let too_high = |step: &LadderStep| {
        let low = End {
            at: step.from,
            included: true,
        };
        most.filter(|(high, _)| condition::nothing_between(low, *high))
    };
    // Where the lowest step that gives anything is out of reach, so is the promotion: told as that.
    let mut giving = ladder.steps.iter().filter(|step| reward::gives(&step.reward));
    if giving.next().is_none_or(|step| too_high(step).is_some()) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, step) in ladder.steps.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| ladder.steps.get(before));
        let next = at.checked_add(1).and_then(|next| ladder.steps.get(next));
        if let Some((_, span)) = too_high(step) {
            found.push(Idle {
                step,
                why: Note::plain(&codes::STEP_TOO_HIGH),
                against: span,
            });
        } else if ladder.mode == LadderMode::Whole
            && let (Some(next), Some((low, span))) = (next, least)
            && next.from <= low
        {
            found.push(Idle {
                step,
                why: Note {
                    text: &codes::STEP_PASSED,
                    params: vec![("next", threshold(ladder, next.from))],
                },
                against: span,
            });
        } else if let Some(before) = before
            && before.reward == step.reward
        {
            found.push(Idle {
                step,
                why: Note {
                    text: &codes::STEP_GIVES_NO_MORE,
                    params: vec![("given", shown(&before.reward))],
                },
                against: before.span,
            });
        }
    }
    found
}
