//! Coupons of a programme and what is known of their codes, as plain data; it must not know any rule.

use super::Valid;
use super::calendar::Date;

/// A `coupon` declaration.
#[derive(Debug, Clone, PartialEq)]
pub struct Coupon {
    /// Name.
    pub name: String,
    /// Its codes.
    pub codes: Codes,
    /// How many times each code may be used; `None`: many.
    pub uses: Option<u64>,
    /// `per client`.
    pub per_client: bool,
    /// `not transferable`.
    pub bound: bool,
    /// Any of these windows; none means always.
    pub valid: Vec<Valid>,
}

/// The codes of a coupon.
#[derive(Debug, Clone, PartialEq)]
pub enum Codes {
    /// `mask "AUT-*"`: with `#`, `?` and `*`.
    Mask(String),
    /// `pattern "AUT-####"`, with check digit or not: `#` are its only free places.
    Pattern(String, bool),
    /// `from "file.csv"`, with what the file holds.
    List(String, Vec<String>),
}

/// What the registry knows of a code.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CodeState {
    /// The code as the registry writes it.
    pub code: String,
    /// The coupon it belongs to.
    pub of: Option<String>,
    /// Blocked.
    pub blocked: bool,
    /// Uses by anybody.
    pub used: u64,
    /// Uses by client.
    pub used_by: Vec<(String, u64)>,
    /// Its owner.
    pub client: Option<String>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
}
