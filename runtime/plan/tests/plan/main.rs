//! Tests of the contract: files, verification, listing, receipts, catalogues and snapshots.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    reason = "a test fails by panicking"
)]

mod catalogue;
mod docs;
mod files;
mod listing;
mod receipt;
mod sample;
mod snapshot;
mod verification;
