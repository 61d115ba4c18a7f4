//! Total orders: whose turn comes first (semantics §2); no two promotions are ever equal.

use std::cmp::Ordering;

use super::choose::Room;
use super::{Act, Kind};
use crate::fault::Fault;
use crate::money::Ratio;

/// By priority (larger first), then name.
pub(crate) fn by_priority(a: &Act, b: &Act) -> Ordering {
    b.priority.cmp(&a.priority).then(a.promotion.cmp(&b.promotion))
}

/// The order of `first` and `all`: priority, then uncapped benefit at the start, then name.
pub(crate) fn by_turn(a: &Act, x: Ratio, b: &Act, y: Ratio) -> Ordering {
    b.priority
        .cmp(&a.priority)
        .then_with(|| y.compare(x))
        .then(a.promotion.cmp(&b.promotion))
}

/// What a promotion would give if there were no floors, no limits and nobody else.
pub(crate) fn uncapped(room: &Room<'_>, act: &Act) -> Result<Ratio, Fault> {
    let offers = act.offers(room.offers);
    let mut sum = Ratio::ZERO;
    for segment in &room.ledger.segments {
        let mut best = Ratio::ZERO;
        for offer in offers {
            if room.holds(offer, segment.run)
                && let Some(benefit) = room.uncapped(offer, segment)?
                && benefit.compare(best) == Ordering::Greater
            {
                best = benefit;
            }
        }
        sum = sum.plus(best)?;
    }
    for offer in offers {
        if let Kind::Sum(amount) = offer.kind {
            sum = sum.plus(Ratio::whole(amount))?;
        }
    }
    Ok(sum)
}
