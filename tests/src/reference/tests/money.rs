//! Rounding, distribution, floors, parts (semantics §2, §4, §9).

use super::*;
use crate::model::{Retailer, RoundingMode};

#[test]
fn fifteen_percent_off_two_coffees() {
    let programme = programme(vec![named(
        "coffee_morning",
        vec![percent(15, category("Drinks/Coffee"))],
    )]);
    let lines = vec![
        in_category("Drinks/Coffee", pieces("1", "LATTE", 2, 18000)),
        in_category("Bakery", pieces("2", "CROISSANT", 1, 9000)),
    ];
    let decision = decide(&programme, lines);
    assert_eq!(discounts(&decision), [5400, 0]);
    assert_eq!(decision.totals.net, 39600);
}

#[test]
fn a_line_discount_is_rounded_once_per_promotion_and_run() {
    // 10 % of 0.99 is 0.099 → 0.10; line by line it would be 3 × 0.03.
    let programme = programme(vec![named("a", vec![percent(10, Items::All)])]);
    let decision = decide(
        &programme,
        vec![
            pieces("10", "A", 1, 33),
            pieces("9", "A", 1, 33),
            pieces("2", "A", 1, 33),
        ],
    );
    // Three equal remainders; ids: shorter first, then code points, so "2" is first.
    assert_eq!(discounts(&decision), [3, 3, 4]);
}

#[test]
fn different_prices_are_different_runs() {
    let programme = programme(vec![named("a", vec![percent(10, Items::All)])]);
    // 0.033 → 0.03 and 0.034 → 0.03.
    assert_eq!(
        decide(&programme, vec![pieces("1", "A", 1, 33), pieces("2", "A", 1, 34)])
            .totals
            .discount,
        6
    );
}

#[test]
fn merging_or_splitting_lines_of_pieces_changes_no_sum() {
    let programme = programme(vec![named("a", vec![percent(7, Items::All)])]);
    let whole = decide(&programme, vec![pieces("1", "A", 5, 99)]);
    let split = decide(&programme, vec![pieces("1", "A", 2, 99), pieces("2", "A", 3, 99)]);
    // 7 % of 4.95 = 0.3465 → 0.35.
    assert_eq!((whole.totals.discount, split.totals.discount), (35, 35));
}

#[test]
fn a_percent_of_a_weighed_line_acts_on_its_rounded_amount() {
    // 0.333 kg × 1.00 = 0.333 → 0.33; 50 % = 0.165 → 0.17.
    let programme = programme(vec![named("a", vec![percent(50, Items::All)])]);
    assert_eq!(
        discounts(&decide(&programme, vec![weighed("1", "CHEESE", 333, 100)])),
        [17]
    );
}

#[test]
fn money_off_each_multiplies_by_the_quantity() {
    // §9.4: 0.10 off each of 11.84 = 1.184 → 1.18.
    let programme = programme(vec![named("a", vec![give(Effect::Each(10, Items::All))])]);
    assert_eq!(
        discounts(&decide(&programme, vec![weighed("1", "FUEL", 11840, 300)])),
        [118]
    );
}

#[test]
fn a_price_for_weighed_goods_is_per_unit_of_sale() {
    // 0.456 kg: 45.60 at 100.00, 36.48 at 80.00.
    let programme = programme(vec![named("a", vec![give(Effect::Price(8000, Items::All))])]);
    assert_eq!(
        discounts(&decide(&programme, vec![weighed("1", "CHEESE", 456, 10000)])),
        [912]
    );
}

#[test]
fn a_fixed_price_never_raises_a_price() {
    let programme = programme(vec![named("a", vec![give(Effect::Price(9900, Items::All))])]);
    assert_eq!(
        discounts(&decide(
            &programme,
            vec![pieces("1", "A", 1, 18000), pieces("2", "B", 3, 9000)]
        )),
        [8100, 0]
    );
}

#[test]
fn money_off_each_never_goes_below_zero() {
    let programme = programme(vec![named("a", vec![give(Effect::Each(3000, Items::All))])]);
    assert_eq!(
        discounts(&decide(
            &programme,
            vec![pieces("1", "A", 2, 1000), pieces("2", "B", 1, 5000)]
        )),
        [2000, 3000]
    );
}

