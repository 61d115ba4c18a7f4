//! The formatter: its laws on every programme at hand, its rules one by one, and what a reader sees before and after.
#![allow(
    missing_docs,
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::string_slice,
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    reason = "the helpers of tests fail by panicking; long runs say how far they are"
)]

#[path = "../conformance/generate.rs"]
#[expect(dead_code, reason = "shared with the tests of the parser, which use all of it")]
mod generate;
mod generated;
mod laws;
#[path = "../conformance/mutate.rs"]
mod mutate;
mod pictures;
mod rules;

use perk_grammar::format::{FormatOptions, Formatted, Keywords, format};
use perk_grammar::tree::{NodeOrToken, WalkEvent};
use perk_grammar::{Keyword, Language, SyntaxKind};

const KEEP: FormatOptions = FormatOptions {
    keywords: Keywords::Keep,
};
const ENGLISH: FormatOptions = FormatOptions {
    keywords: Keywords::Into(Language::English),
};
const RUSSIAN: FormatOptions = FormatOptions {
    keywords: Keywords::Into(Language::Russian),
};

/// Formats a text that must be sound.
fn sound(text: &str, options: FormatOptions) -> String {
    let Formatted {
        text: formatted,
        left,
        places,
    } = format(text, options);
    assert_eq!(left.len(), places.len(), "{text}");
    assert!(left.is_empty(), "{left:?}\n{text}");
    formatted
}

/// Programmes at hand: those of the language's page, one with every construct, and the examples.
fn programmes() -> Vec<(String, String)> {
    let mut found = vec![
        (
            "page, English".to_owned(),
            include_str!("../texts/programme_0.perk").to_owned(),
        ),
        (
            "page, Russian".to_owned(),
            include_str!("../texts/programme_1.perk").to_owned(),
        ),
        ("everything".to_owned(), include_str!("everything.perk").to_owned()),
        ("nothing".to_owned(), String::new()),
        ("only a comment".to_owned(), "// nothing here".to_owned()),
    ];
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples")];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "perk") {
                found.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found
}

/// What a text says apart from spelling and layout: its nodes, keywords, names, texts and numbers, in order.
fn shape(text: &str) -> Vec<String> {
    let root = perk_grammar::parse(text).syntax();
    let mut shape: Vec<String> = Vec::new();
    let mut facts = 0;
    for event in root.preorder_with_tokens() {
        let said = match event {
            WalkEvent::Enter(NodeOrToken::Node(node)) => {
                facts = 0;
                format!("{:?} (", node.kind())
            }
            WalkEvent::Leave(NodeOrToken::Node(_)) => ")".to_owned(),
            WalkEvent::Leave(NodeOrToken::Token(_)) => continue,
            WalkEvent::Enter(NodeOrToken::Token(token)) => {
                let kind = token.kind();
                let in_path = token.parent().is_some_and(|parent| parent.kind() == SyntaxKind::PATH);
                if kind.is_trivia() || kind == SyntaxKind::DOC {
                    continue;
                }
                if Keyword::from_kind(kind).is_some() || matches!(kind, SyntaxKind::DATE | SyntaxKind::TIME) {
                    format!("{kind:?}")
                } else if in_path && kind != SyntaxKind::DOT {
                    // Built-in facts have a name in each language: the tests on paths look at them one by one.
                    facts += 1;
                    format!("part {facts}")
                } else {
                    format!("{kind:?} {}", token.text().replace(['\u{A0}', '\u{202F}'], " "))
                }
            }
        };
        // A keyword may have more words in one language than in the other.
        let repeated = said.starts_with("KW_") && shape.last() == Some(&said);
        if !repeated {
            shape.push(said);
        }
    }
    shape
}

/// The comments of a text, in order.
fn comments(text: &str) -> Vec<String> {
    let root = perk_grammar::parse(text).syntax();
    root.descendants_with_tokens()
        .filter_map(NodeOrToken::into_token)
        .filter(|token| matches!(token.kind(), SyntaxKind::COMMENT | SyntaxKind::DOC))
        .map(|token| token.text().trim_end().to_owned())
        .collect()
}
