//! Coupons, by hand from the words of semantics: what becomes of each code.

use super::*;
use crate::model::Valid;
use crate::model::coupon::{CodeState, Codes, Coupon};
use crate::model::receipt::{Client, ClientStatus};
use crate::reference::check_digit;
use crate::reference::decision::RefUse;

fn coupon(name: &str, mask: &str, uses: Option<u64>) -> Coupon {
    Coupon {
        name: name.to_owned(),
        codes: Codes::Mask(mask.to_owned()),
        uses,
        per_client: false,
        bound: false,
        valid: Vec::new(),
    }
}

fn ten_with(name: &str, ways: &[&[&str]]) -> Promotion {
    let way = |way: &&[&str]| way.iter().map(|name| (*name).to_owned()).collect();
    Promotion {
        with: ways.iter().map(way).collect(),
        ..named(name, vec![give(Effect::Percent(1000, Target::Receipt))])
    }
}

fn shop(coupons: Vec<Coupon>, promotions: Vec<Promotion>) -> Programme {
    Programme {
        coupons,
        ..programme(promotions)
    }
}

/// A receipt of 100 with codes, and what is known of them.
fn presented(codes: &[&str], known: Vec<CodeState>, client: Option<&str>) -> World {
    let mut world = world(vec![Line::pieces("1", "TEA", 1, 10_000)]);
    world.receipt.coupons = codes.iter().map(|code| (*code).to_owned()).collect();
    world.codes = known;
    world.client = client.map(|id| Client {
        status: ClientStatus::Known,
        id: id.to_owned(),
        birthday: None,
        visits: 0,
        properties: Vec::new(),
    });
    world
}

/// Each code in short: who it opened, or why it was rejected.
fn answers(programme: &Programme, world: &World) -> Vec<String> {
    let decision = crate::reference::decide(programme, world).unwrap();
    let short = |outcome: &Result<Vec<String>, &'static str>| match outcome {
        Ok(opened) => format!("used {}", opened.join(" ")),
        Err(reason) => (*reason).to_owned(),
    };
    decision.coupons.iter().map(|code| short(&code.outcome)).collect()
}

fn state(code: &str) -> CodeState {
    CodeState {
        code: code.to_owned(),
        ..CodeState::default()
    }
}

#[test]
fn spelling_does_not_make_another_code() {
    let shop = shop(
        vec![coupon("autumn", "AUT-10", None)],
        vec![ten_with("tea", &[&["autumn"]])],
    );
    let world = presented(
        &["aut 10", "AUT-10", "А\u{423}T10", "AUT1O", "AUT-11", " "],
        vec![],
        None,
    );
    let found = answers(&shop, &world);
    // Cyrillic У is for Latin Y, so the third is no other spelling of anything.
    assert_eq!(
        found,
        ["used tea", "duplicate", "unknown", "look_alike", "unknown", "malformed"]
    );
    let decision = crate::reference::decide(&shop, &world).unwrap();
    assert_eq!(decision.totals.net, 9_000);
    let used = RefUse {
        code: "AUT10".to_owned(),
        client: None,
    };
    assert_eq!(decision.uses, [used]);
}

#[test]
fn a_code_without_a_promotion_opens_nothing_and_a_promotion_without_a_code_stays_shut() {
    let shop = shop(
        vec![coupon("a", "A", None), coupon("b", "B", None)],
        vec![ten_with("tea", &[&["a"]])],
    );
    let decision = crate::reference::decide(&shop, &presented(&["B"], vec![], None)).unwrap();
    assert_eq!(decision.totals.discount, 0);
    assert_eq!(decision.coupons[0].outcome, Err("no_promotion"));
    assert_eq!(decision.promotions[0].outcome, Outcome::NotApplied(Reason::Coupon));
}

#[test]
fn one_code_opens_several_promotions_and_is_used_once() {
    let half = Promotion {
        with: vec![vec!["a".to_owned()]],
        ..named(
            "half",
            vec![give(Effect::Percent(5000, Target::Items(crate::model::Items::All)))],
        )
    };
    let shop = shop(
        vec![coupon("a", "A-#", Some(1))],
        vec![half, ten_with("tea", &[&["a"]])],
    );
    let world = presented(&["A-1", "A-2"], vec![], None);
    // 100 − 50 − 5.
    let decision = crate::reference::decide(&shop, &world).unwrap();
    assert_eq!(decision.totals.net, 4_500);
    assert_eq!(answers(&shop, &world), ["used half tea", "not_needed"]);
    assert_eq!(decision.uses.len(), 1);
}

