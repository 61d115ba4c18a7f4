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
    let Ok(table) = data::table(db, file) else {
        return StoreTable::default();
    };
    let Some(number) = columns::STORE.find(&table.headings) else {
        return StoreTable::default();
    };
    let zone = columns::TIME_ZONE.find(&table.headings);
    let kept: Vec<usize> = (0..table.headings.len())
        .filter(|index| *index != number && Some(*index) != zone)
        .collect();
    let known = [columns::REGION, columns::FORMAT, columns::PARTNER, columns::NAME];
    let heading = |index: &usize| {
        let written = table.headings.get(*index).cloned().unwrap_or_else(|| "".into());
        let same = |column: &&data::Column| column.find(std::slice::from_ref(&written)).is_some();
        known
            .iter()
            .find(same)
            .map_or(written.clone(), |column| column.en.into())
    };
    let cell = |row: &data::Row, index: usize| {
        let cell = table.cell(row, index).filter(|cell| !cell.is_empty());
        cell.map(Text::from)
    };
    let mut rows: Vec<StoreRow> = table
        .rows
        .iter()
        .filter_map(|row| {
            Some(StoreRow {
                number: cell(row, number)?,
                time_zone: zone.and_then(|zone| cell(row, zone)),
                columns: kept.iter().map(|index| cell(row, *index)).collect(),
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
