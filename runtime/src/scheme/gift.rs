//! Gifts, before every scheme of goods: one after another by priority, then by name, each from what the till added for it,
//! then from what stands on the receipt, else offered (semantics §5, decision 0131). What was given is outside everything
//! that acts after.

mod choosing;
mod each;

use std::cell::Cell;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use choosing::{Choosing, Chosen, Unit, next};
use each::PerSet;

use super::apply::{Portion, commit};
use super::choose::Take;
use super::instance::settle::bound;
use super::segment::{self, cut};
use crate::engine::Engine;
use crate::fault::Fault;
use crate::index::{Quick, narrow, wide};
use crate::intake::{Case, claims};
use crate::limits::{BEST_WORK, GIFT_WORK, UNIT};
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

/// What a promotion may give in its turn.
struct Entitlement {
    promotion: u32,
    gift: GiftGive,
    /// What limits leave.
    pieces: Option<u32>,
    /// The set of a gift `for each`.
    each: Option<PerSet>,
    /// It has conditions, which must hold without what is given.
    conditional: bool,
    /// Among them some that may hold again when more is given, so that each unit is asked by itself.
    stepwise: bool,
}

impl Entitlement {
    /// How many pieces may be given for so many sets.
    fn entitled(&self, sets: i64) -> i64 {
        let all = entitled(self.gift, sets);
        self.pieces.map_or(all, |pieces| all.min(i64::from(pieces)))
    }

    /// For how many sets the pieces that were taken are, and those with what is offered.
    fn sets_for(&self, done: &Taken, offered: Offering) -> (i64, i64) {
        let count = i64::from(self.gift.count);
        let repeats = if self.gift.distinct { done.repeats() } else { 0 };
        let sets_of = |pieces: i64| {
            let above = pieces.saturating_add(count.saturating_sub(1));
            above.checked_div(count).unwrap_or(0).max(repeats)
        };
        let all = sets_of(done.units().saturating_add(offered.pieces));
        // Of distinct ones a set gives each product once: whatever the client chooses, there are sets enough for it.
        (sets_of(done.units()), all.max(offered.alike).min(done.sets.max(1)))
    }
}

/// What may still be chosen.
#[derive(Debug, Clone, Copy, Default)]
struct Offering {
    pieces: i64,
    /// The most pieces of one product that are given in the end, whatever is chosen; only of distinct ones.
    alike: i64,
}

/// What a promotion took from the receipt.
#[derive(Debug)]
struct Taken {
    /// By segment.
    chosen: BTreeMap<u32, Chosen>,
    /// What the units saved, and what a floor kept, in minor units.
    amount: i64,
    dropped: i64,
    /// Sets to give for; 1 without `for each`.
    sets: i64,
    /// What the unit that saves most would save.
    dearest: Ratio,
    /// Pieces that were not looked for any more, because the budget of work had ended.
    passed: i64,
}

impl Taken {
    fn units(&self) -> i64 {
        self.of(|_| true)
    }

    /// Units of some runs.
    fn of(&self, wanted: impl Fn(u32) -> bool) -> i64 {
        let of_runs = self.chosen.values().filter(|chosen| wanted(chosen.run));
        of_runs.fold(0, |sum, chosen| sum.saturating_add(chosen.units))
    }

    /// How often the commonest product was given.
    fn repeats(&self) -> i64 {
        let times = |chosen: &Chosen| self.of_product(chosen.sku);
        self.chosen.values().map(times).max().unwrap_or(0)
    }

    fn of_product(&self, sku: u32) -> i64 {
        let same = self.chosen.values().filter(|chosen| chosen.sku == sku);
        same.fold(0, |sum, chosen| sum.saturating_add(chosen.units))
    }

    /// Runs of the products of which each set has had its piece.
    fn full(&self) -> Vec<u32> {
        let full = |chosen: &&Chosen| self.of_product(chosen.sku) >= self.sets;
        self.chosen.values().filter(full).map(|chosen| chosen.run).collect()
    }
}

/// How many pieces so many sets come with, limits apart.
fn entitled(gift: GiftGive, sets: i64) -> i64 {
    i64::from(gift.count).saturating_mul(sets)
}

