//! Selections of goods and stores, and units taken together.

use super::{amounts, conditions, parenthesised};
use crate::Keyword as K;
use crate::errors::Expected;
use crate::keywords::choices;
use crate::kind::SyntaxKind as S;
use crate::parser::Parser;

/// `selection`.
pub(super) fn selection(p: &mut Parser<'_>) {
    p.node(S::SELECTION, |p| {
        operand(p);
        while p.eat_any(choices::LOGIC_OP).is_some() {
            operand(p);
        }
        if p.at_keyword(K::Except) {
            p.node(S::EXCEPTION, |p| {
                p.eat_keyword(K::Except);
                p.deeper(selection);
            });
        }
    });
}

/// `kw_items_kind? ~ selection`.
pub(super) fn items(p: &mut Parser<'_>) {
    p.eat_keyword(K::ItemsKind);
    selection(p);
}

fn operand(p: &mut Parser<'_>) {
    if p.at_keyword(K::All) {
        p.node(S::EVERYTHING, |p| {
            p.eat_keyword(K::All);
        });
    } else {
        operand_but_all(p);
    }
}

/// `of_operand`: what a condition may measure.
pub(super) fn of_operand(p: &mut Parser<'_>) {
    if p.at_keyword(K::All) {
        p.node(S::ALL_BUT, |p| {
            p.eat_keyword(K::All);
            if p.eat_keyword(K::Except) {
                p.deeper(of_operand);
            }
        });
    } else {
        operand_but_all(p);
    }
}

fn operand_but_all(p: &mut Parser<'_>) {
    if p.at(S::L_PAREN) {
        parenthesised(p, S::SELECTION_GROUP, selection);
    } else if p.at_any(choices::COLUMN) {
        p.node(S::LIST_FILTER, |p| {
            p.eat_any(choices::COLUMN);
            if p.at_keyword(K::FromFile) {
                source_file(p);
            } else {
                amounts::texts(p);
            }
        });
    } else if p.at_keyword(K::Property) {
        p.node(S::PROPERTY_FILTER, |p| {
            p.eat_keyword(K::Property);
            amounts::name_ref(p);
            if p.at_keyword(K::FromFile) && p.kind_is(1, S::TEXT) {
                source_file(p);
            } else if p.at(S::TEXT) {
                amounts::texts(p);
            } else {
                conditions::comparison_tail(p);
            }
        });
    } else if p.at_keyword(K::PriceColumn) && conditions::tail_ahead(p, p.keyword_length(0, K::PriceColumn)) {
        p.node(S::PRICE_FILTER, |p| {
            p.eat_keyword(K::PriceColumn);
            conditions::comparison_tail(p);
        });
    } else if p.name_ahead(0) && !p.at_keyword(K::PriceColumn) {
        amounts::name_ref(p);
    } else {
        p.expected_or_reserved(Expected::Selection);
    }
}

/// `source_file`.
pub(super) fn source_file(p: &mut Parser<'_>) {
    p.node(S::SOURCE_FILE, |p| {
        p.expect_keyword(K::FromFile);
        amounts::text(p);
    });
}

/// Whether `pick` can begin here.
pub(super) fn at_pick(p: &Parser<'_>) -> bool {
    p.number_ahead(0) || p.at_keyword(K::CountFrom)
}

/// `pick`.
pub(super) fn pick(p: &mut Parser<'_>) {
    p.node(S::PICK, |p| {
        if p.at_keyword(K::CountFrom) {
            p.node(S::COUNT_RANGE, |p| {
                p.eat_keyword(K::CountFrom);
                amounts::integer(p);
                p.expect_keyword(K::CountTo);
                amounts::integer(p);
            });
        } else if amounts::at_quantity(p) {
            amounts::quantity(p);
        } else {
            amounts::integer(p);
        }
        p.eat_any(&[K::Distinct, K::Same]);
        p.expect_keyword(K::PickOf);
        items(p);
    });
}

/// `audience`.
pub(super) fn audience(p: &mut Parser<'_>) {
    p.node(S::AUDIENCE, |p| {
        audience_operand(p);
        while p.eat_any(choices::LOGIC_OP).is_some() {
            audience_operand(p);
        }
        if p.at_keyword(K::Except) {
            p.node(S::AUDIENCE_EXCEPT, |p| {
                p.eat_keyword(K::Except);
                p.deeper(audience);
            });
        }
    });
}

fn audience_operand(p: &mut Parser<'_>) {
    for (keyword, kind) in [
        (K::KnownClients, S::KNOWN_CLIENTS),
        (K::AllClients, S::ALL_CLIENTS),
        (K::Guests, S::GUESTS),
    ] {
        if p.at_keyword(keyword) {
            p.node(kind, |p| {
                p.eat_keyword(keyword);
            });
            return;
        }
    }
    if p.at_keyword(K::Group) {
        p.node(S::GROUP_REF, |p| {
            p.eat_keyword(K::Group);
            amounts::name_ref(p);
        });
    } else if p.at(S::L_PAREN) {
        parenthesised(p, S::AUDIENCE_GROUP, audience);
    } else {
        amounts::name_ref(p);
    }
}
