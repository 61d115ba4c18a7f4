//! One scheme: which of its promotions act, in what order, on which units (semantics §2); it must not know phases.

use super::super::model::receipt::World;
use super::super::model::{Combine, Phase, Programme, Promotion, Scheme, Scope, Side};
use super::RefError;
use super::apply::{Applied, apply};
use super::best;
use super::condition::Scene;
use super::decision::{Events, Outcome, Reason};
use super::effect::{Candidate, Kind, resolve};
use super::goods::Goods;
use super::rational::Rational;
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
    let mut verdicts = Vec::new();
    let mut candidates: Vec<Candidate<'_>> = Vec::new();
    let scene = Scene {
        programme,
        world,
        goods: &*goods,
    };
    for &(index, promotion) in promotions {
        match resolve(&scene, promotion, index, events) {
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
        Combine::First | Combine::All => run_in_order(goods, scheme, &mut candidates, events),
    };
    let some_applied = results.iter().any(|applied| applied.total > 0);
    events.retailer += u64::from(scheme.side == Side::Retailer && some_applied);
    for (candidate, applied) in candidates.iter().zip(results) {
        let quiet = &mut Events::default();
        let off_receipt = scheme.phase == Phase::Receipt;
        let alone = self::alone(&before, candidate, off_receipt, quiet)?;
        let outcome = if applied.total > 0 {
            Outcome::Applied
        } else if alone > 0 && applied.refused {
            Outcome::Limited
        } else if alone > 0 {
            Outcome::Displaced
        } else if self::alone(&before, &candidate.unlimited(), off_receipt, quiet)? > 0 {
            Outcome::Limited
        } else {
            Outcome::NotApplied(Reason::NoEffect)
        };
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
    Ok(verdicts)
}

/// What a promotion would come to if it were the only one of its scheme.
fn alone(goods: &Goods, candidate: &Candidate<'_>, off_receipt: bool, events: &mut Events) -> Result<i64, RefError> {
    let mut goods = goods.clone();
    let units = if off_receipt || (candidate.refusal().is_none() && candidate.pieces.is_none()) {
        candidate.units()
    } else {
        best::assign(
            &goods,
            std::slice::from_ref(candidate),
            Scope::Unit,
            Side::Customer,
            true,
            events,
        )?
        .remove(0)
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
    let units = if off_receipt {
        one_off_receipt(goods, scheme.side, candidates, events)
    } else {
        best::assign(goods, candidates, scheme.scope, scheme.side, true, events)?
    };
    let mut applied = vec![Applied::default(); candidates.len()];
    // By priority and name; a sum and what a limit cuts come after, because they find their way around floors.
    for spreads in [false, true] {
        for (place, candidate) in candidates.iter().enumerate() {
            if spreads == (matches!(candidate.kind, Kind::Sum(..)) || candidate.cut().is_some()) {
                applied[place] = apply(goods, candidate, &units[place], events);
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
                Kind::PerUnit(_) | Kind::Receipt(..) => candidate.nominal(goods, unit).min(state.amount),
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
) -> Vec<Applied> {
    candidates.sort_by_cached_key(|candidate| {
        (
            Reverse(candidate.promotion.priority),
            Reverse(candidate.uncapped(goods)),
            candidate.promotion.name.clone(),
        )
    });
    let mut consumed: BTreeSet<usize> = BTreeSet::new();
    let mut results: Vec<Applied> = Vec::new();
    let mut ended = false;
    for candidate in candidates.iter() {
        let anything = !consumed.is_empty();
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
        let mut units: Vec<usize> = candidate.units().into_iter().filter(free).collect();
        if let Some(pieces) = candidate.pieces {
            units = dearest(goods, candidate, units, pieces, events);
        }
        let applied = apply(goods, candidate, &units, events);
        consumed.extend(applied.units.iter().copied());
        ended = candidate.promotion.exclusive && applied.total > 0;
        results.push(applied);
    }
    results
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
