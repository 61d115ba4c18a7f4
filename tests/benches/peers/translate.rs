//! From the neutral workload to a Perk programme, its catalogue, its receipts and what is known of its clients.
//!
//! What the workload says, and how Perk says it:
//!
//! - All discounts of a line add up and are capped at its amount: `combine all`. Sums are taken off a receipt after the
//!   lines and capped at what is left: a receipt scheme with `combine all`. Thresholds measure the receipt before any
//!   discount: `receipt.list_amount`. Windows of days include their last day in both.
//! - Bundles of `n` pieces of one product for a price: a set `n same of`, whose `price` is never above what it costs. (The
//!   original looks at each line by itself; on five receipts of 10 000 that is another number of bundles.)
//! - Of what is free for what was bought the cheapest pieces are free: a set that the retailer chooses, `best … for
//!   retailer`, before all others. `reuse` lets each such rule look at all goods.
//! - A rule rounds once for each line, Perk once for each run of equal goods. Lines that repeat a product of their receipt
//!   get a property of their own, as a till tells batches apart; so they are no equal goods.
//! - A client segment is a yes/no property, for Perk's snapshot knows properties. The workload draws the segments of a
//!   client anew for each receipt, so here each receipt has a client of its own, named after it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::json;

use super::rules::{Kind, Rule};
use super::workload::{Catalog, Receipt};

/// A file of a programme: its path from the programme's root, and its text.
pub struct SourceFile {
    pub path: String,
    pub text: String,
}

/// How rules that meet on a line go together.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Meeting {
    /// All of them add up, as the workload says.
    Sum,
    /// They compete: each piece takes part in one, the best combination for the customer counts.
    Best,
}

/// The programme of some rules: `retailer.perk`, `promotions.perk`, `products.csv` and `stores.csv`.
pub fn programme(catalog: &Catalog, rules: &[Rule], meeting: Meeting) -> Vec<SourceFile> {
    let file = |path: &str, text: String| SourceFile {
        path: path.into(),
        text,
    };
    vec![
        file("retailer.perk", root(rules, meeting)),
        file("promotions.perk", promotions(catalog, rules, meeting)),
        file("products.csv", products(catalog)),
        file("stores.csv", stores(catalog)),
    ]
}

fn root(rules: &[Rule], meeting: Meeting) -> String {
    let mut text = String::from(
        r#"retailer "Peers" {
  currency   RUB
  time zone  "Europe/Moscow"
  rounding   half up
  products   "products.csv"
  stores     "stores.csv"
}

"#,
    );
    let schemes = [
        ("free_pieces", "phase goods  combine best for retailer"),
        ("all_off_goods", "phase goods  combine all"),
        ("all_off_receipt", "phase receipt  combine all"),
    ];
    let used: BTreeSet<&str> = rules.iter().filter_map(|rule| scheme(rule, meeting)).collect();
    for (name, says) in schemes.into_iter().filter(|(name, _)| used.contains(name)) {
        let after = if name == "all_off_goods" && used.contains("free_pieces") {
            "  after free_pieces"
        } else {
            ""
        };
        writeln!(text, "scheme {name} {{ {says}{after} }}").unwrap();
    }
    let segments: BTreeSet<String> = rules.iter().filter_map(segment).collect();
    for s in segments {
        writeln!(text, "client property {s} : yes/no\nclients in_{s} = client.{s}").unwrap();
    }
    text
}

/// Where a rule acts, if not in the scheme of its phase.
fn scheme(rule: &Rule, meeting: Meeting) -> Option<&'static str> {
    let off_receipt = matches!(rule.kind, Kind::FixedOff { .. });
    (meeting == Meeting::Sum || off_receipt).then_some(match rule.kind {
        Kind::BuyGet { .. } => "free_pieces",
        Kind::CategoryPctBasket { .. } | Kind::SkuPct { .. } | Kind::HappyHour { .. } => "all_off_goods",
        Kind::NForPrice { .. } => "all_off_goods",
        Kind::FixedOff { .. } => "all_off_receipt",
        Kind::LevelPoints { .. } => panic!("rule {} gives points, no discount", rule.id),
    })
}

/// The property that a rule asks of its client.
fn segment(rule: &Rule) -> Option<String> {
    match &rule.kind {
        Kind::FixedOff { segment, .. } => Some(segment.to_lowercase()),
        Kind::CategoryPctBasket { .. } | Kind::SkuPct { .. } | Kind::HappyHour { .. } => None,
        Kind::BuyGet { .. } | Kind::NForPrice { .. } | Kind::LevelPoints { .. } => None,
    }
}

fn promotions(catalog: &Catalog, rules: &[Rule], meeting: Meeting) -> String {
    let mut text = String::new();
    for rule in rules {
        promotion(&mut text, catalog, rule, meeting);
    }
    text
}

