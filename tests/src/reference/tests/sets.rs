//! Sets: every sentence of semantics.md §5 about them, and what §2, §4 and §9 say of their money, by hand.

use super::*;
use crate::model::{Count, ForEach, Likeness, Pick, Set};

fn pick(count: i64, items: Items) -> Pick {
    Pick {
        count: Count::Pieces(count, count),
        likeness: Likeness::Any,
        items,
    }
}

fn each(name: &str, pick: Pick, gives: Vec<Give>) -> Promotion {
    Promotion {
        for_each: Some(ForEach::Inline(pick)),
        ..named(name, gives)
    }
}

fn each_set(name: &str, set: &str, gives: Vec<Give>) -> Promotion {
    Promotion {
        for_each: Some(ForEach::Named(set.to_owned())),
        ..named(name, gives)
    }
}

fn set(roles: Vec<(&str, Pick)>) -> Set {
    Set {
        roles: roles.into_iter().map(|(name, pick)| (name.to_owned(), pick)).collect(),
        reuse: false,
    }
}

fn with_set(name: &str, set: Set, programme: Programme) -> Programme {
    let mut sets = programme.sets.clone();
    sets.push((name.to_owned(), set));
    Programme { sets, ..programme }
}

fn percent_off(points: i64, target: Target) -> Give {
    give(Effect::Percent(points * 100, target))
}

fn sum_off(minor: Minor, target: Target) -> Give {
    give(Effect::Sum(minor, target))
}

fn role(name: &str) -> Target {
    Target::Items(Items::Named(name.to_owned()))
}

fn limited(promotion: Promotion, limit: Limit) -> Promotion {
    Promotion {
        limits: vec![limit],
        ..promotion
    }
}

/// Three for the price of two.
fn three_for_two() -> Promotion {
    each(
        "three",
        pick(3, Items::All),
        vec![percent_off(100, Target::Cheapest(1))],
    )
}

/// A drink and something to eat.
fn breakfast() -> Set {
    set(vec![
        ("drink", pick(1, sku("LATTE"))),
        ("bite", pick(1, sku("CROISSANT"))),
    ])
}

fn lattes_and_a_croissant() -> Vec<Line> {
    vec![pieces("1", "LATTE", 2, 18000), pieces("2", "CROISSANT", 1, 9000)]
}

fn one_each(prices: &[Minor]) -> Vec<Line> {
    let names = ["A", "B", "C", "D", "E", "F"];
    let line = |(place, price): (usize, &Minor)| pieces(&(place + 1).to_string(), names[place], 1, *price);
    prices.iter().enumerate().map(line).collect()
}

#[test]
fn the_cheapest_of_three_is_free() {
    let decision = decide(&programme(vec![three_for_two()]), one_each(&[10000, 8000, 6000]));
    assert_eq!(discounts(&decision), [0, 0, 6000]);
}

#[test]
fn two_are_not_three() {
    let decision = decide(&programme(vec![three_for_two()]), one_each(&[10000, 8000]));
    assert_eq!(discounts(&decision), [0, 0]);
    assert_eq!(outcome(&decision, "three"), refused(Reason::NoEffect));
}

#[test]
fn repeats_are_whole() {
    // 15 of "10 + 1" give 1.
    let ten_and_one = each("p", pick(11, Items::All), vec![percent_off(100, Target::Cheapest(1))]);
    let decision = decide(&programme(vec![ten_and_one]), vec![pieces("1", "A", 15, 1000)]);
    assert_eq!(discounts(&decision), [1000]);
    let decision = decide(&programme(vec![three_for_two()]), vec![pieces("1", "A", 7, 10000)]);
    assert_eq!(discounts(&decision), [20000]);
}

#[test]
fn which_units_form_instances_is_part_of_the_best_combination() {
    // 100, 90, 80 and 70, 60, 50 give 80 + 50; any other way gives less.
    let lines = one_each(&[5000, 9000, 7000, 10000, 6000, 8000]);
    let decision = decide(&programme(vec![three_for_two()]), lines);
    assert_eq!(discounts(&decision), [5000, 0, 0, 0, 0, 8000]);
}

