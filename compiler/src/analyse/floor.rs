//! Discounts that reach the lowest price of a protection, so that the customer does not get what is written.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::shelf::Shelf;
use super::witness::{self, Line, Product, Scene};
use super::{Advice, Frame, Protection};
use crate::diagnostic::{At, Finding, Note, Param, codes};
use crate::hir::{
    Alike, Base, Currency, Effect, ItemSelection, LimitAmount, Money, Pick, Priced, Prohibition, Promotion,
    ProtectRule, Quantity, Reward, SpanId, Target, Window,
};
use crate::limits;
use perk_plan::plan::LimitPer;

/// What a promotion says of each unit of some goods.
#[derive(Clone, Copy)]
enum Says {
    /// So many percent less.
    Percent(Decimal),
    /// So many minor units less.
    Less(i64),
    /// A price in minor units.
    Price(i64),
}

/// Goods of which a promotion says something.
struct Promise<'a> {
    items: &'a ItemSelection,
    /// The part of the set that they fill.
    role: Option<usize>,
    says: Says,
}

/// A protection's lowest price or largest discount.
struct Floor<'a> {
    protection: &'a Protection,
    rule: &'a Prohibition,
}

/// Advice about discounts that a protection cuts.
pub(super) fn findings(frame: &Frame<'_>, asked: &Advice<'_>, shelf: &mut Shelf, found: &mut Vec<(usize, Finding)>) {
    let floors: Vec<Floor<'_>> = frame
        .protections
        .iter()
        .flat_map(|protection| protection.rules.iter().map(move |rule| Floor { protection, rule }))
        .filter(|floor| {
            matches!(
                floor.rule.rule,
                ProtectRule::PriceAtLeast { .. } | ProtectRule::DiscountAtMost(_)
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
            .find_map(|floor| reached(frame, asked, shelf, promotion, floor));
        if let Some(finding) = finding {
            told = told.saturating_add(1);
            let Some((decl, _)) = asked.promotions.get(at) else {
                continue;
            };
            found.push((
                at,
                Finding {
                    at: At::Own(decl.name_span(frame.goods.db)),
                    ..finding
                },
            ));
        }
    }
}

/// What a promotion says of each unit of its goods. A sum or a price of several goods finds its way around a floor.
fn promises(promotion: &Promotion) -> Vec<Promise<'_>> {
    let roles: &[crate::hir::Role] = match &promotion.each {
        None => &[],
        Some((each, _)) => &each.set.roles,
    };
    // Several discounts of a set act one after another.
    let discounts = promotion
        .effects
        .iter()
        .filter(|(effect, _)| crate::check::phase_of(effect).is_some());
    if promotion.each.is_some() && discounts.count() > 1 {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut of_role = |wanted: Option<usize>, says| {
        let of = roles
            .iter()
            .enumerate()
            .filter(|(at, _)| wanted.is_none_or(|wanted| wanted == *at));
        found.extend(of.map(|(at, role)| Promise {
            items: &role.items,
            role: Some(at),
            says,
        }));
    };
    let mut plain = Vec::new();
    for (effect, _) in &promotion.effects {
        match effect {
            Effect::Give(give) => {
                let says = match (&give.reward, give.base) {
                    (Reward::Percent(percent), Base::SchemeStart | Base::ListPrice) => Says::Percent(percent.0),
                    (Reward::Sum(sum), _) => Says::Less(sum.minor),
                    (Reward::Percent(_) | Reward::Ladder(_), _) => continue,
                };
                let percent = matches!(says, Says::Percent(_));
                match &give.target {
                    Target::Items { items, each } if promotion.each.is_none() && (*each || percent) => {
                        plain.push((items, says));
                    }
                    Target::Set if percent => of_role(None, says),
                    Target::Role { role, each } if *each || percent => of_role(Some(*role), says),
                    Target::Items { .. }
                    | Target::Receipt
                    | Target::Set
                    | Target::Role { .. }
                    | Target::Cheapest(_)
                    | Target::Dearest(_) => {}
                }
            }
            Effect::Price(price) => match &price.of {
                Priced::Items(items) if promotion.each.is_none() => plain.push((items, Says::Price(price.price.minor))),
                Priced::Role(role) => of_role(Some(*role), Says::Price(price.price.minor)),
                Priced::Items(_) | Priced::Set => {}
            },
            Effect::Gift(_) | Effect::Issue { .. } | Effect::Message { .. } => {}
        }
    }
    found.extend(plain.into_iter().map(|(items, says)| Promise {
        items,
        role: None,
        says,
    }));
    found
}

/// A unit that does not get as cheap as is said.
struct Cut {
    product: Product,
    price: i64,
    /// What it costs at least.
    least: i64,
}

fn reached(
    frame: &Frame<'_>,
    asked: &Advice<'_>,
    shelf: &mut Shelf,
    promotion: &Promotion,
    floor: &Floor<'_>,
) -> Option<Finding> {
    let dated = Window {
        from: floor.rule.from.map(|day| day.start()),
        to: floor.rule.to.map(|day| day.plus_days(1).start()),
    };
    let scene = Scene::within(frame, promotion, &[(dated, SpanId(0))])?;
    promises(promotion).into_iter().find_map(|promise| {
        if frame.goods.apart(promise.items, &floor.protection.items) {
            return None;
        }
        let both = ItemSelection::And(vec![promise.items.clone(), floor.protection.items.clone()]);
        let of_shelf = shelf
            .cheapest(frame.goods, &both, |known| {
                cut(&floor.rule.rule, promise.says, known.price, known.content).is_some()
            })
            .and_then(|known| {
                Some(Cut {
                    product: known.product.clone(),
                    price: known.price,
                    least: cut(&floor.rule.rule, promise.says, known.price, known.content)?,
                })
            });
        let cut = of_shelf.or_else(|| made_up(frame, &both, &floor.rule.rule, promise.says))?;
        finding(frame, asked, promotion, floor, &promise, &scene, &cut)
    })
}

fn finding(
    frame: &Frame<'_>,
    asked: &Advice<'_>,
    promotion: &Promotion,
    floor: &Floor<'_>,
    promise: &Promise<'_>,
    scene: &Scene,
    cut: &Cut,
) -> Option<Finding> {
    let lines = match promise.role {
        None => vec![Line {
            count: 1,
            product: cut.product.clone(),
            price: cut.price,
        }],
        Some(role) => filled(frame, promotion, role, cut)?,
    };
    // What is kept from every discount is told as that.
    let forbidden = frame
        .forbidden()
        .any(|items| witness::holds(frame.goods, items, &cut.product, cut.price, 0) != Some(false));
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
        params: vec![("least", money(cut.least))],
    };
    // Other promotions of the goods may cut deeper, and only this protection may be there.
    let only = |line: &Line| {
        frame.protections.iter().all(|other| {
            other.key == floor.protection.key
                || witness::holds(frame.goods, &other.items, &line.product, line.price, 0) == Some(false)
        })
    };
    let limited = promotion
        .limits
        .iter()
        .any(|(limit, _)| matches!(limit.per, LimitPer::Key(_)) || matches!(limit.amount, LimitAmount::Money(_)));
    let alone = !limited
        && floor.protection.rules.len() == 1
        && witness::fulfils(frame.goods, promotion, &lines) == Some(true)
        && lines.iter().all(only)
        && witness::no_other(frame, &lines, &[promotion]);
    let shown = alone.then(|| scene.witness(says, &[&lines], asked.currency));
    Some(
        Finding::at(&codes::FLOOR_REACHED, At::Name(floor.protection.key.clone()))
            .with("name", promotion.spelling.clone())
            .with("promise", said(promise.says, asked.currency))
            .with("price", money(cut.price))
            .with("least", money(cut.least))
            .mark(At::Name(floor.protection.key.clone()), &codes::THE_PROTECTION)
            .shown_by(shown),
    )
}

fn said(says: Says, currency: Currency) -> Param {
    let of = |text, minor| {
        let params = vec![("sum", Param::Money(Money { minor, currency }))];
        Param::Phrase(Box::new(Note { text, params }))
    };
    match says {
        Says::Percent(percent) => Param::Percent(percent),
        Says::Less(minor) => of(&codes::SO_MUCH_LESS, minor),
        Says::Price(minor) => of(&codes::A_PRICE_OF, minor),
    }
}

/// Lines that fill a set once, the part with the cut goods first.
fn filled(frame: &Frame<'_>, promotion: &Promotion, with_cut: usize, cut: &Cut) -> Option<Vec<Line>> {
    const PRICE: i64 = 10_000;
    let (each, _) = promotion.each.as_ref()?;
    let of_cut = each.set.roles.get(with_cut)?;
    let mut lines = Vec::new();
    for (at, role) in each.set.roles.iter().enumerate() {
        let Pick::Pieces { least, alike, .. } = role.pick else {
            return None;
        };
        if alike == Alike::Distinct && least > 1 {
            return None;
        }
        if at == with_cut {
            lines.push(Line {
                count: least,
                product: cut.product.clone(),
                price: cut.price,
            });
            continue;
        }
        let sku = format!("OTHER-{}", at.checked_add(1)?);
        let product = witness::product(frame.goods, &role.items, &sku, PRICE)?;
        // Which of them fills which part must be plain.
        let crosses = witness::holds(frame.goods, &of_cut.items, &product, PRICE, 0) != Some(false)
            || witness::holds(frame.goods, &role.items, &cut.product, cut.price, 0) != Some(false);
        if crosses || frame.may_be_protected(&product, PRICE) {
            return None;
        }
        lines.push(Line {
            count: least,
            product,
            price: PRICE,
        });
    }
    lines.sort_by_key(|line| line.product != cut.product);
    Some(lines)
}

/// A product that is made up, at a price at which a promise is cut.
fn made_up(frame: &Frame<'_>, items: &ItemSelection, rule: &ProtectRule, says: Says) -> Option<Cut> {
    let content = match rule {
        ProtectRule::PriceAtLeast { per, .. } => *per,
        ProtectRule::DiscountAtMost(_) | ProtectRule::NoPromotion | ProtectRule::NoDiscount | ProtectRule::NoPoints => {
            None
        }
    };
    let price = price_to_cut(rule, says)?;
    let least = cut(rule, says, price, content)?;
    let product = witness::product(frame.goods, items, "GOODS-1", price)?;
    Some(Cut {
        product: Product { content, ..product },
        price,
        least,
    })
}

/// A price at which a promise should be cut, of a unit that has just the content of the rule.
fn price_to_cut(rule: &ProtectRule, says: Says) -> Option<i64> {
    const ROUND: i64 = 10_000;
    match rule {
        ProtectRule::PriceAtLeast { price, .. } => {
            let floor = Decimal::from(price.minor);
            match says {
                Says::Percent(percent) => {
                    // Half of the way between the floor and the price at which the percent just reaches it.
                    let left = Decimal::ONE_HUNDRED.checked_sub(percent)?;
                    let most = if left.is_zero() {
                        floor.checked_mul(Decimal::TWO)?
                    } else {
                        floor.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(left)?
                    };
                    floor.checked_add(most)?.checked_div(Decimal::TWO)?.ceil().to_i64()
                }
                Says::Less(sum) => price.minor.checked_add(sum.checked_div(2)?),
                Says::Price(_) => price.minor.checked_mul(2),
            }
        }
        ProtectRule::DiscountAtMost(most) => match says {
            Says::Percent(_) => Some(ROUND),
            Says::Less(sum) => Some(sum),
            Says::Price(price) => {
                let left = Decimal::ONE_HUNDRED.checked_sub(most.0)?;
                // Twice what just reaches it, in round hundreds.
                let just = Decimal::from(price).checked_div(left)?.ceil().to_i64()?;
                just.max(1).checked_mul(200)
            }
        },
        ProtectRule::NoPromotion | ProtectRule::NoDiscount | ProtectRule::NoPoints => None,
    }
}

/// What a unit at a price costs at least, where that is more than is said.
fn cut(rule: &ProtectRule, says: Says, price: i64, content: Option<Quantity>) -> Option<i64> {
    let whole = Decimal::from(price);
    let part = |percent: Decimal| {
        let left = Decimal::ONE_HUNDRED.checked_sub(percent)?;
        whole.checked_mul(left)?.checked_div(Decimal::ONE_HUNDRED)
    };
    let least = match rule {
        ProtectRule::PriceAtLeast { price, per: None } => Decimal::from(price.minor),
        ProtectRule::PriceAtLeast { price, per: Some(per) } => {
            let held = content.filter(|held| held.unit == per.unit)?;
            let floor = Decimal::from(price.minor).checked_mul(held.amount)?;
            floor.checked_div(per.amount)?.ceil()
        }
        ProtectRule::DiscountAtMost(most) => part(most.0)?.ceil(),
        ProtectRule::NoPromotion | ProtectRule::NoDiscount | ProtectRule::NoPoints => return None,
    };
    let said = match says {
        Says::Percent(percent) => part(percent)?,
        Says::Less(sum) => whole.checked_sub(Decimal::from(sum))?.max(Decimal::ZERO),
        Says::Price(price) => Decimal::from(price),
    };
    // A minor unit of rounding is no broken promise, and a floor above the price changes nothing.
    let short = least.checked_sub(said)? > Decimal::ONE;
    (short && least < whole).then(|| least.to_i64()).flatten()
}
