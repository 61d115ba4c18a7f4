//! Instances and units handed out so far, with all that limits ask of them kept up to date; chooses nothing.

use super::packing::{Column, Packing};
use super::rows::{Rows, bit};
use crate::index::{NONE, wide};

/// A combination in the making.
#[derive(Debug, Clone)]
pub(super) struct State<'a> {
    packing: &'a Packing,
    rows: &'a Rows,
    /// By column.
    pub counts: Vec<i64>,
    /// Units taken.
    pub units: i64,
    /// By row: what is left of it.
    pub left: Vec<i64>,
    /// By pool.
    filled: Vec<i128>,
    /// By member: what it gains, pools apart; and all together.
    gained: Vec<i128>,
    value: i128,
    /// What pools give.
    drawn: i128,
    /// By group: who has units of it, and how many.
    holders: Vec<(u32, i64)>,
    /// By member that chains: its columns in use.
    active: Vec<Vec<u32>>,
}

impl<'a> State<'a> {
    pub(super) fn new(packing: &'a Packing, rows: &'a Rows) -> Self {
        let groups = packing.classes.iter().map(|class| wide(class.group)).max();
        let groups = groups.filter(|_| packing.grouped);
        Self {
            packing,
            rows,
            counts: vec![0; packing.columns.len()],
            units: 0,
            left: rows.caps.clone(),
            filled: vec![0; packing.pools.len()],
            gained: vec![0; packing.members.len()],
            value: 0,
            drawn: 0,
            holders: vec![(0, 0); groups.map_or(0, |most| most.saturating_add(1))],
            active: vec![Vec::new(); packing.members.len()],
        }
    }

    /// A combination that is known to be possible.
    pub(super) fn of(packing: &'a Packing, rows: &'a Rows, counts: &[i64]) -> Self {
        let mut state = Self::new(packing, rows);
        for (at, count) in (0_u32..).zip(counts) {
            state.put(at, *count);
        }
        state
    }

    /// The benefit so far, before floors.
    pub(super) fn total(&self) -> i128 {
        self.value.saturating_add(self.drawn)
    }

