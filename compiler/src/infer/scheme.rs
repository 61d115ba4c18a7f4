//! Schemes and references to them.

use perk_grammar::Keyword;
use perk_grammar::ast::{self, AstNode};
use perk_grammar::keywords::choices;

use super::Context;
use crate::declarations::Kind;
use crate::diagnostic::{Bilingual, Finding, codes};
use crate::hir::{Combine, Favour, Name, Phase, Scheme, SchemeRef, Scope, SpanId};
use crate::syntax;

/// The phase of a keyword.
pub(super) const fn phase(phase: &ast::Phase) -> Phase {
    match phase {
        ast::Phase::PhaseShelf(_) => Phase::Shelf,
        ast::Phase::PhaseGoods(_) => Phase::Goods,
        ast::Phase::PhaseReceipt(_) => Phase::Receipt,
        ast::Phase::PhaseTender(_) => Phase::Tender,
        ast::Phase::PhaseRounding(_) => Phase::Rounding,
        ast::Phase::PhaseEarn(_) => Phase::Earn,
        ast::Phase::PhaseOffer(_) => Phase::Offer,
    }
}

/// How the own scheme of a phase combines (semantics §2, defaults).
#[must_use]
pub const fn defaults(phase: Phase) -> (Combine, Scope) {
    match phase {
        Phase::Goods => (Combine::Best, Scope::Unit),
        Phase::Receipt => (Combine::Best, Scope::Receipt),
        Phase::Shelf | Phase::Tender | Phase::Rounding | Phase::Earn | Phase::Offer => (Combine::All, Scope::Unit),
    }
}

/// Whether a name is what a phase is called, in either language.
fn is_phase(name: &str) -> bool {
    Keyword::from_text(name).any(|keyword| choices::PHASE.contains(&keyword))
}

impl Context<'_> {
    pub(super) fn scheme(&mut self, name: &Name, tree: &ast::Scheme) -> Option<Scheme> {
        let span = match tree.name() {
            Some(name) => self.place(name.syntax()),
            None => self.place(tree.syntax()),
        };
        if is_phase(name.as_str()) {
            let at = self.spans.get(span);
            self.report(Finding::new(&codes::NAME_OF_PHASE, at).with("name", name.as_str()));
        }
        let (mut seen_phase, mut seen_combine) = (None, None);
        let mut found_phase = None;
        let mut combine: Option<(Combine, Option<Scope>)> = None;
        let mut favour = Favour::Customer;
        let mut side = None;
        let mut after: Vec<(SchemeRef, SpanId)> = Vec::new();
        let mut failed = false;
        for clause in tree.scheme_clauses() {
            match &clause {
                ast::SchemeClause::PhaseClause(it) => {
                    self.once(
                        &mut seen_phase,
                        it.syntax(),
                        &Bilingual {
                            en: "phase",
                            ru: "этап",
                        },
                    );
                    found_phase = self.part(it.phase()).map(|it| phase(&it));
                    if matches!(found_phase, Some(Phase::Shelf | Phase::Tender | Phase::Earn)) {
                        self.later(syntax::node(it.syntax()), &super::later::PHASE);
                        failed = true;
                    }
                }
                ast::SchemeClause::CombineClause(it) => {
                    self.once(
                        &mut seen_combine,
                        it.syntax(),
                        &Bilingual {
                            en: "combine",
                            ru: "сочетание",
                        },
                    );
                    let Some(mode) = self.part(it.combine_mode()) else {
                        continue;
                    };
                    let mode = match mode {
                        ast::CombineMode::Best(_) => Combine::Best,
                        ast::CombineMode::CombineAll(_) => Combine::All,
                        ast::CombineMode::CombineFirst(_) => Combine::First,
                    };
                    let scope = it.combine_scope().map(|scope| match scope {
                        ast::CombineScope::PerUnit(_) => Scope::Unit,
                        ast::CombineScope::PerProduct(_) => Scope::Product,
                        ast::CombineScope::PerWholeReceipt(_) => Scope::Receipt,
                    });
                    combine = Some((mode, scope));
                    if let Some(written) = it.combine_side() {
                        side = Some(self.side(it, &written));
                        favour = match written {
                            ast::CombineSide::ForCustomer(_) => Favour::Customer,
                            ast::CombineSide::ForRetailer(_) => Favour::Retailer,
                        };
                    }
                }
                ast::SchemeClause::AfterClause(it) => {
                    for reference in it.scheme_refs() {
                        let place = self.place(reference.syntax());
                        match self.scheme_ref(&reference) {
                            Some(found) if after.iter().all(|(known, _)| *known != found) => after.push((found, place)),
                            Some(_) => {}
                            None => failed = true,
                        }
                    }
                }
                ast::SchemeClause::OwnerClause(_) => {}
            }
        }
        if found_phase.is_none() && seen_phase.is_none() && !self.broken {
            let at = self.spans.get(span);
            self.report(Finding::new(&codes::PHASE_MISSING, at).with("name", name.as_str()));
        }
        let phase = found_phase?;
        if failed {
            return None;
        }
        let (mode, scope) = defaults(phase);
        let (combine, scope) = match combine {
            None => (mode, scope),
            Some((combine, written)) => (combine, written.unwrap_or(scope)),
        };
        let title = tree.title().map(|title| title.value().into());
        Some(Scheme {
            name: name.clone(),
            title,
            phase,
            combine,
            scope,
            favour,
            side,
            after,
            span,
        })
    }

    /// Where `for customer` stands: all words of the keyword.
    fn side(&mut self, clause: &ast::CombineClause, side: &ast::CombineSide) -> SpanId {
        let kind = perk_grammar::ast::AstToken::syntax(side).kind();
        let mut tokens = clause
            .syntax()
            .children_with_tokens()
            .filter_map(perk_grammar::tree::SyntaxElement::into_token)
            .filter(|token| token.kind() == kind)
            .map(|token| syntax::token(&token));
        let first = tokens.next().unwrap_or_default();
        let last = tokens.last().unwrap_or(first);
        self.spans.add(crate::diagnostic::Span::new(first.start, last.end))
    }

    /// A scheme by name or by phase.
    pub(super) fn scheme_ref(&mut self, reference: &ast::SchemeRef) -> Option<SchemeRef> {
        if let Some(own) = reference.phase() {
            return Some(SchemeRef::Own(phase(&own)));
        }
        let name = self.part(reference.name_ref())?;
        self.reference(&name, Kind::Scheme).map(SchemeRef::Named)
    }
}
