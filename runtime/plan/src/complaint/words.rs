//! Complaints in words, English and Russian side by side; nobody else phrases them.

use std::fmt::{self, Display, Formatter};

use super::{Complaint, Document, Encoding, ValueKind};
use crate::listing::Lang;
use crate::plural::Noun;
use crate::receipt::ClientKey;

impl Complaint {
    /// What was found and what is needed, as one line of a language.
    #[must_use]
    pub fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::English => self.to_string(),
            Lang::Russian => Russian(self).to_string(),
        }
    }
}

const CODE: Noun = Noun::new(["code", "codes"], ["код", "кода", "кодов"]);
const CELL: Noun = Noun::new(["cell", "cells"], ["ячейка", "ячейки", "ячеек"]);
const COLUMN: Noun = Noun::new(["column", "columns"], ["столбец", "столбца", "столбцов"]);

impl Display for Complaint {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { what, bytes, limit } => {
                let what = match what {
                    Document::Receipt => "the receipt",
                    Document::Snapshot => "the snapshot",
                    Document::Table => "the file",
                };
                write!(to, "{what} has {bytes} bytes, at most {limit} are read")
            }
            Self::NotUtf8 { byte, guess } => match guess {
                Some(Encoding::Utf16) => to.write_str("the file is UTF-16; save it as UTF-8"),
                Some(Encoding::Windows1251) => write!(
                    to,
                    "byte {byte} is not UTF-8, it looks like Windows-1251; save the file as UTF-8"
                ),
                None => write!(to, "byte {byte} is not UTF-8; save the file as UTF-8"),
            },
            Self::Hidden { character } => {
                write!(
                    to,
                    "the invisible character U+{:04X} stands in this text",
                    u32::from(*character)
                )
            }
            Self::Trailing => to.write_str("something follows the end of the value"),
            Self::ValueNeeded { found: Some(found) } => write!(to, "a value is needed, \"{found}\" is here"),
            Self::ValueNeeded { found: None } => to.write_str("the text ends where a value is needed"),
            Self::KindNeeded { needed, found } => {
                write!(to, "{} is needed, {} is here", english(*needed), english(*found))?;
                if quotes_help(*needed, *found) {
                    to.write_str("; put it in quotes")?;
                }
                Ok(())
            }
            Self::PlainNeeded { found } => write!(
                to,
                "a text, a number or true or false is needed, {} is here",
                english(*found)
            ),
            Self::OnlyWord { word } => write!(to, "only \"{word}\" may begin so"),
            Self::TextNotClosed => to.write_str("the text in quotes is not closed"),
            Self::ControlCharacter => {
                to.write_str("a control character stands inside a text; write it as an escape such as \\n")
            }
            Self::UnknownEscape => {
                to.write_str("this escape is not known; JSON has \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u0000")
            }
            Self::KeyNeeded => to.write_str("a key in quotes is needed"),
            Self::ColonNeeded => to.write_str("a colon is needed after the key"),
            Self::CommaNeeded { close, ended } => {
                if *ended {
                    to.write_str("the text ends too early: ")?;
                }
                write!(to, "a comma or {close} is needed")
            }
            Self::TooDeep { limit } => write!(to, "values are nested more than {limit} deep"),
            Self::KeyTwice { key } => {
                write!(to, "the key \"{key}\" is written twice; which one counts is not clear")
            }
            Self::FieldMissing { field } => write!(to, "the field \"{field}\" is missing"),
            Self::EmptyText => to.write_str("the text is empty"),
            Self::NotPayable { written } => write!(to, "\"{written}\" is not a number that can be paid"),
            Self::NotJsonNumber { written } => write!(to, "{written} is not a number in JSON"),
            Self::TooManyDigits { limit } => write!(to, "a number may have at most {limit} digits"),
            Self::LeadingZero { written } => write!(to, "\"{written}\" begins with a zero too many"),
            Self::EmptyNumber => to.write_str("a number is needed, the text is empty"),
            Self::Exponent { written } => write!(to, "\"{written}\" has an exponent; write all digits"),
            Self::DecimalComma { written } => write!(
                to,
                "\"{written}\" has a comma; write a point: \"{}\"",
                written.replace(',', ".")
            ),
            Self::Plus { written } => write!(to, "\"{written}\" begins with a plus; leave it out"),
            Self::NotNumber { written } => write!(to, "\"{written}\" is not a number such as \"12.50\""),
            Self::NotMaxNorAmount(why) => write!(to, "\"max\" or an amount is needed: {why}"),
            Self::UnknownSchema { written } => {
                write!(to, "schema {written} is not known, this program reads schema 1")
            }
            Self::Return => to.write_str("returns are not supported yet; only sales are decided"),
            Self::FieldOfReturn => {
                to.write_str("only a return names the receipt it is of, and returns are not supported yet")
            }
            Self::UnknownKind { written, meant } => {
                write!(to, "the kind \"{written}\" is not known")?;
                did_you_mean(to, *meant)
            }
            Self::NotInstant { written } => {
                write!(
                    to,
                    "\"{written}\" is not an instant such as \"2026-10-05T09:12:00+03:00\""
                )
            }
            Self::NoSuchDay { day } => write!(to, "there is no such day: {day}"),
            Self::NoSuchTime { time } => {
                write!(to, "there is no such time: {time}; a day goes from 00:00 to 23:59:59")
            }
            Self::ClientTwice => to.write_str("the client is named twice; give one of card, phone and id"),
            Self::ClientWithoutKey => to.write_str("the client has no card, phone or id; leave it out for a guest"),
            Self::TooManyLines { limit } => write!(to, "a receipt has at most {limit} lines"),
            Self::LineIdTwice { id } => write!(to, "two lines have the id \"{id}\"; each line needs its own"),
            Self::Marks { codes, quantity } => write!(
                to,
                "{codes} {} of marked goods for a quantity of {quantity}; one per unit is needed",
                CODE.after(*codes, Lang::English)
            ),
            Self::QuantityZero => to.write_str("the quantity is zero; leave the line out"),
            Self::QuantityNegative { quantity } => {
                write!(
                    to,
                    "the quantity {quantity} is negative; goods brought back are a return"
                )
            }
            Self::Negative { amount } => write!(to, "{amount} is negative; a sale has no negative amounts"),
            Self::UnknownField { key, more, meant } => {
                write!(to, "the field \"{key}\" is not known")?;
                if *more > 0 {
                    write!(to, " (and in {more} more places)")?;
                }
                did_you_mean(to, *meant)
            }
            Self::NobodyNamed => to.write_str("the client has neither an id nor a card"),
            Self::UnknownStatus { written, known } => write!(
                to,
                "the status \"{written}\" is not known; it is one of {}",
                known.join(", ")
            ),
            Self::NotCode { written } => write!(to, "\"{written}\" is not a code"),
            Self::CodeTwice { code } => write!(
                to,
                "the code \"{code}\" is told of twice; blanks, dashes and case do not count"
            ),
            Self::UnknownCouponField { key, known } => {
                write!(to, "a coupon has no field \"{key}\"; it has {}", known.join(", "))
            }
            Self::NotDate { written } => write!(to, "\"{written}\" is not a date such as \"1990-05-17\""),
            Self::NotWhole { written } => write!(to, "\"{written}\" is not a whole number"),
            Self::PropertyTwice { key } => write!(to, "the property \"{key}\" is given twice"),
            Self::ClientInClient => to.write_str("a client holds no other clients"),
            Self::FieldsBesideClients => {
                to.write_str("fields of a client stand beside \"clients\"; put them into one of its objects")
            }
            Self::UnknownUseField { key } => write!(
                to,
                "uses of a limit have no field \"{key}\"; they have promotion, key, unit and amount"
            ),
            Self::CouponAmongUses => to.write_str(
                "only uses of limits stand here; a code that was used goes into `coupons`: {\"code\": …, \"used\": 1}",
            ),
            Self::NotUseOfLimit { what } => {
                write!(
                    to,
                    "only uses of limits (\"what\": \"limit\") stand here, not of \"{what}\""
                )
            }
            Self::NotUseKey { written } => write!(
                to,
                "\"{written}\" is not the key of a limit such as \"client C-1/day 2026-10-05\", \"store 001\" or \"total\""
            ),
            Self::NotUseAmount { written } => write!(to, "{written} is not how much can have been used of a limit"),
            Self::UsesTwice { promotion, key } => {
                write!(
                    to,
                    "uses of \"{promotion}\" under \"{key}\" are given twice in one unit"
                )
            }
            Self::KeyTaken { key, owner } => {
                let (what, key) = match key {
                    ClientKey::Card(card) => ("card", card),
                    ClientKey::Phone(phone) => ("phone", phone),
                    ClientKey::Id(id) => ("id", id),
                };
                match owner {
                    None => write!(to, "the {what} \"{key}\" is given twice"),
                    Some(owner) => write!(to, "the {what} \"{key}\" already belongs to the client \"{owner}\""),
                }
            }
            Self::LaterField { client, key } => write!(to, "client {client}: \"{key}\" is not used yet"),
            Self::NestedField { client, key } => write!(
                to,
                "client {client}: \"{key}\" is not known and not a plain value; it is passed over"
            ),
            Self::FieldAsProperty { client, key, meant } => {
                write!(to, "client {client}: \"{key}\" is read as a property")?;
                did_you_mean(to, Some(meant))
            }
            Self::EmptyTable => to.write_str("the file is empty; its first line names the columns"),
            Self::TooManyColumns { found, limit } => {
                write!(to, "the table has {found} columns, at most {limit} are read")
            }
            Self::NoHeading { column } => write!(
                to,
                "column {column} has no heading; write what it holds, such as brand or price, or delete the column"
            ),
            Self::HeadingTwice { first, second } => {
                write!(to, "columns {first} and {second} have the same heading")
            }
            Self::RowLength { cells, columns } => {
                let (cell, column) = (CELL.after(*cells, Lang::English), COLUMN.after(*columns, Lang::English));
                write!(to, "the row has {cells} {cell}, the table {columns} {column}")
            }
            Self::QuoteNotClosed => to.write_str("a quote that opens here is not closed"),
            Self::BrokenTable { words } => to.write_str(words),
            Self::NoSkuColumn { columns } => {
                write!(to, "the column \"sku\" is missing; the columns are {columns}")
            }
            Self::EmptySku => to.write_str("the SKU is empty"),
            Self::SkuTwice { sku, first, second } => {
                write!(to, "the SKU \"{sku}\" stands on line {first} and on line {second}")
            }
            Self::NotPrice { written } => {
                write!(to, "\"{written}\" is not a price; write 1290.00, 1290,00 or 1 290,00")
            }
            Self::PriceNegative { price } => write!(to, "the price {price} is negative"),
            Self::ColumnAsProperty { heading, meant } => {
                write!(to, "the column \"{heading}\" is read as a property")?;
                did_you_mean(to, Some(meant))
            }
        }
    }
}

