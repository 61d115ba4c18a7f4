//! Why a promotion whose conditions hold gave nothing: a limit left nothing, or others were better.

use std::collections::BTreeSet;

use perk_plan::plan::Combine;

use super::Scene;
use crate::decision::model::{Became, Displacer, Verdict};
use crate::decision::{amount, name};
use crate::fault::Fault;
use crate::index::wide;
use crate::limits;
use crate::outcome::{Applied, LimitedBy};
use crate::phases::candidates::Candidates;
use crate::scheme::assemble::{self, Terms};
use crate::scheme::choose::Room;
use crate::scheme::{Act, best, offer};

/// The verdict; `None`: alone it would give nothing either.
pub(super) fn verdict(
    scene: &mut Scene<'_>,
    act: &Act,
    used_up: Option<usize>,
    offers: &[offer::Offer],
    scheme: usize,
    found: &Candidates,
) -> Result<Option<Verdict>, Fault> {
    let engine = scene.engine;
    let rules = engine.plan().schemes.get(scheme).ok_or(Fault::BadReference)?;
    let limited = |scene: &Scene<'_>, by: LimitedBy| {
        let mut said = scene.bare(act.promotion, Became::Limited);
        said.limited_by = Some(by.name());
        said.limit = scene.limit_of(act.promotion, by);
        Ok(Some(said))
    };
    let mut worth = 0;
    if !act.is_message() {
        scene.step(scene.case.runs.len());
        let case = scene.case;
        let room = Room {
            case,
            found,
            ledger: scene.ledger(scheme)?,
            offers,
            sets: &[],
            rounding: engine.plan().rounding,
        };
        let alone = |act: &Act| best::alone(&room, rules, act);
        worth = alone(act)?;
        if worth == 0 && used_up.is_none() {
            let (no_pieces, no_money) = (Act { pieces: None, ..*act }, Act { money: None, ..*act });
            let by = if act.pieces.is_some() && alone(&no_pieces)? > 0 {
                LimitedBy::Pieces
            } else if act.money.is_some()
                && alone(&Act {
                    pieces: None,
                    ..no_money
                })? > 0
            {
                LimitedBy::Money
            } else {
                return Ok(None);
            };
            return limited(scene, by);
        }
        if worth == 0 {
            // Even unlimited it would give nothing.
            return Ok(None);
        }
        // Under `all` and `first` a money limit is all or nothing.
        if let Some((most, false)) = act.money
            && rules.combine != Combine::Best
            && alone(&Act { money: None, ..*act })? > most
        {
            return limited(scene, LimitedBy::Money);
        }
    }
    if let Some(at) = used_up {
        return Ok(Some(exhausted(scene, act, at)));
    }
    let runs = offers.iter().flat_map(|offer| found.receivers(offer.row)).collect();
    Ok(displaced(scene, act, worth, runs, scheme))
}

/// A promotion whose goods others have; `None`: nobody has them in its place, its part of the combination rounds to nothing.
fn displaced(scene: &mut Scene<'_>, act: &Act, worth: i64, runs: Vec<u32>, scheme: usize) -> Option<Verdict> {
    let engine = scene.engine;
    let digits = engine.plan().currency.digits;
    let mut said = scene.bare(act.promotion, Became::Displaced);
    said.worth = Some(amount(worth, digits));
    said.by = displacers(scene, act, runs, scheme)
        .into_iter()
        .take(limits::DISPLACERS)
        .map(|other| Displacer {
            promotion: name(engine, other.promotion),
            worth: amount(other.amount, digits),
        })
        .collect();
    scene.step(said.by.len());
    (!said.by.is_empty()).then_some(said)
}

/// A promotion of which nothing is left under one of its limits.
fn exhausted(scene: &Scene<'_>, act: &Act, at: usize) -> Verdict {
    let promotion = scene.engine.plan().promotions.get(wide(act.promotion));
    let limit = promotion.and_then(|promotion| promotion.limits.get(at));
    let by = limit.map(|limit| LimitedBy::of(limit.amount));
    let mut said = scene.bare(act.promotion, Became::Limited);
    said.limited_by = by.map(LimitedBy::name);
    said.limit = scene.limit_at(act.promotion, at);
    said
}

/// The same of a promotion about a set, at the start of its scheme.
pub(super) fn set(
    scene: &mut Scene<'_>,
    act: &Act,
    used_up: Option<usize>,
    room: &Room<'_>,
    scheme: usize,
) -> Result<Option<Verdict>, Fault> {
    scene.step(room.case.runs.len());
    let worth = assemble::alone(room, act, Terms::All)?;
    if worth == 0 {
        if assemble::alone(room, act, Terms::Unlimited)? == 0 {
            return Ok(None);
        }
        let without = |act: &Act| Ok::<bool, Fault>(assemble::alone(room, act, Terms::All)? > 0);
        let by = if act.pieces.is_some() && without(&Act { pieces: None, ..*act })? {
            LimitedBy::Pieces
        } else if act.money.is_some() {
            LimitedBy::Money
        } else {
            LimitedBy::Pieces
        };
        let mut said = scene.bare(act.promotion, Became::Limited);
        said.limited_by = Some(by.name());
        said.limit = scene.limit_of(act.promotion, by);
        return Ok(Some(said));
    }
    if let Some(at) = used_up {
        return Ok(Some(exhausted(scene, act, at)));
    }
    let mut runs = Vec::new();
    for role in act.set(room.sets).into_iter().flat_map(|set| &set.roles) {
        let fitting = (0_u32..)
            .zip(&room.case.runs)
            .filter(|(at, run)| role.fits(room.found, *at, run));
        runs.extend(fitting.map(|(at, _)| at));
    }
    Ok(displaced(scene, act, worth, runs, scheme))
}

/// What applied in its scheme and took its goods, stands alone, or does not suffer it beside itself; by promotion.
fn displacers(scene: &Scene<'_>, act: &Act, runs: Vec<u32>, scheme: usize) -> Vec<Applied> {
    let of_scheme = |applied: &&Applied| usize::from(applied.scheme) == scheme;
    let exclusive = |applied: &Applied| {
        let ready = scene.engine.index.ready.get(wide(applied.promotion));
        ready.is_some_and(|ready| ready.exclusive)
    };
    let sharing: BTreeSet<u32> = runs
        .into_iter()
        .filter_map(|run| scene.takers.get(wide(run)))
        .flatten()
        .copied()
        .collect();
    let everybody = || scene.applied.iter().filter(of_scheme);
    let by: Vec<Applied> = (0_u32..)
        .zip(&scene.applied)
        .filter(|(_, applied)| of_scheme(applied))
        .filter(|(at, applied)| act.exclusive || exclusive(applied) || sharing.contains(at))
        .map(|(_, applied)| *applied)
        .collect();
    if by.is_empty() {
        everybody().copied().collect()
    } else {
        by
    }
}
