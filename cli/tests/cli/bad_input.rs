//! Bad input: one clear message with a place, exit 1 or 2, no panic, nothing half done.

use std::io::Write;

use crate::support::{Folder, json};
use perk::Exit;

const GIVE_ALL: &str = "promotion a { give 10% off all }\n";

/// A receipt with one line; what stands in the brackets replaces the quantity as written.
fn receipt(id: &str, quantity: &str) -> String {
    format!(
        "{{\"id\":\"{id}\",\"at\":\"2026-10-05T09:00:00\",\"lines\":[{{\"id\":\"1\",\"sku\":\"A\",\"quantity\":{quantity},\"price\":\"10.00\"}}]}}"
    )
}

/// The complaint about one receipt file.
#[track_caller]
fn refused(name: &str, bytes: &[u8]) -> String {
    let folder = Folder::shop(GIVE_ALL);
    folder.write(name, bytes);
    folder.perk(&format!("eval . {name}")).trouble()
}

/// The findings about one source text, concise; a finding of severity error is among them.
#[track_caller]
fn found(text: &str) -> String {
    let folder = Folder::shop(text);
    let answer = folder.perk("check --output-format concise --quiet");
    assert_eq!(
        (answer.exit, answer.err.as_str()),
        (Exit::Findings, ""),
        "{}",
        answer.out
    );
    answer.out
}

/// The warnings about one receipt in JSON, and what is to be paid.
#[track_caller]
fn warned(programme: &str, receipt: &str) -> (String, String) {
    let folder = Folder::shop(programme);
    folder.write("r.json", receipt.as_bytes());
    let answer = folder.perk("eval . r.json --format json");
    let decision = json(&answer.out);
    (decision["warnings"].to_string(), decision["totals"]["due"].to_string())
}

#[test]
fn claims_and_gifts_that_fit_nothing_are_answered_and_the_sale_goes_on() {
    let programme = "promotion mug { when receipt.amount >= 100 RUB gift 1 of sku \"MUG\" }\n";
    let receipt = |rest: &str, claims: &str| {
        format!(
            "{{\"id\":\"1\",\"at\":\"2026-10-05T09:00:00\",\"claims\":[{claims}],\"lines\":[\
             {{\"id\":\"1\",\"sku\":\"TEA\",\"quantity\":\"1\",\"price\":\"50.00\"}}{rest}]}}"
        )
    };
    let paid = "\"50.00\"".to_owned();
    assert_eq!(
        warned(programme, &receipt("", "{\"promotion\":\"mug\",\"choice\":\"PEN\"}")),
        (
            "[\"`claims[0]`: `PEN` is not among what `mug` gives away\"]".to_owned(),
            paid.clone()
        )
    );
    assert_eq!(
        warned(programme, &receipt("", "{\"promotion\":\"mag\",\"choice\":\"MUG\"}")).0,
        "[\"`claims[0]`: no promotion `mag` gives anything away\"]"
    );
    assert_eq!(
        warned(programme, &receipt("", "{\"promotion\":\"mug\",\"choice\":\"MUG\"}")),
        ("[\"`claims`: `mug` gives nothing on this receipt\"]".to_owned(), paid)
    );
    let added = ",{\"id\":\"2\",\"sku\":\"MUG\",\"quantity\":\"1\",\"price\":\"400.00\",\"granted_by\":\"mug\"}";
    assert_eq!(
        warned(programme, &receipt(added, "")),
        (
            "[\"line `2`: `mug` does not give it; the line is paid and takes part in nothing\"]".to_owned(),
            "\"450.00\"".to_owned()
        )
    );
}

