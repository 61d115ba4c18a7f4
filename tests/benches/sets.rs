//! Where the best combination has to be searched for: how long a large receipt takes, and what is not proved best.
//!
//! `cargo bench -p perk-tests --bench sets`. Of each receipt the least of several passes counts, so that a busy machine does not
//! make the slowest receipts up; the percentiles are over receipts.

#![allow(
    clippy::float_arithmetic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    clippy::arithmetic_side_effects,
    reason = "bench code over data it made itself"
)]

mod peers;

use std::hint::black_box;
use std::time::{Duration, Instant};

use peers::crowd::Crowd;
use perk_runtime::Workspace;

const PASSES: usize = 5;

/// As in the `perk` program.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    println!(
        "receipts, in ms      |   p50 |   p90 |   p99 |   max | steps, at most | proved best | missed at most | discount"
    );
    report("1 000 promotions", Crowd::thousand(1_000));
    report("1 000 in force", Crowd::always(1_000));
    report("30 overlapping sets", Crowd::overlapping(20));
    report("6 000 pieces", Crowd::pieces());
}

fn report(name: &str, crowd: Crowd) {
    let mut workspace = Workspace::default();
    let mut least = vec![Duration::MAX; crowd.cases.len()];
    for _ in 0..PASSES {
        for (case, least) in crowd.cases.iter().zip(&mut least) {
            let start = Instant::now();
            black_box(crowd.engine.evaluate(case, &mut workspace).discount);
            *least = start.elapsed().min(*least);
        }
    }
    let (mut proved, mut missed, mut discount, mut steps) = (0, 0, 0, 0);
    for case in &crowd.cases {
        let before = workspace.searched();
        let outcome = crowd.engine.evaluate(case, &mut workspace);
        let bounded: i64 = outcome.bounded.iter().map(|(_, missed)| missed).sum();
        proved += usize::from(bounded == 0);
        missed += bounded;
        discount += outcome.discount;
        assert!(outcome.faults.is_empty(), "{:?}", outcome.faults);
        steps = steps.max(workspace.searched() - before);
    }
    least.sort_unstable();
    let at = |share: usize| (least[(least.len() - 1) * share / 100].as_secs_f64()) * 1e3;
    println!(
        "{name:<20} | {:>5.2} | {:>5.2} | {:>5.2} | {:>5.2} | {steps:>14} | {proved:>4} of {:>4} | {:>13.2}% | {discount}",
        at(50),
        at(90),
        at(99),
        at(100),
        crowd.cases.len(),
        missed as f64 / discount as f64 * 100.0,
    );
}
