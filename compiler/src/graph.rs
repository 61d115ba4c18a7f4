//! Orders and circles of named things by plain strongly connected components; knows no declaration and no query.

/// A directed graph on `0..edges.len()`: `edges[a]` holds `b` where `a` needs `b`.
///
/// Returns the components so that every component stands after those it needs. A component of one node without an edge to
/// itself is no circle. Nodes are visited in ascending order, so the answer depends on the graph alone.
///
/// Iterative, so that a chain of a million names does not exhaust the stack.
#[must_use]
pub fn components(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut search = Search {
        edges,
        index: vec![None; edges.len()],
        low: vec![0; edges.len()],
        on_stack: vec![false; edges.len()],
        stack: Vec::new(),
        next: 0,
        found: Vec::new(),
    };
    for node in 0..edges.len() {
        if search.index.get(node).is_some_and(Option::is_none) {
            search.walk(node);
        }
    }
    search.found
}

struct Search<'a> {
    edges: &'a [Vec<usize>],
    index: Vec<Option<usize>>,
    low: Vec<usize>,
    on_stack: Vec<bool>,
    stack: Vec<usize>,
    next: usize,
    found: Vec<Vec<usize>>,
}

impl Search<'_> {
    /// Tarjan's algorithm with its calls kept in `work`: a node and how many of its edges are done.
    fn walk(&mut self, start: usize) {
        let mut work: Vec<(usize, usize)> = vec![(start, 0)];
        self.enter(start);
        while let Some((node, done)) = work.pop() {
            let target = self.edges.get(node).and_then(|targets| targets.get(done)).copied();
            let Some(target) = target else {
                self.leave(node);
                if let Some(&(parent, _)) = work.last() {
                    self.lower(parent, self.low_of(node));
                }
                continue;
            };
            work.push((node, done.saturating_add(1)));
            match self.index.get(target).copied() {
                Some(None) => {
                    self.enter(target);
                    work.push((target, 0));
                }
                Some(Some(index)) if self.on_stack.get(target) == Some(&true) => self.lower(node, index),
                Some(Some(_)) | None => {}
            }
        }
    }

    fn enter(&mut self, node: usize) {
        let index = self.next;
        self.next = self.next.saturating_add(1);
        if let Some(slot) = self.index.get_mut(node) {
            *slot = Some(index);
        }
        if let Some(slot) = self.low.get_mut(node) {
            *slot = index;
        }
        if let Some(slot) = self.on_stack.get_mut(node) {
            *slot = true;
        }
        self.stack.push(node);
    }

    fn low_of(&self, node: usize) -> usize {
        self.low.get(node).copied().unwrap_or(usize::MAX)
    }

    fn lower(&mut self, node: usize, to: usize) {
        if let Some(slot) = self.low.get_mut(node) {
            *slot = (*slot).min(to);
        }
    }

    fn leave(&mut self, node: usize) {
        if self.index.get(node).copied().flatten() != Some(self.low_of(node)) {
            return;
        }
        let mut component = Vec::new();
        while let Some(member) = self.stack.pop() {
            if let Some(slot) = self.on_stack.get_mut(member) {
                *slot = false;
            }
            component.push(member);
            if member == node {
                break;
            }
        }
        component.sort_unstable();
        self.found.push(component);
    }
}

/// Whether a component is a circle.
#[must_use]
pub fn is_circle(component: &[usize], edges: &[Vec<usize>]) -> bool {
    match component {
        [single] => edges.get(*single).is_some_and(|targets| targets.contains(single)),
        _ => component.len() > 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_needed_stands_first() {
        // 0 needs 1 and 2, 1 needs 2, 3 stands alone.
        let edges = vec![vec![1, 2], vec![2], vec![], vec![]];
        assert_eq!(components(&edges), vec![vec![2], vec![1], vec![0], vec![3]]);
    }

    #[test]
    fn circles_are_one_component() {
        let edges = vec![vec![1], vec![2], vec![0], vec![0], vec![4]];
        let found = components(&edges);
        assert_eq!(found, vec![vec![0, 1, 2], vec![3], vec![4]]);
        let circles: Vec<bool> = found.iter().map(|component| is_circle(component, &edges)).collect();
        assert_eq!(circles, [true, false, true]);
    }

    #[test]
    fn long_chains_do_not_exhaust_the_stack() {
        let edges: Vec<Vec<usize>> = (0..200_000).map(|n| if n > 0 { vec![n - 1] } else { vec![] }).collect();
        assert_eq!(components(&edges).len(), 200_000);
    }
}
