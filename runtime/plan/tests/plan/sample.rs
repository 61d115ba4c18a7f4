//! A plan that uses every operation and every table, written by hand.

use perk_plan::ops::{
    Base, ClientFact, Compare, Fact, GoodsFact, Object, Op, ProductFact, ReceiptFact, StoreFact, Unit,
};
use perk_plan::plan::*;
use perk_plan::{Date, LocalTime, Plan, TimeOfDay};
use rust_decimal::Decimal;

/// Texts by position; the list must be sorted.
const TEXTS: &[&str] = &[
    "001",            // 0
    "017",            // 1
    "4600000000017",  // 2
    "Bakery",         // 3
    "Drinks/Coffee",  // 4
    "Good morning, ", // 5
    "LATTE",          // 6
    "MIR",            // 7
    "Moscow",         // 8
    "Premium",        // 9
    "S",              // 10
    "a_coffee",       // 11
    "b_basket",       // 12
    "birthday",       // 13
    "bite",           // 14
    "c_hello",        // 15
    "coffee",         // 16
    "d_meal",         // 17
    "drink",          // 18
    "fresh",          // 19
    "goods",          // 20
    "meal",           // 21
    "moscow",         // 22
    "offer",          // 23
    "receipt",        // 24
    "region",         // 25
    "size",           // 26
    "student",        // 27
    "students",       // 28
    "кофе",           // 29
];

pub(crate) fn text(wanted: &str) -> u32 {
    u32::try_from(TEXTS.iter().position(|text| *text == wanted).expect(wanted)).unwrap()
}

fn selection(name: &str, code: Vec<Op>) -> Selection {
    Selection {
        name: (!name.is_empty()).then(|| text(name)),
        code,
    }
}

/// The items of the sample: coffee, everything, a mixed one without a name.
pub(crate) const COFFEE: u32 = 0;
pub(crate) const ALL: u32 = 1;
pub(crate) const MIXED: u32 = 2;

pub(crate) fn plan() -> Plan {
    let day = Date::from_ymd(2026, 9, 1).unwrap();
    Plan {
        name: "Coffee House".into(),
        currency: Currency {
            code: "RUB".into(),
            digits: 2,
        },
        time_zone: Some("Europe/Moscow".into()),
        rounding: Rounding::HalfUp,
        total_rounding: Some(TotalRounding {
            step: 100,
            mode: Rounding::Down,
        }),
        texts: TEXTS.iter().map(|text| (*text).to_owned()).collect(),
        lists: vec![
            vec![text("001"), text("017")],
            vec![text("4600000000017")],
            vec![text("LATTE")],
            vec![text("MIR")],
            vec![text("S")],
        ],
        product_properties: vec![Property {
            name: text("size"),
            kind: PropertyType::OneOf(4),
        }],
        client_properties: vec![
            Property {
                name: text("birthday"),
                kind: PropertyType::Date,
            },
            Property {
                name: text("student"),
                kind: PropertyType::YesNo,
            },
        ],
        store_columns: vec![text("region")],
        store_table: vec![
            Store {
                number: text("001"),
                time_zone: None,
                columns: vec![Some(text("Moscow"))],
            },
            Store {
                number: text("017"),
                time_zone: None,
                columns: vec![None],
            },
        ],
        items: vec![
            selection("coffee", vec![Op::InCategory(text("Drinks/Coffee"))]),
            selection("", vec![Op::Truth(true)]),
            selection(
                "",
                vec![
                    Op::InItems(COFFEE),
                    Op::SkuIn(2),
                    Op::Or,
                    Op::BarcodeIn(1),
                    Op::Or,
                    Op::HasTag(text("fresh")),
                    Op::Load(Fact::Product(ProductFact::Property(0))),
                    Op::Text(text("S")),
                    Op::Compare(Compare::Equal),
                    Op::And,
                    Op::Or,
                    Op::Load(Fact::Product(ProductFact::Brand)),
                    Op::Text(text("Premium")),
                    Op::Compare(Compare::Equal),
                    Op::Load(Fact::Product(ProductFact::Price)),
                    Op::Money(100_000),
                    Op::Compare(Compare::Greater),
                    Op::Or,
                    Op::Not,
                    Op::And,
                ],
            ),
        ],
        stores: vec![selection(
            "moscow",
            vec![
                Op::Load(Fact::Store(StoreFact::Column(0))),
                Op::Text(text("Moscow")),
                Op::Compare(Compare::Equal),
                Op::StoreIn(0),
                Op::And,
            ],
        )],
        clients: vec![selection(
            "students",
            vec![
                Op::Load(Fact::Client(ClientFact::Age)),
                Op::Number(Decimal::from(26)),
                Op::Compare(Compare::Less),
                Op::Load(Fact::Client(ClientFact::Property(1))),
                Op::And,
            ],
        )],
        protects: vec![
            Protect {
                items: COFFEE,
                from: Some(day),
                to: None,
                rule: ProtectRule::PriceAtLeast {
                    price: 34_900,
                    per: (Decimal::from(500), Unit::Millilitre),
                },
            },
            Protect {
                items: COFFEE,
                from: None,
                to: None,
                rule: ProtectRule::DiscountAtMost(Decimal::new(305, 1)),
            },
        ],
        schemes: vec![
            Scheme {
                name: text("goods"),
                phase: Phase::Goods,
                combine: Combine::Best,
                scope: Scope::Unit,
                favour: Favour::Customer,
            },
            Scheme {
                name: text("receipt"),
                phase: Phase::Receipt,
                combine: Combine::Best,
                scope: Scope::Receipt,
                favour: Favour::Customer,
            },
            Scheme {
                name: text("offer"),
                phase: Phase::Offer,
                combine: Combine::All,
                scope: Scope::Unit,
                favour: Favour::Customer,
            },
        ],
        ladders: vec![Ladder {
            off: Object::Receipt,
            of: ALL,
            measure: Measure::Amount,
            mode: LadderMode::PerSlice,
            steps: vec![
                Step {
                    from: Decimal::from(100_000),
                    reward: Reward::Percent(Decimal::from(5)),
                },
                Step {
                    from: Decimal::from(300_000),
                    reward: Reward::Percent(Decimal::new(75, 1)),
                },
            ],
        }],
        coupons: coupons(day),
        promotions: vec![coffee(day), basket(), hello(), meal()],
    }
}

