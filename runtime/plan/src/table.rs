//! CSV tables: rows with their line numbers, exactly as written; knows no catalogue and no file system.
//!
//! Tables come from spreadsheets: a byte order mark, `;` instead of `,`, blanks around cells and an empty last line are
//! read; another encoding, a row of another length, a character that nobody sees and an unclosed quote are errors that say
//! where they are and what to do.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::complaint::{Complaint, Document};
use crate::listing::Lang;
use crate::{encoding, hidden, limits};

/// A table that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Headings, in order, without repeats.
    pub columns: Vec<String>,
    /// The line of the headings, from 1.
    pub line: u64,
    /// The cells of all rows, trimmed, in one text, perhaps with what stands between them.
    text: String,
    /// From where to where each cell stands in it; each row has one per column.
    bounds: Vec<(u32, u32)>,
    rows: Vec<Place>,
    /// The byte between cells.
    delimiter: u8,
    /// The byte at which the headings begin.
    start: usize,
}

/// Where a row stands in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    line: u64,
    start: usize,
}

/// A row of a table; it has a cell per column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<'a> {
    /// The line of the file on which it begins, from 1.
    pub line: u64,
    /// The byte of the file at which it begins.
    pub start: usize,
    text: &'a str,
    bounds: &'a [(u32, u32)],
}

impl<'a> Row<'a> {
    /// The cell of a column; empty where there is none.
    #[must_use]
    pub fn cell(self, column: usize) -> &'a str {
        let bounds = self.bounds.get(column).copied();
        bounds.map_or("", |(from, to)| self.text.get(wide(from)..wide(to)).unwrap_or_default())
    }

    /// The cell of a column, unless it is empty.
    #[must_use]
    pub fn value(self, column: usize) -> Option<&'a str> {
        Some(self.cell(column)).filter(|cell| !cell.is_empty())
    }
}

fn wide(offset: u32) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

fn narrow(offset: usize) -> u32 {
    // A table has fewer bytes: see `limits::TABLE_BYTES`.
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// Why a table was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvError {
    /// A stable code, listed in `docs/reference/catalogue.md`.
    pub code: &'static str,
    /// Line of the file, from 1.
    pub line: u64,
    /// The heading of the column, where the error is about one cell.
    pub column: Option<Box<str>>,
    /// What was found and what is needed.
    pub complaint: Complaint,
    /// The bytes of the file that are meant.
    pub bytes: Range<usize>,
    /// The first of two that may stand only once.
    pub first: Option<Box<Range<usize>>>,
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
            Some(column) => write!(formatter, "line {}, column {column}: {}", self.line, self.complaint)?,
            None => write!(formatter, "line {}: {}", self.line, self.complaint)?,
        }
        write!(formatter, " [{}]", self.code)
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
    /// The bytes of the file that are meant.
    pub bytes: Range<usize>,
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
            bytes: 0..0,
            first: None,
        }
    }

    pub(crate) fn in_column(mut self, column: &str) -> Self {
        self.column = Some(column.into());
        self
    }

    pub(crate) fn over(mut self, bytes: Range<usize>) -> Self {
        self.bytes = bytes;
        self
    }

    pub(crate) fn after(mut self, first: Range<usize>) -> Self {
        self.first = Some(Box::new(first));
        self
    }
}

/// A table with everything that is wrong with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Survey {
    /// The sound rows. Without headings when they cannot be told.
    pub table: Table,
    /// What is wrong, in the order of the file, at most [`limits::TABLE_FAULTS`].
    pub faults: Vec<CsvError>,
}

impl Survey {
    /// Remembers a fault, unless there are enough.
    pub(crate) fn blame(&mut self, fault: CsvError) {
        if self.faults.len() < limits::TABLE_FAULTS {
            self.faults.push(fault);
        }
    }
}

impl Table {
    /// Reads a table whose first row holds the headings.
    ///
    /// # Errors
    /// The first thing that is wrong: see [`CsvError`].
    pub fn read(bytes: &[u8]) -> Result<Self, CsvError> {
        let Survey { table, faults } = Self::survey(bytes);
        faults.into_iter().next().map_or(Ok(table), Err)
    }

