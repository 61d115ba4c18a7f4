//! A promotion as text, clause by clause; it must not know what a clause does.

use super::Writer;
use super::expression::clock;
use crate::model::{
    Base, Count, Days, Effect, ForEach, Give, Ladder, Likeness, Limit, Measure, Message, Payment, Period, Pick, Piece,
    Place, Promotion, Recurring, Set, Step, Target, Valid, Value,
};

impl Writer {
    /// One `promotion` block.
    pub(super) fn promotion(self, promotion: &Promotion) -> String {
        let title = promotion
            .title
            .as_ref()
            .map(|title| format!(" \"{title}\""))
            .unwrap_or_default();
        let mut lines = vec![format!(
            "{} {}{title} {{",
            self.say("promotion", "акция"),
            promotion.name
        )];
        let mut line = |text: String| lines.push(format!("  {text}"));
        for valid in &promotion.valid {
            line(self.valid(valid));
        }
        for window in &promotion.on {
            line(self.recurring(window));
        }
        if let Some(stores) = &promotion.stores {
            line(format!(
                "{} {}",
                self.say("in stores", "в магазинах"),
                self.stores(stores)
            ));
        }
        if let Some(audience) = &promotion.audience {
            line(format!("{} {}", self.say("for", "для"), self.audience(audience)));
        }
        if !promotion.with.is_empty() {
            let ways: Vec<String> = promotion
                .with
                .iter()
                .map(|way| way.join(self.say(" and ", " и ")))
                .collect();
            line(format!(
                "{} {}",
                self.say("with coupon", "с купоном"),
                ways.join(self.say(" or ", " или "))
            ));
        }
        if !promotion.paid_by.is_empty() {
            let tender = |payment: &Payment| match payment {
                Payment::Brand(brand) => format!("\"{brand}\""),
                Payment::Cash => self.say("cash", "наличными").to_owned(),
                Payment::BankCard => self.say("bank card", "банковской картой").to_owned(),
            };
            let tenders: Vec<String> = promotion.paid_by.iter().map(tender).collect();
            line(format!(
                "{} {}",
                self.say("paid by", "при оплате"),
                tenders.join(self.say(" or ", " или "))
            ));
        }
        for condition in &promotion.when {
            line(format!("{} {}", self.say("when", "если"), self.condition(condition)));
        }
        match &promotion.for_each {
            Some(ForEach::Named(name)) => line(format!("{} {name}", self.say("for each", "за каждый"))),
            Some(ForEach::Inline(pick)) => line(format!("{} {}", self.say("for each", "за каждые"), self.pick(pick))),
            None => {}
        }
        if let Some(scheme) = &promotion.scheme {
            let name = match scheme.as_str() {
                "goods" => self.say("goods", "товары"),
                "receipt" => self.say("receipt", "чек"),
                other => other,
            };
            line(format!("{} {name}", self.say("scheme", "схема")));
        }
        if promotion.priority != 0 {
            line(format!("{} {}", self.say("priority", "приоритет"), promotion.priority));
        }
        if promotion.exclusive {
            line(self.say("exclusive", "исключительная").to_owned());
        }
        if let Some(gift) = &promotion.gift {
            let distinct = if gift.distinct {
                self.say(" distinct", " разных")
            } else {
                ""
            };
            let price = match gift.price {
                0 => String::new(),
                price => format!(" {} {}", self.say("at", "по"), self.money(price)),
            };
            line(format!(
                "{} {}{distinct} {} {}{price}",
                self.say("gift", "подарок"),
                gift.count,
                self.say("of", "из"),
                self.items(&gift.items)
            ));
        }
        for give in &promotion.gives {
            line(self.give(give));
        }
        for limit in &promotion.limits {
            line(self.limit(limit));
        }
        for coupon in &promotion.issues {
            line(format!("{} {coupon}", self.say("issue coupon", "выдать купон")));
        }
        for message in &promotion.messages {
            line(self.message(message));
        }
        lines.push("}".to_owned());
        lines.join("\n")
    }

    pub(super) fn valid(self, valid: &Valid) -> String {
        let word = self.say("valid", "действует");
        let (from_word, to_word) = (self.say("from", "с"), self.say("to", "по"));
        match valid {
            Valid::Days(Some(from), Some(to)) => format!("{word} {} .. {}", self.date(*from), self.date(*to)),
            Valid::Days(Some(from), None) => format!("{word} {from_word} {}", self.date(*from)),
            Valid::Days(None, Some(to)) => format!("{word} {to_word} {}", self.date(*to)),
            Valid::Days(None, None) => word.to_owned(),
            Valid::Times(from, to) => format!(
                "{word} {from_word} {} {to_word} {}",
                self.moment(*from),
                self.moment(*to)
            ),
        }
    }

