//! Gifts, before any scheme: what the till added, what is taken from the receipt, what is offered (semantics §5, decision 0131); it must not know discounts.

use super::super::model::receipt::{Line, World};
use super::super::model::{Base, Gift, Items, Programme, Promotion, Protection};
use super::apply::{Applied, apply};
use super::condition::Scene;
use super::decision::{Events, Outcome, Reason, RefOffer};
use super::effect::{Candidate, Kind, PerUnit, Rate};
use super::goods::{Facts, Goods, facts_of, in_force};
use super::rational::Rational;
use super::scheme::Verdict;
use super::{select, uses};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Settles the gifts by priority, then name; what is given leaves the goods.
pub(super) fn settle(
    programme: &Programme,
    world: &World,
    goods: &mut Goods,
    events: &mut Events,
) -> Vec<(Verdict, Option<RefOffer>)> {
    let mut order: Vec<(usize, &Promotion, &Gift)> = Vec::new();
    for (index, promotion) in programme.promotions.iter().enumerate() {
        order.extend(promotion.gift.as_ref().map(|gift| (index, promotion, gift)));
    }
    order.sort_by_key(|(_, promotion, _)| (Reverse(promotion.priority), promotion.name.as_str()));
    let mut table = Table {
        programme,
        world,
        before: goods.clone(),
        gone: BTreeSet::new(),
        most: 0,
    };
    let mut said = Vec::new();
    let (mut applied, mut ended) = (false, false);
    for (index, promotion, gift) in order {
        let mut verdict = Verdict {
            index,
            outcome: Outcome::Applied,
            applied: Applied::default(),
            alone: 0,
        };
        let mut offer = None;
        // At its turn the gifts before are outside; where nothing comes of it, the first that fails on the receipt is told.
        let left = uses::left(world, promotion);
        let blocked = left.as_ref().is_none_or(|left| left.nothing)
            || world.receipt.claims.contains(&(promotion.name.clone(), None))
            || ended
            || (promotion.exclusive && applied)
            || table.refusal(promotion, &table.gone).is_some();
        let first = table.refusal(promotion, &BTreeSet::new()).filter(|_| blocked);
        if let Some(reason) = first {
            verdict.outcome = Outcome::NotApplied(reason);
        } else if uses::left(world, promotion).is_none() {
            verdict.outcome = Outcome::NotApplied(Reason::NoKey);
        } else if world.receipt.claims.contains(&(promotion.name.clone(), None)) {
            verdict.outcome = Outcome::NotApplied(Reason::Declined);
        } else if uses::left(world, promotion).is_some_and(|left| left.nothing) {
            verdict.outcome = Outcome::Limited;
        } else if ended || (promotion.exclusive && applied) {
            verdict.outcome = Outcome::Displaced;
        } else if let Some(reason) = table.refusal(promotion, &table.gone) {
            verdict.outcome = Outcome::NotApplied(reason);
        } else {
            let most = uses::left(world, promotion).and_then(|left| left.pieces);
            table.most = most.map_or(gift.count, |pieces| pieces.min(gift.count));
            let units = table.choose(promotion, gift, goods, events);
            verdict.applied = table.take(index, promotion, &units, goods);
            offer = table.offer(promotion, gift, &units);
            table.gone.extend(units.iter().copied());
            events.given += u64::try_from(units.len()).unwrap_or(0);
            events.offered += u64::from(offer.is_some());
            if units.is_empty() && offer.is_none() {
                verdict.outcome = Outcome::NotApplied(Reason::NoGoods);
            } else {
                applied = true;
                ended = promotion.exclusive;
            }
        }
        said.push((verdict, offer));
    }
    let rest = table.before.without(&table.gone);
    for (line, state) in goods.lines.iter_mut().zip(&rest.lines) {
        line.given = state.given;
    }
    goods.units = rest.units;
    said
}

struct Table<'a> {
    programme: &'a Programme,
    world: &'a World,
    /// The goods as the receipt has them.
    before: Goods,
    /// Units given so far.
    gone: BTreeSet<usize>,
    /// Units that the promotion at hand may give.
    most: i64,
}

