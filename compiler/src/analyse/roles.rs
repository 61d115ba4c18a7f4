//! Parts of a set that take the same goods: one piece fills only one of them.

use super::witness::{self, Line, Product, Scene};
use super::{Frame, reward};
use crate::diagnostic::{Finding, Note, Param, codes};
use crate::hir::{Alike, Currency, Effect, ItemSelection, Pick, Promotion, Set, SpanId, Text};

/// Advice about a set whose parts compete, and where it is to be told: at the place of a part.
pub(super) fn competing(
    frame: &Frame<'_>,
    set: &Set,
    user: Option<&Promotion>,
    currency: Currency,
) -> Option<(SpanId, Finding)> {
    let mut pieces: Vec<(usize, u32)> = Vec::new();
    for (at, role) in set.roles.iter().enumerate() {
        if let Pick::Pieces { least, .. } = role.pick {
            pieces.push((at, least));
        }
    }
    for (position, (first, _)) in pieces.iter().enumerate() {
        for (second, _) in pieces.iter().skip(position.saturating_add(1)) {
            let (one, other) = (set.roles.get(*first)?, set.roles.get(*second)?);
            let Some(shared) = both(frame, &one.items, &other.items) else {
                continue;
            };
            let name = |role: &crate::hir::Role| role.name.as_ref().map(crate::hir::Name::text);
            let (Some(one_name), Some(other_name)) = (name(one), name(other)) else {
                continue;
            };
            let least: u32 = pieces.iter().map(|(_, least)| *least).fold(0, u32::saturating_add);
            let names: Vec<Text> = vec![one_name, other_name];
            let shown = user.and_then(|user| shown(frame, set, user, (*first, *second), &shared, currency));
            let finding = Finding::new(&codes::ROLES_COMPETE, crate::diagnostic::Span::default())
                .with("names", Param::List(names))
                .with("least", Param::Count(u64::from(least)))
                .shown_by(shown);
            return Some((other.span, finding));
        }
    }
    None
}

const PRICE: i64 = 10_000;

/// A product of both selections.
fn both(frame: &Frame<'_>, one: &ItemSelection, other: &ItemSelection) -> Option<Product> {
    if frame.goods.apart(one, other) {
        return None;
    }
    let joined = ItemSelection::And(vec![one.clone(), other.clone()]);
    witness::product(frame.goods, &joined, "GOODS-1", PRICE)
}

/// A receipt on which one piece is missing, and one on which it is there.
fn shown(
    frame: &Frame<'_>,
    set: &Set,
    user: &Promotion,
    (first, second): (usize, usize),
    shared: &Product,
    currency: Currency,
) -> Option<crate::diagnostic::Witness> {
    // Nothing but the missing piece may keep the set from giving something.
    let discounts = user.effects.iter().any(|(effect, _)| match effect {
        Effect::Give(_) => true,
        Effect::Price(price) => price.price.minor < PRICE,
        Effect::Gift(_) | Effect::Issue { .. } | Effect::Message { .. } => false,
    });
    if !discounts || !user.limits.is_empty() || reward::has_ladder(user) {
        return None;
    }
    let scene = Scene::of(frame, user)?;
    let mut full: Vec<Line> = Vec::new();
    let mut of_both: u32 = 0;
    for (at, role) in set.roles.iter().enumerate() {
        let Pick::Pieces { least, alike, .. } = role.pick else {
            return None;
        };
        if alike == Alike::Distinct && least > 1 {
            return None;
        }
        if at == first || at == second {
            of_both = of_both.checked_add(least)?;
        } else {
            let sku = format!("GOODS-{}", at.checked_add(2)?);
            full.push(Line {
                count: least,
                product: witness::product(frame.goods, &role.items, &sku, PRICE)?,
                price: PRICE,
            });
        }
    }
    let with = |count: u32| Line {
        count,
        product: shared.clone(),
        price: PRICE,
    };
    let mut short = full.clone();
    full.push(with(of_both));
    short.push(with(of_both.checked_sub(1)?));
    // Goods of the other parts could stand in for the missing piece.
    let stands_in = short.iter().any(|line| {
        line.product != *shared
            && [first, second].iter().any(|at| {
                set.roles
                    .get(*at)
                    .is_none_or(|role| witness::holds(frame.goods, &role.items, &line.product, PRICE, 0) != Some(false))
            })
    });
    let sound = !stands_in
        && witness::fulfils(frame.goods, user, &full) == Some(true)
        && witness::fulfils(frame.goods, user, &short) == Some(true)
        && witness::undisturbed(frame, &full, &[user]);
    sound.then(|| scene.witness(Note::plain(&codes::ONE_PIECE_MORE), &[&short, &full], currency))
}
