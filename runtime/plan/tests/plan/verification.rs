//! The verifier: the sample passes, each rule is broken once, the work grows with the plan.

use perk_plan::ops::{
    Base, ClientFact, Compare, Fact, GoodsFact, Object, Op, ProductFact, ReceiptFact, StoreFact, Unit,
};
use perk_plan::plan::*;
use perk_plan::verify::{check, verify};
use perk_plan::{Date, LocalTime, Plan, TimeOfDay};
use rust_decimal::Decimal;

use crate::sample::{self, ALL, COFFEE};

/// Breaks the sample and checks code and place of the refusal.
#[track_caller]
fn broken(code: &str, place: &str, change: impl FnOnce(&mut Plan)) {
    let mut plan = sample::plan();
    change(&mut plan);
    let error = verify(plan).expect_err("refused");
    assert_eq!((error.code, error.place.as_str()), (code, place), "{error}");
}

fn body(plan: &mut Plan) -> &mut Vec<Op> {
    &mut plan.promotions[0].body
}

#[test]
fn the_sample_is_a_plan() {
    let plan = sample::plan();
    let verified = verify(plan.clone()).unwrap();
    assert_eq!(verified.plan(), &plan);
    assert_eq!(verified.promotions.len(), 4, "derefs to the plan");
    assert_eq!(verified.into_plan(), plan);
}

#[test]
fn the_frame_is_in_range() {
    broken("plan-range", "plan", |plan| plan.currency.code = "rub".into());
    broken("plan-range", "plan", |plan| plan.currency.code = "РУБ".into());
    broken("plan-range", "plan", |plan| plan.currency.digits = 5);
    broken("plan-range", "plan", |plan| plan.time_zone = Some(String::new()));
    broken("plan-range", "plan", |plan| {
        plan.total_rounding = Some(TotalRounding {
            step: 0,
            mode: Rounding::Up,
        })
    });
}

#[test]
fn tables_stand_in_canonical_order() {
    broken("plan-order", "texts[5]", |plan| plan.texts.swap(4, 5));
    broken("plan-order", "texts[1]", |plan| plan.texts[1] = "001".into());
    broken("plan-order", "lists[0]", |plan| plan.lists[0].reverse());
    broken("plan-order", "lists[0]", |plan| plan.lists[0][1] = plan.lists[0][0]);
    broken("plan-order", "store_table[1]", |plan| plan.store_table.reverse());
    broken("plan-order", "schemes[1]", |plan| plan.schemes.swap(0, 1));
    broken("plan-order", "schemes[1]", |plan| {
        plan.schemes[1].name = plan.schemes[0].name
    });
    broken("plan-order", "promotions[1]", |plan| plan.promotions.swap(0, 1));
    broken("plan-order", "promotions[1]", |plan| {
        plan.promotions[1].name = plan.promotions[0].name
    });
    broken("plan-order", "client_properties[1]", |plan| {
        plan.client_properties[1].name = plan.client_properties[0].name
    });
    broken("plan-order", "items[1]", |plan| plan.items[1].name = plan.items[0].name);
}

