//! Why a command could not do its work: one line for a person, the same in parts for a machine; knows no command.

use serde_json::{Map, Value, json};

use crate::words::{Lang, Phrase, both};

/// Why a command could not do its work; said on standard error, exit code 2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// What is wrong, without its place.
    why: Phrase,
    /// Its code, where it has one: the lists stand in `docs/reference`.
    code: Option<&'static str>,
    /// Where it is wrong.
    place: Option<Box<Place>>,
}

/// A place in a file that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The file as it is shown.
    pub file: String,
    /// Line, from 1.
    pub line: Option<u64>,
    /// Column in characters, from 1.
    pub column: Option<u64>,
    /// JSON path or heading of a column; empty for the whole.
    pub path: String,
}

impl Place {
    /// A line and a column of a file.
    #[must_use]
    pub fn at(file: &str, (line, column): (usize, usize), path: &str) -> Self {
        Self {
            file: file.to_owned(),
            line: u64::try_from(line).ok(),
            column: u64::try_from(column).ok(),
            path: path.to_owned(),
        }
    }

    /// A whole file.
    #[must_use]
    pub fn whole(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            ..Self::default()
        }
    }

    /// `r.json:1:78: lines[0].quantity: `
    fn shown(&self) -> String {
        let mut shown = self.file.clone();
        for number in [self.line, self.column].into_iter().flatten() {
            shown.push_str(&format!(":{number}"));
        }
        shown.push_str(": ");
        if !self.path.is_empty() {
            shown.push_str(&format!("{}: ", self.path));
        }
        shown
    }
}

impl From<Phrase> for Trouble {
    fn from(why: Phrase) -> Self {
        Self {
            why,
            code: None,
            place: None,
        }
    }
}

impl Trouble {
    /// A place of a file with what is wrong there.
    #[must_use]
    pub fn at(place: Place, why: Phrase) -> Self {
        Self {
            why,
            code: None,
            place: Some(Box::new(place)),
        }
    }

    /// The same with the code of the refusal.
    #[must_use]
    pub fn coded(mut self, code: &'static str) -> Self {
        self.code = Some(code);
        self
    }

    /// The line for a person: place, what is wrong, the code in brackets.
    #[must_use]
    pub fn phrase(&self) -> Phrase {
        let place = self.place.as_ref().map(|place| place.shown()).unwrap_or_default();
        let code = self.code.map(|code| format!(" [{code}]")).unwrap_or_default();
        let (en, ru) = (&self.why.en, &self.why.ru);
        both!("{place}{en}{code}", "{place}{ru}{code}")
    }

    /// One JSON object for a program: what is not known is left out.
    #[must_use]
    pub fn json(&self, severity: &str, lang: Lang) -> String {
        let mut object = Map::new();
        if let Some(code) = self.code {
            object.insert("code".into(), json!(code));
        }
        object.insert("severity".into(), json!(severity));
        object.insert("message".into(), json!(self.why.say(lang)));
        if let Some(place) = &self.place {
            object.insert("file".into(), json!(place.file));
            for (name, number) in [("line", place.line), ("column", place.column)] {
                if let Some(number) = number {
                    object.insert(name.into(), json!(number));
                }
            }
            if !place.path.is_empty() {
                object.insert("path".into(), json!(place.path));
            }
        }
        Value::Object(object).to_string()
    }
}
