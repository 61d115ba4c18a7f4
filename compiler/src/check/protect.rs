//! Protection: it forbids something, and each prohibition adds to the others.

use crate::body::SourceMap;
use crate::diagnostic::{Bilingual, Finding, codes};
use crate::hir::{Protect, ProtectRule};

pub(super) fn check(protect: &Protect, spans: &SourceMap, findings: &mut Vec<Finding>) {
    if protect.rules.is_empty() {
        findings.push(Finding::new(&codes::EMPTY_PROTECTION, spans.get(protect.span)));
    }
    let always = |wanted: &ProtectRule| {
        protect
            .rules
            .iter()
            .any(|rule| rule.rule == *wanted && rule.from.is_none() && rule.to.is_none())
    };
    let no_promotion = always(&ProtectRule::NoPromotion);
    let no_discount = always(&ProtectRule::NoDiscount);
    for rule in &protect.rules {
        let stronger = match rule.rule {
            ProtectRule::NoPromotion => None,
            ProtectRule::NoDiscount | ProtectRule::NoPoints => no_promotion.then_some(&codes::NO_PROMOTION),
            ProtectRule::PriceAtLeast { .. } | ProtectRule::DiscountAtMost(_) if no_promotion => {
                Some(&codes::NO_PROMOTION)
            }
            ProtectRule::PriceAtLeast { .. } | ProtectRule::DiscountAtMost(_) => {
                no_discount.then_some(&codes::NO_DISCOUNT)
            }
        };
        if let Some(stronger) = stronger {
            findings.push(
                Finding::new(&codes::PROTECTION_CONFLICT, spans.get(rule.span))
                    .with("found", word(&rule.rule))
                    .with("stronger", stronger)
                    .fix(&codes::REMOVE_IT, Vec::new(), spans.get(rule.span), ""),
            );
        }
    }
}

const fn word(rule: &ProtectRule) -> &'static Bilingual {
    match rule {
        ProtectRule::NoPromotion => &Bilingual {
            en: "no promotion",
            ru: "без акций",
        },
        ProtectRule::NoDiscount => &Bilingual {
            en: "no discount",
            ru: "без скидок",
        },
        ProtectRule::NoPoints => &Bilingual {
            en: "no points",
            ru: "без баллов",
        },
        ProtectRule::PriceAtLeast { .. } => &Bilingual {
            en: "price at least",
            ru: "цена не меньше",
        },
        ProtectRule::DiscountAtMost(_) => &Bilingual {
            en: "discount at most",
            ru: "скидка не больше",
        },
    }
}
