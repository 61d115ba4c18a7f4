//! A snapshot read against a plan: what it tells and no rule can ever meet; decides nothing and changes nothing.

use std::collections::BTreeMap;

use perk_plan::plan::{Limit, LimitKey, LimitPer, Plan, Promotion};
use perk_plan::receipt::ClientKey;
use perk_plan::uses::{Holder, UseKey};
use perk_plan::{ClientFacts, Clients, Lang, suggest};

use crate::allowance;
use crate::engine::Engine;
use crate::index::wide;

/// Something of a snapshot that counts for nothing with this plan, most likely because of a slip.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Misfit {
    /// A fact of a client that no declared property has the name of, but one nearly has.
    Property {
        /// The client, by id; the first of them.
        client: String,
        /// The fact.
        name: String,
        /// The declared property.
        meant: String,
    },
    /// Uses of a promotion that the plan does not have, but it has one of nearly that name.
    Promotion {
        /// As written.
        promotion: String,
        /// The promotion of the plan.
        meant: String,
    },
    /// Uses under a key, or in a unit, that no limit of their promotion counts by.
    Uses {
        /// The promotion.
        promotion: String,
        /// The key and the unit; the first of them.
        key: String,
        /// What its limits across receipts count by, such as `client/month, in times`.
        limits: Vec<(String, String)>,
    },
    /// Uses of a client who is named by a card or a phone, where the id counts.
    Holder {
        /// The promotion.
        promotion: String,
        /// As written.
        key: String,
        /// The client's id.
        id: String,
    },
    /// A client of a receipt who is in the snapshot under a key of another kind.
    Key {
        /// How the receipt names the client: `card 2900000000018`.
        named: (&'static str, String),
        /// What that is in the snapshot.
        known: &'static str,
        /// The id of that client.
        id: String,
    },
    /// A code of a coupon that the plan does not have.
    Coupon {
        /// The code in normal form; the first of them.
        code: String,
        /// As written.
        of: String,
        /// The coupon of nearly that name.
        meant: Option<String>,
    },
}

impl Misfit {
    /// Its code, listed in `docs/reference/snapshot.md`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Property { .. } => "misfit-property",
            Self::Promotion { .. } => "misfit-promotion",
            Self::Uses { .. } => "misfit-uses",
            Self::Holder { .. } => "misfit-holder",
            Self::Key { .. } => "misfit-key",
            Self::Coupon { .. } => "misfit-coupon",
        }
    }

    /// What does not fit, as one line of a language.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Property { client, name, meant }, Lang::English) => {
                format!("client {client}: no client property is called `{name}`; did you mean `{meant}`?")
            }
            (Self::Property { client, name, meant }, Lang::Russian) => {
                format!("клиент {client}: свойства клиента `{name}` нет; может быть, `{meant}`?")
            }
            (Self::Promotion { promotion, meant }, Lang::English) => {
                format!("uses of `{promotion}`: there is no such promotion; did you mean `{meant}`?")
            }
            (Self::Promotion { promotion, meant }, Lang::Russian) => {
                format!("применения `{promotion}`: такой акции нет; может быть, `{meant}`?")
            }
            (Self::Uses { promotion, key, limits }, Lang::English) if limits.is_empty() => {
                format!("uses of `{promotion}` under `{key}` count for nothing: it has no limit across receipts")
            }
            (Self::Uses { promotion, key, limits }, Lang::Russian) if limits.is_empty() => {
                format!(
                    "применения `{promotion}` с ключом `{key}` ничего не значат: у неё нет лимита на несколько чеков"
                )
            }
            (Self::Uses { promotion, key, limits }, Lang::English) => {
                let limits = list(limits, |(key, unit)| format!("`{key}` in {unit}"));
                format!("uses of `{promotion}` under `{key}` count for nothing: its limits count by {limits}")
            }
            (Self::Uses { promotion, key, limits }, Lang::Russian) => {
                let limits = list(limits, |(key, unit)| in_russian(key, unit));
                format!("применения `{promotion}` с ключом `{key}` ничего не значат: её лимиты считают {limits}")
            }
            (Self::Holder { promotion, key, id }, Lang::English) => format!(
                "uses of `{promotion}` under `{key}` count for nothing: the client's id is `{id}`, and a key names the id"
            ),
            (Self::Holder { promotion, key, id }, Lang::Russian) => format!(
                "применения `{promotion}` с ключом `{key}` ничего не значат: номер (id) этого клиента — `{id}`, в ключе стоит он"
            ),
            (
                Self::Key {
                    named: (kind, value),
                    known,
                    id,
                },
                Lang::English,
            ) => {
                let field = field(kind);
                format!(
                    "receipts name the client by {kind} `{value}`; that is the {known} of client `{id}`, who has no such {kind}, so nothing is known of them: write it under `{field}`"
                )
            }
            (
                Self::Key {
                    named: (kind, value),
                    known,
                    id,
                },
                Lang::Russian,
            ) => {
                let (named, word, field) = (by(kind), word(known), field(kind));
                format!(
                    "в чеках клиент назван {named} `{value}`; у клиента `{id}` это {word}, поэтому о нём ничего не известно: запишите его в `{field}`"
                )
            }
            (Self::Coupon { code, of, meant }, Lang::English) => {
                let meant = meant.as_ref().map(|meant| format!("; did you mean `{meant}`?"));
                let meant = meant.unwrap_or_default();
                format!("code `{code}` is of `{of}`: there is no such coupon{meant}")
            }
            (Self::Coupon { code, of, meant }, Lang::Russian) => {
                let meant = meant.as_ref().map(|meant| format!("; может быть, `{meant}`?"));
                let meant = meant.unwrap_or_default();
                format!("код `{code}` — от `{of}`: такого купона нет{meant}")
            }
        }
    }
}

