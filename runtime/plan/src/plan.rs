//! A compiled programme: tables of plain data and programs, in one canonical order.
//!
//! Nothing in it depends on the spelling of keywords, on paths or on the time of the build; where a clause stands in
//! its source is a [`crate::SourceMap`], kept beside the plan and outside its hash.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::ops::{ClientsId, Code, ItemsId, ListId, Object, StoresId, TextId, Unit};
use crate::{Date, LocalTime, TimeOfDay};

/// A compiled programme.
///
/// Canonical order: `texts` sorted by code points without repeats; each list sorted without repeats; selections so that
/// a reference always points backwards; schemes in the order in which they act; promotions by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The retailer's name.
    pub name: String,
    /// The currency of every amount.
    pub currency: Currency,
    /// IANA name of the retailer's time zone; `None`: receipts must carry local time or an offset, and no zone is applied.
    pub time_zone: Option<String>,
    /// How an amount between two minor units is rounded.
    pub rounding: Rounding,
    /// How the total to be paid is rounded, if it is.
    pub total_rounding: Option<TotalRounding>,
    /// Every text the plan names.
    pub texts: Vec<String>,
    /// Lists of texts (SKUs, barcodes, store numbers, values).
    pub lists: Vec<Vec<TextId>>,
    /// Declared product properties.
    pub product_properties: Vec<Property>,
    /// Declared client properties.
    pub client_properties: Vec<Property>,
    /// Columns of the store table that programs may read (`region`, `format`, `partner`, …).
    pub store_columns: Vec<TextId>,
    /// The store table, by number.
    pub store_table: Vec<Store>,
    /// Product selections.
    pub items: Vec<Selection>,
    /// Store selections.
    pub stores: Vec<Selection>,
    /// Client selections.
    pub clients: Vec<Selection>,
    /// What the law or the retailer forbids.
    pub protects: Vec<Protect>,
    /// Coupons, by name.
    pub coupons: Vec<Coupon>,
    /// Schemes in the order in which they act.
    pub schemes: Vec<Scheme>,
    /// Ladders of promotion bodies.
    pub ladders: Vec<Ladder>,
    /// Promotions by name.
    pub promotions: Vec<Promotion>,
}

/// A currency and the digits of its minor unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Currency {
    /// ISO 4217 code, `RUB`.
    pub code: String,
    /// Decimal digits of an amount: 2 for kopecks, 0 for yen.
    pub digits: u8,
}

/// Rounding of an exact amount to minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rounding {
    /// Half away from zero (amounts here are never negative): the default.
    HalfUp,
    /// Half to the even neighbour.
    HalfEven,
    /// Half towards zero.
    HalfDown,
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
}

/// Rounding of the whole total, after all discounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TotalRounding {
    /// To multiples of this many minor units.
    pub step: i64,
    /// In which direction.
    pub mode: Rounding,
}

/// A declared property of products or clients.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Property {
    /// Its name, as receipts, catalogues and snapshots spell it.
    pub name: TextId,
    /// Its type.
    pub kind: PropertyType,
}

/// The type of a declared property.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PropertyType {
    /// `yes/no`
    YesNo,
    /// A decimal number.
    Number,
    /// An amount of the plan's currency.
    Money,
    /// A date.
    Date,
    /// Any text.
    Text,
    /// One of a list of texts.
    OneOf(ListId),
}

/// A row of the store table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Store {
    /// Its number.
    pub number: TextId,
    /// IANA name of its time zone, where it differs from the retailer's.
    pub time_zone: Option<TextId>,
    /// A value per column of [`Plan::store_columns`].
    pub columns: Vec<Option<TextId>>,
}

/// A selection: a program that leaves one truth.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Selection {
    /// Its declared name; `None` for one written in place.
    pub name: Option<TextId>,
    /// The program.
    pub code: Code,
}

