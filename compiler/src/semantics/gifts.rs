//! Gifts of goods that a prohibition keeps from receiving anything: judged by what the selections name, without a catalogue.

use crate::analyse::goods::Goods;
use crate::analyse::{Protection, protections};
use crate::db::{Db, Programme};
use crate::declarations::{Decl, Kind};
use crate::diagnostic::{At, Finding, codes};
use crate::hir::{Declaration, Effect, ProtectRule};
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
        let Some(Declaration::Promotion(promotion)) = super::hir(db, programme, decl).as_deref() else {
            continue;
        };
        for (effect, span) in &promotion.effects {
            let Effect::Gift(gift) = effect else { continue };
            let by = forbidden
                .iter()
                .find(|protection| goods.within(&gift.items, &protection.items));
            if let Some(protection) = by {
                let at = super::source_map(db, programme, decl).get(*span);
                let finding = Finding::new(&codes::GIFT_PROTECTED, at)
                    .mark(At::Name(protection.key.clone()), &codes::THE_PROTECTION);
                found.push((decl, finding));
            }
        }
    }
}
