//! Instances of sets as ways of a problem: which are listed, what those that are not may gain at most, which lose nothing by
//! being left out.

use std::collections::BTreeMap;

use perk_plan::plan::Alike;
use rustc_hash::FxHashMap;

use super::{Builder, Fit, Good};
use crate::index::{narrow, wide};
use crate::limits::{ALL_PATTERNS, FEW_PATTERNS, PATTERNS};
use crate::scheme::set::{Need, SetOffer};
use crate::scheme::solve::problem::Pool;
use crate::scheme::solve::sets::packing::{Column, Member, Unlisted};
use crate::scheme::solve::sets::patterns::{Few, Give, Patterns, Role, Rules, Size, Whom, patterns};
use crate::scheme::{Kind, set::Whom as On};

impl<'a> Builder<'a> {
    /// The instances of all sets, by member. Sets with few goods are listed first, so that what they leave is there for others.
    pub(super) fn instances(&self, least: bool) -> FxHashMap<u32, (Rules, Patterns)> {
        // Where gains add up it matters only of what is chosen how it gives.
        let portions = least || !self.packing.is_plain();
        let mut sets: Vec<(usize, u32, Rules)> = Vec::new();
        for (number, member) in (0_u32..).zip(&self.packing.members) {
            let player = self.players.get(wide(member.cast));
            if let Some(set) = player.and_then(|player| player.set) {
                let rules = self.rules(member.cast, set);
                let goods = rules.roles.iter().map(|role| role.classes.len()).sum();
                sets.push((goods, number, rules));
            }
        }
        sets.sort_unstable_by_key(|(goods, number, _)| (*goods, *number));
        let (mut open, mut waiting) = (ALL_PATTERNS, sets.len());
        let mut found = FxHashMap::default();
        for (_, number, rules) in sets {
            let most = open.checked_div(waiting).unwrap_or(0).clamp(FEW_PATTERNS, PATTERNS);
            let list = patterns(&rules, &self.facts, most, portions);
            open = open.saturating_sub(list.list.len());
            waiting = waiting.saturating_sub(1);
            found.insert(number, (rules, list));
        }
        found
    }

    /// Instances of a set.
    pub(super) fn set(&mut self, number: u32, member: Member, rules: &Rules, found: Patterns, least: bool) {
        let picks = |give: &Give| matches!(give.to(), Whom::Cheapest(_) | Whom::Dearest(_));
        let reuse = self.packing.members.iter().any(|member| member.reuse);
        if reuse && rules.gives.iter().any(picks) {
            let words = &mut self.packing.words;
            words.facts.clone_from(&self.facts);
            words.gives.push((number, rules.gives.clone()));
        }
        let chain = !least && self.chains(rules, member, found.sums);
        if let Some(member) = self.packing.members.get_mut(wide(number)) {
            member.chain = chain;
        }
        if found.partly {
            self.unlisted(rules, member);
            self.packing.most = Some(0);
        }
        let pool = member.cut.map(|money| {
            self.packing.pools.push(Pool {
                member: number,
                money,
                cut: true,
            });
            narrow(self.packing.pools.len().saturating_sub(1))
        });
        self.packing
            .columns
            .extend(found.list.into_iter().map(|pattern| Column {
                member: number,
                uses: pattern.uses,
                gain: pattern.gain,
                pool,
                label: 0,
                portions: pattern.portions,
            }));
    }

    pub(super) fn rules(&self, player: u32, set: &SetOffer) -> Rules {
        let fit = |good: &&'a Good| good.roles.iter().find(|fit| fit.player == player);
        let fits: Vec<Option<&Fit>> = self.goods.iter().map(fit).collect();
        let roles = set.roles.iter().enumerate().map(|(bit, role)| {
            let in_role = |fit: &Option<&Fit>| fit.is_some_and(|fit| (fit.roles >> bit) & 1 == 1);
            let classes = (0_u32..)
                .zip(&fits)
                .filter(|(_, fit)| in_role(fit))
                .map(|(class, _)| class);
            let (size, alike) = match role.need {
                Need::Pieces { least, most, alike } => (Size::Pieces { least, most }, alike),
                Need::Measure { amount, .. } => (Size::Measure(i128::from(amount)), Alike::Any),
            };
            Role {
                size,
                alike,
                classes: classes.collect(),
            }
        });
        let measured = set.measured();
        let gives = set.gives.iter().enumerate().map(|(number, give)| {
            let to = match give.whom {
                On::Set => Whom::Set,
                On::Role(role) => Whom::Role(role),
                On::Cheapest(count) => Whom::Cheapest(Few { count, measured }),
                On::Dearest(count) => Whom::Dearest(Few { count, measured }),
            };
            let money = |minor: i64| i128::from(minor).saturating_mul(self.scale.unit);
            match give.kind {
                Kind::Sum(sum) => Give::Sum { to, money: money(sum) },
                Kind::Price(price) if give.is_sum() => Give::Price(money(price)),
                Kind::Percent { .. } | Kind::Each(_) | Kind::Price(_) => Give::Rate {
                    to,
                    values: fits
                        .iter()
                        .map(|fit| {
                            let value = fit.and_then(|fit| fit.values.get(number));
                            value.map_or(0, |value| self.scale.whole(*value))
                        })
                        .collect(),
                },
            }
        });
        Rules {
            roles: roles.collect(),
            gives: gives.collect(),
        }
    }

