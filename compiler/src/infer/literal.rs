//! Literals: exact numbers with their units.

use std::str::FromStr;
use std::sync::Arc;

use perk_grammar::ast::{self, AstNode, AstToken};
use perk_grammar::keywords::choices;
use perk_grammar::tree::SyntaxNode;
use perk_grammar::{Keyword, Language};
use rust_decimal::Decimal;

use super::Context;
use crate::declarations::Namespace;
use crate::diagnostic::{Bilingual, Finding, Param, Span, codes};
use crate::hir::{Currency, Date, Money, Percent, Quantity, Text, TimeOfDay, Unit, Value};
use crate::limits;
use crate::spelling::{self, Reason};
use crate::syntax;
use crate::ty::Ty;

/// A literal with its unit.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Literal {
    Percent(Decimal),
    Money(Money),
    Quantity(Decimal, Measured),
    Times(Decimal),
    Duration(Decimal, TimeUnit),
    Points,
    Bare(Decimal),
    Text(Text),
    Date(Date),
    Moment(Date, TimeOfDay),
    Time(TimeOfDay),
    YesNo(bool),
}

/// Units of goods as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measured {
    Piece,
    Kilogram,
    Gram,
    Litre,
    Millilitre,
    Metre,
    Centimetre,
}

/// Units of time as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TimeUnit {
    Minutes,
    Hours,
    Days,
    Weeks,
    Months,
    Years,
}

/// A literal, where it stands and how it is written.
#[derive(Debug, Clone)]
pub(super) struct Written {
    pub(super) literal: Literal,
    pub(super) span: Span,
    pub(super) words: String,
}

impl Written {
    pub(super) fn ty(&self) -> Ty {
        match &self.literal {
            Literal::Percent(_) => Ty::Percent,
            Literal::Money(_) => Ty::Money,
            Literal::Quantity(..) => Ty::Quantity,
            Literal::Times(_) => Ty::Times,
            Literal::Duration(..) => Ty::Duration,
            Literal::Points => Ty::Points,
            Literal::Bare(_) => Ty::Number,
            Literal::Text(_) => Ty::Text,
            Literal::Date(_) | Literal::Moment(..) => Ty::Date,
            Literal::Time(_) => Ty::Time,
            Literal::YesNo(_) => Ty::YesNo,
        }
    }
}