#[test]
fn coupons_are_in_order_and_can_be_recognised() {
    broken("plan-order", "coupons[1]", |plan| plan.coupons.swap(0, 1));
    broken("plan-index", "coupons[2]", |plan| {
        plan.coupons[2].codes = Codes::List(5)
    });
    broken("plan-range", "coupons[2]", |plan| {
        plan.lists.push(vec![]);
        plan.coupons[2].codes = Codes::List(5);
    });
    // `Bakery` is not in capital letters.
    broken("plan-range", "coupons[0]", |plan| {
        plan.coupons[0].codes = Codes::Mask(sample::text("Bakery"))
    });
    broken("plan-range", "coupons[2]", |plan| {
        plan.lists[1] = vec![sample::text("Bakery")];
    });
    broken("plan-range", "coupons[1]", |plan| {
        plan.coupons[1].codes = Codes::Pattern {
            form: sample::text("LATTE"),
            check: true,
            count: None,
        }
    });
    broken("plan-range", "coupons[2]", |plan| plan.coupons[2].uses = Some(0));
    broken("plan-range", "coupons[0]", |plan| plan.coupons[0].per_client = true);
    broken("plan-range", "coupons[0]", |plan| {
        plan.coupons[0].valid[0].to = plan.coupons[0].valid[0].from
    });
    broken("plan-index", "promotions[2]", |plan| plan.promotions[2].with[1][0] = 3);
    broken("plan-order", "promotions[2]", |plan| {
        plan.promotions[2].with[0].reverse()
    });
    broken("plan-range", "promotions[2]", |plan| {
        plan.promotions[2].with.push(vec![])
    });
    broken("plan-range", "promotions[2]", |plan| {
        plan.promotions[2].with = vec![vec![0]; 1_001];
    });
    broken("plan-index", "promotions[2]", |plan| plan.promotions[2].issues[0] = 3);
}

#[test]
fn indices_are_in_range() {
    broken("plan-index", "lists[4]", |plan| plan.lists[4] = vec![30]);
    broken("plan-index", "product_properties[0]", |plan| {
        plan.product_properties[0].kind = PropertyType::OneOf(5)
    });
    broken("plan-index", "store_columns[0]", |plan| plan.store_columns[0] = 30);
    broken("plan-index", "store_table[0]", |plan| {
        plan.store_table[0].columns[0] = Some(30)
    });
    broken("plan-index", "protects[0]", |plan| plan.protects[0].items = 3);
    broken("plan-index", "ladders[0]", |plan| plan.ladders[0].of = 3);
    broken("plan-index", "promotions[0]", |plan| plan.promotions[0].title = 30);
    broken("plan-index", "promotions[0]", |plan| plan.promotions[0].scheme = 3);
    broken("plan-index", "promotions[0]", |plan| {
        plan.promotions[0].stores = Some(1)
    });
    broken("plan-index", "promotions[0]", |plan| {
        plan.promotions[0].audience = Audience::Clients(1)
    });
    broken("plan-index", "promotions[0]", |plan| {
        plan.promotions[0].paid_by = Some(5)
    });
    broken("plan-index", "promotions[2]", |plan| {
        plan.promotions[2].messages[0].pieces[0] = Piece::Text(30)
    });
    broken("plan-index", "promotions[2]", |plan| {
        plan.promotions[2].messages[0].pieces[1] = Piece::ClientProperty(2)
    });
    broken("plan-index", "promotions[0].body[0]", |plan| {
        body(plan)[0] = Op::Load(Fact::Goods(GoodsFact::Amount, 3))
    });
    broken("plan-index", "promotions[0].body[14]", |plan| {
        body(plan)[14] = Op::InStores(1)
    });
    broken("plan-index", "promotions[0].body[16]", |plan| {
        body(plan)[16] = Op::InClients(1)
    });
    broken("plan-index", "promotions[0].body[23]", |plan| {
        body(plan)[23] = Op::OneOf(5)
    });
    broken("plan-index", "promotions[0].body[27]", |plan| {
        body(plan)[27] = Op::GiveEach {
            off: Object::Items(3),
            amount: 1,
        }
    });
    broken("plan-index", "promotions[1].body[0]", |plan| {
        plan.promotions[1].body[0] = Op::GiveLadder(1)
    });
    broken("plan-index", "items[0].code[0]", |plan| {
        plan.items[0].code[0] = Op::InCategory(30)
    });
    broken("plan-index", "items[2].code[6]", |plan| {
        plan.items[2].code[6] = Op::Load(Fact::Product(ProductFact::Property(1)))
    });
    broken("plan-index", "stores[0].code[0]", |plan| {
        plan.stores[0].code[0] = Op::Load(Fact::Store(StoreFact::Column(1)))
    });
    broken("plan-index", "clients[0].code[3]", |plan| {
        plan.clients[0].code[3] = Op::Load(Fact::Client(ClientFact::Property(2)))
    });
}

