//! The examples keep their promises: they are sound and formatted, and spelling, order and folder leave no trace in a plan.

#![allow(clippy::unwrap_used, reason = "a test: a panic is its failure")]

use std::path::{Path, PathBuf};

use perk_grammar::Language;
use perk_grammar::format::{FormatOptions, Keywords, format};
use perk_tests::production::compile;

type Texts = Vec<(String, String)>;
type Tables = Vec<(String, Vec<u8>)>;

fn example(name: &str) -> (Texts, Tables) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .join("examples")
        .join(name);
    let (mut texts, mut tables) = (vec![], vec![]);
    for path in files_below(&folder) {
        let relative = path.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned();
        match path.extension().and_then(|e| e.to_str()) {
            Some("perk") => texts.push((relative, std::fs::read_to_string(&path).unwrap())),
            Some("csv") => tables.push((relative, std::fs::read(&path).unwrap())),
            _ => {}
        }
    }
    assert!(!texts.is_empty(), "{name} has no texts");
    (texts, tables)
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![];
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            found.extend(files_below(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// The hash of the plan of some files.
fn hash(texts: &Texts, tables: &Tables) -> String {
    let bytes = compile(texts, tables).unwrap();
    perk_plan::plan_hash(&perk_plan::decode(&bytes).unwrap())
}

fn spelled(texts: &Texts, language: Language) -> Texts {
    let options = FormatOptions {
        keywords: Keywords::Into(language),
    };
    texts
        .iter()
        .map(|(path, text)| {
            let formatted = format(text, options);
            assert!(
                formatted.left.is_empty(),
                "{path} is not translated whole: {:?}",
                formatted.left
            );
            (path.clone(), formatted.text)
        })
        .collect()
}

#[test]
fn the_language_of_keywords_leaves_no_trace_in_the_plan() {
    for name in ["first-shop", "first-shop-ru", "grocery", "artix", "kassa"] {
        let (texts, tables) = example(name);
        let as_written = hash(&texts, &tables);
        let english = spelled(&texts, Language::English);
        let russian = spelled(&texts, Language::Russian);
        assert_ne!(english, russian, "{name}");
        assert_eq!(hash(&english, &tables), as_written, "{name} in English");
        assert_eq!(hash(&russian, &tables), as_written, "{name} in Russian");
        assert_eq!(
            spelled(&russian, Language::English),
            english,
            "{name}: English, Russian, English"
        );
    }
}

#[test]
fn order_of_files_and_their_places_leave_no_trace_in_the_plan() {
    let (mut texts, mut tables) = example("grocery");
    let as_written = compile(&texts, &tables).unwrap();
    texts.reverse();
    tables.reverse();
    assert!(
        compile(&texts, &tables).unwrap() == as_written,
        "reversed files give other bytes"
    );
    // Lists lie beside the texts that name them, so a folder moves as a whole.
    for (path, _) in &mut texts {
        *path = path.replacen("weekly/", "lists/of/weeks/", 1);
    }
    for (path, _) in &mut tables {
        *path = path.replacen("weekly/", "lists/of/weeks/", 1);
    }
    assert!(
        compile(&texts, &tables).unwrap() == as_written,
        "a moved folder gives other bytes"
    );
}

#[test]
fn the_examples_are_formatted() {
    for name in ["first-shop", "first-shop-ru", "grocery", "artix", "kassa"] {
        for (path, text) in example(name).0 {
            assert_eq!(format(&text, FormatOptions::default()).text, text, "{name}/{path}");
        }
    }
}

/// What the grocery is there to show.
#[test]
fn the_grocery_shows_what_it_should() {
    let (texts, tables) = example("grocery");
    let plan = perk_plan::decode(&compile(&texts, &tables).unwrap()).unwrap();
    assert!(plan.promotions.len() >= 20);
    assert!(plan.protects.len() >= 5);
    assert!(plan.ladders.len() >= 3);
    assert!(
        plan.lists.iter().filter(|list| list.len() >= 30).count() >= 5,
        "weekly lists"
    );
    assert!(plan.promotions.iter().any(|p| p.exclusive));
    assert!(plan.promotions.iter().any(|p| p.paid_by.is_some()));
    let combined = |how| plan.schemes.iter().any(|s| s.combine == how);
    use perk_plan::plan::Combine;
    assert!(combined(Combine::Best) && combined(Combine::All) && combined(Combine::First));
}

/// What the two Russian programmes are there to show: the parts of the systems they are written after.
#[test]
fn the_till_and_the_chain_show_what_they_should() {
    let plan = |name: &str| {
        let (texts, tables) = example(name);
        perk_plan::decode(&compile(&texts, &tables).unwrap()).unwrap()
    };

    let kassa = plan("kassa");
    assert!(kassa.promotions.len() >= 10);
    assert_eq!(kassa.coupons.len(), 2);
    assert_eq!(kassa.promotions.iter().filter(|p| !p.with.is_empty()).count(), 2);
    let three_same = perk_plan::plan::Pick::Pieces {
        least: 3,
        most: 3,
        alike: perk_plan::plan::Alike::Same,
    };
    let each = kassa.promotions.iter().filter_map(|p| p.each.as_ref());
    assert!(each.flat_map(|set| &set.roles).any(|role| role.pick == three_same));

    let artix = plan("artix");
    assert!(artix.promotions.len() >= 10);
    let roles: Vec<usize> = artix
        .promotions
        .iter()
        .filter_map(|p| Some(p.each.as_ref()?.roles.len()))
        .collect();
    assert!(
        roles.len() >= 3 && roles.contains(&2) && roles.contains(&3),
        "sets {roles:?}"
    );
    assert!(artix.promotions.iter().any(|p| p.exclusive));
    assert!(artix.promotions.iter().any(|p| p.paid_by.is_some()));
    assert!(artix.promotions.iter().filter(|p| !p.messages.is_empty()).count() >= 2);
    assert!(artix.promotions.iter().filter(|p| p.stores.is_some()).count() >= 2);
}
