//! Gifts, before every scheme of goods: one after another by priority, then by name, each from what the till added for it,
//! then from what stands on the receipt, else offered (semantics §5, decision 0131). What was given is outside everything
//! that acts after.

mod each;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use each::PerSet;

use super::apply::{Portion, commit};
use super::choose::Take;
use super::segment::{self, cut};
use crate::engine::Engine;
use crate::fault::Fault;
use crate::index::{narrow, wide};
use crate::intake::{Case, claims};
use crate::limits::UNIT;
use crate::money::Ratio;
use crate::outcome::{Allocation, Applied, Given, LimitedBy};
use crate::phases::candidates::Candidate;
use crate::vm::body::GiftGive;
use crate::vm::receipt::bit;
use crate::workspace::{Gone, Start, Workspace};

/// Whether a scheme holds gifts; a plan never mixes them with others.
pub(crate) fn is_of_gifts(engine: &Engine, number: u16, workspace: &Workspace) -> bool {
    let first = workspace.found.of_scheme(number).first();
    first
        .and_then(|candidate| engine.index.ready.get(wide(candidate.promotion)))
        .is_some_and(|ready| ready.gift.is_some())
}

/// Units of a segment that may be given.
#[derive(Debug, Clone, Copy)]
struct Unit {
    segment: u32,
    /// Position of the run.
    run: u32,
    units: i64,
    /// What one of them costs above the price of the gift.
    above: Ratio,
    /// What their run still costs above its floor.
    room: Ratio,
    place: u32,
    /// The till added them for this promotion: outside its conditions anyway.
    added: bool,
}

impl Unit {
    /// What giving one of them saves.
    fn saves(&self) -> Ratio {
        self.above.at_most(self.room)
    }
}

/// Units of a segment that are given.
#[derive(Debug, Clone, Copy)]
struct Chosen {
    run: u32,
    units: i64,
}

/// What a promotion took from the receipt.
#[derive(Debug)]
struct Taken<'a> {
    /// Of each unit.
    skus: Vec<&'a str>,
    /// What the units saved, and what a floor kept, in minor units.
    amount: i64,
    dropped: i64,
    /// Sets to give for; 1 without `for each`.
    sets: i64,
}

impl Taken<'_> {
    fn units(&self) -> i64 {
        i64::try_from(self.skus.len()).unwrap_or(i64::MAX)
    }

    /// How often the commonest product was given.
    fn repeats(&self) -> i64 {
        let count = |sku: &&str| self.skus.iter().filter(|other| other == &sku).count();
        let most = self.skus.iter().map(count).max().unwrap_or(0);
        i64::try_from(most).unwrap_or(i64::MAX)
    }
}

/// How many pieces a promotion may give for so many sets.
fn entitled(gift: GiftGive, sets: i64, pieces: Option<u32>) -> i64 {
    let all = i64::from(gift.count).saturating_mul(sets);
    pieces.map_or(all, |pieces| all.min(i64::from(pieces)))
}