#[test]
fn selections_refer_backwards_only() {
    broken("plan-reference", "items[2].code[0]", |plan| {
        plan.items[2].code[0] = Op::InItems(2)
    });
    broken("plan-reference", "items[0].code[0]", |plan| {
        plan.items[0].code = vec![Op::InItems(1)]
    });
    broken("plan-reference", "stores[0].code[3]", |plan| {
        plan.stores[0].code[3] = Op::InStores(0)
    });
    broken("plan-reference", "clients[0].code[0]", |plan| {
        plan.clients[0].code = vec![Op::InClients(0)]
    });
}

#[test]
fn programs_are_typed() {
    broken("plan-type", "promotions[0].body[2]", |plan| {
        body(plan)[1] = Op::Number(Decimal::ONE)
    });
    broken("plan-type", "promotions[0].body[7]", |plan| {
        body(plan)[6] = Op::Quantity(Decimal::ONE, Unit::Gram)
    });
    broken("plan-type", "promotions[0].body[11]", |plan| {
        body(plan)[10] = Op::Date(Date(0))
    });
    broken("plan-type", "items[2].code[8]", |plan| {
        plan.items[2].code[8] = Op::Compare(Compare::Less)
    });
    broken("plan-stack", "items[0]", |plan| plan.items[0].code.clear());
    broken("plan-stack", "items[0]", |plan| {
        plan.items[0].code.push(Op::Truth(true))
    });
    broken("plan-stack", "items[0].code[0]", |plan| plan.items[0].code[0] = Op::Not);
    broken("plan-stack", "items[0]", |plan| plan.items[0].code = vec![Op::Money(1)]);
    broken("plan-stack", "promotions[0].body[4]", |plan| {
        body(plan).splice(3..3, [Op::Truth(true)]).for_each(drop)
    });
    broken("plan-type", "promotions[0].body[2]", |plan| {
        body(plan).splice(2..3, []).for_each(drop)
    });
    broken("plan-stack", "items[1].code[256]", |plan| {
        plan.items[1].code = vec![Op::Truth(true); 300]
    });
}

#[test]
fn each_program_reads_what_its_room_allows() {
    let not_there = [
        Op::Load(Fact::Goods(GoodsFact::Amount, ALL)),
        Op::Load(Fact::Client(ClientFact::Age)),
        Op::Load(Fact::Receipt(ReceiptFact::Date)),
        Op::KnownClient,
        Op::StoreIn(0),
        Op::InStores(0),
        Op::InClients(0),
        Op::Require(0),
        Op::GiveSum {
            off: Object::Receipt,
            amount: 1,
        },
    ];
    for op in not_there {
        broken("plan-op", "items[0].code[0]", |plan| plan.items[0].code = vec![op]);
    }
    for op in [
        Op::InCategory(0),
        Op::SkuIn(0),
        Op::InItems(COFFEE),
        Op::Load(Fact::Product(ProductFact::Price)),
        Op::StoreIn(0),
    ] {
        broken("plan-op", "promotions[0].body[0]", |plan| body(plan)[0] = op.clone());
        broken("plan-op", "clients[0].code[0]", |plan| plan.clients[0].code = vec![op]);
    }
    for op in [
        Op::InCategory(0),
        Op::HasTag(0),
        Op::Load(Fact::Client(ClientFact::Visits)),
        Op::KnownClient,
    ] {
        broken("plan-op", "stores[0].code[0]", |plan| plan.stores[0].code = vec![op]);
    }
}

