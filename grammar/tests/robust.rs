//! Any text at all: the tree is the text, nothing panics, and after an error the rest is still read.

use perk_grammar::ast::{AstNode, Clause, Declaration};
use perk_grammar::limits::{MAX_ERRORS, MAX_NESTING, MAX_TEXT_BYTES};
use perk_grammar::{SyntaxError, SyntaxErrorKind, SyntaxKind, oracle, parse};
use proptest::prelude::*;

const PROGRAMME: &str = include_str!("texts/programme_0.perk");

fn kinds(text: &str) -> Vec<SyntaxErrorKind> {
    parse(text).errors().iter().map(|error| error.kind.clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn the_tree_of_any_text_is_the_text(text in any::<String>()) {
        prop_assert_eq!(parse(&text).syntax().to_string(), text);
    }

    #[test]
    fn the_tree_of_words_and_marks_is_the_text(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "promotion", "акция", "give", "скидка", "{", "}", "(", ")", "\"", "«", "»", "`", "1 000", "1,5", "10.5.3", "..", "%", "//", "///",
            "\n", " ", "\r", "\u{202E}", "\u{200B}", "\u{FEFF}", "\0", "х", "x", "ВIP", "coffee", "not", "except", "8:00", "\\", "é", "e\u{301}",
        ]), 0..60)
    ) {
        let text = pieces.concat();
        let parsed = parse(&text);
        prop_assert_eq!(&parsed.syntax().to_string(), &text);
        for error in parsed.errors() {
            prop_assert!(usize::from(error.range.end()) <= text.len());
            prop_assert!(text.is_char_boundary(usize::from(error.range.start())) && text.is_char_boundary(usize::from(error.range.end())));
        }
        prop_assert!(oracle::conform(&text).agrees(), "{:?}", oracle::conform(&text));
    }

}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn cutting_a_programme_anywhere_keeps_what_stands_before(cut in 0..PROGRAMME.len()) {
        let Some(text) = PROGRAMME.get(..cut) else { return Err(TestCaseError::reject("inside a character")) };
        let parsed = parse(text);
        prop_assert_eq!(parsed.syntax().to_string(), text);
        let whole = |text: &str| parse(text).tree().declarations().count();
        prop_assert!(whole(text) <= whole(PROGRAMME));
        prop_assert!(oracle::conform(text).agrees());
    }
}

#[test]
fn nesting_of_a_million_is_one_error() {
    for (open, close) in [("(", ")"), ("not ", "")] {
        let text = format!("clients c = {}a{}", open.repeat(1_000_000), close.repeat(1_000_000));
        let parsed = parse(&text);
        assert_eq!(parsed.syntax().text().len(), u32::try_from(text.len()).unwrap().into());
        assert!(
            matches!(
                parsed.errors(),
                [SyntaxError {
                    kind: SyntaxErrorKind::NestingTooDeep { limit: MAX_NESTING },
                    ..
                }]
            ),
            "{open}"
        );
        assert_eq!(oracle::conform(&text).normative, oracle::Verdict::NotAsked);
    }
    for text in [
        format!("items c = {}a", "a except ".repeat(100_000)),
        format!("items c = {}a", "(".repeat(100_000)),
        format!(
            "promotion p {{ when {}a > 1 }}",
            "amount of all except ".repeat(100_000)
        ),
        format!("counter c {{ {} }}", "total of ".repeat(100_000)),
        format!("promotion p {{ for {}a }}", "a except ".repeat(100_000)),
        "{".repeat(100_000),
        "}".repeat(100_000),
        "\"".repeat(100_001),
        "`".repeat(100_001),
        "///\n".repeat(50_000),
        format!("program p {{\n{}", "///\n".repeat(50_000)),
        "`x ".repeat(50_000),
        "promotion p {".repeat(20_000),
        "program p {\n".repeat(20_000),
    ] {
        let parsed = parse(&text);
        assert!(!parsed.errors().is_empty() && parsed.errors().len() <= MAX_ERRORS);
        assert_eq!(parsed.syntax().text().len(), u32::try_from(text.len()).unwrap().into());
    }
}

#[test]
fn nesting_at_the_limit_is_fine_and_one_more_is_not() {
    let nested = |depth: usize| format!("clients c = {}a{}", "(".repeat(depth), ")".repeat(depth));
    let limit = usize::try_from(MAX_NESTING).unwrap();
    assert_eq!(kinds(&nested(limit)), []);
    assert!(oracle::conform(&nested(limit)).agrees());
    assert_eq!(
        kinds(&nested(limit + 1)),
        [SyntaxErrorKind::NestingTooDeep { limit: MAX_NESTING }]
    );
}

#[test]
fn a_text_beyond_the_limit_is_one_error() {
    let text = "x".repeat(MAX_TEXT_BYTES + 1);
    let parsed = parse(&text);
    assert_eq!(parsed.errors().len(), 1);
    assert_eq!(
        parsed.errors()[0].kind,
        SyntaxErrorKind::TextTooLarge { limit: MAX_TEXT_BYTES }
    );
    assert_eq!(parsed.syntax().text().len(), u32::try_from(text.len()).unwrap().into());
}

