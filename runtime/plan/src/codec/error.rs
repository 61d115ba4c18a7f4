//! Why bytes are not a plan file: each reason with its code, its place and what was found. How it is said stands in `words`.

mod words;

use super::PlanHash;

/// Why a plan file was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecodeError {
    /// More bytes than a plan may have.
    TooLarge {
        /// Bytes of the file.
        found: usize,
        /// The limit.
        limit: usize,
    },
    /// The file does not begin with `PERK`.
    NotAPlan {
        /// The bytes that stand there instead.
        found: Vec<u8>,
    },
    /// A format this reader does not know.
    UnknownVersion {
        /// The version in the file.
        found: u16,
        /// The version this reader knows.
        supported: u16,
    },
    /// Flags this reader does not know.
    UnknownFlags {
        /// The flags in the file.
        found: u16,
    },
    /// A head that is longer than any real one.
    HeadTooLarge {
        /// Bytes announced.
        found: usize,
        /// The limit.
        limit: usize,
    },
    /// The file ends too early.
    Truncated {
        /// Where the missing bytes should begin.
        offset: usize,
        /// Bytes needed from there.
        needed: usize,
        /// Bytes that are there.
        found: usize,
    },
    /// The checksum of the head does not match.
    DamagedHead {
        /// Where the checksum stands.
        offset: usize,
    },
    /// The file is signed.
    Signed,
    /// The body is not the one whose hash the head gives.
    WrongHash {
        /// The hash in the file.
        written: PlanHash,
        /// The hash of the body.
        computed: PlanHash,
    },
    /// A part that is not well-formed.
    Malformed {
        /// Where reading stopped.
        offset: usize,
        /// What was wrong there.
        what: Flaw,
    },
    /// Well-formed, but not in the one form that a writer gives it.
    NotCanonical {
        /// The first byte that differs.
        offset: usize,
    },
    /// Bytes after the end.
    TrailingBytes {
        /// Where they begin.
        offset: usize,
        /// How many there are.
        count: usize,
    },
    /// The head names another programme than the body.
    NameDiffers {
        /// The name in the head.
        head: String,
        /// The name in the body.
        body: String,
    },
}

/// What is wrong with a part that is not well-formed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// A length or a value goes past the end.
    PastEnd,
    /// A number that does not fit its type.
    Number,
    /// A yes/no that is neither 0 nor 1.
    YesNo,
    /// A text that is not UTF-8.
    Text,
    /// A mark of presence that is neither 0 nor 1.
    Presence,
    /// A kind that this reader does not know.
    Kind,
    /// A kind that is not known, or a number out of range.
    Range,
    /// Anything else.
    Other,
}

impl DecodeError {
    /// A stable code for scripts and for `docs/reference/plan-file.md`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "plan-too-large",
            Self::NotAPlan { .. } => "plan-magic",
            Self::UnknownVersion { .. } => "plan-version",
            Self::UnknownFlags { .. } => "plan-flags",
            Self::HeadTooLarge { .. } => "plan-head-too-large",
            Self::Truncated { .. } => "plan-truncated",
            Self::DamagedHead { .. } => "plan-head-damaged",
            Self::Signed => "plan-signed",
            Self::WrongHash { .. } => "plan-hash",
            Self::Malformed { .. } => "plan-malformed",
            Self::NotCanonical { .. } => "plan-not-canonical",
            Self::TrailingBytes { .. } => "plan-trailing-bytes",
            Self::NameDiffers { .. } => "plan-name",
        }
    }

    /// The byte of the file that the error is about, where there is one.
    #[must_use]
    pub fn offset(&self) -> Option<usize> {
        match self {
            Self::TooLarge { limit, .. } => Some(*limit),
            Self::NotAPlan { .. } => Some(0),
            Self::UnknownVersion { .. } => Some(4),
            Self::UnknownFlags { .. } => Some(6),
            Self::HeadTooLarge { .. } => Some(8),
            Self::Truncated { offset, .. }
            | Self::DamagedHead { offset }
            | Self::Malformed { offset, .. }
            | Self::NotCanonical { offset }
            | Self::TrailingBytes { offset, .. } => Some(*offset),
            Self::WrongHash { .. } => Some(20),
            Self::Signed | Self::NameDiffers { .. } => None,
        }
    }
}
