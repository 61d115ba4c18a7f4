//! Codes that two coupons know, and forms that only look alike.

use super::look;
use perk_compiler::diagnostic::Language;

/// What is told of coupons, each a name with its clauses.
fn told(coupons: &[(&str, &str)]) -> Vec<String> {
    let mut text = String::new();
    for (name, clauses) in coupons {
        text.push_str(&format!("coupon {name} {{ {clauses} }}\n"));
        text.push_str(&format!(
            "promotion p_{name} {{ with coupon {name} give 10% off all }}\n"
        ));
    }
    let found = look(&text, false);
    let collide = found.iter().filter(|found| found.code.id == "PK0545");
    collide.map(|found| found.message(Language::English)).collect()
}

#[test]
fn the_one_between_does_not_hide_a_collision() {
    // The second is in force in another year than the first and the third.
    let found = told(&[
        ("a", "codes mask \"SUMMER\" valid 2026-01-01 .. 2026-12-31"),
        ("b", "codes mask \"SUMMER\" valid 2025-01-01 .. 2025-12-31"),
        ("c", "codes mask \"SUMMER\" valid 2026-06-01 .. 2026-06-30"),
    ]);
    assert_eq!(found, ["The code `SUMMER` belongs both to `a` and to `c`."]);
}

/// ISO 7064, MOD 11,10: after the digits so far P is 10 at first; a digit d makes P = 2 × ((P + d) mod 10, 10 for 0) mod 11. A
/// fixed 5 at the beginning leaves P as it is, a fixed 1 never does; a fixed 1 behind another digit does behind 0.
#[test]
fn patterns_with_check_characters_over_different_places() {
    let told = |other: &str| {
        let other = format!("codes pattern \"{other}\" with check digit");
        told(&[("a", "codes pattern \"AUT-####\" with check digit"), ("b", &other)])
    };
    for (form, begins) in [("AUT-5###", "AUT5"), ("AUT-#1##", "AUT01")] {
        let found = told(form);
        assert_eq!(found.len(), 1, "{form}: {found:?}");
        let code = found[0].split('`').nth(1).unwrap();
        assert!(code.starts_with(begins), "{form}: {code}");
    }
    assert_eq!(told("AUT-1###"), [""; 0]);
}

#[test]
fn a_word_for_everybody_says_how_often_it_counts() {
    let asked = |clauses: &str| {
        let text =
            format!("coupon a {{ {clauses} }}\npromotion p {{ with coupon a for known clients give 10% off all }}\n");
        let found = look(&text, false);
        found.iter().filter(|found| found.code.id == "PK0550").count()
    };
    assert_eq!(asked("codes mask \"SUMMER\""), 1);
    for clauses in [
        "codes mask \"SUMMER\" uses once",
        "uses many codes mask \"SUMMER\"",
        "codes mask \"SUMMER\" uses once per client",
        "codes mask \"SUMMER\" not transferable",
        "codes mask \"SUMMER-#\"",
        "codes mask \"SUMMER*\"",
        "codes pattern \"SUMMER-###\"",
    ] {
        assert_eq!(asked(clauses), 0, "{clauses}");
    }
}

#[test]
fn forms_that_no_code_has_both_of() {
    let pairs = [
        ("AUT-##", "AUT-###"),
        ("AUT-#A", "AUT-#B"),
        ("A*X", "A*Y"),
        ("SPRING-*", "AUTUMN-*"),
    ];
    for (one, other) in pairs {
        let (one, other) = (format!("codes mask \"{one}\""), format!("codes mask \"{other}\""));
        assert_eq!(told(&[("a", &one), ("b", &other)]), [""; 0], "{one} {other}");
    }
    assert_eq!(
        told(&[("a", "codes mask \"A*X\""), ("b", "codes mask \"AB*\"")]).len(),
        1
    );
}
