//! Windows of a promotion: at least one instant is inside `valid` and `on` together.

use crate::body::SourceMap;
use crate::diagnostic::{Finding, codes};
use crate::hir::{Date, DaySet, LocalTime, Promotion, Recurrence, TimeOfDay, Window};

/// Days looked at before a window is taken to open some time: every weekday, month day and nth weekday comes within this.
const DAYS_LOOKED_AT: i32 = 400;

pub(super) fn check(promotion: &Promotion, spans: &SourceMap, findings: &mut Vec<Finding>) {
    for (recurrence, span) in &promotion.on {
        let closed =
            !promotion.valid.is_empty() && promotion.valid.iter().all(|(window, _)| !opens(recurrence, *window));
        if closed {
            findings.push(Finding::new(&codes::NEVER_OPEN, spans.get(*span)));
        }
    }
}

/// Whether a recurring window ever opens inside a window of dates.
fn opens(recurrence: &Recurrence, window: Window) -> bool {
    let (Some(from), Some(until)) = (window.from, window.to) else {
        return true;
    };
    // A window over midnight may have started the day before.
    let first = from.date().plus_days(-1);
    let last = until.date();
    if i64::from(last.0).saturating_sub(i64::from(first.0)) > i64::from(DAYS_LOOKED_AT) {
        return true;
    }
    (first.0..=last.0).map(Date).any(|day| {
        starts_on(&recurrence.days, day) && {
            let (opens, closes) = hours(recurrence, day);
            opens < until && closes > from
        }
    })
}

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

    #[test]
    fn a_night_belongs_to_the_day_it_starts_on() {
        // 2026-10-05 is a Monday. Sunday 22:00 to 06:00 reaches into it.
        let night = Recurrence {
            days: DaySet::Weekdays(0b100_0000),
            time: Some(crate::hir::TimeRange {
                from: TimeOfDay(22 * 3600),
                until: TimeOfDay(6 * 3600),
            }),
        };
        assert!(opens(&night, window("2026-10-05", "2026-10-05")));
        assert!(!opens(&night, window("2026-10-06", "2026-10-06")));
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
}