fn did_you_mean(to: &mut Formatter<'_>, meant: Option<&str>) -> fmt::Result {
    match meant {
        Some(meant) => write!(to, "; did you mean \"{meant}\"?"),
        None => Ok(()),
    }
}

/// A number where a text is needed only wants quotes.
fn quotes_help(needed: ValueKind, found: ValueKind) -> bool {
    needed == ValueKind::Text && found == ValueKind::Number
}

fn english(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Object => "an object",
        ValueKind::Array => "an array",
        ValueKind::Text => "a text",
        ValueKind::Number => "a number",
        ValueKind::YesNo => "true or false",
        ValueKind::Null => "null",
    }
}

/// A complaint in Russian.
struct Russian<'a>(&'a Complaint);

impl Display for Russian<'_> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Complaint::TooLarge { what, bytes, limit } => {
                let what = match what {
                    Document::Receipt => "в чеке",
                    Document::Snapshot => "в снимке",
                    Document::Table => "в файле",
                };
                write!(to, "{what} {bytes} байт, читается не больше {limit}")
            }
            Complaint::NotUtf8 { byte, guess } => match guess {
                Some(Encoding::Utf16) => to.write_str("файл в UTF-16; сохраните его в UTF-8"),
                Some(Encoding::Windows1251) => {
                    write!(
                        to,
                        "байт {byte} не в UTF-8, похоже на Windows-1251; сохраните файл в UTF-8"
                    )
                }
                None => write!(to, "байт {byte} не в UTF-8; сохраните файл в UTF-8"),
            },
            Complaint::Hidden { character } => {
                write!(
                    to,
                    "в этом тексте стоит невидимый символ U+{:04X}",
                    u32::from(*character)
                )
            }
            Complaint::Trailing => to.write_str("после конца значения стоит что-то ещё"),
            Complaint::ValueNeeded { found: Some(found) } => write!(to, "здесь нужно значение, а стоит «{found}»"),
            Complaint::ValueNeeded { found: None } => to.write_str("текст кончается там, где нужно значение"),
            Complaint::KindNeeded { needed, found } => {
                write!(to, "здесь нужно: {}; стоит: {}", russian(*needed), russian(*found))?;
                if quotes_help(*needed, *found) {
                    to.write_str("; возьмите в кавычки")?;
                }
                Ok(())
            }
            Complaint::PlainNeeded { found } => write!(
                to,
                "здесь нужно: текст, число, true или false; стоит: {}",
                russian(*found)
            ),
            Complaint::OnlyWord { word } => write!(to, "так может начинаться только «{word}»"),
            Complaint::TextNotClosed => to.write_str("текст в кавычках не закрыт"),
            Complaint::ControlCharacter => {
                to.write_str("внутри текста стоит управляющий символ; запишите его как \\n или подобно")
            }
            Complaint::UnknownEscape => {
                to.write_str("такой записи символа нет; в JSON есть \\\" \\\\ \\/ \\b \\f \\n \\r \\t и \\u0000")
            }
            Complaint::KeyNeeded => to.write_str("здесь нужен ключ в кавычках"),
            Complaint::ColonNeeded => to.write_str("после ключа нужно двоеточие"),
            Complaint::CommaNeeded { close, ended } => {
                if *ended {
                    to.write_str("текст кончается слишком рано: ")?;
                }
                write!(to, "нужна запятая или {close}")
            }
            Complaint::TooDeep { limit } => write!(to, "вложенность значений больше {limit}"),
            Complaint::KeyTwice { key } => write!(to, "ключ «{key}» записан дважды; неясно, какой из них считать"),
            Complaint::FieldMissing { field } => write!(to, "нет поля «{field}»"),
            Complaint::EmptyText => to.write_str("текст пуст"),
            Complaint::NotPayable { written } => write!(to, "«{written}» — не число, которым можно заплатить"),
            Complaint::NotJsonNumber { written } => write!(to, "{written} — не число в JSON"),
            Complaint::TooManyDigits { limit } => write!(to, "в числе может быть не больше {limit} цифр"),
            Complaint::LeadingZero { written } => write!(to, "«{written}» начинается с лишнего нуля"),
            Complaint::EmptyNumber => to.write_str("нужно число, а текст пуст"),
            Complaint::Exponent { written } => write!(to, "у «{written}» есть порядок (e); запишите все цифры"),
            Complaint::DecimalComma { written } => write!(
                to,
                "в «{written}» стоит запятая; поставьте точку: «{}»",
                written.replace(',', ".")
            ),
            Complaint::Plus { written } => write!(to, "«{written}» начинается с плюса; уберите его"),
            Complaint::NotNumber { written } => write!(to, "«{written}» — не число вида «12.50»"),
            Complaint::NotMaxNorAmount(why) => write!(to, "нужно «max» или сумма: {}", Russian(why)),
            Complaint::UnknownSchema { written } => {
                write!(to, "схема {written} не известна, эта программа читает схему 1")
            }
            Complaint::Return => to.write_str("возвраты пока не поддерживаются; рассчитываются только продажи"),
            Complaint::FieldOfReturn => {
                to.write_str("исходный чек называет только возврат, а возвраты пока не поддерживаются")
            }
            Complaint::UnknownKind { written, meant } => {
                write!(to, "вид чека «{written}» не известен")?;
                perhaps(to, *meant)
            }
            Complaint::NotInstant { written } => {
                write!(to, "«{written}» — не момент времени вида «2026-10-05T09:12:00+03:00»")
            }
            Complaint::NoSuchDay { day } => write!(to, "дня {day} нет в календаре"),
            Complaint::NoSuchTime { time } => {
                write!(to, "времени {time} не бывает; сутки идут с 00:00 до 23:59:59")
            }
            Complaint::ClientTwice => to.write_str("клиент назван дважды; оставьте одно: card, phone или id"),
            Complaint::ClientWithoutKey => {
                to.write_str("у клиента нет ни card, ни phone, ни id; для гостя поле не нужно")
            }
            Complaint::TooManyLines { limit } => write!(to, "в чеке может быть не больше {limit} строк"),
            Complaint::LineIdTwice { id } => write!(to, "у двух строк номер «{id}»; у каждой строки должен быть свой"),
            Complaint::Marks { codes, quantity } => write!(
                to,
                "{codes} {} маркировки, а количество {quantity}; нужно по одному на единицу",
                CODE.after(*codes, Lang::Russian)
            ),
            Complaint::QuantityZero => to.write_str("количество равно нулю; уберите строку"),
            Complaint::QuantityNegative { quantity } => {
                write!(
                    to,
                    "количество {quantity} меньше нуля; принесённый назад товар — это возврат"
                )
            }
            Complaint::Negative { amount } => write!(to, "{amount} меньше нуля; в продаже таких сумм не бывает"),
            Complaint::UnknownField { key, more, meant } => {
                write!(to, "поле «{key}» не известно")?;
                if *more > 0 {
                    write!(to, " (и ещё в местах: {more})")?;
                }
                perhaps(to, *meant)
            }
            Complaint::NobodyNamed => to.write_str("у клиента нет ни номера (id), ни карты (card)"),
            Complaint::UnknownStatus { written, known } => {
                write!(to, "состояние «{written}» не известно; бывает: {}", known.join(", "))
            }
            Complaint::NotCode { written } => write!(to, "«{written}» — не код"),
            Complaint::CodeTwice { code } => write!(
                to,
                "о коде «{code}» сказано дважды; пробелы, дефисы и регистр не считаются"
            ),
            Complaint::UnknownCouponField { key, known } => {
                write!(to, "у купона нет поля «{key}»; есть {}", known.join(", "))
            }
            Complaint::NotDate { written } => write!(to, "«{written}» — не дата вида «1990-05-17»"),
            Complaint::NotWhole { written } => write!(to, "«{written}» — не целое число"),
            Complaint::PropertyTwice { key } => write!(to, "свойство «{key}» задано дважды"),
            Complaint::ClientInClient => to.write_str("внутри клиента не бывает других клиентов"),
            Complaint::FieldsBesideClients => {
                to.write_str("поля клиента стоят рядом с «clients»; перенесите их в один из его объектов")
            }
            Complaint::UnknownUseField { key } => write!(
                to,
                "у применений лимита нет поля «{key}»; есть promotion, key, unit и amount"
            ),
            Complaint::CouponAmongUses => to.write_str(
                "здесь только применения лимитов; использованный код запишите в «coupons»: {\"code\": …, \"used\": 1}",
            ),
            Complaint::NotUseOfLimit { what } => {
                write!(to, "здесь только применения лимитов («what»: «limit»), а не «{what}»")
            }
            Complaint::NotUseKey { written } => write!(
                to,
                "«{written}» — не ключ лимита вида «client C-1/day 2026-10-05», «store 001» или «total»"
            ),
            Complaint::NotUseAmount { written } => write!(to, "{written}: столько лимита использовать нельзя"),
            Complaint::UsesTwice { promotion, key } => {
                write!(
                    to,
                    "применения «{promotion}» с ключом «{key}» заданы дважды в одних единицах"
                )
            }
            Complaint::KeyTaken { key, owner } => {
                let (what, key) = match key {
                    ClientKey::Card(card) => ("карта", card),
                    ClientKey::Phone(phone) => ("телефон", phone),
                    ClientKey::Id(id) => ("номер", id),
                };
                match owner {
                    None => write!(to, "{what} «{key}»: указано дважды"),
                    Some(owner) => write!(to, "{what} «{key}»: уже у клиента «{owner}»"),
                }
            }
            Complaint::LaterField { client, key } => write!(to, "клиент {client}: «{key}» пока не используется"),
            Complaint::NestedField { client, key } => write!(
                to,
                "клиент {client}: «{key}» не известно и не простое значение; пропущено"
            ),
            Complaint::FieldAsProperty { client, key, meant } => {
                write!(to, "клиент {client}: «{key}» прочитано как свойство")?;
                perhaps(to, Some(meant))
            }
            Complaint::EmptyTable => to.write_str("файл пуст; его первая строка называет столбцы"),
            Complaint::TooManyColumns { found, limit } => {
                write!(to, "столбцов в таблице {found}, читается не больше {limit}")
            }
            Complaint::NoHeading { column } => write!(
                to,
                "у столбца {column} нет заголовка; напишите, что в нём, например бренд или цена, или удалите столбец"
            ),
            Complaint::HeadingTwice { first, second } => {
                write!(to, "у столбцов {first} и {second} один и тот же заголовок")
            }
            Complaint::RowLength { cells, columns } => {
                let (cell, column) = (CELL.after(*cells, Lang::Russian), COLUMN.after(*columns, Lang::Russian));
                write!(to, "в строке {cells} {cell}, а в таблице {columns} {column}")
            }
            Complaint::QuoteNotClosed => to.write_str("кавычка, открытая здесь, не закрыта"),
            Complaint::BrokenTable { words } => write!(to, "таблица не читается: {words}"),
            Complaint::NoSkuColumn { columns } => write!(to, "нет столбца «sku»; есть столбцы: {columns}"),
            Complaint::EmptySku => to.write_str("артикул пуст"),
            Complaint::SkuTwice { sku, first, second } => {
                write!(to, "артикул «{sku}» стоит в строке {first} и в строке {second}")
            }
            Complaint::NotPrice { written } => {
                write!(to, "«{written}» — не цена; напишите 1290.00, 1290,00 или 1 290,00")
            }
            Complaint::PriceNegative { price } => write!(to, "цена {price} меньше нуля"),
            Complaint::ColumnAsProperty { heading, meant } => {
                write!(to, "столбец «{heading}» прочитан как свойство")?;
                perhaps(to, Some(meant))
            }
        }
    }
}

