//! What can be wrong with a receipt that was read: the value, its place and the reason, as data, and the same in words of
//! both languages.

use std::fmt;

use perk_plan::Lang;
use serde::Serialize;

/// Why a receipt cannot be decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IntakeError {
    /// A stable code.
    pub code: &'static str,
    /// JSON path of the value.
    pub path: String,
    /// The value found.
    pub found: String,
    /// What is wrong with it.
    pub wrong: Wrong,
}

/// What is wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Wrong {
    /// A return, which this build does not decide.
    Return,
    /// More lines than are decided together.
    TooManyLines {
        /// The most.
        limit: usize,
    },
    /// An id that another line has.
    LineIdTwice,
    /// An instant outside the calendar.
    OutOfCalendar,
    /// An hour that occurs twice, without its offset.
    RepeatedHour,
    /// An hour that does not occur.
    SkippedHour,
    /// More digits than the currency has.
    AmountDigits {
        /// Code of the currency.
        currency: String,
        /// Its digits.
        digits: u8,
    },
    /// An amount past the limit.
    AmountTooLarge,
    /// A price whose product with the quantity is past the limit.
    ProductTooLarge,
    /// An amount below zero.
    AmountNegative,
    /// More digits than quantities have.
    QuantityDigits {
        /// The most.
        digits: u32,
    },
    /// A quantity past the limit.
    QuantityTooLarge,
    /// A quantity below zero.
    QuantityNegative,
    /// A quantity of zero beside an amount.
    QuantityZero,
    /// Discounts given elsewhere that exceed their line.
    DiscountTooLarge,
}

impl Wrong {
    fn code(&self) -> &'static str {
        match self {
            Self::Return => "receipt.return",
            Self::TooManyLines { .. } => "lines.too_many",
            Self::LineIdTwice => "line.repeated",
            Self::OutOfCalendar => "at.range",
            Self::RepeatedHour => "at.repeated_hour",
            Self::SkippedHour => "at.skipped_hour",
            Self::AmountDigits { .. } => "money.digits",
            Self::AmountTooLarge | Self::ProductTooLarge => "money.too_large",
            Self::AmountNegative => "money.negative",
            Self::QuantityDigits { .. } => "quantity.digits",
            Self::QuantityTooLarge => "quantity.too_large",
            Self::QuantityNegative => "quantity.negative",
            Self::QuantityZero => "quantity.zero",
            Self::DiscountTooLarge => "discount.too_large",
        }
    }
}

impl IntakeError {
    pub(crate) fn new(wrong: Wrong, path: impl Into<String>, found: impl ToString) -> Self {
        Self {
            code: wrong.code(),
            path: path.into(),
            found: found.to_string(),
            wrong,
        }
    }

    /// What was found and what is needed, as one line of a language, without the place.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::English => self.english(),
            Lang::Russian => self.russian(),
        }
    }

    fn english(&self) -> String {
        let found = &self.found;
        match &self.wrong {
            Wrong::Return => "returns are not supported yet; only sales are decided".to_owned(),
            Wrong::TooManyLines { limit } => {
                format!("{found} lines; split the receipt: at most {limit} are decided together")
            }
            Wrong::LineIdTwice => format!("two lines have the id \"{found}\"; each line needs its own"),
            Wrong::OutOfCalendar => {
                format!("{found} is outside the years 1 to 9999 on the store's clock; check the till's clock")
            }
            Wrong::RepeatedHour => {
                format!("{found} occurs twice in the store's time zone; write the offset, as in +02:00")
            }
            Wrong::SkippedHour => {
                format!("{found} does not occur in the store's time zone; check the till's clock or write the offset")
            }
            Wrong::AmountDigits { currency, digits } => {
                format!("{found} has too many digits; amounts of {currency} have {digits} after the point")
            }
            Wrong::AmountTooLarge => format!("the amount {found} is too large"),
            Wrong::ProductTooLarge => format!("the price {found} times the quantity is too large"),
            Wrong::AmountNegative => format!("{found} is negative; a sale has no negative amounts"),
            Wrong::QuantityDigits { digits } => {
                format!("{found} has too many digits; quantities have at most {digits} after the point")
            }
            Wrong::QuantityTooLarge => format!("the quantity {found} is too large"),
            Wrong::QuantityNegative => {
                format!("the quantity {found} is negative; goods brought back are a return")
            }
            Wrong::QuantityZero => format!("the quantity is {found} beside an amount; one above zero is needed"),
            Wrong::DiscountTooLarge => {
                format!("with {found} the discounts given elsewhere are above the line's amount")
            }
        }
    }

    fn russian(&self) -> String {
        let found = &self.found;
        match &self.wrong {
            Wrong::Return => "возвраты пока не поддерживаются; рассчитываются только продажи".to_owned(),
            Wrong::TooManyLines { limit } => {
                format!("строк {found}; разделите чек: вместе рассчитывается не больше {limit}")
            }
            Wrong::LineIdTwice => format!("у двух строк номер «{found}»; у каждой строки должен быть свой"),
            Wrong::OutOfCalendar => format!("{found} по часам магазина — вне годов с 1 по 9999; проверьте часы кассы"),
            Wrong::RepeatedHour => {
                format!("{found} в часовом поясе магазина бывает дважды; укажите смещение, например +02:00")
            }
            Wrong::SkippedHour => {
                format!("{found} в часовом поясе магазина не бывает; проверьте часы кассы или укажите смещение")
            }
            Wrong::AmountDigits { currency, digits } => {
                format!("{found}: лишние знаки; у сумм в {currency} знаков после точки: {digits}")
            }
            Wrong::AmountTooLarge => format!("сумма {found} слишком велика"),
            Wrong::ProductTooLarge => format!("цена {found}, умноженная на количество, слишком велика"),
            Wrong::AmountNegative => format!("{found} меньше нуля; в продаже таких сумм не бывает"),
            Wrong::QuantityDigits { digits } => {
                format!("{found}: лишние знаки; у количества после точки их не больше {digits}")
            }
            Wrong::QuantityTooLarge => format!("количество {found} слишком велико"),
            Wrong::QuantityNegative => {
                format!("количество {found} меньше нуля; принесённый назад товар — это возврат")
            }
            Wrong::QuantityZero => format!("количество {found} рядом с суммой; нужно больше нуля"),
            Wrong::DiscountTooLarge => {
                format!("вместе с {found} скидки, данные до расчёта, больше суммы строки")
            }
        }
    }
}

impl fmt::Display for IntakeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {} [{}]", self.path, self.english(), self.code)
    }
}

impl std::error::Error for IntakeError {}
