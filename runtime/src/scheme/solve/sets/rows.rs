//! Of what there is only so much: units, uses, pieces, money, and what follows of these for whole uses. Every way to use units takes some of each.

use std::collections::BTreeMap;

use super::packing::{Column, Member, Packing};
use crate::index::{NONE, narrow, wide};

/// All that ways compete for, and of every way what a search asks of it most often.
#[derive(Debug)]
pub(super) struct Rows {
    /// How much there is.
    pub caps: Vec<i64>,
    /// By column: what it takes of which.
    takes: Table,
    /// By row: its columns, with how much each takes.
    columns: Table,
    /// By column.
    pub briefs: Vec<Brief>,
    /// So many of the first are units.
    pub units: usize,
}

/// A row that no whole uses exceed.
#[derive(Debug, Clone)]
pub(super) struct Joint {
    pub cap: i64,
    /// Ways, with how much each takes; ascending.
    pub takes: Vec<(u32, i64)>,
}

/// A way in short.
#[derive(Debug, Clone, Copy)]
pub(super) struct Brief {
    pub gain: i128,
    pub units: i64,
    pub member: u32,
    /// [`NONE`]: it draws from none.
    pub pool: u32,
    /// One bit for each class that it takes, if classes are folded on so many bits: of ways whose bits are not all free no
    /// unit is free.
    pub bits: u64,
    /// Its member chains, and whether it may stand beside itself there.
    pub chain: bool,
    pub again: bool,
}

/// Lists one behind the other.
#[derive(Debug, Default)]
struct Table {
    /// Where each list ends.
    ends: Vec<u32>,
    list: Vec<(u32, i64)>,
}

impl Table {
    fn get(&self, at: u32) -> &[(u32, i64)] {
        let range = match at.checked_sub(1) {
            None => self.ends.first().map(|to| (0, *to)),
            Some(before) => match self.ends.get(wide(before)..=wide(at)) {
                Some([from, to]) => Some((*from, *to)),
                Some(_) | None => None,
            },
        };
        let Some((from, to)) = range else { return &[] };
        self.list.get(wide(from)..wide(to)).unwrap_or(&[])
    }

    fn end(&mut self) {
        self.ends.push(narrow(self.list.len()));
    }
}

/// The bit that stands for a row.
pub(super) fn bit(row: u32) -> u64 {
    1_u64.wrapping_shl(row)
}

impl Rows {
    pub(super) fn new(packing: &Packing) -> Self {
        let mut caps: Vec<i64> = packing.classes.iter().map(|class| class.units).collect();
        let mut takes = Table::default();
        takes.ends.reserve(packing.columns.len());
        let uses = packing.columns.iter().map(|column| column.uses.len());
        takes.list.reserve(uses.sum());
        // Who leaves units to others competes for them only with itself.
        let mut own: BTreeMap<(u32, u32), u32> = BTreeMap::new();
        for column in &packing.columns {
            let reuse = packing.member(column.member).is_some_and(|member| member.reuse);
            let from = takes.list.len();
            for one in &column.uses {
                let of_column = takes.list.get_mut(from..).unwrap_or(&mut []);
                match of_column.iter_mut().find(|(class, _)| *class == one.class) {
                    Some((_, sum)) => *sum = sum.saturating_add(one.units),
                    None => takes.list.push((one.class, one.units)),
                }
            }
            let of_column = takes.list.get_mut(from..).unwrap_or(&mut []);
            of_column.sort_unstable();
            for (class, _) in of_column.iter_mut().filter(|_| reuse) {
                *class = *own.entry((column.member, *class)).or_insert_with(|| {
                    caps.push(packing.class(*class).map_or(0, |class| class.units));
                    narrow(caps.len().saturating_sub(1))
                });
            }
            takes.end();
        }
        let units = caps.len();
        let briefs = briefs(packing, &takes);
        let mut rows = Self {
            caps,
            takes,
            columns: Table::default(),
            briefs,
            units,
        };
        rows.limits(packing);
        rows.by_row();
        rows
    }

    /// Adds rows behind the others.
    pub(super) fn extend(&mut self, joints: impl Iterator<Item = Joint>) {
        let mut more: Vec<(u32, u32, i64)> = Vec::new();
        for joint in joints {
            let row = narrow(self.caps.len());
            self.caps.push(joint.cap);
            more.extend(joint.takes.into_iter().map(|(column, weight)| (column, row, weight)));
        }
        if more.is_empty() {
            return;
        }
        more.sort_unstable();
        let mut more = more.into_iter().peekable();
        let mut all = Table::default();
        all.list.reserve(self.takes.list.len().saturating_add(more.len()));
        all.ends.reserve(self.takes.ends.len());
        for column in 0..narrow(self.briefs.len()) {
            all.list.extend_from_slice(self.takes.get(column));
            while let Some((_, row, weight)) = more.next_if(|(of, ..)| *of == column) {
                all.list.push((row, weight));
            }
            all.end();
        }
        self.takes = all;
        self.by_row();
    }

