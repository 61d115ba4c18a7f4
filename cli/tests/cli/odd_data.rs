//! Odd data: whatever would lose a discount or a use of a limit without a word is told, with its place and its likely meaning.

use crate::support::{Folder, json, objects, receipt};
use perk::Exit;
use serde_json::Value;

#[test]
fn refusals_are_objects_for_a_program() {
    let folder = Folder::shop("promotion a { give 10% off all }\n");
    folder.write(
        "r.jsonl",
        format!(
            "{}{}",
            receipt("1", ""),
            receipt("2", "").replace("\"1\",\"price\"", "\"-1\",\"price\"")
        )
        .as_bytes(),
    );
    let answer = folder.perk("eval . r.jsonl --format jsonl --output-format json");
    assert_eq!((answer.exit, answer.out.lines().count()), (Exit::Findings, 1));
    let said = objects(&answer.err);
    assert_eq!(
        said,
        [
            serde_json::json!({
                "code": "receipt-quantity", "severity": "error",
                "message": "the quantity -1 is negative; goods brought back are a return",
                "file": "r.jsonl", "line": 2, "column": 80, "path": "lines[0].quantity",
            }),
            serde_json::json!({
                "severity": "note", "message": "1 of 2 receipts was refused; the others are decided",
            }),
        ]
    );
    folder.perk("build -o a.perkc").clean();
    let plan = std::fs::read(folder.path().join("a.perkc")).unwrap();
    folder.write("b.perkc", &plan[..10]);
    let said = objects(
        &folder
            .perk("plan verify b.perkc --output-format json --lang ru")
            .trouble(),
    );
    assert_eq!(
        (said[0]["code"].as_str(), said[0]["file"].as_str()),
        (Some("plan-truncated"), Some("b.perkc"))
    );
    // Findings of the programme are one document, with nothing after it.
    let broken = Folder::shop("promotion a { give 10 off all }\n");
    broken.write("r.json", receipt("1", "").as_bytes());
    let answer = broken.perk("eval . r.json --output-format json");
    assert_eq!((answer.exit, json(&answer.err).is_array()), (Exit::Findings, true));
}

const PENSIONERS: &str = "client property пенсионер : yes/no\n\
                          clients pensioners = client.пенсионер\n\
                          promotion a { for clients pensioners give 10% off all }\n";

#[test]
fn a_misspelt_property_of_a_client_is_told() {
    let folder = Folder::shop(PENSIONERS);
    folder.write("r.json", receipt("1", "\"client\":{\"card\":\"111\"},").as_bytes());
    let eval = |client: &str| {
        folder.write("c.json", client.as_bytes());
        let answer = folder.perk("eval . r.json --accounts c.json --format json");
        assert_eq!(answer.exit, Exit::Clean, "{}", answer.err);
        let decision = json(&answer.out);
        (
            decision["warnings"].to_string(),
            decision["totals"]["due"].to_string(),
            answer.err,
        )
    };
    let said = "client К-1: no client property is called `пенсиноер`; did you mean `пенсионер`?";
    assert_eq!(
        eval("{\"id\":\"К-1\",\"card\":\"111\",\"пенсиноер\":true}"),
        (
            format!("[\"{said}\"]"),
            "\"100.00\"".to_owned(),
            format!("warning: c.json: {said} [misfit-property]\n")
        )
    );
    // Facts that are nobody's slip are for another plan; a slip beside the fact itself is none.
    for fine in ["\"пенсионер\":true", "\"пенсионер\":true,\"пенсионерка\":true"] {
        assert_eq!(
            eval(&format!(
                "{{\"id\":\"К-1\",\"card\":\"111\",\"город\":\"Тверь\",{fine}}}"
            )),
            ("[]".to_owned(), "\"90.00\"".to_owned(), String::new())
        );
    }
}

const LIMITED: &str = "promotion tea { for known clients give 10% off all limit 1 times per client per month }\n\
                       promotion plain { give 1 RUB off each all }\n\
                       coupon autumn10 { codes mask \"AUT-????\" uses 1 times }\n\
                       promotion autumn { with coupon autumn10 give 20% off all }\n";

