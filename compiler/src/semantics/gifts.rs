//! Gifts of goods that a prohibition keeps from receiving anything: judged by what the selections name, without a catalogue.

use crate::analyse::goods::Goods;
use crate::analyse::{Protection, protections};
use crate::db::{Db, Programme};
use crate::declarations::{Decl, Kind};
use crate::diagnostic::{At, Finding, codes};
use crate::hir::{Declaration, Effect, ItemSelection, ProtectRule, SpanId};
use crate::names::programme_declarations;

/// Findings about gifts that nobody may be given.
pub(super) fn findings<'db>(db: &'db dyn Db, programme: Programme, found: &mut Vec<(Decl<'db>, Finding)>) {
    let never = |rule: &ProtectRule| matches!(rule, ProtectRule::NoPromotion | ProtectRule::NoDiscount);
    let forbidden: Vec<&Protection> = protections(db, programme)
        .iter()
        .filter(|protection| protection.always(never))
        .collect();
    if forbidden.is_empty() {
        return;
    }
    let goods = Goods::of(db, programme);
    let promotions = programme_declarations(db, programme)
        .iter()
        .filter(|decl| decl.kind(db) == Kind::Promotion);
    for decl in promotions.copied() {
        for (items, span) in gifts_of(db, programme, decl) {
            let by = forbidden
                .iter()
                .find(|protection| goods.within(items, &protection.items));
            if let Some(protection) = by {
                let at = super::source_map(db, programme, decl).get(*span);
                let finding = Finding::new(&codes::GIFT_PROTECTED, at)
                    .mark(At::Name(protection.key.clone()), &codes::THE_PROTECTION);
                found.push((decl, finding));
            }
        }
    }
}

/// The goods that a promotion gives away. A question of its own, so that an edit of anything else asks nobody again.
#[salsa::tracked(returns(ref))]
pub(super) fn gifts_of<'db>(db: &'db dyn Db, programme: Programme, decl: Decl<'db>) -> Vec<(ItemSelection, SpanId)> {
    let Some(Declaration::Promotion(promotion)) = super::hir(db, programme, decl).as_deref() else {
        return Vec::new();
    };
    let gifts = promotion.effects.iter().filter_map(|(effect, span)| match effect {
        Effect::Gift(gift) => Some((gift.items.clone(), *span)),
        Effect::Give(_) | Effect::Price(_) | Effect::Issue { .. } | Effect::Message { .. } => None,
    });
    gifts.collect()
}
