//! What the compiler says of programmes beyond types is so: judged by the reference interpreter on generated receipts and by
//! the production engine on the receipts that the compiler itself shows.

#![expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    clippy::panic,
    reason = "a panic here is a failing test; what was looked at is printed"
)]

use std::collections::BTreeMap;

use perk_compiler::db::RootDatabase;
use perk_compiler::diagnostic::Diagnostic;
use perk_compiler::semantics::check;
use perk_tests::generate::gifts::gifts;
use perk_tests::generate::hard::hard;
use perk_tests::generate::limits::limits;
use perk_tests::generate::sets::sets;
use perk_tests::generate::{Case, case};
use perk_tests::print::{Keywords, catalogue_csv, files, receipt_json, stores_csv, text};
use perk_tests::progress::long;
use perk_tests::reference::decide;
use perk_tests::reference::decision::Outcome;
use rayon::prelude::*;

/// Programmes of each source.
fn count() -> u64 {
    if long() { 50_000 } else { 1_500 }
}

fn check_case(case: &Case) -> Vec<Diagnostic> {
    let world = &case.worlds[0];
    let (texts, mut tables): (Vec<_>, Vec<_>) = files(&case.programme, Keywords::English)
        .into_iter()
        .map(|file| (file.name, file.text))
        .partition(|(name, _)| name.ends_with(".perk"));
    tables.push((
        "products.csv".to_owned(),
        catalogue_csv(&case.programme, &world.catalogue),
    ));
    tables.push(("stores.csv".to_owned(), stores_csv(&world.stores)));
    let db = RootDatabase::default();
    let programme = db.programme(
        texts.iter().map(|(path, text)| (path.as_str(), text.as_str())),
        tables.iter().map(|(path, text)| (path.as_str(), text.as_bytes())),
    );
    check(&db, programme)
}

/// The promotion that a finding names first.
fn named(found: &Diagnostic) -> String {
    let said = found.message(perk_grammar::Language::English);
    said.split('`').nth(1).unwrap_or_default().to_owned()
}

/// No promotion of which is said that it never gives anything gives anything: on the receipts of its own programme, and on
/// those of others made from the same tables would prove no more.
#[test]
fn what_never_applies_never_does() {
    let sources: [(&str, fn(u64) -> Case); 5] = [
        ("all", case),
        ("hard", hard),
        ("limits", limits),
        ("sets", sets),
        ("gifts", gifts),
    ];
    let mut told: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, source) in sources {
        let found: Vec<(&str, Option<String>)> = (0..count())
            .into_par_iter()
            .flat_map_iter(|seed| {
                let case = source(seed);
                let found = check_case(&case);
                let never = found.into_iter().filter(|it| matches!(it.code.id, "PK1101" | "PK1102"));
                let mut judged: Vec<(&str, Option<String>)> = Vec::new();
                for finding in never {
                    let promotion = named(&finding);
                    let mut wrong = None;
                    for (at, world) in case.worlds.iter().enumerate() {
                        let Ok(decision) = decide(&case.programme, world) else {
                            continue;
                        };
                        let gave = decision
                            .promotions
                            .iter()
                            .any(|it| it.name == promotion && it.outcome == Outcome::Applied);
                        if gave {
                            let said = finding.message(perk_grammar::Language::English);
                            let programme = text(&case.programme, Keywords::English);
                            let receipt = receipt_json(&case.programme, world);
                            wrong = Some(format!(
                                "{name} seed {seed} receipt {at}: {said}\n{programme}\n{receipt}"
                            ));
                        }
                    }
                    judged.push((finding.code.id, wrong));
                }
                judged
            })
            .collect();
        for (code, wrong) in found {
            *told.entry(code).or_default() += 1;
            if let Some(wrong) = wrong {
                panic!("{wrong}");
            }
        }
    }
    println!("{told:?}");
    // Otherwise nothing was tested.
    assert!(told.get("PK1101").is_some_and(|count| *count >= 5), "{told:?}");
    assert!(told.get("PK1102").is_some_and(|count| *count >= 20), "{told:?}");
}
