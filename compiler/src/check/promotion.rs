//! A promotion as a whole: it does something, its discounts share a phase, its limits can be met.

use crate::body::SourceMap;
use crate::diagnostic::{At, Bilingual, Finding, Language, codes};
use crate::hir::{Effect, Limit, LimitAmount, Phase, Promotion, Reward, SpanId, Target};
use perk_plan::ops::Base;

/// How often would it be printed, and for which instances?
static ONLY_TEXTS: Bilingual = Bilingual::new(
    "A text `for each` set without a discount",
    "Текст `за каждый` набор без скидки",
);

pub(super) fn check(promotion: &Promotion, spans: &SourceMap, language: Language, findings: &mut Vec<Finding>) {
    if promotion.effects.is_empty() {
        findings
            .push(Finding::new(&codes::NO_EFFECT, spans.get(promotion.span)).with("name", promotion.spelling.as_ref()));
    }
    if let Some((_, span)) = &promotion.each
        && !promotion.effects.is_empty()
        && promotion.effects.iter().all(|(effect, _)| phase_of(effect).is_none())
    {
        findings.push(Finding::new(&codes::NOT_SUPPORTED, spans.get(*span)).with("construct", &ONLY_TEXTS));
    }
    phases(promotion, spans, findings);
    bases(promotion, spans, findings);
    gifts(promotion, spans, findings);
    for (limit, span) in &promotion.limits {
        check_limit(promotion, *limit, *span, spans, findings);
    }
    super::limits::check(promotion, spans, language, findings);
}

/// The phase of a discount; texts have none of their own.
pub(crate) fn phase_of(effect: &Effect) -> Option<Phase> {
    match effect {
        Effect::Give(give) => Some(match give.target {
            Target::Items { .. } | Target::Set | Target::Role { .. } | Target::Cheapest(_) | Target::Dearest(_) => {
                Phase::Goods
            }
            Target::Receipt => Phase::Receipt,
        }),
        Effect::Price(_) | Effect::Gift(_) => Some(Phase::Goods),
        Effect::Issue { .. } | Effect::Message { .. } => None,
    }
}

/// What a phase is called.
pub(crate) const fn phase_word(phase: Phase) -> &'static Bilingual {
    match phase {
        Phase::Shelf => &Bilingual {
            en: "shelf",
            ru: "полка",
        },
        Phase::Goods => &Bilingual {
            en: "goods",
            ru: "товары",
        },
        Phase::Receipt => &Bilingual {
            en: "receipt",
            ru: "чек",
        },
        Phase::Tender => &Bilingual {
            en: "tender",
            ru: "оплата",
        },
        Phase::Rounding => &Bilingual {
            en: "rounding",
            ru: "округление",
        },
        Phase::Earn => &Bilingual {
            en: "earn",
            ru: "начисление",
        },
        Phase::Offer => &Bilingual {
            en: "offer",
            ru: "предложение",
        },
    }
}

fn phases(promotion: &Promotion, spans: &SourceMap, findings: &mut Vec<Finding>) {
    let mut first: Option<(Phase, SpanId)> = None;
    for (effect, span) in &promotion.effects {
        let Some(phase) = phase_of(effect) else { continue };
        match first {
            None => first = Some((phase, *span)),
            Some((known, at)) if known != phase => {
                findings.push(
                    Finding::new(&codes::TWO_PHASES, spans.get(*span))
                        .with("first", phase_word(known))
                        .with("second", phase_word(phase))
                        .mark(At::Own(spans.get(at)), &codes::FIRST_EFFECT),
                );
            }
            Some(_) => {}
        }
    }
}

/// A gift is the only effect of its promotion but texts, and is counted.
fn gifts(promotion: &Promotion, spans: &SourceMap, findings: &mut Vec<Finding>) {
    let gift = |effect: &Effect| matches!(effect, Effect::Gift(_));
    let Some((_, first)) = promotion.effects.iter().find(|(effect, _)| gift(effect)) else {
        return;
    };
    for (effect, span) in &promotion.effects {
        if span != first && phase_of(effect).is_some() {
            findings.push(
                Finding::new(&codes::GIFT_NOT_ALONE, spans.get(*span))
                    .mark(At::Own(spans.get(*first)), &codes::THE_GIFT),
            );
        }
    }
    for (limit, span) in &promotion.limits {
        if matches!(limit.amount, LimitAmount::Money(_)) {
            findings.push(Finding::new(&codes::GIFT_LIMIT, spans.get(*span)));
        }
    }
}

fn bases(promotion: &Promotion, spans: &SourceMap, findings: &mut Vec<Finding>) {
    for (effect, span) in &promotion.effects {
        if let Effect::Give(give) = effect
            && give.base != Base::SchemeStart
            && let Reward::Sum(sum) = give.reward
        {
            findings.push(Finding::new(&codes::BASE_OF_SUM, spans.get(*span)).with("found", sum));
        }
    }
}

fn check_limit(promotion: &Promotion, limit: Limit, span: SpanId, spans: &SourceMap, findings: &mut Vec<Finding>) {
    let at = spans.get(span);
    let off_receipt = promotion.phase == Phase::Receipt;
    let zero = match limit.amount {
        LimitAmount::Times(count) | LimitAmount::Pieces(count) => count == 0,
        LimitAmount::Money(minor) => minor == 0,
    };
    if zero {
        findings.push(Finding::new(&codes::LIMIT_ZERO, at));
    }
    match limit.amount {
        LimitAmount::Pieces(_) if off_receipt => {
            findings.push(Finding::new(&codes::PIECES_OF_RECEIPT, at));
        }
        LimitAmount::Pieces(_) | LimitAmount::Times(_) if limit.partial => {
            findings.push(Finding::new(&codes::PARTIAL_ONLY_MONEY, at));
        }
        LimitAmount::Pieces(_) | LimitAmount::Times(_) | LimitAmount::Money(_) => {}
    }
}
