//! What selections of stores surely have to do with one another; knows no table of stores.

use crate::db::{Db, Programme};
use crate::declarations::Namespace;
use crate::hir::{Condition, Declaration, Fact, Name, StoreColumn, StoreFact, StoreSelection, Text, Value, Values};
use crate::limits;
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
    pub(crate) fn within(self, inner: &StoreSelection, outer: &StoreSelection, depth: usize) -> bool {
        if depth >= limits::NAMES_DEEP {
            return false;
        }
        let of = |inner: &StoreSelection, outer: &StoreSelection| self.within(inner, outer, depth.saturating_add(1));
        match (inner, outer) {
            (_, StoreSelection::All) => true,
            (inner, outer) if inner == outer => true,
            (StoreSelection::Named(name), outer) => self.behind(name).is_some_and(|inner| of(inner, outer)),
            (inner, StoreSelection::Named(name)) => self.behind(name).is_some_and(|outer| of(inner, outer)),
            (StoreSelection::Or(parts), outer) => !parts.is_empty() && parts.iter().all(|part| of(part, outer)),
            (inner, StoreSelection::And(parts)) => parts.iter().all(|part| of(inner, part)),
            (inner, StoreSelection::Or(parts)) => parts.iter().any(|part| of(inner, part)),
            (StoreSelection::And(parts), outer) => parts.iter().any(|part| of(part, outer)),
            (StoreSelection::Except(base, _), outer) => of(base, outer),
            (
                StoreSelection::Column { column, values },
                StoreSelection::Column {
                    column: other,
                    values: wider,
                },
            ) => column == other && values.values.iter().all(|value| wider.values.contains(value)),
            (StoreSelection::All | StoreSelection::Column { .. }, _) => false,
        }
    }

    /// Whether no store is in both.
    pub(crate) fn apart(self, one: &StoreSelection, other: &StoreSelection, depth: usize) -> bool {
        if depth >= limits::NAMES_DEEP {
            return false;
        }
        let deeper = depth.saturating_add(1);
        let of = |one: &StoreSelection, other: &StoreSelection| self.apart(one, other, deeper);
        match (one, other) {
            (one, other) if one == other => false,
            (StoreSelection::Named(name), other) | (other, StoreSelection::Named(name)) => {
                self.behind(name).is_some_and(|one| of(one, other))
            }
            (StoreSelection::Or(parts), other) | (other, StoreSelection::Or(parts)) => {
                !parts.is_empty() && parts.iter().all(|part| of(part, other))
            }
            (StoreSelection::Except(base, minus), other) | (other, StoreSelection::Except(base, minus)) => {
                of(base, other) || self.within(other, minus, deeper)
            }
            (StoreSelection::And(parts), other) | (other, StoreSelection::And(parts)) => {
                parts.iter().any(|part| of(part, other))
            }
            (
                StoreSelection::Column { column, values },
                StoreSelection::Column {
                    column: second,
                    values: others,
                },
            ) => column == second && values.values.iter().all(|value| !others.values.contains(value)),
            (StoreSelection::All | StoreSelection::Column { .. }, StoreSelection::All)
            | (StoreSelection::All, StoreSelection::Column { .. }) => false,
        }
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