fn promotion(text: &mut String, catalog: &Catalog, rule: &Rule, meeting: Meeting) {
    let name = rule.id.to_lowercase();
    let scheme = scheme(rule, meeting).map_or(String::new(), |name| format!("  scheme  {name}\n"));
    let valid = format!("{scheme}  valid   {} .. {}\n", rule.from, rule.to);
    match &rule.kind {
        Kind::CategoryPctBasket { category, min_total, pct_bp } => {
            write!(
                text,
                "promotion {name} {{\n{valid}  when    receipt.list_amount >= {min_total} RUB\n  give    {} off category \"{}\"\n}}\n",
                percent(*pct_bp),
                path(catalog, category),
            )
        }
        Kind::SkuPct { skus, stores, pct_bp } => {
            let mut place = String::new();
            if let Some(stores) = stores {
                writeln!(text, "stores of_{name} = store {}", quoted(stores)).unwrap();
                place = format!("  in      of_{name}\n");
            }
            write!(
                text,
                "promotion {name} {{\n{valid}{place}  give    {} off sku {}\n}}\n",
                percent(*pct_bp),
                quoted(skus),
            )
        }
        Kind::HappyHour { category, days, start, end, pct_bp } => {
            const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
            let days: Vec<&str> = days.iter().map(|&d| NAMES[usize::from(d) - 1]).collect();
            write!(
                text,
                "promotion {name} {{\n{valid}  on      {} from {start} to {end}\n  give    {} off category \"{}\"\n}}\n",
                days.join(", "),
                percent(*pct_bp),
                path(catalog, category),
            )
        }
        Kind::FixedOff { segment, min_total, amount } => write!(
            text,
            "promotion {name} {{\n{valid}  for     in_{}\n  when    receipt.list_amount >= {min_total} RUB\n  give    {amount} RUB off receipt\n}}\n",
            segment.to_lowercase(),
        ),
        Kind::BuyGet { buy, buy_qty, get, get_qty } => write!(
            text,
            "set s_{name} {{\n  bought = {buy_qty} of sku {}\n  free   = {get_qty} of sku {}{reuse}\n}}\npromotion {name} {{\n{valid}  for each s_{name}\n  give    100% off free\n}}\n",
            quoted(buy),
            quoted(get),
            reuse = if meeting == Meeting::Sum { "\n  reuse" } else { "" },
        ),
        Kind::NForPrice { skus, n, price } => write!(
            text,
            "promotion {name} {{\n{valid}  for each {n} same of sku {}\n  price   {price} RUB for set\n}}\n",
            quoted(skus),
        ),
        Kind::LevelPoints { .. } => panic!("rule {} gives points, no discount", rule.id),
    }
    .unwrap();
}

/// Hundredths of a percent as Perk writes a percent.
fn percent(bp: i64) -> String {
    match bp % 100 {
        0 => format!("{}%", bp / 100),
        rest => format!("{}.{rest:02}%", bp / 100),
    }
}

/// `"a", "b"`
fn quoted(names: &[String]) -> String {
    names.iter().map(|n| format!("\"{n}\"")).collect::<Vec<_>>().join(", ")
}

/// The path of a category from its department.
pub fn path(catalog: &Catalog, category: &str) -> String {
    let found = catalog
        .categories
        .iter()
        .find(|c| c.id == category)
        .expect("rules name categories of the catalogue");
    match &found.parent {
        Some(parent) => format!("{}/{category}", path(catalog, parent)),
        None => category.into(),
    }
}

fn products(catalog: &Catalog) -> String {
    let paths: std::collections::HashMap<&str, String> = catalog
        .categories
        .iter()
        .map(|c| (c.id.as_str(), path(catalog, &c.id)))
        .collect();
    let mut text = String::from("sku,category,unit,price\n");
    for s in &catalog.skus {
        writeln!(text, "{},{},{},{}", s.id, paths[s.cat.as_str()], s.unit, s.price).unwrap();
    }
    text
}

fn stores(catalog: &Catalog) -> String {
    catalog
        .stores
        .iter()
        .fold(String::from("store\n"), |text, s| text + s + "\n")
}

/// A receipt as a till sends it.
pub fn receipt(r: &Receipt) -> serde_json::Value {
    let lines: Vec<_> = r
        .lines
        .iter()
        .enumerate()
        .map(|(at, l)| {
            let mut line = json!({"id": l.n.to_string(), "sku": l.sku, "quantity": l.qty, "price": l.price});
            if r.lines[..at].iter().any(|earlier| earlier.sku == l.sku) {
                line["properties"] = json!({"batch": l.n.to_string()});
            }
            line
        })
        .collect();
    let mut value = json!({"schema": 1, "id": r.id, "at": r.at, "store": r.store, "lines": lines});
    if r.client.is_some() {
        value["client"] = json!({"id": r.id});
    }
    value
}

/// The catalogue as the engine takes it.
pub fn catalogue(catalog: &Catalog) -> perk_plan::Catalog {
    let paths: std::collections::HashMap<&str, String> = catalog
        .categories
        .iter()
        .map(|c| (c.id.as_str(), path(catalog, &c.id)))
        .collect();
    let mut products: Vec<perk_plan::Product> = catalog
        .skus
        .iter()
        .map(|s| perk_plan::Product {
            sku: s.id.clone(),
            category: Some(paths[s.cat.as_str()].clone()),
            unit: Some(s.unit.clone()),
            ..perk_plan::Product::default()
        })
        .collect();
    products.sort_by(|a, b| a.sku.cmp(&b.sku));
    perk_plan::Catalog { products }
}

/// What is known of the clients of some receipts: of each its segments, as properties that say yes.
pub fn clients(receipts: &[Receipt]) -> perk_plan::Clients {
    let mut clients = perk_plan::Clients::default();
    for r in receipts {
        let Some(client) = &r.client else { continue };
        clients
            .by_key
            .insert(perk_plan::receipt::ClientKey::Id(r.id.clone()), clients.clients.len());
        clients.clients.push(perk_plan::ClientFacts {
            id: r.id.clone(),
            status: perk_plan::snapshot::ClientStatus::Known,
            registered: None,
            visits: None,
            properties: client
                .segments
                .iter()
                .map(|s| (s.to_lowercase(), "yes".into()))
                .collect(),
        });
    }
    clients
}

/// A receipt as the engine takes it: what a till sends, read by Perk's own reader.
pub fn read(r: &Receipt) -> perk_plan::Receipt {
    perk_plan::Receipt::from_json(&receipt(r).to_string()).expect("the workload's receipts are good")
}
