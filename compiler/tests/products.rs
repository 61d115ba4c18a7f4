//! A catalogue that `products` names must be one that can decide receipts.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use perk_compiler::db::RootDatabase;
use perk_compiler::semantics::check;

const SHOP: &str = "retailer \"Shop\" {\n  currency RUB\n  products \"products.csv\"\n}\n\npromotion tea { give 10% off category \"Drinks/Tea\" }\n";

/// Codes and the text of the file each points at.
fn found(csv: &str) -> Vec<(&'static str, String)> {
    let db = RootDatabase::default();
    let programme = db.programme([("shop.perk", SHOP)], [("products.csv", csv.as_bytes())]);
    let told = check(&db, programme);
    told.iter()
        .map(|it| {
            let text = if &*it.location.path == "products.csv" {
                csv
            } else {
                SHOP
            };
            let span = it.location.span.start as usize..it.location.span.end as usize;
            (it.code.id, text.get(span).unwrap().to_owned())
        })
        .collect()
}

fn one(id: &'static str, text: &str) -> Vec<(&'static str, String)> {
    vec![(id, text.to_owned())]
}

#[test]
fn a_good_catalogue_is_not_spoken_of() {
    assert_eq!(
        found("sku,category,price\nA,Drinks/Tea,\"1250,50\"\n\nB,Sweets,3\n"),
        []
    );
}

#[test]
fn what_the_reader_refuses_is_an_error_at_its_line() {
    assert_eq!(
        found("sku,category\nA,Drinks/Tea\n\nB,Sweets,kg,5\n"),
        one("PK0407", "B,Sweets,kg,5")
    );
    assert_eq!(
        found("sku,category\nA,Drinks/Tea\r\nA,Sweets\r\n"),
        one("PK0409", "A,Sweets")
    );
    assert_eq!(
        found("\u{feff}sku,category,price\nA,Drinks/Tea,abc\n"),
        one("PK0404", "A,Drinks/Tea,abc")
    );
    assert_eq!(found("sku,category\n,Drinks/Tea\n"), one("PK0404", ",Drinks/Tea"));
    assert_eq!(
        found("code,category\nA,Drinks/Tea\n"),
        one("PK0402", "\"products.csv\"")
    );
}

#[test]
fn a_slip_in_a_heading_is_named_and_what_it_costs() {
    let found = found("sku,Catgory\nA,Drinks/Tea\n");
    assert!(found.contains(&("PK0410", "\"products.csv\"".to_owned())), "{found:?}");
    assert!(found.contains(&("PK0408", "\"Drinks/Tea\"".to_owned())), "{found:?}");
}
