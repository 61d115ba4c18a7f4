//! One little word or mark that is missing or another: `mask`, `=`, quotes, `at`, `gives`; knows no meaning.

use perk_grammar::errors::Expected;
use perk_grammar::keywords::{choices, is_reserved};
use perk_grammar::{Keyword, Language, SyntaxKind};

use super::phrases::meant;
use super::{REACH, Slip, Words, names};
use crate::limits::CLAUSES_BEFORE;

/// What stands at a mistake, and what should stand there.
pub(super) fn word(words: &Words<'_>, at: usize, expected: &[Expected]) -> Option<Slip> {
    let (first, last, text) = coupon(words, at, expected)
        .or_else(|| equals(words, at, expected))
        .or_else(|| quotes(words, at, expected))
        .or_else(|| of_test(words, at, expected))
        .or_else(|| at_most(words, at, expected))?;
    let rest = words.between(first.min(at), last.max(at));
    meant(words, first, last, &text).map(|slip| slip.covering(rest))
}

fn next(index: usize) -> usize {
    index.saturating_add(1)
}

fn is_text(words: &Words<'_>, index: usize) -> bool {
    words.kind(index) == Some(SyntaxKind::TEXT)
}

/// `mask "AUT-#"`, `codes "AUTUMN10"`, `code "AUTUMN10"` of a coupon.
fn coupon(words: &Words<'_>, at: usize, expected: &[Expected]) -> Option<(usize, usize, String)> {
    let language = words.language(at);
    let (codes, mask) = (Keyword::Codes.canonical(language), Keyword::Mask.canonical(language));
    let lower = words.text(at).to_lowercase();
    if expected.contains(&Expected::Keyword(Keyword::Codes)) && is_text(words, next(at)) {
        let code = words.text(next(at));
        return match lower.as_str() {
            "код" | "code" => Some((
                at,
                next(at),
                format!("{codes} {mask} {code}{}", uses(words, next(at), language)),
            )),
            _ if words.is(at, Keyword::Mask) => {
                let uses = uses(words, next(at), language);
                Some((at, next(at), format!("{codes} {} {code}{uses}", words.text(at))))
            }
            _ if words.is(at, Keyword::Pattern) => Some((at, next(at), format!("{codes} {} {code}", words.text(at)))),
            _ => None,
        };
    }
    let before = at.checked_sub(1)?;
    let listed = expected.contains(&Expected::Keyword(Keyword::Mask)) && words.is(before, Keyword::Codes);
    (listed && is_text(words, at)).then(|| {
        (
            at,
            at,
            format!("{mask} {}{}", words.text(at), uses(words, at, language)),
        )
    })
}

/// What is said of the uses of a code that is one word for everybody, where its coupon does not say it.
fn uses(words: &Words<'_>, code: usize, language: Language) -> String {
    let inside = |index: &usize| {
        !matches!(
            words.kind(*index),
            None | Some(SyntaxKind::L_CURLY | SyntaxKind::R_CURLY)
        )
    };
    let before = (code.saturating_sub(CLAUSES_BEFORE)..code).rev().take_while(inside);
    let after = (next(code)..code.saturating_add(CLAUSES_BEFORE)).take_while(inside);
    let said = before.chain(after).any(|index| words.is(index, Keyword::Uses));
    if said || words.text(code).contains(['#', '?', '*']) {
        return String::new();
    }
    format!(
        " {} {}",
        Keyword::Uses.canonical(language),
        Keyword::Many.canonical(language)
    )
}

/// `товары чай: категория "Чай"`.
fn equals(words: &Words<'_>, at: usize, expected: &[Expected]) -> Option<(usize, usize, String)> {
    let name = at.checked_sub(1)?;
    let head = expected.contains(&Expected::Mark("=")) && words.kind(at) == Some(SyntaxKind::COLON);
    let declared = head && names::declares(words, name.checked_sub(1)?);
    declared.then(|| (name, at, format!("{} =", words.text(name))))
}

/// `категория Чай`: a value stands in quotes.
fn quotes(words: &Words<'_>, at: usize, expected: &[Expected]) -> Option<(usize, usize, String)> {
    let column = at.checked_sub(1)?;
    let name = |index: usize| {
        matches!(words.kind(index), Some(SyntaxKind::WORD | SyntaxKind::IDENT))
            && !is_reserved(words.text(index))
            && words.same_line(column, index)
    };
    if !expected.contains(&Expected::Text) || !words.is_any(column, choices::COLUMN) || !name(at) {
        return None;
    }
    let mut last = at;
    while name(next(last))
        && Keyword::from_text(words.text(next(last))).next().is_none()
        && last.saturating_sub(at) < REACH
    {
        last = next(last);
    }
    Some((at, last, format!("\"{}\"", words.slice(words.between(at, last)))))
}

/// `1 х TEA 100 руб` and `ожидается чай 10 руб` in a test.
fn of_test(words: &Words<'_>, at: usize, expected: &[Expected]) -> Option<(usize, usize, String)> {
    let language = words.language(at);
    let number = |index: usize| matches!(words.kind(index), Some(SyntaxKind::INTEGER | SyntaxKind::DECIMAL));
    let money = |index: usize| words.is_any(index, choices::CURRENCY);
    if expected.contains(&Expected::Keyword(Keyword::Gives)) && number(at) && money(next(at)) {
        let sum = words.slice(words.between(at, next(at)));
        return Some((at, next(at), format!("{} {sum}", Keyword::Gives.canonical(language))));
    }
    let price = at.checked_sub(1)?;
    let priced = expected.contains(&Expected::Keyword(Keyword::X)) && money(at) && number(price);
    let sum = words.slice(words.between(price, at));
    priced.then(|| (price, at, format!("{} {sum}", Keyword::LineAt.canonical(language))))
}

/// `скидка максимум 10%` of protected goods.
fn at_most(words: &Words<'_>, at: usize, expected: &[Expected]) -> Option<(usize, usize, String)> {
    let most = ["максимум", "до", "не", "max", "maximum"].contains(&words.text(next(at)).to_lowercase().as_str());
    let discount = ["скидка", "скидки", "discount"].contains(&words.text(at).to_lowercase().as_str());
    if !expected.contains(&Expected::Keyword(Keyword::DiscountAtMost)) || !most || !discount {
        return None;
    }
    let mut last = next(at);
    while !matches!(words.kind(next(last)), Some(SyntaxKind::INTEGER | SyntaxKind::DECIMAL)) {
        last = next(last);
        if last.saturating_sub(at) > 3 {
            return None;
        }
    }
    let word = Keyword::DiscountAtMost.canonical(words.language(at));
    Some((at, last, word.to_owned()))
}
