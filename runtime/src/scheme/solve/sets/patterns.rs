//! The instances that equal units can form, and what each gives (semantics §5): roles filled class by class, gives laid on
//! the set, a role, goods, the cheapest or the dearest. It chooses none of them.

use std::cmp::Reverse;

use perk_plan::plan::Alike;

use super::packing::{Portion, Use};
use crate::index::wide;

/// A set on one receipt.
#[derive(Debug, Clone)]
pub(crate) struct Rules {
    pub roles: Vec<Role>,
    pub gives: Vec<Give>,
}

/// Who may fill a role.
#[derive(Debug, Clone)]
pub(crate) struct Role {
    pub size: Size,
    pub alike: Alike,
    /// Ascending.
    pub classes: Vec<u32>,
}

/// How much fills a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Size {
    /// Both ends included.
    Pieces { least: i64, most: i64 },
    /// Exactly so much of weight, volume or length.
    Measure(i128),
}

/// One `give` or `price`; money scaled.
#[derive(Debug, Clone)]
pub(crate) enum Give {
    /// So much for each unit, by class.
    Rate { to: Whom, values: Vec<i128> },
    /// One sum.
    Sum { to: Whom, money: i128 },
    /// What the units cost above a price.
    Price(i128),
}

/// Units of an instance that a discount lies on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whom {
    Set,
    Role(u16),
    Cheapest(Few),
    Dearest(Few),
}

/// So many things of an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Few {
    pub count: i64,
    /// One bit for each role that is filled by weight, volume or length: whatever fills it is one thing (decision 0113).
    pub measured: u64,
}

impl Few {
    fn is_one(self, role: u16) -> bool {
        self.measured.checked_shr(u32::from(role)).unwrap_or(0) & 1 == 1
    }
}

impl Give {
    pub(super) fn to(&self) -> Whom {
        match self {
            Self::Rate { to, .. } | Self::Sum { to, .. } => *to,
            Self::Price(_) => Whom::Set,
        }
    }
}

/// What instances need to know of a class.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Facts {
    pub units: i64,
    /// What a unit costs now, scaled: the most that it may get.
    pub amount: i128,
    /// By this those that still cost most come first; any figures that stand in the same order.
    pub left: i128,
    /// What it cost at the start of the scheme, scaled: what prices and sums go by.
    pub start: i128,
    /// It may receive discounts.
    pub receives: bool,
    pub sku: u32,
    /// Weight, volume or length of a unit.
    pub measure: i128,
    /// Among equally cheap units: the place of its SKU, and of its line.
    pub order: (u32, u32),
}

/// An instance, class by class.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    pub uses: Vec<Use>,
    /// How it gives, where that was asked for.
    pub portions: Vec<Portion>,
    /// Before floors, scaled.
    pub gain: i128,
}

/// All instances of a set that give anything.
#[derive(Debug, Clone, Default)]
pub(crate) struct Patterns {
    pub list: Vec<Pattern>,
    /// Whether some were left out because there are too many.
    pub partly: bool,
    /// Whether instances that give a sum give all of it, and nothing else.
    pub sums: bool,
}

/// How far apart the picks of a role may be among its classes, if not all instances can be listed.
const WINDOWS: [usize; 6] = [usize::MAX, 12, 6, 3, 1, 0];

/// Lists the instances of a set, `most` of them; if there are more, those of dear goods of neighbouring prices. `portions`: with
/// how each gives.
pub(crate) fn patterns(rules: &Rules, facts: &[Facts], most: usize, portions: bool) -> Patterns {
    let fewer = dearest(rules, facts, most);
    let partly = fewer.is_some();
    let rules = fewer.as_ref().unwrap_or(rules);
    for window in WINDOWS {
        let mut filling = Filling {
            rules,
            facts,
            window,
            limit: most,
            used: vec![0; facts.len()],
            uses: Vec::new(),
            list: Vec::new(),
            steps: 0,
            pricing: Pricing::default(),
            portions,
            sums: true,
        };
        let all = filling.role(0);
        if all || window == 0 {
            return Patterns {
                list: filling.list,
                partly: partly || !all || window < usize::MAX,
                sums: filling.sums,
            };
        }
    }
    Patterns::default()
}

