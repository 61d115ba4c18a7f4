//! Of what there is only so much: units, uses, pieces, money. Every way to use units takes some of each.

use std::collections::BTreeMap;

use super::packing::{Column, Member, Packing};
use crate::index::{narrow, wide};

/// All that ways compete for.
#[derive(Debug)]
pub(super) struct Rows {
    /// How much there is.
    pub caps: Vec<i128>,
    /// By column: what it takes of which.
    pub of_column: Vec<Vec<(u32, i128)>>,
    /// By row: its columns, with how much each takes.
    pub columns: Vec<Vec<(u32, i128)>>,
    /// So many of the first are units.
    pub units: usize,
}

impl Rows {
    pub(super) fn new(packing: &Packing) -> Self {
        let mut caps: Vec<i128> = packing.classes.iter().map(|class| i128::from(class.units)).collect();
        let mut of_column: Vec<Vec<(u32, i128)>> = vec![Vec::new(); packing.columns.len()];
        // Who leaves units to others competes for them only with itself.
        let mut own: BTreeMap<(u32, u32), u32> = BTreeMap::new();
        for (column, takes) in packing.columns.iter().zip(&mut of_column) {
            let reuse = packing.member(column.member).is_some_and(|member| member.reuse);
            let mut of_class: Vec<(u32, i128)> = Vec::with_capacity(column.uses.len());
            for one in &column.uses {
                let units = i128::from(one.units);
                match of_class.iter_mut().find(|(class, _)| *class == one.class) {
                    Some((_, sum)) => *sum = sum.saturating_add(units),
                    None => of_class.push((one.class, units)),
                }
            }
            of_class.sort_unstable();
            for (class, units) in of_class {
                let row = if reuse {
                    *own.entry((column.member, class)).or_insert_with(|| {
                        caps.push(packing.class(class).map_or(0, |class| i128::from(class.units)));
                        narrow(caps.len().saturating_sub(1))
                    })
                } else {
                    class
                };
                takes.push((row, units));
            }
        }
        let mut rows = Self {
            units: caps.len(),
            columns: Vec::new(),
            caps,
            of_column,
        };
        let times = |member: &Member| member.times.filter(|_| member.set).map(i128::from);
        rows.limit(packing, times, |_| 1);
        rows.limit(
            packing,
            |member| member.pieces.map(i128::from),
            |at| packing.columns.get(at).map_or(0, |column| i128::from(column.units())),
        );
        // An instance is rounded once; what units come to is known only run by run. Of what it comes to others may take some
        // where units are reused or floors shared.
        let certainly = Certainly::new(packing);
        let money = |member: &Member| member.money.filter(|_| member.set).map(i128::from);
        rows.limit(packing, money, |at| {
            let column = packing.columns.get(at);
            column.map_or(0, |column| i128::from(certainly.counts(column)))
        });
        rows.columns = vec![Vec::new(); rows.caps.len()];
        for (at, takes) in (0_u32..).zip(&rows.of_column) {
            for (row, weight) in takes {
                if let Some(columns) = rows.columns.get_mut(wide(*row)) {
                    columns.push((at, *weight));
                }
            }
        }
        rows
    }

    fn limit(&mut self, packing: &Packing, most: impl Fn(&Member) -> Option<i128>, weight: impl Fn(usize) -> i128) {
        let mut of_member: Vec<Option<u32>> = Vec::with_capacity(packing.members.len());
        for member in &packing.members {
            of_member.push(most(member).map(|most| {
                self.caps.push(most);
                narrow(self.caps.len().saturating_sub(1))
            }));
        }
        for (at, (column, takes)) in packing.columns.iter().zip(&mut self.of_column).enumerate() {
            let row = of_member.get(wide(column.member)).copied().flatten();
            let weight = weight(at);
            takes.extend(row.filter(|_| weight > 0).map(|row| (row, weight)));
        }
    }
}

/// What others leave of units and rooms for certain.
struct Certainly<'a> {
    packing: &'a Packing,
    /// By class: what each member may take of a unit at most, and all together; nothing where units are not shared.
    shares: Vec<(BTreeMap<u32, i128>, i128)>,
    /// By room and member: what the member may take of it at most.
    rooms: Vec<BTreeMap<u32, i128>>,
}

impl<'a> Certainly<'a> {
    fn new(packing: &'a Packing) -> Self {
        let mut shares: Vec<BTreeMap<u32, i128>> = vec![BTreeMap::new(); packing.classes.len()];
        for column in packing.columns.iter().filter(|_| packing.is_shared()) {
            for one in &column.uses {
                let share = share(packing, column, one.class);
                if let Some(shares) = shares.get_mut(wide(one.class)) {
                    let most = shares.entry(column.member).or_default();
                    *most = share.max(*most);
                }
            }
        }
        let mut rooms: Vec<BTreeMap<u32, i128>> = vec![BTreeMap::new(); packing.rooms.len()];
        for (class, shares) in packing.classes.iter().zip(&shares) {
            let Some(room) = class.room.and_then(|room| rooms.get_mut(wide(room))) else {
                continue;
            };
            for (member, share) in shares {
                let sum = room.entry(*member).or_default();
                *sum = sum.saturating_add(share.saturating_mul(i128::from(class.units)));
            }
        }
        let all = |shares: &BTreeMap<u32, i128>| shares.values().fold(0_i128, |sum, share| sum.saturating_add(*share));
        Self {
            packing,
            rooms,
            shares: shares
                .into_iter()
                .map(|shares| (shares.clone(), all(&shares)))
                .collect(),
        }
    }

