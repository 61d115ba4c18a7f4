//! Gifts by hand: semantics §5 and decision 0131.

use super::{
    at_least, category, decide, discounts, in_category, percent, percent_off_receipt, pieces, programme, protect, sku,
};
use crate::model::receipt::{Line, World};
use crate::model::{
    Comparison, Cond, Count, Fact, ForEach, Gift, Items, Likeness, Limit, Message, Pick, Piece, Place, Programme,
    Promotion, Protection, Unit, Value,
};
use crate::reference::decision::{Outcome, Reason, RefDecision};

fn gift(name: &str, count: i64, items: Items, when: Vec<Cond>) -> Promotion {
    Promotion {
        gift: Some(Gift {
            count,
            distinct: false,
            items,
            price: 0,
        }),
        when,
        ..Promotion::named(name)
    }
}

fn gift_at(price: i64, promotion: Promotion) -> Promotion {
    let gift = promotion.gift.map(|gift| Gift { price, ..gift });
    Promotion { gift, ..promotion }
}

fn either(skus: &[&str]) -> Items {
    Items::Sku(skus.iter().map(|sku| (*sku).to_owned()).collect())
}

fn amount(items: Items, least: i64) -> Cond {
    Cond::Compare(Fact::AmountOf(items), Comparison::AtLeast, Value::Money(least))
}

fn count(items: Items, least: i64) -> Cond {
    Cond::Compare(
        Fact::QuantityOf(items),
        Comparison::AtLeast,
        Value::Quantity(least * 1000, Unit::Pcs),
    )
}

fn claimed(programme: &Programme, lines: Vec<Line>, claims: &[(&str, Option<&str>)]) -> RefDecision {
    let mut world: World = super::world(lines);
    world.receipt.claims = claims
        .iter()
        .map(|(promotion, choice)| ((*promotion).to_owned(), choice.map(str::to_owned)))
        .collect();
    crate::reference::decide(programme, &world).unwrap()
}

fn offers(decision: &RefDecision) -> Vec<(&str, i64, Vec<&str>)> {
    decision
        .offers
        .iter()
        .map(|offer| {
            let choices = offer.choices.iter().map(String::as_str).collect();
            (offer.promotion.as_str(), offer.pieces, choices)
        })
        .collect()
}

fn tea(id: &str, pcs: i64, price: i64) -> Line {
    in_category("Tea", pieces(id, "TEA", pcs, price))
}

#[test]
fn the_dearest_of_the_goods_that_stand_on_the_receipt_is_given() {
    let mug = gift("mug", 1, either(&["MUG", "PEN"]), vec![amount(category("Tea"), 1000)]);
    let decision = decide(
        &programme(vec![mug]),
        vec![tea("1", 1, 1000), pieces("2", "PEN", 1, 50), pieces("3", "MUG", 2, 400)],
    );
    // One of the two mugs; nothing is left to offer.
    assert_eq!(discounts(&decision), [0, 0, 400]);
    assert_eq!(offers(&decision), []);
}

#[test]
fn what_is_not_on_the_receipt_is_offered() {
    let mug = gift("mug", 2, either(&["PEN", "MUG"]), vec![amount(category("Tea"), 1000)]);
    let decision = decide(
        &programme(vec![mug]),
        vec![tea("1", 1, 1000), pieces("2", "PEN", 1, 50)],
    );
    assert_eq!(discounts(&decision), [0, 50]);
    assert_eq!(offers(&decision), [("mug", 1, vec!["MUG", "PEN"])]);
}

#[test]
fn a_gift_at_a_price_costs_that_price() {
    let flask = || {
        programme(vec![gift_at(
            1000,
            gift("flask", 1, sku("FLASK"), vec![count(Items::All, 5)]),
        )])
    };
    let bought = |flasks: &[i64]| {
        let mut lines = vec![pieces("1", "WIDGET", 5, 10_000)];
        for (at, price) in flasks.iter().enumerate() {
            lines.push(pieces(&format!("{}", at + 2), "FLASK", 1, *price));
        }
        decide(&flask(), lines)
    };
    // 80.00 becomes 10.00, and the dearer of two is the gift.
    assert_eq!(discounts(&bought(&[8000])), [0, 7000]);
    assert_eq!(discounts(&bought(&[8000, 9000])), [0, 0, 8000]);
    assert_eq!(offers(&bought(&[8000])), []);
    // At 10.00 it is the gift already: nothing is offered. At 9.99 it is none.
    assert_eq!(discounts(&bought(&[1000])), [0, 0]);
    assert_eq!(offers(&bought(&[1000])), []);
    assert_eq!(offers(&bought(&[999])), [("flask", 1, vec!["FLASK"])]);
    let none = bought(&[]);
    assert_eq!(offers(&none), [("flask", 1, vec!["FLASK"])]);
    assert_eq!(none.offers[0].price, 1000);
    // A floor that is higher holds.
    let mut held = flask();
    held.protects
        .push(protect(sku("FLASK"), Protection::PriceAtLeast(3000, None)));
    let lines = vec![pieces("1", "WIDGET", 5, 10_000), pieces("2", "FLASK", 1, 8000)];
    assert_eq!(discounts(&decide(&held, lines)), [0, 5000]);
}

