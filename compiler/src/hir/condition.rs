//! Typed conditions: a tree of comparisons of facts with constants or with one another; knows no spelling.

use super::selection::{ClientSelection, ItemSelection, StoreSelection};
use super::value::{Name, SpanId, Text, Value};
pub use perk_plan::ops::Compare;

/// A condition. Both sides of every comparison have the same type and dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// `and`
    All(Vec<Condition>),
    /// `or`
    Any(Vec<Condition>),
    /// `not`
    Not(Box<Condition>),
    /// `receipt.amount >= 500 RUB`
    Compare {
        /// Left side.
        fact: Fact,
        /// Operator.
        op: Compare,
        /// Right side, of the fact's type.
        value: Value,
        /// Where it is written.
        span: SpanId,
    },
    /// `amount of coffee > amount of tea`
    CompareFacts {
        /// Left side.
        fact: Fact,
        /// Operator.
        op: Compare,
        /// Right side, of the left one's type.
        other: Fact,
        /// Where it is written.
        span: SpanId,
    },
    /// `between … and …`, both ends inside.
    Between {
        /// Left side.
        fact: Fact,
        /// Lower end, included.
        low: Value,
        /// Upper end, included.
        high: Value,
        /// Where it is written.
        span: SpanId,
    },
    /// `store.region is in "A", "B"`
    OneOf {
        /// Left side.
        fact: Fact,
        /// Any of these.
        values: Vec<Value>,
        /// Where it is written.
        span: SpanId,
    },
    /// A yes/no fact on its own: `client.student`.
    Holds {
        /// The fact.
        fact: Fact,
        /// Where it is written.
        span: SpanId,
    },
    /// `client is in students`
    ClientIn {
        /// Which clients.
        clients: ClientSelection,
        /// Where it is written.
        span: SpanId,
    },
    /// `store is in moscow`
    StoreIn {
        /// Which stores.
        stores: StoreSelection,
        /// Where it is written.
        span: SpanId,
    },
}

/// A fact the runtime can find out about the receipt being decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// `receipt.…`
    Receipt(ReceiptFact),
    /// `amount of X`: money of X at the start of the scheme.
    AmountOf(ItemSelection),
    /// `quantity of X`: summed quantity; compared with a count or a quantity of one unit.
    QuantityOf(ItemSelection),
    /// `number of distinct X`: distinct skus in X.
    DistinctOf(ItemSelection),
    /// `price of cheapest X`: least unit price in X; absent without such goods.
    CheapestPriceOf(ItemSelection),
    /// `client.…`; absent for a guest.
    Client(ClientFact),
    /// `store.…`
    Store(StoreFact),
    /// `till`
    Till,
    /// `cashier`
    Cashier,
    /// `tender`: the sole kind or brand of payment.
    Tender,
}

/// Facts of the receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReceiptFact {
    /// `receipt.amount`: money at the start of the scheme.
    Amount,
    /// `receipt.list_amount`: money at shelf prices.
    ListAmount,
    /// `receipt.quantity`: summed quantity.
    Quantity,
    /// `receipt.products`: distinct skus.
    Products,
    /// `receipt.date`: local date of the store.
    Date,
    /// `receipt.time`: local time of the store.
    Time,
}

/// Facts of the client.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ClientFact {
    /// `client.age`: full years on the receipt's date.
    Age,
    /// `client.registered`: date of registration.
    Registered,
    /// `client.visits`: confirmed receipts before this one.
    Visits,
    /// `client.this_visit`: visits + 1.
    ThisVisit,
    /// A declared `client property`.
    Property(Name),
}

/// Facts of the store.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum StoreFact {
    /// `store` itself: its code.
    Code,
    /// `store.region`
    Region,
    /// `store.format`
    Format,
    /// `store.partner`
    Partner,
    /// A further column of `stores.csv`, by its heading.
    Property(Text),
}
