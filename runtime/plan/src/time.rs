//! Dates and times of day of a store's wall clock; knows no time zone and no clock.

use serde::{Deserialize, Serialize};

/// A calendar date, as days since 1970-01-01 (proleptic Gregorian).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Date(pub i32);

/// Seconds since local midnight, `0 ..= 86 400`; 86 400 is the end of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TimeOfDay(pub u32);

/// A reading of the store's wall clock, as seconds since 1970-01-01T00:00 *local*.
///
/// Windows compare these readings (semantics §9.9), so an hour that occurs twice counts twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LocalTime(pub i64);

/// Seconds of a day.
pub const DAY: i64 = 86_400;

impl Date {
    /// The date of a year, month `1..=12` and day, or `None` where the calendar has no such day.
    #[must_use]
    pub fn from_ymd(year: i32, month: u8, day: u8) -> Option<Self> {
        if !(1..=9999).contains(&year) || day == 0 || day > days_in_month(year, month)? {
            return None;
        }
        // Days from civil: years begin in March, so that the leap day is the last one.
        let y = i64::from(year).checked_sub(i64::from(month <= 2))?;
        let era = y.div_euclid(400);
        let year_of_era = y.rem_euclid(400);
        let month_from_march = i64::from(month).checked_add(9)?.rem_euclid(12);
        let day_of_year = month_from_march
            .checked_mul(153)?
            .checked_add(2)?
            .div_euclid(5)
            .checked_add(i64::from(day))?
            .checked_sub(1)?;
        let day_of_era = year_of_era
            .checked_mul(365)?
            .checked_add(year_of_era.div_euclid(4))?
            .checked_sub(year_of_era.div_euclid(100))?
            .checked_add(day_of_year)?;
        let days = era
            .checked_mul(146_097)?
            .checked_add(day_of_era)?
            .checked_sub(719_468)?;
        i32::try_from(days).ok().map(Self)
    }

    /// Year, month `1..=12`, day `1..=31`.
    #[must_use]
    pub fn ymd(self) -> (i32, u8, u8) {
        let z = i64::from(self.0).saturating_add(719_468);
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = doe
            .saturating_sub(doe.div_euclid(1_460))
            .saturating_add(doe.div_euclid(36_524))
            .saturating_sub(doe.div_euclid(146_096))
            .div_euclid(365);
        let doy = doe.saturating_sub(
            yoe.saturating_mul(365)
                .saturating_add(yoe.div_euclid(4))
                .saturating_sub(yoe.div_euclid(100)),
        );
        let mp = doy.saturating_mul(5).saturating_add(2).div_euclid(153);
        let day = doy
            .saturating_sub(mp.saturating_mul(153).saturating_add(2).div_euclid(5))
            .saturating_add(1);
        let month = if mp < 10 {
            mp.saturating_add(3)
        } else {
            mp.saturating_sub(9)
        };
        let year = era
            .saturating_mul(400)
            .saturating_add(yoe)
            .saturating_add(i64::from(month <= 2));
        (
            i32::try_from(year).unwrap_or(i32::MAX),
            u8::try_from(month).unwrap_or(1),
            u8::try_from(day).unwrap_or(1),
        )
    }

    /// Day of the week, 1 = Monday … 7 = Sunday.
    #[must_use]
    pub fn weekday(self) -> u8 {
        // 1970-01-01 was a Thursday.
        u8::try_from(i64::from(self.0).saturating_add(3).rem_euclid(7))
            .unwrap_or(0)
            .saturating_add(1)
    }

    /// The date `days` later (earlier where negative), within the calendar this type can hold.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Midnight at which this date begins.
    #[must_use]
    pub fn start(self) -> LocalTime {
        LocalTime(i64::from(self.0).saturating_mul(DAY))
    }
}

/// Days of a month, or `None` for a month outside `1..=12`.
#[must_use]
pub fn days_in_month(year: i32, month: u8) -> Option<u8> {
    Some(match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0) => 29,
        2 => 28,
        _ => return None,
    })
}

