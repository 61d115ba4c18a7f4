//! Which instances of sets, and which units of other promotions, make the best combination (semantics §2, §3, §9.1): exactly
//! within a budget of work. It takes nothing from the goods.

use std::cmp::Ordering;

use perk_plan::plan::{Favour, Scheme, Scope};

use super::choose::Room;
use super::instance::{Filling, Instance};
use super::segment::Segment;
use super::solve::sets::{self, Built, Dealt, Judged};
use super::{Act, SetOffer, order};
use crate::fault::Fault;
use crate::index::{narrow, wide};
use crate::limits::{ALONE_WORK, SETS_ALONE_WORK};
use crate::money::Ratio;
use crate::outcome::LimitedBy;

/// What one promotion takes.
#[derive(Debug, Clone)]
pub(crate) struct Assembled {
    /// Position of the act.
    pub act: u32,
    /// Exact benefit, within floors and limits.
    pub benefit: Ratio,
    /// Instances in the order in which they are applied. A promotion without `for each` has one: all that it takes.
    pub instances: Vec<Instance>,
    /// What they round to, in minor units, within limits.
    pub rounded: i64,
}

/// The best combination that was found.
#[derive(Debug, Clone, Default)]
pub(crate) struct Assembly {
    /// By priority and name.
    pub parts: Vec<Assembled>,
    /// Upper bound of what a longer search might still have found, in minor units; zero if this is proved best.
    pub missed: i64,
    /// Steps that the searches took.
    pub work: u64,
}

/// What binds a promotion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Terms {
    /// Limits and floors.
    All,
    /// Floors only.
    Unlimited,
    /// Neither, nor is anything clipped at what goods still cost: what its words say (decision 0104).
    Words,
    /// How many sets there are, whatever goods cost and whether they may receive anything; uses are limited (decision 0132).
    Count,
}

/// A promotion that takes part, with what binds it.
#[derive(Debug)]
pub(crate) struct Player<'a> {
    /// Position of its act.
    pub at: u32,
    pub act: &'a Act,
    pub set: Option<&'a SetOffer>,
    pub times: Option<i64>,
    pub pieces: Option<i64>,
    /// The most minor units, where the last use is not cut.
    pub money: Option<i64>,
    /// The most minor units, where it is.
    pub cut: Option<i64>,
    /// It gives sums that find their way around floors.
    pub spreads: bool,
}

impl<'a> Player<'a> {
    fn new(room: &Room<'a>, at: u32, act: &'a Act, terms: Terms) -> Self {
        let limited = terms == Terms::All;
        let set = act.set(room.sets);
        let money = act.money.filter(|_| limited);
        let cut = money.filter(|(_, partial)| *partial).map(|(most, _)| most);
        Self {
            at,
            act,
            set,
            times: act
                .times
                .filter(|_| (limited || terms == Terms::Count) && set.is_some())
                .map(i64::from),
            pieces: act.pieces.filter(|_| limited).map(i64::from),
            money: money.filter(|(_, partial)| !*partial).map(|(most, _)| most),
            cut,
            spreads: cut.is_some() || act.spreads(room.offers) || set.is_some_and(SetOffer::spreads),
        }
    }

    /// Whether what it takes somewhere matters elsewhere.
    pub(crate) fn is_limited(&self) -> bool {
        self.pieces.is_some() || self.money.is_some() || self.cut.is_some()
    }
}

/// The best combination of the promotions of a scheme with sets; each part that shares nothing with the others is searched for
/// at most `work` steps.
pub(crate) fn best(room: &Room<'_>, rules: &Scheme, acts: &[Act], work: u64) -> Result<Assembly, Fault> {
    let mut together: Vec<(u32, &Act)> = Vec::new();
    let mut casts: Vec<Vec<(u32, &Act)>> = Vec::new();
    for (at, act) in (0_u32..).zip(acts).filter(|(_, act)| !act.is_message()) {
        if act.exclusive || rules.scope == Scope::Receipt {
            casts.push(vec![(at, act)]);
        } else {
            together.push((at, act));
        }
    }
    casts.push(together);
    let grouped = rules.scope == Scope::Product;
    let mut found = Vec::with_capacity(casts.len());
    for cast in &casts {
        let found_one = search(room, cast, Terms::All, &|_| true, grouped, rules.favour, work)?;
        found.push(found_one);
    }
    let customer = rules.favour == Favour::Customer;
    let mut best: Option<&Found> = None;
    for one in found.iter().filter(|found| found.comes_to_something()) {
        if best.is_none_or(|best| one.compare(best, acts, customer).is_gt()) {
            best = Some(one);
        }
    }
    let value = best.map_or(Ratio::ZERO, |best| best.value);
    let mut missed = Ratio::ZERO;
    for one in &found {
        // What a longer search might make of this one, against the best.
        let hope = if customer {
            one.value.plus(one.missed)?.minus(value)?
        } else {
            value.plus(one.missed)?.minus(one.value)?
        };
        if one.missed.is_positive() && hope.compare(missed).is_gt() {
            missed = hope;
        }
    }
    Ok(Assembly {
        parts: best.map(|best| best.parts.clone()).unwrap_or_default(),
        missed: missed.ceil()?,
        work: found.iter().fold(0, |sum, one| sum.saturating_add(one.work)),
    })
}

