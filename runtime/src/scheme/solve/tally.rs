//! What one combination comes to, promotion by promotion, where promotions share what floors leave of a run (decision 0101).

use std::collections::BTreeMap;

use super::model::Model;
use crate::fault::Fault;
use crate::money::Ratio;

/// Each member's part of a combination.
#[derive(Debug, Clone)]
pub(super) struct Tally {
    /// By member: its exact benefit.
    pub benefits: Vec<Ratio>,
    /// By member: what it comes to in whole minor units before a limit that may cut it.
    pub rounded: Vec<i64>,
    /// All benefits together.
    pub value: Ratio,
}

/// What a member asks of a run, scaled.
#[derive(Debug, Clone, Copy, Default)]
struct Asked {
    wanted: i128,
    /// What its units cost.
    amount: i128,
}

/// Works out a combination: members by priority and name, those that give unit by unit before those that spread a sum.
pub(super) fn tally(model: &Model, counts: &[Vec<i64>]) -> Result<Tally, Fault> {
    let mut found = Tally {
        benefits: vec![Ratio::ZERO; model.members.len()],
        rounded: vec![0; model.members.len()],
        value: Ratio::ZERO,
    };
    // By member and pool: what it asks of each run.
    let mut asked: BTreeMap<(usize, Option<usize>), BTreeMap<u32, Asked>> = BTreeMap::new();
    for (item, counts) in model.items.iter().zip(counts) {
        for held in item.held(counts) {
            let count = i128::from(held.count);
            let runs = asked.entry((held.member, held.pool)).or_default();
            let run = runs.entry(item.run).or_default();
            run.wanted = run.wanted.saturating_add(held.unit.saturating_mul(count));
            run.amount = run.amount.saturating_add(item.amount.saturating_mul(count));
        }
    }
    let mut rooms: BTreeMap<u32, Ratio> = BTreeMap::new();
    for (run, room) in &model.rooms {
        rooms.insert(*run, Ratio::new(*room, model.scale)?);
    }
    for spreads in [false, true] {
        for member in &model.ranked {
            if model.members.get(*member).is_some_and(|member| member.spreads) == spreads {
                act(model, *member, &asked, &mut rooms, &mut found)?;
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
    model: &Model,
    member: usize,
    asked: &BTreeMap<(usize, Option<usize>), BTreeMap<u32, Asked>>,
    rooms: &mut BTreeMap<u32, Ratio>,
    found: &mut Tally,
) -> Result<(), Fault> {
    let cut = model.members.get(member).and_then(|member| member.cut);
    let mut open = cut.map(|cut| Ratio::new(cut, model.scale)).transpose()?;
    let (mut benefit, mut rounded) = (Ratio::ZERO, 0_i64);
    for ((_, pool), runs) in asked.range((member, None)..=(member, Some(usize::MAX))) {
        let sum = pool
            .filter(|pool| !model.is_cut_pool(*pool))
            .and_then(|pool| model.pools.get(pool))
            .map(|(_, money)| Ratio::new(*money, model.scale))
            .transpose()?;
        let mut takers = Vec::with_capacity(runs.len());
        let mut all = Ratio::ZERO;
        let mut whole: i64 = 0;
        for (run, asked) in runs {
            let amount = Ratio::new(asked.amount, model.scale)?;
            let room = rooms.get(run).copied().unwrap_or(amount);
            let cap = Ratio::new(asked.wanted, model.scale)?.at_most(room);
            let most = amount.at_most(room).floor()?;
            let part = if sum.is_some() {
                most
            } else {
                cap.round(model.rounding)?.min(most)
            };
            whole = whole.saturating_add(part);
            all = all.plus(cap)?;
            takers.push((*run, amount, cap));
        }
        let mut most = all;
        if let Some(sum) = sum {
            most = most.at_most(sum);
            whole = whole.min(sum.floor()?);
        }
        if let Some(open) = &mut open {
            most = most.at_most(*open);
            *open = open.minus(most)?;
        }
        benefit = benefit.plus(most)?;
        rounded = rounded.saturating_add(whole);
        leave(most, all, &takers, rooms)?;
    }
    if let (Some(place), Some(whole)) = (found.benefits.get_mut(member), found.rounded.get_mut(member)) {
        *place = benefit;
        *whole = rounded;
    }
    Ok(())
}

/// Takes a benefit from the rooms of its runs: in proportion to what the units cost, within what each run bears.
fn leave(
    benefit: Ratio,
    all: Ratio,
    takers: &[(u32, Ratio, Ratio)],
    rooms: &mut BTreeMap<u32, Ratio>,
) -> Result<(), Fault> {
    if takers.iter().all(|(run, ..)| !rooms.contains_key(run)) {
        return Ok(());
    }
    let mut take = |run: u32, part: Ratio| -> Result<(), Fault> {
        if let Some(room) = rooms.get_mut(&run) {
            *room = room.minus(part)?.at_least_zero();
        }
        Ok(())
    };
    let mut left = benefit;
    let mut open: Vec<(u32, Ratio, Ratio)> = takers.iter().filter(|(_, _, cap)| cap.is_positive()).copied().collect();
    if benefit == all {
        return open.into_iter().try_for_each(|(run, _, cap)| take(run, cap));
    }
    while left.is_positive() && !open.is_empty() {
        let mut weights = Ratio::ZERO;
        for (_, weight, _) in &open {
            weights = weights.plus(*weight)?;
        }
        let level = left.over(weights)?;
        let mut still = Vec::with_capacity(open.len());
        let mut full = Vec::new();
        for taker in &open {
            let (_, weight, cap) = *taker;
            if level.times(weight)?.compare(cap) == std::cmp::Ordering::Less {
                still.push(*taker);
            } else {
                full.push(*taker);
            }
        }
        if full.is_empty() {
            return still
                .into_iter()
                .try_for_each(|(run, weight, _)| take(run, level.times(weight)?));
        }
        for (run, _, cap) in full {
            left = left.minus(cap)?;
            take(run, cap)?;
        }
        open = still;
    }
    Ok(())
}
