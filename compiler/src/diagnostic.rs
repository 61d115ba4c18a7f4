//! Diagnostics as plain data: a code, typed parameters, places and fixes; knows no terminal, no editor and no query.
//!
//! A check makes a [`Finding`], whose places are relative to its declaration, so that an edit elsewhere leaves it equal.
//! [`crate::semantics::check`] turns findings into [`Diagnostic`]s, whose places are absolute. Words are chosen only when
//! [`Diagnostic::message`] and its siblings are asked for them in a [`Language`].

mod catalogue;
pub mod codes;
mod render;

use std::sync::Arc;

use rust_decimal::Decimal;

pub(crate) use render::money;

pub use catalogue::{Bilingual, Code, Example, Severity, example_bytes};
pub use perk_grammar::Language;

use crate::hir::{Date, Money, Text};

/// A half-open range of bytes of a UTF-8 text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// First byte after.
    pub end: u32,
}

impl Span {
    /// A range of bytes.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// An empty range at a place, for insertions.
    #[must_use]
    pub const fn at(offset: u32) -> Self {
        Self {
            start: offset,
            end: offset,
        }
    }

    /// The same range, `by` bytes later.
    #[must_use]
    pub const fn shifted(self, by: u32) -> Self {
        Self {
            start: self.start.saturating_add(by),
            end: self.end.saturating_add(by),
        }
    }

    /// Whether the offset is inside or at either end.
    #[must_use]
    pub const fn touches(self, offset: u32) -> bool {
        self.start <= offset && offset <= self.end
    }
}

/// A value inside a message, rendered in the language of the message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Param {
    /// As the author wrote it.
    Text(Text),
    /// A phrase of ours.
    Word(&'static Bilingual),
    /// A whole number.
    Count(u64),
    /// An exact number.
    Number(Decimal),
    /// Percent.
    Percent(Decimal),
    /// Money.
    Money(Money),
    /// A date.
    Date(Date),
    /// Several texts, divided by commas.
    List(Vec<Text>),
    /// A keyword, spelled in the language of the message.
    Keyword(perk_grammar::Keyword),
    /// One of several: `a, b or c`.
    Choice(Vec<Param>),
    /// A phrase of ours with parameters of its own.
    Phrase(Box<Note>),
    /// A further sentence, or nothing.
    Sentence(Option<Box<Note>>),
}

impl From<&str> for Param {
    fn from(text: &str) -> Self {
        Self::Text(Arc::from(text))
    }
}

impl From<Text> for Param {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}

impl From<&'static Bilingual> for Param {
    fn from(word: &'static Bilingual) -> Self {
        Self::Word(word)
    }
}

impl From<Money> for Param {
    fn from(money: Money) -> Self {
        Self::Money(money)
    }
}

impl From<Date> for Param {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

/// Named parameters of a message.
pub type Params = Vec<(&'static str, Param)>;

/// A text in both languages with its parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The words, with `{name}` where a parameter stands.
    pub text: &'static Bilingual,
    /// Their parameters.
    pub params: Params,
}

impl Note {
    /// Words without parameters.
    #[must_use]
    pub const fn plain(text: &'static Bilingual) -> Self {
        Self {
            text,
            params: Vec::new(),
        }
    }

    /// The words in a language.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        render::fill(self.text.get(language), &self.params, language)
    }
}

/// Where a label points before places are made absolute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    /// In the finding's own declaration, relative to its start (or in its own file, for findings of a file).
    Own(Span),
    /// The name of another declaration.
    Name(crate::declarations::DeclarationKey),
    /// A line of a data file, by its path and its bytes.
    Data(Text, Span),
}

/// A place with an optional remark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Where.
    pub at: At,
    /// What is to be seen there.
    pub note: Option<Note>,
}

/// A change of text, relative like the finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replace {
    /// What is replaced.
    pub span: Span,
    /// With what.
    pub text: Text,
}

/// One way to put it right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy {
    /// What it does, in the imperative.
    pub title: Note,
    /// Changes that do not overlap.
    pub edits: Vec<Replace>,
}