impl Context<'_> {
    /// Any literal node; `None` after a report, or when the node is no literal.
    pub(super) fn literal(&mut self, node: &SyntaxNode) -> Option<Written> {
        let value = ast::Value::cast(node.clone())?;
        let span = syntax::node(node);
        let words = syntax::words(node);
        let literal = match &value {
            ast::Value::Percent(it) => Literal::Percent(self.number(it.number(), span)?),
            ast::Value::Money(it) => Literal::Money(self.money(it)?),
            ast::Value::Quantity(it) => {
                let amount = self.number(it.number(), span)?;
                Literal::Quantity(amount, measured(&self.part(it.quantity_unit())?))
            }
            ast::Value::Times(it) => Literal::Times(self.number(it.number(), span)?),
            ast::Value::Duration(it) => {
                let amount = self.number(it.number(), span)?;
                Literal::Duration(amount, duration_unit(&self.part(it.duration_unit())?))
            }
            ast::Value::Points(it) => {
                self.number(it.number(), span)?;
                if self.nearly_a_unit(it) {
                    return None;
                }
                Literal::Points
            }
            ast::Value::BareNumber(it) => Literal::Bare(self.number(it.number(), span)?),
            ast::Value::TextValue(it) => Literal::Text(Arc::from(self.part(it.text())?.value())),
            ast::Value::Moment(it) => {
                let date = self.part(it.date())?;
                let date = self.date(&date)?;
                match it.time() {
                    None => Literal::Date(date),
                    Some(time) => Literal::Moment(date, self.time(&time)?),
                }
            }
            ast::Value::TimeValue(it) => {
                let time = self.part(it.time())?;
                Literal::Time(self.time(&time)?)
            }
            ast::Value::YesNo(it) => Literal::YesNo(it.yes_kw().is_some()),
            ast::Value::Measure(_) | ast::Value::Path(_) => return None,
        };
        Some(Written { literal, span, words })
    }

    /// An exact number of a bounded length.
    pub(super) fn number(&mut self, number: Option<ast::Number>, span: Span) -> Option<Decimal> {
        let digits = self.part(number)?.digits();
        let length = digits.chars().filter(char::is_ascii_digit).count();
        if length <= limits::NUMBER_DIGITS
            && let Ok(value) = Decimal::from_str(&digits)
        {
            return Some(value);
        }
        let whole = digits.split(['.', ',']).next().unwrap_or_default();
        if whole.len() < length && whole.len() <= limits::NUMBER_DIGITS {
            let shown = perk_plan::complaint::shown(&digits);
            self.report(
                Finding::new(&codes::NUMBER_TOO_FINE, span)
                    .with("found", shown.as_str())
                    .with(
                        "limit",
                        Param::Count(u64::try_from(limits::NUMBER_DIGITS).unwrap_or(u64::MAX)),
                    ),
            );
        } else {
            self.too_large(&digits, span, "999999999999999999");
        }
        None
    }

    pub(super) fn too_large(&mut self, found: &str, span: Span, largest: &str) {
        let shown = perk_plan::complaint::shown(found);
        self.report(
            Finding::new(&codes::NUMBER_TOO_LARGE, span)
                .with("found", shown.as_str())
                .with("largest", largest),
        );
    }

    /// A whole number within `u32`.
    pub(super) fn integer(&mut self, integer: Option<ast::Integer>) -> Option<u32> {
        let integer = self.part(integer)?;
        let digits = integer.digits();
        match digits.parse() {
            Ok(value) => Some(value),
            Err(_) => {
                self.too_large(&digits, syntax::typed(&integer), "4294967295");
                None
            }
        }
    }

    /// Money of the programme's currency.
    pub(super) fn money(&mut self, money: &ast::Money) -> Option<Money> {
        let span = syntax::node(money.syntax());
        let amount = self.number(money.number(), span)?;
        let currency = currency_of(&self.part(money.currency())?);
        let words = syntax::words(money.syntax());
        if currency != self.currency {
            self.report(
                Finding::new(&codes::OTHER_CURRENCY, span)
                    .with("found", words.as_str())
                    .with("currency", self.currency.as_str()),
            );
            return None;
        }
        let sum = self.minor(amount, span, &words)?;
        self.thousands_as_decimals(money, sum, span, &words);
        Some(sum)
    }

    /// A number as money of the programme's currency.
    fn minor(&mut self, amount: Decimal, span: Span, words: &str) -> Option<Money> {
        let scale = Decimal::try_from_i128_with_scale(1, u32::from(self.currency.digits)).ok()?;
        let minor = amount.checked_div(scale)?;
        if !minor.fract().is_zero() {
            self.report(
                Finding::new(&codes::TOO_PRECISE, span)
                    .with("found", words)
                    .with("currency", self.currency.as_str()),
            );
            return None;
        }
        let minor = i64::try_from(minor.trunc().mantissa())
            .ok()
            .filter(|minor| *minor <= perk_plan::limits::MONEY);
        match minor {
            Some(minor) => Some(Money {
                minor,
                currency: self.currency,
            }),
            None => {
                self.too_large(words, span, "10000000000000");
                None
            }
        }
    }

    pub(super) fn date(&mut self, date: &ast::Date) -> Option<Date> {
        let parts = self.part(date.parts())?;
        let found = Date::from_ymd(i32::from(parts.year), parts.month, parts.day);
        if found.is_none() {
            let span = syntax::typed(date);
            let mut finding = Finding::new(&codes::IMPOSSIBLE_DATE, span).with("found", date.text());
            let last = perk_plan::time::days_in_month(i32::from(parts.year), parts.month);
            if let Some(last) = last
                && parts.day > last
            {
                let text = if date.is_day_first() {
                    format!("{last:02}.{:02}.{:04}", parts.month, parts.year)
                } else {
                    format!("{:04}-{:02}-{last:02}", parts.year, parts.month)
                };
                finding = finding.fix(
                    &codes::LAST_DAY,
                    vec![("word", Param::from(text.as_str()))],
                    span,
                    &text,
                );
            }
            self.report(finding);
        }
        found
    }

    /// A time of day; `24:00` is the end of the day.
    pub(super) fn time(&mut self, time: &ast::Time) -> Option<TimeOfDay> {
        let (hour, minute) = self.part(time.parts())?;
        let seconds = u32::from(hour)
            .saturating_mul(3600)
            .saturating_add(u32::from(minute).saturating_mul(60));
        if minute > 59 || seconds > 86_400 {
            self.report(Finding::new(&codes::IMPOSSIBLE_TIME, syntax::typed(time)).with("found", time.text()));
            return None;
        }
        Some(TimeOfDay(seconds))
    }

    /// A whole count out of a decimal.
    pub(super) fn whole(&mut self, amount: Decimal, written: &Written) -> Option<u32> {
        if !amount.fract().is_zero() {
            self.report(Finding::new(&codes::NOT_WHOLE, written.span).with("found", written.words.as_str()));
            return None;
        }
        let whole = u32::try_from(amount.trunc().mantissa()).ok();
        if whole.is_none() {
            self.too_large(&written.words, written.span, "4294967295");
        }
        whole
    }

    /// A literal on the right of a fact of a type; reports what does not fit.
    pub(super) fn coerce(&mut self, written: &Written, want: &Ty, fact: &str) -> Option<Value> {
        match (want, &written.literal) {
            (Ty::YesNo, Literal::YesNo(yes)) => Some(Value::YesNo(*yes)),
            (Ty::Money, Literal::Money(money)) => Some(Value::Money(*money)),
            (Ty::Number | Ty::Count, Literal::Bare(number)) => Some(Value::Number(*number)),
            // Years of age and numbers of visits may be written with their word.
            (Ty::Count, Literal::Duration(number, TimeUnit::Years) | Literal::Times(number)) => {
                Some(Value::Number(*number))
            }
            (Ty::Count, Literal::Quantity(number, Measured::Piece)) => Some(Value::Number(*number)),
            (Ty::Quantity, Literal::Quantity(amount, unit)) => content(*amount, *unit).map(Value::Quantity),
            (Ty::Date, Literal::Date(date)) => Some(Value::Date(*date)),
            (Ty::Time, Literal::Time(time)) => Some(Value::Time(*time)),
            (Ty::Text, Literal::Text(text)) => Some(Value::Text(Arc::clone(text))),
            (Ty::OneOf(values), Literal::Text(text)) => {
                if values.contains(text) {
                    return Some(Value::Text(Arc::clone(text)));
                }
                self.unknown_value(fact, text, values, written.span);
                None
            }
            (Ty::Money | Ty::Quantity, Literal::Bare(_)) => {
                self.unit_missing(written, want);
                None
            }
            (Ty::YesNo, _) => {
                self.report(
                    Finding::new(&codes::USE_NOT, written.span)
                        .with("fact", fact)
                        .with("value", written.words.as_str())
                        .with("right", written.ty().word()),
                );
                None
            }
            _ => {
                self.report(
                    Finding::new(&codes::NOT_COMPARABLE, written.span)
                        .with("fact", fact)
                        .with("left", want.word())
                        .with("value", written.words.as_str())
                        .with("right", written.ty().word()),
                );
                None
            }
        }
    }

    fn unknown_value(&mut self, fact: &str, text: &Text, values: &[Text], span: Span) {
        let mut finding = Finding::new(&codes::UNKNOWN_VALUE, span)
            .with("name", fact)
            .with("value", Arc::clone(text))
            .with(
                "known",
                Param::List(values.iter().take(limits::NAMES_SHOWN).cloned().collect()),
            );
        if let Some(found) = crate::spelling::suggest(text, values.iter().map(AsRef::as_ref)) {
            let word = format!("\"{}\"", found.word);
            finding = finding.fix(
                &codes::WRITE_WORD,
                vec![("word", Param::from(word.as_str()))],
                span,
                &word,
            );
        }
        self.report(finding);
    }

    /// A bare number where something with a unit is needed, with a fix per unit that would do.
    pub(super) fn unit_missing(&mut self, written: &Written, want: &Ty) {
        self.unit_missing_of(written, want.word(), std::slice::from_ref(want));
    }

    pub(super) fn unit_missing_of(&mut self, written: &Written, needed: &'static Bilingual, wanted: &[Ty]) {
        let number = written.words.as_str();
        let unit = |unit: &str| self.unit_at(unit, written.span.start);
        let mut finding = Finding::new(&codes::UNIT_MISSING, written.span)
            .with("number", number)
            .with("needed", needed);
        for want in wanted {
            let (title, text) = match want {
                Ty::Percent => (&codes::MAKE_PERCENT, format!("{number}%")),
                Ty::Money => (&codes::MAKE_MONEY, format!("{number} {}", unit(self.currency.as_str()))),
                Ty::Quantity => (&codes::MAKE_PIECES, format!("{number} {}", unit("pcs"))),
                Ty::Times => (
                    &codes::MAKE_TIMES,
                    format!("{number} {}", declined(&unit("times"), number)),
                ),
                Ty::YesNo
                | Ty::Number
                | Ty::Count
                | Ty::Date
                | Ty::Time
                | Ty::Duration
                | Ty::Text
                | Ty::OneOf(_)
                | Ty::Points => continue,
            };
            finding = finding.fix(title, vec![("word", Param::from(text.as_str()))], written.span, &text);
        }
        self.report(finding);
    }

    /// A literal where only a sum of money makes sense.
    pub(super) fn money_of(&mut self, written: &Written) -> Option<Money> {
        match written.literal {
            Literal::Money(money) => return Some(money),
            Literal::Bare(_) => self.unit_missing(written, &Ty::Money),
            Literal::Percent(_)
            | Literal::Quantity(..)
            | Literal::Times(_)
            | Literal::Duration(..)
            | Literal::Points
            | Literal::Text(_)
            | Literal::Date(_)
            | Literal::Moment(..)
            | Literal::Time(_)
            | Literal::YesNo(_) => self.wrong_type(written, &codes::MONEY),
        }
        None
    }

    /// A literal of another type than the clause needs.
    pub(super) fn wrong_type(&mut self, written: &Written, needed: &'static Bilingual) {
        if self.small_coins(written) || self.percent_in_short(written) {
            return;
        }
        let mixed = matches!(written.literal, Literal::Percent(_) | Literal::Money(_))
            && (*needed == codes::MONEY || *needed == codes::A_PERCENT);
        let code = if mixed {
            &codes::PERCENT_OR_MONEY
        } else {
            &codes::WRONG_TYPE
        };
        let mut finding = Finding::new(code, written.span)
            .with("needed", needed)
            .with("found", written.words.as_str())
            .with("kind", written.ty().word());
        if mixed {
            let number = written.words.trim_end_matches(|c: char| !c.is_ascii_digit());
            let (title, word) = if matches!(written.literal, Literal::Percent(_)) {
                (
                    &codes::MAKE_MONEY,
                    format!("{number} {}", self.unit_at(self.currency.as_str(), written.span.start)),
                )
            } else {
                (&codes::MAKE_PERCENT, format!("{number}%"))
            };
            finding = finding.fix(title, vec![("word", Param::from(word.as_str()))], written.span, &word);
        }
        self.report(finding);
    }

    /// `10 рублев`, `2 hfpf`: an unknown word after a number is points to the grammar; nearly a unit, it is that unit to its author.
    fn nearly_a_unit(&mut self, points: &ast::Points) -> bool {
        let Some(name) = points.name_ref().and_then(|name| name.ident()) else {
            return false;
        };
        let (written, span) = (name.name(), syntax::typed(&name));
        if self.lookup(Namespace::Programme, &written).is_some() {
            return false;
        }
        let money = choices::CURRENCY.iter().filter(|unit| {
            let code = unit.canonical(Language::English);
            code == self.currency.as_str()
        });
        let units = money
            .chain(choices::QUANTITY_UNIT)
            .chain(choices::DURATION_UNIT)
            .chain([&Keyword::Percent, &Keyword::Times]);
        let spellings = |unit: &Keyword| {
            let of = |language| unit.spellings(language).iter().copied();
            of(Language::English).chain(of(Language::Russian)).collect::<Vec<_>>()
        };
        let Some(found) = spelling::suggest(&written, units.flat_map(spellings)) else {
            return false;
        };
        let code = match found.reason {
            Reason::Layout => &codes::OTHER_LAYOUT_WORD,
            Reason::Case | Reason::LookAlike | Reason::Typo => &codes::UNKNOWN_WORD,
        };
        let word = found.word.as_str();
        self.report(
            Finding::new(code, span)
                .with("found", written.as_str())
                .with("word", word)
                .fix(&codes::WRITE_WORD, vec![("word", Param::from(word))], span, word),
        );
        true
    }

    /// `10 проц` looks like points to the grammar and is a percent to its author.
    fn percent_in_short(&mut self, written: &Written) -> bool {
        let unit = written.words.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let number: String = written
            .words
            .chars()
            .take_while(|letter| !letter.is_alphabetic())
            .collect();
        if !matches!(written.literal, Literal::Points)
            || !["проц", "проценты", "процентах", "perc", "pct"].contains(&unit.as_str())
        {
            return false;
        }
        let word = format!("{}%", number.trim_end());
        let finding = Finding::new(&codes::UNKNOWN_WORD, written.span)
            .with("found", written.words.as_str())
            .with("word", word.as_str())
            .fix(
                &codes::WRITE_WORD,
                vec![("word", Param::from(word.as_str()))],
                written.span,
                &word,
            );
        self.report(finding);
        true
    }

    /// `50 коп` looks like points to the grammar and is a part of a sum to its author.
    fn small_coins(&mut self, written: &Written) -> bool {
        let coin = written.words.rsplit(' ').next().unwrap_or_default();
        if !matches!(written.literal, Literal::Points) || !crate::spelling::is_small_coin(coin) {
            return false;
        }
        let digits: String = written.words.chars().take_while(char::is_ascii_digit).collect();
        let mut finding = Finding::new(&codes::SMALL_COINS, written.span).with("found", written.words.as_str());
        let cents = coin.to_lowercase().starts_with("cent") || coin.to_lowercase().starts_with("цент");
        let own = cents != ["RUB", "BYN"].contains(&self.currency.as_str());
        if let Some(coins) = digits.parse::<u32>().ok().filter(|_| own) {
            let (whole, part) = (coins.div_euclid(100), coins.rem_euclid(100));
            let mark = if syntax::is_russian(coin) { ',' } else { '.' };
            let unit = self.unit_at(self.currency.as_str(), written.span.end);
            let word = format!("{whole}{mark}{part:02} {unit}");
            let params = vec![("word", Param::from(word.as_str()))];
            finding = finding.fix(&codes::WRITE_WORD, params, written.span, &word);
        }
        self.report(finding);
        true
    }

    /// `1,500 RUB` and `1.500 RUB`: decimals to us, thousands to many.
    fn thousands_as_decimals(&mut self, money: &ast::Money, sum: Money, span: Span, words: &str) {
        const THOUSANDS: usize = 3;
        let written = money.number().map(|number| number.text().to_owned());
        let of_mark = |mark| Some((mark, written.as_deref()?.split_once(mark)?));
        let Some((mark, (whole, thousands))) = of_mark(',').or_else(|| of_mark('.')) else {
            return;
        };
        let no_thousand = whole.chars().all(|digit| digit == '0');
        if thousands.len() != THOUSANDS || usize::from(self.currency.digits) >= THOUSANDS || no_thousand {
            return;
        }
        let unit =
            words.trim_start_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, ',' | '.' | ' '));
        let as_thousands = format!("{whole} {thousands} {unit}");
        let decimals = thousands.get(..usize::from(self.currency.digits)).unwrap_or(thousands);
        let as_decimal = format!("{whole}{mark}{decimals} {unit}");
        let word = |text: &str| vec![("word", Param::from(text))];
        self.report(
            Finding::new(&codes::THOUSANDS_AS_DECIMALS, span)
                .with("found", words)
                .with("value", sum)
                .with("word", as_thousands.as_str())
                .fix(&codes::WRITE_WORD, word(&as_thousands), span, &as_thousands)
                .fix(&codes::WRITE_WORD, word(&as_decimal), span, &as_decimal),
        );
    }

    /// A percent of a discount: more than nothing, at most everything. A step of a ladder may give nothing.
    pub(super) fn discount_percent(
        &mut self,
        percent: Decimal,
        written: &Written,
        may_be_zero: bool,
    ) -> Option<Percent> {
        if percent.is_zero() && !may_be_zero {
            self.report(Finding::new(&codes::ZERO, written.span).with("found", written.words.as_str()));
            return None;
        }
        if percent > Decimal::ONE_HUNDRED {
            let currency = self.unit_at(self.currency.as_str(), written.span.start);
            let as_money = format!("{} {currency}", percent.normalize());
            self.report(
                Finding::new(&codes::OVER_HUNDRED, written.span)
                    .with("found", written.words.as_str())
                    .fix(&codes::WHOLE_PRICE, Vec::new(), written.span, "100%")
                    .fix(
                        &codes::OFF_AS_MONEY,
                        vec![("word", Param::from(as_money.as_str()))],
                        written.span,
                        &as_money,
                    ),
            );
            return None;
        }
        Some(Percent(percent))
    }
}

