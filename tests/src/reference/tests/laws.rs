//! The search for the best combination against trying every unit by itself, and laws that speak of several decisions (semantics §10).

use super::super::best::assign;
use super::super::condition::Scene;
use super::super::decision::Events;
use super::super::effect::{Candidate, Kind, resolve};
use super::super::goods::Goods;
use super::super::rational::Rational;
use super::super::spread::{self, Share};
use super::super::{phase_of, schemes};
use crate::generate::{Case, case};
use crate::model::{Combine, Limit, Phase, Protect, Protection, Rule, Scope, Side};
use std::cmp::Reverse;

/// One combination judged in the words of semantics.md §2 and §9.1: greater is better.
type Judged = (Rational, Vec<Rational>, Reverse<usize>, Reverse<Vec<Vec<usize>>>);

fn judge(goods: &Goods, candidates: &[Candidate<'_>], lists: &[Vec<usize>]) -> Option<Judged> {
    let mut benefits = vec![Rational::ZERO; candidates.len()];
    let mut effect = false;
    // What is left of each unit's run above its floors; sums and cut limits look for room after the others.
    let mut rooms: Vec<Rational> = (0..goods.runs.len())
        .map(|run| Rational::whole(goods.room(run)))
        .collect();
    let spreads = |candidate: &Candidate<'_>| matches!(candidate.kind, Kind::Sum(..)) || candidate.cut().is_some();
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by_key(|&place| spreads(&candidates[place]));
    for place in order {
        let (candidate, units) = (&candidates[place], &lists[place]);
        if candidate
            .pieces
            .is_some_and(|pieces| pieces < i64::try_from(units.len()).unwrap())
        {
            return None;
        }
        let mut shares: Vec<Share<usize>> = Vec::new();
        let mut rounded = 0;
        for (run, room) in rooms.iter().enumerate() {
            let of_run = || units.iter().copied().filter(|&unit| goods.units[unit].run == run);
            let amount: Rational = of_run().map(|unit| goods.units[unit].amount).sum();
            let wanted: Rational = match candidate.kind {
                Kind::Sum(..) => amount,
                Kind::PerUnit(_) | Kind::Receipt(..) | Kind::Set(_) => of_run()
                    .map(|unit| candidate.nominal(goods, unit).min(goods.units[unit].amount))
                    .sum(),
            };
            let whole = amount.min(*room).floor();
            rounded += match candidate.kind {
                Kind::Sum(..) => whole,
                Kind::PerUnit(_) | Kind::Receipt(..) | Kind::Set(_) => wanted.min(*room).round(goods.mode).min(whole),
            };
            shares.push(Share {
                weight: amount,
                cap: wanted.min(*room),
                key: run,
            });
        }
        let mut benefit: Rational = shares.iter().map(|share| share.cap).sum();
        if let Kind::Sum(sum, _) = candidate.kind {
            benefit = benefit.min(Rational::whole(sum));
            rounded = rounded.min(sum);
        }
        if candidate.refusal().is_some_and(|limit| rounded > limit) {
            return None;
        }
        effect |= rounded > 0;
        if let Some(cut) = candidate.cut() {
            benefit = benefit.min(Rational::whole(cut));
        }
        for (room, part) in rooms.iter_mut().zip(spread::exactly(benefit, &shares)) {
            *room -= part;
        }
        benefits[place] = benefit;
    }
    // A combination that rounds to nothing has no effect (semantics §9.8): nobody taking anything stands for it.
    if !effect && lists.iter().any(|list| !list.is_empty()) {
        return None;
    }
    let ranked = |units: &Vec<usize>| {
        let mut ranks: Vec<usize> = units.iter().map(|&unit| goods.units[unit].rank).collect();
        ranks.sort_unstable();
        ranks
    };
    let count = lists.iter().map(Vec::len).sum();
    Some((
        benefits.iter().copied().sum(),
        benefits,
        Reverse(count),
        Reverse(lists.iter().map(ranked).collect()),
    ))
}

/// Every way to give each unit to nobody or to one candidate that it concerns.
fn naive(goods: &Goods, candidates: &[Candidate<'_>], scope: Scope) -> Option<Judged> {
    let mut best: Option<Judged> = None;
    let concerned: Vec<Vec<usize>> = candidates.iter().map(Candidate::units).collect();
    let mut choice = vec![0; goods.units.len()];
    loop {
        let lists: Vec<Vec<usize>> = (0..candidates.len())
            .map(|player| {
                (0..goods.units.len())
                    .filter(|&unit| choice[unit] == player + 1)
                    .collect()
            })
            .collect();
        let playing: Vec<usize> = (0..candidates.len())
            .filter(|&player| !lists[player].is_empty())
            .collect();
        let fits = lists
            .iter()
            .zip(&concerned)
            .all(|(list, may)| list.iter().all(|unit| may.contains(unit)));
        let alone = playing.len() < 2
            || !(scope == Scope::Receipt || playing.iter().any(|&player| candidates[player].promotion.exclusive));
        let sku = |unit: usize| &goods.lines[goods.units[unit].line].facts.sku;
        let products = scope != Scope::Product
            || (0..choice.len()).all(|left| {
                (0..left).all(|right| {
                    choice[left] == 0 || choice[right] == 0 || choice[left] == choice[right] || sku(left) != sku(right)
                })
            });
        if fits && alone && products {
            let judged = judge(goods, candidates, &lists);
            if judged > best {
                best = judged;
            }
        }
        let Some(next) = choice.iter().position(|&chosen| chosen < candidates.len()) else {
            return best;
        };
        choice[next] += 1;
        choice[..next].fill(0);
    }
}

fn candidates_of<'a>(case: &'a Case, place: usize, goods: &Goods, scheme: &str) -> Vec<Candidate<'a>> {
    let scene = Scene {
        programme: &case.programme,
        world: &case.worlds[place],
        goods,
    };
    let members = case.programme.promotions.iter().enumerate().filter(|(_, promotion)| {
        phase_of(promotion) == Some(Phase::Goods) && promotion.scheme.as_deref().unwrap_or("goods") == scheme
    });
    let mut candidates: Vec<Candidate<'_>> = members
        .filter_map(|(index, promotion)| resolve(&scene, promotion, index, &mut Events::default()).unwrap().ok())
        .collect();
    candidates.sort_by_key(|candidate| (Reverse(candidate.promotion.priority), candidate.promotion.name.clone()));
    candidates
}

