//! Receipts from JSON: what is read, each refusal with its path, there and back.

use perk_plan::receipt::{At, ClientKey, JsonError, Kind};
use perk_plan::{Date, LocalTime, Receipt, TimeOfDay, limits};
use proptest::prelude::*;
use rust_decimal::Decimal;

/// The example of the interface, whole.
const WHOLE: &str = r#"{
  "schema": 1, "id": "001-2-17-000123", "kind": "sale", "at": "2026-10-05T09:12:00+03:00",
  "store": "001", "till": "2", "cashier": "17",
  "client": {"card": "2900000000018"},
  "coupons": ["AUT-7F3K"], "certificates": ["GC-1001"],
  "spend": {"bonus": "max", "stamps": 12.5},
  "claims": [{"promotion": "tea_gift", "choice": "MUG-01"}, {"promotion": "other", "decline": true}],
  "tenders": [{"kind": "card", "brand": "MIR", "amount": "352.00"}],
  "lines": [
    {"id": "1", "sku": "LATTE", "quantity": "2", "price": "180.00",
     "name": "Latte 300", "unit": "pcs", "category": "Drinks/Coffee", "brand": "House", "supplier": "Beans \"& Co\"",
     "content": "0.3 l", "properties": {"size": "300", "hot": true, "sugar": 1.50}, "marks": ["m1", "m2"],
     "price_fixed": true, "amount": 360.00, "discounts": [{"by": "supplier", "amount": "5.00"}],
     "granted_by": "gift", "sells": "GC-7"},
    {"id": "2", "sku": "CROISSANT", "quantity": 1, "price": 90.00, "category": "Bakery", "brand": null}
  ]
}"#;

