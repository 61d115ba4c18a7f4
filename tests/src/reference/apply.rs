//! Taking one promotion's discount from units, runs and lines: rounded once per application, spread within caps (semantics §4, §9); it must not choose.

use super::decision::Events;
use super::effect::{Candidate, Kind};
use super::goods::Goods;
use super::rational::Rational;
use super::sets::{Instance, Portion};
use super::spread::{self, Share};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What one promotion took from one line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Taken {
    pub(super) line: usize,
    pub(super) quantity: Rational,
    pub(super) amount: i64,
}

/// What one promotion took from one run.
#[derive(Debug, Clone)]
struct RunPart {
    run: usize,
    /// Units that take part and what each gets by itself before rounding; of a sum, what each costs.
    units: Vec<(usize, Rational)>,
    amount: i64,
    /// Whether it is a part of a sum, or of a percent off the receipt.
    of_sum: bool,
}

/// What a unit gets by itself is kept to so many parts of a minor unit (decision 0102).
const PARTS: i64 = 10_000;

/// The result of one promotion.
#[derive(Debug, Clone, Default)]
pub(super) struct Applied {
    pub(super) total: i64,
    pub(super) taken: Vec<Taken>,
    /// Units it consumed.
    pub(super) units: Vec<usize>,
    /// A limit refused it altogether.
    pub(super) refused: bool,
    /// What it would have come to if no limit had cut it.
    pub(super) asked: i64,
    /// Instances of its set.
    pub(super) instances: i64,
}

impl Goods {
    fn run_room(&self, run: usize, units: &[(usize, Rational)]) -> i64 {
        let exact: Rational = units.iter().map(|&(unit, _)| self.units[unit].amount).sum();
        exact.floor().min(self.room(run))
    }

    fn by_run(&self, units: impl Iterator<Item = (usize, Rational)>) -> BTreeMap<usize, Vec<(usize, Rational)>> {
        let mut runs: BTreeMap<usize, Vec<(usize, Rational)>> = BTreeMap::new();
        for (unit, weight) in units {
            runs.entry(self.units[unit].run).or_default().push((unit, weight));
        }
        runs
    }

    fn start_of(&self, units: &[(usize, Rational)]) -> Rational {
        units.iter().map(|&(unit, _)| self.units[unit].start).sum()
    }
}

/// Applies a promotion to the given units, or finds that it comes to nothing.
pub(super) fn apply(goods: &mut Goods, candidate: &Candidate<'_>, units: &[usize], events: &mut Events) -> Applied {
    match &candidate.kind {
        Kind::PerUnit(_) => per_unit(goods, candidate, units, events),
        Kind::Sum(sum, _) => {
            let cut = candidate.cut().map_or(*sum, |cut| {
                events.partial += u64::from(cut < *sum);
                cut.min(*sum)
            });
            one_sum(goods, candidate, units, cut, *sum, events)
        }
        Kind::Receipt(..) => {
            let shares: Vec<(usize, Rational)> = units
                .iter()
                .map(|&unit| (unit, clip(goods, candidate, unit, events)))
                .collect();
            let mut exact = Rational::ZERO;
            for (run, units) in goods.by_run(shares.into_iter()) {
                exact += within_room(goods, run, &units, events);
            }
            let whole = exact.round(goods.mode);
            let mut sum = whole;
            if let Some(cut) = candidate.cut() {
                events.partial += u64::from(cut < sum);
                sum = sum.min(cut);
            }
            one_sum(goods, candidate, units, sum, whole, events)
        }
        // Sets come as instances.
        Kind::Set(_) => Applied::default(),
    }
}

/// Applies a promotion to instances of its set, each rounded once; an instance that comes to nothing consumes nothing.
pub(super) fn apply_instances(
    goods: &mut Goods,
    candidate: &Candidate<'_>,
    instances: &[Instance],
    events: &mut Events,
) -> Applied {
    let mut applied = Applied::default();
    let Kind::Set(object) = &candidate.kind else {
        return applied;
    };
    for instance in instances {
        let before = applied.total;
        for portion in object.portions(goods, instance) {
            one_portion(goods, candidate, &portion, &mut applied, events);
        }
        if applied.total > before {
            events.instances += 1;
            applied.instances += 1;
            applied.units.extend(instance.iter().map(|&(_, unit)| unit));
        }
    }
    applied.units.sort_unstable();
    applied.units.dedup();
    applied
}

