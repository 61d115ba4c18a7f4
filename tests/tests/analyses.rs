//! What the compiler says of programmes beyond types is so: judged by the reference interpreter on generated receipts and by
//! the production engine on the receipts that the compiler itself shows.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a panic here is a failing test; what was looked at is printed"
)]

use std::collections::BTreeMap;

use perk_compiler::db::RootDatabase;
use perk_compiler::diagnostic::Diagnostic;
use perk_compiler::semantics::check;
use perk_tests::command::perk;
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
use rust_decimal::Decimal;
use serde_json::Value;

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

/// A case of a generator by its seed.
type Source = fn(u64) -> Case;

/// No promotion of which is said that it never gives anything gives anything: on the receipts of its own programme, and on
/// those of others made from the same tables would prove no more.
#[test]
fn what_never_applies_never_does() {
    let sources: [(&str, Source); 5] = [
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

/// A programme whose finding of a code is to be seen on receipts.
struct Shown {
    code: &'static str,
    text: &'static str,
}

const SHOWN: &[Shown] = &[
    Shown {
        code: "PK1102",
        text: "promotion a { give 15% off category \"Tea\" }\npromotion b { give 10% off category \"Tea/Green\" for known clients on sat }",
    },
    Shown {
        code: "PK1102",
        text: "promotion a { give 7% off receipt }\npromotion b { when receipt.amount >= 5 000 RUB give 5% off receipt }",
    },
    Shown {
        code: "PK1102",
        text: "coupon c { codes pattern \"C-####\" with check digit }\npromotion a { priority 2 scheme s give 5% off all }\nscheme s { phase goods after goods combine first }\npromotion b { scheme s with coupon c give 5% off brand \"X\" }",
    },
    Shown {
        code: "PK1111",
        text: "scheme s { phase goods after goods combine all }\npromotion a { scheme s give 60% off category \"Tea\" }\npromotion b { scheme s give 50% off category \"Tea/Green\" except brand \"X\" }",
    },
    Shown {
        code: "PK1112",
        text: "protect category \"Rum\" { price at least 349 RUB }\npromotion a { give 20% off all }",
    },
    Shown {
        code: "PK1112",
        text: "protect category \"Rum\" { discount at most 30% }\npromotion a { give 50% off category \"Rum/White\" in store \"001\" }",
    },
    Shown {
        code: "PK1113",
        text: "set s { soup = 1 of category \"Food/Soups\" any = 2 of category \"Food\" drink = 1 of category \"Drinks\" }\npromotion a { for each s give 10% off set }",
    },
    Shown {
        code: "PK1114",
        text: "promotion a { for each 2 of category \"Tea\" give 10% off set limit 2 times per receipt }",
    },
    Shown {
        code: "PK1114",
        text: "promotion a { give 10% off category \"Tea\" limit 2 pcs per receipt }",
    },
    Shown {
        code: "PK1114",
        text: "promotion a { give 10% off category \"Tea\" limit 100 RUB per receipt }",
    },
    Shown {
        code: "PK1114",
        text: "promotion a { when receipt.amount > 1 000 RUB give 100 RUB off receipt }",
    },
    Shown {
        code: "PK1114",
        text: "promotion a { give 30 RUB off category \"Tea\" }",
    },
    Shown {
        code: "PK1114",
        text: "promotion a { give off receipt by amount of all { from 1 000 RUB: 100 RUB from 3 000 RUB: 150 RUB } }",
    },
    Shown {
        code: "PK1114",
        text: "promotion a { when receipt.amount < 1 000 RUB give 10% off category \"Tea\" }",
    },
];

fn amount(value: &Value) -> Decimal {
    let written = value.as_str().unwrap_or_else(|| panic!("{value} is no amount"));
    written.parse().unwrap_or_else(|_| panic!("{written} is no amount"))
}

fn verdict<'a>(decision: &'a Value, promotion: &str) -> &'a Value {
    let all = decision["promotions"]
        .as_array()
        .unwrap_or_else(|| panic!("{decision}"));
    all.iter()
        .find(|it| it["promotion"] == promotion)
        .unwrap_or_else(|| panic!("no {promotion} in {decision}"))
}

/// The engine decides each witness as it stands, and shows what is claimed.
#[test]
fn witnesses_show_what_is_said() {
    for shown in SHOWN {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let text = format!(
            "retailer \"Shop\" {{ currency RUB time zone \"Europe/Moscow\" }}\n{}\n",
            shown.text
        );
        let write = |name: &str, text: &str| {
            std::fs::write(folder.path().join(name), text).unwrap_or_else(|error| panic!("{error}"));
        };
        write("retailer.perk", &text);
        let found = perk(folder.path(), &["check", "--deep", "--output-format", "json", "."]).stdout;
        let found: Value = serde_json::from_str(&found).unwrap_or_else(|error| panic!("{error}: {found}"));
        let found = found.as_array().unwrap_or_else(|| panic!("{found}"));
        let finding = found
            .iter()
            .find(|it| it["code"] == shown.code)
            .unwrap_or_else(|| panic!("no {} in {found:?} of {text}", shown.code));
        let receipts = finding["witness"]["receipts"]
            .as_array()
            .unwrap_or_else(|| panic!("no witness in {finding} of {text}"));
        let decided: Vec<Value> = receipts
            .iter()
            .map(|receipt| {
                write("r.receipt", receipt.as_str().unwrap_or_default());
                let arguments = ["eval", ".", "r.receipt", "--format", "json", "--explain"];
                let said = perk(folder.path(), &arguments);
                serde_json::from_str(&said.stdout)
                    .unwrap_or_else(|error| panic!("{error}: {} {} of {receipt}", said.stdout, said.stderr))
            })
            .collect();
        let total = |at: usize, name: &str| amount(&decided[at]["totals"][name]);
        let outcome = |at: usize, promotion: &str| verdict(&decided[at], promotion)["outcome"].clone();
        match shown.code {
            "PK1102" => {
                assert_eq!(outcome(0, "b"), "displaced", "{text} {receipts:?}");
                assert_eq!(outcome(0, "a"), "applied", "{text} {receipts:?}");
            }
            "PK1111" => {
                assert_eq!((outcome(0, "a"), outcome(0, "b")), ("applied".into(), "applied".into()));
                assert_eq!(total(0, "net"), Decimal::ZERO, "{text} {receipts:?}");
            }
            "PK1112" => {
                let share = if shown.text.contains("50%") { 50 } else { 20 };
                let written = total(0, "gross") * Decimal::from(share) / Decimal::ONE_HUNDRED;
                assert!(total(0, "discount") < written, "{text} {receipts:?}");
                assert!(total(0, "discount") > Decimal::ZERO, "{text} {receipts:?}");
            }
            "PK1113" => {
                assert_eq!(outcome(0, "a"), "not_applied", "{text} {receipts:?}");
                assert_eq!(outcome(1, "a"), "applied", "{text} {receipts:?}");
            }
            "PK1114" => {
                let halves = total(1, "discount") + total(2, "discount");
                assert_eq!(total(1, "gross") + total(2, "gross"), total(0, "gross"));
                assert!(halves > total(0, "discount"), "{text} {receipts:?}");
            }
            other => panic!("{other} is not judged"),
        }
    }
}
