//! An error on its way out of the reader: what is wrong and where, until the text gives it line and column.

use super::JsonError;
use crate::complaint::Complaint;

/// An error on its way out: the path grows as it passes the values that hold it.
#[derive(Debug)]
pub(crate) struct Fault(Box<FaultParts>);

#[derive(Debug)]
struct FaultParts {
    code: &'static str,
    at: usize,
    complaint: Complaint,
    /// Innermost first.
    path: Vec<Step>,
}

#[derive(Debug)]
enum Step {
    Key(String),
    Index(usize),
}

impl Fault {
    pub(crate) fn new(code: &'static str, at: usize, complaint: Complaint) -> Self {
        Self(Box::new(FaultParts {
            code,
            at,
            complaint,
            path: Vec::new(),
        }))
    }

    pub(crate) fn in_key(mut self, key: &str) -> Self {
        self.0.path.push(Step::Key(key.to_owned()));
        self
    }

    pub(crate) fn in_index(mut self, index: usize) -> Self {
        self.0.path.push(Step::Index(index));
        self
    }

    /// The error with its place, for a text.
    pub(crate) fn locate(self, text: &str) -> JsonError {
        use std::fmt::Write as _;
        let parts = *self.0;
        let mut path = String::new();
        for step in parts.path.iter().rev() {
            match step {
                Step::Key(key) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(key);
                }
                Step::Index(index) => {
                    let _ = write!(path, "[{index}]");
                }
            }
        }
        if path.is_empty() {
            path.push('$');
        }
        let (line, column) = position(text, parts.at);
        JsonError {
            code: parts.code,
            path,
            line,
            column,
            complaint: parts.complaint,
        }
    }
}

/// Line and column of a byte of a text, both from 1; columns count characters.
pub(super) fn position(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.bytes().filter(|byte| *byte == b'\n').count().saturating_add(1);
    let last = before.rsplit('\n').next().unwrap_or_default();
    let column = last.trim_start_matches('\u{feff}').chars().count().saturating_add(1);
    (line, column)
}
