//! Snapshots of clients from JSON and CSV; judges the text, not what the plan declares.

mod uses;

use std::collections::BTreeMap;

use super::{ClientFacts, ClientStatus, Clients, coupons};
use crate::catalog::headings;
use crate::catalog::value::date as date_in_table;
use crate::complaint::{Complaint, Document, shown};
use crate::json::{Fault, Fields, JsonError, Kind, Reader};
use crate::receipt::ClientKey;
use crate::receipt::read::{properties, property};
use crate::table::{CsvError, Table};
use crate::{Date, limits, suggest};

/// Known fields of a client, and `clients`, which holds them in a whole snapshot.
const CLIENT: &[&str] = &[
    "id",
    "cards",
    "phones",
    "card",
    "phone",
    "status",
    "registered",
    "visits",
    "birthday",
    "properties",
    "uses",
    "clients",
    "coupons",
    "schema",
];
/// Fields that `docs/reference/snapshot.md` names for later; they are passed over with a warning.
const LATER: &[&str] = &[
    "level",
    "levels",
    "groups",
    "segments",
    "card_type",
    "accounts",
    "counters",
    "certificates",
    "units",
    "leases",
];

impl Clients {
    /// Reads a snapshot: one object with `"clients": […]`, or one client per line, with what looked odd.
    ///
    /// # Errors
    /// The first thing that is wrong, with its JSON path, line and column.
    pub fn from_json(text: &str) -> Result<(Self, Vec<Complaint>), JsonError> {
        if text.len() > limits::TABLE_BYTES {
            let complaint = Complaint::TooLarge {
                what: Document::Snapshot,
                bytes: text.len(),
                limit: limits::TABLE_BYTES,
            };
            return Err(Fault::new("snapshot-too-large", 0, complaint).locate(text));
        }
        snapshot(text).map_err(|fault| fault.locate(text))
    }

    /// Reads a table of clients: `id`, `card`, `phone`, `status`, `registered`, `visits`; every other column is a
    /// property. Several cards or phones of one client are divided by a blank. Without `id`, the first card is the id.
    ///
    /// # Errors
    /// See [`CsvError`].
    pub fn from_csv(bytes: &[u8]) -> Result<Self, CsvError> {
        let table = Table::read(bytes)?;
        let mut clients = Self::default();
        let mut known = table.columns.clone();
        headings::in_one_spelling(&mut known, headings::CLIENTS);
        let column = |heading: &str| known.iter().position(|column| column == heading);
        for row in table.rows() {
            let cell = |heading: &str| column(heading).and_then(|column| row.value(column));
            let words = |one: &str, other: &str| -> Vec<String> {
                let cell = cell(one).or_else(|| cell(other)).unwrap_or_default();
                cell.split_whitespace().map(str::to_owned).collect()
            };
            let refuse =
                |heading: &str, why: Complaint| Err(CsvError::new("csv-client", row.line, why).in_column(heading));
            let (cards, phones) = (words("card", "cards"), words("phone", "phones"));
            let Some(id) = cell("id").map(str::to_owned).or_else(|| cards.first().cloned()) else {
                return refuse("id", Complaint::NobodyNamed);
            };
            let mut facts = ClientFacts {
                id,
                status: ClientStatus::Known,
                registered: None,
                visits: None,
                properties: BTreeMap::new(),
            };
            for (position, (heading, meaning)) in table.columns.iter().zip(&known).enumerate() {
                let Some(value) = row.value(position) else { continue };
                match meaning.as_str() {
                    "id" | "card" | "cards" | "phone" | "phones" => {}
                    "status" => match status_of(value) {
                        Some(status) => facts.status = status,
                        None => return refuse(heading, unknown_status(value)),
                    },
                    "registered" => match date_in_table(value) {
                        Some(date) => facts.registered = Some(date),
                        None => return refuse(heading, not_a_date(value)),
                    },
                    "visits" => match value.parse() {
                        Ok(visits) => facts.visits = Some(visits),
                        Err(_) => return refuse(heading, Complaint::NotWhole { written: shown(value) }),
                    },
                    "birthday" => match date_in_table(value) {
                        Some(date) => _ = facts.properties.insert(meaning.clone(), date.to_string()),
                        None => return refuse(heading, not_a_date(value)),
                    },
                    _ => {
                        facts.properties.insert(heading.clone(), value.to_owned());
                    }
                }
            }
            clients
                .add(facts, cards, phones)
                .map_err(|complaint| CsvError::new("csv-client", row.line, complaint))?;
        }
        Ok(clients)
    }

    /// The client that a receipt names.
    #[must_use]
    pub fn find(&self, key: &ClientKey) -> Option<&ClientFacts> {
        self.by_key.get(key).and_then(|position| self.clients.get(*position))
    }

