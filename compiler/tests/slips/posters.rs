//! Posters, phrases and layouts: what is offered for them is without errors, or nothing is offered.

use super::{apply, diagnose, ids, mended, programme};

#[track_caller]
fn sets(cases: &[(&str, &str)]) {
    for (said, meant) in cases {
        let russian = meant.starts_with("за");
        let head = if russian { "акция а" } else { "promotion a" };
        let after = mended(&format!("{head} {{ {said} }}"), "PK0008");
        assert_eq!(after, format!("{head} {{ {meant} }}"), "{said}");
    }
}

/// Whatever is offered for a line makes one finding less and brings no other: here nothing may be offered that does not.
#[track_caller]
fn offers_nothing_wrong(line: &str) {
    let text = programme(line);
    let found = diagnose(&text);
    assert_ne!(ids(&found), [""; 0], "{line}");
    for fix in found.iter().flat_map(|one| &one.fixes) {
        let after = apply(&text, fix);
        assert_eq!(ids(&diagnose(&after)), [""; 0], "{after}");
    }
}

#[test]
fn what_any_goods_are_called_names_no_goods() {
    sets(&[
        (
            "третий товар бесплатно",
            "за каждые 3 из всех скидка 100% на самый дешёвый",
        ),
        (
            "третья вещь в подарок",
            "за каждые 3 из всех скидка 100% на самый дешёвый",
        ),
        (
            "вторая пара за полцены",
            "за каждые 2 из всех скидка 50% на самый дешёвый",
        ),
        ("пятое бесплатно", "за каждые 5 из всех скидка 100% на самый дешёвый"),
        (
            "четвёртую штуку даром",
            "за каждые 4 из всех скидка 100% на самый дешёвый",
        ),
        ("third item free", "for each 3 of all give 100% off cheapest"),
        ("third one free", "for each 3 of all give 100% off cheapest"),
        ("third product free", "for each 3 of all give 100% off cheapest"),
        ("second item at half price", "for each 2 of all give 50% off cheapest"),
    ]);
}

#[test]
fn goods_may_come_last() {
    sets(&[
        (
            "third item free on category \"Tea\"",
            "for each 3 of category \"Tea\" give 100% off cheapest",
        ),
        (
            "третий бесплатно на категорию \"Чай\"",
            "за каждые 3 из категорию \"Чай\" скидка 100% на самый дешёвый",
        ),
        ("second at 50% off of tea", "for each 2 of tea give 50% off cheapest"),
        (
            "second 50% off tea or sweets",
            "for each 2 of tea or sweets give 50% off cheapest",
        ),
        (
            "second free on mon..fri",
            "for each 2 of all give 100% off cheapest on mon..fri",
        ),
        ("third item of tea free", "for each 3 of tea give 100% off cheapest"),
    ]);
    offers_nothing_wrong("акция а { третий бесплатно на \"Чай\" }");
    offers_nothing_wrong("promotion a { second tea free of sweets }");
    offers_nothing_wrong("promotion a { second helping of luck }");
}

#[test]
fn sets_are_counted_as_shops_count_them() {
    sets(&[
        (
            "2+1 на категорию \"Уход\"",
            "за каждые 3 из категорию \"Уход\" скидка 100% на самый дешёвый",
        ),
        ("2+1", "за каждые 3 из всех скидка 100% на самый дешёвый"),
        ("3 + 2 на чай", "за каждые 5 из чай скидка 100% на самые дешёвые 2"),
        ("2+1 on tea", "for each 3 of tea give 100% off cheapest"),
        ("три по цене двух", "за каждые 3 из всех скидка 100% на самый дешёвый"),
        ("3 for the price of 2", "for each 3 of all give 100% off cheapest"),
        ("buy 2 get 1 free", "for each 3 of all give 100% off cheapest"),
        ("buy 2 tea get 1 free", "for each 3 of tea give 100% off cheapest"),
        ("buy 2 tea, get 1 free", "for each 3 of tea give 100% off cheapest"),
        ("every 3rd item free", "for each 3 of all give 100% off cheapest"),
        ("1+1=3", "за каждые 3 из всех скидка 100% на самый дешёвый"),
        ("buy 3 pay 2 on tea", "for each 3 of tea give 100% off cheapest"),
        (
            "при покупке 2 товаров третий в подарок",
            "за каждые 3 из всех скидка 100% на самый дешёвый",
        ),
    ]);
    let after = mended("акция а { в дни пн..пт 2+1 на чай }", "PK0008");
    assert_eq!(
        after,
        "акция а { в дни пн..пт за каждые 3 из чай скидка 100% на самый дешёвый }"
    );
    // More than a set may hold, and sums that are no sets.
    for line in [
        "акция а { 4000000000 по цене 1 }",
        "акция а { 10001 по цене 1 на чай }",
        "акция а { скидка 2+1 руб на чай }",
        "акция а { 2+1 руб }",
        "promotion a { 300 for 2 RUB }",
        "promotion a { buy 2 get 1 }",
        "акция а { 2 + 1 на весь чек }",
        "promotion a { for each 3 of tea third free }",
        "акция а { третий чай бесплатно, сладости }",
        "акция а { при покупке 2 товаров пятый в подарок }",
    ] {
        offers_nothing_wrong(line);
    }
}

