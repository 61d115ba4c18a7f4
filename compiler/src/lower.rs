//! One declaration's meaning to a fragment of a plan; knows no other declaration and no position.
//!
//! A fragment holds programs whose indices point into its own small tables ([`Locals`]); references to other declarations
//! stay names. So a fragment depends on one declaration alone, and [`crate::link`] only renumbers.

mod condition;
mod coupon;
mod locals;
mod promotion;
mod selection;

use std::sync::Arc;

use perk_plan::ops::Code;
use perk_plan::plan::{
    Audience, Codes, Combine, Favour, Limit, Phase, Place, ProtectRule, Recurring, Scope, Set, Window,
};
use perk_plan::{Date, ops};
use rust_decimal::Decimal;

use crate::db::{Db, Programme};
use crate::declarations::Decl;
use crate::hir::{Declaration, Name, Property, Protect, SchemeRef, SpanId, Text};
use crate::semantics;

use locals::Builder;
pub use locals::{Locals, Symbol};
pub(crate) use selection::holds_guests;

/// What one declaration adds to the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fragment {
    /// `product property`
    ProductProperty(Property),
    /// `client property`
    ClientProperty(Property),
    /// `items`
    Items(SelectionFragment),
    /// `stores`
    Stores(SelectionFragment),
    /// `clients`
    Clients(SelectionFragment),
    /// `protect`
    Protect(ProtectFragment),
    /// `scheme`
    Scheme(SchemeFragment),
    /// `coupon`
    Coupon(CouponFragment),
    /// `promotion`
    Promotion(Box<PromotionFragment>),
}

/// A named selection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelectionFragment {
    /// Its name.
    pub name: Name,
    /// Its program.
    pub code: Code,
    /// The tables of the program.
    pub locals: Locals,
}

/// A protection: goods and what is forbidden, rule by rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProtectFragment {
    /// The goods, in `locals`.
    pub items: ops::ItemsId,
    /// Each rule with its first and last day.
    pub rules: Vec<(ProtectRule, Option<Date>, Option<Date>)>,
    /// The tables.
    pub locals: Locals,
}

/// A declared scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemeFragment {
    /// Its name.
    pub name: Name,
    /// Its phase.
    pub phase: Phase,
    /// How promotions are combined.
    pub combine: Combine,
    /// What takes part in at most one promotion.
    pub scope: Scope,
    /// Whose benefit counts.
    pub favour: Favour,
}

/// A coupon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CouponFragment {
    /// Its folded name.
    pub name: Name,
    /// Its title, or its name as its author wrote it.
    pub title: Text,
    /// Its codes; texts and lists are in `locals`.
    pub codes: Codes,
    /// How many times a code may be used.
    pub uses: Option<u32>,
    /// Whether that is for each client.
    pub per_client: bool,
    /// Whether a code belongs to one client.
    pub bound: bool,
    /// Windows, sorted, without repeats.
    pub valid: Vec<Window>,
    /// The tables.
    pub locals: Locals,
}

/// A promotion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromotionFragment {
    /// Its folded name.
    pub name: Name,
    /// Its title, or its name as its author wrote it.
    pub title: Text,
    /// Its scheme.
    pub scheme: SchemeRef,
    /// Larger goes first.
    pub priority: i32,
    /// Applies alone.
    pub exclusive: bool,
    /// Windows, sorted, without repeats.
    pub valid: Vec<Window>,
    /// Recurring windows, sorted, without repeats.
    pub on: Vec<Recurring>,
    /// The stores, in `locals`.
    pub stores: Option<ops::StoresId>,
    /// The clients; a selection is in `locals`.
    pub audience: Audience,
    /// Coupons: ways to fulfil the clause, in written order.
    pub with: Vec<Vec<Name>>,
    /// Tenders: a list in `locals`.
    pub paid_by: Option<ops::ListId>,
    /// The set; its texts and goods are in `locals`.
    pub each: Option<Set>,
    /// How many conditions the body requires.
    pub conditions: u16,
    /// The body.
    pub body: Code,
    /// Limits, in written order.
    pub limits: Vec<Limit>,
    /// Texts, in written order.
    pub messages: Vec<MessageFragment>,
    /// Coupons it issues, in written order.
    pub issues: Vec<Name>,
    /// Ladders of the body.
    pub ladders: Vec<perk_plan::plan::Ladder>,
    /// The tables.
    pub locals: Locals,
    /// Where its parts are written.
    pub spans: PromotionSpans,
}

