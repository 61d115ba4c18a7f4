//! The receipt's instant on the store's wall clock (semantics §6); the only room that knows time zones.

use jiff::Timestamp;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use perk_plan::LocalTime;
use perk_plan::receipt::At;

use super::IntakeError;
use super::error::Wrong;

/// The wall-clock reading of a receipt in its zone. Without a zone, the reading as written.
pub(crate) fn local(at: &At, zone: Option<&TimeZone>) -> Result<LocalTime, IntakeError> {
    let Some(zone) = zone else { return Ok(at.local) };
    let out_of_range = || {
        let written = format!("{} {}", at.local.date(), at.local.time());
        IntakeError::new(Wrong::OutOfCalendar, "at", written)
    };
    if let Some(offset) = at.offset {
        let instant = at.local.0.checked_sub(i64::from(offset)).ok_or_else(out_of_range)?;
        let instant = Timestamp::from_second(instant).map_err(|_| out_of_range())?;
        let here = i64::from(zone.to_offset(instant).seconds());
        return instant
            .as_second()
            .checked_add(here)
            .map(LocalTime)
            .ok_or_else(out_of_range);
    }
    let reading = Timestamp::from_second(at.local.0).map_err(|_| out_of_range())?;
    let reading = Offset::UTC.to_datetime(reading);
    match zone.to_ambiguous_timestamp(reading).offset() {
        AmbiguousOffset::Unambiguous { .. } => Ok(at.local),
        AmbiguousOffset::Fold { .. } => Err(IntakeError::new(Wrong::RepeatedHour, "at", reading)),
        AmbiguousOffset::Gap { .. } => Err(IntakeError::new(Wrong::SkippedHour, "at", reading)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use perk_plan::{Date, TimeOfDay};

    fn at(month: u8, day: u8, hour: u32, offset: Option<i32>) -> At {
        At {
            local: LocalTime::new(
                Date::from_ymd(2026, month, day).unwrap(),
                TimeOfDay(hour.saturating_mul(3_600)),
            ),
            offset,
        }
    }

    #[test]
    fn an_offset_is_turned_into_the_stores_time() {
        let moscow = TimeZone::get("Europe/Moscow").unwrap();
        let read = at(10, 5, 9, Some(3 * 3_600));
        assert_eq!(local(&read, Some(&moscow)).unwrap(), read.local);
        assert_eq!(local(&at(10, 5, 6, Some(0)), Some(&moscow)).unwrap(), read.local);
        assert_eq!(local(&at(10, 5, 6, Some(0)), None).unwrap(), at(10, 5, 6, None).local);
    }

    #[test]
    fn a_repeated_hour_needs_an_offset_and_a_skipped_one_does_not_exist() {
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        assert_eq!(
            local(&at(10, 25, 2, None), Some(&berlin)).unwrap_err().code,
            "at.repeated_hour"
        );
        assert_eq!(
            local(&at(10, 25, 2, Some(7_200)), Some(&berlin)).unwrap(),
            at(10, 25, 2, None).local
        );
        assert_eq!(
            local(&at(10, 25, 2, Some(3_600)), Some(&berlin)).unwrap(),
            at(10, 25, 2, None).local
        );
        assert_eq!(
            local(&at(3, 29, 2, None), Some(&berlin)).unwrap_err().code,
            "at.skipped_hour"
        );
        assert_eq!(
            local(&at(3, 29, 4, None), Some(&berlin)).unwrap(),
            at(3, 29, 4, None).local
        );
    }
}
