//! A typed programme as plain data, for the reference interpreter and the generator; it must not know the production tree, types or plan.

pub mod calendar;
pub mod coupon;
mod limit;
pub mod receipt;

pub use limit::{Across, Limit, Period};

use calendar::{Date, LocalTime};

/// A sum in minor units of the programme's currency.
pub type Minor = i64;
/// A quantity in thousandths of its unit.
pub type Milli = i64;
/// A percentage in hundredths of a percent: `15%` is 1500.
pub type BasisPoints = i64;

/// Everything a `.perk` folder says, in today's scope.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Programme {
    /// The `retailer` block.
    pub retailer: Retailer,
    /// `product property` declarations.
    pub product_properties: Vec<Property>,
    /// `client property` declarations, without the built-in `birthday`.
    pub client_properties: Vec<Property>,
    /// `items` declarations.
    pub items: Vec<(String, Items)>,
    /// `stores` declarations.
    pub stores: Vec<(String, Stores)>,
    /// `clients` declarations.
    pub clients: Vec<(String, Cond)>,
    /// `set` declarations.
    pub sets: Vec<(String, Set)>,
    /// `protect` declarations.
    pub protects: Vec<Protect>,
    /// `scheme` declarations, besides each phase's own.
    pub schemes: Vec<Scheme>,
    /// `coupon` declarations.
    pub coupons: Vec<coupon::Coupon>,
    /// `promotion` declarations.
    pub promotions: Vec<Promotion>,
}

/// The `retailer` block.
#[derive(Debug, Clone, PartialEq)]
pub struct Retailer {
    /// Title between quotes.
    pub title: String,
    /// ISO code.
    pub currency: Currency,
    /// The zone of the stores that name none.
    pub zone: Zone,
    /// How sums are rounded to minor units.
    pub rounding: RoundingMode,
    /// `rounding total <mode> to <minor units>`.
    pub total: Option<(RoundingMode, Minor)>,
}

impl Default for Retailer {
    fn default() -> Retailer {
        Retailer {
            title: "Shop".to_owned(),
            currency: Currency::Rub,
            zone: Zone::Moscow,
            rounding: RoundingMode::HalfUp,
            total: None,
        }
    }
}

/// A currency and its number of decimal places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Currency {
    /// Two decimals.
    Rub,
    /// Two decimals.
    Eur,
    /// Two decimals.
    Usd,
}

impl Currency {
    /// ISO code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Currency::Rub => "RUB",
            Currency::Eur => "EUR",
            Currency::Usd => "USD",
        }
    }

    /// Number of decimals of an amount.
    #[must_use]
    pub fn digits(self) -> usize {
        match self {
            Currency::Rub | Currency::Eur | Currency::Usd => 2,
        }
    }
}

/// A zone without clock shifts, so that wall-clock time is instant plus a constant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// UTC+3.
    Moscow,
    /// UTC+5.
    Yekaterinburg,
    /// UTC+10.
    Vladivostok,
}

impl Zone {
    /// Name in the zone database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Zone::Moscow => "Europe/Moscow",
            Zone::Yekaterinburg => "Asia/Yekaterinburg",
            Zone::Vladivostok => "Asia/Vladivostok",
        }
    }

    /// Hours ahead of UTC.
    #[must_use]
    pub fn hours(self) -> i64 {
        match self {
            Zone::Moscow => 3,
            Zone::Yekaterinburg => 5,
            Zone::Vladivostok => 10,
        }
    }
}

/// How an exact amount becomes a whole number of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoundingMode {
    /// Halves away from zero.
    HalfUp,
    /// Halves to the even neighbour.
    HalfEven,
    /// Halves towards zero.
    HalfDown,
    /// Towards zero.
    Down,
    /// Away from zero.
    Up,
}

/// A declared fact of a product or a client.
#[derive(Debug, Clone, PartialEq)]
pub struct Property {
    /// Name as written.
    pub name: String,
    /// Type.
    pub kind: PropertyKind,
}