/// With several roles, so few of the dearest classes of each that their product can be listed; `None`: all can.
fn dearest(rules: &Rules, facts: &[Facts], limit: usize) -> Option<Rules> {
    let product = |most: usize| {
        let sizes = rules.roles.iter().map(|role| role.classes.len().min(most));
        sizes.fold(1_usize, usize::saturating_mul)
    };
    if rules.roles.len() < 2 || product(usize::MAX) <= limit {
        return None;
    }
    let mut most = 1_usize;
    while product(most.saturating_add(1)) <= limit {
        most = most.saturating_add(1);
    }
    let mut fewer = rules.clone();
    for role in &mut fewer.roles {
        role.classes.sort_by_key(|class| {
            let start = facts.get(wide(*class)).map_or(0, |facts| facts.start);
            (Reverse(start), *class)
        });
        role.classes.truncate(most);
        role.classes.sort_unstable();
    }
    Some(fewer)
}

struct Filling<'a> {
    rules: &'a Rules,
    facts: &'a [Facts],
    window: usize,
    /// The most that are listed.
    limit: usize,
    /// By class.
    used: Vec<i64>,
    uses: Vec<Use>,
    list: Vec<Pattern>,
    steps: usize,
    pricing: Pricing,
    portions: bool,
    sums: bool,
}

/// How full a role is.
#[derive(Debug, Clone, Copy, Default)]
struct Filled {
    pieces: i64,
    measure: i128,
}

impl Filling<'_> {
    /// Fills a role and those after it; `false`: there are too many ways.
    fn role(&mut self, number: usize) -> bool {
        if self.rules.roles.get(number).is_none() {
            let mut portions = Vec::new();
            let into = self.portions.then_some(&mut portions);
            let (gain, whole) = self.pricing.value(&self.rules.gives, self.facts, &self.uses, into);
            if gain > 0 {
                self.sums &= whole;
                self.list.push(Pattern {
                    uses: self.uses.clone(),
                    portions,
                    gain,
                });
            }
            return self.list.len() <= self.limit;
        }
        self.class(number, 0, Filled::default(), None)
    }

    /// Goes on filling a role from one of its classes on.
    fn class(&mut self, number: usize, at: usize, filled: Filled, last: Option<usize>) -> bool {
        self.steps = self.steps.saturating_add(1);
        let rules = self.rules;
        let Some(role) = rules.roles.get(number) else {
            return true;
        };
        if self.steps > self.limit.saturating_mul(8) {
            return false;
        }
        let (full, open) = match role.size {
            Size::Pieces { least, most } => (filled.pieces >= least, most.saturating_sub(filled.pieces)),
            Size::Measure(need) => (filled.measure == need, i64::MAX),
        };
        if full && !self.role(number.saturating_add(1)) {
            return false;
        }
        let reach = last.map_or(usize::MAX, |last| last.saturating_add(self.window));
        for (place, class) in role.classes.iter().enumerate().skip(at) {
            if place > reach {
                break;
            }
            let Some(facts) = self.facts.get(wide(*class)).copied() else {
                continue;
            };
            let used = self.used.get(wide(*class)).copied().unwrap_or(0);
            let mut most = facts.units.saturating_sub(used).min(open);
            if let Size::Measure(need) = role.size {
                let fits = need
                    .saturating_sub(filled.measure)
                    .checked_div(facts.measure)
                    .unwrap_or(0);
                most = most.min(i64::try_from(fits).unwrap_or(0));
            }
            let mine = self.uses.iter().filter(|one| wide(u32::from(one.role)) == number);
            let mut skus = mine.map(|one| self.facts.get(wide(one.class)).map_or(u32::MAX, |facts| facts.sku));
            match role.alike {
                Alike::Any => {}
                Alike::Distinct => {
                    most = if skus.any(|sku| sku == facts.sku) {
                        0
                    } else {
                        most.min(1)
                    }
                }
                Alike::Same => most = if skus.all(|sku| sku == facts.sku) { most } else { 0 },
            }
            for units in 1..=most {
                self.uses.push(Use {
                    role: u16::try_from(number).unwrap_or(u16::MAX),
                    class: *class,
                    units,
                });
                self.set(*class, units);
                let filled = Filled {
                    pieces: filled.pieces.saturating_add(units),
                    measure: filled
                        .measure
                        .saturating_add(facts.measure.saturating_mul(i128::from(units))),
                };
                let go = self.class(number, place.saturating_add(1), filled, Some(place));
                self.set(*class, units.saturating_neg());
                self.uses.pop();
                if !go {
                    return false;
                }
            }
        }
        true
    }

    fn set(&mut self, class: u32, units: i64) {
        if let Some(used) = self.used.get_mut(wide(class)) {
            *used = used.saturating_add(units);
        }
    }
}

