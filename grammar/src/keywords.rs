//! The keyword table: spellings of both languages to keywords and back; knows no text beyond one word and no tree.

#[rustfmt::skip]
mod generated;

use std::borrow::Cow;

use generated::{ATOMS, ENTRIES, FACTS, RESERVED, SLOTS};
pub use generated::{Keyword, choices};

use crate::kind::SyntaxKind;

/// One row of the table.
#[derive(Debug)]
struct Entry {
    id: &'static str,
    section: &'static str,
    kind: SyntaxKind,
    english: &'static [&'static str],
    russian: &'static [&'static str],
    signs: &'static [&'static str],
    /// One bit per first atom of a spelling, by its number modulo 64: a quick no.
    firsts: u64,
    spellings: &'static [&'static [u16]],
}

/// A language of keywords.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Language {
    /// English.
    English,
    /// Russian.
    Russian,
}

/// A word or a sign that takes part in some keyword.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Atom(u16);

impl Atom {
    /// The atom of a word or sign as written: case and ё = е do not matter.
    pub fn of(text: &str) -> Option<Atom> {
        if text.contains(['\u{306}', '\u{308}']) {
            let folded = fold(text);
            return find(|| folded.chars());
        }
        find(|| text.chars().map(fold_char))
    }

    /// Whether this word is a name only in back-quotes.
    pub fn is_reserved(self) -> bool {
        RESERVED.binary_search(&self.0).is_ok()
    }

    /// The folded spelling.
    pub fn text(self) -> &'static str {
        ATOMS.get(usize::from(self.0)).copied().unwrap_or_default()
    }
}

impl Keyword {
    #[expect(
        clippy::as_conversions,
        reason = "the discriminant of a fieldless `repr(u16)` enum is a u16"
    )]
    fn entry(self) -> &'static Entry {
        const NONE: Entry = Entry {
            id: "",
            section: "",
            kind: SyntaxKind::ERROR,
            english: &[],
            russian: &[],
            signs: &[],
            firsts: 0,
            spellings: &[],
        };
        static MISSING: Entry = NONE;
        ENTRIES.get(usize::from(self as u16)).unwrap_or(&MISSING)
    }

    /// The keyword of a token's kind.
    pub fn from_kind(kind: SyntaxKind) -> Option<Keyword> {
        let first = SyntaxKind::KW_RETAILER.number();
        let keyword = Keyword::ALL
            .get(usize::from(kind.number().checked_sub(first)?))
            .copied()?;
        (keyword.kind() == kind).then_some(keyword)
    }

    /// The keywords that can be spelled so; `text` may be several words. What it is in a program is decided by its place.
    pub fn from_text(text: &str) -> impl Iterator<Item = Keyword> {
        let atoms: Option<Vec<u16>> = text
            .split_whitespace()
            .map(|word| Atom::of(word).map(|atom| atom.0))
            .collect();
        let atoms = atoms.unwrap_or_default();
        Keyword::ALL
            .iter()
            .copied()
            .filter(move |keyword| keyword.entry().spellings.contains(&atoms.as_slice()))
    }

    /// The name in perk.pest without `kw_`.
    pub fn id(self) -> &'static str {
        self.entry().id
    }

    /// The section of the table, for completion and the reference.
    pub fn section(self) -> &'static str {
        self.entry().section
    }

    /// The kind of the tokens of this keyword. A keyword of several words is several tokens of this kind.
    pub fn kind(self) -> SyntaxKind {
        self.entry().kind
    }

    /// The spelling that the formatter writes.
    pub fn canonical(self, language: Language) -> &'static str {
        self.spellings(language).first().copied().unwrap_or_default()
    }

    /// The spellings in one language, the canonical one first.
    pub fn spellings(self, language: Language) -> &'static [&'static str] {
        match language {
            Language::English => self.entry().english,
            Language::Russian => self.entry().russian,
        }
    }

    /// The spellings by sign, the same in both languages.
    pub fn signs(self) -> &'static [&'static str] {
        self.entry().signs
    }

    /// Whether some spelling may begin with this atom; a no is certain.
    pub(crate) fn may_begin_with(self, atom: u16) -> bool {
        self.entry().firsts.wrapping_shr(u32::from(atom)) & 1 == 1
    }

    /// The spellings of both languages as atoms, longest first.
    pub(crate) fn atoms(self) -> &'static [&'static [u16]] {
        self.entry().spellings
    }
}

impl Atom {
    pub(crate) fn number(self) -> u16 {
        self.0
    }
}

/// Whether this word is a name only in back-quotes.
pub fn is_reserved(word: &str) -> bool {
    Atom::of(word).is_some_and(Atom::is_reserved)
}

/// The reserved words, folded and sorted.
pub fn reserved() -> impl Iterator<Item = &'static str> {
    RESERVED.iter().map(|index| Atom(*index).text())
}

/// A built-in fact: `client.age`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Fact {
    /// The dotted English name; `*` stands for the name of an account. It never changes with the spelling.
    pub id: &'static str,
    /// English spellings of the last part, the canonical one first.
    pub english: &'static [&'static str],
    /// Russian spellings of the last part, the canonical one first.
    pub russian: &'static [&'static str],
}

impl Fact {
    /// Every built-in fact, in table order.
    pub fn all() -> impl Iterator<Item = Fact> {
        FACTS.iter().map(|(id, english, russian)| Fact { id, english, russian })
    }

