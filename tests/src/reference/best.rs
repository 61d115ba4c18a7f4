//! The best combination by trying all of them (semantics §2 "best", §3, §9.1, §9.10, §9.14, §9.15); it must not take anything from lines.

use super::super::model::{Scope, Side};
use super::RefError;
use super::decision::Events;
use super::effect::{Candidate, Kind};
use super::goods::Goods;
use super::rational::Rational;
use super::spread::{self, Share};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// More combinations than this are refused rather than guessed; the generator keeps far below.
const MOST_COMBINATIONS: u64 = 3_000_000;

/// Equal units: same run, same amount now. Which of them take part only decides ties.
#[derive(Debug, Clone)]
struct Class {
    /// By (price, sku, line id).
    units: Vec<usize>,
    run: usize,
    sku: usize,
    /// What one unit costs.
    amount: Rational,
}

/// A candidate as the search sees it.
#[derive(Debug)]
struct Player {
    /// Benefit per unit of each class; nothing where it may not act.
    values: Vec<Rational>,
    sum: Option<Rational>,
    pieces: Option<i64>,
    refuse: Option<i64>,
    cut: Option<Rational>,
    exclusive: bool,
}

impl Player {
    /// Whether it gives one sum that finds its way around floors.
    fn spreads(&self) -> bool {
        self.sum.is_some() || self.cut.is_some()
    }

    fn couples(&self) -> bool {
        self.sum.is_some() || self.pieces.is_some() || self.refuse.is_some() || self.cut.is_some()
    }
}

/// How many units of each class each player takes: `counts[class][player]`.
type Counts = Vec<Vec<usize>>;

/// One combination with all that it is judged by.
#[derive(Debug, Clone)]
struct Combination {
    total: Rational,
    benefits: Vec<Rational>,
    units: usize,
    counts: Counts,
}

/// By run: what it still costs above its floors.
type Rooms = BTreeMap<usize, Rational>;

struct Search<'a> {
    goods: &'a Goods,
    classes: Vec<Class>,
    players: Vec<Player>,
    scope: Scope,
    /// Of the runs that have floors.
    rooms: Rooms,
    tried: u64,
    ties: u64,
}

