//! Which promotions act: best, first, all, exclusivity, limits, ties (semantics §2, §3, §5, §9).

use super::*;

fn prioritised(priority: i64, promotion: Promotion) -> Promotion {
    Promotion { priority, ..promotion }
}

fn exclusive(promotion: Promotion) -> Promotion {
    Promotion {
        exclusive: true,
        ..promotion
    }
}

fn limited(limit: Limit, promotion: Promotion) -> Promotion {
    Promotion {
        limits: vec![limit],
        ..promotion
    }
}

#[test]
fn the_better_promotion_wins_each_unit() {
    let programme = programme(vec![
        named("a", vec![percent(10, Items::All)]),
        named("b", vec![give(Effect::Each(1500, sku("A")))]),
    ]);
    // A at 100: 15.00 beats 10.00; B at 200: only 10 %.
    let decision = decide(&programme, vec![pieces("1", "A", 1, 10000), pieces("2", "B", 1, 20000)]);
    assert_eq!(by_promotion(&decision), [2000, 1500]);
}

#[test]
fn a_sum_takes_some_units_and_leaves_the_others() {
    // 50 off one of two coffees at 180 and 15 % off the other: 50 + 27.
    let programme = programme(vec![
        named("a", vec![percent(15, Items::All)]),
        named("b", vec![sum(5000, Items::All)]),
    ]);
    assert_eq!(
        by_promotion(&decide(&programme, vec![pieces("1", "LATTE", 2, 18000)])),
        [2700, 5000]
    );
}

#[test]
fn a_sum_asks_for_fewer_units() {
    let programme = programme(vec![named("a", vec![sum(5000, Items::All)])]);
    let decision = decide(
        &programme,
        vec![
            pieces("1", "A", 1, 6000),
            pieces("2", "B", 1, 6000),
            pieces("3", "C", 1, 6000),
        ],
    );
    assert_eq!(discounts(&decision), [5000, 0, 0]);
}

#[test]
fn a_sum_takes_as_many_units_as_it_needs() {
    // 50.00 needs two of three units at 30.00: by (price, sku, line id) A and B, 25.00 each.
    let programme = programme(vec![named("a", vec![sum(5000, Items::All)])]);
    let decision = decide(
        &programme,
        vec![
            pieces("1", "C", 1, 3000),
            pieces("2", "B", 1, 3000),
            pieces("3", "A", 1, 3000),
        ],
    );
    assert_eq!(discounts(&decision), [0, 2500, 2500]);
}

#[test]
fn equal_benefit_goes_to_priority_and_then_to_the_name() {
    let two = |left: Promotion, right: Promotion| {
        by_promotion(&decide(&programme(vec![left, right]), vec![pieces("1", "A", 1, 10000)]))
    };
    assert_eq!(
        two(
            named("b", vec![percent(10, Items::All)]),
            named("a", vec![percent(10, Items::All)])
        ),
        [0, 1000]
    );
    assert_eq!(
        two(
            prioritised(1, named("b", vec![percent(10, Items::All)])),
            named("a", vec![percent(10, Items::All)])
        ),
        [1000, 0]
    );
}

#[test]
fn under_best_benefit_comes_before_priority() {
    let programme = programme(vec![
        prioritised(9, named("a", vec![percent(10, Items::All)])),
        named("b", vec![percent(11, Items::All)]),
    ]);
    let decision = decide(&programme, vec![pieces("1", "A", 1, 10000)]);
    assert_eq!(by_promotion(&decision), [0, 1100]);
    assert_eq!(outcome(&decision, "a"), Outcome::Displaced);
}

#[test]
fn benefits_are_compared_before_rounding() {
    // 10 % of 1.04 is 0.104, 10.4 % is 0.10816: both come to 0.10 and 0.11; but 9.6 % (0.09984 → 0.10) loses to 10 %.
    let programme = programme(vec![
        prioritised(
            9,
            named("a", vec![give(Effect::Percent(960, Target::Items(Items::All)))]),
        ),
        named("b", vec![percent(10, Items::All)]),
    ]);
    assert_eq!(
        by_promotion(&decide(&programme, vec![pieces("1", "A", 1, 104)])),
        [0, 10]
    );
}

