//! The order of selections: named ones by how deep they refer and then by name, those written in place by their programs;
//! knows no promotion.

use perk_plan::ops::Code;
use perk_plan::plan::Selection;
use rustc_hash::{FxHashMap, FxHashSet};

use super::LinkError;
use super::numbering::{Numbering, number};
use super::relocate::Room;
use super::tables::Parts;
use crate::hir::Name;
use crate::lower::{Locals, SelectionFragment, Symbol};

/// The selections of the plan.
pub(super) struct Selections {
    pub(super) items: Vec<Selection>,
    pub(super) stores: Vec<Selection>,
    pub(super) clients: Vec<Selection>,
    named: [FxHashMap<Name, u32>; 3],
    in_place: [FxHashMap<Code, u32>; 3],
}

/// Which table.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Items,
    Stores,
    Clients,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Items, Self::Stores, Self::Clients];

    const fn word(self) -> &'static str {
        match self {
            Self::Items => "items",
            Self::Stores => "stores",
            Self::Clients => "clients",
        }
    }

    fn symbols(self, locals: &Locals) -> &[Symbol] {
        match self {
            Self::Items => &locals.items,
            Self::Stores => &locals.stores,
            Self::Clients => &locals.clients,
        }
    }

    fn of<T>(self, tables: &[T; 3]) -> &T {
        let [items, stores, clients] = tables;
        match self {
            Self::Items => items,
            Self::Stores => stores,
            Self::Clients => clients,
        }
    }

    fn of_mut<T>(self, tables: &mut [T; 3]) -> &mut T {
        let [items, stores, clients] = tables;
        match self {
            Self::Items => items,
            Self::Stores => stores,
            Self::Clients => clients,
        }
    }
}

impl Selections {
    pub(super) fn of(parts: &Parts<'_>, numbering: &Numbering<'_>) -> Result<Self, LinkError> {
        let mut selections = Self {
            items: Vec::new(),
            stores: Vec::new(),
            clients: Vec::new(),
            named: Default::default(),
            in_place: Default::default(),
        };
        for (kind, fragments) in [
            (Kind::Items, &parts.items),
            (Kind::Stores, &parts.stores),
            (Kind::Clients, &parts.clients),
        ] {
            for fragment in by_depth(kind, fragments)? {
                selections.add_named(kind, fragment, numbering)?;
            }
        }
        selections.add_in_place(parts, numbering)?;
        Ok(selections)
    }

    fn table(&mut self, kind: Kind) -> &mut Vec<Selection> {
        match kind {
            Kind::Items => &mut self.items,
            Kind::Stores => &mut self.stores,
            Kind::Clients => &mut self.clients,
        }
    }

    fn add_named(
        &mut self,
        kind: Kind,
        fragment: &SelectionFragment,
        numbering: &Numbering<'_>,
    ) -> Result<(), LinkError> {
        let declaration = format!("{} {}", kind.word(), fragment.name);
        // Selections refer to declared ones only: parts written in place are part of the program.
        let room = self.room(declaration, &fragment.locals, numbering)?;
        let code = room.code(&fragment.code, no_ladder)?;
        let name = numbering.text(fragment.name.as_str())?;
        let table = self.table(kind);
        let id = number("selections", table.len())?;
        table.push(Selection { name: Some(name), code });
        kind.of_mut(&mut self.named).insert(fragment.name.clone(), id);
        Ok(())
    }

    /// Adds every selection that protections and promotions write in place: equal programs once, sorted.
    fn add_in_place(&mut self, parts: &Parts<'_>, numbering: &Numbering<'_>) -> Result<(), LinkError> {
        let mut found: [FxHashSet<Code>; 3] = Default::default();
        let protects = parts.protects.iter().map(|it| &it.locals);
        let promotions = parts.promotions.iter().map(|it| &it.locals);
        for locals in protects.chain(promotions) {
            if !Kind::ALL
                .iter()
                .any(|kind| kind.symbols(locals).iter().any(|it| matches!(it, Symbol::Inline(_))))
            {
                continue;
            }
            let room = self.room("a selection written in place", locals, numbering)?;
            for kind in Kind::ALL {
                for symbol in kind.symbols(locals) {
                    if let Symbol::Inline(code) = symbol {
                        kind.of_mut(&mut found).insert(room.code(code, no_ladder)?);
                    }
                }
            }
        }
        for kind in Kind::ALL {
            let mut sorted: Vec<Code> = std::mem::take(kind.of_mut(&mut found)).into_iter().collect();
            sorted.sort_unstable();
            for code in sorted {
                let table = self.table(kind);
                let id = number("selections", table.len())?;
                table.push(Selection {
                    name: None,
                    code: code.clone(),
                });
                kind.of_mut(&mut self.in_place).insert(code, id);
            }
        }
        Ok(())
    }