#[test]
fn sets_that_can_never_be_put_together_are_findings() {
    let role = |words: &str| found(&format!("promotion a {{ for each {words} give 10% off set }}\n"));
    assert!(role("3 distinct of sku \"A\", \"B\"").contains("shop.perk:1:24: error[PK0529]"));
    assert!(role("1 of sku \"A\" and sku \"B\"").contains("shop.perk:1:37: error[PK0504]"));
    let protected = "protect category \"Tobacco\" { no promotion }\n";
    let set = "set pack { smoke = 1 of category \"Tobacco/Cigars\"  tea = 1 of category \"Tea\" }\n";
    let all = format!("{protected}{set}promotion a {{ for each pack give 10% off set }}\n");
    assert_eq!(
        found(&all),
        "shop.perk:2:12: error[PK0529]: The set can never be put together: a protection keeps all of its goods out of \
         promotions.\n"
    );
    // A discount that may not be received is no obstacle: such goods pay.
    let pays = all.replace("no promotion", "no discount");
    let folder = Folder::shop(&pays);
    assert_eq!(folder.perk("check --quiet").exit, Exit::Clean);
}

#[test]
fn counts_of_nothing_and_below_are_findings() {
    for (words, code) in [
        ("for each 0 of all give 10% off set", "24: error[PK0523]"),
        ("for each -1 of all give 10% off set", "24: error[PK0013]"),
        ("for each from 3 to 2 of all give 10% off set", "24: error[PK0523]"),
        ("for each 0 kg of all give 10% off set", "24: error[PK0523]"),
        ("for each 1.5 pcs of all give 10% off set", "24: error[PK0211]"),
        ("for each 2 of all give 10% off cheapest 0", "46: error[PK0523]"),
        ("for each 2 of all give 10% off cheapest 3", "46: error[PK0527]"),
        ("for each 2 of all gift 0 of all", "38: error[PK0580]"),
        ("gift -1 of all", "20: error[PK0013]"),
        ("give 10% off all limit 0 times per receipt", "32: error[PK0506]"),
        ("give 10% off all limit -1 times per receipt", "38: error[PK0013]"),
    ] {
        let out = found(&format!("promotion a {{ {words} }}\n"));
        assert!(out.starts_with(&format!("shop.perk:1:{code}")), "{words}: {out}");
    }
    for (uses, code) in [("0", "27: error[PK0548]"), ("-1", "32: error[PK0013]")] {
        let out = found(&format!(
            "coupon c {{ codes mask \"A\" uses {uses} }}\npromotion a {{ with coupon c give 10% off all }}\n"
        ));
        assert!(out.starts_with(&format!("shop.perk:1:{code}")), "{uses}: {out}");
    }
}

#[test]
fn a_coupon_file_with_repeats_and_look_alikes_is_told_line_by_line() {
    let folder =
        Folder::shop("coupon c { codes from \"c.csv\" uses many }\npromotion a { with coupon c give 10% off all }\n");
    // A1 twice, once in small letters; А1 with a Cyrillic letter; AO1 and A01.
    folder.write("c.csv", "code\nA1\na1\n\u{410}1\nAO1\nA01\n".as_bytes());
    let answer = folder.perk("check --output-format concise --quiet");
    let lines: Vec<&str> = answer.out.lines().collect();
    assert_eq!(lines.len(), 3, "{}", answer.out);
    assert!(lines[0].starts_with("c.csv:3:1: warning[PK0542]: `a1`"), "{}", lines[0]);
    assert!(
        lines[1].starts_with("c.csv:4:1: warning[PK0543]: `\u{410}1`"),
        "{}",
        lines[1]
    );
    assert!(
        lines[2].starts_with("c.csv:6:1: warning[PK0543]: `A01`"),
        "{}",
        lines[2]
    );
    // What nobody sees is no code at all, and nothing is decided with such a list.
    folder.write("c.csv", "code\nA\u{200b}1\n".as_bytes());
    folder.write("r.json", receipt("1", "\"1\"").as_bytes());
    let answer = folder.perk("eval . r.json");
    assert_eq!((answer.exit, answer.out.as_str()), (Exit::Findings, ""));
    assert!(answer.err.contains("PK0411"), "{}", answer.err);
}

