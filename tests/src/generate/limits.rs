//! Generated limits across receipts with what was used of them before; it must not know how much is left.

use super::hard::hard;
use super::promotion::of_sum;
use super::{Case, Random, case};
use crate::model::receipt::{Use, Used, World};
use crate::model::{Across, Combine, Limit, Period, Phase, Programme, Promotion};
use crate::reference::{key_of, phase_of};

/// A case whose promotions are limited across receipts, and whose receipts come after others.
#[must_use]
pub fn limits(seed: u64) -> Case {
    let mut case = if seed % 3 == 2 { hard(seed) } else { case(seed) };
    let mut random = Random::new(seed.wrapping_mul(0xD6E8_FEB8_6659_FD93).wrapping_add(7));
    for place in 0..case.programme.promotions.len() {
        if random.chance(80) {
            let combine = combine(&case.programme, &case.programme.promotions[place]);
            limit(&mut random, combine, &mut case.programme.promotions[place]);
        }
    }
    for world in &mut case.worlds {
        if world.client.is_some() && random.chance(50) {
            world.card = Some("2900000000018".to_owned());
        }
        for promotion in &case.programme.promotions {
            for limit in &promotion.limits {
                if let Limit::Across(limit, across) = limit {
                    before(&mut random, world, &promotion.name, limit, across);
                }
            }
        }
    }
    case
}

fn combine(programme: &Programme, promotion: &Promotion) -> Combine {
    let named = promotion.scheme.as_ref();
    let scheme = named.and_then(|name| programme.schemes.iter().find(|scheme| scheme.name == *name));
    scheme.map_or(Combine::Best, |scheme| scheme.combine)
}

fn limit(random: &mut Random, combine: Combine, promotion: &mut Promotion) {
    let phase = phase_of(promotion);
    let count = random.pick(&[1, 1, 2]);
    for _ in 0..count {
        let amount = match random.below(3) {
            // Which units of a sum a limit of pieces would leave is said for the best combination only.
            0 if phase == Some(Phase::Goods) && (combine == Combine::Best || !of_sum(promotion)) => {
                Limit::Pcs(random.between(1, 6))
            }
            1 if phase.is_some() => Limit::Money {
                amount: random.pick(&[1, 50, 100, 200, 1000, 5000]),
                partial: random.chance(50),
            },
            _ => Limit::Times(random.between(1, 4)),
        };
        let across = across(random);
        let alike = |other: &Limit| match other {
            Limit::Across(other, key) => {
                std::mem::discriminant(&**other) == std::mem::discriminant(&amount)
                    && Across {
                        guests_unlimited: false,
                        ..*key
                    } == Across {
                        guests_unlimited: false,
                        ..across
                    }
            }
            Limit::Times(_) | Limit::Pcs(_) | Limit::Money { .. } => false,
        };
        if !promotion.limits.iter().any(alike) {
            promotion.limits.push(Limit::Across(Box::new(amount), across));
        }
    }
}

fn across(random: &mut Random) -> Across {
    let mut across = Across::default();
    match random.below(10) {
        0..=4 => across.client = true,
        5 => across.card = true,
        6 => across.store = true,
        7 => (across.client, across.store) = (true, true),
        _ => {}
    }
    across.period = random.pick(&[
        None,
        Some(Period::Day),
        Some(Period::Week),
        Some(Period::Month),
        Some(Period::Year),
    ]);
    across.guests_unlimited = (across.client || across.card) && random.chance(50);
    across
}

/// What was used under the receipt's own key and under the key of a neighbour that must not count.
fn before(random: &mut Random, world: &mut World, promotion: &str, limit: &Limit, across: &Across) {
    let mut neighbour = world.clone();
    match random.below(3) {
        0 => neighbour.receipt.at.date = neighbour.receipt.at.date.previous(),
        1 => neighbour.receipt.at.date = neighbour.receipt.at.date.next(),
        _ => {
            if let Some(client) = &mut neighbour.client {
                client.id = "C-2".to_owned();
            }
        }
    }
    let own = key_of(world, across);
    let other = key_of(&neighbour, across).filter(|key| own.as_ref() != Some(key));
    for (key, chance) in [(own, 70), (other, 40)] {
        let Some(key) = key.filter(|_| random.chance(chance)) else {
            continue;
        };
        let used = match limit {
            Limit::Times(most) => Used::Times(random.between(0, *most)),
            Limit::Pcs(most) => Used::Pcs(random.between(0, *most + 1)),
            Limit::Money { amount, .. } => Used::Money(match random.below(3) {
                0 => *amount,
                1 => amount - (amount / 3),
                _ => amount / 10,
            }),
            Limit::Across(..) => continue,
        };
        world.uses.push(Use {
            promotion: promotion.to_owned(),
            key,
            used,
        });
    }
}
