//! Files as text: sizes, encodings, gzip; knows nothing of what the text says.

use std::io::Read;
use std::path::Path;

use super::{Trouble, read_limited};
use crate::words;

/// The bytes of a file, unpacked when its name ends with `.gz`.
///
/// # Errors
/// When the file cannot be read, is past the limit (packed or unpacked), or its gzip is damaged.
pub fn read_bytes(path: &Path, shown: &str, limit: u64) -> Result<Vec<u8>, Trouble> {
    let cannot = |why: std::io::Error| Trouble::from(words::cannot_read(shown, &why));
    let about = std::fs::metadata(path).map_err(cannot)?;
    if about.is_dir() {
        return Err(cannot(std::io::Error::from(std::io::ErrorKind::IsADirectory)));
    }
    if about.len() > limit {
        return Err(Trouble::from(words::too_large(shown, limit)));
    }
    let mut file = std::fs::File::open(path).map_err(cannot)?;
    let bytes = read_limited(&mut file, shown, limit)?;
    if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gz")) {
        return unpack(&bytes, shown, limit);
    }
    Ok(bytes)
}

/// Unpacks gzip; several members after each other are one file.
pub(crate) fn unpack(packed: &[u8], shown: &str, limit: u64) -> Result<Vec<u8>, Trouble> {
    if !packed.starts_with(&[0x1F, 0x8B]) {
        return Err(Trouble::from(words::not_gzip(shown)));
    }
    let mut bytes = Vec::new();
    flate2::read::MultiGzDecoder::new(packed)
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|why| Trouble::from(words::broken_gzip(shown, &why)))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limit {
        return Err(Trouble::from(words::too_large(shown, limit)));
    }
    Ok(bytes)
}

/// A whole text file.
///
/// # Errors
/// As [`read_bytes`] and [`decode`].
pub fn read_text(path: &Path, shown: &str, limit: u64) -> Result<String, Trouble> {
    decode(read_bytes(path, shown, limit)?, shown)
}

/// Bytes as text: UTF-8, with or without a byte order mark, which is dropped.
///
/// # Errors
/// Names the line of the first byte that is not UTF-8, and the encoding it looks like.
pub fn decode(bytes: Vec<u8>, shown: &str) -> Result<String, Trouble> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Trouble::from(words::is_utf16(shown)));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        }),
        Err(wrong) => {
            let valid = wrong.utf8_error().valid_up_to();
            let bytes = wrong.as_bytes();
            let before = bytes.get(..valid).unwrap_or_default();
            let line = before.iter().filter(|byte| **byte == b'\n').count().saturating_add(1);
            if is_probably_windows_1251(bytes) {
                return Err(Trouble::from(words::looks_like_windows_1251(shown, line)));
            }
            let start = before
                .iter()
                .rposition(|byte| *byte == b'\n')
                .map_or(0, |at| at.saturating_add(1));
            let column = String::from_utf8_lossy(before.get(start..).unwrap_or_default())
                .chars()
                .count();
            Err(Trouble::from(words::not_utf8(shown, line, column.saturating_add(1))))
        }
    }
}

/// Russian letters of Windows-1251 are the bytes 0xC0..=0xFF, ё is 0xB8 and Ё 0xA8; text has them in runs.
fn is_probably_windows_1251(bytes: &[u8]) -> bool {
    let high = bytes.iter().filter(|byte| **byte >= 0x80).count();
    let letters = bytes
        .iter()
        .filter(|byte| **byte >= 0xC0 || **byte == 0xB8 || **byte == 0xA8)
        .count();
    let pairs = bytes
        .windows(2)
        .filter(|pair| pair.iter().all(|byte| *byte >= 0xC0))
        .count();
    // In UTF-8 every other byte of Russian is below 0xC0, so pairs of such bytes are not found there.
    letters.saturating_mul(10) >= high.saturating_mul(8) && pairs > 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    fn complaint(bytes: &[u8]) -> String {
        match decode(bytes.to_vec(), "a.perk") {
            Ok(text) => text,
            Err(trouble) => trouble.phrase().say(Lang::En).to_owned(),
        }
    }

    #[test]
    fn a_byte_order_mark_is_dropped() {
        assert_eq!(complaint("\u{feff}items".as_bytes()), "items");
    }

    #[test]
    fn windows_1251_is_named_with_its_line() {
        // «// скидка» in Windows-1251 on the second line.
        let said = complaint(b"// ok\n// \xF1\xEA\xE8\xE4\xEA\xE0\n");
        assert!(
            said.starts_with("a.perk:2: the text is not UTF-8; it looks like Windows-1251"),
            "{said}"
        );
    }

    #[test]
    fn other_bytes_are_named_with_line_and_column() {
        let said = complaint(
            "// ок\nя \u{80}"
                .as_bytes()
                .split_last()
                .map_or(&[][..], |(_, rest)| rest),
        );
        assert!(said.starts_with("a.perk:2:3: the text is not UTF-8\n"), "{said}");
    }

    #[test]
    fn utf16_is_named() {
        assert!(complaint(b"\xFF\xFEa\0").contains("UTF-16"));
    }

    #[test]
    fn a_truncated_gzip_is_named() {
        use std::io::Write as _;
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packer
            .write_all(b"some receipts, some receipts, some receipts")
            .unwrap();
        let packed = packer.finish().unwrap();
        assert_eq!(
            unpack(&packed, "r.gz", 1000).unwrap(),
            b"some receipts, some receipts, some receipts"
        );
        let cut = packed.get(..packed.len() - 6).unwrap();
        let said = unpack(cut, "r.gz", 1000).unwrap_err().phrase().say(Lang::En).to_owned();
        assert!(said.starts_with("r.gz: the gzip file is cut off"), "{said}");
        assert!(
            unpack(&packed, "r.gz", 10)
                .unwrap_err()
                .phrase()
                .say(Lang::En)
                .contains("larger")
        );
    }
}
