//! `receipt.pest` turned into a parser; knows no struct of ours and explains its own refusals in plain words.

use pest::Parser;
use pest::iterators::Pairs;

use super::error::ReceiptError;
use super::limits::MAX_BYTES;
use super::syntax::Span;

mod generated {
    //! What the derive writes; kept apart so that its undocumented items stay private.
    #[derive(Debug, pest_derive::Parser)]
    #[grammar = "../receipt.pest"]
    pub(crate) struct Notation;
}

pub(crate) use generated::{Notation, Rule};

/// Parses one text by `receipt.pest`.
pub(crate) fn parse(text: &str) -> Result<Pairs<'_, Rule>, ReceiptError> {
    if text.len() > MAX_BYTES {
        return Err(ReceiptError::too_long(text.len()));
    }
    Notation::parse(Rule::file, text).map_err(|refusal| {
        let offset = match refusal.location {
            pest::error::InputLocation::Pos(at) | pest::error::InputLocation::Span((at, _)) => at,
        };
        let (line, column) = match refusal.line_col {
            pest::error::LineColLocation::Pos(at) | pest::error::LineColLocation::Span(at, _) => at,
        };
        let expected = match refusal.variant {
            pest::error::ErrorVariant::ParsingError { positives, .. } => positives,
            pest::error::ErrorVariant::CustomError { .. } => Vec::new(),
        };
        let span = Span {
            start: offset,
            end: offset,
            line,
            column,
        };
        ReceiptError::unexpected(text, span, &expected)
    })
}
