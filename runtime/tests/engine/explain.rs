//! Verdicts and texts (semantics §8).

use perk_plan::ops::{ClientFact, Fact, ProductFact, ReceiptFact};
use perk_plan::plan::{
    Audience, Combine, Favour, Message, Piece, Place, PropertyType, ProtectRule, Scope, Selection, Window,
};
use perk_plan::source_map::{Place as Source, PromotionSource};
use perk_plan::{Clients, Lang, Op, SourceMap};
use perk_runtime::model::{Became, Verdict};
use perk_runtime::{DecideOptions, Explain, Workspace};

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
        code: vec![Op::Load(perk_plan::ops::Fact::Client(ClientFact::Property(student)))],
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
    let gates = [Some(place(71)), None, None, None, None, None];
    let map = SourceMap {
        promotions: vec![PromotionSource {
            declared: place(70),
            gates,
            conditions: vec![],
            limits: vec![],
            ..PromotionSource::default()
        }],
        ..SourceMap::default()
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
        ..SourceMap::default()
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
            "consumes",
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

/// A place for the only prohibition of a plan.
fn prohibition(line: u32) -> SourceMap {
    SourceMap {
        protects: vec![Source {
            file: "law.perk".to_owned(),
            line,
            column: 3,
            words: "no promotion".to_owned(),
        }],
        ..SourceMap::default()
    }
}

#[test]
fn goods_outside_promotions_name_the_prohibition_and_its_place() {
    let mut kit = Kit::new();
    let tea = kit.category("Tea");
    kit.product("GREEN", "Tea/Green", "");
    kit.protect(tea, ProtectRule::NoPromotion);
    kit.percent("night", tea, "10");
    let map = prohibition(7);
    let options = DecideOptions {
        explain: Explain::All,
        source_map: Some(&map),
    };
    let bought = receipt(&[("1", "GREEN", "1", "100"), ("2", "CUP", "1", "50")]);
    let decision = kit.engine().decide(&bought, &Clients::default(), &options).unwrap();
    let because = decision.verdict("night").unwrap().because.clone().unwrap();
    assert_eq!(
        (because.code, because.at.as_deref(), because.words.as_deref()),
        ("goods.protected", Some("law.perk:7:3"), Some("no promotion"))
    );
    let protection = because.protection.unwrap();
    assert!(protection.contains("{ no promotion }"), "{}", &*protection);
    assert!(protection.say(Lang::Russian).ends_with("{ без акций }"));
    let without = verdict(&kit, "night", &[("2", "CUP", "1", "50")]).because.unwrap();
    assert_eq!((without.code, without.protection), ("goods.none", None));
}

#[test]
fn a_floor_below_everything_is_named_with_price_and_floor() {
    let mut kit = Kit::new();
    let tea = kit.skus(&["GREEN"]);
    let all = ProtectRule::DiscountAtMost(decimal("50"));
    kit.protect(tea, all);
    kit.protect(
        tea,
        ProtectRule::PriceAtLeast {
            price: 12_000,
            per: (decimal("1"), perk_plan::ops::Unit::Sale),
        },
    );
    kit.percent("night", tea, "10");
    let because = verdict(&kit, "night", &[("1", "GREEN", "2", "100")]).because.unwrap();
    assert_eq!(because.code, "goods.floor");
    assert_eq!(
        (because.found.as_deref(), because.needed.as_deref()),
        (Some("100.00"), Some("120.00"))
    );
    assert!(because.protection.unwrap().contains("price at least 120 RUB"));
    // Nothing of a kopeck: no floor is to blame.
    let because = verdict(&kit, "night", &[("1", "GREEN", "1", "200"), ("2", "A", "1", "1")]);
    assert_eq!(because.outcome, Became::Applied);
}

#[test]
fn of_a_known_client_the_missing_fact_is_named() {
    let mut kit = Kit::new();
    let city = kit.client_property("city", PropertyType::Text);
    let moscow = kit.text("Moscow");
    kit.plan.clients.push(Selection {
        name: None,
        code: vec![
            Op::Load(Fact::Client(ClientFact::Property(city))),
            Op::Text(moscow),
            Op::Compare(perk_plan::Compare::Equal),
        ],
    });
    kit.percent("muscovites", 0, "10").audience = Audience::Clients(0);
    let regular = vec![
        Op::Load(Fact::Client(ClientFact::Age)),
        Op::Number(decimal("5")),
        Op::Compare(perk_plan::Compare::AtLeast),
    ];
    kit.promotion("regulars", 0, vec![regular], vec![give_percent(0, "1")]);
    let mut bought = receipt(&[("1", "A", "1", "10")]);
    bought.client = Some(card("C"));
    let said = |clients: &Clients, name: &str| {
        let decision = kit.decide(&bought, clients);
        decision.verdict(name).unwrap().because.clone().unwrap()
    };
    let nothing = client(&[]);
    for (name, fact) in [("muscovites", "city"), ("regulars", "birthday")] {
        let because = said(&nothing, name);
        assert_eq!(
            (because.code, because.of.as_deref(), because.found),
            ("client.fact_unknown", Some(fact), None)
        );
    }
    let because = said(&client(&[("city", "Tula")]), "muscovites");
    assert_eq!(
        (
            because.code,
            because.found.as_deref(),
            because.needed.as_deref(),
            because.of.as_deref()
        ),
        ("client.other", Some("Tula"), Some("Moscow"), Some("city"))
    );
}

#[test]
fn a_hint_is_given_where_a_single_thing_is_missing() {
    let mut kit = Kit::new();
    let coffee = kit.skus(&["COFFEE"]);
    let tea = kit.skus(&["TEA"]);
    let at_least = amount_at_least;
    kit.promotion("one", 1, vec![at_least(coffee, 50_000)], vec![receipt_sum(1_000)]);
    kit.promotion(
        "two",
        1,
        vec![at_least(coffee, 50_000), at_least(tea, 100)],
        vec![receipt_sum(1_000)],
    );
    kit.promotion(
        "elsewhere",
        0,
        vec![at_least(coffee, 50_000)],
        vec![give_percent(tea, "5")],
    );
    let decision = kit.decide(&receipt(&[("1", "COFFEE", "2", "190")]), &Clients::default());
    let hint = |name: &str| decision.verdict(name).unwrap().hint.clone();
    let found = hint("one").unwrap();
    assert_eq!(
        (found.kind.name(), &*found.more, found.of.as_deref()),
        ("amount", "120.00", Some("skus 0"))
    );
    assert_eq!(hint("two"), None, "tea is missing, too");
    assert_eq!(hint("elsewhere"), None, "more coffee brings no tea");
}

#[test]
fn values_are_said_in_the_language_of_their_reader() {
    let mut kit = Kit::new();
    kit.percent("late", 0, "10").valid = vec![Window {
        from: Some(at(2026, 11, 1, 0, 0)),
        to: None,
    }];
    kit.percent("known", 0, "10").audience = Audience::Known;
    let because = |name: &str| verdict(&kit, name, &[("1", "A", "1", "10")]).because.unwrap();
    let late = because("late");
    assert_eq!(late.needed.unwrap().say(Lang::Russian), "действует с 01.11.2026");
    assert!(late.found.unwrap().say(Lang::Russian).contains(".2026 "));
    let found = because("known").found.unwrap();
    assert_eq!((&*found, found.say(Lang::Russian).as_str()), ("guest", "гость"));
}

/// The work of explaining a plan of so many promotions, half of which want goods that another one takes.
fn work_of_explaining(count: usize) -> u64 {
    let mut kit = Kit::new();
    let goods: Vec<u32> = (0..8).map(|number| kit.skus(&[&format!("G{number}")])).collect();
    kit.protect(goods[7], ProtectRule::NoPromotion);
    for number in 0..count {
        let items = goods[number % goods.len()];
        let percent = (1 + number % 40).to_string();
        kit.percent(&format!("p{number:05}"), items, &percent);
    }
    let names: Vec<String> = (0..8).map(|number| format!("G{number}")).collect();
    let lines: Vec<(&str, &str, &str, &str)> = names
        .iter()
        .map(|name| (name.as_str(), name.as_str(), "1", "100"))
        .collect();
    let options = DecideOptions {
        explain: Explain::All,
        source_map: None,
    };
    let mut workspace = Workspace::default();
    let decision = kit
        .engine()
        .decide_with(&receipt(&lines), &Clients::default(), &options, &mut workspace)
        .unwrap();
    assert_eq!(decision.promotions.len(), count);
    let became = |wanted| decision.promotions.iter().filter(|said| said.outcome == wanted).count();
    assert!(became(Became::Displaced) > count / 2 && became(Became::NotApplied) >= count / 8);
    workspace.explained()
}

#[test]
fn explaining_takes_work_in_proportion_to_the_promotions() {
    let (small, large) = (work_of_explaining(400), work_of_explaining(800));
    // The handful that applies takes less work than the others, and is the same handful.
    let handful = 8 * 32;
    assert!(small > 400 && large <= small * 2 + handful, "{small} → {large}");
}

#[test]
fn who_comes_to_nothing_beside_others_is_displaced_by_nobody() {
    // `most` alone is 0.3 + 0.3 = 0.6 of a kopeck, rounded 1. With `one` on a piece it is 0.4 + 0.3, which is more, and each of
    // them rounds to nothing.
    let mut kit = Kit::new();
    kit.percent("most", 0, "0.3");
    kit.percent("one", 0, "0.4").limits = vec![pieces(1)];
    let lines = [("1", "A", "2", "1")];
    assert_eq!(kit.discounts(&receipt(&lines)), [0]);
    let said = verdict(&kit, "most", &lines);
    assert_eq!((said.outcome, said.by.len()), (Became::NotApplied, 0));
    assert_eq!(said.because.unwrap().code, "discount.none");
    // Without its limit it would be 0.8.
    assert_eq!(verdict(&kit, "one", &lines).outcome, Became::Limited);
}

#[test]
fn of_alternatives_one_that_more_goods_make_true_is_said() {
    let mut kit = Kit::new();
    let coffee = kit.skus(&["COFFEE"]);
    let hour = [
        Op::Load(Fact::Receipt(ReceiptFact::Time)),
        Op::Time(perk_plan::TimeOfDay(20 * 3_600)),
        Op::Compare(perk_plan::Compare::AtLeast),
    ];
    let either = |first: &[Op], second: &[Op]| [first, second, &[Op::Or]].concat();
    let more = amount_at_least(coffee, 50_000);
    kit.promotion("one", 1, vec![either(&hour, &more)], vec![receipt_sum(1_000)]);
    kit.promotion("two", 1, vec![either(&more, &hour)], vec![receipt_sum(1_000)]);
    kit.promotion("late", 1, vec![either(&hour, &hour)], vec![receipt_sum(1_000)]);
    let lines = [("1", "COFFEE", "2", "190")];
    for name in ["one", "two"] {
        let said = verdict(&kit, name, &lines);
        let because = said.because.unwrap();
        assert_eq!(
            (because.code, because.missing.as_deref()),
            ("amount.of", Some("120.00")),
            "{name}"
        );
        assert_eq!(said.hint.unwrap().of.as_deref(), Some("skus 0"), "{name}");
    }
    let because = verdict(&kit, "late", &lines).because.unwrap();
    assert_eq!(
        (because.code, because.needed.as_deref()),
        ("receipt.time", Some("20:00"))
    );
}

#[test]
fn money_that_is_missing_after_earlier_discounts_says_so() {
    let mut kit = Kit::new();
    let coffee = kit.skus(&["COFFEE"]);
    kit.percent("ten", coffee, "10");
    for (name, items) in [("coffee off", coffee), ("all off", 0)] {
        let when = amount_at_least(items, 50_000);
        kit.promotion(name, 1, vec![when], vec![receipt_sum(1_000)]);
    }
    let hint = |name: &str, sku: &str| verdict(&kit, name, &[("1", sku, "2", "190")]).hint.unwrap();
    // 380.00 less a tenth is 342.00; what is added is discounted, too.
    let shrunk = hint("coffee off", "COFFEE");
    assert_eq!((&*shrunk.more, shrunk.after_discounts), ("158.00", true));
    assert!(hint("all off", "COFFEE").after_discounts);
    let full = hint("all off", "TEA");
    assert_eq!((&*full.more, full.of, full.after_discounts), ("120.00", None, false));
}

#[test]
fn a_hint_names_goods_without_a_name_by_what_is_asked_of_them() {
    let mut kit = Kit::new();
    let unnamed = |kit: &mut Kit, code: Vec<Op>| {
        kit.plan.items.push(Selection { name: None, code });
        u32::try_from(kit.plan.items.len() - 1).unwrap()
    };
    let path = kit.text("Drinks/Coffee");
    let skus = kit.list(&["B", "A"]);
    let category = unnamed(&mut kit, vec![Op::InCategory(path)]);
    let two = unnamed(&mut kit, vec![Op::SkuIn(skus)]);
    let dear = unnamed(
        &mut kit,
        vec![
            Op::Load(Fact::Product(ProductFact::Price)),
            Op::Money(1),
            Op::Compare(perk_plan::Compare::Greater),
        ],
    );
    for (name, items) in [("category", category), ("two", two), ("dear", dear)] {
        kit.promotion(name, 1, vec![amount_at_least(items, 50_000)], vec![receipt_sum(1_000)]);
    }
    let hint = |name: &str| verdict(&kit, name, &[("1", "A", "1", "100")]).hint;
    assert_eq!(hint("category").unwrap().of.as_deref(), Some("Drinks/Coffee"));
    assert_eq!(hint("two").unwrap().of.as_deref(), Some("A, B"));
    // Goods that cannot be told in a word are better not asked for.
    assert_eq!(hint("dear"), None);
}
