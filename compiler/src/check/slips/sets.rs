//! Parts of a set as people write them: without a name, a number or `of`; knows no goods.

use std::sync::Arc;

use perk_grammar::errors::Expected;
use perk_grammar::keywords::{choices, is_reserved};
use perk_grammar::{Keyword, Language, SyntaxKind};

use super::{REACH, Slip, Words, marks, names};
use crate::diagnostic::{Finding, Note, Param, Remedy, Replace, Span, codes};
use crate::limits::CLAUSES_BEFORE;

/// A change that makes a part of a set of what stands there.
struct Mend {
    span: Span,
    text: String,
}

/// `set pair { 1 of tea }`, `{ tea = category "Tea" }`, `{ tea: 1 of tea }`, `set pair = tea`.
pub(super) fn part(words: &Words<'_>, at: usize, expected: &[Expected]) -> Option<Slip> {
    if let Some(slip) = without_block(words, at, expected) {
        return Some(slip);
    }
    let open = opens(words, at)?;
    let comma = at.checked_sub(1)?;
    if expected.contains(&Expected::Text) && words.kind(at.saturating_add(1)) == Some(SyntaxKind::EQ) {
        return marks::comma_before_role(words, comma);
    }
    let close = closes(words, open);
    let mut mends = Vec::new();
    // Where nothing of a part is understood, more of the same most likely follows.
    let first = if expected.contains(&Expected::Clause) {
        if !counts(words, at) {
            return None;
        }
        let mut taken = Vec::new();
        for index in at..close {
            if counts(words, index) && begins_part(words, index) {
                nameless(words, index, &mut taken, &mut mends)?;
            }
        }
        at
    } else {
        one(words, at, expected, close, &mut mends)?
    };
    let last = last_of_line(words, at, close);
    let span = words.between(first, last);
    let mut finding = Finding::new(&codes::SET_PART, span).with("found", words.slice(span));
    let head = head_of(words, open)?;
    let mended = apply(words, Span::new(words.span(head).start, words.span(close).end), &mends);
    if perk_grammar::parse(&mended).errors().is_empty() {
        let shown = apply(words, span, &mends);
        finding = with_fix(finding, &shown, mends);
    }
    Slip::new(finding, Span::new(span.start, words.span(close).end))
}

/// `set pair = category "Tea"`: a set is a block.
fn without_block(words: &Words<'_>, at: usize, expected: &[Expected]) -> Option<Slip> {
    let name = at.checked_sub(1)?;
    let head = name.checked_sub(1)?;
    let block = expected.contains(&Expected::Mark("{")) && words.kind(at) == Some(SyntaxKind::EQ);
    if !block || !words.is(head, Keyword::Set) {
        return None;
    }
    let first = at.saturating_add(1);
    let mut last = first;
    while words.same_line(first, last.saturating_add(1)) && last.saturating_sub(first) < REACH {
        last = last.saturating_add(1);
    }
    let goods = words.slice(words.between(first, last));
    let language = words.language(head);
    let named = role_name(words, first, language, &[]);
    let text = match counts(words, first) {
        true => format!("{{ {named} = {goods} }}"),
        false => format!("{{ {named} = 1 {} {goods} }}", Keyword::PickOf.canonical(language)),
    };
    let span = words.between(at, last);
    let mut finding = Finding::new(&codes::SET_PART, span).with("found", words.slice(span));
    let before = words.slice(words.between(head, name));
    if perk_grammar::parse(&format!("{before} {text}")).errors().is_empty() {
        let mends = vec![Mend {
            span,
            text: text.clone(),
        }];
        finding = with_fix(finding, &text, mends);
    }
    Slip::new(finding, span)
}

