//! An outline as lines: indents, columns, blank lines, breaks of long lines; knows no tree.

use super::WIDTH;
use super::layout::{Block, Column, Item, Piece, Remark, width};
use super::outline::is_declaration;
use crate::kind::SyntaxKind;

/// Blanks of one step of indent.
const STEP: usize = 2;

/// Writes a whole file.
pub(super) fn file(block: Block) -> String {
    let mut page = Page::default();
    if let Some(comment) = &block.opening {
        page.push(comment.clone(), None, None);
    }
    page.items(&block.items, 0, true);
    page.remarks(&block.closing, 0);
    page.finish()
}

/// One line with the comment at its end.
#[derive(Debug, Default)]
struct Line {
    text: String,
    trailing: Option<String>,
    /// Lines of one group have their comments in one column.
    group: Option<usize>,
}

/// The lines written so far.
#[derive(Debug, Default)]
struct Page {
    lines: Vec<Line>,
    groups: usize,
    /// Whether the next line opens a block, where no blank line may stand.
    opened: bool,
}

impl Page {
    fn push(&mut self, text: String, trailing: Option<String>, group: Option<usize>) {
        self.lines.push(Line { text, trailing, group });
        self.opened = false;
    }

    /// An empty line, unless it would open the text or a block.
    fn blank(&mut self) {
        let doubled = self
            .lines
            .last()
            .is_none_or(|line| line.text.is_empty() && line.trailing.is_none());
        if !doubled && !self.opened {
            self.push(String::new(), None, None);
        }
    }

    fn remarks(&mut self, remarks: &[Remark], indent: usize) {
        for remark in remarks {
            if remark.blank {
                self.blank();
            }
            self.push(format!("{}{}", " ".repeat(indent), remark.text), None, None);
        }
    }

    fn group(&mut self) -> usize {
        self.groups = self.groups.saturating_add(1);
        self.groups
    }

    /// Writes the items of one block.
    fn items(&mut self, items: &[Item], indent: usize, top: bool) {
        let shapes: Vec<Shape> = items.iter().map(|item| Shape::of(item, indent)).collect();
        let pads = align(items, &shapes);
        let mut group = self.group();
        let mut many_before = false;
        for (index, ((item, shape), pads)) in items.iter().zip(&shapes).zip(&pads).enumerate() {
            let spaced = item.blank || item.above.iter().any(|remark| remark.blank);
            if top {
                // A comment that opens the text stays with the first declaration below it.
                if index > 0 && !spaced && (many_before || shape.apart) {
                    self.blank();
                }
                if spaced || many_before || shape.apart {
                    group = self.group();
                }
            }
            self.remarks(&item.above, indent);
            if item.blank {
                self.blank();
            }
            self.item(item, shape, pads, indent, group);
            many_before = shape.apart;
        }
    }

    fn item(&mut self, item: &Item, shape: &Shape, pads: &[Option<usize>], indent: usize, group: usize) {
        if item.verbatim {
            let text: String = item.head.iter().map(|piece| piece.text.as_str()).collect();
            let text = text.strip_suffix('\n').unwrap_or(&text).to_owned();
            self.push(text, item.trailing.clone(), None);
            return;
        }
        let first_line = self.lines.len();
        let mut text = self.pieces(&item.head, pads, indent, " ".repeat(indent));
        let Some(block) = &item.block else {
            let alone = self.lines.len() == first_line;
            self.push(text, item.trailing.clone(), alone.then_some(group));
            return;
        };
        if !text.trim().is_empty() {
            let gap = pads.get(item.head.len()).copied().flatten().unwrap_or(1);
            text.push_str(&" ".repeat(gap));
        }
        if let Some(inside) = &shape.one_line {
            text.push_str(inside);
            text = self.tail(&item.tail, text, indent);
            let alone = self.lines.len() == first_line;
            self.push(text, item.trailing.clone(), alone.then_some(group));
            return;
        }
        text.push('{');
        self.push(text, block.opening.clone(), None);
        self.opened = true;
        self.items(&block.items, indent.saturating_add(STEP), false);
        self.remarks(&block.closing, indent.saturating_add(STEP));
        self.opened = false;
        let text = self.tail(&item.tail, format!("{}}}", " ".repeat(indent)), indent);
        self.push(text, item.trailing.clone(), None);
    }

    fn tail(&mut self, tail: &[Piece], mut text: String, indent: usize) -> String {
        if tail.is_empty() {
            return text;
        }
        text.push(' ');
        self.pieces(tail, &[], indent, text)
    }

