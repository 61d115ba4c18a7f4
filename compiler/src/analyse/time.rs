//! When windows are open together; knows no receipt and no clock.

use std::cmp::{max, min};

use crate::hir::{Date, DaySet, LocalTime, Recurrence, SpanId, TimeOfDay, Window};

/// Days looked at before days that recur are taken to come some time: every weekday, month day and nth weekday of a month
/// comes within this.
const DAYS_LOOKED_AT: i32 = 400;

/// The first day shown where nothing says which: a Monday.
const SOME_MONDAY: (i32, u8, u8) = (2026, 10, 5);

/// What is left of a window within another.
pub(crate) fn both(one: Window, other: Window) -> Option<Window> {
    let from = match (one.from, other.from) {
        (Some(one), Some(other)) => Some(max(one, other)),
        (one, other) => one.or(other),
    };
    let to = match (one.to, other.to) {
        (Some(one), Some(other)) => Some(min(one, other)),
        (one, other) => one.or(other),
    };
    match (from, to) {
        (Some(from), Some(to)) if from >= to => None,
        _ => Some(Window { from, to }),
    }
}

/// What is left of several windows, any of each list, without repeats; an empty list leaves everything.
pub(crate) fn all_of(lists: &[&[(Window, SpanId)]]) -> Vec<Window> {
    let everything = Window { from: None, to: None };
    let mut left = vec![everything];
    for list in lists.iter().filter(|list| !list.is_empty()) {
        let mut next: Vec<Window> = Vec::new();
        for window in &left {
            let inside = list.iter().filter_map(|(other, _)| both(*window, *other));
            next.extend(inside);
        }
        next.sort_unstable();
        next.dedup();
        left = next;
    }
    left
}

/// Whether each instant of one list of windows is inside the other.
pub(crate) fn dates_within(inner: &[(Window, SpanId)], outer: &[(Window, SpanId)]) -> bool {
    if outer.is_empty() {
        return true;
    }
    let holds = |wide: &Window, window: &Window| {
        let begins = wide
            .from
            .is_none_or(|wide| window.from.is_some_and(|from| wide <= from));
        let ends = wide.to.is_none_or(|wide| window.to.is_some_and(|to| to <= wide));
        begins && ends
    };
    !inner.is_empty()
        && inner
            .iter()
            .all(|(window, _)| outer.iter().any(|(wide, _)| holds(wide, window)))
}

/// Whether each instant of one list of recurring windows is inside the other.
pub(crate) fn hours_within(inner: &[(Recurrence, SpanId)], outer: &[(Recurrence, SpanId)]) -> bool {
    if outer.is_empty() {
        return true;
    }
    !inner.is_empty()
        && inner
            .iter()
            .all(|(one, _)| outer.iter().any(|(wide, _)| recurs_within(one, wide)))
}

fn recurs_within(one: &Recurrence, wide: &Recurrence) -> bool {
    if one == wide {
        return true;
    }
    let days = match (&one.days, &wide.days) {
        (_, DaySet::Every) => true,
        (DaySet::Weekdays(one), DaySet::Weekdays(wide)) => one & !wide == 0,
        (DaySet::MonthDays { from, to }, DaySet::MonthDays { from: first, to: last }) => first <= from && to <= last,
        (DaySet::NthWeekday { weekday, .. }, DaySet::Weekdays(wide)) => wide
            .checked_shr(u32::from(weekday.saturating_sub(1)))
            .is_some_and(|bits| bits & 1 == 1),
        (one, wide) => one == wide,
    };
    let hours = match (one.time, wide.time) {
        // Days from midnight to midnight; hours over midnight reach into a day that may not be among them.
        (None, None) => true,
        (Some(hours), None) => hours.until > hours.from || wide.days == DaySet::Every,
        (None, Some(_)) => false,
        (Some(hours), Some(wide)) => {
            let (over, wide_over) = (hours.until <= hours.from, wide.until <= wide.from);
            match (over, wide_over) {
                (false, false) | (true, true) => wide.from <= hours.from && hours.until <= wide.until,
                (false, true) => wide.from <= hours.from,
                (true, false) => false,
            }
        }
    };
    days && hours
}

