//! Conditions: precedence, comparisons with dimensions, lists of values.

use perk_grammar::ast::{self, AstNode};

use super::Context;
use super::path::Found;
use crate::diagnostic::{Finding, Span, codes};
use crate::hir::{Compare, Condition, Fact, SpanId, Value};
use crate::syntax;
use crate::ty::Ty;

impl Context<'_> {
    /// `not` binds tightest, then `and`, then `or`.
    pub(super) fn condition(&mut self, condition: &ast::Condition) -> Option<Condition> {
        self.nested(|this| {
            let operands: Vec<ast::ConditionOperand> = condition.condition_operands().collect();
            let ops: Vec<ast::LogicOp> = condition.logic_ops().collect();
            if operands.is_empty() || ops.len().saturating_add(1) != operands.len() {
                this.broken = true;
            }
            let mut failed = false;
            let mut any = Vec::new();
            let mut every = Vec::new();
            for (index, operand) in operands.iter().enumerate() {
                match this.condition_operand(operand) {
                    Some(Condition::All(parts)) => every.extend(parts),
                    Some(part) => every.push(part),
                    None => failed = true,
                }
                if !matches!(ops.get(index), Some(ast::LogicOp::And(_))) {
                    any.extend(super::selection::joined(std::mem::take(&mut every), Condition::All));
                }
            }
            if failed {
                None
            } else {
                super::selection::joined(any, Condition::Any)
            }
        })
    }

    fn condition_operand(&mut self, operand: &ast::ConditionOperand) -> Option<Condition> {
        match operand {
            ast::ConditionOperand::Negation(negation) => {
                let inner = self.part(negation.condition_operand())?;
                let inner = self.nested(|this| this.condition_operand(&inner))?;
                Some(Condition::Not(Box::new(inner)))
            }
            ast::ConditionOperand::ConditionGroup(group) => {
                let inner = self.part(group.condition())?;
                self.condition(&inner)
            }
            ast::ConditionOperand::ClientFile(file) => {
                self.later(syntax::node(file.syntax()), &super::later::CLIENT_LIST);
                None
            }
            ast::ConditionOperand::Comparison(comparison) => self.comparison(comparison),
        }
    }

    fn comparison(&mut self, comparison: &ast::Comparison) -> Option<Condition> {
        let span = self.place(comparison.syntax());
        let fact = self.part(comparison.fact())?;
        let words = syntax::words(fact.syntax());
        let found = self.fact(&fact, comparison.comparison_tail().is_some())?;
        let tail = comparison.comparison_tail();
        match (found, tail) {
            (Found::Clients(name), None) => Some(Condition::ClientIn {
                clients: crate::hir::ClientSelection::Named(name),
                span,
            }),
            (Found::Stores(name), None) => Some(Condition::StoreIn {
                stores: crate::hir::StoreSelection::Named(name),
                span,
            }),
            (Found::Clients(_) | Found::Stores(_), Some(_)) | (Found::Client, None) => {
                self.report(
                    Finding::new(&codes::NOT_A_CONDITION, syntax::node(comparison.syntax()))
                        .with("fact", words.as_str())
                        .with("kind", &codes::A_NAME),
                );
                None
            }
            (Found::Client, Some(tail)) => self.client_is_in(&tail, span),
            (Found::Fact(fact, Ty::YesNo), None) => Some(Condition::Holds { fact, span }),
            (Found::Fact(_, ty), None) => {
                self.not_a_condition(&words, &ty, syntax::node(comparison.syntax()));
                None
            }
            (Found::Fact(fact, ty), Some(tail)) => self.compared(fact, &ty, &words, &tail, span),
        }
    }

    fn compared(
        &mut self,
        fact: Fact,
        ty: &Ty,
        words: &str,
        tail: &ast::ComparisonTail,
        span: SpanId,
    ) -> Option<Condition> {
        match tail {
            ast::ComparisonTail::Compare(compare) => {
                let right = compare
                    .value()
                    .and_then(|value| ast::Fact::cast(value.syntax().clone()));
                if let Some(right) = right {
                    return self.two_facts(fact, ty, words, compare, &right, span);
                }
                let (op, value) = self.compare_tail(compare, ty, words)?;
                Some(Condition::Compare { fact, op, value, span })
            }
            ast::ComparisonTail::Between(between) => {
                let (low, high) = self.between_tail(between, ty, words)?;
                Some(Condition::Between { fact, low, high, span })
            }
            ast::ComparisonTail::IsIn(is_in) => {
                if matches!(fact, Fact::Store(crate::hir::StoreFact::Code))
                    && let Some(stores) = self.names_in(is_in, crate::declarations::Kind::Stores)
                {
                    let parts = stores?
                        .into_iter()
                        .map(|name| Condition::StoreIn {
                            stores: crate::hir::StoreSelection::Named(name),
                            span,
                        })
                        .collect();
                    return self.any_of(is_in, parts);
                }
                let (inside, values) = self.is_in_tail(is_in, ty, words)?;
                let one_of = Condition::OneOf { fact, values, span };
                Some(if inside {
                    one_of
                } else {
                    Condition::Not(Box::new(one_of))
                })
            }
        }
    }

    /// `amount of coffee > amount of tea`: both of one type, and not texts.
    fn two_facts(
        &mut self,
        fact: Fact,
        ty: &Ty,
        words: &str,
        compare: &ast::Compare,
        right: &ast::Fact,
        span: SpanId,
    ) -> Option<Condition> {
        let found = self.fact(right, true)?;
        let at = syntax::node(right.syntax());
        let Found::Fact(other, other_ty) = found else {
            self.later(at, &super::later::TWO_FACTS);
            return None;
        };
        let number = |ty: &Ty| matches!(ty, Ty::Number | Ty::Count);
        let text = |ty: &Ty| matches!(ty, Ty::Text | Ty::OneOf(_));
        if text(ty) && text(&other_ty) {
            self.later(at, &super::later::TWO_FACTS);
            return None;
        }
        if *ty != other_ty && !(number(ty) && number(&other_ty)) {
            self.report(
                Finding::new(&codes::NOT_COMPARABLE, at)
                    .with("fact", words)
                    .with("left", ty.word())
                    .with("value", syntax::words(right.syntax()).as_str())
                    .with("right", other_ty.word()),
            );
            return None;
        }
        let (op, ordered) = self.operator(compare)?;
        if ordered {
            self.has_order(ty, words, syntax::node(compare.syntax()))?;
        }
        Some(Condition::CompareFacts { fact, op, other, span })
    }

    /// The operator of a comparison, and whether it asks for an order.
    fn operator(&mut self, compare: &ast::Compare) -> Option<(Compare, bool)> {
        Some(match self.part(compare.compare_op())? {
            ast::CompareOp::Eq(_) => (Compare::Equal, false),
            ast::CompareOp::Ne(_) => (Compare::NotEqual, false),
            ast::CompareOp::Lt(_) => (Compare::Less, true),
            ast::CompareOp::Le(_) => (Compare::AtMost, true),
            ast::CompareOp::Gt(_) => (Compare::Greater, true),
            ast::CompareOp::Ge(_) => (Compare::AtLeast, true),
        })
    }

    /// `client is in students`
    fn client_is_in(&mut self, tail: &ast::ComparisonTail, span: SpanId) -> Option<Condition> {
        let ast::ComparisonTail::IsIn(is_in) = tail else {
            self.report(
                Finding::new(&codes::NOT_A_CONDITION, syntax::node(tail.syntax()))
                    .with("fact", "client")
                    .with("kind", &codes::KIND_CLIENTS),
            );
            return None;
        };
        let names = self.names_in(is_in, crate::declarations::Kind::Clients)??;
        let parts = names
            .into_iter()
            .map(|name| Condition::ClientIn {
                clients: crate::hir::ClientSelection::Named(name),
                span,
            })
            .collect();
        self.any_of(is_in, parts)
    }

    fn any_of(&mut self, is_in: &ast::IsIn, parts: Vec<Condition>) -> Option<Condition> {
        let any = super::selection::joined(parts, Condition::Any)?;
        Some(if is_in.is_not_in_kw().is_some() {
            Condition::Not(Box::new(any))
        } else {
            any
        })
    }

    /// Names on the right of `is in`; `None` when literals stand there, `Some(None)` when a name means nothing.
    #[expect(
        clippy::option_option,
        reason = "the outer says whether names stand there at all, the inner whether they mean something"
    )]
    fn names_in(
        &mut self,
        is_in: &ast::IsIn,
        kind: crate::declarations::Kind,
    ) -> Option<Option<Vec<crate::hir::Name>>> {
        let mut names = Vec::new();
        for value in is_in.values() {
            let ast::Value::Path(path) = &value else { return None };
            let Some(ident) = path.ident() else { continue };
            let span = syntax::node(path.syntax());
            match self.name_at(&ident.name(), span, kind, &codes::UNKNOWN_NAME) {
                Some(name) => names.push(name),
                None => return Some(None),
            }
        }
        Some(Some(names))
    }

    pub(super) fn compare_tail(&mut self, compare: &ast::Compare, ty: &Ty, words: &str) -> Option<(Compare, Value)> {
        let (op, ordered) = self.operator(compare)?;
        let value = self.part(compare.value())?;
        let value = self.right_side(&value, ty, words)?;
        if ordered {
            self.has_order(ty, words, syntax::node(compare.syntax()))?;
        }
        Some((op, value))
    }

    pub(super) fn between_tail(&mut self, between: &ast::Between, ty: &Ty, words: &str) -> Option<(Value, Value)> {
        let mut ends = between.values();
        let (low, high) = (self.part(ends.next())?, self.part(ends.next())?);
        let low_value = self.right_side(&low, ty, words)?;
        let high_value = self.right_side(&high, ty, words)?;
        self.has_order(ty, words, syntax::node(between.syntax()))?;
        if after(&low_value, &high_value) {
            let (low_words, high_words) = (syntax::words(low.syntax()), syntax::words(high.syntax()));
            let (low_span, high_span) = (syntax::node(low.syntax()), syntax::node(high.syntax()));
            let mut finding = Finding::new(&codes::BETWEEN_REVERSED, syntax::node(between.syntax()))
                .with("low", low_words.as_str())
                .with("high", high_words.as_str());
            finding.remedies.push(crate::diagnostic::Remedy {
                title: crate::diagnostic::Note::plain(&codes::SWAP_ENDS),
                edits: vec![
                    crate::diagnostic::Replace {
                        span: low_span,
                        text: high_words.into(),
                    },
                    crate::diagnostic::Replace {
                        span: high_span,
                        text: low_words.into(),
                    },
                ],
            });
            self.report(finding);
            return None;
        }
        Some((low_value, high_value))
    }

    pub(super) fn is_in_tail(&mut self, is_in: &ast::IsIn, ty: &Ty, words: &str) -> Option<(bool, Vec<Value>)> {
        let mut values = Vec::new();
        let mut failed = false;
        for value in is_in.values() {
            match self.right_side(&value, ty, words) {
                Some(value) => values.push(value),
                None => failed = true,
            }
        }
        if values.is_empty() && !failed {
            self.broken = true;
        }
        (!failed && !values.is_empty()).then(|| (is_in.is_not_in_kw().is_none(), values))
    }

    /// The constant on the right of a comparison.
    fn right_side(&mut self, value: &ast::Value, ty: &Ty, words: &str) -> Option<Value> {
        match value {
            ast::Value::Path(_) | ast::Value::Measure(_) => {
                self.later(syntax::node(value.syntax()), &super::later::TWO_FACTS);
                None
            }
            ast::Value::Percent(_)
            | ast::Value::Money(_)
            | ast::Value::Quantity(_)
            | ast::Value::Times(_)
            | ast::Value::Duration(_)
            | ast::Value::Points(_)
            | ast::Value::BareNumber(_)
            | ast::Value::TextValue(_)
            | ast::Value::Moment(_)
            | ast::Value::TimeValue(_)
            | ast::Value::YesNo(_) => {
                let written = self.literal(value.syntax())?;
                self.coerce(&written, ty, words)
            }
        }
    }

    fn has_order(&mut self, ty: &Ty, words: &str, span: Span) -> Option<()> {
        if ty.has_order() {
            return Some(());
        }
        self.report(
            Finding::new(&codes::NO_ORDER, span)
                .with("fact", words)
                .with("kind", ty.word()),
        );
        None
    }

    pub(super) fn not_a_condition(&mut self, words: &str, ty: &Ty, span: Span) {
        self.report(
            Finding::new(&codes::NOT_A_CONDITION, span)
                .with("fact", words)
                .with("kind", ty.word()),
        );
    }

    /// A condition that may only ask about the client.
    pub(super) fn client_condition(&mut self, condition: &ast::Condition) -> Option<Condition> {
        let span = syntax::node(condition.syntax());
        let found = self.condition(condition)?;
        if only_client(&found) {
            return Some(found);
        }
        self.later(span, &super::later::CLIENTS_BY_RECEIPT);
        None
    }
}

fn only_client(condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().all(only_client),
        Condition::Not(inner) => only_client(inner),
        Condition::Compare { fact, .. }
        | Condition::Between { fact, .. }
        | Condition::OneOf { fact, .. }
        | Condition::Holds { fact, .. } => matches!(fact, Fact::Client(_)),
        Condition::CompareFacts { fact, other, .. } => {
            matches!((fact, other), (Fact::Client(_), Fact::Client(_)))
        }
        Condition::ClientIn { .. } => true,
        Condition::StoreIn { .. } => false,
    }
}

/// Whether the first of two values of one type is larger.
fn after(low: &Value, high: &Value) -> bool {
    match (low, high) {
        (Value::Number(low), Value::Number(high)) => low > high,
        (Value::Money(low), Value::Money(high)) => low.minor > high.minor,
        (Value::Quantity(low), Value::Quantity(high)) => low.amount > high.amount,
        (Value::Date(low), Value::Date(high)) => low > high,
        (Value::Time(low), Value::Time(high)) => low > high,
        _ => false,
    }
}
