//! Which of two combinations of equal benefit is to be preferred (semantics §2, §9.1): never a matter of chance.

use std::cmp::Ordering;

use super::model::Model;
use crate::money::Ratio;

/// Units of one member: run, first unit, first unit outside.
type Interval = (u32, i64, i64);

/// Whether the first of two combinations of equal benefit is to be preferred.
pub(super) fn prefers(model: &Model, a: &[Vec<i64>], b: &[Vec<i64>]) -> bool {
    let (x, y) = (benefits(model, a), benefits(model, b));
    decide(model, |member| of(&x, member).cmp(&of(&y, member)), a, b)
}

/// The same where the benefits are known exactly.
pub(super) fn decides(model: &Model, a: (&[Ratio], &[Vec<i64>]), b: (&[Ratio], &[Vec<i64>])) -> bool {
    let of = |values: &[Ratio], member: usize| values.get(member).copied().unwrap_or(Ratio::ZERO);
    decide(model, |member| of(a.0, member).compare(of(b.0, member)), a.1, b.1)
}

fn of(values: &[i128], member: usize) -> i128 {
    values.get(member).copied().unwrap_or(0)
}

fn decide(model: &Model, benefit: impl Fn(usize) -> Ordering, a: &[Vec<i64>], b: &[Vec<i64>]) -> bool {
    for member in &model.ranked {
        match benefit(*member) {
            Ordering::Equal => {}
            Ordering::Greater => return true,
            Ordering::Less => return false,
        }
    }
    match units(model, a).cmp(&units(model, b)) {
        Ordering::Equal => {}
        Ordering::Less => return true,
        Ordering::Greater => return false,
    }
    let (x, y) = (intervals(model, a), intervals(model, b));
    for member in &model.ranked {
        let empty = Vec::new();
        let order = compare(x.get(*member).unwrap_or(&empty), y.get(*member).unwrap_or(&empty));
        if order != Ordering::Equal {
            return order == Ordering::Less;
        }
    }
    false
}

fn benefits(model: &Model, counts: &[Vec<i64>]) -> Vec<i128> {
    let mut benefits = vec![0_i128; model.members.len()];
    let mut filled = vec![0_i128; model.pools.len()];
    for (item, counts) in model.items.iter().zip(counts) {
        for held in item.held(counts) {
            let more = held.unit.saturating_mul(i128::from(held.count)).min(item.cap);
            let sum = match held.pool {
                Some(pool) => filled.get_mut(pool),
                None => benefits.get_mut(held.member),
            };
            if let Some(sum) = sum {
                *sum = sum.saturating_add(more);
            }
        }
    }
    for (benefit, drawn) in benefits.iter_mut().zip(model.drawn(&filled)) {
        *benefit = benefit.saturating_add(drawn);
    }
    benefits
}

fn units(model: &Model, counts: &[Vec<i64>]) -> i64 {
    let items = model.items.iter().zip(counts);
    items
        .flat_map(|(item, counts)| item.held(counts))
        .fold(0, |sum, held| sum.saturating_add(held.count))
}

/// Units of each member in ascending order of price, SKU and line id. Within an item, members come by priority and name.
fn intervals(model: &Model, counts: &[Vec<i64>]) -> Vec<Vec<Interval>> {
    let mut lists: Vec<Vec<Interval>> = vec![Vec::new(); model.members.len()];
    for (item, counts) in model.items.iter().zip(counts) {
        let mut by_member = vec![0_i64; model.members.len()];
        for held in item.held(counts) {
            if let Some(place) = by_member.get_mut(held.member) {
                *place = place.saturating_add(held.count);
            }
        }
        let mut from = item.from;
        for member in &model.ranked {
            let count = by_member.get(*member).copied().unwrap_or(0);
            if count > 0 {
                let to = from.saturating_add(count);
                if let Some(list) = lists.get_mut(*member) {
                    list.push((item.run, from, to));
                }
                from = to;
            }
        }
    }
    for list in &mut lists {
        list.sort_unstable();
        // Neighbours of one run are one interval, so that equal lists look equal.
        list.dedup_by(|next, last| {
            let joins = next.0 == last.0 && next.1 == last.2;
            if joins {
                last.2 = next.2;
            }
            joins
        });
    }
    lists
}

/// Compares two ascending lists of units; one that begins another is the lesser.
fn compare(a: &[Interval], b: &[Interval]) -> Ordering {
    for at in 0..a.len().max(b.len()) {
        match (a.get(at), b.get(at)) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(x), Some(y)) => {
                let start = (x.0, x.1).cmp(&(y.0, y.1));
                if start != Ordering::Equal {
                    return start;
                }
                if x.2 != y.2 {
                    // The longer one goes on with the next unit; the shorter jumps ahead or ends.
                    let (shorter, rest) = if x.2 < y.2 {
                        (Ordering::Greater, a)
                    } else {
                        (Ordering::Less, b)
                    };
                    let ends = rest.get(at.saturating_add(1)).is_none();
                    return if ends { shorter.reverse() } else { shorter };
                }
            }
        }
    }
    Ordering::Equal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_compare_unit_by_unit() {
        assert_eq!(compare(&[(0, 0, 2)], &[(0, 0, 2)]), Ordering::Equal);
        // [a0 a1] begins [a0 a1 a2].
        assert_eq!(compare(&[(0, 0, 2)], &[(0, 0, 3)]), Ordering::Less);
        // [a0 a1 b0] against [a0 a1 a2]: a2 comes before b0.
        assert_eq!(compare(&[(0, 0, 2), (1, 0, 1)], &[(0, 0, 3)]), Ordering::Greater);
        assert_eq!(compare(&[(0, 1, 2)], &[(0, 0, 1), (3, 0, 9)]), Ordering::Greater);
        assert_eq!(compare(&[], &[(0, 0, 1)]), Ordering::Less);
    }
}
