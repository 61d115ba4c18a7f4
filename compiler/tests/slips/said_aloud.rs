//! Marks, clauses and names as people write them who know no programming language.

use perk_compiler::diagnostic::{Diagnostic, Language};

use super::{diagnose, mended, programme};

#[test]
fn marks_of_other_languages_are_understood() {
    let cases = [
        (
            "акция а { скидка 5% на категорию 'Чай' }",
            "PK0008",
            "акция а { скидка 5% на категорию \"Чай\" }",
        ),
        (
            "акция а { скидка 5% на категорию „Чай“ }",
            "PK0008",
            "акция а { скидка 5% на категорию \"Чай\" }",
        ),
        (
            "# чай недели\nакция а { скидка 5% на чай }",
            "PK0008",
            "// чай недели\nакция а { скидка 5% на чай }",
        ),
        (
            "акция 2+1 { скидка 5% на чай }",
            "PK0017",
            "акция акция_2_1 { скидка 5% на чай }",
        ),
        (
            "товары сок категория \"Сок\"",
            "PK0001",
            "товары сок = категория \"Сок\"",
        ),
        ("items juice brand \"J\"", "PK0001", "items juice = brand \"J\""),
        (
            "набор обед { к = 1 из чай, м = 1 из сладости }",
            "PK0013",
            "набор обед { к = 1 из чай м = 1 из сладости }",
        ),
        (
            "акция а {\n  скидка 5% на чай\n\nакция б { скидка 5% на сладости }",
            "PK0003",
            "акция а {\n  скидка 5% на чай\n}\n\nакция б { скидка 5% на сладости }",
        ),
        (
            "акция а { скидка 5% на чай } }",
            "PK0013",
            "акция а { скидка 5% на чай }",
        ),
    ];
    for (line, id, after) in cases {
        assert_eq!(mended(line, id), after);
    }
}

#[test]
fn clauses_are_understood_as_they_are_said_aloud() {
    let cases = [
        (
            "акция а { скидка на чай 10% }",
            "PK0008",
            "акция а { скидка 10% на чай }",
        ),
        (
            "акция а { на чай или сладости скидка 50 руб }",
            "PK0008",
            "акция а { скидка 50 руб на чай или сладости }",
        ),
        (
            "акция а { 10% скидка на чай }",
            "PK0008",
            "акция а { скидка 10% на чай }",
        ),
        (
            "promotion a { give off tea 10% }",
            "PK0008",
            "promotion a { give 10% off tea }",
        ),
        (
            "акция а { если чек.сумма от 1000 руб скидка 5% на чай }",
            "PK0008",
            "акция а { если чек.сумма не меньше 1000 руб скидка 5% на чай }",
        ),
        (
            "акция а { от 1000 руб скидка 5% на чай }",
            "PK0008",
            "акция а { если чек.сумма не меньше 1000 руб скидка 5% на чай }",
        ),
        (
            "купон осень { коды маска \"ОСЕНЬ-##\" применений многократно }\nакция а { по купону осень скидка 5% на чай }",
            "PK0008",
            "купон осень { коды маска \"ОСЕНЬ-##\" применений многократно }\nакция а { с купоном осень скидка 5% на чай }",
        ),
        (
            "купон осень { коды маска \"ОСЕНЬ-##\" применений многократно }\nакция а { купон осень скидка 5% на чай }",
            "PK0008",
            "купон осень { коды маска \"ОСЕНЬ-##\" применений многократно }\nакция а { с купоном осень скидка 5% на чай }",
        ),
        (
            "акция а { для известных клиентов скидка 5% на чай лимит 2 раза клиенту }",
            "PK0008",
            "акция а { для известных клиентов скидка 5% на чай лимит 2 раза на клиента }",
        ),
        (
            "акция а { в дни пн..пт с 08.00 до 12.00 скидка 5% на чай }",
            "PK0312",
            "акция а { в дни пн..пт с 08:00 до 12:00 скидка 5% на чай }",
        ),
        (
            "акция а { скидка 10 проц на чай }",
            "PK0008",
            "акция а { скидка 10% на чай }",
        ),
        (
            "акция а { скидка 100 на чек }",
            "PK0201",
            "акция а { скидка 100 руб на чек }",
        ),
        (
            "акция а { скидка 10 на чек }",
            "PK0201",
            "акция а { скидка 10% на чек }",
        ),
        (
            "акция а { за каждые 3 из чай скидка 100% на дешёвый }",
            "PK0528",
            "акция а { за каждые 3 из чай скидка 100% на самый дешёвый }",
        ),
    ];
    for (line, id, after) in cases {
        assert_eq!(mended(line, id), after);
    }
}

fn notes_of(one: &Diagnostic, language: Language) -> String {
    let notes: Vec<String> = one.notes.iter().map(|note| note.render(language)).collect();
    notes.join(" ")
}

#[test]
fn clients_nobody_declared_are_explained() {
    let notes = |line: &str| {
        let found = diagnose(&programme(line));
        let one = found.iter().find(|it| it.code.id == "PK0101").unwrap();
        notes_of(one, Language::Russian)
    };
    let of_property = notes("свойство клиента пенсионер : да/нет\nакция а { для пенсионеров скидка 5% на чай }");
    assert!(of_property.contains("`если клиент.пенсионер`"), "{of_property}");
    let of_nothing = notes("акция а { для пенсионеров скидка 5% на чай }");
    assert!(
        of_nothing.contains("`клиенты пенсионеров = клиент.возраст"),
        "{of_nothing}"
    );
}

#[test]
fn a_line_of_a_test_is_shown_as_it_is_written() {
    let test = "тест \"т\" { в 05.10.2026 10:00 чек { К 1 шт 100 руб } ожидается итог 100 руб }";
    let found = diagnose(&programme(test));
    let told = found.first().unwrap().message(Language::Russian);
    assert_eq!(told, "Здесь нужно: Товары с ценой, например `2 х TEA по 100 руб`.");
    let timeless = "тест \"т\" { чек { 1 х К по 100 руб } ожидается итог 100 руб }";
    assert_eq!(
        mended(timeless, "PK0905"),
        "тест \"т\" { в 15.01.2026 12:00  чек { 1 х К по 100 руб } ожидается итог 100 руб }"
    );
}

#[test]
fn the_names_there_are_say_how_many_more_there_are() {
    let items: String = (0..9)
        .map(|number| format!("items group_{number} = category \"C{number}\"\n"))
        .collect();
    let found = diagnose(&programme(&format!("{items}promotion a {{ give 5% off quux }}")));
    let one = found.iter().find(|it| it.code.id == "PK0101").unwrap();
    assert!(notes_of(one, Language::English).ends_with(" and 7 more."));
}
