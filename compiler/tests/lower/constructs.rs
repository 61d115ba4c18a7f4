//! What each construct becomes.

use perk_plan::listing::{self, Lang};
use perk_plan::ops::{Base, Compare, Fact, GoodsFact, Object, Op, Unit};
use perk_plan::plan::*;
use perk_plan::{Date, LocalTime, TimeOfDay};
use rust_decimal::Decimal;

use super::programme::{RETAILER, conditions, items, linked, plan, plan_of, programme, text};

fn body(source: &str) -> (Plan, Vec<Op>) {
    let plan = plan(source);
    let body = plan.promotions[0].body.clone();
    (plan, body)
}

#[test]
fn discounts() {
    let (plan, ops) = body("items coffee = category \"Drinks/Coffee\"\npromotion p { give 15% off coffee }");
    assert_eq!(
        ops,
        [Op::GivePercent {
            off: Object::Items(0),
            percent: Decimal::from(15),
            base: Base::SchemeStart
        }]
    );
    assert_eq!(text(&plan, plan.schemes[0].name), "goods");
    assert_eq!(
        (plan.schemes[0].combine, plan.schemes[0].scope, plan.schemes[0].favour),
        (Combine::Best, Scope::Unit, Favour::Customer)
    );
    let (_, ops) = body("promotion p { give 7.50% off all of list price }");
    assert!(
        matches!(ops[..], [Op::GivePercent { percent, base: Base::ListPrice, .. }] if percent == Decimal::new(75, 1))
    );
    let (_, ops) = body("promotion p { give 30 RUB off each category \"Bakery\" }");
    assert_eq!(
        ops,
        [Op::GiveEach {
            off: Object::Items(0),
            amount: 3_000
        }]
    );
    let (_, ops) = body("promotion p { give 30 RUB off category \"Bakery\" }");
    assert_eq!(
        ops,
        [Op::GiveSum {
            off: Object::Items(0),
            amount: 3_000
        }]
    );
    let (_, ops) = body("promotion p { price 99.90 RUB for sku \"LATTE\" }");
    assert_eq!(
        ops,
        [Op::GivePrice {
            of: Object::Items(0),
            price: 9_990
        }]
    );
    let (plan, ops) = body("promotion p { give 100 RUB off receipt }");
    assert_eq!(
        ops,
        [Op::GiveSum {
            off: Object::Receipt,
            amount: 10_000
        }]
    );
    assert_eq!(
        (plan.schemes[0].phase, plan.schemes[0].scope),
        (Phase::Receipt, Scope::Receipt)
    );
    assert!(plan.items.is_empty());
}

#[test]
fn gifts() {
    let source = "items souvenirs = sku \"MUG\", \"PEN\"\n\
                  promotion a { priority 2 gift 2 distinct of souvenirs }\n\
                  promotion b { give 10% off souvenirs }";
    let (plan, ops) = body(source);
    let at_a_price = body("promotion a { gift 1 of sku \"MUG\" at 10 RUB }").1;
    assert!(matches!(
        at_a_price[..],
        [Op::GiveGift {
            count: 1,
            price: 1000,
            ..
        }]
    ));
    assert_eq!(body("акция a { подарок 1 из артикул \"MUG\" по 10 руб }").1, at_a_price);
    assert_eq!(
        ops,
        [Op::GiveGift {
            items: 0,
            count: 2,
            distinct: true,
            price: 0,
        }]
    );
    // Gifts have the first scheme of the goods phase, and it is theirs alone.
    let names: Vec<&str> = plan.schemes.iter().map(|scheme| text(&plan, scheme.name)).collect();
    assert_eq!(names, ["gift", "goods"]);
    assert_eq!(plan.schemes[0].combine, Combine::First);
    assert_eq!([plan.promotions[0].scheme, plan.promotions[1].scheme], [0, 1]);
    assert_eq!(
        body("акция а { подарок 1 из артикул \"MUG\" }").1,
        body("promotion а { gift 1 of sku \"MUG\" }").1
    );
}

