//! Sets as posters name them: `3 по цене 2 на чай`, `третий чай бесплатно`, `second tea at 50% off`; knows no meaning.

use perk_grammar::errors::Expected;
use perk_grammar::keywords::{choices, is_reserved};
use perk_grammar::{Keyword, Language, SyntaxKind};

use super::phrases::{goods, meant, reads};
use super::{Slip, Words};
use crate::diagnostic::{Finding, Param, codes};
use crate::limits::CLAUSES_BEFORE as CLAUSES;
use crate::syntax;

/// The words of a poster and the place in a set; Russian ones want an ending.
const PLACES: [(&str, u32); 19] = [
    ("втор", 2),
    ("трет", 3),
    ("четвёрт", 4),
    ("четверт", 4),
    ("пят", 5),
    ("шест", 6),
    ("седьм", 7),
    ("восьм", 8),
    ("девят", 9),
    ("десят", 10),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
];

/// Endings of Russian places.
const ENDINGS: [&str; 12] = [
    "ый", "ий", "ой", "ая", "ое", "ую", "ья", "ье", "ью", "ого", "ьего", "ей",
];

/// Numbers that posters spell out.
const NUMBERS: [(&str, u32); 17] = [
    ("один", 1),
    ("одного", 1),
    ("одной", 1),
    ("два", 2),
    ("две", 2),
    ("двух", 2),
    ("три", 3),
    ("трёх", 3),
    ("трех", 3),
    ("четыре", 4),
    ("четырёх", 4),
    ("четырех", 4),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
];

/// What any goods are called: it says nothing of which.
const ANYTHING: [&str; 22] = [
    "товар",
    "товара",
    "товаров",
    "товары",
    "вещь",
    "вещи",
    "вещей",
    "штука",
    "штуки",
    "штуку",
    "шт",
    "пара",
    "пары",
    "пару",
    "единица",
    "единицы",
    "единицу",
    "item",
    "items",
    "one",
    "product",
    "piece",
];

/// What follows the goods of a poster, and what says that the whole receipt is meant: no names of goods.
const OFFERS: [&str; 15] = [
    "whole",
    "entire",
    "the",
    "весь",
    "целый",
    "чеке",
    "get",
    "pay",
    "получи",
    "получите",
    "плати",
    "платите",
    "заплати",
    "по",
    "за",
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

/// Which goods a poster names, if any, and what it leaves to say.
struct Named<'t> {
    goods: Option<&'t str>,
    next: usize,
}

pub(super) fn bundle(words: &Words<'_>, at: usize, expected: &[Expected]) -> Option<Slip> {
    if !expected.contains(&Expected::Clause) || !expected.contains(&Expected::Keyword(Keyword::ForEach)) {
        return None;
    }
    let read = said(words, at).or_else(|| at_a_price(words, at));
    if read.is_some() {
        return read;
    }
    // A place that is not understood is no slip of the finger either: `second` is not `send`.
    let place = if each(words, at) { at.saturating_add(1) } else { at };
    place_of(words, place)?;
    let known = [Keyword::Give, Keyword::Price, Keyword::ForEach, Keyword::When];
    let known = known
        .iter()
        .filter(|keyword| expected.contains(&Expected::Keyword(**keyword)));
    let span = words.span(at);
    let finding = Finding::new(&codes::UNKNOWN_CLAUSE, span)
        .with("found", words.text(at))
        .with("known", Param::Choice(known.copied().map(Param::Keyword).collect()));
    Slip::new(finding, span)
}

/// `2+1 на чай`, at its sign. Without the sign it would be another number, so that is never offered.
pub(super) fn plus(words: &Words<'_>, sign: usize) -> Option<Slip> {
    let first = sign.checked_sub(1)?;
    let whole = |index: usize| words.kind(index) == Some(SyntaxKind::INTEGER);
    if words.text(sign) != "+" || !whole(first) || !whole(sign.saturating_add(1)) {
        return None;
    }
    let ends = |index: usize| {
        let ends = matches!(
            words.kind(index),
            Some(SyntaxKind::L_CURLY | SyntaxKind::TEXT | SyntaxKind::DATE | SyntaxKind::TIME)
        );
        ends || words.is_any(index, choices::WEEKDAY) || !words.same_line(index, first)
    };
    let opens = first.checked_sub(1).is_some_and(ends);
    let read = if opens { said(words, first) } else { None };
    read.or_else(|| {
        let span = words.between(first, sign.saturating_add(1));
        let finding = Finding::new(&codes::UNKNOWN_CHARACTER, words.span(sign)).with("found", words.text(sign));
        Slip::new(finding, span)
    })
}

