//! Ladders: steps rise, rewards are of one kind, slices have an object.

use perk_plan::ops::Unit;
use rust_decimal::Decimal;

use crate::body::SourceMap;
use crate::diagnostic::{At, Bilingual, Finding, Param, codes};
use crate::hir::{
    Effect, Give, ItemSelection, Ladder, LadderMode, LadderStep, MeasureKind, Money, Promotion, Reward, SpanId, Target,
};

pub(super) fn check(promotion: &Promotion, spans: &SourceMap, findings: &mut Vec<Finding>) {
    for (effect, span) in &promotion.effects {
        if let Effect::Give(give) = effect
            && let Reward::Ladder(ladder) = &give.reward
        {
            check_ladder(give, ladder, *span, spans, findings);
        }
    }
}

fn check_ladder(give: &Give, ladder: &Ladder, span: SpanId, spans: &SourceMap, findings: &mut Vec<Finding>) {
    if ladder.steps.is_empty() {
        findings.push(Finding::new(&codes::NO_STEPS, spans.get(span)));
    }
    let mut before: Option<&LadderStep> = None;
    for step in &ladder.steps {
        let at = spans.get(step.span);
        if let Some(before) = before {
            if step.from <= before.from {
                findings.push(
                    Finding::new(&codes::STEPS_NOT_RISING, at)
                        .with("found", threshold(ladder, step.from))
                        .with("before", threshold(ladder, before.from))
                        .mark(At::Own(spans.get(before.span)), &codes::STEP_BEFORE),
                );
            }
            if kind(&step.reward) != kind(&before.reward) {
                findings.push(
                    Finding::new(&codes::MIXED_REWARDS, at)
                        .with("found", kind(&step.reward))
                        .with("first", kind(&before.reward)),
                );
            } else if step.from > before.from && size(&step.reward) < size(&before.reward) {
                findings.push(
                    Finding::new(&codes::STEPS_FALL, at)
                        .with("from", threshold(ladder, step.from))
                        .with("before", shown(&before.reward))
                        .with("found", shown(&step.reward)),
                );
            }
        }
        before = Some(step);
    }
    if ladder.mode == LadderMode::PerSlice {
        slices(give, ladder, span, spans, findings);
    }
}

/// Semantics §9.16: the measure is the object's own amount when both name the same selection, and slices are percents.
fn slices(give: &Give, ladder: &Ladder, span: SpanId, spans: &SourceMap, findings: &mut Vec<Finding>) {
    let own = match &give.target {
        Target::Receipt => ladder.measure.items == ItemSelection::All,
        Target::Items { items, .. } => ladder.measure.items == *items,
        Target::Set | Target::Role { .. } | Target::Cheapest(_) | Target::Dearest(_) => false,
    };
    let needed = if !own || ladder.measure.kind != MeasureKind::Amount {
        &codes::OWN_AMOUNT
    } else if ladder
        .steps
        .iter()
        .any(|step| !matches!(step.reward, Reward::Percent(_)))
    {
        &codes::PERCENT_STEPS
    } else {
        return;
    };
    findings.push(Finding::new(&codes::SLICES_IMPOSSIBLE, spans.get(span)).with("needed", needed));
}

const fn kind(reward: &Reward) -> &'static Bilingual {
    match reward {
        Reward::Percent(_) => &codes::A_PERCENT,
        Reward::Sum(_) | Reward::Ladder(_) => &codes::MONEY,
    }
}

fn size(reward: &Reward) -> Decimal {
    match reward {
        Reward::Percent(percent) => percent.0,
        Reward::Sum(sum) => Decimal::from(sum.minor),
        Reward::Ladder(_) => Decimal::ZERO,
    }
}

/// A reward in words.
pub(crate) fn shown(reward: &Reward) -> Param {
    match reward {
        Reward::Percent(percent) => Param::Percent(percent.0),
        Reward::Sum(sum) => Param::Money(*sum),
        Reward::Ladder(_) => Param::from(""),
    }
}

/// Where a step begins, in words.
pub(crate) fn threshold(ladder: &Ladder, from: Decimal) -> Param {
    match ladder.measure.kind {
        MeasureKind::Amount => {
            let minor = i64::try_from(from.trunc().mantissa()).unwrap_or(i64::MAX);
            Param::Money(Money {
                minor,
                currency: ladder.currency,
            })
        }
        MeasureKind::Distinct | MeasureKind::Quantity(Unit::Piece | Unit::Sale) => Param::Number(from),
        MeasureKind::Quantity(Unit::Gram | Unit::Millilitre | Unit::Millimetre) => {
            Param::Number(from.checked_div(Decimal::ONE_THOUSAND).unwrap_or(from))
        }
    }
}
