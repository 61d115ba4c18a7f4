//! The client of a receipt: status and typed facts from the snapshot.

use perk_plan::receipt::ClientKey;
use perk_plan::snapshot::ClientStatus;
use perk_plan::{Clients, Date};
use perk_plan::{Remark, remark};

use crate::engine::Engine;
use crate::index::products::typed;
use crate::index::wide;
use crate::review::{Misfit, named_otherwise, near_property};
use crate::vm::Value;
use crate::vm::value::FOREIGN;

/// What is known of the client. Of anyone who is not known, nothing.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    pub status: ClientStatus,
    pub id: Option<String>,
    /// A value per declared property.
    pub properties: Vec<Value>,
    /// The same as written.
    pub texts: Vec<Option<String>>,
    /// Declared yes/no properties that are true.
    pub truths: Vec<u16>,
    /// Declared properties whose value is a text of the plan.
    pub named: Vec<(u16, u32)>,
    pub birthday: Option<Date>,
    pub registered: Option<Date>,
    pub visits: Option<u64>,
}

impl Default for Client {
    fn default() -> Self {
        Self {
            status: ClientStatus::Guest,
            id: None,
            properties: Vec::new(),
            texts: Vec::new(),
            truths: Vec::new(),
            named: Vec::new(),
            birthday: None,
            registered: None,
            visits: None,
        }
    }
}

impl Client {
    pub(crate) fn known(&self) -> bool {
        self.status == ClientStatus::Known
    }

    pub(crate) fn property(&self, property: u16) -> Value {
        self.properties
            .get(usize::from(property))
            .copied()
            .unwrap_or(Value::Absent)
    }

    /// A date property.
    pub(crate) fn date(&self, property: u16) -> Option<Date> {
        match self.property(property) {
            Value::Date(date) => Some(date),
            Value::Absent
            | Value::Truth(_)
            | Value::Money(_)
            | Value::Number(_)
            | Value::Quantity(..)
            | Value::Time(_)
            | Value::Text(_) => None,
        }
    }
}

/// Reads the client of a receipt.
pub(crate) fn read(engine: &Engine, key: Option<&ClientKey>, clients: &Clients, warnings: &mut Vec<Remark>) -> Client {
    let Some(key) = key else { return Client::default() };
    let Some(facts) = clients.by_key.get(key).and_then(|at| clients.clients.get(*at)) else {
        if let Some(misfit) = named_otherwise(clients, key) {
            warnings.push(Remark::of(|lang| misfit.say(lang)));
        }
        return Client {
            status: ClientStatus::UnknownCard,
            ..Client::default()
        };
    };
    let mut client = Client {
        status: facts.status,
        id: Some(facts.id.clone()),
        ..Client::default()
    };
    if !client.known() {
        return client;
    }
    let plan = engine.plan();
    client.registered = facts.registered;
    client.visits = facts.visits;
    client.birthday = facts
        .properties
        .get("birthday")
        .and_then(|text| super::number::date(text.trim()));
    for (number, property) in (0_u16..).zip(&plan.client_properties) {
        let name = plan.texts.get(wide(property.name)).map_or("", String::as_str);
        let found = facts.properties.get(name);
        let value = found.map_or(Value::Absent, |found| {
            let value = typed(&property.kind, found, plan.currency.digits, |text| {
                engine.index.text(plan, text)
            });
            value.unwrap_or_else(|| {
                let id = &facts.id;
                warnings.push(remark!(
                    "client {id}: `{name}` is `{found}`, which is not of its type; taken as not known",
                    "клиент {id}: `{name}` — `{found}`, это значение другого типа; считается неизвестным"
                ));
                Value::Absent
            })
        });
        match value {
            Value::Truth(true) => client.truths.push(number),
            Value::Text(text) if text != FOREIGN => client.named.push((number, text)),
            Value::Date(date) if name == "birthday" => client.birthday = Some(date),
            Value::Absent
            | Value::Truth(false)
            | Value::Money(_)
            | Value::Number(_)
            | Value::Quantity(..)
            | Value::Date(_)
            | Value::Time(_)
            | Value::Text(_) => {}
        }
        client.properties.push(value);
        client.texts.push(found.cloned());
    }
    // A slip in the name of a fact loses a discount without a word.
    if client.texts.iter().any(Option::is_none) {
        for name in facts.properties.keys() {
            if let Some(meant) = near_property(plan, &facts.properties, name) {
                let misfit = Misfit::Property {
                    client: facts.id.clone(),
                    name: name.clone(),
                    meant: meant.to_owned(),
                };
                warnings.push(Remark::of(|lang| misfit.say(lang)));
            }
        }
    }
    client
}
