//! The search as plain whole numbers: items (segments), options on them, limits and pools of money.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use perk_plan::plan::{Favour, Scheme, Scope};

use super::search::Found;
use super::tally::tally;
use crate::fault::Fault;
use crate::index::{narrow, wide};
use crate::money::Ratio;
use crate::scheme::best::Combination;
use crate::scheme::choose::{Room, Take};
use crate::scheme::{Act, Kind, order};

/// Above this the common denominator is given up and figures are cut to a fixed one, with the loss in the bound.
const SCALE: i128 = 1_000_000_000_000;

/// A segment.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub segment: u32,
    pub run: u32,
    /// Position of its first unit in the run.
    pub from: i64,
    pub units: i64,
    pub weighed: bool,
    /// What takes part in one promotion at most: its own number, or its SKU's.
    pub group: u32,
    /// The most it may give.
    pub cap: i128,
    /// What one unit costs.
    pub amount: i128,
    /// A floor binds its run: the members share what the run costs above it.
    pub shared: bool,
    /// What is settled before the search.
    pub settled: Vec<Held>,
    /// The promotion that takes what nobody else takes, and its benefit per unit.
    pub fallback: Option<(usize, u32, i128)>,
    pub options: Vec<Choice>,
}

/// Units of an item that a promotion takes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Held {
    pub member: usize,
    pub offer: u32,
    /// Benefit per unit, or what a unit can bear of a pool.
    pub unit: i128,
    pub pool: Option<usize>,
    pub count: i64,
}

impl Item {
    /// Who takes how many of its units: the options by `counts`, the fallback what they leave, and what is settled.
    pub(super) fn held<'a>(&'a self, counts: &'a [i64]) -> impl Iterator<Item = Held> + 'a {
        let taken = counts.iter().fold(0_i64, |sum, count| sum.saturating_add(*count));
        let options = self.options.iter().zip(counts).map(|(choice, count)| Held {
            member: choice.member,
            offer: choice.offer,
            unit: choice.unit,
            pool: choice.pool,
            count: *count,
        });
        let fallback = self.fallback.map(|(member, offer, unit)| Held {
            member,
            offer,
            unit,
            pool: None,
            count: self.units.saturating_sub(taken),
        });
        options
            .chain(fallback)
            .chain(self.settled.iter().copied())
            .filter(|held| held.count > 0)
    }

    /// What is settled, and what the fallback gives for all its units.
    pub(super) fn unbranched(&self) -> i128 {
        let unit = self.fallback.map_or(0, |(_, _, unit)| unit);
        let fallback = unit.saturating_mul(i128::from(self.units));
        let settled = self.settled.iter().fold(fallback, |sum, held| {
            sum.saturating_add(held.unit.saturating_mul(i128::from(held.count)))
        });
        settled.min(self.cap)
    }
}

/// A promotion that some units of an item may go to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Choice {
    /// Position among the members.
    pub member: usize,
    pub offer: u32,
    /// Benefit per unit, or what a unit can bear of a pool.
    pub unit: i128,
    /// A pool of money that it draws from.
    pub pool: Option<usize>,
}

/// A member of the search.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member {
    pub act: u32,
    pub pieces: Option<i64>,
    /// A limit of minor units that may not be cut.
    pub money: Option<i64>,
    /// A limit of money to which the last use may be cut, scaled: what its pools give together.
    pub cut: Option<i128>,
    /// It gives one sum that finds its way around floors.
    pub spreads: bool,
}

impl Member {
    /// The most it may give before its sums are rounded: rounding can take half a minor unit off each run, and one more is
    /// left for the unit that is being asked about.
    pub(super) fn most_before_rounding(&self, model: &Model) -> Option<i128> {
        let runs = i64::try_from(model.items.len()).unwrap_or(i64::MAX);
        let money = self.money?.saturating_add(runs).saturating_add(1);
        Some(i128::from(money).saturating_mul(model.scale))
    }
}

