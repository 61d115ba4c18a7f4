//! The search for the best combination on large receipts and for the retailer (semantics §3, §9.8, §9.10, §9.15).

use perk_plan::plan::{Combine, Favour, ProtectRule, Scope};
use perk_plan::{Op, Receipt};

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
    let a = kit.promotion("a", 0, vec![], vec![Op::GiveEach { off: 0, amount: 500 }]);
    a.limits = vec![pieces(1)];
    a.priority = 9;
    kit.promotion("b", 0, vec![], vec![Op::GiveEach { off: 0, amount: 800 }])
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
