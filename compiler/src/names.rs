//! From a name to its declaration, over all files of a programme; knows no body.

#![expect(
    missing_docs,
    reason = "salsa writes methods without documentation; every item of ours has its own"
)]

use rustc_hash::FxHashMap;

use crate::db::{Db, Programme};
use crate::declarations::{Decl, Kind, Namespace, declarations};
use crate::hir::Name;

/// Every declaration of a programme, sorted by (kind, name, path, nth), so that the order of files means nothing.
#[salsa::tracked(returns(ref))]
pub fn programme_declarations<'db>(db: &'db dyn Db, programme: Programme) -> Vec<Decl<'db>> {
    let mut all: Vec<Decl<'db>> = programme
        .files(db)
        .iter()
        .flat_map(|file| declarations(db, *file).iter().copied())
        .collect();
    all.sort_by_cached_key(|decl| {
        (
            decl.kind(db),
            decl.name(db).clone(),
            decl.file(db).path(db).clone(),
            decl.nth(db),
        )
    });
    all
}

/// Names of a programme.
#[derive(Debug, Clone, PartialEq, Eq, salsa::SalsaValue)]
pub struct Index<'db> {
    by_name: FxHashMap<(Namespace, Name), Vec<Decl<'db>>>,
}

impl<'db> Index<'db> {
    /// Every declaration of a name, by (kind, path, nth).
    #[must_use]
    pub fn all(&self, namespace: Namespace, name: &Name) -> &[Decl<'db>] {
        self.by_name
            .get(&(namespace, name.clone()))
            .map(Vec::as_slice)
            .unwrap_or_default()
    }
}

/// The index of a programme: untouched by edits of bodies.
#[salsa::tracked(returns(ref))]
pub fn index<'db>(db: &'db dyn Db, programme: Programme) -> Index<'db> {
    let mut by_name: FxHashMap<(Namespace, Name), Vec<Decl<'db>>> = FxHashMap::default();
    for decl in programme_declarations(db, programme) {
        let Some(namespace) = decl.kind(db).namespace() else {
            continue;
        };
        let name = decl.name(db);
        if name.as_str().is_empty() {
            continue;
        }
        by_name.entry((namespace, name.clone())).or_default().push(*decl);
        for also in decl.also(db) {
            if also != name {
                by_name.entry((namespace, also.clone())).or_default().push(*decl);
            }
        }
    }
    Index { by_name }
}

/// A name to look up.
#[salsa::interned(debug)]
pub struct Lookup<'db> {
    /// Where.
    #[returns(copy)]
    pub namespace: Namespace,
    /// What.
    #[returns(ref)]
    pub name: Name,
}

/// The declaration of a name, if there is one. A separate question per name, so that a new declaration re-checks only
/// those who ask for its name.
#[salsa::tracked(returns(copy))]
pub fn resolve<'db>(db: &'db dyn Db, programme: Programme, lookup: Lookup<'db>) -> Option<Decl<'db>> {
    index(db, programme)
        .all(lookup.namespace(db), lookup.name(db))
        .first()
        .copied()
}

/// The one retailer block of a programme: the first by path when there are several.
#[salsa::tracked(returns(copy))]
pub fn retailer_declaration<'db>(db: &'db dyn Db, programme: Programme) -> Option<Decl<'db>> {
    let mut all = programme_declarations(db, programme)
        .iter()
        .copied()
        .filter(|decl| decl.kind(db) == Kind::Retailer);
    let first = all.next()?;
    // Of several, the one in its own file is the right one.
    let at_root = |decl: &Decl<'_>| decl.file(db).path(db).as_ref() == ROOT_FILE;
    if at_root(&first) {
        return Some(first);
    }
    Some(all.find(at_root).unwrap_or(first))
}

/// Where the retailer block of a programme stands.
const ROOT_FILE: &str = "retailer.perk";

/// Names of one kind as they are written, for suggestions.
#[must_use]
pub fn names_of(db: &dyn Db, programme: Programme, kind: Kind) -> Vec<String> {
    let mut names: Vec<String> = programme_declarations(db, programme)
        .iter()
        .filter(|decl| decl.kind(db) == kind && !decl.name(db).as_str().is_empty())
        .flat_map(|decl| std::iter::once(decl.name(db)).chain(decl.also(db)))
        .map(|name| name.as_str().to_owned())
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}
