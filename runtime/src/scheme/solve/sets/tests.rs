//! The search against brute force that shares no code with it, on small problems made from a seed; large ones end in time.

#![expect(clippy::arithmetic_side_effects, reason = "a panic here is a failing test")]

use perk_plan::plan::{Alike, Rounding};

use super::bound::{FINE, bound};
use super::first::fill;
use super::packing::{Class, Column, Member, Packing, Use, Words};
use super::patterns::{Facts, Few, Give, Role, Rules, Size, Whom, patterns};
use super::relaxed::Relaxed;
use super::rows::Rows;
use super::search;
use super::state::State;
use crate::index::{narrow, wide};
use crate::limits::{BEST_WORK, PRICE_WORK, RELAXED_WORK};
use crate::scheme::solve::problem::{Pool, Span};

pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn roll(&mut self, below: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }

    pub(super) fn number(&mut self, below: u64) -> i64 {
        i64::try_from(self.roll(below)).unwrap()
    }

    pub(super) fn once_in(&mut self, times: u64) -> bool {
        self.roll(times) == 0
    }
}

pub(super) fn member(set: bool) -> Member {
    Member {
        cast: 0,
        set,
        times: None,
        pieces: None,
        money: None,
        cut: None,
        spreads: false,
        reuse: false,
        chain: false,
    }
}

pub(super) fn class(at: u32, units: i64, amount: i128, group: u32) -> Class {
    Class {
        units,
        amount,
        start: amount,
        run: at,
        room: None,
        group,
        spans: vec![Span {
            place: at,
            from: 0,
            units,
            segment: at,
        }],
    }
}

pub(super) fn empty(scale: i128) -> Packing {
    Packing {
        classes: Vec::new(),
        members: Vec::new(),
        columns: Vec::new(),
        pools: Vec::new(),
        rooms: Vec::new(),
        scale,
        rounding: Rounding::HalfUp,
        grouped: false,
        unlisted: Vec::new(),
        words: Words::default(),
        most: None,
    }
}

fn facts(packing: &Packing) -> Vec<Facts> {
    let one = |(at, class): (u32, &Class)| Facts {
        units: class.units,
        amount: class.amount,
        left: class.amount,
        start: class.amount,
        receives: true,
        sku: class.group,
        measure: 0,
        order: (at, at),
    };
    (0_u32..).zip(&packing.classes).map(one).collect()
}

pub(super) fn add_set(packing: &mut Packing, rules: &Rules, rule: Member) {
    let number = narrow(packing.members.len());
    let found = patterns(rules, &facts(packing), crate::limits::PATTERNS, true);
    for pattern in found.list {
        packing.columns.push(Column {
            member: number,
            uses: pattern.uses,
            gain: pattern.gain,
            pool: None,
            label: 0,
            portions: pattern.portions,
        });
    }
    packing.members.push(rule);
}

fn rules(dice: &mut Dice, packing: &Packing) -> Rules {
    let all: Vec<u32> = (0..narrow(packing.classes.len())).collect();
    let mut roles = Vec::new();
    for _ in 0..=dice.roll(2) {
        let classes: Vec<u32> = all.iter().copied().filter(|_| !dice.once_in(3)).collect();
        let least = dice.number(2) + 1;
        let alike = [Alike::Any, Alike::Any, Alike::Distinct, Alike::Same];
        roles.push(Role {
            size: Size::Pieces {
                least,
                most: least + i64::from(dice.once_in(4)),
            },
            alike: alike[usize::try_from(dice.roll(4)).unwrap()],
            classes,
        });
    }
    let percent = i128::from(dice.number(100) + 1);
    let values = packing
        .classes
        .iter()
        .map(|class| class.amount * percent / 100)
        .collect();
    let give = match dice.roll(6) {
        0 => Give::Price(i128::from(dice.number(60))),
        1 => Give::Sum {
            to: Whom::Set,
            money: i128::from(dice.number(40) + 1),
        },
        2 => Give::Rate { to: Whom::Set, values },
        3 => Give::Rate {
            to: Whom::Role(0),
            values,
        },
        4 => Give::Rate {
            to: Whom::Dearest(Few { count: 1, measured: 0 }),
            values,
        },
        _ => Give::Rate {
            to: Whom::Cheapest(Few { count: 1, measured: 0 }),
            values,
        },
    };
    Rules {
        roles,
        gives: vec![give],
    }
}

