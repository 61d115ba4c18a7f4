//! The command line as its users meet it: every command in a folder of its own. One binary, so that it is linked once.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test may panic: that is how it fails"
)]

mod bad_input;
mod check;
mod eval;
mod fiscal;
mod new;
mod new_user;
mod odd_data;
mod process;
mod readme;
mod support;
mod verdicts;
