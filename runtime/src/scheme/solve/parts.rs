//! Falls goods apart into what is settled at once and problems that share nothing: the components of the graph whose edges are
//! shared limits, sums, floors and scopes (semantics §3). A good elsewhere never changes a part.

use std::collections::BTreeMap;

use super::goods::{Cast, Good};

/// Goods to be decided together.
#[derive(Debug)]
pub(super) enum Part<'a> {
    /// The best promotion takes all.
    Free(&'a Good),
    /// A run of its own that a floor binds, and nothing else joins to others.
    Floor(&'a Good),
    Joined(Vec<&'a Good>),
}

/// What goods have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Link {
    Member(u32),
    Run(u32),
    Sku(u32),
}

/// The parts in the order of their first goods.
pub(super) fn parts<'a>(goods: &'a [Good], cast: &Cast, least: bool, grouped: bool) -> Vec<Part<'a>> {
    let mut first: BTreeMap<Link, usize> = BTreeMap::new();
    let mut joined = Joined::apart(goods.len());
    let mut branched = vec![false; goods.len()];
    for (at, good) in goods.iter().enumerate() {
        let mut link = |link: Link, joined: &mut Joined| joined.join(at, *first.entry(link).or_insert(at));
        let mut coupled = false;
        for worth in good.worths.iter().filter(|worth| cast.is_coupled(worth.member)) {
            link(Link::Member(worth.member), &mut joined);
            coupled = true;
        }
        if good.shared {
            link(Link::Run(good.run), &mut joined);
        }
        if grouped {
            link(Link::Sku(good.sku), &mut joined);
        }
        if let Some(branched) = branched.get_mut(at) {
            *branched = coupled;
        }
    }
    let order = joined.groups();
    let mut parts = Vec::with_capacity(order.len());
    for own in order {
        let single = match own.as_slice() {
            [at] if branched.get(*at) == Some(&false) => goods.get(*at),
            _ => None,
        };
        parts.push(match single {
            Some(good) if !good.shared => Part::Free(good),
            Some(good) if !least && !grouped => Part::Floor(good),
            Some(_) | None => Part::Joined(own.into_iter().filter_map(|at| goods.get(at)).collect()),
        });
    }
    parts
}

/// By good: another of its part, nearer to the root.
pub(super) struct Joined(Vec<usize>);

impl Joined {
    /// So many, none joined to another.
    pub(super) fn apart(count: usize) -> Self {
        Self((0..count).collect())
    }

    /// Those that are joined, in the order of their firsts.
    pub(super) fn groups(&mut self) -> Vec<Vec<usize>> {
        let mut of_root: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in 0..self.0.len() {
            of_root.entry(self.root(at)).or_default().push(at);
        }
        // A root is the least of its group.
        of_root.into_values().collect()
    }

    fn root(&mut self, at: usize) -> usize {
        let mut root = at;
        while let Some(next) = self.0.get(root).copied().filter(|next| *next != root) {
            root = next;
        }
        let mut at = at;
        while at != root {
            let Some(place) = self.0.get_mut(at) else { break };
            at = std::mem::replace(place, root);
        }
        root
    }

    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(place) = self.0.get_mut(a.max(b)) {
            *place = a.min(b);
        }
    }
}
