//! The search against an integer programme that another library solves. The programme knows no instances where gains add up:
//! it counts units by role and class, so that it shares no idea with the search.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    reason = "the other library counts in floats; a panic here is a failing test"
)]

use std::collections::BTreeMap;

use microlp::{ComparisonOp, LinearExpr, OptimizationDirection, Problem, Variable};
use perk_plan::plan::Alike;

use super::packing::{Column, Member, Packing, Use};
use super::patterns::{Few, Give, Role, Rules, Size, Whom};
use super::search;
use super::tests::{Dice, add_set, class, empty, member, worth};
use crate::index::{narrow, wide};
use crate::limits::BEST_WORK;

/// A promotion in words that both sides understand.
enum Promotion {
    /// A price for one unit of each role.
    Price(Vec<Vec<u32>>, i64),
    /// A percent off all units of the roles, so many of each.
    Percent(Vec<(i64, Vec<u32>)>, i64),
    /// So many of some goods, the cheapest free.
    CheapestFree(i64, Vec<u32>),
    /// A percent off single units, at most so many.
    Units(i64, Vec<u32>, i64),
}

struct Medium {
    /// Units and amount of each class.
    classes: Vec<(i64, i64)>,
    promotions: Vec<Promotion>,
}

fn medium(dice: &mut Dice) -> Medium {
    let count = dice.roll(9) + 6;
    let mut classes: Vec<(i64, i64)> = (0..count)
        .map(|_| (dice.number(4) + 1, dice.number(300) + 20))
        .collect();
    // Cheap ones first, as on a receipt.
    classes.sort_by_key(|(_, amount)| *amount);
    let some = |dice: &mut Dice| -> Vec<u32> {
        (0..narrow(usize::try_from(count).unwrap()))
            .filter(|_| !dice.once_in(2))
            .collect()
    };
    let mut promotions = Vec::new();
    for _ in 0..dice.roll(4) + 2 {
        promotions.push(match dice.roll(4) {
            0 => Promotion::Price(
                (0..dice.roll(2) + 1).map(|_| some(dice)).collect(),
                dice.number(200) + 10,
            ),
            1 => {
                let roles = (0..dice.roll(2) + 1)
                    .map(|_| (dice.number(2) + 1, some(dice)))
                    .collect();
                Promotion::Percent(roles, dice.number(60) + 5)
            }
            2 => Promotion::CheapestFree(dice.number(2) + 2, some(dice)),
            _ => Promotion::Units(dice.number(40) + 5, some(dice), dice.number(6) + 1),
        });
    }
    Medium { classes, promotions }
}

/// Money here is in hundredths of a minor unit, so that percents are whole.
const SCALE: i128 = 100;

fn pieces(count: i64, classes: &[u32]) -> Role {
    Role {
        size: Size::Pieces {
            least: count,
            most: count,
        },
        alike: Alike::Any,
        classes: classes.to_vec(),
    }
}

fn packing(medium: &Medium) -> Packing {
    let mut packing = empty(SCALE);
    for (at, (units, amount)) in (0_u32..).zip(&medium.classes) {
        packing.classes.push(class(at, *units, i128::from(*amount) * SCALE, at));
    }
    for promotion in &medium.promotions {
        let percent = |percent: i64| -> Vec<i128> {
            medium
                .classes
                .iter()
                .map(|(_, amount)| i128::from(amount * percent))
                .collect()
        };
        let (roles, give) = match promotion {
            Promotion::Price(roles, price) => (
                roles.iter().map(|classes| pieces(1, classes)).collect(),
                Give::Price(i128::from(*price) * SCALE),
            ),
            Promotion::Percent(roles, rate) => (
                roles.iter().map(|(count, classes)| pieces(*count, classes)).collect(),
                Give::Rate {
                    to: Whom::Set,
                    values: percent(*rate),
                },
            ),
            Promotion::CheapestFree(count, classes) => (
                vec![pieces(*count, classes)],
                Give::Rate {
                    to: Whom::Cheapest(Few { count: 1, measured: 0 }),
                    values: percent(100),
                },
            ),
            Promotion::Units(rate, classes, limit) => {
                let number = narrow(packing.members.len());
                packing.members.push(Member {
                    pieces: Some(*limit),
                    ..member(false)
                });
                for at in classes {
                    packing.columns.push(Column {
                        member: number,
                        uses: vec![Use {
                            role: 0,
                            class: *at,
                            units: 1,
                        }],
                        gain: percent(*rate)[wide(*at)],
                        pool: None,
                        label: 0,
                        portions: Vec::new(),
                    });
                }
                continue;
            }
        };
        let rules = Rules {
            roles,
            gives: vec![give],
        };
        let rule = Member {
            chain: true,
            ..member(true)
        };
        add_set(&mut packing, &rules, rule);
    }
    packing
}

