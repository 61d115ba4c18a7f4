//! How promotions are combined (semantics §2, §3, §9.1, §9.10, §9.15, §9.16).

use perk_plan::ops::{Fact, Object, ProductFact};
use perk_plan::plan::{Combine, Favour, Ladder, LadderMode, Measure, Reward, Scheme, Scope, Step};
use perk_plan::{Clients, Op};

use crate::kit::*;

fn steps(steps: &[(i64, &str)]) -> Vec<Step> {
    steps
        .iter()
        .map(|(from, percent)| Step {
            from: (*from).into(),
            reward: Reward::Percent(decimal(percent)),
        })
        .collect()
}

#[test]
fn each_unit_takes_its_best_promotion() {
    let mut kit = Kit::new();
    let (a, b) = (kit.skus(&["A", "B"]), kit.skus(&["B"]));
    kit.percent("ten", a, "10");
    kit.promotion(
        "each",
        0,
        vec![],
        vec![Op::GiveEach {
            off: Object::Items(b),
            amount: 150,
        }],
    );
    let bought = receipt(&[("1", "A", "1", "10"), ("2", "B", "2", "10"), ("3", "C", "1", "10")]);
    assert_eq!(kit.discounts(&bought), [100, 300, 0]);
    assert_eq!(kit.given(&bought).len(), 2);
}

#[test]
fn ties_go_to_priority_and_then_to_the_name() {
    let mut kit = Kit::new();
    kit.percent("b", 0, "10");
    kit.percent("a", 0, "10");
    assert_eq!(
        kit.given(&receipt(&[("1", "A", "1", "10")]))
            .into_iter()
            .collect::<Vec<_>>(),
        [("a".to_owned(), 100)]
    );
    kit.plan.promotions[0].priority = 1;
    assert_eq!(
        kit.given(&receipt(&[("1", "A", "1", "10")]))
            .into_iter()
            .collect::<Vec<_>>(),
        [("b".to_owned(), 100)]
    );
}

#[test]
fn ties_are_judged_on_exact_money() {
    let mut kit = Kit::new();
    // 0.30 × 15 % = 4.5: 5; 0.30 × 16 % = 4.8: 5. Exactly, the second is better.
    kit.percent("a", 0, "15");
    kit.percent("b", 0, "16");
    assert_eq!(
        kit.given(&receipt(&[("1", "A", "1", "0.30")]))
            .into_iter()
            .collect::<Vec<_>>(),
        [("b".to_owned(), 5)]
    );
}

#[test]
fn a_sum_off_items_leaves_units_to_others() {
    let mut kit = Kit::new();
    let goods = kit.skus(&["A", "B"]);
    kit.promotion("sum", 0, vec![], vec![give_sum(goods, 1_000)]);
    kit.percent("twenty", goods, "20");
    // 20 % of 30 is 6.00, of 50 is 10.00. The sum on A alone gives 10.00 and leaves B to the percent: 20.00.
    let bought = receipt(&[("1", "A", "1", "30"), ("2", "B", "1", "50")]);
    assert_eq!(kit.discounts(&bought), [1_000, 1_000]);
    let given = kit.given(&bought);
    assert_eq!((given["sum"], given["twenty"]), (1_000, 1_000));
}

#[test]
fn a_sum_takes_the_fewest_units_and_of_equal_ones_the_cheapest() {
    let mut kit = Kit::new();
    kit.promotion("sum", 0, vec![], vec![give_sum(0, 1_000)]);
    // One unit bears it: of 30, 12 and 50 the list (12) is the least.
    assert_eq!(
        kit.discounts(&receipt(&[
            ("1", "A", "1", "30"),
            ("2", "B", "1", "12"),
            ("3", "C", "1", "50")
        ])),
        [0, 1_000, 0]
    );
    // 6 + 5 = 11 and 6 + 8 and 5 + 8 bear it with two units; the least list begins with 5 and then 6. 1000 in proportion
    // 5 to 6: 454.5 and 545.5: the largest remainder is shared, line 1 (6.00) comes first: 546? remainders are equal
    // (6/11 and 5/11 of a kopeck): 600 × 1000 / 1100 = 545.45, 500 × 1000 / 1100 = 454.54: the second is larger.
    assert_eq!(
        kit.discounts(&receipt(&[
            ("1", "A", "1", "6"),
            ("2", "B", "1", "5"),
            ("3", "C", "1", "8")
        ])),
        [545, 455, 0]
    );
}

