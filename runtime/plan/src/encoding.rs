//! What a text is written in, when it is not UTF-8: a guess for a message, never a conversion.

/// Why these bytes are not text, and what to do. `at` is the first byte that is not UTF-8.
pub(crate) fn complaint(bytes: &[u8], at: usize) -> String {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return "the file is UTF-16; save it as UTF-8".to_owned();
    }
    // Windows-1251 keeps Russian letters at 0xC0..=0xFF and Ё, ё, № at 0xA8, 0xB8, 0xB9.
    let (mut high, mut russian) = (0_usize, 0_usize);
    for byte in bytes.iter().filter(|byte| **byte >= 0x80) {
        high = high.saturating_add(1);
        russian = russian.saturating_add(usize::from(matches!(byte, 0xC0..=0xFF | 0xA8 | 0xB8 | 0xB9)));
    }
    if high > 0 && russian.saturating_mul(10) >= high.saturating_mul(9) {
        return format!("byte {at} is not UTF-8, it looks like Windows-1251; save the file as UTF-8");
    }
    format!("byte {at} is not UTF-8; save the file as UTF-8")
}
