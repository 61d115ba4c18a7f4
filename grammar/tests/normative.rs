//! The examples of the language's page are accepted by the normative grammar.

use perk_grammar::oracle;

#[test]
fn whole_programmes() {
    for (name, text) in [
        ("english", include_str!("texts/programme_0.perk")),
        ("russian", include_str!("texts/programme_1.perk")),
    ] {
        if let Err(message) = oracle::accepts(text) {
            panic!("{name}: {message}");
        }
    }
}
