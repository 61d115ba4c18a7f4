//! Analyses beyond types: what can never happen although each declaration is right by itself, and what may happen otherwise
//! than its author thinks. Every warning is sure; where it cannot be told, nothing is said.
//!
//! What one promotion never does is a question of its own for each promotion, so an edit asks about one. What promotions do to
//! one another is one question over all of them, linear in their number.

mod condition;
mod coupon;
mod displaced;
pub(crate) mod goods;
mod never;
mod reward;
mod stores;
pub(crate) mod time;

use crate::db::{Db, Programme};
use crate::declarations::{Decl, DeclarationKey, Kind, Namespace};
use crate::diagnostic::Finding;
use crate::hir::{Coupon, Declaration, ItemSelection, Name, Prohibition, ProtectRule};
use crate::infer::infer;
use crate::names::{Lookup, programme_declarations, resolve};
use crate::semantics::hir;

use goods::Goods;

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
    found.extend(coupon::for_known(&frame, promotion, &inference.spans));
    found
}

/// Findings about what promotions do to one another, each with the declaration at which it is told.
pub(crate) fn together(db: &dyn Db, programme: Programme) -> &[(DeclarationKey, Finding)] {
    displaced::displaced(db, programme)
}

/// What may well be meant and is still worth knowing, each with its declaration. Not remembered: who asks for it waits.
pub(crate) fn advice(db: &dyn Db, programme: Programme) -> Vec<(Decl<'_>, Finding)> {
    let _ = (db, programme);
    Vec::new()
}
