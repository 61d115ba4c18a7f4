//! One scheme: which of its promotions act, in what order, on which units (semantics §2); it must not know phases.

use super::super::model::receipt::World;
use super::super::model::{Combine, ForEach, Phase, Pick, Programme, Promotion, Scheme, Scope, Side};
use super::RefError;
use super::apply::{Applied, apply, apply_instances};
use super::condition::Scene;
use super::decision::{Events, Outcome, Reason};
use super::effect::{Candidate, Kind, resolve};
use super::goods::{Goods, LineState};
use super::rational::Rational;
use super::sets::{Instance, measured};
use super::{assemble, best, select};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What became of one promotion of the scheme.
#[derive(Debug, Clone)]
pub(super) struct Verdict {
    pub(super) index: usize,
    pub(super) outcome: Outcome,
    pub(super) applied: Applied,
    pub(super) alone: i64,
}

/// Runs a scheme over the goods.
pub(super) fn run(
    programme: &Programme,
    world: &World,
    goods: &mut Goods,
    scheme: &Scheme,
    promotions: &[(usize, &Promotion)],
    events: &mut Events,
) -> Result<Vec<Verdict>, RefError> {
    goods.begin();
    (events.splits, events.fractions) = (events.splits + goods.split_runs(), events.fractions + goods.fractions());
    cut_weighed(programme, promotions, goods);
    let mut verdicts = Vec::new();
    let mut candidates: Vec<Candidate<'_>> = Vec::new();
    let scene = Scene {
        programme,
        world,
        goods: &*goods,
    };
    for &(index, promotion) in promotions {
        match resolve(&scene, promotion, index, events)? {
            Ok(candidate) => candidates.push(candidate),
            Err(reason) => verdicts.push(Verdict {
                index,
                outcome: Outcome::NotApplied(reason),
                applied: Applied::default(),
                alone: 0,
            }),
        }
    }
    candidates.sort_by_key(|candidate| (Reverse(candidate.promotion.priority), candidate.promotion.name.as_str()));
    let before = goods.clone();
    let results = match scheme.combine {
        Combine::Best => run_best(goods, scheme, &candidates, events)?,
        Combine::First | Combine::All => run_in_order(goods, scheme, &mut candidates, events)?,
    };
    let some_applied = results.iter().any(|applied| applied.total > 0);
    events.retailer += u64::from(scheme.side == Side::Retailer && some_applied);
    for (candidate, applied) in candidates.iter().zip(results) {
        let alone = self::alone(&before, scheme, candidate)?;
        let outcome = if applied.total > 0 {
            Outcome::Applied
        } else if alone > 0 && applied.refused {
            Outcome::Limited
        } else if alone > 0 && some_applied {
            Outcome::Displaced
        } else if alone > 0 {
            // Its part of a combination that rounds to nothing.
            Outcome::NotApplied(Reason::NoEffect)
        } else if self::alone(&before, scheme, &candidate.unlimited())? > 0 {
            Outcome::Limited
        } else {
            Outcome::NotApplied(Reason::NoEffect)
        };
        events.zeros += u64::from(outcome == Outcome::NotApplied(Reason::NoEffect));
        let uncut = candidate.unlimited_money();
        events.money +=
            u64::from(candidate.refusal().is_some() && self::alone(&before, scheme, &uncut)? > applied.total);
        events.displaced += u64::from(outcome == Outcome::Displaced);
        events.limited += u64::from(outcome == Outcome::Limited);
        events.exclusivity +=
            u64::from(candidate.promotion.exclusive && (applied.total > 0 || outcome == Outcome::Displaced));
        verdicts.push(Verdict {
            index: candidate.index,
            outcome,
            applied,
            alone,
        });
    }
    goods.join();
    Ok(verdicts)
}

/// Sets that ask for weight or volume may take some of a weighed line: such lines are cut into equal parts, small enough that
/// every way to fill the roles is a choice of whole parts.
pub(super) fn cut_weighed(programme: &Programme, promotions: &[(usize, &Promotion)], goods: &mut Goods) {
    let named = |name: &String| {
        programme
            .sets
            .iter()
            .find(|(other, _)| other == name)
            .map(|(_, set)| set)
    };
    let mut picks: Vec<&Pick> = Vec::new();
    for (_, promotion) in promotions {
        match &promotion.for_each {
            Some(ForEach::Inline(pick)) => picks.push(pick),
            Some(ForEach::Named(name)) => {
                picks.extend(
                    named(name)
                        .into_iter()
                        .flat_map(|set| set.roles.iter().map(|(_, pick)| pick)),
                );
            }
            None => {}
        }
    }
    let asked: Vec<(&Pick, u8, Rational)> = picks
        .into_iter()
        .filter_map(|pick| measured(pick.count).map(|(dimension, need)| (pick, dimension, need)))
        .collect();
    let wanted = |line: &LineState| {
        line.weighed
            && asked.iter().any(|(pick, dimension, _)| {
                line.facts.unit.dimension() == *dimension && select::items(programme, &pick.items, &line.facts)
            })
    };
    let mut step: Option<Rational> = None;
    let of_lines = goods.units.iter().filter(|unit| wanted(&goods.lines[unit.line]));
    let measures =
        of_lines.map(|unit| unit.quantity * Rational::whole(goods.lines[unit.line].facts.unit.thousandths()));
    for measure in measures.chain(asked.iter().map(|&(_, _, need)| need)) {
        step = Some(step.map_or(measure, |step| step.common_part(measure)));
    }
    if let Some(step) = step {
        goods.cut(step, &wanted);
    }
}

