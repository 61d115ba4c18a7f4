//! The tokens that need to look ahead: lines, words, numbers and texts, as lexical.pest says; knows no keyword.

use pest::unicode;

use super::Raw;
use crate::errors::SyntaxErrorKind;
use crate::kind::SyntaxKind;

type Lexer<'t> = logos::Lexer<'t, Raw>;

/// Controls, bidi controls, zero-width characters and line separators.
pub(super) fn is_forbidden(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{A}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}'
        | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}'
        | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r')
}

/// What a character outside the language is.
pub(super) fn strange(text: &str) -> SyntaxErrorKind {
    match text.chars().next() {
        Some(character) if is_forbidden(character) => SyntaxErrorKind::ForbiddenCharacter { character },
        Some(_) | None => SyntaxErrorKind::UnknownCharacter { text: text.to_owned() },
    }
}

/// Notes each forbidden character of the next `length` bytes of the rest.
fn refuse_forbidden(lexer: &mut Lexer<'_>, length: usize) {
    let start = lexer.span().end;
    let rest = lexer.remainder().get(..length).unwrap_or_default();
    if rest.bytes().all(|b| matches!(b, 0x20..=0x7E)) {
        return;
    }
    for (offset, character) in rest.char_indices().filter(|(_, c)| is_forbidden(*c)) {
        let at = start.saturating_add(offset);
        lexer.extras.push((
            at..at.saturating_add(character.len_utf8()),
            SyntaxErrorKind::ForbiddenCharacter { character },
        ));
    }
}

/// After `//`: a comment, or `///` documentation, to the end of the line.
pub(super) fn line(lexer: &mut Lexer<'_>) -> SyntaxKind {
    let rest = lexer.remainder();
    let length = rest.find(is_line_end).unwrap_or(rest.len());
    let kind = if rest.starts_with('/') && !rest.starts_with("//") {
        SyntaxKind::DOC
    } else {
        SyntaxKind::COMMENT
    };
    refuse_forbidden(lexer, length);
    lexer.bump(length);
    kind
}

/// After the opening quote: to the closing one, or to the end of the line.
pub(super) fn text(lexer: &mut Lexer<'_>, quote: char) {
    let rest = lexer.remainder();
    let mut chars = rest.char_indices();
    let mut end = None;
    while let Some((offset, c)) = chars.next() {
        if c == quote {
            end = Some((offset, offset.saturating_add(quote.len_utf8())));
            break;
        }
        let line_ends = is_line_end(c) || (c == '\\' && chars.next().is_none_or(|(_, escaped)| is_line_end(escaped)));
        if line_ends {
            break;
        }
    }
    if let Some((inner, whole)) = end {
        refuse_forbidden(lexer, inner);
        lexer.bump(whole);
        return;
    }
    let length = rest.find(is_line_end).unwrap_or(rest.len());
    let start = lexer.span().start;
    refuse_forbidden(lexer, length);
    lexer.bump(length);
    let span = start..lexer.span().end;
    lexer.extras.push((span, SyntaxErrorKind::UnclosedText { quote }));
}

/// A script of letters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Other,
}

/// What a character is inside a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Letter(Script),
    Neutral,
    Underscore,
    Outside,
}

fn part(c: char) -> Part {
    match c {
        'a'..='z' | 'A'..='Z' => Part::Letter(Script::Latin),
        'а'..='я' | 'А'..='Я' => Part::Letter(Script::Cyrillic),
        '0'..='9' | '\u{300}'..='\u{34E}' | '\u{350}'..='\u{36F}' => Part::Neutral,
        '_' => Part::Underscore,
        '\0'..='\u{7F}' => Part::Outside,
        _ if is_forbidden(c) || !unicode::LETTER(c) => Part::Outside,
        _ if unicode::LATIN(c) => Part::Letter(Script::Latin),
        _ if unicode::CYRILLIC(c) => Part::Letter(Script::Cyrillic),
        _ => Part::Letter(Script::Other),
    }
}

/// The length of the word that the text begins with or goes on with, and whether two scripts meet in one part of it.
fn word_length(text: &str, first: Option<Script>) -> (usize, bool) {
    let mut script = first;
    let mut mixed = false;
    let mut chars = text.char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        match part(c) {
            Part::Letter(found) => match script {
                Some(before) if before != found => mixed = true,
                Some(_) | None => script = Some(found),
            },
            Part::Neutral => {}
            Part::Underscore => script = None,
            Part::Outside => {
                let joins = c == '-' && chars.peek().is_some_and(|(_, next)| part(*next) != Part::Outside);
                if !joins {
                    return (offset, mixed);
                }
                script = None;
            }
        }
    }
    (text.len(), mixed)
}

/// After the first letter of a word.
pub(super) fn word(lexer: &mut Lexer<'_>) {
    let first = lexer.slice().chars().next().map(part);
    let script = match first {
        Some(Part::Letter(script)) => Some(script),
        Some(Part::Neutral | Part::Underscore | Part::Outside) | None => None,
    };
    let (length, mixed) = word_length(lexer.remainder(), script);
    lexer.bump(length);
    if mixed {
        let word = lexer.slice().to_owned();
        lexer
            .extras
            .push((lexer.span(), SyntaxErrorKind::MixedScripts { word }));
    }
}

