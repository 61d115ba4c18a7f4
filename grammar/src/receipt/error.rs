//! The one message a `.receipt` text gets when it cannot be read: what is wrong, where, and what was expected, in plain
//! English and Russian. Never names a rule of the grammar.

use std::fmt;

use super::limits::{MAX_BYTES, MAX_DIGITS, MAX_EXPECTED, MAX_LINES, MAX_RECEIPTS};
use super::notation::Rule;
use super::syntax::Span;
use super::words::{SPELLINGS, words};

/// Language of a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Russian.
    Russian,
}

/// Why a text cannot be read as receipts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptError {
    /// Where.
    pub span: Span,
    /// Its code, listed in `docs/reference/notation.md`.
    pub code: &'static str,
    english: String,
    russian: String,
}

impl ReceiptError {
    /// The message without its place.
    #[must_use]
    pub fn message(&self, language: Language) -> &str {
        match language {
            Language::English => &self.english,
            Language::Russian => &self.russian,
        }
    }

    /// The message with its place: `line 3, column 5: …`.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        let Span { line, column, .. } = self.span;
        match language {
            Language::English => format!("line {line}, column {column}: {}", self.english),
            Language::Russian => format!("строка {line}, столбец {column}: {}", self.russian),
        }
    }

    pub(crate) fn new(span: Span, english: impl Into<String>, russian: impl Into<String>) -> Self {
        Self {
            span,
            code: "notation-words",
            english: english.into(),
            russian: russian.into(),
        }
    }

    /// The same under another code.
    pub(crate) fn coded(mut self, code: &'static str) -> Self {
        self.code = code;
        self
    }

    pub(crate) fn too_long(bytes: usize) -> Self {
        Self::new(
            Span {
                start: 0,
                end: 0,
                line: 1,
                column: 1,
            },
            format!("the text has {bytes} bytes; at most {MAX_BYTES} are read at once"),
            format!("в тексте {bytes} байт; за один раз читается не больше {MAX_BYTES}"),
        )
        .coded("notation-too-large")
    }

    pub(crate) fn too_many_lines(span: Span) -> Self {
        Self::new(
            span,
            format!("a receipt may have at most {MAX_LINES} lines"),
            format!("в чеке может быть не больше {MAX_LINES} строк"),
        )
        .coded("notation-too-large")
    }

    pub(crate) fn too_many_receipts(span: Span) -> Self {
        Self::new(
            span,
            format!("a text may hold at most {MAX_RECEIPTS} receipts; more belong into .jsonl"),
            format!("в тексте может быть не больше {MAX_RECEIPTS} чеков; для большего числа есть .jsonl"),
        )
        .coded("notation-too-large")
    }

    pub(crate) fn long_number(span: Span) -> Self {
        Self::new(
            span,
            format!("a number may have at most {MAX_DIGITS} digits"),
            format!("в числе может быть не больше {MAX_DIGITS} цифр"),
        )
        .coded("notation-number")
    }

    pub(crate) fn twice(span: Span, rule: Rule) -> Self {
        let (english, russian) = words(rule).unwrap_or(("this", "это"));
        Self::new(
            span,
            format!("{english} is written twice"),
            format!("{russian} написано дважды"),
        )
        .coded("notation-twice")
    }

    pub(crate) fn hidden(character: char, span: Span) -> Self {
        let code = u32::from(character);
        Self::new(
            span,
            format!("a hidden character U+{code:04X} stands here; delete it, or write \\u{{{code:x}}} inside quotes"),
            format!("здесь скрытый символ U+{code:04X}; удалите его или напишите \\u{{{code:x}}} в кавычках"),
        )
        .coded("notation-hidden")
    }

    /// The refusal of the parser: what stands at the place, and what might have stood there.
    pub(crate) fn unexpected(text: &str, mut span: Span, expected: &[Rule]) -> Self {
        let rest = text.get(span.start..).unwrap_or_default();
        let found = first_word(rest);
        span.end = span.start.saturating_add(found.len());
        let mut english: Vec<&str> = Vec::new();
        let mut russian: Vec<&str> = Vec::new();
        for (en, ru) in expected.iter().filter_map(|&rule| words(rule)) {
            if !english.contains(&en) {
                english.push(en);
                russian.push(ru);
            }
        }
        if found.is_empty() && expected.contains(&Rule::close) {
            return Self::new(
                span,
                "a block is not closed: expected `}`, but the text ends here",
                "блок не закрыт: ожидается `}`, но текст здесь кончается",
            );
        }
        let hint = nearest(found);
        if hint.is_none()
            && let Some((slip, word)) = misspelt_before(text, span)
        {
            let said = text.get(slip.start..slip.end).unwrap_or_default();
            return Self::new(
                slip,
                format!("`{said}` is no word of this notation here; did you mean `{word}`?"),
                format!("здесь нет слова `{said}`; может быть, `{word}`?"),
            );
        }
        let mut message_en = String::from("expected ");
        let mut message_ru = String::from("ожидается ");
        if english.is_empty() {
            message_en.push_str("something else here");
            message_ru.push_str("здесь что-то другое");
        } else {
            push_list(&mut message_en, &english, " or ", "…");
            push_list(&mut message_ru, &russian, " или ", "…");
        }
        if found.is_empty() {
            message_en.push_str(", but the text ends here");
            message_ru.push_str(", но текст здесь кончается");
        } else {
            message_en.push_str(&format!(", found `{found}`"));
            message_ru.push_str(&format!(", найдено `{found}`"));
        }
        if let Some(word) = hint {
            message_en.push_str(&format!("; did you mean `{word}`?"));
            message_ru.push_str(&format!("; может быть, `{word}`?"));
        }
        Self::new(span, message_en, message_ru)
    }
}