    /// Where the entries of a fragment's tables stand. A selection in place that is not in the plan yet gets an index
    /// that no program may use; programs in place refer to named ones only.
    pub(super) fn room<'a>(
        &self,
        declaration: impl Into<String>,
        locals: &'a Locals,
        numbering: &Numbering<'_>,
    ) -> Result<Room<'a>, LinkError> {
        let mut room = Room::new(declaration, locals, numbering)?;
        // Two passes: programs in place are found by their renumbered code, which needs the named ones.
        for kind in Kind::ALL {
            let ids = self.ids(kind, &room, None)?;
            self.set(kind, &mut room, ids);
        }
        for kind in Kind::ALL {
            if kind
                .symbols(locals)
                .iter()
                .any(|symbol| matches!(symbol, Symbol::Inline(_)))
            {
                let ids = self.ids(kind, &room, Some(kind.of(&self.in_place)))?;
                self.set(kind, &mut room, ids);
            }
        }
        Ok(room)
    }

    fn ids(&self, kind: Kind, room: &Room<'_>, in_place: Option<&FxHashMap<Code, u32>>) -> Result<Vec<u32>, LinkError> {
        let ids = kind.symbols(room.locals).iter().map(|symbol| match (symbol, in_place) {
            (Symbol::Named(name), _) => kind.of(&self.named).get(name).copied().ok_or_else(|| LinkError {
                declaration: room.declaration.clone(),
                message: format!("the {} {name} is not declared", kind.word()),
            }),
            (Symbol::Inline(_), None) => Ok(u32::MAX),
            (Symbol::Inline(code), Some(in_place)) => {
                Ok(in_place.get(&room.code(code, no_ladder)?).copied().unwrap_or(u32::MAX))
            }
        });
        ids.collect()
    }

    fn set(&self, kind: Kind, room: &mut Room<'_>, ids: Vec<u32>) {
        match kind {
            Kind::Items => room.items = ids,
            Kind::Stores => room.stores = ids,
            Kind::Clients => room.clients = ids,
        }
    }
}

fn no_ladder(ladder: u32) -> Result<u32, LinkError> {
    Err(LinkError {
        declaration: "a selection".to_owned(),
        message: format!("it holds ladder {ladder}"),
    })
}

/// Fragments so that each stands after those it refers to: by depth, then by name. `fragments` are sorted by name.
fn by_depth<'a>(kind: Kind, fragments: &[&'a SelectionFragment]) -> Result<Vec<&'a SelectionFragment>, LinkError> {
    let positions: FxHashMap<&Name, usize> = fragments
        .iter()
        .enumerate()
        .map(|(position, fragment)| (&fragment.name, position))
        .collect();
    let mut edges: Vec<Vec<usize>> = Vec::with_capacity(fragments.len());
    for fragment in fragments {
        let targets = kind.symbols(&fragment.locals).iter().filter_map(|symbol| match symbol {
            Symbol::Named(name) => positions.get(name).copied(),
            Symbol::Inline(_) => None,
        });
        edges.push(targets.collect());
    }
    let mut depths = vec![0_usize; fragments.len()];
    for component in crate::graph::components(&edges) {
        let [node] = component.as_slice() else {
            return Err(circle(kind, fragments, component.first().copied()));
        };
        let targets = edges.get(*node).map_or(&[][..], Vec::as_slice);
        if targets.contains(node) {
            return Err(circle(kind, fragments, Some(*node)));
        }
        let deepest = targets.iter().filter_map(|target| depths.get(*target)).max();
        let depth = deepest.map_or(0, |deepest| deepest.saturating_add(1));
        if let Some(slot) = depths.get_mut(*node) {
            *slot = depth;
        }
    }
    let mut order: Vec<(usize, &'a SelectionFragment)> = depths.into_iter().zip(fragments.iter().copied()).collect();
    // Stable: the names of one depth stay in order.
    order.sort_by_key(|(depth, _)| *depth);
    Ok(order.into_iter().map(|(_, fragment)| fragment).collect())
}

fn circle(kind: Kind, fragments: &[&SelectionFragment], member: Option<usize>) -> LinkError {
    let name = member
        .and_then(|member| fragments.get(member))
        .map_or_else(String::new, |it| it.name.to_string());
    LinkError {
        declaration: format!("{} {name}", kind.word()),
        message: "it refers to itself in a circle".to_owned(),
    }
}