#[test]
fn an_exclusive_promotion_applies_alone_if_that_is_best() {
    let lines = || vec![pieces("1", "A", 1, 10000), pieces("2", "B", 1, 10000)];
    let with = |points| {
        programme(vec![
            exclusive(named("alone", vec![percent(points, sku("A"))])),
            named("both", vec![percent(20, Items::All)]),
        ])
    };
    assert_eq!(by_promotion(&decide(&with(30), lines())), [0, 4000]);
    assert_eq!(by_promotion(&decide(&with(50), lines())), [5000, 0]);
}

#[test]
fn an_exclusive_promotion_of_another_scheme_is_no_rival() {
    let mut programme = under(
        Combine::Best,
        vec![
            exclusive(named("a", vec![percent(10, Items::All)])),
            named("b", vec![percent(10, Items::All)]),
        ],
    );
    programme.promotions[0].scheme = None;
    assert_eq!(
        by_promotion(&decide(&programme, vec![pieces("1", "A", 1, 10000)])),
        [1000, 900]
    );
}

#[test]
fn first_walks_by_priority_and_takes_what_is_free() {
    let programme = under(
        Combine::First,
        vec![
            named("all", vec![percent(20, Items::All)]),
            prioritised(10, named("a", vec![percent(5, sku("A"))])),
        ],
    );
    assert_eq!(
        discounts(&decide(
            &programme,
            vec![pieces("1", "A", 1, 10000), pieces("2", "B", 1, 10000)]
        )),
        [500, 2000]
    );
}

#[test]
fn first_without_priorities_walks_by_benefit() {
    // On the whole receipt `all` is worth 10, `a` 9, though on A alone `a` is better.
    let programme = under(
        Combine::First,
        vec![
            named("a", vec![percent(9, sku("A"))]),
            named("all", vec![percent(5, Items::All)]),
        ],
    );
    assert_eq!(
        by_promotion(&decide(
            &programme,
            vec![pieces("1", "A", 1, 10000), pieces("2", "B", 1, 10000)]
        )),
        [0, 1000]
    );
}

#[test]
fn under_first_an_exclusive_promotion_needs_an_empty_table_and_ends_the_walk() {
    let lines = || vec![pieces("1", "A", 1, 10000), pieces("2", "B", 1, 10000)];
    let two = |left, right| {
        under(
            Combine::First,
            vec![
                exclusive(prioritised(left, named("x", vec![percent(10, sku("A"))]))),
                prioritised(right, named("y", vec![percent(10, sku("B"))])),
            ],
        )
    };
    assert_eq!(by_promotion(&decide(&two(2, 1), lines())), [1000, 0]);
    assert_eq!(by_promotion(&decide(&two(1, 2), lines())), [0, 1000]);
}

#[test]
fn exclusivity_is_not_spent_on_a_zero_effect() {
    // 10 % of 0.04 rounds to zero, so the next one applies.
    let programme = under(
        Combine::First,
        vec![
            exclusive(prioritised(2, named("x", vec![percent(10, sku("A"))]))),
            named("y", vec![percent(10, sku("B"))]),
        ],
    );
    let decision = decide(&programme, vec![pieces("1", "A", 1, 4), pieces("2", "B", 1, 10000)]);
    assert_eq!(by_promotion(&decision), [0, 1000]);
    assert_eq!(outcome(&decision, "x"), refused(Reason::NoEffect));
}

#[test]
fn a_zero_effect_consumes_nothing() {
    // `price 99` does nothing for goods at 90, so the next promotion of the walk may have them.
    let programme = under(
        Combine::First,
        vec![
            prioritised(2, named("x", vec![give(Effect::Price(9900, Items::All))])),
            named("y", vec![percent(10, Items::All)]),
        ],
    );
    assert_eq!(
        by_promotion(&decide(
            &programme,
            vec![pieces("1", "A", 1, 18000), pieces("2", "B", 1, 9000)]
        )),
        [8100, 900]
    );
}

