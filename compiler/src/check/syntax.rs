//! Mistakes in the form of a text, put into words: what was expected, and what was probably meant.

use perk_grammar::Keyword;
use perk_grammar::errors::{Expected, SyntaxError, SyntaxErrorKind};

use crate::diagnostic::{Bilingual, Finding, Param, Span, codes};
use crate::spelling::{self, Reason};
use crate::syntax;

/// Kinds of things named in one message; more would hide the first.
const CHOICES_SHOWN: usize = 5;

/// Findings of a file's syntax errors, relative to the file.
#[must_use]
pub fn findings(errors: &[SyntaxError], text: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut dates_seen: Vec<Span> = Vec::new();
    let unreadable: Vec<Span> = errors
        .iter()
        .filter(|error| is_lexical(&error.kind))
        .map(|error| syntax::span_of(error.range))
        .collect();
    for error in errors {
        let span = syntax::span_of(error.range);
        // What cannot be read at all is also not what was expected: saying so once is enough.
        if matches!(error.kind, SyntaxErrorKind::Expected { .. })
            && unreadable
                .iter()
                .any(|other| other.start <= span.start && span.start < other.end)
        {
            continue;
        }
        if let Some(date) = slashed_date(text, span) {
            // One date with slashes is several errors to the parser and one to its author.
            if !dates_seen.contains(&date.span) {
                dates_seen.push(date.span);
                found.push(ambiguous(&date));
            }
            continue;
        }
        found.push(finding(error, span));
    }
    found
}

/// Whether a mistake lies inside one token.
const fn is_lexical(kind: &SyntaxErrorKind) -> bool {
    match kind {
        SyntaxErrorKind::UnclosedText { .. }
        | SyntaxErrorKind::BadQuotedName
        | SyntaxErrorKind::MixedScripts { .. }
        | SyntaxErrorKind::ForbiddenCharacter { .. }
        | SyntaxErrorKind::UnknownCharacter { .. }
        | SyntaxErrorKind::MalformedNumber { .. } => true,
        SyntaxErrorKind::Expected { .. }
        | SyntaxErrorKind::ReservedName { .. }
        | SyntaxErrorKind::UnclosedBlock
        | SyntaxErrorKind::StrayDoc
        | SyntaxErrorKind::DecimalCommaInList { .. }
        | SyntaxErrorKind::NestingTooDeep { .. }
        | SyntaxErrorKind::TextTooLarge { .. } => false,
    }
}