#[test]
fn goods_after_a_poster_are_those_of_the_set() {
    sets(&[
        ("2 for 1 tea", "for each 2 of tea give 100% off cheapest"),
        ("2+1 чай", "за каждые 3 из чай скидка 100% на самый дешёвый"),
        ("2 по цене 1 чай", "за каждые 2 из чай скидка 100% на самый дешёвый"),
        ("buy 2 get 1 free tea", "for each 3 of tea give 100% off cheapest"),
        (
            "2+1 чай или сладости",
            "за каждые 3 из чай или сладости скидка 100% на самый дешёвый",
        ),
        ("2+1 товар", "за каждые 3 из всех скидка 100% на самый дешёвый"),
        (
            "2 for 1 category \"Tea\"",
            "for each 2 of category \"Tea\" give 100% off cheapest",
        ),
        (
            "2 for 1 tea on mon..fri",
            "for each 2 of tea give 100% off cheapest on mon..fri",
        ),
    ]);
    // Whatever is offered must not be a set of everything while some goods are named.
    for line in [
        "акция а { 1+1 чай, сладости }",
        "акция а { 2+1 чай зелёный }",
        "акция а { 2 по цене 1 \"Чай\" }",
        "акция а { 2 по цене 1 за чай }",
        "акция а { 2+1 для чай }",
        "promotion a { 2 for 1 \"Tea\" }",
        "promotion a { 2 for 1 for tea }",
        "promotion a { 2 for 1 in tea }",
        "promotion a { buy 2 get 1 free whole tea }",
        "promotion a { second free tea, sweets }",
        "promotion a { 2 for 1 tea sweets }",
    ] {
        offers_nothing_wrong(line);
        let text = programme(line);
        for fix in diagnose(&text).iter().flat_map(|one| &one.fixes) {
            let after = apply(&text, fix);
            assert!(!after.contains(" of all") && !after.contains("из всех"), "{after}");
        }
    }
}

#[test]
fn a_purchase_is_a_condition_only_with_its_sum() {
    let sum = "акция а { если чек.сумма не меньше 1000 руб скидка 5% на чай }";
    for said in [
        "при покупке от 1000 руб",
        "при сумме чека от 1000 руб",
        "при покупке на сумму от 1000 руб",
    ] {
        assert_eq!(mended(&format!("акция а {{ {said} скидка 5% на чай }}"), "PK0008"), sum);
    }
    offers_nothing_wrong("акция а { при покупке чая скидка 5% на чай }");
}

#[test]
fn a_comma_of_the_other_layout_is_part_of_the_number() {
    let after = mended("акция а { скидка 10?5% на чай }", "PK0013");
    assert_eq!(after, "акция а { скидка 10,5% на чай }");
    let after = mended("promotion a { give 10?5% off tea }", "PK0013");
    assert_eq!(after, "promotion a { give 10.5% off tea }");
    offers_nothing_wrong("promotion a { give 5% off tea limit 1?5 times per receipt }");
}

#[test]
fn a_line_keeps_its_capitals_and_its_letters() {
    let cases = [
        ("frwbz Ghj,f { crblrf 10% yf xfq }", "акция Проба { скидка 10% на чай }"),
        (
            "frwbz ghj,f { lkz bpdtcnys[ rkbtynjd crblrf 10% yf xfq }",
            "акция проба { для известных клиентов скидка 10% на чай }",
        ),
        (
            "акция а {\n lkz bpdtcnys[ rkbtynjd crblrf 10?5% yf xfq\n}",
            "акция а {\n для известных клиентов скидка 10,5% на чай\n}",
        ),
        (
            "frwbz ghj,f { crblrf 10% yf cjr[ }\nтовары сокх = категория \"С\"",
            "акция проба { скидка 10% на сокх }\nтовары сокх = категория \"С\"",
        ),
        (
            "ЗКЩЬЩЕШЩТ Еуые Х пшму 10% щаа еуф Ъ",
            "PROMOTION Test { give 10% off tea }",
        ),
    ];
    for (line, after) in cases {
        assert_eq!(mended(line, "PK0009"), after);
    }
    for line in [
        "frwbz ghj,f @VEU@ { crblrf 10% yf xfq }",
        "frwbz ghj,f { d lyb gy&&gn crblrf 10% yf xfq }",
    ] {
        offers_nothing_wrong(line);
    }
}
