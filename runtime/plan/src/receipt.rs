//! A receipt as a till sends it: what `docs/reference/receipt.md` promises, read exactly.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::{Date, LocalTime, TimeOfDay};

pub(crate) mod read;
mod write;

pub use crate::json::JsonError;

/// A receipt. Amounts are decimals of the currency's main unit (roubles), not minor units.
#[derive(Debug, Clone, PartialEq)]
pub struct Receipt {
    /// Its natural key.
    pub id: String,
    /// Sale or return.
    pub kind: Kind,
    /// When it was opened.
    pub at: At,
    /// The store's number.
    pub store: Option<String>,
    /// The till.
    pub till: Option<String>,
    /// The cashier.
    pub cashier: Option<String>,
    /// How the client was named.
    pub client: Option<ClientKey>,
    /// Coupon codes presented.
    pub coupons: Vec<String>,
    /// Certificates presented.
    pub certificates: Vec<String>,
    /// Points to spend, by account: `max` or an amount.
    pub spend: BTreeMap<String, String>,
    /// Choices and refusals.
    pub claims: Vec<Claim>,
    /// How it is paid; empty in a preview.
    pub tenders: Vec<Tender>,
    /// Its lines, in order.
    pub lines: Vec<Line>,
    /// Fields that are not known, echoed.
    pub extra: serde_json::Map<String, serde_json::Value>,
    /// What looked odd: unknown fields with a did-you-mean.
    pub warnings: Vec<crate::Remark>,
}

/// What a receipt records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Goods sold.
    Sale,
    /// Goods brought back.
    Return,
}

/// The instant a receipt was opened: a wall-clock reading and, if the till gave it, its offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At {
    /// The reading as written.
    pub local: LocalTime,
    /// Seconds east of UTC; `None`: the store's own time.
    pub offset: Option<i32>,
}

impl At {
    /// Reads an instant as RFC 3339 writes it; the offset may be missing, and so may the seconds. Fractions of a second are
    /// passed over, for no window is finer than a second.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let date = Date::parse(text.get(..10)?)?;
        let time = text.get(10..)?.strip_prefix(['T', 't', ' '])?;
        let seconds = time.get(5..)?.starts_with(':');
        let (clock, mut rest) = time.split_at_checked(if seconds { 8 } else { 5 })?;
        let clock = TimeOfDay::parse(clock)?;
        if i64::from(clock.0) >= crate::time::DAY {
            return None;
        }
        if let (true, Some(fraction)) = (seconds, rest.strip_prefix('.')) {
            let end = fraction.find(|c: char| !c.is_ascii_digit()).unwrap_or(fraction.len());
            if end == 0 {
                return None;
            }
            rest = fraction.get(end..)?;
        }
        let offset = match rest {
            "" => None,
            "Z" | "z" => Some(0),
            _ => {
                let (sign, clock) = match rest.strip_prefix('-') {
                    Some(clock) => (-1, clock),
                    None => (1, rest.strip_prefix('+')?),
                };
                if clock.len() != 5 {
                    return None;
                }
                let seconds = TimeOfDay::parse(clock)?.0;
                if i64::from(seconds) >= crate::time::DAY {
                    return None;
                }
                Some(i32::try_from(seconds).ok()?.checked_mul(sign)?)
            }
        };
        Some(Self {
            local: LocalTime::new(date, clock),
            offset,
        })
    }
}

impl std::fmt::Display for At {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}T{:#}", self.local.date(), self.local.time())?;
        match self.offset {
            None => Ok(()),
            Some(offset) => {
                let sign = if offset < 0 { '-' } else { '+' };
                write!(formatter, "{sign}{}", TimeOfDay(offset.unsigned_abs()))
            }
        }
    }
}

/// How the client was named.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClientKey {
    /// By card number.
    Card(String),
    /// By phone number.
    Phone(String),
    /// By client id.
    Id(String),
}

/// A choice among what a promotion offers, or a refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The promotion.
    pub promotion: String,
    /// What was chosen.
    pub choice: Option<String>,
    /// Whether it was refused.
    pub decline: bool,
}

/// A means of payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tender {
    /// `card`, `cash`, …
    pub kind: String,
    /// `MIR`, …
    pub brand: Option<String>,
    /// How much, in the main unit.
    pub amount: Option<Decimal>,
}

/// A line of a receipt.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its id, unique in the receipt.
    pub id: String,
    /// The product.
    pub sku: String,
    /// How much, in units of sale.
    pub quantity: Decimal,
    /// Price of a unit of sale, in the main unit.
    pub price: Decimal,
    /// The scale's own gross, which wins over price × quantity.
    pub amount: Option<Decimal>,
    /// What the line says of its product; what it says wins over the catalogue.
    pub product: LineProduct,
    /// Codes of marked goods, one per unit.
    pub marks: Vec<String>,
    /// The price may not be changed by the client's price type.
    pub price_fixed: bool,
    /// Discounts given elsewhere.
    pub discounts: Vec<ForeignDiscount>,
    /// The promotion whose gift this line is.
    pub granted_by: Option<String>,
    /// The certificate or card that this line sells.
    pub sells: Option<String>,
}

/// What a line says of its product.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LineProduct {
    /// Its name.
    pub name: Option<String>,
    /// Unit of sale: `pcs`, `kg`, …
    pub unit: Option<String>,
    /// Category path, `Drinks/Coffee`.
    pub category: Option<String>,
    /// Brand.
    pub brand: Option<String>,
    /// Supplier.
    pub supplier: Option<String>,
    /// Content of one unit of sale, `0.5 l`.
    pub content: Option<String>,
    /// Other properties.
    pub properties: BTreeMap<String, String>,
}

/// A discount given elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignDiscount {
    /// Who gave it.
    pub by: String,
    /// How much, in the main unit.
    pub amount: Decimal,
}

#[cfg(test)]
mod tests {
    use super::At;

    #[test]
    fn the_seconds_of_an_instant_may_be_missing() {
        let whole = At::parse("2026-10-05T10:30:00");
        assert!(whole.is_some_and(|at| at.offset.is_none()));
        assert_eq!(At::parse("2026-10-05T10:30"), whole);
        assert_eq!(At::parse("2026-10-05 10:30"), whole);
        assert_eq!(
            At::parse("2026-10-05T10:30+03:00"),
            At::parse("2026-10-05T10:30:00+03:00")
        );
        assert_eq!(At::parse("2026-10-05T10:30Z"), At::parse("2026-10-05T10:30:00Z"));
        for wrong in [
            "2026-10-05T10:30:",
            "2026-10-05T10:30.5",
            "2026-10-05T10",
            "2026-10-05T24:00",
            "2026-10-05T10:3",
            "2026-10-05",
        ] {
            assert_eq!(At::parse(wrong), None, "{wrong}");
        }
    }
}