fn finding(error: &SyntaxError, span: Span) -> Finding {
    match &error.kind {
        SyntaxErrorKind::Expected { expected, found } => unexpected(error, expected, found.as_deref(), span),
        SyntaxErrorKind::ReservedName { word } => {
            let quoted = format!("`{word}`");
            Finding::new(&codes::RESERVED_NAME, span)
                .with("word", word.as_str())
                .fix(&codes::BACK_QUOTES, Vec::new(), span, quoted)
        }
        SyntaxErrorKind::UnclosedBlock => Finding::new(&codes::UNCLOSED_BLOCK, span).with("brace", "{"),
        SyntaxErrorKind::StrayDoc => Finding::new(&codes::STRAY_DOC, span),
        SyntaxErrorKind::DecimalCommaInList { number } => {
            let (point, blank) = (number.replace(',', "."), number.replace(',', ", "));
            Finding::new(&codes::COMMA_IN_LIST, span)
                .with("number", number.as_str())
                .fix(
                    &codes::AS_DECIMAL,
                    vec![("word", Param::from(point.as_str()))],
                    span,
                    &point,
                )
                .fix(
                    &codes::AS_LIST,
                    vec![("word", Param::from(blank.as_str()))],
                    span,
                    &blank,
                )
        }
        SyntaxErrorKind::NestingTooDeep { limit } => Finding::new(&codes::BEYOND_LIMIT, span)
            .with("what", &codes::NESTING)
            .with("limit", Param::Count(u64::from(*limit))),
        SyntaxErrorKind::TextTooLarge { limit } => Finding::new(&codes::BEYOND_LIMIT, span)
            .with("what", &codes::SIZE)
            .with("limit", Param::Count(u64::try_from(*limit).unwrap_or(u64::MAX))),
        SyntaxErrorKind::UnclosedText { quote } => {
            let mut buffer = [0_u8; 4];
            let quote: &str = quote.encode_utf8(&mut buffer);
            Finding::new(&codes::UNCLOSED_TEXT, span).with("quote", quote).fix(
                &codes::CLOSE_TEXT,
                vec![("word", Param::from(quote))],
                Span::at(span.end),
                quote,
            )
        }
        SyntaxErrorKind::BadQuotedName => Finding::new(&codes::BAD_QUOTED_NAME, span),
        SyntaxErrorKind::MixedScripts { word } => {
            let mended: Vec<String> = word
                .split_inclusive(['_', '-'])
                .map(|part| spelling::one_script(part).unwrap_or_else(|| part.to_owned()))
                .collect();
            let mended = mended.concat();
            let finding = Finding::new(&codes::MIXED_SCRIPTS, span).with("name", word.as_str());
            if mended == *word {
                finding
            } else {
                finding.fix(
                    &codes::WRITE_WORD,
                    vec![("word", Param::from(mended.as_str()))],
                    span,
                    &mended,
                )
            }
        }
        SyntaxErrorKind::ForbiddenCharacter { character } => {
            let code = format!("U+{:04X}", u32::from(*character));
            Finding::new(&codes::FORBIDDEN_CHARACTER, span)
                .with("code", code.as_str())
                .fix(&codes::REMOVE_IT, Vec::new(), span, "")
        }
        SyntaxErrorKind::UnknownCharacter { text } => {
            Finding::new(&codes::UNKNOWN_CHARACTER, span).with("found", text.as_str())
        }
        SyntaxErrorKind::MalformedNumber { text } => {
            let shown: String = text.chars().take(40).collect();
            Finding::new(&codes::MALFORMED_NUMBER, span).with("found", shown.as_str())
        }
    }
}

/// Something else stands where one of a few things had to.
fn unexpected(error: &SyntaxError, expected: &[Expected], found: Option<&str>, span: Span) -> Finding {
    let expects = |keyword| expected.contains(&Expected::Keyword(keyword));
    if found.is_some_and(|found| crate::vocabulary::root(found) == Some("receipt"))
        && expects(Keyword::OffSet)
        && !expects(Keyword::OffReceipt)
    {
        return Finding::new(&codes::PRICE_OF_RECEIPT, span);
    }
    let word = found.filter(|found| found.chars().next().is_some_and(char::is_alphabetic));
    if let Some(word) = word
        && let Some(meant) = spelling::suggest(word, error.candidates())
    {
        let params = || vec![("word", Param::from(meant.word.as_str()))];
        let code = match meant.reason {
            Reason::Layout => &codes::OTHER_LAYOUT_WORD,
            Reason::Case | Reason::LookAlike | Reason::Typo => &codes::UNKNOWN_WORD,
        };
        return Finding::new(code, span)
            .with("found", word)
            .with("word", meant.word.as_str())
            .fix(&codes::WRITE_WORD, params(), span, &meant.word);
    }
    let mut choices: Vec<Param> = Vec::new();
    for one in expected {
        let choice = choice(*one);
        if !choices.contains(&choice) {
            choices.push(choice);
        }
    }
    choices.truncate(CHOICES_SHOWN);
    let finding = Finding::new(&codes::UNEXPECTED, span).with("expected", Param::Choice(choices));
    match found {
        Some(found) => {
            let shown: String = found.chars().take(40).collect();
            finding.note(&codes::FOUND_INSTEAD, vec![("found", Param::from(shown.as_str()))])
        }
        None => finding.note(&codes::FOUND_END, Vec::new()),
    }
}

