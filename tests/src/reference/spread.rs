//! Spreading one sum over shares in proportion, within caps, exactly and in minor units (semantics §4); it must not know goods.

use super::rational::Rational;
use std::cmp::Reverse;

/// One place a sum may go.
#[derive(Debug, Clone)]
pub struct Share<K> {
    /// Its part of the whole, not negative.
    pub weight: Rational,
    /// The most it takes.
    pub cap: Rational,
    /// Breaks ties: the least goes first.
    pub key: K,
}

/// Fills in proportion; capped shares leave and the rest goes on. What nobody can take is dropped.
#[must_use]
pub fn exactly<K>(sum: Rational, shares: &[Share<K>]) -> Vec<Rational> {
    let mut parts = vec![Rational::ZERO; shares.len()];
    let mut open: Vec<usize> = (0..shares.len())
        .filter(|&i| shares[i].weight.positive() && shares[i].cap.positive())
        .collect();
    let mut rest = sum;
    while rest.positive() && !open.is_empty() {
        let weight: Rational = open.iter().map(|&i| shares[i].weight).sum();
        let level = rest / weight;
        let (full, still): (Vec<usize>, Vec<usize>) =
            open.iter().partition(|&&i| level * shares[i].weight >= shares[i].cap);
        if full.is_empty() {
            for &i in &still {
                parts[i] = level * shares[i].weight;
            }
            return parts;
        }
        for &i in &full {
            parts[i] = shares[i].cap;
            rest -= shares[i].cap;
        }
        open = still;
    }
    parts
}

/// As [`exactly`], rounded once at the end by largest remainder. Caps are whole numbers.
#[must_use]
pub fn whole<K: Ord>(sum: i64, shares: &[Share<K>]) -> Vec<i64> {
    let exact = exactly(Rational::whole(sum), shares);
    let granted: Rational = exact.iter().copied().sum();
    let mut parts: Vec<i64> = exact.iter().map(|part| part.floor()).collect();
    let mut left = granted.floor() - parts.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..shares.len()).filter(|&i| !exact[i].is_whole()).collect();
    order.sort_by_key(|&i| (Reverse(exact[i] - Rational::whole(exact[i].floor())), &shares[i].key));
    for i in order {
        if left > 0 {
            parts[i] += 1;
            left -= 1;
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(list: &[(i64, i64)]) -> Vec<Share<usize>> {
        list.iter()
            .enumerate()
            .map(|(key, &(weight, cap))| Share {
                weight: Rational::whole(weight),
                cap: Rational::whole(cap),
                key,
            })
            .collect()
    }

    #[test]
    fn thirds_go_to_the_first_by_tie() {
        assert_eq!(whole(100, &shares(&[(1, 100), (1, 100), (1, 100)])), [34, 33, 33]);
        assert_eq!(whole(2, &shares(&[(1, 9), (1, 9), (1, 9)])), [1, 1, 0]);
    }

    #[test]
    fn the_largest_remainder_wins_over_the_order() {
        // 10 over 1:2:4 = 1 3/7, 2 6/7, 5 5/7.
        assert_eq!(whole(10, &shares(&[(1, 10), (2, 10), (4, 10)])), [1, 3, 6]);
    }

    #[test]
    fn capped_shares_leave_and_the_rest_goes_on() {
        assert_eq!(whole(90, &shares(&[(1, 10), (1, 100), (1, 100)])), [10, 40, 40]);
        assert_eq!(whole(90, &shares(&[(1, 10), (1, 20), (1, 15)])), [10, 20, 15]);
    }
}
