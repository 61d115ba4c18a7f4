//! Days, hours and dates as people write them: `пн-пт`, `с 22 до 6`, `1.9.26`, `03/04/2026`; knows no window.

use perk_grammar::errors::Expected;
use perk_grammar::keywords::choices;
use perk_grammar::{Keyword, Language, SyntaxKind};

use super::{REACH, Slip, Words};
use crate::diagnostic::{Finding, Param, Span, codes};
use crate::hir::Date;

/// The canonical spelling of a weekday in the language in which it is written.
fn weekday(text: &str) -> Option<&'static str> {
    let day = Keyword::from_text(text).find(|keyword| choices::WEEKDAY.contains(keyword))?;
    let language = match crate::syntax::is_russian(text) {
        true => Language::Russian,
        false => Language::English,
    };
    Some(day.canonical(language))
}

/// `пн-пт` as `пн..пт`.
pub(crate) fn days_with_hyphen(text: &str) -> Option<String> {
    let (first, last) = text.split_once(['-', '–', '—'])?;
    Some(format!("{}..{}", weekday(first)?, weekday(last)?))
}

/// Dashes between two ends.
fn is_dash(text: &str) -> bool {
    matches!(text, "-" | "–" | "—" | "−")
}

fn range(span: Span, word: &str) -> Finding {
    Finding::new(&codes::RANGE_FORM, span).with("word", word).fix(
        &codes::WRITE_WORD,
        vec![("word", Param::from(word))],
        span,
        word,
    )
}

/// `пн-пт`, `с пн по пт`, `monday to friday`, `по будням`.
pub(super) fn weekdays(words: &Words<'_>, at: usize) -> Option<Slip> {
    let first_seen = at.saturating_sub(2);
    for index in first_seen..at.saturating_add(4) {
        if index > at && !words.same_line(at, index) {
            return None;
        }
        let text = words.text(index);
        if let Some(word) = days_with_hyphen(text) {
            let slip = range(words.span(index), &word);
            return Slip::new(slip, words.between(at.min(index), index));
        }
        let (middle, last) = (index.saturating_add(1), index.saturating_add(2));
        let joined = words.is_any(middle, &[Keyword::To, Keyword::TimeTo]) || is_dash(words.text(middle));
        // The mistake stands at the word between the days, or before them.
        if let (true, true, Some(from), Some(to)) = (
            joined,
            at <= last && words.same_line(index, last),
            declined_weekday(text),
            declined_weekday(words.text(last)),
        ) {
            let before = index
                .checked_sub(1)
                .filter(|before| words.is_any(*before, &[Keyword::From]));
            let start = before.unwrap_or(index);
            let ahead = start
                .checked_sub(1)
                .is_some_and(|ahead| words.is_any(ahead, &[Keyword::OnWeekdays]) || is_days(words, ahead));
            let days = format!("{from}..{to}");
            let word = match (ahead, words.language(index)) {
                (true, _) => days,
                (false, Language::English) => format!("on {days}"),
                (false, Language::Russian) => format!("в дни {days}"),
            };
            return Slip::new(
                range(words.between(start, last), &word),
                words.between(at.min(start), last),
            );
        }
    }
    // `по будням`
    let word = match words.text(at.saturating_add(1)).to_lowercase().as_str() {
        "будням" => "в дни будни",
        "выходным" => "в дни выходные",
        _ => return None,
    };
    if words.text(at).to_lowercase() != "по" {
        return None;
    }
    let span = words.between(at, at.saturating_add(1));
    let finding = Finding::new(&codes::UNKNOWN_WORD, span)
        .with("found", words.slice(span))
        .with("word", word)
        .fix(&codes::WRITE_WORD, vec![("word", Param::from(word))], span, word);
    Slip::new(finding, span)
}

/// Weekdays without their endings.
const STEMS: [(&str, &str); 7] = [
    ("понедельник", "пн"),
    ("вторник", "вт"),
    ("сред", "ср"),
    ("четверг", "чт"),
    ("пятниц", "пт"),
    ("суббот", "сб"),
    ("воскресень", "вс"),
];

