//! `best` where sets take part: the combination is assembled and taken off the goods, promotion by promotion.

use perk_plan::plan::{Rounding, Scheme};

use super::Act;
use super::apply::{commit, given, held_back};
use super::assemble::{self, Assembled, Terms};
use super::choose::{Room, Take};
use super::instance::Filling;
use super::instance::settle::{Carving, bound, settle};
use crate::engine::Engine;
use crate::fault::Fault;
use crate::index::wide;
use crate::intake::Case;
use crate::limits::BEST_WORK;
use crate::money::Ratio;
use crate::workspace::Workspace;

/// Runs the acts of a scheme of kind `best`, some of which are about sets. Segments are ready.
pub(crate) fn run(engine: &Engine, case: &Case, number: u16, rules: &Scheme, workspace: &mut Workspace) {
    let rounding = engine.plan().rounding;
    let mut acts: Vec<Act> = workspace.acts.iter().filter(|act| !act.is_message()).copied().collect();
    let found = loop {
        let room = workspace.room(case, rounding);
        match assemble::best(&room, rules, &acts, BEST_WORK) {
            Ok(found) => break found,
            Err(fault) => {
                // Whoever has figures that do not fit is left out, and the decision says so.
                let broken = |act: &&Act| assemble::own(&room, act, Terms::All, &|_| true, BEST_WORK).is_err();
                let mut out: Vec<u32> = acts.iter().filter(broken).map(|act| act.promotion).collect();
                if out.is_empty() {
                    out = acts.iter().map(|act| act.promotion).collect();
                }
                acts.retain(|act| !out.contains(&act.promotion));
                workspace
                    .outcome
                    .faults
                    .extend(out.into_iter().map(|promotion| (promotion, fault)));
            }
        }
    };
    workspace.searched = workspace.searched.saturating_add(found.work);
    if found.missed > 0 {
        bound(workspace, number, found.missed);
    }
    let mut parts: Vec<(&Act, &Assembled)> = Vec::with_capacity(found.parts.len());
    for part in &found.parts {
        parts.extend(acts.get(wide(part.act)).map(|act| (act, part)));
    }
    // Sums and what a limit cuts come last: they find room where the others leave it, the others cannot.
    let spreads =
        |act: &Act| act.spreads(&workspace.offers) || act.set(&workspace.sets).is_some_and(super::SetOffer::spreads);
    parts.sort_by_key(|(act, _)| spreads(act));
    let mut carving = Carving::default();
    for (act, part) in parts {
        let done = if act.set.is_some() {
            instances(case, number, rounding, act, part, &mut carving, workspace)
        } else {
            plain(case, number, rounding, act, part, &mut carving, workspace)
        };
        if let Err(fault) = done {
            workspace.outcome.faults.push((act.promotion, fault));
        }
    }
}

fn instances(
    case: &Case,
    number: u16,
    rounding: Rounding,
    act: &Act,
    part: &Assembled,
    carving: &mut Carving,
    workspace: &mut Workspace,
) -> Result<(), Fault> {
    let limited = assemble::held_back(&workspace.room(case, rounding), act, &part.instances, &|segment| {
        !segment.taken
    });
    let (settled, fault) = settle(workspace, case, rounding, act, &part.instances, carving);
    if settled.amount > 0 {
        settled.note(number, act, limited, workspace);
    }
    fault.map_or(Ok(()), Err)
}

fn plain(
    case: &Case,
    number: u16,
    rounding: Rounding,
    act: &Act,
    part: &Assembled,
    carving: &mut Carving,
    workspace: &mut Workspace,
) -> Result<(), Fault> {
    let mut whole = Vec::new();
    for filling in part.instances.iter().flatten() {
        let Filling {
            segment, from, units, ..
        } = *filling;
        whole.extend(carving.whole(&mut workspace.ledger, segment, from, units)?);
    }
    let room = workspace.room(case, rounding);
    let mut takes = Vec::with_capacity(whole.len());
    for (segment, units) in whole {
        takes.extend(take(&room, act, segment, units)?);
    }
    let Some(given) = given(&room, act, &takes)? else {
        return Ok(());
    };
    let limited = held_back(&room, act, &given, |segment| !segment.taken)?;
    commit(workspace, case, (act.promotion, 0), &given.list)?;
    if given.total() > 0 {
        workspace.outcome.applied.push(given.applied(act, number, limited));
    }
    Ok(())
}

/// A whole segment with the better of a promotion's offers.
fn take(room: &Room<'_>, act: &Act, segment: u32, units: i64) -> Result<Option<Take>, Fault> {
    let found = room.segment(segment)?;
    // One sum is all that the promotion gives.
    let sum = room.sums(act, found.run).next();
    let taken = match sum {
        Some((number, _)) => Some((number, Ratio::ZERO)),
        None => room.better(act, found)?,
    };
    Ok(taken.map(|(offer, benefit)| Take {
        segment,
        units,
        offer,
        benefit,
    }))
}
