//! `perk eval`, `explain`, `test`, `build` and `plan`: the main job and what it says.

use std::fmt::Write;

use crate::support::{Folder, json};
use perk::Exit;
use serde_json::Value;

const PROMOTIONS: &str = r#"
items tea = category "Tea"

promotion tea_ten "10% off tea" {
  give   10% off tea
  limit  1 000 pcs per receipt
  print  "Tea saved you {saved}."
}

promotion tea_five "5% off tea" { give 5% off tea }

promotion big "A big basket" {
  when  receipt.amount >= 500 RUB
  give  5% off receipt
}
"#;

/// A shop with a catalogue and one receipt: 2 teas at 100 and a cup at 250.
fn shop() -> Folder {
    Folder::new(&[
        (
            "retailer.perk",
            "retailer \"Tea House\" {\n  currency RUB\n  products \"products.csv\"\n}\n",
        ),
        ("shop.perk", PROMOTIONS),
        (
            "products.csv",
            "sku,name,category,price\nGREEN,Green tea,Tea,100.00\nCUP,Cup,Cups,250.00\n",
        ),
        (
            "receipts/one.receipt",
            "id R-1\nat 2026-10-05 09:30\n2 x GREEN\n1 x CUP\n",
        ),
    ])
}

#[test]
fn a_folder_decides_its_own_receipts() {
    // 10% of 200 is 20; 430 is below 500.
    let expected = "  Tea House                                  Mon 5 Oct 2026, 09:30
  Receipt R-1
  ────────────────────────────────────────────────────────────────
  Green tea                                    2 × 100.00   200.00
    10% off tea                                             −20.00
  Cup                                          1 × 250.00   250.00
  ────────────────────────────────────────────────────────────────
  Sum                                                       450.00
  Discounts on goods                                        −20.00
  TO PAY                                                430.00 RUB
  You save 20.00 RUB (4.4%)
  ────────────────────────────────────────────────────────────────
  Tea saved you 20.00 RUB.
";
    assert_eq!(shop().perk("eval .").clean(), expected);
}

#[test]
fn a_plan_file_decides_the_same() {
    let folder = shop();
    let said = folder.perk("build -o tea.perkc").clean();
    assert!(
        said.starts_with("tea.perkc: ") && said.contains("\nhash  blake3:") && said.contains("\ncost  at most "),
        "{said}"
    );
    let hash = said
        .lines()
        .find_map(|line| line.strip_prefix("hash  "))
        .unwrap()
        .to_owned();
    let from_folder = folder.perk("eval . receipts/one.receipt --format json").clean();
    let from_plan = folder
        .perk("eval tea.perkc receipts/one.receipt --format json --catalog products.csv")
        .clean();
    let decision = json(&from_plan);
    // A plan file says nothing of places in the source; the decision and its name are the same.
    let by_folder = json(&from_folder);
    for field in ["decision", "lines", "totals", "print", "plan"] {
        assert_eq!(decision[field], by_folder[field], "{field}");
    }
    assert_eq!(
        (&decision["plan"], &decision["totals"]["due"]),
        (&Value::from(hash.clone()), &Value::from("430.00"))
    );
    assert!(folder.perk("plan verify tea.perkc").clean().contains(&hash));
    let listing = folder.perk("plan show tea.perkc").clean();
    assert!(listing.contains(&hash) && listing.contains("10% off tea"), "{listing}");
    assert_eq!(
        json(&folder.perk("plan show tea.perkc --json").clean())["name"],
        "Tea House"
    );
    let again = std::fs::read(folder.path().join("tea.perkc")).unwrap();
    folder.perk("build -o again.perkc").clean();
    assert_eq!(std::fs::read(folder.path().join("again.perkc")).unwrap(), again);
    assert!(
        folder
            .perk("build --sign key")
            .trouble()
            .contains("`perk build --sign` is not supported yet")
    );
}

