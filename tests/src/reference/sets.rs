//! What a promotion with `for each` takes and gives: roles, instances and their discounts (semantics §5, §9.6, §9.7); it must not choose.

use super::super::model::{Base, Count, Effect, ForEach, Give, Items, Likeness, Pick, Promotion, Set, Target};
use super::RefError;
use super::condition::Scene;
use super::effect::{Rate, Resolved, base, climb};
use super::goods::Goods;
use super::rational::Rational;
use super::select;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// The object of a promotion on one receipt.
#[derive(Debug, Clone)]
pub(super) struct Object {
    pub(super) roles: Vec<Role>,
    gives: Vec<SetGive>,
    /// Its units stay free for others.
    pub(super) reuse: bool,
    /// At most so many instances.
    pub(super) times: Option<i64>,
    /// Ladders that reached a step; for the count of what tests have seen.
    pub(super) ladders: u64,
}

/// Who may fill a role.
#[derive(Debug, Clone)]
pub(super) struct Role {
    pub(super) units: Vec<usize>,
    pub(super) need: Need,
    pub(super) likeness: Likeness,
}

/// How much fills a role.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Need {
    /// Units, both ends included.
    Pieces(usize, usize),
    /// Grams or millilitres.
    Measure(Rational),
}

/// One `give` or `price` of a set.
#[derive(Debug, Clone)]
struct SetGive {
    what: What,
    base: Base,
    whom: Whom,
}

#[derive(Debug, Clone, Copy)]
enum What {
    Rate(Rate),
    Sum(i64),
    SetPrice(i64),
}

#[derive(Debug, Clone)]
enum Whom {
    Set,
    Role(usize),
    Units(Vec<usize>),
    Cheapest(usize),
    Dearest(usize),
}

/// Units taken together, each with its role.
pub(super) type Instance = Vec<(usize, usize)>;

/// One discount of an instance.
#[derive(Debug, Clone)]
pub(super) enum Portion {
    /// So much for each unit, clipped line by line and not spread.
    Each(Vec<(usize, Rational)>),
    /// One sum over units, which finds its way around floors.
    Sum(Rational, Vec<usize>),
}

/// Roles with their names, and whether the set leaves its units to others.
type Declared<'a> = (Vec<(Option<&'a str>, &'a Pick)>, bool);

/// The set that a promotion names.
fn declared<'a>(scene: &'a Scene<'_>, for_each: &'a ForEach) -> Option<Declared<'a>> {
    match for_each {
        ForEach::Inline(pick) => Some((vec![(None, pick)], false)),
        ForEach::Named(name) => {
            let (_, set): &(String, Set) = scene.programme.sets.iter().find(|(other, _)| other == name)?;
            let roles = set.roles.iter().map(|(role, pick)| (Some(role.as_str()), pick));
            let mut roles: Vec<(Option<&str>, &Pick)> = roles.collect();
            // In which order they are written means nothing.
            roles.sort_by_key(|(role, _)| *role);
            Some((roles, set.reuse))
        }
    }
}

/// Grams or millilitres of a quantity role, with its dimension; nothing for a role of pieces.
pub(super) fn measured(count: Count) -> Option<(u8, Rational)> {
    match count {
        Count::Quantity(milli, unit) if unit.dimension() != 0 => Some((
            unit.dimension(),
            Rational::milli(milli) * Rational::whole(unit.thousandths()),
        )),
        Count::Quantity(..) | Count::Pieces(..) => None,
    }
}

