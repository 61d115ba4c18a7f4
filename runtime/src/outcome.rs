//! What a receipt came to, in minor units and ids; words are added by the decision.

use crate::fault::Fault;

/// The outcome of one case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// By line, in the receipt's order.
    pub lines: Vec<LineOutcome>,
    /// Every amount with the promotion that gave it and the line it stands on. Σ = the discount.
    pub allocations: Vec<Allocation>,
    /// Promotions that applied, scheme by scheme; those without effects on money have an amount of 0.
    pub applied: Vec<Applied>,
    /// Gifts of promotions that applied.
    pub gifts: Vec<Given>,
    /// Promotions that could not be worked out.
    pub faults: Vec<(u32, Fault)>,
    /// Schemes in which a search ended at its budget, with an upper bound of what may have been missed.
    pub bounded: Vec<(u16, i64)>,
    /// Σ of gross amounts, after discounts given elsewhere.
    pub gross: i64,
    /// Σ of all discounts.
    pub discount: i64,
    /// Effect of rounding the total; negative where rounded down.
    pub rounding: i64,
    /// What is to be paid: gross − discount + rounding.
    pub net: i64,
}

/// A line's amounts in minor units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LineOutcome {
    /// After discounts given elsewhere.
    pub gross: i64,
    /// Σ of its allocations.
    pub discount: i64,
    /// What is left.
    pub net: i64,
}

/// What one promotion took off one line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Allocation {
    /// Index into the plan's promotions.
    pub promotion: u32,
    /// Index of the line in the receipt.
    pub line: u32,
    /// Which instance of its set, from 1; 0 for a promotion without `for each`.
    pub instance: u32,
    /// Quantity that took part, in millionths of a unit of sale.
    pub quantity: i64,
    /// Minor units.
    pub amount: i64,
}

/// A promotion that applied.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Applied {
    /// Index into the plan's promotions.
    pub promotion: u32,
    /// Index into the plan's schemes.
    pub scheme: u16,
    /// Minor units given.
    pub amount: i64,
    /// Uses: instances of its set, or one.
    pub times: u32,
    /// The limit that cut it or held units back from it.
    pub limited: Option<LimitedBy>,
    /// Cut by a floor or by what was left, so that it gave less than it says.
    pub dropped: i64,
    /// Minor units that a limit of money cut off its last use.
    pub withheld: i64,
    /// Units that took part, where a limit counts them.
    pub units: i64,
}

/// What a promotion gave away.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    /// Index into the plan's promotions.
    pub promotion: u32,
    /// Units taken from the receipt, or added by the till.
    pub taken: u32,
    /// Units that may still be given.
    pub offered: u32,
    /// Runs of products that were taken as often as distinct ones may be: once for each set, or once.
    pub full: Vec<u32>,
}

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitedBy {
    /// Uses.
    Times,
    /// Units.
    Pieces,
    /// Minor units.
    Money,
}

impl LimitedBy {
    pub(crate) fn of(amount: perk_plan::plan::LimitAmount) -> Self {
        use perk_plan::plan::LimitAmount;
        match amount {
            LimitAmount::Times(_) => Self::Times,
            LimitAmount::Pieces(_) => Self::Pieces,
            LimitAmount::Money(_) => Self::Money,
        }
    }

    /// Its name in decisions.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Times => "times",
            Self::Pieces => "pieces",
            Self::Money => "money",
        }
    }
}

impl Outcome {
    /// Whether a promotion has done nothing but offer a gift: so far it has used nothing (semantics §2, §5).
    #[must_use]
    pub fn only_offers(&self, promotion: u32) -> bool {
        let offers = |gift: &Given| gift.promotion == promotion && gift.taken == 0;
        self.gifts.iter().any(offers)
    }

    pub(crate) fn clear(&mut self) {
        self.lines.clear();
        self.allocations.clear();
        self.applied.clear();
        self.gifts.clear();
        self.faults.clear();
        self.bounded.clear();
        (self.gross, self.discount, self.rounding, self.net) = (0, 0, 0, 0);
    }
}
