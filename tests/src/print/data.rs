//! Catalogue, stores, receipt and snapshot in the shapes of interfaces.md; it must not know the language.

use crate::model::receipt::{Catalogue, Client, ClientStatus, Clock, Line, Receipt, Store, Tender, Use, Used, World};
use crate::model::{Cond, Effect, Fact, ForEach, Measure};
use crate::model::{Currency, Items, Milli, Minor, Programme, PropertyValue, Target, Unit};
use crate::reference::decimal;
use std::collections::BTreeMap;

fn short(milli: Milli) -> String {
    let text = decimal(milli, 3);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn content(content: (Milli, Unit)) -> String {
    format!("{} {}", short(content.0), content.1.word())
}

fn cell(text: &str) -> String {
    if text.contains([',', '"', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

fn plain(value: &PropertyValue) -> String {
    match value {
        PropertyValue::YesNo(true) => "yes".to_owned(),
        PropertyValue::YesNo(false) => "no".to_owned(),
        PropertyValue::Number(milli) => short(*milli),
        PropertyValue::Date(date) => date.iso(),
        PropertyValue::Text(text) => text.clone(),
    }
}

/// `products.csv`: the columns of interfaces.md, then one per declared property.
#[must_use]
pub fn catalogue_csv(programme: &Programme, catalogue: &Catalogue) -> String {
    let properties: Vec<&str> = programme
        .product_properties
        .iter()
        .map(|property| property.name.as_str())
        .collect();
    let mut rows = vec!["sku,name,category,brand,supplier,unit,content,price".to_owned()];
    if let Some(header) = rows.first_mut() {
        for property in &properties {
            header.push(',');
            header.push_str(property);
        }
    }
    for product in &catalogue.products {
        let text = |fact: &Option<String>| cell(fact.as_deref().unwrap_or_default());
        let mut cells = vec![
            cell(&product.sku),
            cell(&product.name),
            text(&product.category),
            text(&product.brand),
            text(&product.supplier),
            product.unit.word().to_owned(),
            product.content.map(content).unwrap_or_default(),
            decimal(product.price, programme.retailer.currency.digits()),
        ];
        for property in &properties {
            let found = product.properties.iter().find(|(name, _)| name == property);
            cells.push(found.map(|(_, value)| cell(&plain(value))).unwrap_or_default());
        }
        rows.push(cells.join(","));
    }
    rows.join("\n") + "\n"
}

/// `stores.csv`.
#[must_use]
pub fn stores_csv(stores: &[Store]) -> String {
    let mut rows = vec!["store,name,region,format,time_zone".to_owned()];
    for store in stores {
        let text = |fact: &Option<String>| cell(fact.as_deref().unwrap_or_default());
        rows.push(format!(
            "{0},Store {0},{1},{2},{3}",
            cell(&store.id),
            text(&store.region),
            text(&store.format),
            store.zone.map_or("", |zone| zone.name())
        ));
    }
    rows.join("\n") + "\n"
}

/// A list of skus beside the programme.
#[must_use]
pub fn list_csv(skus: &[String]) -> String {
    let mut rows = vec!["sku".to_owned()];
    rows.extend(skus.iter().map(|sku| cell(sku)));
    rows.join("\n") + "\n"
}

/// Every `sku from "file"` of a programme.
pub(super) fn lists(programme: &Programme) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::new();
    for (_, items) in &programme.items {
        gather(items, &mut found);
    }
    for protect in &programme.protects {
        gather(&protect.items, &mut found);
    }
    for (_, pick) in programme.sets.iter().flat_map(|(_, set)| &set.roles) {
        gather(&pick.items, &mut found);
    }
    for promotion in &programme.promotions {
        if let Some(ForEach::Inline(pick)) = &promotion.for_each {
            gather(&pick.items, &mut found);
        }
        if let Some(gift) = &promotion.gift {
            gather(&gift.items, &mut found);
        }
        for give in &promotion.gives {
            match &give.effect {
                Effect::Percent(_, Target::Items(items)) | Effect::Sum(_, Target::Items(items)) => {
                    gather(items, &mut found)
                }
                Effect::Percent(_, Target::Receipt | Target::Set | Target::Cheapest(_) | Target::Dearest(_))
                | Effect::Sum(_, Target::Receipt | Target::Set | Target::Cheapest(_) | Target::Dearest(_))
                | Effect::SetPrice(_) => {}
                Effect::Each(_, items) | Effect::Price(_, items) => gather(items, &mut found),
                Effect::Ladder(ladder) => {
                    if let Target::Items(items) = &ladder.target {
                        gather(items, &mut found);
                    }
                    let (Measure::Amount(items) | Measure::Quantity(items) | Measure::Distinct(items)) =
                        &ladder.measure;
                    gather(items, &mut found);
                }
            }
        }
        for condition in &promotion.when {
            gather_condition(condition, &mut found);
        }
    }
    found
}

fn gather_condition(condition: &Cond, found: &mut BTreeMap<String, Vec<String>>) {
    match condition {
        Cond::And(parts) | Cond::Or(parts) => parts.iter().for_each(|part| gather_condition(part, found)),
        Cond::Not(inner) => gather_condition(inner, found),
        Cond::Facts(left, _, right) => {
            gather_condition(&Cond::Is(left.clone()), found);
            gather_condition(&Cond::Is(right.clone()), found);
        }
        Cond::Compare(fact, _, _) | Cond::Between(fact, _, _) | Cond::IsIn(fact, _, _) | Cond::Is(fact) => match fact {
            Fact::AmountOf(items) | Fact::QuantityOf(items) | Fact::DistinctOf(items) | Fact::CheapestPrice(items) => {
                gather(items, found)
            }
            Fact::ReceiptAmount
            | Fact::ReceiptListAmount
            | Fact::ReceiptQuantity
            | Fact::ReceiptProducts
            | Fact::ReceiptDate
            | Fact::ReceiptTime
            | Fact::ClientAge
            | Fact::ClientVisits
            | Fact::ClientThisVisit
            | Fact::ClientProperty(_)
            | Fact::StoreRegion
            | Fact::StoreFormat => {}
        },
    }
}

fn gather(items: &Items, found: &mut BTreeMap<String, Vec<String>>) {
    match items {
        Items::SkuFrom(file, skus) => {
            found.insert(file.clone(), skus.clone());
        }
        Items::And(left, right) | Items::Or(left, right) | Items::Except(left, right) => {
            gather(left, found);
            gather(right, found);
        }
        Items::All
        | Items::Named(_)
        | Items::Category(_)
        | Items::Brand(_)
        | Items::Supplier(_)
        | Items::Sku(_)
        | Items::Property(..)
        | Items::Price(..) => {}
    }
}

fn text(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

fn object(fields: &[(&str, String)]) -> String {
    let fields: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}: {value}", text(name)))
        .collect();
    format!("{{{}}}", fields.join(", "))
}

fn array(items: &[String]) -> String {
    format!("[{}]", items.join(", "))
}

fn properties(properties: &[(String, PropertyValue)]) -> String {
    let value = |value: &PropertyValue| match value {
        PropertyValue::YesNo(yes) => yes.to_string(),
        PropertyValue::Number(_) | PropertyValue::Date(_) | PropertyValue::Text(_) => text(&plain(value)),
    };
    let fields: Vec<(&str, String)> = properties
        .iter()
        .map(|(name, found)| (name.as_str(), value(found)))
        .collect();
    object(&fields)
}

fn money(minor: Minor, currency: Currency) -> String {
    text(&decimal(minor, currency.digits()))
}

fn line_json(line: &Line, currency: Currency) -> String {
    let mut fields = vec![
        ("id", text(&line.id)),
        ("sku", text(&line.sku)),
        ("quantity", text(&short(line.quantity))),
        ("price", money(line.price, currency)),
    ];
    fields.extend(line.amount.map(|amount| ("amount", money(amount, currency))));
    fields.extend(line.unit.map(|unit| ("unit", text(unit.word()))));
    fields.extend(line.category.as_ref().map(|category| ("category", text(category))));
    fields.extend(line.brand.as_ref().map(|brand| ("brand", text(brand))));
    fields.extend(line.content.map(|held| ("content", text(&content(held)))));
    if !line.properties.is_empty() {
        fields.push(("properties", properties(&line.properties)));
    }
    if line.price_fixed {
        fields.push(("price_fixed", "true".to_owned()));
    }
    if !line.discounts.is_empty() {
        let given: Vec<String> = line
            .discounts
            .iter()
            .map(|(by, amount)| object(&[("by", text(by)), ("amount", money(*amount, currency))]))
            .collect();
        fields.push(("discounts", array(&given)));
    }
    fields.extend(line.granted_by.as_ref().map(|name| ("granted_by", text(name))));
    if !line.marks.is_empty() {
        fields.push((
            "marks",
            array(&line.marks.iter().map(|mark| text(mark)).collect::<Vec<_>>()),
        ));
    }
    object(&fields)
}

/// One receipt as one line of JSON.
#[must_use]
pub fn receipt_json(programme: &Programme, world: &World) -> String {
    let receipt: &Receipt = &world.receipt;
    let currency = programme.retailer.currency;
    let zone = receipt
        .store
        .as_ref()
        .and_then(|id| world.stores.iter().find(|store| store.id == *id))
        .and_then(|store| store.zone);
    let hours = zone.unwrap_or(programme.retailer.zone).hours();
    let at = match receipt.clock {
        Clock::Offset => format!("{}+{hours:02}:00", receipt.at.iso()),
        Clock::Plain => receipt.at.iso(),
        Clock::Utc => format!("{}Z", receipt.at.shifted(hours.saturating_neg()).iso()),
    };
    let mut fields = vec![
        ("schema", "1".to_owned()),
        ("id", text(&receipt.id)),
        ("kind", text("sale")),
        ("at", text(&at)),
    ];
    fields.extend(receipt.store.as_ref().map(|store| ("store", text(store))));
    if let Some(client) = world
        .client
        .as_ref()
        .filter(|client| client.status != ClientStatus::Guest)
    {
        let key = match &world.card {
            Some(card) => ("card", text(card)),
            None => ("id", text(&client.id)),
        };
        fields.push(("client", object(&[key])));
    }
    if !receipt.coupons.is_empty() {
        let codes: Vec<String> = receipt.coupons.iter().map(|code| text(code)).collect();
        fields.push(("coupons", array(&codes)));
    }
    if !receipt.tenders.is_empty() {
        let tender = |tender: &Tender| {
            let mut fields = vec![("kind", text(&tender.kind))];
            fields.extend(tender.brand.as_ref().map(|brand| ("brand", text(brand))));
            fields.push(("amount", money(tender.amount, currency)));
            object(&fields)
        };
        fields.push((
            "tenders",
            array(&receipt.tenders.iter().map(tender).collect::<Vec<_>>()),
        ));
    }
    if !receipt.claims.is_empty() {
        let claim = |(promotion, choice): &(String, Option<String>)| {
            let named = ("promotion", text(promotion));
            match choice {
                Some(sku) => object(&[named, ("choice", text(sku))]),
                None => object(&[named, ("decline", "true".to_owned())]),
            }
        };
        let claims: Vec<String> = receipt.claims.iter().map(claim).collect();
        fields.push(("claims", array(&claims)));
    }
    fields.push((
        "lines",
        array(
            &receipt
                .lines
                .iter()
                .map(|line| line_json(line, currency))
                .collect::<Vec<_>>(),
        ),
    ));
    object(&fields)
}

/// The snapshot of the receipt's client and of what was used before: `{"clients": […], "uses": […]}`.
#[must_use]
pub fn snapshot_json(programme: &Programme, world: &World) -> String {
    let client = world.client.as_ref();
    let currency = programme.retailer.currency;
    let status = |status: ClientStatus| match status {
        ClientStatus::Known => "known",
        ClientStatus::Guest => "guest",
        ClientStatus::UnknownCard => "unknown card",
        ClientStatus::Blocked => "blocked",
        ClientStatus::Expired => "expired",
        ClientStatus::Unreachable => "unreachable",
    };
    let one = |client: &Client| {
        let mut fields = vec![("id", text(&client.id)), ("status", text(status(client.status)))];
        fields.extend(world.card.as_ref().map(|card| ("cards", array(&[text(card)]))));
        fields.extend(client.birthday.map(|birthday| ("birthday", text(&birthday.iso()))));
        fields.push(("visits", client.visits.to_string()));
        fields.push(("properties", properties(&client.properties)));
        object(&fields)
    };
    let clients: Vec<String> = client
        .into_iter()
        .filter(|client| client.status != ClientStatus::Guest)
        .map(one)
        .collect();
    let one_use = |one: &Use| {
        let (unit, amount) = match one.used {
            Used::Times(count) => ("times", text(&count.to_string())),
            Used::Pcs(count) => ("pcs", text(&count.to_string())),
            Used::Money(minor) => (currency.code(), money(minor, currency)),
        };
        object(&[
            ("what", text("limit")),
            ("promotion", text(&one.promotion)),
            ("key", text(&one.key)),
            ("unit", text(unit)),
            ("amount", amount),
        ])
    };
    let uses: Vec<String> = world.uses.iter().map(one_use).collect();
    let codes = super::coupon::states(&world.codes).to_string();
    object(&[("clients", array(&clients)), ("uses", array(&uses)), ("coupons", codes)])
}
