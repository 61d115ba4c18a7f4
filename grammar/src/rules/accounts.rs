//! Accounts, counters, schedules and levels.

use super::declarations::{first_of, owner_clause, parent_clause, with_block};
use super::{Production, amounts, block, clause, conditions, effects, list, promotion, selections, time};
use crate::Keyword as K;
use crate::errors::Expected;
use crate::keywords::choices;
use crate::kind::SyntaxKind as S;
use crate::parser::Parser;

const ACCOUNT: &[(K, Production)] = &[
    (K::Kind, |p| {
        clause(p, S::KIND_CLAUSE, K::Kind, |p| {
            p.expect_any(&[K::PointsKind, K::StampsKind, K::MoneyKind]);
        });
    }),
    (K::Worth, worth_clause),
    (K::Precision, |p| {
        clause(p, S::PRECISION_CLAUSE, K::Precision, amounts::number)
    }),
    (K::AtOnceAvailable, |p| {
        clause(p, S::AVAILABLE_CLAUSE, K::AtOnceAvailable, |_| {})
    }),
    (K::NextDayAvailable, |p| {
        clause(p, S::AVAILABLE_CLAUSE, K::NextDayAvailable, |_| {})
    }),
    (K::Available, |p| {
        clause(p, S::AVAILABLE_CLAUSE, K::Available, amounts::duration)
    }),
    (K::NeverExpires, |p| {
        clause(p, S::EXPIRES_CLAUSE, K::NeverExpires, |_| {})
    }),
    (K::ExpiresEndOfMonth, |p| {
        clause(p, S::EXPIRES_CLAUSE, K::ExpiresEndOfMonth, |_| {})
    }),
    (K::ExpiresEndOfQuarter, |p| {
        clause(p, S::EXPIRES_CLAUSE, K::ExpiresEndOfQuarter, |_| {})
    }),
    (K::ExpiresEndOfYear, |p| {
        clause(p, S::EXPIRES_CLAUSE, K::ExpiresEndOfYear, |_| {})
    }),
    (K::ExpiresOn, |p| {
        clause(p, S::EXPIRES_CLAUSE, K::ExpiresOn, time::moment)
    }),
    (K::Expires, |p| {
        clause(p, S::EXPIRES_CLAUSE, K::Expires, |p| {
            amounts::duration(p);
            p.expect_any(&[K::AfterEarned, K::AfterLastPurchase]);
        });
    }),
    (K::ExpiredOnReturn, |p| {
        clause(p, S::EXPIRED_ON_RETURN_CLAUSE, K::ExpiredOnReturn, |p| {
            p.eat(S::COLON);
            if p.expect_any(&[K::Dead, K::Grace]) == Some(K::Grace) {
                amounts::duration(p);
            }
        });
    }),
    (K::Limit, promotion::limit_clause),
    (K::DebtUpTo, |p| clause(p, S::DEBT_CLAUSE, K::DebtUpTo, amounts::number)),
    (K::Withhold, |p| clause(p, S::WITHHOLD_CLAUSE, K::Withhold, |_| {})),
    (K::OpenedAutomatically, |p| {
        clause(p, S::OPENED_CLAUSE, K::OpenedAutomatically, |_| {})
    }),
    (K::TillSync, |p| {
        clause(p, S::TILL_CLAUSE, K::TillSync, |p| {
            if p.expect_any(&[K::Online, K::Lease, K::None]) == Some(K::Lease) {
                amounts::number(p);
            }
        });
    }),
    (K::Report, |p| clause(p, S::REPORT_CLAUSE, K::Report, amounts::text)),
    (K::DocumentNumber, document_number_clause),
    (K::InParent, parent_clause),
    (K::Owner, owner_clause),
];

/// `worth_clause`.
pub(super) fn worth_clause(p: &mut Parser<'_>) {
    clause(p, S::WORTH_CLAUSE, K::Worth, amounts::money);
}

/// `document_number_clause`.
pub(super) fn document_number_clause(p: &mut Parser<'_>) {
    clause(p, S::DOCUMENT_NUMBER_CLAUSE, K::DocumentNumber, amounts::text);
}

pub(super) fn account(p: &mut Parser<'_>) {
    const WORDS: &[K] = &[
        K::Kind,
        K::Worth,
        K::Precision,
        K::Available,
        K::Expires,
        K::NeverExpires,
        K::ExpiredOnReturn,
        K::Limit,
        K::DebtUpTo,
        K::Withhold,
        K::OpenedAutomatically,
        K::TillSync,
        K::Report,
        K::DocumentNumber,
        K::InParent,
        K::Owner,
    ];
    with_block(p, S::ACCOUNT, K::Account, |p| first_of(p, ACCOUNT), WORDS);
}

const PERIODS: &[K] = &[K::Day, K::Week, K::Month, K::Quarter, K::Year];

/// The words that end a measure: another clause of the counter.
const COUNTER_WORDS: &[K] = &[
    K::Over,
    K::Since,
    K::Including,
    K::Every,
    K::PerEachReceipt,
    K::Paused,
    K::Owner,
];

const COUNTER: &[(K, Production)] = &[
    (K::Over, |p| {
        clause(p, S::OVER_CLAUSE, K::Over, |p| {
            if p.at_keyword(K::Sliding) {
                clause(p, S::SLIDING_WINDOW, K::Sliding, |p| {
                    amounts::duration(p);
                    if p.eat_keyword(K::Lag) {
                        amounts::duration(p);
                    }
                });
            } else if p.at_keyword(K::Current) {
                clause(p, S::CURRENT_WINDOW, K::Current, |p| {
                    p.expect_any(PERIODS);
                });
            } else if p.at_keyword(K::Past) {
                clause(p, S::PAST_WINDOW, K::Past, amounts::duration);
            } else {
                p.expected_keywords(&[K::Sliding, K::Current, K::Past]);
            }
        });
    }),
    (K::Since, |p| clause(p, S::SINCE_CLAUSE, K::Since, time::moment)),
    (K::Including, |p| {
        clause(p, S::INCLUDING_CLAUSE, K::Including, |p| list(p, operation_ref))
    }),
    (K::Every, every_clause),
    (K::PerEachReceipt, |p| {
        clause(p, S::PER_RECEIPT_CLAUSE, K::PerEachReceipt, |_| {})
    }),
    (K::Paused, paused_clause),
    (K::Owner, owner_clause),
];