    /// Whether instances that meet small with small and great with great lose nothing; see [`Member::chain`].
    fn chains(&self, rules: &Rules, member: Member, sums: bool) -> bool {
        let loose = |role: &Role| matches!(role.size, Size::Pieces { .. }) && role.alike == Alike::Any;
        // Who reuses a unit leaves others less of it: then what an instance bears is its own.
        let reuse = self.packing.members.iter().any(|member| member.reuse);
        if member.money.is_some() || reuse || !rules.roles.iter().all(loose) || !sums {
            return false;
        }
        let floors = !self.packing.rooms.is_empty();
        if floors && member.spreads {
            return false;
        }
        let mut classes: Vec<u32> = rules.roles.iter().flat_map(|role| role.classes.clone()).collect();
        classes.sort_unstable();
        classes.dedup();
        let rising = |of: &dyn Fn(u32) -> i128| {
            let next = classes.iter().skip(1);
            classes.iter().zip(next).all(|(one, other)| of(*one) <= of(*other))
        };
        let start = |class: u32| self.facts.get(wide(class)).map_or(0, |facts| facts.start);
        let amount = |class: u32| self.facts.get(wide(class)).map_or(0, |facts| facts.amount);
        // Every instance finds somebody who bears its discount.
        let receive = classes.iter().all(|class| {
            let facts = self.facts.get(wide(*class));
            facts.is_some_and(|facts| facts.receives && facts.amount > 0)
        });
        match rules.gives.as_slice() {
            [
                Give::Rate {
                    to: Whom::Set | Whom::Role(_),
                    ..
                },
            ] => true,
            [Give::Sum { .. }] => receive,
            [Give::Price(_)] => receive && rising(&start),
            [
                Give::Rate {
                    to: Whom::Cheapest(_),
                    values,
                },
            ] => {
                let value = |class: u32| values.get(wide(class)).copied().unwrap_or(0).min(amount(class));
                receive && !floors && rising(&start) && rising(&value)
            }
            _ => false,
        }
    }

    /// Where some ways are not listed, what no combination exceeds: unit by unit, the most that any promotion gives for having it.
    pub(super) fn cap(&mut self, rules: &BTreeMap<u32, Rules>) {
        if self.packing.most.is_none() {
            return;
        }
        // By class: the most of those who leave units to nobody, and of the others together.
        let mut best = vec![0_i128; self.facts.len()];
        let mut shared = vec![0_i128; self.facts.len()];
        let mut note = |class: usize, reuse: bool, share: i128| {
            let share = share.max(0);
            let list = if reuse { &mut shared } else { &mut best };
            if let Some(known) = list.get_mut(class) {
                *known = if reuse {
                    known.saturating_add(share)
                } else {
                    share.max(*known)
                };
            }
        };
        for column in &self.packing.columns {
            let set = self
                .packing
                .members
                .get(wide(column.member))
                .is_some_and(|member| member.set);
            if let ([one], false) = (column.uses.as_slice(), set) {
                note(wide(one.class), false, column.gain);
            }
        }
        for (number, rules) in rules {
            let reuse = self
                .packing
                .members
                .get(wide(*number))
                .is_some_and(|member| member.reuse);
            let mut classes: Vec<u32> = rules.roles.iter().flat_map(|role| role.classes.clone()).collect();
            classes.sort_unstable();
            classes.dedup();
            for class in &classes {
                note(wide(*class), reuse, self.share(rules, *class, &classes));
            }
        }
        let units = self.facts.iter().zip(best.iter().zip(&shared));
        self.packing.most = Some(units.fold(0_i128, |sum, (facts, (best, shared))| {
            let share = best.saturating_add(*shared);
            sum.saturating_add(share.saturating_mul(i128::from(facts.units)))
        }));
    }

