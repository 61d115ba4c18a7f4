//! Promotions that pay a customer more when a receipt is split in two (semantics §10): what is given once or so often for each
//! receipt, and what only small receipts get.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::condition::{self, Range, Sum};
use super::witness::{self, Line, Scene};
use super::{Advice, Frame, reward};
use crate::diagnostic::{Bilingual, Finding, Note, Param, codes};
use crate::hir::{
    Alike, Effect, ItemSelection, LadderMode, LimitAmount, MeasureKind, Pick, Promotion, Reward, SpanId, Target,
};
use crate::infer::infer;
use crate::limits;
use perk_plan::plan::LimitPer;

/// Why splitting pays, where that is written, and one half of a receipt that shows it.
struct Split {
    why: &'static Bilingual,
    at: SpanId,
    half: Option<Vec<Line>>,
}

/// Advice about promotions that pay more to whoever splits a receipt.
pub(super) fn findings(frame: &Frame<'_>, asked: &Advice<'_>, found: &mut Vec<(usize, Finding)>) {
    let mut told = 0_usize;
    for (at, (decl, promotion)) in asked.promotions.iter().enumerate() {
        if told >= limits::PROMOTIONS_TOLD {
            return;
        }
        let Some(split) = of(frame, promotion) else { continue };
        told = told.saturating_add(1);
        let shown = split.half.as_ref().and_then(|half| {
            let scene = Scene::of(frame, promotion)?;
            let whole = twice(half);
            let sound = plainly_given(promotion)
                && witness::fulfils(frame.goods, promotion, half) == Some(true)
                && witness::undisturbed(frame, &whole, &[promotion]);
            let says = Note::plain(&codes::HALVES_GET_MORE);
            sound.then(|| scene.witness(says, &[&whole, half, half], asked.currency))
        });
        let spans = &infer(frame.goods.db, frame.goods.programme, *decl).spans;
        found.push((
            at,
            Finding::new(&codes::SPLITTING_PAYS, spans.get(split.at))
                .with("name", promotion.spelling.clone())
                .with("why", Param::Word(split.why))
                .shown_by(shown),
        ));
    }
}

/// Whether nothing but one limit may keep a promotion from giving what it says.
fn plainly_given(promotion: &Promotion) -> bool {
    let sums = promotion.effects.iter().any(|(effect, _)| match effect {
        Effect::Give(give) => reward::gives_a_sum(&give.reward),
        Effect::Price(_) | Effect::Gift(_) | Effect::Issue { .. } | Effect::Message { .. } => false,
    });
    let cut = |limit: &crate::hir::Limit| matches!(limit.amount, LimitAmount::Money(_)) && sums;
    let dear = reward::highest_price(promotion).is_some_and(|price| price >= PRICE);
    // The steps of a ladder off a set measure the receipt, which the halves have less of.
    let measured = promotion.each.is_some() && reward::has_ladder(promotion);
    promotion.limits.len() < 2 && !promotion.limits.iter().any(|(limit, _)| cut(limit)) && !dear && !measured
}

fn twice(lines: &[Line]) -> Vec<Line> {
    let mut all = lines.to_vec();
    for line in &mut all {
        line.count = line.count.saturating_mul(2);
    }
    all
}

fn of(frame: &Frame<'_>, promotion: &Promotion) -> Option<Split> {
    // A limit across receipts or a code of its own may stop the second half.
    let across = |(limit, _): &(crate::hir::Limit, SpanId)| matches!(limit.per, LimitPer::Key(_));
    if promotion.with.is_some() || promotion.limits.iter().any(across) {
        return None;
    }
    by_limit(frame, promotion)
        .or_else(|| by_sum(frame, promotion))
        .or_else(|| by_bound(frame, promotion))
}

/// A limit on each receipt.
fn by_limit(frame: &Frame<'_>, promotion: &Promotion) -> Option<Split> {
    promotion.limits.iter().find_map(|(limit, at)| {
        let half = match (limit.amount, &promotion.each) {
            // A receipt is one use.
            (LimitAmount::Times(_), None) => return None,
            (LimitAmount::Times(times), Some((each, _))) => sets(frame, &each.set.roles, times, most_pieces),
            (LimitAmount::Pieces(pieces), Some((each, _))) => {
                let of_one = each.set.least_pieces();
                let times = pieces.checked_div(of_one)?;
                // What a limit leaves over, a whole receipt may use better.
                pieces
                    .is_multiple_of(of_one)
                    .then(|| sets(frame, &each.set.roles, times, least_pieces))
                    .flatten()
            }
            (LimitAmount::Pieces(pieces), None) => {
                let (items, _) = reward::percents(promotion).into_iter().next()?;
                line(frame, items, pieces, PRICE)
            }
            (LimitAmount::Money(most), None) => {
                let (items, percent) = reward::percents(promotion).into_iter().next()?;
                let price = Decimal::from(most)
                    .checked_mul(Decimal::ONE_HUNDRED)?
                    .checked_div(percent)?
                    .trunc()
                    .to_i64()?;
                line(frame, items, 1, price)
            }
            (LimitAmount::Money(_), Some(_)) => None,
        };
        Some(Split {
            why: &codes::LIMIT_OF_RECEIPT,
            at: *at,
            half,
        })
    })
}