    /// Reads a table whose first row holds the headings, with everything that is wrong with it. A row that is wrong is left
    /// out.
    #[must_use]
    pub fn survey(bytes: &[u8]) -> Survey {
        let mut survey = Survey::default();
        if let Err(fault) = read(bytes, &mut survey) {
            survey.blame(fault);
        }
        survey
    }

    /// The rows, in order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row<'_>> {
        let width = self.columns.len().max(1);
        let cells = self.bounds.chunks(width);
        self.rows.iter().zip(cells).map(|(place, bounds)| Row {
            line: place.line,
            start: place.start,
            text: &self.text,
            bounds,
        })
    }

    /// The position of a column.
    #[must_use]
    pub fn column(&self, heading: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == heading)
    }

    /// The bytes of a cell of a row, with its quotes; those of the row's first line where the cell is empty.
    #[must_use]
    pub fn place(&self, bytes: &[u8], row: Row<'_>, column: usize) -> Range<usize> {
        cell_at(bytes, row.start, column, self.delimiter)
    }

    /// The bytes of a heading.
    #[must_use]
    pub fn heading(&self, bytes: &[u8], column: usize) -> Range<usize> {
        cell_at(bytes, self.start, column, self.delimiter)
    }
}

/// Reads everything there is to read.
fn read(bytes: &[u8], survey: &mut Survey) -> Result<(), CsvError> {
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
        let fault = CsvError::new("csv-encoding", line_of(bytes, at), encoding::complaint(bytes, at));
        fault.over(at..at.saturating_add(1))
    })?;
    let mark = if text.starts_with('\u{feff}') { 3_usize } else { 0 };
    let text = text.get(mark..).unwrap_or_default();
    survey.table.delimiter = delimiter(text);
    let mut reading = Reading {
        bytes,
        mark,
        headed: false,
        line: 1,
        survey,
    };
    if is_plain(text) {
        reading.lines(text)?;
    } else {
        reading.records(text)?;
    }
    if !reading.headed {
        return Err(CsvError::new("csv-empty", 1, Complaint::EmptyTable));
    }
    reading.unclosed(text)
}

/// Whether lines and delimiters alone tell the cells: no quote, and no line that ends with a bare `\r`.
fn is_plain(text: &str) -> bool {
    !text.contains('"') && text.matches('\r').count() == text.matches("\r\n").count()
}

/// A table on the way.
struct Reading<'a> {
    bytes: &'a [u8],
    /// Bytes before the text.
    mark: usize,
    /// Whether the headings are read.
    headed: bool,
    /// The line on which the last row begins.
    line: u64,
    survey: &'a mut Survey,
}

