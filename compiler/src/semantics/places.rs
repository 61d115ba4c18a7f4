//! Absolute places: what stands at an offset, where a name is declared, lines and columns.

use std::sync::Arc;

use crate::db::{Db, Programme, SourceFile};
use crate::declarations::{Decl, DeclarationKey, Kind, declarations};
use crate::diagnostic::{Bilingual, Language, Location, Span};
use crate::hir::{SpanId, Text};
use crate::infer::infer;
use crate::names::programme_declarations;

/// Offsets at which lines start, the first one 0.
#[salsa::tracked(returns(ref))]
pub fn line_starts(db: &dyn Db, file: SourceFile) -> Vec<u32> {
    let text = file.text(db);
    let ends = text
        .bytes()
        .enumerate()
        .filter(|(_, byte)| *byte == b'\n')
        .map(|(at, _)| at.saturating_add(1));
    std::iter::once(0)
        .chain(ends)
        .map(|at| u32::try_from(at).unwrap_or(u32::MAX))
        .collect()
}

/// A numbered place of a declaration with line, column and words, for the plan's source map.
#[must_use]
pub fn place<'db>(
    db: &'db dyn Db,
    programme: Programme,
    decl: Decl<'db>,
    span: SpanId,
) -> perk_plan::source_map::Place {
    let file = decl.file(db);
    let span = infer(db, programme, decl).spans.get(span).shifted(decl.start(db));
    let starts = line_starts(db, file);
    let line = starts.partition_point(|start| *start <= span.start).max(1);
    let line_start = starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
    let text = file.text(db);
    let slice = |from: u32, to: u32| {
        let (from, to) = (usize::try_from(from).unwrap_or(0), usize::try_from(to).unwrap_or(0));
        text.get(from..to).unwrap_or_default()
    };
    let column = slice(line_start, span.start).chars().count().saturating_add(1);
    perk_plan::source_map::Place {
        file: file.path(db).to_string(),
        line: u32::try_from(line).unwrap_or(u32::MAX),
        column: u32::try_from(column).unwrap_or(u32::MAX),
        words: slice(span.start, span.end)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" "),
    }
}

/// Where the name of a declaration stands.
#[must_use]
pub fn location_of(db: &dyn Db, programme: Programme, key: &DeclarationKey) -> Option<Location> {
    let decl = find(db, programme, key)?;
    Some(Location {
        path: decl.file(db).path(db).clone(),
        span: decl.name_span(db).shifted(decl.start(db)),
    })
}

fn find<'db>(db: &'db dyn Db, programme: Programme, key: &DeclarationKey) -> Option<Decl<'db>> {
    let file = programme
        .files(db)
        .iter()
        .copied()
        .find(|file| *file.path(db) == key.path)?;
    declarations(db, file).iter().copied().find(|decl| decl.key(db) == *key)
}

/// The declaration around an offset of a file, with the offset relative to its start.
fn at<'db>(db: &'db dyn Db, file: SourceFile, offset: u32) -> Option<(Decl<'db>, u32)> {
    let all = declarations(db, file);
    let next = all.partition_point(|decl| decl.start(db) <= offset);
    let decl = all.get(next.checked_sub(1)?).copied()?;
    Some((decl, offset.saturating_sub(decl.start(db))))
}

/// What an offset of a file refers to: the name under it, or the declaration whose name stands there.
fn target(db: &dyn Db, programme: Programme, file: SourceFile, offset: u32) -> Option<(Span, DeclarationKey)> {
    let (decl, relative) = at(db, file, offset)?;
    let start = decl.start(db);
    if decl.name_span(db).touches(relative) {
        return Some((decl.name_span(db).shifted(start), decl.key(db)));
    }
    let reference = infer(db, programme, decl)
        .references
        .iter()
        .find(|it| it.span.touches(relative))?;
    Some((reference.span.shifted(start), reference.target.clone()))
}

/// Where the name under an offset is declared.
#[must_use]
pub fn definition(db: &dyn Db, programme: Programme, file: SourceFile, offset: u32) -> Option<Location> {
    let (_, key) = target(db, programme, file, offset)?;
    location_of(db, programme, &key)
}

