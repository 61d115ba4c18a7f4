//! Names that are no names: several words, a title alone, digits first; knows no declaration.

use perk_grammar::errors::Expected;
use perk_grammar::{Keyword, SyntaxKind};

use super::{Slip, Words};
use crate::diagnostic::{Finding, Param, codes};

/// Words of a name that are joined at most; more is a sentence.
const NAME_WORDS: usize = 6;

/// Letters of a name made from a title.
const NAME_LETTERS: usize = 40;

/// Whether a token is the (last) word of a keyword that declares something.
pub(super) fn declares(words: &Words<'_>, index: usize) -> bool {
    let ends = |keyword: Keyword| {
        [perk_grammar::Language::English, perk_grammar::Language::Russian]
            .into_iter()
            .flat_map(|language| keyword.spellings(language))
            .filter_map(|spelling| spelling.split_whitespace().last())
            .any(|last| perk_grammar::keywords::fold(last) == perk_grammar::keywords::fold(words.text(index)))
    };
    words.kind(index) == Some(SyntaxKind::WORD)
        && Keyword::ALL
            .iter()
            .any(|keyword| keyword.section() == "declarations" && ends(*keyword))
}

/// Whether the head of a declaration ends at a token.
fn ends_head(words: &Words<'_>, index: usize) -> bool {
    matches!(
        words.kind(index),
        Some(SyntaxKind::L_CURLY | SyntaxKind::EQ | SyntaxKind::COLON | SyntaxKind::TEXT)
    )
}

/// `promotion morning tea {`: a name is one word.
pub(super) fn several_words(words: &Words<'_>, at: usize, expected: &[Expected]) -> Option<Slip> {
    let heads = [Expected::Mark("{"), Expected::Mark("="), Expected::Mark(":")];
    if !expected.iter().any(|one| heads.contains(one)) {
        return None;
    }
    let first = at.checked_sub(1)?;
    if !declares(words, first.checked_sub(1)?) {
        return None;
    }
    joined(words, first).filter(|slip| words.span(at).end <= slip.covers.end)
}

/// `акция скидка на кофе {`: the first word of the name is one of the language.
pub(super) fn reserved_in_head(words: &Words<'_>, at: usize) -> Option<Slip> {
    let declared = declares(words, at.checked_sub(1)?);
    declared.then(|| joined(words, at)).flatten()
}

/// The words from one on up to the end of the head, as one name.
fn joined(words: &Words<'_>, first: usize) -> Option<Slip> {
    let part = |index: usize| matches!(words.kind(index), Some(SyntaxKind::WORD | SyntaxKind::INTEGER));
    let mut last = first;
    while part(last.saturating_add(1)) && last.saturating_sub(first) < NAME_WORDS {
        last = last.saturating_add(1);
    }
    if last == first || !ends_head(words, last.saturating_add(1)) || !words.same_line(first, last) {
        return None;
    }
    let parts: Vec<&str> = (first..=last).map(|index| words.text(index)).collect();
    let (span, name) = (words.between(first, last), parts.join("_"));
    let finding = Finding::new(&codes::NAME_OF_SEVERAL_WORDS, span)
        .with("found", words.slice(span))
        .with("word", name.as_str())
        .fix(
            &codes::WRITE_WORD,
            vec![("word", Param::from(name.as_str()))],
            span,
            &name,
        );
    Slip::new(finding, span)
}

/// `для клиентов с картой`, `for give 5% off …`: a word of the language that goes on with its own words was not meant as a name,
/// so back-quotes would only hide the mistake.
pub(super) fn no_name_meant(words: &Words<'_>, at: usize) -> Option<Slip> {
    let next = at.saturating_add(1);
    let kind = words.kind(next)?;
    let goes_on = match kind == SyntaxKind::WORD {
        true => !perk_grammar::keywords::is_reserved(words.text(next)),
        false => matches!(
            kind,
            SyntaxKind::IDENT | SyntaxKind::TEXT | SyntaxKind::INTEGER | SyntaxKind::DECIMAL
        ),
    };
    let head = at.checked_sub(1).is_some_and(|before| declares(words, before)) && ends_head(words, next);
    if !goes_on || head || !words.same_line(at, next) {
        return None;
    }
    let span = words.span(at);
    let finding = Finding::new(&codes::UNEXPECTED, span)
        .with("expected", &codes::A_NAME)
        .note(&codes::FOUND_INSTEAD, vec![("found", Param::from(words.text(at)))]);
    Slip::new(finding, span)
}

