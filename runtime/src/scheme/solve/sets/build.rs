//! From promotions, some of them about sets, to problems in whole numbers: equal units as one class, instances as ways. What
//! shares nothing falls into problems of its own.

mod instances;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use perk_plan::plan::{Alike, Rounding};
use rustc_hash::FxHashMap;

use super::packing::{Class, Column, Member, Packing, Use, Words};
use super::patterns::{Facts, Give, Rules, Whom, patterns, portions};
use crate::fault::Fault;
use crate::index::{narrow, wide};
use crate::limits::{APART, PATTERNS, SIDE_BY_SIDE, WORDS};
use crate::money::Ratio;
use crate::scheme::assemble::{Player, Terms};
use crate::scheme::choose::Room;
use crate::scheme::segment::Segment;
use crate::scheme::set::{self, Need, SetGive, SetOffer};
use crate::scheme::solve::parts::Joined;
use crate::scheme::solve::problem::{Pool, Span};
use crate::scheme::solve::scale::Scale;

/// Units of a segment that somebody may take.
#[derive(Debug)]
pub(crate) struct Good {
    pub segment: u32,
    place: u32,
    /// Position of its first unit in the run.
    from: i64,
    units: i64,
    run: u32,
    sku: u32,
    /// What one unit cost at the start of the scheme, and costs now.
    start: Ratio,
    running: Ratio,
    receives: bool,
    /// What its run still costs above its floors, where these bind.
    room: Option<i64>,
    /// Weight, volume or length of a unit.
    measure: i64,
    /// Rank of its first line.
    order: u32,
    /// Place of its SKU among the others, by code points.
    by_name: u32,
    pub ways: Vec<Way>,
    pub roles: Vec<Fit>,
}

impl Good {
    /// The promotion that gives these units most, if none but promotions without sets may take them and nothing joins them to
    /// other units; with what it gives each.
    pub(crate) fn settled(&self, players: &[Player<'_>]) -> Option<(u32, Ratio)> {
        let free = |way: &Way| way.sum.is_none() && players.get(wide(way.player)).is_some_and(|it| !it.is_limited());
        if !self.roles.is_empty() || self.room.is_some() || !self.ways.iter().all(free) {
            return None;
        }
        let rank = |one: &&Way, other: &&Way| one.unit.compare(other.unit).then(other.player.cmp(&one.player));
        let best = self.ways.iter().max_by(rank)?;
        Some((best.player, best.unit))
    }

    pub(crate) fn units(&self) -> i64 {
        self.units
    }

    /// What one unit costs now.
    pub(crate) fn running(&self) -> Ratio {
        self.running
    }
}

/// What a promotion without a set gives a unit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Way {
    pub player: u32,
    offer: u32,
    /// Benefit, or what a unit can bear of a sum.
    unit: Ratio,
    /// Minor units of the sum.
    sum: Option<i64>,
}

/// What a set makes of a unit.
#[derive(Debug, Clone)]
pub(crate) struct Fit {
    pub player: u32,
    /// One bit for each role that it may fill.
    roles: u64,
    /// By give: what a unit gets by its words; of a sum nothing.
    values: Vec<Ratio>,
}

