//! Conditions to postfix programs; knows no promotion.

use perk_plan::ops::{self, Code, Op, Unit};

use super::locals::Builder;
use super::selection::{self, chain, text_in};
use crate::hir::{ClientFact, Condition, Fact, ItemSelection, ReceiptFact, StoreFact, StoreSelection, Text, Value};

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
            let fact = self::fact(fact, locals);
            let literal = typed(fact, value, locals);
            code.extend([Op::Load(fact), literal, Op::Compare(*op)]);
        }
        Condition::Between {
            fact,
            low,
            high,
            span: _,
        } => {
            let fact = self::fact(fact, locals);
            let (low, high) = (typed(fact, low, locals), typed(fact, high, locals));
            code.extend([Op::Load(fact), low, high, Op::Between]);
        }
        Condition::OneOf { fact, values, span: _ } => {
            let fact = self::fact(fact, locals);
            one_of(fact, values, locals, code);
        }
        Condition::Holds { fact, span: _ } => {
            let fact = self::fact(fact, locals);
            code.push(Op::Load(fact));
        }
        Condition::ClientIn { clients, span: _ } => selection::push_clients(clients, locals, code),
        Condition::StoreIn { stores, span: _ } => {
            let stores = match stores {
                StoreSelection::Named(name) => locals.named_stores(name),
                other => locals.stores(other),
            };
            code.push(Op::InStores(stores));
        }
    }
}

fn one_of(fact: ops::Fact, values: &[Value], locals: &mut Builder, code: &mut Code) {
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
        Some(texts) => text_in(fact, &texts, locals, code),
        None => chain(values, &Op::Or, false, code, |value, code| {
            let literal = typed(fact, value, locals);
            code.extend([Op::Load(fact), literal, Op::Compare(ops::Compare::Equal)]);
        }),
    }
}

/// A literal of the type of the fact it is compared with: a bare count beside a quantity counts units of sale, pieces
/// beside a number count things.
fn typed(fact: ops::Fact, value: &Value, locals: &mut Builder) -> Op {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "only counted facts accept a literal of another type"
    )]
    match (fact, value) {
        (ops::Fact::QuantityOf(_), Value::Number(count)) => Op::Quantity(count.normalize(), Unit::Sale),
        (ops::Fact::QuantityOf(_), Value::Quantity(quantity)) if quantity.unit == Unit::Piece => {
            Op::Quantity(quantity.amount.normalize(), Unit::Sale)
        }
        (
            ops::Fact::DistinctOf(_) | ops::Fact::ClientAge | ops::Fact::ClientVisits | ops::Fact::ClientThisVisit,
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

fn fact(fact: &Fact, locals: &mut Builder) -> ops::Fact {
    match fact {
        Fact::Receipt(receipt) => match receipt {
            ReceiptFact::Amount => ops::Fact::AmountOf(locals.items(&ItemSelection::All)),
            ReceiptFact::ListAmount => ops::Fact::ListAmountOf(locals.items(&ItemSelection::All)),
            ReceiptFact::Quantity => ops::Fact::QuantityOf(locals.items(&ItemSelection::All)),
            ReceiptFact::Products => ops::Fact::DistinctOf(locals.items(&ItemSelection::All)),
            ReceiptFact::Date => ops::Fact::ReceiptDate,
            ReceiptFact::Time => ops::Fact::ReceiptTime,
        },
        Fact::AmountOf(items) => ops::Fact::AmountOf(locals.items(items)),
        Fact::QuantityOf(items) => ops::Fact::QuantityOf(locals.items(items)),
        Fact::DistinctOf(items) => ops::Fact::DistinctOf(locals.items(items)),
        Fact::CheapestPriceOf(items) => ops::Fact::CheapestOf(locals.items(items)),
        Fact::Client(client) => match client {
            ClientFact::Age => ops::Fact::ClientAge,
            ClientFact::Registered => ops::Fact::ClientRegistered,
            ClientFact::Visits => ops::Fact::ClientVisits,
            ClientFact::ThisVisit => ops::Fact::ClientThisVisit,
            ClientFact::Property(name) => ops::Fact::ClientProperty(locals.client_property(name)),
        },
        Fact::Store(store) => match store {
            StoreFact::Code => ops::Fact::StoreNumber,
            StoreFact::Region => ops::Fact::StoreColumn(locals.store_column(&Text::from("region"))),
            StoreFact::Format => ops::Fact::StoreColumn(locals.store_column(&Text::from("format"))),
            StoreFact::Partner => ops::Fact::StoreColumn(locals.store_column(&Text::from("partner"))),
            StoreFact::Property(heading) => ops::Fact::StoreColumn(locals.store_column(heading)),
        },
        Fact::Till => ops::Fact::Till,
        Fact::Cashier => ops::Fact::Cashier,
        Fact::Tender => ops::Fact::Tender,
    }
}
