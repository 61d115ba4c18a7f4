//! Which declaration stands where, and the short ones: retailer, properties, selections, protection, schemes.

use super::{
    Production, accounts, amounts, block, cards, clause, conditions, containers, docs, list, promotion, selections,
    tests, time,
};
use crate::Keyword as K;
use crate::errors::Expected;
use crate::keywords::choices;
use crate::kind::SyntaxKind as S;
use crate::parser::Parser;

/// Every declaration by its keyword.
const DECLARATIONS: &[(K, Production)] = &[
    (K::Promotion, promotion::promotion),
    (K::Retailer, retailer),
    (K::Owner, file_owner),
    (K::ProductProperty, product_property),
    (K::ClientProperty, client_property),
    (K::ClientGroup, client_group),
    (K::Items, items),
    (K::Stores, stores),
    (K::Clients, clients),
    (K::Protect, protect),
    (K::Scheme, scheme),
    (K::Accrual, promotion::accrual),
    (K::Redemption, promotion::redemption),
    (K::Set, containers::set),
    (K::Account, accounts::account),
    (K::Counter, accounts::counter),
    (K::Schedule, accounts::schedule),
    (K::Levels, accounts::levels),
    (K::Card, cards::card),
    (K::Coupon, cards::coupon),
    (K::Certificate, cards::certificate),
    (K::Referral, cards::referral),
    (K::Program, containers::program),
    (K::Campaign, containers::campaign),
    (K::Partner, containers::partner),
    (K::Message, containers::message),
    (K::Survey, containers::survey),
    (K::Operation, containers::operation),
    (K::Test, tests::test),
];

/// The declaration whose keyword stands `ahead` tokens on.
pub(super) fn at(p: &Parser<'_>, ahead: usize) -> Option<Production> {
    DECLARATIONS
        .iter()
        .find(|(keyword, _)| p.keyword_ahead(ahead, *keyword))
        .map(|(_, production)| *production)
}

/// Whether a declaration surely begins here: its keyword is first on its line and its name and `{` or `=` follow. Many keywords of
/// declarations also begin clauses, so less would end a block that goes on.
pub(super) fn is_certain(p: &Parser<'_>) -> bool {
    if !p.first_on_line() {
        return false;
    }
    let Some((keyword, _)) = DECLARATIONS.iter().find(|(keyword, _)| p.at_keyword(*keyword)) else {
        return false;
    };
    let mut next = p.keyword_length(0, *keyword);
    if p.name_ahead(next) {
        next = next.saturating_add(1);
    } else if !p.kind_is(next, S::TEXT) {
        return false;
    }
    if p.kind_is(next, S::TEXT) {
        next = next.saturating_add(1);
    }
    p.kind_is(next, S::L_CURLY) || p.kind_is(next, S::EQ)
}

/// A declaration of a keyword, a head and a block.
pub(super) fn with_block(p: &mut Parser<'_>, kind: S, keyword: K, starts: super::Starts, words: &'static [K]) {
    p.node(kind, |p| {
        docs(p);
        p.expect_keyword(keyword);
        amounts::head(p);
        block(p, starts, words);
    });
}

/// The production of the first keyword that stands here.
pub(super) fn first_of(p: &Parser<'_>, table: &[(K, Production)]) -> Option<Production> {
    table
        .iter()
        .find(|(keyword, _)| p.at_keyword(*keyword))
        .map(|(_, production)| *production)
}

/// `owner_clause`.
pub(super) fn owner_clause(p: &mut Parser<'_>) {
    clause(p, S::OWNER_CLAUSE, K::Owner, amounts::text);
}

fn file_owner(p: &mut Parser<'_>) {
    p.node(S::FILE_OWNER, |p| {
        docs(p);
        p.expect_keyword(K::Owner);
        amounts::text(p);
    });
}

