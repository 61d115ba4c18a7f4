//! Generated promotions: few selections, round figures, so that they meet and tie.

use super::Random;
use super::programme::selection;
use crate::model::calendar::{Date, LocalTime};
use crate::model::{
    Audience, Base, Combine, Comparison, Cond, Days, Effect, Fact, Give, Items, Ladder, Limit, Measure, Message,
    Payment, Phase, Piece, Place, Programme, Promotion, Recurring, Scheme, Step, Stores, Target, Unit, Valid, Value,
};

const NAMES: [&str; 10] = [
    "bonus10",
    "bonus9",
    "Zeta",
    "alpha",
    "alpha_2",
    "акция_2",
    "Зима",
    "weekend",
    "big_basket",
    "yoghurt-day",
];
const PERCENTS: [i64; 12] = [500, 1000, 1000, 1000, 1500, 2000, 3000, 5000, 6000, 10000, 750, 3333];
const SUMS: [i64; 10] = [1, 10, 50, 61, 100, 100, 133, 500, 1000, 2500];

/// Adds promotions to a programme.
pub(super) fn fill(random: &mut Random, programme: &mut Programme) {
    let count = random.pick(&[1, 2, 3, 3, 4, 4, 5, 6]);
    let start = random.below(NAMES.len());
    for place in 0..count {
        let name = NAMES[(start + place * 3) % NAMES.len()];
        let promotion = one(random, programme, name);
        programme.promotions.push(promotion);
    }
}

fn one(random: &mut Random, programme: &Programme, name: &str) -> Promotion {
    let mut promotion = Promotion {
        title: random.chance(30).then(|| format!("Title of {name}")),
        ..Promotion::named(name)
    };
    conditions(random, programme, &mut promotion);
    if random.chance(5) {
        promotion.messages = vec![Message {
            place: random.pick(&[Place::Slip, Place::Customer]),
            text: vec![Piece::Plain("Welcome!".to_owned())],
        }];
        return promotion;
    }
    let phase = if random.chance(70) {
        Phase::Goods
    } else {
        Phase::Receipt
    };
    let scheme: Option<Scheme> = scheme_of(random, programme, phase);
    let combine = scheme.as_ref().map_or(Combine::Best, |scheme| scheme.combine);
    promotion.gives = match phase {
        Phase::Goods => off_items(random, programme, combine),
        Phase::Receipt => vec![off_receipt(random, combine)],
    };
    promotion.scheme = match scheme {
        Some(scheme) => Some(scheme.name),
        None => random.chance(10).then(|| phase.word().to_owned()),
    };
    if random.chance(30) {
        promotion.priority = random.between(1, 3);
    }
    promotion.exclusive = random.chance(15);
    limits(random, phase, combine, &mut promotion);
    if random.chance(25) {
        let text = vec![
            Piece::Plain("You saved ".to_owned()),
            Piece::Saved,
            Piece::Plain(".".to_owned()),
        ];
        promotion.messages.push(Message {
            place: random.pick(&[
                Place::Slip,
                Place::Header,
                Place::Footer,
                Place::Customer,
                Place::Cashier,
            ]),
            text,
        });
    }
    promotion
}

/// `None` is the phase's own scheme.
fn scheme_of(random: &mut Random, programme: &Programme, phase: Phase) -> Option<Scheme> {
    let of_phase: Vec<&Scheme> = programme
        .schemes
        .iter()
        .filter(|scheme| scheme.phase == phase)
        .collect();
    if of_phase.is_empty() || random.chance(40) {
        None
    } else {
        Some(random.pick(&of_phase).clone())
    }
}

fn base(random: &mut Random, combine: Combine) -> Base {
    match combine {
        Combine::All => random.pick(&[Base::Start, Base::Start, Base::Start, Base::Running, Base::List]),
        Combine::Best | Combine::First => random.pick(&[
            Base::Start,
            Base::Start,
            Base::Start,
            Base::Start,
            Base::Start,
            Base::List,
        ]),
    }
}

