//! The catalogue of diagnostic codes: one table, filled by one file per language area; knows no check.

#[macro_use]
mod table;

mod analyses;
mod coupons;
mod files;
mod gifts;
mod ladders;
mod limits;
mod names;
mod promotions;
mod russian;
mod schemes;
mod sets;
mod support;
mod syntax;
mod tests;
mod times;
mod types;

pub use analyses::*;
pub use coupons::*;
pub use files::*;
pub use gifts::*;
pub use ladders::*;
pub use limits::*;
pub use names::*;
pub use promotions::*;
pub use schemes::*;
pub use sets::*;
pub use support::*;
pub use syntax::*;
pub use tests::*;
pub use times::*;
pub use types::*;

use super::Code;

/// Every code, by id.
#[must_use]
pub fn all() -> Vec<&'static Code> {
    let areas = [
        syntax::CODES,
        names::CODES,
        types::CODES,
        times::CODES,
        files::CODES,
        promotions::CODES,
        sets::CODES,
        coupons::CODES,
        ladders::CODES,
        limits::CODES,
        gifts::CODES,
        schemes::CODES,
        tests::CODES,
        support::CODES,
        analyses::CODES,
    ];
    let mut all: Vec<&'static Code> = areas.iter().flat_map(|area| area.iter().copied()).collect();
    all.sort_unstable_by_key(|code| code.id);
    all
}

/// A code by its id (`PK0213`) or its short name, in any case.
#[must_use]
pub fn find(id: &str) -> Option<&'static Code> {
    all()
        .into_iter()
        .find(|code| code.id.eq_ignore_ascii_case(id) || code.name.eq_ignore_ascii_case(id))
}

#[cfg(test)]
mod shape {
    use super::*;
    use rustc_hash::FxHashSet;

    /// Parameters that a template names.
    fn names(template: &str) -> FxHashSet<&str> {
        template
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}'))
            .map(|(name, _)| name)
            .collect()
    }

    #[test]
    fn ids_and_names_are_unique_and_well_formed() {
        let codes = all();
        assert!(codes.len() >= 45, "{}", codes.len());
        let ids: FxHashSet<_> = codes.iter().map(|code| code.id).collect();
        let words: FxHashSet<_> = codes.iter().map(|code| code.name).collect();
        assert_eq!(ids.len(), codes.len());
        assert_eq!(words.len(), codes.len());
        for code in codes {
            assert!(code.id.len() == 6 && code.id.starts_with("PK"), "{}", code.id);
            assert_eq!(find(code.id), Some(code));
            assert_eq!(find(code.name), Some(code));
        }
    }

    #[test]
    fn both_languages_use_the_same_parameters_and_words_of_their_own() {
        for code in all() {
            for text in [&code.headline, &code.message, &code.help, &code.about] {
                // Braces inside back-quotes are shown as they are.
                let words = |text: &'static str| text.split('`').step_by(2).collect::<String>();
                if std::ptr::eq(text, &code.about) {
                    assert!(
                        !words(text.en).contains('{') && !words(text.ru).contains('{'),
                        "{}: an about has no values",
                        code.id
                    );
                } else {
                    assert_eq!(names(text.en), names(text.ru), "{}: {}", code.id, text.en);
                }
                assert_eq!(text.en.is_empty(), text.ru.is_empty(), "{}", code.id);
                // A text that is one phrase has its words there.
                let phrase = text.en.starts_with('{') && text.en.find('}') == text.en.len().checked_sub(1);
                assert!(text.en.is_empty() || phrase || text.en != text.ru, "{}", code.id);
                // Words are kept apart from names of the author by back-quotes only.
                let bare: String = text.en.split('`').step_by(2).collect();
                assert!(
                    !bare.contains(|c: char| ('а'..='я').contains(&c)),
                    "{}: {}",
                    code.id,
                    text.en
                );
            }
            assert!(!code.headline.en.contains('{'), "{}", code.id);
            assert!(!code.message.en.is_empty(), "{}", code.id);
            assert!(code.about.en.len() >= 60, "{}: what is it about?", code.id);
        }
    }
}