    /// By member: its exact benefit where gains add up; scaled.
    pub(super) fn benefits(&self) -> impl Iterator<Item = i128> + '_ {
        let drawn = |member: u32| {
            if self.filled.is_empty() {
                0
            } else {
                self.packing.drawn(member, &self.filled)
            }
        };
        let members = (0_u32..).zip(&self.gained);
        members.map(move |(member, gained)| gained.saturating_add(drawn(member)))
    }

    /// One bit for each row of units of which some are left; see [`Brief::bits`](super::rows::Brief).
    pub(super) fn free(&self) -> u64 {
        let rows = (0_u32..).zip(&self.left).take(self.rows.units);
        rows.filter(|(_, left)| **left > 0)
            .fold(0, |bits, (row, _)| bits | bit(row))
    }

    /// How often a column may still be used.
    pub(super) fn most(&self, at: u32) -> i64 {
        let mut most = i64::MAX;
        for (row, weight) in self.rows.takes(at) {
            let left = self.left.get(wide(*row)).copied().unwrap_or(0);
            // Nearly all ways take one unit of a thing, and many things are used up.
            if left < *weight {
                return 0;
            }
            most = match weight {
                1 => most.min(left),
                _ => most.min(left.checked_div(*weight).unwrap_or(0)),
            };
        }
        let Some(brief) = self.rows.briefs.get(wide(at)) else {
            return 0;
        };
        if most <= 0 || !(brief.chain || self.packing.grouped) {
            return most.max(0);
        }
        let Some(column) = self.packing.columns.get(wide(at)) else {
            return 0;
        };
        if self.packing.grouped && !self.is_free_of_others(column) {
            return 0;
        }
        if !brief.chain {
            return most;
        }
        let active = self.active.get(wide(brief.member)).map_or(&[][..], Vec::as_slice);
        let fits = active.iter().filter(|other| **other != at).all(|other| {
            let other = self.packing.columns.get(wide(*other));
            other.is_some_and(|other| other.is_before(column) || column.is_before(other))
        });
        if !fits {
            0
        } else if brief.again {
            most
        } else {
            let used = self.counts.get(wide(at)).copied().unwrap_or(0);
            most.min(1_i64.saturating_sub(used))
        }
    }

    /// Columns in use that a column cannot stand beside, whatever units are left.
    pub(super) fn rivals(&self, at: u32) -> Vec<u32> {
        let Some(column) = self.packing.columns.get(wide(at)) else {
            return Vec::new();
        };
        let chain = self.packing.member(column.member).is_some_and(|member| member.chain);
        let reuse = |member: u32| self.packing.member(member).is_some_and(|member| member.reuse);
        let group = |class: u32| self.packing.class(class).map(|class| class.group);
        let groups: Vec<Option<u32>> = column.uses.iter().map(|one| group(one.class)).collect();
        let mut rivals = Vec::new();
        for (other, (candidate, count)) in (0_u32..).zip(self.packing.columns.iter().zip(&self.counts)) {
            if *count <= 0 || other == at {
                continue;
            }
            let apart = if candidate.member == column.member {
                chain && !candidate.is_before(column) && !column.is_before(candidate)
            } else {
                self.packing.grouped
                    && !reuse(candidate.member)
                    && !reuse(column.member)
                    && candidate.uses.iter().any(|one| groups.contains(&group(one.class)))
            };
            if apart {
                rivals.push(other);
            }
        }
        rivals
    }

    fn is_free_of_others(&self, column: &Column) -> bool {
        if self.packing.member(column.member).is_some_and(|member| member.reuse) {
            return true;
        }
        column.uses.iter().all(|one| {
            let group = self.packing.class(one.class).map_or(0, |class| class.group);
            let holder = self.holders.get(wide(group));
            holder.is_none_or(|(holder, units)| *units == 0 || *holder == column.member)
        })
    }

    /// Uses a column so many times more, or fewer.
    pub(super) fn put(&mut self, at: u32, count: i64) {
        let Some(brief) = self.rows.briefs.get(wide(at)).filter(|_| count != 0) else {
            return;
        };
        self.units = self.units.saturating_add(brief.units.saturating_mul(count));
        for (row, weight) in self.rows.takes(at) {
            if let Some(left) = self.left.get_mut(wide(*row)) {
                *left = left.saturating_sub(weight.saturating_mul(count));
            }
        }
        let more = match count {
            1 => brief.gain,
            -1 => brief.gain.saturating_neg(),
            _ => brief.gain.saturating_mul(i128::from(count)),
        };
        if brief.pool == NONE {
            self.value = self.value.saturating_add(more);
            if let Some(gained) = self.gained.get_mut(wide(brief.member)) {
                *gained = gained.saturating_add(more);
            }
        } else {
            let before = self.packing.drawn(brief.member, &self.filled);
            if let Some(filled) = self.filled.get_mut(wide(brief.pool)) {
                *filled = filled.saturating_add(more);
            }
            let now = self.packing.drawn(brief.member, &self.filled);
            self.drawn = self.drawn.saturating_add(now).saturating_sub(before);
        }
        let Some(used) = self.counts.get_mut(wide(at)) else {
            return;
        };
        let was = *used;
        *used = used.saturating_add(count);
        let is = *used;
        if brief.chain
            && (was > 0) != (is > 0)
            && let Some(active) = self.active.get_mut(wide(brief.member))
        {
            if is > 0 {
                active.push(at);
            } else {
                active.retain(|other| *other != at);
            }
        }
        if self.packing.grouped && !self.packing.member(brief.member).is_some_and(|member| member.reuse) {
            let uses = self
                .packing
                .columns
                .get(wide(at))
                .map_or(&[][..], |column| &column.uses);
            for one in uses {
                let group = self.packing.class(one.class).map_or(0, |class| class.group);
                if let Some(holder) = self.holders.get_mut(wide(group)) {
                    let units = holder.1.saturating_add(one.units.saturating_mul(count));
                    *holder = (brief.member, units);
                }
            }
        }
    }

    /// How often a column that draws from a pool can be of use: the pool need not be filled further.
    pub(super) fn useful(&self, at: u32, most: i64) -> i64 {
        let Some(column) = self.rows.briefs.get(wide(at)) else {
            return 0;
        };
        let pool = column.pool;
        if pool == NONE || column.gain <= 0 || self.packing.is_shared() {
            return most;
        }
        let money = self.packing.pools.get(wide(pool)).map_or(0, |pool| pool.money);
        let open = money
            .saturating_sub(self.filled.get(wide(pool)).copied().unwrap_or(0))
            .max(0);
        let uses = open
            .saturating_add(column.gain.saturating_sub(1))
            .checked_div(column.gain)
            .unwrap_or(0);
        most.min(i64::try_from(uses).unwrap_or(i64::MAX))
    }
}
