//! The lossless tree: the only file that names rowan; knows kinds and texts, not rules.

use crate::kind::SyntaxKind;

/// The language of the tree, for rowan.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PerkLanguage {}

impl rowan::Language for PerkLanguage {
    type Kind = SyntaxKind;

    fn kind_from_raw(raw: rowan::SyntaxKind) -> SyntaxKind {
        SyntaxKind::ALL
            .get(usize::from(raw.0))
            .copied()
            .unwrap_or(SyntaxKind::ERROR)
    }

    fn kind_to_raw(kind: SyntaxKind) -> rowan::SyntaxKind {
        rowan::SyntaxKind(kind.number())
    }
}

/// A node with its place in the text and its parent.
pub type SyntaxNode = rowan::SyntaxNode<PerkLanguage>;
/// A token with its place in the text and its parent.
pub type SyntaxToken = rowan::SyntaxToken<PerkLanguage>;
/// A node or a token.
pub type SyntaxElement = rowan::SyntaxElement<PerkLanguage>;
/// The children of a node.
pub type SyntaxNodeChildren = rowan::SyntaxNodeChildren<PerkLanguage>;

pub use rowan::{Direction, GreenNode, NodeOrToken, TextLen, TextRange, TextSize, TokenAtOffset, WalkEvent};

/// Builds a green tree from the outside in.
#[derive(Debug, Default)]
pub(crate) struct TreeBuilder {
    green: rowan::GreenNodeBuilder<'static>,
}

impl TreeBuilder {
    pub(crate) fn start(&mut self, kind: SyntaxKind) {
        self.green.start_node(rowan::SyntaxKind(kind.number()));
    }

    pub(crate) fn finish(&mut self) {
        self.green.finish_node();
    }

    pub(crate) fn token(&mut self, kind: SyntaxKind, text: &str) {
        self.green.token(rowan::SyntaxKind(kind.number()), text);
    }

    pub(crate) fn build(self) -> GreenNode {
        self.green.finish()
    }
}
