//! Sets, programmes, campaigns, partners, messages, surveys and operations.

use super::declarations::{first_of, owner_clause, typed_head, with_block};
use super::{Production, accounts, amounts, cards, clause, docs_ahead, effects, promotion, selections, time};
use crate::Keyword as K;
use crate::errors::Expected;
use crate::keywords::choices;
use crate::kind::SyntaxKind as S;
use crate::parser::Parser;

fn set_item_at(p: &Parser<'_>) -> Option<Production> {
    const REACH: &[K] = &[K::InOneReceipt, K::AcrossReceipts, K::InAnyReceipts];
    if p.at_any(REACH) {
        return Some(set_reach);
    }
    if p.at_keyword(K::Reuse) {
        return Some(|p| clause(p, S::SET_REUSE, K::Reuse, |_| {}));
    }
    (p.name_ahead(0) && !p.at_keyword(K::ReceiptsWithin)).then_some(role as Production)
}

fn set_reach(p: &mut Parser<'_>) {
    p.node(S::SET_REACH, |p| {
        if p.eat_keyword(K::InOneReceipt) {
            return;
        }
        p.eat_any(&[K::AcrossReceipts, K::InAnyReceipts]);
        if p.at_keyword(K::ReceiptsWithin) {
            clause(p, S::SET_WITHIN, K::ReceiptsWithin, amounts::duration);
        }
    });
}

fn role(p: &mut Parser<'_>) {
    p.node(S::ROLE, |p| {
        amounts::name(p);
        amounts::spoken_forms(p);
        p.expect_mark(S::EQ, "=");
        if selections::at_pick(p) {
            selections::pick(p);
        } else {
            p.expected(&[Expected::Integer, Expected::Quantity]);
        }
    });
}

pub(super) fn set(p: &mut Parser<'_>) {
    with_block(
        p,
        S::SET,
        K::Set,
        set_item_at,
        &[K::InOneReceipt, K::AcrossReceipts, K::InAnyReceipts, K::Reuse],
    );
}

const NESTED: &[(K, Production)] = &[
    (K::Promotion, promotion::promotion),
    (K::Accrual, promotion::accrual),
    (K::Redemption, promotion::redemption),
    (K::Message, message),
    (K::Coupon, cards::coupon),
    (K::Certificate, cards::certificate),
    (K::Survey, survey),
];

fn container_item_at(p: &Parser<'_>) -> Option<Production> {
    const OWN: &[(K, Production)] = &[
        (K::Status, |p| {
            clause(p, S::STATUS_CLAUSE, K::Status, |p| {
                p.expect_any(&[K::StatusNew, K::StatusActive, K::StatusStopped, K::StatusClosed]);
            });
        }),
        (K::Cards, |p| clause(p, S::CARDS_CLAUSE, K::Cards, amounts::name_refs)),
        (K::Messages, |p| {
            clause(p, S::MESSAGES_CLAUSE, K::Messages, amounts::name_refs)
        }),
        (K::OnlyOneActive, |p| {
            clause(p, S::ONLY_ONE_CLAUSE, K::OnlyOneActive, |_| {})
        }),
        (K::SeveralActive, |p| {
            clause(p, S::ONLY_ONE_CLAUSE, K::SeveralActive, |_| {})
        }),
    ];
    let docs = docs_ahead(p);
    if docs > 0 {
        return NESTED
            .iter()
            .find(|(keyword, _)| p.keyword_ahead(docs, *keyword))
            .map(|(_, production)| *production);
    }
    promotion::condition_clause_at(p)
        .or_else(|| first_of(p, OWN))
        .or_else(|| first_of(p, NESTED))
}

const CONTAINER_WORDS: &[K] = &[
    K::Valid,
    K::OnWeekdays,
    K::In,
    K::For,
    K::With,
    K::PaidBy,
    K::When,
    K::Limit,
    K::SchemeRef,
    K::Priority,
    K::Exclusive,
    K::Returns,
    K::Terms,
    K::Owner,
    K::Status,
    K::Cards,
    K::Messages,
    K::OnlyOneActive,
    K::SeveralActive,
    K::Promotion,
    K::Accrual,
    K::Redemption,
    K::Message,
    K::Coupon,
    K::Certificate,
    K::Survey,
];

pub(super) fn program(p: &mut Parser<'_>) {
    with_block(p, S::PROGRAM, K::Program, container_item_at, CONTAINER_WORDS);
}

pub(super) fn campaign(p: &mut Parser<'_>) {
    with_block(p, S::CAMPAIGN, K::Campaign, container_item_at, CONTAINER_WORDS);
}

