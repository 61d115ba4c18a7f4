//! The reference interpreter: semantics.md in slow, obvious steps over the typed model; it must not know the compiler, the plan or the runtime.

mod apply;
mod assemble;
mod best;
mod condition;
mod coupons;
pub mod decision;
mod effect;
mod gifts;
mod goods;
pub mod rational;
mod scheme;
mod select;
mod sets;
pub mod spread;
mod uses;
mod window;

#[cfg(test)]
mod tests;

use crate::model::receipt::{Used, World};
use crate::model::{
    Across, Combine, Effect, Items, Limit, Minor, Phase, Piece, Place, Programme, Promotion, RoundingMode, Scheme,
    Scope, Side, Target,
};
use apply::Applied;
use condition::Scene;
pub use coupons::{check_digit, plain as plain_code};
use decision::{
    Events, Outcome, Reason, RefAllocation, RefConsumed, RefDecision, RefLine, RefMessage, RefOffer, RefPart,
    RefPromotion, RefTotals,
};
use goods::Goods;
use rational::Rational;
use scheme::Verdict;

/// Why a programme or a receipt cannot be decided here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefError {
    /// More combinations than the reference tries; a generator's fault.
    TooManyCombinations,
    /// Two schemes of one phase without a written order, or a loop.
    SchemeOrder,
    /// A promotion names a scheme that does not exist or is of another phase.
    PromotionScheme,
    /// Several gives of one promotion, not all of them per unit.
    SeveralSums,
    /// A set that does not exist, or an effect that a set cannot have.
    Set,
}

/// Decides one receipt.
///
/// # Errors
///
/// A programme the compiler would refuse, or more combinations than can be tried.
pub fn decide(programme: &Programme, world: &World) -> Result<RefDecision, RefError> {
    let mut events = Events::default();
    let mut goods = Goods::read(programme, world);
    for line in &goods.lines {
        events.weighed += u64::from(line.weighed);
        events.foreign += u64::from(line.foreign);
    }
    let mut verdicts: Vec<Verdict> = Vec::new();
    let mut order: Vec<(usize, Applied)> = Vec::new();
    let mut offers = Vec::new();
    goods.begin();
    for (verdict, offer) in gifts::settle(programme, world, &mut goods, &mut events)? {
        if verdict.applied.total > 0 {
            order.push((verdict.index, verdict.applied.clone()));
        }
        offers.extend(offer);
        verdicts.push(verdict);
    }
    offers.sort_by_key(|offer: &RefOffer| offer.promotion.clone());
    for phase in [Phase::Goods, Phase::Receipt] {
        for scheme in schemes(programme, phase)? {
            let mut members = Vec::new();
            for (index, promotion) in programme.promotions.iter().enumerate() {
                if belongs(programme, promotion, phase, &scheme)? {
                    members.push((index, promotion));
                }
            }
            for verdict in scheme::run(programme, world, &mut goods, &scheme, &members, &mut events)? {
                if verdict.applied.total > 0 {
                    order.push((verdict.index, verdict.applied.clone()));
                }
                verdicts.push(verdict);
            }
        }
    }
    goods.begin();
    let scene = Scene {
        programme,
        world,
        goods: &goods,
    };
    for (index, promotion) in programme.promotions.iter().enumerate() {
        if promotion.gives.is_empty() && promotion.gift.is_none() {
            let outcome = match (scene.refusal(promotion), uses::left(world, promotion)) {
                (Some(reason), _) => Outcome::NotApplied(reason),
                (None, None) => Outcome::NotApplied(Reason::NoKey),
                (None, Some(left)) if left.nothing => Outcome::Limited,
                (None, Some(_)) => Outcome::Applied,
            };
            verdicts.push(Verdict {
                index,
                outcome,
                applied: Applied::default(),
                alone: 0,
            });
        }
    }
    verdicts.sort_by_key(|verdict| verdict.index);
    events.applied += u64::try_from(order.len()).unwrap_or(u64::MAX);
    Ok(RefDecision {
        offers,
        ..write_down(programme, world, &goods, &verdicts, &order, events)
    })
}

/// The key under which a receipt counts for a limit, if it counts at all.
#[must_use]
pub fn key_of(world: &World, across: &Across) -> Option<String> {
    match uses::key(world, across) {
        uses::Key::Counted(key) => Some(key),
        uses::Key::Free | uses::Key::Absent => None,
    }
}

