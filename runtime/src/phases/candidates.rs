//! Candidates of one receipt and which runs they and the selections hold; knows no gate.

use crate::engine::Engine;
use crate::fault::Fault;
use crate::index::{Card, NONE, PlainEffect, narrow, wide};
use crate::intake::Case;
use crate::intake::brief::Brief;
use crate::vm::product::ProductRoom;
use crate::vm::receipt::Selections;
use crate::vm::{self};
use crate::workspace::{grow, words};

/// A promotion whose gates are open.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    pub promotion: u32,
    /// Where its row of bits, one per run, begins: the runs that triggered it.
    pub row: u32,
    pub priority: i32,
    /// What the receipt must come to at the start of its scheme.
    pub least: i64,
    /// What it gives, if it is plain.
    pub effect: Option<PlainEffect>,
}

/// Something that was looked at for one receipt: which receipt that was, and where its row is, or [`NONE`].
type Seen = (u32, u32);

/// Candidates of one receipt and which runs they and the selections hold.
#[derive(Debug, Default)]
pub(crate) struct Candidates {
    epoch: u32,
    words: u32,
    /// By card; [`NONE`]: its gates are shut.
    seen: Vec<Seen>,
    by_scheme: Vec<Vec<Candidate>>,
    pub rows: Vec<u64>,
    /// Row of the runs that may receive discounts.
    pub receives: u32,
    /// By category node.
    node_seen: Vec<Seen>,
    /// Category nodes that were met, and their rows.
    nodes: Vec<(u32, u32)>,
    /// By product selection.
    mask_seen: Vec<Seen>,
    client_seen: Vec<(u32, bool)>,
    store_seen: Vec<(u32, bool)>,
}

impl Candidates {
    pub(crate) fn begin(&mut self, engine: &Engine, case: &Case) {
        let plan = engine.plan();
        if self.epoch == u32::MAX {
            for seen in [&mut self.seen, &mut self.node_seen, &mut self.mask_seen] {
                seen.clear();
            }
            self.client_seen.clear();
            self.store_seen.clear();
            self.epoch = 0;
        }
        self.epoch = self.epoch.saturating_add(1);
        self.words = words(case.runs.len());
        self.rows.clear();
        self.nodes.clear();
        grow(&mut self.seen, plan.promotions.len(), (0, NONE));
        grow(&mut self.node_seen, engine.index.products.categories.len(), (0, NONE));
        grow(&mut self.mask_seen, plan.items.len(), (0, NONE));
        grow(&mut self.client_seen, plan.clients.len(), (0, false));
        grow(&mut self.store_seen, plan.stores.len(), (0, false));
        for scheme in &mut self.by_scheme {
            scheme.clear();
        }
        if self.by_scheme.len() < plan.schemes.len() {
            self.by_scheme.resize_with(plan.schemes.len(), Vec::new);
        }
        self.receives = narrow(self.rows.len());
        let bits = |runs: &[Brief]| {
            let mut word = 0_u64;
            for (bit, run) in (0_u32..).zip(runs) {
                word |= u64::from(run.receives).wrapping_shl(bit);
            }
            word
        };
        self.rows.extend(case.briefs.runs.chunks(64).map(bits));
        // A receipt without lines has a row too.
        self.rows.resize(wide(self.words), 0);
    }

    /// Whether a scheme has candidates.
    pub(crate) fn has(&self, scheme: u16) -> bool {
        !self.of_scheme(scheme).is_empty()
    }

    pub(crate) fn of_scheme(&self, scheme: u16) -> &[Candidate] {
        self.by_scheme.get(usize::from(scheme)).map_or(&[], Vec::as_slice)
    }

    /// A card that was looked at before for this receipt: its row, or [`NONE`] where its gates are shut.
    #[inline]
    pub(crate) fn known(&self, card: u32) -> Option<u32> {
        let (epoch, row) = *self.seen.get(wide(card))?;
        (epoch == self.epoch).then_some(row)
    }

    /// Notes that a promotion's gates are open, and answers its row.
    #[inline]
    pub(crate) fn admit(&mut self, number: u32, card: &Card) -> u32 {
        let row = self.new_row();
        if let Some(scheme) = self.by_scheme.get_mut(usize::from(card.scheme)) {
            scheme.push(Candidate {
                promotion: card.promotion,
                row,
                priority: card.priority,
                least: card.least,
                effect: card.effect,
            });
        }
        self.note(number, row);
        row
    }

    /// Notes that a promotion's gates are shut.
    pub(crate) fn refuse(&mut self, number: u32) {
        self.note(number, NONE);
    }

    fn note(&mut self, card: u32, row: u32) {
        if let Some(seen) = self.seen.get_mut(wide(card)) {
            *seen = (self.epoch, row);
        }
    }

