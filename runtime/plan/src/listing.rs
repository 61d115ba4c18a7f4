//! Plans as text a person reads: conditions and gates in the words of the language, programs one operation a line; judges
//! nothing and never fails, whatever the plan holds.

mod expression;
mod gates;
mod literals;
mod program;
mod whole;

use crate::ops::{ClientsId, ItemsId, Op, StoresId};
use crate::plan::{Plan, Promotion, Protect, Recurring, Window};

/// The language of rendered words. Names, titles and values stay as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lang {
    /// `receipt.amount >= 500 RUB`
    English,
    /// `чек.сумма >= 500 руб`
    Russian,
}

impl Lang {
    /// The word of this language.
    fn pick(self, english: &'static str, russian: &'static str) -> &'static str {
        match self {
            Self::English => english,
            Self::Russian => russian,
        }
    }
}

/// The short name of a day of the week in English and in Russian; 1 is Monday, 7 Sunday.
#[must_use]
pub const fn weekday(day: u8) -> (&'static str, &'static str) {
    match day {
        1 => ("Mon", "пн"),
        2 => ("Tue", "вт"),
        3 => ("Wed", "ср"),
        4 => ("Thu", "чт"),
        5 => ("Fri", "пт"),
        6 => ("Sat", "сб"),
        _ => ("Sun", "вс"),
    }
}

/// A program that leaves one truth, in the words of the language: `receipt.amount >= 500 RUB`. A trailing `Require` is
/// passed over, so that any part of a body may be shown.
#[must_use]
pub fn condition(plan: &Plan, code: &[Op], lang: Lang) -> String {
    expression::render(plan, code, lang)
}

/// Condition number `number` of a promotion, or `None` where it has fewer.
#[must_use]
pub fn condition_of(plan: &Plan, promotion: &Promotion, number: u16, lang: Lang) -> Option<String> {
    condition_code(promotion, number).map(|code| condition(plan, code, lang))
}

/// The part of a promotion's body that computes its condition number `number`, without its `Require`.
#[must_use]
pub fn condition_code(promotion: &Promotion, number: u16) -> Option<&[Op]> {
    let body = promotion.body.as_slice();
    let end = body.iter().position(|op| *op == Op::Require(number))?;
    let before = body.get(..end)?;
    let begin = before
        .iter()
        .rposition(|op| matches!(op, Op::Require(_)))
        .map_or(0, |at| at.saturating_add(1));
    before.get(begin..)
}

/// A product selection by its name, or in words where it has none.
#[must_use]
pub fn items(plan: &Plan, id: ItemsId, lang: Lang) -> String {
    expression::selection(plan, &plan.items, id, lang, true).0
}

/// A store selection by its name, or in words where it has none.
#[must_use]
pub fn stores(plan: &Plan, id: StoresId, lang: Lang) -> String {
    expression::selection(plan, &plan.stores, id, lang, true).0
}

/// A client selection by its name, or in words where it has none.
#[must_use]
pub fn clients(plan: &Plan, id: ClientsId, lang: Lang) -> String {
    expression::selection(plan, &plan.clients, id, lang, true).0
}

/// A window of dates: `valid 2026-09-01 .. 2026-12-31`.
#[must_use]
pub fn window(window: &Window, lang: Lang) -> String {
    gates::window(window, lang)
}

/// A recurring window: `on mon..fri from 08:00 to 11:00`.
#[must_use]
pub fn recurring(plan: &Plan, recurring: &Recurring, lang: Lang) -> String {
    gates::recurring(plan, recurring, lang)
}

/// The gate of stores, of clients, of coupons or of tenders of a promotion, where it has one: `in stores moscow`.
#[must_use]
pub fn gate(plan: &Plan, promotion: &Promotion, gate: Gate, lang: Lang) -> Option<String> {
    gates::gate(plan, promotion, gate, lang)
}

/// A gate that is not a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// `in stores …`
    Stores,
    /// `for clients …`
    Audience,
    /// `with coupon …`
    With,
    /// `paid by …`
    PaidBy,
}

/// A prohibition as it could be written: `protect tea { no promotion }`.
#[must_use]
pub fn protection(plan: &Plan, protect: &Protect, lang: Lang) -> String {
    let (items, rule) = whole::protection(plan, protect, lang);
    format!("{} {items} {{ {rule} }}", lang.pick("protect", "защита"))
}

/// An amount of minor units: `1 000.50 RUB`.
#[must_use]
pub fn money(plan: &Plan, minor: i64, lang: Lang) -> String {
    literals::money(plan, minor, lang)
}

/// A whole plan: its frame, tables, selections, schemes, and each promotion with gates, program and what makes an index
/// consider it. The same plan always gives the same text.
#[must_use]
pub fn plan(plan: &Plan) -> String {
    whole::render(plan)
}
