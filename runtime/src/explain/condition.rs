//! The first condition that does not hold, taken apart: what was found, what is needed, how much is missing.

use std::ops::Range;

use perk_plan::Op;
use perk_plan::ops::{ClientFact, Compare, Fact, GoodsFact, ReceiptFact, StoreFact, Unit};
use perk_plan::plan::{Measure, Plan, Promotion, Reward};
use rust_decimal::Decimal;

use super::gate::{client_other, property_name, store_other, unknown};
use super::words;
use crate::decision::amount;
use crate::decision::model::{Because, HintKind};
use crate::decision::said::Said;
use crate::engine::Engine;
use crate::fault::Fault;
use crate::index::{Ready, wide};
use crate::intake::Case;
use crate::phases::candidates::Candidates;
use crate::scheme::offer;
use crate::vm::body::{self, Give, GiveKind};
use crate::vm::receipt::{ReceiptRoom, Selections};
use crate::vm::{self, Room, Value, Work};
use crate::workspace::Start;

/// A condition that does not hold, taken apart.
pub(super) struct Failing {
    pub because: Because,
    /// Whether nothing else stands in the way beside it.
    pub single: bool,
    /// The goods that it measures, if more of them would help.
    pub measures: Option<u32>,
    /// What it counts of them.
    pub counts: Option<GoodsFact>,
}

/// What a hint says of a fact that more goods would change.
pub(super) fn hint_kind(fact: GoodsFact) -> Option<HintKind> {
    match fact {
        GoodsFact::Amount | GoodsFact::ListAmount => Some(HintKind::Amount),
        GoodsFact::Quantity(_) => Some(HintKind::Quantity),
        GoodsFact::Distinct => Some(HintKind::Products),
        GoodsFact::Cheapest | GoodsFact::Dearest => None,
    }
}

impl Failing {
    fn of(because: Because) -> Self {
        Self {
            because,
            single: true,
            measures: None,
            counts: None,
        }
    }
}

/// The first condition of a promotion that does not hold: its number and why.
pub(super) fn first_failing<S: Selections>(
    room: &ReceiptRoom<'_, S>,
    promotion: &Promotion,
    work: &mut Work,
) -> Result<Option<(usize, Failing)>, Fault> {
    let plan = room.engine.plan();
    let body = body::split(&promotion.body, |ladder| {
        plan.ladders.get(wide(ladder)).map(|ladder| ladder.off)
    })?;
    let mut failing: Option<(usize, Failing)> = None;
    for (number, range) in body.conditions.iter().enumerate() {
        let code = promotion.body.get(range.clone()).ok_or(Fault::BadReference)?;
        if vm::truth(code, room, work)? == Some(true) {
            continue;
        }
        match &mut failing {
            None => failing = Some((number, because(room, code, work)?)),
            Some((_, first)) => {
                first.single = false;
                break;
            }
        }
    }
    Ok(failing)
}

/// Where each operand of the last operation begins; programs are postfix, so operands lie side by side before it.
fn operands(code: &[Op]) -> Option<Vec<Range<usize>>> {
    let mut stack: Vec<usize> = Vec::new();
    let mut last = Vec::new();
    for (at, op) in code.iter().enumerate() {
        let takes = match op {
            Op::Compare(_) | Op::And | Op::Or => 2,
            Op::Between => 3,
            Op::OneOf(_) | Op::Not => 1,
            Op::Money(_)
            | Op::Number(_)
            | Op::Quantity(..)
            | Op::Date(_)
            | Op::Time(_)
            | Op::Text(_)
            | Op::Truth(_)
            | Op::Load(_)
            | Op::InCategory(_)
            | Op::SkuIn(_)
            | Op::BarcodeIn(_)
            | Op::HasTag(_)
            | Op::InItems(_)
            | Op::StoreIn(_)
            | Op::InStores(_)
            | Op::InClients(_)
            | Op::KnownClient
            | Op::GuestClient => 0,
            Op::Require(_)
            | Op::GivePercent { .. }
            | Op::GiveSum { .. }
            | Op::GiveEach { .. }
            | Op::GivePrice { .. }
            | Op::GiveGift { .. }
            | Op::GiveLadder(_) => return None,
        };
        let starts = stack.split_off(stack.len().checked_sub(takes)?);
        let ends = starts.iter().skip(1).copied().chain(std::iter::once(at));
        last = starts.iter().copied().zip(ends).map(|(from, to)| from..to).collect();
        stack.push(starts.first().copied().unwrap_or(at));
    }
    (stack.len() == 1).then_some(last)
}

