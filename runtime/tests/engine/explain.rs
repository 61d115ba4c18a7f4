//! Verdicts and texts (semantics §8).

use perk_plan::plan::{Audience, Combine, Favour, Message, Piece, Place, PropertyType, Scope, Selection, Window};
use perk_plan::source_map::{Place as Source, PromotionSource};
use perk_plan::{Clients, Op, SourceMap};
use perk_runtime::model::{Became, Verdict};
use perk_runtime::{DecideOptions, Explain};

use crate::kit::*;

fn verdict(kit: &Kit, name: &str, lines: &[(&str, &str, &str, &str)]) -> Verdict {
    kit.decide(&receipt(lines), &Clients::default())
        .verdict(name)
        .unwrap()
        .clone()
}

#[test]
fn a_missing_amount_is_computed() {
    let mut kit = Kit::new();
    let coffee = kit.skus(&["COFFEE"]);
    kit.promotion(
        "off",
        1,
        vec![amount_at_least(coffee, 50_000)],
        vec![receipt_sum(1_000)],
    );
    let said = verdict(&kit, "off", &[("1", "COFFEE", "2", "190"), ("2", "A", "1", "500")]);
    let because = said.because.unwrap();
    assert_eq!(said.outcome, Became::NotApplied);
    assert_eq!((because.code, because.found.as_deref()), ("amount.of", Some("380.00")));
    assert_eq!(
        (because.needed.as_deref(), because.missing.as_deref()),
        (Some("500.00"), Some("120.00"))
    );
}

#[test]
fn the_first_failing_gate_is_named_with_its_place() {
    let mut kit = Kit::new();
    let student = kit.client_property("student", PropertyType::YesNo);
    kit.plan.clients.push(Selection {
        name: None,
        code: vec![Op::Load(perk_plan::ops::Fact::ClientProperty(student))],
    });
    kit.percent("late", 0, "10").valid = vec![Window {
        from: Some(at(2026, 11, 1, 0, 0)),
        to: None,
    }];
    kit.percent("students", 0, "10").audience = Audience::Clients(0);
    kit.percent("tender", 0, "10").paid_by = Some(0);
    kit.list(&["MIR"]);
    let code = |name: &str| verdict(&kit, name, &[("1", "A", "1", "10")]).because.unwrap().code;
    assert_eq!(
        [code("late"), code("students"), code("tender")],
        ["window.closed", "client.unknown", "tender.other"]
    );
    let place = |line| Source {
        file: "club.perk".to_owned(),
        line,
        column: 3,
        words: "valid from 1 November".to_owned(),
    };
    let gates = [Some(place(71)), None, None, None, None];
    let map = SourceMap {
        promotions: vec![PromotionSource {
            declared: place(70),
            gates,
            conditions: vec![],
        }],
    };
    let options = DecideOptions {
        explain: Explain::One("late".to_owned()),
        source_map: Some(&map),
    };
    let decision = kit
        .engine()
        .decide(&receipt(&[("1", "A", "1", "10")]), &Clients::default(), &options)
        .unwrap();
    let because = decision.promotions[0].because.clone().unwrap();
    assert_eq!(
        (decision.promotions.len(), because.at.as_deref()),
        (1, Some("club.perk:71:3"))
    );
    assert_eq!(because.words.as_deref(), Some("valid from 1 November"));
}

#[test]
fn goods_that_are_not_there_and_displaced_promotions() {
    let mut kit = Kit::new();
    let tea = kit.skus(&["TEA"]);
    kit.percent("tea", tea, "10");
    kit.percent("five", 0, "5");
    kit.percent("ten", 0, "10");
    let lines = [("1", "A", "1", "10")];
    assert_eq!(verdict(&kit, "tea", &lines).because.unwrap().code, "goods.none");
    let said = verdict(&kit, "five", &lines);
    assert_eq!((said.outcome, said.worth.as_deref()), (Became::Displaced, Some("0.50")));
    assert_eq!(
        said.by
            .iter()
            .map(|by| (by.promotion.as_str(), by.worth.as_str()))
            .collect::<Vec<_>>(),
        [("ten", "1.00")]
    );
    assert_eq!(verdict(&kit, "ten", &lines).lines, ["1"]);
}

#[test]
fn a_limit_that_leaves_nothing() {
    let mut kit = Kit::goods(Combine::All, Scope::Unit, Favour::Customer);
    kit.percent("ten", 0, "10").limits = vec![money(50, false)];
    let said = verdict(&kit, "ten", &[("1", "A", "1", "10")]);
    assert_eq!((said.outcome, said.limited_by), (Became::Limited, Some("money")));
}

