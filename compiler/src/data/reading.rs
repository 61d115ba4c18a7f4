//! CSV text to rows of trimmed cells, each row with its place in the file; knows no heading's meaning.

use std::sync::Arc;

use crate::diagnostic::Span;
use crate::hir::Text;
use crate::limits;

/// A CSV file after reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Headings, trimmed, in the order of the file.
    pub headings: Vec<Text>,
    /// Rows with at least one value.
    pub rows: Vec<Row>,
    /// The cells of all rows, trimmed, in one text.
    text: String,
    /// From where to where each cell stands.
    bounds: Vec<(u32, u32)>,
}

/// A row of a table; [`Table::cell`] tells its cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    first: usize,
    count: usize,
    /// Its place in the file.
    pub span: Span,
}

impl Table {
    /// A cell of a row; a missing one is empty, one beyond both row and headings is none.
    #[must_use]
    pub fn cell(&self, row: &Row, column: usize) -> Option<&str> {
        if column >= row.count {
            return (column < self.headings.len()).then_some("");
        }
        let (from, to) = *self.bounds.get(row.first.saturating_add(column))?;
        self.text.get(usize::try_from(from).ok()?..usize::try_from(to).ok()?)
    }
}

/// Why a file could not be read as a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableError {
    /// Not UTF-8 from this byte on.
    NotUtf8(u32),
    /// More bytes than [`limits::DATA_BYTES`].
    TooLarge,
    /// No heading.
    Empty,
    /// A quote is not closed, or the like, at this byte.
    Broken(u32),
}

/// A file as a table.
pub(super) fn read(bytes: &[u8]) -> Result<Table, TableError> {
    if bytes.len() > limits::DATA_BYTES {
        return Err(TableError::TooLarge);
    }
    let skipped = if bytes.starts_with(b"\xEF\xBB\xBF") { 3_usize } else { 0 };
    let text = std::str::from_utf8(bytes).map_err(|error| TableError::NotUtf8(offset(error.valid_up_to())))?;
    let text = text.get(skipped..).unwrap_or_default();
    let heading = text.lines().next().unwrap_or_default();
    let delimiter = if heading.contains(';') && !heading.contains(',') {
        b';'
    } else if heading.contains('\t') && !heading.contains(',') {
        b'\t'
    } else {
        b','
    };
    // A quote that is never closed would swallow every row after it.
    let unclosed = text.bytes().filter(|byte| *byte == b'"').count().rem_euclid(2) == 1;
    let mut reading = Reading {
        skipped,
        table: Table {
            headings: Vec::new(),
            rows: Vec::new(),
            text: String::new(),
            bounds: Vec::new(),
        },
    };
    let broken = if is_plain(text) {
        reading.lines(text, delimiter);
        None
    } else {
        reading.records(text, delimiter)
    };
    let mut table = reading.table;
    let headings = match table.rows.is_empty() {
        true if broken.is_some() => return Err(TableError::Broken(0)),
        true => return Err(TableError::Empty),
        false => table.rows.remove(0),
    };
    table.headings = (0..headings.count)
        .filter_map(|column| table.cell(&headings, column).map(Arc::from))
        .collect();
    let headings = &table.headings;
    if headings.iter().all(|heading| heading.is_empty()) {
        return Err(TableError::Empty);
    }
    let named_twice = headings.iter().enumerate().any(|(at, heading)| {
        !heading.is_empty() && headings.iter().skip(at.saturating_add(1)).any(|other| other == heading)
    });
    if named_twice {
        return Err(TableError::Broken(offset(skipped)));
    }
    if unclosed {
        let last = text.rfind('"').unwrap_or_default();
        return Err(TableError::Broken(offset(last.saturating_add(skipped))));
    }
    if let Some(error) = broken {
        return Err(error);
    }
    Ok(table)
}

/// Whether lines and delimiters alone tell the cells: no quote, and no line that ends with a bare `\r`.
fn is_plain(text: &str) -> bool {
    !text.contains('"') && text.matches('\r').count() == text.matches("\r\n").count()
}

/// A table on the way, its headings the first of its rows.
struct Reading {
    /// Bytes before the text.
    skipped: usize,
    table: Table,
}

impl Reading {
    /// Adds the cells that were pushed since `first` as a row, unless all are empty; headings may be.
    fn row(&mut self, first: usize, from: usize, length: usize) {
        let cells = self.table.bounds.get(first..).unwrap_or_default();
        if !self.table.rows.is_empty() && cells.iter().all(|(from, to)| from == to) {
            self.table.bounds.truncate(first);
            return;
        }
        let from = offset(from.saturating_add(self.skipped));
        self.table.rows.push(Row {
            first,
            count: cells.len(),
            span: Span::new(from, from.saturating_add(offset(length))),
        });
    }