/// The whole search.
#[derive(Debug)]
pub(super) struct Model {
    pub items: Vec<Item>,
    pub members: Vec<Member>,
    /// Members by priority and name.
    pub ranked: Vec<usize>,
    /// Money of each pool, with its member.
    pub pools: Vec<(usize, i128)>,
    /// Of the runs that floors bind: what they still cost above them, scaled.
    pub rooms: Vec<(u32, i128)>,
    /// What one minor unit is here.
    pub scale: i128,
    /// Figures were cut: the bound must say so.
    pub cut: bool,
    pub least: bool,
    pub grouped: bool,
    pub rounding: perk_plan::plan::Rounding,
}

/// An offer's worth on a segment before it is scaled.
struct Worth {
    member: usize,
    offer: u32,
    unit: Ratio,
    pool: Option<usize>,
    /// A part of a sum.
    sum: bool,
    /// Alone on its segment it rounds to nothing.
    slight: bool,
}

pub(super) fn build(room: &Room<'_>, rules: &Scheme, acts: &[Act], members: &[u32]) -> Result<Model, Fault> {
    let mut model = Model {
        items: Vec::new(),
        members: Vec::with_capacity(members.len()),
        ranked: Vec::new(),
        pools: Vec::new(),
        rooms: Vec::new(),
        scale: 1,
        cut: false,
        least: rules.favour == Favour::Retailer,
        grouped: rules.scope == Scope::Product,
        rounding: room.rounding,
    };
    // Pools by member and offer; a promotion whose money limit may be cut is a pool of its own.
    let mut sums: Vec<Vec<Option<usize>>> = Vec::new();
    let mut cuts: Vec<Option<usize>> = Vec::new();
    for at in members {
        let act = acts.get(wide(*at)).ok_or(Fault::BadReference)?;
        let member = model.members.len();
        let partial = act.money.filter(|(_, partial)| *partial).map(|(most, _)| most);
        model.members.push(Member {
            act: *at,
            pieces: act.pieces.map(i64::from),
            money: act.money.filter(|(_, partial)| !partial).map(|(most, _)| most),
            cut: partial.map(i128::from),
            spreads: act.spreads(room.offers),
        });
        let mut pool = |money: i64| {
            model.pools.push((member, i128::from(money)));
            model.pools.len().saturating_sub(1)
        };
        cuts.push(partial.map(&mut pool));
        sums.push(
            act.offers(room.offers)
                .iter()
                .map(|offer| match offer.kind {
                    Kind::Sum(amount) => Some(pool(partial.map_or(amount, |most| most.min(amount)))),
                    Kind::Percent { .. } | Kind::Each(_) | Kind::Price(_) => None,
                })
                .collect(),
        );
    }
    model.ranked = (0..model.members.len()).collect();
    let act_of = |member: &usize| model.members.get(*member).and_then(|member| acts.get(wide(member.act)));
    model.ranked.sort_by(|a, b| match (act_of(a), act_of(b)) {
        (Some(a), Some(b)) => order::by_priority(a, b),
        _ => Ordering::Equal,
    });
    let mut worths: Vec<(Item, Ratio, Vec<Worth>)> = Vec::new();
    let mut before: Option<u32> = None;
    for (at, segment) in room.ledger.segments.iter().enumerate() {
        let open = room.ledger.room(room.case, segment.run);
        let cap = Ratio::whole(open).at_most(segment.running);
        if segment.units == 0 || !cap.is_positive() {
            continue;
        }
        let run = room.run(segment.run)?;
        if run.floor > 0 && before != Some(segment.run) {
            model.rooms.push((segment.run, i128::from(open)));
            before = Some(segment.run);
        }
        let mut found: Vec<Worth> = Vec::new();
        for (member, act) in model.members.iter().enumerate() {
            let act = acts.get(wide(act.act)).ok_or(Fault::BadReference)?;
            for (position, offer) in act.offers(room.offers).iter().enumerate() {
                if !room.holds(offer, segment.run) {
                    continue;
                }
                let number = act.offers.0.saturating_add(narrow(position));
                let benefit = room.benefit(offer, segment)?;
                let pool = sums
                    .get(member)
                    .and_then(|pools| pools.get(position))
                    .copied()
                    .flatten();
                let worth = benefit.unwrap_or(segment.running);
                if worth.is_positive() {
                    let pool = pool.or(cuts.get(member).copied().flatten());
                    let unit = worth.scaled(1, segment.units)?;
                    // Of several offers of one promotion each unit gets the better one.
                    let same = |found: &&mut Worth| found.member == member && found.pool == pool && !found.sum;
                    match found.iter_mut().find(same).filter(|_| benefit.is_some()) {
                        Some(other) if unit.compare(other.unit) == Ordering::Greater => {
                            (other.offer, other.unit) = (number, unit);
                        }
                        Some(_) => {}
                        None => found.push(Worth {
                            member,
                            offer: number,
                            unit,
                            pool,
                            sum: benefit.is_none(),
                            // What rounds to nothing on the whole segment.
                            slight: worth.at_most(cap).round(room.rounding)? == 0,
                        }),
                    }
                }
            }
        }
        if found.is_empty() {
            continue;
        }
        let item = Item {
            segment: narrow(at),
            run: segment.run,
            from: segment.from,
            units: segment.units,
            weighed: run.weighed,
            group: if model.grouped { run.sku } else { narrow(at) },
            cap: 0,
            amount: 0,
            shared: run.floor > 0,
            settled: Vec::new(),
            fallback: None,
            options: Vec::new(),
        };
        worths.push((item, cap, found));
    }
    model.fill(room, worths)?;
    Ok(model)
}

