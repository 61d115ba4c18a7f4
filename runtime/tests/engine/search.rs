//! The search for the best combination on large receipts and for the retailer (semantics §3, §9.8, §9.10, §9.15).

use perk_plan::ops::Object;
use perk_plan::plan::{Combine, Favour, ProtectRule, Scope};
use perk_plan::{Op, Receipt};
use perk_runtime::LimitedBy;

use crate::kit::*;

/// So many lines of one piece each, every one with an SKU of its own.
fn lines(count: usize, quantity: &str, price: &str) -> Receipt {
    let ids: Vec<(String, String)> = (0..count)
        .map(|at| ((at + 1).to_string(), format!("S{at:05}")))
        .collect();
    let rows: Vec<(&str, &str, &str, &str)> = ids
        .iter()
        .map(|(id, sku)| (id.as_str(), sku.as_str(), quantity, price))
        .collect();
    receipt(&rows)
}

#[test]
fn a_money_limit_on_forty_lines_is_spent_whole() {
    let mut kit = Kit::new();
    kit.percent("half", 0, "50").limits = vec![money(5_000, false)];
    // Halves of 20.00: five of them are 50.00.
    assert_eq!(kit.outcome(&lines(40, "1", "20")).discount, 5_000);
}

#[test]
fn three_pieces_of_ten_thousand_lines() {
    let mut kit = Kit::new();
    kit.percent("five", 0, "5").limits = vec![pieces(3)];
    // 5 % of 10.00, three times.
    assert_eq!(kit.outcome(&lines(10_000, "1", "10")).discount, 150);
}

#[test]
fn the_room_above_a_floor_goes_by_priority() {
    let mut kit = Kit::new();
    kit.protect(0, ProtectRule::DiscountAtMost(decimal("10")));
    let a = kit.promotion(
        "a",
        0,
        vec![],
        vec![Op::GiveEach {
            off: Object::Items(0),
            amount: 500,
        }],
    );
    a.limits = vec![pieces(1)];
    a.priority = 9;
    kit.promotion(
        "b",
        0,
        vec![],
        vec![Op::GiveEach {
            off: Object::Items(0),
            amount: 800,
        }],
    )
    .limits = vec![pieces(1)];
    // Two at 50 may lose 10.00 together: 5.00 to the first by priority, the rest to the other.
    let given = kit.given(&receipt(&[("1", "A", "2", "50")]));
    assert_eq!((given["a"], given["b"]), (500, 500));
}

#[test]
fn a_limit_of_pieces_asks_what_floors_leave() {
    for combine in [Combine::All, Combine::First] {
        let mut kit = Kit::goods(combine, Scope::Unit, Favour::Customer);
        let a = kit.skus(&["A"]);
        kit.protect(a, ProtectRule::DiscountAtMost(decimal("5")));
        kit.percent("half", 0, "50").limits = vec![pieces(2)];
        // The two A may lose 10.00 together; B loses 40.00, then one A takes all 10.00.
        let bought = receipt(&[("1", "A", "2", "100"), ("2", "B", "1", "80")]);
        assert_eq!(kit.discounts(&bought), [1_000, 4_000], "{combine:?}");
    }
}

#[test]
fn under_first_a_sum_takes_every_unit_it_may() {
    let mut kit = Kit::goods(Combine::First, Scope::Unit, Favour::Customer);
    kit.promotion("a", 0, vec![], vec![give_sum(0, 1)]).priority = 5;
    kit.percent("b", 0, "10");
    assert_eq!(kit.outcome(&lines(2, "1", "100")).discount, 1);
}

/// Lines of one piece each at these prices, in whole minor units.
fn priced(prices: impl IntoIterator<Item = i64>) -> Vec<(String, String, String)> {
    let prices = prices.into_iter().enumerate();
    prices
        .map(|(at, price)| {
            let rest = price % 100;
            (
                (at + 1).to_string(),
                format!("P{at:05}"),
                format!("{}.{rest:02}", price / 100),
            )
        })
        .collect()
}

fn of(rows: &[(String, String, String)], quantity: &str) -> Receipt {
    let rows: Vec<(&str, &str, &str, &str)> = rows
        .iter()
        .map(|(id, sku, price)| (id.as_str(), sku.as_str(), quantity, price.as_str()))
        .collect();
    receipt(&rows)
}

fn retailer() -> Kit {
    Kit::goods(Combine::Best, Scope::Unit, Favour::Retailer)
}

