//! Promotions to gates, a body, ladders and texts; knows no other promotion.

use perk_plan::ops::{Code, Object, Op};
use perk_plan::plan::{Audience, Days, Ladder, Pick, Piece, Recurring, Reward, Role, Set, Step};
use perk_plan::{TimeOfDay, time};

use super::locals::Builder;
use super::{MessageFragment, PromotionFragment, PromotionSpans, condition};
use crate::hir::{self, DaySet, Effect, Give, Priced, Promotion, Recurrence, Target, Template, TextPart, TextValue};

pub(super) fn lower(promotion: &Promotion) -> PromotionFragment {
    let mut locals = Builder::default();
    let mut valid: Vec<_> = promotion.valid.iter().map(|(window, _)| *window).collect();
    let mut on: Vec<_> = promotion
        .on
        .iter()
        .map(|(recurrence, _)| self::recurring(recurrence, &mut locals))
        .collect();
    // Windows are alternatives, so neither their order nor a repetition means anything. (Recurring windows are put in
    // order by the linker, which knows the final index of a client property.)
    valid.sort_unstable();
    valid.dedup();
    on.dedup();
    let stores = promotion.stores.as_ref().map(|(stores, _)| locals.stores(stores));
    let audience = match &promotion.audience {
        None => Audience::Anyone,
        Some((hir::Audience::Known | hir::Audience::Clients(hir::ClientSelection::Known), _)) => Audience::Known,
        Some((hir::Audience::Clients(hir::ClientSelection::Everyone), _)) => Audience::Anyone,
        Some((hir::Audience::Clients(clients), _)) => Audience::Clients(locals.clients(clients)),
    };
    let paid_by = promotion.paid_by.as_ref().map(|(tenders, _)| locals.list(tenders));
    let (each, order) = match &promotion.each {
        Some((each, _)) => {
            let (set, order) = self::set(each, &mut locals);
            (Some(set), order)
        }
        None => (None, Vec::new()),
    };
    let mut body = Code::new();
    let mut conditions: u16 = 0;
    for (condition, _) in &promotion.conditions {
        condition::push(condition, &mut locals, &mut body);
        body.push(Op::Require(conditions));
        conditions = conditions.saturating_add(1);
    }
    let mut ladders = Vec::new();
    let mut messages = Vec::new();
    let mut issues = Vec::new();
    for (effect, _) in &promotion.effects {
        match effect {
            Effect::Give(give) => self::give(give, &order, &mut locals, &mut ladders, &mut body),
            Effect::Price(price) => {
                let of = match &price.of {
                    Priced::Items(items) => Object::Items(locals.items(items)),
                    Priced::Role(role) => Object::Role(place(&order, *role)),
                    Priced::Set => Object::Set,
                };
                body.push(Op::GivePrice {
                    of,
                    price: price.price.minor,
                });
            }
            Effect::Gift(gift) => {
                let items = locals.items(&gift.items);
                body.push(Op::GiveGift {
                    items,
                    count: gift.count,
                    distinct: gift.distinct,
                    price: gift.price.map_or(0, |price| price.minor),
                });
            }
            Effect::Issue { coupon } => issues.push(coupon.clone()),
            Effect::Message { place, text } => {
                messages.push(MessageFragment {
                    place: *place,
                    pieces: pieces(text, &mut locals),
                });
            }
        }
    }
    let gates = [
        promotion.valid.first().map(|(_, span)| *span),
        promotion.on.first().map(|(_, span)| *span),
        promotion.stores.as_ref().map(|(_, span)| *span),
        promotion.audience.as_ref().map(|(_, span)| *span),
        promotion.with.as_ref().map(|(_, span)| *span),
        promotion.paid_by.as_ref().map(|(_, span)| *span),
    ];
    PromotionFragment {
        name: promotion.name.clone(),
        title: promotion.title.as_ref().unwrap_or(&promotion.spelling).clone(),
        scheme: promotion.scheme.clone(),
        priority: promotion.priority,
        exclusive: promotion.exclusive,
        valid,
        on,
        stores,
        audience,
        with: promotion
            .with
            .as_ref()
            .map(|(ways, _)| ways.clone())
            .unwrap_or_default(),
        paid_by,
        each,
        conditions,
        body,
        limits: promotion.limits.iter().map(|(limit, _)| *limit).collect(),
        messages,
        issues,
        ladders,
        locals: locals.finish(),
        spans: PromotionSpans {
            declared: promotion.span,
            gates,
            conditions: promotion.conditions.iter().map(|(_, span)| *span).collect(),
            limits: promotion.limits.iter().map(|(_, span)| *span).collect(),
            ladders: promotion
                .effects
                .iter()
                .filter_map(|(effect, _)| steps(effect))
                .collect(),
            roles: (0..order.len()).map(|role| place(&order, role)).collect(),
        },
    }
}

/// Where the steps of a ladder are written, if the effect is one.
fn steps(effect: &Effect) -> Option<Vec<hir::SpanId>> {
    let Effect::Give(Give {
        reward: hir::Reward::Ladder(ladder),
        ..
    }) = effect
    else {
        return None;
    };
    Some(ladder.steps.iter().map(|step| step.span).collect())
}