#[test]
fn a_ladder_off_a_set_measures_the_receipt() {
    // Four at 100.00 come to 400.00: each pair has 20 %. Three come to 300.00: the pair has 10 %. Two reach no step.
    let steps = [
        (Value::Money(30000), Step::Percent(1000)),
        (Value::Money(40000), Step::Percent(2000)),
    ];
    let by_amount = ladder(Target::Set, Measure::Amount(Items::All), &steps, false);
    let pairs = || programme(vec![each("pairs", pick(2, Items::All), vec![by_amount.clone()])]);
    let cups = |count| vec![pieces("1", "CUP", count, 10000)];
    assert_eq!(discounts(&decide(&pairs(), cups(4))), [8000]);
    assert_eq!(discounts(&decide(&pairs(), cups(3))), [2000]);
    let none = decide(&pairs(), cups(2));
    assert_eq!(discounts(&none), [0]);
    assert_eq!(outcome(&none, "pairs"), refused(Reason::Ladder));
}

#[test]
fn a_ladder_of_sums_off_the_cheapest_of_a_set() {
    // Three kinds: 30.00 off the cheapest of each pair, of which there are two: 4 units at 100, 100, 60, 50.
    let steps = [
        (Value::Number(2000), Step::Sum(1000)),
        (Value::Number(3000), Step::Sum(3000)),
    ];
    let by_kinds = ladder(Target::Cheapest(1), Measure::Distinct(Items::All), &steps, false);
    let pairs = programme(vec![each("pairs", pick(2, Items::All), vec![by_kinds])]);
    let lines = vec![
        pieces("1", "A", 2, 10000),
        pieces("2", "B", 1, 6000),
        pieces("3", "C", 1, 5000),
    ];
    let decision = decide(&pairs, lines);
    assert_eq!(decision.totals.discount, 6000);
}

#[test]
fn for_the_retailer_the_least_full_combination_is_taken() {
    // One pair fits into three units; the least is the free C, beside A or B.
    let mut own = under(
        Combine::Best,
        vec![each(
            "p",
            pick(2, Items::All),
            vec![percent_off(100, Target::Cheapest(1))],
        )],
    );
    own.schemes[0].side = Side::Retailer;
    let decision = decide(&own, one_each(&[10000, 6000, 4000]));
    assert_eq!(discounts(&decision), [0, 0, 4000]);
}

#[test]
fn one_of_a_selection_never_matches_a_weighed_line_and_a_kilogram_does() {
    let line = || vec![weighed("1", "CHEESE", 3200, 10000)];
    let one = each("p", pick(1, Items::All), vec![percent_off(50, Target::Set)]);
    assert_eq!(discounts(&decide(&programme(vec![one]), line())), [0]);
    // Three whole kilograms of 3.2 kg: 150.00 of 320.00.
    let kilogram = Pick {
        count: Count::Quantity(1000, Unit::Kg),
        ..pick(1, Items::All)
    };
    let kilograms = each("p", kilogram, vec![percent_off(50, Target::Set)]);
    assert_eq!(discounts(&decide(&programme(vec![kilograms]), line())), [15000]);
}

#[test]
fn what_a_set_leaves_of_a_weighed_line_stays_with_the_line() {
    // 1 kg of 3.2 kg loses 50.00 of its 100.00; the later 10 % is rounded once for the whole line: 27.00 of 270.00.
    let grams = Pick {
        count: Count::Quantity(1_000_000, Unit::G),
        ..pick(1, Items::All)
    };
    let first = limited(each("p", grams, vec![percent_off(50, Target::Set)]), Limit::Times(1));
    let later = Promotion {
        scheme: Some("later".to_owned()),
        ..named("ten", vec![percent(10, Items::All)])
    };
    let mut programme = programme(vec![first, later]);
    programme.schemes = vec![scheme("later", Phase::Goods, Combine::All, Scope::Unit)];
    let decision = decide(&programme, vec![weighed("1", "CHEESE", 3200, 10000)]);
    assert_eq!(by_promotion(&decision), [5000, 2700]);
}

