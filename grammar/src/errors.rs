//! What can be wrong with the form of a text, as data; knows no language to say it in.

use crate::Keyword;
use crate::keywords::Language;
use crate::tree::TextRange;

/// One mistake in the form of a text.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct SyntaxError {
    /// What is wrong.
    pub kind: SyntaxErrorKind,
    /// Where; empty if something is missing at that place.
    pub range: TextRange,
}

/// What can be wrong with the form of a text.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum SyntaxErrorKind {
    /// Something else had to stand here.
    Expected {
        /// What could stand here; never empty.
        expected: Vec<Expected>,
        /// What stands here; `None` at the end of the text.
        found: Option<String>,
    },
    /// A reserved word stands where a name had to; in back-quotes it would be one.
    ReservedName {
        /// The word as written.
        word: String,
    },
    /// `{` is never closed; the range is that of the brace.
    UnclosedBlock,
    /// `///` stands where no declaration follows.
    StrayDoc,
    /// `1,15` where a list may stand: a decimal comma, or a list without its blank?
    DecimalCommaInList {
        /// The number as written.
        number: String,
    },
    /// Parentheses, `not` or `except` nest deeper than the limit.
    NestingTooDeep {
        /// [`crate::limits::MAX_NESTING`].
        limit: u32,
    },
    /// The text is longer than the limit and was not read.
    TextTooLarge {
        /// [`crate::limits::MAX_TEXT_BYTES`].
        limit: usize,
    },
    /// A text without its closing quote on the same line.
    UnclosedText {
        /// The quote that is missing.
        quote: char,
    },
    /// A back-quote that does not enclose one name.
    BadQuotedName,
    /// Latin and Cyrillic letters in one part of a word.
    MixedScripts {
        /// The word as written.
        word: String,
    },
    /// A control, bidi control or zero-width character.
    ForbiddenCharacter {
        /// The character.
        character: char,
    },
    /// Characters that mean nothing in Perk.
    UnknownCharacter {
        /// The characters.
        text: String,
    },
    /// Digits that are no number, date or time: `10.5.3`, `1:2`.
    MalformedNumber {
        /// The digits as written.
        text: String,
    },
}

/// What could have stood where something else stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Expected {
    /// A keyword.
    Keyword(Keyword),
    /// A punctuation mark.
    Mark(&'static str),
    /// A name.
    Name,
    /// A text in quotes.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A number with its unit.
    Amount,
    /// A sum of money.
    Money,
    /// A quantity such as `0.5 l`.
    Quantity,
    /// A span such as `30 days`.
    Duration,
    /// A date.
    Date,
    /// A time of day.
    Time,
    /// A weekday.
    Weekday,
    /// A value to compare with.
    Value,
    /// A fact such as `receipt.amount`.
    Fact,
    /// A currency.
    Currency,
    /// A selection of goods or stores.
    Selection,
    /// A condition.
    Condition,
    /// A declaration.
    Declaration,
    /// A clause of the block.
    Clause,
    /// A declared value type such as `yes/no`.
    PropertyType,
    /// The end of the clause.
    EndOfClause,
}

impl SyntaxError {
    /// The spellings that could be meant by what was found, in both languages: food for "did you mean".
    pub fn candidates(&self) -> Vec<&'static str> {
        let SyntaxErrorKind::Expected { expected, .. } = &self.kind else {
            return Vec::new();
        };
        let mut all = Vec::new();
        for one in expected {
            if let Expected::Keyword(keyword) = one {
                all.extend(keyword.spellings(Language::English));
                all.extend(keyword.spellings(Language::Russian));
            }
        }
        all
    }
}
