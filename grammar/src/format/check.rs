//! Whether two trees say the same: the same nodes, keywords, names, texts, numbers and comments, however they are spelled;
//! knows no layout.

use crate::ast::{AstToken, Date, Time};
use crate::keywords::{Fact, Keyword};
use crate::kind::SyntaxKind;
use crate::tree::{NodeOrToken, SyntaxNode, SyntaxToken, WalkEvent};

/// Whether both trees say the same and hold the same comments in the same order.
pub(super) fn reads_the_same(one: &SyntaxNode, other: &SyntaxNode) -> bool {
    Signature::of(one).eq(Signature::of(other)) && comments(one).eq(comments(other))
}

/// Whether a file holds one declaration, which says the same as this one, and the same comments in or beside it.
pub(super) fn reads_the_same_alone(declaration: &SyntaxNode, file: &SyntaxNode) -> bool {
    let mut children = file.children();
    let (Some(only), None) = (children.next(), children.next()) else {
        return false;
    };
    Signature::of(declaration).eq(Signature::of(&only)) && comments(declaration).eq(comments(file))
}

/// The comments of a tree, documentation included, without the blanks at their ends.
fn comments(root: &SyntaxNode) -> impl Iterator<Item = String> {
    root.descendants_with_tokens()
        .filter_map(NodeOrToken::into_token)
        .filter(|token| matches!(token.kind(), SyntaxKind::COMMENT | SyntaxKind::DOC))
        .map(|token| token.text().trim_end().to_owned())
}

/// One thing that a tree says.
#[derive(Debug, PartialEq, Eq)]
enum Saying {
    Enter(SyntaxKind),
    Leave,
    Keyword(SyntaxKind),
    Text(SyntaxKind, String),
}

/// What a tree says, in order.
struct Signature<I> {
    walk: I,
    last_keyword: Option<SyntaxKind>,
}

impl Signature<()> {
    fn of(root: &SyntaxNode) -> Signature<impl Iterator<Item = WalkEvent<NodeOrToken<SyntaxNode, SyntaxToken>>>> {
        Signature {
            walk: root.preorder_with_tokens(),
            last_keyword: None,
        }
    }
}

impl<I: Iterator<Item = WalkEvent<NodeOrToken<SyntaxNode, SyntaxToken>>>> Iterator for Signature<I> {
    type Item = Saying;

    fn next(&mut self) -> Option<Saying> {
        loop {
            let token = match self.walk.next()? {
                WalkEvent::Enter(NodeOrToken::Node(node)) => {
                    self.last_keyword = None;
                    return Some(Saying::Enter(node.kind()));
                }
                WalkEvent::Leave(NodeOrToken::Node(_)) => {
                    self.last_keyword = None;
                    return Some(Saying::Leave);
                }
                WalkEvent::Leave(NodeOrToken::Token(_)) => continue,
                WalkEvent::Enter(NodeOrToken::Token(token)) => token,
            };
            let kind = token.kind();
            if kind.is_trivia() || kind == SyntaxKind::DOC {
                continue;
            }
            if Keyword::from_kind(kind).is_some() {
                // The words of one keyword are as many tokens, and differ in number between the languages.
                if self.last_keyword == Some(kind) {
                    continue;
                }
                self.last_keyword = Some(kind);
                return Some(Saying::Keyword(kind));
            }
            self.last_keyword = None;
            return Some(Saying::Text(kind, plain(&token)));
        }
    }
}

/// The text of a token without what spelling may change.
fn plain(token: &SyntaxToken) -> String {
    let text = token.text();
    let kind = token.kind();
    let name = matches!(kind, SyntaxKind::IDENT | SyntaxKind::SEGMENT);
    if let Some(fact) = name.then(|| fact(token)).flatten() {
        return fact.id.to_owned();
    }
    if let Some(parts) = Date::cast(token.clone()).and_then(|date| date.parts()) {
        return format!("{}-{}-{}", parts.year, parts.month, parts.day);
    }
    if let Some((hour, minute)) = Time::cast(token.clone()).and_then(|time| time.parts()) {
        return format!("{hour}:{minute}");
    }
    if matches!(kind, SyntaxKind::INTEGER | SyntaxKind::DECIMAL) {
        return text.replace(['\u{A0}', '\u{202F}'], " ");
    }
    text.to_owned()
}

/// The built-in fact that a path has reached with this part.
pub(super) fn fact(token: &SyntaxToken) -> Option<Fact> {
    let path = token.parent().filter(|parent| parent.kind() == SyntaxKind::PATH)?;
    let mut parts: Vec<String> = Vec::new();
    for part in path.children_with_tokens().filter_map(NodeOrToken::into_token) {
        if matches!(part.kind(), SyntaxKind::IDENT | SyntaxKind::SEGMENT) {
            parts.push(part.text().to_owned());
            if part == *token {
                break;
            }
        }
    }
    if parts.iter().any(|part| part.starts_with('`')) {
        return None;
    }
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    Fact::from_parts(&parts)
}