/// The next unit to be given: what the till added, then what saves most, then by price, SKU and line. What costs more than
/// its price as a gift and cannot be made cheaper is no gift.
fn next(open: &[Unit]) -> Option<usize> {
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

/// Settles the gifts.
pub(crate) fn run(engine: &Engine, case: &Case, number: u16, workspace: &mut Workspace) {
    segment::begin(case, &mut workspace.ledger);
    let mut order: Vec<Candidate> = workspace.found.of_scheme(number).to_vec();
    order.sort_by(|a, b| b.priority.cmp(&a.priority).then(a.promotion.cmp(&b.promotion)));
    let mut walk = Walk {
        engine,
        case,
        number,
        gone: vec![Gone::default(); case.runs.len()],
        paid: BTreeSet::new(),
    };
    let mut applied = false;
    for candidate in order {
        let Some(ready) = engine.index.ready.get(wide(candidate.promotion)) else {
            continue;
        };
        if ready.exclusive && applied {
            continue;
        }
        match walk.turn(candidate.promotion, workspace) {
            Ok(false) => continue,
            Ok(true) => applied = true,
            Err(fault) => {
                workspace.outcome.faults.push((candidate.promotion, fault));
                continue;
            }
        }
        if ready.exclusive {
            break;
        }
    }
    let ledger = &mut workspace.ledger;
    if walk.gone.iter().any(|gone| gone.units > 0) {
        ledger.segments.retain(|segment| !segment.taken);
        // The rest of a run shares what the run cost without what was given.
        for segment in &mut ledger.segments {
            let (run, gone) = (wide(segment.run), walk.gone.get(wide(segment.run)));
            let (Some(gone), Some(start), Some(of)) = (gone, ledger.start.get(run), case.runs.get(run)) else {
                continue;
            };
            if gone.units == 0 {
                continue;
            }
            let rest = Ratio::whole(start.saturating_sub(gone.cost));
            if let Ok(share) = rest.scaled(segment.units, of.units.saturating_sub(gone.units)) {
                segment.running = share;
            }
        }
        // What they still cost is a floor's.
        for ((gone, start), running) in walk.gone.iter_mut().zip(&ledger.start).zip(&ledger.running) {
            gone.cost = gone.cost.saturating_sub(start.saturating_sub(*running));
        }
        ledger.gone = walk.gone;
    }
    segment::end(case, ledger);
}

struct Walk<'a> {
    engine: &'a Engine,
    case: &'a Case,
    number: u16,
    /// By run: what was given so far. Costs are those at the start of the scheme.
    gone: Vec<Gone>,
    /// Segments that have paid for a gift: a unit is used once (semantics §5).
    paid: BTreeSet<u32>,
}

/// What one promotion has chosen so far.
struct Choosing<'e> {
    promotion: u32,
    gift: GiftGive,
    pieces: Option<u32>,
    each: Option<&'e PerSet>,
    conditional: bool,
    /// By segment.
    chosen: BTreeMap<u32, Chosen>,
    /// Of each unit.
    skus: Vec<u32>,
    /// Sets without the chosen units; 1 without `for each`.
    sets: i64,
}

impl Choosing<'_> {
    fn units(&self) -> i64 {
        i64::try_from(self.skus.len()).unwrap_or(i64::MAX)
    }

    /// How many pieces may still be given.
    fn left(&self) -> i64 {
        entitled(self.gift, self.sets, self.pieces).saturating_sub(self.units())
    }

    fn given_of(&self, sku: u32) -> i64 {
        let count = self.skus.iter().filter(|other| **other == sku).count();
        i64::try_from(count).unwrap_or(i64::MAX)
    }

    /// Sets without what is chosen and some units more.
    fn sets_without(&self, walk: &Walk<'_>, more: Option<(u32, i64)>, workspace: &mut Workspace) -> Result<i64, Fault> {
        match self.each {
            Some(each) => each.count(walk, &self.chosen, more, workspace),
            None => Ok(1),
        }
    }

    /// Chooses as many units of a segment as can be given now: so many.
    fn take(&mut self, walk: &mut Walk<'_>, unit: &Unit, workspace: &mut Workspace) -> Result<i64, Fault> {
        let sku = walk.case.runs.get(wide(unit.run)).map_or(0, |run| run.sku);
        let mut most = unit.units.min(self.left());
        if self.gift.distinct {
            most = most.min(self.sets.saturating_sub(self.given_of(sku)));
        }
        if self.each.is_none() || (self.conditional && !unit.added) {
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
            match self.sets_if(walk, unit, sku, trying, workspace)? {
                Some(left) => (least, sets) = (trying, left),
                None => above = trying,
            }
            let half = above.saturating_sub(least).checked_div(2).unwrap_or(0);
            trying = least.saturating_add(half);
        }
        if least == 0 {
            return Ok(0);
        }
        walk.take(unit, least, workspace)?;
        self.sets = sets;
        let all = self.chosen.entry(unit.segment).or_insert(Chosen {
            run: unit.run,
            units: 0,
        });
        all.units = all.units.saturating_add(least);
        for _ in 0..least {
            self.skus.push(sku);
        }
        Ok(least)
    }

    /// The sets that are left if so many units of a segment are given too, if that can be.
    fn sets_if(
        &self,
        walk: &mut Walk<'_>,
        unit: &Unit,
        sku: u32,
        more: i64,
        workspace: &mut Workspace,
    ) -> Result<Option<i64>, Fault> {
        // What the till added is outside the sets and conditions anyway.
        let sets = if unit.added {
            self.sets
        } else {
            self.sets_without(walk, Some((unit.segment, more)), workspace)?
        };
        let enough = self.units().saturating_add(more) <= entitled(self.gift, sets, self.pieces);
        let repeats = |other: &u32| {
            let added = if *other == sku { more } else { 0 };
            self.given_of(*other).saturating_add(added) > sets
        };
        if !enough || (self.gift.distinct && (self.skus.iter().any(repeats) || repeats(&sku))) {
            return Ok(None);
        }
        if unit.added || !self.conditional {
            return Ok(Some(sets));
        }
        let before = walk.gone.get(wide(unit.run)).copied().unwrap_or_default();
        walk.take(unit, more, workspace)?;
        let holds = walk.holds(self.promotion, workspace);
        if let Some(gone) = walk.gone.get_mut(wide(unit.run)) {
            *gone = before;
        }
        Ok(holds?.then_some(sets))
    }
}

