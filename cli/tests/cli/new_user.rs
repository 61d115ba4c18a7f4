//! What somebody who knows only the README stumbles over: keys of clients, hours, titles, the other language, short limits.

use perk::Exit;

use crate::support::{Folder, json, objects, receipt};

const MONTHLY: &str =
    "promotion tea \"Чай клиентам\" { for known clients give 10% off all limit 1 times per client per month }\n";

#[test]
fn a_client_known_by_another_key_is_told() {
    let folder = Folder::shop(MONTHLY);
    folder.write("a.json", br#"{"clients": [{"id": "2900000000018"}]}"#);
    folder.write(
        "r.json",
        receipt("1", "\"client\":{\"card\":\"2900000000018\"},").as_bytes(),
    );
    let english = folder.perk("eval . r.json --accounts a.json --format json");
    assert_eq!(
        (english.exit, english.err.as_str()),
        (
            Exit::Clean,
            "warning: a.json: receipts name the client by card `2900000000018`; that is the id of client \
             `2900000000018`, who has no such card, so nothing is known of them: write it under `cards` [misfit-key]\n"
        )
    );
    assert_eq!(json(&english.out)["client"]["status"], "unknown card");
    let russian = folder.perk("--lang ru eval . r.json --accounts a.json");
    assert!(
        russian.err.contains(
            "в чеках клиент назван картой `2900000000018`; у клиента `2900000000018` это номер (id), поэтому о нём \
             ничего не известно: запишите его в `cards` [misfit-key]"
        ),
        "{}",
        russian.err
    );
    // The same card where it belongs.
    folder.write("a.json", br#"{"clients": [{"id": "C-1", "cards": ["2900000000018"]}]}"#);
    assert_eq!(folder.perk("eval . r.json --accounts a.json").err, "");
}

#[test]
fn uses_of_one_client_beside_receipts_count_for_whoever_names_it() {
    let folder = Folder::shop("promotion tea { give 10% off all limit 1 times per client guests none }\n");
    let due = |client: &str, receipts: &[(&str, &str)]| -> Vec<String> {
        let mut text = format!("at 2026-10-05 09:00\n{client}\n");
        for (id, names) in receipts {
            text += &format!("receipt \"{id}\" {{ {names} 1 x CUP at 100 RUB }}\n");
        }
        folder.write("r.receipt", text.as_bytes());
        let out = folder.perk("eval . r.receipt --format jsonl").clean();
        let due = |line: &str| json(line)["totals"]["due"].as_str().map(str::to_owned);
        out.lines().filter_map(due).collect()
    };
    let used = "client \"C-1\" { card \"1\" used tea 1 times per client }";
    let fresh = "client \"C-1\" { card \"1\" }";
    for rest in [&[][..], &[("C", "")], &[("C", ""), ("D", "client card \"2\"")]] {
        for names in ["client card \"1\"", "client \"C-1\""] {
            let receipts: Vec<(&str, &str)> = [("A", names)].into_iter().chain(rest.iter().copied()).collect();
            assert_eq!(due(used, &receipts)[0], "100.00", "{receipts:?}");
            assert_eq!(due(fresh, &receipts)[0], "90.00", "{receipts:?}");
        }
    }
    let named = ("A", "client card \"1\"");
    assert_eq!(due(fresh, &[named, ("C", "")]), ["90.00", "100.00"]);
    // Where no receipt names it, it is the client of each that names nobody.
    assert_eq!(due(used, &[("C", "")]), ["100.00"]);
    assert_eq!(due(fresh, &[("C", "")]), ["90.00"]);
}

#[test]
fn uses_under_a_card_where_the_id_counts_are_told() {
    let folder = Folder::shop(MONTHLY);
    let snapshot = |holder: &str| {
        format!(
            "{{\"clients\": [{{\"id\": \"C-1\", \"cards\": [\"29\"]}}], \"uses\": [{{\"promotion\": \"tea\", \
             \"key\": \"client {holder}/month 2026-10\", \"unit\": \"times\", \"amount\": \"1\"}}]}}"
        )
    };
    folder.write("r.json", receipt("1", "\"client\":{\"card\":\"29\"},").as_bytes());
    folder.write("a.json", snapshot("29").as_bytes());
    let answer = folder.perk("eval . r.json --accounts a.json --format json");
    assert_eq!(
        answer.err,
        "warning: a.json: uses of `tea` under `client 29/month 2026-10` count for nothing: the client's id is `C-1`, and a \
         key names the id [misfit-holder]\n"
    );
    assert_eq!(json(&answer.out)["totals"]["discount"], "10.00");
    folder.write("a.json", snapshot("C-1").as_bytes());
    let answer = folder.perk("eval . r.json --accounts a.json --format json");
    assert_eq!(
        (answer.err.as_str(), &json(&answer.out)["totals"]["discount"]),
        ("", &"0.00".into())
    );
}

#[test]
fn limits_are_told_in_words_of_the_reader() {
    let folder = Folder::shop(
        "promotion tea { for known clients give 10% off all limit 1 times per client per day limit 500 RUB per store per week }\n",
    );
    folder.write("r.json", receipt("1", "\"client\":{\"id\":\"C-1\"},").as_bytes());
    folder.write(
        "a.json",
        br#"{"clients": [{"id": "C-1"}], "uses": [{"promotion": "tea", "key": "total", "unit": "times", "amount": "1"}]}"#,
    );
    let said = folder.perk("--lang ru eval . r.json --accounts a.json").err;
    assert_eq!(
        said,
        "предупреждение: a.json: применения `tea` с ключом `total` ничего не значат: её лимиты считают разы на клиента в день, \
         рубли на магазин в неделю [misfit-uses]\n"
    );
}

#[test]
fn a_date_without_an_hour_is_told_where_hours_matter() {
    let warning = "`at` has a date and no time of day, so midnight is taken; this plan asks about hours";
    let warnings = |programme: &str, at: &str| {
        let folder = Folder::shop(programme);
        folder.write("r.receipt", format!("at {at}\n1 x TEA at 100 RUB\n").as_bytes());
        json(&folder.perk("eval . r.receipt --format json").out)["warnings"].clone()
    };
    let morning = "promotion a { on every day from 08:00 to 11:00 give 10% off all }\n";
    let noon = "promotion a { valid 2026-10-05 12:00 .. 2026-10-06 give 10% off all }\n";
    let condition = "promotion a { when receipt.time >= 08:00 give 10% off all }\n";
    for programme in [morning, noon, condition] {
        assert_eq!(
            warnings(programme, "2026-10-05"),
            serde_json::json!([warning]),
            "{programme}"
        );
        assert_eq!(
            warnings(programme, "2026-10-05 09:00"),
            serde_json::json!([]),
            "{programme}"
        );
    }
    // A plan that asks for days alone needs no hour.
    let days = "promotion a { on mon..fri give 10% off all valid 2026-10-01 .. 2026-10-31 }\n";
    assert_eq!(warnings(days, "2026-10-05"), serde_json::json!([]));
}

#[test]
fn complaints_of_the_short_notation_have_codes() {
    let folder = Folder::shop("promotion a { give 10% off all }\n");
    let cases = [
        ("at 2026-10-05 09:00\n1 x TEA ata 100 RUB\n", "notation-words"),
        (
            "at 2026-10-05 09:00\nat 2026-10-05 10:00\n1 x TEA at 100 RUB\n",
            "notation-twice",
        ),
        ("at 2026-10-05 09:00\n1 x TE\u{200b}A at 100 RUB\n", "notation-hidden"),
        ("1 x TEA at 100 RUB\n", "notation-time"),
        ("at 2026-02-30 09:00\n1 x TEA at 100 RUB\n", "notation-date"),
        ("at 2026-10-05 09:00\n1 x TEA\n", "notation-price"),
        ("at 2026-10-05 09:00\n1 x TEA at 100 USD\n", "notation-currency"),
        ("at 2026-10-05 09:00\n0 x TEA at 100 RUB\n", "notation-quantity"),
        (
            "at 2026-10-05 09:00\n2 x TEA at 100 RUB marks \"A\"\n",
            "notation-marks",
        ),
        (
            "at 2026-10-05 09:00\nreturn of \"R-1\"\n1 of line 1\n",
            "notation-return",
        ),
        (
            "at 2026-10-05 09:00\nclient { visits 1.5 }\n1 x TEA at 100 RUB\n",
            "notation-number",
        ),
        (
            "at 2026-10-05 09:00\nclient card \"1\"\nclient card \"2\"\n1 x TEA at 100 RUB\n",
            "notation-client",
        ),
        (
            "at 2026-10-05 09:00\nused a 1.5 times\n1 x TEA at 100 RUB\n",
            "notation-uses",
        ),
        ("// nothing\n", "notation-empty"),
    ];
    let page = include_str!("../../../docs/reference/notation.md");
    for (text, code) in cases {
        folder.write("r.receipt", text.as_bytes());
        let said = folder.perk("eval . r.receipt").trouble();
        assert!(
            said.starts_with("error: r.receipt:") && said.ends_with(&format!("[{code}]\n")),
            "{said}"
        );
        assert!(page.contains(&format!("| `{code}` |")), "{code} is on no page");
        let object = &objects(&folder.perk("eval . r.receipt --output-format json").trouble())[0];
        assert_eq!(object["code"], code);
        assert_eq!(object["file"], "r.receipt");
    }
}

#[test]
fn a_gift_that_is_only_offered_is_no_use_in_the_summary() {
    let folder = Folder::shop("promotion mug \"A mug\" { when receipt.amount >= 100 RUB gift 1 of sku \"MUG\" }\n");
    folder.write(
        "r.jsonl",
        format!("{}{}", receipt("1", ""), receipt("2", "")).as_bytes(),
    );
    let said = folder.perk("eval . r.jsonl --summary").clean();
    assert!(said.contains("  offered and not taken: mug\n"), "{said}");
    assert!(!said.contains("never applied") && !said.contains("A mug"), "{said}");
    let row = json(&folder.perk("eval . r.jsonl --summary --format json").clean())["promotions"][0].clone();
    assert_eq!(
        row,
        serde_json::json!({"promotion": "mug", "receipts": 0, "times": 0, "discount": "0.00", "offered": 2})
    );
    // Taken in one receipt, offered in the other.
    let mug = "{\"id\":\"2\",\"sku\":\"MUG\",\"quantity\":\"1\",\"price\":\"50.00\",\"granted_by\":\"mug\"}]";
    let taken = receipt("3", "").replace("}]", &format!("}},{mug}"));
    folder.write("r.jsonl", format!("{}{taken}", receipt("1", "")).as_bytes());
    let row = json(&folder.perk("eval . r.jsonl --summary --format json").clean())["promotions"][0].clone();
    assert_eq!(
        row,
        serde_json::json!({"promotion": "mug", "receipts": 1, "times": 1, "discount": "50.00", "offered": 1})
    );
}

#[test]
fn a_limit_that_is_too_short_says_what_is_left() {
    // Half of 300 is 150; 70 of 100 are used, so 30 are left.
    let of = |limit: &str, lang: &str| {
        let folder = Folder::shop(&format!("promotion half {{ give 50% off all limit {limit} }}\n"));
        folder.write(
            "r.receipt",
            b"at 2026-10-05 09:00\nused half 70 RUB per day\n3 x TEA at 100 RUB\n",
        );
        folder.perk(&format!("--lang {lang} explain . r.receipt")).out
    };
    let said = of("100 RUB per day", "en");
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        said.contains("30.00 RUB of its limit are left, which is less than this use would give; with `partial` the limit gives what is left"),
        "{said}"
    );
    assert!(said.contains("70.00 of 100.00 RUB used"), "{said}");
    let said = of("100 RUB per day", "ru");
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        said.contains("от лимита осталось 30.00 руб, это меньше, чем дало бы применение"),
        "{said}"
    );
    // Nothing is left at all.
    assert!(of("70 RUB per day", "en").contains("its limit leaves nothing: sum of money"));
    // With the word there is nothing to explain.
    assert!(of("100 RUB per day partial", "en").contains("✓ half"));
}

