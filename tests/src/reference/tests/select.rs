//! Selections, thresholds, ladders, windows, clients, tenders (language page, semantics §5, §6, §9).

use super::super::window;
use super::*;
use crate::model::receipt::{Client, ClientStatus, Product, Store, Tender};
use crate::model::{
    Audience, Comparison, Cond, Days, Fact, Message, Payment, Piece, Place, PropertyValue, Recurring, Stores, Valid,
};

fn big_basket() -> Promotion {
    let steps = [
        (Value::Money(100_000), Step::Percent(500)),
        (Value::Money(300_000), Step::Percent(1000)),
    ];
    named(
        "big_basket",
        vec![ladder(Target::Receipt, Measure::Amount(Items::All), &steps, false)],
    )
}

fn when(condition: Cond, promotion: Promotion) -> Promotion {
    Promotion {
        when: vec![condition],
        ..promotion
    }
}

fn at_least_amount(fact: Fact, minor: Minor) -> Cond {
    Cond::Compare(fact, Comparison::AtLeast, Value::Money(minor))
}

fn ten() -> Promotion {
    named("a", vec![percent(10, Items::All)])
}

fn client(birthday: Option<Date>) -> Client {
    Client {
        status: ClientStatus::Known,
        id: "C".to_owned(),
        birthday,
        visits: 3,
        properties: Vec::new(),
    }
}

fn discount(programme: &Programme, world: &World) -> Minor {
    super::super::decide(programme, world).unwrap().totals.discount
}

#[test]
fn a_ladder_gives_the_reached_step_to_the_whole() {
    let discount = |price| {
        decide(&programme(vec![big_basket()]), vec![pieces("1", "A", 1, price)])
            .totals
            .discount
    };
    assert_eq!(discount(99_999), 0);
    assert_eq!(discount(100_000), 5000);
    assert_eq!(discount(299_999), 15000);
    assert_eq!(discount(300_000), 30000);
}

#[test]
fn a_ladder_below_its_first_step_says_so() {
    assert_eq!(
        outcome(
            &decide(&programme(vec![big_basket()]), vec![pieces("1", "A", 1, 100)]),
            "big_basket"
        ),
        refused(Reason::Ladder)
    );
}

#[test]
fn per_slice_gives_each_step_to_its_slice() {
    // 4 000: 5 % of 2 000 and 10 % of 1 000 = 200.
    let steps = [
        (Value::Money(100_000), Step::Percent(500)),
        (Value::Money(300_000), Step::Percent(1000)),
    ];
    let programme = programme(vec![named(
        "a",
        vec![ladder(Target::Receipt, Measure::Amount(Items::All), &steps, true)],
    )]);
    assert_eq!(
        decide(&programme, vec![pieces("1", "A", 1, 400_000)]).totals.discount,
        20000
    );
}

#[test]
fn a_ladder_may_count_pieces_and_give_sums() {
    let steps = [
        (Value::Quantity(2000, Unit::Pcs), Step::Sum(1000)),
        (Value::Quantity(3000, Unit::Pcs), Step::Sum(2500)),
    ];
    let programme = programme(vec![named(
        "a",
        vec![ladder(
            Target::Items(Items::All),
            Measure::Quantity(sku("A")),
            &steps,
            false,
        )],
    )]);
    let discount = |pcs| {
        decide(&programme, vec![pieces("1", "A", pcs, 5000), pieces("2", "B", 9, 100)])
            .totals
            .discount
    };
    assert_eq!(
        [discount(1), discount(2), discount(3), discount(4)],
        [0, 1000, 2500, 2500]
    );
}

#[test]
fn no_promotion_goods_are_outside_thresholds_and_bases() {
    let mut programme = programme(vec![big_basket()]);
    programme.protects = vec![protect(category("Tobacco"), Protection::NoPromotion)];
    let smoke = in_category("Tobacco/Cigarettes", pieces("2", "SMOKE", 1, 20000));
    assert_eq!(
        discounts(&decide(&programme, vec![pieces("1", "A", 1, 90000), smoke.clone()])),
        [0, 0]
    );
    assert_eq!(
        discounts(&decide(&programme, vec![pieces("1", "A", 1, 100_000), smoke])),
        [5000, 0]
    );
}