/// Instants at which windows are open, one of each day that has any, at most so many days; the first that is found first.
pub(crate) fn openings(windows: &[Window], on: &[(Recurrence, SpanId)], most: usize) -> Vec<LocalTime> {
    let mut found = Vec::new();
    for window in windows {
        if found.len() >= most {
            break;
        }
        for instant in OpenDays::of(*window, on).take(most) {
            found.push(instant);
        }
    }
    found.truncate(most);
    found
}

/// Whether any instant is inside windows of dates and windows that recur.
pub(crate) fn ever(windows: &[Window], on: &[(Recurrence, SpanId)]) -> bool {
    !openings(windows, on, 1).is_empty()
}

/// Whether an instant is inside windows of dates and windows that recur. Around a day of a client it is not.
pub(crate) fn open(valid: &[(Window, SpanId)], on: &[(Recurrence, SpanId)], instant: LocalTime) -> bool {
    let inside = |window: &Window| window.is_open(instant);
    let today = instant.date();
    let recurs = |recurrence: &Recurrence| {
        [today.plus_days(-1), today].into_iter().any(|day| {
            let (opens, closes) = hours(recurrence, day);
            let around = matches!(recurrence.days, DaySet::Anniversary { .. });
            !around && starts_on(&recurrence.days, day) && opens <= instant && instant < closes
        })
    };
    (valid.is_empty() || valid.iter().any(|(window, _)| inside(window)))
        && (on.is_empty() || on.iter().any(|(recurrence, _)| recurs(recurrence)))
}

struct OpenDays<'a> {
    window: Window,
    on: &'a [(Recurrence, SpanId)],
    day: i32,
    left: i32,
}

impl<'a> OpenDays<'a> {
    fn of(window: Window, on: &'a [(Recurrence, SpanId)]) -> Self {
        let (year, month, day) = SOME_MONDAY;
        let some = Date::from_ymd(year, month, day).unwrap_or(Date(0));
        let first = match (window.from, window.to) {
            (Some(from), _) => from.date(),
            // A week before the end, or a day we like when that is inside.
            (None, Some(to)) if to <= some.start() => to.date().plus_days(-DAYS_LOOKED_AT),
            (None, _) => some,
        };
        // A window over midnight may have started the day before.
        let before = if window.from.is_some() { -1 } else { 0 };
        let from = first.plus_days(before).0;
        let left = match (window.from, window.to) {
            (Some(_), Some(to)) => to.date().0.saturating_sub(from).min(DAYS_LOOKED_AT),
            _ => DAYS_LOOKED_AT.saturating_add(2),
        };
        Self {
            window,
            on,
            day: from,
            left,
        }
    }

    fn inside(&self, instant: LocalTime) -> bool {
        self.window.is_open(instant)
    }

    /// An instant of what starts on a day, inside the window of dates.
    fn on_day(&self, day: Date) -> Option<LocalTime> {
        if self.on.is_empty() {
            // Noon reads best.
            let noon = LocalTime::new(day, TimeOfDay(12 * 3600));
            let start = self.window.from.filter(|from| from.date() == day);
            return [Some(noon), start, Some(day.start())]
                .into_iter()
                .flatten()
                .find(|instant| self.inside(*instant));
        }
        self.on.iter().find_map(|(recurrence, _)| {
            if !starts_on(&recurrence.days, day) {
                return None;
            }
            let (opens, closes) = hours(recurrence, day);
            let within = |instant: &LocalTime| opens <= *instant && *instant < closes && self.inside(*instant);
            let noon = LocalTime::new(day, TimeOfDay(12 * 3600));
            let whole_day = recurrence.time.is_none();
            [whole_day.then_some(noon), Some(opens), self.window.from]
                .into_iter()
                .flatten()
                .find(within)
        })
    }
}

impl Iterator for OpenDays<'_> {
    type Item = LocalTime;

    fn next(&mut self) -> Option<LocalTime> {
        while self.left >= 0 {
            let day = Date(self.day);
            self.day = self.day.saturating_add(1);
            self.left = self.left.saturating_sub(1);
            if let Some(instant) = self.on_day(day) {
                return Some(instant);
            }
        }
        None
    }
}

/// First instant inside and first one after, of a window that starts on a day.
fn hours(recurrence: &Recurrence, day: Date) -> (LocalTime, LocalTime) {
    match recurrence.time {
        None => (day.start(), day.plus_days(1).start()),
        Some(range) => {
            let end = if range.until <= range.from {
                day.plus_days(1)
            } else {
                day
            };
            (
                LocalTime::new(day, range.from),
                LocalTime::new(end, range.until.min(TimeOfDay(86_400))),
            )
        }
    }
}

