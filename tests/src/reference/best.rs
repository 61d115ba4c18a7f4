//! The best combination by trying all of them (semantics §2 "best", §3, §9.1, §9.10, §9.14, §9.15); it must not take anything from lines.

use super::super::model::{Scope, Side};
use super::RefError;
use super::decision::Events;
use super::effect::{Candidate, Kind};
use super::goods::Goods;
use super::rational::{Rational, common_multiple};
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
    room: i128,
}

/// A candidate as the search sees it; money in `1 / scale` minor units.
#[derive(Debug)]
struct Player {
    /// Benefit per unit of each class; nothing where it may not act.
    values: Vec<i128>,
    sum: Option<i128>,
    pieces: Option<i64>,
    refuse: Option<i64>,
    cut: Option<i128>,
    exclusive: bool,
}

impl Player {
    fn couples(&self) -> bool {
        self.sum.is_some() || self.pieces.is_some() || self.refuse.is_some() || self.cut.is_some()
    }
}

/// How many units of each class each player takes: `counts[class][player]`.
type Counts = Vec<Vec<usize>>;

/// One combination with all that it is judged by.
#[derive(Debug, Clone)]
struct Combination {
    total: i128,
    benefits: Vec<i128>,
    units: usize,
    counts: Counts,
}

struct Search<'a> {
    goods: &'a Goods,
    classes: Vec<Class>,
    players: Vec<Player>,
    scale: i128,
    scope: Scope,
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
            let room = goods.units[first].room();
            for (player, candidate) in candidates.iter().enumerate() {
                let value = if eligible[player].binary_search(&first).is_err() {
                    Rational::ZERO
                } else if let Kind::Sum(..) = candidate.kind {
                    room
                } else {
                    candidate.nominal(goods, first).min(room)
                };
                exact[player].push(value);
            }
            let sku = goods.lines[goods.units[first].line].facts.sku.as_str();
            let place = skus.iter().position(|other| *other == sku).unwrap_or_else(|| {
                skus.push(sku);
                skus.len() - 1
            });
            classes.push((units, run, place, room));
        }
        let bottoms = exact
            .iter()
            .flatten()
            .map(|value| value.bottom())
            .chain(classes.iter().map(|class| class.3.bottom()));
        let scale = bottoms.fold(2, common_multiple);
        let players = candidates
            .iter()
            .zip(&exact)
            .map(|(candidate, values)| Player {
                values: values.iter().map(|value| value.scaled(scale)).collect(),
                sum: if let Kind::Sum(sum, _) = candidate.kind {
                    Some(i128::from(sum) * scale)
                } else {
                    None
                },
                pieces: candidate.pieces,
                refuse: candidate.refusal(),
                cut: candidate.cut().map(|cut| i128::from(cut) * scale),
                exclusive: candidate.promotion.exclusive,
            })
            .collect();
        let classes = classes
            .into_iter()
            .map(|(units, run, sku, room)| Class {
                units,
                run,
                sku,
                room: room.scaled(scale),
            })
            .collect();
        Search {
            goods,
            classes,
            players,
            scale,
            scope,
            tried: 0,
            ties: 0,
        }
    }

    fn empty(&self) -> Combination {
        Combination {
            total: 0,
            benefits: vec![0; self.players.len()],
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
                    .filter(|&player| group.iter().any(|&class| self.players[player].values[class] > 0))
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
                    *mine += theirs;
                }
                for &class in &group {
                    whole.counts[class].clone_from(&part.counts[class]);
                }
            }
            if self.compare(&whole, &best) == Ordering::Greater {
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
                    found.counts.iter().all(|class| class[player] == 0) || search.rounded(player, &found.counts) > 0
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
                .filter(|&class| self.players[player].values[class] > 0)
                .collect();
            for pair in mine.windows(2) {
                join(pair[0], pair[1]);
            }
        }
        if self.scope == Scope::Product {
            for left in 0..self.classes.len() {
                for right in 0..left {
                    if self.classes[left].sku == self.classes[right].sku {
                        join(left, right);
                    }
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
                values[class] > 0 && !owned
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
    fn judge(&self, players: &[usize], counts: &Counts) -> Option<Combination> {
        let mut found = Combination {
            total: 0,
            benefits: vec![0; self.players.len()],
            units: 0,
            counts: Vec::new(),
        };
        for &player in players {
            let rules = &self.players[player];
            let mut benefit = 0;
            for (class, value) in counts.iter().zip(&rules.values) {
                if let Some(&count) = class.get(player).filter(|&&count| count > 0) {
                    benefit += i128::try_from(count).unwrap_or(0) * value;
                    found.units += count;
                }
            }
            if let Some(sum) = rules.sum {
                benefit = benefit.min(sum);
            }
            if rules
                .refuse
                .is_some_and(|limit| benefit > 0 && self.rounded(player, counts) > limit)
            {
                return None;
            }
            if let Some(cut) = rules.cut {
                benefit = benefit.min(cut);
            }
            found.benefits[player] = benefit;
            found.total += benefit;
        }
        found.counts.clone_from(counts);
        Some(found)
    }

    /// What a player's units would come to in minor units, before a partial limit.
    fn rounded(&self, player: usize, counts: &Counts) -> i64 {
        let mut runs: BTreeMap<usize, (i128, i128)> = BTreeMap::new();
        for ((class, value), taken) in self.classes.iter().zip(&self.players[player].values).zip(counts) {
            let count = i128::try_from(taken[player]).unwrap_or(0);
            let run = runs.entry(class.run).or_default();
            run.0 += count * value;
            run.1 += count * class.room;
        }
        let minor = |scaled: i128| Rational::new(scaled, self.scale);
        match self.players[player].sum {
            Some(sum) => runs
                .values()
                .map(|&(_, room)| minor(room).floor())
                .sum::<i64>()
                .min(minor(sum).floor()),
            None => runs
                .values()
                .map(|&(exact, room)| minor(exact).round(self.goods.mode).min(minor(room).floor()))
                .sum(),
        }
    }

    /// Greater is chosen: benefit; benefits promotion by promotion; fewer units; lesser unit lists.
    fn compare(&mut self, left: &Combination, right: &Combination) -> Ordering {
        let by_total = left.total.cmp(&right.total);
        if by_total != Ordering::Equal {
            return by_total;
        }
        if left.total > 0 {
            self.ties += 1;
        }
        let by_promotion = left.benefits.cmp(&right.benefits).then(right.units.cmp(&left.units));
        if by_promotion != Ordering::Equal {
            return by_promotion;
        }
        let ranks = |combination: &Combination| -> Vec<Vec<usize>> {
            let ranked = |list: Vec<usize>| {
                let mut ranks: Vec<usize> = list.into_iter().map(|unit| self.goods.units[unit].rank).collect();
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
