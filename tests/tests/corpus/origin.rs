//! The corpus itself, where it stands beside the checkout: says whether the pages restate it faithfully. Not part of the
//! project.

use std::collections::BTreeMap;
use std::path::PathBuf;

use perk_grammar::receipt::parse_receipts;
use perk_grammar::receipt::syntax::{ItemSyntax, LineSyntax, ReceiptSyntax, Text};
use rust_decimal::Decimal;
use serde_json::Value;

use crate::page::{Case, root};

/// Its cases by name; `None` in a clone that has no such folder beside it.
pub(crate) fn cases() -> Option<BTreeMap<String, Value>> {
    let folder: PathBuf = root().parent()?.join("shared/corpus/cases");
    let mut cases = BTreeMap::new();
    for entry in std::fs::read_dir(folder).ok()? {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let text = std::fs::read_to_string(&path).expect("UTF-8");
            let case: Value = serde_json::from_str(&text).expect("JSON");
            cases.insert(case["id"].as_str().expect("an id").to_owned(), case);
        }
    }
    Some(cases)
}

/// Everything in which a case of a page says something else than the corpus.
pub(crate) fn unfaithful(case: &Case, origin: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut same = |what: &str, ours: &str, theirs: &str| {
        if ours != theirs {
            wrong.push(format!("{}: {what}: {ours}, the corpus says {theirs}", case.place));
        }
    };
    let of = |key: &str| origin["source"][key].as_str().expect("a source").to_owned();
    let source = format!("{} `{}` {}", of("repo"), of("path"), of("commit_or_version"));
    same("source", &case.source, &source);
    let tags: Vec<&str> = list(&origin["tags"]).iter().filter_map(Value::as_str).collect();
    same("tags", &case.tags.join(", "), &tags.join(", "));
    let whole = std::slice::from_ref(origin);
    let steps = origin["steps"].as_array().map_or(whole, Vec::as_slice);
    let steps: Vec<&Value> = steps.iter().filter(|step| step["receipt"].is_object()).collect();
    same("receipts", &case.moments.len().to_string(), &steps.len().to_string());
    for (moment, step) in case.moments.iter().zip(steps) {
        if moment.stated != step["expect"] {
            same("figures", &moment.stated.to_string(), &step["expect"].to_string());
        }
        match parse_receipts(&moment.receipt).as_deref() {
            Ok([receipt]) => {
                for (what, ours, theirs) in receipt_sides(case, receipt, step, origin) {
                    same(&what, &ours, &theirs);
                }
            }
            other => same("receipt", &format!("{other:?}"), "one receipt"),
        }
    }
    wrong
}

/// What is compared of a receipt: what, here, there.
fn receipt_sides(case: &Case, ours: &ReceiptSyntax, step: &Value, origin: &Value) -> Vec<(String, String, String)> {
    let theirs = &step["receipt"];
    let mut sides = Vec::new();
    let mut side = |what: &str, here: String, there: String| sides.push((what.to_owned(), here, there));
    let inherited = |key: &str| if step[key].is_null() { &origin[key] } else { &step[key] };
    if let Some(now) = inherited("now").as_str() {
        let at = ours.at.as_ref().map(Text::as_str).unwrap_or_default();
        let length = at.len().min(19);
        side("at", at.to_owned(), now.chars().take(length).collect());
    }
    let text = |text: &Option<Text>| text.as_ref().map(|text| text.text.clone()).unwrap_or_default();
    side(
        "store",
        text(&ours.store),
        theirs["channel"].as_str().unwrap_or_default().to_owned(),
    );
    let coupons: Vec<&str> = ours.coupons.iter().map(Text::as_str).collect();
    let presented: Vec<&str> = list(inherited("coupons")).iter().filter_map(Value::as_str).collect();
    if case.restated.is_none() {
        side("coupons", coupons.join(", "), presented.join(", "));
    }
    let client = match step.get("client") {
        Some(client) => client,
        None => &origin["client"],
    };
    side(
        "client",
        ours.client.as_ref().map(|client| text(&client.id)).unwrap_or_default(),
        client["id"].as_str().unwrap_or_default().to_owned(),
    );
    if case.restated.is_some() {
        let sum = |lines: Vec<Decimal>| lines.iter().sum::<Decimal>().normalize().to_string();
        side(
            "sum of the lines",
            sum(ours.lines.iter().map(worth).collect()),
            sum(list(&theirs["lines"])
                .iter()
                .map(|line| number(&line["quantity"]) * number(&line["unit_price"]))
                .collect()),
        );
        return sides;
    }
    let mut lines: Vec<String> = list(&theirs["lines"])
        .iter()
        .map(|line| {
            let category: Vec<&str> = list(&line["category"]).iter().filter_map(Value::as_str).collect();
            let (quantity, price) = (number(&line["quantity"]), number(&line["unit_price"]));
            let sku = line["sku"].as_str().unwrap_or_default();
            said(line["id"].as_str(), quantity, sku, price, &category.join("/"))
        })
        .collect();
    if let Some(method) = theirs["shipping"]["method"].as_str() {
        let price = number(&theirs["shipping"]["price"]);
        lines.push(said(Some("delivery"), Decimal::ONE, method, price, "Delivery"));
    }
    let here: Vec<String> = ours
        .lines
        .iter()
        .enumerate()
        .map(|(i, line)| ours_said(i, line))
        .collect();
    side("lines", here.join("; "), lines.join("; "));
    sides
}

fn ours_said(index: usize, line: &LineSyntax) -> String {
    let counted = (index + 1).to_string();
    let id = line.id.as_ref().map_or(counted.as_str(), Text::as_str);
    let sku = match &line.item {
        ItemSyntax::Sku(sku) | ItemSyntax::Line(sku) => sku.as_str(),
    };
    let category = line.category.as_ref().map(Text::as_str).unwrap_or_default();
    said(
        Some(id),
        decimal(line.quantity.number.as_str()),
        sku,
        price(line),
        category,
    )
}

fn said(id: Option<&str>, quantity: Decimal, sku: &str, price: Decimal, category: &str) -> String {
    let (id, quantity, price) = (id.unwrap_or_default(), quantity.normalize(), price.normalize());
    format!("{id}: {quantity} {sku} at {price} in {category}")
}

fn price(line: &LineSyntax) -> Decimal {
    line.price
        .as_ref()
        .map_or(Decimal::ZERO, |price| decimal(price.amount.as_str()))
}

/// Price × quantity less what was given elsewhere.
fn worth(line: &LineSyntax) -> Decimal {
    let elsewhere: Decimal = line
        .discounts
        .iter()
        .map(|discount| decimal(discount.amount.amount.as_str()))
        .sum();
    price(line) * decimal(line.quantity.number.as_str()) - elsewhere
}

fn number(value: &Value) -> Decimal {
    decimal(value.as_str().unwrap_or_default())
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap_or_else(|_| panic!("`{text}` is no number"))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
