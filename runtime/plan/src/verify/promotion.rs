//! Promotions: gates, body, limits and texts; knows types of programs only through their check.

use super::program::{Kind, Type};
use super::{Checker, Room, VerifyError, wide};
use crate::limits;
use crate::ops::{Object, Op, Unit};
use crate::plan::{
    Audience, Combine, Days, LimitAmount, LimitPer, Message, Phase, Pick, Piece, Promotion, PropertyType, Recurring,
    Set, Window,
};
use crate::time::DAY;
use rust_decimal::Decimal;

pub(super) fn check_all(checker: &mut Checker<'_>) -> Result<(), VerifyError> {
    let mut previous = None;
    let mut gifts: Vec<Option<bool>> = vec![None; checker.plan.schemes.len()];
    for (row, promotion) in checker.plan.promotions.iter().enumerate() {
        checker.at(Room::Promotions, row)?;
        checker.text(promotion.name)?;
        checker.text(promotion.title)?;
        // Texts are sorted, so the order of their ids is the order of names.
        checker.order(previous.is_none_or(|previous| previous < promotion.name), || {
            "promotions must be sorted by name, without repeats".to_owned()
        })?;
        previous = Some(promotion.name);
        gates(checker, promotion)?;
        limits_of(checker, promotion)?;
        for message in &promotion.messages {
            self::message(checker, message)?;
        }
        if let Some(set) = &promotion.each {
            self::set(checker, set)?;
        }
        let (phase, gift) = body(checker, promotion)?;
        let scheme = usize::from(promotion.scheme);
        let Some(scheme) = checker.plan.schemes.get(scheme) else {
            return checker.index("scheme", scheme, checker.plan.schemes.len());
        };
        // Gifts are settled among themselves, before anybody measures what is left (decision 0131).
        let place = usize::from(promotion.scheme);
        if let Some(others) = gifts.get_mut(place) {
            if others.is_some_and(|others| others != gift) {
                return checker.refuse("plan-gift", "gifts and other effects share a scheme".to_owned());
            }
            *others = Some(gift);
        }
        let first = checker
            .plan
            .schemes
            .iter()
            .position(|scheme| scheme.phase == Phase::Goods);
        if gift && (scheme.combine != Combine::First || first != Some(place)) {
            return checker.refuse(
                "plan-gift",
                "a gift is in another scheme than the first of the goods phase, or one that does not combine `first`"
                    .to_owned(),
            );
        }
        if scheme.phase != phase {
            return checker.refuse(
                "plan-phase",
                format!(
                    "its effects belong to phase {phase:?}, its scheme to {:?}",
                    scheme.phase
                ),
            );
        }
    }
    Ok(())
}

fn gates(checker: &mut Checker<'_>, promotion: &Promotion) -> Result<(), VerifyError> {
    let plan = checker.plan;
    checker.spend(promotion.valid.len().saturating_add(promotion.on.len()))?;
    for window in &promotion.valid {
        self::window(checker, window)?;
    }
    for recurring in &promotion.on {
        self::recurring(checker, recurring)?;
    }
    if let Some(stores) = promotion.stores {
        checker.index("store selection", wide(stores), plan.stores.len())?;
    }
    match promotion.audience {
        Audience::Anyone | Audience::Known => {}
        Audience::Clients(clients) => checker.index("client selection", wide(clients), plan.clients.len())?,
    }
    super::coupon::named(checker, promotion)?;
    if let Some(list) = promotion.paid_by {
        let list = checker.list(list)?;
        checker.range(!list.is_empty(), || "`paid by` names no tender".to_owned())?;
    }
    Ok(())
}

pub(super) fn window(checker: &Checker<'_>, window: &Window) -> Result<(), VerifyError> {
    let opens = window.from.is_none_or(|from| window.to.is_none_or(|to| from < to));
    checker.range(opens, || "a window ends before it begins".to_owned())
}

fn recurring(checker: &Checker<'_>, recurring: &Recurring) -> Result<(), VerifyError> {
    checker.range(
        i64::from(recurring.from.0) < DAY && i64::from(recurring.to.0) <= DAY,
        || {
            format!(
                "hours from second {} to second {} of a day",
                recurring.from.0, recurring.to.0
            )
        },
    )?;
    match recurring.days {
        Days::Every => Ok(()),
        Days::Weekdays(mask) => checker.range((1..=0x7F).contains(&mask), || format!("a weekday mask of {mask:#x}")),
        Days::OfMonth(from, to) => checker.range(1 <= from && from <= to && to <= 31, || {
            format!("days {from} to {to} of the month")
        }),
        Days::NthWeekday(nth, weekday) => checker.range(nth <= 5 && (1..=7).contains(&weekday), || {
            format!("occurrence {nth} of weekday {weekday}")
        }),
        Days::AroundClientDate {
            property,
            before,
            after,
        } => {
            let properties = &checker.plan.client_properties;
            let position = usize::from(property);
            checker.index("client property", position, properties.len())?;
            let date = properties
                .get(position)
                .is_some_and(|property| property.kind == PropertyType::Date);
            if !date {
                return checker.refuse("plan-type", format!("client property {property} is not a date"));
            }
            checker.range(before <= limits::DAYS_AROUND && after <= limits::DAYS_AROUND, || {
                format!(
                    "{before} days before and {after} days after, at most {} are allowed",
                    limits::DAYS_AROUND
                )
            })
        }
    }
}

