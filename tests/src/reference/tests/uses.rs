//! Limits across receipts (semantics §5, §7): keys, calendar periods, what is left, what is consumed.

use super::*;
use crate::model::receipt::{Client, ClientStatus, Use, Used, World};
use crate::model::{Across, Audience, Limit, Message, Period, Piece, Place};

fn across(limit: Limit, across: Across) -> Limit {
    Limit::Across(Box::new(limit), across)
}

fn per_client(period: Option<Period>) -> Across {
    Across {
        client: true,
        period,
        ..Across::default()
    }
}

/// Half off everything, so limited.
fn half(limits: Vec<Limit>) -> Promotion {
    Promotion {
        limits,
        ..named("half", vec![percent(50, Items::All)])
    }
}

/// The client C-1 buys pieces at these prices on Monday 2026-10-05, after some uses.
fn bought(prices: &[Minor], uses: &[(&str, Used)]) -> World {
    let lines = prices
        .iter()
        .enumerate()
        .map(|(place, price)| Line::pieces(&(place + 1).to_string(), &format!("S{place}"), 1, *price))
        .collect();
    World {
        client: Some(Client {
            status: ClientStatus::Known,
            id: "C-1".to_owned(),
            birthday: None,
            visits: 0,
            properties: Vec::new(),
        }),
        uses: uses
            .iter()
            .map(|(key, used)| Use {
                promotion: "half".to_owned(),
                key: (*key).to_owned(),
                used: *used,
            })
            .collect(),
        ..world(lines)
    }
}

fn decide_world(programme: &Programme, world: &World) -> RefDecision {
    super::super::decide(programme, world).unwrap()
}

fn decided(promotion: Promotion, world: &World) -> RefDecision {
    decide_world(&programme(vec![promotion]), world)
}

fn took(decision: &RefDecision) -> Vec<(&str, Used, Option<i64>)> {
    decision
        .consumes
        .iter()
        .map(|one| (one.key.as_str(), one.amount, one.asked))
        .collect()
}

#[test]
fn a_limit_of_times_counts_receipts_of_one_key() {
    let limit = || vec![across(Limit::Times(3), per_client(Some(Period::Day)))];
    let fresh = decided(half(limit()), &bought(&[10000, 10000], &[]));
    assert_eq!(fresh.totals.discount, 10000);
    // One receipt is one use, however many units it holds.
    assert_eq!(took(&fresh), [("client C-1/day 2026-10-05", Used::Times(1), None)]);
    let last = bought(&[10000], &[("client C-1/day 2026-10-05", Used::Times(2))]);
    assert_eq!(decided(half(limit()), &last).totals.discount, 5000);
    let spent = bought(&[10000], &[("client C-1/day 2026-10-05", Used::Times(3))]);
    let refused = decided(half(limit()), &spent);
    assert_eq!(
        (refused.totals.discount, outcome(&refused, "half")),
        (0, Outcome::Limited)
    );
    assert_eq!(took(&refused), []);
    // Another day, another client, another promotion: none of them counts.
    let others = bought(
        &[10000],
        &[
            ("client C-1/day 2026-10-04", Used::Times(3)),
            ("client C-2/day 2026-10-05", Used::Times(3)),
            ("client C-1", Used::Times(3)),
        ],
    );
    assert_eq!(decided(half(limit()), &others).totals.discount, 5000);
}

#[test]
fn weeks_begin_on_monday_and_months_and_years_are_those_of_the_calendar() {
    let key = |period: Period, day: Date| {
        let mut world = bought(&[10000], &[]);
        world.receipt.at.date = day;
        let decision = decided(half(vec![across(Limit::Times(1), per_client(Some(period)))]), &world);
        decision.consumes[0].key.clone()
    };
    // 2026-10-05 is a Monday, 2027-01-01 a Friday.
    let sunday = Date::new(2026, 10, 4);
    assert_eq!(key(Period::Week, Date::new(2026, 10, 5)), "client C-1/week 2026-10-05");
    assert_eq!(key(Period::Week, sunday), "client C-1/week 2026-09-28");
    assert_eq!(key(Period::Week, Date::new(2027, 1, 1)), "client C-1/week 2026-12-28");
    assert_eq!(key(Period::Month, sunday), "client C-1/month 2026-10");
    assert_eq!(key(Period::Year, Date::new(2027, 1, 1)), "client C-1/year 2027");
}

#[test]
fn a_limit_of_pieces_leaves_the_rest_to_the_dearest() {
    let limit = vec![across(Limit::Pcs(3), Across::default())];
    let decision = decided(half(limit), &bought(&[6000, 10000, 10000], &[("total", Used::Pcs(1))]));
    // Two are left: the two at 100.00.
    assert_eq!(decision.totals.discount, 10000);
    assert_eq!(took(&decision), [("total", Used::Pcs(2), None)]);
}

