//! The reader against serde_json as an oracle of syntax, and its numbers one by one.

use std::collections::BTreeSet;

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{Reader, decimal};

fn read(text: &str) -> Result<serde_json::Value, super::JsonError> {
    let mut reader = Reader::new(text);
    let value = reader.value().and_then(|value| reader.end().map(|()| value));
    value.map_err(|fault| fault.locate(text))
}

#[test]
fn numbers_are_read_exactly() {
    for (text, mantissa, scale) in [
        ("0", 0, 0),
        ("0.001", 1, 3),
        ("-12.50", -1250, 2),
        ("0.000000000000000001", 1, 18),
        ("999999999999999999", 999_999_999_999_999_999, 0),
        ("11.84", 1184, 2),
    ] {
        let read = decimal(text).unwrap();
        assert_eq!(read, Decimal::new(mantissa, scale), "{text}");
        assert_eq!(read.scale(), scale, "{text}");
    }
}

#[test]
fn what_is_not_a_number_says_why() {
    for (text, needle) in [
        ("", "empty"),
        ("-", "is not a number"),
        ("1e3", "exponent"),
        ("1.5E-2", "exponent"),
        ("NaN", "cannot"),
        ("-Infinity", "cannot"),
        ("1,5", "\"1.5\""),
        ("+5", "plus"),
        ("01.5", "zero too many"),
        ("00", "zero too many"),
        (".5", "is not a number"),
        ("5.", "is not a number"),
        ("1 000", "is not a number"),
        ("12.5.1", "is not a number"),
        ("1234567890123456789", "18 digits"),
        ("0.0000000000000000001", "18 digits"),
        ("٣", "is not a number"),
    ] {
        let message = decimal(text).expect_err(text).to_string();
        let needle = if needle == "cannot" { "can be paid" } else { needle };
        assert!(message.contains(needle), "{text}: {message}");
    }
}

#[test]
fn places_are_counted_in_characters() {
    let error = read("\u{feff}{\n  \"имя\": \"Ёлка\", \"x\": tru\n}").expect_err("tru");
    assert_eq!((error.line, error.column, error.path.as_str()), (2, 23, "x"));
    let error = read("{\"a\":[1,{\"b\":[0,01]}]}").expect_err("01");
    assert_eq!((error.path.as_str(), error.code), ("a[1].b[1]", "json-number"));
}

#[test]
fn keys_written_twice_are_refused_at_any_depth() {
    let error = read(r#"{"a":{"b":1,"c":2,"b":3}}"#).expect_err("twice");
    assert_eq!((error.code, error.path.as_str()), ("json-duplicate-key", "a.b"));
    // The same key, spelled with an escape.
    assert_eq!(
        read(r#"{"a":1,"\u0061":2}"#).expect_err("twice").code,
        "json-duplicate-key"
    );
}

#[test]
fn deep_nesting_is_refused_without_deep_recursion() {
    let deep = "[".repeat(1_000_000);
    assert_eq!(read(&deep).expect_err("deep").code, "json-depth");
}

#[test]
fn a_number_that_serde_json_would_take_for_its_own_stays_an_object() {
    let value = read(r#"{"$serde_json::private::Number":"1"}"#).unwrap();
    assert!(value.is_object());
}

fn nested_keys_repeat(text: &str) -> bool {
    // serde_json keeps the last of two equal keys; ours refuses, so such texts are left out of the comparison.
    matches!(read(text), Err(error) if error.code == "json-duplicate-key" || error.code == "json-depth")
}

/// Bits of JSON thrown together: mostly wrong, often almost right.
fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"a\"",
        "\"б\"",
        "\"",
        "\\",
        "1",
        "-",
        "0",
        ".5",
        "1.25",
        "e3",
        "E-2",
        "true",
        "false",
        "null",
        "nul",
        " ",
        "\n",
        "\t",
        "\"\\n\"",
        "\"\\ud83d\\ude00\"",
        "\"\\ud83d\"",
        "\"\\u00e9\"",
        "\u{1}",
        "NaN",
        "/*",
        "'",
        "\u{a0}",
        "[1,2]",
        "{\"k\":[]}",
        "\"x\":",
    ]);
    prop::collection::vec(scrap, 0..14).prop_map(|scraps| scraps.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn the_same_texts_are_json_for_serde_json(text in scraps()) {
        if !nested_keys_repeat(&text) {
            let theirs: Result<serde_json::Value, _> = serde_json::from_str(&text);
            let ours = read(&text);
            prop_assert_eq!(ours.is_ok(), theirs.is_ok(), "{}: {:?} {:?}", text, ours, theirs);
            if let (Ok(ours), Ok(theirs)) = (ours, theirs) {
                prop_assert_eq!(ours, theirs);
            }
        }
    }

    #[test]
    fn whole_values_go_there_and_back(keys in prop::collection::vec("\\PC{0,6}", 0..6), text in "\\PC*") {
        let keys: BTreeSet<String> = keys.into_iter().collect();
        let map: serde_json::Map<_, _> = keys
            .into_iter()
            .enumerate()
            .map(|(n, key)| (key, serde_json::json!([n, text.clone(), null, true, {"in": text.clone()}])))
            .collect();
        let value = serde_json::Value::Object(map);
        prop_assert_eq!(read(&value.to_string()).unwrap(), value.clone());
        prop_assert_eq!(read(&serde_json::to_string_pretty(&value).unwrap()).unwrap(), value);
    }
}
