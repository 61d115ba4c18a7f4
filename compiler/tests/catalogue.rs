//! Every code of the catalogue is provoked by its bad example and by nothing in its good one.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

use perk_compiler::db::{Db, Programme, RootDatabase};
use perk_compiler::diagnostic::{Code, Diagnostic, Example, Language, Severity, codes};
use perk_compiler::semantics::{check, check_deeply};

fn diagnose(code: &Code, example: &Example) -> Vec<Diagnostic> {
    let db = RootDatabase::default();
    let bytes: Vec<(&str, Vec<u8>)> = example
        .files
        .iter()
        .map(|(path, text)| (*path, unescape(text)))
        .collect();
    let programme = db.programme(
        [("shop.perk", example.source)],
        bytes.iter().map(|(path, bytes)| (*path, bytes.as_slice())),
    );
    asked(code)(&db, programme)
}

/// What tells a code: advice is only given to whoever asks.
fn asked(code: &Code) -> fn(&dyn Db, Programme) -> Vec<Diagnostic> {
    if code.severity == Severity::Advice {
        check_deeply
    } else {
        check
    }
}

/// `\xEA` in an example's file is that byte, so that a file in another encoding can be written down.
fn unescape(text: &str) -> Vec<u8> {
    perk_compiler::diagnostic::example_bytes(text)
}

fn shown(found: &[Diagnostic]) -> String {
    found
        .iter()
        .map(|it| {
            format!(
                "{} {}..{} {}",
                it.code.id,
                it.location.span.start,
                it.location.span.end,
                it.message(Language::English)
            )
        })
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn every_code_is_provoked_by_its_bad_example() {
    let mut failures = Vec::new();
    for code in codes::all() {
        let found = diagnose(code, &code.example_bad);
        if !found.iter().any(|it| it.code == code) {
            failures.push(format!(
                "--- {} {}\n{}\n=> {}",
                code.id,
                code.name,
                code.example_bad.source,
                shown(&found)
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn nothing_is_said_about_a_good_example() {
    let mut failures = Vec::new();
    for code in codes::all() {
        let found = diagnose(code, &code.example_good);
        if !found.is_empty() {
            failures.push(format!(
                "--- {} {}\n{}\n=> {}",
                code.id,
                code.name,
                code.example_good.source,
                shown(&found)
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Every example can be shown with Russian keywords, and shows the same.
#[test]
fn examples_speak_russian() {
    // A hundred parentheses are beyond what the formatter reads.
    let beyond = ["PK0007"];
    for code in codes::all().into_iter().filter(|code| !beyond.contains(&code.id)) {
        let with = |source: String| {
            let db = RootDatabase::default();
            let files: Vec<(&str, Vec<u8>)> = code
                .example_bad
                .files
                .iter()
                .map(|(path, text)| (*path, unescape(text)))
                .collect();
            let data = files.iter().map(|(path, bytes)| (*path, bytes.as_slice()));
            asked(code)(&db, db.programme([("shop.perk", source.as_str())], data))
        };
        let bad = code.bad_in(Language::Russian);
        for word in ["promotion ", "retailer ", "give ", "items "] {
            let outside: String = bad.split('"').step_by(2).collect();
            assert!(!outside.contains(word), "{}: {bad}", code.id);
        }
        assert!(with(bad.clone()).iter().any(|it| it.code == code), "{}: {bad}", code.id);
        if code.example_good.files == code.example_bad.files {
            let good = code.good_in(Language::Russian);
            assert_eq!(shown(&with(good.clone())), "", "{}: {good}", code.id);
        }
    }
}

#[test]
fn messages_leave_no_gap_in_either_language() {
    for code in codes::all() {
        for found in diagnose(code, &code.example_bad) {
            for language in [Language::English, Language::Russian] {
                let mut said = vec![found.message(language), found.help(language)];
                said.extend(found.notes.iter().map(|note| note.render(language)));
                said.extend(found.fixes.iter().map(|fix| fix.title.render(language)));
                for text in said {
                    let gap = text
                        .replace("`{`", "")
                        .replace("\\{", "")
                        .replace("{ give 10% off all }", "")
                        .replace("{ скидка 10% на всё }", "")
                        .replace("{save}", "")
                        .replace("{saved.", "");
                    assert!(!gap.contains('{'), "{}: {text}", found.code.id);
                }
            }
        }
    }
}

#[test]
fn every_label_and_edit_lies_inside_its_file() {
    for code in codes::all() {
        for found in diagnose(code, &code.example_bad) {
            let places = std::iter::once(&found.location)
                .chain(found.labels.iter().map(|label| &label.location))
                .chain(
                    found
                        .fixes
                        .iter()
                        .flat_map(|fix| fix.edits.iter().map(|edit| &edit.location)),
                );
            for place in places {
                let length = if &*place.path == "shop.perk" {
                    code.example_bad.source.len()
                } else {
                    code.example_bad
                        .files
                        .iter()
                        .find(|(path, _)| *path == &*place.path)
                        .unwrap()
                        .1
                        .len()
                };
                assert!(
                    place.span.start <= place.span.end && place.span.end as usize <= length,
                    "{} {place:?}",
                    code.id
                );
                if &*place.path == "shop.perk" {
                    assert!(
                        code.example_bad.source.is_char_boundary(place.span.start as usize),
                        "{}",
                        code.id
                    );
                    assert!(
                        code.example_bad.source.is_char_boundary(place.span.end as usize),
                        "{}",
                        code.id
                    );
                }
            }
        }
    }
}
