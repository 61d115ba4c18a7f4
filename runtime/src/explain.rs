//! Verdicts: for each promotion why it applied or did not, worked out from the same inputs and the finished outcome, so
//! that it never contradicts the decision (semantics §8).

mod condition;
mod gate;
pub(crate) mod words;

use std::collections::BTreeMap;

use perk_plan::ops::Object;
use perk_plan::plan::{Combine, Scheme};
use perk_plan::snapshot::ClientStatus;
use perk_plan::source_map::Place;

use crate::decision::model::{Became, Because, Displacer, Optimality, Verdict};
use crate::decision::{DecideOptions, Explain, amount, name};
use crate::engine::Engine;
use crate::fault::Fault;
use crate::index::{Ready, narrow, wide};
use crate::intake::Case;
use crate::outcome::{Applied, LimitedBy};
use crate::scheme::choose::Room;
use crate::scheme::{Act, best, offer, segment};
use crate::vm::receipt::ReceiptRoom;
use crate::workspace::Workspace;

/// A client's status in words.
pub(crate) fn status(status: ClientStatus) -> &'static str {
    match status {
        ClientStatus::Known => "known",
        ClientStatus::Guest => "guest",
        ClientStatus::UnknownCard => "unknown card",
        ClientStatus::Blocked => "blocked",
        ClientStatus::Expired => "expired",
        ClientStatus::Unreachable => "unreachable",
    }
}

/// For each scheme of kind `best` in which something applied: whether its result is proved.
pub(crate) fn optimality(engine: &Engine, workspace: &Workspace) -> BTreeMap<String, Optimality> {
    let plan = engine.plan();
    let mut said = BTreeMap::new();
    for (number, scheme) in (0_u16..).zip(&plan.schemes) {
        let worked = workspace.outcome.applied.iter().any(|applied| applied.scheme == number)
            || workspace.outcome.bounded.iter().any(|(at, _)| *at == number);
        if scheme.combine != Combine::Best || !worked {
            continue;
        }
        let missed = workspace
            .outcome
            .bounded
            .iter()
            .find(|(at, _)| *at == number)
            .map(|(_, missed)| *missed);
        let found = Optimality {
            status: if missed.is_some() { "bounded" } else { "exact" },
            missed_at_most: missed.map(|missed| amount(missed, plan.currency.digits)),
        };
        said.insert(plan.texts.get(wide(scheme.name)).cloned().unwrap_or_default(), found);
    }
    said
}

/// The verdicts that a decision carries, by promotion name.
pub(crate) fn verdicts(
    engine: &Engine,
    case: &Case,
    workspace: &mut Workspace,
    options: &DecideOptions<'_>,
) -> Vec<Verdict> {
    let plan = engine.plan();
    let mut applied: Vec<Applied> = workspace.outcome.applied.clone();
    applied.sort_unstable_by_key(|found| found.promotion);
    let mut next = applied.iter().peekable();
    let mut said = Vec::new();
    for (number, gate) in (0_u32..).zip(&engine.index.gates) {
        let found = next.next_if(|found| found.promotion == number).copied();
        let wanted = match &options.explain {
            Explain::None => found.is_some(),
            Explain::All => true,
            Explain::One(one) => plan
                .promotions
                .get(wide(number))
                .and_then(|promotion| plan.texts.get(wide(promotion.name)))
                .is_some_and(|name| name == one),
            Explain::Touched => {
                found.is_some()
                    || (gate.quickly_valid(&case.now) != Some(false) && touched(engine, case, workspace, number))
            }
        };
        if wanted {
            let full = matches!(options.explain, Explain::All | Explain::One(_));
            said.push(verdict(engine, case, workspace, number, found, &applied, options, full));
        }
    }
    said
}

fn bare(engine: &Engine, promotion: u32, outcome: Became) -> Verdict {
    Verdict {
        promotion: name(engine, promotion),
        outcome,
        discount: None,
        times: None,
        lines: Vec::new(),
        limited_by: None,
        dropped: None,
        because: None,
        worth: None,
        by: Vec::new(),
    }
}

/// Whether the receipt touches a promotion: window open, store matches, each of its selections holds some line.
fn touched(engine: &Engine, case: &Case, workspace: &mut Workspace, promotion: u32) -> bool {
    let (Some(ready), Some(found)) = (
        engine.index.ready.get(wide(promotion)),
        engine.plan().promotions.get(wide(promotion)),
    ) else {
        return false;
    };
    if !ready.gate.valid(&case.now, found)
        || gate::shut_for_now(case, found)
        || gate::other_store(engine, case, found, workspace)
    {
        return false;
    }
    let objects = ready.gives.iter().filter_map(|give| match give.object {
        Object::Items(items) => Some(items),
        Object::Receipt => None,
    });
    for items in objects.chain(ready.needs.iter().copied()) {
        let Workspace { found, work, .. } = workspace;
        match found.select(engine, case, items, work) {
            Ok(row) => {
                if found.row(row).iter().all(|word| *word == 0) {
                    return false;
                }
            }
            Err(_) => return true,
        }
    }
    true
}

