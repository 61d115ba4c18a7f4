//! Dates, times of day and recurring windows.

use super::{amounts, conditions, list};
use crate::Keyword as K;
use crate::errors::{Expected, SyntaxErrorKind};
use crate::keywords::choices;
use crate::kind::SyntaxKind as S;
use crate::parser::Parser;

/// `moment`.
pub(super) fn moment(p: &mut Parser<'_>) {
    if !p.at(S::DATE) {
        p.expected(&[Expected::Date]);
        return;
    }
    p.node(S::MOMENT, |p| {
        p.bump();
        p.eat(S::TIME);
    });
}

/// Whether `range_end` can begin here.
fn at_range_end(p: &Parser<'_>) -> bool {
    p.at(S::DOT_DOT) || p.at_keyword(K::To)
}

/// `period`.
pub(super) fn period(p: &mut Parser<'_>) {
    if at_range_end(p) {
        range_end(p);
        return;
    }
    if !p.at_keyword(K::From) && !p.at(S::DATE) {
        p.expected(&[Expected::Date, Expected::Duration, Expected::Keyword(K::From)]);
        return;
    }
    p.node(S::RANGE_START, |p| {
        p.eat_keyword(K::From);
        moment(p);
    });
    if at_range_end(p) {
        range_end(p);
    }
}

fn range_end(p: &mut Parser<'_>) {
    p.node(S::RANGE_END, |p| {
        if !p.eat(S::DOT_DOT) {
            p.expect_keyword(K::To);
        }
        moment(p);
    });
}

/// `dated?`.
pub(super) fn dated(p: &mut Parser<'_>) {
    if p.at_keyword(K::From) {
        p.node(S::DATED, |p| {
            p.eat_keyword(K::From);
            moment(p);
            if p.eat(S::DOT_DOT) || p.eat_keyword(K::To) {
                moment(p);
            }
        });
    }
}

fn at_time_range(p: &Parser<'_>) -> bool {
    p.at(S::TIME) || p.kind_is(p.keyword_length(0, K::TimeFrom), S::TIME)
}

/// `time_range`.
pub(super) fn time_range(p: &mut Parser<'_>) {
    if !at_time_range(p) {
        p.expected(&[Expected::Time, Expected::Keyword(K::TimeFrom)]);
        return;
    }
    p.node(S::TIME_RANGE, |p| {
        p.eat_keyword(K::TimeFrom);
        p.expect(S::TIME, Expected::Time);
        if !p.eat(S::DOT_DOT) {
            p.expect_keyword(K::TimeTo);
        }
        p.expect(S::TIME, Expected::Time);
    });
}

/// The forms of `on`, told apart by what follows it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Recurrence {
    Weekdays,
    MonthDays,
    NthWeekday,
    Dates,
    AroundDate,
}

fn weekday_word_ahead(p: &Parser<'_>, ahead: usize) -> bool {
    p.any_ahead(ahead, &[K::EveryDay, K::Weekdays, K::Weekends]).is_some()
        || p.any_ahead(ahead, choices::WEEKDAY).is_some()
}

fn client_path_ahead(p: &Parser<'_>, ahead: usize) -> bool {
    let length = p.keyword_length(ahead, K::ClientRoot);
    length > 0 && p.kind_is(ahead.saturating_add(length), S::DOT)
}

fn recurrence(p: &Parser<'_>) -> Option<Recurrence> {
    let after = |keyword: K| Some(p.keyword_length(0, keyword)).filter(|length| *length > 0);
    if after(K::OnWeekdays).is_some_and(|length| weekday_word_ahead(p, length)) {
        return Some(Recurrence::Weekdays);
    }
    if after(K::OnMonthDays).is_some_and(|length| p.number_ahead(length)) {
        return Some(Recurrence::MonthDays);
    }
    if after(K::OnNth).is_some_and(|length| p.any_ahead(length, choices::ORDINAL).is_some()) {
        return Some(Recurrence::NthWeekday);
    }
    let length = after(K::OnDate)?;
    if p.kind_is(length, S::DATE) {
        return Some(Recurrence::Dates);
    }
    client_path_ahead(p, length).then_some(Recurrence::AroundDate)
}