/// The best instances of one promotion among the units that are free.
pub(crate) fn own(
    room: &Room<'_>,
    act: &Act,
    terms: Terms,
    free: &dyn Fn(&Segment) -> bool,
    work: u64,
) -> Result<Assembly, Fault> {
    let found = search(room, &[(0, act)], terms, free, false, Favour::Customer, work)?;
    Ok(Assembly {
        missed: found.missed.ceil()?,
        work: found.work,
        parts: if found.comes_to_something() {
            found.parts
        } else {
            Vec::new()
        },
    })
}

/// A combination of some promotions.
#[derive(Debug)]
struct Found {
    parts: Vec<Assembled>,
    value: Ratio,
    missed: Ratio,
    work: u64,
}

impl Found {
    /// Zero is zero after rounding (§9.8).
    fn comes_to_something(&self) -> bool {
        self.parts.iter().any(|part| part.rounded > 0)
    }

    /// Greater is chosen: benefit, for the retailer the lesser one; benefits by priority and name; fewer units.
    fn compare(&self, other: &Self, acts: &[Act], customer: bool) -> Ordering {
        let by_value = self.value.compare(other.value);
        let by_value = if customer { by_value } else { by_value.reverse() };
        let benefit = |found: &Self, act: u32| {
            let part = found.parts.iter().find(|part| part.act == act);
            part.map_or(Ratio::ZERO, |part| part.benefit)
        };
        let mut ranked: Vec<(u32, &Act)> = (0_u32..).zip(acts).collect();
        ranked.sort_by(|(_, one), (_, other)| order::by_priority(one, other));
        let mut by_benefit = ranked
            .iter()
            .map(|(at, _)| benefit(self, *at).compare(benefit(other, *at)));
        let units = |found: &Self| {
            let instances = found.parts.iter().flat_map(|part| &part.instances);
            instances.fold(0_i64, |sum, instance| {
                sum.saturating_add(super::instance::units(instance))
            })
        };
        by_value
            .then_with(|| by_benefit.find(|order| order.is_ne()).unwrap_or(Ordering::Equal))
            .then_with(|| units(other).cmp(&units(self)))
    }
}

/// The best combination of some acts that may meet in one.
fn search(
    room: &Room<'_>,
    acts: &[(u32, &Act)],
    terms: Terms,
    free: &dyn Fn(&Segment) -> bool,
    grouped: bool,
    favour: Favour,
    work: u64,
) -> Result<Found, Fault> {
    let mut ranked: Vec<(u32, &Act)> = acts.to_vec();
    ranked.sort_by(|(_, one), (_, other)| order::by_priority(one, other));
    let players: Vec<Player<'_>> = ranked
        .into_iter()
        .map(|(at, act)| Player::new(room, at, act, terms))
        .collect();
    let goods = sets::goods(room, &players, terms, free)?;
    let mut found = Found {
        parts: players
            .iter()
            .map(|player| Assembled {
                act: player.at,
                benefit: Ratio::ZERO,
                instances: Vec::new(),
                rounded: 0,
            })
            .collect(),
        value: Ratio::ZERO,
        missed: Ratio::ZERO,
        work: 0,
    };
    let least = favour == Favour::Retailer;
    for part in sets::parts(&goods, &players, (grouped, least), room.rounding) {
        if let [at] = part.as_slice()
            && let Some(good) = goods.get(*at).filter(|_| !least && !grouped)
            && let Some((player, each)) = good.settled(&players)
        {
            found.take(room, good, player, each, terms)?;
            continue;
        }
        let mut built = sets::build(room, &goods, &part, &players, terms, (grouped, least));
        let answer = sets::search(&built.packing, least, work.min(sets::budget(&built.packing, least)));
        built.lay(&answer.counts);
        let judged = sets::judge(&built.packing, &answer.counts)?;
        found.work = found.work.saturating_add(answer.work);
        found.missed = found.missed.plus(Ratio::new(
            answer.missed.saturating_add(built.lost),
            built.packing.scale,
        )?)?;
        found.add(room, &built, &answer.counts, &judged, &players)?;
    }
    found.parts.retain(|part| !part.instances.is_empty());
    Ok(found)
}

