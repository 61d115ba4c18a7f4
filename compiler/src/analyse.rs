//! Analyses beyond types: what can never happen although each declaration is right by itself, and what may happen otherwise
//! than its author thinks. Every warning is sure; where it cannot be told, nothing is said.
//!
//! What one promotion never does is a question of its own for each promotion, so an edit asks about one. What promotions do to
//! one another is one question over all of them, linear in their number.

mod algebra;
mod condition;
mod coupon;
mod course;
mod displaced;
mod floor;
pub(crate) mod goods;
mod hundred;
mod never;
mod reward;
mod roles;
mod shelf;
mod split;
mod steps;
mod stores;
pub(crate) mod time;
mod witness;

use rustc_hash::FxHashMap;

use crate::db::{Db, Programme};
use crate::declarations::{Decl, DeclarationKey, Kind, Namespace};
use crate::diagnostic::{At, Finding};
use crate::hir::{
    Combine, Coupon, Currency, Declaration, Favour, ItemSelection, Name, Prohibition, Promotion, ProtectRule, SchemeRef,
};
use crate::infer::infer;
use crate::names::{Lookup, programme_declarations, resolve};
use crate::semantics::hir;

use goods::Goods;
use shelf::Shelf;

/// A protection of a programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Protection {
    /// Its declaration.
    pub(crate) key: DeclarationKey,
    /// Which goods.
    pub(crate) items: ItemSelection,
    /// What is forbidden.
    pub(crate) rules: Vec<Prohibition>,
}

impl Protection {
    /// Whether something is forbidden for ever.
    pub(crate) fn always(&self, forbids: impl Fn(&ProtectRule) -> bool) -> bool {
        self.rules
            .iter()
            .any(|rule| forbids(&rule.rule) && rule.from.is_none() && rule.to.is_none())
    }
}

/// Every protection of a programme, in the order of their names.
#[salsa::tracked(returns(ref))]
pub(crate) fn protections(db: &dyn Db, programme: Programme) -> Vec<Protection> {
    programme_declarations(db, programme)
        .iter()
        .filter(|decl| decl.kind(db) == Kind::Protect)
        .filter_map(|decl| match hir(db, programme, *decl).as_deref() {
            Some(Declaration::Protect(protect)) => Some(Protection {
                key: decl.key(db),
                items: protect.items.clone(),
                rules: protect.rules.clone(),
            }),
            _ => None,
        })
        .collect()
}

/// What an analysis may ask about the programme around a promotion.
pub(crate) struct Frame<'db> {
    pub(crate) goods: Goods<'db>,
    pub(crate) protections: &'db [Protection],
}

impl<'db> Frame<'db> {
    pub(crate) fn of(db: &'db dyn Db, programme: Programme) -> Self {
        Self {
            goods: Goods::of(db, programme),
            protections: protections(db, programme),
        }
    }

    /// Goods that never receive a discount.
    pub(crate) fn forbidden(&self) -> impl Iterator<Item = &'db ItemSelection> {
        let never = |rule: &ProtectRule| matches!(rule, ProtectRule::NoPromotion | ProtectRule::NoDiscount);
        let always = move |protection: &&Protection| protection.always(never);
        self.protections
            .iter()
            .filter(always)
            .map(|protection| &protection.items)
    }

    /// Whether something keeps a price or a discount of a product, now or ever.
    fn may_be_protected(&self, product: &witness::Product, price: i64) -> bool {
        let binds = |protection: &&Protection| {
            let mut rules = protection.rules.iter();
            rules.any(|rule| rule.rule != ProtectRule::NoPoints)
        };
        let mut binding = self.protections.iter().filter(binds);
        binding.any(|protection| witness::holds(self.goods, &protection.items, product, price, 0) != Some(false))
    }

    /// A declared coupon.
    pub(crate) fn coupon(&self, name: &Name) -> Option<&'db Coupon> {
        let (db, programme) = (self.goods.db, self.goods.programme);
        let decl = resolve(db, programme, Lookup::new(db, Namespace::Programme, name.clone()))?;
        match hir(db, programme, decl).as_deref() {
            Some(Declaration::Coupon(coupon)) => Some(coupon),
            _ => None,
        }
    }
}