fn said(words: &Words<'_>, at: usize) -> Option<Slip> {
    let told = for_the_price_of(words, at)
        .or_else(|| added(words, at))
        .or_else(|| bought(words, at))
        .or_else(|| each_in_order(words, at))?;
    let after = told.end.saturating_add(1);
    let goes_on = words.kind(after) == Some(SyntaxKind::COMMA) && words.same_line(told.end, after);
    if !words.same_line(at, told.end) || told.size > perk_plan::limits::SET_PIECES || goes_on || has_set(words, at) {
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
    // A set of everything is offered only where all that follows on the line is understood.
    let said = match told.goods {
        Some(_) => Some(word.clone()),
        None => rest(words, told.end).map(|rest| format!("{word} {rest}")),
    };
    reads(&said?).then(|| meant(words, at, told.end, &word)).flatten()
}

/// What follows a token on its line, up to the end of a block. `None` where it is too long to look at.
fn rest<'t>(words: &Words<'t>, from: usize) -> Option<&'t str> {
    let first = from.saturating_add(1);
    let inside = |index: usize| words.same_line(from, index) && words.kind(index) != Some(SyntaxKind::R_CURLY);
    let end = (first..=first.saturating_add(CLAUSES)).find(|index| !inside(*index))?;
    let last = end.checked_sub(1).filter(|last| *last >= first);
    Some(last.map_or("", |last| words.slice(words.between(first, last))))
}

/// Whether the promotion is about a set before a place: a second one would be a mistake.
fn has_set(words: &Words<'_>, at: usize) -> bool {
    let begins = at.saturating_sub(CLAUSES);
    let inside = (begins..at)
        .rev()
        .take_while(|index| words.kind(*index) != Some(SyntaxKind::L_CURLY));
    let mut pairs = inside.map(|index| (lower(words, index.saturating_sub(1)), lower(words, index)));
    pairs.any(|(first, second)| match first.as_str() {
        "за" => second.starts_with("кажд"),
        "for" => second == "each",
        _ => false,
    })
}

fn lower(words: &Words<'_>, index: usize) -> String {
    words.text(index).to_lowercase()
}

/// Whether words stand one after another.
fn says(words: &Words<'_>, first: usize, phrase: &[&str]) -> bool {
    phrase
        .iter()
        .enumerate()
        .all(|(place, word)| lower(words, first.saturating_add(place)) == *word)
}

/// A number in digits or spelled out.
fn number(words: &Words<'_>, index: usize) -> Option<u32> {
    let text = lower(words, index);
    let spelled = NUMBERS
        .iter()
        .find(|(word, _)| *word == text)
        .map(|(_, number)| *number);
    spelled.or_else(|| text.parse().ok())
}

/// Whether a number counts something else: `3 for 2 RUB`.
fn has_unit(words: &Words<'_>, number: usize) -> bool {
    let unit = number.saturating_add(1);
    words.kind(unit) == Some(SyntaxKind::SIGN)
        || words.is_any(unit, choices::CURRENCY)
        || words.is_any(unit, &[Keyword::Kg, Keyword::L, Keyword::Days])
}

/// `3 по цене 2 на чай`, `3 for 2 on tea`.
fn for_the_price_of<'t>(words: &Words<'t>, at: usize) -> Option<Bundle<'t>> {
    let size = number(words, at)?;
    let first = named(words, at.saturating_add(1));
    let next = first.next;
    let (language, paid) = if says(words, next, &["по", "цене"]) {
        (Language::Russian, next.saturating_add(2))
    } else if says(words, next, &["for", "the", "price", "of"]) {
        (Language::English, next.saturating_add(4))
    } else if says(words, next, &["for"]) {
        (Language::English, next.saturating_add(1))
    } else {
        return None;
    };
    let paid_for = number(words, paid)?;
    if paid_for == 0 || paid_for >= size || has_unit(words, paid) {
        return None;
    }
    let (goods, end) = and_of(words, first.goods, paid)?;
    Some(Bundle {
        language,
        size,
        goods,
        percent: "100%",
        cheapest: size.saturating_sub(paid_for),
        end,
    })
}

