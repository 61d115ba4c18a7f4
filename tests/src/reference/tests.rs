//! Figures computed by hand from semantics.md and language.md; the specification that everything else is compared with.

mod combine;
mod coupons;
mod gifts;
mod laws;
mod money;
mod select;
mod sets;
mod uses;

use super::decision::{Outcome, Reason, RefDecision};
use crate::model::calendar::{Date, LocalTime};
use crate::model::receipt::{Catalogue, Clock, Line, Receipt, World};
use crate::model::{
    Base, Combine, Effect, Give, Items, Ladder, Limit, Measure, Minor, Phase, Programme, Promotion, Protect,
    Protection, Rule, Scheme, Scope, Side, Step, Target, Unit, Value,
};

fn named(name: &str, gives: Vec<Give>) -> Promotion {
    Promotion {
        gives,
        ..Promotion::named(name)
    }
}

fn give(effect: Effect) -> Give {
    Give {
        effect,
        base: Base::Start,
    }
}

fn of(base: Base, give: Give) -> Give {
    Give { base, ..give }
}

fn percent(points: i64, items: Items) -> Give {
    give(Effect::Percent(points * 100, Target::Items(items)))
}

fn sum(minor: Minor, items: Items) -> Give {
    give(Effect::Sum(minor, Target::Items(items)))
}

fn percent_off_receipt(points: i64) -> Give {
    give(Effect::Percent(points * 100, Target::Receipt))
}

fn sku(sku: &str) -> Items {
    Items::Sku(vec![sku.to_owned()])
}

fn category(path: &str) -> Items {
    Items::Category(vec![path.to_owned()])
}

fn ladder(target: Target, measure: Measure, steps: &[(Value, Step)], per_slice: bool) -> Give {
    give(Effect::Ladder(Ladder {
        target,
        measure,
        steps: steps.to_vec(),
        per_slice,
    }))
}

fn programme(promotions: Vec<Promotion>) -> Programme {
    Programme {
        promotions,
        ..Programme::default()
    }
}

fn scheme(name: &str, phase: Phase, combine: Combine, scope: Scope) -> Scheme {
    Scheme {
        name: name.to_owned(),
        phase,
        combine,
        scope,
        side: Side::Customer,
        after: None,
    }
}

/// All promotions in one scheme of this kind.
fn under(combine: Combine, promotions: Vec<Promotion>) -> Programme {
    let phase = super::phase_of(&promotions[0]).unwrap();
    let scope = if phase == Phase::Goods {
        Scope::Unit
    } else {
        Scope::Receipt
    };
    let promotions = promotions
        .into_iter()
        .map(|promotion| Promotion {
            scheme: Some("own".to_owned()),
            ..promotion
        })
        .collect();
    Programme {
        schemes: vec![scheme("own", phase, combine, scope)],
        promotions,
        ..Programme::default()
    }
}

fn protect(items: Items, what: Protection) -> Protect {
    dated(items, what, None)
}

fn dated(items: Items, what: Protection, from: Option<Date>) -> Protect {
    Protect {
        items,
        rules: vec![Rule { what, from, to: None }],
    }
}

fn at_least(price: Minor) -> Protection {
    Protection::PriceAtLeast(price, None)
}

fn pieces(id: &str, sku: &str, pcs: i64, price: Minor) -> Line {
    Line::pieces(id, sku, pcs, price)
}

fn weighed(id: &str, sku: &str, milli: i64, price: Minor) -> Line {
    Line {
        quantity: milli,
        unit: Some(Unit::Kg),
        ..Line::pieces(id, sku, 0, price)
    }
}

fn in_category(path: &str, line: Line) -> Line {
    Line {
        category: Some(path.to_owned()),
        ..line
    }
}

/// A Monday at nine.
fn monday() -> LocalTime {
    LocalTime::new(Date::new(2026, 10, 5), 9, 0, 0)
}

fn world(lines: Vec<Line>) -> World {
    let receipt = Receipt {
        id: "R".to_owned(),
        at: monday(),
        clock: Clock::Offset,
        store: None,
        coupons: Vec::new(),
        tenders: Vec::new(),
        claims: Vec::new(),
        lines,
    };
    World {
        catalogue: Catalogue::default(),
        stores: Vec::new(),
        client: None,
        card: None,
        uses: Vec::new(),
        codes: Vec::new(),
        receipt,
    }
}

fn decide(programme: &Programme, lines: Vec<Line>) -> RefDecision {
    super::decide(programme, &world(lines)).unwrap()
}

fn discounts(decision: &RefDecision) -> Vec<Minor> {
    decision.lines.iter().map(|line| line.discount).collect()
}

/// Discount of each promotion, in the order of the programme.
fn by_promotion(decision: &RefDecision) -> Vec<Minor> {
    decision.promotions.iter().map(|promotion| promotion.discount).collect()
}

fn outcome(decision: &RefDecision, name: &str) -> Outcome {
    decision
        .promotions
        .iter()
        .find(|promotion| promotion.name == name)
        .unwrap()
        .outcome
}

fn refused(reason: Reason) -> Outcome {
    Outcome::NotApplied(reason)
}

fn money_limit(amount: Minor, partial: bool) -> Limit {
    Limit::Money { amount, partial }
}
