//! One run that a floor binds, where nobody is limited and nobody spreads a sum: settled without a search.

use super::goods::Good;
use super::problem::ceiling;
use crate::money::Ratio;

/// What a member gets of the run.
#[derive(Debug)]
pub(super) struct Settled {
    pub member: u32,
    pub label: u32,
    pub units: i64,
    pub benefit: Ratio,
}

/// Who takes what: the greatest benefit that the run bears, of that as much as can be to the first by priority and name, then
/// the next, each with as few units as do it. `None`: figures do not fit.
pub(super) fn settle(good: &Good) -> Option<Vec<Settled>> {
    let mut scale: i128 = 1;
    for value in good.worths.iter().map(|worth| worth.unit).chain([good.cap]) {
        scale = scale.checked_mul(Ratio::new(scale, value.den()).ok()?.den())?;
    }
    let scaled = |value: Ratio| value.num().checked_mul(scale.checked_div(value.den())?);
    let mut units = Vec::with_capacity(good.worths.len());
    for worth in &good.worths {
        units.push(scaled(worth.unit)?);
    }
    // The greatest of a worth and those after it.
    let mut later = vec![0_i128; units.len().saturating_add(1)];
    for (at, unit) in units.iter().enumerate().rev() {
        let next = later.get(at.saturating_add(1)).copied().unwrap_or(0);
        if let Some(place) = later.get_mut(at) {
            *place = next.max(*unit);
        }
    }
    let (mut left, mut room) = (i128::from(good.units), scaled(good.cap)?);
    let mut need = later.first()?.checked_mul(left)?.min(room);
    let mut settled = Vec::new();
    for ((at, worth), unit) in good.worths.iter().enumerate().zip(&units) {
        let later = later.get(at.saturating_add(1)).copied().unwrap_or(0);
        let mut count = left.min(ceiling(room, *unit));
        if *unit < later {
            // As many as leave the others enough units for the rest.
            let spare = left.checked_mul(later)?.saturating_sub(need).max(0);
            count = count.min(spare.checked_div(later.saturating_sub(*unit)).unwrap_or(0));
        }
        let benefit = count.checked_mul(*unit)?.min(room);
        let count = count.min(ceiling(benefit, *unit));
        room = room.saturating_sub(benefit);
        need = need.saturating_sub(benefit).max(0);
        left = left.saturating_sub(count);
        if count > 0 {
            settled.push(Settled {
                member: worth.member,
                label: worth.label,
                units: i64::try_from(count).ok()?,
                benefit: Ratio::new(benefit, scale).ok()?,
            });
        }
    }
    Some(settled)
}
