//! Files beside the text: lists, the catalogue, the table of stores; knows no declaration and reads no disk.
//!
//! All of them are read by [`perk_plan::Table`], so that a table is read alike wherever it is used.

pub mod columns;
pub mod coupons;
mod problems;
pub(crate) mod value;

use std::sync::Arc;

use perk_plan::table::{Row, Survey, Table};
use rustc_hash::{FxHashMap, FxHashSet};

pub use self::columns::Column;
pub use self::problems::{Problem, Why};
pub(crate) use self::problems::{bad_cell, findings};
use crate::db::{DataFile, Db, Programme};
use crate::diagnostic::Span;
use crate::hir::{Currency, Name, PropertyType, Text, Value};
use crate::limits;

/// The file of a programme with this path.
#[must_use]
pub fn data_file(db: &dyn Db, programme: Programme, path: &str) -> Option<DataFile> {
    programme
        .data(db)
        .iter()
        .copied()
        .find(|file| file.path(db).as_ref() == path)
}

/// Where a path written in a file points: beside that file first, then from the programme's folder.
#[must_use]
pub fn find(db: &dyn Db, programme: Programme, written_in: &str, path: &str) -> Option<DataFile> {
    let clean = path.trim_start_matches("./").replace('\\', "/");
    let beside = written_in
        .rsplit_once('/')
        .map(|(folder, _)| format!("{folder}/{clean}"));
    beside
        .and_then(|beside| data_file(db, programme, &beside))
        .or_else(|| data_file(db, programme, &clean))
}

/// A file as a table, with what is wrong with it.
#[salsa::tracked(returns(ref))]
pub fn table(db: &dyn Db, file: DataFile) -> Survey {
    Table::survey(file.bytes(db))
}

/// Whether a file has headings at all.
#[must_use]
pub fn is_table(db: &dyn Db, file: DataFile) -> bool {
    !table(db, file).table.columns.is_empty()
}

/// A range of bytes as a span.
pub(crate) fn span(bytes: &std::ops::Range<usize>) -> Span {
    let offset = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
    Span::new(offset(bytes.start), offset(bytes.end))
}

/// A list read from a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Its values, sorted by code points, without repeats.
    pub values: Arc<[Text]>,
    /// What is wrong with the file.
    pub problems: Vec<Problem>,
}

/// The values of a column of a file.
#[salsa::tracked(returns(ref))]
pub fn list(db: &dyn Db, file: DataFile, column: Column) -> List {
    let survey = table(db, file);
    let mut cells = Cells::new(file.bytes(db), survey);
    let mut values = match column.find(&survey.table.columns) {
        Some(index) => cells.unlike(index),
        None => cells.without(column.en),
    };
    values.sort_unstable();
    List {
        values: Arc::from(values),
        problems: cells.finish(),
    }
}

/// A list of values of a declared property, read from the column of its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PropertyList {
    /// Its values, in the order of their texts, without repeats.
    pub values: Vec<Value>,
    /// What is wrong with the file.
    pub problems: Vec<Problem>,
}

/// The values of a property in a file.
#[must_use]
pub fn property_list(
    db: &dyn Db,
    file: DataFile,
    property: &Name,
    ty: &PropertyType,
    currency: Currency,
) -> PropertyList {
    let survey = table(db, file);
    let mut cells = Cells::new(file.bytes(db), survey);
    let means = |heading: &String| Name::fold(heading) == *property;
    let mut values = Vec::new();
    match survey.table.columns.iter().position(means) {
        Some(index) => {
            let mut texts = cells.unlike(index);
            texts.sort_unstable();
            for text in texts {
                match value::typed(ty, &text, currency) {
                    Some(value) => values.push(value),
                    None => cells.bad(index, &text, Why::of(ty)),
                }
            }
        }
        None => {
            cells.without(property.as_str());
        }
    }
    PropertyList {
        values,
        problems: cells.finish(),
    }
}

/// Gathers what is wrong with the cells of a table.
struct Cells<'a> {
    bytes: &'a [u8],
    survey: &'a Survey,
    problems: Vec<Problem>,
}

impl<'a> Cells<'a> {
    fn new(bytes: &'a [u8], survey: &'a Survey) -> Self {
        let problems = survey.faults.iter().cloned().map(Problem::Fault).collect();
        Self {
            bytes,
            survey,
            problems,
        }
    }

    fn place(&self, row: Row<'_>, index: usize) -> Span {
        span(&self.survey.table.place(self.bytes, row, index))
    }

    fn heading(&self, index: usize) -> Text {
        let heading = self.survey.table.columns.get(index);
        Arc::from(heading.map_or("", String::as_str))
    }