fn small(dice: &mut Dice) -> Packing {
    let mut packing = empty([1, 2, 10][usize::try_from(dice.roll(3)).unwrap()]);
    packing.grouped = dice.once_in(5);
    for at in 0..narrow(usize::try_from(dice.roll(3)).unwrap() + 2) {
        let group = u32::try_from(dice.roll(u64::from(at) + 1)).unwrap();
        let amount = i128::from(dice.number(50) + 1) * packing.scale;
        packing.classes.push(class(at, dice.number(3) + 1, amount, group));
    }
    for number in 0..narrow(usize::try_from(dice.roll(3)).unwrap() + 1) {
        if !dice.once_in(3) {
            let rules = rules(dice, &packing);
            let mut rule = member(true);
            rule.times = dice.once_in(4).then(|| dice.number(3) + 1);
            rule.pieces = dice.once_in(5).then(|| dice.number(6) + 1);
            rule.money = dice.once_in(5).then(|| dice.number(60) + 1);
            add_set(&mut packing, &rules, rule);
            continue;
        }
        let mut rule = member(false);
        rule.pieces = dice.once_in(3).then(|| dice.number(3) + 1);
        let pool = dice.once_in(3).then(|| {
            rule.spreads = true;
            packing.pools.push(Pool {
                member: number,
                money: i128::from(dice.number(40) + 1),
                cut: false,
            });
            narrow(packing.pools.len() - 1)
        });
        for at in 0..packing.classes.len() {
            if dice.once_in(4) {
                continue;
            }
            let amount = packing.classes[at].amount;
            let gain = if pool.is_some() {
                amount
            } else {
                i128::from(dice.number(50) + 1).min(amount)
            };
            packing.columns.push(Column {
                member: number,
                uses: vec![Use {
                    role: 0,
                    class: narrow(at),
                    units: 1,
                }],
                gain,
                pool,
                label: 0,
                portions: Vec::new(),
            });
        }
        packing.members.push(rule);
    }
    packing
}

/// All that a combination is judged by.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Judged {
    value: i128,
    benefits: Vec<i128>,
    units: i64,
    lists: Vec<Lists>,
}

/// What a member is ranked by between equals: its units, its instances, and who fills their roles. Classes stand in the order
/// of ties, and equal units of one class are dealt in order, so the number of its class says enough of a unit.
type Lists = (Vec<u32>, Vec<Vec<u32>>, Vec<Vec<(u16, u32)>>);

impl Judged {
    fn is_preferred(&self, other: &Self) -> bool {
        let by_value = (self.value, &self.benefits).cmp(&(other.value, &other.benefits));
        by_value
            .then_with(|| (other.units, &other.lists).cmp(&(self.units, &self.lists)))
            .is_gt()
    }
}

/// The best of all combinations, by trying all.
fn best(packing: &Packing) -> Judged {
    fn walk(packing: &Packing, at: usize, free: &[i64], counts: &mut Vec<i64>, best: &mut Judged) {
        let Some(column) = packing.columns.get(at) else {
            if worth(packing, counts).is_some_and(|value| value >= best.value)
                && let Some(found) = judged(packing, counts)
                && found.is_preferred(best)
            {
                *best = found;
            }
            return;
        };
        let mut free = free.to_vec();
        counts.push(0);
        loop {
            walk(packing, at + 1, &free, counts, best);
            for one in &column.uses {
                free[wide(one.class)] -= one.units;
            }
            if free.iter().any(|units| *units < 0) {
                break;
            }
            counts[at] += 1;
        }
        counts.pop();
    }
    let free: Vec<i64> = packing.classes.iter().map(|class| class.units).collect();
    let mut best = judged(packing, &vec![0; packing.columns.len()]).unwrap();
    walk(packing, 0, &free, &mut Vec::new(), &mut best);
    best
}

/// What a combination comes to; `None` if limits forbid it.
fn judged(packing: &Packing, counts: &[i64]) -> Option<Judged> {
    let benefits = benefits(packing, counts)?;
    let mut lists: Vec<Lists> = vec![Lists::default(); packing.members.len()];
    for (column, count) in packing.columns.iter().zip(counts) {
        let (all, instances, roles) = &mut lists[wide(column.member)];
        for _ in 0..*count {
            let mut filled: Vec<(u16, u32)> = Vec::new();
            for one in &column.uses {
                filled.extend((0..one.units).map(|_| (one.role, one.class)));
            }
            filled.sort_unstable();
            let mut units: Vec<u32> = filled.iter().map(|(_, class)| *class).collect();
            units.sort_unstable();
            all.extend(&units);
            instances.push(units);
            roles.push(filled);
        }
    }
    for (all, instances, roles) in &mut lists {
        all.sort_unstable();
        instances.sort();
        roles.sort();
    }
    Some(Judged {
        value: benefits.iter().sum(),
        units: lists.iter().map(|(all, ..)| i64::try_from(all.len()).unwrap()).sum(),
        benefits,
        lists,
    })
}

