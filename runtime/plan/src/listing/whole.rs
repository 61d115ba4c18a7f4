//! A whole plan as text: frame, tables, schemes, promotions; changes nothing and sorts nothing.

use std::fmt::Write as _;

use rust_decimal::Decimal;

use super::{Gate, Lang, literals, program};
use crate::Date;
use crate::ops::{Fact, GoodsFact, Object, Op, Unit};
use crate::plan::{
    Alike, Codes, Combine, Favour, GuestUses, Limit, LimitAmount, LimitPer, Message, Pick, Piece, Place, Plan,
    Promotion, Property, PropertyType, Protect, ProtectRule, Role, Rounding, Scheme, Scope, Selection, Set,
};

const EN: Lang = Lang::English;

pub(super) fn render(plan: &Plan) -> String {
    let mut out = String::new();
    frame(plan, &mut out);
    properties(plan, "product property", &plan.product_properties, &mut out);
    properties(plan, "client property", &plan.client_properties, &mut out);
    stores(plan, &mut out);
    selections(plan, "items", &plan.items, &mut out);
    selections(plan, "stores", &plan.stores, &mut out);
    selections(plan, "clients", &plan.clients, &mut out);
    protects(plan, &mut out);
    coupons(plan, &mut out);
    for (number, scheme) in plan.schemes.iter().enumerate() {
        let _ = writeln!(out, "\nscheme {number} {}", self::scheme(plan, scheme));
    }
    for (number, promotion) in plan.promotions.iter().enumerate() {
        self::promotion(plan, number, promotion, &mut out);
    }
    out
}

fn frame(plan: &Plan, out: &mut String) {
    let _ = writeln!(
        out,
        "plan {} {}",
        literals::quote(&plan.name, EN),
        crate::codec::hash(plan)
    );
    let _ = writeln!(
        out,
        "  currency   {}, {} digits",
        plan.currency.code, plan.currency.digits
    );
    let _ = writeln!(out, "  time zone  {}", plan.time_zone.as_deref().unwrap_or("none"));
    let _ = writeln!(out, "  rounding   {}", rounding(plan.rounding));
    if let Some(total) = plan.total_rounding {
        let _ = writeln!(
            out,
            "  total      {} to {}",
            rounding(total.mode),
            literals::money(plan, total.step, EN)
        );
    }
    let _ = writeln!(
        out,
        "  tables     {} texts, {} lists, {} ladders, {} promotions",
        plan.texts.len(),
        plan.lists.len(),
        plan.ladders.len(),
        plan.promotions.len()
    );
}

fn rounding(rounding: Rounding) -> &'static str {
    match rounding {
        Rounding::HalfUp => "half up",
        Rounding::HalfEven => "half even",
        Rounding::HalfDown => "half down",
        Rounding::Up => "up",
        Rounding::Down => "down",
    }
}

fn properties(plan: &Plan, word: &str, properties: &[Property], out: &mut String) {
    for (number, property) in properties.iter().enumerate() {
        let kind = match &property.kind {
            PropertyType::YesNo => "yes/no".to_owned(),
            PropertyType::Number => "number".to_owned(),
            PropertyType::Money => "money".to_owned(),
            PropertyType::Date => "date".to_owned(),
            PropertyType::Text => "text".to_owned(),
            PropertyType::OneOf(list) => format!("one of {}", literals::list(plan, *list, EN)),
        };
        let blank = if number == 0 { "\n" } else { "" };
        let _ = writeln!(
            out,
            "{blank}{word} {number} {} : {kind}",
            literals::text(plan, property.name)
        );
    }
}

