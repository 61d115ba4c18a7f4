//! `gift 1 of souvenirs at 10 RUB`: how many units, of which goods, and what they cost; knows no receipt.

use perk_grammar::ast::{self, AstNode};
use perk_plan::limits::GIFT_UNITS;

use super::Context;
use crate::diagnostic::{Finding, codes};
use crate::hir::{Effect, Gift};
use crate::syntax;

impl Context<'_> {
    pub(super) fn gift(&mut self, clause: &ast::GiftClause) -> Option<Effect> {
        let pick = self.part(clause.pick())?;
        let items = self.part(pick.selection()).and_then(|selection| self.items(&selection));
        let count = self.gift_count(&pick);
        let price = match clause.gift_price() {
            Some(price) => {
                let written = self
                    .part(price.amount())
                    .and_then(|amount| self.literal(amount.syntax()));
                Some(written.and_then(|written| self.money_of(&written))?)
            }
            None => None,
        };
        Some(Effect::Gift(Gift {
            count: count?,
            distinct: pick.distinct_kw().is_some(),
            items: items?,
            price,
        }))
    }

    /// A gift is a whole number of pieces, known before the receipt is.
    fn gift_count(&mut self, pick: &ast::Pick) -> Option<u32> {
        let odd = pick
            .count_range()
            .map(|range| (syntax::node(range.syntax()), syntax::words(range.syntax())))
            .or_else(|| {
                let quantity = pick.quantity()?;
                Some((syntax::node(quantity.syntax()), syntax::words(quantity.syntax())))
            })
            .or_else(|| {
                let same = pick.same_kw()?;
                Some((syntax::token(&same), same.text().to_owned()))
            });
        if let Some((span, words)) = odd {
            self.report(Finding::new(&codes::GIFT_COUNT, span).with("found", words.as_str()));
            return None;
        }
        let integer = self.part(pick.integer())?;
        let span = syntax::typed(&integer);
        let count = self.integer(Some(integer))?;
        if count == 0 {
            self.report(Finding::new(&codes::GIFT_COUNT, span).with("found", "0"));
            return None;
        }
        if count > GIFT_UNITS {
            self.too_large(&count.to_string(), span, &GIFT_UNITS.to_string());
            return None;
        }
        Some(count)
    }
}
