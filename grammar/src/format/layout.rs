//! What an outline is made of: items, blocks, pieces, columns; knows neither the tree nor how lines are written.

use crate::kind::SyntaxKind;

/// A line that belongs to no clause: a comment.
#[derive(Clone, Debug)]
pub(super) struct Remark {
    /// The comment with its slashes.
    pub(super) text: String,
    /// Whether a blank line stands before it.
    pub(super) blank: bool,
}

/// One clause or declaration.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// Its node.
    pub(super) kind: SyntaxKind,
    /// Comments above it.
    pub(super) above: Vec<Remark>,
    /// Whether a blank line stands directly before it (after its comments).
    pub(super) blank: bool,
    /// What stands before its block, or all of it.
    pub(super) head: Vec<Piece>,
    /// Its block.
    pub(super) block: Option<Block>,
    /// What stands after its block.
    pub(super) tail: Vec<Piece>,
    /// The comment at its end.
    pub(super) trailing: Option<String>,
    /// Whether its text is written as it was, in one piece.
    pub(super) verbatim: bool,
}

/// `{ … }`.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    /// A comment on the line of `{`.
    pub(super) opening: Option<String>,
    /// What stands inside.
    pub(super) items: Vec<Item>,
    /// Comments before `}`.
    pub(super) closing: Vec<Remark>,
    /// Whether its author wrote it on one line.
    pub(super) one_line: bool,
}

/// A word, a number, a sign: what is never broken.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) text: String,
    /// Its widths in English and in Russian: blocks are opened by the wider, so that translation never opens one.
    pub(super) widths: [usize; 2],
    /// Written without a blank before it.
    pub(super) glued: bool,
    /// A long line may break before it.
    pub(super) breakable: bool,
    /// Begins a column.
    pub(super) column: Option<Column>,
    /// Is a comment, after which the line ends.
    pub(super) comment: bool,
}

impl Piece {
    /// A text that is the same in both languages, with a blank before it.
    pub(super) fn plain(text: String) -> Self {
        let widths = [width(&text); 2];
        Self {
            text,
            widths,
            glued: false,
            breakable: false,
            column: None,
            comment: false,
        }
    }

    /// A comment, after which the line ends.
    pub(super) fn comment(text: String) -> Self {
        Self {
            comment: true,
            ..Self::plain(text)
        }
    }
}

/// The columns of a block, from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    /// The value after a clause word.
    Value,
    /// The `=`, `:` or `{` after the name of a declaration or role.
    Hinge,
    /// The title of a level.
    Title,
    /// The threshold of a level.
    Threshold,
    /// `at` of a line of goods.
    At,
    /// The sum after `at`, aligned by its end.
    Sum,
    /// What follows the price.
    Rest,
}

impl Column {
    /// All columns, from left to right.
    pub(super) const ALL: [Column; 7] = [
        Column::Value,
        Column::Hinge,
        Column::Title,
        Column::Threshold,
        Column::At,
        Column::Sum,
        Column::Rest,
    ];

    /// Blanks between the longest text before the column and the column.
    pub(super) fn gap(self) -> usize {
        match self {
            Column::Value | Column::At => 2,
            Column::Hinge | Column::Title | Column::Threshold | Column::Sum | Column::Rest => 1,
        }
    }
}

/// Width in characters.
pub(super) fn width(text: &str) -> usize {
    text.chars().count()
}
