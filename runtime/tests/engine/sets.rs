//! Sets: instances in the decision, and why there are none (semantics §5, §8).

use perk_plan::ops::{Base, Object};
use perk_plan::plan::{Alike, Combine, Favour, Limit, LimitAmount, Pick, Promotion, Role, Scope, Set};
use perk_plan::{Clients, Op};
use perk_runtime::limits::{BEST_WORK, GIFT_WORK, WALK_WORK};
use perk_runtime::model::{Became, Verdict};
use perk_runtime::{DecideOptions, Explain, Workspace};

use crate::kit::*;

fn role(items: u32, count: u32) -> Role {
    Role {
        name: None,
        items,
        pick: Pick::Pieces {
            least: count,
            most: count,
            alike: Alike::Any,
        },
    }
}

/// A promotion that gives a percent off a part of each set.
fn each<'k>(kit: &'k mut Kit, roles: Vec<Role>, off: Object, percent: &str) -> &'k mut Promotion {
    let give = Op::GivePercent {
        off,
        percent: decimal(percent),
        base: Base::SchemeStart,
    };
    let promotion = kit.promotion("set", 0, vec![], vec![give]);
    promotion.each = Some(Set {
        name: None,
        roles,
        reuse: false,
    });
    promotion
}

fn limit(amount: LimitAmount) -> Limit {
    Limit::per_receipt(amount, false)
}

fn verdict(kit: &Kit, lines: &[(&str, &str, &str, &str)]) -> Verdict {
    let decision = kit.decide(&receipt(lines), &Clients::default());
    decision.verdict("set").unwrap().clone()
}

#[test]
fn the_decision_numbers_instances() {
    let mut kit = Kit::new();
    each(&mut kit, vec![role(0, 3)], Object::Cheapest(1), "100");
    // Seven pieces hold two whole sets; the seventh is in none.
    let decision = kit.decide(&receipt(&[("1", "A", "7", "100")]), &Clients::default());
    let applied = &decision.lines[0].applied;
    let told: Vec<_> = applied
        .iter()
        .map(|took| (took.instance, took.amount.as_str()))
        .collect();
    assert_eq!(told, [(Some(1), "100.00"), (Some(2), "100.00")]);
    let said = decision.verdict("set").unwrap();
    assert_eq!((said.discount.as_deref(), said.times), (Some("200.00"), Some(2)));
}

#[test]
fn a_role_that_lacks_goods_is_named_with_what_is_missing() {
    let mut kit = Kit::new();
    let (tea, bun) = (kit.skus(&["TEA"]), kit.skus(&["BUN"]));
    each(&mut kit, vec![role(tea, 1), role(bun, 2)], Object::Set, "10");
    let said = verdict(&kit, &[("1", "TEA", "1", "100"), ("2", "BUN", "1", "50")]);
    let because = said.because.unwrap();
    assert_eq!((said.outcome, because.code), (Became::NotApplied, "set.role"));
    let (found, needed) = (because.found.as_deref(), because.needed.as_deref());
    assert_eq!((found, needed), (Some("1 pcs"), Some("2 pcs")));
    let hint = said.hint.unwrap();
    assert_eq!((hint.kind.name(), &*hint.more), ("quantity", "1 pcs"));
    // Where two parts lack goods there is no single thing to buy.
    let said = verdict(&kit, &[("1", "MUG", "1", "100")]);
    assert_eq!((said.because.unwrap().code, said.hint), ("set.role", None));
}

#[test]
fn roles_that_compete_for_the_same_units_are_told() {
    let mut kit = Kit::new();
    let tea = kit.skus(&["TEA"]);
    each(&mut kit, vec![role(0, 1), role(tea, 2)], Object::Set, "10");
    let because = verdict(&kit, &[("1", "TEA", "2", "100")]).because.unwrap();
    assert_eq!(because.code, "set.units");
    assert_eq!(because.missing.as_deref(), Some("1 pcs"));
}

#[test]
fn limits_of_a_set_are_named() {
    let six = [("1", "A", "6", "100")];
    let mut kit = Kit::new();
    // Each pair gets 60.00.
    each(&mut kit, vec![role(0, 2)], Object::Set, "30").limits = vec![limit(LimitAmount::Times(1))];
    let said = verdict(&kit, &six);
    assert_eq!(
        (said.discount.as_deref(), said.limited_by),
        (Some("60.00"), Some("times"))
    );
    kit.plan.promotions[0].limits = vec![limit(LimitAmount::Money(5_000))];
    let said = verdict(&kit, &six);
    assert_eq!((said.outcome, said.limited_by), (Became::Limited, Some("money")));
}

