//! Posting lists by key and week: what a receipt reads of them is what is open in its week, side by side.

use super::posting::Posting;
use super::rows::Rows;
use super::{narrow, wide};

/// A promotion under several keys.
#[derive(Debug)]
struct Group {
    /// From and to in [`Groups::keys`].
    keys: (u32, u32),
    posting: Posting,
}

/// Promotions and the keys they are to be listed under.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    keys: Vec<u32>,
    groups: Vec<Group>,
}

impl Groups {
    pub(crate) fn list(&mut self, keys: &[u32], posting: Posting) {
        let from = narrow(self.keys.len());
        self.keys.extend_from_slice(keys);
        self.groups.push(Group {
            keys: (from, narrow(self.keys.len())),
            posting,
        });
    }

    /// Every key that something is listed under.
    pub(crate) fn keys(&self) -> &[u32] {
        &self.keys
    }

    fn rows(&self, count: usize, chosen: &[u32]) -> Rows<Posting> {
        let chosen = chosen.iter().filter_map(|group| self.groups.get(wide(*group)));
        let entries = chosen.flat_map(|group| {
            let keys = self.keys.get(wide(group.keys.0)..wide(group.keys.1)).unwrap_or(&[]);
            keys.iter().map(|key| (*key, group.posting))
        });
        Rows::build(count, entries)
    }
}

/// Posting lists by key and week: a promotion of some weeks stands in each of its weeks, so that a receipt does not read
/// those of the rest of the year; one that runs long stands in a list of its own.
#[derive(Debug, Default)]
pub(crate) struct Weeks {
    long: Rows<Posting>,
    short: Vec<Rows<Posting>>,
}

/// The lists of one week.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Week<'a> {
    long: &'a Rows<Posting>,
    short: Option<&'a Rows<Posting>>,
}

impl Weeks {
    pub(crate) fn build(count: usize, groups: &Groups) -> Self {
        let week = |day: u16| usize::from(day.wrapping_div(7));
        let runs_long = |posting: &Posting| {
            posting.to == u16::MAX || week(posting.to.saturating_sub(posting.from)) >= LONG || posting.from == 0
        };
        let last = |group: &Group| week(group.posting.to);
        let short = groups.groups.iter().filter(|group| !runs_long(&group.posting));
        let weeks = short.map(last).max().map_or(0, |last| last.saturating_add(1));
        let too_many = count.saturating_mul(weeks) > CELLS;
        let mut long: Vec<u32> = Vec::new();
        let mut short: Vec<Vec<u32>> = vec![Vec::new(); if too_many { 0 } else { weeks }];
        for (number, group) in (0_u32..).zip(&groups.groups) {
            let posting = &group.posting;
            if too_many || runs_long(posting) {
                long.push(number);
            } else if let Some(weeks) = short.get_mut(week(posting.from)..=week(posting.to)) {
                weeks.iter_mut().for_each(|week| week.push(number));
            }
        }
        let rows = |chosen: &Vec<u32>| {
            if chosen.is_empty() {
                Rows::default()
            } else {
                groups.rows(count, chosen)
            }
        };
        Self {
            long: rows(&long),
            short: short.iter().map(rows).collect(),
        }
    }

    /// The lists of the week of a day.
    pub(crate) fn week(&self, day: u16) -> Week<'_> {
        Week {
            long: &self.long,
            short: self.short.get(usize::from(day.wrapping_div(7))),
        }
    }
}

impl<'a> Week<'a> {
    /// The lists of a key.
    #[inline]
    pub(crate) fn lists(self, key: u32) -> [&'a [Posting]; 2] {
        [self.long.row(key), self.short.map_or(&[], |short| short.row(key))]
    }
}

/// Weeks from which on a promotion runs long.
const LONG: usize = 26;
/// Keys times weeks that a table may have: at two bits each, 16 MiB.
const CELLS: usize = 64_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promotion_stands_in_each_of_its_weeks_only() {
        let posting = |card, from, to| {
            let mut posting = Posting::default();
            (posting.card, posting.from, posting.to) = (card, from, to);
            posting
        };
        let mut groups = Groups::default();
        groups.list(&[3, 70], posting(0, 5, 8));
        groups.list(&[3], posting(1, 1, u16::MAX));
        groups.list(&[3], posting(2, 7, 7));
        let weeks = Weeks::build(100, &groups);
        let cards = |key: u32, day: u16| -> Vec<u32> {
            let lists = weeks.week(day).lists(key);
            lists.into_iter().flatten().map(|posting| posting.card).collect()
        };
        assert_eq!(
            (cards(3, 6), cards(3, 7), cards(3, 14)),
            (vec![1, 0], vec![1, 0, 2], vec![1])
        );
        assert_eq!((cards(70, 0), cards(70, 13), cards(4, 7)), (vec![0], vec![0], vec![]));
    }
}
