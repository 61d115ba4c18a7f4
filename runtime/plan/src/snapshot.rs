//! What is known of clients when a receipt is decided: a snapshot, never a live database.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::Date;
use crate::receipt::ClientKey;
use crate::uses::Uses;

mod read;

/// Clients of a snapshot, found by card, phone or id.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Clients {
    /// The clients.
    pub clients: Vec<ClientFacts>,
    /// From a key to a position in `clients`.
    pub by_key: BTreeMap<ClientKey, usize>,
    /// What was used of limits before.
    pub uses: Arc<Uses>,
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