    /// A unit's part of what an instance gains, so that no instance gains more than the parts of all its units.
    fn share(&self, rules: &Rules, class: u32, classes: &[u32]) -> i128 {
        let all = i128::MAX;
        let (mut least, mut most) = (0_i64, 0_i64);
        for role in &rules.roles {
            let Size::Pieces { least: few, most: many } = role.size else {
                return all;
            };
            (least, most) = (least.saturating_add(few), most.saturating_add(many));
        }
        let facts = |class: u32| self.facts.get(wide(class));
        let start = |class: u32| facts(class).map_or(0, |facts| facts.start);
        let each = |money: i128, units: i64| money.checked_div_euclid(i128::from(units.max(1))).unwrap_or(0);
        let receive = classes
            .iter()
            .all(|class| facts(*class).is_some_and(|facts| facts.receives));
        let mut share = 0_i128;
        for give in &rules.gives {
            share = share.saturating_add(match give {
                Give::Sum { money, .. } => each(*money, least).saturating_add(1),
                Give::Price(price) => start(class).saturating_sub(each(*price, most)),
                Give::Rate { to, values } => {
                    let value = |class: u32| values.get(wide(class)).copied().unwrap_or(0);
                    let mut order: Vec<u32> = classes.to_vec();
                    order.sort_by_key(|class| start(*class));
                    let rises = || {
                        order.is_sorted_by(|one, other| {
                            let (one, other) = ((start(*one), value(*one)), (start(*other), value(*other)));
                            one == other || (one.0 < other.0 && one.1 <= other.1)
                        })
                    };
                    match to {
                        // The cheapest are given no more than all units of the set would be on average.
                        Whom::Cheapest(few) if receive && rises() => {
                            each(value(class).saturating_mul(i128::from(few.count)), least).saturating_add(1)
                        }
                        Whom::Set | Whom::Role(_) | Whom::Cheapest(_) | Whom::Dearest(_) => {
                            value(class).min(facts(class).map_or(0, |facts| facts.amount))
                        }
                    }
                }
            });
        }
        share
    }

    /// Notes what a set may gain in ways that were not listed.
    fn unlisted(&mut self, rules: &Rules, member: Member) {
        let of = |class: &u32| self.facts.get(wide(*class));
        let most = |role: &Role| match role.size {
            Size::Pieces { most, .. } => most,
            Size::Measure(_) => role
                .classes
                .iter()
                .filter_map(of)
                .fold(0_i64, |sum, facts| sum.saturating_add(facts.units)),
        };
        let mut gain: i128 = 0;
        for give in &rules.gives {
            let dearest = |values: &dyn Fn(u32) -> i128, role: &Role| {
                role.classes.iter().map(|class| values(*class)).max().unwrap_or(0)
            };
            let start = |class: u32| self.facts.get(wide(class)).map_or(0, |facts| facts.start);
            gain = gain.saturating_add(match give {
                Give::Sum { money, .. } => *money,
                Give::Price(price) => {
                    let costs = rules.roles.iter().fold(0_i128, |sum, role| {
                        sum.saturating_add(dearest(&start, role).saturating_mul(i128::from(most(role))))
                    });
                    costs.saturating_sub(*price).max(0)
                }
                Give::Rate { to, values } => {
                    let value = |class: u32| values.get(wide(class)).copied().unwrap_or(0);
                    match to {
                        Whom::Set => rules.roles.iter().fold(0_i128, |sum, role| {
                            sum.saturating_add(dearest(&value, role).saturating_mul(i128::from(most(role))))
                        }),
                        Whom::Role(role) => rules
                            .roles
                            .get(usize::from(*role))
                            .map_or(0, |role| dearest(&value, role).saturating_mul(i128::from(most(role)))),
                        Whom::Cheapest(few) | Whom::Dearest(few) => {
                            // What fills a role by measure is one thing.
                            let thing = |role: &Role| match role.size {
                                Size::Pieces { .. } => dearest(&value, role),
                                Size::Measure(_) => dearest(&value, role).saturating_mul(i128::from(most(role))),
                            };
                            let best = rules.roles.iter().map(thing).max().unwrap_or(0);
                            best.saturating_mul(i128::from(few.count))
                        }
                    }
                }
            });
        }
        let mut times = member.times.unwrap_or(i64::MAX);
        let mut roles = Vec::with_capacity(rules.roles.len());
        for role in &rules.roles {
            let least = match role.size {
                Size::Pieces { least, .. } => least,
                Size::Measure(_) => 1,
            };
            let units = role
                .classes
                .iter()
                .filter_map(of)
                .fold(0_i64, |sum, facts| sum.saturating_add(facts.units));
            times = times.min(units.checked_div(least).unwrap_or(0));
            roles.push((least, role.classes.clone()));
        }
        let reuse = member.reuse;
        self.packing.unlisted.push(Unlisted {
            gain,
            times,
            roles,
            reuse,
        });
    }
}
