//! The linear relaxation of a problem, solved exactly in whole numbers: prices at which no way gains more than it pays and all
//! that there is costs least, and how often each way would be used if uses could be parted. Knows nothing but rows and gains.
//!
//! The simplex method on a condensed tableau whose entries share one denominator, so that every exchange divides without a
//! rest (J. Edmonds, *Systems of distinct representatives and linear algebra*, 1967). Problems about units have ones and
//! zeros in their rows: denominators stay small. Where uses come out in parts, rows are added that whole uses never exceed
//! (R. E. Gomory, *Outline of an algorithm for integer solutions to linear programs*, 1958): of seven units three at a time
//! make two instances, not two and a third.

use super::bound::FINE;
use super::rows::{Joint, Rows};
use crate::index::{narrow, wide};
use crate::limits::{AT_ONCE, RELAXED_ENTRIES};
use crate::scheme::solve::problem::ceiling;

/// Entries stay below it: the difference of two products then fits 64 bits.
const SMALL: u64 = 1 << 31;
/// Bits of gains that are looked at.
const GAIN_BITS: u32 = 44;

/// The relaxed problem at its best.
#[derive(Debug)]
pub(super) struct Relaxed<'a> {
    rows: &'a Rows,
    /// Ways, listed or not.
    ways: u32,
    /// Gains are looked at in units of so many bits.
    shift: u32,
    tableau: Tableau,
    joints: Vec<Joint>,
    /// Ways that are looked at no more.
    pub out: Vec<u32>,
    /// Entries looked at, and how many may be.
    pub work: u64,
    limit: u64,
}

/// What it comes to.
#[derive(Debug, Default)]
pub(super) struct Prices {
    /// By row; fine, rounded up.
    pub rows: Vec<i128>,
    /// Rows that were added, with their prices.
    pub joints: Vec<(Joint, i128)>,
    /// What all there is costs; fine.
    pub total: i128,
}

#[derive(Debug)]
struct Tableau {
    /// Row by row: an entry for each of `free`, then what is left of the row.
    entries: Vec<i64>,
    width: usize,
    /// By `free`: what its use would cost; then what all comes to.
    costs: Vec<i64>,
    /// What all entries are divided by; positive.
    under: i64,
    /// By row, and by place in it: which way it is; above all ways, of which row it is the rest.
    basic: Vec<u32>,
    free: Vec<u32>,
    /// The row that is exchanged.
    pivot: Vec<i64>,
}

impl<'a> Relaxed<'a> {
    /// The relaxation of ways with such gains. Where figures grow too large, or there is too much to do: the entries that were looked
    /// at.
    pub(super) fn new(rows: &'a Rows, gains: &[i128], limit: u64) -> Result<Self, u64> {
        let most = gains.iter().copied().max().unwrap_or(0);
        let bits = i128::BITS.saturating_sub(most.leading_zeros());
        let shift = bits.saturating_sub(GAIN_BITS);
        let mut relaxed = Self {
            rows,
            ways: narrow(gains.len()),
            shift,
            tableau: Tableau::new(rows, gains, shift).ok_or(0_u64)?,
            joints: Vec::new(),
            out: Vec::new(),
            work: 0,
            limit,
        };
        match relaxed.solve() {
            Some(()) => Ok(relaxed),
            None => Err(relaxed.work),
        }
    }

    fn solve(&mut self) -> Option<()> {
        while let Some(at) = self.tableau.enters() {
            let row = self.tableau.leaves(at)?;
            self.exchange(row, at)?;
        }
        Some(())
    }

    fn exchange(&mut self, row: usize, at: usize) -> Option<()> {
        self.work = self.work.saturating_add(self.tableau.entries.len() as u64);
        if self.work > self.limit {
            return None;
        }
        self.tableau.exchange(row, at)
    }

    pub(super) fn prices(&self) -> Prices {
        let tableau = &self.tableau;
        let mut prices = Prices {
            rows: vec![0; self.rows.caps.len()],
            ..Prices::default()
        };
        let whole = i128::from(tableau.under);
        for (label, cost) in tableau.free.iter().zip(&tableau.costs) {
            let Some(row) = label.checked_sub(self.ways).map(wide).filter(|_| *cost > 0) else {
                continue;
            };
            let price = ceiling(i128::from(*cost) << FINE.saturating_add(self.shift), whole);
            let more = |cap: i64| price.saturating_mul(i128::from(cap));
            if let (Some(place), Some(cap)) = (prices.rows.get_mut(row), self.rows.caps.get(row)) {
                *place = price;
                prices.total = prices.total.saturating_add(more(*cap));
            } else if let Some(joint) = row.checked_sub(self.rows.caps.len()).and_then(|at| self.joints.get(at)) {
                prices.total = prices.total.saturating_add(more(joint.cap));
                prices.joints.push((joint.clone(), price));
            }
        }
        prices
    }

