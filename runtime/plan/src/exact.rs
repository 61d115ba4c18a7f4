//! How an exact decimal stands in a plan's bytes: a whole number and a scale; knows nothing of what it measures.
//!
//! `rust_decimal`'s own form needs a self-describing format or goes through text; this one is short, fast and canonical:
//! trailing zeros are dropped, so `10.5` and `10.50` give the same bytes.

use rust_decimal::Decimal;
use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

use crate::ops::Unit;

/// Writes a decimal as `(mantissa, scale)`, without trailing zeros.
///
/// # Errors
/// Those of the serializer.
pub(crate) fn serialize<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    parts(*value).serialize(serializer)
}

/// Reads a decimal.
///
/// # Errors
/// Those of the deserializer, and a mantissa of more than 96 bits or a scale above 28.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    assemble(Deserialize::deserialize(deserializer)?)
}

fn parts(value: Decimal) -> (i128, u8) {
    let value = value.normalize();
    (value.mantissa(), u8::try_from(value.scale()).unwrap_or(u8::MAX))
}

fn assemble<E: Error>((mantissa, scale): (i128, u8)) -> Result<Decimal, E> {
    Decimal::try_from_i128_with_scale(mantissa, u32::from(scale)).map_err(E::custom)
}

/// The same for a decimal with its unit.
pub(crate) mod with_unit {
    use super::{Decimal, Deserialize, Deserializer, Serialize, Serializer, Unit, assemble, parts};

    /// Writes `((mantissa, scale), unit)`.
    ///
    /// # Errors
    /// Those of the serializer.
    pub(crate) fn serialize<S: Serializer>(value: &(Decimal, Unit), serializer: S) -> Result<S::Ok, S::Error> {
        (parts(value.0), value.1).serialize(serializer)
    }

    /// Reads a decimal with its unit.
    ///
    /// # Errors
    /// Those of the deserializer, and a decimal out of range.
    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(Decimal, Unit), D::Error> {
        let (parts, unit) = Deserialize::deserialize(deserializer)?;
        Ok((assemble(parts)?, unit))
    }
}