    /// The built-in fact spelled by these parts, in any mix of languages: `["клиент", "age"]` is `client.age`. A first part that
    /// is no built-in root may be an account: `["bonus", "active"]` is `*.active`.
    pub fn from_parts(parts: &[&str]) -> Option<Fact> {
        let (last, owners) = parts.split_last()?;
        let owner = match owners {
            [] => None,
            [root] => Some(Fact::from_parts(&[root]).map_or("*", |fact| fact.id)),
            [_, _, ..] => return None,
        };
        let last = fold(last);
        Fact::all().find(|fact| {
            let place = fact.id.rsplit_once('.').map(|(before, _)| before);
            place == owner
                && fact
                    .english
                    .iter()
                    .chain(fact.russian)
                    .any(|spelling| fold(spelling) == last)
        })
    }

    /// The spelling of the last part that the formatter writes.
    pub fn canonical(self, language: Language) -> &'static str {
        match language {
            Language::English => self.english.first().copied().unwrap_or_default(),
            Language::Russian => self.russian.first().copied().unwrap_or_default(),
        }
    }
}

/// The atom with these folded characters.
fn find<I: Iterator<Item = char>>(folded: impl Fn() -> I) -> Option<Atom> {
    let mut hash = 0x811c_9dc5_u32;
    for c in folded() {
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    }
    let mut place = usize::try_from(hash).ok()?;
    // At least one slot of the table is free, so this ends.
    loop {
        let index = SLOTS.get(place.checked_rem(SLOTS.len())?)?;
        let atom = ATOMS.get(usize::from(*index))?;
        if atom.chars().eq(folded()) {
            return Some(Atom(*index));
        }
        place = place.wrapping_add(1);
    }
}

fn fold_char(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        'ё' | 'Ё' => 'е',
        'А'..='Я' => char::from_u32(u32::from(c).wrapping_add(32)).unwrap_or(c),
        other => other,
    }
}

/// Folds Latin and Russian letters to lower case and ё to е, composed or not; nothing else changes.
pub fn fold(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return Cow::Borrowed(word);
    }
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        let last = out.chars().next_back();
        match (c, last) {
            ('\u{308}', Some('е')) if !out.ends_with('\u{308}') => {}
            ('\u{306}', Some('и')) => {
                out.pop();
                out.push('й');
            }
            (other, _) => out.push(fold_char(other)),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::{Atom, Fact, Keyword, Language, fold, is_reserved};
    use crate::kind::SyntaxKind;

    #[test]
    fn a_keyword_is_found_by_every_spelling() {
        for keyword in Keyword::ALL {
            assert_eq!(Keyword::from_kind(keyword.kind()), Some(*keyword));
            for spelling in keyword
                .spellings(Language::English)
                .iter()
                .chain(keyword.spellings(Language::Russian))
            {
                assert!(Keyword::from_text(spelling).any(|k| k == *keyword), "{spelling}");
                assert!(
                    Keyword::from_text(&spelling.to_uppercase()).any(|k| k == *keyword),
                    "{spelling}"
                );
            }
        }
        assert_eq!(Keyword::from_kind(SyntaxKind::WORD), None);
        assert_eq!(Keyword::from_kind(SyntaxKind::ERROR), None);
    }

    #[test]
    fn folding_knows_both_alphabets_and_both_forms_of_a_letter() {
        assert_eq!(fold("СЧЁТ"), "счет");
        assert_eq!(fold("сче\u{308}т"), "счет");
        assert_eq!(fold("И\u{306}"), "й");
        assert_eq!(fold("RUB"), "rub");
        assert_eq!(fold("\u{212A}g"), "\u{212A}g");
    }

    #[test]
    fn units_are_told_apart() {
        let units: Vec<Keyword> = Keyword::ALL
            .iter()
            .copied()
            .filter(|k| k.section() == "units")
            .collect();
        assert!(units.len() > 25);
        for (i, a) in units.iter().enumerate() {
            for b in &units[i + 1..] {
                assert!(a.atoms().iter().all(|s| !b.atoms().contains(s)), "{a:?} and {b:?}");
            }
        }
    }

    #[test]
    fn clause_words_are_reserved_and_others_are_not() {
        for word in ["give", "Скидка", "в", "for", "WHEN", "и"] {
            assert!(is_reserved(word), "{word}");
        }
        for word in ["coffee", "каждый", "days", "receipt", "дни", "set"] {
            assert!(!is_reserved(word), "{word}");
        }
        assert!(Atom::of("coffee").is_none());
        assert_eq!(Atom::of("СЧЁТ"), Atom::of("сче\u{308}т"));
        assert!(Atom::of("сче\u{308}т").is_some() && Atom::of("И\u{306}").is_none());
        for (index, atom) in super::ATOMS.iter().enumerate() {
            assert_eq!(Atom::of(atom).map(|found| usize::from(found.0)), Some(index), "{atom}");
        }
    }

    #[test]
    fn facts_are_found_in_any_mix_of_languages() {
        let id = |parts: &[&str]| Fact::from_parts(parts).map(|f| f.id);
        assert_eq!(id(&["чек", "сумма"]), Some("receipt.amount"));
        assert_eq!(id(&["клиента", "age"]), Some("client.age"));
        assert_eq!(id(&["bonus", "active"]), Some("*.active"));
        assert_eq!(id(&["касса"]), Some("till"));
        assert_eq!(id(&["coffee"]), None);
        assert_eq!(id(&["client", "amount"]), None);
    }
}