/// What may not be done to some goods (semantics §4, floors; §9.6, 9.7, 9.11).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Protect {
    /// The goods.
    pub items: ItemsId,
    /// First day in force.
    pub from: Option<Date>,
    /// Last day in force.
    pub to: Option<Date>,
    /// What is forbidden.
    pub rule: ProtectRule,
}

impl Protect {
    /// Whether it is in force on a day.
    #[must_use]
    pub fn in_force(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// A prohibition.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ProtectRule {
    /// Outside every selection, threshold, set and base.
    NoPromotion,
    /// Counts, but receives nothing.
    NoDiscount,
    /// Points are neither earned nor spent on it.
    NoPoints,
    /// A lowest price.
    PriceAtLeast {
        /// Minor units.
        price: i64,
        /// Per how much: `(1, Sale)` for a unit of sale, else an amount of the product's content.
        #[serde(with = "crate::exact::with_unit")]
        per: (Decimal, Unit),
    },
    /// All discounts together take at most this percent of the gross amount.
    DiscountAtMost(#[serde(with = "crate::exact")] Decimal),
}

/// A declared coupon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coupon {
    /// Its name.
    pub name: TextId,
    /// Its title, or its name where none is written.
    pub title: TextId,
    /// Its codes.
    pub codes: Codes,
    /// How many times a code may be used; `None`: any number.
    pub uses: Option<u32>,
    /// Whether that is for each client.
    pub per_client: bool,
    /// A code belongs to one client.
    pub bound: bool,
    /// Open if it is empty or one of them holds the instant: half-open `[from, to)`.
    pub valid: Vec<Window>,
}

/// The codes of a coupon, in normal form ([`crate::coupon::normal`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Codes {
    /// Every code of this form.
    Mask(TextId),
    /// Codes of this form that the registry issued.
    Pattern {
        /// The form.
        form: TextId,
        /// Whether its last free place is a check character.
        check: bool,
        /// How many will be made.
        count: Option<u32>,
    },
    /// A list.
    List(ListId),
    /// Whatever the registry issued for it.
    Issued,
}

/// The step of a decision at which a scheme acts (semantics §2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Phase {
    /// Starting prices.
    Shelf,
    /// Discounts on lines and sets.
    Goods,
    /// Discounts off the receipt.
    Receipt,
    /// Points and certificates spent.
    Tender,
    /// The total.
    Rounding,
    /// Points earned.
    Earn,
    /// Texts and offers.
    Offer,
}

/// How promotions of one scheme act on one another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scheme {
    /// Its name; a phase's own scheme is named after the phase.
    pub name: TextId,
    /// Its phase.
    pub phase: Phase,
    /// How promotions are combined.
    pub combine: Combine,
    /// What takes part in at most one promotion.
    pub scope: Scope,
    /// Whose benefit `best` looks for.
    pub favour: Favour,
}

/// How promotions are combined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Combine {
    /// The best combination.
    Best,
    /// Each on the same base.
    All,
    /// In total order, each taking what is free.
    First,
}

/// What takes part in at most one promotion of a scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scope {
    /// A unit.
    Unit,
    /// All units of a product (SKU).
    Product,
    /// The receipt.
    Receipt,
}

/// Whose benefit `best` looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Favour {
    /// The greatest discount.
    Customer,
    /// The least discount among combinations to which nothing can be added.
    Retailer,
}

/// Steps of reward by how much was bought.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Ladder {
    /// What the reward is taken off.
    pub off: Object,
    /// What is measured: goods.
    pub of: ItemsId,
    /// How they are measured.
    pub measure: Measure,
    /// Whether the reached step goes to the whole object or each step to its slice.
    pub mode: LadderMode,
    /// Steps in ascending order of `from`.
    pub steps: Vec<Step>,
}

/// How a ladder measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Measure {
    /// Money at the start of the scheme.
    Amount,
    /// A quantity in this unit; goods sold by another dimension do not count.
    Quantity(Unit),
    /// The number of distinct SKUs.
    Distinct,
}

