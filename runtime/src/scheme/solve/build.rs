//! From goods that are joined to a problem in whole numbers: a common denominator, equal goods as one class.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use perk_plan::plan::Rounding;
use rustc_hash::FxHashMap;

use super::goods::{Cast, Good, Worth};
use super::problem::{Class, Column, Fallback, Member, Pool, Problem, Span};
use super::scale::Scale;
use crate::index::{narrow, wide};
use crate::money::Ratio;

/// What makes goods equal: who may take them for how much, who takes what is left, and what a unit costs.
type Kind = (Ways, Option<Fallback>, i128);
/// By way to use a unit: member, label, gain and pool.
type Ways = Vec<(u32, u32, i128, Option<u32>)>;

struct Builder<'a> {
    cast: &'a Cast,
    /// By member of the cast: its place here.
    places: FxHashMap<u32, u32>,
    pools: FxHashMap<u32, u32>,
    scale: Scale,
    problem: Problem,
}

/// The problem, and how much (scaled) may be lost because figures had to be cut.
pub(super) fn build(goods: &[&Good], cast: &Cast, rounding: Rounding, least: bool, grouped: bool) -> (Problem, i128) {
    let parted: Vec<(&Good, Parted)> = goods
        .iter()
        .map(|good| (*good, part(good, cast, least, grouped)))
        .collect();
    let amounts = least
        || parted.iter().any(|(good, _)| good.shared)
        || parted.iter().flat_map(|(_, parted)| &parted.columns).any(|worth| {
            let member = cast.members.get(wide(worth.member));
            member.is_some_and(|member| member.money.is_some())
        });
    let scale = scale(&parted, amounts);
    let mut builder = Builder {
        cast,
        places: FxHashMap::default(),
        pools: FxHashMap::default(),
        scale,
        problem: Problem {
            classes: Vec::new(),
            columns: Vec::new(),
            members: Vec::new(),
            pools: Vec::new(),
            rooms: Vec::new(),
            scale: scale.unit,
            rounding,
            least,
            grouped,
        },
    };
    builder.members(&parted);
    builder.classes(&parted, amounts);
    let units = goods
        .iter()
        .fold(0_i128, |sum, good| sum.saturating_add(i128::from(good.units)));
    if scale.exact {
        return (builder.problem, 0);
    }
    // Money that was cut off may have decided a rounding: limits keep a distance.
    let runs = i64::try_from(goods.len()).unwrap_or(i64::MAX);
    let mut lost = units;
    for money in builder
        .problem
        .members
        .iter_mut()
        .filter_map(|member| member.money.as_mut())
    {
        *money = money.saturating_sub(runs).max(0);
        lost = lost.saturating_add(i128::from(runs).saturating_mul(scale.unit));
    }
    (builder.problem, lost)
}

/// A good's worths, and the one that takes what is left.
struct Parted {
    columns: Vec<Worth>,
    fallback: Option<Worth>,
}

/// Of promotions that nothing limits only the best matters, and limited ones only where they are better than that.
fn part(good: &Good, cast: &Cast, least: bool, grouped: bool) -> Parted {
    if good.shared || grouped {
        return Parted {
            columns: good.worths.clone(),
            fallback: None,
        };
    }
    let better = |worth: &Worth, other: &Worth| {
        let order = worth.unit.compare(other.unit);
        let order = if least { order.reverse() } else { order };
        // Of equal ones the first by priority and name.
        order.then_with(|| other.member.cmp(&worth.member)) == Ordering::Greater
    };
    let mut fallback: Option<Worth> = None;
    for worth in good.worths.iter().filter(|worth| !cast.is_coupled(worth.member)) {
        if fallback.is_none_or(|other| better(worth, &other)) {
            fallback = Some(*worth);
        }
    }
    let columns = good.worths.iter().filter(|worth| {
        // For the retailer a dearer use may still be the least: it spends a limit that would give more elsewhere.
        cast.is_coupled(worth.member) && (least || worth.sum || fallback.is_none_or(|other| better(worth, &other)))
    });
    Parted {
        columns: columns.copied().collect(),
        fallback,
    }
}

fn scale(parted: &[(&Good, Parted)], amounts: bool) -> Scale {
    let total = parted.iter().fold(1_i128, |total, (good, _)| {
        let whole = good.cap.ceil().unwrap_or(i64::MAX);
        let cost = good.amount.ceil().unwrap_or(i64::MAX).saturating_mul(good.units);
        total.saturating_add(i128::from(whole.max(cost)))
    });
    let values = parted.iter().flat_map(|(good, parted)| {
        let units = parted.columns.iter().chain(&parted.fallback).map(|worth| worth.unit);
        units.chain([good.cap, good.amount].into_iter().filter(|_| amounts))
    });
    Scale::of(values, total)
}

