//! Limits across receipts: what is left of them, what is consumed, and how a limit that is used up is named. Figures by
//! hand from semantics §5 and §7.

use perk_plan::plan::*;
use perk_plan::receipt::At;
use perk_plan::source_map::{Place as Source, PromotionSource, SourceMap};
use perk_plan::{Clients, LocalTime, Receipt};
use perk_runtime::model::{Became, Consumed};
use perk_runtime::{DecideOptions, Decision, Explain};

use crate::kit::*;

fn across(limit: Limit, key: LimitKey) -> Limit {
    Limit {
        per: LimitPer::Key(key),
        ..limit
    }
}

fn times(count: u32) -> Limit {
    Limit::per_receipt(LimitAmount::Times(count), false)
}

const PER_CLIENT: LimitKey = LimitKey {
    client: true,
    card: false,
    store: false,
    period: None,
    guests: GuestUses::None,
};

/// Half off everything, so limited.
fn half(limits: Vec<Limit>) -> Kit {
    let mut kit = Kit::new();
    let promotion = kit.percent("half", 0, "50");
    promotion.audience = Audience::Anyone;
    promotion.limits = limits;
    kit
}

fn of_client(lines: &[(&str, &str, &str, &str)]) -> Receipt {
    Receipt {
        client: Some(card("C")),
        ..receipt(lines)
    }
}

