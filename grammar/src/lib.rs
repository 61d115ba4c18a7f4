//! Perk text to lossless tree and back: cannot fail, knows no meaning, does no I/O.

pub mod receipt;
