//! Files beside the text: lists, the catalogue's columns, the table of stores; knows no declaration and reads no disk.

mod reading;

use std::sync::Arc;

pub use reading::{Row, Table, TableError};
use reading::{offset, read};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::db::{DataFile, Db, Programme};
use crate::diagnostic::{At, Finding, Note, Param, Span, codes};
use crate::hir::Text;
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

/// Reads a file as a table. The delimiter is `;` where the heading has one and no comma, else `,`, or a tab.
#[salsa::tracked(returns(ref))]
pub fn table(db: &dyn Db, file: DataFile) -> Result<Table, TableError> {
    read(file.bytes(db))
}

/// A column of a data file by the headings that mean it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Column {
    /// English heading.
    pub en: &'static str,
    /// Russian heading.
    pub ru: &'static str,
}

impl Column {
    /// Its place among headings, in any case.
    #[must_use]
    pub fn find(self, headings: &[Text]) -> Option<usize> {
        headings.iter().position(|heading| {
            let heading = heading.to_lowercase();
            heading == self.en || heading == self.ru
        })
    }
}

/// A list read from a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Its values, sorted by code points, without repeats.
    pub values: Arc<[Text]>,
    /// What is wrong with the file; places are in the file, or absent (`None`) when the whole file is meant.
    pub problems: Vec<Problem>,
}

/// What is wrong with a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The file is not a table.
    Unreadable(TableError),
    /// It has no such column; these it has.
    NoColumn(Vec<Text>),
    /// No value in it.
    Empty,
    /// A value stands twice.
    Repeated {
        /// The value.
        value: Text,
        /// Where again.
        span: Span,
        /// Where first.
        first: Span,
    },
    /// A value that cannot be one.
    Bad {
        /// The value, empty when the cell is.
        value: Text,
        /// Where.
        span: Span,
    },
}

/// The values of a column of a file.
#[salsa::tracked(returns(ref))]
pub fn list(db: &dyn Db, file: DataFile, column: Column) -> List {
    let none = |problem| List {
        values: Arc::from([]),
        problems: vec![problem],
    };
    let table = match table(db, file) {
        Ok(table) => table,
        Err(error) => return none(Problem::Unreadable(error.clone())),
    };
    let Some(index) = column.find(&table.headings) else {
        return none(Problem::NoColumn(table.headings.clone()));
    };
    let mut problems = Vec::new();
    let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
    let mut values: Vec<Text> = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let Some(value) = table.cell(row, index) else { continue };
        if value.is_empty() || is_spoilt(value) {
            problems.push(Problem::Bad {
                value: Arc::from(value),
                span: row.span,
            });
        } else if let Some(first) = seen.insert(value, row.span) {
            problems.push(Problem::Repeated {
                value: Arc::from(value),
                span: row.span,
                first,
            });
        } else {
            values.push(Arc::from(value));
        }
    }
    if values.is_empty() {
        problems.push(Problem::Empty);
    }
    problems.truncate(limits::DATA_FINDINGS);
    values.sort_unstable();
    List {
        values: Arc::from(values),
        problems,
    }
}

