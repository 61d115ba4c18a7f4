//! What units can bear of all that is asked of them together, where they may be taken twice: a bound that gains added up do not
//! give. Knows no limits.

use super::packing::{Column, Packing, Portion};
use crate::index::wide;

/// What a combination in the making asks of units.
#[derive(Debug)]
pub(super) struct Shares<'a> {
    packing: &'a Packing,
    /// By class: what is asked unit by unit, and how many sums lie on it; scaled.
    wants: Vec<i128>,
    sums_on: Vec<i64>,
    /// What sums ask of all together.
    sums: i128,
    /// What is asked of units that others may have had, so that it is not known of which.
    free: i128,
    /// By pool: what was drawn from it.
    filled: Vec<i128>,
    /// By column: whether it is not known of which of its units it asks.
    loose: Vec<bool>,
    everything: i128,
}

impl<'a> Shares<'a> {
    pub(super) fn new(packing: &'a Packing) -> Self {
        let loose: Vec<bool> = packing.columns.iter().map(|column| is_loose(packing, column)).collect();
        let mut asked = vec![false; packing.classes.len()];
        for (column, loose) in packing.columns.iter().zip(&loose) {
            let parts = column.portions.iter().flat_map(|portion| &portion.parts);
            let any = *loose || column.portions.is_empty();
            let own = column.uses.iter().filter(|_| any);
            for class in parts.map(|(class, ..)| *class).chain(own.map(|one| one.class)) {
                if let Some(asked) = asked.get_mut(wide(class)) {
                    *asked = true;
                }
            }
        }
        let mut shares = Self {
            packing,
            wants: vec![0; packing.classes.len()],
            sums_on: vec![0; packing.classes.len()],
            sums: 0,
            free: 0,
            filled: vec![0; packing.pools.len()],
            loose,
            everything: 0,
        };
        let all = |at: usize| {
            let class = packing.classes.get(at);
            class.map_or(0, |class| class.amount.saturating_mul(i128::from(class.units)))
        };
        let bears = asked
            .iter()
            .enumerate()
            .map(|(at, asked)| if *asked { all(at) } else { 0 });
        let bears: Vec<i128> = bears.collect();
        shares.everything = shares.within_rooms(&bears).0;
        shares
    }

    /// What goods can give at all.
    pub(super) fn everything(&self) -> i128 {
        self.everything
    }

    /// Figures that a question costs.
    pub(super) fn size(&self) -> u64 {
        self.wants.len() as u64
    }

    /// Uses a column so many times more, or fewer.
    pub(super) fn put(&mut self, at: u32, count: i64) {
        let Some(column) = self.packing.columns.get(wide(at)).filter(|_| count != 0) else {
            return;
        };
        let times = i128::from(count);
        if let Some(filled) = column.pool.and_then(|pool| self.filled.get_mut(wide(pool))) {
            *filled = filled.saturating_add(column.gain.saturating_mul(times));
            return;
        }
        if self.loose.get(wide(at)).copied().unwrap_or(false) {
            self.free = self.free.saturating_add(column.gain.saturating_mul(times));
            return;
        }
        for one in column.uses.iter().filter(|_| column.portions.is_empty()) {
            self.want(one.class, column.gain.saturating_mul(times));
        }
        for Portion { sum, parts } in &column.portions {
            if let Some(sum) = sum {
                self.sums = self.sums.saturating_add(sum.saturating_mul(times));
            }
            for (class, units, value) in parts {
                match sum {
                    Some(_) => {
                        if let Some(sums) = self.sums_on.get_mut(wide(*class)) {
                            *sums = sums.saturating_add(count);
                        }
                    }
                    None => self.want(*class, value.saturating_mul(i128::from(*units)).saturating_mul(times)),
                }
            }
        }
    }

    fn want(&mut self, class: u32, more: i128) {
        if let Some(wants) = self.wants.get_mut(wide(class)) {
            *wants = wants.saturating_add(more);
        }
    }

    /// No combination of these ways is worth more; scaled.
    pub(super) fn most(&self) -> i128 {
        let mut each = Vec::with_capacity(self.wants.len());
        let mut open = Vec::with_capacity(self.wants.len());
        for ((class, wants), sums) in self.packing.classes.iter().zip(&self.wants).zip(&self.sums_on) {
            let bears = class.amount.saturating_mul(i128::from(class.units));
            let takes = bears.min(*wants);
            each.push(takes);
            open.push(if *sums > 0 { bears.saturating_sub(takes) } else { 0 });
        }
        let (each, left) = self.within_rooms(&each);
        let mut rest = 0_i128;
        let mut left = left;
        for (class, open) in self.packing.classes.iter().zip(open) {
            let room = class.room.and_then(|room| left.get_mut(wide(room)));
            let takes = room.as_ref().map_or(open, |room| open.min(**room));
            if let Some(room) = room {
                *room = room.saturating_sub(takes);
            }
            rest = rest.saturating_add(takes);
        }
        let members = (0_u32..).zip(&self.packing.members);
        let drawn = members.fold(0_i128, |sum, (member, _)| {
            sum.saturating_add(self.packing.drawn(member, &self.filled))
        });
        each.saturating_add(rest.min(self.sums))
            .saturating_add(self.free)
            .saturating_add(drawn)
    }

    /// What classes give within the rooms of their runs, and what these have left.
    fn within_rooms(&self, of_class: &[i128]) -> (i128, Vec<i128>) {
        let mut rooms = self.packing.rooms.clone();
        let mut all = 0_i128;
        for (class, wants) in self.packing.classes.iter().zip(of_class) {
            let room = class.room.and_then(|room| rooms.get_mut(wide(room)));
            let takes = room.as_ref().map_or(*wants, |room| (*wants).min(**room));
            if let Some(room) = room {
                *room = room.saturating_sub(takes);
            }
            all = all.saturating_add(takes);
        }
        (all, rooms)
    }
}

/// Whether it depends on others of which of its units a way asks: of equally cheap ones those that still cost most.
fn is_loose(packing: &Packing, column: &Column) -> bool {
    if !packing.words.gives.iter().any(|(member, _)| *member == column.member) {
        return false;
    }
    let start = |class: u32| packing.class(class).map(|class| (class.start, class.group));
    let mut starts: Vec<_> = column.uses.iter().map(|one| start(one.class)).collect();
    starts.sort_unstable();
    starts
        .windows(2)
        .any(|pair| matches!(pair, [one, other] if one == other))
}
