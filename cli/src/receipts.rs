//! Receipts as files hold them: which files, which notation, where each receipt stands; decides nothing.

mod notation;

pub use notation::{Told, clients_of_notation};

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use perk_plan::json::place_of;
use perk_plan::{Catalog, ClientFacts, Clients, CouponState, JsonError, Receipt, Uses};
use perk_runtime::{Engine, IntakeError, Misfit};

use crate::limits;
use crate::words::{self, Phrase};
use crate::world::{Place, Trouble, World, read_bytes};

/// A file of receipts, read whole: nothing of it is decided before all of it is known to be readable.
#[derive(Debug)]
pub struct ReceiptFile {
    /// How it is shown.
    pub shown: String,
    /// Whether a bad receipt leaves the others to be decided.
    pub is_stream: bool,
    entries: Entries,
}

#[derive(Debug)]
enum Entries {
    /// One receipt per line: the bytes and where each line that holds one begins and ends.
    Lines {
        bytes: Vec<u8>,
        lines: Vec<(usize, usize, usize)>,
    },
    /// One JSON object.
    Object(Vec<u8>),
    /// The short notation.
    Notation(Vec<Told>),
}

/// A receipt and where it stands; what its file tells of its client stands beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The receipt.
    pub receipt: Receipt,
    /// Facts of its client written in the same file.
    pub client: Option<ClientFacts>,
    /// What was used of limits before, as the same file says.
    pub uses: Arc<Uses>,
    /// What the same file tells of coupon codes, by their normal form.
    pub coupons: Arc<BTreeMap<String, CouponState>>,
}

/// A receipt whose id an earlier one of the same file has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeated {
    /// The id.
    pub id: String,
    /// The line of the earlier one.
    pub first: usize,
    /// Where it stands itself.
    pub place: Place,
}

/// A receipt that cannot be read: the place and the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadReceipt(pub Trouble);

