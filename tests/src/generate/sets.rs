//! Cases with sets: named and inline, few units, so that every way to form them can be tried; it must not know who decides them.

use super::programme::stores;
use super::{Case, Random};
use crate::model::calendar::{Date, LocalTime};
use crate::model::receipt::{Catalogue, Clock, Line, Product, Receipt, World};
use crate::model::{
    Base, Combine, Count, Effect, ForEach, Give, Items, Ladder, Likeness, Limit, Measure, Phase, Pick, Programme,
    Promotion, Protect, Protection, Rule, Scheme, Scope, Set, Side, Step, Target, Unit, Value,
};

/// Receipts per programme with sets.
pub const SET_RECEIPTS: usize = 4;

const SKUS: [&str; 5] = ["A", "B", "C", "D", "CHEESE"];
const LINE_IDS: [&str; 9] = ["1", "2", "10", "9", "a", "B", "03", "11", "z1"];
const NAMES: [&str; 4] = ["beta", "alpha", "Zeta", "набор_2"];
const ROLES: [&str; 3] = ["drink", "bite", "extra_one"];

/// Makes a case with sets; equal seeds make equal cases.
#[must_use]
pub fn sets(seed: u64) -> Case {
    let mut random = Random::new(seed.wrapping_mul(0xD6E8_FEB8_6659_FD93).wrapping_add(3));
    let mut programme = Programme::default();
    let mut catalogue = catalogue(&mut random);
    let weighed = random.chance(20);
    // Some cheese is sold as a string: by length.
    let length = weighed && seed.is_multiple_of(3);
    if length {
        for product in catalogue.products.iter_mut().filter(|product| product.unit == Unit::Kg) {
            product.unit = Unit::M;
        }
    }
    for name in ["pair", "menu"] {
        let mut set = set(&mut random, weighed);
        if let (true, Count::Quantity(milli, unit)) = (length, &mut set.roles[0].1.count) {
            if *unit == Unit::G {
                *milli /= 1000;
            }
            *unit = Unit::M;
        }
        programme.sets.push((name.to_owned(), set));
    }
    if random.chance(45) {
        let combine = random.pick(&[Combine::Best, Combine::All, Combine::First]);
        let best = combine == Combine::Best;
        programme.schemes.push(Scheme {
            name: "extra".to_owned(),
            phase: Phase::Goods,
            combine,
            scope: if best && random.chance(20) {
                Scope::Product
            } else {
                Scope::Unit
            },
            side: if best && random.chance(30) {
                Side::Retailer
            } else {
                Side::Customer
            },
            after: Some("goods".to_owned()),
        });
    }
    let count = random.pick(&[1, 2, 2, 3]);
    let start = random.below(NAMES.len());
    for place in 0..count {
        let name = NAMES[(start + place) % NAMES.len()];
        let promotion = promotion(&mut random, &programme, name, place);
        programme.promotions.push(promotion);
    }
    protections(&mut random, &mut programme);
    let most = if programme.schemes.iter().any(|scheme| scheme.side == Side::Retailer) {
        4
    } else {
        6
    };
    let worlds = (0..SET_RECEIPTS)
        .map(|place| world(&mut random, &catalogue, place, most, weighed))
        .collect();
    Case {
        seed,
        programme,
        worlds,
    }
}

fn catalogue(random: &mut Random) -> Catalogue {
    let product = |random: &mut Random, sku: &str| Product {
        sku: sku.to_owned(),
        name: format!("Product {sku}"),
        category: None,
        brand: Some(random.pick(&["House", "Premium"]).to_owned()),
        supplier: None,
        unit: if sku == "CHEESE" { Unit::Kg } else { Unit::Pcs },
        content: None,
        price: random.pick(&[5, 33, 100, 10_000, 10_000, 6000, 4000]),
        properties: Vec::new(),
    };
    Catalogue {
        products: SKUS.iter().map(|sku| product(random, sku)).collect(),
    }
}

fn items(random: &mut Random) -> Items {
    match random.below(6) {
        0..=2 => Items::All,
        3 => Items::Brand(vec!["House".to_owned()]),
        _ => {
            let from = random.below(3);
            Items::Sku(SKUS[from..from + 2].iter().map(|sku| (*sku).to_owned()).collect())
        }
    }
}

