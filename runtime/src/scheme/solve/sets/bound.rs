//! Upper bounds by prices: units, uses and money have prices such that no way to use them gains more than it pays. Then a
//! combination is worth at most all that there is at its prices, and each way lacks at least its slack.

use super::packing::{Column, Packing};
use super::rows::Rows;
use super::state::State;
use crate::index::{NONE, narrow, wide};
use crate::limits::SETS_PRICE_ROUNDS;
use crate::scheme::solve::problem::ceiling;

/// Prices are finer than the problem's figures by so many bits.
pub(super) const FINE: u32 = 20;
/// What a way lacks that no good combination uses: more than anything is worth, so little that such sums still fit.
const OUT: i128 = i128::MAX >> 8;

/// A bound with all that a search needs of it; fine.
#[derive(Debug, Clone)]
pub(super) struct Bound {
    /// No combination of columns is worth more.
    pub total: i128,
    /// No combination at all is worth so much more than `total`: ways that were not listed gain this above these prices.
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
    /// Prices that were changed, and by how much, while a change is tried.
    tried: Vec<(u32, i128)>,
    /// What all there is costs at these prices, with what pools pay.
    total: i128,
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

/// The bound of some prices, for ways but those that are `out`; `None` where some of them gains more than it pays.
pub(super) fn priced(
    packing: &Packing,
    rows: &Rows,
    (gains, paid): (Vec<i128>, i128),
    prices: Vec<i128>,
    out: &[u32],
) -> Option<Bound> {
    let mut market = Market::new(packing, rows, (gains, paid));
    market.prices = prices;
    market.weigh();
    for at in out {
        if let Some(slack) = market.slack.get_mut(wide(*at)) {
            *slack = OUT;
        }
    }
    let fits = market.slack.iter().all(|slack| *slack >= 0);
    fits.then(|| market.bound())
}

/// A bound, with the work that it took, up to about `limit`.
pub(super) fn bound(packing: &Packing, rows: &Rows, first: &State<'_>, limit: u64) -> Bound {
    let mut market = Market::new(packing, rows, gains(packing));
    // Ways of greater gains come first.
    let mut order: Vec<u32> = (0..narrow(market.gains.len())).collect();
    order.sort_unstable_by(|one, other| {
        let gain = |at: &u32| market.gains.get(wide(*at)).copied().unwrap_or(0);
        gain(other).cmp(&gain(one)).then(one.cmp(other))
    });
    let mut best: Option<(i128, Vec<i128>, Vec<i128>)> = None;
    for raise in [Raise::UsedUp, Raise::Scarcest, Raise::Alike] {
        market.open(raise, first, &order);
        market.lower();
        let total = market.total;
        if best.as_ref().is_none_or(|(other, ..)| total < *other) {
            best = Some((total, market.prices.clone(), market.slack.clone()));
        }
        if total >> FINE <= first.total() || market.work > limit {
            break;
        }
    }
    let (mut total, prices, slack) = best.unwrap_or_default();
    (market.prices, market.slack, market.total) = (prices, slack, total);
    for _ in 0..SETS_PRICE_ROUNDS {
        if total >> FINE <= first.total() || market.work > limit {
            break;
        }
        let next = market.shift(total, first.total(), limit);
        if next >= total {
            break;
        }
        total = next;
    }
    market.total = total;
    market.bound()
}

/// By column, what it gains if pools that will be emptied anyway pay at once; and what these pay. Fine.
pub(super) fn gains(packing: &Packing) -> (Vec<i128>, i128) {
    if packing.pools.is_empty() {
        return (packing.columns.iter().map(|column| column.gain << FINE).collect(), 0);
    }
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

/// So many times a price; nearly always once.
pub(super) fn times(price: i128, count: i64) -> i128 {
    if count == 1 {
        price
    } else {
        price.saturating_mul(i128::from(count))
    }
}

/// What each of so many bears of something, rounded up.
fn shared(money: i128, among: i64) -> i128 {
    if among == 1 {
        money
    } else {
        ceiling(money, i128::from(among))
    }
}

impl<'a> Market<'a> {
    fn new(packing: &'a Packing, rows: &'a Rows, (gains, paid): (Vec<i128>, i128)) -> Self {
        Self {
            packing,
            rows,
            gains,
            paid,
            prices: Vec::new(),
            slack: Vec::new(),
            tried: Vec::new(),
            total: 0,
            work: 0,
        }
    }

    fn bound(self) -> Bound {
        Bound {
            total: self.total,
            unlisted: self.unlisted(),
            prices: self.prices,
            slack: self.slack,
            work: self.work,
        }
    }

    fn price(&self, row: u32) -> i128 {
        self.prices.get(wide(row)).copied().unwrap_or(0)
    }

    fn cap(&self, row: u32) -> i64 {
        self.rows.cap(row)
    }

    fn pay(&self, at: u32) -> i128 {
        let takes = self.rows.takes(at).iter();
        takes.fold(0_i128, |sum, (row, weight)| {
            sum.saturating_add(times(self.price(*row), *weight))
        })
    }

    fn gain(&self, at: u32) -> i128 {
        self.gains.get(wide(at)).copied().unwrap_or(0)
    }

    /// First prices: ways of greater gains raise them first.
    fn open(&mut self, raise: Raise, first: &State<'_>, order: &[u32]) {
        self.prices.clear();
        self.prices.resize(self.rows.caps.len(), 0);
        self.work = self.work.saturating_add(order.len() as u64);
        for at in order.iter().copied() {
            let lacks = self.gain(at).saturating_sub(self.pay(at));
            let rows: &Rows = self.rows;
            let takes = rows.takes(at);
            if lacks <= 0 || takes.is_empty() {
                continue;
            }
            let used_up = |row: u32| first.left.get(wide(row)).copied().unwrap_or(0) < 1;
            // A thing is scarce if little of it, measured in uses, is there.
            let uses = |row: u32, weight: i64| match weight {
                1 => rows.cap(row),
                _ => rows.cap(row).checked_div(weight).unwrap_or(0),
            };
            let scarcest = |only: bool| {
                takes
                    .iter()
                    .filter(|(row, _)| !only || used_up(*row))
                    .min_by_key(|(row, weight)| uses(*row, *weight))
                    .copied()
            };
            let one = match raise {
                Raise::Scarcest => scarcest(false),
                Raise::UsedUp => scarcest(true).or_else(|| scarcest(false)),
                Raise::Alike => None,
            };
            match one {
                Some((row, weight)) => self.raise(row, shared(lacks, weight)),
                None => {
                    let units = takes.iter().filter(|(row, _)| wide(*row) < rows.units);
                    let weights = units
                        .clone()
                        .fold(0_i64, |sum, (_, weight)| sum.saturating_add(*weight));
                    let more = shared(lacks, weights);
                    for (row, _) in units {
                        self.raise(*row, more);
                    }
                }
            }
        }
        self.weigh();
    }

    /// What ways lack at these prices, and what all there is costs.
    fn weigh(&mut self) {
        self.slack.clear();
        for at in 0..narrow(self.gains.len()) {
            let slack = self.pay(at).saturating_sub(self.gain(at));
            self.slack.push(slack);
        }
        let caps = self.rows.caps.iter().zip(&self.prices);
        self.total = caps.fold(self.paid, |sum, (cap, price)| sum.saturating_add(times(*price, *cap)));
    }

    fn raise(&mut self, row: u32, more: i128) {
        if let Some(price) = self.prices.get_mut(wide(row)) {
            *price = price.saturating_add(more);
        }
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
        let columns = self.rows.columns(row);
        self.work = self.work.saturating_add(columns.len() as u64);
        let mut less = price;
        for (at, weight) in columns {
            let slack = self.slack.get(wide(*at)).copied().unwrap_or(0);
            // Most take one.
            let spare = if *weight == 1 {
                slack
            } else {
                slack.checked_div(i128::from(*weight)).unwrap_or(0)
            };
            less = less.min(spare);
            if less == 0 {
                return;
            }
        }
        self.change(row, less.saturating_neg());
    }

    fn change(&mut self, row: u32, more: i128) {
        if more == 0 {
            return;
        }
        self.tried.push((row, more));
        if let Some(price) = self.prices.get_mut(wide(row)) {
            *price = price.saturating_add(more);
        }
        // A sum that does not fit stays as it is: what is subtracted from it would make it too small.
        if self.total < i128::MAX {
            let all = more.checked_mul(i128::from(self.cap(row)));
            let total = all.and_then(|all| self.total.checked_add(all));
            self.total = total.unwrap_or(i128::MAX);
        }
        for (at, weight) in self.rows.columns(row) {
            if let Some(slack) = self.slack.get_mut(wide(*at)) {
                *slack = slack.saturating_add(times(more, *weight));
            }
        }
    }

    /// Raises one price after another where that lets others fall by more.
    fn shift(&mut self, mut total: i128, enough: i128, limit: u64) -> i128 {
        let mut rows: Vec<u32> = (0_u32..).zip(&self.rows.caps).map(|(row, _)| row).collect();
        rows.sort_by_key(|row| self.cap(*row));
        // By row: for which one it was noted last.
        let mut seen = vec![NONE; self.rows.caps.len()];
        for row in rows {
            if total >> FINE <= enough || self.work > limit {
                return total;
            }
            let mut others: Vec<u32> = Vec::new();
            let mut most: i128 = 0;
            for (at, weight) in self.rows.columns(row) {
                for (other, by) in self.rows.takes(*at) {
                    let price = self.price(*other);
                    if *other != row && price > 0 {
                        if let Some(seen) = seen.get_mut(wide(*other)).filter(|seen| **seen != row) {
                            *seen = row;
                            others.push(*other);
                        }
                        most = most.max(shared(times(price, *by), *weight));
                    }
                }
            }
            others.sort_unstable();
            others.sort_by_key(|other| std::cmp::Reverse(self.cap(*other)));
            self.work = self.work.saturating_add(others.len() as u64);
            for more in [most, most >> 1, most >> 2] {
                if more <= 0 {
                    break;
                }
                self.tried.clear();
                self.change(row, more);
                for other in &others {
                    self.lower_one(*other);
                }
                self.lower_one(row);
                let next = self.total;
                if next < total {
                    total = next;
                } else {
                    let tried = std::mem::take(&mut self.tried);
                    for (row, more) in tried.iter().rev() {
                        self.change(*row, more.saturating_neg());
                    }
                    self.tried = tried;
                }
            }
        }
        total
    }

    /// What ways that were not listed may add.
    fn unlisted(&self) -> i128 {
        self.packing.unlisted.iter().fold(0_i128, |sum, one| {
            // Who leaves units to others does not pay for them what others pay.
            let roles = one.roles.iter().filter(|_| !one.reuse);
            let least = roles.map(|(units, classes)| {
                let cheapest = classes.iter().map(|class| self.price(*class)).min().unwrap_or(0);
                cheapest.saturating_mul(i128::from(*units))
            });
            let pays = least.fold(0_i128, i128::saturating_add);
            let more = (one.gain << FINE).saturating_sub(pays).max(0);
            sum.saturating_add(more.saturating_mul(i128::from(one.times)))
        })
    }
}
