//! What selections of goods surely have to do with one another, judged by what they name; knows no catalogue and no receipt.
//!
//! Every answer is sure: `false` where it cannot be told.

use rustc_hash::FxHashSet;

use super::algebra::{self, Known, Shape, Written};
use crate::db::{Db, Programme};
use crate::declarations::Namespace;
use crate::hir::{Compare, Declaration, ItemColumn, ItemSelection, Money, Name, Text, Value};
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
        algebra::within(self, inner, outer)
    }

    /// Whether no good is in both.
    pub(crate) fn apart(self, one: &ItemSelection, other: &ItemSelection) -> bool {
        algebra::apart(self, one, other)
    }

    /// Whether a selection holds nothing: two of its parts exclude one another, or all is taken away.
    pub(crate) fn empty(self, items: &ItemSelection) -> bool {
        // Goods that have nothing in common are told where they are joined.
        algebra::empty(self, items, &is_measured)
    }
}

impl Written for ItemSelection {
    fn shape(&self) -> Shape<'_, Self> {
        match self {
            Self::All => Shape::All,
            Self::Named(name) => Shape::Named(name),
            Self::And(parts) => Shape::And(parts),
            Self::Or(parts) => Shape::Or(parts),
            Self::Except(base, minus) => Shape::Except(base, minus),
            Self::Column { .. } | Self::Property { .. } | Self::Price { .. } => Shape::Filter,
        }
    }
}

/// Two filters that compare the same of a product.
enum Alike<'a> {
    Columns(ItemColumn, &'a [Text], &'a [Text]),
    /// Values that a property has in either; other comparisons are not told.
    Properties(&'a [Value], &'a [Value]),
    Prices((Compare, Money), (Compare, Money)),
}

fn alike<'a>(one: &'a ItemSelection, other: &'a ItemSelection) -> Option<Alike<'a>> {
    match (one, other) {
        (
            ItemSelection::Column { column, values },
            ItemSelection::Column {
                column: second,
                values: others,
            },
        ) => (column == second).then_some(Alike::Columns(*column, &values.values, &others.values)),
        (
            ItemSelection::Property { property, op, values },
            ItemSelection::Property {
                property: second,
                op: second_op,
                values: others,
            },
        ) => (property == second && *op == Compare::Equal && *second_op == Compare::Equal)
            .then_some(Alike::Properties(values, others)),
        (
            ItemSelection::Price { op, bound },
            ItemSelection::Price {
                op: second,
                bound: limit,
            },
        ) => Some(Alike::Prices((*op, *bound), (*second, *limit))),
        _ => None,
    }
}

impl Known<ItemSelection> for Goods<'_> {
    fn behind(&self, name: &Name) -> Option<&ItemSelection> {
        Goods::behind(*self, name)
    }

    fn filter_within(&self, inner: &ItemSelection, outer: &ItemSelection) -> bool {
        match alike(inner, outer) {
            Some(Alike::Columns(column, values, wider)) => all_in(column, values, wider),
            Some(Alike::Properties(values, wider)) => values.iter().all(|value| wider.contains(value)),
            Some(Alike::Prices((op, bound), (wider, limit))) => price_in(op, bound, wider, limit),
            None => false,
        }
    }

    fn filters_apart(&self, one: &ItemSelection, other: &ItemSelection) -> bool {
        match alike(one, other) {
            Some(Alike::Columns(column, values, others)) => none_in_both(column, values, others),
            Some(Alike::Properties(values, others)) => values.iter().all(|value| !others.contains(value)),
            Some(Alike::Prices((op, bound), (second, limit))) => prices_apart(op, bound, second, limit),
            None => false,
        }
    }
}

/// Whether a filter compares a value of a product instead of naming goods.
const fn is_measured(items: &ItemSelection) -> bool {
    matches!(items, ItemSelection::Property { .. } | ItemSelection::Price { .. })
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
