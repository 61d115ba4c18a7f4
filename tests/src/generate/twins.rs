//! Programmes in which promotions nearly say the same, and ladders whose conditions bound what they measure: what analyses speak
//! of. It must not know what they say.

use super::hard::hard;
use super::sets::sets;
use super::{Case, Random, case};
use crate::model::{
    Audience, Base, Comparison, Cond, Effect, Fact, Give, Items, Ladder, Measure, Promotion, Step, Target, Unit, Value,
};

/// A case in which some promotions have a twin of another name that differs in a thing or two.
#[must_use]
pub fn twins(seed: u64) -> Case {
    let mut found = match seed % 4 {
        0 | 1 => case(seed),
        2 => hard(seed),
        _ => sets(seed),
    };
    let mut random = Random::new(seed.wrapping_mul(0xA24B_AED4_963E_E407).wrapping_add(19));
    let many = found.programme.promotions.len();
    for place in 0..many.min(2) {
        let mut twin = found.programme.promotions[place].clone();
        twin.name = format!("{}_{place}", random.pick(&["Alike", "zwilling", "m"]));
        twin.messages.clear();
        for _ in 0..random.pick(&[0, 1, 1, 2, 3]) {
            differ(&mut random, &mut twin);
        }
        let at = random.below(found.programme.promotions.len());
        found.programme.promotions.insert(at, twin);
    }
    found
}

fn differ(random: &mut Random, twin: &mut Promotion) {
    match random.below(10) {
        0 => twin.priority = random.between(-1, 4),
        1 => twin.exclusive = !twin.exclusive,
        2 => twin.limits.clear(),
        3 => twin.when.clear(),
        4 => {
            twin.valid.clear();
            twin.on.clear();
        }
        5 => {
            twin.stores = None;
            twin.audience = random.chance(30).then_some(Audience::Known);
        }
        6 => twin.when.push(Cond::Compare(
            random.pick(&[Fact::ReceiptAmount, Fact::AmountOf(Items::All)]),
            random.pick(&[Comparison::AtLeast, Comparison::More, Comparison::AtMost]),
            Value::Money(random.pick(&[100, 300, 1000])),
        )),
        _ => {
            for give in &mut twin.gives {
                other_much(random, give);
            }
        }
    }
}

fn other_much(random: &mut Random, give: &mut Give) {
    match &mut give.effect {
        Effect::Percent(percent, target) => {
            *percent = random.pick(&[250, 500, 1000, 1500, 2000, 5000, 9000, 10000]);
            if let Target::Items(items) = target
                && random.chance(20)
            {
                *items = Items::All;
            }
            if random.chance(15) {
                give.base = random.pick(&[Base::Start, Base::List]);
            }
        }
        Effect::Sum(sum, _) | Effect::Each(sum, _) | Effect::Price(sum, _) | Effect::SetPrice(sum) => {
            *sum = random.pick(&[1, 10, 50, 100, 500, 2500]);
        }
        Effect::Ladder(ladder) => {
            for (_, step) in &mut ladder.steps {
                if let Step::Percent(percent) = step {
                    *percent = random.pick(&[500, 1000, 1500, 2000, 3000]);
                }
            }
        }
    }
}

/// A case whose first promotion has a ladder, perhaps with equal steps, and conditions on what the ladder measures.
#[must_use]
pub fn bounded(seed: u64) -> Case {
    let mut found = case(seed.wrapping_add(900_000));
    let mut random = Random::new(seed.wrapping_mul(0x9FB2_1C65_1E98_DF25).wrapping_add(3));
    let measured = random.pick(&[
        Items::All,
        Items::All,
        Items::Category(vec!["Tea".to_owned()]),
        Items::Sku(vec!["A".to_owned()]),
    ]);
    let (measure, fact, whole, step): (Measure, Fact, Fact, fn(i64) -> Value) = match random.below(5) {
        0 => (
            Measure::Quantity(measured.clone()),
            Fact::QuantityOf(measured.clone()),
            Fact::ReceiptQuantity,
            |step| Value::Quantity(1000 * step, Unit::Pcs),
        ),
        1 => (
            Measure::Distinct(measured.clone()),
            Fact::DistinctOf(measured.clone()),
            Fact::ReceiptProducts,
            |step| Value::Number(1000 * step),
        ),
        _ => (
            Measure::Amount(measured.clone()),
            Fact::AmountOf(measured.clone()),
            Fact::ReceiptAmount,
            |step| Value::Money([50, 100, 200, 500, 1000][usize::try_from(step).unwrap_or(0).min(4)]),
        ),
    };
    let sums = random.chance(30);
    let mut rewards = [Step::Percent(500), Step::Percent(1000), Step::Percent(1500)];
    if sums {
        rewards = [Step::Sum(10), Step::Sum(30), Step::Sum(100)];
    }
    if random.chance(40) {
        rewards[2] = rewards[1];
    }
    let own = matches!(measure, Measure::Amount(_)) && !sums;
    let mut promotion = Promotion::named("bounded");
    promotion.gives = vec![Give {
        effect: Effect::Ladder(Ladder {
            target: Target::Items(measured),
            measure,
            steps: (1..4).map(step).zip(rewards).collect(),
            per_slice: own && random.chance(40),
        }),
        base: Base::Start,
    }];
    for _ in 0..random.pick(&[0, 1, 1, 2]) {
        promotion.when.push(Cond::Compare(
            random.pick(&[fact.clone(), whole.clone()]),
            random.pick(&[
                Comparison::Less,
                Comparison::AtMost,
                Comparison::More,
                Comparison::AtLeast,
                Comparison::Equal,
            ]),
            step(random.between(0, 4)),
        ));
    }
    found.programme.promotions.truncate(1);
    found.programme.promotions.insert(0, promotion);
    found
}
