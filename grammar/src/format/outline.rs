//! The tree as an outline of items and blocks, each comment at its place; knows no widths.

use std::collections::VecDeque;

use super::Reason;
use super::layout::{Block, Column, Item, Piece, Remark, width};
use super::pieces::{Writer, is_remark, significant};
use crate::keywords::{Keyword, Language};
use crate::kind::SyntaxKind;
use crate::tree::{NodeOrToken, SyntaxElement, SyntaxNode, TextSize};

/// A comment and the line breaks before it.
#[derive(Clone, Debug)]
struct Comment {
    text: String,
    start: TextSize,
    line_breaks: usize,
    doc: bool,
}

/// What stands between two tokens.
#[derive(Clone, Debug, Default)]
struct Gap {
    comments: Vec<Comment>,
    line_breaks: usize,
}

/// The gaps of a tree in order, taken one by one as the outline reaches their tokens.
pub(super) struct Source {
    gaps: VecDeque<Gap>,
    target: Option<Language>,
}

impl Source {
    fn new(root: &SyntaxNode, target: Option<Language>) -> Self {
        let mut gaps = VecDeque::new();
        let mut gap = Gap::default();
        for token in root.descendants_with_tokens().filter_map(NodeOrToken::into_token) {
            let kind = token.kind();
            if kind == SyntaxKind::WHITESPACE {
                let text = token.text();
                let breaks = text.matches('\n').count().max(text.matches('\r').count());
                gap.line_breaks = gap.line_breaks.saturating_add(breaks);
            } else if matches!(kind, SyntaxKind::COMMENT | SyntaxKind::DOC) {
                let text = token.text().trim_end().to_owned();
                let start = token.text_range().start();
                let doc = kind == SyntaxKind::DOC;
                gap.comments.push(Comment {
                    text,
                    start,
                    line_breaks: gap.line_breaks,
                    doc,
                });
                gap.line_breaks = 0;
            } else if kind != SyntaxKind::BOM {
                gaps.push_back(std::mem::take(&mut gap));
            }
        }
        gaps.push_back(gap);
        Self { gaps, target }
    }

    pub(super) fn target(&self) -> Option<Language> {
        self.target
    }

    /// Passes a token inside a clause; answers the comments before it.
    pub(super) fn take(&mut self) -> Vec<String> {
        let gap = self.gaps.pop_front().unwrap_or_default();
        gap.comments.into_iter().map(|comment| comment.text).collect()
    }

    /// Takes the comments before the next token, and leaves the token.
    fn gap(&mut self) -> Gap {
        self.gaps.front_mut().map(std::mem::take).unwrap_or_default()
    }
}

/// The outline of a whole file.
pub(super) fn file(root: &SyntaxNode, states: &[Option<Reason>], target: Option<Language>) -> Block {
    let text = root.text().to_string();
    let mut source = Source::new(root, target);
    let mut block = Block::default();
    let mut states = states.iter();
    for element in root.children_with_tokens() {
        let NodeOrToken::Node(node) = element else {
            if !is_remark(element.kind()) {
                // A token that is in no declaration: only after an error.
                let item = verbatim(&mut source, &mut block, &element);
                block.items.push(item);
            }
            continue;
        };
        let state = states.next().copied().flatten();
        let item = match state {
            Some(Reason::SyntaxError | Reason::Unsafe) => {
                let joined = continues_line(&text, &node);
                let item = verbatim(&mut source, &mut block, &NodeOrToken::Node(node.clone()));
                let before = block.items.last_mut().filter(|before| before.verbatim);
                if let (Some(blanks), Some(before)) = (joined, before) {
                    append(before, item, blanks);
                    continue;
                }
                item
            }
            Some(Reason::OtherMeaning) => {
                source.target = None;
                let item = item(&mut source, &mut block, &node);
                source.target = target;
                item
            }
            None => item(&mut source, &mut block, &node),
        };
        block.items.push(item);
    }
    close(&mut source, &mut block);
    block
}

/// Where the word that opens a declaration stands: after its comments.
pub(super) fn opening(node: &SyntaxNode) -> TextSize {
    let tokens = node.descendants_with_tokens().filter_map(NodeOrToken::into_token);
    let first = tokens.into_iter().find(|token| !is_remark(token.kind()));
    first.map_or(node.text_range().start(), |token| token.text_range().start())
}

