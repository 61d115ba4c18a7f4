//! Advice: what may add up, be cut, compete or be walked around, and what comes close to it.

use super::{codes, look};

/// Codes of the advice about a programme.
fn advised(text: &str) -> Vec<&'static str> {
    let found = look(text, true);
    let advice = found.iter().map(|it| it.code.id).filter(|id| id.starts_with("PK111"));
    let advice: Vec<&str> = advice.collect();
    // Without being asked nobody hears of it.
    assert!(codes(text).iter().all(|id| !id.starts_with("PK111")), "{text}");
    advice
}

#[test]
fn percents_of_one_scheme_add_up() {
    let two = |combine: &str, first: &str, second: &str| {
        advised(&format!(
            "scheme s {{ phase goods after goods combine {combine} }}\npromotion a {{ scheme s {first} }}\npromotion b {{ scheme s {second} }}\n"
        ))
    };
    let sixty = "give 60% off category \"Tea\"";
    assert_eq!(two("all", sixty, "give 41% off category \"Tea/Green\""), ["PK1111"]);
    assert_eq!(two("all", sixty, "give 40% off category \"Tea/Green\""), [""; 0]);
    assert_eq!(two("all", sixty, "give 60% off category \"Cups\""), [""; 0]);
    assert_eq!(
        two(
            "best",
            "give 60% off category \"Tea\"",
            "give 60% off category \"Tea/Green\" priority 1"
        )
        .len(),
        0
    );
    // Never at one time, never for one customer.
    let (monday, tuesday) = (format!("on mon {sixty}"), format!("on tue {sixty}"));
    assert_eq!(two("all", &monday, &tuesday), [""; 0]);
    assert_eq!(two("all", &monday, sixty), ["PK1111"]);
    assert_eq!(two("all", sixty, "exclusive give 60% off category \"Tea\""), [""; 0]);
    // Three of 40%, each pair of which is fine.
    let three = "scheme s { phase goods after goods combine all }\npromotion a { scheme s give 40% off category \"Tea\" }\npromotion b { scheme s give 40% off brand \"X\" }\npromotion c { scheme s give 40% off all }\n";
    assert_eq!(advised(three), [""; 0]);
    let three = three.replace("brand \"X\"", "category \"Tea/Green\"");
    assert_eq!(advised(&three), ["PK1111"]);
}

#[test]
fn a_percent_reaches_a_lowest_price() {
    let of = |rule: &str, give: &str| {
        advised(&format!(
            "protect category \"Rum\" {{ {rule} }}\npromotion p {{ {give} }}\n"
        ))
    };
    assert_eq!(of("price at least 349 RUB", "give 20% off all"), ["PK1112"]);
    assert_eq!(of("price at least 349 RUB", "give 20% off category \"Tea\""), [""; 0]);
    assert_eq!(
        of("discount at most 30%", "give 40% off category \"Rum/White\""),
        ["PK1112"]
    );
    assert_eq!(
        of("discount at most 30%", "give 30% off category \"Rum/White\""),
        [""; 0]
    );
    // Over when the promotion begins.
    let dated = "price at least 349 RUB from 2026-01-01 to 2026-06-30";
    assert_eq!(of(dated, "valid 2026-07-01 .. 2026-07-31 give 20% off all"), [""; 0]);
    assert_eq!(of(dated, "valid 2026-06-30 .. 2026-07-31 give 20% off all"), ["PK1112"]);
    // Goods that get nothing at all are not cut.
    assert_eq!(
        of(
            "no discount price at least 349 RUB",
            "give 20% off category \"Rum\" or category \"Tea\""
        ),
        [""; 0]
    );
}

#[test]
fn parts_of_a_set_compete() {
    let of = |roles: &str| {
        advised(&format!(
            "set s {{ {roles} }}\npromotion p {{ for each s give 10% off set }}\n"
        ))
    };
    assert_eq!(
        of("a = 1 of category \"Food\" b = 1 of category \"Food/Soups\""),
        ["PK1113"]
    );
    assert_eq!(of("a = 1 of category \"Food\" b = 1 of category \"Drinks\""), [""; 0]);
    assert_eq!(
        of("a = 1 of category \"Food\" except category \"Food/Soups\" b = 1 of category \"Food/Soups\""),
        [""; 0]
    );
    // Pieces and weight never meet.
    assert_eq!(of("a = 1 of category \"Food\" b = 1 kg of category \"Food\""), [""; 0]);
}

#[test]
fn splitting_a_receipt_pays() {
    let of = |body: &str| advised(&format!("promotion p {{ {body} }}\n"));
    for pays in [
        "for each 2 of category \"Tea\" give 10% off set limit 2 times per receipt",
        "give 10% off category \"Tea\" limit 2 pcs per receipt",
        "give 10% off category \"Tea\" limit 100 RUB per receipt",
        "give 100 RUB off receipt",
        "when receipt.amount >= 1 000 RUB give 100 RUB off category \"Tea\"",
        "give off receipt by amount of all { from 1 000 RUB: 100 RUB from 3 000 RUB: 150 RUB }",
        "when receipt.amount < 1 000 RUB give 10% off category \"Tea\"",
    ] {
        assert_eq!(of(pays), ["PK1114"], "{pays}");
    }
    for silent in [
        "give 10% off category \"Tea\"",
        "for each 2 of category \"Tea\" give 10% off set",
        "give 10 RUB off each category \"Tea\"",
        "when receipt.amount >= 1 000 RUB give 10% off receipt",
        // Twice the first step is worth less than the second.
        "give off receipt by amount of all { from 1 000 RUB: 100 RUB from 2 000 RUB: 250 RUB from 4 000 RUB: 600 RUB from 8 000 RUB: 1 300 RUB }",
        "for known clients give 100 RUB off receipt limit 1 times per client per day",
    ] {
        let found = of(silent);
        // The last step of all is worth half of two of it.
        let last = silent.contains("8 000");
        assert_eq!(found, if last { vec!["PK1114"] } else { vec![] }, "{silent}");
    }
}
