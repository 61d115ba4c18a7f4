//! Distribution of a whole sum by largest remainder under caps (semantics §4); knows weights and ranks, not lines.

use crate::fault::Fault;
use crate::limits::SMALL;

/// One taker of a sum.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Part {
    /// Its weight.
    pub weight: i128,
    /// The most it may take.
    pub cap: i64,
    /// Where it stands among equals; smaller is served first.
    pub rank: u32,
    /// What it takes: the answer.
    pub share: i64,
    /// The remainder of its share, over the common divisor.
    rest: i128,
    /// Whether its cap has been reached.
    full: bool,
}

impl Part {
    pub(crate) fn new(weight: i128, cap: i64, rank: u32) -> Self {
        Self {
            weight,
            cap: cap.max(0),
            rank,
            share: 0,
            rest: 0,
            full: false,
        }
    }
}

/// Distributes `sum`, or as much of it as the caps admit; answers what was distributed.
///
/// In proportion to the weights; who reaches the cap leaves and the rest goes on; rounded once, at the end, by largest
/// remainder, ties by rank.
pub(crate) fn distribute(sum: i64, parts: &mut [Part]) -> Result<i64, Fault> {
    let mut room: i64 = 0;
    for part in parts.iter_mut() {
        part.share = 0;
        part.rest = 0;
        part.full = part.weight <= 0 || part.cap <= 0;
        if !part.full {
            room = room.saturating_add(part.cap);
        }
    }
    let sum = sum.min(room).max(0);
    if sum == 0 {
        return Ok(0);
    }
    if let Some(done) = small(sum, parts) {
        return Ok(done);
    }
    let mut left = sum;
    loop {
        let mut total: i128 = 0;
        for part in parts.iter().filter(|part| !part.full) {
            total = total.checked_add(part.weight).ok_or(Fault::Overflow)?;
        }
        if total == 0 || left == 0 {
            return Ok(sum);
        }
        let mut capped: i64 = 0;
        for part in parts.iter_mut().filter(|part| !part.full) {
            let exact = i128::from(left).checked_mul(part.weight).ok_or(Fault::Overflow)?;
            // Reaching the cap exactly leaves too: nothing more could be taken.
            if exact >= i128::from(part.cap).checked_mul(total).ok_or(Fault::Overflow)? {
                part.full = true;
                part.share = part.cap;
                capped = capped.saturating_add(part.cap);
            }
        }
        if capped == 0 {
            return remainders(left, total, parts).map(|()| sum);
        }
        left = left.saturating_sub(capped);
    }
}

/// The same in 64 bits, for the sums of an ordinary receipt: products of two numbers below 2³¹ fit.
fn small(sum: i64, parts: &mut [Part]) -> Option<i64> {
    let mut total: i64 = 0;
    for part in parts.iter().filter(|part| !part.full) {
        total = total.checked_add(i64::try_from(part.weight).ok()?)?;
        if part.cap >= SMALL {
            return None;
        }
    }
    if total >= SMALL || sum >= SMALL {
        return None;
    }
    let weight = |part: &Part| i64::try_from(part.weight).unwrap_or(0);
    let mut left = sum;
    loop {
        let mut capped: i64 = 0;
        let mut weights: i64 = 0;
        for part in parts.iter_mut().filter(|part| !part.full) {
            if left.wrapping_mul(weight(part)) >= part.cap.wrapping_mul(total) {
                part.full = true;
                part.share = part.cap;
                capped = capped.wrapping_add(part.cap);
                weights = weights.wrapping_add(weight(part));
            }
        }
        left = left.wrapping_sub(capped);
        total = total.wrapping_sub(weights);
        if total == 0 || left == 0 {
            return Some(sum);
        }
        if capped == 0 {
            break;
        }
    }
    let mut rest = left;
    for part in parts.iter_mut().filter(|part| !part.full) {
        let exact = left.wrapping_mul(weight(part));
        part.share = exact.checked_div(total)?;
        part.rest = i128::from(exact.wrapping_sub(part.share.wrapping_mul(total)));
        rest = rest.wrapping_sub(part.share);
    }
    spread_rest(rest, parts);
    Some(sum)
}

