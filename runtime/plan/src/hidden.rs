//! Characters that nobody sees: they make two texts look alike that are not, or turn the direction of a line. Knows no format.

/// Whether a character is drawn as nothing or turns the direction of its line. A tab and line ends are not among them.
#[must_use]
pub const fn is_hidden(character: char) -> bool {
    matches!(
        character,
        '\u{0}'..='\u{8}' | '\u{B}'..='\u{C}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{9F}'
            | '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
    )
}

/// Whether a text may hold such a character, judged by its bytes alone: nearly every text is free of them.
#[must_use]
pub fn may_hide(text: &str) -> bool {
    // The first bytes of the characters above, in UTF-8.
    text.bytes()
        .any(|byte| byte < 0x20 || matches!(byte, 0x7F | 0xC2 | 0xD8 | 0xE2 | 0xEF))
}

/// The first hidden character of a text and its byte.
#[must_use]
pub fn find(text: &str) -> Option<(usize, char)> {
    if !may_hide(text) {
        return None;
    }
    text.char_indices().find(|(_, character)| is_hidden(*character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hidden_character_is_found_and_no_letter_is() {
        for character in (0..=0x1_0FFFF).filter_map(char::from_u32) {
            let text = format!("a{character}");
            assert_eq!(
                find(&text),
                is_hidden(character).then_some((1, character)),
                "U+{:04X}",
                u32::from(character)
            );
        }
        assert_eq!(find("Чай «Гринфилд» № 5,\tтёплый\n"), None);
        assert_eq!(find("чай\u{202E}"), Some((6, '\u{202E}')));
    }
}
