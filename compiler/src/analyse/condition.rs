//! What conditions leave to facts, and which conditions follow from others; knows no receipt.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::goods::Goods;
use crate::hir::{
    ClientSelection, Compare, Condition, Fact, ItemSelection, Promotion, ReceiptFact, SpanId, Unit, Value,
};

/// Conditions that all have to hold, `and` taken apart.
pub(crate) fn parts(promotion: &Promotion) -> Vec<&Condition> {
    let mut parts = Vec::new();
    for (condition, _) in &promotion.conditions {
        push_parts(condition, &mut parts);
    }
    parts
}

fn push_parts<'a>(condition: &'a Condition, parts: &mut Vec<&'a Condition>) {
    match condition {
        Condition::All(inner) => inner.iter().for_each(|part| push_parts(part, parts)),
        Condition::Any(_)
        | Condition::Not(_)
        | Condition::Compare { .. }
        | Condition::CompareFacts { .. }
        | Condition::Between { .. }
        | Condition::OneOf { .. }
        | Condition::Holds { .. }
        | Condition::ClientIn { .. }
        | Condition::StoreIn { .. } => parts.push(condition),
    }
}

/// Where a condition is written.
pub(crate) fn span(condition: &Condition) -> Option<SpanId> {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.first().and_then(span),
        Condition::Not(inner) => span(inner),
        Condition::Compare { span, .. }
        | Condition::CompareFacts { span, .. }
        | Condition::Between { span, .. }
        | Condition::OneOf { span, .. }
        | Condition::Holds { span, .. }
        | Condition::ClientIn { span, .. }
        | Condition::StoreIn { span, .. } => Some(*span),
    }
}

/// In what a value is measured: only values of one dimension are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dimension {
    Number,
    Money,
    Quantity(Unit),
    Date,
    Time,
}

/// A value as a number of its dimension: minor units, days since 1970, seconds of the day.
pub(crate) fn size(value: &Value) -> Option<(Dimension, Decimal)> {
    Some(match value {
        Value::Number(number) => (Dimension::Number, *number),
        Value::Money(sum) => (Dimension::Money, Decimal::from(sum.minor)),
        Value::Quantity(quantity) => (Dimension::Quantity(quantity.unit), quantity.amount),
        Value::Date(date) => (Dimension::Date, Decimal::from(date.0)),
        Value::Time(time) => (Dimension::Time, Decimal::from(time.0)),
        Value::YesNo(_) | Value::Text(_) => return None,
    })
}

/// One end of what is left to a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct End {
    pub(crate) at: Decimal,
    pub(crate) included: bool,
}

/// What a condition leaves to a fact.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Range<'a> {
    pub(crate) fact: &'a Fact,
    pub(crate) dimension: Dimension,
    pub(crate) low: Option<End>,
    pub(crate) high: Option<End>,
}

impl<'a> Range<'a> {
    /// The range that a condition leaves, if it leaves one.
    pub(crate) fn of(condition: &'a Condition) -> Option<Self> {
        let end = |at, included| Some(End { at, included });
        match condition {
            Condition::Compare { fact, op, value, .. } => {
                let (dimension, at) = size(value)?;
                let (low, high) = match op {
                    Compare::Equal => (end(at, true), end(at, true)),
                    Compare::NotEqual => return None,
                    Compare::Less => (None, end(at, false)),
                    Compare::AtMost => (None, end(at, true)),
                    Compare::Greater => (end(at, false), None),
                    Compare::AtLeast => (end(at, true), None),
                };
                Some(Self {
                    fact,
                    dimension,
                    low,
                    high,
                })
            }
            Condition::Between { fact, low, high, .. } => {
                let ((dimension, low), (other, high)) = (size(low)?, size(high)?);
                (dimension == other).then(|| Self {
                    fact,
                    dimension,
                    low: end(low, true),
                    high: end(high, true),
                })
            }
            Condition::All(_)
            | Condition::Any(_)
            | Condition::Not(_)
            | Condition::CompareFacts { .. }
            | Condition::OneOf { .. }
            | Condition::Holds { .. }
            | Condition::ClientIn { .. }
            | Condition::StoreIn { .. } => None,
        }
    }
}

