//! Rounding, runs, distribution, fiscal parts (semantics §4, §9).

use perk_plan::ops::{Base, Object};
use perk_plan::plan::{Combine, Favour, Limit, LimitAmount, Rounding, Scope, TotalRounding};
use perk_plan::{Clients, Op};

use crate::kit::*;

#[test]
fn a_percent_is_rounded_once_per_run_whatever_lines_it_stands_on() {
    let mut kit = Kit::all_goods();
    let milk = kit.skus(&["MILK"]);
    kit.percent("ten", milk, "10");
    // 3 × 0.95 = 2.85, a tenth is 0.285: 0.29, not 3 × 0.10.
    assert_eq!(kit.discounts(&receipt(&[("1", "MILK", "3", "0.95")])), [29]);
    let split = receipt(&[
        ("1", "MILK", "1", "0.95"),
        ("2", "MILK", "1", "0.95"),
        ("3", "MILK", "1", "0.95"),
    ]);
    // 29 over three equal lines: 10, 10, 9 by line id.
    assert_eq!(kit.discounts(&split), [10, 10, 9]);
}

#[test]
fn other_roundings_are_asked_for() {
    for (rounding, given) in [
        (Rounding::HalfUp, 3),
        (Rounding::HalfEven, 2),
        (Rounding::Down, 2),
        (Rounding::Up, 3),
    ] {
        let mut kit = Kit::all_goods();
        kit.plan.rounding = rounding;
        let milk = kit.skus(&["MILK"]);
        kit.percent("ten", milk, "10");
        assert_eq!(
            kit.discounts(&receipt(&[("1", "MILK", "1", "0.25")])),
            [given],
            "{rounding:?}"
        );
    }
}

#[test]
fn a_sum_off_the_receipt_goes_by_largest_remainder_and_line_id() {
    let mut kit = Kit::new();
    kit.off_receipt("hundred", receipt_sum(100));
    assert_eq!(
        kit.discounts(&receipt(&[
            ("10", "A", "1", "5"),
            ("9", "B", "1", "5"),
            ("2", "C", "1", "5")
        ])),
        [33, 33, 34]
    );
}

#[test]
fn a_sum_is_never_more_than_the_goods() {
    let mut kit = Kit::new();
    kit.off_receipt("big", receipt_sum(50_000));
    let outcome = kit.outcome(&receipt(&[("1", "A", "1", "30"), ("2", "B", "1", "120.50")]));
    assert_eq!((outcome.discount, outcome.net), (15_050, 0));
}

#[test]
fn sixty_and_sixty_percent_are_sixty_and_forty() {
    let mut kit = Kit::all_goods();
    kit.percent("a", 0, "60");
    kit.percent("b", 0, "60");
    let given = kit.given(&receipt(&[("1", "A", "1", "100")]));
    assert_eq!((given["a"], given["b"]), (6_000, 4_000));
}

#[test]
fn a_price_never_raises_and_each_multiplies_by_the_quantity() {
    let mut kit = Kit::all_goods();
    let (coffee, cheese) = (kit.skus(&["COFFEE"]), kit.skus(&["CHEESE"]));
    kit.promotion(
        "price",
        0,
        vec![],
        vec![Op::GivePrice {
            of: Object::Items(coffee),
            price: 9_900,
        }],
    );
    kit.promotion(
        "each",
        0,
        vec![],
        vec![Op::GiveEach {
            off: Object::Items(cheese),
            amount: 10,
        }],
    );
    let bought = receipt(&[
        ("1", "COFFEE", "2", "120"),
        ("2", "COFFEE", "1", "80"),
        ("3", "CHEESE", "11.84", "5"),
    ]);
    // 2 × 21.00; nothing; 0.10 × 11.84 = 1.184.
    assert_eq!(kit.discounts(&bought), [4_200, 0, 118]);
}

#[test]
fn each_is_not_more_than_a_unit() {
    let mut kit = Kit::new();
    let pen = kit.skus(&["PEN"]);
    kit.promotion(
        "each",
        0,
        vec![],
        vec![Op::GiveEach {
            off: Object::Items(pen),
            amount: 500,
        }],
    );
    assert_eq!(kit.discounts(&receipt(&[("1", "PEN", "3", "4")])), [1_200]);
}

#[test]
fn a_percent_acts_on_the_rounded_amount_of_a_weighed_line() {
    let mut kit = Kit::all_goods();
    kit.percent("half", 0, "50");
    // 0.333 × 1.00 = 0.333: 0.33; half of 33 is 16.5: 17. Two such lines are two runs.
    let bought = receipt(&[("1", "NUTS", "0.333", "1"), ("2", "NUTS", "0.333", "1")]);
    assert_eq!(kit.discounts(&bought), [17, 17]);
}

#[test]
fn bases_are_the_start_the_list_or_what_runs() {
    let mut kit = Kit::all_goods();
    kit.plan.schemes[0].combine = Combine::First;
    kit.plan.schemes[0].combine = Combine::All;
    let percent = |base| Op::GivePercent {
        off: Object::Items(0),
        percent: decimal("10"),
        base,
    };
    kit.promotion("a", 0, vec![], vec![percent(Base::SchemeStart)]).priority = 2;
    kit.promotion("b", 0, vec![], vec![percent(Base::RunningPrice)])
        .priority = 1;
    kit.promotion("c", 0, vec![], vec![percent(Base::ListPrice)]);
    let mut bought = receipt(&[("1", "A", "1", "100")]);
    bought.lines[0].discounts = vec![elsewhere("supplier", "20")];
    // Gross 80: a = 8.00 of 80; b = 7.20 of 72; c = 10.00 of the list price 100.
    let given = kit.given(&bought);
    assert_eq!((given["a"], given["b"], given["c"]), (800, 720, 1_000));
}

