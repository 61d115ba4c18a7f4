//! Gifts of goods that a prohibition keeps from receiving anything: judged by what the selections name, without a catalogue.

use crate::db::{Db, Programme};
use crate::declarations::{Decl, Kind, Namespace};
use crate::diagnostic::{At, Finding, codes};
use crate::hir::{Declaration, Effect, ItemColumn, ItemSelection, ProtectRule};
use crate::limits;
use crate::names::{Lookup, programme_declarations, resolve};

/// Findings about gifts that nobody may be given.
pub(super) fn findings<'db>(db: &'db dyn Db, programme: Programme, found: &mut Vec<(Decl<'db>, Finding)>) {
    let forbids = |rule: &ProtectRule| matches!(rule, ProtectRule::NoPromotion | ProtectRule::NoDiscount);
    let forbidden = forbidden(db, programme, forbids);
    if forbidden.is_empty() {
        return;
    }
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
                .find(|(_, goods)| within(db, programme, &gift.items, goods, 0));
            if let Some((protection, _)) = by {
                let at = super::source_map(db, programme, decl).get(*span);
                let finding =
                    Finding::new(&codes::GIFT_PROTECTED, at).mark(At::Name(protection.key(db)), &codes::THE_PROTECTION);
                found.push((decl, finding));
            }
        }
    }
}

/// Goods that such a prohibition always keeps out, with the prohibition.
pub(super) fn forbidden<'db>(
    db: &'db dyn Db,
    programme: Programme,
    forbids: fn(&ProtectRule) -> bool,
) -> Vec<(Decl<'db>, ItemSelection)> {
    let mut forbidden = Vec::new();
    let all = programme_declarations(db, programme).iter();
    for decl in all.filter(|decl| decl.kind(db) == Kind::Protect) {
        let hir = super::hir(db, programme, *decl);
        let Some(Declaration::Protect(protect)) = hir.as_deref() else {
            continue;
        };
        let mut rules = protect.rules.iter();
        if rules.any(|rule| forbids(&rule.rule) && rule.from.is_none() && rule.to.is_none()) {
            forbidden.push((*decl, protect.items.clone()));
        }
    }
    forbidden
}

/// Whether every good of one selection is surely in the other.
pub(super) fn within(
    db: &dyn Db,
    programme: Programme,
    inner: &ItemSelection,
    outer: &ItemSelection,
    depth: usize,
) -> bool {
    // Circles are reported elsewhere; here they end.
    if depth >= limits::NAMES_DEEP {
        return false;
    }
    let deeper = depth.saturating_add(1);
    let of = |inner: &ItemSelection, outer: &ItemSelection| within(db, programme, inner, outer, deeper);
    match (inner, outer) {
        (_, ItemSelection::All) => true,
        (inner, outer) if inner == outer => true,
        (ItemSelection::Named(name), outer) => behind(db, programme, name).is_some_and(|inner| of(&inner, outer)),
        (inner, ItemSelection::Named(name)) => behind(db, programme, name).is_some_and(|outer| of(inner, &outer)),
        (ItemSelection::Or(parts), outer) => !parts.is_empty() && parts.iter().all(|part| of(part, outer)),
        (inner, ItemSelection::Or(parts)) => parts.iter().any(|part| of(inner, part)),
        (ItemSelection::And(parts), outer) => parts.iter().any(|part| of(part, outer)),
        (ItemSelection::Except(base, _), outer) => of(base, outer),
        (
            ItemSelection::Column { column, values },
            ItemSelection::Column {
                column: other,
                values: wider,
            },
        ) if column == other => values.values.iter().all(|value| {
            wider.values.iter().any(|wide| match column {
                ItemColumn::Category => {
                    let (value, wide) = (value.trim_matches('/'), wide.trim_matches('/'));
                    value == wide || value.strip_prefix(wide).is_some_and(|rest| rest.starts_with('/'))
                }
                ItemColumn::Brand | ItemColumn::Supplier | ItemColumn::Sku | ItemColumn::Barcode | ItemColumn::Tag => {
                    value == wide
                }
            })
        }),
        (
            ItemSelection::All
            | ItemSelection::Column { .. }
            | ItemSelection::Property { .. }
            | ItemSelection::Price { .. },
            _,
        ) => false,
    }
}

pub(super) fn behind(db: &dyn Db, programme: Programme, name: &crate::hir::Name) -> Option<ItemSelection> {
    let decl = resolve(db, programme, Lookup::new(db, Namespace::Programme, name.clone()))?;
    match super::hir(db, programme, decl).as_deref() {
        Some(Declaration::Items(items)) => Some(items.selection.clone()),
        _ => None,
    }
}