/// A weekday in any case: `с понедельника по пятницу`.
pub(super) fn declined_weekday(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let declined = STEMS.iter().find(|(stem, _)| {
        lower
            .strip_prefix(stem)
            .is_some_and(|ending| ["", "а", "я", "у", "ю", "ы", "е"].contains(&ending))
    });
    weekday(text).or_else(|| declined.map(|(_, day)| *day))
}

/// A weekday as it is spoken of: `tuesdays`, `вторникам`.
fn spoken_weekday(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let plural = |word: &str| ["ам", "ям"].iter().any(|ending| word.strip_suffix(ending).is_some());
    let russian = STEMS
        .iter()
        .find(|(stem, _)| lower.starts_with(stem) && plural(&lower))
        .map(|(_, day)| *day);
    russian
        .or_else(|| weekday(&lower))
        .or_else(|| weekday(lower.strip_suffix('s')?))
}

/// `on tuesdays`, `в дни по вторникам`, `по вторникам и четвергам`; and `on` or `в дни` without any days.
pub(super) fn spoken_days(words: &Words<'_>, at: usize, expected: &[Expected]) -> Option<Slip> {
    let lower = |index: usize| words.text(index).to_lowercase();
    if !expected.contains(&Expected::Keyword(Keyword::OnWeekdays)) {
        return None;
    }
    let on = match lower(at).as_str() {
        "on" => Some(at.saturating_add(1)),
        "в" | "во" if is_days(words, at.saturating_add(1)) => Some(at.saturating_add(2)),
        _ => None,
    };
    let mut last = on.unwrap_or(at);
    if lower(last) == "по" {
        last = last.saturating_add(1);
    }
    if last == at {
        return None;
    }
    let start = last;
    let mut days = Vec::new();
    while let Some(day) = spoken_weekday(words.text(last)).filter(|_| words.same_line(at, last)) {
        days.push(day);
        let joined = matches!(lower(last.saturating_add(1)).as_str(), "," | "and" | "и");
        let next = last.saturating_add(2);
        if days.len() >= REACH || !joined || spoken_weekday(words.text(next)).is_none() {
            break;
        }
        last = next;
    }
    if !days.is_empty() {
        let span = words.between(at, last);
        let days = days.join(", ");
        let word = match words.language(at) {
            Language::English => format!("on {days}"),
            Language::Russian => format!("в дни {days}"),
        };
        let finding = Finding::new(&codes::UNKNOWN_WORD, span)
            .with("found", words.slice(span))
            .with("word", word.as_str())
            .fix(
                &codes::WRITE_WORD,
                vec![("word", Param::from(word.as_str()))],
                span,
                &word,
            );
        return Slip::new(finding, span);
    }
    on?;
    let same_line = words.same_line(at, start);
    let span = match same_line {
        true => words.span(start),
        false => words.between(at, start.saturating_sub(1)),
    };
    let finding = Finding::new(&codes::UNEXPECTED, span).with("expected", &codes::SOME_DAYS);
    let finding = match same_line {
        true => finding.note(&codes::FOUND_INSTEAD, vec![("found", Param::from(words.text(start)))]),
        false => finding,
    };
    Slip::new(finding, words.between(at, start))
}

/// The second word of `в дни`.
fn is_days(words: &Words<'_>, index: usize) -> bool {
    matches!(words.text(index).to_lowercase().as_str(), "дни" | "день")
}