fn stores(plan: &Plan, out: &mut String) {
    if plan.store_table.is_empty() {
        return;
    }
    let columns: Vec<&str> = plan
        .store_columns
        .iter()
        .map(|column| literals::text(plan, *column))
        .collect();
    let _ = writeln!(
        out,
        "\nstore table: {}",
        if columns.is_empty() {
            "no columns".to_owned()
        } else {
            columns.join(", ")
        }
    );
    for store in &plan.store_table {
        let cells: Vec<String> = store
            .columns
            .iter()
            .map(|cell| cell.map_or_else(|| "-".to_owned(), |cell| literals::quoted(plan, cell, EN)))
            .collect();
        let zone = store
            .time_zone
            .map_or_else(String::new, |zone| format!(" in {}", literals::text(plan, zone)));
        let _ = writeln!(
            out,
            "  {}{zone} {}",
            literals::quoted(plan, store.number, EN),
            cells.join(" ")
        );
    }
}

fn selections(plan: &Plan, word: &str, selections: &[Selection], out: &mut String) {
    for (number, selection) in selections.iter().enumerate() {
        let name = selection
            .name
            .map_or_else(String::new, |name| format!(" {}", literals::text(plan, name)));
        let blank = if number == 0 { "\n" } else { "" };
        let _ = writeln!(
            out,
            "{blank}{word} {number}{name} = {}",
            super::condition(plan, &selection.code, EN)
        );
    }
}

fn protects(plan: &Plan, out: &mut String) {
    for (number, protect) in plan.protects.iter().enumerate() {
        let blank = if number == 0 { "\n" } else { "" };
        let (items, rules) = protection(plan, protect, EN);
        let _ = writeln!(out, "{blank}protect {number} {items} {{ {rules} }}");
    }
}

fn coupons(plan: &Plan, out: &mut String) {
    for (number, coupon) in plan.coupons.iter().enumerate() {
        let blank = if number == 0 { "\n" } else { "" };
        let codes = match &coupon.codes {
            Codes::Mask(form) => format!("mask {}", literals::quoted(plan, *form, EN)),
            Codes::Pattern { form, check, count } => {
                let count = count.map_or_else(String::new, |count| format!(" count {count}"));
                let check = if *check { " with check digit" } else { "" };
                format!("pattern {}{count}{check}", literals::quoted(plan, *form, EN))
            }
            Codes::List(list) => format!("list {}", literals::list(plan, *list, EN)),
            Codes::Issued => "issued".to_owned(),
        };
        let uses = coupon.uses.map_or_else(|| "many".to_owned(), |uses| uses.to_string());
        let per_client = if coupon.per_client { " per client" } else { "" };
        let bound = if coupon.bound { " not transferable" } else { "" };
        let name = literals::text(plan, coupon.name);
        let title = literals::quoted(plan, coupon.title, EN);
        let _ = write!(
            out,
            "{blank}coupon {number} {name} {title} {{ codes {codes} uses {uses}{per_client}{bound}"
        );
        for window in &coupon.valid {
            let _ = write!(out, " {}", super::window(window, EN));
        }
        let _ = writeln!(out, " }}");
    }
}

/// The goods of a prohibition and its rule with the days it is in force.
pub(super) fn protection(plan: &Plan, protect: &Protect, lang: Lang) -> (String, String) {
    let rule = match &protect.rule {
        ProtectRule::NoPromotion => lang.pick("no promotion", "без акций").to_owned(),
        ProtectRule::NoDiscount => lang.pick("no discount", "без скидок").to_owned(),
        ProtectRule::NoPoints => lang.pick("no points", "без баллов").to_owned(),
        ProtectRule::PriceAtLeast { price, per } => {
            let words = lang.pick("price at least", "цена не ниже");
            let price = literals::money(plan, *price, lang);
            if *per == (Decimal::ONE, Unit::Sale) {
                format!("{words} {price}")
            } else {
                let per = literals::quantity(per.0, per.1, lang);
                format!("{words} {price} {} {per}", lang.pick("per", "за"))
            }
        }
        ProtectRule::DiscountAtMost(percent) => format!(
            "{} {}",
            lang.pick("discount at most", "скидка не больше"),
            literals::percent(*percent, lang)
        ),
    };
    let day = |word: &str, day: Option<Date>| {
        day.map_or_else(String::new, |day| format!(" {word} {}", literals::date(day, lang)))
    };
    let from = day(lang.pick("from", "с"), protect.from);
    let to = day(lang.pick("to", "по"), protect.to);
    (super::items(plan, protect.items, lang), format!("{rule}{from}{to}"))
}