/// The goods that some players may take, in the order of price, SKU and line id.
pub(crate) fn goods(
    room: &Room<'_>,
    players: &[Player<'_>],
    terms: Terms,
    free: &dyn Fn(&Segment) -> bool,
) -> Result<Vec<Good>, Fault> {
    let mut goods = Vec::new();
    let about = about(room, players);
    for (at, segment) in (0_u32..).zip(&room.ledger.segments) {
        let run = room.run(segment.run)?;
        if segment.units <= 0 || !run.takes_part {
            continue;
        }
        let taken = !free(segment);
        let (mut ways, mut roles) = (Vec::new(), Vec::new());
        for number in about.get(wide(segment.run)).into_iter().flatten().copied() {
            let Some(player) = players.get(wide(number)) else {
                continue;
            };
            match player.set {
                Some(set) if !taken || set.reuse => roles.extend(fit(room, number, player, set, segment)?),
                None if !taken => self::ways(room, number, player, segment, &mut ways)?,
                Some(_) | None => {}
            }
        }
        if ways.is_empty() && roles.is_empty() {
            continue;
        }
        let open = room.ledger.room(room.case, segment.run);
        let line = segment
            .line_at(room.case, 0)
            .and_then(|line| room.case.lines.get(wide(line)));
        goods.push(Good {
            segment: at,
            place: segment.place,
            from: segment.from,
            units: segment.units,
            run: segment.run,
            sku: run.sku,
            start: segment.start_of(1)?,
            running: segment.running_of(1)?,
            receives: run.receives || terms == Terms::Count,
            room: (run.floor > 0 && run.receives && matches!(terms, Terms::All | Terms::Unlimited)).then_some(open),
            measure: set::measure(run, segment)
                .and_then(|measure| measure.checked_div(segment.units))
                .unwrap_or(0),
            order: line.map_or(u32::MAX, |line| line.rank),
            by_name: 0,
            ways,
            roles,
        });
    }
    goods.sort_by_key(|good| (good.place, good.from));
    let mut skus: Vec<&str> = goods.iter().map(|good| sku_of(room, good)).collect();
    skus.sort_unstable();
    let places: Vec<u32> = goods
        .iter()
        .map(|good| narrow(skus.partition_point(|sku| *sku < sku_of(room, good))))
        .collect();
    for (good, place) in goods.iter_mut().zip(places) {
        good.by_name = place;
    }
    Ok(goods)
}

/// By run: the players among whose goods it is.
fn about(room: &Room<'_>, players: &[Player<'_>]) -> Vec<Vec<u32>> {
    let mut about: Vec<Vec<u32>> = vec![Vec::new(); room.case.runs.len()];
    for (number, player) in (0_u32..).zip(players) {
        let offers = player.act.offers(room.offers).iter().map(|offer| offer.row);
        let roles = player.set.into_iter().flat_map(|set| &set.roles).map(|role| role.row);
        for row in offers.chain(roles) {
            for run in room.found.runs(row) {
                if let Some(about) = about.get_mut(wide(run)).filter(|about| about.last() != Some(&number)) {
                    about.push(number);
                }
            }
        }
    }
    about
}

fn sku_of<'a>(room: &Room<'a>, good: &Good) -> &'a str {
    let run = room.case.runs.get(wide(good.run));
    let line = run.and_then(|run| room.case.lines_of(run).first());
    let line = line.and_then(|line| room.case.lines.get(wide(*line)));
    line.map_or("", |line| line.sku.as_str())
}

/// What a promotion without a set gives a unit: of its offers unit by unit the better one, and its sums.
fn ways(
    room: &Room<'_>,
    number: u32,
    player: &Player<'_>,
    segment: &Segment,
    ways: &mut Vec<Way>,
) -> Result<(), Fault> {
    if room.run(segment.run)?.weighed && player.pieces.is_some() {
        return Ok(());
    }
    let way = |offer, most: Ratio, sum| {
        Ok(Way {
            player: number,
            offer,
            unit: most.scaled(1, segment.units)?,
            sum,
        })
    };
    if segment.running.is_positive() {
        for (offer, sum) in room.sums(player.act, segment.run) {
            ways.push(way(offer, segment.running, Some(sum))?);
        }
    }
    if let Some((offer, benefit)) = room.better(player.act, segment)? {
        ways.push(way(offer, benefit, None)?);
    }
    Ok(())
}

