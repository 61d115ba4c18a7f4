//! Exact rationals of 128 bits; whatever does not fit is a fault, never a wrong figure.

use std::cmp::Ordering;

use perk_plan::plan::Rounding;
use rust_decimal::Decimal;

use super::round_quotient;
use crate::fault::Fault;

/// An exact number `num / den`, reduced, `den > 0`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Ratio {
    num: i128,
    den: i128,
}

fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        // Divisions of 64 bits are many times quicker, and nearly all figures are that small.
        if let (Ok(a), Ok(b)) = (u64::try_from(a), u64::try_from(b)) {
            return i128::from(small_gcd(a, b)).max(1);
        }
        // b is not zero here.
        (a, b) = (b, a.checked_rem(b).unwrap_or(0));
    }
    i128::try_from(a).unwrap_or(1).max(1)
}

fn small_gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a.checked_rem(b).unwrap_or(0));
    }
    a
}

/// `a / b`, in 64 bits where both fit.
fn quotient(a: i128, b: i128) -> Option<i128> {
    match (i64::try_from(a), i64::try_from(b)) {
        (Ok(a), Ok(b)) => a
            .checked_div(b)
            .map(i128::from)
            .or_else(|| i128::from(a).checked_div(i128::from(b))),
        _ => a.checked_div(b),
    }
}

fn fit<T>(value: Option<T>) -> Result<T, Fault> {
    value.ok_or(Fault::Overflow)
}

impl Ratio {
    pub(crate) const ZERO: Self = Self { num: 0, den: 1 };

    /// A whole number.
    pub(crate) fn whole(value: i64) -> Self {
        Self {
            num: i128::from(value),
            den: 1,
        }
    }

    /// `num / den` of parts that are known to be reduced, `den > 0`.
    pub(crate) fn reduced(num: i64, den: i64) -> Self {
        Self {
            num: i128::from(num),
            den: i128::from(den.max(1)),
        }
    }

    /// `num / den`; a zero `den` is a fault.
    pub(crate) fn new(num: i128, den: i128) -> Result<Self, Fault> {
        if den == 1 {
            return Ok(Self { num, den });
        }
        if den == 0 {
            return Err(Fault::Overflow);
        }
        let by = gcd(num, den);
        if by == 1 && den > 0 {
            return Ok(Self { num, den });
        }
        let by = if den < 0 { fit(by.checked_neg())? } else { by };
        Ok(Self {
            num: fit(quotient(num, by))?,
            den: fit(quotient(den, by))?,
        })
    }

    /// A decimal, exactly.
    pub(crate) fn decimal(value: Decimal) -> Result<Self, Fault> {
        Self::new(value.mantissa(), fit(10_i128.checked_pow(value.scale()))?)
    }

    pub(crate) fn num(self) -> i128 {
        self.num
    }

    pub(crate) fn den(self) -> i128 {
        self.den
    }

    pub(crate) fn is_positive(self) -> bool {
        self.num > 0
    }

    pub(crate) fn plus(self, other: Self) -> Result<Self, Fault> {
        if self.den == other.den {
            return Self::new(fit(self.num.checked_add(other.num))?, self.den);
        }
        if self.num == 0 {
            return Ok(other);
        }
        if other.num == 0 {
            return Ok(self);
        }
        // Over the least common denominator, so that many sums of like parts fit.
        let common = if self.den == 1 || other.den == 1 {
            1
        } else {
            gcd(self.den, other.den)
        };
        let (mine, theirs) = (fit(self.den.checked_div(common))?, fit(other.den.checked_div(common))?);
        let left = fit(self.num.checked_mul(theirs))?;
        let right = fit(other.num.checked_mul(mine))?;
        Self::new(fit(left.checked_add(right))?, fit(self.den.checked_mul(theirs))?)
    }

    pub(crate) fn minus(self, other: Self) -> Result<Self, Fault> {
        self.plus(Self {
            num: fit(other.num.checked_neg())?,
            den: other.den,
        })
    }

    pub(crate) fn times(self, other: Self) -> Result<Self, Fault> {
        // Reduced crosswise, so that the products stay small.
        let a = Self::new(self.num, other.den)?;
        let b = Self::new(other.num, self.den)?;
        Ok(Self {
            num: fit(a.num.checked_mul(b.num))?,
            den: fit(a.den.checked_mul(b.den))?,
        })
    }

    /// `self × num / den`.
    pub(crate) fn scaled(self, num: i64, den: i64) -> Result<Self, Fault> {
        if num == den || (self.num == 0 && den != 0) {
            return Ok(self);
        }
        self.times(Self::new(i128::from(num), i128::from(den))?)
    }