/// An hour at a token: `8`, `08:00`, `8am`, `8 pm`. How it is written with minutes, and the last token of it.
fn hour(words: &Words<'_>, at: usize) -> Option<(String, usize)> {
    if words.kind(at) == Some(SyntaxKind::TIME) {
        return Some((words.text(at).to_owned(), at));
    }
    // `08.00`
    if words.kind(at) == Some(SyntaxKind::DECIMAL) {
        let (hour, minutes) = words.text(at).split_once('.')?;
        let two_digits = hour.len() <= 2 && minutes.len() == 2;
        let (hour, minute): (u32, u32) = (hour.parse().ok()?, minutes.parse().ok()?);
        return (two_digits && hour < 24 && minute < 60).then(|| (format!("{hour:02}:{minutes}"), at));
    }
    if words.kind(at) != Some(SyntaxKind::INTEGER) {
        return None;
    }
    let written: u32 = words.text(at).parse().ok()?;
    let next = at.saturating_add(1);
    let (hour, last) = match words.text(next).to_lowercase().as_str() {
        "am" | "утра" => (written.checked_rem(12)?, next),
        "ночи" => (written.checked_rem(12)?, next),
        "pm" | "вечера" | "дня" => (written.checked_rem(12)?.checked_add(12)?, next),
        "часов" | "часа" | "час" | "ч" => (written, next),
        _ => (written, at),
    };
    (hour <= 24).then(|| (format!("{hour:02}:00"), last))
}

/// `с 22 до 6`, `from 8 to 11`, `8am to 11am`, and hours without days.
pub(super) fn hours(words: &Words<'_>, at: usize) -> Option<Slip> {
    for start in at.saturating_sub(5)..=at {
        let from = words.is(start, Keyword::TimeFrom);
        let first = if from { start.saturating_add(1) } else { start };
        let Some((opens, end)) = hour(words, first) else {
            continue;
        };
        let middle = end.saturating_add(1);
        let joined = words.is(middle, Keyword::TimeTo) || is_dash(words.text(middle)) || words.text(middle) == "..";
        let Some((closes, last)) = hour(words, middle.saturating_add(1)).filter(|_| joined) else {
            continue;
        };
        if last < at || !words.same_line(start, last) {
            continue;
        }
        let bare = words.kind(first) != Some(SyntaxKind::TIME) || words.kind(last) != Some(SyntaxKind::TIME);
        let half_a_day = end > first || last > middle.saturating_add(1);
        // `from 3 to 6 of …` counts goods; a unit makes it something else.
        let goes_on = words.is_any(last.saturating_add(1), &[Keyword::PickOf, Keyword::Percent])
            || perk_grammar::keywords::choices::CURRENCY
                .iter()
                .chain(choices::QUANTITY_UNIT)
                .any(|unit| words.is(last.saturating_add(1), *unit));
        if bare && goes_on || bare && !from && !half_a_day {
            continue;
        }
        let russian = words.language(start) == Language::Russian;
        let hours = match russian {
            true => format!("с {opens} до {closes}"),
            false => format!("from {opens} to {closes}"),
        };
        let after_days = start
            .checked_sub(1)
            .is_some_and(|before| weekday(words.text(before)).is_some() || ends_days(words, before));
        let span = words.between(start, last);
        let (code, word) = match (after_days, russian) {
            (true, _) if bare || half_a_day => (&codes::HOURS_FORM, hours),
            (true, _) => return None,
            (false, true) => (&codes::HOURS_WITHOUT_DAYS, format!("в дни пн..вс {hours}")),
            (false, false) => (&codes::HOURS_WITHOUT_DAYS, format!("on every day {hours}")),
        };
        let finding = Finding::new(code, span)
            .with("found", words.slice(span))
            .with("word", word.as_str())
            .fix(
                &codes::WRITE_WORD,
                vec![("word", Param::from(word.as_str()))],
                span,
                &word,
            );
        return Slip::new(finding, words.between(at.min(start), last));
    }
    None
}

