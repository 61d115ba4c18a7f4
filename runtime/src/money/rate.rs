//! Rates of small parts, which 64-bit arithmetic multiplies amounts by; knows no promotion.

use std::cmp::Ordering;

use perk_plan::plan::Rounding;

use super::share;

/// A part of an amount: `num / den`, both at most [`crate::limits::RATE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rate {
    num: u32,
    den: u32,
}

/// The denominator of rates in hundredths of a percent, which nearly all are.
const BASIS: u32 = 10_000;

impl Rate {
    /// `num / den`, of parts between nothing and [`crate::limits::RATE`].
    pub(crate) fn new(num: i64, den: i64) -> Self {
        let small = |part: i64| u32::try_from(part).unwrap_or(0);
        let (num, den) = (small(num), small(den).max(1));
        match (BASIS.checked_rem(den), BASIS.checked_div(den)) {
            (Some(0), Some(times)) => Self {
                num: num.saturating_mul(times),
                den: BASIS,
            },
            _ => Self { num, den },
        }
    }

    pub(crate) fn num(self) -> i64 {
        i64::from(self.num)
    }

    pub(crate) fn den(self) -> i64 {
        i64::from(self.den)
    }

    /// The rounded part of an amount; `None` where it does not fit.
    #[inline]
    pub(crate) fn of(self, amount: i64, mode: Rounding) -> Option<i64> {
        if self.den == BASIS {
            // A constant divisor becomes a multiplication.
            share(amount, self.num(), i64::from(BASIS), mode)
        } else {
            share(amount, self.num(), self.den(), mode)
        }
    }

    /// The exact part of an amount.
    #[inline]
    pub(crate) fn exactly(self, amount: i64) -> Option<Exact> {
        Some(Exact {
            num: amount.checked_mul(self.num())?,
            den: self.den(),
        })
    }
}

/// An exact amount `num / den`, with a `den` of at most [`crate::limits::RATE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Exact {
    num: i64,
    den: i64,
}

impl Exact {
    pub(crate) const ZERO: Self = Self { num: 0, den: 1 };

    pub(crate) fn whole(num: i64) -> Self {
        Self { num, den: 1 }
    }

    #[inline]
    pub(crate) fn compare(self, other: Self) -> Ordering {
        if self.den == other.den {
            return self.num.cmp(&other.num);
        }
        // 63 bits by 17: both products fit.
        let left = i128::from(self.num).wrapping_mul(i128::from(other.den));
        left.cmp(&i128::from(other.num).wrapping_mul(i128::from(self.den)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_in_hundredths_of_a_percent_round_like_any_other() {
        // 15% of 1.50 is 0.225; a third of 1.00 is 0.333…; 12.345% of 1.00 is 0.12345.
        assert_eq!(Rate::new(3, 20).of(150, Rounding::HalfUp), Some(23));
        assert_eq!(Rate::new(3, 20).of(150, Rounding::HalfDown), Some(22));
        assert_eq!(Rate::new(1, 3).of(100, Rounding::HalfUp), Some(33));
        assert_eq!(Rate::new(2_469, 20_000).of(100, Rounding::Up), Some(13));
        assert_eq!(Rate::new(1, 1).of(i64::MAX, Rounding::HalfUp), None);
    }

    #[test]
    fn exact_amounts_of_unlike_rates_compare() {
        let third = Rate::new(1, 3).exactly(100).unwrap();
        let percent = Rate::new(33, 100).exactly(100).unwrap();
        assert_eq!(third.compare(percent), Ordering::Greater);
        assert_eq!(Exact::whole(33).compare(percent), Ordering::Equal);
        assert_eq!(Exact::ZERO.compare(third), Ordering::Less);
    }
}
