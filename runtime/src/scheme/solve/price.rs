//! Upper bounds by prices: every limit has a price per unit of what it limits, so that a combination is worth at most the
//! limits at their prices and, class by class, the best that a unit can gain after paying them. Any prices give a bound; good
//! ones give a tight one.

mod weight;

use self::weight::weight;
use super::problem::{Column, Problem};
use super::state::State;
use crate::index::{narrow, wide};
use crate::limits::PRICE_ROUNDS;

/// Figures here are finer than the problem's by so many bits, so that what is cut off prices never adds up to one unit.
pub(super) const FINE: u32 = 20;
/// Bits after the point of a price per unit of money.
const DIGITS: u32 = 30;
const ONE: i128 = 1 << DIGITS;
/// A price per unit of money never needs to be higher: uses that hardly weigh are held to weigh nothing.
const DEAREST: i128 = ONE << 6;

/// Something of which there is only so much.
#[derive(Debug)]
struct Resource {
    capacity: i128,
    /// Money has prices per unit of money, at most one where more than the capacity may be asked for; pieces have prices per piece.
    money: bool,
    soft: bool,
    /// Columns that use it.
    columns: Vec<u32>,
}

/// A bound with all that a search needs of it.
#[derive(Debug, Clone)]
pub(super) struct Bound {
    /// No combination is worth more; fine.
    pub total: i128,
    /// By column: what one use gains after paying; fine.
    pub after: Vec<i128>,
    /// By class: the best that a unit can gain after paying; fine.
    pub best: Vec<i128>,
    /// By class: what all its units add to the total; fine.
    pub terms: Vec<i128>,
}

impl Bound {
    /// In the problem's figures, rounded down: these are whole.
    pub(super) fn whole(&self) -> i128 {
        self.total >> FINE
    }
}

struct Market<'a> {
    problem: &'a Problem,
    resources: Vec<Resource>,
    /// By column: what it uses, and how much of it.
    uses: Vec<Vec<(u32, i128)>>,
    prices: Vec<i128>,
    work: u64,
}

/// A bound for a problem of which a combination is known, with the work that it took, up to about `limit`.
pub(super) fn bound(problem: &Problem, first: &State<'_>, limit: u64) -> (Bound, u64) {
    let mut market = Market::new(problem);
    if market.resources.len() > 1 {
        market.open(first);
    }
    let mut best = market.evaluate();
    let mut prices = market.prices.clone();
    if market.prices.iter().any(|price| *price > 0) {
        let free = vec![0; market.prices.len()];
        let opened = std::mem::replace(&mut market.prices, free);
        let other = market.evaluate();
        if other.total < best.total {
            (best, prices) = (other, market.prices.clone());
        } else {
            market.prices = opened;
        }
    }
    // Each round finds the best price of one limit while the others keep theirs.
    for _ in 0..PRICE_ROUNDS {
        if best.whole() <= first.total() || market.work > limit {
            break;
        }
        market.round(limit);
        let next = market.evaluate();
        if next.total >= best.total {
            break;
        }
        (best, prices) = (next, market.prices.clone());
    }
    market.prices = prices;
    (best, market.work)
}

impl<'a> Market<'a> {
    fn new(problem: &'a Problem) -> Self {
        let mut market = Self {
            problem,
            resources: Vec::new(),
            uses: vec![Vec::new(); problem.columns.len()],
            prices: Vec::new(),
            work: 0,
        };
        let shared = !problem.rooms.is_empty();
        let mut alone = vec![
            0_u32;
            problem
                .classes
                .iter()
                .map(|class| wide(class.run))
                .max()
                .map_or(0, |run| run.saturating_add(1))
        ];
        for class in &problem.classes {
            if let Some(count) = alone.get_mut(wide(class.run)) {
                *count = count.saturating_add(1);
            }
        }
        let mut pieces = Vec::new();
        let mut money = Vec::new();
        for member in &problem.members {
            pieces.push(member.pieces.map(|pieces| market.add(i128::from(pieces), false, false)));
            money.push(member.money.map(|most| {
                // Where floors are shared a member may come to less than it asks for, but never to a minor unit less per run
                // than exactly.
                let slack = if shared { alone.len() } else { 0 };
                let slack = i128::try_from(slack).unwrap_or(i128::MAX);
                let most = i128::from(most).saturating_add(slack).saturating_mul(problem.scale);
                market.add(most, true, shared)
            }));
        }
        let mut pools = Vec::new();
        for pool in &problem.pools {
            pools.push(market.add(pool.money, true, true));
        }
        for (at, column) in (0_u32..).zip(&problem.columns) {
            let member = wide(column.member);
            if let Some(Some(resource)) = pieces.get(member) {
                market.uses(at, *resource, 1);
            }
            if let Some(Some(resource)) = money.get(member) {
                let only = problem
                    .classes
                    .get(wide(column.class))
                    .is_some_and(|class| alone.get(wide(class.run)) == Some(&1));
                let weight = if shared {
                    column.gain
                } else {
                    weight(problem, column, only)
                };
                market.uses(at, *resource, weight);
            }
            if let Some(resource) = column.pool.and_then(|pool| pools.get(wide(pool))) {
                market.uses(at, *resource, column.gain);
            }
        }
        market.prices = vec![0; market.resources.len()];
        market
    }

