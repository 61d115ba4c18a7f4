//! What the index and the quick paths read of a case, side by side and small, so that a receipt is read at memory speed;
//! says nothing that runs and lines do not say.

use super::Case;
use crate::engine::Engine;
use crate::index::{NONE, wide};
use crate::limits::UNIT;

/// A run in short.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Brief {
    pub product: u32,
    /// The nearest category above the product that some promotion is listed under, or [`NONE`].
    pub listed: u32,
    /// Its line, if it stands on one line only, or [`NONE`].
    pub line: u32,
    pub rank: u32,
    pub gross: i64,
    pub floor: i64,
    pub quantity: i64,
    pub takes_part: bool,
    pub receives: bool,
    /// Weighed, and more than a unit: not every amount of it has a whole price.
    pub coarse: bool,
}

/// A case in short.
#[derive(Debug, Clone, Default)]
pub(crate) struct Briefs {
    /// By run.
    pub runs: Vec<Brief>,
    /// Gross amounts by line.
    pub lines: Vec<i64>,
    /// What the goods that take part come to at shelf prices.
    pub list: i64,
    /// The same after discounts given elsewhere.
    pub gross: i64,
    /// Some run stands on several lines.
    pub several_lines: bool,
}

impl Briefs {
    pub(crate) fn of(engine: &Engine, case: &Case) -> Self {
        let mut briefs = Self {
            runs: Vec::with_capacity(case.runs.len()),
            lines: case.lines.iter().map(|line| line.gross).collect(),
            ..Self::default()
        };
        for run in &case.runs {
            if run.takes_part {
                briefs.list = briefs.list.saturating_add(run.list);
                briefs.gross = briefs.gross.saturating_add(run.gross);
            }
            let line = match case.lines_of(run) {
                [line] => *line,
                _ => NONE,
            };
            briefs.several_lines |= line == NONE;
            briefs.runs.push(Brief {
                product: run.product,
                listed: engine.index.postings.nearest_listed(run.facts.category),
                line,
                rank: run.rank,
                gross: run.gross,
                floor: run.floor,
                quantity: run.quantity,
                takes_part: run.takes_part,
                receives: run.receives,
                coarse: run.weighed && run.quantity > UNIT,
            });
        }
        briefs
    }

    /// The sum of some amounts by run, of those runs that take part.
    pub(crate) fn total(&self, amounts: &[i64]) -> i64 {
        let part = self.runs.iter().zip(amounts).filter(|(run, _)| run.takes_part);
        part.fold(0, |sum, (_, amount)| sum.saturating_add(*amount))
    }

    /// A run.
    #[inline]
    pub(crate) fn run(&self, run: u32) -> Option<&Brief> {
        self.runs.get(wide(run))
    }
}

const _: () = assert!(size_of::<Brief>() == 48, "briefs are read at memory speed");