/// The blanks before a declaration on its line, if it begins on the line on which something else ends.
pub(super) fn continues_line<'text>(text: &'text str, node: &SyntaxNode) -> Option<&'text str> {
    let before = text.get(..usize::from(node.text_range().start()))?;
    let bare = before.trim_end_matches([' ', '\t', '\u{A0}', '\u{202F}']);
    let alone = bare.is_empty() || bare.ends_with(['\n', '\r', '\u{FEFF}']);
    if alone { None } else { before.get(bare.len()..) }
}

/// Writes a part as it is right behind another, with the blanks between them.
fn append(before: &mut Item, item: Item, blanks: &str) {
    let text = blanks.to_owned();
    before.head.push(Piece::plain(text));
    before.head.extend(item.head);
}

/// The outline of one declaration alone.
pub(super) fn single(node: &SyntaxNode, target: Option<Language>) -> Block {
    let mut source = Source::new(node, target);
    let mut block = Block::default();
    let item = item(&mut source, &mut block, node);
    block.items.push(item);
    close(&mut source, &mut block);
    block
}

/// What stands above the next item: comments of the line before go to the item before, the others to the item itself.
fn above(source: &mut Source, block: &mut Block, keep: impl Fn(&Comment) -> bool + Copy) -> (Vec<Remark>, bool) {
    let gap = source.gap();
    let mut remarks = Vec::new();
    // A comment that is not kept begins what follows: the line breaks that count are those before it.
    let breaks = gap
        .comments
        .iter()
        .find(|comment| !keep(comment))
        .map_or(gap.line_breaks, |first| first.line_breaks);
    for comment in gap.comments.into_iter().filter(|comment| keep(comment)) {
        let same_line = comment.line_breaks == 0 && !comment.doc && remarks.is_empty();
        let place = match block.items.last_mut() {
            Some(item) => Some(&mut item.trailing),
            None => Some(&mut block.opening),
        };
        match place {
            Some(place) if same_line && place.is_none() => *place = Some(comment.text),
            Some(_) | None => remarks.push(Remark {
                text: comment.text,
                blank: comment.line_breaks > 1,
            }),
        }
    }
    (remarks, breaks > 1)
}

/// Takes the comments before `}` or the end of the text.
fn close(source: &mut Source, block: &mut Block) {
    let (closing, _) = above(source, block, |_| true);
    block.closing = closing;
}

/// One clause or declaration.
fn item(source: &mut Source, around: &mut Block, node: &SyntaxNode) -> Item {
    let (above, blank) = above(source, around, |_| true);
    let children = significant(node);
    let (head, rest) = split_at(&children, SyntaxKind::L_CURLY);
    let mut item = Item {
        kind: node.kind(),
        above,
        blank,
        head: Vec::new(),
        block: None,
        tail: Vec::new(),
        trailing: None,
        verbatim: false,
    };
    item.head = pieces(source, node, head);
    // A comment between the words of the first keyword comes before it, and so stands above the item.
    let first = item.head.iter().position(|piece| !piece.comment).unwrap_or_default();
    item.above.extend(item.head.drain(..first).map(|piece| Remark {
        text: piece.text,
        blank: false,
    }));
    value_column(node, &mut item.head);
    let Some((opening, rest)) = rest.split_first() else {
        return item;
    };
    let (inside, after) = split_at(rest, SyntaxKind::R_CURLY);
    for text in source.take() {
        item.head.push(Piece::comment(text));
    }
    let mut block = Block {
        one_line: is_one_line(opening, after.first()),
        ..Block::default()
    };
    for element in inside {
        let inner = match element {
            NodeOrToken::Node(child) => self::item(source, &mut block, child),
            NodeOrToken::Token(_) => verbatim(source, &mut block, element),
        };
        block.items.push(inner);
    }
    close(source, &mut block);
    // The brace itself; its comments have just been taken.
    source.take();
    item.block = Some(block);
    item.tail = pieces(source, node, after.get(1..).unwrap_or_default());
    item
}

/// The elements before the first of a kind, and from it on.
fn split_at(elements: &[SyntaxElement], kind: SyntaxKind) -> (&[SyntaxElement], &[SyntaxElement]) {
    let at = elements
        .iter()
        .position(|element| element.kind() == kind)
        .unwrap_or(elements.len());
    elements.split_at_checked(at).unwrap_or((elements, &[]))
}

