//! Floors and prohibitions in force for a run (semantics §4, §9.7, §9.11); knows no promotion.

use perk_plan::catalog::value::{content as content_of, unit as unit_of};
use perk_plan::ops::Unit;
use perk_plan::plan::ProtectRule;
use perk_plan::{Remark, remark};
use rust_decimal::Decimal;

use super::{Case, IntakeError};
use crate::engine::Engine;
use crate::fault::Fault;
use crate::index::{NONE, wide};
use crate::limits::UNIT;
use crate::money::Ratio;
use crate::vm;
use crate::vm::product::ProductRoom;

/// The dimension that a unit of sale is counted in, and how many of the dimension's small units it has. Any other word
/// (a box, a bottle) is a piece.
pub(crate) fn sold(unit: Option<&str>) -> (Unit, i64) {
    let found = unit.and_then(unit_of);
    found
        .and_then(|(unit, many)| Some((unit, i64::try_from(many).ok()?)))
        .unwrap_or((Unit::Piece, 1))
}

/// Whether a unit of sale says that goods are counted in pieces. An unknown word does not say so.
pub(crate) fn by_piece(unit: Option<&str>) -> bool {
    matches!(unit.and_then(unit_of), Some((Unit::Piece, _)))
}

/// Works out what may be done to a run and to its lines.
pub(crate) fn apply(engine: &Engine, case: &mut Case, work: &mut vm::Work) -> Result<(), IntakeError> {
    let plan = engine.plan();
    let date = case.now.date;
    let mut floors: Vec<Floor> = Vec::new();
    let mut silent: Vec<Remark> = Vec::new();
    for at in 0..case.runs.len() {
        floors.clear();
        let (mut promotion, mut discount) = (true, true);
        for protect in plan.protects.iter().filter(|protect| protect.in_force(date)) {
            let Some(run) = case.runs.get(at) else { break };
            let room = ProductRoom { engine, case, run };
            // A selection that cannot be worked out protects: the law is on the safe side.
            let held = plan
                .items
                .get(wide(protect.items))
                .map(|items| vm::truth(&items.code, &room, work));
            if matches!(held, Some(Ok(Some(false) | None))) {
                continue;
            }
            match &protect.rule {
                ProtectRule::NoPromotion => promotion = false,
                ProtectRule::NoDiscount => discount = false,
                ProtectRule::NoPoints => {}
                ProtectRule::DiscountAtMost(percent) => floors.push(Floor::Percent(*percent)),
                ProtectRule::PriceAtLeast { price, per } => match per_unit(engine, case, run, *price, *per) {
                    Ok(Some(floor)) => floors.push(Floor::Unit(floor)),
                    Ok(None) => {
                        let sku = case.lines_of(run).first().and_then(|line| case.lines.get(wide(*line)));
                        let sku = sku.map_or("", |line| line.sku.as_str());
                        silent.push(remark!(
                            "{sku}: its content is not known, so its lowest price cannot be worked out",
                            "{sku}: содержимое не известно, поэтому наименьшую цену не вычислить"
                        ));
                    }
                    Err(_) => discount = false,
                },
            }
        }
        let lines = case
            .runs
            .get(at)
            .map(|run| case.lines_of(run).to_vec())
            .unwrap_or_default();
        let mut total: i64 = 0;
        for line in &lines {
            let Some(line) = case.lines.get_mut(wide(*line)) else {
                continue;
            };
            let mut floor: i64 = 0;
            for rule in &floors {
                match rule.amount(line.gross, line.units, line.quantity, line.weighed) {
                    Ok(amount) => floor = floor.max(amount),
                    Err(_) => floor = line.gross,
                }
            }
            line.floor = floor.min(line.gross);
            total = total.saturating_add(line.floor);
        }
        if let Some(run) = case.runs.get_mut(at) {
            run.may_be_given = promotion && discount;
            run.takes_part = promotion && run.takes_part;
            run.receives = discount && run.takes_part;
            run.floor = total;
        }
    }
    silent.dedup();
    case.warnings.append(&mut silent);
    Ok(())
}

enum Floor {
    /// Minor units per unit of sale, exactly.
    Unit(Ratio),
    /// All discounts together take at most this percent.
    Percent(Decimal),
}

impl Floor {
    /// The least that a line must cost. Of pieces, each keeps a whole number of minor units, so that it does not matter on
    /// which lines they stand; a weighed line keeps its amount.
    fn amount(&self, gross: i64, units: i64, quantity: i64, weighed: bool) -> Result<i64, Fault> {
        let whole = match self {
            Self::Unit(price) => price.scaled(quantity, UNIT)?,
            Self::Percent(percent) => {
                let taken = Ratio::decimal(*percent)?.scaled(1, 100)?.times(Ratio::whole(gross))?;
                Ratio::whole(gross).minus(taken)?
            }
        };
        if weighed || units <= 0 {
            return whole.ceil();
        }
        whole
            .scaled(1, units)?
            .ceil()?
            .checked_mul(units)
            .ok_or(Fault::Overflow)
    }
}

/// A lowest price per unit of sale; `None` where the content of a unit is not known.
fn per_unit(
    engine: &Engine,
    case: &Case,
    run: &super::Run,
    price: i64,
    per: (Decimal, Unit),
) -> Result<Option<Ratio>, Fault> {
    let whole = Ratio::whole(price);
    let (per, dimension) = per;
    if matches!(dimension, Unit::Sale | Unit::Piece) {
        return whole.over(Ratio::decimal(per)?).map(Some);
    }
    let (content, unit) = if run.custom == NONE {
        let known = engine.index.products.catalog.products.get(wide(run.product));
        (
            known.and_then(|known| known.content.as_deref()),
            known.and_then(|known| known.unit.as_deref()),
        )
    } else {
        let custom = case.customs.get(wide(run.custom));
        (
            custom.and_then(|custom| custom.content.as_deref()),
            custom.and_then(|custom| custom.unit.as_deref()),
        )
    };
    // A unit of weight or volume is its own content.
    let found = content.and_then(content_of).filter(|(unit, _)| *unit == dimension);
    let Some((_, amount)) = found
        .or_else(|| unit.and_then(unit_of))
        .filter(|(unit, _)| *unit == dimension)
    else {
        return Ok(None);
    };
    whole
        .times(Ratio::decimal(amount)?)?
        .over(Ratio::decimal(per)?)
        .map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_floor_per_half_litre_binds_a_bottle_of_seven_tenths() {
        // 349 per 0.5 l is 488.60 for 0.7 l.
        let unit = Ratio::whole(34_900).scaled(700, 500).unwrap();
        assert_eq!(Floor::Unit(unit).amount(60_000, 1, UNIT, false), Ok(48_860));
        // 30 % of 0.99 is 0.297: a piece keeps 0.70; of a weighed line of 2.97 may go 0.891.
        let percent = Floor::Percent(Decimal::from(30));
        assert_eq!(percent.amount(297, 3, 3_000_000, false), Ok(210));
        assert_eq!(percent.amount(297, 1, 1_500_000, true), Ok(208));
    }
}