/// A unit of an instance.
#[derive(Debug, Clone, Copy)]
struct Unit {
    role: u16,
    class: u32,
    /// The best give, and what it comes to by itself.
    best: Option<(usize, i128)>,
}

/// Who gives first: by price, product, what still costs most, line; of one line the first unit, in whatever role.
type Turn = (i128, u32, Reverse<i128>, u32, u32, usize);

/// Works out what instances give; it keeps its room from one to the next.
#[derive(Debug, Default)]
pub(super) struct Pricing {
    units: Vec<Unit>,
    /// By give: the sum that it gives.
    sums: Vec<Option<i128>>,
    /// Units that a discount lies on.
    on: Vec<usize>,
    turns: Vec<Turn>,
}

/// What an instance gives before floors: of several discounts each unit gets the better one.
pub(super) fn portions(gives: &[Give], facts: &[Facts], uses: &[Use]) -> Vec<Portion> {
    let mut portions = Vec::new();
    Pricing::default().value(gives, facts, uses, Some(&mut portions));
    portions
}

impl Pricing {
    /// What an instance gains before floors, and whether a sum that it gives is given whole and nothing else is.
    fn value(
        &mut self,
        gives: &[Give],
        facts: &[Facts],
        uses: &[Use],
        mut portions: Option<&mut Vec<Portion>>,
    ) -> (i128, bool) {
        let of = |unit: &Unit| facts.get(wide(unit.class));
        let receives = |unit: &Unit| of(unit).is_some_and(|facts| facts.receives);
        let start = |unit: &Unit| of(unit).map_or(0, |facts| facts.start);
        let amount = |unit: &Unit| of(unit).map_or(0, |facts| facts.amount);
        self.units.clear();
        self.sums.clear();
        for one in uses {
            for _ in 0..one.units {
                self.units.push(Unit {
                    role: one.role,
                    class: one.class,
                    best: None,
                });
            }
        }
        for (number, give) in gives.iter().enumerate() {
            self.receivers(give.to(), facts);
            let units = &self.units;
            let cost = |bears: bool| {
                let of = self.on.iter().filter_map(|at| units.get(*at));
                of.filter(|unit| !bears || receives(unit))
                    .fold(0_i128, |sum, unit| sum.saturating_add(start(unit)))
            };
            let sum = match give {
                Give::Rate { .. } => None,
                Give::Sum { money, .. } => Some(*money),
                Give::Price(price) => Some(cost(false).saturating_sub(*price).max(0)),
            };
            let weight = if sum.is_some() { cost(true) } else { 0 };
            for at in &self.on {
                let Some(unit) = self.units.get_mut(*at).filter(|unit| receives(unit)) else {
                    continue;
                };
                let worth = match (give, sum) {
                    // Alone it is the best, whatever it comes to.
                    (_, Some(_)) if gives.len() == 1 => 0,
                    (_, Some(sum)) => sum.saturating_mul(start(unit)).checked_div(weight).unwrap_or(0),
                    (Give::Rate { values, .. }, None) => values.get(wide(unit.class)).copied().unwrap_or(0),
                    (Give::Sum { .. } | Give::Price(_), None) => 0,
                };
                if unit.best.is_none_or(|(_, other)| worth > other) {
                    unit.best = Some((number, worth));
                }
            }
            self.sums.push(sum);
        }
        let mut gain: i128 = 0;
        // How many discounts there are, and the sums among them.
        let (mut count, mut of_sums) = (0_usize, None);
        for (number, sum) in self.sums.iter().enumerate() {
            let Some(sum) = sum.filter(|sum| *sum > 0) else {
                continue;
            };
            let units = self.units.iter();
            let mine = units.filter(|unit| unit.best.is_some_and(|(give, _)| give == number));
            let bears = mine.clone().fold(0_i128, |all, unit| all.saturating_add(amount(unit)));
            if bears > 0 {
                gain = gain.saturating_add(sum.min(bears));
                count = count.saturating_add(1);
                of_sums = Some(sum);
                if let Some(portions) = portions.as_deref_mut() {
                    let parts = counted(mine.map(|unit| (unit.class, start(unit))));
                    portions.push(Portion { sum: Some(sum), parts });
                }
            }
        }
        let rated = self.units.iter().filter_map(|unit| {
            let (give, worth) = unit.best?;
            let rate = self.sums.get(give).copied().flatten().is_none();
            (rate && worth > 0).then(|| (unit.class, worth.min(amount(unit))))
        });
        if rated.clone().next().is_some() {
            count = count.saturating_add(1);
            gain = rated.clone().fold(gain, |sum, (_, worth)| sum.saturating_add(worth));
            if let Some(portions) = portions {
                let parts = counted(rated);
                portions.push(Portion { sum: None, parts });
            }
        }
        (gain, of_sums.is_none_or(|sum| count == 1 && gain == sum))
    }

