//! The normative grammar run by pest, and whether the parser agrees with it node by node; knows no single rule of either.

mod normal;

use std::sync::LazyLock;

use pest_meta::{optimizer, parser};
use pest_vm::Vm;

use crate::errors::SyntaxErrorKind;
use crate::parse;
use normal::Shape;

/// Stack of the thread on which pest runs: it recurses once per rule, and [`crate::limits::MAX_NESTING`] levels of a debug build
/// need about a tenth of this.
const PEST_STACK_BYTES: usize = 256 * 1024 * 1024;

/// What the normative grammar says of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// The text is a programme.
    Accepted,
    /// It is not; pest went this far.
    Rejected {
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
    },
    /// It was not asked: the text is beyond the limits of the parser, which the grammar does not know.
    NotAsked,
}

/// Whether the parser does what the normative grammar says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Conformance {
    /// The normative grammar.
    pub normative: Verdict,
    /// How many errors the parser reports.
    pub errors: usize,
    /// The first difference between the two trees, if the text was accepted and they differ.
    pub difference: Option<String>,
}

impl Conformance {
    /// Whether both accept with equal trees, or both refuse.
    pub fn agrees(&self) -> bool {
        match self.normative {
            Verdict::Accepted => self.errors == 0 && self.difference.is_none(),
            Verdict::Rejected { .. } | Verdict::NotAsked => self.errors > 0,
        }
    }
}

/// Reads a text by both parsers and compares.
pub fn conform(text: &str) -> Conformance {
    let parse = parse(text);
    let errors = parse.errors().len();
    let beyond = parse.errors().iter().any(|error| {
        matches!(
            error.kind,
            SyntaxErrorKind::NestingTooDeep { .. } | SyntaxErrorKind::TextTooLarge { .. }
        )
    });
    if beyond {
        return Conformance {
            normative: Verdict::NotAsked,
            errors,
            difference: None,
        };
    }
    match on_own_stack(|| normative(text)) {
        Some(Ok(shape)) => {
            let difference = (errors == 0)
                .then(|| normal::difference(text, &shape, &normal::of_tree(text, &parse.syntax())))
                .flatten();
            Conformance {
                normative: Verdict::Accepted,
                errors,
                difference,
            }
        }
        Some(Err((line, column))) => Conformance {
            normative: Verdict::Rejected { line, column },
            errors,
            difference: None,
        },
        None => Conformance {
            normative: Verdict::NotAsked,
            errors,
            difference: None,
        },
    }
}

/// The tree of the normative grammar, or where it stops.
fn normative(text: &str) -> Result<Vec<Shape>, (usize, usize)> {
    // The byte order mark is not part of the grammar.
    let (skipped, body) = match text.strip_prefix('\u{FEFF}') {
        Some(rest) => ('\u{FEFF}'.len_utf8(), rest),
        None => (0, text),
    };
    let Some(vm) = VM.as_ref() else { return Err((0, 0)) };
    match vm.parse("file", body) {
        Ok(pairs) => Ok(normal::of_pairs(text, skipped, pairs)),
        Err(error) => Err(match error.line_col {
            pest::error::LineColLocation::Pos(place) | pest::error::LineColLocation::Span(place, _) => place,
        }),
    }
}

static VM: LazyLock<Option<Vm>> = LazyLock::new(|| {
    let mut rules = Vec::new();
    for source in [
        include_str!("../perk.pest"),
        include_str!("../lexical.pest"),
        include_str!("../keywords.pest"),
    ] {
        let pairs = parser::parse(parser::Rule::grammar_rules, source).ok()?;
        rules.extend(parser::consume_rules(pairs).ok()?);
    }
    Some(Vm::new(optimizer::optimize(rules)))
});

/// Runs `work` on a thread with a stack of its own; nothing if there is no thread to have or it fails.
fn on_own_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .stack_size(PEST_STACK_BYTES)
            .spawn_scoped(scope, work);
        thread.ok()?.join().ok()
    })
}
