//! What the compiler says of programmes beyond types is so: judged by the reference interpreter on generated receipts and by
//! the production engine on the receipts that the compiler itself shows.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a panic here is a failing test; what was looked at is printed"
)]

use std::collections::BTreeMap;

use perk_compiler::db::RootDatabase;
use perk_compiler::diagnostic::Diagnostic;
use perk_compiler::semantics::{check, check_deeply};
use perk_tests::command::perk;
use perk_tests::generate::gifts::gifts;
use perk_tests::generate::hard::hard;
use perk_tests::generate::limits::limits;
use perk_tests::generate::sets::sets;
use perk_tests::generate::twins::{bounded, twins};
use perk_tests::generate::{Case, case};
use perk_tests::model::Effect;
use perk_tests::print::{Keywords, catalogue_csv, files, receipt_json, stores_csv, text};
use perk_tests::progress::long;
use perk_tests::reference::decide;
use perk_tests::reference::decision::Outcome;
use rayon::prelude::*;
use rust_decimal::Decimal;
use serde_json::Value;

/// Programmes of each source.
fn count() -> u64 {
    if long() { 10_000 } else { 600 }
}

/// Texts and tables of a case, by their paths.
type Folder = Vec<(String, String)>;

fn folder_of(case: &Case) -> (Folder, Folder) {
    let world = &case.worlds[0];
    let (texts, mut tables): (Folder, Folder) = files(&case.programme, Keywords::English)
        .into_iter()
        .map(|file| (file.name, file.text))
        .partition(|(name, _)| name.ends_with(".perk"));
    tables.push((
        "products.csv".to_owned(),
        catalogue_csv(&case.programme, &world.catalogue),
    ));
    tables.push(("stores.csv".to_owned(), stores_csv(&world.stores)));
    (texts, tables)
}

