//! `all` in 64 bits: each promotion on the same base; they take turns only where their order matters.

use std::cmp::Ordering;

use super::{Deal, OffRun, Quick, Span, Turn};
use crate::index::{NONE, PlainEffect, narrow, wide};
use crate::money::Rate;
use crate::money::distribute::{Part, distribute};
use crate::money::proportion::Taker;
use crate::money::rate::Exact;
use crate::money::residue::{self, Carrier};
use crate::money::round_quotient;

/// Within which bounds an amount off the receipt is spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    /// What was there at the start of the scheme.
    Start,
    /// What is left now.
    Now,
}

impl Quick<'_> {
    /// Works the scheme out; `None`, and nothing changed, where numbers do not fit 64 bits.
    pub(super) fn all(&mut self) -> Option<()> {
        self.scratch.given.clear();
        self.scratch.spans.clear();
        self.scratch.sums.clear();
        self.scratch.sums.resize(self.case.runs.len(), 0);
        let mut off_receipt = false;
        for deal in self.deals {
            let from = narrow(self.scratch.given.len());
            let dropped = match deal.effect {
                None => 0,
                Some(PlainEffect::Goods(rate)) => self.off_goods(deal.row, rate)?,
                Some(effect @ (PlainEffect::Receipt(_) | PlainEffect::Sum(_))) => {
                    if !off_receipt {
                        off_receipt = true;
                        self.weigh();
                    }
                    if self.case.coarse {
                        0
                    } else {
                        self.off_receipt(effect, Within::Start)
                    }
                }
            };
            let span = self.span(from, dropped);
            self.scratch.spans.push(span);
        }
        if off_receipt && !self.bundles.is_empty() {
            return None;
        }
        self.bundle()?;
        let contested = self.find_turns();
        // Where a weighed line may leave a residue, a sum depends on what those before it left; where something is
        // clipped, it looks for other goods.
        let all_wait = off_receipt && (contested || self.case.coarse);
        self.scratch.order.clear();
        if contested || all_wait {
            self.line_up(all_wait)?;
        }
        for (deal, at) in self.deals.iter().zip(0..) {
            if !(all_wait || (contested && self.waits(deal))) {
                self.commit(deal, self.scratch.spans.get(at).copied().unwrap_or_default());
            }
        }
        self.commit_bundles();
        for place in 0..self.scratch.order.len() {
            if let Some(turn) = self.scratch.order.get(place).copied() {
                self.take_turn(turn);
            }
        }
        Some(())
    }

    /// A part of each of some goods; answers what is dropped. Clipped, if need be, when its turn comes.
    #[inline]
    fn off_goods(&mut self, row: u32, rate: Rate) -> Option<i64> {
        for run in self.found.receivers(row) {
            let start = self.ledger.start.get(wide(run)).copied()?;
            let amount = rate.of(start, self.rounding)?;
            give(&mut self.scratch.given, &mut self.scratch.sums, run, amount);
        }
        Some(0)
    }

    /// Marks the runs of which more is asked than they can give, and those that stand on several lines, whose lines share
    /// one amount after the other. Answers whether there are any.
    fn find_turns(&mut self) -> bool {
        self.scratch.turns.clear();
        self.scratch.turns.resize(self.found.row(self.found.receives).len(), 0);
        let mut any = false;
        for (run, (brief, sum)) in (0_u32..).zip(self.case.briefs.runs.iter().zip(&self.scratch.sums)) {
            if *sum > 0
                && (*sum > self.ledger.room(self.case, run) || brief.line == NONE)
                && let Some(word) = self.scratch.turns.get_mut(wide(run >> 6))
            {
                *word |= 1_u64.wrapping_shl(run & 63);
                any = true;
            }
        }
        any
    }

    /// Whether a deal takes something off a run whose deals take turns.
    fn waits(&self, deal: &Deal) -> bool {
        let row = self.found.row(deal.row).iter();
        row.zip(&self.scratch.turns).any(|(row, turns)| row & turns != 0)
    }

    /// Puts the deals that wait into total order: priority, then uncapped benefit, then name.
    fn line_up(&mut self, all_wait: bool) -> Option<()> {
        for (at, deal) in (0_u32..).zip(self.deals) {
            if !(all_wait || self.waits(deal)) {
                continue;
            }
            let benefit = match deal.effect {
                None => Exact::ZERO,
                Some(PlainEffect::Goods(rate) | PlainEffect::Receipt(rate)) => {
                    let mut sum: i64 = 0;
                    for run in self.found.receivers(deal.row) {
                        sum = sum.checked_add(self.ledger.start.get(wide(run)).copied()?)?;
                    }
                    rate.exactly(sum)?
                }
                Some(PlainEffect::Sum(amount)) => Exact::whole(amount),
            };
            self.scratch.order.push(Turn {
                deal: at,
                promotion: deal.promotion,
                priority: deal.priority,
                benefit,
            });
        }
        self.scratch.order.sort_unstable_by(in_total_order);
        Some(())
    }

    /// A deal's turn: it gives what is left of what it wants to give.
    fn take_turn(&mut self, turn: Turn) {
        let (Some(deal), Some(span)) = (
            self.deals.get(wide(turn.deal)),
            self.scratch.spans.get(wide(turn.deal)).copied(),
        ) else {
            return;
        };
        let span = match deal.effect {
            Some(effect @ (PlainEffect::Receipt(_) | PlainEffect::Sum(_))) => {
                let from = narrow(self.scratch.given.len());
                let dropped = self.off_receipt(effect, Within::Now);
                self.span(from, dropped)
            }
            Some(PlainEffect::Goods(_)) | None => self.clip(span),
        };
        self.commit(deal, span);
    }

    /// Clips what a deal gives at what is left of each run. Only a floor drops anything: what others took is not missed.
    fn clip(&mut self, span: Span) -> Span {
        let mut dropped: i64 = 0;
        let given = wide(span.from)..wide(span.to);
        for given in self.scratch.given.get_mut(given).into_iter().flatten() {
            let left = self.ledger.running.get(wide(given.run)).copied().unwrap_or(0);
            let room = self.ledger.room(self.case, given.run);
            dropped = dropped.saturating_add(given.amount.min(left).saturating_sub(room).max(0));
            given.amount = given.amount.min(room);
        }
        Span { dropped, ..span }
    }

    /// A part of the receipt, or a sum, spread over the runs; answers what is dropped.
    fn off_receipt(&mut self, effect: PlainEffect, within: Within) -> i64 {
        match effect {
            PlainEffect::Sum(amount) => self.spread(amount, amount, within),
            PlainEffect::Goods(rate) | PlainEffect::Receipt(rate) => {
                // Exact per run, clipped per run, summed, rounded once. Products of 63 and 17 bits fit 128.
                let den = i128::from(rate.den());
                let (mut exact, mut asked): (i128, i128) = (0, 0);
                for run in self.found.receivers(self.found.receives) {
                    let amount = |amounts: &[i64]| i128::from(amounts.get(wide(run)).copied().unwrap_or(0));
                    let whole = amount(&self.ledger.start).saturating_mul(i128::from(rate.num()));
                    let cap = i128::from(self.cap(run, within)).saturating_mul(den);
                    let left = amount(&self.ledger.running).saturating_mul(den);
                    exact = exact.saturating_add(whole.min(cap));
                    asked = asked.saturating_add(whole.min(left));
                }
                let rounded = |exact| i64::try_from(round_quotient(exact, den, self.rounding)).unwrap_or(i64::MAX);
                self.spread(rounded(exact), rounded(asked), within)
            }
        }
    }

    fn cap(&self, run: u32, within: Within) -> i64 {
        if within == Within::Now {
            return self.ledger.room(self.case, run);
        }
        let floor = self.case.briefs.run(run).map_or(0, |run| run.floor);
        let start = self.ledger.start.get(wide(run)).copied().unwrap_or(0);
        start.saturating_sub(floor).max(0)
    }

    /// Weighs the runs that share what is off the receipt.
    fn weigh(&mut self) {
        self.scratch.proportion.clear();
        for run in self.found.receivers(self.found.receives) {
            let start = self.ledger.start.get(wide(run)).copied().unwrap_or(0);
            let rank = self.case.briefs.run(run).map_or(NONE, |run| run.rank);
            self.scratch.proportion.add(run, rank, start);
        }
    }

    /// Spreads a sum over the runs that may receive; answers what is dropped of what was asked.
    fn spread(&mut self, sum: i64, asked: i64, within: Within) -> i64 {
        if self.spread_evenly(sum, within) {
            return asked.saturating_sub(sum).max(0);
        }
        let row = self.found.receives;
        self.scratch.parts.clear();
        for run in self.found.receivers(row) {
            let start = self.ledger.start.get(wide(run)).copied().unwrap_or(0);
            let rank = self.case.briefs.run(run).map_or(NONE, |run| run.rank);
            let part = Part::new(i128::from(start), self.cap(run, within), rank);
            self.scratch.parts.push(part);
        }
        // Amounts of 64 bits: their products never overflow.
        let Ok(given) = distribute(sum, &mut self.scratch.parts) else {
            return asked;
        };
        if self.case.coarse {
            self.settle(row);
        }
        for (run, part) in self.found.receivers(row).zip(&self.scratch.parts) {
            give(&mut self.scratch.given, &mut self.scratch.sums, run, part.share);
        }
        asked.saturating_sub(given).max(0)
    }

    /// Spreads a sum where no cap binds and no weighed line leaves a residue; `false`, and nothing given, elsewhere.
    fn spread_evenly(&mut self, sum: i64, within: Within) -> bool {
        let mut proportion = std::mem::take(&mut self.scratch.proportion);
        let even = proportion.share_out(sum, |run| self.cap(run, within))
            && (!self.case.coarse || proportion.takers().iter().all(|taker| self.has_price(taker)));
        if even {
            for taker in proportion.takers() {
                give(&mut self.scratch.given, &mut self.scratch.sums, taker.run, taker.share);
            }
        }
        self.scratch.proportion = proportion;
        even
    }

    /// Whether a whole price gives what a run costs after its share.
    fn has_price(&self, taker: &Taker) -> bool {
        let (Some(run), Some(running)) = (
            self.case.briefs.run(taker.run),
            self.ledger.running.get(wide(taker.run)),
        ) else {
            return true;
        };
        !run.coarse || residue::has_price(running.saturating_sub(taker.share), run.quantity, self.rounding)
    }

    /// Moves what weighed lines cannot show at a whole price.
    fn settle(&mut self, row: u32) {
        self.scratch.carriers.clear();
        for run in self.found.receivers(row) {
            let (Some(running), Some(run)) = (self.ledger.running.get(wide(run)).copied(), self.case.briefs.run(run))
            else {
                continue;
            };
            self.scratch.carriers.push(Carrier {
                running,
                weighed: run.coarse.then_some(run.quantity),
            });
        }
        let scratch = &mut *self.scratch;
        residue::settle_with(
            &mut scratch.parts,
            &scratch.carriers,
            self.rounding,
            &mut scratch.by_rank,
        );
    }
}

/// Notes what is to be given off a run.
#[inline]
fn give(given: &mut Vec<OffRun>, sums: &mut [i64], run: u32, amount: i64) {
    if amount > 0 {
        given.push(OffRun { run, amount });
        if let Some(sum) = sums.get_mut(wide(run)) {
            *sum = sum.saturating_add(amount);
        }
    }
}

fn in_total_order(a: &Turn, b: &Turn) -> Ordering {
    b.priority
        .cmp(&a.priority)
        .then_with(|| b.benefit.compare(a.benefit))
        .then(a.promotion.cmp(&b.promotion))
}
