//! For whom, and paid how.

use std::sync::Arc;

use perk_grammar::ast::{self, AstNode};

use super::Context;
use super::selection::joined;
use crate::declarations::Kind;
use crate::diagnostic::{Finding, codes};
use crate::hir::{Audience, ClientSelection, Text};
use crate::syntax;

impl Context<'_> {
    /// `for …`; the outer `None` is a failure, the inner one everybody.
    #[expect(clippy::option_option, reason = "a failure and everybody are two things")]
    pub(super) fn audience(&mut self, clause: &ast::ForClause) -> Option<Option<Audience>> {
        let audience = self.part(clause.audience())?;
        let selection = self.audience_selection(&audience)?;
        Some(match selection {
            ClientSelection::Everyone => None,
            ClientSelection::Known => Some(Audience::Known),
            chosen @ (ClientSelection::Guests
            | ClientSelection::Named(_)
            | ClientSelection::Where(..)
            | ClientSelection::And(_)
            | ClientSelection::Or(_)
            | ClientSelection::Except(..)) => Some(Audience::Clients(chosen)),
        })
    }

    fn audience_selection(&mut self, audience: &ast::Audience) -> Option<ClientSelection> {
        self.nested(|this| {
            let operands: Vec<ast::AudienceOperand> = audience.audience_operands().collect();
            let ops: Vec<ast::LogicOp> = audience.logic_ops().collect();
            if operands.is_empty() {
                this.broken = true;
            }
            let mut failed = false;
            let (mut any, mut every) = (Vec::new(), Vec::new());
            for (index, operand) in operands.iter().enumerate() {
                match this.audience_operand(operand) {
                    Some(part) => every.push(part),
                    None => failed = true,
                }
                if !matches!(ops.get(index), Some(ast::LogicOp::And(_))) {
                    any.extend(joined(std::mem::take(&mut every), ClientSelection::And));
                }
            }
            let base = joined(any, ClientSelection::Or);
            let minus = match audience.audience_except() {
                None => None,
                Some(except) => {
                    let right = this.part(except.audience())?;
                    Some(this.audience_selection(&right)?)
                }
            };
            if failed {
                return None;
            }
            let base = base?;
            Some(match minus {
                None => base,
                Some(minus) => ClientSelection::Except(Box::new(base), Box::new(minus)),
            })
        })
    }

    fn audience_operand(&mut self, operand: &ast::AudienceOperand) -> Option<ClientSelection> {
        match operand {
            ast::AudienceOperand::KnownClients(_) => Some(ClientSelection::Known),
            ast::AudienceOperand::AllClients(_) => Some(ClientSelection::Everyone),
            ast::AudienceOperand::Guests(_) => Some(ClientSelection::Guests),
            ast::AudienceOperand::GroupRef(group) => {
                self.later(syntax::node(group.syntax()), &super::later::GROUPS);
                None
            }
            ast::AudienceOperand::AudienceGroup(group) => {
                let inner = self.part(group.audience())?;
                self.audience_selection(&inner)
            }
            ast::AudienceOperand::NameRef(reference) => {
                self.reference(reference, Kind::Clients).map(ClientSelection::Named)
            }
        }
    }

    /// `paid by "MIR" or cash`: kinds as receipts spell them.
    pub(super) fn tenders(&mut self, clause: &ast::PaidByClause) -> Option<Vec<Text>> {
        let mut found: Vec<Text> = Vec::new();
        for tender in clause.tenders() {
            let text: Text = if let Some(text) = tender.text() {
                let value = text.value();
                if value.trim().is_empty() {
                    self.report(Finding::new(&codes::EMPTY_TEXT, syntax::typed(&text)));
                    return None;
                }
                Arc::from(value)
            } else if tender.cash_kw().is_some() {
                Arc::from("cash")
            } else {
                Arc::from("card")
            };
            if !found.contains(&text) {
                found.push(text);
            }
        }
        if found.is_empty() {
            self.broken = true;
            return None;
        }
        found.sort_unstable();
        Some(found)
    }
}
