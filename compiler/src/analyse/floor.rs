//! Discounts that reach the lowest price of a protection, so that the customer does not get what is written.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::witness::{self, Line, Scene};
use super::{Advice, Frame, Protection, reward};
use crate::diagnostic::{At, Finding, Note, Param, codes};
use crate::hir::{ItemSelection, Money, Prohibition, Promotion, ProtectRule};
use crate::limits;

/// Advice about percents that a protection cuts.
pub(super) fn findings(frame: &Frame<'_>, asked: &Advice<'_>, found: &mut Vec<(usize, Finding)>) {
    let floors: Vec<(&Protection, &Prohibition)> = frame
        .protections
        .iter()
        .flat_map(|protection| protection.rules.iter().map(move |rule| (protection, rule)))
        .filter(|(_, rule)| {
            matches!(
                rule.rule,
                ProtectRule::PriceAtLeast { per: None, .. } | ProtectRule::DiscountAtMost(_)
            )
        })
        .collect();
    if floors.is_empty() {
        return;
    }
    let mut told = 0_usize;
    for (at, (_, promotion)) in asked.promotions.iter().enumerate() {
        if told >= limits::PROMOTIONS_TOLD {
            return;
        }
        let finding = floors
            .iter()
            .find_map(|(protection, rule)| reached(frame, asked, at, promotion, protection, rule));
        if let Some(finding) = finding {
            told = told.saturating_add(1);
            found.push((at, finding));
        }
    }
}

fn reached(
    frame: &Frame<'_>,
    asked: &Advice<'_>,
    at: usize,
    promotion: &Promotion,
    protection: &Protection,
    rule: &Prohibition,
) -> Option<Finding> {
    // In a set the discount may lie on other goods.
    if promotion.each.is_some() {
        return None;
    }
    let (decl, _) = asked.promotions.get(at)?;
    let scene = Scene::of(frame, promotion)?;
    let today = scene.at.date();
    if rule.from.is_some_and(|from| today < from) || rule.to.is_some_and(|to| to < today) {
        return None;
    }
    reward::percents(promotion).into_iter().find_map(|(items, percent)| {
        if frame.goods.apart(items, &protection.items) {
            return None;
        }
        let (price, least) = cut(&rule.rule, percent)?;
        let both = ItemSelection::And(vec![items.clone(), protection.items.clone()]);
        let product = witness::product(frame.goods, &both, "GOODS-1", price)?;
        // What the discount forbids altogether is told as that.
        let line = Line {
            count: 1,
            product,
            price,
        };
        let forbidden = frame
            .forbidden()
            .any(|items| witness::holds(frame.goods, items, &line.product, price, 0) != Some(false));
        let lines = [line];
        if forbidden || witness::fulfils(frame.goods, promotion, &lines) == Some(false) {
            return None;
        }
        let money = |minor| {
            Param::Money(Money {
                minor,
                currency: asked.currency,
            })
        };
        let says = Note {
            text: &codes::COSTS_MORE,
            params: vec![("least", money(least))],
        };
        // Other promotions of the goods may cut deeper, and only this protection may be there.
        let alone = witness::fulfils(frame.goods, promotion, &lines) == Some(true)
            && frame.protections.iter().all(|other| {
                other.key == protection.key
                    || lines
                        .iter()
                        .all(|line| witness::holds(frame.goods, &other.items, &line.product, price, 0) == Some(false))
            })
            && witness::no_other(frame, &lines, &[promotion]);
        let shown = alone.then(|| scene.witness(says, &[&lines], asked.currency));
        Some(
            Finding::new(&codes::FLOOR_REACHED, decl.name_span(frame.goods.db))
                .with("name", promotion.spelling.clone())
                .with("percent", Param::Percent(percent))
                .with("price", money(price))
                .with("least", money(least))
                .mark(At::Name(protection.key.clone()), &codes::THE_PROTECTION)
                .shown_by(shown),
        )
    })
}

/// A price at which a percent is cut, and what a unit then costs at least.
fn cut(rule: &ProtectRule, percent: Decimal) -> Option<(i64, i64)> {
    const ROUND: i64 = 10_000;
    match rule {
        ProtectRule::PriceAtLeast { price, per: None } => {
            // Half of the way between the floor and the price at which the percent just reaches it.
            let left = Decimal::ONE_HUNDRED.checked_sub(percent)?;
            let floor = Decimal::from(price.minor);
            let most = if left.is_zero() {
                floor.checked_mul(Decimal::TWO)?
            } else {
                floor.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(left)?
            };
            let between = floor.checked_add(most)?.checked_div(Decimal::TWO)?.ceil().to_i64()?;
            let full = Decimal::from(between)
                .checked_mul(left)?
                .checked_div(Decimal::ONE_HUNDRED)?;
            (between > price.minor && full < floor).then_some((between, price.minor))
        }
        ProtectRule::DiscountAtMost(most) => {
            let left = Decimal::ONE_HUNDRED.checked_sub(most.0)?;
            let least = Decimal::from(ROUND)
                .checked_mul(left)?
                .checked_div(Decimal::ONE_HUNDRED)?;
            (percent > most.0 && least.fract().is_zero()).then_some((ROUND, least.to_i64()?))
        }
        ProtectRule::PriceAtLeast { per: Some(_), .. }
        | ProtectRule::NoPromotion
        | ProtectRule::NoDiscount
        | ProtectRule::NoPoints => None,
    }
}
