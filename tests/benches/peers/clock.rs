//! Time measured in pairs: two things by turns in one run, so that a busy machine slows both.

use std::time::{Duration, Instant};

/// Nanoseconds per call of each of two things, as medians of passes taken by turns.
///
/// A pass calls a thing once for each of `0..calls`, and again until `least` has gone by.
pub fn by_turns(
    calls: usize,
    passes: usize,
    least: Duration,
    mut a: impl FnMut(usize),
    mut b: impl FnMut(usize),
) -> (f64, f64) {
    let (mut of_a, mut of_b) = (vec![], vec![]);
    for _ in 0..passes {
        of_a.push(pass(calls, least, &mut a));
        of_b.push(pass(calls, least, &mut b));
    }
    (median(of_a), median(of_b))
}

fn pass(calls: usize, least: Duration, f: &mut impl FnMut(usize)) -> f64 {
    let start = Instant::now();
    let mut rounds = 0;
    while rounds == 0 || start.elapsed() < least {
        (0..calls).for_each(&mut *f);
        rounds += 1;
    }
    start.elapsed().as_nanos() as f64 / (rounds * calls) as f64
}

pub fn median(mut v: Vec<f64>) -> f64 {
    v.sort_by(f64::total_cmp);
    v[v.len() / 2]
}
