//! The clauses of a promotion together.

use std::sync::Arc;

use perk_grammar::ast::{self, AstNode};

use super::Context;
use super::limit::Unsaid;
use crate::check::{phase_of, phase_word};
use crate::diagnostic::{At, Bilingual, Finding, Note, Param, Remedy, Replace, Span, codes};
use crate::hir::{Condition, Effect, ForEach, Name, Phase, Promotion, ReturnPolicy, SchemeRef, SpanId, Text};
use crate::syntax;

/// Clauses that may stand once.
#[derive(Default)]
struct Seen {
    stores: Option<(Span, Operand)>,
    audience: Option<(Span, Operand)>,
    with: Option<(Span, Operand)>,
    paid_by: Option<(Span, Operand)>,
    scheme: Option<Span>,
    priority: Option<Span>,
    exclusive: Option<Span>,
    each: Option<Span>,
    returns: Option<Span>,
    terms: Option<Span>,
    /// Limits that do not say what becomes of guests.
    unsaid: Vec<Unsaid>,
}

/// What a clause that could be joined by `or` says: the place of its operand and its words.
#[derive(Clone)]
struct Operand {
    span: Span,
    /// Whether it may be joined without parentheses.
    simple: bool,
}

impl Context<'_> {
    pub(super) fn promotion(&mut self, name: &Name, tree: &ast::Promotion) -> Option<Promotion> {
        let (span, spelling): (SpanId, Text) = match tree.name() {
            Some(name) => (
                self.place(name.syntax()),
                Arc::from(syntax::words(name.syntax()).trim_matches('`')),
            ),
            None => (self.place(tree.syntax()), name.text()),
        };
        let opens = self.brace(tree.syntax());
        self.roles = tree
            .clauses()
            .any(|clause| matches!(clause, ast::Clause::ForEachClause(_)));
        let mut promotion = Promotion {
            name: name.clone(),
            spelling,
            title: tree.title().map(|title| Arc::from(title.value())),
            phase: Phase::Offer,
            scheme: SchemeRef::Own(Phase::Offer),
            priority: 0,
            exclusive: false,
            valid: Vec::new(),
            on: Vec::new(),
            stores: None,
            audience: None,
            with: None,
            paid_by: None,
            conditions: Vec::new(),
            each: None,
            effects: Vec::new(),
            limits: Vec::new(),
            returns: ReturnPolicy::Prorate,
            terms: None,
            span,
            opens,
        };
        let mut seen = Seen::default();
        promotion.each = self.set_of(tree, &mut seen);
        let mut scheme = None;
        for clause in tree.clauses() {
            self.clause(&clause, &mut promotion, &mut seen, &mut scheme);
        }
        self.keys_exist(&promotion, &seen.unsaid);
        promotion.phase = promotion
            .effects
            .iter()
            .find_map(|(effect, _)| phase_of(effect))
            .unwrap_or(Phase::Offer);
        let gift = promotion
            .effects
            .iter()
            .any(|(effect, _)| matches!(effect, Effect::Gift(_)));
        promotion.scheme = match scheme {
            None if gift => SchemeRef::Gifts,
            None => SchemeRef::Own(promotion.phase),
            Some((_, span)) if gift => {
                self.report(Finding::new(&codes::GIFT_SCHEME_WRITTEN, span));
                SchemeRef::Gifts
            }
            Some((found, span)) => {
                self.same_phase(&found, &promotion, span);
                found
            }
        };
        Some(promotion)
    }

    /// What the promotion is about, before the rest of it is read.
    fn set_of(&mut self, tree: &ast::Promotion, seen: &mut Seen) -> Option<(ForEach, SpanId)> {
        let mut found = None;
        for clause in tree.clauses() {
            let ast::Clause::ForEachClause(clause) = clause else {
                continue;
            };
            let place = self.place(clause.syntax());
            let first = self.once(
                &mut seen.each,
                clause.syntax(),
                &Bilingual {
                    en: "for each",
                    ru: "за каждый",
                },
            );
            let each = self.for_each(&clause);
            if first {
                self.each.clone_from(&each);
                found = each.map(|each| (each, place));
            }
        }
        found
    }

    fn clause(
        &mut self,
        clause: &ast::Clause,
        promotion: &mut Promotion,
        seen: &mut Seen,
        scheme: &mut Option<(SchemeRef, Span)>,
    ) {
        let span = syntax::node(clause.syntax());
        match clause {
            ast::Clause::ValidClause(it) => {
                let place = self.spans.add(span);
                promotion.valid.extend(self.valid(it).map(|window| (window, place)));
            }
            ast::Clause::OnClause(it) => {
                let place = self.spans.add(span);
                promotion
                    .on
                    .extend(self.on(it).into_iter().flatten().map(|on| (on, place)));
            }
            ast::Clause::EventClause(it) => {
                // A sale is what every promotion answers unless it says otherwise.
                if !matches!(it.event(), Some(ast::Event::SaleEvent(_))) {
                    self.later(span, &super::later::EVENT);
                }
            }
            ast::Clause::InClause(it) => {
                let place = self.spans.add(span);
                let Some(selection) = self.part(it.selection()) else {
                    return;
                };
                let operand = operand(
                    selection.syntax(),
                    selection.exception().is_none() && has_no_and(selection.logic_ops()),
                );
                let first = self.joined_once(&mut seen.stores, span, operand, &Bilingual { en: "in", ru: "в" });
                let stores = self.stores(&selection).map(|stores| (stores, place));
                if first {
                    promotion.stores = stores;
                }
            }
            ast::Clause::ForClause(it) => {
                let place = self.spans.add(span);
                let Some(audience) = self.part(it.audience()) else {
                    return;
                };
                let simple = audience.audience_except().is_none() && has_no_and(audience.logic_ops());
                let operand = operand(audience.syntax(), simple);
                let first = self.joined_once(
                    &mut seen.audience,
                    span,
                    operand,
                    &Bilingual {
                        en: "for", ru: "для"
                    },
                );
                let audience = self.audience(it).flatten().map(|audience| (audience, place));
                if first {
                    promotion.audience = audience;
                }
            }
            ast::Clause::WithClause(it) => {
                let place = self.spans.add(span);
                let (first, last) = (it.with_operands().next(), it.with_operands().last());
                let (Some(first), Some(last)) = (first, last) else {
                    self.broken = true;
                    return;
                };
                let operand = Operand {
                    span: Span::new(syntax::node(first.syntax()).start, syntax::node(last.syntax()).end),
                    simple: has_no_and(it.logic_ops()),
                };
                let first = self.joined_once(&mut seen.with, span, operand, &Bilingual { en: "with", ru: "с" });
                let with = self.with_coupons(it).map(|ways| (ways, place));
                if first {
                    promotion.with = with;
                }
            }
            ast::Clause::IssueClause(it) => {
                let place = self.spans.add(span);
                promotion.effects.extend(self.issue(it).map(|effect| (effect, place)));
            }
            ast::Clause::PaidByClause(it) => {
                let place = self.spans.add(span);
                let (first, last) = (it.tenders().next(), it.tenders().last());
                let (Some(first), Some(last)) = (first, last) else {
                    self.broken = true;
                    return;
                };
                let all = Span::new(syntax::node(first.syntax()).start, syntax::node(last.syntax()).end);
                let operand = Operand {
                    span: all,
                    simple: true,
                };
                if self.joined_once(
                    &mut seen.paid_by,
                    span,
                    operand,
                    &Bilingual {
                        en: "paid by",
                        ru: "при оплате",
                    },
                ) {
                    promotion.paid_by = self.tenders(it).map(|tenders| (tenders, place));
                }
            }
            ast::Clause::WhenClause(it) => self.when(it, promotion),
            ast::Clause::GiveClause(it) => {
                let place = self.spans.add(span);
                promotion.effects.extend(self.give(it).map(|effect| (effect, place)));
            }
            ast::Clause::LadderClause(it) => {
                let place = self.spans.add(span);
                promotion.effects.extend(self.ladder(it).map(|effect| (effect, place)));
            }
            ast::Clause::PriceClause(it) => {
                let place = self.spans.add(span);
                promotion
                    .effects
                    .extend(self.fixed_price(it).map(|effect| (effect, place)));
            }
            ast::Clause::GiftClause(it) => {
                let place = self.spans.add(span);
                promotion.effects.extend(self.gift(it).map(|effect| (effect, place)));
            }
            ast::Clause::PrintClause(it) => {
                let place = self.spans.add(span);
                promotion
                    .effects
                    .extend(self.print(it).map(|effect: Effect| (effect, place)));
            }
            ast::Clause::ShowClause(it) => {
                let place = self.spans.add(span);
                promotion
                    .effects
                    .extend(self.show(it).map(|effect: Effect| (effect, place)));
            }
            ast::Clause::LimitClause(it) => {
                let place = self.spans.add(span);
                let limit = self.limit(it, &mut seen.unsaid);
                promotion.limits.extend(limit.map(|limit| (limit, place)));
            }
            ast::Clause::SchemeRefClause(it) => {
                self.once(
                    &mut seen.scheme,
                    it.syntax(),
                    &Bilingual {
                        en: "scheme",
                        ru: "схема",
                    },
                );
                let found = self.part(it.scheme_ref()).and_then(|reference| {
                    let span = syntax::node(reference.syntax());
                    self.scheme_ref(&reference).map(|found| (found, span))
                });
                *scheme = found.or_else(|| scheme.take());
            }
            ast::Clause::PriorityClause(it) => {
                self.once(
                    &mut seen.priority,
                    it.syntax(),
                    &Bilingual {
                        en: "priority",
                        ru: "приоритет",
                    },
                );
                self.priority(it, promotion);
            }
            ast::Clause::ExclusiveClause(it) => {
                self.once(
                    &mut seen.exclusive,
                    it.syntax(),
                    &Bilingual {
                        en: "exclusive",
                        ru: "исключительная",
                    },
                );
                promotion.exclusive = true;
            }
            ast::Clause::ReturnsClause(it) => {
                self.once(
                    &mut seen.returns,
                    it.syntax(),
                    &Bilingual {
                        en: "returns",
                        ru: "возврат",
                    },
                );
                promotion.returns = if it.reprice_kw().is_some() {
                    ReturnPolicy::Reprice
                } else if it.whole_set_only_kw().is_some() {
                    ReturnPolicy::WholeSetOnly
                } else {
                    ReturnPolicy::Prorate
                };
            }
            ast::Clause::TermsClause(it) => {
                self.once(
                    &mut seen.terms,
                    it.syntax(),
                    &Bilingual {
                        en: "terms",
                        ru: "условия",
                    },
                );
                promotion.terms = it.text().map(|text| Arc::from(text.value()));
            }
            // Read before the effects, which speak of its roles.
            ast::Clause::ForEachClause(_) => {}
            ast::Clause::EarnClause(_) => self.later(span, &super::later::EARN),
            ast::Clause::MultiplyClause(_) => self.later(span, &super::later::MULTIPLY),
            ast::Clause::SpendClause(_) => self.later(span, &super::later::SPEND),
            ast::Clause::SendClause(_) => self.later(span, &super::later::SEND),
            ast::Clause::OwnerClause(_) => {}
        }
    }

    /// `when …`: an outer `and` is taken apart, so that each part has its own verdict.
    fn when(&mut self, clause: &ast::WhenClause, promotion: &mut Promotion) {
        let Some(tree) = self.part(clause.condition()) else {
            return;
        };
        let whole = self.place(tree.syntax());
        match self.condition(&tree) {
            None => {}
            Some(Condition::All(parts)) => {
                promotion.conditions.extend(parts.into_iter().map(|part| {
                    let span = span_of(&part).unwrap_or(whole);
                    (part, span)
                }));
            }
            Some(condition) => promotion.conditions.push((condition, whole)),
        }
    }

    fn priority(&mut self, clause: &ast::PriorityClause, promotion: &mut Promotion) {
        let Some(integer) = self.part(clause.integer()) else {
            return;
        };
        let span = syntax::typed(&integer);
        let Some(value) = self.integer(Some(integer)) else {
            return;
        };
        match i32::try_from(value) {
            Ok(priority) => promotion.priority = priority,
            Err(_) => self.too_large(&value.to_string(), span, &i32::MAX.to_string()),
        }
    }

    /// A clause whose repetition means "either": the fix joins both by `or`.
    fn joined_once(
        &mut self,
        seen: &mut Option<(Span, Operand)>,
        span: Span,
        operand: Operand,
        clause: &'static Bilingual,
    ) -> bool {
        let Some((first_span, first)) = seen else {
            *seen = Some((span, operand));
            return true;
        };
        let mut finding = Finding::new(&codes::REPEATED_CLAUSE, span)
            .with("clause", clause)
            .mark(At::Own(*first_span), &codes::FIRST_CLAUSE);
        if first.simple && operand.simple {
            let words = self.text_at(*first_span);
            let russian = words.split_whitespace().next().is_some_and(syntax::is_russian);
            let or = if russian { "или" } else { "or" };
            finding.remedies.push(Remedy {
                title: Note {
                    text: &codes::JOIN_WITH_OR,
                    params: vec![("word", Param::from(or))],
                },
                edits: vec![
                    Replace {
                        span: Span::at(first.span.end),
                        text: Arc::from(format!(" {or} {}", self.text_at(operand.span))),
                    },
                    Replace {
                        span,
                        text: Arc::from(""),
                    },
                ],
            });
        }
        self.report(finding);
        false
    }

    fn same_phase(&mut self, scheme: &SchemeRef, promotion: &Promotion, span: Span) {
        let (name, phase): (String, Phase) = match scheme {
            SchemeRef::Own(phase) => (phase_word(*phase).en.to_owned(), *phase),
            SchemeRef::Gifts => return,
            SchemeRef::Named(name) => {
                match crate::semantics::scheme_phase(self.db, self.programme, name.clone()) {
                    Some(phase) => (name.as_str().to_owned(), phase),
                    // Reported where the scheme is declared.
                    None => return,
                }
            }
        };
        if phase != promotion.phase && !promotion.effects.is_empty() {
            self.report(
                Finding::new(&codes::OTHER_PHASE, span)
                    .with("name", name.as_str())
                    .with("scheme", phase_word(phase))
                    .with("phase", phase_word(promotion.phase)),
            );
        }
    }
}

fn operand(node: &perk_grammar::tree::SyntaxNode, simple: bool) -> Operand {
    Operand {
        span: syntax::node(node),
        simple,
    }
}

fn has_no_and(mut ops: impl Iterator<Item = ast::LogicOp>) -> bool {
    ops.all(|op| matches!(op, ast::LogicOp::Or(_)))
}

/// The place of a condition's first comparison.
fn span_of(condition: &Condition) -> Option<SpanId> {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().find_map(span_of),
        Condition::Not(inner) => span_of(inner),
        Condition::Compare { span, .. }
        | Condition::CompareFacts { span, .. }
        | Condition::Between { span, .. }
        | Condition::OneOf { span, .. }
        | Condition::Holds { span, .. }
        | Condition::ClientIn { span, .. }
        | Condition::StoreIn { span, .. } => Some(*span),
    }
}