impl<'a> Walk<'a> {
    /// One promotion's turn: whether it gives or offers something. At a fault nothing is given.
    fn turn(&mut self, promotion: u32, workspace: &mut Workspace) -> Result<bool, Fault> {
        let ready = self
            .engine
            .index
            .ready
            .get(wide(promotion))
            .ok_or(Fault::BadReference)?;
        if let Some(fault) = ready.fault {
            return Err(fault);
        }
        let gift = ready.gift.ok_or(Fault::BadOperation)?;
        if self.case.declines(promotion) || !self.holds(promotion, workspace)? {
            return Ok(false);
        }
        let Some(allowance) = super::allowance(self.engine, self.case, promotion, ready) else {
            return Ok(false);
        };
        let each = match PerSet::of(self, promotion, ready, allowance.times, workspace)? {
            Some(found) => found,
            None => return Ok(false),
        };
        let before = self.gone.clone();
        let done = self.give(promotion, gift, allowance.pieces, each.as_ref(), workspace);
        if done.is_err() {
            self.gone = before;
        }
        let done = done?;
        let taken = done.units();
        let left = entitled(gift, done.sets, allowance.pieces).saturating_sub(taken);
        let offered = self.offered(promotion, gift, &done, left);
        if taken == 0 && offered == 0 {
            return Ok(false);
        }
        let limited = if entitled(gift, done.sets, None) > entitled(gift, done.sets, allowance.pieces) {
            Some(LimitedBy::Pieces)
        } else if let Some(each) = &each {
            each.held_back(self, done.sets, workspace)?.then_some(LimitedBy::Times)
        } else {
            None
        };
        // Sets for which so many pieces are given.
        let uses = |pieces: i64, repeats: i64| {
            let last = i64::from(gift.count).saturating_sub(1);
            let sets = pieces
                .saturating_add(last)
                .checked_div(i64::from(gift.count))
                .unwrap_or(0);
            sets.max(repeats)
        };
        let repeats = if gift.distinct { done.repeats() } else { 0 };
        let given = uses(taken, repeats);
        let all = if offered > 0 && gift.distinct {
            done.sets
        } else {
            uses(taken.saturating_add(offered), repeats)
        };
        if let Some(each) = &each {
            each.charge(self, all, workspace)?;
        }
        let count = |units: i64| u32::try_from(units).unwrap_or(u32::MAX);
        workspace.outcome.gifts.push(Given {
            promotion,
            taken: count(taken),
            offered: count(offered),
            sets: count(done.sets),
        });
        workspace.outcome.applied.push(Applied {
            promotion,
            scheme: self.number,
            amount: done.amount,
            times: count(if taken > 0 { given } else { all }),
            limited,
            dropped: done.dropped,
            withheld: 0,
            units: taken,
        });
        Ok(true)
    }

