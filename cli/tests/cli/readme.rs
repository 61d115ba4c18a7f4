//! The README does what it shows: its commands are run and their output compared; its programmes are checked.
//! `PERK_UPDATE=1` writes the outputs anew; read the difference before you commit it.

use std::path::Path;

/// Commands that this test cannot run inside itself, and why.
const NOT_RUN: [&str; 1] = ["cargo test --workspace"];

#[test]
fn the_readme_is_true() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let path = root.join("README.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let mut fresh = String::new();
    let mut lines = text.lines();
    let mut ran = 0;
    while let Some(line) = lines.next() {
        fresh.push_str(line);
        fresh.push('\n');
        if line != "```console" {
            continue;
        }
        let command = lines.next().unwrap().strip_prefix("$ ").unwrap();
        fresh.push_str(&format!("$ {command}\n"));
        for _ in lines.by_ref().take_while(|line| *line != "```") {}
        if !NOT_RUN.contains(&command) {
            let words: Vec<&str> = command
                .strip_prefix("cargo run -q -- ")
                .unwrap()
                .split_whitespace()
                .collect();
            let answer = crate::support::run_in(root, &words, Vec::new(), Default::default());
            assert_eq!(answer.err, "", "{command}");
            fresh.push_str(&answer.out);
            ran += 1;
        }
        fresh.push_str("```\n");
    }
    assert!(ran >= 4, "only {ran} commands were run");
    if std::env::var_os("PERK_UPDATE").is_some() {
        std::fs::write(&path, &fresh).unwrap();
    } else {
        assert_eq!(
            text, fresh,
            "README.md shows something else than perk prints; PERK_UPDATE=1 writes it anew"
        );
    }
}

/// The promotions of the README are those of the examples, word for word; the goods above them make the block stand alone.
#[test]
fn the_readme_quotes_the_examples() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap();
    let (readme, english, russian) = (
        read("README.md"),
        read("examples/first-shop/promotions.perk"),
        read("examples/first-shop-ru/акции.perk"),
    );
    let quoted: Vec<String> = readme
        .split("```perk\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap())
        .map(|block| format!("///{}", block.split_once("///").unwrap().1))
        .collect();
    assert_eq!(quoted.len(), 2);
    assert!(english.contains(&quoted[0]), "{}", quoted[0]);
    assert!(russian.contains(&quoted[1]), "{}", quoted[1]);
}

#[test]
fn ci_runs_the_second_command_of_the_readme() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let script = std::fs::read_to_string(root.join(".ci/run")).unwrap();
    assert!(script.lines().last().unwrap().ends_with(NOT_RUN[0]), "{script}");
}

#[test]
fn the_receipts_of_the_page_on_the_notation_are_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let page = std::fs::read_to_string(root.join("docs/reference/notation.md")).unwrap();
    let blocks: Vec<&str> = page
        .split("```text\n")
        .skip(1)
        .map(|block| block.split("```").next().unwrap())
        .collect();
    let [english, russian, lines, rest, accounts, ..] = blocks[..] else {
        panic!("the page has lost its blocks")
    };
    let folder = crate::support::Folder::shop("promotion tea_gift { give 10% off all }\n");
    let at = "at 2026-10-05 09:12\n";
    for (name, text) in [
        ("english", english.to_owned()),
        ("russian", russian.to_owned()),
        ("lines", format!("{at}{lines}")),
        (
            "accounts",
            format!("receipt \"R-1\" {{ {at}  1 x MUG at 5 RUB }}\n{accounts}"),
        ),
    ] {
        folder.write("r.receipt", text.as_bytes());
        let answer = folder.perk("eval . r.receipt");
        assert_eq!(answer.exit, perk::Exit::Clean, "{name}: {}", answer.err);
    }
    // All of these but the return, as the page says.
    folder.write("r.receipt", rest.as_bytes());
    let said = folder.perk("eval . r.receipt").err;
    assert!(said.contains("returns are not supported yet"), "{said}");
    assert_eq!(said.matches("error").count(), 1, "{said}");
}