/// The brace that opens the block of the set around a place.
fn opens(words: &Words<'_>, at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for index in (at.saturating_sub(CLAUSES_BEFORE)..at).rev() {
        match words.kind(index) {
            Some(SyntaxKind::R_CURLY) => depth = depth.saturating_add(1),
            Some(SyntaxKind::L_CURLY) if depth == 0 => return head_of(words, index).map(|_| index),
            Some(SyntaxKind::L_CURLY) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// The word `set` of the declaration whose block opens at a brace.
fn head_of(words: &Words<'_>, brace: usize) -> Option<usize> {
    let heads = (brace.saturating_sub(REACH)..brace.saturating_sub(1)).rev();
    let mut same_line = heads.take_while(|index| words.same_line(*index, brace));
    same_line.find(|index| words.is(*index, Keyword::Set) && words.begins_line(*index))
}

/// The brace that closes a block, or the last token.
fn closes(words: &Words<'_>, open: usize) -> usize {
    let mut index = open.saturating_add(1);
    while words.kind(index).is_some_and(|kind| kind != SyntaxKind::R_CURLY)
        && index.saturating_sub(open) < CLAUSES_BEFORE
    {
        index = index.saturating_add(1);
    }
    index
}

fn counts(words: &Words<'_>, index: usize) -> bool {
    matches!(words.kind(index), Some(SyntaxKind::INTEGER | SyntaxKind::DECIMAL))
}

/// Whether a number stands where a part of a set begins, and not within one.
fn begins_part(words: &Words<'_>, index: usize) -> bool {
    let Some(before) = index.checked_sub(1) else {
        return false;
    };
    let within = [Keyword::From, Keyword::To, Keyword::PickOf, Keyword::By];
    !matches!(
        words.kind(before),
        Some(SyntaxKind::EQ | SyntaxKind::COLON | SyntaxKind::DOT_DOT | SyntaxKind::SIGN)
    ) && !words.is_any(before, &within)
}

/// `1 of tea`, `1 x tea`, `2 distinct tea`: a name, and what else is missing. `None` where no goods are named.
fn nameless(words: &Words<'_>, number: usize, taken: &mut Vec<String>, mends: &mut Vec<Mend>) -> Option<()> {
    let language = words.language(number);
    let mut next = number.saturating_add(1);
    let unit = |index: usize| words.is_any(index, choices::QUANTITY_UNIT);
    let alike = |index: usize| words.is_any(index, &[Keyword::Distinct, Keyword::Same]);
    if unit(next) && !words.is(next, Keyword::PickOf) || alike(next) {
        next = next.saturating_add(1);
    }
    let goods = of(words, next, language, mends)?;
    let name = role_name(words, goods, language, taken);
    mends.push(Mend {
        span: Span::at(words.span(number).start),
        text: format!("{name} = "),
    });
    taken.push(name);
    Some(())
}

/// Where the goods begin whose `of` should stand at a token; adds it where it is missing.
fn of(words: &Words<'_>, at: usize, language: Language, mends: &mut Vec<Mend>) -> Option<usize> {
    if words.is(at, Keyword::PickOf) {
        return Some(at.saturating_add(1));
    }
    let joins = Keyword::PickOf.canonical(language);
    let times = ["x", "х", "×", "*"].contains(&words.text(at).to_lowercase().as_str());
    if times {
        mends.push(Mend {
            span: words.span(at),
            text: joins.to_owned(),
        });
        return Some(at.saturating_add(1));
    }
    if !goods(words, at) {
        return None;
    }
    mends.push(Mend {
        span: Span::at(words.span(at).start),
        text: format!("{joins} "),
    });
    Some(at)
}

/// Whether a token can begin the goods of a part.
fn goods(words: &Words<'_>, index: usize) -> bool {
    let named = matches!(words.kind(index), Some(SyntaxKind::WORD | SyntaxKind::IDENT));
    words.is_any(index, choices::COLUMN)
        || words.is(index, Keyword::All)
        || words.kind(index) == Some(SyntaxKind::L_PAREN)
        || named && !is_reserved(words.text(index))
}

/// One part with something missing at a token; its first token. Parts that only name goods most likely follow one another.
fn one(words: &Words<'_>, at: usize, expected: &[Expected], close: usize, mends: &mut Vec<Mend>) -> Option<usize> {
    let language = words.language(at);
    let joins = Keyword::PickOf.canonical(language);
    let insert = |text: String| Mend {
        span: Span::at(words.span(at).start),
        text,
    };
    let name = at.checked_sub(1)?;
    if expected.contains(&Expected::Mark("=")) {
        if words.kind(at) == Some(SyntaxKind::TEXT) && words.is_any(name, choices::COLUMN) {
            let mut taken = Vec::new();
            let begins = |index: usize| {
                let before = index.checked_sub(1).and_then(|before| words.kind(before));
                matches!(before, Some(SyntaxKind::L_CURLY | SyntaxKind::TEXT)) && words.is_any(index, choices::COLUMN)
            };
            for column in (name..close).filter(|index| begins(*index)) {
                let named = role_name(words, column, language, &taken);
                mends.push(Mend {
                    span: Span::at(words.span(column).start),
                    text: format!("{named} = 1 {joins} "),
                });
                taken.push(named);
            }
            return Some(name);
        }
        mends.push(match words.kind(at) {
            Some(SyntaxKind::INTEGER | SyntaxKind::DECIMAL) => insert("= ".to_owned()),
            Some(SyntaxKind::COLON) => Mend {
                span: words.span(at),
                text: " =".to_owned(),
            },
            _ if goods(words, at) => insert(format!("= 1 {joins} ")),
            _ => return None,
        });
        return Some(name);
    }
    if expected.contains(&Expected::Integer) && goods(words, at) {
        mends.push(insert(format!("1 {joins} ")));
        return name.checked_sub(1);
    }
    if !expected.contains(&Expected::Keyword(Keyword::PickOf)) {
        return None;
    }
    of(words, at, language, mends)?;
    let equals = (0..at)
        .rev()
        .take(REACH)
        .find(|index| words.kind(*index) == Some(SyntaxKind::EQ))?;
    equals.checked_sub(1)
}

/// A name for a part with some goods: theirs, or the last of a category.
fn role_name(words: &Words<'_>, goods: usize, language: Language, taken: &[String]) -> String {
    let part = match language {
        Language::English => "part",
        Language::Russian => "часть",
    };
    let text = goods.saturating_add(1);
    let name = if words.is_any(goods, choices::COLUMN) && words.kind(text) == Some(SyntaxKind::TEXT) {
        let title = words.text(text);
        names::name_of(title.rsplit('/').next().unwrap_or(title), part)
    } else if matches!(words.kind(goods), Some(SyntaxKind::WORD | SyntaxKind::IDENT))
        && !is_reserved(words.text(goods))
        && Keyword::from_text(words.text(goods)).next().is_none()
    {
        words.text(goods).to_owned()
    } else {
        format!("{part}_1")
    };
    let mut free = name.clone();
    let mut number = 2_usize;
    while taken.contains(&free) {
        free = format!("{name}_{number}");
        number = number.saturating_add(1);
    }
    free
}

/// The last token of the block on the line of a token.
fn last_of_line(words: &Words<'_>, at: usize, close: usize) -> usize {
    let mut last = at;
    while last.saturating_add(1) < close && words.same_line(at, last.saturating_add(1)) {
        last = last.saturating_add(1);
    }
    last
}

/// A part of the text with changes made.
fn apply(words: &Words<'_>, span: Span, mends: &[Mend]) -> String {
    let mut inside: Vec<&Mend> = mends
        .iter()
        .filter(|mend| span.start <= mend.span.start && mend.span.end <= span.end)
        .collect();
    inside.sort_by_key(|mend| mend.span);
    let mut out = String::new();
    let mut from = span.start;
    for mend in inside {
        out.push_str(words.slice(Span::new(from, mend.span.start)));
        out.push_str(&mend.text);
        from = mend.span.end;
    }
    out.push_str(words.slice(Span::new(from, span.end)));
    out
}

fn with_fix(mut finding: Finding, word: &str, mends: Vec<Mend>) -> Finding {
    finding.remedies.push(Remedy {
        title: Note {
            text: &codes::WRITE_WORD,
            params: vec![("word", Param::from(word))],
        },
        edits: mends
            .into_iter()
            .map(|mend| Replace {
                span: mend.span,
                text: Arc::from(mend.text),
            })
            .collect(),
    });
    finding
}
