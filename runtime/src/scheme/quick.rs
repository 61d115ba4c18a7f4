//! The quick paths: schemes in which every run takes part whole, worked out in 64-bit integers. Never different from the
//! careful path; `tests/quick.rs` compares the two.

use std::cmp::Ordering;

use perk_plan::ops::Base;
use perk_plan::plan::{Combine, Favour, Rounding, Scheme, Scope};

use super::{Act, Kind, Offer};
use crate::engine::Engine;
use crate::index::{narrow, wide};
use crate::intake::Case;
use crate::money::distribute::{Part, distribute};
use crate::money::residue::{self, Carrier};
use crate::money::{round_quotient, share};
use crate::outcome::{Allocation, Applied, Outcome};
use crate::phases::collect::Candidates;
use crate::workspace::{Ledger, Workspace};

/// Buffers of the quick paths.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    given: Vec<Given>,
    /// By act.
    spans: Vec<Span>,
    sums: Vec<i64>,
    parts: Vec<Part>,
    order: Vec<u32>,
    best: Vec<Best>,
    carriers: Vec<Carrier>,
    benefits: Vec<(i128, i128)>,
}

/// What an act gives: from and to in [`Scratch::given`], and what it cannot give.
#[derive(Debug, Clone, Copy)]
struct Span {
    from: u32,
    to: u32,
    dropped: i64,
}

/// What an act gives off a run.
#[derive(Debug, Clone, Copy)]
struct Given {
    run: u32,
    amount: i64,
}

/// The best offer for a run so far: its exact benefit `num / den`.
#[derive(Debug, Clone, Copy)]
struct Best {
    act: u32,
    num: i64,
    den: i64,
    amount: i64,
    dropped: i64,
}

const NOBODY: Best = Best {
    act: u32::MAX,
    num: 0,
    den: 1,
    amount: 0,
    dropped: 0,
};

/// Runs a scheme if it is of a quick kind; answers whether it was. Changes nothing otherwise.
pub(crate) fn run(engine: &Engine, case: &Case, number: u16, rules: &Scheme, workspace: &mut Workspace) -> bool {
    if workspace.ledger.split {
        return false;
    }
    let Workspace {
        found,
        ledger,
        acts,
        offers,
        scratch,
        outcome,
        ..
    } = workspace;
    let plain = |act: &Act| !act.exclusive && act.pieces.is_none() && act.money.is_none();
    if !acts.iter().all(plain) {
        return false;
    }
    let mut quick = Quick {
        case,
        number,
        rounding: engine.plan().rounding,
        found,
        ledger,
        acts,
        offers,
        scratch,
        outcome,
    };
    match rules.combine {
        Combine::All => quick.all().is_some(),
        Combine::Best if rules.scope == Scope::Unit && rules.favour == Favour::Customer => quick.best().is_some(),
        Combine::Best | Combine::First => false,
    }
}

struct Quick<'a> {
    case: &'a Case,
    number: u16,
    rounding: Rounding,
    found: &'a Candidates,
    ledger: &'a mut Ledger,
    acts: &'a [Act],
    offers: &'a [Offer],
    scratch: &'a mut Scratch,
    outcome: &'a mut Outcome,
}

