//! Fiscal parts, discounts given elsewhere and the rounding of the total where sets, gifts and coupons act; every figure by
//! hand from the semantics (§4, §5).

use crate::support::{Folder, json};
use serde_json::{Value, json};

/// The decision on one receipt, and that the parts of each line come to what it costs.
#[track_caller]
fn decide(programme: &str, retailer: &str, coupons: &[&str], lines: &Value) -> Value {
    let folder = Folder::shop(programme);
    folder.write("retailer.perk", retailer.as_bytes());
    let bought = json!({"id": "1", "at": "2026-10-05T09:00:00", "coupons": coupons, "lines": lines});
    folder.write("r.json", bought.to_string().as_bytes());
    let decision = json(&folder.perk("eval . r.json --format json").clean());
    for line in decision["lines"].as_array().unwrap() {
        let parts = line["parts"].as_array().unwrap().iter();
        let sum: i64 = parts.map(|part| minor(&part["amount"])).sum();
        assert_eq!(sum, minor(&line["net"]), "{line}");
    }
    decision
}

fn minor(amount: &Value) -> i64 {
    amount.as_str().unwrap().replace('.', "").parse().unwrap()
}

/// Quantity and price of each part of a line.
fn parts(decision: &Value, line: usize) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let parts = decision["lines"][line]["parts"].as_array().unwrap();
    parts
        .iter()
        .map(|part| (text(&part["quantity"]), text(&part["price"])))
        .collect()
}

fn part(quantity: &str, price: &str) -> (String, String) {
    (quantity.to_owned(), price.to_owned())
}

const SHOP: &str = "retailer \"Shop\" { currency RUB }\n";

#[test]
fn marked_goods_of_a_set_are_one_part_for_each_piece() {
    let three = "promotion three { for each 3 of sku \"MILK\" give 100% off cheapest }\n";
    let marked = json!([{"id": "1", "sku": "MILK", "quantity": "3", "price": "10.00", "marks": ["a", "b", "c"]}]);
    let decision = decide(three, SHOP, &[], &marked);
    // One of three is free; 20.00 lie evenly on three pieces, one minor unit apart.
    assert_eq!(
        parts(&decision, 0),
        [part("1", "6.66"), part("1", "6.67"), part("1", "6.67")]
    );
    // Without marks the pieces of one price are one part.
    let plain = json!([{"id": "1", "sku": "MILK", "quantity": "3", "price": "10.00"}]);
    assert_eq!(
        parts(&decide(three, SHOP, &[], &plain), 0),
        [part("1", "6.66"), part("2", "6.67")]
    );
}

#[test]
fn a_marked_gift_for_each_set_lies_on_every_piece() {
    let fourth = "promotion fourth { for each 3 of sku \"MILK\" gift 1 of sku \"MILK\" }\n";
    let marked = json!([{"id": "1", "sku": "MILK", "quantity": "4", "price": "10.00", "marks": ["a", "b", "c", "d"]}]);
    let decision = decide(fourth, SHOP, &[], &marked);
    assert_eq!(decision["lines"][0]["discount"], "10.00");
    assert_eq!(parts(&decision, 0), vec![part("1", "7.50"); 4]);
    assert_eq!(
        (&decision["promotions"][0]["times"], &decision["offers"]),
        (&json!(1), &json!([]))
    );
}

#[test]
fn a_weighed_line_of_which_a_set_takes_some_is_one_part() {
    let plate = "set plate { cheese = 1 kg of sku \"CHEESE\"  wine = 1 of sku \"WINE\" }\n\
                 promotion evening { for each plate give 10% off set }\n";
    let lines = json!([
        {"id": "1", "sku": "CHEESE", "quantity": "1.234", "unit": "kg", "price": "500.00"},
        {"id": "2", "sku": "WINE", "quantity": "1", "price": "300.00"}
    ]);
    let decision = decide(plate, SHOP, &[], &lines);
    // A kilogram of 617.00 and the wine: 80.00 off, 50.00 and 30.00 of it. 1.234 × 459.48 = 566.998…, that is 567.00.
    assert_eq!(
        (&decision["lines"][0]["net"], &decision["lines"][1]["net"]),
        (&json!("567.00"), &json!("270.00"))
    );
    assert_eq!(parts(&decision, 0), [part("1.234", "459.48")]);
    assert_eq!(decision["lines"][0]["parts"][0].get("inexact"), None);
}

