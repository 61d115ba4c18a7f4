//! The tokens of one clause as pieces: how each is written, what is glued to what, where columns begin; knows no blocks.

use super::layout::{Column, Piece, width};
use super::outline::Source;
use super::spelling;
use crate::keywords::{Keyword, Language};
use crate::kind::SyntaxKind;
use crate::tree::{NodeOrToken, SyntaxElement, SyntaxNode, SyntaxToken};

/// Writes down the pieces of one item.
pub(super) struct Writer<'source> {
    source: &'source mut Source,
    pieces: Vec<Piece>,
    /// The token before, with the kind of its node.
    last: Option<(SyntaxToken, SyntaxKind)>,
}

impl<'source> Writer<'source> {
    pub(super) fn new(source: &'source mut Source) -> Self {
        Self {
            source,
            pieces: Vec::new(),
            last: None,
        }
    }

    pub(super) fn finish(self) -> Vec<Piece> {
        self.pieces
    }

    /// Writes these children of a node, and what is in them.
    pub(super) fn elements(&mut self, node: &SyntaxNode, elements: &[SyntaxElement]) {
        let mut rest = elements;
        while let Some((first, others)) = rest.split_first() {
            match first {
                NodeOrToken::Node(child) => {
                    let children: Vec<SyntaxElement> = significant(child);
                    self.elements(child, &children);
                    rest = others;
                }
                NodeOrToken::Token(token) => {
                    let run = run_of(token, rest);
                    let taken = match Keyword::from_kind(token.kind()) {
                        Some(keyword) => self.keyword(keyword, &run, node),
                        None => self.token(token, node),
                    };
                    rest = rest.get(taken..).unwrap_or_default();
                }
            }
        }
    }

    fn keyword(&mut self, keyword: Keyword, run: &[SyntaxToken], node: &SyntaxNode) -> usize {
        let count = spelling::words_of(keyword, run);
        let words = run.get(..count).unwrap_or_default();
        let Some(first) = words.first() else { return 1 };
        let (text, widths) = in_both(self.source.target(), |target| {
            spelling::keyword(keyword, words, node, target)
        });
        // A comment between the words of one keyword moves before it.
        for _ in words {
            let comments = self.source.take();
            self.remarks(comments);
        }
        let breakable = matches!(
            keyword,
            Keyword::And | Keyword::Or | Keyword::Except | Keyword::BetweenAnd
        );
        self.piece(text, widths, first, node.kind(), breakable);
        count
    }

    fn token(&mut self, token: &SyntaxToken, node: &SyntaxNode) -> usize {
        let comments = self.source.take();
        self.remarks(comments);
        let (text, widths) = in_both(self.source.target(), |target| spelling::token(token, target));
        let (text, widths) = if self.reads_on(&text) {
            (format!(" {text}"), widths.map(|width| width.saturating_add(1)))
        } else {
            (text, widths)
        };
        self.piece(text, widths, token, node.kind(), false);
        1
    }

    /// Whether one blank between the last token and this text would make a thousand of two numbers: `net 1 500 RUB` is 1 500
    /// roubles, not 500 for line 1.
    fn reads_on(&self, text: &str) -> bool {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let number = |token: &SyntaxToken| token.text().ends_with(|last: char| last.is_ascii_digit());
        digits == 3 && self.last.as_ref().is_some_and(|(last, _)| number(last))
    }

    fn remarks(&mut self, comments: Vec<String>) {
        for text in comments {
            self.pieces.push(Piece::comment(text));
        }
    }

    fn piece(&mut self, text: String, widths: [usize; 2], token: &SyntaxToken, parent: SyntaxKind, breakable: bool) {
        let glued = self
            .last
            .as_ref()
            .is_some_and(|(last, above)| is_glued(last, *above, token, parent, &text));
        let after_comma = self
            .last
            .as_ref()
            .is_some_and(|(last, _)| last.kind() == SyntaxKind::COMMA);
        let breakable = breakable || after_comma;
        self.pieces.push(Piece {
            widths,
            glued,
            breakable,
            ..Piece::plain(text)
        });
        self.last = Some((token.clone(), parent));
    }

    /// The number of the next piece.
    pub(super) fn here(&self) -> usize {
        self.pieces.len()
    }

    /// Begins a column at a piece.
    pub(super) fn column(&mut self, at: usize, column: Column) {
        if let Some(piece) = self.pieces.get_mut(at) {
            piece.column = Some(column);
        }
    }
}

/// A text in the language asked for, and its widths in English and in Russian.
fn in_both(target: Option<Language>, write: impl Fn(Option<Language>) -> String) -> (String, [usize; 2]) {
    let widths = [Language::English, Language::Russian].map(|language| width(&write(Some(language))));
    (write(target), widths)
}

/// The children of a node without blanks and comments.
pub(super) fn significant(node: &SyntaxNode) -> Vec<SyntaxElement> {
    node.children_with_tokens()
        .filter(|element| !is_remark(element.kind()))
        .collect()
}

/// Whether tokens of this kind stand between others without being part of a clause.
pub(super) fn is_remark(kind: SyntaxKind) -> bool {
    kind.is_trivia() || kind == SyntaxKind::DOC
}

/// The tokens of one kind at the front of these elements.
fn run_of(first: &SyntaxToken, elements: &[SyntaxElement]) -> Vec<SyntaxToken> {
    elements
        .iter()
        .map_while(|element| element.as_token().filter(|token| token.kind() == first.kind()).cloned())
        .collect()
}

/// Whether no blank stands between two tokens.
fn is_glued(last: &SyntaxToken, above: SyntaxKind, token: &SyntaxToken, parent: SyntaxKind, text: &str) -> bool {
    let kind = token.kind();
    if matches!(kind, SyntaxKind::COMMA | SyntaxKind::R_PAREN | SyntaxKind::DOT)
        || matches!(last.kind(), SyntaxKind::L_PAREN | SyntaxKind::DOT)
    {
        return true;
    }
    if kind == SyntaxKind::COLON {
        return matches!(
            parent,
            SyntaxKind::LADDER_STEP | SyntaxKind::QUESTION | SyntaxKind::EXPIRED_ON_RETURN_CLAUSE
        );
    }
    let tight = |node: SyntaxKind| {
        matches!(
            node,
            SyntaxKind::WEEKDAY_RANGE
                | SyntaxKind::DAY_RANGE
                | SyntaxKind::DATE_RANGE
                | SyntaxKind::TIME_RANGE
                | SyntaxKind::SCALE_ANSWER
        )
    };
    if kind == SyntaxKind::DOT_DOT {
        return tight(parent);
    }
    if last.kind() == SyntaxKind::DOT_DOT {
        return tight(above);
    }
    text == "%"
}