#[test]
fn a_limit_of_money_that_is_reached_is_proved() {
    for (partial, pieces) in [(false, "1"), (true, "1"), (false, "7"), (true, "7")] {
        let mut kit = Kit::new();
        kit.percent("half", 0, "50").limits = vec![money(5_000, partial)];
        let outcome = kit.outcome(&lines(16, pieces, "20"));
        assert_eq!(
            (outcome.discount, outcome.bounded.len()),
            (5_000, 0),
            "{partial} {pieces}"
        );
        assert_eq!(outcome.applied[0].limited, Some(LimitedBy::Money));
    }
    // 350 × 2.00 of 6 000 pieces at 20.00, beside others.
    let mut kit = Kit::new();
    kit.percent("tenth", 0, "10").limits = vec![money(70_000, false)];
    let bought = receipt(&[
        ("1", "A", "6000", "20"),
        ("2", "B", "6000", "21"),
        ("3", "C", "5000", "22"),
    ]);
    let outcome = kit.outcome(&bought);
    assert_eq!((outcome.discount, outcome.bounded.len()), (70_000, 0));
}

#[test]
fn what_is_missed_is_never_absurd() {
    let mut kit = Kit::new();
    kit.percent("half", 0, "50").limits = vec![money(5_001, false)];
    // Halves of 20.00 to 59.00 by kopecks that leave no way to 50.01 in sight: never less than 49.00, never above the limit.
    let rows = priced((0..40).map(|at| 2_000 + at * 100 + 2 * (at % 7)));
    let outcome = kit.outcome(&of(&rows, "1"));
    let missed = outcome.bounded.first().map_or(0, |(_, missed)| *missed);
    assert!(
        outcome.discount > 4_900 && outcome.discount + missed <= 5_001,
        "{outcome:?}"
    );
}

#[test]
fn many_limited_promotions_each_find_a_unit() {
    for (promotions, count) in [(300, 300), (4_000, 40)] {
        let mut kit = Kit::new();
        for at in 0..promotions {
            kit.percent(&format!("p{at:04}"), 0, "10").limits = vec![pieces(1)];
        }
        // 1.00 off each line.
        let engine = kit.engine();
        let case = engine
            .intake(&lines(count, "1", "10"), &perk_plan::Clients::default())
            .unwrap();
        let mut workspace = perk_runtime::Workspace::default();
        let outcome = engine.evaluate(&case, &mut workspace);
        assert_eq!(outcome.discount, i64::try_from(count).unwrap() * 100);
        assert!(outcome.bounded.is_empty());
    }
}

#[test]
fn a_part_that_shares_nothing_changes_no_other_part() {
    // Two promotions with limits of money on 60 odd prices: far too much to be proved.
    let hard = priced((0..60).map(|at| 1_003 + (at * 7_919) % 2_741));
    let skus: Vec<&str> = hard.iter().map(|(_, sku, _)| sku.as_str()).collect();
    let mut kit = Kit::new();
    let some = kit.skus(&skus);
    kit.percent("a", some, "31").limits = vec![money(7_777, false)];
    kit.percent("b", some, "17").limits = vec![money(5_555, false), pieces(23)];
    let other = kit.skus(&["X", "Y"]);
    kit.percent("x", other, "50").limits = vec![pieces(1)];
    let alone = kit.outcome(&of(&hard, "1"));
    let mut both = of(&hard, "1");
    both.lines.push(line("900", "X", "1", "10"));
    both.lines.push(line("901", "Y", "1", "30"));
    let both = kit.outcome(&both);
    // Half off Y, and nothing else is another.
    assert_eq!(both.discount, alone.discount + 1_500);
    assert_eq!(both.lines[..60], alone.lines[..]);
    assert_eq!(both.bounded, alone.bounded);
}

#[test]
fn an_exclusive_promotion_is_proved_against_a_limit_of_money() {
    let mut kit = Kit::new();
    kit.promotion("x", 0, vec![], vec![give_sum(0, 6_000)]).exclusive = true;
    kit.percent("half", 0, "50").limits = vec![money(5_000, false)];
    // The others come to 50.00 at most, which is reached; 60.00 is more.
    let outcome = kit.outcome(&lines(16, "1", "20"));
    assert_eq!((outcome.discount, outcome.bounded.len()), (6_000, 0));
}