/// What became of the codes of a receipt, and what is to be paid.
#[track_caller]
fn answered(programme: &str, codes: &[&str]) -> (Vec<String>, String) {
    let folder = Folder::shop(programme);
    let mut bought = json(&receipt("1", "\"1\""));
    bought["coupons"] = serde_json::json!(codes);
    folder.write("r.json", bought.to_string().as_bytes());
    let decision = json(&folder.perk("eval . r.json --format json").clean());
    let said = |answer: &serde_json::Value| {
        let text = |key: &str| answer[key].as_str().unwrap_or_default().to_owned();
        format!("{} {}", text("outcome"), text("reason")).trim().to_owned()
    };
    let answers = decision["coupons"].as_array().unwrap().iter().map(said).collect();
    (answers, decision["totals"]["due"].as_str().unwrap().to_owned())
}

#[test]
fn a_code_presented_twice_counts_once() {
    let programme = "coupon c { codes mask \"X-77\" uses once }\npromotion a { with coupon c give 10% off all }\n";
    let twice = |reason: &str| format!("rejected {reason}");
    assert_eq!(
        answered(programme, &["X-77", "x77", "X-77", "  "]),
        (
            vec![
                "used".to_owned(),
                twice("duplicate"),
                twice("duplicate"),
                twice("malformed")
            ],
            "9.00".to_owned()
        )
    );
}

#[test]
fn a_code_of_a_promotion_that_has_stopped_is_answered_and_the_sale_goes_on() {
    let coupon = "coupon c { codes mask \"X77\" uses many }\n";
    let rejected = |reason: &str| (vec![format!("rejected {reason}")], "10.00".to_owned());
    // Its window is over, the coupon's is, nobody asks for it any more.
    let over = format!("{coupon}promotion a {{ valid 2026-01-01 .. 2026-02-01 with coupon c give 10% off all }}\n");
    assert_eq!(answered(&over, &["X77"]), rejected("not_applied"));
    let expired = "coupon c { codes mask \"X77\" uses many valid 2026-01-01 .. 2026-02-01 }\n\
                   promotion a { with coupon c give 10% off all }\n";
    assert_eq!(answered(expired, &["X77"]), rejected("expired"));
    assert_eq!(answered(coupon, &["X77"]), rejected("no_promotion"));
}

#[test]
fn a_discount_above_its_line_is_refused_whole_and_the_others_are_decided() {
    let folder = Folder::shop(GIVE_ALL);
    let elsewhere = |id: &str, amount: &str| {
        receipt(id, "\"2\"").replace(
            "\"price\":\"10.00\"",
            &format!("\"price\":\"10.00\",\"discounts\":[{{\"by\":\"supplier\",\"amount\":\"{amount}\"}}]"),
        )
    };
    let lines = [
        elsewhere("r1", "5.00"),
        elsewhere("r2", "20.01"),
        elsewhere("r3", "20.00"),
    ];
    let column = lines[1].find("\"20.01\"").unwrap() + 1;
    folder.write("r.jsonl", lines.join("\n").as_bytes());
    let answer = folder.perk("eval . r.jsonl --format jsonl");
    assert_eq!(answer.exit, Exit::Findings);
    assert!(
        answer.err.starts_with(&format!(
            "error: r.jsonl:2:{column}: lines[0].discounts[0].amount: with 20.01 the discounts given elsewhere are above \
             the line's amount [discount.too_large]\n"
        )),
        "{}",
        answer.err
    );
    let nets: Vec<String> = answer
        .out
        .lines()
        .map(|line| json(line)["totals"]["due"].to_string())
        .collect();
    // 20.00 − 5.00, a tenth off; nothing is left of the third.
    assert_eq!(nets, ["\"13.50\"", "\"0.00\""]);
}

