//! In which order schemes act and selections are defined; circles among them.

use rustc_hash::FxHashMap;

use crate::db::{Db, Programme};
use crate::declarations::{Decl, Kind};
use crate::diagnostic::{At, Finding, Param, Span, codes};
use crate::graph;
use crate::hir::{Declaration, Name, Phase, Scheme, SchemeRef};
use crate::names::programme_declarations;

use super::{hir, references, source_map};
use crate::hir::GIFT_SCHEME;

/// Declared selections, each after those it refers to, then by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SelectionOrder {
    /// Items.
    pub items: Vec<Name>,
    /// Stores.
    pub stores: Vec<Name>,
    /// Clients.
    pub clients: Vec<Name>,
}

/// The order in which selections can be defined. Members of a circle come in the order of their names; the programme then
/// has an error.
#[salsa::tracked(returns(ref))]
pub fn selection_order(db: &dyn Db, programme: Programme) -> SelectionOrder {
    let of = |kind| {
        let graph = Selections::of(db, programme, kind);
        graph::components(&graph.edges)
            .into_iter()
            .flatten()
            .filter_map(|index| graph.decls.get(index).map(|decl| decl.name(db).clone()))
            .collect()
    };
    SelectionOrder {
        items: of(Kind::Items),
        stores: of(Kind::Stores),
        clients: of(Kind::Clients),
    }
}

/// Selections of one kind and which needs which.
struct Selections<'db> {
    decls: Vec<Decl<'db>>,
    edges: Vec<Vec<usize>>,
}

impl<'db> Selections<'db> {
    fn of(db: &'db dyn Db, programme: Programme, kind: Kind) -> Self {
        let decls: Vec<Decl<'db>> = programme_declarations(db, programme)
            .iter()
            .copied()
            .filter(|decl| decl.kind(db) == kind)
            .collect();
        let index: FxHashMap<_, usize> = decls.iter().enumerate().map(|(at, decl)| (decl.key(db), at)).collect();
        let edges = decls
            .iter()
            .map(|decl| {
                references(db, programme, *decl)
                    .iter()
                    .filter_map(|target| index.get(target).copied())
                    .collect()
            })
            .collect();
        Self { decls, edges }
    }
}

/// Findings about circles among selections.
pub(super) fn circles<'db>(db: &'db dyn Db, programme: Programme, kind: Kind) -> Vec<(Decl<'db>, Finding)> {
    let graph = Selections::of(db, programme, kind);
    let mut found = Vec::new();
    for component in graph::components(&graph.edges) {
        if !graph::is_circle(&component, &graph.edges) {
            continue;
        }
        let Some(first) = component.first().and_then(|index| graph.decls.get(*index)) else {
            continue;
        };
        let path = circle_path(&component, &graph.edges, |index| {
            graph
                .decls
                .get(index)
                .map(|decl| decl.name(db).as_str().to_owned())
                .unwrap_or_default()
        });
        let mut finding = Finding::new(&codes::CYCLE, first.name_span(db))
            .with("name", first.name(db).as_str())
            .with("path", path.as_str());
        for other in component.iter().skip(1).filter_map(|index| graph.decls.get(*index)) {
            finding = finding.mark(At::Name(other.key(db)), &codes::DECLARED_HERE);
        }
        found.push((*first, finding));
    }
    found
}

/// One way around a circle: `a → b → a`.
fn circle_path(component: &[usize], edges: &[Vec<usize>], name: impl Fn(usize) -> String) -> String {
    let Some(&start) = component.first() else {
        return String::new();
    };
    let mut path = vec![start];
    let mut at = start;
    // A walk inside a component must come back within as many steps as it has members, if it avoids what it has seen.
    for _ in component {
        let targets = edges.get(at).map(Vec::as_slice).unwrap_or_default();
        if targets.contains(&start) {
            break;
        }
        let next = targets
            .iter()
            .copied()
            .find(|next| component.contains(next) && !path.contains(next));
        let Some(next) = next else { break };
        path.push(next);
        at = next;
    }
    path.push(start);
    path.into_iter().map(name).collect::<Vec<_>>().join(" → ")
}

/// A declared scheme that is understood.
struct Declared<'db> {
    decl: Decl<'db>,
    scheme: Scheme,
}

fn declared(db: &dyn Db, programme: Programme) -> Vec<Declared<'_>> {
    programme_declarations(db, programme)
        .iter()
        .filter(|decl| decl.kind(db) == Kind::Scheme)
        .filter_map(|decl| match hir(db, programme, *decl).as_deref() {
            Some(Declaration::Scheme(scheme)) => Some(Declared {
                decl: *decl,
                scheme: scheme.clone(),
            }),
            _ => None,
        })
        .collect()
}

/// Phases in the order in which they act.
const PHASES: [Phase; 7] = [
    Phase::Shelf,
    Phase::Goods,
    Phase::Receipt,
    Phase::Tender,
    Phase::Rounding,
    Phase::Earn,
    Phase::Offer,
];

