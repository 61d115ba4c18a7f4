//! Which of two combinations of equal benefit is to be preferred (semantics §2, §9.1): never a matter of chance.

use std::cmp::Ordering;

use super::problem::Problem;
use super::tally::Tally;
use crate::index::wide;
use crate::money::Ratio;

/// Units of one member: place of the segment, first unit, first unit outside.
type Interval = (u32, i64, i64);

/// Whether the first of two combinations of equal benefit is to be preferred.
pub(super) fn prefers(problem: &Problem, a: &[i64], b: &[i64]) -> bool {
    let (x, y) = (benefits(problem, a), benefits(problem, b));
    decide(problem, x.iter().zip(&y).map(|(x, y)| x.cmp(y)), a, b)
}

/// The same where the benefits are known exactly.
pub(super) fn decides(problem: &Problem, (x, a): (&Tally, &[i64]), (y, b): (&Tally, &[i64])) -> bool {
    let order = |(x, y): (&Ratio, &Ratio)| x.compare(*y);
    decide(problem, x.benefits.iter().zip(&y.benefits).map(order), a, b)
}

fn decide(problem: &Problem, mut benefits: impl Iterator<Item = Ordering>, a: &[i64], b: &[i64]) -> bool {
    if let Some(order) = benefits.find(|order| *order != Ordering::Equal) {
        return order == Ordering::Greater;
    }
    match units(problem, a).cmp(&units(problem, b)) {
        Ordering::Equal => {}
        Ordering::Less => return true,
        Ordering::Greater => return false,
    }
    let (x, y) = (intervals(problem, a), intervals(problem, b));
    let order = x
        .iter()
        .zip(&y)
        .map(|(x, y)| compare(x, y))
        .find(|order| *order != Ordering::Equal);
    order == Some(Ordering::Less)
}

/// By member: its exact benefit, where no floors are shared; scaled.
pub(super) fn benefits(problem: &Problem, counts: &[i64]) -> Vec<i128> {
    let mut benefits = vec![0_i128; problem.members.len()];
    let mut filled = vec![0_i128; problem.pools.len()];
    for class in &problem.classes {
        for held in problem.held(class, counts) {
            let more = held.gain.saturating_mul(i128::from(held.count));
            let sum = match held.pool {
                Some(pool) => filled.get_mut(wide(pool)),
                None => benefits.get_mut(wide(held.member)),
            };
            if let Some(sum) = sum {
                *sum = sum.saturating_add(more);
            }
        }
    }
    if !problem.pools.is_empty() {
        for (member, benefit) in (0_u32..).zip(&mut benefits) {
            *benefit = benefit.saturating_add(problem.drawn(member, &filled));
        }
    }
    benefits
}

fn units(problem: &Problem, counts: &[i64]) -> i64 {
    let classes = problem.classes.iter();
    classes
        .flat_map(|class| problem.held(class, counts))
        .fold(0, |sum, held| sum.saturating_add(held.count))
}

/// Units of each member in ascending order of price, SKU and line id. Within a class, members come by priority and name.
fn intervals(problem: &Problem, counts: &[i64]) -> Vec<Vec<Interval>> {
    let mut lists: Vec<Vec<Interval>> = vec![Vec::new(); problem.members.len()];
    for class in &problem.classes {
        super::hand_out(problem, class, counts, |held, span, from, count| {
            if let Some(list) = lists.get_mut(wide(held.member)) {
                list.push((span.place, from, from.saturating_add(count)));
            }
        });
    }
    for list in &mut lists {
        list.sort_unstable();
        // Neighbours of one segment are one interval, so that equal lists look equal.
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
pub(super) fn compare(a: &[Interval], b: &[Interval]) -> Ordering {
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