#[test]
fn a_sum_over_equal_lines_leaves_nothing_over() {
    // 22.00 over three: 7.34, 7.33, 7.33; under `all` every unit takes part.
    let programme = under(Combine::All, vec![named("a", vec![sum(2200, Items::All)])]);
    assert_eq!(
        discounts(&decide(
            &programme,
            vec![
                pieces("1", "A", 1, 10000),
                pieces("2", "B", 1, 10000),
                pieces("3", "C", 1, 10000)
            ]
        )),
        [734, 733, 733]
    );
}

#[test]
fn a_sum_lies_in_proportion_to_what_goods_cost() {
    // 10.00 over 30 : 70 = 3.00 and 7.00.
    let programme = under(Combine::All, vec![named("a", vec![sum(1000, Items::All)])]);
    assert_eq!(
        discounts(&decide(
            &programme,
            vec![pieces("1", "A", 1, 3000), pieces("2", "B", 1, 7000)]
        )),
        [300, 700]
    );
}

#[test]
fn a_sum_goes_to_runs_first() {
    // A is one run on two lines: 0.05 over 2.00 : 1.00 → exact 3 1/3, 1 2/3 → 3, 2; then 3 over two equal lines → 2, 1.
    let programme = under(Combine::All, vec![named("a", vec![sum(5, Items::All)])]);
    assert_eq!(
        discounts(&decide(
            &programme,
            vec![
                pieces("1", "A", 1, 100),
                pieces("2", "B", 1, 100),
                pieces("3", "A", 1, 100)
            ]
        )),
        [2, 2, 1]
    );
}

#[test]
fn sixty_and_sixty_percent_are_sixty_and_forty() {
    let programme = under(
        Combine::All,
        vec![
            named("a", vec![percent(60, Items::All)]),
            named("b", vec![percent(60, Items::All)]),
        ],
    );
    assert_eq!(
        by_promotion(&decide(&programme, vec![pieces("1", "A", 1, 10000)])),
        [6000, 4000]
    );
}

#[test]
fn percents_of_one_scheme_share_their_base() {
    let programme = under(
        Combine::All,
        vec![
            named("a", vec![percent(10, Items::All)]),
            named("b", vec![percent(10, Items::All)]),
        ],
    );
    assert_eq!(
        by_promotion(&decide(&programme, vec![pieces("1", "A", 1, 10000)])),
        [1000, 1000]
    );
}

#[test]
fn of_running_price_acts_on_what_is_left_already_rounded() {
    // 10 % of 0.99 → 0.10, left 0.89; half of that is 0.445 → 0.45. Priority decides who is first.
    let first = Promotion {
        priority: 5,
        ..named("a", vec![percent(10, Items::All)])
    };
    let programme = under(
        Combine::All,
        vec![first, named("b", vec![of(Base::Running, percent(50, Items::All))])],
    );
    assert_eq!(
        by_promotion(&decide(&programme, vec![pieces("1", "A", 1, 99)])),
        [10, 45]
    );
}

#[test]
fn of_list_price_is_before_foreign_discounts() {
    let line = Line {
        discounts: vec![("supplier".to_owned(), 2000)],
        ..pieces("1", "A", 1, 10000)
    };
    let of_list = programme(vec![named("a", vec![of(Base::List, percent(10, Items::All))])]);
    let of_start = programme(vec![named("a", vec![percent(10, Items::All)])]);
    let decision = decide(&of_list, vec![line.clone()]);
    assert_eq!((decision.totals.gross, decision.totals.discount), (8000, 1000));
    assert_eq!(decide(&of_start, vec![line]).totals.discount, 800);
}