#[test]
fn a_gift_does_not_count_towards_its_own_condition() {
    // Two chairs are needed: neither can be the gift. Of three, one can.
    let chair = || gift("chair", 1, sku("CHAIR"), vec![count(sku("CHAIR"), 2)]);
    let two = decide(&programme(vec![chair()]), vec![pieces("1", "CHAIR", 2, 1650)]);
    assert_eq!(discounts(&two), [0]);
    assert_eq!(offers(&two), [("chair", 1, vec!["CHAIR"])]);
    let three = decide(&programme(vec![chair()]), vec![pieces("1", "CHAIR", 3, 1650)]);
    assert_eq!(discounts(&three), [1650]);
    assert_eq!(offers(&three), []);
    // 1000 with the pen, 950 without: the mug would leave 600. From 950 on the pen can be given, the mug cannot.
    let any = gift(
        "any",
        1,
        either(&["MUG", "PEN"]),
        vec![Cond::Compare(
            Fact::ReceiptAmount,
            Comparison::AtLeast,
            Value::Money(950),
        )],
    );
    let decision = decide(
        &programme(vec![any]),
        vec![tea("1", 1, 550), pieces("2", "PEN", 1, 50), pieces("3", "MUG", 1, 400)],
    );
    assert_eq!(discounts(&decision), [0, 50, 0]);
}

#[test]
fn a_gift_is_outside_what_others_measure_and_discount() {
    let programme = programme(vec![
        gift("mug", 1, sku("MUG"), Vec::new()),
        Promotion {
            when: vec![count(sku("MUG"), 2)],
            ..super::named("two_mugs", vec![percent_off_receipt(50)])
        },
        super::named("tenth", vec![percent(10, Items::All)]),
    ]);
    // The first mug is given, a tenth of the second: 40; one mug is left, so there are no two.
    let decision = decide(&programme, vec![pieces("1", "MUG", 2, 400)]);
    assert_eq!(discounts(&decision), [440]);
    assert_eq!(decision.totals.net, 360);
    // Of three, two are left: 800 − 80, half of it off.
    let decision = decide(&programme, vec![pieces("1", "MUG", 3, 400)]);
    assert_eq!(decision.totals.net, 360);
}

#[test]
fn a_choice_wins_and_a_refusal_gives_nothing() {
    let programme = programme(vec![gift("mug", 1, either(&["MUG", "PEN"]), Vec::new())]);
    let lines = || vec![pieces("1", "MUG", 1, 400), pieces("2", "PEN", 1, 50)];
    assert_eq!(
        discounts(&claimed(&programme, lines(), &[("mug", Some("PEN"))])),
        [0, 50]
    );
    // Something else than the gift: as if nothing were chosen.
    assert_eq!(
        discounts(&claimed(&programme, lines(), &[("mug", Some("TEA"))])),
        [400, 0]
    );
    let refused = claimed(&programme, lines(), &[("mug", None)]);
    assert_eq!(discounts(&refused), [0, 0]);
    assert_eq!(refused.promotions[0].outcome, Outcome::NotApplied(Reason::Declined));
    assert_eq!(offers(&refused), []);
    // The chosen one is not there: it is offered, and the other one is paid.
    let chosen = claimed(&programme, vec![pieces("1", "MUG", 1, 400)], &[("mug", Some("PEN"))]);
    assert_eq!(discounts(&chosen), [0]);
    assert_eq!(offers(&chosen), [("mug", 1, vec!["PEN"])]);
}