/// Findings about one promotion among the names that it uses.
#[salsa::tracked(returns(ref))]
pub(crate) fn alone<'db>(db: &'db dyn Db, programme: Programme, decl: Decl<'db>) -> Vec<Finding> {
    let Some(Declaration::Promotion(promotion)) = hir(db, programme, decl).as_deref() else {
        return Vec::new();
    };
    let inference = infer(db, programme, decl);
    let frame = Frame::of(db, programme);
    let mut found = Vec::new();
    // What a check of one declaration has said need not be said in other words.
    let said = inference
        .findings
        .iter()
        .any(|finding| never::SAID_BEFORE.contains(&finding.code));
    if !said {
        found.extend(never::finding(&frame, promotion, &inference.spans));
    }
    steps::findings(&frame, promotion, &inference.spans, &mut found);
    found.extend(coupon::for_known(&frame, promotion, &inference.spans));
    found
}

/// Findings about what promotions do to one another, each with the declaration at which it is told.
pub(crate) fn together(db: &dyn Db, programme: Programme) -> &[(DeclarationKey, Finding)] {
    displaced::displaced(db, programme)
}

/// A scheme and its promotions.
pub(crate) struct Combined {
    combine: Combine,
    favour: Favour,
    members: Vec<usize>,
}

/// What advice is about: every promotion, and which of them meet.
pub(crate) struct Advice<'db> {
    /// By name.
    promotions: Vec<(Decl<'db>, &'db Promotion)>,
    /// In the order in which they act, those that have promotions.
    schemes: Vec<Combined>,
    currency: Currency,
}

impl<'db> Advice<'db> {
    fn of(db: &'db dyn Db, programme: Programme) -> Self {
        let mut promotions: Vec<(Decl<'db>, &'db Promotion)> = Vec::new();
        let mut schemes: FxHashMap<&SchemeRef, Vec<usize>> = FxHashMap::default();
        for decl in programme_declarations(db, programme) {
            if let Some(Declaration::Promotion(promotion)) = hir(db, programme, *decl).as_deref() {
                schemes.entry(&promotion.scheme).or_default().push(promotions.len());
                promotions.push((*decl, promotion));
            }
        }
        let combined = crate::semantics::scheme_order(db, programme)
            .iter()
            .filter_map(|scheme| {
                let members = schemes.remove(scheme)?;
                let (combine, favour) = match scheme {
                    SchemeRef::Gifts => (Combine::First, Favour::Customer),
                    SchemeRef::Own(phase) => (crate::infer::scheme_defaults(*phase).0, Favour::Customer),
                    SchemeRef::Named(name) => {
                        let declared = crate::semantics::scheme(db, programme, name.clone())?;
                        (declared.combine, declared.favour)
                    }
                };
                Some(Combined {
                    combine,
                    favour,
                    members,
                })
            });
        Self {
            schemes: combined.collect(),
            promotions,
            currency: crate::semantics::currency(db, programme),
        }
    }
}

/// What may well be meant and is still worth knowing, each with its declaration. Not remembered: who asks for it waits.
pub(crate) fn advice(db: &dyn Db, programme: Programme) -> Vec<(Decl<'_>, Finding)> {
    let asked = Advice::of(db, programme);
    let frame = Frame::of(db, programme);
    let mut found: Vec<(usize, Finding)> = Vec::new();
    let mut shelf = Shelf::of(db, programme, asked.currency);
    hundred::findings(&frame, &asked, &mut shelf, &mut found);
    floor::findings(&frame, &asked, &mut shelf, &mut found);
    split::findings(&frame, &asked, &mut found);
    let mut told: Vec<(Decl<'_>, Finding)> = found
        .into_iter()
        .filter_map(|(at, finding)| Some((asked.promotions.get(at)?.0, finding)))
        .collect();
    for decl in programme_declarations(db, programme) {
        if decl.kind(db) != Kind::Set {
            continue;
        }
        let Some(Declaration::Set(declared)) = hir(db, programme, *decl).as_deref() else {
            continue;
        };
        let user = asked
            .promotions
            .iter()
            .map(|(_, promotion)| *promotion)
            .find(|promotion| {
                let each = promotion.each.as_ref();
                each.is_some_and(|(each, _)| each.name.as_ref() == Some(&declared.name))
            });
        if let Some((span, mut finding)) = roles::competing(&frame, &declared.set, user, asked.currency) {
            finding.at = At::Own(infer(db, programme, *decl).spans.get(span));
            told.push((*decl, finding));
        }
    }
    told
}
