//! A common denominator for the exact money of one problem; where none fits, figures are cut.

use crate::money::Ratio;

/// Bits that all money of a problem together may have, so that prices and products still fit 128.
const BITS: u32 = 80;

/// What one minor unit is in a problem's whole numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    pub unit: i128,
    /// Every figure is whole.
    pub exact: bool,
}

impl Scale {
    /// The least scale at which all figures are whole; `total`: minor units that all money of the problem may come to.
    pub(super) fn of(values: impl Iterator<Item = Ratio>, total: i128) -> Self {
        let most = (1_i128 << BITS).checked_div(total.max(1)).unwrap_or(1).max(1);
        let mut unit: i128 = 1;
        for value in values {
            if value.den() == 1 || unit.checked_rem(value.den()) == Some(0) {
                continue;
            }
            let more = Ratio::new(unit, value.den()).map_or(i128::MAX, Ratio::den);
            match unit.checked_mul(more).filter(|unit| *unit <= most) {
                Some(found) => unit = found,
                None => {
                    return Self {
                        unit: 10_i128.checked_pow(most.ilog10()).unwrap_or(1),
                        exact: false,
                    };
                }
            }
        }
        Self { unit, exact: true }
    }

    /// Money in whole numbers; rounded down where it does not fit.
    pub(super) fn whole(self, value: Ratio) -> i128 {
        if self.exact {
            let by = self.unit.checked_div(value.den()).unwrap_or(0);
            return value.num().saturating_mul(by);
        }
        // By parts, so that the products fit.
        let whole = value.num().checked_div_euclid(value.den()).unwrap_or(0);
        let rest = value.num().checked_rem_euclid(value.den()).unwrap_or(0);
        let rest = match rest.checked_mul(self.unit) {
            Some(product) => product.checked_div_euclid(value.den()).unwrap_or(0),
            None => rest
                .checked_div(value.den().checked_div(self.unit).unwrap_or(1).saturating_add(1))
                .unwrap_or(0),
        };
        whole.saturating_mul(self.unit).saturating_add(rest)
    }
}