    fn add(&mut self, capacity: i128, money: bool, soft: bool) -> u32 {
        self.resources.push(Resource {
            capacity,
            money,
            soft,
            columns: Vec::new(),
        });
        narrow(self.resources.len().saturating_sub(1))
    }

    fn uses(&mut self, column: u32, resource: u32, weight: i128) {
        if weight <= 0 {
            return;
        }
        if let Some(uses) = self.uses.get_mut(wide(column)) {
            uses.push((resource, weight));
        }
        if let Some(resource) = self.resources.get_mut(wide(resource)) {
            resource.columns.push(column);
        }
    }

    /// What a use pays, rounded down, so that the bound is never too low; fine.
    fn cost(&self, resource: u32, weight: i128) -> i128 {
        let price = self.prices.get(wide(resource)).copied().unwrap_or(0);
        let money = self
            .resources
            .get(wide(resource))
            .is_some_and(|resource| resource.money);
        let product = price.saturating_mul(weight);
        if money { product >> (DIGITS - FINE) } else { product }
    }

    fn after(&self, at: usize, column: &Column) -> i128 {
        let gain = column.gain << FINE;
        let (mut hard, mut soft) = (0_i128, 0_i128);
        for (resource, weight) in self.uses.get(at).into_iter().flatten() {
            let cost = self.cost(*resource, *weight);
            let is_soft = self
                .resources
                .get(wide(*resource))
                .is_some_and(|resource| resource.soft);
            let paid = if is_soft { &mut soft } else { &mut hard };
            *paid = paid.saturating_add(cost);
        }
        // What only caps a benefit takes no more than all of it, however many such caps there are.
        gain.saturating_sub(hard).saturating_sub(soft.min(gain))
    }

    fn evaluate(&mut self) -> Bound {
        let problem = self.problem;
        self.work = self.work.saturating_add(problem.columns.len() as u64);
        let after: Vec<i128> = problem
            .columns
            .iter()
            .enumerate()
            .map(|(at, column)| self.after(at, column))
            .collect();
        let mut total: i128 = 0;
        for (at, resource) in (0_u32..).zip(&self.resources) {
            let cost = self.cost(at, resource.capacity);
            total = total.saturating_add(cost).saturating_add(i128::from(resource.money));
        }
        let (mut best, mut terms) = (Vec::new(), Vec::new());
        for class in &problem.classes {
            let own = after.get(wide(class.columns.0)..wide(class.columns.1)).unwrap_or(&[]);
            let fallback = class.fallback.map_or(0, |fallback| fallback.gain << FINE);
            let greatest = own.iter().copied().fold(fallback, i128::max);
            let mut term = greatest.saturating_mul(i128::from(class.units));
            if class.room.is_some() {
                term = term.min(class.cap << FINE);
            }
            total = total.saturating_add(term);
            best.push(greatest);
            terms.push(term);
        }
        Bound {
            total,
            after,
            best,
            terms,
        }
    }

    /// First prices: of what a combination has used up, what its last use gained.
    fn open(&mut self, first: &State<'_>) {
        let mut least: Vec<Option<i128>> = vec![None; self.resources.len()];
        let mut used: Vec<i128> = vec![0; self.resources.len()];
        let mut heaviest: Vec<i128> = vec![0; self.resources.len()];
        for (at, (column, count)) in self.problem.columns.iter().zip(&first.counts).enumerate() {
            for (resource, weight) in self.uses.get(at).into_iter().flatten() {
                let place = wide(*resource);
                if let Some(heaviest) = heaviest.get_mut(place) {
                    *heaviest = (*heaviest).max(*weight);
                }
                if *count == 0 {
                    continue;
                }
                let level = self.level(column.gain << FINE, self.fallback(column), *resource, *weight);
                if let (Some(least), Some(used)) = (least.get_mut(place), used.get_mut(place)) {
                    *least = Some(least.map_or(level, |other: i128| other.min(level)));
                    *used = used.saturating_add(weight.saturating_mul(i128::from(*count)));
                }
            }
        }
        for ((((price, resource), least), used), heaviest) in self
            .prices
            .iter_mut()
            .zip(&self.resources)
            .zip(least)
            .zip(used)
            .zip(heaviest)
        {
            if let Some(level) = least
                && resource.capacity.saturating_sub(used) < heaviest
            {
                *price = limited(resource, level);
            }
        }
    }

    fn fallback(&self, column: &Column) -> i128 {
        let class = self.problem.classes.get(wide(column.class));
        class
            .and_then(|class| class.fallback)
            .map_or(0, |fallback| fallback.gain << FINE)
    }

