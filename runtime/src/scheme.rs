//! One scheme of a decision: which of its candidates' conditions hold, and how those that do are combined (semantics §2).

pub(crate) mod apply;
pub(crate) mod best;
pub(crate) mod choose;
pub(crate) mod offer;
pub(crate) mod order;
pub(crate) mod quick;
pub(crate) mod segment;
pub(crate) mod solve;
pub(crate) mod walk;

use perk_plan::plan::{Combine, Scheme};

pub(crate) use offer::{Kind, Offer};

use crate::engine::Engine;
use crate::fault::Fault;
use crate::index::{Plain, Quick, narrow, wide};
use crate::intake::Case;
use crate::money::Ratio;
use crate::outcome::Applied;
use crate::phases::collect::{Candidate, Candidates};
use crate::vm;
use crate::vm::receipt::ReceiptRoom;
use crate::workspace::Workspace;
use perk_plan::ops::Base;

/// A promotion whose conditions hold.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Act {
    pub promotion: u32,
    /// From and to in the workspace's offers. None: it only prints or shows.
    pub offers: (u32, u32),
    pub priority: i32,
    pub exclusive: bool,
    pub pieces: Option<u32>,
    pub money: Option<(i64, bool)>,
}

impl Act {
    pub(crate) fn is_message(&self) -> bool {
        self.offers.0 == self.offers.1
    }

    /// Whether it gives one sum that finds its way around floors, rather than unit by unit.
    pub(crate) fn spreads(&self, offers: &[Offer]) -> bool {
        let sum = |offer: &Offer| matches!(offer.kind, Kind::Sum(_));
        matches!(self.money, Some((_, true))) || self.offers(offers).iter().any(sum)
    }

    pub(crate) fn offers<'a>(&self, offers: &'a [Offer]) -> &'a [Offer] {
        offers.get(wide(self.offers.0)..wide(self.offers.1)).unwrap_or(&[])
    }
}

/// Runs a scheme.
pub(crate) fn run(engine: &Engine, case: &Case, number: u16, rules: &Scheme, workspace: &mut Workspace) {
    workspace.ledger.start_scheme();
    prepare(engine, case, number, workspace);
    if workspace.acts.is_empty() {
        return;
    }
    if !engine.careful && quick::run(engine, case, number, rules, workspace) {
        return;
    }
    match rules.combine {
        Combine::All | Combine::First => walk::run(engine, case, number, rules, workspace),
        Combine::Best => best::run(engine, case, number, rules, workspace),
    }
}

/// Keeps the candidates whose conditions hold, with what they offer.
fn prepare(engine: &Engine, case: &Case, number: u16, workspace: &mut Workspace) {
    let Workspace {
        found,
        ledger,
        work,
        acts,
        offers,
        outcome,
        ..
    } = workspace;
    acts.clear();
    offers.clear();
    let mut total: i64 = 0;
    for (run, start) in case.runs.iter().zip(&ledger.start) {
        if run.takes_part {
            total = total.saturating_add(*start);
        }
    }
    for at in 0..found.of_scheme(number).len() {
        let Some(candidate) = found.of_scheme(number).get(at).copied() else {
            break;
        };
        let from = narrow(offers.len());
        if let Some((row, receipt, kind)) = plain(engine, candidate, found) {
            // Its only condition is the gate's amount, to be asked of this scheme's start.
            if engine
                .index
                .gates
                .get(wide(candidate.promotion))
                .is_some_and(|gate| gate.least <= total)
            {
                offers.push(Offer { row, receipt, kind });
                acts.push(Act {
                    promotion: candidate.promotion,
                    offers: (from, from.saturating_add(1)),
                    priority: candidate.priority,
                    exclusive: false,
                    pieces: None,
                    money: None,
                });
            }
            continue;
        }
        match act(engine, case, candidate, total, &ledger.start, found, work, offers) {
            Ok(true) => {
                let Some(ready) = engine.index.ready.get(wide(candidate.promotion)) else {
                    continue;
                };
                acts.push(Act {
                    promotion: candidate.promotion,
                    offers: (from, narrow(offers.len())),
                    priority: ready.priority,
                    exclusive: ready.exclusive,
                    pieces: ready.pieces,
                    money: ready.money,
                });
            }
            Ok(false) => offers.truncate(wide(from)),
            Err(fault) => {
                offers.truncate(wide(from));
                outcome.faults.push((candidate.promotion, fault));
            }
        }
    }
}

/// What a plain promotion offers.
fn plain(engine: &Engine, candidate: Candidate, found: &Candidates) -> Option<(u32, bool, Kind)> {
    let part = |num: i64, den: i64| Kind::Percent {
        rate: Ratio::reduced(num, den),
        quick: Some((num, den)),
        base: Base::SchemeStart,
    };
    match *engine.index.plain.get(wide(candidate.promotion))? {
        Plain::No => None,
        Plain::Goods(num, den) => Some((candidate.row, false, part(num, den))),
        Plain::Receipt(num, den) => Some((found.receives, true, part(num, den))),
        Plain::Sum(amount) => Some((found.receives, true, Kind::Sum(amount))),
    }
}

#[expect(clippy::too_many_arguments, reason = "the parts of a workspace, borrowed apart")]
fn act(
    engine: &Engine,
    case: &Case,
    candidate: Candidate,
    total: i64,
    start: &[i64],
    found: &mut Candidates,
    work: &mut vm::Work,
    offers: &mut Vec<Offer>,
) -> Result<bool, Fault> {
    let ready = engine
        .index
        .ready
        .get(wide(candidate.promotion))
        .ok_or(Fault::BadReference)?;
    if let Some(fault) = ready.fault {
        return Err(fault);
    }
    for condition in &ready.conditions {
        match condition {
            Quick::ReceiptAtLeast(least) => {
                if total < *least {
                    return Ok(false);
                }
            }
            Quick::Program(range) => {
                for items in &ready.needs {
                    if !engine.index.whole.get(wide(*items)).copied().unwrap_or(false) {
                        found.select(engine, case, *items, work)?;
                    }
                }
                let promotion = engine
                    .plan()
                    .promotions
                    .get(wide(candidate.promotion))
                    .ok_or(Fault::BadReference)?;
                let code = promotion.body.get(range.clone()).ok_or(Fault::BadReference)?;
                let room = ReceiptRoom {
                    engine,
                    case,
                    start,
                    selections: &*found,
                };
                if vm::truth(code, &room, work)? != Some(true) {
                    return Ok(false);
                }
            }
        }
    }
    if ready.gives.is_empty() {
        return Ok(true);
    }
    let before = offers.len();
    for give in &ready.gives {
        let row = if ready.exact { Some(candidate.row) } else { None };
        if let Some(offer) = offer::resolve(engine, case, ready, give, row, start, found, work)? {
            offers.push(offer);
        }
    }
    Ok(offers.len() > before)
}

/// Notes that a promotion without effects on money applied.
pub(crate) fn say(number: u16, act: &Act, workspace: &mut Workspace) {
    workspace.outcome.applied.push(Applied {
        promotion: act.promotion,
        scheme: number,
        amount: 0,
        limited: None,
        dropped: 0,
    });
}
