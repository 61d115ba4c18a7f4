//! The table of stores as the plan carries it.

use crate::data::{self, columns};
use crate::db::{Db, Programme};
use crate::hir::Text;

/// The table of stores, read from the file that the retailer block names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StoreTable {
    /// Columns other than the code and the time zone, by their English heading where they have one, else as written.
    pub columns: Vec<Text>,
    /// Stores, by code; of several rows with one code the first.
    pub rows: Vec<StoreRow>,
}

/// A store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreRow {
    /// Its code.
    pub number: Text,
    /// IANA name of its zone, where written.
    pub time_zone: Option<Text>,
    /// A cell per column; `None` when empty.
    pub columns: Vec<Option<Text>>,
}

/// The table of stores; empty without a file.
#[salsa::tracked(returns(ref))]
pub fn store_table(db: &dyn Db, programme: Programme) -> StoreTable {
    let Some(file) = super::stores_file(db, programme) else {
        return StoreTable::default();
    };
    let table = &data::table(db, file).table;
    let Some(number) = columns::STORE.find(&table.columns) else {
        return StoreTable::default();
    };
    let zone = columns::TIME_ZONE.find(&table.columns);
    let kept: Vec<usize> = (0..table.columns.len())
        .filter(|index| *index != number && Some(*index) != zone)
        .collect();
    let known = [columns::REGION, columns::FORMAT, columns::PARTNER, columns::NAME];
    let heading = |index: &usize| -> Text {
        let written = table.columns.get(*index).map_or("", String::as_str);
        let meant = known.iter().find(|column| column.is(written));
        meant.map_or(written, |column| column.en).into()
    };
    let mut rows: Vec<StoreRow> = table
        .rows()
        .filter_map(|row| {
            Some(StoreRow {
                number: row.value(number)?.into(),
                time_zone: zone.and_then(|zone| row.value(zone)).map(Text::from),
                columns: kept.iter().map(|index| row.value(*index).map(Text::from)).collect(),
            })
        })
        .collect();
    rows.sort_by(|a, b| a.number.cmp(&b.number));
    rows.dedup_by(|later, first| later.number == first.number);
    StoreTable {
        columns: kept.iter().map(heading).collect(),
        rows,
    }
}