#[test]
fn limited_pieces_go_where_they_gain_most() {
    let mut kit = Kit::new();
    let b = kit.skus(&["B"]);
    kit.percent("half", 0, "50").limits = vec![pieces(1)];
    kit.percent("forty", b, "40");
    // Half off A gains 5.00; half off B (12.00) gains only 1.20 over forty percent.
    assert_eq!(
        kit.discounts(&receipt(&[("1", "A", "1", "10"), ("2", "B", "1", "12")])),
        [500, 480]
    );
}

#[test]
fn two_limited_promotions_share_out_the_units() {
    let mut kit = Kit::new();
    let (both, one) = (kit.skus(&["A", "B"]), kit.skus(&["A"]));
    kit.percent("half", both, "50").limits = vec![pieces(1)];
    kit.percent("forty", one, "40").limits = vec![pieces(1)];
    // Greedy would halve A (10.00): 5.00 and nothing for B under `forty`. Better: half off B (9.00) and forty off A.
    assert_eq!(
        kit.discounts(&receipt(&[("1", "A", "1", "10"), ("2", "B", "1", "9")])),
        [400, 450]
    );
}

#[test]
fn a_run_of_six_thousand_pieces_is_no_burden() {
    let mut kit = Kit::new();
    kit.percent("half", 0, "50").limits = vec![pieces(3)];
    kit.promotion("sum", 0, vec![], vec![give_sum(0, 10_000)]);
    kit.percent("ten", 0, "10");
    let outcome = kit.outcome(&receipt(&[("1", "A", "6000", "1.50")]));
    // 3 × 0.75; 100.00 over 67 units; a tenth of the other 5930 × 1.50: 2.25 + 100 + 889.50.
    assert_eq!(outcome.discount, 225 + 10_000 + 88_950);
    assert!(outcome.bounded.is_empty());
}

#[test]
fn an_exclusive_promotion_stands_alone_if_that_is_best() {
    for (percent, expected) in [
        ("15", vec![("excl".to_owned(), 450)]),
        ("5", vec![("ten".to_owned(), 200)]),
    ] {
        let mut kit = Kit::new();
        let a = kit.skus(&["A"]);
        kit.percent("ten", a, "10");
        kit.percent("excl", 0, percent).exclusive = true;
        let found = kit.given(&receipt(&[("1", "A", "1", "20"), ("2", "B", "1", "10")]));
        assert_eq!(found.into_iter().collect::<Vec<_>>(), expected);
    }
}

#[test]
fn an_exclusive_promotion_of_all_applies_only_first_and_ends_the_walk() {
    let mut kit = Kit::all_goods();
    kit.percent("excl", 0, "5").exclusive = true;
    kit.percent("ten", 0, "10");
    assert_eq!(kit.discounts(&receipt(&[("1", "A", "1", "10")])), [100]);
    kit.plan.promotions[0].priority = 1;
    assert_eq!(kit.discounts(&receipt(&[("1", "A", "1", "10")])), [50]);
}

#[test]
fn first_takes_what_is_free_by_scope() {
    let bought = receipt(&[("1", "A", "2", "10"), ("2", "A", "1", "20"), ("3", "B", "1", "10")]);
    for (scope, expected) in [
        // One unit of A at 10 is halved; the rest is free for the others.
        (Scope::Unit, vec![500 + 100, 200, 100]),
        (Scope::Product, vec![500, 0, 100]),
        (Scope::Receipt, vec![500, 0, 0]),
    ] {
        let mut kit = Kit::goods(Combine::First, scope, Favour::Customer);
        let cheap = kit.items(
            "cheap",
            vec![
                Op::Load(Fact::Product(ProductFact::Price)),
                Op::Money(1_000),
                Op::Compare(perk_plan::Compare::AtMost),
            ],
        );
        let a = kit.skus(&["A"]);
        let both = kit.items("cheap a", vec![Op::InItems(cheap), Op::InItems(a), Op::And]);
        let half = kit.percent("half", both, "50");
        half.priority = 1;
        half.limits = vec![pieces(1)];
        kit.percent("ten", 0, "10");
        assert_eq!(kit.discounts(&bought), expected, "{scope:?}");
    }
}

