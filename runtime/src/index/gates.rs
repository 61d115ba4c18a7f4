//! Gates of promotions made ready: windows, hours, stores, audience and tenders as plain numbers.

use perk_plan::plan::{Audience, Days, Promotion, Recurring, Window};
use perk_plan::time::days_in_month;
use perk_plan::{Date, LocalTime};

use super::NONE;

/// A promotion's gates, small enough that a receipt reads one cache line per candidate.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Gate {
    /// First second inside all windows together.
    from: i64,
    /// First second outside all windows together.
    to: i64,
    /// First and last second of the day, for one window of plain hours.
    hours: (u32, u32),
    /// Store selection or [`NONE`].
    pub stores: u32,
    /// Client selection, or [`NONE`].
    pub clients: u32,
    /// List of tenders or [`NONE`].
    pub paid_by: u32,
    pub priority: i32,
    pub scheme: u16,
    /// Weekdays of one window of plain hours; bit 7: there are windows that need the careful look.
    weekdays: u8,
    /// Several windows of dates, to be looked at one by one.
    several: bool,
    /// Only for known clients.
    pub known: bool,
    /// Only with coupons.
    pub coupons: bool,
    /// What the receipt must come to at least: amounts only fall from scheme to scheme, so this may be asked early.
    pub least: i64,
    /// The same at shelf prices.
    pub list_least: i64,
}

const CAREFUL: u8 = 0x80;
const _: () = assert!(size_of::<Gate>() == 64, "a gate is one cache line");

impl Gate {
    pub(crate) fn new(promotion: &Promotion) -> Self {
        let from = promotion
            .valid
            .iter()
            .map(|window| window.from.map_or(i64::MIN, |from| from.0))
            .min();
        let to = promotion
            .valid
            .iter()
            .map(|window| window.to.map_or(i64::MAX, |to| to.0))
            .max();
        let (weekdays, hours) = match promotion.on.as_slice() {
            [] => (0x7F, (0, 86_400)),
            [Recurring { days, from, to }] if from < to => match days {
                Days::Every => (0x7F, (from.0, to.0)),
                Days::Weekdays(mask) => (*mask & 0x7F, (from.0, to.0)),
                Days::OfMonth(..) | Days::NthWeekday(..) | Days::AroundClientDate { .. } => (CAREFUL, (0, 0)),
            },
            _ => (CAREFUL, (0, 0)),
        };
        Self {
            from: from.unwrap_or(i64::MIN),
            to: to.unwrap_or(i64::MAX),
            hours,
            stores: promotion.stores.unwrap_or(NONE),
            clients: match promotion.audience {
                Audience::Clients(clients) => clients,
                Audience::Anyone | Audience::Known => NONE,
            },
            paid_by: promotion.paid_by.unwrap_or(NONE),
            priority: promotion.priority,
            scheme: promotion.scheme,
            weekdays,
            several: promotion.valid.len() > 1,
            known: promotion.audience == Audience::Known,
            coupons: !promotion.with.is_empty(),
            least: i64::MIN,
            list_least: i64::MIN,
        }
    }

    /// The first day on which it may be open; `None` where it has no beginning.
    pub(crate) fn first_day(&self) -> Option<i32> {
        (self.from != i64::MIN).then(|| LocalTime(self.from).date().0)
    }

    /// The last day on which it may be open; `None` where it has no end.
    pub(crate) fn last_day(&self) -> Option<i32> {
        (self.to != i64::MAX).then(|| LocalTime(self.to.saturating_sub(1)).date().0)
    }

    /// Whether its dates begin and end with a day, in one window.
    pub(crate) fn of_whole_days(&self) -> bool {
        let midnight = |instant: i64| instant.rem_euclid(86_400) == 0;
        !self.several && (self.from == i64::MIN || midnight(self.from)) && (self.to == i64::MAX || midnight(self.to))
    }

    /// Weekdays, first second and the one after the last; `None` where it has not one window of plain hours.
    pub(crate) fn hours(&self) -> Option<(u8, u32, u32)> {
        (self.weekdays & CAREFUL == 0).then_some((self.weekdays, self.hours.0, self.hours.1))
    }

