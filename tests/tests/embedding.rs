//! The till of `docs/reference/embedding.md` is the one that is compiled here, and it decides as the command does.

#![expect(clippy::expect_used, reason = "a panic here is a failing test")]

use std::path::{Path, PathBuf};

use perk_runtime::Workspace;
use perk_tests::command::perk;
use perk_tests::embedded::Till;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the workspace")
        .to_path_buf()
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).expect("a file of the project")
}

const CATALOGUE: &str = "examples/first-shop/products.csv";

/// Writes the plan file of the first shop into a folder.
fn plan_file(folder: &Path) -> String {
    let plan = folder.join("shop.perkc").to_string_lossy().into_owned();
    let said = perk(&root(), &["build", "examples/first-shop", "-o", &plan]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    plan
}

fn till(plan: &str) -> Till {
    Till::open(
        &std::fs::read(plan).expect("the plan"),
        read(CATALOGUE).as_bytes(),
        r#"{"schema": 1, "clients": []}"#,
    )
    .expect("a till")
}

#[test]
fn the_page_prints_what_is_compiled() {
    let page = read("docs/reference/embedding.md");
    let shown = page.split("```rust\n").nth(1).and_then(|rest| rest.split("```").next());
    let source = read("tests/src/embedded.rs");
    let code = source.split_once("\n\n").map(|(_, code)| code);
    assert!(shown.is_some());
    assert_eq!(
        shown, code,
        "put tests/src/embedded.rs, below its first line, on the page"
    );
}

#[test]
fn the_till_decides_as_the_command_does() {
    let folder = tempfile::tempdir().expect("a folder");
    let plan = plan_file(folder.path());
    let till = till(&plan);
    assert_eq!(till.warnings, [""; 0]);
    let mut workspace = Workspace::default();
    for name in ["morning", "party"] {
        let path = format!("examples/first-shop/receipts/{name}.json");
        let decision = till.decide(&read(&path), &mut workspace).expect("a decision");
        let said = perk(
            &root(),
            &["eval", &plan, &path, "--catalog", CATALOGUE, "--format", "jsonl"],
        );
        assert_eq!(said.code, 0, "{}", said.stderr);
        assert_eq!(decision.to_json(), said.stdout.trim_end(), "{name}");
    }
}

#[test]
fn a_bad_receipt_is_refused_with_its_place_and_the_till_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let plan = plan_file(folder.path());
    let till = till(&plan);
    let mut workspace = Workspace::default();
    let bad = read("examples/first-shop/receipts/morning.json").replace("\"quantity\": \"2\"", "\"quantity\": \"-2\"");
    let error = till.decide(&bad, &mut workspace).expect_err("a negative quantity");
    assert!(error.to_string().contains("lines[0].quantity"), "{error}");
    let good = read("examples/first-shop/receipts/morning.json");
    assert!(till.decide(&good, &mut workspace).is_ok());
    assert!(Till::open(b"PERK", b"sku\n", "{}").is_err());
}
