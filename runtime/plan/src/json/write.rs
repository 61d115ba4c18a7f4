//! Writing JSON: texts with their escapes and fields with their commas; knows no receipt.

/// Appends a text in quotes.
pub(crate) fn push_text(out: &mut String, text: &str) {
    use std::fmt::Write as _;
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\u{1F}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(letter));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

/// Appends `"key":`, after a comma unless an object or array has just begun.
pub(crate) fn push_field(out: &mut String, key: &str) {
    if !out.ends_with(['{', '[']) {
        out.push(',');
    }
    push_text(out, key);
    out.push(':');
}