#[test]
fn ladders() {
    let source =
        "promotion p { give off receipt by amount of all { from 1 000 RUB: 5% from 3 000 RUB: 10% } per slice }";
    let (plan, ops) = body(source);
    assert_eq!(ops, [Op::GiveLadder(0)]);
    let ladder = &plan.ladders[0];
    assert_eq!(
        (ladder.off, ladder.measure, ladder.mode),
        (Object::Receipt, Measure::Amount, LadderMode::PerSlice)
    );
    assert_eq!(plan.items[0].code, [Op::Truth(true)]);
    let step = |from: i64, percent: i64| Step {
        from: Decimal::from(from),
        reward: Reward::Percent(Decimal::from(percent)),
    };
    assert_eq!(ladder.steps, [step(100_000, 5), step(300_000, 10)]);
    let (plan, _) = body(
        "items tea = category \"Tea\"\n\
         promotion p { give off tea by quantity of tea { from 2 pcs: 10 RUB from 5 pcs: 40 RUB } }",
    );
    assert_eq!(
        (plan.ladders[0].off, plan.ladders[0].of, plan.ladders[0].measure),
        (Object::Items(0), 0, Measure::Quantity(Unit::Piece))
    );
    assert_eq!(
        plan.ladders[0].steps[1],
        Step {
            from: Decimal::from(5),
            reward: Reward::Sum(4_000)
        }
    );
}

#[test]
fn quantities_are_counted_in_the_dimension_of_their_literal() {
    let (_, ops) = body(
        "items tea = category \"Tea\"\n\
         promotion p { when quantity of tea between 2 pcs and 1.5 kg when quantity of tea < 2 l give 1% off tea }",
    );
    let expected = [
        Op::Load(Fact::Goods(GoodsFact::Quantity(Unit::Piece), 0)),
        Op::Quantity(Decimal::from(2), Unit::Piece),
        Op::Compare(Compare::AtLeast),
        Op::Load(Fact::Goods(GoodsFact::Quantity(Unit::Gram), 0)),
        Op::Quantity(Decimal::from(1500), Unit::Gram),
        Op::Compare(Compare::AtMost),
        Op::And,
        Op::Require(0),
        Op::Load(Fact::Goods(GoodsFact::Quantity(Unit::Millilitre), 0)),
        Op::Quantity(Decimal::from(2000), Unit::Millilitre),
        Op::Compare(Compare::Less),
        Op::Require(1),
    ];
    assert_eq!(ops[..12], expected);
    let (plan, _) = body("promotion p { give off all by quantity of all { from 1.5 kg: 5% from 2 500 g: 7% } }");
    assert_eq!(plan.ladders[0].measure, Measure::Quantity(Unit::Gram));
    assert_eq!(plan.ladders[0].steps[1].from, Decimal::from(2500));
}

#[test]
fn equal_ladders_stand_once() {
    let ladder = "give off receipt by amount of all { from 1 000 RUB: 5% }";
    let plan = plan(&format!(
        "promotion a {{ {ladder} }} promotion b {{ when till = \"2\" {ladder} }}"
    ));
    assert_eq!(plan.ladders.len(), 1);
    assert_eq!(plan.promotions[1].body.last(), Some(&Op::GiveLadder(0)));
}

#[test]
fn item_selections() {
    let plan = plan(
        "product property size : one of \"L\", \"M\", \"S\"\n\
         product property vegan : yes/no\n\
         items coffee = category \"Drinks/Coffee\"\n\
         items mixed = (coffee or brand \"House\", \"North\" or tag \"new\") and supplier \"S1\" except sku \"B\", \"A\"\n\
         items small = property size \"S\", \"M\" except property vegan\n\
         items cheap = price < 100 RUB or barcode \"460\" except (coffee or mixed)\n\
         items both = category \"A\", \"B\"",
    );
    assert_eq!(
        items(&plan, "mixed"),
        "(coffee or brand is in \"House\", \"North\" or tag \"new\") and supplier = \"S1\" except sku \"A\", \"B\""
    );
    assert_eq!(items(&plan, "both"), "category \"A\" or category \"B\"");
    assert_eq!(
        items(&plan, "cheap"),
        "price < 100 RUB or barcode \"460\" except coffee or mixed"
    );
    assert!(
        items(&plan, "small").starts_with("property size is in \"M\", \"S\" except property vegan = "),
        "{}",
        items(&plan, "small")
    );
    // By depth, then by name; a reference points backwards.
    let order: Vec<&str> = plan.items.iter().map(|it| text(&plan, it.name.unwrap())).collect();
    assert_eq!(order, ["both", "coffee", "small", "mixed", "cheap"]);
}

