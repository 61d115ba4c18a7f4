//! `best per unit for customer` in 64 bits, where nothing couples the runs: each run takes what is best for it.

use std::cmp::Ordering;

use super::{Deal, OffRun, Quick};
use crate::index::{NONE, PlainEffect, narrow, wide};
use crate::money::rate::Exact;

/// The best deal for a run so far.
#[derive(Debug, Clone, Copy)]
pub(super) struct Best {
    /// Its position, or [`NONE`].
    deal: u32,
    benefit: Exact,
    amount: i64,
    dropped: i64,
}

const NOBODY: Best = Best {
    deal: NONE,
    benefit: Exact::ZERO,
    amount: 0,
    dropped: 0,
};

impl Quick<'_> {
    /// Works the scheme out; `None`, and nothing changed, where it is not so simple.
    pub(super) fn best(&mut self) -> Option<()> {
        self.scratch.best.clear();
        self.scratch.best.resize(self.case.runs.len(), NOBODY);
        for (at, deal) in (0_u32..).zip(self.deals) {
            let rate = match deal.effect {
                None => continue,
                Some(PlainEffect::Goods(rate)) => rate,
                Some(PlainEffect::Receipt(_) | PlainEffect::Sum(_)) => return None,
            };
            for run in self.found.receivers(deal.row) {
                let start = self.ledger.start.get(wide(run)).copied()?;
                let room = self.ledger.room(self.case, run);
                let asked = rate.of(start, self.rounding)?;
                let amount = asked.min(room);
                if amount <= 0 {
                    continue;
                }
                let benefit = rate.exactly(start)?;
                if benefit.compare(Exact::whole(room)) == Ordering::Greater {
                    // At its floor a run has enough of fewer units, and others may share it.
                    return None;
                }
                let best = self.scratch.best.get_mut(wide(run))?;
                if beats(self.deals, deal, benefit, best) {
                    *best = Best {
                        deal: at,
                        benefit,
                        amount,
                        dropped: asked.saturating_sub(amount),
                    };
                }
            }
        }
        self.scratch.given.clear();
        for (at, deal) in (0_u32..).zip(self.deals) {
            let from = narrow(self.scratch.given.len());
            let mut dropped: i64 = 0;
            for run in self.found.receivers(deal.row) {
                if let Some(best) = self.scratch.best.get(wide(run))
                    && best.deal == at
                {
                    dropped = dropped.saturating_add(best.dropped);
                    let amount = best.amount;
                    self.scratch.given.push(OffRun { run, amount });
                }
            }
            self.commit(deal, self.span(from, dropped));
        }
        Some(())
    }
}

/// Total order of `best`: benefit, then priority, then name.
fn beats(deals: &[Deal], deal: &Deal, benefit: Exact, best: &Best) -> bool {
    match benefit.compare(best.benefit) {
        Ordering::Greater => true,
        Ordering::Less => false,
        Ordering::Equal => deals
            .get(wide(best.deal))
            .is_none_or(|other| (other.priority, deal.promotion) < (deal.priority, other.promotion)),
    }
}
