//! The conformance corpus: examples of other engines' tests, said in Perk on the pages of `tests/corpus`, decided through the
//! `perk` command and compared with the figures of their sources.
//!
//! Where `shared/corpus/cases` stands beside the checkout, the pages are also compared with it: figures, sources and
//! receipts are restated faithfully, and no case is forgotten. `PERK_UPDATE=1` writes the tables of `docs/corpus.md`.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "a test: a panic is its failure"
)]

#[path = "corpus/judge.rs"]
mod judge;
#[path = "corpus/origin.rs"]
mod origin;
#[path = "corpus/page.rs"]
mod page;
#[path = "corpus/table.rs"]
mod table;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::LazyLock;

use judge::{Verdict, judge};
use page::{Case, read_all, root};
use rayon::prelude::*;

/// Cases no page tells: name and what they need.
type Untold = Vec<(String, String)>;

/// Every case with its verdict, in the order of the corpus, and the cases no page tells.
static JUDGED: LazyLock<(Vec<(Case, Verdict)>, Untold)> = LazyLock::new(|| {
    let (mut cases, untold) = read_all();
    cases.sort_by(|a, b| a.id.cmp(&b.id));
    // Whoever waits for a part of its own case takes up another one: the stacks of several lie on one another.
    let pool = rayon::ThreadPoolBuilder::new().stack_size(32 << 20).build();
    let judged = pool.expect("threads").install(|| {
        let judged = cases.into_par_iter().map(|case| {
            let verdict = judge(&case);
            (case, verdict)
        });
        judged.collect()
    });
    (judged, untold)
});

#[test]
fn every_case_comes_out_as_its_page_says() {
    let (judged, untold) = &*JUDGED;
    println!("{}", table::counts(judged, untold));
    for (case, verdict) in judged {
        if let Verdict::Waits(Some(so_far)) = verdict {
            println!("{} still waits; so far {so_far}", case.id);
        }
    }
    let wrong: Vec<String> = judged
        .iter()
        .filter_map(|(case, verdict)| match verdict {
            Verdict::Wrong(why) => Some(format!("{}: {}: {why}", case.place, case.id)),
            Verdict::Equal | Verdict::Differs | Verdict::Waits(_) => None,
        })
        .collect();
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
    let names: BTreeSet<&str> = judged
        .iter()
        .map(|(case, _)| case.id.as_str())
        .chain(untold.iter().map(|(id, _)| id.as_str()))
        .collect();
    assert_eq!(names.len(), judged.len() + untold.len(), "a case is told twice");
    assert!(names.len() >= 251, "cases are missing: {}", names.len());
}

/// Aim of the project: of what can be said, at least 95 of 100 cases are equal.
#[test]
fn at_least_95_of_100_cases_are_equal() {
    let mut count = table::Count::default();
    for (_, verdict) in &JUDGED.0 {
        count.add(verdict);
    }
    let said = count.equal + count.differs;
    assert!(count.equal * 100 >= said * 95, "{count:?}");
}

#[test]
fn the_pages_restate_the_corpus_faithfully() {
    let Some(origin) = origin::cases() else {
        println!("no shared/corpus beside this checkout: only the project's own pages were used");
        return;
    };
    println!("compared with {} cases of shared/corpus", origin.len());
    let (judged, untold) = &*JUDGED;
    let mut wrong = Vec::new();
    for (case, _) in judged {
        match origin.get(&case.id) {
            Some(theirs) => wrong.extend(origin::unfaithful(case, theirs)),
            None => wrong.push(format!("{}: the corpus has no {}", case.place, case.id)),
        }
    }
    let told: BTreeSet<&str> = judged
        .iter()
        .map(|(case, _)| case.id.as_str())
        .chain(untold.iter().map(|(id, _)| id.as_str()))
        .collect();
    let all: BTreeSet<&str> = origin.keys().map(String::as_str).collect();
    wrong.extend(all.difference(&told).map(|id| format!("{id} is forgotten")));
    wrong.extend(told.difference(&all).map(|id| format!("{id} is not in the corpus")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_page_of_the_corpus_tells_what_comes_out() {
    let (judged, untold) = &*JUDGED;
    let path = root().join("docs/corpus.md");
    let text = std::fs::read_to_string(&path).expect("the page");
    let mut fresh = String::new();
    let mut rest = text.as_str();
    let mut parts = 0;
    while let Some((before, after)) = rest.split_once("<!-- ") {
        let (comment, tail) = after.split_once(" -->\n").expect("a comment ends on its line");
        let (name, _) = comment.split_once(": made from ").expect("a comment names its part");
        let (_, tail) = tail.split_once("<!-- end -->\n").expect("a part has an end");
        let part = match name {
            "counts" => table::counts(judged, untold),
            "differences" => table::differences(judged),
            "waiting" => table::waiting(judged, untold),
            other => panic!("there is no part {other}"),
        };
        let _ = write!(fresh, "{before}<!-- {comment} -->\n{part}<!-- end -->\n");
        rest = tail;
        parts += 1;
    }
    fresh.push_str(rest);
    assert_eq!(parts, 3);
    if std::env::var_os("PERK_UPDATE").is_some() {
        std::fs::write(&path, &fresh).expect("the page");
    } else {
        assert!(
            text == fresh,
            "docs/corpus.md is not what comes out; PERK_UPDATE=1 writes it anew"
        );
    }
}
