//! Which gate of a promotion is shut, in the order of its clauses: `valid`, `on`, `in`, `for`, `with`, `paid by`.

use perk_plan::plan::{Audience, Days, Plan, Promotion, Window};
use perk_plan::{Op, listing};

use super::{condition, words};
use crate::allowance::Lack;
use crate::decision::model::Because;
use crate::decision::said::Said;
use crate::engine::Engine;
use crate::fault::Fault;
use crate::index::gates;
use crate::index::{Ready, wide};
use crate::intake::Case;
use crate::phases::collect::{in_clients, in_stores, paid_by};
use crate::vm::receipt::{ReceiptRoom, Selections};
use crate::vm::{self, Room, Value};

/// For programs that ask for no goods.
struct NoSelections;

impl Selections for NoSelections {
    fn mask(&self, _: u32) -> Option<&[u64]> {
        None
    }
}

/// Whether no recurring window is open.
pub(super) fn shut_for_now(case: &Case, promotion: &Promotion) -> bool {
    gates::on(&promotion.on, &case.now, |property| case.client.date(property)) == Some(false)
}

/// Whether the promotion is for other stores.
pub(super) fn other_store(engine: &Engine, case: &Case, promotion: &Promotion, work: &mut vm::Work) -> bool {
    let held = promotion.stores.map(|stores| in_stores(engine, case, stores, work));
    matches!(held, Some(Ok(Some(false) | None)))
}

/// The first gate that is shut: its position and why.
pub(super) fn first_shut(
    engine: &Engine,
    case: &Case,
    promotion: &Promotion,
    ready: &Ready,
    work: &mut vm::Work,
) -> Result<Option<(usize, Because)>, Fault> {
    let plan = engine.plan();
    if !ready.gate.valid(&case.now, promotion) {
        let because = Because {
            code: "window.closed",
            found: Some(Said::instant(case.local)),
            needed: windows(&promotion.valid),
            ..Because::default()
        };
        return Ok(Some((0, because)));
    }
    match gates::on(&promotion.on, &case.now, |property| case.client.date(property)) {
        Some(true) => {}
        Some(false) => {
            let clauses = |lang| {
                let clauses: Vec<String> = promotion
                    .on
                    .iter()
                    .map(|recurring| listing::recurring(plan, recurring, lang))
                    .collect();
                clauses.join(", ")
            };
            let because = Because {
                code: "day.closed",
                found: Some(Said::instant(case.local)),
                needed: Some(Said::clause(clauses)),
                ..Because::default()
            };
            return Ok(Some((1, because)));
        }
        None => {
            let missing = promotion.on.iter().find_map(|recurring| match recurring.days {
                Days::AroundClientDate { property, .. } if case.client.date(property).is_none() => {
                    property_name(plan, property)
                }
                Days::AroundClientDate { .. }
                | Days::Every
                | Days::Weekdays(_)
                | Days::OfMonth(..)
                | Days::NthWeekday(..) => None,
            });
            return Ok(Some((1, unknown(case, missing))));
        }
    }
    if let Some(stores) = promotion.stores
        && in_stores(engine, case, stores, work)? != Some(true)
    {
        return Ok(Some((2, store_other(engine, case, stores))));
    }
    match promotion.audience {
        Audience::Anyone => {}
        Audience::Known => {
            if !case.client.known() {
                return Ok(Some((3, unknown(case, None))));
            }
        }
        Audience::Clients(clients) => {
            if in_clients(engine, case, clients, case.now.date, work)? != Some(true) {
                return Ok(Some((3, client_other(engine, case, clients, work)?)));
            }
        }
    }
    if !promotion.with.is_empty() && case.coupons.way(&promotion.with).is_none() {
        return Ok(Some((4, no_coupon(plan, case, promotion))));
    }
    if let Some(list) = promotion.paid_by
        && !paid_by(engine, case, list)
    {
        let found: Vec<String> = case
            .tenders
            .iter()
            .map(|(kind, brand)| brand.as_ref().unwrap_or(kind).clone())
            .collect();
        let because = Because {
            code: "tender.other",
            found: (!found.is_empty()).then(|| Said::tenders(found)),
            needed: Some(Said::tenders(words::list(plan, list))),
            ..Because::default()
        };
        return Ok(Some((5, because)));
    }
    Ok(None)
}

