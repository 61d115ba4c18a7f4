//! The decision's shape: names and order of fields are a promise to tills (`docs/reference`), amounts are decimal texts.

use std::collections::BTreeMap;

use serde::Serialize;

pub use super::said::Said;

/// A decision.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Decision {
    /// Version of this shape.
    pub schema: u32,
    /// Its name: a hash of plan, receipt, what was known of the client, and the amounts.
    pub decision: String,
    /// The receipt's id.
    pub receipt: String,
    /// Hash of the plan that decided.
    pub plan: String,
    /// Currency of every amount.
    pub currency: String,
    /// The client.
    pub client: ClientSaid,
    /// Lines in the receipt's order.
    pub lines: Vec<LineSaid>,
    /// Sums over the lines.
    pub totals: Totals,
    /// Points earned and spent, by account. Always empty in this build.
    pub accounts: BTreeMap<String, serde_json::Value>,
    /// Verdicts by promotion.
    pub promotions: Vec<Verdict>,
    /// Every code presented, answered.
    pub coupons: Vec<Answered>,
    /// What confirming this decision takes.
    pub consumes: Vec<Consumed>,
    /// Gifts offered to the till.
    pub offers: Vec<Offered>,
    /// Texts to print.
    pub print: Vec<Printed>,
    /// Texts to show.
    pub show: Show,
    /// Coupons to issue.
    pub issue: Vec<Issued>,
    /// Messages to send. Always empty in this build.
    pub send: Vec<serde_json::Value>,
    /// By scheme of kind `best` in which something applied, and any other in which something may have been missed: whether its
    /// result is proved best.
    pub optimality: BTreeMap<String, Optimality>,
    /// What looked odd.
    pub warnings: Vec<perk_plan::Remark>,
    /// Fields of the receipt that are not known, echoed.
    #[serde(skip_serializing_if = "serde_json::Map::is_empty")]
    pub extra: serde_json::Map<String, serde_json::Value>,
}

/// The client of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClientSaid {
    /// `known`, `guest`, `unknown card`, `blocked`, `expired` or `unreachable`.
    pub status: &'static str,
    /// The client's id, if the registry knows one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LineSaid {
    /// Its id.
    pub id: String,
    /// After discounts given elsewhere.
    pub gross: String,
    /// Σ of `applied`.
    pub discount: String,
    /// Points spent on it.
    pub spent: String,
    /// What is left.
    pub net: String,
    /// Fiscal parts: price × quantity = amount.
    pub parts: Vec<PartSaid>,
    /// Which promotion took what.
    pub applied: Vec<Took>,
    /// Discounts given elsewhere, echoed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<Elsewhere>,
}

/// A fiscal part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartSaid {
    /// Units of sale.
    pub quantity: String,
    /// Price of a unit.
    pub price: String,
    /// The true amount.
    pub amount: String,
    /// No whole price gives this amount.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub inexact: bool,
}

/// What a promotion took off a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Took {
    /// The promotion.
    pub promotion: String,
    /// Which instance of its set, from 1; absent without `for each`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance: Option<u32>,
    /// Units that took part.
    pub quantity: String,
    /// The discount.
    pub amount: String,
    /// The units are a gift.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub gift: bool,
}

/// A gift that the till may add. It answers with one of the claims, or with a line `granted_by` the promotion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Offered {
    /// The promotion.
    pub promotion: String,
    /// Its title.
    pub title: String,
    /// Units that may still be given.
    pub quantity: String,
    /// No SKU twice.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub distinct: bool,
    /// What a unit costs, where it is not for nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<String>,
    /// What there is to choose from, by SKU.
    pub choices: Vec<Choice>,
    /// How many more there are.
    #[serde(skip_serializing_if = "is_zero")]
    pub more: usize,
    /// The claim of a client who wants none.
    pub decline: ClaimSaid,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde asks")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// One of the goods that a gift offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// Its SKU.
    pub sku: String,
    /// Its name, where the catalogue has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The claim that chooses it.
    pub claim: ClaimSaid,
}

/// A claim as a receipt carries it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClaimSaid {
    /// The promotion.
    pub promotion: String,
    /// The SKU chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choice: Option<String>,
    /// Nothing is wanted.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub decline: bool,
}

/// What became of a gift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct GiftSaid {
    /// Units given, from the receipt or added by the till.
    pub taken: u32,
    /// Units offered.
    pub offered: u32,
}

/// A discount given elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Elsewhere {
    /// Who gave it.
    pub by: String,
    /// How much.
    pub amount: String,
}

/// Sums: `gross − discount − spent + rounding = net`, `net − certificates = due`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Σ gross.
    pub gross: String,
    /// Σ discount.
    pub discount: String,
    /// Points spent.
    pub spent: String,
    /// Effect of rounding the total; negative where rounded down.
    pub rounding: String,
    /// To be paid.
    pub net: String,
    /// Paid by certificates.
    pub certificates: String,
    /// To be paid by other means.
    pub due: String,
}

/// What became of a promotion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Became {
    /// It applied.
    Applied,
    /// A condition does not hold.
    NotApplied,
    /// Others took its goods, or stand alone.
    Displaced,
    /// A limit leaves nothing.
    Limited,
}

