//! Promotions to gates, a body, ladders and texts; knows no other promotion.

use perk_plan::ops::{Code, Object, Op};
use perk_plan::plan::{Audience, Days, Ladder, Piece, Recurring, Reward, Step};
use perk_plan::{TimeOfDay, time};

use super::locals::Builder;
use super::{MessageFragment, PromotionFragment, PromotionSpans, condition};
use crate::hir::{self, DaySet, Effect, Give, Promotion, Recurrence, Target, Template, TextPart, TextValue};

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
    let mut body = Code::new();
    let mut conditions: u16 = 0;
    for (condition, _) in &promotion.conditions {
        condition::push(condition, &mut locals, &mut body);
        body.push(Op::Require(conditions));
        conditions = conditions.saturating_add(1);
    }
    let mut ladders = Vec::new();
    let mut messages = Vec::new();
    for (effect, _) in &promotion.effects {
        match effect {
            Effect::Give(give) => self::give(give, &mut locals, &mut ladders, &mut body),
            Effect::Price(price) => {
                let items = locals.items(&price.items);
                body.push(Op::GivePrice {
                    items,
                    price: price.price.minor,
                });
            }
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
        paid_by,
        conditions,
        body,
        limits: promotion.limits.iter().map(|(limit, _)| *limit).collect(),
        messages,
        ladders,
        locals: locals.finish(),
        spans: PromotionSpans {
            declared: promotion.span,
            gates,
            conditions: promotion.conditions.iter().map(|(_, span)| *span).collect(),
        },
    }
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

fn give(give: &Give, locals: &mut Builder, ladders: &mut Vec<Ladder>, body: &mut Code) {
    let (object, each) = match &give.target {
        Target::Items { items, each } => (Object::Items(locals.items(items)), *each),
        Target::Receipt => (Object::Receipt, false),
    };
    body.push(match &give.reward {
        hir::Reward::Percent(percent) => Op::GivePercent {
            off: object,
            percent: percent.0.normalize(),
            base: give.base,
        },
        hir::Reward::Sum(sum) => match object {
            Object::Items(off) if each => Op::GiveEach { off, amount: sum.minor },
            Object::Items(_) | Object::Receipt => Op::GiveSum {
                off: object,
                amount: sum.minor,
            },
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