fn partner_at(p: &Parser<'_>) -> Option<Production> {
    const PARTNER: &[(K, Production)] = &[
        (K::Worth, accounts::worth_clause),
        (K::Settlement, |p| {
            clause(p, S::SETTLEMENT_CLAUSE, K::Settlement, amounts::duration)
        }),
        (K::Honours, |p| {
            clause(p, S::HONOURS_CLAUSE, K::Honours, amounts::name_refs)
        }),
        (K::Owner, owner_clause),
    ];
    let in_stores = p.at_keyword(K::In) && !time::at_on_start(p);
    first_of(p, PARTNER).or_else(|| in_stores.then_some(promotion::in_clause as Production))
}

pub(super) fn partner(p: &mut Parser<'_>) {
    with_block(
        p,
        S::PARTNER,
        K::Partner,
        partner_at,
        &[K::In, K::Worth, K::Settlement, K::Honours, K::Owner],
    );
}

const MESSAGE: &[(K, Production)] = &[
    (K::Channel, |p| {
        clause(p, S::CHANNEL_CLAUSE, K::Channel, |p| {
            if p.eat_any(&[K::Sms, K::Email, K::Push]).is_none() {
                amounts::text(p);
            }
        });
    }),
    (K::Template, |p| {
        clause(p, S::TEMPLATE_CLAUSE, K::Template, amounts::text)
    }),
    (K::Quiet, |p| clause(p, S::QUIET_CLAUSE, K::Quiet, time::time_range)),
    (K::Consent, |p| {
        clause(p, S::CONSENT_CLAUSE, K::Consent, |p| {
            if p.eat_any(&[K::Required, K::NotRequired]).is_none() {
                amounts::text(p);
            }
        });
    }),
    (K::Owner, owner_clause),
];

pub(super) fn message(p: &mut Parser<'_>) {
    with_block(
        p,
        S::MESSAGE,
        K::Message,
        |p| first_of(p, MESSAGE),
        &[K::Channel, K::Template, K::Quiet, K::Consent, K::Owner],
    );
}

fn survey_at(p: &Parser<'_>) -> Option<Production> {
    const SURVEY: &[(K, Production)] = &[
        (K::Valid, promotion::valid_clause),
        (K::Question, question),
        (K::Reward, |p| clause(p, S::REWARD_CLAUSE, K::Reward, effects::actions)),
        (K::Owner, owner_clause),
    ];
    first_of(p, SURVEY).or_else(|| promotion::at_for_clause(p).then_some(promotion::for_clause as Production))
}

pub(super) fn survey(p: &mut Parser<'_>) {
    with_block(
        p,
        S::SURVEY,
        K::Survey,
        survey_at,
        &[K::For, K::Valid, K::Question, K::Reward, K::Owner],
    );
}

fn question(p: &mut Parser<'_>) {
    clause(p, S::QUESTION, K::Question, |p| {
        if p.name_ahead(0) {
            amounts::name(p);
        }
        amounts::text(p);
        p.expect_mark(S::COLON, ":");
        answer(p);
    });
}

fn answer(p: &mut Parser<'_>) {
    const CHOICES: &[K] = &[K::TypeOneOf, K::ManyOf];
    const OPEN: &[K] = &[K::TypeYesNo, K::TypeNumber, K::TypeText];
    if p.at_keyword(K::Scale) {
        clause(p, S::SCALE_ANSWER, K::Scale, |p| {
            amounts::integer(p);
            if !p.eat(S::DOT_DOT) {
                p.expect_keyword(K::ScaleTo);
            }
            amounts::integer(p);
        });
    } else if p.at_any(CHOICES) {
        p.node(S::CHOICE_ANSWER, |p| {
            p.eat_any(CHOICES);
            amounts::texts(p);
        });
    } else if p.at_any(OPEN) {
        p.node(S::OPEN_ANSWER, |p| {
            p.eat_any(OPEN);
        });
    } else {
        p.expected_keywords(&[
            K::Scale,
            K::TypeOneOf,
            K::ManyOf,
            K::TypeYesNo,
            K::TypeNumber,
            K::TypeText,
        ]);
    }
}

const OPERATION: &[(K, Production)] = &[
    (K::Kind, |p| {
        clause(p, S::OPERATION_KIND_CLAUSE, K::Kind, |p| {
            p.expect_any(choices::OPERATION_KIND);
        });
    }),
    (K::OfAccount, |p| {
        clause(p, S::OPERATION_ACCOUNT_CLAUSE, K::OfAccount, amounts::name_ref)
    }),
    (K::DocumentNumber, accounts::document_number_clause),
    (K::Field, |p| {
        clause(p, S::FIELD, K::Field, typed_head);
    }),
    (K::Owner, owner_clause),
];

pub(super) fn operation(p: &mut Parser<'_>) {
    with_block(
        p,
        S::OPERATION,
        K::Operation,
        |p| first_of(p, OPERATION),
        &[K::Kind, K::OfAccount, K::DocumentNumber, K::Field, K::Owner],
    );
}
