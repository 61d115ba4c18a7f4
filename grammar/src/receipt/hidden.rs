//! Characters that a reader cannot see and a text must not hold; knows no grammar.

use super::error::ReceiptError;
use super::syntax::Span;

/// Whether a character is drawn as nothing or turns the direction of its line.
pub(crate) fn is_hidden(character: char) -> bool {
    matches!(
        character,
        '\u{0}'..='\u{8}' | '\u{B}'..='\u{C}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{9F}'
            | '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
    )
}

/// Refuses the first hidden character of a text; a byte order mark may open it.
pub(crate) fn refuse_hidden_characters(text: &str) -> Result<(), ReceiptError> {
    let found = text
        .char_indices()
        .find(|&(at, character)| is_hidden(character) && !(at == 0 && character == '\u{FEFF}'));
    let Some((start, character)) = found else { return Ok(()) };
    let before = text.get(..start).unwrap_or_default();
    let line = before.matches('\n').count().saturating_add(1);
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count()
        .saturating_add(1);
    let end = start.saturating_add(character.len_utf8());
    Err(ReceiptError::hidden(
        character,
        Span {
            start,
            end,
            line,
            column,
        },
    ))
}