#[test]
fn for_retailer_takes_the_least_that_nothing_can_be_added_to() {
    let mut programme = under(
        Combine::Best,
        vec![
            named("a", vec![percent(20, Items::All)]),
            named("b", vec![percent(10, sku("A"))]),
        ],
    );
    programme.schemes[0].side = Side::Retailer;
    // A may have 10 % instead of 20 %; B can only have 20 %, and leaving it out is not allowed.
    assert_eq!(
        by_promotion(&decide(
            &programme,
            vec![pieces("1", "A", 1, 10000), pieces("2", "B", 1, 10000)]
        )),
        [2000, 1000]
    );
}

#[test]
fn for_retailer_a_promotion_that_rounds_to_zero_cannot_be_added() {
    let mut programme = under(
        Combine::Best,
        vec![
            named("a", vec![percent(1, Items::All)]),
            named("b", vec![percent(50, Items::All)]),
        ],
    );
    programme.schemes[0].side = Side::Retailer;
    // 1 % of 0.40 is 0.004 → 0; only `b` remains.
    assert_eq!(
        by_promotion(&decide(&programme, vec![pieces("1", "A", 1, 40)])),
        [0, 20]
    );
}

#[test]
fn for_retailer_off_the_receipt_takes_the_least() {
    let mut programme = under(
        Combine::Best,
        vec![
            named("a", vec![percent_off_receipt(20)]),
            named("b", vec![percent_off_receipt(10)]),
        ],
    );
    programme.schemes[0].side = Side::Retailer;
    assert_eq!(
        by_promotion(&decide(&programme, vec![pieces("1", "A", 1, 10000)])),
        [0, 1000]
    );
}

#[test]
fn the_receipt_takes_one_promotion_by_default() {
    let programme = programme(vec![
        named("a", vec![percent_off_receipt(5)]),
        named("b", vec![give(Effect::Sum(700, Target::Receipt))]),
    ]);
    assert_eq!(
        by_promotion(&decide(&programme, vec![pieces("1", "A", 1, 10000)])),
        [0, 700]
    );
}

#[test]
fn goods_come_before_the_receipt() {
    let programme = programme(vec![
        named("r", vec![percent_off_receipt(10)]),
        named("g", vec![percent(10, Items::All)]),
    ]);
    assert_eq!(
        by_promotion(&decide(&programme, vec![pieces("1", "A", 1, 10000)])),
        [900, 1000]
    );
}

#[test]
fn per_product_gives_all_units_of_a_sku_to_one_promotion() {
    let promotions = vec![
        limited(Limit::Pcs(1), named("a", vec![percent(10, Items::All)])),
        named("b", vec![percent(6, Items::All)]),
    ];
    let per_unit = under(Combine::Best, promotions.clone());
    let mut per_product = under(Combine::Best, promotions);
    per_product.schemes[0].scope = Scope::Product;
    let lines = || vec![pieces("1", "A", 2, 10000)];
    assert_eq!(by_promotion(&decide(&per_unit, lines())), [1000, 600]);
    assert_eq!(by_promotion(&decide(&per_product, lines())), [0, 1200]);
}

#[test]
fn per_receipt_takes_one_promotion() {
    let mut programme = under(
        Combine::Best,
        vec![
            named("a", vec![percent(10, sku("A"))]),
            named("b", vec![percent(9, sku("B"))]),
        ],
    );
    programme.schemes[0].scope = Scope::Receipt;
    assert_eq!(
        by_promotion(&decide(
            &programme,
            vec![pieces("1", "A", 1, 10000), pieces("2", "B", 1, 10000)]
        )),
        [1000, 0]
    );
}