#[test]
fn a_list_from_a_file_is_part_of_the_plan() {
    let source = "items weekly = sku from \"weekly.csv\"\npromotion p { give 5% off weekly }";
    let files = [("retailer.perk", RETAILER), ("shop.perk", source)];
    let plan = plan_of(&files, &[("weekly.csv", "sku\nB\nA\n")]);
    let list: Vec<&str> = plan.lists[0].iter().map(|id| text(&plan, *id)).collect();
    assert_eq!(list, ["A", "B"]);
    assert_eq!(plan.items[0].code, [Op::SkuIn(0)]);
    // Another order in the file is the same list, another SKU is not.
    assert_eq!(plan_of(&files, &[("weekly.csv", "sku\nA\nB\n")]), plan);
    assert_ne!(plan_of(&files, &[("weekly.csv", "sku\nA\nC\n")]), plan);
}

#[test]
fn selections_written_in_place_stand_once() {
    let plan = plan(
        "items coffee = category \"Drinks/Coffee\"\n\
         promotion a { give 5% off category \"Bakery\" }\n\
         promotion b { when amount of category \"Bakery\" >= 100 RUB give 5% off coffee and brand \"House\" }\n\
         promotion c { when receipt.amount >= 1 RUB give 10% off all }",
    );
    assert_eq!(plan.items.len(), 4, "coffee, bakery, coffee of the house, all");
    assert_eq!(
        plan.items[0].code,
        [Op::InCategory(
            plan.texts.iter().position(|it| it == "Drinks/Coffee").unwrap() as u32
        )]
    );
    assert!(plan.items[1..].iter().all(|it| it.name.is_none()));
    let all = plan.items.iter().position(|it| it.code == [Op::Truth(true)]).unwrap() as u32;
    assert!(
        plan.promotions[2]
            .body
            .contains(&Op::Load(Fact::Goods(GoodsFact::Amount, all)))
    );
}

#[test]
fn facts_and_comparisons() {
    let plan = plan(
        "client property student : yes/no\n\
         clients students = client.age < 26 and client.student\n\
         stores moscow = region \"Moscow\"\n\
         items tea = category \"Tea\"\n\
         promotion p {\n\
           for known clients\n\
           when receipt.amount >= 500 RUB and receipt.list_amount < 900 RUB\n\
           when quantity of tea between 2 pcs and 5 pcs or not receipt.products > 3\n\
           when number of distinct tea >= 2\n\
           when price of cheapest tea != 10 RUB\n\
           when receipt.date >= 2026-10-05 and receipt.time < 12:30\n\
           when till = \"2\" or cashier is in \"a\", \"b\"\n\
           when client is in students and client.birthday < 2000-01-01\n\
           when store is in moscow and store.format = \"kiosk\"\n\
           give 10% off tea\n\
         }",
    );
    assert_eq!(
        conditions(&plan, 0),
        [
            "receipt.amount >= 500 RUB",
            "receipt.list_amount < 900 RUB",
            "quantity of tea between 2 pcs and 5 pcs or not receipt.products > 3",
            "number of distinct tea >= 2",
            "price of cheapest tea != 10 RUB",
            "receipt.date >= 2026-10-05",
            "receipt.time < 12:30",
            "till = \"2\" or cashier is in \"a\", \"b\"",
            "client is in students",
            "client.birthday < 2000-01-01",
            "store is in moscow",
            "store.format = \"kiosk\"",
        ]
    );
    let columns: Vec<&str> = plan.store_columns.iter().map(|id| text(&plan, *id)).collect();
    assert_eq!(columns, ["format", "region"]);
    let properties: Vec<&str> = plan.client_properties.iter().map(|it| text(&plan, it.name)).collect();
    assert_eq!(
        properties,
        ["birthday", "student"],
        "declared ones, and a built-in one that is read"
    );
    assert_eq!(
        listing::condition(&plan, &plan.clients[0].code, Lang::English),
        "client.age < 26 and client.student"
    );
    assert!(
        plan.promotions[0]
            .body
            .contains(&Op::Quantity(Decimal::from(2), Unit::Piece))
    );
    assert!(plan.promotions[0].body.contains(&Op::Compare(Compare::NotEqual)));
}

