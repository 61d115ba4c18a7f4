//! Residue of weighed lines inside one distribution of a sum (semantics §9.5, §9.17); knows amounts and quantities only.

use perk_plan::plan::Rounding;

use super::distribute::Part;
use super::fiscal;
use crate::index::{narrow, wide};

/// Who takes a part of the sum.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Carrier {
    /// What it costs before.
    pub running: i64,
    /// Quantity of a weighed line; pieces carry any amount.
    pub weighed: Option<i64>,
}

/// Whether a whole price gives an amount of a quantity.
pub(crate) fn has_price(amount: i64, quantity: i64, mode: Rounding) -> bool {
    quantity <= 0 || fiscal::nearest(amount, quantity, mode).1 == amount
}

impl Carrier {
    /// How far what is left after a share lies from the amounts beside it that a whole price gives, the nearer first.
    fn moves(&self, share: i64, mode: Rounding) -> [Option<i64>; 2] {
        let left = self.running.saturating_sub(share);
        match self.weighed {
            Some(quantity) => {
                fiscal::neighbours(left, quantity, mode).map(|side| side.map(|product| product.saturating_sub(left)))
            }
            None => [None, None],
        }
    }

    /// Whether a whole price gives what is left after a share.
    fn meets(&self, share: i64, mode: Rounding) -> bool {
        self.weighed
            .is_none_or(|quantity| has_price(self.running.saturating_sub(share), quantity, mode))
    }
}

/// Moves what a weighed line cannot show at a whole price to the first one, by rank, that can carry it: at the nearer price,
/// else at the other one beside it.
pub(crate) fn settle(parts: &mut [Part], carriers: &[Carrier], mode: Rounding) {
    settle_with(parts, carriers, mode, &mut Vec::new());
}

/// The same with a buffer for the parts' order.
pub(crate) fn settle_with(parts: &mut [Part], carriers: &[Carrier], mode: Rounding, order: &mut Vec<u32>) {
    if parts.len() < 2
        || parts
            .iter()
            .zip(carriers)
            .all(|(part, carrier)| carrier.meets(part.share, mode))
    {
        return;
    }
    order.clear();
    order.extend(0..narrow(parts.len()));
    order.sort_unstable_by_key(|at| parts.get(wide(*at)).map(|part| part.rank));
    for at in order.iter() {
        let (Some(part), Some(carrier)) = (parts.get(wide(*at)).copied(), carriers.get(wide(*at))) else {
            continue;
        };
        let moved = carrier.moves(part.share, mode).into_iter().flatten().find_map(|moved| {
            if !(0..=part.cap).contains(&part.share.saturating_sub(moved)) {
                return None;
            }
            let carries = |other: &&u32| {
                let (Some(part), Some(carrier)) = (parts.get(wide(**other)), carriers.get(wide(**other))) else {
                    return false;
                };
                let more = part.share.saturating_add(moved);
                *other != at && (0..=part.cap).contains(&more) && carrier.meets(more, mode)
            };
            order.iter().find(carries).map(|other| (*other, moved))
        });
        let Some((other, moved)) = moved else { continue };
        for (place, change) in [(*at, moved.saturating_neg()), (other, moved)] {
            if let Some(part) = parts.get_mut(wide(place)) {
                part.share = part.share.saturating_add(change);
            }
        }
    }
}
