//! Limits of a promotion: per receipt here; across receipts later.

use perk_grammar::ast::{self, AstNode};

use super::Context;
use super::literal::{Literal, Measured};
use crate::diagnostic::codes;
use crate::hir::{Limit, LimitAmount};
use crate::syntax;
use crate::ty::Ty;

impl Context<'_> {
    pub(super) fn limit(&mut self, clause: &ast::LimitClause) -> Option<Limit> {
        let amount = self.part(clause.amount())?;
        let scopes: Vec<ast::LimitScope> = clause.limit_scopes().collect();
        let per_receipt = !scopes.is_empty()
            && scopes.iter().all(|scope| match scope {
                ast::LimitScope::PerReceipt(_) => true,
                ast::LimitScope::PerClient(_)
                | ast::LimitScope::PerCard(_)
                | ast::LimitScope::PerCoupon(_)
                | ast::LimitScope::PerStore(_)
                | ast::LimitScope::PerWeek(_)
                | ast::LimitScope::PerMonth(_)
                | ast::LimitScope::PerYear(_)
                | ast::LimitScope::PerDay(_) => false,
            });
        if !per_receipt {
            self.later(syntax::node(clause.syntax()), &super::later::LIMIT_ACROSS);
            return None;
        }
        let written = self.literal(amount.syntax())?;
        let amount = match written.literal {
            Literal::Times(times) => LimitAmount::Times(self.whole(times, &written)?),
            Literal::Quantity(pieces, Measured::Piece) => LimitAmount::Pieces(self.whole(pieces, &written)?),
            Literal::Money(sum) => LimitAmount::Money(sum.minor),
            Literal::Bare(_) => {
                self.unit_missing_of(&written, &codes::LIMIT_AMOUNT, &[Ty::Times, Ty::Quantity, Ty::Money]);
                return None;
            }
            Literal::Percent(_)
            | Literal::Quantity(..)
            | Literal::Duration(..)
            | Literal::Points
            | Literal::Text(_)
            | Literal::Date(_)
            | Literal::Moment(..)
            | Literal::Time(_)
            | Literal::YesNo(_) => {
                self.wrong_type(&written, &codes::LIMIT_AMOUNT);
                return None;
            }
        };
        let partial = clause
            .syntax()
            .children_with_tokens()
            .any(|element| element.kind() == perk_grammar::SyntaxKind::KW_PARTIAL);
        Some(Limit { amount, partial })
    }
}
