//! Conditions over the start of a scheme (language "Conditions", semantics §5); it must not know effects.

use super::super::model::calendar::LocalTime;
use super::super::model::receipt::{Client, ClientStatus, Store, Tender, World};
use super::super::model::{
    Audience, Comparison, Cond, Fact, Items, Payment, Programme, Promotion, PropertyValue, Unit as Measure, Value,
};
use super::decision::Reason;
use super::goods::Goods;
use super::rational::Rational;
use super::{select, window};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// Everything a condition may look at.
pub(super) struct Scene<'a> {
    pub(super) programme: &'a Programme,
    pub(super) world: &'a World,
    pub(super) goods: &'a Goods,
}

enum Found {
    Number(Rational),
    Date(super::super::model::calendar::Date),
    Property(PropertyValue),
}

impl Scene<'_> {
    fn at(&self) -> LocalTime {
        self.world.receipt.at
    }

    fn store(&self) -> Option<&Store> {
        let id = self.world.receipt.store.as_ref()?;
        self.world.stores.iter().find(|store| store.id == *id)
    }

    fn known(&self) -> Option<&Client> {
        self.world
            .client
            .as_ref()
            .filter(|client| client.status == ClientStatus::Known)
    }

    /// The first clause of a promotion that fails.
    pub(super) fn refusal(&self, promotion: &Promotion) -> Option<Reason> {
        if !promotion.valid.is_empty() && !promotion.valid.iter().any(|valid| window::valid(valid, self.at())) {
            return Some(Reason::Valid);
        }
        if !promotion.on.is_empty() && !promotion.on.iter().any(|on| window::recurring(on, self.at())) {
            return Some(Reason::On);
        }
        if let Some(selection) = &promotion.stores {
            let Some(id) = &self.world.receipt.store else {
                return Some(Reason::Stores);
            };
            if !select::stores(self.programme, selection, id, self.store()) {
                return Some(Reason::Stores);
            }
        }
        if promotion
            .audience
            .as_ref()
            .is_some_and(|audience| !self.welcome(audience))
        {
            return Some(Reason::Audience);
        }
        if super::coupons::lacks(self.programme, self.world, promotion) {
            return Some(Reason::Coupon);
        }
        // Each named tender must be the only one by itself.
        let sole = |payment: &Payment| {
            let tenders = &self.world.receipt.tenders;
            !tenders.is_empty() && tenders.iter().all(|tender| paid_with(payment, tender))
        };
        if !promotion.paid_by.is_empty() && !promotion.paid_by.iter().any(sole) {
            return Some(Reason::PaidBy);
        }
        let failing = promotion
            .when
            .iter()
            .position(|condition| self.holds(condition) != Some(true));
        failing.map(Reason::When)
    }

    fn welcome(&self, audience: &Audience) -> bool {
        match audience {
            Audience::Known => self.known().is_some(),
            Audience::Guests => self
                .world
                .client
                .as_ref()
                .is_none_or(|client| client.status == ClientStatus::Guest),
            Audience::Clients(name) => {
                self.known().is_some()
                    && self
                        .programme
                        .clients
                        .iter()
                        .any(|(other, condition)| other == name && self.holds(condition) == Some(true))
            }
            Audience::And(left, right) => self.welcome(left) && self.welcome(right),
            Audience::Or(left, right) => self.welcome(left) || self.welcome(right),
            Audience::Except(left, right) => self.welcome(left) && !self.welcome(right),
        }
    }

    /// Yes, no, or unknown because a fact is absent.
    pub(super) fn holds(&self, condition: &Cond) -> Option<bool> {
        match condition {
            Cond::And(parts) => {
                let answers: Vec<Option<bool>> = parts.iter().map(|part| self.holds(part)).collect();
                if answers.contains(&Some(false)) {
                    Some(false)
                } else if answers.contains(&None) {
                    None
                } else {
                    Some(true)
                }
            }
            Cond::Or(parts) => {
                let answers: Vec<Option<bool>> = parts.iter().map(|part| self.holds(part)).collect();
                if answers.contains(&Some(true)) {
                    Some(true)
                } else if answers.contains(&None) {
                    None
                } else {
                    Some(false)
                }
            }
            Cond::Not(inner) => self.holds(inner).map(|answer| !answer),
            Cond::Compare(fact, comparison, value) => {
                let ordering = self.against(fact, value)?;
                Some(select::satisfies(ordering, *comparison))
            }
            Cond::Facts(left, comparison, right) => {
                let (left, right) = (self.whole(left)?, self.whole(right)?);
                Some(select::satisfies(left.cmp(&right), *comparison))
            }
            Cond::Between(fact, low, high) => {
                let (low, high) = (self.against(fact, low)?, self.against(fact, high)?);
                Some(select::satisfies(low, Comparison::AtLeast) && select::satisfies(high, Comparison::AtMost))
            }
            Cond::IsIn(fact, texts, negated) => {
                let Found::Property(PropertyValue::Text(found)) = self.find(fact, Measure::Pcs)? else {
                    return None;
                };
                Some(texts.contains(&found) != *negated)
            }
            Cond::Is(fact) => Some(self.against(fact, &Value::YesNo(true))? == Ordering::Equal),
        }
    }

    /// A number that another one may be compared with; quantities in units of sale.
    fn whole(&self, fact: &Fact) -> Option<Rational> {
        let sold = |items: &Items| -> Rational {
            let lines = self.matching(items).map(|line| &self.goods.lines[line]);
            lines.map(|line| line.quantity - Rational::whole(line.given)).sum()
        };
        match (fact, self.find(fact, Measure::Pcs)?) {
            (Fact::QuantityOf(items), _) => Some(sold(items)),
            (Fact::ReceiptQuantity, _) => Some(sold(&Items::All)),
            (_, Found::Number(number)) => Some(number),
            (_, Found::Date(_) | Found::Property(_)) => None,
        }
    }

    fn against(&self, fact: &Fact, value: &Value) -> Option<Ordering> {
        let unit = if let Value::Quantity(_, unit) = value {
            *unit
        } else {
            Measure::Pcs
        };
        match (self.find(fact, unit)?, value) {
            (Found::Number(found), Value::Money(minor)) => Some(found.cmp(&Rational::whole(*minor))),
            (Found::Number(found), Value::Number(milli) | Value::Quantity(milli, _)) => {
                Some(found.cmp(&Rational::milli(*milli)))
            }
            (Found::Number(found), Value::Time(minute)) => Some(found.cmp(&Rational::whole(minute * 60))),
            (Found::Date(found), Value::Date(date)) => Some(found.cmp(date)),
            (Found::Property(found), Value::Number(milli)) => select::compare(&found, &PropertyValue::Number(*milli)),
            (Found::Property(found), Value::Date(date)) => select::compare(&found, &PropertyValue::Date(*date)),
            (Found::Property(found), Value::Text(text)) => select::compare(&found, &PropertyValue::Text(text.clone())),
            (Found::Property(found), Value::YesNo(yes)) => select::compare(&found, &PropertyValue::YesNo(*yes)),
            (Found::Number(_) | Found::Date(_) | Found::Property(_), _) => None,
        }
    }

    fn find(&self, fact: &Fact, unit: Measure) -> Option<Found> {
        let text = |text: &String| Found::Property(PropertyValue::Text(text.clone()));
        Some(match fact {
            Fact::ReceiptAmount => Found::Number(self.amount_of(&Items::All)),
            Fact::ReceiptListAmount => {
                let units = self
                    .goods
                    .units
                    .iter()
                    .filter(|unit| !self.goods.lines[unit.line].hidden);
                let list: Rational = units.map(|unit| unit.list).sum();
                Found::Number(list + self.goods.list_rest)
            }
            Fact::ReceiptQuantity => Found::Number(self.quantity_of(&Items::All, unit)),
            Fact::ReceiptProducts => Found::Number(self.distinct_of(&Items::All)),
            Fact::ReceiptDate => Found::Date(self.at().date),
            Fact::ReceiptTime => Found::Number(Rational::whole(self.at().second)),
            Fact::AmountOf(items) => Found::Number(self.amount_of(items)),
            Fact::QuantityOf(items) => Found::Number(self.quantity_of(items, unit)),
            Fact::DistinctOf(items) => Found::Number(self.distinct_of(items)),
            Fact::CheapestPrice(items) => {
                let prices = self.matching(items).map(|line| self.goods.lines[line].facts.price);
                Found::Number(Rational::whole(prices.min()?))
            }
            Fact::ClientAge => Found::Number(Rational::whole(self.at().date.age(self.known()?.birthday?))),
            Fact::ClientVisits => Found::Number(Rational::whole(self.known()?.visits)),
            Fact::ClientThisVisit => Found::Number(Rational::whole(self.known()?.visits + 1)),
            Fact::ClientProperty(name) => {
                let (_, value) = self.known()?.properties.iter().find(|(other, _)| other == name)?;
                Found::Property(value.clone())
            }
            Fact::StoreRegion => text(self.store()?.region.as_ref()?),
            Fact::StoreFormat => text(self.store()?.format.as_ref()?),
        })
    }

    fn matching<'s>(&'s self, items: &'s Items) -> impl Iterator<Item = usize> + 's {
        (0..self.goods.lines.len()).filter(|&line| {
            let line = &self.goods.lines[line];
            let gone = line.given > 0 && Rational::whole(line.given) == line.quantity;
            !line.hidden && !gone && select::items(self.programme, items, &line.facts)
        })
    }

    /// What eligible goods cost at the start of the scheme.
    pub(super) fn amount_of(&self, items: &Items) -> Rational {
        let lines: BTreeSet<usize> = self.matching(items).collect();
        self.goods
            .units
            .iter()
            .filter(|unit| lines.contains(&unit.line))
            .map(|unit| unit.start)
            .sum()
    }

    /// How much of eligible goods there is, in the given unit; goods measured otherwise do not count.
    pub(super) fn quantity_of(&self, items: &Items, unit: Measure) -> Rational {
        self.matching(items)
            .map(|line| &self.goods.lines[line])
            .filter(|line| line.facts.unit.dimension() == unit.dimension())
            .map(|line| {
                (line.quantity - Rational::whole(line.given)) * Rational::whole(line.facts.unit.thousandths())
                    / Rational::whole(unit.thousandths())
            })
            .sum()
    }

    pub(super) fn distinct_of(&self, items: &Items) -> Rational {
        let skus: BTreeSet<&str> = self
            .matching(items)
            .map(|line| self.goods.lines[line].facts.sku.as_str())
            .collect();
        Rational::whole(i64::try_from(skus.len()).unwrap_or(i64::MAX))
    }
}

fn paid_with(payment: &Payment, tender: &Tender) -> bool {
    match payment {
        Payment::Brand(brand) => tender.brand.as_ref() == Some(brand) || tender.kind == *brand,
        Payment::Cash => tender.kind == "cash",
        Payment::BankCard => tender.kind == "card",
    }
}
