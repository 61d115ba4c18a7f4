//! Promotions: windows, audiences, effects, ladders, limits; knows no execution order.

use super::condition::Condition;
use super::retailer::{Phase, SchemeRef};
use super::selection::{ClientSelection, ItemSelection, StoreSelection};
use super::set::Set;
use super::text::Template;
use super::value::{Currency, Money, Name, Percent, SpanId, Text, TimeOfDay};
pub use perk_plan::ops::Base;
pub use perk_plan::plan::{LadderMode, Limit, LimitAmount, Measure as MeasureKind, Place, Window};
use rust_decimal::Decimal;
use std::sync::Arc;

/// `promotion coffee_morning "…" { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promotion {
    /// Folded name.
    pub name: Name,
    /// The name as its author wrote it.
    pub spelling: Text,
    /// Title, when written.
    pub title: Option<Text>,
    /// The phase of its discount effects; `Offer` when it only prints or shows.
    pub phase: Phase,
    /// The scheme it competes in; the phase's own when not written.
    pub scheme: SchemeRef,
    /// Larger goes first; 0 when not written.
    pub priority: i32,
    /// `exclusive`
    pub exclusive: bool,
    /// `valid`: inside any of them; always when empty.
    pub valid: Vec<(Window, SpanId)>,
    /// `on`: inside any of them; always when empty.
    pub on: Vec<(Recurrence, SpanId)>,
    /// `in`
    pub stores: Option<(StoreSelection, SpanId)>,
    /// `for`
    pub audience: Option<(Audience, SpanId)>,
    /// `with`: ways to fulfil it, in written order; each is the coupons it takes, sorted, never empty.
    pub with: Option<(Vec<Vec<Name>>, SpanId)>,
    /// `paid by`: any of these brands or kinds.
    pub paid_by: Option<(Vec<Text>, SpanId)>,
    /// `when`: all of them; an outer `and` is already taken apart.
    pub conditions: Vec<(Condition, SpanId)>,
    /// `for each`: the set that it is about.
    pub each: Option<(ForEach, SpanId)>,
    /// What it does, in written order.
    pub effects: Vec<(Effect, SpanId)>,
    /// `limit …`: all of them.
    pub limits: Vec<(Limit, SpanId)>,
    /// `returns`
    pub returns: ReturnPolicy,
    /// `terms "…"`
    pub terms: Option<Text>,
    /// Where the declaration's name is written.
    pub span: SpanId,
    /// The brace after it.
    pub opens: SpanId,
}

/// A recurring window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recurrence {
    /// Which days; the day is the one on which the window starts.
    pub days: DaySet,
    /// Hours of the day; `None` is the whole day.
    pub time: Option<TimeRange>,
}

/// Hours: half open; `until <= from` crosses midnight; `until` may be 24:00 (86 400).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TimeRange {
    /// Included.
    pub from: TimeOfDay,
    /// Not included.
    pub until: TimeOfDay,
}

/// Which days of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DaySet {
    /// Every day.
    Every,
    /// Days of the week: bit 0 is Monday … bit 6 is Sunday; never zero.
    Weekdays(u8),
    /// Days of the month, both ends included, 1..=31.
    MonthDays {
        /// First.
        from: u8,
        /// Last.
        to: u8,
    },
    /// `last sunday of month`
    NthWeekday {
        /// 1 to 5; 0 is the last.
        nth: u8,
        /// 1 is Monday, 7 is Sunday.
        weekday: u8,
    },
    /// `client.birthday and 3 days before and 7 days after`, all ends included; absent for a guest.
    Anniversary {
        /// A client property of type date.
        property: Name,
        /// Days before, included.
        before: u16,
        /// Days after, included.
        after: u16,
    },
}

/// For whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Audience {
    /// `for known clients`
    Known,
    /// `for clients students` (a guest is in none)
    Clients(ClientSelection),
}

/// `for each …`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForEach {
    /// The declared set, or `None` for one written in place.
    pub name: Option<Name>,
    /// What it is. INVARIANT: a declared one is as its declaration says.
    pub set: Arc<Set>,
}

/// What a promotion does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// `give … off …`
    Give(Give),
    /// `price 99 RUB for coffee`
    Price(FixedPrice),
    /// `gift 1 of souvenirs`
    Gift(Gift),
    /// `issue coupon next10`
    Issue {
        /// Which.
        coupon: Name,
    },
    /// `print "…"` or `show customer "…"`
    Message {
        /// Where.
        place: Place,
        /// What.
        text: Template,
    },
}

/// Units of goods for nothing or at a price, taken from the receipt or offered to the till.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gift {
    /// How many, at least one.
    pub count: u32,
    /// `distinct`: no product twice.
    pub distinct: bool,
    /// The goods to choose from.
    pub items: ItemSelection,
    /// What one of them costs; nothing when not written.
    pub price: Option<Money>,
}

/// A discount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Give {
    /// How much.
    pub reward: Reward,
    /// Off what.
    pub target: Target,
    /// Base of a percent.
    pub base: Base,
}

/// How much is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reward {
    /// A share of the base; above 0, at most 100.
    Percent(Percent),
    /// A sum, above 0.
    Sum(Money),
    /// By steps.
    Ladder(Ladder),
}

/// Off what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A selection of goods.
    Items {
        /// Which goods.
        items: ItemSelection,
        /// `off each`: a sum is per unit of sale, not spread over all of them. Always false for a percent.
        each: bool,
    },
    /// The receipt.
    Receipt,
    /// Each instance of the set.
    Set,
    /// The units of one role of each instance.
    Role {
        /// Position of the role in the set.
        role: usize,
        /// `off each`: a sum is per unit of sale.
        each: bool,
    },
    /// The cheapest units of each instance, so many.
    Cheapest(u32),
    /// The dearest units of each instance, so many.
    Dearest(u32),
}

/// `by amount of all { from 1 000 RUB: 5% }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ladder {
    /// What is measured.
    pub measure: Measure,
    /// `whole` or `per slice`.
    pub mode: LadderMode,
    /// The programme's currency, in which thresholds of money are.
    pub currency: Currency,
    /// At least one; thresholds strictly increase; all rewards are percents or all are sums.
    pub steps: Vec<LadderStep>,
}

/// What a ladder measures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Money or units of sale.
    pub kind: MeasureKind,
    /// Of which goods.
    pub items: ItemSelection,
}

/// `from 1 000 RUB: 5%`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LadderStep {
    /// Reached at this value or above: minor units for `Amount`, else a quantity or count.
    pub from: Decimal,
    /// What it gives; never `Reward::Ladder`. A zero percent is allowed (a step that gives nothing).
    pub reward: Reward,
    /// Where it is written.
    pub span: SpanId,
}

/// `price 99 RUB for coffee`: never raises a price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedPrice {
    /// The price.
    pub price: Money,
    /// Of what.
    pub of: Priced,
}

/// What a fixed price is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Priced {
    /// A unit of sale of some goods.
    Items(ItemSelection),
    /// A unit of sale of the goods in a role, by its position in the set.
    Role(usize),
    /// An instance of the set.
    Set,
}

/// What a return does with the discount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ReturnPolicy {
    /// Refund what was paid for the goods (default).
    #[default]
    Prorate,
    /// Refund paid − price of what stays.
    Reprice,
    /// Only the whole set comes back.
    WholeSetOnly,
}
