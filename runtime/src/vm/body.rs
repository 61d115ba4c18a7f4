//! Splits a promotion's body into its conditions and its gifts of money as data; runs nothing.

use std::ops::Range;

use perk_plan::Op;
use perk_plan::ops::{Base, Fact, ItemsId, LadderId, Object};
use rust_decimal::Decimal;

use crate::fault::Fault;

/// What a promotion gives, as written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Give {
    pub object: Object,
    pub kind: GiveKind,
}

/// What a promotion gives away, as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct GiftGive {
    pub items: ItemsId,
    pub count: u32,
    pub distinct: bool,
    /// What a unit of it costs, in minor units.
    pub price: i64,
}

/// How a promotion gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum GiveKind {
    Percent(Decimal, Base),
    Each(i64),
    Price(i64),
    Sum(i64),
    Ladder(LadderId),
}

/// A body taken apart.
#[derive(Debug, Clone, Default)]
pub(crate) struct Body {
    /// Where each condition's program stands in the body, without its `Require`.
    pub conditions: Vec<Range<usize>>,
    pub gives: Vec<Give>,
    /// What it gives away; then `gives` is empty.
    pub gift: Option<GiftGive>,
}

/// Takes a body apart. A body that does not follow the pattern (never a verified one) is a fault.
pub(crate) fn split(code: &[Op], ladder_object: impl Fn(LadderId) -> Option<Object>) -> Result<Body, Fault> {
    let mut body = Body::default();
    let mut start = 0;
    for (at, op) in code.iter().enumerate() {
        let give = match op {
            Op::Require(_) => {
                body.conditions.push(start..at);
                start = at.saturating_add(1);
                continue;
            }
            Op::GivePercent { off, percent, base } => Give {
                object: *off,
                kind: GiveKind::Percent(*percent, *base),
            },
            Op::GiveSum { off, amount } => Give {
                object: *off,
                kind: GiveKind::Sum(*amount),
            },
            Op::GiveEach { off, amount } => Give {
                object: *off,
                kind: GiveKind::Each(*amount),
            },
            Op::GivePrice { of, price } => Give {
                object: *of,
                kind: GiveKind::Price(*price),
            },
            Op::GiveGift {
                items,
                count,
                distinct,
                price,
            } => {
                if start != at || body.gift.is_some() || !body.gives.is_empty() {
                    return Err(Fault::BadEnd);
                }
                start = at.saturating_add(1);
                body.gift = Some(GiftGive {
                    items: *items,
                    count: *count,
                    distinct: *distinct,
                    price: *price,
                });
                continue;
            }
            Op::GiveLadder(ladder) => {
                let object = ladder_object(*ladder).ok_or(Fault::BadReference)?;
                Give {
                    object,
                    kind: GiveKind::Ladder(*ladder),
                }
            }
            Op::Money(_)
            | Op::Number(_)
            | Op::Quantity(..)
            | Op::Date(_)
            | Op::Time(_)
            | Op::Text(_)
            | Op::Truth(_)
            | Op::Load(_)
            | Op::Compare(_)
            | Op::Between
            | Op::OneOf(_)
            | Op::And
            | Op::Or
            | Op::Not
            | Op::InCategory(_)
            | Op::SkuIn(_)
            | Op::BarcodeIn(_)
            | Op::HasTag(_)
            | Op::InItems(_)
            | Op::StoreIn(_)
            | Op::InStores(_)
            | Op::InClients(_)
            | Op::KnownClient
            | Op::GuestClient => continue,
        };
        if start != at || body.gift.is_some() {
            return Err(Fault::BadEnd);
        }
        start = at.saturating_add(1);
        body.gives.push(give);
    }
    if start == code.len() {
        Ok(body)
    } else {
        Err(Fault::BadEnd)
    }
}

/// The selection whose goods a fact measures.
pub(crate) fn measured(fact: Fact) -> Option<ItemsId> {
    match fact {
        Fact::Goods(_, items) => Some(items),
        Fact::Receipt(_) | Fact::Store(_) | Fact::Client(_) | Fact::Product(_) => None,
    }
}