pub(super) fn worth(packing: &Packing, counts: &[i64]) -> Option<i128> {
    Some(benefits(packing, counts)?.iter().sum())
}

/// By member; `None` if limits forbid the combination.
fn benefits(packing: &Packing, counts: &[i64]) -> Option<Vec<i128>> {
    let mut benefits = Vec::with_capacity(packing.members.len());
    let mut holders: Vec<Option<u32>> = vec![None; packing.classes.len() + 1];
    for (number, member) in (0_u32..).zip(&packing.members) {
        let (mut uses, mut units, mut money, mut pooled, mut gain) = (0, 0, 0, 0, 0);
        for (column, count) in packing
            .columns
            .iter()
            .zip(counts)
            .filter(|(column, _)| column.member == number)
        {
            uses += count;
            units += column.units() * count;
            money += i128::from(packing.rounded(column)) * i128::from(*count);
            *(if column.pool.is_some() { &mut pooled } else { &mut gain }) += column.gain * i128::from(*count);
            for one in column.uses.iter().filter(|_| *count > 0) {
                let holder = &mut holders[wide(packing.classes[wide(one.class)].group)];
                if packing.grouped && holder.is_some_and(|holder| holder != number) {
                    return None;
                }
                *holder = Some(number);
            }
        }
        let pool = packing.pools.iter().find(|pool| pool.member == number);
        let within = |limit: Option<i64>, found: i64| limit.is_none_or(|limit| found <= limit);
        let fits = (!member.set || within(member.times, uses))
            && within(member.pieces, units)
            && member.money.is_none_or(|limit| money <= i128::from(limit));
        if !fits {
            return None;
        }
        benefits.push(gain + pool.map_or(0, |pool| pool.money.min(pooled)));
    }
    Some(benefits)
}

/// Ways to use units, beyond which trying all would take too long.
const FEW: usize = 14;

#[test]
fn small_baskets_are_solved_like_by_brute_force() {
    let long = std::env::var_os("PERK_LONG").is_some();
    let wanted = if long { 200_000 } else { 2_000 };
    let (mut compared, mut sets, mut loose, mut steps) = (0_u64, 0_u64, 0_u64, 0);
    for seed in 0.. {
        if compared == wanted {
            break;
        }
        let packing = small(&mut Dice(seed));
        if packing.columns.is_empty() || packing.columns.len() > FEW {
            continue;
        }
        compared += 1;
        let expected = best(&packing);
        let found = search(&packing, false, BEST_WORK);
        assert_eq!(
            judged(&packing, &found.counts).as_ref(),
            Some(&expected),
            "seed {seed}: {:?}\n{packing:#?}",
            found.counts
        );
        assert_eq!(found.missed, 0, "seed {seed}");
        // Out of work at once: still allowed, and what may be missed is told.
        for limit in [1, 5, 50] {
            let found = search(&packing, false, limit);
            let judged = judged(&packing, &found.counts).expect("an allowed combination");
            assert!(
                judged.value + found.missed >= expected.value,
                "seed {seed}, {limit} steps: {} and {} of {}",
                judged.value,
                found.missed,
                expected.value
            );
        }
        let rows = Rows::new(&packing);
        let bound = bound(&packing, &rows, &State::new(&packing, &rows), PRICE_WORK);
        assert!(bound.total >> FINE >= expected.value, "seed {seed}");
        sets += u64::from(packing.members.iter().any(|member| member.set) && expected.value > 0);
        loose += u64::from(bound.total >> FINE > expected.value);
        steps += found.work;
    }
    println!("{compared} baskets, {sets} with sets, bound above the best in {loose}, {steps} steps");
    assert!(sets * 2 > compared);
}

/// Calls something for each combination that units allow.
fn every(packing: &Packing, counts: &mut Vec<i64>, free: &[i64], see: &mut dyn FnMut(&[i64])) {
    let Some(column) = packing.columns.get(counts.len()) else {
        return see(counts);
    };
    let mut free = free.to_vec();
    for count in 0.. {
        counts.push(count);
        every(packing, counts, &free, see);
        counts.pop();
        for one in &column.uses {
            free[wide(one.class)] -= one.units;
        }
        if free.iter().any(|units| *units < 0) {
            return;
        }
    }
}