/// After a character beyond ASCII that is no quote and no sign.
pub(super) fn beyond(lexer: &mut Lexer<'_>) -> SyntaxKind {
    let Some(c) = lexer.slice().chars().next() else {
        return SyntaxKind::UNKNOWN;
    };
    if c == '\u{FEFF}' && lexer.span().start == 0 {
        return SyntaxKind::BOM;
    }
    if matches!(part(c), Part::Letter(_)) {
        word(lexer);
        return SyntaxKind::WORD;
    }
    let kind = strange(lexer.slice());
    lexer.extras.push((lexer.span(), kind));
    SyntaxKind::UNKNOWN
}

/// After a back-quote: one word and another back-quote.
pub(super) fn quoted_name(lexer: &mut Lexer<'_>) {
    let rest = lexer.remainder();
    let starts = rest
        .chars()
        .next()
        .is_some_and(|c| matches!(part(c), Part::Letter(_) | Part::Underscore));
    let (length, mixed) = if starts { word_length(rest, None) } else { (0, false) };
    let closed = rest.get(length..).is_some_and(|after| after.starts_with('`'));
    if starts && closed && !mixed {
        lexer.bump(length.saturating_add(1));
        return;
    }
    let close = rest.find(|c| c == '`' || is_line_end(c));
    let end = match close.filter(|close| rest.get(*close..).is_some_and(|after| after.starts_with('`'))) {
        Some(close) => close.saturating_add(1),
        None => length,
    };
    lexer.bump(end);
    lexer.extras.push((lexer.span(), SyntaxErrorKind::BadQuotedName));
}

/// After the first digit: an integer, a decimal, a date or a time; digits that are none of them are refused together.
pub(super) fn number(lexer: &mut Lexer<'_>) -> SyntaxKind {
    let start = lexer.span().start;
    let text = lexer.source().get(start..).unwrap_or_default();
    let (kind, length) = number_at(text.as_bytes());
    lexer.bump(length.saturating_sub(1));
    if kind == SyntaxKind::UNKNOWN {
        let text = lexer.slice().to_owned();
        lexer
            .extras
            .push((lexer.span(), SyntaxErrorKind::MalformedNumber { text }));
    }
    kind
}

fn digits(text: &[u8]) -> usize {
    text.iter().take_while(|b| b.is_ascii_digit()).count()
}

fn after(text: &[u8], length: usize) -> &[u8] {
    text.get(length..).unwrap_or_default()
}

/// Whether the digits go on, so that what stands before is not a whole literal.
fn goes_on(rest: &[u8]) -> bool {
    matches!(rest, [b'0'..=b'9', ..] | [b'.' | b',' | b':' | b'-', b'0'..=b'9', ..])
}

/// The length of digits joined by marks, each run of the wanted length (least, most), or nothing.
fn pattern(text: &[u8], runs: &[(usize, usize)], mark: u8) -> Option<usize> {
    let mut length = 0_usize;
    for (index, (least, most)) in runs.iter().enumerate() {
        if index > 0 {
            if after(text, length).first() != Some(&mark) {
                return None;
            }
            length = length.saturating_add(1);
        }
        let run = digits(after(text, length));
        if run < *least || run > *most {
            return None;
        }
        length = length.saturating_add(run);
    }
    (!goes_on(after(text, length))).then_some(length)
}

fn number_at(text: &[u8]) -> (SyntaxKind, usize) {
    let date =
        pattern(text, &[(4, 4), (2, 2), (2, 2)], b'-').or_else(|| pattern(text, &[(1, 2), (1, 2), (4, 4)], b'.'));
    if let Some(length) = date {
        return (SyntaxKind::DATE, length);
    }
    if let Some(length) = pattern(text, &[(1, 2), (2, 2)], b':') {
        return (SyntaxKind::TIME, length);
    }
    let mut length = digits(text);
    if length <= 3 {
        while let Some(group) = group(after(text, length)) {
            length = length.saturating_add(group);
        }
    }
    let rest = after(text, length);
    if !goes_on(rest) {
        return (SyntaxKind::INTEGER, length);
    }
    if let [b'.' | b',', fraction @ ..] = rest {
        let run = digits(fraction);
        if run > 0 && !goes_on(after(fraction, run)) {
            return (SyntaxKind::DECIMAL, length.saturating_add(1).saturating_add(run));
        }
    }
    let mut whole = length;
    while goes_on(after(text, whole)) {
        whole = whole.saturating_add(1);
        whole = whole.saturating_add(digits(after(text, whole)));
    }
    (SyntaxKind::UNKNOWN, whole)
}

/// The length of a mark between thousands and exactly three digits.
fn group(rest: &[u8]) -> Option<usize> {
    let mark = match rest {
        [b' ' | b'_', ..] => 1_usize,
        [0xC2, 0xA0, ..] => 2,
        [0xE2, 0x80, 0xAF, ..] => 3,
        _ => return None,
    };
    (digits(after(rest, mark)) == 3).then(|| mark.saturating_add(3))
}
