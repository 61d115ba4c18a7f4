//! Text to tokens: words are only words here, the parser says which of them are keywords; knows no production.

mod scan;

use logos::Logos;

use crate::errors::{SyntaxError, SyntaxErrorKind};
use crate::keywords::Atom;
use crate::kind::SyntaxKind;
use crate::tree::{TextRange, TextSize};

/// One token, trivia included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is before any keyword is decided.
    pub kind: SyntaxKind,
    /// The word or sign of some keyword.
    pub atom: Option<Atom>,
    /// Where it ends; it begins where the one before ends.
    pub end: TextSize,
}

/// Splits a text into tokens that together are the whole text.
pub fn lex(text: &str) -> (Vec<Token>, Vec<SyntaxError>) {
    let mut lexer = Raw::lexer_with_extras(text, Vec::new());
    let mut tokens = Vec::new();
    while let Some(raw) = lexer.next() {
        let kind = match raw {
            Ok(raw) => raw.kind(),
            Err(()) => {
                let text = lexer.slice();
                lexer.extras.push((lexer.span(), scan::strange(text)));
                SyntaxKind::UNKNOWN
            }
        };
        let atom = matches!(kind, SyntaxKind::WORD | SyntaxKind::SIGN | SyntaxKind::EQ)
            .then(|| Atom::of(lexer.slice()))
            .flatten();
        tokens.push(Token {
            kind,
            atom,
            end: size(lexer.span().end),
        });
    }
    let mut errors: Vec<SyntaxError> = lexer
        .extras
        .into_iter()
        .map(|(span, kind)| SyntaxError {
            kind,
            range: TextRange::new(size(span.start), size(span.end).max(size(span.start))),
        })
        .collect();
    errors.sort_by_key(|error| error.range.start());
    (tokens, errors)
}

/// Offsets fit: the text is at most [`crate::limits::MAX_TEXT_BYTES`] long.
fn size(offset: usize) -> TextSize {
    u32::try_from(offset).map(TextSize::new).unwrap_or_default()
}

/// What the first character says; the rest of a token is scanned by hand where a regular expression cannot look ahead.
#[derive(Logos, Clone, Copy, Debug, PartialEq, Eq)]
#[logos(extras = Vec<(std::ops::Range<usize>, SyntaxErrorKind)>)]
enum Raw {
    #[regex("[ \t\r\n\u{A0}\u{202F}]+", priority = 9)]
    Whitespace,
    #[token("//", scan::line)]
    Line(SyntaxKind),
    #[regex("[0-9]", scan::number)]
    Number(SyntaxKind),
    #[regex("[A-Za-z_]", scan::word)]
    Word,
    #[regex("[^\x00-\x7F]", scan::beyond, priority = 1)]
    Beyond(SyntaxKind),
    #[token("`", scan::quoted_name)]
    Quoted,
    #[token("\"", |lexer| scan::text(lexer, '"'))]
    #[token("«", |lexer| scan::text(lexer, '»'), priority = 9)]
    #[token("“", |lexer| scan::text(lexer, '”'), priority = 9)]
    Text,
    #[token("{")]
    LCurly,
    #[token("}")]
    RCurly,
    #[token("(")]
    LParen,
    #[token(")")]
    RParen,
    #[token(",")]
    Comma,
    #[token(":")]
    Colon,
    #[token(".")]
    Dot,
    #[token("..")]
    DotDot,
    #[token("=")]
    Eq,
    #[regex("[%$@<>/]|>=|<=|!=")]
    #[regex("[₽₸€₾₼₺£×≥≤≠]", priority = 9)]
    Sign,
}

impl Raw {
    fn kind(self) -> SyntaxKind {
        match self {
            Raw::Whitespace => SyntaxKind::WHITESPACE,
            Raw::Line(kind) | Raw::Number(kind) | Raw::Beyond(kind) => kind,
            Raw::Word => SyntaxKind::WORD,
            Raw::Quoted => SyntaxKind::IDENT,
            Raw::Text => SyntaxKind::TEXT,
            Raw::LCurly => SyntaxKind::L_CURLY,
            Raw::RCurly => SyntaxKind::R_CURLY,
            Raw::LParen => SyntaxKind::L_PAREN,
            Raw::RParen => SyntaxKind::R_PAREN,
            Raw::Comma => SyntaxKind::COMMA,
            Raw::Colon => SyntaxKind::COLON,
            Raw::Dot => SyntaxKind::DOT,
            Raw::DotDot => SyntaxKind::DOT_DOT,
            Raw::Eq => SyntaxKind::EQ,
            Raw::Sign => SyntaxKind::SIGN,
        }
    }
}
