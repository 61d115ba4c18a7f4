//! Civil dates and wall-clock times of a store, by counting days; it must not know zones or windows.

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Year.
    pub year: i64,
    /// 1..=12.
    pub month: i64,
    /// 1..=31.
    pub day: i64,
}

/// A reading of a store's clock, to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LocalTime {
    /// Day.
    pub date: Date,
    /// Seconds after midnight, below 86 400.
    pub second: i64,
}

/// Seconds in a day.
pub const DAY: i64 = 86_400;

impl Date {
    /// A day by its parts.
    #[must_use]
    pub const fn new(year: i64, month: i64, day: i64) -> Date {
        Date { year, month, day }
    }

    /// Whether the year has a 29 February.
    #[must_use]
    pub fn leap(year: i64) -> bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// Days in the month of this date.
    #[must_use]
    pub fn month_length(self) -> i64 {
        match self.month {
            2 if Date::leap(self.year) => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }

    /// Days after 1970-01-01.
    #[must_use]
    pub fn number(self) -> i64 {
        let mut days = 0;
        if self.year >= 1970 {
            for year in 1970..self.year {
                days += if Date::leap(year) { 366 } else { 365 };
            }
        } else {
            for year in self.year..1970 {
                days -= if Date::leap(year) { 366 } else { 365 };
            }
        }
        for month in 1..self.month {
            days += Date::new(self.year, month, 1).month_length();
        }
        days + self.day - 1
    }

    /// The next day.
    #[must_use]
    pub fn next(self) -> Date {
        if self.day < self.month_length() {
            Date::new(self.year, self.month, self.day + 1)
        } else if self.month < 12 {
            Date::new(self.year, self.month + 1, 1)
        } else {
            Date::new(self.year + 1, 1, 1)
        }
    }

    /// The day before.
    #[must_use]
    pub fn previous(self) -> Date {
        if self.day > 1 {
            return Date::new(self.year, self.month, self.day - 1);
        }
        let (year, month) = if self.month > 1 {
            (self.year, self.month - 1)
        } else {
            (self.year - 1, 12)
        };
        let first = Date::new(year, month, 1);
        Date::new(year, month, first.month_length())
    }

    /// Day of the week, Monday is 0. 1970-01-01 was a Thursday.
    #[must_use]
    pub fn weekday(self) -> u8 {
        u8::try_from((self.number() + 3).rem_euclid(7)).unwrap_or(0)
    }

    /// `2026-10-05`.
    #[must_use]
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// Whole years from a birthday to this day; 29 February falls on the 28th in other years.
    #[must_use]
    pub fn age(self, birthday: Date) -> i64 {
        let years = self.year - birthday.year;
        let day = if birthday.month == 2 && birthday.day == 29 && !Date::leap(self.year) {
            28
        } else {
            birthday.day
        };
        if (self.month, self.day) < (birthday.month, day) {
            years - 1
        } else {
            years
        }
    }
}

impl LocalTime {
    /// A reading by its parts.
    #[must_use]
    pub const fn new(date: Date, hour: i64, minute: i64, second: i64) -> LocalTime {
        LocalTime {
            date,
            second: hour * 3600 + minute * 60 + second,
        }
    }

    /// `2026-10-05T09:12:00`.
    #[must_use]
    pub fn iso(self) -> String {
        format!(
            "{}T{:02}:{:02}:{:02}",
            self.date.iso(),
            self.second / 3600,
            self.second / 60 % 60,
            self.second % 60
        )
    }

    /// The same instant on a clock `hours` ahead of this one.
    #[must_use]
    pub fn shifted(self, hours: i64) -> LocalTime {
        let mut date = self.date;
        let mut second = self.second + hours * 3600;
        while second < 0 {
            date = date.previous();
            second += DAY;
        }
        while second >= DAY {
            date = date.next();
            second -= DAY;
        }
        LocalTime { date, second }
    }
}
