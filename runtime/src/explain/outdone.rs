//! Why a promotion whose conditions hold gave nothing: a limit left nothing, or others were better.

use std::collections::BTreeSet;

use perk_plan::plan::Combine;

use super::Scene;
use crate::decision::model::{Became, Displacer, Verdict};
use crate::decision::{amount, name};
use crate::fault::Fault;
use crate::index::wide;
use crate::outcome::{Applied, LimitedBy};
use crate::phases::candidates::Candidates;
use crate::scheme::choose::Room;
use crate::scheme::{Act, best, offer};

/// The verdict; `None`: alone it would give nothing either.
pub(super) fn verdict(
    scene: &mut Scene<'_>,
    act: &Act,
    offers: &[offer::Offer],
    scheme: usize,
    found: &Candidates,
) -> Result<Option<Verdict>, Fault> {
    let engine = scene.engine;
    let rules = engine.plan().schemes.get(scheme).ok_or(Fault::BadReference)?;
    let limited = |scene: &Scene<'_>, by: LimitedBy| {
        let mut said = scene.bare(act.promotion, Became::Limited);
        said.limited_by = Some(by.name());
        Ok(Some(said))
    };
    if act.pieces == Some(0) {
        return limited(scene, LimitedBy::Times);
    }
    let mut worth = 0;
    if !act.is_message() {
        scene.step(scene.case.runs.len());
        let case = scene.case;
        let room = Room {
            case,
            found,
            ledger: scene.ledger(scheme)?,
            offers,
            rounding: engine.plan().rounding,
        };
        let alone = |act: &Act| best::alone(&room, rules, act);
        worth = alone(act)?;
        if worth == 0 {
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
        // Under `all` and `first` a money limit is all or nothing.
        if let Some((most, false)) = act.money
            && rules.combine != Combine::Best
            && alone(&Act { money: None, ..*act })? > most
        {
            return limited(scene, LimitedBy::Money);
        }
    }
    let digits = engine.plan().currency.digits;
    let mut said = scene.bare(act.promotion, Became::Displaced);
    said.worth = Some(amount(worth, digits));
    said.by = displacers(scene, act, offers, scheme, found)
        .into_iter()
        .map(|other| Displacer {
            promotion: name(engine, other.promotion),
            worth: amount(other.amount, digits),
        })
        .collect();
    if said.by.is_empty() {
        // Nobody has it in place of this one: its part of the combination rounds to nothing.
        return Ok(None);
    }
    scene.step(said.by.len());
    Ok(Some(said))
}

/// What applied in its scheme and took its goods, stands alone, or does not suffer it beside itself; by promotion.
fn displacers(
    scene: &Scene<'_>,
    act: &Act,
    offers: &[offer::Offer],
    scheme: usize,
    found: &Candidates,
) -> Vec<Applied> {
    let of_scheme = |applied: &&Applied| usize::from(applied.scheme) == scheme;
    let exclusive = |applied: &Applied| {
        let ready = scene.engine.index.ready.get(wide(applied.promotion));
        ready.is_some_and(|ready| ready.exclusive)
    };
    let sharing: BTreeSet<u32> = offers
        .iter()
        .flat_map(|offer| found.receivers(offer.row))
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