/// Which roles of a set a unit may fill, and what it gets there.
fn fit(
    room: &Room<'_>,
    number: u32,
    player: &Player<'_>,
    set: &SetOffer,
    segment: &Segment,
) -> Result<Option<Fit>, Fault> {
    let run = room.run(segment.run)?;
    let mut roles: u64 = 0;
    for (bit, role) in set.roles.iter().enumerate() {
        // A limit of pieces never grants a weighed line.
        let counted = player.pieces.is_some() && matches!(role.need, Need::Measure { .. });
        if !counted && role.fits(room.found, segment.run, run) {
            roles |= 1_u64.checked_shl(u32::try_from(bit).unwrap_or(u32::MAX)).unwrap_or(0);
        }
    }
    if roles == 0 {
        return Ok(None);
    }
    let mut values = Vec::with_capacity(set.gives.len());
    for give in &set.gives {
        values.push(value(room, give, segment)?);
    }
    Ok(Some(Fit {
        player: number,
        roles,
        values,
    }))
}

/// What a unit gets of a give by its words; nothing of a sum.
fn value(room: &Room<'_>, give: &SetGive, segment: &Segment) -> Result<Ratio, Fault> {
    if give.is_sum() || !room.run(segment.run)?.receives {
        return Ok(Ratio::ZERO);
    }
    let all = room.by_words(give.kind, segment)?.unwrap_or(Ratio::ZERO);
    all.scaled(1, segment.units)
}

/// Goods that share players, floors or products, by position; the parts in the order of their first goods.
pub(crate) fn parts(
    goods: &[Good],
    players: &[Player<'_>],
    (grouped, least): (bool, bool),
    rounding: Rounding,
) -> Vec<Vec<usize>> {
    let mut coupled: Vec<bool> = players.iter().map(Player::is_limited).collect();
    for good in goods {
        for way in &good.ways {
            // For the retailer who may come to nothing on a unit cannot be added everywhere.
            let slight = least && way.unit.at_most(good.running).round(rounding) == Ok(0);
            if let Some(coupled) = coupled.get_mut(wide(way.player)) {
                *coupled |= way.sum.is_some() || slight;
            }
        }
    }
    let mut first: BTreeMap<(u8, u32), usize> = BTreeMap::new();
    let mut joined = Joined::apart(goods.len());
    for (at, good) in goods.iter().enumerate() {
        let mut links: Vec<(u8, u32)> = Vec::new();
        links.extend(good.roles.iter().map(|fit| (0, fit.player)));
        let coupled = |way: &&Way| coupled.get(wide(way.player)) == Some(&true);
        links.extend(good.ways.iter().filter(coupled).map(|way| (0, way.player)));
        if good.room.is_some() {
            links.push((1, good.run));
        }
        if grouped {
            links.push((2, good.sku));
        }
        for link in links {
            joined.join(at, *first.entry(link).or_insert(at));
        }
    }
    joined.groups()
}

/// A problem, with what its figures stand for.
#[derive(Debug)]
pub(crate) struct Built {
    pub packing: Packing,
    /// How much (scaled) may be lost because figures had to be cut.
    pub lost: i128,
    /// By member about a set: its rules; and what they need to know of classes.
    rules: BTreeMap<u32, Rules>,
    facts: Vec<Facts>,
}

impl Built {
    /// Works out how the instances give that are used so often.
    pub(crate) fn lay(&mut self, counts: &[i64]) {
        let columns = self.packing.columns.iter_mut().zip(counts);
        for (column, _) in columns.filter(|(column, count)| **count > 0 && column.portions.is_empty()) {
            if let Some(rules) = self.rules.get(&column.member) {
                column.portions = portions(&rules.gives, &self.facts, &column.uses);
            }
        }
    }
}

/// What makes goods equal, in figures.
type Key = Vec<i128>;

struct Builder<'a> {
    players: &'a [Player<'a>],
    terms: Terms,
    scale: Scale,
    packing: Packing,
    facts: Vec<Facts>,
    /// By class: the good that stands for it.
    goods: Vec<&'a Good>,
}