impl Model {
    fn fill(&mut self, room: &Room<'_>, worths: Vec<(Item, Ratio, Vec<Worth>)>) -> Result<(), Fault> {
        let mut scale: i128 = 1;
        let mut amounts = Vec::with_capacity(worths.len());
        for (item, ..) in &worths {
            amounts.push(room.segment(item.segment)?.running_of(1)?);
        }
        let units = worths
            .iter()
            .flat_map(|(_, _, found)| found.iter().map(|worth| worth.unit));
        for worth in units
            .chain(worths.iter().map(|(_, cap, _)| *cap))
            .chain(amounts.iter().copied())
        {
            let more = Ratio::new(scale, worth.den())?.den();
            match scale.checked_mul(more).filter(|scale| *scale <= SCALE) {
                Some(found) => scale = found,
                None => {
                    self.cut = true;
                    scale = SCALE;
                    break;
                }
            }
        }
        self.scale = scale;
        for (_, money) in &mut self.pools {
            *money = money.checked_mul(scale).ok_or(Fault::Overflow)?;
        }
        for (_, open) in &mut self.rooms {
            *open = open.checked_mul(scale).ok_or(Fault::Overflow)?;
        }
        for cut in self.members.iter_mut().filter_map(|member| member.cut.as_mut()) {
            *cut = cut.checked_mul(scale).ok_or(Fault::Overflow)?;
        }
        let coupled = |worth: &Worth| {
            let found = self.members.get(worth.member);
            worth.pool.is_some() || found.is_none_or(|member| member.pieces.is_some() || member.money.is_some())
        };
        let place = |member: usize| self.ranked.iter().position(|at| *at == member).unwrap_or(usize::MAX);
        let scaled = |value: Ratio| -> Result<i128, Fault> {
            let product = value.num().checked_mul(scale).ok_or(Fault::Overflow)?;
            product.checked_div_euclid(value.den()).ok_or(Fault::Overflow)
        };
        // With the scope of products a fallback may differ from run to run of a SKU, so nothing is settled in advance.
        let mut items = Vec::with_capacity(worths.len());
        let mut segments: BTreeMap<u32, usize> = BTreeMap::new();
        for (item, ..) in &worths {
            let count = segments.entry(item.run).or_insert(0);
            *count = count.saturating_add(1);
        }
        for ((mut item, cap, found), amount) in worths.into_iter().zip(amounts) {
            item.cap = scaled(cap)?;
            item.amount = scaled(amount)?;
            let whole = segments.get(&item.run) == Some(&1);
            if item.shared && whole && !self.least && !self.grouped && !found.iter().any(coupled) {
                item.settled = settle(&item, &found, &self.ranked, scaled)?;
                items.push(item);
                continue;
            }
            // Nothing is settled in advance where members share what a floor leaves, nor where one of them may come to
            // nothing and so cannot be added.
            let slight = |worth: &Worth| worth.slight || coupled(worth);
            let branch = self.grouped || item.shared || (self.least && found.iter().any(slight));
            for worth in &found {
                let unit = scaled(worth.unit)?;
                if branch || coupled(worth) {
                    if !(item.weighed
                        && self
                            .members
                            .get(worth.member)
                            .is_some_and(|member| member.pieces.is_some()))
                    {
                        let choice = Choice {
                            member: worth.member,
                            offer: worth.offer,
                            unit,
                            pool: worth.pool,
                        };
                        item.options.push(choice);
                    }
                    continue;
                }
                let capped = |unit: i128| unit.saturating_mul(i128::from(item.units)).min(item.cap);
                let wins = item.fallback.is_none_or(|(member, _, other)| {
                    let order = capped(unit).cmp(&capped(other));
                    let order = if self.least { order.reverse() } else { order };
                    order.then_with(|| place(member).cmp(&place(worth.member))) == Ordering::Greater
                });
                if wins {
                    item.fallback = Some((worth.member, worth.offer, unit));
                }
            }
            item.options
                .sort_by(|a, b| b.unit.cmp(&a.unit).then_with(|| place(a.member).cmp(&place(b.member))));
            items.push(item);
        }
        // Greater gains first, so that the first dive is a good one; groups side by side.
        let gain = |item: &Item| {
            let most = item.options.iter().map(|choice| choice.unit).max().unwrap_or(0);
            let settled = item.fallback.map_or(0, |(_, _, unit)| unit);
            most.saturating_sub(settled).saturating_mul(i128::from(item.units))
        };
        items.sort_by(|a, b| {
            let group = if self.grouped {
                a.group.cmp(&b.group)
            } else {
                Ordering::Equal
            };
            group
                .then_with(|| gain(b).cmp(&gain(a)))
                .then(a.run.cmp(&b.run))
                .then(a.from.cmp(&b.from))
        });
        self.items = items;
        Ok(())
    }