/// Whether no line break stands between two braces.
fn is_one_line(opening: &SyntaxElement, closing: Option<&SyntaxElement>) -> bool {
    let Some(closing) = closing else { return false };
    let mut next = match opening {
        NodeOrToken::Token(token) => token.next_token(),
        NodeOrToken::Node(_) => None,
    };
    while let Some(token) = next {
        if token.text_range().start() >= closing.text_range().start() {
            return true;
        }
        let breaks = token.kind() == SyntaxKind::WHITESPACE && token.text().contains(['\n', '\r']);
        if breaks || matches!(token.kind(), SyntaxKind::COMMENT | SyntaxKind::DOC) {
            return false;
        }
        next = token.next_token();
    }
    false
}

/// A part of the text as it is, from its first character that is no blank to its last.
fn verbatim(source: &mut Source, around: &mut Block, element: &SyntaxElement) -> Item {
    let raw = element.to_string();
    let text = raw
        .trim_matches([' ', '\t', '\r', '\n', '\u{A0}', '\u{202F}', '\u{FEFF}'])
        .to_owned();
    let begin = element.text_range().start();
    let (above, blank) = above(source, around, |comment| comment.start < begin);
    let tokens = match element {
        NodeOrToken::Token(_) => 1,
        NodeOrToken::Node(node) => {
            let tokens = node.descendants_with_tokens().filter_map(NodeOrToken::into_token);
            tokens.filter(|token| !is_remark(token.kind())).count()
        }
    };
    for _ in 0..tokens {
        source.take();
    }
    // Comments behind the last token but inside the part are in its text already.
    let end = element.text_range().end();
    if let Some(gap) = source.gaps.front_mut() {
        gap.comments.retain(|comment| comment.start >= end);
    }
    let piece = Piece::plain(text);
    Item {
        kind: SyntaxKind::ERROR,
        above,
        blank,
        head: vec![piece],
        block: None,
        tail: Vec::new(),
        trailing: None,
        verbatim: true,
    }
}

/// The pieces of an item, with its columns.
fn pieces(source: &mut Source, node: &SyntaxNode, elements: &[SyntaxElement]) -> Vec<Piece> {
    let mut writer = Writer::new(source);
    let mut columns: Vec<(usize, Column)> = Vec::new();
    let mut rest = elements;
    while let Some(first) = rest.first() {
        let here = writer.here();
        let kind = first.kind();
        // A keyword of several words is several elements; a node or another token is one.
        let same = rest
            .iter()
            .take_while(|element| element.kind() == kind && element.as_token().is_some())
            .count();
        let (now, later) = rest.split_at_checked(same.max(1)).unwrap_or((rest, &[]));
        writer.elements(node, now);
        if node.kind() == SyntaxKind::TEST_LINE && kind == SyntaxKind::LINE_PRICE {
            columns.push((here, Column::At));
            columns.push((here.saturating_add(1), Column::Sum));
            if !later.is_empty() {
                columns.push((writer.here(), Column::Rest));
            }
        }
        columns.extend(column_of(node.kind(), kind).map(|column| (here, column)));
        rest = later;
    }
    for (at, column) in columns {
        writer.column(at, column);
    }
    writer.finish()
}

/// The column that a child of a node begins.
fn column_of(node: SyntaxKind, child: SyntaxKind) -> Option<Column> {
    let hinge = matches!(child, SyntaxKind::EQ | SyntaxKind::COLON)
        && matches!(
            node,
            SyntaxKind::ITEMS
                | SyntaxKind::STORES
                | SyntaxKind::CLIENTS
                | SyntaxKind::PRODUCT_PROPERTY
                | SyntaxKind::CLIENT_PROPERTY
                | SyntaxKind::FIELD
                | SyntaxKind::ROLE
        );
    if hinge {
        return Some(Column::Hinge);
    }
    let columns = [
        (SyntaxKind::TEXT, Column::Title),
        (SyntaxKind::LEVEL_FROM, Column::Threshold),
    ];
    let column = columns
        .into_iter()
        .find(|(kind, _)| *kind == child)
        .map(|(_, column)| column);
    column.filter(|_| node == SyntaxKind::LEVEL)
}

/// The value of a clause begins after its first word; after `in stores` and `for clients`, which read as one, and in Russian
/// after `с купоном` and `показать кассиру`: a lone `с` with a gap behind it reads badly.
fn value_column(node: &SyntaxNode, pieces: &mut Vec<Piece>) {
    let Some(first) = node.children_with_tokens().find(|element| !is_remark(element.kind())) else {
        return;
    };
    if Keyword::from_kind(first.kind()).is_none()
        || is_declaration(node.kind())
        || node.kind() == SyntaxKind::LADDER_STEP
    {
        return;
    }
    split_phrase(first.kind(), pieces);
    let kind_word = node
        .children_with_tokens()
        .any(|element| matches!(element.kind(), SyntaxKind::KW_STORES_KIND | SyntaxKind::KW_CLIENTS_KIND));
    let at = if kind_word || russian_phrase(node, pieces) {
        2
    } else {
        1
    };
    let glued = pieces.iter().skip(at).take_while(|piece| piece.glued).count();
    let at = at.saturating_add(glued);
    if let Some(piece) = pieces.get_mut(at)
        && piece.column.is_none()
        && !piece.comment
    {
        piece.column = Some(Column::Value);
    }
}