    /// Notes that a run is of a category node.
    #[inline]
    pub(crate) fn meet(&mut self, node: u32, run: u32) {
        let Some((epoch, row)) = self.node_seen.get(wide(node)).copied() else {
            return;
        };
        let row = if epoch == self.epoch {
            row
        } else {
            let row = self.new_row();
            if let Some(seen) = self.node_seen.get_mut(wide(node)) {
                *seen = (self.epoch, row);
            }
            self.nodes.push((node, row));
            row
        };
        self.set(row, run);
    }

    /// A category node that was met, and its row.
    pub(crate) fn node(&self, position: usize) -> Option<(u32, u32)> {
        self.nodes.get(position).copied()
    }

    fn new_row(&mut self) -> u32 {
        let row = narrow(self.rows.len());
        if self.words == 1 {
            self.rows.push(0);
        } else {
            self.rows.resize(self.rows.len().saturating_add(wide(self.words)), 0);
        }
        row
    }

    #[inline]
    pub(crate) fn set(&mut self, row: u32, run: u32) {
        if let Some(word) = self.rows.get_mut(wide(row.wrapping_add(run >> 6))) {
            *word |= 1_u64.wrapping_shl(run & 63);
        }
    }

    /// Adds the bits of one row to another.
    #[inline]
    pub(crate) fn join(&mut self, from: u32, into: u32) {
        for word in 0..self.words {
            let bits = self.rows.get(wide(from.wrapping_add(word))).copied().unwrap_or(0);
            if let Some(into) = self.rows.get_mut(wide(into.wrapping_add(word))) {
                *into |= bits;
            }
        }
    }

    /// The words of a row.
    #[inline]
    pub(crate) fn row(&self, row: u32) -> &[u64] {
        let row = wide(row);
        self.rows.get(row..row.wrapping_add(wide(self.words))).unwrap_or(&[])
    }

    /// Positions of the runs of a row.
    #[inline]
    pub(crate) fn runs(&self, row: u32) -> Bits<'_> {
        let mask = self.row(row);
        Bits {
            mask,
            also: mask,
            word: 0,
            at: 0,
        }
    }

    /// Positions of the runs of a row that may receive discounts.
    #[inline]
    pub(crate) fn receivers(&self, row: u32) -> Bits<'_> {
        Bits {
            mask: self.row(row),
            also: self.row(self.receives),
            word: 0,
            at: 0,
        }
    }

    /// Works out which runs that take part a selection holds.
    pub(crate) fn select(
        &mut self,
        engine: &Engine,
        case: &Case,
        items: u32,
        work: &mut vm::Work,
    ) -> Result<u32, Fault> {
        match self.mask_seen.get(wide(items)) {
            Some((epoch, row)) if *epoch == self.epoch => return Ok(*row),
            Some(_) => {}
            None => return Err(Fault::BadReference),
        }
        let code = &engine.plan().items.get(wide(items)).ok_or(Fault::BadReference)?.code;
        let row = self.new_row();
        for (at, run) in (0_u32..).zip(&case.runs) {
            if run.takes_part && vm::truth(code, &ProductRoom { engine, case, run }, work)? == Some(true) {
                self.set(row, at);
            }
        }
        if let Some(seen) = self.mask_seen.get_mut(wide(items)) {
            *seen = (self.epoch, row);
        }
        Ok(row)
    }

    /// Answers whether the store is in a selection, asking only once per receipt.
    pub(crate) fn store_once(&mut self, stores: u32, ask: impl FnOnce() -> Result<bool, Fault>) -> Result<bool, Fault> {
        once(self.epoch, self.store_seen.get_mut(wide(stores)), ask)
    }

    /// Answers whether the client is in a selection, asking only once per receipt.
    pub(crate) fn client_once(
        &mut self,
        clients: u32,
        ask: impl FnOnce() -> Result<bool, Fault>,
    ) -> Result<bool, Fault> {
        once(self.epoch, self.client_seen.get_mut(wide(clients)), ask)
    }
}

fn once(epoch: u32, seen: Option<&mut (u32, bool)>, ask: impl FnOnce() -> Result<bool, Fault>) -> Result<bool, Fault> {
    match seen {
        Some((asked, held)) if *asked == epoch => Ok(*held),
        Some(seen) => {
            let held = ask()?;
            *seen = (epoch, held);
            Ok(held)
        }
        None => ask(),
    }
}

impl Selections for Candidates {
    fn mask(&self, items: u32) -> Option<&[u64]> {
        let (epoch, row) = self.mask_seen.get(wide(items))?;
        (*epoch == self.epoch).then(|| self.row(*row))
    }
}

/// Positions of the bits that two rows share.
pub(crate) struct Bits<'a> {
    mask: &'a [u64],
    also: &'a [u64],
    word: u64,
    at: u32,
}

impl Iterator for Bits<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        while self.word == 0 {
            let (mask, also) = (self.mask.get(wide(self.at))?, self.also.get(wide(self.at))?);
            self.word = mask & also;
            self.at = self.at.wrapping_add(1);
        }
        let bit = self.word.trailing_zeros();
        self.word &= self.word.wrapping_sub(1);
        Some(self.at.wrapping_sub(1).wrapping_shl(6) | bit)
    }
}
