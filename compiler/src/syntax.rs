//! Places and words of nodes and tokens: the little that the compiler needs to know of the tree itself.

use perk_grammar::SyntaxKind;
use perk_grammar::ast::AstToken;
use perk_grammar::tree::{self, SyntaxElement, SyntaxNode, SyntaxToken, TextRange};

use crate::diagnostic::Span;

/// A range of the tree as a span.
#[must_use]
pub(crate) fn span_of(range: TextRange) -> Span {
    Span::new(range.start().into(), range.end().into())
}

/// The place of a node without blanks and comments around it.
#[must_use]
pub(crate) fn node(node: &SyntaxNode) -> Span {
    let solid = |kind: Option<SyntaxKind>| kind.is_some_and(|kind| !kind.is_trivia());
    if solid(tree::first_kind(node)) && solid(tree::last_kind(node)) {
        // The usual case: the parser leaves blanks outside of nodes.
        return span_of(node.text_range());
    }
    let first = node
        .descendants_with_tokens()
        .filter_map(SyntaxElement::into_token)
        .find(|token| !token.kind().is_trivia())
        .map(|token| token.text_range());
    let Some(first) = first else {
        return span_of(node.text_range());
    };
    let last = last_solid(node).unwrap_or(first);
    Span::new(first.start().into(), last.end().into())
}

fn last_solid(node: &SyntaxNode) -> Option<TextRange> {
    let mut token = node.last_token();
    while let Some(current) = token {
        if !node.text_range().contains_range(current.text_range()) {
            return None;
        }
        if !current.kind().is_trivia() {
            return Some(current.text_range());
        }
        token = current.prev_token();
    }
    None
}

/// The place of a token.
#[must_use]
pub(crate) fn token(token: &SyntaxToken) -> Span {
    span_of(token.text_range())
}

/// The place of a typed token.
#[must_use]
pub(crate) fn typed<T: AstToken>(view: &T) -> Span {
    token(view.syntax())
}

/// The words of a node, with single blanks and without comments.
#[must_use]
pub(crate) fn words(node: &SyntaxNode) -> String {
    let mut out = String::new();
    let mut gap = false;
    tree::each_token(node, &mut |kind, text| {
        if kind.is_trivia() {
            gap = !out.is_empty();
        } else {
            if gap {
                out.push(' ');
                gap = false;
            }
            out.push_str(text);
        }
    });
    out
}

/// Whether a word is spelled in Russian letters.
#[must_use]
pub(crate) fn is_russian(text: &str) -> bool {
    text.chars().any(|letter| matches!(letter, '\u{400}'..='\u{52F}'))
}