/// How a ladder gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum LadderMode {
    /// The reached step to the whole object.
    Whole,
    /// Each step to its slice (percents only).
    PerSlice,
}

/// A step of a ladder.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Step {
    /// Where it begins: minor units for [`Measure::Amount`] (a whole number), the measure's unit for [`Measure::Quantity`].
    #[serde(with = "crate::exact")]
    pub from: Decimal,
    /// What it gives.
    pub reward: Reward,
}

/// What a step gives.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Reward {
    /// A percent of the start-of-scheme amount, `0 ≤ p ≤ 100`; zero is a step that gives nothing.
    Percent(#[serde(with = "crate::exact")] Decimal),
    /// A sum of minor units off the object.
    Sum(i64),
    /// A sum of minor units off each unit of sale (objects of goods only).
    Each(i64),
    /// A price of minor units per unit of sale (objects of goods only).
    Price(i64),
}

/// A promotion. Its gates (windows, stores, audience, tenders) are data, so that an index can be built from them; its
/// conditions and effects are a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promotion {
    /// Its name.
    pub name: TextId,
    /// Its title, or its name where none is written.
    pub title: TextId,
    /// Index into [`Plan::schemes`].
    pub scheme: u16,
    /// Larger goes first; 0 unless written.
    pub priority: i32,
    /// Applies alone in its scheme.
    pub exclusive: bool,
    /// Open if it is empty or one of them holds the instant: half-open `[from, to)`.
    pub valid: Vec<Window>,
    /// Open if it is empty or one of them holds the instant.
    pub on: Vec<Recurring>,
    /// The stores; `None`: all.
    pub stores: Option<StoresId>,
    /// The clients.
    pub audience: Audience,
    /// Coupons: each entry is a way to fulfil the clause, all coupons of which must be presented. Empty: none is needed.
    pub with: Vec<Vec<u16>>,
    /// Index of a list of tender kinds or card brands (compared without case), one of which pays the whole receipt.
    pub paid_by: Option<ListId>,
    /// `for each`: the set of which each instance is a use.
    pub each: Option<Set>,
    /// How many conditions the body requires; `Require(n)` stands for each `n` below it, in order.
    pub conditions: u16,
    /// The body: conditions, each followed by its `Require`, then effects. Without effects it only prints or shows.
    pub body: Code,
    /// Limits, in the order of their clauses.
    pub limits: Vec<Limit>,
    /// Texts it prints or shows when it applies.
    pub messages: Vec<Message>,
    /// Coupons that it issues when it applies, one of each; indices into [`Plan::coupons`], in written order.
    pub issues: Vec<u16>,
}

/// Goods that are put together (semantics §5).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Set {
    /// Its declared name; `None` for one written in place.
    pub name: Option<TextId>,
    /// Its roles, at least one.
    pub roles: Vec<Role>,
    /// Its units may also take part in other promotions of the scheme.
    pub reuse: bool,
}

/// A part of a set.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Role {
    /// Its name; `None` in a set written in place.
    pub name: Option<TextId>,
    /// The goods that may fill it.
    pub items: ItemsId,
    /// How much of them.
    pub pick: Pick,
}

/// How much of some goods fills a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Pick {
    /// Pieces, `1 ≤ least ≤ most`; never a weighed line.
    Pieces {
        /// At least.
        least: u32,
        /// At most.
        most: u32,
        /// Whether they must be alike.
        alike: Alike,
    },
    /// An amount of goods sold by this unit's dimension, above zero; a line may be taken in part.
    Quantity(#[serde(with = "crate::exact")] Decimal, Unit),
}

/// Whether the pieces of a role must be alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Alike {
    /// As they come.
    Any,
    /// Each of another SKU.
    Distinct,
    /// All of one SKU.
    Same,
}