/// Makes the object of a promotion concrete; `counted` leaves out what never counts as pieces.
pub(super) fn object(
    scene: &Scene<'_>,
    promotion: &Promotion,
    for_each: &ForEach,
    counted: bool,
) -> Result<Object, RefError> {
    let (declared, reuse) = declared(scene, for_each).ok_or(RefError::Set)?;
    let goods = scene.goods;
    let matching = |items: &Items, wanted: &dyn Fn(usize) -> bool| -> Vec<usize> {
        (0..goods.units.len())
            .filter(|&unit| {
                let line = &goods.lines[goods.units[unit].line];
                !line.hidden && wanted(unit) && select::items(scene.programme, items, &line.facts)
            })
            .collect()
    };
    let weighed = |unit: usize| goods.lines[goods.units[unit].line].weighed;
    let role = |&(_, pick): &(Option<&str>, &Pick)| match (measured(pick.count), pick.count) {
        (Some((dimension, need)), _) => {
            let of_dimension = |unit: usize| {
                weighed(unit) && !counted && goods.lines[goods.units[unit].line].facts.unit.dimension() == dimension
            };
            Role {
                units: matching(&pick.items, &of_dimension),
                need: Need::Measure(need),
                likeness: pick.likeness,
            }
        }
        (None, count) => {
            let (least, most) = match count {
                Count::Pieces(least, most) => (least, most),
                Count::Quantity(milli, _) => (milli / 1000, milli / 1000),
            };
            let size = |count: i64| usize::try_from(count).unwrap_or(0);
            Role {
                units: matching(&pick.items, &|unit| !weighed(unit)),
                need: Need::Pieces(size(least), size(most)),
                likeness: pick.likeness,
            }
        }
    };
    let roles: Vec<Role> = declared.iter().map(role).collect();
    let whom = |items: &Items| -> Whom {
        if let Items::Named(name) = items
            && let Some(place) = declared.iter().position(|(role, _)| *role == Some(name.as_str()))
        {
            return Whom::Role(place);
        }
        Whom::Units(matching(items, &|_| true))
    };
    let size = |count: i64| usize::try_from(count).unwrap_or(0);
    let of_target = |target: &Target| match target {
        Target::Items(items) => Ok(whom(items)),
        Target::Set => Ok(Whom::Set),
        Target::Cheapest(count) => Ok(Whom::Cheapest(size(*count))),
        Target::Dearest(count) => Ok(Whom::Dearest(size(*count))),
        Target::Receipt => Err(RefError::Set),
    };
    let mut gives = Vec::new();
    let mut ladders = 0;
    for Give { effect, base } in &promotion.gives {
        let (what, whom) = match effect {
            Effect::Percent(points, target) => (What::Rate(Rate::Part(Rational::percent(*points))), of_target(target)?),
            Effect::Sum(minor, target) => (What::Sum(*minor), of_target(target)?),
            Effect::Each(minor, items) => (What::Rate(Rate::Each(*minor)), whom(items)),
            Effect::Price(minor, items) => (What::Rate(Rate::Price(*minor)), whom(items)),
            Effect::SetPrice(minor) => (What::SetPrice(*minor), Whom::Set),
            // What the receipt comes to decides, for every instance alike.
            Effect::Ladder(ladder) => match climb(scene, ladder) {
                Some(step) => {
                    ladders += 1;
                    let what = match step {
                        Resolved::Part(part) => What::Rate(Rate::Part(part)),
                        Resolved::Sum(minor) => What::Sum(minor),
                        Resolved::Each(minor) => What::Rate(Rate::Each(minor)),
                        Resolved::Price(minor) => What::Rate(Rate::Price(minor)),
                    };
                    (what, of_target(&ladder.target)?)
                }
                None => continue,
            },
        };
        gives.push(SetGive {
            what,
            base: *base,
            whom,
        });
    }
    // Sums may meet nothing else but sums and rates of other roles.
    let sums = gives.iter().any(|give| !matches!(give.what, What::Rate(_)));
    let roles_given: BTreeSet<usize> = gives
        .iter()
        .filter_map(|give| {
            if let Whom::Role(role) = give.whom {
                Some(role)
            } else {
                None
            }
        })
        .collect();
    if sums && gives.len() > 1 && roles_given.len() < gives.len() {
        return Err(RefError::SeveralSums);
    }
    Ok(Object {
        roles,
        gives,
        reuse,
        times: None,
        ladders,
    })
}