    pub(crate) fn over(self, other: Self) -> Result<Self, Fault> {
        if other.num == 0 {
            return Err(Fault::Overflow);
        }
        self.times(Self::new(other.den, other.num)?)
    }

    pub(crate) fn at_most(self, other: Self) -> Self {
        if self.compare(other) == Ordering::Greater {
            other
        } else {
            self
        }
    }

    pub(crate) fn at_least_zero(self) -> Self {
        if self.num < 0 { Self::ZERO } else { self }
    }

    /// Cut down to whole parts of a minor unit.
    pub(crate) fn cut(self, parts: i128) -> Result<Self, Fault> {
        let scaled = self.times(Self { num: parts, den: 1 })?;
        Self::new(fit(scaled.num.checked_div_euclid(scaled.den))?, parts)
    }

    /// Exact comparison; never overflows.
    pub(crate) fn compare(self, other: Self) -> Ordering {
        if self.den == other.den {
            return self.num.cmp(&other.num);
        }
        if let (Some(left), Some(right)) = (self.num.checked_mul(other.den), other.num.checked_mul(self.den)) {
            return left.cmp(&right);
        }
        // Whole parts first, then the reciprocals of the rests: Euclid on both at once.
        let (mut a, mut b, mut swapped) = (self, other, false);
        loop {
            let whole = |r: Self| {
                (
                    r.num.checked_div_euclid(r.den).unwrap_or(0),
                    r.num.checked_rem_euclid(r.den).unwrap_or(0),
                )
            };
            let ((wa, ra), (wb, rb)) = (whole(a), whole(b));
            let found = match wa.cmp(&wb) {
                Ordering::Equal => match (ra == 0, rb == 0) {
                    (true, true) => Some(Ordering::Equal),
                    (true, false) => Some(Ordering::Less),
                    (false, true) => Some(Ordering::Greater),
                    (false, false) => None,
                },
                other @ (Ordering::Less | Ordering::Greater) => Some(other),
            };
            match found {
                Some(order) => return if swapped { order.reverse() } else { order },
                None => {
                    (a, b) = (Self { num: a.den, den: ra }, Self { num: b.den, den: rb });
                    swapped = !swapped;
                }
            }
        }
    }

    /// Rounded to a whole number of minor units; not below zero.
    pub(crate) fn round(self, mode: Rounding) -> Result<i64, Fault> {
        i64::try_from(round_quotient(self.num.max(0), self.den, mode)).map_err(|_| Fault::Overflow)
    }

    pub(crate) fn floor(self) -> Result<i64, Fault> {
        i64::try_from(self.num.checked_div_euclid(self.den).unwrap_or(0)).map_err(|_| Fault::Overflow)
    }

    pub(crate) fn ceil(self) -> Result<i64, Fault> {
        let floor = self.floor()?;
        let whole = self.num.checked_rem_euclid(self.den).unwrap_or(0) == 0;
        floor.checked_add(i64::from(!whole)).ok_or(Fault::Overflow)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(num: i128, den: i128) -> Ratio {
        Ratio::new(num, den).unwrap()
    }

    #[test]
    fn sums_and_products_are_exact() {
        assert_eq!(ratio(1, 3).plus(ratio(1, 6)), Ok(ratio(1, 2)));
        assert_eq!(ratio(1, 2).minus(ratio(2, 3)), Ok(ratio(-1, 6)));
        assert_eq!(ratio(4, 9).times(ratio(3, 2)), Ok(ratio(2, 3)));
        assert_eq!(ratio(139, 2).round(Rounding::HalfUp), Ok(70));
        assert_eq!(
            (ratio(139, 2).floor(), ratio(139, 2).ceil(), ratio(4, 2).ceil()),
            (Ok(69), Ok(70), Ok(2))
        );
        assert_eq!(Ratio::decimal(Decimal::new(125, 1)), Ok(ratio(25, 2)));
        assert_eq!(
            (ratio(29, 3).cut(1), ratio(29, 3).cut(100)),
            (Ok(ratio(9, 1)), Ok(ratio(966, 100)))
        );
    }

    #[test]
    fn comparison_does_not_overflow() {
        let big = i128::MAX / 2;
        assert_eq!(ratio(big, big - 1).compare(ratio(big + 1, big)), Ordering::Greater);
        assert_eq!(ratio(big - 1, big).compare(ratio(big, big + 1)), Ordering::Less);
        // One denominator of 30 digits: the product of two would not fit.
        let den = 10_i128.pow(29);
        assert_eq!(ratio(1, den * 2).plus(ratio(1, den * 3)), Ok(ratio(5, den * 6)));
        assert_eq!(ratio(big, 3).times(ratio(big, 7)), Err(Fault::Overflow));
    }
}
