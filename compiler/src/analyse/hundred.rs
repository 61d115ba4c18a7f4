//! Percents of one scheme that all act and add up past all that a good costs.

use rust_decimal::Decimal;
use rustc_hash::FxHashSet;

use super::witness::{self, Line, Scene};
use super::{Advice, Frame, reward};
use crate::diagnostic::{At, Finding, Note, Param, codes};
use crate::hir::{Combine, ItemSelection, Name, Text};
use crate::limits;

/// A percent off goods of a promotion without a set.
struct Share<'a> {
    items: &'a ItemSelection,
    percent: Decimal,
}

/// Advice about promotions that add up past a hundred percent, each told at the first of them.
pub(super) fn findings(frame: &Frame<'_>, asked: &Advice<'_>, found: &mut Vec<(usize, Finding)>) {
    let mut work = limits::PROMOTIONS_COMPARED;
    for (combine, members) in &asked.schemes {
        if *combine != Combine::All || members.len() < 2 {
            continue;
        }
        let mut told: FxHashSet<Vec<&Name>> = FxHashSet::default();
        for first in members {
            if found.len() >= limits::PROMOTIONS_TOLD {
                return;
            }
            let Some(finding) = from(frame, asked, *first, members, &mut told, &mut work) else {
                continue;
            };
            found.push((*first, finding));
        }
    }
}

/// The largest percent off each of some goods.
fn shares(promotion: &crate::hir::Promotion) -> Vec<Share<'_>> {
    if promotion.each.is_some() || promotion.exclusive {
        return Vec::new();
    }
    reward::percents(promotion)
        .into_iter()
        .map(|(items, percent)| Share { items, percent })
        .collect()
}

fn from<'a>(
    frame: &Frame<'_>,
    asked: &Advice<'a>,
    first: usize,
    members: &[usize],
    told: &mut FxHashSet<Vec<&'a Name>>,
    work: &mut usize,
) -> Option<Finding> {
    const PRICE: i64 = 10_000;
    let (decl, promotion) = asked.promotions.get(first)?;
    let share = shares(promotion).into_iter().next()?;
    let product = witness::product(frame.goods, share.items, "GOODS-1", PRICE)?;
    let lines = [Line {
        count: 1,
        product,
        price: PRICE,
    }];
    let scene = Scene::of(frame, promotion)?;
    let mut together: Vec<usize> = Vec::new();
    let mut sum = Decimal::ZERO;
    for other in members {
        *work = work.checked_sub(1)?;
        let (_, candidate) = asked.promotions.get(*other)?;
        let of_good = shares(candidate)
            .into_iter()
            .filter(|share| {
                lines
                    .iter()
                    .all(|line| witness::holds(frame.goods, share.items, &line.product, PRICE, 0) == Some(true))
            })
            .map(|share| share.percent)
            .max();
        let Some(percent) = of_good else { continue };
        if (*other == first || scene.holds_for(frame, candidate))
            && witness::fulfils(frame.goods, candidate, &lines) == Some(true)
        {
            together.push(*other);
            sum = sum.checked_add(percent)?;
        }
    }
    if sum <= Decimal::ONE_HUNDRED || together.len() < 2 || !together.contains(&first) {
        return None;
    }
    let members: Vec<_> = together.iter().filter_map(|at| asked.promotions.get(*at)).collect();
    let mut names: Vec<&Name> = members.iter().map(|(_, promotion)| &promotion.name).collect();
    names.sort_unstable();
    if !told.insert(names) {
        return None;
    }
    let spellings: Vec<Text> = members
        .iter()
        .map(|(_, promotion)| promotion.spelling.clone())
        .collect();
    let by: Vec<_> = members.iter().map(|(_, promotion)| *promotion).collect();
    let shown = witness::undisturbed(frame, &lines, &by)
        .then(|| scene.witness(Note::plain(&codes::COSTS_NOTHING), &[&lines], asked.currency));
    let mut finding = Finding::new(&codes::PAST_HUNDRED, decl.name_span(frame.goods.db))
        .with("names", Param::List(spellings))
        .with("sum", Param::Percent(sum))
        .shown_by(shown);
    for (other, _) in members.iter().filter(|(other, _)| other != decl) {
        finding = finding.mark(At::Name(other.key(frame.goods.db)), &codes::ADDS_UP);
    }
    Some(finding)
}