#[test]
fn best_per_product_gives_a_sku_to_one_promotion() {
    let mut kit = Kit::goods(Combine::Best, Scope::Product, Favour::Customer);
    let cheap = kit.items(
        "cheap",
        vec![
            Op::Load(Fact::Product(ProductFact::Price)),
            Op::Money(1_000),
            Op::Compare(perk_plan::Compare::AtMost),
        ],
    );
    kit.percent("cheap_half", cheap, "50");
    kit.percent("fifteen", 0, "15");
    // A stands at 10 and at 50: half off the cheap one is 5.00, fifteen off both is 9.00. B at 10: half, 5.00.
    let bought = receipt(&[("1", "A", "1", "10"), ("2", "A", "1", "50"), ("3", "B", "1", "10")]);
    assert_eq!(kit.discounts(&bought), [150, 750, 500]);
}

#[test]
fn for_the_retailer_the_least_of_the_full_combinations() {
    let mut kit = Kit::goods(Combine::Best, Scope::Unit, Favour::Retailer);
    let b = kit.skus(&["B"]);
    kit.percent("ten", 0, "10");
    kit.percent("five", b, "5");
    assert_eq!(
        kit.discounts(&receipt(&[("1", "A", "1", "10"), ("2", "B", "1", "10")])),
        [100, 50]
    );
}

#[test]
fn a_money_limit_under_best_gives_fewer_units() {
    let mut kit = Kit::new();
    kit.percent("half", 0, "50").limits = vec![money(700, false)];
    // Halves: 5.00, 4.00, 3.00. Within 7.00: 4.00 + 3.00 is best.
    assert_eq!(
        kit.discounts(&receipt(&[
            ("1", "A", "1", "10"),
            ("2", "B", "1", "8"),
            ("3", "C", "1", "6")
        ])),
        [0, 400, 300]
    );
}

#[test]
fn one_promotion_off_the_receipt_the_best() {
    let mut kit = Kit::new();
    kit.off_receipt("five", receipt_percent("5"));
    kit.off_receipt("hundred", receipt_sum(10_000));
    assert_eq!(
        kit.given(&receipt(&[("1", "A", "1", "1999")]))
            .into_keys()
            .collect::<Vec<_>>(),
        ["hundred"]
    );
    assert_eq!(
        kit.given(&receipt(&[("1", "A", "1", "2001")]))
            .into_keys()
            .collect::<Vec<_>>(),
        ["five"]
    );
    // Equal: by name.
    assert_eq!(
        kit.given(&receipt(&[("1", "A", "1", "2000")]))
            .into_keys()
            .collect::<Vec<_>>(),
        ["five"]
    );
}

#[test]
fn a_ladder_gives_the_reached_step_to_the_whole() {
    let mut kit = Kit::new();
    let steps = steps(&[(100_000, "5"), (300_000, "10")]);
    kit.plan.ladders.push(Ladder {
        off: Object::Receipt,
        of: 0,
        measure: Measure::Amount,
        mode: LadderMode::Whole,
        steps,
    });
    kit.off_receipt("big", Op::GiveLadder(0));
    assert_eq!(kit.discounts(&receipt(&[("1", "A", "1", "999.99")])), [0]);
    assert_eq!(kit.discounts(&receipt(&[("1", "A", "1", "1000")])), [5_000]);
    assert_eq!(kit.discounts(&receipt(&[("1", "A", "1", "3000")])), [30_000]);
}

#[test]
fn a_ladder_per_slice_gives_each_step_to_its_slice() {
    let mut kit = Kit::new();
    let steps = steps(&[(100_000, "5"), (300_000, "10")]);
    kit.plan.ladders.push(Ladder {
        off: Object::Receipt,
        of: 0,
        measure: Measure::Amount,
        mode: LadderMode::PerSlice,
        steps,
    });
    kit.off_receipt("big", Op::GiveLadder(0));
    // 2000 × 5 % + 500 × 10 % = 150.00 over lines of 2500 and 1000.
    assert_eq!(
        kit.discounts(&receipt(&[("1", "A", "1", "2500"), ("2", "B", "1", "1000")])),
        [10_714, 4_286]
    );
}

