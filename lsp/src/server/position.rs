//! Byte offsets to the protocol's line and column, and back; knows no document but the text it is given.

use gen_lsp_types::{Position, Range};

/// How the editor counts columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units.
    Utf16,
}

/// The starts of a text's lines.
#[derive(Debug)]
pub(super) struct Lines<'text> {
    text: &'text str,
    starts: Vec<usize>,
    encoding: Encoding,
}

impl<'text> Lines<'text> {
    pub(super) fn new(text: &'text str, encoding: Encoding) -> Self {
        let after_breaks = text.match_indices('\n').map(|(at, _)| at.saturating_add(1));
        Self {
            text,
            starts: std::iter::once(0).chain(after_breaks).collect(),
            encoding,
        }
    }

    /// The position of a byte offset; the end of the text for one past it.
    pub(super) fn position(&self, offset: u32) -> Position {
        let offset = usize::try_from(offset).unwrap_or(usize::MAX).min(self.text.len());
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or(0);
        let before = self.text.get(start..offset).unwrap_or_default();
        Position {
            line: count(line),
            character: count(self.width(before)),
        }
    }

    pub(super) fn range(&self, start: u32, end: u32) -> Range {
        Range {
            start: self.position(start),
            end: self.position(end),
        }
    }

    /// The byte offset of a position; the end of its line for a column past it, of the text for a line past it.
    pub(super) fn offset(&self, position: Position) -> usize {
        let line = usize::try_from(position.line).unwrap_or(usize::MAX);
        let Some(start) = self.starts.get(line).copied() else {
            return self.text.len();
        };
        let end = self
            .starts
            .get(line.saturating_add(1))
            .map_or(self.text.len(), |next| next.saturating_sub(1));
        let line = self.text.get(start..end).unwrap_or_default();
        let column = usize::try_from(position.character).unwrap_or(usize::MAX);
        let mut seen = 0_usize;
        for (at, letter) in line.char_indices() {
            if seen >= column {
                return start.saturating_add(at);
            }
            seen = seen.saturating_add(match self.encoding {
                Encoding::Utf8 => letter.len_utf8(),
                Encoding::Utf16 => letter.len_utf16(),
            });
        }
        end
    }

    fn width(&self, text: &str) -> usize {
        match self.encoding {
            Encoding::Utf8 => text.len(),
            Encoding::Utf16 => text.encode_utf16().count(),
        }
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_what_the_editor_counts() {
        let text = "акция a\n  𝄞x\n";
        let x = u32::try_from(text.find('x').unwrap()).unwrap();
        assert_eq!(
            Lines::new(text, Encoding::Utf16).position(x),
            Position { line: 1, character: 4 }
        );
        assert_eq!(
            Lines::new(text, Encoding::Utf8).position(x),
            Position { line: 1, character: 6 }
        );
    }

    #[test]
    fn positions_go_there_and_back() {
        let text = "акция a\r\n  𝄞x\n\nend";
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            let lines = Lines::new(text, encoding);
            for (at, _) in text.char_indices() {
                let there = lines.position(u32::try_from(at).unwrap());
                assert_eq!(lines.offset(there), at, "{encoding:?} {there:?}");
            }
        }
    }

    #[test]
    fn places_outside_the_text_are_its_ends() {
        let lines = Lines::new("ab\ncd", Encoding::Utf16);
        assert_eq!(lines.offset(Position { line: 0, character: 99 }), 2);
        assert_eq!(lines.offset(Position { line: 9, character: 0 }), 5);
        assert_eq!(lines.position(99), Position { line: 1, character: 2 });
    }
}
