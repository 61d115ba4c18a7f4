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

/// What members can come to at most.
#[derive(Debug, Default)]
pub(super) struct Tops {
    /// By member.
    most: Vec<i128>,
    /// Benefits are whole, scaled: what all get, and all but the last, tells what the last gets.
    whole: bool,
}

impl Tops {
    pub(super) fn new(problem: &Problem) -> Self {
        Self {
            most: tops(problem),
            whole: !super::state::is_weighed(problem),
        }
    }

    /// Whether nobody can get more than in this combination, which is known to be worth as much as any: then only fewer or
    /// lesser units are better.
    pub(super) fn reached(&self, problem: &Problem, counts: &[i64], tally: Option<&Tally>) -> bool {
        let last = self.most.len().saturating_sub(usize::from(self.whole));
        let most = self.most.iter().take(last);
        match tally {
            Some(tally) => most.zip(&tally.benefits).all(|(most, benefit)| {
                Ratio::new(*most, problem.scale).is_ok_and(|most| !benefit.compare(most).is_lt())
            }),
            None => most
                .zip(benefits(problem, counts))
                .all(|(most, benefit)| benefit >= *most),
        }
    }
}

/// By member: the most that it can come to by its columns, pools and limits alone.
fn tops(problem: &Problem) -> Vec<i128> {
    let mut filled = vec![0_i128; problem.pools.len()];
    let mut tops = vec![0_i128; problem.members.len()];
    let mut dearest = vec![0_i128; problem.members.len()];
    let add = |sum: Option<&mut i128>, units: i64, gain: i128| {
        if let Some(sum) = sum {
            *sum = sum.saturating_add(gain.saturating_mul(i128::from(units)));
        }
    };
    for class in &problem.classes {
        if let Some(fallback) = class.fallback {
            add(tops.get_mut(wide(fallback.member)), class.units, fallback.gain);
        }
        for column in problem.columns_of(class) {
            let sum = match column.pool {
                Some(pool) => filled.get_mut(wide(pool)),
                None => tops.get_mut(wide(column.member)),
            };
            add(sum, class.units, column.gain);
            if let Some(dearest) = dearest.get_mut(wide(column.member)) {
                *dearest = column.gain.max(*dearest);
            }
        }
    }
    for ((number, top), (member, dearest)) in (0_u32..).zip(&mut tops).zip(problem.members.iter().zip(dearest)) {
        *top = top.saturating_add(problem.drawn(number, &filled));
        if let Some(pieces) = member.pieces {
            *top = dearest.saturating_mul(i128::from(pieces)).min(*top);
        }
    }
    tops
}

/// Units taken of classes that nobody falls back on.
pub(super) fn units_taken(problem: &Problem, counts: &[i64]) -> i64 {
    let free = problem.classes.iter().filter(|class| class.fallback.is_none());
    let counts = free.filter_map(|class| counts.get(wide(class.columns.0)..wide(class.columns.1)));
    counts.flatten().fold(0, |sum, count| sum.saturating_add(*count))
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
