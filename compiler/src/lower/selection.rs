//! Selections to programs that leave one truth; knows no promotion.
//!
//! Selections of goods and stores have two values (a missing brand is no brand), so `except` is written as `and not`;
//! selections of clients keep the third one, so what is not known of a client opens nothing.

use perk_plan::ops::{Code, Compare, Fact, Op, ProductFact, StoreFact};

use super::condition;
use super::locals::Builder;
use crate::hir::{ClientSelection, ItemColumn, ItemSelection, StoreColumn, StoreSelection, Text, Value, Values};

pub(super) fn items(selection: &ItemSelection, locals: &mut Builder) -> Code {
    let mut code = Code::new();
    push_items(selection, locals, &mut code);
    code
}

pub(super) fn stores(selection: &StoreSelection, locals: &mut Builder) -> Code {
    let mut code = Code::new();
    push_stores(selection, locals, &mut code);
    code
}

pub(super) fn clients(selection: &ClientSelection, locals: &mut Builder) -> Code {
    let mut code = Code::new();
    push_clients(selection, locals, &mut code);
    code
}

/// Writes parts joined by one operation; of no parts, the operation's neutral truth.
pub(super) fn chain<T>(parts: &[T], join: &Op, neutral: bool, code: &mut Code, mut each: impl FnMut(&T, &mut Code)) {
    let Some((first, rest)) = parts.split_first() else {
        code.push(Op::Truth(neutral));
        return;
    };
    each(first, code);
    for part in rest {
        each(part, code);
        code.push(join.clone());
    }
}

fn push_items(selection: &ItemSelection, locals: &mut Builder, code: &mut Code) {
    match selection {
        ItemSelection::All => code.push(Op::Truth(true)),
        ItemSelection::Named(name) => code.push(Op::InItems(locals.named_items(name))),
        ItemSelection::Column { column, values } => item_column(*column, values, locals, code),
        ItemSelection::Property { property, op, values } => {
            let fact = Fact::Product(ProductFact::Property(locals.product_property(property)));
            compare_any(fact, *op, values, locals, code);
        }
        ItemSelection::Price { op, bound } => {
            code.extend([
                Op::Load(Fact::Product(ProductFact::Price)),
                Op::Money(bound.minor),
                Op::Compare(*op),
            ]);
        }
        ItemSelection::And(parts) => {
            chain(parts, &Op::And, true, code, |part, code| push_items(part, locals, code));
        }
        ItemSelection::Or(parts) => {
            chain(parts, &Op::Or, false, code, |part, code| push_items(part, locals, code));
        }
        ItemSelection::Except(left, right) => {
            push_items(left, locals, code);
            push_items(right, locals, code);
            code.extend([Op::Not, Op::And]);
        }
    }
}

fn item_column(column: ItemColumn, values: &Values, locals: &mut Builder, code: &mut Code) {
    let texts: &[Text] = &values.values;
    match column {
        ItemColumn::Category => chain(texts, &Op::Or, false, code, |text, code| {
            code.push(Op::InCategory(locals.text(text)));
        }),
        ItemColumn::Tag => chain(texts, &Op::Or, false, code, |text, code| {
            code.push(Op::HasTag(locals.text(text)));
        }),
        ItemColumn::Brand => text_in(Fact::Product(ProductFact::Brand), texts, locals, code),
        ItemColumn::Supplier => text_in(Fact::Product(ProductFact::Supplier), texts, locals, code),
        ItemColumn::Sku => code.push(Op::SkuIn(locals.shared_list(&values.values))),
        ItemColumn::Barcode => code.push(Op::BarcodeIn(locals.shared_list(&values.values))),
    }
}

fn push_stores(selection: &StoreSelection, locals: &mut Builder, code: &mut Code) {
    match selection {
        StoreSelection::All => code.push(Op::Truth(true)),
        StoreSelection::Named(name) => code.push(Op::InStores(locals.named_stores(name))),
        StoreSelection::Column { column, values } => {
            let texts: &[Text] = &values.values;
            match column {
                StoreColumn::Store => code.push(Op::StoreIn(locals.shared_list(&values.values))),
                StoreColumn::Region | StoreColumn::Format | StoreColumn::Partner | StoreColumn::Property(_) => {
                    let fact = Fact::Store(StoreFact::Column(locals.store_column(&heading(column))));
                    text_in(fact, texts, locals, code);
                }
            }
        }
        StoreSelection::And(parts) => {
            chain(parts, &Op::And, true, code, |part, code| {
                push_stores(part, locals, code)
            });
        }
        StoreSelection::Or(parts) => {
            chain(parts, &Op::Or, false, code, |part, code| {
                push_stores(part, locals, code)
            });
        }
        StoreSelection::Except(left, right) => {
            push_stores(left, locals, code);
            push_stores(right, locals, code);
            code.extend([Op::Not, Op::And]);
        }
    }
}

