//! Parts of a set that lack their name, their number or `of`: told once for the set, with the right form.

use super::{mended, said};

#[test]
fn a_part_gets_what_it_lacks() {
    let cases = [
        ("set s { 1 of tea }", "set s { tea = 1 of tea }"),
        (
            "set s { 1 of tea 2 of category \"Sweets/Cakes\" }",
            "set s { tea = 1 of tea cakes = 2 of category \"Sweets/Cakes\" }",
        ),
        (
            "set s { 1 of tea  1 of tea }",
            "set s { tea = 1 of tea  tea_2 = 1 of tea }",
        ),
        ("set s { 1 x tea }", "set s { tea = 1 of tea }"),
        ("set s { 2 distinct tea }", "set s { tea = 2 distinct of tea }"),
        ("set s { drink = tea }", "set s { drink = 1 of tea }"),
        (
            "set s { drink = category \"Tea\" }",
            "set s { drink = 1 of category \"Tea\" }",
        ),
        ("set s { drink 1 of tea }", "set s { drink = 1 of tea }"),
        ("set s { drink: 1 of tea }", "set s { drink = 1 of tea }"),
        ("set s { drink = 1 tea }", "set s { drink = 1 of tea }"),
        (
            "set s { category \"Tea\" category \"Sweets\" }",
            "set s { tea = 1 of category \"Tea\" sweets = 1 of category \"Sweets\" }",
        ),
        ("set s = category \"Tea\"", "set s { tea = 1 of category \"Tea\" }"),
        ("набор н { 1 из чай }", "набор н { чай = 1 из чай }"),
        ("набор н { напиток 1 из чай }", "набор н { напиток = 1 из чай }"),
        ("набор н { напиток = чай }", "набор н { напиток = 1 из чай }"),
        ("набор н { 1 шт чай }", "набор н { чай = 1 шт из чай }"),
    ];
    for (line, after) in cases {
        let uses = |line: &str| match line.starts_with("set") {
            true => format!("{line}\npromotion p {{ for each s give 5% off set }}"),
            false => format!("{line}\nакция п {{ за каждый н скидка 5% на набор }}"),
        };
        assert_eq!(mended(&uses(line), "PK0020"), uses(after));
    }
}

#[test]
fn a_comma_between_parts_goes_away_after_a_text_too() {
    let text = |comma: &str| {
        format!(
            "set s {{ a = 1 of category \"Tea\"{comma} b = 1 of sweets }}\npromotion p {{ for each s give 5% off set }}"
        )
    };
    assert_eq!(mended(&text(","), "PK0013"), text(""));
}

#[test]
fn the_form_of_a_part_is_shown_where_nothing_can_be_guessed() {
    let said = said("set s { 1 of }\npromotion p { for each s give 5% off set }", "PK0020");
    assert!(said.contains("`drink = 1 of coffee`"), "{said}");
}
