//! From decisions to pictures: titles instead of names, products by name, sums; decides nothing.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use perk_plan::ops::TextId;
use perk_plan::plan::{Phase, Plan, Promotion};
use perk_plan::receipt::{ClientKey, Line};
use perk_plan::{LocalTime, Receipt, TimeOfDay};
use perk_runtime::model::{Became, Because, Decision, Said};
use perk_runtime::{Outcome, Refusal, model};
use rust_decimal::Decimal;

use super::Ready;
use crate::inputs::listing_lang as plan_lang;
use crate::view::slip::{OfferedGift, Opened, Slip, SlipLine};
use crate::view::summary::{Row, Summary};
use crate::view::verdict::{self, Reason, Verdict};
use crate::words::{self, Lang, Phrase};

/// Goods of an offered gift that a person is shown; a file has more of them.
const SHOWN_CHOICES: usize = 5;

/// What one outcome adds to a summary; `odd`: whether its receipt had warnings.
#[must_use]
pub fn sums_of(plan: &Plan, outcome: &Outcome, odd: bool) -> Summary {
    let mut sums = Summary {
        receipts: 1,
        with_discount: usize::from(outcome.discount > 0),
        gross: outcome.gross,
        discount: outcome.discount,
        rounding: outcome.rounding,
        net: outcome.net,
        odd: usize::from(odd || !outcome.faults.is_empty()),
        bounded: usize::from(!outcome.bounded.is_empty()),
        missed: outcome
            .bounded
            .iter()
            .fold(0_i64, |sum, (_, missed)| sum.saturating_add(*missed)),
        promotions: BTreeMap::new(),
    };
    for applied in &outcome.applied {
        let promotion = usize::try_from(applied.promotion)
            .ok()
            .and_then(|at| plan.promotions.get(at));
        let Some(name) = promotion.map(|promotion| text(plan, promotion.name)) else {
            continue;
        };
        let row: &mut Row = sums.promotions.entry(name.to_owned()).or_default();
        // A gift that was only offered has given nothing yet.
        let gift = outcome.gifts.iter().find(|gift| gift.promotion == applied.promotion);
        if gift.is_some_and(|gift| gift.taken == 0) {
            row.offered = 1;
            continue;
        }
        row.receipts = 1;
        row.times = row.times.saturating_add(u64::from(applied.times));
        row.discount = row.discount.saturating_add(applied.amount);
    }
    sums
}

/// A text of a plan; empty where the index points nowhere, which a verified plan has not.
fn text(plan: &Plan, id: u32) -> &str {
    usize::try_from(id)
        .ok()
        .and_then(|id| plan.texts.get(id))
        .map_or("", String::as_str)
}

/// Minor units of a decision's decimal text.
#[must_use]
pub fn minor(text: &str, digits: u8) -> i64 {
    let Ok(mut amount) = Decimal::from_str_exact(text) else {
        return 0;
    };
    amount.rescale(u32::from(digits));
    i64::try_from(amount.mantissa()).unwrap_or(i64::MAX)
}

impl Ready {
    /// Titles of promotions by name.
    #[must_use]
    pub fn titles(&self) -> BTreeMap<String, String> {
        let plan = self.engine.plan();
        let titled = |promotion: &Promotion| {
            (
                text(plan, promotion.name).to_owned(),
                text(plan, promotion.title).to_owned(),
            )
        };
        plan.promotions.iter().map(titled).collect()
    }

    fn title_of(&self, name: &str) -> String {
        let plan = self.engine.plan();
        let found = plan
            .promotions
            .iter()
            .find(|promotion| text(plan, promotion.name) == name);
        found.map_or(name, |promotion| text(plan, promotion.title)).to_owned()
    }

    /// Coupons to hand out, by title, in the order in which the decision names them; each once, whoever issues it.
    fn issued(&self, decision: &Decision) -> Vec<(String, u64)> {
        let plan = self.engine.plan();
        let mut issued: Vec<(&str, u64)> = Vec::new();
        for one in &decision.issue {
            let count = u64::from(one.count);
            match issued.iter_mut().find(|(known, _)| *known == one.coupon) {
                Some((_, sum)) => *sum = sum.saturating_add(count),
                None => issued.push((&one.coupon, count)),
            }
        }
        let title = |name: &str| {
            let found = plan.coupons.iter().find(|coupon| text(plan, coupon.name) == name);
            found.map_or(name, |coupon| text(plan, coupon.title)).to_owned()
        };
        issued.into_iter().map(|(name, count)| (title(name), count)).collect()
    }

