//! A word or a whole line typed in the other keyboard layout: told once, mended at once; knows no meaning.

use perk_grammar::errors::{Expected, SyntaxErrorKind};
use perk_grammar::{Keyword, Language, SyntaxKind};

use super::{Slip, Words, names, phrases};
use crate::diagnostic::{Finding, Param, Span, codes};
use crate::limits::{LAYOUT_KEYWORDS, MENDED_BYTES};
use crate::spelling::other_layout;
use crate::syntax;

/// Signs that are letters of the Russian layout.
const KEYS_OF_LETTERS: [char; 7] = ['[', ']', ';', '\'', ',', '.', '`'];

/// Signs of those that nobody writes in a programme of Perk: at the end of a word they are letters.
const ONLY_LETTERS: [char; 5] = ['[', ']', ';', '\'', '`'];

/// Capitals of the Russian layout that are signs of the English one.
const SHIFTED: [(&str, &str); 7] = [
    ("Х", "{"),
    ("Ъ", "}"),
    ("Ж", ":"),
    ("Э", "\""),
    ("Б", "<"),
    ("Ю", ">"),
    ("Ё", "~"),
];

/// Signs inside of numbers, as the English layout types those of the Russian one.
const IN_NUMBERS: [(&str, &str); 3] = [("?", ","), ("/", "."), ("^", ":")];

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
        let in_number = if russian { None } else { in_number(&word, rest) };
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
            None => word.push_str(in_number.unwrap_or(piece)),
        }
        if in_number.is_some() {
            last = (read, word.len());
        }
    }
    if keywords < LAYOUT_KEYWORDS {
        return None;
    }
    word.truncate(last.1);
    let span = Span::new(start, start.saturating_add(u32::try_from(last.0).unwrap_or(u32::MAX)));
    let tail = words.rest_of_line(span.end);
    let line = words.rest_of_line(start).len();
    let mut finding = Finding::new(&codes::OTHER_LAYOUT_WORD, span)
        .with("found", words.slice(span))
        .with("word", word.as_str());
    if mends(words, at, &format!("{word}{tail}")) {
        let params = vec![("word", Param::from(word.as_str()))];
        finding = finding.fix(&codes::WRITE_WORD, params, span, &word);
    }
    Slip::new(
        finding,
        Span::new(start, start.saturating_add(u32::try_from(line).unwrap_or(u32::MAX))),
    )
}

/// `скидка 10 he, на чай`: one word of a line, where the word that was meant can stand.
pub(super) fn word(words: &Words<'_>, at: usize) -> Option<Slip> {
    let russian_line = words.language(at.checked_sub(1)?) == Language::Russian;
    let (mut span, mut meant) = typed(words, at, russian_line)?;
    let keyword = |word: &str| is_keyword(word) || perk_grammar::keywords::Atom::of(word).is_some();
    // A sign at the end may be one: `gj, rjyec`.
    while !keyword(&meant) {
        let less = words.slice(span).strip_suffix(KEYS_OF_LETTERS)?;
        span = Span::new(
            span.start,
            span.start.saturating_add(u32::try_from(less.len()).unwrap_or(u32::MAX)),
        );
        meant = turned(less)?;
    }
    let line = words.rest_of_line(span.end);
    if !stands(words, at, span, &meant, line) {
        return None;
    }
    let rest = u32::try_from(line.len()).unwrap_or(u32::MAX);
    let finding = Finding::new(&codes::OTHER_LAYOUT_WORD, span)
        .with("found", words.slice(span))
        .with("word", meant.as_str())
        .fix(
            &codes::WRITE_WORD,
            vec![("word", Param::from(meant.as_str()))],
            span,
            &meant,
        );
    Slip::new(finding, Span::new(span.start, span.end.saturating_add(rest)))
}

/// What was typed in one go around a token, in the alphabet that the line is not written in, and what it is in the other layout.
fn typed(words: &Words<'_>, at: usize, russian_line: bool) -> Option<(Span, String)> {
    let of_word = |letter: char| match russian_line {
        true => letter.is_ascii_alphabetic() || KEYS_OF_LETTERS.contains(&letter),
        false => letter.is_alphabetic() && !letter.is_ascii(),
    };
    let place = words.span(at);
    let before = words.start_of_line(place.start);
    let left: usize = before
        .chars()
        .rev()
        .take_while(|one| of_word(*one))
        .map(char::len_utf8)
        .sum();
    let right: usize = words
        .rest_of_line(place.start)
        .chars()
        .take_while(|one| of_word(*one))
        .map(char::len_utf8)
        .sum();
    let bytes = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    let span = Span::new(
        place.start.saturating_sub(bytes(left)),
        place.start.saturating_add(bytes(right)),
    );
    let written = words.slice(span);
    let meant = written
        .chars()
        .any(char::is_alphabetic)
        .then(|| turned(written))
        .flatten()?;
    Some((span, meant))
}

