//! What the grammar refuses to go beyond; knows only numbers and their reasons.

/// Largest text read as a programme, in bytes. A programme of ten thousand promotions is 3 MB; a tree takes about forty times its
/// text, so a larger file is a mistake (a data file, an archive) that would only exhaust the machine. Data belong in CSV.
pub const MAX_TEXT_BYTES: usize = 32 * 1024 * 1024;

/// Deepest nesting of parentheses, `not` and `except`. People write three; every walk over the tree may recurse this deep on a
/// thread with the smallest usual stack (1 MiB).
pub const MAX_NESTING: u32 = 64;

/// Most errors kept for one text. A file that has more is not a programme, and nobody reads more.
pub const MAX_ERRORS: usize = 1_000;