#[test]
fn gates() {
    let plan = plan(
        "clients anna = client.name = \"Anna\"\n\
         stores two = store \"002\", \"001\"\n\
         promotion p \"Title\" {\n\
           valid 2026-09-01 .. 2026-12-31\n\
           valid from 2027-02-01 08:00\n\
           on mon..fri from 08:00 to 11:00\n\
           on last sunday of month\n\
           on client.birthday and 3 days before and 7 days after\n\
           in stores two\n\
           for clients anna\n\
           paid by \"MIR\"\n\
           priority 10\n\
           exclusive\n\
           limit 2 times per receipt\n\
           limit 500 RUB per receipt partial\n\
           give 10% off all\n\
           print \"Saved {saved}, {client.name}.\"\n\
           show cashier \"{title}\"\n\
         }",
    );
    let promotion = &plan.promotions[0];
    let day = |y, m, d| Date::from_ymd(y, m, d).unwrap().start();
    assert_eq!(
        promotion.valid,
        [
            Window {
                from: Some(day(2026, 9, 1)),
                to: Some(day(2027, 1, 1))
            },
            Window {
                from: Some(LocalTime(day(2027, 2, 1).0 + 8 * 3_600)),
                to: None
            },
        ]
    );
    let whole = |days| Recurring {
        days,
        from: TimeOfDay(0),
        to: TimeOfDay(86_400),
    };
    assert_eq!(
        promotion.on,
        [
            Recurring {
                days: Days::Weekdays(0b001_1111),
                from: TimeOfDay(28_800),
                to: TimeOfDay(39_600)
            },
            whole(Days::NthWeekday(0, 7)),
            whole(Days::AroundClientDate {
                property: 0,
                before: 3,
                after: 7
            }),
        ]
    );
    assert_eq!((promotion.stores, promotion.audience), (Some(0), Audience::Clients(0)));
    assert_eq!(plan.stores[0].code, [Op::StoreIn(0)]);
    let tender: Vec<&str> = plan.lists[promotion.paid_by.unwrap() as usize]
        .iter()
        .map(|id| text(&plan, *id))
        .collect();
    assert_eq!(tender, ["MIR"]);
    assert_eq!((promotion.priority, promotion.exclusive), (10, true));
    assert_eq!(
        promotion.limits,
        [
            Limit::per_receipt(LimitAmount::Times(2), false),
            Limit::per_receipt(LimitAmount::Money(50_000), true),
        ]
    );
    assert_eq!(
        (text(&plan, promotion.name), text(&plan, promotion.title)),
        ("p", "Title")
    );
    let pieces = &promotion.messages[0].pieces;
    assert_eq!(promotion.messages[0].place, Place::Slip);
    assert!(
        matches!(
            pieces[..],
            [
                Piece::Text(_),
                Piece::Saved,
                Piece::Text(_),
                Piece::ClientProperty(1),
                Piece::Text(_)
            ]
        ),
        "{pieces:?}"
    );
    assert_eq!(
        promotion.messages[1],
        Message {
            place: Place::Cashier,
            pieces: vec![Piece::Title]
        }
    );
}

#[test]
fn audiences() {
    let audience = |words: &str| {
        let plan = plan(&format!(
            "clients old = not client.age < 60 and client.visits between 3 and 9 and client.birthday < 2000-01-01\n\
             promotion p {{ for {words} give 1% off all }}"
        ));
        match plan.promotions[0].audience {
            Audience::Anyone => "anyone".to_owned(),
            Audience::Known => "known".to_owned(),
            Audience::Clients(id) => listing::clients(&plan, id, Lang::English),
        }
    };
    assert_eq!(audience("known clients"), "known");
    assert_eq!(audience("all clients"), "anyone");
    assert_eq!(audience("clients old"), "old");
}

