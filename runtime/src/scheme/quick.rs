//! The quick paths: schemes in which every run takes part whole, worked out in 64-bit integers. Never different from the
//! careful path: `tests/quick.rs` compares the two.

mod all;
mod best;
pub(crate) mod bundles;

use perk_plan::ops::Base;
use perk_plan::plan::{Combine, Favour, Rounding, Scheme, Scope};

use super::{Act, Kind, Offer};
use crate::engine::Engine;
use crate::index::{NONE, PlainEffect, narrow, wide};
use crate::intake::Case;
use crate::limits::LINE_AMOUNT;
use crate::money::Rate;
use crate::money::distribute::{Part, distribute};
use crate::money::proportion::Proportion;
use crate::money::rate::Exact;
use crate::money::residue::Carrier;
use crate::outcome::{Allocation, Applied, Outcome};
use crate::phases::candidates::Candidates;
use crate::workspace::{Ledger, Workspace};

/// A promotion whose conditions hold, without limits and not exclusive, that gives one thing of a quick kind.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deal {
    pub promotion: u32,
    /// Row of the runs it is taken off.
    pub row: u32,
    pub priority: i32,
    /// `None`: it only prints or shows.
    pub effect: Option<PlainEffect>,
    /// It comes straight from the index: there is no act for it.
    pub plain: bool,
}

impl Deal {
    /// An act as a deal, if it is one.
    pub(crate) fn of(act: &Act, offers: &[Offer]) -> Option<Self> {
        if act.exclusive || act.pieces.is_some() || act.money.is_some() {
            return None;
        }
        let (row, effect) = match offers {
            [] => (NONE, None),
            [offer] => (offer.row, Some(plain_effect(offer)?)),
            _ => return None,
        };
        Some(Self {
            promotion: act.promotion,
            row,
            priority: act.priority,
            effect,
            plain: false,
        })
    }
}

fn plain_effect(offer: &Offer) -> Option<PlainEffect> {
    match (offer.receipt, offer.kind) {
        (
            receipt,
            Kind::Percent {
                quick: Some((num, den)),
                base: Base::SchemeStart,
                ..
            },
        ) => {
            let rate = Rate::new(num, den);
            Some(if receipt {
                PlainEffect::Receipt(rate)
            } else {
                PlainEffect::Goods(rate)
            })
        }
        (true, Kind::Sum(amount)) => Some(PlainEffect::Sum(amount)),
        (_, Kind::Percent { .. } | Kind::Each(_) | Kind::Price(_) | Kind::Sum(_)) => None,
    }
}

pub(crate) use bundles::Bundle;

/// Buffers of the quick paths.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    given: Vec<OffRun>,
    /// By deal.
    spans: Vec<Span>,
    /// By run: what all deals give off it.
    sums: Vec<i64>,
    /// A bit per run: its deals must take turns.
    turns: Vec<u64>,
    /// Deals in total order.
    order: Vec<Turn>,
    /// By run.
    best: Vec<best::Best>,
    proportion: Proportion,
    parts: Vec<Part>,
    carriers: Vec<Carrier>,
    by_rank: Vec<u32>,
    bundled: Vec<bundles::Bundled>,
}

/// What a deal gives: from and to in [`Scratch::given`], and what it cannot give.
#[derive(Debug, Clone, Copy, Default)]
struct Span {
    from: u32,
    to: u32,
    dropped: i64,
}

/// What a deal gives off a run.
#[derive(Debug, Clone, Copy)]
struct OffRun {
    run: u32,
    amount: i64,
}

/// A deal's place in the total order: priority, then uncapped benefit, then name.
#[derive(Debug, Clone, Copy)]
struct Turn {
    deal: u32,
    promotion: u32,
    priority: i32,
    benefit: Exact,
}

/// Runs a scheme if it is of a quick kind; answers whether it was. Changes nothing otherwise.
pub(crate) fn run(engine: &Engine, case: &Case, number: u16, rules: &Scheme, workspace: &mut Workspace) -> bool {
    if workspace.ledger.split {
        return false;
    }
    let mut quick = Quick {
        case,
        number,
        rounding: engine.plan().rounding,
        found: &workspace.found,
        ledger: &mut workspace.ledger,
        deals: &workspace.deals,
        bundles: &workspace.bundles,
        may_split: workspace.starts.is_none() && nobody_looks_at_segments(engine, case, number, &workspace.found),
        scratch: &mut workspace.scratch,
        outcome: &mut workspace.outcome,
    };
    match rules.combine {
        Combine::All => quick.all().is_some(),
        Combine::Best if rules.scope == Scope::Unit && rules.favour == Favour::Customer => quick.best().is_some(),
        Combine::Best | Combine::First => false,
    }
}

