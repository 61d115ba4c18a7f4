//! From the goods and the client of a receipt, through the index, to the promotions whose gates are open.

use perk_plan::Date;

pub(crate) use super::candidates::Candidates;
use crate::engine::Engine;
use crate::fault::Fault;
use crate::index::gates::{self, Gate};
use crate::index::posting::{Look, Moment, Posting};
use crate::index::postings::listed;
use crate::index::{Card, NONE, wide};
use crate::intake::{Case, Run};
use crate::vm;
use crate::vm::receipt::ClientRoom;
use crate::vm::store::StoreRoom;
use crate::workspace::Workspace;

/// Finds the candidates of a receipt.
pub(crate) fn collect(engine: &Engine, case: &Case, workspace: &mut Workspace) {
    let Workspace {
        found, work, outcome, ..
    } = workspace;
    let postings = &engine.index.postings;
    let mut collector = Collector {
        engine,
        case,
        found,
        work,
        faults: &mut outcome.faults,
        moment: postings.moment(case),
    };
    let by_product = postings.by_product.week(collector.moment.day);
    for (at, run) in (0_u32..).zip(&case.briefs.runs) {
        if !run.takes_part {
            continue;
        }
        for list in by_product.lists(run.product) {
            collector.post_run(list, at);
        }
        // Each category's list is read once per receipt, for all its runs together.
        let mut node = run.listed;
        while node != NONE {
            collector.found.meet(node, at);
            node = postings.listed_above(node);
        }
    }
    if postings.by_label() {
        for (at, run) in (0_u32..).zip(&case.runs) {
            if run.takes_part {
                collector.labels(run, at);
            }
        }
    }
    collector.categories();
    collector.client();
    collector.coupons();
    collector.post(postings.always.week(collector.moment.day).lists(0));
}

struct Collector<'a> {
    engine: &'a Engine,
    case: &'a Case,
    found: &'a mut Candidates,
    work: &'a mut vm::Work,
    faults: &'a mut Vec<(u32, Fault)>,
    moment: Moment,
}

impl Collector<'_> {
    /// Posts a list that a run triggers.
    fn post_run(&mut self, postings: &[Posting], run: u32) {
        for posting in postings {
            let look = posting.look(&self.moment);
            if look != Look::Shut
                && let Some(row) = self.touch(posting.card, look)
            {
                self.found.set(row, run);
            }
        }
    }

    fn post<'p>(&mut self, postings: impl IntoIterator<Item = &'p [Posting]>) {
        for posting in postings.into_iter().flatten() {
            let look = posting.look(&self.moment);
            if look != Look::Shut {
                self.touch(posting.card, look);
            }
        }
    }

    /// Posts the lists of the category nodes that were met.
    fn categories(&mut self) {
        let by_category = self.engine.index.postings.by_category.week(self.moment.day);
        let mut position = 0;
        while let Some((node, runs)) = self.found.node(position) {
            position = position.wrapping_add(1);
            for posting in by_category.lists(node).into_iter().flatten() {
                let look = posting.look(&self.moment);
                if look != Look::Shut
                    && let Some(row) = self.touch(posting.card, look)
                {
                    self.found.join(runs, row);
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
        let by_truth = postings.by_truth.week(self.moment.day);
        for property in &client.truths {
            self.post(by_truth.lists(u32::from(*property)));
        }
        for key in &client.named {
            if let Some(list) = postings.by_text.get(key) {
                self.post([list.as_slice()]);
            }
        }
        self.post(postings.known.week(self.moment.day).lists(0));
    }

    /// Posts what codes open.
    fn coupons(&mut self) {
        let by_coupon = &self.engine.index.postings.by_coupon;
        for (coupon, _) in &self.case.coupons.serving {
            if let Some(list) = by_coupon.get(coupon) {
                self.post([list.as_slice()]);
            }
        }
    }

    /// The row of a promotion, if its gates are open. Its posting did not say that they are shut.
    fn touch(&mut self, card: u32, look: Look) -> Option<u32> {
        match self.found.known(card) {
            Some(row) => (row != NONE).then_some(row),
            None => self.first_touch(card, look),
        }
    }

    fn first_touch(&mut self, number: u32, look: Look) -> Option<u32> {
        let card = self.engine.index.cards.get(wide(number))?;
        match self.is_open(card, look) {
            Ok(true) => return Some(self.found.admit(number, card)),
            Ok(false) => {}
            Err(fault) => self.faults.push((card.promotion, fault)),
        }
        self.found.refuse(number);
        None
    }

    #[inline]
    fn is_open(&mut self, card: &Card, look: Look) -> Result<bool, Fault> {
        if look == Look::Ask {
            let gate = self.engine.index.gates.get(wide(card.promotion));
            let gate = gate.ok_or(Fault::BadReference)?;
            if !self.asks(card.promotion, gate)? {
                return Ok(false);
            }
        }
        Ok(card.stores == NONE || self.in_stores(card.stores)?)
    }

    /// Asks a gate everything but for its stores.
    fn asks(&mut self, promotion: u32, gate: &Gate) -> Result<bool, Fault> {
        let now = &self.case.now;
        if gate.least > self.case.briefs.gross || gate.list_least > self.case.briefs.list {
            return Ok(false);
        }
        let plan = self.engine.plan();
        let valid = gate.quickly_valid(now).or_else(|| {
            let promotion = plan.promotions.get(wide(promotion))?;
            Some(gate.valid(now, promotion))
        });
        if valid != Some(true) {
            return Ok(false);
        }
        let on = gate.quickly_on(now).or_else(|| {
            let promotion = plan.promotions.get(wide(promotion))?;
            gates::on(&promotion.on, now, |property| self.case.client.date(property))
        });
        if on != Some(true) {
            return Ok(false);
        }
        if gate.known && !self.case.client.known() {
            return Ok(false);
        }
        if gate.coupons {
            let promotion = plan.promotions.get(wide(promotion)).ok_or(Fault::BadReference)?;
            if self.case.coupons.way(&promotion.with).is_none() {
                return Ok(false);
            }
        }
        Ok((gate.clients == NONE || self.in_clients(gate.clients)?)
            && (gate.paid_by == NONE || paid_by(self.engine, self.case, gate.paid_by)))
    }

    fn in_stores(&mut self, stores: u32) -> Result<bool, Fault> {
        let (engine, case) = (self.engine, self.case);
        match engine.index.stores.holds(stores, case.store) {
            Some(held) => Ok(held),
            None => self
                .found
                .store_once(stores, || Ok(in_stores(engine, case, stores, self.work)? == Some(true))),
        }
    }

    fn in_clients(&mut self, clients: u32) -> Result<bool, Fault> {
        let (engine, case) = (self.engine, self.case);
        match engine.index.flags.get(wide(clients)).copied().flatten() {
            Some(property) => Ok(case.client.truths.contains(&property)),
            None => self.found.client_once(clients, || {
                Ok(in_clients(engine, case, clients, case.now.date, self.work)? == Some(true))
            }),
        }
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
