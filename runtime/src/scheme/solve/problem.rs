//! The combinatorial problem by itself: classes of equal units, columns that use them, limits, an objective and an order of
//! ties, all in whole numbers. Knows no receipt and no promotion's text.

use perk_plan::plan::Rounding;

use crate::index::wide;
use crate::money::round_quotient;

/// One problem; parts that nothing joins are problems of their own.
#[derive(Debug, Clone)]
pub(super) struct Problem {
    /// By price, SKU and line id of their first unit.
    pub classes: Vec<Class>,
    /// Sorted by class.
    pub columns: Vec<Column>,
    /// By priority and name.
    pub members: Vec<Member>,
    /// Sorted by member.
    pub pools: Vec<Pool>,
    /// What runs still cost above their floors, scaled: members share it.
    pub rooms: Vec<i128>,
    /// What one minor unit is here.
    pub scale: i128,
    pub rounding: Rounding,
    /// The least of the combinations to which nothing can be added is wanted.
    pub least: bool,
    /// Of the classes of a group one member takes units at most.
    pub grouped: bool,
}

/// Units that are equal for every member.
#[derive(Debug, Clone)]
pub(super) struct Class {
    pub units: i64,
    /// What one unit costs.
    pub amount: i128,
    /// The most its units may give together.
    pub cap: i128,
    /// Classes of a run are rounded together.
    pub run: u32,
    /// Position of what its run still costs above its floors.
    pub room: Option<u32>,
    pub group: u32,
    /// Who takes what nobody else takes.
    pub fallback: Option<Fallback>,
    /// From and to in the columns.
    pub columns: (u32, u32),
    /// Where its units stand.
    pub spans: Vec<Span>,
}

/// Neighbouring units in the order of price, SKU and line id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    /// Place of their segment in that order.
    pub place: u32,
    pub from: i64,
    pub units: i64,
    /// Whose they are; opaque here.
    pub segment: u32,
}

/// A way to use units: so far one unit of one class each time. A way that uses several classes at once would name them here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Column {
    pub class: u32,
    pub member: u32,
    /// Benefit of one use, or what it can bear of a pool.
    pub gain: i128,
    /// A pool of money that it draws from.
    pub pool: Option<u32>,
    /// Which of the member's offers; opaque here.
    pub label: u32,
}

/// The member that takes what is left of a class; nothing limits it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Fallback {
    pub member: u32,
    pub gain: i128,
    pub label: u32,
}

/// Who takes part.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member {
    /// Whose it is; opaque here.
    pub cast: u32,
    /// The most units.
    pub pieces: Option<i64>,
    /// The most minor units; it may not be cut.
    pub money: Option<i64>,
    /// The most that its pools give together, scaled.
    pub cut: Option<i128>,
    /// It gives one sum that finds its way around floors.
    pub spreads: bool,
}

/// Money that uses draw from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pool {
    pub member: u32,
    /// Scaled.
    pub money: i128,
    /// It is what a limit leaves of a member that gives unit by unit.
    pub cut: bool,
}

/// Units that a member takes of a class.
#[derive(Debug, Clone, Copy)]
pub(super) struct Held {
    pub member: u32,
    pub label: u32,
    pub gain: i128,
    pub pool: Option<u32>,
    pub count: i64,
}

/// How often each column is used, and how good that is known to be.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answer {
    pub counts: Vec<i64>,
    /// Upper bound, scaled, of what a longer search might still have found.
    pub missed: i128,
    /// Steps and figures that were looked at.
    pub work: u64,
}

impl Problem {
    pub(super) fn columns_of(&self, class: &Class) -> &[Column] {
        self.columns
            .get(wide(class.columns.0)..wide(class.columns.1))
            .unwrap_or(&[])
    }

    /// Who takes how many units of a class.
    pub(super) fn held<'a>(&'a self, class: &'a Class, counts: &'a [i64]) -> impl Iterator<Item = Held> + 'a {
        let counts = counts.get(wide(class.columns.0)..wide(class.columns.1)).unwrap_or(&[]);
        let taken = counts.iter().fold(0_i64, |sum, count| sum.saturating_add(*count));
        let columns = self.columns_of(class).iter().zip(counts).map(|(column, count)| Held {
            member: column.member,
            label: column.label,
            gain: column.gain,
            pool: column.pool,
            count: *count,
        });
        let fallback = class.fallback.map(|fallback| Held {
            member: fallback.member,
            label: fallback.label,
            gain: fallback.gain,
            pool: None,
            count: class.units.saturating_sub(taken),
        });
        columns.chain(fallback).filter(|held| held.count > 0)
    }

    /// Scaled money in whole minor units.
    pub(super) fn round(&self, money: i128) -> i64 {
        minor(money, self.scale, self.rounding)
    }

    /// The whole minor units in scaled money.
    pub(super) fn floor(&self, money: i128) -> i64 {
        let whole = money.max(0).checked_div_euclid(self.scale).unwrap_or(0);
        i64::try_from(whole).unwrap_or(i64::MAX)
    }

    /// What a member's pools give together; pools of a member stand side by side.
    pub(super) fn drawn(&self, member: u32, filled: &[i128]) -> i128 {
        let cut = self.members.get(wide(member)).and_then(|member| member.cut);
        drawn(&self.pools, cut, member, filled)
    }
}

/// What the pools of a member give together within what a limit leaves it; pools are sorted by member.
pub(super) fn drawn(pools: &[Pool], cut: Option<i128>, member: u32, filled: &[i128]) -> i128 {
    let from = pools.partition_point(|pool| pool.member < member);
    let own = pools.iter().zip(filled).skip(from);
    let sum = own
        .take_while(|(pool, _)| pool.member == member)
        .fold(0_i128, |sum, (pool, filled)| {
            sum.saturating_add(pool.money.min(*filled))
        });
    cut.map_or(sum, |cut| cut.min(sum))
}

/// Scaled money in whole minor units.
pub(super) fn minor(money: i128, scale: i128, rounding: Rounding) -> i64 {
    i64::try_from(round_quotient(money.max(0), scale, rounding)).unwrap_or(i64::MAX)
}

/// How often `unit` goes into `money`, rounded up.
pub(super) fn ceiling(money: i128, unit: i128) -> i128 {
    if unit <= 0 {
        return 0;
    }
    money
        .saturating_add(unit.saturating_sub(1))
        .checked_div(unit)
        .unwrap_or(0)
}