fn pick(random: &mut Random, most: i64) -> Pick {
    let least = random.between(1, most);
    let range = random.chance(15);
    let count = Count::Pieces(least, if range { least + random.between(1, 2) } else { least });
    let likeness = if least > 1 {
        random.pick(&[Likeness::Any, Likeness::Any, Likeness::Distinct, Likeness::Same])
    } else {
        Likeness::Any
    };
    let mut items = items(random);
    // So many different ones cannot be (PK0529).
    if let Items::Sku(skus) = &items
        && likeness == Likeness::Distinct
        && i64::try_from(skus.len()).is_ok_and(|few| few < least)
    {
        items = Items::All;
    }
    Pick { count, likeness, items }
}

fn set(random: &mut Random, weighed: bool) -> Set {
    let count = random.pick(&[1, 2, 2, 3]);
    let mut roles: Vec<(String, Pick)> = (0..count)
        .map(|place| (ROLES[place].to_owned(), pick(random, if count == 1 { 3 } else { 2 })))
        .collect();
    if weighed {
        roles[0].1 = Pick {
            count: random.pick(&[
                Count::Quantity(1000, Unit::Kg),
                Count::Quantity(500, Unit::Kg),
                Count::Quantity(500_000, Unit::G),
            ]),
            likeness: Likeness::Any,
            items: Items::All,
        };
    }
    Set {
        roles,
        reuse: random.chance(12),
    }
}

fn promotion(random: &mut Random, programme: &Programme, name: &str, place: usize) -> Promotion {
    let mut promotion = Promotion::named(name);
    if !programme.schemes.is_empty() && random.chance(70) {
        promotion.scheme = Some(programme.schemes[0].name.clone());
    }
    if random.chance(30) {
        promotion.priority = random.between(1, 2);
    }
    promotion.exclusive = random.chance(10);
    let most;
    let roles: Vec<String> = if place > 0 && random.chance(40) {
        // A plain promotion to compete with.
        promotion.gives = vec![give(Effect::Percent(
            random.pick(&[500, 1000, 3333]),
            Target::Items(items(random)),
        ))];
        return promotion;
    } else if random.chance(50) {
        let pick = pick(random, 3);
        most = pieces(&pick);
        promotion.for_each = Some(ForEach::Inline(pick));
        Vec::new()
    } else {
        let (name, set) = random.pick(&programme.sets);
        promotion.for_each = Some(ForEach::Named(name));
        most = set.roles.iter().map(|(_, pick)| pieces(pick)).sum();
        set.roles.into_iter().map(|(role, _)| role).collect()
    };
    promotion.gives = gives(random, &roles, most);
    if random.chance(15) {
        stepped(random, &mut promotion.gives);
    }
    match random.below(10) {
        0 | 1 => promotion.limits.push(Limit::Times(random.between(1, 2))),
        2 => promotion.limits.push(Limit::Pcs(random.between(2, 5))),
        3 | 4 => promotion.limits.push(Limit::Money {
            amount: random.pick(&[3, 50, 4000, 6000, 10_000]),
            partial: random.chance(40),
        }),
        _ => {}
    }
    promotion
}

fn give(effect: Effect) -> Give {
    Give {
        effect,
        base: Base::Start,
    }
}

/// Makes a discount one by steps of what the receipt holds.
fn stepped(random: &mut Random, gives: &mut [Give]) {
    let Some(first) = gives.first_mut() else { return };
    let (target, steps) = match &first.effect {
        Effect::Percent(points, target) => (target, [Step::Percent(points / 2), Step::Percent(*points)]),
        Effect::Sum(minor, target) => (target, [Step::Sum(*minor), Step::Sum(minor + 1)]),
        Effect::Each(..) | Effect::Price(..) | Effect::SetPrice(_) | Effect::Ladder(_) => return,
    };
    let (measure, from) = match random.below(3) {
        0 => (
            Measure::Amount(items(random)),
            [Value::Money(random.pick(&[1, 100, 10_000])), Value::Money(20_000)],
        ),
        1 => (
            Measure::Quantity(items(random)),
            [Value::Quantity(2000, Unit::Pcs), Value::Quantity(4000, Unit::Pcs)],
        ),
        _ => (
            Measure::Distinct(items(random)),
            [Value::Number(1000), Value::Number(3000)],
        ),
    };
    first.effect = Effect::Ladder(Ladder {
        target: target.clone(),
        measure,
        steps: from.into_iter().zip(steps).collect(),
        per_slice: false,
    });
}

