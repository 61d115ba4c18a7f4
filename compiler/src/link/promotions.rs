//! Promotions of the plan, by name, and their ladders, by first use; changes nothing but numbers.

use perk_plan::plan::{Audience, Ladder, Message, Promotion};
use rustc_hash::FxHashMap;

use super::numbering::{Numbering, number};
use super::relocate::Room;
use super::selections::Selections;
use super::tables::{Parts, Schemes};
use super::{LinkError, coupons};
use crate::hir::Name;
use crate::lower::{PromotionFragment, PromotionSpans};

/// Promotions with what belongs to them.
pub(super) struct Promotions {
    pub(super) table: Vec<Promotion>,
    pub(super) ladders: Vec<Ladder>,
    pub(super) spans: Vec<(Name, PromotionSpans)>,
}

/// Ladders of the plan, equal ones once.
#[derive(Default)]
struct Ladders {
    table: Vec<Ladder>,
    ids: FxHashMap<Ladder, u32>,
}

impl Ladders {
    fn add(&mut self, ladder: Ladder) -> Result<u32, LinkError> {
        if let Some(id) = self.ids.get(&ladder) {
            return Ok(*id);
        }
        let id = number("ladders", self.table.len())?;
        self.ids.insert(ladder.clone(), id);
        self.table.push(ladder);
        Ok(id)
    }
}

pub(super) fn all(
    parts: &Parts<'_>,
    numbering: &Numbering<'_>,
    selections: &Selections,
    schemes: &Schemes,
) -> Result<Promotions, LinkError> {
    let mut ladders = Ladders::default();
    let mut table = Vec::with_capacity(parts.promotions.len());
    let mut spans = Vec::with_capacity(parts.promotions.len());
    for fragment in &parts.promotions {
        let declaration = format!("promotion {}", fragment.name);
        let room = selections.room(declaration, &fragment.locals, numbering)?;
        table.push(promotion(fragment, parts, &room, numbering, schemes, &mut ladders)?);
        spans.push((fragment.name.clone(), fragment.spans.clone()));
    }
    Ok(Promotions {
        table,
        ladders: ladders.table,
        spans,
    })
}

fn promotion(
    fragment: &PromotionFragment,
    parts: &Parts<'_>,
    room: &Room<'_>,
    numbering: &Numbering<'_>,
    schemes: &Schemes,
    ladders: &mut Ladders,
) -> Result<Promotion, LinkError> {
    let scheme = schemes.position(&fragment.scheme).ok_or_else(|| LinkError {
        declaration: room.declaration.clone(),
        message: format!("its scheme {:?} is not declared", fragment.scheme),
    })?;
    let audience = match fragment.audience {
        Audience::Anyone => Audience::Anyone,
        Audience::Known => Audience::Known,
        Audience::Clients(clients) => Audience::Clients(room.clients(clients)?),
    };
    let on: Result<Vec<_>, LinkError> = fragment.on.iter().map(|recurring| room.recurring(recurring)).collect();
    let mut on = on?;
    on.sort_unstable();
    on.dedup();
    let own: Result<Vec<u32>, LinkError> = fragment
        .ladders
        .iter()
        .map(|ladder| ladders.add(room.ladder(ladder)?))
        .collect();
    let own = own?;
    let body = room.code(&fragment.body, |ladder| {
        let position = usize::try_from(ladder).unwrap_or(usize::MAX);
        own.get(position).copied().ok_or_else(|| LinkError {
            declaration: room.declaration.clone(),
            message: format!("ladder {ladder} is missing"),
        })
    })?;
    let mut messages = Vec::with_capacity(fragment.messages.len());
    for message in &fragment.messages {
        let pieces: Result<Vec<_>, LinkError> = message.pieces.iter().map(|piece| room.piece(piece)).collect();
        messages.push(Message {
            place: message.place,
            pieces: pieces?,
        });
    }
    let coupon = |name: &Name| coupons::position(parts, &room.declaration, name);
    let mut with = Vec::with_capacity(fragment.with.len());
    for way in &fragment.with {
        let way: Result<Vec<u16>, LinkError> = way.iter().map(coupon).collect();
        with.push(way?);
    }
    let issues: Result<Vec<u16>, LinkError> = fragment.issues.iter().map(coupon).collect();
    Ok(Promotion {
        name: numbering.text(fragment.name.as_str())?,
        title: numbering.text(&fragment.title)?,
        scheme,
        priority: fragment.priority,
        exclusive: fragment.exclusive,
        valid: fragment.valid.clone(),
        on,
        stores: fragment.stores.map(|stores| room.stores(stores)).transpose()?,
        audience,
        with,
        paid_by: fragment.paid_by.map(|list| room.list(list)).transpose()?,
        each: fragment.each.as_ref().map(|set| room.set(set)).transpose()?,
        conditions: fragment.conditions,
        body,
        limits: fragment.limits.clone(),
        messages,
        issues: issues?,
    })
}
