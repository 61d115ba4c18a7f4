//! The best combination: what nobody competes for is settled at once, the rest falls into problems that share nothing, and
//! each is searched by itself within a budget of work of its own (semantics §3), so that one good never changes another's
//! answer.

mod build;
mod first;
mod full;
mod goods;
mod least;
mod parts;
mod price;
mod problem;
mod scale;
mod search;
pub(crate) mod sets;
mod settle;
mod state;
mod tally;
#[cfg(test)]
mod tests;
mod ties;
mod total;

use perk_plan::plan::{Favour, Scheme, Scope};

use self::goods::{Cast, Good};
use self::problem::{Answer, Class, Held, Problem, Span};
pub(crate) use self::total::Total;
use super::Act;
use super::best::Combination;
use super::choose::{Room, Take};
use crate::fault::Fault;
use crate::index::wide;
use crate::limits::{BEST_START, BEST_STEP};
use crate::money::Ratio;

/// The best combination of some acts, by position, each of its problems searched for at most `most` steps. A promotion
/// whose figures do not fit is left out and told.
pub(crate) fn solve(
    room: &Room<'_>,
    rules: &Scheme,
    acts: &[Act],
    members: &[u32],
    most: u64,
    faults: &mut Vec<(u32, Fault)>,
) -> Combination {
    let least = rules.favour == Favour::Retailer;
    let grouped = rules.scope == Scope::Product;
    let mut cast = Cast::new(room, acts, members);
    let goods = goods::goods(room, acts, &mut cast, least, faults);
    let mut found = Found {
        room,
        acts,
        cast: &cast,
        takes: vec![Vec::new(); cast.members.len()],
        benefits: vec![Total::ZERO; cast.members.len()],
        missed: Total::ZERO,
        faults: Vec::new(),
    };
    for part in parts::parts(&goods, &cast, least, grouped) {
        match part {
            parts::Part::Free(good) => found.free(good, least),
            parts::Part::Floor(good) => match settle::settle(good) {
                Some(settled) => found.settled(good, &settled),
                None => found.joined(&[good], least, grouped, most),
            },
            parts::Part::Joined(goods) => found.joined(&goods, least, grouped, most),
        }
    }
    faults.append(&mut found.faults);
    found.combination(faults)
}

/// Searches one problem.
fn answer(problem: &Problem, most: u64) -> Answer {
    let columns = problem.columns.len() as u64;
    let small = BEST_STEP.saturating_mul(columns).saturating_add(BEST_START);
    // Full combinations under floors are costly to know.
    let costly = problem.least && !problem.rooms.is_empty();
    search(problem, if costly { most } else { most.min(small) })
}

fn search(problem: &Problem, limit: u64) -> Answer {
    if problem.least {
        least::search(problem, limit)
    } else {
        search::search(problem, limit)
    }
}

/// Units of a class to those who take some: by priority and name, in the order of price, SKU and line id.
fn hand_out(problem: &Problem, class: &Class, counts: &[i64], mut give: impl FnMut(&Held, &Span, i64, i64)) {
    let mut held: Vec<Held> = problem.held(class, counts).collect();
    held.sort_by_key(|held| held.member);
    let mut spans = class.spans.iter();
    let (mut span, mut used) = (spans.next(), 0_i64);
    for held in &held {
        let mut left = held.count;
        while left > 0 {
            let Some(found) = span else { return };
            let count = left.min(found.units.saturating_sub(used));
            if count > 0 {
                give(held, found, found.from.saturating_add(used), count);
            }
            left = left.saturating_sub(count);
            used = used.saturating_add(count);
            if used >= found.units {
                (span, used) = (spans.next(), 0);
            }
        }
    }
}

/// What has been found so far, in terms of the scheme.
struct Found<'a> {
    room: &'a Room<'a>,
    acts: &'a [Act],
    cast: &'a Cast,
    /// By member.
    takes: Vec<Vec<Take>>,
    benefits: Vec<Total>,
    missed: Total,
    faults: Vec<(u32, Fault)>,
}

/// What each member of a problem gets, in minor units.
fn benefits(problem: &Problem, counts: &[i64]) -> Result<Vec<Ratio>, Fault> {
    if problem.rooms.is_empty() {
        let whole = ties::benefits(problem, counts);
        return whole
            .into_iter()
            .map(|benefit| Ratio::new(benefit, problem.scale))
            .collect();
    }
    Ok(tally::tally(problem, counts)?.benefits)
}

