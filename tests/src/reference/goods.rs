//! The goods of a receipt as units and runs, with their facts and floors (semantics §3, §4, §9.2–9.4); it must not know promotions.

use super::super::model::receipt::{Line, Product, World};
use super::super::model::{Programme, PropertyValue, Protection, RoundingMode, Rule, Unit as Measure};
use super::rational::Rational;
use super::select;
use std::collections::{BTreeMap, BTreeSet};

/// What a line says of its product, or else the catalogue.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Facts {
    pub(super) sku: String,
    pub(super) price: i64,
    pub(super) unit: Measure,
    pub(super) category: Option<String>,
    pub(super) brand: Option<String>,
    pub(super) supplier: Option<String>,
    pub(super) content: Option<(i64, Measure)>,
    pub(super) properties: Vec<(String, PropertyValue)>,
}

/// The orderable name of a line: shorter first, then code points.
pub(super) type LineKey = (usize, String);

/// A line while discounts are taken from it.
#[derive(Debug, Clone)]
pub(super) struct LineState {
    pub(super) key: LineKey,
    pub(super) facts: Facts,
    pub(super) quantity: Rational,
    pub(super) weighed: bool,
    pub(super) gross: i64,
    pub(super) net: i64,
    /// What the line may not go below.
    pub(super) floor: Rational,
    /// Outside everything.
    pub(super) hidden: bool,
    /// Counts, receives nothing.
    pub(super) barred: bool,
    pub(super) foreign: bool,
    /// The promotion for which the till added it.
    pub(super) granted: Option<String>,
    /// Pieces that were given away: outside everything.
    pub(super) given: i64,
}

impl LineState {
    /// What the line still costs above its floor, in minor units.
    pub(super) fn room(&self) -> i64 {
        if self.hidden || self.barred {
            0
        } else {
            (Rational::whole(self.net) - self.floor).floor().max(0)
        }
    }
}

/// One piece, or one weighed line.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    pub(super) line: usize,
    pub(super) run: usize,
    /// Quantity: 1, or what was weighed.
    pub(super) quantity: Rational,
    /// At full price, before foreign discounts.
    pub(super) list: Rational,
    /// At the start of the scheme.
    pub(super) start: Rational,
    /// Now.
    pub(super) amount: Rational,
    /// Place by (shelf price, sku, line id); equal only on one line.
    pub(super) rank: usize,
}

/// All goods of a receipt.
#[derive(Debug, Clone)]
pub(super) struct Goods {
    pub(super) lines: Vec<LineState>,
    pub(super) units: Vec<Unit>,
    /// Lines of each run, in tie order.
    pub(super) runs: Vec<Vec<usize>>,
    pub(super) mode: RoundingMode,
    /// What rounding left of list prices where units were given away.
    pub(super) list_rest: Rational,
}

type RunKey = (
    String,
    i64,
    String,
    Vec<(String, i128, i128)>,
    (i128, i128),
    Option<usize>,
    Option<String>,
);

fn fraction(number: Rational) -> (i128, i128) {
    (number.scaled(number.bottom()), number.bottom())
}

pub(super) fn facts_of(line: &Line, product: Option<&Product>) -> Facts {
    let mut properties = line.properties.clone();
    for (name, value) in product.map(|product| product.properties.as_slice()).unwrap_or_default() {
        if !properties.iter().any(|(own, _)| own == name) {
            properties.push((name.clone(), value.clone()));
        }
    }
    properties.sort_by(|left, right| left.0.cmp(&right.0));
    Facts {
        sku: line.sku.clone(),
        price: line.price,
        unit: line
            .unit
            .or(product.map(|product| product.unit))
            .unwrap_or(Measure::Pcs),
        category: line
            .category
            .clone()
            .or(product.and_then(|product| product.category.clone())),
        brand: line.brand.clone().or(product.and_then(|product| product.brand.clone())),
        supplier: product.and_then(|product| product.supplier.clone()),
        content: line.content.or(product.and_then(|product| product.content)),
        properties,
    }
}

