//! The short notation of receipts, clients and accounts (`.receipt`): text to plain structs of strings with their
//! places, and back. Knows no money, no calendar, no programme: it reads what is written and nothing more.
//!
//! The grammar is `receipt.pest`; [`syntax`] holds what is read, [`print_receipt`] writes it again.

mod error;
mod hidden;
mod limits;
mod notation;
mod print;
mod read;
pub mod syntax;
mod words;

pub use error::{Language, ReceiptError};
pub use limits::{MAX_BYTES, MAX_LINES, MAX_RECEIPTS};
pub use print::{print_file, print_receipt};
pub use syntax::{FileSyntax, ReceiptSyntax};

/// Reads every receipt of a text.
///
/// A bare text (clauses outside of `receipt { … }`) is one receipt. When the text has `receipt` blocks, the clauses
/// outside of them belong to every block that does not say the same thing itself.
///
/// # Errors
/// The first slip of the text, with its line, its column and what was expected there.
pub fn parse_receipts(text: &str) -> Result<Vec<ReceiptSyntax>, ReceiptError> {
    parse_receipt_file(text).map(|file| file.receipts)
}

/// Reads a whole file: receipts, and what the accounts know (clients, coupons, certificates, uses).
///
/// # Errors
/// The first slip of the text, with its line, its column and what was expected there.
pub fn parse_receipt_file(text: &str) -> Result<FileSyntax, ReceiptError> {
    hidden::refuse_hidden_characters(text)?;
    let pairs = notation::parse(text)?;
    read::file(text, pairs)
}