#[test]
fn for_the_retailer_a_sum_may_take_all() {
    let mut kit = retailer();
    kit.promotion("a", 0, vec![], vec![give_sum(0, 1_000)]);
    kit.percent("b", 0, "20");
    // On both units the sum costs 10.00 and leaves nothing to be added to.
    assert_eq!(kit.outcome(&lines(2, "1", "100")).discount, 1_000);
}

#[test]
fn for_the_retailer_a_limit_above_a_sum_does_not_bind() {
    let mut kit = retailer();
    kit.promotion("a", 0, vec![], vec![give_sum(0, 1_000)]).limits = vec![money(5_000, false)];
    assert_eq!(kit.outcome(&lines(1, "1", "100")).discount, 1_000);
}

#[test]
fn for_the_retailer_sixty_pieces_of_twenty_four_lines() {
    let mut kit = retailer();
    kit.percent("five", 0, "5").limits = vec![pieces(60)];
    // 5 % of 20, 40, … 480 is 1, 2, … 24; three pieces each; the least sixty are those up to 20: 3 × 210.
    let rows = priced((1..=24).map(|at| at * 2_000));
    let outcome = kit.outcome(&of(&rows, "3"));
    assert_eq!((outcome.discount, outcome.bounded.len()), (63_000, 0));
}

#[test]
fn for_the_retailer_nothing_is_judged_on_a_whole_run() {
    for favour in [Favour::Customer, Favour::Retailer] {
        let mut kit = Kit::goods(Combine::Best, Scope::Unit, favour);
        let scheme = kit.plan.schemes[0].clone();
        kit.plan.schemes.insert(1, scheme);
        kit.plan.schemes[1].name = kit.text("later");
        kit.percent("tenth", 0, "10").limits = vec![pieces(1)];
        kit.promotion("hundredth", 1, vec![], vec![give_percent(0, "1")]);
        // 0.03 off one of two at 0.30; then 1 % of 0.57 is 0.0057: 0.01, though 0.27 and 0.30 alone come to nothing.
        let outcome = kit.outcome(&receipt(&[("1", "A", "2", "0.30")]));
        assert_eq!(outcome.discount, 3 + 1, "{favour:?}");
    }
}

#[test]
fn a_limit_says_that_it_held_units_back() {
    let limited = |limits: Vec<perk_plan::plan::Limit>, count: usize| {
        let mut kit = Kit::new();
        kit.percent("half", 0, "50").limits = limits;
        kit.outcome(&lines(count, "1", "20")).applied[0].limited
    };
    // Cut by money, although pieces are limited too.
    assert_eq!(limited(vec![pieces(5), money(2_500, true)], 3), Some(LimitedBy::Money));
    // One of six left out: 60.00 would be above 50.00.
    assert_eq!(limited(vec![money(5_000, false)], 6), Some(LimitedBy::Money));
    assert_eq!(limited(vec![pieces(2)], 3), Some(LimitedBy::Pieces));
    // Limits that are just reached held nobody back.
    assert_eq!(limited(vec![pieces(3), money(3_000, false)], 3), None);
}

#[test]
fn figures_that_do_not_fit_leave_out_one_promotion_only() {
    for combine in [Combine::Best, Combine::All, Combine::First] {
        let mut kit = Kit::goods(combine, Scope::Unit, Favour::Customer);
        kit.percent("ten", 0, "10").limits = vec![pieces(3)];
        // A part of 10³⁰ of a prime number of pieces: the denominator has 39 digits, more than 128 bits hold.
        let tiny = kit.percent("tiny", 0, "0.0000000000000000000000000001");
        tiny.limits = vec![pieces(5)];
        tiny.priority = 9;
        let mut bought = receipt(&[("1", "A", "999999937", "1")]);
        bought.lines[0].discounts.push(elsewhere("supplier", "0.01"));
        let outcome = kit.outcome(&bought);
        let faults: Vec<u32> = outcome.faults.iter().map(|(promotion, _)| *promotion).collect();
        // `tiny` is the second by name; three tenths of a rouble are given.
        assert_eq!((outcome.discount, faults), (30, vec![1]), "{combine:?}");
    }
}

