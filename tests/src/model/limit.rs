//! Bounds of a promotion: within one receipt, or over all receipts with one key; it must not know what was used.

use super::Minor;

/// A bound of one promotion within one receipt.
#[derive(Debug, Clone, PartialEq)]
pub enum Limit {
    /// `limit 1 times per receipt`.
    Times(i64),
    /// `limit 3 pcs per receipt`.
    Pcs(i64),
    /// `limit 500 RUB per receipt [partial]`.
    Money {
        /// At most this much.
        amount: Minor,
        /// The last use is cut instead of refused.
        partial: bool,
    },
    /// One of these over all receipts with one key: `limit 3 times per client per day guests none`.
    Across(Box<Limit>, Across),
}

/// What a limit across receipts counts together; nothing of it is the whole promotion.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Across {
    /// `per client`.
    pub client: bool,
    /// `per card`.
    pub card: bool,
    /// `per store`.
    pub store: bool,
    /// `per day` and the like.
    pub period: Option<Period>,
    /// `guests unlimited`, else `guests none`.
    pub guests_unlimited: bool,
}

/// A calendar period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// A day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}