impl Table<'_> {
    /// The clause that fails when some units are outside.
    fn refusal(&self, promotion: &Promotion, gone: &BTreeSet<usize>) -> Option<Reason> {
        let goods = self.before.without(gone);
        Scene {
            programme: self.programme,
            world: self.world,
            goods: &goods,
        }
        .refusal(promotion)
    }

    /// The SKUs that the client chose, of those that may be chosen.
    fn chosen(&self, promotion: &Promotion, gift: &Gift) -> Vec<&str> {
        let claims = self.world.receipt.claims.iter();
        let skus = claims.filter(|(name, _)| *name == promotion.name);
        skus.filter_map(|(_, choice)| choice.as_deref())
            .filter(|sku| {
                let on_receipt = self.before.lines.iter().any(|line| {
                    line.facts.sku == *sku
                        && !line.weighed
                        && line.quantity.positive()
                        && self.may_be_given(gift, &line.facts)
                });
                on_receipt || self.listed(gift).iter().any(|listed| listed == sku)
            })
            .collect()
    }

    /// Whether a product is among the goods of a gift and no prohibition in force keeps it.
    fn may_be_given(&self, gift: &Gift, facts: &Facts) -> bool {
        let kept = self.programme.protects.iter().any(|protect| {
            let forbids = |what: &Protection| matches!(what, Protection::NoPromotion | Protection::NoDiscount);
            select::items(self.programme, &protect.items, facts)
                && protect
                    .rules
                    .iter()
                    .any(|rule| forbids(&rule.what) && in_force(rule, self.world))
        });
        !kept && select::items(self.programme, &gift.items, facts)
    }

    /// The products that a gift may offer: of the catalogue those sold by the piece, and those it names itself.
    fn listed(&self, gift: &Gift) -> Vec<String> {
        let mut named = BTreeSet::new();
        names(self.programme, &gift.items, &mut named);
        let products = &self.world.catalogue.products;
        let unknown = named
            .into_iter()
            .filter(|sku| !products.iter().any(|product| product.sku == *sku));
        let mut skus: Vec<String> = products
            .iter()
            .map(|product| product.sku.clone())
            .chain(unknown)
            .collect();
        skus.sort();
        skus.retain(|sku| {
            let product = products.iter().find(|product| product.sku == *sku);
            let facts = facts_of(
                &Line::pieces("", sku, 1, product.map_or(0, |product| product.price)),
                product,
            );
            facts.unit.dimension() == 0 && self.may_be_given(gift, &facts)
        });
        skus
    }

    /// Units to be given: what the till added first, then one after another the one that saves most.
    fn choose(&self, promotion: &Promotion, gift: &Gift, goods: &Goods, events: &mut Events) -> Vec<usize> {
        let chosen = self.chosen(promotion, gift);
        let mut passed: BTreeSet<usize> = BTreeSet::new();
        let mut units: Vec<usize> = Vec::new();
        let mut rooms: BTreeMap<usize, Rational> = BTreeMap::new();
        for unit in &self.before.units {
            let lines = self.before.runs[unit.run].iter().map(|&line| &goods.lines[line]);
            let room: i64 = lines
                .map(|line| (Rational::whole(line.net) - line.floor).floor().max(0))
                .sum();
            rooms.insert(unit.run, Rational::whole(room));
        }
        while i64::try_from(units.len()).unwrap_or(i64::MAX) < self.most {
            let mut best: Option<(bool, Rational, Reverse<usize>, usize)> = None;
            for (place, unit) in self.before.units.iter().enumerate() {
                let line = &self.before.lines[unit.line];
                let added = line.granted.as_ref() == Some(&promotion.name);
                let free = !self.gone.contains(&place) && !units.contains(&place) && !passed.contains(&place);
                let sku = line.facts.sku.as_str();
                let wanted = added || (line.granted.is_none() && (chosen.is_empty() || chosen.contains(&sku)));
                let saves = unit.start.min(rooms[&unit.run]);
                let idle = unit.start.positive() && !saves.positive();
                if !free || !wanted || line.weighed || idle || !self.may_be_given(gift, &line.facts) {
                    continue;
                }
                let found = (added, saves, Reverse(unit.rank), place);
                if best.is_none_or(|best| (found.0, found.1, found.2) > (best.0, best.1, best.2)) {
                    best = Some(found);
                }
            }
            let Some((added, saves, _, place)) = best else { break };
            let sku = |place: usize| &self.before.lines[self.before.units[place].line].facts.sku;
            let again = gift.distinct && units.iter().any(|&other| sku(other) == sku(place));
            let mut without = self.gone.clone();
            without.extend(units.iter().copied());
            without.insert(place);
            let kept = !added && self.refusal(promotion, &without).is_some();
            events.needed += u64::from(kept);
            if again || kept {
                passed.insert(place);
                continue;
            }
            units.push(place);
            if let Some(room) = rooms.get_mut(&self.before.units[place].run) {
                *room -= saves;
            }
        }
        units
    }

    /// Takes what the units cost off their lines.
    fn take(&self, index: usize, promotion: &Promotion, units: &[usize], goods: &mut Goods) -> Applied {
        let mut ascending = units.to_vec();
        ascending.sort_unstable();
        let kind = Kind::PerUnit(vec![PerUnit {
            rate: Rate::Part(Rational::whole(1)),
            base: Base::Start,
            units: ascending.clone(),
        }]);
        let candidate = Candidate {
            promotion,
            index,
            kind: kind.clone(),
            whole: kind,
            pieces: None,
            money: Vec::new(),
        };
        // Lines that the till added are outside everything but this.
        let hidden: Vec<(bool, bool)> = goods.lines.iter().map(|line| (line.hidden, line.barred)).collect();
        for &unit in units {
            let run = self.before.units[unit].run;
            for &line in &self.before.runs[run] {
                (goods.lines[line].hidden, goods.lines[line].barred) = (false, false);
            }
        }
        let applied = apply(goods, &candidate, &ascending, &mut Events::default());
        for (line, (hidden, barred)) in goods.lines.iter_mut().zip(hidden) {
            (line.hidden, line.barred) = (hidden, barred);
        }
        Applied {
            units: ascending,
            ..applied
        }
    }

    /// What may still be given.
    fn offer(&self, promotion: &Promotion, gift: &Gift, units: &[usize]) -> Option<RefOffer> {
        let count = i64::try_from(units.len()).unwrap_or(i64::MAX);
        let left = self.most - count;
        let chosen = self.chosen(promotion, gift);
        let mut choices = self.listed(gift);
        choices.retain(|sku| {
            let used = units
                .iter()
                .any(|&unit| self.before.lines[self.before.units[unit].line].facts.sku == *sku);
            (chosen.is_empty() || chosen.contains(&sku.as_str())) && !(gift.distinct && used)
        });
        let pieces = if gift.distinct {
            left.min(i64::try_from(choices.len()).unwrap_or(i64::MAX))
        } else {
            left
        };
        (pieces > 0 && !choices.is_empty()).then(|| RefOffer {
            promotion: promotion.name.clone(),
            pieces,
            choices,
        })
    }
}

/// The SKUs that a selection names.
fn names(programme: &Programme, items: &Items, found: &mut BTreeSet<String>) {
    match items {
        Items::Sku(skus) | Items::SkuFrom(_, skus) => found.extend(skus.iter().cloned()),
        Items::Named(name) => {
            for (_, inner) in programme.items.iter().filter(|(other, _)| other == name) {
                names(programme, inner, found);
            }
        }
        Items::And(left, right) | Items::Or(left, right) | Items::Except(left, right) => {
            names(programme, left, found);
            names(programme, right, found);
        }
        Items::All
        | Items::Category(_)
        | Items::Brand(_)
        | Items::Supplier(_)
        | Items::Property(..)
        | Items::Price(..) => {}
    }
}
