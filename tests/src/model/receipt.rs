//! What a receipt, its client and the tables beside a programme say; it must not know any rule.

use super::calendar::{Date, LocalTime};
use super::{Milli, Minor, PropertyValue, Unit, Zone};

/// The catalogue.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Catalogue {
    /// Its rows.
    pub products: Vec<Product>,
}

/// One row of the catalogue.
#[derive(Debug, Clone, PartialEq)]
pub struct Product {
    /// Key.
    pub sku: String,
    /// Shown name.
    pub name: String,
    /// Path of categories.
    pub category: Option<String>,
    /// Brand.
    pub brand: Option<String>,
    /// Supplier.
    pub supplier: Option<String>,
    /// Unit of sale.
    pub unit: Unit,
    /// What one unit of sale holds.
    pub content: Option<(Milli, Unit)>,
    /// Price per unit of sale.
    pub price: Minor,
    /// Declared properties.
    pub properties: Vec<(String, PropertyValue)>,
}

/// One row of the table of stores.
#[derive(Debug, Clone, PartialEq)]
pub struct Store {
    /// Key.
    pub id: String,
    /// Region.
    pub region: Option<String>,
    /// Format.
    pub format: Option<String>,
    /// Zone; the retailer's if absent.
    pub zone: Option<Zone>,
}

/// What is known of the client at the instant of decision.
#[derive(Debug, Clone, PartialEq)]
pub struct Client {
    /// How the client was recognised.
    pub status: ClientStatus,
    /// Key.
    pub id: String,
    /// Birthday.
    pub birthday: Option<Date>,
    /// Receipts so far, without this one.
    pub visits: i64,
    /// Declared properties.
    pub properties: Vec<(String, PropertyValue)>,
}

/// How the client was recognised. Only facts of a known client count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientStatus {
    /// Recognised.
    Known,
    /// Nobody presented anything.
    Guest,
    /// A card nobody knows.
    UnknownCard,
    /// Recognised, refused.
    Blocked,
    /// Recognised, too late.
    Expired,
    /// The registry did not answer.
    Unreachable,
}

/// A receipt to decide.
#[derive(Debug, Clone, PartialEq)]
pub struct Receipt {
    /// Key.
    pub id: String,
    /// Opening, by the store's clock.
    pub at: LocalTime,
    /// How the opening is written down.
    pub clock: Clock,
    /// Store.
    pub store: Option<String>,
    /// Codes presented, as typed.
    pub coupons: Vec<String>,
    /// Payments, if already known.
    pub tenders: Vec<Tender>,
    /// Choices of gifts (promotion and SKU) and refusals (without a SKU).
    pub claims: Vec<(String, Option<String>)>,
    /// Goods.
    pub lines: Vec<Line>,
}

/// How an instant is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// The store's time with its offset.
    Offset,
    /// The store's time without an offset.
    Plain,
    /// In UTC.
    Utc,
}

/// One payment.
#[derive(Debug, Clone, PartialEq)]
pub struct Tender {
    /// Kind, such as `cash` or `card`.
    pub kind: String,
    /// Brand of a card.
    pub brand: Option<String>,
    /// How much.
    pub amount: Minor,
}

/// One line of goods.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Key within the receipt.
    pub id: String,
    /// Product.
    pub sku: String,
    /// Quantity in thousandths.
    pub quantity: Milli,
    /// Price per unit of sale.
    pub price: Minor,
    /// The scale's own gross.
    pub amount: Option<Minor>,
    /// What the line says of its product; wins over the catalogue.
    pub unit: Option<Unit>,
    /// Path of categories.
    pub category: Option<String>,
    /// Brand.
    pub brand: Option<String>,
    /// Content of one unit of sale.
    pub content: Option<(Milli, Unit)>,
    /// Declared properties.
    pub properties: Vec<(String, PropertyValue)>,
    /// The shelf price may not be replaced.
    pub price_fixed: bool,
    /// Discounts given elsewhere: giver and amount.
    pub discounts: Vec<(String, Minor)>,
    /// Codes of marked goods, one per unit.
    pub marks: Vec<String>,
    /// The promotion for which the till added the line.
    pub granted_by: Option<String>,
}

impl Line {
    /// A plain line of `pcs` whole pieces.
    #[must_use]
    pub fn pieces(id: &str, sku: &str, pcs: i64, price: Minor) -> Line {
        Line {
            id: id.to_owned(),
            sku: sku.to_owned(),
            quantity: pcs.saturating_mul(1000),
            price,
            amount: None,
            unit: None,
            category: None,
            brand: None,
            content: None,
            properties: Vec::new(),
            price_fixed: false,
            discounts: Vec::new(),
            marks: Vec::new(),
            granted_by: None,
        }
    }
}

/// What was used of one limit under one key.
#[derive(Debug, Clone, PartialEq)]
pub struct Use {
    /// Whose limit.
    pub promotion: String,
    /// `client C-1/day 2026-10-05`, `total`.
    pub key: String,
    /// What.
    pub used: Used,
}

/// How much was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Used {
    /// Times.
    Times(i64),
    /// Pieces.
    Pcs(i64),
    /// Minor units.
    Money(Minor),
}

/// One receipt with everything it is decided by.
#[derive(Debug, Clone, PartialEq)]
pub struct World {
    /// Products.
    pub catalogue: Catalogue,
    /// Stores.
    pub stores: Vec<Store>,
    /// The client, if one was presented.
    pub client: Option<Client>,
    /// The card by which the client was presented, if it was one.
    pub card: Option<String>,
    /// What was used of limits before.
    pub uses: Vec<Use>,
    /// What the registry knows of coupon codes.
    pub codes: Vec<super::coupon::CodeState>,
    /// The receipt.
    pub receipt: Receipt,
}
