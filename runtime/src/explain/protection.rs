//! Which prohibition keeps goods out of a promotion (semantics §4, floors); decides nothing.

use perk_plan::ops::Unit;
use perk_plan::plan::{Protect, ProtectRule};
use perk_plan::{SourceMap, listing};
use rust_decimal::Decimal;

use super::placed;
use crate::decision::amount;
use crate::decision::model::Because;
use crate::decision::said::Said;
use crate::engine::Engine;
use crate::index::wide;
use crate::intake::{Case, Run};
use crate::vm;
use crate::vm::product::ProductRoom;

/// What prohibitions do to the runs of one receipt; each run is asked once.
#[derive(Default)]
pub(super) struct Protections {
    /// By run: the prohibitions in force that hold it.
    held: Vec<Option<Vec<u32>>>,
}

/// Why goods that are on the receipt are not given anything.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    /// They are outside every promotion.
    Out,
    /// They count and receive nothing.
    Undiscounted,
    /// They cost their floor already.
    AtFloor,
}

impl Protections {
    /// The prohibitions in force that hold a run, and how much work it was to find them.
    fn of_run(&mut self, engine: &Engine, case: &Case, at: u32, run: &Run, work: &mut vm::Work) -> (&[u32], u64) {
        if self.held.len() <= wide(at) {
            self.held.resize(wide(at).saturating_add(1), None);
        }
        let Some(place) = self.held.get_mut(wide(at)) else {
            return (&[], 0);
        };
        let mut asked: u64 = 0;
        let held = place.get_or_insert_with(|| {
            let plan = engine.plan();
            let date = case.now.date;
            let room = ProductRoom { engine, case, run };
            let mut held = Vec::new();
            for (number, protect) in (0_u32..).zip(&plan.protects) {
                asked = asked.saturating_add(1);
                let in_force = protect.in_force(date);
                // As at intake: what cannot be worked out protects.
                let mut holds = |items: u32| match plan.items.get(wide(items)) {
                    Some(items) => !matches!(vm::truth(&items.code, &room, work), Ok(Some(false) | None)),
                    None => true,
                };
                if in_force && holds(protect.items) {
                    held.push(number);
                }
            }
            held
        });
        (held, asked)
    }

    /// The prohibition that keeps a run out, with its words and its place, and how much work it was to find it.
    #[expect(clippy::too_many_arguments, reason = "one reason, with everything it is drawn from")]
    pub(super) fn because(
        &mut self,
        engine: &Engine,
        case: &Case,
        at: u32,
        run: &Run,
        kept: Kept,
        map: Option<&SourceMap>,
        work: &mut vm::Work,
    ) -> (Because, u64) {
        let plan = engine.plan();
        let (held, asked) = self.of_run(engine, case, at, run, work);
        let held = held
            .iter()
            .filter_map(|number| Some((*number, plan.protects.get(wide(*number))?)));
        let chosen = held
            .filter_map(|(number, protect)| Some((strength(protect, kept, run)?, number, protect)))
            .max_by_key(|(strength, number, _)| (*strength, std::cmp::Reverse(*number)));
        let code = match kept {
            Kept::Out | Kept::Undiscounted => "goods.protected",
            Kept::AtFloor => "goods.floor",
        };
        let Some((_, number, protect)) = chosen else {
            let because = Because {
                code,
                ..Because::default()
            };
            return (because, asked);
        };
        let digits = plan.currency.digits;
        let at_floor = kept == Kept::AtFloor;
        let because = Because {
            code,
            found: at_floor.then(|| Said::plain(amount(run.price, digits))),
            needed: lowest(protect)
                .filter(|_| at_floor)
                .map(|price| Said::plain(amount(price, digits))),
            protection: Some(Said::clause(|lang| listing::protection(plan, protect, lang))),
            ..Because::default()
        };
        let place = map.and_then(|map| map.protects.get(wide(number)));
        (placed(because, place), asked)
    }
}

/// A lowest price per unit of sale, in minor units.
fn lowest(protect: &Protect) -> Option<i64> {
    match &protect.rule {
        ProtectRule::PriceAtLeast { price, per } => {
            (per.0 == Decimal::ONE && matches!(per.1, Unit::Sale | Unit::Piece)).then_some(*price)
        }
        ProtectRule::NoPromotion | ProtectRule::NoDiscount | ProtectRule::NoPoints | ProtectRule::DiscountAtMost(_) => {
            None
        }
    }
}

/// How much a prohibition has to do with it; `None`: nothing. A lowest price above the price binds for certain.
fn strength(protect: &Protect, kept: Kept, run: &Run) -> Option<i64> {
    match (&protect.rule, kept) {
        (ProtectRule::NoPromotion, Kept::Out) | (ProtectRule::NoDiscount, Kept::Undiscounted) => Some(0),
        (ProtectRule::PriceAtLeast { .. }, Kept::AtFloor) => Some(match lowest(protect) {
            Some(price) if price >= run.price => price,
            Some(_) => -1,
            None => 0,
        }),
        (ProtectRule::DiscountAtMost(_), Kept::AtFloor) => Some(0),
        (
            ProtectRule::NoPromotion
            | ProtectRule::NoDiscount
            | ProtectRule::NoPoints
            | ProtectRule::PriceAtLeast { .. }
            | ProtectRule::DiscountAtMost(_),
            Kept::Out | Kept::Undiscounted | Kept::AtFloor,
        ) => None,
    }
}