#[test]
fn a_limit_of_pieces_takes_the_best_ones() {
    let lines = || vec![pieces("1", "B", 1, 6000), pieces("2", "A", 2, 10000)];
    let promotion = limited(Limit::Pcs(2), named("a", vec![percent(50, Items::All)]));
    assert_eq!(
        discounts(&decide(&programme(vec![promotion.clone()]), lines())),
        [0, 10000]
    );
    assert_eq!(
        discounts(&decide(&under(Combine::First, vec![promotion]), lines())),
        [0, 10000]
    );
}

#[test]
fn a_limit_of_pieces_never_grants_a_weighed_line() {
    let programme = programme(vec![limited(Limit::Pcs(2), named("a", vec![percent(50, Items::All)]))]);
    let decision = decide(
        &programme,
        vec![weighed("1", "CHEESE", 500, 10000), pieces("2", "A", 1, 100)],
    );
    assert_eq!(discounts(&decision), [0, 50]);
    // Half a piece is weighed too.
    assert_eq!(
        decide(
            &programme,
            vec![Line {
                quantity: 500,
                ..pieces("1", "A", 1, 100)
            }]
        )
        .totals
        .discount,
        0
    );
}

#[test]
fn under_best_a_money_limit_takes_fewer_units() {
    // 20.00 each, 30.00 allowed: one unit; the other gets 10 % elsewhere.
    let programme = programme(vec![
        limited(money_limit(3000, false), named("a", vec![percent(50, Items::All)])),
        named("b", vec![percent(10, Items::All)]),
    ]);
    assert_eq!(
        by_promotion(&decide(&programme, vec![pieces("1", "A", 2, 4000)])),
        [2000, 400]
    );
}

#[test]
fn a_partial_money_limit_cuts_to_the_rest() {
    let programme = programme(vec![limited(
        money_limit(3000, true),
        named("a", vec![percent(50, Items::All)]),
    )]);
    assert_eq!(
        discounts(&decide(
            &programme,
            vec![pieces("1", "A", 1, 4000), pieces("2", "B", 1, 4000)]
        )),
        [1500, 1500]
    );
}

#[test]
fn under_all_a_money_limit_is_all_or_nothing_unless_partial() {
    let with = |partial| {
        under(
            Combine::All,
            vec![limited(
                money_limit(3000, partial),
                named("a", vec![percent(50, Items::All)]),
            )],
        )
    };
    let lines = || vec![pieces("1", "A", 2, 4000)];
    let refusal = decide(&with(false), lines());
    assert_eq!((refusal.totals.discount, outcome(&refusal, "a")), (0, Outcome::Limited));
    assert_eq!(decide(&with(true), lines()).totals.discount, 3000);
}

#[test]
fn a_money_limit_is_tested_on_rounded_money() {
    // 10 % of 0.34 is 0.034 → 0.03, within 0.03.
    let programme = under(
        Combine::All,
        vec![limited(
            money_limit(3, false),
            named("a", vec![percent(10, Items::All)]),
        )],
    );
    assert_eq!(decide(&programme, vec![pieces("1", "A", 1, 34)]).totals.discount, 3);
}

#[test]
fn equal_units_are_taken_by_price_sku_and_line() {
    let one = || {
        programme(vec![limited(
            Limit::Pcs(1),
            named("a", vec![give(Effect::Each(1000, Items::All))]),
        )])
    };
    // Equal benefit: the lower shelf price first, then the sku, then the shorter line id.
    assert_eq!(
        discounts(&decide(
            &one(),
            vec![pieces("1", "A", 1, 10000), pieces("2", "B", 1, 5000)]
        )),
        [0, 1000]
    );
    assert_eq!(
        discounts(&decide(
            &one(),
            vec![pieces("1", "B", 1, 5000), pieces("2", "A", 1, 5000)]
        )),
        [0, 1000]
    );
    assert_eq!(
        discounts(&decide(
            &one(),
            vec![pieces("10", "A", 1, 5000), pieces("9", "A", 1, 5000)]
        )),
        [0, 1000]
    );
}

