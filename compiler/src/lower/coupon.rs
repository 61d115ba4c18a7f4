//! Coupons to rows of the plan; knows no promotion.

use perk_plan::plan::Codes;

use super::CouponFragment;
use super::locals::Builder;
use crate::hir::{Coupon, CouponCodes};

pub(super) fn lower(coupon: &Coupon) -> CouponFragment {
    let mut locals = Builder::default();
    let codes = match &coupon.codes {
        CouponCodes::Mask(form) => Codes::Mask(locals.text(form)),
        CouponCodes::Pattern { form, check, count } => Codes::Pattern {
            form: locals.text(form),
            check: *check,
            count: *count,
        },
        CouponCodes::List(list) => Codes::List(locals.shared_list(list)),
        CouponCodes::Issued => Codes::Issued,
    };
    let mut valid: Vec<_> = coupon.valid.iter().map(|(window, _)| *window).collect();
    valid.sort_unstable();
    valid.dedup();
    CouponFragment {
        name: coupon.name.clone(),
        title: coupon.title.as_ref().unwrap_or(&coupon.spelling).clone(),
        codes,
        uses: coupon.uses,
        per_client: coupon.per_client,
        bound: coupon.bound,
        valid,
        locals: locals.finish(),
    }
}