impl Reading<'_> {
    /// Reads a plain text: no cell has to be copied by itself.
    fn lines(&mut self, text: &str) -> Result<(), CsvError> {
        text.clone_into(&mut self.survey.table.text);
        let delimiter = char::from(self.survey.table.delimiter);
        let mut start = 0_usize;
        for (line, number) in text.split('\n').zip(1_u64..) {
            let begins = start;
            start = start.saturating_add(line.len()).saturating_add(1);
            let line = line.strip_suffix('\r').unwrap_or(line);
            if line.is_empty() {
                continue;
            }
            let first = self.survey.table.bounds.len();
            let mut at = begins;
            for cell in line.split(delimiter) {
                let from = at.saturating_add(cell.len().saturating_sub(cell.trim_start().len()));
                let to = from.saturating_add(cell.trim().len());
                self.survey.table.bounds.push((narrow(from), narrow(to)));
                at = at.saturating_add(cell.len()).saturating_add(1);
            }
            self.row(first, number, begins.saturating_add(self.mark), line)?;
        }
        Ok(())
    }

    /// Reads any text.
    fn records(&mut self, text: &str) -> Result<(), CsvError> {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(self.survey.table.delimiter)
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut record = csv::StringRecord::new();
        let mark = self.mark;
        while reader.read_record(&mut record).map_err(|error| broken(&error, mark))? {
            let first = self.survey.table.bounds.len();
            for cell in &record {
                let from = self.survey.table.text.len();
                self.survey.table.text.push_str(cell);
                let to = self.survey.table.text.len();
                self.survey.table.bounds.push((narrow(from), narrow(to)));
            }
            let (line, start) = record.position().map_or((0, 0), |at| begins(text, at));
            self.row(first, line, start.saturating_add(mark), record.as_slice())?;
        }
        Ok(())
    }

    /// Judges the cells that were pushed since `first`: the headings, a row, or nothing. `all` holds the text of all.
    fn row(&mut self, first: usize, line: u64, start: usize, all: &str) -> Result<(), CsvError> {
        self.line = line;
        let table = &mut self.survey.table;
        let cells: Vec<&str>;
        let bounds = table.bounds.get(first..).unwrap_or_default();
        if !self.headed {
            let text = &table.text;
            cells = bounds
                .iter()
                .map(|(from, to)| text.get(wide(*from)..wide(*to)).unwrap_or_default())
                .collect();
            (table.line, table.start) = (line, start);
            let columns = headings(&cells, line, |column| table.heading(self.bytes, column))?;
            table.columns = columns;
            table.bounds.clear();
            self.headed = true;
            return Ok(());
        }
        let row = Row {
            line,
            start,
            text: &table.text,
            bounds,
        };
        let found = bounds.len();
        // A line of nothing but delimiters is how spreadsheets write an empty row.
        let empty = bounds.iter().all(|(from, to)| from == to);
        let hidden = match hidden::may_hide(all) {
            true => (0..found).find_map(|column| Some((column, hidden::find(row.cell(column))?.1))),
            false => None,
        };
        let columns = table.columns.len();
        let fault = if empty {
            None
        } else if found != columns {
            let complaint = Complaint::RowLength { cells: found, columns };
            Some(CsvError::new("csv-row", line, complaint).over(line_at(self.bytes, start)))
        } else if let Some((column, character)) = hidden {
            let heading = table.columns.get(column).map_or("", String::as_str);
            let fault = CsvError::new("csv-hidden", line, Complaint::Hidden { character }).in_column(heading);
            Some(fault.over(table.place(self.bytes, row, column)))
        } else {
            table.rows.push(Place { line, start });
            return Ok(());
        };
        table.bounds.truncate(first);
        if let Some(fault) = fault {
            self.survey.blame(fault);
        }
        Ok(())
    }

    /// A quote that is never closed swallows the rest of the file without an error of the reader of CSV.
    fn unclosed(self, text: &str) -> Result<(), CsvError> {
        let Some(open) = open_quote(text, self.survey.table.delimiter) else {
            return Ok(());
        };
        let line = self.line;
        self.survey.faults.retain(|fault| fault.line != line);
        if line == self.survey.table.line {
            // The headings themselves: nothing can be said of columns.
            self.survey.table.columns.clear();
        }
        let open = open.saturating_add(self.mark);
        let fault = CsvError::new("csv-quote", line, Complaint::QuoteNotClosed);
        Err(fault.over(open..open.saturating_add(1)))
    }
}

/// Where in a cell the reader of CSV stands.
#[derive(Clone, Copy)]
enum Within {
    /// Before its first byte.
    Start,
    /// In one that began without a quote, or behind the quotes.
    Bare,
    /// Behind the quote at this byte, which opened it.
    Quoted(usize),
    /// Behind a quote that closes it, or is the first of two that mean one; it was opened at this byte.
    Closed(usize),
}

/// The quote that opens a cell in which the text ends. A quote inside a bare cell (`5" pipe`) opens nothing.
fn open_quote(text: &str, delimiter: u8) -> Option<usize> {
    if !text.contains('"') {
        return None;
    }
    let mut within = Within::Start;
    for (at, byte) in text.bytes().enumerate() {
        let (quote, ends) = (byte == b'"', byte == delimiter || matches!(byte, b'\r' | b'\n'));
        within = match within {
            Within::Start if quote => Within::Quoted(at),
            Within::Quoted(open) if quote => Within::Closed(open),
            Within::Quoted(open) => Within::Quoted(open),
            Within::Closed(open) if quote => Within::Quoted(open),
            Within::Start | Within::Bare | Within::Closed(_) if ends => Within::Start,
            Within::Start | Within::Bare | Within::Closed(_) => Within::Bare,
        };
    }
    match within {
        Within::Quoted(open) => Some(open),
        Within::Start | Within::Bare | Within::Closed(_) => None,
    }
}

/// The first line from a byte on, without its end.
fn line_at(bytes: &[u8], start: usize) -> Range<usize> {
    let rest = bytes.get(start..).unwrap_or_default();
    let length = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
    start..start.saturating_add(length.unwrap_or(rest.len()))
}