impl Quick<'_> {
    /// `all`: each on the same base; in total order only where something is clipped.
    fn all(&mut self) -> Option<()> {
        self.scratch.given.clear();
        self.scratch.spans.clear();
        self.scratch.sums.clear();
        self.scratch.sums.resize(self.case.runs.len(), 0);
        // Where a weighed line may leave a residue, a sum depends on what those before it left.
        let mut in_turn = false;
        for act in self.acts {
            let from = narrow(self.scratch.given.len());
            let mut dropped = 0;
            match act.offers(self.offers) {
                [] => {}
                [offer] if offer.receipt && self.case.coarse => in_turn |= spreads(offer)?,
                [offer] => dropped = self.offer(offer, false)?,
                _ => return None,
            }
            self.span(from, dropped);
        }
        let room = |run: u32| self.ledger.room(self.case, run);
        let fits = (0_u32..)
            .zip(&self.scratch.sums)
            .all(|(run, sum)| *sum == 0 || *sum <= room(run));
        if fits && !in_turn {
            for at in 0..self.acts.len() {
                self.commit(at);
            }
            return Some(());
        }
        self.clipped()
    }

    /// `all` where the discounts come to more than is left: in total order, each clipped at what is left.
    fn clipped(&mut self) -> Option<()> {
        self.sort()?;
        for place in 0..self.scratch.order.len() {
            let at = wide(self.scratch.order.get(place).copied()?);
            let (act, span) = (self.acts.get(at)?, self.scratch.spans.get(at).copied()?);
            if let [offer] = act.offers(self.offers)
                && offer.receipt
            {
                let from = narrow(self.scratch.given.len());
                let dropped = self.offer(offer, true)?;
                let to = narrow(self.scratch.given.len());
                *self.scratch.spans.get_mut(at)? = Span { from, to, dropped };
            } else {
                let mut dropped: i64 = 0;
                for given in self.scratch.given.get_mut(wide(span.from)..wide(span.to))? {
                    let left = self.ledger.running.get(wide(given.run)).copied()?;
                    let room = self.ledger.room(self.case, given.run);
                    dropped = dropped.saturating_add(given.amount.min(left).saturating_sub(room).max(0));
                    given.amount = given.amount.min(room);
                }
                self.scratch.spans.get_mut(at)?.dropped = dropped;
            }
            self.commit(at);
        }
        Some(())
    }

    /// Ends what an act gives.
    fn span(&mut self, from: u32, dropped: i64) {
        let to = narrow(self.scratch.given.len());
        self.scratch.spans.push(Span { from, to, dropped });
    }

    /// Total order of `all`: priority, then uncapped benefit, then name.
    fn sort(&mut self) -> Option<()> {
        self.scratch.benefits.clear();
        for act in self.acts {
            let mut sum: i128 = 0;
            let (mut num, mut den) = (0_i128, 1_i128);
            if let [offer] = act.offers(self.offers) {
                for run in self.found.receivers(offer.row) {
                    sum = sum.checked_add(i128::from(self.ledger.start.get(wide(run)).copied()?))?;
                }
                match offer.kind {
                    Kind::Percent {
                        quick: Some((n, d)), ..
                    } => {
                        (num, den) = (sum.checked_mul(i128::from(n))?, i128::from(d));
                    }
                    Kind::Sum(amount) => num = i128::from(amount),
                    Kind::Percent { quick: None, .. } | Kind::Each(_) | Kind::Price(_) => return None,
                }
            }
            self.scratch.benefits.push((num, den));
        }
        let (acts, benefits) = (self.acts, &self.scratch.benefits);
        self.scratch.order.clear();
        self.scratch.order.extend(0..narrow(acts.len()));
        self.scratch.order.sort_unstable_by(|a, b| {
            let (Some(x), Some(y)) = (acts.get(wide(*a)), acts.get(wide(*b))) else {
                return Ordering::Equal;
            };
            let benefit = |at: u32| benefits.get(wide(at)).copied().unwrap_or((0, 1));
            let ((an, ad), (bn, bd)) = (benefit(*a), benefit(*b));
            y.priority
                .cmp(&x.priority)
                .then_with(|| bn.saturating_mul(ad).cmp(&an.saturating_mul(bd)))
                .then(x.promotion.cmp(&y.promotion))
        });
        Some(())
    }

    /// What an offer gives off each run; `None` for a kind that needs the careful path. `now`: within what is left now,
    /// not within what was there at the start.
    fn offer(&mut self, offer: &Offer, now: bool) -> Option<i64> {
        match (offer.receipt, offer.kind) {
            (
                false,
                Kind::Percent {
                    quick: Some((num, den)),
                    base: Base::SchemeStart,
                    ..
                },
            ) => {
                for run in self.found.receivers(offer.row) {
                    let start = self.ledger.start.get(wide(run)).copied()?;
                    let amount = share(start, num, den, self.rounding)?;
                    if amount > 0 {
                        self.scratch.given.push(Given { run, amount });
                        let sum = self.scratch.sums.get_mut(wide(run))?;
                        *sum = sum.saturating_add(amount);
                    }
                }
                Some(0)
            }
            (
                true,
                Kind::Percent {
                    quick: Some((num, den)),
                    base: Base::SchemeStart,
                    ..
                },
            ) => {
                // Exact per run, clipped per run, summed, rounded once.
                let (mut exact, mut asked): (i128, i128) = (0, 0);
                for run in self.found.receivers(offer.row) {
                    let start = self.ledger.start.get(wide(run)).copied()?;
                    let whole = i128::from(start).checked_mul(i128::from(num))?;
                    let cap = i128::from(self.cap(run, now)).checked_mul(i128::from(den))?;
                    let left = i128::from(self.ledger.running.get(wide(run)).copied()?).checked_mul(i128::from(den))?;
                    exact = exact.checked_add(whole.min(cap))?;
                    asked = asked.checked_add(whole.min(left))?;
                }
                let rounded = |exact| i64::try_from(round_quotient(exact, i128::from(den), self.rounding)).ok();
                let (sum, asked) = (rounded(exact)?, rounded(asked)?);
                self.spread(offer, sum, asked, now)
            }
            (true, Kind::Sum(amount)) => self.spread(offer, amount, amount, now),
            (_, Kind::Percent { .. } | Kind::Each(_) | Kind::Price(_) | Kind::Sum(_)) => None,
        }
    }

    fn cap(&self, run: u32, now: bool) -> i64 {
        if now {
            return self.ledger.room(self.case, run);
        }
        let floor = self.case.runs.get(wide(run)).map_or(0, |run| run.floor);
        self.ledger
            .start
            .get(wide(run))
            .map_or(0, |start| start.saturating_sub(floor).max(0))
    }

    /// Spreads a sum over the runs of an offer; answers what is dropped of what was asked.
    fn spread(&mut self, offer: &Offer, sum: i64, asked: i64, now: bool) -> Option<i64> {
        self.scratch.parts.clear();
        for run in self.found.receivers(offer.row) {
            let start = self.ledger.start.get(wide(run)).copied()?;
            let rank = self.case.runs.get(wide(run))?.rank;
            let part = Part::new(i128::from(start), self.cap(run, now), rank);
            self.scratch.parts.push(part);
        }
        let given = distribute(sum, &mut self.scratch.parts).ok()?;
        if self.case.coarse {
            self.scratch.carriers.clear();
            for run in self.found.receivers(offer.row) {
                let running = self.ledger.running.get(wide(run)).copied()?;
                let run = self.case.runs.get(wide(run))?;
                self.scratch.carriers.push(Carrier {
                    running,
                    weighed: run.weighed.then_some(run.quantity),
                });
            }
            residue::settle(&mut self.scratch.parts, &self.scratch.carriers, self.rounding);
        }
        for (run, part) in self.found.receivers(offer.row).zip(&self.scratch.parts) {
            if part.share > 0 {
                self.scratch.given.push(Given {
                    run,
                    amount: part.share,
                });
                let sum = self.scratch.sums.get_mut(wide(run))?;
                *sum = sum.saturating_add(part.share);
            }
        }
        Some(asked.saturating_sub(given).max(0))
    }

    /// `best per unit for customer` without coupling: each run takes the offer that is best for it.
    fn best(&mut self) -> Option<()> {
        self.scratch.best.clear();
        self.scratch.best.resize(self.case.runs.len(), NOBODY);
        for (at, act) in (0_u32..).zip(self.acts) {
            let offer = match act.offers(self.offers) {
                [] => continue,
                [offer] if !offer.receipt => offer,
                _ => return None,
            };
            let Kind::Percent {
                quick: Some((num, den)),
                base: Base::SchemeStart,
                ..
            } = offer.kind
            else {
                return None;
            };
            for run in self.found.receivers(offer.row) {
                let start = self.ledger.start.get(wide(run)).copied()?;
                let room = self.ledger.room(self.case, run);
                let asked = share(start, num, den, self.rounding)?;
                let amount = asked.min(room);
                if amount <= 0 {
                    continue;
                }
                let (exact, most) = (start.checked_mul(num)?, room.checked_mul(den)?);
                if exact > most {
                    // At its floor a run has enough of fewer units, and others may share it.
                    return None;
                }
                let best = self.scratch.best.get_mut(wide(run))?;
                let order = i128::from(exact)
                    .saturating_mul(i128::from(best.den))
                    .cmp(&i128::from(best.num).saturating_mul(i128::from(den)));
                let wins = match order {
                    Ordering::Greater => true,
                    Ordering::Less => false,
                    Ordering::Equal => {
                        let other = self.acts.get(wide(best.act))?;
                        (other.priority, act.promotion) < (act.priority, other.promotion)
                    }
                };
                if wins {
                    *best = Best {
                        act: at,
                        num: exact,
                        den,
                        amount,
                        dropped: asked.saturating_sub(amount),
                    };
                }
            }
        }
        self.scratch.given.clear();
        self.scratch.spans.clear();
        for at in 0..narrow(self.acts.len()) {
            let from = narrow(self.scratch.given.len());
            let mut dropped: i64 = 0;
            for (run, best) in (0_u32..).zip(&self.scratch.best) {
                if best.act == at {
                    dropped = dropped.saturating_add(best.dropped);
                    self.scratch.given.push(Given {
                        run,
                        amount: best.amount,
                    });
                }
            }
            self.span(from, dropped);
        }
        for at in 0..self.acts.len() {
            self.commit(at);
        }
        Some(())
    }

    /// Takes what an act gives off the runs and their lines.
    fn commit(&mut self, at: usize) {
        let (Some(act), Some(span)) = (self.acts.get(at), self.scratch.spans.get(at).copied()) else {
            return;
        };
        let mut amount: i64 = 0;
        for given in self.scratch.given.get(wide(span.from)..wide(span.to)).unwrap_or(&[]) {
            if given.amount > 0 {
                take(
                    self.case,
                    self.ledger,
                    self.outcome,
                    &mut self.scratch.parts,
                    act.promotion,
                    *given,
                );
                amount = amount.saturating_add(given.amount);
            }
        }
        if amount > 0 || act.is_message() {
            let (promotion, scheme) = (act.promotion, self.number);
            self.outcome.applied.push(Applied {
                promotion,
                scheme,
                amount,
                limited: None,
                dropped: span.dropped,
            });
        }
    }
}

/// Whether an offer off the receipt is of a quick kind.
fn spreads(offer: &Offer) -> Option<bool> {
    match offer.kind {
        Kind::Percent {
            quick: Some(_),
            base: Base::SchemeStart,
            ..
        }
        | Kind::Sum(_) => Some(true),
        Kind::Percent { .. } | Kind::Each(_) | Kind::Price(_) => None,
    }
}

/// Takes an amount off a whole run and its lines.
fn take(case: &Case, ledger: &mut Ledger, outcome: &mut Outcome, parts: &mut Vec<Part>, promotion: u32, given: Given) {
    let Some(run) = case.runs.get(wide(given.run)) else {
        return;
    };
    if let Some(running) = ledger.running.get_mut(wide(given.run)) {
        *running = running.saturating_sub(given.amount);
    }
    let lines = case.lines_of(run);
    if let [line] = lines {
        if let Some(running) = ledger.line_running.get_mut(wide(*line)) {
            *running = running.saturating_sub(given.amount);
        }
        outcome.allocations.push(Allocation {
            promotion,
            line: *line,
            quantity: run.quantity,
            amount: given.amount,
        });
        return;
    }
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
                quantity,
                amount: part.share,
            });
        }
    }
}