fn limits_of(checker: &mut Checker<'_>, promotion: &Promotion) -> Result<(), VerifyError> {
    checker.spend(promotion.limits.len())?;
    let mut keys = Vec::with_capacity(promotion.limits.len());
    for limit in &promotion.limits {
        let above_zero = match limit.amount {
            LimitAmount::Times(count) | LimitAmount::Pieces(count) => count > 0,
            LimitAmount::Money(minor) => (1..=limits::MONEY).contains(&minor),
        };
        checker.range(above_zero, || format!("a limit of {:?}", limit.amount))?;
        // What was used is told by key and unit, so of these there can be only one limit.
        let key = (limit.per, std::mem::discriminant(&limit.amount));
        checker.range(limit.per == LimitPer::Receipt || !keys.contains(&key), || {
            format!("a second limit of one key, {:?}", limit.amount)
        })?;
        keys.push(key);
    }
    Ok(())
}

fn message(checker: &mut Checker<'_>, message: &Message) -> Result<(), VerifyError> {
    checker.spend(message.pieces.len().saturating_add(1))?;
    for piece in &message.pieces {
        match piece {
            Piece::Text(text) => {
                checker.text(*text)?;
            }
            Piece::ClientProperty(property) => {
                checker.index(
                    "client property",
                    usize::from(*property),
                    checker.plan.client_properties.len(),
                )?;
            }
            Piece::Saved
            | Piece::Times
            | Piece::Title
            | Piece::Total
            | Piece::Discount
            | Piece::Date
            | Piece::Store => {}
        }
    }
    Ok(())
}

/// Checks the set of a promotion.
fn set(checker: &mut Checker<'_>, set: &Set) -> Result<(), VerifyError> {
    let plan = checker.plan;
    checker.spend(set.roles.len())?;
    checker.range((1..=limits::SET_ROLES).contains(&set.roles.len()), || {
        format!(
            "a set has {} roles, from 1 to {} are needed",
            set.roles.len(),
            limits::SET_ROLES
        )
    })?;
    if let Some(name) = set.name {
        checker.text(name)?;
    }
    let mut names = Vec::with_capacity(set.roles.len());
    for role in &set.roles {
        if let Some(name) = role.name {
            checker.text(name)?;
            // At most `SET_ROLES` names: a look at each is nothing.
            checker.order(!names.contains(&name), || "two roles of a set share a name".to_owned())?;
            names.push(name);
        }
        checker.index("product selection", wide(role.items), plan.items.len())?;
        match role.pick {
            Pick::Pieces { least, most, alike: _ } => checker
                .range(1 <= least && least <= most && most <= limits::SET_PIECES, || {
                    format!("a role of {least} to {most} pieces")
                })?,
            Pick::Quantity(amount, unit) => {
                let measured = !matches!(unit, Unit::Sale | Unit::Piece);
                checker.range(measured && amount > Decimal::ZERO, || {
                    format!("a role of {amount} {unit:?}")
                })?;
            }
        }
    }
    Ok(())
}

/// Checks what an effect is taken off: with a set its parts, without one goods or the receipt.
fn object(checker: &Checker<'_>, set: Option<&Set>, object: Object) -> Result<(), VerifyError> {
    match (object, set) {
        (Object::Items(_) | Object::Receipt, None) => checker.object(object),
        (Object::Set, Some(_)) => Ok(()),
        (Object::Role(role), Some(set)) => checker.index("role", usize::from(role), set.roles.len()),
        (Object::Cheapest(count) | Object::Dearest(count), Some(_)) => checker
            .range((1..=limits::SET_PIECES).contains(&count), || {
                format!("{count} units of a set")
            }),
        (Object::Items(_) | Object::Receipt, Some(_)) => checker.refuse(
            "plan-set",
            "a promotion `for each` set gives off the set or a part of it".to_owned(),
        ),
        (Object::Set | Object::Role(_) | Object::Cheapest(_) | Object::Dearest(_), None) => checker.refuse(
            "plan-set",
            "a part of a set in a promotion without `for each`".to_owned(),
        ),
    }
}