#[test]
fn the_first_promotion_by_name_gets_the_lesser_units() {
    let half = |name: &str| limited(Limit::Pcs(1), named(name, vec![percent(50, Items::All)]));
    let decision = decide(
        &programme(vec![half("b"), half("a")]),
        vec![pieces("2", "A", 1, 100), pieces("1", "A", 1, 100)],
    );
    assert_eq!(decision.lines[1].applied[0].promotion, "a");
    assert_eq!(decision.lines[0].applied[0].promotion, "b");
}

#[test]
fn of_several_gives_each_unit_gets_the_better_one() {
    let programme = programme(vec![named(
        "a",
        vec![percent(10, Items::All), give(Effect::Each(1500, Items::All))],
    )]);
    assert_eq!(
        discounts(&decide(
            &programme,
            vec![pieces("1", "A", 1, 20000), pieces("2", "B", 1, 10000)]
        )),
        [2000, 1500]
    );
}

#[test]
fn the_best_mix_is_not_the_greedy_one() {
    // Greedy by benefit gives A to `x` (50) and leaves `y` nothing; the best is x on B (45) and y on A (40).
    let x = limited(
        Limit::Pcs(1),
        named(
            "x",
            vec![give(Effect::Each(5000, sku("A"))), give(Effect::Each(4500, sku("B")))],
        ),
    );
    let y = named("y", vec![give(Effect::Each(4000, sku("A")))]);
    assert_eq!(
        by_promotion(&decide(
            &programme(vec![x, y]),
            vec![pieces("1", "A", 1, 10000), pieces("2", "B", 1, 10000)]
        )),
        [4500, 4000]
    );
}

#[test]
fn two_schemes_without_an_order_are_refused() {
    let mut programme = under(Combine::All, vec![named("a", vec![percent(10, Items::All)])]);
    programme
        .schemes
        .push(scheme("other", Phase::Goods, Combine::All, Scope::Unit));
    assert_eq!(
        super::super::decide(&programme, &world(vec![pieces("1", "A", 1, 100)])),
        Err(super::super::RefError::SchemeOrder)
    );
    programme.schemes[1].after = Some("own".to_owned());
    assert!(super::super::decide(&programme, &world(vec![pieces("1", "A", 1, 100)])).is_ok());
}

#[test]
fn under_first_what_its_own_limit_would_refuse_is_limited_and_not_displaced() {
    // Alone, half of 120.00 is more than 50.50, and under `first` that is all or nothing (§9.10): others took nothing from it.
    let half = Promotion {
        limits: vec![money_limit(5050, false)],
        ..named("half", vec![percent(50, Items::All)])
    };
    let ten = Promotion {
        priority: 1,
        ..named("ten", vec![percent(10, Items::All)])
    };
    let decision = decide(&under(Combine::First, vec![half, ten]), vec![pieces("1", "A", 6, 2000)]);
    assert_eq!(by_promotion(&decision), [0, 1200]);
    assert_eq!(outcome(&decision, "half"), Outcome::Limited);
}

#[test]
fn what_its_own_limit_brings_to_nothing_is_limited_and_not_displaced() {
    // 10 % of three at 0.07, rounded down, is 0 on one run and 1 on the other. Cut at 0.01, two units of the two runs are
    // enough, and they come to nothing.
    let ten = Promotion {
        limits: vec![money_limit(1, true)],
        ..named("ten", vec![percent(10, Items::All)])
    };
    let mut programme = under(Combine::Best, vec![ten]);
    programme.retailer.rounding = crate::model::RoundingMode::Down;
    let mut lines = vec![pieces("B", "MILK", 1, 7), pieces("10", "MILK", 2, 7)];
    lines[1].category = Some("Bakery".to_owned());
    let decision = decide(&programme, lines);
    assert_eq!(
        (decision.totals.discount, outcome(&decision, "ten")),
        (0, Outcome::Limited)
    );
}
