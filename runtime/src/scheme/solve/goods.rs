//! What each promotion is worth on each segment of a receipt; a promotion whose figures do not fit is left out.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::fault::Fault;
use crate::index::{narrow, wide};
use crate::money::Ratio;
use crate::scheme::choose::Room;
use crate::scheme::{Act, Kind, order};

/// The promotions that may be combined, by priority and name.
#[derive(Debug, Default)]
pub(super) struct Cast {
    pub members: Vec<CastMember>,
    /// Sorted by member.
    pub pools: Vec<CastPool>,
}

#[derive(Debug)]
pub(super) struct CastMember {
    /// Position among the acts.
    pub act: u32,
    pub pieces: Option<i64>,
    pub money: Option<i64>,
    pub cut: Option<i64>,
    pub spreads: bool,
    /// Its units on different goods cannot be judged apart.
    pub coupled: bool,
    /// By offer: the pool of its sum.
    sums: Vec<Option<u32>>,
    /// The pool of what a limit leaves it.
    cut_pool: Option<u32>,
    faulty: bool,
}

/// Money that units of a member draw from, in minor units.
#[derive(Debug, Clone, Copy)]
pub(super) struct CastPool {
    pub member: u32,
    pub money: i64,
    pub cut: bool,
}

/// A segment with what it is worth to whom.
#[derive(Debug)]
pub(super) struct Good {
    pub segment: u32,
    pub run: u32,
    /// Place of the segment in the order of price, SKU and line id.
    pub place: u32,
    pub from: i64,
    pub units: i64,
    pub sku: u32,
    /// The most it may give.
    pub cap: Ratio,
    /// What its run may give.
    pub open: i64,
    /// What one unit costs.
    pub amount: Ratio,
    /// A floor binds its run: the members share what the run costs above it.
    pub shared: bool,
    pub worths: Vec<Worth>,
}

/// An offer's worth to a unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Worth {
    pub member: u32,
    pub label: u32,
    /// Benefit, or what a unit can bear of a pool.
    pub unit: Ratio,
    pub pool: Option<u32>,
    /// A part of a sum.
    pub sum: bool,
}

impl Cast {
    pub(super) fn new(room: &Room<'_>, acts: &[Act], members: &[u32]) -> Self {
        let mut ranked: Vec<(u32, &Act)> = members
            .iter()
            .filter_map(|at| acts.get(wide(*at)).map(|act| (*at, act)))
            .collect();
        ranked.sort_by(|(_, a), (_, b)| order::by_priority(a, b));
        let mut cast = Self::default();
        for (at, act) in ranked {
            let number = narrow(cast.members.len());
            let limit = |partial: bool| act.money.filter(|(_, cut)| *cut == partial).map(|(most, _)| most);
            let (money, cut) = (limit(false), limit(true));
            let pool = |pools: &mut Vec<CastPool>, money: i64, cut: bool| {
                pools.push(CastPool {
                    member: number,
                    money,
                    cut,
                });
                narrow(pools.len().saturating_sub(1))
            };
            let cut_pool = cut.map(|most| pool(&mut cast.pools, most, true));
            let mut sums = Vec::new();
            for offer in act.offers(room.offers) {
                sums.push(match offer.kind {
                    Kind::Sum(amount) => Some(pool(
                        &mut cast.pools,
                        cut.map_or(amount, |most| most.min(amount)),
                        false,
                    )),
                    Kind::Percent { .. } | Kind::Each(_) | Kind::Price(_) => None,
                });
            }
            cast.members.push(CastMember {
                act: at,
                pieces: act.pieces.map(i64::from),
                money,
                cut,
                spreads: act.spreads(room.offers),
                coupled: act.pieces.is_some() || act.money.is_some() || sums.iter().any(Option::is_some),
                sums,
                cut_pool,
                faulty: false,
            });
        }
        cast
    }

    pub(super) fn is_coupled(&self, member: u32) -> bool {
        self.members.get(wide(member)).is_none_or(|member| member.coupled)
    }
}

impl Good {
    /// The promotion that takes what limits leave to nobody else.
    pub(super) fn best(&self, least: bool) -> Option<&Worth> {
        let mut best: Option<&Worth> = None;
        for worth in &self.worths {
            // Worths come by priority and name: of equal ones the first stays.
            let order = best.map_or(Ordering::Greater, |best| worth.unit.compare(best.unit));
            let wins = if least {
                best.is_none() || order.is_lt()
            } else {
                order.is_gt()
            };
            if wins {
                best = Some(worth);
            }
        }
        best
    }
}