    /// A table that has headings, but not this one.
    fn without(&mut self, column: &str) -> Vec<Text> {
        if !self.survey.table.columns.is_empty() {
            self.problems.push(Problem::NoColumn {
                column: column.into(),
                found: self.survey.table.columns.iter().map(|it| it.as_str().into()).collect(),
            });
        }
        Vec::new()
    }

    /// The values of a column, each once.
    fn unlike(&mut self, index: usize) -> Vec<Text> {
        let mut seen: FxHashMap<&str, Row<'_>> = FxHashMap::default();
        let mut values = Vec::with_capacity(self.survey.table.rows().len());
        for row in self.survey.table.rows() {
            let value = row.cell(index);
            if value.is_empty() || is_spoilt(value) {
                self.bad_at(row, index, value, spoilt(value));
            } else if let Some(first) = seen.insert(value, row) {
                self.problems.push(Problem::Repeated {
                    value: value.into(),
                    span: self.place(row, index),
                    first: self.place(first, index),
                });
            } else {
                values.push(Arc::from(value));
            }
        }
        if values.is_empty() && self.survey.faults.is_empty() {
            self.problems.push(Problem::Empty {
                column: self.heading(index),
            });
        }
        values
    }

    fn bad_at(&mut self, row: Row<'_>, index: usize, value: &str, why: Why) {
        self.problems.push(Problem::Bad {
            value: value.into(),
            column: self.heading(index),
            span: self.place(row, index),
            why,
        });
    }

    /// The first cell of a column that holds this value cannot hold it.
    fn bad(&mut self, index: usize, value: &str, why: Why) {
        let row = self.survey.table.rows().find(|row| row.cell(index) == value);
        if let Some(row) = row {
            self.bad_at(row, index, value, why);
        }
    }

    fn finish(mut self) -> Vec<Problem> {
        self.problems.truncate(limits::DATA_FINDINGS);
        self.problems
    }
}

const fn spoilt(value: &str) -> Why {
    if value.is_empty() { Why::Empty } else { Why::Spreadsheet }
}

/// A number that a spreadsheet has rewritten (`4.6E+12`) or an error value of one (`#N/A`).
pub(crate) fn is_spoilt(value: &str) -> bool {
    if value.starts_with('#') {
        return true;
    }
    let Some((mantissa, exponent)) = value.split_once(['E', 'e', 'Е', 'е']) else {
        return false;
    };
    let Some(exponent) = exponent.strip_prefix(['+', '-']) else {
        return false;
    };
    !exponent.is_empty()
        && exponent.chars().all(|c| c.is_ascii_digit())
        && mantissa.contains(|c: char| c.is_ascii_digit())
        && mantissa.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',')
}

/// What is wrong with a catalogue, as the reader that decides receipts sees it: what it refuses is refused here.
#[salsa::tracked(returns(ref))]
pub fn catalogue(db: &dyn Db, file: DataFile) -> Vec<Problem> {
    let bytes = file.bytes(db);
    let survey = table(db, file);
    let (faults, warnings) = perk_plan::catalog::judge(bytes, survey);
    let mut problems: Vec<Problem> = faults
        .into_iter()
        .map(|fault| match (fault.code, fault.column.is_none()) {
            ("csv-no-sku", true) => Problem::NoColumn {
                column: columns::SKU.en.into(),
                found: survey.table.columns.iter().map(|it| it.as_str().into()).collect(),
            },
            _ => Problem::of_cell(fault, bytes),
        })
        .collect();
    let mut cells = Cells {
        bytes,
        survey,
        problems: Vec::new(),
    };
    for column in [columns::SKU, columns::BARCODE] {
        let Some(index) = column.find(&survey.table.columns) else {
            continue;
        };
        for row in survey.table.rows() {
            if let Some(value) = row.value(index).filter(|value| is_spoilt(value)) {
                cells.bad_at(row, index, value, Why::Spreadsheet);
            }
        }
    }
    problems.extend(cells.problems);
    problems.extend(warnings.into_iter().filter_map(|warning| {
        let perk_plan::Complaint::ColumnAsProperty { heading, meant } = warning.complaint else {
            return None;
        };
        Some(Problem::Heading {
            found: heading.into(),
            meant,
            span: span(&warning.bytes),
        })
    }));
    problems.truncate(limits::DATA_FINDINGS);
    problems
}