#[test]
fn the_relaxed_problem_excludes_no_combination_however_tight_it_becomes() {
    let (mut added, mut closed, mut dropped) = (0, 0, 0);
    for seed in 0..3_000 {
        let mut packing = small(&mut Dice(seed));
        packing.pools.clear();
        packing.columns.iter_mut().for_each(|column| column.pool = None);
        for member in &mut packing.members {
            (member.times, member.pieces, member.money) = (None, None, None);
        }
        if packing.columns.is_empty() || packing.columns.len() > FEW {
            continue;
        }
        packing.grouped = false;
        let rows = Rows::new(&packing);
        let gains: Vec<i128> = packing.columns.iter().map(|column| column.gain).collect();
        let mut relaxed = Relaxed::new(&rows, &gains, RELAXED_WORK).expect("small figures");
        let mut fewer = Relaxed::new(&rows, &gains, RELAXED_WORK).expect("small figures");
        let known = fill(&packing, &rows, |at| (std::cmp::Reverse(gains[at]), at)).total();
        fewer.drop_above((fewer.prices().total >> FINE) - known);
        dropped += fewer.out.len();
        let mut tight = vec![relaxed.prices()];
        while tight.len() < 6 && relaxed.tighten().is_some() {
            tight.push(relaxed.prices());
        }
        let mut most = 0;
        let free: Vec<i64> = packing.classes.iter().map(|class| class.units).collect();
        every(&packing, &mut Vec::new(), &free, &mut |counts| {
            let worth = gains.iter().zip(counts).map(|(gain, count)| gain * i128::from(*count));
            let worth: i128 = worth.sum();
            most = most.max(worth);
            let uses_one = fewer.out.iter().any(|way| counts[wide(*way)] > 0);
            assert!(worth < known || !uses_one, "seed {seed}: {counts:?}, {:?}", fewer.out);
            for (joint, _) in tight.iter().flat_map(|prices| &prices.joints) {
                let takes = joint
                    .takes
                    .iter()
                    .map(|(column, weight)| counts[wide(*column)] * weight);
                assert!(takes.sum::<i64>() <= joint.cap, "seed {seed}: {counts:?}, {joint:?}");
            }
        });
        for prices in &tight {
            assert!(prices.total >= most << FINE, "seed {seed}: {prices:?}, {most}");
        }
        added += tight.iter().map(|prices| prices.joints.len()).sum::<usize>();
        let last = tight.last().map_or(0, |prices| prices.total >> FINE);
        closed += usize::from(tight[0].total >> FINE > most && last == most);
    }
    println!("{added} rows added, {closed} gaps closed, {dropped} ways left out");
    assert!(added > 100 && closed > 50 && dropped > 100);
}

/// Rules as a till meets them: the cheapest of three is free, in one category.
fn cheapest_of(packing: &Packing, pieces: i64, classes: Vec<u32>) -> Rules {
    Rules {
        roles: vec![Role {
            size: Size::Pieces {
                least: pieces,
                most: pieces,
            },
            alike: Alike::Any,
            classes,
        }],
        gives: vec![Give::Rate {
            to: Whom::Cheapest(Few { count: 1, measured: 0 }),
            values: packing.classes.iter().map(|class| class.amount).collect(),
        }],
    }
}

#[test]
fn one_line_of_six_thousand_pieces_is_one_class() {
    let mut packing = empty(1);
    packing.classes.push(class(0, 6_000, 139, 0));
    let rules = cheapest_of(&packing, 3, vec![0]);
    add_set(&mut packing, &rules, member(true));
    let found = search(&packing, false, BEST_WORK);
    assert_eq!((found.counts, found.missed), (vec![2_000], 0));
    assert!(found.work < 100, "{}", found.work);
}

#[test]
fn two_hundred_lines_and_thirty_sets_end_within_the_budget() {
    let mut dice = Dice(11);
    let mut packing = empty(1);
    for at in 0..200 {
        packing
            .classes
            .push(class(at, dice.number(3) + 1, i128::from(dice.number(900) + 50), at));
    }
    for number in 0..30_u32 {
        let some: Vec<u32> = (0..200)
            .filter(|at| (at + number) % 13 == 0 || (at * 7 + number) % 29 == 0)
            .collect();
        let rules = if number % 2 == 0 {
            cheapest_of(&packing, 3, some)
        } else {
            let (drinks, bites) = some.split_at(some.len() / 2);
            let one = |classes: &[u32]| Role {
                size: Size::Pieces { least: 1, most: 1 },
                alike: Alike::Any,
                classes: classes.to_vec(),
            };
            Rules {
                roles: vec![one(drinks), one(bites)],
                gives: vec![Give::Price(400)],
            }
        };
        add_set(&mut packing, &rules, member(true));
    }
    let found = search(&packing, false, BEST_WORK);
    let value = worth(&packing, &found.counts).unwrap();
    println!(
        "{} ways, {value} found, {} may be missed, {} steps",
        packing.columns.len(),
        found.missed,
        found.work
    );
    assert!(found.work <= BEST_WORK + PRICE_WORK * 2);
    // A bound that says nothing would be as good as none.
    assert!(found.missed * 5 < value, "{} of {value}", found.missed);
}
