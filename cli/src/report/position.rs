//! From bytes of a text to lines and columns of a person: columns count characters; knows no finding.

use std::collections::BTreeMap;

/// A place as a person counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// The texts that findings point into, by shown path.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    files: BTreeMap<String, Lines>,
}

#[derive(Debug, Clone)]
struct Lines {
    text: String,
    /// First byte of each line.
    starts: Vec<usize>,
}

impl Texts {
    /// Remembers a file.
    pub fn insert(&mut self, path: String, text: String) {
        let mut starts = vec![0];
        starts.extend(
            text.bytes()
                .enumerate()
                .filter(|(_, byte)| *byte == b'\n')
                .map(|(at, _)| at.saturating_add(1)),
        );
        self.files.insert(path, Lines { text, starts });
    }

    /// Takes over every file of `other`.
    pub fn extend(&mut self, other: Self) {
        self.files.extend(other.files);
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The text of a file.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(|file| file.text.as_str())
    }

    /// Where a byte of a file stands; the first place of the file when it is not known.
    #[must_use]
    pub fn position(&self, path: &str, offset: usize) -> Position {
        let Some(file) = self.files.get(path) else {
            return Position { line: 1, column: 1 };
        };
        let line = file.starts.partition_point(|start| *start <= offset).max(1);
        let start = file.starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let end = floor(&file.text, offset).max(start);
        let column = file
            .text
            .get(start..end)
            .map_or(0, |part| part.chars().count())
            .saturating_add(1);
        Position { line, column }
    }

    /// The bytes of the lines `first..=last` (from 1), without the last line's end; `None` where there are none.
    #[must_use]
    pub fn lines(&self, path: &str, first: usize, last: usize) -> Option<(usize, &str)> {
        let file = self.files.get(path)?;
        let start = *file.starts.get(first.checked_sub(1)?)?;
        let end = file
            .starts
            .get(last)
            .map_or(file.text.len(), |next| next.saturating_sub(1));
        let text = file.text.get(start..end)?;
        Some((start, text.strip_suffix('\r').unwrap_or(text)))
    }

    /// How many lines a file has.
    #[must_use]
    pub fn line_count(&self, path: &str) -> usize {
        self.files.get(path).map_or(0, |file| file.starts.len())
    }
}

/// The nearest character boundary at or before an offset.
pub(crate) fn floor(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at = at.saturating_sub(1);
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let mut texts = Texts::default();
        texts.insert("a".into(), "акция х {\r\n  скидка 10\n}".into());
        assert_eq!(texts.position("a", 0), Position { line: 1, column: 1 });
        // «акция » is 11 bytes and 6 characters.
        assert_eq!(texts.position("a", 11), Position { line: 1, column: 7 });
        let second = "акция х {\r\n".len();
        assert_eq!(texts.position("a", second + 2 + 13), Position { line: 2, column: 10 });
        assert_eq!(texts.lines("a", 1, 1).map(|(_, text)| text), Some("акция х {"));
        assert_eq!(texts.position("a", 9_999), Position { line: 3, column: 2 });
        assert_eq!(texts.position("missing", 5), Position { line: 1, column: 1 });
    }

    #[test]
    fn an_offset_inside_a_character_is_its_start() {
        let mut texts = Texts::default();
        texts.insert("a".into(), "яя".into());
        assert_eq!(texts.position("a", 3), Position { line: 1, column: 2 });
    }
}
