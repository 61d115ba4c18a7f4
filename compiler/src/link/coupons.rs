//! Coupons of the plan, by name; changes nothing but numbers.

use perk_plan::plan::{Codes, Coupon};

use super::LinkError;
use super::numbering::Numbering;
use super::selections::Selections;
use super::tables::Parts;
use crate::hir::Name;

pub(super) fn all(
    parts: &Parts<'_>,
    numbering: &Numbering<'_>,
    selections: &Selections,
) -> Result<Vec<Coupon>, LinkError> {
    let mut table = Vec::with_capacity(parts.coupons.len());
    for fragment in &parts.coupons {
        let room = selections.room(format!("coupon {}", fragment.name), &fragment.locals, numbering)?;
        let codes = match &fragment.codes {
            Codes::Mask(form) => Codes::Mask(room.text(*form)?),
            Codes::Pattern { form, check, count } => Codes::Pattern {
                form: room.text(*form)?,
                check: *check,
                count: *count,
            },
            Codes::List(list) => Codes::List(room.list(*list)?),
            Codes::Issued => Codes::Issued,
        };
        table.push(Coupon {
            name: numbering.text(fragment.name.as_str())?,
            title: numbering.text(&fragment.title)?,
            codes,
            uses: fragment.uses,
            per_client: fragment.per_client,
            bound: fragment.bound,
            valid: fragment.valid.clone(),
        });
    }
    Ok(table)
}

/// The place of a coupon in the plan's table.
pub(super) fn position(parts: &Parts<'_>, promotion: &str, name: &Name) -> Result<u16, LinkError> {
    let found = parts.coupons.binary_search_by(|coupon| coupon.name.cmp(name)).ok();
    found
        .and_then(|found| u16::try_from(found).ok())
        .ok_or_else(|| LinkError {
            declaration: promotion.to_owned(),
            message: format!("its coupon {name} is not declared, or there are more than 65 535 of them"),
        })
}