/// Type of a declared fact.
#[derive(Debug, Clone, PartialEq)]
pub enum PropertyKind {
    /// `yes/no`.
    YesNo,
    /// `number`.
    Number,
    /// `date`.
    Date,
    /// `text`.
    Text,
    /// `one of a, b`.
    OneOf(Vec<String>),
}

/// Value of a declared fact.
#[derive(Debug, Clone, PartialEq)]
pub enum PropertyValue {
    /// Yes or no.
    YesNo(bool),
    /// A number in thousandths.
    Number(Milli),
    /// A calendar date.
    Date(Date),
    /// Text, or one of the listed words.
    Text(String),
}

/// A selection of goods.
#[derive(Debug, Clone, PartialEq)]
pub enum Items {
    /// `all`.
    All,
    /// A declared selection.
    Named(String),
    /// `category "a/b", "c"`: with subcategories, by path element.
    Category(Vec<String>),
    /// `brand "a", "b"`.
    Brand(Vec<String>),
    /// `supplier "a"`.
    Supplier(Vec<String>),
    /// `sku "a", "b"`.
    Sku(Vec<String>),
    /// `sku from "file.csv"`, with what the file holds.
    SkuFrom(String, Vec<String>),
    /// A product property against a value.
    Property(String, Comparison, PropertyValue),
    /// The price of the line, per unit of sale.
    Price(Comparison, Minor),
    /// Both.
    And(Box<Items>, Box<Items>),
    /// Either.
    Or(Box<Items>, Box<Items>),
    /// The first without the second.
    Except(Box<Items>, Box<Items>),
}

/// Goods that are taken together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Set {
    /// Named roles, in the order of the text.
    pub roles: Vec<(String, Pick)>,
    /// `reuse`: the units stay free for other promotions.
    pub reuse: bool,
}

/// What fills a role: `2 distinct of pastry`, `1.5 kg of cheese`.
#[derive(Debug, Clone, PartialEq)]
pub struct Pick {
    /// How much.
    pub count: Count,
    /// Whether the units have to differ or to be alike.
    pub likeness: Likeness,
    /// Of what.
    pub items: Items,
}

/// How much fills a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// `3 of`, `from 3 to 6 of`: pieces, both ends included.
    Pieces(i64, i64),
    /// `1.5 kg of`: thousandths of a unit.
    Quantity(Milli, Unit),
}

/// How the products of a role's units compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// As they come.
    Any,
    /// `distinct`: no product twice.
    Distinct,
    /// `same`: one product.
    Same,
}

/// The object of a promotion with `for each`.
#[derive(Debug, Clone, PartialEq)]
pub enum ForEach {
    /// A declared set.
    Named(String),
    /// `for each 3 of soap`.
    Inline(Pick),
}

/// A selection of stores.
#[derive(Debug, Clone, PartialEq)]
pub enum Stores {
    /// `all`.
    All,
    /// A declared selection.
    Named(String),
    /// `store "001", "002"`.
    Store(Vec<String>),
    /// `region "Moscow"`.
    Region(Vec<String>),
    /// `format "mini"`.
    Format(Vec<String>),
    /// Both.
    And(Box<Stores>, Box<Stores>),
    /// Either.
    Or(Box<Stores>, Box<Stores>),
    /// The first without the second.
    Except(Box<Stores>, Box<Stores>),
}

/// One of the six comparisons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `=`.
    Equal,
    /// `!=`.
    NotEqual,
    /// `<`.
    Less,
    /// `<=`.
    AtMost,
    /// `>`.
    More,
    /// `>=`.
    AtLeast,
}