/// Whether nothing is between a lower and an upper end.
pub(crate) fn nothing_between(low: End, high: End) -> bool {
    match low.at.cmp(&high.at) {
        Ordering::Less => false,
        Ordering::Equal => !(low.included && high.included),
        Ordering::Greater => true,
    }
}

/// What a fact measures of goods: sums of more goods are never less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sum {
    Amount,
    Quantity,
    Distinct,
}

/// A fact as a sum over goods.
pub(crate) fn sum_of(fact: &Fact) -> Option<(Sum, &ItemSelection)> {
    const ALL: &ItemSelection = &ItemSelection::All;
    match fact {
        Fact::AmountOf(items) => Some((Sum::Amount, items)),
        Fact::QuantityOf(items) => Some((Sum::Quantity, items)),
        Fact::DistinctOf(items) => Some((Sum::Distinct, items)),
        Fact::Receipt(ReceiptFact::Amount) => Some((Sum::Amount, ALL)),
        Fact::Receipt(ReceiptFact::Quantity) => Some((Sum::Quantity, ALL)),
        Fact::Receipt(ReceiptFact::Products) => Some((Sum::Distinct, ALL)),
        Fact::Receipt(ReceiptFact::ListAmount | ReceiptFact::Date | ReceiptFact::Time)
        | Fact::CheapestPriceOf(_)
        | Fact::Client(_)
        | Fact::Store(_)
        | Fact::Till
        | Fact::Cashier
        | Fact::Tender => None,
    }
}

/// The values that a condition leaves to a fact that is no number; `None` when it names none.
pub(crate) fn named_values(condition: &Condition) -> Option<(&Fact, Vec<&Value>)> {
    match condition {
        Condition::Compare {
            fact,
            op: Compare::Equal,
            value,
            ..
        } => Some((fact, vec![value])),
        Condition::OneOf { fact, values, .. } => Some((fact, values.iter().collect())),
        Condition::Holds { fact, .. } => Some((fact, vec![&Value::YesNo(true)])),
        Condition::Not(inner) => match &**inner {
            Condition::Holds { fact, .. } => Some((fact, vec![&Value::YesNo(false)])),
            Condition::All(_)
            | Condition::Any(_)
            | Condition::Not(_)
            | Condition::Compare { .. }
            | Condition::CompareFacts { .. }
            | Condition::Between { .. }
            | Condition::OneOf { .. }
            | Condition::ClientIn { .. }
            | Condition::StoreIn { .. } => None,
        },
        Condition::All(_)
        | Condition::Any(_)
        | Condition::Compare { .. }
        | Condition::CompareFacts { .. }
        | Condition::Between { .. }
        | Condition::ClientIn { .. }
        | Condition::StoreIn { .. } => None,
    }
}

/// Whether a fact has one value at a time. A tender has a kind and a brand.
pub(crate) const fn has_one_value(fact: &Fact) -> bool {
    match fact {
        Fact::Tender => false,
        Fact::Receipt(_)
        | Fact::AmountOf(_)
        | Fact::QuantityOf(_)
        | Fact::DistinctOf(_)
        | Fact::CheapestPriceOf(_)
        | Fact::Client(_)
        | Fact::Store(_)
        | Fact::Till
        | Fact::Cashier => true,
    }
}

/// Whether all conditions of one promotion follow from those of another.
pub(crate) fn all_follow(goods: Goods<'_>, wanted: &Promotion, given: &Promotion) -> bool {
    let wanted = parts(wanted);
    if wanted.is_empty() {
        return true;
    }
    let given = parts(given);
    wanted
        .into_iter()
        .all(|wanted| given.iter().any(|given| follows(goods, wanted, given)))
}