/// One discount of an instance, of which a limit may leave only the rest, or nothing where it does not fit.
fn one_portion(
    goods: &mut Goods,
    candidate: &Candidate<'_>,
    portion: &Portion,
    applied: &mut Applied,
    events: &mut Events,
) {
    let rest = candidate.cut().map(|cut| cut - applied.total);
    let (weights, sum): (Vec<(usize, Rational)>, Rational) = match portion {
        Portion::Each(each) => {
            let mut wanted: Vec<(usize, Rational)> = Vec::new();
            for &(unit, share) in each {
                let state = &goods.units[unit];
                events.floors += u64::from(share.positive() && goods.room(state.run) == 0 && goods.bound(state.run));
                events.clipped += u64::from(share > state.amount);
                let share = share.min(state.amount);
                if share.positive() && goods.room(state.run) > 0 {
                    wanted.push((unit, share));
                }
            }
            let mut exact = Rational::ZERO;
            for (run, units) in goods.by_run(wanted.iter().copied()) {
                exact += within_room(goods, run, &units, events);
            }
            (wanted, exact)
        }
        Portion::Sum(sum, units) => {
            let open = units
                .iter()
                .filter(|&&unit| goods.units[unit].amount.positive() && goods.room(goods.units[unit].run) > 0);
            (open.map(|&unit| (unit, goods.units[unit].start)).collect(), *sum)
        }
    };
    let runs = goods.by_run(weights.into_iter());
    let shares: Vec<Share<_>> = runs
        .iter()
        .map(|(&run, units)| Share {
            weight: units.iter().map(|&(_, weight)| weight).sum(),
            cap: Rational::whole(goods.run_room(run, units)),
            key: goods.lines[goods.runs[run][0]].key.clone(),
        })
        .collect();
    let of_sum = matches!(portion, Portion::Sum(..));
    let wanted = sum.round(goods.mode);
    let bears = shares.iter().map(|share| share.cap).sum::<Rational>().floor();
    let whole = wanted.min(bears);
    if candidate.refusal().is_some_and(|limit| applied.total + whole > limit) {
        events.limits += 1;
        return;
    }
    applied.asked += whole;
    if let Some(rest) = rest.filter(|rest| *rest < wanted) {
        events.partial += 1;
        events.limits += u64::from(rest >= 0);
    }
    let wanted = rest.map_or(wanted, |rest| rest.min(wanted));
    if spread::exactly(Rational::whole(wanted), &shares)
        .iter()
        .any(|part| !part.is_whole())
    {
        events.remainders += 1;
    }
    let amounts = spread::whole(wanted, &shares);
    let mut parts: Vec<RunPart> = Vec::new();
    for ((run, units), amount) in runs.into_iter().zip(amounts) {
        parts.push(RunPart {
            run,
            units,
            amount,
            of_sum,
        });
    }
    move_residues(goods, &mut parts, events);
    for part in parts {
        let lines = lines_of_run(goods, &part, events);
        settle(goods, &part, lines, applied);
    }
}

/// What a unit gets, clipped at what it still costs; nothing where its run has come to its floors.
fn clip(goods: &Goods, candidate: &Candidate<'_>, unit: usize, events: &mut Events) -> Rational {
    let wanted = candidate.nominal(goods, unit);
    let state = &goods.units[unit];
    if wanted.positive() && goods.room(state.run) == 0 {
        events.floors += u64::from(goods.bound(state.run));
        return Rational::ZERO;
    }
    events.clipped += u64::from(wanted > state.amount);
    wanted.min(state.amount)
}