    /// Whether a promotion takes its discount off the receipt as a whole.
    fn is_off_receipt(&self, name: &str) -> bool {
        let plan = self.engine.plan();
        plan.promotions
            .iter()
            .find(|promotion| text(plan, promotion.name) == name)
            .and_then(|promotion| plan.schemes.get(usize::from(promotion.scheme)))
            .is_some_and(|scheme| scheme.phase == Phase::Receipt)
    }

    /// The product's name: the line's own, else the catalogue's, else its number.
    fn product_name(&self, line: &Line) -> String {
        let known = || self.catalog.product(&line.sku).and_then(|product| product.name.clone());
        line.product
            .name
            .clone()
            .or_else(known)
            .unwrap_or_else(|| line.sku.clone())
    }

    fn unit(&self, line: &Line) -> Option<String> {
        let known = || self.catalog.product(&line.sku).and_then(|product| product.unit.clone());
        line.product
            .unit
            .clone()
            .or_else(known)
            .filter(|unit| unit != "pcs" && unit != "шт")
    }

    /// A decided receipt ready to be drawn.
    #[must_use]
    pub fn slip(&self, receipt: &Receipt, decision: &Decision) -> Slip {
        let plan = self.engine.plan();
        let digits = plan.currency.digits;
        let amount = |text: &str| minor(text, digits);
        let mut off_receipt: Vec<(String, i64)> = Vec::new();
        let mut lines = Vec::with_capacity(decision.lines.len());
        for (said, line) in decision.lines.iter().zip(&receipt.lines) {
            let mut applied = Vec::new();
            for took in &said.applied {
                let (title, took_off) = (self.title_of(&took.promotion), amount(&took.amount));
                if self.is_off_receipt(&took.promotion) {
                    match off_receipt.iter_mut().find(|(known, _)| *known == title) {
                        Some((_, sum)) => *sum = sum.saturating_add(took_off),
                        None => off_receipt.push((title, took_off)),
                    }
                } else {
                    applied.push((title, took_off));
                }
            }
            lines.push(SlipLine {
                name: self.product_name(line),
                quantity: line.quantity,
                unit: self.unit(line),
                price: price(line.price, digits),
                gross: amount(&said.gross),
                applied,
                elsewhere: said
                    .elsewhere
                    .iter()
                    .map(|other| (other.by.clone(), amount(&other.amount)))
                    .collect(),
            });
        }
        let printed = |place: &str| -> Vec<String> {
            decision
                .print
                .iter()
                .filter(|printed| printed.place == place)
                .map(|printed| printed.text.clone())
                .collect()
        };
        let shown = |texts: &[model::Shown]| texts.iter().map(|shown| shown.text.clone()).collect();
        let totals = &decision.totals;
        Slip {
            retailer: plan.name.clone(),
            currency: plan.currency.code.clone(),
            digits,
            id: receipt.id.clone(),
            opened: Some(opened(local_time(plan, receipt))),
            store: receipt.store.clone(),
            till: receipt.till.clone(),
            client: decision.client.id.clone().or_else(|| {
                receipt.client.as_ref().map(|key| match key {
                    ClientKey::Card(key) | ClientKey::Phone(key) | ClientKey::Id(key) => key.clone(),
                })
            }),
            lines,
            off_receipt,
            gross: amount(&totals.gross),
            discount: amount(&totals.discount),
            spent: amount(&totals.spent),
            rounding: amount(&totals.rounding),
            certificates: amount(&totals.certificates),
            due: amount(&totals.due),
            header: printed("header"),
            footer: printed("footer"),
            slip: printed("slip"),
            customer: shown(&decision.show.customer),
            cashier: shown(&decision.show.cashier),
            offers: decision
                .offers
                .iter()
                .map(|offer| {
                    let name = |choice: &model::Choice| choice.name.clone().unwrap_or_else(|| choice.sku.clone());
                    let shown = offer.choices.iter().take(SHOWN_CHOICES);
                    let left_out = offer.choices.len().saturating_sub(SHOWN_CHOICES);
                    OfferedGift {
                        count: offer.quantity.clone(),
                        title: offer.title.clone(),
                        choices: shown.map(name).collect(),
                        more: offer.more.saturating_add(left_out),
                        price: offer.price.as_deref().map(amount),
                    }
                })
                .collect(),
            issued: self.issued(decision),
            refused: decision
                .coupons
                .iter()
                .filter_map(|answer| {
                    let refusal = answer.reason.and_then(Refusal::named)?;
                    let why = words::Phrase::fixed(
                        refusal.say(perk_plan::Lang::English),
                        refusal.say(perk_plan::Lang::Russian),
                    );
                    let seen = |sign: char| {
                        if perk_plan::hidden::is_hidden(sign) {
                            '\u{FFFD}'
                        } else {
                            sign
                        }
                    };
                    let code: String = perk_plan::complaint::shown(&answer.code).chars().map(seen).collect();
                    Some((code, why))
                })
                .collect(),
            warnings: decision.warnings.clone(),
        }
    }