/// A condition. Facts that are absent make it unknown, and an unknown condition does not hold.
#[derive(Debug, Clone, PartialEq)]
pub enum Cond {
    /// All hold.
    And(Vec<Cond>),
    /// Some holds.
    Or(Vec<Cond>),
    /// Does not hold.
    Not(Box<Cond>),
    /// A fact against a literal.
    Compare(Fact, Comparison, Value),
    /// A fact against another one of its type.
    Facts(Fact, Comparison, Fact),
    /// `between a and b`, both ends included.
    Between(Fact, Value, Value),
    /// `is in "a", "b"`; `true` for `is not in`.
    IsIn(Fact, Vec<String>, bool),
    /// A yes/no fact by itself.
    Is(Fact),
}

/// What a condition may look at.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// `receipt.amount`: eligible goods at the start of the scheme.
    ReceiptAmount,
    /// `receipt.list_amount`: eligible goods at full price.
    ReceiptListAmount,
    /// `receipt.quantity`: of all goods, in the unit of the literal.
    ReceiptQuantity,
    /// `receipt.products`: distinct skus.
    ReceiptProducts,
    /// `receipt.date`.
    ReceiptDate,
    /// `receipt.time`.
    ReceiptTime,
    /// `amount of X`.
    AmountOf(Items),
    /// `quantity of X`, in the unit of the literal.
    QuantityOf(Items),
    /// `number of distinct X`.
    DistinctOf(Items),
    /// `price of cheapest X`.
    CheapestPrice(Items),
    /// `client.age`.
    ClientAge,
    /// `client.visits`.
    ClientVisits,
    /// `client.this_visit`: this receipt counted too.
    ClientThisVisit,
    /// `client.<property>`.
    ClientProperty(String),
    /// `store.region`.
    StoreRegion,
    /// `store.format`.
    StoreFormat,
}

/// A literal of a condition.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Money.
    Money(Minor),
    /// A quantity with its unit.
    Quantity(Milli, Unit),
    /// A bare number in thousandths.
    Number(Milli),
    /// A date.
    Date(Date),
    /// A time of day, minutes after midnight.
    Time(i64),
    /// Text or one of the listed words.
    Text(String),
    /// Yes or no.
    YesNo(bool),
}

/// A unit of quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Pieces.
    Pcs,
    /// Kilograms.
    Kg,
    /// Grams.
    G,
    /// Litres.
    L,
    /// Millilitres.
    Ml,
    /// Metres.
    M,
}

impl Unit {
    /// What is measured: 0 pieces, 1 weight, 2 volume, 3 length.
    #[must_use]
    pub fn dimension(self) -> u8 {
        match self {
            Unit::Pcs => 0,
            Unit::Kg | Unit::G => 1,
            Unit::L | Unit::Ml => 2,
            Unit::M => 3,
        }
    }

    /// How many thousandths of the dimension's main unit one of this unit is.
    #[must_use]
    pub fn thousandths(self) -> i64 {
        match self {
            Unit::Pcs | Unit::Kg | Unit::L | Unit::M => 1000,
            Unit::G | Unit::Ml => 1,
        }
    }

    /// Spelling in receipts, catalogues and English text.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Unit::Pcs => "pcs",
            Unit::Kg => "kg",
            Unit::G => "g",
            Unit::L => "l",
            Unit::Ml => "ml",
            Unit::M => "m",
        }
    }
}

/// `protect <items> { … }`.
#[derive(Debug, Clone, PartialEq)]
pub struct Protect {
    /// What is protected.
    pub items: Items,
    /// From what.
    pub rules: Vec<Rule>,
}

/// One line of a `protect` block.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// What is forbidden.
    pub what: Protection,
    /// First day in force.
    pub from: Option<Date>,
    /// Last day in force.
    pub to: Option<Date>,
}

/// What a rule of a `protect` block forbids.
#[derive(Debug, Clone, PartialEq)]
pub enum Protection {
    /// Outside every selection, threshold and base.
    NoPromotion,
    /// Counts, receives nothing.
    NoDiscount,
    /// No points; nothing today.
    NoPoints,
    /// `price at least P [per content]`: of one unit of sale where no content is named.
    PriceAtLeast(Minor, Option<(Milli, Unit)>),
    /// `discount at most P%` of the line.
    DiscountAtMost(BasisPoints),
}