impl ReceiptFile {
    /// How many receipts it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.entries {
            Entries::Lines { lines, .. } => lines.len(),
            Entries::Object(_) => 1,
            Entries::Notation(told) => told.len(),
        }
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What the file itself tells beside its receipts and counts for nothing with the plan, each slip once.
    #[must_use]
    pub fn misfits(&self, engine: &Engine) -> Vec<Misfit> {
        let Entries::Notation(told) = &self.entries else {
            return Vec::new();
        };
        let mut found = BTreeSet::new();
        for told in told {
            // Facts of a client are looked at with each receipt.
            let snapshot = Clients {
                uses: Arc::new(told.uses.clone()),
                coupons: (*told.coupons).clone(),
                ..Clients::default()
            };
            found.extend(engine.misfits(&snapshot));
        }
        found.into_iter().collect()
    }

    /// The first receipts of the file whose id another before them has, among those of some numbers: each with the lines on
    /// which the two stand. `ids` are hashes of their ids, in the order of the numbers.
    pub fn repeated(&self, ids: impl Iterator<Item = (usize, u64)>) -> Vec<Repeated> {
        let mut first: HashMap<u64, usize> = HashMap::new();
        let mut found = Vec::new();
        for (index, hash) in ids {
            let Some(earlier) = first.insert(hash, index) else {
                continue;
            };
            // Two ids of one hash are hardly ever two.
            let id = |index: usize| self.entry(index)?.ok().map(|entry| entry.receipt.id);
            if let (Some(one), Some(other)) = (id(earlier), id(index))
                && one == other
            {
                let line = |index: usize| self.place_of(index, "id").map_or((1, 1), |place| place);
                found.push(Repeated {
                    id: one,
                    first: line(earlier).0,
                    place: Place::at(&self.shown, line(index), ""),
                });
            }
        }
        found
    }

    /// Why one of its receipts cannot be decided, with the place of the value in the file.
    #[must_use]
    pub fn refused(&self, index: usize, error: &IntakeError) -> BadReceipt {
        let at = self.place_of(index, &error.path).unwrap_or((1, 1));
        let place = Place::at(&self.shown, at, &error.path);
        BadReceipt(Trouble::at(place, Phrase::from(error)).coded(error.code))
    }

    /// Line and column of a value of one of its receipts.
    fn place_of(&self, index: usize, path: &str) -> Option<(usize, usize)> {
        let (bytes, first_line) = match &self.entries {
            Entries::Lines { bytes, lines } => {
                let (number, start, end) = *lines.get(index)?;
                (bytes.get(start..end)?, number)
            }
            Entries::Object(bytes) => (bytes.as_slice(), 1),
            Entries::Notation(told) => return Some(told.get(index)?.places.of_path(path)),
        };
        let text = std::str::from_utf8(bytes).ok()?;
        let (line, column) = place_of(text, path).unwrap_or((1, 1));
        Some((first_line.saturating_add(line).saturating_sub(1), column))
    }

    /// Reads one of its receipts; `None` past the last.
    ///
    /// # Errors
    /// A [`BadReceipt`] that names file, line and JSON path.
    pub fn entry(&self, index: usize) -> Option<Result<Entry, BadReceipt>> {
        match &self.entries {
            Entries::Lines { bytes, lines } => {
                let (number, start, end) = *lines.get(index)?;
                Some(self.json(bytes.get(start..end)?, number))
            }
            Entries::Object(bytes) => (index == 0).then(|| self.json(bytes, 1)),
            Entries::Notation(told) => {
                let told = told.get(index)?;
                Some(Ok(Entry {
                    receipt: told.receipt.clone(),
                    client: told.client.clone(),
                    uses: Arc::new(told.uses.clone()),
                    coupons: Arc::clone(&told.coupons),
                }))
            }
        }
    }

    fn json(&self, bytes: &[u8], first_line: usize) -> Result<Entry, BadReceipt> {
        Receipt::from_json_bytes(bytes)
            .map(|receipt| Entry {
                receipt,
                client: None,
                uses: Arc::default(),
                coupons: Arc::default(),
            })
            .map_err(|error| BadReceipt(bad_json(&self.shown, first_line, &error)))
    }
}

/// What is wrong with a JSON text that begins on a line of a file.
pub(crate) fn bad_json(shown: &str, first_line: usize, error: &JsonError) -> Trouble {
    let line = first_line.saturating_add(error.line).saturating_sub(1);
    let path = if error.path == "$" { "" } else { &error.path };
    let place = Place::at(shown, (line, error.column), path);
    Trouble::at(place, Phrase::from(&error.complaint)).coded(error.code)
}

/// The receipt files of a programme, sorted by name: those of its `receipts` folder, or files beside `retailer.perk`
/// whose names begin with `receipts`.
#[must_use]
pub fn receipts_beside(folder: &Path) -> Vec<PathBuf> {
    let own = receipt_files(&folder.join("receipts"), "");
    if own.is_empty() {
        receipt_files(folder, "receipts")
    } else {
        own
    }
}

fn receipt_files(folder: &Path, prefix: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix))
        .map(|entry| entry.path())
        .filter(|path| path.is_file() && kind_of(&path.to_string_lossy()).is_some())
        .collect();
    files.sort();
    files
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Notation,
    Json,
    Jsonl,
}

fn kind_of(name: &str) -> Option<Kind> {
    let name = name.to_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    if name.ends_with(".receipt") {
        Some(Kind::Notation)
    } else if name.ends_with(".jsonl") || name.ends_with(".ndjson") {
        Some(Kind::Jsonl)
    } else if name.ends_with(".json") {
        Some(Kind::Json)
    } else {
        None
    }
}

/// What receipts in the short notation are read with.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// Prices that are not written come from here.
    pub catalog: &'a Catalog,
    /// The currency of the plan; amounts written in another are refused.
    pub currency: &'a str,
    /// Whether the plan asks about hours, so that a date alone is hardly enough.
    pub asks_hours: bool,
}

