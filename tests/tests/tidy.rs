//! The shape of the tree: who uses whom, what may be named where, and what every file must open with.

#![expect(clippy::expect_used, clippy::string_slice, reason = "a panic here is a failing test")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the workspace")
        .to_path_buf()
}

/// Every Rust source of ours, with its path relative to the workspace.
fn sources() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = ["grammar", "compiler", "runtime", "lsp", "cli", "tests"]
        .iter()
        .map(|folder| root().join(folder))
        .collect();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a readable folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                if path.file_name().is_some_and(|name| name != "target") {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path
                    .strip_prefix(root())
                    .expect("below the root")
                    .to_string_lossy()
                    .replace('\\', "/");
                found.push((name, std::fs::read_to_string(&path).expect("UTF-8")));
            }
        }
    }
    assert!(found.len() > 40, "the walk found only {} sources", found.len());
    found.sort();
    found
}

#[test]
fn crates_use_what_the_architecture_page_says() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo metadata");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let ours: BTreeSet<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    let mut real = BTreeMap::new();
    for package in packages {
        let uses: BTreeSet<&str> = package["dependencies"]
            .as_array()
            .expect("dependencies")
            .iter()
            .filter(|dependency| dependency["kind"].is_null())
            .filter_map(|dependency| dependency["name"].as_str())
            .filter(|name| ours.contains(name))
            .collect();
        real.insert(package["name"].as_str().expect("a name"), uses);
    }

    let page = std::fs::read_to_string(root().join("docs/architecture.md")).expect("the page");
    let table = page
        .split("## Who may use whom")
        .nth(1)
        .expect("the section")
        .split("## ")
        .next()
        .expect("a section");
    let mut written = BTreeMap::new();
    for row in table.lines().filter(|line| line.starts_with("| perk")) {
        let mut cells = row.trim_matches('|').split('|').map(str::trim);
        let name = cells.next().expect("a crate");
        let uses: BTreeSet<&str> = cells
            .next()
            .expect("its uses")
            .split(", ")
            .filter(|used| used.starts_with("perk"))
            .collect();
        written.insert(name, uses);
    }
    assert_eq!(real, written, "docs/architecture.md and the manifests disagree");
}

/// What may be named only in certain places, and why.
const CONFINED: &[(&str, &[&str], &str)] = &[
    (
        "rowan::",
        &["grammar/src/tree.rs"],
        "the tree library can be replaced in one file",
    ),
    (
        "salsa::",
        &["compiler/", "lsp/"],
        "remembered answers belong to the compiler",
    ),
    ("miette::", &["cli/"], "diagnostics are plain data until they are shown"),
    (
        "gen_lsp_types",
        &["lsp/src/server", "lsp/tests"],
        "ide/ speaks of text, not of the protocol",
    ),
    ("rusqlite", &["runtime/src/store/"], "SQL of SQLite stands in one place"),
    ("SystemTime", &["cli/", "tests/"], "evaluation knows no clock"),
    (
        "f64",
        &["tests/benches/", "tests/tests/tidy.rs", "cli/src/progress"],
        "money is never binary floating point",
    ),
];

#[test]
fn libraries_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        for (word, rooms, why) in CONFINED {
            let named = text.lines().any(|line| {
                let code = line.split("//").next().unwrap_or_default();
                code.match_indices(word)
                    .any(|(at, _)| !code[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_'))
            });
            if named && !rooms.iter().any(|room| name.starts_with(room)) && name != "tests/tests/tidy.rs" {
                wrong.push(format!("{name} names `{word}`; {why}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_says_what_it_is() {
    let silent: Vec<String> = sources()
        .into_iter()
        .filter(|(name, text)| !name.contains("generated") && !text.starts_with("//!"))
        .map(|(name, _)| name)
        .collect();
    assert!(silent.is_empty(), "these files do not open with `//!`: {silent:#?}");
}

#[test]
fn files_stay_short_enough_to_read() {
    let long: Vec<String> = sources()
        .into_iter()
        .filter(|(name, text)| !name.contains("generated") && text.lines().count() > 800)
        .map(|(name, text)| format!("{name}: {} lines", text.lines().count()))
        .collect();
    assert!(long.is_empty(), "draw a wall by language area: {long:#?}");
}

#[test]
fn no_test_is_switched_off() {
    let ignored = concat!("#[", "ignore");
    let found: Vec<String> = sources()
        .into_iter()
        .filter(|(_, text)| text.contains(ignored))
        .map(|(name, _)| name)
        .collect();
    assert!(found.is_empty(), "{found:?}");
}
