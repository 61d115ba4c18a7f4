//! Exact money: rationals, rounding, distribution; knows no promotion.

pub(crate) mod distribute;
pub(crate) mod fill;
pub(crate) mod fiscal;
pub(crate) mod proportion;
pub(crate) mod rate;
pub(crate) mod ratio;
pub(crate) mod residue;

use perk_plan::plan::Rounding;
pub(crate) use rate::Rate;
pub(crate) use ratio::Ratio;

/// `num / den` rounded to a whole number; `num ≥ 0`, `den > 0` (a zero `den` answers 0).
pub(crate) fn round_quotient(num: i128, den: i128, mode: Rounding) -> i128 {
    let (Some(floor), Some(rest)) = (num.checked_div_euclid(den), num.checked_rem_euclid(den)) else {
        return 0;
    };
    floor.saturating_add(i128::from(goes_up(
        rest.saturating_mul(2).cmp(&den),
        rest == 0,
        floor & 1 == 1,
        mode,
    )))
}

/// The same in 64 bits: `value × num / den`, or `None` where the product does not fit.
#[inline]
pub(crate) fn share(value: i64, num: i64, den: i64, mode: Rounding) -> Option<i64> {
    let product = value.checked_mul(num)?;
    let floor = product.checked_div_euclid(den)?;
    let rest = product.wrapping_sub(floor.wrapping_mul(den));
    let up = goes_up(rest.saturating_mul(2).cmp(&den), rest == 0, floor & 1 == 1, mode);
    floor.checked_add(i64::from(up))
}

#[inline]
fn goes_up(half: std::cmp::Ordering, whole: bool, odd: bool, mode: Rounding) -> bool {
    use std::cmp::Ordering::{Equal, Greater, Less};
    match mode {
        Rounding::HalfUp => half != Less,
        Rounding::HalfDown => half == Greater,
        Rounding::HalfEven => half == Greater || (half == Equal && odd),
        Rounding::Up => !whole,
        Rounding::Down => false,
    }
}

/// `amount` rounded to a multiple of `step`.
pub(crate) fn round_to_step(amount: i64, step: i64, mode: Rounding) -> i64 {
    if step <= 0 {
        return amount;
    }
    let steps = round_quotient(i128::from(amount), i128::from(step), mode);
    i64::try_from(steps.saturating_mul(i128::from(step))).unwrap_or(amount)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_where_the_mode_says() {
        let modes = [
            Rounding::HalfUp,
            Rounding::HalfEven,
            Rounding::HalfDown,
            Rounding::Up,
            Rounding::Down,
        ];
        let rounded = |num| modes.map(|mode| round_quotient(num, 10, mode));
        assert_eq!(rounded(25), [3, 2, 2, 3, 2]);
        assert_eq!(rounded(35), [4, 4, 3, 4, 3]);
        assert_eq!(rounded(21), [2, 2, 2, 3, 2]);
        assert_eq!(rounded(20), [2, 2, 2, 2, 2]);
        for mode in modes {
            for value in 0..40 {
                assert_eq!(
                    share(value, 7, 20, mode).map(i128::from),
                    Some(round_quotient(i128::from(value) * 7, 20, mode))
                );
            }
        }
    }

    #[test]
    fn totals_round_to_their_step() {
        assert_eq!(round_to_step(35_267, 100, Rounding::Down), 35_200);
        assert_eq!(round_to_step(35_267, 5, Rounding::HalfUp), 35_265);
        assert_eq!(round_to_step(35_268, 5, Rounding::HalfUp), 35_270);
    }
}
