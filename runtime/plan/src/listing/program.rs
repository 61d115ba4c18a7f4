//! Programs one operation a line, with names resolved; knows no gates.

use super::expression::sign;
use super::{Lang, expression, literals};
use crate::ops::{Base, Object, Op};
use crate::plan::{Ladder, LadderMode, Measure, Plan, Reward};

/// One operation: a word and its argument.
pub(super) fn operation(plan: &Plan, op: &Op) -> String {
    let en = Lang::English;
    match op {
        Op::Money(minor) => format!("money     {}", literals::money(plan, *minor, en)),
        Op::Number(number) => format!("number    {}", number.normalize()),
        Op::Quantity(quantity, unit) => format!("quantity  {}", literals::quantity(*quantity, *unit, en)),
        Op::Date(date) => format!("date      {date}"),
        Op::Time(time) => format!("time      {time}"),
        Op::Text(text) => format!("text      {}", literals::quoted(plan, *text, en)),
        Op::Truth(truth) => format!("truth     {}", if *truth { "yes" } else { "no" }),
        Op::Load(fact) => format!("load      {}", expression::fact(plan, *fact, en)),
        Op::Compare(compare) => format!("compare   {}", sign(*compare)),
        Op::Between => "between".to_owned(),
        Op::OneOf(list) => format!("one of    {}", literals::list(plan, *list, en)),
        Op::And => "and".to_owned(),
        Op::Or => "or".to_owned(),
        Op::Not => "not".to_owned(),
        Op::InCategory(text) => format!("category  {}", literals::quoted(plan, *text, en)),
        Op::SkuIn(list) => format!("sku       {}", literals::list(plan, *list, en)),
        Op::BarcodeIn(list) => format!("barcode   {}", literals::list(plan, *list, en)),
        Op::HasTag(text) => format!("tag       {}", literals::quoted(plan, *text, en)),
        Op::InItems(id) => format!("in items  {}", named(&super::items(plan, *id, en), *id)),
        Op::StoreIn(list) => format!("store     {}", literals::list(plan, *list, en)),
        Op::InStores(id) => format!("in stores {}", named(&super::stores(plan, *id, en), *id)),
        Op::InClients(id) => format!("in clients {}", named(&super::clients(plan, *id, en), *id)),
        Op::KnownClient => "known client".to_owned(),
        Op::GuestClient => "guest".to_owned(),
        Op::Require(number) => format!("require   {number}"),
        Op::GivePercent { off, percent, base } => {
            let base = match base {
                Base::SchemeStart => "",
                Base::ListPrice => " of list price",
                Base::RunningPrice => " of running price",
            };
            format!(
                "give      {} off {}{base}",
                literals::percent(*percent, en),
                object(plan, *off)
            )
        }
        Op::GiveSum { off, amount } => {
            format!(
                "give      {} off {}",
                literals::money(plan, *amount, en),
                object(plan, *off)
            )
        }
        Op::GiveEach { off, amount } => {
            format!(
                "give      {} off each {}",
                literals::money(plan, *amount, en),
                object(plan, *off)
            )
        }
        Op::GivePrice { of, price } => {
            format!(
                "price     {} for {}",
                literals::money(plan, *price, en),
                object(plan, *of)
            )
        }
        Op::GiveGift {
            items,
            count,
            distinct,
            price,
        } => {
            let distinct = if *distinct { " distinct" } else { "" };
            let price = match *price {
                0 => String::new(),
                price => format!(" at {}", literals::money(plan, price, en)),
            };
            format!(
                "gift      {count}{distinct} of {}{price}",
                super::items(plan, *items, en)
            )
        }
        Op::GiveLadder(ladder) => {
            let position = usize::try_from(*ladder).unwrap_or(usize::MAX);
            let shown = plan
                .ladders
                .get(position)
                .map_or_else(|| "?".to_owned(), |it| self::ladder(plan, it));
            format!("ladder    {ladder}: {shown}")
        }
    }
}

fn named(name: &str, id: u32) -> String {
    format!("{id}: {name}")
}

fn object(plan: &Plan, object: Object) -> String {
    match object {
        Object::Items(items) => super::items(plan, items, Lang::English),
        Object::Receipt => "receipt".to_owned(),
        Object::Set => "set".to_owned(),
        Object::Role(role) => format!("role {role}"),
        Object::Cheapest(count) => format!("cheapest {count}"),
        Object::Dearest(count) => format!("dearest {count}"),
    }
}

/// `off receipt by amount of all whole { from 1 000 RUB: 5% }`
pub(super) fn ladder(plan: &Plan, ladder: &Ladder) -> String {
    let en = Lang::English;
    let (measure, mode) = (
        match ladder.measure {
            Measure::Amount => "amount",
            Measure::Quantity(_) => "quantity",
            Measure::Distinct => "number of distinct",
        },
        match ladder.mode {
            LadderMode::Whole => "whole",
            LadderMode::PerSlice => "per slice",
        },
    );
    let steps: Vec<String> = ladder
        .steps
        .iter()
        .map(|step| {
            let from = match ladder.measure {
                Measure::Amount => literals::money(plan, i64::try_from(step.from.trunc()).unwrap_or(i64::MAX), en),
                Measure::Quantity(unit) => literals::quantity(step.from, unit, en),
                Measure::Distinct => step.from.normalize().to_string(),
            };
            let reward = match &step.reward {
                Reward::Percent(percent) => literals::percent(*percent, en),
                Reward::Sum(minor) => literals::money(plan, *minor, en),
                Reward::Each(minor) => format!("{} each", literals::money(plan, *minor, en)),
                Reward::Price(minor) => format!("price {}", literals::money(plan, *minor, en)),
            };
            format!("from {from}: {reward}")
        })
        .collect();
    let of = super::items(plan, ladder.of, en);
    format!(
        "off {} by {measure} of {of} {mode} {{ {} }}",
        object(plan, ladder.off),
        steps.join(", ")
    )
}
