//! Decides a case through the `perk` command and compares what comes out with what the source says; knows no corpus file.

use std::collections::BTreeSet;

use perk_tests::command::perk;
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use crate::page::{Case, Moment};

/// What became of a case.
#[derive(Debug, PartialEq)]
pub(crate) enum Verdict {
    /// Everything the source states comes out.
    Equal,
    /// It differs exactly as the page says.
    Differs,
    /// Perk still misses something, as the page says; what comes out so far, if anything does.
    Waits(Option<String>),
    /// The page does not tell the truth.
    Wrong(String),
}

/// Decides every receipt of a case.
pub(crate) fn judge(case: &Case) -> Verdict {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file");
    write("retailer.perk", &case.perk);
    for (name, text) in &case.tables {
        write(name, text);
    }
    let checked = perk(folder.path(), &["check", "--quiet", "--output-format", "concise", "."]);
    // The promotions are other people's: a warning about them is no reason to leave them out.
    let errors: Vec<&str> = checked
        .stdout
        .lines()
        .filter(|line| line.contains(": error["))
        .collect();
    if !errors.is_empty() || checked.code > 1 {
        // PK1001: "this version cannot apply it yet".
        let only_later = checked.code == 1 && errors.iter().all(|line| line.contains("[PK1001]"));
        return match &case.waits {
            Some(_) if only_later => Verdict::Waits(None),
            _ => Verdict::Wrong(format!("no plan: {}{}", checked.stdout, checked.stderr)),
        };
    }
    let mut wrong = Vec::new();
    let mut differences = 0;
    for (index, moment) in case.moments.iter().enumerate() {
        write("case.receipt", &moment.receipt);
        let said = perk(
            folder.path(),
            &["eval", ".", "case.receipt", "--format", "json", "--explain"],
        );
        let expected = expected(moment);
        differences += usize::from(expected != moment.stated);
        let found = match serde_json::from_str(&said.stdout) {
            Ok(decision) => told(case, moment, &decision),
            Err(_) => Err(format!("no decision: {}{}", said.stdout, said.stderr)),
        };
        match found {
            Ok(found) => wrong.extend(compare(index, &expected, &found)),
            Err(why) => wrong.push(format!("receipt {}: {why}", index + 1)),
        }
    }
    if case.moments.is_empty() {
        wrong.push("nothing is stated".to_owned());
    }
    match (&case.waits, &case.differs, wrong.is_empty()) {
        (Some(_), _, false) => Verdict::Waits(Some(wrong.join("\n"))),
        (Some(_), _, true) => Verdict::Wrong("it waits no longer: take away its `Waits` line".to_owned()),
        (None, Some(_), true) if differences == 0 => {
            Verdict::Wrong("no `json perk` block says how it differs".to_owned())
        }
        (None, Some(_), true) => Verdict::Differs,
        (None, None, true) if differences > 0 => Verdict::Wrong("a difference needs its rule: `Differs: …`".to_owned()),
        (None, None, true) => Verdict::Equal,
        (None, _, false) => Verdict::Wrong(wrong.join("\n")),
    }
}

/// What the source states, with what Perk gives instead laid over it.
fn expected(moment: &Moment) -> Value {
    let mut expected = moment.stated.clone();
    if let (Some(fields), Some(Value::Object(gives))) = (expected.as_object_mut(), &moment.gives) {
        for (key, value) in gives {
            fields.insert(key.clone(), value.clone());
        }
    }
    expected
}

fn compare(index: usize, expected: &Value, found: &Map<String, Value>) -> Vec<String> {
    let fields = expected.as_object().expect("figures are an object");
    fields
        .iter()
        .filter_map(|(key, expected)| {
            let found = found.get(key).unwrap_or(&Value::Null);
            let same = match (key.as_str(), expected, found) {
                ("applied" | "not_applied", Value::Array(expected), Value::Array(found)) => {
                    names(expected) == names(found)
                }
                _ => expected == found,
            };
            (!same).then(|| format!("receipt {}: {key} is {found}, not {expected}", index + 1))
        })
        .collect()
}

fn names(list: &[Value]) -> BTreeSet<&str> {
    list.iter().filter_map(Value::as_str).collect()
}