    /// Verdicts ready to be drawn: what applied first, then what nearly did, then the rest; each by name.
    #[must_use]
    pub fn verdicts(&self, receipt: &Receipt, decision: &Decision, lang: Lang) -> Vec<Verdict> {
        let digits = self.engine.plan().currency.digits;
        let line_name = |id: &String| {
            receipt
                .lines
                .iter()
                .find(|line| line.id == *id)
                .map_or_else(|| id.clone(), |line| self.product_name(line))
        };
        let mut verdicts: Vec<Verdict> = decision
            .promotions
            .iter()
            .map(|said| {
                let outcome = match said.outcome {
                    Became::Applied => verdict::Outcome::Applied {
                        amount: said.discount.as_deref().map_or(0, |amount| minor(amount, digits)),
                        times: said.times.map_or(1, u64::from),
                        lines: said.lines.iter().map(line_name).collect(),
                    },
                    Became::NotApplied => verdict::Outcome::NotApplied,
                    Became::Displaced => verdict::Outcome::Displaced {
                        by: said
                            .by
                            .iter()
                            .map(|by| format!("{} ({})", self.title_of(&by.promotion), by.worth))
                            .collect(),
                        worth: said.worth.as_deref().map(|worth| minor(worth, digits)),
                    },
                    Became::Limited => verdict::Outcome::Limited {
                        says: limit_says(said).say(lang).to_owned(),
                        words: said.limit.as_ref().map(words_of).unwrap_or_default(),
                        used: said
                            .limit
                            .as_ref()
                            .map(|limit| used_of(limit, lang))
                            .unwrap_or_default(),
                    },
                };
                Verdict {
                    name: said.promotion.clone(),
                    title: self.title_of(&said.promotion),
                    outcome,
                    because: said
                        .because
                        .as_ref()
                        .map(|because| reason(because, &said.promotion, lang)),
                    note: self.note(said, lang),
                }
            })
            .collect();
        verdicts.sort_by(|one, other| (rank(&one.outcome), &one.name).cmp(&(rank(&other.outcome), &other.name)));
        verdicts
    }
}

impl Ready {
    /// What is to be known beside a verdict: what limited it, what it could not give, what would make it apply.
    fn note(&self, said: &model::Verdict, lang: Lang) -> String {
        let applied = said.outcome == Became::Applied;
        let limited = said.limited_by.filter(|_| applied).map(words::limited_to);
        let used = said.limit.as_ref().filter(|limit| applied && !limit.is_of_receipt());
        let used = used.map(|limit| Phrase::verbatim(used_of(limit, lang)));
        let gift = said.gift.map(|gift| words::gift(gift.taken, gift.offered));
        let dropped = said.dropped.as_deref().map(words::dropped);
        let hint = said.hint.as_ref().map(|hint| {
            let more = hint.more.say(plan_lang(lang));
            let more = if hint.kind == model::HintKind::Amount {
                format!("{more} {}", words::currency(&self.engine.plan().currency.code, lang))
            } else {
                more
            };
            words::more_would_help(hint.kind.name(), &more, hint.of.as_deref(), hint.after_discounts)
        });
        let notes = [gift, limited, used, dropped, hint].into_iter().flatten();
        notes
            .map(|note| note.say(lang).to_owned())
            .collect::<Vec<_>>()
            .join("; ")
    }
}

