//! What has been used of limits before a receipt: keys and amounts, as a snapshot tells them and a decision asks for them;
//! knows no promotion and no receipt.

use std::collections::BTreeMap;
use std::fmt;

use rust_decimal::Decimal;

use crate::plan::Period;
use crate::{Date, Lang};

/// Whose uses are counted: one part of a key.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holder {
    /// Nobody's in particular.
    #[default]
    Any,
    /// That of the receipt being decided, whoever it is: a person who writes a receipt by hand says so.
    Own,
    /// This one.
    Of(String),
}

/// The key under which uses of a limit are counted together: `client C-1/day 2026-10-05`, `store 001`, `total`.
///
/// A part without a value (`client/day`) means the receipt's own.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct UseKey {
    /// Of a client, by id.
    pub client: Holder,
    /// Of a card, by number.
    pub card: Holder,
    /// Of a store, by number.
    pub store: Holder,
    /// Of a calendar period; its first day, or `None` for the receipt's own.
    pub period: Option<(Period, Option<Date>)>,
}

impl UseKey {
    /// Reads a key as [`UseKey`] writes it. A day of a period other than its first names that period too.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut key = Self::default();
        if text == "total" {
            return Some(key);
        }
        // A stroke inside a name is doubled.
        let text = text.replace("//", "\0");
        for part in text.split('/') {
            let part = part.replace('\0', "/");
            let (word, value) = match part.split_once(' ') {
                Some((word, value)) => (word, Some(value)),
                None => (part.as_str(), None),
            };
            let holder = match word {
                "client" => Some(&mut key.client),
                "card" => Some(&mut key.card),
                "store" => Some(&mut key.store),
                _ => None,
            };
            if let Some(holder) = holder {
                if *holder != Holder::Any || value == Some("") {
                    return None;
                }
                *holder = value.map_or(Holder::Own, |value| Holder::Of(value.to_owned()));
                continue;
            }
            let period = Period::ALL.into_iter().find(|period| period.word() == word)?;
            let start = match value {
                None => None,
                Some(value) => Some(period.start(day_of(value)?)),
            };
            if key.period.replace((period, start)).is_some() {
                return None;
            }
        }
        Some(key)
    }

    /// What it counts by, whoever and whenever it names: the key with every part as the receipt's own.
    #[must_use]
    pub fn shape(&self) -> Self {
        let own = |holder: &Holder| match holder {
            Holder::Any => Holder::Any,
            Holder::Own | Holder::Of(_) => Holder::Own,
        };
        Self {
            client: own(&self.client),
            card: own(&self.card),
            store: own(&self.store),
            period: self.period.map(|(period, _)| (period, None)),
        }
    }

    /// The key with each part that is written out replaced by "the receipt's own", in every way, itself first.
    fn said_otherwise(&self) -> impl Iterator<Item = Self> + '_ {
        (0_u8..16).filter_map(|mask| {
            let mut key = self.clone();
            for (bit, holder) in [(1, &mut key.client), (2, &mut key.card), (4, &mut key.store)] {
                if mask & bit != 0 {
                    if !matches!(holder, Holder::Of(_)) {
                        return None;
                    }
                    *holder = Holder::Own;
                }
            }
            if mask & 8 != 0 {
                let (period, Some(_)) = key.period? else { return None };
                key.period = Some((period, None));
            }
            Some(key)
        })
    }
}

/// `2026-10-05`, `2026-10` or `2026`: a day of what it names.
fn day_of(text: &str) -> Option<Date> {
    Date::parse(text)
        .or_else(|| Date::parse(&format!("{text}-01")))
        .or_else(|| Date::parse(&format!("{text}-01-01")))
}

