//! What the literal tokens say: names, numbers, dates, times and texts as values; knows no units and no types.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::{AstToken, Date, Decimal, Doc, Ident, Integer, Name, NameRef, Number, Segment, Text, Time};

/// A name in the form in which names are compared: without back-quotes, NFC, ё = е. Case matters.
pub fn normal_name(text: &str) -> Cow<'_, str> {
    let bare = text.trim_matches('`');
    if bare.is_ascii() {
        return Cow::Borrowed(bare);
    }
    let composed: Cow<'_, str> = if is_nfc(bare) {
        Cow::Borrowed(bare)
    } else {
        Cow::Owned(bare.nfc().collect())
    };
    if composed.contains(['ё', 'Ё']) {
        Cow::Owned(composed.replace('ё', "е").replace('Ё', "Е"))
    } else {
        composed
    }
}

impl Ident {
    /// The name as it is compared.
    pub fn name(&self) -> String {
        normal_name(self.text()).into_owned()
    }
}

impl Segment {
    /// The name as it is compared.
    pub fn name(&self) -> String {
        normal_name(self.text()).into_owned()
    }
}

impl Name {
    /// The name as it is compared; empty if it is missing.
    pub fn text(&self) -> String {
        self.ident().map(|ident| ident.name()).unwrap_or_default()
    }
}

impl NameRef {
    /// The name as it is compared; empty if it is missing.
    pub fn text(&self) -> String {
        self.ident().map(|ident| ident.name()).unwrap_or_default()
    }
}

impl Integer {
    /// The digits without the marks between thousands.
    pub fn digits(&self) -> String {
        digits(self.text())
    }
}

impl Decimal {
    /// The number with a point and without the marks between thousands: `1 000,5` is `1000.5`.
    pub fn digits(&self) -> String {
        digits(self.text())
    }
}

impl Number {
    /// The number with a point and without the marks between thousands.
    pub fn digits(&self) -> String {
        digits(self.text())
    }
}

fn digits(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '0'..='9' => Some(c),
            ',' | '.' => Some('.'),
            _ => None,
        })
        .collect()
}

/// The numbers of a date, as written: they need not be a date of the calendar.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DateParts {
    /// Year, four digits.
    pub year: u16,
    /// Month, 1..12 if the date exists.
    pub month: u8,
    /// Day of the month.
    pub day: u8,
}

impl Date {
    /// Year, month and day of `2026-10-01` or `01.10.2026`.
    pub fn parts(&self) -> Option<DateParts> {
        let text = self.text();
        if let Some((year, rest)) = text.split_once('-') {
            let (month, day) = rest.split_once('-')?;
            return Some(DateParts {
                year: year.parse().ok()?,
                month: month.parse().ok()?,
                day: day.parse().ok()?,
            });
        }
        let (day, rest) = text.split_once('.')?;
        let (month, year) = rest.split_once('.')?;
        Some(DateParts {
            year: year.parse().ok()?,
            month: month.parse().ok()?,
            day: day.parse().ok()?,
        })
    }

    /// Whether the day stands before the month: `01.10.2026`.
    pub fn is_day_first(&self) -> bool {
        self.text().contains('.')
    }
}

impl Time {
    /// Hour and minute as written: they need not be a time of the day.
    pub fn parts(&self) -> Option<(u8, u8)> {
        let (hour, minute) = self.text().split_once(':')?;
        Some((hour.parse().ok()?, minute.parse().ok()?))
    }
}

impl Doc {
    /// The line without `///` and one blank.
    pub fn line(&self) -> &str {
        let line = self.text().strip_prefix("///").unwrap_or_default();
        line.strip_prefix(' ').unwrap_or(line)
    }
}

/// A piece of a text: plain words or a value to insert. Ranges are bytes inside the token, quotes counted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// Words as they are printed, escapes resolved.
    Words {
        /// Where they stand.
        range: Range<usize>,
        /// What is printed.
        text: String,
    },
    /// `{client.name}`.
    Insert {
        /// Where it stands, braces included.
        range: Range<usize>,
        /// What stands between the braces, blanks trimmed.
        path: String,
        /// Where that stands.
        path_range: Range<usize>,
    },
    /// `{` without its `}`.
    Unclosed {
        /// From the brace to the end of the text.
        range: Range<usize>,
    },
}

impl Text {
    /// The text between the quotes, escapes resolved and `{…}` left as written.
    pub fn value(&self) -> String {
        self.value_ref().into_owned()
    }

    /// The same, borrowed where nothing is escaped.
    pub fn value_ref(&self) -> Cow<'_, str> {
        let inside = inside(self.text()).1;
        if !inside.contains('\\') {
            return Cow::Borrowed(inside);
        }
        let mut out = String::with_capacity(inside.len());
        let mut chars = inside.chars();
        while let Some(c) = chars.next() {
            out.push(if c == '\\' { chars.next().unwrap_or(c) } else { c });
        }
        Cow::Owned(out)
    }

    /// The words and the inserted values, in order. Together the ranges cover what stands between the quotes.
    pub fn pieces(&self) -> Vec<Piece> {
        let (start, body) = inside(self.text());
        let at = |offset: usize| start.saturating_add(offset);
        let mut pieces = Vec::new();
        let mut words = String::new();
        let mut words_start = 0;
        let mut chars = body.char_indices();
        while let Some((offset, c)) = chars.next() {
            if c != '{' {
                words.push(if c == '\\' {
                    chars.next().map_or(c, |(_, escaped)| escaped)
                } else {
                    c
                });
                continue;
            }
            if words_start < offset {
                pieces.push(Piece::Words {
                    range: at(words_start)..at(offset),
                    text: std::mem::take(&mut words),
                });
            }
            let rest = chars.as_str();
            let inner_start = offset.saturating_add(1);
            let Some(length) = rest.find('}') else {
                pieces.push(Piece::Unclosed {
                    range: at(offset)..at(body.len()),
                });
                return pieces;
            };
            let inner = rest.get(..length).unwrap_or_default();
            let lead = inner.len().saturating_sub(inner.trim_start().len());
            let path = inner.trim();
            let path_start = inner_start.saturating_add(lead);
            let end = inner_start.saturating_add(length).saturating_add(1);
            pieces.push(Piece::Insert {
                range: at(offset)..at(end),
                path: path.to_owned(),
                path_range: at(path_start)..at(path_start.saturating_add(path.len())),
            });
            words_start = end;
            while chars.offset() < end && chars.next().is_some() {}
        }
        if words_start < body.len() {
            pieces.push(Piece::Words {
                range: at(words_start)..at(body.len()),
                text: words,
            });
        }
        pieces
    }
}

/// What stands between the quotes, with its offset; a text without its closing quote runs to its end.
fn inside(text: &str) -> (usize, &str) {
    for (open, close) in [("\"", "\""), ("«", "»"), ("“", "”")] {
        if let Some(rest) = text.strip_prefix(open) {
            return (open.len(), rest.strip_suffix(close).unwrap_or(rest));
        }
    }
    (0, text)
}
