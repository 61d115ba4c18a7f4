//! Conditions to postfix programs; knows no promotion.

use perk_plan::ops::{self, Code, Op, Unit};

use super::locals::Builder;
use super::selection::{self, chain, text_in};
use crate::hir::{ClientFact, Condition, Fact, ItemSelection, ReceiptFact, StoreFact, Text, Value};

/// Writes a condition.
pub(super) fn push(condition: &Condition, locals: &mut Builder, code: &mut Code) {
    match condition {
        Condition::All(parts) => chain(parts, &Op::And, true, code, |part, code| push(part, locals, code)),
        Condition::Any(parts) => chain(parts, &Op::Or, false, code, |part, code| push(part, locals, code)),
        Condition::Not(inner) => {
            push(inner, locals, code);
            code.push(Op::Not);
        }
        Condition::Compare {
            fact,
            op,
            value,
            span: _,
        } => {
            let fact = self::fact(fact, value, locals);
            let literal = typed(fact, value, locals);
            code.extend([Op::Load(fact), literal, Op::Compare(*op)]);
        }
        Condition::CompareFacts {
            fact,
            op,
            other,
            span: _,
        } => {
            // Without a literal there is no unit but that of sale.
            let (left, right) = (plain(fact, locals), plain(other, locals));
            code.extend([Op::Load(left), Op::Load(right), Op::Compare(*op)]);
        }
        Condition::Between {
            fact,
            low,
            high,
            span: _,
        } => {
            let (least, most) = (self::fact(fact, low, locals), self::fact(fact, high, locals));
            let (low, high) = (typed(least, low, locals), typed(most, high, locals));
            if least == most {
                code.extend([Op::Load(least), low, high, Op::Between]);
            } else {
                // Ends of two dimensions: each counts its own goods.
                code.extend([Op::Load(least), low, Op::Compare(ops::Compare::AtLeast)]);
                code.extend([Op::Load(most), high, Op::Compare(ops::Compare::AtMost), Op::And]);
            }
        }
        Condition::OneOf { fact, values, span: _ } => {
            one_of(fact, values, locals, code);
        }
        Condition::Holds { fact, span: _ } => {
            let fact = self::fact(fact, &Value::YesNo(true), locals);
            code.push(Op::Load(fact));
        }
        Condition::ClientIn { clients, span: _ } => selection::push_clients(clients, locals, code),
        Condition::StoreIn { stores, span: _ } => {
            let stores = locals.stores(stores);
            code.push(Op::InStores(stores));
        }
    }
}

fn one_of(fact: &Fact, values: &[Value], locals: &mut Builder, code: &mut Code) {
    let texts: Option<Vec<Text>> = values
        .iter()
        .map(|value| match value {
            Value::Text(text) => Some(Text::clone(text)),
            Value::YesNo(_)
            | Value::Number(_)
            | Value::Money(_)
            | Value::Quantity(_)
            | Value::Date(_)
            | Value::Time(_) => None,
        })
        .collect();
    match texts {
        Some(texts) => {
            let fact = self::fact(fact, &Value::YesNo(true), locals);
            text_in(fact, &texts, locals, code);
        }
        None => chain(values, &Op::Or, false, code, |value, code| {
            let fact = self::fact(fact, value, locals);
            let literal = typed(fact, value, locals);
            code.extend([Op::Load(fact), literal, Op::Compare(ops::Compare::Equal)]);
        }),
    }
}

/// A literal of the type of the fact it is compared with: pieces beside a number count things.
fn typed(fact: ops::Fact, value: &Value, locals: &mut Builder) -> Op {
    match (fact, value) {
        (ops::Fact::Goods(ops::GoodsFact::Quantity(unit), _), Value::Number(count)) => {
            Op::Quantity(count.normalize(), unit)
        }
        (
            ops::Fact::Goods(ops::GoodsFact::Distinct, _)
            | ops::Fact::Client(ops::ClientFact::Age | ops::ClientFact::Visits | ops::ClientFact::ThisVisit),
            Value::Quantity(quantity),
        ) => Op::Number(quantity.amount.normalize()),
        (_, value) => literal(value, locals),
    }
}