/// Every place that names what stands under an offset, its declaration first.
#[must_use]
pub fn references_to(db: &dyn Db, programme: Programme, file: SourceFile, offset: u32) -> Vec<Location> {
    let Some((_, key)) = target(db, programme, file, offset) else {
        return Vec::new();
    };
    let mut found: Vec<Location> = location_of(db, programme, &key).into_iter().collect();
    for decl in programme_declarations(db, programme) {
        let path = decl.file(db).path(db);
        found.extend(
            infer(db, programme, *decl)
                .references
                .iter()
                .filter(|reference| reference.target == key)
                .map(|it| Location {
                    path: path.clone(),
                    span: it.span.shifted(decl.start(db)),
                }),
        );
    }
    found
}

/// What is known of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// What it is about, in the file.
    pub span: Span,
    /// One line: the declaration's head, the keyword in both languages, the fact with its type.
    pub head: String,
    /// Documentation; may be empty.
    pub text: String,
}

/// What stands under an offset.
#[must_use]
pub fn hover(db: &dyn Db, programme: Programme, file: SourceFile, offset: u32, language: Language) -> Option<Hover> {
    if let Some((span, key)) = target(db, programme, file, offset) {
        let decl = find(db, programme, &key)?;
        return Some(Hover {
            span,
            head: head(db, decl, language),
            text: documentation(db, decl),
        });
    }
    let token = super::parse(db, file)
        .syntax()
        .token_at_offset(offset.into())
        .right_biased()?;
    let span = crate::syntax::token(&token);
    if let Some(hover) = fact(&token, language) {
        return Some(hover);
    }
    let keyword = perk_grammar::Keyword::from_kind(token.kind())?;
    let (english, russian) = (
        keyword.canonical(Language::English),
        keyword.canonical(Language::Russian),
    );
    Some(Hover {
        span,
        head: format!("{english} · {russian}"),
        text: String::new(),
    })
}

/// A built-in fact around a token.
fn fact(token: &perk_grammar::tree::SyntaxToken, language: Language) -> Option<Hover> {
    use perk_grammar::ast::AstNode;
    let path = token.parent_ancestors().find_map(perk_grammar::ast::Path::cast)?;
    let first = path.ident()?.name();
    let rest: Vec<String> = path.segments().map(|segment| segment.name()).collect();
    let parts: Vec<&str> = std::iter::once(first.as_str())
        .chain(rest.iter().map(String::as_str))
        .collect();
    let fact = crate::vocabulary::built_in(&parts)?;
    Some(Hover {
        span: crate::syntax::node(path.syntax()),
        head: format!("{} · {} : {}", fact.en, fact.ru, fact.ty.ty().word().get(language)),
        text: fact.doc.get(language).to_owned(),
    })
}

fn head(db: &dyn Db, decl: Decl<'_>, language: Language) -> String {
    let kind: &Bilingual = decl.kind(db).word();
    let title = decl.tree(db).and_then(|tree| tree.title()).map(|title| title.value());
    match (decl.kind(db), title) {
        (Kind::Test, title) => format!("{} “{}”", kind.get(language), title.unwrap_or_default()),
        (_, Some(title)) => format!("{} {} “{title}”", kind.get(language), decl.name(db)),
        (_, None) => format!("{} {}", kind.get(language), decl.name(db)),
    }
}

fn documentation(db: &dyn Db, decl: Decl<'_>) -> String {
    let Some(tree) = decl.tree(db) else {
        return String::new();
    };
    tree.docs()
        .map(|doc| doc.line().to_owned())
        .collect::<Vec<_>>()
        .join("\n")
}

/// A declaration of a file, for outlines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    /// Its kind.
    pub kind: Kind,
    /// Its name as compared; the title of a test.
    pub name: Text,
    /// Its title, when written.
    pub title: Option<Text>,
    /// The whole declaration.
    pub span: Span,
    /// Its name.
    pub name_span: Span,
}

/// The declarations of a file, in their order.
#[must_use]
pub fn symbols(db: &dyn Db, file: SourceFile) -> Vec<Symbol> {
    declarations(db, file)
        .iter()
        .map(|decl| {
            let start = decl.start(db);
            Symbol {
                kind: decl.kind(db),
                name: decl.name(db).text(),
                title: decl
                    .tree(db)
                    .and_then(|tree| tree.title())
                    .map(|title| Arc::from(title.value())),
                span: Span::new(0, u32::from(decl.green(db).text_len())).shifted(start),
                name_span: decl.name_span(db).shifted(start),
            }
        })
        .collect()
}