#[test]
fn a_set_of_weight_and_pieces_has_one_price() {
    // 1.5 kg of the 1.6 kg (750.00) and the wine (400.00) for 1 000: 150.00 in the proportion 750 : 400 is 97.83 + 52.17.
    // 800.00 − 97.83 = 702.17 for 1.6 kg has no price; 438.85 × 1.6 = 702.16 does, and the wine carries the kopeck.
    let weight = Pick {
        count: Count::Quantity(1500, Unit::Kg),
        ..pick(1, sku("CHEESE"))
    };
    let evening = set(vec![("cheese", weight), ("wine", pick(1, sku("WINE")))]);
    let price = give(Effect::SetPrice(100_000));
    let programme = with_set(
        "evening",
        evening,
        programme(vec![each_set("p", "evening", vec![price])]),
    );
    let lines = vec![weighed("1", "CHEESE", 1600, 50000), pieces("2", "WINE", 1, 40000)];
    assert_eq!(discounts(&decide(&programme, lines)), [9784, 5216]);
}

#[test]
fn a_zero_effect_consumes_nothing() {
    // Three at 80.00 cost less than 300.00 already: the fixed price gives nothing, and 10 % may have them.
    let dear = Promotion {
        priority: 1,
        ..each("dear", pick(3, Items::All), vec![give(Effect::SetPrice(30000))])
    };
    let programme = under(Combine::First, vec![dear, named("ten", vec![percent(10, Items::All)])]);
    let decision = decide(&programme, vec![pieces("1", "A", 3, 8000)]);
    assert_eq!(by_promotion(&decision), [0, 2400]);
}

#[test]
fn roles_are_filled_by_their_own_goods() {
    let free_bite = each_set("p", "breakfast", vec![percent_off(100, role("bite"))]);
    let programme = with_set("breakfast", breakfast(), programme(vec![free_bite]));
    assert_eq!(discounts(&decide(&programme, lattes_and_a_croissant())), [0, 9000]);
}

#[test]
fn a_fixed_price_of_a_set_is_spread_in_proportion() {
    // 180 + 90 for 199: 71.00 in the proportion 2 : 1 is 47.33⅓ and 23.66⅔. The other latte keeps its price.
    let price = each_set("p", "breakfast", vec![give(Effect::SetPrice(19900))]);
    let programme = with_set("breakfast", breakfast(), programme(vec![price]));
    assert_eq!(discounts(&decide(&programme, lattes_and_a_croissant())), [4733, 2367]);
}

#[test]
fn sets_compete_with_promotions_on_units() {
    // The page of the language: breakfast for 199 takes one latte, 15 % the other: 71.00 + 27.00.
    let price = each_set("breakfast_199", "breakfast", vec![give(Effect::SetPrice(19900))]);
    let morning = named("coffee_morning", vec![percent(15, sku("LATTE"))]);
    let programme = with_set("breakfast", breakfast(), programme(vec![price, morning]));
    let decision = decide(&programme, lattes_and_a_croissant());
    assert_eq!(by_promotion(&decision), [7100, 2700]);
    assert_eq!(decision.totals.net, 35200);
}

#[test]
fn a_fixed_price_of_a_set_never_raises_a_price() {
    let price = each_set("p", "breakfast", vec![give(Effect::SetPrice(50000))]);
    let programme = with_set("breakfast", breakfast(), programme(vec![price]));
    assert_eq!(discounts(&decide(&programme, lattes_and_a_croissant())), [0, 0]);
}

#[test]
fn each_role_has_its_own_discount() {
    // 20 % of 180.00 and 50 % of 90.00.
    let gives = vec![percent_off(20, role("drink")), percent_off(50, role("bite"))];
    let programme = with_set(
        "breakfast",
        breakfast(),
        programme(vec![each_set("p", "breakfast", gives)]),
    );
    assert_eq!(discounts(&decide(&programme, lattes_and_a_croissant())), [3600, 4500]);
}

#[test]
fn of_several_discounts_of_a_set_each_unit_gets_the_better_one() {
    let gives = vec![percent_off(10, Target::Set), percent_off(100, Target::Cheapest(1))];
    let programme = with_set(
        "breakfast",
        breakfast(),
        programme(vec![each_set("p", "breakfast", gives)]),
    );
    assert_eq!(discounts(&decide(&programme, lattes_and_a_croissant())), [1800, 9000]);
}

