//! Finds where a decision in the JSON of interfaces.md differs from the reference's; it must not know who made it.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::model::receipt::{Used, World};
use crate::model::{Place, Programme};
use crate::reference::decimal;
use crate::reference::decision::{Outcome, RefDecision, RefPart};
use crate::reference::rational::Rational;

/// Every difference, in words; none if the decisions say the same.
///
/// Compared are: lines (gross, discount, net, parts, what each promotion took), totals, what each promotion gave, and texts.
/// Weighed parts may carry any price that comes to their amount. Verdicts of promotions that did not apply are not compared
/// beyond that: a plain decision leaves untouched ones out.
#[must_use]
pub fn differences(programme: &Programme, world: &World, expected: &RefDecision, found: &Value) -> Vec<String> {
    let digits = programme.retailer.currency.digits();
    let mut comparison = Comparison {
        differences: Vec::new(),
        digits,
    };
    let totals = &expected.totals;
    for (name, minor) in [
        ("gross", totals.gross),
        ("discount", totals.discount),
        ("rounding", totals.rounding),
        ("net", totals.net),
    ] {
        comparison.money(&format!("totals.{name}"), minor, &found["totals"][name]);
    }
    let empty = Vec::new();
    let lines = found["lines"].as_array().unwrap_or(&empty);
    if lines.len() != expected.lines.len() {
        comparison
            .differences
            .push(format!("{} lines, expected {}", lines.len(), expected.lines.len()));
    }
    for ((line, given), found) in expected.lines.iter().zip(&world.receipt.lines).zip(lines) {
        let at = format!("line {}", line.id);
        if found["id"] != line.id.as_str() {
            comparison.differences.push(format!("{at}: found line {}", found["id"]));
        }
        for (name, minor) in [("gross", line.gross), ("discount", line.discount), ("net", line.net)] {
            comparison.money(&format!("{at}: {name}"), minor, &found[name]);
        }
        let mut taken: BTreeMap<&str, i64> = BTreeMap::new();
        for part in &line.applied {
            let sum = taken.entry(part.promotion.as_str()).or_default();
            *sum = sum.saturating_add(part.amount);
        }
        comparison.sums(&at, &taken, &found["applied"], "amount");
        comparison.parts(&at, programme, &line.parts, given.quantity % 1000 != 0, &found["parts"]);
    }
    let applied = expected
        .promotions
        .iter()
        .filter(|promotion| promotion.outcome == Outcome::Applied && promotion.discount > 0);
    let given: BTreeMap<&str, i64> = applied
        .map(|promotion| (promotion.name.as_str(), promotion.discount))
        .collect();
    comparison.sums("promotions", &given, &found["promotions"], "discount");
    comparison.texts(expected, found);
    comparison.consumes(programme, expected, found);
    comparison.offers(expected, found);
    comparison.coupons(expected, found);
    comparison.differences
}

/// Where the verdicts of a full explanation differ: applied, not applied, displaced or limited (semantics §8).
#[must_use]
pub fn outcomes(programme: &Programme, expected: &RefDecision, found: &Value) -> Vec<String> {
    let mut differences = Vec::new();
    for promotion in &expected.promotions {
        let wanted = match promotion.outcome {
            Outcome::Applied => "applied",
            Outcome::NotApplied(_) => "not_applied",
            Outcome::Displaced => "displaced",
            Outcome::Limited => "limited",
        };
        let verdict = found["promotions"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|verdict| verdict["promotion"] == promotion.name.as_str());
        let shown = verdict
            .and_then(|verdict| verdict["outcome"].as_str())
            .unwrap_or("nothing");
        // What a gift that gave way to another would have saved by itself.
        let mut promotions = programme.promotions.iter();
        let gift = promotions.any(|written| written.name == promotion.name && written.gift.is_some());
        let worth = verdict.and_then(|verdict| verdict["worth"].as_str());
        let alone = decimal(promotion.alone, programme.retailer.currency.digits());
        if gift && promotion.outcome == Outcome::Displaced && shown == wanted && worth != Some(alone.as_str()) {
            differences.push(format!("gift {}: worth {worth:?}, expected {alone}", promotion.name));
        }
        if shown != wanted {
            differences.push(format!(
                "promotion {}: found {shown}, expected {wanted} ({:?}, alone {})",
                promotion.name, promotion.outcome, promotion.alone
            ));
        }
    }
    differences
}

struct Comparison {
    differences: Vec<String>,
    digits: usize,
}