impl Object {
    /// Every unit that may be in an instance, ascending.
    pub(super) fn units(&self) -> Vec<usize> {
        let units: BTreeSet<usize> = self.roles.iter().flat_map(|role| role.units.iter().copied()).collect();
        units.into_iter().collect()
    }

    /// Whether no step of its ladders is reached and nothing else is given.
    pub(super) fn gives_nothing(&self) -> bool {
        self.gives.is_empty()
    }

    /// The same with nothing but one minor unit for each instance: what it comes to is the number of instances.
    pub(super) fn counting(self) -> Object {
        let one = SetGive {
            what: What::Sum(1),
            base: Base::Start,
            whom: Whom::Set,
        };
        Object {
            gives: vec![one],
            ..self
        }
    }

    /// The same over fewer units.
    pub(super) fn only(&self, free: &dyn Fn(usize) -> bool) -> Object {
        let mut object = self.clone();
        for role in &mut object.roles {
            role.units.retain(|&unit| free(unit));
        }
        object
    }

    /// Whether it gives sums that find their way around floors.
    pub(super) fn spreads(&self) -> bool {
        self.gives.iter().any(|give| !matches!(give.what, What::Rate(_)))
    }

    /// Units of an instance that a discount lies on. The cheapest are asked among those that may receive.
    fn receivers(&self, goods: &Goods, whom: &Whom, instance: &Instance) -> Vec<usize> {
        let all = instance.iter().map(|&(_, unit)| unit);
        match whom {
            Whom::Set => all.collect(),
            Whom::Role(role) => instance
                .iter()
                .filter(|(of, _)| of == role)
                .map(|&(_, unit)| unit)
                .collect(),
            Whom::Units(units) => all.filter(|unit| units.binary_search(unit).is_ok()).collect(),
            Whom::Cheapest(count) | Whom::Dearest(count) => {
                let mut open: Vec<usize> = all
                    .filter(|&unit| !goods.lines[goods.units[unit].line].barred)
                    .collect();
                // Of equally cheap units of one product those that still cost most go first: on which lines they stand is
                // nothing to their price.
                let order = |unit: usize| {
                    let state = &goods.units[unit];
                    let line = &goods.lines[state.line];
                    (&line.facts.sku, Reverse(state.amount), &line.key, unit)
                };
                let ascending = matches!(whom, Whom::Cheapest(_));
                let by_amount = |left: Rational, right: Rational| {
                    let by_amount = left.cmp(&right);
                    if ascending { by_amount } else { by_amount.reverse() }
                };
                open.sort_by(|&left, &right| {
                    let starts = (goods.units[left].start, goods.units[right].start);
                    by_amount(starts.0, starts.1).then_with(|| order(left).cmp(&order(right)))
                });
                // Whatever fills a role by weight, volume or length is one thing, for which its first unit stands.
                let mut things: Vec<(usize, Vec<usize>)> = Vec::new();
                for unit in open {
                    let role = instance
                        .iter()
                        .find(|&&(_, other)| other == unit)
                        .map_or(0, |&(role, _)| role);
                    let measured = matches!(self.roles[role].need, Need::Measure(_));
                    match things.iter_mut().find(|(other, _)| measured && *other == role) {
                        Some((_, thing)) => thing.push(unit),
                        None => things.push((role, vec![unit])),
                    }
                }
                let costs = |thing: &[usize]| thing.iter().map(|&unit| goods.units[unit].start).sum::<Rational>();
                things.sort_by(|(_, left), (_, right)| {
                    by_amount(costs(left), costs(right)).then_with(|| order(left[0]).cmp(&order(right[0])))
                });
                things.truncate(*count);
                things.into_iter().flat_map(|(_, thing)| thing).collect()
            }
        }
    }