/// Every scheme in the order in which it acts: phase by phase, the phase's own first, then as `after` says. Where the text
/// leaves the order open (an error), by name.
#[salsa::tracked(returns(ref))]
pub fn scheme_order(db: &dyn Db, programme: Programme) -> Vec<SchemeRef> {
    let schemes = declared(db, programme);
    let mut order = Vec::new();
    for phase in PHASES {
        if phase == Phase::Goods {
            order.push(SchemeRef::Gifts);
        }
        order.push(SchemeRef::Own(phase));
        let graph = PhaseGraph::of(&schemes, phase);
        for index in graph::components(&graph.edges).into_iter().flatten() {
            if let Some(member) = graph.members.get(index) {
                order.push(SchemeRef::Named(member.scheme.name.clone()));
            }
        }
    }
    order
}

/// Declared schemes of one phase and which acts after which.
struct PhaseGraph<'a, 'db> {
    members: Vec<&'a Declared<'db>>,
    edges: Vec<Vec<usize>>,
}

impl<'a, 'db> PhaseGraph<'a, 'db> {
    fn of(schemes: &'a [Declared<'db>], phase: Phase) -> Self {
        let members: Vec<&Declared<'db>> = schemes.iter().filter(|it| it.scheme.phase == phase).collect();
        let index: FxHashMap<&Name, usize> = members
            .iter()
            .enumerate()
            .map(|(at, it)| (&it.scheme.name, at))
            .collect();
        let edges = members
            .iter()
            .map(|it| {
                let after = it.scheme.after.iter().filter_map(|(after, _)| match after {
                    SchemeRef::Own(_) | SchemeRef::Gifts => None,
                    SchemeRef::Named(name) => index.get(name).copied(),
                });
                after.collect()
            })
            .collect();
        Self { members, edges }
    }
}

/// Findings about the order of schemes.
pub(super) fn schemes<'db>(db: &'db dyn Db, programme: Programme) -> Vec<(Decl<'db>, Finding)> {
    let schemes = declared(db, programme);
    let mut found = Vec::new();
    for it in &schemes {
        for (after, span) in &it.scheme.after {
            let (name, phase) = match after {
                SchemeRef::Own(phase) => (crate::check::phase_word(*phase).en.to_owned(), Some(*phase)),
                // No word names it.
                SchemeRef::Gifts => (GIFT_SCHEME.to_owned(), Some(Phase::Goods)),
                SchemeRef::Named(name) => (
                    name.as_str().to_owned(),
                    super::scheme_phase(db, programme, name.clone()),
                ),
            };
            if let Some(phase) = phase
                && phase != it.scheme.phase
            {
                let at = source_map(db, programme, it.decl).get(*span);
                let finding = Finding::new(&codes::AFTER_OTHER_PHASE, at)
                    .with("other", name.as_str())
                    .with("phase", crate::check::phase_word(phase));
                found.push((it.decl, finding));
            }
        }
    }
    for phase in PHASES {
        in_phase(db, &PhaseGraph::of(&schemes, phase), &mut found);
    }
    found
}

fn in_phase<'db>(db: &'db dyn Db, graph: &PhaseGraph<'_, 'db>, found: &mut Vec<(Decl<'db>, Finding)>) {
    let components = graph::components(&graph.edges);
    let mut circle = false;
    for component in components
        .iter()
        .filter(|component| graph::is_circle(component, &graph.edges))
    {
        circle = true;
        let Some(first) = component.first().and_then(|index| graph.members.get(*index)) else {
            continue;
        };
        let path = circle_path(component, &graph.edges, |index| {
            graph
                .members
                .get(index)
                .map(|it| it.scheme.name.as_str().to_owned())
                .unwrap_or_default()
        });
        let finding = Finding::new(&codes::CYCLE_OF_SCHEMES, first.decl.name_span(db))
            .with("name", first.scheme.name.as_str())
            .with("path", path.as_str());
        found.push((first.decl, finding));
    }
    if circle {
        return;
    }
    // The order is written when each scheme in it names the one before: then no other order is possible.
    let order: Vec<usize> = components.into_iter().flatten().collect();
    for pair in order.windows(2) {
        let [before, after] = pair else { continue };
        if graph.edges.get(*after).is_some_and(|edges| edges.contains(before)) {
            continue;
        }
        let (Some(before), Some(after)) = (graph.members.get(*before), graph.members.get(*after)) else {
            continue;
        };
        let other = before.scheme.name.as_str();
        let end = u32::from(after.decl.green(db).text_len()).saturating_sub(1);
        let finding = Finding::new(&codes::NO_ORDER_OF_SCHEMES, after.decl.name_span(db))
            .with("name", after.scheme.name.as_str())
            .with("other", other)
            .mark(At::Name(before.decl.key(db)), &codes::OTHER_SCHEME)
            .fix(
                &codes::ADD_AFTER,
                vec![("word", Param::from(other))],
                Span::at(end),
                format!(" after {other} "),
            );
        found.push((after.decl, finding));
    }
}
