//! Programmes with gifts: conditions that need the very goods they give, choices, refusals and lines that the till added.

use super::{Case, Random, case, sets};
use crate::model::receipt::{Line, World};
use crate::model::{
    Base, Comparison, Cond, Count, Effect, Fact, ForEach, Gift, Give, Items, Ladder, Likeness, Limit, Measure, Message,
    Pick, Piece, Place, Programme, Promotion, Protection, Step, Target, Unit, Value,
};
use crate::reference;

/// Makes a case with one to three gifts among other promotions; equal seeds make equal cases.
#[must_use]
pub fn gifts(seed: u64) -> Case {
    let mut found = case(seed.wrapping_add(7_000_000));
    let mut random = Random::new(seed.wrapping_mul(0xA076_1D64_78BD_642F).wrapping_add(11));
    let mut prices = prices(seed);
    // A gift of nothing but forbidden goods is refused: what is forbidden is something else than what is given.
    for protect in &mut found.programme.protects {
        let forbids = |what: &Protection| matches!(what, Protection::NoPromotion | Protection::NoDiscount);
        if protect.rules.iter().any(|rule| forbids(&rule.what)) {
            protect.items = Items::Sku(vec![random.pick(&["B", "C", "MILK"]).to_owned()]);
        }
    }
    // Few others, so that gifts are seen through them.
    while found.programme.promotions.len() > 3 {
        found.programme.promotions.pop();
    }
    if random.chance(50) {
        let ladder = by_distinct(&mut random);
        found.programme.promotions.push(ladder);
    }
    let count = random.between(1, 3);
    for number in 0..count {
        let mut promotion = promotion(&mut random, number);
        if let Some(gift) = &mut promotion.gift {
            // A gift of nothing but weighed goods is refused.
            if reference::only_weighed(&found.programme, &found.worlds[0], &gift.items) {
                gift.items = Items::All;
            }
            gift.price = prices.pick(&[0, 0, 0, 0, 1, 50, 100]);
        }
        found.programme.promotions.push(promotion);
    }
    let mut worlds = found.worlds;
    for world in &mut worlds {
        dress(&mut random, &found.programme, world);
    }
    Case { seed, worlds, ..found }
}

/// Makes a case with one or two gifts `for each` set, on few units; equal seeds make equal cases.
#[must_use]
pub fn gifts_for_each(seed: u64) -> Case {
    let mut found = sets::sets(seed.wrapping_add(9_000_000));
    let mut random = Random::new(seed.wrapping_mul(0x9E6C_63D0_985D_D5A3).wrapping_add(5));
    let mut prices = prices(seed);
    let programme = &mut found.programme;
    programme.protects.retain(|protect| {
        let forbids = |what: &Protection| matches!(what, Protection::NoPromotion | Protection::NoDiscount);
        // A gift of nothing but forbidden goods is refused.
        !protect.rules.iter().any(|rule| forbids(&rule.what)) || protect.items == Items::Sku(vec!["D".to_owned()])
    });
    programme.promotions.truncate(1);
    for number in 0..random.pick(&[1, 2, 2]) {
        let name = format!("gift_{number}");
        let for_each = match random.below(4) {
            0 => ForEach::Named(random.pick(&["pair", "menu"]).to_owned()),
            1 => ForEach::Inline(Pick {
                count: Count::Pieces(2, 2),
                likeness: random.pick(&[Likeness::Any, Likeness::Distinct, Likeness::Same]),
                items: bought(&mut random),
            }),
            _ => {
                let least = random.between(1, 3);
                ForEach::Inline(Pick {
                    count: Count::Pieces(least, least + random.pick(&[0, 0, 1])),
                    likeness: Likeness::Any,
                    items: bought(&mut random),
                })
            }
        };
        let mut promotion = Promotion {
            gift: Some(Gift {
                count: random.pick(&[1, 1, 1, 2]),
                distinct: random.chance(25),
                items: bought(&mut random),
                price: prices.pick(&[0, 0, 0, 0, 50, 5000]),
            }),
            priority: random.pick(&[0, 0, 1]),
            exclusive: random.chance(8),
            ..Promotion::named(&name)
        };
        promotion.for_each = random.chance(85).then_some(for_each);
        if random.chance(20) {
            let least = Value::Money(random.pick(&[100, 10_000]));
            let items = bought(&mut random);
            let condition = Cond::Compare(Fact::AmountOf(items), Comparison::AtLeast, least);
            promotion.when.push(condition);
        }
        match random.below(8) {
            0 => promotion.limits.push(Limit::Pcs(random.between(1, 2))),
            1 | 2 if promotion.for_each.is_some() => promotion.limits.push(Limit::Times(random.between(1, 2))),
            _ => {}
        }
        programme.promotions.push(promotion);
    }
    let mut worlds = found.worlds;
    for world in &mut worlds {
        dress(&mut random, &found.programme, world);
    }
    Case { seed, worlds, ..found }
}

/// What gifts cost is chosen apart, so that a seed makes the same case otherwise.
fn prices(seed: u64) -> Random {
    Random::new(seed.wrapping_mul(0xD1B5_4A32_D192_ED03).wrapping_add(7))
}