/// What is wrong with a table of stores: each has a code of its own and a zone that exists.
#[salsa::tracked(returns(ref))]
pub fn stores(db: &dyn Db, file: DataFile) -> Vec<Problem> {
    let survey = table(db, file);
    let mut cells = Cells::new(file.bytes(db), survey);
    if survey.table.columns.is_empty() {
        return cells.finish();
    }
    let Some(number) = columns::STORE.find(&survey.table.columns) else {
        cells.without(columns::STORE.en);
        return cells.finish();
    };
    let zone = columns::TIME_ZONE.find(&survey.table.columns);
    let mut seen: FxHashMap<&str, Row<'_>> = FxHashMap::default();
    for row in survey.table.rows() {
        let code = row.cell(number);
        if code.is_empty() || is_spoilt(code) {
            cells.bad_at(row, number, code, spoilt(code));
        } else if let Some(first) = seen.get(code) {
            cells.problems.push(Problem::Twice {
                value: code.into(),
                column: cells.heading(number),
                span: cells.place(row, number),
                first: cells.place(*first, number),
            });
        } else {
            seen.insert(code, row);
        }
        if let Some((index, name)) = zone.and_then(|zone| Some((zone, row.value(zone)?)))
            && jiff::tz::TimeZone::get(name).is_err()
        {
            cells.problems.push(Problem::Zone {
                found: name.into(),
                span: cells.place(row, index),
            });
        }
        if cells.problems.len() >= limits::DATA_FINDINGS {
            break;
        }
    }
    if seen.is_empty() && cells.problems.is_empty() {
        cells.problems.push(Problem::Empty {
            column: cells.heading(number),
        });
    }
    let known = columns::OF_STORES;
    for (index, heading) in survey.table.columns.iter().enumerate() {
        if known.iter().any(|column| column.is(heading)) {
            continue;
        }
        let words = known.iter().flat_map(|column| [column.en, column.ru]);
        let Some(near) = perk_plan::suggest::nearest(heading, words) else {
            continue;
        };
        let there = known
            .iter()
            .any(|column| (column.en == near || column.ru == near) && column.find(&survey.table.columns).is_some());
        if !there {
            cells.problems.push(Problem::Heading {
                found: heading.as_str().into(),
                meant: near,
                span: span(&survey.table.heading(cells.bytes, index)),
            });
        }
    }
    cells.finish()
}

/// What the catalogue knows of one column, for "not in the catalogue" hints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Values of the column; for categories also every parent path.
    pub values: FxHashSet<Text>,
}

/// The values of a catalogue column, if the file can be read and has the column.
#[salsa::tracked(returns(ref))]
pub fn known(db: &dyn Db, file: DataFile, column: Column) -> Option<Known> {
    let table = &table(db, file).table;
    let index = column.find(&table.columns)?;
    let mut values: FxHashSet<Text> = FxHashSet::default();
    if column == columns::SKU {
        values.reserve(table.rows().len());
    }
    let mut learn = |value: &str| {
        if values.contains(value) {
            return;
        }
        if column == columns::CATEGORY {
            for (at, _) in value.match_indices('/') {
                if let Some(parent) = value.get(..at) {
                    values.insert(Arc::from(parent));
                }
            }
        }
        values.insert(Arc::from(value));
    };
    for value in table.rows().filter_map(|row| row.value(index)) {
        if column.holds_several() {
            value.split_whitespace().for_each(&mut learn);
        } else {
            learn(value);
        }
    }
    Some(Known { values })
}

/// One column by another: prices by sku. The first row of a key counts.
#[salsa::tracked(returns(ref))]
pub fn pairs(db: &dyn Db, file: DataFile, key: Column, value: Column) -> Option<FxHashMap<Text, Text>> {
    let table = &table(db, file).table;
    let (key, value) = (key.find(&table.columns)?, value.find(&table.columns)?);
    let mut pairs: FxHashMap<Text, Text> = FxHashMap::default();
    for row in table.rows() {
        let key = row.cell(key);
        if let Some(value) = row.value(value).filter(|_| !pairs.contains_key(key)) {
            pairs.insert(Text::from(key), Text::from(value));
        }
    }
    Some(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spreadsheet_damage_is_seen() {
        assert!(is_spoilt("4,60E+12"));
        assert!(is_spoilt("4.6e+12"));
        assert!(is_spoilt("#N/A"));
        assert!(!is_spoilt("ABE-12"));
        assert!(!is_spoilt("4607001"));
        assert!(!is_spoilt("1E12"));
    }

    #[test]
    fn headings_are_found_in_either_language_and_spelling() {
        let headings = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(columns::TIME_ZONE.find(&headings("Store,Time Zone")), Some(1));
        assert_eq!(columns::PARTNER.find(&headings("магазин,Партнёр")), Some(1));
        assert_eq!(columns::TAG.find(&headings("sku,tags")), Some(1));
        assert_eq!(columns::SKU.find(&headings("skus")), None);
    }
}