    /// What a unit of a class still costs for certain when a member's turn comes.
    fn left(&self, class: u32, member: u32) -> i128 {
        let (own, all) = self.shares.get(wide(class)).map_or((0, 0), |(shares, all)| {
            (shares.get(&member).copied().unwrap_or(0), *all)
        });
        let amount = self.packing.class(class).map_or(0, |class| class.amount);
        amount.saturating_sub(all.saturating_sub(own)).max(0)
    }

    /// Whether the room of a class is enough for whatever all may take of it.
    fn is_roomy(&self, class: u32) -> bool {
        let Some(room) = self.packing.class(class).and_then(|class| class.room) else {
            return true;
        };
        let asked = self.rooms.get(wide(room)).into_iter().flat_map(BTreeMap::values);
        let asked = asked.fold(0_i128, |sum, asked| sum.saturating_add(*asked));
        self.packing.rooms.get(wide(room)).is_some_and(|room| asked <= *room)
    }

    /// What an instance counts towards a limit of money, in whole minor units.
    fn counts(&self, column: &Column) -> i64 {
        if !self.packing.is_shared() {
            return self.packing.rounded(column);
        }
        // Where own instances may share a room, only one that is too much by itself is excluded: rounding takes less than a
        // minor unit of each.
        let units = self
            .packing
            .classes
            .iter()
            .fold(1_i64, |sum, class| sum.saturating_add(class.units));
        let alone = self.comes_to(column, true);
        let limit = self.packing.member(column.member).and_then(|member| member.money);
        if limit.is_some_and(|limit| alone.saturating_sub(units) > limit) {
            return alone;
        }
        self.comes_to(column, false)
    }

    /// What an instance comes to in whole minor units, whatever others take of its units and rooms; `alone`: without others of its
    /// own member.
    fn comes_to(&self, column: &Column, alone: bool) -> i64 {
        let mut whole: i64 = 0;
        let mut rooms: BTreeMap<u32, i128> = BTreeMap::new();
        for portion in &column.portions {
            let mut sum: i128 = 0;
            for (class, units, value) in &portion.parts {
                let most = self.left(*class, column.member);
                let each = if portion.sum.is_some() { most } else { most.min(*value) };
                let mut all = each.saturating_mul(i128::from(*units));
                if !self.is_roomy(*class) {
                    all = if alone {
                        self.in_room(*class, column.member, all, &mut rooms)
                    } else {
                        0
                    };
                }
                sum = sum.saturating_add(all);
            }
            let sum = portion
                .sum
                .map_or(sum, |most| most.min(sum))
                .checked_div_euclid(self.packing.scale);
            whole = whole.saturating_add(sum.and_then(|sum| i64::try_from(sum).ok()).unwrap_or(0));
        }
        whole
    }

    /// What of some money the room of a class bears for certain, which is noted.
    fn in_room(&self, class: u32, member: u32, money: i128, rooms: &mut BTreeMap<u32, i128>) -> i128 {
        let Some(room) = self.packing.class(class).and_then(|class| class.room) else {
            return money;
        };
        let left = rooms.entry(room).or_insert_with(|| {
            let others = self.rooms.get(wide(room)).into_iter().flatten();
            let others = others.filter(|(other, _)| **other != member);
            let asked = others.fold(0_i128, |sum, (_, asked)| sum.saturating_add(*asked));
            let all = self.packing.rooms.get(wide(room)).copied().unwrap_or(0);
            all.saturating_sub(asked).max(0)
        });
        let bears = money.min(*left);
        *left = left.saturating_sub(bears);
        bears
    }
}

/// What an instance may take of a unit of a class at most, scaled.
fn share(packing: &Packing, column: &Column, class: u32) -> i128 {
    let amount = packing.class(class).map_or(0, |class| class.amount);
    // Of equally cheap units it may give others than it would by itself.
    let picks = packing.words.gives.iter().any(|(member, _)| *member == column.member);
    if picks || column.portions.is_empty() {
        return column.gain.min(amount);
    }
    let mut share = 0_i128;
    for portion in &column.portions {
        let own = portion.parts.iter().filter(|(other, ..)| *other == class);
        share = share.saturating_add(own.fold(0_i128, |most, (_, _, value)| {
            most.max(portion.sum.unwrap_or(*value).min(amount))
        }));
    }
    share.min(amount)
}