#[test]
fn touched_promotions_are_spoken_of_and_others_are_not() {
    let mut kit = Kit::new();
    let (tea, coffee) = (kit.skus(&["TEA"]), kit.skus(&["COFFEE"]));
    kit.percent("tea", tea, "10");
    kit.promotion(
        "coffee",
        0,
        vec![amount_at_least(0, 100_000)],
        vec![give_percent(coffee, "10")],
    );
    kit.percent("late", coffee, "10").valid = vec![Window {
        from: Some(at(2026, 11, 1, 0, 0)),
        to: None,
    }];
    let options = DecideOptions::default();
    let decision = kit
        .engine()
        .decide(&receipt(&[("1", "COFFEE", "1", "10")]), &Clients::default(), &options)
        .unwrap();
    let said: Vec<_> = decision.promotions.iter().map(|said| said.promotion.as_str()).collect();
    assert_eq!(said, ["coffee"]);
    assert_eq!(
        decision.promotions[0].because.as_ref().unwrap().missing.as_deref(),
        Some("990.00")
    );
}

#[test]
fn texts_are_filled_where_the_promotion_applied() {
    let mut kit = Kit::new();
    let (good, end) = (kit.text("You saved "), kit.text("."));
    let pieces = vec![Piece::Text(good), Piece::Saved, Piece::Text(end)];
    kit.percent("ten", 0, "15").messages = vec![Message {
        place: Place::Slip,
        pieces: pieces.clone(),
    }];
    kit.promotion("ad", 2, vec![amount_at_least(0, 10_000)], vec![])
        .messages = vec![Message {
        place: Place::Customer,
        pieces: vec![Piece::Total],
    }];
    let decision = kit.decide(&receipt(&[("1", "A", "1", "180")]), &Clients::default());
    assert_eq!(
        (decision.print[0].place, decision.print[0].text.as_str()),
        ("slip", "You saved 27.00 RUB.")
    );
    assert_eq!(decision.show.customer[0].text, "153.00 RUB");
    let decision = kit.decide(&receipt(&[("1", "A", "1", "0.01")]), &Clients::default());
    assert!(decision.print.is_empty() && decision.show.customer.is_empty());
}

#[test]
fn a_decision_is_named_after_what_was_decided_not_after_what_is_said_of_it() {
    let mut kit = Kit::new();
    kit.percent("ten", 0, "10");
    let bought = receipt(&[("1", "A", "1", "10")]);
    let plain = kit.decide(&bought, &Clients::default()).decision;
    let place = Source {
        file: "club.perk".to_owned(),
        line: 1,
        column: 1,
        words: "promotion ten".to_owned(),
    };
    let map = SourceMap {
        promotions: vec![PromotionSource {
            declared: place,
            ..PromotionSource::default()
        }],
    };
    let options = DecideOptions {
        explain: Explain::All,
        source_map: Some(&map),
    };
    let explained = kit.engine().decide(&bought, &Clients::default(), &options).unwrap();
    assert_eq!(explained.decision, plain);

    let mut later = bought.clone();
    later.at.local.0 += 1;
    let mut dearer = bought.clone();
    dearer.lines[0].price = rust_decimal::Decimal::from(11);
    let mut renamed = bought;
    renamed.id = "other".to_owned();
    for other in [later, dearer, renamed] {
        assert_ne!(kit.decide(&other, &Clients::default()).decision, plain);
    }
}

#[test]
fn the_decision_is_the_same_bytes_each_time_and_names_itself() {
    let mut kit = Kit::new();
    kit.percent("ten", 0, "10");
    let bought = receipt(&[("1", "A", "1", "10")]);
    let (a, b) = (
        kit.decide(&bought, &Clients::default()),
        kit.decide(&bought, &Clients::default()),
    );
    assert_eq!(a.to_json(), b.to_json());
    assert!(a.decision.starts_with("blake3:"));
    let fields: Vec<String> = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(&a.to_json())
        .unwrap()
        .keys()
        .cloned()
        .collect();
    assert_eq!(
        fields,
        [
            "schema",
            "decision",
            "receipt",
            "plan",
            "currency",
            "client",
            "lines",
            "totals",
            "accounts",
            "promotions",
            "coupons",
            "offers",
            "print",
            "show",
            "issue",
            "send",
            "optimality",
            "warnings"
        ]
    );
}
