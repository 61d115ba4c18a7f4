//! Upper bounds by prices: units, uses and money have prices such that no way to use them gains more than it pays. Then a
//! combination is worth at most all that there is at its prices, and each way lacks at least its slack.

use super::packing::{Column, Packing};
use super::rows::Rows;
use super::state::State;
use crate::index::wide;
use crate::scheme::solve::problem::ceiling;

/// Prices are finer than the problem's figures by so many bits.
pub(super) const FINE: u32 = 20;
/// Rounds in which prices are shifted from one thing to another.
const ROUNDS: usize = 8;

/// A bound with all that a search needs of it; fine.
#[derive(Debug, Clone)]
pub(super) struct Bound {
    /// No combination of columns is worth more.
    pub total: i128,
    /// No combination at all is worth so much more than that of columns: ways that were not listed.
    pub unlisted: i128,
    /// By row.
    pub prices: Vec<i128>,
    /// By column: how much less one use gains than it pays.
    pub slack: Vec<i128>,
    /// Figures looked at.
    pub work: u64,
}

struct Market<'a> {
    packing: &'a Packing,
    rows: &'a Rows,
    /// By column: gain besides what pools pay at once.
    gains: Vec<i128>,
    /// What pools pay at once.
    paid: i128,
    prices: Vec<i128>,
    slack: Vec<i128>,
    work: u64,
}

/// How the price of a way that gains more than it pays is raised.
#[derive(Debug, Clone, Copy)]
enum Raise {
    /// The scarcest thing bears all.
    Scarcest,
    /// Everything alike.
    Alike,
    /// What a combination uses up bears it, the scarcest first.
    UsedUp,
}

/// A bound, with the work that it took, up to about `limit`.
pub(super) fn bound(packing: &Packing, rows: &Rows, first: &State<'_>, limit: u64) -> Bound {
    let (gains, paid) = gains(packing);
    let mut market = Market {
        packing,
        rows,
        gains,
        paid,
        prices: Vec::new(),
        slack: Vec::new(),
        work: 0,
    };
    let mut best: Option<(i128, Vec<i128>, Vec<i128>)> = None;
    for raise in [Raise::UsedUp, Raise::Scarcest, Raise::Alike] {
        market.open(raise, first);
        market.lower();
        let total = market.total();
        if best.as_ref().is_none_or(|(other, ..)| total < *other) {
            best = Some((total, market.prices.clone(), market.slack.clone()));
        }
        if total >> FINE <= first.total() || market.work > limit {
            break;
        }
    }
    let (mut total, prices, slack) = best.unwrap_or_default();
    (market.prices, market.slack) = (prices, slack);
    for _ in 0..ROUNDS {
        if total >> FINE <= first.total() || market.work > limit {
            break;
        }
        let next = market.shift(total, first.total(), limit);
        if next >= total {
            break;
        }
        total = next;
    }
    let unlisted = market.unlisted();
    Bound {
        total,
        unlisted,
        prices: market.prices,
        slack: market.slack,
        work: market.work,
    }
}

/// By column, what it gains if pools that will be emptied anyway pay at once; and what these pay. Fine.
fn gains(packing: &Packing) -> (Vec<i128>, i128) {
    let mut wanted = vec![0_i128; packing.pools.len()];
    for column in &packing.columns {
        if let Some(wanted) = column.pool.and_then(|pool| wanted.get_mut(wide(pool))) {
            let most = column.uses.iter().map(|one| {
                let units = packing.class(one.class).map_or(0, |class| class.units);
                units.checked_div(one.units).unwrap_or(0)
            });
            let most = i128::from(most.min().unwrap_or(0));
            *wanted = wanted.saturating_add(column.gain.saturating_mul(most));
        }
    }
    let emptied: Vec<bool> = packing
        .pools
        .iter()
        .zip(&wanted)
        .map(|(pool, wanted)| *wanted > pool.money)
        .collect();
    let pays = |column: &Column| column.pool.is_some_and(|pool| emptied.get(wide(pool)) == Some(&true));
    let gains = packing
        .columns
        .iter()
        .map(|column| if pays(column) { 0 } else { column.gain << FINE })
        .collect();
    let paid = packing
        .pools
        .iter()
        .zip(&emptied)
        .filter(|(_, emptied)| **emptied)
        .fold(0_i128, |sum, (pool, _)| sum.saturating_add(pool.money << FINE));
    (gains, paid)
}

