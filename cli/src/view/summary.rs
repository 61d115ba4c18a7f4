//! What promotions did over many receipts: sums that do not depend on the order of receipts.

use std::collections::BTreeMap;

use super::amount::{grouped, money, share};
use super::canvas::{Canvas, Paint, Tone, cells, left, right};
use crate::words::{self, Lang};

/// What one promotion did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Row {
    /// In how many receipts it gave something.
    pub receipts: usize,
    /// How many times.
    pub times: u64,
    /// How much, in minor units.
    pub discount: i64,
    /// In how many receipts its gift was offered and nothing was given.
    pub offered: usize,
}

/// Sums over receipts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Receipts decided.
    pub receipts: usize,
    /// Receipts with a discount.
    pub with_discount: usize,
    /// Sum before discounts.
    pub gross: i64,
    /// All discounts.
    pub discount: i64,
    /// Rounding of totals.
    pub rounding: i64,
    /// What is to be paid.
    pub net: i64,
    /// Receipts that hold something odd or not acted on.
    pub odd: usize,
    /// Receipts whose best combination was not proved.
    pub bounded: usize,
    /// Upper bound of what was missed in them, in minor units.
    pub missed: i64,
    /// By promotion's name.
    pub promotions: BTreeMap<String, Row>,
}

impl Summary {
    /// Adds what another part of the receipts did.
    pub fn add(&mut self, other: &Self) {
        self.receipts = self.receipts.saturating_add(other.receipts);
        self.with_discount = self.with_discount.saturating_add(other.with_discount);
        self.gross = self.gross.saturating_add(other.gross);
        self.discount = self.discount.saturating_add(other.discount);
        self.rounding = self.rounding.saturating_add(other.rounding);
        self.net = self.net.saturating_add(other.net);
        self.odd = self.odd.saturating_add(other.odd);
        self.bounded = self.bounded.saturating_add(other.bounded);
        self.missed = self.missed.saturating_add(other.missed);
        for (name, row) in &other.promotions {
            let own = self.promotions.entry(name.clone()).or_default();
            own.receipts = own.receipts.saturating_add(row.receipts);
            own.times = own.times.saturating_add(row.times);
            own.discount = own.discount.saturating_add(row.discount);
            own.offered = own.offered.saturating_add(row.offered);
        }
    }
}

/// Cells of the picture.
const WIDTH: usize = 78;