#[test]
fn thresholds_measure_the_start_of_their_scheme() {
    let mut kit = Kit::new();
    kit.percent("ten", 0, "10");
    kit.promotion("off", 1, vec![amount_at_least(0, 100_000)], vec![receipt_sum(5_000)]);
    // 1050 less a tenth is 945: below 1000.
    assert_eq!(kit.outcome(&receipt(&[("1", "A", "1", "1050")])).discount, 10_500);
    assert_eq!(
        kit.outcome(&receipt(&[("1", "A", "1", "1200")])).discount,
        12_000 + 5_000
    );
}

#[test]
fn several_gives_of_one_promotion_each_unit_gets_the_better() {
    for combine in [Combine::All, Combine::First, Combine::Best] {
        let mut kit = Kit::goods(combine, Scope::Unit, Favour::Customer);
        let (a, b) = (kit.skus(&["A", "B"]), kit.skus(&["B"]));
        kit.promotion(
            "two",
            0,
            vec![],
            vec![
                give_percent(a, "10"),
                Op::GiveEach {
                    off: Object::Items(b),
                    amount: 150,
                },
            ],
        );
        assert_eq!(
            kit.discounts(&receipt(&[("1", "A", "1", "10"), ("2", "B", "1", "10")])),
            [100, 150],
            "{combine:?}"
        );
    }
}

#[test]
fn a_zero_effect_takes_nothing() {
    let mut kit = Kit::goods(Combine::First, Scope::Receipt, Favour::Customer);
    kit.percent("tiny", 0, "1").priority = 5;
    kit.percent("ten", 0, "10");
    // 1 % of 0.30 is 0.3 of a kopeck: nothing, so the next one has its turn.
    assert_eq!(kit.discounts(&receipt(&[("1", "A", "1", "0.30")])), [3]);
}

#[test]
fn six_schemes_after_one_another_split_a_run_and_every_figure_fits() {
    // Each gives a percent of some pieces only, so that nearly every piece of the seven comes to an amount of its own.
    let chains = [
        [("5", 4), ("20", 6), ("10", 6), ("10", 2), ("12", 5), ("30", 6)],
        [("25", 5), ("25", 4), ("5", 4), ("15", 4), ("12", 4), ("15", 4)],
        [
            ("33.33", 3),
            ("14.29", 5),
            ("7.77", 4),
            ("23.81", 6),
            ("11.11", 2),
            ("9.97", 7),
        ],
    ];
    for (combine, steps) in [Combine::Best, Combine::All, Combine::First]
        .into_iter()
        .flat_map(|combine| chains.map(|steps| (combine, steps)))
    {
        let mut kit = Kit::goods(combine, Scope::Unit, Favour::Customer);
        let goods = kit.plan.schemes[0].clone();
        for number in 1..steps.len() {
            let name = kit.text(&format!("step {number}"));
            kit.plan.schemes.insert(number, Scheme { name, ..goods.clone() });
        }
        for ((scheme, name), (percent, most)) in (0_u16..).zip('a'..).zip(steps) {
            kit.promotion(&name.to_string(), scheme, vec![], vec![give_percent(0, percent)])
                .limits = vec![pieces(most)];
        }
        let bought = receipt(&[("1", "A", "3", "59.90"), ("2", "A", "4", "59.90")]);
        let decision = kit.decide(&bought, &Clients::default());
        let json: serde_json::Value = serde_json::from_str(&decision.to_json()).unwrap();
        assert_eq!(json["warnings"], serde_json::json!([]), "{combine:?} {steps:?}");
        let schemes = json["optimality"].as_object().unwrap();
        let searched = if combine == Combine::Best { steps.len() } else { 0 };
        assert_eq!(schemes.len(), searched, "{combine:?}: {schemes:?}");
        let exact = |found: &serde_json::Value| found["status"] == "exact";
        assert!(schemes.values().all(exact), "{combine:?}: {schemes:?}");
        let given = json["promotions"].as_array().unwrap();
        let applied = |verdict: &serde_json::Value| verdict["outcome"] == "applied";
        assert!(given.iter().all(applied), "{combine:?}: {given:?}");
    }
}