const RETAILER: &[(K, Production)] = &[
    (K::Currency, |p| {
        clause(p, S::CURRENCY_CLAUSE, K::Currency, |p| {
            if p.eat_any(choices::CURRENCY).is_none() {
                p.expected(&[Expected::Currency]);
            }
        });
    }),
    (K::TimeZone, |p| {
        clause(p, S::TIME_ZONE_CLAUSE, K::TimeZone, amounts::text)
    }),
    (K::Rounding, |p| {
        clause(p, S::ROUNDING_CLAUSE, K::Rounding, |p| {
            p.eat_keyword(K::RoundingTotal);
            p.expect_any(choices::ROUNDING_MODE);
            if p.eat_keyword(K::RoundingTo) {
                amounts::money(p);
            }
        });
    }),
    (K::Products, |p| {
        clause(p, S::PRODUCTS_CLAUSE, K::Products, amounts::text)
    }),
    (K::StoresFile, |p| {
        clause(p, S::STORES_CLAUSE, K::StoresFile, amounts::text)
    }),
    (K::Keywords, |p| {
        clause(p, S::LANGUAGE_CLAUSE, K::Keywords, |p| {
            p.expect_any(&[K::English, K::Russian]);
        });
    }),
    (K::Owner, owner_clause),
];

fn retailer(p: &mut Parser<'_>) {
    p.node(S::RETAILER, |p| {
        docs(p);
        p.expect_keyword(K::Retailer);
        if p.name_ahead(0) {
            amounts::name(p);
        }
        p.eat(S::TEXT);
        block(
            p,
            |p| first_of(p, RETAILER),
            &[
                K::Currency,
                K::TimeZone,
                K::Rounding,
                K::Products,
                K::StoresFile,
                K::Keywords,
                K::Owner,
            ],
        );
    });
}

const SIMPLE_TYPES: &[K] = &[
    K::TypeYesNo,
    K::TypeText,
    K::TypeNumber,
    K::TypePercent,
    K::TypeMoney,
    K::TypeDate,
    K::TypeTime,
];

/// `property_type`.
fn property_type(p: &mut Parser<'_>) {
    if !p.at_any(SIMPLE_TYPES) && !p.at_keyword(K::TypeOneOf) && !p.at(S::TEXT) {
        p.expected(&[Expected::PropertyType]);
        return;
    }
    p.node(S::PROPERTY_TYPE, |p| {
        if p.eat_any(SIMPLE_TYPES).is_none() {
            p.eat_keyword(K::TypeOneOf);
            amounts::texts(p);
        }
    });
}

/// `head ~ ":" ~ property_type`.
pub(super) fn typed_head(p: &mut Parser<'_>) {
    amounts::head(p);
    p.expect_mark(S::COLON, ":");
    property_type(p);
}

fn product_property(p: &mut Parser<'_>) {
    p.node(S::PRODUCT_PROPERTY, |p| {
        docs(p);
        p.expect_keyword(K::ProductProperty);
        typed_head(p);
    });
}

fn client_property(p: &mut Parser<'_>) {
    const OPTIONS: &[K] = &[K::ForPeople, K::ForCompanies, K::ForCards, K::OnlyByRules];
    p.node(S::CLIENT_PROPERTY, |p| {
        docs(p);
        p.expect_keyword(K::ClientProperty);
        typed_head(p);
        while p.at_any(OPTIONS) {
            p.node(S::PROPERTY_OPTION, |p| {
                p.eat_any(OPTIONS);
            });
        }
    });
}

fn named(p: &mut Parser<'_>, kind: S, keyword: K, what: fn(&mut Parser<'_>)) {
    p.node(kind, |p| {
        docs(p);
        p.expect_keyword(keyword);
        amounts::head(p);
        p.expect_mark(S::EQ, "=");
        what(p);
    });
}

fn items(p: &mut Parser<'_>) {
    named(p, S::ITEMS, K::Items, selections::selection);
}