/// Sixty goods, four of which have half off and three of which have the cheapest free: far too many instances to look at one by
/// one. Half of everything, 915.00, is the most that there is, and what may be missed is told no larger than that.
#[test]
fn what_is_not_looked_at_is_bounded_by_what_units_can_get() {
    let mut kit = Kit::new();
    let skus: Vec<String> = (1..=60).map(|at| format!("G{at:02}")).collect();
    let everything = kit.skus(&skus.iter().map(String::as_str).collect::<Vec<_>>());
    each(&mut kit, vec![role(everything, 4)], Object::Set, "50");
    let free = Op::GivePercent {
        off: Object::Cheapest(1),
        percent: decimal("100"),
        base: Base::SchemeStart,
    };
    kit.promotion("three", 0, vec![], vec![free]).each = Some(Set {
        name: None,
        roles: vec![role(everything, 3)],
        reuse: false,
    });
    let lines: Vec<[String; 3]> = (1..=60)
        .map(|at| [at.to_string(), format!("G{at:02}"), format!("{at}.00")])
        .collect();
    let lines: Vec<(&str, &str, &str, &str)> = lines
        .iter()
        .map(|[id, sku, price]| (id.as_str(), sku.as_str(), "1", price.as_str()))
        .collect();
    let outcome = kit.outcome(&receipt(&lines));
    let missed: i64 = outcome.bounded.iter().map(|(_, missed)| missed).sum();
    assert!(outcome.discount > 60_000, "{}", outcome.discount);
    assert!(
        (91_500..=91_501).contains(&(outcome.discount + missed)),
        "{} and {missed}",
        outcome.discount
    );
}

/// Half off each of 120 goods of 100.00, and 20.00 off each of sixty pairs whose units stay free for others: 7 200.00 can be had. More
/// pairs than are looked at one by one would do; what may be missed covers them.
#[test]
fn sets_that_leave_their_units_do_not_pay_for_them() {
    let mut kit = Kit::new();
    let (a, b) = (kit.skus(&["A"]), kit.skus(&["B"]));
    kit.percent("half", 0, "50");
    let twenty = Op::GiveSum {
        off: Object::Set,
        amount: 2_000,
    };
    kit.promotion("twenty", 0, vec![], vec![twenty]).each = Some(Set {
        name: None,
        roles: vec![role(a, 1), role(b, 1)],
        reuse: true,
    });
    let outcome = kit.outcome(&receipt(&[("1", "A", "60", "100"), ("2", "B", "60", "100")]));
    let missed: i64 = outcome.bounded.iter().map(|(_, missed)| missed).sum();
    assert!(
        outcome.discount + missed >= 720_000,
        "{} and {missed}",
        outcome.discount
    );
}

/// What a search takes is bounded by the receipt, not by the number of promotions: under `all` each searches for its own sets.
#[test]
fn promotions_that_walk_share_their_work() {
    let work = |promotions: usize| {
        let mut kit = Kit::all_goods();
        let skus: Vec<String> = (1..=30).map(|at| format!("G{at:02}")).collect();
        for number in 0..promotions {
            // Each leaves out another good, so that no two have the same sets.
            let mut own = skus.clone();
            own.remove(number);
            let items = kit.skus(&own.iter().map(String::as_str).collect::<Vec<_>>());
            let free = Op::GivePercent {
                off: Object::Cheapest(1),
                percent: decimal("100"),
                base: Base::SchemeStart,
            };
            let distinct = Role {
                pick: Pick::Pieces {
                    least: 2,
                    most: 4,
                    alike: Alike::Distinct,
                },
                ..role(items, 2)
            };
            let name = format!("set{number:02}");
            kit.promotion(&name, 0, vec![], vec![free]).each = Some(Set {
                name: None,
                roles: vec![distinct],
                reuse: false,
            });
        }
        let lines: Vec<[String; 3]> = (1..=30)
            .map(|at| {
                [
                    at.to_string(),
                    format!("G{at:02}"),
                    format!("{}.{at}", 10 + at * at % 37),
                ]
            })
            .collect();
        let lines: Vec<(&str, &str, &str, &str)> = lines
            .iter()
            .map(|[id, sku, price]| (id.as_str(), sku.as_str(), "1", price.as_str()))
            .collect();
        let engine = kit.engine();
        let case = engine.intake(&receipt(&lines), &Clients::default()).unwrap();
        let mut workspace = Workspace::default();
        let outcome = engine.evaluate(&case, &mut workspace).clone();
        // A search that ended early says so, whatever the kind of its scheme.
        let decision = kit.decide(&receipt(&lines), &Clients::default());
        let said = decision.optimality.get("goods").map(|said| said.status);
        assert_eq!(said, (!outcome.bounded.is_empty()).then_some("bounded"));
        (workspace.searched(), outcome.bounded.len())
    };
    let (steps, bounds) = work(20);
    println!("{steps} of work");
    assert!(steps <= WALK_WORK, "{steps}");
    assert_eq!(bounds, 1, "what twenty searches missed is one bound");
}