#[test]
fn no_discount_goods_count_and_receive_nothing() {
    let mut programme = programme(vec![big_basket()]);
    programme.protects = vec![protect(sku("B"), Protection::NoDiscount)];
    assert_eq!(
        discounts(&decide(
            &programme,
            vec![pieces("1", "A", 1, 90000), pieces("2", "B", 1, 10000)]
        )),
        [4500, 0]
    );
}

#[test]
fn slices_measure_goods_that_may_not_receive() {
    // 2 000 measured: 5 % of 1 000 = 50, half of it on goods that may not receive, and dropped.
    let mut programme = programme(vec![named(
        "a",
        vec![ladder(
            Target::Receipt,
            Measure::Amount(Items::All),
            &[(Value::Money(100_000), Step::Percent(500))],
            true,
        )],
    )]);
    programme.protects = vec![protect(sku("B"), Protection::NoDiscount)];
    assert_eq!(
        discounts(&decide(
            &programme,
            vec![pieces("1", "A", 1, 100_000), pieces("2", "B", 1, 100_000)]
        )),
        [2500, 0]
    );
}

#[test]
fn thresholds_measure_the_start_of_their_own_scheme() {
    let goods = named("g", vec![percent(10, Items::All)]);
    let receipt = when(
        at_least_amount(Fact::ReceiptAmount, 9500),
        named("r", vec![percent_off_receipt(10)]),
    );
    let lines = || vec![pieces("1", "A", 1, 10000)];
    let decision = decide(&programme(vec![goods.clone(), receipt]), lines());
    assert_eq!(outcome(&decision, "r"), refused(Reason::When(0)));
    let listed = when(
        at_least_amount(Fact::ReceiptListAmount, 9500),
        named("r", vec![percent_off_receipt(10)]),
    );
    assert_eq!(
        by_promotion(&decide(&programme(vec![goods, listed]), lines())),
        [1000, 900]
    );
}

#[test]
fn facts_about_goods() {
    let lines = || {
        vec![
            pieces("1", "A", 2, 5000),
            pieces("2", "B", 1, 3000),
            weighed("3", "CHEESE", 1500, 10000),
        ]
    };
    let check = |fact: Fact, comparison, value| {
        let decision = decide(
            &programme(vec![when(Cond::Compare(fact, comparison, value), ten())]),
            lines(),
        );
        decision.totals.discount > 0
    };
    assert!(check(Fact::AmountOf(sku("A")), Comparison::Equal, Value::Money(10000)));
    assert!(check(
        Fact::QuantityOf(Items::All),
        Comparison::Equal,
        Value::Quantity(3000, Unit::Pcs)
    ));
    assert!(check(
        Fact::QuantityOf(Items::All),
        Comparison::Equal,
        Value::Quantity(1_500_000, Unit::G)
    ));
    assert!(check(
        Fact::DistinctOf(Items::All),
        Comparison::Equal,
        Value::Number(3000)
    ));
    assert!(check(Fact::ReceiptProducts, Comparison::AtMost, Value::Number(3000)));
    assert!(check(
        Fact::CheapestPrice(Items::All),
        Comparison::Equal,
        Value::Money(3000)
    ));
    assert!(!check(
        Fact::CheapestPrice(sku("NONE")),
        Comparison::AtLeast,
        Value::Money(0)
    ));
    assert!(check(
        Fact::ReceiptDate,
        Comparison::Equal,
        Value::Date(Date::new(2026, 10, 5))
    ));
    assert!(check(Fact::ReceiptTime, Comparison::Less, Value::Time(9 * 60 + 1)));
}

#[test]
fn a_category_includes_its_subcategories_by_path_element() {
    let programme = programme(vec![named("a", vec![percent(10, category("Drinks"))])]);
    let lines = vec![
        in_category("Drinks/Coffee", pieces("1", "A", 1, 1000)),
        in_category("Drinks", pieces("2", "B", 1, 1000)),
        in_category("DrinksX", pieces("3", "C", 1, 1000)),
        in_category("Food/Drinks", pieces("4", "D", 1, 1000)),
    ];
    assert_eq!(discounts(&decide(&programme, lines)), [100, 100, 0, 0]);
}

