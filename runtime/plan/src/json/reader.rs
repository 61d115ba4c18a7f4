//! The reader: one pass over the text, no recursion except over values that are only echoed.

use std::borrow::Cow;

use super::{Fault, Kind};
use crate::complaint::{Complaint, shown};
use crate::limits;

/// Reads one text from its beginning.
pub(crate) struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    /// Begins; a byte order mark is passed over.
    pub(crate) fn new(text: &'a str) -> Self {
        let at = if text.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8()
        } else {
            0
        };
        Self { text, at }
    }

    /// Where the reader stands, in bytes.
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    pub(crate) fn fault(&self, code: &'static str, complaint: Complaint) -> Fault {
        Fault::new(code, self.at, complaint)
    }

    /// A key that was met before in its object.
    pub(crate) fn twice(&self, key: &str) -> Fault {
        self.fault("json-duplicate-key", Complaint::KeyTwice { key: key.to_owned() })
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at = self.at.saturating_add(1);
        }
    }

    /// Whether only blanks are left.
    pub(crate) fn at_end(&mut self) -> bool {
        self.skip_blanks();
        self.peek().is_none()
    }

    /// Checks that only blanks are left.
    pub(crate) fn end(&mut self) -> Result<(), Fault> {
        if self.at_end() {
            Ok(())
        } else {
            Err(self.fault("json-trailing", Complaint::Trailing))
        }
    }

    /// What comes next.
    pub(crate) fn kind(&mut self) -> Result<Kind, Fault> {
        self.skip_blanks();
        Ok(match self.peek() {
            Some(b'{') => Kind::Object,
            Some(b'[') => Kind::Array,
            Some(b'"') => Kind::Text,
            Some(b'-' | b'0'..=b'9') => Kind::Number,
            Some(b't' | b'f') => Kind::YesNo,
            Some(b'n') => Kind::Null,
            Some(_) => {
                let rest = self.text.get(self.at..).unwrap_or_default();
                let word: String = rest
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '+')
                    .take(20)
                    .collect();
                return Err(if matches!(word.as_str(), "NaN" | "Infinity" | "Inf") {
                    self.fault("json-number", Complaint::NotPayable { written: word })
                } else {
                    let found = rest
                        .chars()
                        .next()
                        .map_or_else(String::new, |c| c.escape_debug().to_string());
                    self.fault("json-syntax", Complaint::ValueNeeded { found: Some(found) })
                });
            }
            None => return Err(self.fault("json-syntax", Complaint::ValueNeeded { found: None })),
        })
    }

    fn need(&mut self, wanted: Kind) -> Result<(), Fault> {
        let found = self.kind()?;
        if found == wanted {
            return Ok(());
        }
        Err(self.fault("json-type", Complaint::KindNeeded { needed: wanted, found }))
    }

    /// Passes over `null`; answers whether it was there.
    pub(crate) fn null(&mut self) -> Result<bool, Fault> {
        self.skip_blanks();
        if self.peek() != Some(b'n') {
            return Ok(false);
        }
        self.word("null")?;
        Ok(true)
    }

    fn word(&mut self, word: &'static str) -> Result<(), Fault> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let follows = rest
            .strip_prefix(word)
            .map(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'));
        if follows != Some(false) {
            return Err(self.fault("json-syntax", Complaint::OnlyWord { word }));
        }
        self.at = self.at.saturating_add(word.len());
        Ok(())
    }

    /// Reads `true` or `false`.
    pub(crate) fn yes_no(&mut self) -> Result<bool, Fault> {
        self.need(Kind::YesNo)?;
        if self.peek() == Some(b't') {
            self.word("true")?;
            Ok(true)
        } else {
            self.word("false")?;
            Ok(false)
        }
    }

    /// Reads a number as it is written.
    pub(crate) fn number(&mut self) -> Result<&'a str, Fault> {
        self.need(Kind::Number)?;
        let rest = self.text.get(self.at..).unwrap_or_default();
        let length = rest
            .bytes()
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+'))
            .count();
        let number = rest.get(..length).unwrap_or_default();
        if !is_number(number) {
            let written = shown(number);
            return Err(self.fault("json-number", Complaint::NotJsonNumber { written }));
        }
        self.at = self.at.saturating_add(length);
        Ok(number)
    }

    /// Reads a text.
    pub(crate) fn text(&mut self) -> Result<Cow<'a, str>, Fault> {
        self.need(Kind::Text)?;
        let from = self.at.saturating_add(1);
        let bytes = self.text.as_bytes();
        let mut at = from;
        loop {
            match bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => return self.escaped(from, at),
                Some(0..=0x1F) => return Err(control(at)),
                Some(_) => at = at.saturating_add(1),
                None => return Err(self.fault("json-syntax", Complaint::TextNotClosed)),
            }
        }
        self.at = at.saturating_add(1);
        Ok(Cow::Borrowed(self.text.get(from..at).unwrap_or_default()))
    }

    /// The rest of a text in which an escape was met at `at`.
    fn escaped(&mut self, from: usize, at: usize) -> Result<Cow<'a, str>, Fault> {
        let opened = self.at;
        let mut text = self.text.get(from..at).unwrap_or_default().to_owned();
        let mut rest = self.text.get(at..).unwrap_or_default().char_indices();
        while let Some((offset, letter)) = rest.next() {
            let here = at.saturating_add(offset);
            match letter {
                '"' => {
                    self.at = here.saturating_add(1);
                    return Ok(Cow::Owned(text));
                }
                '\\' => {
                    let plain = match rest.next().map(|(_, letter)| letter) {
                        Some(same @ ('"' | '\\' | '/')) => same,
                        Some('b') => '\u{8}',
                        Some('f') => '\u{c}',
                        Some('n') => '\n',
                        Some('r') => '\r',
                        Some('t') => '\t',
                        Some('u') => {
                            let unit = hex4(&mut rest).ok_or_else(|| bad_escape(here))?;
                            if (0xD800..0xDC00).contains(&unit) {
                                let low = match (rest.next(), rest.next()) {
                                    (Some((_, '\\')), Some((_, 'u'))) => hex4(&mut rest),
                                    _ => None,
                                };
                                let pair = low.map(|low| char::decode_utf16([unit, low]).next());
                                pair.flatten().and_then(Result::ok).ok_or_else(|| bad_escape(here))?
                            } else {
                                char::from_u32(u32::from(unit)).ok_or_else(|| bad_escape(here))?
                            }
                        }
                        Some(_) | None => return Err(bad_escape(here)),
                    };
                    text.push(plain);
                }
                '\0'..='\u{1F}' => return Err(control(here)),
                other => text.push(other),
            }
        }
        Err(Fault::new("json-syntax", opened, Complaint::TextNotClosed))
    }

    /// Reads an object: `each` is called with the reader before each value and must read it.
    pub(crate) fn object(&mut self, mut each: impl FnMut(&mut Self, &str) -> Result<(), Fault>) -> Result<(), Fault> {
        self.need(Kind::Object)?;
        self.at = self.at.saturating_add(1);
        self.skip_blanks();
        if self.peek() == Some(b'}') {
            self.at = self.at.saturating_add(1);
            return Ok(());
        }
        loop {
            self.skip_blanks();
            if self.peek() != Some(b'"') {
                return Err(self.fault("json-syntax", Complaint::KeyNeeded));
            }
            let key = self.text()?;
            self.skip_blanks();
            if self.peek() != Some(b':') {
                return Err(self.fault("json-syntax", Complaint::ColonNeeded).in_key(&key));
            }
            self.at = self.at.saturating_add(1);
            each(self, &key).map_err(|fault| fault.in_key(&key))?;
            if self.closes('}')? {
                return Ok(());
            }
        }
    }

    /// Reads an array: `each` is called with the position before each value and must read it.
    pub(crate) fn array(&mut self, mut each: impl FnMut(&mut Self, usize) -> Result<(), Fault>) -> Result<(), Fault> {
        self.need(Kind::Array)?;
        self.at = self.at.saturating_add(1);
        self.skip_blanks();
        if self.peek() == Some(b']') {
            self.at = self.at.saturating_add(1);
            return Ok(());
        }
        let mut index: usize = 0;
        loop {
            each(self, index).map_err(|fault| fault.in_index(index))?;
            index = index.saturating_add(1);
            if self.closes(']')? {
                return Ok(());
            }
        }
    }

    fn closes(&mut self, close: char) -> Result<bool, Fault> {
        self.skip_blanks();
        let next = self.peek().map(char::from);
        if next == Some(',') || next == Some(close) {
            self.at = self.at.saturating_add(1);
            return Ok(next == Some(close));
        }
        let ended = next.is_none();
        Err(self.fault("json-syntax", Complaint::CommaNeeded { close, ended }))
    }

    /// Reads any value, to be echoed.
    pub(crate) fn value(&mut self) -> Result<serde_json::Value, Fault> {
        self.value_at(0)
    }

    fn value_at(&mut self, depth: usize) -> Result<serde_json::Value, Fault> {
        use serde_json::Value;
        if depth > limits::JSON_DEPTH {
            let limit = limits::JSON_DEPTH;
            return Err(self.fault("json-depth", Complaint::TooDeep { limit }));
        }
        let deeper = depth.saturating_add(1);
        Ok(match self.kind()? {
            Kind::Null => {
                self.word("null")?;
                Value::Null
            }
            Kind::YesNo => Value::Bool(self.yes_no()?),
            Kind::Number => {
                let at = self.at;
                let written = self.number()?;
                let number = written.parse().map_err(|_| {
                    let written = shown(written);
                    Fault::new("json-number", at, Complaint::NotJsonNumber { written })
                })?;
                Value::Number(number)
            }
            Kind::Text => Value::String(self.text()?.into_owned()),
            Kind::Array => {
                let mut values = Vec::new();
                self.array(|reader, _| {
                    values.push(reader.value_at(deeper)?);
                    Ok(())
                })?;
                Value::Array(values)
            }
            Kind::Object => {
                let mut map = serde_json::Map::new();
                self.object(|reader, key| {
                    if map.contains_key(key) {
                        return Err(reader.twice(key));
                    }
                    let value = reader.value_at(deeper)?;
                    map.insert(key.to_owned(), value);
                    Ok(())
                })?;
                Value::Object(map)
            }
        })
    }
}

fn control(at: usize) -> Fault {
    Fault::new("json-syntax", at, Complaint::ControlCharacter)
}

fn bad_escape(at: usize) -> Fault {
    Fault::new("json-syntax", at, Complaint::UnknownEscape)
}

fn hex4(letters: &mut std::str::CharIndices<'_>) -> Option<u16> {
    let mut unit: u16 = 0;
    for _ in 0..4 {
        let digit = letters.next()?.1.to_digit(16)?;
        unit = unit.wrapping_shl(4) | u16::try_from(digit).ok()?;
    }
    Some(unit)
}

/// JSON's grammar of numbers, exponents included: whether one is welcome is for the field to say.
fn is_number(text: &str) -> bool {
    let rest = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (rest, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}
