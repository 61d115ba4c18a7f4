//! A decided receipt as a person reads it: lines, what was taken off each and why, totals, printed texts.

use rust_decimal::Decimal;

use super::amount::{discount, money, quantity, share};
use super::canvas::{Canvas, Paint, Tone, cells};
use crate::words::{self, Lang};

/// A receipt ready to be drawn; amounts are minor units of the currency.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Slip {
    /// The retailer.
    pub retailer: String,
    /// Currency code.
    pub currency: String,
    /// Digits of its minor unit.
    pub digits: u8,
    /// The receipt's id.
    pub id: String,
    /// When it was opened: weekday, day, month, year, hour, minute.
    pub opened: Option<Opened>,
    /// The store.
    pub store: Option<String>,
    /// The till.
    pub till: Option<String>,
    /// The client's key.
    pub client: Option<String>,
    /// Its lines.
    pub lines: Vec<SlipLine>,
    /// What was taken off the receipt as a whole: title and amount.
    pub off_receipt: Vec<(String, i64)>,
    /// Sum before discounts.
    pub gross: i64,
    /// All discounts.
    pub discount: i64,
    /// Points spent.
    pub spent: i64,
    /// Rounding of the total, negative when down.
    pub rounding: i64,
    /// Certificates.
    pub certificates: i64,
    /// What is to be paid.
    pub due: i64,
    /// Printed above the lines.
    pub header: Vec<String>,
    /// Printed below the total.
    pub footer: Vec<String>,
    /// Printed on the slip after the receipt.
    pub slip: Vec<String>,
    /// Shown to the customer.
    pub customer: Vec<String>,
    /// Shown to the cashier.
    pub cashier: Vec<String>,
    /// Gifts to offer.
    pub offers: Vec<OfferedGift>,
    /// Coupons to hand out: title and how many.
    pub issued: Vec<(String, u64)>,
    /// Codes that were not used, and why.
    pub refused: Vec<(String, words::Phrase)>,
    /// What looked odd in the receipt.
    pub warnings: Vec<perk_plan::Remark>,
}

/// A gift that may still be given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfferedGift {
    /// How many pieces.
    pub count: String,
    /// The promotion's title.
    pub title: String,
    /// What there is to choose from, by name.
    pub choices: Vec<String>,
    /// How many choices more there are.
    pub more: usize,
    /// What a piece costs in minor units, where it is not for nothing.
    pub price: Option<i64>,
}

/// A wall-clock reading taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opened {
    /// Day of the week, 1 = Monday.
    pub weekday: u8,
    /// Year, month, day.
    pub date: (i32, u8, u8),
    /// Hour and minute.
    pub time: (u32, u32),
}

/// A line of a receipt.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SlipLine {
    /// The product's name, or its number.
    pub name: String,
    /// How much.
    pub quantity: Decimal,
    /// The unit when it is not pieces.
    pub unit: Option<String>,
    /// Price of a unit.
    pub price: String,
    /// Before discounts.
    pub gross: i64,
    /// What was taken off this line: title and amount.
    pub applied: Vec<(String, i64)>,
    /// Discounts given elsewhere, already taken off `gross`: who gave them and how much.
    pub elsewhere: Vec<(String, i64)>,
}

/// Cells between the edges: a till's wide paper.
const WIDTH: usize = 64;