    /// How often ways are used, in whole uses.
    pub(super) fn uses(&self) -> impl Iterator<Item = (u32, i64)> + '_ {
        let rests = self.tableau.basic.iter().copied().zip(self.tableau.rests());
        let whole = |(label, rest): (u32, i64)| (label, rest.checked_div(self.tableau.under).unwrap_or(0));
        rests
            .map(whole)
            .filter(|(label, count)| *label < self.ways && *count > 0)
    }

    /// The ways that are looked at with their ranks: the lesser, the sooner a use of it is likely to be good. Most used ones come
    /// first, then those that lack least.
    pub(super) fn ranks(&self) -> impl Iterator<Item = ((i64, i64), u32)> + '_ {
        let free = self.tableau.free.iter().zip(&self.tableau.costs);
        let unused = free.map(|(label, cost)| ((0, *cost), *label));
        let basic = self.tableau.basic.iter().zip(self.tableau.rests());
        let used = basic.map(|(label, count)| ((count.saturating_neg(), 0), *label));
        used.chain(unused).filter(|(_, label)| *label < self.ways)
    }

    /// Looks no more at ways that lack more than so much.
    pub(super) fn drop_above(&mut self, gap: i128) {
        let most = (gap >> self.shift)
            .saturating_add(1)
            .saturating_mul(i128::from(self.tableau.under));
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        self.tableau.retain(self.ways, most, &mut self.out);
    }

    /// Drops added rows that bind nothing now.
    fn loosen(&mut self) {
        let first = wide(self.ways).saturating_add(self.rows.caps.len());
        let tableau = &mut self.tableau;
        let kept: Vec<bool> = tableau
            .basic
            .iter()
            .zip(tableau.rests())
            .map(|(label, rest)| wide(*label) < first || rest <= 0)
            .collect();
        if kept.iter().all(|keeps| *keeps) {
            return;
        }
        let width = tableau.width;
        let mut at = 0_usize;
        tableau.entries.retain(|_| {
            let row = at.checked_div(width).and_then(|row| kept.get(row));
            at = at.saturating_add(1);
            row.copied().unwrap_or(true)
        });
        let mut keeps = kept.into_iter();
        tableau.basic.retain(|_| keeps.next().unwrap_or(true));
    }

    /// Adds rows that exclude such parts of uses, and finds the best again. `None`: there are none, or it is too much.
    pub(super) fn tighten(&mut self) -> Option<()> {
        self.loosen();
        let whole = self.tableau.under;
        // Rows that are farthest from whole say most.
        let mut parts: Vec<(i64, usize)> = Vec::new();
        for (number, rest) in self.tableau.rests().enumerate() {
            let part = rest.checked_rem_euclid(whole)?;
            if part != 0 {
                let far = part.saturating_mul(2).saturating_sub(whole).saturating_abs();
                parts.push((far, number));
            }
        }
        parts.sort_unstable();
        let mut added = false;
        for (_, number) in parts.into_iter().take(AT_ONCE) {
            if let Some(joint) = self.joint(number) {
                let label = wide(self.ways)
                    .checked_add(self.rows.caps.len())?
                    .checked_add(self.joints.len())?;
                self.tableau.add(number, narrow(label))?;
                self.joints.push(joint);
                added = true;
            }
        }
        if !added || self.tableau.entries.len() > RELAXED_ENTRIES {
            return None;
        }
        while let Some(row) = self.tableau.lacks() {
            let at = self.tableau.gives(row)?;
            self.exchange(row, at)?;
        }
        Some(())
    }

    /// The row that whole uses never exceed, by a row of the tableau: what it is made of, each in parts, and then rounded down.
    fn joint(&self, number: usize) -> Option<Joint> {
        let tableau = &self.tableau;
        let whole = tableau.under;
        let mut sums = vec![0_i64; wide(self.ways)];
        let mut cap = 0_i64;
        let row = tableau.entries.chunks_exact(tableau.width).nth(number)?;
        for (label, entry) in tableau.free.iter().zip(row) {
            let part = rest(*entry, whole)?;
            let Some(of) = label.checked_sub(self.ways).map(wide).filter(|_| part != 0) else {
                continue;
            };
            let (own, takes) = match self.rows.caps.get(of) {
                Some(cap) => (*cap, self.rows.columns(narrow(of))),
                None => {
                    let joint = self.joints.get(of.checked_sub(self.rows.caps.len())?)?;
                    (joint.cap, joint.takes.as_slice())
                }
            };
            cap = cap.checked_add(own.checked_mul(part)?)?;
            for (way, weight) in takes {
                let sum = sums.get_mut(wide(*way))?;
                *sum = sum.checked_add(weight.checked_mul(part)?)?;
            }
        }
        let takes = (0_u32..).zip(sums).filter_map(|(way, sum)| {
            let weight = sum.checked_div_euclid(whole)?;
            (weight > 0).then_some((way, weight))
        });
        let joint = Joint {
            cap: cap.checked_div_euclid(whole)?,
            takes: takes.collect(),
        };
        (!joint.takes.is_empty()).then_some(joint)
    }
}