    /// Adds a client with its cards and phones.
    ///
    /// # Errors
    /// [`Complaint::KeyTaken`] where the id, a card or a phone is given twice or belongs to another client.
    pub fn add(&mut self, facts: ClientFacts, cards: Vec<String>, phones: Vec<String>) -> Result<(), Complaint> {
        let position = self.clients.len();
        let keys = std::iter::once(ClientKey::Id(facts.id.clone()))
            .chain(cards.into_iter().map(ClientKey::Card))
            .chain(phones.into_iter().map(ClientKey::Phone));
        for key in keys {
            if let Some(other) = self.by_key.get(&key) {
                let owner = (*other != position).then(|| {
                    self.clients
                        .get(*other)
                        .map_or_else(String::new, |owner| owner.id.clone())
                });
                return Err(Complaint::KeyTaken { key, owner });
            }
            self.by_key.insert(key, position);
        }
        self.clients.push(facts);
        Ok(())
    }
}

fn snapshot(text: &str) -> Result<(Clients, Vec<Complaint>), Fault> {
    let mut reader = Reader::new(text);
    let mut clients = Clients::default();
    let mut later = BTreeMap::new();
    let mut index = 0_usize;
    while !reader.at_end() {
        let at = reader.position();
        match reader.kind()? {
            Kind::Array => reader.array(|reader, index| client(reader, &mut clients, &mut later, index, false))?,
            Kind::Object => client(&mut reader, &mut clients, &mut later, index, true)?,
            found @ (Kind::Text | Kind::Number | Kind::YesNo | Kind::Null) => {
                let needed = Kind::Object;
                return Err(Fault::new("json-type", at, Complaint::KindNeeded { needed, found }));
            }
        }
        index = index.saturating_add(1);
    }
    Ok((clients, later.into_values().collect()))
}

/// Reads one client, or, at the top, a whole snapshot.
fn client(
    reader: &mut Reader<'_>,
    clients: &mut Clients,
    warnings: &mut BTreeMap<String, Complaint>,
    index: usize,
    top: bool,
) -> Result<(), Fault> {
    reader.kind()?;
    let begins = reader.position();
    let mut fields = Fields::new(CLIENT);
    let (mut id, mut cards, mut phones) = (None, Vec::new(), Vec::new());
    let (mut status, mut registered, mut visits) = (ClientStatus::Known, None, None);
    let mut facts: BTreeMap<String, String> = BTreeMap::new();
    let (mut whole, mut single, mut used) = (false, false, false);
    reader.object(|reader, key| {
        let Some(field) = fields.meet(reader, key)? else {
            return unknown(reader, key, &mut facts, warnings, index);
        };
        if field == "clients" && top {
            whole = true;
            return reader.array(|reader, index| client(reader, clients, warnings, index, false));
        }
        let was_single = single;
        if field == "coupons" && top {
            whole = true;
            return reader.array(|reader, _| coupons::read(reader, clients));
        }
        single |= field != "schema";
        if reader.null()? {
            return Ok(());
        }
        match field {
            "id" => id = Some(filled(reader)?),
            "cards" | "card" => several(reader, &mut cards)?,
            "phones" | "phone" => several(reader, &mut phones)?,
            "status" => {
                let at = reader.position();
                let written = reader.text()?;
                status =
                    status_of(&written).ok_or_else(|| Fault::new("snapshot-status", at, unknown_status(&written)))?;
            }
            "registered" => registered = Some(date(reader)?.0),
            "birthday" => {
                let (_, written) = date(reader)?;
                if facts.insert("birthday".to_owned(), written).is_some() {
                    return Err(given_twice(reader, "birthday"));
                }
            }
            // What was used of limits may stand beside the clients of a snapshot or inside one of them.
            "uses" => {
                if top {
                    single = was_single;
                    used = true;
                }
                uses::read(reader, std::sync::Arc::make_mut(&mut clients.uses))?;
            }
            "visits" => {
                reader.kind()?;
                let at = reader.position();
                let written = reader.number()?;
                let count = written.parse();
                visits = Some(count.map_err(|_| {
                    let written = shown(written);
                    Fault::new("json-number", at, Complaint::NotWhole { written })
                })?);
            }
            "properties" => {
                for (key, value) in properties(reader)? {
                    if facts.insert(key.clone(), value).is_some() {
                        return Err(given_twice(reader, &key));
                    }
                }
            }
            "schema" => {
                let at = reader.position();
                let schema = reader.number()?;
                if schema != "1" {
                    let written = shown(schema);
                    return Err(Fault::new("snapshot-schema", at, Complaint::UnknownSchema { written }));
                }
            }
            _ => return Err(reader.fault("snapshot-nested", Complaint::ClientInClient)),
        }
        Ok(())
    })?;
    if whole {
        if single {
            return Err(Fault::new("snapshot-nested", begins, Complaint::FieldsBesideClients));
        }
        return Ok(());
    }
    if used && !single {
        return Ok(());
    }
    let Some(id) = id.or_else(|| cards.first().cloned()) else {
        return Err(Fault::new("json-missing", begins, Complaint::NobodyNamed));
    };
    let facts = ClientFacts {
        id,
        status,
        registered,
        visits,
        properties: facts,
    };
    clients
        .add(facts, cards, phones)
        .map_err(|complaint| Fault::new("snapshot-duplicate", begins, complaint))
}