/// Whether a word can stand in the place of another: the parser goes on behind it.
fn stands(words: &Words<'_>, at: usize, span: Span, meant: &str, rest: &str) -> bool {
    let declares = |index: &usize| names::declares(words, *index) && words.begins_line(*index);
    let near = |index: &usize| {
        let bytes = span.start.saturating_sub(words.span(*index).start);
        usize::try_from(bytes).unwrap_or(usize::MAX) <= MENDED_BYTES
    };
    let Some(head) = (0..at).rev().take_while(near).find(declares) else {
        return false;
    };
    let head = words.slice(Span::new(words.span(head).start, span.start));
    let parse = perk_grammar::parse(&format!("{head}{meant}{rest}"));
    let (from, to) = (head.len(), head.len().saturating_add(meant.len()));
    let mut errors = parse.errors().iter();
    errors.all(|error| {
        let start = usize::try_from(u32::from(error.range.start())).unwrap_or(usize::MAX);
        start < from || start > to || error.kind == SyntaxErrorKind::UnclosedBlock
    })
}

/// Whether a line is without mistakes once it is turned: where it stands, or else as clauses of a promotion, for the line that
/// opens its block may be mistyped too.
fn mends(words: &Words<'_>, at: usize, line: &str) -> bool {
    let opened = |text: &str, from: usize| {
        let parse = perk_grammar::parse(text);
        let mut errors = parse.errors().iter();
        errors.all(|error| {
            let before = usize::try_from(u32::from(error.range.start())).unwrap_or(usize::MAX) < from;
            before || error.kind == SyntaxErrorKind::UnclosedBlock
        })
    };
    if opened(line, 0) || phrases::reads(line) || opened(&format!("promotion a {{\n{line}"), 0) {
        return true;
    }
    let start = words.span(at).start;
    let declares = |index: &usize| names::declares(words, *index) && words.begins_line(*index);
    let near = |index: &usize| {
        let bytes = start.saturating_sub(words.span(*index).start);
        usize::try_from(bytes).unwrap_or(usize::MAX) <= MENDED_BYTES
    };
    let Some(head) = (0..at).rev().take_while(near).find(declares) else {
        return false;
    };
    let head = words.slice(Span::new(words.span(head).start, start));
    opened(&format!("{head}{line}"), head.len())
}

/// A word in the other layout, capitals kept; `None` where it is a keyword as it stands.
pub(super) fn turned(word: &str) -> Option<String> {
    // First: a lone `Х` is a keyword too, but of the other language.
    if let Some((_, sign)) = SHIFTED.iter().find(|(letter, _)| *letter == word) {
        return Some((*sign).to_owned());
    }
    if is_keyword(word) {
        return None;
    }
    let one = |letter: char| {
        let other = other_layout(letter.encode_utf8(&mut [0; 4]));
        let same = || (!letter.is_alphabetic()).then(|| letter.to_string());
        let capital = |other: String| {
            if letter.is_uppercase() {
                other.to_uppercase()
            } else {
                other
            }
        };
        other.map(capital).or_else(same)
    };
    word.chars().map(one).collect()
}

/// A sign between two digits, as the other layout types it.
fn in_number(before: &str, rest: &str) -> Option<&'static str> {
    let mut letters = rest.chars();
    let (sign, next) = (letters.next()?, letters.next()?);
    let between = before.ends_with(|last: char| last.is_ascii_digit()) && next.is_ascii_digit();
    let (_, meant) = IN_NUMBERS.iter().find(|(typed, _)| typed.starts_with(sign))?;
    between.then_some(*meant)
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
    let part_of_keyword = |meant: String| perk_grammar::keywords::Atom::of(&meant).is_some();
    if turned(whole).is_some_and(part_of_keyword) {
        return whole;
    }
    let quotes = whole.starts_with(['\'', '`']);
    let mut word = whole;
    while let Some(less) = word.strip_suffix(KEYS_OF_LETTERS) {
        let letter = !quotes && word.ends_with(ONLY_LETTERS);
        if letter {
            break;
        }
        word = less;
    }
    word
}