/// The heading of a store column in `stores.csv`.
fn heading(column: &StoreColumn) -> Text {
    match column {
        StoreColumn::Store => Text::from("store"),
        StoreColumn::Region => Text::from("region"),
        StoreColumn::Format => Text::from("format"),
        StoreColumn::Partner => Text::from("partner"),
        StoreColumn::Property(heading) => Text::clone(heading),
    }
}

pub(super) fn push_clients(selection: &ClientSelection, locals: &mut Builder, code: &mut Code) {
    push_client_part(selection, Place::Within, locals, code);
}

/// Where a part of a client selection stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Among those who are in it.
    Within,
    /// Behind `except`: a client of whom it is not known whether they belong stays.
    LeftOut {
        /// Guests may be in what they would be left out of.
        guests: bool,
    },
}

/// A guest is outside of named selections and conditions rather than unknown to them, so that `everyone except students`
/// holds guests; a known client is in a selection or is not, so that `known clients except students` holds those of whom
/// nobody knows.
fn push_client_part(selection: &ClientSelection, place: Place, locals: &mut Builder, code: &mut Code) {
    let guard = |code: &mut Code| {
        if place == (Place::LeftOut { guests: true }) {
            code.extend([Op::KnownClient, Op::And]);
        }
    };
    match selection {
        ClientSelection::Everyone => code.push(Op::Truth(true)),
        ClientSelection::Known => code.push(Op::KnownClient),
        ClientSelection::Guests => code.push(Op::GuestClient),
        ClientSelection::Named(name) => {
            code.push(Op::InClients(locals.named_clients(name)));
            guard(code);
        }
        ClientSelection::Where(condition, _) => {
            if place == Place::Within {
                condition::push(condition, locals, code);
            } else {
                // A selection of its own, which holds a known client or does not.
                code.push(Op::InClients(locals.clients(selection)));
            }
            guard(code);
        }
        ClientSelection::And(parts) => {
            chain(parts, &Op::And, true, code, |part, code| {
                push_client_part(part, place, locals, code)
            });
        }
        ClientSelection::Or(parts) => {
            chain(parts, &Op::Or, false, code, |part, code| {
                push_client_part(part, place, locals, code)
            });
        }
        ClientSelection::Except(left, right) => {
            push_client_part(left, place, locals, code);
            let guests = place == (Place::LeftOut { guests: true }) || holds_guests(left);
            push_client_part(right, Place::LeftOut { guests }, locals, code);
            code.extend([Op::Not, Op::And]);
        }
    }
}

/// Whether a guest may be in a selection.
pub(crate) fn holds_guests(selection: &ClientSelection) -> bool {
    match selection {
        ClientSelection::Everyone | ClientSelection::Guests => true,
        ClientSelection::Known | ClientSelection::Named(_) | ClientSelection::Where(..) => false,
        ClientSelection::And(parts) => parts.iter().all(holds_guests),
        ClientSelection::Or(parts) => parts.iter().any(holds_guests),
        ClientSelection::Except(left, _) => holds_guests(left),
    }
}

/// `fact` is one of some texts.
pub(super) fn text_in(fact: Fact, texts: &[Text], locals: &mut Builder, code: &mut Code) {
    match texts {
        [] => code.push(Op::Truth(false)),
        [one] => {
            let text = locals.text(one);
            code.extend([Op::Load(fact), Op::Text(text), Op::Compare(Compare::Equal)]);
        }
        several => {
            let list = locals.list(several);
            code.extend([Op::Load(fact), Op::OneOf(list)]);
        }
    }
}

/// `fact` compared with one value; with several, `=` means any of them and `!=` none of them.
///
/// Each comparison stands by itself, so that a missing fact answers `!=` no more than `=`.
fn compare_any(fact: Fact, op: Compare, values: &[Value], locals: &mut Builder, code: &mut Code) {
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
    if let (Compare::Equal, Some(texts)) = (op, texts) {
        return text_in(fact, &texts, locals, code);
    }
    let (join, neutral) = if op == Compare::NotEqual {
        (Op::And, true)
    } else {
        (Op::Or, false)
    };
    chain(values, &join, neutral, code, |value, code| {
        code.push(Op::Load(fact));
        code.push(condition::literal(value, locals));
        code.push(Op::Compare(op));
    });
}