/// What some units of a run get together, clipped at what the run still costs above its floors.
fn within_room(goods: &Goods, run: usize, units: &[(usize, Rational)], events: &mut Events) -> Rational {
    let exact: Rational = units.iter().map(|&(_, share)| share).sum();
    let room = Rational::whole(goods.room(run));
    events.floors += u64::from(exact > room && goods.bound(run));
    exact.min(room)
}

fn per_unit(goods: &mut Goods, candidate: &Candidate<'_>, units: &[usize], events: &mut Events) -> Applied {
    let mut shares: Vec<(usize, Rational)> = Vec::new();
    for &unit in units {
        let share = clip(goods, candidate, unit, events);
        if share.positive() {
            shares.push((unit, share));
        }
    }
    let mut parts: Vec<RunPart> = Vec::new();
    for (run, units) in goods.by_run(shares.into_iter()) {
        let exact = within_room(goods, run, &units, events);
        let amount = exact.round(goods.mode).min(goods.run_room(run, &units));
        // An application that rounds to nothing consumes nothing.
        if amount > 0 {
            parts.push(RunPart {
                run,
                units,
                amount,
                of_sum: false,
            });
        }
    }
    let total: i64 = parts.iter().map(|part| part.amount).sum();
    if candidate.refusal().is_some_and(|limit| limit < total) {
        events.limits += 1;
        return Applied {
            refused: true,
            ..Applied::default()
        };
    }
    if let Some(cut) = candidate.cut().filter(|cut| *cut < total) {
        events.partial += 1;
        events.limits += 1;
        let shares: Vec<Share<_>> = parts
            .iter()
            .map(|part| Share {
                weight: goods.start_of(&part.units),
                cap: Rational::whole(part.amount),
                key: goods.lines[goods.runs[part.run][0]].key.clone(),
            })
            .collect();
        for (part, amount) in parts.iter_mut().zip(spread::whole(cut, &shares)) {
            part.amount = amount;
        }
    }
    let mut applied = Applied {
        asked: total,
        ..Applied::default()
    };
    for part in parts {
        let lines = lines_of_run(goods, &part, events);
        settle(goods, &part, lines, &mut applied);
    }
    applied
}

/// Spreads one sum over runs, then over the lines of each; `whole` is what it was before a limit cut it.
fn one_sum(
    goods: &mut Goods,
    candidate: &Candidate<'_>,
    units: &[usize],
    sum: i64,
    whole: i64,
    events: &mut Events,
) -> Applied {
    let open = units
        .iter()
        .copied()
        .filter(|&unit| goods.units[unit].amount.positive() && goods.room(goods.units[unit].run) > 0);
    let weighted: Vec<(usize, Rational)> = open.map(|unit| (unit, goods.units[unit].start)).collect();
    let runs = goods.by_run(weighted.into_iter());
    let shares: Vec<Share<_>> = runs
        .iter()
        .map(|(&run, units)| Share {
            weight: goods.start_of(units),
            cap: Rational::whole(goods.run_room(run, units)),
            key: goods.lines[goods.runs[run][0]].key.clone(),
        })
        .collect();
    if spread::exactly(Rational::whole(sum), &shares)
        .iter()
        .any(|part| !part.is_whole())
    {
        events.remainders += 1;
    }
    if units.iter().any(|&unit| goods.bound(goods.units[unit].run))
        && shares
            .iter()
            .zip(spread::whole(sum, &shares))
            .any(|(s, p)| s.cap == Rational::whole(p))
    {
        events.floors += 1;
    }
    let amounts = spread::whole(sum, &shares);
    let bears = shares.iter().map(|share| share.cap).sum::<Rational>().floor();
    let total: i64 = amounts.iter().sum();
    if candidate.refusal().is_some_and(|limit| limit < total) {
        events.limits += 1;
        return Applied {
            refused: true,
            ..Applied::default()
        };
    }
    let mut parts: Vec<RunPart> = Vec::new();
    for ((run, units), amount) in runs.into_iter().zip(amounts) {
        parts.push(RunPart {
            run,
            units,
            amount,
            of_sum: true,
        });
    }
    move_residues(goods, &mut parts, events);
    let mut applied = Applied::default();
    // One sum is one application: whoever takes part is consumed, even where its part is nothing.
    let consumed: Vec<usize> = parts
        .iter()
        .flat_map(|part| part.units.iter().map(|&(unit, _)| unit))
        .collect();
    for part in parts {
        let lines = lines_of_run(goods, &part, events);
        settle(goods, &part, lines, &mut applied);
    }
    applied.units = if applied.total > 0 { consumed } else { Vec::new() };
    applied.asked = whole.min(bears);
    applied
}