    /// Drops rows behind so many.
    pub(super) fn cut(&mut self, caps: usize) {
        self.caps.truncate(caps);
        let mut all = Table::default();
        for column in 0..narrow(self.briefs.len()) {
            let own = self.takes.get(column).iter().filter(|(row, _)| wide(*row) < caps);
            all.list.extend(own);
            all.end();
        }
        self.takes = all;
        self.by_row();
    }

    /// What a column takes of which.
    pub(super) fn takes(&self, column: u32) -> &[(u32, i64)] {
        self.takes.get(column)
    }

    /// The columns that take of a row.
    pub(super) fn columns(&self, row: u32) -> &[(u32, i64)] {
        self.columns.get(row)
    }

    pub(super) fn gain(&self, column: u32) -> i128 {
        self.briefs.get(wide(column)).map_or(0, |brief| brief.gain)
    }

    pub(super) fn cap(&self, row: u32) -> i64 {
        self.caps.get(wide(row)).copied().unwrap_or(0)
    }

    /// How often a column may be used if there is nobody else.
    pub(super) fn most(&self, column: u32) -> i64 {
        let uses = self.takes(column).iter().map(|(row, weight)| match weight {
            1 => self.cap(*row),
            _ => self.cap(*row).checked_div(*weight).unwrap_or(0),
        });
        uses.min().unwrap_or(0)
    }

    /// Uses, pieces and money of members.
    fn limits(&mut self, packing: &Packing) {
        let times = self.limit(packing, |member| member.times.filter(|_| member.set));
        let pieces = self.limit(packing, |member| member.pieces);
        // An instance is rounded once; what units come to is known only run by run. Of what it comes to others may take some
        // where units are reused or floors shared.
        let money = |member: &Member| member.money.filter(|_| member.set);
        let money = self.limit(packing, money);
        if [&times, &pieces, &money].iter().all(|rows| rows.is_empty()) {
            return;
        }
        let certainly = (!money.is_empty()).then(|| Certainly::new(packing));
        let mut all = Table::default();
        for (at, column) in (0_u32..).zip(&packing.columns) {
            all.list.extend_from_slice(self.takes.get(at));
            let row = |rows: &[(u32, u32)]| {
                let place = rows.binary_search_by_key(&column.member, |(member, _)| *member).ok()?;
                rows.get(place).map(|(_, row)| *row)
            };
            all.list.extend(row(&times).map(|row| (row, 1)));
            all.list.extend(row(&pieces).map(|row| (row, column.units())));
            if let (Some(row), Some(certainly)) = (row(&money), &certainly) {
                let weight = certainly.counts(column);
                all.list.extend((weight > 0).then_some((row, weight)));
            }
            all.end();
        }
        self.takes = all;
    }

    /// A row for each member that has a limit: members with their rows.
    fn limit(&mut self, packing: &Packing, most: impl Fn(&Member) -> Option<i64>) -> Vec<(u32, u32)> {
        let mut rows = Vec::new();
        for (number, member) in (0_u32..).zip(&packing.members) {
            if let Some(most) = most(member) {
                rows.push((number, narrow(self.caps.len())));
                self.caps.push(most);
            }
        }
        rows
    }

    fn by_row(&mut self) {
        // First how many each row has, then where each list stands, then the lists.
        let mut ends = vec![0_u32; self.caps.len()];
        for (row, _) in &self.takes.list {
            if let Some(count) = ends.get_mut(wide(*row)) {
                *count = count.saturating_add(1);
            }
        }
        let mut from = 0_u32;
        for count in &mut ends {
            let next = from.saturating_add(*count);
            *count = from;
            from = next;
        }
        let mut list = vec![(0_u32, 0_i64); self.takes.list.len()];
        for column in 0..narrow(self.briefs.len()) {
            for (row, weight) in self.takes.get(column) {
                if let Some(end) = ends.get_mut(wide(*row)) {
                    if let Some(place) = list.get_mut(wide(*end)) {
                        *place = (column, *weight);
                    }
                    *end = end.saturating_add(1);
                }
            }
        }
        self.columns = Table { ends, list };
    }
}

fn briefs(packing: &Packing, takes: &Table) -> Vec<Brief> {
    let brief = |(at, column): (u32, &Column)| {
        let chain = packing.member(column.member).is_some_and(|member| member.chain);
        Brief {
            gain: column.gain,
            units: column.units(),
            member: column.member,
            pool: column.pool.unwrap_or(NONE),
            bits: takes.get(at).iter().fold(0, |bits, (row, _)| bits | bit(*row)),
            chain,
            again: chain && column.is_before(column),
        }
    };
    (0_u32..).zip(&packing.columns).map(brief).collect()
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
