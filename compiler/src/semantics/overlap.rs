//! Goods joined by `and` that have nothing in common: judged by the columns that they name, without a catalogue.

use rustc_hash::FxHashSet;

use crate::db::{Db, Programme};
use crate::declarations::{Decl, Namespace};
use crate::diagnostic::{Finding, Param, codes};
use crate::hir::{Declaration, ItemColumn, ItemSelection, Text};
use crate::infer::{Conjunction, infer};
use crate::limits;
use crate::names::{Lookup, resolve};

/// Columns of which a product has one value each.
const SINGLE: [ItemColumn; 4] = [
    ItemColumn::Category,
    ItemColumn::Brand,
    ItemColumn::Supplier,
    ItemColumn::Sku,
];

/// Warnings about each `and` of a declaration that leaves nothing.
pub(super) fn findings(db: &dyn Db, programme: Programme, decl: Decl<'_>) -> Vec<Finding> {
    let conjunctions = &infer(db, programme, decl).conjunctions;
    conjunctions
        .iter()
        .filter(|it| nothing_in_both(db, programme, it))
        .map(|it| {
            let or = if it.russian { "или" } else { "or" };
            Finding::new(&codes::NOTHING_IN_BOTH, it.at)
                .with("first", it.first.clone())
                .with("second", it.second.clone())
                .fix(&codes::WRITE_WORD, vec![("word", Param::from(or))], it.at, or)
        })
        .collect()
}

fn nothing_in_both(db: &dyn Db, programme: Programme, both: &Conjunction) -> bool {
    SINGLE.into_iter().any(|column| {
        let of = |selection| values(db, programme, column, selection, 0);
        let (Some(left), Some(right)) = (of(&both.left), of(&both.right)) else {
            return false;
        };
        match column {
            ItemColumn::Category => {
                let pairs = left.len().saturating_mul(right.len());
                pairs <= limits::PAIRS_COMPARED && left.iter().all(|one| right.iter().all(|other| !related(one, other)))
            }
            ItemColumn::Brand | ItemColumn::Supplier | ItemColumn::Sku | ItemColumn::Barcode | ItemColumn::Tag => {
                let known: FxHashSet<&str> = left.iter().map(AsRef::as_ref).collect();
                right.iter().all(|other| !known.contains(other.as_ref()))
            }
        }
    })
}

/// Whether one category is the other or lies inside it.
fn related(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim_matches('/'), other.trim_matches('/'));
    let inside = |inner: &str, outer: &str| inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('/'));
    one == other || inside(one, other) || inside(other, one)
}

/// Values of a column outside of which a selection has no product; `None` when it does not say.
fn values(
    db: &dyn Db,
    programme: Programme,
    column: ItemColumn,
    selection: &ItemSelection,
    depth: usize,
) -> Option<Vec<Text>> {
    // Circles are reported elsewhere; here they end.
    if depth >= limits::NAMES_DEEP {
        return None;
    }
    let deeper = depth.saturating_add(1);
    let of = |selection: &ItemSelection| values(db, programme, column, selection, deeper);
    match selection {
        ItemSelection::Column { column: found, values } if *found == column => Some(values.values.to_vec()),
        ItemSelection::Named(name) => {
            let decl = resolve(db, programme, Lookup::new(db, Namespace::Programme, name.clone()))?;
            match super::hir(db, programme, decl).as_deref() {
                Some(Declaration::Items(items)) => of(&items.selection),
                _ => None,
            }
        }
        ItemSelection::And(parts) => parts.iter().find_map(of),
        ItemSelection::Or(parts) => {
            let all: Option<Vec<Vec<Text>>> = parts.iter().map(of).collect();
            all.map(|all| all.concat())
        }
        ItemSelection::Except(base, _) => of(base),
        ItemSelection::All
        | ItemSelection::Column { .. }
        | ItemSelection::Property { .. }
        | ItemSelection::Price { .. } => None,
    }
}
