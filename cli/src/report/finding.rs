//! One finding in the language of its reader, with absolute places; knows nothing of how it is drawn.

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing can be made of the programme.
    Error,
    /// It works, and most likely not as meant.
    Warning,
    /// Worth knowing.
    Hint,
    /// Told only when it is asked for.
    Advice,
}

impl Severity {
    /// Its name in machine formats.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
            Self::Advice => "advice",
        }
    }
}

/// A range of bytes of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Path of the file as it is shown and as [`super::Texts`] knows it.
    pub path: String,
    /// First byte.
    pub start: usize,
    /// First byte after.
    pub end: usize,
}

/// A further place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub spot: Spot,
    /// What is to be seen there; may be empty.
    pub text: String,
}

/// A change of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub spot: Spot,
    /// With what.
    pub text: String,
}

/// One way to put it right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does.
    pub title: String,
    /// Changes that do not overlap.
    pub edits: Vec<Edit>,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// `PK0213`.
    pub code: String,
    /// Its name in words.
    pub name: String,
    /// The title of its page.
    pub headline: String,
    /// How serious it is.
    pub severity: Severity,
    /// One line with its values.
    pub message: String,
    /// The reason and what to do; may be empty.
    pub help: String,
    /// The exact place.
    pub spot: Spot,
    /// A remark at that place; may be empty.
    pub remark: String,
    /// Further places.
    pub labels: Vec<Label>,
    /// Further notes.
    pub notes: Vec<String>,
    /// Fixes, best first.
    pub fixes: Vec<Fix>,
    /// Receipts that show it.
    pub witness: Option<Witness>,
}

/// Receipts that show a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// What is to be seen on them.
    pub says: String,
    /// The receipts in the short notation, one text for each.
    pub receipts: Vec<String>,
}