fn scheme(plan: &Plan, scheme: &Scheme) -> String {
    let combine = match scheme.combine {
        Combine::Best => "best",
        Combine::All => "all",
        Combine::First => "first",
    };
    let scope = match scheme.scope {
        Scope::Unit => "unit",
        Scope::Product => "product",
        Scope::Receipt => "receipt",
    };
    let favour = match scheme.favour {
        Favour::Customer => "customer",
        Favour::Retailer => "retailer",
    };
    let phase = format!("{:?}", scheme.phase).to_lowercase();
    format!(
        "{}: phase {phase}, {combine} per {scope} for {favour}",
        literals::text(plan, scheme.name)
    )
}

fn promotion(plan: &Plan, number: usize, promotion: &Promotion, out: &mut String) {
    let name = literals::text(plan, promotion.name);
    let title = literals::quoted(plan, promotion.title, EN);
    let _ = writeln!(out, "\npromotion {number} {name} {title}");
    let scheme = plan
        .schemes
        .get(usize::from(promotion.scheme))
        .map_or("?", |it| literals::text(plan, it.name));
    let exclusive = if promotion.exclusive { ", exclusive" } else { "" };
    let _ = writeln!(out, "  scheme {scheme}, priority {}{exclusive}", promotion.priority);
    for window in &promotion.valid {
        let _ = writeln!(out, "  {}", super::window(window, EN));
    }
    for recurring in &promotion.on {
        let _ = writeln!(out, "  {}", super::recurring(plan, recurring, EN));
    }
    for gate in [Gate::Stores, Gate::Audience, Gate::With, Gate::PaidBy] {
        if let Some(words) = super::gate(plan, promotion, gate, EN) {
            let _ = writeln!(out, "  {words}");
        }
    }
    if let Some(set) = &promotion.each {
        let _ = writeln!(out, "  {}", self::set(plan, set));
    }
    for condition in 0..promotion.conditions {
        if let Some(words) = super::condition_of(plan, promotion, condition, EN) {
            let _ = writeln!(out, "  when {words}");
        }
    }
    for limit in &promotion.limits {
        let _ = writeln!(out, "  {}", self::limit(plan, limit));
    }
    for message in &promotion.messages {
        let _ = writeln!(out, "  {}", self::message(plan, message));
    }
    for coupon in &promotion.issues {
        let coupon = plan.coupons.get(usize::from(*coupon));
        let name = coupon.map_or("?", |coupon| literals::text(plan, coupon.name));
        let _ = writeln!(out, "  issue coupon {name}");
    }
    let _ = writeln!(out, "  index: {}", index_hint(plan, promotion));
    for (position, op) in promotion.body.iter().enumerate() {
        let _ = writeln!(out, "  {position:>5}  {}", program::operation(plan, op));
    }
}

/// `for each breakfast { drink = 1 of coffee, bite = 1 of pastry }`
fn set(plan: &Plan, set: &Set) -> String {
    let roles: Vec<String> = set.roles.iter().map(|role| self::role(plan, role)).collect();
    let name = set
        .name
        .map_or_else(String::new, |name| format!("{} ", literals::text(plan, name)));
    let reuse = if set.reuse { " reuse" } else { "" };
    format!("for each {name}{{ {} }}{reuse}", roles.join(", "))
}

fn role(plan: &Plan, role: &Role) -> String {
    let name = role
        .name
        .map_or_else(String::new, |name| format!("{} = ", literals::text(plan, name)));
    let pick = match role.pick {
        Pick::Pieces { least, most, alike } => {
            let count = if least == most {
                least.to_string()
            } else {
                format!("from {least} to {most}")
            };
            match alike {
                Alike::Any => count,
                Alike::Distinct => format!("{count} distinct"),
                Alike::Same => format!("{count} same"),
            }
        }
        Pick::Quantity(amount, unit) => literals::quantity(amount, unit, EN),
    };
    format!("{name}{pick} of {}", super::items(plan, role.items, EN))
}