fn choice(expected: Expected) -> Param {
    const fn word(en: &'static str, ru: &'static str) -> Bilingual {
        Bilingual::new(en, ru)
    }
    static WORDS: [Bilingual; 21] = [
        word("a name", "имя"),
        word("a text in quotes", "текст в кавычках"),
        word("a whole number", "целое число"),
        word("a number", "число"),
        word("a number with its unit", "число с единицей"),
        word("a sum of money", "сумма денег"),
        word("a quantity such as 0.5 l", "количество, например 0,5 л"),
        word("a span such as 30 days", "срок, например 30 дней"),
        word("a date", "дата"),
        word("a time of day", "время"),
        word("a day of the week", "день недели"),
        word("a value", "значение"),
        word("a fact such as `receipt.amount`", "показатель, например `чек.сумма`"),
        word("a currency", "валюта"),
        word("goods or stores", "товары или магазины"),
        word("a condition", "условие"),
        word("a declaration", "объявление"),
        word("a clause", "условие или действие"),
        word("a type such as `yes/no`", "тип, например `да/нет`"),
        word("the end of the clause", "конец этой строки"),
        word("something else", "другое"),
    ];
    let index = match expected {
        Expected::Keyword(keyword) => return Param::Keyword(keyword),
        Expected::Mark(mark) => return Param::Text(format!("`{mark}`").into()),
        Expected::Name => 0,
        Expected::Text => 1,
        Expected::Integer => 2,
        Expected::Number => 3,
        Expected::Amount => 4,
        Expected::Money => 5,
        Expected::Quantity => 6,
        Expected::Duration => 7,
        Expected::Date => 8,
        Expected::Time => 9,
        Expected::Weekday => 10,
        Expected::Value => 11,
        Expected::Fact => 12,
        Expected::Currency => 13,
        Expected::Selection => 14,
        Expected::Condition => 15,
        Expected::Declaration => 16,
        Expected::Clause => 17,
        Expected::PropertyType => 18,
        Expected::EndOfClause => 19,
    };
    WORDS
        .get(index)
        .or_else(|| WORDS.last())
        .map_or_else(|| Param::from(""), Param::Word)
}

/// A date such as `03/04/2026`.
struct Slashed<'a> {
    span: Span,
    text: &'a str,
    first: u8,
    second: u8,
    year: u16,
}

/// The date with slashes around a place, if there is one.
fn slashed_date(text: &str, span: Span) -> Option<Slashed<'_>> {
    let part = |byte: &u8| byte.is_ascii_digit() || *byte == b'/';
    let bytes = text.as_bytes();
    let start = usize::try_from(span.start).ok()?.min(bytes.len());
    let before = bytes.get(..start)?.iter().rev().take_while(|byte| part(byte)).count();
    let from = start.saturating_sub(before);
    let length = bytes.get(from..)?.iter().take_while(|byte| part(byte)).count();
    let to = from.saturating_add(length);
    let written = text.get(from..to)?;
    let mut parts = written.split('/');
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || first.len() > 2 || second.len() > 2 || year.len() != 4 {
        return None;
    }
    Some(Slashed {
        span: Span::new(u32::try_from(from).ok()?, u32::try_from(to).ok()?),
        text: written,
        first: first.parse().ok()?,
        second: second.parse().ok()?,
        year: year.parse().ok()?,
    })
}

fn ambiguous(date: &Slashed<'_>) -> Finding {
    let mut finding = Finding::new(&codes::AMBIGUOUS_DATE, date.span).with("found", date.text);
    let readings = [
        (&codes::AS_DAY_MONTH, date.second, date.first),
        (&codes::AS_MONTH_DAY, date.first, date.second),
    ];
    for (title, month, day) in readings {
        if crate::hir::Date::from_ymd(i32::from(date.year), month, day).is_some() {
            let word = format!("{:04}-{month:02}-{day:02}", date.year);
            finding = finding.fix(title, vec![("word", Param::from(word.as_str()))], date.span, &word);
        }
    }
    finding
}