/// What a limit that left nothing says: how much of it is left, where something is.
fn limit_says(said: &model::Verdict) -> Phrase {
    let left = said.limit.as_ref().and_then(|limit| {
        let amount = |text: &str| Decimal::from_str_exact(text).ok();
        let left = amount(&limit.allowed)?.checked_sub(amount(&limit.used)?)?;
        (left > Decimal::ZERO).then(|| (words::of_limit(&left.to_string(), &limit.unit), limit.unit.as_str()))
    });
    match left {
        Some((left, "pcs")) => words::limit_short_of_pieces(&left),
        Some((left, unit)) if unit != "times" => words::limit_short(&left),
        Some(_) | None => {
            let kind = said.limited_by.map(words::limit_kind);
            words::limited(&kind.unwrap_or_else(|| Phrase::verbatim("")))
        }
    }
}

/// The author's words for a limit, and where they stand.
fn words_of(limit: &model::LimitSaid) -> String {
    let words = limit.words.as_deref().unwrap_or_default();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match &limit.at {
        Some(at) if !words.is_empty() => format!("{words}   {at}"),
        Some(_) | None => words,
    }
}

/// How far a limit across receipts was used before.
fn used_of(limit: &model::LimitSaid, lang: Lang) -> String {
    if limit.is_of_receipt() {
        return String::new();
    }
    let opens = limit.opens.as_ref().map(|opens| opens.say(plan_lang(lang)));
    let allowed = words::of_limit(&limit.allowed, &limit.unit);
    words::limit_used(
        &limit.key.say(plan_lang(lang)),
        &limit.used,
        allowed.say(lang),
        opens.as_deref(),
    )
    .say(lang)
    .to_owned()
}

const fn rank(outcome: &verdict::Outcome) -> u8 {
    match outcome {
        verdict::Outcome::Applied { .. } => 0,
        verdict::Outcome::Displaced { .. } => 1,
        verdict::Outcome::Limited { .. } => 2,
        verdict::Outcome::NotApplied => 3,
    }
}

fn reason(because: &Because, name: &str, lang: Lang) -> Reason {
    let own = |text: &Option<String>| text.clone().unwrap_or_default();
    let in_lang = |said: &Option<Said>| said.as_ref().map(|said| said.say(plan_lang(lang))).unwrap_or_default();
    // The author may have written the clause over several lines; a promotion's own name says nothing new.
    let words = own(&because.words).split_whitespace().collect::<Vec<_>>().join(" ");
    Reason {
        says: words::because(because.code, because.of.as_deref(), &in_lang(&because.protection))
            .say(lang)
            .to_owned(),
        words: if words == name { String::new() } else { words },
        found: in_lang(&because.found),
        needed: in_lang(&because.needed),
        missing: in_lang(&because.missing),
        at: own(&because.at),
        also: because
            .also
            .iter()
            .map(|part| {
                let said = [&part.found, &part.needed, &part.missing].map(|said| said.say(plan_lang(lang)));
                (own(&part.of), said)
            })
            .collect(),
    }
}

/// The wall clock of the receipt's store, by which the engine decided (semantics §6).
fn local_time(plan: &Plan, receipt: &Receipt) -> LocalTime {
    let text = |id: TextId| plan.texts.get(usize::try_from(id).ok()?).map(String::as_str);
    let store = receipt.store.as_deref();
    let row = store.and_then(|store| plan.store_table.iter().find(|row| text(row.number) == Some(store)));
    let own = row.and_then(|row| row.time_zone).and_then(text);
    let there = |offset: i32| {
        let zone = TimeZone::get(own.or(plan.time_zone.as_deref())?).ok()?;
        let instant = Timestamp::from_second(receipt.at.local.0.checked_sub(i64::from(offset))?).ok()?;
        let here = i64::from(zone.to_offset(instant).seconds());
        instant.as_second().checked_add(here).map(LocalTime)
    };
    // Without an offset the receipt says the store's time; without a zone the engine takes the reading as it is written.
    receipt.at.offset.and_then(there).unwrap_or(receipt.at.local)
}

fn opened(local: LocalTime) -> Opened {
    let (date, TimeOfDay(seconds)) = (local.date(), local.time());
    Opened {
        weekday: date.weekday(),
        date: date.ymd(),
        time: (seconds.div_euclid(3_600), seconds.rem_euclid(3_600).div_euclid(60)),
    }
}

/// A unit price with at least the currency's digits.
fn price(price: Decimal, digits: u8) -> String {
    let normal = price.normalize();
    let scale = normal.scale().max(u32::from(digits));
    let mut shown = normal;
    shown.rescale(scale);
    shown.to_string()
}
