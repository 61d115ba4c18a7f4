//! One scheme of a decision: which of its candidates' conditions hold, and how those that do are combined (semantics §2).

pub(crate) mod apply;
pub(crate) mod assemble;
pub(crate) mod assembled;
pub(crate) mod best;
pub(crate) mod choose;
pub(crate) mod gift;
pub(crate) mod instance;
pub(crate) mod offer;
pub(crate) mod order;
pub(crate) mod quick;
pub(crate) mod segment;
pub(crate) mod set;
pub(crate) mod solve;
pub(crate) mod walk;

use perk_plan::plan::{Combine, Scheme};

pub(crate) use offer::{Kind, Offer};
pub(crate) use set::SetOffer;

use crate::allowance::{self, Allowance, Left};
use crate::engine::Engine;
use crate::fault::Fault;
use crate::index::{PlainEffect, Quick, Ready, narrow, wide};
use crate::intake::Case;
use crate::money::{Rate, Ratio};
use crate::outcome::Applied;
use crate::phases::candidates::{Candidate, Candidates};
use crate::vm;
use crate::vm::receipt::ReceiptRoom;
use crate::workspace::{Start, Workspace};
use perk_plan::ops::Base;
use quick::{Bundle, Deal};

/// A promotion whose conditions hold.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Act {
    pub promotion: u32,
    /// From and to in the workspace's offers. None, and no set either: it only prints or shows.
    pub offers: (u32, u32),
    /// Position in the workspace's sets, of a promotion with `for each`.
    pub set: Option<u32>,
    pub priority: i32,
    pub exclusive: bool,
    /// Uses of its set; without one a receipt is a use.
    pub times: Option<u32>,
    pub pieces: Option<u32>,
    pub money: Option<(i64, bool)>,
}

impl Act {
    pub(crate) fn is_message(&self) -> bool {
        self.offers.0 == self.offers.1 && self.set.is_none()
    }

    /// Whether it gives one sum that finds its way around floors, rather than unit by unit.
    pub(crate) fn spreads(&self, offers: &[Offer]) -> bool {
        let sum = |offer: &Offer| matches!(offer.kind, Kind::Sum(_));
        matches!(self.money, Some((_, true))) || self.offers(offers).iter().any(sum)
    }

    /// The set that it is about.
    pub(crate) fn set<'a>(&self, sets: &'a [SetOffer]) -> Option<&'a SetOffer> {
        self.set.and_then(|set| sets.get(wide(set)))
    }

    pub(crate) fn offers<'a>(&self, offers: &'a [Offer]) -> &'a [Offer] {
        offers.get(wide(self.offers.0)..wide(self.offers.1)).unwrap_or(&[])
    }
}

/// Runs a scheme.
pub(crate) fn run(engine: &Engine, case: &Case, number: u16, rules: &Scheme, workspace: &mut Workspace) {
    workspace.ledger.start_scheme();
    if gift::is_of_gifts(engine, number, workspace) {
        return gift::run(engine, case, number, workspace);
    }
    let all_quick = prepare(engine, case, number, rules.combine == Combine::All, workspace);
    if all_quick && !engine.careful && quick::run(engine, case, number, rules, workspace) {
        return;
    }
    unfold(workspace);
    if workspace.acts.is_empty() {
        return;
    }
    match rules.combine {
        Combine::All | Combine::First => walk::run(engine, case, number, rules, workspace),
        Combine::Best => best::run(engine, case, number, rules, workspace),
    }
}

/// Keeps the candidates whose conditions hold: as deals what the quick paths can work out, as acts with offers what is not
/// plain. Answers whether every one of them is a deal. `sums`: the scheme is of kind `all`, whose quick path knows bundles.
fn prepare(engine: &Engine, case: &Case, number: u16, sums: bool, workspace: &mut Workspace) -> bool {
    let Workspace {
        bundles,
        found,
        ledger,
        work,
        deals,
        acts,
        offers,
        sets,
        outcome,
        ..
    } = workspace;
    deals.clear();
    bundles.clear();
    acts.clear();
    offers.clear();
    sets.clear();
    let mut all_quick = true;
    let total = ledger.at_start().total(case);
    let mut at = 0;
    while let Some(candidate) = found.of_scheme(number).get(at).copied() {
        at = at.wrapping_add(1);
        if let Some(effect) = candidate.effect {
            // Its only condition is the gate's amount, to be asked of this scheme's start.
            if candidate.least <= total {
                deals.push(Deal {
                    promotion: candidate.promotion,
                    row: match effect {
                        PlainEffect::Goods(_) => candidate.row,
                        PlainEffect::Receipt(_) | PlainEffect::Sum(_) => found.receives,
                    },
                    priority: candidate.priority,
                    effect: Some(effect),
                    plain: true,
                });
            }
            continue;
        }
        let (from, before) = (narrow(offers.len()), sets.len());
        match act(
            engine,
            case,
            candidate,
            total,
            ledger.at_start(),
            found,
            work,
            offers,
            sets,
        ) {
            Ok(true) => {
                let Some(ready) = engine.index.ready.get(wide(candidate.promotion)) else {
                    continue;
                };
                let Some(allowance) = allowance(engine, case, candidate.promotion, ready) else {
                    offers.truncate(wide(from));
                    sets.truncate(before);
                    continue;
                };
                let act = Act {
                    promotion: candidate.promotion,
                    offers: (from, narrow(offers.len())),
                    set: (sets.len() > before).then(|| narrow(before)),
                    priority: ready.priority,
                    exclusive: ready.exclusive,
                    times: allowance.times,
                    pieces: allowance.pieces,
                    money: allowance.money,
                };
                match act.set(sets) {
                    Some(set) => match Bundle::of(&act, set).filter(|_| sums) {
                        Some(bundle) => bundles.push(bundle),
                        None => all_quick = false,
                    },
                    None => match Deal::of(&act, act.offers(offers)) {
                        Some(deal) => deals.push(deal),
                        None => all_quick = false,
                    },
                }
                acts.push(act);
            }
            Ok(false) => offers.truncate(wide(from)),
            Err(fault) => {
                offers.truncate(wide(from));
                outcome.faults.push((candidate.promotion, fault));
            }
        }
    }
    all_quick
}

