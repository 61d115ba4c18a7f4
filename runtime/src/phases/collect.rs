//! Candidates: from the goods and the client of a receipt, through the index, to the promotions whose gates are open.

use perk_plan::Date;

use crate::engine::Engine;
use crate::fault::Fault;
use crate::index::gates::{self, Gate};
use crate::index::postings::{Posting, listed, open};
use crate::index::{NONE, wide};
use crate::intake::{Case, Run};
use crate::vm::product::ProductRoom;
use crate::vm::receipt::{ClientRoom, Selections};
use crate::vm::store::StoreRoom;
use crate::vm::{self, Value};
use crate::workspace::{Workspace, grow, words};

/// A promotion whose gates are open.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    pub promotion: u32,
    /// Where its row of bits, one per run, begins: the runs that triggered it.
    pub row: u32,
    pub priority: i32,
}

/// Candidates of one receipt and which runs they and the selections hold.
#[derive(Debug, Default)]
pub(crate) struct Candidates {
    epoch: u32,
    words: u32,
    /// By promotion: the receipt that last looked at it, and where its row is ([`NONE`]: its gates are shut).
    seen: Vec<(u32, u32)>,
    by_scheme: Vec<Vec<Candidate>>,
    pub rows: Vec<u64>,
    /// Row of the runs that may receive discounts.
    pub receives: u32,
    /// By category node: the receipt that last met it, and its row.
    node_seen: Vec<(u32, u32)>,
    nodes: Vec<u32>,
    /// By product selection: the receipt for which its row was worked out, and the row.
    mask_seen: Vec<(u32, u32)>,
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
        self.receives = self.new_row();
        for (at, run) in (0_u32..).zip(&case.runs) {
            if run.receives {
                self.set(self.receives, at);
            }
        }
    }

    /// Whether a scheme has candidates.
    pub(crate) fn has(&self, scheme: u16) -> bool {
        self.by_scheme
            .get(usize::from(scheme))
            .is_some_and(|found| !found.is_empty())
    }

    pub(crate) fn of_scheme(&self, scheme: u16) -> &[Candidate] {
        self.by_scheme.get(usize::from(scheme)).map_or(&[], Vec::as_slice)
    }

    fn new_row(&mut self) -> u32 {
        let row = crate::index::narrow(self.rows.len());
        self.rows.resize(self.rows.len().saturating_add(wide(self.words)), 0);
        row
    }

    #[inline]
    fn set(&mut self, row: u32, run: u32) {
        if let Some(word) = self.rows.get_mut(wide(row.wrapping_add(run >> 6))) {
            *word |= 1_u64.wrapping_shl(run & 63);
        }
    }

    /// The words of a row.
    #[inline]
    pub(crate) fn row(&self, row: u32) -> &[u64] {
        let row = wide(row);
        self.rows.get(row..row.wrapping_add(wide(self.words))).unwrap_or(&[])
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

/// Finds the candidates of a receipt.
pub(crate) fn collect(engine: &Engine, case: &Case, workspace: &mut Workspace) {
    let Workspace {
        found, work, outcome, ..
    } = workspace;
    let index = &engine.index;
    let day = index.postings.day(case.now.date.0);
    let mut total: i64 = 0;
    for run in case.runs.iter().filter(|run| run.takes_part) {
        total = total.saturating_add(run.gross);
    }
    let mut collector = Collector {
        total,
        engine,
        case,
        found,
        work,
        faults: &mut outcome.faults,
        day,
    };
    let by_category = !index.postings.by_category.is_empty();
    for (at, run) in (0_u32..).zip(&case.runs) {
        if !run.takes_part {
            continue;
        }
        collector.post_run(index.postings.by_product.row(run.product), at);
        if by_category {
            collector.meet(run.facts.category, at);
        }
        if index.postings.by_label() {
            collector.labels(run, at);
        }
    }
    collector.categories();
    collector.client();
    collector.post(index.postings.always.on(0, day));
}

struct Collector<'a> {
    engine: &'a Engine,
    case: &'a Case,
    found: &'a mut Candidates,
    work: &'a mut vm::Work,
    faults: &'a mut Vec<(u32, Fault)>,
    day: u16,
    /// What the goods that take part come to before any discount.
    total: i64,
}

