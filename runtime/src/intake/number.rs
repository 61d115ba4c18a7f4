//! Decimals to whole minor units and millionths, exactly or not at all; texts to dates.

use rust_decimal::Decimal;

use crate::limits::QUANTITY_DIGITS;

/// Why a decimal is not a whole number of small units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotWhole {
    /// It has more digits after the point.
    TooFine,
    /// It does not fit.
    TooLarge,
}

/// A decimal times `10^digits`, as a whole number.
pub(crate) fn scaled(value: Decimal, digits: u32) -> Result<i64, NotWhole> {
    // Already of the wanted scale in nearly every receipt.
    let (mantissa, scale) = (value.mantissa(), value.scale());
    let up = match digits.checked_sub(scale) {
        Some(up) => up,
        None => {
            let value = value.normalize();
            let up = digits.checked_sub(value.scale()).ok_or(NotWhole::TooFine)?;
            let factor = 10_i128.checked_pow(up).ok_or(NotWhole::TooLarge)?;
            let whole = value.mantissa().checked_mul(factor).ok_or(NotWhole::TooLarge)?;
            return i64::try_from(whole).map_err(|_| NotWhole::TooLarge);
        }
    };
    let factor = 10_i128.checked_pow(up).ok_or(NotWhole::TooLarge)?;
    i64::try_from(mantissa.checked_mul(factor).ok_or(NotWhole::TooLarge)?).map_err(|_| NotWhole::TooLarge)
}

/// Money in minor units.
pub(crate) fn minor(value: Decimal, digits: u8) -> Result<i64, NotWhole> {
    scaled(value, u32::from(digits))
}

/// A quantity in millionths.
pub(crate) fn quantity(value: Decimal) -> Result<i64, NotWhole> {
    scaled(value, QUANTITY_DIGITS)
}

pub(crate) use perk_plan::catalog::value::date;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_exact_or_refused() {
        let decimal = |text: &str| text.parse::<Decimal>().unwrap();
        assert_eq!(minor(decimal("180.00"), 2), Ok(18_000));
        assert_eq!(minor(decimal("180"), 2), Ok(18_000));
        assert_eq!(minor(decimal("1.500"), 2), Ok(150));
        assert_eq!(minor(decimal("1.505"), 2), Err(NotWhole::TooFine));
        assert_eq!(minor(decimal("99999999999999999999"), 2), Err(NotWhole::TooLarge));
        assert_eq!(quantity(decimal("0.735")), Ok(735_000));
    }

    #[test]
    fn dates_in_two_spellings() {
        assert_eq!(date("2026-10-01"), perk_plan::Date::from_ymd(2026, 10, 1));
        assert_eq!(date("01.10.2026"), perk_plan::Date::from_ymd(2026, 10, 1));
        assert_eq!(date("2026-02-30"), None);
        assert_eq!(date("1.1"), None);
    }
}