    /// The price at which a use that gains `gain` besides is no better than another.
    fn level(&self, gain: i128, other: i128, resource: u32, weight: i128) -> i128 {
        let more = gain.saturating_sub(other);
        let money = self
            .resources
            .get(wide(resource))
            .is_some_and(|resource| resource.money);
        let more = if money {
            more.saturating_mul(1 << (DIGITS - FINE))
        } else {
            more
        };
        more.checked_div_euclid(weight).unwrap_or(0)
    }

    /// One limit after another gets its best price.
    fn round(&mut self, limit: u64) {
        let problem = self.problem;
        let mut after = self.evaluate().after;
        let mut tops: Vec<Tops> = problem
            .classes
            .iter()
            .map(|class| Tops::of(problem, class, &after))
            .collect();
        for at in 0..narrow(self.resources.len()) {
            if self.work > limit {
                return;
            }
            let Some(resource) = self.resources.get(wide(at)) else {
                return;
            };
            let mut wanted: Vec<(i128, i128)> = Vec::with_capacity(resource.columns.len());
            for number in &resource.columns {
                let Some(column) = problem.columns.get(wide(*number)) else {
                    continue;
                };
                let uses = self.uses.get(wide(*number)).into_iter().flatten();
                let weight = uses
                    .filter(|(other, _)| *other == at)
                    .map(|(_, weight)| *weight)
                    .next()
                    .unwrap_or(0);
                let gain = after
                    .get(wide(*number))
                    .copied()
                    .unwrap_or(0)
                    .saturating_add(self.cost(at, weight));
                let other = tops
                    .get(wide(column.class))
                    .map_or(0, |tops| tops.without(column.member));
                let level = self.level(gain, other, at, weight);
                let units = problem.classes.get(wide(column.class)).map_or(0, |class| class.units);
                if level > 0 {
                    wanted.push((level, weight.saturating_mul(i128::from(units))));
                }
            }
            wanted.sort_unstable_by(|a, b| b.cmp(a));
            let price = limited(resource, split(&wanted, resource.capacity));
            let columns = resource.columns.clone();
            self.work = self.work.saturating_add(columns.len() as u64);
            if self.prices.get(wide(at)) == Some(&price) {
                continue;
            }
            if let Some(place) = self.prices.get_mut(wide(at)) {
                *place = price;
            }
            let mut last = u32::MAX;
            for number in &columns {
                let Some(column) = problem.columns.get(wide(*number)) else {
                    continue;
                };
                let value = self.after(wide(*number), column);
                if let Some(place) = after.get_mut(wide(*number)) {
                    *place = value;
                }
            }
            for number in &columns {
                let Some(column) = problem.columns.get(wide(*number)) else {
                    continue;
                };
                if column.class == last {
                    continue;
                }
                last = column.class;
                if let (Some(class), Some(place)) = (problem.classes.get(wide(last)), tops.get_mut(wide(last))) {
                    self.work = self
                        .work
                        .saturating_add(u64::from(class.columns.1.saturating_sub(class.columns.0)));
                    *place = Tops::of(problem, class, &after);
                }
            }
        }
    }
}

/// A price within what its kind admits.
fn limited(resource: &Resource, price: i128) -> i128 {
    if !resource.money {
        return price.max(0);
    }
    price.clamp(0, if resource.soft { ONE } else { DEAREST })
}

/// The price at which what is wanted just fits the capacity; between two levels where it fits exactly.
fn split(wanted: &[(i128, i128)], capacity: i128) -> i128 {
    let mut left = capacity;
    for (at, (level, weight)) in wanted.iter().enumerate() {
        if *weight > left {
            return *level;
        }
        left = left.saturating_sub(*weight);
        if left == 0 {
            let next = wanted.get(at.saturating_add(1)).map_or(0, |(next, _)| *next);
            return level.saturating_add(next) >> 1;
        }
    }
    0
}

/// The best that a unit of a class can gain after paying, and the best of any other member.
#[derive(Debug, Clone, Copy)]
struct Tops {
    member: u32,
    best: i128,
    second: i128,
}

impl Tops {
    fn of(problem: &Problem, class: &super::problem::Class, after: &[i128]) -> Self {
        let fallback = class.fallback.map_or(0, |fallback| fallback.gain << FINE);
        let mut tops = Self {
            member: u32::MAX,
            best: fallback,
            second: fallback,
        };
        let own = after.get(wide(class.columns.0)..wide(class.columns.1)).unwrap_or(&[]);
        for (column, after) in problem.columns_of(class).iter().zip(own) {
            if column.member == tops.member {
                tops.best = tops.best.max(*after);
            } else if *after > tops.best {
                (tops.member, tops.second, tops.best) = (column.member, tops.best, *after);
            } else {
                tops.second = tops.second.max(*after);
            }
        }
        tops
    }

    fn without(&self, member: u32) -> i128 {
        if self.member == member { self.second } else { self.best }
    }
}
