//! Which instances of sets, and which units of other promotions, make the best combination (semantics §2, §3, §9.1): exactly
//! within a budget of work. It takes nothing from the goods.

mod cast;
mod judge;
mod search;

use perk_plan::plan::{Favour, Scheme, Scope};

use super::Act;
use super::choose::Room;
use super::instance::Instance;
use super::segment::Segment;
use crate::fault::Fault;
use crate::limits::{ALONE_WORK, BEST_WORK};
use crate::money::Ratio;
use crate::outcome::LimitedBy;
use cast::Cast;

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
}

/// The best combination of the promotions of a scheme with sets, searched for at most `work` steps.
pub(crate) fn best(room: &Room<'_>, rules: &Scheme, acts: &[Act], work: u64) -> Result<Assembly, Fault> {
    let cast = Cast::of(room, acts, Terms::All, &|_, _| true, work)?;
    search::search(room, &cast, rules.scope, rules.favour, work)
}

/// The best instances of one promotion among the units that are free.
pub(crate) fn own(
    room: &Room<'_>,
    act: &Act,
    terms: Terms,
    free: &dyn Fn(&Segment) -> bool,
    work: u64,
) -> Result<Assembly, Fault> {
    let reuse = act.set(room.sets).is_some_and(|set| set.reuse);
    let cast = Cast::of(
        room,
        std::slice::from_ref(act),
        terms,
        &|_, segment| reuse || free(segment),
        work,
    )?;
    search::search(room, &cast, Scope::Unit, Favour::Customer, work)
}

/// What a promotion about a set would give if there were no floors, no limits and nobody else.
pub(crate) fn uncapped(room: &Room<'_>, act: &Act, work: u64) -> Result<Ratio, Fault> {
    let found = own(room, act, Terms::Words, &|_| true, work)?;
    let mut sum = Ratio::ZERO;
    let Some(set) = act.set(room.sets) else { return Ok(sum) };
    for instance in found.parts.iter().flat_map(|part| &part.instances) {
        for discount in super::instance::discounts(room, set, instance)? {
            sum = sum.plus(discount.uncapped()?)?;
        }
    }
    Ok(sum)
}

/// Whether some instance of a promotion's set can be put together.
pub(crate) fn possible(room: &Room<'_>, act: &Act) -> Result<bool, Fault> {
    let cast = Cast::of(
        room,
        std::slice::from_ref(act),
        Terms::Unlimited,
        &|_, _| true,
        BEST_WORK,
    )?;
    Ok(cast.players.iter().any(|player| !player.choices.is_empty()))
}

/// What a promotion about a set would come to if it stood alone, in minor units.
pub(crate) fn alone(room: &Room<'_>, act: &Act, terms: Terms) -> Result<i64, Fault> {
    let found = own(room, act, terms, &|_| true, BEST_WORK)?;
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
        let benefits = found.parts.iter().map(|part| part.benefit);
        benefits
            .into_iter()
            .try_fold(Ratio::ZERO, |sum, benefit| sum.plus(benefit).ok())
    };
    let (within, beyond) = (value(act, Terms::All)?, value(act, Terms::Unlimited)?);
    if beyond.compare(within).is_le() {
        return None;
    }
    let uses = u32::try_from(instances.len()).unwrap_or(u32::MAX);
    Some(if act.times.is_some_and(|times| uses >= times) {
        LimitedBy::Times
    } else if act.money.is_some() && act.pieces.is_none() {
        LimitedBy::Money
    } else {
        LimitedBy::Pieces
    })
}
