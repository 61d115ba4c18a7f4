//! The formatter: tree to text in one shape, and keywords from one language to the other; knows no meaning of any rule.
//!
//! The rules, all of them:
//! - two blanks of indent; one clause a line; the values of the clauses of one block begin in one column, two blanks after the
//!   longest clause word (a clause that opens a block of several lines right after its word takes no part);
//! - a block written on one line stays on one line while it fits in both languages and holds no comment, its clauses two blanks
//!   apart; a line break inside makes it a block of several lines;
//! - one-line declarations of one kind that follow each other have their `=`, `:` or `{` in one column; so have the goods and
//!   prices of a test's receipt, the titles and thresholds of levels, and the comments at the ends of the lines of one block;
//! - blank lines are the author's, at most one; one always stands around a block of several lines;
//! - a line longer than [`WIDTH`] breaks after a comma of a list and before `and`, `or`, `except`;
//! - a keyword is written in its canonical spelling, a unit in the form its number needs, a Russian word in the case its phrase
//!   needs; where the form depends on a name of the author (`за каждую пиццу`), the author's form stays;
//! - numbers keep their digits, point or comma and groups (a no-break blank becomes a blank); dates get two digits for day and
//!   month; names, texts and comments are never touched;
//! - a declaration with a syntax error is left exactly as it is.

mod check;
mod forms;
mod layout;
mod outline;
mod pieces;
mod render;
mod spelling;

use crate::Language;
use crate::kind::SyntaxKind;
use crate::limits::MAX_ERRORS;
use crate::tree::{SyntaxNode, TextRange, TextSize};

/// The widest line the formatter writes while it has a choice, in characters, without a comment at its end.
pub const WIDTH: usize = 110;

/// The language of keywords after formatting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keywords {
    /// Each keyword stays in the language its author chose.
    #[default]
    Keep,
    /// Keywords, units, built-in facts and dates are translated into one language; names, texts and comments are not.
    Into(Language),
}

/// How to format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FormatOptions {
    /// The language of keywords.
    pub keywords: Keywords,
}

/// Why a part of the text was left as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It has a syntax error: its bytes are untouched.
    SyntaxError,
    /// Written in the other language it would be read differently: it is formatted, and keeps its language.
    OtherMeaning,
    /// Formatted it would be read differently (a defect of the formatter): its bytes are untouched.
    Unsafe,
}

/// A formatted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formatted {
    /// The text; ends with a line break unless it is empty.
    pub text: String,
    /// The parts of the old text that were left, with the reason.
    pub left: Vec<(TextRange, Reason)>,
    /// Where the same parts stand in the new text, in the same order.
    pub places: Vec<TextRange>,
}

/// Formats a text.
///
/// Laws: formatting twice changes nothing more; every comment stays, in order; the formatted text reads as the same tree; no byte
/// of a declaration with a syntax error changes.
#[must_use]
pub fn format(text: &str, options: FormatOptions) -> Formatted {
    let parse = crate::parse(text);
    let root = parse.syntax();
    if usize::from(root.text_range().len()) != text.len() {
        // Beyond what a tree can hold.
        return Formatted {
            text: text.to_owned(),
            left: vec![(root.text_range(), Reason::SyntaxError)],
            places: vec![root.text_range()],
        };
    }
    let mut states: Vec<Option<Reason>> = broken(&root, parse.errors().iter().map(|error| error.range));
    if parse.errors().len() >= MAX_ERRORS {
        // The errors after these were not counted: nobody knows what is sound there.
        let last = parse
            .errors()
            .last()
            .map(|error| error.range.start())
            .unwrap_or_default();
        for (child, state) in root.children().zip(&mut states) {
            if child.text_range().end() >= last {
                *state = Some(Reason::SyntaxError);
            }
        }
    }
    widen(text, &root, &mut states);
    let target = match options.keywords {
        Keywords::Keep => None,
        Keywords::Into(language) => Some(language),
    };
    let mut written = write(&root, &states, target);
    let mut after = crate::parse(&written).syntax();
    if !check::reads_the_same(&root, &after) {
        single_out(&root, &mut states, target);
        written = write(&root, &states, target);
        after = crate::parse(&written).syntax();
        if !check::reads_the_same(&root, &after) {
            let left = vec![(root.text_range(), Reason::Unsafe)];
            return Formatted {
                text: text.to_owned(),
                left,
                places: vec![root.text_range()],
            };
        }
    }
    let left = root
        .children()
        .zip(&states)
        .filter_map(|(child, state)| state.map(|reason| (child.text_range(), reason)));
    // Trees that say the same have the same children.
    let places = after
        .children()
        .zip(&states)
        .filter_map(|(child, state)| state.map(|_| child.text_range()));
    Formatted {
        left: left.collect(),
        places: places.collect(),
        text: written,
    }
}

