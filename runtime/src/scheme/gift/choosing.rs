//! Which units a gift takes from the receipt, one kind after another; it takes nothing off anything.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::{Entitlement, Giveaway};
use crate::fault::Fault;
use crate::index::wide;
use crate::money::Ratio;
use crate::workspace::Workspace;

/// Units of a segment that may be given.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit {
    pub segment: u32,
    /// Position of the run.
    pub run: u32,
    pub units: i64,
    /// What one of them costs above the price of the gift.
    pub above: Ratio,
    /// What their run still costs above its floor.
    pub room: Ratio,
    pub place: u32,
    /// The till added them for this promotion: outside its conditions anyway.
    pub added: bool,
}

impl Unit {
    /// What giving one of them saves.
    pub(super) fn saves(&self) -> Ratio {
        self.above.at_most(self.room)
    }
}

/// Units of a segment that are given.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chosen {
    pub run: u32,
    pub sku: u32,
    pub units: i64,
}

/// The next unit to be given: what the till added, then what saves most, then by price, SKU and line. What costs more than
/// its price as a gift and cannot be made cheaper is no gift.
pub(super) fn next(open: &[Unit]) -> Option<usize> {
    let mut best: Option<(usize, &Unit)> = None;
    for (at, unit) in open.iter().enumerate() {
        if unit.units == 0 || (unit.above.is_positive() && !unit.saves().is_positive()) {
            continue;
        }
        let better = best.is_none_or(|(_, other)| {
            let saves = || {
                let more = unit.saves().compare(other.saves());
                more.then_with(|| other.place.cmp(&unit.place))
            };
            unit.added.cmp(&other.added).then_with(saves) == Ordering::Greater
        });
        if better {
            best = Some((at, unit));
        }
    }
    best.map(|(at, _)| at)
}

/// What one promotion has chosen so far.
pub(super) struct Choosing<'t> {
    entitlement: &'t Entitlement,
    /// By segment.
    pub chosen: BTreeMap<u32, Chosen>,
    /// Sets without the chosen units; 1 without `for each`.
    pub sets: i64,
}

impl<'t> Choosing<'t> {
    /// Nothing is chosen yet, and sets are not counted.
    pub(super) fn of(entitlement: &'t Entitlement) -> Self {
        Self {
            entitlement,
            chosen: BTreeMap::new(),
            sets: 0,
        }
    }

    fn units(&self) -> i64 {
        self.chosen
            .values()
            .fold(0, |sum, chosen| sum.saturating_add(chosen.units))
    }

    /// How many pieces may still be given.
    pub(super) fn left(&self) -> i64 {
        self.entitlement.entitled(self.sets).saturating_sub(self.units())
    }

    fn given_of(&self, sku: u32) -> i64 {
        let same = self.chosen.values().filter(|chosen| chosen.sku == sku);
        same.fold(0, |sum, chosen| sum.saturating_add(chosen.units))
    }

    /// Sets without what is chosen and some units more.
    pub(super) fn sets_without(
        &self,
        away: &Giveaway<'_>,
        more: Option<(u32, i64)>,
        workspace: &mut Workspace,
    ) -> Result<i64, Fault> {
        match &self.entitlement.each {
            Some(each) => each.count(away, &self.chosen, more, workspace),
            None => Ok(1),
        }
    }

    /// Chooses as many units of a segment as can be given now: so many.
    pub(super) fn take(
        &mut self,
        away: &mut Giveaway<'_>,
        unit: &Unit,
        workspace: &mut Workspace,
    ) -> Result<i64, Fault> {
        let sku = away.case.runs.get(wide(unit.run)).map_or(0, |run| run.sku);
        let mut most = unit.units.min(self.left());
        if self.entitlement.gift.distinct {
            most = most.min(self.sets.saturating_sub(self.given_of(sku)));
        }
        if self.entitlement.stepwise && !unit.added {
            most = most.min(1);
        }
        if unit.above.is_positive() {
            // The last one that a floor leaves only a part of is looked at by itself.
            let whole = unit.room.over(unit.above)?.floor()?;
            most = most.min(whole.max(1));
        }
        // Fewer sets are left the more is given: the greatest number is searched for by halves.
        let (mut least, mut above) = (0_i64, most.max(0).saturating_add(1));
        let mut sets = self.sets;
        let mut trying = most;
        while least.saturating_add(1) < above {
            match self.sets_if(away, unit, sku, trying, workspace)? {
                Some(left) => (least, sets) = (trying, left),
                None => above = trying,
            }
            let half = above.saturating_sub(least).checked_div(2).unwrap_or(0);
            trying = least.saturating_add(half);
        }
        if least == 0 {
            return Ok(0);
        }
        away.take(unit, least, workspace)?;
        self.sets = sets;
        let all = self.chosen.entry(unit.segment).or_insert(Chosen {
            run: unit.run,
            sku,
            units: 0,
        });
        all.units = all.units.saturating_add(least);
        Ok(least)
    }

    /// The sets that are left if so many units of a segment are given too, if that can be.
    fn sets_if(
        &self,
        away: &mut Giveaway<'_>,
        unit: &Unit,
        sku: u32,
        more: i64,
        workspace: &mut Workspace,
    ) -> Result<Option<i64>, Fault> {
        // What the till added is outside the sets and conditions anyway.
        let sets = if unit.added {
            self.sets
        } else {
            self.sets_without(away, Some((unit.segment, more)), workspace)?
        };
        let enough = self.units().saturating_add(more) <= self.entitlement.entitled(sets);
        let repeats = |other: u32| {
            let added = if other == sku { more } else { 0 };
            self.given_of(other).saturating_add(added) > sets
        };
        let mut given = self.chosen.values().map(|chosen| chosen.sku);
        if !enough || (self.entitlement.gift.distinct && (given.any(repeats) || repeats(sku))) {
            return Ok(None);
        }
        if unit.added || !self.entitlement.conditional {
            return Ok(Some(sets));
        }
        let before = away.gone.get(wide(unit.run)).copied().unwrap_or_default();
        away.take(unit, more, workspace)?;
        let holds = away.holds(self.entitlement.promotion, workspace);
        if let Some(gone) = away.gone.get_mut(wide(unit.run)) {
            *gone = before;
        }
        Ok(holds?.then_some(sets))
    }
}