#[test]
fn quantities_too_fine_for_their_unit_are_told() {
    let weight = |digits: &str| receipt("1", &format!("\"{digits}\",\"unit\":\"kg\""));
    assert!(
        refused("r.json", weight("1.1234567").as_bytes()).starts_with(
            "error: r.json:1:78: lines[0].quantity: 1.1234567 has too many digits; quantities have at most 6 after the point"
        )
    );
    // Zeros say nothing: 1.1230000 kg are 1.123 kg, 11.23 less a tenth.
    assert_eq!(
        warned(GIVE_ALL, &weight("1.1230000")),
        ("[]".to_owned(), "\"10.11\"".to_owned())
    );
    // Half a piece is sold as if it were weighed (semantics §9.4), and somebody should look at it.
    let piece = receipt("1", "\"1.5\",\"unit\":\"pcs\"");
    assert_eq!(
        warned(GIVE_ALL, &piece),
        (
            "[\"line `1`: 1.5 of `A`, which is sold by the piece; the line counts as weighed\"]".to_owned(),
            "\"13.50\"".to_owned()
        )
    );
    assert_eq!(warned(GIVE_ALL, &receipt("1", "\"1.5\"")).0, "[]");
}

#[test]
fn numbers_that_are_none_name_their_path() {
    assert_eq!(
        refused("r.json", receipt("1", "\"NaN\"").as_bytes()),
        "error: r.json:1:78: lines[0].quantity: \"NaN\" is not a number that can be paid [json-number]\n"
    );
    assert!(
        refused("r.json", receipt("1", "1e3").as_bytes())
            .contains("r.json:1:78: lines[0].quantity: \"1e3\" has an exponent")
    );
    assert!(
        refused("r.json", receipt("1", "\"-1\"").as_bytes()).contains("lines[0].quantity: the quantity -1 is negative")
    );
    let digits = format!("\"{}\"", "1".repeat(40));
    assert!(
        refused("r.json", receipt("1", &digits).as_bytes())
            .contains("lines[0].quantity: a number may have at most 18 digits")
    );
}

#[test]
fn what_only_the_engine_refuses_has_its_place_too() {
    let folder = Folder::shop(GIVE_ALL);
    let text = receipt("r1", "\"1\"").replace("10.00", "310.005");
    let column = text.find("\"310.005\"").unwrap() + 1;
    folder.write("r.json", text.as_bytes());
    let rest = "310.005 has too many digits; amounts of RUB have 2 after the point [money.digits]\n";
    assert_eq!(
        folder.perk("eval . r.json").trouble(),
        format!("error: r.json:1:{column}: lines[0].price: {rest}")
    );
    assert_eq!(
        folder.perk("explain . r.json").trouble(),
        format!("error: r.json:1:{column}: lines[0].price: {rest}")
    );
    folder.write("r.jsonl", format!("\n{}\n{text}\n", receipt("r0", "\"1\"")).as_bytes());
    assert!(
        folder
            .perk("eval . r.jsonl --quiet")
            .err
            .starts_with(&format!("error: r.jsonl:3:{column}: lines[0].price: {rest}"))
    );
    folder.write(
        "r.receipt",
        b"at 2026-10-05 09:00\n1 x A at 10 RUB\n2 x B at 310.005 RUB\n",
    );
    assert_eq!(
        folder.perk("eval . r.receipt").trouble(),
        format!("error: r.receipt:3:10: lines[1].price: {rest}")
    );
    assert_eq!(
        folder.perk("--lang ru eval . r.receipt").trouble(),
        "ошибка: r.receipt:3:10: lines[1].price: 310.005: лишние знаки; у сумм в RUB знаков после точки: 2 [money.digits]\n"
    );
}

