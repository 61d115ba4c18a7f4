//! The search for the retailer: the least of the combinations to which nothing can be added (semantics §2, §9.15).

use std::cmp::{Ordering, Reverse};

use super::branch::benefits;
use super::deal;
use super::first::fill;
use super::judge::judge;
use super::packing::Packing;
use super::rows::Rows;
use super::state::State;
use crate::index::narrow;
use crate::index::wide;
use crate::money::Ratio;
use crate::scheme::solve::problem::Answer;

struct Least<'a> {
    packing: &'a Packing,
    plain: bool,
    state: State<'a>,
    /// Columns in the order in which they are decided, and by place in it how often each is used and may be.
    order: Vec<u32>,
    used: Vec<i64>,
    most: Vec<i64>,
    best: Option<Weighed>,
    work: u64,
    limit: u64,
    stopped: bool,
}

/// What a combination comes to.
#[derive(Debug, Clone)]
struct Weighed {
    value: Ratio,
    benefits: Vec<Ratio>,
    counts: Vec<i64>,
}

/// The least full combination, within so many steps.
pub(super) fn search(packing: &Packing, limit: u64) -> Answer {
    let rows = Rows::new(packing);
    let gain = |at: usize| packing.columns.get(at).map_or(0, |column| column.gain);
    // Of ways that gain alike those that use up dear units come first: the others then gain less, too.
    let costs = |at: usize| {
        let uses = packing.columns.get(at).map_or(&[][..], |column| &column.uses);
        uses.iter().fold(0_i128, |sum, one| {
            let amount = packing.class(one.class).map_or(0, |class| class.amount);
            sum.saturating_add(amount.saturating_mul(i128::from(one.units)))
        })
    };
    let key = |at: usize| (gain(at), Reverse(costs(at)), at);
    let first = fill(packing, &rows, key);
    let mut order: Vec<usize> = (0..packing.columns.len()).collect();
    order.sort_by_key(|at| key(*at));
    let mut search = Least {
        packing,
        plain: packing.is_plain(),
        state: State::new(packing, &rows),
        used: vec![0; packing.columns.len()],
        most: vec![0; packing.columns.len()],
        order: order.into_iter().map(narrow).collect(),
        best: None,
        work: 0,
        limit,
        stopped: false,
    };
    search.weigh(&first);
    search.run();
    let Some(best) = search.best else {
        // Nothing was known to be full within the work; what is certain is that nobody goes beyond the first.
        let missed = first.total();
        return Answer {
            counts: vec![0; packing.columns.len()],
            missed: if search.stopped { missed } else { 0 },
            work: search.work,
        };
    };
    let scaled = best.value.num().checked_mul(packing.scale);
    let value = scaled.and_then(|scaled| scaled.checked_div_euclid(best.value.den()));
    Answer {
        counts: best.counts,
        missed: if search.stopped { value.unwrap_or(i128::MAX) } else { 0 },
        work: search.work,
    }
}

