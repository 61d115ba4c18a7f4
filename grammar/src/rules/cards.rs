//! Cards, coupons, certificates and referrals.

use super::declarations::{first_of, owner_clause, with_block};
use super::{Production, amounts, clause, effects, list, promotion, selections, time};
use crate::Keyword as K;
use crate::kind::SyntaxKind as S;
use crate::parser::Parser;

/// `codes`.
fn codes(p: &mut Parser<'_>) {
    if p.at_keyword(K::Mask) {
        clause(p, S::MASK_CODES, K::Mask, amounts::text);
    } else if p.at_keyword(K::Pattern) {
        clause(p, S::PATTERN_CODES, K::Pattern, |p| {
            amounts::text(p);
            code_options(p);
        });
    } else if p.at_keyword(K::Range) {
        clause(p, S::RANGE_CODES, K::Range, |p| {
            amounts::text(p);
            if !p.eat(S::DOT_DOT) {
                p.expect_keyword(K::RangeTo);
            }
            amounts::text(p);
        });
    } else if p.at_keyword(K::FromFile) {
        selections::source_file(p);
    } else if p.at_keyword(K::Generated) {
        clause(p, S::GENERATED_CODES, K::Generated, |p| {
            if p.eat_keyword(K::Pattern) {
                amounts::text(p);
            }
            code_options(p);
        });
    } else {
        p.expected_keywords(&[K::Mask, K::Pattern, K::Range, K::FromFile, K::Generated]);
    }
}

fn code_options(p: &mut Parser<'_>) {
    if p.at_keyword(K::Count) {
        clause(p, S::CODE_COUNT, K::Count, amounts::integer);
    }
    p.eat_keyword(K::CheckDigit);
}

fn codes_clause(p: &mut Parser<'_>) {
    clause(p, S::CODES_CLAUSE, K::Codes, codes);
}

const CARD: &[(K, Production)] = &[
    (K::CardNumber, |p| {
        clause(p, S::CARD_NUMBER_CLAUSE, K::CardNumber, codes)
    }),
    (K::BindAutomatically, |p| {
        clause(p, S::BIND_CLAUSE, K::BindAutomatically, |_| {})
    }),
    (K::Level, |p| {
        clause(p, S::STARTING_LEVEL_CLAUSE, K::Level, amounts::name_ref)
    }),
    (K::Accounts, |p| {
        clause(p, S::ACCOUNTS_CLAUSE, K::Accounts, amounts::name_refs)
    }),
    (K::FamilyUpTo, |p| {
        clause(p, S::FAMILY_CLAUSE, K::FamilyUpTo, amounts::integer)
    }),
    (K::Valid, promotion::valid_clause),
    (K::Owner, owner_clause),
];

pub(super) fn card(p: &mut Parser<'_>) {
    const WORDS: &[K] = &[
        K::CardNumber,
        K::BindAutomatically,
        K::Level,
        K::Accounts,
        K::FamilyUpTo,
        K::Valid,
        K::Owner,
    ];
    with_block(p, S::CARD, K::Card, |p| first_of(p, CARD), WORDS);
}

const COUPON: &[(K, Production)] = &[
    (K::Codes, codes_clause),
    (K::Uses, |p| {
        clause(p, S::USES_CLAUSE, K::Uses, |p| {
            if p.eat_any(&[K::Once, K::Many]).is_none() {
                amounts::times_or_bare(p);
            }
            p.eat_keyword(K::UsesPerClient);
        });
    }),
    (K::Valid, promotion::valid_clause),
    (K::NotTransferable, |p| {
        clause(p, S::TRANSFERABLE_CLAUSE, K::NotTransferable, |_| {})
    }),
    (K::Transferable, |p| {
        clause(p, S::TRANSFERABLE_CLAUSE, K::Transferable, |_| {})
    }),
    (K::Limit, promotion::limit_clause),
    (K::Owner, owner_clause),
];

pub(super) fn coupon(p: &mut Parser<'_>) {
    const WORDS: &[K] = &[
        K::Codes,
        K::Uses,
        K::Valid,
        K::Transferable,
        K::NotTransferable,
        K::Limit,
        K::Owner,
    ];
    with_block(p, S::COUPON, K::Coupon, |p| first_of(p, COUPON), WORDS);
}

fn certificate_at(p: &Parser<'_>) -> Option<Production> {
    const CERTIFICATE: &[(K, Production)] = &[
        (K::Nominal, |p| {
            clause(p, S::NOMINAL_CLAUSE, K::Nominal, |p| {
                if !p.eat_keyword(K::AnyAmount) {
                    list(p, amounts::money);
                }
            });
        }),
        (K::NotDivisible, |p| {
            clause(p, S::DIVISIBLE_CLAUSE, K::NotDivisible, |_| {})
        }),
        (K::Divisible, |p| clause(p, S::DIVISIBLE_CLAUSE, K::Divisible, |_| {})),
        (K::SpendOn, |p| {
            clause(p, S::SPEND_ON_CLAUSE, K::SpendOn, selections::items)
        }),
        (K::Codes, codes_clause),
        (K::Valid, promotion::valid_clause),
        (K::Owner, owner_clause),
    ];
    let in_stores = p.at_keyword(K::In) && !time::at_on_start(p);
    first_of(p, CERTIFICATE).or_else(|| in_stores.then_some(promotion::in_clause as Production))
}

pub(super) fn certificate(p: &mut Parser<'_>) {
    const WORDS: &[K] = &[
        K::Nominal,
        K::Divisible,
        K::NotDivisible,
        K::SpendOn,
        K::In,
        K::Codes,
        K::Valid,
        K::Owner,
    ];
    with_block(p, S::CERTIFICATE, K::Certificate, certificate_at, WORDS);
}

fn reward_of(p: &mut Parser<'_>, kind: S, keyword: K) {
    clause(p, kind, keyword, |p| {
        if p.at_keyword(K::AfterDelay) {
            clause(p, S::AFTER_DELAY, K::AfterDelay, amounts::duration);
        }
        effects::actions(p);
    });
}

const REFERRAL: &[(K, Production)] = &[
    (K::Codes, codes_clause),
    (K::Friend, |p| reward_of(p, S::FRIEND_CLAUSE, K::Friend)),
    (K::Inviter, |p| reward_of(p, S::INVITER_CLAUSE, K::Inviter)),
    (K::Limit, promotion::limit_clause),
    (K::Valid, promotion::valid_clause),
    (K::Owner, owner_clause),
];

pub(super) fn referral(p: &mut Parser<'_>) {
    with_block(
        p,
        S::REFERRAL,
        K::Referral,
        |p| first_of(p, REFERRAL),
        &[K::Codes, K::Friend, K::Inviter, K::Limit, K::Valid, K::Owner],
    );
}