fn follows(goods: Goods<'_>, wanted: &Condition, given: &Condition) -> bool {
    if same(wanted, given) {
        return true;
    }
    if let (Some((fact, wide)), Some((other, values))) = (named_values(wanted), named_values(given))
        && fact == other
    {
        return values.iter().all(|value| wide.contains(value));
    }
    let (Some(wanted), Some(given)) = (Range::of(wanted), Range::of(given)) else {
        return false;
    };
    if wanted.dimension != given.dimension {
        return false;
    }
    if wanted.fact == given.fact {
        return reaches(wanted.low, given.low, false) && reaches(wanted.high, given.high, true);
    }
    // What holds of some goods holds of more, where at least so much is needed.
    match (sum_of(wanted.fact), sum_of(given.fact)) {
        (Some((sum, more)), Some((other, items))) => {
            sum == other && wanted.high.is_none() && reaches(wanted.low, given.low, false) && goods.within(items, more)
        }
        (None, _) | (_, None) => false,
    }
}

/// Whether whatever one end leaves the other leaves too.
fn reaches(wanted: Option<End>, given: Option<End>, upper: bool) -> bool {
    match (wanted, given) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(wanted), Some(given)) => match given.at.cmp(&wanted.at) {
            Ordering::Equal => wanted.included || !given.included,
            Ordering::Greater => !upper,
            Ordering::Less => upper,
        },
    }
}

/// Whether two conditions say the same, wherever they are written.
fn same(one: &Condition, other: &Condition) -> bool {
    let all = |one: &[Condition], other: &[Condition]| {
        one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
    };
    match (one, other) {
        (Condition::All(one), Condition::All(other)) | (Condition::Any(one), Condition::Any(other)) => all(one, other),
        (Condition::Not(one), Condition::Not(other)) => same(one, other),
        (
            Condition::Compare { fact, op, value, .. },
            Condition::Compare {
                fact: second,
                op: second_op,
                value: second_value,
                ..
            },
        ) => fact == second && op == second_op && value == second_value,
        (
            Condition::CompareFacts { fact, op, other, .. },
            Condition::CompareFacts {
                fact: second,
                op: second_op,
                other: second_other,
                ..
            },
        ) => fact == second && op == second_op && other == second_other,
        (
            Condition::Between { fact, low, high, .. },
            Condition::Between {
                fact: second,
                low: second_low,
                high: second_high,
                ..
            },
        ) => fact == second && low == second_low && high == second_high,
        (
            Condition::OneOf { fact, values, .. },
            Condition::OneOf {
                fact: second,
                values: second_values,
                ..
            },
        ) => fact == second && values == second_values,
        (Condition::Holds { fact, .. }, Condition::Holds { fact: second, .. }) => fact == second,
        (Condition::ClientIn { clients, .. }, Condition::ClientIn { clients: second, .. }) => {
            same_clients(clients, second)
        }
        (Condition::StoreIn { stores, .. }, Condition::StoreIn { stores: second, .. }) => stores == second,
        _ => false,
    }
}

/// Whether two selections of clients say the same, wherever they are written.
pub(crate) fn same_clients(one: &ClientSelection, other: &ClientSelection) -> bool {
    let all = |one: &[ClientSelection], other: &[ClientSelection]| {
        one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same_clients(one, other))
    };
    match (one, other) {
        (ClientSelection::Everyone, ClientSelection::Everyone)
        | (ClientSelection::Known, ClientSelection::Known)
        | (ClientSelection::Guests, ClientSelection::Guests) => true,
        (ClientSelection::Named(one), ClientSelection::Named(other)) => one == other,
        (ClientSelection::Where(one, _), ClientSelection::Where(other, _)) => same(one, other),
        (ClientSelection::And(one), ClientSelection::And(other))
        | (ClientSelection::Or(one), ClientSelection::Or(other)) => all(one, other),
        (ClientSelection::Except(one, minus), ClientSelection::Except(other, other_minus)) => {
            same_clients(one, other) && same_clients(minus, other_minus)
        }
        _ => false,
    }
}