fn check_case(case: &Case, deep: bool) -> Vec<Diagnostic> {
    let (texts, tables) = folder_of(case);
    let db = RootDatabase::default();
    let programme = db.programme(
        texts.iter().map(|(path, text)| (path.as_str(), text.as_str())),
        tables.iter().map(|(path, text)| (path.as_str(), text.as_bytes())),
    );
    if deep {
        check_deeply(&db, programme)
    } else {
        check(&db, programme)
    }
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
    let sources: [(&str, Source); 6] = [
        ("twins", twins),
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
                let found = check_case(&case, false);
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

/// A step of which is said that it does nothing may be taken away: nothing changes on any receipt.
#[test]
fn steps_that_do_nothing_may_go() {
    let found: Vec<Option<String>> = (0..count())
        .into_par_iter()
        .flat_map_iter(|seed| {
            let case = bounded(seed);
            let idle = check_case(&case, false).into_iter().filter(|it| it.code.id == "PK1103");
            let judged: Vec<Option<String>> = idle.map(|finding| goes_unseen(&case, &finding)).collect();
            judged
        })
        .collect();
    println!("{} steps", found.len());
    assert!(found.len() >= 100, "{}", found.len());
    if let Some(wrong) = found.into_iter().flatten().next() {
        panic!("{wrong}");
    }
}

/// What changes when the step of a finding is taken away.
fn goes_unseen(case: &Case, finding: &Diagnostic) -> Option<String> {
    let (texts, _) = folder_of(case);
    let (_, written) = texts
        .iter()
        .find(|(path, _)| path.as_str() == &*finding.location.path)?;
    let before = &written[..usize::try_from(finding.location.span.start).unwrap_or(0)];
    let declared = before.rfind("promotion ").unwrap_or(0);
    if !before[declared..].starts_with("promotion bounded") {
        return None;
    }
    let ladder = before.rfind('{').unwrap_or(0);
    let step = before[ladder..].matches("from ").count();
    let mut without = case.programme.clone();
    let promotion = without.promotions.iter_mut().find(|it| it.name == "bounded")?;
    let Effect::Ladder(ladder) = &mut promotion.gives[0].effect else {
        return Some("no ladder".to_owned());
    };
    ladder.steps.remove(step);
    for world in &case.worlds {
        let (Ok(with), Ok(without)) = (decide(&case.programme, world), decide(&without, world)) else {
            continue;
        };
        if with.lines != without.lines || with.totals != without.totals {
            let said = finding.message(perk_grammar::Language::English);
            let programme = text(&case.programme, Keywords::English);
            let receipt = receipt_json(&case.programme, world);
            return Some(format!("seed {}: {said}\n{programme}\n{receipt}", case.seed));
        }
    }
    None
}

/// Receipts of findings about generated programmes show in the engine what the findings say.
#[test]
fn witnesses_of_generated_programmes_show_what_is_said() {
    let sources: [(&str, Source); 5] = [
        ("twins", twins),
        ("all", case),
        ("hard", hard),
        ("sets", sets),
        ("bounded", bounded),
    ];
    let mut told: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut wrongs: Vec<String> = Vec::new();
    // Each of them is compiled, written and decided by the command itself.
    let many = if long() { count() / 5 } else { count() / 2 };
    for (name, source) in sources {
        let found: Vec<(&str, Option<Result<(), String>>)> = (0..many)
            .into_par_iter()
            .flat_map_iter(|seed| judged(name, &source(seed)))
            .collect();
        for (code, judged) in found {
            let (all, shown) = told.entry(code).or_default();
            *all += 1;
            match judged {
                None => {}
                Some(Ok(())) => *shown += 1,
                Some(Err(wrong)) => wrongs.push(wrong),
            }
        }
    }
    println!("told, and shown on receipts: {told:?}");
    if !wrongs.is_empty() {
        let heads: Vec<&str> = wrongs.iter().filter_map(|wrong| wrong.lines().next()).collect();
        panic!(
            "{}\n{} are wrong:\n{}",
            wrongs.iter().take(4).cloned().collect::<Vec<_>>().join("\n\n"),
            wrongs.len(),
            heads.join("\n")
        );
    }
    for (code, least) in [
        ("PK1102", 3),
        ("PK1111", 10),
        ("PK1112", 10),
        ("PK1113", 2),
        ("PK1114", 10),
    ] {
        assert!(
            told.get(code).is_some_and(|(_, shown)| *shown >= least),
            "{code}: {told:?}"
        );
    }
}

/// Every finding of a case that may have a witness, and whether its witness shows it.
fn judged(name: &str, case: &Case) -> Vec<(&'static str, Option<Result<(), String>>)> {
    let codes = ["PK1102", "PK1111", "PK1112", "PK1113", "PK1114"];
    let found = check_case(case, true);
    let mut found: Vec<&Diagnostic> = found.iter().filter(|it| codes.contains(&it.code.id)).collect();
    let mut judged: Vec<(&'static str, Option<Result<(), String>>)> = Vec::new();
    found.retain(|finding| {
        if finding.witness.is_none() {
            judged.push((finding.code.id, None));
        }
        finding.witness.is_some()
    });
    if found.is_empty() {
        return judged;
    }
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let write = |name: &str, text: &str| {
        std::fs::write(folder.path().join(name), text).unwrap_or_else(|error| panic!("{error}"));
    };
    let (texts, tables) = folder_of(case);
    for (name, text) in texts.iter().chain(&tables) {
        write(name, text);
    }
    let built = perk(folder.path(), &["build", ".", "-o", "shop.perkc"]);
    assert_ne!(built.code, 2, "{} {}", built.stdout, built.stderr);
    for finding in found {
        let receipts = finding
            .witness
            .as_ref()
            .map(|it| it.receipts.clone())
            .unwrap_or_default();
        let decided: Vec<Value> = receipts
            .iter()
            .map(|receipt| {
                write("r.receipt", receipt);
                let said = perk(
                    folder.path(),
                    &[
                        "eval",
                        "shop.perkc",
                        "r.receipt",
                        "--catalog",
                        "products.csv",
                        "--format",
                        "json",
                        "--explain",
                    ],
                );
                serde_json::from_str(&said.stdout)
                    .unwrap_or_else(|error| panic!("{error}: {} {} of {receipt}", said.stdout, said.stderr))
            })
            .collect();
        let said = finding.message(perk_grammar::Language::English);
        let shows = shows(finding.code.id, &said, &decided).map_err(|wrong| {
            let programme = text(&case.programme, Keywords::English);
            let totals: Vec<String> = decided.iter().map(|it| it.to_string()).collect();
            format!(
                "{name} seed {}: {said} {wrong}\n{programme}\n{}\n{}",
                case.seed,
                receipts.join("\n"),
                totals.join("\n")
            )
        });
        judged.push((finding.code.id, Some(shows)));
    }
    judged
}

/// Whether decisions show what a finding says.
fn shows(code: &str, said: &str, decided: &[Value]) -> Result<(), String> {
    let total = |at: usize, name: &str| amount(&decided[at]["totals"][name]);
    let names: Vec<&str> = said.split('`').skip(1).step_by(2).collect();
    let holds = match code {
        "PK1102" => {
            // What two have in common may also be taken by a third one.
            verdict(&decided[0], names[0])["outcome"] == "displaced"
        }
        "PK1111" => total(0, "net") == Decimal::ZERO,
        "PK1112" => {
            let (_, least) = said.rsplit_once("below ").unwrap_or_default();
            let least: String = least
                .chars()
                .filter(|sign| sign.is_ascii_digit() || *sign == '.')
                .collect();
            let line = &decided[0]["lines"][0];
            let parts = line["parts"].as_array().cloned().unwrap_or_default();
            let pieces: Decimal = parts.iter().map(|part| amount(&part["quantity"])).sum();
            let net = amount(&line["net"]) / pieces;
            net == least.trim_end_matches('.').parse().unwrap_or(Decimal::NEGATIVE_ONE)
        }
        "PK1113" => {
            let all = decided[1]["promotions"].as_array().cloned().unwrap_or_default();
            all.iter().any(|it| {
                let name = it["promotion"].as_str().unwrap_or_default();
                it["outcome"] == "applied" && verdict(&decided[0], name)["outcome"] == "not_applied"
            })
        }
        "PK1114" => {
            let same = total(1, "gross") + total(2, "gross") == total(0, "gross");
            same && total(1, "discount") + total(2, "discount") > total(0, "discount")
        }
        other => return Err(format!("{other} is not judged")),
    };
    if holds {
        Ok(())
    } else {
        Err("is not to be seen".to_owned())
    }
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
        code: "PK1111",
        text: "scheme later { phase goods after goods }\npromotion a { give 60% off category \"Tea\" }\npromotion b { scheme later give 50% off category \"Tea\" of list price }",
    },
    Shown {
        code: "PK1111",
        text: "promotion a { give 60% off category \"Tea\" }\npromotion b { give 50% off receipt of list price }",
    },
    Shown {
        code: "PK1112",
        text: "protect category \"Rum\" { price at least 349 RUB }\npromotion a { give 20% off all }",
    },
    Shown {
        code: "PK1112",
        text: "protect category \"Rum\" { price at least 349 RUB per 0.5 l from 2027-01-01 }\npromotion a { give 20% off category \"Rum\" }",
    },
    Shown {
        code: "PK1112",
        text: "protect category \"Rum\" { price at least 349 RUB }\nset s { a = 1 of category \"Rum\" b = 2 of category \"Cola\" }\npromotion a { for each s give 20% off set }",
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
