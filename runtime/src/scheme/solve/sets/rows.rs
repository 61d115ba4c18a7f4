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
        if packing.rooms.is_empty() {
            // An instance is rounded once; what units come to is known only run by run. Of what it comes to others may take
            // some where units are reused.
            let others = others(packing);
            let money = |member: &Member| member.money.filter(|_| member.set).map(i128::from);
            rows.limit(packing, money, |at| {
                packing
                    .columns
                    .get(at)
                    .map_or(0, |column| i128::from(certain(packing, column, &others)))
            });
        }
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

/// By class: what each member may take of a unit at most, and all together; nothing where units are not shared.
type Shares = Vec<(BTreeMap<u32, i128>, i128)>;

fn others(packing: &Packing) -> Shares {
    let mut shares: Vec<BTreeMap<u32, i128>> = vec![BTreeMap::new(); packing.classes.len()];
    if packing.is_shared() {
        for column in &packing.columns {
            for one in &column.uses {
                let amount = packing.class(one.class).map_or(0, |class| class.amount);
                if let Some(shares) = shares.get_mut(wide(one.class)) {
                    let share = shares.entry(column.member).or_default();
                    *share = (*share).max(column.gain.min(amount));
                }
            }
        }
    }
    let all = |shares: &BTreeMap<u32, i128>| shares.values().fold(0_i128, |sum, share| sum.saturating_add(*share));
    shares
        .into_iter()
        .map(|shares| (shares.clone(), all(&shares)))
        .collect()
}

/// What an instance comes to for certain, in whole minor units: whatever others take of its units.
fn certain(packing: &Packing, column: &Column, others: &Shares) -> i64 {
    if !packing.is_shared() {
        return packing.rounded(column);
    }
    let left = |class: u32| {
        let (shares, all) = others
            .get(wide(class))
            .map_or((None, 0), |(shares, all)| (Some(shares), *all));
        let own = shares
            .and_then(|shares| shares.get(&column.member))
            .copied()
            .unwrap_or(0);
        let amount = packing.class(class).map_or(0, |class| class.amount);
        amount.saturating_sub(all.saturating_sub(own)).max(0)
    };
    let mut whole: i64 = 0;
    for portion in &column.portions {
        let mut sum: i128 = 0;
        for (class, units, value) in &portion.parts {
            let most = left(*class);
            let each = if portion.sum.is_some() { most } else { most.min(*value) };
            sum = sum.saturating_add(each.saturating_mul(i128::from(*units)));
        }
        let sum = portion
            .sum
            .map_or(sum, |most| most.min(sum))
            .checked_div_euclid(packing.scale);
        whole = whole.saturating_add(sum.and_then(|sum| i64::try_from(sum).ok()).unwrap_or(0));
    }
    whole
}
