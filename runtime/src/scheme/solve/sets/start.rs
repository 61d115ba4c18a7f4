//! Where a search begins: prices of all that there is, by the relaxed problem or where that is too large by shifting them about,
//! and combinations that look good at these. It proves nothing.

use std::cmp::Reverse;

use super::bound::{Bound, FINE, bound, gains, priced};
use super::first::{fill, fill_with};
use super::packing::Packing;
use super::relaxed::{Prices, Relaxed};
use super::rows::Rows;
use super::state::State;
use crate::index::narrow;
use crate::limits::{ENTRIES, RELAXED_WORK, TIGHTER};

/// A bound and combinations to begin with.
pub(super) fn start(packing: &Packing, rows: &mut Rows, plain: bool, pricing: u64) -> (Bound, Vec<Vec<i64>>) {
    let mut firsts = Vec::new();
    let gains = gains(packing);
    let may_leave_out = plain && packing.unlisted.is_empty();
    let spent = match relax(packing, rows, &gains, may_leave_out, pricing) {
        Err(work) => work,
        Ok(found) => {
            let caps = rows.caps.len();
            let mut prices = found.prices.rows;
            prices.extend(found.prices.joints.iter().map(|(_, price)| *price));
            rows.extend(found.prices.joints.into_iter().map(|(joint, _)| joint));
            if let Some(mut bound) = priced(packing, rows, gains, prices, &found.out) {
                bound.work = found.work;
                firsts.push(found.counts);
                if !plain {
                    firsts.push(fill(packing, rows, |at| (Reverse(rows.gain(narrow(at))), at)).counts);
                }
                return (bound, firsts);
            }
            rows.cut(caps);
            found.work
        }
    };
    let each = |at: usize| match rows.briefs.get(at) {
        Some(brief) if brief.units > 1 => brief.gain.checked_div(i128::from(brief.units)).unwrap_or(0),
        Some(brief) => brief.gain,
        None => 0,
    };
    let by_gain = fill(packing, rows, |at| (Reverse(rows.gain(narrow(at))), at));
    let by_unit = fill(packing, rows, |at| (Reverse(each(at)), at));
    let hint = if by_unit.total() > by_gain.total() {
        &by_unit
    } else {
        &by_gain
    };
    let mut bound = bound(packing, rows, hint, pricing.saturating_sub(spent));
    bound.work = bound.work.saturating_add(spent);
    firsts.extend([by_gain.counts, by_unit.counts]);
    (bound, firsts)
}

/// What the relaxed problem says.
struct Relaxation {
    prices: Prices,
    /// A combination that comes close to it.
    counts: Vec<i64>,
    /// Ways that no combination as good uses.
    out: Vec<u32>,
    work: u64,
}

/// Solves the relaxed problem, more tightly until a combination reaches it; ways that are in none as good may be left out. What is
/// too much answers the work that it took.
fn relax(
    packing: &Packing,
    rows: &Rows,
    gains: &(Vec<i128>, i128),
    may_leave_out: bool,
    pricing: u64,
) -> Result<Relaxation, u64> {
    let limit = pricing.saturating_mul(ENTRIES).min(RELAXED_WORK);
    let coarse: Vec<i128> = gains.0.iter().map(|gain| gain >> FINE).collect();
    let mut relaxed = Relaxed::new(rows, &coarse, limit).map_err(figures)?;
    let near = |relaxed: &Relaxed<'_>, enough: i128| {
        let mut state = State::new(packing, rows);
        for (at, count) in relaxed.uses() {
            state.put(at, state.useful(at, state.most(at).min(count)).max(0));
        }
        if state.total() >= enough {
            return state;
        }
        fill_with(packing, rows, relaxed.ranks().collect())
    };
    let mut prices = relaxed.prices();
    let mut hope = prices.total.saturating_add(gains.1) >> FINE;
    let mut best = near(&relaxed, hope);
    for _ in 0..TIGHTER {
        let gap = hope.saturating_sub(best.total());
        if gap <= 0 {
            break;
        }
        if may_leave_out {
            relaxed.drop_above(gap);
        }
        if relaxed.tighten().is_none() {
            break;
        }
        prices = relaxed.prices();
        hope = prices.total.saturating_add(gains.1) >> FINE;
        let next = near(&relaxed, hope);
        if next.total() > best.total() {
            best = next;
        }
    }
    Ok(Relaxation {
        prices,
        counts: best.counts,
        work: figures(relaxed.work),
        out: relaxed.out,
    })
}

/// Entries of the relaxed problem in steps and figures of the other searches.
fn figures(entries: u64) -> u64 {
    entries.checked_div(ENTRIES).unwrap_or(0)
}
