//! Coupons and which of them promotions name; knows no receipt.

use super::{Checker, Room, VerifyError};
use crate::coupon::{self, Form};
use crate::limits;
use crate::plan::{Codes, Promotion};

pub(super) fn check_all(checker: &mut Checker<'_>) -> Result<(), VerifyError> {
    let mut previous = None;
    for (row, found) in checker.plan.coupons.iter().enumerate() {
        checker.at(Room::Coupons, row)?;
        checker.text(found.name)?;
        checker.text(found.title)?;
        checker.order(previous.is_none_or(|previous| previous < found.name), || {
            "coupons must be sorted by name, without repeats".to_owned()
        })?;
        previous = Some(found.name);
        checker.range(found.uses != Some(0), || "a coupon of no uses".to_owned())?;
        checker.range(found.uses.is_some() || !found.per_client, || {
            "any number of uses per client".to_owned()
        })?;
        checker.spend(found.valid.len())?;
        for window in &found.valid {
            super::promotion::window(checker, window)?;
        }
        codes(checker, &found.codes)?;
    }
    Ok(())
}

fn codes(checker: &mut Checker<'_>, codes: &Codes) -> Result<(), VerifyError> {
    match codes {
        Codes::Mask(text) => form(checker, *text, false, false),
        Codes::Pattern {
            form: text,
            check,
            count,
        } => {
            checker.range(*count != Some(0), || "a pattern of no codes".to_owned())?;
            form(checker, *text, true, *check)
        }
        Codes::List(list) => {
            let list = checker.list(*list)?;
            checker.range(!list.is_empty(), || "a coupon has an empty list of codes".to_owned())?;
            for id in list {
                let text = checker.text(*id)?;
                checker.spend(text.len())?;
                checker.range(coupon::normal(text).as_deref() == Some(text), || {
                    format!("the code \"{text}\" is not in its normal form")
                })?;
            }
            Ok(())
        }
        Codes::Issued => Ok(()),
    }
}

fn form(checker: &mut Checker<'_>, text: u32, pattern: bool, check: bool) -> Result<(), VerifyError> {
    let text = checker.text(text)?;
    checker.spend(text.len())?;
    let same = Form::read(text, pattern, check).is_ok_and(|form| form.text() == text);
    checker.range(same, || format!("\"{text}\" is no form of codes in its normal form"))
}

/// The coupons that a promotion asks for and issues.
pub(super) fn named(checker: &mut Checker<'_>, promotion: &Promotion) -> Result<(), VerifyError> {
    let count = checker.plan.coupons.len();
    let named = promotion.with.iter().map(Vec::len).sum::<usize>();
    checker.spend(named.saturating_add(promotion.issues.len()))?;
    checker.range(named <= limits::COUPONS_NAMED, || {
        format!(
            "{named} coupons in `with`, at most {} are allowed",
            limits::COUPONS_NAMED
        )
    })?;
    for way in &promotion.with {
        checker.range(!way.is_empty(), || "a way to fulfil `with` names no coupon".to_owned())?;
        let mut previous = None;
        for coupon in way {
            checker.index("coupon", usize::from(*coupon), count)?;
            checker.order(previous.is_none_or(|previous| previous < *coupon), || {
                "coupons of one way must be sorted, without repeats".to_owned()
            })?;
            previous = Some(*coupon);
        }
    }
    for coupon in &promotion.issues {
        checker.index("coupon", usize::from(*coupon), count)?;
    }
    Ok(())
}