impl fmt::Display for UseKey {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut first = true;
        for (word, holder) in [("client", &self.client), ("card", &self.card), ("store", &self.store)] {
            let stroke = if first { "" } else { "/" };
            match holder {
                Holder::Any => continue,
                Holder::Own => write!(to, "{stroke}{word}")?,
                Holder::Of(name) => write!(to, "{stroke}{word} {}", name.replace('/', "//"))?,
            }
            first = false;
        }
        if let Some((period, start)) = self.period {
            let stroke = if first { "" } else { "/" };
            write!(to, "{stroke}{}", period.word())?;
            if let Some(start) = start {
                write!(to, " {}", period.name_of(start))?;
            }
            first = false;
        }
        if first { to.write_str("total") } else { Ok(()) }
    }
}

impl Period {
    /// Every period, shortest first.
    pub const ALL: [Self; 4] = [Self::Day, Self::Week, Self::Month, Self::Year];

    /// Its English word, as keys spell it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// Its word after `per` in a language.
    #[must_use]
    pub const fn said(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (_, Lang::English) => self.word(),
            (Self::Day, Lang::Russian) => "день",
            (Self::Week, Lang::Russian) => "неделю",
            (Self::Month, Lang::Russian) => "месяц",
            (Self::Year, Lang::Russian) => "год",
        }
    }

    /// The first day of the period that holds a day: weeks begin on Monday (semantics §5).
    #[must_use]
    pub fn start(self, day: Date) -> Date {
        let (year, month, _) = day.ymd();
        match self {
            Self::Day => day,
            Self::Week => day.plus_days(1_i32.saturating_sub(i32::from(day.weekday()))),
            Self::Month => Date::from_ymd(year, month, 1).unwrap_or(day),
            Self::Year => Date::from_ymd(year, 1, 1).unwrap_or(day),
        }
    }

    /// The first day of the next period; `None` past the end of the calendar.
    #[must_use]
    pub fn next(self, day: Date) -> Option<Date> {
        let start = self.start(day);
        let (year, month, _) = start.ymd();
        match self {
            Self::Day => Some(start.plus_days(1)),
            Self::Week => Some(start.plus_days(7)),
            Self::Month if month == 12 => Date::from_ymd(year.saturating_add(1), 1, 1),
            Self::Month => Date::from_ymd(year, month.saturating_add(1), 1),
            Self::Year => Date::from_ymd(year.saturating_add(1), 1, 1),
        }
    }

    /// How keys name the period that begins on a day: `2026-10-05`, `2026-10`, `2026`.
    fn name_of(self, start: Date) -> String {
        let (year, month, _) = start.ymd();
        match self {
            Self::Day | Self::Week => start.to_string(),
            Self::Month => format!("{year:04}-{month:02}"),
            Self::Year => format!("{year:04}"),
        }
    }

    /// Whether each of these lies wholly inside one of the other.
    #[must_use]
    pub fn within(self, other: Self) -> bool {
        self == other
            || match self {
                Self::Day => true,
                Self::Month => other == Self::Year,
                Self::Week | Self::Year => false,
            }
    }
}

/// Uses of limits by promotion and key.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Uses {
    by_promotion: BTreeMap<String, BTreeMap<UseKey, Vec<(String, Decimal)>>>,
}

