//! What is wrong with a data file, and how it is told: about the whole file at the text that names it, about a cell in the
//! file itself. Knows no reader.

use std::sync::Arc;

use perk_plan::complaint::{Complaint, Encoding};
use perk_plan::table::CsvError;

use crate::diagnostic::{At, Bilingual, Finding, Mark, Note, Param, Span, codes};
use crate::hir::{PropertyType, Text};
use crate::limits;

/// What is wrong with a data file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// It cannot be read, or not here.
    Fault(CsvError),
    /// It has no such column; these it has.
    NoColumn {
        /// The heading that is needed.
        column: Text,
        /// The headings there are.
        found: Vec<Text>,
    },
    /// No value in it.
    Empty {
        /// The heading of the column.
        column: Text,
    },
    /// A value stands in a list twice.
    Repeated {
        /// The value.
        value: Text,
        /// Where again.
        span: Span,
        /// Where first.
        first: Span,
    },
    /// A product or a store stands in its table twice.
    Twice {
        /// Its code.
        value: Text,
        /// The heading of the column.
        column: Text,
        /// Where again.
        span: Span,
        /// Where first.
        first: Span,
    },
    /// A cell that cannot hold what it holds.
    Bad {
        /// What it holds, empty when it holds nothing.
        value: Text,
        /// The heading of its column.
        column: Text,
        /// Where.
        span: Span,
        /// What it should hold.
        why: Why,
    },
    /// A coupon code stands in a list twice, perhaps spelled otherwise.
    CodeTwice {
        /// As written.
        value: Text,
        /// Where again.
        span: Span,
        /// Where first.
        first: Span,
    },
    /// Two coupon codes that look the same.
    CodeAlike {
        /// As written.
        value: Text,
        /// The other one.
        other: Text,
        /// Where.
        span: Span,
        /// Where the other one stands.
        first: Span,
    },
    /// A coupon code with letters of two alphabets.
    CodeMixed {
        /// As written.
        value: Text,
        /// Where.
        span: Span,
    },
    /// A heading that means nothing but is nearly one that does.
    Heading {
        /// As written.
        found: Text,
        /// What it is nearly.
        meant: &'static str,
        /// Where.
        span: Span,
    },
    /// A store in a time zone that does not exist.
    Zone {
        /// As written.
        found: Text,
        /// Where.
        span: Span,
    },
}

/// What a cell should hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// What stood there before a spreadsheet changed it.
    Spreadsheet,
    /// Anything.
    Empty,
    /// A coupon code.
    Code,
    /// One coupon code, and nothing that divides cells.
    OneCode,
    /// A price.
    Price,
    /// A number.
    Number,
    /// Money.
    Money,
    /// A date.
    Date,
    /// Yes or no.
    YesNo,
    /// One of these texts.
    OneOf(Vec<Text>),
}

impl Why {
    /// What a value of a type looks like.
    pub(crate) fn of(ty: &PropertyType) -> Self {
        match ty {
            PropertyType::YesNo => Self::YesNo,
            PropertyType::Number => Self::Number,
            PropertyType::Money => Self::Money,
            PropertyType::Date => Self::Date,
            PropertyType::Text => Self::Spreadsheet,
            PropertyType::OneOf(values) => Self::OneOf(values.clone()),
        }
    }

    fn note(&self) -> Note {
        match self {
            Self::Spreadsheet => Note::plain(&codes::CELL_SPOILT),
            Self::Empty => Note::plain(&codes::CELL_EMPTY),
            Self::Code => Note::plain(&codes::CELL_CODE),
            Self::OneCode => Note::plain(&codes::CELL_ONE_CODE),
            Self::Price => Note::plain(&codes::CELL_PRICE),
            Self::Number => Note::plain(&codes::CELL_NUMBER),
            Self::Money => Note::plain(&codes::CELL_MONEY),
            Self::Date => Note::plain(&codes::CELL_DATE),
            Self::YesNo => Note::plain(&codes::CELL_YES_NO),
            Self::OneOf(values) => {
                let quoted = values.iter().take(limits::NAMES_SHOWN);
                let known = Param::List(quoted.map(|it| format!("`{it}`").into()).collect());
                Note {
                    text: &codes::CELL_ONE_OF,
                    params: vec![("known", known)],
                }
            }
        }
    }
}

