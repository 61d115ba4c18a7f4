//! Selections, conditions and literals as text; it must not know clauses.

use super::{Writer, list, quoted};
use crate::model::calendar::{Date, LocalTime};
use crate::model::{Audience, Comparison, Cond, Fact, Items, PropertyValue, Stores, Value};

/// How tightly a written expression holds together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bond {
    Except,
    Or,
    And,
    One,
}

impl Writer {
    pub(super) fn date(self, date: Date) -> String {
        let Date { year, month, day } = date;
        match self.keywords {
            super::Keywords::English => date.iso(),
            super::Keywords::Russian => format!("{day:02}.{month:02}.{year:04}"),
        }
    }

    pub(super) fn moment(self, at: LocalTime) -> String {
        format!("{} {}", self.date(at.date), clock(at.second / 60))
    }

    fn comparison(comparison: Comparison) -> &'static str {
        match comparison {
            Comparison::Equal => "=",
            Comparison::NotEqual => "!=",
            Comparison::Less => "<",
            Comparison::AtMost => "<=",
            Comparison::More => ">",
            Comparison::AtLeast => ">=",
        }
    }

    fn join(self, bond: Bond, left: (String, Bond), right: (String, Bond)) -> (String, Bond) {
        let word = match bond {
            Bond::Except => self.say("except", "кроме"),
            Bond::Or => self.say("or", "или"),
            Bond::And | Bond::One => self.say("and", "и"),
        };
        // `except` takes the whole rest as its right side and nothing else on its left; `and` and `or` may follow themselves.
        let left_needs = if bond == Bond::Except {
            left.1 == Bond::Except
        } else {
            left.1 < bond
        };
        let right_needs = bond != Bond::Except && right.1 <= bond && right.1 != Bond::One;
        let wrap = |text: String, needed: bool| if needed { format!("({text})") } else { text };
        (
            format!("{} {word} {}", wrap(left.0, left_needs), wrap(right.0, right_needs)),
            bond,
        )
    }

    /// A selection of goods.
    pub(super) fn items(self, items: &Items) -> String {
        self.bound_items(items).0
    }

    /// A selection after `of` in a condition: a name, one filter, `all`, or parentheses.
    pub(super) fn operand(self, items: &Items) -> String {
        let (text, bond) = self.bound_items(items);
        if bond == Bond::One { text } else { format!("({text})") }
    }

    fn bound_items(self, items: &Items) -> (String, Bond) {
        let filter = |english, russian, values: &[String]| format!("{} {}", self.say(english, russian), list(values));
        let one = match items {
            Items::All => self.say("all", "все").to_owned(),
            Items::Named(name) => name.clone(),
            Items::Category(values) => filter("category", "категория", values),
            Items::Brand(values) => filter("brand", "бренд", values),
            Items::Supplier(values) => filter("supplier", "поставщик", values),
            Items::Sku(values) => filter("sku", "артикул", values),
            Items::SkuFrom(file, _) => format!(
                "{} {} {}",
                self.say("sku", "артикул"),
                self.say("from", "из"),
                quoted(file)
            ),
            Items::Property(name, comparison, value) => {
                let value = match value {
                    PropertyValue::YesNo(yes) => self.yes_no(*yes).to_owned(),
                    PropertyValue::Number(milli) => self.number(*milli),
                    PropertyValue::Date(date) => self.date(*date),
                    PropertyValue::Text(text) => quoted(text),
                };
                format!(
                    "{} {name} {} {value}",
                    self.say("property", "свойство"),
                    Writer::comparison(*comparison)
                )
            }
            Items::Price(comparison, minor) => format!(
                "{} {} {}",
                self.say("price", "цена"),
                Writer::comparison(*comparison),
                self.money(*minor)
            ),
            Items::And(left, right) => return self.join(Bond::And, self.bound_items(left), self.bound_items(right)),
            Items::Or(left, right) => return self.join(Bond::Or, self.bound_items(left), self.bound_items(right)),
            Items::Except(left, right) => {
                return self.join(Bond::Except, self.bound_items(left), self.bound_items(right));
            }
        };
        (one, Bond::One)
    }

    /// A selection of stores.
    pub(super) fn stores(self, stores: &Stores) -> String {
        self.bound_stores(stores).0
    }

    fn bound_stores(self, stores: &Stores) -> (String, Bond) {
        let filter = |english, russian, values: &[String]| format!("{} {}", self.say(english, russian), list(values));
        let one = match stores {
            Stores::All => self.say("all", "все").to_owned(),
            Stores::Named(name) => name.clone(),
            Stores::Store(values) => filter("store", "магазин", values),
            Stores::Region(values) => filter("region", "регион", values),
            Stores::Format(values) => filter("format", "формат", values),
            Stores::And(left, right) => return self.join(Bond::And, self.bound_stores(left), self.bound_stores(right)),
            Stores::Or(left, right) => return self.join(Bond::Or, self.bound_stores(left), self.bound_stores(right)),
            Stores::Except(left, right) => {
                return self.join(Bond::Except, self.bound_stores(left), self.bound_stores(right));
            }
        };
        (one, Bond::One)
    }

    /// A selection of clients after `for`.
    pub(super) fn audience(self, audience: &Audience) -> String {
        self.bound_audience(audience).0
    }

    fn bound_audience(self, audience: &Audience) -> (String, Bond) {
        let one = match audience {
            Audience::Known => self.say("known clients", "известных клиентов").to_owned(),
            Audience::Guests => self.say("guests", "гостей").to_owned(),
            Audience::Clients(name) => name.clone(),
            Audience::And(left, right) => {
                return self.join(Bond::And, self.bound_audience(left), self.bound_audience(right));
            }
            Audience::Or(left, right) => {
                return self.join(Bond::Or, self.bound_audience(left), self.bound_audience(right));
            }
            Audience::Except(left, right) => {
                return self.join(Bond::Except, self.bound_audience(left), self.bound_audience(right));
            }
        };
        (one, Bond::One)
    }

    fn yes_no(self, yes: bool) -> &'static str {
        if yes {
            self.say("yes", "да")
        } else {
            self.say("no", "нет")
        }
    }

    pub(super) fn value(self, value: &Value) -> String {
        match value {
            Value::Money(minor) => self.money(*minor),
            Value::Quantity(milli, unit) => self.quantity(*milli, *unit),
            Value::Number(milli) => self.number(*milli),
            Value::Date(date) => self.date(*date),
            Value::Time(minute) => clock(*minute),
            Value::Text(text) => quoted(text),
            Value::YesNo(yes) => self.yes_no(*yes).to_owned(),
        }
    }

    fn fact(self, fact: &Fact) -> String {
        let of = |english, russian, items: &Items| format!("{} {}", self.say(english, russian), self.operand(items));
        match fact {
            Fact::ReceiptAmount => self.say("receipt.amount", "чек.сумма").to_owned(),
            Fact::ReceiptListAmount => self.say("receipt.list_amount", "чек.полная_сумма").to_owned(),
            Fact::ReceiptQuantity => self.say("receipt.quantity", "чек.количество").to_owned(),
            Fact::ReceiptProducts => self.say("receipt.products", "чек.товаров").to_owned(),
            Fact::ReceiptDate => self.say("receipt.date", "чек.дата").to_owned(),
            Fact::ReceiptTime => self.say("receipt.time", "чек.время").to_owned(),
            Fact::AmountOf(items) => of("amount of", "стоимость", items),
            Fact::QuantityOf(items) => of("quantity of", "количество", items),
            Fact::DistinctOf(items) => of("number of distinct", "число разных", items),
            Fact::CheapestPrice(items) => of("price of cheapest", "цена самого дешёвого", items),
            Fact::ClientAge => self.say("client.age", "клиент.возраст").to_owned(),
            Fact::ClientVisits => self.say("client.visits", "клиент.покупок").to_owned(),
            Fact::ClientThisVisit => self.say("client.this_visit", "клиент.эта_покупка").to_owned(),
            Fact::ClientProperty(name) => format!("{}.{name}", self.say("client", "клиент")),
            Fact::StoreRegion => self.say("store.region", "магазин.регион").to_owned(),
            Fact::StoreFormat => self.say("store.format", "магазин.формат").to_owned(),
        }
    }

    /// A condition.
    pub(super) fn condition(self, condition: &Cond) -> String {
        self.bound_condition(condition).0
    }

    fn bound_condition(self, condition: &Cond) -> (String, Bond) {
        let chain = |bond, parts: &[Cond]| {
            let mut parts = parts.iter().map(|part| self.bound_condition(part));
            let first = parts.next().unwrap_or_else(|| (String::new(), Bond::One));
            parts.fold(first, |left, right| self.join(bond, left, right))
        };
        let one = match condition {
            Cond::And(parts) => return chain(Bond::And, parts),
            Cond::Or(parts) => return chain(Bond::Or, parts),
            Cond::Not(inner) => match self.bound_condition(inner) {
                (text, Bond::One) => format!("{} {text}", self.say("not", "не")),
                (text, Bond::And | Bond::Or | Bond::Except) => format!("{} ({text})", self.say("not", "не")),
            },
            Cond::Compare(fact, comparison, value) => format!(
                "{} {} {}",
                self.fact(fact),
                Writer::comparison(*comparison),
                self.value(value)
            ),
            Cond::Facts(left, comparison, right) => format!(
                "{} {} {}",
                self.fact(left),
                Writer::comparison(*comparison),
                self.fact(right)
            ),
            Cond::Between(fact, low, high) => format!(
                "{} {} {} {} {}",
                self.fact(fact),
                self.say("between", "между"),
                self.value(low),
                self.say("and", "и"),
                self.value(high)
            ),
            Cond::IsIn(fact, texts, negated) => {
                let word = if *negated {
                    self.say("is not in", "не входит в")
                } else {
                    self.say("is in", "входит в")
                };
                format!("{} {word} {}", self.fact(fact), list(texts))
            }
            Cond::Is(fact) => self.fact(fact),
        };
        (one, Bond::One)
    }
}

/// Minutes after midnight as `08:00`.
pub(super) fn clock(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}
