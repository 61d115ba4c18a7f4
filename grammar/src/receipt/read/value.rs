//! Texts, numbers, dates and places as they are written; knows no clause.

use std::cell::Cell;

use pest::iterators::Pair;

use super::Read;
use crate::receipt::error::ReceiptError;
use crate::receipt::limits::MAX_DIGITS;
use crate::receipt::notation::Rule;
use crate::receipt::syntax::{MoneySyntax, QuantitySyntax, Span, Text, ValueSyntax};

/// The text being read, able to say the line and column of a byte.
pub(super) struct Source<'text> {
    text: &'text str,
    line_starts: Vec<usize>,
    /// The last place asked for (byte, line index, characters before it): places are mostly asked in their order,
    /// so that even a text of one long line is walked once.
    last: Cell<(usize, usize, usize)>,
}

impl<'text> Source<'text> {
    pub(super) fn new(text: &'text str) -> Self {
        let newlines = text.match_indices('\n').map(|(at, _)| at.saturating_add(1));
        Self {
            text,
            line_starts: std::iter::once(0).chain(newlines).collect(),
            last: Cell::new((0, 0, 0)),
        }
    }

    /// Where a pair stands, without the blanks that follow it.
    pub(super) fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        let raw = pair.as_span();
        let end = raw.start().saturating_add(raw.as_str().trim_end().len());
        self.span_of(raw.start(), end)
    }

    fn span_of(&self, start: usize, end: usize) -> Span {
        let line = self
            .line_starts
            .partition_point(|&begin| begin <= start)
            .saturating_sub(1);
        let begin = self.line_starts.get(line).copied().unwrap_or_default();
        let (last_at, last_line, last_count) = self.last.get();
        let (from, counted) = if last_line == line && last_at <= start && last_at >= begin {
            (last_at, last_count)
        } else {
            (begin, 0)
        };
        let count = counted.saturating_add(self.text.get(from..start).map_or(0, |piece| piece.chars().count()));
        self.last.set((start, line, count));
        Span {
            start,
            end,
            line: line.saturating_add(1),
            column: count.saturating_add(1),
        }
    }

    /// Sets what may be said once.
    pub(super) fn once<T>(&self, slot: &mut Option<T>, value: T, span: Span, rule: Rule) -> Read<()> {
        if slot.is_some() {
            return Err(ReceiptError::twice(span, rule));
        }
        *slot = Some(value);
        Ok(())
    }

    /// Every code of a list.
    pub(super) fn extend_codes(&self, list: &mut Vec<Text>, pair: Pair<'_, Rule>) -> Read<()> {
        for part in pair.into_inner().filter(|part| part.as_rule() == Rule::code) {
            list.push(self.code(part)?);
        }
        Ok(())
    }

    /// The only code of a clause.
    pub(super) fn code_in(&self, pair: Pair<'_, Rule>) -> Read<Text> {
        self.first(pair, |part| match part.as_rule() {
            Rule::code => Some(self.code(part)),
            Rule::text => Some(self.text(part)),
            _ => None,
        })
    }

    /// The only number of a clause.
    pub(super) fn number_in(&self, pair: Pair<'_, Rule>) -> Read<Text> {
        self.first(pair, |part| (part.as_rule() == Rule::number).then(|| self.number(part)))
    }

    /// The only date of a clause.
    pub(super) fn date_in(&self, pair: Pair<'_, Rule>) -> Read<Text> {
        self.first(pair, |part| (part.as_rule() == Rule::date).then(|| self.instant(part)))
    }

    /// The only instant of a clause.
    pub(super) fn instant_in(&self, pair: Pair<'_, Rule>) -> Read<Text> {
        self.first(pair, |part| {
            (part.as_rule() == Rule::instant).then(|| self.instant(part))
        })
    }

    /// The only text of a clause.
    pub(super) fn text_in(&self, pair: Pair<'_, Rule>) -> Read<Text> {
        self.first(pair, |part| (part.as_rule() == Rule::text).then(|| self.text(part)))
    }

    /// The only sum of a clause.
    pub(super) fn money_in(&self, pair: Pair<'_, Rule>) -> Read<MoneySyntax> {
        self.first(pair, |part| (part.as_rule() == Rule::money).then(|| self.money(part)))
    }

    /// The first part a function takes; the grammar promises one, so its absence is an empty answer.
    fn first<T: Default>(&self, pair: Pair<'_, Rule>, take: impl FnMut(Pair<'_, Rule>) -> Option<Read<T>>) -> Read<T> {
        pair.into_inner().find_map(take).unwrap_or_else(|| Ok(T::default()))
    }

    /// A code or name: bare, in quotes or in back-quotes.
    pub(super) fn code(&self, pair: Pair<'_, Rule>) -> Read<Text> {
        let span = self.span(&pair);
        self.first(pair, |part| match part.as_rule() {
            Rule::text => Some(self.text(part)),
            Rule::quoted_word => Some(Ok(Text {
                text: self.quoted_word(&part),
                span,
            })),
            Rule::word => Some(Ok(Text {
                text: part.as_str().to_owned(),
                span,
            })),
            _ => None,
        })
    }

    /// What stands between back-quotes, as it is.
    pub(super) fn quoted_word(&self, pair: &Pair<'_, Rule>) -> String {
        pair.as_str().trim_matches('`').to_owned()
    }

    /// A text in quotes, its escapes resolved.
    pub(super) fn text(&self, pair: Pair<'_, Rule>) -> Read<Text> {
        let span = self.span(&pair);
        let Some(inner) = pair.into_inner().next() else {
            return Ok(Text {
                text: String::new(),
                span,
            });
        };
        if inner.as_rule() == Rule::bad_text {
            return Err(ReceiptError::new(
                span,
                "this text has no closing quote on its line",
                "у этого текста нет закрывающей кавычки на той же строке",
            ));
        }
        unescape(inner.as_str()).map(|text| Text { text, span }).ok_or_else(|| {
            ReceiptError::new(
                span,
                "this text has an unknown escape; known are \\\\ \\\" \\» \\” \\n \\t and \\u{…}",
                "в этом тексте неизвестная запись после \\; есть \\\\ \\\" \\» \\” \\n \\t и \\u{…}",
            )
        })
    }

    /// A number without its groups, with a decimal point.
    pub(super) fn number(&self, pair: Pair<'_, Rule>) -> Read<Text> {
        let span = self.span(&pair);
        let Some(inner) = pair.into_inner().next() else {
            return Ok(Text {
                text: String::new(),
                span,
            });
        };
        let slip = match inner.as_rule() {
            Rule::bad_negative => Some((
                "a number cannot be negative here",
                "число здесь не может быть отрицательным",
            )),
            Rule::bad_exponent => Some((
                "write the number out: exponents are not read",
                "запишите число целиком: степени не читаются",
            )),
            Rule::bad_list => Some((
                "this is read as one number; put a blank after each comma of a list",
                "это читается как одно число; после запятой списка ставится пробел",
            )),
            _ => None,
        };
        if let Some((english, russian)) = slip {
            return Err(ReceiptError::new(span, english, russian).coded("notation-number"));
        }
        let text: String = inner
            .as_str()
            .chars()
            .filter_map(|character| match character {
                ',' | '.' => Some('.'),
                digit if digit.is_ascii_digit() => Some(digit),
                _ => None,
            })
            .collect();
        if text.len() > MAX_DIGITS {
            return Err(ReceiptError::long_number(span));
        }
        Ok(Text { text, span })
    }

    /// A number with a currency.
    pub(super) fn money(&self, pair: Pair<'_, Rule>) -> Read<MoneySyntax> {
        let mut money = MoneySyntax::default();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::number => money.amount = self.number(part)?,
                Rule::currency => money.currency = self.currency(part),
                _ => {}
            }
        }
        Ok(money)
    }

    fn currency(&self, pair: Pair<'_, Rule>) -> Text {
        let span = self.span(&pair);
        let rouble = pair.clone().into_inner().any(|part| part.as_rule() == Rule::rouble);
        let text = if rouble { "RUB" } else { pair.as_str().trim_end() };
        Text {
            text: text.to_owned(),
            span,
        }
    }

    /// A number with a unit, or without.
    pub(super) fn measure(&self, pair: Pair<'_, Rule>) -> Read<QuantitySyntax> {
        let mut quantity = QuantitySyntax::default();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::number => quantity.number = self.number(part)?,
                Rule::unit => quantity.unit = Some(self.unit(part)),
                _ => {}
            }
        }
        Ok(quantity)
    }

    /// The English name of a unit.
    pub(super) fn unit(&self, pair: Pair<'_, Rule>) -> Text {
        let span = self.span(&pair);
        let name = pair.into_inner().next().map_or("", |part| match part.as_rule() {
            Rule::u_pcs => "pcs",
            Rule::u_kg => "kg",
            Rule::u_g => "g",
            Rule::u_t => "t",
            Rule::u_l => "l",
            Rule::u_ml => "ml",
            Rule::u_m => "m",
            Rule::u_cm => "cm",
            Rule::u_mm => "mm",
            Rule::u_m2 => "m2",
            Rule::u_pack => "pack",
            _ => "",
        });
        Text {
            text: name.to_owned(),
            span,
        }
    }

    /// A date, or a date with a time and an offset: `2026-10-05`, `2026-10-05T09:00:00+03:00`.
    pub(super) fn instant(&self, pair: Pair<'_, Rule>) -> Read<Text> {
        let span = self.span(&pair);
        let mut text = String::new();
        for part in pair.into_inner() {
            let place = self.span(&part);
            let written = part.as_str();
            match part.as_rule() {
                Rule::iso_day => text.push_str(written),
                Rule::dotted_day => text.push_str(&turned_day(written)),
                Rule::clock => {
                    text.push('T');
                    text.push_str(written);
                    if written.matches(':').count() == 1 {
                        text.push_str(":00");
                    }
                    check_clock(written, place)?;
                }
                Rule::offset => {
                    text.push_str(written);
                    if written != "Z" {
                        check_clock(written.trim_start_matches(['+', '-']), place)?;
                    }
                }
                _ => {
                    return Err(ReceiptError::new(
                        place,
                        "write a date as `2026-10-05` or `05.10.2026`",
                        "запишите дату как `2026-10-05` или `05.10.2026`",
                    )
                    .coded("notation-date"));
                }
            }
        }
        check_day(&text, span)?;
        Ok(Text { text, span })
    }

    /// The value of a property.
    pub(super) fn value(&self, pair: Pair<'_, Rule>) -> Read<ValueSyntax> {
        let span = self.span(&pair);
        Ok(match pair.as_rule() {
            Rule::date | Rule::instant => ValueSyntax::Date(self.instant(pair)?),
            Rule::clock_value => {
                check_clock(pair.as_str(), span)?;
                ValueSyntax::Date(Text {
                    text: pair.as_str().to_owned(),
                    span,
                })
            }
            Rule::percent => {
                let unit = Some(Text {
                    text: "%".to_owned(),
                    span,
                });
                ValueSyntax::Number(QuantitySyntax {
                    number: self.number_in(pair)?,
                    unit,
                })
            }
            Rule::money => ValueSyntax::Money(self.money(pair)?),
            Rule::measure => ValueSyntax::Number(self.measure(pair)?),
            Rule::number => ValueSyntax::Number(QuantitySyntax {
                number: self.number(pair)?,
                unit: None,
            }),
            Rule::kw_yes => ValueSyntax::YesNo(Text {
                text: "yes".to_owned(),
                span,
            }),
            Rule::kw_no => ValueSyntax::YesNo(Text {
                text: "no".to_owned(),
                span,
            }),
            Rule::quoted_word => ValueSyntax::Word(Text {
                text: self.quoted_word(&pair),
                span,
            }),
            Rule::word => ValueSyntax::Word(Text {
                text: pair.as_str().to_owned(),
                span,
            }),
            _ => ValueSyntax::Text(self.text(pair)?),
        })
    }
}

