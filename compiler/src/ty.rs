//! Types of values with their dimensions; knows no declaration.

use std::sync::Arc;

use crate::diagnostic::{Bilingual, codes};
use crate::hir::{PropertyType, Text};

/// The type of a fact, a property or a literal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ty {
    /// yes/no
    YesNo,
    /// A bare number.
    Number,
    /// A whole count of things; a bare number is one if it is whole.
    Count,
    /// Percent.
    Percent,
    /// Money.
    Money,
    /// Quantity of goods.
    Quantity,
    /// Date.
    Date,
    /// Time of day.
    Time,
    /// A span of time.
    Duration,
    /// Text.
    Text,
    /// One of these texts.
    OneOf(Arc<[Text]>),
    /// A number of times.
    Times,
    /// Points of an account.
    Points,
}

impl Ty {
    /// What it is called in messages.
    #[must_use]
    pub const fn word(&self) -> &'static Bilingual {
        match self {
            Self::YesNo => &codes::A_YES_NO,
            Self::Number => &codes::A_NUMBER,
            Self::Count => &codes::A_COUNT,
            Self::Percent => &codes::A_PERCENT,
            Self::Money => &codes::MONEY,
            Self::Quantity => &codes::A_QUANTITY,
            Self::Date => &codes::A_DATE,
            Self::Time => &codes::A_TIME,
            Self::Duration => &codes::A_DURATION,
            Self::Text => &codes::A_TEXT,
            Self::OneOf(_) => &codes::A_CHOICE,
            Self::Times => &codes::TIMES,
            Self::Points => &codes::POINTS,
        }
    }

    /// Whether `<` and `>` mean something.
    #[must_use]
    pub const fn has_order(&self) -> bool {
        match self {
            Self::Number
            | Self::Count
            | Self::Percent
            | Self::Money
            | Self::Quantity
            | Self::Date
            | Self::Time
            | Self::Duration
            | Self::Times
            | Self::Points => true,
            Self::YesNo | Self::Text | Self::OneOf(_) => false,
        }
    }
}

impl From<&PropertyType> for Ty {
    fn from(property: &PropertyType) -> Self {
        match property {
            PropertyType::YesNo => Self::YesNo,
            PropertyType::Number => Self::Number,
            PropertyType::Money => Self::Money,
            PropertyType::Date => Self::Date,
            PropertyType::Text => Self::Text,
            PropertyType::OneOf(values) => Self::OneOf(Arc::from(values.as_slice())),
        }
    }
}