/// The problem of one part.
pub(crate) fn build<'a>(
    room: &Room<'_>,
    goods: &'a [Good],
    part: &[usize],
    players: &'a [Player<'a>],
    terms: Terms,
    (grouped, least): (bool, bool),
) -> Built {
    let mut builder = Builder::begin(room, goods, part, players, terms, grouped);
    let rules = builder.columns(least);
    let units = builder
        .facts
        .iter()
        .fold(0_i128, |sum, facts| sum.saturating_add(i128::from(facts.units)));
    Built {
        lost: if builder.scale.exact { 0 } else { units },
        packing: builder.packing,
        facts: builder.facts,
        rules,
    }
}

/// Whether the set of the only player can be put together, whatever it gives.
pub(crate) fn possible<'a>(room: &Room<'_>, goods: &'a [Good], players: &'a [Player<'a>]) -> bool {
    let all: Vec<usize> = (0..goods.len()).collect();
    let mut builder = Builder::begin(room, goods, &all, players, Terms::Words, false);
    let Some(set) = players.first().and_then(|player| player.set) else {
        return false;
    };
    let mut rules = builder.rules(0, set);
    rules.gives = vec![Give::Sum {
        to: Whom::Set,
        money: 1,
    }];
    for facts in &mut builder.facts {
        facts.receives = true;
    }
    !patterns(&rules, &builder.facts, PATTERNS, false).list.is_empty()
}