impl Market<'_> {
    fn price(&self, row: u32) -> i128 {
        self.prices.get(wide(row)).copied().unwrap_or(0)
    }

    fn cap(&self, row: u32) -> i128 {
        self.rows.caps.get(wide(row)).copied().unwrap_or(0)
    }

    fn pay(&self, at: usize) -> i128 {
        let takes = self.rows.of_column.get(at).into_iter().flatten();
        takes.fold(0_i128, |sum, (row, weight)| {
            sum.saturating_add(self.price(*row).saturating_mul(*weight))
        })
    }

    fn total(&self) -> i128 {
        let caps = self.rows.caps.iter().zip(&self.prices);
        caps.fold(self.paid, |sum, (cap, price)| {
            sum.saturating_add(cap.saturating_mul(*price))
        })
    }

    /// First prices: ways of greater gains raise them first.
    fn open(&mut self, raise: Raise, first: &State<'_>) {
        self.prices = vec![0; self.rows.caps.len()];
        let mut order: Vec<usize> = (0..self.gains.len()).collect();
        order.sort_by_key(|at| std::cmp::Reverse(self.gains.get(*at).copied().unwrap_or(0)));
        for at in order {
            self.work = self.work.saturating_add(1);
            let lacks = self.gains.get(at).copied().unwrap_or(0).saturating_sub(self.pay(at));
            let takes = self.rows.of_column.get(at).map_or(&[][..], Vec::as_slice);
            if lacks <= 0 || takes.is_empty() {
                continue;
            }
            let used_up = |row: u32| first.left.get(wide(row)).copied().unwrap_or(0) < 1;
            // A thing is scarce if little of it, measured in uses, is there.
            let scarcest = |only: bool| {
                takes
                    .iter()
                    .filter(|(row, _)| !only || used_up(*row))
                    .min_by_key(|(row, weight)| self.cap(*row).checked_div(*weight).unwrap_or(0))
                    .copied()
            };
            let chosen: Vec<(u32, i128)> = match raise {
                Raise::Scarcest => scarcest(false).into_iter().collect(),
                Raise::UsedUp => scarcest(true).or_else(|| scarcest(false)).into_iter().collect(),
                Raise::Alike => {
                    let units = |row: u32| wide(row) < self.rows.units;
                    takes.iter().filter(|(row, _)| units(*row)).copied().collect()
                }
            };
            let weights = chosen
                .iter()
                .fold(0_i128, |sum, (_, weight)| sum.saturating_add(*weight));
            let more = ceiling(lacks, weights);
            for (row, _) in chosen {
                if let Some(price) = self.prices.get_mut(wide(row)) {
                    *price = price.saturating_add(more);
                }
            }
        }
        self.slack = (0..self.gains.len())
            .map(|at| self.pay(at).saturating_sub(self.gains.get(at).copied().unwrap_or(0)))
            .collect();
    }

    /// Lowers every price as far as no way gains more than it pays; what there is most of first.
    fn lower(&mut self) {
        let mut order: Vec<u32> = (0_u32..).zip(&self.rows.caps).map(|(row, _)| row).collect();
        order.sort_by_key(|row| std::cmp::Reverse(self.cap(*row)));
        for row in order {
            self.lower_one(row);
        }
    }

    fn lower_one(&mut self, row: u32) {
        let price = self.price(row);
        if price == 0 {
            return;
        }
        let columns = self.rows.columns.get(wide(row)).map_or(&[][..], Vec::as_slice);
        self.work = self.work.saturating_add(columns.len() as u64);
        let spare = columns.iter().map(|(at, weight)| {
            let slack = self.slack.get(wide(*at)).copied().unwrap_or(0);
            slack.checked_div(*weight).unwrap_or(0)
        });
        let less = spare.fold(price, i128::min);
        self.change(row, less.saturating_neg());
    }

    fn change(&mut self, row: u32, more: i128) {
        if more == 0 {
            return;
        }
        if let Some(price) = self.prices.get_mut(wide(row)) {
            *price = price.saturating_add(more);
        }
        for (at, weight) in self.rows.columns.get(wide(row)).into_iter().flatten() {
            if let Some(slack) = self.slack.get_mut(wide(*at)) {
                *slack = slack.saturating_add(weight.saturating_mul(more));
            }
        }
    }

    /// Raises one price after another where that lets others fall by more.
    fn shift(&mut self, mut total: i128, enough: i128, limit: u64) -> i128 {
        let mut rows: Vec<u32> = (0_u32..).zip(&self.rows.caps).map(|(row, _)| row).collect();
        rows.sort_by_key(|row| self.cap(*row));
        for row in rows {
            if total >> FINE <= enough || self.work > limit {
                return total;
            }
            let mut others: Vec<u32> = Vec::new();
            let mut most: i128 = 0;
            for (at, weight) in self.rows.columns.get(wide(row)).into_iter().flatten() {
                for (other, by) in self.rows.of_column.get(wide(*at)).into_iter().flatten() {
                    let price = self.price(*other);
                    if *other != row && price > 0 {
                        others.push(*other);
                        most = most.max(ceiling(price.saturating_mul(*by), *weight));
                    }
                }
            }
            others.sort_unstable();
            others.dedup();
            others.sort_by_key(|other| std::cmp::Reverse(self.cap(*other)));
            self.work = self.work.saturating_add(others.len() as u64);
            for more in [most, most >> 1, most >> 2] {
                if more <= 0 {
                    break;
                }
                let kept = (self.prices.clone(), self.slack.clone());
                self.work = self.work.saturating_add(kept.1.len() as u64 >> 2);
                self.change(row, more);
                for other in &others {
                    self.lower_one(*other);
                }
                self.lower_one(row);
                let next = self.total();
                if next < total {
                    total = next;
                } else {
                    (self.prices, self.slack) = kept;
                }
            }
        }
        total
    }

    /// What ways that were not listed may add.
    fn unlisted(&self) -> i128 {
        self.packing.unlisted.iter().fold(0_i128, |sum, one| {
            let least = one.roles.iter().map(|(units, classes)| {
                let cheapest = classes.iter().map(|class| self.price(*class)).min().unwrap_or(0);
                cheapest.saturating_mul(i128::from(*units))
            });
            let pays = least.fold(0_i128, i128::saturating_add);
            let more = (one.gain << FINE).saturating_sub(pays).max(0);
            sum.saturating_add(more.saturating_mul(i128::from(one.times)))
        })
    }
}