/// A `scheme` declaration.
#[derive(Debug, Clone, PartialEq)]
pub struct Scheme {
    /// Name.
    pub name: String,
    /// Its phase.
    pub phase: Phase,
    /// How its promotions meet.
    pub combine: Combine,
    /// Who may not meet twice.
    pub scope: Scope,
    /// Whose side ties and choices take.
    pub side: Side,
    /// The scheme it follows; the phase's own if absent.
    pub after: Option<String>,
}

/// A phase in which discounts happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Lines.
    Goods,
    /// The whole receipt.
    Receipt,
}

impl Phase {
    /// Name of the phase and of its own scheme.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Phase::Goods => "goods",
            Phase::Receipt => "receipt",
        }
    }
}

/// How the promotions of a scheme meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Combine {
    /// The best combination.
    Best,
    /// Each on the same base.
    All,
    /// In order, each taking what is free.
    First,
}

/// What takes part in at most one promotion of a scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// A unit.
    Unit,
    /// All units of a sku.
    Product,
    /// The receipt.
    Receipt,
}

/// Whose benefit decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The greatest.
    Customer,
    /// The least among those to which nothing can be added.
    Retailer,
}

/// A `promotion` declaration.
#[derive(Debug, Clone, PartialEq)]
pub struct Promotion {
    /// Name.
    pub name: String,
    /// Title between quotes.
    pub title: Option<String>,
    /// Any of these windows; none means always.
    pub valid: Vec<Valid>,
    /// Any of these recurring windows; none means always.
    pub on: Vec<Recurring>,
    /// Where.
    pub stores: Option<Stores>,
    /// For whom.
    pub audience: Option<Audience>,
    /// `with`: for one of these ways a code of each coupon; none means no coupon is needed.
    pub with: Vec<Vec<String>>,
    /// One of these is the sole tender; none means any.
    pub paid_by: Vec<Payment>,
    /// All of these.
    pub when: Vec<Cond>,
    /// The set that each application takes.
    pub for_each: Option<ForEach>,
    /// Scheme; the phase's own if absent.
    pub scheme: Option<String>,
    /// Larger goes first.
    pub priority: i64,
    /// Applies alone in its scheme.
    pub exclusive: bool,
    /// Bounds within one receipt.
    pub limits: Vec<Limit>,
    /// What is given away; then there are no discounts.
    pub gift: Option<Gift>,
    /// Discounts. Several only if each is per unit; none for a promotion that only speaks.
    pub gives: Vec<Give>,
    /// Texts.
    pub messages: Vec<Message>,
    /// Coupons it issues.
    pub issues: Vec<String>,
}

impl Promotion {
    /// A promotion without clauses.
    #[must_use]
    pub fn named(name: &str) -> Promotion {
        Promotion {
            name: name.to_owned(),
            title: None,
            valid: Vec::new(),
            on: Vec::new(),
            stores: None,
            audience: None,
            with: Vec::new(),
            paid_by: Vec::new(),
            when: Vec::new(),
            for_each: None,
            scheme: None,
            priority: 0,
            exclusive: false,
            limits: Vec::new(),
            gift: None,
            gives: Vec::new(),
            messages: Vec::new(),
            issues: Vec::new(),
        }
    }
}

/// A `valid` window.
#[derive(Debug, Clone, PartialEq)]
pub enum Valid {
    /// Whole days, the last one included.
    Days(Option<Date>, Option<Date>),
    /// Instants of the store's clock, the end excluded.
    Times(LocalTime, LocalTime),
}

/// An `on` window: days, and hours of those days.
#[derive(Debug, Clone, PartialEq)]
pub struct Recurring {
    /// Which days.
    pub days: Days,
    /// Minutes after midnight; the end is excluded, an end not after the start is of the next day.
    pub hours: Option<(i64, i64)>,
}