/// The goods that somebody may take.
pub(super) fn goods(
    room: &Room<'_>,
    acts: &[Act],
    cast: &mut Cast,
    least: bool,
    faults: &mut Vec<(u32, Fault)>,
) -> Vec<Good> {
    let mut goods = Vec::new();
    for (at, segment) in (0_u32..).zip(&room.ledger.segments) {
        let open = room.ledger.room(room.case, segment.run);
        let cap = Ratio::whole(open).at_most(segment.running);
        let (Ok(run), Ok(amount), true) = (
            room.run(segment.run),
            segment.running_of(1),
            segment.units > 0 && cap.is_positive(),
        ) else {
            continue;
        };
        let mut worths = Vec::new();
        for (number, member) in (0_u32..).zip(&mut cast.members) {
            let Some(act) = acts.get(wide(member.act)) else {
                continue;
            };
            if member.faulty || (run.weighed && member.pieces.is_some()) {
                continue;
            }
            if let Err(fault) = worth(room, at, number, member, act, &mut worths) {
                member.faulty = true;
                faults.push((act.promotion, fault));
            }
        }
        if !worths.is_empty() {
            goods.push(Good {
                segment: at,
                run: segment.run,
                place: segment.place,
                from: segment.from,
                units: segment.units,
                sku: run.sku,
                cap,
                open,
                amount,
                shared: run.floor > 0,
                worths,
            });
        }
    }
    for good in &mut goods {
        good.worths.retain(|worth| {
            cast.members
                .get(wide(worth.member))
                .is_some_and(|member| !member.faulty)
        });
        if least {
            for worth in &good.worths {
                // Who may come to nothing on a unit cannot be added everywhere.
                let slight = worth.unit.at_most(good.cap).round(room.rounding) == Ok(0);
                if let Some(member) = cast.members.get_mut(wide(worth.member)) {
                    member.coupled |= slight;
                }
            }
        }
    }
    goods.retain(|good| !good.worths.is_empty());
    loosen(&mut goods);
    goods
}

/// What an act is worth on a segment: of its offers unit by unit the better one, and its sums.
fn worth(
    room: &Room<'_>,
    at: u32,
    number: u32,
    member: &CastMember,
    act: &Act,
    worths: &mut Vec<Worth>,
) -> Result<(), Fault> {
    let segment = room.segment(at)?;
    for (label, _) in room.sums(act, segment.run) {
        let position = label.saturating_sub(act.offers.0);
        worths.push(Worth {
            member: number,
            label,
            unit: segment.running_of(1)?,
            pool: member.sums.get(wide(position)).copied().flatten(),
            sum: true,
        });
    }
    if let Some((label, benefit)) = room.better(act, segment)? {
        worths.push(Worth {
            member: number,
            label,
            unit: benefit.scaled(1, segment.units)?,
            pool: member.cut_pool,
            sum: false,
        });
    }
    Ok(())
}

/// A floor that nobody can reach binds nobody.
fn loosen(goods: &mut [Good]) {
    // Where lines of several runs cross, the goods of a run do not stand side by side.
    let mut runs: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, good) in goods.iter().enumerate().filter(|(_, good)| good.shared) {
        runs.entry(good.run).or_default().push(at);
    }
    for of_run in runs.into_values() {
        if !reach(of_run.iter().filter_map(|at| goods.get(*at))).is_some_and(|most| most) {
            continue;
        }
        for at in of_run {
            if let Some(good) = goods.get_mut(at) {
                good.shared = false;
            }
        }
    }
}

/// Whether all that could be taken off a run stays above its floors; `None`: too much to add up.
fn reach<'a>(goods: impl Iterator<Item = &'a Good>) -> Option<bool> {
    let mut most = Ratio::ZERO;
    let mut open = 0;
    for good in goods {
        if good.worths.iter().any(|worth| worth.sum) {
            return Some(false);
        }
        let unit = good
            .worths
            .iter()
            .map(|worth| worth.unit)
            .fold(
                Ratio::ZERO,
                |most, unit| {
                    if unit.compare(most).is_gt() { unit } else { most }
                },
            );
        most = most.plus(unit.scaled(good.units, 1).ok()?).ok()?;
        open = good.open;
    }
    Some(!most.compare(Ratio::whole(open)).is_gt())
}
