//! From text to a verified plan: what each construct becomes, and that order and spelling leave no trace.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    reason = "a test fails by panicking"
)]

mod lower {
    mod canonical;
    mod constructs;
    mod incremental;
    mod programme;
}