#[test]
fn conditions_come_in_order_and_before_effects() {
    broken("plan-require", "promotions[0].body[3]", |plan| {
        body(plan)[3] = Op::Require(1)
    });
    broken("plan-require", "promotions[0].body[12]", |plan| {
        body(plan)[12] = Op::Require(0)
    });
    broken("plan-require", "promotions[0].body[25]", |plan| {
        plan.promotions[0].conditions = 2
    });
    broken("plan-require", "promotions[0].body[26]", |plan| {
        plan.promotions[0].conditions = 4
    });
    broken("plan-require", "promotions[2]", |plan| {
        plan.promotions[2].conditions = 1
    });
    broken("plan-op", "promotions[1].body[1]", |plan| {
        plan.promotions[1].body.push(Op::Truth(true))
    });
}

#[test]
fn effects_belong_to_the_phase_of_the_scheme() {
    broken("plan-phase", "promotions[0]", |plan| plan.promotions[0].scheme = 1);
    broken("plan-phase", "promotions[2]", |plan| plan.promotions[2].scheme = 0);
    broken("plan-phase", "promotions[0].body[29]", |plan| {
        body(plan)[29] = Op::GiveSum {
            off: Object::Receipt,
            amount: 1,
        };
    });
}

#[test]
fn a_gift_stands_alone_in_a_scheme_of_gifts() {
    let gift = |count| Op::GiveGift {
        items: COFFEE,
        count,
        distinct: false,
        price: 0,
    };
    broken("plan-gift", "promotions[0].body[29]", |plan| body(plan)[29] = gift(1));
    let alone = |plan: &mut Plan, count| {
        body(plan).truncate(26);
        body(plan).push(gift(count));
    };
    for count in [0, 101] {
        broken("plan-range", "promotions[0].body[26]", |plan| alone(plan, count));
    }
    broken("plan-range", "promotions[0].body[26]", |plan| {
        body(plan).truncate(26);
        body(plan).push(Op::GiveGift {
            items: COFFEE,
            count: 1,
            distinct: false,
            price: -1,
        });
    });
    // The scheme of goods looks for the best; gifts have one of their own.
    broken("plan-gift", "promotions[0]", |plan| alone(plan, 1));
    let first = |plan: &mut Plan| {
        alone(plan, 1);
        plan.schemes[0].combine = Combine::First;
    };
    // Another promotion of that scheme gives something else.
    broken("plan-gift", "promotions[3]", first);
    let mut plan = sample::plan();
    first(&mut plan);
    plan.promotions.truncate(3);
    assert_eq!(verify(plan).map(|_| ()), Ok(()));
}

#[test]
fn numbers_are_in_range() {
    for percent in [Decimal::ZERO, Decimal::new(-1, 0), Decimal::new(10_001, 2)] {
        broken("plan-range", "promotions[0].body[26]", |plan| {
            body(plan)[26] = Op::GivePercent {
                off: Object::Items(COFFEE),
                percent,
                base: Base::ListPrice,
            };
        });
    }
    for amount in [0, -1, i64::MAX] {
        broken("plan-range", "promotions[0].body[29]", |plan| {
            body(plan)[29] = Op::GiveSum {
                off: Object::Items(ALL),
                amount,
            };
        });
        broken("plan-range", "promotions[0].body[27]", |plan| {
            body(plan)[27] = Op::GiveEach {
                off: Object::Items(ALL),
                amount,
            }
        });
    }
    broken("plan-range", "promotions[0].body[28]", |plan| {
        body(plan)[28] = Op::GivePrice {
            of: Object::Items(ALL),
            price: -1,
        }
    });
    broken("plan-range", "promotions[0].body[1]", |plan| {
        body(plan)[1] = Op::Money(i64::MIN)
    });
    broken("plan-range", "promotions[0].body[19]", |plan| {
        body(plan)[19] = Op::Time(TimeOfDay(86_401))
    });
    broken("plan-range", "protects[0]", |plan| plan.protects[0].to = Some(Date(0)));
    broken("plan-range", "protects[1]", |plan| {
        plan.protects[1].rule = ProtectRule::DiscountAtMost(Decimal::from(101))
    });
    broken("plan-range", "protects[0]", |plan| {
        plan.protects[0].rule = ProtectRule::PriceAtLeast {
            price: 1,
            per: (Decimal::ZERO, Unit::Sale),
        };
    });
    broken("plan-range", "store_table[0]", |plan| {
        plan.store_table[0].columns.clear()
    });
    for amount in [LimitAmount::Times(0), LimitAmount::Pieces(0), LimitAmount::Money(0)] {
        broken("plan-range", "promotions[0]", |plan| {
            plan.promotions[0].limits[0].amount = amount
        });
    }
    broken("plan-range", "promotions[0]", |plan| plan.lists[3].clear());
    broken("plan-range", "product_properties[0]", |plan| plan.lists[4].clear());
}

