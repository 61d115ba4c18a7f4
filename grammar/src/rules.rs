//! The productions of perk.pest, one function each, and where parsing goes on after an error; knows no meaning.

mod accounts;
mod amounts;
mod cards;
mod conditions;
mod containers;
mod declarations;
mod effects;
mod promotion;
mod selections;
mod tests;
mod time;

use crate::Keyword as K;
use crate::errors::{Expected, SyntaxErrorKind};
use crate::kind::SyntaxKind as S;
use crate::parser::Parser;

/// A function that takes one construct; it stands at its first word.
type Production = fn(&mut Parser<'_>);

/// Which construct of a block the cursor stands at.
type Starts = fn(&Parser<'_>) -> Option<Production>;

/// `file`.
pub(crate) fn file(p: &mut Parser<'_>) {
    p.node(S::FILE, |p| {
        while !p.at_end() {
            p.listen();
            match declarations::at(p, docs_ahead(p)) {
                Some(production) => {
                    production(p);
                    if p.is_silent() && !p.at_end() && declarations::at(p, docs_ahead(p)).is_none() {
                        p.skip_until(at_line_of_declaration);
                    }
                }
                None => {
                    if p.at(S::DOC) {
                        p.error(SyntaxErrorKind::StrayDoc);
                    } else {
                        p.unexpected(&[Expected::Declaration]);
                    }
                    p.skip_until(at_line_of_declaration);
                }
            }
        }
    });
}

fn at_line_of_declaration(p: &Parser<'_>, open: usize) -> bool {
    p.first_on_line()
        && if open == 0 {
            declarations::at(p, docs_ahead(p)).is_some()
        } else {
            declarations::is_certain(p)
        }
}

/// How many `///` lines begin here; none in the middle of such lines, so that each is counted once.
fn docs_ahead(p: &Parser<'_>) -> usize {
    if p.just_after(S::DOC) {
        return 0;
    }
    let mut count = 0_usize;
    while p.kind_is(count, S::DOC) {
        count = count.saturating_add(1);
    }
    count
}

fn docs(p: &mut Parser<'_>) {
    while p.eat(S::DOC) {}
}

/// `{ … }` with constructs that `starts` recognises; `words` are what could begin one.
fn block(p: &mut Parser<'_>, starts: Starts, words: &'static [K]) {
    let brace = p.current_range();
    if !p.expect_mark(S::L_CURLY, "{") {
        return;
    }
    p.listen();
    loop {
        if p.is_silent() && !p.at_end() && !p.at(S::R_CURLY) && !resumes(p, starts, 0) {
            p.skip_until(|p, open| resumes(p, starts, open));
        }
        p.listen();
        if p.eat(S::R_CURLY) {
            return;
        }
        if let Some(production) = starts(p) {
            production(p);
            continue;
        }
        if p.at_end() || declarations::is_certain(p) {
            p.error_at(SyntaxErrorKind::UnclosedBlock, brace);
            return;
        }
        if p.at(S::DOC) {
            p.error(SyntaxErrorKind::StrayDoc);
        } else {
            let mut expected: Vec<Expected> = words.iter().copied().map(Expected::Keyword).collect();
            expected.push(Expected::Clause);
            expected.push(Expected::Mark("}"));
            p.unexpected(&expected);
        }
        p.skip_until(|p, open| resumes(p, starts, open));
    }
}

/// Whether parsing of a block goes on here after an error, inside so many `{` of what was skipped.
fn resumes(p: &Parser<'_>, starts: Starts, open: usize) -> bool {
    p.first_on_line() && (open == 0 && starts(p).is_some() || declarations::is_certain(p))
}

/// A clause that is one keyword and what `rest` takes.
fn clause(p: &mut Parser<'_>, kind: S, keyword: K, rest: impl FnOnce(&mut Parser<'_>)) {
    p.node(kind, |p| {
        p.expect_keyword(keyword);
        rest(p);
    });
}

/// `item ~ ("," ~ item)*`.
fn list(p: &mut Parser<'_>, item: impl Fn(&mut Parser<'_>)) {
    item(p);
    while p.eat(S::COMMA) {
        item(p);
    }
}

/// `(`, what stands inside, `)`, one level deeper.
fn parenthesised(p: &mut Parser<'_>, kind: S, inside: impl FnOnce(&mut Parser<'_>)) {
    p.node(kind, |p| {
        p.bump();
        p.deeper(inside);
        p.expect_mark(S::R_PAREN, ")");
    });
}