#[test]
fn a_changed_plan_is_refused() {
    let folder = shop();
    folder.perk("build -o tea.perkc").clean();
    let mut bytes = std::fs::read(folder.path().join("tea.perkc")).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    folder.write("tea.perkc", &bytes);
    assert!(
        folder
            .perk("eval tea.perkc receipts/one.receipt")
            .trouble()
            .starts_with("error: tea.perkc: the plan is refused: ")
    );
}

/// Many receipts: `count` lines, every third one with 6 teas (60 off, then 5% of 540 is 27).
fn many(count: usize) -> String {
    let mut text = String::new();
    for index in 0..count {
        let quantity = if index % 3 == 0 { 6 } else { 1 };
        writeln!(
            text,
            "{{\"id\":\"{index}\",\"at\":\"2026-10-05T09:00:00\",\"lines\":[{{\"id\":\"1\",\"sku\":\"GREEN\",\"quantity\":\"{quantity}\",\"price\":\"100\"}}]}}"
        )
        .unwrap();
    }
    text
}

#[test]
fn many_receipts_are_summed_up_per_promotion() {
    let folder = shop();
    folder.write("many.jsonl", many(30).as_bytes());
    let expected = "  30 receipts decided

  promotion                                       receipts  times  discount  share
  10% off tea                                           30     30    800.00    10%
  A big basket                                          10     10    270.00   3.4%

  never applied: tea_five

  Sum                                                                8000.00 RUB
  Discounts in 30 receipts                                          −1070.00 RUB
  TO PAY                                                             6930.00 RUB
";
    let out = folder.perk("eval . many.jsonl").clean();
    let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(squeeze(&out), squeeze(expected), "{out}");
    let json = json(&folder.perk("eval . many.jsonl --summary --format json").clean());
    assert_eq!(
        (&json["receipts"], &json["discount"]),
        (&Value::from(30), &Value::from("1070.00"))
    );
}

#[test]
fn what_was_not_acted_on_is_counted() {
    let folder = shop();
    let certificate = many(1).replace("\"at\"", "\"certificates\":[\"X\"],\"at\"");
    let others = many(2).replace("\"id\":\"0\"", "\"id\":\"X\"");
    folder.write("many.jsonl", format!("{certificate}{others}").as_bytes());
    let out = folder.perk("eval . many.jsonl --summary").clean();
    assert!(out.contains("1 receipt has something odd or not acted on"), "{out}");
}

#[test]
fn answers_do_not_depend_on_threads_folder_or_run() {
    let folder = shop();
    folder.write("many.jsonl", many(4_500).as_bytes());
    let one = folder.perk("eval . many.jsonl --format jsonl --threads 1").clean();
    assert_eq!(one.lines().count(), 4_500);
    assert_eq!(one, folder.perk("eval . many.jsonl --format jsonl --threads 7").clean());
    let elsewhere = shop();
    elsewhere.write("deep/many.jsonl", many(4_500).as_bytes());
    assert_eq!(
        one,
        elsewhere
            .perk("eval . deep/many.jsonl --format jsonl --threads 3")
            .clean()
    );
    for (index, line) in one.lines().enumerate().step_by(499) {
        assert_eq!(json(line)["receipt"], index.to_string());
    }
    assert!(
        folder
            .perk("eval . many.jsonl --threads 0")
            .trouble()
            .contains("a number from 1 to 256")
    );
}

#[test]
fn standard_input_and_ids_choose_receipts() {
    let mut folder = shop();
    folder.input = many(5).into_bytes();
    let out = folder.perk("eval . - --receipt 3 --format jsonl").clean();
    let decision = json(&out);
    assert_eq!(
        (&decision["receipt"], &decision["totals"]["due"]),
        (&Value::from("3"), &Value::from("513.00"))
    );
    assert!(
        folder
            .perk("eval . - -")
            .trouble()
            .contains("`-` can be named only once")
    );
    assert!(
        folder
            .perk("eval . - --receipt 77")
            .trouble()
            .contains("there is no receipt `77`")
    );
    folder.input = b"at 2026-10-05 09:30\n1 x CUP\n".to_vec();
    assert!(folder.perk("eval . -").clean().contains("250.00 RUB"));
}

