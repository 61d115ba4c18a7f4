//! Sets: which goods a promotion puts together, role by role; knows no receipt and no effect.

use std::sync::Arc;

use super::selection::ItemSelection;
use super::value::{Name, Quantity, SpanId};
pub use perk_plan::plan::Alike;

/// `set breakfast { drink = 1 of coffee  bite = 1 of pastry }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetDeclaration {
    /// Folded name.
    pub name: Name,
    /// What it is, shared with the promotions about it.
    pub set: Arc<Set>,
}

/// Roles that are filled together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set {
    /// At least one, in written order, which means nothing.
    pub roles: Vec<Role>,
    /// `reuse`: its units may also take part in other promotions of the scheme.
    pub reuse: bool,
}

/// `drink = 1 of coffee`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Its name; `None` in a set written in place.
    pub name: Option<Name>,
    /// Its spoken forms.
    pub also: Vec<Name>,
    /// How much.
    pub pick: Pick,
    /// Of which goods.
    pub items: ItemSelection,
    /// Where it is written.
    pub span: SpanId,
}

/// How much of some goods fills a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    /// Pieces; `least ≤ most`, both above zero. A weighed line has none.
    Pieces {
        /// At least.
        least: u32,
        /// At most.
        most: u32,
        /// Whether they must be alike.
        alike: Alike,
    },
    /// An amount of goods by weight, volume or length, above zero.
    Quantity(Quantity),
}

impl Set {
    /// The role of a name.
    #[must_use]
    pub fn role(&self, name: &Name) -> Option<usize> {
        self.roles
            .iter()
            .position(|role| role.name.as_ref() == Some(name) || role.also.contains(name))
    }

    /// The fewest pieces that one instance takes.
    #[must_use]
    pub fn least_pieces(&self) -> u32 {
        self.roles.iter().fold(0, |sum, role| match role.pick {
            Pick::Pieces { least, .. } => sum.saturating_add(least),
            Pick::Quantity(_) => sum,
        })
    }

    /// The most pieces that one instance can hold.
    #[must_use]
    pub fn most_pieces(&self) -> u32 {
        self.roles.iter().fold(0, |sum, role| match role.pick {
            Pick::Pieces { most, .. } => sum.saturating_add(most),
            Pick::Quantity(_) => sum,
        })
    }
}
