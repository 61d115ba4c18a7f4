//! Findings about a programme as a whole: each cause is told once, where it is.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

use perk_compiler::db::RootDatabase;
use perk_compiler::semantics::check;

/// Codes, the file and the text that each points at.
fn told(files: &[(&str, &str)]) -> Vec<(&'static str, String, String)> {
    let db = RootDatabase::default();
    let programme = db.programme(files.iter().copied(), []);
    check(&db, programme)
        .iter()
        .map(|it| {
            let path = &*it.location.path;
            let text = files.iter().find(|(known, _)| *known == path).unwrap().1;
            let span = it.location.span.start as usize..it.location.span.end as usize;
            (it.code.id, path.to_owned(), text.get(span).unwrap().to_owned())
        })
        .collect()
}

fn one(id: &'static str, path: &str, text: &str) -> Vec<(&'static str, String, String)> {
    vec![(id, path.to_owned(), text.to_owned())]
}

#[test]
fn an_empty_retailer_file_is_where_the_block_is_missing() {
    let found = told(&[
        ("promotions.perk", "promotion tea { give 10% off all }\n"),
        ("retailer.perk", ""),
    ]);
    assert_eq!(found, one("PK0104", "retailer.perk", ""));
}

#[test]
fn a_second_retailer_is_told_once_and_not_by_each_of_its_names() {
    let block =
        |name: &str| format!("retailer \"{name}\" {{ currency RUB }}\n\npromotion tea {{ give 10% off all }}\n");
    let (first, second) = (block("Town"), block("Village"));
    let found = told(&[("a.perk", second.as_str()), ("retailer.perk", first.as_str())]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].0, found[0].1.as_str()), ("PK0103", "a.perk"));
}

#[test]
fn a_name_that_is_misread_is_no_second_one() {
    let text = "retailer \"Shop\" { currency RUB }\n\nitems a = category \"Tea\"\nitems a\u{200b} = category \"Coffee\"\n\n\
                promotion tea { give 10% off a }\n";
    assert_eq!(told(&[("shop.perk", text)]), one("PK0004", "shop.perk", "\u{200b}"));
}

#[test]
fn tests_of_one_title_are_told_apart() {
    let test = |count: u8| {
        format!(
            "test \"tea\" {{\n  at 2026-10-05 09:00\n  receipt {{ {count} x TEA at 100 RUB }}\n  expect total 90 RUB\n}}\n"
        )
    };
    let shop = "retailer \"Shop\" { currency RUB }\n\npromotion tea { give 10% off all }\n";
    let (first, second) = (test(1), test(2));
    let found = told(&[
        ("a.perk", first.as_str()),
        ("b.perk", second.as_str()),
        ("shop.perk", shop),
    ]);
    assert_eq!(found, one("PK0906", "b.perk", "\"tea\""));
}

#[test]
fn a_scheme_of_a_phase_that_nothing_acts_in_is_not_supported_yet() {
    for phase in ["shelf", "tender", "earn"] {
        let text = format!("retailer \"Shop\" {{ currency RUB }}\n\nscheme s {{ phase {phase} }}\n");
        assert_eq!(
            told(&[("shop.perk", &text)]),
            one("PK1001", "shop.perk", &format!("phase {phase}"))
        );
    }
}

#[test]
fn hours_without_a_clock_are_told() {
    let with = |zone: &str, rest: &str| {
        format!("retailer \"Shop\" {{ currency RUB{zone} }}\n\npromotion tea {{ {rest} give 10% off all }}\n")
    };
    let hours = with("", "on mon from 08:00 to 10:00");
    assert_eq!(told(&[("shop.perk", &hours)]), one("PK0320", "shop.perk", "retailer"));
    assert_eq!(told(&[("shop.perk", &with("", "on mon"))]), []);
    assert_eq!(
        told(&[(
            "shop.perk",
            &with(" time zone \"Europe/Moscow\"", "on mon from 08:00 to 10:00")
        )]),
        []
    );
    let db = RootDatabase::default();
    let found = check(&db, db.programme([("shop.perk", hours.as_str())], []));
    let fix = &found[0].fixes[0].edits[0];
    let mut mended = hours.clone();
    mended.replace_range(
        fix.location.span.start as usize..fix.location.span.end as usize,
        &fix.text,
    );
    assert_eq!(told(&[("shop.perk", &mended)]), [], "{mended}");
}

/// Codes for one promotion.
fn of(clauses: &str) -> Vec<&'static str> {
    let text = format!("retailer \"Shop\" {{ currency RUB }}\n\npromotion tea {{ {clauses} give 10% off all }}\n");
    told(&[("shop.perk", &text)])
        .into_iter()
        .map(|(code, _, _)| code)
        .collect()
}

#[test]
fn conditions_that_cannot_hold_together_are_told() {
    assert_eq!(
        of("when receipt.amount >= 100 RUB when receipt.amount < 50 RUB"),
        ["PK0531"]
    );
    assert_eq!(
        of("when receipt.amount > 100 RUB and receipt.amount <= 100 RUB"),
        ["PK0531"]
    );
    assert_eq!(
        of("when receipt.products between 5 and 9 and receipt.products < 5"),
        ["PK0531"]
    );
    assert_eq!(of("when receipt.amount = 5 RUB and receipt.amount = 6 RUB"), ["PK0531"]);
    for possible in [
        "when receipt.amount >= 100 RUB and receipt.amount <= 100 RUB",
        "when receipt.amount >= 100 RUB or receipt.amount < 50 RUB",
        "when receipt.amount >= 100 RUB and receipt.list_amount < 50 RUB",
        "when receipt.amount >= 100 RUB and not receipt.amount < 50 RUB",
    ] {
        assert_eq!(of(possible), [] as [&str; 0], "{possible}");
    }
}

