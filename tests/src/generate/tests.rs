//! The generator provokes what it should, and the laws of semantics.md §10 hold of the reference's answers.

use super::sets::sets;
use super::{Case, case};
use crate::model::RoundingMode;
use crate::reference::decision::{Events, RefDecision};

const CASES: u64 = 500;
/// Cases with sets: every way to form them is tried.
const SETS: u64 = 200;

fn every(mut check: impl FnMut(&super::Case, usize, &RefDecision)) -> Events {
    let mut events = Events::default();
    for seed in 0..CASES {
        let case = case(seed);
        let decisions = case
            .decisions()
            .unwrap_or_else(|error| panic!("seed {seed}: {error:?}"));
        for (place, decision) in decisions.iter().enumerate() {
            events.add(&decision.events);
            check(&case, place, decision);
        }
    }
    events
}

#[test]
fn equal_seeds_make_equal_cases() {
    for seed in 0..20 {
        assert_eq!(case(seed), case(seed));
    }
    assert_ne!(case(1), case(2));
}

#[test]
fn sums_meet_and_nets_stay_between_zero_and_gross() {
    let events = every(|case, place, decision| {
        let seed = case.seed;
        for line in &decision.lines {
            let taken: i64 = line.applied.iter().map(|part| part.amount).sum();
            assert_eq!(taken, line.discount, "seed {seed}, receipt {place}, line {}", line.id);
            assert!(
                0 <= line.net && line.net <= line.gross,
                "seed {seed}, receipt {place}, line {}",
                line.id
            );
            assert_eq!(line.gross - line.discount, line.net);
            assert_eq!(
                line.parts.iter().map(|part| part.amount).sum::<i64>(),
                line.net,
                "seed {seed}, receipt {place}"
            );
        }
        for promotion in &decision.promotions {
            let taken: i64 = decision
                .lines
                .iter()
                .flat_map(|line| &line.applied)
                .filter(|part| part.promotion == promotion.name)
                .map(|part| part.amount)
                .sum();
            assert_eq!(
                taken, promotion.discount,
                "seed {seed}, receipt {place}, {}",
                promotion.name
            );
        }
        let totals = decision.totals;
        assert_eq!(totals.gross - totals.discount + totals.rounding, totals.net);
        if let Some((RoundingMode::Down, step)) = case.programme.retailer.total {
            assert!(totals.rounding <= 0 && totals.rounding > -step && totals.net % step == 0);
        }
    });
    let seen = [
        ("floors", events.floors),
        ("ladders", events.ladders),
        ("slices", events.slices),
        ("exclusivity", events.exclusivity),
        ("displaced", events.displaced),
        ("limited", events.limited),
        ("ties", events.ties),
        ("limits", events.limits),
        ("partial", events.partial),
        ("weighed", events.weighed),
        ("foreign", events.foreign),
        ("remainders", events.remainders),
        ("shared runs", events.shared_runs),
        ("residues", events.residues),
        ("clipped", events.clipped),
        ("applied", events.applied),
        ("retailer", events.retailer),
        ("total rounding", events.total_rounding),
    ];
    for (name, count) in seen {
        assert!(count >= 10, "only {count} {name}: {events:?}");
    }
}

#[test]
fn parts_of_weighed_lines_come_to_their_amount_or_say_so() {
    every(|case, place, decision| {
        for (line, given) in decision.lines.iter().zip(&case.worlds[place].receipt.lines) {
            for part in line.parts.iter().filter(|part| !part.inexact) {
                let exact = crate::reference::rational::Rational::whole(part.price)
                    * crate::reference::rational::Rational::milli(part.quantity);
                assert_eq!(
                    exact.round(case.programme.retailer.rounding),
                    part.amount,
                    "seed {}, receipt {place}, line {}",
                    case.seed,
                    given.id
                );
            }
        }
    });
}

#[test]
fn the_order_of_lines_changes_nothing() {
    every(|case, place, decision| {
        let mut world = case.worlds[place].clone();
        world.receipt.lines.reverse();
        let mut turned = crate::reference::decide(&case.programme, &world).unwrap();
        turned.lines.reverse();
        assert_eq!(turned.lines, decision.lines, "seed {}, receipt {place}", case.seed);
        assert_eq!(
            turned.promotions, decision.promotions,
            "seed {}, receipt {place}",
            case.seed
        );
    });
}

