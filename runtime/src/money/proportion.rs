//! Whole sums in proportion to the same weights, as long as no cap binds: what [`super::distribute`] gives, without asking
//! each time who takes part. Knows runs by number only.

use crate::limits::SMALL;

/// Takers of one sum after another.
#[derive(Debug, Default)]
pub(crate) struct Proportion {
    takers: Vec<Taker>,
    total: i64,
    /// Buffer: keys of what is left over.
    keys: Vec<u64>,
}

/// Who takes a part.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Taker {
    pub run: u32,
    /// Where it stands among equals; no two are the same.
    rank: u32,
    weight: i64,
    /// What it takes of the last sum.
    pub share: i64,
    /// Orders takers by the remainder of their shares, the largest last, ties by rank.
    key: u64,
}

impl Proportion {
    pub(crate) fn clear(&mut self) {
        self.takers.clear();
        self.total = 0;
    }

    /// One more takes part; not without a weight.
    pub(crate) fn add(&mut self, run: u32, rank: u32, weight: i64) {
        if weight > 0 {
            self.total = self.total.saturating_add(weight);
            self.takers.push(Taker {
                run,
                rank,
                weight,
                share: 0,
                key: 0,
            });
        }
    }

    pub(crate) fn takers(&self) -> &[Taker] {
        &self.takers
    }

    /// Shares out a sum by largest remainder; `false` where somebody's cap binds or the figures are large.
    pub(crate) fn share_out(&mut self, sum: i64, cap: impl Fn(u32) -> i64) -> bool {
        if !(1..SMALL).contains(&sum) || !(1..SMALL).contains(&self.total) {
            return false;
        }
        let total = self.total;
        let mut left = sum;
        for taker in &mut self.takers {
            let exact = sum.wrapping_mul(taker.weight);
            // Reaching the cap exactly is left to the general way too.
            if exact >= cap(taker.run).saturating_mul(total) {
                return false;
            }
            taker.share = exact.checked_div(total).unwrap_or(0);
            let rest = exact.wrapping_sub(taker.share.wrapping_mul(total));
            // The remainder has 31 bits.
            taker.key = rest.cast_unsigned().wrapping_shl(32) | u64::from(u32::MAX.wrapping_sub(taker.rank));
            left = left.wrapping_sub(taker.share);
        }
        // Less than one for each remainder is left.
        let Some(last) = usize::try_from(left).ok().and_then(|left| left.checked_sub(1)) else {
            return true;
        };
        self.keys.clear();
        self.keys.extend(self.takers.iter().map(|taker| taker.key));
        if last >= self.keys.len() {
            return false;
        }
        let (_, threshold, _) = self.keys.select_nth_unstable_by(last, |a, b| b.cmp(a));
        for taker in &mut self.takers {
            if taker.key >= *threshold {
                taker.share = taker.share.wrapping_add(1);
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::distribute::{Part, distribute};

    #[test]
    fn largest_remainder_then_rank() {
        let mut proportion = Proportion::default();
        for run in 0..3 {
            proportion.add(run, 2 - run, 1_000);
        }
        assert!(proportion.share_out(100, |_| 1_000));
        let shares = |proportion: &Proportion| proportion.takers().iter().map(|taker| taker.share).collect::<Vec<_>>();
        // Ranks are 2, 1, 0: the last is served first.
        assert_eq!(shares(&proportion), [33, 33, 34]);
        assert!(proportion.share_out(101, |_| 1_000));
        assert_eq!(shares(&proportion), [33, 34, 34]);
        assert!(!proportion.share_out(101, |run| if run == 1 { 33 } else { 1_000 }));
        assert!(!proportion.share_out(0, |_| 1_000));
    }

    #[test]
    fn it_gives_what_the_general_distribution_gives() {
        let mut seed = 7_u64;
        let mut next = |below: u64| {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            i64::try_from((seed >> 33) % below).unwrap()
        };
        let mut quick = 0;
        for _ in 0..2_000 {
            let weights: Vec<i64> = (0..=next(30)).map(|_| next(5_000)).collect();
            let mut proportion = Proportion::default();
            let mut parts = Vec::new();
            for (run, weight) in (0_u32..).zip(&weights) {
                proportion.add(run, 1_000 - run, *weight);
                parts.push(Part::new(i128::from(*weight), *weight, 1_000 - run));
            }
            let sum = next(40_000);
            if proportion.share_out(sum, |run| weights[usize::try_from(run).unwrap()]) {
                quick += 1;
                distribute(sum, &mut parts).unwrap();
                let general = parts.iter().map(|part| part.share).filter(|share| *share > 0);
                let shares = proportion
                    .takers()
                    .iter()
                    .map(|taker| taker.share)
                    .filter(|share| *share > 0);
                assert!(general.eq(shares), "{sum} {weights:?}");
            }
        }
        assert!(quick > 500);
    }
}
