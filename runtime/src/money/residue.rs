//! Residue of weighed lines inside one distribution of a sum (semantics §9.5, §9.17); knows amounts and quantities only.

use perk_plan::plan::Rounding;

use super::distribute::Part;
use super::fiscal;

/// Who takes a part of the sum.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Carrier {
    /// What it costs before.
    pub running: i64,
    /// Quantity of a weighed line; pieces carry any amount.
    pub weighed: Option<i64>,
}

impl Carrier {
    /// How far what is left after a share lies from the nearest amount that a whole price gives.
    fn off(&self, share: i64, mode: Rounding) -> i64 {
        let left = self.running.saturating_sub(share);
        match self.weighed {
            Some(quantity) => fiscal::nearest(left, quantity, mode).1.saturating_sub(left),
            None => 0,
        }
    }
}

/// Moves what a weighed line cannot show at a whole price to the first one, by rank, that can carry it.
pub(crate) fn settle(parts: &mut [Part], carriers: &[Carrier], mode: Rounding) {
    let off = |part: &Part, carrier: &Carrier| carrier.off(part.share, mode);
    if parts.len() < 2
        || parts
            .iter()
            .zip(carriers)
            .all(|(part, carrier)| off(part, carrier) == 0)
    {
        return;
    }
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_unstable_by_key(|at| parts.get(*at).map(|part| part.rank));
    for at in &order {
        let (Some(part), Some(carrier)) = (parts.get(*at).copied(), carriers.get(*at)) else {
            continue;
        };
        let moved = off(&part, carrier);
        let less = part.share.saturating_sub(moved);
        if moved == 0 || less < 0 || less > part.cap {
            continue;
        }
        let carries = |other: &usize| {
            let (Some(part), Some(carrier)) = (parts.get(*other), carriers.get(*other)) else {
                return false;
            };
            let more = part.share.saturating_add(moved);
            other != at && (0..=part.cap).contains(&more) && carrier.off(more, mode) == 0
        };
        let Some(other) = order.iter().find(|other| carries(other)).copied() else {
            continue;
        };
        for (place, change) in [(*at, moved.saturating_neg()), (other, moved)] {
            if let Some(part) = parts.get_mut(place) {
                part.share = part.share.saturating_add(change);
            }
        }
    }
}