/// What a decision says to every key the source states.
fn told(case: &Case, moment: &Moment, decision: &Value) -> Result<Map<String, Value>, String> {
    let stated = moment.stated.as_object().expect("figures are an object");
    let promotions: Vec<&str> = ["applied", "not_applied"]
        .iter()
        .flat_map(|key| stated.get(*key).and_then(Value::as_array).expect("both lists"))
        .map(|name| name.as_str().expect("a name"))
        .collect();
    let verdicts = decision["promotions"].as_array().expect("verdicts");
    let ours: BTreeSet<&str> = promotions.iter().flat_map(|promotion| case.names(promotion)).collect();
    let all: BTreeSet<&str> = verdicts.iter().filter_map(|v| v["promotion"].as_str()).collect();
    if ours != all {
        return Err(format!("promotions are {all:?}, the source has {ours:?}"));
    }
    let of = |name: &str| verdicts.iter().find(|verdict| verdict["promotion"] == name);
    let applied = |promotion: &str| {
        let names = case.names(promotion);
        names
            .iter()
            .any(|name| of(name).is_some_and(|v| v["outcome"] == "applied"))
    };
    let line = |id: &str| {
        let lines = decision["lines"].as_array().expect("lines");
        lines.iter().find(|line| line["id"] == id).cloned().unwrap_or_default()
    };
    let mut found = Map::new();
    for (key, expected) in stated {
        let by_name = |value: &dyn Fn(&str) -> Value| -> Value {
            let names = expected.as_object().expect("an object").keys();
            names.map(|name| (name.clone(), value(name))).collect()
        };
        let value = match key.as_str() {
            "total" => decision["totals"]["due"].clone(),
            "total_discount" => decision["totals"]["discount"].clone(),
            "line_totals" => by_name(&|id| line(id)["net"].clone()),
            "unit_totals" => by_name(&|id| units(&line(id)["parts"])),
            "shipping_total" => line("delivery")["net"].clone(),
            "discount_by_promotion" => by_name(&|promotion| {
                let names = case.names(promotion);
                let gave = names.iter().filter_map(|name| of(name)?["discount"].as_str());
                let sum: Decimal = gave.map(|text| text.parse::<Decimal>().expect("money")).sum();
                json!(format!("{sum:.2}"))
            }),
            "gifts" => gifts(&names_of(case, &promotions), moment, decision),
            // The corpus tells who issued and how many; the coupon's name is ours.
            "issued" => {
                let issued = decision["issue"].as_array().into_iter().flatten();
                issued
                    .map(|issued| json!({"promotion": issued["promotion"], "count": issued["count"]}))
                    .collect()
            }
            "applied" => promotions.iter().copied().filter(|name| applied(name)).collect(),
            "not_applied" => promotions.iter().copied().filter(|name| !applied(name)).collect(),
            "errors" => {
                let codes = expected.as_array().expect("codes").iter();
                codes.filter(|code| refused(code, decision)).cloned().collect()
            }
            _ => json!("nothing that can be compared yet"),
        };
        found.insert(key.clone(), value);
    }
    Ok(found)
}

fn names_of<'a>(case: &'a Case, promotions: &[&'a str]) -> BTreeSet<&'a str> {
    promotions.iter().flat_map(|promotion| case.names(promotion)).collect()
}

/// What is given away: units of lines, and what the till is to add where there is one thing to choose.
fn gifts(promotions: &BTreeSet<&str>, moment: &Moment, decision: &Value) -> Value {
    let mut pieces: std::collections::BTreeMap<(String, Option<String>), Decimal> = std::collections::BTreeMap::new();
    let mut add = |sku: String, price: &Value, quantity: &Value| {
        let quantity: Decimal = quantity.as_str().and_then(|text| text.parse().ok()).unwrap_or_default();
        *pieces.entry((sku, price.as_str().map(str::to_owned))).or_default() += quantity;
    };
    // Lines of a notation are numbered as they stand: `1 x pen  at 5 USD`.
    let skus: Vec<&str> = moment
        .receipt
        .lines()
        .filter_map(|line| {
            line.split_once(" x ")
                .and_then(|(_, rest)| rest.split_whitespace().next())
        })
        .collect();
    for (line, sku) in decision["lines"].as_array().into_iter().flatten().zip(skus) {
        for took in line["applied"].as_array().into_iter().flatten() {
            if took["gift"] == true {
                add(sku.to_owned(), &Value::Null, &took["quantity"]);
            }
        }
    }
    for offer in decision["offers"].as_array().into_iter().flatten() {
        if !promotions.contains(offer["promotion"].as_str().unwrap_or_default()) {
            continue;
        }
        let choices = offer["choices"].as_array().into_iter().flatten();
        let skus: Vec<&str> = choices.filter_map(|choice| choice["sku"].as_str()).collect();
        add(skus.join(" or "), &offer["price"], &offer["quantity"]);
    }
    pieces
        .into_iter()
        .map(|((sku, price), quantity)| {
            let mut gift = json!({"sku": sku, "quantity": quantity.normalize().to_string()});
            if let Some(price) = price {
                gift["unit_price"] = price.into();
            }
            gift
        })
        .collect()
}

/// Whether something in the decision says what a code of the corpus says: a code is rejected for that reason, or a limit
/// leaves nothing.
fn refused(code: &Value, decision: &Value) -> bool {
    let any = |list: &str, key: &str, wanted: &[&str]| {
        let said = decision[list].as_array().into_iter().flatten();
        said.into_iter()
            .any(|said| said[key].as_str().is_some_and(|found| wanted.contains(&found)))
    };
    match code.as_str() {
        Some("budget_exceeded" | "usage_limit_reached") => any("promotions", "outcome", &["limited"]),
        Some("coupon_unknown") => any(
            "coupons",
            "reason",
            &["unknown", "look_alike", "malformed", "not_issued"],
        ),
        Some("coupon_not_applicable") => any("coupons", "reason", &["not_applied", "no_promotion"]),
        Some("coupon_not_combinable") => any("coupons", "reason", &["displaced", "not_needed", "not_applied"]),
        Some("coupon_limit_reached") => {
            any("coupons", "reason", &["used_up", "client_used_up", "limited"])
                || any("promotions", "outcome", &["limited"])
        }
        Some(_) | None => any("coupons", "outcome", &["rejected"]),
    }
}

/// One price for each unit, the lowest first.
fn units(parts: &Value) -> Value {
    let mut units: Vec<&str> = Vec::new();
    for part in parts.as_array().into_iter().flatten() {
        let quantity: usize = part["quantity"]
            .as_str()
            .and_then(|text| text.parse().ok())
            .unwrap_or_default();
        units.extend(std::iter::repeat_n(
            part["price"].as_str().unwrap_or_default(),
            quantity,
        ));
    }
    units.sort_by_key(|price| price.parse::<Decimal>().ok());
    units.into_iter().collect()
}
