//! What must not be discounted (semantics §4, §9.6, §9.7, §9.11).

use perk_plan::ops::Unit;
use perk_plan::plan::{Combine, Favour, Phase, ProtectRule, Scope};
use perk_plan::{Clients, Op};

use crate::kit::*;

fn at_least(price: i64) -> ProtectRule {
    ProtectRule::PriceAtLeast {
        price,
        per: (decimal("1"), Unit::Sale),
    }
}

#[test]
fn no_promotion_goods_are_outside_everything() {
    let mut kit = Kit::new();
    let tobacco = kit.category("Tobacco");
    kit.protect(tobacco, ProtectRule::NoPromotion);
    kit.product("CIG", "Tobacco/Filter", "");
    kit.promotion("off", 1, vec![amount_at_least(0, 10_000)], vec![receipt_sum(1_000)]);
    assert_eq!(
        kit.outcome(&receipt(&[("1", "CIG", "1", "90"), ("2", "A", "1", "20")]))
            .discount,
        0
    );
    assert_eq!(
        kit.discounts(&receipt(&[("1", "CIG", "1", "90"), ("2", "A", "1", "100")])),
        [0, 1_000]
    );
}

#[test]
fn no_discount_goods_count_but_receive_nothing() {
    let mut kit = Kit::new();
    let bread = kit.skus(&["BREAD"]);
    kit.protect(bread, ProtectRule::NoDiscount);
    kit.promotion("off", 1, vec![amount_at_least(0, 10_000)], vec![receipt_percent("10")]);
    assert_eq!(
        kit.discounts(&receipt(&[("1", "BREAD", "1", "90"), ("2", "A", "1", "20")])),
        [0, 200]
    );
}

#[test]
fn a_percent_is_clipped_and_not_spread() {
    let mut kit = Kit::new();
    let vodka = kit.skus(&["VODKA"]);
    kit.protect(vodka, at_least(9_500));
    kit.percent("ten", 0, "10");
    assert_eq!(
        kit.discounts(&receipt(&[("1", "VODKA", "1", "100"), ("2", "A", "1", "100")])),
        [500, 1_000]
    );
    let decision = kit.decide(
        &receipt(&[("1", "VODKA", "1", "100"), ("2", "A", "1", "100")]),
        &Clients::default(),
    );
    assert_eq!(decision.verdict("ten").unwrap().dropped.as_deref(), Some("5.00"));
}

#[test]
fn a_percent_off_the_receipt_is_clipped_per_line_and_rounded_once() {
    let mut kit = Kit::new();
    let vodka = kit.skus(&["VODKA"]);
    kit.protect(vodka, at_least(9_500));
    kit.off_receipt("ten", receipt_percent("10"));
    assert_eq!(
        kit.discounts(&receipt(&[
            ("1", "VODKA", "1", "100"),
            ("2", "A", "1", "100"),
            ("3", "B", "1", "100.05")
        ])),
        [500, 1_000, 1_001]
    );
}

#[test]
fn a_sum_is_spread_to_the_others_and_what_nobody_can_take_is_dropped() {
    let mut kit = Kit::new();
    for (sku, price) in [("KEYS", 1_900), ("MOUSE", 5_000), ("PHONES", 2_600)] {
        let items = kit.skus(&[sku]);
        kit.protect(items, at_least(price));
    }
    kit.off_receipt("off20", receipt_sum(2_000));
    let bought = receipt(&[
        ("1", "CUP", "1", "10"),
        ("2", "KEYS", "1", "20"),
        ("3", "MOUSE", "1", "50"),
        ("4", "PHONES", "1", "30"),
    ]);
    assert_eq!(kit.discounts(&bought), [1_000, 100, 0, 400]);
    let decision = kit.decide(&bought, &Clients::default());
    assert_eq!(decision.verdict("off20").unwrap().dropped.as_deref(), Some("5.00"));
}

#[test]
fn a_floor_above_the_shelf_price_raises_nothing() {
    let mut kit = Kit::all_goods();
    kit.protect(0, at_least(50_000));
    kit.percent("ten", 0, "10");
    let outcome = kit.outcome(&receipt(&[("1", "A", "1", "100")]));
    assert_eq!((outcome.discount, outcome.net), (0, 10_000));
}

#[test]
fn the_higher_of_two_floors_binds_and_an_old_one_does_not() {
    let mut kit = Kit::all_goods();
    kit.protect(0, at_least(8_000));
    kit.protect(0, ProtectRule::DiscountAtMost(decimal("15")));
    kit.protect(0, at_least(9_900));
    kit.plan.protects[2].to = perk_plan::Date::from_ymd(2026, 10, 4);
    kit.percent("half", 0, "50");
    assert_eq!(kit.discounts(&receipt(&[("1", "A", "1", "100")])), [1_500]);
}

#[test]
fn a_floor_per_half_litre_follows_the_content() {
    let mut kit = Kit::all_goods();
    kit.product("VODKA", "Alcohol", "").content = Some("0.7 l".to_owned());
    kit.protect(
        0,
        ProtectRule::PriceAtLeast {
            price: 34_900,
            per: (decimal("500"), Unit::Millilitre),
        },
    );
    kit.percent("half", 0, "50");
    // 349 per 0.5 l is 488.60 for 0.7 l.
    assert_eq!(kit.discounts(&receipt(&[("1", "VODKA", "2", "600")])), [22_280]);
}

#[test]
fn a_floor_binds_the_amount_of_the_run() {
    let mut kit = Kit::all_goods();
    kit.protect(0, at_least(8_000));
    kit.percent("half", 0, "50").limits = vec![pieces(1)];
    // 50.00 off one of two; the two may cost 160.00 at least.
    assert_eq!(kit.outcome(&receipt(&[("1", "A", "2", "100")])).discount, 4_000);
    assert_eq!(
        kit.discounts(&receipt(&[("1", "A", "1", "100"), ("2", "A", "1", "100")])),
        [2_000, 2_000]
    );
}

#[test]
fn sums_of_an_all_scheme_stay_whole_while_a_line_can_bear_them() {
    let mut kit = Kit::new();
    kit.plan.schemes[1] = perk_plan::plan::Scheme {
        combine: Combine::All,
        scope: Scope::Unit,
        favour: Favour::Customer,
        phase: Phase::Receipt,
        ..kit.plan.schemes[1].clone()
    };
    let a = kit.skus(&["A"]);
    kit.protect(a, at_least(900));
    kit.off_receipt("x", receipt_sum(400));
    kit.off_receipt("y", receipt_sum(300));
    // 7.00 off lines of 10 (floor 9) and 10.
    let outcome = kit.outcome(&receipt(&[("1", "A", "1", "10"), ("2", "B", "1", "10")]));
    assert_eq!(
        outcome.lines.iter().map(|line| line.discount).collect::<Vec<_>>(),
        [100, 600]
    );
    assert_eq!(outcome.applied.iter().map(|applied| applied.amount).sum::<i64>(), 700);
}

#[test]
fn a_gift_of_the_till_is_outside_everything() {
    let mut kit = Kit::all_goods();
    kit.promotion("ten", 0, vec![amount_at_least(0, 1_500)], vec![give_percent(0, "10")]);
    let mut bought = receipt(&[("1", "A", "1", "10"), ("2", "A", "1", "10")]);
    bought.lines[1].granted_by = Some("tea".to_owned());
    assert_eq!(kit.discounts(&bought), [0, 0]);
    let _ = Op::Truth(true);
}
