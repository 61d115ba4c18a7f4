//! Fragments to one plan in canonical order; knows no tree, no position and no file.
//!
//! Every table is put in an order that follows from its content, so neither the order of files and declarations nor the
//! spelling of keywords can be seen in the plan: texts by code points, lists by their texts, selections by how deep they
//! refer and then by name (those written in place by their programs), schemes by phase and acting order, ladders by
//! first use, promotions by name.

mod coupons;
mod numbering;
mod promotions;
mod relocate;
mod selections;
mod tables;

use perk_plan::Plan;
use perk_plan::plan::{Currency, Store, TotalRounding};
use perk_plan::source_map::{Place, PromotionSource, SourceMap};

use crate::db::{Db, Programme};
use crate::declarations::Kind;
use crate::hir::{Declaration, Name, Property, Retailer, SchemeRef, SpanId};
use crate::lower::{self, Fragment, PromotionSpans};
use crate::names::programme_declarations;
use crate::semantics::{self, StoreTable};

/// What a programme says beside its declarations.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The `retailer` block.
    pub retailer: &'a Retailer,
    /// All schemes in the order in which they act; a phase's own scheme may be missing or unused.
    pub scheme_order: &'a [SchemeRef],
    /// Properties of clients that need no declaration; those that some fragment reads become part of the plan.
    pub built_in: &'a [Property],
    /// The table of stores.
    pub stores: &'a StoreTable,
}

/// A plan, and where the promotions of its table are written: [`source_map`] turns that into places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    /// The plan. It passes [`perk_plan::verify()`].
    pub plan: Plan,
    /// By promotion, in the plan's order: its name and its spans.
    pub spans: Vec<(Name, PromotionSpans)>,
    /// By prohibition, in the plan's order: which fragment among those of protections, and which of its rules.
    pub protects: Vec<(usize, usize)>,
}

/// Why fragments do not make a plan. A programme without errors never meets one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkError {
    /// The declaration.
    pub declaration: String,
    /// What is wrong.
    pub message: String,
}

impl std::fmt::Display for LinkError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}: {}", self.declaration, self.message)
    }
}

impl std::error::Error for LinkError {}

/// Why a programme has no plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoPlan {
    /// It has errors; its diagnostics say which.
    Errors,
    /// Its fragments do not fit: a fault of the compiler, never of the author.
    Link(LinkError),
}

/// The plan of a programme.
#[salsa::tracked(returns(ref))]
pub fn plan(db: &dyn Db, programme: Programme) -> Result<Linked, NoPlan> {
    if semantics::has_errors(db, programme) {
        return Err(NoPlan::Errors);
    }
    crate::ahead::fragments(db, programme);
    let fragments: Vec<&Fragment> = programme_declarations(db, programme)
        .iter()
        .filter_map(|decl| lower::fragment(db, programme, *decl).as_deref())
        .collect();
    let frame = Frame {
        retailer: semantics::retailer(db, programme),
        scheme_order: semantics::scheme_order(db, programme),
        built_in: semantics::client_properties(db, programme),
        stores: semantics::store_table(db, programme),
    };
    link(fragments, &frame).map_err(NoPlan::Link)
}

/// Where the promotions of a plan and their clauses are written. Unlike the plan it changes with every line added above.
#[must_use]
pub fn places(db: &dyn Db, programme: Programme, linked: &Linked) -> SourceMap {
    let promotions: rustc_hash::FxHashMap<&Name, _> = programme_declarations(db, programme)
        .iter()
        .filter(|decl| decl.kind(db) == Kind::Promotion)
        .map(|decl| (decl.name(db), *decl))
        .collect();
    let mut map = source_map(linked, |name, span| {
        promotions
            .get(name)
            .map(|decl| semantics::place(db, programme, *decl, span))
            .unwrap_or_default()
    });
    let protections: Vec<_> = programme_declarations(db, programme)
        .iter()
        .filter(|decl| {
            matches!(
                lower::fragment(db, programme, **decl).as_deref(),
                Some(Fragment::Protect(_))
            )
        })
        .collect();
    let place = |(fragment, rule): &(usize, usize)| {
        let decl = **protections.get(*fragment)?;
        match semantics::hir(db, programme, decl).as_deref() {
            Some(Declaration::Protect(protect)) => {
                let prohibition = protect.rules.get(*rule)?;
                Some(semantics::place(db, programme, decl, prohibition.span))
            }
            _ => None,
        }
    };
    map.protects = linked
        .protects
        .iter()
        .map(|origin| place(origin).unwrap_or_default())
        .collect();
    map
}