/// What is said on standard error about a snapshot of one client with more fields beside it.
#[track_caller]
fn said_of(fields: &str, lang: &str) -> String {
    let folder = Folder::shop(LIMITED);
    folder.write("r.json", receipt("1", "\"client\":{\"id\":\"К-1\"},").as_bytes());
    folder.write(
        "c.json",
        format!("{{\"clients\":[{{\"id\":\"К-1\"}}],{fields}}}").as_bytes(),
    );
    let answer = folder.perk(&format!("--lang {lang} eval . r.json --accounts c.json --format json"));
    answer.err
}

#[test]
fn uses_that_count_for_nothing_are_told() {
    let of = |promotion: &str, key: &str, unit: &str| {
        let uses = format!(
            "\"uses\":[{{\"promotion\":\"{promotion}\",\"key\":\"{key}\",\"unit\":\"{unit}\",\"amount\":\"1\"}}]"
        );
        said_of(&uses, "en")
    };
    assert_eq!(of("tea", "client К-1/month 2026-10", "times"), "");
    assert_eq!(of("tea", "client/month", "times"), "");
    assert_eq!(
        of("tea", "client К-1/day 2026-10-05", "times"),
        "warning: c.json: uses of `tea` under `client К-1/day 2026-10-05` count for nothing: its limits count by \
         `client/month` in times [misfit-uses]\n"
    );
    assert_eq!(
        of("tea", "client К-1/month 2026-10", "pcs"),
        "warning: c.json: uses of `tea` under `client К-1/month 2026-10-01, pcs` count for nothing: its limits count by \
         `client/month` in times [misfit-uses]\n"
            .replace("2026-10-01", "2026-10")
    );
    assert_eq!(
        of("plain", "total", "times"),
        "warning: c.json: uses of `plain` under `total` count for nothing: it has no limit across receipts [misfit-uses]\n"
    );
    assert_eq!(
        of("autmun", "total", "times"),
        "warning: c.json: uses of `autmun`: there is no such promotion; did you mean `autumn`? [misfit-promotion]\n"
    );
    assert_eq!(of("of_another_plan", "total", "times"), "");
}

#[test]
fn uses_written_beside_a_receipt_are_looked_at_too() {
    let folder = Folder::shop(LIMITED);
    folder.write(
        "r.receipt",
        b"at 2026-10-05 09:00\nclient \"C-1\" { used tea 1 times per client per day on 2026-10-05 }\n1 x TEA at 100 RUB\n",
    );
    for command in ["eval", "explain"] {
        assert_eq!(
            folder.perk(&format!("{command} . r.receipt")).err,
            "warning: r.receipt: uses of `tea` under `client C-1/day 2026-10-05` count for nothing: its limits count by \
             `client/month` in times [misfit-uses]\n",
            "{command}"
        );
    }
}

#[test]
fn a_code_of_no_coupon_of_the_plan_is_told() {
    let of = |of: &str, lang: &str| {
        said_of(
            &format!("\"coupons\":[{{\"code\":\"AUT-0001\",\"of\":\"{of}\"}}]"),
            lang,
        )
    };
    assert_eq!(of("autumn10", "en"), "");
    assert_eq!(
        of("autum10", "en"),
        "warning: c.json: code `AUT0001` is of `autum10`: there is no such coupon; did you mean `autumn10`? [misfit-coupon]\n"
    );
    assert_eq!(
        of("spring", "ru"),
        "предупреждение: c.json: код `AUT0001` — от `spring`: такого купона нет [misfit-coupon]\n"
    );
    // Where such a code is presented, the decision says so.
    let folder = Folder::shop(LIMITED);
    folder.write("r.json", receipt("1", "\"coupons\":[\"AUT-0001\"],").as_bytes());
    folder.write("c.json", b"{\"coupons\":[{\"code\":\"AUT-0001\",\"of\":\"autum10\"}]}");
    let decision = json(&folder.perk("eval . r.json --accounts c.json --format json").out);
    assert_eq!(decision["coupons"][0]["reason"], "unknown");
    assert_eq!(
        decision["warnings"][0],
        "code `AUT-0001` is of `autum10`: there is no such coupon; did you mean `autumn10`?"
    );
}

