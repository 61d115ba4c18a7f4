//! Protection: what may not be done to some goods.

use perk_grammar::ast::{self, AstNode};

use super::Context;
use super::literal::{Literal, content, measured};
use crate::diagnostic::{Finding, codes};
use crate::hir::{Date, Prohibition, Protect, ProtectRule};
use crate::syntax;
use crate::ty::Ty;

impl Context<'_> {
    pub(super) fn protect(&mut self, tree: &ast::Protect) -> Option<Protect> {
        let keyword = tree
            .protect_kw()
            .map_or_else(|| syntax::node(tree.syntax()), |token| syntax::token(&token));
        let span = self.spans.add(keyword);
        let selection = self.part(tree.selection())?;
        let items = self.items(&selection);
        let mut rules = Vec::new();
        let mut failed = false;
        for protection in tree.protections() {
            let (rule, dated) = match &protection {
                ast::Protection::NoPromotion(it) => (Some(ProtectRule::NoPromotion), it.dated()),
                ast::Protection::NoDiscount(it) => (Some(ProtectRule::NoDiscount), it.dated()),
                ast::Protection::NoPoints(it) => (Some(ProtectRule::NoPoints), it.dated()),
                ast::Protection::PriceFloor(it) => (self.price_floor(it), it.dated()),
                ast::Protection::DiscountCap(it) => (self.discount_cap(it), it.dated()),
                ast::Protection::OwnerClause(_) => continue,
            };
            let span = self.place(protection.syntax());
            let dates = match dated {
                None => Some((None, None)),
                Some(dated) => self.dated(&dated),
            };
            match (rule, dates) {
                (Some(rule), Some((from, to))) => rules.push(Prohibition { rule, from, to, span }),
                (None, _) | (_, None) => failed = true,
            }
        }
        if failed {
            return None;
        }
        Some(Protect {
            items: items?,
            rules,
            span,
        })
    }

    fn price_floor(&mut self, floor: &ast::PriceFloor) -> Option<ProtectRule> {
        let money = self.part(floor.money())?;
        let price = self.money(&money)?;
        let per = match floor.floor_per() {
            None => None,
            Some(per) => {
                let quantity = self.part(per.quantity())?;
                let span = syntax::node(quantity.syntax());
                let amount = self.number(quantity.number(), span)?;
                let unit = measured(&self.part(quantity.quantity_unit())?);
                let per = content(amount, unit)?;
                if per.amount.is_zero() {
                    let words = syntax::words(quantity.syntax());
                    self.report(Finding::new(&codes::ZERO, span).with("found", words.as_str()));
                    return None;
                }
                Some(per)
            }
        };
        Some(ProtectRule::PriceAtLeast { price, per })
    }

    fn discount_cap(&mut self, cap: &ast::DiscountCap) -> Option<ProtectRule> {
        let amount = self.part(cap.measured())?;
        let written = self.literal(amount.syntax())?;
        match written.literal {
            Literal::Percent(percent) => self
                .discount_percent(percent, &written, true)
                .map(ProtectRule::DiscountAtMost),
            Literal::Bare(_) => {
                self.unit_missing(&written, &Ty::Percent);
                None
            }
            Literal::Money(_)
            | Literal::Quantity(..)
            | Literal::Times(_)
            | Literal::Duration(..)
            | Literal::Points
            | Literal::Text(_)
            | Literal::Date(_)
            | Literal::Moment(..)
            | Literal::Time(_)
            | Literal::YesNo(_) => {
                self.wrong_type(&written, &codes::A_PERCENT);
                None
            }
        }
    }

    /// `from 2026-01-01 to 2026-12-31`: whole days, both included.
    fn dated(&mut self, dated: &ast::Dated) -> Option<(Option<Date>, Option<Date>)> {
        let from = match dated.from() {
            None => None,
            Some(moment) => Some(self.whole_day(&moment)?),
        };
        let to = match dated.to() {
            None => None,
            Some(moment) => Some(self.whole_day(&moment)?),
        };
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            self.report(
                Finding::new(&codes::ENDS_BEFORE, syntax::node(dated.syntax()))
                    .with("from", from)
                    .with("to", to),
            );
            return None;
        }
        Some((from, to))
    }

    /// A date without a time.
    fn whole_day(&mut self, moment: &ast::Moment) -> Option<Date> {
        let date = self.part(moment.date())?;
        if moment.time().is_some() {
            let words = syntax::words(moment.syntax());
            self.report(
                Finding::new(&codes::WRONG_TYPE, syntax::node(moment.syntax()))
                    .with("needed", &codes::A_DATE)
                    .with("found", words.as_str())
                    .with("kind", &codes::A_TIME),
            );
            return None;
        }
        self.date(&date)
    }
}
