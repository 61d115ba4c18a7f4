//! The clauses that do something: discounts, prices, ladders, gifts, points, texts.

use super::{Production, amounts, block, clause, conditions, selections};
use crate::Keyword as K;
use crate::errors::Expected;
use crate::keywords::choices;
use crate::kind::SyntaxKind as S;
use crate::parser::Parser;

/// The effect that begins here, the event and `for each` included.
pub(super) fn clause_at(p: &Parser<'_>) -> Option<Production> {
    if p.at_keyword(K::OnEvent) && p.any_ahead(p.keyword_length(0, K::OnEvent), choices::EVENT).is_some() {
        return Some(event_clause);
    }
    if p.at_keyword(K::Give) {
        let ladder = p.keyword_ahead(p.keyword_length(0, K::Give), K::Off);
        return Some(if ladder { ladder_clause } else { give_clause });
    }
    super::declarations::first_of(
        p,
        &[
            (K::ForEach, for_each_clause),
            (K::Price, price_clause),
            (K::Gift, gift_clause),
            (K::Multiply, multiply_clause),
            (K::Spend, spend_clause),
        ],
    )
    .or_else(|| action_at(p).filter(|_| !p.at_keyword(K::Charge)))
}

/// `action`: what reaching a level, inviting a friend or answering a survey may do.
pub(super) fn action_at(p: &Parser<'_>) -> Option<Production> {
    super::declarations::first_of(
        p,
        &[
            (K::Earn, earn_clause),
            (K::Charge, |p| clause(p, S::CHARGE_CLAUSE, K::Charge, amounts::amount)),
            (K::Print, |p| {
                clause(p, S::PRINT_CLAUSE, K::Print, |p| {
                    amounts::text(p);
                    p.eat_any(choices::PRINT_PLACE);
                });
            }),
            (K::Show, |p| {
                clause(p, S::SHOW_CLAUSE, K::Show, |p| {
                    p.expect_any(&[K::ToCustomer, K::ToCashier]);
                    amounts::text(p);
                });
            }),
            (K::Issue, |p| {
                clause(p, S::ISSUE_CLAUSE, K::Issue, |p| {
                    p.eat_any(&[K::IssueCoupon, K::IssueCertificate, K::IssueCard]);
                    amounts::name_ref(p);
                });
            }),
            (K::Send, send_clause),
        ],
    )
}

/// `"{" ~ action* ~ "}"`.
pub(super) fn actions(p: &mut Parser<'_>) {
    block(
        p,
        action_at,
        &[K::Earn, K::Charge, K::Print, K::Show, K::Issue, K::Send],
    );
}

/// `send_clause`.
pub(super) fn send_clause(p: &mut Parser<'_>) {
    clause(p, S::SEND_CLAUSE, K::Send, |p| {
        p.eat_keyword(K::MessageKind);
        amounts::name_ref(p);
    });
}

fn event_clause(p: &mut Parser<'_>) {
    clause(p, S::EVENT_CLAUSE, K::OnEvent, |p| {
        p.eat_any(choices::EVENT);
        conditions::within(p);
    });
}

fn for_each_clause(p: &mut Parser<'_>) {
    clause(p, S::FOR_EACH_CLAUSE, K::ForEach, |p| {
        if selections::at_pick(p) {
            selections::pick(p);
        } else {
            p.node(S::SET_NAME, |p| {
                p.eat_keyword(K::SetKind);
                amounts::name_ref(p);
            });
        }
    });
}

const TARGET_WORDS: &[K] = &[K::OffReceipt, K::OffSet, K::Cheapest, K::Dearest, K::OffEach];

/// `target`.
fn target(p: &mut Parser<'_>) {
    if p.at_keyword(K::OffReceipt) {
        p.node(S::OFF_RECEIPT, |p| {
            p.eat_keyword(K::OffReceipt);
        });
    } else if p.at_keyword(K::OffSet) {
        off_set(p);
    } else if p.at_keyword(K::Cheapest) {
        p.node(S::OFF_CHEAPEST, |p| {
            p.eat_keyword(K::Cheapest);
            p.eat(S::INTEGER);
        });
    } else if p.at_keyword(K::Dearest) {
        p.node(S::OFF_DEAREST, |p| {
            p.eat_keyword(K::Dearest);
            p.eat(S::INTEGER);
        });
    } else if p.at_keyword(K::OffEach) {
        p.node(S::OFF_EACH, |p| {
            p.eat_keyword(K::OffEach);
            selections::items(p);
        });
    } else {
        off_items(p);
    }
}

fn off_set(p: &mut Parser<'_>) {
    p.node(S::OFF_SET, |p| {
        p.eat_keyword(K::OffSet);
        if p.name_ahead(0) {
            amounts::name_ref(p);
        }
    });
}

fn off_items(p: &mut Parser<'_>) {
    p.node(S::OFF_ITEMS, selections::items);
}