/// The schemes of a phase in the order in which they act: its own first, then along `after`.
fn schemes(programme: &Programme, phase: Phase) -> Result<Vec<Scheme>, RefError> {
    let own = Scheme {
        name: phase.word().to_owned(),
        phase,
        combine: Combine::Best,
        scope: match phase {
            Phase::Goods => Scope::Unit,
            Phase::Receipt => Scope::Receipt,
        },
        side: Side::Customer,
        after: None,
    };
    let mut ordered = vec![own];
    let mut rest: Vec<&Scheme> = programme
        .schemes
        .iter()
        .filter(|scheme| scheme.phase == phase)
        .collect();
    while !rest.is_empty() {
        let last = ordered.last().map(|scheme| scheme.name.clone()).unwrap_or_default();
        let follows = |scheme: &&Scheme| scheme.after.as_deref().unwrap_or(phase.word()) == last;
        let next: Vec<usize> = (0..rest.len()).filter(|&place| follows(&rest[place])).collect();
        let [place] = next[..] else {
            return Err(RefError::SchemeOrder);
        };
        ordered.push(rest.remove(place).clone());
    }
    Ok(ordered)
}

/// Phase of a promotion by its discount effects; none if it has none.
#[must_use]
pub fn phase_of(promotion: &Promotion) -> Option<Phase> {
    let target = |effect: &Effect| match effect {
        Effect::Percent(_, target) | Effect::Sum(_, target) => target.clone(),
        Effect::Each(_, items) | Effect::Price(_, items) => Target::Items(items.clone()),
        Effect::SetPrice(_) => Target::Set,
        Effect::Ladder(ladder) => ladder.target.clone(),
    };
    promotion.gives.first().map(|give| match target(&give.effect) {
        Target::Receipt => Phase::Receipt,
        Target::Items(_) | Target::Set | Target::Cheapest(_) | Target::Dearest(_) => Phase::Goods,
    })
}

fn belongs(programme: &Programme, promotion: &Promotion, phase: Phase, scheme: &Scheme) -> Result<bool, RefError> {
    let Some(own) = phase_of(promotion) else {
        return Ok(false);
    };
    if promotion.gives.len() > 1 && promotion.for_each.is_none() {
        let summed = |effect: &Effect| match effect {
            Effect::Sum(..) | Effect::SetPrice(_) | Effect::Percent(_, Target::Receipt) => true,
            Effect::Ladder(ladder) => {
                ladder.target == Target::Receipt
                    || ladder
                        .steps
                        .iter()
                        .any(|(_, step)| matches!(step, crate::model::Step::Sum(_)))
            }
            Effect::Percent(_, Target::Items(_) | Target::Set | Target::Cheapest(_) | Target::Dearest(_))
            | Effect::Each(..)
            | Effect::Price(..) => false,
        };
        if promotion.gives.iter().any(|give| summed(&give.effect)) {
            return Err(RefError::SeveralSums);
        }
    }
    let name = promotion.scheme.as_deref().unwrap_or(own.word());
    if name != own.word()
        && !programme
            .schemes
            .iter()
            .any(|scheme| scheme.name == name && scheme.phase == own)
    {
        return Err(RefError::PromotionScheme);
    }
    Ok(own == phase && name == scheme.name)
}

