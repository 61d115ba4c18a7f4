//! Limits across receipts: keys, calendar periods and what is left (semantics §5, §7); it must not know effects.

use super::super::model::calendar::Date;
use super::super::model::receipt::{ClientStatus, Used, World};
use super::super::model::{Across, Limit, Period, Promotion};

/// What the limits of a promotion leave it on this receipt.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Left {
    /// Uses.
    pub(super) times: Option<i64>,
    /// Units.
    pub(super) pieces: Option<i64>,
    /// Minor units, and whether the last use may be cut.
    pub(super) money: Option<(i64, bool)>,
    /// Some limit leaves nothing.
    pub(super) nothing: bool,
    /// Limits of which something was used before.
    pub(super) touched: u64,
}

/// The key of a receipt: its text, `None` where nothing is counted, or no key at all, and then the promotion is not for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Key {
    /// Counted under this.
    Counted(String),
    /// A guest whom the limit lets pass.
    Free,
    /// Not for this receipt.
    Absent,
}

/// The key under which a receipt counts.
pub(super) fn key(world: &World, across: &Across) -> Key {
    let known = world
        .client
        .as_ref()
        .filter(|client| client.status == ClientStatus::Known);
    let absent = if across.guests_unlimited {
        Key::Free
    } else {
        Key::Absent
    };
    let mut parts = Vec::new();
    if across.client {
        let Some(client) = known else { return absent };
        parts.push(format!("client {}", client.id));
    }
    if across.card {
        let (Some(_), Some(card)) = (known, &world.card) else {
            return absent;
        };
        parts.push(format!("card {card}"));
    }
    if across.store {
        let Some(store) = &world.receipt.store else {
            return Key::Absent;
        };
        parts.push(format!("store {store}"));
    }
    if let Some(period) = across.period {
        parts.push(period_of(period, world.receipt.at.date));
    }
    if parts.is_empty() {
        parts.push("total".to_owned());
    }
    Key::Counted(parts.join("/"))
}

/// The calendar period of a day, by its name.
fn period_of(period: Period, date: Date) -> String {
    match period {
        Period::Day => format!("day {}", date.iso()),
        Period::Week => {
            let mut monday = date;
            while monday.weekday() != 0 {
                monday = monday.previous();
            }
            format!("week {}", monday.iso())
        }
        Period::Month => format!("month {:04}-{:02}", date.year, date.month),
        Period::Year => format!("year {:04}", date.year),
    }
}

/// What is left; `None`: some limit is not for this receipt.
pub(super) fn left(world: &World, promotion: &Promotion) -> Option<Left> {
    let mut left = Left::default();
    for limit in &promotion.limits {
        let (limit, key) = match limit {
            Limit::Across(limit, across) => match key(world, across) {
                Key::Counted(key) => (&**limit, Some(key)),
                Key::Free => continue,
                Key::Absent => return None,
            },
            Limit::Times(_) | Limit::Pcs(_) | Limit::Money { .. } => (limit, None),
        };
        let used = |of: &dyn Fn(Used) -> Option<i64>| -> i64 {
            let here = world
                .uses
                .iter()
                .filter(|one| one.promotion == promotion.name && Some(&one.key) == key.as_ref());
            here.filter_map(|one| of(one.used)).sum()
        };
        let least = |known: Option<i64>, rest: i64| Some(known.map_or(rest, |known: i64| known.min(rest)));
        let (rest, before) = match limit {
            Limit::Times(most) => {
                let before = used(&|used| match used {
                    Used::Times(count) => Some(count),
                    Used::Pcs(_) | Used::Money(_) => None,
                });
                let rest = (most - before).max(0);
                left.times = least(left.times, rest);
                (rest, before)
            }
            Limit::Pcs(most) => {
                let before = used(&|used| match used {
                    Used::Pcs(count) => Some(count),
                    Used::Times(_) | Used::Money(_) => None,
                });
                let rest = (most - before).max(0);
                left.pieces = least(left.pieces, rest);
                (rest, before)
            }
            Limit::Money { amount, partial } => {
                let before = used(&|used| match used {
                    Used::Money(minor) => Some(minor),
                    Used::Times(_) | Used::Pcs(_) => None,
                });
                let rest = (amount - before).max(0);
                // The least holds; of equal ones that which may cut: within it the other holds as well.
                left.money = Some(match left.money {
                    Some((known, cut)) if known < rest || (known == rest && (cut || !partial)) => (known, cut),
                    _ => (rest, *partial),
                });
                (rest, before)
            }
            // A limit across receipts holds a plain one.
            Limit::Across(..) => continue,
        };
        left.touched += u64::from(before > 0);
        left.nothing |= rest == 0;
    }
    Some(left)
}