/// Takes a condition that does not hold apart. Of alternatives, of which none holds, it is the first that more goods would
/// make true, or else the first.
pub(super) fn because<S: Selections>(
    room: &ReceiptRoom<'_, S>,
    code: &[Op],
    work: &mut Work,
) -> Result<Failing, Fault> {
    let mut first: Option<Failing> = None;
    let mut left = vec![code];
    while let Some(code) = left.pop() {
        if let Some(Op::Or) = code.last() {
            let parts = operands(code).ok_or(Fault::BadEnd)?;
            for part in parts.into_iter().rev() {
                left.push(code.get(part).ok_or(Fault::BadEnd)?);
            }
            continue;
        }
        let failing = alternative(room, code, work)?;
        if failing.single && failing.measures.is_some() {
            return Ok(failing);
        }
        first = first.or(Some(failing));
    }
    first.ok_or(Fault::BadEnd)
}

/// The same for a condition that is no choice of several.
fn alternative<S: Selections>(room: &ReceiptRoom<'_, S>, code: &[Op], work: &mut Work) -> Result<Failing, Fault> {
    let compound = || {
        Failing::of(Because {
            code: "condition",
            ..Because::default()
        })
    };
    // Down the left of every `and` that fails there, else down its right.
    let mut code = code;
    let mut single = true;
    while let Some(Op::And) = code.last() {
        let parts = operands(code).ok_or(Fault::BadEnd)?;
        let [left, right] = parts.as_slice() else {
            return Ok(compound());
        };
        let left = code.get(left.clone()).ok_or(Fault::BadEnd)?;
        let right = code.get(right.clone()).ok_or(Fault::BadEnd)?;
        code = if vm::truth(left, room, work)? == Some(true) {
            right
        } else {
            single &= vm::truth(right, room, work)? == Some(true);
            left
        };
    }
    let plan = room.engine.plan();
    let mut failing = match code {
        [Op::Load(fact), Op::Load(other), Op::Compare(compare)] => two_facts(room, *fact, *other, *compare, work)?,
        [Op::Load(fact), literal, Op::Compare(compare)] => {
            let needed = literal_value(literal);
            said(room, *fact, needed, Some(*compare), work)?
        }
        [Op::Load(fact), low, high, Op::Between] => {
            let (low, high) = (literal_value(low), literal_value(high));
            let found = room.load(*fact, work)?;
            let below = low.is_some_and(|low| vm::value::compare(Compare::Less, found, low) == Ok(Value::Truth(true)));
            let mut failing = said(
                room,
                *fact,
                if below { low } else { high },
                below.then_some(Compare::AtLeast),
                work,
            )?;
            let ends = (
                low.and_then(|low| words::value(plan, low)),
                high.and_then(|high| words::value(plan, high)),
            );
            if let (Some(low), Some(high)) = ends {
                failing.because.needed = Some(Said::range(low, high));
            }
            failing
        }
        [Op::Load(fact), Op::OneOf(list)] => {
            let mut failing = said(room, *fact, None, None, work)?;
            let texts = words::list(plan, *list);
            failing.because.needed = Some(if *fact == Fact::Receipt(ReceiptFact::Tender) {
                Said::tenders(texts)
            } else {
                Said::plain(texts.join(", "))
            });
            failing
        }
        [Op::Load(fact)] => said(room, *fact, Some(Value::Truth(true)), None, work)?,
        [Op::Load(fact), Op::Not] => said(room, *fact, Some(Value::Truth(false)), None, work)?,
        [Op::KnownClient] => Failing::of(unknown(room.case, None)),
        [Op::InStores(stores)] => Failing::of(store_other(room.engine, room.case, *stores)),
        [Op::InClients(clients)] => Failing::of(client_other(room.engine, room.case, *clients, work)?),
        _ => compound(),
    };
    failing.single &= single;
    Ok(failing)
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "literals only; anything else has no value of its own"
)]
fn literal_value(op: &Op) -> Option<Value> {
    Some(match op {
        Op::Money(minor) => Value::Money(*minor),
        Op::Number(number) => Value::Number(*number),
        Op::Quantity(number, unit) => Value::Quantity(*number, *unit),
        Op::Date(date) => Value::Date(*date),
        Op::Time(time) => Value::Time(*time),
        Op::Text(text) => Value::Text(*text),
        Op::Truth(truth) => Value::Truth(*truth),
        _ => return None,
    })
}

