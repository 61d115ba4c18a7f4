//! Windows, stores, clients and tenders: the gates of promotions (semantics §6).

use perk_plan::ops::{ClientFact, Fact, StoreFact};
use perk_plan::plan::{Audience, Days, PropertyType, Recurring, Selection, Store, Window};
use perk_plan::{Clients, Compare, Op, Receipt, TimeOfDay};

use crate::kit::*;

fn off(kit: &Kit, bought: &Receipt) -> i64 {
    kit.outcome(bought).discount
}

#[test]
fn windows_are_half_open() {
    let mut kit = Kit::new();
    let window = Window {
        from: Some(at(2026, 9, 1, 0, 0)),
        to: Some(at(2027, 1, 1, 0, 0)),
    };
    kit.percent("ten", 0, "10").valid = vec![window];
    let mut bought = receipt(&[("1", "A", "1", "10")]);
    for (instant, expected) in [
        (at(2026, 8, 31, 23, 59), 0),
        (at(2026, 9, 1, 0, 0), 100),
        (at(2026, 12, 31, 23, 59), 100),
        (at(2027, 1, 1, 0, 0), 0),
    ] {
        bought.at.local = instant;
        assert_eq!(off(&kit, &bought), expected);
    }
}

#[test]
fn several_windows_any_of_which_opens() {
    let mut kit = Kit::new();
    let day = |day| Window {
        from: Some(at(2026, 10, day, 0, 0)),
        to: Some(at(2026, 10, day + 1, 0, 0)),
    };
    kit.percent("ten", 0, "10").valid = vec![day(5), day(9)];
    let mut bought = receipt(&[("1", "A", "1", "10")]);
    for (date, expected) in [(5, 100), (7, 0), (9, 100)] {
        bought.at.local = at(2026, 10, date, 9, 0);
        assert_eq!(off(&kit, &bought), expected);
    }
}

#[test]
fn morning_coffee_on_workdays() {
    let mut kit = Kit::new();
    let hours = Recurring {
        days: Days::Weekdays(0b001_1111),
        from: TimeOfDay(8 * 3_600),
        to: TimeOfDay(11 * 3_600),
    };
    kit.percent("ten", 0, "10").on = vec![hours];
    let mut bought = receipt(&[("1", "A", "1", "10")]);
    for (instant, expected) in [
        (at(2026, 10, 5, 7, 59), 0),
        (at(2026, 10, 5, 8, 0), 100),
        (at(2026, 10, 5, 10, 59), 100),
        (at(2026, 10, 5, 11, 0), 0),
        (at(2026, 10, 4, 9, 0), 0),
    ] {
        bought.at.local = instant;
        assert_eq!(off(&kit, &bought), expected);
    }
}

#[test]
fn stores_by_number_and_by_column_also_unknown_ones() {
    let mut kit = Kit::new();
    let (region, moscow) = (kit.text("region"), kit.text("Moscow"));
    kit.plan.store_columns.push(region);
    for (number, column) in [("001", Some(moscow)), ("017", Some(moscow)), ("099", None)] {
        let number = kit.text(number);
        kit.plan.store_table.push(Store {
            number,
            time_zone: None,
            columns: vec![column],
        });
    }
    let list = kit.list(&["017"]);
    let code = vec![
        Op::Load(Fact::Store(StoreFact::Column(0))),
        Op::Text(moscow),
        Op::Compare(Compare::Equal),
        Op::StoreIn(list),
        Op::Not,
        Op::And,
    ];
    kit.plan.stores.push(Selection { name: None, code });
    kit.percent("ten", 0, "10").stores = Some(0);
    let mut bought = receipt(&[("1", "A", "1", "10")]);
    for (store, expected) in [
        (Some("001"), 100),
        (Some("017"), 0),
        (Some("099"), 0),
        (Some("777"), 0),
        (None, 0),
    ] {
        bought.store = store.map(str::to_owned);
        assert_eq!(off(&kit, &bought), expected, "{store:?}");
    }
}

