//! A promotion made concrete at the start of its scheme: who may receive and how much each (semantics §2, §5); it must not know other promotions.

use super::super::model::{Base, BasisPoints, Effect, Give, Ladder, Measure, Promotion, Step, Target, Value};
use super::condition::Scene;
use super::decision::{Events, Reason};
use super::goods::{Goods, Unit};
use super::rational::Rational;
use super::sets::{self, Object};
use super::{RefError, select, uses};

/// A promotion whose conditions hold and that has something to act on.
#[derive(Debug, Clone)]
pub(super) struct Candidate<'a> {
    pub(super) promotion: &'a Promotion,
    /// Place in the programme.
    pub(super) index: usize,
    pub(super) kind: Kind,
    /// The same without a limit of pieces, which never grants a weighed line.
    pub(super) whole: Kind,
    /// At most so many units.
    pub(super) pieces: Option<i64>,
    /// At most so much money; `true` where the last use is cut.
    pub(super) money: Vec<(i64, bool)>,
}

/// How a promotion gives.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    /// Each unit by itself; of several the better.
    PerUnit(Vec<PerUnit>),
    /// One sum over units.
    Sum(i64, Vec<usize>),
    /// A percent of the receipt.
    Receipt(Rational, Base, Vec<usize>),
    /// For each set.
    Set(Object),
}

/// One `give` on each unit.
#[derive(Debug, Clone)]
pub(super) struct PerUnit {
    pub(super) rate: Rate,
    pub(super) base: Base,
    pub(super) units: Vec<usize>,
}

/// What a unit gets.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rate {
    /// This part of its base.
    Part(Rational),
    /// This much per unit of sale.
    Each(i64),
    /// So much that it costs this per unit of sale.
    Price(i64),
}

impl PerUnit {
    fn value(&self, unit: &Unit) -> Rational {
        match self.rate {
            Rate::Part(part) => part * base(self.base, unit),
            Rate::Each(minor) => Rational::whole(minor) * unit.quantity,
            Rate::Price(minor) => {
                let price = Rational::whole(minor) * unit.quantity;
                if unit.start > price {
                    unit.start - price
                } else {
                    Rational::ZERO
                }
            }
        }
    }
}

pub(super) fn base(base: Base, unit: &Unit) -> Rational {
    match base {
        Base::Start => unit.start,
        Base::List => unit.list,
        Base::Running => unit.amount,
    }
}

impl Kind {
    fn units(&self) -> Vec<usize> {
        match self {
            Kind::PerUnit(gives) => {
                let mut units: Vec<usize> = gives.iter().flat_map(|give| give.units.iter().copied()).collect();
                units.sort_unstable();
                units.dedup();
                units
            }
            Kind::Sum(_, units) | Kind::Receipt(_, _, units) => units.clone(),
            Kind::Set(object) => object.units(),
        }
    }

    fn nominal(&self, goods: &Goods, unit: usize) -> Rational {
        match self {
            Kind::PerUnit(gives) => gives
                .iter()
                .filter(|give| give.units.binary_search(&unit).is_ok())
                .map(|give| give.value(&goods.units[unit]))
                .max()
                .unwrap_or(Rational::ZERO),
            Kind::Sum(..) | Kind::Set(_) => Rational::ZERO,
            Kind::Receipt(part, of, _) => *part * base(*of, &goods.units[unit]),
        }
    }
}