#[test]
fn what_was_given_elsewhere_comes_before_sets_and_codes_and_the_rounding_after() {
    let programme = "coupon ten { codes mask \"TEN\" uses many }\n\
                     promotion pair { for each 2 of sku \"TEA\" give 50% off set }\n\
                     promotion code { with coupon ten give 10% off receipt }\n";
    let retailer = "retailer \"Shop\" { currency RUB rounding total down to 1 RUB }\n";
    let lines = json!([{"id": "1", "sku": "TEA", "quantity": "2", "price": "100.15",
        "discounts": [{"by": "supplier", "amount": "20.00"}]}]);
    let decision = decide(programme, retailer, &["TEN"], &lines);
    let line = &decision["lines"][0];
    // 200.30 − 20.00 = 180.30; half of it 90.15; a tenth of 90.15 is 9.015, that is 9.02; 81.13 are left, 81.00 are paid.
    let figures = ["gross", "discount", "net"].map(|key| line[key].as_str().unwrap());
    assert_eq!(figures, ["180.30", "99.17", "81.13"]);
    assert_eq!(line["elsewhere"][0], json!({"by": "supplier", "amount": "20.00"}));
    // The rounding of the total is recorded apart: parts know nothing of it.
    assert_eq!(parts(&decision, 0), [part("1", "40.56"), part("1", "40.57")]);
    let totals = ["gross", "discount", "rounding", "net", "due"].map(|key| decision["totals"][key].as_str().unwrap());
    assert_eq!(totals, ["180.30", "99.17", "-0.13", "81.00", "81.00"]);
    assert_eq!(decision["coupons"][0]["outcome"], "used");
}

#[test]
fn a_line_that_costs_nothing_after_a_discount_given_elsewhere_pays_for_a_set_and_receives_nothing() {
    let programme = "promotion pair { for each 2 of all give 10 RUB off set }\n";
    let lines = json!([
        {"id": "1", "sku": "A", "quantity": "1", "price": "20.00", "discounts": [{"by": "supplier", "amount": "20.00"}]},
        {"id": "2", "sku": "B", "quantity": "1", "price": "30.00"}
    ]);
    let decision = decide(programme, SHOP, &[], &lines);
    assert_eq!(
        (&decision["lines"][0]["net"], &decision["lines"][1]["net"]),
        (&json!("0.00"), &json!("20.00"))
    );
    assert_eq!(parts(&decision, 0), [part("1", "0.00")]);
}

#[test]
fn a_code_that_opens_a_gift_is_burned_when_the_gift_is_taken() {
    let programme = "coupon mug { codes mask \"MUG-1\" uses once }\n\
                     promotion mug_free { with coupon mug gift 1 of sku \"MUG\" }\n";
    let bought = |more: Option<Value>| {
        let mut lines = vec![json!({"id": "1", "sku": "TEA", "quantity": "1", "price": "50.00"})];
        lines.extend(more);
        decide(programme, SHOP, &["MUG-1"], &Value::Array(lines))
    };
    let offered = bought(None);
    assert_eq!(offered["offers"][0]["quantity"], "1");
    assert_eq!(
        (&offered["coupons"][0]["outcome"], &offered["consumes"]),
        (&json!("used"), &json!([]))
    );
    let added = json!({"id": "2", "sku": "MUG", "quantity": "1", "price": "40.00", "granted_by": "mug_free"});
    let taken = bought(Some(added));
    assert_eq!(taken["lines"][1]["net"], "0.00");
    assert_eq!(taken["consumes"][0]["what"], "coupon");
    assert_eq!(taken["consumes"][0]["times"], 1);
}