fn write_down(
    programme: &Programme,
    world: &World,
    goods: &Goods,
    verdicts: &[Verdict],
    order: &[(usize, Applied)],
    mut events: Events,
) -> RefDecision {
    let mut lines = Vec::new();
    for (index, line) in goods.lines.iter().enumerate() {
        let mut applied = Vec::new();
        for (promotion, result) in order {
            for taken in result.taken.iter().filter(|taken| taken.line == index) {
                applied.push(RefAllocation {
                    promotion: programme.promotions[*promotion].name.clone(),
                    quantity: (taken.quantity * Rational::whole(1000)).floor(),
                    amount: taken.amount,
                });
            }
        }
        lines.push(RefLine {
            id: world.receipt.lines[index].id.clone(),
            gross: line.gross,
            discount: line.gross - line.net,
            net: line.net,
            parts: parts(goods, index, world),
            applied,
        });
    }
    let gross: Minor = lines.iter().map(|line| line.gross).sum();
    let discount: Minor = lines.iter().map(|line| line.discount).sum();
    let due = gross - discount;
    let rounding = programme
        .retailer
        .total
        .map_or(0, |(mode, step)| round_to(due, step, mode) - due);
    events.total_rounding += u64::from(rounding != 0);
    let totals = RefTotals {
        gross,
        discount,
        rounding,
        net: due + rounding,
    };
    let mut promotions = Vec::new();
    let mut messages = Vec::new();
    let mut consumes = Vec::new();
    for verdict in verdicts {
        let promotion = &programme.promotions[verdict.index];
        // A gift that is only offered has used nothing yet.
        let offered = promotion.gift.is_some() && verdict.applied.units.is_empty();
        if verdict.outcome == Outcome::Applied && !offered {
            consumes.extend(consumed(world, promotion, &verdict.applied));
        }
        promotions.push(RefPromotion {
            name: promotion.name.clone(),
            outcome: verdict.outcome,
            discount: verdict.applied.total,
            alone: verdict.alone,
        });
        if verdict.outcome == Outcome::Applied {
            // A gift that is only offered is shown, not printed.
            let printed = |place: Place| matches!(place, Place::Slip | Place::Header | Place::Footer);
            let waits = promotion.gift.is_some() && verdict.applied.units.is_empty();
            for message in promotion
                .messages
                .iter()
                .filter(|message| !(waits && printed(message.place)))
            {
                let piece = |piece: &Piece| match piece {
                    Piece::Plain(text) => text.clone(),
                    Piece::Saved => format!(
                        "{} {}",
                        decimal(verdict.applied.total, programme.retailer.currency.digits()),
                        programme.retailer.currency.code()
                    ),
                };
                messages.push(RefMessage {
                    promotion: promotion.name.clone(),
                    place: message.place,
                    text: message.text.iter().map(piece).collect(),
                });
            }
        }
    }
    let asked = consumes.iter().filter(|one: &&RefConsumed| one.asked.is_some()).count();
    events.consumed += u64::try_from(consumes.len()).unwrap_or(u64::MAX);
    events.asked += u64::try_from(asked).unwrap_or(u64::MAX);
    let (coupons, uses) = coupons::answers(programme, world, verdicts);
    // A gift that is only offered issues nothing yet; a use is an instance of a set, or the receipt.
    let gave = |verdict: &&Verdict| {
        let offered = programme.promotions[verdict.index].gift.is_some() && verdict.applied.units.is_empty();
        verdict.outcome == Outcome::Applied && !offered
    };
    let issued = verdicts
        .iter()
        .filter(gave)
        .flat_map(|verdict| {
            let promotion = &programme.promotions[verdict.index];
            let count = verdict.applied.instances.max(1);
            let issued = promotion
                .issues
                .iter()
                .filter(|coupon| !coupons::over(programme, world, coupon));
            issued.map(move |coupon| (promotion.name.clone(), coupon.clone(), count))
        })
        .collect();
    for code in &coupons {
        match code.outcome {
            Ok(_) => events.codes_used += 1,
            Err(_) => events.codes_refused += 1,
        }
    }
    RefDecision {
        lines,
        promotions,
        totals,
        offers: Vec::new(),
        messages,
        consumes,
        coupons,
        uses,
        issued,
        events,
    }
}

/// What a promotion that applied takes of its limits across receipts; what comes to nothing is not taken.
fn consumed(world: &World, promotion: &Promotion, applied: &Applied) -> Vec<RefConsumed> {
    let mut all = Vec::new();
    for limit in &promotion.limits {
        let Limit::Across(limit, across) = limit else { continue };
        let uses::Key::Counted(key) = uses::key(world, across) else {
            continue;
        };
        let (count, amount, asked) = match &**limit {
            // A use is one instance with `for each`, else one receipt.
            Limit::Times(_) => {
                let times = if promotion.for_each.is_some() {
                    applied.instances
                } else {
                    1
                };
                (times, Used::Times(times), None)
            }
            Limit::Pcs(_) => {
                let units = i64::try_from(applied.units.len()).unwrap_or(i64::MAX);
                (units, Used::Pcs(units), None)
            }
            Limit::Money { amount, partial } => {
                let earlier = world
                    .uses
                    .iter()
                    .filter(|one| one.promotion == promotion.name && one.key == key);
                let used: Minor = earlier
                    .filter_map(|one| match one.used {
                        Used::Money(minor) => Some(minor),
                        Used::Times(_) | Used::Pcs(_) => None,
                    })
                    .sum();
                // Only a limit that would have been passed has cut anything.
                let cut = *partial && applied.asked > applied.total && used + applied.asked > *amount;
                (applied.total, Used::Money(applied.total), cut.then_some(applied.asked))
            }
            Limit::Across(..) => continue,
        };
        if count > 0 {
            all.push(RefConsumed {
                promotion: promotion.name.clone(),
                key,
                amount,
                asked,
            });
        }
    }
    all
}

