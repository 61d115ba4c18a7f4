//! A hash table from texts to their positions that keeps no copy of the texts; knows not whose texts they are.

use std::hash::{BuildHasher, BuildHasherDefault};

use rustc_hash::FxHasher;

use super::{NONE, narrow, wide};

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

/// Rows of a table in one allocation: row `n` is `values[starts[n]..starts[n + 1]]`.
#[derive(Debug, Clone)]
pub(crate) struct Rows<T> {
    starts: Vec<u32>,
    values: Vec<T>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self {
            starts: Vec::new(),
            values: Vec::new(),
        }
    }
}

impl<T: Copy + Default> Rows<T> {
    /// Sorts entries into rows by key, keeping their order; keys outside `0..count` are left out.
    pub(crate) fn build(count: usize, entries: &[(u32, T)]) -> Self {
        if entries.is_empty() {
            return Self::default();
        }
        let mut starts = vec![0_u32; count.saturating_add(1)];
        for (key, _) in entries {
            if wide(*key) < count
                && let Some(start) = starts.get_mut(wide(*key).saturating_add(1))
            {
                *start = start.saturating_add(1);
            }
        }
        let mut sum = 0_u32;
        for start in &mut starts {
            sum = sum.saturating_add(*start);
            *start = sum;
        }
        let mut next = starts.clone();
        let mut values = vec![T::default(); wide(sum)];
        for (key, value) in entries {
            if wide(*key) < count
                && let Some(at) = next.get_mut(wide(*key))
            {
                if let Some(place) = values.get_mut(wide(*at)) {
                    *place = *value;
                }
                *at = at.saturating_add(1);
            }
        }
        Self { starts, values }
    }

    /// The values of a key.
    #[inline]
    pub(crate) fn row(&self, key: u32) -> &[T] {
        let key = wide(key);
        match (self.starts.get(key), self.starts.get(key.wrapping_add(1))) {
            (Some(from), Some(to)) => self.values.get(wide(*from)..wide(*to)).unwrap_or(&[]),
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn rows_keep_order_within_a_key() {
        let rows = Rows::build(3, &[(2, 'a'), (0, 'b'), (2, 'c'), (9, 'd')]);
        assert_eq!(
            (rows.row(0), rows.row(1), rows.row(2), rows.row(7)),
            (&['b'][..], &[][..], &['a', 'c'][..], &[][..])
        );
    }
}
