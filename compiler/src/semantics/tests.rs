//! Test blocks as the runtime can run them: a receipt, a snapshot and expectations with their places.

use std::collections::BTreeMap;
use std::sync::Arc;

use perk_plan::plan::LimitAmount;
use perk_plan::receipt::{At, ClientKey, Kind as ReceiptKind, Line, LineProduct, Receipt, Tender};
use perk_plan::snapshot::{ClientFacts, ClientStatus, Clients};
use perk_plan::uses::{Holder, UseKey, Uses};
use rust_decimal::Decimal;

use crate::db::{Db, Programme};
use crate::declarations::Kind;
use crate::diagnostic::Location;
use crate::hir::{self, Declaration, Expectation, Money, Text, Value};
use crate::infer::infer;
use crate::names::programme_declarations;

/// A test block ready to run.
#[derive(Debug, Clone, PartialEq)]
pub struct TestCase {
    /// Its title.
    pub title: Text,
    /// Where its title stands.
    pub location: Location,
    /// The receipt. Its id is the title; its lines are numbered from 1.
    pub receipt: Receipt,
    /// What is known of the client; empty for a guest.
    pub clients: Clients,
    /// What is expected, with places.
    pub expectations: Vec<(Expectation, Location)>,
}

/// The test blocks of a programme that are without errors, by path and place.
#[must_use]
pub fn test_blocks(db: &dyn Db, programme: Programme) -> Vec<TestCase> {
    let mut found: Vec<TestCase> = programme_declarations(db, programme)
        .iter()
        .filter(|decl| decl.kind(db) == Kind::Test)
        .filter_map(|decl| {
            let inference = infer(db, programme, *decl);
            let Some(Declaration::Test(test)) = inference.hir.as_deref() else {
                return None;
            };
            let path = decl.file(db).path(db).clone();
            let at = |span| Location {
                path: path.clone(),
                span: inference.spans.get(span).shifted(decl.start(db)),
            };
            let (receipt, clients) = receipt(test)?;
            Some(TestCase {
                title: test.title.clone(),
                location: at(test.span),
                receipt,
                clients,
                expectations: test
                    .expectations
                    .iter()
                    .map(|(it, span)| (it.clone(), at(*span)))
                    .collect(),
            })
        })
        .collect();
    found.sort_by(|a, b| a.location.cmp(&b.location));
    found
}

/// The receipt and snapshot of a test; `None` when it does not say when.
fn receipt(test: &hir::Test) -> Option<(Receipt, Clients)> {
    let client = test.client.as_ref();
    let id = client.map(|client| client.id.as_deref().unwrap_or("test").to_owned());
    let key = id.clone().map(ClientKey::Id);
    let mut clients = Clients::default();
    if let (Some(client), Some(id), Some(key)) = (client, id, &key) {
        let properties: BTreeMap<String, String> = client
            .properties
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), text_of(value)))
            .collect();
        clients.clients.push(ClientFacts {
            id,
            status: ClientStatus::Known,
            registered: client.registered,
            visits: client.visits,
            properties,
        });
        clients.by_key.insert(key.clone(), 0);
    }
    // In the little world of a test, what is presented was issued; the coupon tells whether it is its code.
    for code in &test.coupons {
        if let Some(code) = perk_plan::coupon::normal(code) {
            clients.coupons.entry(code).or_default();
        }
    }
    let lines = test
        .lines
        .iter()
        .enumerate()
        .map(|(index, line)| receipt_line(index, line))
        .collect();
    let receipt = Receipt {
        id: test.title.to_string(),
        kind: ReceiptKind::Sale,
        at: At {
            local: test.at?,
            offset: None,
        },
        store: test.store.as_deref().map(str::to_owned),
        till: test.till.as_deref().map(str::to_owned),
        cashier: test.cashier.as_deref().map(str::to_owned),
        client: key,
        coupons: test.coupons.iter().map(|code| code.to_string()).collect(),
        certificates: Vec::new(),
        spend: BTreeMap::new(),
        claims: Vec::new(),
        tenders: test.tenders.iter().map(tender).collect(),
        lines,
        extra: Default::default(),
        warnings: Vec::new(),
    };
    clients.uses = Arc::new(uses(test));
    Some((receipt, clients))
}

/// What was used of limits, under the receipt's own keys.
fn uses(test: &hir::Test) -> Uses {
    let mut uses = Uses::default();
    for used in &test.uses {
        let own = |counted: bool| if counted { Holder::Own } else { Holder::Any };
        let key = UseKey {
            client: own(used.key.client),
            card: own(used.key.card),
            store: own(used.key.store),
            period: used.key.period.map(|period| (period, None)),
        };
        let (unit, amount) = match used.amount {
            LimitAmount::Times(count) => ("times", Decimal::from(count)),
            LimitAmount::Pieces(count) => ("pcs", Decimal::from(count)),
            LimitAmount::Money(minor) => {
                let currency = used.currency;
                (used.currency.as_str(), decimal(Money { minor, currency }))
            }
        };
        // Of two that say the same the first one counts.
        uses.add(used.promotion.as_str(), key, unit, amount);
    }
    uses
}

/// A kind (`cash`, `card`) or the brand of a card.
fn tender(tender: &hir::TestTender) -> Tender {
    let amount = tender.amount.map(decimal);
    match tender.name.as_ref() {
        kind @ ("cash" | "card") => Tender {
            kind: kind.to_owned(),
            brand: None,
            amount,
        },
        brand => Tender {
            kind: "card".to_owned(),
            brand: Some(brand.to_owned()),
            amount,
        },
    }
}

fn receipt_line(index: usize, line: &hir::TestLine) -> Line {
    let text = |text: &Option<Text>| text.as_deref().map(str::to_owned);
    Line {
        id: index.saturating_add(1).to_string(),
        sku: line.sku.to_string(),
        quantity: line.quantity,
        price: decimal(line.price),
        amount: None,
        product: LineProduct {
            name: None,
            unit: text(&line.unit),
            category: text(&line.category),
            brand: text(&line.brand),
            supplier: None,
            content: None,
            properties: line
                .properties
                .iter()
                .map(|(name, value)| (name.as_str().to_owned(), text_of(value)))
                .collect(),
        },
        marks: Vec::new(),
        price_fixed: false,
        discounts: Vec::new(),
        granted_by: None,
        sells: None,
    }
}

/// Money in the currency's main unit, as receipts carry it.
pub(crate) fn decimal(money: Money) -> Decimal {
    Decimal::try_from_i128_with_scale(i128::from(money.minor), u32::from(money.currency.digits)).unwrap_or_default()
}

/// A value as a snapshot or a catalogue spells it.
fn text_of(value: &Value) -> String {
    match value {
        Value::YesNo(true) => "yes".to_owned(),
        Value::YesNo(false) => "no".to_owned(),
        Value::Number(number) => number.normalize().to_string(),
        Value::Money(money) => decimal(*money).to_string(),
        Value::Quantity(quantity) => quantity.amount.normalize().to_string(),
        Value::Date(date) => {
            let (year, month, day) = date.ymd();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Value::Time(time) => format!(
            "{:02}:{:02}",
            time.0.div_euclid(3600),
            time.0.rem_euclid(3600).div_euclid(60)
        ),
        Value::Text(text) => text.to_string(),
    }
}