#[test]
fn a_used_code_among_uses_is_sent_to_its_list() {
    let folder = Folder::shop(LIMITED);
    folder.write("r.json", receipt("1", "").as_bytes());
    for entry in [
        "{\"what\":\"coupon\",\"code\":\"AUT0001\",\"coupon\":\"autumn10\",\"times\":1}",
        "{\"code\":\"AUT0001\",\"coupon\":\"autumn10\",\"times\":1}",
    ] {
        folder.write("c.json", format!("{{\"uses\":[{entry}]}}").as_bytes());
        let said = folder.perk("eval . r.json --accounts c.json").trouble();
        assert!(
            said.ends_with(
                ": only uses of limits stand here; a code that was used goes into `coupons`: {\"code\": …, \"used\": 1} \
                 [snapshot-use]\n"
            ),
            "{said}"
        );
    }
    folder.write("c.json", b"{\"uses\":[{\"what\":\"points\",\"amount\":\"1\"}]}");
    assert_eq!(
        folder.perk("eval . r.json --accounts c.json").trouble(),
        "error: c.json:1:18: uses[0].what: only uses of limits (\"what\": \"limit\") stand here, not of \"points\" \
         [snapshot-use]\n"
    );
}

#[test]
fn what_a_decision_consumes_becomes_the_next_snapshot() {
    // The recipe of docs/reference/decision.md: limits are copied into `uses`, codes become entries of `coupons`.
    let folder = Folder::shop(LIMITED);
    let asked = "\"client\":{\"id\":\"C-1\"},\"coupons\":[\"AUT-0001\"],";
    folder.write("r.json", receipt("1", asked).as_bytes());
    folder.write(
        "c.json",
        b"{\"clients\":[{\"id\":\"C-1\"}],\"coupons\":[{\"code\":\"AUT-0001\"}]}",
    );
    let first = json(&folder.perk("eval . r.json --accounts c.json --format json").clean());
    assert_eq!(first["coupons"][0]["outcome"], "used", "{first}");
    let (mut uses, mut coupons) = (Vec::new(), Vec::new());
    for entry in first["consumes"].as_array().unwrap() {
        if entry["what"] == "coupon" {
            coupons.push(serde_json::json!({
                "code": entry["code"], "of": entry["coupon"], "used": entry["times"], "used_by": {"C-1": entry["times"]},
            }));
        } else {
            uses.push(entry.clone());
        }
    }
    let next = serde_json::json!({"clients": [{"id": "C-1"}], "uses": uses, "coupons": coupons});
    folder.write("next.json", next.to_string().as_bytes());
    let second = json(&folder.perk("eval . r.json --accounts next.json --format json").clean());
    assert_eq!(second["coupons"][0]["reason"], "used_up");
}

#[test]
fn two_receipts_of_one_id_are_told_with_their_lines() {
    let folder = Folder::shop("promotion a { give 10% off all }\n");
    let lines = [receipt("A", ""), receipt("B", ""), "\n".to_owned(), receipt("A", "")];
    folder.write("r.jsonl", lines.concat().as_bytes());
    assert_eq!(
        folder.perk("eval . r.jsonl --summary").err,
        "warning: r.jsonl:4:7: the receipt `A` stands on line 1, too; each is decided as if it were the only one\n"
    );
    folder.write(
        "r.receipt",
        b"receipt \"A\" { at 2026-10-05 09:00 1 x TEA at 100 RUB }\nreceipt \"A\" { at 2026-10-05 10:00 1 x TEA at 100 RUB }\n",
    );
    let said = folder.perk("eval . r.receipt").err;
    assert!(
        said.starts_with("warning: r.receipt:2:") && said.contains("the receipt `A` stands on line 1, too;"),
        "{said}"
    );
}

