//! Promotions made ready: bodies taken apart, conditions that need no machine told from those that do, limits put
//! together; looks nothing up.

use perk_plan::Op;
use perk_plan::ops::Object;
use perk_plan::plan::Plan;

use super::gates::Gate;
use super::{PlainEffect, wide};
use crate::allowance::{Allowance, is_across};
use crate::fault::Fault;
use crate::money::Rate;
use crate::vm::body::{self, Body, Give};

/// A promotion made ready.
#[derive(Debug, Clone)]
pub(crate) struct Ready {
    pub gate: Gate,
    /// Where its conditions stand in its body.
    pub conditions: Vec<Quick>,
    /// What it gives.
    pub gives: Vec<Give>,
    /// What it gives away.
    pub gift: Option<body::GiftGive>,
    /// Its single selection of goods, if the index answers it exactly.
    pub exact: bool,
    /// Of a set: the role whose goods, and perhaps a few others, trigger it.
    pub watched: Option<u16>,
    /// Selections that its conditions measure.
    pub needs: Vec<u32>,
    /// What its limits leave when nothing was used before.
    pub allowance: Allowance,
    /// Whether some of its limits count more than one receipt.
    pub across: bool,
    pub exclusive: bool,
    pub priority: i32,
    /// A rate of small parts, if it gives one percent of the start-of-scheme amount: for the fast path.
    pub rate: Option<(i64, i64)>,
    /// Its body could not be taken apart (never on a verified plan).
    pub fault: Option<Fault>,
}

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Quick {
    /// `receipt.amount >= n`, the commonest: needs no machine.
    ReceiptAtLeast(i64),
    /// `receipt.list_amount >= n`: no discount changes it, so the gate has asked it; only gifts may make it less.
    ListAtLeast(i64),
    /// A program, by its place in the body.
    Program(std::ops::Range<usize>),
}

impl Ready {
    pub(super) fn new(plan: &Plan, promotion: &perk_plan::plan::Promotion, whole: &[bool]) -> Self {
        let (body, fault) = match body::split(&promotion.body, |id| {
            plan.ladders.get(wide(id)).map(|ladder| ladder.off)
        }) {
            Ok(body) => (body, None),
            Err(fault) => (Body::default(), Some(fault)),
        };
        let mut needs: Vec<u32> = body
            .conditions
            .iter()
            .filter_map(|range| promotion.body.get(range.clone()))
            .flatten()
            .filter_map(|op| {
                if let Op::Load(fact) = op {
                    body::measured(*fact)
                } else {
                    None
                }
            })
            .chain(body.gives.iter().filter_map(|give| match give.kind {
                body::GiveKind::Ladder(ladder) => plan.ladders.get(wide(ladder)).map(|ladder| ladder.of),
                body::GiveKind::Percent(..)
                | body::GiveKind::Each(_)
                | body::GiveKind::Price(_)
                | body::GiveKind::Sum(_) => None,
            }))
            .collect();
        needs.sort_unstable();
        needs.dedup();
        let conditions = body
            .conditions
            .iter()
            .map(|range| {
                quick(promotion.body.get(range.clone()).unwrap_or(&[]), whole).unwrap_or(Quick::Program(range.clone()))
            })
            .collect();
        let mut allowance = Allowance::default();
        for limit in &promotion.limits {
            allowance.narrow(limit.amount, limit.partial);
        }
        let rate = match body.gives.as_slice() {
            [
                Give {
                    kind: body::GiveKind::Percent(percent, perk_plan::ops::Base::SchemeStart),
                    ..
                },
            ] => rate(*percent),
            _ => None,
        };
        let conditions: Vec<Quick> = conditions;
        let mut gate = Gate::new(promotion);
        for condition in &conditions {
            match condition {
                Quick::ReceiptAtLeast(least) => gate.least = gate.least.max(*least),
                Quick::ListAtLeast(least) => gate.list_least = gate.list_least.max(*least),
                Quick::Program(_) => {}
            }
        }
        Self {
            gate,
            conditions,
            gives: body.gives,
            gift: body.gift,
            exact: false,
            watched: None,
            needs,
            allowance,
            across: promotion.limits.iter().any(is_across),
            exclusive: promotion.exclusive,
            priority: promotion.priority,
            rate,
            fault,
        }
    }
}

impl Ready {
    /// What it gives, if it is plain; `gifts`: the plan gives something away, so what is asked at shelf prices may change.
    pub(super) fn plain(&self, gifts: bool) -> Option<PlainEffect> {
        let free = self.gift.is_none()
            && self.allowance.pieces.is_none()
            && self.allowance.money.is_none()
            && !self.across
            && !self.exclusive
            && self.fault.is_none();
        if !free
            || !self.conditions.iter().all(|condition| match condition {
                Quick::ReceiptAtLeast(_) => true,
                Quick::ListAtLeast(_) => !gifts,
                Quick::Program(_) => false,
            })
        {
            return None;
        }
        match (self.gives.as_slice(), self.rate) {
            (
                [
                    Give {
                        object: Object::Items(_),
                        ..
                    },
                ],
                Some((num, den)),
            ) if self.exact => Some(PlainEffect::Goods(Rate::new(num, den))),
            (
                [
                    Give {
                        object: Object::Receipt,
                        ..
                    },
                ],
                Some((num, den)),
            ) => Some(PlainEffect::Receipt(Rate::new(num, den))),
            (
                [
                    Give {
                        object: Object::Receipt,
                        kind: body::GiveKind::Sum(amount),
                    },
                ],
                None,
            ) => Some(PlainEffect::Sum(*amount)),
            _ => None,
        }
    }
}

fn quick(code: &[Op], whole: &[bool]) -> Option<Quick> {
    use perk_plan::Compare;
    use perk_plan::ops::{Fact, GoodsFact};
    let everything = |items: u32| whole.get(wide(items)).copied().unwrap_or(false);
    let [Op::Load(fact), Op::Money(minor), Op::Compare(Compare::AtLeast)] = code else {
        return None;
    };
    match fact {
        Fact::Goods(GoodsFact::Amount, items) if everything(*items) => Some(Quick::ReceiptAtLeast(*minor)),
        Fact::Goods(GoodsFact::ListAmount, items) if everything(*items) => Some(Quick::ListAtLeast(*minor)),
        Fact::Goods(..) | Fact::Receipt(_) | Fact::Store(_) | Fact::Client(_) | Fact::Product(_) => None,
    }
}

/// A percent as a fraction of small whole numbers, if it is one.
fn rate(percent: rust_decimal::Decimal) -> Option<(i64, i64)> {
    let ratio = crate::money::Ratio::decimal(percent).ok()?.scaled(1, 100).ok()?;
    let (num, den) = (i64::try_from(ratio.num()).ok()?, i64::try_from(ratio.den()).ok()?);
    ((0..=crate::limits::RATE).contains(&num) && den <= crate::limits::RATE).then_some((num, den))
}
