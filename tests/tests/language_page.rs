//! The lists of `docs/reference/language.md` are those of the code: units, facts, values of texts, reserved words.
//!
//! `PERK_UPDATE=1 cargo test -p perk-tests --test language_page` writes them.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    reason = "a test may panic: that is how it fails"
)]

use std::fmt::Write as _;
use std::path::Path;

use perk_compiler::vocabulary::{FACTS, Kind, Meaning, TEXT_VALUES};
use perk_grammar::keywords::{self, Keyword, Language};

/// The list of a name, as it should stand between its comment and `<!-- end -->`.
fn list(name: &str) -> String {
    match name {
        "units" => units(),
        "facts" => facts(),
        "text values" => text_values(),
        "reserved" => reserved(),
        other => panic!("there is no list of {other}"),
    }
}

fn code(spellings: &[&str]) -> String {
    spellings
        .iter()
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn units() -> String {
    let mut table = "| English | Русский | sign |\n| --- | --- | --- |\n".to_owned();
    for unit in Keyword::ALL.iter().filter(|keyword| keyword.section() == "units") {
        let (english, russian) = (unit.spellings(Language::English), unit.spellings(Language::Russian));
        let _ = writeln!(
            table,
            "| {} | {} | {} |",
            code(english),
            code(russian),
            code(unit.signs())
        );
    }
    table
}

fn facts() -> String {
    let mut table = "| English | Русский | type | what it is |\n| --- | --- | --- | --- |\n".to_owned();
    for fact in FACTS {
        let kind = match fact.ty {
            Kind::Money => "money",
            Kind::Quantity => "quantity",
            Kind::Count => "count",
            Kind::Date => "date",
            Kind::Time => "time",
            Kind::Text => "text",
        };
        let later = if fact.meaning == Meaning::Later {
            " *Not supported yet.*"
        } else {
            ""
        };
        let _ = writeln!(
            table,
            "| `{}` | `{}` | {kind} | {}{later} |",
            fact.en, fact.ru, fact.doc.en
        );
    }
    table
}

fn text_values() -> String {
    let mut table = "| English | Русский | what it is |\n| --- | --- | --- |\n".to_owned();
    for value in TEXT_VALUES {
        let _ = writeln!(table, "| `{{{}}}` | `{{{}}}` | {} |", value.en, value.ru, value.doc.en);
    }
    table.push_str("| `{client.name}` | `{клиент.имя}` | any property of the client |\n");
    table
}

fn reserved() -> String {
    let (latin, cyrillic): (Vec<&str>, Vec<&str>) =
        keywords::reserved().partition(|word| word.bytes().all(|byte| byte.is_ascii()));
    format!("English: {}.\n\nРусские: {}.\n", code(&latin), code(&cyrillic))
}

#[test]
fn the_lists_of_the_page_are_those_of_the_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the workspace")
        .join("docs/reference/language.md");
    let text = std::fs::read_to_string(&path).expect("the page");
    let mut fresh = String::new();
    let mut rest = text.as_str();
    let mut lists = 0;
    while let Some((before, after)) = rest.split_once("<!-- ") {
        let (comment, tail) = after.split_once(" -->\n").expect("a comment ends on its line");
        let (name, _) = comment.split_once(": made from ").expect("a comment names its list");
        let (_, tail) = tail.split_once("<!-- end -->\n").expect("a list has an end");
        let _ = write!(fresh, "{before}<!-- {comment} -->\n{}<!-- end -->\n", list(name));
        rest = tail;
        lists += 1;
    }
    fresh.push_str(rest);
    assert_eq!(lists, 4);
    if std::env::var_os("PERK_UPDATE").is_some() {
        std::fs::write(&path, &fresh).expect("the page");
    } else {
        assert!(
            text == fresh,
            "a list of language.md is not that of the code; PERK_UPDATE=1 writes it anew"
        );
    }
}