/// Checks a body and answers the phase its effects belong to, and whether it gives a gift.
fn body(checker: &mut Checker<'_>, promotion: &Promotion) -> Result<(Phase, bool), VerifyError> {
    let (conditions, code) = (promotion.conditions, &promotion.body);
    checker.begin(code)?;
    let mut required: u16 = 0;
    let mut phase = None;
    let mut gift = false;
    for (position, op) in code.iter().enumerate() {
        checker.op = Some(position);
        if phase.is_some() && effect_phase(checker, op)?.is_none() {
            return checker.refuse(
                "plan-op",
                format!("{op:?} stands after an effect; conditions come first"),
            );
        }
        if let Op::Require(number) = op {
            checker.expect(Type::Truth)?;
            checker.empty()?;
            if *number != required || required == conditions {
                let message = format!("condition {number} is required, {required} of {conditions} is next");
                return checker.refuse("plan-require", message);
            }
            required = required.saturating_add(1);
        } else if let Some(found) = effect_phase(checker, op)? {
            checker.empty()?;
            if required != conditions {
                let message = format!("an effect stands before condition {required} of {conditions} is required");
                return checker.refuse("plan-require", message);
            }
            effect(checker, promotion.each.as_ref(), op)?;
            gift |= matches!(op, Op::GiveGift { .. });
            if gift && phase.is_some() {
                return checker.refuse("plan-gift", "a gift stands beside another effect".to_owned());
            }
            if phase.is_some_and(|phase| phase != found) {
                return checker.refuse("plan-phase", "effects of two phases in one promotion".to_owned());
            }
            phase = Some(found);
        } else if !checker.expression(Kind::Body, 0, op)? {
            return checker.refuse("plan-op", format!("{op:?} may not stand in a promotion's body"));
        }
    }
    checker.op = None;
    checker.empty()?;
    if required != conditions {
        return checker.refuse(
            "plan-require",
            format!("{conditions} conditions, but {required} are required"),
        );
    }
    Ok((phase.unwrap_or(Phase::Offer), gift))
}

/// The phase of an effect; `None` for any other operation.
fn effect_phase(checker: &Checker<'_>, op: &Op) -> Result<Option<Phase>, VerifyError> {
    let object = match op {
        Op::GiveGift { items, .. } => Object::Items(*items),
        Op::GivePercent { off, .. } | Op::GiveSum { off, .. } | Op::GiveEach { off, .. } => *off,
        Op::GivePrice { of, .. } => *of,
        Op::GiveLadder(ladder) => match checker.plan.ladders.get(wide(*ladder)) {
            Some(ladder) => ladder.off,
            None => {
                let count = checker.plan.ladders.len();
                return checker.refuse(
                    "plan-index",
                    format!("ladder {ladder} is out of range, there are {count}"),
                );
            }
        },
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
        | Op::GuestClient
        | Op::Require(_) => return Ok(None),
    };
    Ok(Some(match object {
        Object::Items(_) | Object::Set | Object::Role(_) | Object::Cheapest(_) | Object::Dearest(_) => Phase::Goods,
        Object::Receipt => Phase::Receipt,
    }))
}

/// Checks the numbers and indices of an effect.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "called for effects only; `effect_phase` names every operation"
)]
fn effect(checker: &Checker<'_>, set: Option<&Set>, op: &Op) -> Result<(), VerifyError> {
    match op {
        Op::GivePercent { off, percent, base: _ } => {
            object(checker, set, *off)?;
            checker.percent(*percent, false)
        }
        Op::GiveSum { off, amount } => {
            object(checker, set, *off)?;
            checker.range((1..=limits::MONEY).contains(amount), || {
                format!("a sum of {amount} minor units")
            })
        }
        Op::GiveEach { off, amount } => {
            object(checker, set, *off)?;
            checker.range(matches!(off, Object::Items(_) | Object::Role(_)), || {
                "a sum off each unit is taken off goods or a role".to_owned()
            })?;
            checker.range((1..=limits::MONEY).contains(amount), || {
                format!("a sum of {amount} minor units per unit")
            })
        }
        Op::GivePrice { of, price } => {
            object(checker, set, *of)?;
            checker.range(matches!(of, Object::Items(_) | Object::Role(_) | Object::Set), || {
                "a price is one of goods, of a role or of the set".to_owned()
            })?;
            checker.range((0..=limits::MONEY).contains(price), || {
                format!("a price of {price} minor units")
            })
        }
        Op::GiveLadder(ladder) => match checker.plan.ladders.get(wide(*ladder)) {
            Some(ladder) => object(checker, set, ladder.off),
            None => Ok(()),
        },
        Op::GiveGift {
            items,
            count,
            price,
            distinct: _,
        } => {
            checker.object(Object::Items(*items))?;
            checker.range((0..=limits::MONEY).contains(price), || {
                format!("a gift at {price} minor units")
            })?;
            checker.range((1..=limits::GIFT_UNITS).contains(count), || {
                format!("a gift of {count} units, at most {} are allowed", limits::GIFT_UNITS)
            })
        }
        _ => Ok(()),
    }
}