#[test]
fn uses_terms_and_owners_are_what_the_registry_says() {
    let mine = Coupon {
        bound: true,
        ..coupon("mine", "M-#", Some(1))
    };
    let each = Coupon {
        per_client: true,
        ..coupon("each", "E", Some(2))
    };
    let later = Coupon {
        valid: vec![Valid::Days(Some(Date::new(2026, 10, 6)), None)],
        ..coupon("later", "L", None)
    };
    let made = Coupon {
        codes: Codes::Pattern("P-####".to_owned(), true),
        ..coupon("made", "", Some(1))
    };
    let names: [&[&str]; 5] = [&["mine"], &["each"], &["later"], &["made"], &["once"]];
    let shop = shop(
        vec![mine, each, later, made, coupon("once", "O-#", Some(1))],
        vec![ten_with("tea", &names)],
    );
    let check = check_digit(&[1, 2, 3]);
    let right = format!("P-123{check}");
    let wrong = format!("P-123{}", (check + 1) % 10);
    let known = |client: &str| {
        vec![
            CodeState {
                client: Some(client.to_owned()),
                ..state("M1")
            },
            CodeState {
                used: 9,
                used_by: vec![("C-1".to_owned(), 2), ("C-2".to_owned(), 1)],
                ..state("E")
            },
            CodeState {
                used: 1,
                ..state("O-1")
            },
            CodeState {
                until: Some(Date::new(2026, 10, 4)),
                ..state("O-2")
            },
            CodeState {
                blocked: true,
                ..state("O-3")
            },
        ]
    };
    let codes = ["M-1", "E", "L", &right, &wrong, "O-1", "O-2", "O-3"];
    let found = answers(&shop, &presented(&codes, known("C-2"), Some("C-1")));
    let rest = [
        "not_yet_valid",
        "not_issued",
        "check_character",
        "used_up",
        "expired",
        "blocked",
    ];
    assert_eq!(found[..2], ["other_client", "client_used_up"]);
    assert_eq!(found[2..], rest);
    let found = answers(&shop, &presented(&codes, known("C-2"), Some("C-2")));
    assert_eq!(found[..2], ["used tea", "not_needed"]);
    let found = answers(&shop, &presented(&codes, known("C-2"), None));
    assert_eq!(found[..2], ["client_needed", "client_needed"]);
    let mut issued = known("C-2");
    issued.push(state(&right));
    let found = answers(&shop, &presented(&codes, issued, None));
    assert_eq!(found[3..5], ["used tea", "check_character"]);
}

#[test]
fn the_registry_then_time_then_fewer_codes_decide_whose_a_code_is() {
    let last_year = Coupon {
        valid: vec![Valid::Days(None, Some(Date::new(2025, 12, 31)))],
        ..coupon("a-old", "SUMMER", None)
    };
    let wide = coupon("b-wide", "SUM*", None);
    let listed = Coupon {
        codes: Codes::List("codes.csv".to_owned(), vec!["sum-1".to_owned()]),
        ..coupon("c-list", "", None)
    };
    let shop = shop(
        vec![last_year, wide, listed],
        vec![
            ten_with("old", &[&["a-old"]]),
            ten_with("wide", &[&["b-wide"]]),
            Promotion {
                priority: 1,
                ..ten_with("list", &[&["c-list"]])
            },
        ],
    );
    assert_eq!(answers(&shop, &presented(&["SUMMER"], vec![], None)), ["used wide"]);
    // Equal benefit: priority decides.
    assert_eq!(
        answers(&shop, &presented(&["SUM1", "SUM2"], vec![], None)),
        ["used list", "displaced"]
    );
    let told = CodeState {
        of: Some("b-wide".to_owned()),
        ..state("SUM-1")
    };
    assert_eq!(answers(&shop, &presented(&["SUM1"], vec![told], None)), ["used wide"]);
    let foreign = CodeState {
        of: Some("gone".to_owned()),
        ..state("SUM-1")
    };
    assert_eq!(answers(&shop, &presented(&["SUM1"], vec![foreign], None)), ["unknown"]);
}

#[test]
fn all_coupons_of_a_way_are_needed_and_the_first_way_as_written_is_taken() {
    let shop = shop(
        vec![coupon("a", "A", None), coupon("b", "B", None), coupon("c", "C", None)],
        vec![ten_with("tea", &[&["a", "b"], &["c"]])],
    );
    assert_eq!(answers(&shop, &presented(&["A"], vec![], None)), ["not_applied"]);
    let all = presented(&["C", "B", "A"], vec![], None);
    assert_eq!(answers(&shop, &all), ["not_needed", "used tea", "used tea"]);
    assert_eq!(
        answers(&shop, &presented(&["C", "B"], vec![], None)),
        ["used tea", "not_needed"]
    );
}

#[test]
fn check_digits_are_those_of_the_standard() {
    // ISO 7064's own example.
    assert_eq!(check_digit(&[0, 7, 9, 4]), 5);
}
