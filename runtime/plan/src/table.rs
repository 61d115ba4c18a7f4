//! CSV tables: rows with their line numbers, exactly as written; knows no catalogue and no file system.
//!
//! Tables come from spreadsheets: a byte order mark, `;` instead of `,`, blanks around cells and an empty last line are
//! read; another encoding, a row of another length and an unclosed quote are errors that say what to do.

use std::collections::BTreeMap;

use crate::complaint::{Complaint, Document};
use crate::listing::Lang;
use crate::{encoding, limits};

/// A table that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Headings, in order, without repeats.
    pub columns: Vec<String>,
    /// Rows, in order; each has a cell per column.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// The line of the file on which it begins, from 1.
    pub line: u64,
    cells: csv::StringRecord,
}

impl Row {
    /// The cell of a column; empty where there is none.
    #[must_use]
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).unwrap_or_default()
    }

    /// The cell of a column, unless it is empty.
    #[must_use]
    pub fn value(&self, column: usize) -> Option<&str> {
        self.cells.get(column).filter(|cell| !cell.is_empty())
    }
}

/// Why a table was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvError {
    /// A stable code, listed in `docs/reference/catalogue.md`.
    pub code: &'static str,
    /// Line of the file, from 1.
    pub line: u64,
    /// The heading of the column, where the error is about one cell.
    pub column: Option<String>,
    /// What was found and what is needed.
    pub complaint: Complaint,
}

impl CsvError {
    /// The complaint in a language, without its place.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        self.complaint.say(lang)
    }
}

impl std::fmt::Display for CsvError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.column {
            Some(column) => write!(formatter, "line {}, column {column}: {}", self.line, self.complaint),
            None => write!(formatter, "line {}: {}", self.line, self.complaint),
        }
    }
}

impl std::error::Error for CsvError {}

/// What looked odd in a table that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Line of the file, from 1.
    pub line: u64,
    /// What looked odd.
    pub complaint: Complaint,
}

impl std::fmt::Display for Warning {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "line {}: {}", self.line, self.complaint)
    }
}

impl CsvError {
    pub(crate) fn new(code: &'static str, line: u64, complaint: Complaint) -> Self {
        Self {
            code,
            line,
            column: None,
            complaint,
        }
    }

    pub(crate) fn in_column(mut self, column: &str) -> Self {
        self.column = Some(column.to_owned());
        self
    }
}

impl Table {
    /// Reads a table whose first row holds the headings.
    ///
    /// # Errors
    /// See [`CsvError`].
    pub fn read(bytes: &[u8]) -> Result<Self, CsvError> {
        if bytes.len() > limits::TABLE_BYTES {
            let complaint = Complaint::TooLarge {
                what: Document::Table,
                bytes: bytes.len(),
                limit: limits::TABLE_BYTES,
            };
            return Err(CsvError::new("csv-too-large", 1, complaint));
        }
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let at = error.valid_up_to();
            CsvError::new("csv-encoding", line_of(bytes, at), encoding::complaint(bytes, at))
        })?;
        if let Some(at) = text.find('\0') {
            return Err(CsvError::new("csv-encoding", line_of(bytes, at), Complaint::Nul));
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter(text))
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let columns = headings(&mut reader)?;
        let mut rows: Vec<Row> = Vec::new();
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record).map_err(|error| broken(&error))? {
            let line = record.position().map_or(0, |at| first_line(text, at));
            if record.len() != columns.len() {
                // A line of nothing but delimiters is how spreadsheets write an empty row.
                if record.iter().all(str::is_empty) {
                    continue;
                }
                let complaint = Complaint::RowLength {
                    cells: record.len(),
                    columns: columns.len(),
                };
                return Err(CsvError::new("csv-row", line, complaint));
            }
            if record.iter().all(str::is_empty) {
                continue;
            }
            rows.push(Row {
                line,
                cells: record.clone(),
            });
        }
        unclosed(text, rows.last())?;
        Ok(Self { columns, rows })
    }

    /// The position of a column.
    #[must_use]
    pub fn column(&self, heading: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == heading)
    }
}

fn headings(reader: &mut csv::Reader<&[u8]>) -> Result<Vec<String>, CsvError> {
    let headings = reader.headers().map_err(|error| broken(&error))?;
    if headings.iter().all(str::is_empty) {
        return Err(CsvError::new("csv-empty", 1, Complaint::EmptyTable));
    }
    if headings.len() > limits::TABLE_COLUMNS {
        let complaint = Complaint::TooManyColumns {
            found: headings.len(),
            limit: limits::TABLE_COLUMNS,
        };
        return Err(CsvError::new("csv-columns", 1, complaint));
    }
    let mut seen = BTreeMap::new();
    for (position, heading) in headings.iter().enumerate() {
        let number = position.saturating_add(1);
        if heading.is_empty() {
            return Err(CsvError::new("csv-heading", 1, Complaint::NoHeading { column: number }));
        }
        if let Some(first) = seen.insert(heading, number) {
            let complaint = Complaint::HeadingTwice { first, second: number };
            return Err(CsvError::new("csv-heading", 1, complaint).in_column(heading));
        }
    }
    Ok(headings.iter().map(str::to_owned).collect())
}

/// The delimiter: whichever of `,`, `;` and tab stands most often in the first line, outside quotes.
fn delimiter(text: &str) -> u8 {
    let (mut commas, mut semicolons, mut tabs) = (0_usize, 0_usize, 0_usize);
    let mut quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            b',' if !quoted => commas = commas.saturating_add(1),
            b';' if !quoted => semicolons = semicolons.saturating_add(1),
            b'\t' if !quoted => tabs = tabs.saturating_add(1),
            _ => {}
        }
    }
    if tabs > commas && tabs > semicolons {
        b'\t'
    } else if semicolons > commas {
        b';'
    } else {
        b','
    }
}

/// The line on which a row begins. The reader stands behind a `\r` and before its `\n`, or before blank lines, and calls
/// that the row's place.
fn first_line(text: &str, at: &csv::Position) -> u64 {
    let byte = usize::try_from(at.byte()).unwrap_or(usize::MAX);
    let before = text
        .as_bytes()
        .get(byte..)
        .unwrap_or_default()
        .iter()
        .take_while(|byte| matches!(byte, b'\r' | b'\n'));
    let passed = before.filter(|byte| **byte == b'\n').count();
    at.line().saturating_add(u64::try_from(passed).unwrap_or(u64::MAX))
}

/// A quote that is never closed swallows the rest of the file without an error of the reader.
fn unclosed(text: &str, last: Option<&Row>) -> Result<(), CsvError> {
    let odd = text.bytes().filter(|byte| *byte == b'"').count().rem_euclid(2) == 1;
    match last {
        Some(row) if odd && row.cells.iter().any(|cell| cell.contains('\n')) => {
            Err(CsvError::new("csv-quote", row.line, Complaint::QuoteNotClosed))
        }
        _ => Ok(()),
    }
}

fn broken(error: &csv::Error) -> CsvError {
    let line = error.position().map_or(1, csv::Position::line);
    let words = error.to_string();
    CsvError::new("csv-broken", line, Complaint::BrokenTable { words })
}

fn line_of(bytes: &[u8], at: usize) -> u64 {
    let before = bytes
        .get(..at)
        .unwrap_or(bytes)
        .iter()
        .filter(|byte| **byte == b'\n')
        .count();
    u64::try_from(before).unwrap_or(u64::MAX).saturating_add(1)
}
