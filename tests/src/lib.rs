//! Harness and cross-crate tests of Perk: executed pages, laws, reference interpreter, typed generator, tidy.

// Test support only: a panic here is a failing test, and overflow is checked in every test profile, so the slow
// interpreter may be written the way semantics.md reads.
#[expect(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "a panic in the reference interpreter is a failing test; overflow checks are on wherever it runs"
)]
pub mod reference;

#[expect(
    clippy::arithmetic_side_effects,
    reason = "civil dates of generated receipts, far from the ends of i64"
)]
pub mod model;

#[expect(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "generated figures are small by construction, and picks are below the length they are picked from"
)]
pub mod generate;

pub mod print;

#[expect(
    clippy::indexing_slicing,
    reason = "an absent field of a JSON value is null, not a panic"
)]
pub mod compare;

pub mod production;

pub mod embedded;

pub mod progress;

#[expect(
    clippy::arithmetic_side_effects,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a panic here is a failing test, counts are small, and what was seen is printed"
)]
pub mod law;

pub mod command;

#[expect(
    clippy::indexing_slicing,
    reason = "an absent field of a JSON value is null, not a panic"
)]
pub mod mdtest;
