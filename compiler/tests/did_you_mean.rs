//! What is offered when a word is wrong: the fix itself is compared, applied to the text.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests"
)]

use perk_compiler::db::RootDatabase;
use perk_compiler::diagnostic::{Diagnostic, Fix};
use perk_compiler::semantics::check;

fn diagnose(text: &str) -> Vec<Diagnostic> {
    let db = RootDatabase::default();
    let programme = db.programme([("shop.perk", text)], []);
    check(&db, programme)
}

fn apply(text: &str, fix: &Fix) -> String {
    let mut edits = fix.edits.clone();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.location.span));
    let mut out = text.to_owned();
    for edit in edits {
        out.replace_range(
            edit.location.span.start as usize..edit.location.span.end as usize,
            &edit.text,
        );
    }
    out
}

/// The texts after each fix of the one diagnostic with a code.
fn fixed(text: &str, code: &str) -> Vec<String> {
    let found = diagnose(text);
    let codes: Vec<&str> = found.iter().map(|it| it.code.id).collect();
    let one = found
        .iter()
        .find(|it| it.code.id == code)
        .unwrap_or_else(|| panic!("{code} is not among {codes:?}"));
    one.fixes.iter().map(|fix| apply(text, fix)).collect()
}

const SHOP: &str = "retailer \"Shop\" { currency RUB }\n";

#[test]
fn a_slip_in_a_name() {
    let text = format!("{SHOP}items coffee = category \"Coffee\"\npromotion p {{ give 10% off cofee }}\n");
    assert_eq!(fixed(&text, "PK0101"), [text.replace("off cofee", "off coffee")]);
}

#[test]
fn a_name_in_the_other_layout() {
    let text = format!("{SHOP}items кофе = category \"Coffee\"\npromotion p {{ give 10% off rjat }}\n");
    assert_eq!(fixed(&text, "PK0101"), [text.replace("rjat", "кофе")]);
}

#[test]
fn a_keyword_in_the_other_layout() {
    let text = format!("{SHOP}акция чай {{ crblrf 10% на все }}\n");
    assert_eq!(fixed(&text, "PK0009"), [text.replace("crblrf", "скидка")]);
}

#[test]
fn a_slip_in_a_keyword_of_either_language() {
    let text = format!("{SHOP}promotion p {{ gvie 10% off all }}\n");
    assert_eq!(fixed(&text, "PK0008"), [text.replace("gvie", "give")]);
    let text = format!("{SHOP}акция p {{ скдика 10% на все }}\n");
    assert_eq!(fixed(&text, "PK0008"), [text.replace("скдика", "скидка")]);
}

#[test]
fn mixed_alphabets_are_mended() {
    let text = format!("{SHOP}items кoфе = category \"Coffee\"\npromotion p {{ give 10% off кофе }}\n");
    assert_eq!(fixed(&text, "PK0105"), [text.replace("кoфе", "кофе")]);
}

#[test]
fn a_number_without_unit_has_two_readings() {
    let text = format!("{SHOP}promotion p {{ give 10 off all }}\n");
    assert_eq!(
        fixed(&text, "PK0201"),
        [text.replace("10 off", "10% off"), text.replace("10 off", "10 RUB off")]
    );
    let text = format!("{SHOP}акция п {{ скидка 10 на всё }}\n");
    assert_eq!(
        fixed(&text, "PK0201"),
        [text.replace("10 на", "10% на"), text.replace("10 на", "10 руб на")]
    );
}

#[test]
fn a_date_with_slashes_has_two_readings() {
    let text = format!("{SHOP}promotion p {{ valid 03/04/2026 .. 2026-12-31 give 10% off all }}\n");
    assert_eq!(
        fixed(&text, "PK0302"),
        [
            text.replace("03/04/2026", "2026-04-03"),
            text.replace("03/04/2026", "2026-03-04")
        ]
    );
    let text = format!("{SHOP}promotion p {{ valid 31/12/2026 .. 2027-12-31 give 10% off all }}\n");
    assert_eq!(fixed(&text, "PK0314"), [text.replace("31/12/2026", "2026-12-31")]);
}

