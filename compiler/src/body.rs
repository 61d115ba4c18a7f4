//! Where each numbered place of a declaration's HIR stands; knows no meaning.

use crate::diagnostic::Span;
use crate::hir::SpanId;

/// Ranges of a declaration by [`SpanId`], relative to its start.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceMap {
    spans: Vec<Span>,
}

impl SourceMap {
    /// Numbers a further place.
    pub fn add(&mut self, span: Span) -> SpanId {
        let id = SpanId(u32::try_from(self.spans.len()).unwrap_or(u32::MAX));
        self.spans.push(span);
        id
    }

    /// The range of a place; an unknown one is the declaration's start.
    #[must_use]
    pub fn get(&self, id: SpanId) -> Span {
        usize::try_from(id.0)
            .ok()
            .and_then(|index| self.spans.get(index))
            .copied()
            .unwrap_or_default()
    }
}
