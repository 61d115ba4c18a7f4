//! Clauses as they are said aloud: `на кофе скидка 10%`, `от 1000 руб`, `по купону осень`; knows no meaning.

use perk_grammar::errors::Expected;
use perk_grammar::keywords::choices;
use perk_grammar::{Keyword, Language, SyntaxKind};

use super::{REACH, Slip, Words};
use crate::diagnostic::{Finding, Param, codes};

/// What is said, and how it is written.
pub(super) fn meant(words: &Words<'_>, first: usize, last: usize, word: &str) -> Option<Slip> {
    let span = words.between(first, last);
    let finding = Finding::new(&codes::UNKNOWN_WORD, span)
        .with("found", words.slice(span))
        .with("word", word)
        .fix(&codes::WRITE_WORD, vec![("word", Param::from(word))], span, word);
    Slip::new(finding, span)
}

/// The last token of a sum or percent that begins at one.
pub(super) fn amount(words: &Words<'_>, first: usize) -> Option<usize> {
    let unit = first.saturating_add(1);
    let number = matches!(words.kind(first), Some(SyntaxKind::INTEGER | SyntaxKind::DECIMAL));
    let of_money = choices::CURRENCY.iter().any(|currency| words.is(unit, *currency));
    (number && (of_money || words.is(unit, Keyword::Percent))).then_some(unit)
}

/// The last of the words from one on that may name goods, on the same line.
pub(super) fn goods(words: &Words<'_>, first: usize) -> Option<usize> {
    let mut last = named(words, first);
    while last.saturating_sub(first) < REACH {
        let next = last.saturating_add(1);
        let joined = words.is_any(next, &[Keyword::Or, Keyword::And, Keyword::Except]);
        let names = matches!(
            words.kind(next.saturating_add(1)),
            Some(SyntaxKind::WORD | SyntaxKind::IDENT | SyntaxKind::TEXT)
        );
        if !joined || !names {
            break;
        }
        last = named(words, next.saturating_add(1));
    }
    words.same_line(first, last).then_some(last)
}

/// The last token of one name of goods: `чай`, `категория "Чай", "Кофе"`.
fn named(words: &Words<'_>, first: usize) -> usize {
    let is_text = |index: usize| words.kind(index) == Some(SyntaxKind::TEXT);
    let mut last = first.saturating_add(1);
    if !words.is_any(first, choices::COLUMN) || !is_text(last) {
        return first;
    }
    while words.kind(last.saturating_add(1)) == Some(SyntaxKind::COMMA)
        && is_text(last.saturating_add(2))
        && last.saturating_sub(first) < REACH
    {
        last = last.saturating_add(2);
    }
    last
}

/// Whether a promotion of these clauses can be read: a fix must not lead to the next mistake.
pub(super) fn reads(clauses: &str) -> bool {
    perk_grammar::parse(&format!("promotion a {{\n{clauses}\n}}"))
        .errors()
        .is_empty()
}

/// `скидка на кофе 10%`, `на кофе скидка 10%`, `10% скидка на кофе`: an effect in another order.
pub(super) fn effect(words: &Words<'_>, at: usize) -> Option<Slip> {
    let next = |index: usize| index.saturating_add(1);
    for first in at.saturating_sub(4)..=at {
        let (give, off, sum, end) = if words.is(first, Keyword::Give) && words.is(next(first), Keyword::Off) {
            let named = next(next(first));
            let Some(last) = goods(words, named) else { continue };
            let Some(end) = amount(words, next(last)) else { continue };
            (first, (next(first), last), (next(last), end), end)
        } else if words.is(first, Keyword::Off) && first == at {
            let Some(last) = goods(words, next(first)) else {
                continue;
            };
            let give = next(last);
            let Some(end) = amount(words, next(give)).filter(|_| words.is(give, Keyword::Give)) else {
                continue;
            };
            (give, (first, last), (next(give), end), end)
        } else if first == at
            && let Some(unit) = amount(words, first)
            && words.is(next(unit), Keyword::Give)
            && words.is(next(next(unit)), Keyword::Off)
        {
            let off = next(next(unit));
            let Some(last) = goods(words, next(off)) else { continue };
            (next(unit), (off, last), (first, unit), last)
        } else {
            continue;
        };
        if !words.same_line(first, end) {
            continue;
        }
        let word = format!(
            "{} {} {}",
            words.text(give),
            words.slice(words.between(sum.0, sum.1)),
            words.slice(words.between(off.0, off.1))
        );
        return meant(words, first, end, &word);
    }
    None
}

