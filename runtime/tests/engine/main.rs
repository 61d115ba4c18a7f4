//! What the engine decides, against figures worked out by hand from the rules of `docs/semantics.md`.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    reason = "tests fail by panicking"
)]

mod combine;
mod explain;
mod floors;
mod intake;
mod kit;
mod laws;
mod limits;
mod money;
mod schemes;
mod search;
mod sets;
mod time;