#[test]
fn explain_misses_a_catalogue_as_eval_does() {
    let folder = Folder::shop("promotion a { give 10% off category \"Tea\" }\n");
    folder.write("r.json", receipt("1", "").as_bytes());
    folder.perk("build -o a.perkc").clean();
    let said = folder.perk("explain a.perkc r.json").err;
    assert_eq!(said, folder.perk("eval a.perkc r.json").err);
    assert!(
        said.contains("lines without them stand in 1 receipt: their goods"),
        "{said}"
    );
}

#[test]
fn goods_that_the_catalogue_does_not_have_are_told_once() {
    let folder = Folder::shop("promotion a { give 10% off category \"Tea\" }\n");
    folder.write("products.csv", b"sku,category\nTEA,Tea\n");
    let line = |id: u32, sku: &str, more: &str| {
        format!("{{\"id\":\"{id}\",\"sku\":\"{sku}\",\"quantity\":\"1\",\"price\":\"10.00\"{more}}}")
    };
    let warnings = |lines: &[String], options: &str| {
        let text = format!(
            "{{\"id\":\"1\",\"at\":\"2026-10-05T09:00:00\",\"lines\":[{}]}}",
            lines.join(",")
        );
        folder.write("r.json", text.as_bytes());
        let decision = json(&folder.perk(&format!("eval . r.json --format json {options}")).out);
        decision["warnings"].clone()
    };
    let lines = [
        line(1, "TEE", ""),
        line(2, "TEA", ""),
        line(3, "D", ""),
        line(4, "B", ""),
        line(5, "C", ""),
        line(6, "B", ""),
        line(7, "OWN", ",\"category\":\"Tea\""),
        line(8, "CARD", ",\"sells\":\"GC-1\""),
    ];
    assert_eq!(
        warnings(&lines, "--catalog products.csv")[0],
        "`lines[7].sells` is not supported yet: the line is decided like any other"
    );
    assert_eq!(
        warnings(&lines, "--catalog products.csv")[1],
        "not in the catalogue: `B`, `C`, `D` and 1 more; such goods are in no category and of no brand"
    );
    assert_eq!(warnings(&lines[..2], ""), serde_json::json!([]));
    assert_eq!(warnings(&lines[1..2], "--catalog products.csv"), serde_json::json!([]));
}

#[test]
fn lines_of_a_verdict_come_with_explain() {
    let folder = Folder::shop("promotion a { give 10% off all }\n");
    folder.write("r.json", receipt("1", "").as_bytes());
    let verdict = |options: &str| {
        let decision = json(&folder.perk(&format!("eval . r.json --format json {options}")).clean());
        (
            decision["promotions"][0]["lines"].clone(),
            decision["promotions"][0]["times"].clone(),
        )
    };
    assert_eq!(verdict(""), (Value::Null, Value::from(1)));
    assert_eq!(verdict("--explain"), (serde_json::json!(["1"]), Value::from(1)));
}

#[test]
fn a_day_or_an_hour_that_does_not_exist_is_told_as_such() {
    let folder = Folder::shop("promotion a { give 10% off all }\n");
    let refused = |at: &str, lang: &str| {
        folder.write("r.json", receipt("1", "").replace("2026-10-05T09:00:00", at).as_bytes());
        folder.perk(&format!("--lang {lang} eval . r.json")).trouble()
    };
    for (at, said) in [
        ("2026-02-30T09:30", "there is no such day: 2026-02-30"),
        ("2026-13-01 09:30", "there is no such day: 2026-13-01"),
        (
            "2026-10-05T24:30",
            "there is no such time: 24:30; a day goes from 00:00 to 23:59:59",
        ),
        (
            "2026-10-05T09:60:00Z",
            "there is no such time: 09:60:00; a day goes from 00:00 to 23:59:59",
        ),
        (
            "yesterday",
            "\"yesterday\" is not an instant such as \"2026-10-05T09:12:00+03:00\"",
        ),
    ] {
        assert_eq!(
            refused(at, "en"),
            format!("error: r.json:1:16: at: {said} [receipt-at]\n")
        );
    }
    assert_eq!(
        refused("2026-02-30T09:30", "ru"),
        "ошибка: r.json:1:16: at: дня 2026-02-30 нет в календаре [receipt-at]\n"
    );
    for (at, said) in [("2026-02-30 09:30", "no such day"), ("05.10.2026 24:30", "no such")] {
        folder.write("r.receipt", format!("at {at}\n1 x TEA at 100 RUB\n").as_bytes());
        let err = folder.perk("eval . r.receipt").trouble();
        assert!(err.starts_with("error: r.receipt:1:") && err.contains(said), "{err}");
    }
    folder.write("r.json", receipt("1", "").as_bytes());
    folder.write("c.json", b"{\"id\":\"1\",\"birthday\":\"1990-02-30\"}");
    assert_eq!(
        folder.perk("eval . r.json --accounts c.json").trouble(),
        "error: c.json:1:22: birthday: there is no such day: 1990-02-30 [snapshot-date]\n"
    );
}