#[expect(clippy::too_many_arguments, reason = "one verdict, with everything it is drawn from")]
fn verdict(
    engine: &Engine,
    case: &Case,
    workspace: &mut Workspace,
    promotion: u32,
    found: Option<Applied>,
    applied: &[Applied],
    options: &DecideOptions<'_>,
    full: bool,
) -> Verdict {
    let digits = engine.plan().currency.digits;
    if let Some(found) = found {
        let mut said = bare(engine, promotion, Became::Applied);
        said.discount = Some(amount(found.amount, digits));
        said.times = Some(1);
        said.limited_by = found.limited.map(LimitedBy::name);
        if found.dropped > 0 {
            said.dropped = Some(amount(found.dropped, digits));
        }
        if full {
            let mut lines: Vec<u32> = workspace
                .outcome
                .allocations
                .iter()
                .filter(|allocation| allocation.promotion == promotion)
                .map(|allocation| allocation.line)
                .collect();
            lines.sort_unstable();
            lines.dedup();
            said.lines = lines
                .into_iter()
                .filter_map(|line| case.lines.get(wide(line)))
                .map(|line| line.id.clone())
                .collect();
        }
        return said;
    }
    let fault = workspace
        .outcome
        .faults
        .iter()
        .find(|(at, _)| *at == promotion)
        .map(|(_, fault)| *fault);
    let result = match fault {
        Some(fault) => Err(fault),
        None => why(engine, case, workspace, promotion, applied, options),
    };
    match result {
        Ok(said) => said,
        Err(fault) => {
            let mut said = bare(engine, promotion, Became::NotApplied);
            said.because = Some(Because {
                code: "fault",
                found: Some(fault.name().to_owned()),
                ..Because::default()
            });
            said
        }
    }
}

/// Why a promotion did not apply.
fn why(
    engine: &Engine,
    case: &Case,
    workspace: &mut Workspace,
    number: u32,
    applied: &[Applied],
    options: &DecideOptions<'_>,
) -> Result<Verdict, Fault> {
    let plan = engine.plan();
    let promotion = plan.promotions.get(wide(number)).ok_or(Fault::BadReference)?;
    let ready = engine.index.ready.get(wide(number)).ok_or(Fault::BadReference)?;
    let source = options.source_map.and_then(|map| map.promotions.get(wide(number)));
    let refuse = |because: Because, place: Option<&Place>| {
        let mut said = bare(engine, number, Became::NotApplied);
        said.because = Some(placed(because, place));
        Ok(said)
    };
    if let Some(fault) = ready.fault {
        return Err(fault);
    }
    if let Some((which, because)) = gate::first_shut(engine, case, promotion, ready, workspace)? {
        let place = source
            .and_then(|source| source.gates.get(which))
            .and_then(Option::as_ref);
        return refuse(because, place);
    }
    let scheme = usize::from(promotion.scheme);
    let rules = plan.schemes.get(scheme).ok_or(Fault::BadReference)?;
    let start = workspace
        .starts
        .as_ref()
        .and_then(|starts| starts.get(scheme))
        .cloned()
        .ok_or(Fault::BadReference)?;
    for items in &ready.needs {
        let Workspace { found, work, .. } = workspace;
        found.select(engine, case, *items, work)?;
    }
    if let Some((which, because)) = {
        let Workspace { found, work, .. } = workspace;
        let room = ReceiptRoom {
            engine,
            case,
            start: &start.start,
            selections: &*found,
        };
        condition::first_failing(&room, promotion, work)?
    } {
        return refuse(because, source.and_then(|source| source.conditions.get(which)));
    }
    // Conditions hold: what does it offer?
    let declared = source.map(|source| &source.declared);
    let mut offers = Vec::new();
    let mut below = None;
    let (mut any, mut receives) = (ready.gives.is_empty(), ready.gives.is_empty());
    for give in &ready.gives {
        let Workspace { found, work, .. } = workspace;
        if let Object::Items(items) = give.object {
            let row = found.select(engine, case, items, work)?;
            any |= found.row(row).iter().any(|word| *word != 0);
            receives |= found.receivers(row).next().is_some();
        } else {
            any |= case.runs.iter().any(|run| run.takes_part);
            receives |= case.runs.iter().any(|run| run.receives);
        }
        match offer::resolve(engine, case, ready, give, None, &start.start, found, work)? {
            Some(offer) => offers.push(offer),
            None => below = Some(condition::ladder(engine, case, give, &start.start, found, work)?),
        }
    }
    if !any || !receives {
        let code = if any { "goods.protected" } else { "goods.none" };
        let of = ready.gives.iter().find_map(|give| match give.object {
            Object::Items(items) => words::selection(plan, items),
            Object::Receipt => None,
        });
        return refuse(
            Because {
                code,
                of,
                ..Because::default()
            },
            declared,
        );
    }
    if offers.is_empty() && !ready.gives.is_empty() {
        return refuse(
            below.flatten().unwrap_or(Because {
                code: "ladder.below",
                ..Because::default()
            }),
            declared,
        );
    }
    let act = Act {
        promotion: number,
        offers: (0, narrow(offers.len())),
        priority: ready.priority,
        exclusive: ready.exclusive,
        pieces: ready.pieces,
        money: ready.money,
    };
    outdone(engine, case, workspace, &act, &offers, ready, rules, start, applied).and_then(|said| match said {
        Some(said) => Ok(said),
        None => refuse(
            Because {
                code: "discount.none",
                ..Because::default()
            },
            declared,
        ),
    })
}

