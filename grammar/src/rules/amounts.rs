//! Names, amounts and values.

use super::{conditions, declarations, list, time};
use crate::Keyword as K;
use crate::errors::{Expected, SyntaxErrorKind};
use crate::keywords::choices;
use crate::kind::SyntaxKind as S;
use crate::parser::Parser;

/// `name`.
pub(super) fn name(p: &mut Parser<'_>) {
    if p.name_ahead(0) {
        p.node(S::NAME, |p| {
            p.expect_ident();
        });
    } else {
        p.expect_ident();
        if p.at(S::WORD)
            && [S::L_CURLY, S::EQ, S::TEXT, S::COLON]
                .iter()
                .any(|kind| p.kind_is(1, *kind))
        {
            p.node(S::ERROR, Parser::bump);
        }
    }
}

/// `name_ref`.
pub(super) fn name_ref(p: &mut Parser<'_>) {
    if p.name_ahead(0) {
        p.node(S::NAME_REF, |p| {
            p.expect_ident();
        });
    } else {
        p.expect_ident();
    }
}

/// `name_ref ~ ("," ~ name_ref)*`.
pub(super) fn name_refs(p: &mut Parser<'_>) {
    list(p, name_ref);
}

/// `spoken_forms?`.
pub(super) fn spoken_forms(p: &mut Parser<'_>) {
    if p.at_keyword(K::Also) {
        p.node(S::SPOKEN_FORMS, |p| {
            p.eat_keyword(K::Also);
            list(p, |p| {
                p.expect_ident();
            });
        });
    }
}

/// `head`: a name, its spoken forms, a title.
pub(super) fn head(p: &mut Parser<'_>) {
    name(p);
    spoken_forms(p);
    p.eat(S::TEXT);
}

pub(super) fn text(p: &mut Parser<'_>) {
    p.expect(S::TEXT, Expected::Text);
}

pub(super) fn texts(p: &mut Parser<'_>) {
    list(p, text);
}

pub(super) fn integer(p: &mut Parser<'_>) {
    p.expect(S::INTEGER, Expected::Integer);
}

/// `number`.
pub(super) fn number(p: &mut Parser<'_>) {
    if p.number_ahead(0) {
        p.bump();
    } else {
        p.expected(&[Expected::Number]);
    }
}

/// The unit after a number, with the node that both make.
fn unit_ahead(p: &Parser<'_>, ahead: usize) -> Option<(S, K)> {
    if p.keyword_ahead(ahead, K::Percent) {
        return Some((S::PERCENT, K::Percent));
    }
    if p.keyword_ahead(ahead, K::Times) {
        return Some((S::TIMES, K::Times));
    }
    let groups = [
        (S::MONEY, choices::CURRENCY),
        (S::QUANTITY, choices::QUANTITY_UNIT),
        (S::DURATION, choices::DURATION_UNIT),
    ];
    groups
        .into_iter()
        .find_map(|(kind, units)| p.any_ahead(ahead, units).map(|unit| (kind, unit)))
}

/// `&(number ~ (unit | ident))`.
pub(super) fn measured_ahead(p: &Parser<'_>, ahead: usize) -> bool {
    let next = ahead.saturating_add(1);
    p.number_ahead(ahead) && (unit_ahead(p, next).is_some() || p.name_ahead(next))
}

/// A number with a known unit and nothing else.
fn exactly(p: &mut Parser<'_>, kind: S, expected: Expected) {
    match unit_ahead(p, 1) {
        Some((found, unit)) if found == kind && p.number_ahead(0) => p.node(kind, |p| {
            p.bump();
            p.eat_keyword(unit);
        }),
        Some(_) | None => p.expected(&[expected]),
    }
}

pub(super) fn money(p: &mut Parser<'_>) {
    exactly(p, S::MONEY, Expected::Money);
}

pub(super) fn quantity(p: &mut Parser<'_>) {
    exactly(p, S::QUANTITY, Expected::Quantity);
}

pub(super) fn duration(p: &mut Parser<'_>) {
    exactly(p, S::DURATION, Expected::Duration);
}

/// `number ~ quantity_unit` stands here.
pub(super) fn at_quantity(p: &Parser<'_>) -> bool {
    p.number_ahead(0) && p.any_ahead(1, choices::QUANTITY_UNIT).is_some()
}

/// `times`, or a bare number.
pub(super) fn times_or_bare(p: &mut Parser<'_>) {
    match unit_ahead(p, 1) {
        Some((S::TIMES, _)) => exactly(p, S::TIMES, Expected::Number),
        Some(_) => p.expected(&[Expected::Number]),
        None => p.node(S::BARE_NUMBER, number),
    }
}

/// `measured`: no points.
pub(super) fn measured(p: &mut Parser<'_>) {
    with_unit(p, false);
}

/// `amount`.
pub(super) fn amount(p: &mut Parser<'_>) {
    with_unit(p, true);
}

fn with_unit(p: &mut Parser<'_>, points: bool) {
    if !p.number_ahead(0) {
        p.expected(&[Expected::Amount]);
        return;
    }
    match unit_ahead(p, 1) {
        Some((kind, unit)) => p.node(kind, |p| {
            p.bump();
            p.eat_keyword(unit);
        }),
        None if points && p.name_ahead(1) && declarations::at(p, 1).is_none() => p.node(S::POINTS, |p| {
            p.bump();
            name_ref(p);
        }),
        None => p.node(S::BARE_NUMBER, number),
    }
}

/// What a value begins with, names apart.
fn plain_value(p: &mut Parser<'_>) -> bool {
    if p.at(S::TEXT) {
        p.node(S::TEXT_VALUE, text);
    } else if p.at(S::DATE) {
        time::moment(p);
    } else if p.at(S::TIME) {
        p.node(S::TIME_VALUE, Parser::bump);
    } else if p.at_keyword(K::Yes) || p.at_keyword(K::No) {
        p.node(S::YES_NO, |p| {
            p.eat_any(&[K::Yes, K::No]);
        });
    } else {
        return false;
    }
    true
}

/// `value`.
pub(super) fn value(p: &mut Parser<'_>) {
    if p.number_ahead(0) {
        amount(p);
    } else if !plain_value(p) {
        if conditions::at_fact(p) {
            conditions::fact(p);
        } else {
            p.expected_or_reserved(Expected::Value);
        }
    }
}

/// `list_value`.
pub(super) fn list_value(p: &mut Parser<'_>) {
    if p.at(S::DECIMAL) && p.current_text().contains(',') {
        let number = p.current_text().to_owned();
        p.error(SyntaxErrorKind::DecimalCommaInList { number });
    } else if p.at_any(choices::MEASURE_KIND) {
        p.expected(&[Expected::Value]);
    }
    value(p);
}

/// `state_value`.
pub(super) fn state_value(p: &mut Parser<'_>) {
    if p.number_ahead(0) {
        measured(p);
    } else if !plain_value(p) {
        if p.name_ahead(0) {
            p.node(S::STATE_NAME, |p| {
                p.expect_ident();
            });
        } else {
            p.expected(&[Expected::Value]);
        }
    }
}