/// The verdict on a promotion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// The promotion.
    pub promotion: String,
    /// What became of it.
    pub outcome: Became,
    /// What it gave.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discount: Option<String>,
    /// Uses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// What of its gift was taken and what is offered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gift: Option<GiftSaid>,
    /// Ids of the lines it lies on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<String>,
    /// The limit that cut it or left nothing: `times`, `pieces` or `money`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limited_by: Option<&'static str>,
    /// That limit: what it counts, and how far it was used before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<LimitSaid>,
    /// What it could not give because of floors, or because nothing was left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dropped: Option<String>,
    /// The first thing that does not hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<Because>,
    /// The single thing that is missing, if it is one that can be bought.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<Hint>,
    /// What it would have given alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worth: Option<String>,
    /// Who displaced it, and what each gave.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<Displacer>,
}

/// A limit that cut a promotion or left it nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LimitSaid {
    /// What is counted together: `receipt`, `client C-1/day 2026-10-05`, `total`.
    pub key: Said,
    /// `times`, `pcs` or the currency.
    pub unit: String,
    /// How much it allows.
    pub allowed: String,
    /// How much of it was used before this receipt.
    pub used: String,
    /// The day on which a new period begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opens: Option<Said>,
    /// Where it stands: `club.perk:71:3`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The author's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

impl LimitSaid {
    /// Whether it counts within one receipt, so that nothing was used before.
    #[must_use]
    pub fn is_of_receipt(&self) -> bool {
        &*self.key == "receipt"
    }
}

/// A promotion that displaced another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Displacer {
    /// The promotion.
    pub promotion: String,
    /// What it gave.
    pub worth: String,
}

/// Why a promotion does not apply.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Because {
    /// A code of the closed list in `docs/reference/decision.md`.
    pub code: &'static str,
    /// The value found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<Said>,
    /// The value needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needed: Option<Said>,
    /// How much more it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<Said>,
    /// Of which goods, property or column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// The other parts of its set that lack goods, in the author's order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Lacking>,
    /// The prohibition that keeps its goods out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protection: Option<Said>,
    /// Where it stands: `club.perk:71:3`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The author's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// A further part of a set that lacks goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lacking {
    /// The part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// How much is there.
    pub found: Said,
    /// How much is needed.
    pub needed: Said,
    /// How much more it takes.
    pub missing: Said,
}

/// What the client could still do, where a single fact is missing (semantics §8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hint {
    /// More of what.
    pub kind: HintKind,
    /// How much more.
    pub more: Said,
    /// Of which goods; absent: of any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// Whether money is counted after discounts that act earlier, so that goods for more than this have to be bought.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub after_discounts: bool,
}

/// What a hint counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum HintKind {
    /// Money.
    Amount,
    /// Units of sale, or weight, volume or length.
    Quantity,
    /// Different products.
    Products,
}

impl HintKind {
    /// Its name in decisions.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::Quantity => "quantity",
            Self::Products => "products",
        }
    }
}

/// A code that the client presented.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answered {
    /// The code.
    pub code: String,
    /// `used` or `rejected`.
    pub outcome: &'static str,
    /// The coupon it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coupon: Option<String>,
    /// Why it was rejected, from a closed list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
    /// The promotions that applied with it, or, where it was rejected, those that it could have opened.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub promotions: Vec<String>,
}

/// A coupon to issue. Its codes are made by the registry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Issued {
    /// The promotion that issues it.
    pub promotion: String,
    /// The coupon.
    pub coupon: String,
    /// How many codes.
    pub count: u32,
}

/// What confirming a decision takes (semantics §7). A snapshot takes it back under `uses` as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Consumed {
    /// Of a coupon code.
    Coupon {
        /// In normal form: capital letters, no blanks and dashes.
        code: String,
        /// Its coupon.
        coupon: String,
        /// Uses.
        times: u32,
        /// The known client who uses it.
        #[serde(skip_serializing_if = "Option::is_none")]
        client: Option<String>,
    },
    /// Of a limit across receipts.
    Limit {
        /// Whose.
        promotion: String,
        /// What is counted together: `client C-1/day 2026-10-05`, `total`.
        key: String,
        /// `times`, `pcs` or the currency.
        unit: String,
        /// How much.
        amount: String,
        /// What its last use asked for, where a `partial` limit cut it.
        #[serde(skip_serializing_if = "Option::is_none")]
        asked: Option<String>,
    },
}

/// A text to print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Printed {
    /// The promotion.
    pub promotion: String,
    /// `header`, `footer` or `slip`.
    pub place: &'static str,
    /// The text.
    pub text: String,
}

/// Texts to show.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Show {
    /// To the customer.
    pub customer: Vec<Shown>,
    /// To the cashier.
    pub cashier: Vec<Shown>,
}

/// A text to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// The promotion.
    pub promotion: String,
    /// The text.
    pub text: String,
}

/// Whether a combination is proved best.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Optimality {
    /// `exact` or `bounded`.
    pub status: &'static str,
    /// Upper bound of what may have been missed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missed_at_most: Option<String>,
}