/// `promotion "Tea" {` and `promotion 1st {`.
pub(super) fn missing(words: &Words<'_>, at: usize, expected: &[Expected]) -> Option<Slip> {
    let before = at.checked_sub(1)?;
    if !expected.contains(&Expected::Name) || !declares(words, before) || !words.same_line(before, at) {
        return None;
    }
    let kind = words.kind(at)?;
    let declaration = words.text(before).to_lowercase();
    if kind == SyntaxKind::TEXT && ends_head(words, at.saturating_add(1)) {
        let title = words.text(at);
        let name = name_of(title, &declaration);
        let at_title = crate::diagnostic::Span::at(words.span(at).start);
        let finding = Finding::new(&codes::NAME_MISSING, words.span(at))
            .with("found", title)
            .with("word", name.as_str())
            .fix(
                &codes::ADD_NAME,
                vec![("word", Param::from(name.as_str()))],
                at_title,
                format!("{name} "),
            );
        return Slip::new(finding, words.span(at));
    }
    let digits = matches!(kind, SyntaxKind::INTEGER | SyntaxKind::DECIMAL | SyntaxKind::UNKNOWN)
        && words.text(at).starts_with(|letter: char| letter.is_ascii_digit());
    if !digits {
        return None;
    }
    let mut last = at;
    while words.touches_next(last) && !ends_head(words, last.saturating_add(1)) && last.saturating_sub(at) < NAME_WORDS
    {
        last = last.saturating_add(1);
    }
    let span = words.between(at, last);
    let name = name_of(words.slice(span), &declaration);
    let finding = Finding::new(&codes::NAME_MISSING, span)
        .with("found", words.slice(span))
        .with("word", name.as_str())
        .fix(
            &codes::WRITE_WORD,
            vec![("word", Param::from(name.as_str()))],
            span,
            &name,
        );
    Slip::new(finding, span)
}

/// `акция 2+1 {`: a mark in the middle of what should be a name.
pub(super) fn mark_in_name(words: &Words<'_>, at: usize) -> Option<Slip> {
    let first = at.checked_sub(1).filter(|first| words.touches_next(*first))?;
    missing(words, first, &[Expected::Name])
}

/// A name out of a title: its letters and digits, words joined by `_`; a digit cannot come first.
pub(super) fn name_of(title: &str, declaration: &str) -> String {
    let mut name = String::new();
    for letter in title.to_lowercase().chars() {
        if letter.is_alphanumeric() {
            name.push(letter);
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
        if name.chars().count() >= NAME_LETTERS {
            break;
        }
    }
    let name = name.trim_end_matches('_');
    let plain = name.starts_with(char::is_alphabetic) && !perk_grammar::keywords::is_reserved(name);
    match (plain, name.is_empty()) {
        (true, _) => name.to_owned(),
        (false, true) => format!("{declaration}_1"),
        (false, false) => format!("{declaration}_{name}"),
    }
}

/// `товары дешёвые = цена в 1 руб, 2 руб`: `входит в`.
pub(super) fn price_in(words: &Words<'_>, at: usize) -> Option<Slip> {
    let next = at.saturating_add(1);
    if !words.is(at, Keyword::PriceColumn) || !words.is(next, Keyword::In) {
        return None;
    }
    let span = words.span(next);
    let word = Keyword::IsIn.canonical(words.language(at));
    let finding = Finding::new(&codes::UNKNOWN_WORD, span)
        .with("found", words.text(next))
        .with("word", word)
        .fix(&codes::WRITE_WORD, vec![("word", Param::from(word))], span, word);
    Slip::new(finding, words.between(at, next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_made_from_a_title() {
        assert_eq!(name_of("\"Чай по средам!\"", "акция"), "чай_по_средам");
        assert_eq!(name_of("\"3 for 2\"", "promotion"), "promotion_3_for_2");
        assert_eq!(name_of("\"!\"", "promotion"), "promotion_1");
        assert_eq!(name_of("\"Price\"", "promotion"), "promotion_price");
    }
}
