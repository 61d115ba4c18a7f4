//! Exact decimals from text; knows no floating point.

use rust_decimal::Decimal;

use crate::complaint::{Complaint, shown};
use crate::limits;

/// The decimal that a text spells: an optional minus, digits, and perhaps a point with digits after it.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn decimal(text: &str) -> Result<Decimal, Complaint> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut mantissa: i64 = 0;
    let mut count: usize = 0;
    let mut scale: u32 = 0;
    let mut whole: usize = 0;
    let mut point = false;
    let mut leading_zero = false;
    for byte in digits.bytes() {
        match byte {
            b'0'..=b'9' => {
                if !point {
                    if leading_zero {
                        return Err(Complaint::LeadingZero { written: shown(text) });
                    }
                    leading_zero = whole == 0 && byte == b'0';
                    whole = whole.saturating_add(1);
                }
                if point || !leading_zero {
                    count = count.saturating_add(1);
                    if count > limits::NUMBER_DIGITS {
                        return Err(Complaint::TooManyDigits {
                            limit: limits::NUMBER_DIGITS,
                        });
                    }
                }
                if point {
                    scale = scale.saturating_add(1);
                }
                // At most 18 digits, so this never overflows.
                mantissa = mantissa
                    .wrapping_mul(10)
                    .wrapping_add(i64::from(byte.wrapping_sub(b'0')));
            }
            b'.' if !point && whole > 0 => point = true,
            _ => return Err(complaint(text)),
        }
    }
    if whole == 0 || (point && scale == 0) {
        return Err(complaint(text));
    }
    let mantissa = if negative { mantissa.wrapping_neg() } else { mantissa };
    Ok(Decimal::new(mantissa, scale))
}

fn complaint(text: &str) -> Complaint {
    let lower = text.to_ascii_lowercase();
    let bare = lower.trim_start_matches(['-', '+']);
    let written = shown(text);
    if text.is_empty() {
        Complaint::EmptyNumber
    } else if ["nan", "inf", "infinity"].contains(&bare) {
        Complaint::NotPayable { written }
    } else if lower.contains('e') && bare.starts_with(|first: char| first.is_ascii_digit()) {
        Complaint::Exponent { written }
    } else if text.contains(',') {
        Complaint::DecimalComma { written }
    } else if text.starts_with('+') {
        Complaint::Plus { written }
    } else {
        Complaint::NotNumber { written }
    }
}
