//! Sets as posters name them: `3 по цене 2 на чай`, `третий чай бесплатно`, `second tea at 50% off`; knows no meaning.

use perk_grammar::errors::Expected;
use perk_grammar::{Keyword, Language, SyntaxKind};

use super::phrases::{goods, meant};
use super::{Slip, Words};
use crate::syntax;

/// The words of a poster by their endings; the place in a set.
const PLACES: [(&str, u32); 15] = [
    ("второй", 2),
    ("вторая", 2),
    ("второе", 2),
    ("вторую", 2),
    ("третий", 3),
    ("третья", 3),
    ("третье", 3),
    ("третью", 3),
    ("четвёртый", 4),
    ("четвертый", 4),
    ("пятый", 5),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
];

/// What a poster says, as a clause and an effect.
struct Bundle<'t> {
    language: Language,
    /// Goods of one set.
    size: u32,
    goods: Option<&'t str>,
    /// What is taken off each of the cheapest.
    percent: &'t str,
    cheapest: u32,
    /// Its last token.
    end: usize,
}

pub(super) fn bundle(words: &Words<'_>, at: usize, expected: &[Expected]) -> Option<Slip> {
    if !expected.contains(&Expected::Clause) || !expected.contains(&Expected::Keyword(Keyword::ForEach)) {
        return None;
    }
    let told = for_the_price_of(words, at).or_else(|| each_in_order(words, at))?;
    if !words.same_line(at, told.end) {
        return None;
    }
    let of = told.goods.unwrap_or(match told.language {
        Language::Russian => "всех",
        Language::English => "all",
    });
    let (size, percent) = (told.size, told.percent);
    let more = match told.cheapest {
        1 => String::new(),
        more => format!(" {more}"),
    };
    let word = match told.language {
        Language::Russian => {
            let which = if told.cheapest == 1 {
                "самый дешёвый"
            } else {
                "самые дешёвые"
            };
            format!("за каждые {size} из {of} скидка {percent} на {which}{more}")
        }
        Language::English => format!("for each {size} of {of} give {percent} off cheapest{more}"),
    };
    meant(words, at, told.end, &word)
}

/// `3 по цене 2 на чай`, `3 for 2 on tea`.
fn for_the_price_of<'t>(words: &Words<'t>, at: usize) -> Option<Bundle<'t>> {
    let says = |index: usize, word: &str| words.text(index).to_lowercase() == word;
    let next = at.saturating_add(1);
    let (language, paid) = if says(next, "по") && says(next.saturating_add(1), "цене") {
        (Language::Russian, next.saturating_add(2))
    } else if says(next, "for") {
        (Language::English, next.saturating_add(1))
    } else {
        return None;
    };
    let number = |index: usize| -> Option<u32> { words.text(index).parse().ok() };
    let (size, paid_for) = (number(at)?, number(paid)?);
    if paid_for == 0 || paid_for >= size {
        return None;
    }
    let joins = paid.saturating_add(1);
    let joined = words.same_line(paid, joins) && ["на", "из", "on", "of", "off"].iter().any(|word| says(joins, word));
    let named = joins.saturating_add(1);
    let last = if joined { goods_at(words, named) } else { None };
    Some(Bundle {
        language,
        size,
        goods: last.map(|last| words.slice(words.between(named, last))),
        percent: "100%",
        cheapest: size.saturating_sub(paid_for),
        end: last.unwrap_or(paid),
    })
}

/// `каждый третий чай бесплатно`, `вторая пара за полцены`, `second tea at 50% off`.
fn each_in_order<'t>(words: &Words<'t>, at: usize) -> Option<Bundle<'t>> {
    let lower = |index: usize| words.text(index).to_lowercase();
    let each = ["каждый", "каждая", "каждое", "каждую", "every"].contains(&lower(at).as_str());
    let place = if each { at.saturating_add(1) } else { at };
    let word = lower(place);
    let (_, size) = *PLACES.iter().find(|(known, _)| *known == word)?;
    let named = place.saturating_add(1);
    let (percent, goods, end) = match off(words, named) {
        Some((percent, end)) => (percent, None, end),
        None => {
            let last = goods_at(words, named)?;
            let (percent, end) = off(words, last.saturating_add(1))?;
            (percent, Some(words.slice(words.between(named, last))), end)
        }
    };
    Some(Bundle {
        language: if syntax::is_russian(&word) {
            Language::Russian
        } else {
            Language::English
        },
        size,
        goods,
        percent,
        cheapest: 1,
        end,
    })
}

/// What is taken off, and the last token that says so.
fn off<'t>(words: &Words<'t>, at: usize) -> Option<(&'t str, usize)> {
    let next = at.saturating_add(1);
    let lower = |index: usize| words.text(index).to_lowercase();
    let percent = |first: usize| {
        let sign = first.saturating_add(1);
        let number = matches!(words.kind(first), Some(SyntaxKind::INTEGER | SyntaxKind::DECIMAL));
        (number && words.is(sign, Keyword::Percent)).then(|| (words.slice(words.between(first, sign)), sign))
    };
    match (lower(at).as_str(), lower(next).as_str()) {
        ("бесплатно" | "даром" | "free", _) => Some(("100%", at)),
        ("в", "подарок") | ("for", "free") => Some(("100%", next)),
        ("за", "полцены") | ("half", "price") => Some(("50%", next)),
        ("со", "скидкой") => percent(next.saturating_add(1)),
        ("at", _) => {
            let (percent, sign) = percent(next)?;
            let after = sign.saturating_add(1);
            Some((percent, if words.is(after, Keyword::Off) { after } else { sign }))
        }
        _ => None,
    }
}

/// The last of the words that name goods.
fn goods_at(words: &Words<'_>, first: usize) -> Option<usize> {
    let named = matches!(words.kind(first), Some(SyntaxKind::WORD | SyntaxKind::IDENT));
    named.then(|| goods(words, first)).flatten()
}