impl Collector<'_> {
    /// Posts a list that a run triggers.
    fn post_run(&mut self, postings: &[Posting], run: u32) {
        for posting in postings {
            if open(*posting, self.day)
                && let Some(row) = self.touch(posting.promotion)
            {
                self.found.set(row, run);
            }
        }
    }

    fn post<'p>(&mut self, postings: impl IntoIterator<Item = &'p [Posting]>) {
        for posting in postings.into_iter().flatten() {
            if open(*posting, self.day) {
                self.touch(posting.promotion);
            }
        }
    }

    /// Marks the category nodes above a run, so that each node's list is read once per receipt.
    fn meet(&mut self, node: u32, run: u32) {
        let mut at = node;
        while let Some((epoch, row)) = self.found.node_seen.get(wide(at)).copied() {
            let row = if epoch == self.found.epoch {
                row
            } else {
                let row = self.found.new_row();
                if let Some(seen) = self.found.node_seen.get_mut(wide(at)) {
                    *seen = (self.found.epoch, row);
                }
                self.found.nodes.push(at);
                row
            };
            self.found.set(row, run);
            at = self.engine.index.products.categories.parent(at);
        }
    }

    fn categories(&mut self) {
        let words = self.found.words;
        for position in 0..self.found.nodes.len() {
            let Some(node) = self.found.nodes.get(position).copied() else {
                break;
            };
            let Some((_, from)) = self.found.node_seen.get(wide(node)).copied() else {
                continue;
            };
            for posting in self
                .engine
                .index
                .postings
                .by_category
                .on(node, self.day)
                .into_iter()
                .flatten()
            {
                if open(*posting, self.day)
                    && let Some(row) = self.touch(posting.promotion)
                {
                    for word in 0..words {
                        let bits = self.found.rows.get(wide(from.wrapping_add(word))).copied().unwrap_or(0);
                        if let Some(into) = self.found.rows.get_mut(wide(row.wrapping_add(word))) {
                            *into |= bits;
                        }
                    }
                }
            }
        }
    }

    fn labels(&mut self, run: &Run, at: u32) {
        let postings = &self.engine.index.postings;
        self.post_run(listed(&postings.by_brand, run.facts.brand), at);
        self.post_run(listed(&postings.by_supplier, run.facts.supplier), at);
        if run.product != NONE {
            for tag in self.engine.index.products.tags(run.product) {
                self.post_run(listed(&postings.by_tag, Some(*tag)), at);
            }
        }
    }

    fn client(&mut self) {
        let client = &self.case.client;
        if !client.known() {
            return;
        }
        let postings = &self.engine.index.postings;
        for property in &client.truths {
            self.post(postings.by_truth.on(u32::from(*property), self.day));
        }
        for key in &client.named {
            if let Some(list) = postings.by_text.get(key) {
                self.post([list.as_slice()]);
            }
        }
        self.post(postings.known.on(0, self.day));
    }

    /// The row of a promotion whose gates are open.
    #[inline]
    fn touch(&mut self, promotion: u32) -> Option<u32> {
        let (epoch, row) = *self.found.seen.get(wide(promotion))?;
        if epoch == self.found.epoch {
            return (row != NONE).then_some(row);
        }
        self.first_touch(promotion)
    }

    fn first_touch(&mut self, promotion: u32) -> Option<u32> {
        let gate = self.engine.index.gates.get(wide(promotion))?;
        let row = match self.gates(promotion, gate) {
            Ok(true) => {
                let row = self.found.new_row();
                if let Some(scheme) = self.found.by_scheme.get_mut(usize::from(gate.scheme)) {
                    scheme.push(Candidate {
                        promotion,
                        row,
                        priority: gate.priority,
                    });
                }
                row
            }
            Ok(false) => NONE,
            Err(fault) => {
                self.faults.push((promotion, fault));
                NONE
            }
        };
        if let Some(seen) = self.found.seen.get_mut(wide(promotion)) {
            *seen = (self.found.epoch, row);
        }
        (row != NONE).then_some(row)
    }

    fn gates(&mut self, promotion: u32, gate: &Gate) -> Result<bool, Fault> {
        let now = &self.case.now;
        if gate.least > self.total {
            return Ok(false);
        }
        match gate.quickly_valid(now) {
            Some(true) => {}
            Some(false) => return Ok(false),
            None => {
                if !self
                    .engine
                    .plan()
                    .promotions
                    .get(wide(promotion))
                    .is_some_and(|found| gate.valid(now, found))
                {
                    return Ok(false);
                }
            }
        }
        match gate.quickly_on(now) {
            Some(true) => {}
            Some(false) => return Ok(false),
            None => {
                let windows = self
                    .engine
                    .plan()
                    .promotions
                    .get(wide(promotion))
                    .map_or(&[][..], |found| &found.on);
                if gates::on(windows, now, |property| self.case.client.date(property)) != Some(true) {
                    return Ok(false);
                }
            }
        }
        if gate.known && !self.case.client.known() {
            return Ok(false);
        }
        Ok((gate.stores == NONE || self.store(gate.stores)?)
            && (gate.clients == NONE || self.client_in(gate.clients)?)
            && (gate.paid_by == NONE || paid_by(self.engine, self.case, gate.paid_by)))
    }

    fn store(&mut self, stores: u32) -> Result<bool, Fault> {
        if let Some(held) = self.engine.index.stores.holds(stores, self.case.store) {
            return Ok(held);
        }
        let epoch = self.found.epoch;
        if let Some((seen, held)) = self.found.store_seen.get(wide(stores)).copied()
            && seen == epoch
        {
            return Ok(held);
        }
        let held = in_stores(self.engine, self.case, stores, self.work)? == Some(true);
        if let Some(seen) = self.found.store_seen.get_mut(wide(stores)) {
            *seen = (epoch, held);
        }
        Ok(held)
    }

    fn client_in(&mut self, clients: u32) -> Result<bool, Fault> {
        if let Some(property) = self.engine.index.flags.get(wide(clients)).copied().flatten() {
            return Ok(self.case.client.property(property) == Value::Truth(true));
        }
        let epoch = self.found.epoch;
        if let Some((seen, held)) = self.found.client_seen.get(wide(clients)).copied()
            && seen == epoch
        {
            return Ok(held);
        }
        let held = in_clients(self.engine, self.case, clients, self.case.now.date, self.work)? == Some(true);
        if let Some(seen) = self.found.client_seen.get_mut(wide(clients)) {
            *seen = (epoch, held);
        }
        Ok(held)
    }
}