#[test]
fn one_code_of_marked_goods_is_one() {
    let folder = Folder::shop("promotion a { give 10% off all }\n");
    let marked = receipt("1", "").replace("\"quantity\":\"1\"", "\"marks\":[\"A\"],\"quantity\":\"2\"");
    folder.write("r.json", marked.as_bytes());
    let said = folder.perk("eval . r.json").trouble();
    assert!(said.contains(": 1 code of marked goods for a quantity of 2;"), "{said}");
    let said = folder.perk("--lang ru eval . r.json").trouble();
    assert!(said.contains(": 1 код маркировки, а количество 2;"), "{said}");
}

#[test]
fn every_part_of_a_set_that_lacks_goods_is_told_in_the_authors_order() {
    let folder = Folder::shop(
        "set lunch {\n  soup = 1 of category \"Soup\"\n  bread = 2 of category \"Bread\"\n  apple = 1 of category \"Fruit\"\n}\n\
         promotion a { for each lunch  price 100 RUB for set }\n",
    );
    let with_bread = receipt("1", "").replace("\"quantity\":\"1\"", "\"category\":\"Bread\",\"quantity\":\"1\"");
    folder.write("r.json", with_bread.as_bytes());
    let decision = json(&folder.perk("eval . r.json --format json --explain").clean());
    let because = &decision["promotions"][0]["because"];
    assert_eq!(
        (because["code"].as_str(), because["of"].as_str()),
        (Some("set.role"), Some("soup"))
    );
    let also: Vec<_> = because["also"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| (&part["of"], &part["missing"]))
        .collect();
    assert_eq!(
        also,
        [(&"bread".into(), &"1 pcs".into()), (&"apple".into(), &"1 pcs".into())] as [(&Value, &Value); 2]
    );
    let page = folder.perk("explain . r.json").clean();
    let squeezed = page.split_whitespace().collect::<Vec<_>>().join(" ");
    let facts = "found 0 pcs, needed 1 pcs, missing 1 pcs and bread: found 1 pcs, needed 2 pcs, missing 1 pcs and apple: found 0 \
                 pcs, needed 1 pcs, missing 1 pcs";
    assert!(
        squeezed.contains("too little for its set: soup") && squeezed.ends_with(facts),
        "{page}"
    );
}

#[test]
fn a_ladder_that_is_not_reached_is_told_by_its_step() {
    let folder = Folder::shop(
        "promotion a {\n  give off receipt by amount of all {\n    from 500 RUB: 5%\n    from 900 RUB: 10%\n  }\n}\n",
    );
    folder.write("r.json", receipt("1", "").as_bytes());
    let decision = json(&folder.perk("eval . r.json --format json --explain").clean());
    let because = &decision["promotions"][0]["because"];
    assert_eq!(
        (
            because["code"].as_str(),
            because["words"].as_str(),
            because["at"].as_str()
        ),
        (Some("ladder.below"), Some("from 500 RUB: 5%"), Some("shop.perk:3:5"))
    );
}