#[test]
fn json_is_one_object_or_one_array() {
    let folder = shop();
    let one = json(&folder.perk("eval . --format json").clean());
    assert_eq!(one["receipt"], "R-1");
    folder.write("many.jsonl", many(3).as_bytes());
    let all = json(&folder.perk("eval . many.jsonl --format json").clean());
    assert_eq!(all.as_array().map(Vec::len), Some(3));
}

#[test]
fn explain_says_why_and_what_is_missing() {
    let folder = shop();
    let out = folder.perk("explain . receipts/one.receipt").clean();
    assert!(out.contains("✓ 10% off tea (tea_ten)"), "{out}");
    assert!(
        out.contains("↔ 5% off tea (tea_five)\n      gave way to 10% off tea (20.00); alone it is worth 10.00\n"),
        "{out}"
    );
    assert!(out.contains("receipt.amount >= 500 RUB   shop.perk:"), "{out}");
    assert!(out.contains("found 430.00, needed 500.00, missing 70.00"), "{out}");
    let russian = folder
        .perk("explain . receipts/one.receipt --promotion big --lang ru")
        .clean();
    assert!(
        russian.starts_with("  ✗ A big basket (big)\n") && russian.contains("не хватает 70.00"),
        "{russian}"
    );
    assert!(!russian.contains("tea"), "{russian}");
    let said = folder.perk("explain . receipts/one.receipt --promotion bih").trouble();
    assert_eq!(said, "error: there is no promotion `bih`; did you mean `big`?\n");
    folder.write("many.jsonl", many(3).as_bytes());
    assert!(
        folder
            .perk("explain . many.jsonl")
            .trouble()
            .contains("one receipt is needed here, the file has 3")
    );
    assert!(
        folder
            .perk("explain . many.jsonl --receipt 2")
            .clean()
            .contains("Receipt 2")
    );
}

