//! What can be wrong with a receipt; one clear message with its place.

use std::fmt;

use serde::Serialize;

/// Why a receipt cannot be decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IntakeError {
    /// A stable code.
    pub code: &'static str,
    /// JSON path of the value.
    pub path: String,
    /// The value found.
    pub found: String,
    /// What is needed, or what to do.
    pub help: String,
}

impl IntakeError {
    pub(crate) fn new(
        code: &'static str,
        path: impl Into<String>,
        found: impl ToString,
        help: impl Into<String>,
    ) -> Self {
        Self {
            code,
            path: path.into(),
            found: found.to_string(),
            help: help.into(),
        }
    }
}

impl fmt::Display for IntakeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{}: `{}` ({}): {}",
            self.path, self.found, self.code, self.help
        )
    }
}

impl std::error::Error for IntakeError {}
