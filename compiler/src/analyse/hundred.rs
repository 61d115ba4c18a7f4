//! Discounts that together take more off a good than it costs, in one scheme or one scheme after another.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rustc_hash::FxHashSet;

use super::course::{self, Gain, Past};
use super::shelf::Shelf;
use super::witness::{self, Line, Scene};
use super::{Advice, Frame, reward};
use crate::diagnostic::{At, Finding, Note, Param, codes};
use crate::hir::{Money, Name, Text};
use crate::limits;

const PRICE: i64 = 10_000;

/// Advice about promotions that add up past a hundred percent, each told at the first of them.
pub(super) fn findings(frame: &Frame<'_>, asked: &Advice<'_>, shelf: &mut Shelf, found: &mut Vec<(usize, Finding)>) {
    let mut work = limits::PROMOTIONS_COMPARED;
    let mut told: FxHashSet<Vec<&Name>> = FxHashSet::default();
    for first in 0..asked.promotions.len() {
        for line in pieces(frame, asked, first, shelf) {
            if found.len() >= limits::PROMOTIONS_TOLD {
                return;
            }
            if let Some(finding) = from(frame, asked, first, &line, &mut told, &mut work) {
                found.push((first, finding));
            }
        }
    }
}

/// Pieces that a promotion is tried on: one of a usual price, which tells what percents come to, and the cheapest of the catalogue.
fn pieces(frame: &Frame<'_>, asked: &Advice<'_>, first: usize, shelf: &mut Shelf) -> Vec<Line> {
    let Some((_, promotion)) = asked.promotions.get(first) else {
        return Vec::new();
    };
    if promotion.each.is_some() {
        return Vec::new();
    }
    let mut lines = Vec::new();
    // What sums come to depends on the price, so none is made up for them.
    if let Some((items, _)) = reward::percents(promotion).into_iter().next()
        && let Some(product) = witness::product(frame.goods, items, "GOODS-1", PRICE)
    {
        lines.push(Line {
            count: 1,
            product,
            price: PRICE,
        });
    }
    for items in reward::objects(promotion) {
        if let Some(priced) = shelf.cheapest(frame.goods, items, |_| true) {
            lines.push(Line {
                count: 1,
                product: priced.product.clone(),
                price: priced.price,
            });
        }
    }
    lines
}

fn from<'a>(
    frame: &Frame<'_>,
    asked: &Advice<'a>,
    first: usize,
    line: &Line,
    told: &mut FxHashSet<Vec<&'a Name>>,
    work: &mut usize,
) -> Option<Finding> {
    let (decl, promotion) = asked.promotions.get(first)?;
    let scene = Scene::of(frame, promotion)?;
    // What a protection keeps is told as that.
    if frame.may_be_protected(&line.product, line.price) {
        return None;
    }
    let Past { gains, sum, of, sure } = course::past(frame, asked, &scene, line, work)?;
    // Of a price that we made up only shares can be told.
    if !line.product.known && !gains.iter().all(|gain: &Gain| gain.share) {
        return None;
    }
    if gains.iter().all(|gain| gain.promotion != first) {
        return None;
    }
    let members: Vec<_> = gains
        .iter()
        .filter_map(|gain| asked.promotions.get(gain.promotion))
        .collect();
    let mut names: Vec<&Name> = members.iter().map(|(_, promotion)| &promotion.name).collect();
    names.sort_unstable();
    if !told.insert(names) {
        return None;
    }
    let spellings: Vec<Text> = members
        .iter()
        .map(|(_, promotion)| promotion.spelling.clone())
        .collect();
    let money = |minor| {
        Param::Money(Money {
            minor,
            currency: asked.currency,
        })
    };
    let shares = gains.iter().all(|gain| gain.share);
    let taken = match shares {
        true => Param::Percent(
            sum.checked_mul(Decimal::ONE_HUNDRED)?
                .checked_div(of)?
                .round_dp(2)
                .normalize(),
        ),
        false => money(sum.round().to_i64()?),
    };
    let good = match line.product.known {
        false => Note::plain(&codes::ONE_GOOD),
        true => Note {
            text: &codes::GOOD_AT_PRICE,
            params: vec![
                ("sku", Param::Text(line.product.sku.clone())),
                ("price", money(line.price)),
            ],
        },
    };
    let shown = sure.then(|| {
        let lines = std::slice::from_ref(line);
        scene.witness(Note::plain(&codes::COSTS_NOTHING), &[lines], asked.currency)
    });
    let mut finding = Finding::new(&codes::PAST_HUNDRED, decl.name_span(frame.goods.db))
        .with("names", Param::List(spellings))
        .with("sum", taken)
        .with("good", Param::Phrase(Box::new(good)))
        .shown_by(shown);
    for (other, _) in members.iter().filter(|(other, _)| other != decl) {
        finding = finding.mark(At::Name(other.key(frame.goods.db)), &codes::ADDS_UP);
    }
    Some(finding)
}