#[test]
fn clients_known_and_of_a_selection() {
    let mut kit = Kit::new();
    let student = kit.client_property("student", PropertyType::YesNo);
    let code = vec![
        Op::Load(Fact::Client(ClientFact::Age)),
        Op::Number(decimal("26")),
        Op::Compare(Compare::Less),
        Op::Load(Fact::Client(ClientFact::Property(student))),
        Op::And,
    ];
    kit.plan.clients.push(Selection { name: None, code });
    kit.percent("known", 0, "1").audience = Audience::Known;
    kit.percent("students", 0, "10").audience = Audience::Clients(0);
    let mut bought = receipt(&[("1", "A", "1", "10")]);
    let off = |bought: &Receipt, clients: &Clients| kit.outcome_for(bought, clients).discount;
    assert_eq!(off(&bought, &client(&[])), 0);
    bought.client = Some(card("C"));
    assert_eq!(off(&bought, &client(&[])), 10);
    // 26 tomorrow.
    assert_eq!(
        off(&bought, &client(&[("student", "yes"), ("birthday", "2000-10-06")])),
        100
    );
    assert_eq!(
        off(&bought, &client(&[("student", "yes"), ("birthday", "2000-10-05")])),
        10
    );
    assert_eq!(
        off(&bought, &client(&[("student", "no"), ("birthday", "2004-01-01")])),
        10
    );
    bought.client = Some(card("OTHER"));
    assert_eq!(
        off(&bought, &client(&[("student", "yes"), ("birthday", "2004-01-01")])),
        0
    );
}

#[test]
fn a_receipt_wide_promotion_of_a_segment_is_found_by_its_property() {
    let mut kit = Kit::new();
    let segment = kit.client_property("G001", PropertyType::YesNo);
    kit.plan.clients.push(Selection {
        name: None,
        code: vec![Op::Load(Fact::Client(ClientFact::Property(segment)))],
    });
    let promotion = kit.promotion("off", 1, vec![amount_at_least(0, 1_000)], vec![receipt_sum(500)]);
    promotion.audience = Audience::Clients(0);
    let mut bought = receipt(&[("1", "A", "1", "10")]);
    bought.client = Some(card("C"));
    assert_eq!(kit.outcome_for(&bought, &client(&[("G001", "yes")])).discount, 500);
    assert_eq!(kit.outcome_for(&bought, &client(&[("G001", "no")])).discount, 0);
    assert_eq!(
        kit.outcome_for(&receipt(&[("1", "A", "1", "9")]), &client(&[("G001", "yes")]))
            .discount,
        0
    );
}

#[test]
fn paid_by_needs_one_word_for_the_whole_receipt() {
    let mut kit = Kit::new();
    let list = kit.list(&["MIR", "gift"]);
    kit.percent("ten", 0, "10").paid_by = Some(list);
    let mut bought = receipt(&[("1", "A", "1", "10")]);
    assert_eq!(off(&kit, &bought), 0, "a preview without tenders");
    bought.tenders = vec![tender("card", Some("Mir"))];
    assert_eq!(off(&kit, &bought), 100);
    bought.tenders.push(tender("cash", None));
    assert_eq!(off(&kit, &bought), 0);
}

#[test]
fn an_absent_fact_makes_a_condition_fail_and_not_the_negation_hold() {
    let mut kit = Kit::new();
    let student = kit.client_property("student", PropertyType::YesNo);
    kit.promotion(
        "no",
        0,
        vec![vec![Op::Load(Fact::Client(ClientFact::Property(student))), Op::Not]],
        vec![give_percent(0, "10")],
    );
    let mut bought = receipt(&[("1", "A", "1", "10")]);
    assert_eq!(off(&kit, &bought), 0);
    bought.client = Some(card("C"));
    assert_eq!(kit.outcome_for(&bought, &client(&[("student", "no")])).discount, 100);
    assert_eq!(kit.outcome_for(&bought, &client(&[])).discount, 0);
}
