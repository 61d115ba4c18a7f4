//! What selections of stores surely have to do with one another; knows no table of stores.

use super::algebra::{self, Known, Shape, Written};
use crate::db::{Db, Programme};
use crate::declarations::Namespace;
use crate::hir::{Condition, Declaration, Fact, Name, StoreColumn, StoreFact, StoreSelection, Text, Value, Values};
use crate::names::{Lookup, resolve};

/// The declared stores of a programme.
#[derive(Clone, Copy)]
pub(crate) struct Stores<'db> {
    pub(crate) db: &'db dyn Db,
    pub(crate) programme: Programme,
}

impl<'db> Stores<'db> {
    pub(crate) fn behind(self, name: &Name) -> Option<&'db StoreSelection> {
        let lookup = Lookup::new(self.db, Namespace::Programme, name.clone());
        let decl = resolve(self.db, self.programme, lookup)?;
        match crate::semantics::hir(self.db, self.programme, decl).as_deref() {
            Some(Declaration::Stores(stores)) => Some(&stores.selection),
            _ => None,
        }
    }

    /// Whether every store of one selection is in the other.
    pub(crate) fn within(self, inner: &StoreSelection, outer: &StoreSelection) -> bool {
        algebra::within(self, inner, outer)
    }

    /// Whether no store is in both.
    pub(crate) fn apart(self, one: &StoreSelection, other: &StoreSelection) -> bool {
        algebra::apart(self, one, other)
    }
}

impl Written for StoreSelection {
    fn shape(&self) -> Shape<'_, Self> {
        match self {
            Self::All => Shape::All,
            Self::Named(name) => Shape::Named(name),
            Self::And(parts) => Shape::And(parts),
            Self::Or(parts) => Shape::Or(parts),
            Self::Except(base, minus) => Shape::Except(base, minus),
            Self::Column { .. } => Shape::Filter,
        }
    }
}

/// The values of two filters of one column.
fn alike<'a>(one: &'a StoreSelection, other: &'a StoreSelection) -> Option<(&'a Values, &'a Values)> {
    match (one, other) {
        (
            StoreSelection::Column { column, values },
            StoreSelection::Column {
                column: second,
                values: others,
            },
        ) => (column == second).then_some((values, others)),
        _ => None,
    }
}

impl Known<StoreSelection> for Stores<'_> {
    fn behind(&self, name: &Name) -> Option<&StoreSelection> {
        Stores::behind(*self, name)
    }

    fn filter_within(&self, inner: &StoreSelection, outer: &StoreSelection) -> bool {
        alike(inner, outer).is_some_and(|(values, wider)| values.values.iter().all(|it| wider.values.contains(it)))
    }

    fn filters_apart(&self, one: &StoreSelection, other: &StoreSelection) -> bool {
        alike(one, other).is_some_and(|(values, others)| values.values.iter().all(|it| !others.values.contains(it)))
    }
}

/// The stores that a condition leaves, if it speaks of nothing else.
pub(crate) fn stores_of(condition: &Condition) -> Option<StoreSelection> {
    if let Condition::StoreIn { stores, .. } = condition {
        return Some(stores.clone());
    }
    let (Fact::Store(fact), values) = super::condition::named_values(condition)? else {
        return None;
    };
    let column = match fact {
        StoreFact::Code => StoreColumn::Store,
        StoreFact::Region => StoreColumn::Region,
        StoreFact::Format => StoreColumn::Format,
        StoreFact::Partner => StoreColumn::Partner,
        StoreFact::Property(heading) => StoreColumn::Property(heading.clone()),
    };
    let mut texts: Vec<Text> = values
        .into_iter()
        .filter_map(|value| match value {
            Value::Text(text) => Some(text.clone()),
            Value::YesNo(_)
            | Value::Number(_)
            | Value::Money(_)
            | Value::Quantity(_)
            | Value::Date(_)
            | Value::Time(_) => None,
        })
        .collect();
    if texts.is_empty() {
        return None;
    }
    texts.sort_unstable();
    texts.dedup();
    let values = Values {
        values: texts.into(),
        file: None,
    };
    Some(StoreSelection::Column { column, values })
}