    /// Whether a pool is what a limit leaves of a promotion that gives unit by unit.
    pub(super) fn is_cut_pool(&self, pool: usize) -> bool {
        let Some((owner, _)) = self.pools.get(pool) else {
            return false;
        };
        // Such a promotion's first pool is the limit.
        let first = self.pools.iter().position(|(member, _)| member == owner);
        self.members.get(*owner).is_some_and(|member| member.cut.is_some()) && first == Some(pool)
    }

    /// Whether a combination must be worked out to be compared: floors are shared, limits test rounded money, or nothing that
    /// rounds to zero may be added.
    pub(super) fn exacting(&self) -> bool {
        !self.rooms.is_empty() || self.least || self.members.iter().any(|member| member.money.is_some())
    }

    /// What each member's pools give together.
    pub(super) fn drawn<'a>(&'a self, filled: &'a [i128]) -> impl Iterator<Item = i128> + 'a {
        self.members.iter().enumerate().map(move |(number, member)| {
            let own = self.pools.iter().zip(filled).filter(|((owner, _), _)| *owner == number);
            let sum = own.fold(0_i128, |sum, ((_, money), filled)| {
                sum.saturating_add(*money.min(filled))
            });
            member.cut.map_or(sum, |cut| cut.min(sum))
        })
    }