impl Tableau {
    fn new(rows: &Rows, gains: &[i128], shift: u32) -> Option<Self> {
        let ways = narrow(gains.len());
        let gain = |at: u32| gains.get(wide(at)).copied().unwrap_or(0);
        let free: Vec<u32> = (0..ways).filter(|at| gain(*at) > 0).collect();
        let width = free.len().saturating_add(1);
        let size = width.checked_mul(rows.caps.len())?;
        if size > RELAXED_ENTRIES {
            return None;
        }
        let mut entries = vec![0_i64; size];
        let mut costs = Vec::with_capacity(width);
        for (place, at) in free.iter().enumerate() {
            let gain = ceiling(gain(*at), 1_i128.checked_shl(shift)?);
            costs.push(i64::try_from(gain).ok()?.checked_neg()?);
            for (row, weight) in rows.takes(*at) {
                let entry = wide(*row).checked_mul(width)?.checked_add(place)?;
                *entries.get_mut(entry)? = *weight;
            }
        }
        costs.push(0);
        for (row, cap) in entries.chunks_exact_mut(width).zip(&rows.caps) {
            *row.last_mut()? = *cap;
        }
        if entries.iter().any(|entry| entry.unsigned_abs() >= SMALL) {
            return None;
        }
        let above = ways..ways.checked_add(narrow(rows.caps.len()))?;
        Some(Self {
            entries,
            width,
            costs,
            under: 1,
            basic: above.collect(),
            free,
            pivot: Vec::with_capacity(width),
        })
    }