/// Every way to take so many units of ascending classes, with what the cheapest costs.
fn handfuls(classes: &[(i64, i64)], from: &[u32], count: i64) -> Vec<(Vec<u32>, i64)> {
    if count == 0 {
        return vec![(Vec::new(), i64::MAX)];
    }
    let mut all = Vec::new();
    for (at, class) in from.iter().enumerate() {
        for (mut units, cheapest) in handfuls(classes, &from[at..], count - 1) {
            units.push(*class);
            let taken = units.iter().filter(|other| *other == class).count();
            if i64::try_from(taken).unwrap() <= classes[wide(*class)].0 {
                all.push((units, cheapest.min(classes[wide(*class)].1)));
            }
        }
    }
    all
}

/// As the other library counts.
fn float<F: From<i32>>(value: i64) -> F {
    whole(value).into()
}

fn whole(value: i64) -> i32 {
    i32::try_from(value).unwrap()
}

/// The greatest benefit, in hundredths of a minor unit.
fn programme(medium: &Medium) -> Option<i128> {
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let mut taken: Vec<LinearExpr> = medium.classes.iter().map(|_| LinearExpr::empty()).collect();
    let most = |at: u32| medium.classes[wide(at)].0;
    let cost = |at: u32| medium.classes[wide(at)].1;
    for promotion in &medium.promotions {
        // Instances, and units by role and class that add up to them.
        let mut roles = |problem: &mut Problem, roles: Vec<(i64, &Vec<u32>)>, once: i64, rate: i64| {
            let all: i64 = medium.classes.iter().map(|(units, _)| units).sum();
            let times: Variable = problem.add_integer_var(float(once), (0, whole(all)));
            for (count, classes) in roles {
                let mut role = LinearExpr::empty();
                role.add(times, float(-count));
                for at in classes {
                    let units = problem.add_integer_var(float(rate * cost(*at)), (0, whole(most(*at))));
                    role.add(units, 1.0);
                    taken[wide(*at)].add(units, 1.0);
                }
                problem.add_constraint(role, ComparisonOp::Eq, 0.0);
            }
        };
        match promotion {
            Promotion::Price(of, price) => {
                let of = of.iter().map(|classes| (1, classes)).collect();
                roles(&mut problem, of, -100 * *price, 100);
            }
            Promotion::Percent(of, rate) => {
                let of = of.iter().map(|(count, classes)| (*count, classes)).collect();
                roles(&mut problem, of, 0, *rate);
            }
            Promotion::CheapestFree(count, classes) => {
                for (units, cheapest) in handfuls(&medium.classes, classes, *count) {
                    let times = problem.add_integer_var(float(100 * cheapest), (0, 100));
                    let mut by_class: BTreeMap<u32, i64> = BTreeMap::new();
                    for at in units {
                        *by_class.entry(at).or_default() += 1;
                    }
                    for (at, units) in by_class {
                        taken[wide(at)].add(times, float(units));
                    }
                }
            }
            Promotion::Units(rate, classes, limit) => {
                let mut pieces = LinearExpr::empty();
                for at in classes {
                    let units = problem.add_integer_var(float(rate * cost(*at)), (0, whole(most(*at))));
                    pieces.add(units, 1.0);
                    taken[wide(*at)].add(units, 1.0);
                }
                problem.add_constraint(pieces, ComparisonOp::Le, float(*limit));
            }
        }
    }
    for (expression, (units, _)) in taken.into_iter().zip(&medium.classes) {
        problem.add_constraint(expression, ComparisonOp::Le, float(*units));
    }
    let solution = problem.solve().ok()?.into_solution().ok()?;
    Some(solution.objective().round() as i128)
}

#[test]
fn medium_problems_are_solved_like_by_an_integer_programme() {
    let (mut equal, mut bounded, mut unsolved) = (0, 0, 0);
    for seed in 0..150 {
        let medium = medium(&mut Dice(seed + 77));
        let packing = packing(&medium);
        let Some(expected) = programme(&medium) else {
            unsolved += 1;
            continue;
        };
        let found = search(&packing, false, BEST_WORK);
        let value = worth(&packing, &found.counts).unwrap();
        if found.missed > 0 {
            bounded += 1;
            assert!(value <= expected && expected <= value + found.missed, "seed {seed}");
        } else {
            assert_eq!(value, expected, "seed {seed}");
            equal += 1;
        }
    }
    println!("{equal} equal, {bounded} within their bound, {unsolved} that the library could not solve");
    assert!(equal >= 100 && unsolved <= 10);
}
