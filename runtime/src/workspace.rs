//! What one thread needs to decide one receipt after another without allocating; keeps nothing from one to the next.

use crate::engine::Engine;
use crate::index::{narrow, wide};
use crate::intake::Case;
use crate::outcome::{LineOutcome, Outcome};
use crate::phases::candidates::Candidates;
use crate::scheme::quick::{Bundle, Deal, Scratch};
use crate::scheme::segment::Segment;
use crate::scheme::set::SetOffer;
use crate::scheme::{Act, Offer};
use crate::vm;

/// Buffers of one thread.
#[derive(Debug, Default)]
pub struct Workspace {
    pub(crate) found: Candidates,
    pub(crate) ledger: Ledger,
    pub(crate) work: vm::Work,
    /// Promotions of the scheme that the quick paths can work out.
    pub(crate) deals: Vec<Deal>,
    /// Of these, sets of pieces for a price.
    pub(crate) bundles: Vec<Bundle>,
    pub(crate) acts: Vec<Act>,
    pub(crate) offers: Vec<Offer>,
    /// Sets of the scheme's acts.
    pub(crate) sets: Vec<SetOffer>,
    pub(crate) scratch: Scratch,
    pub(crate) outcome: Outcome,
    /// For explanations: the ledger at the start of each scheme; `None` on the hot path.
    pub(crate) starts: Option<Vec<Ledger>>,
    /// Work that explanations took since the workspace was made.
    pub(crate) explained: u64,
    /// Steps of searches for combinations of sets since the workspace was made.
    pub(crate) searched: u64,
}

/// Units of a run that were given away: outside everything that acts after (semantics §5).
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Gone {
    pub units: i64,
    /// What they cost by their shelf price.
    pub list: i64,
    /// What they cost in [`Start::amounts`].
    pub cost: i64,
}

/// The goods at the start of a scheme, as conditions and measures see them.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Start<'a> {
    /// Amount of each run.
    pub amounts: &'a [i64],
    /// By run: what was given away; empty where nothing was.
    pub gone: &'a [Gone],
}

impl Start<'_> {
    #[inline]
    pub(crate) fn gone(&self, run: usize) -> Gone {
        self.gone.get(run).copied().unwrap_or_default()
    }

    /// What the goods that take part come to.
    pub(crate) fn total(&self, case: &Case) -> i64 {
        let total = case.briefs.total(self.amounts);
        if self.gone.is_empty() {
            return total;
        }
        let costs = self.gone.iter().zip(&case.runs).filter(|(_, run)| run.takes_part);
        costs.fold(total, |total, (gone, _)| total.saturating_sub(gone.cost))
    }

    /// The same at shelf prices.
    pub(crate) fn list(&self, case: &Case) -> i64 {
        let lists = self.gone.iter().zip(&case.runs).filter(|(_, run)| run.takes_part);
        lists.fold(case.briefs.list, |total, (gone, _)| total.saturating_sub(gone.list))
    }
}

/// Amounts of runs and lines as the decision goes on, in minor units.
#[derive(Debug, Default, Clone)]
pub(crate) struct Ledger {
    /// What each run still costs.
    pub running: Vec<i64>,
    /// The same at the start of the scheme.
    pub start: Vec<i64>,
    /// What each line still costs.
    pub line_running: Vec<i64>,
    /// Parts of runs that have amounts of their own; empty until some run splits.
    pub segments: Vec<Segment>,
    /// Whether the next scheme must look at segments.
    pub split: bool,
    /// By run: what was given away; empty where nothing was. Their units are in no segment.
    pub gone: Vec<Gone>,
}

impl Workspace {
    /// Steps that explanations took since the workspace was made: for a test that counts work.
    #[doc(hidden)]
    #[must_use]
    pub fn explained(&self) -> u64 {
        self.explained
    }

    /// Steps that searches for combinations of sets took since the workspace was made: for benches that say how much was done.
    #[doc(hidden)]
    #[must_use]
    pub fn searched(&self) -> u64 {
        self.searched
    }

    /// Forgets the last receipt.
    pub(crate) fn begin(&mut self, engine: &Engine, case: &Case) {
        self.work.refuel(engine.index.fuel(case.runs.len()));
        self.found.begin(engine, case);
        self.outcome.clear();
        if let Some(starts) = &mut self.starts {
            starts.clear();
        }
        let ledger = &mut self.ledger;
        ledger.split = false;
        ledger.gone.clear();
        ledger.segments.clear();
        ledger.running.clear();
        ledger.running.extend(case.briefs.runs.iter().map(|run| run.gross));
        ledger.line_running.clear();
        ledger.line_running.extend_from_slice(&case.briefs.lines);
    }
}

impl Ledger {
    /// A scheme starts: what things cost now is its base.
    pub(crate) fn start_scheme(&mut self) {
        self.start.clear();
        self.start.extend_from_slice(&self.running);
    }

    /// The goods at the start of the scheme.
    pub(crate) fn at_start(&self) -> Start<'_> {
        Start {
            amounts: &self.start,
            gone: &self.gone,
        }
    }

    /// What a run may still give.
    #[inline]
    pub(crate) fn room(&self, case: &Case, run: u32) -> i64 {
        let (Some(found), Some(running)) = (case.briefs.run(run), self.running.get(wide(run))) else {
            return 0;
        };
        if !found.receives {
            return 0;
        }
        running.saturating_sub(found.floor).max(0)
    }

    /// Writes the lines' amounts into the outcome.
    pub(crate) fn finish(&self, case: &Case, outcome: &mut Outcome) {
        for (gross, running) in case.briefs.lines.iter().zip(&self.line_running) {
            let discount = gross.saturating_sub(*running);
            outcome.lines.push(LineOutcome {
                gross: *gross,
                discount,
                net: *running,
            });
            outcome.gross = outcome.gross.saturating_add(*gross);
            outcome.discount = outcome.discount.saturating_add(discount);
        }
    }
}

/// Makes a vector at least so long.
pub(crate) fn grow<T: Copy>(values: &mut Vec<T>, length: usize, value: T) {
    if values.len() < length {
        values.resize(length, value);
    }
}

/// The number of 64-bit words that hold a bit per run.
pub(crate) fn words(runs: usize) -> u32 {
    narrow(runs.div_ceil(64).max(1))
}
