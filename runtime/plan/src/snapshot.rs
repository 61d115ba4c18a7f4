//! What is known of clients when a receipt is decided: a snapshot, never a live database.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::receipt::ClientKey;
use crate::uses::Uses;
use crate::{Date, LocalTime, coupon};

mod coupons;
mod read;

pub use coupons::boundary;

/// Clients of a snapshot, found by card, phone or id.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Clients {
    /// The clients.
    pub clients: Vec<ClientFacts>,
    /// From a key to a position in `clients`.
    pub by_key: BTreeMap<ClientKey, usize>,
    /// What was used of limits before.
    pub uses: Arc<Uses>,
    /// What the registry knows of coupon codes, by their normal form.
    pub coupons: BTreeMap<String, CouponState>,
}

/// What the registry knows of one coupon code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CouponState {
    /// The coupon it belongs to, by name; where it is not told, the code's form or list tells.
    pub of: Option<String>,
    /// Whether it may be used.
    pub status: CouponStatus,
    /// How many times it was used, by anybody.
    pub used: u64,
    /// How many times each client used it, by client id.
    pub used_by: BTreeMap<String, u64>,
    /// The client it belongs to, by id.
    pub client: Option<String>,
    /// First instant at which it may be used, in the store's time.
    pub from: Option<LocalTime>,
    /// First instant at which it may not be used any more.
    pub until: Option<LocalTime>,
}

/// Whether a coupon code may be used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CouponStatus {
    /// It may.
    #[default]
    Active,
    /// It was used up.
    Spent,
    /// It was blocked, or its coupon was stopped.
    Blocked,
    /// Its time is over.
    Expired,
}

impl Clients {
    /// What the registry knows of a code, however it is typed.
    #[must_use]
    pub fn coupon(&self, code: &str) -> Option<&CouponState> {
        self.coupons.get(&coupon::normal(code)?)
    }
}

/// Facts of one client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientFacts {
    /// The client's id.
    pub id: String,
    /// Whether the client can be served as known.
    pub status: ClientStatus,
    /// Date of registration.
    pub registered: Option<Date>,
    /// Receipts before this one.
    pub visits: Option<u64>,
    /// Every declared or extra property, as text; typed by the plan. `birthday` is one of them.
    pub properties: BTreeMap<String, String>,
}

/// What the registry answered about the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClientStatus {
    /// Known: facts may be used.
    Known,
    /// Nobody was named.
    Guest,
    /// The card is not known.
    UnknownCard,
    /// The client or card is blocked.
    Blocked,
    /// The card has expired.
    Expired,
    /// The registry could not be reached.
    Unreachable,
}
