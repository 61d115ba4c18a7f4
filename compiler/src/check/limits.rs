//! Limits of one promotion beside each other: none twice, none that another one always reaches first.

use perk_grammar::Keyword;
use perk_plan::plan::{GuestUses, LimitKey, LimitPer};

use crate::body::SourceMap;
use crate::diagnostic::{At, Finding, Language, Param, Span, codes};
use crate::hir::{Effect, Limit, LimitAmount, Pick, Promotion, Reward, Target};
use crate::limits;

pub(super) fn check(promotion: &Promotion, spans: &SourceMap, language: Language, findings: &mut Vec<Finding>) {
    for (at, (limit, span)) in promotion.limits.iter().enumerate() {
        let before = promotion.limits.get(..at).unwrap_or_default();
        let twice = before
            .iter()
            .find(|(other, _)| same_unit(limit, other) && same_key(limit.per, other.per));
        if let Some((_, first)) = twice {
            findings.push(
                Finding::new(&codes::LIMIT_TWICE, spans.get(*span))
                    .mark(At::Own(spans.get(*first)), &codes::FIRST_LIMIT),
            );
            continue;
        }
        let others = promotion.limits.iter().enumerate().filter(|(other, _)| *other != at);
        let sooner = others.map(|(_, other)| other).find(|(other, _)| {
            same_unit(limit, other) && !same_key(limit.per, other.per) && reached_first(other, limit)
                || !same_unit(limit, other) && reached_by_uses(promotion, other, limit)
        });
        if let Some((_, first)) = sooner {
            findings.push(
                Finding::new(&codes::LIMIT_NEVER_REACHED, spans.get(*span))
                    .mark(At::Own(spans.get(*first)), &codes::LIMIT_REACHED_FIRST),
            );
        // Once per receipt is what the author gets, whether it has to be said or not.
        } else if matches!((limit.per, limit.amount), (LimitPer::Receipt, LimitAmount::Times(2..)))
            && promotion.each.is_none()
            && !limit.partial
        {
            findings.push(Finding::new(&codes::LIMIT_NEVER_BINDS, spans.get(*span)));
        } else if shared_and_small(limit) {
            let at = spans.get(*span);
            let word = Keyword::PerReceipt.canonical(language);
            let mut finding = Finding::new(&codes::LIMIT_IN_ALL, at);
            // The words after the amount have an order.
            if !limit.partial {
                let params = vec![("word", Param::from(word))];
                finding = finding.fix(&codes::ADD_SCOPE, params, Span::at(at.end), format!(" {word}"));
            }
            findings.push(finding);
        }
    }
}

/// Whether all receipts share a limit that one of them can use up.
fn shared_and_small(limit: &Limit) -> bool {
    let shared = match limit.per {
        LimitPer::Receipt => false,
        LimitPer::Key(key) => !(key.client || key.card || key.store) && key.period.is_none(),
    };
    shared
        && match limit.amount {
            LimitAmount::Times(count) | LimitAmount::Pieces(count) => (1..=limits::SMALL_LIMIT).contains(&count),
            LimitAmount::Money(minor) => (1..=limits::SMALL_LIMIT_MINOR).contains(&minor),
        }
}

/// Whether a limit in other units is used up before another one ever can be, by what one use takes.
fn reached_by_uses(promotion: &Promotion, sooner: &Limit, later: &Limit) -> bool {
    // A limit of gifts counts what is given.
    let gift = promotion
        .effects
        .iter()
        .any(|(effect, _)| matches!(effect, Effect::Gift(_)));
    if gift || !counts_all_of(sooner, later) {
        return false;
    }
    let taken = pieces_of_use(promotion);
    match (sooner.amount, later.amount) {
        (LimitAmount::Times(times), LimitAmount::Pieces(pieces)) => taken
            .and_then(|(_, most)| most.checked_mul(times))
            .is_some_and(|reachable| reachable <= pieces),
        // Each use takes one piece at least.
        (LimitAmount::Pieces(pieces), LimitAmount::Times(times)) => {
            let least = taken.map_or(1, |(least, _)| least.max(1));
            pieces.checked_div(least).is_some_and(|reachable| reachable <= times)
        }
        (LimitAmount::Times(times), LimitAmount::Money(minor)) => sum_of_use(promotion)
            .and_then(|sum| sum.checked_mul(i64::from(times)))
            .is_some_and(|reachable| reachable <= minor),
        (LimitAmount::Times(_) | LimitAmount::Pieces(_) | LimitAmount::Money(_), _) => false,
    }
}

