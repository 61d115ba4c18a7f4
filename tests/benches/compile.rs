//! Cold compile: text of 1 000 and 10 000 rules to a checked, linked plan, with nothing remembered from before.
//!
//! `cargo bench -p perk-tests --bench compile`. The catalogue (20 000 products) and the stores are part of the check.

#![allow(
    clippy::float_arithmetic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::arithmetic_side_effects,
    reason = "bench code over data it made itself"
)]

mod peers;

use criterion::{BatchSize, Criterion, Throughput};
use peers::contest;
use peers::translate;
use peers::workload::Workload;

fn main() {
    let workload = Workload::restricted(1, 10_000);
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("compile");
    group.sample_size(10);
    for n in [1_000, 10_000] {
        let files = translate::programme(&workload.shop.catalog, &workload.rules[..n]);
        group.throughput(Throughput::Elements(n as u64));
        group.bench_function(format!("{n}"), |b| {
            b.iter_batched(
                || contest::programme(&files),
                |(db, programme)| {
                    assert_eq!(contest::check_and_link(&db, programme).promotions.len(), n);
                    db
                },
                BatchSize::PerIteration,
            );
        });
    }
    group.finish();
    criterion.final_summary();
}