fn said<S: Selections>(
    room: &ReceiptRoom<'_, S>,
    fact: Fact,
    needed: Option<Value>,
    compare: Option<Compare>,
    work: &mut Work,
) -> Result<Failing, Fault> {
    let plan = room.engine.plan();
    let case = room.case;
    let found = room.load(fact, work)?;
    let whole = |items: u32| room.engine.index.whole.get(wide(items)).copied().unwrap_or(false);
    let property = |name: Option<u32>| name.and_then(|name| plan.texts.get(wide(name)).cloned());
    let mut of = body::measured(fact)
        .filter(|items| !whole(*items))
        .and_then(|items| words::goods(plan, items));
    let mut as_written = None;
    let code = match fact {
        Fact::Goods(GoodsFact::Amount, items) if whole(items) => "receipt.amount",
        Fact::Goods(GoodsFact::Amount, _) => "amount.of",
        Fact::Goods(GoodsFact::ListAmount, items) if whole(items) => "receipt.list_amount",
        Fact::Goods(GoodsFact::ListAmount, _) => "list_amount.of",
        Fact::Goods(GoodsFact::Quantity(_), items) if whole(items) => "receipt.quantity",
        Fact::Goods(GoodsFact::Quantity(_), _) => "quantity.of",
        Fact::Goods(GoodsFact::Distinct, items) if whole(items) => "receipt.products",
        Fact::Goods(GoodsFact::Distinct, _) => "number.of",
        Fact::Goods(GoodsFact::Cheapest | GoodsFact::Dearest, _) => "price.of",
        Fact::Receipt(ReceiptFact::Date) => "receipt.date",
        Fact::Receipt(ReceiptFact::Time) => "receipt.time",
        Fact::Receipt(ReceiptFact::Till) => "till",
        Fact::Receipt(ReceiptFact::Cashier) => "cashier",
        Fact::Receipt(ReceiptFact::Tender) => {
            as_written = case.tenders.first().map(|(kind, _)| Said::tenders(vec![kind.clone()]));
            "tender"
        }
        Fact::Store(StoreFact::Number) => {
            as_written = case.store_number.clone().map(Said::plain);
            "store.number"
        }
        Fact::Store(StoreFact::Column(column)) => {
            of = property(plan.store_columns.get(usize::from(column)).copied());
            "store.column"
        }
        Fact::Client(ClientFact::Property(number)) => {
            of = property_name(plan, number);
            let written = case.client.texts.get(usize::from(number)).cloned().flatten();
            as_written = written.map(Said::plain);
            "client.property"
        }
        Fact::Client(ClientFact::Age) => "client.age",
        Fact::Client(ClientFact::Registered) => "client.registered",
        Fact::Client(ClientFact::Visits) => "client.visits",
        Fact::Client(ClientFact::ThisVisit) => "client.this_visit",
        Fact::Product(_) => return Err(Fault::BadOperation),
    };
    if found == Value::Absent && code.starts_with("client.") {
        return Ok(Failing::of(unknown(case, client_fact(plan, fact))));
    }
    let missing = needed
        .zip(compare)
        .and_then(|(needed, compare)| more(room.engine, found, needed, compare));
    let measures = body::measured(fact).filter(|_| missing.is_some());
    let known = words::value(plan, found).map(|said| {
        if fact == Fact::Receipt(ReceiptFact::Tender) {
            Said::tenders(vec![said.to_string()])
        } else {
            said
        }
    });
    let because = Because {
        code,
        found: known.or(if found == Value::Absent { None } else { as_written }),
        needed: needed
            .and_then(|needed| words::value(plan, needed))
            .map(|needed| against(needed, compare)),
        missing,
        of,
        ..Because::default()
    };
    Ok(Failing {
        because,
        single: true,
        measures,
        counts: match fact {
            Fact::Goods(counts, _) => Some(counts),
            Fact::Receipt(_) | Fact::Store(_) | Fact::Client(_) | Fact::Product(_) => None,
        },
    })
}

