//! What the reference interpreter answers; it must not know how it was found.

use super::super::model::receipt::Used;
use super::super::model::{Milli, Minor, Place};

/// The answer for one receipt, in minor units.
#[derive(Debug, Clone, PartialEq)]
pub struct RefDecision {
    /// In the order of the receipt.
    pub lines: Vec<RefLine>,
    /// In the order of the programme.
    pub promotions: Vec<RefPromotion>,
    /// Sums of the lines and the rounding.
    pub totals: RefTotals,
    /// Gifts that are offered, in the order of the programme.
    pub offers: Vec<RefOffer>,
    /// Texts, in the order of the programme.
    pub messages: Vec<RefMessage>,
    /// What it takes of limits across receipts, in the order of the programme.
    pub consumes: Vec<RefConsumed>,
    /// Every code presented, answered, in their order.
    pub coupons: Vec<RefCode>,
    /// Uses of codes that confirming takes, one of each.
    pub uses: Vec<RefUse>,
    /// Coupons to issue: promotion and coupon.
    pub issued: Vec<(String, String, i64)>,
    /// What happened on the way, for the generator's counters.
    pub events: Events,
}

/// What became of a code.
#[derive(Debug, Clone, PartialEq)]
pub struct RefCode {
    /// As typed.
    pub code: String,
    /// The promotions that it opened, or why it was rejected.
    pub outcome: Result<Vec<String>, &'static str>,
}

/// One use of a code.
#[derive(Debug, Clone, PartialEq)]
pub struct RefUse {
    /// In plain form.
    pub code: String,
    /// The known client.
    pub client: Option<String>,
}

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub struct RefLine {
    /// Line id.
    pub id: String,
    /// After foreign discounts.
    pub gross: Minor,
    /// What promotions took.
    pub discount: Minor,
    /// What is paid.
    pub net: Minor,
    /// As printed on the fiscal receipt.
    pub parts: Vec<RefPart>,
    /// What lies here, in the order of application; zero amounts are left out.
    pub applied: Vec<RefAllocation>,
}

/// A part of a line at one price.
#[derive(Debug, Clone, PartialEq)]
pub struct RefPart {
    /// Thousandths.
    pub quantity: Milli,
    /// Per unit of sale.
    pub price: Minor,
    /// What it comes to.
    pub amount: Minor,
    /// The price times the quantity does not round to the amount.
    pub inexact: bool,
}

/// What one promotion took from one line.
#[derive(Debug, Clone, PartialEq)]
pub struct RefAllocation {
    /// Promotion.
    pub promotion: String,
    /// Quantity that took part on this line, in thousandths.
    pub quantity: Milli,
    /// How much.
    pub amount: Minor,
}

/// What became of one promotion.
#[derive(Debug, Clone, PartialEq)]
pub struct RefPromotion {
    /// Name.
    pub name: String,
    /// Verdict.
    pub outcome: Outcome,
    /// Sum of its allocations.
    pub discount: Minor,
    /// What it would have come to alone, at the start of its scheme; 0 if a condition failed.
    pub alone: Minor,
}

/// A gift that the till may add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefOffer {
    /// Promotion.
    pub promotion: String,
    /// How many pieces.
    pub pieces: i64,
    /// What one of them costs.
    pub price: Minor,
    /// SKUs to choose from, ascending.
    pub choices: Vec<String>,
}

/// The verdict on a promotion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It took something, or said something.
    Applied,
    /// A condition failed or there was nothing to act on.
    NotApplied(Reason),
    /// Others took what it would have taken.
    Displaced,
    /// Zero because of a limit.
    Limited,
}

/// The first failing condition, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Outside every `valid` window.
    Valid,
    /// Outside every `on` window.
    On,
    /// Another store.
    Stores,
    /// Another client, or none.
    Audience,
    /// No code for what `with` asks.
    Coupon,
    /// Another tender, or several.
    PaidBy,
    /// No client, card or store that a limit counts by.
    NoKey,
    /// This `when`, counted from 0, does not hold or lacks a fact.
    When(usize),
    /// Nothing on the receipt that may receive.
    NoGoods,
    /// Below the first step.
    Ladder,
    /// The effect is zero after rounding.
    NoEffect,
    /// The gift was refused.
    Declined,
}

/// Sums of the receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefTotals {
    /// Sum of gross.
    pub gross: Minor,
    /// Sum of discounts.
    pub discount: Minor,
    /// What rounding the total added; negative when it went down.
    pub rounding: Minor,
    /// `gross − discount + rounding`.
    pub net: Minor,
}