#[test]
fn windows_open() {
    let on = |days: Days| Recurring {
        days,
        from: TimeOfDay(0),
        to: TimeOfDay(86_400),
    };
    for days in [
        Days::Weekdays(0),
        Days::Weekdays(0x80),
        Days::OfMonth(0, 5),
        Days::OfMonth(5, 4),
        Days::OfMonth(1, 32),
        Days::NthWeekday(6, 1),
        Days::NthWeekday(1, 0),
        Days::NthWeekday(1, 8),
        Days::AroundClientDate {
            property: 0,
            before: 367,
            after: 0,
        },
    ] {
        broken("plan-range", "promotions[0]", |plan| {
            plan.promotions[0].on[0] = on(days)
        });
    }
    broken("plan-type", "promotions[0]", |plan| {
        plan.promotions[0].on[0] = on(Days::AroundClientDate {
            property: 1,
            before: 0,
            after: 0,
        });
    });
    broken("plan-range", "promotions[0]", |plan| {
        plan.promotions[0].on[0].from = TimeOfDay(86_400)
    });
    broken("plan-range", "promotions[0]", |plan| {
        plan.promotions[0].on[0].to = TimeOfDay(86_401)
    });
    broken("plan-range", "promotions[0]", |plan| {
        plan.promotions[0].valid[0] = Window {
            from: Some(LocalTime(5)),
            to: Some(LocalTime(5)),
        };
    });
    // Over midnight is a window like any other.
    let mut plan = sample::plan();
    plan.promotions[0].on[0] = Recurring {
        days: Days::Every,
        from: TimeOfDay(79_200),
        to: TimeOfDay(7_200),
    };
    assert!(verify(plan).is_ok());
}

#[test]
fn ladders_ascend_and_fit_their_object() {
    broken("plan-range", "ladders[0]", |plan| plan.ladders[0].steps.clear());
    broken("plan-order", "ladders[0]", |plan| plan.ladders[0].steps.swap(0, 1));
    broken("plan-range", "ladders[0]", |plan| {
        plan.ladders[0].steps[0].from = Decimal::new(-1, 0)
    });
    broken("plan-range", "ladders[0]", |plan| {
        plan.ladders[0].steps[0].from = Decimal::new(5, 1)
    });
    broken("plan-range", "ladders[0]", |plan| {
        plan.ladders[0].steps[0].reward = Reward::Sum(5)
    });
    broken("plan-range", "ladders[0]", |plan| {
        plan.ladders[0].measure = Measure::Quantity(Unit::Piece)
    });
    broken("plan-range", "ladders[0]", |plan| plan.ladders[0].of = COFFEE);
    broken("plan-range", "ladders[0]", |plan| {
        plan.ladders[0].mode = LadderMode::Whole;
        plan.ladders[0].steps[0].reward = Reward::Each(5);
    });
    let mut plan = sample::plan();
    plan.ladders[0].mode = LadderMode::Whole;
    plan.ladders[0].measure = Measure::Quantity(Unit::Piece);
    plan.ladders[0].of = COFFEE;
    plan.ladders[0].steps[0] = Step {
        from: Decimal::new(15, 1),
        reward: Reward::Sum(5),
    };
    plan.ladders[0].steps[1].reward = Reward::Percent(Decimal::ZERO);
    assert_eq!(verify(plan).map(drop), Ok(()));
}

