//! A whole line typed in the other keyboard layout: told once, mended at once; knows no meaning.

use perk_grammar::errors::Expected;
use perk_grammar::{Keyword, SyntaxKind};

use super::{Slip, Words};
use crate::diagnostic::{Finding, Param, Span, codes};
use crate::spelling::other_layout;
use crate::syntax;

/// Signs that are letters of the Russian layout.
const KEYS_OF_LETTERS: [char; 7] = ['[', ']', ';', '\'', ',', '.', '`'];

/// So many keywords must come out, or it may be something else.
const ENOUGH: usize = 2;

/// `frwbz xfq { crblrf 10% yf xfq }`: from the word that nobody understands to the end of its line.
pub(super) fn line(words: &Words<'_>, at: usize, expected: &[Expected]) -> Option<Slip> {
    let begins = expected.contains(&Expected::Declaration) || expected.contains(&Expected::Clause);
    let first = words.text(at);
    if !begins || !matches!(words.kind(at), Some(SyntaxKind::WORD | SyntaxKind::IDENT)) || !is_keyword(&turned(first)?)
    {
        return None;
    }
    let russian = syntax::is_russian(first);
    let start = words.span(at).start;
    let (mut word, mut keywords) = (String::new(), 0_usize);
    let mut rest = words.rest_of_line(start);
    // To the last word that was turned, in the old text and in the new.
    let (mut read, mut last) = (0_usize, (0_usize, 0_usize));
    while let Some(next) = rest.chars().next() {
        let kept = matches!(next, '"' | '«' | '“') || rest.starts_with("//");
        let piece = if kept { quoted(rest) } else { run(rest, russian) };
        rest = rest.get(piece.len()..).unwrap_or_default();
        read = read.saturating_add(piece.len());
        match Some(piece)
            .filter(|piece| !kept && of_layout(piece, russian))
            .and_then(turned)
        {
            Some(meant) => {
                keywords = keywords.saturating_add(usize::from(is_keyword(&meant)));
                word.push_str(&meant);
                last = (read, word.len());
            }
            None => word.push_str(piece),
        }
    }
    if keywords < ENOUGH {
        return None;
    }
    word.truncate(last.1);
    let span = Span::new(start, start.saturating_add(u32::try_from(last.0).unwrap_or(u32::MAX)));
    let finding = Finding::new(&codes::OTHER_LAYOUT_WORD, span)
        .with("found", words.slice(span))
        .with("word", word.as_str())
        .fix(
            &codes::WRITE_WORD,
            vec![("word", Param::from(word.as_str()))],
            span,
            &word,
        );
    let line = words.rest_of_line(start).len();
    Slip::new(
        finding,
        Span::new(start, start.saturating_add(u32::try_from(line).unwrap_or(u32::MAX))),
    )
}

/// A word in the other layout; `None` where it is a keyword as it stands.
fn turned(word: &str) -> Option<String> {
    if is_keyword(word) { None } else { other_layout(word) }
}

fn is_keyword(word: &str) -> bool {
    Keyword::from_text(word).next().is_some()
}

/// Whether a piece has a letter of the alphabet that is typed by mistake.
fn of_layout(piece: &str, russian: bool) -> bool {
    piece.chars().any(char::is_alphabetic) && syntax::is_russian(piece) == russian
}

/// A text in quotes, or a comment: what an author wrote on purpose.
fn quoted(rest: &str) -> &str {
    let closing = match rest.chars().next() {
        Some('«') => '»',
        Some('“') => '”',
        Some('"') => '"',
        _ => return rest,
    };
    let mut letters = rest.char_indices().skip(1);
    let end = letters.find(|(_, letter)| *letter == closing);
    let end = end.map_or(rest.len(), |(at, letter)| at.saturating_add(letter.len_utf8()));
    rest.get(..end).unwrap_or(rest)
}

/// What is typed in one go: a word, with the signs that are letters of the other layout, or one other sign.
fn run(rest: &str, russian: bool) -> &str {
    let belongs =
        |letter: char| letter.is_alphabetic() || letter == '_' || !russian && KEYS_OF_LETTERS.contains(&letter);
    let end = rest.find(|letter| !belongs(letter)).unwrap_or(rest.len());
    let whole = rest.get(..end).unwrap_or_default();
    if !whole.chars().any(char::is_alphabetic) {
        let one = rest.chars().next().map_or(0, char::len_utf8);
        return rest.get(..one).unwrap_or_default();
    }
    // A sign at the end of a word is a sign, except where a word needs it.
    let word = whole.trim_end_matches(KEYS_OF_LETTERS);
    if turned(whole).is_some_and(|meant| is_keyword(&meant)) {
        whole
    } else {
        word
    }
}
