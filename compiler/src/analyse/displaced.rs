//! Promotions that another one of their scheme always displaces: it acts whenever they do, on the same goods, and never gives
//! less. One question over all promotions, by an index of their goods.

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::goods::with_parents;
use super::reward::{self, Alone, Comparison, Strength};
use super::stores::Stores;
use super::witness::{self, Line, Scene};
use super::{Frame, condition, never, time};
use crate::db::{Db, Programme};
use crate::declarations::{Decl, DeclarationKey, Kind};
use crate::diagnostic::{At, Finding, Note, Param, Witness, codes};
use crate::hir::{
    Audience, Combine, Declaration, Favour, ItemColumn, ItemSelection, Promotion, ProtectRule, SchemeRef, Scope, Text,
};
use crate::infer::scheme_defaults;
use crate::limits;
use crate::lower::holds_guests;
use crate::names::programme_declarations;
use crate::semantics::hir;

/// A promotion of a scheme.
struct Entry<'db> {
    decl: Decl<'db>,
    promotion: &'db Promotion,
    /// The most percent that it gives, if it gives percents.
    percent: Option<Decimal>,
}

/// Findings about promotions that are always displaced, each with the declaration of the displaced one.
#[salsa::tracked(returns(ref))]
pub(super) fn displaced(db: &dyn Db, programme: Programme) -> Vec<(DeclarationKey, Finding)> {
    let mut schemes: FxHashMap<&SchemeRef, Vec<Entry<'_>>> = FxHashMap::default();
    for decl in programme_declarations(db, programme) {
        if decl.kind(db) != Kind::Promotion {
            continue;
        }
        let Some(Declaration::Promotion(promotion)) = hir(db, programme, *decl).as_deref() else {
            continue;
        };
        let entry = Entry {
            decl: *decl,
            promotion,
            percent: reward::most_percent(promotion),
        };
        schemes.entry(&promotion.scheme).or_default().push(entry);
    }
    let mut schemes: Vec<(&SchemeRef, Vec<Entry<'_>>)> = schemes.into_iter().collect();
    schemes.sort_by(|one, other| one.0.cmp(other.0));
    let frame = Frame::of(db, programme);
    let mut found = Vec::new();
    let mut untold = 0;
    let mut work = limits::PROMOTIONS_COMPARED;
    for (scheme, entries) in &schemes {
        if entries.len() > 1
            && let Some(combine) = combine_of(db, programme, scheme)
        {
            Contest::of(&frame, combine, entries).losers(&mut work, &mut found, &mut untold);
        }
    }
    if untold > 0
        && let Some((key, last)) = found.pop()
    {
        found.push((
            key,
            last.note(&codes::MORE_DISPLACED, vec![("count", Param::Count(untold))]),
        ));
    }
    found
}

/// How the promotions of a scheme combine; `None` where the retailer is favoured, because then the least wins.
pub(super) fn combine_of(db: &dyn Db, programme: Programme, scheme: &SchemeRef) -> Option<(Combine, Scope)> {
    match scheme {
        SchemeRef::Gifts => None,
        SchemeRef::Own(phase) => Some(scheme_defaults(*phase)),
        SchemeRef::Named(name) => {
            let declared = crate::semantics::scheme(db, programme, name.clone())?;
            (declared.favour == Favour::Customer).then_some((declared.combine, declared.scope))
        }
    }
}

/// What a promotion's goods are found by.
type Key = (ItemColumn, Text);

/// The promotions of one scheme.
struct Contest<'a, 'db> {
    frame: &'a Frame<'db>,
    combine: Combine,
    scope: Scope,
    entries: &'a [Entry<'db>],
    /// Those that may displace others, by what they name.
    by_key: FxHashMap<Key, Vec<usize>>,
    /// Those that may displace others and name too much or nothing.
    wide: Vec<usize>,
    /// The largest priority, if one promotion alone has it.
    top: Option<usize>,
    /// Those about sets that leave their units to others, and may take theirs.
    reusing: Vec<&'a Promotion>,
}

