//! What the cells of a catalogue say beyond text: contents, units, yes and no, numbers, dates; knows no column.

use std::borrow::Cow;

use rust_decimal::Decimal;

use crate::ops::Unit;
use crate::time::Date;

/// A unit's dimension and how many of the dimension's small units it has; `None` for a word that is not a unit.
#[must_use]
pub fn unit(written: &str) -> Option<(Unit, Decimal)> {
    let unit = written.trim().trim_end_matches('.').to_lowercase();
    Some(match unit.as_str() {
        "kg" | "кг" => (Unit::Gram, Decimal::ONE_THOUSAND),
        "g" | "г" | "гр" => (Unit::Gram, Decimal::ONE),
        "t" | "т" => (Unit::Gram, Decimal::from(1_000_000)),
        "l" | "л" => (Unit::Millilitre, Decimal::ONE_THOUSAND),
        "ml" | "мл" => (Unit::Millilitre, Decimal::ONE),
        "m" | "м" => (Unit::Millimetre, Decimal::ONE_THOUSAND),
        "cm" | "см" => (Unit::Millimetre, Decimal::TEN),
        "mm" | "мм" => (Unit::Millimetre, Decimal::ONE),
        "pcs" | "pc" | "шт" => (Unit::Piece, Decimal::ONE),
        _ => return None,
    })
}

/// The content of one unit of sale in small units: `0.5 l` is 500 ml.
#[must_use]
pub fn content(written: &str) -> Option<(Unit, Decimal)> {
    let written = written.trim();
    let split = written
        .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))
        .unwrap_or(written.len());
    let (number, word) = written.split_at_checked(split)?;
    let (unit, factor) = unit(word)?;
    let number: Decimal = number.replace(',', ".").parse().ok()?;
    Some((unit, number.checked_mul(factor)?))
}

/// `yes` or `no`, also as `true`, `1`, `да` and their opposites, in any case.
#[must_use]
pub fn yes_no(written: &str) -> Option<bool> {
    match written.trim().to_lowercase().as_str() {
        "yes" | "true" | "да" | "1" => Some(true),
        "no" | "false" | "нет" | "0" => Some(false),
        _ => None,
    }
}

/// A number, with a point or a comma, perhaps with blanks between groups of three digits.
#[must_use]
pub fn number(written: &str) -> Option<Decimal> {
    ungrouped(written.trim()).replace(',', ".").parse().ok()
}

/// A number without the blanks between groups of three digits of its whole part, as the language reads it: `1 290,00` is
/// `1290,00`. A text whose groups are not of three digits stays as it is.
pub(crate) fn ungrouped(written: &str) -> Cow<'_, str> {
    const BLANKS: [char; 3] = [' ', '\u{a0}', '\u{202f}'];
    let (whole, fraction) = written.split_at(written.find([',', '.']).unwrap_or(written.len()));
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(BLANKS);
    let first = groups.next().unwrap_or_default();
    let sound = matches!(first.len(), 1..=3) && digits(first) && groups.all(|group| group.len() == 3 && digits(group));
    if !sound || !whole.contains(BLANKS) {
        return Cow::Borrowed(written);
    }
    Cow::Owned(whole.replace(BLANKS, "") + fraction)
}

/// A date written `2026-10-01` or `01.10.2026`.
#[must_use]
pub fn date(written: &str) -> Option<Date> {
    let written = written.trim();
    let parts = |by: char| -> Option<[&str; 3]> {
        let mut parts = written.split(by);
        let found = [parts.next()?, parts.next()?, parts.next()?];
        parts.next().is_none().then_some(found)
    };
    let [year, month, day] = match parts('-') {
        Some(found) => found,
        None => {
            let [day, month, year] = parts('.')?;
            [year, month, day]
        }
    };
    if year.len() != 4 {
        return None;
    }
    Date::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_are_read_in_small_units() {
        assert_eq!(content("0.5 l"), Some((Unit::Millilitre, Decimal::from(500))));
        assert_eq!(content("0,7л"), Some((Unit::Millilitre, Decimal::from(700))));
        assert_eq!(content("250 г"), Some((Unit::Gram, Decimal::from(250))));
        assert_eq!(content("large"), None);
        assert_eq!(content("0.5"), None);
        assert_eq!(content(""), None);
    }

    #[test]
    fn words_and_dates_of_either_country_are_read() {
        assert_eq!(
            (yes_no(" Да "), yes_no("0"), yes_no("maybe")),
            (Some(true), Some(false), None)
        );
        assert_eq!(number("1,50"), Some(Decimal::new(150, 2)));
        assert_eq!(number("1\u{a0}290,50"), Some(Decimal::new(129_050, 2)));
        assert_eq!((number("1 29"), number("1290 500")), (None, None));
        assert_eq!(date("2026-02-28"), date("28.02.2026"));
        assert_eq!((date("30.02.2026"), date("1.2.26"), date("soon")), (None, None, None));
        assert!(date("1.2.2026").is_some());
    }
}
