//! What a promotion offers on this receipt: its gives with ladders climbed and goods found.

use perk_plan::ops::{Base, GoodsFact, ItemsId, Object};
use perk_plan::plan::{Ladder, LadderMode, Measure, Reward};
use rust_decimal::Decimal;

use crate::engine::Engine;
use crate::fault::Fault;
use crate::index::{Ready, wide};
use crate::intake::Case;
use crate::money::Ratio;
use crate::phases::collect::Candidates;
use crate::vm::body::{Give, GiveKind};
use crate::vm::receipt::ReceiptRoom;
use crate::vm::{self, Value};
use crate::workspace::Start;

/// One give on this receipt.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Offer {
    /// Row of the runs it is taken off.
    pub row: u32,
    /// Off the receipt: rounded once per receipt.
    pub receipt: bool,
    pub kind: Kind,
}

/// How it is taken off. Money in minor units.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// A part of the base; `quick` where its numbers are small.
    Percent {
        rate: Ratio,
        quick: Option<(i64, i64)>,
        base: Base,
    },
    /// A sum per unit of sale.
    Each(i64),
    /// A price per unit of sale.
    Price(i64),
    /// A sum off all goods together.
    Sum(i64),
}

/// What a give comes to on this receipt; `None` where a ladder's first step is not reached.
#[expect(clippy::too_many_arguments, reason = "the parts of a workspace, borrowed apart")]
pub(crate) fn resolve(
    engine: &Engine,
    case: &Case,
    ready: &Ready,
    give: &Give,
    row: Option<u32>,
    start: Start<'_>,
    found: &mut Candidates,
    work: &mut vm::Work,
) -> Result<Option<Offer>, Fault> {
    let Some(kind) = kind(engine, case, ready, give, start, found, work)? else {
        return Ok(None);
    };
    let row = match (give.object, row) {
        (Object::Receipt, _) => found.receives,
        (Object::Items(_), Some(row)) => row,
        (Object::Items(items), None) => goods(engine, case, items, found, work)?,
        // Parts of a set are nothing that one finds on the receipt as it is.
        (Object::Set | Object::Role(_) | Object::Cheapest(_) | Object::Dearest(_), _) => return Ok(None),
    };
    Ok(Some(Offer {
        row,
        receipt: give.object == Object::Receipt,
        kind,
    }))
}

/// How a give is taken off on this receipt; `None` where a ladder's first step is not reached.
pub(crate) fn kind(
    engine: &Engine,
    case: &Case,
    ready: &Ready,
    give: &Give,
    start: Start<'_>,
    found: &mut Candidates,
    work: &mut vm::Work,
) -> Result<Option<Kind>, Fault> {
    Ok(Some(match give.kind {
        GiveKind::Percent(percent, base) => match ready.rate {
            Some((num, den)) => Kind::Percent {
                rate: Ratio::reduced(num, den),
                quick: Some((num, den)),
                base,
            },
            None => Kind::Percent {
                rate: Ratio::decimal(percent)?.scaled(1, 100)?,
                quick: None,
                base,
            },
        },
        GiveKind::Each(amount) => Kind::Each(amount),
        GiveKind::Price(price) => Kind::Price(price),
        GiveKind::Sum(amount) => Kind::Sum(amount),
        GiveKind::Ladder(ladder) => {
            let ladder = engine.plan().ladders.get(wide(ladder)).ok_or(Fault::BadReference)?;
            if !engine.index.whole.get(wide(ladder.of)).copied().unwrap_or(false) {
                found.select(engine, case, ladder.of, work)?;
            }
            let room = ReceiptRoom {
                engine,
                case,
                start,
                selections: &*found,
            };
            return climb(ladder, &measure(ladder, &room, work)?);
        }
    }))
}

fn goods(
    engine: &Engine,
    case: &Case,
    items: ItemsId,
    found: &mut Candidates,
    work: &mut vm::Work,
) -> Result<u32, Fault> {
    if engine.index.whole.get(wide(items)).copied().unwrap_or(false) {
        return Ok(found.receives);
    }
    found.select(engine, case, items, work)
}

/// What a ladder measures on this receipt.
pub(crate) fn measure<S: vm::receipt::Selections>(
    ladder: &Ladder,
    room: &ReceiptRoom<'_, S>,
    work: &mut vm::Work,
) -> Result<Decimal, Fault> {
    let what = match ladder.measure {
        Measure::Amount => GoodsFact::Amount,
        Measure::Quantity(unit) => GoodsFact::Quantity(unit),
        Measure::Distinct => GoodsFact::Distinct,
    };
    match room.measure(what, ladder.of, work)? {
        Value::Money(minor) => Ok(Decimal::from(minor)),
        Value::Quantity(quantity, _) | Value::Number(quantity) => Ok(quantity),
        Value::Absent | Value::Truth(_) | Value::Date(_) | Value::Time(_) | Value::Text(_) => Err(Fault::TypeMismatch),
    }
}

/// The step that a measure reaches.
fn climb(ladder: &Ladder, measured: &Decimal) -> Result<Option<Kind>, Fault> {
    let reached = ladder.steps.iter().rev().find(|step| step.from <= *measured);
    let Some(reached) = reached else { return Ok(None) };
    match ladder.mode {
        LadderMode::Whole => Ok(match &reached.reward {
            Reward::Percent(percent) => {
                let rate = Ratio::decimal(*percent)?.scaled(1, 100)?;
                rate.is_positive().then_some(Kind::Percent {
                    rate,
                    quick: small(rate),
                    base: Base::SchemeStart,
                })
            }
            Reward::Sum(amount) => (*amount > 0).then_some(Kind::Sum(*amount)),
            Reward::Each(amount) => (*amount > 0).then_some(Kind::Each(*amount)),
            Reward::Price(price) => Some(Kind::Price(*price)),
        }),
        LadderMode::PerSlice => {
            // Every rouble of the measure bears the same part of what the slices give together.
            let whole = Ratio::decimal(*measured)?;
            if !whole.is_positive() {
                return Ok(None);
            }
            let mut given = Ratio::ZERO;
            for (at, step) in ladder
                .steps
                .iter()
                .enumerate()
                .filter(|(_, step)| step.from < *measured)
            {
                let Reward::Percent(percent) = &step.reward else {
                    return Err(Fault::BadOperation);
                };
                let next = ladder
                    .steps
                    .get(at.saturating_add(1))
                    .map_or(*measured, |next| next.from.min(*measured));
                let slice = Ratio::decimal(next)?.minus(Ratio::decimal(step.from)?)?;
                given = given.plus(slice.times(Ratio::decimal(*percent)?.scaled(1, 100)?)?)?;
            }
            let rate = given.over(whole)?;
            Ok(rate.is_positive().then_some(Kind::Percent {
                rate,
                quick: small(rate),
                base: Base::SchemeStart,
            }))
        }
    }
}

fn small(rate: Ratio) -> Option<(i64, i64)> {
    let (num, den) = (i64::try_from(rate.num()).ok()?, i64::try_from(rate.den()).ok()?);
    (num <= crate::limits::RATE && den <= crate::limits::RATE).then_some((num, den))
}
