//! The best combination where sets take part, by trying all of them (semantics §2 "best", §3, §5, §9.1); it must not take anything from lines.

use super::super::model::{Scope, Side};
use super::RefError;
use super::decision::Events;
use super::effect::{Candidate, Kind};
use super::goods::Goods;
use super::rational::Rational;
use super::sets::{Instance, Portion};
use super::spread::{self, Share};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// More combinations, or more instances of one promotion, than these are refused rather than guessed.
const MOST_COMBINATIONS: u64 = 400_000;
const MOST_OPTIONS: usize = 3_000;

/// What is left of units and of runs above their floors.
#[derive(Debug, Clone)]
struct Left {
    units: Vec<Rational>,
    rooms: Vec<Rational>,
}

/// Chosen options of each player, ascending, with repetition.
type Picks = Vec<Vec<usize>>;

/// A unit with its weight in an application and the most that it may get.
type Asked = (usize, Rational, Rational);

/// Equal units: run, what they cost at the start of the scheme and cost now, quantity, and which where that matters.
type Alike = (usize, (Rational, Rational), Rational, usize);

/// Where a unit stands by price, sku and line id; on one line by its place there: those that earlier schemes took first come
/// first (decision 0102).
type Place = (usize, usize);

/// What a promotion is ranked by between equals: its units, its instances, and who fills the roles.
type Ranks = (Vec<Place>, Vec<Vec<Place>>, Vec<Vec<(usize, Place)>>);

#[derive(Debug, Clone)]
struct Combination {
    total: Rational,
    benefits: Vec<Rational>,
    units: usize,
    picks: Picks,
}

struct Search<'a> {
    goods: &'a Goods,
    candidates: &'a [Candidate<'a>],
    /// Equal units of one run, whatever lines they stand on (decision 0115), in the order of their places.
    classes: Vec<Vec<usize>>,
    /// What each player may take: instances of sets, single units of others; classes instead of units.
    options: Vec<Vec<Instance>>,
    scope: Scope,
    tried: u64,
    ties: u64,
}

