//! Broken texts never panic, and every place that is reported lies inside its file.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

use perk_compiler::db::RootDatabase;
use perk_compiler::diagnostic::{Language, codes};
use perk_compiler::semantics::{check, definition, has_errors, hover, references_to, symbols, test_blocks};

fn survives(text: &str) -> usize {
    let db = RootDatabase::default();
    let programme = db.programme([("shop.perk", text)], [("weekly.csv", &b"sku\nA\nB\n"[..])]);
    let found = check(&db, programme);
    let errors = found
        .iter()
        .any(|it| it.code.severity == perk_compiler::diagnostic::Severity::Error);
    assert_eq!(errors, has_errors(&db, programme), "{text}");
    for one in &found {
        let span = one.location.span;
        if &*one.location.path == "shop.perk" {
            assert!(
                text.get(span.start as usize..span.end as usize).is_some(),
                "{} {span:?}\n{text}",
                one.code.id
            );
        }
        for fix in &one.fixes {
            for edit in &fix.edits {
                let span = edit.location.span;
                assert!(
                    text.get(span.start as usize..span.end as usize).is_some(),
                    "{} {span:?}\n{text}",
                    one.code.id
                );
            }
        }
        assert!(!one.message(Language::English).is_empty() && !one.message(Language::Russian).is_empty());
    }
    let _ = test_blocks(&db, programme);
    let file = programme.files(&db)[0];
    let _ = symbols(&db, file);
    for offset in (0..text.len()).step_by((text.len() / 40).max(1)) {
        let offset = u32::try_from(offset).unwrap();
        let _ = definition(&db, programme, file, offset);
        let _ = hover(&db, programme, file, offset, Language::Russian);
    }
    let _ = references_to(&db, programme, file, u32::try_from(text.len() / 2).unwrap());
    found.len()
}

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % sides as u64).unwrap()
    }
}

/// Words of a text with the blanks after them.
fn words(text: &str) -> Vec<&str> {
    text.split_inclusive([' ', '\n', '"', '{', '}']).collect()
}

#[test]
fn mutants_of_every_example_are_survived() {
    let mut dice = Dice(11);
    let sources: Vec<&str> = codes::all()
        .iter()
        .flat_map(|code| [code.example_bad.source, code.example_good.source])
        .filter(|it| it.len() < 700)
        .collect();
    let mut reported = 0;
    for round in 0..400 {
        let mut mutant = words(sources[round % sources.len()]);
        let other = words(sources[dice.roll(sources.len())]);
        for _ in 0..=dice.roll(3) {
            let at = dice.roll(mutant.len());
            match dice.roll(4) {
                0 => {
                    mutant.remove(at);
                }
                1 => mutant.insert(at, other[dice.roll(other.len())]),
                2 => mutant[at] = other[dice.roll(other.len())],
                _ => {
                    let with = dice.roll(mutant.len());
                    mutant.swap(at, with);
                }
            }
            if mutant.is_empty() {
                mutant.push("promotion ");
            }
        }
        reported += survives(&mutant.concat());
    }
    assert!(reported > 400, "too quiet: {reported}");
}

#[test]
fn odd_texts_are_survived() {
    let digits = "9".repeat(40);
    let long = "a".repeat(100_000);
    let deep = format!(
        "promotion p {{ when {} client.age > 1 {} give 1% off all }}",
        "(".repeat(5_000),
        ")".repeat(5_000)
    );
    let nots = format!("clients c = {} client.age > 1", "not ".repeat(5_000));
    let wide = format!("items a = {}", "sku \"1\" or ".repeat(20_000));
    let texts = [
        "",
        "\u{FEFF}",
        "\0",
        "\u{202E}",
        "{",
        "}",
        "\"",
        "«",
        "///",
        "//",
        "промоакция",
        "retailer",
        "retailer {",
        "promotion",
        "promotion {",
        "promotion x",
        "items",
        "items =",
        "items x =",
        "test",
        "test \"",
        "protect",
        "protect {",
        "promotion p { give 10% off all } promotion p { give 10% off all } promotion p { give 10% off all }",
        "items a = a",
        "items a = b items b = a",
        "clients c = c",
        "stores s = s or s",
        "scheme a { phase goods after a }",
    ];
    for text in texts {
        survives(text);
    }
    survives(&format!(
        "promotion p {{ give {digits}% off all limit {digits} RUB per receipt priority {digits} }}"
    ));
    survives(&format!(
        "promotion p {{ give {digits} RUB off all when receipt.amount >= {digits},{digits} RUB }}"
    ));
    survives(&format!("promotion {long} {{ give 10% off {long} }}"));
    survives(&deep);
    survives(&nots);
    survives(&wide);
}

/// Trying out every lost quote of such a file would read it fifty thousand times.
#[test]
fn a_file_of_lost_quotes_is_survived() {
    let promotions: String = (0..4_000)
        .map(|number| format!("promotion p{number} \"Title {number} {{\n  give 10% off all\n}}\n"))
        .collect();
    let found = survives(&format!("retailer \"Shop\" {{ currency RUB }}\n{promotions}"));
    assert!(found >= 4_000, "{found}");
}

#[test]
fn numbers_too_long_are_refused_by_one_message() {
    let db = RootDatabase::default();
    let digits = "9".repeat(40);
    let text = format!("retailer \"Shop\" {{ currency RUB }}\npromotion p {{ give {digits} RUB off all }}\n");
    let programme = db.programme([("shop.perk", text.as_str())], []);
    let found: Vec<&str> = check(&db, programme).iter().map(|it| it.code.id).collect();
    assert_eq!(found, ["PK0207"]);
}
