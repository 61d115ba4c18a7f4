//! Where a value stands in a JSON text, by its path: for errors that are found after the text was read.

use super::fault::{Fault, position};
use super::reader::Reader;
use crate::complaint::Complaint;

/// Line and column, both from 1, of the value at a path such as `lines[0].price`; `None` where there is none. Reads the
/// text once more, so it is for errors only.
#[must_use]
pub fn place_of(text: &str, path: &str) -> Option<(usize, usize)> {
    let mut reader = Reader::new(text);
    let at = find(&mut reader, path)?;
    Some(position(text, at))
}

/// The byte at which the value begins.
fn find(reader: &mut Reader<'_>, path: &str) -> Option<usize> {
    if path.is_empty() {
        reader.kind().ok()?;
        return Some(reader.position());
    }
    // The search ends the walk with an error that nobody sees: what is behind the value need not be read.
    let stop = || Fault::new("found", 0, Complaint::Trailing);
    let mut found = None;
    if let Some(rest) = path.strip_prefix('[') {
        let (index, rest) = rest.split_once(']')?;
        let wanted: usize = index.parse().ok()?;
        let rest = rest.strip_prefix('.').unwrap_or(rest);
        let _ = reader.array(|reader, index| {
            if index == wanted {
                found = find(reader, rest);
                return Err(stop());
            }
            reader.value().map(|_| ())
        });
    } else {
        let end = path.find(['.', '[']).unwrap_or(path.len());
        let (wanted, rest) = path.split_at_checked(end)?;
        let rest = rest.strip_prefix('.').unwrap_or(rest);
        let _ = reader.object(|reader, key| {
            if key == wanted {
                found = find(reader, rest);
                return Err(stop());
            }
            reader.value().map(|_| ())
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_their_paths() {
        let text = "{\"at\": 1,\n \"lines\": [{\"a\": [2, 3]}, {\"price\": \"4\"}]}";
        assert_eq!(place_of(text, "at"), Some((1, 8)));
        assert_eq!(place_of(text, "lines[0].a[1]"), Some((2, 22)));
        assert_eq!(place_of(text, "lines[1].price"), Some((2, 37)));
        assert_eq!(place_of(text, "lines[1].cost"), None);
        assert_eq!(place_of(text, "lines[7]"), None);
        assert_eq!(place_of("{", "x"), None);
    }
}
