//! The rooms of client selections and of conditions: the client, and the receipt as it stands at the start of a scheme.

use perk_plan::ops::{ClientFact, Fact, GoodsFact, ItemsId, ListId, ReceiptFact, StoreFact, Unit};
use perk_plan::plan::Plan;
use perk_plan::snapshot::ClientStatus;
use perk_plan::{Date, Op};
use rust_decimal::Decimal;

use super::product::ProductRoom;
use super::store::{StoreRoom, listed};
use super::{Room, Value, Work, run};
use crate::engine::Engine;
use crate::fault::Fault;
use crate::index::gates::full_years;
use crate::index::wide;
use crate::intake::client::Client;
use crate::intake::{Case, Run};
use crate::limits::{QUANTITY_DIGITS, UNIT};
use crate::workspace::Start;

/// A client as selections see it.
#[derive(Clone, Copy)]
pub(crate) struct ClientRoom<'a> {
    pub plan: &'a Plan,
    pub client: &'a Client,
    pub date: Date,
}

impl ClientRoom<'_> {
    /// A fact of the client.
    fn known(&self, fact: ClientFact) -> Result<Value, Fault> {
        let count = |visits: Option<u64>| visits.map_or(Value::Absent, |visits| Value::Number(Decimal::from(visits)));
        Ok(match fact {
            ClientFact::Property(property) => {
                if usize::from(property) >= self.plan.client_properties.len() {
                    return Err(Fault::BadReference);
                }
                self.client.property(property)
            }
            ClientFact::Age => self.client.birthday.map_or(Value::Absent, |birthday| {
                Value::Number(Decimal::from(full_years(birthday, self.date)))
            }),
            ClientFact::Registered => self.client.registered.map_or(Value::Absent, Value::Date),
            ClientFact::Visits => count(self.client.visits),
            ClientFact::ThisVisit => count(self.client.visits.map(|visits| visits.saturating_add(1))),
        })
    }

    /// Whether the client is in a selection: a known client is or is not, of a guest it may be unknown.
    pub(crate) fn within(&self, clients: u32, work: &mut Work) -> Result<Option<bool>, Fault> {
        let found = self.plan.clients.get(wide(clients)).ok_or(Fault::BadReference)?;
        let truth = work.nested(|work| run(&found.code, self, work))?;
        Ok(if self.client.known() {
            Some(truth == Some(true))
        } else {
            truth
        })
    }
}

impl Room for ClientRoom<'_> {
    const SETTLED: bool = false;

    fn load(&self, fact: Fact, _: &mut Work) -> Result<Value, Fault> {
        match fact {
            Fact::Client(fact) => self.known(fact),
            Fact::Goods(..) | Fact::Receipt(_) | Fact::Store(_) | Fact::Product(_) => Err(Fault::BadOperation),
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the machine names every operation; these two may stand here"
    )]
    fn ask(&self, op: &Op, work: &mut Work) -> Result<Value, Fault> {
        match op {
            Op::InClients(clients) => self.within(*clients, work).map(Value::from_truth),
            Op::KnownClient => Ok(Value::Truth(self.client.known())),
            Op::GuestClient => Ok(Value::Truth(self.client.status == ClientStatus::Guest)),
            _ => Err(Fault::BadOperation),
        }
    }

    fn listed(&self, list: ListId, text: u32) -> Result<bool, Fault> {
        listed(self.plan, list, text)
    }
}

/// Where the machine finds which runs a selection holds.
pub(crate) trait Selections {
    /// A bit per run, if it was worked out before.
    fn mask(&self, items: u32) -> Option<&[u64]>;
}

/// The receipt at the start of a scheme.
pub(crate) struct ReceiptRoom<'a, S: Selections> {
    pub engine: &'a Engine,
    pub case: &'a Case,
    /// The goods at the start of the scheme.
    pub start: Start<'a>,
    pub selections: &'a S,
}