impl Comparison {
    /// Every code answered, what confirming takes of codes, and which coupons are issued.
    fn coupons(&mut self, expected: &RefDecision, found: &Value) {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let answers: Vec<(String, Result<Vec<String>, String>)> = list(&found["coupons"])
            .iter()
            .map(|answer| {
                let outcome = if answer["outcome"] == "used" {
                    Ok(list(&answer["promotions"]).iter().map(text).collect())
                } else {
                    Err(text(&answer["reason"]))
                };
                (text(&answer["code"]), outcome)
            })
            .collect();
        let sorted = |mut names: Vec<String>| {
            names.sort();
            names
        };
        let wanted: Vec<(String, Result<Vec<String>, String>)> = expected
            .coupons
            .iter()
            .map(|code| {
                (
                    code.code.clone(),
                    code.outcome.clone().map(sorted).map_err(str::to_owned),
                )
            })
            .collect();
        if answers != wanted {
            self.differences.push(format!("codes {answers:?}, expected {wanted:?}"));
        }
        let taken: Vec<(String, Option<String>)> = list(&found["consumes"])
            .iter()
            .filter(|consumed| consumed["what"] == "coupon" && consumed["times"] == 1)
            .map(|consumed| (text(&consumed["code"]), consumed["client"].as_str().map(str::to_owned)))
            .collect();
        let uses: Vec<(String, Option<String>)> = expected
            .uses
            .iter()
            .map(|used| (used.code.clone(), used.client.clone()))
            .collect();
        if taken != uses {
            self.differences.push(format!("consumes {taken:?}, expected {uses:?}"));
        }
        let mut issued: Vec<(String, String, i64)> = list(&found["issue"])
            .iter()
            .map(|issued| {
                let count = issued["count"].as_i64().unwrap_or(0);
                (text(&issued["promotion"]), text(&issued["coupon"]), count)
            })
            .collect();
        let mut wanted = expected.issued.clone();
        issued.sort();
        wanted.sort();
        if issued != wanted {
            self.differences.push(format!("issues {issued:?}, expected {wanted:?}"));
        }
    }

    fn money(&mut self, at: &str, expected: i64, found: &Value) {
        let expected = decimal(expected, self.digits);
        if found.as_str() != Some(expected.as_str()) {
            self.differences
                .push(format!("{at}: found {found}, expected {expected}"));
        }
    }

    /// Adds up `field` by promotion in a list of objects; nothing is the same as zero.
    fn sums(&mut self, at: &str, expected: &BTreeMap<&str, i64>, found: &Value, field: &str) {
        let mut sums: BTreeMap<String, i64> = BTreeMap::new();
        for entry in found.as_array().into_iter().flatten() {
            let minor = entry[field]
                .as_str()
                .and_then(|text| text.replace('.', "").parse::<i64>().ok())
                .unwrap_or(0);
            let sum = sums
                .entry(entry["promotion"].as_str().unwrap_or_default().to_owned())
                .or_default();
            *sum = sum.saturating_add(minor);
        }
        sums.retain(|_, minor| *minor != 0);
        let expected: BTreeMap<String, i64> = expected
            .iter()
            .filter(|(_, minor)| **minor != 0)
            .map(|(name, minor)| ((*name).to_owned(), *minor))
            .collect();
        if sums != expected {
            self.differences
                .push(format!("{at}: {field} by promotion {sums:?}, expected {expected:?}"));
        }
    }

    fn parts(&mut self, at: &str, programme: &Programme, expected: &[RefPart], fraction: bool, found: &Value) {
        let read = |part: &Value, name: &str| part[name].as_str().unwrap_or_default().to_owned();
        let list = |part: &Value| (read(part, "quantity"), read(part, "price"), read(part, "amount"));
        let shown: Vec<_> = found.as_array().into_iter().flatten().map(list).collect();
        let wanted: Vec<_> = expected
            .iter()
            .map(|part| {
                (
                    quantity(part.quantity),
                    decimal(part.price, self.digits),
                    decimal(part.amount, self.digits),
                )
            })
            .collect();
        if shown == wanted {
            return;
        }
        // A weighed line is one part; another price is as good if it comes to the amount, or if none does.
        if let ([part], [(_, price, amount)]) = (expected, shown.as_slice()) {
            let price = price.replace('.', "").parse::<i64>().ok();
            let comes_to = price.map(|price| {
                Rational::milli(part.quantity)
                    .times(price)
                    .round(programme.retailer.rounding)
            });
            let same = *amount == decimal(part.amount, self.digits);
            if same && (comes_to == Some(part.amount) || (part.inexact && fraction)) {
                return;
            }
        }
        self.differences
            .push(format!("{at}: parts {shown:?}, expected {wanted:?}"));
    }

    /// What confirming takes of limits; by promotion, key and unit, in no order.
    fn consumes(&mut self, programme: &Programme, expected: &RefDecision, found: &Value) {
        let currency = programme.retailer.currency;
        let mut wanted: Vec<String> = Vec::new();
        for one in &expected.consumes {
            let (unit, amount) = match one.amount {
                Used::Times(count) => ("times", count.to_string()),
                Used::Pcs(count) => ("pcs", count.to_string()),
                Used::Money(minor) => (currency.code(), decimal(minor, self.digits)),
            };
            let asked = one.asked.map(|minor| decimal(minor, self.digits)).unwrap_or_default();
            wanted.push(format!("{} {} {unit} {amount} {asked}", one.promotion, one.key));
        }
        let read = |one: &Value, name: &str| one[name].as_str().unwrap_or_default().to_owned();
        let mut shown: Vec<String> = found["consumes"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|one| one["what"] == "limit")
            .map(|one| {
                ["promotion", "key", "unit", "amount", "asked"]
                    .map(|name| read(one, name))
                    .join(" ")
            })
            .collect();
        wanted.sort();
        shown.sort();
        if wanted != shown {
            self.differences
                .push(format!("consumes {shown:?}, expected {wanted:?}"));
        }
    }

