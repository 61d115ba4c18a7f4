//! One mistyped word inside of a good line: a unit, a column, a word in the other keyboard layout.

use super::{mended, said};

#[test]
fn a_word_in_the_other_layout_is_turned_where_it_stands() {
    let cases = [
        (
            "акция а { скидка 10 he, на чай }",
            "PK0009",
            "акция а { скидка 10 руб на чай }",
        ),
        (
            "акция а { скидка 10 he,ktq на чай }",
            "PK0009",
            "акция а { скидка 10 рублей на чай }",
        ),
        (
            "акция а { скидка 10% gj чай }",
            "PK0001",
            "акция а { скидка 10% на чай }",
        ),
        (
            "акция а { действует с 01.09.2026 gj 31.12.2026 скидка 10% на чай }",
            "PK0009",
            "акция а { действует с 01.09.2026 по 31.12.2026 скидка 10% на чай }",
        ),
        (
            "акция а { для известных rkbtynjd скидка 10% на чай }",
            "PK0009",
            "акция а { для известных клиентов скидка 10% на чай }",
        ),
        (
            "акция а { скидка 10% на чай bkb сладости }",
            "PK0009",
            "акция а { скидка 10% на чай или сладости }",
        ),
        (
            "акция а { скидка 10% на чай лимит 2 hfpf на чек для известных клиентов }",
            "PK0009",
            "акция а { скидка 10% на чай лимит 2 раза на чек для известных клиентов }",
        ),
        (
            "promotion a { пшму 10% off tea }",
            "PK0009",
            "promotion a { give 10% off tea }",
        ),
        (
            "promotion a { give 10% щаа tea }",
            "PK0009",
            "promotion a { give 10% off tea }",
        ),
    ];
    for (line, id, after) in cases {
        if line.contains("hfpf") {
            // `за каждые` makes the limit bind.
            let each = |line: &str| line.replace("скидка 10% на чай", "за каждые 2 из чай скидка 10% на набор");
            assert_eq!(mended(&each(line), id), each(after));
        } else {
            assert_eq!(mended(line, id), after);
        }
    }
}

#[test]
fn nearly_a_unit_is_that_unit() {
    let cases = [
        (
            "акция а { скидка 10 рублев на чай }",
            "PK0008",
            "акция а { скидка 10 рублей на чай }",
        ),
        (
            "акция а { если чек.сумма не меньше 100 рублев скидка 5% на чай }",
            "PK0008",
            "акция а { если чек.сумма не меньше 100 рублей скидка 5% на чай }",
        ),
        (
            "promotion a { for each 2 kilogramms of tea give 5% off set }",
            "PK0008",
            "promotion a { for each 2 kilograms of tea give 5% off set }",
        ),
        (
            "promotion a { give 5 prcent off tea }",
            "PK0008",
            "promotion a { give 5 percent off tea }",
        ),
    ];
    for (line, id, after) in cases {
        assert_eq!(mended(line, id), after);
    }
    // What is nothing like a unit stays points.
    assert!(said("promotion a { give 10 stars off tea }", "PK0202").contains("points"));
}

#[test]
fn nearly_a_column_is_that_column() {
    let cases = [
        (
            "items cups = categry \"Cups\"\npromotion a { give 5% off cups }",
            "PK0008",
            "items cups = category \"Cups\"\npromotion a { give 5% off cups }",
        ),
        (
            "promotion a { give 5% off bradn \"House\" }",
            "PK0008",
            "promotion a { give 5% off brand \"House\" }",
        ),
        (
            "акция а { скидка 5% на категроию \"Чай\" }",
            "PK0008",
            "акция а { скидка 5% на категорию \"Чай\" }",
        ),
        (
            "акция а { скидка 5% на rfntujhb. \"Чай\" }",
            "PK0009",
            "акция а { скидка 5% на категорию \"Чай\" }",
        ),
    ];
    for (line, id, after) in cases {
        assert_eq!(mended(line, id), after);
    }
}

#[test]
fn sets_of_equal_goods_are_said_with_one_word() {
    let cases = [
        (
            "promotion a { for each 3 of tea give 100% off chepest }",
            "PK0528",
            "promotion a { for each 3 of tea give 100% off cheapest }",
        ),
        (
            "promotion a { for every 3 of tea give 100% off cheapest }",
            "PK0008",
            "promotion a { for each 3 of tea give 100% off cheapest }",
        ),
        (
            "акция а { за любые 3 из чай скидка 100% на самый дешёвый }",
            "PK0008",
            "акция а { за каждые 3 из чай скидка 100% на самый дешёвый }",
        ),
        (
            "акция а { вторая пара -50% }",
            "PK0008",
            "акция а { за каждые 2 из всех скидка 50% на самый дешёвый }",
        ),
        (
            "акция а { второй чай минус 30% }",
            "PK0008",
            "акция а { за каждые 2 из чай скидка 30% на самый дешёвый }",
        ),
        (
            "акция а { второй чай за 1 руб }",
            "PK0008",
            "акция а { за каждый 1 из чай подарок 1 из чай по 1 руб }",
        ),
        (
            "promotion a { third tea for 1 RUB }",
            "PK0008",
            "promotion a { for each 2 of tea gift 1 of tea at 1 RUB }",
        ),
    ];
    for (line, id, after) in cases {
        assert_eq!(mended(line, id), after);
    }
}

#[test]
fn a_day_is_a_day_in_either_word() {
    for day in ["в день", "в сутки"] {
        let line = format!("акция а {{ для известных клиентов скидка 5% на чай лимит 200 руб на клиента {day} }}");
        assert_eq!(super::ids(&super::diagnose(&super::programme(&line))), [""; 0], "{day}");
    }
    for words in [
        "per client per day",
        "per day per client",
        "per client в сутки",
        "в сутки per client",
    ] {
        let line = format!("promotion a {{ for known clients give 5% off tea limit 200 RUB {words} }}");
        assert_eq!(
            super::ids(&super::diagnose(&super::programme(&line))),
            [""; 0],
            "{words}"
        );
    }
}
