//! First combinations: what looks best comes first, within all limits. Always there, never asked to be best.

use std::cmp::Reverse;

use super::packing::Packing;
use super::rows::Rows;
use super::state::State;
use crate::index::{narrow, wide};
use crate::limits::TRIES;

/// A combination, columns of lesser keys first.
pub(super) fn fill<'a, K: Ord>(packing: &'a Packing, rows: &'a Rows, key: impl Fn(usize) -> K) -> State<'a> {
    let order = (0..packing.columns.len()).map(|at| (key(at), narrow(at)));
    fill_with(packing, rows, order.collect())
}

/// The same of some columns only.
pub(super) fn fill_with<'a, K: Ord>(packing: &'a Packing, rows: &'a Rows, mut order: Vec<(K, u32)>) -> State<'a> {
    order.sort_unstable();
    let mut state = State::new(packing, rows);
    for (_, at) in order {
        if rows.gain(at) > 0 {
            let most = state.useful(at, state.most(at));
            state.put(at, most.max(0));
        }
    }
    state
}

/// Makes a combination better by letting in one way after another that looks good, at the cost of those that stand in its
/// way, and filling up what that leaves free; until nothing helps or so much work is done.
pub(super) fn improve<'a>(
    packing: &Packing,
    rows: &Rows,
    mut best: State<'a>,
    slack: &[i128],
    enough: i128,
    limit: u64,
) -> (State<'a>, u64) {
    let key = |at: u32| slack.get(wide(at)).copied().unwrap_or(0);
    let mut order: Vec<u32> = (0..narrow(packing.columns.len())).collect();
    order.sort_unstable_by(|one, other| {
        let by_gain = rows.gain(*other).cmp(&rows.gain(*one));
        key(*one).cmp(&key(*other)).then(by_gain).then(one.cmp(other))
    });
    // By place in that order: what a way needs to be free.
    let bits = |at: &u32| rows.briefs.get(wide(*at)).map_or(0, |brief| brief.bits);
    let bits: Vec<u64> = order.iter().map(bits).collect();
    let mut work: u64 = 0;
    let mut at = 0;
    // How many tries in a row have not helped.
    let mut idle = 0;
    let mut done: Vec<(u32, i64)> = Vec::new();
    while idle < order.len().min(TRIES) && work < limit && best.total() < enough {
        let Some(column) = order.get(at).copied() else { break };
        at = at.saturating_add(1).checked_rem(order.len().min(TRIES)).unwrap_or(0);
        idle = idle.saturating_add(1);
        work = work.saturating_add(1);
        done.clear();
        let before = best.total();
        if let_in(rows, &mut best, column, &key, &mut done, &mut work) {
            work = work.saturating_add(order.len() as u64 >> 4);
            let mut free = best.free();
            for (other, bits) in order.iter().zip(&bits) {
                if bits & !free != 0 {
                    continue;
                }
                work = work.saturating_add(1);
                let most = best.useful(*other, best.most(*other)).max(0);
                if most > 0 {
                    best.put(*other, most);
                    done.push((*other, most));
                    free = best.free();
                }
            }
        }
        if best.total() > before {
            idle = 0;
        } else {
            for (other, count) in done.iter().rev() {
                best.put(*other, count.saturating_neg());
            }
        }
    }
    (best, work)
}

/// Uses a way once more; who is in its way gives up uses, those that lack most first. `done` lists what was changed.
fn let_in(
    rows: &Rows,
    state: &mut State<'_>,
    at: u32,
    key: &impl Fn(u32) -> i128,
    done: &mut Vec<(u32, i64)>,
    work: &mut u64,
) -> bool {
    let mut put = |state: &mut State<'_>, at: u32, count: i64| {
        state.put(at, count);
        done.push((at, count));
    };
    for (row, weight) in rows.takes(at) {
        while state.left.get(wide(*row)).copied().unwrap_or(0) < *weight {
            let others = rows.columns(*row).iter().map(|(other, _)| *other);
            *work = work.saturating_add(rows.columns(*row).len() as u64 >> 3);
            let used =
                others.filter(|other| *other != at && state.counts.get(wide(*other)).is_some_and(|count| *count > 0));
            let Some(worst) = used.max_by_key(|other| (key(*other), Reverse(*other))) else {
                return false;
            };
            put(state, worst, -1);
        }
    }
    if state.most(at) == 0 {
        // Others of its member, or of its goods, that it cannot stand beside.
        for other in state.rivals(at) {
            let count = state.counts.get(wide(other)).copied().unwrap_or(0);
            put(state, other, count.saturating_neg());
        }
    }
    let fits = state.most(at) > 0;
    if fits {
        put(state, at, 1);
    }
    fits
}
