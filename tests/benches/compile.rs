//! Cold compile: text of 1 000 and 10 000 rules to a checked, linked plan, with nothing remembered from before.
//!
//! `cargo bench -p perk-tests --bench compile`. The catalogue (20 000 products) and the stores are part of the check.
//! With `-- stages 10000 5` it says instead what each stage costs: the least of five passes over 10 000 rules.

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

use std::time::{Duration, Instant};

use criterion::{BatchSize, Criterion, Throughput};
use peers::contest;
use peers::translate::{self, Meeting};
use peers::workload::Workload;
use perk_compiler::{data, declarations, infer, link, lower, semantics};

/// As in the `perk` program.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|it| it == "stages") {
        let number = |offset: usize| arguments.get(at + offset).and_then(|it| it.parse().ok());
        return stages(number(1).unwrap_or(10_000), number(2).unwrap_or(5));
    }
    let workload = Workload::new(1, 10_000);
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("compile");
    group.sample_size(10);
    for n in [1_000, 10_000] {
        let rules = workload.discounts(n).len();
        let files = translate::programme(&workload.shop.catalog, &workload.discounts(n), Meeting::Sum);
        group.throughput(Throughput::Elements(rules as u64));
        group.bench_function(format!("{n}"), |b| {
            b.iter_batched(
                || contest::programme(&files),
                |(db, programme)| {
                    assert_eq!(contest::check_and_link(&db, programme).promotions.len(), rules);
                    db
                },
                BatchSize::PerIteration,
            );
        });
    }
    group.finish();
    criterion.final_summary();
}

/// One stage after another, each with what it needs already known.
fn stages(n: usize, passes: usize) {
    let workload = Workload::new(1, n);
    let files = translate::programme(&workload.shop.catalog, &workload.discounts(n), Meeting::Sum);
    for file in &files {
        println!("{:>16} {:>9} bytes", file.path, file.text.len());
    }
    let mut least: Vec<(&str, Duration)> = vec![];
    for _ in 0..passes {
        for (place, (stage, took)) in pass(&files).into_iter().enumerate() {
            match least.get_mut(place) {
                Some((_, known)) => *known = took.min(*known),
                None => least.push((stage, took)),
            }
        }
    }
    for (stage, took) in &least {
        println!("{stage:>16} {:>9.3} ms", took.as_secs_f64() * 1e3);
    }
    let sum: Duration = least.iter().map(|(_, took)| *took).sum();
    println!("{:>16} {:>9.3} ms", "together", sum.as_secs_f64() * 1e3);
}

fn pass(files: &[translate::SourceFile]) -> Vec<(&'static str, Duration)> {
    let (db, programme) = contest::programme(files);
    let mut took = vec![];
    let mut start = Instant::now();
    let mut done = |stage| {
        took.push((stage, start.elapsed()));
        start = Instant::now();
    };
    for file in programme.files(&db) {
        semantics::parse(&db, *file);
    }
    done("parse");
    for file in programme.files(&db) {
        declarations::declarations(&db, *file);
    }
    let all = semantics::programme_declarations(&db, programme);
    done("declarations");
    for file in programme.data(&db) {
        let _ = data::table(&db, *file);
        if file.path(&db).as_ref() == "products.csv" {
            data::catalogue(&db, *file);
        }
    }
    done("data files");
    for decl in all {
        infer::infer(&db, programme, *decl);
    }
    done("infer");
    assert!(semantics::check(&db, programme).is_empty());
    done("findings");
    for decl in all {
        lower::fragment(&db, programme, *decl);
    }
    done("lower");
    let linked = link::plan(&db, programme)
        .as_ref()
        .expect("a sound programme has a plan");
    done("link");
    let bytes = perk_plan::encode(&linked.plan);
    done("encode");
    assert!(!bytes.is_empty());
    drop(db);
    done("forget");
    took
}