/// `2+1 на чай`, `1+1=3`.
fn added<'t>(words: &Words<'t>, at: usize) -> Option<Bundle<'t>> {
    let sign = at.saturating_add(1);
    let gift = sign.saturating_add(1);
    if words.text(sign) != "+" {
        return None;
    }
    let (bought, free) = (number(words, at)?, number(words, gift)?);
    let sum = bought.checked_add(free)?;
    let equals = gift.saturating_add(1);
    let (size, cheapest, last) = if words.kind(equals) == Some(SyntaxKind::EQ) {
        // `1+1=3` pays for two of three, `1+1=2` is the sum itself.
        let total = equals.saturating_add(1);
        match number(words, total)?.checked_sub(sum)? {
            0 => (sum, free, total),
            more => (sum.checked_add(more)?, more, total),
        }
    } else {
        (sum, free, gift)
    };
    if bought == 0 || free == 0 || has_unit(words, last) {
        return None;
    }
    let (goods, end) = and_of(words, None, last)?;
    Some(Bundle {
        language: words.language(at),
        size,
        goods,
        percent: "100%",
        cheapest,
        end,
    })
}

/// `buy 2 get 1 free`, `buy 3 pay 2`, `купи 2 получи 1 бесплатно`, `при покупке 2 товаров третий в подарок`.
fn bought<'t>(words: &Words<'t>, at: usize) -> Option<Bundle<'t>> {
    let count = match lower(words, at).as_str() {
        "buy" | "купи" | "купите" => at.saturating_add(1),
        "при" if says(words, at.saturating_add(1), &["покупке"]) => at.saturating_add(2),
        _ => return None,
    };
    let language = if syntax::is_russian(words.text(at)) {
        Language::Russian
    } else {
        Language::English
    };
    let have = number(words, count)?;
    let first = named(words, count.saturating_add(1));
    let comma = words.kind(first.next) == Some(SyntaxKind::COMMA);
    let next = first.next.saturating_add(usize::from(comma));
    let given = next.saturating_add(1);
    let (size, cheapest, percent, last) = match lower(words, next).as_str() {
        "pay" | "плати" | "платите" | "заплати" => {
            let given = given.saturating_add(usize::from(says(words, given, &["for"]) || says(words, given, &["за"])));
            let paid = number(words, given)?;
            if paid == 0 || paid >= have || has_unit(words, given) {
                return None;
            }
            (have, have.saturating_sub(paid), "100%", given)
        }
        "get" | "получи" | "получите" => {
            let free = number(words, given).filter(|free| *free > 0)?;
            let (percent, last) = off(words, given.saturating_add(1))?;
            (have.checked_add(free)?, free, percent, last)
        }
        _ => {
            let (place, after) = place_of(words, next)?;
            if have.checked_add(1) != Some(place) {
                return None;
            }
            let (percent, last) = off(words, named(words, after).next)?;
            (place, 1, percent, last)
        }
    };
    let (goods, end) = and_of(words, first.goods, last)?;
    Some(Bundle {
        language,
        size,
        goods,
        percent,
        cheapest,
        end,
    })
}

fn each(words: &Words<'_>, at: usize) -> bool {
    ["каждый", "каждая", "каждое", "каждую", "every", "each"].contains(&lower(words, at).as_str())
}

/// A place in a set, `третья` or `3rd`, and the token after it.
fn place_of(words: &Words<'_>, at: usize) -> Option<(u32, usize)> {
    let (word, next) = (lower(words, at), at.saturating_add(1));
    if words.kind(at) == Some(SyntaxKind::INTEGER) {
        let ordinal = words.touch(at, next) && ["nd", "rd", "th"].contains(&lower(words, next).as_str());
        let place = word.parse().ok().filter(|place| ordinal && *place > 1)?;
        return Some((place, next.saturating_add(1)));
    }
    PLACES.iter().find_map(|(known, place)| {
        let ending = word.strip_prefix(known)?;
        let whole = if syntax::is_russian(known) {
            ENDINGS.contains(&ending)
        } else {
            ending.is_empty()
        };
        whole.then_some((*place, next))
    })
}

