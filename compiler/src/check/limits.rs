//! Limits of one promotion beside each other: none twice, none that another one always reaches first.

use perk_plan::plan::{GuestUses, LimitKey, LimitPer};

use crate::body::SourceMap;
use crate::diagnostic::{At, Finding, codes};
use crate::hir::{Limit, LimitAmount, Promotion};

pub(super) fn check(promotion: &Promotion, spans: &SourceMap, findings: &mut Vec<Finding>) {
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
        });
        if let Some((_, first)) = sooner {
            findings.push(
                Finding::new(&codes::LIMIT_NEVER_REACHED, spans.get(*span))
                    .mark(At::Own(spans.get(*first)), &codes::LIMIT_REACHED_FIRST),
            );
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
