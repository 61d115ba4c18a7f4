//! What confirming a decision takes of limits, and how a limit is said; decides nothing.

use perk_plan::Lang;
use perk_plan::plan::{Limit, LimitAmount, LimitPer, Plan};
use perk_plan::uses::{Holder, UseKey};

use super::model::{Consumed, LimitSaid};
use super::said::Said;
use super::{amount, name};
use crate::allowance;
use crate::engine::Engine;
use crate::index::wide;
use crate::intake::Case;
use crate::outcome::{Applied, Outcome};

/// What each promotion that applied takes of each of its limits across receipts, by promotion, in the order of its clauses.
pub(super) fn consumes(engine: &Engine, case: &Case, outcome: &Outcome) -> Vec<Consumed> {
    let mut found = Vec::new();
    each(engine, case, outcome, |applied, limit, key| {
        let plan = engine.plan();
        let taken = allowance::taken(limit.amount, applied);
        // A promotion that only prints takes no money and no pieces.
        if taken <= 0 {
            return;
        }
        // Only money may be cut, and by that limit alone which it would have passed.
        let whole = taken.saturating_add(applied.withheld);
        let asked = match (limit.amount, plan.promotions.get(wide(applied.promotion))) {
            (LimitAmount::Money(most), Some(promotion)) if limit.partial && applied.withheld > 0 => {
                allowance::used(plan, case, promotion, limit, key).saturating_add(whole) > most
            }
            (LimitAmount::Money(_) | LimitAmount::Times(_) | LimitAmount::Pieces(_), _) => false,
        };
        found.push(Consumed::Limit {
            promotion: name(engine, applied.promotion),
            key: key.to_string(),
            unit: allowance::unit(plan, limit.amount).to_owned(),
            amount: said(plan, limit.amount, taken),
            asked: asked.then(|| said(plan, limit.amount, whole)),
        });
    });
    found
}

/// What was used before of every limit that is now used further: part of what was decided upon.
pub(super) fn before(engine: &Engine, case: &Case, outcome: &Outcome) -> Vec<i64> {
    let mut found = Vec::new();
    each(engine, case, outcome, |applied, limit, key| {
        let plan = engine.plan();
        if let Some(promotion) = plan.promotions.get(wide(applied.promotion)) {
            found.push(allowance::used(plan, case, promotion, limit, key));
        }
    });
    found
}

fn each(engine: &Engine, case: &Case, outcome: &Outcome, mut with: impl FnMut(&Applied, &Limit, &UseKey)) {
    let across = |applied: &&Applied| {
        let ready = engine.index.ready.get(wide(applied.promotion));
        // A gift that is only offered has used nothing yet.
        ready.is_some_and(|ready| ready.across) && !outcome.only_offers(applied.promotion)
    };
    let mut applied: Vec<&Applied> = outcome.applied.iter().filter(across).collect();
    applied.sort_unstable_by_key(|applied| applied.promotion);
    for applied in applied {
        let promotion = engine.plan().promotions.get(wide(applied.promotion));
        for limit in promotion.map_or(&[][..], |promotion| &promotion.limits) {
            if let LimitPer::Key(key) = limit.per
                && let Ok(Some(key)) = allowance::key(case, key)
            {
                with(applied, limit, &key);
            }
        }
    }
}

/// A limit and how far it was used before this receipt.
pub(crate) fn limit(engine: &Engine, case: &Case, promotion: u32, at: usize) -> Option<LimitSaid> {
    let plan = engine.plan();
    let promotion = plan.promotions.get(wide(promotion))?;
    let limit = promotion.limits.get(at)?;
    let (key, used, opens) = match limit.per {
        LimitPer::Receipt => (Said::clause_as("receipt", "чек"), 0, None),
        LimitPer::Key(per) => {
            let key = allowance::key(case, per).ok().flatten()?;
            let used = allowance::used(plan, case, promotion, limit, &key);
            let opens = per.period.and_then(|period| period.next(case.now.date));
            (Said::clause_as(key.to_string(), russian(&key)), used, opens)
        }
    };
    Some(LimitSaid {
        key,
        unit: allowance::unit(plan, limit.amount).to_owned(),
        allowed: said(plan, limit.amount, allowance::allowed(limit.amount)),
        used: said(plan, limit.amount, used),
        opens: opens.map(Said::date),
        at: None,
        words: None,
    })
}

/// A count, or money with the digits of its currency.
fn said(plan: &Plan, unit: LimitAmount, count: i64) -> String {
    match unit {
        LimitAmount::Times(_) | LimitAmount::Pieces(_) => count.to_string(),
        LimitAmount::Money(_) => amount(count, plan.currency.digits),
    }
}

/// A key in Russian words.
fn russian(key: &UseKey) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (word, holder) in [("клиент", &key.client), ("карта", &key.card), ("магазин", &key.store)] {
        if let Holder::Of(name) = holder {
            parts.push(format!("{word} {name}"));
        }
    }
    if let Some((period, Some(start))) = key.period {
        let start = crate::explain::words::date_in_russian(start);
        parts.push(format!("{} с {start}", period.said(Lang::Russian)));
    }
    if parts.is_empty() {
        "всего".to_owned()
    } else {
        parts.join(", ")
    }
}