/// Draws a receipt.
#[must_use]
pub fn draw(slip: &Slip, lang: Lang, paint: Paint) -> String {
    let mut canvas = Canvas::new(WIDTH, paint);
    head(&mut canvas, slip, lang);
    for text in &slip.header {
        canvas.paragraph(Tone::Plain, text);
    }
    canvas.rule();
    let room = cells(&money(slip.gross, slip.digits)).max(8);
    for line in &slip.lines {
        let unit = line.unit.as_deref().map(|unit| format!(" {unit}")).unwrap_or_default();
        let middle = format!("{}{unit} × {}", quantity(line.quantity), line.price);
        let right = money(line.gross, slip.digits);
        canvas.three(
            (Tone::Plain, &line.name),
            (Tone::Dim, &middle),
            (Tone::Plain, &right),
            room,
        );
        for (by, amount) in &line.elsewhere {
            let by = format!("  {} ({by}, {})", words::FOREIGN.say(lang), money(*amount, slip.digits));
            canvas.line(Tone::Dim, &by);
        }
        for (title, amount) in &line.applied {
            let title = format!("  {title}");
            canvas.spread((Tone::Good, &title), (Tone::Good, &discount(*amount, slip.digits)));
        }
    }
    canvas.rule();
    totals(&mut canvas, slip, lang);
    let shown = [
        (words::FOR_CUSTOMER, &slip.customer),
        (words::FOR_CASHIER, &slip.cashier),
    ];
    let extra = !slip.offers.is_empty() || !slip.issued.is_empty();
    if extra || !slip.footer.is_empty() || !slip.slip.is_empty() || shown.iter().any(|(_, texts)| !texts.is_empty()) {
        canvas.rule();
    }
    for text in slip.footer.iter().chain(&slip.slip) {
        canvas.paragraph(Tone::Plain, text);
    }
    for (who, texts) in shown {
        for text in texts {
            canvas.hanging(Tone::Note, &format!("{}: ", who.say(lang)), text);
        }
    }
    for offer in &slip.offers {
        let or = format!(" {} ", words::OR.say(lang));
        let mut choices = offer.choices.join(&or);
        if offer.more > 0 {
            choices = words::and_more(&choices, offer.more).say(lang).to_owned();
        }
        let text = match offer.price {
            Some(price) => words::gift_offered_at(&offer.count, &offer.title, &choices, &money(price, slip.digits)),
            None => words::gift_offered(&offer.count, &offer.title, &choices),
        };
        canvas.hanging(Tone::Note, &format!("{}: ", words::OFFERED.say(lang)), text.say(lang));
    }
    for (title, count) in &slip.issued {
        let text = match count {
            1 => title.clone(),
            count => format!("{title} × {count}"),
        };
        canvas.hanging(Tone::Note, &format!("{}: ", words::COUPON_ISSUED.say(lang)), &text);
    }
    let shown = slip.refused.len().min(crate::limits::CODES_SHOWN);
    for (code, why) in slip.refused.iter().take(shown) {
        canvas.hanging(
            Tone::Note,
            &format!("{}: ", words::COUPON.say(lang)),
            &format!("{code}: {}", why.say(lang)),
        );
    }
    let rest = slip.refused.len().saturating_sub(shown);
    if rest > 0 {
        canvas.paragraph(Tone::Note, words::more_codes(rest).say(lang));
    }
    for remark in &slip.warnings {
        let text = remark.say(match lang {
            Lang::En => perk_plan::Lang::English,
            Lang::Ru => perk_plan::Lang::Russian,
        });
        canvas.hanging(Tone::Note, &format!("{}: ", words::warning().say(lang)), text);
    }
    canvas.finish()
}

fn head(canvas: &mut Canvas, slip: &Slip, lang: Lang) {
    let when = slip.opened.map(|opened| opened_text(opened, lang)).unwrap_or_default();
    canvas.spread((Tone::Bold, &slip.retailer), (Tone::Plain, &when));
    let mut parts = vec![words::receipt_head(&slip.id)];
    parts.extend(slip.store.as_deref().map(words::store));
    parts.extend(slip.till.as_deref().map(words::till));
    parts.extend(slip.client.as_deref().map(words::client));
    let parts: Vec<&str> = parts.iter().map(|part| part.say(lang)).collect();
    canvas.line(Tone::Dim, &parts.join(" · "));
}

fn opened_text(opened: Opened, lang: Lang) -> String {
    let (year, month, day) = opened.date;
    let (hour, minute) = opened.time;
    format!(
        "{} {day} {} {year}, {hour:02}:{minute:02}",
        words::weekday(opened.weekday, lang),
        words::month(month, lang)
    )
}