/// A fact beside another one: what is missing is known only where buying more of one does not move the other.
fn two_facts<S: Selections>(
    room: &ReceiptRoom<'_, S>,
    fact: Fact,
    other: Fact,
    compare: Compare,
    work: &mut Work,
) -> Result<Failing, Fault> {
    let needed = room.load(other, work)?;
    if needed == Value::Absent
        && let Some(name) = client_fact(room.engine.plan(), other)
    {
        return Ok(Failing::of(unknown(room.case, Some(name))));
    }
    let needed = Some(needed).filter(|needed| *needed != Value::Absent);
    let mut failing = said(room, fact, needed, Some(compare), work)?;
    if body::measured(other).is_some() {
        failing.because.missing = None;
        failing.measures = None;
    }
    Ok(failing)
}

/// A bound that is not to be reached says so: `< 26`.
fn against(needed: Said, compare: Option<Compare>) -> Said {
    let sign = match compare {
        Some(Compare::Less) => "<",
        Some(Compare::AtMost) => "<=",
        Some(Compare::NotEqual) => "!=",
        Some(Compare::Equal | Compare::AtLeast | Compare::Greater) | None => return needed,
    };
    let russian = needed.say(perk_plan::Lang::Russian);
    Said::clause_as(format!("{sign} {}", &*needed), format!("{sign} {russian}"))
}

/// The name of a fact of the client; `None` for any other fact.
pub(super) fn client_fact(plan: &Plan, fact: Fact) -> Option<String> {
    match fact {
        Fact::Client(ClientFact::Property(property)) => property_name(plan, property),
        Fact::Client(ClientFact::Age) => Some("birthday".to_owned()),
        Fact::Client(ClientFact::Registered) => Some("registered".to_owned()),
        Fact::Client(ClientFact::Visits | ClientFact::ThisVisit) => Some("visits".to_owned()),
        Fact::Goods(..) | Fact::Receipt(_) | Fact::Store(_) | Fact::Product(_) => None,
    }
}