/// Lowest price of one unit of sale in minor units, exact; `None` where no rule in force speaks of it.
fn lowest(programme: &Programme, world: &World, facts: &Facts, list: Rational) -> Option<Rational> {
    let mut lowest: Option<Rational> = None;
    for protect in &programme.protects {
        if !select::items(programme, &protect.items, facts) {
            continue;
        }
        for rule in protect.rules.iter().filter(|rule| in_force(rule, world)) {
            let bound = match &rule.what {
                Protection::PriceAtLeast(price, None) => Rational::whole(*price),
                Protection::PriceAtLeast(price, Some((milli, unit))) => {
                    let Some((content, content_unit)) = facts.content.or_else(|| own_content(facts.unit)) else {
                        continue;
                    };
                    if content_unit.dimension() != unit.dimension() {
                        continue;
                    }
                    let has = Rational::milli(content) * Rational::whole(content_unit.thousandths());
                    let of = Rational::milli(*milli) * Rational::whole(unit.thousandths());
                    Rational::whole(*price) * has / of
                }
                Protection::DiscountAtMost(points) => list * Rational::percent(10_000 - points),
                Protection::NoPromotion | Protection::NoDiscount | Protection::NoPoints => continue,
            };
            lowest = Some(lowest.map_or(bound, |other| other.max(bound)));
        }
    }
    lowest
}

/// Whether a rule is in force on the day of the receipt; both ends are included.
pub(super) fn in_force(rule: &Rule, world: &World) -> bool {
    let today = world.receipt.at.date;
    rule.from.is_none_or(|from| from <= today) && rule.to.is_none_or(|to| today <= to)
}

/// One kilogram sold by the kilogram holds one kilogram.
fn own_content(unit: Measure) -> Option<(i64, Measure)> {
    (unit.dimension() != 0).then_some((1000, unit))
}

impl Goods {
    /// Reads the receipt: gross after foreign discounts, floors in force, runs and units.
    pub(super) fn read(programme: &Programme, world: &World) -> Goods {
        let mode = programme.retailer.rounding;
        let mut goods = Goods {
            lines: Vec::new(),
            units: Vec::new(),
            runs: Vec::new(),
            mode,
            list_rest: Rational::ZERO,
        };
        let mut keys: BTreeMap<RunKey, usize> = BTreeMap::new();
        for (index, line) in world.receipt.lines.iter().enumerate() {
            let product = world.catalogue.products.iter().find(|product| product.sku == line.sku);
            let facts = facts_of(line, product);
            let quantity = Rational::milli(line.quantity);
            let weighed = !quantity.is_whole() || facts.unit.dimension() != 0;
            let list = line
                .amount
                .unwrap_or_else(|| (Rational::whole(line.price) * quantity).round(mode));
            let foreign: i64 = line.discounts.iter().map(|(_, amount)| amount).sum();
            let gross = (list - foreign).max(0);
            let pieces = if weighed { Rational::whole(1) } else { quantity };
            let unit_list = Rational::whole(list) / pieces;
            let unit_gross = Rational::whole(gross) / pieces;
            let per_sale = if weighed { quantity } else { Rational::whole(1) };
            let unit_floor = lowest(programme, world, &facts, unit_gross / per_sale).map_or(Rational::ZERO, |bound| {
                Rational::whole((bound * per_sale).ceil()).min(unit_gross)
            });
            let foreign_key = line.discounts.iter().map(|(by, amount)| {
                let (top, bottom) = fraction(Rational::whole(*amount) / pieces);
                (by.clone(), top, bottom)
            });
            let key: RunKey = (
                facts.sku.clone(),
                facts.price,
                format!("{facts:?}"),
                foreign_key.collect(),
                fraction(unit_gross),
                weighed.then_some(index),
                line.granted_by.clone(),
            );
            let run = *keys.entry(key).or_insert_with(|| {
                goods.runs.push(Vec::new());
                goods.runs.len() - 1
            });
            goods.runs[run].push(index);
            let protected = |wanted: &Protection| {
                programme.protects.iter().any(|protect| {
                    protect
                        .rules
                        .iter()
                        .any(|rule| rule.what == *wanted && in_force(rule, world))
                        && select::items(programme, &protect.items, &facts)
                })
            };
            let (hidden, barred) = (protected(&Protection::NoPromotion), protected(&Protection::NoDiscount));
            for _ in 0..pieces.floor() {
                goods.units.push(Unit {
                    line: index,
                    run,
                    quantity: if weighed { quantity } else { Rational::whole(1) },
                    list: unit_list,
                    start: unit_gross,
                    amount: unit_gross,
                    rank: 0,
                });
            }
            goods.lines.push(LineState {
                key: (line.id.chars().count(), line.id.clone()),
                facts,
                quantity,
                weighed,
                gross,
                net: gross,
                floor: unit_floor * pieces,
                hidden: hidden || line.granted_by.is_some(),
                barred,
                foreign: !line.discounts.is_empty(),
                granted: line.granted_by.clone(),
                given: 0,
            });
        }
        let lines = &goods.lines;
        for run in &mut goods.runs {
            run.sort_by(|&left, &right| lines[left].key.cmp(&lines[right].key));
        }
        let mut order: Vec<usize> = (0..lines.len()).collect();
        order.sort_by(|&left, &right| {
            let by = |line: usize| (lines[line].facts.price, &lines[line].facts.sku, &lines[line].key);
            by(left).cmp(&by(right))
        });
        for unit in &mut goods.units {
            unit.rank = order.iter().position(|&line| line == unit.line).unwrap_or(0);
        }
        goods
    }