/// The least and the most pieces that one set takes; `None` without a set, or with goods by weight in it.
fn pieces_of_use(promotion: &Promotion) -> Option<(u32, u32)> {
    let (each, _) = promotion.each.as_ref()?;
    each.set
        .roles
        .iter()
        .try_fold((0_u32, 0_u32), |(low, high), role| match role.pick {
            Pick::Pieces { least, most, .. } => Some((low.checked_add(least)?, high.checked_add(most)?)),
            Pick::Quantity(_) => None,
        })
}

/// The most money that one use gives, where it is a sum.
fn sum_of_use(promotion: &Promotion) -> Option<i64> {
    let mut most: Option<i64> = None;
    for (effect, _) in &promotion.effects {
        match effect {
            Effect::Give(give) => {
                let once = match give.target {
                    Target::Receipt | Target::Set | Target::Items { each: false, .. } => true,
                    Target::Items { each: true, .. }
                    | Target::Role { .. }
                    | Target::Cheapest(_)
                    | Target::Dearest(_) => false,
                };
                let Reward::Sum(sum) = give.reward else { return None };
                if !once || most.is_some() {
                    return None;
                }
                most = Some(sum.minor);
            }
            Effect::Price(_) | Effect::Gift(_) => return None,
            Effect::Issue { .. } | Effect::Message { .. } => {}
        }
    }
    most
}

/// Whether one limit counts whatever the other counts.
fn counts_all_of(sooner: &Limit, later: &Limit) -> bool {
    match (sooner.per, later.per) {
        (LimitPer::Receipt, LimitPer::Receipt) => true,
        (LimitPer::Receipt, LimitPer::Key(_)) => false,
        // A guest has no key, and the limit per receipt holds for guests too.
        (LimitPer::Key(wide), LimitPer::Receipt) => wide.guests == GuestUses::None || !(wide.client || wide.card),
        (LimitPer::Key(wide), LimitPer::Key(narrow)) => {
            let guests =
                narrow.guests == GuestUses::None || !(wide.client || wide.card) || narrow.client || narrow.card;
            guests && within(narrow, wide)
        }
    }
}

fn same_unit(one: &Limit, other: &Limit) -> bool {
    std::mem::discriminant(&one.amount) == std::mem::discriminant(&other.amount)
}

fn same_key(one: LimitPer, other: LimitPer) -> bool {
    match (one, other) {
        (LimitPer::Receipt, LimitPer::Receipt) => true,
        (LimitPer::Key(one), LimitPer::Key(other)) => {
            (one.client, one.card, one.store, one.period) == (other.client, other.card, other.store, other.period)
        }
        (LimitPer::Receipt, LimitPer::Key(_)) | (LimitPer::Key(_), LimitPer::Receipt) => false,
    }
}

/// Whether a limit is used up before another one ever can be: it counts whatever the other counts, and allows no more.
fn reached_first(sooner: &Limit, later: &Limit) -> bool {
    let LimitPer::Key(wide) = sooner.per else {
        return false;
    };
    let covers = match later.per {
        // A guest has no key, and the limit per receipt holds for guests too.
        LimitPer::Receipt => wide.guests == GuestUses::None || !(wide.client || wide.card),
        LimitPer::Key(narrow) => within(narrow, wide),
    };
    let (least, most) = (count(sooner.amount), count(later.amount));
    // Of two that come to their end together one that may cut is felt.
    let felt = least == most && later.partial && !sooner.partial;
    covers && least <= most && !felt
}

/// Whether uses with one narrow key have one wide key too.
fn within(narrow: LimitKey, wide: LimitKey) -> bool {
    let period = match (narrow.period, wide.period) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(narrow), Some(wide)) => narrow.within(wide),
    };
    let held = |narrow: bool, wide: bool| narrow || !wide;
    period && held(narrow.client, wide.client) && held(narrow.card, wide.card) && held(narrow.store, wide.store)
}

fn count(amount: LimitAmount) -> i64 {
    match amount {
        LimitAmount::Times(count) | LimitAmount::Pieces(count) => i64::from(count),
        LimitAmount::Money(minor) => minor,
    }
}