#[test]
fn readers_speak_russian() {
    let folder = Folder::shop(GIVE_ALL);
    let said = |name: &str, bytes: &[u8], line: &str| {
        folder.write(name, bytes);
        folder.perk(&format!("--lang ru {line}")).trouble()
    };
    assert_eq!(
        said("r.json", receipt("1", "\"NaN\"").as_bytes(), "eval . r.json"),
        "ошибка: r.json:1:78: lines[0].quantity: «NaN» — не число, которым можно заплатить [json-number]\n"
    );
    assert_eq!(
        said("r.json", b"{\"id\":\"1\",\"id\":\"2\"}", "eval . r.json"),
        "ошибка: r.json:1:16: id: ключ «id» записан дважды; неясно, какой из них считать [json-duplicate-key]\n"
    );
    folder.write("r.json", receipt("1", "\"1\"").as_bytes());
    assert_eq!(
        said("p.csv", b"sku,price\nA,abc\n", "eval . r.json --catalog p.csv"),
        "ошибка: p.csv:2: price: «abc» — не число вида «12.50» [csv-price]\n"
    );
    assert_eq!(
        said(
            "c.json",
            b"{\"id\":\"1\",\"status\":\"gold\"}",
            "eval . r.json --accounts c.json"
        ),
        "ошибка: c.json:1:20: status: состояние «gold» не известно; бывает: known, guest, unknown card, blocked, \
         expired, unreachable [snapshot-status]\n"
    );
    folder.perk("build -o a.perkc").clean();
    let plan = std::fs::read(folder.path().join("a.perkc")).unwrap();
    let cut = said("b.perkc", &plan[..10], "plan verify b.perkc");
    assert!(
        cut.starts_with("ошибка: b.perkc: план не принят: файл кончается слишком рано: с байта ")
            && cut.ends_with(" [plan-truncated]\n"),
        "{cut}"
    );
}

#[test]
fn broken_json_names_its_place() {
    assert!(
        refused("r.json", b"{\"id\":\"1\",\"id\":\"2\"}").contains("r.json:1:16: id: the key \"id\" is written twice")
    );
    assert!(refused("r.json", b"").contains("r.json:1:1: "));
    assert!(refused("r.json", receipt("1", "\"0\"").as_bytes()).ends_with(" [receipt-quantity]\n"));
    assert!(refused("r.json", "[".repeat(1_000_000).as_bytes()).contains("r.json:1:1: an object is needed"));
    assert!(
        refused(
            "r.json",
            b"{\"id\":\"1\",\n \"at\":\"2026-10-05T09:00:00\",\n \"lines\":[{\"id\":\"1\"}]}"
        )
        .contains("r.json:3:")
    );
}

#[test]
fn a_million_lines_are_refused_whole() {
    let line = "{\"id\":\"1\",\"sku\":\"A\",\"quantity\":\"1\",\"price\":\"1\"},";
    let text = format!(
        "{{\"id\":\"1\",\"at\":\"2026-10-05T09:00:00\",\"lines\":[{}]}}",
        line.repeat(1_000_000)
    );
    assert!(refused("r.json", text.as_bytes()).contains("at most 8388608 are read"));
}