impl<S: Selections> ReceiptRoom<'_, S> {
    fn client(&self) -> ClientRoom<'_> {
        ClientRoom {
            plan: self.engine.plan(),
            client: &self.case.client,
            date: self.case.now.date,
        }
    }

    fn store(&self) -> StoreRoom<'_> {
        let row = self.engine.index.stores.row(self.case.store);
        StoreRoom {
            plan: self.engine.plan(),
            number: self.case.store_text,
            row,
        }
    }

    /// Calls back for each run of a selection that takes part in promotions, with its position.
    pub(crate) fn each(&self, items: u32, work: &mut Work, mut found: impl FnMut(usize, &Run)) -> Result<(), Fault> {
        let whole = *self.engine.index.whole.get(wide(items)).ok_or(Fault::BadReference)?;
        let mask = if whole { None } else { self.selections.mask(items) };
        let here = |(at, run): &(usize, &Run)| run.takes_part && self.start.gone(*at).units < run.units.max(1);
        for (at, run) in self.case.runs.iter().enumerate().filter(here) {
            let within = match mask {
                Some(mask) => bit(mask, at),
                None => {
                    whole
                        || ProductRoom {
                            engine: self.engine,
                            case: self.case,
                            run,
                        }
                        .within(items, work)?
                }
            };
            if within {
                found(at, run);
            }
        }
        Ok(())
    }

    /// A measure of the goods of a selection.
    pub(crate) fn measure(&self, what: GoodsFact, items: ItemsId, work: &mut Work) -> Result<Value, Fault> {
        Ok(match what {
            GoodsFact::Amount => {
                let mut sum: i64 = 0;
                self.each(items, work, |at, _| {
                    let cost = self.start.amounts.get(at).copied().unwrap_or(0);
                    sum = sum.saturating_add(cost.saturating_sub(self.start.gone(at).cost));
                })?;
                Value::Money(sum)
            }
            GoodsFact::ListAmount => {
                let mut sum: i64 = 0;
                self.each(items, work, |at, run| {
                    sum = sum.saturating_add(run.list.saturating_sub(self.start.gone(at).list));
                })?;
                Value::Money(sum)
            }
            GoodsFact::Quantity(unit) => {
                let mut sum: i128 = 0;
                self.each(items, work, |at, run| {
                    let (sold_by, times) = if unit == Unit::Sale { (unit, 1) } else { run.sold };
                    if sold_by == unit {
                        let gone = self.start.gone(at).units.saturating_mul(UNIT);
                        let counted = i128::from(run.quantity.saturating_sub(gone)).saturating_mul(i128::from(times));
                        sum = sum.saturating_add(counted);
                    }
                })?;
                let sum = Decimal::try_from_i128_with_scale(sum, QUANTITY_DIGITS).map_err(|_| Fault::Overflow)?;
                Value::Quantity(sum, unit)
            }
            GoodsFact::Distinct => {
                let mut skus = Vec::new();
                self.each(items, work, |_, run| skus.push(run.sku))?;
                skus.sort_unstable();
                skus.dedup();
                Value::Number(Decimal::from(skus.len()))
            }
            GoodsFact::Cheapest | GoodsFact::Dearest => {
                let mut prices = Vec::new();
                self.each(items, work, |_, run| prices.push(run.price))?;
                let price = if what == GoodsFact::Cheapest {
                    prices.iter().min()
                } else {
                    prices.iter().max()
                };
                price.map_or(Value::Absent, |price| Value::Money(*price))
            }
        })
    }
}

/// A bit of a row.
#[inline]
pub(crate) fn bit(mask: &[u64], at: usize) -> bool {
    let shift = u32::try_from(at & 63).unwrap_or(0);
    mask.get(at >> 6).is_some_and(|word| word.wrapping_shr(shift) & 1 == 1)
}

impl<S: Selections> Room for ReceiptRoom<'_, S> {
    const SETTLED: bool = false;

    fn load(&self, fact: Fact, work: &mut Work) -> Result<Value, Fault> {
        let text = |text: Option<u32>| Ok(text.map_or(Value::Absent, Value::Text));
        match fact {
            Fact::Goods(what, items) => self.measure(what, items, work),
            Fact::Receipt(ReceiptFact::Date) => Ok(Value::Date(self.case.now.date)),
            Fact::Receipt(ReceiptFact::Time) => Ok(Value::Time(self.case.local.time())),
            Fact::Receipt(ReceiptFact::Till) => text(self.case.till),
            Fact::Receipt(ReceiptFact::Cashier) => text(self.case.cashier),
            Fact::Receipt(ReceiptFact::Tender) => text(self.case.tender),
            Fact::Store(StoreFact::Number) => text(self.case.store_text),
            Fact::Store(StoreFact::Column(column)) => self.store().column(column),
            Fact::Client(fact) => self.client().known(fact),
            Fact::Product(_) => Err(Fault::BadOperation),
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the machine names every operation; these three may stand here"
    )]
    fn ask(&self, op: &Op, work: &mut Work) -> Result<Value, Fault> {
        match op {
            Op::InStores(stores) => match self.engine.index.stores.holds(*stores, self.case.store) {
                Some(held) => Ok(Value::Truth(held)),
                None => self.store().within(*stores, work).map(Value::from_truth),
            },
            Op::InClients(_) if !self.case.client.known() => Ok(Value::Absent),
            Op::InClients(clients) => self.client().within(*clients, work).map(Value::from_truth),
            Op::KnownClient => Ok(Value::Truth(self.case.client.known())),
            Op::GuestClient => Ok(Value::Truth(self.case.client.status == ClientStatus::Guest)),
            _ => Err(Fault::BadOperation),
        }
    }

    fn listed(&self, list: ListId, text: u32) -> Result<bool, Fault> {
        listed(self.engine.plan(), list, text)
    }
}
