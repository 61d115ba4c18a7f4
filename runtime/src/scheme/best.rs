//! `best`: the combination with the greatest benefit, or for the retailer the least of those to which nothing can be
//! added (semantics §2, §3, §9.1). Promotions that must stand alone are weighed against the combination of the others.

use std::cmp::Ordering;

use perk_plan::plan::{Favour, Rounding, Scheme, Scope};
use rustc_hash::FxHashMap;

use super::apply::{carve, commit, given, held_back, portions};
use super::choose::{Room, Take};
use super::solve::Total;
use super::{Act, Kind, assembled, order, say, segment, solve};
use crate::engine::Engine;
use crate::fault::Fault;
use crate::index::wide;
use crate::intake::Case;
use crate::limits::{ALONE_WORK, BEST_WORK};
use crate::money::Ratio;
use crate::workspace::Workspace;

/// A combination of promotions.
#[derive(Debug, Clone)]
pub(crate) struct Combination {
    /// Position of each act that takes part, its exact benefit and the units it takes.
    pub parts: Vec<(u32, Total, Vec<Take>)>,
    /// The exact benefit of all together.
    pub value: Total,
    /// Upper bound of what a longer search might still have found.
    pub missed: Total,
}

impl Combination {
    fn benefit(&self, act: u32) -> Total {
        let part = self.parts.iter().find(|(at, ..)| *at == act);
        part.map_or(Total::ZERO, |(_, benefit, _)| *benefit)
    }
}

/// What a search came to.
#[derive(Debug, Default)]
struct Searched {
    best: Option<Combination>,
    /// Upper bound, in minor units, of what a longer search might have found among all that were weighed.
    missed: Option<i64>,
    faults: Vec<(u32, Fault)>,
}

/// Runs a scheme of kind `best`.
pub(crate) fn run(engine: &Engine, case: &Case, number: u16, rules: &Scheme, workspace: &mut Workspace) {
    segment::begin(case, &mut workspace.ledger);
    messages(number, rules, workspace);
    if !workspace.sets.is_empty() {
        segment::part(case, &workspace.found, &workspace.sets, &mut workspace.ledger);
        assembled::run(engine, case, number, rules, workspace);
        segment::end(case, &mut workspace.ledger);
        return;
    }
    let rounding = engine.plan().rounding;
    let acts = workspace.acts.clone();
    let (faults, open) = (workspace.outcome.faults.len(), open(case, workspace));
    let found = search(&workspace.room(case, rounding), rules, &acts, BEST_WORK);
    workspace.outcome.faults.extend(found.faults);
    if let Some(best) = found.best {
        apply(case, number, rounding, best, &acts, workspace);
    }
    // Whoever was left out for figures that do not fit might have given all that the goods still cost; nobody more.
    let left_out = (workspace.outcome.faults.len() > faults).then_some(open);
    let missed = found.missed.map(|missed| missed.min(open)).max(left_out);
    workspace.outcome.bounded.extend(missed.map(|missed| (number, missed)));
    segment::end(case, &mut workspace.ledger);
}

/// What all goods that may receive discounts still cost above their floors.
fn open(case: &Case, workspace: &Workspace) -> i64 {
    let rooms = (0_u32..).zip(&case.runs).filter(|(_, run)| run.receives);
    rooms.fold(0, |sum: i64, (at, _)| {
        sum.saturating_add(workspace.ledger.room(case, at).max(0))
    })
}

/// Takes a combination off the goods. A promotion whose figures do not fit is left out, and the decision warns of it.
fn apply(case: &Case, number: u16, rounding: Rounding, found: Combination, acts: &[Act], workspace: &mut Workspace) {
    let mut parts: Vec<(&Act, Vec<Take>)> = Vec::with_capacity(found.parts.len());
    for (at, _, takes) in found.parts {
        if let Some(act) = acts.get(wide(at)) {
            parts.push((act, takes));
        }
    }
    // Units of a segment go to its takers by priority and name; so does what their run still costs above its floors.
    parts.sort_by(|(a, _), (b, _)| order::by_priority(a, b));
    let mut rest = FxHashMap::default();
    parts.retain_mut(|(act, takes)| {
        let done = carve(&mut workspace.ledger, &mut rest, takes.iter_mut());
        if let Err(fault) = done {
            workspace.outcome.faults.push((act.promotion, fault));
        }
        done.is_ok()
    });
    // Sums and what a limit cuts come last: they find room where the others leave it, the others cannot.
    parts.sort_by_key(|(act, _)| act.spreads(&workspace.offers));
    for (act, takes) in parts {
        if let Err(fault) = part(case, number, rounding, act, &takes, workspace) {
            workspace.outcome.faults.push((act.promotion, fault));
        }
    }
}

