//! `all` and `first`: promotions walked in total order, greedily (semantics §2).

use perk_plan::plan::{Combine, Scheme, Scope};

use super::apply::{carve, commit, given};
use super::choose::Room;
use super::{order, say, segment};
use crate::engine::Engine;
use crate::fault::Fault;
use crate::index::wide;
use crate::intake::Case;
use crate::outcome::Applied;
use crate::workspace::Workspace;

/// Runs a scheme of kind `all` or `first`.
pub(crate) fn run(
    engine: &Engine,
    case: &Case,
    number: u16,
    rules: &Scheme,
    workspace: &mut Workspace,
) -> Result<(), Fault> {
    segment::begin(case, &mut workspace.ledger);
    let walked = walk(engine, case, number, rules, workspace);
    walked.and(segment::end(case, &mut workspace.ledger))
}

fn walk(engine: &Engine, case: &Case, number: u16, rules: &Scheme, workspace: &mut Workspace) -> Result<(), Fault> {
    let rounding = engine.plan().rounding;
    let first = rules.combine == Combine::First;
    let order = {
        let Workspace {
            found,
            ledger,
            acts,
            offers,
            ..
        } = &*workspace;
        order::walk(
            &Room {
                case,
                found,
                ledger,
                offers,
                rounding,
            },
            acts,
        )?
    };
    // SKUs of which some unit was taken, for the scope of products.
    let mut skus: Vec<u32> = Vec::new();
    let mut applied = false;
    for at in order {
        let Some(act) = workspace.acts.get(wide(at)).copied() else {
            continue;
        };
        if act.exclusive && applied {
            continue;
        }
        if act.is_message() {
            say(number, &act, workspace);
        } else {
            let Workspace {
                found, ledger, offers, ..
            } = &*workspace;
            let room = Room {
                case,
                found,
                ledger,
                offers,
                rounding,
            };
            let takes = room.choose(&act, |segment| {
                if !first {
                    return true;
                }
                match rules.scope {
                    Scope::Unit | Scope::Receipt => !segment.taken,
                    Scope::Product => case
                        .runs
                        .get(wide(segment.run))
                        .is_some_and(|run| skus.binary_search(&run.sku).is_err()),
                }
            })?;
            let Some(mut given) = given(&room, &act, &takes)?.filter(|given| given.total() > 0) else {
                continue;
            };
            carve(
                &mut workspace.ledger,
                given.list.iter_mut().flat_map(|portion| &mut portion.takes),
            )?;
            for portion in &given.list {
                commit(workspace, case, act.promotion, portion)?;
                if first
                    && let Some(run) = case.runs.get(wide(portion.run))
                    && let Err(place) = skus.binary_search(&run.sku)
                {
                    skus.insert(place, run.sku);
                }
            }
            let limited = given.cut || act.pieces.is_some_and(|pieces| taken(&given.list) >= i64::from(pieces));
            workspace.outcome.applied.push(Applied {
                promotion: act.promotion,
                scheme: number,
                amount: given.total(),
                limited,
                dropped: given.dropped,
            });
        }
        applied = true;
        if act.exclusive || (first && rules.scope == Scope::Receipt) {
            break;
        }
    }
    Ok(())
}

/// Units that take part.
pub(crate) fn taken(list: &[super::apply::Portion]) -> i64 {
    list.iter()
        .flat_map(|portion| &portion.takes)
        .fold(0, |sum, take| sum.saturating_add(take.units))
}