    /// What an instance gives, before any clipping. Of several rates a unit gets the best one.
    pub(super) fn portions(&self, goods: &Goods, instance: &Instance) -> Vec<Portion> {
        let mut each: Vec<(usize, Rational)> = Vec::new();
        let mut portions = Vec::new();
        for give in &self.gives {
            let units = self.receivers(goods, &give.whom, instance);
            match give.what {
                What::Rate(rate) => {
                    for unit in units {
                        let state = &goods.units[unit];
                        if goods.lines[state.line].barred {
                            continue;
                        }
                        let value = match rate {
                            Rate::Part(part) => part * base(give.base, state),
                            Rate::Each(minor) => Rational::whole(minor) * state.quantity,
                            Rate::Price(minor) => above(state.start, Rational::whole(minor) * state.quantity),
                        };
                        match each.iter_mut().find(|(other, _)| *other == unit) {
                            Some((_, best)) => *best = (*best).max(value),
                            None => each.push((unit, value)),
                        }
                    }
                }
                What::Sum(minor) => portions.push(Portion::Sum(Rational::whole(minor), units)),
                What::SetPrice(minor) => {
                    let costs: Rational = units.iter().map(|&unit| goods.units[unit].start).sum();
                    portions.push(Portion::Sum(above(costs, Rational::whole(minor)), units));
                }
            }
        }
        if !each.is_empty() {
            portions.push(Portion::Each(each));
        }
        portions
    }

    /// Every instance that equal units can form: `classes` are lists of equal units, an option names a class for each unit.
    ///
    /// Gives nothing if there are more than `most`.
    pub(super) fn options(&self, goods: &Goods, classes: &[Vec<usize>], most: usize) -> Option<Vec<Instance>> {
        let mut found = Vec::new();
        let mut used = vec![0; classes.len()];
        self.fill(goods, classes, 0, &mut Vec::new(), &mut used, &mut found, most)?;
        Some(found)
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the state of one recursion, kept flat to stay readable"
    )]
    fn fill(
        &self,
        goods: &Goods,
        classes: &[Vec<usize>],
        role: usize,
        taken: &mut Instance,
        used: &mut Vec<usize>,
        found: &mut Vec<Instance>,
        most: usize,
    ) -> Option<()> {
        let Some(rules) = self.roles.get(role) else {
            found.push(taken.clone());
            return (found.len() <= most).then_some(());
        };
        let mine: Vec<usize> = taken
            .iter()
            .filter(|(of, _)| *of == role)
            .map(|&(_, class)| class)
            .collect();
        let sku = |class: usize| &goods.lines[goods.units[classes[class][0]].line].facts.sku;
        let measure = |class: usize| {
            let unit = &goods.units[classes[class][0]];
            unit.quantity * Rational::whole(goods.lines[unit.line].facts.unit.thousandths())
        };
        let (full, may_grow) = match rules.need {
            Need::Pieces(least, most) => (mine.len() >= least, mine.len() < most),
            Need::Measure(need) => {
                let has: Rational = mine.iter().map(|&class| measure(class)).sum();
                (has == need, has < need)
            }
        };
        if full {
            self.fill(goods, classes, role + 1, taken, used, found, most)?;
        }
        if !may_grow {
            return Some(());
        }
        for class in mine.last().copied().unwrap_or(0)..classes.len() {
            let alike = match rules.likeness {
                Likeness::Any => true,
                Likeness::Distinct => mine.iter().all(|&other| sku(other) != sku(class)),
                Likeness::Same => mine.iter().all(|&other| sku(other) == sku(class)),
            };
            let fits = rules.units.binary_search(&classes[class][0]).is_ok();
            if alike && fits && used[class] < classes[class].len() {
                used[class] += 1;
                taken.push((role, class));
                self.fill(goods, classes, role, taken, used, found, most)?;
                taken.pop();
                used[class] -= 1;
            }
        }
        Some(())
    }
}

/// The first without the second, never less than nothing.
fn above(costs: Rational, price: Rational) -> Rational {
    if costs > price { costs - price } else { Rational::ZERO }
}