/// What a check found, relative to its declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The code.
    pub code: &'static Code,
    /// Parameters of the code's message and help.
    pub params: Params,
    /// The exact place.
    pub at: At,
    /// A remark at that place.
    pub remark: Option<Note>,
    /// Further places.
    pub marks: Vec<Mark>,
    /// Further notes; the code's own help comes first.
    pub notes: Vec<Note>,
    /// Fixes that can be applied, best first.
    pub remedies: Vec<Remedy>,
    /// Receipts that show it.
    pub witness: Option<Box<Witness>>,
}

impl Finding {
    /// A finding at a place of its own declaration.
    #[must_use]
    pub fn new(code: &'static Code, span: Span) -> Self {
        Self::at(code, At::Own(span))
    }

    /// A finding at any place.
    #[must_use]
    pub const fn at(code: &'static Code, at: At) -> Self {
        Self {
            code,
            params: Vec::new(),
            at,
            remark: None,
            marks: Vec::new(),
            notes: Vec::new(),
            remedies: Vec::new(),
            witness: None,
        }
    }

    /// Adds receipts that show it.
    #[must_use]
    pub fn shown_by(mut self, witness: Option<Witness>) -> Self {
        self.witness = witness.map(Box::new);
        self
    }

    /// Adds a parameter.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Param>) -> Self {
        self.params.push((name, value.into()));
        self
    }

    /// Adds a further place.
    #[must_use]
    pub fn mark(mut self, at: At, text: &'static Bilingual) -> Self {
        self.marks.push(Mark {
            at,
            note: Some(Note::plain(text)),
        });
        self
    }

    /// Adds a note.
    #[must_use]
    pub fn note(mut self, text: &'static Bilingual, params: Params) -> Self {
        self.notes.push(Note { text, params });
        self
    }

    /// Adds a fix of one change.
    #[must_use]
    pub fn fix(mut self, title: &'static Bilingual, params: Params, span: Span, text: impl AsRef<str>) -> Self {
        self.remedies.push(Remedy {
            title: Note { text: title, params },
            edits: vec![Replace {
                span,
                text: Arc::from(text.as_ref()),
            }],
        });
        self
    }
}

/// A place of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// Path of the file, as the programme names it.
    pub path: Text,
    /// Bytes of the file.
    pub span: Span,
}

/// A further place of a diagnostic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub location: Location,
    /// What is to be seen there.
    pub note: Option<Note>,
}

/// A change of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub location: Location,
    /// With what.
    pub text: Text,
}

/// One way to put it right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in the imperative.
    pub title: Note,
    /// Changes that do not overlap.
    pub edits: Vec<Edit>,
}

/// Receipts that show what a finding says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// What is to be seen on them.
    pub says: Note,
    /// The receipts in the short notation of `receipt.pest`, one text for each.
    pub receipts: Vec<Text>,
}

/// A finding with absolute places: what `check` answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The code.
    pub code: &'static Code,
    /// Parameters of the code's message and help.
    pub params: Params,
    /// The exact place.
    pub location: Location,
    /// A remark at that place.
    pub remark: Option<Note>,
    /// Further places.
    pub labels: Vec<Label>,
    /// Further notes.
    pub notes: Vec<Note>,
    /// Fixes that can be applied, best first.
    pub fixes: Vec<Fix>,
    /// Receipts that show it.
    pub witness: Option<Box<Witness>>,
}

impl Diagnostic {
    /// How serious it is.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.code.severity
    }

    /// The one-line message with its values.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        render::sentence(render::fill(self.code.message.get(language), &self.params, language))
    }

    /// The reason and what to do; empty when the code has none.
    #[must_use]
    pub fn help(&self, language: Language) -> String {
        render::fill(self.code.help.get(language), &self.params, language)
    }

    /// Page of the code, relative to the documentation's root.
    #[must_use]
    pub fn page(&self) -> String {
        self.code.page()
    }
}