    /// Whether its dates hold the instant.
    #[inline]
    pub(crate) fn valid(&self, now: &Now, promotion: &Promotion) -> bool {
        self.from <= now.local && now.local < self.to && (!self.several || any_window(&promotion.valid, now.local))
    }

    /// The same where the promotion's own table is not at hand: `None` asks for [`Gate::valid`].
    #[inline]
    pub(crate) fn quickly_valid(&self, now: &Now) -> Option<bool> {
        if self.from > now.local || now.local >= self.to {
            return Some(false);
        }
        if self.several { None } else { Some(true) }
    }

    /// Whether its days and hours hold the instant; `None` asks for [`on`].
    #[inline]
    pub(crate) fn quickly_on(&self, now: &Now) -> Option<bool> {
        if self.weekdays & CAREFUL != 0 {
            return None;
        }
        Some(self.weekdays & now.weekday_bit != 0 && self.hours.0 <= now.second && now.second < self.hours.1)
    }
}

/// The decision instant, taken apart.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Now {
    pub local: i64,
    pub date: Date,
    pub second: u32,
    pub weekday_bit: u8,
}

impl Now {
    pub(crate) fn new(local: LocalTime) -> Self {
        let date = local.date();
        let weekday_bit = 1_u8.wrapping_shl(u32::from(date.weekday()).saturating_sub(1));
        Self {
            local: local.0,
            date,
            second: local.time().0,
            weekday_bit,
        }
    }
}

fn any_window(windows: &[Window], local: i64) -> bool {
    windows.iter().any(|window| window.is_open(LocalTime(local)))
}

/// Whether one of the recurring windows holds the instant. `date_of` answers a date property of the client; the answer
/// is `None` where no window holds it for certain and one of them hangs on a date that is not known.
pub(crate) fn on(windows: &[Recurring], now: &Now, date_of: impl Fn(u16) -> Option<Date>) -> Option<bool> {
    let mut unknown = false;
    for window in windows {
        match holds(window, now, &date_of) {
            Some(true) => return Some(true),
            Some(false) => {}
            None => unknown = true,
        }
    }
    if unknown { None } else { Some(windows.is_empty()) }
}

fn holds(window: &Recurring, now: &Now, date_of: &impl Fn(u16) -> Option<Date>) -> Option<bool> {
    let (from, to) = (window.from.0, window.to.0);
    if from < to {
        return if from <= now.second && now.second < to {
            starts(&window.days, now.date, date_of)
        } else {
            Some(false)
        };
    }
    // Over midnight: the evening of a day it starts on, or the morning after one.
    if now.second >= from {
        starts(&window.days, now.date, date_of)
    } else if now.second < to {
        starts(&window.days, now.date.plus_days(-1), date_of)
    } else {
        Some(false)
    }
}

fn starts(days: &Days, date: Date, date_of: &impl Fn(u16) -> Option<Date>) -> Option<bool> {
    let (year, month, day) = date.ymd();
    Some(match days {
        Days::Every => true,
        Days::Weekdays(mask) => mask.wrapping_shr(u32::from(date.weekday()).saturating_sub(1)) & 1 == 1,
        Days::OfMonth(from, to) => *from <= day && day <= *to,
        Days::NthWeekday(0, weekday) => {
            date.weekday() == *weekday && day.saturating_add(7) > days_in_month(year, month).unwrap_or(31)
        }
        Days::NthWeekday(nth, weekday) => {
            date.weekday() == *weekday && day.saturating_sub(1).wrapping_div(7).saturating_add(1) == *nth
        }
        Days::AroundClientDate {
            property,
            before,
            after,
        } => {
            let (_, month, day) = date_of(*property)?.ymd();
            // A year to each side is enough for spans of up to a year.
            (-2..=2).any(|shift| {
                anniversary(year.saturating_add(shift), month, day).is_some_and(|around| {
                    around.plus_days(i32::from(*before).saturating_neg()) <= date
                        && date <= around.plus_days(i32::from(*after))
                })
            })
        }
    })
}