/// A number that a spreadsheet has rewritten (`4.6E+12`) or an error value of one (`#N/A`).
fn is_spoilt(value: &str) -> bool {
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

/// Turns problems of a list into findings: about the whole file at the text that names it, about a row in the file.
pub(crate) fn findings(path: &Text, column: &str, named: Span, problems: &[Problem]) -> Vec<Finding> {
    problems
        .iter()
        .map(|problem| finding(path, column, named, problem))
        .collect()
}

fn finding(path: &Text, column: &str, named: Span, problem: &Problem) -> Finding {
    let file = || Param::Text(Arc::clone(path));
    match problem {
        Problem::Unreadable(error) => unreadable(path, named, error),
        Problem::NoColumn(found) => Finding::new(&codes::MISSING_COLUMN, named)
            .with("file", file())
            .with("column", column)
            .with(
                "found",
                Param::List(found.iter().take(limits::NAMES_SHOWN).cloned().collect()),
            ),
        Problem::Empty => Finding::new(&codes::EMPTY_LIST, named)
            .with("file", file())
            .with("column", column),
        Problem::Repeated { value, span, first } => {
            let mut finding = Finding::at(&codes::REPEATED_VALUE, At::Data(Arc::clone(path), *span))
                .with("file", file())
                .with("value", Arc::clone(value));
            finding.marks.push(crate::diagnostic::Mark {
                at: At::Data(Arc::clone(path), *first),
                note: Some(Note::plain(&codes::FIRST_HERE)),
            });
            finding
        }
        Problem::Bad { value, span } => Finding::at(&codes::BAD_VALUE, At::Data(Arc::clone(path), *span))
            .with("file", file())
            .with("column", column)
            .with("value", Arc::clone(value)),
    }
}

/// The finding for a file that is not a table.
pub(crate) fn unreadable(path: &Text, named: Span, error: &TableError) -> Finding {
    let file = Param::Text(Arc::clone(path));
    match error {
        TableError::NotUtf8(at) => {
            let mut finding = Finding::new(&codes::NOT_UTF8, named).with("file", file);
            finding.marks.push(crate::diagnostic::Mark {
                at: At::Data(Arc::clone(path), Span::at(*at)),
                note: None,
            });
            finding
        }
        TableError::Broken(at) => {
            let mut finding = Finding::new(&codes::BROKEN_FILE, named).with("file", file);
            finding.marks.push(crate::diagnostic::Mark {
                at: At::Data(Arc::clone(path), Span::at(*at)),
                note: None,
            });
            finding
        }
        TableError::TooLarge => Finding::new(&codes::BROKEN_FILE, named).with("file", file),
        TableError::Empty => Finding::new(&codes::EMPTY_LIST, named)
            .with("file", file)
            .with("column", ""),
    }
}

/// What is wrong with the retailer's catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CatalogueProblem {
    /// It has no column `sku`; these it has.
    NoSku(Vec<Text>),
    /// A product stands twice; here again.
    Repeated(Text, Span),
    /// A cell that cannot be one, in this column.
    Bad(Text, Text, Span),
    /// It is not a table from here on.
    Broken(Span),
    /// A heading that means nothing but is nearly one that does.
    Heading(Text, &'static str),
}

/// What is wrong with a catalogue, as the reader that decides receipts sees it: what it refuses is refused here.
#[salsa::tracked(returns(ref))]
pub fn catalogue(db: &dyn Db, file: DataFile) -> Vec<CatalogueProblem> {
    // Another encoding and the like are told of every table.
    let Ok(table) = table(db, file) else { return Vec::new() };
    let bytes = file.bytes(db);
    let error = match perk_plan::Catalog::from_csv(bytes) {
        Ok((_, warnings)) if warnings.is_empty() => return Vec::new(),
        Ok(_) => return slips(&table.headings),
        Err(error) => error,
    };
    let span = line(bytes, error.line);
    let cell = |heading: &str| -> Text {
        let column = table.headings.iter().position(|it| it.as_ref() == heading);
        let row = table.rows.iter().find(|row| row.span.start == span.start);
        let cell = row.zip(column).and_then(|(row, column)| table.cell(row, column));
        Arc::from(cell.unwrap_or_default())
    };
    vec![match (error.code, error.column.as_deref()) {
        ("csv-no-sku", None) => CatalogueProblem::NoSku(table.headings.clone()),
        ("csv-duplicate", Some(heading)) => CatalogueProblem::Repeated(cell(heading), span),
        ("csv-no-sku" | "csv-price", Some(heading)) => CatalogueProblem::Bad(cell(heading), Arc::from(heading), span),
        (_, _) => CatalogueProblem::Broken(span),
    }]
}

/// Headings that are read as properties and are nearly a heading with a meaning.
fn slips(headings: &[Text]) -> Vec<CatalogueProblem> {
    let own = |heading: &str| {
        columns::CATALOGUE.contains(&heading)
            || ["barcodes", "tags"].contains(&heading)
            || heading.starts_with("price:")
    };
    let strange = headings.iter().filter(|heading| !own(heading));
    strange
        .filter_map(|heading| {
            let meant = columns::CATALOGUE.iter().find(|known| {
                perk_plan::suggest::nearest(heading, columns::CATALOGUE.iter().copied()) == Some(**known)
            })?;
            Some(CatalogueProblem::Heading(Arc::clone(heading), meant))
        })
        .collect()
}

/// A line of a file, from 1; blank lines before a row count to it, as the reader counts them.
fn line(bytes: &[u8], number: u64) -> Span {
    let before = usize::try_from(number.saturating_sub(1)).unwrap_or(usize::MAX);
    let mut start = if bytes.starts_with(b"\xEF\xBB\xBF") { 3_usize } else { 0 };
    for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        let end = if index == 0 {
            line.len()
        } else {
            start.saturating_add(line.len())
        };
        if index >= before && !line.trim_ascii().is_empty() {
            let text = end.saturating_sub(usize::from(line.ends_with(b"\r")));
            return Span::new(offset(start), offset(text));
        }
        start = end.saturating_add(1);
    }
    Span::at(0)
}

