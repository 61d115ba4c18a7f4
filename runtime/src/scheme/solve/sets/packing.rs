//! The combinatorial problem with sets by itself: classes of equal units, ways to use several of them at once, limits and an
//! objective, in whole numbers. Knows no receipt and no promotion's text.

use perk_plan::plan::Rounding;

use super::patterns::{Facts, Give};
use crate::index::wide;
use crate::scheme::solve::problem::{Pool, Span, drawn, minor};

/// One problem.
#[derive(Debug, Clone)]
pub(crate) struct Packing {
    /// By price, SKU and line id of their first unit.
    pub classes: Vec<Class>,
    /// By priority and name.
    pub members: Vec<Member>,
    /// Sorted by member.
    pub columns: Vec<Column>,
    /// Sorted by member.
    pub pools: Vec<Pool>,
    /// What runs still cost above their floors, scaled.
    pub rooms: Vec<i128>,
    /// What one minor unit is here.
    pub scale: i128,
    pub rounding: Rounding,
    /// Of the classes of a group one member takes units at most.
    pub grouped: bool,
    /// Members of which not all ways are among the columns.
    pub unlisted: Vec<Unlisted>,
    /// Where some ways are not listed: no combination is worth more, scaled.
    pub most: Option<i128>,
    pub words: Words,
}

/// What members say whose discounts depend on what units still cost: of equally cheap ones those that still cost most are
/// given (decision 0114), and where units are reused others may have had some of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    /// By member, ascending.
    pub gives: Vec<(u32, Vec<Give>)>,
    /// By class.
    pub facts: Vec<Facts>,
}

/// What a member may gain in ways that are not among the columns.
#[derive(Debug, Clone)]
pub(crate) struct Unlisted {
    /// The most that one instance gains, scaled.
    pub gain: i128,
    /// The most instances.
    pub times: i64,
    /// By role: the fewest units that fill it, and of which classes.
    pub roles: Vec<(i64, Vec<u32>)>,
    /// It leaves its units to others.
    pub reuse: bool,
}

/// Units that are equal for every member.
#[derive(Debug, Clone)]
pub(crate) struct Class {
    pub units: i64,
    /// What one unit costs, scaled.
    pub amount: i128,
    /// What it cost at the start of the scheme, scaled.
    pub start: i128,
    /// Classes of a run are rounded together.
    pub run: u32,
    /// Position of what its run still costs above its floors.
    pub room: Option<u32>,
    pub group: u32,
    pub spans: Vec<Span>,
}

/// Who takes part.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Member {
    /// Whose it is; opaque here.
    pub cast: u32,
    /// It takes whole instances; each is an application of its own.
    pub set: bool,
    /// The most instances.
    pub times: Option<i64>,
    /// The most units.
    pub pieces: Option<i64>,
    /// The most minor units; it may not be cut.
    pub money: Option<i64>,
    /// The most that it gives, scaled; what is above is cut.
    pub cut: Option<i128>,
    /// It gives sums that find their way around floors.
    pub spreads: bool,
    /// Its units stay free for others.
    pub reuse: bool,
    /// Which of its units meet in an instance changes neither gains nor what is best among equals, unless small ones meet
    /// small ones and great ones great ones: only such instances are looked at.
    pub chain: bool,
}

/// A way to use units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    pub member: u32,
    /// By role and class, ascending; each pair once.
    pub uses: Vec<Use>,
    /// What one use gains before floors, or what it can bear of a pool; scaled.
    pub gain: i128,
    /// A pool of money that it draws from.
    pub pool: Option<u32>,
    /// Which of the member's offers; opaque here.
    pub label: u32,
    /// How an instance gives; empty for single units.
    pub portions: Vec<Portion>,
}

/// Units of a class in a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Use {
    pub role: u16,
    pub class: u32,
    pub units: i64,
}

/// One discount of an instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Portion {
    /// One sum, scaled; without it, so much for each unit.
    pub sum: Option<i128>,
    /// Class, units, and what each of them gets by itself, scaled (of a sum: what it costs).
    pub parts: Vec<(u32, i64, i128)>,
}

impl Column {
    pub(super) fn units(&self) -> i64 {
        self.uses.iter().fold(0, |sum, one| sum.saturating_add(one.units))
    }

    /// Whether in every role its units come before those of the other, or are of the same class.
    pub(super) fn is_before(&self, other: &Self) -> bool {
        let mut at = 0;
        let mut next = 0;
        while let (Some(a), Some(b)) = (self.uses.get(at), other.uses.get(next)) {
            let role = a.role.min(b.role);
            let (from, start) = (at, next);
            while self.uses.get(at).is_some_and(|one| one.role == role) {
                at = at.saturating_add(1);
            }
            while other.uses.get(next).is_some_and(|one| one.role == role) {
                next = next.saturating_add(1);
            }
            // Classes ascend within a role.
            let last = self.uses.get(from..at).and_then(<[_]>::last);
            let first = other.uses.get(start..next).and_then(<[_]>::first);
            if let (Some(last), Some(first)) = (last, first)
                && last.class > first.class
            {
                return false;
            }
        }
        true
    }
}

impl Packing {
    pub(super) fn class(&self, at: u32) -> Option<&Class> {
        self.classes.get(wide(at))
    }

    pub(super) fn member(&self, at: u32) -> Option<&Member> {
        self.members.get(wide(at))
    }

    /// Scaled money in whole minor units.
    pub(super) fn round(&self, money: i128) -> i64 {
        minor(money, self.scale, self.rounding)
    }

    /// What an instance comes to in whole minor units where no floors are shared: it is rounded once.
    pub(super) fn rounded(&self, column: &Column) -> i64 {
        let bears = column.uses.iter().fold(0_i128, |sum, one| {
            let amount = self.class(one.class).map_or(0, |class| class.amount);
            sum.saturating_add(amount.saturating_mul(i128::from(one.units)))
        });
        let whole = bears.checked_div_euclid(self.scale).unwrap_or(0);
        self.round(column.gain).min(i64::try_from(whole).unwrap_or(i64::MAX))
    }

    /// Whether members share what floors leave of a run, or what reused units cost: then what one comes to depends on the
    /// others.
    pub(super) fn is_shared(&self) -> bool {
        !self.rooms.is_empty() || self.members.iter().any(|member| member.reuse)
    }

    /// Whether gains add up to what a combination is worth: nothing but pools comes between.
    pub(super) fn is_plain(&self) -> bool {
        let by_run = |member: &Member| !member.set && member.money.is_some();
        !self.is_shared() && !self.members.iter().any(by_run)
    }

    /// What a member's pools give together.
    pub(super) fn drawn(&self, member: u32, filled: &[i128]) -> i128 {
        let cut = self.member(member).and_then(|member| member.cut);
        drawn(&self.pools, cut, member, filled)
    }
}