/// Writes the whole tree.
fn write(root: &SyntaxNode, states: &[Option<Reason>], target: Option<Language>) -> String {
    render::file(outline::file(root, states, target))
}

/// For each child of the file, whether it has an error.
fn broken(root: &SyntaxNode, errors: impl Iterator<Item = TextRange>) -> Vec<Option<Reason>> {
    let children: Vec<SyntaxNode> = root.children().collect();
    let mut states: Vec<Option<Reason>> = children
        .iter()
        .map(|child| {
            let broken = child.kind() == SyntaxKind::ERROR
                || child.descendants_with_tokens().any(|element| {
                    matches!(
                        element.kind(),
                        SyntaxKind::ERROR | SyntaxKind::UNKNOWN | SyntaxKind::WORD | SyntaxKind::SIGN
                    )
                });
            broken.then_some(Reason::SyntaxError)
        })
        .collect();
    // What is found at the very word that opens a declaration was missing before it.
    let openings: Vec<TextSize> = children.iter().map(outline::opening).collect();
    for error in errors {
        let mut touched = false;
        for ((child, opening), state) in children.iter().zip(&openings).zip(&mut states) {
            if child.text_range().intersect(error).is_some() && error.start() != *opening {
                *state = Some(Reason::SyntaxError);
                touched = true;
            }
        }
        if !touched {
            // An error past the end of a declaration, as of a missing `}`, is the error of the last one before it.
            let before = openings
                .iter()
                .zip(&mut states)
                .rfind(|(opening, _)| **opening < error.start());
            if let Some((_, state)) = before {
                *state = Some(Reason::SyntaxError);
            }
        }
    }
    states
}

/// Leaves the neighbours of a broken declaration that share a line with it: after an error the parser goes on by lines, so that
/// a line break between them could change what is read.
fn widen(text: &str, root: &SyntaxNode, states: &mut [Option<Reason>]) {
    let children: Vec<SyntaxNode> = root.children().collect();
    let joined: Vec<bool> = children
        .iter()
        .map(|child| outline::continues_line(text, child).is_some())
        .collect();
    // Once down the text, once up.
    for index in 1..states.len() {
        let before = states.get(index.saturating_sub(1)).copied().flatten();
        if joined.get(index) == Some(&true)
            && before.is_some()
            && let Some(state) = states.get_mut(index)
        {
            *state = before;
        }
    }
    for index in (1..states.len()).rev() {
        let after = states.get(index).copied().flatten();
        if joined.get(index) == Some(&true)
            && after.is_some()
            && let Some(state) = states.get_mut(index.saturating_sub(1))
        {
            *state = after;
        }
    }
}

/// Finds the declarations that would be read differently, one by one.
fn single_out(root: &SyntaxNode, states: &mut [Option<Reason>], target: Option<Language>) {
    for (child, state) in root.children().zip(states) {
        if state.is_some() {
            continue;
        }
        let safe = |target: Option<Language>| {
            let written = render::file(outline::single(&child, target));
            check::reads_the_same_alone(&child, &crate::parse(&written).syntax())
        };
        if !safe(target) {
            *state = Some(if target.is_some() && safe(None) {
                Reason::OtherMeaning
            } else {
                Reason::Unsafe
            });
        }
    }
}