/// The field of a snapshot for a kind of key.
fn field(kind: &str) -> &'static str {
    match kind {
        "card" => "cards",
        "phone" => "phones",
        _ => "id",
    }
}

/// A kind of key in Russian: `картой`.
fn by(kind: &str) -> &'static str {
    match kind {
        "card" => "картой",
        "phone" => "телефоном",
        _ => "номером (id)",
    }
}

fn word(kind: &str) -> &'static str {
    match kind {
        "card" => "карта",
        "phone" => "телефон",
        _ => "номер (id)",
    }
}

/// What a limit counts: `client/day` and `times` are `разы на клиента в день`.
fn in_russian(key: &str, unit: &str) -> String {
    let mut said = match unit {
        "times" => "разы".to_owned(),
        "pcs" => "штуки".to_owned(),
        "RUB" => "рубли".to_owned(),
        currency => currency.to_owned(),
    };
    for part in key.split('/') {
        said.push_str(match part {
            "client" => " на клиента",
            "card" => " на карту",
            "store" => " на магазин",
            "day" => " в день",
            "week" => " в неделю",
            "month" => " в месяц",
            "year" => " в год",
            _ => " на все чеки вместе",
        });
    }
    said
}

/// A client whom a receipt names by a key that the snapshot has as one of another kind.
#[must_use]
pub fn named_otherwise(clients: &Clients, key: &ClientKey) -> Option<Misfit> {
    let (known, facts) = under_other_key(clients, key)?;
    let (kind, value) = match key {
        ClientKey::Card(value) => ("card", value),
        ClientKey::Phone(value) => ("phone", value),
        ClientKey::Id(value) => ("id", value),
    };
    Some(Misfit::Key {
        named: (kind, value.clone()),
        known,
        id: facts.id.clone(),
    })
}

/// What a key that nobody has is in the snapshot, and whose.
fn under_other_key<'c>(clients: &'c Clients, key: &ClientKey) -> Option<(&'static str, &'c ClientFacts)> {
    if clients.by_key.contains_key(key) {
        return None;
    }
    let (ClientKey::Card(value) | ClientKey::Phone(value) | ClientKey::Id(value)) = key;
    let others = [
        ("id", ClientKey::Id(value.clone())),
        ("card", ClientKey::Card(value.clone())),
        ("phone", ClientKey::Phone(value.clone())),
    ];
    others
        .iter()
        .find_map(|(known, other)| Some((*known, clients.clients.get(*clients.by_key.get(other)?)?)))
}

fn list(limits: &[(String, String)], say: impl Fn(&(String, String)) -> String) -> String {
    limits.iter().map(say).collect::<Vec<_>>().join(", ")
}

impl Engine {
    /// What of a snapshot counts for nothing with this plan, each kind of slip once. Facts of clients, promotions and
    /// properties that the plan does not know are no slip unless one it knows has nearly their name: a snapshot may serve
    /// several plans.
    #[must_use]
    pub fn misfits(&self, clients: &Clients) -> Vec<Misfit> {
        let plan = self.plan();
        let mut found = properties(plan, clients);
        found.extend(uses(plan, clients));
        found.extend(coupons(plan, clients));
        found
    }
}

fn text(plan: &Plan, id: u32) -> &str {
    plan.texts.get(wide(id)).map_or("", String::as_str)
}