fn recurring(recurrence: &Recurrence, locals: &mut Builder) -> Recurring {
    let days = match &recurrence.days {
        DaySet::Every | DaySet::Weekdays(0x7F) => Days::Every,
        DaySet::Weekdays(mask) => Days::Weekdays(*mask),
        DaySet::MonthDays { from, to } => Days::OfMonth(*from, *to),
        DaySet::NthWeekday { nth, weekday } => Days::NthWeekday(*nth, *weekday),
        DaySet::Anniversary {
            property,
            before,
            after,
        } => Days::AroundClientDate {
            property: locals.client_property(property),
            before: *before,
            after: *after,
        },
    };
    let day = TimeOfDay(u32::try_from(time::DAY).unwrap_or(u32::MAX));
    let (from, to) = recurrence
        .time
        .map_or((TimeOfDay(0), day), |hours| (hours.from, hours.until));
    Recurring { days, from, to }
}

/// A set with its roles in canonical order, and where each written role stands in it.
fn set(each: &hir::ForEach, locals: &mut Builder) -> (Set, Vec<usize>) {
    let mut roles: Vec<(usize, Role)> = Vec::with_capacity(each.set.roles.len());
    let mut written: Vec<&hir::Role> = each.set.roles.iter().collect();
    // The order of roles means nothing. (Only roles of a declared set have names; one written in place is a single role.)
    written.sort_by(|one, other| one.name.cmp(&other.name));
    for role in written {
        let position = each.set.roles.iter().position(|other| std::ptr::eq(other, role));
        let pick = match role.pick {
            hir::Pick::Pieces { least, most, alike } => Pick::Pieces { least, most, alike },
            hir::Pick::Quantity(quantity) => Pick::Quantity(quantity.amount.normalize(), quantity.unit),
        };
        let role = Role {
            name: role.name.as_ref().map(|name| locals.text(&name.text())),
            items: locals.items(&role.items),
            pick,
        };
        roles.push((position.unwrap_or_default(), role));
    }
    let mut order = vec![0; roles.len()];
    for (place, (position, _)) in roles.iter().enumerate() {
        if let Some(slot) = order.get_mut(*position) {
            *slot = place;
        }
    }
    let set = Set {
        name: each.name.as_ref().map(|name| locals.text(&name.text())),
        roles: roles.into_iter().map(|(_, role)| role).collect(),
        reuse: each.set.reuse,
    };
    (set, order)
}

/// Where a written role stands in the canonical order.
fn place(order: &[usize], role: usize) -> u16 {
    let place = order.get(role).copied().unwrap_or(usize::MAX);
    u16::try_from(place).unwrap_or(u16::MAX)
}

fn give(give: &Give, order: &[usize], locals: &mut Builder, ladders: &mut Vec<Ladder>, body: &mut Code) {
    let (object, each) = match &give.target {
        Target::Items { items, each } => (Object::Items(locals.items(items)), *each),
        Target::Receipt => (Object::Receipt, false),
        Target::Set => (Object::Set, false),
        Target::Role { role, each } => (Object::Role(place(order, *role)), *each),
        Target::Cheapest(count) => (Object::Cheapest(*count), false),
        Target::Dearest(count) => (Object::Dearest(*count), false),
    };
    body.push(match &give.reward {
        hir::Reward::Percent(percent) => Op::GivePercent {
            off: object,
            percent: percent.0.normalize(),
            base: give.base,
        },
        hir::Reward::Sum(sum) if each => Op::GiveEach {
            off: object,
            amount: sum.minor,
        },
        hir::Reward::Sum(sum) => Op::GiveSum {
            off: object,
            amount: sum.minor,
        },
        hir::Reward::Ladder(ladder) => {
            let position = u32::try_from(ladders.len()).unwrap_or(u32::MAX);
            let of = locals.items(&ladder.measure.items);
            let steps = ladder.steps.iter().filter_map(|step| {
                let reward = match &step.reward {
                    hir::Reward::Percent(percent) => Reward::Percent(percent.0.normalize()),
                    hir::Reward::Sum(sum) if each => Reward::Each(sum.minor),
                    hir::Reward::Sum(sum) => Reward::Sum(sum.minor),
                    // A step holds no ladder; the type is shared with effects.
                    hir::Reward::Ladder(_) => return None,
                };
                Some(Step {
                    from: step.from.normalize(),
                    reward,
                })
            });
            let steps = steps.collect();
            ladders.push(Ladder {
                off: object,
                of,
                measure: ladder.measure.kind,
                mode: ladder.mode,
                steps,
            });
            Op::GiveLadder(position)
        }
    });
}

fn pieces(text: &Template, locals: &mut Builder) -> Vec<Piece> {
    text.parts
        .iter()
        .map(|part| match part {
            TextPart::Written(text) => Piece::Text(locals.text(text)),
            TextPart::Value(value) => match value {
                TextValue::Saved => Piece::Saved,
                TextValue::Times => Piece::Times,
                TextValue::Title => Piece::Title,
                TextValue::Total => Piece::Total,
                TextValue::Discount => Piece::Discount,
                TextValue::ClientProperty(property) => Piece::ClientProperty(locals.client_property(property)),
                TextValue::Date => Piece::Date,
                TextValue::Store => Piece::Store,
            },
        })
        .collect()
}
