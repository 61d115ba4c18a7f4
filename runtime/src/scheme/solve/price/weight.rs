//! What a use weighs at least under a limit of money, which is tested on rounded money; knows no prices.

use crate::index::wide;
use crate::scheme::solve::problem::{Column, Problem};

/// Units of which the least weight under a limit of money is looked at one by one.
const SHORT: i64 = 64;

/// The least that a use weighs under a limit of money, which is tested on rounded money.
pub(super) fn weight(problem: &Problem, column: &Column, only: bool) -> i128 {
    let Some(class) = problem.classes.get(wide(column.class)) else {
        return 0;
    };
    let sum = column
        .pool
        .and_then(|pool| problem.pools.get(wide(pool)))
        .filter(|pool| !pool.cut);
    let limit = problem.members.get(wide(column.member)).and_then(|member| member.money);
    if let Some(pool) = sum
        && limit.is_some_and(|limit| problem.floor(pool.money) <= limit)
    {
        return 0;
    }
    let exact = if sum.is_some() { class.amount } else { column.gain };
    let whole = |count: i64| {
        let times = i128::from(count);
        let most = problem.floor(class.amount.saturating_mul(times));
        let money = if sum.is_some() {
            most
        } else {
            problem.round(column.gain.saturating_mul(times)).min(most)
        };
        i128::from(money).saturating_mul(problem.scale)
    };
    if exact.checked_rem(problem.scale) == Some(0)
        && class.amount >= exact
        && class.amount.checked_rem(problem.scale) == Some(0)
    {
        return exact;
    }
    if !only {
        // Together with others of its run a use may come to a minor unit less.
        return exact.saturating_sub(problem.scale).max(0);
    }
    let mut least = exact;
    for count in 1..=class.units.min(SHORT) {
        least = least.min(whole(count).checked_div_euclid(i128::from(count)).unwrap_or(0));
    }
    if class.units > SHORT {
        let lost = problem
            .scale
            .checked_div(i128::from(SHORT))
            .unwrap_or(0)
            .saturating_add(1);
        least = least.min(exact.saturating_sub(lost));
    }
    least.max(0)
}
