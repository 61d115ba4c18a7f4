//! What selections of goods surely have to do with one another, judged by what they name; knows no catalogue and no receipt.
//!
//! Every answer is sure: `false` where it cannot be told.

use rustc_hash::FxHashSet;

use crate::db::{Db, Programme};
use crate::declarations::Namespace;
use crate::hir::{Compare, Declaration, ItemColumn, ItemSelection, Money, Name, Text};
use crate::limits;
use crate::names::{Lookup, resolve};

/// The declared names of a programme, to look behind them.
#[derive(Clone, Copy)]
pub(crate) struct Goods<'db> {
    pub(crate) db: &'db dyn Db,
    pub(crate) programme: Programme,
}

impl<'db> Goods<'db> {
    pub(crate) const fn of(db: &'db dyn Db, programme: Programme) -> Self {
        Self { db, programme }
    }

    /// The selection behind a name.
    pub(crate) fn behind(self, name: &Name) -> Option<&'db ItemSelection> {
        let lookup = Lookup::new(self.db, Namespace::Programme, name.clone());
        let decl = resolve(self.db, self.programme, lookup)?;
        match crate::semantics::hir(self.db, self.programme, decl).as_deref() {
            Some(Declaration::Items(items)) => Some(&items.selection),
            _ => None,
        }
    }

    /// Whether every good of one selection is in the other.
    pub(crate) fn within(self, inner: &ItemSelection, outer: &ItemSelection) -> bool {
        self.inside(inner, outer, 0)
    }

    fn inside(self, inner: &ItemSelection, outer: &ItemSelection, depth: usize) -> bool {
        // Circles are reported elsewhere; here they end.
        if depth >= limits::NAMES_DEEP {
            return false;
        }
        let deeper = depth.saturating_add(1);
        let of = |inner: &ItemSelection, outer: &ItemSelection| self.inside(inner, outer, deeper);
        match (inner, outer) {
            (_, ItemSelection::All) => true,
            (inner, outer) if inner == outer => true,
            (ItemSelection::Named(name), outer) => self.behind(name).is_some_and(|inner| of(inner, outer)),
            (inner, ItemSelection::Named(name)) => self.behind(name).is_some_and(|outer| of(inner, outer)),
            (ItemSelection::Or(parts), outer) => !parts.is_empty() && parts.iter().all(|part| of(part, outer)),
            (inner, ItemSelection::And(parts)) => parts.iter().all(|part| of(inner, part)),
            (inner, ItemSelection::Except(base, minus)) => of(inner, base) && self.apart(inner, minus),
            (inner, ItemSelection::Or(parts)) => parts.iter().any(|part| of(inner, part)) || part_in(inner, outer, &of),
            (ItemSelection::And(_) | ItemSelection::Except(..), outer) => part_in(inner, outer, &of),
            (
                ItemSelection::Column { column, values },
                ItemSelection::Column {
                    column: other,
                    values: wider,
                },
            ) => column == other && all_in(*column, &values.values, &wider.values),
            (
                ItemSelection::Property { property, op, values },
                ItemSelection::Property {
                    property: other,
                    op: wider_op,
                    values: wider,
                },
            ) => {
                property == other
                    && *op == Compare::Equal
                    && *wider_op == Compare::Equal
                    && values.iter().all(|value| wider.contains(value))
            }
            (
                ItemSelection::Price { op, bound },
                ItemSelection::Price {
                    op: wider_op,
                    bound: wider,
                },
            ) => price_in(*op, *bound, *wider_op, *wider),
            (
                ItemSelection::All
                | ItemSelection::Column { .. }
                | ItemSelection::Property { .. }
                | ItemSelection::Price { .. },
                _,
            ) => false,
        }
    }

    /// Whether no good is in both.
    pub(crate) fn apart(self, one: &ItemSelection, other: &ItemSelection) -> bool {
        self.outside(one, other, 0)
    }

    fn outside(self, one: &ItemSelection, other: &ItemSelection, depth: usize) -> bool {
        if depth >= limits::NAMES_DEEP {
            return false;
        }
        let deeper = depth.saturating_add(1);
        let of = |one: &ItemSelection, other: &ItemSelection| self.outside(one, other, deeper);
        match (one, other) {
            (one, other) if one == other => false,
            (ItemSelection::Named(name), other) | (other, ItemSelection::Named(name)) => {
                self.behind(name).is_some_and(|one| of(one, other))
            }
            (ItemSelection::Or(parts), other) | (other, ItemSelection::Or(parts)) => {
                !parts.is_empty() && parts.iter().all(|part| of(part, other))
            }
            (ItemSelection::Except(base, minus), other) | (other, ItemSelection::Except(base, minus)) => {
                of(base, other) || self.inside(other, minus, deeper)
            }
            (ItemSelection::And(parts), other) | (other, ItemSelection::And(parts)) => {
                parts.iter().any(|part| of(part, other))
            }
            (
                ItemSelection::Column { column, values },
                ItemSelection::Column {
                    column: second,
                    values: others,
                },
            ) => column == second && none_in_both(*column, &values.values, &others.values),
            (
                ItemSelection::Property { property, op, values },
                ItemSelection::Property {
                    property: second,
                    op: second_op,
                    values: others,
                },
            ) => {
                property == second
                    && *op == Compare::Equal
                    && *second_op == Compare::Equal
                    && values.iter().all(|value| !others.contains(value))
            }
            (
                ItemSelection::Price { op, bound },
                ItemSelection::Price {
                    op: second,
                    bound: other,
                },
            ) => prices_apart(*op, *bound, *second, *other),
            (
                ItemSelection::All
                | ItemSelection::Column { .. }
                | ItemSelection::Property { .. }
                | ItemSelection::Price { .. },
                ItemSelection::All
                | ItemSelection::Column { .. }
                | ItemSelection::Property { .. }
                | ItemSelection::Price { .. },
            ) => false,
        }
    }

    /// Whether a selection holds nothing: two of its parts exclude one another, or all is taken away.
    pub(crate) fn empty(self, items: &ItemSelection) -> bool {
        self.nothing(items, 0)
    }

    fn nothing(self, items: &ItemSelection, depth: usize) -> bool {
        if depth >= limits::NAMES_DEEP {
            return false;
        }
        let deeper = depth.saturating_add(1);
        match items {
            ItemSelection::All
            | ItemSelection::Column { .. }
            | ItemSelection::Property { .. }
            | ItemSelection::Price { .. } => false,
            ItemSelection::Named(name) => self.behind(name).is_some_and(|items| self.nothing(items, deeper)),
            ItemSelection::Or(parts) => !parts.is_empty() && parts.iter().all(|part| self.nothing(part, deeper)),
            ItemSelection::Except(base, minus) => self.nothing(base, deeper) || self.inside(base, minus, deeper),
            ItemSelection::And(parts) => {
                parts.iter().any(|part| self.nothing(part, deeper))
                    || parts.iter().enumerate().any(|(at, part)| {
                        let later = parts.iter().skip(at.saturating_add(1));
                        // Goods that have nothing in common are told where they are joined.
                        later
                            .filter(|other| is_measured(part) && is_measured(other))
                            .any(|other| self.outside(part, other, deeper))
                    })
            }
        }
    }
}

