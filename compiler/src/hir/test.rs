//! Tests of the author: a receipt, its circumstances and what is expected; knows no engine.

use super::value::{Currency, LocalTime, Money, Name, SpanId, Text, Value};
use perk_plan::plan::{LimitAmount, LimitKey, Place};
use rust_decimal::Decimal;

/// `test "…" { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// Its title.
    pub title: Text,
    /// `at`: opening of the receipt, local time.
    pub at: Option<LocalTime>,
    /// Where `at` is written without a time of day, which is midnight.
    pub midnight: Option<SpanId>,
    /// `store "001"`
    pub store: Option<Text>,
    /// `till "2"`
    pub till: Option<Text>,
    /// `cashier "17"`
    pub cashier: Option<Text>,
    /// `client { … }`; a guest without.
    pub client: Option<ClientSetup>,
    /// `used morning 2 times per client per day`: what was used of limits before.
    pub uses: Vec<TestUse>,
    /// `coupon "AUT-7F3K"`: codes as presented.
    pub coupons: Vec<Text>,
    /// `paid by "MIR" …`
    pub tenders: Vec<TestTender>,
    /// Lines of the receipt, in written order; ids are "1", "2", ….
    pub lines: Vec<TestLine>,
    /// What is expected, with places.
    pub expectations: Vec<(Expectation, SpanId)>,
    /// Where the title is written.
    pub span: SpanId,
    /// The brace after it.
    pub opens: SpanId,
}

/// What was used of a limit before, under the key of the test's own receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestUse {
    /// Whose limit.
    pub promotion: Name,
    /// How much.
    pub amount: LimitAmount,
    /// The currency of an amount of money.
    pub currency: Currency,
    /// What it counts together.
    pub key: LimitKey,
}

/// The client of a test.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClientSetup {
    /// Identifier or card, when written.
    pub id: Option<Text>,
    /// All declared properties that are set; `birthday` is one of them.
    pub properties: Vec<(Name, Value)>,
    /// Confirmed receipts before this one.
    pub visits: Option<u64>,
    /// Date of registration.
    pub registered: Option<super::value::Date>,
}

/// `2 x LATTE at 180 RUB in "Drinks/Coffee"`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestLine {
    /// Product.
    pub sku: Text,
    /// Quantity.
    pub quantity: Decimal,
    /// Unit of sale as the catalogue spells it (`pcs`, `kg`, `l`), when written.
    pub unit: Option<Text>,
    /// Price per unit: written, else the catalogue's.
    pub price: Money,
    /// Category path.
    pub category: Option<Text>,
    /// Brand.
    pub brand: Option<Text>,
    /// Declared product properties.
    pub properties: Vec<(Name, Value)>,
    /// Where it is written.
    pub span: SpanId,
}

/// A tender of a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestTender {
    /// Kind or brand, as written.
    pub name: Text,
    /// Its share; the rest of the total when not written.
    pub amount: Option<Money>,
}

/// `expect …`
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expectation {
    /// `expect <promotion> gives 27 RUB` (and how often, when written)
    Gives {
        /// Which promotion.
        promotion: Name,
        /// How much in all.
        amount: Money,
        /// How often.
        times: Option<u64>,
    },
    /// `expect <promotion> gives nothing`
    GivesNothing {
        /// Which promotion.
        promotion: Name,
    },
    /// `expect total 352 RUB`: what is paid.
    Total(Money),
    /// `expect discount 98 RUB`: all discounts.
    Discount(Money),
    /// `expect net LATTE 285.67 RUB`: what all lines of a product cost.
    Net {
        /// Which product.
        sku: Text,
        /// How much.
        amount: Money,
    },
    /// `expect print "…"`: one of the printed texts is this one.
    Prints(Text),
    /// `expect show customer "…"`: one of the texts shown to them is this one.
    Shows {
        /// `Place::Customer` or `Place::Cashier`.
        place: Place,
        /// What.
        text: Text,
    },
}
