//! A strict, exact JSON reader that knows where it is; knows no receipt.
//!
//! Written by hand for three reasons: numbers are handed out as they are written (binary floating point never sees
//! them), a key written twice is an error, and every error names the path, the line and the column. Texts without
//! escapes are borrowed.

mod fault;
mod fields;
mod number;
mod place;
mod reader;
mod write;

use crate::complaint::Complaint;
use crate::listing::Lang;

pub(crate) use crate::complaint::ValueKind as Kind;
pub(crate) use fault::Fault;
pub(crate) use fields::Fields;
pub(crate) use number::decimal;
pub use place::place_of;
pub(crate) use reader::Reader;
pub(crate) use write::{push_field, push_text};

/// Why JSON text was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonError {
    /// A stable code, listed in `docs/reference/receipt.md`.
    pub code: &'static str,
    /// The JSON path, `lines[0].quantity`; `$` for the whole text.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What was found and what is needed.
    pub complaint: Complaint,
}

impl JsonError {
    /// The complaint in a language, without its place.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        self.complaint.say(lang)
    }
}

impl std::fmt::Display for JsonError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "{} (line {}, column {}): {} [{}]",
            self.path, self.line, self.column, self.complaint, self.code
        )
    }
}

impl std::error::Error for JsonError {}

#[cfg(test)]
mod tests;
