//! Combinations whose parts hang together: floors that a run shares, sums that come one after the other, ties
//! (semantics §3, §9.1, §9.11, §9.15).

use perk_plan::Op;
use perk_plan::ops::{Object, Unit};
use perk_plan::plan::{Combine, Favour, ProtectRule, Scope};

use crate::kit::*;

fn at_most(percent: &str) -> ProtectRule {
    ProtectRule::DiscountAtMost(decimal(percent))
}

/// Line 9 costs 0.98 a piece and stands between the lines of the pieces at 1.00. Those two may lose 0.20 together: 13 % of
/// one is 0.13 and the other has 0.07 left; two of line 9 give 0.2548. So one and two, 0.38; two and one would be 0.33.
#[test]
fn a_floor_binds_a_run_also_where_its_lines_cross_others() {
    let mut kit = Kit::new();
    kit.protect(0, at_most("10"));
    kit.percent("a", 0, "13").limits = vec![pieces(3)];
    let mut bought = receipt(&[("100", "A", "1", "1"), ("1", "A", "1", "1"), ("9", "A", "3", "1")]);
    bought.lines[2].discounts = vec![elsewhere("supplier", "0.06")];
    let outcome = kit.outcome(&bought);
    assert_eq!((outcome.discount, outcome.lines[2].discount), (38, 25));
}

/// Two at 100.00 may lose 60.00 together. Beside 30 % off one the fixed price still takes the other, and by its name it
/// comes first: 60.00 in all. So 30.00 alone is not a combination to which nothing can be added.
#[test]
fn for_the_retailer_others_may_take_what_floors_leave() {
    let mut kit = Kit::goods(Combine::Best, Scope::Unit, Favour::Retailer);
    kit.protect(0, at_most("30"));
    kit.percent("weekend", 0, "30").limits = vec![pieces(1)];
    kit.percent("bonus", 0, "100");
    let given = kit.given(&receipt(&[("1", "A", "2", "100")]));
    assert_eq!(given.into_iter().collect::<Vec<_>>(), [("bonus".to_owned(), 6_000)]);
}

/// A sum of 1.00 that a limit of 1.00 does not cut: both say the same of it, and it is still worth 1.00.
#[test]
fn a_sum_under_a_limit_of_its_size_is_given_beside_floors() {
    let mut kit = Kit::new();
    let b = kit.skus(&["B"]);
    let floor = ProtectRule::PriceAtLeast {
        price: 95,
        per: (decimal("1"), Unit::Sale),
    };
    kit.protect(0, floor);
    kit.promotion("sum", 0, vec![], vec![give_sum(0, 100)]).limits = vec![money(100, false)];
    kit.percent("whole", b, "100").limits = vec![pieces(2)];
    let given = kit.given(&receipt(&[
        ("1", "A", "1", "2.99"),
        ("2", "AA", "1", "2.99"),
        ("3", "B", "2", "10"),
    ]));
    assert_eq!((given["sum"], given["whole"]), (100, 1_810));
}

/// Two G may lose 28.58 and two K 22.86. A sum of 50.00 lies on what it takes by price: on both G and one K 200 : 80, so that
/// the G are full and K gives 21.42 and has 1.44 left for the other sum; on one G it would leave 0.64.
#[test]
fn a_sum_takes_more_units_than_it_needs_to_leave_room_for_another() {
    let mut kit = Kit::new();
    kit.protect(0, at_most("14.29"));
    let k = kit.skus(&["K"]);
    kit.promotion("gamma", 0, vec![], vec![give_sum(k, 500)]);
    kit.promotion(
        "beta",
        0,
        vec![],
        vec![Op::GiveEach {
            off: Object::Items(0),
            amount: 5_000,
        }],
    )
    .limits = vec![money(5_000, true)];
    let given = kit.given(&receipt(&[("1", "G", "2", "100"), ("9", "K", "2", "80")]));
    assert_eq!((given["beta"], given["gamma"]), (5_000, 144));
}

/// Each sum of 1.00 needs one unit that bears it: first B at 1.00, then B at 1.50. Many ways give as much.
#[test]
fn of_many_ways_to_give_sums_the_first_units_are_found() {
    let mut kit = Kit::new();
    let tobacco = kit.skus(&["AA"]);
    kit.protect(tobacco, at_most("33.33"));
    kit.promotion("weekend", 0, vec![], vec![give_sum(0, 100)]);
    kit.promotion("bonus", 0, vec![], vec![give_sum(0, 100)]);
    let bought = receipt(&[
        ("B", "B2", "3", "0.07"),
        ("11", "B", "1", "50"),
        ("1", "B", "1", "1"),
        ("10", "B", "1", "1.50"),
        ("a", "AA", "2", "1"),
    ]);
    assert_eq!(kit.discounts(&bought), [0, 0, 100, 100, 0]);
}
