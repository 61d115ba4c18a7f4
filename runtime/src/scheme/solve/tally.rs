//! What one combination comes to, promotion by promotion, where promotions share what floors leave of a run (decision 0101).

use std::collections::BTreeMap;

use super::problem::Problem;
use crate::fault::Fault;
use crate::index::{narrow, wide};
use crate::money::{Ratio, fill};

/// Each member's part of a combination.
#[derive(Debug, Clone)]
pub(super) struct Tally {
    /// By member: its exact benefit, in minor units.
    pub benefits: Vec<Ratio>,
    /// By member: what it comes to in whole minor units before a limit that may cut it.
    pub rounded: Vec<i64>,
    /// By member: the same if nobody else took anything of the runs' rooms.
    pub alone: Vec<i64>,
    /// All benefits together.
    pub value: Ratio,
}

/// What a member asks of a run, scaled.
#[derive(Debug, Clone, Copy, Default)]
struct Asked {
    wanted: i128,
    /// What its units cost.
    amount: i128,
    room: Option<u32>,
}

type Askings = BTreeMap<(u32, Option<u32>), BTreeMap<u32, Asked>>;

/// Works out a combination: members by priority and name, those that give unit by unit before those that spread a sum.
pub(super) fn tally(problem: &Problem, counts: &[i64]) -> Result<Tally, Fault> {
    let mut found = Tally {
        benefits: vec![Ratio::ZERO; problem.members.len()],
        rounded: vec![0; problem.members.len()],
        alone: vec![0; problem.members.len()],
        value: Ratio::ZERO,
    };
    // By member and pool: what it asks of each run.
    let mut asked = Askings::new();
    for class in &problem.classes {
        for held in problem.held(class, counts) {
            let count = i128::from(held.count);
            let runs = asked.entry((held.member, held.pool)).or_default();
            let run = runs.entry(class.run).or_default();
            run.wanted = run.wanted.saturating_add(held.gain.saturating_mul(count));
            run.amount = run.amount.saturating_add(class.amount.saturating_mul(count));
            run.room = class.room;
        }
    }
    let mut rooms = Vec::with_capacity(problem.rooms.len());
    for room in &problem.rooms {
        rooms.push(Ratio::new(*room, problem.scale)?);
    }
    let untouched = rooms.clone();
    for spreads in [false, true] {
        for (number, member) in problem.members.iter().enumerate() {
            if member.spreads == spreads {
                act(problem, narrow(number), &asked, (&untouched, &mut rooms), &mut found)?;
            }
        }
    }
    for benefit in &found.benefits {
        found.value = found.value.plus(*benefit)?;
    }
    Ok(found)
}

/// One member's turn.
fn act(
    problem: &Problem,
    member: u32,
    asked: &Askings,
    (untouched, rooms): (&[Ratio], &mut [Ratio]),
    found: &mut Tally,
) -> Result<(), Fault> {
    let cut = problem.members.get(wide(member)).and_then(|member| member.cut);
    let mut open = cut.map(|cut| Ratio::new(cut, problem.scale)).transpose()?;
    let (mut benefit, mut rounded, mut alone) = (Ratio::ZERO, 0_i64, 0_i64);
    for ((_, pool), runs) in asked.range((member, None)..=(member, Some(u32::MAX))) {
        let sum = pool
            .and_then(|pool| problem.pools.get(wide(pool)))
            .filter(|pool| !pool.cut)
            .map(|pool| Ratio::new(pool.money, problem.scale))
            .transpose()?;
        let mut takers = Vec::with_capacity(runs.len());
        let mut all = Ratio::ZERO;
        let (mut whole, mut whole_alone): (i64, i64) = (0, 0);
        for asked in runs.values() {
            let amount = Ratio::new(asked.amount, problem.scale)?;
            let wanted = Ratio::new(asked.wanted, problem.scale)?;
            let within = |rooms: &[Ratio]| {
                asked
                    .room
                    .and_then(|room| rooms.get(wide(room)).copied())
                    .unwrap_or(amount)
            };
            let part = |room: Ratio| -> Result<i64, Fault> {
                let most = amount.at_most(room).floor()?;
                Ok(if sum.is_some() {
                    most
                } else {
                    wanted.at_most(room).round(problem.rounding)?.min(most)
                })
            };
            let cap = wanted.at_most(within(rooms));
            whole = whole.saturating_add(part(within(rooms))?);
            whole_alone = whole_alone.saturating_add(part(within(untouched))?);
            all = all.plus(cap)?;
            takers.push(Taker {
                room: asked.room,
                weight: amount,
                cap,
            });
        }
        let mut most = all;
        if let Some(sum) = sum {
            most = most.at_most(sum);
            whole = whole.min(sum.floor()?);
            whole_alone = whole_alone.min(sum.floor()?);
        }
        if let Some(open) = &mut open {
            most = most.at_most(*open);
            *open = open.minus(most)?;
        }
        benefit = benefit.plus(most)?;
        rounded = rounded.saturating_add(whole);
        alone = alone.saturating_add(whole_alone);
        leave(most, all, takers, rooms)?;
    }
    let member = wide(member);
    if let (Some(place), Some(whole), Some(by_itself)) = (
        found.benefits.get_mut(member),
        found.rounded.get_mut(member),
        found.alone.get_mut(member),
    ) {
        (*place, *whole, *by_itself) = (benefit, rounded, alone);
    }
    Ok(())
}

/// A run that bears a part of a benefit.
#[derive(Debug, Clone, Copy)]
struct Taker {
    room: Option<u32>,
    weight: Ratio,
    cap: Ratio,
}

/// Takes a benefit from the rooms of its runs: in proportion to what the units cost, within what each run bears.
fn leave(benefit: Ratio, all: Ratio, mut open: Vec<Taker>, rooms: &mut [Ratio]) -> Result<(), Fault> {
    if open.iter().all(|taker| taker.room.is_none()) {
        return Ok(());
    }
    let mut take = |taker: &Taker, part: Ratio| -> Result<(), Fault> {
        if let Some(room) = taker.room.and_then(|room| rooms.get_mut(wide(room))) {
            *room = room.minus(part)?.at_least_zero();
        }
        Ok(())
    };
    open.retain(|taker| taker.cap.is_positive());
    let parts = if benefit == all {
        open.iter().map(|taker| taker.cap).collect()
    } else {
        let shares = open.iter().map(|taker| fill::Taker {
            weight: taker.weight,
            cap: taker.cap,
        });
        fill::fill(benefit, &shares.collect::<Vec<_>>())?
    };
    open.iter().zip(parts).try_for_each(|(taker, part)| take(taker, part))
}
