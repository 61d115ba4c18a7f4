//! The decision as tills and people read it: words, decimals, fixed field order. Decides nothing.

mod amounts;
pub(crate) mod consumes;
pub(crate) mod coupons;
mod gifts;
mod identity;
mod messages;
pub mod model;
pub(crate) mod said;

use perk_plan::{Remark, remark};
use std::collections::BTreeMap;

use perk_plan::{Receipt, SourceMap};

pub use model::Decision;
use model::{ClientSaid, LineSaid, PartSaid, Show, Took, Totals, Verdict};

use crate::engine::Engine;
use crate::explain;
use crate::index::wide;
use crate::intake::Case;
use crate::money::fiscal;
use crate::outcome::Allocation;
use crate::workspace::Workspace;

pub(crate) use amounts::{amount, quantity};

/// Which promotions a decision speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Explain {
    /// Those that applied.
    None,
    /// Those that the receipt touched: goods, window and store match.
    #[default]
    Touched,
    /// Every promotion of the plan.
    All,
    /// One, by name.
    One(String),
}

/// How a decision is to be said.
#[derive(Debug, Clone, Default)]
pub struct DecideOptions<'a> {
    /// Which promotions to explain.
    pub explain: Explain,
    /// Where clauses stand in their source, if that is known.
    pub source_map: Option<&'a SourceMap>,
}

/// Says an outcome in full.
pub(crate) fn build(
    engine: &Engine,
    receipt: &Receipt,
    case: &Case,
    workspace: &mut Workspace,
    options: &DecideOptions<'_>,
) -> Decision {
    let plan = engine.plan();
    let digits = plan.currency.digits;
    let (promotions, asked) = explain::verdicts(engine, case, workspace, options);
    let outcome = &workspace.outcome;
    let money = |minor: i64| amount(minor, digits);
    let zero = money(0);
    let certificates = zero.clone();
    let mut decision = Decision {
        schema: 1,
        decision: String::new(),
        receipt: case.id.clone(),
        plan: engine.plan_hash().to_owned(),
        currency: plan.currency.code.clone(),
        client: ClientSaid {
            status: explain::words::status(case.client.status),
            id: case.client.id.clone(),
        },
        lines: lines(engine, case, workspace),
        totals: Totals {
            gross: money(outcome.gross),
            discount: money(outcome.discount),
            spent: zero,
            rounding: money(outcome.rounding),
            net: money(outcome.net),
            certificates,
            due: money(outcome.net),
        },
        accounts: BTreeMap::new(),
        promotions,
        coupons: coupons::answers(engine, case, outcome, &asked),
        consumes: coupons::consumed(engine, case, outcome)
            .into_iter()
            .chain(consumes::consumes(engine, case, outcome))
            .collect(),
        offers: gifts::offers(engine, case, &workspace.outcome),
        print: Vec::new(),
        show: Show::default(),
        issue: coupons::issued(engine, case, outcome),
        send: Vec::new(),
        optimality: explain::optimality(engine, workspace),
        warnings: warnings(engine, case, workspace),
        extra: receipt.extra.clone(),
    };
    messages::fill(engine, case, workspace, &mut decision);
    decision.decision = identity::name(engine, receipt, case, &workspace.outcome);
    decision
}

/// What looked odd, and every promotion that could not be worked out: a discount is never lost silently.
fn warnings(engine: &Engine, case: &Case, workspace: &Workspace) -> Vec<Remark> {
    let mut said = case.warnings.clone();
    gifts::warn(engine, case, &workspace.outcome, &mut said);
    for (promotion, fault) in &workspace.outcome.faults {
        let name = name(engine, *promotion);
        let warning = remark!(
            "promotion `{name}` could not be worked out: {fault}",
            "акцию `{name}` рассчитать не удалось: {fault}"
        );
        if !said.contains(&warning) {
            said.push(warning);
        }
    }
    said
}

fn lines(engine: &Engine, case: &Case, workspace: &Workspace) -> Vec<LineSaid> {
    let plan = engine.plan();
    let digits = plan.currency.digits;
    let mut by_line: Vec<Vec<&Allocation>> = vec![Vec::new(); case.lines.len()];
    for allocation in &workspace.outcome.allocations {
        if let Some(list) = by_line.get_mut(wide(allocation.line)) {
            list.push(allocation);
        }
    }
    let is_gift = |promotion: u32| {
        let ready = engine.index.ready.get(wide(promotion));
        ready.is_some_and(|ready| ready.gift.is_some())
    };
    let scheme = |promotion: u32| engine.index.ready.get(wide(promotion)).map(|ready| ready.gate.scheme);
    let mut said = Vec::with_capacity(case.lines.len());
    for ((line, outcome), mut allocations) in case.lines.iter().zip(&workspace.outcome.lines).zip(by_line) {
        allocations.sort_by_key(|allocation| (scheme(allocation.promotion), allocation.promotion, allocation.instance));
        let parts = if line.quantity == 0 {
            Vec::new()
        } else if line.weighed {
            vec![fiscal::weighed(outcome.net, line.quantity, plan.rounding)]
        } else {
            fiscal::pieces(outcome.net, line.units, line.marked)
        };
        said.push(LineSaid {
            id: line.id.clone(),
            gross: amount(outcome.gross, digits),
            discount: amount(outcome.discount, digits),
            spent: amount(0, digits),
            net: amount(outcome.net, digits),
            parts: parts
                .into_iter()
                .map(|part| PartSaid {
                    quantity: quantity(part.quantity),
                    price: amount(part.price, digits),
                    amount: amount(part.amount, digits),
                    inexact: part.inexact,
                })
                .collect(),
            applied: allocations
                .into_iter()
                .map(|allocation| Took {
                    promotion: name(engine, allocation.promotion),
                    instance: (allocation.instance > 0).then_some(allocation.instance),
                    quantity: quantity(allocation.quantity),
                    amount: amount(allocation.amount, digits),
                    gift: is_gift(allocation.promotion),
                })
                .collect(),
            elsewhere: line
                .foreign
                .iter()
                .map(|(by, minor)| model::Elsewhere {
                    by: by.clone(),
                    amount: amount(*minor, digits),
                })
                .collect(),
        });
    }
    said
}

/// A promotion's name.
pub(crate) fn name(engine: &Engine, promotion: u32) -> String {
    let plan = engine.plan();
    let name = plan
        .promotions
        .get(wide(promotion))
        .and_then(|found| plan.texts.get(wide(found.name)));
    name.cloned().unwrap_or_default()
}

impl Decision {
    /// Its canonical text: JSON without blanks, fields in their fixed order.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Maps with text keys and plain values always serialize.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The verdict on a promotion, if the decision speaks of it.
    #[must_use]
    pub fn verdict(&self, promotion: &str) -> Option<&Verdict> {
        self.promotions.iter().find(|verdict| verdict.promotion == promotion)
    }
}