/// A piece that a condition may keep is asked by itself; of 6 000 on one line each fourth is free, within the budget.
#[test]
fn thousands_of_gifts_are_counted_within_a_budget() {
    let taken = |pieces: &str, goods: usize| {
        let mut kit = Kit::goods(Combine::First, Scope::Unit, Favour::Customer);
        let skus: Vec<String> = (0..goods).map(|at| format!("G{at}")).collect();
        let tea = kit.skus(&skus.iter().map(String::as_str).collect::<Vec<_>>());
        let gift = Op::GiveGift {
            items: tea,
            count: 1,
            distinct: false,
            price: 0,
        };
        kit.promotion("gift", 0, vec![amount_at_least(tea, 100)], vec![gift])
            .each = Some(Set {
            name: None,
            roles: vec![role(tea, 3)],
            reuse: false,
        });
        let lines: Vec<(&str, &str, &str, &str)> = skus
            .iter()
            .map(|sku| (sku.as_str(), sku.as_str(), pieces, "1.00"))
            .collect();
        let engine = kit.engine();
        let case = engine.intake(&receipt(&lines), &Clients::default()).unwrap();
        let mut workspace = Workspace::default();
        let outcome = engine.evaluate(&case, &mut workspace).clone();
        println!("{goods}: {} of work", workspace.searched());
        // The last search may begin with a little of the budget left.
        assert!(
            workspace.searched() <= GIFT_WORK + 2 * BEST_WORK,
            "{}",
            workspace.searched()
        );
        (outcome.gifts[0].taken, outcome.bounded)
    };
    assert_eq!(taken("6000", 1), (1_500, vec![]));
    // On many lines the budget ends first: what may be missed covers the rest, of 4 800 pieces 1 200 at 1.00.
    let (given, bounded) = taken("160", 30);
    let missed: i64 = bounded.iter().map(|(_, missed)| missed).sum();
    assert!(
        given < 1_200 && i64::from(given) * 100 + missed >= 120_000,
        "{given} and {missed}"
    );
}

/// Gifts for each set that take the whole budget, and one that the till has added: nothing has to be searched for it.
#[test]
fn what_the_till_added_is_given_after_the_budget_has_ended() {
    let mut kit = Kit::goods(Combine::First, Scope::Unit, Favour::Customer);
    let skus: Vec<String> = (0..30).map(|at| format!("G{at}")).collect();
    let tea = kit.skus(&skus.iter().map(String::as_str).collect::<Vec<_>>());
    let flask = kit.skus(&["FLASK"]);
    let gift = |items: u32| Op::GiveGift {
        items,
        count: 1,
        distinct: false,
        price: 0,
    };
    let sets = kit.promotion("a", 0, vec![amount_at_least(tea, 100)], vec![gift(tea)]);
    sets.priority = 1;
    sets.each = Some(Set {
        name: None,
        roles: vec![role(tea, 3)],
        reuse: false,
    });
    kit.promotion("b", 0, vec![], vec![gift(flask)]);
    let mut lines: Vec<(&str, &str, &str, &str)> = skus
        .iter()
        .map(|sku| (sku.as_str(), sku.as_str(), "160", "1.00"))
        .collect();
    lines.push(("flask", "FLASK", "1", "5.00"));
    let mut bought = receipt(&lines);
    bought.lines[30].granted_by = Some("b".to_owned());
    let outcome = kit.outcome(&bought);
    assert!(!outcome.bounded.is_empty(), "the budget does not end");
    assert_eq!(outcome.lines[30].discount, 500);
}

/// Two parts that find nothing on a hundred lines: each looks at every line to be filled, and once more to say what it lacks.
#[test]
fn saying_what_a_set_lacks_counts_as_work() {
    let mut kit = Kit::new();
    let (tea, bun) = (kit.skus(&["TEA"]), kit.skus(&["BUN"]));
    each(&mut kit, vec![role(tea, 1), role(bun, 2)], Object::Set, "10");
    let names: Vec<String> = (0..100).map(|number| format!("G{number}")).collect();
    let lines: Vec<(&str, &str, &str, &str)> = names
        .iter()
        .map(|name| (name.as_str(), name.as_str(), "1", "100"))
        .collect();
    let options = DecideOptions {
        explain: Explain::All,
        source_map: None,
    };
    let mut workspace = Workspace::default();
    let engine = kit.engine();
    let said = engine.decide_with(&receipt(&lines), &Clients::default(), &options, &mut workspace);
    assert_eq!(
        said.unwrap().verdict("set").unwrap().because.as_ref().unwrap().code,
        "set.role"
    );
    assert!(workspace.explained() >= 400, "{}", workspace.explained());
}