#[test]
fn splitting_a_line_of_pieces_changes_no_promotion() {
    every(|case, place, decision| {
        let mut world = case.worlds[place].clone();
        let Some(line) = world
            .receipt
            .lines
            .iter_mut()
            .find(|line| line.quantity > 1000 && line.quantity % 1000 == 0 && line.discounts.is_empty())
        else {
            return;
        };
        if line.unit.is_some() || ["CHEESE", "GRAPES"].contains(&line.sku.as_str()) {
            return;
        }
        line.marks.clear();
        let mut other = line.clone();
        other.id = format!("{}-2", line.id);
        line.quantity -= 1000;
        other.quantity = 1000;
        world.receipt.lines.push(other);
        let split = crate::reference::decide(&case.programme, &world).unwrap();
        let sums = |decision: &RefDecision| {
            decision
                .promotions
                .iter()
                .map(|promotion| (promotion.name.clone(), promotion.discount))
                .collect::<Vec<_>>()
        };
        assert_eq!(sums(&split), sums(decision), "seed {}, receipt {place}", case.seed);
    });
}

/// Decides generated cases with sets.
fn every_set(mut check: impl FnMut(&Case, usize, &RefDecision)) -> Events {
    let mut events = Events::default();
    for seed in 0..SETS {
        let case = sets(seed);
        for (place, world) in case.worlds.iter().enumerate() {
            let decision = crate::reference::decide(&case.programme, world)
                .unwrap_or_else(|error| panic!("seed {seed}, receipt {place}: {error:?}"));
            events.add(&decision.events);
            check(&case, place, &decision);
        }
    }
    events
}

#[test]
fn with_sets_sums_meet_and_floors_hold() {
    let events = every_set(|case, place, decision| {
        let at = format!("seed {}, receipt {place}", case.seed);
        let floors = crate::reference::floors(&case.programme, &case.worlds[place]);
        for (line, floor) in decision.lines.iter().zip(floors) {
            let taken: i64 = line.applied.iter().map(|part| part.amount).sum();
            assert_eq!(taken, line.discount, "{at}, line {}", line.id);
            assert!(
                floor.max(0) <= line.net && line.net <= line.gross,
                "{at}, line {}",
                line.id
            );
        }
        let given: i64 = decision.promotions.iter().map(|promotion| promotion.discount).sum();
        assert_eq!(given, decision.totals.discount, "{at}");
    });
    let seen = [
        ("instances", events.instances, 200),
        ("floors", events.floors, 10),
        ("limits", events.limits, 5),
        ("partial", events.partial, 5),
        ("displaced", events.displaced, 20),
        ("limited", events.limited, 6),
        ("ties", events.ties, 100),
        ("retailer", events.retailer, 10),
        ("remainders", events.remainders, 20),
        ("shared runs", events.shared_runs, 20),
        ("fractions", events.fractions, 10),
    ];
    for (name, count, least) in seen {
        assert!(count >= least, "only {count} {name}: {events:?}");
    }
}

#[test]
fn with_sets_the_order_of_lines_changes_nothing() {
    every_set(|case, place, decision| {
        let mut world = case.worlds[place].clone();
        world.receipt.lines.reverse();
        let mut turned = crate::reference::decide(&case.programme, &world).unwrap();
        turned.lines.reverse();
        assert_eq!(turned.lines, decision.lines, "seed {}, receipt {place}", case.seed);
        assert_eq!(
            turned.promotions, decision.promotions,
            "seed {}, receipt {place}",
            case.seed
        );
    });
}

#[test]
fn with_sets_splitting_a_line_of_pieces_changes_no_promotion() {
    every_set(|case, place, decision| {
        // Which of equal units a second promotion finds is the matter of their lines.
        if case.programme.sets.iter().any(|(_, set)| set.reuse) {
            return;
        }
        let mut world = case.worlds[place].clone();
        let Some(line) = world
            .receipt
            .lines
            .iter_mut()
            .find(|line| line.quantity > 1000 && line.sku != "CHEESE")
        else {
            return;
        };
        let mut other = line.clone();
        other.id = format!("{}-2", line.id);
        line.quantity -= 1000;
        other.quantity = 1000;
        world.receipt.lines.push(other);
        let split = crate::reference::decide(&case.programme, &world).unwrap();
        let sums = |decision: &RefDecision| {
            let given = decision
                .promotions
                .iter()
                .map(|promotion| (promotion.name.clone(), promotion.discount));
            given.collect::<Vec<_>>()
        };
        assert_eq!(sums(&split), sums(decision), "seed {}, receipt {place}", case.seed);
    });
}