#[test]
fn roles_take_sums_and_prices_too() {
    let gives = |effect| vec![each_set("p", "breakfast", vec![give(effect)])];
    let bite = || Items::Named("bite".to_owned());
    let of = |effect| {
        discounts(&decide(
            &with_set("breakfast", breakfast(), programme(gives(effect))),
            lattes_and_a_croissant(),
        ))
    };
    assert_eq!(of(Effect::Sum(2500, role("bite"))), [0, 2500]);
    assert_eq!(of(Effect::Each(1000, bite())), [0, 1000]);
    assert_eq!(of(Effect::Price(4900, bite())), [0, 4100]);
}

#[test]
fn goods_outside_the_set_receive_nothing_from_it() {
    // The second latte is not in the set, though the discount names all coffee.
    let gives = vec![percent_off(10, Target::Items(sku("LATTE")))];
    let programme = with_set(
        "breakfast",
        breakfast(),
        programme(vec![each_set("p", "breakfast", gives)]),
    );
    assert_eq!(discounts(&decide(&programme, lattes_and_a_croissant())), [1800, 0]);
}

#[test]
fn of_equally_cheap_units_the_first_by_sku_and_line_is_given() {
    let pair = || {
        programme(vec![each(
            "p",
            pick(2, Items::All),
            vec![percent_off(100, Target::Cheapest(1))],
        )])
    };
    let by_sku = decide(&pair(), vec![pieces("1", "B", 1, 10000), pieces("2", "A", 1, 10000)]);
    assert_eq!(discounts(&by_sku), [0, 10000]);
    // Shorter ids come first.
    let by_line = decide(&pair(), vec![pieces("10", "A", 1, 10000), pieces("9", "A", 1, 10000)]);
    assert_eq!(discounts(&by_line), [0, 10000]);
}

#[test]
fn several_of_the_cheapest_or_the_dearest() {
    let four = |target| programme(vec![each("p", pick(4, Items::All), vec![percent_off(50, target)])]);
    let lines = || one_each(&[10000, 8000, 6000, 4000]);
    assert_eq!(
        discounts(&decide(&four(Target::Cheapest(2)), lines())),
        [0, 0, 3000, 2000]
    );
    assert_eq!(discounts(&decide(&four(Target::Dearest(1)), lines())), [5000, 0, 0, 0]);
}

#[test]
fn distinct_units_are_of_different_products() {
    let two_distinct = Pick {
        likeness: Likeness::Distinct,
        ..pick(2, Items::All)
    };
    let programme = programme(vec![each("p", two_distinct, vec![percent_off(10, Target::Set)])]);
    let mixed = vec![pieces("1", "A", 3, 10000), pieces("2", "B", 1, 10000)];
    assert_eq!(discounts(&decide(&programme, mixed)), [1000, 1000]);
    assert_eq!(discounts(&decide(&programme, vec![pieces("1", "A", 4, 10000)])), [0]);
}

#[test]
fn same_units_are_of_one_product() {
    let three_same = Pick {
        likeness: Likeness::Same,
        ..pick(3, Items::All)
    };
    let programme = programme(vec![each("p", three_same, vec![percent_off(10, Target::Set)])]);
    let twice_two = vec![pieces("1", "A", 2, 10000), pieces("2", "B", 2, 10000)];
    assert_eq!(discounts(&decide(&programme, twice_two)), [0, 0]);
    // On several lines it is one product still.
    let three = vec![
        pieces("1", "A", 2, 10000),
        pieces("2", "B", 1, 10000),
        pieces("3", "A", 1, 10000),
    ];
    assert_eq!(discounts(&decide(&programme, three)), [2000, 0, 1000]);
}

#[test]
fn from_two_to_three_take_what_is_best_and_no_more_than_needed() {
    let some = || Pick {
        count: Count::Pieces(2, 3),
        ..pick(2, Items::All)
    };
    let lines = || vec![pieces("1", "A", 5, 10000)];
    let percents = programme(vec![each("p", some(), vec![percent_off(10, Target::Set)])]);
    assert_eq!(discounts(&decide(&percents, lines())), [5000]);
    // Two sets of two give as much as one of two and one of three: fewer units are asked.
    let sums = programme(vec![each("p", some(), vec![sum_off(1000, Target::Set)])]);
    let decision = decide(&sums, lines());
    assert_eq!(discounts(&decision), [2000]);
    assert_eq!(decision.lines[0].applied[0].quantity, 2000);
    assert_eq!(decision.lines[0].applied.len(), 2);
}