/// Draws a summary. `titles` are the titles of promotions by name; `currency` is its code and digits.
#[must_use]
pub fn draw(
    summary: &Summary,
    titles: &BTreeMap<String, String>,
    currency: (&str, u8),
    lang: Lang,
    paint: Paint,
) -> String {
    let (code, digits) = (words::currency(currency.0, lang), currency.1);
    let mut canvas = Canvas::new(WIDTH, paint);
    let heads = [
        words::RECEIPTS.say(lang),
        words::TIMES.say(lang),
        words::DISCOUNT.say(lang),
        words::SHARE.say(lang),
    ];
    let rows: Vec<(String, [String; 4])> = ordered(summary)
        .into_iter()
        .map(|(name, row)| {
            let figures = [
                grouped(&row.receipts.to_string()),
                grouped(&row.times.to_string()),
                money(row.discount, digits),
                share(row.discount, summary.gross)
                    .map(|share| format!("{share}%"))
                    .unwrap_or_default(),
            ];
            (titles.get(name).unwrap_or(name).clone(), figures)
        })
        .collect();
    let rooms: Vec<usize> = heads
        .iter()
        .enumerate()
        .map(|(index, head)| {
            let widest = rows
                .iter()
                .filter_map(|(_, figures)| figures.get(index))
                .map(|text| cells(text))
                .max();
            widest.unwrap_or(0).max(cells(head))
        })
        .collect();
    let taken = rooms
        .iter()
        .fold(0_usize, |sum, room| sum.saturating_add(*room).saturating_add(2));
    let name_room = WIDTH.saturating_sub(taken);
    let row = |canvas: &mut Canvas, tone: Tone, name: &str, figures: &[&str]| {
        let mut line = left(name, name_room);
        for (figure, room) in figures.iter().zip(&rooms) {
            line.push_str("  ");
            line.push_str(&right(figure, *room));
        }
        canvas.line(tone, &line);
    };
    canvas.line(Tone::Bold, words::summary_head(summary.receipts).say(lang));
    if !rows.is_empty() {
        canvas.blank();
        row(&mut canvas, Tone::Dim, words::PROMOTION.say(lang), &heads);
        for (name, figures) in &rows {
            let figures: Vec<&str> = figures.iter().map(String::as_str).collect();
            row(&mut canvas, Tone::Plain, name, &figures);
        }
    }
    let without = |offered: bool| -> Vec<&str> {
        let row = |name: &String| summary.promotions.get(name).copied().unwrap_or_default();
        let idle = titles
            .keys()
            .filter(|name| row(name).receipts == 0 && (row(name).offered > 0) == offered);
        idle.map(String::as_str).collect()
    };
    let (idle, offered) = (without(false), without(true));
    canvas.blank();
    if !offered.is_empty() {
        canvas.paragraph(Tone::Dim, words::only_offered(&offered.join(", ")).say(lang));
    }
    if !idle.is_empty() {
        canvas.paragraph(Tone::Dim, words::never_applied(&idle.join(", ")).say(lang));
    }
    if !idle.is_empty() || !offered.is_empty() {
        canvas.blank();
    }
    let amount = |minor: i64| format!("{} {code}", money(minor, digits));
    if summary.odd > 0 {
        canvas.paragraph(Tone::Note, words::odd_receipts(summary.odd).say(lang));
    }
    if summary.bounded > 0 {
        canvas.paragraph(
            Tone::Note,
            words::not_proved(summary.bounded, &amount(summary.missed)).say(lang),
        );
    }
    if summary.odd > 0 || summary.bounded > 0 {
        canvas.blank();
    }
    canvas.spread(
        (Tone::Plain, words::SUM.say(lang)),
        (Tone::Plain, &amount(summary.gross)),
    );
    let with = words::discounts_in(summary.with_discount);
    canvas.spread(
        (Tone::Good, with.say(lang)),
        (Tone::Good, &amount(summary.discount.saturating_neg())),
    );
    if summary.rounding != 0 {
        canvas.spread(
            (Tone::Plain, words::ROUNDING.say(lang)),
            (Tone::Plain, &amount(summary.rounding)),
        );
    }
    canvas.spread(
        (Tone::Bold, words::TO_PAY.say(lang)),
        (Tone::Bold, &amount(summary.net)),
    );
    canvas.finish()
}

/// A summary as one JSON object; amounts are decimal strings, promotions by name.
#[must_use]
pub fn json(summary: &Summary, digits: u8) -> String {
    let amount = |minor: i64| {
        rust_decimal::Decimal::try_from_i128_with_scale(i128::from(minor), u32::from(digits))
            .unwrap_or_default()
            .to_string()
    };
    let promotions: Vec<serde_json::Value> = summary
        .promotions
        .iter()
        .map(|(name, row)| {
            serde_json::json!({
                "promotion": name, "receipts": row.receipts, "times": row.times, "discount": amount(row.discount),
                "offered": row.offered,
            })
        })
        .collect();
    let whole = serde_json::json!({
        "receipts": summary.receipts,
        "with_discount": summary.with_discount,
        "gross": amount(summary.gross),
        "discount": amount(summary.discount),
        "rounding": amount(summary.rounding),
        "net": amount(summary.net),
        "odd": summary.odd,
        "bounded": summary.bounded,
        "missed_at_most": amount(summary.missed),
        "promotions": promotions,
    });
    whole.to_string()
}

/// Rows by what they gave, largest first, then by name.
fn ordered(summary: &Summary) -> Vec<(&String, Row)> {
    let mut rows: Vec<(&String, Row)> = summary
        .promotions
        .iter()
        .filter(|(_, row)| row.receipts > 0)
        .map(|(name, row)| (name, *row))
        .collect();
    rows.sort_by(|(one, a), (other, b)| b.discount.cmp(&a.discount).then_with(|| one.cmp(other)));
    rows
}
