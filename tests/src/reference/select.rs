//! Which goods and stores a selection names (language "Declarations"); it must not know money that changes.

use super::super::model::receipt::Store;
use super::super::model::{Comparison, Items, Programme, PropertyValue, Stores};
use super::goods::Facts;
use std::cmp::Ordering;

/// Whether an ordering satisfies a comparison.
pub(super) fn satisfies(ordering: Ordering, comparison: Comparison) -> bool {
    match comparison {
        Comparison::Equal => ordering == Ordering::Equal,
        Comparison::NotEqual => ordering != Ordering::Equal,
        Comparison::Less => ordering == Ordering::Less,
        Comparison::AtMost => ordering != Ordering::Greater,
        Comparison::More => ordering == Ordering::Greater,
        Comparison::AtLeast => ordering != Ordering::Less,
    }
}

/// Compares values of one type; values of different types do not compare.
pub(super) fn compare(left: &PropertyValue, right: &PropertyValue) -> Option<Ordering> {
    match (left, right) {
        (PropertyValue::YesNo(a), PropertyValue::YesNo(b)) => Some(a.cmp(b)),
        (PropertyValue::Number(a), PropertyValue::Number(b)) => Some(a.cmp(b)),
        (PropertyValue::Date(a), PropertyValue::Date(b)) => Some(a.cmp(b)),
        (PropertyValue::Text(a), PropertyValue::Text(b)) => Some(a.cmp(b)),
        (PropertyValue::YesNo(_) | PropertyValue::Number(_) | PropertyValue::Date(_) | PropertyValue::Text(_), _) => {
            None
        }
    }
}

/// Whether `category` is `path` or lies below it, by path element.
fn within(path: &str, category: &str) -> bool {
    let mut elements = category.split('/');
    path.split('/').all(|element| elements.next() == Some(element))
}

/// Whether a product belongs to a selection.
pub(super) fn items(programme: &Programme, selection: &Items, facts: &Facts) -> bool {
    let listed = |fact: &Option<String>, values: &[String]| fact.as_ref().is_some_and(|fact| values.contains(fact));
    match selection {
        Items::All => true,
        Items::Named(name) => programme
            .items
            .iter()
            .any(|(other, inner)| other == name && items(programme, inner, facts)),
        Items::Category(paths) => facts
            .category
            .as_ref()
            .is_some_and(|category| paths.iter().any(|path| within(path, category))),
        Items::Brand(values) => listed(&facts.brand, values),
        Items::Supplier(values) => listed(&facts.supplier, values),
        Items::Sku(skus) | Items::SkuFrom(_, skus) => skus.contains(&facts.sku),
        Items::Property(name, comparison, value) => facts.properties.iter().any(|(other, found)| {
            other == name && compare(found, value).is_some_and(|ordering| satisfies(ordering, *comparison))
        }),
        Items::Price(comparison, price) => satisfies(facts.price.cmp(price), *comparison),
        Items::And(left, right) => items(programme, left, facts) && items(programme, right, facts),
        Items::Or(left, right) => items(programme, left, facts) || items(programme, right, facts),
        Items::Except(left, right) => items(programme, left, facts) && !items(programme, right, facts),
    }
}

/// Whether the receipt's store belongs to a selection. `row` is absent for a store the table does not list.
pub(super) fn stores(programme: &Programme, selection: &Stores, id: &str, row: Option<&Store>) -> bool {
    let listed = |fact: Option<&String>, values: &[String]| fact.is_some_and(|fact| values.contains(fact));
    match selection {
        Stores::All => true,
        Stores::Named(name) => programme
            .stores
            .iter()
            .any(|(other, inner)| other == name && stores(programme, inner, id, row)),
        Stores::Store(ids) => ids.iter().any(|other| other == id),
        Stores::Region(values) => listed(row.and_then(|row| row.region.as_ref()), values),
        Stores::Format(values) => listed(row.and_then(|row| row.format.as_ref()), values),
        Stores::And(left, right) => stores(programme, left, id, row) && stores(programme, right, id, row),
        Stores::Or(left, right) => stores(programme, left, id, row) || stores(programme, right, id, row),
        Stores::Except(left, right) => stores(programme, left, id, row) && !stores(programme, right, id, row),
    }
}
