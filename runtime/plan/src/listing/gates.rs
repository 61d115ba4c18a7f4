//! Gates in words: windows, recurring windows, stores, clients, tenders; knows no program.

use super::{Gate, Lang, literals};
use crate::LocalTime;
use crate::ops::{ClientFact, Fact};
use crate::plan::{Audience, Days, Plan, Promotion, Recurring, Window};
use crate::time::DAY;

pub(super) fn window(window: &Window, lang: Lang) -> String {
    let from = window.from.map(|from| literals::instant(from, lang));
    // The end is kept half open; a whole last day is written as that day.
    let to = window.to.map(|to| {
        if to.time().0 == 0 {
            literals::date(LocalTime(to.0.saturating_sub(1)).date(), lang)
        } else {
            literals::instant(to, lang)
        }
    });
    match (lang, from, to) {
        (Lang::English, Some(from), Some(to)) => format!("valid {from} .. {to}"),
        (Lang::English, Some(from), None) => format!("valid from {from}"),
        (Lang::English, None, Some(to)) => format!("valid to {to}"),
        (Lang::English, None, None) => "valid always".to_owned(),
        (Lang::Russian, Some(from), Some(to)) => format!("действует с {from} по {to}"),
        (Lang::Russian, Some(from), None) => format!("действует с {from}"),
        (Lang::Russian, None, Some(to)) => format!("действует по {to}"),
        (Lang::Russian, None, None) => "действует всегда".to_owned(),
    }
}

pub(super) fn recurring(plan: &Plan, recurring: &Recurring, lang: Lang) -> String {
    let days = days(plan, &recurring.days, lang);
    let whole_day = recurring.from.0 == 0 && i64::from(recurring.to.0) == DAY;
    if whole_day {
        return days;
    }
    let (from, to) = (recurring.from, recurring.to);
    match lang {
        Lang::English => format!("{days} from {from} to {to}"),
        Lang::Russian => format!("{days} с {from} до {to}"),
    }
}

const WEEKDAYS: [(&str, &str); 7] = [
    ("mon", "пн"),
    ("tue", "вт"),
    ("wed", "ср"),
    ("thu", "чт"),
    ("fri", "пт"),
    ("sat", "сб"),
    ("sun", "вс"),
];

fn days(plan: &Plan, days: &Days, lang: Lang) -> String {
    match days {
        Days::Every => lang.pick("on every day", "в каждый день").to_owned(),
        Days::Weekdays(mask) => format!("{} {}", lang.pick("on", "в дни"), weekdays(*mask, lang)),
        Days::OfMonth(from, to) if from == to => match lang {
            Lang::English => format!("on day {from} of month"),
            Lang::Russian => format!("в день {from} месяца"),
        },
        Days::OfMonth(from, to) => match lang {
            Lang::English => format!("on days {from}..{to} of month"),
            Lang::Russian => format!("в дни {from}..{to} месяца"),
        },
        Days::NthWeekday(nth, weekday) => {
            let word = WEEKDAYS
                .get(usize::from(weekday.saturating_sub(1)))
                .map_or("?", |it| lang.pick(it.0, it.1));
            let nth = match nth {
                0 => lang.pick("last", "последний").to_owned(),
                1 => lang.pick("first", "первый").to_owned(),
                2 => lang.pick("second", "второй").to_owned(),
                3 => lang.pick("third", "третий").to_owned(),
                4 => lang.pick("fourth", "четвёртый").to_owned(),
                more => more.to_string(),
            };
            match lang {
                Lang::English => format!("on {nth} {word} of month"),
                Lang::Russian => format!("в {nth} {word} месяца"),
            }
        }
        Days::AroundClientDate {
            property,
            before,
            after,
        } => {
            let date = super::expression::fact(plan, Fact::Client(ClientFact::Property(*property)), lang);
            let mut out = format!("{} {date}", lang.pick("on", "в день"));
            for (count, word) in [
                (*before, lang.pick("before", "до")),
                (*after, lang.pick("after", "после")),
            ] {
                if count > 0 {
                    out.push_str(&format!(
                        " {} {count} {} {word}",
                        lang.pick("and", "и"),
                        day_word(count, lang)
                    ));
                }
            }
            out
        }
    }
}

/// `mon..fri`, `mon, wed`: runs of three and more are joined.
fn weekdays(mask: u8, lang: Lang) -> String {
    let inside = |day: usize| mask.wrapping_shr(u32::try_from(day).unwrap_or(7)) & 1 == 1;
    let word = |day: usize| WEEKDAYS.get(day).map_or("?", |it| lang.pick(it.0, it.1));
    let mut parts: Vec<String> = Vec::new();
    let mut day: usize = 0;
    while day < 7 {
        if !inside(day) {
            day = day.saturating_add(1);
            continue;
        }
        let mut last = day;
        while last < 6 && inside(last.saturating_add(1)) {
            last = last.saturating_add(1);
        }
        match last.saturating_sub(day) {
            0 => parts.push(word(day).to_owned()),
            1 => parts.push(format!("{}, {}", word(day), word(last))),
            _ => parts.push(format!("{}..{}", word(day), word(last))),
        }
        day = last.saturating_add(1);
    }
    if parts.is_empty() {
        lang.pick("no day", "ни в один день").to_owned()
    } else {
        parts.join(", ")
    }
}

fn day_word(count: u16, lang: Lang) -> &'static str {
    match lang {
        Lang::English if count == 1 => "day",
        Lang::English => "days",
        Lang::Russian => match (count.rem_euclid(10), count.rem_euclid(100)) {
            (1, last) if last != 11 => "день",
            (2..=4, last) if !(12..=14).contains(&last) => "дня",
            _ => "дней",
        },
    }
}

pub(super) fn gate(plan: &Plan, promotion: &Promotion, gate: Gate, lang: Lang) -> Option<String> {
    match gate {
        Gate::Stores => {
            let stores = super::stores(plan, promotion.stores?, lang);
            Some(format!("{} {stores}", lang.pick("in stores", "в магазинах")))
        }
        Gate::Audience => match promotion.audience {
            Audience::Anyone => None,
            Audience::Known => Some(lang.pick("for known clients", "для известных клиентов").to_owned()),
            Audience::Clients(clients) => {
                let clients = super::clients(plan, clients, lang);
                Some(format!("{} {clients}", lang.pick("for clients", "для клиентов")))
            }
        },
        Gate::With => {
            if promotion.with.is_empty() {
                return None;
            }
            let name = |coupon: &u16| {
                let coupon = plan.coupons.get(usize::from(*coupon));
                coupon
                    .map_or("?", |coupon| literals::text(plan, coupon.name))
                    .to_owned()
            };
            let ways: Vec<String> = promotion
                .with
                .iter()
                .map(|way| {
                    let names: Vec<String> = way.iter().map(name).collect();
                    names.join(lang.pick(" and ", " и "))
                })
                .collect();
            let ways = ways.join(lang.pick(" or ", " или "));
            Some(format!("{} {ways}", lang.pick("with coupon", "с купоном")))
        }
        Gate::PaidBy => {
            let list = literals::list(plan, promotion.paid_by?, lang);
            Some(format!("{} {list}", lang.pick("paid by", "при оплате")))
        }
    }
}
