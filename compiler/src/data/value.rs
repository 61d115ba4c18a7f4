//! Cells of data files as values of a declared type, read as the engine reads them; knows no file.

use perk_plan::catalog::value as cell;
use rust_decimal::Decimal;

use crate::hir::{Currency, Money, PropertyType, Text, Value};

/// A cell as a value of a declared property; `None` where it is not one.
pub(crate) fn typed(ty: &PropertyType, written: &Text, currency: Currency) -> Option<Value> {
    Some(match ty {
        PropertyType::YesNo => Value::YesNo(cell::yes_no(written)?),
        PropertyType::Number => Value::Number(cell::number(written)?),
        PropertyType::Money => Value::Money(Money {
            minor: minor(cell::number(written)?, currency)?,
            currency,
        }),
        PropertyType::Date => Value::Date(cell::date(written)?),
        PropertyType::Text => Value::Text(Text::clone(written)),
        PropertyType::OneOf(values) => values.contains(written).then(|| Value::Text(Text::clone(written)))?,
    })
}

/// An amount in minor units; `None` where it is finer than they are.
fn minor(amount: Decimal, currency: Currency) -> Option<i64> {
    let amount = amount.normalize();
    let up = u32::from(currency.digits).checked_sub(amount.scale())?;
    let factor = 10_i128.checked_pow(up)?;
    i64::try_from(amount.mantissa().checked_mul(factor)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_values_of_their_type_or_nothing() {
        let of = |ty: &PropertyType, cell: &str| typed(ty, &Text::from(cell), Currency::RUB);
        let minor = |minor| {
            let currency = Currency::RUB;
            Some(Value::Money(Money { minor, currency }))
        };
        assert_eq!(of(&PropertyType::Money, "1250,5"), minor(125_050));
        assert_eq!(of(&PropertyType::Money, "0.005"), None);
        assert_eq!(of(&PropertyType::YesNo, "Да"), Some(Value::YesNo(true)));
        assert_eq!(of(&PropertyType::Number, "many"), None);
        let sizes = PropertyType::OneOf(vec!["S".into(), "L".into()]);
        assert_eq!(of(&sizes, "L"), Some(Value::Text("L".into())));
        assert_eq!(of(&sizes, "M"), None);
    }
}
