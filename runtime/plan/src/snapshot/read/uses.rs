//! What was used of limits, as a snapshot tells it; knows no promotion. An entry has the shape of what a decision lists
//! under `consumes`, so that a till may hand back what it was told.

use rust_decimal::Decimal;

use super::filled;
use crate::complaint::{Complaint, shown};
use crate::json::{Fault, Fields, Kind, Reader, decimal};
use crate::limits;
use crate::uses::{UseKey, Uses};

/// Known fields of an entry. `asked` is what a use that was cut had asked for: nothing is left of it.
const ENTRY: &[&str] = &["what", "promotion", "key", "unit", "amount", "asked"];

/// Fields of what a decision consumed of a coupon code.
const OF_COUPON: &[&str] = &["code", "coupon", "times", "client"];

/// Reads the list of uses.
pub(super) fn read(reader: &mut Reader<'_>, uses: &mut Uses) -> Result<(), Fault> {
    reader.array(|reader, _| entry(reader, uses))
}

fn entry(reader: &mut Reader<'_>, uses: &mut Uses) -> Result<(), Fault> {
    reader.kind()?;
    let begins = reader.position();
    let mut fields = Fields::new(ENTRY);
    let (mut promotion, mut key, mut unit, mut amount) = (None, None, None, None);
    reader.object(|reader, name| {
        let Some(field) = fields.meet(reader, name)? else {
            let complaint = if OF_COUPON.contains(&name) {
                Complaint::CouponAmongUses
            } else {
                Complaint::UnknownUseField { key: name.to_owned() }
            };
            return Err(reader.fault("snapshot-use", complaint));
        };
        match field {
            "what" => {
                reader.kind()?;
                let at = reader.position();
                let what = filled(reader)?;
                let complaint = match what.as_str() {
                    "limit" => return Ok(()),
                    "coupon" => Complaint::CouponAmongUses,
                    _ => Complaint::NotUseOfLimit { what: shown(&what) },
                };
                return Err(Fault::new("snapshot-use", at, complaint));
            }
            "promotion" => promotion = Some(filled(reader)?),
            "key" => {
                reader.kind()?;
                let at = reader.position();
                let written = filled(reader)?;
                let wrong = || Complaint::NotUseKey {
                    written: shown(&written),
                };
                key = Some(UseKey::parse(&written).ok_or_else(|| Fault::new("snapshot-use-key", at, wrong()))?);
            }
            "unit" => unit = Some(filled(reader)?),
            "amount" => {
                let kind = reader.kind()?;
                let at = reader.position();
                let found = if kind == Kind::Text {
                    decimal(&reader.text()?)
                } else {
                    decimal(reader.number()?)
                };
                let found = found.map_err(|complaint| Fault::new("json-number", at, complaint))?;
                if found.is_sign_negative() || found > Decimal::from(limits::MONEY) {
                    let written = found.to_string();
                    return Err(Fault::new(
                        "snapshot-use-amount",
                        at,
                        Complaint::NotUseAmount { written },
                    ));
                }
                amount = Some(found);
            }
            _ => _ = reader.value()?,
        }
        Ok(())
    })?;
    let missing = |field: &'static str| Fault::new("json-missing", begins, Complaint::FieldMissing { field });
    let promotion = promotion.ok_or_else(|| missing("promotion"))?;
    let key = key.ok_or_else(|| missing("key"))?;
    let unit = unit.ok_or_else(|| missing("unit"))?;
    let amount = amount.ok_or_else(|| missing("amount"))?;
    if matches!(unit.as_str(), "times" | "pcs") && !amount.fract().is_zero() {
        let written = amount.to_string();
        return Err(Fault::new(
            "snapshot-use-amount",
            begins,
            Complaint::NotWhole { written },
        ));
    }
    let said = key.to_string();
    if uses.add(&promotion, key, &unit, amount) {
        Ok(())
    } else {
        let complaint = Complaint::UsesTwice { promotion, key: said };
        Err(Fault::new("snapshot-duplicate", begins, complaint))
    }
}