fn off_items(random: &mut Random, programme: &Programme, combine: Combine) -> Vec<Give> {
    let per_unit = |random: &mut Random| {
        let items = selection(random, programme, 1);
        let (effect, base) = match random.below(10) {
            0..=5 => (
                Effect::Percent(random.pick(&PERCENTS), Target::Items(items)),
                base(random, combine),
            ),
            6 | 7 => (Effect::Each(random.pick(&SUMS), items), Base::Start),
            _ => (
                Effect::Price(random.pick(&[0, 33, 50, 90, 99, 900, 4900]), items),
                Base::Start,
            ),
        };
        Give { effect, base }
    };
    match random.below(20) {
        0..=10 => vec![per_unit(random)],
        11 | 12 => (0..random.pick(&[2, 2, 3])).map(|_| per_unit(random)).collect(),
        13..=16 => vec![Give {
            effect: Effect::Sum(random.pick(&SUMS), Target::Items(selection(random, programme, 1))),
            base: Base::Start,
        }],
        _ => vec![ladder_off_items(random, programme)],
    }
}

fn ladder_off_items(random: &mut Random, programme: &Programme) -> Give {
    let items = selection(random, programme, 0);
    let target = Target::Items(items.clone());
    let sums = random.chance(30);
    let ladder = match random.below(4) {
        0 => Ladder {
            target,
            measure: Measure::Amount(items),
            steps: by_amount(random, false),
            per_slice: true,
        },
        1 => Ladder {
            target,
            measure: Measure::Amount(selection(random, programme, 0)),
            steps: by_amount(random, sums),
            per_slice: false,
        },
        2 => Ladder {
            target,
            measure: Measure::Quantity(items),
            steps: by_quantity(random),
            per_slice: false,
        },
        _ => Ladder {
            target,
            measure: Measure::Amount(items),
            steps: by_amount(random, sums),
            per_slice: false,
        },
    };
    Give {
        effect: Effect::Ladder(ladder),
        base: Base::Start,
    }
}

impl Random {
    fn steps(&mut self, sums: bool) -> [Step; 3] {
        if sums {
            [Step::Sum(10), Step::Sum(50), Step::Sum(250)]
        } else {
            [Step::Percent(500), Step::Percent(1000), Step::Percent(1500)]
        }
    }
}

fn by_amount(random: &mut Random, sums: bool) -> Vec<(Value, Step)> {
    let from = random.pick(&[[100, 300, 1000], [50, 100, 200], [1000, 3000, 10000]]);
    let count = random.pick(&[1, 2, 2, 3]);
    from.into_iter()
        .map(Value::Money)
        .zip(random.steps(sums))
        .take(count)
        .collect()
}

fn by_quantity(random: &mut Random) -> Vec<(Value, Step)> {
    let sums = random.chance(30);
    let count = random.pick(&[1, 2, 3]);
    [2000, 3000, 5000]
        .into_iter()
        .map(|milli| Value::Quantity(milli, Unit::Pcs))
        .zip(random.steps(sums))
        .take(count)
        .collect()
}

fn off_receipt(random: &mut Random, combine: Combine) -> Give {
    let effect = match random.below(10) {
        0..=3 => Effect::Percent(random.pick(&PERCENTS), Target::Receipt),
        4..=6 => Effect::Sum(random.pick(&SUMS), Target::Receipt),
        7 => Effect::Ladder(Ladder {
            target: Target::Receipt,
            measure: Measure::Amount(Items::All),
            steps: by_amount(random, false),
            per_slice: true,
        }),
        8 => Effect::Ladder(Ladder {
            target: Target::Receipt,
            measure: Measure::Quantity(Items::All),
            steps: by_quantity(random),
            per_slice: false,
        }),
        _ => {
            let sums = random.chance(40);
            Effect::Ladder(Ladder {
                target: Target::Receipt,
                measure: Measure::Amount(Items::All),
                steps: by_amount(random, sums),
                per_slice: false,
            })
        }
    };
    let base = if let Effect::Percent(..) = effect {
        base(random, combine)
    } else {
        Base::Start
    };
    Give { effect, base }
}

