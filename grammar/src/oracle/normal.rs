//! The normal form in which the trees of both parsers are compared: kinds and places without trivia and punctuation.

use pest::iterators::{Pair, Pairs};

use crate::kind::SyntaxKind;
use crate::lexer;
use crate::tree::{NodeOrToken, SyntaxNode, WalkEvent};

/// One node or token: its depth, its kind and where it stands without trivia.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Shape {
    depth: u32,
    kind: SyntaxKind,
    start: usize,
    end: usize,
}

/// Where tokens that are not trivia begin and end.
struct Places {
    starts: Vec<usize>,
    ends: Vec<usize>,
}

impl Places {
    fn of(text: &str) -> Places {
        let mut places = Places {
            starts: Vec::new(),
            ends: Vec::new(),
        };
        let mut start = 0;
        for token in lexer::lex(text).0 {
            let end = usize::from(token.end);
            if !token.kind.is_trivia() {
                places.starts.push(start);
                places.ends.push(end);
            }
            start = end;
        }
        places
    }

    /// The span without trivia at its ends.
    fn trim(&self, start: usize, end: usize) -> (usize, usize) {
        let first = self.starts.partition_point(|place| *place < start);
        let last = self.ends.partition_point(|place| *place <= end);
        match (
            self.starts.get(first),
            last.checked_sub(1).and_then(|index| self.ends.get(index)),
        ) {
            (Some(from), Some(to)) if from <= to => (*from, *to),
            _ => (end, end),
        }
    }
}

pub(super) fn of_pairs(text: &str, skipped: usize, pairs: Pairs<'_, &str>) -> Vec<Shape> {
    let places = Places::of(text);
    let mut shapes = Vec::new();
    let mut stack: Vec<(u32, Pairs<'_, &str>)> = vec![(0, pairs)];
    while let Some((depth, mut pairs)) = stack.pop() {
        let Some(pair) = pairs.next() else { continue };
        stack.push((depth, pairs));
        let Some(kind) = SyntaxKind::of_rule(pair.as_rule()) else {
            continue;
        };
        let span = |pair: &Pair<'_, &str>| {
            let span = pair.as_span();
            (span.start().saturating_add(skipped), span.end().saturating_add(skipped))
        };
        if pair.as_rule().starts_with("kw_") {
            for word in pair.into_inner() {
                let (start, end) = span(&word);
                shapes.push(Shape {
                    depth,
                    kind,
                    start,
                    end,
                });
            }
            continue;
        }
        let (start, end) = span(&pair);
        let (start, end) = places.trim(start, end);
        shapes.push(Shape {
            depth,
            kind,
            start,
            end,
        });
        stack.push((depth.saturating_add(1), pair.into_inner()));
    }
    shapes
}

pub(super) fn of_tree(text: &str, root: &SyntaxNode) -> Vec<Shape> {
    let places = Places::of(text);
    let mut shapes = Vec::new();
    let mut depth = 0_u32;
    for event in root.preorder_with_tokens() {
        let element = match event {
            WalkEvent::Enter(element) => element,
            WalkEvent::Leave(NodeOrToken::Node(_)) => {
                depth = depth.saturating_sub(1);
                continue;
            }
            WalkEvent::Leave(NodeOrToken::Token(_)) => continue,
        };
        let range = element.text_range();
        let (start, end) = (usize::from(range.start()), usize::from(range.end()));
        match element {
            NodeOrToken::Node(node) => {
                let (start, end) = places.trim(start, end);
                shapes.push(Shape {
                    depth,
                    kind: node.kind(),
                    start,
                    end,
                });
                depth = depth.saturating_add(1);
            }
            NodeOrToken::Token(token) if token.kind().is_trivia() || is_punctuation(token.kind()) => {}
            NodeOrToken::Token(token) => shapes.push(Shape {
                depth,
                kind: token.kind(),
                start,
                end,
            }),
        }
    }
    shapes
}

/// Marks that perk.pest writes as plain strings, which make no pair.
fn is_punctuation(kind: SyntaxKind) -> bool {
    matches!(
        kind,
        SyntaxKind::L_CURLY
            | SyntaxKind::R_CURLY
            | SyntaxKind::L_PAREN
            | SyntaxKind::R_PAREN
            | SyntaxKind::COMMA
            | SyntaxKind::COLON
            | SyntaxKind::DOT
            | SyntaxKind::DOT_DOT
            | SyntaxKind::EQ
    )
}

/// The first place where the two differ, in words for the author of the parser.
pub(super) fn difference(text: &str, normative: &[Shape], parsed: &[Shape]) -> Option<String> {
    let index = (0..normative.len().max(parsed.len())).find(|index| normative.get(*index) != parsed.get(*index))?;
    let show = |shape: Option<&Shape>| match shape {
        Some(shape) => format!(
            "{:?} `{}` at {}",
            shape.kind,
            text.get(shape.start..shape.end).unwrap_or_default(),
            shape.start
        ),
        None => "nothing".to_owned(),
    };
    Some(format!(
        "perk.pest has {}, the parser has {}",
        show(normative.get(index)),
        show(parsed.get(index))
    ))
}
