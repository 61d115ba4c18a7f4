//! A value as a decision says it: one text in JSON, whatever the reader's language, and the same in words of each language
//! for people; decides nothing.

use std::ops::Deref;

use perk_plan::listing;
use perk_plan::ops::Unit;
use perk_plan::snapshot::ClientStatus;
use perk_plan::{Date, Lang, LocalTime};
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use crate::explain::words;
use crate::intake::coupons::Refusal;

/// A value found, needed or missing. It reads as its text in JSON: `2026-10-05`, `12 pcs`, `guest`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    text: String,
    value: Value,
}

/// What the text says, where languages say it differently.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Value {
    /// The same in every language: amounts, numbers, names.
    Plain,
    Quantity(Decimal, Unit),
    Truth(bool),
    Date(Date),
    Instant(LocalTime),
    Status(ClientStatus),
    /// Kinds and brands of tenders.
    Tenders(Vec<String>),
    /// From one value to another.
    Range(Box<(Said, Said)>),
    /// A clause as it could be written in Russian.
    Clause(String),
}

impl Said {
    /// A text that every language says alike.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self::new(text, Value::Plain)
    }

    pub(crate) fn quantity(quantity: Decimal, unit: Unit) -> Self {
        Self::new(words::quantity(quantity, unit), Value::Quantity(quantity, unit))
    }

    pub(crate) fn truth(truth: bool) -> Self {
        Self::new(if truth { "yes" } else { "no" }, Value::Truth(truth))
    }

    pub(crate) fn date(date: Date) -> Self {
        Self::new(words::date(date), Value::Date(date))
    }

    pub(crate) fn instant(local: LocalTime) -> Self {
        Self::new(words::instant(local), Value::Instant(local))
    }

    pub(crate) fn status(status: ClientStatus) -> Self {
        Self::new(words::status(status), Value::Status(status))
    }

    pub(crate) fn tenders(tenders: Vec<String>) -> Self {
        Self::new(tenders.join(", "), Value::Tenders(tenders))
    }

    /// A code and why it was refused: `AUT-7F3K: expired`.
    pub(crate) fn refusal(code: &str, refusal: Refusal) -> Self {
        Self::clause_as(
            format!("{code}: {}", refusal.say(Lang::English)),
            format!("{code}: {}", refusal.say(Lang::Russian)),
        )
    }

    /// `from .. to`
    pub(crate) fn range(from: Self, to: Self) -> Self {
        Self::new(
            format!("{from} .. {to}", from = &*from, to = &*to),
            Value::Range(Box::new((from, to))),
        )
    }

    /// A clause of the plan in the words of each language.
    pub(crate) fn clause(say: impl Fn(Lang) -> String) -> Self {
        Self::clause_as(say(Lang::English), say(Lang::Russian))
    }

    /// A text, and how it is said in Russian.
    pub(crate) fn clause_as(text: impl Into<String>, russian: impl Into<String>) -> Self {
        Self::new(text, Value::Clause(russian.into()))
    }

    fn new(text: impl Into<String>, value: Value) -> Self {
        Self {
            text: text.into(),
            value,
        }
    }

    /// The value for a person who reads this language.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        match (lang, &self.value) {
            (Lang::English, Value::Instant(local)) => {
                format!("{} {}", listing::weekday(local.date().weekday()).0, self.text)
            }
            (Lang::English, _) | (Lang::Russian, Value::Plain) => self.text.clone(),
            (Lang::Russian, Value::Quantity(quantity, unit)) => words::quantity_in_russian(*quantity, *unit),
            (Lang::Russian, Value::Truth(truth)) => if *truth { "да" } else { "нет" }.to_owned(),
            (Lang::Russian, Value::Date(date)) => words::date_in_russian(*date),
            (Lang::Russian, Value::Instant(local)) => {
                let date = local.date();
                let (day, time) = (words::date_in_russian(date), words::time(local.time()));
                format!("{} {day} {time}", listing::weekday(date.weekday()).1)
            }
            (Lang::Russian, Value::Status(status)) => words::status_in_russian(*status).to_owned(),
            (Lang::Russian, Value::Tenders(tenders)) => {
                let tenders: Vec<&str> = tenders.iter().map(|tender| words::tender_in_russian(tender)).collect();
                tenders.join(", ")
            }
            (Lang::Russian, Value::Range(ends)) => {
                let (from, to) = &**ends;
                format!("{} .. {}", from.say(lang), to.say(lang))
            }
            (Lang::Russian, Value::Clause(text)) => text.clone(),
        }
    }
}

impl Deref for Said {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl Serialize for Said {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_speak_the_language_of_their_reader() {
        let day = Date::from_ymd(2026, 10, 5).unwrap();
        let instant = Said::instant(LocalTime::new(day, perk_plan::TimeOfDay(33_120)));
        assert_eq!(&*instant, "2026-10-05 09:12");
        assert_eq!(instant.say(Lang::English), "Mon 2026-10-05 09:12");
        assert_eq!(instant.say(Lang::Russian), "пн 05.10.2026 09:12");
        assert_eq!(
            Said::status(ClientStatus::UnknownCard).say(Lang::Russian),
            "неизвестная карта"
        );
        assert_eq!(
            Said::quantity(Decimal::from(1_500), Unit::Gram).say(Lang::Russian),
            "1.5 кг"
        );
        assert_eq!(serde_json::to_string(&Said::truth(true)).unwrap(), "\"yes\"");
        let tenders = Said::tenders(vec!["cash".to_owned(), "MIR".to_owned()]);
        assert_eq!(tenders.say(Lang::Russian), "наличные, MIR");
    }
}
