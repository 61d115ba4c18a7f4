//! Filling takers with an exact sum in proportion, within what each may take; knows no units and no lines.

use crate::fault::Fault;
use crate::money::Ratio;

/// One that takes a part of a sum.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Taker {
    pub weight: Ratio,
    /// The most it takes.
    pub cap: Ratio,
}

/// What each takes of a sum: who reaches the cap leaves and the rest goes on; what nobody can take is dropped.
pub(crate) fn fill(sum: Ratio, takers: &[Taker]) -> Result<Vec<Ratio>, Fault> {
    let mut parts = vec![Ratio::ZERO; takers.len()];
    let mut open: Vec<usize> = Vec::with_capacity(takers.len());
    for (at, taker) in takers.iter().enumerate() {
        if taker.weight.is_positive() && taker.cap.is_positive() {
            open.push(at);
        }
    }
    let mut left = sum;
    while left.is_positive() && !open.is_empty() {
        let mut total = Ratio::ZERO;
        for taker in open.iter().filter_map(|at| takers.get(*at)) {
            total = total.plus(taker.weight)?;
        }
        let mut capped = Ratio::ZERO;
        let mut still = Vec::with_capacity(open.len());
        for at in &open {
            let (Some(taker), Some(part)) = (takers.get(*at), parts.get_mut(*at)) else {
                continue;
            };
            let share = if open.len() == 1 {
                left
            } else {
                taker.weight.over(total)?.times(left)?
            };
            if share.compare(taker.cap).is_lt() {
                *part = share;
                still.push(*at);
            } else {
                *part = taker.cap;
                capped = capped.plus(taker.cap)?;
            }
        }
        if still.len() == open.len() {
            return Ok(parts);
        }
        left = left.minus(capped)?;
        open = still;
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(sum: i64, takers: &[(i64, i64)]) -> Vec<Ratio> {
        let takers: Vec<Taker> = takers
            .iter()
            .map(|(weight, cap)| Taker {
                weight: Ratio::whole(*weight),
                cap: Ratio::whole(*cap),
            })
            .collect();
        fill(Ratio::whole(sum), &takers).unwrap()
    }

    #[test]
    fn parts_are_exact() {
        let third = |num| Ratio::new(num, 3).unwrap();
        assert_eq!(filled(10, &[(1, 9), (2, 9)]), [third(10), third(20)]);
    }

    #[test]
    fn who_reaches_the_cap_leaves_and_the_rest_goes_on() {
        let whole = Ratio::whole;
        assert_eq!(
            filled(90, &[(1, 10), (1, 100), (1, 100)]),
            [whole(10), whole(40), whole(40)]
        );
        assert_eq!(
            filled(90, &[(1, 10), (1, 20), (0, 100)]),
            [whole(10), whole(20), whole(0)]
        );
        assert_eq!(filled(0, &[(1, 5)]), [whole(0)]);
    }
}
