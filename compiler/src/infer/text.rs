//! Texts with values in braces.

use std::sync::Arc;

use perk_grammar::ast::{self, AstToken, Piece};

use super::Context;
use crate::declarations::Namespace;
use crate::diagnostic::{Finding, Param, Span, codes};
use crate::hir::{Name, Template, TextPart, TextValue};
use crate::syntax;
use crate::vocabulary;

impl Context<'_> {
    pub(super) fn template(&mut self, text: &ast::Text) -> Option<Template> {
        let start = syntax::typed(text).start;
        let offset = |bytes: usize| start.saturating_add(u32::try_from(bytes).unwrap_or(u32::MAX));
        let mut parts: Vec<TextPart> = Vec::new();
        let mut failed = false;
        for piece in text.pieces() {
            match piece {
                Piece::Words { text, .. } if text.is_empty() => {}
                Piece::Words { text, .. } => parts.push(TextPart::Written(Arc::from(text))),
                Piece::Insert {
                    path,
                    path_range,
                    range,
                } => {
                    let span = if path.is_empty() { range } else { path_range };
                    match self.shown(&path, Span::new(offset(span.start), offset(span.end))) {
                        Some(value) => parts.push(TextPart::Value(value)),
                        None => failed = true,
                    }
                }
                Piece::Unclosed { range } => {
                    let found = text
                        .text()
                        .get(range.clone())
                        .unwrap_or_default()
                        .trim_end_matches(['"', '»', '”']);
                    let span = Span::new(offset(range.start), offset(range.end));
                    self.report(Finding::new(&codes::TEXT_UNCLOSED_VALUE, span).with("found", found));
                    failed = true;
                }
            }
        }
        (!failed).then_some(Template { parts })
    }

    /// The value that a path in braces shows.
    fn shown(&mut self, path: &str, span: Span) -> Option<TextValue> {
        if let Some(word) = vocabulary::text_value(path) {
            return Some(word.value.into());
        }
        if let Some((owner, property)) = path.split_once('.')
            && vocabulary::root(owner) == Some("client")
        {
            if let Some(decl) = self.lookup(Namespace::ClientProperty, property) {
                self.refer(span, decl);
                return Some(TextValue::ClientProperty(decl.name(self.db).clone()));
            }
            if let Some(fact) = vocabulary::built_in(&[owner, property])
                && let vocabulary::Meaning::ClientProperty(name) = fact.meaning
            {
                return Some(TextValue::ClientProperty(Name::fold(name)));
            }
        }
        let russian = syntax::is_russian(path);
        let known: Vec<&str> = vocabulary::TEXT_VALUES
            .iter()
            .map(|value| if russian { value.ru } else { value.en })
            .collect();
        let mut finding = Finding::new(&codes::UNKNOWN_TEXT_VALUE, span).with("name", path).with(
            "known",
            Param::List(known.iter().map(|word| Arc::from(*word)).collect()),
        );
        let all = vocabulary::TEXT_VALUES.iter().flat_map(|value| [value.en, value.ru]);
        if let Some(found) = crate::spelling::suggest(path, all) {
            let word = vec![("word", Param::from(found.word.as_str()))];
            finding = finding.fix(&codes::WRITE_WORD, word, span, &found.word);
        }
        self.report(finding);
        None
    }
}
