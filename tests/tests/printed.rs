//! Every generated programme, printed in either language, is a text of the normative grammar and of the parser.

use perk_grammar::oracle::{Verdict, conform};
use perk_tests::generate::case;
use perk_tests::print::{Keywords, text};

#[test]
fn generated_programmes_are_accepted_with_equal_trees() {
    for seed in 0..40 {
        let programme = case(seed).programme;
        for keywords in [Keywords::English, Keywords::Russian] {
            let text = text(&programme, keywords);
            let conformance = conform(&text);
            assert_eq!(conformance.normative, Verdict::Accepted, "seed {seed}\n{text}");
            assert!(conformance.agrees(), "seed {seed}: {conformance:?}\n{text}");
        }
    }
}

#[test]
fn generated_programmes_are_parsed_without_errors() {
    for seed in 0..400 {
        let programme = case(seed).programme;
        for keywords in [Keywords::English, Keywords::Russian] {
            let text = text(&programme, keywords);
            let parse = perk_grammar::parse(&text);
            assert!(parse.errors().is_empty(), "seed {seed}: {:?}\n{text}", parse.errors());
        }
    }
}