#[test]
fn a_set_that_needs_more_pieces_than_a_limit_has_says_so() {
    let folder = Folder::shop("promotion three { for each 3 of all give 10% off set limit 5 pcs per day }\n");
    folder.write(
        "r.receipt",
        b"at 2026-10-05 09:00\nused three 3 pcs per day\n3 x TEA at 100 RUB\n",
    );
    let said = folder.perk("explain . r.receipt").out;
    assert!(
        said.contains("2 pcs of its limit are left, and one use takes more"),
        "{said}"
    );
}

#[test]
fn a_promotion_is_explained_by_its_title_too() {
    let folder = Folder::shop(
        "promotion tea \"Чай со скидкой\" { give 10% off sku \"TEA\" }\n\
         promotion cake \"Торты\" { give 10% off sku \"CAKE\" }\npromotion pie \"Торты\" { give 20% off sku \"PIE\" }\n",
    );
    folder.write("r.receipt", b"at 2026-10-05 09:00\n1 x TEA at 100 RUB\n");
    let by = |called: &str| folder.run(&["explain", ".", "r.receipt", "--promotion", called]);
    let expected = by("tea").clean();
    assert!(expected.starts_with("  ✓ Чай со скидкой (tea)"), "{expected}");
    for title in ["Чай со скидкой", "чай со скидкой", "«Чай со скидкой»"] {
        assert_eq!(by(title).clean(), expected, "{title}");
    }
    assert_eq!(
        by("Чай со скидкай").trouble(),
        "error: there is no promotion `Чай со скидкай`; did you mean `Чай со скидкой`?\n"
    );
    // What people remember of a title.
    assert_eq!(
        by("со скидкой").trouble(),
        "error: there is no promotion `со скидкой`; did you mean `Чай со скидкой`?\n"
    );
    assert_eq!(
        by("Торты").trouble(),
        "error: several promotions are called `Торты`; name one: cake, pie\n"
    );
    assert!(by("Пиво").trouble().contains("by its name or its whole title"));
}