/// A field that is not known: a plain value is a property, anything else is passed over with a warning.
fn unknown(
    reader: &mut Reader<'_>,
    key: &str,
    facts: &mut BTreeMap<String, String>,
    warnings: &mut BTreeMap<String, Complaint>,
    index: usize,
) -> Result<(), Fault> {
    let client = index.saturating_add(1);
    let owned = || key.to_owned();
    let mut warn = |complaint: Complaint| {
        warnings.entry(key.to_owned()).or_insert(complaint);
    };
    if LATER.contains(&key) {
        reader.value()?;
        warn(Complaint::LaterField { client, key: owned() });
        return Ok(());
    }
    match reader.kind()? {
        Kind::Object | Kind::Array => {
            reader.value()?;
            warn(Complaint::NestedField { client, key: owned() });
        }
        Kind::Text | Kind::Number | Kind::YesNo | Kind::Null => {
            if let Some(meant) = suggest::nearest(key, CLIENT.iter().copied()) {
                warn(Complaint::FieldAsProperty {
                    client,
                    key: owned(),
                    meant,
                });
            }
            if let Some(value) = property(reader)?
                && facts.insert(key.to_owned(), value).is_some()
            {
                return Err(given_twice(reader, key));
            }
        }
    }
    Ok(())
}

fn filled(reader: &mut Reader<'_>) -> Result<String, Fault> {
    reader.kind()?;
    let at = reader.position();
    let text = reader.text()?;
    if text.trim().is_empty() {
        return Err(Fault::new("json-empty", at, Complaint::EmptyText));
    }
    Ok(text.into_owned())
}

/// One text or an array of texts.
fn several(reader: &mut Reader<'_>, values: &mut Vec<String>) -> Result<(), Fault> {
    if reader.kind()? != Kind::Array {
        values.push(filled(reader)?);
        return Ok(());
    }
    reader.array(|reader, _| {
        values.push(filled(reader)?);
        Ok(())
    })
}

fn date(reader: &mut Reader<'_>) -> Result<(Date, String), Fault> {
    reader.kind()?;
    let at = reader.position();
    let written = reader.text()?;
    match Date::parse(&written) {
        Some(date) => Ok((date, written.into_owned())),
        None => Err(Fault::new("snapshot-date", at, not_a_date(&written))),
    }
}

fn not_a_date(written: &str) -> Complaint {
    Complaint::of_date(written)
}

fn given_twice(reader: &Reader<'_>, key: &str) -> Fault {
    reader.fault("json-duplicate-key", Complaint::PropertyTwice { key: key.to_owned() })
}

const STATUSES: &[(&str, ClientStatus)] = &[
    ("known", ClientStatus::Known),
    ("guest", ClientStatus::Guest),
    ("unknown card", ClientStatus::UnknownCard),
    ("blocked", ClientStatus::Blocked),
    ("expired", ClientStatus::Expired),
    ("unreachable", ClientStatus::Unreachable),
];

fn status_of(written: &str) -> Option<ClientStatus> {
    STATUSES
        .iter()
        .find(|(name, _)| *name == written)
        .map(|(_, status)| *status)
}

fn unknown_status(written: &str) -> Complaint {
    Complaint::UnknownStatus {
        written: shown(written),
        known: STATUSES.iter().map(|(name, _)| *name).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_clients_may_be_russian() {
        let of = |text: &str| Clients::from_csv(text.as_bytes()).unwrap();
        let russian = "Клиент;Карта;Телефон;Статус;Дата регистрации;Посещений;Дата рождения;город\n\
                       C-1;1 2;+79;known;01.02.2024;12;17.05.1950;Тверь\n";
        let english = "id;card;phone;status;registered;visits;birthday;город\n\
                       C-1;1 2;+79;known;2024-02-01;12;1950-05-17;Тверь\n";
        assert_eq!(of(russian), of(english));
        let known = of(russian);
        let found = known.find(&ClientKey::Card("2".to_owned())).unwrap();
        assert_eq!(found.registered, Date::from_ymd(2024, 2, 1));
        assert_eq!(found.properties["birthday"], "1950-05-17");
        let error = Clients::from_csv("карта;дата рождения\n1;31.02.1950\n".as_bytes()).unwrap_err();
        assert_eq!(
            (error.code, error.column.as_deref()),
            ("csv-client", Some("дата рождения"))
        );
    }
}