/// The bytes of a cell of the row that begins at a byte; those of the row's first line where the cell is empty or missing.
fn cell_at(bytes: &[u8], start: usize, column: usize, delimiter: u8) -> Range<usize> {
    let (mut from, mut number, mut quoted) = (start, 0_usize, false);
    let mut at = start;
    loop {
        let byte = bytes.get(at).copied();
        let ends = match byte {
            None => true,
            Some(b'"') if quoted => {
                quoted = false;
                false
            }
            // A quote behind a closed one is a quote that is meant.
            Some(b'"') if at == from || bytes.get(from) == Some(&b'"') => {
                quoted = true;
                false
            }
            Some(byte) => !quoted && (byte == delimiter || matches!(byte, b'\r' | b'\n')),
        };
        if ends {
            let last = byte != Some(delimiter);
            if number == column {
                let cell = std::str::from_utf8(bytes.get(from..at).unwrap_or_default()).unwrap_or_default();
                let before = cell.len().saturating_sub(cell.trim_start().len());
                let length = cell.trim().len();
                if length > 0 {
                    let from = from.saturating_add(before);
                    return from..from.saturating_add(length);
                }
            }
            if last || number >= column {
                return line_at(bytes, start);
            }
            number = number.saturating_add(1);
            from = at.saturating_add(1);
        }
        at = at.saturating_add(1);
    }
}

fn headings(headings: &[&str], line: u64, place: impl Fn(usize) -> Range<usize>) -> Result<Vec<String>, CsvError> {
    if headings.iter().all(|heading| heading.is_empty()) {
        return Err(CsvError::new("csv-empty", line, Complaint::EmptyTable));
    }
    if headings.len() > limits::TABLE_COLUMNS {
        let complaint = Complaint::TooManyColumns {
            found: headings.len(),
            limit: limits::TABLE_COLUMNS,
        };
        return Err(CsvError::new("csv-columns", line, complaint));
    }
    let mut seen = BTreeMap::new();
    for (position, heading) in headings.iter().enumerate() {
        let number = position.saturating_add(1);
        if heading.is_empty() {
            let complaint = Complaint::NoHeading { column: number };
            return Err(CsvError::new("csv-heading", line, complaint).over(place(position)));
        }
        if let Some((_, character)) = hidden::find(heading) {
            let fault = CsvError::new("csv-hidden", line, Complaint::Hidden { character });
            return Err(fault.in_column(heading).over(place(position)));
        }
        if let Some(first) = seen.insert(*heading, number) {
            let complaint = Complaint::HeadingTwice { first, second: number };
            let fault = CsvError::new("csv-heading", line, complaint).in_column(heading);
            let before = place(first.saturating_sub(1));
            return Err(fault.over(place(position)).after(before));
        }
    }
    Ok(headings.iter().map(|heading| (*heading).to_owned()).collect())
}

/// The delimiter: whichever of `,`, `;` and tab stands most often in the first line, outside quotes.
fn delimiter(text: &str) -> u8 {
    let (mut commas, mut semicolons, mut tabs) = (0_usize, 0_usize, 0_usize);
    let mut quoted = false;
    for byte in text.trim_start_matches(['\r', '\n']).bytes() {
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

/// The line on which a row begins, and its byte. The reader stands behind a `\r` and before its `\n`, or before blank
/// lines, and calls that the row's place.
fn begins(text: &str, at: &csv::Position) -> (u64, usize) {
    let byte = usize::try_from(at.byte()).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(byte..).unwrap_or_default();
    let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    let (mut bytes, mut lines) = (0_usize, 0_u64);
    for end in ends {
        bytes = bytes.saturating_add(1);
        lines = lines.saturating_add(u64::from(*end == b'\n'));
    }
    (at.line().saturating_add(lines), byte.saturating_add(bytes))
}

fn broken(error: &csv::Error, mark: usize) -> CsvError {
    let line = error.position().map_or(1, csv::Position::line);
    let byte = error.position().map_or(0, csv::Position::byte);
    let byte = usize::try_from(byte).unwrap_or(usize::MAX).saturating_add(mark);
    let words = error.to_string();
    CsvError::new("csv-broken", line, Complaint::BrokenTable { words }).over(byte..byte)
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
