//! Effects: discounts, fixed prices, ladders, texts.

use perk_grammar::ast::{self, AstNode};
use perk_plan::ops::Unit;
use rust_decimal::Decimal;

use super::Context;
use super::literal::{Literal, Measured, Written};
use super::path::Found;
use crate::diagnostic::{Finding, Param, codes};
use crate::hir::{
    Base, Effect, Fact, FixedPrice, Give, ItemSelection, Ladder, LadderMode, LadderStep, Measure, MeasureKind, Place,
    Priced, ReceiptFact, Reward, Target, Value,
};
use crate::syntax;
use crate::ty::Ty;

impl Context<'_> {
    pub(super) fn give(&mut self, clause: &ast::GiveClause) -> Option<Effect> {
        let amount = self
            .part(clause.amount())
            .and_then(|amount| self.literal(amount.syntax()));
        let reward = amount.and_then(|written| self.reward(&written, false));
        let target = self.part(clause.target()).and_then(|target| self.target(&target));
        let base = price_base(clause.price_base());
        let (reward, mut target) = (reward?, target?);
        // A percent of each is a percent of all: one meaning, one form.
        if matches!(reward, Reward::Percent(_))
            && let Target::Items { each, .. } | Target::Role { each, .. } = &mut target
        {
            *each = false;
        }
        Some(Effect::Give(Give { reward, target, base }))
    }

    /// A percent or a sum.
    fn reward(&mut self, written: &Written, may_be_zero: bool) -> Option<Reward> {
        match written.literal {
            Literal::Percent(percent) => self
                .discount_percent(percent, written, may_be_zero)
                .map(Reward::Percent),
            Literal::Money(sum) if sum.minor == 0 => {
                self.report(Finding::new(&codes::ZERO, written.span).with("found", written.words.as_str()));
                None
            }
            Literal::Money(sum) => Some(Reward::Sum(sum)),
            Literal::Bare(amount) => {
                // A discount of 100 is hardly the whole price.
                let wanted = match amount >= Decimal::ONE_HUNDRED {
                    true => [Ty::Money, Ty::Percent],
                    false => [Ty::Percent, Ty::Money],
                };
                self.unit_missing_of(written, &codes::PERCENT_OR_SUM, &wanted);
                None
            }
            Literal::Quantity(..)
            | Literal::Times(_)
            | Literal::Duration(..)
            | Literal::Points
            | Literal::Text(_)
            | Literal::Date(_)
            | Literal::Moment(..)
            | Literal::Time(_)
            | Literal::YesNo(_) => {
                self.wrong_type(written, &codes::PERCENT_OR_SUM);
                None
            }
        }
    }

    fn target(&mut self, target: &ast::Target) -> Option<Target> {
        match target {
            ast::Target::OffReceipt(receipt) => {
                if self.roles {
                    self.later(syntax::node(receipt.syntax()), &super::later::SET_OFF_RECEIPT);
                    return None;
                }
                Some(Target::Receipt)
            }
            ast::Target::OffSet(set) => self.whole_set(set).map(|()| Target::Set),
            ast::Target::OffCheapest(it) => self.ranked(it.syntax(), it.integer(), Target::Cheapest),
            ast::Target::OffDearest(it) => self.ranked(it.syntax(), it.integer(), Target::Dearest),
            ast::Target::OffEach(each) => {
                let selection = self.part(each.selection())?;
                self.goods_target(&selection, true)
            }
            ast::Target::OffItems(items) => {
                let selection = self.part(items.selection())?;
                self.goods_target(&selection, false)
            }
        }
    }

    pub(super) fn fixed_price(&mut self, clause: &ast::PriceClause) -> Option<Effect> {
        let amount = self
            .part(clause.amount())
            .and_then(|amount| self.literal(amount.syntax()));
        let of = match (clause.off_items(), clause.off_set()) {
            (Some(items), _) => self
                .part(items.selection())
                .and_then(|selection| self.goods_priced(&selection)),
            (None, Some(set)) => self.whole_set(&set).map(|()| Priced::Set),
            (None, None) => self.part(None),
        };
        let price = amount.and_then(|written| self.money_of(&written))?;
        Some(Effect::Price(FixedPrice { price, of: of? }))
    }

    pub(super) fn ladder(&mut self, clause: &ast::LadderClause) -> Option<Effect> {
        let target = self.part(clause.target()).and_then(|target| self.target(&target));
        let base = price_base(clause.price_base());
        if let Some(written) = clause.price_base() {
            self.later(syntax::node(written.syntax()), &super::later::LADDER_BASE);
        }
        let mut measure = self.part(clause.ladder_by()).and_then(|by| self.ladder_measure(&by));
        let mut steps = Vec::new();
        let mut failed = false;
        for step in clause.ladder_steps() {
            let place = self.place(step.syntax());
            let from = self
                .part(step.step_from().and_then(|from| from.amount()))
                .and_then(|amount| self.literal(amount.syntax()))
                .and_then(|written| self.threshold(&written, measure.as_mut()));
            let reward = self
                .part(step.amount())
                .and_then(|amount| self.literal(amount.syntax()))
                .and_then(|written| self.reward(&written, true));
            match (from, reward) {
                (Some(from), Some(reward)) => steps.push(LadderStep {
                    from,
                    reward,
                    span: place,
                }),
                (None, _) | (_, None) => failed = true,
            }
        }
        if failed {
            return None;
        }
        if steps.len() > perk_plan::limits::LADDER_STEPS {
            let limit = perk_plan::limits::LADDER_STEPS.to_string();
            self.too_large(&steps.len().to_string(), syntax::node(clause.syntax()), &limit);
            return None;
        }
        let mode = if clause.per_slice_kw().is_some() {
            LadderMode::PerSlice
        } else {
            LadderMode::Whole
        };
        let (mut target, measure) = (target?, measure?);
        let sums = steps.iter().any(|step| matches!(step.reward, Reward::Sum(_)));
        if !sums && let Target::Items { each, .. } | Target::Role { each, .. } = &mut target {
            *each = false;
        }
        let ladder = Ladder {
            measure,
            mode,
            currency: self.currency,
            steps,
        };
        Some(Effect::Give(Give {
            reward: Reward::Ladder(ladder),
            target,
            base,
        }))
    }

    fn ladder_measure(&mut self, by: &ast::LadderBy) -> Option<Measure> {
        match by {
            ast::LadderBy::LadderMeasure(measure) => {
                let kind = match self.part(measure.ladder_kind())? {
                    ast::LadderKind::ByAmountOf(_) => MeasureKind::Amount,
                    // The unit is that of the steps.
                    ast::LadderKind::ByQuantityOf(_) => MeasureKind::Quantity(Unit::Sale),
                    ast::LadderKind::ByNumberOfDistinct(_) => MeasureKind::Distinct,
                };
                let operand = self.part(measure.of_operand())?;
                let items = self.of_operand(&operand)?;
                Some(Measure { kind, items })
            }
            ast::LadderBy::LadderFact(fact) => {
                let path = self.part(fact.path())?;
                let kind = match self.path(&path, true)? {
                    Found::Fact(Fact::Receipt(ReceiptFact::Amount), _) => MeasureKind::Amount,
                    Found::Fact(Fact::Receipt(ReceiptFact::Quantity), _) => MeasureKind::Quantity(Unit::Sale),
                    Found::Fact(Fact::Receipt(ReceiptFact::Products), _) => MeasureKind::Distinct,
                    Found::Fact(..) | Found::Clients(_) | Found::Stores(_) | Found::Client => {
                        self.later(syntax::node(path.syntax()), &super::later::FACT_LADDER);
                        return None;
                    }
                };
                Some(Measure {
                    kind,
                    items: ItemSelection::All,
                })
            }
        }
    }

    /// Where a step begins, in the dimension of the measure: of quantities the first step's, and the others must have it too.
    fn threshold(&mut self, written: &Written, measure: Option<&mut Measure>) -> Option<Decimal> {
        let kind = &mut measure?.kind;
        let want = match kind {
            MeasureKind::Amount => Ty::Money,
            MeasureKind::Quantity(_) => Ty::Quantity,
            MeasureKind::Distinct => Ty::Count,
        };
        match (&want, &written.literal) {
            (Ty::Count, Literal::Bare(number) | Literal::Quantity(number, Measured::Piece)) if number.is_integer() => {
                Some(*number)
            }
            (Ty::Money, Literal::Money(_)) | (Ty::Quantity, Literal::Quantity(..)) => {
                match self.coerce(written, &want, "")? {
                    Value::Money(money) => Some(Decimal::from(money.minor)),
                    Value::Quantity(quantity) => {
                        if *kind == MeasureKind::Quantity(Unit::Sale) {
                            *kind = MeasureKind::Quantity(quantity.unit);
                        }
                        if let MeasureKind::Quantity(unit) = *kind
                            && unit != quantity.unit
                        {
                            let (needed, found) = (Param::from(unit_word(unit)), Param::from(unit_word(quantity.unit)));
                            self.step_unit(written, needed, found);
                            return None;
                        }
                        Some(quantity.amount)
                    }
                    Value::YesNo(_) | Value::Number(_) | Value::Date(_) | Value::Time(_) | Value::Text(_) => None,
                }
            }
            (Ty::Money | Ty::Quantity, Literal::Bare(_)) => {
                self.unit_missing(written, &want);
                None
            }
            _ => {
                self.step_unit(written, Param::from(want.word()), Param::from(written.ty().word()));
                None
            }
        }
    }

    fn step_unit(&mut self, written: &Written, needed: Param, kind: Param) {
        self.report(
            Finding::new(&codes::STEP_UNIT, written.span)
                .with("needed", needed)
                .with("found", written.words.as_str())
                .with("kind", kind),
        );
    }

    pub(super) fn print(&mut self, clause: &ast::PrintClause) -> Option<Effect> {
        let text = self.part(clause.text())?;
        let text = self.template(&text)?;
        let place = match clause.print_place() {
            Some(ast::PrintPlace::InHeader(_)) => Place::Header,
            Some(ast::PrintPlace::InFooter(_)) => Place::Footer,
            Some(ast::PrintPlace::InSlip(_)) | None => Place::Slip,
        };
        Some(Effect::Message { place, text })
    }

    pub(super) fn show(&mut self, clause: &ast::ShowClause) -> Option<Effect> {
        let text = self.part(clause.text())?;
        let text = self.template(&text)?;
        let place = if clause.to_cashier_kw().is_some() {
            Place::Cashier
        } else {
            Place::Customer
        };
        Some(Effect::Message { place, text })
    }
}

fn price_base(base: Option<ast::PriceBase>) -> Base {
    match base {
        None => Base::SchemeStart,
        Some(base) if base.of_list_price_kw().is_some() => Base::ListPrice,
        Some(_) => Base::RunningPrice,
    }
}

/// The dimension of a unit by the unit that people say.
const fn unit_word(unit: Unit) -> &'static str {
    match unit {
        Unit::Sale | Unit::Piece => "pcs",
        Unit::Gram => "kg",
        Unit::Millilitre => "l",
        Unit::Millimetre => "m",
    }
}