impl Candidate<'_> {
    /// Every unit that may receive something, ascending.
    pub(super) fn units(&self) -> Vec<usize> {
        self.kind.units()
    }

    /// Whether it gives sums, or is cut by a limit, so that it finds its way around floors.
    pub(super) fn spreads(&self) -> bool {
        let sums = match &self.kind {
            Kind::Sum(..) => true,
            Kind::Set(object) => object.spreads(),
            Kind::PerUnit(_) | Kind::Receipt(..) => false,
        };
        sums || self.cut().is_some()
    }

    /// Whether it takes sets.
    pub(super) fn takes_sets(&self) -> bool {
        matches!(self.kind, Kind::Set(_))
    }

    /// The same over free units, for a promotion that takes sets. `reuse` takes what others have taken too.
    pub(super) fn only(&self, free: &dyn Fn(usize) -> bool) -> Self {
        let kind = match &self.kind {
            Kind::Set(object) if !object.reuse => Kind::Set(object.only(free)),
            Kind::Set(_) | Kind::PerUnit(_) | Kind::Sum(..) | Kind::Receipt(..) => self.kind.clone(),
        };
        Candidate { kind, ..self.clone() }
    }

    /// What a unit would get before any clipping; nothing for a sum.
    pub(super) fn nominal(&self, goods: &Goods, unit: usize) -> Rational {
        self.kind.nominal(goods, unit)
    }

    /// Benefit alone, before limits, floors and clipping.
    pub(super) fn uncapped(&self, goods: &Goods) -> Rational {
        match &self.whole {
            Kind::Sum(sum, _) => Rational::whole(*sum),
            Kind::PerUnit(_) | Kind::Receipt(..) | Kind::Set(_) => {
                let units = self.whole.units();
                units.iter().map(|&unit| self.whole.nominal(goods, unit)).sum()
            }
        }
    }

    /// The least money limit that cuts, if any.
    pub(super) fn cut(&self) -> Option<i64> {
        self.money
            .iter()
            .filter(|(_, partial)| *partial)
            .map(|(amount, _)| *amount)
            .min()
    }

    /// The least money limit that refuses, if any.
    pub(super) fn refusal(&self) -> Option<i64> {
        self.money
            .iter()
            .filter(|(_, partial)| !*partial)
            .map(|(amount, _)| *amount)
            .min()
    }

    /// The same promotion as if no money limit refused anything.
    pub(super) fn unlimited_money(&self) -> Self {
        Candidate {
            money: Vec::new(),
            ..self.clone()
        }
    }

    /// The same promotion as if it had no limits.
    pub(super) fn unlimited(&self) -> Self {
        Candidate {
            kind: self.whole.clone(),
            pieces: None,
            money: Vec::new(),
            ..self.clone()
        }
    }
}

/// Makes a promotion concrete, or says why there is nothing to do.
pub(super) fn resolve<'a>(
    scene: &Scene<'_>,
    promotion: &'a Promotion,
    index: usize,
    events: &mut Events,
) -> Result<Result<Candidate<'a>, Reason>, RefError> {
    if let Some(reason) = scene.refusal(promotion) {
        return Ok(Err(reason));
    }
    let Some(left) = uses::left(scene.world, promotion) else {
        return Ok(Err(Reason::NoKey));
    };
    events.uses += left.touched;
    events.spent += u64::from(left.nothing);
    let (mut times, mut pieces) = (left.times, left.pieces);
    let mut money: Vec<(i64, bool)> = left.money.into_iter().collect();
    if left.nothing {
        (times, pieces, money) = (Some(0), None, Vec::new());
    }
    if let Some(for_each) = &promotion.for_each {
        let whole = sets::object(scene, promotion, for_each, false)?;
        if whole.gives_nothing() {
            return Ok(Err(Reason::Ladder));
        }
        events.ladders += whole.ladders;
        // A use is one instance.
        let mut limited = sets::object(scene, promotion, for_each, pieces.is_some())?;
        limited.times = times;
        return Ok(Ok(Candidate {
            promotion,
            index,
            kind: Kind::Set(limited),
            whole: Kind::Set(whole),
            pieces,
            money,
        }));
    }
    let whole = match kind(scene, promotion, false, events) {
        Ok(whole) => whole,
        Err(reason) => return Ok(Err(reason)),
    };
    let kind = if left.nothing {
        Kind::PerUnit(Vec::new())
    } else if pieces.is_some() {
        // A limit of pieces may leave nothing; then it is the limit that makes the effect zero.
        kind(scene, promotion, true, &mut Events::default()).unwrap_or(Kind::PerUnit(Vec::new()))
    } else {
        whole.clone()
    };
    Ok(Ok(Candidate {
        promotion,
        index,
        kind,
        whole,
        pieces,
        money,
    }))
}