impl fmt::Display for ReceiptError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.render(Language::English))
    }
}

impl std::error::Error for ReceiptError {}

/// Lists a few phrases: `a, b or c`; after the last that fits, an ellipsis.
fn push_list(message: &mut String, phrases: &[&str], or: &str, more: &str) {
    let shown = phrases.len().min(MAX_EXPECTED);
    for (index, phrase) in phrases.iter().take(shown).enumerate() {
        if index > 0 {
            let last = index.saturating_add(1) == shown && shown == phrases.len();
            message.push_str(if last { or } else { ", " });
        }
        message.push_str(phrase);
    }
    if shown < phrases.len() {
        message.push_str(", ");
        message.push_str(more);
    }
}

/// The word, number or single character that a text begins with, cut after 40 characters.
fn first_word(rest: &str) -> &str {
    let word_end = rest
        .char_indices()
        .find(|&(_, character)| !(character.is_alphanumeric() || character == '_' || character == '-'))
        .map_or(rest.len(), |(at, _)| at);
    let end = if word_end == 0 {
        rest.chars().next().map_or(0, char::len_utf8)
    } else {
        word_end
    };
    let end = rest.char_indices().nth(40).map_or(end, |(at, _)| at.min(end));
    rest.get(..end).unwrap_or_default()
}

/// The word just before a place, on its line, when it looks like a slip in a word of the notation.
fn misspelt_before(text: &str, place: Span) -> Option<(Span, &'static str)> {
    let before = text.get(..place.start)?.trim_end_matches([' ', '\t']);
    let word = before
        .rsplit(|character: char| !(character.is_alphanumeric() || character == '_'))
        .next()?;
    let hint = nearest(word)?;
    if SPELLINGS.contains(&word) {
        return None;
    }
    let start = before.len().checked_sub(word.len())?;
    let back = text.get(start..place.start)?.chars().count();
    let column = place.column.checked_sub(back)?;
    Some((
        Span {
            start,
            end: before.len(),
            line: place.line,
            column,
        },
        hint,
    ))
}

/// The word of the notation that differs from this one by case or by one or two letters.
fn nearest(found: &str) -> Option<&'static str> {
    let lower = found.to_lowercase();
    let length = lower.chars().count();
    if length < 3 {
        return None;
    }
    let most = if length < 5 { 1 } else { 2 };
    SPELLINGS
        .iter()
        .filter(|word| word.chars().count() >= 3)
        .map(|&word| (distance(&lower, word), word))
        .filter(|&(steps, word)| steps <= most && word != found)
        .min_by_key(|&(steps, _)| steps)
        .map(|(_, word)| word)
}

/// Number of letters to change, add or drop.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, one) in left.chars().enumerate() {
        let mut diagonal = line;
        let mut before = line.saturating_add(1);
        for (cell, other) in row.iter_mut().skip(1).zip(&right) {
            let changed = diagonal.saturating_add(usize::from(one != *other));
            let next = changed.min(before.saturating_add(1)).min(cell.saturating_add(1));
            diagonal = *cell;
            *cell = next;
            before = next;
        }
    }
    row.last().copied().unwrap_or_default()
}
