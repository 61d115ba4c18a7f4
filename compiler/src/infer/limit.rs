//! Limits of a promotion: how much, counted for whom, in which period; knows no other limit.

use perk_grammar::ast::{self, AstNode};
use perk_plan::plan::{GuestUses, LimitKey, LimitPer, Period};

use super::Context;
use super::literal::{Literal, Measured, Written};
use crate::declarations::Kind;
use crate::diagnostic::{Finding, Language, Param, Span, codes};
use crate::hir::{Audience, Limit, LimitAmount, Promotion, TestUse};
use crate::lower::holds_guests;
use crate::syntax;
use crate::ty::Ty;

/// A limit per client or card that does not say what becomes of guests.
pub(super) struct Unsaid {
    clause: Span,
    /// Whether cards are counted: a known client may have none with them.
    card: bool,
}

impl Context<'_> {
    pub(super) fn limit(&mut self, clause: &ast::LimitClause, unsaid: &mut Vec<Unsaid>) -> Option<Limit> {
        let amount = self.part(clause.amount())?;
        let mut per = self.limit_per(clause.limit_scopes().collect(), syntax::node(clause.syntax()))?;
        let written = self.literal(amount.syntax())?;
        let amount = self.limit_amount(&written)?;
        let partial = clause.partial_kws().is_some();
        self.guests_of(clause, &mut per, unsaid);
        Some(Limit { amount, partial, per })
    }

    /// How much of a limit.
    fn limit_amount(&mut self, written: &Written) -> Option<LimitAmount> {
        Some(match written.literal {
            Literal::Times(times) => LimitAmount::Times(self.whole(times, written)?),
            Literal::Quantity(pieces, Measured::Piece) => LimitAmount::Pieces(self.whole(pieces, written)?),
            Literal::Money(sum) => LimitAmount::Money(sum.minor),
            Literal::Bare(_) => {
                self.unit_missing_of(written, &codes::LIMIT_AMOUNT, &[Ty::Times, Ty::Quantity, Ty::Money]);
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
                self.wrong_type(written, &codes::LIMIT_AMOUNT);
                return None;
            }
        })
    }

    /// `used morning 2 times per client per day`: what was used before, in a test.
    pub(super) fn test_used(&mut self, clause: &ast::TestUsed) -> Option<TestUse> {
        let span = syntax::node(clause.syntax());
        let promotion = self.part(clause.name_ref())?;
        let promotion = self.reference(&promotion, Kind::Promotion)?;
        let amount = self.part(clause.amount())?;
        let key = match self.limit_per(clause.limit_scopes().collect(), span)? {
            LimitPer::Key(key) => key,
            LimitPer::Receipt => {
                let (first, second) = match self.language() {
                    Language::English => ("used", "per receipt"),
                    Language::Russian => ("использовано", "на чек"),
                };
                let finding = Finding::new(&codes::LIMIT_SCOPES, span);
                self.report(finding.with("first", first).with("second", second));
                return None;
            }
        };
        let written = self.literal(amount.syntax())?;
        let amount = self.limit_amount(&written)?;
        Some(TestUse {
            promotion,
            amount,
            currency: self.currency,
            key,
        })
    }

    /// What a limit counts together.
    fn limit_per(&mut self, words: Vec<ast::LimitScope>, clause: Span) -> Option<LimitPer> {
        // Each phrase is two words, `per` and what it counts by; every word is a token of the phrase's kind.
        let mut key = LimitKey::default();
        let mut seen: Vec<(&ast::LimitScope, Span)> = Vec::new();
        for phrase in words.chunks(2) {
            let (Some(scope), Some(last)) = (phrase.first(), phrase.last()) else {
                continue;
            };
            let span = Span::new(syntax::typed(scope).start, syntax::typed(last).end);
            if let Some((_, first)) = seen.iter().find(|(other, _)| !go_together(other, scope)) {
                let finding = Finding::new(&codes::LIMIT_SCOPES, span)
                    .with("first", self.text_at(*first).as_str())
                    .with("second", self.text_at(span).as_str());
                self.report(finding);
                return None;
            }
            seen.push((scope, span));
            match scope {
                ast::LimitScope::PerCoupon(_) => {
                    self.later(clause, &super::later::LIMIT_PER_COUPON);
                    return None;
                }
                ast::LimitScope::PerReceipt(_) => {}
                ast::LimitScope::PerClient(_) => key.client = true,
                ast::LimitScope::PerCard(_) => key.card = true,
                ast::LimitScope::PerStore(_) => key.store = true,
                ast::LimitScope::PerDay(_) => key.period = Some(Period::Day),
                ast::LimitScope::PerWeek(_) => key.period = Some(Period::Week),
                ast::LimitScope::PerMonth(_) => key.period = Some(Period::Month),
                ast::LimitScope::PerYear(_) => key.period = Some(Period::Year),
            }
        }
        Some(match seen.as_slice() {
            [(ast::LimitScope::PerReceipt(_), _)] => LimitPer::Receipt,
            _ => LimitPer::Key(key),
        })
    }

    /// What becomes of guests.
    fn guests_of(&mut self, clause: &ast::LimitClause, per: &mut LimitPer, unsaid: &mut Vec<Unsaid>) {
        let (unlimited, none) = (clause.guests_unlimited_kws(), clause.guests_none_kws());
        let said = unlimited.as_ref().or(none.as_ref());
        match per {
            LimitPer::Key(key) if key.client || key.card => match said {
                None => unsaid.push(Unsaid {
                    clause: syntax::node(clause.syntax()),
                    card: key.card,
                }),
                Some(_) if unlimited.is_some() => key.guests = GuestUses::Unlimited,
                Some(_) => {}
            },
            LimitPer::Key(_) | LimitPer::Receipt => {
                if let Some(said) = said {
                    let span = syntax::token(said);
                    let words = match self.language() {
                        Language::English if unlimited.is_some() => "guests unlimited",
                        Language::English => "guests none",
                        Language::Russian if unlimited.is_some() => "гости без ограничений",
                        Language::Russian => "гости не участвуют",
                    };
                    self.report(Finding::new(&codes::GUESTS_WITHOUT_KEY, span).with("found", words));
                }
            }
        }
    }

    /// A limit needs a key that exists (language.md): whoever may come without one must be spoken of.
    pub(super) fn keys_exist(&mut self, promotion: &Promotion, unsaid: &[Unsaid]) {
        let known = promotion.audience.as_ref().is_some_and(|(audience, _)| match audience {
            Audience::Known => true,
            Audience::Clients(clients) => !holds_guests(clients),
        });
        for limit in unsaid {
            if known && !limit.card {
                continue;
            }
            let holder = if limit.card {
                &codes::THE_CARD
            } else {
                &codes::THE_CLIENT
            };
            let mut finding = Finding::new(&codes::LIMIT_KEY_ABSENT, limit.clause).with("holder", holder);
            let (for_known, guests) = match self.language() {
                Language::English => ("for known clients", ["guests none", "guests unlimited"]),
                Language::Russian => (
                    "для известных клиентов",
                    ["гости не участвуют", "гости без ограничений"],
                ),
            };
            if promotion.audience.is_none() && !limit.card {
                let opens = Span::at(self.spans.get(promotion.opens).end);
                let params = vec![("word", Param::from(for_known))];
                finding = finding.fix(&codes::ADD_KNOWN_CLIENTS, params, opens, format!(" {for_known}"));
            }
            for words in guests {
                let params = vec![("word", Param::from(words))];
                let end = Span::at(limit.clause.end);
                finding = finding.fix(&codes::SAY_GUESTS, params, end, format!(" {words}"));
            }
            self.report(finding);
        }
    }

    fn language(&self) -> Language {
        super::author(&self.tree)
    }
}

/// Whether two scopes may stand in one limit.
fn go_together(one: &ast::LimitScope, other: &ast::LimitScope) -> bool {
    let receipt = |scope: &ast::LimitScope| matches!(scope, ast::LimitScope::PerReceipt(_));
    let period = |scope: &ast::LimitScope| {
        matches!(
            scope,
            ast::LimitScope::PerDay(_)
                | ast::LimitScope::PerWeek(_)
                | ast::LimitScope::PerMonth(_)
                | ast::LimitScope::PerYear(_)
        )
    };
    let alike = std::mem::discriminant(one) == std::mem::discriminant(other);
    !(alike || receipt(one) || receipt(other) || (period(one) && period(other)))
}