/// One promotion of a combination.
fn part(
    case: &Case,
    number: u16,
    rounding: Rounding,
    act: &Act,
    takes: &[Take],
    workspace: &mut Workspace,
) -> Result<(), Fault> {
    let room = workspace.room(case, rounding);
    let Some(given) = given(&room, act, takes)? else {
        return Ok(());
    };
    let limited = held_back(&room, act, &given, |_| true)?;
    commit(workspace, case, (act.promotion, 0), &given.list)?;
    if given.total() > 0 {
        workspace.outcome.applied.push(given.applied(act, number, limited));
    }
    Ok(())
}

/// Promotions that only print or show: none is worth more than another, so priority and name decide.
fn messages(number: u16, rules: &Scheme, workspace: &mut Workspace) {
    let mut acts: Vec<Act> = workspace.acts.iter().filter(|act| act.is_message()).copied().collect();
    acts.sort_by(order::by_priority);
    let mut said = false;
    for act in acts {
        if said && (act.exclusive || rules.scope == Scope::Receipt) {
            continue;
        }
        say(number, &act, workspace);
        said = true;
        if act.exclusive {
            break;
        }
    }
}

/// Weighs those that must stand alone against the combination of the others.
fn search(room: &Room<'_>, rules: &Scheme, acts: &[Act], work: u64) -> Searched {
    let mut together: Vec<u32> = Vec::new();
    let mut alone: Vec<u32> = Vec::new();
    let off_receipt = |act: &Act| act.offers(room.offers).iter().any(|offer| offer.receipt);
    for (at, act) in (0_u32..).zip(acts) {
        if act.is_message() {
            continue;
        }
        if act.exclusive || off_receipt(act) || rules.scope == Scope::Receipt {
            alone.push(at)
        } else {
            together.push(at)
        }
    }
    let mut candidates: Vec<Vec<u32>> = alone.iter().map(|at| vec![*at]).collect();
    if !together.is_empty() {
        candidates.push(together);
    }
    let mut searched = Searched::default();
    let mut weighed = Vec::with_capacity(candidates.len());
    for members in candidates {
        let single = match members.as_slice() {
            [at] => acts.get(wide(*at)).filter(|act| off_receipt(act)).map(|act| (*at, act)),
            _ => None,
        };
        let found = match single {
            Some((at, act)) => match receipt(room, at, act) {
                Ok(Some(found)) => found,
                Ok(None) => continue,
                Err(fault) => {
                    searched.faults.push((act.promotion, fault));
                    continue;
                }
            },
            None => solve::solve(room, rules, acts, &members, work, &mut searched.faults),
        };
        // What comes to nothing may still miss something.
        let something = rounds_to_something(room, &found);
        if something || found.missed.is_positive() {
            weighed.push((found, something));
        }
    }
    let mut unsure = false;
    let mut best: Option<&Combination> = None;
    for (found, _) in weighed.iter().filter(|(_, something)| *something) {
        let wins = match best {
            None => Some(true),
            Some(best) => prefers(rules, acts, found, best),
        };
        unsure |= wins.is_none();
        if wins == Some(true) {
            best = Some(found);
        }
    }
    let value = best.map_or(Total::ZERO, |best| best.value);
    let bounded = weighed.iter().any(|(found, _)| found.missed.is_positive());
    // What the best itself comes to is the same on both sides.
    let missed = weighed.iter().map(|(found, _)| match rules.favour {
        Favour::Customer | Favour::Retailer if best.is_some_and(|best| std::ptr::eq(best, found)) => {
            found.missed.above(&Total::ZERO)
        }
        Favour::Customer => {
            let mut hope = found.value;
            hope.join(&found.missed);
            hope.above(&value)
        }
        Favour::Retailer => {
            let mut least = value;
            least.join(&found.missed);
            least.above(&found.value)
        }
    });
    searched.missed = missed
        .filter(|_| bounded || unsure)
        .max()
        .into_iter()
        .chain(unsure.then_some(1))
        .max()
        .filter(|missed| *missed > 0);
    searched.best = best.cloned();
    searched
}

