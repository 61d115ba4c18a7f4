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

/// Codes of the advice about a programme with a catalogue.
fn advised_with(products: &str, text: &str) -> Vec<String> {
    let db = perk_compiler::db::RootDatabase::default();
    let text = format!("retailer \"Shop\" {{ currency RUB time zone \"Europe/Moscow\" products \"p.csv\" }}\n{text}");
    let programme = db.programme([("retailer.perk", text.as_str())], [("p.csv", products.as_bytes())]);
    perk_compiler::semantics::check_deeply(&db, programme)
        .iter()
        .filter(|it| it.code.id.starts_with("PK111"))
        .map(|it| {
            format!(
                "{} {}",
                it.code.id,
                it.message(perk_compiler::diagnostic::Language::English)
            )
        })
        .filter(|said| !said.starts_with("PK1114"))
        .collect()
}

#[test]
fn schemes_take_from_what_others_leave() {
    let later = "scheme later { phase goods after goods }\n";
    let of = |first: &str, second: &str| {
        advised(&format!(
            "{later}promotion a {{ {first} }}\npromotion b {{ scheme later {second} }}\n"
        ))
    };
    // 60% and 60% of what is left are 84%; 60% and 50% of the shelf price are 110%.
    assert_eq!(
        of("give 60% off category \"Tea\"", "give 60% off category \"Tea\""),
        [""; 0]
    );
    assert_eq!(
        of(
            "give 60% off category \"Tea\"",
            "give 50% off category \"Tea\" of list price"
        ),
        ["PK1111"]
    );
    assert_eq!(
        of(
            "give 60% off category \"Tea\"",
            "give 40% off category \"Tea\" of list price"
        ),
        [""; 0]
    );
    // The best of the first scheme is 60%, whatever else is there.
    let three = format!(
        "{later}promotion a {{ give 60% off category \"Tea\" }}\npromotion c {{ give 5% off all }}\npromotion b {{ scheme later give 50% off category \"Tea\" of list price }}\n"
    );
    assert_eq!(
        super::message(&three, "PK1111"),
        "Discounts take 110% off one good: a, b."
    );
    // A price at which it cannot happen is a protection.
    let kept = format!("protect category \"Tea\" {{ price at least 10 RUB }}\n{three}");
    assert!(!advised(&kept).contains(&"PK1111"));
}

#[test]
fn sums_are_compared_with_the_cheapest_goods_of_the_catalogue() {
    let products = "sku,category,unit,price\nGUM,Sweets,pcs,12\nTEA,Tea,pcs,90\nNUTS,Sweets,kg,5\n";
    assert_eq!(
        advised_with(products, "promotion a { give 15 RUB off each category \"Sweets\" }"),
        ["PK1111 Discounts take 15 RUB off a good that costs 12 RUB (`GUM`): a."]
    );
    assert!(advised_with(products, "promotion a { give 10 RUB off each category \"Sweets\" }").is_empty());
    let two = "scheme later { phase goods after goods }\npromotion a { give 50% off category \"Sweets\" }\npromotion b { scheme later give 8 RUB off each all }";
    assert_eq!(
        advised_with(products, two),
        ["PK1111 Discounts take 14 RUB off a good that costs 12 RUB (`GUM`): a, b."]
    );
    assert_eq!(
        advised_with(products, "promotion a { give 100 RUB off receipt }"),
        ["PK1111 Discounts take 100 RUB off a good that costs 12 RUB (`GUM`): a."]
    );
    let bounded = "promotion a { when receipt.amount >= 100 RUB give 100 RUB off receipt }";
    assert!(advised_with(products, bounded).is_empty());
    // A price never goes below nothing.
    assert!(advised_with(products, "promotion a { price 1 RUB for category \"Sweets\" }").is_empty());
}

#[test]
fn floors_cut_sums_prices_parts_of_sets_and_contents() {
    let of = |body: &str| {
        advised(&format!(
            "protect category \"Rum\" {{ price at least 349 RUB }}\npromotion p {{ {body} }}\n"
        ))
        .contains(&"PK1112")
    };
    assert!(of("give 30 RUB off each category \"Rum\""));
    assert!(of("price 300 RUB for category \"Rum\""));
    assert!(!of("price 350 RUB for category \"Rum\""));
    // A sum finds its way around a floor.
    assert!(!of("give 30 RUB off category \"Rum\""));
    let pair = |reward: &str| {
        let set = "set s { a = 1 of category \"Rum\" b = 1 of category \"Cola\" }";
        advised(&format!(
            "protect category \"Rum\" {{ price at least 349 RUB }}\n{set}\npromotion p {{ for each s {reward} }}\n"
        ))
        .contains(&"PK1112")
    };
    assert!(pair("give 20% off set"));
    assert!(pair("give 20% off a"));
    assert!(!pair("give 20% off b"));
    assert!(!pair("price 199 RUB for set"));
    // By content: a bottle of 0.7 l does not get below 488.60 RUB.
    let products = "sku,category,unit,content,price\nRUM,Rum,pcs,0.7 l,600\nCOLA,Cola,pcs,1 l,90\n";
    let by_content = "protect category \"Rum\" { price at least 349 RUB per 0.5 l }\npromotion p { give 20% off all }";
    assert_eq!(
        advised_with(products, by_content),
        ["PK1112 `p` promises 20%, and goods at 600 RUB do not get below 488.60 RUB."]
    );
    assert_eq!(advised(by_content), ["PK1112"]);
    // In force only for a part of the promotion's time.
    let dated = "protect category \"Rum\" { price at least 349 RUB from 2026-07-10 }\npromotion p { valid 2026-07-01 .. 2026-07-31 give 20% off all }";
    assert_eq!(advised(dated), ["PK1112"]);
    let over = dated.replace("07-10", "08-01");
    assert_eq!(advised(&over), [""; 0]);
}

/// Receipts of all findings can be pasted into one file.
#[test]
fn receipts_of_several_findings_have_different_ids() {
    let text =
        "promotion p { give 100 RUB off category \"Tea\" }\npromotion q { give 100 RUB off category \"Cake\" }\n";
    let found = super::look(text, true);
    let witnesses = found.iter().filter_map(|it| it.witness.as_ref());
    let ids: Vec<&str> = witnesses
        .flat_map(|witness| &witness.receipts)
        .map(|receipt| receipt.lines().next().unwrap())
        .collect();
    assert_eq!(ids, ["id R-1", "id R-2", "id R-3", "id R-4", "id R-5", "id R-6"]);
}
