//! Whether a window is open at a reading of the store's clock (semantics §6); it must not know zones.

use super::super::model::calendar::{DAY, Date, LocalTime};
use super::super::model::{Days, Recurring, Valid};

/// Whether an instant is inside a `valid` window. A last day is included whole, an end with a time is not.
pub(super) fn valid(window: &Valid, at: LocalTime) -> bool {
    match window {
        Valid::Days(from, to) => from.is_none_or(|from| from <= at.date) && to.is_none_or(|to| at.date <= to),
        Valid::Times(from, to) => *from <= at && at < *to,
    }
}

/// Whether a `valid` window has not begun.
pub(super) fn begins_later(window: &Valid, at: LocalTime) -> bool {
    match window {
        Valid::Days(from, _) => from.is_some_and(|from| at.date < from),
        Valid::Times(from, _) => at < *from,
    }
}

/// Whether an instant is inside an `on` window. A window over midnight belongs to the day on which it starts.
pub(super) fn recurring(window: &Recurring, at: LocalTime) -> bool {
    let Some((from, to)) = window.hours else {
        return day(&window.days, at.date);
    };
    let (from, to) = (from * 60, to * 60);
    if from < to {
        return day(&window.days, at.date) && from <= at.second && at.second < to;
    }
    let since_yesterday = at.second + DAY;
    (day(&window.days, at.date) && from <= at.second)
        || (day(&window.days, at.date.previous()) && since_yesterday < to + DAY)
}

fn day(days: &Days, date: Date) -> bool {
    match days {
        Days::Week(ranges) => ranges.iter().any(|&(first, last)| {
            let weekday = date.weekday();
            if first <= last {
                first <= weekday && weekday <= last
            } else {
                first <= weekday || weekday <= last
            }
        }),
        Days::OfMonth(first, last) => *first <= date.day && date.day <= *last,
        Days::NthOfMonth(nth, weekday) => date.weekday() == *weekday && (date.day + 6) / 7 == *nth,
        Days::Dates(first, last) => *first <= date && date <= *last,
        Days::LastOfMonth(weekday) => date.weekday() == *weekday && date.day + 7 > date.month_length(),
    }
}