    fn recurring(self, window: &Recurring) -> String {
        const ENGLISH: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        const RUSSIAN: [&str; 7] = ["пн", "вт", "ср", "чт", "пт", "сб", "вс"];
        let weekday = |day: u8| {
            let day = usize::from(day);
            self.say(
                ENGLISH.get(day).copied().unwrap_or("sun"),
                RUSSIAN.get(day).copied().unwrap_or("вс"),
            )
        };
        let days = match &window.days {
            Days::Week(ranges) => {
                let range = |&(first, last): &(u8, u8)| {
                    if first == last {
                        weekday(first).to_owned()
                    } else {
                        format!("{}..{}", weekday(first), weekday(last))
                    }
                };
                let ranges: Vec<String> = ranges.iter().map(range).collect();
                format!("{} {}", self.say("on", "в дни"), ranges.join(", "))
            }
            Days::OfMonth(first, last) => format!(
                "{} {first}..{last} {}",
                self.say("on days", "в дни"),
                self.say("of month", "месяца")
            ),
            Days::NthOfMonth(nth, day) => {
                let ordinal = match nth {
                    1 => self.say("first", "первое"),
                    2 => self.say("second", "второе"),
                    3 => self.say("third", "третье"),
                    _ => self.say("fourth", "четвёртое"),
                };
                format!(
                    "{} {ordinal} {} {}",
                    self.say("on", "в"),
                    weekday(*day),
                    self.say("of month", "месяца")
                )
            }
            Days::LastOfMonth(day) => format!(
                "{} {} {} {}",
                self.say("on", "в"),
                self.say("last", "последнее"),
                weekday(*day),
                self.say("of month", "месяца")
            ),
            Days::Dates(first, last) => format!(
                "{} {} .. {}",
                self.say("on", "в дни"),
                self.date(*first),
                self.date(*last)
            ),
        };
        let hours = window.hours.map(|(from, to)| {
            format!(
                " {} {} {} {}",
                self.say("from", "с"),
                clock(from),
                self.say("to", "до"),
                clock(to)
            )
        });
        days + &hours.unwrap_or_default()
    }

    fn give(self, give: &Give) -> String {
        let word = self.say("give", "скидка");
        let off = self.say("off", "на");
        let base = match give.base {
            Base::Start => "",
            Base::List => self.say(" of list price", " от полной цены"),
            Base::Running => self.say(" of running price", " от текущей цены"),
        };
        match &give.effect {
            Effect::Percent(points, target) => {
                format!("{word} {} {off} {}{base}", self.percent(*points), self.target(target))
            }
            Effect::Sum(minor, target) => format!("{word} {} {off} {}", self.money(*minor), self.target(target)),
            Effect::Each(minor, items) => format!(
                "{word} {} {off} {} {}",
                self.money(*minor),
                self.say("each", "каждый"),
                self.items(items)
            ),
            Effect::Price(minor, items) => {
                format!(
                    "{} {} {} {}",
                    self.say("price", "цена"),
                    self.money(*minor),
                    self.say("for", "за"),
                    self.items(items)
                )
            }
            Effect::SetPrice(minor) => format!(
                "{} {} {} {}",
                self.say("price", "цена"),
                self.money(*minor),
                self.say("for", "за"),
                self.say("set", "набор")
            ),
            Effect::Ladder(ladder) => format!(
                "{word} {off} {}{base} {}",
                self.target(&ladder.target),
                self.ladder(ladder)
            ),
        }
    }

    fn target(self, target: &Target) -> String {
        match target {
            Target::Receipt => self.say("receipt", "чек").to_owned(),
            Target::Items(items) => self.items(items),
            Target::Set => self.say("set", "набор").to_owned(),
            Target::Cheapest(count) => format!("{} {count}", self.say("cheapest", "самые дешёвые")),
            Target::Dearest(count) => format!("{} {count}", self.say("dearest", "самые дорогие")),
        }
    }

    /// One `set` block.
    pub(super) fn set(self, name: &str, set: &Set) -> String {
        let mut lines = vec![format!("{} {name} {{", self.say("set", "набор"))];
        for (role, pick) in &set.roles {
            lines.push(format!("  {role} = {}", self.pick(pick)));
        }
        if set.reuse {
            lines.push(format!("  {}", self.say("reuse", "повторно")));
        }
        lines.push("}".to_owned());
        lines.join("\n")
    }

