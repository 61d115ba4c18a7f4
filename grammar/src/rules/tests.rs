//! `test` blocks: a receipt, a client, a time, and what is expected.

use super::declarations::first_of;
use super::{Production, amounts, block, clause, docs, promotion, time};
use crate::Keyword as K;
use crate::errors::Expected;
use crate::kind::SyntaxKind as S;
use crate::parser::Parser;

const TEST: &[(K, Production)] = &[
    (K::PaidBy, promotion::paid_by_clause),
    (K::TestAt, |p| clause(p, S::TEST_AT, K::TestAt, time::moment)),
    (K::TestStore, |p| clause(p, S::TEST_STORE, K::TestStore, amounts::text)),
    (K::TestTill, |p| clause(p, S::TEST_TILL, K::TestTill, amounts::text)),
    (K::TestClient, test_client),
    (K::TestCoupon, |p| {
        clause(p, S::TEST_COUPON, K::TestCoupon, amounts::texts)
    }),
    (K::TestUsed, |p| {
        clause(p, S::TEST_USED, K::TestUsed, |p| {
            amounts::name_ref(p);
            amounts::amount(p);
            promotion::limit_scopes(p);
        });
    }),
    (K::TestReceipt, test_receipt),
    (K::Expect, expect),
];

pub(super) fn test(p: &mut Parser<'_>) {
    p.node(S::TEST, |p| {
        docs(p);
        p.expect_keyword(K::Test);
        amounts::text(p);
        block(
            p,
            |p| first_of(p, TEST),
            &[
                K::TestAt,
                K::TestStore,
                K::TestTill,
                K::TestClient,
                K::TestCoupon,
                K::TestUsed,
                K::PaidBy,
                K::TestReceipt,
                K::Expect,
            ],
        );
    });
}

fn test_client(p: &mut Parser<'_>) {
    clause(p, S::TEST_CLIENT, K::TestClient, |p| {
        if !p.eat_keyword(K::Guest) {
            p.eat(S::TEXT);
            block(p, client_state_at, &[K::Level]);
        }
    });
}

fn client_state_at(p: &Parser<'_>) -> Option<Production> {
    if p.at_keyword(K::Level) {
        return Some(|p| clause(p, S::LEVEL_STATE, K::Level, amounts::name_ref));
    }
    if p.number_ahead(0) {
        return Some(|p| p.node(S::BALANCE_STATE, amounts::amount));
    }
    p.name_ahead(0).then_some(|p| {
        p.node(S::PROPERTY_STATE, |p| {
            amounts::name_ref(p);
            amounts::state_value(p);
        });
    })
}

fn test_receipt(p: &mut Parser<'_>) {
    clause(p, S::TEST_RECEIPT, K::TestReceipt, |p| {
        block(p, |p| p.number_ahead(0).then_some(test_line as Production), &[]);
    });
}

fn test_line(p: &mut Parser<'_>) {
    p.node(S::TEST_LINE, |p| {
        if amounts::at_quantity(p) {
            amounts::quantity(p);
            p.eat_keyword(K::X);
        } else {
            amounts::number(p);
            p.expect_keyword(K::X);
        }
        product(p);
        while let Some(fact) = first_of(p, LINE) {
            fact(p);
        }
    });
}

const LINE: &[(K, Production)] = &[
    (K::LineAt, |p| clause(p, S::LINE_PRICE, K::LineAt, amounts::money)),
    (K::LineIn, |p| clause(p, S::LINE_CATEGORY, K::LineIn, amounts::text)),
    (K::Brand, |p| clause(p, S::LINE_BRAND, K::Brand, amounts::text)),
    (K::Property, |p| {
        clause(p, S::LINE_PROPERTY, K::Property, |p| {
            amounts::name_ref(p);
            amounts::state_value(p);
        });
    }),
];

fn product(p: &mut Parser<'_>) {
    p.node(S::PRODUCT, |p| {
        if p.at(S::TEXT) || p.number_ahead(0) {
            p.bump();
        } else {
            p.expect_ident();
        }
    });
}

fn expect(p: &mut Parser<'_>) {
    const EXPECTATIONS: &[(K, Production)] = &[
        (K::ExpectTotal, |p| {
            clause(p, S::EXPECT_TOTAL, K::ExpectTotal, amounts::money)
        }),
        (K::ExpectDiscount, |p| {
            clause(p, S::EXPECT_DISCOUNT, K::ExpectDiscount, amounts::money)
        }),
        (K::ExpectEarned, |p| {
            clause(p, S::EXPECT_EARNED, K::ExpectEarned, amounts::amount)
        }),
        (K::ExpectSpent, |p| {
            clause(p, S::EXPECT_SPENT, K::ExpectSpent, amounts::amount)
        }),
        (K::ExpectNet, |p| {
            clause(p, S::EXPECT_NET, K::ExpectNet, |p| {
                product(p);
                amounts::money(p);
            });
        }),
        (K::ExpectPrint, |p| {
            clause(p, S::EXPECT_PRINT, K::ExpectPrint, amounts::text)
        }),
        (K::ExpectShow, |p| {
            clause(p, S::EXPECT_SHOW, K::ExpectShow, |p| {
                p.expect_any(&[K::ToCustomer, K::ToCashier]);
                amounts::text(p);
            });
        }),
    ];
    clause(p, S::EXPECT, K::Expect, |p| {
        if let Some(production) = first_of(p, EXPECTATIONS) {
            production(p);
        } else if p.name_ahead(0) {
            p.node(S::EXPECT_PROMOTION, |p| {
                amounts::name_ref(p);
                if !p.eat_keyword(K::GivesNothing) {
                    p.expect_keyword(K::Gives);
                    amounts::amount(p);
                }
            });
        } else {
            p.expected(&[Expected::Name, Expected::Keyword(K::ExpectTotal)]);
        }
    });
}