/// Whether the receipt's store is in a selection.
pub(crate) fn in_stores(engine: &Engine, case: &Case, stores: u32, work: &mut vm::Work) -> Result<Option<bool>, Fault> {
    if let Some(held) = engine.index.stores.holds(stores, case.store) {
        return Ok(Some(held));
    }
    let plan = engine.plan();
    let code = &plan.stores.get(wide(stores)).ok_or(Fault::BadReference)?.code;
    let room = StoreRoom {
        plan,
        number: case.store_text,
        row: engine.index.stores.row(case.store),
    };
    vm::truth(code, &room, work)
}

/// Whether the client is in a selection.
pub(crate) fn in_clients(
    engine: &Engine,
    case: &Case,
    clients: u32,
    date: Date,
    work: &mut vm::Work,
) -> Result<Option<bool>, Fault> {
    let plan = engine.plan();
    let code = &plan.clients.get(wide(clients)).ok_or(Fault::BadReference)?.code;
    vm::truth(
        code,
        &ClientRoom {
            plan,
            client: &case.client,
            date,
        },
        work,
    )
}

/// Whether one kind or brand of a list pays the whole receipt.
pub(crate) fn paid_by(engine: &Engine, case: &Case, list: u32) -> bool {
    let Some(words) = engine.index.tenders.get(&list) else {
        return false;
    };
    !case.tenders.is_empty()
        && words.iter().any(|word| {
            case.tenders
                .iter()
                .all(|(kind, brand)| kind == word || brand.as_ref().is_some_and(|brand| brand == word))
        })
}