/// Turns problems of the catalogue into findings: about the whole file at the text that names it, about a row in it.
pub(crate) fn catalogue_findings(path: &Text, named: Span, problems: &[CatalogueProblem]) -> Vec<Finding> {
    let at = |span: &Span| At::Data(Arc::clone(path), *span);
    let file = || Param::Text(Arc::clone(path));
    let finding = |problem: &CatalogueProblem| match problem {
        CatalogueProblem::NoSku(found) => {
            self::finding(path, columns::SKU.en, named, &Problem::NoColumn(found.clone()))
        }
        CatalogueProblem::Repeated(value, span) => Finding::at(&codes::REPEATED_PRODUCT, at(span))
            .with("file", file())
            .with("value", Arc::clone(value)),
        CatalogueProblem::Bad(value, column, span) => Finding::at(&codes::BAD_VALUE, at(span))
            .with("file", file())
            .with("column", Arc::clone(column))
            .with("value", Arc::clone(value)),
        CatalogueProblem::Broken(span) => Finding::at(&codes::BROKEN_FILE, at(span)).with("file", file()),
        CatalogueProblem::Heading(found, meant) => Finding::new(&codes::STRANGE_HEADING, named)
            .with("file", file())
            .with("found", Arc::clone(found))
            .with("word", *meant),
    };
    problems.iter().map(finding).collect()
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
    let table = table(db, file).as_ref().ok()?;
    let index = column.find(&table.headings)?;
    let mut values: FxHashSet<Text> = FxHashSet::default();
    if column == columns::SKU {
        values.reserve(table.rows.len());
    }
    for row in &table.rows {
        let Some(value) = table.cell(row, index).filter(|value| !value.is_empty()) else {
            continue;
        };
        if values.contains(value) {
            continue;
        }
        if column == columns::CATEGORY {
            for (at, _) in value.match_indices('/') {
                if let Some(parent) = value.get(..at) {
                    values.insert(Arc::from(parent));
                }
            }
        }
        values.insert(Arc::from(value));
    }
    Some(Known { values })
}

/// One column by another: prices by sku. The first row of a key counts.
#[salsa::tracked(returns(ref))]
pub fn pairs(db: &dyn Db, file: DataFile, key: Column, value: Column) -> Option<FxHashMap<Text, Text>> {
    let table = table(db, file).as_ref().ok()?;
    let (key, value) = (key.find(&table.headings)?, value.find(&table.headings)?);
    let mut pairs: FxHashMap<Text, Text> = FxHashMap::default();
    for row in &table.rows {
        if let (Some(key), Some(value)) = (table.cell(row, key), table.cell(row, value))
            && !value.is_empty()
            && !pairs.contains_key(key)
        {
            pairs.insert(Text::from(key), Text::from(value));
        }
    }
    Some(pairs)
}

/// Headings that have a meaning.
pub mod columns {
    use super::Column;

    /// Headings of a catalogue that have a meaning; every other column is a property.
    pub const CATALOGUE: &[&str] = &[
        "sku", "name", "category", "brand", "supplier", "unit", "content", "barcode", "tag", "price",
    ];
    /// `sku`
    pub const SKU: Column = Column {
        en: "sku",
        ru: "артикул",
    };
    /// `category`
    pub const CATEGORY: Column = Column {
        en: "category",
        ru: "категория",
    };
    /// `brand`
    pub const BRAND: Column = Column {
        en: "brand",
        ru: "бренд",
    };
    /// `supplier`
    pub const SUPPLIER: Column = Column {
        en: "supplier",
        ru: "поставщик",
    };
    /// `barcode`
    pub const BARCODE: Column = Column {
        en: "barcode",
        ru: "штрихкод",
    };
    /// `tag`
    pub const TAG: Column = Column {
        en: "tag", ru: "метка"
    };
    /// `price`
    pub const PRICE: Column = Column {
        en: "price",
        ru: "цена",
    };
    /// `store`
    pub const STORE: Column = Column {
        en: "store",
        ru: "магазин",
    };
    /// `region`
    pub const REGION: Column = Column {
        en: "region",
        ru: "регион",
    };
    /// `format`
    pub const FORMAT: Column = Column {
        en: "format",
        ru: "формат",
    };
    /// `partner`
    pub const PARTNER: Column = Column {
        en: "partner",
        ru: "партнер",
    };
    /// `time_zone`
    pub const TIME_ZONE: Column = Column {
        en: "time_zone",
        ru: "часовой_пояс",
    };
    /// `name`
    pub const NAME: Column = Column {
        en: "name",
        ru: "название",
    };
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
}