/// The verdict on a promotion whose conditions hold and that gave nothing; `None`: alone it would give nothing either.
#[expect(clippy::too_many_arguments, reason = "one verdict, with everything it is drawn from")]
fn outdone(
    engine: &Engine,
    case: &Case,
    workspace: &mut Workspace,
    act: &Act,
    offers: &[offer::Offer],
    ready: &Ready,
    rules: &Scheme,
    mut start: crate::workspace::Ledger,
    applied: &[Applied],
) -> Result<Option<Verdict>, Fault> {
    let digits = engine.plan().currency.digits;
    let limited = |by: &'static str| {
        let mut said = bare(engine, act.promotion, Became::Limited);
        said.limited_by = Some(by);
        said
    };
    if act.pieces == Some(0) {
        return Ok(Some(limited("times")));
    }
    let mut worth = 0;
    if !act.is_message() {
        segment::begin(case, &mut start);
        let room = Room {
            case,
            found: &workspace.found,
            ledger: &start,
            offers,
            rounding: engine.plan().rounding,
        };
        worth = best::alone(&room, rules, act)?;
        if worth == 0 {
            let free = Act {
                pieces: None,
                money: None,
                ..*act
            };
            let unlimited = best::alone(&room, rules, &free)?;
            let by = if act.money.is_some() { "money" } else { "pieces" };
            return Ok((unlimited > 0).then(|| limited(by)));
        }
        // Under `all` and `first` a money limit is all or nothing.
        if let Some((most, false)) = act.money
            && rules.combine != Combine::Best
            && best::alone(&room, rules, &Act { money: None, ..*act })? > most
        {
            return Ok(Some(limited("money")));
        }
    }
    let mut said = bare(engine, act.promotion, Became::Displaced);
    said.worth = Some(amount(worth, digits));
    let scheme = ready.gate.scheme;
    let others: Vec<&Applied> = applied.iter().filter(|found| found.scheme == scheme).collect();
    let shares = |other: &Applied| {
        workspace.outcome.allocations.iter().any(|allocation| {
            allocation.promotion == other.promotion
                && case.lines.get(wide(allocation.line)).is_some_and(|line| {
                    offers
                        .iter()
                        .any(|offer| crate::vm::receipt::bit(workspace.found.row(offer.row), wide(line.run)))
                })
        })
    };
    let alone = |other: &Applied| {
        engine
            .index
            .ready
            .get(wide(other.promotion))
            .is_some_and(|ready| ready.exclusive)
    };
    let mut by: Vec<&&Applied> = others
        .iter()
        .filter(|other| act.exclusive || alone(other) || shares(other))
        .collect();
    if by.is_empty() {
        by = others.iter().collect();
    }
    said.by = by
        .into_iter()
        .map(|other| Displacer {
            promotion: name(engine, other.promotion),
            worth: amount(other.amount, digits),
        })
        .collect();
    Ok(Some(said))
}

fn placed(mut because: Because, place: Option<&Place>) -> Because {
    if let Some(place) = place {
        because.at = Some(format!("{}:{}:{}", place.file, place.line, place.column));
        because.words = Some(place.words.clone()).filter(|words| !words.is_empty());
    }
    because
}
