//! A hash table from texts to their positions that keeps no copy of the texts; knows not whose texts they are.

use std::hash::{BuildHasher, BuildHasherDefault};

use rustc_hash::FxHasher;

use super::{NONE, narrow};

/// Positions by the hash of their text, open addressing.
#[derive(Debug, Default)]
pub(crate) struct NameTable {
    slots: Vec<u32>,
}

fn hash(name: &str) -> usize {
    // The high bits of this hash are the mixed ones.
    let hash = BuildHasherDefault::<FxHasher>::default().hash_one(name);
    usize::try_from(hash >> 20).unwrap_or(0)
}

impl NameTable {
    /// A table of texts; of equal ones the first is found.
    pub(crate) fn build<'a>(count: usize, names: impl Iterator<Item = &'a str>) -> Self {
        let size = count.saturating_mul(2).next_power_of_two().max(4);
        let mut slots = vec![NONE; size];
        let mask = size.wrapping_sub(1);
        for (position, name) in names.enumerate() {
            let mut at = hash(name) & mask;
            while let Some(slot) = slots.get_mut(at) {
                if *slot == NONE {
                    *slot = narrow(position);
                    break;
                }
                at = at.wrapping_add(1) & mask;
            }
        }
        Self { slots }
    }

    /// The position of a text; `name_at` answers the text of a position.
    pub(crate) fn find<'a>(&self, name: &str, name_at: impl Fn(u32) -> Option<&'a str>) -> Option<u32> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash(name) & mask;
        loop {
            let slot = *self.slots.get(at)?;
            if slot == NONE {
                return None;
            }
            if name_at(slot) == Some(name) {
                return Some(slot);
            }
            at = at.wrapping_add(1) & mask;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::wide;

    #[test]
    fn texts_are_found_by_position() {
        let names: Vec<String> = (0..5_000).map(|n| format!("S{n:05}")).collect();
        let table = NameTable::build(names.len(), names.iter().map(String::as_str));
        let at = |id: u32| names.get(wide(id)).map(String::as_str);
        for (position, name) in names.iter().enumerate() {
            assert_eq!(table.find(name, at), Some(narrow(position)));
        }
        assert_eq!(table.find("S99999", at), None);
        assert_eq!(NameTable::build(0, std::iter::empty()).find("x", at), None);
    }
}