fn totals(canvas: &mut Canvas, slip: &Slip, lang: Lang) {
    let digits = slip.digits;
    let saved = slip.discount.saturating_sub(slip.rounding.min(0));
    let plain = |canvas: &mut Canvas, name: &str, amount: String| {
        canvas.spread((Tone::Plain, name), (Tone::Plain, &amount));
    };
    if slip.gross != slip.due {
        plain(canvas, words::SUM.say(lang), money(slip.gross, digits));
    }
    let off_lines: i64 = slip
        .lines
        .iter()
        .flat_map(|line| &line.applied)
        .fold(0_i64, |sum, (_, amount)| sum.saturating_add(*amount));
    if off_lines > 0 {
        canvas.spread(
            (Tone::Good, words::DISCOUNTS_ON_GOODS.say(lang)),
            (Tone::Good, &discount(off_lines, digits)),
        );
    }
    for (title, amount) in &slip.off_receipt {
        canvas.spread((Tone::Good, title), (Tone::Good, &discount(*amount, digits)));
    }
    if slip.spent != 0 {
        plain(canvas, words::SPENT.say(lang), discount(slip.spent, digits));
    }
    if slip.rounding != 0 {
        plain(canvas, words::ROUNDING.say(lang), money(slip.rounding, digits));
    }
    if slip.certificates != 0 {
        plain(
            canvas,
            words::CERTIFICATES.say(lang),
            discount(slip.certificates, digits),
        );
    }
    let currency = words::currency(&slip.currency, lang);
    let due = format!("{} {currency}", money(slip.due, digits));
    canvas.spread((Tone::Bold, words::TO_PAY.say(lang)), (Tone::Bold, &due));
    if saved > 0
        && let Some(percent) = share(saved, slip.gross)
    {
        let amount = format!("{} {currency}", money(saved, digits));
        canvas.line(Tone::Good, words::you_save(&amount, &percent).say(lang));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_is_drawn_line_by_line() {
        let slip = Slip {
            retailer: "Corner Coffee".into(),
            currency: "RUB".into(),
            digits: 2,
            id: "17".into(),
            opened: Some(Opened {
                weekday: 1,
                date: (2026, 10, 5),
                time: (9, 12),
            }),
            store: Some("001".into()),
            lines: vec![
                SlipLine {
                    name: "Latte".into(),
                    quantity: Decimal::from(2),
                    price: "180.00".into(),
                    gross: 36_000,
                    applied: vec![("15% off coffee".into(), 5_400)],
                    ..SlipLine::default()
                },
                SlipLine {
                    name: "Печенье".into(),
                    quantity: Decimal::new(350, 3),
                    unit: Some("kg".into()),
                    price: "640.00".into(),
                    gross: 22_400,
                    ..SlipLine::default()
                },
            ],
            off_receipt: vec![("Big basket".into(), 2_650)],
            gross: 58_400,
            discount: 8_050,
            rounding: -50,
            due: 50_300,
            slip: vec!["Good morning!".into()],
            ..Slip::default()
        };
        let expected = "  Corner Coffee                              Mon 5 Oct 2026, 09:12
  Receipt 17 · store 001
  ────────────────────────────────────────────────────────────────
  Latte                                        2 × 180.00   360.00
    15% off coffee                                          −54.00
  Печенье                                0.35 kg × 640.00   224.00
  ────────────────────────────────────────────────────────────────
  Sum                                                       584.00
  Discounts on goods                                        −54.00
  Big basket                                                −26.50
  Rounding                                                   −0.50
  TO PAY                                                503.00 RUB
  You save 81.00 RUB (13.9%)
  ────────────────────────────────────────────────────────────────
  Good morning!
";
        assert_eq!(draw(&slip, Lang::En, Paint { colour: false }), expected);
    }
}
