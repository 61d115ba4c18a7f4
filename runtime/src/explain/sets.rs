//! Why a promotion about a set gave nothing: a role that is not filled, units that are not enough for all roles together, a
//! limit, or others that were better.

use std::collections::BTreeMap;

use perk_plan::ops::Unit;
use perk_plan::plan::{Alike, Pick, Plan, Promotion, Role};
use rust_decimal::Decimal;

use super::{Scene, outdone, words};
use crate::allowance::Allowance;
use crate::decision::model::{Because, Hint, HintKind, Lacking, Verdict};
use crate::decision::said::Said;
use crate::fault::Fault;
use crate::index::{Ready, wide};
use crate::intake::Run;
use crate::limits::QUANTITY_DIGITS;
use crate::phases::candidates::Candidates;
use crate::scheme::assemble;
use crate::scheme::choose::Room;
use crate::scheme::set::RoleOffer;
use crate::scheme::{Act, SetOffer, segment};
use crate::vm;
use crate::workspace::Ledger;

/// What a role has and what it needs.
struct Lack {
    because: Because,
    hint: Hint,
    /// The goods of the role.
    items: u32,
}

impl Lack {
    /// The same beside another that is told first.
    fn further(self) -> Option<Lacking> {
        let Because {
            of,
            found,
            needed,
            missing,
            ..
        } = self.because;
        Some(Lacking {
            of,
            found: found?,
            needed: needed?,
            missing: missing?,
        })
    }
}

/// The set of a promotion whose conditions hold, or what keeps it from being put together.
pub(super) fn formed(
    scene: &mut Scene<'_>,
    number: u32,
    promotion: &Promotion,
    ready: &Ready,
    found: &mut Candidates,
    work: &mut vm::Work,
) -> Result<Result<SetOffer, Box<Verdict>>, Fault> {
    let (engine, case) = (scene.engine, scene.case);
    let plan = engine.plan();
    let declared = scene.source(number).map(|source| &source.declared);
    let set = promotion.each.as_ref().ok_or(Fault::BadReference)?;
    // Each role is filled once, and once more it is asked what it lacks.
    let looks = case.runs.len().saturating_mul(set.roles.len()).saturating_mul(2);
    scene.step(looks);
    work.spend(looks)?;
    let start = scene.start(promotion)?;
    let offer = SetOffer::of(engine, case, promotion, ready, start, found, work)?;
    let mut lacks = Vec::new();
    let (mut all, mut needed) = (vec![false; case.runs.len()], 0_i64);
    for (place, role) in set.roles.iter().enumerate() {
        let row = found.select(engine, case, role.items, work)?;
        let fits = RoleOffer::of(row, role.pick)?;
        // What was given away before is not there any more.
        let runs: Vec<(usize, &Run, i64)> = (0_u32..)
            .zip(&case.runs)
            .filter(|(at, run)| fits.fits(found, *at, run))
            .map(|(at, run)| (wide(at), run, run.units.saturating_sub(start.gone(wide(at)).units)))
            .filter(|(_, _, units)| *units > 0)
            .collect();
        for (at, _, _) in &runs {
            if let Some(seen) = all.get_mut(*at) {
                *seen = true;
            }
        }
        if let Pick::Pieces { least, .. } = role.pick {
            needed = needed.saturating_add(i64::from(least));
        }
        lacks.extend(lack(plan, role, &runs)?.map(|lack| (place, lack)));
    }
    if !lacks.is_empty() {
        let single = lacks.len() == 1;
        // The plan knows the parts by name, the author in an order.
        let order = scene
            .source(number)
            .map(|source| source.roles.as_slice())
            .unwrap_or_default();
        lacks.sort_by_key(|(role, _)| {
            order
                .iter()
                .position(|place| usize::from(*place) == *role)
                .unwrap_or(*role)
        });
        let mut lacks = lacks.into_iter().map(|(_, lack)| lack);
        let Some(mut first) = lacks.next() else {
            return Err(Fault::BadReference);
        };
        first.because.also = lacks.filter_map(Lack::further).collect();
        let mut said = scene.refused(number, first.because, declared);
        // "More" without a word of what would be no advice.
        let whole = scene
            .engine
            .index
            .whole
            .get(wide(first.items))
            .copied()
            .unwrap_or(false);
        said.hint = Some(first.hint).filter(|hint| single && (whole || hint.of.is_some()));
        return Ok(Err(Box::new(said)));
    }
    let Some(offer) = offer else {
        return Ok(Err(Box::new(scene.below(number, promotion, ready, found, work)?)));
    };
    let sets = std::slice::from_ref(&offer);
    let act = act(number, ready, Allowance::default());
    let mut ledger = scene.ledger(usize::from(promotion.scheme))?.clone();
    segment::part(case, found, sets, &mut ledger);
    let room = room(scene, found, &ledger, sets);
    if !assemble::possible(&room, &act)? {
        let start = scene.start(promotion)?;
        let units = case.runs.iter().enumerate().zip(&all);
        let units = units.filter(|((_, run), seen)| **seen && !run.weighed);
        let units = units.fold(0_i64, |sum, ((at, run), _)| {
            sum.saturating_add(run.units.saturating_sub(start.gone(at).units))
        });
        let missing = needed.saturating_sub(units);
        let pieces = |count: i64| Said::quantity(Decimal::from(count), Unit::Piece);
        let because = Because {
            code: "set.units",
            found: Some(pieces(units)),
            needed: Some(pieces(needed)),
            missing: (missing > 0).then(|| pieces(missing)),
            of: set.name.and_then(|name| plan.texts.get(wide(name)).cloned()),
            ..Because::default()
        };
        return Ok(Err(Box::new(scene.refused(number, because, declared))));
    }
    Ok(Ok(offer))
}

