//! Gifts, before any scheme: what the till added, what is taken from the receipt, what is offered (semantics §5, decision 0131); it must not know discounts.

use super::super::model::receipt::{Line, World};
use super::super::model::{Base, Gift, Items, Programme, Promotion, Protection, Scope, Side};
use super::apply::{Applied, apply};
use super::condition::Scene;
use super::decision::{Events, Outcome, Reason, RefOffer};
use super::effect::{Candidate, Kind, PerUnit, Rate};
use super::goods::{Facts, Goods, facts_of, in_force};
use super::rational::Rational;
use super::scheme::{Verdict, cut_weighed};
use super::sets::{self, Object};
use super::{RefError, assemble, select, uses};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Settles the gifts by priority, then name; what is given leaves the goods.
pub(super) fn settle(
    programme: &Programme,
    world: &World,
    goods: &mut Goods,
    events: &mut Events,
) -> Result<Vec<(Verdict, Option<RefOffer>)>, RefError> {
    let mut order: Vec<(usize, &Promotion, &Gift)> = Vec::new();
    for (index, promotion) in programme.promotions.iter().enumerate() {
        order.extend(promotion.gift.as_ref().map(|gift| (index, promotion, gift)));
    }
    order.sort_by_key(|(_, promotion, _)| (Reverse(promotion.priority), promotion.name.as_str()));
    let given: Vec<(usize, &Promotion)> = order.iter().map(|&(index, promotion, _)| (index, promotion)).collect();
    cut_weighed(programme, &given, goods);
    let mut table = Table {
        programme,
        world,
        before: goods.clone(),
        gone: BTreeSet::new(),
        paid: BTreeSet::new(),
        pieces: None,
        times: None,
        each: None,
    };
    let mut said = Vec::new();
    // What is only offered keeps its goods and nothing else.
    let (mut spoken, mut applied, mut ended) = (false, false, false);
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
        (table.pieces, table.times) = (None, None);
        table.each = table.object(promotion)?;
        let nobody = BTreeSet::new();
        let formed = table.sets(promotion, index, &nobody, &nobody)? > 0;
        // Whether gifts before have used up what its set could be put together from.
        let shares = promotion.for_each.is_some() && spoken && !table.choices(promotion, gift).is_empty();
        let declined = world.receipt.claims.contains(&(promotion.name.clone(), None));
        let blocked = left.as_ref().is_none_or(|left| left.nothing)
            || declined
            || ended
            || (promotion.exclusive && applied)
            || table.refusal(promotion, &table.gone).is_some();
        let first = table.refusal(promotion, &nobody).filter(|_| blocked);
        if let Some(reason) = first {
            verdict.outcome = Outcome::NotApplied(reason);
        } else if left.is_none() {
            verdict.outcome = Outcome::NotApplied(Reason::NoKey);
        } else if !formed {
            verdict.outcome = Outcome::NotApplied(table.refusal(promotion, &nobody).unwrap_or(Reason::NoGoods));
        } else if declined {
            verdict.outcome = Outcome::NotApplied(Reason::Declined);
        } else if left.as_ref().is_some_and(|left| left.nothing) {
            verdict.outcome = Outcome::Limited;
        } else if ended || (promotion.exclusive && applied) {
            verdict.outcome = Outcome::Displaced;
        } else if let Some(reason) = table.refusal(promotion, &table.gone) {
            verdict.outcome = if shares {
                Outcome::Displaced
            } else {
                Outcome::NotApplied(reason)
            };
        } else {
            (table.pieces, table.times) = left.map_or((None, None), |left| (left.pieces, left.times));
            let units = table.choose(promotion, index, gift, goods, events)?;
            verdict.applied = table.take(index, promotion, gift, &units, goods);
            let mut away = table.gone.clone();
            away.extend(units.iter().copied());
            let sets = table.sets(promotion, index, &away, &table.paid)?;
            offer = table.offer(promotion, gift, &units, sets);
            let total = i64::try_from(units.len()).unwrap_or(i64::MAX);
            let offered = offer.as_ref().map_or(0, |offer| offer.pieces);
            let given = table.for_sets(gift, total, &units);
            // Of distinct ones a set gives each product once: whatever is chosen, there are sets enough for it.
            let mut all = table.for_sets(gift, total + offered, &units);
            if let Some(offer) = offer.as_ref().filter(|_| gift.distinct) {
                let left = table.most(gift, sets) - total;
                for sku in &offer.choices {
                    let given = table.repeats(sku, &units);
                    all = all.max(given + (sets - given).min(left));
                }
            }
            verdict.applied.instances = if total > 0 { given } else { all };
            let fewer = table
                .times
                .is_some_and(|times| times < table.unlimited(promotion, index, &away));
            events.limits += u64::from(fewer);
            let payers = table.payers(promotion, index, &away, all)?;
            events.paid += u64::try_from(payers.len()).unwrap_or(0);
            events.shared += u64::from(!table.paid.is_empty() && !payers.is_empty());
            table.paid.extend(payers);
            table.gone = away;
            events.given += u64::try_from(units.len()).unwrap_or(0);
            events.offered += u64::from(offer.is_some());
            if units.is_empty() && offer.is_none() {
                verdict.outcome = if shares {
                    Outcome::Displaced
                } else {
                    Outcome::NotApplied(Reason::NoGoods)
                };
            } else {
                spoken = true;
                applied |= !units.is_empty();
                ended |= promotion.exclusive && !units.is_empty();
            }
        }
        if verdict.outcome == Outcome::Displaced {
            verdict.alone = table.alone(promotion, index, gift)?;
        }
        said.push((verdict, offer));
    }
    let rest = table.before.without(&table.gone);
    for (line, state) in goods.lines.iter_mut().zip(&rest.lines) {
        line.given = state.given;
    }
    goods.units = rest.units;
    goods.join();
    Ok(said)
}

