//! Texts with typed values inside; knows no formatting of values.

use super::value::{Name, Text};

/// A text in order: written parts and values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Its parts; written parts are never empty and never adjacent.
    pub parts: Vec<TextPart>,
}

/// A part of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextPart {
    /// As written.
    Written(Text),
    /// A value, rendered by the runtime.
    Value(TextValue),
}

/// What may stand in `{…}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextValue {
    /// `saved`: discount of this promotion on this receipt, money.
    Saved,
    /// `times`: uses of this promotion, count.
    Times,
    /// `title`: the promotion's title, else its name.
    Title,
    /// `total` or `receipt.total`: what is to be paid, money.
    Total,
    /// `discount`: all discounts of this receipt, money.
    Discount,
    /// `client.name` and the like: a declared client property.
    ClientProperty(Name),
    /// `date`: local date of the receipt.
    Date,
    /// `store`: its number.
    Store,
}