#[test]
fn the_search_finds_what_trying_every_unit_finds() {
    let (mut compared, mut limited) = (0, 0);
    for seed in 0..1000 {
        let case = case(seed);
        for scheme in schemes(&case.programme, Phase::Goods).unwrap() {
            if scheme.combine != Combine::Best || scheme.side != Side::Customer {
                continue;
            }
            for place in 0..case.worlds.len() {
                let mut goods = Goods::read(&case.programme, &case.worlds[place]);
                goods.begin();
                let candidates = candidates_of(&case, place, &goods, &scheme.name);
                let ways = (candidates.len() + 1).pow(u32::try_from(goods.units.len()).unwrap().min(12));
                if candidates.is_empty() || ways > 250 {
                    continue;
                }
                let expected = naive(&goods, &candidates, scheme.scope);
                for decompose in [false, true] {
                    let lists = assign(
                        &goods,
                        &candidates,
                        scheme.scope,
                        Side::Customer,
                        decompose,
                        &mut Events::default(),
                    )
                    .unwrap();
                    assert_eq!(
                        judge(&goods, &candidates, &lists),
                        expected,
                        "seed {seed}, receipt {place}, {decompose}"
                    );
                }
                compared += 1;
                limited += usize::from(
                    candidates
                        .iter()
                        .any(|candidate| candidate.refusal().is_some() || candidate.pieces.is_some()),
                );
            }
        }
    }
    assert!(
        compared > 250 && limited > 60,
        "{compared} compared, {limited} with limits"
    );
}

