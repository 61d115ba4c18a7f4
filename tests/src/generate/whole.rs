//! Everything at once on receipts of many lines: plain promotions, sets, gifts, coupons and limits; it must not know who decides.

use super::gifts::gifts_for_each;
use super::{Case, Random, coupons, large, sets};
use crate::model::{Items, Limit, Protection};

/// Makes a case with sets, gifts, coupons and limits beside plain promotions, on receipts of up to `lines` lines; equal seeds
/// make equal cases.
#[must_use]
pub fn whole(seed: u64, lines: usize) -> Case {
    let mut found = large(seed.wrapping_add(5_000_000), lines);
    let mut random = Random::new(seed.wrapping_mul(0x94D0_49BB_1331_11EB).wrapping_add(13));
    let programme = &mut found.programme;
    // A gift of nothing but forbidden goods is refused, and so is a part of a set.
    for protect in &mut programme.protects {
        let forbids = |what: &Protection| matches!(what, Protection::NoPromotion | Protection::NoDiscount);
        if protect.rules.iter().any(|rule| forbids(&rule.what)) {
            protect.items = Items::Sku(vec!["MILK".to_owned()]);
        }
    }
    programme.promotions.truncate(4);
    let of_sets = sets::sets(seed.wrapping_add(6_000_000)).programme;
    let of_gifts = gifts_for_each(seed.wrapping_add(7_000_000)).programme;
    programme.sets = of_sets.sets;
    let about_sets = of_sets
        .promotions
        .into_iter()
        .filter(|promotion| promotion.for_each.is_some());
    let gifts = of_gifts
        .promotions
        .into_iter()
        .filter(|promotion| promotion.gift.is_some());
    for (number, mut promotion) in about_sets.chain(gifts).enumerate() {
        promotion.name = format!("more_{number}");
        promotion.scheme = None;
        if promotion.limits.is_empty() && random.chance(30) {
            promotion.limits.push(if promotion.for_each.is_some() {
                Limit::Times(random.between(1, 3))
            } else {
                Limit::Pcs(random.between(1, 4))
            });
        }
        programme.promotions.push(promotion);
    }
    coupons::add(&mut random, &mut found);
    Case { seed, ..found }
}
