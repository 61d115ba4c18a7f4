//! Why bytes are not a plan file: each reason with its code, place and remedy; knows no language but English.

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
        what: String,
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

const COPY_AGAIN: &str = "copy the file again, or build the plan anew with `perk build`";

impl std::fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooLarge { found, limit } => {
                write!(formatter, "the file has {found} bytes; a plan has at most {limit}")
            }
            Self::NotAPlan { found } if found.is_empty() => {
                write!(formatter, "the file is empty; build a plan with `perk build`")
            }
            Self::NotAPlan { found } => write!(
                formatter,
                "this is not a plan file: it begins with {}, a plan with \"PERK\"; build one with `perk build`",
                Quoted(found)
            ),
            Self::UnknownVersion { found, supported } if found > supported => write!(
                formatter,
                "the plan has format {found}, this program reads format {supported}; install a newer perk"
            ),
            Self::UnknownVersion { found, supported } => write!(
                formatter,
                "the plan has format {found}, this program reads format {supported}; build the plan anew"
            ),
            Self::UnknownFlags { found } => {
                write!(
                    formatter,
                    "the plan has unknown flags {found:#06x}; install a newer perk"
                )
            }
            Self::HeadTooLarge { found, limit } => {
                write!(
                    formatter,
                    "the head claims {found} bytes, at most {limit} are allowed; {COPY_AGAIN}"
                )
            }
            Self::Truncated { offset, needed, found } => write!(
                formatter,
                "the file ends too early: {needed} bytes are needed at byte {offset}, {found} are there; {COPY_AGAIN}"
            ),
            Self::DamagedHead { offset } => {
                write!(
                    formatter,
                    "the head does not match its checksum at byte {offset}; {COPY_AGAIN}"
                )
            }
            Self::Signed => write!(
                formatter,
                "the plan is signed; checking signatures is not supported yet, so it is refused; use an unsigned plan"
            ),
            Self::WrongHash { written, computed } => write!(
                formatter,
                "the plan was changed or damaged: its head says {written}, its body is {computed}; {COPY_AGAIN}"
            ),
            Self::Malformed { offset, what } => {
                write!(
                    formatter,
                    "the plan cannot be read at byte {offset}: {what}; {COPY_AGAIN}"
                )
            }
            Self::NotCanonical { offset } => write!(
                formatter,
                "the plan is not in its canonical form at byte {offset}, so another writer made it; \
                 build the plan anew with `perk build`"
            ),
            Self::TrailingBytes { offset, count } => {
                write!(
                    formatter,
                    "{count} bytes follow the end of the plan at byte {offset}; {COPY_AGAIN}"
                )
            }
            Self::NameDiffers { head, body } => write!(
                formatter,
                "the head names the programme \"{head}\", the plan \"{body}\"; build the plan anew with `perk build`"
            ),
        }
    }
}

impl std::error::Error for DecodeError {}

/// Bytes as a person can read them.
struct Quoted<'a>(&'a [u8]);

impl std::fmt::Display for Quoted<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "\"{}\"", self.0.escape_ascii())
    }
}