impl Found<'_> {
    /// Notes units that a member takes; one whose figures do not fit is left out of the scheme.
    fn take(&mut self, member: u32, segment: u32, units: i64, offer: u32) {
        let benefit = || {
            let found = self.room.segment(segment)?;
            let whole = self.room.benefit(self.room.offer(offer)?, found)?;
            whole.unwrap_or(Ratio::ZERO).scaled(units, found.units)
        };
        match benefit() {
            Ok(benefit) => {
                if let Some(takes) = self.takes.get_mut(wide(member)) {
                    takes.push(Take {
                        segment,
                        units,
                        offer,
                        benefit,
                    });
                }
            }
            Err(fault) => {
                let act = self
                    .cast
                    .members
                    .get(wide(member))
                    .and_then(|member| self.acts.get(wide(member.act)));
                self.faults.extend(act.map(|act| (act.promotion, fault)));
            }
        }
    }

    fn benefit(&mut self, member: u32, benefit: Ratio) {
        if let Some(sum) = self.benefits.get_mut(wide(member)) {
            sum.add(benefit);
        }
    }

    /// A benefit that does not fit 128 bits, of `most` minor units at most.
    fn unknown(&mut self, member: u32, most: i64) {
        if let Some(sum) = self.benefits.get_mut(wide(member)) {
            sum.unknown(most);
        }
    }

    /// Goods that nobody competes for within limits: the best promotion takes them.
    fn free(&mut self, good: &Good, least: bool) {
        if let Some(worth) = good.best(least) {
            self.take(worth.member, good.segment, good.units, worth.label);
            match worth.unit.scaled(good.units, 1) {
                Ok(all) => self.benefit(worth.member, all.at_most(good.cap)),
                Err(_) => self.unknown(worth.member, good.cap.ceil().unwrap_or(i64::MAX)),
            }
        }
    }

    fn settled(&mut self, good: &Good, settled: &[settle::Settled]) {
        for one in settled {
            self.take(one.member, good.segment, one.units, one.label);
            self.benefit(one.member, one.benefit);
        }
    }

    /// Goods that are joined by limits, sums, floors or scope: their problem is searched.
    fn joined(&mut self, goods: &[&Good], least: bool, grouped: bool, most: u64) {
        let (problem, lost) = build::build(goods, self.cast, self.room.rounding, least, grouped);
        let answer = answer(&problem, most);
        let mut list = Vec::new();
        for class in &problem.classes {
            hand_out(&problem, class, &answer.counts, |held, span, _, units| {
                let member = problem.members.get(wide(held.member)).map_or(0, |member| member.cast);
                list.push((member, span.segment, units, held.label));
            });
        }
        for (member, segment, units, label) in list {
            self.take(member, segment, units, label);
        }
        match benefits(&problem, &answer.counts) {
            Ok(benefits) => {
                for (member, benefit) in problem.members.iter().zip(benefits) {
                    self.benefit(member.cast, benefit);
                }
            }
            Err(_) => {
                let most = goods.iter().fold(0_i64, |sum, good| {
                    sum.saturating_add(good.cap.ceil().unwrap_or(i64::MAX))
                });
                for member in &problem.members {
                    self.unknown(member.cast, most);
                }
            }
        }
        match Ratio::new(answer.missed.saturating_add(lost), problem.scale) {
            Ok(missed) => self.missed.add(missed),
            Err(_) => self.missed.unknown(i64::MAX),
        }
    }

    fn combination(self, faults: &[(u32, Fault)]) -> Combination {
        let mut value = Total::ZERO;
        let mut parts = Vec::new();
        for ((member, mut takes), benefit) in self.cast.members.iter().zip(self.takes).zip(self.benefits) {
            let promotion = self.acts.get(wide(member.act)).map(|act| act.promotion);
            if takes.is_empty() || faults.iter().any(|(at, _)| Some(*at) == promotion) {
                continue;
            }
            takes.sort_by_key(|take| take.segment);
            value.join(&benefit);
            parts.push((member.act, benefit, takes));
        }
        Combination {
            parts,
            value,
            missed: self.missed,
        }
    }
}