impl Least<'_> {
    fn run(&mut self) {
        let mut at = 0;
        let mut entering = true;
        loop {
            if at >= self.used.len() {
                let state = self.state.clone();
                self.weigh(&state);
                if self.stopped || at == 0 {
                    return;
                }
                at = at.saturating_sub(1);
                entering = false;
                continue;
            }
            let column = self.order.get(at).copied().unwrap_or(u32::MAX);
            let used = self.used.get(at).copied().unwrap_or(0);
            let go = if entering {
                let most = self.state.most(column).max(0);
                self.set(at, 0, most);
                true
            } else if used < self.most.get(at).copied().unwrap_or(0) {
                self.state.put(column, 1);
                let most = self.most.get(at).copied().unwrap_or(0);
                self.set(at, used.saturating_add(1), most);
                true
            } else {
                false
            };
            if go {
                self.work = self.work.saturating_add(1);
                if self.work > self.limit {
                    self.stopped = true;
                    return;
                }
                if !self.hopeless() {
                    at = at.saturating_add(1);
                    entering = true;
                    continue;
                }
            }
            // More of the same only adds.
            let used = self.used.get(at).copied().unwrap_or(0);
            self.state.put(column, used.saturating_neg());
            self.set(at, 0, 0);
            if at == 0 {
                return;
            }
            at = at.saturating_sub(1);
            entering = false;
        }
    }

    fn set(&mut self, at: usize, used: i64, most: i64) {
        if let (Some(place), Some(limit)) = (self.used.get_mut(at), self.most.get_mut(at)) {
            (*place, *limit) = (used, most);
        }
    }

    fn hopeless(&self) -> bool {
        let Some(best) = self.best.as_ref().filter(|_| self.plain) else {
            return false;
        };
        let total = Ratio::new(self.state.total(), self.packing.scale);
        total.is_ok_and(|total| total.compare(best.value).is_gt())
    }

    /// Keeps a full combination that is less than the least so far.
    fn weigh(&mut self, state: &State<'_>) {
        self.work = self.work.saturating_add(1);
        let Some(found) = self.known(state) else {
            return;
        };
        if let Some(best) = &self.best {
            let mut benefits = found.benefits.iter().zip(&best.benefits).map(|(x, y)| x.compare(*y));
            let order = best.value.compare(found.value).then_with(|| {
                benefits.find(|order| order.is_ne()).unwrap_or_else(|| {
                    units(self.packing, &best.counts)
                        .cmp(&units(self.packing, &found.counts))
                        .then_with(|| {
                            if deal::prefers(self.packing, &found.counts, &best.counts) {
                                Ordering::Greater
                            } else {
                                Ordering::Less
                            }
                        })
                })
            });
            if !order.is_gt() {
                return;
            }
        }
        if self.is_full(state, &found) {
            self.best = Some(found);
        }
    }

    /// A combination in which everybody who takes part comes to something, within all limits.
    fn known(&mut self, state: &State<'_>) -> Option<Weighed> {
        let packing = self.packing;
        let size = packing.columns.len().saturating_add(packing.members.len()) as u64;
        self.work = self.work.saturating_add(size >> 2);
        let Ok(judged) = judge(packing, &state.counts) else {
            self.stopped = true;
            return None;
        };
        let real = judged.rounded.iter().flatten().all(|rounded| *rounded > 0);
        if !real || !judged.is_allowed(packing) {
            return None;
        }
        let mut found = Weighed {
            value: judged.value,
            benefits: judged.benefits,
            counts: state.counts.clone(),
        };
        if self.plain {
            // Pools of single units were filled one by one.
            let exact = benefits(packing, &state.counts).into_iter();
            found.benefits = exact
                .map(|one| Ratio::new(one, packing.scale))
                .collect::<Result<_, _>>()
                .ok()?;
        }
        Some(found)
    }

    /// Whether nothing can be added: no way, however often.
    fn is_full(&mut self, state: &State<'_>, found: &Weighed) -> bool {
        for (at, _) in (0_u32..).zip(&self.packing.columns) {
            let most = state.most(at);
            let mut more = state.clone();
            for _ in 0..most {
                more.put(at, 1);
                let better = self
                    .known(&more)
                    .is_some_and(|next| next.value.compare(found.value).is_gt());
                if better || self.work > self.limit {
                    return false;
                }
                // An instance more of a set comes to what the first came to.
                if self.plain
                    && self
                        .packing
                        .columns
                        .get(wide(at))
                        .is_some_and(|column| !column.portions.is_empty())
                {
                    break;
                }
            }
        }
        true
    }
}

fn units(packing: &Packing, counts: &[i64]) -> i64 {
    let columns = packing.columns.iter().zip(counts);
    columns.fold(0_i64, |sum, (column, count)| {
        sum.saturating_add(column.units().saturating_mul(*count))
    })
}
