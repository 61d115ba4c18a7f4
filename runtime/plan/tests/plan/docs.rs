//! The reference pages: their examples are read, their tables name every code and every operation.

use std::path::Path;

use perk_plan::{Catalog, Clients, Receipt};

fn page(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// The first block of a page in a language.
fn block(page: &str, language: &str) -> String {
    let begin = page.split_once(&format!("```{language}\n")).expect(language).1;
    begin.split_once("```").unwrap().0.to_owned()
}

/// Every word in back-quotes that begins a row of a table, alone or with others.
fn rows(page: &str) -> Vec<&str> {
    page.lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .flat_map(|row| row.split(" |").next().unwrap().split('`'))
        .filter(|word| !word.is_empty() && !word.starts_with(','))
        .collect()
}

/// Words in quotes in a source file that begin with one of some prefixes: the codes it can answer with.
fn codes(source: &str, prefixes: &[&str]) -> Vec<String> {
    let mut found: Vec<String> = source
        .split('"')
        .filter(|word| prefixes.iter().any(|prefix| word.starts_with(prefix)))
        .filter(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c == '8'))
        .map(str::to_owned)
        .collect();
    found.sort();
    found.dedup();
    found
}

fn source(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(path)).unwrap()
}

#[track_caller]
fn documented(page_name: &str, sources: &[&str], prefixes: &[&str], at_least: usize) {
    let page = page(page_name);
    let rows = rows(&page);
    let text: String = sources.iter().map(|path| source(path)).collect();
    let codes = codes(&text, prefixes);
    assert!(codes.len() >= at_least, "{codes:?}");
    for code in &codes {
        assert!(rows.contains(&code.as_str()), "{code} is not described in {page_name}");
    }
    for row in rows
        .iter()
        .filter(|row| prefixes.iter().any(|prefix| row.starts_with(prefix)))
    {
        assert!(
            codes.iter().any(|code| code == row),
            "{row} of {page_name} is never answered"
        );
    }
}

#[test]
fn examples_are_read_without_a_warning() {
    let receipt = Receipt::from_json(&block(&page("receipt.md"), "json")).unwrap();
    assert_eq!((receipt.lines.len(), receipt.warnings), (2, vec![]));
    let (clients, warnings) = Clients::from_json(&block(&page("snapshot.md"), "json")).unwrap();
    assert_eq!((clients.clients.len(), warnings), (2, vec![]));
    let (catalog, warnings) = Catalog::from_csv(block(&page("catalogue.md"), "csv").as_bytes()).unwrap();
    assert_eq!(
        (catalog.products.len(), catalog.products[0].properties.len(), warnings),
        (1, 3, vec![])
    );
}

#[test]
fn every_code_is_described_and_every_described_code_exists() {
    let json = [
        "json/reader.rs",
        "receipt/read.rs",
        "receipt/read/line.rs",
        "receipt/read/value.rs",
    ];
    documented("receipt.md", &json, &["json-", "receipt-"], 18);
    documented(
        "catalogue.md",
        &["table.rs", "catalog/read.rs", "snapshot/read.rs"],
        &["csv-"],
        11,
    );
    documented(
        "snapshot.md",
        &["snapshot/read.rs", "snapshot/read/uses.rs", "snapshot/coupons.rs"],
        &["snapshot-"],
        10,
    );
    let plan = [
        "codec/error.rs",
        "verify.rs",
        "verify/tables.rs",
        "verify/program.rs",
        "verify/promotion.rs",
    ];
    documented("plan-file.md", &plan, &["plan-"], 20);
}

#[test]
fn every_operation_and_fact_is_described() {
    let page = page("instructions.md");
    let rows = rows(&page);
    let ops = source("ops.rs");
    let variants = |name: &str| -> Vec<String> {
        let (_, after) = ops.split_once(&format!("pub enum {name} {{")).unwrap();
        let (body, _) = after.split_once("\n}").unwrap();
        let lines = body.lines().filter_map(|line| line.strip_prefix("    "));
        let named = lines.filter(|line| line.starts_with(|first: char| first.is_ascii_uppercase()));
        named
            .map(|line| line.split(['(', '{', ',', ' ']).next().unwrap().to_owned())
            .collect()
    };
    let facts: Vec<String> = variants("Fact")
        .iter()
        .flat_map(|subject| {
            let facts = variants(&format!("{subject}Fact"));
            facts.into_iter().map(move |fact| format!("{subject}::{fact}"))
        })
        .collect();
    for names in [variants("Op"), facts] {
        assert!(names.len() > 18, "{names:?}");
        for name in names {
            assert!(rows.contains(&name.as_str()), "{name} is not described");
        }
    }
}
