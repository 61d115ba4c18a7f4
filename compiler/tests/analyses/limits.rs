//! Limits that nobody can reach, by what one use takes.

use super::codes;

fn told(body: &str) -> Vec<&'static str> {
    codes(&format!("promotion p {{ {body} }}"))
}

#[test]
fn a_receipt_is_one_use_without_a_set() {
    assert_eq!(told("give 10% off all limit 2 times per receipt"), ["PK0565"]);
    // Once is what the author gets.
    assert_eq!(told("give 10% off all limit 1 times per receipt"), [""; 0]);
    assert_eq!(told("give 10% off all limit 2 pcs per receipt"), [""; 0]);
    assert_eq!(
        told("for each 2 of all give 10% off set limit 2 times per receipt"),
        [""; 0]
    );
    assert_eq!(
        told("for known clients give 10% off all limit 2 times per client"),
        [""; 0]
    );
}

#[test]
fn times_and_pieces_are_compared_by_what_a_set_takes() {
    let of = |limits: &str| told(&format!("for each from 2 to 3 of all give 10% off set {limits}"));
    // Three sets take nine pieces at most.
    assert_eq!(of("limit 3 times per receipt limit 9 pcs per receipt"), ["PK0564"]);
    // Eight pieces are four sets at most, and three sets may want nine.
    assert_eq!(of("limit 3 times per receipt limit 8 pcs per receipt"), [""; 0]);
    // Seven pieces are three sets at most.
    assert_eq!(of("limit 7 pcs per receipt limit 3 times per receipt"), ["PK0564"]);
    // The wider key counts what the narrower one does, not the other way round.
    assert_eq!(of("limit 2 times per day limit 6 pcs per receipt"), ["PK0564"]);
    assert_eq!(of("limit 2 times per receipt limit 6 pcs per day"), [""; 0]);
    // Half a piece is no piece: each use without a set takes one at least.
    assert_eq!(told("give 10% off all limit 50 pcs limit 50 times"), ["PK0564"]);
    assert_eq!(told("give 10% off all limit 50 pcs limit 49 times"), [""; 0]);
}

#[test]
fn money_is_compared_where_a_use_gives_a_sum() {
    let of = |limits: &str| told(&format!("give 50 RUB off receipt {limits}"));
    assert_eq!(of("limit 3 times per day limit 150 RUB per day"), ["PK0564"]);
    assert_eq!(of("limit 3 times per day limit 149 RUB per day"), [""; 0]);
    assert_eq!(
        told("give 50 RUB off each category \"Tea\" limit 3 times per day limit 150 RUB per day"),
        [""; 0]
    );
}

#[test]
fn gifts_are_counted_as_they_are_given() {
    let gift = "for each 3 of category \"Tea\" gift 1 of sku \"MUG\"";
    assert_eq!(
        told(&format!("{gift} limit 2 times per receipt limit 6 pcs per receipt")),
        [""; 0]
    );
}

#[test]
fn a_small_limit_that_all_receipts_share_is_told() {
    for limit in [
        "limit 2 pcs",
        "limit 10 times",
        "limit 1 000 RUB",
        "limit 200 RUB partial",
    ] {
        assert_eq!(told(&format!("give 10% off all {limit}")), ["PK0566"], "{limit}");
    }
    for fine in [
        "limit 11 pcs",
        "limit 10 000 times",
        "limit 1 001 RUB",
        "limit 2 pcs per receipt",
        "limit 2 times per day",
        "limit 2 times per store",
        "limit 200 RUB per client guests none",
    ] {
        assert_eq!(told(&format!("give 10% off all {fine}")), [""; 0], "{fine}");
    }
}