/// `01.10.2026 - 15.10.2026`, `с 08:00 - 11:00`, `пн - пт`: a dash between two ends.
pub(super) fn dash(words: &Words<'_>, at: usize) -> Option<Slip> {
    if !is_dash(words.text(at)) {
        return None;
    }
    let (first, last) = (at.checked_sub(1)?, at.saturating_add(1));
    if !words.same_line(first, last) {
        return None;
    }
    let days = weekday(words.text(first)).is_some() && weekday(words.text(last)).is_some();
    if days {
        return weekdays(words, at);
    }
    let joins = |kind| words.kind(first) == Some(kind) && words.kind(last) == Some(kind);
    let dates = joins(SyntaxKind::DATE);
    if !dates && !joins(SyntaxKind::TIME) {
        return hours(words, at);
    }
    let before = first.checked_sub(1);
    // `2026-10-01 08:00 - 11:00` may be two moments or the hours of a day.
    if !dates && before.is_some_and(|before| words.kind(before) == Some(SyntaxKind::DATE)) {
        return None;
    }
    let from = before.filter(|before| words.is_any(*before, &[Keyword::From, Keyword::TimeFrom]));
    let russian = words.language(first) == Language::Russian;
    let (opens, closes) = (words.text(first), words.text(last));
    let word = match (from.map(|from| words.text(from)), dates, russian) {
        (Some(from), true, true) => format!("{from} {opens} по {closes}"),
        (Some(from), false, true) => format!("{from} {opens} до {closes}"),
        (Some(from), _, false) => format!("{from} {opens} to {closes}"),
        (None, true, _) => format!("{opens} .. {closes}"),
        (None, false, _) => format!("{opens}..{closes}"),
    };
    let span = words.between(from.unwrap_or(first), last);
    Slip::new(range(span, &word), span)
}

/// Whether a token may end the days of a window: `будни`, `every day`, `of month`, a date.
fn ends_days(words: &Words<'_>, index: usize) -> bool {
    words.is_any(
        index,
        &[
            Keyword::Weekdays,
            Keyword::Weekends,
            Keyword::EveryDay,
            Keyword::OfMonth,
        ],
    ) || words.kind(index) == Some(SyntaxKind::DATE)
        || matches!(words.text(index).to_lowercase().as_str(), "day" | "день" | "month")
}

/// Months by the first letters of their names, in both languages.
const MONTHS: [(&str, &str); 12] = [
    ("jan", "янв"),
    ("feb", "фев"),
    ("mar", "мар"),
    ("apr", "апр"),
    ("may", "май"),
    ("jun", "июн"),
    ("jul", "июл"),
    ("aug", "авг"),
    ("sep", "сен"),
    ("oct", "окт"),
    ("nov", "ноя"),
    ("dec", "дек"),
];

fn month(text: &str) -> Option<u8> {
    let lower = text.to_lowercase();
    if lower == "мая" {
        return Some(5);
    }
    let found = MONTHS
        .iter()
        .position(|(en, ru)| lower.starts_with(en) || lower.starts_with(ru))?;
    u8::try_from(found).ok()?.checked_add(1)
}

/// A date as people write it: its parts and its place.
#[derive(Clone, Copy)]
struct Loose {
    year: Option<u16>,
    month: u8,
    day: u8,
    /// Day and month could change places.
    ambiguous: bool,
    span: Span,
}

fn full_year(text: &str) -> Option<u16> {
    let year: u16 = text.parse().ok()?;
    match text.len() {
        2 => year.checked_add(2000),
        4 => Some(year),
        _ => None,
    }
}

fn small(text: &str) -> Option<u8> {
    (text.len() <= 2).then(|| text.parse().ok()).flatten()
}