/// The day of a year on which a month and day fall; 29 February falls on the 28th where there is none.
pub(crate) fn anniversary(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::from_ymd(year, month, day).or_else(|| Date::from_ymd(year, month, 28))
}

/// Full years from a birthday to a date.
pub(crate) fn full_years(birthday: Date, on: Date) -> i64 {
    let (born, month, day) = birthday.ymd();
    let (year, _, _) = on.ymd();
    let years = i64::from(year).saturating_sub(i64::from(born));
    let reached = anniversary(year, month, day).is_some_and(|anniversary| anniversary <= on);
    if reached { years } else { years.saturating_sub(1) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use perk_plan::TimeOfDay;

    fn at(y: i32, m: u8, d: u8, hour: u32) -> Now {
        Now::new(LocalTime::new(
            Date::from_ymd(y, m, d).unwrap(),
            TimeOfDay(hour.saturating_mul(3_600)),
        ))
    }

    fn recurring(days: Days, from: u32, to: u32) -> [Recurring; 1] {
        [Recurring {
            days,
            from: TimeOfDay(from.saturating_mul(3_600)),
            to: TimeOfDay(to.saturating_mul(3_600)),
        }]
    }

    #[test]
    fn a_window_over_midnight_belongs_to_the_day_it_starts_on() {
        // Fridays from 22 to 2. 2026-10-02 is a Friday.
        let window = recurring(Days::Weekdays(0b001_0000), 22, 2);
        let open = |now| on(&window, &now, |_| None);
        assert_eq!(open(at(2026, 10, 2, 23)), Some(true));
        assert_eq!(open(at(2026, 10, 3, 1)), Some(true));
        assert_eq!(open(at(2026, 10, 3, 2)), Some(false));
        assert_eq!(open(at(2026, 10, 2, 1)), Some(false));
        assert_eq!(open(at(2026, 10, 3, 23)), Some(false));
    }

    #[test]
    fn days_of_months_and_last_weekdays() {
        let last_sunday = recurring(Days::NthWeekday(0, 7), 0, 24);
        assert_eq!(on(&last_sunday, &at(2026, 10, 25, 12), |_| None), Some(true));
        assert_eq!(on(&last_sunday, &at(2026, 10, 18, 12), |_| None), Some(false));
        let second_monday = recurring(Days::NthWeekday(2, 1), 0, 24);
        assert_eq!(on(&second_monday, &at(2026, 10, 12, 12), |_| None), Some(true));
        let first_week = recurring(Days::OfMonth(1, 7), 0, 24);
        assert_eq!(on(&first_week, &at(2026, 10, 7, 23), |_| None), Some(true));
        assert_eq!(on(&first_week, &at(2026, 10, 8, 0), |_| None), Some(false));
    }

    #[test]
    fn birthdays_reach_over_new_year_and_29_february_is_the_28th() {
        let around = recurring(
            Days::AroundClientDate {
                property: 0,
                before: 3,
                after: 7,
            },
            0,
            24,
        );
        let born = |y, m, d| move |_: u16| Date::from_ymd(y, m, d);
        assert_eq!(on(&around, &at(2026, 12, 30, 9), born(1990, 1, 2)), Some(true));
        assert_eq!(on(&around, &at(2026, 12, 29, 9), born(1990, 1, 2)), Some(false));
        assert_eq!(on(&around, &at(2027, 1, 4, 9), born(1990, 12, 28)), Some(true));
        assert_eq!(on(&around, &at(2027, 3, 7, 9), born(2000, 2, 29)), Some(true));
        assert_eq!(on(&around, &at(2027, 3, 8, 9), born(2000, 2, 29)), Some(false));
        assert_eq!(on(&around, &at(2027, 3, 8, 9), |_| None), None);
        let date = |y, m, d| Date::from_ymd(y, m, d).unwrap();
        assert_eq!(full_years(date(2000, 2, 29), date(2027, 2, 27)), 26);
        assert_eq!(full_years(date(2000, 2, 29), date(2027, 2, 28)), 27);
    }
}
