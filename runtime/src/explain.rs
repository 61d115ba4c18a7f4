//! Verdicts: for each promotion why it applied or did not, worked out from the same inputs and the finished outcome, so
//! that it never contradicts the decision (semantics §8). What all verdicts are drawn from is made once, so that the work
//! grows in proportion to the promotions.

mod condition;
mod gate;
mod outdone;
mod protection;
mod sets;
pub(crate) mod words;

use std::collections::BTreeMap;

use perk_plan::ops::{GoodsFact, Object};
use perk_plan::plan::{Combine, Promotion};
use perk_plan::source_map::{Place, PromotionSource};

use crate::allowance::{self, Allowance, Left};
use crate::decision::model::{Became, Because, Displacer, GiftSaid, Hint, HintKind, LimitSaid, Optimality, Verdict};
use crate::decision::{DecideOptions, Explain, amount, consumes, name};
use crate::engine::Engine;
use crate::fault::Fault;
use crate::index::{Ready, narrow, wide};
use crate::intake::{Case, claims};
use crate::outcome::{Applied, LimitedBy, Outcome};
use crate::phases::candidates::Candidates;
use crate::scheme::{Act, gift, offer, segment};
use crate::vm;
use crate::vm::body::{GiftGive, GiveKind};
use crate::vm::receipt::ReceiptRoom;
use crate::workspace::{Ledger, Start, Workspace};
use condition::Failing;
use protection::{Kept, Protections};

/// For each scheme of kind `best` in which something applied, and each other one in which a search ended at its budget: whether
/// its result is proved.
pub(crate) fn optimality(engine: &Engine, workspace: &Workspace) -> BTreeMap<String, Optimality> {
    let plan = engine.plan();
    let mut said = BTreeMap::new();
    for (number, scheme) in (0_u16..).zip(&plan.schemes) {
        let applied = || workspace.outcome.applied.iter().any(|applied| applied.scheme == number);
        let bounded = workspace.outcome.bounded.iter().any(|(at, _)| *at == number);
        // Whoever walks proves nothing, but instances of a set, and the sets that pay for gifts, are searched for there too.
        if !bounded && (scheme.combine != Combine::Best || !applied()) {
            continue;
        }
        let missed = workspace
            .outcome
            .bounded
            .iter()
            .find(|(at, _)| *at == number)
            .map(|(_, missed)| *missed);
        let found = Optimality {
            status: if missed.is_some() { "bounded" } else { "exact" },
            missed_at_most: missed.map(|missed| amount(missed, plan.currency.digits)),
        };
        said.insert(plan.texts.get(wide(scheme.name)).cloned().unwrap_or_default(), found);
    }
    said
}

/// The verdicts that a decision carries, by promotion name; and those of the promotions that presented codes could have
/// opened and that did not apply, by number.
pub(crate) fn verdicts(
    engine: &Engine,
    case: &Case,
    workspace: &mut Workspace,
    options: &DecideOptions<'_>,
) -> (Vec<Verdict>, BTreeMap<u32, Verdict>) {
    let Workspace {
        found,
        work,
        outcome,
        starts,
        explained,
        ..
    } = workspace;
    // Explaining asks again what was decided, so it has a budget of its own.
    work.refuel(engine.index.fuel(case.runs.len()));
    let mut scene = Scene::of(engine, case, options, outcome, starts.take().unwrap_or_default());
    let mut said = Vec::new();
    for (number, gate) in (0_u32..).zip(&engine.index.gates) {
        scene.steps = scene.steps.saturating_add(1);
        let applied = scene.applied_as(number);
        let wanted = match &options.explain {
            Explain::None => applied.is_some(),
            Explain::All => true,
            Explain::One(one) => engine
                .plan()
                .promotions
                .get(wide(number))
                .and_then(|promotion| engine.plan().texts.get(wide(promotion.name)))
                .is_some_and(|name| name == one),
            Explain::Touched => {
                applied.is_some()
                    || (gate.quickly_valid(&case.now) != Some(false) && scene.touched(number, found, work))
            }
        };
        if wanted {
            said.push(scene.verdict(number, applied, found, work));
        }
    }
    let mut asked = BTreeMap::new();
    for number in crate::decision::coupons::asking(engine, case) {
        if scene.applied_as(number).is_none() {
            asked.insert(number, scene.verdict(number, None, found, work));
        }
    }
    *explained = explained.saturating_add(scene.steps);
    (said, asked)
}