#[test]
fn a_unit_is_consumed_once_per_scheme() {
    let pair = |name: &str, minor| each(name, pick(2, Items::All), vec![sum_off(minor, Target::Set)]);
    let programme = programme(vec![pair("ten", 1000), pair("twenty", 2000)]);
    let decision = decide(&programme, vec![pieces("1", "A", 3, 10000)]);
    assert_eq!(by_promotion(&decision), [0, 2000]);
    assert_eq!(outcome(&decision, "ten"), Outcome::Displaced);
}

#[test]
fn with_reuse_the_units_of_a_set_stay_free_for_others() {
    let pair = |name: &str, minor| each_set(name, name, vec![sum_off(minor, Target::Set)]);
    let two = || set(vec![("any", pick(2, Items::All))]);
    let again = Set { reuse: true, ..two() };
    for combine in [Combine::Best, Combine::First] {
        let base = under(combine, vec![pair("ten", 1000), pair("twenty", 2000)]);
        let programme = with_set("twenty", two(), with_set("ten", again.clone(), base));
        let decision = decide(&programme, vec![pieces("1", "A", 3, 10000)]);
        assert_eq!(by_promotion(&decision), [1000, 2000], "{combine:?}");
    }
}

#[test]
fn under_all_a_unit_is_consumed_once_per_promotion() {
    let pair = |name: &str, minor| each(name, pick(2, Items::All), vec![sum_off(minor, Target::Set)]);
    let programme = under(Combine::All, vec![pair("ten", 1000), pair("twenty", 2000)]);
    let decision = decide(&programme, vec![pieces("1", "A", 3, 10000)]);
    assert_eq!(by_promotion(&decision), [1000, 2000]);
}

#[test]
fn sixty_and_sixty_percent_of_a_set_are_sixty_and_forty() {
    let pair = |name: &str| each(name, pick(2, Items::All), vec![percent_off(60, Target::Set)]);
    let programme = under(Combine::All, vec![pair("a"), pair("b")]);
    let decision = decide(&programme, vec![pieces("1", "A", 2, 5000)]);
    assert_eq!(by_promotion(&decision), [6000, 4000]);
}

#[test]
fn a_set_discount_is_rounded_once_per_instance() {
    // 10 % of 0.15 is 0.015, so 0.02 for each three; the three lines are equal, and the first two carry it.
    let three = || programme(vec![each("p", pick(3, Items::All), vec![percent_off(10, Target::Set)])]);
    assert_eq!(discounts(&decide(&three(), one_each(&[5, 5, 5]))), [1, 1, 0]);
    assert_eq!(discounts(&decide(&three(), vec![pieces("1", "A", 6, 5)])), [4]);
}

#[test]
fn units_of_an_instance_share_its_sum_exactly() {
    // 1.39 on two of three yogurts: 0.695 each. Then 10 % of 9.305 + 9.305 + 10.00 = 2.861.
    let pair = each("pair", pick(2, Items::All), vec![sum_off(139, Target::Set)]);
    let later = Promotion {
        scheme: Some("later".to_owned()),
        ..named("ten", vec![percent(10, Items::All)])
    };
    let mut programme = programme(vec![pair, later]);
    programme.schemes = vec![scheme("later", Phase::Goods, Combine::All, Scope::Unit)];
    let decision = decide(&programme, vec![pieces("1", "YOGURT", 3, 1000)]);
    assert_eq!(by_promotion(&decision), [139, 286]);
}

#[test]
fn a_use_is_one_instance() {
    let nine = || vec![pieces("1", "A", 9, 10000)];
    let of = |limit| discounts(&decide(&programme(vec![limited(three_for_two(), limit)]), nine()));
    assert_eq!(of(Limit::Times(2)), [20000]);
    // Seven pieces hold two whole sets.
    assert_eq!(of(Limit::Pcs(7)), [20000]);
    assert_eq!(of(Limit::Pcs(2)), [0]);
}

#[test]
fn a_money_limit_is_granted_in_whole_uses_unless_partial() {
    // Each pair at 200.00 gets 60.00: two uses fit into 150.00; the third is cut to 30.00 or refused.
    let pairs = |partial| {
        let pair = each("p", pick(2, Items::All), vec![percent_off(30, Target::Set)]);
        limited(pair, money_limit(15000, partial))
    };
    for combine in [Combine::Best, Combine::All, Combine::First] {
        let of = |partial| {
            let programme = under(combine, vec![pairs(partial)]);
            discounts(&decide(&programme, vec![pieces("1", "A", 6, 10000)]))
        };
        assert_eq!((of(false), of(true)), (vec![12000], vec![15000]), "{combine:?}");
    }
}