/// Whether a filter compares a value of a product instead of naming goods.
const fn is_measured(items: &ItemSelection) -> bool {
    matches!(items, ItemSelection::Property { .. } | ItemSelection::Price { .. })
}

/// Whether a part of a selection, which holds all of it, is inside another selection.
fn part_in(inner: &ItemSelection, outer: &ItemSelection, of: &impl Fn(&ItemSelection, &ItemSelection) -> bool) -> bool {
    match inner {
        ItemSelection::And(parts) => parts.iter().any(|part| of(part, outer)),
        ItemSelection::Except(base, _) => of(base, outer),
        ItemSelection::All
        | ItemSelection::Named(_)
        | ItemSelection::Column { .. }
        | ItemSelection::Property { .. }
        | ItemSelection::Price { .. }
        | ItemSelection::Or(_) => false,
    }
}

/// A category and those it lies in, the widest last.
pub(crate) fn with_parents(category: &str) -> impl Iterator<Item = &str> {
    let path = category.trim_matches('/');
    let parents = path.rmatch_indices('/').filter_map(move |(at, _)| path.get(..at));
    std::iter::once(path).chain(parents)
}

fn all_in(column: ItemColumn, values: &[Text], wider: &[Text]) -> bool {
    if std::ptr::eq(values, wider) {
        return true;
    }
    match column {
        ItemColumn::Category => {
            let wide: FxHashSet<&str> = wider.iter().map(|value| value.trim_matches('/')).collect();
            values
                .iter()
                .all(|value| with_parents(value).any(|path| wide.contains(path)))
        }
        ItemColumn::Brand | ItemColumn::Supplier | ItemColumn::Sku | ItemColumn::Barcode | ItemColumn::Tag => {
            values.len() <= wider.len() && values.iter().all(|value| wider.binary_search(value).is_ok())
        }
    }
}

fn none_in_both(column: ItemColumn, values: &[Text], others: &[Text]) -> bool {
    let paths = |values: &[Text]| -> FxHashSet<String> {
        let trimmed = values.iter().map(|value| value.trim_matches('/').to_owned());
        trimmed.collect()
    };
    let beside = |inner: &[Text], wide: &FxHashSet<String>| {
        inner
            .iter()
            .all(|value| with_parents(value).all(|path| !wide.contains(path)))
    };
    match column {
        ItemColumn::Category => beside(values, &paths(others)) && beside(others, &paths(values)),
        ItemColumn::Brand | ItemColumn::Supplier | ItemColumn::Sku => {
            values.iter().all(|value| others.binary_search(value).is_err())
        }
        // A product has several of them.
        ItemColumn::Barcode | ItemColumn::Tag => false,
    }
}

/// The least and the greatest minor units that a comparison of a price leaves.
fn price_range(op: Compare, bound: Money) -> Option<(i64, i64)> {
    match op {
        Compare::Equal => Some((bound.minor, bound.minor)),
        Compare::NotEqual => None,
        Compare::Less => Some((i64::MIN, bound.minor.saturating_sub(1))),
        Compare::AtMost => Some((i64::MIN, bound.minor)),
        Compare::Greater => Some((bound.minor.saturating_add(1), i64::MAX)),
        Compare::AtLeast => Some((bound.minor, i64::MAX)),
    }
}

fn price_in(op: Compare, bound: Money, wider: Compare, other: Money) -> bool {
    match (price_range(op, bound), price_range(wider, other)) {
        (Some((low, high)), Some((least, most))) => least <= low && high <= most,
        (None, _) | (_, None) => false,
    }
}

fn prices_apart(op: Compare, bound: Money, second: Compare, other: Money) -> bool {
    match (price_range(op, bound), price_range(second, other)) {
        (Some((low, high)), Some((least, most))) => high < least || most < low,
        (None, _) | (_, None) => false,
    }
}