/// What all verdicts of one decision are drawn from.
struct Scene<'a> {
    engine: &'a Engine,
    case: &'a Case,
    options: &'a DecideOptions<'a>,
    /// The ledger at the start of each scheme, and whether its segments are ready.
    starts: Vec<(Ledger, bool)>,
    /// What applied, by promotion.
    applied: Vec<Applied>,
    /// By promotion and line: what took from what.
    taken: Vec<(u32, u32)>,
    /// By run: positions in `applied` of what took from it.
    takers: Vec<Vec<u32>>,
    faults: BTreeMap<u32, Fault>,
    gifts: BTreeMap<u32, GiftSaid>,
    protections: Protections,
    /// Promotions, runs and prohibitions that were looked at: for a test that counts work.
    steps: u64,
}

impl<'a> Scene<'a> {
    fn of(
        engine: &'a Engine,
        case: &'a Case,
        options: &'a DecideOptions<'a>,
        outcome: &'a Outcome,
        starts: Vec<Ledger>,
    ) -> Self {
        let mut applied: Vec<Applied> = outcome.applied.clone();
        applied.sort_unstable_by_key(|found| found.promotion);
        let mut taken: Vec<(u32, u32)> = outcome
            .allocations
            .iter()
            .map(|allocation| (allocation.promotion, allocation.line))
            .collect();
        taken.sort_unstable();
        taken.dedup();
        let mut takers: Vec<Vec<u32>> = vec![Vec::new(); case.runs.len()];
        for (promotion, line) in &taken {
            let taker = applied.binary_search_by_key(promotion, |found| found.promotion);
            let run = case.lines.get(wide(*line)).map(|line| wide(line.run));
            if let (Ok(taker), Some(list)) = (taker, run.and_then(|run| takers.get_mut(run)))
                && list.last() != Some(&narrow(taker))
            {
                list.push(narrow(taker));
            }
        }
        Self {
            engine,
            case,
            options,
            starts: starts.into_iter().map(|start| (start, false)).collect(),
            applied,
            taken,
            takers,
            faults: outcome.faults.iter().copied().collect(),
            gifts: outcome
                .gifts
                .iter()
                .map(|gift| {
                    let (taken, offered) = (gift.taken, gift.offered);
                    (gift.promotion, GiftSaid { taken, offered })
                })
                .collect(),
            protections: Protections::default(),
            steps: 0,
        }
    }

    fn applied_as(&self, promotion: u32) -> Option<Applied> {
        let at = self
            .applied
            .binary_search_by_key(&promotion, |found| found.promotion)
            .ok()?;
        self.applied.get(at).copied()
    }

    fn step(&mut self, count: usize) {
        self.steps = self.steps.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
    }