/// A mask, a pattern and a list, by name.
fn coupons(day: Date) -> Vec<Coupon> {
    let coupon = |name: &str, codes: Codes| Coupon {
        name: text(name),
        title: text(name),
        codes,
        uses: Some(1),
        per_client: false,
        bound: false,
        valid: vec![],
    };
    vec![
        Coupon {
            uses: None,
            valid: vec![Window {
                from: Some(day.start()),
                to: None,
            }],
            ..coupon("S", Codes::Mask(text("MIR")))
        },
        Coupon {
            per_client: true,
            bound: true,
            ..coupon(
                "goods",
                Codes::Pattern {
                    form: text("LATTE"),
                    check: false,
                    count: Some(1),
                },
            )
        },
        Coupon {
            uses: Some(3),
            ..coupon("moscow", Codes::List(1))
        },
    ]
}

fn promotion(name: &str, scheme: u16) -> Promotion {
    Promotion {
        name: text(name),
        title: text(name),
        scheme,
        priority: 0,
        exclusive: false,
        valid: vec![],
        on: vec![],
        stores: None,
        audience: Audience::Anyone,
        with: vec![],
        paid_by: None,
        each: None,
        conditions: 0,
        body: vec![],
        limits: vec![],
        messages: vec![],
        issues: vec![],
    }
}

fn coffee(day: Date) -> Promotion {
    Promotion {
        valid: vec![Window {
            from: Some(day.start()),
            to: Some(Date::from_ymd(2027, 1, 1).unwrap().start()),
        }],
        on: vec![
            Recurring {
                days: Days::Weekdays(0b001_1111),
                from: TimeOfDay(28_800),
                to: TimeOfDay(39_600),
            },
            Recurring {
                days: Days::AroundClientDate {
                    property: 0,
                    before: 3,
                    after: 7,
                },
                from: TimeOfDay(0),
                to: TimeOfDay(86_400),
            },
        ],
        stores: Some(0),
        audience: Audience::Clients(0),
        paid_by: Some(3),
        each: None,
        conditions: 3,
        body: vec![
            Op::Load(Fact::Goods(GoodsFact::Amount, ALL)),
            Op::Money(50_000),
            Op::Compare(Compare::AtLeast),
            Op::Require(0),
            Op::Load(Fact::Goods(GoodsFact::Quantity(Unit::Sale), COFFEE)),
            Op::Quantity(Decimal::from(2), Unit::Sale),
            Op::Quantity(Decimal::from(5), Unit::Sale),
            Op::Between,
            Op::Load(Fact::Receipt(ReceiptFact::Date)),
            Op::Date(day),
            Op::Compare(Compare::NotEqual),
            Op::Or,
            Op::Require(1),
            Op::KnownClient,
            Op::InStores(0),
            Op::And,
            Op::InClients(0),
            Op::And,
            Op::Load(Fact::Receipt(ReceiptFact::Time)),
            Op::Time(TimeOfDay(32_400)),
            Op::Compare(Compare::Less),
            Op::And,
            Op::Load(Fact::Receipt(ReceiptFact::Tender)),
            Op::OneOf(3),
            Op::And,
            Op::Require(2),
            Op::GivePercent {
                off: Object::Items(COFFEE),
                percent: Decimal::from(15),
                base: Base::SchemeStart,
            },
            Op::GiveEach {
                off: Object::Items(MIXED),
                amount: 3_000,
            },
            Op::GivePrice {
                of: Object::Items(COFFEE),
                price: 14_900,
            },
            Op::GiveSum {
                off: Object::Items(ALL),
                amount: 1,
            },
        ],
        limits: vec![
            Limit::per_receipt(LimitAmount::Pieces(3), false),
            Limit::per_receipt(LimitAmount::Money(50_000), true),
            Limit {
                per: LimitPer::Key(LimitKey {
                    client: true,
                    period: Some(Period::Day),
                    guests: GuestUses::Unlimited,
                    ..LimitKey::default()
                }),
                ..Limit::per_receipt(LimitAmount::Times(2), false)
            },
            Limit {
                per: LimitPer::Key(LimitKey::default()),
                ..Limit::per_receipt(LimitAmount::Times(10_000), false)
            },
        ],
        ..promotion("a_coffee", 0)
    }
}

