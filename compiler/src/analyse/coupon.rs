//! Promotions that guests could expect to get, with a coupon that only known clients can use.

use super::Frame;
use crate::body::SourceMap;
use crate::diagnostic::{Finding, codes};
use crate::hir::{Coupon, Name, Promotion};

/// A promotion for everybody whose coupon only known clients can use.
pub(super) fn for_known(frame: &Frame<'_>, promotion: &Promotion, spans: &SourceMap) -> Option<Finding> {
    let (Some((ways, span)), None) = (&promotion.with, &promotion.audience) else {
        return None;
    };
    let needs = |way: &Vec<Name>| way.iter().find_map(|name| known_only(frame, name));
    let all: Option<Vec<&Coupon>> = ways.iter().map(needs).collect();
    let coupon = all.as_ref().and_then(|all| all.first())?;
    Some(Finding::new(&codes::COUPON_FOR_KNOWN, spans.get(*span)).with("coupon", coupon.spelling.clone()))
}

/// A coupon whose codes guests cannot use.
pub(super) fn known_only<'db>(frame: &Frame<'db>, name: &Name) -> Option<&'db Coupon> {
    frame.coupon(name).filter(|coupon| coupon.per_client || coupon.bound)
}
