//! Amounts and quantities as a person reads them: exact, grouped by threes; knows no currency's name.

use rust_decimal::Decimal;

/// An amount of minor units with the currency's digits: `1 234.50`; negative ones with a true minus.
#[must_use]
pub fn money(minor: i64, digits: u8) -> String {
    let sign = if minor < 0 { "−" } else { "" };
    let text = minor.unsigned_abs().to_string();
    let digits = usize::from(digits);
    let padded = format!("{text:0>width$}", width = digits.saturating_add(1));
    let (whole, rest) = padded
        .split_at_checked(padded.len().saturating_sub(digits))
        .unwrap_or((&padded, ""));
    let dot = if digits == 0 { "" } else { "." };
    format!("{sign}{}{dot}{rest}", grouped(whole))
}

/// A discount: the amount with a minus, or nothing taken off as `0.00`.
#[must_use]
pub fn discount(minor: i64, digits: u8) -> String {
    money(minor.saturating_neg(), digits)
}

/// A quantity without needless zeros.
#[must_use]
pub fn quantity(quantity: Decimal) -> String {
    quantity.normalize().to_string()
}

/// `part` of `whole` in percent with one digit after the point, rounded half up; `None` of nothing.
#[must_use]
pub fn share(part: i64, whole: i64) -> Option<String> {
    if whole <= 0 {
        return None;
    }
    let (part, whole) = (i128::from(part), i128::from(whole));
    let tenths = part
        .checked_mul(2_000)?
        .checked_add(whole)?
        .checked_div_euclid(whole.checked_mul(2)?)?;
    let (units, rest) = (tenths.checked_div_euclid(10)?, tenths.checked_rem_euclid(10)?);
    Some(if rest == 0 {
        format!("{units}")
    } else {
        format!("{units}.{rest}")
    })
}

/// Digits in groups of three, from five digits on, as Perk itself writes them.
#[must_use]
pub fn grouped(digits: &str) -> String {
    if digits.len() < 5 {
        return digits.to_owned();
    }
    let mut out = String::with_capacity(digits.len().saturating_mul(2));
    for (index, digit) in digits.chars().enumerate() {
        let left = digits.len().saturating_sub(index);
        if index > 0 && left.is_multiple_of(3) {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_exact_and_grouped() {
        assert_eq!(money(0, 2), "0.00");
        assert_eq!(money(-5, 2), "−0.05");
        assert_eq!(money(123_456, 2), "1234.56");
        assert_eq!(money(123_456_789, 2), "1\u{a0}234\u{a0}567.89");
        assert_eq!(money(1_500, 0), "1500");
        assert_eq!(
            money(i64::MIN, 2),
            "−92\u{a0}233\u{a0}720\u{a0}368\u{a0}547\u{a0}758.08"
        );
    }

    #[test]
    fn shares_round_half_up() {
        assert_eq!(share(1, 3).as_deref(), Some("33.3"));
        assert_eq!(share(1, 2).as_deref(), Some("50"));
        assert_eq!(share(25, 10_000).as_deref(), Some("0.3"));
        assert_eq!(share(1, 0), None);
    }
}
