//! The frame of a programme: retailer, properties, protection, schemes; knows no promotion.

pub use perk_plan::plan::{Combine, Favour, Phase, Rounding, Scope};

use super::selection::ItemSelection;
use super::value::Date;
use super::value::{Currency, Money, Name, Percent, Quantity, SpanId, Text};

/// `retailer "Coffee House" { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retailer {
    /// Title of the programme.
    pub title: Text,
    /// The only currency of the programme.
    pub currency: Currency,
    /// IANA name, checked against the bundled table; `None` when not written.
    pub time_zone: Option<Text>,
    /// How a discount is rounded to the minor unit (`half up` by default).
    pub rounding: Rounding,
    /// `rounding total down to 1 RUB`: rounds what is paid.
    pub total_rounding: Option<TotalRounding>,
    /// Catalogue file, as written.
    pub products: Option<Text>,
    /// Stores file, as written.
    pub stores: Option<Text>,
    /// Keyword language preferred by `fmt`; no meaning.
    pub keywords: Option<KeywordLanguage>,
}

/// Rounding of the total that is paid (semantics §4, rounding phase).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TotalRounding {
    /// Direction.
    pub mode: Rounding,
    /// The step, above zero.
    pub step: Money,
}

/// Spelling of keywords that `fmt` prefers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeywordLanguage {
    /// English.
    English,
    /// Russian.
    Russian,
}

/// `product property size : one of "S", "M"` or `client property birthday : date`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property {
    /// Folded name.
    pub name: Name,
    /// Type of its values.
    pub ty: PropertyType,
    /// `only by rules`: not editable by hand.
    pub only_by_rules: bool,
}

/// Types a declared property may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PropertyType {
    /// yes/no
    YesNo,
    /// number
    Number,
    /// money of the retailer's currency
    Money,
    /// date
    Date,
    /// text
    Text,
    /// `one of "A", "B"`, in written order, without repeats
    OneOf(Vec<Text>),
}

/// `protect tobacco { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protect {
    /// Which goods (this selection does see `no promotion` goods).
    pub items: ItemSelection,
    /// What is forbidden.
    pub rules: Vec<Prohibition>,
    /// Where the declaration begins.
    pub span: SpanId,
}

/// One prohibition and when it is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prohibition {
    /// What is forbidden.
    pub rule: ProtectRule,
    /// First day in force; `None` is always.
    pub from: Option<Date>,
    /// Last day in force, included; `None` is for ever.
    pub to: Option<Date>,
    /// Where it is written.
    pub span: SpanId,
}

/// What is forbidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProtectRule {
    /// `no promotion`: outside every selection, threshold, set and base.
    NoPromotion,
    /// `no discount`: counts, but receives nothing.
    NoDiscount,
    /// `no points`: earns and spends no points.
    NoPoints,
    /// `price at least 349 RUB per 0.5 l`
    PriceAtLeast {
        /// Lowest price.
        price: Money,
        /// Per which content; `None` is per unit of sale.
        per: Option<Quantity>,
    },
    /// `discount at most 30%`: share of the shelf amount.
    DiscountAtMost(Percent),
}

/// The name of the gifts' own scheme in a plan. It is a reserved word, so no declared scheme bears it.
pub const GIFT_SCHEME: &str = "gift";

/// A scheme by reference: a phase's own one or a declared one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SchemeRef {
    /// The scheme that gifts have of their own: the first of the goods phase (decision 0131).
    Gifts,
    /// The scheme that each phase has of its own.
    Own(Phase),
    /// A declared scheme.
    Named(Name),
}

/// `scheme basket { phase receipt combine best for customer }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    /// Folded name.
    pub name: Name,
    /// Title, when written.
    pub title: Option<Text>,
    /// Its phase.
    pub phase: Phase,
    /// How its promotions combine (the phase's default when not written).
    pub combine: Combine,
    /// Where they compete (the phase's default when not written).
    pub scope: Scope,
    /// For whom.
    pub favour: Favour,
    /// Where `for customer` or `for retailer` is written, if it is.
    pub side: Option<SpanId>,
    /// Schemes that act before it, as written, without repeats.
    pub after: Vec<(SchemeRef, SpanId)>,
    /// Where its name is written.
    pub span: SpanId,
}