fn basket() -> Promotion {
    Promotion {
        priority: 10,
        exclusive: true,
        body: vec![Op::GiveLadder(0)],
        ..promotion("b_basket", 1)
    }
}

fn hello() -> Promotion {
    Promotion {
        valid: vec![Window {
            from: None,
            to: Some(LocalTime(0)),
        }],
        with: vec![vec![0, 1], vec![2]],
        issues: vec![1],
        messages: vec![Message {
            place: Place::Customer,
            pieces: vec![
                Piece::Text(text("Good morning, ")),
                Piece::ClientProperty(0),
                Piece::Saved,
                Piece::Times,
                Piece::Title,
                Piece::Total,
                Piece::Discount,
                Piece::Date,
                Piece::Store,
            ],
        }],
        ..promotion("c_hello", 2)
    }
}

/// About a set: every part of it that may be given on.
fn meal() -> Promotion {
    Promotion {
        each: Some(Set {
            name: Some(text("meal")),
            roles: vec![
                Role {
                    name: Some(text("bite")),
                    items: MIXED,
                    pick: Pick::Pieces {
                        least: 2,
                        most: 3,
                        alike: Alike::Distinct,
                    },
                },
                Role {
                    name: Some(text("drink")),
                    items: COFFEE,
                    pick: Pick::Quantity(Decimal::from(500), Unit::Millilitre),
                },
            ],
            reuse: true,
        }),
        body: vec![
            Op::GivePrice {
                of: Object::Set,
                price: 19_900,
            },
            Op::GiveEach {
                off: Object::Role(1),
                amount: 500,
            },
            Op::GivePercent {
                off: Object::Cheapest(2),
                percent: Decimal::from(50),
                base: Base::SchemeStart,
            },
            Op::GiveSum {
                off: Object::Dearest(1),
                amount: 100,
            },
        ],
        limits: vec![Limit::per_receipt(LimitAmount::Times(2), false)],
        ..promotion("d_meal", 0)
    }
}

/// A plan of `n` promotions, each with a condition of its own and a list of its own.
pub(crate) fn large(n: u32) -> Plan {
    let mut plan = plan();
    plan.texts = (0..n).map(|i| format!("p{i:06}")).collect();
    plan.lists = (0..n).map(|i| vec![i]).collect();
    plan.product_properties.clear();
    plan.client_properties.clear();
    plan.store_columns.clear();
    plan.store_table.clear();
    plan.stores.clear();
    plan.clients.clear();
    plan.protects.clear();
    plan.ladders.clear();
    plan.coupons.clear();
    plan.schemes.truncate(1);
    plan.schemes[0].name = 0;
    plan.items = (0..n)
        .map(|i| Selection {
            name: None,
            code: vec![Op::SkuIn(i)],
        })
        .collect();
    plan.promotions = (0..n)
        .map(|i| Promotion {
            name: i,
            title: i,
            conditions: 1,
            body: vec![
                Op::Load(Fact::Goods(GoodsFact::Amount, i)),
                Op::Money(100),
                Op::Compare(Compare::AtLeast),
                Op::Require(0),
                Op::GivePercent {
                    off: Object::Items(i),
                    percent: Decimal::ONE,
                    base: Base::SchemeStart,
                },
            ],
            ..promotion("a_coffee", 0)
        })
        .collect();
    plan
}
