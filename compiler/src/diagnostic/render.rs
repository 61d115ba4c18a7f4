//! Fills the parameters of a message in a language; knows no code and no place.

use rust_decimal::Decimal;

use super::{Language, Param, Params};
use crate::hir::Money;

/// Replaces each `{name}` by its parameter. An unknown name stays as written, so that a gap is seen and nothing is lost.
pub(super) fn fill(template: &str, params: &Params, language: Language) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        match params.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => param(&mut out, value, language),
            None => {
                out.push('{');
                out.push_str(name);
                out.push('}');
            }
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// A message that begins with a word of ours begins with a capital; a name or a value stays as written.
pub(super) fn sentence(text: String) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if first.is_lowercase() => first.to_uppercase().chain(letters).collect(),
        Some(_) | None => text,
    }
}

fn param(out: &mut String, value: &Param, language: Language) {
    match value {
        Param::Text(text) => out.push_str(text),
        Param::Word(word) => out.push_str(&fill(word.get(language), &Params::new(), language)),
        Param::Count(count) => out.push_str(&count.to_string()),
        Param::Number(number) => out.push_str(&number.normalize().to_string()),
        Param::Percent(percent) => {
            out.push_str(&percent.normalize().to_string());
            out.push('%');
        }
        Param::Money(sum) => out.push_str(&money(*sum)),
        Param::Date(date) => {
            let (year, month, day) = date.ymd();
            out.push_str(&match language {
                Language::English => format!("{year:04}-{month:02}-{day:02}"),
                Language::Russian => format!("{day:02}.{month:02}.{year:04}"),
            });
        }
        Param::Keyword(keyword) => {
            out.push('`');
            out.push_str(keyword.canonical(language));
            out.push('`');
        }
        Param::Choice(choices) => {
            let last = choices.len().saturating_sub(1);
            for (index, choice) in choices.iter().enumerate() {
                if index > 0 {
                    out.push_str(match (index == last, language) {
                        (false, _) => ", ",
                        (true, Language::English) => " or ",
                        (true, Language::Russian) => " или ",
                    });
                }
                param(out, choice, language);
            }
        }
        Param::Phrase(note) => out.push_str(&note.render(language)),
        Param::Sentence(sentence) => {
            if let Some(note) = sentence {
                out.push(' ');
                out.push_str(&note.render(language));
            }
        }
        Param::List(texts) => {
            for (index, text) in texts.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                out.push_str(text);
            }
        }
    }
}

/// `349 RUB`, `349.50 RUB`: the currency's digits, or none when they are all zero.
pub(crate) fn money(sum: Money) -> String {
    let amount =
        Decimal::try_from_i128_with_scale(i128::from(sum.minor), u32::from(sum.currency.digits)).unwrap_or_default();
    let amount = if amount.fract().is_zero() {
        amount.trunc()
    } else {
        amount
    };
    format!("{amount} {}", sum.currency.as_str())
}