impl Problem {
    /// A fault of the reader of catalogues.
    pub(super) fn of_cell(fault: CsvError, bytes: &[u8]) -> Self {
        let span = super::span(&fault.bytes);
        let column: Text = fault.column.as_deref().unwrap_or_default().into();
        let written = || -> Text {
            let cell = bytes.get(fault.bytes.clone()).unwrap_or_default();
            let cell = std::str::from_utf8(cell).unwrap_or_default();
            cell.trim_matches('"').replace("\"\"", "\"").into()
        };
        match (fault.code, &fault.first) {
            ("csv-duplicate", Some(first)) => Self::Twice {
                value: written(),
                column,
                span,
                first: super::span(first),
            },
            ("csv-no-sku", _) => Self::Bad {
                value: Text::from(""),
                column,
                span,
                why: Why::Empty,
            },
            ("csv-price", _) => Self::Bad {
                value: written(),
                column,
                span,
                why: Why::Price,
            },
            _ => Self::Fault(fault),
        }
    }
}

/// Turns problems of a file into findings; `named` is where the file is named.
pub(crate) fn findings(path: &Text, named: Span, problems: &[Problem]) -> Vec<Finding> {
    problems.iter().map(|problem| finding(path, named, problem)).collect()
}

fn finding(path: &Text, named: Span, problem: &Problem) -> Finding {
    let at = |span: &Span| At::Data(Arc::clone(path), *span);
    let file = || Param::Text(Arc::clone(path));
    match problem {
        Problem::Fault(fault) => unreadable(path, named, fault),
        Problem::NoColumn { column, found } => {
            let some: Vec<Text> = found.iter().take(limits::NAMES_SHOWN).cloned().collect();
            Finding::new(&codes::MISSING_COLUMN, named)
                .with("file", file())
                .with("column", Arc::clone(column))
                .with("found", Param::List(some))
        }
        Problem::Empty { column } => Finding::new(&codes::EMPTY_LIST, named)
            .with("file", file())
            .with("column", Arc::clone(column)),
        Problem::Repeated { value, span, first } => Finding::at(&codes::REPEATED_VALUE, at(span))
            .with("file", file())
            .with("value", Arc::clone(value))
            .mark(at(first), &codes::FIRST_HERE),
        Problem::Twice {
            value,
            column,
            span,
            first,
        } => Finding::at(&codes::REPEATED_PRODUCT, at(span))
            .with("file", file())
            .with("value", Arc::clone(value))
            .with("column", Arc::clone(column))
            .mark(at(first), &codes::FIRST_HERE),
        Problem::CodeTwice { value, span, first } => Finding::at(&codes::REPEATED_CODE, at(span))
            .with("file", file())
            .with("value", Arc::clone(value))
            .mark(at(first), &codes::FIRST_HERE),
        Problem::CodeAlike {
            value,
            other,
            span,
            first,
        } => Finding::at(&codes::CODES_ALIKE, at(span))
            .with("file", file())
            .with("value", Arc::clone(value))
            .with("other", Arc::clone(other))
            .mark(at(first), &codes::FIRST_HERE),
        Problem::CodeMixed { value, span } => Finding::at(&codes::CODE_MIXED, at(span))
            .with("file", file())
            .with("value", Arc::clone(value)),
        Problem::Bad {
            value,
            column,
            span,
            why,
        } => bad_cell(path, *span, value, column, why),
        Problem::Heading { found, meant, span } => Finding::at(&codes::STRANGE_HEADING, at(span))
            .with("file", file())
            .with("found", Arc::clone(found))
            .with("word", *meant),
        Problem::Zone { found, span } => crate::infer::unknown_zone(found, at(span)),
    }
}