/// Settles the gifts.
pub(crate) fn run(engine: &Engine, case: &Case, number: u16, workspace: &mut Workspace) {
    segment::begin(case, &mut workspace.ledger);
    let mut order: Vec<Candidate> = workspace.found.of_scheme(number).to_vec();
    order.sort_by(|a, b| b.priority.cmp(&a.priority).then(a.promotion.cmp(&b.promotion)));
    let mut away = Giveaway::new(engine, case, number);
    let mut applied = false;
    for candidate in order {
        let Some(ready) = engine.index.ready.get(wide(candidate.promotion)) else {
            continue;
        };
        if ready.exclusive && applied {
            continue;
        }
        match away.turn(candidate.promotion, workspace) {
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
    workspace.searched = workspace.searched.saturating_add(away.work.get());
    let ledger = &mut workspace.ledger;
    if away.gone.iter().any(|gone| gone.units > 0) {
        ledger.segments.retain(|segment| !segment.taken);
        // The rest of a run shares what the run cost without what was given.
        for segment in &mut ledger.segments {
            let (run, gone) = (wide(segment.run), away.gone.get(wide(segment.run)));
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
        for ((gone, start), running) in away.gone.iter_mut().zip(&ledger.start).zip(&ledger.running) {
            gone.cost = gone.cost.saturating_sub(start.saturating_sub(*running));
        }
        ledger.gone = away.gone;
    }
    segment::end(case, ledger);
}

/// What a promotion would save by its gift if no other gave anything, in minor units. The ledger is that of the start of the
/// gifts' scheme.
pub(crate) fn alone(
    engine: &Engine,
    case: &Case,
    number: u16,
    promotion: u32,
    workspace: &mut Workspace,
) -> Result<i64, Fault> {
    let mut away = Giveaway::new(engine, case, number);
    // One of many that are asked: it gets what one search does.
    away.spend(GIFT_WORK.saturating_sub(BEST_WORK));
    away.turn(promotion, workspace)?;
    let applied = workspace.outcome.applied.iter();
    Ok(applied.fold(0, |sum, applied| sum.saturating_add(applied.amount)))
}

/// What is given away of one receipt.
struct Giveaway<'a> {
    engine: &'a Engine,
    case: &'a Case,
    number: u16,
    /// By run: what was given so far. Costs are those at the start of the scheme.
    gone: Vec<Gone>,
    /// Segments that have paid for a gift: a unit is used once (semantics §5).
    paid: BTreeSet<u32>,
    /// Steps of searches and goods looked at, for all gifts together.
    work: Cell<u64>,
    /// The most sets that a search of this turn may have missed.
    missed: Cell<i64>,
}

impl<'a> Giveaway<'a> {
    fn new(engine: &'a Engine, case: &'a Case, number: u16) -> Self {
        Self {
            engine,
            case,
            number,
            gone: vec![Gone::default(); case.runs.len()],
            paid: BTreeSet::new(),
            work: Cell::new(0),
            missed: Cell::new(0),
        }
    }

    /// Counts work.
    fn spend(&self, more: u64) {
        self.work.set(self.work.get().saturating_add(more));
    }

    /// One promotion's turn: whether it gives something; what is only offered uses nothing up. At a fault nothing is given.
    fn turn(&mut self, promotion: u32, workspace: &mut Workspace) -> Result<bool, Fault> {
        let Some(entitlement) = self.entitlement(promotion, workspace)? else {
            return Ok(false);
        };
        self.missed.set(0);
        let before = self.gone.clone();
        let done = self.give(&entitlement, workspace);
        if done.is_err() {
            self.gone = before;
        }
        let done = done?;
        let taken = done.units();
        let offered = self.offered(&entitlement, &done);
        self.note_missed(&entitlement, &done, offered, workspace)?;
        if taken == 0 && offered.pieces == 0 {
            return Ok(false);
        }
        let limited = self.limited(&entitlement, &done, workspace)?;
        let (given, all) = entitlement.sets_for(&done, offered);
        // An offer keeps the units that would pay for it: two offers never promise the same goods.
        if let Some(each) = &entitlement.each {
            each.charge(self, all, workspace)?;
        }
        let count = |units: i64| u32::try_from(units).unwrap_or(u32::MAX);
        workspace.outcome.gifts.push(Given {
            promotion,
            taken: count(taken),
            offered: count(offered.pieces),
            full: done.full(),
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
        Ok(taken > 0)
    }

    /// What a promotion may give in its turn; `None`: nothing.
    fn entitlement(&self, promotion: u32, workspace: &mut Workspace) -> Result<Option<Entitlement>, Fault> {
        let ready = self.engine.index.ready.get(wide(promotion));
        let ready = ready.ok_or(Fault::BadReference)?;
        if let Some(fault) = ready.fault {
            return Err(fault);
        }
        let gift = ready.gift.ok_or(Fault::BadOperation)?;
        if self.case.declines(promotion) || !self.holds(promotion, workspace)? {
            return Ok(None);
        }
        let Some(allowance) = super::allowance(self.engine, self.case, promotion, ready) else {
            return Ok(None);
        };
        let each = PerSet::of(self, promotion, ready, allowance.times, workspace)?;
        Ok(each.map(|each| Entitlement {
            promotion,
            gift,
            pieces: allowance.pieces,
            each,
            conditional: !ready.conditions.is_empty(),
            stepwise: ready
                .conditions
                .iter()
                .any(|condition| matches!(condition, Quick::Program(_))),
        }))
    }

    /// The limit that kept more from being given.
    fn limited(
        &self,
        entitlement: &Entitlement,
        done: &Taken,
        workspace: &Workspace,
    ) -> Result<Option<LimitedBy>, Fault> {
        if entitled(entitlement.gift, done.sets) > entitlement.entitled(done.sets) {
            return Ok(Some(LimitedBy::Pieces));
        }
        Ok(match &entitlement.each {
            Some(each) if each.held_back(self, done.sets, workspace)? => Some(LimitedBy::Times),
            Some(_) | None => None,
        })
    }

    /// How many pieces may still be chosen of what is left to give.
    fn offered(&self, entitlement: &Entitlement, done: &Taken) -> Offering {
        let mut offering = Offering::default();
        let left = entitlement.entitled(done.sets).saturating_sub(done.units());
        if left <= 0 {
            return offering;
        }
        for product in claims::open(self.engine, self.case, entitlement.promotion, &[]) {
            if !entitlement.gift.distinct {
                offering.pieces = left;
                return offering;
            }
            // Of distinct ones each set gives a product once at most.
            let sku = claims::sku(self.engine, product).unwrap_or_default();
            let given = done.of(|run| self.case.sku_of(run) == sku);
            let more = done.sets.saturating_sub(given).max(0);
            offering.pieces = offering.pieces.saturating_add(more).min(left);
            if more > 0 {
                offering.alike = offering.alike.max(given.saturating_add(more.min(left)));
            }
        }
        offering
    }

    /// Notes what a search that ended at its budget may have missed: pieces for sets that it did not find or did not look for, each
    /// at what the dearest one would save.
    fn note_missed(
        &self,
        entitlement: &Entitlement,
        done: &Taken,
        offered: Offering,
        workspace: &mut Workspace,
    ) -> Result<(), Fault> {
        let sets = self.missed.get();
        let (now, more) = (
            entitlement.entitled(done.sets),
            entitlement.entitled(done.sets.saturating_add(sets)),
        );
        let pieces = more.saturating_sub(now).saturating_add(done.passed);
        if pieces <= 0 {
            return Ok(());
        }
        let mut dearest = done.dearest.ceil()?;
        if offered.pieces > 0 || more > now {
            for product in claims::open(self.engine, self.case, entitlement.promotion, &[]) {
                let price = claims::price(self.engine, product).unwrap_or(0);
                dearest = dearest.max(price.saturating_sub(entitlement.gift.price));
            }
        }
        bound(workspace, self.number, pieces.saturating_mul(dearest));
        Ok(())
    }

    /// Whether its conditions hold without what was given so far.
    fn holds(&self, promotion: u32, workspace: &mut Workspace) -> Result<bool, Fault> {
        self.spend(self.case.runs.len() as u64);
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
    fn give(&mut self, entitlement: &Entitlement, workspace: &mut Workspace) -> Result<Taken, Fault> {
        let mut choosing = Choosing::of(entitlement);
        choosing.sets = choosing.sets_without(self, None, workspace)?;
        let mut open = self.units(entitlement, workspace)?;
        let saving = open.iter().map(Unit::saves).max_by(|one, other| one.compare(*other));
        let mut passed: i64 = 0;
        while choosing.left() > 0 {
            let Some(at) = next(&open) else { break };
            // What the till has added is given without a search.
            let added = open.get(at).is_some_and(|unit| unit.added);
            if !added && self.work.get() > GIFT_WORK {
                passed = choosing.left();
                break;
            }
            self.spend(open.len() as u64);
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
        }
        let Choosing { chosen, sets, .. } = choosing;
        let (amount, dropped) = self.pay(entitlement, &chosen, workspace)?;
        Ok(Taken {
            chosen,
            amount,
            dropped,
            sets,
            dearest: saving.unwrap_or(Ratio::ZERO),
            passed,
        })
    }

    /// Units that may be given.
    fn units(&self, entitlement: &Entitlement, workspace: &mut Workspace) -> Result<Vec<Unit>, Fault> {
        let (engine, case) = (self.engine, self.case);
        let (promotion, gift) = (entitlement.promotion, entitlement.gift);
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
        entitlement: &Entitlement,
        chosen: &BTreeMap<u32, Chosen>,
        workspace: &mut Workspace,
    ) -> Result<(i64, i64), Fault> {
        let (promotion, price) = (entitlement.promotion, entitlement.gift.price);
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
