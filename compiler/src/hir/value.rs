//! Literals after normalisation: exact, with units, without spelling; knows no source text.

use std::sync::Arc;

pub use perk_plan::ops::Unit;
pub use perk_plan::{Date, LocalTime, TimeOfDay};
use rust_decimal::Decimal;

/// A text of the author: a title, a category path, a sku.
pub type Text = Arc<str>;

/// A declared name, folded for comparison: no back-quotes, NFC and `ё` read as `е`. Case counts.
///
/// INVARIANT: made only by [`Name::fold`], so two equal names are the same declaration within a kind.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, salsa::SalsaValue)]
pub struct Name(Arc<str>);

impl Name {
    /// Folds a written name (NFC, `ё` = `е`).
    #[must_use]
    pub fn fold(written: &str) -> Self {
        Self(Arc::from(perk_grammar::ast::normal_name(written).as_ref()))
    }

    /// The folded spelling.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folded spelling, shared.
    #[must_use]
    pub fn text(&self) -> Text {
        Arc::clone(&self.0)
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A place in the declaration, numbered in order of lowering; the declaration's source map knows its range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SpanId(pub u32);

/// An ISO 4217 code and the number of digits of its minor unit (2 for RUB, 0 for JPY).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency {
    /// Three capital ASCII letters.
    pub code: [u8; 3],
    /// Digits after the point.
    pub digits: u8,
}

impl Currency {
    /// Roubles, the currency a programme without a retailer block is checked in.
    pub const RUB: Self = Self {
        code: *b"RUB",
        digits: 2,
    };

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.code).unwrap_or("???")
    }
}

/// Money in minor units of its currency (kopecks for RUB).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Money {
    /// Whole minor units.
    pub minor: i64,
    /// Currency of the sum; within one programme always the retailer's.
    pub currency: Currency,
}

/// A share in percent: `15%` is 15, not 0.15.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Percent(pub Decimal);

/// An exact quantity. Kilograms, litres and metres are already grams, millilitres and millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Quantity {
    /// How many units.
    pub amount: Decimal,
    /// Of what.
    pub unit: Unit,
}

/// A typed constant on the right of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// yes/no
    YesNo(bool),
    /// A bare number or a count.
    Number(Decimal),
    /// Money of the retailer's currency.
    Money(Money),
    /// Quantity of goods.
    Quantity(Quantity),
    /// Date.
    Date(Date),
    /// Time of day.
    Time(TimeOfDay),
    /// Text, compared as written; also a value of a `one of` property, as declared.
    Text(Text),
}
