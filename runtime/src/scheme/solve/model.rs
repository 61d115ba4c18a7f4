//! The search as plain whole numbers: items (segments), options on them, limits and pools of money.

use std::cmp::Ordering;

use perk_plan::plan::{Favour, Scheme, Scope};

use super::search::Found;
use crate::fault::Fault;
use crate::index::{narrow, wide};
use crate::money::{Ratio, round_quotient};
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
    /// The promotion that takes what nobody else takes, and its benefit per unit.
    pub fallback: Option<(usize, u32, i128)>,
    pub options: Vec<Choice>,
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
}

pub(super) fn build(room: &Room<'_>, rules: &Scheme, acts: &[Act], members: &[u32]) -> Result<Model, Fault> {
    let mut model = Model {
        items: Vec::new(),
        members: Vec::with_capacity(members.len()),
        ranked: Vec::new(),
        pools: Vec::new(),
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
    for (at, segment) in room.ledger.segments.iter().enumerate() {
        let cap = Ratio::whole(room.ledger.room(room.case, segment.run)).at_most(segment.running);
        if segment.units == 0 || !cap.is_positive() {
            continue;
        }
        let run = room.run(segment.run)?;
        let mut found = Vec::new();
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
                // What rounds to zero on the whole of a run takes nothing.
                if worth.at_most(cap).round(room.rounding)? > 0 && worth.is_positive() {
                    let pool = pool.or(cuts.get(member).copied().flatten());
                    found.push(Worth {
                        member,
                        offer: number,
                        unit: worth.scaled(1, segment.units)?,
                        pool,
                    });
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
            fallback: None,
            options: Vec::new(),
        };
        worths.push((item, cap, found));
    }
    model.fill(worths)?;
    Ok(model)
}

impl Model {
    fn fill(&mut self, worths: Vec<(Item, Ratio, Vec<Worth>)>) -> Result<(), Fault> {
        let mut scale: i128 = 1;
        for worth in worths
            .iter()
            .flat_map(|(_, cap, found)| found.iter().map(|worth| worth.unit).chain(Some(*cap)))
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
        for cut in self.members.iter_mut().filter_map(|member| member.cut.as_mut()) {
            *cut = cut.checked_mul(scale).ok_or(Fault::Overflow)?;
        }
        let coupled = |member: usize| {
            let found = self.members.get(member);
            found.is_none_or(|member| member.pieces.is_some() || member.money.is_some())
        };
        let place = |member: usize| self.ranked.iter().position(|at| *at == member).unwrap_or(usize::MAX);
        let scaled = |value: Ratio| -> Result<i128, Fault> {
            let product = value.num().checked_mul(scale).ok_or(Fault::Overflow)?;
            product.checked_div_euclid(value.den()).ok_or(Fault::Overflow)
        };
        // With the scope of products a fallback may differ from run to run of a SKU, so nothing is settled in advance.
        let mut items = Vec::with_capacity(worths.len());
        for (mut item, cap, found) in worths {
            item.cap = scaled(cap)?;
            for worth in &found {
                let unit = scaled(worth.unit)?;
                if self.grouped || worth.pool.is_some() || coupled(worth.member) {
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

    /// What the units of one member on one run round to together, in minor units.
    pub(super) fn rounded(&self, exact: i128) -> i64 {
        i64::try_from(round_quotient(exact.max(0), self.scale, self.rounding)).unwrap_or(i64::MAX)
    }

    /// The combination that was found, in terms of the scheme.
    pub(super) fn combination(&self, room: &Room<'_>, acts: &[Act], found: &Found) -> Result<Combination, Fault> {
        let mut takes: Vec<Vec<Take>> = vec![Vec::new(); self.members.len()];
        for (item, counts) in self.items.iter().zip(&found.counts) {
            let segment = room.segment(item.segment)?;
            let mut left = item.units;
            let chosen = item
                .options
                .iter()
                .map(|choice| (choice.member, choice.offer))
                .zip(counts.iter().copied());
            let mut list: Vec<((usize, u32), i64)> = chosen.collect();
            left = list.iter().fold(left, |left, (_, count)| left.saturating_sub(*count));
            if let Some((member, offer, _)) = item.fallback {
                list.push(((member, offer), left));
            }
            for ((member, number), units) in list {
                if units == 0 {
                    continue;
                }
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
        let mut parts = Vec::new();
        for (member, mut takes) in self.members.iter().zip(takes) {
            if takes.is_empty() {
                continue;
            }
            takes.sort_by_key(|take| take.segment);
            let act = acts.get(wide(member.act)).ok_or(Fault::BadReference)?;
            let mut offers: Vec<u32> = takes.iter().map(|take| take.offer).collect();
            offers.sort_unstable();
            offers.dedup();
            let mut benefit = Ratio::ZERO;
            for offer in offers {
                let of: Vec<Take> = takes.iter().filter(|take| take.offer == offer).copied().collect();
                benefit = benefit.plus(crate::scheme::best::worth(room, act, &of, offer)?)?;
            }
            if let Some((most, true)) = act.money {
                benefit = benefit.at_most(Ratio::whole(most));
            }
            parts.push((member.act, benefit, takes));
        }
        let missed = if found.missed > 0 || self.cut {
            let missed = found.missed.saturating_add(if self.cut { self.scale } else { 0 });
            Some(Ratio::new(missed, self.scale)?)
        } else {
            None
        };
        let value = match found.value {
            Some(value) => Ratio::new(value, self.scale)?,
            None => parts
                .iter()
                .try_fold(Ratio::ZERO, |sum, (_, benefit, _)| sum.plus(*benefit))?,
        };
        Ok(Combination { parts, value, missed })
    }
}