#[test]
fn eval_can_explain_every_promotion() {
    let out = shop().perk("eval . --explain").clean();
    assert!(out.contains("TO PAY") && out.contains("✗ A big basket (big)"), "{out}");
    let text = shop().perk("eval . --explain --format json").clean();
    let decision = json(&text);
    let named = |field: &str| -> Vec<&str> {
        decision["promotions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|verdict| verdict[field].as_str().unwrap())
            .collect()
    };
    assert_eq!(named("promotion"), ["big", "tea_five", "tea_ten"]);
    assert_eq!(named("outcome"), ["not_applied", "displaced", "applied"]);
}

#[test]
fn findings_of_a_decided_programme_come_in_the_wanted_format() {
    let folder = shop();
    folder.write("bad.perk", b"promotion b { give 10% off nothing_known }\n");
    let answer = folder.perk("eval . --output-format concise");
    assert_eq!((answer.exit, answer.out.as_str()), (Exit::Findings, ""));
    assert!(answer.err.starts_with("bad.perk:1:28: error[PK"), "{}", answer.err);
}

#[test]
fn explain_shows_the_page_of_a_code() {
    let folder = Folder::new(&[]);
    let page = folder.perk("explain pk0401").clean();
    assert!(
        page.starts_with("PK0401  missing-file  (error)\n\nA data file is missing\n"),
        "{page}"
    );
    assert!(
        page.contains("There is no file `wekly.csv` beside this programme."),
        "{page}"
    );
    let russian = folder.perk("explain PK0401 --lang ru").clean();
    assert!(
        russian.starts_with("PK0401  missing-file  (ошибка)\n\nНет файла с данными\n"),
        "{russian}"
    );
    assert_eq!(
        folder.perk("explain PK9999").trouble(),
        "error: there is no diagnostic PK9999\n"
    );
}

#[test]
fn every_code_has_a_page_whose_example_shows_it() {
    let folder = Folder::new(&[]);
    for code in perk_compiler::diagnostic::codes::all() {
        let page = folder.run(&["explain", code.id]).clean();
        assert!(page.starts_with(&format!("{}  {}", code.id, code.name)), "{page}");
        assert!(
            page.matches(code.id).count() >= 2,
            "{}: its example does not show it:\n{page}",
            code.id
        );
    }
}

#[test]
fn tests_pass_and_fail_side_by_side() {
    let folder = shop();
    folder.write(
        "tests.perk",
        "test \"tea\" {\n  at 2026-10-05 09:30\n  receipt { 2 x GREEN at 100 RUB }\n  expect tea_ten gives 20 RUB\n  expect total 180 RUB\n}\n\
         test \"cup\" {\n  at 2026-10-05 09:30\n  receipt { 1 x CUP at 250 RUB }\n  expect total 240 RUB\n}\n"
            .as_bytes(),
    );
    let answer = folder.perk("test");
    assert_eq!((answer.exit, answer.err.as_str()), (Exit::Findings, ""));
    assert!(
        answer.out.starts_with("tests.perk\n  ok tea\n  FAILED cup\n\n"),
        "{}",
        answer.out
    );
    assert!(answer.out.contains("    ✗ total  240.00    250.00\n"), "{}", answer.out);
    assert!(answer.out.contains("TO PAY"), "{}", answer.out);
    assert!(
        answer.out.ends_with("\n2 tests: 1 passed, 1 failed\n"),
        "{}",
        answer.out
    );
    assert!(
        folder
            .perk("test --filter tea")
            .clean()
            .ends_with("\n1 test: 1 passed, 0 failed, 1 filtered out\n")
    );
    let junit = folder.perk("test --output-format junit").out;
    assert!(
        junit.contains("tests=\"2\" failures=\"1\"")
            && junit.contains("<testcase classname=\"tests.perk\" name=\"tea\"/>"),
        "{junit}"
    );
    let concise = folder.perk("test --output-format concise").out;
    assert!(
        concise.starts_with("tests.perk:7: cup: total: expected 240.00, actual 250.00\n"),
        "{concise}"
    );
    let github = folder.perk("test --output-format github").out;
    assert!(
        github.starts_with("::error file=tests.perk,line=7,title=cup::total: expected 240.00"),
        "{github}"
    );
    let json = json(&folder.perk("test --output-format json").out);
    assert_eq!(
        (&json[0]["passed"], &json[1]["passed"]),
        (&Value::from(true), &Value::from(false))
    );
    assert!(
        folder
            .perk("test --output-format sarif")
            .trouble()
            .contains("tests are reported as")
    );
}

#[test]
fn facts_of_clients_come_from_the_snapshot_or_the_receipt() {
    let folder = Folder::shop(
        "client property student : yes/no\nclients students = client.student\n\
         promotion st \"Students\" {\n  for students\n  give 10% off all\n}\n",
    );
    folder.write(
        "clients.receipt",
        "client card \"29001\" { id C1 student = yes }\nclient card \"29002\" { id C2 student = no }\n".as_bytes(),
    );
    let receipt = |card: &str| format!("id R\nat 2026-10-05 09:30\nclient card \"{card}\"\n1 x CUP at 100 RUB\n");
    for (card, due) in [("29001", "90.00"), ("29002", "100.00"), ("29003", "100.00")] {
        folder.write("r.receipt", receipt(card).as_bytes());
        let out = folder
            .perk("eval . r.receipt --accounts clients.receipt --format json")
            .clean();
        let decision = json(&out);
        assert_eq!(decision["totals"]["due"], due, "{card}: {out}");
    }
    folder.write(
        "r.receipt",
        b"at 2026-10-05 09:30\nclient { student = yes }\n1 x CUP at 100 RUB\n",
    );
    let decision = json(&folder.perk("eval . r.receipt --format json").clean());
    assert_eq!(decision["totals"]["due"], "90.00");
}

#[test]
fn clients_beside_the_receipts_of_one_file_are_those_that_receipts_name() {
    let folder = Folder::shop("promotion own { for known clients  give 10% off all }\n");
    let due = |text: &str| -> Vec<String> {
        folder.write("r.receipt", text.as_bytes());
        let out = folder.perk("eval . r.receipt --format jsonl").clean();
        let due = |line: &str| json(line)["totals"]["due"].as_str().map(str::to_owned);
        out.lines().filter_map(due).collect()
    };
    let goods = "1 x CUP at 100 RUB";
    let known = "client \"c\" { card \"1\" status known }";
    let at = "at 2026-10-05 09:30";
    // Named beside it, and declared in the same file, with a fact and without one.
    assert_eq!(due(&format!("{at}\nclient card \"1\"\n{known}\n{goods}\n")), ["90.00"]);
    let bare = "client \"c\" { card \"1\" }";
    assert_eq!(due(&format!("{at}\n{bare}\nclient card \"1\"\n{goods}\n")), ["90.00"]);
    assert_eq!(due(&format!("{at}\n{bare}\n{goods}\n")), ["90.00"]);
    // Nobody declares it, or it is another one.
    assert_eq!(due(&format!("{at}\nclient card \"1\"\n{goods}\n")), ["100.00"]);
    assert_eq!(due(&format!("{at}\nclient card \"2\"\n{known}\n{goods}\n")), ["100.00"]);
    // One client is that of each receipt that names none.
    let receipt = |id: &str, client: &str| format!("receipt \"{id}\" {{ {client} {goods} }}\n");
    let two = receipt("B", "") + &receipt("C", "client card \"2\"");
    assert_eq!(due(&format!("{at}\n{known}\n{two}")), ["90.00", "100.00"]);
    // Once a receipt names it, it is that of the receipts that do.
    let three = receipt("A", "client card \"1\"") + &receipt("B", "") + &receipt("C", "client card \"2\"");
    assert_eq!(due(&format!("{at}\n{known}\n{three}")), ["90.00", "100.00", "100.00"]);
    // Of several, each receipt names its own.
    let other = "client \"d\" { card \"3\" status blocked }";
    let two = receipt("A", "client card \"1\"") + &receipt("B", "") + &receipt("C", "client card \"3\"");
    assert_eq!(
        due(&format!("{at}\n{known}\n{other}\n{two}")),
        ["90.00", "100.00", "100.00"]
    );
    folder.write(
        "r.receipt",
        format!("{at}\nclient card \"1\"\nclient card \"2\"\n{goods}\n").as_bytes(),
    );
    let said = folder.perk("eval . r.receipt").trouble();
    assert!(
        said.starts_with("error: r.receipt:3:1: which client is the receipt's?"),
        "{said}"
    );
}

#[test]
fn a_client_of_accounts_is_known_by_its_keys_alone_in_every_notation() {
    let folder = Folder::shop("promotion own { for known clients  give 10% off all }\n");
    folder.write(
        "r.receipt",
        b"at 2026-10-05 09:30\nclient card \"1\"\n1 x CUP at 100 RUB\n",
    );
    folder.write("two.receipt", b"client \"c\" { card \"1\" }\n");
    folder.write("one.receipt", b"client card \"1\"\n");
    folder.write("two.json", br#"{"id": "c", "cards": ["1"]}"#);
    folder.write("one.json", br#"{"card": "1"}"#);
    folder.write("two.jsonl", b"{\"card\": \"7\"}\n{\"id\": \"c\", \"cards\": [\"1\"]}\n");
    folder.write("ru.csv", "карта;дата рождения\n1;17.05.1950\n".as_bytes());
    for accounts in [
        "two.receipt",
        "one.receipt",
        "two.json",
        "one.json",
        "two.jsonl",
        "ru.csv",
    ] {
        let out = folder
            .perk(&format!("eval . r.receipt --format json --accounts {accounts}"))
            .clean();
        let decision = json(&out);
        assert_eq!(decision["totals"]["due"], "90.00", "{accounts}");
    }
}

#[test]
fn a_slip_shows_the_clock_by_which_it_was_decided() {
    let folder = Folder::new(&[
        (
            "retailer.perk",
            "retailer \"Shop\" {\n  currency RUB\n  time zone \"Europe/Moscow\"\n  stores \"stores.csv\"\n}\n",
        ),
        ("stores.csv", "store,time_zone\n001,\n002,Asia/Yekaterinburg\n"),
        ("shop.perk", "promotion weekend { on sat, sun  give 10% off all }\n"),
    ]);
    // Half past nine in the evening of a Friday in Greenwich is Saturday in Moscow, two hours more in Yekaterinburg.
    for (at, store, shown) in [
        ("2026-10-09T21:30:00Z", "001", "Sat 10 Oct 2026, 00:30"),
        ("2026-10-09T21:30:00Z", "002", "Sat 10 Oct 2026, 02:30"),
        ("2026-10-09T21:30:00Z", "900", "Sat 10 Oct 2026, 00:30"),
        ("2026-10-10T00:30:00+03:00", "001", "Sat 10 Oct 2026, 00:30"),
        ("2026-10-10T00:30:00", "002", "Sat 10 Oct 2026, 00:30"),
    ] {
        let receipt = format!(
            r#"{{"id": "R", "at": "{at}", "store": "{store}", "lines": [{{"id": "1", "sku": "CUP", "quantity": "1", "price": "100"}}]}}"#
        );
        folder.write("r.json", receipt.as_bytes());
        let slip = folder.perk("eval . r.json").clean();
        assert!(
            slip.contains(shown) && slip.contains("90.00 RUB"),
            "{at} {store}: {slip}"
        );
    }
}

#[test]
fn warnings_of_a_programme_that_decides_are_mentioned_in_one_line() {
    // Never at once: this is only warned of.
    let folder =
        Folder::shop("promotion p { when receipt.amount >= 500 RUB and receipt.amount < 100 RUB  give 10% off all }\n");
    folder.write("r.receipt", b"at 2026-10-05 09:30\n1 x CUP at 100 RUB\n");
    let check = folder.perk("check");
    assert!(check.out.contains("1 warning"), "{}", check.out);
    for line in ["build -o p.perkc", "eval . r.receipt", "test"] {
        let answer = folder.perk(line);
        assert_eq!(
            (answer.exit, answer.err.as_str()),
            (Exit::Clean, "1 warning: see `perk check`\n"),
            "{line}"
        );
        let answer = folder.perk(&format!("--lang ru {line}"));
        assert_eq!(answer.err, "1 предупреждение: см. `perk check`\n", "{line}");
        assert_eq!(folder.perk(&format!("-q {line}")).err, "", "{line}");
    }
}

#[test]
fn tables_of_spreadsheets_are_read_or_quoted_as_they_stand() {
    let folder = Folder::new(&[
        (
            "retailer.perk",
            "retailer \"Shop\" {\n  currency RUB\n  products \"товары.csv\"\n}\n",
        ),
        ("shop.perk", "promotion all { give 10% off all }\n"),
        ("r.receipt", "at 2026-10-05 09:30\n1 x CHEESE\n"),
    ]);
    folder.write(
        "товары.csv",
        "Артикул;Ед. изм.;Цена\nCHEESE;кг;1\u{a0}290,00\n".as_bytes(),
    );
    let slip = folder.perk("eval . r.receipt").clean();
    assert!(
        slip.contains("1 кг × 1290.00") && slip.contains("TO PAY") && slip.contains("1161.00 RUB"),
        "{slip}"
    );
    folder.write("товары.csv", "Артикул;Цена\nCHEESE;1.290,00\n".as_bytes());
    let said = folder.perk("check --output-format concise").out;
    assert!(
        said.contains("товары.csv:2:8: ") && said.contains("`1.290,00`"),
        "{said}"
    );
    folder.write("other.csv", "Артикул;Цена\nCHEESE;1.290,00\n".as_bytes());
    folder.write("товары.csv", "Артикул;Цена\nCHEESE;1 290,00\n".as_bytes());
    assert_eq!(
        folder.perk("eval . r.receipt --catalog other.csv").trouble(),
        "error: other.csv:2: price: \"1.290,00\" is not a price; write 1290.00, 1290,00 or 1 290,00 [csv-price]\n"
    );
    // A place in another file with nothing to say of it is only pointed at.
    folder.write("товары.csv", b"sku;name\nCHEESE;\xD1\xFB\xF0\n");
    let said = folder.perk("check").out;
    assert!(said.contains("\n  see товары.csv:2:8\n"), "{said}");
    assert!(folder.perk("--lang ru check").out.contains("\n  см. товары.csv:2:8\n"));
}

#[test]
fn a_new_programme_checks_tests_and_evaluates_in_both_languages() {
    let folder = Folder::new(&[]);
    for lang in ["en", "ru"] {
        folder.run(&["new", lang, "--keywords", lang]).clean();
        assert_eq!(
            folder.run(&["check", lang]).clean(),
            "All right: 3 files, nothing to report.\n"
        );
        assert!(
            folder
                .run(&["test", lang])
                .clean()
                .ends_with("\n2 tests: 2 passed, 0 failed\n")
        );
        // 300 of tea less 20% is 240, with 930 and 95: 1265, less 3% (37.95).
        assert!(folder.run(&["eval", lang]).clean().contains("1227.05 RUB"));
        assert_eq!(folder.run(&["fmt", "--check", lang]).clean(), "");
    }
}

#[test]
fn a_file_without_receipts_is_told() {
    let folder = shop();
    folder.write("night.jsonl", b"\n\n");
    let err = folder.perk("eval . night.jsonl").trouble();
    assert_eq!(err, "error: night.jsonl: there is no receipt in this file\n");
}

#[test]
fn categories_that_nobody_tells_are_missed_once() {
    let folder = shop();
    folder.perk("build -o tea.perkc");
    let line = |id: &str, product: &str| {
        format!(
            "{{\"id\": \"{id}\", \"at\": \"2026-10-05T09:30:00\", \"lines\": [{{\"id\": \"1\", \"sku\": \"GREEN\", \"quantity\": \"1\", \"price\": \"100.00\"{product}}}]}}\n"
        )
    };
    folder.write("silent.jsonl", format!("{}{}", line("R", ""), line("S", "")).as_bytes());
    folder.write("told.jsonl", line("R", ", \"category\": \"Tea\"").as_bytes());
    let silent = folder.perk("eval tea.perkc silent.jsonl");
    assert_eq!(
        (silent.exit, silent.err.matches("no catalogue").count()),
        (Exit::Clean, 1),
        "{}",
        silent.err
    );
    assert_eq!(folder.perk("eval tea.perkc told.jsonl").err, "");
    assert_eq!(
        folder.perk("eval tea.perkc silent.jsonl --catalog products.csv").err,
        ""
    );
}

#[test]
fn a_filter_without_a_test_is_a_mistake() {
    let folder = Folder::new(&[]);
    folder.perk("new shop").clean();
    assert_eq!(
        folder.perk("test shop --filter zzz").trouble(),
        "error: --filter zzz: none of 2 tests has this in its title or file\n"
    );
    assert_eq!(
        folder.perk("--lang ru test shop --filter zzz").trouble(),
        "ошибка: --filter zzz: есть 2 теста, но ни в названии, ни в файле этого нет\n"
    );
    assert_eq!(folder.perk("test shop --filter tests.perk").exit, Exit::Clean);
}

#[test]
fn quiet_builds_say_nothing_and_unknown_languages_are_named() {
    let mut folder = shop();
    assert_eq!(folder.perk("build -q -o tea.perkc").clean(), "");
    folder.environment.insert("PERK_LANG".to_owned(), "xx".to_owned());
    let answer = folder.perk("plan verify tea.perkc");
    assert_eq!(
        (answer.exit, answer.err.as_str()),
        (
            Exit::Clean,
            "warning: PERK_LANG=xx: this language is not spoken here; en and ru are\n"
        )
    );
    assert_eq!(folder.perk("--lang en plan verify tea.perkc").err, "");
}

#[test]
fn explain_names_prohibitions_facts_and_hints_in_the_readers_language() {
    let folder = Folder::shop(
        "protect category \"Tea\" { no promotion }\n\
         protect category \"Rum\" { price at least 120 RUB }\n\
         promotion tea { give 10% off category \"Tea\" or category \"Cocoa\" }\n\
         promotion rum { give 10% off category \"Rum\" }\n\
         promotion late { valid from 2026-11-01  give 1% off all }\n\
         promotion known { for known clients  give 1% off all }\n\
         promotion big { when receipt.amount >= 500 RUB  give 5% off receipt }\n",
    );
    folder.write(
        "r.receipt",
        "at 2026-10-05 09:30\n1 x GREEN at 200 RUB in \"Tea\"\n2 x RUM at 100 RUB in \"Rum\"\n".as_bytes(),
    );
    let of = |lang: &str, name: &str| {
        folder
            .perk(&format!("--lang {lang} explain . r.receipt --promotion {name}"))
            .clean()
    };
    let tea = of("en", "tea");
    assert!(
        tea.contains("its goods are protected: protect category \"Tea\" { no promotion }"),
        "{tea}"
    );
    assert!(tea.contains("shop.perk:1:"), "{tea}");
    let tea = of("ru", "tea");
    assert!(
        tea.contains("её товары под защитой: защита категория «Tea» { без акций }"),
        "{tea}"
    );
    let rum = of("en", "rum");
    assert!(
        rum.contains("shop.perk:2:") && rum.contains("found 100.00, needed 120.00"),
        "{rum}"
    );
    assert!(of("en", "late").contains("found Mon 2026-10-05 09:30"));
    let late = of("ru", "late");
    assert!(
        late.contains("есть пн 05.10.2026 09:30, нужно действует с 01.11.2026"),
        "{late}"
    );
    assert!(of("ru", "known").contains("есть гость"));
    // 200 of rum count, the tea does not: 300 are missing.
    assert!(of("en", "big").contains("→ 300.00 RUB more"), "{}", of("en", "big"));
    assert!(of("ru", "big").contains("→ ещё 300.00 руб"));
    let said = folder.perk("eval . r.receipt --format json --explain").clean();
    let decision = json(&said);
    let big = decision["promotions"]
        .as_array()
        .unwrap()
        .iter()
        .find(|said| said["promotion"] == "big")
        .unwrap();
    assert_eq!(big["hint"], serde_json::json!({"kind": "amount", "more": "300.00"}));
}

#[test]
fn the_page_of_decisions_shows_a_decision_as_it_is() {
    let page = include_str!("../../../docs/reference/decision.md");
    let block = |kind: &str, number: usize| -> &str {
        let rest = page.split(&format!("```{kind}\n")).nth(number + 1).unwrap();
        rest.split("```").next().unwrap()
    };
    let folder = Folder::shop(block("perk", 0));
    folder.write("r.json", block("json", 0).as_bytes());
    let mut decision = json(&folder.perk("eval . r.json --format json --explain").clean());
    // Hashes change with the format of plans.
    for name in ["decision", "plan"] {
        assert!(decision[name].as_str().unwrap().starts_with("blake3:"));
        decision[name] = Value::from("blake3:…");
    }
    assert_eq!(json(block("json", 1)), decision);
}
