//! Values on the machine's stack and their three-valued logic; knows no facts.

use std::cmp::Ordering;

use perk_plan::ops::{Compare, Unit};
use perk_plan::{Date, TimeOfDay};
use rust_decimal::Decimal;

use crate::fault::Fault;

/// The id of a text that the plan does not name: equal to none of its texts.
pub(crate) const FOREIGN: u32 = u32::MAX;

/// A value. [`Value::Absent`] stands for a fact of any type that nobody knows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Value {
    Absent,
    Truth(bool),
    Money(i64),
    Number(Decimal),
    Quantity(Decimal, Unit),
    Date(Date),
    Time(TimeOfDay),
    Text(u32),
}

impl Value {
    /// The truth it is; `None` where absent.
    pub(crate) fn truth(self) -> Result<Option<bool>, Fault> {
        match self {
            Self::Absent => Ok(None),
            Self::Truth(truth) => Ok(Some(truth)),
            Self::Money(_) | Self::Number(_) | Self::Quantity(..) | Self::Date(_) | Self::Time(_) | Self::Text(_) => {
                Err(Fault::TypeMismatch)
            }
        }
    }

    pub(crate) fn from_truth(truth: Option<bool>) -> Self {
        truth.map_or(Self::Absent, Self::Truth)
    }
}

/// Compares two values of one type; an absent one makes the truth absent.
pub(crate) fn compare(compare: Compare, left: Value, right: Value) -> Result<Value, Fault> {
    let order = match (left, right) {
        (Value::Absent, _) | (_, Value::Absent) => return Ok(Value::Absent),
        (Value::Money(a), Value::Money(b)) => a.cmp(&b),
        (Value::Number(a), Value::Number(b)) => a.cmp(&b),
        (Value::Quantity(a, x), Value::Quantity(b, y)) if x == y => a.cmp(&b),
        (Value::Date(a), Value::Date(b)) => a.cmp(&b),
        (Value::Time(a), Value::Time(b)) => a.cmp(&b),
        (Value::Text(a), Value::Text(b)) => {
            return equality(compare, a == b && a != FOREIGN);
        }
        (Value::Truth(a), Value::Truth(b)) => return equality(compare, a == b),
        _ => return Err(Fault::TypeMismatch),
    };
    Ok(Value::Truth(match compare {
        Compare::Equal => order == Ordering::Equal,
        Compare::NotEqual => order != Ordering::Equal,
        Compare::Less => order == Ordering::Less,
        Compare::AtMost => order != Ordering::Greater,
        Compare::Greater => order == Ordering::Greater,
        Compare::AtLeast => order != Ordering::Less,
    }))
}

fn equality(compare: Compare, equal: bool) -> Result<Value, Fault> {
    match compare {
        Compare::Equal => Ok(Value::Truth(equal)),
        Compare::NotEqual => Ok(Value::Truth(!equal)),
        Compare::Less | Compare::AtMost | Compare::Greater | Compare::AtLeast => Err(Fault::TypeMismatch),
    }
}

/// Kleene's `and`.
pub(crate) fn and(left: Value, right: Value) -> Result<Value, Fault> {
    Ok(Value::from_truth(match (left.truth()?, right.truth()?) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        (None, _) | (_, None) => None,
    }))
}

/// Kleene's `or`.
pub(crate) fn or(left: Value, right: Value) -> Result<Value, Fault> {
    Ok(Value::from_truth(match (left.truth()?, right.truth()?) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        (None, _) | (_, None) => None,
    }))
}

/// Kleene's `not`.
pub(crate) fn not(value: Value) -> Result<Value, Fault> {
    Ok(Value::from_truth(value.truth()?.map(|truth| !truth)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_truth_follows_kleene() {
        let (yes, no, absent) = (Value::Truth(true), Value::Truth(false), Value::Absent);
        assert_eq!((and(no, absent), and(absent, yes)), (Ok(no), Ok(absent)));
        assert_eq!((or(yes, absent), or(absent, no)), (Ok(yes), Ok(absent)));
        assert_eq!(not(absent), Ok(absent));
        assert_eq!(compare(Compare::Less, absent, Value::Money(1)), Ok(absent));
        assert_eq!(and(Value::Money(1), yes), Err(Fault::TypeMismatch));
    }

    #[test]
    fn texts_are_equal_or_not_and_foreign_ones_equal_nothing() {
        let (a, foreign) = (Value::Text(3), Value::Text(FOREIGN));
        assert_eq!(compare(Compare::Equal, a, a), Ok(Value::Truth(true)));
        assert_eq!(compare(Compare::Equal, foreign, foreign), Ok(Value::Truth(false)));
        assert_eq!(compare(Compare::NotEqual, a, foreign), Ok(Value::Truth(true)));
        assert_eq!(compare(Compare::Less, a, a), Err(Fault::TypeMismatch));
    }
}