impl<'a> Builder<'a> {
    /// Members and classes, without ways.
    fn begin(
        room: &Room<'_>,
        goods: &'a [Good],
        part: &[usize],
        players: &'a [Player<'a>],
        terms: Terms,
        grouped: bool,
    ) -> Self {
        let own: Vec<&Good> = part.iter().filter_map(|at| goods.get(*at)).collect();
        let total = own.iter().fold(1_i128, |sum, good| {
            let costs = |amount: Ratio| i128::from(amount.ceil().unwrap_or(i64::MAX));
            let unit = costs(good.start).max(costs(good.running));
            sum.saturating_add(unit.saturating_mul(i128::from(good.units)))
        });
        let values = own.iter().flat_map(|good| {
            let ways = good.ways.iter().map(|way| way.unit);
            let fits = good.roles.iter().flat_map(|fit| fit.values.iter().copied());
            ways.chain(fits).chain([good.start, good.running])
        });
        let scale = Scale::of(values, total);
        let mut builder = Self {
            players,
            terms,
            scale,
            packing: Packing {
                classes: Vec::new(),
                members: Vec::new(),
                columns: Vec::new(),
                pools: Vec::new(),
                rooms: Vec::new(),
                scale: scale.unit,
                rounding: room.rounding,
                grouped,
                unlisted: Vec::new(),
                words: Words::default(),
                most: None,
            },
            facts: Vec::new(),
            goods: Vec::new(),
        };
        builder.members(&own);
        builder.classes(&own);
        builder
    }

    /// The players that may take something here, by priority and name.
    fn members(&mut self, goods: &[&Good]) {
        let mut present: Vec<u32> = goods
            .iter()
            .flat_map(|good| {
                let ways = good.ways.iter().map(|way| way.player);
                ways.chain(good.roles.iter().map(|fit| fit.player))
            })
            .collect();
        present.sort_unstable();
        present.dedup();
        for number in present {
            let Some(player) = self.players.get(wide(number)) else {
                continue;
            };
            self.packing.members.push(Member {
                cast: number,
                set: player.set.is_some(),
                times: player.times,
                pieces: player.pieces,
                money: player.money,
                cut: player.cut.map(|cut| i128::from(cut).saturating_mul(self.scale.unit)),
                spreads: player.spreads,
                reuse: player.set.is_some_and(|set| set.reuse),
                chain: false,
            });
        }
        // Alone there is nobody whom units could be left to.
        if let [only] = self.packing.members.as_mut_slice() {
            only.reuse = false;
        }
    }

    /// Equal goods as one class.
    fn classes(&mut self, goods: &[&'a Good]) {
        let units = goods.iter().fold(0_i64, |sum, good| sum.saturating_add(good.units));
        let reuse = self.packing.members.iter().any(|member| member.reuse);
        let apart = reuse && units <= APART;
        // Where a limit of money is tested run by run, runs stay apart.
        let by_run = self
            .packing
            .members
            .iter()
            .any(|member| !member.set && member.money.is_some());
        let alike = |fit: &Fit| {
            let set = self.players.get(wide(fit.player)).and_then(|player| player.set);
            set.is_some_and(|set| {
                set.roles
                    .iter()
                    .any(|role| !matches!(role.need, Need::Pieces { alike: Alike::Any, .. }))
            })
        };
        let mut kinds: FxHashMap<Key, usize> = FxHashMap::default();
        // By player with a set: the class of its good before.
        let (few, mut last): (bool, FxHashMap<u32, usize>) = (units <= SIDE_BY_SIDE, FxHashMap::default());
        let (mut rooms, mut groups): (BTreeMap<u32, u32>, BTreeMap<u32, u32>) = Default::default();
        for good in goods {
            let span = Span {
                place: good.place,
                from: good.from,
                units: good.units,
                segment: good.segment,
            };
            if !apart && !by_run && good.room.is_none() && !self.packing.grouped {
                let key = self.key(good, good.roles.iter().any(alike));
                let next = self.packing.classes.len();
                let known = kinds.get(&key).copied();
                // Others of a set stand between its equal goods: who comes first does not go by classes then.
                let parted = |fit: &Fit| last.get(&fit.player).is_some_and(|last| Some(*last) != known);
                let at = known.filter(|_| !few || !good.roles.iter().any(parted)).unwrap_or(next);
                kinds.insert(key, at);
                for fit in &good.roles {
                    last.insert(fit.player, at);
                }
                if let Some(class) = self.packing.classes.get_mut(at) {
                    class.units = class.units.saturating_add(good.units);
                    class.spans.push(span);
                    if let Some(facts) = self.facts.get_mut(at) {
                        facts.units = class.units;
                    }
                    continue;
                }
            }
            let next = narrow(rooms.len());
            let room = good.room.map(|open| {
                let room = *rooms.entry(good.run).or_insert(next);
                if wide(room) == self.packing.rooms.len() {
                    self.packing
                        .rooms
                        .push(i128::from(open).saturating_mul(self.scale.unit));
                }
                room
            });
            let next = narrow(groups.len());
            let group = *groups.entry(good.sku).or_insert(next);
            let amount = match self.terms {
                Terms::All | Terms::Unlimited => self.scale.whole(good.running),
                Terms::Words | Terms::Count => WORDS,
            };
            let pieces = if apart { good.units } else { 1 };
            for at in 0..pieces {
                let from = good.from.saturating_add(at);
                let units = if apart { 1 } else { good.units };
                self.packing.classes.push(Class {
                    units,
                    amount,
                    start: self.scale.whole(good.start),
                    run: good.run,
                    room,
                    group,
                    spans: vec![Span { from, units, ..span }],
                });
                self.facts.push(Facts {
                    units,
                    amount,
                    left: amount,
                    start: self.scale.whole(good.start),
                    receives: good.receives,
                    sku: good.sku,
                    measure: i128::from(good.measure),
                    order: (good.by_name, good.order),
                });
                self.goods.push(good);
            }
        }
    }

    /// Figures that are the same for equal goods only.
    fn key(&self, good: &Good, by_sku: bool) -> Key {
        let mut key = vec![
            self.scale.whole(good.start),
            self.scale.whole(good.running),
            i128::from(good.receives),
            i128::from(good.measure),
            if by_sku { i128::from(good.sku) } else { -1 },
        ];
        for way in &good.ways {
            key.extend([
                i128::from(way.player),
                i128::from(way.offer),
                self.scale.whole(way.unit),
            ]);
        }
        key.push(-1);
        for fit in &good.roles {
            key.extend([i128::from(fit.player), i128::from(fit.roles)]);
            key.extend(fit.values.iter().map(|value| self.scale.whole(*value)));
        }
        key
    }

    fn columns(&mut self, least: bool) -> BTreeMap<u32, Rules> {
        let ways = self.ways(least);
        let mut instances = self.instances(least);
        let mut rules_of: BTreeMap<u32, Rules> = BTreeMap::new();
        for number in 0..narrow(self.packing.members.len()) {
            let Some(member) = self.packing.members.get(wide(number)).copied() else {
                continue;
            };
            let Some(player) = self.players.get(wide(member.cast)) else {
                continue;
            };
            match player.set {
                Some(_) => {
                    if let Some((rules, found)) = instances.remove(&number) {
                        self.set(number, member, &rules, found, least);
                        rules_of.insert(number, rules);
                    }
                }
                None => self.units(number, member, &ways),
            }
        }
        self.cap(&rules_of);
        rules_of
    }

    /// Ways of promotions without sets, by player: class, way and gain. Of those that nothing limits only the best of a class
    /// matters.
    fn ways(&self, least: bool) -> FxHashMap<u32, Vec<(u32, Way, i128)>> {
        let limited = |player: u32| self.players.get(wide(player)).is_none_or(Player::is_limited);
        let free = |way: &Way| way.sum.is_none() && !limited(way.player);
        let mut ways: FxHashMap<u32, Vec<(u32, Way, i128)>> = FxHashMap::default();
        for (class, good) in (0_u32..).zip(&self.goods) {
            let own = good.ways.iter().map(|way| (*way, self.scale.whole(way.unit)));
            let rank = |(way, gain): &(Way, i128)| {
                let gain = if least { gain.saturating_neg() } else { *gain };
                (gain, Reverse(way.player))
            };
            let best = own.clone().filter(|(way, _)| free(way)).max_by_key(rank);
            // Where another takes what is left of a unit, less may be worth as much together, and ties decide.
            let alone = good.room.is_none() && !good.roles.iter().any(|fit| self.is_reused(fit.player));
            for (way, gain) in own {
                let beaten = best
                    .is_some_and(|(best, _)| best.player != way.player && free(&way) && !self.packing.grouped && alone);
                if !beaten && gain > 0 {
                    ways.entry(way.player).or_default().push((class, way, gain));
                }
            }
        }
        ways
    }

    /// Whether a player leaves its units to others.
    fn is_reused(&self, player: u32) -> bool {
        let player = self.players.get(wide(player));
        player.is_some_and(|player| player.set.is_some_and(|set| set.reuse))
    }

    /// Ways of a promotion without a set.
    fn units(&mut self, number: u32, member: Member, ways: &FxHashMap<u32, Vec<(u32, Way, i128)>>) {
        let mut pools: BTreeMap<u32, u32> = BTreeMap::new();
        for (class, way, gain) in ways.get(&member.cast).into_iter().flatten().copied() {
            let cut = self.players.get(wide(member.cast)).and_then(|player| player.cut);
            let sum = way.sum.map(|sum| cut.map_or(sum, |cut| cut.min(sum)));
            let pool = match (sum, member.cut) {
                (Some(sum), _) => Some((way.offer, i128::from(sum).saturating_mul(self.scale.unit), false)),
                (None, Some(cut)) => Some((u32::MAX, cut, true)),
                (None, None) => None,
            };
            let pool = pool.map(|(offer, money, cut)| {
                *pools.entry(offer).or_insert_with(|| {
                    self.packing.pools.push(Pool {
                        member: number,
                        money,
                        cut,
                    });
                    narrow(self.packing.pools.len().saturating_sub(1))
                })
            });
            self.packing.columns.push(Column {
                member: number,
                uses: vec![Use {
                    role: 0,
                    class,
                    units: 1,
                }],
                gain,
                pool,
                label: way.offer,
                portions: Vec::new(),
            });
        }
    }
}
