//! What a diagnostic code is: its texts in both languages and a pair of programmes; knows no check.

use super::Language;

/// The same words in English and Russian, kept side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bilingual {
    /// English.
    pub en: &'static str,
    /// Russian.
    pub ru: &'static str,
}

impl Bilingual {
    /// Both spellings.
    #[must_use]
    pub const fn new(en: &'static str, ru: &'static str) -> Self {
        Self { en, ru }
    }

    /// The words in a language.
    #[must_use]
    pub const fn get(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.en,
            Language::Russian => self.ru,
        }
    }
}

/// How serious a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// No plan is made.
    Error,
    /// A plan is made; most likely it is not what was meant.
    Warning,
    /// Worth knowing.
    Hint,
    /// What may happen and may well be meant; told only to whoever asks (`perk check --deep`).
    Advice,
}

/// A small programme: one `.perk` file and the files beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Example {
    /// Text of `shop.perk`.
    pub source: &'static str,
    /// Further files: path and text.
    pub files: &'static [(&'static str, &'static str)],
}

/// The bytes of an example's further file: `\xEA` in its text is that byte, so that other encodings can be written down.
#[must_use]
pub fn example_bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\\x") {
        bytes.extend_from_slice(before.as_bytes());
        let byte = after.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match byte {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.extend_from_slice(b"\\x");
                rest = after;
            }
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

/// A diagnostic code. Compared by its id.
#[derive(Debug, Clone, Copy)]
pub struct Code {
    /// `PK0213`; never reused for another meaning.
    pub id: &'static str,
    /// A short name for people who prefer words, `percent-over-hundred`.
    pub name: &'static str,
    /// How serious it is.
    pub severity: Severity,
    /// One line in plain words, without values: the title of its page.
    pub headline: Bilingual,
    /// One line with values.
    pub message: Bilingual,
    /// The reason and what to do, with values; may be empty.
    pub help: Bilingual,
    /// What it is about, for its page: two or three sentences without values.
    pub about: Bilingual,
    /// A programme that has this diagnostic.
    pub example_bad: Example,
    /// The same programme put right: nothing at all is reported for it.
    pub example_good: Example,
}

impl Code {
    /// Its page, relative to the documentation's root.
    #[must_use]
    pub fn page(&self) -> String {
        format!("diagnostics/{}.md", self.id)
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Code {}

impl std::hash::Hash for Code {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}