/// Puts fragments together. Their order means nothing.
///
/// # Errors
/// A reference to a name that no fragment declares, references in a circle, or a table too large for its indices.
pub fn link<'a>(fragments: impl IntoIterator<Item = &'a Fragment>, frame: &Frame<'a>) -> Result<Linked, LinkError> {
    let parts = tables::Parts::sort(fragments, frame);
    let numbering = numbering::Numbering::of(&parts, frame)?;
    let selections = selections::Selections::of(&parts, &numbering)?;
    let schemes = tables::schemes(&parts, frame, &numbering)?;
    let coupons = coupons::all(&parts, &numbering, &selections)?;
    let promotions = promotions::all(&parts, &numbering, &selections, &schemes)?;
    let product_properties = tables::properties(&parts.product_properties, &numbering)?;
    let client_properties = tables::properties(&parts.client_properties, &numbering)?;
    let store_columns = numbering.store_columns()?;
    let store_table = stores(frame, &numbering)?;
    let (protects, origins) = tables::protects(&parts, &numbering, &selections)?;
    let (texts, lists) = numbering.into_tables();
    let retailer = frame.retailer;
    let plan = Plan {
        name: retailer.title.to_string(),
        currency: Currency {
            code: retailer.currency.as_str().to_owned(),
            digits: retailer.currency.digits,
        },
        time_zone: retailer
            .time_zone
            .as_deref()
            .filter(|zone| !zone.is_empty())
            .map(str::to_owned),
        rounding: retailer.rounding,
        total_rounding: retailer.total_rounding.map(|total| TotalRounding {
            step: total.step.minor,
            mode: total.mode,
        }),
        texts,
        lists,
        product_properties,
        client_properties,
        store_columns,
        store_table,
        protects,
        items: selections.items,
        stores: selections.stores,
        clients: selections.clients,
        coupons,
        schemes: schemes.table,
        ladders: promotions.ladders,
        promotions: promotions.table,
    };
    Ok(Linked {
        plan,
        spans: promotions.spans,
        protects: origins,
    })
}

fn stores(frame: &Frame<'_>, numbering: &numbering::Numbering<'_>) -> Result<Vec<Store>, LinkError> {
    let positions = numbering.store_column_positions(&frame.stores.columns);
    let mut table = Vec::with_capacity(frame.stores.rows.len());
    for store in &frame.stores.rows {
        let mut columns = Vec::with_capacity(positions.len());
        for position in &positions {
            let cell = position
                .and_then(|position| store.columns.get(position))
                .and_then(Option::as_ref);
            columns.push(cell.map(|cell| numbering.text(cell)).transpose()?);
        }
        table.push(Store {
            number: numbering.text(&store.number)?,
            time_zone: store.time_zone.as_ref().map(|zone| numbering.text(zone)).transpose()?,
            columns,
        });
    }
    // Texts are numbered in their order, so this is the order of store numbers.
    table.sort_unstable_by_key(|store| store.number);
    Ok(table)
}

/// Places of a linked plan's promotions; `place` answers where a span of a promotion stands.
pub fn source_map(linked: &Linked, mut place: impl FnMut(&Name, SpanId) -> Place) -> SourceMap {
    let promotions = linked.spans.iter().map(|(name, spans)| PromotionSource {
        declared: place(name, spans.declared),
        gates: spans.gates.map(|gate| gate.map(|span| place(name, span))),
        conditions: spans.conditions.iter().map(|span| place(name, *span)).collect(),
        limits: spans.limits.iter().map(|span| place(name, *span)).collect(),
        ladders: spans
            .ladders
            .iter()
            .map(|steps| steps.iter().map(|span| place(name, *span)).collect())
            .collect(),
        roles: spans.roles.clone(),
    });
    SourceMap {
        promotions: promotions.collect(),
        protects: Vec::new(),
    }
}