/// A literal.
pub(super) fn literal(value: &Value, locals: &mut Builder) -> Op {
    match value {
        Value::YesNo(truth) => Op::Truth(*truth),
        Value::Number(number) => Op::Number(number.normalize()),
        Value::Money(money) => Op::Money(money.minor),
        Value::Quantity(quantity) => Op::Quantity(quantity.amount.normalize(), quantity.unit),
        Value::Date(date) => Op::Date(*date),
        Value::Time(time) => Op::Time(*time),
        Value::Text(text) => Op::Text(locals.text(text)),
    }
}

/// A fact beside no literal.
fn plain(fact: &Fact, locals: &mut Builder) -> ops::Fact {
    self::fact(fact, &Value::YesNo(true), locals)
}

/// A fact as the machine reads it. A quantity is counted in the unit of the literal it is compared with.
fn fact(fact: &Fact, beside: &Value, locals: &mut Builder) -> ops::Fact {
    let unit = match beside {
        Value::Quantity(quantity) => quantity.unit,
        Value::YesNo(_) | Value::Number(_) | Value::Money(_) | Value::Date(_) | Value::Time(_) | Value::Text(_) => {
            Unit::Sale
        }
    };
    match fact {
        Fact::Receipt(receipt) => match receipt {
            ReceiptFact::Amount => ops::Fact::Goods(ops::GoodsFact::Amount, locals.items(&ItemSelection::All)),
            ReceiptFact::ListAmount => ops::Fact::Goods(ops::GoodsFact::ListAmount, locals.items(&ItemSelection::All)),
            ReceiptFact::Quantity => {
                ops::Fact::Goods(ops::GoodsFact::Quantity(unit), locals.items(&ItemSelection::All))
            }
            ReceiptFact::Products => ops::Fact::Goods(ops::GoodsFact::Distinct, locals.items(&ItemSelection::All)),
            ReceiptFact::Date => ops::Fact::Receipt(ops::ReceiptFact::Date),
            ReceiptFact::Time => ops::Fact::Receipt(ops::ReceiptFact::Time),
        },
        Fact::AmountOf(items) => ops::Fact::Goods(ops::GoodsFact::Amount, locals.items(items)),
        Fact::QuantityOf(items) => ops::Fact::Goods(ops::GoodsFact::Quantity(unit), locals.items(items)),
        Fact::DistinctOf(items) => ops::Fact::Goods(ops::GoodsFact::Distinct, locals.items(items)),
        Fact::CheapestPriceOf(items) => ops::Fact::Goods(ops::GoodsFact::Cheapest, locals.items(items)),
        Fact::Client(client) => match client {
            ClientFact::Age => ops::Fact::Client(ops::ClientFact::Age),
            ClientFact::Registered => ops::Fact::Client(ops::ClientFact::Registered),
            ClientFact::Visits => ops::Fact::Client(ops::ClientFact::Visits),
            ClientFact::ThisVisit => ops::Fact::Client(ops::ClientFact::ThisVisit),
            ClientFact::Property(name) => ops::Fact::Client(ops::ClientFact::Property(locals.client_property(name))),
        },
        Fact::Store(store) => match store {
            StoreFact::Code => ops::Fact::Store(ops::StoreFact::Number),
            StoreFact::Region => ops::Fact::Store(ops::StoreFact::Column(locals.store_column(&Text::from("region")))),
            StoreFact::Format => ops::Fact::Store(ops::StoreFact::Column(locals.store_column(&Text::from("format")))),
            StoreFact::Partner => ops::Fact::Store(ops::StoreFact::Column(locals.store_column(&Text::from("partner")))),
            StoreFact::Property(heading) => ops::Fact::Store(ops::StoreFact::Column(locals.store_column(heading))),
        },
        Fact::Till => ops::Fact::Receipt(ops::ReceiptFact::Till),
        Fact::Cashier => ops::Fact::Receipt(ops::ReceiptFact::Cashier),
        Fact::Tender => ops::Fact::Receipt(ops::ReceiptFact::Tender),
    }
}
