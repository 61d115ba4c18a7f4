//! The machine that runs conditions and selections: pure, total, fuelled, safe on unverified code; knows no phase and no money.
//!
//! A program is postfix and without jumps (see [`perk_plan::ops`]). Facts come from a [`Room`]; the machine itself reads
//! nothing.

pub(crate) mod body;
pub(crate) mod product;
pub(crate) mod receipt;
pub(crate) mod store;
pub(crate) mod value;

use perk_plan::Op;
use perk_plan::limits::STACK;
use perk_plan::ops::{Compare, Fact, ListId};

pub(crate) use value::Value;

use crate::fault::Fault;
use crate::limits::{FUEL, NESTING};

/// Where a program stands: what it may read.
pub(crate) trait Room {
    /// Whether an absent fact makes a comparison false at once. Product selections are two-valued (an unknown SKU is in
    /// no category and of no brand, so it is in `all except brand "X"`); conditions keep the third value.
    const SETTLED: bool;

    /// Reads a fact.
    fn load(&self, fact: Fact, work: &mut Work) -> Result<Value, Fault>;

    /// Answers an operation that asks for membership and takes nothing off the stack.
    fn ask(&self, op: &Op, work: &mut Work) -> Result<Value, Fault>;

    /// Whether a list holds a text.
    fn listed(&self, list: ListId, text: u32) -> Result<bool, Fault>;
}

/// Stack of one program and budget of one decision, over all its programs; reused.
#[derive(Debug)]
pub(crate) struct Work {
    stack: Vec<Value>,
    fuel: u64,
    depth: u32,
}

impl Default for Work {
    fn default() -> Self {
        Self {
            stack: Vec::new(),
            fuel: FUEL,
            depth: 0,
        }
    }
}

impl Work {
    /// Grants the budget of a new decision: so many operations.
    pub(crate) fn refuel(&mut self, fuel: u64) {
        self.fuel = fuel;
    }

    /// Spends the budget on work outside of programs.
    ///
    /// # Errors
    ///
    /// It is used up.
    pub(crate) fn spend(&mut self, count: usize) -> Result<(), Fault> {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        self.fuel = self.fuel.checked_sub(count).ok_or(Fault::OutOfFuel)?;
        Ok(())
    }

    fn pop(&mut self) -> Result<Value, Fault> {
        self.stack.pop().ok_or(Fault::StackUnderflow)
    }

    /// Goes one selection deeper.
    pub(crate) fn nested<T>(&mut self, run: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        if self.depth >= NESTING {
            return Err(Fault::OutOfFuel);
        }
        self.depth = self.depth.saturating_add(1);
        let found = run(self);
        self.depth = self.depth.saturating_sub(1);
        found
    }
}

/// Runs a program that leaves one truth; `None` is the absent truth.
pub(crate) fn truth(code: &[Op], room: &impl Room, work: &mut Work) -> Result<Option<bool>, Fault> {
    work.stack.clear();
    work.depth = 0;
    run(code, room, work)
}

/// Runs a program inside another one.
pub(crate) fn run<R: Room>(code: &[Op], room: &R, work: &mut Work) -> Result<Option<bool>, Fault> {
    let floor = work.stack.len();
    let found = steps(code, room, work, floor);
    work.stack.truncate(floor);
    found
}

fn steps<R: Room>(code: &[Op], room: &R, work: &mut Work, floor: usize) -> Result<Option<bool>, Fault> {
    for op in code {
        work.fuel = work.fuel.checked_sub(1).ok_or(Fault::OutOfFuel)?;
        let value = match op {
            Op::Money(minor) => Value::Money(*minor),
            Op::Number(number) => Value::Number(*number),
            Op::Quantity(number, unit) => Value::Quantity(*number, *unit),
            Op::Date(date) => Value::Date(*date),
            Op::Time(time) => Value::Time(*time),
            Op::Text(text) => Value::Text(*text),
            Op::Truth(truth) => Value::Truth(*truth),
            Op::Load(fact) => room.load(*fact, work)?,
            Op::Compare(compare) => {
                let (right, left) = (work.pop()?, work.pop()?);
                settle::<R>(value::compare(*compare, left, right)?)
            }
            Op::Between => {
                let (high, low, found) = (work.pop()?, work.pop()?, work.pop()?);
                let above = value::compare(Compare::AtLeast, found, low)?;
                settle::<R>(value::and(above, value::compare(Compare::AtMost, found, high)?)?)
            }
            Op::OneOf(list) => match work.pop()? {
                Value::Absent => settle::<R>(Value::Absent),
                Value::Text(text) => Value::Truth(room.listed(*list, text)?),
                Value::Truth(_)
                | Value::Money(_)
                | Value::Number(_)
                | Value::Quantity(..)
                | Value::Date(_)
                | Value::Time(_) => return Err(Fault::TypeMismatch),
            },
            Op::And => {
                let (right, left) = (work.pop()?, work.pop()?);
                value::and(settle::<R>(left), settle::<R>(right))?
            }
            Op::Or => {
                let (right, left) = (work.pop()?, work.pop()?);
                value::or(settle::<R>(left), settle::<R>(right))?
            }
            Op::Not => value::not(settle::<R>(work.pop()?))?,
            Op::InCategory(_)
            | Op::SkuIn(_)
            | Op::BarcodeIn(_)
            | Op::HasTag(_)
            | Op::InItems(_)
            | Op::StoreIn(_)
            | Op::InStores(_)
            | Op::InClients(_)
            | Op::KnownClient
            | Op::GuestClient => room.ask(op, work)?,
            Op::Require(_)
            | Op::GivePercent { .. }
            | Op::GiveSum { .. }
            | Op::GiveEach { .. }
            | Op::GivePrice { .. }
            | Op::GiveGift { .. }
            | Op::GiveLadder(_) => return Err(Fault::BadOperation),
        };
        if work.stack.len() >= STACK {
            return Err(Fault::StackOverflow);
        }
        work.stack.push(value);
    }
    if work.stack.len() != floor.saturating_add(1) {
        return Err(Fault::BadEnd);
    }
    settle::<R>(work.pop()?).truth()
}

fn settle<R: Room>(value: Value) -> Value {
    match value {
        Value::Absent if R::SETTLED => Value::Truth(false),
        other @ (Value::Absent
        | Value::Truth(_)
        | Value::Money(_)
        | Value::Number(_)
        | Value::Quantity(..)
        | Value::Date(_)
        | Value::Time(_)
        | Value::Text(_)) => other,
    }
}
