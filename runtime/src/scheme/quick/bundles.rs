//! Pieces of one product for a price under `all`, in 64 bits, where nothing else on their run could be clipped.

use perk_plan::plan::Alike;

use super::Quick;
use crate::index::{NONE, wide};
use crate::limits::UNIT;
use crate::outcome::{Allocation, Applied};
use crate::scheme::set::{Need, SetOffer, Whom};
use crate::scheme::{Act, Kind};

/// A promotion whose set is so many pieces of one product, for one price.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bundle {
    promotion: u32,
    row: u32,
    pieces: i64,
    price: i64,
}

impl Bundle {
    /// A set as a bundle, if it is one without limits.
    pub(crate) fn of(act: &Act, set: &SetOffer) -> Option<Self> {
        let limited = act.exclusive || act.times.is_some() || act.pieces.is_some() || act.money.is_some();
        match (set.roles.as_slice(), set.gives.as_slice()) {
            ([role], [give]) if !limited && give.whom == Whom::Set => match (role.need, give.kind) {
                (
                    Need::Pieces {
                        least,
                        most,
                        alike: Alike::Same,
                    },
                    Kind::Price(price),
                ) if least == most && least > 0 => Some(Self {
                    promotion: act.promotion,
                    row: role.row,
                    pieces: least,
                    price,
                }),
                _ => None,
            },
            _ => None,
        }
    }
}

/// Instances of a bundle on one run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bundled {
    promotion: u32,
    run: u32,
    line: u32,
    pieces: i64,
    times: i64,
    /// What one instance saves.
    saves: i64,
}

impl Quick<'_> {
    /// Notes what bundles save; `None` where the careful path must look. What other promotions give is known.
    pub(super) fn bundle(&mut self) -> Option<()> {
        self.scratch.bundled.clear();
        // Each amount may be rounded up.
        let rounded = i64::try_from(self.deals.len()).ok()?;
        for bundle in self.bundles {
            for at in self.found.runs(bundle.row) {
                let run = self.case.runs.get(wide(at))?;
                if run.weighed || !run.takes_part || run.units <= 0 {
                    continue;
                }
                let same = |other: u32| {
                    self.case
                        .runs
                        .get(wide(other))
                        .is_some_and(|other| other.sku == run.sku)
                };
                if self.found.runs(bundle.row).any(|other| other != at && same(other)) {
                    return None;
                }
                let times = run.units.checked_div(bundle.pieces)?;
                let rest = run.units.checked_rem(bundle.pieces)?;
                if times == 0 {
                    continue;
                }
                let brief = self.case.briefs.run(at)?;
                let start = self.ledger.start.get(wide(at)).copied()?;
                let unit = start.checked_div(run.units)?;
                if !run.receives
                    || run.floor > 0
                    || brief.line == NONE
                    || unit.checked_mul(run.units) != Some(start)
                    || (rest > 0 && !self.may_split)
                {
                    return None;
                }
                let costs = unit.checked_mul(bundle.pieces)?;
                let saves = costs.saturating_sub(bundle.price);
                if saves <= 0 {
                    continue;
                }
                // What others take off the bundled pieces must leave something of them.
                let others = self.scratch.sums.get(wide(at)).copied()?.checked_add(rounded)?;
                let left = bundle.price.max(0).checked_mul(run.units)?;
                if others.checked_mul(bundle.pieces)? >= left || self.scratch.bundled.iter().any(|it| it.run == at) {
                    return None;
                }
                self.scratch.bundled.push(Bundled {
                    promotion: bundle.promotion,
                    run: at,
                    line: brief.line,
                    pieces: bundle.pieces,
                    times,
                    saves,
                });
            }
        }
        Some(())
    }

    /// Takes what bundles save off their runs and lines, a promotion's runs one after another.
    pub(super) fn commit_bundles(&mut self) {
        for bundle in self.bundles {
            let (mut times, mut amount, mut units) = (0_u32, 0_i64, 0_i64);
            for bundled in &self.scratch.bundled {
                if bundled.promotion != bundle.promotion {
                    continue;
                }
                let all = bundled.saves.saturating_mul(bundled.times);
                for running in [
                    self.ledger.running.get_mut(wide(bundled.run)),
                    self.ledger.line_running.get_mut(wide(bundled.line)),
                ]
                .into_iter()
                .flatten()
                {
                    *running = running.saturating_sub(all);
                }
                for _ in 0..bundled.times {
                    times = times.saturating_add(1);
                    self.outcome.allocations.push(Allocation {
                        promotion: bundled.promotion,
                        line: bundled.line,
                        instance: times,
                        quantity: bundled.pieces.saturating_mul(UNIT),
                        amount: bundled.saves,
                    });
                }
                amount = amount.saturating_add(all);
                units = units.saturating_add(bundled.pieces.saturating_mul(bundled.times));
            }
            if amount > 0 {
                self.outcome.applied.push(Applied {
                    promotion: bundle.promotion,
                    scheme: self.number,
                    amount,
                    times,
                    limited: None,
                    dropped: 0,
                    withheld: 0,
                    units,
                });
            }
        }
    }
}