/// `от 1000 руб`, `по купону осень`, `купон осень`, `лимит 2 раза клиенту`: clauses that are said otherwise.
pub(super) fn clause(words: &Words<'_>, at: usize, expected: &[Expected]) -> Option<Slip> {
    let lower = words.text(at).to_lowercase();
    let next = at.saturating_add(1);
    let before = at.checked_sub(1);
    let clauses = expected.contains(&Expected::Clause);
    let names = |index: usize| {
        matches!(words.kind(index), Some(SyntaxKind::WORD | SyntaxKind::IDENT))
            && !perk_grammar::keywords::is_reserved(words.text(index))
            && words.same_line(at, index)
    };
    let wants = |keyword| clauses && expected.contains(&Expected::Keyword(keyword));
    let with_coupon = |language| {
        format!(
            "{} {}",
            Keyword::With.canonical(language),
            Keyword::WithCoupon.canonical(language)
        )
    };
    match lower.as_str() {
        "от" | "from" => {
            let end = amount(words, next)?;
            let of_fact = before.is_some_and(|before| {
                words.kind(before) == Some(SyntaxKind::WORD) && words.text(before.saturating_sub(1)) == "."
            });
            let ge = Keyword::Ge.canonical(words.language(at));
            if of_fact {
                return meant(words, at, at, ge);
            }
            if !wants(Keyword::When) {
                return None;
            }
            let sum = words.slice(words.between(next, end));
            let word = match words.language(at) {
                Language::Russian => format!("если чек.сумма {ge} {sum}"),
                Language::English => format!("when receipt.amount {ge} {sum}"),
            };
            meant(words, at, end, &word)
        }
        "при" if wants(Keyword::When) => on_sum(words, at).or_else(|| no_condition(words, at, expected)),
        "по" if ["купону", "промокоду"].contains(&words.text(next).to_lowercase().as_str()) && wants(Keyword::With) =>
        {
            let name = next.saturating_add(1);
            names(name)
                .then(|| meant(words, at, next, &with_coupon(Language::Russian)))
                .flatten()
        }
        "купон" | "coupon" if wants(Keyword::With) && names(next) => {
            meant(words, at, at, &with_coupon(words.language(at)))
        }
        "клиенту" | "покупателю" if wants(Keyword::When) => meant(words, at, at, "на клиента"),
        _ => None,
    }
}

/// `for every 3 of tea`, `за любые 3 из чай`: a set repeats with one word only.
pub(super) fn each(words: &Words<'_>, at: usize) -> Option<Slip> {
    let lower = |index: usize| words.text(index).to_lowercase();
    let before = at.checked_sub(1)?;
    if lower(before) == "every" && lower(before.checked_sub(1)?) == "for" && words.same_line(before, at) {
        let each = Keyword::ForEach.canonical(Language::English);
        return meant(words, before.checked_sub(1)?, before, each).map(|slip| slip.covering(words.between(before, at)));
    }
    let next = at.saturating_add(1);
    let any = ["любые", "любой", "любую", "любое", "всякие"].contains(&lower(next).as_str());
    let number = words.kind(next.saturating_add(1)) == Some(SyntaxKind::INTEGER);
    (lower(at) == "за" && any && number)
        .then(|| meant(words, at, next, "за каждые"))
        .flatten()
}

/// `при покупке от 1000 руб`, `при сумме чека больше 1000 руб`.
pub(super) fn on_sum(words: &Words<'_>, at: usize) -> Option<Slip> {
    let lower = |index: usize| words.text(index).to_lowercase();
    let mut next = at.saturating_add(1);
    match lower(next).as_str() {
        "сумме" if ["чека", "покупки", "заказа"].contains(&lower(next.saturating_add(1)).as_str()) =>
        {
            next = next.saturating_add(2);
        }
        "сумме" | "чеке" => next = next.saturating_add(1),
        "покупке" | "заказе" => {
            next = next.saturating_add(1);
            if lower(next) == "на" && lower(next.saturating_add(1)) == "сумму" {
                next = next.saturating_add(2);
            }
        }
        _ => return None,
    }
    let compare = match lower(next).as_str() {
        "от" => Keyword::Ge.canonical(Language::Russian),
        "больше" | "более" | "свыше" => Keyword::Gt.canonical(Language::Russian),
        _ => return None,
    };
    let sum = next.saturating_add(1);
    let end = amount(words, sum)?;
    let word = format!("если чек.сумма {compare} {}", words.slice(words.between(sum, end)));
    (reads(&format!("{word} скидка 1% на чек")) && words.same_line(at, end))
        .then(|| meant(words, at, end, &word))
        .flatten()
}

/// `при покупке чая`: `если` would not make it a condition.
fn no_condition(words: &Words<'_>, at: usize, expected: &[Expected]) -> Option<Slip> {
    let next = at.saturating_add(1);
    let of_fact = words.text(next.saturating_add(1)) == "." || words.text(next) == "(";
    if of_fact || !["покупке", "покупки", "сумме", "заказе", "чеке"].contains(&words.text(next).to_lowercase().as_str())
    {
        return None;
    }
    let known = [Keyword::When, Keyword::ForEach, Keyword::Give];
    let known = known
        .iter()
        .filter(|keyword| expected.contains(&Expected::Keyword(**keyword)));
    let span = words.between(at, next);
    let finding = Finding::new(&codes::UNKNOWN_CLAUSE, span)
        .with("found", words.slice(span))
        .with("known", Param::Choice(known.copied().map(Param::Keyword).collect()));
    Slip::new(finding, span)
}
