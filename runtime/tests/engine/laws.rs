//! Laws that hold for every plan and receipt (semantics §10), on random ones with a fixed seed; `PERK_LONG=1` runs longer.

use std::cell::Cell;

use perk_plan::ops::{Base, ClientFact, Fact, GoodsFact, Object, ProductFact, Unit};
use perk_plan::plan::*;
use perk_plan::{Clients, Compare, Op, Receipt, VerifiedPlan};
use perk_runtime::{DecideOptions, Engine, Explain, Outcome, Workspace};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::kit::*;

const SKUS: [&str; 6] = ["A", "B", "C", "D", "E", "F"];

fn runner() -> TestRunner {
    let cases = if std::env::var_os("PERK_LONG").is_some() {
        20_000
    } else {
        400
    };
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]))
}

#[derive(Debug, Clone)]
struct Promo {
    items: usize,
    give: u8,
    value: i64,
    second: Option<(usize, i64)>,
    threshold: Option<i64>,
    priority: i32,
    exclusive: bool,
    pieces: Option<u32>,
    money: Option<(i64, bool)>,
    scheme: u16,
}

fn promo() -> impl Strategy<Value = Promo> {
    let second = prop::option::weighted(0.15, (0_usize..6, 1_i64..90));
    let limits = (
        prop::option::weighted(0.2, 1_u32..4),
        prop::option::weighted(0.15, (50_i64..900, any::<bool>())),
    );
    let rest = (
        prop::option::weighted(0.2, 500_i64..6_000),
        0_i32..3,
        prop::bool::weighted(0.1),
        0_u16..4,
    );
    (0_usize..6, 0_u8..6, 1_i64..90, second, limits, rest).prop_map(
        |(items, give, value, second, (pieces, money), (threshold, priority, exclusive, scheme))| Promo {
            items,
            give,
            value,
            second,
            threshold,
            priority,
            exclusive,
            pieces,
            money,
            scheme,
        },
    )
}

#[derive(Debug, Clone)]
struct World {
    promos: Vec<Promo>,
    schemes: [(u8, u8, bool); 3],
    floors: Vec<(usize, u8, i64)>,
    lines: Vec<(usize, u8, i64, i64)>,
}

fn world() -> impl Strategy<Value = World> {
    let floors = prop::collection::vec((0_usize..6, 0_u8..4, 1_i64..1_500), 0..3);
    let line = (0_usize..6, 0_u8..8, 1_i64..1_500, 1_i64..6);
    let scheme = (0_u8..3, 0_u8..3, prop::bool::weighted(0.15));
    (
        prop::collection::vec(promo(), 1..7),
        [scheme.clone(), scheme.clone(), scheme],
        floors,
        prop::collection::vec(line, 1..7),
    )
        .prop_map(|(promos, schemes, floors, lines)| World {
            promos,
            schemes,
            floors,
            lines,
        })
}