fn stores(p: &mut Parser<'_>) {
    named(p, S::STORES, K::Stores, selections::selection);
}

fn clients(p: &mut Parser<'_>) {
    named(p, S::CLIENTS, K::Clients, conditions::condition);
}

/// `parent_clause`.
pub(super) fn parent_clause(p: &mut Parser<'_>) {
    clause(p, S::PARENT_CLAUSE, K::InParent, amounts::name_ref);
}

const GROUP: &[(K, Production)] = &[
    (K::InParent, parent_clause),
    (K::PriceType, |p| {
        clause(p, S::PRICE_TYPE_CLAUSE, K::PriceType, amounts::text)
    }),
    (K::Schemes, |p| {
        clause(p, S::SCHEMES_CLAUSE, K::Schemes, |p| list(p, scheme_ref))
    }),
    (K::Owner, owner_clause),
];

fn client_group(p: &mut Parser<'_>) {
    with_block(
        p,
        S::CLIENT_GROUP,
        K::ClientGroup,
        |p| first_of(p, GROUP),
        &[K::InParent, K::PriceType, K::Schemes, K::Owner],
    );
}

const PROTECTION: &[(K, Production)] = &[
    (K::NoPromotion, |p| {
        clause(p, S::NO_PROMOTION, K::NoPromotion, time::dated)
    }),
    (K::NoDiscount, |p| clause(p, S::NO_DISCOUNT, K::NoDiscount, time::dated)),
    (K::NoPoints, |p| clause(p, S::NO_POINTS, K::NoPoints, time::dated)),
    (K::PriceAtLeast, |p| {
        clause(p, S::PRICE_FLOOR, K::PriceAtLeast, |p| {
            amounts::money(p);
            if p.at_keyword(K::FloorPer) {
                p.node(S::FLOOR_PER, |p| {
                    p.eat_keyword(K::FloorPer);
                    amounts::quantity(p);
                });
            }
            time::dated(p);
        });
    }),
    (K::DiscountAtMost, |p| {
        clause(p, S::DISCOUNT_CAP, K::DiscountAtMost, |p| {
            amounts::measured(p);
            time::dated(p);
        });
    }),
    (K::Owner, owner_clause),
];

fn protect(p: &mut Parser<'_>) {
    p.node(S::PROTECT, |p| {
        docs(p);
        p.expect_keyword(K::Protect);
        selections::items(p);
        block(
            p,
            |p| first_of(p, PROTECTION),
            &[
                K::NoPromotion,
                K::NoDiscount,
                K::NoPoints,
                K::PriceAtLeast,
                K::DiscountAtMost,
                K::Owner,
            ],
        );
    });
}

/// `scheme_ref`.
pub(super) fn scheme_ref(p: &mut Parser<'_>) {
    p.node(S::SCHEME_REF, |p| {
        if p.eat_any(choices::PHASE).is_none() {
            amounts::name_ref(p);
        }
    });
}

const SCHEME: &[(K, Production)] = &[
    (K::Phase, |p| {
        clause(p, S::PHASE_CLAUSE, K::Phase, |p| {
            p.expect_any(choices::PHASE);
        });
    }),
    (K::Combine, |p| {
        clause(p, S::COMBINE_CLAUSE, K::Combine, |p| {
            p.expect_any(choices::COMBINE_MODE);
            p.eat_any(choices::COMBINE_SCOPE);
            p.eat_any(choices::COMBINE_SIDE);
        });
    }),
    (K::SchemeAfter, |p| {
        clause(p, S::AFTER_CLAUSE, K::SchemeAfter, |p| list(p, scheme_ref))
    }),
    (K::Owner, owner_clause),
];

fn scheme(p: &mut Parser<'_>) {
    with_block(
        p,
        S::SCHEME,
        K::Scheme,
        |p| first_of(p, SCHEME),
        &[K::Phase, K::Combine, K::SchemeAfter, K::Owner],
    );
}