/// `каждый третий чай бесплатно`, `вторая пара за полцены`, `second tea at 50% off`.
fn each_in_order<'t>(words: &Words<'t>, at: usize) -> Option<Bundle<'t>> {
    let place = if each(words, at) { at.saturating_add(1) } else { at };
    let (size, after) = place_of(words, place)?;
    let first = named(words, after);
    let (percent, last) = off(words, first.next)?;
    let (goods, end) = and_of(words, first.goods, last)?;
    Some(Bundle {
        language: if syntax::is_russian(words.text(place)) || syntax::is_russian(words.text(at)) {
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

/// `второй чай за 1 руб`, `second tea for 1 RUB`: a gift at a price.
fn at_a_price(words: &Words<'_>, at: usize) -> Option<Slip> {
    let place = if each(words, at) { at.saturating_add(1) } else { at };
    let (size, after) = place_of(words, place)?;
    let first = named(words, after);
    let number = first.next.saturating_add(1);
    let end = number.saturating_add(1);
    let joined = ["за", "по", "for", "at"].contains(&lower(words, first.next).as_str());
    let counts = matches!(words.kind(number), Some(SyntaxKind::INTEGER | SyntaxKind::DECIMAL));
    if !joined || !counts || !words.is_any(end, choices::CURRENCY) || has_set(words, at) {
        return None;
    }
    let (goods, last) = and_of(words, first.goods, end)?;
    let (of, pays) = (goods?, size.checked_sub(1)?);
    let sum = words.slice(words.between(number, end));
    let word = match syntax::is_russian(words.text(place)) {
        true if pays == 1 => format!("за каждый 1 из {of} подарок 1 из {of} по {sum}"),
        true => format!("за каждые {pays} из {of} подарок 1 из {of} по {sum}"),
        false => format!("for each {pays} of {of} gift 1 of {of} at {sum}"),
    };
    let goes_on = words.kind(last.saturating_add(1)) == Some(SyntaxKind::COMMA);
    if goes_on || !words.same_line(at, last) || !reads(&word) {
        return None;
    }
    let mut slip = meant(words, at, last, &word)?;
    slip.finding = slip.finding.note(&codes::DEAREST_AT_PRICE, Vec::new());
    Some(slip)
}

/// What is taken off, and the last token that says so.
fn off<'t>(words: &Words<'t>, at: usize) -> Option<(&'t str, usize)> {
    let minus = ["-", "−", "–", "—", "минус"].contains(&lower(words, at).as_str());
    let at = at.saturating_add(usize::from(minus));
    let percent = |first: usize| {
        let sign = first.saturating_add(1);
        let number = matches!(words.kind(first), Some(SyntaxKind::INTEGER | SyntaxKind::DECIMAL));
        let after = sign.saturating_add(1);
        let last = if says(words, after, &["off"]) { after } else { sign };
        (number && words.is(sign, Keyword::Percent)).then(|| (words.slice(words.between(first, sign)), last))
    };
    let ends = |phrase: &[&str]| {
        let last = at.saturating_add(phrase.len()).saturating_sub(1);
        says(words, at, phrase).then_some(last)
    };
    let all: [&[&str]; 6] = [
        &["бесплатно"],
        &["даром"],
        &["free"],
        &["в", "подарок"],
        &["for", "free"],
        &["is", "free"],
    ];
    let half: [&[&str]; 6] = [
        &["за", "полцены"],
        &["в", "полцены"],
        &["at", "half", "price"],
        &["for", "half", "price"],
        &["half", "price"],
        &["half", "off"],
    ];
    if let Some(last) = all.into_iter().find_map(ends) {
        return Some(("100%", last));
    }
    if let Some(last) = half.into_iter().find_map(ends) {
        return Some(("50%", last));
    }
    if says(words, at, &["со", "скидкой"]) {
        return percent(at.saturating_add(2));
    }
    percent(if says(words, at, &["at"]) {
        at.saturating_add(1)
    } else {
        at
    })
}

/// The goods right after a number or a place: `чай`, `товар`, `item of tea`.
fn named<'t>(words: &Words<'t>, at: usize) -> Named<'t> {
    let first = if anything(words, at) { at.saturating_add(1) } else { at };
    let joined = ["из", "of"].contains(&lower(words, first).as_str());
    let goods = if joined { first.saturating_add(1) } else { first };
    match goods_at(words, goods) {
        Some(last) => Named {
            goods: Some(words.slice(words.between(goods, last))),
            next: last.saturating_add(1),
        },
        None => Named {
            goods: None,
            next: first,
        },
    }
}