    fn source(&self, promotion: u32) -> Option<&'a PromotionSource> {
        self.options.source_map?.promotions.get(wide(promotion))
    }

    fn bare(&self, promotion: u32, outcome: Became) -> Verdict {
        Verdict {
            promotion: name(self.engine, promotion),
            outcome,
            discount: None,
            times: None,
            gift: None,
            lines: Vec::new(),
            limited_by: None,
            limit: None,
            dropped: None,
            because: None,
            hint: None,
            worth: None,
            by: Vec::new(),
        }
    }

    fn refused(&self, promotion: u32, because: Because, place: Option<&Place>) -> Verdict {
        let mut said = self.bare(promotion, Became::NotApplied);
        said.because = Some(placed(because, place));
        said
    }

    /// Whether the receipt touches a promotion: window open, store matches, codes it asks for presented, each of its selections holds some line.
    fn touched(&mut self, promotion: u32, found: &mut Candidates, work: &mut vm::Work) -> bool {
        let (engine, case) = (self.engine, self.case);
        let (Some(ready), Some(written)) = (
            engine.index.ready.get(wide(promotion)),
            engine.plan().promotions.get(wide(promotion)),
        ) else {
            return false;
        };
        if !ready.gate.valid(&case.now, written)
            || gate::shut_for_now(case, written)
            || gate::other_store(engine, case, written, work)
            || (!written.with.is_empty() && !case.coupons.meets(&written.with))
        {
            return false;
        }
        let objects = ready.gives.iter().filter_map(|give| match give.object {
            Object::Items(items) => Some(items),
            Object::Receipt | Object::Set | Object::Role(_) | Object::Cheapest(_) | Object::Dearest(_) => None,
        });
        let roles = written.each.iter().flat_map(|set| &set.roles).map(|role| role.items);
        for items in objects.chain(roles).chain(ready.needs.iter().copied()) {
            match found.select(engine, case, items, work) {
                Ok(row) => {
                    if found.row(row).iter().all(|word| *word == 0) {
                        return false;
                    }
                }
                Err(_) => return true,
            }
        }
        true
    }

    fn verdict(
        &mut self,
        promotion: u32,
        applied: Option<Applied>,
        found: &mut Candidates,
        work: &mut vm::Work,
    ) -> Verdict {
        if let Some(applied) = applied {
            return self.applied(&applied);
        }
        let result = match self.faults.get(&promotion) {
            Some(fault) => Err(*fault),
            None => self.why(promotion, found, work),
        };
        result.unwrap_or_else(|fault| {
            let because = Because {
                code: "fault",
                found: Some(crate::decision::said::Said::plain(fault.name())),
                ..Because::default()
            };
            self.refused(promotion, because, None)
        })
    }

    fn applied(&mut self, applied: &Applied) -> Verdict {
        let digits = self.engine.plan().currency.digits;
        let mut said = self.bare(applied.promotion, Became::Applied);
        said.discount = Some(amount(applied.amount, digits));
        said.times = Some(applied.times);
        said.limited_by = applied.limited.map(LimitedBy::name);
        said.limit = applied.limited.and_then(|by| self.limit_of(applied.promotion, by));
        said.gift = self.gifts.get(&applied.promotion).copied();
        if applied.dropped > 0 {
            said.dropped = Some(amount(applied.dropped, digits));
        }
        if matches!(self.options.explain, Explain::All | Explain::One(_)) {
            let from = self.taken.partition_point(|(by, _)| *by < applied.promotion);
            let taken = self.taken.get(from..).unwrap_or_default();
            said.lines = taken
                .iter()
                .take_while(|(by, _)| *by == applied.promotion)
                .filter_map(|(_, line)| self.case.lines.get(wide(*line)))
                .map(|line| line.id.clone())
                .collect();
            self.step(said.lines.len());
        }
        said
    }

    /// Why a promotion did not apply.
    fn why(&mut self, number: u32, found: &mut Candidates, work: &mut vm::Work) -> Result<Verdict, Fault> {
        let (engine, case) = (self.engine, self.case);
        let plan = engine.plan();
        let promotion = plan.promotions.get(wide(number)).ok_or(Fault::BadReference)?;
        let ready = engine.index.ready.get(wide(number)).ok_or(Fault::BadReference)?;
        if let Some(fault) = ready.fault {
            return Err(fault);
        }
        if let Some((which, because)) = gate::first_shut(engine, case, promotion, ready, work)? {
            let place = self.source(number).and_then(|source| source.gates.get(which));
            return Ok(self.refused(number, because, place.and_then(Option::as_ref)));
        }
        if ready.across
            && let Left::NoKey(at, lack) = allowance::left(plan, case, promotion)
        {
            let place = self.source(number).and_then(|source| source.limits.get(at));
            return Ok(self.refused(number, gate::lacking(case, lack), place));
        }
        self.step(case.runs.len());
        for items in &ready.needs {
            found.select(engine, case, *items, work)?;
        }
        let start = self.start(promotion)?;
        let room = ReceiptRoom {
            engine,
            case,
            start,
            selections: &*found,
        };
        if let Some((which, failing)) = condition::first_failing(&room, promotion, work)? {
            let hint = self.hint(&failing, promotion.scheme, ready, found, work)?;
            let place = self.source(number).and_then(|source| source.conditions.get(which));
            let mut said = self.refused(number, failing.because, place);
            said.hint = hint;
            return Ok(said);
        }
        if let Some(gift) = ready.gift {
            if promotion.each.is_some()
                && let Err(said) = sets::formed(self, number, promotion, ready, found, work)?
            {
                return Ok(*said);
            }
            return self.not_given(number, gift, ready, found, work);
        }
        self.offered(number, promotion, ready, found, work)
    }

    /// Conditions hold: why was nothing given away or offered?
    fn not_given(
        &mut self,
        number: u32,
        gift: GiftGive,
        ready: &Ready,
        found: &mut Candidates,
        work: &mut vm::Work,
    ) -> Result<Verdict, Fault> {
        let (engine, case) = (self.engine, self.case);
        let code = if case.declines(number) {
            "gift.declined"
        } else if let Some(at) = self.used_up(number) {
            let mut said = self.bare(number, Became::Limited);
            let written = engine.plan().promotions.get(wide(number));
            let limit = written.and_then(|promotion| promotion.limits.get(at));
            said.limited_by = limit.map(|limit| LimitedBy::of(limit.amount).name());
            said.limit = self.limit_at(number, at);
            return Ok(said);
        } else {
            // Its set could be put together and there is something to give: others have used the goods up.
            let written = engine.plan().promotions.get(wide(number));
            let shares = written.is_some_and(|written| written.each.is_some())
                && claims::open(engine, case, number, &[]).next().is_some();
            let before = self.applied.iter().filter(|applied| {
                let other = engine.index.ready.get(wide(applied.promotion));
                let exclusive = other.is_some_and(|other| other.exclusive);
                let first = other.is_some_and(|other| {
                    ready.priority < other.priority || (ready.priority == other.priority && applied.promotion < number)
                });
                // What is only offered keeps its goods and nothing else.
                let gave = self.gifts.get(&applied.promotion).is_some_and(|gift| gift.taken > 0);
                let alone = gave && (exclusive || ready.exclusive);
                other.is_some_and(|other| other.gift.is_some()) && first && (alone || shares)
            });
            let by: Vec<Displacer> = before
                .map(|applied| Displacer {
                    promotion: name(engine, applied.promotion),
                    worth: amount(applied.amount, engine.plan().currency.digits),
                })
                .collect();
            if !by.is_empty() {
                let worth = self.gift_alone(number, found, work)?;
                let mut said = self.bare(number, Became::Displaced);
                said.worth = Some(amount(worth, engine.plan().currency.digits));
                said.by = by;
                return Ok(said);
            }
            "gift.none"
        };
        let because = Because {
            code,
            of: words::selection(engine.plan(), gift.items),
            ..Because::default()
        };
        let declared = self.source(number).map(|source| &source.declared);
        Ok(self.refused(number, because, declared))
    }

    /// What a gift would save if no other gave anything, in minor units.
    fn gift_alone(&mut self, number: u32, found: &mut Candidates, work: &mut vm::Work) -> Result<i64, Fault> {
        let promotion = self
            .engine
            .plan()
            .promotions
            .get(wide(number))
            .ok_or(Fault::BadReference)?;
        self.step(self.case.runs.len());
        let mut room = Workspace {
            ledger: self.ledger(usize::from(promotion.scheme))?.clone(),
            found: std::mem::take(found),
            work: std::mem::take(work),
            ..Workspace::default()
        };
        let worth = gift::alone(self.engine, self.case, promotion.scheme, number, &mut room);
        (*found, *work) = (room.found, room.work);
        worth
    }

    /// Amounts of runs at the start of a promotion's scheme.
    fn start(&self, promotion: &Promotion) -> Result<Start<'_>, Fault> {
        let start = self.starts.get(usize::from(promotion.scheme));
        start.map(|(start, _)| start.at_start()).ok_or(Fault::BadReference)
    }

    /// What could be bought, where a single thing is missing: more of the goods measured, if some of what the promotion
    /// gives on is there, or comes with them.
    fn hint(
        &mut self,
        failing: &Failing,
        scheme: u16,
        ready: &Ready,
        found: &mut Candidates,
        work: &mut vm::Work,
    ) -> Result<Option<Hint>, Fault> {
        let (Some(measured), Some(more), true) = (failing.measures, &failing.because.missing, failing.single) else {
            return Ok(None);
        };
        let whole = self.engine.index.whole.get(wide(measured)).copied().unwrap_or(false);
        if failing.because.of.is_none() && !whole {
            // "More" without a word of what would be no advice.
            return Ok(None);
        }
        let mut given = ready.gives.is_empty();
        for give in &ready.gives {
            given |= match give.object {
                Object::Receipt | Object::Set | Object::Role(_) | Object::Cheapest(_) | Object::Dearest(_) => true,
                Object::Items(items) => {
                    let row = found.select(self.engine, self.case, items, work)?;
                    items == measured || found.receivers(row).next().is_some()
                }
            };
        }
        let Some(kind) = failing.counts.and_then(condition::hint_kind) else {
            return Ok(None);
        };
        let after_discounts =
            failing.counts == Some(GoodsFact::Amount) && self.shrunk(scheme, measured, found, work)?;
        Ok(given.then(|| Hint {
            kind,
            more: more.clone(),
            of: failing.because.of.clone(),
            after_discounts,
        }))
    }

    /// Whether earlier schemes took something off some goods, so that more of them would add less than they cost.
    fn shrunk(&self, scheme: u16, items: u32, found: &mut Candidates, work: &mut vm::Work) -> Result<bool, Fault> {
        let (Some((first, _)), Some((start, _))) = (self.starts.first(), self.starts.get(usize::from(scheme))) else {
            return Ok(false);
        };
        let row = found.select(self.engine, self.case, items, work)?;
        let mut amounts = first.start.iter().zip(&start.start).enumerate();
        Ok(amounts.any(|(run, (before, now))| now < before && vm::receipt::bit(found.row(row), run)))
    }

    /// Conditions hold: what does it offer, and why was nothing of it given?
    fn offered(
        &mut self,
        number: u32,
        promotion: &Promotion,
        ready: &Ready,
        found: &mut Candidates,
        work: &mut vm::Work,
    ) -> Result<Verdict, Fault> {
        if promotion.each.is_some() {
            return sets::verdict(self, number, promotion, ready, found, work);
        }
        let (engine, case) = (self.engine, self.case);
        let declared = self.source(number).map(|source| &source.declared);
        let mut offers = Vec::new();
        let (mut any, mut receives) = (ready.gives.is_empty(), ready.gives.is_empty());
        for give in &ready.gives {
            if let Object::Items(items) = give.object {
                let row = found.select(engine, case, items, work)?;
                any |= found.row(row).iter().any(|word| *word != 0);
                receives |= found.receivers(row).next().is_some();
            } else {
                any |= case.runs.iter().any(|run| run.takes_part);
                receives |= case.runs.iter().any(|run| run.receives);
            }
            let start = self.start(promotion)?;
            offers.extend(offer::resolve(engine, case, ready, give, None, start, found, work)?);
        }
        if !any || !receives {
            return self.kept_out(number, ready, any, work);
        }
        if offers.is_empty() && !ready.gives.is_empty() {
            return self.below(number, promotion, ready, found, work);
        }
        let (allowance, used_up) = self.allowance(promotion, ready);
        let act = Act {
            promotion: number,
            offers: (0, narrow(offers.len())),
            set: None,
            priority: ready.priority,
            exclusive: ready.exclusive,
            times: allowance.times,
            pieces: allowance.pieces,
            money: allowance.money,
        };
        if let Some(said) = outdone::verdict(self, &act, used_up, &offers, usize::from(promotion.scheme), found)? {
            return Ok(said);
        }
        // Alone it gives nothing either: is there a floor below all of it?
        let start = self.start(promotion)?;
        let mut floored = None;
        for run in offers.iter().flat_map(|offer| found.receivers(offer.row)) {
            let costs = start.amounts.get(wide(run)).copied().unwrap_or(0);
            match case.runs.get(wide(run)) {
                Some(at) if costs > 0 && at.floor >= costs => floored = floored.or(Some((run, at))),
                Some(_) if costs > 0 => {
                    floored = None;
                    break;
                }
                Some(_) | None => {}
            }
        }
        Ok(match floored {
            Some((at, run)) => self.protected(number, at, run, Kept::AtFloor, goods_of(engine, ready), work),
            None => {
                let because = Because {
                    code: "discount.none",
                    ..Because::default()
                };
                self.refused(number, because, declared)
            }
        })
    }

    /// No step of its ladders is reached: what the next one needs.
    fn below(
        &mut self,
        number: u32,
        promotion: &Promotion,
        ready: &Ready,
        found: &mut Candidates,
        work: &mut vm::Work,
    ) -> Result<Verdict, Fault> {
        let (engine, case) = (self.engine, self.case);
        let mut below = None;
        let ladders = ready
            .gives
            .iter()
            .filter(|give| matches!(give.kind, GiveKind::Ladder(_)));
        for (ladder, give) in ladders.enumerate() {
            let step = condition::ladder(engine, case, give, self.start(promotion)?, found, work)?;
            below = step.map(|(because, step)| (because, ladder, step)).or(below);
        }
        let mut place = self.source(number).map(|source| &source.declared);
        let because = match below {
            Some((because, ladder, step)) => {
                let steps = self.source(number).and_then(|source| source.ladders.get(ladder));
                place = steps.and_then(|steps| steps.get(step)).or(place);
                because
            }
            None => Because {
                code: "ladder.below",
                ..Because::default()
            },
        };
        let (kind, of) = condition::ladder_kind(engine, ready);
        let whole = of.is_some_and(|of| engine.index.whole.get(wide(of)).copied().unwrap_or(false));
        let after_discounts = match of {
            Some(of) if kind == HintKind::Amount => self.shrunk(promotion.scheme, of, found, work)?,
            Some(_) | None => false,
        };
        let named = because.missing.as_ref().filter(|_| whole || because.of.is_some());
        let hint = named.map(|more| Hint {
            kind,
            more: more.clone(),
            of: because.of.clone(),
            after_discounts,
        });
        let mut said = self.refused(number, because, place);
        said.hint = hint;
        Ok(said)
    }

    /// What its limits leave, and the limit that leaves nothing. What it would give if nothing had been used is judged without
    /// limits.
    fn allowance(&self, promotion: &Promotion, ready: &Ready) -> (Allowance, Option<usize>) {
        let left = if ready.across {
            allowance::left(self.engine.plan(), self.case, promotion)
        } else {
            Left::Some(ready.allowance)
        };
        match left {
            Left::Some(allowance) => (allowance, None),
            Left::Nothing(at) | Left::NoKey(at, _) => (Allowance::default(), Some(at)),
        }
    }

    /// Its goods are not on the receipt, or a prohibition keeps them out; `any`: some of them take part and receive nothing.
    fn kept_out(&mut self, number: u32, ready: &Ready, any: bool, work: &mut vm::Work) -> Result<Verdict, Fault> {
        let (engine, case) = (self.engine, self.case);
        let of = goods_of(engine, ready);
        self.step(case.runs.len());
        for give in &ready.gives {
            for (at, run) in (0_u32..).zip(&case.runs) {
                let kept = match (any, run.takes_part) {
                    (true, true) if !run.receives => Kept::Undiscounted,
                    (false, false) => Kept::Out,
                    (true | false, _) => continue,
                };
                let within = match give.object {
                    Object::Receipt | Object::Set | Object::Role(_) | Object::Cheapest(_) | Object::Dearest(_) => true,
                    Object::Items(items) => {
                        let room = vm::product::ProductRoom { engine, case, run };
                        let code = &engine.plan().items.get(wide(items)).ok_or(Fault::BadReference)?.code;
                        vm::truth(code, &room, work)? == Some(true)
                    }
                };
                // A gift that was added outside is no goods of anybody's.
                let granted = case
                    .lines_of(run)
                    .iter()
                    .any(|line| case.lines.get(wide(*line)).is_some_and(|line| line.granted.is_some()));
                if within && !granted {
                    return Ok(self.protected(number, at, run, kept, of, work));
                }
            }
        }
        let because = Because {
            code: if any { "goods.protected" } else { "goods.none" },
            of,
            ..Because::default()
        };
        let declared = self.source(number).map(|source| &source.declared);
        Ok(self.refused(number, because, declared))
    }

    /// A prohibition leaves nothing; without a place of its own the promotion's is named.
    fn protected(
        &mut self,
        number: u32,
        at: u32,
        run: &crate::intake::Run,
        kept: Kept,
        of: Option<String>,
        work: &mut vm::Work,
    ) -> Verdict {
        let map = self.options.source_map;
        let (mut because, asked) = self
            .protections
            .because(self.engine, self.case, at, run, kept, map, work);
        self.steps = self.steps.saturating_add(asked);
        because.of = of;
        let declared = self.source(number).map(|source| &source.declared);
        let place = declared.filter(|_| because.at.is_none());
        self.refused(number, because, place)
    }

    /// The limit of a promotion of which nothing is left.
    fn used_up(&self, number: u32) -> Option<usize> {
        let plan = self.engine.plan();
        match allowance::left(plan, self.case, plan.promotions.get(wide(number))?) {
            Left::Nothing(at) => Some(at),
            Left::Some(_) | Left::NoKey(..) => None,
        }
    }

    /// The limit of a kind that holds a promotion.
    fn limit_of(&self, number: u32, by: LimitedBy) -> Option<LimitSaid> {
        let plan = self.engine.plan();
        let promotion = plan.promotions.get(wide(number))?;
        self.limit_at(number, allowance::tightest(plan, self.case, promotion, by)?)
    }

    /// The limit at a place of a promotion, with the author's words.
    fn limit_at(&self, number: u32, at: usize) -> Option<LimitSaid> {
        let mut said = consumes::limit(self.engine, self.case, number, at)?;
        if let Some(place) = self.source(number).and_then(|source| source.limits.get(at)) {
            said.at = Some(format!("{}:{}:{}", place.file, place.line, place.column));
            said.words = Some(place.words.clone()).filter(|words| !words.is_empty());
        }
        Some(said)
    }

    /// The ledger at the start of a scheme, with its segments ready.
    fn ledger(&mut self, scheme: usize) -> Result<&Ledger, Fault> {
        let (ledger, begun) = self.starts.get_mut(scheme).ok_or(Fault::BadReference)?;
        if !*begun {
            segment::begin(self.case, ledger);
            *begun = true;
        }
        Ok(ledger)
    }
}

/// The name of the goods that a promotion gives on.
fn goods_of(engine: &Engine, ready: &Ready) -> Option<String> {
    ready.gives.iter().find_map(|give| match give.object {
        Object::Items(items) => words::selection(engine.plan(), items),
        Object::Receipt | Object::Set | Object::Role(_) | Object::Cheapest(_) | Object::Dearest(_) => None,
    })
}

fn placed(mut because: Because, place: Option<&Place>) -> Because {
    if let Some(place) = place {
        because.at = Some(format!("{}:{}:{}", place.file, place.line, place.column));
        because.words = Some(place.words.clone()).filter(|words| !words.is_empty());
    }
    because
}
