//! The peer workload, its hand-written answer and its translation into Perk; knows nothing of how time is measured.
//!
//! The workload was made to compare rule engines. Of its seven kinds of rules six give discounts; points are left out.

#![allow(
    dead_code,
    reason = "each bench and the agreement test use another part of the workload"
)]
#![allow(
    unreachable_pub,
    reason = "a module shared by several bench targets, never a public interface"
)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    clippy::float_arithmetic,
    clippy::print_stdout,
    reason = "bench code over data it made itself: a mistake must stop the run, and the native evaluator must be as fast as hand-written code is"
)]

pub mod clock;
pub mod contest;
pub mod crowd;
pub mod native;
pub mod prng;
pub mod rules;
pub mod translate;
pub mod workload;
