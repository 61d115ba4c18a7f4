//! Sums of exact money over many goods: exact while they fit 128 bits, and always between two figures close together.

use std::cmp::Ordering;

use crate::money::Ratio;

/// Parts of a minor unit that the two figures are told in.
const PARTS: i128 = 1_000_000_000_000;

/// A sum of money.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Total {
    exact: Option<Ratio>,
    low: i128,
    high: i128,
}

impl Total {
    pub(crate) const ZERO: Self = Self {
        exact: Some(Ratio::ZERO),
        low: 0,
        high: 0,
    };

    pub(crate) fn of(value: Ratio) -> Self {
        let mut total = Self::ZERO;
        total.add(value);
        total
    }

    pub(crate) fn add(&mut self, value: Ratio) {
        let (whole, rest) = (
            value.num().checked_div_euclid(value.den()).unwrap_or(0),
            value.num().checked_rem_euclid(value.den()).unwrap_or(0),
        );
        // Of numbers too large to be multiplied the last bits do not matter here.
        let shift = if value.den() > i128::MAX / PARTS { 40 } else { 0 };
        let (rest, den) = (rest >> shift, value.den() >> shift);
        let parts = |rest: i128, den: i128| rest.saturating_mul(PARTS).checked_div_euclid(den.max(1)).unwrap_or(0);
        let cut = i128::from(shift > 0);
        let low = parts(rest, den.saturating_add(cut));
        let exact = cut == 0 && rest.saturating_mul(PARTS).checked_rem_euclid(den.max(1)) == Some(0);
        let high = parts(rest.saturating_add(cut), den).saturating_add(i128::from(!exact));
        let whole = whole.saturating_mul(PARTS);
        self.low = self.low.saturating_add(whole.saturating_add(low));
        self.high = self.high.saturating_add(whole.saturating_add(high));
        self.exact = self.exact.and_then(|sum| sum.plus(value).ok());
    }

    pub(crate) fn join(&mut self, other: &Self) {
        self.low = self.low.saturating_add(other.low);
        self.high = self.high.saturating_add(other.high);
        self.exact = match (self.exact, other.exact) {
            (Some(a), Some(b)) => a.plus(b).ok(),
            (None, _) | (_, None) => None,
        };
    }

    /// A figure did not fit: it is something between nothing and `most`, a whole number of minor units.
    pub(crate) fn unknown(&mut self, most: i64) {
        self.exact = None;
        self.high = self.high.saturating_add(i128::from(most.max(1)).saturating_mul(PARTS));
    }

    pub(crate) fn is_positive(&self) -> bool {
        self.high > 0
    }

    /// `None`: too close to tell.
    pub(crate) fn compare(&self, other: &Self) -> Option<Ordering> {
        if let (Some(a), Some(b)) = (self.exact, other.exact) {
            return Some(a.compare(b));
        }
        if self.low > other.high {
            Some(Ordering::Greater)
        } else if self.high < other.low {
            Some(Ordering::Less)
        } else {
            None
        }
    }

    /// How much more this may be at most, in whole minor units rounded up; nothing if it is certainly not more.
    pub(crate) fn above(&self, other: &Self) -> i64 {
        if let (Some(a), Some(b)) = (self.exact, other.exact)
            && let Ok(more) = a.minus(b)
        {
            return more.at_least_zero().ceil().unwrap_or(i64::MAX);
        }
        let more = self.high.saturating_sub(other.low).max(0);
        let whole = more
            .saturating_add(PARTS.saturating_sub(1))
            .checked_div(PARTS)
            .unwrap_or(0);
        i64::try_from(whole).unwrap_or(i64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_that_do_not_fit_stay_between_two_figures() {
        // Primes of 13 digits: three of them make a denominator of 39 digits, a fourth does not fit.
        let primes = [
            1_000_000_000_039,
            1_000_000_000_061,
            1_000_000_000_063,
            1_000_000_000_091,
        ];
        let mut sum = Total::ZERO;
        for prime in primes {
            sum.add(Ratio::new(1, prime).unwrap());
        }
        assert!(sum.exact.is_none());
        assert_eq!(sum.compare(&Total::of(Ratio::whole(1))), Some(Ordering::Less));
        assert_eq!(sum.compare(&Total::of(Ratio::new(2, 1_000_000_000_000).unwrap())), None);
        assert_eq!((sum.above(&Total::ZERO), Total::ZERO.above(&sum)), (1, 0));
    }

    #[test]
    fn what_did_not_fit_may_be_all_that_it_can_be() {
        let mut sum = Total::of(Ratio::whole(5));
        sum.unknown(300);
        let of = |whole| Total::of(Ratio::whole(whole));
        assert_eq!((sum.above(&Total::ZERO), sum.above(&of(100))), (305, 205));
        assert_eq!(
            (sum.compare(&of(4)), sum.compare(&of(100))),
            (Some(Ordering::Greater), None)
        );
        assert_eq!(sum.compare(&of(306)), Some(Ordering::Less));
        // Whoever may be worth less may fall behind.
        assert_eq!(of(100).above(&sum), 95);
        sum.unknown(i64::MAX);
        assert_eq!(sum.above(&Total::ZERO), i64::MAX);
    }

    #[test]
    fn differences_are_rounded_up() {
        let (a, b) = (Total::of(Ratio::new(7, 2).unwrap()), Total::of(Ratio::whole(1)));
        assert_eq!((a.above(&b), b.above(&a)), (3, 0));
    }
}