impl<'a, 'db> Contest<'a, 'db> {
    fn of(frame: &'a Frame<'db>, (combine, scope): (Combine, Scope), entries: &'a [Entry<'db>]) -> Self {
        let largest = entries.iter().map(|entry| entry.promotion.priority).max();
        let mut of_largest = entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| Some(entry.promotion.priority) == largest);
        let top = match (of_largest.next(), of_largest.next()) {
            (Some((at, _)), None) => Some(at),
            _ => None,
        };
        let mut contest = Self {
            frame,
            combine,
            scope,
            entries,
            by_key: FxHashMap::default(),
            wide: Vec::new(),
            top,
            reusing: entries
                .iter()
                .map(|entry| entry.promotion)
                .filter(|promotion| promotion.each.as_ref().is_some_and(|(each, _)| each.set.reuse))
                .collect(),
        };
        for (at, entry) in entries.iter().enumerate() {
            if !contest.may_displace(at, entry.promotion) {
                continue;
            }
            match contest.keys(entry.promotion, true) {
                Some(keys) => {
                    for key in keys {
                        contest.by_key.entry(key).or_default().push(at);
                    }
                }
                None => contest.wide.push(at),
            }
        }
        contest
    }

    /// Whether a promotion gives all it says whenever its conditions hold.
    fn may_displace(&self, at: usize, promotion: &Promotion) -> bool {
        let reuse = promotion.each.as_ref().is_some_and(|(each, _)| each.set.reuse);
        let alone = match self.combine {
            // Alone it may be worth less than others together.
            Combine::Best => !promotion.exclusive,
            // Whoever goes first of all is kept from nothing.
            Combine::First => !promotion.exclusive || self.top == Some(at),
            Combine::All => promotion.exclusive && self.top == Some(at),
        };
        alone && !reuse && promotion.limits.is_empty()
    }

    /// What the goods of a promotion are found by: every value for one that may hold others (`None` when these are too many
    /// or none), and some for one that is looked up.
    fn keys(&self, promotion: &Promotion, every: bool) -> Option<Vec<Key>> {
        let receiving = never::receiving(promotion)?;
        let mut keys = Vec::new();
        for (items, _) in receiving {
            let mut own = Vec::new();
            self.push_keys(items, every, 0, &mut own)?;
            keys.append(&mut own);
        }
        (keys.len() <= limits::KEYS_INDEXED).then_some(keys)
    }

    fn push_keys(&self, items: &ItemSelection, every: bool, depth: usize, keys: &mut Vec<Key>) -> Option<()> {
        if depth >= limits::NAMES_DEEP {
            return None;
        }
        let deeper = depth.saturating_add(1);
        match items {
            ItemSelection::All | ItemSelection::Property { .. } | ItemSelection::Price { .. } => None,
            ItemSelection::Named(name) => self.push_keys(self.frame.goods.behind(name)?, every, deeper, keys),
            ItemSelection::Column { column, values } => {
                if every && values.values.len() > limits::KEYS_INDEXED {
                    return None;
                }
                let most = if every { values.values.len() } else { 1 };
                for value in values.values.iter().take(most) {
                    match column {
                        ItemColumn::Category if !every => {
                            keys.extend(with_parents(value).map(|path| (*column, path.into())));
                        }
                        ItemColumn::Category => keys.push((*column, value.trim_matches('/').into())),
                        ItemColumn::Brand
                        | ItemColumn::Supplier
                        | ItemColumn::Sku
                        | ItemColumn::Barcode
                        | ItemColumn::Tag => keys.push((*column, value.clone())),
                    }
                }
                Some(())
            }
            ItemSelection::Or(parts) if every => parts
                .iter()
                .try_for_each(|part| self.push_keys(part, every, deeper, keys)),
            ItemSelection::Or(parts) => self.push_keys(parts.first()?, every, deeper, keys),
            // Whoever holds these goods is found by any part; to be found, one part is enough.
            ItemSelection::And(parts) if every => parts
                .iter()
                .find_map(|part| {
                    let mut own = Vec::new();
                    self.push_keys(part, every, deeper, &mut own)?;
                    Some(own)
                })
                .map(|own| keys.extend(own)),
            ItemSelection::And(parts) => {
                for part in parts {
                    let _ = self.push_keys(part, every, deeper, keys);
                }
                Some(())
            }
            ItemSelection::Except(base, _) => self.push_keys(base, every, deeper, keys),
        }
    }

    /// Tells of each promotion that another one always displaces.
    fn losers(&self, work: &mut usize, found: &mut Vec<(DeclarationKey, Finding)>, untold: &mut u64) {
        for (at, entry) in self.entries.iter().enumerate() {
            // The others are found by one of their own discounts.
            let keys = self.keys(entry.promotion, false).unwrap_or_default();
            let near = keys.iter().filter_map(|key| self.by_key.get(key)).flatten();
            let mut winner = None;
            for other in near.chain(&self.wide) {
                if *other == at {
                    continue;
                }
                let Some(rest) = work.checked_sub(1) else { return };
                *work = rest;
                if let Some(candidate) = self.entries.get(*other)
                    && self.displaces(candidate, entry)
                {
                    winner = Some(candidate);
                    break;
                }
            }
            if let Some(winner) = winner {
                if found.len() < limits::PROMOTIONS_TOLD {
                    found.push(self.finding(winner, entry));
                } else {
                    *untold = untold.saturating_add(1);
                }
            }
        }
    }

    fn finding(&self, winner: &Entry<'db>, loser: &Entry<'db>) -> (DeclarationKey, Finding) {
        let db = self.frame.goods.db;
        let why = match self.combine {
            Combine::Best => &codes::NEVER_LESS,
            Combine::First => &codes::GOES_FIRST,
            Combine::All => &codes::ENDS_THE_WALK,
        };
        let finding = Finding::new(&codes::ALWAYS_DISPLACED, loser.decl.name_span(db))
            .with("name", loser.promotion.spelling.clone())
            .with("other", winner.promotion.spelling.clone())
            .with("why", Param::Word(why))
            .mark(At::Name(winner.decl.key(db)), &codes::THE_DISPLACING)
            .shown_by(shown(self.frame, winner.promotion, loser.promotion));
        (loser.decl.key(db), finding)
    }

    /// Whether one promotion leaves another nothing, ever.
    fn displaces(&self, winner: &Entry<'db>, loser: &Entry<'db>) -> bool {
        let (more, less) = (winner.promotion, loser.promotion);
        if let (Some(more), Some(less)) = (winner.percent, loser.percent)
            && more < less
        {
            return false;
        }
        if less.each.as_ref().is_some_and(|(each, _)| each.set.reuse) {
            return false;
        }
        if !self.acts_whenever(more, less) {
            return false;
        }
        let Some(Comparison { strength, once }) = reward::compare(self.frame.goods, more, less) else {
            return false;
        };
        if once && self.scope != Scope::Receipt {
            return false;
        }
        let before = (std::cmp::Reverse(more.priority), &more.name) < (std::cmp::Reverse(less.priority), &less.name);
        match self.combine {
            Combine::Best => (strength == Strength::More || before) && !self.has_floor(less) && !self.may_share(less),
            // Instances are rounded as a whole, goods run by run: with sets a kopeck may be left.
            Combine::First => {
                let sooner = more.priority > less.priority
                    || more.priority == less.priority && (strength == Strength::More || more.name < less.name);
                sooner && more.each.is_none() && less.each.is_none() && !self.has_floor(less)
            }
            Combine::All => more.each.is_none() && less.each.is_none() && !self.has_floor(less),
        }
    }

    /// Whether one promotion's clauses hold whenever another one's do.
    fn acts_whenever(&self, more: &Promotion, less: &Promotion) -> bool {
        let coupons = match (&more.with, &less.with) {
            (None, _) => true,
            (Some((wanted, _)), Some((given, _))) => given.iter().all(|way| wanted.contains(way)),
            (Some(_), None) => false,
        };
        let paid = match (&more.paid_by, &less.paid_by) {
            (None, _) => true,
            (Some((wanted, _)), Some((given, _))) => given.iter().all(|tender| wanted.contains(tender)),
            (Some(_), None) => false,
        };
        let audience = match (&more.audience, &less.audience) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some((wanted, _)), Some((given, _))) => holds_audience(wanted, given),
        };
        let stores = match (&more.stores, &less.stores) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some((wanted, _)), Some((given, _))) => {
                let known = Stores {
                    db: self.frame.goods.db,
                    programme: self.frame.goods.programme,
                };
                known.within(given, wanted)
            }
        };
        coupons
            && paid
            && audience
            && stores
            && time::dates_within(&less.valid, &more.valid)
            && time::hours_within(&less.on, &more.on)
            && condition::all_follow(self.frame.goods, more, less)
    }

    /// Whether a set that leaves its units to others may take goods of a promotion: together with a lesser one it may come to
    /// as much as with a greater one, all that the goods cost, and to more for itself.
    fn may_share(&self, promotion: &Promotion) -> bool {
        if self.reusing.is_empty() || self.scope == Scope::Receipt {
            return false;
        }
        let Some(receiving) = never::receiving(promotion) else {
            return true;
        };
        let roles = self.reusing.iter().filter_map(|other| other.each.as_ref());
        let mut roles = roles.flat_map(|(each, _)| &each.set.roles);
        roles.any(|role| {
            let mut receiving = receiving.iter();
            receiving.any(|(items, _)| !self.frame.goods.apart(items, &role.items))
        })
    }

    /// Whether something may keep the goods of a promotion from losing all that is given: then equals may meet at the floor.
    fn has_floor(&self, promotion: &Promotion) -> bool {
        let floors = |rule: &ProtectRule| match rule {
            ProtectRule::PriceAtLeast { .. } | ProtectRule::DiscountAtMost(_) => true,
            ProtectRule::NoPromotion | ProtectRule::NoDiscount | ProtectRule::NoPoints => false,
        };
        let mut with_floor = self
            .frame
            .protections
            .iter()
            .filter(|protection| protection.rules.iter().any(|rule| floors(&rule.rule)));
        let receiving = never::receiving(promotion);
        with_floor.any(|protection| match &receiving {
            Some(receiving) => receiving
                .iter()
                .any(|(items, _)| !self.frame.goods.apart(items, &protection.items)),
            None => true,
        })
    }
}

