//! Texts of promotions that applied, with their values filled in.

use perk_plan::plan::{Piece, Place};

use super::model::{Decision, Printed, Shown};
use super::{amount, name};
use crate::engine::Engine;
use crate::explain::words;
use crate::index::wide;
use crate::intake::Case;
use crate::outcome::Applied;
use crate::workspace::Workspace;

/// Fills the texts of every promotion that applied, scheme by scheme, by name.
pub(super) fn fill(engine: &Engine, case: &Case, workspace: &Workspace, decision: &mut Decision) {
    let outcome = &workspace.outcome;
    let mut applied: Vec<&Applied> = workspace.outcome.applied.iter().collect();
    applied.sort_by_key(|applied| (applied.scheme, applied.promotion));
    for applied in applied {
        let Some(promotion) = engine.plan().promotions.get(wide(applied.promotion)) else {
            continue;
        };
        for message in &promotion.messages {
            let text: String = message
                .pieces
                .iter()
                .map(|piece| said(engine, case, workspace, applied, piece))
                .collect();
            let promotion = name(engine, applied.promotion);
            // A gift that is only offered is spoken of, and printed when it is given.
            let waits = outcome.only_offers(applied.promotion);
            let place = match message.place {
                Place::Customer => {
                    decision.show.customer.push(Shown { promotion, text });
                    continue;
                }
                Place::Cashier => {
                    decision.show.cashier.push(Shown { promotion, text });
                    continue;
                }
                Place::Header | Place::Footer | Place::Slip if waits => continue,
                Place::Header => "header",
                Place::Footer => "footer",
                Place::Slip => "slip",
            };
            decision.print.push(Printed { promotion, place, text });
        }
    }
}

fn said(engine: &Engine, case: &Case, workspace: &Workspace, applied: &Applied, piece: &Piece) -> String {
    let plan = engine.plan();
    let outcome = &workspace.outcome;
    let money = |minor: i64| format!("{} {}", amount(minor, plan.currency.digits), plan.currency.code);
    let text = |id: u32| plan.texts.get(wide(id)).cloned().unwrap_or_default();
    match piece {
        Piece::Text(id) => text(*id),
        Piece::Saved => money(applied.amount),
        Piece::Times => applied.times.to_string(),
        Piece::Title => plan
            .promotions
            .get(wide(applied.promotion))
            .map(|found| text(found.title))
            .unwrap_or_default(),
        Piece::Total => money(outcome.net),
        Piece::Discount => money(outcome.discount),
        Piece::ClientProperty(property) => {
            let said = case.client.texts.get(usize::from(*property));
            said.cloned().flatten().unwrap_or_default()
        }
        Piece::Date => words::date(case.now.date),
        Piece::Store => case.store_number.clone().unwrap_or_default(),
    }
}
