//! Answers of `ide` in the protocol's words.

use gen_lsp_types::{
    Code, CompletionItem, CompletionItemKind, Contents, Definition, DefinitionResponse, Diagnostic,
    DiagnosticRelatedInformation, DiagnosticSeverity, DocumentSymbol, DocumentSymbolResponse, Hover, Location,
    MarkupContent, MarkupKind, Message, Position, Range, SymbolKind, TextEdit,
};
use perk_compiler::declarations::Kind;
use perk_compiler::diagnostic::{self, Severity};
use perk_grammar::Language;

use super::documents::View;
use super::position::{Encoding, Lines};
use crate::ide::{self, CompletionKind};

/// The place of a location of the same programme.
fn place(view: &View, location: &diagnostic::Location, encoding: Encoding) -> Option<Location> {
    let text = view.snapshot.text(&location.path)?;
    let range = Lines::new(text, encoding).range(location.span.start, location.span.end);
    Some(Location {
        uri: view.uri_of(&location.path)?,
        range,
    })
}

pub(super) fn diagnostics(view: &View, path: &str, encoding: Encoding, language: Language) -> Vec<Diagnostic> {
    let Some(text) = view.snapshot.text(path) else {
        return Vec::new();
    };
    let lines = Lines::new(text, encoding);
    let found = view.snapshot.diagnostics(path);
    found
        .iter()
        .map(|one| finding(view, &lines, one, encoding, language))
        .collect()
}

fn finding(
    view: &View,
    lines: &Lines<'_>,
    found: &diagnostic::Diagnostic,
    encoding: Encoding,
    language: Language,
) -> Diagnostic {
    let mut message = found.message(language);
    let remarks = found.remark.iter().map(|remark| remark.render(language));
    let notes = found.notes.iter().map(|note| note.render(language));
    for line in remarks
        .chain(notes)
        .chain([found.help(language)])
        .filter(|line| !line.is_empty())
    {
        message.push('\n');
        message.push_str(&line);
    }
    let related: Vec<DiagnosticRelatedInformation> = found
        .labels
        .iter()
        .filter_map(|label| {
            let location = place(view, &label.location, encoding)?;
            let message = label
                .note
                .as_ref()
                .map_or_else(|| found.message(language), |note| note.render(language));
            Some(DiagnosticRelatedInformation { location, message })
        })
        .collect();
    Diagnostic {
        range: lines.range(found.location.span.start, found.location.span.end),
        severity: Some(match found.severity() {
            Severity::Error => DiagnosticSeverity::Error,
            Severity::Warning => DiagnosticSeverity::Warning,
            Severity::Hint | Severity::Advice => DiagnosticSeverity::Hint,
        }),
        code: Some(Code::String(found.code.id.to_owned())),
        source: Some("perk".to_owned()),
        message: Message::String(message),
        related_information: (!related.is_empty()).then_some(related),
        ..Diagnostic::default()
    }
}

pub(super) fn hover(view: &View, offset: u32, encoding: Encoding, language: Language) -> Option<Hover> {
    let hover = view.snapshot.hover(&view.path, offset, language)?;
    let lines = Lines::new(view.snapshot.text(&view.path)?, encoding);
    let mut value = format!("**{}**", hover.head);
    if !hover.text.is_empty() {
        value.push_str("\n\n");
        value.push_str(&hover.text);
    }
    Some(Hover {
        contents: Contents::MarkupContent(MarkupContent {
            kind: MarkupKind::Markdown,
            value,
        }),
        range: Some(lines.range(hover.span.start, hover.span.end)),
    })
}

pub(super) fn definition(view: &View, offset: u32, encoding: Encoding) -> Option<DefinitionResponse> {
    let location = view.snapshot.definition(&view.path, offset)?;
    Some(DefinitionResponse::Definition(Definition::Location(place(
        view, &location, encoding,
    )?)))
}

pub(super) fn completions(view: &View, offset: u32) -> Vec<CompletionItem> {
    view.snapshot
        .completions(&view.path, offset)
        .into_iter()
        .map(completion)
        .collect()
}

fn completion(found: ide::Completion) -> CompletionItem {
    let (kind, rank) = match found.kind {
        CompletionKind::Name => (CompletionItemKind::Variable, "1"),
        CompletionKind::Fact => (CompletionItemKind::Field, "2"),
        CompletionKind::Keyword => (CompletionItemKind::Keyword, "3"),
    };
    CompletionItem {
        sort_text: Some(format!("{rank}{}", found.text)),
        label: found.text,
        kind: Some(kind),
        detail: Some(found.detail),
        ..CompletionItem::default()
    }
}

pub(super) fn symbols(view: &View, encoding: Encoding) -> Option<DocumentSymbolResponse> {
    let lines = Lines::new(view.snapshot.text(&view.path)?, encoding);
    let found = view.snapshot.symbols(&view.path);
    let symbols = found.iter().map(|symbol| self::symbol(&lines, symbol)).collect();
    Some(DocumentSymbolResponse::DocumentSymbolList(symbols))
}

// The protocol's own field `deprecated` has to be named to build the struct.
#[expect(deprecated, reason = "the protocol's struct has no other constructor with names")]
fn symbol(lines: &Lines<'_>, symbol: &ide::Symbol) -> DocumentSymbol {
    let name = if symbol.name.is_empty() {
        symbol.title.as_deref().unwrap_or("…")
    } else {
        &*symbol.name
    };
    let kind = match symbol.kind {
        Kind::Promotion => SymbolKind::Event,
        Kind::Test => SymbolKind::Method,
        Kind::Retailer => SymbolKind::Namespace,
        Kind::ProductProperty | Kind::ClientProperty => SymbolKind::Property,
        Kind::Items | Kind::Stores | Kind::Clients => SymbolKind::Array,
        Kind::Owner
        | Kind::ClientGroup
        | Kind::Protect
        | Kind::Scheme
        | Kind::Accrual
        | Kind::Redemption
        | Kind::Set
        | Kind::Account
        | Kind::Counter
        | Kind::Schedule
        | Kind::Levels
        | Kind::Card
        | Kind::Coupon
        | Kind::Certificate
        | Kind::Referral
        | Kind::Program
        | Kind::Campaign
        | Kind::Partner
        | Kind::Message
        | Kind::Survey
        | Kind::Operation => SymbolKind::Object,
    };
    DocumentSymbol {
        name: name.to_owned(),
        detail: symbol.title.as_deref().map(str::to_owned),
        kind,
        tags: None,
        deprecated: None,
        range: lines.range(symbol.span.start, symbol.span.end),
        selection_range: lines.range(symbol.name_span.start, symbol.name_span.end),
        children: None,
    }
}

/// One edit that replaces the whole text, or none where nothing would change.
pub(super) fn formatting(view: &View, encoding: Encoding) -> Vec<TextEdit> {
    let (Some(text), Some(new_text)) = (view.snapshot.text(&view.path), view.snapshot.formatted(&view.path)) else {
        return Vec::new();
    };
    let end = Lines::new(text, encoding).position(u32::MAX);
    vec![TextEdit {
        range: Range {
            start: Position { line: 0, character: 0 },
            end,
        },
        new_text,
    }]
}