#[test]
fn verification_is_linear_in_the_plan() {
    let work: Vec<u64> = [500, 1_000, 2_000, 4_000]
        .iter()
        .map(|n| check(&sample::large(*n)).unwrap())
        .collect();
    for pair in work.windows(2) {
        let added = pair[1] - pair[0];
        // Twice the promotions, twice the work: nothing but the frame's single step is not doubled.
        assert!(pair[1] <= 2 * pair[0] && pair[1] + 2 >= 2 * pair[0], "{work:?}");
        assert!(added > 500, "{work:?}");
    }
}

#[test]
fn a_long_program_is_linear_too() {
    let chain = |n: usize| {
        let mut plan = sample::plan();
        let mut code = vec![Op::Truth(true)];
        for _ in 0..n {
            code.extend([Op::Truth(false), Op::Or]);
        }
        plan.items[ALL as usize].code = code;
        plan.ladders[0].mode = LadderMode::Whole;
        check(&plan)
    };
    let base = chain(0).unwrap();
    assert_eq!(chain(10_000).unwrap() - base, 20_000);
    assert_eq!(chain(40_000).expect_err("too long").code, "plan-range");
}

/// Breaks the set of the sample.
#[track_caller]
fn broken_set(code: &str, change: impl FnOnce(&mut Set)) {
    broken(code, "promotions[3]", |plan| {
        change(plan.promotions[3].each.as_mut().unwrap())
    });
}

#[test]
fn a_set_has_roles_that_something_can_fill() {
    broken_set("plan-range", |set| set.roles.clear());
    broken_set("plan-range", |set| {
        let role = Role {
            name: None,
            ..set.roles[0].clone()
        };
        set.roles = vec![role; perk_plan::limits::SET_ROLES + 1];
    });
    broken_set("plan-order", |set| set.roles[1].name = set.roles[0].name);
    broken_set("plan-index", |set| set.roles[0].items = 3);
    let pieces = |least, most| Pick::Pieces {
        least,
        most,
        alike: Alike::Any,
    };
    let most = perk_plan::limits::SET_PIECES;
    for pick in [pieces(0, 1), pieces(3, 2), pieces(1, most + 1)] {
        broken_set("plan-range", |set| set.roles[0].pick = pick);
    }
    for (amount, unit) in [(0, Unit::Gram), (-1, Unit::Gram), (1, Unit::Piece), (1, Unit::Sale)] {
        broken_set("plan-range", |set| {
            set.roles[0].pick = Pick::Quantity(Decimal::from(amount), unit)
        });
    }
}

#[test]
fn a_promotion_about_a_set_gives_on_parts_of_it() {
    let place = |at| format!("promotions[3].body[{at}]");
    let give = |plan: &mut Plan, at: usize, op| plan.promotions[3].body[at] = op;
    let sum = |off| Op::GiveSum { off, amount: 1 };
    broken("plan-set", &place(3), |plan| give(plan, 3, sum(Object::Items(COFFEE))));
    broken("plan-set", &place(3), |plan| give(plan, 3, sum(Object::Receipt)));
    broken("plan-index", &place(3), |plan| give(plan, 3, sum(Object::Role(2))));
    broken("plan-range", &place(3), |plan| give(plan, 3, sum(Object::Cheapest(0))));
    let each = |off| Op::GiveEach { off, amount: 1 };
    broken("plan-range", &place(1), |plan| give(plan, 1, each(Object::Set)));
    let price = |of| Op::GivePrice { of, price: 1 };
    broken("plan-range", &place(0), |plan| {
        give(plan, 0, price(Object::Cheapest(1)))
    });
    broken("plan-set", &place(0), |plan| plan.promotions[3].each = None);
}