#[test]
fn the_total_is_rounded_apart() {
    let mut kit = Kit::new();
    kit.plan.total_rounding = Some(TotalRounding {
        step: 100,
        mode: Rounding::Down,
    });
    let decision = kit.decide(&receipt(&[("1", "A", "1", "352.67")]), &Clients::default());
    let totals = &decision.totals;
    assert_eq!((totals.rounding.as_str(), totals.net.as_str()), ("-0.67", "352.00"));
    assert_eq!(decision.lines[0].net, "352.67");
}

#[test]
fn two_lattes_in_two_fiscal_parts() {
    let mut kit = Kit::new();
    let latte = kit.skus(&["LATTE"]);
    kit.promotion("sum", 0, vec![], vec![give_sum(latte, 7_433)]);
    let decision = kit.decide(&receipt(&[("1", "LATTE", "2", "180")]), &Clients::default());
    let parts: Vec<_> = decision.lines[0]
        .parts
        .iter()
        .map(|p| (p.quantity.as_str(), p.price.as_str()))
        .collect();
    assert_eq!(parts, [("1", "142.83"), ("1", "142.84")]);
    assert_eq!(
        (decision.lines[0].discount.as_str(), decision.lines[0].net.as_str()),
        ("74.33", "285.67")
    );
}

#[test]
fn weighed_residue_moves_to_a_line_that_can_carry_it() {
    let mut kit = Kit::new();
    kit.off_receipt("sum", receipt_sum(3));
    // 1.5 kg at 0.04 is 0.06, one piece at 0.06. 3 kopecks over 6 and 6: 1.5 each: 2 and 1 by line id. The weighed line
    // would cost 0.04, which 1.5 × price cannot meet (0.03, 0.05): 0.03 and 0.05 are equally near, the lower price is
    // taken: the line gives 3, the piece 0.
    let outcome = kit.outcome(&receipt(&[("1", "KG", "1.5", "0.04"), ("2", "PC", "1", "0.06")]));
    assert_eq!(outcome.lines.iter().map(|line| line.net).collect::<Vec<_>>(), [3, 6]);
    // Alone it has nobody to give the rest to: the part says so.
    let decision = kit.decide(&receipt(&[("1", "KG", "1.5", "0.05")]), &Clients::default());
    assert_eq!(decision.lines[0].parts[0].amount, decision.lines[0].net);
}

#[test]
fn a_run_splits_by_participation_and_the_next_scheme_sees_exact_halves() {
    // `first per unit`: 1.39 is shared by two yogurts, 0.695 each; then one of them is halved: 0.3475: 0.35.
    let mut kit = Kit::all_goods();
    let name = kit.text("second");
    let goods = kit.plan.schemes[0].clone();
    kit.plan.schemes.insert(1, perk_plan::plan::Scheme { name, ..goods });
    let yogurt = kit.skus(&["YO"]);
    kit.promotion("price", 0, vec![], vec![give_sum(yogurt, 61)]);
    kit.promotion("half", 1, vec![], vec![give_percent(yogurt, "50")])
        .limits = vec![pieces(1)];
    let given = kit.given(&receipt(&[("1", "YO", "2", "1")]));
    assert_eq!((given["price"], given["half"]), (61, 35));
}

#[test]
fn a_third_scheme_rounds_once_over_the_units_of_a_split_run() {
    let mut kit = Kit::all_goods();
    let goods = kit.plan.schemes[0].clone();
    let name = kit.text("second");
    kit.plan.schemes.insert(1, perk_plan::plan::Scheme { name, ..goods });
    let yogurt = kit.skus(&["YO"]);
    kit.percent("one", yogurt, "15").limits = vec![pieces(1)];
    kit.promotion("ten", 1, vec![], vec![give_percent(yogurt, "10")]);
    // 1 of 3 at 0.97: 0.1455: 0.15. Left 0.82, 0.97, 0.97 = 2.76: a tenth is 0.276: 0.28, rounded once.
    let given = kit.given(&receipt(&[("1", "YO", "3", "0.97")]));
    assert_eq!((given["one"], given["ten"]), (15, 28));
}

#[test]
fn a_money_limit_under_all_is_all_or_nothing_unless_partial() {
    for (partial, given) in [(false, None), (true, Some(50))] {
        let mut kit = Kit::all_goods();
        kit.percent("ten", 0, "10").limits = vec![money(50, partial)];
        let found = kit.given(&receipt(&[("1", "A", "1", "4"), ("2", "B", "1", "6")]));
        assert_eq!(found.get("ten").copied(), given);
    }
    // Cut to 0.50: in proportion 4 to 6.
    let mut kit = Kit::all_goods();
    kit.percent("ten", 0, "10").limits = vec![money(50, true)];
    assert_eq!(
        kit.discounts(&receipt(&[("1", "A", "1", "4"), ("2", "B", "1", "6")])),
        [20, 30]
    );
}

#[test]
fn pieces_go_to_the_dearest_units_and_never_to_weighed_lines() {
    let mut kit = Kit::goods(Combine::All, Scope::Unit, Favour::Customer);
    kit.percent("half", 0, "50").limits = vec![pieces(2)];
    let bought = receipt(&[("1", "A", "3", "1"), ("2", "B", "1", "2"), ("3", "KG", "0.5", "90")]);
    assert_eq!(kit.discounts(&bought), [50, 100, 0]);
}

#[test]
fn a_limit_of_times_without_for_each_is_one_use_per_receipt() {
    let mut kit = Kit::new();
    kit.percent("ten", 0, "10").limits = vec![Limit::per_receipt(LimitAmount::Times(3), false)];
    assert_eq!(kit.discounts(&receipt(&[("1", "A", "5", "1")])), [50]);
}