    /// How many pieces may still be chosen, of so many that are left to give.
    fn offered(&self, promotion: u32, gift: GiftGive, done: &Taken<'_>, left: i64) -> i64 {
        if left <= 0 {
            return 0;
        }
        let mut open = claims::open(self.engine, self.case, promotion, &[]);
        if !gift.distinct {
            return open.next().map_or(0, |_| left);
        }
        // Of distinct ones each set gives a product once at most.
        let mut offered: i64 = 0;
        for product in open {
            let sku = claims::sku(self.engine, product).unwrap_or_default();
            let given = done.skus.iter().filter(|other| **other == sku).count();
            let given = i64::try_from(given).unwrap_or(i64::MAX);
            offered = offered.saturating_add(done.sets.saturating_sub(given).max(0));
            if offered >= left {
                return left;
            }
        }
        offered
    }

    /// Whether its conditions hold without what was given so far.
    fn holds(&self, promotion: u32, workspace: &mut Workspace) -> Result<bool, Fault> {
        let Workspace {
            found, work, ledger, ..
        } = workspace;
        let start = Start {
            amounts: &ledger.start,
            gone: &self.gone,
        };
        let total = start.total(self.case);
        super::holds(self.engine, self.case, promotion, total, start, found, work)
    }

    /// Takes units, as long as the conditions hold without them and there are sets enough without them.
    fn give(
        &mut self,
        promotion: u32,
        gift: GiftGive,
        pieces: Option<u32>,
        each: Option<&PerSet>,
        workspace: &mut Workspace,
    ) -> Result<Taken<'a>, Fault> {
        let ready = self.engine.index.ready.get(wide(promotion));
        let conditional = ready.is_some_and(|ready| !ready.conditions.is_empty());
        let mut choosing = Choosing {
            promotion,
            gift,
            pieces,
            each,
            conditional,
            chosen: BTreeMap::new(),
            skus: Vec::new(),
            sets: 0,
        };
        choosing.sets = choosing.sets_without(self, None, workspace)?;
        let mut open = self.units(promotion, gift, workspace)?;
        let mut names: Vec<&str> = Vec::new();
        while choosing.left() > 0 {
            let Some(at) = next(&open) else { break };
            let Some(unit) = open.get(at).copied() else { break };
            let taken = choosing.take(self, &unit, workspace)?;
            // Units without which there would be too little are passed over.
            if taken == 0 {
                open.swap_remove(at);
                continue;
            }
            let saves = unit.saves().scaled(taken, 1)?;
            for other in open.iter_mut().filter(|other| other.run == unit.run) {
                other.room = other.room.minus(saves)?;
            }
            if let Some(unit) = open.get_mut(at) {
                unit.units = unit.units.saturating_sub(taken);
            }
            for _ in 0..taken {
                names.push(self.case.sku_of(unit.run));
            }
        }
        let Choosing { chosen, sets, .. } = choosing;
        let (amount, dropped) = self.pay(promotion, gift.price, &chosen, workspace)?;
        Ok(Taken {
            skus: names,
            amount,
            dropped,
            sets,
        })
    }

    /// Units that may be given.
    fn units(&self, promotion: u32, gift: GiftGive, workspace: &mut Workspace) -> Result<Vec<Unit>, Fault> {
        let (engine, case) = (self.engine, self.case);
        let wanted = case.chosen(promotion);
        let Workspace {
            found, work, ledger, ..
        } = workspace;
        let row = found.select(engine, case, gift.items, work)?;
        let row = found.row(row);
        let price = Ratio::whole(gift.price);
        let mut units = Vec::new();
        for (at, segment) in ledger.segments.iter().enumerate() {
            let run = case.runs.get(wide(segment.run)).ok_or(Fault::BadReference)?;
            let added = run.granted == Some(promotion);
            let fits = if added {
                claims::fits(engine, case, gift.items, run)
            } else {
                run.receives
                    && !run.weighed
                    && bit(row, wide(segment.run))
                    && (wanted.is_empty() || wanted.contains(&case.sku_of(segment.run)))
            };
            if segment.taken || segment.units == 0 || !fits || self.paid.contains(&narrow(at)) {
                continue;
            }
            // A gift never raises a price.
            let cost = segment.start.scaled(1, segment.units)?;
            if cost.compare(price) == Ordering::Less {
                continue;
            }
            let running = ledger.running.get(wide(segment.run)).copied().unwrap_or(0);
            units.push(Unit {
                segment: narrow(at),
                run: segment.run,
                units: segment.units,
                above: cost.minus(price)?,
                room: Ratio::whole(running.saturating_sub(run.floor)).at_least_zero(),
                place: segment.place,
                added,
            });
        }
        Ok(units)
    }

    /// Notes more units of a segment as given.
    fn take(&mut self, unit: &Unit, more: i64, workspace: &Workspace) -> Result<(), Fault> {
        let run = self.case.runs.get(wide(unit.run)).ok_or(Fault::BadReference)?;
        let start = workspace
            .ledger
            .start
            .get(wide(unit.run))
            .copied()
            .ok_or(Fault::BadReference)?;
        let rounding = self.engine.plan().rounding;
        let gone = self.gone.get_mut(wide(unit.run)).ok_or(Fault::BadReference)?;
        let units = gone.units.saturating_add(more);
        *gone = Gone {
            units,
            list: Ratio::whole(run.list).scaled(units, run.units)?.round(rounding)?,
            cost: Ratio::whole(start).scaled(units, run.units)?.round(rounding)?,
        };
        Ok(())
    }

    /// Takes what the chosen units cost above the gift's price off their lines, down to the floors of their runs (decision
    /// 0101): what that is, and what a floor kept.
    fn pay(
        &self,
        promotion: u32,
        price: i64,
        chosen: &BTreeMap<u32, Chosen>,
        workspace: &mut Workspace,
    ) -> Result<(i64, i64), Fault> {
        let rounding = self.engine.plan().rounding;
        let mut runs: BTreeMap<u32, (Vec<Take>, Ratio)> = BTreeMap::new();
        for (at, all) in chosen {
            let segment = *workspace.ledger.segments.get(wide(*at)).ok_or(Fault::BadReference)?;
            let left = Ratio::whole(price).scaled(all.units, 1)?;
            let cost = segment.start_of(all.units)?.minus(left)?;
            if all.units < segment.units {
                cut(&mut workspace.ledger, *at, all.units)?;
            }
            let (takes, sum) = runs.entry(all.run).or_insert((Vec::new(), Ratio::ZERO));
            takes.push(Take {
                segment: *at,
                units: all.units,
                offer: 0,
                benefit: cost,
            });
            *sum = sum.plus(cost)?;
        }
        let (mut total, mut dropped) = (0_i64, 0_i64);
        let mut portions = Vec::with_capacity(runs.len());
        let mut free = Vec::new();
        for (at, (takes, cost)) in runs {
            let run = self.case.runs.get(wide(at)).ok_or(Fault::BadReference)?;
            let asked = cost.round(rounding)?;
            let running = workspace.ledger.running.get(wide(at)).copied().unwrap_or(0);
            let amount = asked.min(running.saturating_sub(run.floor)).max(0);
            dropped = dropped.saturating_add(asked.saturating_sub(amount));
            total = total.saturating_add(amount);
            if amount > 0 {
                portions.push(Portion { run: at, amount, takes });
            } else {
                // A gift that costs no more already is one all the same.
                free.extend(takes);
            }
        }
        commit(workspace, self.case, (promotion, 0), &portions)?;
        for take in free {
            self.give_free(promotion, &take, workspace);
        }
        Ok((total, dropped))
    }

    /// Notes units of which nothing is taken off as given, with the lines on which they stand.
    fn give_free(&self, promotion: u32, take: &Take, workspace: &mut Workspace) {
        let Workspace { ledger, outcome, .. } = workspace;
        let Some(segment) = ledger.segments.get_mut(wide(take.segment)) else {
            return;
        };
        segment.taken = true;
        let (from, to) = (segment.from, segment.from.saturating_add(take.units));
        let run = self.case.runs.get(wide(segment.run));
        let mut at: i64 = 0;
        for number in run.map_or(&[][..], |run| self.case.lines_of(run)) {
            let units = self.case.lines.get(wide(*number)).map_or(0, |line| line.units);
            let next = at.saturating_add(units);
            let shared = to.min(next).saturating_sub(from.max(at));
            if shared > 0 {
                outcome.allocations.push(Allocation {
                    promotion,
                    line: *number,
                    instance: 0,
                    quantity: shared.saturating_mul(UNIT),
                    amount: 0,
                });
            }
            at = next;
        }
    }
}