/// A text with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageFragment {
    /// Where it goes.
    pub place: Place,
    /// Its pieces; texts and properties are in the promotion's `locals`.
    pub pieces: Vec<perk_plan::plan::Piece>,
}

/// Where the parts of a promotion are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromotionSpans {
    /// Its name.
    pub declared: SpanId,
    /// Its gates: `valid`, `on`, `in`, `for`, `with`, `paid by`; the first of several.
    pub gates: [Option<SpanId>; 6],
    /// Its conditions.
    pub conditions: Vec<SpanId>,
    /// Its limits.
    pub limits: Vec<SpanId>,
    /// The steps of its ladders, in the order of its effects.
    pub ladders: Vec<Vec<SpanId>>,
    /// Where the roles of its set stand in canonical order, in written order.
    pub roles: Vec<u16>,
}

/// The fragment of a declaration, remembered: it is made anew only when the meaning of this declaration changes.
#[salsa::tracked(returns(ref))]
pub fn fragment<'db>(db: &'db dyn Db, programme: Programme, decl: Decl<'db>) -> Option<Arc<Fragment>> {
    let declaration = semantics::hir(db, programme, decl).as_deref()?;
    lower(declaration).map(Arc::new)
}

/// The fragment of a declaration; `None` for one that adds nothing to the plan by itself (`retailer`, which is its
/// frame, `set`, which stands in the promotions about it, and `test`).
#[must_use]
pub fn lower(declaration: &Declaration) -> Option<Fragment> {
    Some(match declaration {
        // A set is part of each promotion that is about it.
        Declaration::Retailer(_) | Declaration::Set(_) | Declaration::Test(_) => return None,
        Declaration::ProductProperty(property) => Fragment::ProductProperty(property.clone()),
        Declaration::ClientProperty(property) => Fragment::ClientProperty(property.clone()),
        Declaration::Items(items) => {
            let mut locals = Builder::default();
            let code = selection::items(&items.selection, &mut locals);
            Fragment::Items(SelectionFragment {
                name: items.name.clone(),
                code,
                locals: locals.finish(),
            })
        }
        Declaration::Stores(stores) => {
            let mut locals = Builder::default();
            let code = selection::stores(&stores.selection, &mut locals);
            Fragment::Stores(SelectionFragment {
                name: stores.name.clone(),
                code,
                locals: locals.finish(),
            })
        }
        Declaration::Clients(clients) => {
            let mut locals = Builder::default();
            let code = selection::clients(&clients.selection, &mut locals);
            Fragment::Clients(SelectionFragment {
                name: clients.name.clone(),
                code,
                locals: locals.finish(),
            })
        }
        Declaration::Protect(protect) => Fragment::Protect(self::protect(protect)),
        Declaration::Scheme(scheme) => Fragment::Scheme(SchemeFragment {
            name: scheme.name.clone(),
            phase: scheme.phase,
            combine: scheme.combine,
            scope: scheme.scope,
            favour: scheme.favour,
        }),
        Declaration::Coupon(coupon) => Fragment::Coupon(coupon::lower(coupon)),
        Declaration::Promotion(promotion) => Fragment::Promotion(Box::new(promotion::lower(promotion))),
    })
}

fn protect(protect: &Protect) -> ProtectFragment {
    use crate::hir::ProtectRule as Rule;
    let mut locals = Builder::default();
    let items = locals.items(&protect.items);
    let rules = protect.rules.iter().map(|prohibition| {
        let rule = match &prohibition.rule {
            Rule::NoPromotion => ProtectRule::NoPromotion,
            Rule::NoDiscount => ProtectRule::NoDiscount,
            Rule::NoPoints => ProtectRule::NoPoints,
            Rule::PriceAtLeast { price, per } => {
                let per = per.map_or((Decimal::ONE, ops::Unit::Sale), |per| {
                    (per.amount.normalize(), per.unit)
                });
                ProtectRule::PriceAtLeast {
                    price: price.minor,
                    per,
                }
            }
            Rule::DiscountAtMost(percent) => ProtectRule::DiscountAtMost(percent.0.normalize()),
        };
        (rule, prohibition.from, prohibition.to)
    });
    let rules = rules.collect();
    ProtectFragment {
        items,
        rules,
        locals: locals.finish(),
    }
}