/// `times` after a number: `1 раз`, `2 раза`, `5 раз`, `1 time`, `2 times`.
fn declined(times: &str, number: &str) -> String {
    let digits: Option<u32> = number.parse().ok();
    match (
        times,
        digits,
        digits.map(|number| (number.rem_euclid(10), number.rem_euclid(100))),
    ) {
        ("раз", _, Some((2..=4, 0..=11 | 15..=99))) => "раза".to_owned(),
        ("times", Some(1), _) => "time".to_owned(),
        _ => times.to_owned(),
    }
}

/// A quantity in the small unit of its dimension: grams, millilitres, millimetres or pieces.
pub(super) fn content(amount: Decimal, unit: Measured) -> Option<Quantity> {
    let (factor, unit) = match unit {
        Measured::Piece => (Decimal::ONE, Unit::Piece),
        Measured::Kilogram => (Decimal::ONE_THOUSAND, Unit::Gram),
        Measured::Gram => (Decimal::ONE, Unit::Gram),
        Measured::Litre => (Decimal::ONE_THOUSAND, Unit::Millilitre),
        Measured::Millilitre => (Decimal::ONE, Unit::Millilitre),
        Measured::Metre => (Decimal::ONE_THOUSAND, Unit::Millimetre),
        Measured::Centimetre => (Decimal::TEN, Unit::Millimetre),
    };
    Some(Quantity {
        amount: amount.checked_mul(factor)?,
        unit,
    })
}