#[test]
fn a_bad_receipt_among_others_leaves_the_others() {
    let folder = Folder::shop(GIVE_ALL);
    let lines = [
        receipt("r1", "\"1\""),
        receipt("r2", "\"-1\""),
        String::new(),
        "not json".into(),
        receipt("r5", "\"2\""),
    ];
    folder.write("r.jsonl", lines.join("\n").as_bytes());
    let answer = folder.perk("eval . r.jsonl --format jsonl");
    assert_eq!(answer.exit, Exit::Findings);
    let ids: Vec<String> = answer
        .out
        .lines()
        .map(|line| json(line)["receipt"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids, ["r1", "r5"]);
    let said: Vec<&str> = answer.err.lines().collect();
    assert!(
        said[0].starts_with("error: r.jsonl:2:79: lines[0].quantity: "),
        "{}",
        said[0]
    );
    assert!(said[1].starts_with("error: r.jsonl:4:1: "), "{}", said[1]);
    assert_eq!(said[2..], ["2 of 4 receipts were refused; the others are decided"]);
}

#[test]
fn bytes_that_are_no_text_spoil_only_their_line() {
    let folder = Folder::shop(GIVE_ALL);
    let mut bytes = receipt("r1", "\"1\"").into_bytes();
    bytes.extend_from_slice(b"\n{\"id\":\"\xEA\xEE\"}\n");
    bytes.extend_from_slice(receipt("r3", "\"1\"").as_bytes());
    folder.write("r.jsonl", &bytes);
    let answer = folder.perk("eval . r.jsonl --format jsonl");
    assert_eq!((answer.exit, answer.out.lines().count()), (Exit::Findings, 2));
    assert!(answer.err.starts_with("error: r.jsonl:2:"), "{}", answer.err);
}

#[test]
fn a_truncated_gzip_decides_nothing() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    for index in 0..500 {
        writeln!(packer, "{}", receipt(&format!("r{index}"), "\"1\"")).unwrap();
    }
    let packed = packer.finish().unwrap();
    let said = refused("r.jsonl.gz", &packed[..packed.len() - 20]);
    assert_eq!(
        said,
        "error: r.jsonl.gz: the gzip file is cut off: it ends before its data do; nothing of it was decided\n"
    );
    assert!(refused("r.jsonl.gz", b"hello").contains("r.jsonl.gz: this is not a gzip file"));
    let folder = Folder::shop(GIVE_ALL);
    folder.write("r.jsonl.gz", &packed);
    assert_eq!(
        folder.perk("eval . r.jsonl.gz --format jsonl").clean().lines().count(),
        500
    );
}

#[test]
fn one_bad_document_keeps_the_good_ones_from_being_half_printed() {
    let folder = Folder::shop(GIVE_ALL);
    folder.write("good.json", receipt("r1", "\"1\"").as_bytes());
    folder.write("bad.json", receipt("r2", "\"0\"").as_bytes());
    let said = folder.perk("eval . good.json bad.json").trouble();
    assert!(said.starts_with("error: bad.json:1:"), "{said}");
}

#[test]
fn slips_of_the_notation_name_line_and_column() {
    let head = "at 2026-10-05 09:00\n";
    let said = |text: &str| refused("r.receipt", format!("{head}{text}").as_bytes());
    assert_eq!(
        said("1 x LATTE at 10 USD\n"),
        "error: r.receipt:2:17: the amount is in USD, the programme in RUB [notation-currency]\n"
    );
    assert!(said("1 x LATTE at -10 RUB\n").starts_with("error: r.receipt:2:14: "));
    assert!(said("1 x LATTE\n").starts_with("error: r.receipt:2:5: LATTE has no price in the catalogue"));
    let digits = "9".repeat(40);
    assert!(said(&format!("1 x LATTE at {digits} RUB\n")).contains("r.receipt:2:14: the number has 40 digits"));
    assert!(refused("r.receipt", b"1 x LATTE at 10 RUB\n").contains("when was the receipt opened?"));
    assert!(
        refused("r.receipt", b"\xE2\xF0\xE5\xEC\xFF 05.10.2026\n")
            .contains("r.receipt:1: the text is not UTF-8; it looks like Windows-1251")
    );
}

#[test]
fn files_that_are_not_there_or_no_plan_are_named() {
    let folder = Folder::shop(GIVE_ALL);
    assert_eq!(
        folder.perk("eval . none.json").trouble(),
        "error: none.json: cannot be read: there is no such file or folder\n"
    );
    folder.write("junk.perkc", b"hello world");
    assert!(
        folder
            .perk("plan verify junk.perkc")
            .trouble()
            .contains("junk.perkc: the plan is refused: this is not a plan file")
    );
    assert!(
        folder
            .perk("eval junk.perkc none.json")
            .trouble()
            .contains("junk.perkc: the plan is refused")
    );
    let empty = Folder::new(&[("readme.txt", "")]);
    assert!(
        empty
            .perk("check")
            .trouble()
            .contains("no retailer.perk in this folder, above it or below it")
    );
    assert!(folder.perk("eval .").trouble().contains("no receipt was named"));
}