fn act(number: u32, ready: &Ready, allowance: Allowance) -> Act {
    Act {
        promotion: number,
        offers: (0, 0),
        set: Some(0),
        priority: ready.priority,
        exclusive: ready.exclusive,
        times: allowance.times,
        pieces: allowance.pieces,
        money: allowance.money,
    }
}

fn room<'a>(scene: &Scene<'a>, found: &'a Candidates, ledger: &'a Ledger, sets: &'a [SetOffer]) -> Room<'a> {
    Room {
        case: scene.case,
        found,
        ledger,
        offers: &[],
        sets,
        rounding: scene.engine.plan().rounding,
    }
}

/// The verdict on a promotion whose conditions hold.
pub(super) fn verdict(
    scene: &mut Scene<'_>,
    number: u32,
    promotion: &Promotion,
    ready: &Ready,
    found: &mut Candidates,
    work: &mut vm::Work,
) -> Result<Verdict, Fault> {
    let sets = match formed(scene, number, promotion, ready, found, work)? {
        Ok(set) => [set],
        Err(said) => return Ok(*said),
    };
    let declared = scene.source(number).map(|source| &source.declared);
    let (allowance, used_up) = scene.allowance(promotion, ready);
    let act = act(number, ready, allowance);
    let scheme = usize::from(promotion.scheme);
    let mut ledger = scene.ledger(scheme)?.clone();
    segment::part(scene.case, found, &sets, &mut ledger);
    let room = room(scene, found, &ledger, &sets);
    if let Some(said) = outdone::set(scene, &act, used_up, &room, scheme)? {
        return Ok(said);
    }
    let because = Because {
        code: "discount.none",
        ..Because::default()
    };
    Ok(scene.refused(number, because, declared))
}

/// What is missing in a role, if anything is. Of each run: how many units of it are there.
fn lack(plan: &Plan, role: &Role, runs: &[(usize, &Run, i64)]) -> Result<Option<Lack>, Fault> {
    let (has, needs, kind) = match role.pick {
        Pick::Pieces { least, alike, .. } => {
            let mut by_sku: BTreeMap<u32, i64> = BTreeMap::new();
            for (_, run, there) in runs {
                let units = by_sku.entry(run.sku).or_default();
                *units = units.saturating_add(*there);
            }
            let units = by_sku.values().copied();
            let has = match alike {
                Alike::Any => units.fold(0, i64::saturating_add),
                Alike::Distinct => i64::try_from(by_sku.len()).unwrap_or(i64::MAX),
                Alike::Same => units.max().unwrap_or(0),
            };
            let kind = if alike == Alike::Distinct {
                HintKind::Products
            } else {
                HintKind::Quantity
            };
            (Decimal::from(has), (Decimal::from(least), Unit::Piece), kind)
        }
        Pick::Quantity(amount, unit) => {
            let sum = runs.iter().fold(0_i128, |sum, (_, run, _)| {
                sum.saturating_add(i128::from(run.quantity).saturating_mul(i128::from(run.sold.1)))
            });
            let has = Decimal::try_from_i128_with_scale(sum, QUANTITY_DIGITS).map_err(|_| Fault::Overflow)?;
            (has.normalize(), (amount, unit), HintKind::Quantity)
        }
    };
    let (needs, unit) = needs;
    let missing = needs.checked_sub(has).ok_or(Fault::Overflow)?.normalize();
    if missing <= Decimal::ZERO {
        return Ok(None);
    }
    let name = role.name.and_then(|name| plan.texts.get(wide(name)).cloned());
    let goods = words::goods(plan, role.items);
    Ok(Some(Lack {
        because: Because {
            code: "set.role",
            found: Some(Said::quantity(has, unit)),
            needed: Some(Said::quantity(needs, unit)),
            missing: Some(Said::quantity(missing, unit)),
            of: name.clone().or_else(|| goods.clone()),
            ..Because::default()
        },
        hint: Hint {
            kind,
            more: Said::quantity(missing, unit),
            of: goods.or(name),
            after_discounts: false,
        },
        items: role.items,
    }))
}
