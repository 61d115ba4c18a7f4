//! Time per receipt: Perk's engine against hand-written indexed Rust for the same rules, in one run.
//!
//! `cargo bench -p perk-tests --bench decide`: first every answer is compared, then the table of ratios is printed, then
//! criterion measures each side by itself. Receipts are interned on both sides, as a server keeps them.
//!
//! With `PERK_PROFILE=10000` in the environment Perk alone decides every receipt twenty times with so many rules, for a
//! profiler to look at.

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

use std::hint::black_box;
use std::time::Duration;

use criterion::Criterion;
use peers::clock;
use peers::contest::Contest;
use peers::workload::Workload;

const RULES: [usize; 5] = [1, 10, 100, 1_000, 10_000];
const RECEIPTS: usize = 10_000;

/// As in the `perk` program.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let workload = Workload::new(RECEIPTS, RULES[RULES.len() - 1]);
    if let Ok(rules) = std::env::var("PERK_PROFILE") {
        return decide_all(&workload, rules.parse().expect("a number of rules"));
    }
    let mut criterion = Criterion::default().configure_from_args();
    let mut rows = vec![];
    for n in RULES {
        let mut contest = Contest::new(&workload, n);
        let sum = contest.agree();
        rows.push(compare(n, &contest_figures(&mut contest), sum));
        let mut group = criterion.benchmark_group(format!("decide/{n}"));
        let (mut i, mut j) = (0, 0);
        group.bench_function("perk", |b| {
            b.iter(|| {
                i = (i + 1) % RECEIPTS;
                black_box(contest.perk(i))
            });
        });
        group.bench_function("native", |b| {
            b.iter(|| {
                j = (j + 1) % RECEIPTS;
                black_box(contest.hand_written(j))
            });
        });
        group.finish();
    }
    criterion.final_summary();
    println!("\n rules |    perk, ns |  native, ns | ratio | discount, minor units");
    rows.iter().for_each(|row| println!("{}", row.text));
    if let [.., thousand, ten_thousand] = rows.as_slice() {
        println!(
            "growth per added rule: {:.2} ns (native {:.2})",
            grows(thousand.perk, ten_thousand.perk),
            grows(thousand.native, ten_thousand.native)
        );
    }
}

/// Perk alone, again and again.
fn decide_all(workload: &Workload, rules: usize) {
    let mut contest = Contest::new(workload, rules);
    let pass = |contest: &mut Contest| (0..RECEIPTS).map(|i| contest.perk(i)).sum::<i64>();
    println!(
        "discount: {}",
        (0..20).map(|_| black_box(pass(&mut contest))).sum::<i64>()
    );
}

struct Row {
    perk: f64,
    native: f64,
    text: String,
}

fn contest_figures(contest: &mut Contest) -> (f64, f64) {
    let contest = std::cell::RefCell::new(contest);
    clock::by_turns(
        RECEIPTS,
        7,
        Duration::from_millis(200),
        |i| {
            black_box(contest.borrow_mut().perk(i));
        },
        |i| {
            black_box(contest.borrow_mut().hand_written(i));
        },
    )
}

fn compare(n: usize, &(perk, native): &(f64, f64), sum: i64) -> Row {
    Row {
        perk,
        native,
        text: format!(
            "{n:>6} | {perk:>11.0} | {native:>11.0} | {:>5.2} | {sum}",
            perk / native
        ),
    }
}

/// From 1 000 to 10 000 rules.
fn grows(thousand: f64, ten_thousand: f64) -> f64 {
    (ten_thousand - thousand) / 9_000.0
}
