//! Everything the command line says, in English and Russian side by side; knows no file and no engine.

mod decision;
pub mod help;
mod trouble;

pub use decision::*;
pub use trouble::*;

use std::borrow::Cow;

use perk_plan::Noun;

/// The language the command line speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Russian.
    Ru,
}

impl Lang {
    /// The language of a `--lang` value or of a locale such as `ru_RU.UTF-8`; `None` for any other.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let head = name.split(['_', '-', '.', '@']).next().unwrap_or_default();
        match head {
            "en" => Some(Self::En),
            "ru" => Some(Self::Ru),
            _ => None,
        }
    }
}

/// A fixed text in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fixed {
    /// In English.
    pub en: &'static str,
    /// In Russian.
    pub ru: &'static str,
}

impl Fixed {
    /// Both texts, side by side.
    #[must_use]
    pub const fn new(en: &'static str, ru: &'static str) -> Self {
        Self { en, ru }
    }

    /// The text in one language.
    #[must_use]
    pub const fn say(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Ru => self.ru,
        }
    }
}

/// One thing to say, in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// In English.
    pub en: Cow<'static, str>,
    /// In Russian.
    pub ru: Cow<'static, str>,
}

impl Phrase {
    /// A phrase that needs no values.
    #[must_use]
    pub const fn fixed(en: &'static str, ru: &'static str) -> Self {
        Self {
            en: Cow::Borrowed(en),
            ru: Cow::Borrowed(ru),
        }
    }

    /// The same text in both languages: another author's words.
    #[must_use]
    pub fn verbatim(text: impl Into<String>) -> Self {
        let text: String = text.into();
        Self {
            en: Cow::Owned(text.clone()),
            ru: Cow::Owned(text),
        }
    }

    /// The text in one language.
    #[must_use]
    pub fn say(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Ru => &self.ru,
        }
    }
}

impl Phrase {
    /// What another room says in the language it is asked in.
    fn of(say: impl Fn(perk_plan::Lang) -> String) -> Self {
        Self {
            en: Cow::Owned(say(perk_plan::Lang::English)),
            ru: Cow::Owned(say(perk_plan::Lang::Russian)),
        }
    }
}

impl From<&perk_plan::Complaint> for Phrase {
    fn from(complaint: &perk_plan::Complaint) -> Self {
        Self::of(|lang| complaint.say(lang))
    }
}

impl From<&perk_plan::DecodeError> for Phrase {
    fn from(error: &perk_plan::DecodeError) -> Self {
        Self::of(|lang| error.say(lang))
    }
}

impl From<&perk_plan::VerifyError> for Phrase {
    fn from(error: &perk_plan::VerifyError) -> Self {
        Self::of(|lang| error.say(lang))
    }
}

impl From<&perk_runtime::IntakeError> for Phrase {
    fn from(error: &perk_runtime::IntakeError) -> Self {
        Self::of(|lang| error.say(lang))
    }
}

impl From<&perk_runtime::Misfit> for Phrase {
    fn from(misfit: &perk_runtime::Misfit) -> Self {
        Self::of(|lang| misfit.say(lang))
    }
}

impl From<Fixed> for Phrase {
    fn from(fixed: Fixed) -> Self {
        Self::fixed(fixed.en, fixed.ru)
    }
}

/// A phrase with values: `both!("read {n} files", "прочитано файлов: {n}")`.
macro_rules! both {
    ($en:literal, $ru:literal $(,)?) => {
        $crate::words::Phrase {
            en: ::std::borrow::Cow::Owned(format!($en)),
            ru: ::std::borrow::Cow::Owned(format!($ru)),
        }
    };
}
pub(crate) use both;

/// The Russian form of a noun for a number: `1 чек`, `2 чека`, `5 чеков`.
#[must_use]
pub fn russian_count(n: usize, one: &'static str, few: &'static str, many: &'static str) -> &'static str {
    Noun::new(["", ""], [one, few, many]).after(n, perk_plan::Lang::Russian)
}

/// `one` for 1, `many` for all else.
#[must_use]
pub fn english_count(n: usize, one: &'static str, many: &'static str) -> &'static str {
    Noun::new([one, many], ["", "", ""]).after(n, perk_plan::Lang::English)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_name_languages() {
        assert_eq!(Lang::of_name("ru_RU.UTF-8"), Some(Lang::Ru));
        assert_eq!(Lang::of_name("EN"), Some(Lang::En));
        assert_eq!(Lang::of_name("C.UTF-8"), None);
        assert_eq!(Lang::of_name(""), None);
    }

    #[test]
    fn russian_counts_follow_the_last_digits() {
        let word = |n| russian_count(n, "чек", "чека", "чеков");
        assert_eq!(
            [1, 2, 5, 11, 14, 21, 22, 111, 0].map(word),
            [
                "чек",
                "чека",
                "чеков",
                "чеков",
                "чеков",
                "чек",
                "чека",
                "чеков",
                "чеков"
            ]
        );
    }
}
