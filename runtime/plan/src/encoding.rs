//! What a text is written in, when it is not UTF-8: a guess for a message, never a conversion.

use crate::complaint::{Complaint, Encoding};

/// Why these bytes are not text. `at` is the first byte that is not UTF-8.
pub(crate) fn complaint(bytes: &[u8], at: usize) -> Complaint {
    Complaint::NotUtf8 {
        byte: at,
        guess: guess(bytes),
    }
}

fn guess(bytes: &[u8]) -> Option<Encoding> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Some(Encoding::Utf16);
    }
    // Windows-1251 keeps Russian letters at 0xC0..=0xFF and Ё, ё, № at 0xA8, 0xB8, 0xB9.
    let (mut high, mut russian) = (0_usize, 0_usize);
    for byte in bytes.iter().filter(|byte| **byte >= 0x80) {
        high = high.saturating_add(1);
        russian = russian.saturating_add(usize::from(matches!(byte, 0xC0..=0xFF | 0xA8 | 0xB8 | 0xB9)));
    }
    let likely = high > 0 && russian.saturating_mul(10) >= high.saturating_mul(9);
    likely.then_some(Encoding::Windows1251)
}