/// The finding for a cell that cannot hold what it holds.
pub(crate) fn bad_cell(path: &Text, span: Span, value: &Text, column: &Text, why: &Why) -> Finding {
    let held = if value.is_empty() {
        Note::plain(&codes::NOTHING_HELD)
    } else {
        Note {
            text: &codes::VALUE_HELD,
            params: vec![("value", Param::Text(shown(value)))],
        }
    };
    Finding::at(&codes::BAD_VALUE, At::Data(Arc::clone(path), span))
        .with("file", Param::Text(Arc::clone(path)))
        .with("column", Arc::clone(column))
        .with("held", Param::Phrase(Box::new(held)))
        .with("needed", Param::Phrase(Box::new(why.note())))
}

/// A value short enough for a message.
fn shown(value: &Text) -> Text {
    perk_plan::complaint::shown(value).into()
}

/// The finding for what the reader of tables refuses.
fn unreadable(path: &Text, named: Span, fault: &CsvError) -> Finding {
    let file = Param::Text(Arc::clone(path));
    let at = At::Data(Arc::clone(path), super::span(&fault.bytes));
    let broken = |at: At, why: &'static Bilingual, advice: &'static Bilingual, params: crate::diagnostic::Params| {
        let why = Note { text: why, params };
        Finding::at(&codes::BROKEN_FILE, at)
            .with("file", file.clone())
            .with("why", Param::Phrase(Box::new(why)))
            .with("advice", Param::Phrase(Box::new(Note::plain(advice))))
    };
    let count = |number: usize| Param::Count(u64::try_from(number).unwrap_or(u64::MAX));
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "what the reader of tables does not say by itself comes from the reader of CSV, in its own words"
    )]
    match &fault.complaint {
        Complaint::NotUtf8 { guess, .. } => {
            let guess = match guess {
                Some(Encoding::Windows1251) => Some(&codes::LIKE_1251),
                Some(Encoding::Utf16) => Some(&codes::LIKE_UTF16),
                None => None,
            };
            let guess = guess.map(|text| Box::new(Note::plain(text)));
            let mut finding = Finding::new(&codes::NOT_UTF8, named)
                .with("file", file)
                .with("guess", Param::Sentence(guess));
            finding.marks.push(Mark { at, note: None });
            finding
        }
        Complaint::Hidden { character } => {
            let code = format!("U+{:04X}", u32::from(*character));
            Finding::at(&codes::HIDDEN_IN_FILE, at)
                .with("file", file)
                .with("character", code.as_str())
        }
        Complaint::EmptyTable => Finding::new(&codes::EMPTY_LIST, named)
            .with("file", file)
            .with("column", ""),
        Complaint::RowLength { cells, columns } => {
            let params = vec![("cells", count(*cells)), ("columns", count(*columns))];
            broken(at, &codes::ROW_LENGTH, &codes::ROW_LENGTH_HELP, params)
        }
        Complaint::QuoteNotClosed => broken(at, &codes::QUOTE_OPEN, &codes::QUOTE_OPEN_HELP, Vec::new()),
        Complaint::NoHeading { column } => {
            let params = vec![("column", count(*column))];
            broken(at, &codes::NO_HEADING, &codes::NO_HEADING_HELP, params)
        }
        Complaint::HeadingTwice { .. } => {
            let heading = fault.column.as_deref().unwrap_or_default();
            let params = vec![("column", Param::from(heading))];
            let finding = broken(at, &codes::HEADING_TWICE, &codes::HEADING_TWICE_HELP, params);
            match &fault.first {
                Some(first) => {
                    let first = At::Data(Arc::clone(path), super::span(first));
                    finding.mark(first, &codes::FIRST_HERE)
                }
                None => finding,
            }
        }
        Complaint::TooLarge { limit, .. } => {
            let params = vec![("limit", count(limit.div_euclid(1024 * 1024)))];
            broken(At::Own(named), &codes::FILE_TOO_LARGE, &codes::SPLIT_FILE, params)
        }
        Complaint::TooManyColumns { found, limit } => {
            let params = vec![("found", count(*found)), ("limit", count(*limit))];
            broken(At::Own(named), &codes::MANY_COLUMNS, &codes::SPLIT_FILE, params)
        }
        other => {
            // Whatever else the reader of CSV files refuses, in its own words.
            let words: Text = other.to_string().into();
            let params = vec![("words", Param::Text(words))];
            broken(at, &codes::READER_SAYS, &codes::ROW_LENGTH_HELP, params)
        }
    }
}