/// Spelling of a unit in catalogues and receipts.
pub(super) const fn unit_code(unit: Measured) -> &'static str {
    match unit {
        Measured::Piece => "pcs",
        Measured::Kilogram => "kg",
        Measured::Gram => "g",
        Measured::Litre => "l",
        Measured::Millilitre => "ml",
        Measured::Metre => "m",
        Measured::Centimetre => "cm",
    }
}

pub(super) fn measured(unit: &ast::QuantityUnit) -> Measured {
    match unit {
        ast::QuantityUnit::Pcs(_) => Measured::Piece,
        ast::QuantityUnit::Kg(_) => Measured::Kilogram,
        ast::QuantityUnit::G(_) => Measured::Gram,
        ast::QuantityUnit::L(_) => Measured::Litre,
        ast::QuantityUnit::Ml(_) => Measured::Millilitre,
        ast::QuantityUnit::M(_) => Measured::Metre,
        ast::QuantityUnit::Cm(_) => Measured::Centimetre,
    }
}

fn duration_unit(unit: &ast::DurationUnit) -> TimeUnit {
    match unit {
        ast::DurationUnit::Minutes(_) => TimeUnit::Minutes,
        ast::DurationUnit::Hours(_) => TimeUnit::Hours,
        ast::DurationUnit::Days(_) => TimeUnit::Days,
        ast::DurationUnit::Weeks(_) => TimeUnit::Weeks,
        ast::DurationUnit::Months(_) => TimeUnit::Months,
        ast::DurationUnit::Years(_) => TimeUnit::Years,
    }
}

/// ISO 4217: digits of the minor unit as in the standard.
pub(super) fn currency_of(currency: &ast::Currency) -> Currency {
    let code = match currency {
        ast::Currency::Rub(_) => *b"RUB",
        ast::Currency::Kzt(_) => *b"KZT",
        ast::Currency::Byn(_) => *b"BYN",
        ast::Currency::Usd(_) => *b"USD",
        ast::Currency::Eur(_) => *b"EUR",
        ast::Currency::Uzs(_) => *b"UZS",
        ast::Currency::Kgs(_) => *b"KGS",
        ast::Currency::Amd(_) => *b"AMD",
        ast::Currency::Gel(_) => *b"GEL",
        ast::Currency::Azn(_) => *b"AZN",
        ast::Currency::Tjs(_) => *b"TJS",
        ast::Currency::Try(_) => *b"TRY",
        ast::Currency::Cny(_) => *b"CNY",
        ast::Currency::Gbp(_) => *b"GBP",
    };
    Currency { code, digits: 2 }
}