#[test]
fn an_unknown_sku_is_in_all_and_in_no_category() {
    let lines = || vec![pieces("1", "UNKNOWN", 1, 1000)];
    assert_eq!(
        decide(
            &programme(vec![named("a", vec![percent(10, category("Food"))])]),
            lines()
        )
        .totals
        .discount,
        0
    );
    let except = Items::Except(Box::new(Items::All), Box::new(category("Food")));
    assert_eq!(
        decide(&programme(vec![named("a", vec![percent(10, except)])]), lines())
            .totals
            .discount,
        100
    );
}

#[test]
fn what_the_line_says_wins_over_the_catalogue() {
    let product = Product {
        sku: "A".to_owned(),
        name: "A".to_owned(),
        category: Some("Food".to_owned()),
        brand: Some("X".to_owned()),
        supplier: Some("S".to_owned()),
        unit: Unit::Pcs,
        content: None,
        price: 1000,
        properties: vec![("size".to_owned(), PropertyValue::Number(300_000))],
    };
    let mut world = world(vec![in_category("Sale", pieces("1", "A", 1, 1000))]);
    world.catalogue.products = vec![product];
    let gets = |items: Items| discount(&programme(vec![named("a", vec![percent(10, items)])]), &world) > 0;
    assert!(gets(category("Sale")) && !gets(category("Food")));
    assert!(gets(Items::Supplier(vec!["S".to_owned()])));
    assert!(gets(Items::Property(
        "size".to_owned(),
        Comparison::AtLeast,
        PropertyValue::Number(300_000)
    )));
    assert!(!gets(Items::Property(
        "colour".to_owned(),
        Comparison::NotEqual,
        PropertyValue::Text("red".to_owned())
    )));
    assert!(gets(Items::And(
        Box::new(Items::Brand(vec!["X".to_owned()])),
        Box::new(Items::Price(Comparison::AtMost, 1000))
    )));
}

fn on(days: Days, hours: Option<(i64, i64)>) -> Recurring {
    Recurring { days, hours }
}

fn at(year: i64, month: i64, day: i64, hour: i64, minute: i64) -> LocalTime {
    LocalTime::new(Date::new(year, month, day), hour, minute, 0)
}

#[test]
fn an_end_that_is_a_date_is_included_and_an_end_with_a_time_is_not() {
    let days = Valid::Days(Some(Date::new(2026, 9, 1)), Some(Date::new(2026, 12, 31)));
    assert!(window::valid(&days, at(2026, 12, 31, 23, 59)) && !window::valid(&days, at(2027, 1, 1, 0, 0)));
    assert!(!window::valid(&days, at(2026, 8, 31, 23, 59)) && window::valid(&days, at(2026, 9, 1, 0, 0)));
    let times = Valid::Times(at(2026, 9, 1, 8, 0), at(2026, 9, 1, 11, 0));
    assert!(window::valid(&times, at(2026, 9, 1, 8, 0)) && !window::valid(&times, at(2026, 9, 1, 11, 0)));
    let morning = on(Days::Week(vec![(0, 4)]), Some((8 * 60, 11 * 60)));
    assert!(window::recurring(&morning, at(2026, 10, 5, 8, 0)) && !window::recurring(&morning, at(2026, 10, 5, 11, 0)));
    assert!(!window::recurring(&morning, at(2026, 10, 4, 9, 0)));
}

#[test]
fn a_window_over_midnight_belongs_to_the_day_on_which_it_starts() {
    // Friday 2 October 2026 from 22:00 to 06:00.
    let night = on(Days::Week(vec![(4, 4)]), Some((22 * 60, 6 * 60)));
    assert!(window::recurring(&night, at(2026, 10, 2, 23, 0)) && window::recurring(&night, at(2026, 10, 3, 5, 59)));
    assert!(!window::recurring(&night, at(2026, 10, 3, 6, 0)) && !window::recurring(&night, at(2026, 10, 2, 3, 0)));
    assert!(!window::recurring(&night, at(2026, 10, 3, 23, 0)));
    let valid = Valid::Days(None, Some(Date::new(2026, 10, 2)));
    let promotion = Promotion {
        valid: vec![valid],
        on: vec![night],
        ..ten()
    };
    let mut world = world(vec![pieces("1", "A", 1, 1000)]);
    world.receipt.at = at(2026, 10, 3, 3, 0);
    assert_eq!(discount(&programme(vec![promotion]), &world), 0);
}