/// A date that begins at a token.
fn loose(words: &Words<'_>, at: usize) -> Option<Loose> {
    let text = |offset: usize| words.text(at.saturating_add(offset));
    let last = |offset: usize| words.between(at, at.saturating_add(offset));
    let date = |year, month, day, ambiguous, span| {
        ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(Loose {
            year,
            month,
            day,
            ambiguous,
            span,
        })
    };
    // `03/04/2026`, `2026/09/01`, `03/04`
    if text(1) == "/" {
        if text(3) == "/" {
            if text(0).len() == 4 {
                return date(full_year(text(0)), small(text(2))?, small(text(4))?, false, last(4));
            }
            let (first, second) = (small(text(0))?, small(text(2))?);
            let year = Some(full_year(text(4))?);
            return match (first > 12, second > 12) {
                (false, true) => date(year, first, second, false, last(4)),
                (true, _) => date(year, second, first, false, last(4)),
                (false, false) => date(year, second, first, true, last(4)),
            };
        }
        let (first, second) = (small(text(0))?, small(text(2))?);
        return match second > 12 {
            true => date(None, first, second, false, last(2)),
            false => date(None, second, first, true, last(2)),
        };
    }
    // `1.9.26`, `2026.09.01`
    let parts: Vec<&str> = text(0).split('.').collect();
    match (words.kind(at), parts.as_slice()) {
        (Some(SyntaxKind::UNKNOWN), [year, month, day]) if year.len() == 4 => {
            return date(full_year(year), small(month)?, small(day)?, false, last(0));
        }
        (Some(SyntaxKind::UNKNOWN), [day, month, year]) => {
            return date(Some(full_year(year)?), small(month)?, small(day)?, false, last(0));
        }
        (Some(SyntaxKind::DECIMAL), [day, month]) if month.len() == 2 => {
            return date(None, small(month)?, small(day)?, false, last(0));
        }
        _ => {}
    }
    // `1 сентября 2026`, `Sep 1, 2026`
    let (day, month, end) = match (small(text(0)), month(text(1)), month(text(0)), small(text(1))) {
        (Some(day), Some(month), _, _) => (day, month, 1_usize),
        (_, _, Some(month), Some(day)) => (day, month, 1),
        _ => return None,
    };
    let comma = usize::from(text(end.saturating_add(1)) == ",");
    let of_year = end.saturating_add(1).saturating_add(comma);
    match full_year(text(of_year)).filter(|_| text(of_year).len() == 4) {
        Some(year) => date(Some(year), month, day, false, last(of_year)),
        None => date(None, month, day, false, last(end)),
    }
}

/// Dates in other spellings, where a date, a span or a time was expected. All dates of the line are told at once.
pub(super) fn date(words: &Words<'_>, at: usize, expected: &[Expected]) -> Option<Slip> {
    let dated = [Expected::Date, Expected::Duration, Expected::Quantity];
    let slashed = words.text(at) == "/" || words.text(at.saturating_add(1)) == "/";
    if !slashed && !expected.iter().any(|one| dated.contains(one)) {
        return None;
    }
    if let Some(slip) = days_of_month(words, at) {
        return Some(slip);
    }
    let found = (at.saturating_sub(3)..=at).find_map(|start| {
        let found = loose(words, start).filter(|found| found.span.end > words.span(at).start)?;
        Some((start, found))
    });
    let (start, first) = found?;
    let mut finding = of_date(words, start, &first);
    // The other end of a window is most likely written in the same way.
    let mut covers = first.span;
    if let (Some(year), end) = (first.year, words.from(first.span.end)) {
        let other = (end..end.saturating_add(REACH)).find_map(|index| {
            let same_line = words.same_line(start, index);
            loose(words, index).filter(|other| same_line && other.year.is_some() && other.ambiguous == first.ambiguous)
        });
        if let Some(other) = other {
            covers = Span::new(first.span.start, other.span.end);
            let between = words.slice(Span::new(first.span.end, other.span.start));
            let also = readings(&other, other.year.unwrap_or(year), words.language(start));
            for (remedy, (_, text)) in finding.remedies.iter_mut().zip(also) {
                for edit in &mut remedy.edits {
                    edit.text = format!("{}{between}{text}", edit.text).into();
                    edit.span = covers;
                }
            }
        }
    }
    Slip::new(finding, covers)
}

