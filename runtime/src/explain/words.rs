//! Values as a decision writes them.

use perk_plan::ops::Unit;
use perk_plan::plan::Plan;
use perk_plan::{Date, LocalTime, TimeOfDay};
use rust_decimal::Decimal;

use crate::decision::amount;
use crate::index::wide;
use crate::vm::Value;
use crate::vm::value::FOREIGN;

/// `2026-10-05`.
pub(crate) fn date(date: Date) -> String {
    let (year, month, day) = date.ymd();
    format!("{year:04}-{month:02}-{day:02}")
}

/// `09:12`, or `09:12:30` where seconds count.
pub(crate) fn time(time: TimeOfDay) -> String {
    let (hours, rest) = (time.0.wrapping_div(3_600), time.0.wrapping_rem(3_600));
    let (minutes, seconds) = (rest.wrapping_div(60), rest.wrapping_rem(60));
    if seconds == 0 {
        format!("{hours:02}:{minutes:02}")
    } else {
        format!("{hours:02}:{minutes:02}:{seconds:02}")
    }
}

/// `2026-10-05 09:12`.
pub(crate) fn instant(local: LocalTime) -> String {
    format!("{} {}", date(local.date()), time(local.time()))
}

/// A number without needless zeros.
pub(crate) fn number(number: Decimal) -> String {
    number.normalize().to_string()
}

/// A quantity in kilograms, litres, metres or pieces.
pub(crate) fn quantity(quantity: Decimal, unit: Unit) -> String {
    let large = |word: &str| {
        let many = quantity.checked_div(Decimal::ONE_THOUSAND).unwrap_or(quantity);
        format!("{} {word}", number(many))
    };
    match unit {
        Unit::Sale => number(quantity),
        Unit::Piece => format!("{} pcs", number(quantity)),
        Unit::Gram => large("kg"),
        Unit::Millilitre => large("l"),
        Unit::Millimetre => large("m"),
    }
}

/// A value; `None` where it is absent, or a text that only the receipt knows.
pub(crate) fn value(plan: &Plan, value: Value) -> Option<String> {
    Some(match value {
        Value::Absent | Value::Text(FOREIGN) => return None,
        Value::Truth(true) => "yes".to_owned(),
        Value::Truth(false) => "no".to_owned(),
        Value::Money(minor) => amount(minor, plan.currency.digits),
        Value::Number(found) => number(found),
        Value::Quantity(found, unit) => quantity(found, unit),
        Value::Date(found) => date(found),
        Value::Time(found) => time(found),
        Value::Text(text) => plan.texts.get(wide(text))?.clone(),
    })
}

/// The name of a selection of goods.
pub(crate) fn selection(plan: &Plan, items: u32) -> Option<String> {
    let name = plan.items.get(wide(items))?.name?;
    plan.texts.get(wide(name)).cloned()
}

/// The texts of a list, joined.
pub(crate) fn list(plan: &Plan, list: u32) -> String {
    let texts = plan
        .lists
        .get(wide(list))
        .into_iter()
        .flatten()
        .filter_map(|text| plan.texts.get(wide(*text)));
    texts.map(String::as_str).collect::<Vec<_>>().join(", ")
}