    /// What a run still costs above its floors: its units share it (§9.11).
    pub(super) fn room(&self, run: usize) -> i64 {
        self.runs[run].iter().map(|&line| self.lines[line].room()).sum()
    }

    /// Whether a floor binds a run of which something may be taken.
    pub(super) fn bound(&self, run: usize) -> bool {
        self.runs[run].iter().any(|&line| self.lines[line].floor.positive())
    }

    /// Cuts weighed lines into parts of `step` grams or millilitres, so that sets may take some of a line.
    pub(super) fn cut(&mut self, step: Rational, wanted: &dyn Fn(&LineState) -> bool) {
        for unit in std::mem::take(&mut self.units) {
            let line = &self.lines[unit.line];
            let measure = unit.quantity * Rational::whole(line.facts.unit.thousandths());
            if !line.weighed || !wanted(line) || !measure.positive() {
                self.units.push(unit);
                continue;
            }
            let parts = (measure / step).floor();
            let count = Rational::whole(parts);
            for _ in 0..parts {
                self.units.push(Unit {
                    quantity: unit.quantity / count,
                    list: unit.list / count,
                    start: unit.start / count,
                    amount: unit.amount / count,
                    ..unit.clone()
                });
            }
        }
    }

    /// Joins parts of a weighed line that cost the same for their quantity.
    pub(super) fn join(&mut self) {
        let mut joined: Vec<Unit> = Vec::new();
        for unit in std::mem::take(&mut self.units) {
            let weighed = self.lines[unit.line].weighed;
            let same = joined.iter_mut().find(|other| {
                weighed && other.line == unit.line && other.amount * unit.quantity == unit.amount * other.quantity
            });
            match same {
                Some(other) => {
                    other.quantity += unit.quantity;
                    other.list += unit.list;
                    other.start += unit.start;
                    other.amount += unit.amount;
                }
                None => joined.push(unit),
            }
        }
        self.units = joined;
    }

    /// Runs whose units have come to cost different amounts.
    pub(super) fn split_runs(&self) -> u64 {
        let split = |run: usize| {
            let mut amounts = self.units.iter().filter(|unit| unit.run == run).map(|unit| unit.amount);
            let first = amounts.next();
            amounts.any(|amount| Some(amount) != first)
        };
        (0..self.runs.len()).map(|run| u64::from(split(run))).sum()
    }

    /// Units that cost no whole number of minor units.
    pub(super) fn fractions(&self) -> u64 {
        self.units.iter().map(|unit| u64::from(!unit.amount.is_whole())).sum()
    }

    /// The goods without some units: what those cost, rounded, leaves their run, and its other units share the rest.
    pub(super) fn without(&self, gone: &BTreeSet<usize>) -> Goods {
        let mut rest = self.clone();
        let mut shares: BTreeMap<usize, Rational> = BTreeMap::new();
        for run in 0..self.runs.len() {
            let of_run: Vec<usize> = (0..self.units.len())
                .filter(|&unit| self.units[unit].run == run)
                .collect();
            let (away, here): (Vec<usize>, Vec<usize>) = of_run.iter().partition(|unit| gone.contains(unit));
            if away.is_empty() || here.is_empty() {
                continue;
            }
            let cost = |units: &[usize]| -> Rational { units.iter().map(|&unit| self.units[unit].start).sum() };
            let list: Rational = away.iter().map(|&unit| self.units[unit].list).sum();
            if !self.lines[self.units[here[0]].line].hidden {
                rest.list_rest += list - Rational::whole(list.round(self.mode));
            }
            let left = cost(&of_run) - Rational::whole(cost(&away).round(self.mode));
            let count = i64::try_from(here.len()).unwrap_or(i64::MAX);
            shares.insert(run, left / Rational::whole(count));
        }
        for &unit in gone {
            rest.lines[self.units[unit].line].given += 1;
        }
        rest.units = Vec::new();
        for (place, unit) in self.units.iter().enumerate() {
            if !gone.contains(&place) {
                let share = shares.get(&unit.run).copied();
                rest.units.push(Unit {
                    start: share.unwrap_or(unit.start),
                    amount: share.unwrap_or(unit.amount),
                    ..unit.clone()
                });
            }
        }
        rest
    }

    /// Begins a scheme: what each unit costs now is its base.
    pub(super) fn begin(&mut self) {
        for unit in &mut self.units {
            unit.start = unit.amount;
        }
    }
}
