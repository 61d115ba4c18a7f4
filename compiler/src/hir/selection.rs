//! Selections of goods, stores and clients, with names resolved and lists read; knows no catalogue.

use std::sync::Arc;

use super::condition::{Compare, Condition};
use super::value::{Money, Name, SpanId, Text, Value};

/// `items coffee also coffees = …`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemsDeclaration {
    /// Folded name.
    pub name: Name,
    /// The selection behind the name.
    pub selection: ItemSelection,
}

/// `stores moscow = …`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoresDeclaration {
    /// Folded name.
    pub name: Name,
    /// The selection behind the name.
    pub selection: StoreSelection,
}

/// `clients students = …`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientsDeclaration {
    /// Folded name.
    pub name: Name,
    /// The selection behind the name.
    pub selection: ClientSelection,
}

/// A single column of the catalogue compared with texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ItemColumn {
    /// `category`: a path `A/B/C`; a value matches itself and its subcategories, by whole path elements.
    Category,
    /// `brand`
    Brand,
    /// `supplier`
    Supplier,
    /// `sku`
    Sku,
    /// `barcode` (several per product: any of them)
    Barcode,
    /// `tag` (several per product: any of them)
    Tag,
}

/// The texts of one filter: any of them matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Values {
    /// Sorted by code points, without repeats, so that order in the text or file means nothing.
    pub values: Arc<[Text]>,
    /// The CSV file they were read from, as written; `None` when written in the rule.
    pub file: Option<Text>,
}

/// Which goods. `no promotion` goods are outside every selection (semantics §4); the runtime applies that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemSelection {
    /// `all`
    All,
    /// A declared `items` name. INVARIANT: declared and not part of a cycle when the programme has no errors.
    Named(Name),
    /// Goods whose column holds any of the values.
    Column {
        /// Which column.
        column: ItemColumn,
        /// Any of these.
        values: Values,
    },
    /// Goods whose declared property compares so; `=` with several values means any of them.
    Property {
        /// The folded name of a `product property`.
        property: Name,
        /// The comparison.
        op: Compare,
        /// Right sides, of the property's type; more than one only with `Eq` (any of) and `NotEq` (none of).
        values: Vec<Value>,
    },
    /// Goods by the unit price of their line.
    Price {
        /// The comparison.
        op: Compare,
        /// The bound.
        bound: Money,
    },
    /// `and`
    And(Vec<ItemSelection>),
    /// `or`
    Or(Vec<ItemSelection>),
    /// `except`: in the first and not in the second.
    Except(Box<ItemSelection>, Box<ItemSelection>),
}

/// A column of the table of stores.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum StoreColumn {
    /// `store` (its code)
    Store,
    /// `region`
    Region,
    /// `format`
    Format,
    /// `partner`
    Partner,
    /// A further column of `stores.csv`, by its heading.
    Property(Text),
}

/// Which stores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreSelection {
    /// `all`
    All,
    /// A declared `stores` name.
    Named(Name),
    /// Stores whose column holds any of the values.
    Column {
        /// Which column.
        column: StoreColumn,
        /// Any of these.
        values: Values,
    },
    /// `and`
    And(Vec<StoreSelection>),
    /// `or`
    Or(Vec<StoreSelection>),
    /// `except`
    Except(Box<StoreSelection>, Box<StoreSelection>),
}

/// Which clients. A guest is in none but `Guests` and `Everyone`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientSelection {
    /// Known clients and guests.
    Everyone,
    /// Known clients.
    Known,
    /// Guests.
    Guests,
    /// A declared `clients` name.
    Named(Name),
    /// A condition on facts of the client (`client.age < 26`).
    Where(Box<Condition>, SpanId),
    /// `and`
    And(Vec<ClientSelection>),
    /// `or`
    Or(Vec<ClientSelection>),
    /// `except`: in the first and not in the second; a guest is not in a named selection, so stays.
    Except(Box<ClientSelection>, Box<ClientSelection>),
}
