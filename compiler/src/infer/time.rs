//! Windows: `valid` and `on`.

use perk_grammar::ast::{self, AstNode, AstToken};

use super::Context;
use super::literal::{Literal, TimeUnit};
use super::path::Found;
use crate::diagnostic::{Finding, Note, Remedy, Replace, Span, codes};
use crate::hir::{ClientFact, Date, DaySet, Fact, LocalTime, Recurrence, TimeOfDay, TimeRange, Window};
use crate::syntax;
use crate::ty::Ty;

/// Every day of the week.
const WHOLE_WEEK: u8 = 0b111_1111;

impl Context<'_> {
    /// `valid … .. …`: an end that is a date is included whole, an end with a time is not (semantics §6).
    pub(super) fn valid(&mut self, clause: &ast::ValidClause) -> Option<Window> {
        if let Some(duration) = clause.duration() {
            self.later(syntax::node(duration.syntax()), &super::later::VALID_AFTER);
            return None;
        }
        let from = match clause.range_start() {
            None => None,
            Some(start) => {
                let moment = self.part(start.moment())?;
                let (date, time) = self.moment(&moment)?;
                Some((LocalTime::new(date, time.unwrap_or(TimeOfDay(0))), moment))
            }
        };
        let until = match clause.range_end() {
            None => None,
            Some(end) => {
                let moment = self.part(end.moment())?;
                let (date, time) = self.moment(&moment)?;
                if time.is_none() {
                    self.until_or_through(&end, &moment);
                }
                let until = match time {
                    None => date.plus_days(1).start(),
                    Some(time) => LocalTime::new(date, time),
                };
                Some((until, moment))
            }
        };
        if from.is_none() && until.is_none() {
            self.broken = true;
            return None;
        }
        if let (Some((start, first)), Some((end, second))) = (&from, &until)
            && end <= start
        {
            let (first_words, second_words) = (syntax::words(first.syntax()), syntax::words(second.syntax()));
            let mut finding = Finding::new(&codes::ENDS_BEFORE, syntax::node(clause.syntax()))
                .with("from", first_words.as_str())
                .with("to", second_words.as_str());
            // One change, so that what it leads to can be shown.
            let (before, after) = (syntax::node(first.syntax()), syntax::node(second.syntax()));
            let between = self.text_at(Span::new(before.end, after.start));
            let swapped = format!("{second_words}{between}{first_words}");
            finding.remedies.push(Remedy {
                title: Note::plain(&codes::SWAP_ENDS),
                edits: vec![Replace {
                    span: Span::new(before.start, after.end),
                    text: swapped.into(),
                }],
            });
            self.report(finding);
            return None;
        }
        Some(Window {
            from: from.map(|(start, _)| start),
            to: until.map(|(end, _)| end),
        })
    }

    pub(super) fn moment(&mut self, moment: &ast::Moment) -> Option<(Date, Option<TimeOfDay>)> {
        let date = self.part(moment.date())?;
        let date = self.date(&date)?;
        let time = match moment.time() {
            None => None,
            Some(time) => Some(self.time(&time)?),
        };
        Some((date, time))
    }

    /// `до 31.12`: people differ on whether the day is inside.
    fn until_or_through(&mut self, end: &ast::RangeEnd, moment: &ast::Moment) {
        let Some(keyword) = end.to_kw() else { return };
        if perk_grammar::keywords::fold(keyword.text()) != "до" {
            return;
        }
        let words = syntax::words(moment.syntax());
        let span = syntax::token(&keyword);
        self.report(
            Finding::new(&codes::UNTIL_OR_THROUGH, span)
                .with("found", words.as_str())
                .fix(&codes::WRITE_THROUGH, Vec::new(), span, "по"),
        );
    }

    /// `on …`: several lists of days are several windows, any of which opens.
    pub(super) fn on(&mut self, clause: &ast::OnClause) -> Option<Vec<Recurrence>> {
        let time = match clause.time_range() {
            None => None,
            Some(range) => Some(self.time_range(&range)?),
        };
        let days = if let Some(weekdays) = clause.weekdays() {
            vec![DaySet::Weekdays(self.weekdays(&weekdays)?)]
        } else if let Some(days) = clause.month_days() {
            self.month_days(&days)?
        } else if let Some(nth) = clause.nth_weekday() {
            vec![self.nth_weekday(&nth)?]
        } else if let Some(dates) = clause.dates() {
            self.later(syntax::node(dates.syntax()), &super::later::DATES);
            return None;
        } else if let Some(around) = clause.around_date() {
            vec![self.around(&around)?]
        } else {
            self.broken = true;
            return None;
        };
        let whole_week = DaySet::Weekdays(WHOLE_WEEK);
        let days = days
            .into_iter()
            .map(|days| if days == whole_week { DaySet::Every } else { days });
        Some(days.map(|days| Recurrence { days, time }).collect())
    }

    fn time_range(&mut self, range: &ast::TimeRange) -> Option<TimeRange> {
        let (from, to) = (self.part(range.from())?, self.part(range.to())?);
        let start = self.time(&from)?;
        let end = self.time(&to)?;
        if start == end || start.0 >= 86_400 {
            self.report(Finding::new(&codes::NO_HOURS, syntax::node(range.syntax())).with("found", from.text()));
            return None;
        }
        Some(TimeRange {
            from: start,
            until: end,
        })
    }

    /// Days of the week as bits; `fri..mon` goes over the weekend.
    fn weekdays(&mut self, weekdays: &ast::Weekdays) -> Option<u8> {
        let mut bits = 0_u8;
        for range in weekdays.weekday_ranges() {
            if range.every_day_kw().is_some() {
                bits |= WHOLE_WEEK;
            } else if range.weekdays_kw().is_some() {
                bits |= 0b001_1111;
            } else if range.weekends_kw().is_some() {
                bits |= 0b110_0000;
            } else {
                let days: Vec<u8> = range
                    .syntax()
                    .children_with_tokens()
                    .filter_map(perk_grammar::tree::SyntaxElement::into_token)
                    .filter_map(ast::Weekday::cast)
                    .map(|day| weekday(&day))
                    .collect();
                let (Some(first), Some(last)) = (days.first().copied(), days.last().copied()) else {
                    self.broken = true;
                    return None;
                };
                let mut day = first;
                loop {
                    bits |= 1_u8.checked_shl(u32::from(day.saturating_sub(1))).unwrap_or(0);
                    if day == last {
                        break;
                    }
                    day = day.rem_euclid(7).saturating_add(1);
                }
            }
        }
        (bits != 0).then_some(bits)
    }

    fn month_days(&mut self, days: &ast::MonthDays) -> Option<Vec<DaySet>> {
        let mut found = Vec::new();
        for range in days.day_ranges() {
            let first = self.part(range.from())?;
            let from = self.integer(Some(first))?;
            let to = match range.to() {
                None => from,
                Some(to) => self.integer(Some(to))?,
            };
            if !(1..=31).contains(&from) || !(1..=31).contains(&to) || to < from {
                let words = syntax::words(range.syntax());
                self.report(
                    Finding::new(&codes::IMPOSSIBLE_DAY, syntax::node(range.syntax())).with("found", words.as_str()),
                );
                return None;
            }
            let day = |day: u32| u8::try_from(day).unwrap_or(31);
            found.push(DaySet::MonthDays {
                from: day(from),
                to: day(to),
            });
        }
        if found.is_empty() {
            self.broken = true;
            return None;
        }
        Some(found)
    }

    fn nth_weekday(&mut self, nth: &ast::NthWeekday) -> Option<DaySet> {
        let ordinal = match self.part(nth.ordinal())? {
            ast::Ordinal::First(_) => 1,
            ast::Ordinal::Second(_) => 2,
            ast::Ordinal::Third(_) => 3,
            ast::Ordinal::Fourth(_) => 4,
            ast::Ordinal::Last(_) => 0,
        };
        let day = self.part(nth.weekday())?;
        Some(DaySet::NthWeekday {
            nth: ordinal,
            weekday: weekday(&day),
        })
    }

    /// `client.birthday and 3 days before and 7 days after`
    fn around(&mut self, around: &ast::AroundDate) -> Option<DaySet> {
        let path = self.part(around.path())?;
        let words = syntax::words(path.syntax());
        let property = match self.path(&path, true)? {
            Found::Fact(Fact::Client(ClientFact::Property(property)), Ty::Date) => property,
            Found::Fact(Fact::Client(ClientFact::Registered), _) => {
                self.later(syntax::node(path.syntax()), &super::later::ANNIVERSARY);
                return None;
            }
            Found::Fact(_, ty) => {
                self.report(
                    Finding::new(&codes::NOT_A_DATE_PROPERTY, syntax::node(path.syntax()))
                        .with("fact", words.as_str())
                        .with("kind", ty.word()),
                );
                return None;
            }
            Found::Clients(_) | Found::Stores(_) | Found::Client => {
                self.not_a_condition(&words, &Ty::Text, syntax::node(path.syntax()));
                return None;
            }
        };
        let (mut before, mut after) = (0_u16, 0_u16);
        for offset in around.day_offsets() {
            let duration = self.part(offset.duration())?;
            let written = self.literal(duration.syntax())?;
            let Literal::Duration(amount, unit) = written.literal else {
                return None;
            };
            let days = match unit {
                TimeUnit::Days => self.whole(amount, &written)?,
                TimeUnit::Weeks => self.whole(amount, &written)?.saturating_mul(7),
                TimeUnit::Minutes | TimeUnit::Hours | TimeUnit::Months | TimeUnit::Years => {
                    self.later(written.span, &super::later::OFFSET);
                    return None;
                }
            };
            let Some(days) = u16::try_from(days)
                .ok()
                .filter(|days| *days <= perk_plan::limits::DAYS_AROUND)
            else {
                self.too_large(
                    &written.words,
                    written.span,
                    &perk_plan::limits::DAYS_AROUND.to_string(),
                );
                return None;
            };
            if offset.before_kw().is_some() {
                before = days;
            } else {
                after = days;
            }
        }
        Some(DaySet::Anniversary {
            property,
            before,
            after,
        })
    }
}

/// 1 is Monday.
fn weekday(day: &ast::Weekday) -> u8 {
    match day {
        ast::Weekday::Mon(_) => 1,
        ast::Weekday::Tue(_) => 2,
        ast::Weekday::Wed(_) => 3,
        ast::Weekday::Thu(_) => 4,
        ast::Weekday::Fri(_) => 5,
        ast::Weekday::Sat(_) => 6,
        ast::Weekday::Sun(_) => 7,
    }
}