fn limit(plan: &Plan, limit: &Limit) -> String {
    let amount = match limit.amount {
        LimitAmount::Times(count) => format!("{count} times"),
        LimitAmount::Pieces(count) => format!("{count} pcs"),
        LimitAmount::Money(minor) => literals::money(plan, minor, EN),
    };
    let mut words = format!("limit {amount}");
    match limit.per {
        LimitPer::Receipt => words.push_str(" per receipt"),
        LimitPer::Key(key) => {
            for (word, held) in [("client", key.client), ("card", key.card), ("store", key.store)] {
                if held {
                    let _ = write!(words, " per {word}");
                }
            }
            if let Some(period) = key.period {
                let _ = write!(words, " per {}", period.word());
            }
            if (key.client || key.card) && key.guests == GuestUses::Unlimited {
                words.push_str(" guests unlimited");
            }
        }
    }
    if limit.partial {
        words.push_str(" partial");
    }
    words
}

fn message(plan: &Plan, message: &Message) -> String {
    let place = match message.place {
        Place::Header => "print in header",
        Place::Footer => "print in footer",
        Place::Slip => "print",
        Place::Customer => "show customer",
        Place::Cashier => "show cashier",
    };
    let pieces: String = message
        .pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => literals::text(plan, *text).to_owned(),
            Piece::Saved => "{saved}".to_owned(),
            Piece::Times => "{times}".to_owned(),
            Piece::Title => "{title}".to_owned(),
            Piece::Total => "{total}".to_owned(),
            Piece::Discount => "{discount}".to_owned(),
            Piece::ClientProperty(property) => {
                let name = super::expression::property(plan, &plan.client_properties, *property);
                format!("{{client.{name}}}")
            }
            Piece::Date => "{date}".to_owned(),
            Piece::Store => "{store}".to_owned(),
        })
        .collect();
    format!("{place} \"{}\"", pieces.escape_debug())
}

/// What must be on a receipt for an index to consider the promotion: goods that it takes something off.
fn index_hint(plan: &Plan, promotion: &Promotion) -> String {
    let mut hints: Vec<String> = Vec::new();
    let mut add = |id: u32| {
        let all = plan.items.get(usize::try_from(id).unwrap_or(usize::MAX));
        let any = all.is_some_and(|all| all.code == [Op::Truth(true)]);
        let hint = if any {
            "any line".to_owned()
        } else {
            super::items(plan, id, EN)
        };
        if !hints.contains(&hint) {
            hints.push(hint);
        }
    };
    if let Some(role) = promotion.each.iter().flat_map(|set| &set.roles).next() {
        add(role.items);
    }
    for op in &promotion.body {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "a hint names objects of effects; other operations have none"
        )]
        let object = match op {
            Op::GivePercent { off, .. } | Op::GiveSum { off, .. } | Op::GiveEach { off, .. } => Some(*off),
            Op::GivePrice { of, .. } => Some(*of),
            Op::GiveLadder(ladder) => {
                let ladder = plan.ladders.get(usize::try_from(*ladder).unwrap_or(usize::MAX));
                ladder.map(|ladder| ladder.off)
            }
            Op::Load(Fact::Goods(GoodsFact::Cheapest, items) | Fact::Goods(GoodsFact::Dearest, items)) => {
                Some(Object::Items(*items))
            }
            _ => None,
        };
        if let Some(Object::Items(items)) = object {
            add(items);
        }
    }
    if !promotion.with.is_empty() {
        return "its coupon".to_owned();
    }
    if hints.is_empty() {
        "any receipt".to_owned()
    } else {
        format!("goods of {}", hints.join(" | "))
    }
}