/// One text.
#[derive(Debug, Clone, PartialEq)]
pub struct RefMessage {
    /// Promotion.
    pub promotion: String,
    /// Where.
    pub place: Place,
    /// With values.
    pub text: String,
}

/// What a promotion takes of one limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefConsumed {
    /// Whose limit.
    pub promotion: String,
    /// What is counted together.
    pub key: String,
    /// How much.
    pub amount: Used,
    /// What the use that was cut had asked for, in minor units.
    pub asked: Option<Minor>,
}

/// Counts of what a generator should provoke.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Events {
    /// Units on which a floor cut a discount.
    pub floors: u64,
    /// Ladders that reached a step.
    pub ladders: u64,
    /// Ladders given slice by slice.
    pub slices: u64,
    /// Schemes in which exclusivity kept a promotion out or kept others out.
    pub exclusivity: u64,
    /// Promotions displaced.
    pub displaced: u64,
    /// Promotions limited to zero.
    pub limited: u64,
    /// Combinations of equal benefit compared further.
    pub ties: u64,
    /// Limits that bound.
    pub limits: u64,
    /// Money limits that cut the last use.
    pub partial: u64,
    /// Weighed lines.
    pub weighed: u64,
    /// Lines with foreign discounts.
    pub foreign: u64,
    /// Sums whose proportional parts were not whole.
    pub remainders: u64,
    /// Runs that lie on several lines.
    pub shared_runs: u64,
    /// Residues moved off a weighed line.
    pub residues: u64,
    /// Discounts clipped at what others left.
    pub clipped: u64,
    /// Applications.
    pub applied: u64,
    /// Schemes decided for the retailer.
    pub retailer: u64,
    /// Receipts with rounding of the total.
    pub total_rounding: u64,
    /// Combinations looked at.
    pub combinations: u64,
    /// Runs whose units had different amounts at the start of a scheme.
    pub splits: u64,
    /// Units whose amount at the start of a scheme was not whole.
    pub fractions: u64,
    /// Promotions whose effect was zero after rounding, without a limit.
    pub zeros: u64,
    /// Limits of money that made a promotion give less, or nothing, and cut nothing.
    pub money: u64,
    /// Instances of sets.
    pub instances: u64,
    /// Limits of which something was used before.
    pub uses: u64,
    /// Promotions of which a limit was used up before.
    pub spent: u64,
    /// Limits across receipts of which something was taken.
    pub consumed: u64,
    /// Such limits that cut what was asked.
    pub asked: u64,
    /// Pieces given away.
    pub given: u64,
    /// Gifts offered.
    pub offered: u64,
    /// Pieces that could not be given because the conditions needed them.
    pub needed: u64,
    /// Units that paid for the sets of gifts.
    pub paid: u64,
    /// Gifts whose sets had to leave the units alone that paid for others.
    pub shared: u64,
    /// Codes that opened something.
    pub codes_used: u64,
    /// Codes that did not.
    pub codes_refused: u64,
}

impl Events {
    /// Adds the counts of another receipt.
    pub fn add(&mut self, other: &Events) {
        let pairs: [(&mut u64, u64); 35] = [
            (&mut self.floors, other.floors),
            (&mut self.ladders, other.ladders),
            (&mut self.slices, other.slices),
            (&mut self.exclusivity, other.exclusivity),
            (&mut self.displaced, other.displaced),
            (&mut self.limited, other.limited),
            (&mut self.ties, other.ties),
            (&mut self.limits, other.limits),
            (&mut self.partial, other.partial),
            (&mut self.weighed, other.weighed),
            (&mut self.foreign, other.foreign),
            (&mut self.remainders, other.remainders),
            (&mut self.shared_runs, other.shared_runs),
            (&mut self.residues, other.residues),
            (&mut self.clipped, other.clipped),
            (&mut self.applied, other.applied),
            (&mut self.retailer, other.retailer),
            (&mut self.total_rounding, other.total_rounding),
            (&mut self.combinations, other.combinations),
            (&mut self.splits, other.splits),
            (&mut self.fractions, other.fractions),
            (&mut self.zeros, other.zeros),
            (&mut self.money, other.money),
            (&mut self.instances, other.instances),
            (&mut self.uses, other.uses),
            (&mut self.spent, other.spent),
            (&mut self.consumed, other.consumed),
            (&mut self.asked, other.asked),
            (&mut self.given, other.given),
            (&mut self.offered, other.offered),
            (&mut self.needed, other.needed),
            (&mut self.paid, other.paid),
            (&mut self.shared, other.shared),
            (&mut self.codes_used, other.codes_used),
            (&mut self.codes_refused, other.codes_refused),
        ];
        for (mine, theirs) in pairs {
            *mine += theirs;
        }
    }
}
