//! Tables of plain data: properties, protections, schemes; knows no program.

use perk_plan::plan::{self, Favour, Phase, Protect, Scheme};
use rustc_hash::{FxHashMap, FxHashSet};

use super::numbering::Numbering;
use super::selections::Selections;
use super::{Frame, LinkError};
use crate::hir::{GIFT_SCHEME, Name, Property, PropertyType, SchemeRef};
use crate::lower::{
    CouponFragment, Fragment, Locals, PromotionFragment, ProtectFragment, SchemeFragment, SelectionFragment,
};

/// Fragments by kind, each sorted by name.
#[derive(Default)]
pub(super) struct Parts<'a> {
    pub(super) product_properties: Vec<&'a Property>,
    pub(super) client_properties: Vec<&'a Property>,
    pub(super) items: Vec<&'a SelectionFragment>,
    pub(super) stores: Vec<&'a SelectionFragment>,
    pub(super) clients: Vec<&'a SelectionFragment>,
    pub(super) protects: Vec<&'a ProtectFragment>,
    pub(super) schemes: Vec<&'a SchemeFragment>,
    pub(super) coupons: Vec<&'a CouponFragment>,
    pub(super) promotions: Vec<&'a PromotionFragment>,
}

impl<'a> Parts<'a> {
    pub(super) fn sort(fragments: impl IntoIterator<Item = &'a Fragment>, frame: &Frame<'a>) -> Self {
        let mut parts = Self::default();
        for fragment in fragments {
            match fragment {
                Fragment::ProductProperty(property) => parts.product_properties.push(property),
                Fragment::ClientProperty(property) => parts.client_properties.push(property),
                Fragment::Items(selection) => parts.items.push(selection),
                Fragment::Stores(selection) => parts.stores.push(selection),
                Fragment::Clients(selection) => parts.clients.push(selection),
                Fragment::Protect(protect) => parts.protects.push(protect),
                Fragment::Scheme(scheme) => parts.schemes.push(scheme),
                Fragment::Coupon(coupon) => parts.coupons.push(coupon),
                Fragment::Promotion(promotion) => parts.promotions.push(promotion),
            }
        }
        let read: FxHashSet<&Name> = parts.locals().flat_map(|locals| &locals.client_properties).collect();
        for property in frame.built_in {
            let declared = parts.client_properties.iter().any(|other| other.name == property.name);
            if !declared && read.contains(&property.name) {
                parts.client_properties.push(property);
            }
        }
        parts.product_properties.sort_by(|one, other| one.name.cmp(&other.name));
        parts.client_properties.sort_by(|one, other| one.name.cmp(&other.name));
        parts.items.sort_by(|one, other| one.name.cmp(&other.name));
        parts.stores.sort_by(|one, other| one.name.cmp(&other.name));
        parts.clients.sort_by(|one, other| one.name.cmp(&other.name));
        parts.schemes.sort_by(|one, other| one.name.cmp(&other.name));
        parts.coupons.sort_by(|one, other| one.name.cmp(&other.name));
        parts.promotions.sort_by(|one, other| one.name.cmp(&other.name));
        parts
    }

    /// The tables of every fragment that has some.
    pub(super) fn locals(&self) -> impl Iterator<Item = &'a Locals> {
        let selections = self
            .items
            .iter()
            .chain(&self.stores)
            .chain(&self.clients)
            .map(|it| &it.locals);
        let protects = self.protects.iter().map(|it| &it.locals);
        let promotions = self.promotions.iter().map(|it| &it.locals);
        let coupons = self.coupons.iter().map(|it| &it.locals);
        selections.chain(protects).chain(coupons).chain(promotions)
    }
}

/// Declared properties, by name.
pub(super) fn properties(declared: &[&Property], numbering: &Numbering<'_>) -> Result<Vec<plan::Property>, LinkError> {
    let mut table = Vec::with_capacity(declared.len());
    for property in declared {
        let kind = match &property.ty {
            PropertyType::YesNo => plan::PropertyType::YesNo,
            PropertyType::Number => plan::PropertyType::Number,
            PropertyType::Money => plan::PropertyType::Money,
            PropertyType::Date => plan::PropertyType::Date,
            PropertyType::Text => plan::PropertyType::Text,
            PropertyType::OneOf(values) => plan::PropertyType::OneOf(numbering.list_of(values)?),
        };
        table.push(plan::Property {
            name: numbering.text(property.name.as_str())?,
            kind,
        });
    }
    Ok(table)
}

/// Where a row of prohibitions comes from: the fragment (among those of protections) and its rule.
type Origin = (usize, usize);