#[test]
fn receipts_and_their_warnings_speak_russian() {
    let folder = Folder::new(&[
        (
            "retailer.perk",
            "сеть \"Чайная\" { валюта руб каталог \"products.csv\" }\n",
        ),
        (
            "shop.perk",
            "акция чай { скидка 10% на всё }\nакция большой { если чек.сумма >= 500 руб скидка 5% на чек }\n",
        ),
        ("products.csv", "артикул;цена\nCUP;50\n"),
    ]);
    folder.write(
        "r.receipt",
        "время 05.10.2026 09:00\n1 х TEA по 100 руб\nсписать максимум bonus\n".as_bytes(),
    );
    let said = folder.perk("--lang ru eval . r.receipt --explain").out;
    let flat = said.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "К ОПЛАТЕ 90.00 руб",
        "Ваша экономия 10.00 руб (10%)",
        "предупреждение: нет в каталоге: `TEA`; у таких товаров нет ни категории, ни бренда",
        "предупреждение: `spend` пока не поддерживается: с этим ничего не сделано",
        "→ ещё 410.00 руб",
    ] {
        assert!(flat.contains(part), "{part}: {said}");
    }
    assert!(!said.contains("RUB"), "{said}");
    // A machine reads the same words whatever the language.
    let machine = json(&folder.perk("--lang ru eval . r.receipt --format json").out)["warnings"].clone();
    assert_eq!(
        machine,
        serde_json::json!([
            "`spend` is not supported yet: nothing was done about it",
            "not in the catalogue: `TEA`; such goods are in no category and of no brand",
        ])
    );
}

