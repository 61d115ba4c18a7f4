//! Fiscal parts of a line: unit price × quantity = amount with the fewest splits (semantics §4; §9.4, 9.5, 9.17).

use perk_plan::plan::Rounding;

use super::{round_quotient, share};
use crate::limits::UNIT;

/// A part of a line as a fiscal receipt prints it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FiscalPart {
    /// Quantity in millionths of a unit of sale.
    pub quantity: i64,
    /// Price of a unit in minor units.
    pub price: i64,
    /// Amount in minor units.
    pub amount: i64,
    /// No whole price gives this amount.
    pub inexact: bool,
}

/// Parts of a line of pieces: at most two prices, one minor unit apart, the lower first.
pub(crate) fn pieces(amount: i64, units: i64, marked: bool) -> Vec<FiscalPart> {
    let (Some(price), Some(dearer)) = (amount.checked_div(units), amount.checked_rem(units)) else {
        return Vec::new();
    };
    let groups = [(units.saturating_sub(dearer), price), (dearer, price.saturating_add(1))];
    let mut parts = Vec::new();
    for (count, price) in groups {
        if count > 0 {
            let (repeat, each) = if marked { (count, 1) } else { (1, count) };
            for _ in 0..repeat {
                let amount = price.saturating_mul(each);
                parts.push(FiscalPart {
                    quantity: each.saturating_mul(UNIT),
                    price,
                    amount,
                    inexact: false,
                });
            }
        }
    }
    parts
}

/// The part of a weighed line: of the prices whose rounded product is the amount the one nearest to what a unit comes to
/// (the lower of two), else the price with the nearest product, and the true amount.
pub(crate) fn weighed(amount: i64, quantity: i64, mode: Rounding) -> FiscalPart {
    let (found, nearest) = nearest(amount, quantity, mode);
    FiscalPart {
        quantity,
        price: honest(amount, quantity, mode).unwrap_or(found),
        amount,
        inexact: nearest != amount,
    }
}

/// What a unit comes to, rounded half down, if its product is the amount.
fn honest(amount: i64, quantity: i64, mode: Rounding) -> Option<i64> {
    let price = share(amount, UNIT, quantity, Rounding::HalfDown)?;
    (share(price, quantity, UNIT, mode)? == amount).then_some(price)
}

/// The whole price whose rounded product with the quantity is nearest to `amount`, and that product; the lower price if
/// two are equally near.
pub(crate) fn nearest(amount: i64, quantity: i64, mode: Rounding) -> (i64, i64) {
    if quantity <= 0 {
        return (0, 0);
    }
    let below = amount
        .checked_mul(UNIT)
        .and_then(|exact| exact.checked_div(quantity))
        .unwrap_or_else(|| {
            let exact = i128::from(amount)
                .saturating_mul(i128::from(UNIT))
                .checked_div(i128::from(quantity));
            exact.and_then(|exact| i64::try_from(exact).ok()).unwrap_or(i64::MAX)
        });
    let product = |price: i64| {
        share(price, quantity, UNIT, mode).unwrap_or_else(|| {
            let exact = i128::from(price).saturating_mul(i128::from(quantity));
            i64::try_from(round_quotient(exact, i128::from(UNIT), mode)).unwrap_or(i64::MAX)
        })
    };
    let mut best = (below.saturating_sub(1).max(0), product(below.saturating_sub(1).max(0)));
    for price in [below, below.saturating_add(1)] {
        let found = product(price);
        if found.abs_diff(amount) < best.1.abs_diff(amount) {
            best = (price, found);
        }
    }
    best
}

/// The amounts on both sides of `amount` that whole prices give, the nearer first, the lower if two are equally near; none
/// where a whole price gives `amount` itself.
pub(crate) fn neighbours(amount: i64, quantity: i64, mode: Rounding) -> [Option<i64>; 2] {
    let (price, product) = nearest(amount, quantity, mode);
    if product == amount || quantity <= 0 {
        return [None, None];
    }
    let at = |price: i64| {
        let exact = i128::from(price.max(0)).saturating_mul(i128::from(quantity));
        i64::try_from(round_quotient(exact, i128::from(UNIT), mode)).unwrap_or(i64::MAX)
    };
    let around = (-2..=2).map(|step| at(price.saturating_add(step)));
    let below = around.clone().filter(|product| *product < amount).max();
    let above = around.filter(|product| *product > amount).min();
    let far = |side: Option<i64>| side.map_or(u64::MAX, |product| product.abs_diff(amount));
    if far(above) < far(below) {
        [above, below]
    } else {
        [below, above]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_lattes_come_out_in_two_parts() {
        // language.md: 360.00 less 74.33 is 285.67: 142.83 and 142.84.
        let parts = pieces(28_567, 2, false);
        assert_eq!(
            parts
                .iter()
                .map(|p| (p.quantity, p.price, p.amount))
                .collect::<Vec<_>>(),
            [(UNIT, 14_283, 14_283), (UNIT, 14_284, 14_284)]
        );
        assert_eq!(pieces(300, 3, false).len(), 1);
        assert_eq!(
            pieces(301, 3, true).iter().map(|p| p.amount).collect::<Vec<_>>(),
            [100, 100, 101]
        );
    }

    #[test]
    fn weighed_goods_have_one_part() {
        // 0.735 kg: every amount can be met. 1.5 kg: 2 = round(1.5 × 1), 3 = 1.5 × 2, 5 = round(4.5); 4 cannot be met.
        assert!(!weighed(4, 735_000, Rounding::HalfUp).inexact);
        assert!(!weighed(5, 1_500_000, Rounding::HalfUp).inexact);
        // 141.50 ÷ 0.333 = 424.92…; 424.91 would come to 141.50 as well.
        assert_eq!(weighed(14_150, 333_000, Rounding::HalfUp).price, 42_492);
        let part = weighed(4, 1_500_000, Rounding::HalfUp);
        assert_eq!((part.price, part.amount, part.inexact), (2, 4, true));
        assert_eq!(neighbours(4, 1_500_000, Rounding::HalfUp), [Some(3), Some(5)]);
        assert_eq!(neighbours(1, 1_500_000, Rounding::HalfUp), [Some(0), Some(2)]);
        assert_eq!(neighbours(5, 1_500_000, Rounding::HalfUp), [None, None]);
    }
}