/// No code was presented for what `with` asks, or one that may not be used: then why.
fn no_coupon(plan: &Plan, case: &Case, promotion: &Promotion) -> Because {
    let refused = case.coupons.codes.iter().find_map(|code| {
        let coupon = code.coupon?;
        let refusal = code.refused?;
        // Another code serves it: what is missing is a coupon beside it.
        if case.coupons.serving(coupon).is_some() {
            return None;
        }
        promotion
            .with
            .iter()
            .any(|way| way.contains(&coupon))
            .then_some((code, refusal))
    });
    let needed = Some(Said::clause(|lang| {
        listing::gate(plan, promotion, listing::Gate::With, lang).unwrap_or_default()
    }));
    match refused {
        Some((code, refusal)) => Because {
            code: "coupon.rejected",
            found: Some(Said::refusal(&code.written, refusal)),
            needed,
            ..Because::default()
        },
        None => Because {
            code: "coupon.missing",
            needed,
            ..Because::default()
        },
    }
}

/// The receipt's store is not in a selection.
pub(super) fn store_other(engine: &Engine, case: &Case, stores: u32) -> Because {
    let plan = engine.plan();
    Because {
        code: "store.other",
        found: case.store_number.clone().map(Said::plain),
        needed: Some(Said::clause(|lang| listing::stores(plan, stores, lang))),
        of: name(plan, plan.stores.get(wide(stores)).and_then(|stores| stores.name)),
        ..Because::default()
    }
}

/// The client is not in a selection: which fact says so, or which fact is not known.
pub(super) fn client_other(engine: &Engine, case: &Case, clients: u32, work: &mut vm::Work) -> Result<Because, Fault> {
    let plan = engine.plan();
    let selection = plan.clients.get(wide(clients)).ok_or(Fault::BadReference)?;
    let of = name(plan, selection.name);
    if !case.client.known() {
        return Ok(Because {
            of,
            ..unknown(case, None)
        });
    }
    let room = ReceiptRoom {
        engine,
        case,
        start: crate::workspace::Start::default(),
        selections: &NoSelections,
    };
    // Of a fact that is not known neither the selection nor its opposite holds.
    if vm::truth(&selection.code, &room, work)?.is_none()
        && let Some(missing) = absent_fact(plan, &selection.code, &room, work)?
    {
        return Ok(unknown(case, Some(missing)));
    }
    let inner = condition::because(&room, &selection.code, work)?.because;
    let compound = inner.code == "condition";
    Ok(Because {
        code: "client.other",
        needed: if compound {
            Some(Said::clause(|lang| listing::clients(plan, clients, lang)))
        } else {
            inner.needed
        },
        found: inner.found,
        missing: inner.missing,
        of: of.or(inner.of),
        ..Because::default()
    })
}

/// The first fact of the client that a program reads and nobody knows, by its name.
fn absent_fact(plan: &Plan, code: &[Op], room: &impl Room, work: &mut vm::Work) -> Result<Option<String>, Fault> {
    for op in code {
        if let Op::Load(fact) = op
            && room.load(*fact, work)? == Value::Absent
            && let Some(name) = condition::client_fact(plan, *fact)
        {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

/// The client is not known, or a fact of the client is not.
pub(super) fn unknown(case: &Case, fact: Option<String>) -> Because {
    if case.client.known() {
        return Because {
            code: "client.fact_unknown",
            of: fact,
            ..Because::default()
        };
    }
    Because {
        code: "client.unknown",
        found: Some(Said::status(case.client.status)),
        ..Because::default()
    }
}

/// The receipt lacks what a limit counts by.
pub(super) fn lacking(case: &Case, lack: Lack) -> Because {
    match lack {
        Lack::Client => unknown(case, None),
        Lack::Card if !case.client.known() => unknown(case, None),
        Lack::Card => Because {
            code: "card.none",
            ..Because::default()
        },
        Lack::Store => Because {
            code: "store.unknown",
            ..Because::default()
        },
    }
}

/// `2026-09-01 00:00 .. 2026-10-01 00:00`, several divided by commas.
fn windows(windows: &[Window]) -> Option<Said> {
    let canonical = |window: &Window| {
        let from = window.from.map_or(String::new(), words::instant);
        let to = window.to.map_or(String::new(), words::instant);
        format!("{from} .. {to}")
    };
    let text: Vec<String> = windows.iter().map(canonical).collect();
    let russian: Vec<String> = windows
        .iter()
        .map(|window| listing::window(window, perk_plan::Lang::Russian))
        .collect();
    (!text.is_empty()).then(|| Said::clause_as(text.join(", "), russian.join(", ")))
}

/// The name of a client's property.
pub(super) fn property_name(plan: &Plan, property: u16) -> Option<String> {
    let property = plan.client_properties.get(usize::from(property))?;
    name(plan, Some(property.name))
}

fn name(plan: &Plan, name: Option<u32>) -> Option<String> {
    name.and_then(|name| plan.texts.get(wide(name))).cloned()
}