/// 60 % of the milk at 1.00 is 0.60, more than the 0.50 that the fixed price gives; but it spends the limit, which on the
/// other product would give 6.00. Nothing can be added to it.
#[test]
fn for_the_retailer_a_dearer_use_may_spend_a_limit() {
    let mut kit = Kit::goods(Combine::Best, Scope::Unit, Favour::Retailer);
    let milk = kit.skus(&["MILK"]);
    kit.promotion("fixed", 0, vec![], vec![give_percent(milk, "50")]);
    kit.percent("sixty", 0, "60").limits = vec![pieces(1)];
    let outcome = kit.outcome(&receipt(&[("1", "MILK", "1", "1.00"), ("2", "B", "1", "10.00")]));
    assert_eq!(outcome.discount, 60);
}

/// Whoever is left out because its figures do not fit is told, and the decision claims no proof.
#[test]
fn who_is_left_out_for_figures_is_told_and_nothing_is_proved() {
    let mut kit = Kit::new();
    kit.percent("ten", 0, "10").limits = vec![pieces(3)];
    // A part of 10³⁰ of a prime number of pieces.
    kit.percent("tiny", 0, "7.0000000000000000000000000001").limits = vec![pieces(5)];
    let mut bought = receipt(&[("1", "A", "999999937", "1")]);
    bought.lines[0].discounts.push(elsewhere("supplier", "0.01"));
    let outcome = kit.outcome(&bought);
    let left_out: Vec<u32> = outcome.faults.iter().map(|(promotion, _)| *promotion).collect();
    assert_eq!((outcome.discount, left_out), (30, vec![1]));
    // Seven hundredths of five pieces at 1.00 instead of tenths of three.
    let missed = outcome
        .bounded
        .iter()
        .find(|(at, _)| *at == 0)
        .map(|(_, missed)| *missed);
    assert!(missed.is_some_and(|missed| missed >= 5), "{missed:?}");
}

/// 10.03 off all goes to two pieces, 10 % to the other two of four equal ones; by priority and name `alpha-2` has the first of
/// each list, on lines B and z1. A kopeck off three is worth the same on all: B and the first two of z1, which are the one
/// that `alpha-2` took and one of the two that cost less.
#[test]
fn of_one_line_the_units_that_were_taken_first_come_first() {
    let mut kit = Kit::new();
    let scheme = kit.plan.schemes[0].clone();
    kit.plan.schemes.insert(1, scheme);
    kit.plan.schemes[1].name = kit.text("late");
    kit.percent("alpha-2", 0, "10");
    kit.promotion("акция", 0, vec![], vec![give_sum(0, 1_003)]);
    kit.promotion(
        "gamma",
        1,
        vec![],
        vec![Op::GiveEach {
            off: Object::Items(0),
            amount: 1,
        }],
    )
    .limits = vec![pieces(3)];
    // 1.41 on B and z1: 0.71 and 0.70. 0.03 on 6.325 of B and 6.325 + 2.015 of z1: 1.29 and 1.71, so 0.01 and 0.02.
    let bought = receipt(&[("B", "F", "1", "7.03"), ("z1", "F", "3", "7.03")]);
    assert_eq!(kit.discounts(&bought), [72, 70 + 1_003 + 2]);
}

#[test]
fn denominators_that_fit_nowhere_are_told() {
    let mut kit = Kit::all_goods();
    let scheme = Kit::new().plan.schemes[0].clone();
    kit.plan.schemes.insert(1, scheme);
    kit.plan.schemes[1].name = kit.text("later");
    // A kopeck or so off each run of a prime number of pieces leaves what a piece costs over that prime.
    kit.promotion("all", 0, vec![], vec![give_sum(0, 1_607)]);
    kit.promotion("limited", 1, vec![], vec![give_percent(0, "50")]).limits = vec![pieces(1)];
    let primes = ["9973", "9967", "9949", "9941", "9931", "9929", "9923", "9907"];
    let ids: Vec<(String, String)> = (1..=8).map(|at| (at.to_string(), format!("A{at}"))).collect();
    let rows: Vec<(&str, &str, &str, &str)> = ids
        .iter()
        .zip(primes)
        .map(|((id, sku), pieces)| (id.as_str(), sku.as_str(), pieces, if id == "5" { "3" } else { "1" }))
        .collect();
    let outcome = kit.outcome(&receipt(&rows));
    // Half off the dearest piece, 3.00 less next to nothing, is 1.50; the decision does not claim more than it knows.
    assert_eq!(outcome.discount, 1_607 + 150);
    assert_eq!(
        outcome.bounded.iter().map(|(_, missed)| *missed).collect::<Vec<_>>(),
        [1]
    );
}