/// `с 1 по 30 сентября 2026`: the month belongs to both days.
fn days_of_month(words: &Words<'_>, at: usize) -> Option<Slip> {
    let (middle, last) = (at.saturating_add(1), at.saturating_add(2));
    let day = small(words.text(at)).filter(|_| words.kind(at) == Some(SyntaxKind::INTEGER))?;
    let joined = words.is(middle, Keyword::To) || words.text(middle) == ".." || is_dash(words.text(middle));
    let second = loose(words, last).filter(|_| joined && words.same_line(at, last))?;
    let span = Span::new(words.span(at).start, second.span.end);
    let first = Loose {
        day,
        ambiguous: false,
        span,
        ..second
    };
    let mut finding = of_date(words, at, &first);
    let ends = first.year.map(|year| {
        let of = |date: &Loose| readings(date, year, words.language(at)).into_iter().next();
        (of(&first), of(&second))
    });
    finding.remedies.clear();
    if let Some((Some((title, from)), Some((_, to)))) = ends {
        let word = format!("{from} {} {to}", words.text(middle));
        finding = finding.fix(title, vec![("word", Param::from(word.as_str()))], span, &word);
    }
    Slip::new(finding, span)
}

/// `1.9.26` and two dates or times joined by a hyphen, which the lexer takes for one number.
pub(super) fn of_number(words: &Words<'_>, at: usize) -> Option<Slip> {
    let (text, span) = (words.text(at), words.span(at));
    if let Some((first, last)) = text.split_once('-') {
        let whole = |end: &str, kind: SyntaxKind| {
            let inner = Words::of(end);
            (inner.tokens.len() == 1 && inner.kind(0) == Some(kind)).then(|| end.to_owned())
        };
        let word = match (whole(first, SyntaxKind::DATE), whole(last, SyntaxKind::DATE)) {
            (Some(from), Some(to)) => format!("{from} .. {to}"),
            _ => format!(
                "{}..{}",
                whole(first, SyntaxKind::TIME)?,
                whole(last, SyntaxKind::TIME)?
            ),
        };
        return Slip::new(range(span, &word), span);
    }
    let found = loose(words, at)?;
    Slip::new(of_date(words, at, &found), found.span)
}

/// How a date may be read, each with the title of its fix.
fn readings(found: &Loose, year: u16, language: Language) -> Vec<(&'static crate::diagnostic::Bilingual, String)> {
    let write = |month: u8, day: u8| match language {
        Language::English => format!("{year:04}-{month:02}-{day:02}"),
        Language::Russian => format!("{day:02}.{month:02}.{year:04}"),
    };
    let mut all = Vec::new();
    let mut add = |title, month: u8, day: u8| {
        if Date::from_ymd(i32::from(year), month, day).is_some() {
            all.push((title, write(month, day)));
        }
    };
    if found.ambiguous {
        add(&codes::AS_DAY_MONTH, found.month, found.day);
        add(&codes::AS_MONTH_DAY, found.day, found.month);
    } else {
        add(&codes::WRITE_WORD, found.month, found.day);
    }
    all
}

fn of_date(words: &Words<'_>, start: usize, found: &Loose) -> Finding {
    let written = words.slice(found.span);
    let code = match (found.year, found.ambiguous) {
        (None, _) => &codes::DATE_WITHOUT_YEAR,
        (Some(_), true) => &codes::AMBIGUOUS_DATE,
        (Some(_), false) => &codes::DATE_FORM,
    };
    let mut finding = Finding::new(code, found.span).with("found", written);
    if let Some(year) = found.year {
        for (title, word) in readings(found, year, words.language(start)) {
            finding = finding.fix(title, vec![("word", Param::from(word.as_str()))], found.span, &word);
        }
    }
    finding
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_with_a_hyphen_are_a_range() {
        assert_eq!(days_with_hyphen("пн-пт").as_deref(), Some("пн..пт"));
        assert_eq!(days_with_hyphen("Mon-Friday").as_deref(), Some("mon..fri"));
        assert_eq!(days_with_hyphen("чай-кофе"), None);
    }

    #[test]
    fn months_are_known_by_their_beginnings() {
        let of = month;
        assert_eq!((of("марта"), of("мая"), of("май")), (Some(3), Some(5), Some(5)));
        assert_eq!(
            (of("Sep"), of("September"), of("ма"), of("чай")),
            (Some(9), Some(9), None, None)
        );
    }
}