    /// The combination that was found, in terms of the scheme.
    pub(super) fn combination(&self, room: &Room<'_>, found: &Found) -> Result<Combination, Fault> {
        let mut takes: Vec<Vec<Take>> = vec![Vec::new(); self.members.len()];
        for (item, counts) in self.items.iter().zip(&found.counts) {
            let segment = room.segment(item.segment)?;
            for held in item.held(counts) {
                let (member, number, units) = (held.member, held.offer, held.count);
                let benefit = room
                    .benefit(room.offer(number)?, segment)?
                    .unwrap_or(Ratio::ZERO)
                    .scaled(units, item.units)?;
                if let Some(takes) = takes.get_mut(member) {
                    takes.push(Take {
                        segment: item.segment,
                        units,
                        offer: number,
                        benefit,
                    });
                }
            }
        }
        let tally = tally(self, &found.counts)?;
        let mut parts = Vec::new();
        for ((member, mut takes), benefit) in self.members.iter().zip(takes).zip(tally.benefits) {
            if !takes.is_empty() {
                takes.sort_by_key(|take| take.segment);
                parts.push((member.act, benefit, takes));
            }
        }
        let missed = if found.missed > 0 || self.cut {
            let missed = found.missed.saturating_add(if self.cut { self.scale } else { 0 });
            Some(Ratio::new(missed, self.scale)?)
        } else {
            None
        };
        let value = tally.value;
        Ok(Combination { parts, value, missed })
    }
}

/// Who takes what of a run that a floor binds, where nobody is limited and nobody spreads a sum: the greatest benefit that the
/// run bears, of that as much as can be to the first by priority and name, then the next, each with as few units as do it.
fn settle(
    item: &Item,
    found: &[Worth],
    ranked: &[usize],
    scaled: impl Fn(Ratio) -> Result<i128, Fault>,
) -> Result<Vec<Held>, Fault> {
    let mut rivals = Vec::with_capacity(found.len());
    for member in ranked {
        for worth in found.iter().filter(|worth| worth.member == *member) {
            rivals.push((worth.member, worth.offer, scaled(worth.unit)?));
        }
    }
    let greatest = |from: usize| rivals.iter().skip(from).map(|(.., unit)| *unit).max().unwrap_or(0);
    let (mut left, mut room) = (item.units, item.cap);
    let mut need = greatest(0).saturating_mul(i128::from(left)).min(room);
    let mut settled = Vec::new();
    for (at, (member, offer, unit)) in rivals.iter().enumerate() {
        let later = greatest(at.saturating_add(1));
        let units = i128::from(left);
        let mut count = units.min(ceiling(room, *unit));
        if *unit < later {
            // As many as leave the others enough units for the rest.
            let spare = units.saturating_mul(later).saturating_sub(need).max(0);
            count = count.min(spare.checked_div(later.saturating_sub(*unit)).unwrap_or(0));
        }
        let benefit = count.saturating_mul(*unit).min(room);
        let count = count.min(ceiling(benefit, *unit));
        room = room.saturating_sub(benefit);
        need = need.saturating_sub(benefit).max(0);
        let count = i64::try_from(count).map_err(|_| Fault::Overflow)?;
        left = left.saturating_sub(count);
        if count > 0 {
            settled.push(Held {
                member: *member,
                offer: *offer,
                unit: *unit,
                pool: None,
                count,
            });
        }
    }
    Ok(settled)
}

/// How often `unit` goes into `money`, rounded up.
pub(super) fn ceiling(money: i128, unit: i128) -> i128 {
    if unit <= 0 {
        return 0;
    }
    money
        .saturating_add(unit.saturating_sub(1))
        .checked_div(unit)
        .unwrap_or(0)
}
