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

use rowan::GreenToken;
pub use rowan::{Direction, GreenNode, NodeOrToken, TextLen, TextRange, TextSize, TokenAtOffset, WalkEvent};

/// A walk over the children of a node that gives a place to those alone that are wanted: a place costs an allocation, and
/// most of what stands in a node is blanks and marks.
#[derive(Clone, Debug)]
pub(crate) struct Cursor {
    pub(crate) parent: SyntaxNode,
    /// The number of the next child.
    index: usize,
    /// Where the next child begins, from the start of the parent.
    offset: TextSize,
}

impl Cursor {
    pub(crate) fn new(parent: &SyntaxNode) -> Self {
        Self {
            parent: parent.clone(),
            index: 0,
            offset: TextSize::new(0),
        }
    }

    /// The next child of which `wanted` says yes, told its kind and whether it is a node.
    pub(crate) fn next(&mut self, wanted: impl Fn(SyntaxKind, bool) -> bool) -> Option<SyntaxElement> {
        for child in self.parent.green().children().skip(self.index) {
            let (kind, length, is_node) = match child {
                NodeOrToken::Node(node) => (node.kind(), node.text_len(), true),
                NodeOrToken::Token(token) => (token.kind(), token.text_len(), false),
            };
            let (index, start) = (self.index, self.offset);
            self.index = self.index.saturating_add(1);
            self.offset = start.checked_add(length).unwrap_or(start);
            if !wanted(kind_of(kind), is_node) {
                continue;
            }
            // Among children that hold text a range means one of them; an empty one is found by its number.
            let element = if length > TextSize::new(0) {
                let from = self.parent.text_range().start().checked_add(start)?;
                self.parent.child_or_token_at_range(TextRange::at(from, length))
            } else {
                self.parent.children_with_tokens().nth(index)
            };
            return element;
        }
        None
    }
}

fn kind_of(raw: rowan::SyntaxKind) -> SyntaxKind {
    <PerkLanguage as rowan::Language>::kind_from_raw(raw)
}

/// The kind of a node's first token; `None` when it begins with an empty node or has no token. Needs no place in the text.
#[must_use]
pub fn first_kind(node: &SyntaxNode) -> Option<SyntaxKind> {
    outer_kind(node.green(), |children| children.next())
}

/// The kind of a node's last token; `None` when it ends with an empty node or has no token. Needs no place in the text.
#[must_use]
pub fn last_kind(node: &SyntaxNode) -> Option<SyntaxKind> {
    outer_kind(node.green(), DoubleEndedIterator::next_back)
}

type GreenChildren<'t> = rowan::Children<'t>;

fn outer_kind<'t>(
    green: &'t rowan::GreenNodeData,
    end: impl Fn(&mut GreenChildren<'t>) -> Option<NodeOrToken<&'t rowan::GreenNodeData, &'t rowan::GreenTokenData>>,
) -> Option<SyntaxKind> {
    let mut green = green;
    loop {
        match end(&mut green.children())? {
            NodeOrToken::Node(node) => green = node,
            NodeOrToken::Token(token) => return Some(kind_of(token.kind())),
        }
    }
}

/// Tells every token of a node in the order of the text, without giving it a place.
pub fn each_token(node: &SyntaxNode, tell: &mut impl FnMut(SyntaxKind, &str)) {
    let mut open = vec![node.green().children()];
    while let Some(children) = open.last_mut() {
        match children.next() {
            Some(NodeOrToken::Node(node)) => open.push(node.children()),
            Some(NodeOrToken::Token(token)) => tell(kind_of(token.kind()), token.text()),
            None => {
                open.pop();
            }
        }
    }
}

/// Tokens that the builder remembers, a power of two: a programme repeats blanks, marks and keywords, and so many of them
/// stay in the processor's nearest memory.
const REMEMBERED: usize = 512;
/// Bytes of a token that is remembered at most; longer ones are names and texts, which seldom come twice.
const REMEMBERED_BYTES: usize = 16;

/// Builds a green tree from the outside in.
///
/// Equal tokens share one allocation when they come close to each other. Unlike rowan's own builder it keeps no table of all
/// of them: in a text of many megabytes looking a token up would cost more than making it anew.
#[derive(Debug)]
pub(crate) struct TreeBuilder {
    /// Kinds of the open nodes, each with the place of its first child.
    open: Vec<(SyntaxKind, usize)>,
    children: Vec<NodeOrToken<GreenNode, GreenToken>>,
    remembered: Vec<Option<GreenToken>>,
}

impl Default for TreeBuilder {
    fn default() -> Self {
        Self {
            open: Vec::new(),
            children: Vec::new(),
            remembered: vec![None; REMEMBERED],
        }
    }
}

impl TreeBuilder {
    pub(crate) fn start(&mut self, kind: SyntaxKind) {
        self.open.push((kind, self.children.len()));
    }

    pub(crate) fn finish(&mut self) {
        let Some((kind, first)) = self.open.pop() else { return };
        let node = GreenNode::new(
            rowan::SyntaxKind(kind.number()),
            self.children.drain(first.min(self.children.len())..),
        );
        self.children.push(NodeOrToken::Node(node));
    }

    pub(crate) fn token(&mut self, kind: SyntaxKind, text: &str) {
        let token = self.shared(rowan::SyntaxKind(kind.number()), text);
        self.children.push(NodeOrToken::Token(token));
    }

    fn shared(&mut self, kind: rowan::SyntaxKind, text: &str) -> GreenToken {
        if text.len() > REMEMBERED_BYTES {
            return GreenToken::new(kind, text);
        }
        let seed = u32::from(kind.0).wrapping_add(0x811c_9dc5);
        let hash = text
            .bytes()
            .fold(seed, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        let place = usize::try_from(hash ^ hash.wrapping_shr(15)).unwrap_or(0) & REMEMBERED.wrapping_sub(1);
        match self.remembered.get_mut(place) {
            Some(Some(known)) if known.kind() == kind && known.text() == text => known.clone(),
            Some(slot) => {
                let token = GreenToken::new(kind, text);
                *slot = Some(token.clone());
                token
            }
            None => GreenToken::new(kind, text),
        }
    }

    /// The outermost node; an empty file when none was begun.
    pub(crate) fn build(mut self) -> GreenNode {
        while !self.open.is_empty() {
            self.finish();
        }
        match self.children.pop() {
            Some(NodeOrToken::Node(node)) => node,
            Some(NodeOrToken::Token(_)) | None => {
                GreenNode::new(rowan::SyntaxKind(SyntaxKind::FILE.number()), std::iter::empty())
            }
        }
    }
}