impl Builder<'_> {
    /// The members that somebody may choose, by priority and name, with their pools.
    fn members(&mut self, parted: &[(&Good, Parted)]) {
        let worths = parted
            .iter()
            .flat_map(|(_, parted)| parted.columns.iter().chain(&parted.fallback));
        let mut present: Vec<u32> = worths.map(|worth| worth.member).collect();
        present.sort_unstable();
        present.dedup();
        for number in present {
            let Some(member) = self.cast.members.get(wide(number)) else {
                continue;
            };
            let place = narrow(self.problem.members.len());
            self.places.insert(number, place);
            self.problem.members.push(Member {
                cast: number,
                pieces: member.pieces,
                money: member.money,
                cut: member.cut.map(|cut| i128::from(cut).saturating_mul(self.scale.unit)),
                spreads: member.spreads,
            });
            let from = self.cast.pools.partition_point(|pool| pool.member < number);
            let own = (0_u32..).zip(&self.cast.pools).skip(from);
            for (at, pool) in own.take_while(|(_, pool)| pool.member == number) {
                self.pools.insert(at, narrow(self.problem.pools.len()));
                self.problem.pools.push(Pool {
                    member: place,
                    money: i128::from(pool.money).saturating_mul(self.scale.unit),
                    cut: pool.cut,
                });
            }
        }
    }

    fn scaled(&self, value: Ratio) -> i128 {
        self.scale.whole(value)
    }

    fn classes(&mut self, parted: &[(&Good, Parted)], amounts: bool) {
        let mut kinds: FxHashMap<Kind, usize> = FxHashMap::default();
        let mut runs: BTreeMap<u32, u32> = BTreeMap::new();
        let mut groups: BTreeMap<u32, u32> = BTreeMap::new();
        let mut rooms: BTreeMap<u32, u32> = BTreeMap::new();
        for (good, parted) in parted {
            let (columns, fallback) = self.figures(parted);
            let amount = if amounts { self.scaled(good.amount) } else { 0 };
            let span = Span {
                place: good.place,
                from: good.from,
                units: good.units,
                segment: good.segment,
            };
            // Where money is rounded on each run only whole amounts may be joined over runs.
            let whole = |money: i128| money.checked_rem(self.scale.unit) == Some(0);
            let joins = !amounts
                || (whole(amount)
                    && columns.iter().all(|(_, _, gain, _)| whole(*gain))
                    && fallback.is_none_or(|fallback| whole(fallback.gain)));
            let kind = (columns, fallback, amount);
            if joins && !good.shared && !self.problem.grouped {
                let next = self.problem.classes.len();
                let at = *kinds.entry(kind.clone()).or_insert(next);
                if let Some(class) = self.problem.classes.get_mut(at) {
                    class.units = class.units.saturating_add(good.units);
                    class.spans.push(span);
                    continue;
                }
            }
            let next = narrow(rooms.len());
            let room = good.shared.then(|| *rooms.entry(good.run).or_insert(next));
            if good.shared && rooms.len() > self.problem.rooms.len() {
                self.problem
                    .rooms
                    .push(i128::from(good.open).saturating_mul(self.scale.unit));
            }
            let next = narrow(runs.len());
            let run = *runs.entry(good.run).or_insert(next);
            let next = narrow(groups.len());
            let group = *groups.entry(good.sku).or_insert(next);
            let number = narrow(self.problem.classes.len());
            let from = narrow(self.problem.columns.len());
            let (columns, fallback, amount) = kind;
            for (member, label, gain, pool) in columns {
                self.problem.columns.push(Column {
                    class: number,
                    member,
                    gain,
                    pool,
                    label,
                });
            }
            self.problem.classes.push(Class {
                units: good.units,
                amount,
                cap: if amounts { self.scaled(good.cap) } else { 0 },
                run,
                room,
                group,
                fallback,
                columns: (from, narrow(self.problem.columns.len())),
                spans: vec![span],
            });
        }
    }

    fn figures(&self, parted: &Parted) -> (Ways, Option<Fallback>) {
        let place = |member: u32| self.places.get(&member).copied().unwrap_or(0);
        let columns = parted.columns.iter().map(|worth| {
            let pool = worth.pool.and_then(|pool| self.pools.get(&pool)).copied();
            (place(worth.member), worth.label, self.scaled(worth.unit), pool)
        });
        let fallback = parted.fallback.map(|worth| Fallback {
            member: place(worth.member),
            gain: self.scaled(worth.unit),
            label: worth.label,
        });
        (columns.collect(), fallback)
    }
}