    /// Positions of the units that a discount lies on. The cheapest are asked among those that may receive.
    fn receivers(&mut self, to: Whom, facts: &[Facts]) {
        self.on.clear();
        let all = self.units.iter().enumerate();
        let (few, cheap) = match to {
            Whom::Set => {
                self.on.extend(0..self.units.len());
                return;
            }
            Whom::Role(role) => {
                self.on
                    .extend(all.filter(|(_, unit)| unit.role == role).map(|(at, _)| at));
                return;
            }
            Whom::Cheapest(few) => (few, true),
            Whom::Dearest(few) => (few, false),
        };
        // Of equally cheap units of one product those that still cost most go first (decision 0114).
        self.turns.clear();
        for (at, unit) in all {
            if let Some(facts) = facts.get(wide(unit.class)).filter(|facts| facts.receives) {
                let Facts { start, left, order, .. } = *facts;
                let start = if cheap { start } else { start.saturating_neg() };
                self.turns
                    .push((start, order.0, Reverse(left), order.1, unit.class, at));
            }
        }
        if few.measured != 0 {
            self.join_measured(few);
        }
        if few.count == 1 {
            self.on.extend(self.turns.iter().min().map(|(.., at)| *at));
        } else {
            self.turns.sort_unstable();
            self.on
                .extend(self.turns.iter().take(size(few.count)).map(|(.., at)| *at));
        }
        if few.measured != 0 {
            self.spread_measured(few, facts);
        }
    }

    /// Leaves one turn for each role that is filled by measure: the first of its units stands for all that they cost.
    fn join_measured(&mut self, few: Few) {
        let units = &self.units;
        let role_of = |turn: &Turn| units.get(turn.5).map_or(u16::MAX, |unit| unit.role);
        self.turns.sort_unstable();
        let mut joined: Vec<Turn> = Vec::with_capacity(self.turns.len());
        for turn in &self.turns {
            let role = role_of(turn);
            let same = joined
                .iter_mut()
                .find(|other| few.is_one(role) && role_of(other) == role);
            match same {
                Some(first) => first.0 = first.0.saturating_add(turn.0),
                None => joined.push(*turn),
            }
        }
        self.turns = joined;
    }

    /// Lays a discount that lies on the first unit of a role by measure on all that fills it.
    fn spread_measured(&mut self, few: Few, facts: &[Facts]) {
        let units = &self.units;
        let of_role = |at: &usize| units.get(*at).map(|unit| unit.role).filter(|role| few.is_one(*role));
        let roles: Vec<u16> = self.on.iter().filter_map(of_role).collect();
        self.on.retain(|at| of_role(at).is_none());
        for (at, unit) in units.iter().enumerate() {
            let receives = facts.get(wide(unit.class)).is_some_and(|facts| facts.receives);
            if receives && roles.contains(&unit.role) {
                self.on.push(at);
            }
        }
    }
}

fn size(units: i64) -> usize {
    usize::try_from(units).unwrap_or(0)
}