/// What a promotion would be worth if it stood alone, in whole minor units: for explanations, which ask it of every promotion
/// that was displaced. Bounded by [`ALONE_WORK`].
pub(crate) fn alone(room: &Room<'_>, rules: &Scheme, act: &Act) -> Result<i64, Fault> {
    let found = search(room, rules, std::slice::from_ref(act), ALONE_WORK);
    if let Some((_, fault)) = found.faults.first() {
        return Err(*fault);
    }
    let mut sum: i64 = 0;
    for (_, _, takes) in found.best.iter().flat_map(|found| &found.parts) {
        if let Some(given) = given(room, act, takes)? {
            sum = sum.saturating_add(given.total());
        }
    }
    Ok(sum)
}

/// Whether a combination has an effect: zero is zero after rounding (§9.8). Figures that do not fit are no zero: who has them
/// is left out, and the decision says so.
fn rounds_to_something(room: &Room<'_>, found: &Combination) -> bool {
    let something = |takes: &[Take]| portions(room, takes, None).map_or(true, |portions| portions.total() > 0);
    found.parts.iter().any(|(_, _, takes)| something(takes))
}

/// Whether one combination is to be preferred to another; `None`: they are too close to tell.
fn prefers(rules: &Scheme, acts: &[Act], a: &Combination, b: &Combination) -> Option<bool> {
    let order = a.value.compare(&b.value)?;
    let order = match rules.favour {
        Favour::Customer => order,
        Favour::Retailer => order.reverse(),
    };
    if order != Ordering::Equal {
        return Some(order == Ordering::Greater);
    }
    let mut ranked: Vec<(u32, &Act)> = (0_u32..).zip(acts).collect();
    ranked.sort_by(|(_, a), (_, b)| order::by_priority(a, b));
    for (at, _) in ranked {
        match a.benefit(at).compare(&b.benefit(at))? {
            Ordering::Equal => {}
            Ordering::Greater => return Some(true),
            Ordering::Less => return Some(false),
        }
    }
    let units = |found: &Combination| {
        found
            .parts
            .iter()
            .flat_map(|(_, _, takes)| takes)
            .fold(0_i64, |sum, take| sum.saturating_add(take.units))
    };
    Some(units(a) < units(b))
}

/// A promotion off the receipt: the better of its offers, on all units that may receive it.
fn receipt(room: &Room<'_>, at: u32, act: &Act) -> Result<Option<Combination>, Fault> {
    let mut best: Option<(Ratio, Vec<Take>)> = None;
    for number in act.offers.0..act.offers.1 {
        let single = Act {
            offers: (number, number.saturating_add(1)),
            ..*act
        };
        let takes = room.choose(&single, |_| true)?;
        if given(room, act, &takes)?.is_none() {
            continue;
        }
        let worth = worth(room, act, &takes, number)?;
        if best
            .as_ref()
            .is_none_or(|(other, _)| worth.compare(*other) == Ordering::Greater)
        {
            best = Some((worth, takes));
        }
    }
    Ok(best.map(|(worth, takes)| Combination {
        parts: vec![(at, Total::of(worth), takes)],
        value: Total::of(worth),
        missed: Total::ZERO,
    }))
}

/// The exact benefit of one offer on some units, within floors and the promotion's money limit.
pub(crate) fn worth(room: &Room<'_>, act: &Act, takes: &[Take], offer: u32) -> Result<Ratio, Fault> {
    let sum = match room.offer(offer)?.kind {
        Kind::Sum(amount) => Some(amount),
        Kind::Percent { .. } | Kind::Each(_) | Kind::Price(_) => None,
    };
    let mut by_run: std::collections::BTreeMap<u32, Ratio> = std::collections::BTreeMap::new();
    for take in takes {
        let segment = room.segment(take.segment)?;
        let more = if sum.is_some() {
            segment.running_of(take.units)?
        } else {
            take.benefit
        };
        let found = by_run.entry(segment.run).or_insert(Ratio::ZERO);
        *found = found.plus(more)?;
    }
    let mut value = Ratio::ZERO;
    for (run, benefit) in by_run {
        value = value.plus(benefit.at_most(Ratio::whole(room.ledger.room(room.case, run))))?;
    }
    if let Some(sum) = sum {
        value = value.at_most(Ratio::whole(sum));
    }
    if let Some((most, true)) = act.money {
        value = value.at_most(Ratio::whole(most));
    }
    Ok(value)
}