/// A receipt with one line, whose parts a test replaces.
fn one(line: &str) -> String {
    format!(r#"{{"id":"r","at":"2026-10-05T09:12:00","lines":[{line}]}}"#)
}

const LINE: &str = r#"{"id":"1","sku":"A","quantity":"1","price":"2.50"}"#;

#[track_caller]
fn refused(text: &str, code: &str, path: &str) -> JsonError {
    let error = Receipt::from_json(text).expect_err(text);
    assert_eq!((error.code, error.path.as_str()), (code, path), "{error}");
    assert!(error.line >= 1 && error.column >= 1 && !error.complaint.to_string().is_empty());
    error
}

#[test]
fn the_whole_of_it_is_read() {
    let receipt = Receipt::from_json(WHOLE).unwrap();
    assert_eq!((receipt.id.as_str(), receipt.kind), ("001-2-17-000123", Kind::Sale));
    let local = LocalTime::new(Date::from_ymd(2026, 10, 5).unwrap(), TimeOfDay(33_120));
    assert_eq!(
        receipt.at,
        At {
            local,
            offset: Some(10_800)
        }
    );
    assert_eq!(receipt.client, Some(ClientKey::Card("2900000000018".into())));
    assert_eq!(receipt.spend["bonus"], "max");
    assert_eq!(receipt.spend["stamps"], "12.5");
    assert!(receipt.claims[1].decline && receipt.claims[1].choice.is_none());
    assert_eq!(receipt.tenders[0].amount, Some(Decimal::new(35_200, 2)));
    let line = &receipt.lines[0];
    assert_eq!((line.quantity, line.price), (Decimal::from(2), Decimal::new(18_000, 2)));
    assert_eq!(line.product.properties["hot"], "yes");
    assert_eq!(line.product.properties["sugar"], "1.50", "a number keeps its spelling");
    assert_eq!(line.product.supplier.as_deref(), Some("Beans \"& Co\""));
    assert_eq!(line.discounts[0].amount, Decimal::from(5));
    assert_eq!(receipt.lines[1].product.brand, None, "null says nothing");
    assert_eq!(receipt.warnings, Vec::<String>::new());
    assert!(receipt.extra.is_empty());
}

#[test]
fn it_goes_there_and_back() {
    let receipt = Receipt::from_json(WHOLE).unwrap();
    assert_eq!(Receipt::from_json(&receipt.to_json()), Ok(receipt));
}

#[test]
fn unknown_fields_are_echoed_and_warned_about_once() {
    let text = one(
        r#"{"id":"1","sku":"A","quantity":"1","price":"2","quantiy":7,"colour":[1.50,{"a":null}]},{"id":"2","sku":"A","quantity":"1","price":"2","colour":"red"}"#,
    );
    let receipt = Receipt::from_json(&text).unwrap();
    let warnings: Vec<&str> = receipt.warnings.iter().map(|remark| &**remark).collect();
    let warnings = warnings.join("\n");
    assert_eq!(receipt.warnings.len(), 2, "{warnings}");
    assert!(
        warnings.contains("lines[0].colour: the field \"colour\" is not known (and in 1 more places)"),
        "{warnings}"
    );
    assert!(warnings.contains("did you mean \"quantity\"?"), "{warnings}");
    assert_eq!(receipt.extra["lines[0].quantiy"], serde_json::json!(7));
    assert_eq!(receipt.extra["lines[0].colour"].to_string(), r#"[1.50,{"a":null}]"#);
    assert_eq!(receipt.extra["lines[1].colour"], "red");
    let again = Receipt::from_json(&receipt.to_json()).unwrap();
    assert_eq!((again.extra, again.warnings), (receipt.extra, vec![]));
}

#[test]
fn numbers_are_exact_or_refused() {
    let price = |price: &str| one(&format!(r#"{{"id":"1","sku":"A","quantity":"1","price":{price}}}"#));
    for (written, mantissa, scale) in [
        ("0.1", 1, 1),
        ("\"0.10\"", 10, 2),
        ("123456789012345.678", 123_456_789_012_345_678, 3),
    ] {
        let receipt = Receipt::from_json(&price(written)).unwrap();
        assert_eq!(receipt.lines[0].price, Decimal::new(mantissa, scale));
        assert_eq!(receipt.lines[0].price.scale(), scale);
    }
    for (written, needle) in [
        ("1e3", "exponent"),
        ("\"1E3\"", "exponent"),
        ("\"NaN\"", "can be paid"),
        ("NaN", "can be paid"),
        ("\"Infinity\"", "can be paid"),
        ("1234567890123456789", "18 digits"),
        ("\"1,50\"", "\"1.50\""),
        ("\"\"", "empty"),
        ("\"abc\"", "is not a number"),
        ("01", "not a number in JSON"),
        ("1.", "not a number in JSON"),
    ] {
        let error = refused(&price(written), "json-number", "lines[0].price");
        assert!(error.complaint.to_string().contains(needle), "{written}: {error}");
    }
    refused(&price("\"-2\""), "receipt-negative", "lines[0].price");
    refused(&price("true"), "json-type", "lines[0].price");
    refused(&price("null"), "json-missing", "lines[0]");
}

#[test]
fn quantities_of_a_sale_are_above_zero() {
    let quantity = |quantity: &str| one(&format!(r#"{{"id":"1","sku":"A","quantity":{quantity},"price":"1"}}"#));
    assert!(
        refused(&quantity("-1"), "receipt-quantity", "lines[0].quantity")
            .complaint
            .to_string()
            .contains("return")
    );
    assert!(
        refused(&quantity("\"0.000\""), "receipt-quantity", "lines[0].quantity")
            .complaint
            .to_string()
            .contains("leave the line out")
    );
    assert!(Receipt::from_json(&quantity("0.001")).is_ok());
}

#[test]
fn keys_are_written_once() {
    refused(
        r#"{"id":"a","id":"a","at":"2026-10-05T09:12:00","lines":[]}"#,
        "json-duplicate-key",
        "id",
    );
    refused(
        &one(r#"{"id":"1","sku":"A","sku":"B","quantity":"1","price":"1"}"#),
        "json-duplicate-key",
        "lines[0].sku",
    );
    refused(
        &one(r#"{"id":"1","sku":"A","quantity":"1","price":"1","properties":{"a":"1","a":"2"}}"#),
        "json-duplicate-key",
        "lines[0].properties.a",
    );
    refused(
        &one(r#"{"id":"1","x":1,"sku":"A","x":2}"#),
        "json-duplicate-key",
        "lines[0].x",
    );
    refused(r#"{"spend":{"a":"max","a":"max"}}"#, "json-duplicate-key", "spend.a");
}

#[test]
fn what_is_needed_is_needed() {
    refused("", "json-syntax", "$");
    refused("[]", "json-type", "$");
    refused("{}", "json-missing", "$");
    assert!(
        refused(r#"{"lines":[]}"#, "json-missing", "$")
            .complaint
            .to_string()
            .contains("\"id\"")
    );
    assert!(
        refused(r#"{"lines":[],"id":"x"}"#, "json-missing", "$")
            .complaint
            .to_string()
            .contains("\"at\"")
    );
    assert!(
        refused(r#"{"at":"2026-10-05T09:12:00","id":"x"}"#, "json-missing", "$")
            .complaint
            .to_string()
            .contains("\"lines\"")
    );
    for (missing, line) in [
        ("id", r#"{"sku":"A","quantity":"1","price":"1"}"#),
        ("sku", r#"{"id":"1","quantity":"1","price":"1"}"#),
        ("quantity", r#"{"id":"1","sku":"A","price":"1"}"#),
        ("price", r#"{"id":"1","sku":"A","quantity":"1"}"#),
    ] {
        let error = refused(&one(line), "json-missing", "lines[0]");
        assert!(error.complaint.to_string().contains(missing), "{error}");
    }
    refused(r#"{"id":""}"#, "json-empty", "id");
    refused(&one(r#"{"id":" "}"#), "json-empty", "lines[0].id");
    refused("{\"id\":\"A\u{202e}1\"}", "json-hidden", "id");
    refused(
        &one("{\"id\":\"1\",\"sku\":\"TEA\u{200b}\"}"),
        "json-hidden",
        "lines[0].sku",
    );
    refused(&one(r#"{"id":"1","sku":"TEA\u0000"}"#), "json-hidden", "lines[0].sku");
    let number = refused(r#"{"id":17}"#, "json-type", "id");
    assert!(number.complaint.to_string().contains("put it in quotes"), "{number}");
}

#[test]
fn lines_have_ids_of_their_own() {
    refused(&one(&format!("{LINE},{LINE}")), "receipt-line-id", "lines");
    let many: Vec<String> = (0..50)
        .map(|n| LINE.replace("\"1\",\"sku", &format!("\"{n}\",\"sku")))
        .collect();
    assert_eq!(Receipt::from_json(&one(&many.join(","))).unwrap().lines.len(), 50);
    let again = format!("{},{}", many.join(","), many[7]);
    assert!(
        refused(&one(&again), "receipt-line-id", "lines")
            .complaint
            .to_string()
            .contains("\"7\"")
    );
}

#[test]
fn kinds_clients_and_instants() {
    let with = |field: &str| format!(r#"{{{field},"id":"r","at":"2026-10-05T09:12:00","lines":[{LINE}]}}"#);
    assert!(Receipt::from_json(&with(r#""kind":"sale""#)).is_ok());
    assert!(
        refused(&with(r#""kind":"return""#), "receipt-return", "kind")
            .complaint
            .to_string()
            .contains("not supported yet")
    );
    refused(&with(r#""of":"r0""#), "receipt-return", "of");
    assert!(
        refused(&with(r#""kind":"sales""#), "receipt-kind", "kind")
            .complaint
            .to_string()
            .contains("did you mean \"sale\"")
    );
    refused(&with(r#""schema":2"#), "receipt-schema", "schema");
    refused(
        &with(r#""client":{"card":"1","phone":"2"}"#),
        "receipt-client",
        "client.phone",
    );
    refused(&with(r#""client":{"card":null}"#), "receipt-client", "client");
    refused(&with(r#""client":"C-1""#), "json-type", "client");
    for nobody in [r#""client":null"#, r#""client":{}"#] {
        assert_eq!(Receipt::from_json(&with(nobody)).unwrap().client, None);
    }
    refused(&with(r#""spend":{"bonus":"all"}"#), "json-number", "spend.bonus");
    refused(&with(r#""spend":{"bonus":-5}"#), "receipt-negative", "spend.bonus");
    refused(&with(r#""tenders":[{"brand":"MIR"}]"#), "json-missing", "tenders[0]");
    refused(&with(r#""claims":[{}]"#), "json-missing", "claims[0]");
    refused(&with(r#""extra":[]"#), "json-type", "extra");
    refused(
        &one(r#"{"id":"1","sku":"A","quantity":"2","price":"1","marks":["m"]}"#),
        "receipt-marks",
        "lines[0]",
    );
    refused(
        &one(r#"{"id":"1","sku":"A","quantity":"1","price":"1","properties":{"a":[]}}"#),
        "json-type",
        "lines[0].properties.a",
    );
    refused(
        &one(r#"{"id":"1","sku":"A","quantity":"1","price":"1","discounts":[{"by":"x","amount":"-1"}]}"#),
        "receipt-negative",
        "lines[0].discounts[0].amount",
    );

    let day = Date::from_ymd(2026, 10, 5).unwrap();
    for (written, seconds, offset) in [
        ("2026-10-05T09:12:00", 33_120, None),
        ("2026-10-05 09:12:00Z", 33_120, Some(0)),
        ("2026-10-05t23:59:59.999-05:30", 86_399, Some(-19_800)),
    ] {
        assert_eq!(
            At::parse(written),
            Some(At {
                local: LocalTime::new(day, TimeOfDay(seconds)),
                offset
            }),
            "{written}"
        );
    }
    for bad in [
        "",
        "2026-10-05",
        "2026-10-05T09:12:",
        "2026-10-05T09",
        "2026-02-29T09:12:00",
        "2026-10-05T24:00:00",
        "2026-10-05T09:60:00",
        "2026-10-05T09:12:00+3:00",
        "2026-10-05T09:12:00+24:00",
        "2026-10-05T09:12:00.",
        "05.10.2026T09:12:00",
        "2026-10-05T09:12:00 MSK",
        "２０２６-10-05T09:12:00",
    ] {
        assert_eq!(At::parse(bad), None, "{bad}");
        refused(&format!(r#"{{"at":"{bad}"}}"#), "receipt-at", "at");
    }
    assert_eq!(
        At {
            local: LocalTime::new(day, TimeOfDay(0)),
            offset: Some(-19_800)
        }
        .to_string(),
        "2026-10-05T00:00:00-05:30"
    );
}

#[test]
fn limits_hold() {
    let line = |n: usize| format!(r#"{{"id":"{n}","sku":"A","quantity":"1","price":"1"}}"#);
    let lines: Vec<String> = (0..=limits::RECEIPT_LINES).map(line).collect();
    let path = format!("lines[{}]", limits::RECEIPT_LINES);
    refused(&one(&lines.join(",")), "receipt-too-many-lines", &path);
    assert!(Receipt::from_json(&one(&lines[1..].join(","))).is_ok());
    refused(&" ".repeat(limits::RECEIPT_BYTES + 1), "receipt-too-large", "$");
    refused(&one(&"[".repeat(100_000)), "json-type", "lines[0]");
    refused(
        &format!("{{\"x\":{}", "[".repeat(100_000)),
        "json-depth",
        &format!("x{}", "[0]".repeat(limits::JSON_DEPTH + 1)),
    );
}

#[test]
fn bytes_must_be_utf_8() {
    let mut bytes = one(LINE).into_bytes();
    bytes[7] = 0xFF;
    let error = Receipt::from_json_bytes(&bytes).expect_err("not UTF-8");
    assert_eq!((error.code, error.line, error.column), ("json-encoding", 1, 8));
    // "Кофе" in Windows-1251.
    let error = Receipt::from_json_bytes(b"{\n\"id\":\"\xCA\xEE\xF4\xE5\"").expect_err("1251");
    assert!(
        error.complaint.to_string().contains("Windows-1251") && error.line == 2,
        "{error}"
    );
    let with_mark = format!("\u{feff}{}", one(LINE));
    assert!(Receipt::from_json_bytes(with_mark.as_bytes()).is_ok());
}

#[test]
fn every_cut_of_a_receipt_is_refused() {
    for (at, _) in WHOLE.char_indices() {
        assert!(Receipt::from_json(&WHOLE[..at]).is_err(), "{at}");
    }
    let more = format!("{WHOLE} {{}}");
    refused(&more, "json-trailing", "$");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn any_text_in_any_place_is_read_or_refused(at in 0..WHOLE.len(), insert in "\\PC{0,3}", cut in 0_usize..4) {
        let mut bytes = WHOLE.as_bytes().to_vec();
        let end = (at + cut).min(bytes.len());
        bytes.splice(at..end, insert.bytes());
        if let Ok(receipt) = Receipt::from_json_bytes(&bytes) {
            let again = Receipt::from_json(&receipt.to_json());
            prop_assert_eq!(again.map(|again| (again.id, again.lines, again.extra)), Ok((receipt.id, receipt.lines, receipt.extra)));
        }
    }

    #[test]
    fn any_amount_is_kept_to_the_digit(mantissa in 0_i64..1_000_000_000_000_000_000, scale in 0_u32..=17) {
        let price = Decimal::new(mantissa, scale);
        let text = one(&format!(r#"{{"id":"1","sku":"A","quantity":"1","price":{price}}}"#));
        let receipt = Receipt::from_json(&text).unwrap();
        prop_assert_eq!(receipt.lines[0].price.to_string(), price.to_string());
    }
}

#[test]
fn a_name_with_an_invisible_character_is_read_with_a_warning_and_marks_are_read_as_they_are() {
    let line = |id: u8| {
        format!(
            "{{\"id\":\"{id}\",\"sku\":\"A\",\"quantity\":1,\"price\":\"1.00\",\"name\":\"Tea\u{202e}\",\"marks\":[\"0104\\u001d93\"]}}"
        )
    };
    let text = format!(
        "{{\"id\":\"1\",\"at\":\"2026-10-05T09:00:00+03:00\",\"lines\":[{},{}]}}",
        line(1),
        line(2)
    );
    let receipt = Receipt::from_json(&text).unwrap();
    assert_eq!(
        receipt.warnings,
        ["lines[0].name: the invisible character U+202E stands in this text"]
    );
    assert_eq!(receipt.lines[0].marks, ["0104\u{1d}93"]);
}
