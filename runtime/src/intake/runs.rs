//! Gathers lines into runs of equal units (semantics §4); knows no promotion.

use rustc_hash::FxHashMap;

use super::{Case, CaseLine, IntakeError, Run};
use crate::engine::Engine;
use crate::index::products::Facts;
use crate::index::{NONE, narrow, wide};
use crate::vm;

/// Gathers the case's lines into runs, in the order of price, SKU and smallest line id.
pub(crate) fn gather(engine: &Engine, case: &mut Case) -> Result<(), IntakeError> {
    let mut order: Vec<u32> = (0..narrow(case.lines.len())).collect();
    {
        let lines = &case.lines;
        let key = |at: u32| {
            lines.get(wide(at)).map(|line| {
                (
                    line.product,
                    line.custom,
                    line.price,
                    line.granted,
                    line.weighed,
                    line.rank,
                )
            })
        };
        order.sort_unstable_by_key(|at| key(*at));
    }
    // Runs of one product and price lie side by side in `order`; their lines come by rank.
    let mut groups: Vec<Vec<u32>> = Vec::with_capacity(order.len());
    // The groups of the block by what each of their units got elsewhere.
    let mut homes: FxHashMap<Elsewhere<'_>, usize> = FxHashMap::default();
    let mut block = 0;
    for at in order {
        let Some(line) = case.lines.get(wide(at)) else { continue };
        let first = |group: &Vec<u32>| group.first().and_then(|first| case.lines.get(wide(*first)));
        let beside = groups.get(block).and_then(first).is_some_and(|head| {
            head.product == line.product
                && head.custom == line.custom
                && head.price == line.price
                && head.granted == line.granted
        });
        if !beside {
            block = groups.len();
            homes.clear();
        }
        // A weighed line is one thing with one amount.
        let home = (!line.weighed && line.units > 0).then(|| *homes.entry(elsewhere(line)).or_insert(groups.len()));
        match home.and_then(|home| groups.get_mut(home)) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    sort_groups(case, &mut groups);
    for group in &groups {
        let run = narrow(case.runs.len());
        let from = narrow(case.run_lines.len());
        case.run_lines.extend(group);
        let to = narrow(case.run_lines.len());
        let Some(head) = group.first().and_then(|at| case.lines.get(wide(*at))) else {
            continue;
        };
        let facts = if head.custom == NONE {
            engine.index.products.facts(head.product)
        } else {
            case.customs
                .get(wide(head.custom))
                .map_or(Facts::UNKNOWN, |custom| custom.facts)
        };
        let mut found = Run {
            product: head.product,
            custom: head.custom,
            facts,
            sku: 0,
            price: head.price,
            units: 0,
            quantity: 0,
            weighed: head.weighed,
            sold: head.sold,
            list: 0,
            gross: 0,
            floor: 0,
            takes_part: head.granted.is_none(),
            receives: head.granted.is_none(),
            granted: head.granted,
            may_be_given: true,
            lines: (from, to),
            rank: head.rank,
        };
        for line in group {
            let Some(line) = case.lines.get_mut(wide(*line)) else {
                continue;
            };
            line.run = run;
            found.units = found.units.saturating_add(line.units);
            found.quantity = found.quantity.saturating_add(line.quantity);
            found.list = found.list.saturating_add(line.list);
            found.gross = found.gross.saturating_add(line.gross);
        }
        // A line of nothing (a voided one) takes part in nothing.
        if found.quantity == 0 {
            found.takes_part = false;
            found.receives = false;
        }
        case.runs.push(found);
    }
    number_skus(case);
    if !engine.plan().protects.is_empty() {
        let mut work = vm::Work::default();
        work.refuel(engine.index.fuel(case.runs.len()));
        super::protect::apply(engine, case, &mut work)?;
    }
    Ok(())
}

fn sort_groups(case: &Case, groups: &mut [Vec<u32>]) {
    let key = |group: &Vec<u32>| {
        group
            .first()
            .and_then(|at| case.lines.get(wide(*at)))
            .map(|line| (line.price, line.sku.as_str(), line.rank))
    };
    groups.sort_unstable_by(|a, b| key(a).cmp(&key(b)));
}

/// Numbers the SKUs of the receipt, so that equal SKUs are found without their texts.
fn number_skus(case: &mut Case) {
    let sku = |case: &Case, run: u32| {
        let first = case
            .runs
            .get(wide(run))
            .and_then(|run| case.lines_of(run).first().copied());
        first
            .and_then(|line| case.lines.get(wide(line)))
            .map(|line| line.sku.clone())
            .unwrap_or_default()
    };
    // Products of the catalogue are told apart by number; texts are needed only for the others.
    let simple = case.runs.iter().all(|run| run.product != NONE);
    let mut order: Vec<u32> = (0..narrow(case.runs.len())).collect();
    let mut next = 0_u32;
    if simple {
        order.sort_unstable_by_key(|run| case.runs.get(wide(*run)).map(|run| run.product));
        let mut previous = None;
        for run in order {
            if let Some(run) = case.runs.get_mut(wide(run)) {
                if previous.is_some_and(|previous| previous != run.product) {
                    next = next.saturating_add(1);
                }
                previous = Some(run.product);
                run.sku = next;
            }
        }
    } else {
        let texts: Vec<String> = order.iter().map(|run| sku(case, *run)).collect();
        order.sort_by(|a, b| texts.get(wide(*a)).cmp(&texts.get(wide(*b))));
        let mut previous: Option<&String> = None;
        for at in order {
            let text = texts.get(wide(at));
            if previous.is_some() && previous != text {
                next = next.saturating_add(1);
            }
            previous = text;
            if let Some(run) = case.runs.get_mut(wide(at)) {
                run.sku = next;
            }
        }
    }
    case.skus = if case.runs.is_empty() {
        0
    } else {
        next.saturating_add(1)
    };
}

/// What units of a line got elsewhere: by source an amount and the units that share it, in lowest terms. Units of one product
/// and price are equal where this is.
type Elsewhere<'c> = Vec<(&'c str, i64, i64)>;

fn elsewhere(line: &CaseLine) -> Elsewhere<'_> {
    let lowest = |amount: i64| {
        let (mut greater, mut lesser) = (line.units, amount.max(0));
        while let Some(rest) = greater.checked_rem(lesser) {
            (greater, lesser) = (lesser, rest);
        }
        let by = |value: i64| value.checked_div(greater).unwrap_or(value);
        (by(amount), by(line.units))
    };
    let shares = line.foreign.iter().map(|(source, amount)| {
        let (amount, units) = lowest(*amount);
        (source.as_str(), amount, units)
    });
    shares.collect()
}