impl World {
    fn kit(&self) -> Kit {
        let mut kit = Kit::new();
        let scheme = |(combine, scope, retailer): (u8, u8, bool)| {
            let combine = [Combine::Best, Combine::All, Combine::First][usize::from(combine)];
            let scope = [Scope::Unit, Scope::Product, Scope::Receipt][usize::from(scope)];
            (
                combine,
                scope,
                if retailer { Favour::Retailer } else { Favour::Customer },
            )
        };
        let second = kit.text("second");
        let goods = kit.plan.schemes[0].clone();
        kit.plan.schemes.insert(1, Scheme { name: second, ..goods });
        for (at, rules) in self.schemes.iter().enumerate() {
            let (combine, scope, favour) = scheme(*rules);
            kit.plan.schemes[at] = Scheme {
                combine,
                scope,
                favour,
                ..kit.plan.schemes[at].clone()
            };
        }
        let ids: Vec<u32> = (0..6)
            .map(|n| {
                if n == 0 {
                    0
                } else {
                    kit.skus(&SKUS[n - 1..(n + 1).min(6)])
                }
            })
            .collect();
        for (number, promo) in self.promos.iter().enumerate() {
            let receipt = promo.scheme >= 2;
            let give = |kit: &mut Kit, items: u32, give: u8, value: i64| {
                let percent = value.into();
                let off = if receipt { Object::Receipt } else { Object::Items(items) };
                match (give, receipt) {
                    (1, _) => Op::GivePercent {
                        off,
                        percent,
                        base: Base::RunningPrice,
                    },
                    (2, _) => Op::GiveSum {
                        off,
                        amount: value * 13,
                    },
                    (3, false) => Op::GiveEach {
                        off: Object::Items(items),
                        amount: value * 3,
                    },
                    (4, false) => Op::GivePrice {
                        of: Object::Items(items),
                        price: value * 9,
                    },
                    (5, _) => {
                        let steps = vec![
                            Step {
                                from: 500.into(),
                                reward: Reward::Percent(percent),
                            },
                            Step {
                                from: 3_000.into(),
                                reward: Reward::Percent(100.into()),
                            },
                        ];
                        let mode = if value % 2 == 0 {
                            LadderMode::Whole
                        } else {
                            LadderMode::PerSlice
                        };
                        let of = if receipt { 0 } else { items };
                        kit.plan.ladders.push(Ladder {
                            off,
                            of,
                            measure: Measure::Amount,
                            mode,
                            steps,
                        });
                        Op::GiveLadder(u32::try_from(kit.plan.ladders.len() - 1).unwrap())
                    }
                    _ => Op::GivePercent {
                        off,
                        percent,
                        base: Base::SchemeStart,
                    },
                }
            };
            let mut gives = vec![give(&mut kit, ids[promo.items], promo.give, promo.value)];
            if let Some((items, value)) = promo.second {
                gives.push(give(&mut kit, ids[items], u8::try_from(items % 4).unwrap(), value));
            }
            let when = promo
                .threshold
                .map(|minor| amount_at_least(ids[promo.items], minor))
                .into_iter()
                .collect();
            let built = kit.promotion(&format!("p{number}"), promo.scheme.min(2), when, gives);
            built.priority = promo.priority;
            built.exclusive = promo.exclusive;
            built.limits.extend(promo.pieces.map(pieces));
            built
                .limits
                .extend(promo.money.map(|(minor, partial)| money(minor, partial)));
        }
        for (items, rule, value) in &self.floors {
            let rule = match rule {
                0 => ProtectRule::NoPromotion,
                1 => ProtectRule::NoDiscount,
                2 => ProtectRule::DiscountAtMost((value % 100).into()),
                _ => ProtectRule::PriceAtLeast {
                    price: *value,
                    per: (1.into(), Unit::Sale),
                },
            };
            kit.protect(ids[*items], rule);
        }
        kit
    }

    fn receipt(&self) -> Receipt {
        let mut bought = receipt(&[]);
        for (number, (sku, weighed, price, units)) in self.lines.iter().enumerate() {
            let quantity = if *weighed == 0 {
                format!("{units}.137")
            } else {
                units.to_string()
            };
            let mut line = line(&(number + 1).to_string(), SKUS[*sku], &quantity, "0");
            line.price = rust_decimal::Decimal::new(*price, 2);
            bought.lines.push(line);
        }
        bought
    }
}

fn decide(engine: &Engine, bought: &Receipt) -> Outcome {
    let case = engine.intake(bought, &Clients::default()).unwrap();
    engine.evaluate(&case, &mut Workspace::default()).clone()
}

fn sane(outcome: &Outcome) {
    assert_eq!(outcome.faults, []);
    for (at, line) in outcome.lines.iter().enumerate() {
        assert!(0 <= line.net && line.net <= line.gross, "line {at}: {line:?}");
        assert_eq!(line.gross - line.discount, line.net);
        let sum: i64 = outcome
            .allocations
            .iter()
            .filter(|a| usize::try_from(a.line) == Ok(at))
            .map(|a| a.amount)
            .sum();
        assert_eq!(sum, line.discount, "line {at}");
    }
    assert!(outcome.allocations.iter().all(|allocation| allocation.amount > 0));
    let applied: i64 = outcome.applied.iter().map(|applied| applied.amount).sum();
    assert_eq!(applied, outcome.discount);
    assert_eq!(outcome.net, outcome.gross - outcome.discount + outcome.rounding);
}

#[test]
fn allocations_add_up_and_every_path_agrees() {
    let (discounted, several) = (Cell::new(0_u32), Cell::new(0_u32));
    runner()
        .run(&world(), |world| {
            let kit = world.kit();
            let outcome = kit.outcome(&world.receipt());
            sane(&outcome);
            discounted.set(discounted.get() + u32::from(outcome.discount > 0));
            several.set(several.get() + u32::from(outcome.applied.len() > 1));
            Ok(())
        })
        .unwrap();
    assert!(
        discounted.get() > 150 && several.get() > 60,
        "{discounted:?} {several:?}"
    );
}