/// Goods of receipts with sets.
fn bought(random: &mut Random) -> Items {
    let skus = |skus: &[&str]| Items::Sku(skus.iter().map(|sku| (*sku).to_owned()).collect());
    match random.below(6) {
        0 | 1 => Items::All,
        2 => skus(&["A", "B"]),
        3 => skus(&["B", "C"]),
        4 => Items::Except(Box::new(Items::All), Box::new(skus(&["A"]))),
        _ => skus(&["C", "MUG"]),
    }
}

fn goods(random: &mut Random) -> Items {
    let skus = |skus: &[&str]| Items::Sku(skus.iter().map(|sku| (*sku).to_owned()).collect());
    match random.below(6) {
        0 => skus(&["A", "B"]),
        1 => skus(&["B", "C", "MUG"]),
        2 => skus(&["MUG", "PEN"]),
        3 => Items::Category(vec!["Drinks".to_owned(), "Bakery".to_owned()]),
        4 => Items::Except(Box::new(Items::All), Box::new(skus(&["A"]))),
        _ => Items::All,
    }
}

fn promotion(random: &mut Random, number: i64) -> Promotion {
    let items = goods(random);
    let mut promotion = Promotion {
        gift: Some(Gift {
            count: random.pick(&[1, 1, 1, 2, 3]),
            distinct: random.chance(30),
            items: items.clone(),
            price: 0,
        }),
        priority: random.pick(&[0, 0, 0, 1, 2]),
        exclusive: random.chance(10),
        ..Promotion::named(&format!("gift_{number}"))
    };
    // What is measured is often what is given.
    let measured = if random.chance(60) { items } else { goods(random) };
    let pieces = |count: i64| Value::Quantity(count * 1000, Unit::Pcs);
    let at_least = |fact, value| Cond::Compare(fact, Comparison::AtLeast, value);
    match random.below(7) {
        0 => {}
        6 => {
            let comparison = random.pick(&[Comparison::AtLeast, Comparison::More, Comparison::NotEqual]);
            let (one, other) = (goods(random), goods(random));
            let (left, right) = match random.below(4) {
                0 => (Fact::AmountOf(one), Fact::AmountOf(other)),
                1 => (Fact::QuantityOf(one), Fact::QuantityOf(other)),
                2 => (Fact::DistinctOf(one), Fact::ReceiptProducts),
                _ => (Fact::AmountOf(one), Fact::CheapestPrice(other)),
            };
            promotion.when.push(Cond::Facts(left, comparison, right));
        }
        1 => promotion.when.push(at_least(
            Fact::ReceiptAmount,
            Value::Money(random.pick(&[100, 300, 1000])),
        )),
        2 => promotion.when.push(at_least(
            Fact::AmountOf(measured),
            Value::Money(random.pick(&[33, 100, 1000])),
        )),
        3 => promotion
            .when
            .push(at_least(Fact::QuantityOf(measured), pieces(random.pick(&[1, 2, 3])))),
        4 => promotion.when.push(at_least(
            Fact::DistinctOf(measured),
            Value::Number(random.pick(&[1000, 2000])),
        )),
        _ => {
            promotion.when.push(at_least(
                Fact::ReceiptListAmount,
                Value::Money(random.pick(&[100, 500])),
            ));
            promotion
                .when
                .push(at_least(Fact::QuantityOf(measured), pieces(random.pick(&[1, 2]))));
        }
    }
    if random.chance(15) {
        promotion.limits.push(Limit::Pcs(random.pick(&[1, 2])));
    }
    if random.chance(50) {
        let place = random.pick(&[Place::Slip, Place::Footer, Place::Customer, Place::Cashier]);
        let text = vec![Piece::Plain("A gift: ".to_owned()), Piece::Saved];
        promotion.messages.push(Message { place, text });
    }
    promotion
}

/// A ladder by how many different products there are, measured without what is given away.
fn by_distinct(random: &mut Random) -> Promotion {
    let target = if random.chance(50) {
        Target::Receipt
    } else {
        Target::Items(goods(random))
    };
    let step = |count: i64, points: i64| (Value::Number(count * 1000), Step::Percent(points * 100));
    let ladder = Ladder {
        target,
        measure: Measure::Distinct(goods(random)),
        steps: vec![step(1, 5), step(2, 10), step(4, 25)],
        per_slice: false,
    };
    Promotion {
        gives: vec![Give {
            effect: Effect::Ladder(ladder),
            base: Base::Start,
        }],
        ..Promotion::named("steps")
    }
}

/// Choices, refusals, and lines that the till added.
fn dress(random: &mut Random, programme: &Programme, world: &mut World) {
    let gifts: Vec<&Promotion> = programme
        .promotions
        .iter()
        .filter(|promotion| promotion.gift.is_some())
        .collect();
    for promotion in &gifts {
        let claim = match random.below(10) {
            0 | 1 => Some(Some(random.pick(&["A", "B", "MUG", "PEN", "GRAPES"]).to_owned())),
            2 => Some(None),
            _ => None,
        };
        if let Some(choice) = claim {
            world.receipt.claims.push((promotion.name.clone(), choice));
        }
        if random.chance(20) {
            let next = world.receipt.lines.len() + 1;
            let (sku, price) = (random.pick(&["MUG", "B", "C"]), random.pick(&[0, 100, 199]));
            world.receipt.lines.push(Line {
                granted_by: Some(promotion.name.clone()),
                ..Line::pieces(&format!("9{next}"), sku, random.pick(&[1, 1, 2]), price)
            });
        }
    }
}