    /// Writes pieces behind `line`; lines that end on the way go to the page, the last is answered.
    fn pieces(&mut self, pieces: &[Piece], pads: &[Option<usize>], indent: usize, mut line: String) -> String {
        let further = indent.saturating_add(STEP.saturating_mul(2));
        let mut begun = false;
        for (index, piece) in pieces.iter().enumerate() {
            let blanks = if begun {
                blanks_before(piece, pads.get(index).copied().flatten())
            } else {
                0
            };
            if piece.comment {
                if begun {
                    self.push(line, Some(piece.text.clone()), None);
                } else {
                    self.push(format!("{line}{}", piece.text), None, None);
                }
                line = " ".repeat(further);
                begun = false;
                continue;
            }
            let chunk = chunk_width(pieces.get(index..).unwrap_or_default());
            let too_long = width(&line).saturating_add(blanks).saturating_add(chunk) > WIDTH;
            if begun && piece.breakable && too_long {
                self.push(line, None, None);
                line = " ".repeat(further);
            } else {
                line.push_str(&" ".repeat(blanks));
            }
            line.push_str(&piece.text);
            begun = true;
        }
        line
    }

    fn finish(self) -> String {
        let mut widths = vec![0usize; self.groups.saturating_add(1)];
        for line in &self.lines {
            if let (Some(_), Some(group)) = (&line.trailing, line.group)
                && let Some(widest) = widths.get_mut(group)
            {
                *widest = (*widest).max(width(&line.text));
            }
        }
        let mut out = String::new();
        for line in &self.lines {
            out.push_str(&line.text);
            if let Some(comment) = &line.trailing {
                let widest = line
                    .group
                    .and_then(|group| widths.get(group))
                    .copied()
                    .unwrap_or_default();
                let pad = widest.saturating_sub(width(&line.text)).saturating_add(STEP);
                out.push_str(&" ".repeat(pad));
                out.push_str(comment);
            }
            out.push('\n');
        }
        out
    }
}

/// Width of what must stand on one line from the first of these pieces on.
fn chunk_width(pieces: &[Piece]) -> usize {
    let mut sum = 0usize;
    for (index, piece) in pieces.iter().enumerate() {
        if index > 0 && (piece.breakable || piece.comment) {
            break;
        }
        let blank = usize::from(index > 0 && !piece.glued);
        sum = sum.saturating_add(blank).saturating_add(width(&piece.text));
    }
    sum
}

fn blanks_before(piece: &Piece, pad: Option<usize>) -> usize {
    pad.unwrap_or(usize::from(!piece.glued))
}

/// How an item will be written, before its columns are known.
#[derive(Debug)]
struct Shape {
    /// Its block on one line, with braces.
    one_line: Option<String>,
    /// Whether it takes several lines.
    many_lines: bool,
    /// Whether it takes several lines in either language, and so stands between blank lines.
    apart: bool,
}

impl Shape {
    fn of(item: &Item, indent: usize) -> Shape {
        let commented = item.head.iter().chain(&item.tail).any(|piece| piece.comment);
        let Some(block) = &item.block else {
            let long = width(&flat(&item.head)).saturating_add(indent) > WIDTH;
            let wrapped = long && item.head.iter().any(|piece| piece.breakable);
            let apart = item.verbatim || commented;
            return Shape {
                one_line: None,
                many_lines: apart || wrapped,
                apart,
            };
        };
        let around = sum(
            sum(widths(&item.head), widths(&item.tail)),
            [indent.saturating_add(2); 2],
        );
        let one_line = one_line(block)
            .filter(|(_, inside)| !commented && sum(around, *inside).into_iter().all(|width| width <= WIDTH))
            .map(|(text, _)| text);
        Shape {
            many_lines: one_line.is_none(),
            apart: one_line.is_none(),
            one_line,
        }
    }
}

/// Pieces on one line, without columns.
fn flat(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        if !text.is_empty() && !piece.glued {
            text.push(' ');
        }
        text.push_str(&piece.text);
    }
    text
}

/// The widths of pieces on one line in English and in Russian.
fn widths(pieces: &[Piece]) -> [usize; 2] {
    let blank = |index: usize, piece: &Piece| usize::from(index > 0 && !piece.glued);
    let blanks = pieces
        .iter()
        .enumerate()
        .map(|(index, piece)| blank(index, piece))
        .fold(0, usize::saturating_add);
    pieces.iter().fold([blanks; 2], |all, piece| sum(all, piece.widths))
}

fn sum([english, russian]: [usize; 2], [more, still_more]: [usize; 2]) -> [usize; 2] {
    [english.saturating_add(more), russian.saturating_add(still_more)]
}

