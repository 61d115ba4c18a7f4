//! Every generated programme, printed in either language, is a text of the normative grammar and of the parser.

use perk_grammar::oracle::{Verdict, conform};
use perk_tests::generate::case;
use perk_tests::generate::hard::hard;
use perk_tests::generate::sets::sets;
use perk_tests::model::Programme;
use perk_tests::print::{Keywords, text};

/// So many programmes from each source.
fn programmes(count: u64) -> impl Iterator<Item = (u64, Programme)> {
    (0..count).flat_map(|seed| [case(seed), hard(seed), sets(seed)].map(|case| (seed, case.programme)))
}

#[test]
fn generated_programmes_are_accepted_with_equal_trees() {
    for (seed, programme) in programmes(20) {
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
    for (seed, programme) in programmes(200) {
        for keywords in [Keywords::English, Keywords::Russian] {
            let text = text(&programme, keywords);
            let parse = perk_grammar::parse(&text);
            assert!(parse.errors().is_empty(), "seed {seed}: {:?}\n{text}", parse.errors());
        }
    }
}