fn starts_on(days: &DaySet, day: Date) -> bool {
    let (year, month, of_month) = day.ymd();
    match days {
        // Anniversaries depend on the client.
        DaySet::Every | DaySet::Anniversary { .. } => true,
        DaySet::Weekdays(set) => set
            .checked_shr(u32::from(day.weekday().saturating_sub(1)))
            .is_some_and(|bits| bits & 1 == 1),
        DaySet::MonthDays { from, to } => (*from..=*to).contains(&of_month),
        DaySet::NthWeekday { nth, weekday } => {
            let length = perk_plan::time::days_in_month(year, month).unwrap_or(31);
            day.weekday() == *weekday
                && match nth {
                    0 => of_month.saturating_add(7) > length,
                    nth => of_month.saturating_sub(1).div_euclid(7).saturating_add(1) == *nth,
                }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hir::TimeRange;

    fn day(text: &str) -> Date {
        let mut parts = text.split('-').map(|part| part.parse::<i32>().unwrap());
        let (y, m, d) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
        Date::from_ymd(y, u8::try_from(m).unwrap(), u8::try_from(d).unwrap()).unwrap()
    }

    fn window(from: &str, to: &str) -> Window {
        Window {
            from: Some(day(from).start()),
            to: Some(day(to).plus_days(1).start()),
        }
    }

    fn recurring(days: DaySet, hours: Option<(u32, u32)>) -> Recurrence {
        let time = hours.map(|(from, until)| TimeRange {
            from: TimeOfDay(from.saturating_mul(3600)),
            until: TimeOfDay(until.saturating_mul(3600)),
        });
        Recurrence { days, time }
    }

    fn opens(recurrence: Recurrence, window: Window) -> bool {
        ever(&[window], &[(recurrence, SpanId(0))])
    }

    #[test]
    fn a_night_belongs_to_the_day_it_starts_on() {
        // 2026-10-05 is a Monday. Sunday 22:00 to 06:00 reaches into it.
        let night = || recurring(DaySet::Weekdays(0b100_0000), Some((22, 6)));
        assert!(opens(night(), window("2026-10-05", "2026-10-05")));
        assert!(!opens(night(), window("2026-10-06", "2026-10-06")));
    }

    #[test]
    fn the_last_weekday_of_a_month_is_found() {
        let last_sunday = DaySet::NthWeekday { nth: 0, weekday: 7 };
        assert!(starts_on(&last_sunday, day("2026-10-25")));
        assert!(!starts_on(&last_sunday, day("2026-10-18")));
        let second_monday = DaySet::NthWeekday { nth: 2, weekday: 1 };
        assert!(starts_on(&second_monday, day("2026-10-12")));
        assert!(!starts_on(&second_monday, day("2026-10-05")));
    }

    #[test]
    fn hours_lie_within_hours() {
        let every = |hours| recurring(DaySet::Every, hours);
        let monday = |hours| recurring(DaySet::Weekdays(1), hours);
        assert!(recurs_within(&monday(Some((8, 11))), &every(Some((7, 12)))));
        assert!(!recurs_within(&every(Some((8, 11))), &monday(Some((7, 12)))));
        assert!(!recurs_within(&monday(Some((8, 13))), &every(Some((7, 12)))));
        // Monday night ends on Tuesday.
        assert!(!recurs_within(&monday(Some((22, 6))), &monday(None)));
        assert!(recurs_within(&monday(Some((22, 6))), &every(None)));
        assert!(recurs_within(&monday(Some((23, 5))), &monday(Some((22, 6)))));
        assert!(!recurs_within(&monday(Some((22, 7))), &monday(Some((22, 6)))));
    }

    #[test]
    fn an_instant_of_each_window_is_found() {
        let evening = recurring(DaySet::MonthDays { from: 31, to: 31 }, Some((19, 21)));
        let found = openings(&[window("2026-11-01", "2026-12-31")], &[(evening, SpanId(0))], 3);
        assert_eq!(found, [LocalTime::new(day("2026-12-31"), TimeOfDay(19 * 3600))]);
    }
}
