//! Which gate of a promotion is shut, in the order of its clauses: `valid`, `on`, `in`, `for`, `paid by`.

use perk_plan::plan::{Audience, Plan, Promotion, Window};

use super::{status, words};
use crate::decision::model::Because;
use crate::engine::Engine;
use crate::fault::Fault;
use crate::index::gates;
use crate::index::{Ready, wide};
use crate::intake::Case;
use crate::phases::collect::{in_clients, in_stores, paid_by};
use crate::workspace::Workspace;

/// Whether no recurring window is open.
pub(super) fn shut_for_now(case: &Case, promotion: &Promotion) -> bool {
    gates::on(&promotion.on, &case.now, |property| case.client.date(property)) == Some(false)
}

/// Whether the promotion is for other stores.
pub(super) fn other_store(engine: &Engine, case: &Case, promotion: &Promotion, workspace: &mut Workspace) -> bool {
    let held = promotion
        .stores
        .map(|stores| in_stores(engine, case, stores, &mut workspace.work));
    matches!(held, Some(Ok(Some(false) | None)))
}

/// The first gate that is shut: its position and why.
pub(super) fn first_shut(
    engine: &Engine,
    case: &Case,
    promotion: &Promotion,
    ready: &Ready,
    workspace: &mut Workspace,
) -> Result<Option<(usize, Because)>, Fault> {
    let plan = engine.plan();
    let now = || Some(words::instant(case.local));
    if !ready.gate.valid(&case.now, promotion) {
        let needed = promotion.valid.iter().map(window).collect::<Vec<_>>().join(", ");
        let because = Because {
            code: "window.closed",
            found: now(),
            needed: Some(needed),
            ..Because::default()
        };
        return Ok(Some((0, because)));
    }
    match gates::on(&promotion.on, &case.now, |property| case.client.date(property)) {
        Some(true) => {}
        Some(false) => {
            return Ok(Some((
                1,
                Because {
                    code: "day.closed",
                    found: now(),
                    ..Because::default()
                },
            )));
        }
        None => return Ok(Some((1, unknown(case)))),
    }
    if let Some(stores) = promotion.stores
        && in_stores(engine, case, stores, &mut workspace.work)? != Some(true)
    {
        let because = Because {
            code: "store.other",
            found: case.store_number.clone(),
            of: name(plan, plan.stores.get(wide(stores)).and_then(|stores| stores.name)),
            ..Because::default()
        };
        return Ok(Some((2, because)));
    }
    match promotion.audience {
        Audience::Anyone => {}
        Audience::Known => {
            if !case.client.known() {
                return Ok(Some((3, unknown(case))));
            }
        }
        Audience::Clients(clients) => {
            if in_clients(engine, case, clients, case.now.date, &mut workspace.work)? != Some(true) {
                let of = name(plan, plan.clients.get(wide(clients)).and_then(|clients| clients.name));
                let because = if case.client.known() {
                    Because {
                        code: "client.other",
                        of,
                        ..Because::default()
                    }
                } else {
                    Because { of, ..unknown(case) }
                };
                return Ok(Some((3, because)));
            }
        }
    }
    if let Some(list) = promotion.paid_by
        && !paid_by(engine, case, list)
    {
        let found: Vec<&str> = case
            .tenders
            .iter()
            .map(|(kind, brand)| brand.as_deref().unwrap_or(kind.as_str()))
            .collect();
        let because = Because {
            code: "tender.other",
            found: (!found.is_empty()).then(|| found.join(", ")),
            needed: Some(words::list(plan, list)),
            ..Because::default()
        };
        return Ok(Some((4, because)));
    }
    Ok(None)
}

/// The client is not known, or a fact of the client is not.
pub(super) fn unknown(case: &Case) -> Because {
    let code = if case.client.known() {
        "client.fact_unknown"
    } else {
        "client.unknown"
    };
    Because {
        code,
        found: Some(status(case.client.status).to_owned()),
        ..Because::default()
    }
}

fn window(window: &Window) -> String {
    let from = window.from.map_or(String::new(), words::instant);
    let to = window.to.map_or(String::new(), words::instant);
    format!("{from} .. {to}")
}

fn name(plan: &Plan, name: Option<u32>) -> Option<String> {
    name.and_then(|name| plan.texts.get(wide(name))).cloned()
}