#[test]
fn protections() {
    let plan = plan(
        "items tobacco = category \"Tobacco\"\n\
         protect tobacco { no promotion }\n\
         protect category \"Spirits\" { price at least 349 RUB per 0.5 l from 2026-01-01  discount at most 30% }\n\
         protect all { no discount }",
    );
    let shown: Vec<String> = plan
        .protects
        .iter()
        .map(|it| format!("{} {:?}", listing::items(&plan, it.items, Lang::English), it.rule))
        .collect();
    assert_eq!(plan.protects.len(), 4);
    assert!(shown.contains(&"tobacco NoPromotion".to_owned()), "{shown:?}");
    assert!(shown.contains(&"all NoDiscount".to_owned()), "{shown:?}");
    let floor = plan
        .protects
        .iter()
        .find(|it| matches!(it.rule, ProtectRule::PriceAtLeast { .. }))
        .unwrap();
    assert_eq!(
        floor.rule,
        ProtectRule::PriceAtLeast {
            price: 34_900,
            per: (Decimal::from(500), Unit::Millilitre)
        }
    );
    assert_eq!(floor.from, Date::from_ymd(2026, 1, 1));
}

#[test]
fn schemes() {
    let plan = plan(
        "scheme late { phase receipt combine all after early }\n\
         scheme early { phase receipt combine first per product after receipt }\n\
         promotion a { scheme late give 1% off receipt }\n\
         promotion b { give 2% off receipt }\n\
         promotion c { give 3% off all }\n\
         promotion d { print \"Hello\" }",
    );
    let names: Vec<&str> = plan.schemes.iter().map(|it| text(&plan, it.name)).collect();
    assert_eq!(names, ["goods", "receipt", "early", "late", "offer"]);
    let of: Vec<&str> = plan.promotions.iter().map(|it| names[usize::from(it.scheme)]).collect();
    assert_eq!(of, ["late", "receipt", "goods", "offer"]);
    assert_eq!(
        (plan.schemes[2].combine, plan.schemes[2].scope),
        (Combine::First, Scope::Product)
    );
}

#[test]
fn the_frame() {
    let retailer = "retailer \"Coffee House\" {\n currency RUB\n time zone \"Europe/Moscow\"\n rounding half even\n \
                    rounding total down to 1 RUB\n stores \"stores.csv\"\n}";
    let stores = "store,name,region,time_zone\n017,Two,,Asia/Omsk\n001,One,Centre,\n";
    let source = "stores centre = region \"Centre\"\npromotion p { in centre give 1% off all }";
    let plan = plan_of(
        &[("retailer.perk", retailer), ("a.perk", source)],
        &[("stores.csv", stores)],
    );
    assert_eq!(
        (plan.name.as_str(), plan.currency.code.as_str(), plan.currency.digits),
        ("Coffee House", "RUB", 2)
    );
    assert_eq!(plan.time_zone.as_deref(), Some("Europe/Moscow"));
    assert_eq!(
        (plan.rounding, plan.total_rounding),
        (
            Rounding::HalfEven,
            Some(TotalRounding {
                step: 100,
                mode: Rounding::Down
            })
        )
    );
    let columns: Vec<&str> = plan.store_columns.iter().map(|id| text(&plan, *id)).collect();
    assert_eq!(columns, ["region"], "names of stores are read by no program");
    let store = &plan.store_table[0];
    assert_eq!(
        (text(&plan, store.number), store.time_zone, store.columns.len()),
        ("001", None, 1)
    );
    assert_eq!(store.columns[0].map(|id| text(&plan, id)), Some("Centre"));
    assert_eq!(
        plan.store_table[1].time_zone.map(|id| text(&plan, id)),
        Some("Asia/Omsk")
    );
    assert_eq!(plan.store_table[1].columns, [None]);
}

#[test]
fn places_of_clauses() {
    let source =
        "\npromotion p {\n  on mon..fri\n  when receipt.amount >= 500 RUB and till = \"2\"\n  give 1% off all\n}\n";
    let (db, programme) = programme(&[("retailer.perk", RETAILER), ("rules/shop.perk", source)], &[]);
    let linked = linked(&db, programme);
    let places = perk_compiler::link::places(&db, programme, &linked);
    let promotion = &places.promotions[0];
    assert_eq!(
        (
            promotion.declared.file.as_str(),
            promotion.declared.line,
            promotion.declared.column
        ),
        ("rules/shop.perk", 2, 11)
    );
    let on = promotion.gates[1].as_ref().unwrap();
    assert_eq!(on.line, 3);
    assert!(promotion.gates[0].is_none() && promotion.gates[2].is_none());
    let words: Vec<&str> = promotion.conditions.iter().map(|it| it.words.as_str()).collect();
    assert_eq!(words, ["receipt.amount >= 500 RUB", "till = \"2\""]);
    assert_eq!(promotion.conditions[1].line, 4);
}