impl Found {
    /// Units of which one promotion takes all.
    fn take(
        &mut self,
        room: &Room<'_>,
        good: &sets::Good,
        player: u32,
        each: Ratio,
        terms: Terms,
    ) -> Result<(), Fault> {
        let Some(part) = self.parts.get_mut(wide(player)) else {
            return Ok(());
        };
        let costs = good.running().scaled(good.units(), 1)?;
        let clipped = if terms == Terms::Words {
            each
        } else {
            each.at_most(good.running())
        };
        let benefit = clipped.scaled(good.units(), 1)?;
        self.value = self.value.plus(benefit)?;
        part.benefit = part.benefit.plus(benefit)?;
        let rounded = benefit.round(room.rounding)?;
        let rounded = if terms == Terms::Words {
            rounded
        } else {
            rounded.min(costs.floor()?)
        };
        part.rounded = part.rounded.saturating_add(rounded);
        let filling = Filling {
            role: 0,
            segment: good.segment,
            from: 0,
            units: good.units(),
        };
        match part.instances.first_mut() {
            Some(all) => all.push(filling),
            None => part.instances.push(vec![filling]),
        }
        Ok(())
    }

    fn add(
        &mut self,
        room: &Room<'_>,
        built: &Built,
        counts: &[i64],
        judged: &Judged,
        players: &[Player<'_>],
    ) -> Result<(), Fault> {
        self.value = self.value.plus(judged.value)?;
        let dealt = sets::deal(&built.packing, counts);
        let figures = judged.benefits.iter().zip(&judged.rounded);
        for ((member, dealt), (benefit, rounded)) in built.packing.members.iter().zip(dealt).zip(figures) {
            let (Some(player), Some(part)) = (players.get(wide(member.cast)), self.parts.get_mut(wide(member.cast)))
            else {
                continue;
            };
            part.benefit = part.benefit.plus(*benefit)?;
            let rounded = rounded.iter().fold(0_i64, |sum, one| sum.saturating_add(*one));
            part.rounded = part
                .rounded
                .saturating_add(player.cut.map_or(rounded, |cut| rounded.min(cut)));
            for one in dealt {
                let instance = fillings(room, &one)?;
                match part.instances.first_mut().filter(|_| player.set.is_none()) {
                    Some(all) => all.extend(instance),
                    None => part.instances.push(instance),
                }
            }
        }
        Ok(())
    }
}

/// Where the units of an instance stand in their segments.
fn fillings(room: &Room<'_>, dealt: &Dealt) -> Result<Instance, Fault> {
    let filling = |piece: &sets::Piece| {
        Ok(Filling {
            role: piece.role,
            segment: piece.segment,
            from: piece.from.saturating_sub(room.segment(piece.segment)?.from),
            units: piece.units,
        })
    };
    dealt.pieces.iter().map(filling).collect()
}

/// What a promotion about a set would give if there were no floors, no limits and nobody else, with the steps that this took.
pub(crate) fn uncapped(room: &Room<'_>, act: &Act, work: u64) -> Result<(Ratio, u64), Fault> {
    let found = own(room, act, Terms::Words, &|_| true, work)?;
    let mut sum = Ratio::ZERO;
    let Some(set) = act.set(room.sets) else {
        return Ok((sum, found.work));
    };
    for instance in found.parts.iter().flat_map(|part| &part.instances) {
        for discount in super::instance::discounts(room, set, instance)? {
            sum = sum.plus(discount.uncapped()?)?;
        }
    }
    Ok((sum, found.work))
}

/// Whether some instance of a promotion's set can be put together.
pub(crate) fn possible(room: &Room<'_>, act: &Act) -> Result<bool, Fault> {
    let players = [Player::new(room, 0, act, Terms::Unlimited)];
    let goods = sets::goods(room, &players, Terms::Words, &|_| true)?;
    Ok(sets::possible(room, &goods, &players))
}

/// What a promotion about a set would come to if it stood alone, in minor units. Bounded by [`SETS_ALONE_WORK`].
pub(crate) fn alone(room: &Room<'_>, act: &Act, terms: Terms) -> Result<i64, Fault> {
    let found = own(room, act, terms, &|_| true, SETS_ALONE_WORK)?;
    Ok(found
        .parts
        .iter()
        .fold(0_i64, |sum, part| sum.saturating_add(part.rounded)))
}

/// The limit that held units back which a promotion might have taken.
pub(crate) fn held_back(
    room: &Room<'_>,
    act: &Act,
    instances: &[Instance],
    free: &dyn Fn(&Segment) -> bool,
) -> Option<LimitedBy> {
    if act.times.is_none() && act.pieces.is_none() && act.money.is_none() {
        return None;
    }
    let value = |act: &Act, terms: Terms| {
        let found = own(room, act, terms, free, ALONE_WORK).ok()?;
        let mut benefits = found.parts.iter().map(|part| part.benefit);
        benefits.try_fold(Ratio::ZERO, |sum, benefit| sum.plus(benefit).ok())
    };
    let (within, beyond) = (value(act, Terms::All)?, value(act, Terms::Unlimited)?);
    if beyond.compare(within).is_le() {
        return None;
    }
    let uses = narrow(instances.len());
    Some(if act.times.is_some_and(|times| uses >= times) {
        LimitedBy::Times
    } else if act.money.is_some() && act.pieces.is_none() {
        LimitedBy::Money
    } else {
        LimitedBy::Pieces
    })
}