#[test]
fn what_is_not_granted_leaves_its_units_to_others() {
    let pair = each("pair", pick(2, Items::All), vec![percent_off(30, Target::Set)]);
    let pair = limited(pair, money_limit(7000, false));
    let ten = named("ten", vec![percent(10, Items::All)]);
    let decision = decide(&programme(vec![pair, ten]), vec![pieces("1", "A", 4, 10000)]);
    assert_eq!(by_promotion(&decision), [6000, 2000]);
}

#[test]
fn a_use_larger_than_the_limit_is_limited() {
    let pair = each("pair", pick(2, Items::All), vec![percent_off(30, Target::Set)]);
    let pair = limited(pair, money_limit(5000, false));
    let decision = decide(&programme(vec![pair]), vec![pieces("1", "A", 4, 10000)]);
    assert_eq!(by_promotion(&decision), [0]);
    assert_eq!(outcome(&decision, "pair"), Outcome::Limited);
}

#[test]
fn no_discount_goods_pay_in_a_set_and_are_never_the_cheapest_given() {
    let protected = |gives| {
        let mut programme = programme(vec![each("p", pick(3, Items::All), gives)]);
        programme.protects = vec![protect(sku("C"), Protection::NoDiscount)];
        discounts(&decide(&programme, one_each(&[10000, 8000, 1000])))
    };
    assert_eq!(protected(vec![percent_off(100, Target::Cheapest(1))]), [0, 8000, 0]);
    assert_eq!(protected(vec![percent_off(10, Target::Set)]), [1000, 800, 0]);
    // 190 for 150: 40.00 on the other two, 100 : 80.
    assert_eq!(protected(vec![give(Effect::SetPrice(15000))]), [2222, 1778, 0]);
}

#[test]
fn no_promotion_goods_are_outside_sets() {
    let mut programme = programme(vec![three_for_two()]);
    programme.protects = vec![protect(sku("C"), Protection::NoPromotion)];
    assert_eq!(
        discounts(&decide(&programme, one_each(&[10000, 8000, 6000]))),
        [0, 0, 0]
    );
}

#[test]
fn floors_clip_a_percent_of_a_set_and_a_sum_finds_its_way_around_them() {
    let over_floor = |gives| {
        let mut programme = programme(vec![each("p", pick(2, Items::All), gives)]);
        programme.protects = vec![protect(sku("A"), at_least(9500))];
        discounts(&decide(&programme, one_each(&[10000, 10000])))
    };
    assert_eq!(over_floor(vec![percent_off(10, Target::Set)]), [500, 1000]);
    assert_eq!(over_floor(vec![sum_off(2000, Target::Set)]), [500, 1500]);
    assert_eq!(over_floor(vec![give(Effect::SetPrice(15000))]), [500, 4500]);
    // What nobody can take is dropped.
    assert_eq!(over_floor(vec![give(Effect::SetPrice(0))]), [500, 10000]);
}

#[test]
fn a_percent_of_a_set_over_floors_is_summed_and_rounded_once() {
    // 30 % of 0.33 is 0.099, clipped at the 0.05 above the floor; 30 % of 0.35 is 0.105. 0.155 → 0.16: 0.05 + 0.11.
    let mut programme = programme(vec![each("p", pick(2, Items::All), vec![percent_off(30, Target::Set)])]);
    programme.protects = vec![protect(sku("A"), at_least(28))];
    assert_eq!(discounts(&decide(&programme, one_each(&[33, 35]))), [5, 11]);
}

#[test]
fn an_exclusive_set_applies_alone_if_that_is_best() {
    let set_of_two = |minor| Promotion {
        exclusive: true,
        ..each("pair", pick(2, sku("A")), vec![sum_off(minor, Target::Set)])
    };
    let lines = || vec![pieces("1", "A", 2, 10000), pieces("2", "B", 1, 10000)];
    let ten = || named("ten", vec![percent(10, Items::All)]);
    let decision = decide(&programme(vec![set_of_two(2500), ten()]), lines());
    assert_eq!(by_promotion(&decision), [0, 3000]);
    let decision = decide(&programme(vec![set_of_two(3500), ten()]), lines());
    assert_eq!(by_promotion(&decision), [3500, 0]);
}

