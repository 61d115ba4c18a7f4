//! Says how far a long run has come; it must not know what is run.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

/// Whether the long mode was asked for.
#[must_use]
pub fn long() -> bool {
    std::env::var_os("PERK_LONG").is_some()
}

/// The one seed that was asked for with `PERK_SEED`.
#[must_use]
pub fn one_seed() -> Option<u64> {
    std::env::var("PERK_SEED").ok().and_then(|seed| seed.parse().ok())
}

/// The seeds to look at: so many in the normal run and in the long one, or the one that was asked for.
#[must_use]
pub fn seeds(normal: u64, many: u64) -> Range<u64> {
    match one_seed() {
        Some(seed) => seed..seed.saturating_add(1),
        None if long() => 0..many,
        None => 0..normal,
    }
}

/// Counts what is done, from several threads, and prints a line now and then while the long mode runs.
#[derive(Debug)]
pub struct Progress {
    what: &'static str,
    total: u64,
    every: u64,
    done: AtomicU64,
}

impl Progress {
    /// Begins: `total` of `what` in all, a line for every fiftieth part.
    #[must_use]
    pub fn new(what: &'static str, total: u64) -> Progress {
        Progress {
            what,
            total,
            every: total.checked_div(50).unwrap_or(1).max(1),
            done: AtomicU64::new(0),
        }
    }

    /// One more is done.
    #[expect(clippy::print_stderr, reason = "a long test says that it is alive")]
    pub fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
        if long() && done.is_multiple_of(self.every) {
            eprintln!("{done} of {} {}", self.total, self.what);
        }
    }
}