#[test]
fn two_of_one_column_become_either() {
    let text = format!("{SHOP}promotion p {{ give 10% off category \"Tea\" and category \"Coffee\" }}\n");
    assert_eq!(fixed(&text, "PK0504"), [text.replace(" and ", " or ")]);
    let text = format!("{SHOP}акция p {{ скидка 10% на категория \"Tea\" и категория \"Coffee\" }}\n");
    assert_eq!(fixed(&text, "PK0504"), [text.replace(" и ", " или ")]);
}

#[test]
fn a_repeated_clause_is_joined() {
    let text = format!("{SHOP}promotion p {{ in region \"A\" in region \"B\" give 10% off all }}\n");
    assert_eq!(
        fixed(&text, "PK0503"),
        [text.replace(
            "in region \"A\" in region \"B\" give",
            "in region \"A\" or region \"B\"  give"
        )]
    );
    let text = format!("{SHOP}акция п {{ в регионе \"A\" в регионе \"B\" скидка 10% на всё }}\n");
    assert_eq!(
        fixed(&text, "PK0503"),
        [text.replace(
            "в регионе \"A\" в регионе \"B\" скидка",
            "в регионе \"A\" или регионе \"B\"  скидка"
        )]
    );
}

/// Every fix of every code, applied to its bad example, leaves that code out at that place.
#[test]
fn fixes_of_the_catalogue_fix() {
    let mut tried = 0;
    for code in perk_compiler::diagnostic::codes::all() {
        let text = code.example_bad.source;
        if !code.example_bad.files.is_empty() {
            continue;
        }
        let found = diagnose(text);
        for one in found.iter().filter(|it| it.code == code) {
            for fix in &one.fixes {
                let after = diagnose(&apply(text, fix));
                let count = |all: &[Diagnostic]| all.iter().filter(|it| it.code == code).count();
                assert!(count(&after) < count(&found), "{}: {}", code.id, apply(text, fix));
                tried += 1;
            }
        }
    }
    assert!(tried >= 25, "{tried}");
}

#[test]
fn the_name_of_the_set_itself_is_the_whole_set_first() {
    let set = format!("{SHOP}set pair {{ a = 1 of category \"A\"  b = 1 of category \"B\" }}\n");
    let text = format!("{set}promotion p {{ for each pair  price 200 RUB for pair }}\n");
    let with = |word: &str| text.replace("for pair }", &format!("for {word} }}"));
    assert_eq!(fixed(&text, "PK0526"), [with("set"), with("a"), with("b")]);
    let text = format!("{set}promotion p {{ for each pair  give 10% off pair }}\n");
    let with = |word: &str| text.replace("off pair", &format!("off {word}"));
    assert_eq!(fixed(&text, "PK0526"), [with("set"), with("a"), with("b")]);
    let text = format!("{set}promotion p {{ за каждый pair  цена 200 руб за pair }}\n");
    let with = |word: &str| text.replace("за pair }", &format!("за {word} }}"));
    assert_eq!(fixed(&text, "PK0526"), [with("набор"), with("a"), with("b")]);
    let text = format!("{set}promotion p {{ за каждый pair  скидка 10% на pair }}\n");
    let with = |word: &str| text.replace("на pair", &format!("на {word}"));
    assert_eq!(fixed(&text, "PK0526"), [with("набор"), with("a"), with("b")]);
    // What is mended so says no more.
    for text in [
        "for each pair  price 200 RUB for set",
        "за каждый pair  скидка 10% на набор",
    ] {
        let text = format!("{set}promotion p {{ {text} }}\n");
        assert_eq!(
            diagnose(&text).iter().map(|it| it.code.id).collect::<Vec<_>>(),
            Vec::<&str>::new(),
            "{text}"
        );
    }
}
