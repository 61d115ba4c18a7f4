//! What limits leave a promotion on one receipt: those of the receipt itself, and those across receipts less what was used
//! before under the same key (semantics §5, §7); chooses nothing.

use perk_plan::plan::{GuestUses, Limit, LimitAmount, LimitKey, LimitPer, Plan, Promotion};
use perk_plan::uses::{Holder, UseKey};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::index::wide;
use crate::intake::Case;
use crate::outcome::{Applied, LimitedBy};

/// How much a promotion may still do on a receipt.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Allowance {
    /// Uses.
    pub times: Option<u32>,
    /// Units that may receive its discount.
    pub pieces: Option<u32>,
    /// Minor units, and whether the last use may be cut to the rest.
    pub money: Option<(i64, bool)>,
}

/// What limits leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Left {
    /// This much.
    Some(Allowance),
    /// Nothing: the limit at this place is used up.
    Nothing(usize),
    /// The promotion is not for this receipt: it lacks what the limit at this place counts by.
    NoKey(usize, Lack),
}

/// What a receipt lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lack {
    /// A known client.
    Client,
    /// The card of a known client.
    Card,
    /// A store.
    Store,
}

impl Allowance {
    /// Adds one more limit. Of two limits of money the lesser holds; of equal ones that which may cut.
    pub(crate) fn narrow(&mut self, amount: LimitAmount, partial: bool) {
        let least = |known: Option<u32>, count: u32| Some(known.map_or(count, |known| known.min(count)));
        match amount {
            LimitAmount::Times(count) => self.times = least(self.times, count),
            LimitAmount::Pieces(count) => self.pieces = least(self.pieces, count),
            LimitAmount::Money(minor) => {
                let narrower = self
                    .money
                    .is_none_or(|(known, cut)| minor < known || (minor == known && partial && !cut));
                if narrower {
                    self.money = Some((minor, partial));
                }
            }
        }
    }
}

/// Whether a limit counts more than one receipt.
pub(crate) fn is_across(limit: &Limit) -> bool {
    matches!(limit.per, LimitPer::Key(_))
}

/// What the limits of a promotion leave it on a receipt.
pub(crate) fn left(plan: &Plan, case: &Case, promotion: &Promotion) -> Left {
    let mut allowance = Allowance::default();
    let mut nothing = None;
    for (at, limit) in promotion.limits.iter().enumerate() {
        let used = match limit.per {
            LimitPer::Receipt => 0,
            LimitPer::Key(key) => match self::key(case, key) {
                Ok(Some(key)) => used(plan, case, promotion, limit, &key),
                Ok(None) => continue,
                Err(lack) => return Left::NoKey(at, lack),
            },
        };
        let left = less(limit.amount, used);
        if is_nothing(left) {
            nothing = nothing.or(Some(at));
        }
        allowance.narrow(left, limit.partial);
    }
    nothing.map_or(Left::Some(allowance), Left::Nothing)
}

fn is_nothing(amount: LimitAmount) -> bool {
    match amount {
        LimitAmount::Times(count) | LimitAmount::Pieces(count) => count == 0,
        LimitAmount::Money(minor) => minor <= 0,
    }
}

/// The key under which a receipt counts; `None`: it counts under none, and is not limited.
pub(crate) fn key(case: &Case, key: LimitKey) -> Result<Option<UseKey>, Lack> {
    let guests = |lack: Lack| match key.guests {
        GuestUses::Unlimited => Ok(None),
        GuestUses::None => Err(lack),
    };
    let mut found = UseKey::default();
    if key.client {
        match case.client.id.as_ref().filter(|_| case.client.known()) {
            Some(id) => found.client = Holder::Of(id.clone()),
            None => return guests(Lack::Client),
        }
    }
    if key.card {
        match case.card.as_ref().filter(|_| case.client.known()) {
            Some(number) => found.card = Holder::Of(number.clone()),
            None => return guests(Lack::Card),
        }
    }
    if key.store {
        match &case.store_number {
            Some(number) => found.store = Holder::Of(number.clone()),
            None => return Err(Lack::Store),
        }
    }
    found.period = key.period.map(|period| (period, Some(period.start(case.now.date))));
    Ok(Some(found))
}

/// What was used of a limit before: uses, pieces, or minor units. Parts of one count as a whole one.
pub(crate) fn used(plan: &Plan, case: &Case, promotion: &Promotion, limit: &Limit, key: &UseKey) -> i64 {
    if case.uses.is_empty() {
        return 0;
    }
    let name = plan.texts.get(wide(promotion.name)).map_or("", String::as_str);
    let used = case.uses.of(name, key, unit(plan, limit.amount));
    let scale = match limit.amount {
        LimitAmount::Times(_) | LimitAmount::Pieces(_) => 1,
        LimitAmount::Money(_) => 10_i64.saturating_pow(u32::from(plan.currency.digits)),
    };
    used.checked_mul(Decimal::from(scale))
        .and_then(|used| used.ceil().to_i64())
        .unwrap_or(i64::MAX)
}

/// The unit of a limit, as snapshots and decisions spell it.
pub(crate) fn unit(plan: &Plan, amount: LimitAmount) -> &str {
    match amount {
        LimitAmount::Times(_) => "times",
        LimitAmount::Pieces(_) => "pcs",
        LimitAmount::Money(_) => &plan.currency.code,
    }
}

fn less(amount: LimitAmount, used: i64) -> LimitAmount {
    let count = |most: u32| most.saturating_sub(u32::try_from(used).unwrap_or(u32::MAX));
    match amount {
        LimitAmount::Times(most) => LimitAmount::Times(count(most)),
        LimitAmount::Pieces(most) => LimitAmount::Pieces(count(most)),
        LimitAmount::Money(most) => LimitAmount::Money(most.saturating_sub(used).max(0)),
    }
}

/// How much a limit allows: uses, pieces, or minor units.
pub(crate) fn allowed(amount: LimitAmount) -> i64 {
    match amount {
        LimitAmount::Times(count) | LimitAmount::Pieces(count) => i64::from(count),
        LimitAmount::Money(minor) => minor,
    }
}

/// What a promotion that applied takes of one of its limits: uses, pieces, or minor units.
pub(crate) fn taken(amount: LimitAmount, applied: &Applied) -> i64 {
    match amount {
        // Without `for each` a receipt is one use.
        LimitAmount::Times(_) => i64::from(applied.times),
        LimitAmount::Pieces(_) => applied.units,
        LimitAmount::Money(_) => applied.amount,
    }
}

/// The limit of a kind that leaves least: the one to be named where a promotion is held.
pub(crate) fn tightest(plan: &Plan, case: &Case, promotion: &Promotion, by: LimitedBy) -> Option<usize> {
    let mut found: Option<(usize, Allowance)> = None;
    for (at, limit) in promotion.limits.iter().enumerate() {
        if LimitedBy::of(limit.amount) != by {
            continue;
        }
        let used = match limit.per {
            LimitPer::Receipt => 0,
            LimitPer::Key(key) => match self::key(case, key) {
                Ok(Some(key)) => used(plan, case, promotion, limit, &key),
                Ok(None) | Err(_) => continue,
            },
        };
        let mut narrowed = found.map(|(_, known)| known).unwrap_or_default();
        narrowed.narrow(less(limit.amount, used), limit.partial);
        if found.is_none_or(|(_, known)| known != narrowed) {
            found = Some((at, narrowed));
        }
    }
    found.map(|(at, _)| at)
}