fn properties(plan: &Plan, clients: &Clients) -> Vec<Misfit> {
    let mut seen: BTreeMap<&str, Misfit> = BTreeMap::new();
    for facts in &clients.clients {
        let misfits = facts.properties.keys().filter(|name| !seen.contains_key(name.as_str()));
        let misfits: Vec<_> = misfits
            .filter_map(|name| Some((name.as_str(), near_property(plan, &facts.properties, name)?)))
            .collect();
        for (name, meant) in misfits {
            let misfit = Misfit::Property {
                client: facts.id.clone(),
                name: name.to_owned(),
                meant: meant.to_owned(),
            };
            seen.insert(name, misfit);
        }
    }
    seen.into_values().collect()
}

/// The declared property that a fact of a client is likely meant to be: one of nearly that name, which is not told otherwise.
pub(crate) fn near_property<'p>(plan: &'p Plan, facts: &BTreeMap<String, String>, name: &str) -> Option<&'p str> {
    let declared = || plan.client_properties.iter().map(|property| text(plan, property.name));
    if name == "birthday" || declared().any(|known| known == name) {
        return None;
    }
    suggest::nearest(name, declared().filter(|known| !facts.contains_key(*known)))
}

fn uses(plan: &Plan, clients: &Clients) -> Vec<Misfit> {
    let mut found = Vec::new();
    for (name, uses) in clients.uses.by_promotion() {
        let named = |promotion: &&Promotion| text(plan, promotion.name) == name;
        let Some(promotion) = plan.promotions.iter().find(named) else {
            let names = plan.promotions.iter().map(|promotion| text(plan, promotion.name));
            found.extend(suggest::nearest(name, names).map(|meant| Misfit::Promotion {
                promotion: name.to_owned(),
                meant: meant.to_owned(),
            }));
            continue;
        };
        let counted: Vec<(UseKey, &str)> = promotion
            .limits
            .iter()
            .filter_map(|limit| Some((shape_of(limit)?, allowance::unit(plan, limit.amount))))
            .collect();
        let uses: Vec<(&UseKey, &str)> = uses.into_iter().collect();
        let holder = uses.iter().find_map(|(key, _)| {
            let Holder::Of(written) = &key.client else { return None };
            let (_, facts) = under_other_key(clients, &ClientKey::Id(written.clone()))?;
            Some((key.to_string(), facts.id.clone()))
        });
        found.extend(holder.map(|(key, id)| Misfit::Holder {
            promotion: name.to_owned(),
            key,
            id,
        }));
        let fits = |key: &UseKey, unit: &str| counted.iter().any(|(shape, of)| *shape == key.shape() && *of == unit);
        if let Some((key, unit)) = uses.iter().copied().find(|(key, unit)| !fits(key, unit)) {
            let same_key = counted.iter().any(|(shape, _)| *shape == key.shape());
            found.push(Misfit::Uses {
                promotion: name.to_owned(),
                key: if same_key {
                    format!("{key}, {unit}")
                } else {
                    key.to_string()
                },
                limits: counted
                    .iter()
                    .map(|(key, unit)| (key.to_string(), (*unit).to_owned()))
                    .collect(),
            });
        }
    }
    found
}

/// The key of a limit across receipts, whoever the receipt is of.
fn shape_of(limit: &Limit) -> Option<UseKey> {
    let LimitPer::Key(LimitKey {
        client,
        card,
        store,
        period,
        ..
    }) = limit.per
    else {
        return None;
    };
    let own = |counts: bool| if counts { Holder::Own } else { Holder::Any };
    Some(UseKey {
        client: own(client),
        card: own(card),
        store: own(store),
        period: period.map(|period| (period, None)),
    })
}

fn coupons(plan: &Plan, clients: &Clients) -> Vec<Misfit> {
    let mut seen: BTreeMap<&str, Misfit> = BTreeMap::new();
    for (code, state) in &clients.coupons {
        if let Some(of) = state.of.as_deref()
            && !seen.contains_key(of)
            && let Some(misfit) = no_coupon(plan, code, of)
        {
            seen.insert(of, misfit);
        }
    }
    seen.into_values().collect()
}

/// What is odd about a code that says which coupon it is of, if the plan has no such coupon.
pub(crate) fn no_coupon(plan: &Plan, code: &str, of: &str) -> Option<Misfit> {
    let names = || plan.coupons.iter().map(|coupon| text(plan, coupon.name));
    if names().any(|name| name == of) {
        return None;
    }
    Some(Misfit::Coupon {
        code: code.to_owned(),
        of: of.to_owned(),
        meant: suggest::nearest(of, names()).map(str::to_owned),
    })
}