/// The lines of one run take its amount; what those of the units cannot carry goes to the run's other lines.
fn lines_of_run(goods: &Goods, part: &RunPart, events: &mut Events) -> BTreeMap<usize, i64> {
    let mut weights: BTreeMap<usize, Rational> = BTreeMap::new();
    for &(unit, _) in &part.units {
        let state = &goods.units[unit];
        *weights.entry(state.line).or_insert(Rational::ZERO) += state.start;
    }
    let shares: Vec<Share<_>> = weights
        .iter()
        .map(|(&line, &weight)| Share {
            weight,
            cap: Rational::whole(goods.lines[line].room()),
            key: goods.lines[line].key.clone(),
        })
        .collect();
    if shares.len() > 1 {
        events.shared_runs += 1;
        if spread::exactly(Rational::whole(part.amount), &shares)
            .iter()
            .any(|part| !part.is_whole())
        {
            events.remainders += 1;
        }
    }
    let mut lines: BTreeMap<usize, i64> = weights
        .keys()
        .copied()
        .zip(spread::whole(part.amount, &shares))
        .collect();
    let mut rest = part.amount - lines.values().sum::<i64>();
    for &line in &goods.runs[part.run] {
        let taken = lines.get(&line).copied().unwrap_or(0);
        let more = rest.min(goods.lines[line].room() - taken);
        if more > 0 {
            lines.insert(line, taken + more);
            rest -= more;
        }
    }
    lines
}

/// Whether some price per unit of sale comes to this amount of a weighed line.
pub(super) fn meets(goods: &Goods, line: usize, amount: i64) -> bool {
    price_for(goods, line, amount).is_some()
}

/// The price nearest to `amount / quantity` that comes to the amount.
pub(super) fn price_for(goods: &Goods, line: usize, amount: i64) -> Option<i64> {
    let quantity = goods.lines[line].quantity;
    let ideal = Rational::whole(amount) / quantity;
    // A price further than half a minor unit's worth away cannot come to the amount.
    let reach = (Rational::whole(1) / quantity).ceil() + 1;
    let near = ideal.floor();
    let comes_to = |price: i64| (Rational::whole(price) * quantity).round(goods.mode) == amount;
    let first = nearest(ideal);
    if comes_to(first) {
        return Some(first);
    }
    (near.saturating_sub(reach).max(0)..=near + reach)
        .filter(|&price| comes_to(price))
        .min_by_key(|&price| (distance(Rational::whole(price), ideal), price))
}

/// The nearest whole number, the lower if two are equally near.
pub(super) fn nearest(number: Rational) -> i64 {
    let down = number.floor();
    if number - Rational::whole(down) > Rational::new(1, 2) {
        down + 1
    } else {
        down
    }
}

fn distance(left: Rational, right: Rational) -> Rational {
    if left > right { left - right } else { right - left }
}