#[test]
fn a_column_without_a_heading_says_what_to_do() {
    let folder = Folder::shop("promotion a { give 10% off all }\n");
    folder.write("r.json", receipt("1", "").as_bytes());
    folder.write("p.csv", b"sku,name,price,\nTEA,Tea,100,x\n");
    assert_eq!(
        folder.perk("eval . r.json --catalog p.csv").trouble(),
        "error: p.csv:1: column 4 has no heading; write what it holds, such as brand or price, or delete the column \
         [csv-heading]\n"
    );
    let russian = folder.perk("--lang ru eval . r.json --catalog p.csv").trouble();
    assert!(
        russian.contains("напишите, что в нём, например бренд или цена, или удалите столбец"),
        "{russian}"
    );
}

#[test]
fn slips_in_russian_headings_are_guessed() {
    let folder = Folder::shop("promotion a { give 10% off all }\n");
    folder.write("r.json", receipt("1", "").as_bytes());
    folder.write("p.csv", "артикул;Катигория;Брэнд;вкус\nTEA;Чай;Б;мята\n".as_bytes());
    let said = folder.perk("--lang ru eval . r.json --catalog p.csv").err;
    assert!(
        said.contains("столбец «Катигория» прочитан как свойство; может быть, «категория»?"),
        "{said}"
    );
    assert!(said.contains("«Брэнд»") && !said.contains("«вкус»"), "{said}");
}

#[test]
fn fmt_writes_the_language_that_the_retailer_names() {
    let folder = Folder::new(&[
        (
            "retailer.perk",
            "сеть \"Чайная\" {\n  валюта           руб\n  ключевые слова   русские\n}\n",
        ),
        ("a/tea.perk", "promotion tea {\n  give  10% off all\n}\n"),
    ]);
    assert_eq!(folder.perk("fmt --check .").exit, Exit::Findings);
    folder.perk("fmt --quiet .").clean();
    assert_eq!(folder.read("a/tea.perk"), "акция tea {\n  скидка  10% на всё\n}\n");
    assert_eq!(folder.perk("fmt --check .").exit, Exit::Clean);
    // What the command line says wins.
    folder.perk("fmt --quiet --keywords en a/tea.perk").clean();
    assert_eq!(folder.read("a/tea.perk"), "promotion tea {\n  give  10% off all\n}\n");
    // Without a word of the retailer, or without a retailer, each file keeps its language.
    folder.write("retailer.perk", "сеть \"Чайная\" {\n  валюта  руб\n}\n".as_bytes());
    assert_eq!(folder.perk("fmt --check .").exit, Exit::Clean);
    let alone = Folder::new(&[("tea.perk", "promotion tea {\n  give  10% off all\n}\n")]);
    assert_eq!(alone.perk("fmt --check .").exit, Exit::Clean);
}
