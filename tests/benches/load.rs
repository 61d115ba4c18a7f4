//! Load: bytes of a plan file to an engine with its index, and the memory it keeps.
//!
//! `cargo bench -p perk-tests --bench load`: decode, verify and index plans of 1 000 and 10 000 rules for a catalogue of
//! 20 000 products.

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

use std::alloc::System;

use criterion::{BatchSize, Criterion};
use peers::contest;
use peers::translate::{self, Meeting};
use peers::workload::Workload;
use perk_plan::Catalog;
use perk_runtime::Engine;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() {
    let workload = Workload::new(1, 10_000);
    let mut criterion = Criterion::default().configure_from_args();
    let mut heap = vec![];
    for n in [1_000, 10_000] {
        let plan = contest::compile(&translate::programme(
            &workload.shop.catalog,
            &workload.discounts(n),
            Meeting::Sum,
        ));
        let bytes = perk_plan::encode(&plan);
        let region = Region::new(ALLOCATOR);
        let engine = load(&bytes, translate::catalogue(&workload.shop.catalog));
        let kept = region.change();
        heap.push((n, bytes.len(), kept.bytes_allocated - kept.bytes_deallocated));
        drop(engine);
        let mut group = criterion.benchmark_group(format!("load/{n}"));
        group.sample_size(20);
        group.bench_function("decode, verify, index", |b| {
            b.iter_batched(
                || translate::catalogue(&workload.shop.catalog),
                |catalogue| load(&bytes, catalogue),
                BatchSize::PerIteration,
            );
        });
        group.bench_function("decode, verify", |b| {
            b.iter(|| contest::verified(perk_plan::decode(&bytes).unwrap()))
        });
        group.finish();
    }
    criterion.final_summary();
    println!("\n rules | plan file, KiB | heap of the engine with its catalogue, KiB");
    for (n, file, heap) in heap {
        println!("{n:>6} | {:>14} | {:>10}", file / 1024, heap / 1024);
    }
}

fn load(bytes: &[u8], catalogue: Catalog) -> Engine {
    let plan = contest::verified(perk_plan::decode(bytes).expect("an encoded plan decodes"));
    Engine::load(plan, catalogue).expect("a verified plan loads")
}
