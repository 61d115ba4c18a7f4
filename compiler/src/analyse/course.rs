//! What promotions without sets make of one piece that stands alone on a receipt, scheme by scheme; knows no finding.

use std::cmp::Reverse;

use rust_decimal::{Decimal, RoundingStrategy};

use super::reward::{self, Alone, OnOne};
use super::witness::{self, Line, Scene};
use super::{Advice, Frame};
use crate::hir::{Combine, Effect, Favour, LimitAmount, Promotion};
use perk_plan::plan::LimitPer;

/// What a promotion gives, by its words alone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gain {
    /// Position among the promotions that are asked about.
    pub(super) promotion: usize,
    /// In minor units.
    pub(super) much: Decimal,
    /// Whether it is a share of a price.
    pub(super) share: bool,
    /// Whether it is a share of what the piece costs at the start of its scheme.
    pub(super) of_start: bool,
}

/// Discounts that take more than a piece costs.
pub(super) struct Past {
    /// Those that take part, in their turn.
    pub(super) gains: Vec<Gain>,
    /// What they take together and of how much, in minor units.
    pub(super) sum: Decimal,
    pub(super) of: Decimal,
    /// Whether each step on the way is sure, so that a receipt shows it.
    pub(super) sure: bool,
}

/// Follows a piece through the schemes up to the first in which more is taken off than is left.
pub(super) fn past(
    frame: &Frame<'_>,
    asked: &Advice<'_>,
    scene: &Scene,
    line: &Line,
    work: &mut usize,
) -> Option<Past> {
    let price = Decimal::from(line.price);
    let mut left = price;
    let mut before: Vec<Gain> = Vec::new();
    let mut sure = true;
    for scheme in &asked.schemes {
        let mut gains = Vec::new();
        for at in &scheme.members {
            *work = work.checked_sub(1)?;
            let (_, promotion) = asked.promotions.get(*at)?;
            match gain(frame, promotion, scene, line, left) {
                Gives::Nothing => {}
                Gives::Unsure => sure = false,
                Gives::Sure(OnOne { much, share, of_start }) => gains.push(Gain {
                    promotion: *at,
                    much,
                    share,
                    of_start,
                }),
            }
        }
        let turn = |gain: &Gain| {
            let promotion = asked.promotions.get(gain.promotion).map(|(_, promotion)| *promotion);
            promotion.map(|it| (Reverse(it.priority), &it.name))
        };
        let exclusive = |gain: &Gain| {
            let promotion = asked.promotions.get(gain.promotion);
            promotion.is_some_and(|(_, promotion)| promotion.exclusive)
        };
        let mut taken: Vec<Gain> = match (scheme.combine, scheme.favour) {
            (Combine::All | Combine::First, _) => {
                // Priority, then benefit, then name.
                gains.sort_by_key(|gain| {
                    let (priority, name) = turn(gain).unzip();
                    (priority, Reverse(gain.much), name)
                });
                let alone = scheme.combine == Combine::First || gains.first().is_some_and(exclusive);
                gains.truncate(if alone { 1 } else { gains.len() });
                gains.retain(|gain| alone || !exclusive(gain));
                gains
            }
            (Combine::Best, Favour::Customer) => {
                let best = gains.iter().max_by(|one, other| {
                    let most = |gain: &Gain| gain.much.min(left);
                    most(one).cmp(&most(other)).then_with(|| turn(other).cmp(&turn(one)))
                });
                best.copied().into_iter().collect()
            }
            (Combine::Best, Favour::Retailer) => {
                sure &= gains.len() < 2;
                let least = gains.iter().min_by(|one, other| one.much.cmp(&other.much));
                least.copied().into_iter().collect()
            }
        };
        let together = sum(&taken)?;
        // Each is rounded by itself: a minor unit more or less proves nothing.
        let margin = Decimal::from(before.len().saturating_add(taken.len()));
        if together.checked_sub(left)? >= margin && !taken.is_empty() {
            // Those that came before only count where these alone would not be too much.
            let of = if taken.iter().all(|gain| gain.of_start) {
                left
            } else {
                if together.checked_sub(price)? < margin {
                    before.append(&mut taken);
                    taken = before;
                }
                price
            };
            return Some(Past {
                sum: sum(&taken)?,
                of,
                gains: taken,
                sure,
            });
        }
        let rounded = together.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
        left = left.checked_sub(rounded)?;
        before.extend(taken);
        if left <= Decimal::ZERO {
            return None;
        }
    }
    None
}

fn sum(gains: &[Gain]) -> Option<Decimal> {
    gains
        .iter()
        .try_fold(Decimal::ZERO, |sum, gain| sum.checked_add(gain.much))
}

/// What a promotion makes of a piece.
enum Gives {
    Nothing,
    /// Something may be given, and it cannot be said what.
    Unsure,
    Sure(OnOne),
}

fn gain(frame: &Frame<'_>, promotion: &Promotion, scene: &Scene, line: &Line, left: Decimal) -> Gives {
    let goods = frame.goods;
    let holds = |items: &_| witness::holds(goods, items, &line.product, line.price, 0);
    let mut discounts = promotion.effects.iter().map(|(effect, _)| effect);
    if discounts.clone().all(|effect| crate::check::phase_of(effect).is_none()) {
        return Gives::Nothing;
    }
    if let Some((each, _)) = &promotion.each {
        // A set of several pieces is not there; of one piece, it is a promotion like another, and we do not look.
        let apart = each.set.roles.iter().any(|role| holds(&role.items) == Some(false));
        return if apart || each.set.least_pieces() > 1 {
            Gives::Nothing
        } else {
            Gives::Unsure
        };
    }
    if discounts.any(|effect| matches!(effect, Effect::Gift(_))) {
        let of = |effect: &Effect| match effect {
            Effect::Gift(gift) => holds(&gift.items) == Some(false),
            Effect::Give(_) | Effect::Price(_) | Effect::Issue { .. } | Effect::Message { .. } => true,
        };
        let none = promotion.effects.iter().all(|(effect, _)| of(effect));
        return if none { Gives::Nothing } else { Gives::Unsure };
    }
    match reward::on_one(promotion, line.price, left, &holds) {
        Alone::Nothing => Gives::Nothing,
        Alone::Unsure => Gives::Unsure,
        Alone::Gives(gives) => {
            let limited = promotion.limits.iter().any(|(limit, _)| {
                matches!(limit.per, LimitPer::Key(_)) || matches!(limit.amount, LimitAmount::Money(_))
            });
            match (
                scene.judges(frame, promotion),
                witness::fulfils_at(goods, promotion, std::slice::from_ref(line), left),
            ) {
                (Some(false), _) | (_, Some(false)) => Gives::Nothing,
                (Some(true), Some(true)) if !limited => Gives::Sure(gives),
                _ => Gives::Unsure,
            }
        }
    }
}