/// The client of card `C` after some uses: `[promotion key unit amount]`.
fn after(uses: &[[&str; 4]]) -> Clients {
    let entries: Vec<String> = uses
        .iter()
        .map(|[promotion, key, unit, amount]| {
            format!(r#"{{"promotion":"{promotion}","key":"{key}","unit":"{unit}","amount":"{amount}"}}"#)
        })
        .collect();
    let text = format!(
        r#"{{"clients":[{{"id":"C-1","cards":["C"]}}],"uses":[{}]}}"#,
        entries.join(",")
    );
    Clients::from_json(&text).unwrap().0
}

fn decide(kit: &Kit, receipt: &Receipt, clients: &Clients) -> Decision {
    let options = DecideOptions {
        explain: Explain::All,
        source_map: None,
    };
    kit.engine().decide(receipt, clients, &options).unwrap()
}

fn consumed(decision: &Decision) -> Vec<String> {
    let said = |one: &Consumed| match one {
        Consumed::Coupon { code, .. } => code.clone(),
        Consumed::Limit {
            promotion,
            key,
            unit,
            amount,
            asked,
        } => format!(
            "{promotion} {key} {amount} {unit}{}",
            asked.as_ref().map(|asked| format!(" of {asked}")).unwrap_or_default()
        ),
    };
    decision.consumes.iter().map(said).collect()
}

#[test]
fn a_use_is_a_receipt_and_is_listed_with_its_key() {
    let kit = half(vec![across(times(3), PER_CLIENT)]);
    let bought = of_client(&[("1", "A", "2", "100")]);
    let decision = decide(&kit, &bought, &after(&[["half", "client C-1", "times", "2"]]));
    assert_eq!(decision.totals.discount, "100.00");
    assert_eq!(consumed(&decision), ["half client C-1 1 times"]);
    let json = decision.to_json();
    assert!(
        json.contains(
            r#""consumes":[{"what":"limit","promotion":"half","key":"client C-1","unit":"times","amount":"1"}]"#
        ),
        "{json}"
    );
}

#[test]
fn what_a_decision_consumes_is_a_snapshot_of_the_next() {
    let day = LimitKey {
        period: Some(Period::Day),
        ..PER_CLIENT
    };
    let kit = half(vec![across(times(2), day), across(pieces(5), LimitKey::default())]);
    let bought = of_client(&[("1", "A", "3", "100")]);
    let first = decide(&kit, &bought, &after(&[]));
    assert_eq!(
        consumed(&first),
        ["half client C-1/day 2026-10-05 1 times", "half total 3 pcs"]
    );
    let uses = serde_json::to_string(&first.consumes).unwrap();
    let told = format!(r#"{{"clients":[{{"id":"C-1","cards":["C"]}}],"uses":{uses}}}"#);
    let second = decide(&kit, &bought, &Clients::from_json(&told).unwrap().0);
    // Two pieces of five are left.
    assert_eq!(second.totals.discount, "100.00");
    assert_eq!(
        consumed(&second),
        ["half client C-1/day 2026-10-05 1 times", "half total 2 pcs"]
    );
    let verdict = second.verdict("half").unwrap();
    let limit = verdict.limit.as_ref().unwrap();
    assert_eq!(verdict.limited_by, Some("pieces"));
    assert_eq!(
        (&*limit.key, limit.used.as_str(), limit.allowed.as_str()),
        ("total", "3", "5")
    );
    // What was used before is part of what was decided upon.
    assert_ne!(first.decision, second.decision);
}

#[test]
fn a_limit_that_is_used_up_is_named_with_its_place_and_its_end() {
    let week = LimitKey {
        period: Some(Period::Week),
        ..PER_CLIENT
    };
    let mut kit = half(vec![across(times(3), week)]);
    kit.percent("ten", 0, "10");
    let place = |line, words: &str| Source {
        file: "shop.perk".to_owned(),
        line,
        column: 3,
        words: words.to_owned(),
    };
    let map = SourceMap {
        promotions: vec![PromotionSource {
            limits: vec![place(7, "limit 3 times per client per week")],
            ..PromotionSource::default()
        }],
        ..SourceMap::default()
    };
    let options = DecideOptions {
        explain: Explain::All,
        source_map: Some(&map),
    };
    let clients = after(&[["half", "client C-1/week 2026-10-05", "times", "4"]]);
    let bought = of_client(&[("1", "A", "1", "100")]);
    let decision = kit.engine().decide(&bought, &clients, &options).unwrap();
    // Its goods are free for the other.
    assert_eq!(decision.totals.discount, "10.00");
    assert_eq!(consumed(&decision), [""; 0]);
    let verdict = decision.verdict("half").unwrap();
    assert_eq!((verdict.outcome, verdict.limited_by), (Became::Limited, Some("times")));
    let limit = verdict.limit.as_ref().unwrap();
    assert_eq!(
        (
            &*limit.key,
            limit.unit.as_str(),
            limit.allowed.as_str(),
            limit.used.as_str()
        ),
        ("client C-1/week 2026-10-05", "times", "3", "4")
    );
    assert_eq!(limit.opens.as_deref(), Some("2026-10-12"));
    assert_eq!(
        limit.key.say(perk_plan::Lang::Russian),
        "клиент C-1, неделю с 05.10.2026"
    );
    assert_eq!(
        (limit.at.as_deref(), limit.words.as_deref()),
        (Some("shop.perk:7:3"), Some("limit 3 times per client per week"))
    );
}

#[test]
fn the_period_is_that_of_the_stores_own_date() {
    let mut kit = half(vec![across(
        times(1),
        LimitKey {
            period: Some(Period::Day),
            ..LimitKey::default()
        },
    )]);
    kit.plan.time_zone = Some("Asia/Vladivostok".to_owned());
    // 20:00 in Moscow is three in the morning of the next day in Vladivostok.
    let bought = Receipt {
        at: At {
            local: at(2026, 10, 5, 20, 0),
            offset: Some(3 * 3_600),
        },
        ..receipt(&[("1", "A", "1", "100")])
    };
    let decision = decide(&kit, &bought, &Clients::default());
    assert_eq!(
        consumed(&decision),
        ["half total/day 2026-10-06 1 times".replace("total/", "")]
    );
    let _: LocalTime = bought.at.local;
}

#[test]
fn money_is_left_in_whole_uses_or_cut_to_the_rest() {
    let of = |partial: bool, used: &str| {
        let kit = half(vec![across(money(100_000, partial), LimitKey::default())]);
        let bought = receipt(&[("1", "A", "1", "60"), ("2", "B", "1", "100")]);
        let clients = after(&[["half", "total", "RUB", used]]);
        let decision = decide(&kit, &bought, &clients);
        (decision.totals.discount.clone(), consumed(&decision))
    };
    // 70.00 are left: 50.00 fits, 80.00 does not.
    assert_eq!(
        of(false, "930"),
        ("50.00".to_owned(), vec!["half total 50.00 RUB".to_owned()])
    );
    assert_eq!(
        of(true, "930.00"),
        ("70.00".to_owned(), vec!["half total 70.00 RUB of 80.00".to_owned()])
    );
    // Half a kopeck that was used is a whole one.
    assert_eq!(of(true, "929.995").0, "70.00");
    assert_eq!(of(true, "929.985").0, "70.01");
    for partial in [false, true] {
        assert_eq!(of(partial, "1000"), ("0.00".to_owned(), Vec::new()));
        assert_eq!(of(partial, "999999"), ("0.00".to_owned(), Vec::new()));
    }
}

#[test]
fn of_two_limits_of_money_the_lesser_rest_holds_and_of_equal_ones_that_which_may_cut() {
    let of = |first: Limit, second: Limit| {
        let kit = half(vec![first, second]);
        decide(&kit, &receipt(&[("1", "A", "1", "100")]), &Clients::default())
            .totals
            .discount
    };
    let total = |minor, partial| across(money(minor, partial), LimitKey::default());
    assert_eq!(of(money(2_000, true), total(2_000, false)), "20.00");
    assert_eq!(of(money(2_000, false), total(2_000, true)), "20.00");
    assert_eq!(of(money(2_000, true), total(1_999, false)), "0.00");
    assert_eq!(of(money(2_000, false), total(1_999, true)), "19.99");
}

#[test]
fn whoever_has_no_key_gets_nothing_or_is_not_counted() {
    let of = |guests: GuestUses, key: LimitKey, receipt: &Receipt| {
        let kit = half(vec![across(times(1), LimitKey { guests, ..key })]);
        let decision = decide(&kit, receipt, &after(&[["half", "client C-1", "times", "1"]]));
        let verdict = decision.verdict("half").unwrap();
        let code = verdict.because.as_ref().map_or("", |because| because.code);
        (verdict.outcome, code, consumed(&decision).len())
    };
    let goods = [("1", "A", "1", "100")];
    let guest = receipt(&goods);
    assert_eq!(
        of(GuestUses::None, PER_CLIENT, &guest),
        (Became::NotApplied, "client.unknown", 0)
    );
    assert_eq!(of(GuestUses::Unlimited, PER_CLIENT, &guest), (Became::Applied, "", 0));
    assert_eq!(
        of(GuestUses::Unlimited, PER_CLIENT, &of_client(&goods)),
        (Became::Limited, "", 0)
    );
    let by_card = LimitKey {
        client: false,
        card: true,
        ..PER_CLIENT
    };
    assert_eq!(
        of(GuestUses::None, by_card, &of_client(&goods)),
        (Became::Applied, "", 1)
    );
    let by_id = Receipt {
        client: Some(perk_plan::receipt::ClientKey::Id("C-1".to_owned())),
        ..receipt(&goods)
    };
    assert_eq!(
        of(GuestUses::None, by_card, &by_id),
        (Became::NotApplied, "card.none", 0)
    );
    let by_store = LimitKey {
        client: false,
        store: true,
        ..PER_CLIENT
    };
    assert_eq!(
        of(GuestUses::Unlimited, by_store, &guest),
        (Became::NotApplied, "store.unknown", 0)
    );
}

#[test]
fn a_promotion_that_only_prints_uses_times_and_nothing_else() {
    let mut kit = Kit::new();
    let text = kit.text("Hello!");
    let greeting = kit.promotion("hello", 2, Vec::new(), Vec::new());
    greeting.messages = vec![Message {
        place: Place::Slip,
        pieces: vec![Piece::Text(text)],
    }];
    greeting.limits = vec![
        across(times(1), LimitKey::default()),
        across(money(500, false), LimitKey::default()),
    ];
    let bought = receipt(&[("1", "A", "1", "100")]);
    let first = decide(&kit, &bought, &Clients::default());
    assert_eq!(
        (first.print.len(), consumed(&first)),
        (1, vec!["hello total 1 times".to_owned()])
    );
    let again = decide(&kit, &bought, &after(&[["hello", "total", "times", "1"]]));
    assert_eq!(
        (again.print.len(), again.verdict("hello").unwrap().outcome),
        (0, Became::Limited)
    );
}