    fn pick(self, pick: &Pick) -> String {
        let count = match pick.count {
            Count::Pieces(least, most) if least == most => least.to_string(),
            Count::Pieces(least, most) => {
                format!("{} {least} {} {most}", self.say("from", "от"), self.say("to", "до"))
            }
            Count::Quantity(milli, unit) => self.value(&Value::Quantity(milli, unit)),
        };
        let likeness = match pick.likeness {
            Likeness::Any => "",
            Likeness::Distinct => self.say(" distinct", " разных"),
            Likeness::Same => self.say(" same", " одинаковых"),
        };
        format!("{count}{likeness} {} {}", self.say("of", "из"), self.items(&pick.items))
    }

    fn ladder(self, ladder: &Ladder) -> String {
        let by = match &ladder.measure {
            Measure::Amount(items) => format!("{} {}", self.say("by amount of", "по сумме"), self.operand(items)),
            Measure::Distinct(items) => format!(
                "{} {}",
                self.say("by number of distinct", "по числу разных"),
                self.operand(items)
            ),
            Measure::Quantity(items) => format!(
                "{} {}",
                self.say("by quantity of", "по количеству"),
                self.operand(items)
            ),
        };
        let step = |(threshold, step): &(crate::model::Value, Step)| {
            let gives = match step {
                Step::Percent(points) => self.percent(*points),
                Step::Sum(minor) => self.money(*minor),
            };
            format!("    {} {}: {gives}\n", self.say("from", "от"), self.value(threshold))
        };
        let steps: String = ladder.steps.iter().map(step).collect();
        let how = if ladder.per_slice {
            self.say("per slice", "по частям")
        } else {
            self.say("whole", "на всё")
        };
        format!("{by} {{\n{steps}  }} {how}")
    }

    fn limit(self, limit: &Limit) -> String {
        let per = self.say("per receipt", "на чек");
        self.limit_per(limit, per)
    }

    fn limit_per(self, limit: &Limit, per: &str) -> String {
        let word = self.say("limit", "лимит");
        let per = if per.is_empty() {
            String::new()
        } else {
            format!(" {per}")
        };
        match limit {
            Limit::Across(limit, across) => {
                let mut words = Vec::new();
                for (held, word) in [
                    (across.client, self.say("per client", "на клиента")),
                    (across.card, self.say("per card", "на карту")),
                    (across.store, self.say("per store", "на магазин")),
                ] {
                    words.extend(held.then_some(word));
                }
                words.extend(across.period.map(|period| match period {
                    Period::Day => self.say("per day", "в день"),
                    Period::Week => self.say("per week", "в неделю"),
                    Period::Month => self.say("per month", "в месяц"),
                    Period::Year => self.say("per year", "в год"),
                }));
                let guests = match (across.client || across.card, across.guests_unlimited) {
                    (false, _) => "",
                    (true, true) => self.say(" guests unlimited", " гости без ограничений"),
                    (true, false) => self.say(" guests none", " гости не участвуют"),
                };
                format!("{}{guests}", self.limit_per(limit, &words.join(" ")))
            }
            Limit::Times(count) => format!("{word} {count} {}{per}", self.say("times", "раз")),
            Limit::Pcs(count) => format!("{word} {count} {}{per}", self.say("pcs", "шт")),
            Limit::Money { amount, partial } => {
                let partial = if *partial {
                    self.say(" partial", " частично")
                } else {
                    ""
                };
                format!("{word} {}{per}{partial}", self.money(*amount))
            }
        }
    }

    fn message(self, message: &Message) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Plain(text) => text.clone(),
            Piece::Saved => format!("{{{}}}", self.say("saved", "экономия")),
        };
        let text: String = message.text.iter().map(piece).collect();
        let (print, show) = (self.say("print", "напечатать"), self.say("show", "показать"));
        match message.place {
            Place::Slip => format!("{print} \"{text}\""),
            Place::Header => format!("{print} \"{text}\" {}", self.say("in header", "в шапке")),
            Place::Footer => format!("{print} \"{text}\" {}", self.say("in footer", "в подвале")),
            Place::Customer => format!("{show} {} \"{text}\"", self.say("customer", "покупателю")),
            Place::Cashier => format!("{show} {} \"{text}\"", self.say("cashier", "кассиру")),
        }
    }
}