/// Whether whoever is in one audience is in the other.
fn holds_audience(wanted: &Audience, given: &Audience) -> bool {
    match (wanted, given) {
        (Audience::Known, Audience::Known) => true,
        (Audience::Known, Audience::Clients(clients)) => !holds_guests(clients),
        (Audience::Clients(wanted), Audience::Clients(given)) => condition::same_clients(wanted, given),
        (Audience::Clients(_), Audience::Known) => false,
    }
}

/// A receipt on which a promotion gives way to another.
fn shown(frame: &Frame<'_>, winner: &Promotion, loser: &Promotion) -> Option<Witness> {
    const PRICE: i64 = 10_000;
    // What a limit leaves is a reason of its own.
    if loser.each.is_some() || !loser.limits.is_empty() {
        return None;
    }
    let goods = frame.goods;
    let scene = Scene::of(frame, loser)?;
    let items = match never::receiving(loser) {
        Some(receiving) => receiving.first().map(|(items, _)| *items)?,
        None => &ItemSelection::All,
    };
    // A good of a usual price, or one of whatever the conditions and the first step ask for.
    let lines = [PRICE, witness::needed(loser), reward::first_step(loser)]
        .into_iter()
        .find_map(|price| {
            let product = witness::product(goods, items, "GOODS-1", price)?;
            let lines = [Line {
                count: 1,
                product,
                price,
            }];
            let [line] = &lines;
            let holds = |items: &ItemSelection| witness::holds(goods, items, &line.product, line.price, 0);
            let gives = reward::on_one(loser, price, Decimal::from(price), &holds);
            (matches!(gives, Alone::Gives(_)) && witness::fulfils(goods, loser, &lines) == Some(true)).then_some(lines)
        })?;
    let kept = frame.forbidden().any(|items| {
        lines
            .iter()
            .any(|line| witness::holds(goods, items, &line.product, line.price, 0) != Some(false))
    });
    let currency = crate::semantics::currency(goods.db, goods.programme);
    (!kept && witness::no_other(frame, &lines, &[winner, loser]))
        .then(|| scene.witness(Note::plain(&codes::GIVES_WAY), &[&lines], currency))
}