    /// Reads a plain text.
    fn lines(&mut self, text: &str, delimiter: u8) {
        text.clone_into(&mut self.table.text);
        let mut start = 0_usize;
        for line in text.split('\n') {
            let begins = start;
            start = start.saturating_add(line.len()).saturating_add(1);
            let line = line.strip_suffix('\r').unwrap_or(line);
            if line.is_empty() {
                continue;
            }
            let first = self.table.bounds.len();
            let mut at = begins;
            for cell in line.split(char::from(delimiter)) {
                let from = at.saturating_add(cell.len().saturating_sub(cell.trim_start().len()));
                let to = from.saturating_add(cell.trim().len());
                self.table.bounds.push((offset(from), offset(to)));
                at = at.saturating_add(cell.len()).saturating_add(1);
            }
            self.row(first, begins, line.len());
        }
    }

    /// Reads any text; what ended the reading before the end of the text.
    fn records(&mut self, text: &str, delimiter: u8) -> Option<TableError> {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut record = csv::StringRecord::new();
        loop {
            match reader.read_record(&mut record) {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => {
                    let at = error.position().map_or(0, csv::Position::byte);
                    return Some(TableError::Broken(offset_u64(at).saturating_add(offset(self.skipped))));
                }
            }
            let first = self.table.bounds.len();
            for cell in &record {
                let from = self.table.text.len();
                self.table.text.push_str(cell);
                self.table.bounds.push((offset(from), offset(self.table.text.len())));
            }
            let start = record.position().map_or(0, csv::Position::byte);
            let start = usize::try_from(start).unwrap_or(usize::MAX);
            let line = text.get(start..).unwrap_or_default();
            let blank = line.len().saturating_sub(line.trim_start_matches(['\r', '\n']).len());
            let line = line.trim_start_matches(['\r', '\n']);
            let length = line.find(['\r', '\n']).unwrap_or(line.len());
            self.row(first, start.saturating_add(blank), length);
        }
    }
}

/// An offset in a file.
pub(super) fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

fn offset_u64(bytes: u64) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_read_with_either_delimiter_and_a_mark() {
        let comma = read("sku,name\nA,Tea\n\nB,\"Cocoa, dark\"\n".as_bytes()).unwrap();
        let semicolon = read("\u{FEFF}sku;name\r\nA;Tea\r\nB;Cocoa, dark\r\n".as_bytes()).unwrap();
        let cells = |table: &Table| {
            let of_row = |row| {
                let cells = (0..3).map(|column| table.cell(row, column).map(str::to_owned));
                cells.collect::<Vec<_>>()
            };
            table.rows.iter().map(of_row).collect::<Vec<_>>()
        };
        assert_eq!(cells(&comma), cells(&semicolon));
        assert_eq!(comma.headings, semicolon.headings);
        let text = "sku,name\nA,Tea\n\nB,\"Cocoa, dark\"\n";
        let span = comma.rows[1].span;
        assert_eq!(
            text.get(span.start as usize..span.end as usize),
            Some("B,\"Cocoa, dark\"")
        );
    }

    /// A quote anywhere makes the general reader read the table; the rows before it must not depend on that.
    #[test]
    fn plain_tables_are_read_as_all_others() {
        for plain in [
            "sku,name\nA, Tea \n\nB,Cocoa\n",
            "\n\nsku;name\r\n A;\u{a0}Tea\r\n\r\n;\r\nB;Cocoa;more\r\nC\r\n",
            "sku\nA\n \nB\n",
            "\u{FEFF}sku\tname\nA\t\n  \nB\tx y\n\n\n",
        ] {
            assert!(is_plain(plain));
            let quoted = format!("{plain}\"Z\"\n");
            assert!(!is_plain(&quoted));
            let (plain, mut quoted) = (read(plain.as_bytes()).unwrap(), read(quoted.as_bytes()).unwrap());
            assert_eq!(
                quoted
                    .rows
                    .pop()
                    .and_then(|row| quoted.cell(&row, 0).map(str::to_owned))
                    .as_deref(),
                Some("Z")
            );
            assert_eq!(plain.headings, quoted.headings);
            assert!(plain.rows.len() >= 2);
            assert_eq!(plain.rows.len(), quoted.rows.len());
            for (one, other) in plain.rows.iter().zip(&quoted.rows) {
                assert_eq!(one.span, other.span);
                for column in 0..4 {
                    assert_eq!(plain.cell(one, column), quoted.cell(other, column));
                }
            }
        }
    }

    #[test]
    fn other_encodings_are_named_by_the_first_bad_byte() {
        assert_eq!(read(b"sku\n\xEA\xEE\xF4\xE5\n"), Err(TableError::NotUtf8(4)));
        assert_eq!(read(b""), Err(TableError::Empty));
        assert_eq!(read(b"sku\n\"A\nB\n"), Err(TableError::Broken(4)));
    }
}