    /// By row: what is left of it, or how often its way is used.
    fn rests(&self) -> impl Iterator<Item = i64> + '_ {
        let rows = self.entries.chunks_exact(self.width);
        rows.map(|row| row.last().copied().unwrap_or(0))
    }

    /// Whose use gains most.
    fn enters(&self) -> Option<usize> {
        let costs = self.costs.iter().take(self.free.len()).enumerate();
        let (at, cost) = costs.min_by_key(|(_, cost)| **cost)?;
        (*cost < 0).then_some(at)
    }

    /// The row that is used up first then.
    fn leaves(&self, at: usize) -> Option<usize> {
        let mut found: Option<(usize, i64, i64, u32)> = None;
        let rows = self.entries.chunks_exact(self.width).zip(&self.basic);
        for (number, (row, label)) in rows.enumerate() {
            let (weight, rest) = (row.get(at).copied()?, row.last().copied()?);
            if weight <= 0 {
                continue;
            }
            let first = found.is_none_or(|(_, of_weight, of_rest, of_label)| {
                // Both sides are products of two small numbers.
                let (own, other) = (rest.wrapping_mul(of_weight), of_rest.wrapping_mul(weight));
                own < other || (own == other && *label < of_label)
            });
            if first {
                found = Some((number, weight, rest, *label));
            }
        }
        found.map(|(number, ..)| number)
    }

    /// A row that has become too little: the one that lacks most.
    fn lacks(&self) -> Option<usize> {
        let (row, rest) = self.rests().enumerate().min_by_key(|(_, rest)| *rest)?;
        (rest < 0).then_some(row)
    }

    /// Who makes it enough at the least cost.
    fn gives(&self, row: usize) -> Option<usize> {
        let entries = self.entries.chunks_exact(self.width).nth(row)?;
        let mut found: Option<(usize, i128, i128)> = None;
        for (at, (entry, cost)) in entries.iter().zip(&self.costs).take(self.free.len()).enumerate() {
            if *entry >= 0 {
                continue;
            }
            let (cost, by) = (i128::from(*cost), i128::from(entry.unsigned_abs()));
            // A number of 64 bits times a small one.
            if found.is_none_or(|(_, other, of)| cost.wrapping_mul(of) < other.wrapping_mul(by)) {
                found = Some((at, cost, by));
            }
        }
        found.map(|(at, ..)| at)
    }

    /// Drops ways that cost more than so much; who they are is noted.
    fn retain(&mut self, ways: u32, most: i64, out: &mut Vec<u32>) {
        let before = out.len();
        let mut kept = Vec::with_capacity(self.width);
        for (label, cost) in self.free.iter().zip(&self.costs) {
            let keeps = *label >= ways || *cost <= most;
            kept.push(keeps);
            if !keeps {
                out.push(*label);
            }
        }
        kept.push(true);
        if out.len() == before {
            return;
        }
        fn retained<T>(list: &mut Vec<T>, kept: &[bool]) {
            let mut keeps = kept.iter().copied().cycle();
            list.retain(|_| keeps.next().unwrap_or(true));
        }
        retained(&mut self.entries, &kept);
        retained(&mut self.costs, &kept);
        retained(&mut self.free, &kept);
        self.width = self.costs.len();
    }

    /// A row that asks for what a row lacks of whole uses.
    fn add(&mut self, number: usize, label: u32) -> Option<()> {
        let from = number.checked_mul(self.width)?;
        for at in from..from.checked_add(self.width)? {
            let part = rest(*self.entries.get(at)?, self.under)?;
            self.entries.push(part.wrapping_neg());
        }
        self.basic.push(label);
        Some(())
    }

    /// Exchanges the way of a place with that of a row.
    fn exchange(&mut self, row: usize, at: usize) -> Option<()> {
        let width = self.width;
        let from = row.checked_mul(width)?;
        let own = self.entries.get_mut(from..from.checked_add(width)?)?;
        let sign = own.get(at)?.signum();
        for entry in own.iter_mut() {
            *entry = entry.wrapping_mul(sign);
        }
        self.pivot.clear();
        self.pivot.extend_from_slice(own);
        let (by, under) = (self.pivot.get(at).copied()?, self.under);
        let exact = Exact::by(under);
        // Has the bits of all entries; those of negative ones inverted.
        let mut largest = 0_i64;
        for (number, entries) in self.entries.chunks_exact_mut(width).enumerate() {
            let place = entries.get_mut(at)?;
            let factor = *place;
            if number == row {
                *place = under.wrapping_mul(sign);
                continue;
            }
            if factor == 0 && by == under {
                continue;
            }
            // All numbers are small: two products and their difference fit. Denominators are one nearly always.
            let others = entries.iter_mut().zip(&self.pivot);
            match (by, factor) {
                (1, 1) if under == 1 => others.for_each(|(entry, other)| *entry = entry.wrapping_sub(*other)),
                (1, -1) if under == 1 => others.for_each(|(entry, other)| *entry = entry.wrapping_add(*other)),
                _ => others.for_each(|(entry, other)| {
                    let product = entry.wrapping_mul(by).wrapping_sub(factor.wrapping_mul(*other));
                    *entry = exact.of(product);
                }),
            }
            for entry in entries.iter() {
                largest |= entry.wrapping_shr(63) ^ entry;
            }
            *entries.get_mut(at)? = factor.wrapping_mul(sign).wrapping_neg();
        }
        if largest.unsigned_abs() >= SMALL {
            return None;
        }
        let factor = self.costs.get(at).copied()?;
        for (cost, other) in self.costs.iter_mut().zip(&self.pivot) {
            let product = cost.checked_mul(by)?.checked_sub(factor.checked_mul(*other)?)?;
            *cost = if under == 1 {
                product
            } else {
                product.checked_div(under)?
            };
        }
        *self.costs.get_mut(at)? = factor.checked_mul(sign)?.checked_neg()?;
        std::mem::swap(self.basic.get_mut(row)?, self.free.get_mut(at)?);
        self.under = by;
        Some(())
    }
}

/// What is left of a number, not negative; most are less than what they are divided by.
fn rest(number: i64, by: i64) -> Option<i64> {
    if (0..by).contains(&number) {
        Some(number)
    } else {
        number.checked_rem_euclid(by)
    }
}

/// Division that leaves no rest, by a number that is the same many times: the inverse of its odd part modulo 2^64 does it (T.
/// Granlund and P. L. Montgomery, *Division by invariant integers using multiplication*, 1994).
#[derive(Debug, Clone, Copy)]
struct Exact {
    shift: u32,
    inverse: i64,
}

impl Exact {
    /// For a positive divisor.
    fn by(divisor: i64) -> Self {
        let shift = divisor.trailing_zeros();
        let odd = divisor.wrapping_shr(shift);
        // Right to three bits; each step doubles them.
        let mut inverse = odd;
        for _ in 0..5 {
            inverse = inverse.wrapping_mul(2_i64.wrapping_sub(odd.wrapping_mul(inverse)));
        }
        Self { shift, inverse }
    }

    fn of(self, product: i64) -> i64 {
        product.wrapping_shr(self.shift).wrapping_mul(self.inverse)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leaves_no_rest_is_divided_by_multiplying() {
        for divisor in [1, 2, 3, 4, 6, 7, 12, 97, 1 << 20, 3_000_000_007] {
            let exact = Exact::by(divisor);
            for quotient in [0, 1, -1, 5, -12, 99_999_999, -1_000_000_000] {
                assert_eq!(exact.of(divisor * quotient), quotient, "{divisor} times {quotient}");
            }
        }
    }
}