fn anything(words: &Words<'_>, at: usize) -> bool {
    ANYTHING.contains(&lower(words, at).as_str())
}

/// The goods of a poster, named before or after what is taken off, and its last token. `None` where more is said of goods than
/// is understood: what is left would be no clause, and without it the set would be of everything.
fn and_of<'t>(words: &Words<'t>, before: Option<&'t str>, last: usize) -> Option<(Option<&'t str>, usize)> {
    let next = last.saturating_add(1);
    // `2+1 items`: the word says nothing of which.
    let said = before.is_none() && words.same_line(last, next) && anything(words, next);
    let last = if said { next } else { last };
    let joins = last.saturating_add(1);
    if !words.same_line(last, joins) {
        return Some((before, last));
    }
    let word = lower(words, joins);
    let named = joins.saturating_add(1);
    // These begin a clause too: `on mon..fri`, `for vip`.
    let or_clause = ["on", "in", "for", "для", "в"].contains(&word.as_str());
    let joined = or_clause || ["на", "из", "of", "off", "from"].contains(&word.as_str());
    let sure = word == "on" || words.is_any(named, choices::COLUMN) || words.is(named, Keyword::All);
    let first = match joined {
        true => named,
        false if !word.is_empty() && words.is_any(joins, choices::COLUMN) => joins,
        // `50% off tea`: the word that joins is taken already.
        false if lower(words, last) == "off" => joins,
        false if before.is_some() || begins_clause(words, joins) => return Some((before, last)),
        // `2+1 tea`: of the goods that follow, or of nothing that is understood.
        false => {
            let end = goods_at(words, joins)?;
            let after = end.saturating_add(1);
            let ends = !words.same_line(end, after) || begins_clause(words, after);
            return ends.then(|| (Some(words.slice(words.between(joins, end))), end));
        }
    };
    let goods = if or_clause && !sure {
        None
    } else {
        goods_at(words, first)
    };
    match (goods, before) {
        (Some(end), None) => Some((Some(words.slice(words.between(first, end))), end)),
        // `2 for 1 for tea` may be of tea or for some clients.
        (None, None) if or_clause && goods_at(words, first).is_some() => None,
        (None, _) if or_clause || !joined => Some((before, last)),
        (None, _) | (Some(_), Some(_)) => None,
    }
}

/// Whether a token ends a promotion or is a word of Perk, as the first of each clause is.
fn begins_clause(words: &Words<'_>, index: usize) -> bool {
    let text = words.text(index);
    words.kind(index) == Some(SyntaxKind::R_CURLY)
        || words.kind(index) == Some(SyntaxKind::WORD)
            && (is_reserved(text) || Keyword::from_text(text).next().is_some())
}

/// The last of the words that name goods.
fn goods_at(words: &Words<'_>, first: usize) -> Option<usize> {
    let text = words.text(first);
    let named = match words.kind(first) {
        Some(SyntaxKind::IDENT) => true,
        Some(SyntaxKind::WORD) => {
            let meant = is_reserved(text) || Keyword::from_text(text).next().is_some();
            let offer = OFFERS.contains(&text.to_lowercase().as_str()) || off(words, first).is_some();
            let other = meant || offer || anything(words, first) || place_of(words, first).is_some();
            !other || words.is(first, Keyword::All) || words.is_any(first, choices::COLUMN)
        }
        _ => false,
    };
    named.then(|| goods(words, first)).flatten()
}