/// One row per prohibition, sorted, without repeats, and where each comes from.
pub(super) fn protects(
    parts: &Parts<'_>,
    numbering: &Numbering<'_>,
    selections: &Selections,
) -> Result<(Vec<Protect>, Vec<Origin>), LinkError> {
    let mut table = Vec::new();
    for (fragment, protect) in parts.protects.iter().enumerate() {
        let room = selections.room("protect", &protect.locals, numbering)?;
        let items = room.items(protect.items)?;
        for (number, (rule, from, to)) in protect.rules.iter().enumerate() {
            let row = Protect {
                items,
                from: *from,
                to: *to,
                rule: rule.clone(),
            };
            table.push((row, (fragment, number)));
        }
    }
    table.sort_by(|(one, _), (other, _)| {
        (one.items, one.from, one.to, &one.rule).cmp(&(other.items, other.from, other.to, &other.rule))
    });
    table.dedup_by(|(one, _), (other, _)| one == other);
    Ok(table.into_iter().unzip())
}

/// The schemes of the plan and where each stands.
pub(super) struct Schemes {
    pub(super) table: Vec<Scheme>,
    positions: FxHashMap<SchemeRef, u16>,
}

impl Schemes {
    pub(super) fn position(&self, scheme: &SchemeRef) -> Option<u16> {
        self.positions.get(scheme).copied()
    }
}

/// Declared schemes and the own schemes of phases that some promotion uses, by phase, then in acting order.
pub(super) fn schemes(parts: &Parts<'_>, frame: &Frame<'_>, numbering: &Numbering<'_>) -> Result<Schemes, LinkError> {
    let mut wanted: Vec<(SchemeRef, Phase)> = parts
        .schemes
        .iter()
        .map(|scheme| (SchemeRef::Named(scheme.name.clone()), scheme.phase))
        .collect();
    for promotion in &parts.promotions {
        let phase = match promotion.scheme {
            SchemeRef::Own(phase) => phase,
            SchemeRef::Gifts => Phase::Goods,
            SchemeRef::Named(_) => continue,
        };
        if !wanted.iter().any(|(scheme, _)| *scheme == promotion.scheme) {
            wanted.push((promotion.scheme.clone(), phase));
        }
    }
    for (scheme, _) in &wanted {
        if let SchemeRef::Named(name) = scheme
            && wanted
                .iter()
                .any(|(own, phase)| matches!(own, SchemeRef::Own(_)) && phase_name(*phase) == name.as_str())
        {
            return Err(LinkError {
                declaration: format!("scheme {name}"),
                message: "a phase has a scheme of this name of its own; choose another name".to_owned(),
            });
        }
    }
    let order: FxHashMap<&SchemeRef, usize> = frame
        .scheme_order
        .iter()
        .enumerate()
        .map(|(position, scheme)| (scheme, position))
        .collect();
    // A scheme outside the given order acts after the others of its phase, by name; a phase's own one acts first.
    wanted.sort_by(|(one, phase), (other, other_phase)| {
        let acting = |scheme: &SchemeRef| match (order.get(scheme), scheme) {
            (Some(position), _) => (1, *position),
            (None, SchemeRef::Gifts | SchemeRef::Own(_)) => (0, 0),
            (None, SchemeRef::Named(_)) => (2, 0),
        };
        (phase, acting(one), one).cmp(&(other_phase, acting(other), other))
    });
    let mut schemes = Schemes {
        table: Vec::with_capacity(wanted.len()),
        positions: FxHashMap::default(),
    };
    for (scheme, phase) in wanted {
        let position = u16::try_from(schemes.table.len()).map_err(|_| LinkError {
            declaration: "scheme".to_owned(),
            message: "there are more than 65 535 schemes".to_owned(),
        })?;
        let row = match &scheme {
            SchemeRef::Own(phase) => own(*phase, numbering)?,
            SchemeRef::Gifts => Scheme {
                name: numbering.text(GIFT_SCHEME)?,
                phase,
                combine: plan::Combine::First,
                scope: plan::Scope::Unit,
                favour: Favour::Customer,
            },
            SchemeRef::Named(name) => {
                let found = parts.schemes.binary_search_by(|fragment| fragment.name.cmp(name)).ok();
                let Some(fragment) = found.and_then(|found| parts.schemes.get(found)) else {
                    continue;
                };
                Scheme {
                    name: numbering.text(name.as_str())?,
                    phase,
                    combine: fragment.combine,
                    scope: fragment.scope,
                    favour: fragment.favour,
                }
            }
        };
        schemes.table.push(row);
        schemes.positions.insert(scheme, position);
    }
    Ok(schemes)
}

/// The scheme that a phase has of its own (semantics §2, defaults).
fn own(phase: Phase, numbering: &Numbering<'_>) -> Result<Scheme, LinkError> {
    let (combine, scope) = crate::infer::scheme_defaults(phase);
    Ok(Scheme {
        name: numbering.text(phase_name(phase))?,
        phase,
        combine,
        scope,
        favour: Favour::Customer,
    })
}

/// The name of a phase, which its own scheme bears.
pub(super) fn phase_name(phase: Phase) -> &'static str {
    match phase {
        Phase::Shelf => "shelf",
        Phase::Goods => "goods",
        Phase::Receipt => "receipt",
        Phase::Tender => "tender",
        Phase::Rounding => "rounding",
        Phase::Earn => "earn",
        Phase::Offer => "offer",
    }
}
