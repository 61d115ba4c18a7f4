//! The tables of plain data: order, indices and ranges; knows no program's meaning beyond calling its check.

use rust_decimal::Decimal;

use super::program::Kind;
use super::{Checker, Room, VerifyError, wide};
use crate::limits;
use crate::ops::{Object, Op};
use crate::plan::{Ladder, LadderMode, Measure, Property, PropertyType, ProtectRule, Reward, Selection};

pub(super) fn check(checker: &mut Checker<'_>) -> Result<(), VerifyError> {
    frame(checker)?;
    texts(checker)?;
    lists(checker)?;
    let plan = checker.plan;
    properties(checker, Room::ProductProperties, &plan.product_properties)?;
    properties(checker, Room::ClientProperties, &plan.client_properties)?;
    stores(checker)?;
    selections(checker, Room::Items, Kind::Items, &plan.items)?;
    selections(checker, Room::Stores, Kind::Stores, &plan.stores)?;
    selections(checker, Room::Clients, Kind::Clients, &plan.clients)?;
    protects(checker)?;
    super::coupon::check_all(checker)?;
    schemes(checker)?;
    for (row, ladder) in plan.ladders.iter().enumerate() {
        checker.at(Room::Ladders, row)?;
        self::ladder(checker, ladder)?;
    }
    Ok(())
}

fn frame(checker: &mut Checker<'_>) -> Result<(), VerifyError> {
    let plan = checker.plan;
    checker.spend(1)?;
    let code = &plan.currency.code;
    checker.range(
        code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()),
        || format!("currency \"{code}\" is not a code of three capital letters"),
    )?;
    checker.range(plan.currency.digits <= 4, || {
        format!("the currency has {} digits, at most 4 are in use", plan.currency.digits)
    })?;
    checker.range(plan.time_zone.as_ref().is_none_or(|zone| !zone.is_empty()), || {
        "the time zone is empty".to_owned()
    })?;
    if let Some(rounding) = plan.total_rounding {
        checker.range((1..=limits::MONEY).contains(&rounding.step), || {
            format!(
                "the total is rounded to {} minor units, a step above zero is needed",
                rounding.step
            )
        })?;
    }
    Ok(())
}

fn texts(checker: &mut Checker<'_>) -> Result<(), VerifyError> {
    let mut previous: Option<&str> = None;
    for (row, text) in checker.plan.texts.iter().enumerate() {
        checker.at(Room::Texts, row)?;
        checker.spend(text.len())?;
        checker.order(previous.is_none_or(|previous| previous < text.as_str()), || {
            "texts must be sorted by code points, without repeats".to_owned()
        })?;
        previous = Some(text);
    }
    Ok(())
}

fn lists(checker: &mut Checker<'_>) -> Result<(), VerifyError> {
    for (row, list) in checker.plan.lists.iter().enumerate() {
        checker.at(Room::Lists, row)?;
        checker.spend(list.len())?;
        let mut previous = None;
        for id in list {
            checker.text(*id)?;
            checker.order(previous.is_none_or(|previous| previous < *id), || {
                format!(
                    "a list must be sorted, without repeats; {id} follows {}",
                    previous.unwrap_or(0)
                )
            })?;
            previous = Some(*id);
        }
    }
    Ok(())
}

fn properties(checker: &mut Checker<'_>, room: Room, properties: &[Property]) -> Result<(), VerifyError> {
    let mut names = Names::new(checker);
    for (row, property) in properties.iter().enumerate() {
        checker.at(room, row)?;
        names.add(checker, property.name)?;
        match property.kind {
            PropertyType::OneOf(list) => {
                checker.range(!checker.list(list)?.is_empty(), || {
                    "a property has no value to choose".to_owned()
                })?;
            }
            PropertyType::YesNo
            | PropertyType::Number
            | PropertyType::Money
            | PropertyType::Date
            | PropertyType::Text => {}
        }
    }
    Ok(())
}

fn stores(checker: &mut Checker<'_>) -> Result<(), VerifyError> {
    let plan = checker.plan;
    let mut names = Names::new(checker);
    for (row, column) in plan.store_columns.iter().enumerate() {
        checker.at(Room::StoreColumns, row)?;
        names.add(checker, *column)?;
    }
    let mut previous = None;
    for (row, store) in plan.store_table.iter().enumerate() {
        checker.at(Room::StoreTable, row)?;
        checker.spend(store.columns.len())?;
        checker.text(store.number)?;
        checker.order(previous.is_none_or(|previous| previous < store.number), || {
            "stores must be sorted by number, without repeats".to_owned()
        })?;
        previous = Some(store.number);
        if let Some(zone) = store.time_zone {
            checker.text(zone)?;
        }
        checker.range(store.columns.len() == plan.store_columns.len(), || {
            format!(
                "a store has {} columns, the table {}",
                store.columns.len(),
                plan.store_columns.len()
            )
        })?;
        for value in store.columns.iter().flatten() {
            checker.text(*value)?;
        }
    }
    Ok(())
}

fn selections(checker: &mut Checker<'_>, room: Room, kind: Kind, selections: &[Selection]) -> Result<(), VerifyError> {
    let mut names = Names::new(checker);
    for (row, selection) in selections.iter().enumerate() {
        checker.at(room, row)?;
        if let Some(name) = selection.name {
            names.add(checker, name)?;
        }
        checker.selection(kind, row, &selection.code)?;
    }
    Ok(())
}