#[test]
fn a_limit_of_money_is_granted_in_whole_or_cut_to_the_rest() {
    let world = bought(&[6000, 10000], &[("total", Used::Money(93000))]);
    let money = |partial| vec![across(money_limit(100_000, partial), Across::default())];
    // 70.00 are left. Half of 60.00 or of 100.00 fits, both do not: the dearer one is worth more.
    let whole = decided(half(money(false)), &world);
    assert_eq!(took(&whole), [("total", Used::Money(5000), None)]);
    // Cut: 80.00 were asked, 70.00 are granted.
    let cut = decided(half(money(true)), &world);
    assert_eq!(took(&cut), [("total", Used::Money(7000), Some(8000))]);
    let spent = bought(&[6000], &[("total", Used::Money(100_000))]);
    for partial in [false, true] {
        let decision = decided(half(money(partial)), &spent);
        assert_eq!(outcome(&decision, "half"), Outcome::Limited);
        assert_eq!(took(&decision), []);
    }
}

#[test]
fn of_two_limits_of_money_the_lesser_rest_holds() {
    let limits = vec![
        money_limit(2000, true),
        across(money_limit(100_000, false), Across::default()),
    ];
    // Half of 100.00 is cut to 20.00, of which the other limit has enough left.
    let decision = decided(
        half(limits.clone()),
        &bought(&[10000], &[("total", Used::Money(98000))]),
    );
    assert_eq!(took(&decision), [("total", Used::Money(2000), None)]);
    // It has not, and may not be cut.
    let decision = decided(half(limits), &bought(&[10000], &[("total", Used::Money(98001))]));
    assert_eq!(
        (decision.totals.discount, outcome(&decision, "half")),
        (0, Outcome::Limited)
    );
}

#[test]
fn a_guest_gets_nothing_or_is_not_counted() {
    let limit = |guests_unlimited| {
        half(vec![across(
            Limit::Times(1),
            Across {
                guests_unlimited,
                ..per_client(None)
            },
        )])
    };
    let mut world = bought(&[10000], &[("client C-1", Used::Times(1))]);
    assert_eq!(outcome(&decided(limit(true), &world), "half"), Outcome::Limited);
    world.client = None;
    let counted = decided(limit(false), &world);
    assert_eq!(outcome(&counted, "half"), Outcome::NotApplied(Reason::NoKey));
    let free = decided(limit(true), &world);
    assert_eq!((free.totals.discount, took(&free).len()), (5000, 0));
}

#[test]
fn cards_and_stores_are_keys_of_their_own() {
    let of = |key: Across, world: &World| decided(half(vec![across(Limit::Times(1), key)]), world);
    let (card, store) = (
        Across {
            card: true,
            ..Across::default()
        },
        Across {
            store: true,
            client: true,
            ..Across::default()
        },
    );
    let mut world = bought(&[10000], &[("card 290", Used::Times(1))]);
    // The client was named by a phone: there is no card.
    assert_eq!(outcome(&of(card, &world), "half"), Outcome::NotApplied(Reason::NoKey));
    world.card = Some("291".to_owned());
    assert_eq!(took(&of(card, &world)), [("card 291", Used::Times(1), None)]);
    world.card = Some("290".to_owned());
    assert_eq!(outcome(&of(card, &world), "half"), Outcome::Limited);
    world.receipt.store = None;
    assert_eq!(outcome(&of(store, &world), "half"), Outcome::NotApplied(Reason::NoKey));
    world.receipt.store = Some("007".to_owned());
    assert_eq!(
        took(&of(store, &world)),
        [("client C-1/store 007", Used::Times(1), None)]
    );
}

#[test]
fn what_comes_to_nothing_takes_nothing_and_leaves_its_goods_to_others() {
    let limit = vec![across(Limit::Times(1), Across::default())];
    // 1 % of 0.10 rounds to nothing.
    let tiny = Promotion {
        limits: limit.clone(),
        ..named("half", vec![percent(1, Items::All)])
    };
    let decision = decided(tiny, &bought(&[10], &[]));
    assert_eq!(
        (outcome(&decision, "half"), took(&decision).len()),
        (Outcome::NotApplied(Reason::NoEffect), 0)
    );
    // What is used up stands in nobody's way.
    let spent = bought(&[10000], &[("total", Used::Times(1))]);
    let other = named("tenth", vec![percent(10, Items::All)]);
    let decision = decide_world(&programme(vec![half(limit), other]), &spent);
    assert_eq!(decision.totals.discount, 1000);
    assert_eq!(outcome(&decision, "half"), Outcome::Limited);
}

#[test]
fn a_text_is_a_use_too() {
    let greeting = Promotion {
        audience: Some(Audience::Known),
        messages: vec![Message {
            place: Place::Slip,
            text: vec![Piece::Plain("Welcome!".to_owned())],
        }],
        limits: vec![
            across(Limit::Times(1), per_client(Some(Period::Week))),
            across(money_limit(5000, false), Across::default()),
        ],
        ..named("half", Vec::new())
    };
    let first = decided(greeting.clone(), &bought(&[10000], &[]));
    // It takes no money.
    assert_eq!(took(&first), [("client C-1/week 2026-10-05", Used::Times(1), None)]);
    let again = decided(
        greeting,
        &bought(&[10000], &[("client C-1/week 2026-10-05", Used::Times(1))]),
    );
    assert_eq!((outcome(&again, "half"), again.messages.len()), (Outcome::Limited, 0));
}