/// The days of a recurring window.
#[derive(Debug, Clone, PartialEq)]
pub enum Days {
    /// Days of the week, Monday is 0: ranges, both ends included.
    Week(Vec<(u8, u8)>),
    /// `days a..b of month`.
    OfMonth(i64, i64),
    /// `first … fourth sunday of month`, counted from 1.
    NthOfMonth(i64, u8),
    /// `last sunday of month`.
    LastOfMonth(u8),
    /// `2026-10-01 .. 2026-10-03`, both ends included.
    Dates(Date, Date),
}

/// Whom a promotion is for.
#[derive(Debug, Clone, PartialEq)]
pub enum Audience {
    /// `for known clients`.
    Known,
    /// `for guests`: nobody presented anything.
    Guests,
    /// `for clients X`.
    Clients(String),
    /// Both.
    And(Box<Audience>, Box<Audience>),
    /// Either.
    Or(Box<Audience>, Box<Audience>),
    /// The first without the second.
    Except(Box<Audience>, Box<Audience>),
}

/// A tender that `paid by` names.
#[derive(Debug, Clone, PartialEq)]
pub enum Payment {
    /// A brand between quotes.
    Brand(String),
    /// `cash`.
    Cash,
    /// `bank card`.
    BankCard,
}

/// `gift 2 distinct of X at 10 RUB`.
#[derive(Debug, Clone, PartialEq)]
pub struct Gift {
    /// How many pieces.
    pub count: i64,
    /// No product twice.
    pub distinct: bool,
    /// Of what.
    pub items: Items,
    /// What one of them costs; 0 where it is for nothing.
    pub price: Minor,
}

/// A discount effect.
#[derive(Debug, Clone, PartialEq)]
pub struct Give {
    /// What is given.
    pub effect: Effect,
    /// Of what amount, for percents.
    pub base: Base,
}

/// The amount a percent is taken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// The amount at the start of the scheme.
    Start,
    /// `of list price`.
    List,
    /// `of running price`.
    Running,
}

/// What a discount lies on.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// Goods; with `for each`, those of the set, where a role goes by its name.
    Items(Items),
    /// The receipt.
    Receipt,
    /// All units of the set.
    Set,
    /// `cheapest 2` of the set.
    Cheapest(i64),
    /// The dearest so many of the set.
    Dearest(i64),
}

/// What is given.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// `15% off X`.
    Percent(BasisPoints, Target),
    /// `100 RUB off X`: one sum.
    Sum(Minor, Target),
    /// `30 RUB off each X`.
    Each(Minor, Items),
    /// `price 99 RUB for X`.
    Price(Minor, Items),
    /// `price 199 RUB for set`.
    SetPrice(Minor),
    /// `off X by amount|quantity of Y { from …: … }`.
    Ladder(Ladder),
}

/// A ladder of steps.
#[derive(Debug, Clone, PartialEq)]
pub struct Ladder {
    /// What receives.
    pub target: Target,
    /// What is measured.
    pub measure: Measure,
    /// Thresholds, ascending, and what each gives.
    pub steps: Vec<(Value, Step)>,
    /// Each step to its slice instead of the reached one to the whole.
    pub per_slice: bool,
}

/// What a ladder measures.
#[derive(Debug, Clone, PartialEq)]
pub enum Measure {
    /// `amount of X`.
    Amount(Items),
    /// `quantity of X`.
    Quantity(Items),
    /// `number of distinct X`.
    Distinct(Items),
}

/// What a step gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A percent.
    Percent(BasisPoints),
    /// A sum.
    Sum(Minor),
}

/// A text with values.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// Where it goes.
    pub place: Place,
    /// Its pieces.
    pub text: Vec<Piece>,
}

/// Where a text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// `print`: the slip.
    Slip,
    /// `print … in header`.
    Header,
    /// `print … in footer`.
    Footer,
    /// `show customer`.
    Customer,
    /// `show cashier`.
    Cashier,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// As written.
    Plain(String),
    /// `{saved}`: the discount of this promotion.
    Saved,
}