fn perhaps(to: &mut Formatter<'_>, meant: Option<&str>) -> fmt::Result {
    match meant {
        Some(meant) => write!(to, "; может быть, «{meant}»?"),
        None => Ok(()),
    }
}

fn russian(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Object => "объект",
        ValueKind::Array => "массив",
        ValueKind::Text => "текст",
        ValueKind::Number => "число",
        ValueKind::YesNo => "true или false",
        ValueKind::Null => "null",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Receipt;

    fn both(text: &str) -> (String, String) {
        let error = Receipt::from_json(text).expect_err(text);
        (error.message(Lang::English), error.message(Lang::Russian))
    }

    #[test]
    fn a_complaint_is_said_in_the_language_asked_for() {
        assert_eq!(
            both(r#"{"id":17}"#),
            (
                "a text is needed, a number is here; put it in quotes".to_owned(),
                "здесь нужно: текст; стоит: число; возьмите в кавычки".to_owned()
            )
        );
        assert_eq!(
            both(r#"{"spend":{"bonus":"1,5"}}"#),
            (
                "\"max\" or an amount is needed: \"1,5\" has a comma; write a point: \"1.5\"".to_owned(),
                "нужно «max» или сумма: в «1,5» стоит запятая; поставьте точку: «1.5»".to_owned()
            )
        );
        assert_eq!(
            both(r#"{"kind":"sales"}"#).1,
            "вид чека «sales» не известен; может быть, «sale»?"
        );
    }
}