/// What limits leave a promotion on this receipt; `None`: nothing, or it is not for receipts that lack what a limit counts by.
fn allowance(engine: &Engine, case: &Case, promotion: u32, ready: &Ready) -> Option<Allowance> {
    if !ready.across {
        return Some(ready.allowance);
    }
    let plan = engine.plan();
    match allowance::left(plan, case, plan.promotions.get(wide(promotion))?) {
        Left::Some(allowance) => Some(allowance),
        Left::Nothing(_) | Left::NoKey(..) => None,
    }
}

/// Makes acts with offers of plain promotions too, for the careful paths.
fn unfold(workspace: &mut Workspace) {
    let Workspace {
        deals, acts, offers, ..
    } = workspace;
    for deal in deals.iter().filter(|deal| deal.plain) {
        let Some((receipt, kind)) = deal.effect.and_then(offered) else {
            continue;
        };
        let from = narrow(offers.len());
        offers.push(Offer {
            row: deal.row,
            receipt,
            kind,
        });
        acts.push(Act {
            promotion: deal.promotion,
            offers: (from, from.saturating_add(1)),
            set: None,
            priority: deal.priority,
            exclusive: false,
            times: None,
            pieces: None,
            money: None,
        });
    }
}

/// What a plain promotion offers, and whether off the receipt.
fn offered(effect: PlainEffect) -> Option<(bool, Kind)> {
    let part = |rate: Rate| {
        Some(Kind::Percent {
            rate: Ratio::new(i128::from(rate.num()), i128::from(rate.den())).ok()?,
            quick: Some((rate.num(), rate.den())),
            base: Base::SchemeStart,
        })
    };
    Some(match effect {
        PlainEffect::Goods(rate) => (false, part(rate)?),
        PlainEffect::Receipt(rate) => (true, part(rate)?),
        PlainEffect::Sum(amount) => (true, Kind::Sum(amount)),
    })
}

#[expect(clippy::too_many_arguments, reason = "the parts of a workspace, borrowed apart")]
fn act(
    engine: &Engine,
    case: &Case,
    candidate: Candidate,
    total: i64,
    start: Start<'_>,
    found: &mut Candidates,
    work: &mut vm::Work,
    offers: &mut Vec<Offer>,
    sets: &mut Vec<SetOffer>,
) -> Result<bool, Fault> {
    let ready = engine
        .index
        .ready
        .get(wide(candidate.promotion))
        .ok_or(Fault::BadReference)?;
    if let Some(fault) = ready.fault {
        return Err(fault);
    }
    let promotion = engine.plan().promotions.get(wide(candidate.promotion));
    let promotion = promotion.filter(|promotion| promotion.each.is_some());
    // Most sets that something on the receipt triggers lack goods for that very role.
    let role = promotion.and_then(|promotion| {
        let set = promotion.each.as_ref()?;
        set.roles.get(usize::from(ready.watched?))
    });
    if role.is_some_and(|role| !set::may_be_filled(case, found, candidate.row, role.pick)) {
        return Ok(false);
    }
    if !holds(engine, case, candidate.promotion, total, start, found, work)? {
        return Ok(false);
    }
    if let Some(promotion) = promotion {
        let set = SetOffer::of(engine, case, promotion, ready, start, found, work)?;
        let there = set.is_some();
        sets.extend(set);
        return Ok(there);
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

/// Whether all conditions of a promotion hold.
pub(crate) fn holds(
    engine: &Engine,
    case: &Case,
    promotion: u32,
    total: i64,
    start: Start<'_>,
    found: &mut Candidates,
    work: &mut vm::Work,
) -> Result<bool, Fault> {
    let ready = engine.index.ready.get(wide(promotion)).ok_or(Fault::BadReference)?;
    for condition in &ready.conditions {
        match condition {
            Quick::ReceiptAtLeast(least) => {
                if total < *least {
                    return Ok(false);
                }
            }
            Quick::ListAtLeast(least) => {
                if start.list(case) < *least {
                    return Ok(false);
                }
            }
            Quick::Program(range) => {
                for items in &ready.needs {
                    if !engine.index.whole.get(wide(*items)).copied().unwrap_or(false) {
                        found.select(engine, case, *items, work)?;
                    }
                }
                let written = engine
                    .plan()
                    .promotions
                    .get(wide(promotion))
                    .ok_or(Fault::BadReference)?;
                let code = written.body.get(range.clone()).ok_or(Fault::BadReference)?;
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
    Ok(true)
}

/// Notes that a promotion without effects on money applied.
pub(crate) fn say(number: u16, act: &Act, workspace: &mut Workspace) {
    workspace.outcome.applied.push(Applied {
        promotion: act.promotion,
        scheme: number,
        amount: 0,
        times: 1,
        limited: None,
        dropped: 0,
        withheld: 0,
        units: 0,
    });
}