#[test]
fn what_the_till_added_is_the_gift_and_outside_everything() {
    let programme = programme(vec![
        gift("mug", 1, either(&["MUG", "PEN"]), vec![amount(Items::All, 1000)]),
        super::named("tenth", vec![percent(10, Items::All)]),
    ]);
    let added = |price, name: &str| Line {
        granted_by: Some(name.to_owned()),
        ..pieces("3", "PEN", 1, price)
    };
    // The mug is paid, a tenth of it off; the pen is the gift, though it saves less.
    let lines = |last| vec![tea("1", 1, 1000), pieces("2", "MUG", 1, 400), last];
    let decision = decide(&programme, lines(added(50, "mug")));
    assert_eq!(discounts(&decision), [100, 40, 50]);
    let free = decide(&programme, lines(added(0, "mug")));
    assert_eq!(discounts(&free), [100, 40, 0]);
    assert_eq!(offers(&free), []);
    // Not enough is bought: the pen is paid in full.
    let little = decide(&programme, vec![tea("1", 1, 500), added(50, "mug")]);
    assert_eq!(discounts(&little), [50, 0]);
}

#[test]
fn one_fact_is_compared_with_another_without_what_is_given() {
    let more = |name: &str| Promotion {
        when: vec![Cond::Facts(
            Fact::AmountOf(sku("MUG")),
            Comparison::More,
            Fact::AmountOf(category("Tea")),
        )],
        ..super::named(name, vec![percent(10, category("Tea"))])
    };
    let lines = || vec![tea("1", 1, 500), pieces("2", "MUG", 2, 400)];
    // 800 of mugs, 500 of tea: 50. With one mug given away, 400 are left.
    assert_eq!(discounts(&decide(&programme(vec![more("a")]), lines())), [50, 0]);
    let given = programme(vec![more("a"), gift("mug", 1, sku("MUG"), Vec::new())]);
    assert_eq!(discounts(&decide(&given, lines())), [0, 400]);
}

#[test]
fn gifts_go_by_priority_then_name() {
    let first = gift("b", 1, either(&["MUG", "PEN"]), Vec::new());
    let second = gift("c", 1, sku("MUG"), Vec::new());
    let lines = || vec![pieces("1", "MUG", 1, 400), pieces("2", "PEN", 1, 50)];
    let decision = decide(&programme(vec![first.clone(), second.clone()]), lines());
    assert_eq!(discounts(&decision), [400, 0]);
    assert_eq!(offers(&decision), [("c", 1, vec!["MUG"])]);
    let before = Promotion { priority: 1, ..second };
    let decision = decide(&programme(vec![first, before]), lines());
    assert_eq!(discounts(&decision), [400, 50]);
    assert_eq!(offers(&decision), []);
}

fn for_each(pick: i64, items: Items, gift: Promotion) -> Promotion {
    let pick = Pick {
        count: Count::Pieces(pick, pick),
        likeness: Likeness::Any,
        items,
    };
    Promotion {
        for_each: Some(ForEach::Inline(pick)),
        ..gift
    }
}

#[test]
fn a_gift_for_each_set_is_given_as_long_as_the_rest_holds_the_sets() {
    // Three and one: of so many cabinets so many are free, so many more are offered.
    let cabinet = || for_each(3, sku("CABINET"), gift("cabinet", 1, sku("CABINET"), Vec::new()));
    for (bought, free, more) in [
        (2, 0, 0),
        (3, 0, 1),
        (4, 1, 0),
        (6, 1, 0),
        (7, 1, 1),
        (8, 2, 0),
        (9, 2, 0),
        (12, 3, 0),
    ] {
        let decision = decide(&programme(vec![cabinet()]), vec![pieces("1", "CABINET", bought, 320)]);
        let offered = decision.offers.first().map_or(0, |offer| offer.pieces);
        assert_eq!((discounts(&decision), offered), (vec![free * 320], more), "{bought}");
    }
}

#[test]
fn units_that_pay_for_a_gift_pay_once() {
    let pen = || for_each(3, sku("BOARD"), gift("pen", 1, sku("PEN"), Vec::new()));
    let cup = || for_each(2, sku("BOARD"), gift("cup", 1, sku("CUP"), Vec::new()));
    // `cup` comes first by name and takes all it can: of five boards two pairs, and no three are left.
    let decision = decide(&programme(vec![pen(), cup()]), vec![pieces("1", "BOARD", 5, 100)]);
    assert_eq!(offers(&decision), [("cup", 2, vec!["CUP"])]);
    assert_eq!(decision.promotions[0].outcome, Outcome::Displaced);
    // Once per receipt it leaves three.
    let once = Promotion {
        limits: vec![Limit::Times(1)],
        ..cup()
    };
    let decision = decide(&programme(vec![pen(), once]), vec![pieces("1", "BOARD", 5, 100)]);
    assert_eq!(offers(&decision), [("cup", 1, vec!["CUP"]), ("pen", 1, vec!["PEN"])]);
}

