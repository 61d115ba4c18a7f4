//! Lists by key, for keys most of which have none; knows not what they are lists of.

use super::{narrow, wide};

/// Lists by key in one block of memory. A key without a list costs two bits, so that the whole table of a week fits the
/// processor's nearest memory.
#[derive(Debug, Clone)]
pub(crate) struct Rows<T> {
    blocks: Vec<Block>,
    /// Where the list of each key that has one begins in `values`, then the end.
    starts: Vec<u32>,
    values: Vec<T>,
}

/// 64 keys.
#[derive(Debug, Clone, Copy, Default)]
struct Block {
    /// A bit per key: it has a list.
    has: u64,
    /// Lists of the blocks before.
    before: u32,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self {
            blocks: Vec::new(),
            starts: Vec::new(),
            values: Vec::new(),
        }
    }
}

impl<T: Copy + Default> Rows<T> {
    /// Sorts entries into rows by key, keeping their order; keys outside `0..count` are left out. The
    /// entries are walked twice: once to count them.
    pub(crate) fn build(count: usize, entries: impl Iterator<Item = (u32, T)> + Clone) -> Self {
        let mut next = vec![0_u32; count];
        entries.clone().for_each(|(key, _)| {
            if let Some(length) = next.get_mut(wide(key)) {
                *length = length.saturating_add(1);
            }
        });
        let mut rows = Self::default();
        let mut sum = 0_u32;
        for keys in next.chunks_mut(64) {
            let mut block = Block {
                has: 0,
                before: narrow(rows.starts.len()),
            };
            for (bit, length) in (0_u32..).zip(keys) {
                if *length > 0 {
                    block.has |= 1_u64.wrapping_shl(bit);
                    rows.starts.push(sum);
                    sum = sum.saturating_add(std::mem::replace(length, sum));
                }
            }
            rows.blocks.push(block);
        }
        if sum == 0 {
            return Self::default();
        }
        rows.starts.push(sum);
        rows.values = vec![T::default(); wide(sum)];
        entries.for_each(|(key, value)| {
            if let Some(at) = next.get_mut(wide(key))
                && let Some(place) = rows.values.get_mut(wide(*at))
            {
                *place = value;
                *at = at.saturating_add(1);
            }
        });
        rows
    }

    /// The values of a key.
    #[inline]
    pub(crate) fn row(&self, key: u32) -> &[T] {
        let Some(block) = self.blocks.get(wide(key >> 6)) else {
            return &[];
        };
        let bit = 1_u64.wrapping_shl(key & 63);
        if block.has & bit == 0 {
            return &[];
        }
        let lists_before = (block.has & bit.wrapping_sub(1)).count_ones();
        let at = wide(block.before.wrapping_add(lists_before));
        match self.starts.get(at..at.wrapping_add(2)) {
            Some([from, to]) => self.values.get(wide(*from)..wide(*to)).unwrap_or(&[]),
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_order_within_a_key() {
        let entries = [(2, 'a'), (0, 'b'), (2, 'c'), (900, 'd'), (130, 'e'), (64, 'f')];
        let rows = Rows::build(131, entries.into_iter());
        assert_eq!((rows.row(0), rows.row(2)), (&['b'][..], &['a', 'c'][..]));
        assert_eq!((rows.row(64), rows.row(130)), (&['f'][..], &['e'][..]));
        for none in [1, 63, 65, 129, 131, 900, u32::MAX] {
            assert_eq!(rows.row(none), &[], "{none}");
        }
        assert_eq!(Rows::<char>::default().row(0), &[]);
    }
}
