//! A first combination for the customer: whatever adds most comes first, within all limits. Always there, never asked to be best.

use std::cmp::Reverse;

use super::problem::Problem;
use super::state::State;
use crate::index::wide;

pub(super) fn first(problem: &Problem) -> State<'_> {
    let mut state = State::new(problem);
    let net = |at: usize| {
        let column = problem.columns.get(at);
        let class = column.and_then(|column| problem.classes.get(wide(column.class)));
        let other = class
            .and_then(|class| class.fallback)
            .map_or(0, |fallback| fallback.gain);
        column.map_or(0, |column| column.gain.saturating_sub(other))
    };
    let mut order: Vec<(Reverse<i128>, u32, usize)> = problem
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| (Reverse(net(at)), column.member, at))
        .collect();
    order.sort_unstable();
    for (Reverse(net), _, at) in order {
        if net <= 0 {
            break;
        }
        let count = state.useful(at, state.open(at, true));
        if count <= 0 {
            continue;
        }
        // The last use may find less left of a sum than the fallback gives.
        let before = state.total();
        state.put(at, count);
        if state.total() <= before {
            state.put(at, count.saturating_neg());
        } else if count > 1 {
            let full = state.total();
            state.put(at, -1);
            if state.total() < full {
                state.put(at, 1);
            }
        }
    }
    state
}