/// A block on one line with its widths in both languages, if its author wrote it so and it holds no comment.
fn one_line(block: &Block) -> Option<(String, [usize; 2])> {
    if !block.one_line || block.opening.is_some() || !block.closing.is_empty() {
        return None;
    }
    // The braces with their blanks.
    let mut wide = [STEP.saturating_mul(2); 2];
    let mut items: Vec<String> = Vec::new();
    for item in &block.items {
        let commented = item.head.iter().chain(&item.tail).any(|piece| piece.comment);
        if commented || !item.above.is_empty() || item.trailing.is_some() || item.verbatim {
            return None;
        }
        let mut text = flat(&item.head);
        wide = sum(sum(wide, widths(&item.head)), [STEP; 2]);
        if let Some(inner) = &item.block {
            let (inside, inner) = one_line(inner)?;
            text.push(' ');
            text.push_str(&inside);
            wide = sum(sum(wide, inner), [1; 2]);
        }
        if !item.tail.is_empty() {
            text.push(' ');
            text.push_str(&flat(&item.tail));
            wide = sum(sum(wide, widths(&item.tail)), [1; 2]);
        }
        items.push(text);
    }
    let text = if items.is_empty() {
        "{ }".to_owned()
    } else {
        format!("{{ {} }}", items.join("  "))
    };
    Some((text, wide.map(|wide| wide.saturating_sub(STEP))))
}

/// The blanks before the pieces that begin columns, one list per item; the last entry is that of `{`.
fn align(items: &[Item], shapes: &[Shape]) -> Vec<Vec<Option<usize>>> {
    let classes = classes(items, shapes);
    let mut pads: Vec<Vec<Option<usize>>> = items
        .iter()
        .map(|item| vec![None; item.head.len().saturating_add(1)])
        .collect();
    for column in Column::ALL {
        // Clause words of a whole block share one column; the others are shared inside a class.
        let class_of = |index: usize| match column {
            Column::Value => Some(0),
            Column::Hinge | Column::Title | Column::Threshold | Column::At | Column::Sum | Column::Rest => {
                classes.get(index).copied()
            }
        };
        let mut widest = vec![0usize; items.len().saturating_add(1)];
        let mut places: Vec<(usize, usize, usize)> = Vec::new();
        for (index, ((item, shape), pads)) in items.iter().zip(shapes).zip(&pads).enumerate() {
            let Some(at) = place(item, shape, column) else { continue };
            let Some(before) = width_until(&item.head, pads, at) else {
                continue;
            };
            let end = before.saturating_add(own_width(item, at, column));
            if let Some(widest) = class_of(index).and_then(|class| widest.get_mut(class)) {
                *widest = (*widest).max(end);
            }
            places.push((index, at, end));
        }
        for (index, at, end) in places {
            let widest = class_of(index)
                .and_then(|class| widest.get(class))
                .copied()
                .unwrap_or_default();
            let pad = widest.saturating_sub(end).saturating_add(column.gap());
            if let Some(slot) = pads.get_mut(index).and_then(|pads| pads.get_mut(at)) {
                *slot = Some(pad);
            }
        }
    }
    pads
}

/// A column aligned by its end counts the width of its piece.
fn own_width(item: &Item, at: usize, column: Column) -> usize {
    if column != Column::Sum {
        return 0;
    }
    item.head.get(at).map_or(0, |piece| width(&piece.text))
}

/// Where a column begins in an item.
fn place(item: &Item, shape: &Shape, column: Column) -> Option<usize> {
    if item.verbatim {
        return None;
    }
    if let Some(at) = item.head.iter().position(|piece| piece.column == Some(column)) {
        return Some(at);
    }
    let brace = if is_declaration(item.kind) {
        column == Column::Hinge
    } else {
        column == Column::Value && item.head.len() == 1
    };
    (brace && shape.one_line.is_some()).then_some(item.head.len())
}

/// Width of an item up to a piece; `None` after a comment, which ends the line.
fn width_until(head: &[Piece], pads: &[Option<usize>], at: usize) -> Option<usize> {
    let mut sum = 0usize;
    for (index, piece) in head.iter().take(at).enumerate() {
        if piece.comment {
            return None;
        }
        let blanks = if index == 0 {
            0
        } else {
            blanks_before(piece, pads.get(index).copied().flatten())
        };
        sum = sum.saturating_add(blanks).saturating_add(width(&piece.text));
    }
    Some(sum)
}

/// Which items are aligned with each other, as numbers below their count: clauses by kind, declarations by runs of one-line
/// neighbours of one kind.
fn classes(items: &[Item], shapes: &[Shape]) -> Vec<usize> {
    let mut kinds: Vec<(SyntaxKind, usize)> = Vec::new();
    let mut before: Option<(&Item, &Shape, usize)> = None;
    let mut classes = Vec::with_capacity(items.len());
    for (index, (item, shape)) in items.iter().zip(shapes).enumerate() {
        let class = if is_declaration(item.kind) {
            let joined = before.filter(|(last, shape_before, _)| {
                last.kind == item.kind
                    && !shape_before.many_lines
                    && !shape.many_lines
                    && !item.blank
                    && item.above.is_empty()
            });
            let class = joined.map_or(index, |(_, _, class)| class);
            before = Some((item, shape, class));
            class
        } else {
            before = None;
            let known = kinds
                .iter()
                .find(|(kind, _)| *kind == item.kind)
                .map(|(_, class)| *class);
            known.unwrap_or_else(|| {
                kinds.push((item.kind, index));
                index
            })
        };
        classes.push(class);
    }
    classes
}
