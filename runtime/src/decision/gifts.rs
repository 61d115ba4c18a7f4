//! Gifts as the till reads them: what is offered, to choose from, and claims and lines that came to nothing. Gives nothing.

use super::model::{Choice, ClaimSaid, Offered};
use super::name;
use crate::engine::Engine;
use crate::index::wide;
use crate::intake::{Case, CaseLine, claims};
use crate::limits::{OFFERS, UNIT};
use crate::outcome::Outcome;
use perk_plan::{Remark, remark};

/// What the till may add, promotion by promotion, by name.
pub(super) fn offers(engine: &Engine, case: &Case, outcome: &Outcome) -> Vec<Offered> {
    let plan = engine.plan();
    let mut open: Vec<_> = outcome.gifts.iter().filter(|gift| gift.offered > 0).collect();
    open.sort_unstable_by_key(|gift| gift.promotion);
    let mut offers = Vec::with_capacity(open.len());
    for gift in open {
        let promotion = name(engine, gift.promotion);
        let ready = engine.index.ready.get(wide(gift.promotion));
        let written = ready.and_then(|ready| ready.gift);
        let distinct = written.is_some_and(|gift| gift.distinct);
        let price = written.map(|gift| gift.price).filter(|price| *price > 0);
        let title = plan
            .promotions
            .get(wide(gift.promotion))
            .and_then(|found| plan.texts.get(wide(found.title)));
        let used = if distinct {
            gift.full.iter().map(|run| case.sku_of(*run)).collect()
        } else {
            Vec::new()
        };
        let mut left = claims::open(engine, case, gift.promotion, &used);
        let choices: Vec<Choice> = left
            .by_ref()
            .take(OFFERS)
            .map(|product| choice(engine, &promotion, product))
            .collect();
        let more = left.count();
        offers.push(Offered {
            decline: ClaimSaid {
                promotion: promotion.clone(),
                choice: None,
                decline: true,
            },
            title: title.cloned().unwrap_or_default(),
            quantity: super::quantity(i64::from(gift.offered).saturating_mul(UNIT)),
            distinct,
            price: price.map(|price| super::amount(price, plan.currency.digits)),
            choices,
            more,
            promotion,
        });
    }
    offers
}

fn choice(engine: &Engine, promotion: &str, product: u32) -> Choice {
    let sku = claims::sku(engine, product).unwrap_or_default().to_owned();
    let known = engine.index.products.catalog.products.get(wide(product));
    Choice {
        name: known.and_then(|known| known.name.clone()),
        claim: ClaimSaid {
            promotion: promotion.to_owned(),
            choice: Some(sku.clone()),
            decline: false,
        },
        sku,
    }
}

/// Choices of promotions that give nothing here, and lines that the till added and nobody gives.
pub(super) fn warn(engine: &Engine, case: &Case, outcome: &Outcome, warnings: &mut Vec<Remark>) {
    let gives = |promotion: u32| outcome.gifts.iter().any(|gift| gift.promotion == promotion);
    for claim in &case.claims {
        if claim.choice.is_some() && !gives(claim.promotion) {
            let name = name(engine, claim.promotion);
            warnings.push(remark!(
                "`claims`: `{name}` gives nothing on this receipt",
                "`claims`: `{name}` в этом чеке ничего не дарит"
            ));
        }
    }
    let mut added: Vec<(u32, &CaseLine)> = (0_u32..).zip(&case.lines).collect();
    added.sort_unstable_by_key(|(_, line)| line.rank);
    for (at, line) in added {
        let Some(promotion) = line.granted.filter(|promotion| *promotion != crate::index::NONE) else {
            continue;
        };
        let taken = outcome
            .allocations
            .iter()
            .any(|part| part.promotion == promotion && part.line == at);
        if !taken {
            let (id, name) = (&line.id, name(engine, promotion));
            warnings.push(remark!(
                "line `{id}`: `{name}` does not give it; the line is paid and takes part in nothing",
                "строка `{id}`: `{name}` этого не дарит; строка оплачивается и ни в чём не участвует"
            ));
        }
    }
}
