//! The examples of the language's page are read alike by the normative grammar and the parser.

use perk_grammar::{oracle, parse};

#[test]
fn whole_programmes() {
    for (name, text) in [
        ("english", include_str!("texts/programme_0.perk")),
        ("russian", include_str!("texts/programme_1.perk")),
    ] {
        let parsed = parse(text);
        assert_eq!(parsed.errors(), &[], "{name}");
        assert_eq!(parsed.syntax().to_string(), text);
        let conformance = oracle::conform(text);
        assert!(conformance.agrees(), "{name}: {conformance:?}");
    }
}
