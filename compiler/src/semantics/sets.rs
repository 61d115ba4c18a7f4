//! Parts of sets that no receipt can fill: judged by what the selections name, without a catalogue.

use std::collections::BTreeSet;

use crate::analyse::goods::Goods;
use crate::analyse::{Protection, protections};
use crate::db::{Db, Programme};
use crate::declarations::{Decl, Kind};
use crate::diagnostic::{At, Finding, codes};
use crate::hir::{Alike, Declaration, ItemColumn, ItemSelection, Pick, ProtectRule, Role, Text};
use crate::limits;
use crate::names::programme_declarations;

/// Findings about parts that nothing can fill.
pub(super) fn findings<'db>(db: &'db dyn Db, programme: Programme, found: &mut Vec<(Decl<'db>, Finding)>) {
    for decl in programme_declarations(db, programme).iter().copied() {
        if matches!(decl.kind(db), Kind::Set | Kind::Promotion) {
            let own = unfillable(db, programme, decl).iter();
            found.extend(own.map(|finding| (decl, finding.clone())));
        }
    }
}

/// The parts of one declaration that nothing can fill: asked by itself, so that editing another one asks nothing again.
#[salsa::tracked(returns(ref))]
fn unfillable<'db>(db: &'db dyn Db, programme: Programme, decl: Decl<'db>) -> Vec<Finding> {
    let hir = super::hir(db, programme, decl);
    let roles: &[Role] = match hir.as_deref() {
        Some(Declaration::Set(declared)) => &declared.set.roles,
        // The parts of a declared set are looked at where it is declared.
        Some(Declaration::Promotion(promotion)) => match &promotion.each {
            Some((each, _)) if each.name.is_none() => &each.set.roles,
            Some(_) | None => return Vec::new(),
        },
        Some(
            Declaration::Retailer(_)
            | Declaration::ProductProperty(_)
            | Declaration::ClientProperty(_)
            | Declaration::Items(_)
            | Declaration::Stores(_)
            | Declaration::Clients(_)
            | Declaration::Protect(_)
            | Declaration::Scheme(_)
            | Declaration::Coupon(_)
            | Declaration::Test(_),
        )
        | None => return Vec::new(),
    };
    let out = protections(db, programme)
        .iter()
        .filter(|protection| protection.always(|rule| matches!(rule, ProtectRule::NoPromotion)));
    let out: Vec<&Protection> = out.collect();
    let goods = Goods::of(db, programme);
    let mut found = Vec::new();
    for role in roles {
        let at = super::source_map(db, programme, decl).get(role.span);
        let by = out
            .iter()
            .find(|protection| goods.within(&role.items, &protection.items));
        if let Some(protection) = by {
            found.push(
                Finding::new(&codes::ROLE_NEVER, at)
                    .with("why", &codes::ALL_PROTECTED)
                    .mark(At::Name(protection.key.clone()), &codes::THE_PROTECTION),
            );
        } else if asks_too_much(goods, role) {
            found.push(Finding::new(&codes::ROLE_NEVER, at).with("why", &codes::TOO_FEW_PRODUCTS));
        }
    }
    found
}

/// Whether a part asks for more different products than its goods can name.
fn asks_too_much(goods: Goods<'_>, role: &Role) -> bool {
    let Pick::Pieces {
        least,
        alike: Alike::Distinct,
        ..
    } = role.pick
    else {
        return false;
    };
    let named = named(goods, &role.items, 0);
    named.is_some_and(|named| u32::try_from(named.len()).unwrap_or(u32::MAX) < least)
}

/// The SKUs among which all goods of a selection are; `None` where it is about more than SKUs.
fn named(goods: Goods<'_>, items: &ItemSelection, depth: usize) -> Option<BTreeSet<Text>> {
    // Circles are reported elsewhere; here they end.
    if depth >= limits::NAMES_DEEP {
        return None;
    }
    let of = |inner: &ItemSelection| named(goods, inner, depth.saturating_add(1));
    match items {
        ItemSelection::Column {
            column: ItemColumn::Sku,
            values,
        } => Some(values.values.iter().cloned().collect()),
        ItemSelection::Named(name) => goods.behind(name).and_then(of),
        ItemSelection::Or(parts) => {
            let parts: Option<Vec<BTreeSet<Text>>> = parts.iter().map(of).collect();
            parts.map(|parts| parts.into_iter().flatten().collect())
        }
        ItemSelection::And(parts) => parts.iter().filter_map(of).min_by_key(BTreeSet::len),
        ItemSelection::Except(base, _) => of(base),
        ItemSelection::All
        | ItemSelection::Column { .. }
        | ItemSelection::Property { .. }
        | ItemSelection::Price { .. } => None,
    }
}