#[test]
fn deep_nesting_is_one_finding() {
    let text = format!("items a = {}all{}\n", "(".repeat(1_000_000), ")".repeat(1_000_000));
    let out = found(&text);
    assert!(
        out.starts_with("shop.perk:1:") && out.contains("error[PK0007]"),
        "{out}"
    );
    assert_eq!(out.lines().count(), 1);
}

#[test]
fn long_numbers_and_invisible_characters_are_found_where_they_stand() {
    let digits = "9".repeat(40);
    let out = found(&format!("promotion a {{ give {digits}% off all }}\n"));
    assert!(out.starts_with("shop.perk:1:20: error[PK0207]"), "{out}");
    assert!(found("items a = category \"x\u{202e}y\"\n").contains("shop.perk:1:22: error[PK0004]"));
    assert!(found("items a\u{200b} = all\n").contains("shop.perk:1:8: error[PK0004]"));
    assert!(found("items a = all\0\n").contains("shop.perk:1:14: error[PK0004]"));
}

#[test]
fn unclosed_texts_missing_files_and_two_roots_are_findings() {
    assert!(found("promotion a \"title {\n  give 10% off all\n}\n").contains("shop.perk:1:13: error[PK0002]"));
    assert!(
        found("items w = sku from \"w.csv\"\npromotion a { give 10% off w }\n")
            .contains("shop.perk:1:20: error[PK0401]")
    );
    assert!(found("retailer \"Other\" { currency RUB }\n").contains("error[PK0103]"));
    assert!(found("account bonus { worth 1 RUB }\n").contains("error[PK1001]"));
    let empty = Folder::new(&[("retailer.perk", "")]);
    assert!(
        empty
            .perk("check --output-format concise --quiet")
            .out
            .contains("retailer.perk:1:1: error[PK0104]")
    );
}

#[test]
fn a_list_with_repeats_is_a_warning_at_its_line() {
    let folder = Folder::shop("items w = sku from \"w.csv\"\npromotion a { give 10% off w }\n");
    folder.write("w.csv", b"sku\nA\nA\n");
    let answer = folder.perk("check --output-format concise --quiet");
    assert_eq!(answer.exit, Exit::Findings);
    assert!(answer.out.starts_with("w.csv:3:1: warning[PK0403]"), "{}", answer.out);
}

#[test]
fn encodings_are_named_and_byte_order_marks_pass() {
    let folder = Folder::shop(GIVE_ALL);
    folder.write("promo.perk", b"// \xF1\xEA\xE8\xE4\xEA\xE0\n");
    let said = folder.perk("check").trouble();
    assert!(
        said.starts_with("error: promo.perk:1: the text is not UTF-8; it looks like Windows-1251\n  help: "),
        "{said}"
    );
    folder.write("promo.perk", "\u{feff}// ok\n".as_bytes());
    assert!(folder.perk("check").clean().starts_with("All right: 3 files"));
}

#[test]
fn files_past_the_limit_are_not_read() {
    let folder = Folder::shop(GIVE_ALL);
    let file = std::fs::File::create(folder.path().join("huge.perk")).unwrap();
    file.set_len(100 * 1024 * 1024).unwrap();
    assert_eq!(
        folder.perk("check").trouble(),
        "error: huge.perk: the file is larger than 32 MiB, the most that is read\n"
    );
}

#[test]
fn a_programme_with_errors_decides_nothing() {
    let folder = Folder::shop("promotion a { give 10% off coffee }\n");
    folder.write("r.json", receipt("1", "\"1\"").as_bytes());
    let answer = folder.perk("eval . r.json");
    assert_eq!((answer.exit, answer.out.as_str()), (Exit::Findings, ""));
    assert!(
        answer
            .err
            .ends_with("error: .: the programme has 1 error; nothing was decided\n"),
        "{}",
        answer.err
    );
}