#[test]
fn days_of_the_month_and_its_last_sunday() {
    let first_week = on(Days::OfMonth(1, 7), None);
    assert!(
        window::recurring(&first_week, at(2026, 10, 7, 23, 59))
            && !window::recurring(&first_week, at(2026, 10, 8, 0, 0))
    );
    let last_sunday = on(Days::LastOfMonth(6), None);
    assert!(
        window::recurring(&last_sunday, at(2026, 10, 25, 12, 0))
            && !window::recurring(&last_sunday, at(2026, 10, 18, 12, 0))
    );
    assert!(window::recurring(&last_sunday, at(2027, 2, 28, 12, 0)));
    let second_monday = on(Days::NthOfMonth(2, 0), None);
    assert!(
        window::recurring(&second_monday, at(2026, 10, 12, 12, 0))
            && !window::recurring(&second_monday, at(2026, 10, 5, 12, 0))
    );
    let dates = on(Days::Dates(Date::new(2026, 12, 31), Date::new(2027, 1, 2)), None);
    assert!(window::recurring(&dates, at(2027, 1, 2, 23, 59)) && !window::recurring(&dates, at(2027, 1, 3, 0, 0)));
}

#[test]
fn any_of_several_windows_is_enough() {
    let promotion = Promotion {
        on: vec![on(Days::Week(vec![(6, 6)]), None), on(Days::Week(vec![(0, 0)]), None)],
        ..ten()
    };
    assert_eq!(
        decide(&programme(vec![promotion]), vec![pieces("1", "A", 1, 1000)])
            .totals
            .discount,
        100
    );
}

#[test]
fn stores_by_region_except_one() {
    let mut world = world(vec![pieces("1", "A", 1, 1000)]);
    let store = |id: &str| Store {
        id: id.to_owned(),
        region: Some("Moscow".to_owned()),
        format: None,
        zone: None,
    };
    world.stores = vec![store("001"), store("017")];
    let moscow = Stores::Except(
        Box::new(Stores::Region(vec!["Moscow".to_owned()])),
        Box::new(Stores::Store(vec!["017".to_owned()])),
    );
    let mut programme = programme(vec![Promotion {
        stores: Some(Stores::Named("moscow".to_owned())),
        ..ten()
    }]);
    programme.stores = vec![("moscow".to_owned(), moscow)];
    let mut at_store = |id: Option<&str>| {
        world.receipt.store = id.map(str::to_owned);
        discount(&programme, &world)
    };
    assert_eq!(
        [
            at_store(Some("001")),
            at_store(Some("017")),
            at_store(Some("999")),
            at_store(None)
        ],
        [100, 0, 0, 0]
    );
}

#[test]
fn a_guest_has_no_facts() {
    let student = || Cond::Is(Fact::ClientProperty("student".to_owned()));
    let mut world = world(vec![pieces("1", "A", 1, 1000)]);
    let gets = |world: &World, condition: Cond| discount(&programme(vec![when(condition, ten())]), world) > 0;
    let negated = Cond::Not(Box::new(student()));
    assert!(!gets(&world, student()) && !gets(&world, negated.clone()));
    assert!(gets(
        &world,
        Cond::Or(vec![student(), at_least_amount(Fact::ReceiptAmount, 1)])
    ));
    let mut known = client(None);
    known.properties = vec![("student".to_owned(), PropertyValue::YesNo(false))];
    world.client = Some(known.clone());
    assert!(!gets(&world, student()) && gets(&world, negated.clone()));
    world.client = Some(Client {
        status: ClientStatus::Blocked,
        ..known
    });
    assert!(!gets(&world, negated));
}

#[test]
fn known_clients_and_client_selections() {
    // students = client.age < 26 and client.student
    let young = Cond::Compare(Fact::ClientAge, Comparison::Less, Value::Number(26_000));
    let mut programme = programme(vec![Promotion {
        audience: Some(Audience::Clients("young".to_owned())),
        ..ten()
    }]);
    programme.clients = vec![("young".to_owned(), young)];
    let mut world = world(vec![pieces("1", "A", 1, 1000)]);
    assert_eq!(discount(&programme, &world), 0);
    // 26 on the day itself.
    world.client = Some(client(Some(Date::new(2000, 10, 6))));
    assert_eq!(discount(&programme, &world), 100);
    world.client = Some(client(Some(Date::new(2000, 10, 5))));
    assert_eq!(discount(&programme, &world), 0);
    programme.promotions[0].audience = Some(Audience::Known);
    assert_eq!(discount(&programme, &world), 100);
}