/// Whether all that acts after a scheme is plain and off the receipt, which is spread by what whole runs cost.
fn nobody_looks_at_segments(engine: &Engine, case: &Case, number: u16, found: &Candidates) -> bool {
    let later = (0_u16..).zip(&engine.plan().schemes).filter(|(at, _)| *at > number);
    let plain = |effect: &Option<PlainEffect>| matches!(effect, Some(PlainEffect::Receipt(_) | PlainEffect::Sum(_)));
    // Sums of so many minor units fit 64 bits at any rate, so that the quick path is taken.
    case.briefs.gross <= LINE_AMOUNT
        && later.filter(|(at, _)| found.has(*at)).all(|(at, scheme)| {
            scheme.combine == Combine::All && found.of_scheme(at).iter().all(|candidate| plain(&candidate.effect))
        })
}

struct Quick<'a> {
    case: &'a Case,
    number: u16,
    rounding: Rounding,
    found: &'a Candidates,
    ledger: &'a mut Ledger,
    deals: &'a [Deal],
    bundles: &'a [Bundle],
    /// A run may be left in parts that cost different amounts without their being told apart: nobody asks afterwards.
    may_split: bool,
    scratch: &'a mut Scratch,
    outcome: &'a mut Outcome,
}

impl Quick<'_> {
    /// Ends what a deal gives, which began at `from`.
    fn span(&self, from: u32, dropped: i64) -> Span {
        let to = narrow(self.scratch.given.len());
        Span { from, to, dropped }
    }

    /// Takes what a deal gives off the runs and their lines.
    fn commit(&mut self, deal: &Deal, span: Span) {
        let mut amount: i64 = 0;
        let given = wide(span.from)..wide(span.to);
        for given in self.scratch.given.get(given).unwrap_or(&[]) {
            if given.amount > 0 {
                let parts = &mut self.scratch.parts;
                take(self.case, self.ledger, self.outcome, parts, deal.promotion, *given);
                amount = amount.saturating_add(given.amount);
            }
        }
        if amount > 0 || deal.effect.is_none() {
            self.outcome.applied.push(Applied {
                promotion: deal.promotion,
                scheme: self.number,
                amount,
                times: 1,
                limited: None,
                dropped: span.dropped,
                withheld: 0,
                // Only a limit of pieces asks for them, and what has one is no deal.
                units: 0,
            });
        }
    }
}

/// Takes an amount off a whole run and its lines.
#[inline]
fn take(case: &Case, ledger: &mut Ledger, outcome: &mut Outcome, parts: &mut Vec<Part>, promotion: u32, given: OffRun) {
    let Some(run) = case.briefs.run(given.run) else {
        return;
    };
    if let Some(running) = ledger.running.get_mut(wide(given.run)) {
        *running = running.saturating_sub(given.amount);
    }
    if run.line == NONE {
        return share_out(case, ledger, outcome, parts, promotion, given);
    }
    if let Some(running) = ledger.line_running.get_mut(wide(run.line)) {
        *running = running.saturating_sub(given.amount);
    }
    outcome.allocations.push(Allocation {
        promotion,
        line: run.line,
        instance: 0,
        quantity: run.quantity,
        amount: given.amount,
    });
}

/// Takes an amount off the lines of a run that stands on several.
fn share_out(
    case: &Case,
    ledger: &mut Ledger,
    outcome: &mut Outcome,
    parts: &mut Vec<Part>,
    promotion: u32,
    given: OffRun,
) {
    let lines = case.runs.get(wide(given.run)).map_or(&[][..], |run| case.lines_of(run));
    parts.clear();
    for line in lines {
        let (Some(found), Some(running)) = (case.lines.get(wide(*line)), ledger.line_running.get(wide(*line))) else {
            continue;
        };
        // All units of the run cost the same, exactly; what their lines cost was rounded before.
        parts.push(Part::new(
            i128::from(found.units),
            running.saturating_sub(found.floor),
            found.rank,
        ));
    }
    // The run's room is the sum of its lines' rooms, so all of it finds a place.
    if distribute(given.amount, parts).is_err() {
        return;
    }
    for (line, part) in lines.iter().zip(parts.iter()) {
        if let Some(running) = ledger.line_running.get_mut(wide(*line)) {
            *running = running.saturating_sub(part.share);
        }
        let quantity = case.lines.get(wide(*line)).map_or(0, |line| line.quantity);
        if part.share > 0 {
            outcome.allocations.push(Allocation {
                promotion,
                line: *line,
                instance: 0,
                quantity,
                amount: part.share,
            });
        }
    }
}