#[test]
fn decomposing_changes_nothing() {
    for seed in 0..300 {
        let case = case(seed);
        for place in 0..case.worlds.len() {
            let mut goods = Goods::read(&case.programme, &case.worlds[place]);
            goods.begin();
            let candidates = candidates_of(&case, place, &goods, "goods");
            if goods.units.len() > 6 || candidates.len() > 3 {
                continue;
            }
            let by = |decompose| {
                assign(
                    &goods,
                    &candidates,
                    Scope::Unit,
                    Side::Customer,
                    decompose,
                    &mut Events::default(),
                )
                .unwrap()
            };
            assert_eq!(by(true), by(false), "seed {seed}, receipt {place}");
        }
    }
}

#[test]
fn adding_a_promotion_never_lowers_its_own_schemes_exact_benefit() {
    let mut compared = 0;
    for seed in 0..400 {
        let case = case(seed);
        for place in 0..case.worlds.len() {
            let mut goods = Goods::read(&case.programme, &case.worlds[place]);
            goods.begin();
            let candidates = candidates_of(&case, place, &goods, "goods");
            let worth = |candidates: &[Candidate<'_>]| {
                let lists = assign(
                    &goods,
                    candidates,
                    Scope::Unit,
                    Side::Customer,
                    true,
                    &mut Events::default(),
                )
                .unwrap();
                judge(&goods, candidates, &lists).unwrap().0
            };
            if candidates.len() < 2 {
                continue;
            }
            let all = worth(&candidates);
            for left_out in 0..candidates.len() {
                let mut fewer = candidates.clone();
                fewer.remove(left_out);
                assert!(worth(&fewer) <= all, "seed {seed}, receipt {place}");
            }
            compared += 1;
        }
    }
    assert!(compared > 100, "{compared}");
}

#[test]
fn goods_outside_everything_change_nothing_elsewhere() {
    for seed in 0..300 {
        let mut case = case(seed);
        case.programme.protects.push(Protect {
            items: crate::model::Items::Sku(vec!["OUTSIDE".to_owned()]),
            rules: vec![Rule {
                what: Protection::NoPromotion,
                from: None,
                to: None,
            }],
        });
        for world in &case.worlds {
            let without = super::super::decide(&case.programme, world).unwrap();
            let mut more = world.clone();
            more.receipt
                .lines
                .insert(0, crate::model::receipt::Line::pieces("outside", "OUTSIDE", 2, 777));
            let mut with = super::super::decide(&case.programme, &more).unwrap();
            assert_eq!(with.lines.remove(0).discount, 0);
            assert_eq!(with.lines, without.lines, "seed {seed}");
            assert_eq!(with.promotions, without.promotions, "seed {seed}");
        }
    }
}

#[test]
fn no_line_goes_below_its_floor() {
    let mut bound = 0;
    for seed in 0..600 {
        let case = case(seed);
        for world in &case.worlds {
            let goods = Goods::read(&case.programme, world);
            let decision = super::super::decide(&case.programme, world).unwrap();
            for (line, state) in decision.lines.iter().zip(&goods.lines) {
                assert!(
                    Rational::whole(line.net) >= state.floor,
                    "seed {seed}, line {}",
                    line.id
                );
                bound += usize::from(line.discount > 0 && Rational::whole(line.net) == state.floor && line.net > 0);
            }
        }
    }
    assert!(bound > 30, "{bound}");
}

#[test]
fn limits_hold() {
    let (mut pieces, mut money) = (0, 0);
    for seed in 0..600 {
        let case = case(seed);
        for world in &case.worlds {
            let decision = super::super::decide(&case.programme, world).unwrap();
            for promotion in &case.programme.promotions {
                let parts = || {
                    decision
                        .lines
                        .iter()
                        .flat_map(|line| &line.applied)
                        .filter(|part| part.promotion == promotion.name)
                };
                for limit in &promotion.limits {
                    match limit {
                        Limit::Times(_) | Limit::Across(..) => {}
                        Limit::Pcs(count) => {
                            assert!(
                                parts().map(|part| part.quantity).sum::<i64>() <= count * 1000,
                                "seed {seed}"
                            );
                            pieces += parts().count();
                        }
                        Limit::Money { amount, .. } => {
                            assert!(parts().map(|part| part.amount).sum::<i64>() <= *amount, "seed {seed}");
                            money += parts().count();
                        }
                    }
                }
            }
        }
    }
    assert!(pieces > 50 && money > 50, "{pieces} {money}");
}
