//! Exact fractions on `i128`; it must not know money or goods.

use super::super::model::RoundingMode;
use std::cmp::Ordering;
use std::ops::{Add, AddAssign, Div, Mul, Sub, SubAssign};

/// A fraction in lowest terms with a positive denominator. Arithmetic past `i128` stops the test that asked for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rational {
    top: i128,
    bottom: i128,
}

fn common_divisor(left: i128, right: i128) -> i128 {
    let (mut a, mut b) = (left.unsigned_abs(), right.unsigned_abs());
    while b != 0 {
        if let (Ok(mut x), Ok(mut y)) = (u64::try_from(a), u64::try_from(b)) {
            while y != 0 {
                (x, y) = (y, x % y);
            }
            return i128::from(x);
        }
        (a, b) = (b, a % b);
    }
    i128::try_from(a).unwrap_or(1)
}

impl Rational {
    /// Nothing.
    pub const ZERO: Rational = Rational { top: 0, bottom: 1 };

    /// A whole number.
    #[must_use]
    pub fn whole(number: i64) -> Rational {
        Rational {
            top: i128::from(number),
            bottom: 1,
        }
    }

    /// `top / bottom`; `bottom` is not zero.
    #[must_use]
    pub fn new(top: i128, bottom: i128) -> Rational {
        if bottom == 1 {
            return Rational { top, bottom };
        }
        let divisor = common_divisor(top, bottom).max(1);
        let sign = if bottom < 0 { -1 } else { 1 };
        Rational {
            top: sign * top / divisor,
            bottom: sign * bottom / divisor,
        }
    }

    /// A quantity in thousandths.
    #[must_use]
    pub fn milli(thousandths: i64) -> Rational {
        Rational::new(i128::from(thousandths), 1000)
    }

    /// A percentage in hundredths of a percent.
    #[must_use]
    pub fn percent(points: i64) -> Rational {
        Rational::new(i128::from(points), 10_000)
    }

    /// The largest number that both are whole multiples of; both are above zero.
    #[must_use]
    pub fn common_part(self, other: Rational) -> Rational {
        let top = common_divisor(self.top * other.bottom, other.top * self.bottom);
        Rational::new(top, self.bottom * other.bottom)
    }

    /// So many of this.
    #[must_use]
    pub fn times(self, number: i64) -> Rational {
        self * Rational::whole(number)
    }

    /// Denominator in lowest terms.
    #[must_use]
    pub fn bottom(self) -> i128 {
        self.bottom
    }

    /// This number of `1 / scale`, where `scale` is a multiple of the denominator.
    #[must_use]
    pub fn scaled(self, scale: i128) -> i128 {
        self.top * (scale / self.bottom)
    }

    /// Whether above zero.
    #[must_use]
    pub fn positive(self) -> bool {
        self.top > 0
    }

    /// Whether a whole number.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.bottom == 1
    }

    /// The largest whole number not above.
    #[must_use]
    pub fn floor(self) -> i64 {
        i64::try_from(self.top.div_euclid(self.bottom)).unwrap_or(i64::MAX)
    }

    /// The smallest whole number not below.
    #[must_use]
    pub fn ceil(self) -> i64 {
        -(Rational {
            top: -self.top,
            bottom: self.bottom,
        })
        .floor()
    }

    /// A whole number by the given mode.
    #[must_use]
    pub fn round(self, mode: RoundingMode) -> i64 {
        let magnitude = Rational {
            top: self.top.abs(),
            bottom: self.bottom,
        };
        let down = magnitude.floor();
        let rest = magnitude - Rational::whole(down);
        let half = rest.cmp(&Rational { top: 1, bottom: 2 });
        let up = match mode {
            RoundingMode::Down => false,
            RoundingMode::Up => rest.positive(),
            RoundingMode::HalfUp => half != Ordering::Less,
            RoundingMode::HalfDown => half == Ordering::Greater,
            RoundingMode::HalfEven => half == Ordering::Greater || (half == Ordering::Equal && down % 2 != 0),
        };
        let rounded = if up { down + 1 } else { down };
        if self.top < 0 { -rounded } else { rounded }
    }
}

/// Least common multiple of positive numbers.
#[must_use]
pub fn common_multiple(left: i128, right: i128) -> i128 {
    left / common_divisor(left, right).max(1) * right
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Rational) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Rational) -> Ordering {
        if self.bottom == other.bottom {
            return self.top.cmp(&other.top);
        }
        (self.top * other.bottom).cmp(&(other.top * self.bottom))
    }
}

impl Add for Rational {
    type Output = Rational;
    fn add(self, other: Rational) -> Rational {
        if self.bottom == 1 && other.bottom == 1 {
            return Rational {
                top: self.top + other.top,
                bottom: 1,
            };
        }
        Rational::new(
            self.top * other.bottom + other.top * self.bottom,
            self.bottom * other.bottom,
        )
    }
}

impl Sub for Rational {
    type Output = Rational;
    fn sub(self, other: Rational) -> Rational {
        self + Rational {
            top: -other.top,
            bottom: other.bottom,
        }
    }
}

impl Mul for Rational {
    type Output = Rational;
    fn mul(self, other: Rational) -> Rational {
        if self.bottom == 1 && other.bottom == 1 {
            return Rational {
                top: self.top * other.top,
                bottom: 1,
            };
        }
        Rational::new(self.top * other.top, self.bottom * other.bottom)
    }
}

impl Div for Rational {
    type Output = Rational;
    fn div(self, other: Rational) -> Rational {
        Rational::new(self.top * other.bottom, self.bottom * other.top)
    }
}

impl AddAssign for Rational {
    fn add_assign(&mut self, other: Rational) {
        *self = *self + other;
    }
}

impl SubAssign for Rational {
    fn sub_assign(&mut self, other: Rational) {
        *self = *self - other;
    }
}

impl std::iter::Sum for Rational {
    fn sum<I: Iterator<Item = Rational>>(numbers: I) -> Rational {
        numbers.fold(Rational::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_modes_on_halves_and_signs() {
        let cases = [
            (5, 2, 3, 2, 2, 3),
            (7, 2, 4, 4, 3, 4),
            (9, 4, 2, 2, 2, 3),
            (-5, 2, -3, -2, -2, -3),
            (4, 1, 4, 4, 4, 4),
        ];
        for (top, bottom, half_up, half_even, down, up) in cases {
            let number = Rational::new(top, bottom);
            assert_eq!(number.round(RoundingMode::HalfUp), half_up);
            assert_eq!(number.round(RoundingMode::HalfEven), half_even);
            assert_eq!(number.round(RoundingMode::Down), down);
            assert_eq!(number.round(RoundingMode::Up), up);
        }
    }

    #[test]
    fn lowest_terms_and_order() {
        assert_eq!(Rational::new(6, -4), Rational::new(-3, 2));
        assert!(Rational::new(1, 3) < Rational::new(34, 100));
        assert_eq!(Rational::new(-7, 2).floor(), -4);
        assert_eq!(Rational::new(-7, 2).ceil(), -3);
        assert_eq!(Rational::new(1, 3) + Rational::new(1, 6), Rational::new(1, 2));
    }
}
