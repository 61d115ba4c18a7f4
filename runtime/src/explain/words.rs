//! Values as a decision writes them.

use perk_plan::ops::{Compare, Fact, ProductFact, Unit};
use perk_plan::plan::Plan;
use perk_plan::snapshot::ClientStatus;
use perk_plan::{Date, LocalTime, Op, TimeOfDay};
use rust_decimal::Decimal;

use crate::decision::amount;
use crate::decision::said::Said;
use crate::index::wide;
use crate::vm::Value;
use crate::vm::value::FOREIGN;

/// `2026-10-05`.
pub(crate) fn date(date: Date) -> String {
    let (year, month, day) = date.ymd();
    format!("{year:04}-{month:02}-{day:02}")
}

/// `05.10.2026`.
pub(crate) fn date_in_russian(date: Date) -> String {
    let (year, month, day) = date.ymd();
    format!("{day:02}.{month:02}.{year:04}")
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
    counted(quantity, unit, ["pcs", "kg", "l", "m"])
}

/// The same in Russian.
pub(crate) fn quantity_in_russian(quantity: Decimal, unit: Unit) -> String {
    counted(quantity, unit, ["шт", "кг", "л", "м"])
}

/// `words` are pieces, kilograms, litres and metres.
fn counted(quantity: Decimal, unit: Unit, words: [&str; 4]) -> String {
    let [pieces, kilograms, litres, metres] = words;
    let large = |word: &str| {
        let many = quantity.checked_div(Decimal::ONE_THOUSAND).unwrap_or(quantity);
        format!("{} {word}", number(many))
    };
    match unit {
        Unit::Sale => number(quantity),
        Unit::Piece => format!("{} {pieces}", number(quantity)),
        Unit::Gram => large(kilograms),
        Unit::Millilitre => large(litres),
        Unit::Millimetre => large(metres),
    }
}

/// A client's status, as decisions write it.
pub(crate) fn status(status: ClientStatus) -> &'static str {
    match status {
        ClientStatus::Known => "known",
        ClientStatus::Guest => "guest",
        ClientStatus::UnknownCard => "unknown card",
        ClientStatus::Blocked => "blocked",
        ClientStatus::Expired => "expired",
        ClientStatus::Unreachable => "unreachable",
    }
}

/// The same in Russian.
pub(crate) fn status_in_russian(status: ClientStatus) -> &'static str {
    match status {
        ClientStatus::Known => "известный клиент",
        ClientStatus::Guest => "гость",
        ClientStatus::UnknownCard => "неизвестная карта",
        ClientStatus::Blocked => "заблокирован",
        ClientStatus::Expired => "карта просрочена",
        ClientStatus::Unreachable => "нет связи с реестром",
    }
}

/// A kind of tender in Russian; a brand stays as it is.
pub(crate) fn tender_in_russian(tender: &str) -> &str {
    match tender {
        "cash" => "наличные",
        "card" => "карта",
        other => other,
    }
}

/// A value; `None` where it is absent, or a text that only the receipt knows.
pub(crate) fn value(plan: &Plan, value: Value) -> Option<Said> {
    Some(match value {
        Value::Absent | Value::Text(FOREIGN) => return None,
        Value::Truth(truth) => Said::truth(truth),
        Value::Money(minor) => Said::plain(amount(minor, plan.currency.digits)),
        Value::Number(found) => Said::plain(number(found)),
        Value::Quantity(found, unit) => Said::quantity(found, unit),
        Value::Date(found) => Said::date(found),
        Value::Time(found) => Said::plain(time(found)),
        Value::Text(text) => Said::plain(plan.texts.get(wide(text))?.clone()),
    })
}

/// The name of a selection of goods.
pub(crate) fn selection(plan: &Plan, items: u32) -> Option<String> {
    let name = plan.items.get(wide(items))?.name?;
    plan.texts.get(wide(name)).cloned()
}

/// What goods are called: their name, or what one plain clause asks for; `None` for all goods and for what has no short name.
pub(crate) fn goods(plan: &Plan, items: u32) -> Option<String> {
    let found = plan.items.get(wide(items))?;
    let text = |text: u32| plan.texts.get(wide(text)).cloned();
    if let Some(name) = found.name {
        return text(name);
    }
    match found.code.as_slice() {
        [Op::InCategory(category)] => text(*category),
        [Op::SkuIn(skus)] => Some(list(plan, *skus).join(", ")),
        [Op::InItems(other)] => selection(plan, *other),
        [
            Op::Load(Fact::Product(ProductFact::Brand | ProductFact::Supplier)),
            Op::Text(name),
            Op::Compare(Compare::Equal),
        ] => text(*name),
        [
            Op::Load(Fact::Product(ProductFact::Brand | ProductFact::Supplier)),
            Op::OneOf(names),
        ] => Some(list(plan, *names).join(", ")),
        _ => None,
    }
}

/// The texts of a list.
pub(crate) fn list(plan: &Plan, list: u32) -> Vec<String> {
    let texts = plan
        .lists
        .get(wide(list))
        .into_iter()
        .flatten()
        .filter_map(|text| plan.texts.get(wide(*text)));
    texts.cloned().collect()
}
