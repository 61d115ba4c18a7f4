//! Every page is a test: documentation, diagnostics pages, examples and `tests/mdtest`.

#![expect(
    clippy::expect_used,
    clippy::arithmetic_side_effects,
    reason = "a panic here is a failing test"
)]

use std::path::{Path, PathBuf};

use perk_tests::mdtest::{Ground, pages_below, run_page};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the workspace")
        .to_path_buf()
}

/// Runs the pages below a folder; fails with every broken promise at once.
fn run_all(pages: &[PathBuf], at_least: usize) {
    let update = std::env::var_os("PERK_UPDATE").is_some();
    let mut checked = 0;
    let mut failures = Vec::new();
    for page in pages {
        let folder = page.parent().expect("a folder").to_path_buf();
        let outcome = run_page(page, &Ground { root: root(), folder }, update).expect("a readable page");
        checked += outcome.checked;
        failures.extend(outcome.failures);
    }
    assert!(
        failures.is_empty(),
        "{} promises broken:\n{}",
        failures.len(),
        failures.join("\n")
    );
    assert!(
        checked >= at_least,
        "only {checked} promises were checked; the pages have lost their blocks"
    );
}

fn pages(folder: &str) -> Vec<PathBuf> {
    pages_below(&root().join(folder)).expect("readable folders")
}

#[test]
fn the_front_page() {
    run_all(&[root().join("README.md"), root().join("CHANGELOG.md")], 6);
}

#[test]
fn documentation() {
    let pages: Vec<PathBuf> = pages("docs")
        .into_iter()
        .filter(|page| !page.starts_with(root().join("docs/diagnostics")))
        .collect();
    run_all(&pages, 20);
}

#[test]
fn diagnostics() {
    run_all(&pages("docs/diagnostics"), 80);
}

#[test]
fn examples() {
    run_all(&pages("examples"), 6);
}

#[test]
fn markdown_tests() {
    run_all(&pages("tests/mdtest"), 20);
}