/// Instances for each candidate, which come in the order of (priority, name); single units for those without a set.
pub(super) fn assign(
    goods: &Goods,
    candidates: &[Candidate<'_>],
    scope: Scope,
    side: Side,
    events: &mut Events,
) -> Result<Vec<Vec<Instance>>, RefError> {
    let mut search = Search::new(goods, candidates, scope)?;
    let best = match side {
        Side::Customer => search.greatest()?,
        Side::Retailer => search.least()?,
    };
    events.combinations += search.tried;
    events.ties += search.ties;
    Ok(search.hand_out(&best.picks))
}

impl<'a> Search<'a> {
    fn new(goods: &'a Goods, candidates: &'a [Candidate<'a>], scope: Scope) -> Result<Search<'a>, RefError> {
        let mut groups: BTreeMap<Alike, Vec<usize>> = BTreeMap::new();
        // Where units may be taken twice it matters which of equal ones are.
        let reuse = candidates
            .iter()
            .any(|candidate| matches!(&candidate.kind, Kind::Set(object) if object.reuse));
        for unit in candidates.iter().flat_map(Candidate::units) {
            let state = &goods.units[unit];
            let group = groups
                .entry((
                    state.run,
                    (state.start, state.amount),
                    state.quantity,
                    if reuse { unit } else { 0 },
                ))
                .or_default();
            if !group.contains(&unit) {
                group.push(unit);
            }
        }
        let mut classes: Vec<Vec<usize>> = groups.into_values().collect();
        let place = |unit: usize| (goods.units[unit].rank, unit);
        for class in &mut classes {
            class.sort_unstable_by_key(|&unit| place(unit));
        }
        classes.sort_unstable_by_key(|class| place(class[0]));
        let mut options = Vec::new();
        for candidate in candidates {
            options.push(match &candidate.kind {
                Kind::Set(object) => object
                    .options(goods, &classes, MOST_OPTIONS)
                    .ok_or(RefError::TooManyCombinations)?,
                Kind::PerUnit(_) | Kind::Sum(..) | Kind::Receipt(..) => {
                    let units = candidate.units();
                    let mine = (0..classes.len()).filter(|&class| units.contains(&classes[class][0]));
                    mine.map(|class| vec![(0, class)]).collect()
                }
            });
        }
        Ok(Search {
            goods,
            candidates,
            classes,
            options,
            scope,
            tried: 0,
            ties: 0,
        })
    }

    fn left(&self) -> Left {
        Left {
            units: self.goods.units.iter().map(|unit| unit.amount).collect(),
            rooms: (0..self.goods.runs.len())
                .map(|run| Rational::whole(self.goods.room(run)))
                .collect(),
        }
    }

    fn empty(&self) -> Combination {
        Combination {
            total: Rational::ZERO,
            benefits: vec![Rational::ZERO; self.candidates.len()],
            units: 0,
            picks: vec![Vec::new(); self.candidates.len()],
        }
    }

    /// Sets of players that may meet in one combination.
    fn casts(&self) -> Vec<Vec<usize>> {
        let everyone = 0..self.candidates.len();
        if self.scope == Scope::Receipt {
            return everyone.map(|player| vec![player]).collect();
        }
        let exclusive = |player: &usize| self.candidates[*player].promotion.exclusive;
        let mut casts = vec![everyone.clone().filter(|player| !exclusive(player)).collect()];
        casts.extend(everyone.filter(exclusive).map(|player| vec![player]));
        casts
    }

    fn greatest(&mut self) -> Result<Combination, RefError> {
        let mut best = self.empty();
        for cast in self.casts() {
            let mut leaf = |search: &mut Search<'a>, picks: &Picks| {
                if let Some((found, rounded)) = search.judge(picks)
                    && rounded.iter().flatten().any(|&amount| amount > 0)
                    && search.compare(&found, &best) == Ordering::Greater
                {
                    best = found;
                }
            };
            self.every(&cast, &mut leaf)?;
        }
        Ok(best)
    }

    /// The least benefit among combinations to which nothing can be added.
    fn least(&mut self) -> Result<Combination, RefError> {
        let mut all: Vec<Combination> = Vec::new();
        for cast in self.casts() {
            let mut leaf = |search: &mut Search<'a>, picks: &Picks| {
                if let Some((found, rounded)) = search.judge(picks)
                    && rounded.iter().flatten().all(|&amount| amount > 0)
                {
                    all.push(found);
                }
            };
            self.every(&cast, &mut leaf)?;
        }
        let within = |less: &Vec<usize>, more: &Vec<usize>| {
            let count = |list: &Vec<usize>, option: usize| list.iter().filter(|&&other| other == option).count();
            less.iter().all(|&option| count(less, option) <= count(more, option))
        };
        let extended = |less: &Combination| {
            all.iter().any(|more| {
                more.total > less.total
                    && less
                        .picks
                        .iter()
                        .zip(&more.picks)
                        .all(|(less, more)| within(less, more))
            })
        };
        let maximal: Vec<Combination> = all.iter().filter(|found| !extended(found)).cloned().collect();
        let mut least: Option<Combination> = None;
        for found in maximal {
            let better = least.as_ref().is_none_or(|least| {
                found.total < least.total
                    || (found.total == least.total && self.compare(&found, least) == Ordering::Greater)
            });
            if better {
                least = Some(found);
            }
        }
        Ok(least.unwrap_or_else(|| self.empty()))
    }

    /// Every choice of options for the players of a cast.
    fn every(&mut self, cast: &[usize], leaf: &mut dyn FnMut(&mut Search<'a>, &Picks)) -> Result<(), RefError> {
        let free: Vec<usize> = self.classes.iter().map(Vec::len).collect();
        let mut picks = self.empty().picks;
        self.walk(cast, 0, &free, &free, &mut picks, leaf)
    }

    /// `free` is what players leave to one another, `own` what the current one has left for itself.
    fn walk(
        &mut self,
        cast: &[usize],
        from: usize,
        free: &[usize],
        own: &[usize],
        picks: &mut Picks,
        leaf: &mut dyn FnMut(&mut Search<'a>, &Picks),
    ) -> Result<(), RefError> {
        let Some((&player, others)) = cast.split_first() else {
            self.tried += 1;
            if self.tried > MOST_COMBINATIONS {
                return Err(RefError::TooManyCombinations);
            }
            leaf(self, picks);
            return Ok(());
        };
        let reuse = matches!(&self.candidates[player].kind, Kind::Set(object) if object.reuse);
        let later = if reuse { free } else { own };
        // A player with `reuse` begins with everything, whoever else has it.
        let next: Vec<usize> = match others.first() {
            Some(&other) if matches!(&self.candidates[other].kind, Kind::Set(object) if object.reuse) => {
                self.classes.iter().map(Vec::len).collect()
            }
            Some(_) | None => later.to_vec(),
        };
        self.walk(others, 0, later, &next, picks, leaf)?;
        for option in from..self.options[player].len() {
            let chosen = self.options[player][option].clone();
            let mut rest = own.to_vec();
            let mut fits = true;
            for &(_, class) in &chosen {
                fits &= rest[class] > 0;
                rest[class] = rest[class].saturating_sub(1);
            }
            if fits
                && (reuse || self.product_free(player, &chosen, picks))
                && self.within_limits(player, &chosen, picks)
            {
                picks[player].push(option);
                self.walk(cast, option, free, &rest, picks, leaf)?;
                picks[player].pop();
            }
        }
        Ok(())
    }

    fn sku(&self, class: usize) -> &str {
        &self.goods.lines[self.goods.units[self.classes[class][0]].line]
            .facts
            .sku
    }

    fn product_free(&self, player: usize, chosen: &Instance, picks: &Picks) -> bool {
        self.scope != Scope::Product
            || picks.iter().enumerate().all(|(other, options)| {
                let reuse = matches!(&self.candidates[other].kind, Kind::Set(object) if object.reuse);
                other == player
                    || reuse
                    || options
                        .iter()
                        .flat_map(|&option| &self.options[other][option])
                        .all(|&(_, taken)| chosen.iter().all(|&(_, class)| self.sku(class) != self.sku(taken)))
            })
    }

    fn within_limits(&self, player: usize, chosen: &Instance, picks: &Picks) -> bool {
        let candidate = &self.candidates[player];
        let units: usize = picks[player]
            .iter()
            .map(|&option| self.options[player][option].len())
            .sum();
        let times = match &candidate.kind {
            Kind::Set(object) => object.times,
            Kind::PerUnit(_) | Kind::Sum(..) | Kind::Receipt(..) => None,
        };
        let fits = |count: usize, limit: Option<i64>| {
            limit.is_none_or(|limit| i64::try_from(count).is_ok_and(|count| count <= limit))
        };
        fits(units + chosen.len(), candidate.pieces) && fits(picks[player].len() + 1, times)
    }

    /// Benefits of a combination, and what each application of each player rounds to; nothing if a limit forbids it.
    fn judge(&self, picks: &Picks) -> Option<(Combination, Vec<Vec<i64>>)> {
        let mut found = Combination {
            picks: picks.clone(),
            ..self.empty()
        };
        let mut all_rounded = vec![Vec::new(); picks.len()];
        let mut left = self.left();
        let lists = self.hand_out(picks);
        // Others may have had some of what a reused unit costs: of equally cheap ones those that still cost most are given.
        let mut now = self.reuses().then(|| self.goods.clone());
        for spreads in [false, true] {
            for (player, instances) in lists.iter().enumerate() {
                let candidate = &self.candidates[player];
                if instances.is_empty() || candidate.spreads() != spreads {
                    continue;
                }
                found.units += instances.iter().map(Vec::len).sum::<usize>();
                let mut budget = candidate.cut().map(Rational::whole);
                for application in 0..applications(candidate, instances) {
                    let mut came_to = 0;
                    let portions = self.portions(candidate, instances, application, now.as_ref());
                    for (portion, by_run) in portions {
                        let (benefit, rounded) = self.take(&portion, by_run, budget, &mut left);
                        budget = budget.map(|budget| budget - benefit);
                        found.benefits[player] += benefit;
                        found.total += benefit;
                        came_to += rounded;
                    }
                    for (unit, amount) in now.iter_mut().flat_map(|now| now.units.iter_mut().zip(&left.units)) {
                        unit.amount = *amount;
                    }
                    all_rounded[player].push(came_to);
                }
                let rounded: i64 = all_rounded[player].iter().sum();
                if candidate.refusal().is_some_and(|limit| rounded > limit) {
                    return None;
                }
            }
        }
        Some((found, all_rounded))
    }

    fn reuses(&self) -> bool {
        let mut kinds = self.candidates.iter().map(|candidate| &candidate.kind);
        kinds.any(|kind| matches!(kind, Kind::Set(object) if object.reuse))
    }

    /// The portions of one application of a player, by what goods cost now; `true` where a portion is rounded run by run.
    fn portions(
        &self,
        candidate: &Candidate<'_>,
        instances: &[Instance],
        application: usize,
        now: Option<&Goods>,
    ) -> Vec<(Portion, bool)> {
        let goods = now.unwrap_or(self.goods);
        let units = || instances.iter().flatten().map(|&(_, unit)| unit);
        match &candidate.kind {
            Kind::Set(object) => {
                let portions = object.portions(goods, &instances[application]).into_iter();
                portions.map(|portion| (portion, false)).collect()
            }
            Kind::Sum(sum, _) => vec![(Portion::Sum(Rational::whole(*sum), units().collect()), false)],
            Kind::PerUnit(_) | Kind::Receipt(..) => {
                let each = units().map(|unit| (unit, candidate.nominal(self.goods, unit)));
                vec![(Portion::Each(each.collect()), true)]
            }
        }
    }

    /// Takes a portion: its exact benefit and what it rounds to before a partial limit.
    fn take(&self, portion: &Portion, by_run: bool, budget: Option<Rational>, left: &mut Left) -> (Rational, i64) {
        // By run: weight and most of each unit.
        let mut runs: BTreeMap<usize, Vec<Asked>> = BTreeMap::new();
        let units: Vec<Asked> = match portion {
            Portion::Each(each) => {
                let clipped = |&(unit, wanted): &(usize, Rational)| (unit, wanted.min(left.units[unit]));
                each.iter()
                    .map(clipped)
                    .map(|(unit, most)| (unit, most, most))
                    .collect()
            }
            Portion::Sum(_, units) => {
                let one = |&unit: &usize| (unit, self.goods.units[unit].start, left.units[unit]);
                units.iter().map(one).collect()
            }
        };
        for (unit, weight, most) in units {
            if weight.positive() && most.positive() {
                runs.entry(self.goods.units[unit].run)
                    .or_default()
                    .push((unit, weight, most));
            }
        }
        let shares: Vec<Share<usize>> = runs
            .iter()
            .map(|(&run, units)| Share {
                weight: if by_run {
                    // What a limit leaves is spread over runs by what they cost (decision 0103).
                    units.iter().map(|&(unit, _, _)| self.goods.units[unit].start).sum()
                } else {
                    units.iter().map(|&(_, weight, _)| weight).sum()
                },
                cap: units
                    .iter()
                    .map(|&(_, _, most)| most)
                    .sum::<Rational>()
                    .min(left.rooms[run]),
                key: run,
            })
            .collect();
        let all: Rational = shares.iter().map(|share| share.cap).sum();
        let mode = self.goods.mode;
        let whole = |run: usize, units: &[Asked]| {
            let amount: Rational = units.iter().map(|&(unit, _, _)| left.units[unit]).sum();
            amount.min(left.rooms[run]).floor()
        };
        let rooms: i64 = runs.iter().map(|(&run, units)| whole(run, units)).sum();
        let (benefit, rounded) = match portion {
            Portion::Sum(sum, _) => (all.min(*sum), sum.round(mode).min(rooms)),
            Portion::Each(_) if by_run => {
                let of_run = |(share, (&run, units)): (&Share<usize>, (&usize, &Vec<Asked>))| {
                    share.cap.round(mode).min(whole(run, units))
                };
                (all, shares.iter().zip(&runs).map(of_run).sum())
            }
            Portion::Each(_) => (all, all.round(mode).min(rooms)),
        };
        let benefit = budget.map_or(benefit, |budget| benefit.min(budget));
        let parts = if benefit == all {
            shares.iter().map(|share| share.cap).collect()
        } else {
            spread::exactly(benefit, &shares)
        };
        for ((&run, units), part) in runs.iter().zip(parts) {
            left.rooms[run] -= part;
            let shares: Vec<Share<usize>> = units
                .iter()
                .map(|&(unit, weight, _)| Share {
                    weight,
                    cap: left.units[unit],
                    key: unit,
                })
                .collect();
            for (&(unit, _, _), loss) in units.iter().zip(spread::exactly(part, &shares)) {
                left.units[unit] -= loss;
            }
        }
        (benefit, rounded)
    }

    /// Greater is chosen: benefit; benefits promotion by promotion; fewer units; lesser lists.
    fn compare(&mut self, left: &Combination, right: &Combination) -> Ordering {
        let by_total = left.total.cmp(&right.total);
        if by_total != Ordering::Equal {
            return by_total;
        }
        if left.total.positive() {
            self.ties += 1;
        }
        left.benefits
            .cmp(&right.benefits)
            .then(right.units.cmp(&left.units))
            .then_with(|| self.ranks(&right.picks).cmp(&self.ranks(&left.picks)))
    }

    fn place(&self, unit: usize) -> Place {
        (self.goods.units[unit].rank, unit)
    }

    fn list(&self, instance: &Instance) -> Vec<Place> {
        let mut list: Vec<Place> = instance.iter().map(|&(_, unit)| self.place(unit)).collect();
        list.sort_unstable();
        list
    }

    fn filled(&self, instance: &Instance) -> Vec<(usize, Place)> {
        let mut roles: Vec<(usize, Place)> = instance.iter().map(|&(role, unit)| (role, self.place(unit))).collect();
        roles.sort_unstable();
        roles
    }

    fn ranks(&self, picks: &Picks) -> Vec<Ranks> {
        let of_promotion = |instances: &Vec<Instance>| {
            let lists: Vec<Vec<Place>> = instances.iter().map(|instance| self.list(instance)).collect();
            let mut units: Vec<Place> = lists.concat();
            units.sort_unstable();
            let mut roles: Vec<Vec<(usize, Place)>> = instances.iter().map(|one| self.filled(one)).collect();
            roles.sort();
            (units, lists, roles)
        };
        self.hand_out(picks).iter().map(of_promotion).collect()
    }

    /// Units instead of classes; instances of one promotion in the order of their lists of units, the least that there are.
    fn hand_out(&self, picks: &Picks) -> Vec<Vec<Instance>> {
        let mut free: Vec<usize> = vec![0; self.classes.len()];
        let mut lists = Vec::new();
        for ((options, chosen), candidate) in self.options.iter().zip(picks).zip(self.candidates) {
            let reuse = matches!(&candidate.kind, Kind::Set(object) if object.reuse);
            let mut own = if reuse {
                vec![0; self.classes.len()]
            } else {
                free.clone()
            };
            let mut left = chosen.clone();
            let mut instances: Vec<Instance> = Vec::new();
            while !left.is_empty() {
                let next = |&option: &usize| {
                    let mut own = own.clone();
                    let mut instance = Instance::new();
                    for &(role, class) in &options[option] {
                        instance.push((role, self.classes[class][own[class]]));
                        own[class] += 1;
                    }
                    (self.list(&instance), self.filled(&instance), instance, own)
                };
                let dealt = left.iter().map(next).enumerate();
                let first = dealt.min_by(|(_, one), (_, other)| (&one.0, &one.1).cmp(&(&other.0, &other.1)));
                let Some((place, (_, _, instance, rest))) = first else {
                    break;
                };
                left.remove(place);
                instances.push(instance);
                own = rest;
            }
            if !reuse {
                free = own;
            }
            lists.push(instances);
        }
        lists
    }
}

/// How many applications some instances are: each of a set, and all units of another promotion together.
fn applications(candidate: &Candidate<'_>, instances: &[Instance]) -> usize {
    if candidate.takes_sets() { instances.len() } else { 1 }
}

/// Benefit alone, before limits, floors and what goods still cost (decision 0104): of the instances that it would take then.
pub(super) fn uncapped(goods: &Goods, candidate: &Candidate<'_>) -> Result<Rational, RefError> {
    let Kind::Set(object) = &candidate.whole else {
        return Ok(candidate.uncapped(goods));
    };
    let mut open = goods.clone();
    for line in &mut open.lines {
        line.floor = Rational::ZERO;
    }
    let only = [candidate.unlimited()];
    let lists = assign(&open, &only, Scope::Unit, Side::Customer, &mut Events::default())?;
    let mut sum = Rational::ZERO;
    for portion in lists
        .iter()
        .flatten()
        .flat_map(|instance| object.portions(goods, instance))
    {
        sum += match portion {
            Portion::Each(each) => each.iter().map(|&(_, wanted)| wanted).sum(),
            Portion::Sum(wanted, _) => wanted,
        };
    }
    Ok(sum)
}