/// What a promotion would come to if it were the only one of its scheme.
fn alone(goods: &Goods, scheme: &Scheme, candidate: &Candidate<'_>) -> Result<i64, RefError> {
    let (mut goods, events) = (goods.clone(), &mut Events::default());
    if candidate.takes_sets() {
        let only = std::slice::from_ref(candidate);
        let instances = assemble::assign(&goods, only, Scope::Unit, Side::Customer, events)?.remove(0);
        return Ok(apply_instances(&mut goods, candidate, &instances, events).total);
    }
    let units = if scheme.combine == Combine::Best && scheme.phase == Phase::Goods {
        let only = std::slice::from_ref(candidate);
        best::assign(&goods, only, Scope::Unit, Side::Customer, true, events)?.remove(0)
    } else {
        match candidate.pieces {
            Some(pieces) => dearest(&goods, candidate, candidate.units(), pieces, events),
            None => candidate.units(),
        }
    };
    Ok(apply(&mut goods, candidate, &units, events).total)
}

fn run_best(
    goods: &mut Goods,
    scheme: &Scheme,
    candidates: &[Candidate<'_>],
    events: &mut Events,
) -> Result<Vec<Applied>, RefError> {
    let off_receipt = scheme.phase == Phase::Receipt;
    let mut instances: Vec<Vec<Instance>> = vec![Vec::new(); candidates.len()];
    let units = if candidates.iter().any(Candidate::takes_sets) {
        instances = assemble::assign(goods, candidates, scheme.scope, scheme.side, events)?;
        let units = |list: &Vec<Instance>| list.iter().flatten().map(|&(_, unit)| unit).collect();
        instances.iter().map(units).collect()
    } else if off_receipt {
        one_off_receipt(goods, scheme.side, candidates, events)
    } else {
        best::assign(goods, candidates, scheme.scope, scheme.side, true, events)?
    };
    let mut applied = vec![Applied::default(); candidates.len()];
    // By priority and name; a sum and what a limit cuts come after, because they find their way around floors.
    for spreads in [false, true] {
        for (place, candidate) in candidates.iter().enumerate() {
            if spreads == candidate.spreads() {
                applied[place] = if candidate.takes_sets() {
                    apply_instances(goods, candidate, &instances[place], events)
                } else {
                    apply(goods, candidate, &units[place], events)
                };
            }
        }
    }
    for (candidate, applied) in candidates.iter().zip(&applied) {
        let full = candidate
            .pieces
            .is_some_and(|pieces| usize::try_from(pieces) == Ok(applied.units.len()));
        let bound = full || (candidate.refusal().is_some() && applied.total > 0);
        events.limits += u64::from(bound);
    }
    Ok(applied)
}

/// Discounts off the receipt all take every unit: at most one acts.
fn one_off_receipt(goods: &Goods, side: Side, candidates: &[Candidate<'_>], events: &mut Events) -> Vec<Vec<usize>> {
    let mut best: Option<(Rational, usize)> = None;
    for (place, candidate) in candidates.iter().enumerate() {
        let result = apply(
            &mut goods.clone(),
            &Candidate {
                money: Vec::new(),
                ..candidate.clone()
            },
            &candidate.units(),
            &mut Events::default(),
        );
        if candidate.refusal().is_some_and(|limit| result.total > limit) {
            events.limits += 1;
            continue;
        }
        let mut by_run: BTreeMap<usize, Rational> = BTreeMap::new();
        for unit in candidate.units() {
            let state = &goods.units[unit];
            *by_run.entry(state.run).or_insert(Rational::ZERO) += match &candidate.kind {
                Kind::Sum(..) => state.amount,
                Kind::PerUnit(_) | Kind::Receipt(..) | Kind::Set(_) => candidate.nominal(goods, unit).min(state.amount),
            };
        }
        let mut benefit: Rational = by_run
            .iter()
            .map(|(&run, &exact)| exact.min(Rational::whole(goods.room(run))))
            .sum();
        if let Kind::Sum(sum, _) = candidate.kind {
            benefit = benefit.min(Rational::whole(sum));
        }
        if let Some(cut) = candidate.cut() {
            benefit = benefit.min(Rational::whole(cut));
        }
        if !benefit.positive() || (side == Side::Retailer && result.total == 0) {
            continue;
        }
        // Candidates come by (priority, name): of equals the first stays.
        let better = best.is_none_or(|(other, _)| match side {
            Side::Customer => benefit > other,
            Side::Retailer => benefit < other,
        });
        if best.is_some_and(|(other, _)| other == benefit) {
            events.ties += 1;
        }
        if better {
            best = Some((benefit, place));
        }
    }
    candidates
        .iter()
        .enumerate()
        .map(|(place, candidate)| {
            if best.is_some_and(|(_, chosen)| chosen == place) {
                candidate.units()
            } else {
                Vec::new()
            }
        })
        .collect()
}

/// `first` and `all`: the order is priority, then the uncapped benefit at the start of the scheme, then name.
fn run_in_order(
    goods: &mut Goods,
    scheme: &Scheme,
    candidates: &mut [Candidate<'_>],
    events: &mut Events,
) -> Result<Vec<Applied>, RefError> {
    let mut order: Vec<(Reverse<i64>, Reverse<Rational>, Candidate<'_>)> = Vec::new();
    for candidate in candidates.iter() {
        let benefit = assemble::uncapped(goods, candidate)?;
        order.push((
            Reverse(candidate.promotion.priority),
            Reverse(benefit),
            candidate.clone(),
        ));
    }
    order.sort_by(|left, right| {
        let key = |(priority, benefit, candidate): &(Reverse<i64>, Reverse<Rational>, Candidate<'_>)| {
            (*priority, *benefit, candidate.promotion.name.clone())
        };
        key(left).cmp(&key(right))
    });
    for (place, (_, _, candidate)) in candidates.iter_mut().zip(order) {
        *place = candidate;
    }
    let mut consumed: BTreeSet<usize> = BTreeSet::new();
    let mut results: Vec<Applied> = Vec::new();
    let mut ended = false;
    for candidate in candidates.iter() {
        let anything = results.iter().any(|applied| applied.total > 0);
        if ended || (candidate.promotion.exclusive && anything) {
            results.push(Applied::default());
            continue;
        }
        let free = |unit: &usize| match (scheme.combine, scheme.scope) {
            (Combine::All | Combine::Best, _) => true,
            (Combine::First, Scope::Unit) => !consumed.contains(unit),
            (Combine::First, Scope::Product) => {
                let sku = |unit: usize| &goods.lines[goods.units[unit].line].facts.sku;
                !consumed.iter().any(|&other| sku(other) == sku(*unit))
            }
            (Combine::First, Scope::Receipt) => consumed.is_empty(),
        };
        if candidate.takes_sets() {
            let only = [candidate.only(&|unit| free(&unit))];
            let lists = assemble::assign(goods, &only, Scope::Unit, Side::Customer, events)?;
            let applied = apply_instances(goods, &only[0], &lists[0], events);
            if !matches!(&candidate.kind, Kind::Set(object) if object.reuse) {
                consumed.extend(applied.units.iter().copied());
            }
            ended = candidate.promotion.exclusive && applied.total > 0;
            results.push(applied);
            continue;
        }
        let mut units: Vec<usize> = candidate.units().into_iter().filter(free).collect();
        if let Some(pieces) = candidate.pieces {
            units = dearest(goods, candidate, units, pieces, events);
        }
        let applied = apply(goods, candidate, &units, events);
        consumed.extend(applied.units.iter().copied());
        ended = candidate.promotion.exclusive && applied.total > 0;
        results.push(applied);
    }
    Ok(results)
}

/// The units that a limit of pieces leaves: one after another the one that adds most, then the least by (price, sku, line id).
fn dearest(
    goods: &Goods,
    candidate: &Candidate<'_>,
    mut units: Vec<usize>,
    pieces: i64,
    events: &mut Events,
) -> Vec<usize> {
    let most = usize::try_from(pieces).unwrap_or(0);
    let mut rooms: BTreeMap<usize, Rational> = BTreeMap::new();
    let mut kept = Vec::new();
    loop {
        let more = |unit: usize| {
            let state = &goods.units[unit];
            let room = rooms
                .get(&state.run)
                .copied()
                .unwrap_or_else(|| Rational::whole(goods.room(state.run)));
            let wanted = if let Kind::Sum(..) = candidate.kind {
                state.amount
            } else {
                candidate.nominal(goods, unit).min(state.amount)
            };
            (wanted.min(room), room)
        };
        let next =
            (0..units.len()).min_by_key(|&place| (Reverse(more(units[place]).0), goods.units[units[place]].rank));
        let Some(place) = next.filter(|&place| more(units[place]).0.positive()) else {
            break;
        };
        if kept.len() == most {
            events.limits += 1;
            break;
        }
        let unit = units.remove(place);
        let (taken, room) = more(unit);
        rooms.insert(goods.units[unit].run, room - taken);
        kept.push(unit);
    }
    kept.sort_unstable();
    kept
}