    fn offers(&mut self, expected: &RefDecision, found: &Value) {
        let wanted: Vec<(String, String, String, usize, Vec<String>)> = expected
            .offers
            .iter()
            .map(|offer| {
                let shown: Vec<String> = offer.choices.iter().take(20).cloned().collect();
                let more = offer.choices.len().saturating_sub(shown.len());
                let price = if offer.price == 0 {
                    String::new()
                } else {
                    decimal(offer.price, self.digits)
                };
                (offer.promotion.clone(), offer.pieces.to_string(), price, more, shown)
            })
            .collect();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let shown: Vec<(String, String, String, usize, Vec<String>)> = found["offers"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|offer| {
                let choices = offer["choices"].as_array().into_iter().flatten();
                let more = offer["more"].as_u64().and_then(|more| usize::try_from(more).ok());
                (
                    text(&offer["promotion"]),
                    text(&offer["quantity"]),
                    text(&offer["price"]),
                    more.unwrap_or(0),
                    choices.map(|choice| text(&choice["sku"])).collect(),
                )
            })
            .collect();
        if wanted != shown {
            self.differences.push(format!("offers: {shown:?}, expected {wanted:?}"));
        }
    }

    fn texts(&mut self, expected: &RefDecision, found: &Value) {
        let places = [
            (Place::Slip, "slip"),
            (Place::Header, "header"),
            (Place::Footer, "footer"),
            (Place::Customer, "customer"),
            (Place::Cashier, "cashier"),
        ];
        for (place, name) in places {
            let mut wanted: Vec<(String, String)> = expected
                .messages
                .iter()
                .filter(|message| message.place == place)
                .map(|message| (message.promotion.clone(), message.text.clone()))
                .collect();
            let list = match place {
                Place::Slip | Place::Header | Place::Footer => &found["print"],
                Place::Customer | Place::Cashier => &found["show"][name],
            };
            let here = |entry: &&Value| match place {
                Place::Slip | Place::Header | Place::Footer => entry["place"] == name,
                Place::Customer | Place::Cashier => true,
            };
            let text = |entry: &Value| {
                (
                    entry["promotion"].as_str().unwrap_or_default().to_owned(),
                    entry["text"].as_str().unwrap_or_default().to_owned(),
                )
            };
            let mut shown: Vec<(String, String)> =
                list.as_array().into_iter().flatten().filter(here).map(text).collect();
            wanted.sort();
            shown.sort();
            if wanted != shown {
                self.differences
                    .push(format!("texts for {name}: {shown:?}, expected {wanted:?}"));
            }
        }
    }
}

fn quantity(milli: i64) -> String {
    decimal(milli, 3).trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::differences;
    use crate::model::calendar::{Date, LocalTime};
    use crate::model::receipt::{Catalogue, Clock, Line, Receipt, World};
    use crate::model::{Base, Effect, Give, Items, Programme, Promotion, Target};
    use crate::reference::decide;
    use serde_json::json;

    #[test]
    fn the_same_figures_have_no_differences_and_others_are_named() {
        let give = Give {
            effect: Effect::Percent(1000, Target::Items(Items::All)),
            base: Base::Start,
        };
        let programme = Programme {
            promotions: vec![Promotion {
                gives: vec![give],
                ..Promotion::named("ten")
            }],
            ..Programme::default()
        };
        let lines = vec![Line::pieces("1", "A", 2, 10000)];
        let at = LocalTime::new(Date::new(2026, 10, 5), 9, 0, 0);
        let receipt = Receipt {
            id: "R".to_owned(),
            at,
            clock: Clock::Offset,
            store: None,
            coupons: Vec::new(),
            tenders: Vec::new(),
            claims: Vec::new(),
            lines,
        };
        let world = World {
            catalogue: Catalogue::default(),
            stores: Vec::new(),
            client: None,
            card: None,
            uses: Vec::new(),
            codes: Vec::new(),
            receipt,
        };
        let expected = decide(&programme, &world).unwrap();
        let mut decision = json!({
            "lines": [{"id": "1", "gross": "200.00", "discount": "20.00", "net": "180.00",
                "parts": [{"quantity": "2", "price": "90.00", "amount": "180.00"}],
                "applied": [{"promotion": "ten", "quantity": "2", "amount": "20.00"}]}],
            "totals": {"gross": "200.00", "discount": "20.00", "rounding": "0.00", "net": "180.00"},
            "promotions": [{"promotion": "ten", "outcome": "applied", "discount": "20.00", "times": 1}],
            "print": [], "show": {"customer": [], "cashier": []}
        });
        assert_eq!(
            differences(&programme, &world, &expected, &decision),
            Vec::<String>::new()
        );
        decision["lines"][0]["applied"][0]["amount"] = json!("19.99");
        decision["totals"]["net"] = json!("180.01");
        let found = differences(&programme, &world, &expected, &decision);
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[0], "totals.net: found \"180.01\", expected 180.00");
    }
}
