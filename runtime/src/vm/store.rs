//! The room of store selections: a store's number and columns; knows no receipt.

use perk_plan::Op;
use perk_plan::ops::{Fact, ListId, StoreFact};
use perk_plan::plan::Plan;

use super::{Room, Value, Work, run};
use crate::fault::Fault;
use crate::index::wide;
use crate::vm::value::FOREIGN;

/// A store as selections see it.
pub(crate) struct StoreRoom<'a> {
    pub plan: &'a Plan,
    /// Text of its number, [`FOREIGN`] where the plan does not name it; `None` where the receipt names no store.
    pub number: Option<u32>,
    /// Its row in the store table.
    pub row: Option<usize>,
}

impl StoreRoom<'_> {
    /// A column of the store.
    pub(crate) fn column(&self, column: u16) -> Result<Value, Fault> {
        if usize::from(column) >= self.plan.store_columns.len() {
            return Err(Fault::BadReference);
        }
        let row = self.row.and_then(|row| self.plan.store_table.get(row));
        Ok(row
            .and_then(|row| row.columns.get(usize::from(column)).copied().flatten())
            .map_or(Value::Absent, Value::Text))
    }

    /// Whether the store is in a selection that stands before `limit` in its table.
    pub(crate) fn within(&self, selection: u32, work: &mut Work) -> Result<Option<bool>, Fault> {
        let found = self.plan.stores.get(wide(selection)).ok_or(Fault::BadReference)?;
        work.nested(|work| run(&found.code, self, work))
    }
}

/// Whether a sorted list holds a text.
pub(crate) fn listed(plan: &Plan, list: ListId, text: u32) -> Result<bool, Fault> {
    let list = plan.lists.get(wide(list)).ok_or(Fault::BadReference)?;
    Ok(text != FOREIGN && list.binary_search(&text).is_ok())
}

impl Room for StoreRoom<'_> {
    const SETTLED: bool = false;

    fn load(&self, fact: Fact, _: &mut Work) -> Result<Value, Fault> {
        match fact {
            Fact::Store(StoreFact::Number) => Ok(self.number.map_or(Value::Absent, Value::Text)),
            Fact::Store(StoreFact::Column(column)) => self.column(column),
            Fact::Goods(..) | Fact::Receipt(_) | Fact::Client(_) | Fact::Product(_) => Err(Fault::BadOperation),
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the machine names every operation; these two may stand here"
    )]
    fn ask(&self, op: &Op, work: &mut Work) -> Result<Value, Fault> {
        match op {
            Op::StoreIn(list) => match self.number {
                Some(number) => listed(self.plan, *list, number).map(Value::Truth),
                None => Ok(Value::Absent),
            },
            Op::InStores(selection) => self.within(*selection, work).map(Value::from_truth),
            _ => Err(Fault::BadOperation),
        }
    }

    fn listed(&self, list: ListId, text: u32) -> Result<bool, Fault> {
        listed(self.plan, list, text)
    }
}