struct Table<'a> {
    programme: &'a Programme,
    world: &'a World,
    /// The goods as the receipt has them.
    before: Goods,
    /// Units given so far.
    gone: BTreeSet<usize>,
    /// Units that paid for the sets of gifts so far.
    paid: BTreeSet<usize>,
    /// What limits leave the promotion at hand.
    pieces: Option<i64>,
    times: Option<i64>,
    /// Its set.
    each: Option<Object>,
}

impl Table<'_> {
    /// What a promotion would save if no other gave anything.
    fn alone(&self, promotion: &Promotion, index: usize, gift: &Gift) -> Result<i64, RefError> {
        let left = uses::left(self.world, promotion);
        let (pieces, times) = left.map_or((None, None), |left| (left.pieces, left.times));
        let alone = Table {
            before: self.before.clone(),
            gone: BTreeSet::new(),
            paid: BTreeSet::new(),
            pieces,
            times,
            each: self.each.clone(),
            ..*self
        };
        let mut goods = self.before.clone();
        let units = alone.choose(promotion, index, gift, &goods, &mut Events::default())?;
        Ok(alone.take(index, promotion, gift, &units, &mut goods).total)
    }

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

    /// The set of a promotion over all goods, whatever gifts before have used.
    fn object(&self, promotion: &Promotion) -> Result<Option<Object>, RefError> {
        let scene = Scene {
            programme: self.programme,
            world: self.world,
            goods: &self.before,
        };
        let Some(for_each) = &promotion.for_each else {
            return Ok(None);
        };
        sets::object(&scene, promotion, for_each, false).map(|object| Some(object.counting()))
    }

    /// The best instances without some units: as many as there can be.
    fn instances(
        &self,
        promotion: &Promotion,
        index: usize,
        away: &BTreeSet<usize>,
        paid: &BTreeSet<usize>,
        times: Option<i64>,
    ) -> Result<Vec<sets::Instance>, RefError> {
        let Some(object) = &self.each else {
            return Ok(Vec::new());
        };
        let free = |unit: usize| !away.contains(&unit) && (object.reuse || !paid.contains(&unit));
        let mut object = object.only(&free);
        object.times = times;
        let candidate = Candidate {
            promotion,
            index,
            kind: Kind::Set(object.clone()),
            whole: Kind::Set(object),
            pieces: None,
            money: Vec::new(),
        };
        // Every unit costs the same and may receive: only how many sets there are matters.
        let mut goods = self.before.clone();
        for line in &mut goods.lines {
            (line.floor, line.hidden, line.barred, line.net) = (Rational::ZERO, false, false, 1_000_000);
        }
        for unit in &mut goods.units {
            (unit.start, unit.amount) = (Rational::whole(1), Rational::whole(1));
        }
        let mut found = assemble::assign(
            &goods,
            &[candidate],
            Scope::Unit,
            Side::Customer,
            &mut Events::default(),
        )?;
        Ok(found.remove(0))
    }

    /// Sets without some units; 1 without `for each`.
    fn sets(
        &self,
        promotion: &Promotion,
        index: usize,
        away: &BTreeSet<usize>,
        paid: &BTreeSet<usize>,
    ) -> Result<i64, RefError> {
        if self.each.is_none() {
            return Ok(1);
        }
        let found = self.instances(promotion, index, away, paid, self.times)?;
        Ok(i64::try_from(found.len()).unwrap_or(i64::MAX))
    }

    /// Sets as if there were no limit of uses; for the count of what tests have seen.
    fn unlimited(&self, promotion: &Promotion, index: usize, away: &BTreeSet<usize>) -> i64 {
        let found = self.instances(promotion, index, away, &self.paid, None);
        found.map_or(0, |found| i64::try_from(found.len()).unwrap_or(i64::MAX))
    }

    /// The units that pay for so many sets.
    fn payers(
        &self,
        promotion: &Promotion,
        index: usize,
        away: &BTreeSet<usize>,
        sets: i64,
    ) -> Result<BTreeSet<usize>, RefError> {
        if self.each.as_ref().is_none_or(|object| object.reuse) {
            return Ok(BTreeSet::new());
        }
        let found = self.instances(promotion, index, away, &self.paid, Some(sets))?;
        Ok(found.iter().flatten().map(|&(_, unit)| unit).collect())
    }

    /// What so many sets entitle to.
    fn most(&self, gift: &Gift, sets: i64) -> i64 {
        let all = gift.count * sets;
        self.pieces.map_or(all, |pieces| pieces.min(all))
    }

    /// For how many sets so many units are: of distinct ones a set has each product once.
    fn for_sets(&self, gift: &Gift, pieces: i64, units: &[usize]) -> i64 {
        let sets = (pieces + gift.count - 1) / gift.count;
        let repeats = units.iter().map(|&unit| self.repeats(self.sku(unit), units)).max();
        if gift.distinct {
            sets.max(repeats.unwrap_or(0))
        } else {
            sets
        }
    }

    fn sku(&self, unit: usize) -> &str {
        &self.before.lines[self.before.units[unit].line].facts.sku
    }

    /// How many of some units are of a product.
    fn repeats(&self, sku: &str, units: &[usize]) -> i64 {
        let count = units.iter().filter(|&&unit| self.sku(unit) == sku).count();
        i64::try_from(count).unwrap_or(i64::MAX)
    }

    /// What is listed of a gift, within what the client chose.
    fn choices(&self, promotion: &Promotion, gift: &Gift) -> Vec<String> {
        let chosen = self.chosen(promotion, gift);
        let mut choices = self.listed(gift);
        choices.retain(|sku| chosen.is_empty() || chosen.contains(&sku.as_str()));
        choices
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
            // What costs less anyway is not offered at a price.
            let cheaper = product.is_some_and(|product| product.price < gift.price);
            facts.unit.dimension() == 0 && !cheaper && self.may_be_given(gift, &facts)
        });
        skus
    }

    /// Units to be given: what the till added first, then one after another the one that saves most.
    fn choose(
        &self,
        promotion: &Promotion,
        index: usize,
        gift: &Gift,
        goods: &Goods,
        events: &mut Events,
    ) -> Result<Vec<usize>, RefError> {
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
        let count = |units: &[usize]| i64::try_from(units.len()).unwrap_or(i64::MAX);
        loop {
            let mut away = self.gone.clone();
            away.extend(units.iter().copied());
            let sets = self.sets(promotion, index, &away, &self.paid)?;
            if count(&units) >= self.most(gift, sets) {
                break;
            }
            let mut best: Option<(bool, Rational, Reverse<usize>, usize)> = None;
            for (place, unit) in self.before.units.iter().enumerate() {
                let line = &self.before.lines[unit.line];
                let added = line.granted.as_ref() == Some(&promotion.name);
                let used = self.gone.contains(&place) || self.paid.contains(&place);
                let free = !used && !units.contains(&place) && !passed.contains(&place);
                let sku = line.facts.sku.as_str();
                let wanted = added || (line.granted.is_none() && (chosen.is_empty() || chosen.contains(&sku)));
                let price = Rational::whole(gift.price);
                if unit.start < price {
                    continue;
                }
                let saves = (unit.start - price).min(rooms[&unit.run]);
                let idle = unit.start > price && !saves.positive();
                if !free || !wanted || line.weighed || idle || !self.may_be_given(gift, &line.facts) {
                    continue;
                }
                let found = (added, saves, Reverse(unit.rank), place);
                if best.is_none_or(|best| (found.0, found.1, found.2) > (best.0, best.1, best.2)) {
                    best = Some(found);
                }
            }
            let Some((added, saves, _, place)) = best else { break };
            let mut more = units.clone();
            more.push(place);
            let mut without = away.clone();
            without.insert(place);
            let rest = self.sets(promotion, index, &without, &self.paid)?;
            let again = gift.distinct && more.iter().any(|&unit| self.repeats(self.sku(unit), &more) > rest);
            let few = count(&more) > self.most(gift, rest);
            let kept = !added && self.refusal(promotion, &without).is_some();
            events.needed += u64::from(kept || few);
            if again || kept || few {
                passed.insert(place);
                continue;
            }
            units.push(place);
            if let Some(room) = rooms.get_mut(&self.before.units[place].run) {
                *room -= saves;
            }
        }
        Ok(units)
    }

    /// Takes what the units cost above the gift's price off their lines.
    fn take(&self, index: usize, promotion: &Promotion, gift: &Gift, units: &[usize], goods: &mut Goods) -> Applied {
        let mut ascending = units.to_vec();
        ascending.sort_unstable();
        let kind = Kind::PerUnit(vec![PerUnit {
            rate: Rate::Price(gift.price),
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
    fn offer(&self, promotion: &Promotion, gift: &Gift, units: &[usize], sets: i64) -> Option<RefOffer> {
        let left = self.most(gift, sets) - i64::try_from(units.len()).unwrap_or(i64::MAX);
        let mut choices = self.choices(promotion, gift);
        let open = |sku: &str| (sets - self.repeats(sku, units)).max(0);
        let mut pieces = left;
        if gift.distinct {
            choices.retain(|sku| open(sku) > 0);
            pieces = left.min(choices.iter().map(|sku| open(sku)).sum());
        }
        (pieces > 0 && !choices.is_empty()).then(|| RefOffer {
            promotion: promotion.name.clone(),
            pieces,
            price: gift.price,
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
