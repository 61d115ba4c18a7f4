//! Coupons: their codes, uses and time; knows no promotion that needs them.

use std::sync::Arc;

use perk_plan::plan::Window;

use super::value::{Name, SpanId, Text};

/// `coupon autumn10 "…" { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coupon {
    /// Folded name.
    pub name: Name,
    /// The name as its author wrote it.
    pub spelling: Text,
    /// Title, when written.
    pub title: Option<Text>,
    /// `codes`
    pub codes: CouponCodes,
    /// Where they are written.
    pub codes_span: SpanId,
    /// `uses`: how many times each code may be used; `None`: many.
    pub uses: Option<u32>,
    /// `uses … per client`
    pub per_client: bool,
    /// `not transferable`: a code belongs to one client.
    pub bound: bool,
    /// `valid`: inside any of them; always when empty.
    pub valid: Vec<(Window, SpanId)>,
    /// Where the declaration's name is written.
    pub span: SpanId,
}

/// Codes, in normal form ([`perk_plan::coupon::normal`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CouponCodes {
    /// `mask "AUT-*"`: every code of this form.
    Mask(Text),
    /// `pattern "AUT-####" count 1000 with check digit`: codes of this form that the registry issues.
    Pattern {
        /// The form.
        form: Text,
        /// Whether its last free place is a check character.
        check: bool,
        /// How many will be made.
        count: Option<u32>,
    },
    /// `from "codes.csv"`: sorted by code points, without repeats, never empty.
    List(Arc<[Text]>),
    /// `generated`: whatever the registry issues.
    Issued,
}
