//! A strict, exact JSON reader that knows where it is; knows no receipt.
//!
//! Written by hand for three reasons: numbers are handed out as they are written (binary floating point never sees
//! them), a key written twice is an error, and every error names the path, the line and the column. Texts without
//! escapes are borrowed.

mod number;
mod reader;
mod write;

pub(crate) use number::decimal;
pub(crate) use reader::{Fault, Fields, Kind, Reader};
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
    pub message: String,
}

impl std::fmt::Display for JsonError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "{} (line {}, column {}): {}",
            self.path, self.line, self.column, self.message
        )
    }
}

impl std::error::Error for JsonError {}

#[cfg(test)]
mod tests;
