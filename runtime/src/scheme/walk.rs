//! `all` and `first`: promotions walked in total order, greedily (semantics §2).

use perk_plan::plan::{Combine, Rounding, Scheme, Scope};
use rustc_hash::FxHashMap;

use super::apply::{carve, commit, given, held_back};
use super::assemble::{self, Terms};
use super::instance::Instance;
use super::instance::settle::{Carving, bound, settle};
use super::segment::Segment;
use super::{Act, order, say, segment};
use crate::engine::Engine;
use crate::fault::Fault;
use crate::index::wide;
use crate::intake::Case;
use crate::limits::{ALONE_WORK, BEST_WORK, PRICE_TIMES, WALK_WORK};
use crate::money::Ratio;
use crate::workspace::Workspace;

/// Runs a scheme of kind `all` or `first`.
pub(crate) fn run(engine: &Engine, case: &Case, number: u16, rules: &Scheme, workspace: &mut Workspace) {
    segment::begin(case, &mut workspace.ledger);
    segment::part(case, &workspace.found, &workspace.sets, &mut workspace.ledger);
    walk(engine, case, number, rules, workspace);
    segment::end(case, &mut workspace.ledger);
}

fn walk(engine: &Engine, case: &Case, number: u16, rules: &Scheme, workspace: &mut Workspace) {
    let rounding = engine.plan().rounding;
    let acts = workspace.acts.clone();
    let mut walk = Walk {
        case,
        rules,
        first: rules.combine == Combine::First,
        rounding,
        skus: Vec::new(),
        work: share(acts.iter().filter(|act| act.set.is_some()).count()),
    };
    let mut order: Vec<(&Act, Ratio)> = Vec::with_capacity(acts.len());
    for act in &acts {
        let room = workspace.room(case, rounding);
        let uncapped = if act.set.is_some() {
            let found = assemble::uncapped(&room, act, walk.work);
            found.map(|(uncapped, work)| {
                workspace.searched = workspace.searched.saturating_add(work);
                uncapped
            })
        } else {
            order::uncapped(&room, act)
        };
        match uncapped {
            Ok(benefit) => order.push((act, benefit)),
            Err(fault) => workspace.outcome.faults.push((act.promotion, fault)),
        }
    }
    order.sort_by(|(a, x), (b, y)| order::by_turn(a, *x, b, *y));
    let mut applied = false;
    for (act, _) in order {
        if act.exclusive && applied {
            continue;
        }
        if act.is_message() {
            say(number, act, workspace);
        } else {
            match walk.turn(number, act, workspace) {
                Ok(true) => {}
                Ok(false) => continue,
                Err(fault) => {
                    // The sale goes on without this promotion; the decision warns of it.
                    workspace.outcome.faults.push((act.promotion, fault));
                    continue;
                }
            }
        }
        applied = true;
        if act.exclusive || (walk.first && rules.scope == Scope::Receipt) {
            break;
        }
    }
}

/// The steps of a search where so many promotions about sets have even shares: each searches twice, for its place in the order
/// and in its turn, and prices units besides.
fn share(sets: usize) -> u64 {
    let searches = (sets as u64).saturating_mul(2);
    let each = WALK_WORK.checked_div(searches.saturating_mul(PRICE_TIMES.saturating_add(1)));
    each.unwrap_or(WALK_WORK).clamp(ALONE_WORK, BEST_WORK)
}

/// A walk under way.
struct Walk<'a> {
    case: &'a Case,
    rules: &'a Scheme,
    first: bool,
    rounding: Rounding,
    /// SKUs of which some unit was taken, for the scope of products.
    skus: Vec<u32>,
    /// Steps of one search.
    work: u64,
}

impl Walk<'_> {
    /// One promotion's turn: whether it came to something.
    fn turn(&mut self, number: u16, act: &Act, workspace: &mut Workspace) -> Result<bool, Fault> {
        if act.set.is_some() {
            return self.set_turn(number, act, workspace);
        }
        let room = workspace.room(self.case, self.rounding);
        let free = |segment: &Segment| self.free(segment);
        let takes = room.choose(act, free)?;
        let Some(mut given) = given(&room, act, &takes)?.filter(|given| given.total() > 0) else {
            return Ok(false);
        };
        let limited = held_back(&room, act, &given, free)?;
        carve(
            &mut workspace.ledger,
            &mut FxHashMap::default(),
            given.list.iter_mut().flat_map(|portion| &mut portion.takes),
        )?;
        commit(workspace, self.case, (act.promotion, 0), &given.list)?;
        for portion in &given.list {
            self.consume(portion.run);
        }
        workspace.outcome.applied.push(given.applied(act, number, limited));
        Ok(true)
    }

    /// The turn of a promotion about a set: its own best instances of what is free.
    fn set_turn(&mut self, number: u16, act: &Act, workspace: &mut Workspace) -> Result<bool, Fault> {
        let room = workspace.room(self.case, self.rounding);
        let found = assemble::own(&room, act, Terms::All, &|segment| self.free(segment), self.work)?;
        workspace.searched = workspace.searched.saturating_add(found.work);
        if found.missed > 0 {
            bound(workspace, number, found.missed);
        }
        let room = workspace.room(self.case, self.rounding);
        let instances: Vec<Instance> = found.parts.into_iter().flat_map(|part| part.instances).collect();
        let limited = assemble::held_back(&room, act, &instances, &|segment| self.free(segment));
        let mut runs = Vec::new();
        for filling in instances.iter().flatten() {
            runs.push(room.segment(filling.segment)?.run);
        }
        let reuse = act.set(&workspace.sets).is_some_and(|set| set.reuse);
        let carving = &mut Carving::default();
        let (settled, fault) = settle(workspace, self.case, self.rounding, act, &instances, carving);
        if settled.amount > 0 {
            if !reuse {
                for run in runs {
                    self.consume(run);
                }
            }
            settled.note(number, act, limited, workspace);
        }
        match fault {
            Some(fault) => Err(fault),
            None => Ok(settled.amount > 0),
        }
    }

    /// Whether units may still be taken.
    fn free(&self, segment: &Segment) -> bool {
        if !self.first {
            return true;
        }
        match self.rules.scope {
            Scope::Unit | Scope::Receipt => !segment.taken,
            Scope::Product => {
                let run = self.case.runs.get(wide(segment.run));
                run.is_some_and(|run| self.skus.binary_search(&run.sku).is_err())
            }
        }
    }

    /// Notes that units of a run were taken.
    fn consume(&mut self, run: u32) {
        if self.first
            && let Some(run) = self.case.runs.get(wide(run))
            && let Err(place) = self.skus.binary_search(&run.sku)
        {
            self.skus.insert(place, run.sku);
        }
    }
}