#[test]
fn floors_and_prohibitions_hold() {
    let bound = Cell::new(0_u32);
    runner()
        .run(&world(), |world| {
            let outcome = decide(&world.kit().engine(), &world.receipt());
            for ((sku, _, price, units), line) in world.lines.iter().zip(&outcome.lines) {
                for (items, rule, value) in &world.floors {
                    // Selection 0 is all goods, n holds SKUs n-1 and n.
                    if *items != 0 && *sku + 1 != *items && *sku != *items {
                        continue;
                    }
                    match rule {
                        0 | 1 => assert_eq!(line.discount, 0),
                        2 => assert!(line.discount * 100 <= line.gross * (value % 100)),
                        _ => assert!(line.net >= (value * units).min(line.gross), "{line:?} {price}"),
                    }
                    bound.set(bound.get() + 1);
                }
            }
            Ok(())
        })
        .unwrap();
    assert!(bound.get() > 100);
}

#[test]
fn the_order_of_lines_changes_nothing() {
    runner()
        .run(&(world(), any::<u64>()), |(world, seed)| {
            let engine = world.kit().engine();
            let bought = world.receipt();
            let outcome = decide(&engine, &bought);
            let mut shuffled = bought.clone();
            let count = shuffled.lines.len();
            for at in 0..count {
                shuffled
                    .lines
                    .swap(at, usize::try_from(seed >> (at * 5)).unwrap_or(0) % count);
            }
            let again = decide(&engine, &shuffled);
            for (line, found) in shuffled.lines.iter().zip(&again.lines) {
                let before = bought.lines.iter().position(|other| other.id == line.id).unwrap();
                assert_eq!(outcome.lines[before], *found, "line {}", line.id);
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn splitting_lines_of_pieces_moves_amounts_but_changes_none() {
    let split = Cell::new(0_u32);
    runner()
        .run(&world(), |world| {
            let engine = world.kit().engine();
            let bought = world.receipt();
            let mut apart = bought.clone();
            apart.lines.clear();
            for original in &bought.lines {
                let units: u32 = if original.quantity.is_integer() {
                    original.quantity.to_string().parse().unwrap()
                } else {
                    0
                };
                // New ids in the old order, because ties go by line id.
                split.set(split.get() + u32::from(units > 1));
                let quantity = if units == 0 { original.quantity } else { 1.into() };
                for unit in 0..units.max(1) {
                    let id = format!("{}{unit:03}", original.id);
                    apart.lines.push(perk_plan::Line {
                        id,
                        quantity,
                        ..original.clone()
                    });
                }
            }
            let (whole, parts) = (decide(&engine, &bought), decide(&engine, &apart));
            let given = |outcome: &Outcome| {
                let mut given: Vec<_> = outcome
                    .applied
                    .iter()
                    .map(|applied| (applied.promotion, applied.amount))
                    .collect();
                given.sort_unstable();
                given
            };
            assert_eq!(given(&whole), given(&parts));
            Ok(())
        })
        .unwrap();
    assert!(split.get() > 200);
}

#[test]
fn a_good_outside_every_selection_changes_nothing_elsewhere() {
    runner()
        .run(&world(), |mut world| {
            world
                .promos
                .retain(|promo| promo.items != 0 && promo.scheme < 2 && promo.second.is_none());
            let engine = world.kit().engine();
            let bought = world.receipt();
            let mut more = bought.clone();
            more.lines.push(line("99", "OUTSIDE", "2", "17.77"));
            let (before, after) = (decide(&engine, &bought), decide(&engine, &more));
            assert_eq!(before.lines[..], after.lines[..bought.lines.len()]);
            assert_eq!(after.lines.last().unwrap().discount, 0);
            Ok(())
        })
        .unwrap();
}

#[test]
fn explanations_never_contradict_the_decision() {
    let verdicts = [const { Cell::new(0_u32) }; 4];
    runner()
        .run(&world(), |world| {
            let kit = world.kit();
            let decision = kit.decide(&world.receipt(), &Clients::default());
            assert_eq!(decision.promotions.len(), world.promos.len());
            let given = kit.given(&world.receipt());
            for said in &decision.promotions {
                use perk_runtime::model::Became;
                let applied = said.outcome == Became::Applied;
                assert_eq!(applied, given.contains_key(&said.promotion), "{said:?}");
                if said.outcome == Became::NotApplied {
                    assert!(
                        said.because.as_ref().is_some_and(|because| because.code != "fault"),
                        "{said:?}"
                    );
                }
                let count = &verdicts[said.outcome as usize];
                count.set(count.get() + 1);
            }
            Ok(())
        })
        .unwrap();
    assert!(verdicts.iter().all(|count| count.get() > 5), "{verdicts:?}");
}

#[test]
fn with_exact_optimality_one_more_promotion_never_lowers_the_benefit() {
    runner()
        .run(&world(), |mut world| {
            world.schemes = [(0, 0, false), (0, 0, false), (0, 2, false)];
            for promo in &mut world.promos {
                promo.scheme = 0;
            }
            let with = decide(&world.kit().engine(), &world.receipt());
            world.promos.pop();
            if world.promos.is_empty() {
                return Ok(());
            }
            let without = decide(&world.kit().engine(), &world.receipt());
            if with.bounded.is_empty() && without.bounded.is_empty() {
                // The law is of exact benefits; rounding moves each run and promotion by half a kopeck at most.
                let slack = i64::try_from(world.lines.len() * (world.promos.len() + 1)).unwrap();
                assert!(
                    with.discount + slack >= without.discount,
                    "{} {}",
                    with.discount,
                    without.discount
                );
            }
            Ok(())
        })
        .unwrap();
}

fn op() -> impl Strategy<Value = Op> {
    let small = 0_u32..4;
    prop_oneof![
        any::<i64>().prop_map(Op::Money),
        (-5_i64..500).prop_map(|n| Op::Number(n.into())),
        any::<bool>().prop_map(Op::Truth),
        small.clone().prop_map(Op::Text),
        small.clone().prop_map(Op::SkuIn),
        small.clone().prop_map(Op::InItems),
        small.clone().prop_map(Op::InCategory),
        small.clone().prop_map(Op::InClients),
        small.clone().prop_map(Op::InStores),
        small.clone().prop_map(|n| Op::Load(Fact::Goods(GoodsFact::Amount, n))),
        small
            .clone()
            .prop_map(|n| Op::Load(Fact::Goods(GoodsFact::Distinct, n))),
        Just(Op::Load(Fact::Product(ProductFact::Price))),
        Just(Op::Load(Fact::Product(ProductFact::Property(3)))),
        Just(Op::Load(Fact::Client(ClientFact::Property(0)))),
        Just(Op::Compare(Compare::AtLeast)),
        Just(Op::Compare(Compare::Equal)),
        Just(Op::And),
        Just(Op::Or),
        Just(Op::Not),
        Just(Op::Between),
        small.clone().prop_map(Op::OneOf),
        (0_u16..3).prop_map(Op::Require),
        small.clone().prop_map(Op::GiveLadder),
        (small.clone(), any::<i64>()).prop_map(|(off, amount)| Op::GiveEach {
            off: Object::Items(off),
            amount
        }),
        (small.clone(), any::<i64>()).prop_map(|(items, price)| Op::GivePrice {
            of: Object::Items(items),
            price
        }),
        (small, any::<i64>(), any::<bool>()).prop_map(|(items, amount, receipt)| Op::GiveSum {
            off: if receipt { Object::Receipt } else { Object::Items(items) },
            amount
        }),
        (-50_i64..5_000).prop_map(|percent| Op::GivePercent {
            off: Object::Items(0),
            percent: percent.into(),
            base: Base::SchemeStart
        }),
    ]
}

#[test]
fn nothing_in_an_unverified_plan_can_panic_or_break_the_sums() {
    let code = || prop::collection::vec(op(), 0..9);
    let plan = (
        prop::collection::vec(code(), 1..4),
        prop::collection::vec((code(), 0_u16..5), 1..4),
        world(),
    );
    runner()
        .run(&plan, |(items, bodies, world)| {
            let mut plan = world.kit().verified().into_plan();
            for (number, code) in items.into_iter().enumerate() {
                plan.items.push(Selection {
                    name: None,
                    code: code.clone(),
                });
                if number == 0 {
                    plan.clients.push(Selection {
                        name: None,
                        code: code.clone(),
                    });
                    plan.stores.push(Selection { name: None, code });
                }
            }
            for (promotion, (body, scheme)) in plan.promotions.iter_mut().zip(bodies) {
                promotion.body = body;
                promotion.scheme = scheme;
                promotion.stores = (scheme == 1).then_some(u32::from(scheme));
            }
            let engine = Engine::load(VerifiedPlan::unverified_for_tests(plan), world.kit().catalog).unwrap();
            let bought = world.receipt();
            let outcome = decide(&engine, &bought);
            for line in &outcome.lines {
                assert!(0 <= line.net && line.net <= line.gross);
            }
            let options = DecideOptions {
                explain: Explain::All,
                source_map: None,
            };
            engine.decide(&bought, &Clients::default(), &options).unwrap();
            Ok(())
        })
        .unwrap();
}