/// Whether a clause begins with a Russian word and the word that it governs.
fn russian_phrase(node: &SyntaxNode, pieces: &[Piece]) -> bool {
    // As it will be written: keywords may be translated on the way.
    let letters = pieces.first().map_or("", |piece| piece.text.as_ref());
    let russian = letters.chars().any(|sign| ('а'..='я').contains(&sign) || sign == 'ё');
    let governs = |kind: SyntaxKind| {
        matches!(
            kind,
            SyntaxKind::KW_WITH_COUPON
                | SyntaxKind::KW_WITH_CARD
                | SyntaxKind::KW_WITH_CERTIFICATE
                | SyntaxKind::KW_TO_CASHIER
                | SyntaxKind::KW_TO_CUSTOMER
        )
    };
    let mut rest = node
        .children_with_tokens()
        .filter(|element| !is_remark(element.kind()) && !element.kind().is_trivia())
        .skip(1);
    russian
        && rest.next().is_some_and(|second| match second {
            NodeOrToken::Token(token) => governs(token.kind()),
            NodeOrToken::Node(operand) => operand.first_token().is_some_and(|token| governs(token.kind())),
        })
}

/// `available next day` is one keyword, and reads as a word with its value.
fn split_phrase(kind: SyntaxKind, pieces: &mut Vec<Piece>) {
    let phrases = [
        SyntaxKind::KW_AVAILABLE,
        SyntaxKind::KW_AT_ONCE_AVAILABLE,
        SyntaxKind::KW_NEXT_DAY_AVAILABLE,
        SyntaxKind::KW_EXPIRES,
        SyntaxKind::KW_EXPIRES_ON,
        SyntaxKind::KW_EXPIRES_END_OF_MONTH,
        SyntaxKind::KW_EXPIRES_END_OF_QUARTER,
        SyntaxKind::KW_EXPIRES_END_OF_YEAR,
    ];
    if !phrases.contains(&kind) {
        return;
    }
    let Some(first) = pieces.first_mut() else { return };
    let Some((word, value)) = first.text.split_once(' ') else {
        return;
    };
    let (word, value) = (word.to_owned(), value.to_owned());
    let before = width(&word);
    let widths = first.widths.map(|width| width.saturating_sub(before).saturating_sub(1));
    let value = Piece {
        widths,
        ..Piece::plain(value)
    };
    first.text = word;
    first.widths = [before; 2];
    pieces.insert(1, value);
}

/// Whether items of this kind are declarations, which are not aligned by their first word.
pub(super) fn is_declaration(kind: SyntaxKind) -> bool {
    let declarations = [
        SyntaxKind::RETAILER,
        SyntaxKind::FILE_OWNER,
        SyntaxKind::PRODUCT_PROPERTY,
        SyntaxKind::CLIENT_PROPERTY,
        SyntaxKind::ITEMS,
        SyntaxKind::STORES,
        SyntaxKind::CLIENTS,
        SyntaxKind::CLIENT_GROUP,
        SyntaxKind::PROTECT,
        SyntaxKind::SCHEME,
        SyntaxKind::PROMOTION,
        SyntaxKind::ACCRUAL,
        SyntaxKind::REDEMPTION,
        SyntaxKind::SET,
        SyntaxKind::ACCOUNT,
        SyntaxKind::COUNTER,
        SyntaxKind::SCHEDULE,
        SyntaxKind::LEVELS,
        SyntaxKind::CARD,
        SyntaxKind::COUPON,
        SyntaxKind::CERTIFICATE,
        SyntaxKind::REFERRAL,
        SyntaxKind::PROGRAM,
        SyntaxKind::CAMPAIGN,
        SyntaxKind::PARTNER,
        SyntaxKind::MESSAGE,
        SyntaxKind::SURVEY,
        SyntaxKind::OPERATION,
        SyntaxKind::TEST,
        SyntaxKind::ERROR,
    ];
    declarations.contains(&kind)
}