/// How a promotion gives on this receipt; `counted` leaves out what never counts as pieces.
fn kind(scene: &Scene<'_>, promotion: &Promotion, counted: bool, events: &mut Events) -> Result<Kind, Reason> {
    let receivers = |target: &Target| -> Vec<usize> {
        let goods = scene.goods;
        (0..goods.units.len())
            .filter(|&unit| {
                let line = &goods.lines[goods.units[unit].line];
                let within = match target {
                    Target::Receipt => true,
                    Target::Set | Target::Cheapest(_) | Target::Dearest(_) => false,
                    Target::Items(items) => select::items(scene.programme, items, &line.facts),
                };
                within && !line.hidden && !line.barred && (!counted || !line.weighed)
            })
            .collect()
    };
    let mut per_unit = Vec::new();
    let mut reason = Reason::NoGoods;
    for Give { effect, base } in &promotion.gives {
        let (target, step) = match effect {
            Effect::Percent(points, target) => (target.clone(), Resolved::Part(Rational::percent(*points))),
            Effect::Sum(minor, target) => (target.clone(), Resolved::Sum(*minor)),
            Effect::Each(minor, items) => (Target::Items(items.clone()), Resolved::Each(*minor)),
            Effect::Price(minor, items) => (Target::Items(items.clone()), Resolved::Price(*minor)),
            Effect::SetPrice(minor) => (Target::Set, Resolved::Sum(*minor)),
            Effect::Ladder(ladder) => match climb(scene, ladder) {
                Some(step) => {
                    events.ladders += 1;
                    events.slices += u64::from(ladder.per_slice);
                    (ladder.target.clone(), step)
                }
                None => {
                    reason = Reason::Ladder;
                    continue;
                }
            },
        };
        let units = receivers(&target);
        if units.is_empty() {
            continue;
        }
        let rate = match (step, &target) {
            (Resolved::Sum(minor), _) => return Ok(Kind::Sum(minor, units)),
            (Resolved::Part(part), Target::Receipt) => return Ok(Kind::Receipt(part, *base, units)),
            (Resolved::Part(part), Target::Items(_) | Target::Set | Target::Cheapest(_) | Target::Dearest(_)) => {
                Rate::Part(part)
            }
            (Resolved::Each(minor), _) => Rate::Each(minor),
            (Resolved::Price(minor), _) => Rate::Price(minor),
        };
        per_unit.push(PerUnit {
            rate,
            base: *base,
            units,
        });
    }
    if per_unit.is_empty() {
        Err(reason)
    } else {
        Ok(Kind::PerUnit(per_unit))
    }
}

/// A step of a ladder.
pub(super) enum Resolved {
    Part(Rational),
    Sum(i64),
    Each(i64),
    Price(i64),
}

/// The reached step; slices come to one average part of what is measured.
pub(super) fn climb(scene: &Scene<'_>, ladder: &Ladder) -> Option<Resolved> {
    let measured = |value: &Value| match (&ladder.measure, value) {
        (Measure::Quantity(items), Value::Quantity(_, unit)) => scene.quantity_of(items, *unit),
        (Measure::Quantity(items), _) => scene.quantity_of(items, super::super::model::Unit::Pcs),
        (Measure::Amount(items), _) => scene.amount_of(items),
        (Measure::Distinct(items), _) => scene.distinct_of(items),
    };
    let threshold = |value: &Value| match value {
        Value::Money(minor) => Rational::whole(*minor),
        Value::Quantity(milli, _) | Value::Number(milli) => Rational::milli(*milli),
        Value::Date(_) | Value::Time(_) | Value::Text(_) | Value::YesNo(_) => Rational::ZERO,
    };
    let reached = ladder
        .steps
        .iter()
        .rposition(|(value, _)| measured(value) >= threshold(value))?;
    let part = |points: BasisPoints| Rational::percent(points);
    if !ladder.per_slice {
        return Some(match ladder.steps[reached].1 {
            Step::Percent(points) => Resolved::Part(part(points)),
            Step::Sum(minor) => Resolved::Sum(minor),
        });
    }
    let total = measured(&ladder.steps[reached].0);
    let mut given = Rational::ZERO;
    for (place, (from, step)) in ladder.steps.iter().enumerate().take(reached + 1) {
        let to = if place == reached {
            total
        } else {
            threshold(&ladder.steps[place + 1].0)
        };
        if let Step::Percent(points) = step {
            given += part(*points) * (to - threshold(from));
        }
    }
    total.positive().then(|| Resolved::Part(given / total))
}
