//! The form of a noun after a number, in English and in Russian; knows no noun.

use crate::Lang;

/// A noun in the forms that numbers ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noun {
    /// After 1, and after everything else.
    pub english: [&'static str; 2],
    /// As after 1, 2 and 5.
    pub russian: [&'static str; 3],
}

impl Noun {
    /// A noun: `Noun::new(["receipt", "receipts"], ["чек", "чека", "чеков"])`.
    #[must_use]
    pub const fn new(english: [&'static str; 2], russian: [&'static str; 3]) -> Self {
        Self { english, russian }
    }

    /// Its form after a number: `1 чек`, `2 чека`, `5 чеков`, `11 чеков`, `21 чек`.
    #[must_use]
    pub const fn after(self, n: usize, lang: Lang) -> &'static str {
        let [one, many] = self.english;
        let [first, few, rest] = self.russian;
        match (lang, n.rem_euclid(10), n.rem_euclid(100)) {
            (Lang::English, _, _) if n == 1 => one,
            (Lang::English, _, _) => many,
            (Lang::Russian, _, 11..=14) => rest,
            (Lang::Russian, 1, _) => first,
            (Lang::Russian, 2..=4, _) => few,
            (Lang::Russian, _, _) => rest,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_follow_the_number() {
        let receipt = Noun::new(["receipt", "receipts"], ["чек", "чека", "чеков"]);
        let of = |n: usize| (receipt.after(n, Lang::English), receipt.after(n, Lang::Russian));
        assert_eq!(of(0), ("receipts", "чеков"));
        assert_eq!(of(1), ("receipt", "чек"));
        assert_eq!(of(2), ("receipts", "чека"));
        assert_eq!(of(5), ("receipts", "чеков"));
        assert_eq!(of(11), ("receipts", "чеков"));
        assert_eq!(of(14), ("receipts", "чеков"));
        assert_eq!(of(21), ("receipts", "чек"));
        assert_eq!(of(111), ("receipts", "чеков"));
    }
}
