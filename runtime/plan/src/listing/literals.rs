//! Literals in words: money, quantities, dates, texts; knows no program.

use rust_decimal::Decimal;

use super::Lang;
use crate::ops::Unit;
use crate::plan::Plan;
use crate::{Date, LocalTime};

/// A text of the plan; a mark where the plan has no such text.
pub(super) fn text(plan: &Plan, id: u32) -> &str {
    plan.texts
        .get(usize::try_from(id).unwrap_or(usize::MAX))
        .map_or("?", String::as_str)
}

/// A text in quotes.
pub(super) fn quoted(plan: &Plan, id: u32, lang: Lang) -> String {
    quote(text(plan, id), lang)
}

pub(super) fn quote(text: &str, lang: Lang) -> String {
    let (open, close) = match lang {
        Lang::English => ('"', '"'),
        Lang::Russian => ('«', '»'),
    };
    format!("{open}{text}{close}")
}

/// Texts of a list in quotes: the first few, and how many more.
pub(super) fn list(plan: &Plan, id: u32, lang: Lang) -> String {
    const SHOWN: usize = 5;
    let Some(list) = plan.lists.get(usize::try_from(id).unwrap_or(usize::MAX)) else {
        return "?".to_owned();
    };
    // One more is shown rather than counted.
    let shown = if list.len() <= SHOWN.saturating_add(1) {
        list.len()
    } else {
        SHOWN
    };
    let mut words: Vec<String> = list.iter().take(shown).map(|text| quoted(plan, *text, lang)).collect();
    let rest = list.len().saturating_sub(shown);
    if rest > 0 {
        words.push(match lang {
            Lang::English => format!("… {rest} more"),
            Lang::Russian => format!("… ещё {rest}"),
        });
    }
    if words.is_empty() {
        words.push(lang.pick("(nothing)", "(ничего)").to_owned());
    }
    words.join(", ")
}

/// `1 000.50 RUB`, `1 000,50 руб`; whole amounts have no digits after the point.
pub(super) fn money(plan: &Plan, minor: i64, lang: Lang) -> String {
    let digits = u32::from(plan.currency.digits.min(18));
    let amount = Decimal::new(minor, digits);
    let shown = if amount.fract().is_zero() {
        amount.trunc()
    } else {
        amount
    };
    format!("{} {}", number(shown, lang), currency(plan, lang))
}

fn currency(plan: &Plan, lang: Lang) -> &str {
    match (lang, plan.currency.code.as_str()) {
        (Lang::Russian, "RUB") => "руб",
        (_, code) => code,
    }
}

/// A number with a blank between groups of thousands.
pub(super) fn number(number: Decimal, lang: Lang) -> String {
    let written = number.abs().to_string();
    let (whole, fraction) = written.split_once('.').unwrap_or((written.as_str(), ""));
    let mut out = String::new();
    if number.is_sign_negative() && !number.is_zero() {
        out.push('-');
    }
    for (position, digit) in whole.chars().enumerate() {
        let left = whole.len().saturating_sub(position);
        if position > 0 && left.rem_euclid(3) == 0 {
            out.push(' ');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push_str(lang.pick(".", ","));
        out.push_str(fraction);
    }
    out
}

pub(super) fn percent(percent: Decimal, lang: Lang) -> String {
    format!("{}%", number(percent.normalize(), lang))
}

pub(super) fn quantity(quantity: Decimal, unit: Unit, lang: Lang) -> String {
    let thousand = Decimal::ONE_THOUSAND;
    let large = quantity.abs() >= thousand;
    let (quantity, word) = match unit {
        Unit::Sale => return number(quantity.normalize(), lang),
        Unit::Piece => (quantity, lang.pick("pcs", "шт")),
        Unit::Gram if large => (
            quantity.checked_div(thousand).unwrap_or(quantity),
            lang.pick("kg", "кг"),
        ),
        Unit::Gram => (quantity, lang.pick("g", "г")),
        Unit::Millilitre if large => (quantity.checked_div(thousand).unwrap_or(quantity), lang.pick("l", "л")),
        Unit::Millilitre => (quantity, lang.pick("ml", "мл")),
        Unit::Millimetre if large => (quantity.checked_div(thousand).unwrap_or(quantity), lang.pick("m", "м")),
        Unit::Millimetre => (quantity, lang.pick("mm", "мм")),
    };
    format!("{} {word}", number(quantity.normalize(), lang))
}

/// `2026-10-05`, `05.10.2026`.
pub(super) fn date(date: Date, lang: Lang) -> String {
    match lang {
        Lang::English => date.to_string(),
        Lang::Russian => {
            let (year, month, day) = date.ymd();
            format!("{day:02}.{month:02}.{year:04}")
        }
    }
}

/// A date, with the time where it is not midnight.
pub(super) fn instant(instant: LocalTime, lang: Lang) -> String {
    let day = date(instant.date(), lang);
    if instant.time().0 == 0 {
        day
    } else {
        format!("{day} {}", instant.time())
    }
}
