//! Upper bounds of what the rest of a search can still add: each promotion is given all it could take, as if alone.

use super::model::Model;

/// Sums over the items from some position to the end.
#[derive(Debug)]
pub(super) struct Bounds {
    /// By position: what fallbacks give.
    settled: Vec<i128>,
    /// By member and position: gains per unit times units, and the greatest gain of a unit.
    gains: Vec<Vec<(i128, i128)>>,
    /// By position: each item's greatest gain of any member.
    best: Vec<i128>,
    /// By pool and position: what all units together could bear.
    pools: Vec<Vec<i128>>,
}

impl Bounds {
    pub(super) fn new(model: &Model) -> Self {
        let length = model.items.len().saturating_add(1);
        let mut bounds = Self {
            settled: vec![0; length],
            gains: vec![vec![(0, 0); length]; model.members.len()],
            best: vec![0; length],
            pools: vec![vec![0; length]; model.pools.len()],
        };
        for at in (0..model.items.len()).rev() {
            let Some(item) = model.items.get(at) else { continue };
            let next = at.saturating_add(1);
            let units = i128::from(item.units);
            let fallback = item.fallback.map_or(0, |(_, _, unit)| unit);
            let settled = item.unbranched();
            add(&mut bounds.settled, at, settled);
            let linear = item.options.iter().filter(|choice| choice.pool.is_none());
            let gain = linear
                .map(|choice| choice.unit.saturating_sub(fallback).max(0))
                .max()
                .unwrap_or(0);
            let best = gain.saturating_mul(units).min(item.cap);
            add(&mut bounds.best, at, best);
            for (member, gains) in bounds.gains.iter_mut().enumerate() {
                let own = item
                    .options
                    .iter()
                    .filter(|choice| choice.member == member && choice.pool.is_none());
                let gain = own
                    .map(|choice| choice.unit.saturating_sub(fallback).max(0))
                    .max()
                    .unwrap_or(0);
                let (sum, most) = gains.get(next).copied().unwrap_or((0, 0));
                let all = gain.saturating_mul(units).min(item.cap);
                if let Some(place) = gains.get_mut(at) {
                    *place = (sum.saturating_add(all), most.max(gain));
                }
            }
            for (pool, sums) in bounds.pools.iter_mut().enumerate() {
                let own = item.options.iter().filter(|choice| choice.pool == Some(pool));
                let bears = own
                    .map(|choice| choice.unit.saturating_mul(units))
                    .max()
                    .unwrap_or(0)
                    .min(item.cap);
                add(sums, at, bears);
            }
        }
        bounds
    }

    /// What the items from a position on can add at most.
    pub(super) fn rest(&self, model: &Model, at: usize, pieces: &[i64], spent: &[i128], filled: &[i128]) -> i128 {
        let mut sum: i128 = 0;
        for (((gains, member), used), spent) in self.gains.iter().zip(&model.members).zip(pieces).zip(spent) {
            let (all, most) = gains.get(at).copied().unwrap_or((0, 0));
            let limited = match member.pieces {
                Some(limit) => most.saturating_mul(i128::from(limit.saturating_sub(*used).max(0))),
                None => all,
            };
            // Where floors are shared a promotion may come to less than it asks for, so that its limit leaves more open.
            let open = member
                .most_before_rounding(model)
                .filter(|_| model.rooms.is_empty())
                .map_or(all, |most| most.saturating_sub(*spent).max(0));
            sum = sum.saturating_add(all.min(limited).min(open));
        }
        sum = sum.min(get(&self.best, at)).saturating_add(get(&self.settled, at));
        for ((sums, (_, money)), filled) in self.pools.iter().zip(&model.pools).zip(filled) {
            sum = sum.saturating_add(get(sums, at).min(money.saturating_sub(*filled).max(0)));
        }
        sum
    }
}

fn get(values: &[i128], at: usize) -> i128 {
    values.get(at).copied().unwrap_or(0)
}

/// What stands at the next position, and so much more.
fn add(values: &mut [i128], at: usize, more: i128) {
    let next = get(values, at.saturating_add(1));
    if let Some(place) = values.get_mut(at) {
        *place = next.saturating_add(more);
    }
}