/// Whether a promotion gives a sum over several units.
pub(super) fn of_sum(promotion: &Promotion) -> bool {
    promotion.gives.iter().any(|give| match &give.effect {
        Effect::Sum(..) => true,
        Effect::Ladder(ladder) => ladder.steps.iter().any(|(_, step)| matches!(step, Step::Sum(_))),
        Effect::Percent(..) | Effect::Each(..) | Effect::Price(..) | Effect::SetPrice(_) => false,
    })
}

fn limits(random: &mut Random, phase: Phase, combine: Combine, promotion: &mut Promotion) {
    let of_sum = of_sum(promotion);
    match random.below(20) {
        // Which units of a sum a limit of pieces would leave is said for the best combination only.
        0..=4 if phase == Phase::Goods && (combine == Combine::Best || !of_sum) => {
            promotion.limits.push(Limit::Pcs(random.between(1, 3)))
        }
        5..=7 => promotion.limits.push(Limit::Money {
            amount: random.pick(&[1, 10, 50, 100, 200, 1000]),
            partial: random.chance(50),
        }),
        8 => promotion.limits.push(Limit::Times(random.between(1, 2))),
        _ => {}
    }
}

fn conditions(random: &mut Random, programme: &Programme, promotion: &mut Promotion) {
    if random.chance(15) {
        promotion.valid.push(match random.below(4) {
            0 => Valid::Days(Some(Date::new(2026, 9, 1)), Some(Date::new(2026, 10, 5))),
            1 => Valid::Days(Some(Date::new(2026, 10, 5)), None),
            2 => Valid::Days(None, Some(Date::new(2026, 12, 31))),
            _ => Valid::Times(
                LocalTime::new(Date::new(2026, 10, 5), 8, 0, 0),
                LocalTime::new(Date::new(2026, 10, 26), 0, 30, 0),
            ),
        });
    }
    if random.chance(15) {
        for _ in 0..random.pick(&[1, 1, 2]) {
            promotion.on.push(recurring(random));
        }
    }
    if random.chance(12) {
        promotion.stores = Some(random.pick(&[
            Stores::Named("centre".to_owned()),
            Stores::Region(vec!["Centre".to_owned()]),
            Stores::Format(vec!["mini".to_owned(), "super".to_owned()]),
            Stores::Except(Box::new(Stores::All), Box::new(Stores::Store(vec!["002".to_owned()]))),
        ]));
    }
    if random.chance(15) {
        let named = |name: &str| Box::new(Audience::Clients(name.to_owned()));
        promotion.audience = Some(match random.below(6) {
            0 | 1 => Audience::Known,
            2 => Audience::Clients("students".to_owned()),
            3 => Audience::Or(named("students"), named("families")),
            4 => Audience::Except(Box::new(Audience::Known), named("students")),
            _ => Audience::Guests,
        });
    }
    if random.chance(10) {
        promotion.paid_by = match random.below(3) {
            0 => vec![Payment::Brand("MIR".to_owned())],
            1 => vec![Payment::Cash],
            _ => vec![Payment::Brand("MIR".to_owned()), Payment::BankCard],
        };
    }
    if random.chance(30) {
        for _ in 0..random.pick(&[1, 1, 2]) {
            let condition = when(random, programme);
            promotion.when.push(condition);
        }
    }
}

fn recurring(random: &mut Random) -> Recurring {
    let days = match random.below(6) {
        0 => Days::Week(vec![(0, 4)]),
        1 => Days::Week(vec![(0, 6)]),
        2 => Days::Week(vec![(4, 4), (6, 6)]),
        3 => Days::OfMonth(1, 7),
        4 => Days::LastOfMonth(6),
        _ => random.pick(&[Days::NthOfMonth(1, 0), Days::NthOfMonth(2, 0)]),
    };
    let hours = random
        .chance(60)
        .then(|| random.pick(&[(8 * 60, 11 * 60), (22 * 60, 6 * 60), (0, 12 * 60), (7 * 60, 22 * 60)]));
    Recurring { days, hours }
}