fn protects(checker: &mut Checker<'_>) -> Result<(), VerifyError> {
    let plan = checker.plan;
    for (row, protect) in plan.protects.iter().enumerate() {
        checker.at(Room::Protects, row)?;
        checker.index("product selection", wide(protect.items), plan.items.len())?;
        checker.range(
            protect.from.is_none_or(|from| protect.to.is_none_or(|to| from <= to)),
            || "the last day in force comes before the first".to_owned(),
        )?;
        match &protect.rule {
            ProtectRule::NoPromotion | ProtectRule::NoDiscount | ProtectRule::NoPoints => {}
            ProtectRule::PriceAtLeast { price, per } => {
                checker.range((0..=limits::MONEY).contains(price), || {
                    format!("a lowest price of {price} minor units")
                })?;
                checker.range(per.0 > Decimal::ZERO, || format!("a lowest price per {}", per.0))?;
            }
            ProtectRule::DiscountAtMost(percent) => checker.percent(*percent, true)?,
        }
    }
    Ok(())
}

fn schemes(checker: &mut Checker<'_>) -> Result<(), VerifyError> {
    let mut names = Names::new(checker);
    let mut previous = None;
    for (row, scheme) in checker.plan.schemes.iter().enumerate() {
        checker.at(Room::Schemes, row)?;
        names.add(checker, scheme.name)?;
        checker.order(previous.is_none_or(|previous| previous <= scheme.phase), || {
            format!("a scheme of phase {:?} stands after one of a later phase", scheme.phase)
        })?;
        previous = Some(scheme.phase);
    }
    Ok(())
}

fn ladder(checker: &mut Checker<'_>, ladder: &Ladder) -> Result<(), VerifyError> {
    let plan = checker.plan;
    checker.spend(ladder.steps.len())?;
    checker.index("product selection", wide(ladder.of), plan.items.len())?;
    checker.object(ladder.off)?;
    checker.range((1..=limits::LADDER_STEPS).contains(&ladder.steps.len()), || {
        format!(
            "a ladder has {} steps, from 1 to {} are needed",
            ladder.steps.len(),
            limits::LADDER_STEPS
        )
    })?;
    let own_amount = match ladder.off {
        Object::Items(items) => items == ladder.of,
        Object::Receipt => plan
            .items
            .get(wide(ladder.of))
            .is_some_and(|all| all.code == [Op::Truth(true)]),
        // What an instance of a set costs is not measured: the receipt is.
        Object::Set | Object::Role(_) | Object::Cheapest(_) | Object::Dearest(_) => false,
    };
    checker.range(
        ladder.mode == LadderMode::Whole || (own_amount && ladder.measure == Measure::Amount),
        || "a ladder per slice must measure the amount of its own object".to_owned(),
    )?;
    let mut previous = None;
    for step in &ladder.steps {
        checker.range(step.from >= Decimal::ZERO, || format!("a step begins at {}", step.from))?;
        let whole = matches!(ladder.measure, Measure::Amount | Measure::Distinct);
        checker.range(!whole || step.from.is_integer(), || {
            format!("a step begins at {}, a whole number is needed", step.from)
        })?;
        checker.order(previous.is_none_or(|previous| previous < step.from), || {
            "the steps of a ladder must ascend".to_owned()
        })?;
        previous = Some(step.from);
        reward(checker, ladder, &step.reward)?;
    }
    Ok(())
}

fn reward(checker: &Checker<'_>, ladder: &Ladder, reward: &Reward) -> Result<(), VerifyError> {
    let (money, goods_only) = match reward {
        Reward::Percent(percent) => return checker.percent(*percent, true),
        Reward::Sum(money) => (*money, false),
        Reward::Each(money) | Reward::Price(money) => (*money, true),
    };
    checker.range((0..=limits::MONEY).contains(&money), || {
        format!("a step gives {money} minor units")
    })?;
    checker.range(ladder.mode == LadderMode::Whole, || {
        "a ladder per slice gives percents only".to_owned()
    })?;
    checker.range(!goods_only || ladder.off != Object::Receipt, || {
        "a sum or price per unit needs goods to be taken off, not the receipt".to_owned()
    })
}

impl Checker<'_> {
    /// Checks `0 < p ≤ 100`, or `0 ≤ p ≤ 100` where zero has a meaning.
    pub(super) fn percent(&self, percent: Decimal, zero: bool) -> Result<(), VerifyError> {
        let above = if zero {
            percent >= Decimal::ZERO
        } else {
            percent > Decimal::ZERO
        };
        self.range(above && percent <= Decimal::ONE_HUNDRED, || {
            format!("a percent of {percent}")
        })
    }

    pub(super) fn object(&self, object: Object) -> Result<(), VerifyError> {
        match object {
            Object::Items(items) => self.index("product selection", wide(items), self.plan.items.len()),
            Object::Receipt | Object::Set | Object::Role(_) | Object::Cheapest(_) | Object::Dearest(_) => Ok(()),
        }
    }
}

/// Names of one table, to see that none repeats: a bit per text of the plan would cost too much for each of many small
/// tables, so names are kept and looked up.
struct Names {
    seen: rustc_hash::FxHashSet<u32>,
}

impl Names {
    fn new(_: &Checker<'_>) -> Self {
        Self {
            seen: rustc_hash::FxHashSet::default(),
        }
    }

    fn add(&mut self, checker: &Checker<'_>, name: u32) -> Result<(), VerifyError> {
        let text = checker.text(name)?;
        checker.order(self.seen.insert(name), || format!("the name \"{text}\" is taken twice"))
    }
}
