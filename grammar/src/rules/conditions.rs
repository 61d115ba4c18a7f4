//! Conditions, comparisons and facts.

use super::{amounts, list, parenthesised, selections};
use crate::Keyword as K;
use crate::errors::Expected;
use crate::keywords::choices;
use crate::kind::SyntaxKind as S;
use crate::parser::Parser;

/// `condition`.
pub(super) fn condition(p: &mut Parser<'_>) {
    p.node(S::CONDITION, |p| {
        operand(p);
        while p.eat_any(choices::LOGIC_OP).is_some() {
            operand(p);
        }
    });
}

fn operand(p: &mut Parser<'_>) {
    if p.at_keyword(K::Not) {
        p.node(S::NEGATION, |p| {
            p.eat_keyword(K::Not);
            p.deeper(operand);
        });
    } else if p.at(S::L_PAREN) {
        parenthesised(p, S::CONDITION_GROUP, condition);
    } else if let Some(column) = client_file_ahead(p) {
        p.node(S::CLIENT_FILE, |p| {
            p.eat_keyword(column);
            selections::source_file(p);
        });
    } else if at_fact(p) {
        p.node(S::COMPARISON, |p| {
            fact(p);
            comparison_tail(p);
        });
    } else {
        p.expected_or_reserved(Expected::Condition);
    }
}

/// `client_column ~ kw_from_file`.
fn client_file_ahead(p: &Parser<'_>) -> Option<K> {
    let column = p.any_ahead(0, choices::CLIENT_COLUMN)?;
    p.keyword_ahead(p.keyword_length(0, column), K::FromFile)
        .then_some(column)
}

/// Whether `fact` can begin here.
pub(super) fn at_fact(p: &Parser<'_>) -> bool {
    p.at_any(choices::MEASURE_KIND) || at_path(p)
}

/// Whether `path` can begin here.
pub(super) fn at_path(p: &Parser<'_>) -> bool {
    p.name_ahead(0) && !p.at_any(choices::MEASURE_KIND) && !p.at_keyword(K::Yes) && !p.at_keyword(K::No)
}

/// `fact`.
pub(super) fn fact(p: &mut Parser<'_>) {
    if p.at_any(choices::MEASURE_KIND) {
        measure(p);
    } else {
        path(p);
    }
}

/// `measure`.
pub(super) fn measure(p: &mut Parser<'_>) {
    p.node(S::MEASURE, |p| {
        p.expect_any(choices::MEASURE_KIND);
        selections::of_operand(p);
    });
}

/// `path`.
pub(super) fn path(p: &mut Parser<'_>) {
    if !at_path(p) {
        p.expected_or_reserved(Expected::Fact);
        return;
    }
    p.node(S::PATH, |p| {
        p.expect_ident();
        while p.eat(S::DOT) {
            p.expect_segment();
        }
        within(p);
    });
}

/// `within?`.
pub(super) fn within(p: &mut Parser<'_>) {
    if p.at_keyword(K::Within) {
        p.node(S::WITHIN, |p| {
            p.eat_keyword(K::Within);
            amounts::duration(p);
        });
    }
}

const SET_TESTS: &[K] = &[K::IsNotIn, K::IsIn];

/// Whether `comparison_tail` begins `ahead` tokens on.
pub(super) fn tail_ahead(p: &Parser<'_>, ahead: usize) -> bool {
    p.keyword_ahead(ahead, K::Between)
        || p.any_ahead(ahead, SET_TESTS).is_some()
        || p.any_ahead(ahead, choices::COMPARE_OP).is_some()
}

/// `comparison_tail?`.
pub(super) fn comparison_tail(p: &mut Parser<'_>) {
    if p.at_keyword(K::Between) {
        p.node(S::BETWEEN, |p| {
            p.eat_keyword(K::Between);
            amounts::value(p);
            p.expect_keyword(K::BetweenAnd);
            amounts::value(p);
        });
    } else if p.at_any(SET_TESTS) {
        p.node(S::IS_IN, |p| {
            p.eat_any(SET_TESTS);
            list(p, amounts::list_value);
        });
    } else if p.at_any(choices::COMPARE_OP) {
        p.node(S::COMPARE, |p| {
            p.eat_any(choices::COMPARE_OP);
            amounts::value(p);
        });
    }
}
