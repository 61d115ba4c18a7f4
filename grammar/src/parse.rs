//! From a text to its tree: lexer, rules and the building of the tree in one call; knows no single production.

use crate::ast::File;
use crate::errors::{SyntaxError, SyntaxErrorKind};
use crate::kind::SyntaxKind;
use crate::limits::{MAX_ERRORS, MAX_TEXT_BYTES};
use crate::parser::{Event, Parser};
use crate::tree::{GreenNode, SyntaxNode, TextRange, TextSize, TreeBuilder};
use crate::{lexer, rules};

/// A text as a tree, with what is wrong with its form. The tree always holds the whole text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parse {
    green: GreenNode,
    errors: Vec<SyntaxError>,
}

impl Parse {
    /// The tree without places, cheap to keep and to compare.
    pub fn green(&self) -> &GreenNode {
        &self.green
    }

    /// The root of the tree.
    pub fn syntax(&self) -> SyntaxNode {
        SyntaxNode::new_root(self.green.clone())
    }

    /// The root as a view.
    pub fn tree(&self) -> File {
        File { syntax: self.syntax() }
    }

    /// What is wrong, in the order of the text.
    pub fn errors(&self) -> &[SyntaxError] {
        &self.errors
    }
}

/// Reads a text. Never fails: whatever is wrong is in the errors, and the tree holds every byte of the text.
///
/// A text longer than [`MAX_TEXT_BYTES`] becomes one unknown token with one error; beyond 4 GiB, which no tree can number, the
/// tree is empty.
pub fn parse(text: &str) -> Parse {
    if text.len() > MAX_TEXT_BYTES {
        return too_large(text);
    }
    let (tokens, mut errors) = lexer::lex(text);
    let mut parser = Parser::new(text, &tokens);
    rules::file(&mut parser);
    let (events, found) = parser.finish();
    errors.extend(found);
    errors.sort_by_key(|error| (error.range.start(), error.range.end()));
    errors.truncate(MAX_ERRORS);
    Parse {
        green: build(text, &tokens, &events),
        errors,
    }
}

fn too_large(text: &str) -> Parse {
    let error = SyntaxError {
        kind: SyntaxErrorKind::TextTooLarge { limit: MAX_TEXT_BYTES },
        range: TextRange::empty(TextSize::new(0)),
    };
    let mut tree = TreeBuilder::default();
    tree.start(SyntaxKind::FILE);
    if u32::try_from(text.len()).is_ok() {
        tree.token(SyntaxKind::UNKNOWN, text);
    }
    tree.finish();
    Parse {
        green: tree.build(),
        errors: vec![error],
    }
}

/// Trivia go before the outermost node that begins after them; at the end they belong to the file.
fn build(text: &str, tokens: &[lexer::Token], events: &[Event]) -> GreenNode {
    let mut tree = TreeBuilder::default();
    let mut tokens = tokens.iter().copied().peekable();
    let mut start = 0_usize;
    let mut take = |tree: &mut TreeBuilder, token: lexer::Token, kind: SyntaxKind| {
        let end = usize::from(token.end);
        tree.token(kind, text.get(start..end).unwrap_or_default());
        start = end;
    };
    let last = events.len().saturating_sub(1);
    for (index, event) in events.iter().enumerate() {
        // The file holds its leading and trailing trivia; another node begins and ends with a token.
        let trivia_first = match event {
            Event::Start(_) => index > 0,
            Event::Token(_) => true,
            Event::Finish => index == last,
        };
        if trivia_first {
            while let Some(token) = tokens.next_if(|token| token.kind.is_trivia()) {
                take(&mut tree, token, token.kind);
            }
        }
        match event {
            Event::Start(kind) => tree.start(*kind),
            Event::Token(kind) => {
                if let Some(token) = tokens.next() {
                    take(&mut tree, token, *kind);
                }
            }
            Event::Finish => tree.finish(),
        }
    }
    tree.build()
}