/// How much more it takes.
fn more(engine: &Engine, found: Value, needed: Value, compare: Compare) -> Option<Said> {
    let strict = match compare {
        Compare::AtLeast => false,
        Compare::Greater => true,
        Compare::Equal | Compare::NotEqual | Compare::Less | Compare::AtMost => return None,
    };
    match (found, needed) {
        (Value::Money(found), Value::Money(needed)) => {
            let missing = needed.checked_sub(found)?.checked_add(i64::from(strict))?;
            (missing > 0).then(|| Said::plain(amount(missing, engine.plan().currency.digits)))
        }
        (Value::Quantity(found, _), Value::Quantity(needed, unit)) => {
            let missing = needed.checked_sub(found)?;
            // Strictly more of something that may be weighed has no least amount to ask for, unless it comes in pieces.
            let missing = if strict && unit == Unit::Piece {
                missing.checked_add(Decimal::ONE)?.floor()
            } else {
                missing
            };
            (missing > Decimal::ZERO).then(|| Said::quantity(missing, unit))
        }
        (Value::Number(found), Value::Number(needed)) => {
            let missing = needed.checked_sub(found)?;
            let missing = if strict {
                missing.checked_add(Decimal::ONE)?.floor()
            } else {
                missing
            };
            (missing > Decimal::ZERO).then(|| Said::plain(words::number(missing)))
        }
        _ => None,
    }
}

/// Why a ladder's first step is not reached, and which of its steps is the next.
pub(super) fn ladder(
    engine: &Engine,
    case: &Case,
    give: &Give,
    start: Start<'_>,
    found: &Candidates,
    work: &mut Work,
) -> Result<Option<(Because, usize)>, Fault> {
    let GiveKind::Ladder(number) = give.kind else {
        return Ok(None);
    };
    let plan = engine.plan();
    let ladder = plan.ladders.get(wide(number)).ok_or(Fault::BadReference)?;
    let room = ReceiptRoom {
        engine,
        case,
        start,
        selections: found,
    };
    let measured = offer::measure(ladder, &room, work)?;
    let gives = |reward: &Reward| match reward {
        Reward::Percent(percent) => !percent.is_zero(),
        Reward::Sum(money) | Reward::Each(money) => *money > 0,
        Reward::Price(_) => true,
    };
    let mut steps = ladder.steps.iter().enumerate();
    let Some((place, next)) = steps.find(|(_, step)| step.from > measured && gives(&step.reward)) else {
        return Ok(None);
    };
    let write = |number: Decimal| match ladder.measure {
        Measure::Amount => Said::plain(
            i64::try_from(number.mantissa())
                .ok()
                .filter(|_| number.scale() == 0)
                .map_or_else(|| words::number(number), |minor| amount(minor, plan.currency.digits)),
        ),
        Measure::Quantity(unit) => Said::quantity(number, unit),
        Measure::Distinct => Said::plain(words::number(number)),
    };
    let missing = next.from.checked_sub(measured);
    let because = Because {
        code: "ladder.below",
        found: Some(write(measured)),
        needed: Some(write(next.from.normalize())),
        missing: missing.map(|missing| write(missing.normalize())),
        of: words::goods(plan, ladder.of),
        ..Because::default()
    };
    Ok(Some((because, place)))
}

/// What a promotion's ladder measures, as a hint says it, and of which goods.
pub(super) fn ladder_kind(engine: &Engine, ready: &Ready) -> (HintKind, Option<u32>) {
    let ladder = ready.gives.iter().find_map(|give| match give.kind {
        GiveKind::Ladder(number) => engine.plan().ladders.get(wide(number)),
        GiveKind::Percent(..) | GiveKind::Each(_) | GiveKind::Price(_) | GiveKind::Sum(_) => None,
    });
    let kind = match ladder.map(|ladder| ladder.measure) {
        Some(Measure::Quantity(_)) => HintKind::Quantity,
        Some(Measure::Distinct) => HintKind::Products,
        Some(Measure::Amount) | None => HintKind::Amount,
    };
    (kind, ladder.map(|ladder| ladder.of))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operands_lie_side_by_side() {
        let code = vec![
            Op::Load(Fact::Receipt(ReceiptFact::Time)),
            Op::Load(Fact::Receipt(ReceiptFact::Time)),
            Op::Compare(Compare::Equal),
            Op::Truth(true),
            Op::Not,
            Op::And,
        ];
        assert_eq!(operands(&code), Some(vec![0..3, 3..5]));
        assert_eq!(operands(&[Op::And]), None);
    }
}
