//! How one token or keyword is written in the language asked for; knows nothing of lines.

use super::check::fact;
use super::forms;
use crate::ast::{AstToken, Date, Time};
use crate::keywords::{Keyword, Language, fold};
use crate::kind::SyntaxKind;
use crate::tree::{SyntaxNode, SyntaxToken};

/// Writes a token that is no keyword.
pub(super) fn token(token: &SyntaxToken, target: Option<Language>) -> String {
    let kind = token.kind();
    let text = token.text();
    if matches!(kind, SyntaxKind::INTEGER | SyntaxKind::DECIMAL) {
        return text.replace(['\u{A0}', '\u{202F}'], " ");
    }
    if kind == SyntaxKind::DATE {
        return date(token, target);
    }
    if kind == SyntaxKind::TIME {
        let parts = Time::cast(token.clone()).and_then(|time| time.parts());
        return parts.map_or_else(|| text.to_owned(), |(hour, minute)| format!("{hour:02}:{minute:02}"));
    }
    if matches!(kind, SyntaxKind::IDENT | SyntaxKind::SEGMENT)
        && let Some(language) = target
        && let Some(fact) = fact(token)
    {
        return fact.canonical(language).to_owned();
    }
    text.to_owned()
}

/// `2026-10-01` or `01.10.2026`: in the style of the language, else in the author's.
fn date(token: &SyntaxToken, target: Option<Language>) -> String {
    let Some(date) = Date::cast(token.clone()) else {
        return token.text().to_owned();
    };
    let Some(parts) = date.parts() else {
        return token.text().to_owned();
    };
    let day_first = match target {
        None => date.is_day_first(),
        Some(Language::English) => false,
        Some(Language::Russian) => true,
    };
    if day_first {
        format!("{:02}.{:02}.{:04}", parts.day, parts.month, parts.year)
    } else {
        format!("{:04}-{:02}-{:02}", parts.year, parts.month, parts.day)
    }
}

/// How many of the tokens at the front of a run of one kind make up one keyword: the longest spelling that fits.
pub(super) fn words_of(keyword: Keyword, run: &[SyntaxToken]) -> usize {
    (1..=run.len())
        .rev()
        .find(|&count| {
            let written = joined(run.get(..count).unwrap_or_default());
            spelled(keyword, &written).is_some() || keyword.signs().contains(&written.as_str())
        })
        .unwrap_or(1)
}

/// The words of a keyword with one blank between them.
pub(super) fn joined(words: &[SyntaxToken]) -> String {
    let words: Vec<&str> = words.iter().map(SyntaxToken::text).collect();
    words.join(" ")
}

/// The language and the spelling of the table that a text is.
fn spelled(keyword: Keyword, written: &str) -> Option<(Language, &'static str)> {
    let folded = fold(written);
    [Language::English, Language::Russian].into_iter().find_map(|language| {
        let found = keyword
            .spellings(language)
            .iter()
            .find(|spelling| fold(spelling) == folded);
        found.map(|spelling| (language, *spelling))
    })
}

/// Writes a keyword that stands in `node`, its words at `words`.
pub(super) fn keyword(keyword: Keyword, words: &[SyntaxToken], node: &SyntaxNode, target: Option<Language>) -> String {
    let written = joined(words);
    // A sign is the same in both languages.
    let Some((own, spelling)) = spelled(keyword, &written) else {
        return written;
    };
    let language = target.unwrap_or(own);
    let language = if keyword.spellings(language).is_empty() {
        own
    } else {
        language
    };
    let form = match forms::form(keyword, words, node, language) {
        forms::Form::Canonical => keyword.canonical(language),
        forms::Form::Exactly(form) => {
            let folded = fold(form);
            let spellings = keyword.spellings(language);
            // `все` and `всё` are one word to the parser and two to a reader.
            let exact = spellings.iter().find(|spelling| **spelling == form);
            let found = exact.or_else(|| spellings.iter().find(|spelling| fold(spelling) == folded));
            found.copied().unwrap_or_else(|| keyword.canonical(language))
        }
        // The same word may be of both languages (`BYN`): then it stays too.
        forms::Form::Author if own == language => spelling,
        forms::Form::Author => keyword.canonical(language),
    };
    form.replace(" / ", "/")
}