fn price_base(p: &mut Parser<'_>) {
    const BASES: &[K] = &[K::OfListPrice, K::OfRunningPrice];
    if p.at_any(BASES) {
        p.node(S::PRICE_BASE, |p| {
            p.eat_any(BASES);
        });
    }
}

fn give_clause(p: &mut Parser<'_>) {
    clause(p, S::GIVE_CLAUSE, K::Give, |p| {
        amounts::amount(p);
        p.expect_keyword(K::Off);
        target(p);
        price_base(p);
    });
}

fn ladder_clause(p: &mut Parser<'_>) {
    clause(p, S::LADDER_CLAUSE, K::Give, |p| {
        p.expect_keyword(K::Off);
        target(p);
        price_base(p);
        ladder_by(p);
        block(
            p,
            |p| p.at_keyword(K::StepFrom).then_some(ladder_step as Production),
            &[K::StepFrom],
        );
        p.eat_any(&[K::Whole, K::PerSlice]);
    });
}

fn ladder_by(p: &mut Parser<'_>) {
    if p.at_any(choices::LADDER_KIND) {
        p.node(S::LADDER_MEASURE, |p| {
            p.eat_any(choices::LADDER_KIND);
            selections::of_operand(p);
        });
    } else if p.at_keyword(K::By) {
        p.node(S::LADDER_FACT, |p| {
            p.eat_keyword(K::By);
            conditions::path(p);
        });
    } else {
        let mut expected: Vec<Expected> = choices::LADDER_KIND.iter().copied().map(Expected::Keyword).collect();
        expected.push(Expected::Keyword(K::By));
        p.expected(&expected);
    }
}

fn ladder_step(p: &mut Parser<'_>) {
    p.node(S::LADDER_STEP, |p| {
        p.node(S::STEP_FROM, |p| {
            p.eat_keyword(K::StepFrom);
            amounts::amount(p);
        });
        p.expect_mark(S::COLON, ":");
        amounts::amount(p);
    });
}

fn price_clause(p: &mut Parser<'_>) {
    clause(p, S::PRICE_CLAUSE, K::Price, |p| {
        amounts::amount(p);
        p.expect_keyword(K::PriceFor);
        if p.at_keyword(K::OffSet) {
            off_set(p);
        } else if p.at_any(TARGET_WORDS) {
            p.expected(&[Expected::Selection, Expected::Keyword(K::OffSet)]);
        } else {
            off_items(p);
        }
    });
}

fn gift_clause(p: &mut Parser<'_>) {
    clause(p, S::GIFT_CLAUSE, K::Gift, |p| {
        selections::pick(p);
        if p.at_keyword(K::GiftAt) {
            clause(p, S::GIFT_PRICE, K::GiftAt, amounts::amount);
        }
    });
}

fn earn_clause(p: &mut Parser<'_>) {
    clause(p, S::EARN_CLAUSE, K::Earn, |p| {
        amounts::amount(p);
        let step = p.keyword_length(0, K::EarnPer);
        if step > 0 && amounts::measured_ahead(p, step) {
            p.node(S::EARN_STEP, |p| {
                p.eat_keyword(K::EarnPer);
                amounts::amount(p);
            });
            of_items(p, S::EARN_OF, K::EarnOf);
        } else {
            of_items(p, S::EARN_SHARE, K::ShareOf);
        }
        if p.at_keyword(K::AsAccount) {
            p.node(S::EARN_AS, |p| {
                p.eat_keyword(K::AsAccount);
                amounts::name_ref(p);
            });
        }
        p.eat_keyword(K::InProportion);
        p.eat_keyword(K::PerLine);
    });
}

/// A preposition and a selection, if the preposition is there.
fn of_items(p: &mut Parser<'_>, kind: S, preposition: K) {
    if p.at_keyword(preposition) {
        p.node(kind, |p| {
            p.eat_keyword(preposition);
            selections::items(p);
        });
    }
}

fn multiply_clause(p: &mut Parser<'_>) {
    clause(p, S::MULTIPLY_CLAUSE, K::Multiply, |p| {
        amounts::name_ref(p);
        of_items(p, S::MULTIPLY_OF, K::MultiplyOf);
        p.expect_keyword(K::MultiplyBy);
        amounts::number(p);
    });
}

fn spend_clause(p: &mut Parser<'_>) {
    clause(p, S::SPEND_CLAUSE, K::Spend, |p| {
        amounts::name_ref(p);
        if p.at_keyword(K::UpTo) {
            p.node(S::SPEND_UP_TO, |p| {
                p.eat_keyword(K::UpTo);
                amounts::amount(p);
            });
        }
        of_items(p, S::EARN_SHARE, K::ShareOf);
        p.eat_any(&[K::AsDiscount, K::AsPayment]);
    });
}