impl Uses {
    /// Whether nothing was used.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_promotion.is_empty()
    }

    /// Each promotion with the keys and units of its uses, in order.
    pub fn by_promotion(&self) -> impl Iterator<Item = (&str, impl IntoIterator<Item = (&UseKey, &str)>)> {
        self.by_promotion.iter().map(|(promotion, keys)| {
            let units = keys
                .iter()
                .flat_map(|(key, units)| units.iter().map(move |(unit, _)| (key, unit.as_str())));
            (promotion.as_str(), units)
        })
    }

    /// Notes uses; `unit` is `times`, `pcs` or a currency. Answers `false`, and changes nothing, where some are noted for the
    /// same promotion, key and unit already.
    pub fn add(&mut self, promotion: &str, key: UseKey, unit: &str, amount: Decimal) -> bool {
        let keys = self.by_promotion.entry(promotion.to_owned()).or_default();
        let units = keys.entry(key).or_default();
        let known = units.iter().any(|(other, _)| other == unit);
        if !known {
            units.push((unit.to_owned(), amount));
        }
        !known
    }

    /// Takes over what others say; what is known here stays.
    pub fn extend(&mut self, others: &Self) {
        for (promotion, keys) in &others.by_promotion {
            for (key, units) in keys {
                for (unit, amount) in units {
                    self.add(promotion, key.clone(), unit, *amount);
                }
            }
        }
    }

    /// What was used under a key whose parts are all written out. Where the same is told twice, once by name and once as the
    /// receipt's own, the larger counts.
    #[must_use]
    pub fn of(&self, promotion: &str, key: &UseKey, unit: &str) -> Decimal {
        let Some(keys) = self.by_promotion.get(promotion) else {
            return Decimal::ZERO;
        };
        let found = key.said_otherwise().filter_map(|key| {
            let units = keys.get(&key)?;
            units.iter().find(|(other, _)| other == unit).map(|(_, amount)| *amount)
        });
        found.max().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn keys_are_read_as_they_are_written() {
        for text in [
            "total",
            "client C-1",
            "client C-1/day 2026-10-05",
            "client a//b c/card 290/store 001/week 2026-10-05",
            "month 2026-10",
            "store 001/year 2026",
            "client/day",
        ] {
            assert_eq!(UseKey::parse(text).map(|key| key.to_string()).as_deref(), Some(text));
        }
        let monday = UseKey::parse("week 2026-10-05");
        assert_eq!(UseKey::parse("week 2026-10-11"), monday);
        assert_ne!(UseKey::parse("week 2026-10-12"), monday);
        for wrong in [
            "",
            "clinet C-1",
            "client ",
            "client A/client B",
            "day 2026-13-01",
            "day 1/day 2",
            "totals",
        ] {
            assert_eq!(UseKey::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn periods_are_those_of_the_calendar() {
        // 2026-10-05 is a Monday; the year ends on a Thursday.
        let starts = |text: &str| Period::ALL.map(|period| period.start(day(text)).to_string());
        assert_eq!(
            starts("2026-10-11"),
            ["2026-10-11", "2026-10-05", "2026-10-01", "2026-01-01"]
        );
        assert_eq!(
            starts("2027-01-01"),
            ["2027-01-01", "2026-12-28", "2027-01-01", "2027-01-01"]
        );
        let next = |text: &str| Period::ALL.map(|period| period.next(day(text)).unwrap().to_string());
        assert_eq!(
            next("2026-12-31"),
            ["2027-01-01", "2027-01-04", "2027-01-01", "2027-01-01"]
        );
        assert_eq!(
            next("2028-02-28"),
            ["2028-02-29", "2028-03-06", "2028-03-01", "2029-01-01"]
        );
        assert!(Period::Day.within(Period::Week) && Period::Month.within(Period::Year));
        assert!(!Period::Week.within(Period::Month) && !Period::Year.within(Period::Day));
    }

    #[test]
    fn uses_are_found_by_name_and_as_the_receipts_own() {
        let mut uses = Uses::default();
        let key = |text: &str| UseKey::parse(text).unwrap();
        assert!(uses.add("tea", key("client C-1/day 2026-10-05"), "times", Decimal::ONE));
        assert!(uses.add("tea", key("client/day"), "times", Decimal::TWO));
        assert!(!uses.add("tea", key("client/day"), "times", Decimal::TEN));
        let of = |text: &str| uses.of("tea", &key(text), "times");
        assert_eq!(of("client C-1/day 2026-10-05"), Decimal::TWO);
        assert_eq!(of("client C-2/day 2026-10-06"), Decimal::TWO);
        assert_eq!(of("client C-1"), Decimal::ZERO);
        assert_eq!(uses.of("tea", &key("client C-1/day 2026-10-05"), "pcs"), Decimal::ZERO);
        assert_eq!(
            uses.of("coffee", &key("client C-1/day 2026-10-05"), "times"),
            Decimal::ZERO
        );
    }
}