const PRICE: i64 = 10_000;

fn line(frame: &Frame<'_>, items: &ItemSelection, count: u32, price: i64) -> Option<Vec<Line>> {
    let product = witness::product(frame.goods, items, "GOODS-1", price)?;
    Some(vec![Line { count, product, price }])
}

/// Of a limit of pieces it does not matter how many a set has; of a limit of times, larger sets would be worth more.
const fn least_pieces(least: u32, _most: u32) -> u32 {
    least
}

const fn most_pieces(_least: u32, most: u32) -> u32 {
    most
}

/// Lines that fill each part of a set so many times.
fn sets(frame: &Frame<'_>, roles: &[crate::hir::Role], times: u32, pieces: fn(u32, u32) -> u32) -> Option<Vec<Line>> {
    roles
        .iter()
        .enumerate()
        .map(|(at, role)| {
            let Pick::Pieces { least, most, alike } = role.pick else {
                return None;
            };
            let pieces = pieces(least, most);
            let sku = format!("GOODS-{}", at.checked_add(1)?);
            (alike != Alike::Distinct || pieces == 1).then_some(())?;
            Some(Line {
                count: pieces.checked_mul(times)?,
                product: witness::product(frame.goods, &role.items, &sku, PRICE)?,
                price: PRICE,
            })
        })
        .collect()
}

/// A sum that each receipt gets once, or a step of sums that two small receipts reach.
fn by_sum(frame: &Frame<'_>, promotion: &Promotion) -> Option<Split> {
    if promotion.each.is_some() {
        return None;
    }
    promotion.effects.iter().find_map(|(effect, at)| {
        let Effect::Give(give) = effect else { return None };
        let items = match &give.target {
            Target::Receipt => &ItemSelection::All,
            Target::Items { items, each: false } => items,
            Target::Items { .. } | Target::Set | Target::Role { .. } | Target::Cheapest(_) | Target::Dearest(_) => {
                return None;
            }
        };
        match &give.reward {
            Reward::Percent(_) => None,
            Reward::Sum(sum) => {
                let price = witness::needed(promotion).max(sum.minor.saturating_mul(2));
                Some(Split {
                    why: &codes::SUM_OF_RECEIPT,
                    at: *at,
                    half: line(frame, items, 1, price),
                })
            }
            Reward::Ladder(ladder) => {
                if ladder.mode != LadderMode::Whole || ladder.measure.kind != MeasureKind::Amount {
                    return None;
                }
                let step = reward::step_that_pays_twice(ladder)?;
                let from = step.trunc().to_i64()?;
                let price = witness::needed(promotion).max(from);
                let both = ItemSelection::And(vec![items.clone(), ladder.measure.items.clone()]);
                Some(Split {
                    why: &codes::STEP_OF_RECEIPT,
                    at: *at,
                    half: (price == from).then(|| line(frame, &both, 1, price)).flatten(),
                })
            }
        }
    })
}

/// A condition that only small receipts fulfil.
fn by_bound(frame: &Frame<'_>, promotion: &Promotion) -> Option<Split> {
    let (items, _) = reward::percents(promotion).into_iter().next()?;
    condition::parts(promotion).into_iter().find_map(|part| {
        let range = Range::of(part)?;
        let (sum, _) = condition::sum_of(range.fact)?;
        let high = range.high?;
        let half = match sum {
            Sum::Amount => {
                // Most of what is allowed: twice that is not.
                let most = high.at.checked_mul(Decimal::new(75, 2))?.trunc().to_i64()?;
                line(frame, items, 1, most.max(witness::needed(promotion)))
            }
            Sum::Quantity | Sum::Distinct => None,
        };
        Some(Split {
            why: &codes::ONLY_SMALL_RECEIPTS,
            at: condition::span(part)?,
            half,
        })
    })
}