#[test]
fn a_birthday_on_29_february_falls_on_the_28th() {
    let born = Date::new(2000, 2, 29);
    assert_eq!(Date::new(2027, 2, 27).age(born), 26);
    assert_eq!(Date::new(2027, 2, 28).age(born), 27);
    assert_eq!(Date::new(2028, 2, 28).age(born), 27);
}

#[test]
fn paid_by_holds_only_for_the_sole_tender() {
    let programme = programme(vec![Promotion {
        paid_by: vec![Payment::Brand("MIR".to_owned()), Payment::Cash],
        ..ten()
    }]);
    let tender = |brand: &str| Tender {
        kind: "card".to_owned(),
        brand: Some(brand.to_owned()),
        amount: 500,
    };
    let mut world = world(vec![pieces("1", "A", 1, 1000)]);
    let mut with = |tenders: Vec<Tender>| {
        world.receipt.tenders = tenders;
        discount(&programme, &world)
    };
    let cash = || Tender {
        kind: "cash".to_owned(),
        brand: None,
        amount: 500,
    };
    assert_eq!(
        [
            with(vec![]),
            with(vec![tender("MIR")]),
            with(vec![tender("MIR"), tender("VISA")])
        ],
        [0, 100, 0]
    );
    assert_eq!([with(vec![cash()]), with(vec![cash(), tender("MIR")])], [100, 0]);
}

#[test]
fn texts_come_only_with_a_discount_and_know_it() {
    let message = Message {
        place: Place::Slip,
        text: vec![
            Piece::Plain("You saved ".to_owned()),
            Piece::Saved,
            Piece::Plain(".".to_owned()),
        ],
    };
    let programme = programme(vec![Promotion {
        messages: vec![message],
        ..ten()
    }]);
    assert_eq!(
        decide(&programme, vec![pieces("1", "A", 1, 27000)]).messages[0].text,
        "You saved 27.00 RUB."
    );
    assert!(decide(&programme, vec![pieces("1", "A", 1, 0)]).messages.is_empty());
}

#[test]
fn a_promotion_without_discounts_speaks_after_all_of_them() {
    let hello = Promotion {
        messages: vec![Message {
            place: Place::Customer,
            text: vec![Piece::Plain("Hi".to_owned())],
        }],
        ..Promotion::named("hello")
    };
    let check = |minor| {
        decide(
            &programme(vec![
                ten(),
                when(at_least_amount(Fact::ReceiptAmount, minor), hello.clone()),
            ]),
            vec![pieces("1", "A", 1, 1000)],
        )
        .messages
        .len()
    };
    assert_eq!([check(900), check(901)], [1, 0]);
}

#[test]
fn between_includes_both_ends() {
    let between = |low, high| {
        when(
            Cond::Between(Fact::ReceiptAmount, Value::Money(low), Value::Money(high)),
            ten(),
        )
    };
    let check = |low, high| {
        decide(&programme(vec![between(low, high)]), vec![pieces("1", "A", 1, 1000)])
            .totals
            .discount
            > 0
    };
    assert!(check(1000, 2000) && check(500, 1000) && !check(1001, 2000));
}

#[test]
fn the_first_failing_clause_is_named() {
    let late = Promotion {
        valid: vec![Valid::Days(None, Some(Date::new(2020, 1, 1)))],
        audience: Some(Audience::Known),
        ..ten()
    };
    assert_eq!(
        outcome(&decide(&programme(vec![late]), vec![pieces("1", "A", 1, 1000)]), "a"),
        refused(Reason::Valid)
    );
    let nothing = named("a", vec![percent(10, sku("B"))]);
    assert_eq!(
        outcome(&decide(&programme(vec![nothing]), vec![pieces("1", "A", 1, 1000)]), "a"),
        refused(Reason::NoGoods)
    );
}