#[test]
fn guests_are_not_asked_who_they_are() {
    assert_eq!(of("for guests when client.age > 5"), ["PK0530"]);
    assert_eq!(of("for guests when receipt.amount > 5 RUB"), [] as [&str; 0]);
}

#[test]
fn a_text_without_its_column_is_asked_what_it_is() {
    let text = "retailer \"Shop\" { currency RUB }\n\npromotion tea { give 10% off \"coffee\" }\n";
    assert_eq!(told(&[("shop.perk", text)]), one("PK0030", "shop.perk", "\"coffee\""));
    let fixes = |text: &str| {
        let db = RootDatabase::default();
        let found = check(&db, db.programme([("shop.perk", text)], []));
        let texts = found[0].fixes.iter().map(|fix| fix.edits[0].text.to_string());
        texts.collect::<Vec<_>>()
    };
    assert_eq!(fixes(text), ["category \"coffee\"", "sku \"coffee\""]);
    let russian = "сеть \"Лавка\" { валюта руб }\n\nакция чай { в магазинах \"Центр\" скидка 10% на всё }\n";
    assert_eq!(fixes(russian), ["магазин \"Центр\"", "регион \"Центр\""]);
}

#[test]
fn numbers_with_many_digits_are_not_called_large() {
    let number = format!("0.{}", "1".repeat(40));
    assert_eq!(of(&format!("when receipt.amount > {number} RUB")), ["PK0220"]);
    assert_eq!(of(&format!("when receipt.amount > {} RUB", "1".repeat(40))), ["PK0207"]);
}

#[test]
fn an_anniversary_of_the_registration_is_not_supported_yet() {
    assert_eq!(of("for known clients on client.registered"), ["PK1001"]);
}

#[test]
fn a_promotion_about_a_set_speaks_of_its_parts() {
    let with = |clauses: &str| {
        format!(
            "retailer \"Shop\" {{ currency RUB }}\n\nitems buns = category \"Buns\"\n\n\
             set lunch {{ tea also teas = 1 of category \"Tea\" bun = from 1 to 2 of buns }}\n\n\
             set other {{ all_of_it = 2 same of all }}\n\npromotion p {{ {clauses} }}\n"
        )
    };
    let of = |clauses: &str| {
        let text = with(clauses);
        let found = told(&[("shop.perk", &text)]).into_iter();
        found.map(|(code, _, words)| (code, words)).collect::<Vec<_>>()
    };
    let one = |code: &'static str, words: &str| vec![(code, words.to_owned())];
    for right in [
        "for each lunch give 10% off tea",
        "for each lunch give 10% off teas",
        "for each lunch give 5 RUB off each bun",
        "for each lunch price 99 RUB for set",
        "for each set lunch give 10% off set lunch",
        "for each lunch give 10% off cheapest 3",
        "give 10% off dearest for each 3 of buns",
        "за каждый lunch скидка 10% на самый дорогой",
        "for each 2 distinct of buns give 10% off cheapest",
    ] {
        assert_eq!(of(right), [], "{right}");
    }
    assert_eq!(of("for each lunch give 10% off buns"), one("PK0526", "buns"));
    assert_eq!(of("for each lunch give 10% off bum"), one("PK0528", "bum"));
    assert_eq!(
        of("for each lunch price 9 RUB for tea or bun"),
        one("PK0526", "tea or bun")
    );
    assert_eq!(of("for each lunch give 10% off set other"), one("PK0525", "other"));
    assert_eq!(
        of("for each lunch give 10% off cheapest 4"),
        one("PK0527", "cheapest 4")
    );
    assert_eq!(
        of("for each 3 distinct of sku \"A\", \"B\" give 10% off set"),
        one("PK0529", "3 distinct of sku \"A\", \"B\"")
    );
    assert_eq!(of("for each 2 distinct of sku \"A\", \"B\" give 10% off set"), []);
    assert_eq!(of("for each 0 of buns give 10% off set"), one("PK0523", "0 of buns"));
    assert_eq!(
        of("for each from 3 to 2 of buns give 10% off set"),
        one("PK0523", "from 3 to 2")
    );
    assert_eq!(
        of("for each lunch for each other give 10% off set"),
        one("PK0503", "for each other")
    );
    assert_eq!(of("give 10% off set"), one("PK0511", "set"));
    assert_eq!(of("for each lunch print \"Hello\""), one("PK1001", "for each lunch"));
    let fixes = |clauses: &str| {
        let db = RootDatabase::default();
        let text = with(clauses);
        let found = check(&db, db.programme([("shop.perk", text.as_str())], []));
        let fixes = found.iter().flat_map(|found| &found.fixes);
        fixes.map(|fix| fix.edits[0].text.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(fixes("for each lunch give 10% off bum"), ["bun"]);
    assert_eq!(fixes("for each lunch give 10% off buns"), ["tea", "bun"]);
    assert_eq!(fixes("for each 3 of buns give 10% off buns"), ["set"]);
    assert_eq!(fixes("за каждые 3 из buns скидка 10% на buns"), ["набор"]);
}