/// Reads a file of receipts, or standard input for `-`.
///
/// # Errors
/// When it cannot be read or unpacked, its ending says nothing, or its short notation has a slip.
pub fn open(world: &mut World, path: &str, reading: Reading<'_>) -> Result<ReceiptFile, Trouble> {
    let (bytes, kind) = if path == "-" {
        let mut bytes = world.read_input(limits::RECEIPT_FILE_BYTES)?;
        if bytes.starts_with(&[0x1F, 0x8B]) {
            bytes = crate::world::unpack(&bytes, path, limits::RECEIPT_FILE_BYTES)?;
        }
        let kind = guess(&bytes);
        (bytes, kind)
    } else {
        let place = world.path(path);
        let kind = kind_of(path);
        let bytes = read_bytes(&place, path, limits::RECEIPT_FILE_BYTES)?;
        let Some(kind) = kind else {
            return Err(Trouble::from(words::unknown_kind(
                path,
                ".receipt, .json, .jsonl (.gz)",
            )));
        };
        (bytes, kind)
    };
    let shown = path.to_owned();
    let bytes = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => rest.to_vec(),
        None => bytes,
    };
    Ok(match kind {
        Kind::Jsonl => {
            let lines = lines_of(&bytes);
            if lines.is_empty() {
                return Err(Trouble::from(words::no_receipt_in(path)));
            }
            ReceiptFile {
                shown,
                is_stream: true,
                entries: Entries::Lines { bytes, lines },
            }
        }
        Kind::Json => ReceiptFile {
            shown,
            is_stream: false,
            entries: Entries::Object(bytes),
        },
        Kind::Notation => {
            let text = crate::world::decode(bytes, path)?;
            let told = notation::read(&text, path, reading)?;
            ReceiptFile {
                shown,
                is_stream: false,
                entries: Entries::Notation(told),
            }
        }
    })
}

/// Lines that hold something: number from 1, first byte, first byte after.
fn lines_of(bytes: &[u8]) -> Vec<(usize, usize, usize)> {
    let mut lines = Vec::new();
    let mut start = 0_usize;
    for (number, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        let end = start.saturating_add(line.len());
        if !line.iter().all(u8::is_ascii_whitespace) {
            lines.push((number.saturating_add(1), start, end));
        }
        start = end.saturating_add(1);
    }
    lines
}

/// What standard input holds: a line that is a whole object and is followed by another is `.jsonl`.
fn guess(bytes: &[u8]) -> Kind {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let lines = lines_of(text);
    let line = |index: usize| {
        lines
            .get(index)
            .and_then(|(_, start, end)| text.get(*start..*end))
            .unwrap_or_default()
    };
    let first = line(0).trim_ascii();
    if !first.starts_with(b"{") || first.get(1..).unwrap_or_default().trim_ascii().starts_with(b"}") {
        return if first.starts_with(b"[") {
            Kind::Json
        } else {
            Kind::Notation
        };
    }
    if first.ends_with(b"}") && line(1).trim_ascii().starts_with(b"{") {
        Kind::Jsonl
    } else {
        Kind::Json
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standard_input_is_recognised() {
        assert_eq!(guess(b"{\"id\": 1}\n{\"id\": 2}\n"), Kind::Jsonl);
        assert_eq!(guess(b"{\n \"id\": 1\n}\n"), Kind::Json);
        assert_eq!(guess(b"{\"id\": 1}\n"), Kind::Json);
        assert_eq!(guess(b"at 2026-10-05 09:00\n1 x LATTE\n"), Kind::Notation);
        assert_eq!(guess(b""), Kind::Notation);
    }

    #[test]
    fn lines_keep_their_numbers() {
        assert_eq!(lines_of(b"a\n\n  \r\nbc"), [(1, 0, 1), (4, 7, 9)]);
    }
}