#[test]
fn per_product_a_set_leaves_nothing_of_its_products_to_others() {
    // Per unit: 12.00 for the pair and 5 % of the third. Per product the pair (12.00) loses to 5 % of all three (15.00).
    let pair = || each("pair", pick(2, Items::All), vec![sum_off(1200, Target::Set)]);
    let five = || named("five", vec![percent(5, Items::All)]);
    for (scope, expected) in [(Scope::Unit, [1200, 500]), (Scope::Product, [0, 1500])] {
        let mut programme = under(Combine::Best, vec![pair(), five()]);
        programme.schemes[0].scope = scope;
        let decision = decide(&programme, vec![pieces("1", "A", 3, 10000)]);
        assert_eq!(by_promotion(&decision), expected, "{scope:?}");
    }
}

#[test]
fn equal_combinations_take_the_least_units_first() {
    let pair = || {
        limited(
            each("p", pick(2, Items::All), vec![sum_off(1000, Target::Set)]),
            Limit::Times(1),
        )
    };
    let line = |id: &str| pieces(id, "A", 1, 10000);
    let lines = vec![line("4"), line("10"), line("3"), line("2")];
    assert_eq!(discounts(&decide(&programme(vec![pair()]), lines)), [0, 0, 500, 500]);
    // The lower shelf price first.
    let cheap = vec![
        pieces("1", "B", 1, 20000),
        pieces("2", "C", 1, 10000),
        pieces("3", "D", 1, 10000),
    ];
    assert_eq!(discounts(&decide(&programme(vec![pair()]), cheap)), [0, 500, 500]);
}

#[test]
fn more_goes_to_the_first_promotion_of_equal_combinations() {
    let pair = |name: &str| each(name, pick(2, Items::All), vec![sum_off(1000, Target::Set)]);
    let lines = || vec![pieces("1", "A", 2, 10000)];
    assert_eq!(
        by_promotion(&decide(&programme(vec![pair("b"), pair("a")]), lines())),
        [0, 1000]
    );
    let first = Promotion {
        priority: 1,
        ..pair("b")
    };
    assert_eq!(
        by_promotion(&decide(&programme(vec![first, pair("a")]), lines())),
        [1000, 0]
    );
}

#[test]
fn under_first_a_set_takes_what_is_still_free() {
    // Priority: one unit is gone for 1 %, two are left for the pair.
    let one = limited(
        Promotion {
            priority: 2,
            ..named("one", vec![percent(1, Items::All)])
        },
        Limit::Pcs(1),
    );
    let pair = each("pair", pick(2, Items::All), vec![percent_off(50, Target::Set)]);
    let programme = under(Combine::First, vec![one, pair]);
    let decision = decide(&programme, vec![pieces("1", "A", 4, 10000)]);
    assert_eq!(by_promotion(&decision), [100, 10000]);
}

#[test]
fn under_first_and_all_the_greater_uncapped_benefit_goes_first() {
    // Three for two is worth 100.00 uncapped, a tenth of four 40.00: the set goes first and leaves one unit.
    let ten = named("ten", vec![percent(10, Items::All)]);
    let programme = under(Combine::First, vec![ten, three_for_two()]);
    let decision = decide(&programme, vec![pieces("1", "A", 4, 10000)]);
    assert_eq!(by_promotion(&decision), [1000, 10000]);
}

#[test]
fn sums_beside_other_discounts_of_the_same_units_are_refused() {
    let gives = vec![sum_off(1000, Target::Set), percent_off(10, Target::Set)];
    let programme = programme(vec![each("p", pick(2, Items::All), gives)]);
    let refused = super::super::decide(&programme, &world(vec![pieces("1", "A", 2, 10000)]));
    assert_eq!(refused, Err(super::super::RefError::SeveralSums));
}

/// A scheme of kind `all` after another.
fn later(name: &str, after: &str) -> Scheme {
    Scheme {
        after: Some(after.to_owned()),
        ..scheme(name, Phase::Goods, Combine::All, Scope::Unit)
    }
}

