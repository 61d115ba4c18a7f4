//! What a posting list says of a promotion: enough of its gate that most of those that are shut are not looked at further.

use super::NONE;
use super::gates::{Gate, Now};
use crate::intake::Case;

/// A promotion in a posting list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Posting {
    /// Its place among [`super::Index::cards`].
    pub card: u32,
    /// Minor units that the receipt must come to at least.
    least: u32,
    /// First and last day on which it may be open, see [`Calendar`].
    pub from: u16,
    pub to: u16,
    /// Weekdays, and [`ASK`].
    weekdays: u8,
    /// First and last quarter of an hour in which it may be open.
    from_quarter: u8,
    to_quarter: u8,
}

const _: () = assert!(size_of::<Posting>() == 16, "posting lists are read at memory speed");

/// In [`Posting::weekdays`]: the posting does not know the whole gate, so the gate itself must be asked too.
const ASK: u8 = 0x80;
/// Seconds of a quarter of an hour.
const QUARTER: u32 = 900;

/// Days as postings count them: 0 is before the first day of any promotion.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Calendar {
    pub first_day: i32,
}

impl Calendar {
    /// A day, and whether it is within what postings can count.
    pub(crate) fn day(self, day: i32) -> (u16, bool) {
        let day = i64::from(day)
            .saturating_sub(i64::from(self.first_day))
            .saturating_add(1);
        // The largest value stands for "no end".
        let last = i64::from(u16::MAX).saturating_sub(1);
        (
            u16::try_from(day.clamp(0, last)).unwrap_or(0),
            (0..=last).contains(&day),
        )
    }
}

/// What postings are asked about: the receipt's instant and amount.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    pub day: u16,
    weekday: u8,
    quarter: u8,
    most: u32,
    /// Discounts given elsewhere lie between the two amounts that promotions may ask for.
    two_amounts: bool,
}

/// What a posting says of its gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// It is shut.
    Shut,
    /// It is open, if the store is one of its stores.
    Open,
    /// The gate must be asked.
    Ask,
}

impl Moment {
    pub(crate) fn of(case: &Case, calendar: Calendar) -> Self {
        let Now {
            date,
            second,
            weekday_bit,
            ..
        } = case.now;
        Self {
            day: calendar.day(date.0).0,
            weekday: weekday_bit,
            quarter: quarter(second),
            most: clamp(case.briefs.gross.max(case.briefs.list)),
            two_amounts: case.briefs.gross != case.briefs.list,
        }
    }
}

fn quarter(second: u32) -> u8 {
    u8::try_from(second.wrapping_div(QUARTER)).unwrap_or(u8::MAX)
}

fn clamp(amount: i64) -> u32 {
    u32::try_from(amount.max(0)).unwrap_or(u32::MAX)
}

impl Posting {
    /// `by_client`: the list it stands in is that of the clients its gate asks for.
    pub(crate) fn new(card: u32, gate: &Gate, calendar: Calendar, by_client: bool) -> Self {
        let day = |day: Option<i32>, none: u16| day.map_or((none, true), |day| calendar.day(day));
        let (from, from_known) = day(gate.first_day(), 0);
        let (to, to_known) = day(gate.last_day(), u16::MAX);
        let least = gate.least.max(gate.list_least);
        let mut posting = Self {
            card,
            least: clamp(least),
            from,
            to,
            weekdays: 0x7F,
            from_quarter: 0,
            to_quarter: u8::MAX,
        };
        let mut whole = from_known
            && to_known
            && gate.of_whole_days()
            && !gate.known
            && !gate.coupons
            && gate.paid_by == NONE
            && (gate.clients == NONE || by_client)
            && i64::from(posting.least) >= least;
        match gate.hours() {
            Some((weekdays, from, to)) => {
                posting.weekdays = weekdays;
                posting.from_quarter = quarter(from);
                posting.to_quarter = quarter(to.saturating_sub(1));
                whole &= from.wrapping_rem(QUARTER) == 0 && to.wrapping_rem(QUARTER) == 0;
            }
            None => whole = false,
        }
        if !whole {
            posting.weekdays |= ASK;
        }
        posting
    }

    /// What it says of its gate.
    #[inline]
    pub(crate) fn look(&self, moment: &Moment) -> Look {
        // One branch: each test alone is hard to predict.
        let open = (self.from <= moment.day)
            & (moment.day <= self.to)
            & (self.weekdays & moment.weekday != 0)
            & (self.from_quarter <= moment.quarter)
            & (moment.quarter <= self.to_quarter)
            & (self.least <= moment.most);
        if !open {
            Look::Shut
        } else if self.weekdays & ASK != 0 || (moment.two_amounts && self.least > 0) {
            Look::Ask
        } else {
            Look::Open
        }
    }
}