/// A window of dates, half open. A missing end is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Window {
    /// First instant inside.
    pub from: Option<LocalTime>,
    /// First instant outside.
    pub to: Option<LocalTime>,
}

impl Window {
    /// Whether it is open at a local time: its end is not included.
    #[must_use]
    pub fn is_open(&self, at: LocalTime) -> bool {
        self.from.is_none_or(|from| from <= at) && self.to.is_none_or(|to| at < to)
    }
}

/// A window that recurs (semantics §6). With `to <= from` it runs over midnight and belongs to the day it starts on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Recurring {
    /// The days on which it starts.
    pub days: Days,
    /// First second inside.
    pub from: TimeOfDay,
    /// First second outside; 86 400 for the end of the day.
    pub to: TimeOfDay,
}

/// Days on which a recurring window starts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Days {
    /// Every day.
    Every,
    /// Days of the week: bit 0 is Monday, bit 6 Sunday.
    Weekdays(u8),
    /// Days of the month, both ends included, `1..=31`.
    OfMonth(u8, u8),
    /// The `n`-th given weekday of the month (`1..=5`; 0 is the last), weekday 1 = Monday.
    NthWeekday(u8, u8),
    /// Around a date property of the client, each year: so many days before and after, all ends included.
    AroundClientDate {
        /// Index into [`Plan::client_properties`], of type date.
        property: u16,
        /// Days before.
        before: u16,
        /// Days after.
        after: u16,
    },
}

/// Whom a promotion is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Audience {
    /// Everybody.
    Anyone,
    /// Known clients.
    Known,
    /// The clients of a selection.
    Clients(ClientsId),
}

/// A limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    /// How much.
    pub amount: LimitAmount,
    /// Whether the last use may be cut to the rest.
    pub partial: bool,
    /// What is counted together.
    pub per: LimitPer,
}

impl Limit {
    /// A limit on each receipt by itself.
    #[must_use]
    pub const fn per_receipt(amount: LimitAmount, partial: bool) -> Self {
        Self {
            amount,
            partial,
            per: LimitPer::Receipt,
        }
    }
}

/// Which uses a limit counts together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LimitPer {
    /// Those of one receipt.
    Receipt,
    /// Those of all receipts with one key.
    Key(LimitKey),
}

/// The key of a limit across receipts. Without holders and period it is the whole promotion's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LimitKey {
    /// Each client by itself.
    pub client: bool,
    /// Each card by itself.
    pub card: bool,
    /// Each store by itself.
    pub store: bool,
    /// Each calendar period of the store's local date by itself.
    pub period: Option<Period>,
    /// What becomes of a receipt without a client or card to count for.
    pub guests: GuestUses,
}

/// What a limit per client or card leaves to receipts that have none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum GuestUses {
    /// Nothing: the promotion is not for them.
    #[default]
    None,
    /// Everything: nobody counts.
    Unlimited,
}

/// A calendar period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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

/// The measure of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LimitAmount {
    /// Uses; without `for each` a receipt is one use.
    Times(u32),
    /// Units that receive the discount; never grants a weighed line.
    Pieces(u32),
    /// Minor units of discount.
    Money(i64),
}

/// A text of a promotion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Where it goes.
    pub place: Place,
    /// Its pieces, in order.
    pub pieces: Vec<Piece>,
}

/// Where a text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// Printed above the lines.
    Header,
    /// Printed below the total.
    Footer,
    /// Printed on the slip after the receipt.
    Slip,
    /// Shown to the customer.
    Customer,
    /// Shown to the cashier.
    Cashier,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    /// As written.
    Text(TextId),
    /// What this promotion gave on this receipt (money).
    Saved,
    /// How many times it applied.
    Times,
    /// Its title.
    Title,
    /// What is to be paid (money).
    Total,
    /// The sum of all discounts (money).
    Discount,
    /// A property of the client.
    ClientProperty(u16),
    /// The local date of the receipt.
    Date,
    /// The store's number.
    Store,
}