/// Whether `on_clause` begins here.
pub(super) fn at_on_clause(p: &Parser<'_>) -> bool {
    recurrence(p).is_some()
}

/// `on_start`: the Russian `в` of a time, not of a place.
pub(super) fn at_on_start(p: &Parser<'_>) -> bool {
    let length = p.keyword_length(0, K::OnNth);
    p.at_keyword(K::OnDayPhrase)
        || (length > 0 && (p.any_ahead(length, choices::ORDINAL).is_some() || weekday_word_ahead(p, length)))
        || p.at_keyword(K::Within)
}

/// `kw_per_day ~ on_rest`: the Russian `в день` of the clause `on` after a limit.
pub(super) fn per_day_begins_on(p: &Parser<'_>) -> bool {
    let length = p.keyword_length(0, K::PerDay);
    length > 0
        && (weekday_word_ahead(p, length)
            || p.kind_is(length, S::DATE)
            || p.kind_is(length, S::INTEGER)
            || client_path_ahead(p, length))
}

/// `on_clause`.
pub(super) fn on_clause(p: &mut Parser<'_>) {
    let Some(recurrence) = recurrence(p) else { return };
    p.node(S::ON_CLAUSE, |p| {
        match recurrence {
            Recurrence::Weekdays => {
                p.eat_keyword(K::OnWeekdays);
                p.node(S::WEEKDAYS, |p| list(p, weekday_range));
            }
            Recurrence::MonthDays => {
                p.eat_keyword(K::OnMonthDays);
                p.node(S::MONTH_DAYS, |p| {
                    list(p, day_range);
                    p.expect_keyword(K::OfMonth);
                });
            }
            Recurrence::NthWeekday => {
                p.eat_keyword(K::OnNth);
                p.node(S::NTH_WEEKDAY, |p| {
                    p.eat_any(choices::ORDINAL);
                    p.expect_any(choices::WEEKDAY);
                    p.expect_keyword(K::OfMonth);
                });
            }
            Recurrence::Dates => {
                p.eat_keyword(K::OnDate);
                p.node(S::DATES, |p| list(p, date_range));
            }
            Recurrence::AroundDate => {
                p.eat_keyword(K::OnDate);
                p.node(S::AROUND_DATE, around_date);
            }
        }
        if at_time_range(p) {
            time_range(p);
        }
    });
}

fn weekday_range(p: &mut Parser<'_>) {
    if !weekday_word_ahead(p, 0) {
        p.expected(&[Expected::Weekday]);
        return;
    }
    p.node(S::WEEKDAY_RANGE, |p| {
        if p.eat_any(&[K::EveryDay, K::Weekdays, K::Weekends]).is_some() {
            return;
        }
        p.eat_any(choices::WEEKDAY);
        if p.eat(S::DOT_DOT) {
            p.expect_any(choices::WEEKDAY);
        }
    });
}

fn day_range(p: &mut Parser<'_>) {
    if p.at(S::DECIMAL) && p.current_text().contains(',') {
        let number = p.current_text().to_owned();
        p.error(SyntaxErrorKind::DecimalCommaInList { number });
        p.bump();
        return;
    }
    p.node(S::DAY_RANGE, |p| {
        amounts::integer(p);
        if p.eat(S::DOT_DOT) {
            amounts::integer(p);
        }
    });
}

fn date_range(p: &mut Parser<'_>) {
    p.node(S::DATE_RANGE, |p| {
        p.expect(S::DATE, Expected::Date);
        if p.eat(S::DOT_DOT) {
            p.expect(S::DATE, Expected::Date);
        }
    });
}

fn around_date(p: &mut Parser<'_>) {
    conditions::path(p);
    while p.at_keyword(K::And) {
        p.node(S::DAY_OFFSET, |p| {
            p.eat_keyword(K::And);
            amounts::duration(p);
            p.expect_any(&[K::Before, K::After]);
        });
    }
}
