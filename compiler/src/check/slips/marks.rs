//! Marks that other languages and word processors use: quotes of other shapes, `#` before a comment, a brace too many or too few.

use perk_grammar::SyntaxKind;

use super::{REACH, Slip, Words, names, removed};
use crate::diagnostic::{Finding, Param, Span, codes};

/// Quotes that Perk does not read, and what may close each of them.
const QUOTES: [(&str, &[char]); 6] = [
    ("'", &['\'', '’']),
    ("‘", &['’', '‘']),
    ("’", &['’', '‘']),
    ("„", &['“', '”', '"']),
    ("‚", &['‘', '’']),
    ("‹", &['›']),
];

/// `'Tea'`, `„Чай“`: a text in quotes of another shape.
pub(super) fn quotes(words: &Words<'_>, at: usize) -> Option<Slip> {
    let opens = words.span(at);
    let line = words.rest_of_line(opens.end);
    let (_, closers) = QUOTES.iter().find(|(mark, _)| *mark == words.text(at))?;
    let (length, closer) = line.char_indices().find(|(_, letter)| closers.contains(letter))?;
    let inside = line.get(..length)?;
    let bytes = |count: usize| u32::try_from(count).ok();
    let end = opens.end.checked_add(bytes(length.checked_add(closer.len_utf8())?)?)?;
    let span = Span::new(opens.start, end);
    let word = format!("\"{inside}\"");
    // An opening quote of another shape leaves the text after it unclosed: that is the same mistake.
    let line_end = opens.end.checked_add(bytes(line.len())?)?;
    Slip::new(meant(words, span, &word), Span::new(opens.start, line_end))
}

/// `# Coffee of the week`: a comment of another language.
pub(super) fn comment(words: &Words<'_>, at: usize) -> Option<Slip> {
    if words.text(at) != "#" {
        return None;
    }
    let span = words.span(at);
    let end = u32::try_from(words.rest_of_line(span.end).len())
        .ok()?
        .checked_add(span.end)?;
    Slip::new(meant(words, span, "//"), Span::new(span.start, end))
}

/// A closing brace outside of every block.
pub(super) fn closing_brace(words: &Words<'_>, at: usize, outside: bool) -> Option<Slip> {
    if !outside || words.kind(at) != Some(SyntaxKind::R_CURLY) {
        return None;
    }
    Slip::new(removed(words, at), words.span(at))
}

/// Where a brace that is never closed was probably meant to be: before the next declaration that begins a line, or at the end.
pub(in crate::check) fn end_of_block(words: &Words<'_>, opens: Span) -> Span {
    let mut last = words.from(opens.start);
    let mut next = last.saturating_add(1);
    while words.kind(next).is_some() && !(names::declares(words, next) && words.begins_line(next)) {
        last = next;
        next = next.saturating_add(1);
    }
    Span::at(words.span(last).end)
}

/// `сок = 1 из соки, чай = …`: the parts of a set stand one after another.
pub(super) fn comma_before_role(words: &Words<'_>, comma: usize) -> Option<Slip> {
    let named = words.kind(comma.saturating_add(2)) == Some(SyntaxKind::EQ);
    (named && words.kind(comma) == Some(SyntaxKind::COMMA))
        .then(|| Slip::new(removed(words, comma), words.span(comma)))
        .flatten()
}

/// `товары сок категория "Сок"`: goods are said after `=`.
pub(super) fn equals_sign(words: &Words<'_>, at: usize) -> Option<Slip> {
    let name = at.checked_sub(1)?;
    let selects = |index: usize| words.is_any(index, perk_grammar::keywords::choices::COLUMN);
    if !names::declares(words, name.checked_sub(1)?) || !selects(at) || !words.same_line(name, at) {
        return None;
    }
    let mut last = at;
    while words.same_line(at, last.saturating_add(1)) && last.saturating_sub(at) < REACH {
        last = last.saturating_add(1);
    }
    let finding = Finding::new(&codes::UNEXPECTED, words.span(at))
        .with("expected", Param::Text("`=`".into()))
        .note(&codes::FOUND_INSTEAD, vec![("found", Param::from(words.text(at)))])
        .fix(
            &codes::WRITE_WORD,
            vec![("word", Param::from("="))],
            Span::at(words.span(at).start),
            "= ",
        );
    Slip::new(finding, words.between(at, last))
}

fn meant(words: &Words<'_>, span: Span, word: &str) -> Finding {
    Finding::new(&codes::UNKNOWN_WORD, span)
        .with("found", words.slice(span))
        .with("word", word)
        .fix(&codes::WRITE_WORD, vec![("word", Param::from(word))], span, word)
}