/// `1234` with two digits is `12.34`.
#[must_use]
pub fn decimal(minor: Minor, digits: usize) -> String {
    if digits == 0 {
        return minor.to_string();
    }
    let sign = if minor < 0 { "-" } else { "" };
    let text = format!("{:0width$}", minor.unsigned_abs(), width = digits + 1);
    let (whole, rest) = text.split_at(text.len() - digits);
    format!("{sign}{whole}.{rest}")
}

fn round_to(amount: Minor, step: Minor, mode: RoundingMode) -> Minor {
    Rational::new(i128::from(amount), i128::from(step.max(1))).round(mode) * step.max(1)
}

/// Fiscal parts of a line: at most two neighbouring prices for pieces, one part per unit for marked goods, one for a weighed line.
fn parts(goods: &Goods, index: usize, world: &World) -> Vec<RefPart> {
    let line = &goods.lines[index];
    let quantity = (line.quantity * Rational::whole(1000)).floor();
    if line.weighed {
        let shelf = world.receipt.lines[index].price;
        let comes_to = |price: i64| (Rational::whole(price) * line.quantity).round(goods.mode);
        let price = if line.net == line.gross && !line.foreign && comes_to(shelf) == line.net {
            Some(shelf)
        } else {
            apply::price_for(goods, index, line.net)
        };
        return vec![match price {
            Some(price) => RefPart {
                quantity,
                price,
                amount: line.net,
                inexact: false,
            },
            None => RefPart {
                quantity,
                price: apply::nearest(Rational::whole(line.net) / line.quantity),
                amount: line.net,
                inexact: true,
            },
        }];
    }
    let pieces = line.quantity.floor().max(1);
    let (low, dearer) = (line.net / pieces, line.net % pieces);
    let groups = [(pieces - dearer, low), (dearer, low + 1)];
    let marked = !world.receipt.lines[index].marks.is_empty();
    let mut parts = Vec::new();
    for (count, price) in groups {
        if marked {
            parts.extend((0..count).map(|_| RefPart {
                quantity: 1000,
                price,
                amount: price,
                inexact: false,
            }));
        } else if count > 0 {
            parts.push(RefPart {
                quantity: count * 1000,
                price,
                amount: price * count,
                inexact: false,
            });
        }
    }
    parts
}

/// What each line may not go below, by the protections in force: minor units, rounded up.
#[must_use]
pub fn floors(programme: &Programme, world: &World) -> Vec<Minor> {
    let goods = Goods::read(programme, world);
    goods.lines.iter().map(|line| line.floor.ceil()).collect()
}

/// Whether the catalogue has goods of a selection, and none of them is sold by the piece.
#[must_use]
pub fn only_weighed(programme: &Programme, world: &World, items: &Items) -> bool {
    let mut held = world.catalogue.products.iter().filter(|product| {
        let line = crate::model::receipt::Line::pieces("", &product.sku, 1, product.price);
        select::items(programme, items, &goods::facts_of(&line, Some(product)))
    });
    held.clone().next().is_some() && held.all(|product| product.unit.dimension() != 0)
}

/// Why a promotion did not apply, where it did not.
#[must_use]
pub fn reason(decision: &RefDecision, name: &str) -> Option<Reason> {
    decision
        .promotions
        .iter()
        .find(|promotion| promotion.name == name)
        .and_then(|promotion| match promotion.outcome {
            Outcome::NotApplied(reason) => Some(reason),
            Outcome::Applied | Outcome::Displaced | Outcome::Limited => None,
        })
}

/// A selection by its name.
#[must_use]
pub fn named(name: &str) -> Items {
    Items::Named(name.to_owned())
}