/// What a weighed line cannot be priced at moves to the first other run of the same distribution that can carry it.
fn move_residues(goods: &Goods, parts: &mut [RunPart], events: &mut Events) {
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|&place| &goods.lines[goods.runs[parts[place].run][0]].key);
    let most: Vec<i64> = parts.iter().map(|part| goods.run_room(part.run, &part.units)).collect();
    for &place in &order {
        let line = goods.runs[parts[place].run][0];
        if !goods.lines[line].weighed {
            continue;
        }
        let net = goods.lines[line].net - parts[place].amount;
        if meets(goods, line, net) {
            continue;
        }
        let quantity = goods.lines[line].quantity;
        let near = (Rational::whole(net) / quantity).floor();
        let reachable: BTreeSet<i64> = (near.saturating_sub(2).max(0)..=near + 3)
            .map(|price| (Rational::whole(price) * quantity).round(goods.mode))
            .collect();
        let below = reachable.range(..net).next_back().copied();
        let above = reachable.range(net..).next().copied();
        let mut targets: Vec<i64> = below.into_iter().chain(above).collect();
        targets.sort_by_key(|target| ((target - net).abs(), *target));
        let carried = targets.iter().find_map(|&target| {
            let shift = net - target;
            let fits = |place: usize, amount: i64| (0..=most[place]).contains(&amount);
            let carrier = order.iter().copied().find(|&other| {
                let amount = parts[other].amount - shift;
                let line = goods.runs[parts[other].run][0];
                other != place
                    && fits(other, amount)
                    && (!goods.lines[line].weighed || meets(goods, line, goods.lines[line].net - amount))
            })?;
            fits(place, parts[place].amount + shift).then_some((carrier, shift))
        });
        if let Some((carrier, shift)) = carried {
            events.residues += 1;
            parts[place].amount += shift;
            parts[carrier].amount -= shift;
        }
    }
}

/// What each unit of an application loses, exactly (decision 0102): what it gets by itself, and the rest evenly.
fn losses(goods: &Goods, part: &RunPart) -> Vec<Rational> {
    let share = |unit: usize, weight: Rational, cap: Rational| Share {
        weight,
        cap,
        key: Reverse(unit),
    };
    let amount = Rational::whole(part.amount);
    let own: Rational = part.units.iter().map(|&(_, own)| own).sum();
    let one = Rational::whole(1);
    let mut losses: Vec<Rational> = if !part.of_sum && own < amount + one && amount < own + one {
        part.units.iter().map(|&(_, own)| cut(own, PARTS)).collect()
    } else {
        let shares: Vec<Share<_>> = part
            .units
            .iter()
            .map(|&(unit, weight)| share(unit, weight, goods.units[unit].amount))
            .collect();
        let exact = spread::exactly(amount, &shares).into_iter().zip(&shares);
        exact
            .map(|(part, share)| if part == share.cap { part } else { cut(part, 1) })
            .collect()
    };
    let given: Rational = losses.iter().copied().sum();
    let room = |(&(unit, _), &loss): (&(usize, Rational), &Rational)| {
        let cap = if amount > given {
            goods.units[unit].amount - loss
        } else {
            loss
        };
        share(unit, one, cap)
    };
    let evenly: Vec<Share<_>> = part.units.iter().zip(&losses).map(room).collect();
    let more = spread::exactly(distance(amount, given), &evenly);
    for (loss, more) in losses.iter_mut().zip(more) {
        *loss = if amount > given { *loss + more } else { *loss - more };
    }
    losses
}

/// Cut down to whole parts of a minor unit.
fn cut(amount: Rational, parts: i64) -> Rational {
    Rational::whole(amount.times(parts).floor()) / Rational::whole(parts)
}

/// Writes an application down: lines lose their parts, units share the run's result exactly.
fn settle(goods: &mut Goods, part: &RunPart, lines: BTreeMap<usize, i64>, applied: &mut Applied) {
    let losses = losses(goods, part);
    for (&(unit, _), loss) in part.units.iter().zip(losses) {
        goods.units[unit].amount -= loss;
    }
    for (line, amount) in lines {
        let quantity = part
            .units
            .iter()
            .filter(|&&(unit, _)| goods.units[unit].line == line)
            .map(|&(unit, _)| goods.units[unit].quantity)
            .sum();
        if amount > 0 {
            goods.lines[line].net -= amount;
            applied.total += amount;
            applied.taken.push(Taken { line, quantity, amount });
        }
    }
    if part.amount > 0 {
        applied.units.extend(part.units.iter().map(|&(unit, _)| unit));
    }
}
