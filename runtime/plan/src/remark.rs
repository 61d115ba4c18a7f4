//! What is to be said about a receipt that is used all the same, in the words of each language; knows no receipt.

use std::ops::Deref;

use serde::{Serialize, Serializer};

use crate::listing::Lang;

/// One remark. As a text, and in JSON, it is the English one, whatever the reader's language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    english: String,
    russian: String,
}

impl Remark {
    /// The same said in both languages.
    #[must_use]
    pub fn new(english: impl Into<String>, russian: impl Into<String>) -> Self {
        Self {
            english: english.into(),
            russian: russian.into(),
        }
    }

    /// The same by whatever can say itself in a language.
    #[must_use]
    pub fn of(say: impl Fn(Lang) -> String) -> Self {
        Self::new(say(Lang::English), say(Lang::Russian))
    }

    /// In a language.
    #[must_use]
    pub fn say(&self, lang: Lang) -> &str {
        match lang {
            Lang::English => &self.english,
            Lang::Russian => &self.russian,
        }
    }
}

impl Deref for Remark {
    type Target = str;

    fn deref(&self) -> &str {
        &self.english
    }
}

impl PartialEq<&str> for Remark {
    fn eq(&self, other: &&str) -> bool {
        self.english == *other
    }
}

impl PartialEq<str> for Remark {
    fn eq(&self, other: &str) -> bool {
        self.english == other
    }
}

impl PartialEq<String> for Remark {
    fn eq(&self, other: &String) -> bool {
        self.english == *other
    }
}

impl Serialize for Remark {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.english)
    }
}

/// `remark!("{count} codes", "кодов: {count}")`
#[macro_export]
macro_rules! remark {
    ($english:literal, $russian:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::Remark::new(
            format!($english $(, $name = $value)*),
            format!($russian $(, $name = $value)*),
        )
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_is_english_to_machines_and_speaks_to_people() {
        let count = 3;
        let remark = crate::remark!("{count} codes", "кодов: {count}");
        assert_eq!(remark, "3 codes");
        assert_eq!(serde_json::to_string(&remark).unwrap(), "\"3 codes\"");
        assert_eq!(remark.say(Lang::Russian), "кодов: 3");
    }
}
