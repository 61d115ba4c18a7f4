//! Sums of money as people write them: without a unit, with kopecks, with a dot after `руб`, with the sign in front; counts
//! nothing.

use perk_grammar::errors::Expected;
use perk_grammar::keywords::choices;
use perk_grammar::{Keyword, Language, SyntaxKind};

use super::{Slip, Words, removed};
use crate::diagnostic::{Bilingual, Finding, Param, codes};
use crate::spelling;

/// The currency as the author would write it, `руб` or `RUB`.
fn unit(currency: &str, language: Language) -> &str {
    let keyword = Keyword::from_text(currency).find(|keyword| choices::CURRENCY.contains(keyword));
    keyword.map_or(currency, |keyword| keyword.canonical(language))
}

fn is_currency(words: &Words<'_>, index: usize) -> bool {
    let signs = |keyword: &Keyword| keyword.signs().contains(&words.text(index));
    choices::CURRENCY
        .iter()
        .any(|keyword| words.is(index, *keyword) || signs(keyword))
}

fn is_number(words: &Words<'_>, index: usize) -> bool {
    matches!(words.kind(index), Some(SyntaxKind::INTEGER | SyntaxKind::DECIMAL))
}

pub(super) fn of_sum(words: &Words<'_>, at: usize, expected: &[Expected], currency: &str) -> Option<Slip> {
    dot(words, at)
        .or_else(|| coins(words, at))
        .or_else(|| sign_first(words, at, expected))
        .or_else(|| bare(words, at, expected, currency))
}

/// `50 руб. на чай`: no dot is needed.
fn dot(words: &Words<'_>, at: usize) -> Option<Slip> {
    let before = at.checked_sub(1)?;
    let unit = is_currency(words, before) || choices::QUANTITY_UNIT.iter().any(|unit| words.is(before, *unit));
    if words.text(at) != "." || !unit || !words.touch(before, at) {
        return None;
    }
    Slip::new(removed(words, at), words.span(at))
}

/// `10?5%`: the comma of the Russian layout typed in the English one. Without it the number would be another, so that is
/// never offered.
pub(super) fn comma_of_layout(words: &Words<'_>, at: usize) -> Option<Slip> {
    let (whole, part) = (at.checked_sub(1)?, at.saturating_add(1));
    let digits = |index: usize| words.kind(index) == Some(SyntaxKind::INTEGER);
    if words.text(at) != "?" || !digits(whole) || !digits(part) || !words.touch(whole, at) || !words.touch(at, part) {
        return None;
    }
    let span = words.between(whole, part);
    let finding = Finding::new(&codes::UNKNOWN_CHARACTER, words.span(at)).with("found", words.text(at));
    let unit = part.saturating_add(1);
    let counts = is_currency(words, unit)
        || words.is(unit, Keyword::Percent)
        || choices::QUANTITY_UNIT.iter().any(|keyword| words.is(unit, *keyword));
    if !counts {
        return Slip::new(finding, span);
    }
    let mark = match words.language(at) {
        Language::English => '.',
        Language::Russian => ',',
    };
    let word = format!("{}{mark}{}", words.text(whole), words.text(part));
    let params = vec![("word", Param::from(word.as_str()))];
    Slip::new(finding.fix(&codes::WRITE_WORD, params, span, &word), span)
}

/// `1 руб 50 коп`: one number.
fn coins(words: &Words<'_>, at: usize) -> Option<Slip> {
    let coins = at.saturating_add(1);
    let (unit, whole) = (at.checked_sub(1)?, at.checked_sub(2)?);
    if !spelling::is_small_coin(words.text(coins)) || !is_number(words, whole) || !is_currency(words, unit) {
        return None;
    }
    let part: u32 = words.text(at).parse().ok().filter(|part| *part < 100)?;
    let mark = match words.language(at) {
        Language::English => '.',
        Language::Russian => ',',
    };
    let word = format!("{}{mark}{part:02} {}", words.text(whole), words.text(unit));
    let span = words.between(whole, coins);
    let mut finding = Finding::new(&codes::SMALL_COINS, span).with("found", words.slice(span));
    // `1,5 руб 50 коп` has coins twice: nobody knows which are meant.
    if words.kind(whole) == Some(SyntaxKind::INTEGER) {
        let params = vec![("word", Param::from(word.as_str()))];
        finding = finding.fix(&codes::WRITE_WORD, params, span, &word);
    }
    Slip::new(finding, span)
}

/// `$5`: the sign stands after the number.
fn sign_first(words: &Words<'_>, at: usize, expected: &[Expected]) -> Option<Slip> {
    let number = at.saturating_add(1);
    let wanted = [Expected::Amount, Expected::Money, Expected::Value];
    if !expected.iter().any(|one| wanted.contains(one)) || !is_currency(words, at) || !is_number(words, number) {
        return None;
    }
    let (span, word) = (
        words.between(at, number),
        format!("{} {}", words.text(number), words.text(at)),
    );
    let finding = Finding::new(&codes::SIGN_FIRST, span)
        .with("found", words.text(at))
        .fix(
            &codes::WRITE_WORD,
            vec![("word", Param::from(word.as_str()))],
            span,
            &word,
        );
    Slip::new(finding, span)
}

/// A number without its unit where only one kind of unit can stand.
fn bare(words: &Words<'_>, at: usize, expected: &[Expected], currency: &str) -> Option<Slip> {
    let [wanted] = expected else { return None };
    let next = at.saturating_add(1);
    let unit_follows = matches!(
        words.kind(next),
        Some(SyntaxKind::SIGN | SyntaxKind::DOT | SyntaxKind::DOT_DOT)
    );
    if !is_number(words, at) || unit_follows || is_currency(words, next) {
        return None;
    }
    let (number, span, language) = (words.text(at), words.span(at), words.language(at));
    let in_units = |units: &[Keyword]| -> Vec<String> {
        let one = |unit: &Keyword| format!("{number} {}", unit.canonical(language));
        units.iter().map(one).collect()
    };
    let (needed, title, ways): (&'static Bilingual, &'static Bilingual, Vec<String>) = match wanted {
        Expected::Money => {
            let sum = format!("{number} {}", unit(currency, language));
            (&codes::MONEY, &codes::MAKE_MONEY, vec![sum])
        }
        Expected::Quantity => {
            let ways = in_units(&[Keyword::Pcs, Keyword::Kg, Keyword::L]);
            (&codes::A_QUANTITY, &codes::WRITE_WORD, ways)
        }
        Expected::Duration => (&codes::A_DURATION, &codes::WRITE_WORD, in_units(&[Keyword::Days])),
        Expected::Keyword(_)
        | Expected::Mark(_)
        | Expected::Name
        | Expected::Text
        | Expected::Integer
        | Expected::Number
        | Expected::Amount
        | Expected::Date
        | Expected::Time
        | Expected::Weekday
        | Expected::Value
        | Expected::Fact
        | Expected::Currency
        | Expected::Selection
        | Expected::Condition
        | Expected::Declaration
        | Expected::Clause
        | Expected::PropertyType
        | Expected::EndOfClause => return None,
    };
    let mut finding = Finding::new(&codes::UNIT_MISSING, span)
        .with("number", number)
        .with("needed", needed);
    for word in ways {
        finding = finding.fix(title, vec![("word", Param::from(word.as_str()))], span, &word);
    }
    Slip::new(finding, span)
}