fn when(random: &mut Random, programme: &Programme) -> Cond {
    match random.below(12) {
        0 => Cond::And(vec![simple(random, programme), simple(random, programme)]),
        1 => Cond::Or(vec![simple(random, programme), simple(random, programme)]),
        2 => Cond::Not(Box::new(simple(random, programme))),
        3 => Cond::Or(vec![
            Cond::And(vec![simple(random, programme), simple(random, programme)]),
            simple(random, programme),
        ]),
        _ => simple(random, programme),
    }
}

fn simple(random: &mut Random, programme: &Programme) -> Cond {
    let amounts = [1, 50, 100, 100, 300, 1000];
    let order = |random: &mut Random| {
        random.pick(&[
            Comparison::AtLeast,
            Comparison::AtLeast,
            Comparison::More,
            Comparison::AtMost,
            Comparison::Less,
        ])
    };
    let property = |name: &str| Fact::ClientProperty(name.to_owned());
    match random.below(16) {
        0..=2 => Cond::Compare(Fact::ReceiptAmount, order(random), Value::Money(random.pick(&amounts))),
        3 => Cond::Compare(
            Fact::ReceiptListAmount,
            order(random),
            Value::Money(random.pick(&amounts)),
        ),
        4 | 5 => Cond::Compare(
            Fact::AmountOf(selection(random, programme, 1)),
            order(random),
            Value::Money(random.pick(&amounts)),
        ),
        6 | 7 => Cond::Compare(
            Fact::QuantityOf(pieces(random)),
            order(random),
            Value::Quantity(random.between(1, 4) * 1000, Unit::Pcs),
        ),
        8 => Cond::Compare(
            Fact::DistinctOf(selection(random, programme, 1)),
            order(random),
            Value::Number(random.between(1, 3) * 1000),
        ),
        9 => Cond::Compare(
            Fact::CheapestPrice(selection(random, programme, 1)),
            order(random),
            Value::Money(random.pick(&amounts)),
        ),
        10 => Cond::Compare(
            Fact::ReceiptProducts,
            order(random),
            Value::Number(random.between(1, 4) * 1000),
        ),
        11 => Cond::Between(
            Fact::ReceiptAmount,
            Value::Money(100),
            Value::Money(random.pick(&[1000, 10000])),
        ),
        12 => random.pick(&[
            Cond::Compare(Fact::ReceiptTime, Comparison::Less, Value::Time(12 * 60)),
            Cond::Compare(
                Fact::ReceiptDate,
                Comparison::AtLeast,
                Value::Date(Date::new(2026, 10, 5)),
            ),
        ]),
        13 => random.pick(&[
            Cond::Is(property("student")),
            Cond::Not(Box::new(Cond::Is(property("student")))),
            Cond::Compare(property("tier"), Comparison::Equal, Value::Text("gold".to_owned())),
            Cond::Compare(property("since"), Comparison::Less, Value::Date(Date::new(2026, 1, 1))),
            Cond::Compare(property("city"), Comparison::NotEqual, Value::Text("Tver".to_owned())),
        ]),
        14 => random.pick(&[
            Cond::Compare(Fact::ClientAge, Comparison::AtLeast, Value::Number(18_000)),
            Cond::Compare(Fact::ClientVisits, Comparison::AtMost, Value::Number(3000)),
            Cond::Compare(Fact::ClientThisVisit, Comparison::Equal, Value::Number(4000)),
        ]),
        _ => random.pick(&[
            Cond::Compare(Fact::StoreRegion, Comparison::Equal, Value::Text("Centre".to_owned())),
            Cond::IsIn(Fact::StoreRegion, vec!["Centre".to_owned(), "Volga".to_owned()], false),
            Cond::IsIn(Fact::StoreFormat, vec!["mini".to_owned()], true),
        ]),
    }
}

/// Goods sold by the piece, so that counting pieces says the same to everyone.
fn pieces(random: &mut Random) -> Items {
    Items::Sku(
        random
            .pick(&[vec!["A", "B"], vec!["C"], vec!["A", "AA", "B2", "MILK"]])
            .into_iter()
            .map(str::to_owned)
            .collect(),
    )
}