pub(super) fn counter(p: &mut Parser<'_>) {
    const WORDS: &[K] = &[
        K::Total,
        K::Number,
        K::Largest,
        K::Smallest,
        K::Over,
        K::Since,
        K::Including,
        K::Every,
        K::PerEachReceipt,
        K::Paused,
        K::Owner,
    ];
    with_block(
        p,
        S::COUNTER,
        K::Counter,
        |p| {
            if at_measure(p) {
                Some(counter_measure)
            } else {
                first_of(p, COUNTER)
            }
        },
        WORDS,
    );
}

fn at_measure(p: &Parser<'_>) -> bool {
    p.at_any(choices::AGGREGATE) && !p.at_any(choices::MEASURE_KIND)
}

fn counter_measure(p: &mut Parser<'_>) {
    p.node(S::COUNTER_MEASURE, |p| {
        p.eat_any(choices::AGGREGATE);
        p.eat_any(choices::COUNTER_PERIOD);
        let of = p.eat_keyword(K::CounterOf);
        if at_measure(p) {
            p.deeper(counter_measure);
        } else if p.at_any(choices::MEASURE_KIND) {
            conditions::measure(p);
        } else if conditions::at_path(p) && !p.at_any(COUNTER_WORDS) {
            conditions::path(p);
        } else if of {
            p.expected(&[Expected::Fact]);
        }
    });
}

fn operation_ref(p: &mut Parser<'_>) {
    p.node(S::OPERATION_REF, |p| {
        if p.eat_any(choices::OPERATION_KIND).is_none() {
            amounts::name_ref(p);
        }
    });
}

fn every_clause(p: &mut Parser<'_>) {
    clause(p, S::EVERY_CLAUSE, K::Every, |p| {
        amounts::duration(p);
        if p.at_keyword(K::EveryAt) {
            p.node(S::EVERY_AT, |p| {
                p.eat_keyword(K::EveryAt);
                p.expect(S::TIME, Expected::Time);
            });
        }
        if p.at_keyword(K::From) {
            p.node(S::RANGE_START_OF, |p| {
                p.eat_keyword(K::From);
                time::moment(p);
            });
        }
    });
}

fn paused_clause(p: &mut Parser<'_>) {
    clause(p, S::PAUSED_CLAUSE, K::Paused, |_| {});
}

fn balance_change(p: &mut Parser<'_>, kind: S, keyword: K) {
    clause(p, kind, keyword, |p| {
        if p.number_ahead(0) {
            amounts::amount(p);
        } else {
            amounts::name_ref(p);
        }
        if p.at_keyword(K::FromFile) {
            selections::source_file(p);
        }
    });
}

fn schedule_at(p: &Parser<'_>) -> Option<Production> {
    const SCHEDULE: &[(K, Production)] = &[
        (K::Every, every_clause),
        (K::Add, |p| balance_change(p, S::ADD_CLAUSE, K::Add)),
        (K::SetBalance, |p| balance_change(p, S::SET_CLAUSE, K::SetBalance)),
        (K::Send, effects::send_clause),
        (K::Paused, paused_clause),
        (K::Owner, owner_clause),
    ];
    first_of(p, SCHEDULE).or_else(|| promotion::at_for_clause(p).then_some(promotion::for_clause as Production))
}

pub(super) fn schedule(p: &mut Parser<'_>) {
    with_block(
        p,
        S::SCHEDULE,
        K::Schedule,
        schedule_at,
        &[K::Every, K::Add, K::SetBalance, K::Send, K::For, K::Paused, K::Owner],
    );
}

const LEVELS: &[(K, Production)] = &[
    (K::LevelsBy, |p| {
        clause(p, S::BY_CLAUSE, K::LevelsBy, |p| {
            if conditions::at_fact(p) {
                conditions::fact(p);
            } else {
                p.expected(&[Expected::Fact]);
            }
        });
    }),
    (K::Keep, |p| clause(p, S::KEEP_CLAUSE, K::Keep, amounts::duration)),
    (K::Level, level),
    (K::Owner, owner_clause),
];

pub(super) fn levels(p: &mut Parser<'_>) {
    with_block(
        p,
        S::LEVELS,
        K::Levels,
        |p| first_of(p, LEVELS),
        &[K::LevelsBy, K::Keep, K::Level, K::Owner],
    );
}

fn level(p: &mut Parser<'_>) {
    clause(p, S::LEVEL, K::Level, |p| {
        amounts::head(p);
        if p.at_keyword(K::LevelFrom) {
            p.node(S::LEVEL_FROM, |p| {
                p.eat_keyword(K::LevelFrom);
                amounts::amount(p);
            });
        }
        if p.at(S::L_CURLY) {
            const EVENTS: &[K] = &[K::OnReach, K::OnLose];
            block(p, |p| p.at_any(EVENTS).then_some(level_event as Production), EVENTS);
        }
    });
}

fn level_event(p: &mut Parser<'_>) {
    p.node(S::LEVEL_EVENT, |p| {
        p.eat_any(&[K::OnReach, K::OnLose]);
        effects::actions(p);
    });
}
