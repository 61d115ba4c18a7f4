//! Whole small units to decimal texts; rounds nothing.

use crate::limits::{QUANTITY_DIGITS, UNIT};

/// Minor units with the digits of their currency: `-0.05`.
pub(crate) fn amount(minor: i64, digits: u8) -> String {
    let text = minor.unsigned_abs().to_string();
    let digits = usize::from(digits);
    let padded = format!("{text:0>width$}", width = digits.saturating_add(1));
    let (whole, part) = padded
        .split_at_checked(padded.len().saturating_sub(digits))
        .unwrap_or((&padded, ""));
    let sign = if minor < 0 { "-" } else { "" };
    if part.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{part}")
    }
}

/// Millionths of a unit without needless zeros: `0.735`.
pub(crate) fn quantity(millionths: i64) -> String {
    let digits = u8::try_from(QUANTITY_DIGITS).unwrap_or(6);
    let text = amount(millionths, digits);
    if millionths.checked_rem(UNIT) == Some(0) {
        return text.split('.').next().unwrap_or_default().to_owned();
    }
    text.trim_end_matches('0').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_carry_the_currencys_digits() {
        assert_eq!(
            [amount(0, 2), amount(5, 2), amount(-35_267, 2), amount(120, 0)],
            ["0.00", "0.05", "-352.67", "120"]
        );
        assert_eq!(
            [quantity(2_000_000), quantity(735_000), quantity(10_500_000)],
            ["2", "0.735", "10.5"]
        );
    }
}