#[test]
fn fmt_names_lines_of_the_file_as_it_stands_afterwards() {
    // Of several empty lines one stays.
    let text = "promotion a { give 10% off all }\n\n\n\n\npromotion b { give off }\n";
    let folder = Folder::shop(text);
    let checked = folder.perk("fmt --check shop.perk").err;
    assert!(
        checked.contains("shop.perk:6: this part has a syntax error"),
        "{checked}"
    );
    let said = folder.perk("fmt shop.perk").err;
    let after = folder.read("shop.perk");
    let line = after.lines().position(|line| line.starts_with("promotion b")).unwrap() + 1;
    assert!(line < 6, "{after}");
    assert!(
        said.contains(&format!("shop.perk:{line}: this part has a syntax error")),
        "{said}\n{after}"
    );
}

#[test]
fn a_test_report_for_programs_has_every_difference() {
    let folder = Folder::shop(
        "promotion a { give 10% off all }\ntest \"t\" {\n  at 2026-10-05 09:00\n  receipt { 1 x TEA at 100 RUB }\n  \
         expect a gives 11 RUB\n  expect discount 10 RUB\n  expect total 89 RUB\n}\n",
    );
    let report = json(&folder.perk("test --output-format json").out);
    assert_eq!(
        report[0]["mismatches"],
        serde_json::json!([
            {"line": 5, "what": "a", "expected": "11.00", "actual": "10.00"},
            {"line": 7, "what": "total", "expected": "89.00", "actual": "90.00"},
        ])
    );
}

#[test]
fn slips_of_the_command_line_say_what_is_needed() {
    let folder = Folder::shop("promotion a { give 10% off all }\n");
    assert_eq!(
        folder.perk("eval . --threads 0").trouble(),
        "error: --threads 0: a number from 1 to 256 is expected\n"
    );
    assert_eq!(
        folder.perk("--lang ru eval").trouble(),
        "ошибка: не хватает: <PLAN_OR_DIR>\n\nИспользование: perk eval <PLAN_OR_DIR> [RECEIPT]...\n\nСправка: perk --help\n"
    );
    assert!(
        folder
            .perk("eval")
            .trouble()
            .contains("Usage: perk eval <PLAN_OR_DIR> [RECEIPT]...")
    );
    assert!(
        folder
            .perk("eval --help")
            .clean()
            .contains("What is known of clients: .json, .jsonl, .csv or .receipt, also .gz")
    );
    assert_eq!(
        folder.perk("conform .").clean(),
        "retailer.perk: accepted, both parsers agree\nshop.perk: accepted, both parsers agree\n"
    );
}

#[test]
fn a_file_of_codes_that_is_cut_otherwise_than_its_headings_is_told() {
    let folder = Folder::shop(
        "coupon autumn { codes from \"codes.csv\" }\npromotion a { with coupon autumn  give 10% off all }\n",
    );
    for (codes, place) in [
        // The file ends within quotes.
        ("code\nT1\n\"T2", "codes.csv:3:1: error[PK0407]"),
        ("code\nT1\n\"T2\n", "codes.csv:3:1: error[PK0407]"),
        ("code\n\"T1\nT2\n", "codes.csv:2:1: error[PK0407]"),
        // Two codes on a line of a file with one column.
        ("code\nT1\nT2;T3\n", "codes.csv:3:1: error[PK0404]"),
        ("code\nT1\n\"T2,T3\"\n", "codes.csv:3:1: error[PK0404]"),
        ("code\nT1\nT2\"\n", "codes.csv:3:1: error[PK0404]"),
    ] {
        folder.write("codes.csv", codes.as_bytes());
        let answer = folder.perk("check --output-format concise");
        assert_eq!(answer.exit, Exit::Findings, "{codes}");
        assert!(answer.out.starts_with(place), "{codes}: {}", answer.out);
    }
    folder.write("codes.csv", b"code\nT1\n\"T2\"\nT-3\n");
    assert_eq!(folder.perk("check").exit, Exit::Clean);
}