/// `05.10.2026` as `2026-10-05`.
fn turned_day(written: &str) -> String {
    let parts: Vec<&str> = written.split('.').rev().collect();
    parts.join("-")
}

/// Refuses a month above 12 and a day the month never has; leap years belong to those who know calendars.
fn check_day(text: &str, span: Span) -> Read<()> {
    let mut parts = text
        .get(..10)
        .unwrap_or_default()
        .split('-')
        .skip(1)
        .map(|part| part.parse::<u8>().unwrap_or(0));
    let month = parts.next().unwrap_or_default();
    let day = parts.next().unwrap_or_default();
    let longest = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    if day == 0 || day > longest {
        return Err(
            ReceiptError::new(span, "the calendar has no such day", "такого дня в календаре нет")
                .coded("notation-date"),
        );
    }
    Ok(())
}

/// Refuses an hour above 23 and minutes or seconds above 59.
fn check_clock(written: &str, span: Span) -> Read<()> {
    let mut parts = written
        .split([':', '.'])
        .map(|part| part.parse::<u32>().unwrap_or(u32::MAX));
    let hour = parts.next().unwrap_or(u32::MAX);
    if hour > 23 || parts.take(2).any(|part| part > 59) {
        return Err(
            ReceiptError::new(span, "a day has no such time", "такого времени в сутках нет").coded("notation-date"),
        );
    }
    Ok(())
}

/// Resolves `\n`, `\t`, `\u{…}` and the escaped quotes; `None` for any other escape.
fn unescape(written: &str) -> Option<String> {
    let mut text = String::with_capacity(written.len());
    let mut characters = written.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            text.push(character);
            continue;
        }
        match characters.next()? {
            'n' => text.push('\n'),
            't' => text.push('\t'),
            'r' => text.push('\r'),
            'u' => {
                if characters.next()? != '{' {
                    return None;
                }
                let code: String = characters.by_ref().take_while(|&digit| digit != '}').take(8).collect();
                text.push(char::from_u32(u32::from_str_radix(&code, 16).ok()?)?);
            }
            quote @ ('\\' | '"' | '»' | '”' | '«' | '“') => text.push(quote),
            _ => return None,
        }
    }
    Some(text)
}
