//! Typed views of the tree: every getter answers an `Option` or an iterator, because any part may be missing; knows no meaning.

#[rustfmt::skip]
mod generated;
mod literals;

use std::marker::PhantomData;

pub use generated::*;
pub use literals::{DateParts, Piece, normal_name};

use crate::kind::SyntaxKind;
use crate::tree::{Cursor, SyntaxNode, SyntaxToken};

/// A view of a node.
pub trait AstNode: Sized {
    /// Whether nodes of this kind have this view.
    fn can_cast(kind: SyntaxKind) -> bool;
    /// The view of a node, if it has this one.
    fn cast(syntax: SyntaxNode) -> Option<Self>;
    /// The node itself.
    fn syntax(&self) -> &SyntaxNode;
}

/// A view of a token.
pub trait AstToken: Sized {
    /// Whether tokens of this kind have this view.
    fn can_cast(kind: SyntaxKind) -> bool;
    /// The view of a token, if it has this one.
    fn cast(syntax: SyntaxToken) -> Option<Self>;
    /// The token itself.
    fn syntax(&self) -> &SyntaxToken;
    /// The text of the token.
    fn text(&self) -> &str {
        self.syntax().text()
    }
}

/// The children of a node that have one view.
#[derive(Clone, Debug)]
pub struct AstChildren<N> {
    cursor: Cursor,
    view: PhantomData<N>,
}

impl<N: AstNode> Iterator for AstChildren<N> {
    type Item = N;

    fn next(&mut self) -> Option<N> {
        loop {
            let element = self.cursor.next(|kind, is_node| is_node && N::can_cast(kind))?;
            if let Some(node) = element.into_node().and_then(N::cast) {
                return Some(node);
            }
        }
    }
}

/// The tokens of a node, not of its children, that have one view.
#[derive(Clone, Debug)]
pub struct AstTokens<T> {
    cursor: Cursor,
    view: PhantomData<T>,
}

impl<T: AstToken> Iterator for AstTokens<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        loop {
            let element = self.cursor.next(|kind, is_node| !is_node && T::can_cast(kind))?;
            if let Some(token) = element.into_token().and_then(T::cast) {
                return Some(token);
            }
        }
    }
}

pub(crate) mod support {
    //! How the generated views find their children.

    use std::marker::PhantomData;

    use super::{AstChildren, AstNode, AstToken, AstTokens, Cursor, SyntaxKind, SyntaxNode, SyntaxToken};

    pub(super) fn children<N: AstNode>(parent: &SyntaxNode) -> AstChildren<N> {
        AstChildren {
            cursor: Cursor::new(parent),
            view: PhantomData,
        }
    }

    pub(super) fn nth_child<N: AstNode>(parent: &SyntaxNode, nth: usize) -> Option<N> {
        children(parent).nth(nth)
    }

    pub(super) fn tokens<T: AstToken>(parent: &SyntaxNode) -> AstTokens<T> {
        AstTokens {
            cursor: Cursor::new(parent),
            view: PhantomData,
        }
    }

    pub(super) fn nth_token<T: AstToken>(parent: &SyntaxNode, nth: usize) -> Option<T> {
        tokens(parent).nth(nth)
    }

    pub(super) fn token(parent: &SyntaxNode, kind: SyntaxKind) -> Option<SyntaxToken> {
        Cursor::new(parent)
            .next(|found, is_node| !is_node && found == kind)
            .and_then(crate::tree::SyntaxElement::into_token)
    }
}

impl<T> AstTokens<T> {
    /// The node whose tokens these are.
    pub fn parent(&self) -> &SyntaxNode {
        &self.cursor.parent
    }
}

impl Declaration {
    /// The name, if this kind of declaration has one and it is written.
    pub fn name(&self) -> Option<Name> {
        support::nth_child(self.syntax(), 0)
    }

    /// The `///` lines above the declaration.
    pub fn docs(&self) -> AstTokens<Doc> {
        support::tokens(self.syntax())
    }

    /// The title after the name.
    pub fn title(&self) -> Option<Text> {
        support::nth_token(self.syntax(), 0)
    }

    /// The other forms of the name: `also пиццу, пиццы`.
    pub fn spoken_forms(&self) -> Option<SpokenForms> {
        support::nth_child(self.syntax(), 0)
    }
}