#[test]
fn strange_characters_are_named() {
    use SyntaxErrorKind::{
        BadQuotedName, ForbiddenCharacter, MalformedNumber, MixedScripts, UnclosedText, UnknownCharacter,
    };
    let clause = |clause: &str| kinds(&format!("promotion p {{\n  {clause}\n  exclusive\n}}"));
    let first = |text: &str| clause(text).into_iter().next().unwrap();
    assert_eq!(
        first("print \"a\u{202E}b\""),
        ForbiddenCharacter { character: '\u{202E}' }
    );
    assert_eq!(first("// note \u{200B}"), ForbiddenCharacter { character: '\u{200B}' });
    assert_eq!(first("exclusive\0"), ForbiddenCharacter { character: '\0' });
    assert_eq!(
        first("exclusive \u{FEFF}"),
        ForbiddenCharacter { character: '\u{FEFF}' }
    );
    assert_eq!(first("exclusive ;"), UnknownCharacter { text: ";".to_owned() });
    assert_eq!(
        first("in \u{412}IP"),
        MixedScripts {
            word: "\u{412}IP".to_owned()
        }
    );
    assert_eq!(clause("in VIP_\u{412}"), []);
    assert_eq!(first("print \"never closed"), UnclosedText { quote: '"' });
    assert_eq!(first("print «never closed"), UnclosedText { quote: '»' });
    assert_eq!(first("in `two words`"), BadQuotedName);
    assert_eq!(
        first("priority 10.5.3"),
        MalformedNumber {
            text: "10.5.3".to_owned()
        }
    );
    assert_eq!(first("priority 1-2"), MalformedNumber { text: "1-2".to_owned() });
}

#[test]
fn a_decimal_comma_in_a_list_is_told() {
    let number = || "1,15".to_owned();
    let comma = SyntaxErrorKind::DecimalCommaInList { number: number() };
    assert_eq!(
        kinds("promotion p { on days 1,15 of month }"),
        std::slice::from_ref(&comma)
    );
    assert_eq!(kinds("promotion p { when client.visits is in 1,15 }"), [comma]);
    assert_eq!(
        kinds("promotion p { on days 1, 15 of month when client.visits is in 1, 15 }"),
        []
    );
}

#[test]
fn after_an_error_the_next_line_is_read() {
    let text = "promotion a {\n  give 15% of coffee\n  limit 3 times\n  nonsense here { and there }\n  exclusive\n\npromotion b {\n  exclusive\n}\n}\nitems c = all\n";
    let parsed = parse(text);
    assert_eq!(parsed.syntax().to_string(), text);
    let names: Vec<String> = parsed
        .tree()
        .declarations()
        .filter_map(|d| d.name())
        .map(|name| name.text())
        .collect();
    assert_eq!(names, ["a", "b", "c"]);
    let Some(Declaration::Promotion(first)) = parsed.tree().declarations().next() else {
        panic!("no promotion")
    };
    let clauses: Vec<SyntaxKind> = first.clauses().map(|clause| clause.syntax().kind()).collect();
    assert_eq!(
        clauses,
        [
            SyntaxKind::GIVE_CLAUSE,
            SyntaxKind::LIMIT_CLAUSE,
            SyntaxKind::EXCLUSIVE_CLAUSE
        ]
    );
    assert!(matches!(first.clauses().next(), Some(Clause::GiveClause(_))));
    let kinds: Vec<SyntaxErrorKind> = parsed.errors().iter().map(|error| error.kind.clone()).collect();
    assert!(kinds.contains(&SyntaxErrorKind::UnclosedBlock));
    assert_eq!(kinds.len(), 4, "{kinds:?}");
}

#[test]
fn a_reserved_name_and_a_stray_doc_are_told() {
    assert_eq!(
        kinds("items price = all"),
        [SyntaxErrorKind::ReservedName {
            word: "price".to_owned()
        }]
    );
    assert_eq!(
        kinds("promotion p { in give }"),
        [SyntaxErrorKind::ReservedName {
            word: "give".to_owned()
        }]
    );
    assert_eq!(
        kinds("promotion p {\n  /// Why?\n  exclusive\n}"),
        [SyntaxErrorKind::StrayDoc]
    );
    assert_eq!(kinds("/// Nothing below."), [SyntaxErrorKind::StrayDoc]);
}

#[test]
fn comments_between_declarations_belong_to_the_file_and_docs_to_their_declaration() {
    let text = "items a = all\n// about b\n\n/// B.\nitems b = all // end\n";
    let parsed = parse(text);
    let own: Vec<String> = parsed
        .tree()
        .declarations()
        .map(|d| d.syntax().text().to_string())
        .collect();
    assert_eq!(own, ["items a = all", "/// B.\nitems b = all"]);
    let docs: Vec<String> = parsed
        .tree()
        .declarations()
        .flat_map(|d| d.docs())
        .map(|doc| doc.line().to_owned())
        .collect();
    assert_eq!(docs, ["B."]);
}

/// Twice the text, twice the tokens and errors, not more: every token is taken once.
#[test]
fn work_grows_with_the_text() {
    let errors = |times: usize| parse(&"promotion p {\n  give 15% of\n}\n".repeat(times)).errors().len();
    assert_eq!(errors(200), 2 * errors(100));
    let large = format!("{PROGRAMME}\n").repeat(400);
    assert_eq!(parse(&large).errors(), &[]);
}
