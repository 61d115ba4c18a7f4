//! Promotions, accruals and redemptions: their clauses, and those that say when, where and for whom.

use super::declarations::{owner_clause, scheme_ref, with_block};
use super::{Production, amounts, clause, conditions, effects, selections, time};
use crate::Keyword as K;
use crate::keywords::choices;
use crate::kind::SyntaxKind as S;
use crate::parser::Parser;

/// What a clause may begin with, in the order in which a beginner needs them.
const WORDS: &[K] = &[
    K::Give,
    K::Price,
    K::When,
    K::OnWeekdays,
    K::Valid,
    K::In,
    K::For,
    K::Limit,
    K::Print,
    K::Show,
    K::ForEach,
    K::With,
    K::PaidBy,
    K::Priority,
    K::Exclusive,
    K::SchemeRef,
    K::Gift,
    K::Earn,
    K::Multiply,
    K::Spend,
    K::Issue,
    K::Send,
    K::Returns,
    K::Terms,
    K::Owner,
];

pub(super) fn promotion(p: &mut Parser<'_>) {
    with_block(p, S::PROMOTION, K::Promotion, clause_at, WORDS);
}

pub(super) fn accrual(p: &mut Parser<'_>) {
    with_block(p, S::ACCRUAL, K::Accrual, clause_at, WORDS);
}

pub(super) fn redemption(p: &mut Parser<'_>) {
    with_block(p, S::REDEMPTION, K::Redemption, clause_at, WORDS);
}

/// `clause`.
fn clause_at(p: &Parser<'_>) -> Option<Production> {
    condition_clause_at(p).or_else(|| effects::clause_at(p))
}

/// The clauses that promotions and their containers share.
pub(super) fn condition_clause_at(p: &Parser<'_>) -> Option<Production> {
    if p.at_keyword(K::PaidBy) {
        return Some(paid_by_clause);
    }
    if time::at_on_clause(p) {
        return Some(time::on_clause);
    }
    if p.at_keyword(K::In) {
        return (!time::at_on_start(p)).then_some(in_clause);
    }
    super::declarations::first_of(
        p,
        &[
            (K::Valid, valid_clause),
            (K::When, when_clause),
            (K::Limit, limit_clause),
            (K::With, with_clause),
            (K::SchemeRef, |p| {
                clause(p, S::SCHEME_REF_CLAUSE, K::SchemeRef, scheme_ref)
            }),
            (K::Priority, |p| {
                clause(p, S::PRIORITY_CLAUSE, K::Priority, amounts::integer)
            }),
            (K::Exclusive, |p| clause(p, S::EXCLUSIVE_CLAUSE, K::Exclusive, |_| {})),
            (K::Returns, |p| {
                clause(p, S::RETURNS_CLAUSE, K::Returns, |p| {
                    p.expect_any(&[K::Prorate, K::Reprice, K::WholeSetOnly]);
                });
            }),
            (K::Terms, |p| clause(p, S::TERMS_CLAUSE, K::Terms, amounts::text)),
            (K::Owner, owner_clause),
        ],
    )
    .or_else(|| at_for_clause(p).then_some(for_clause as Production))
}

/// Whether `for_clause` begins here.
pub(super) fn at_for_clause(p: &Parser<'_>) -> bool {
    p.at_keyword(K::For) && !p.at_keyword(K::ForEach)
}

/// `valid_clause`.
pub(super) fn valid_clause(p: &mut Parser<'_>) {
    clause(p, S::VALID_CLAUSE, K::Valid, |p| {
        if p.number_ahead(0) {
            amounts::duration(p);
            p.eat_keyword(K::AfterIssued);
        } else {
            time::period(p);
        }
    });
}

/// `in_clause`.
pub(super) fn in_clause(p: &mut Parser<'_>) {
    clause(p, S::IN_CLAUSE, K::In, |p| {
        p.eat_keyword(K::StoresKind);
        selections::selection(p);
    });
}

/// `for_clause`.
pub(super) fn for_clause(p: &mut Parser<'_>) {
    clause(p, S::FOR_CLAUSE, K::For, |p| {
        p.eat_keyword(K::ClientsKind);
        selections::audience(p);
    });
}

fn with_clause(p: &mut Parser<'_>) {
    clause(p, S::WITH_CLAUSE, K::With, |p| {
        with_operand(p);
        while p.eat_any(choices::LOGIC_OP).is_some() {
            with_operand(p);
        }
    });
}

fn with_operand(p: &mut Parser<'_>) {
    p.node(S::WITH_OPERAND, |p| {
        p.eat_any(&[K::WithCard, K::WithCoupon, K::WithCertificate]);
        amounts::name_ref(p);
    });
}

/// `paid_by_clause`.
pub(super) fn paid_by_clause(p: &mut Parser<'_>) {
    clause(p, S::PAID_BY_CLAUSE, K::PaidBy, |p| {
        tender(p);
        while p.eat_keyword(K::Or) {
            tender(p);
        }
    });
}

fn tender(p: &mut Parser<'_>) {
    p.node(S::TENDER, |p| {
        if p.eat_any(&[K::Cash, K::BankCard]).is_none() {
            amounts::text(p);
        }
    });
}

fn when_clause(p: &mut Parser<'_>) {
    clause(p, S::WHEN_CLAUSE, K::When, conditions::condition);
}

/// `limit_clause`.
/// What a limit counts together.
pub(super) fn limit_scopes(p: &mut Parser<'_>) {
    while !time::per_day_begins_on(p) && p.eat_any(choices::LIMIT_SCOPE).is_some() {}
}

pub(super) fn limit_clause(p: &mut Parser<'_>) {
    clause(p, S::LIMIT_CLAUSE, K::Limit, |p| {
        amounts::amount(p);
        limit_scopes(p);
        while p.eat_any(&[K::Partial, K::GuestsUnlimited, K::GuestsNone]).is_some() {}
    });
}