/// Units that get the same, counted.
fn counted(units: impl Iterator<Item = (u32, i128)>) -> Vec<(u32, i64, i128)> {
    let mut counts: Vec<(u32, i128, i64)> = units.map(|(class, each)| (class, each, 1)).collect();
    counts.sort_unstable();
    counts.dedup_by(|next, last| {
        let same = (next.0, next.1) == (last.0, last.1);
        if same {
            last.2 = last.2.saturating_add(1);
        }
        same
    });
    counts
        .into_iter()
        .map(|(class, each, count)| (class, count, each))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::PATTERNS;

    const ONE: Few = Few { count: 1, measured: 0 };

    fn facts(list: &[(i64, i128)]) -> Vec<Facts> {
        (0_u32..)
            .zip(list)
            .map(|(at, (units, amount))| Facts {
                units: *units,
                amount: *amount,
                left: *amount,
                start: *amount,
                receives: true,
                sku: at,
                measure: 0,
                order: (at, at),
            })
            .collect()
    }

    fn pieces(least: i64, most: i64, classes: &[u32]) -> Role {
        Role {
            size: Size::Pieces { least, most },
            alike: Alike::Any,
            classes: classes.to_vec(),
        }
    }

    fn gains(rules: &Rules, facts: &[Facts]) -> Vec<i128> {
        patterns(rules, facts, PATTERNS, false)
            .list
            .iter()
            .map(|pattern| pattern.gain)
            .collect()
    }

    #[test]
    fn three_for_two_lists_each_way_to_take_three() {
        let facts = facts(&[(2, 100), (1, 70), (1, 50)]);
        let free = Give::Rate {
            to: Whom::Cheapest(ONE),
            values: vec![100, 70, 50],
        };
        let rules = Rules {
            roles: vec![pieces(3, 3, &[0, 1, 2])],
            gives: vec![free],
        };
        // aab, aac, abc: the cheapest is free.
        assert_eq!(gains(&rules, &facts), [50, 70, 50]);
    }

    #[test]
    fn a_price_for_the_set_is_never_above_what_it_costs() {
        let facts = facts(&[(1, 100), (1, 30), (1, 80), (1, 90)]);
        let rules = Rules {
            roles: vec![pieces(1, 1, &[0, 1]), pieces(1, 1, &[2, 3])],
            gives: vec![Give::Price(150)],
        };
        assert_eq!(gains(&rules, &facts), [30, 40]);
    }

    #[test]
    fn distinct_and_same_go_by_sku() {
        let mut facts = facts(&[(2, 10), (2, 20), (2, 30)]);
        if let Some(last) = facts.last_mut() {
            last.sku = 1;
        }
        let of = |alike: Alike| Rules {
            roles: vec![Role {
                alike,
                ..pieces(2, 2, &[0, 1, 2])
            }],
            gives: vec![Give::Sum {
                to: Whom::Set,
                money: 1,
            }],
        };
        let ways = |alike: Alike| patterns(&of(alike), &facts, PATTERNS, false).list.len();
        // aa ab ac bb bc cc; b and c are one SKU.
        assert_eq!([ways(Alike::Any), ways(Alike::Distinct), ways(Alike::Same)], [6, 2, 4]);
    }

    #[test]
    fn of_equally_cheap_units_those_that_still_cost_most_are_given() {
        // Two units of one product at 33; an earlier promotion of an `all` scheme has taken all of one.
        let mut facts = facts(&[(1, 0), (1, 33)]);
        for facts in &mut facts {
            (facts.start, facts.sku, facts.order) = (33, 0, (0, 0));
        }
        facts.iter_mut().for_each(|facts| facts.left = facts.amount);
        let fifth = Give::Rate {
            to: Whom::Cheapest(ONE),
            values: vec![6, 6],
        };
        let rules = Rules {
            roles: vec![pieces(2, 2, &[0, 1])],
            gives: vec![fifth],
        };
        assert_eq!(gains(&rules, &facts), [6]);
    }

    #[test]
    fn too_many_are_listed_in_part_and_said_to_be() {
        let facts = facts(&[(1, 10); 60]);
        let classes: Vec<u32> = (0..60).collect();
        let rules = Rules {
            roles: vec![pieces(4, 4, &classes)],
            gives: vec![Give::Price(1)],
        };
        let found = patterns(&rules, &facts, PATTERNS, false);
        assert!(
            found.partly && !found.list.is_empty() && found.list.len() <= PATTERNS,
            "{}",
            found.list.len()
        );
    }
}
