//! A decision in a few lines that a reader of a page can check by hand; reads only the published JSON.

use std::fmt::Write as _;

use serde_json::Value;

/// Lines, what each promotion took off them, texts, what is used of limits, and totals; with `parts` also the fiscal parts of each line.
///
/// ```text
/// 1  360.00 - 74.33 = 285.67
///    coffee_morning 27.00
/// total 352.00
/// ```
#[must_use]
pub(super) fn summary(decision: &Value, parts: bool) -> String {
    let mut out = String::new();
    for line in list(&decision["lines"]) {
        let _ = writeln!(
            out,
            "{}  {} - {} = {}",
            text(&line["id"]),
            text(&line["gross"]),
            text(&line["discount"]),
            text(&line["net"])
        );
        for applied in list(&line["applied"]) {
            let gift = if applied["gift"] == true { " gift" } else { "" };
            let (promotion, amount) = (text(&applied["promotion"]), text(&applied["amount"]));
            let _ = writeln!(out, "   {promotion} {amount}{gift}");
        }
        for part in list(&line["parts"]).iter().filter(|_| parts) {
            let inexact = if part["inexact"] == true { " (inexact)" } else { "" };
            let (quantity, price, amount) = (&part["quantity"], &part["price"], &part["amount"]);
            let _ = writeln!(
                out,
                "   {} × {} = {}{inexact}",
                text(quantity),
                text(price),
                text(amount)
            );
        }
    }
    for offer in list(&decision["offers"]) {
        let choices: Vec<String> = list(&offer["choices"])
            .iter()
            .map(|choice| text(&choice["sku"]))
            .collect();
        let more = offer["more"]
            .as_u64()
            .map_or_else(String::new, |more| format!(" and {more} more"));
        let (promotion, quantity) = (text(&offer["promotion"]), text(&offer["quantity"]));
        let price = match offer["price"].as_str() {
            Some(price) => format!(" at {price}"),
            None => String::new(),
        };
        let _ = writeln!(
            out,
            "offer {promotion}: {quantity} of {}{more}{price}",
            choices.join(", ")
        );
    }
    for printed in list(&decision["print"]) {
        let _ = writeln!(out, "print {} \"{}\"", text(&printed["place"]), text(&printed["text"]));
    }
    for (who, texts) in [
        ("customer", &decision["show"]["customer"]),
        ("cashier", &decision["show"]["cashier"]),
    ] {
        for shown in list(texts) {
            let _ = writeln!(out, "show {who} \"{}\"", text(&shown["text"]));
        }
    }
    for promotion in list(&decision["promotions"]) {
        if promotion["outcome"] != "applied" {
            let because = &promotion["because"];
            let _ = write!(out, "{} {}", text(&promotion["promotion"]), text(&promotion["outcome"]));
            for (label, value) in [
                ("", &because["code"]),
                (" found ", &because["found"]),
                (" needed ", &because["needed"]),
            ] {
                if !value.is_null() {
                    let separator = if label.is_empty() { " " } else { label };
                    let _ = write!(out, "{separator}{}", text(value));
                }
            }
            let limit = &promotion["limit"];
            if limit["key"].as_str().is_some_and(|key| key != "receipt") {
                let (key, used, allowed) = (text(&limit["key"]), text(&limit["used"]), text(&limit["allowed"]));
                let _ = write!(out, " {key}: used {used} of {allowed} {}", text(&limit["unit"]));
                if let Some(opens) = limit["opens"].as_str() {
                    let _ = write!(out, ", again from {opens}");
                }
            }
            out.push('\n');
        }
    }
    for taken in list(&decision["consumes"])
        .iter()
        .filter(|taken| taken["what"] == "limit")
    {
        let (promotion, key) = (text(&taken["promotion"]), text(&taken["key"]));
        let _ = write!(
            out,
            "uses {promotion} {key} {} {}",
            text(&taken["amount"]),
            text(&taken["unit"])
        );
        if let Some(asked) = taken["asked"].as_str() {
            let _ = write!(out, " (asked {asked})");
        }
        out.push('\n');
    }
    for coupon in list(&decision["coupons"]) {
        let names: Vec<String> = list(&coupon["promotions"]).iter().map(text).collect();
        let _ = write!(out, "coupon {:?} {}", text(&coupon["code"]), text(&coupon["outcome"]));
        if coupon["reason"].is_null() {
            let _ = write!(out, " by {}", names.join(", "));
        } else {
            let _ = write!(out, " {}", text(&coupon["reason"]));
        }
        out.push('\n');
    }
    for consumed in list(&decision["consumes"]).iter().filter(|it| it["what"] == "coupon") {
        let (code, times) = (text(&consumed["code"]), &consumed["times"]);
        let by = consumed["client"]
            .as_str()
            .map_or(String::new(), |client| format!(" by {client}"));
        let _ = writeln!(out, "consumes {times} of {code}{by}");
    }
    for issued in list(&decision["issue"]) {
        let (count, coupon, promotion) = (&issued["count"], text(&issued["coupon"]), text(&issued["promotion"]));
        let _ = writeln!(out, "issue {count} of {coupon} by {promotion}");
    }
    let totals = &decision["totals"];
    if text(&totals["rounding"])
        .bytes()
        .any(|byte| (b'1'..=b'9').contains(&byte))
    {
        let _ = writeln!(out, "rounding {}", text(&totals["rounding"]));
    }
    let _ = writeln!(out, "total {}", text(&totals["due"]));
    out
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
