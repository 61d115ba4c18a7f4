//! A receipt that presents thousands of codes: each is answered, and the work grows with the codes and not with the coupons.

#![expect(clippy::unwrap_used, reason = "a test: a panic is its failure")]

use std::fmt::Write;

use perk_plan::{Clients, Receipt};
use perk_runtime::{DecideOptions, Explain};
use perk_tests::production::{Till, compile};

/// A shop with so many coupons of free places, each with a promotion, and one list of codes.
fn till(coupons: usize) -> Till {
    let mut text = "retailer \"Shop\" { currency RUB }\n\ncoupon listed { codes from \"codes.csv\"  uses many }\n\n\
                    promotion p_listed { with coupon listed  give 1% off all }\n\n"
        .to_owned();
    for number in 0..coupons {
        writeln!(
            text,
            "coupon c{number} {{ codes mask \"K{number:04}-##\"  uses many }}\n\n\
             promotion p{number} {{ with coupon c{number}  give 2% off all }}\n"
        )
        .unwrap();
    }
    let listed: String = (0..1_000).map(|number| format!("LISTED-{number}\n")).collect();
    let tables = [("codes.csv".to_owned(), format!("code\n{listed}").into_bytes())];
    let bytes = compile(&[("retailer.perk".to_owned(), text)], &tables).unwrap();
    Till::load(bytes, b"sku,price\nTEA,100.00\n").unwrap()
}

/// A receipt that presents so many codes: known ones, unknown ones, and each third one twice.
fn receipt(codes: usize) -> Receipt {
    let codes: Vec<String> = (0..codes)
        .map(|number| match number % 3 {
            0 => format!("\"LISTED-{}\"", number % 1_500),
            1 => format!("\"K{:04}-{:02}\"", number % 500, number % 100),
            _ => format!("\"NOBODY-{}\"", number / 6),
        })
        .collect();
    let text = format!(
        "{{\"id\":\"1\",\"at\":\"2026-10-05T09:00:00\",\"coupons\":[{}],\"lines\":[\
         {{\"id\":\"1\",\"sku\":\"TEA\",\"quantity\":\"1\",\"price\":\"100.00\"}}]}}",
        codes.join(",")
    );
    Receipt::from_json(&text).unwrap()
}

fn steps(till: &Till, codes: usize) -> u64 {
    till.engine
        .intake(&receipt(codes), &Clients::default())
        .unwrap()
        .code_steps()
}

#[test]
fn the_work_of_ten_thousand_codes_is_ten_times_that_of_a_thousand() {
    let till = till(100);
    let (thousand, ten) = (steps(&till, 1_000), steps(&till, 10_000));
    assert!(thousand >= 1_000, "{thousand}");
    assert!(
        ten <= 10 * thousand,
        "{thousand} steps for 1 000 codes, {ten} for 10 000"
    );
}

#[test]
fn more_coupons_make_no_more_work_for_a_code() {
    let (few, many) = (steps(&till(10), 3_000), steps(&till(500), 3_000));
    // A code of a coupon that is there is looked at once more.
    assert!(many <= few + 3_000, "{few} steps with 10 coupons, {many} with 500");
}

#[test]
fn each_of_ten_thousand_codes_is_answered_and_the_sale_goes_on() {
    let till = till(10);
    let options = DecideOptions {
        explain: Explain::Touched,
        source_map: None,
    };
    let decision = till
        .engine
        .decide(&receipt(10_000), &Clients::default(), &options)
        .unwrap();
    assert_eq!(decision.coupons.len(), 10_000);
    let used: Vec<&str> = decision
        .coupons
        .iter()
        .filter(|answer| answer.outcome == "used")
        .map(|answer| answer.code.as_str())
        .collect();
    // Of ten promotions that give 2% the first by name takes the one unit: `p0`, for the first code of `c0` from position 1 on.
    assert_eq!(used, ["K0000-00"]);
    let reasons = |reason: &str| {
        let of = decision.coupons.iter().filter(|answer| answer.reason == Some(reason));
        of.count()
    };
    assert!(reasons("duplicate") > 3_000 && reasons("unknown") > 1_000);
    assert_eq!(reasons("malformed"), 0);
    assert_eq!(decision.totals.net, "98.00");
}