/// The most pieces that fill a role.
fn pieces(pick: &Pick) -> i64 {
    match pick.count {
        Count::Pieces(_, most) => most,
        Count::Quantity(..) => 0,
    }
}

/// `most`: pieces of an instance, which `cheapest` may pick from.
fn gives(random: &mut Random, roles: &[String], most: i64) -> Vec<Give> {
    let percent = |random: &mut Random| random.pick(&[1000, 2000, 3333, 5000, 10_000]);
    let minor = |random: &mut Random| random.pick(&[1, 100, 139, 1000, 2500]);
    let role = |random: &mut Random| Items::Named(random.pick(roles));
    if roles.len() > 1 && random.chance(25) {
        let of = |random: &mut Random, role: &String| {
            give(Effect::Percent(
                percent(random),
                Target::Items(Items::Named(role.clone())),
            ))
        };
        return roles.iter().map(|role| of(random, role)).collect();
    }
    if !roles.is_empty() && random.chance(35) {
        let items = role(random);
        return vec![give(match random.below(4) {
            0 => Effect::Percent(percent(random), Target::Items(items)),
            1 => Effect::Sum(minor(random), Target::Items(items)),
            2 => Effect::Each(minor(random), items),
            _ => Effect::Price(random.pick(&[0, 4, 3000]), items),
        })];
    }
    match random.below(if most == 0 { 6 } else { 10 }) {
        0..=2 => vec![give(Effect::Percent(percent(random), Target::Set))],
        3 | 4 => vec![give(Effect::Sum(minor(random), Target::Set))],
        5 => vec![give(Effect::SetPrice(random.pick(&[0, 10, 150, 9900, 15_000])))],
        6 => vec![
            give(Effect::Percent(1000, Target::Set)),
            give(Effect::Percent(percent(random), Target::Cheapest(1))),
        ],
        _ => vec![give(Effect::Percent(
            percent(random),
            Target::Cheapest(random.between(1, most.min(2))),
        ))],
    }
}

fn protections(random: &mut Random, programme: &mut Programme) {
    let what = match random.below(10) {
        0 => Protection::NoDiscount,
        1 => Protection::NoPromotion,
        2 | 3 => Protection::DiscountAtMost(random.pick(&[1000, 3333])),
        4 => Protection::PriceAtLeast(random.pick(&[30, 95, 9500]), None),
        _ => return,
    };
    programme.protects.push(Protect {
        items: Items::Sku(vec![random.pick(&SKUS).to_owned()]),
        rules: vec![Rule {
            what,
            from: None,
            to: None,
        }],
    });
}

fn world(random: &mut Random, catalogue: &Catalogue, place: usize, most: i64, weighed: bool) -> World {
    let first = random.below(LINE_IDS.len());
    let mut lines: Vec<Line> = Vec::new();
    let mut units = 0;
    for number in 0..random.pick(&[1, 2, 3, 4]) {
        let product = random.pick(&catalogue.products);
        let mut line = Line::pieces(
            LINE_IDS[(first + number * 2) % LINE_IDS.len()],
            &product.sku,
            1,
            product.price,
        );
        if product.unit != Unit::Pcs {
            // In steps of half a kilogram where sets ask for weight.
            line.quantity = if weighed {
                random.pick(&[500, 1000, 1500, 2000])
            } else {
                random.pick(&[333, 1500])
            };
            units += if weighed { line.quantity / 500 } else { 1 };
        } else {
            let pieces = random.between(1, 3);
            line.quantity = pieces * 1000;
            units += pieces;
        }
        if units <= most {
            lines.push(line);
        }
    }
    World {
        catalogue: catalogue.clone(),
        stores: stores(),
        client: None,
        card: None,
        uses: Vec::new(),
        codes: Vec::new(),
        receipt: Receipt {
            id: format!("S-{place}"),
            at: LocalTime::new(Date::new(2026, 10, 5), 9, 0, 0),
            clock: Clock::Offset,
            store: None,
            coupons: Vec::new(),
            tenders: Vec::new(),
            claims: Vec::new(),
            lines,
        },
    }
}