/// What is written like an instant or a date and names no day or no time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoSuch<'t> {
    /// `2026-02-30`
    Day(&'t str),
    /// `24:30`
    Time(&'t str),
}

impl<'t> NoSuch<'t> {
    /// Finds it in a text such as `2026-02-30T09:30` or `2026-02-30`; `None`: the text is written otherwise, or both exist.
    #[must_use]
    pub fn of(text: &'t str) -> Option<Self> {
        let shaped = |text: &str, shape: &str| {
            text.len() == shape.len()
                && text.bytes().zip(shape.bytes()).all(|(found, of)| match of {
                    b'0' => found.is_ascii_digit(),
                    _ => found == of,
                })
        };
        let day = text.get(..10).filter(|day| shaped(day, "0000-00-00"))?;
        let rest = text.get(10..)?;
        if !rest.is_empty() && !rest.starts_with(['T', 't', ' ']) {
            return None;
        }
        if Date::parse(day).is_none() {
            return Some(Self::Day(day));
        }
        let time = rest.get(1..)?;
        let minutes = time.get(..5).filter(|time| shaped(time, "00:00"))?;
        let whole = time.get(..8).filter(|time| shaped(time, "00:00:00")).unwrap_or(minutes);
        let fits = TimeOfDay::parse(whole).is_some_and(|time| i64::from(time.0) < DAY);
        (!fits).then_some(Self::Time(whole))
    }
}

impl Date {
    /// Reads `2026-10-05`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, rest) = text.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        let year = i32::from(u16::try_from(digits(year, 4)?).ok()?);
        Self::from_ymd(
            year,
            u8::try_from(digits(month, 2)?).ok()?,
            u8::try_from(digits(day, 2)?).ok()?,
        )
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = self.ymd();
        write!(formatter, "{year:04}-{month:02}-{day:02}")
    }
}

impl TimeOfDay {
    /// Reads `09:12` or `09:12:30`; `24:00` is the end of the day.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (hours, rest) = text.split_once(':')?;
        let (minutes, seconds) = match rest.split_once(':') {
            Some((minutes, seconds)) => (minutes, digits(seconds, 2)?),
            None => (rest, 0),
        };
        let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
        if minutes > 59 || seconds > 59 {
            return None;
        }
        let time = hours
            .checked_mul(3_600)?
            .checked_add(minutes.checked_mul(60)?)?
            .checked_add(seconds)?;
        (i64::from(time) <= DAY).then_some(Self(time))
    }
}

/// `09:12`, with seconds where there are some; `{:#}` always writes them.
impl std::fmt::Display for TimeOfDay {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (minutes, seconds) = (self.0.div_euclid(60), self.0.rem_euclid(60));
        write!(formatter, "{:02}:{:02}", minutes.div_euclid(60), minutes.rem_euclid(60))?;
        if seconds > 0 || formatter.alternate() {
            write!(formatter, ":{seconds:02}")
        } else {
            Ok(())
        }
    }
}

/// A number of exactly so many digits.
fn digits(text: &str, count: usize) -> Option<u32> {
    if text.len() != count || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

impl LocalTime {
    /// The wall-clock reading of a date and a time of day.
    #[must_use]
    pub fn new(date: Date, time: TimeOfDay) -> Self {
        Self(date.start().0.saturating_add(i64::from(time.0)))
    }

    /// Its date.
    #[must_use]
    pub fn date(self) -> Date {
        Date(i32::try_from(self.0.div_euclid(DAY)).unwrap_or(i32::MAX))
    }

    /// Its time of day.
    #[must_use]
    pub fn time(self) -> TimeOfDay {
        TimeOfDay(u32::try_from(self.0.rem_euclid(DAY)).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_go_there_and_back() {
        assert_eq!(Date::from_ymd(1970, 1, 1), Some(Date(0)));
        assert_eq!(Date::from_ymd(2026, 10, 5).map(Date::weekday), Some(1));
        assert_eq!(Date::from_ymd(2026, 2, 29), None);
        assert_eq!(Date::from_ymd(2028, 2, 29).map(Date::ymd), Some((2028, 2, 29)));
        for day in (-700_000..2_900_000).step_by(97) {
            let (y, m, d) = Date(day).ymd();
            assert_eq!(Date::from_ymd(y, m, d), Some(Date(day)), "{y}-{m}-{d}");
        }
    }
}