#[test]
fn distinct_gives_each_set_a_product_once() {
    let mut two = for_each(1, sku("TEA"), gift("two", 2, either(&["MUG", "PEN"]), Vec::new()));
    if let Some(gift) = &mut two.gift {
        gift.distinct = true;
    }
    // Two teas: two mugs at most of the three, and two pens.
    let decision = decide(
        &programme(vec![two]),
        vec![tea("1", 2, 500), pieces("2", "MUG", 3, 400)],
    );
    assert_eq!(discounts(&decision), [0, 800]);
    assert_eq!(offers(&decision), [("two", 2, vec!["PEN"])]);
}

#[test]
fn distinct_gives_no_product_twice() {
    let mut two = gift("two", 2, either(&["MUG", "PEN"]), Vec::new());
    if let Some(gift) = &mut two.gift {
        gift.distinct = true;
    }
    let decision = decide(&programme(vec![two]), vec![pieces("1", "MUG", 2, 400)]);
    assert_eq!(discounts(&decision), [400]);
    assert_eq!(offers(&decision), [("two", 1, vec!["PEN"])]);
}

#[test]
fn protected_goods_are_no_gift_and_a_floor_stays() {
    let mug = || gift("mug", 1, either(&["MUG", "PEN"]), Vec::new());
    let lines = || vec![pieces("1", "MUG", 1, 400), pieces("2", "PEN", 1, 50)];
    let closed = Programme {
        protects: vec![protect(sku("MUG"), Protection::NoDiscount)],
        ..programme(vec![mug()])
    };
    assert_eq!(discounts(&decide(&closed, lines())), [0, 50]);
    let floor = Programme {
        protects: vec![protect(sku("MUG"), at_least(1))],
        ..programme(vec![mug()])
    };
    assert_eq!(discounts(&decide(&floor, lines())), [399, 0]);
}

#[test]
fn an_offered_gift_is_shown_and_printed_when_it_is_given() {
    let said = |place| Message {
        place,
        text: vec![Piece::Saved],
    };
    let mug = Promotion {
        messages: vec![said(Place::Slip), said(Place::Cashier)],
        ..gift("mug", 1, sku("MUG"), Vec::new())
    };
    let texts = |lines| -> Vec<(Place, String)> {
        let decision = decide(&programme(vec![mug.clone()]), lines);
        decision
            .messages
            .iter()
            .map(|said| (said.place, said.text.clone()))
            .collect()
    };
    assert_eq!(texts(vec![tea("1", 1, 500)]), [(Place::Cashier, "0.00 RUB".to_owned())]);
    let given = texts(vec![pieces("1", "MUG", 1, 400)]);
    assert_eq!(
        given,
        [
            (Place::Slip, "4.00 RUB".to_owned()),
            (Place::Cashier, "4.00 RUB".to_owned())
        ]
    );
}

#[test]
fn an_offer_spends_neither_exclusivity_nor_coupons() {
    // The cup is not there and is only offered, so the mug is given; no coupon is issued for the cup. With the cup on the
    // receipt it is given, alone, and its coupon is issued.
    let cup = Promotion {
        exclusive: true,
        priority: 1,
        issues: vec!["next".to_owned()],
        ..gift("cup", 1, sku("CUP"), vec![])
    };
    let shop = programme(vec![cup, gift("mug", 1, sku("MUG"), vec![])]);
    let offered = decide(&shop, vec![pieces("1", "TEA", 1, 1000), pieces("2", "MUG", 1, 400)]);
    assert_eq!(discounts(&offered), [0, 400]);
    assert_eq!(offers(&offered), [("cup", 1, vec!["CUP"])]);
    assert_eq!(offered.issued, []);
    let given = decide(&shop, vec![pieces("1", "CUP", 1, 300), pieces("2", "MUG", 1, 400)]);
    assert_eq!(discounts(&given), [300, 0]);
    assert_eq!(given.issued, [("cup".to_owned(), "next".to_owned(), 1)]);
    // What the mug would have saved by itself.
    let mug = given.promotions.iter().find(|said| said.name == "mug").unwrap();
    assert_eq!((mug.outcome, mug.alone), (Outcome::Displaced, 400));
}