/// Assigns units to candidates, which come in the order of (priority, name). `None` for a candidate left out.
pub(super) fn assign(
    goods: &Goods,
    candidates: &[Candidate<'_>],
    scope: Scope,
    side: Side,
    decompose: bool,
    events: &mut Events,
) -> Result<Vec<Vec<usize>>, RefError> {
    let mut search = Search::new(goods, candidates, scope);
    let best = match side {
        Side::Customer => search.greatest(decompose)?,
        Side::Retailer => search.least()?,
    };
    events.combinations += search.tried;
    events.ties += search.ties;
    Ok(search.hand_out(&best.counts))
}

impl<'a> Search<'a> {
    fn new(goods: &'a Goods, candidates: &[Candidate<'_>], scope: Scope) -> Search<'a> {
        let mut groups: BTreeMap<(usize, Rational), Vec<usize>> = BTreeMap::new();
        let eligible: Vec<Vec<usize>> = candidates.iter().map(Candidate::units).collect();
        let mut all: Vec<usize> = eligible.iter().flatten().copied().collect();
        all.sort_unstable();
        all.dedup();
        for unit in all {
            groups
                .entry((goods.units[unit].run, goods.units[unit].amount))
                .or_default()
                .push(unit);
        }
        let mut skus: Vec<&str> = Vec::new();
        let mut exact: Vec<Vec<Rational>> = vec![Vec::new(); candidates.len()];
        let mut classes = Vec::new();
        for ((run, _), mut units) in groups {
            units.sort_by_key(|&unit| goods.units[unit].rank);
            let first = units[0];
            let amount = goods.units[first].amount;
            for (player, candidate) in candidates.iter().enumerate() {
                let value = if eligible[player].binary_search(&first).is_err() || goods.room(run) == 0 {
                    Rational::ZERO
                } else if let Kind::Sum(..) = candidate.kind {
                    amount
                } else {
                    candidate.nominal(goods, first).min(amount)
                };
                exact[player].push(value);
            }
            let sku = goods.lines[goods.units[first].line].facts.sku.as_str();
            let place = skus.iter().position(|other| *other == sku).unwrap_or_else(|| {
                skus.push(sku);
                skus.len() - 1
            });
            classes.push((units, run, place, amount));
        }
        let players = candidates
            .iter()
            .zip(exact)
            .map(|(candidate, values)| Player {
                values,
                sum: if let Kind::Sum(sum, _) = candidate.kind {
                    Some(Rational::whole(sum))
                } else {
                    None
                },
                pieces: candidate.pieces,
                refuse: candidate.refusal(),
                cut: candidate.cut().map(Rational::whole),
                exclusive: candidate.promotion.exclusive,
            })
            .collect();
        let classes = classes
            .into_iter()
            .map(|(units, run, sku, amount)| Class {
                units,
                run,
                sku,
                amount,
            })
            .collect::<Vec<Class>>();
        let rooms = classes
            .iter()
            .filter(|class| goods.bound(class.run))
            .map(|class| (class.run, Rational::whole(goods.room(class.run))))
            .collect();
        Search {
            goods,
            classes,
            players,
            scope,
            rooms,
            tried: 0,
            ties: 0,
        }
    }

    fn empty(&self) -> Combination {
        Combination {
            total: Rational::ZERO,
            benefits: vec![Rational::ZERO; self.players.len()],
            units: 0,
            counts: vec![vec![0; self.players.len()]; self.classes.len()],
        }
    }

    /// Sets of players that may meet in one combination.
    fn casts(&self) -> Vec<Vec<usize>> {
        let everyone = 0..self.players.len();
        if self.scope == Scope::Receipt {
            return everyone.map(|player| vec![player]).collect();
        }
        let mut casts = vec![
            everyone
                .clone()
                .filter(|&player| !self.players[player].exclusive)
                .collect(),
        ];
        casts.extend(
            everyone
                .filter(|&player| self.players[player].exclusive)
                .map(|player| vec![player]),
        );
        casts
    }

    fn greatest(&mut self, decompose: bool) -> Result<Combination, RefError> {
        let mut best = self.empty();
        for cast in self.casts() {
            let mut whole = self.empty();
            let groups = if decompose {
                self.components(&cast)
            } else {
                vec![(0..self.classes.len()).collect()]
            };
            for group in groups {
                let players: Vec<usize> = cast
                    .iter()
                    .copied()
                    .filter(|&player| group.iter().any(|&class| self.players[player].values[class].positive()))
                    .collect();
                let mut part = self.empty();
                let mut leaf = |search: &mut Search<'a>, found: Combination| {
                    if search.compare(&found, &part) == Ordering::Greater {
                        part = found;
                    }
                };
                let mut counts = self.empty().counts;
                self.walk(&group, &players, 0, &mut counts, &mut leaf)?;
                whole.total += part.total;
                whole.units += part.units;
                for (mine, theirs) in whole.benefits.iter_mut().zip(&part.benefits) {
                    *mine += *theirs;
                }
                for &class in &group {
                    whole.counts[class].clone_from(&part.counts[class]);
                }
            }
            // A combination that rounds to nothing has no effect, and exclusivity is not spent on it.
            let effect = (0..self.players.len()).any(|player| self.rounded(player, &whole.counts, &self.rooms) > 0);
            if effect && self.compare(&whole, &best) == Ordering::Greater {
                best = whole;
            }
        }
        Ok(best)
    }

    /// The least benefit among combinations to which nothing can be added.
    fn least(&mut self) -> Result<Combination, RefError> {
        let mut all: Vec<Combination> = Vec::new();
        let classes: Vec<usize> = (0..self.classes.len()).collect();
        for cast in self.casts() {
            let mut counts = self.empty().counts;
            let mut leaf = |search: &mut Search<'a>, found: Combination| {
                // A promotion whose effect rounds to zero cannot be in it.
                let real = (0..search.players.len()).all(|player| {
                    found.counts.iter().all(|class| class[player] == 0)
                        || search.rounded(player, &found.counts, &search.rooms) > 0
                });
                if real {
                    all.push(found);
                }
            };
            self.walk(&classes, &cast, 0, &mut counts, &mut leaf)?;
        }
        all.sort_by_key(|found| found.total);
        let extends = |more: &Combination, less: &Combination| {
            more.total > less.total
                && more
                    .counts
                    .iter()
                    .flatten()
                    .zip(less.counts.iter().flatten())
                    .all(|(more, less)| more >= less)
        };
        let mut least: Option<Combination> = None;
        for (place, found) in all.iter().enumerate() {
            if least.as_ref().is_some_and(|least| found.total > least.total) {
                break;
            }
            if all[place + 1..].iter().any(|more| extends(more, found)) {
                continue;
            }
            if least
                .as_ref()
                .is_none_or(|least| self.compare(found, least) == Ordering::Greater)
            {
                least = Some(found.clone());
            }
        }
        Ok(least.unwrap_or_else(|| self.empty()))
    }

    /// Classes joined by promotions that look at several units at once; the rest are decided one by one.
    fn components(&self, cast: &[usize]) -> Vec<Vec<usize>> {
        let mut group: Vec<usize> = (0..self.classes.len()).collect();
        let mut join = |left: usize, right: usize| {
            let (from, to) = (group[left], group[right]);
            for member in &mut group {
                if *member == from {
                    *member = to;
                }
            }
        };
        for &player in cast.iter().filter(|&&player| self.players[player].couples()) {
            let mine: Vec<usize> = (0..self.classes.len())
                .filter(|&class| self.players[player].values[class].positive())
                .collect();
            for pair in mine.windows(2) {
                join(pair[0], pair[1]);
            }
        }
        for left in 0..self.classes.len() {
            for right in 0..left {
                let (one, other) = (&self.classes[left], &self.classes[right]);
                let shares_room = one.run == other.run && self.rooms.contains_key(&one.run);
                if shares_room || (self.scope == Scope::Product && one.sku == other.sku) {
                    join(left, right);
                }
            }
        }
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (class, root) in group.into_iter().enumerate() {
            groups.entry(root).or_default().push(class);
        }
        groups.into_values().collect()
    }

    /// Every way to hand the classes of `group` from `depth` on to the players.
    fn walk(
        &mut self,
        group: &[usize],
        players: &[usize],
        depth: usize,
        counts: &mut Counts,
        leaf: &mut dyn FnMut(&mut Search<'a>, Combination),
    ) -> Result<(), RefError> {
        let Some(&class) = group.get(depth) else {
            self.tried += 1;
            if self.tried > MOST_COMBINATIONS {
                return Err(RefError::TooManyCombinations);
            }
            if let Some(found) = self.judge(players, counts) {
                leaf(self, found);
            }
            return Ok(());
        };
        let allowed: Vec<usize> = players
            .iter()
            .copied()
            .filter(|&player| {
                let values = &self.players[player].values;
                let owned = self.scope == Scope::Product
                    && group[..depth].iter().any(|&other| {
                        self.classes[other].sku == self.classes[class].sku
                            && (0..counts[other].len()).any(|taker| taker != player && counts[other][taker] > 0)
                    });
                values[class].positive() && !owned
            })
            .collect();
        self.share_out(
            group,
            players,
            depth,
            &allowed,
            self.classes[class].units.len(),
            counts,
            leaf,
        )
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the state of one recursion, kept flat to stay readable"
    )]
    fn share_out(
        &mut self,
        group: &[usize],
        players: &[usize],
        depth: usize,
        allowed: &[usize],
        free: usize,
        counts: &mut Counts,
        leaf: &mut dyn FnMut(&mut Search<'a>, Combination),
    ) -> Result<(), RefError> {
        let Some((&player, others)) = allowed.split_first() else {
            return self.walk(group, players, depth + 1, counts, leaf);
        };
        let class = group[depth];
        let taken: usize = counts.iter().map(|class| class[player]).sum();
        let quota = self.players[player]
            .pieces
            .map_or(usize::MAX, |pieces| usize::try_from(pieces).unwrap_or(0));
        let most = free.min(quota.saturating_sub(taken));
        for count in (0..=most).rev() {
            counts[class][player] = count;
            // One product takes part in one promotion: whoever takes some leaves nothing to the others.
            let rest: &[usize] = if self.scope == Scope::Product && count > 0 {
                &[]
            } else {
                others
            };
            self.share_out(group, players, depth, rest, free - count, counts, leaf)?;
        }
        counts[class][player] = 0;
        Ok(())
    }

    /// Exact benefit of a combination, or nothing if a limit forbids it.
    ///
    /// The room of a run above its floors is shared by the players in their order, those that give unit by unit before those
    /// whose sum finds its way around floors.
    fn judge(&self, players: &[usize], counts: &Counts) -> Option<Combination> {
        let mut found = Combination {
            total: Rational::ZERO,
            benefits: vec![Rational::ZERO; self.players.len()],
            units: 0,
            counts: counts.clone(),
        };
        let mut rooms = self.rooms.clone();
        for spreads in [false, true] {
            for &player in players
                .iter()
                .filter(|&&player| self.players[player].spreads() == spreads)
            {
                let rules = &self.players[player];
                let runs = self.taken(player, counts, &rooms);
                found.units += counts.iter().map(|class| class[player]).sum::<usize>();
                if rules
                    .refuse
                    .is_some_and(|limit| self.rounded(player, counts, &rooms) > limit)
                {
                    return None;
                }
                let all: Rational = runs.values().copied().sum();
                let most = rules.sum.unwrap_or(all).min(rules.cut.unwrap_or(all));
                let benefit = all.min(most);
                found.benefits[player] = benefit;
                found.total += benefit;
                self.leave(player, counts, &runs, benefit, &mut rooms);
            }
        }
        Some(found)
    }

    /// What a player could take from each run, before any limit of money.
    fn taken(&self, player: usize, counts: &Counts, rooms: &Rooms) -> Rooms {
        let mut runs = Rooms::new();
        for ((class, value), taken) in self.classes.iter().zip(&self.players[player].values).zip(counts) {
            if taken[player] > 0 {
                *runs.entry(class.run).or_insert(Rational::ZERO) += value.times(count(taken[player]));
            }
        }
        for (run, exact) in &mut runs {
            if let Some(room) = rooms.get(run) {
                *exact = (*exact).min(*room);
            }
        }
        runs
    }

    /// Takes a player's benefit from the rooms of its runs.
    fn leave(&self, player: usize, counts: &Counts, runs: &Rooms, benefit: Rational, rooms: &mut Rooms) {
        if runs.keys().all(|run| !rooms.contains_key(run)) {
            return;
        }
        let all: Rational = runs.values().copied().sum();
        let start = |run: usize| -> Rational {
            let of_run = self.classes.iter().zip(counts).filter(|(class, _)| class.run == run);
            of_run
                .map(|(class, taken)| class.amount.times(count(taken[player])))
                .sum()
        };
        let shares: Vec<Share<usize>> = runs
            .iter()
            .map(|(&run, &cap)| Share {
                weight: start(run),
                cap,
                key: run,
            })
            .collect();
        let parts = if benefit == all {
            shares.iter().map(|share| share.cap).collect()
        } else {
            spread::exactly(benefit, &shares)
        };
        for (run, part) in runs.keys().zip(parts) {
            if let Some(room) = rooms.get_mut(run) {
                *room -= part;
            }
        }
    }

    /// What a player's units would come to in minor units, before a partial limit.
    fn rounded(&self, player: usize, counts: &Counts, rooms: &Rooms) -> i64 {
        let mut whole: BTreeMap<usize, Rational> = BTreeMap::new();
        for (class, taken) in self.classes.iter().zip(counts) {
            let amount = class.amount.times(count(taken[player]));
            *whole.entry(class.run).or_insert(Rational::ZERO) += amount;
        }
        let runs = self.taken(player, counts, rooms);
        let most = |run: usize| {
            let room = rooms.get(&run).copied().unwrap_or(whole[&run]);
            whole[&run].min(room).floor()
        };
        match self.players[player].sum {
            Some(sum) => runs.keys().map(|&run| most(run)).sum::<i64>().min(sum.floor()),
            None => runs
                .iter()
                .map(|(&run, &exact)| exact.round(self.goods.mode).min(most(run)))
                .sum(),
        }
    }

    /// Greater is chosen: benefit; benefits promotion by promotion; fewer units; lesser unit lists.
    fn compare(&mut self, left: &Combination, right: &Combination) -> Ordering {
        let by_total = left.total.cmp(&right.total);
        if by_total != Ordering::Equal {
            return by_total;
        }
        if left.total.positive() {
            self.ties += 1;
        }
        let by_promotion = left.benefits.cmp(&right.benefits).then(right.units.cmp(&left.units));
        if by_promotion != Ordering::Equal {
            return by_promotion;
        }
        // On one line by their places there: those that earlier schemes took first come first (decision 0102).
        let ranks = |combination: &Combination| -> Vec<Vec<(usize, usize)>> {
            let ranked = |list: Vec<usize>| {
                let ranks = list.into_iter().map(|unit| (self.goods.units[unit].rank, unit));
                let mut ranks: Vec<(usize, usize)> = ranks.collect();
                ranks.sort_unstable();
                ranks
            };
            self.hand_out(&combination.counts).into_iter().map(ranked).collect()
        };
        ranks(right).cmp(&ranks(left))
    }

    /// Equal units go to the promotions in their order, by (price, sku, line id).
    fn hand_out(&self, counts: &Counts) -> Vec<Vec<usize>> {
        let mut lists = vec![Vec::new(); self.players.len()];
        for (class, taken) in self.classes.iter().zip(counts) {
            let mut units = class.units.iter().copied();
            for (list, &count) in lists.iter_mut().zip(taken) {
                list.extend(units.by_ref().take(count));
            }
        }
        lists
    }
}

fn count(units: usize) -> i64 {
    i64::try_from(units).unwrap_or(i64::MAX)
}
