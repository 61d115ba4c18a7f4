//! The parser against the normative grammar on generated programmes and their mutants: equal verdicts, equal trees.
//!
//! `PERK_LONG=1` runs 100 000 programmes instead of 2 000.
#![allow(
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

mod generate;
mod mutate;

use generate::Generator;
use perk_grammar::oracle::{Verdict, conform};
use perk_grammar::parse;

#[derive(Default, Debug)]
struct Count {
    programmes: usize,
    accepted: usize,
    mutants: usize,
    accepted_mutants: usize,
    kinds: std::collections::BTreeSet<perk_grammar::SyntaxKind>,
}

fn check(text: &str) -> bool {
    let conformance = conform(text);
    assert!(
        conformance.agrees(),
        "seed text:\n{text}\n{conformance:?}\nerrors: {:?}",
        parse(text).errors()
    );
    conformance.normative == Verdict::Accepted
}

fn run(seed: u64, programmes: usize) -> Count {
    let mut generator = Generator::new(seed);
    let mut count = Count::default();
    for number in 1..=programmes {
        let pieces = generator.programme();
        let text = generator.join(&pieces);
        count.programmes += 1;
        // The long run says that it is alive.
        if number.is_multiple_of(2_000) {
            eprintln!(
                "{number} of {programmes} programmes from seed {seed}, {} mutants",
                count.mutants
            );
        }
        if check(&text) {
            count.accepted += 1;
            count
                .kinds
                .extend(parse(&text).syntax().descendants().map(|node| node.kind()));
        }
        for mutation in mutate::ALL {
            let mutant = mutate::apply(*mutation, &pieces, &mut generator);
            count.mutants += 1;
            count.accepted_mutants += usize::from(check(&mutant));
        }
    }
    count
}

#[test]
fn parser_and_grammar_agree_on_generated_programmes_and_mutants() {
    let long = std::env::var_os("PERK_LONG").is_some();
    let share = if long { 50_000 } else { 1_000 };
    let halves: Vec<Count> = std::thread::scope(|scope| {
        let threads: Vec<_> = [11, 14]
            .into_iter()
            .map(|seed| scope.spawn(move || run(seed, share)))
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let mut kinds = std::collections::BTreeSet::new();
    for count in halves {
        assert_eq!(count.programmes, share);
        assert!(
            count.accepted * 10 >= count.programmes * 6,
            "too few programmes are programmes: {count:?}"
        );
        assert!(
            count.accepted_mutants * 20 >= count.mutants,
            "mutants are all broken: {count:?}"
        );
        assert!(
            count.accepted_mutants * 10 <= count.mutants * 8,
            "mutants change nothing: {count:?}"
        );
        kinds.extend(count.kinds);
    }
    let missing: Vec<String> = generate::node_rules()
        .into_iter()
        .filter(|rule| !kinds.contains(&perk_grammar::SyntaxKind::of_rule(rule).unwrap()))
        .collect();
    assert!(missing.is_empty(), "never generated: {missing:?}");
}
