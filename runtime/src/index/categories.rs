//! The tree of category paths that plan and catalogue name; knows no products.

use rustc_hash::FxHashMap;

use super::{NONE, narrow, wide};

/// Category paths as a tree of nodes.
#[derive(Debug, Default)]
pub(crate) struct Categories {
    by_path: FxHashMap<String, u32>,
    parents: Vec<u32>,
}

impl Categories {
    /// The node of a path; its ancestors are made as needed.
    pub(crate) fn add(&mut self, path: &str) -> u32 {
        if let Some(node) = self.by_path.get(path) {
            return *node;
        }
        // From the root down, so that depth needs no recursion.
        let mut parent = NONE;
        let ends = path
            .match_indices('/')
            .map(|(at, _)| at)
            .chain(std::iter::once(path.len()));
        for end in ends {
            let Some(prefix) = path.get(..end) else { continue };
            parent = match self.by_path.get(prefix) {
                Some(node) => *node,
                None => {
                    let node = narrow(self.parents.len());
                    self.parents.push(parent);
                    self.by_path.insert(prefix.to_owned(), node);
                    node
                }
            };
        }
        parent
    }

    /// The node of a path or, where the path is not known, of its longest known beginning.
    pub(crate) fn find(&self, path: &str) -> u32 {
        let mut path = path;
        loop {
            if let Some(node) = self.by_path.get(path) {
                return *node;
            }
            match path.rsplit_once('/') {
                Some((beginning, _)) => path = beginning,
                None => return NONE,
            }
        }
    }

    /// The node and its ancestors, upwards.
    pub(crate) fn upwards(&self, node: u32) -> impl Iterator<Item = u32> + '_ {
        let next = |node: &u32| self.parents.get(wide(*node)).copied().filter(|parent| *parent != NONE);
        std::iter::successors((node != NONE).then_some(node), next)
    }

    /// The node above, or [`NONE`].
    #[inline]
    pub(crate) fn parent(&self, node: u32) -> u32 {
        self.parents.get(wide(node)).copied().unwrap_or(NONE)
    }

    /// Whether a node is another or lies below it.
    pub(crate) fn within(&self, node: u32, above: u32) -> bool {
        self.upwards(node).any(|at| at == above)
    }

    pub(crate) fn len(&self) -> usize {
        self.parents.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_nest_by_element() {
        let mut tree = Categories::default();
        let coffee = tree.add("Drinks/Coffee");
        let drinks = tree.add("Drinks");
        let juice = tree.add("Drinks/Juice");
        assert!(tree.within(coffee, drinks) && tree.within(drinks, drinks));
        assert!(!tree.within(coffee, juice) && !tree.within(drinks, coffee) && !tree.within(NONE, drinks));
        assert_eq!(tree.find("Drinks/Coffee/Beans"), coffee);
        assert_eq!(tree.find("DrinksX"), NONE);
    }
}