#[test]
fn what_a_plan_cannot_carry_is_refused() {
    for (source, needle) in [
        (
            "promotion p { give off all of list price by amount of all { from 100 RUB: 5% } }",
            "of list price",
        ),
        (
            "scheme goods { phase goods combine all after goods }\npromotion p { give 5% off all }",
            "choose another name",
        ),
    ] {
        let (db, programme) = programme(&[("retailer.perk", RETAILER), ("shop.perk", source)], &[]);
        match perk_compiler::link::plan(&db, programme) {
            Err(perk_compiler::link::NoPlan::Link(error)) => assert!(error.to_string().contains(needle), "{error}"),
            // The checker may come to refuse it first.
            Err(perk_compiler::link::NoPlan::Errors) => {}
            Ok(linked) => panic!("{}", listing::plan(&linked.plan)),
        }
    }
}

#[test]
fn guests_stay_when_named_clients_are_left_out() {
    let old = "clients old = client.visits > 3 and client.birthday < 1960-01-01\n";
    let clients = |audience: &str| {
        let plan = plan(&format!("{old}promotion p {{ for {audience} give 1% off all }}"));
        match plan.promotions[0].audience {
            Audience::Clients(id) => plan.clients[usize::try_from(id).unwrap()].code.clone(),
            Audience::Anyone | Audience::Known => vec![],
        }
    };
    // A guest is not in `old`, rather than unknown to it: (all) (in old, known, and) not and.
    assert_eq!(
        clients("all clients except old"),
        [
            Op::Truth(true),
            Op::InClients(0),
            Op::KnownClient,
            Op::And,
            Op::Not,
            Op::And
        ]
    );
    // Known clients of whom it is not known whether they are old are not in `old`.
    assert_eq!(
        clients("known clients except old"),
        [Op::KnownClient, Op::InClients(0), Op::Not, Op::And]
    );
    assert_eq!(clients("guests"), [Op::GuestClient]);
}

#[test]
fn sets_stand_in_their_promotions() {
    let (plan, ops) = body(
        "items coffee = category \"Coffee\"\n\
         set breakfast { drink = 1 of coffee  bite = from 2 to 3 distinct of category \"Bakery\"  reuse }\n\
         promotion p { for each breakfast  give 50% off drink  give 20% off cheapest 2 limit 3 times per receipt }",
    );
    let set = plan.promotions[0].each.clone().unwrap();
    assert_eq!(set.name.map(|name| text(&plan, name)), Some("breakfast"));
    assert!(set.reuse);
    // Roles by name, in whatever order they are written.
    let names: Vec<_> = set.roles.iter().map(|role| text(&plan, role.name.unwrap())).collect();
    assert_eq!(names, ["bite", "drink"]);
    let pieces = |least, most, alike| Pick::Pieces { least, most, alike };
    assert_eq!(set.roles[0].pick, pieces(2, 3, Alike::Distinct));
    assert_eq!(set.roles[1].pick, pieces(1, 1, Alike::Any));
    let percent = |off, percent: i64| Op::GivePercent {
        off,
        percent: Decimal::from(percent),
        base: Base::SchemeStart,
    };
    assert_eq!(ops, [percent(Object::Role(1), 50), percent(Object::Cheapest(2), 20)]);
    assert_eq!(plan.promotions[0].limits[0].amount, LimitAmount::Times(3));
    let shown = listing::plan(&plan);
    assert!(
        shown.contains(
            "for each breakfast { bite = from 2 to 3 distinct of category \"Bakery\", drink = 1 of coffee } reuse"
        ),
        "{shown}"
    );
    let (plan, ops) = body("promotion p { for each 1.5 kg of all  price 99 RUB for set }");
    let set = plan.promotions[0].each.clone().unwrap();
    assert_eq!((set.name, set.roles[0].name), (None, None));
    assert_eq!(set.roles[0].pick, Pick::Quantity(Decimal::from(1500), Unit::Gram));
    assert_eq!(
        ops,
        [Op::GivePrice {
            of: Object::Set,
            price: 9_900
        }]
    );
}