fn remainders(sum: i64, total: i128, parts: &mut [Part]) -> Result<(), Fault> {
    let mut left = sum;
    for part in parts.iter_mut().filter(|part| !part.full) {
        let exact = i128::from(sum).checked_mul(part.weight).ok_or(Fault::Overflow)?;
        let floor = if let (Ok(exact), Ok(total)) = (i64::try_from(exact), i64::try_from(total)) {
            i128::from(exact.checked_div(total).unwrap_or(0))
        } else {
            exact.checked_div(total).unwrap_or(0)
        };
        part.share = i64::try_from(floor).map_err(|_| Fault::Overflow)?;
        part.rest = exact.saturating_sub(floor.saturating_mul(total));
        left = left.saturating_sub(part.share);
    }
    spread_rest(left, parts);
    Ok(())
}

/// One more to each of the largest remainders.
fn spread_rest(rest: i64, parts: &mut [Part]) {
    let mut left = rest;
    // What is left is less than the number of parts; each gets at most one more, which its cap admits, because an exact
    // share below a whole cap has a floor below it.
    if left <= 4 || parts.len() <= 12 {
        while left > 0 {
            let next = parts.iter_mut().filter(|part| !part.full && part.rest > 0);
            let Some(part) = next.max_by(|a, b| a.rest.cmp(&b.rest).then(b.rank.cmp(&a.rank))) else {
                break;
            };
            part.share = part.share.saturating_add(1);
            part.rest = 0;
            left = left.saturating_sub(1);
        }
        return;
    }
    let mut order: Vec<&mut Part> = parts.iter_mut().filter(|part| !part.full && part.rest > 0).collect();
    order.sort_unstable_by(|a, b| b.rest.cmp(&a.rest).then(a.rank.cmp(&b.rank)));
    for part in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        part.share = part.share.saturating_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(sum: i64, parts: &[(i128, i64)]) -> Vec<i64> {
        let mut parts: Vec<Part> = parts
            .iter()
            .enumerate()
            .map(|(i, (w, c))| Part::new(*w, *c, u32::try_from(i).unwrap()))
            .collect();
        distribute(sum, &mut parts).unwrap();
        parts.iter().map(|part| part.share).collect()
    }

    #[test]
    fn largest_remainder_then_rank() {
        assert_eq!(shares(100, &[(1, 1_000), (1, 1_000), (1, 1_000)]), [34, 33, 33]);
        assert_eq!(shares(7_100, &[(36_000, 36_000), (9_000, 9_000)]), [5_680, 1_420]);
        assert_eq!(shares(10, &[(1, 100), (2, 100)]), [3, 7]);
    }

    #[test]
    fn capped_parts_leave_and_the_rest_goes_on() {
        // 20.00 over lines of 10, 20, 50, 30 whose floors leave 10, 1, 0, 4: only 15.00 can be placed.
        assert_eq!(
            shares(2_000, &[(1_000, 1_000), (2_000, 100), (5_000, 0), (3_000, 400)]),
            [1_000, 100, 0, 400]
        );
        // 25.00 off 100 (cap 5), 100, 100.
        assert_eq!(
            shares(2_500, &[(10_000, 500), (10_000, 9_000), (10_000, 9_000)]),
            [500, 1_000, 1_000]
        );
    }

    #[test]
    fn small_numbers_give_what_large_ones_give() {
        // Weights a million times larger take the wide way; caps and sums are the same.
        let mut seed = 1_u64;
        let mut next = |below: u64| {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            i64::try_from((seed >> 33) % below).unwrap()
        };
        for _ in 0..2_000 {
            let count = next(14) + 1;
            let parts: Vec<(i128, i64)> = (0..count).map(|_| (i128::from(next(5_000)), next(3_000))).collect();
            let wide: Vec<(i128, i64)> = parts
                .iter()
                .map(|(w, c)| (w.saturating_mul(1_000_000_000), *c))
                .collect();
            let sum = next(20_000);
            assert_eq!(shares(sum, &parts), shares(sum, &wide), "{sum} {parts:?}");
        }
    }

    #[test]
    fn many_parts_agree_with_few() {
        let parts: Vec<(i128, i64)> = (1..=40).map(|w| (w, 1_000)).collect();
        let out = shares(419, &parts);
        assert_eq!(out.iter().sum::<i64>(), 419);
        for (share, (weight, _)) in out.iter().zip(&parts) {
            let exact = 419 * weight;
            assert!((i128::from(*share) * 820 - exact).abs() < 820);
        }
    }
}