#[test]
fn a_second_scheme_starts_from_what_the_first_left() {
    let mut programme = under(
        Combine::Best,
        vec![
            named("a", vec![percent(10, Items::All)]),
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
fn units_of_one_application_share_its_result_exactly() {
    // §9.2: 2.00 − 0.61 = 1.39 on two yogurts, 0.695 each; half off one of them is 0.3475 → 0.35.
    let half = Promotion {
        scheme: Some("own".to_owned()),
        limits: vec![Limit::Pcs(1)],
        ..named("b", vec![percent(50, Items::All)])
    };
    let mut programme = under(Combine::Best, vec![named("a", vec![percent(30, Items::All)]), half]);
    programme.promotions[0] = named("a", vec![give(Effect::Percent(3050, Target::Items(Items::All)))]);
    assert_eq!(
        by_promotion(&decide(&programme, vec![pieces("1", "YOGURT", 2, 100)])),
        [61, 35]
    );
}

#[test]
fn units_that_took_no_part_keep_their_own_amounts() {
    // One of two at half price: 0.50 and 1.00. The next scheme gives 30 % off one unit: the dearer.
    let half = Promotion {
        limits: vec![Limit::Pcs(1)],
        ..named("a", vec![percent(50, Items::All)])
    };
    let next = Promotion {
        scheme: Some("own".to_owned()),
        limits: vec![Limit::Pcs(1)],
        ..named("b", vec![percent(30, Items::All)])
    };
    let mut programme = under(Combine::Best, vec![half.clone(), next]);
    programme.promotions[0] = half;
    assert_eq!(
        by_promotion(&decide(&programme, vec![pieces("1", "A", 2, 100)])),
        [50, 30]
    );
}

/// What schemes one after another give off two pieces that cost the same.
fn one_after_another(price: Minor, steps: Vec<Promotion>) -> Vec<Minor> {
    let mut after = "goods".to_owned();
    let mut programme = programme(Vec::new());
    for (place, step) in steps.into_iter().enumerate() {
        let name = format!("s{place}");
        programme.schemes.push(Scheme {
            after: Some(std::mem::replace(&mut after, name.clone())),
            ..scheme(&name, Phase::Goods, Combine::All, Scope::Unit)
        });
        programme.promotions.push(Promotion {
            name: format!("p{place}"),
            scheme: Some(name),
            ..step
        });
    }
    by_promotion(&decide(&programme, vec![pieces("1", "A", 2, price)]))
}

/// A percent in hundredths off everything.
fn hundredths(points: i64) -> Give {
    give(Effect::Percent(points, Target::Items(Items::All)))
}

fn on_one_piece(step: Promotion) -> Promotion {
    Promotion {
        limits: vec![Limit::Pcs(1)],
        ..step
    }
}

#[test]
fn each_unit_gets_its_own_benefit_and_the_rounding_evenly() {
    // Half off one of two at 0.90: 45 and 90. 10 % is 4.5 + 9 = 13.5 → 14, the half lies on both: 4.75 and 9.25. The dearer
    // costs 80.75 then; 44 % of it is 35.53 → 36. (In proportion 14 would be 4 2/3 and 9 1/3; 44 % of 80 2/3 is 35.49 → 35.)
    let steps = vec![
        on_one_piece(named("half", vec![percent(50, Items::All)])),
        named("all", vec![percent(10, Items::All)]),
        on_one_piece(named("dearer", vec![percent(44, Items::All)])),
    ];
    assert_eq!(one_after_another(90, steps), [45, 14, 36]);
}

#[test]
fn what_rounding_takes_away_is_taken_evenly() {
    // 45 and 90; 9.17 % is 4.1265 + 8.253 = 12.3795 → 12: 0.18975 less for each. The dearer costs 81.93675 then; 61.63 % of
    // it is 50.4976 → 50. (In proportion it would cost 82; 61.63 % of that is 50.5366 → 51.)
    let steps = vec![
        on_one_piece(named("half", vec![percent(50, Items::All)])),
        named("all", vec![hundredths(917)]),
        on_one_piece(named("dearer", vec![hundredths(6163)])),
    ];
    assert_eq!(one_after_another(90, steps), [45, 12, 50]);
}

#[test]
fn a_sum_lies_on_units_in_whole_minor_units_and_the_rest_evenly() {
    // 50 and 100. 1.00 off both: 33 1/3 and 66 2/3, whole 33 and 66; the odd one evenly: 33.5 and 66.5. The dearer costs
    // 33.5 then; 46.33 % of it is 15.52 → 16. (46.33 % of 33 1/3 is 15.44 → 15.)
    let steps = vec![
        on_one_piece(named("half", vec![percent(50, Items::All)])),
        named("sum", vec![sum(100, Items::All)]),
        on_one_piece(named("dearer", vec![hundredths(4633)])),
    ];
    assert_eq!(one_after_another(100, steps), [50, 100, 16]);
}

#[test]
fn what_a_limit_leaves_lies_on_units_in_proportion() {
    // 50 and 100; half off both is 25 + 50, of which a limit leaves 0.31: 10 1/3 and 20 2/3, whole 10 and 20, the odd one
    // evenly: 10.5 and 20.5. The dearer costs 79.5 then.
    let half = named("half of all", vec![percent(50, Items::All)]);
    let steps = |last: i64| {
        vec![
            on_one_piece(named("half", vec![percent(50, Items::All)])),
            Promotion {
                limits: vec![money_limit(31, true)],
                ..half.clone()
            },
            on_one_piece(named("dearer", vec![hundredths(last)])),
        ]
    };
    // 52.2 % of 79.5 is 41.499 → 41; in proportion alone it would be 52.2 % of 79 1/3, 41.412, and evenly of 90.5, 47.241.
    assert_eq!(one_after_another(100, steps(5220)), [50, 31, 41]);
    // 52.3 % of 79.5 is 41.5785 → 42; of 79 1/3 it would be 41.491 → 41.
    assert_eq!(one_after_another(100, steps(5230)), [50, 31, 42]);
}

#[test]
fn equal_units_share_a_sum_evenly() {
    // 2.00 − 1.01 = 0.99 on two, 49.5 each: 66 % of it is 32.67 → 33 (of 49 it would be 32), 67 % is 33.165 → 33 (of 50, 34).
    for last in [66, 67] {
        let steps = vec![
            named("sum", vec![sum(101, Items::All)]),
            on_one_piece(named("one", vec![percent(last, Items::All)])),
        ];
        assert_eq!(one_after_another(100, steps), [101, 33]);
    }
}

#[test]
fn of_one_line_the_units_that_were_taken_first_come_first() {
    // 10.03 off all goes to two pieces, 10 % to the other two of four; `alpha-2` comes first by name and has the first of each
    // list, B and one of z1: 1.41 on both, 0.71 and 0.70. A kopeck off three is worth the same on all: B and the first two
    // of z1. 0.03 on 6.325 of B and 6.325 + 2.015 of z1: 1.29 and 1.71, so 0.01 and 0.02.
    let late = Promotion {
        scheme: Some("own".to_owned()),
        limits: vec![Limit::Pcs(3)],
        ..named("gamma", vec![give(Effect::Each(1, Items::All))])
    };
    let mut programme = under(Combine::Best, vec![late]);
    programme
        .promotions
        .push(named("alpha-2", vec![percent(10, Items::All)]));
    programme.promotions.push(named("акция", vec![sum(1003, Items::All)]));
    let decision = decide(&programme, vec![pieces("B", "F", 1, 703), pieces("z1", "F", 3, 703)]);
    assert_eq!(discounts(&decision), [72, 70 + 1003 + 2]);
}

#[test]
fn a_split_run_is_still_rounded_once() {
    // After half off one of two (0.05 of 0.10), the next scheme's 10 % is 0.015 → 0.02 over the run, not 0.01 + 0.01 → and never 0.00 + 0.01.
    let half = Promotion {
        limits: vec![Limit::Pcs(1)],
        ..named("a", vec![percent(50, Items::All)])
    };
    let next = Promotion {
        scheme: Some("own".to_owned()),
        ..named("b", vec![percent(10, Items::All)])
    };
    let mut programme = under(Combine::Best, vec![half.clone(), next]);
    programme.promotions[0] = half;
    assert_eq!(by_promotion(&decide(&programme, vec![pieces("1", "A", 2, 10)])), [5, 2]);
}

#[test]
fn a_percent_off_the_receipt_is_rounded_once() {
    let programme = programme(vec![named("a", vec![percent_off_receipt(10)])]);
    // 10 % of 0.33 + 0.33 + 0.34 = 0.10, over three runs: 3.3, 3.3, 3.4 → the largest remainder takes the odd one.
    assert_eq!(
        discounts(&decide(
            &programme,
            vec![
                pieces("1", "A", 1, 33),
                pieces("2", "B", 1, 33),
                pieces("3", "C", 1, 34)
            ]
        )),
        [3, 3, 4]
    );
}

#[test]
fn a_percent_is_clipped_at_a_floor_and_not_spread() {
    let mut programme = programme(vec![named("a", vec![percent(20, Items::All)])]);
    programme.protects = vec![protect(sku("A"), at_least(9500))];
    assert_eq!(
        discounts(&decide(
            &programme,
            vec![pieces("1", "A", 1, 10000), pieces("2", "B", 1, 10000)]
        )),
        [500, 2000]
    );
}

#[test]
fn a_sum_is_spread_past_a_floor() {
    let mut programme = under(Combine::All, vec![named("a", vec![sum(2000, Items::All)])]);
    programme.protects = vec![protect(sku("A"), at_least(9500))];
    assert_eq!(
        discounts(&decide(
            &programme,
            vec![pieces("1", "A", 1, 10000), pieces("2", "B", 1, 10000)]
        )),
        [500, 1500]
    );
}

#[test]
fn units_share_what_their_run_costs_above_its_floors() {
    // Two bottles at 100.00 that may not cost less than 80.00: together they may lose 40.00, on however many lines.
    let half_off_one = Promotion {
        limits: vec![Limit::Pcs(1)],
        ..named("half", vec![percent(50, Items::All)])
    };
    for combine in [Combine::Best, Combine::All, Combine::First] {
        let mut programme = under(combine, vec![half_off_one.clone()]);
        programme.protects = vec![protect(Items::All, at_least(8000))];
        let one_line = decide(&programme, vec![pieces("1", "A", 2, 10000)]);
        assert_eq!(discounts(&one_line), [4000], "{combine:?}");
        let two_lines = decide(&programme, vec![pieces("1", "A", 1, 10000), pieces("2", "A", 1, 10000)]);
        assert_eq!(discounts(&two_lines), [2000, 2000], "{combine:?}");
    }
}

#[test]
fn in_a_combination_the_room_above_a_floor_goes_by_priority() {
    // Three bottles may lose 69.99. Half off two of them would take it all; ranked first, the 20.00 get as many bottles as
    // leave enough for that: two, and 29.99 are left for half off the third.
    let each = give(Effect::Each(2000, Items::All));
    let first = Promotion {
        priority: 1,
        ..named("first", vec![each])
    };
    let mut programme = programme(vec![first, named("half", vec![percent(50, Items::All)])]);
    programme.protects = vec![protect(Items::All, at_least(7667))];
    let decision = decide(&programme, vec![pieces("1", "A", 3, 10000)]);
    let given: Vec<i64> = decision.promotions.iter().map(|promotion| promotion.discount).collect();
    assert_eq!(given, [4000, 2999]);
}

#[test]
fn what_nobody_can_take_is_dropped() {
    let mut programme = under(Combine::All, vec![named("a", vec![sum(2000, Items::All)])]);
    programme.protects = vec![protect(Items::All, at_least(9500))];
    assert_eq!(
        discounts(&decide(
            &programme,
            vec![pieces("1", "A", 1, 10000), pieces("2", "B", 1, 10000)]
        )),
        [500, 500]
    );
}

#[test]
fn a_percent_off_the_receipt_over_floors_is_clipped_line_by_line() {
    let mut programme = programme(vec![named("a", vec![percent_off_receipt(10)])]);
    programme.protects = vec![protect(sku("A"), at_least(9500))];
    assert_eq!(
        discounts(&decide(
            &programme,
            vec![pieces("1", "A", 1, 10000), pieces("2", "B", 1, 10000)]
        )),
        [500, 1000]
    );
}

#[test]
fn the_lowest_price_follows_the_content() {
    // 349 RUB per 0.5 l is 488.60 for 0.7 l; ten percent of 500 would be 50.00.
    let per = Protection::PriceAtLeast(34900, Some((500, Unit::L)));
    let mut programme = programme(vec![named("a", vec![percent(10, Items::All)])]);
    programme.protects = vec![dated(category("Alcohol/Spirits"), per, Some(Date::new(2026, 1, 1)))];
    let bottle = |content| Line {
        content: Some(content),
        ..in_category("Alcohol/Spirits/Vodka", pieces("1", "VODKA", 1, 50000))
    };
    assert_eq!(discounts(&decide(&programme, vec![bottle((700, Unit::L))])), [1140]);
    assert_eq!(
        discounts(&decide(&programme, vec![bottle((700_000, Unit::Ml))])),
        [1140]
    );
    let mut earlier = world(vec![bottle((700, Unit::L))]);
    earlier.receipt.at = LocalTime::new(Date::new(2025, 12, 31), 23, 59, 59);
    assert_eq!(
        super::super::decide(&programme, &earlier).unwrap().totals.discount,
        5000
    );
}

#[test]
fn a_floor_never_raises_a_shelf_price_below_it() {
    let mut programme = programme(vec![named("a", vec![percent(10, Items::All)])]);
    programme.protects = vec![protect(Items::All, at_least(34900))];
    let decision = decide(&programme, vec![pieces("1", "A", 1, 30000)]);
    assert_eq!(decision.totals.net, 30000);
    assert_eq!(outcome(&decision, "a"), refused(Reason::NoEffect));
}

#[test]
fn of_two_floors_the_higher_in_force() {
    let mut programme = programme(vec![named("a", vec![percent(50, Items::All)])]);
    let future = dated(Items::All, at_least(9900), Some(Date::new(2027, 1, 1)));
    programme.protects = vec![
        protect(Items::All, at_least(7000)),
        protect(sku("A"), at_least(8000)),
        future,
    ];
    assert_eq!(discounts(&decide(&programme, vec![pieces("1", "A", 1, 10000)])), [2000]);
}

#[test]
fn the_largest_total_discount_counts_all_promotions() {
    let mut programme = under(
        Combine::All,
        vec![
            named("a", vec![percent(20, Items::All)]),
            named("b", vec![percent(20, Items::All)]),
        ],
    );
    programme.protects = vec![protect(Items::All, Protection::DiscountAtMost(3000))];
    assert_eq!(
        by_promotion(&decide(&programme, vec![pieces("1", "A", 1, 10000)])),
        [2000, 1000]
    );
}

#[test]
fn a_sum_of_several_promotions_stays_whole_while_any_line_can_bear_it() {
    // §9.6: first 95.00 of A, then 50.00 over A and B: A has 5.00 left, B bears 45.00.
    let first = Promotion {
        priority: 1,
        ..named("a", vec![percent(95, sku("A"))])
    };
    let programme = under(Combine::All, vec![first, named("b", vec![sum(5000, Items::All)])]);
    assert_eq!(
        discounts(&decide(
            &programme,
            vec![pieces("1", "A", 1, 10000), pieces("2", "B", 1, 10000)]
        )),
        [10000, 4500]
    );
}

#[test]
fn the_total_is_rounded_apart_and_down_is_negative() {
    let mut programme = programme(vec![named("a", vec![percent(10, Items::All)])]);
    let round = |programme: &mut Programme, mode, step| {
        programme.retailer = Retailer {
            total: Some((mode, step)),
            ..Retailer::default()
        };
        let totals = decide(programme, vec![pieces("1", "A", 1, 39178)]).totals;
        (totals.discount, totals.rounding, totals.net)
    };
    // 10 % of 391.78 = 39.178 → 39.18; 352.60 stays.
    assert_eq!(round(&mut programme, RoundingMode::Down, 100), (3918, -60, 35200));
    assert_eq!(round(&mut programme, RoundingMode::Up, 100), (3918, 40, 35300));
    assert_eq!(round(&mut programme, RoundingMode::HalfUp, 500), (3918, 240, 35500));
    assert_eq!(round(&mut programme, RoundingMode::HalfUp, 5), (3918, 0, 35260));
}

#[test]
fn rounding_down_keeps_halves_from_the_discount() {
    let mut programme = programme(vec![named("a", vec![percent(50, Items::All)])]);
    programme.retailer.rounding = RoundingMode::Down;
    assert_eq!(discounts(&decide(&programme, vec![pieces("1", "A", 1, 99)])), [49]);
}

#[test]
fn amounts_are_written_with_their_digits() {
    assert_eq!(
        [
            super::super::decimal(330, 0),
            super::super::decimal(-5, 2),
            super::super::decimal(123_456, 2)
        ],
        ["330", "-0.05", "1234.56"]
    );
}

#[test]
fn pieces_come_out_in_at_most_two_parts() {
    // 360.00 − 74.33 = 285.67 on two: 142.83 and 142.84.
    let programme = under(Combine::All, vec![named("a", vec![sum(7433, Items::All)])]);
    let decision = decide(&programme, vec![pieces("1", "LATTE", 2, 18000)]);
    let parts: Vec<(i64, Minor, Minor)> = decision.lines[0]
        .parts
        .iter()
        .map(|part| (part.quantity, part.price, part.amount))
        .collect();
    assert_eq!(parts, [(1000, 14283, 14283), (1000, 14284, 14284)]);
}

#[test]
fn marked_goods_are_one_part_per_unit() {
    let line = Line {
        marks: vec!["x".to_owned(), "y".to_owned(), "z".to_owned()],
        ..pieces("1", "WATER", 3, 1000)
    };
    let decision = decide(&programme(vec![named("a", vec![percent(10, Items::All)])]), vec![line]);
    assert_eq!(decision.lines[0].parts.len(), 3);
    assert!(
        decision.lines[0]
            .parts
            .iter()
            .all(|part| (part.quantity, part.price) == (1000, 900))
    );
}

#[test]
fn a_weighed_line_that_no_price_meets_is_marked() {
    // 1.5 kg at 1.02 = 1.53; 1 % = 0.0153 → 0.02, net 1.51; 1.5 × 1.00 = 1.50, 1.5 × 1.01 = 1.515 → 1.52.
    let programme = programme(vec![named("a", vec![percent(1, Items::All)])]);
    let decision = decide(&programme, vec![weighed("1", "CHEESE", 1500, 102)]);
    let part = &decision.lines[0].parts[0];
    assert_eq!((part.price, part.amount, part.inexact), (101, 151, true));
}

#[test]
fn inside_a_sum_the_weighed_residue_moves_to_a_line_that_can_carry_it() {
    // 1.33 over 100.00 : 1.53 = 1.31 and 0.02; net 1.51 has no price; 1.50 and 1.52 are equally near, the lower price wins: 0.03 and 1.30.
    let programme = under(Combine::All, vec![named("a", vec![sum(133, Items::All)])]);
    let decision = decide(
        &programme,
        vec![pieces("1", "A", 1, 10000), weighed("2", "CHEESE", 1500, 102)],
    );
    assert_eq!(discounts(&decision), [130, 3]);
    assert_eq!(decision.lines[1].parts[0].price, 100);
    assert!(!decision.lines[1].parts[0].inexact);
}

#[test]
fn free_goods_and_tiny_quantities_are_harmless() {
    let programme = under(
        Combine::All,
        vec![
            named("a", vec![percent(10, Items::All)]),
            named("b", vec![sum(10, Items::All)]),
        ],
    );
    // 0.001 kg at 1.99 rounds to 0.00.
    let decision = decide(
        &programme,
        vec![pieces("1", "GIFT", 1, 0), weighed("2", "SAFFRON", 1, 199)],
    );
    assert_eq!((decision.totals.gross, decision.totals.discount), (0, 0));
    assert_eq!(outcome(&decision, "b"), refused(Reason::NoEffect));
}

#[test]
fn the_scales_own_amount_wins() {
    let line = Line {
        amount: Some(100),
        ..weighed("1", "CHEESE", 333, 299)
    };
    assert_eq!(
        decide(&programme(vec![named("a", vec![percent(10, Items::All)])]), vec![line])
            .totals
            .net,
        90
    );
}