fn in_scheme(name: &str, promotion: Promotion) -> Promotion {
    Promotion {
        scheme: Some(name.to_owned()),
        ..promotion
    }
}

fn half_of_one() -> Promotion {
    limited(named("half", vec![percent(50, Items::All)]), Limit::Pcs(1))
}

#[test]
fn equal_units_of_one_line_stand_in_the_order_in_which_they_were_taken() {
    // For 15.00 off a pair any two of 50.00, 100.00 and 100.00 are as good: the first two take 5.00 and 10.00. Then a price of
    // 80.00 gives nothing off 45.00, 10.00 off 90.00 and 20.00 off 100.00.
    let pair = each("pair", pick(2, Items::All), vec![sum_off(1500, Target::Set)]);
    let eighty = named("eighty", vec![give(Effect::Price(8000, Items::All))]);
    let programme = Programme {
        schemes: vec![later("second", "goods"), later("third", "second")],
        ..programme(vec![
            half_of_one(),
            in_scheme("second", limited(pair, Limit::Times(1))),
            in_scheme("third", eighty),
        ])
    };
    let decision = decide(&programme, vec![pieces("1", "A", 3, 10000)]);
    assert_eq!(by_promotion(&decision), [5000, 1500, 3000]);
}

#[test]
fn units_that_cost_the_same_now_are_not_equal_if_they_began_the_scheme_apart() {
    // 50.00, 100.00 and 100.00 at the start. Half of a 100.00 is given first; a fifth of both is still 40.00.
    let zest = each("zest", pick(2, Items::All), vec![percent_off(50, Target::Cheapest(1))]);
    let alms = each("alms", pick(2, Items::All), vec![percent_off(20, Target::Set)]);
    let programme = Programme {
        schemes: vec![later("second", "goods")],
        ..programme(vec![
            half_of_one(),
            in_scheme("second", zest),
            in_scheme("second", alms),
        ])
    };
    let decision = decide(&programme, vec![pieces("1", "A", 3, 10000)]);
    assert_eq!(by_promotion(&decision), [5000, 5000, 4000]);
}

#[test]
fn of_equally_cheap_units_those_that_others_have_left_more_of_are_given() {
    // `early` takes half of the unit on the first line; the other one still costs 100.00.
    let again = Set {
        reuse: true,
        ..set(vec![("any", pick(1, Items::All))])
    };
    let early = each_set("early", "one", vec![percent_off(50, Target::Set)]);
    let late = each("late", pick(2, Items::All), vec![percent_off(100, Target::Cheapest(1))]);
    let programme = with_set("one", again, programme(vec![limited(early, Limit::Times(1)), late]));
    let lines = vec![pieces("1", "A", 1, 10000), pieces("2", "A", 1, 10000)];
    let decision = decide(&programme, lines);
    assert_eq!(by_promotion(&decision), [5000, 10000]);
    assert_eq!(discounts(&decision), [5000, 10000]);
}

#[test]
fn what_a_limit_leaves_of_an_instance_lies_in_proportion_to_what_each_unit_would_get() {
    // B may lose 12.00 in all. Both A in `first`: 0.10, and 12.00 for the other. An A and a B would get 0.05 and 1.39, cut to
    // 0.50: 0.02 and 0.48 of them; then an A keeps 0.03 that nobody takes.
    let first = Promotion {
        priority: 1,
        ..each_set(
            "first",
            "menu",
            vec![give(Effect::Each(139, Items::Named("drink".to_owned())))],
        )
    };
    let menu = Pick {
        count: Count::Pieces(2, 4),
        ..pick(2, Items::All)
    };
    let other = each_set("other", "pair", vec![sum_off(2500, Target::Set)]);
    let pair = set(vec![("drink", pick(1, Items::All)), ("bite", pick(2, sku("B")))]);
    let base = programme(vec![limited(first, money_limit(50, true)), other]);
    let mut programme = with_set("menu", set(vec![("drink", menu)]), with_set("pair", pair, base));
    programme.protects = vec![protect(sku("B"), Protection::DiscountAtMost(1000))];
    let decision = decide(&programme, vec![pieces("1", "A", 2, 5), pieces("2", "B", 3, 4000)]);
    assert_eq!(by_promotion(&decision), [10, 1200]);
}
