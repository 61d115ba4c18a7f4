//! Same meaning, same bytes: neither order nor spelling leaves a trace.

use perk_plan::{encode, plan_hash};

use super::programme::{RETAILER, linked, plan_of, programme};

const DECLARATIONS: &[&str] = &[
    "items coffee = category \"Drinks/Coffee\"",
    "items pastry = category \"Bakery\" except brand \"Premium\"",
    "items breakfast = coffee or pastry",
    "items tobacco = category \"Tobacco\"",
    "stores moscow = region \"Moscow\" except store \"017\"",
    "stores centre = moscow and format \"kiosk\"",
    "client property student : yes/no",
    "client property size : one of \"S\", \"M\"",
    "clients students = client.age < 26 and client.student",
    "protect tobacco { no promotion }",
    "protect coffee { price at least 50 RUB }",
    "scheme basket { phase receipt combine best for customer after receipt }",
    "set lunch { tea = 1 of coffee bite = 2 of pastry }",
    "promotion f { for each lunch give 20% off bite }",
    "promotion a { in centre for students give 15% off breakfast limit 3 pcs per receipt }",
    "promotion b { scheme basket when amount of coffee >= 100 RUB give 5% off receipt }",
    "promotion c { price 99 RUB for sku \"B\", \"A\" }",
    "promotion d { give off receipt by amount of all { from 1 000 RUB: 5% } }",
    "promotion e { when client.student or quantity of tobacco > 2 pcs print \"Hello, {client.name}\" }",
];

fn bytes(order: &[usize], files: usize) -> Vec<u8> {
    let mut texts = vec![String::new(); files];
    for (position, index) in order.iter().enumerate() {
        let text = &mut texts[position % files];
        text.push_str(DECLARATIONS[*index]);
        text.push('\n');
    }
    texts[files / 2].push_str(RETAILER);
    let paths: Vec<String> = (0..files)
        .map(|file| format!("folder{}/{file}.perk", files - file))
        .collect();
    let sources: Vec<(&str, &str)> = paths
        .iter()
        .map(String::as_str)
        .zip(texts.iter().map(String::as_str))
        .collect();
    encode(&plan_of(&sources, &[]))
}

#[test]
fn order_of_declarations_and_files_leaves_no_trace() {
    let mut order: Vec<usize> = (0..DECLARATIONS.len()).collect();
    let expected = bytes(&order, 1);
    let mut state: u64 = 7;
    for round in 0..24 {
        for at in (1..order.len()).rev() {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let other = usize::try_from(state >> 33).unwrap() % (at + 1);
            order.swap(at, other);
        }
        assert_eq!(bytes(&order, 1 + round % 5), expected, "{order:?}");
    }
}

#[test]
fn blanks_comments_and_titles_of_tests_leave_no_trace() {
    let plain = plan_of(
        &[("a.perk", RETAILER), ("b.perk", "promotion p { give 5% off all }")],
        &[],
    );
    let spaced = "// a comment\n\n/// Documentation.\npromotion p // why\n{\n\tgive\n 5.0%   off all }\n\n// the end";
    assert_eq!(plan_of(&[("z/b.perk", spaced), ("a.perk", RETAILER)], &[]), plain);
}

#[test]
fn russian_and_english_spell_the_same_plan() {
    let english = "retailer \"Кофе на углу\" { currency RUB  time zone \"Europe/Moscow\"  rounding total down to 1 RUB }\n\
        items кофе = category \"Напитки/Кофе\"\n\
        items табак = category \"Табак\"\n\
        stores центр = region \"Центр\" except store \"017\"\n\
        client property студент : yes/no\n\
        clients студенты = client.age < 26 and client.студент\n\
        protect табак { no promotion }\n\
        scheme корзина { phase receipt  combine best for customer  after receipt }\n\
        promotion утро \"Скидка утром\" {\n\
          valid 2026-09-01 .. 2026-12-31\n\
          on mon..fri from 08:00 to 11:00\n\
          in stores центр\n\
          for clients студенты\n\
          when receipt.amount >= 500 RUB\n\
          give 15% off кофе\n\
          limit 3 pcs per receipt\n\
        }\n\
        promotion ценник { price 149 RUB for sku \"CAPPUCCINO\" }\n\
        promotion итог { scheme корзина  give off receipt by amount of all { from 1 000 RUB: 5% } }\n";
    let russian = "сеть \"Кофе на углу\" { валюта RUB  часовой пояс \"Europe/Moscow\"  округление итога вниз до 1 руб }\n\
        товары кофе = категория «Напитки/Кофе»\n\
        товары табак = категория \"Табак\"\n\
        магазины центр = регион \"Центр\" кроме магазин \"017\"\n\
        свойство клиента студент : да/нет\n\
        клиенты студенты = клиент.возраст < 26 и клиент.студент\n\
        защита табак { без акций }\n\
        схема корзина { этап чек  сочетание лучшее для покупателя  после чек }\n\
        акция утро \"Скидка утром\" {\n\
          действует с 01.09.2026 по 31.12.2026\n\
          в дни пн..пт с 08:00 до 11:00\n\
          в магазинах центр\n\
          для клиентов студенты\n\
          если чек.сумма не меньше 500 руб\n\
          скидка 15% на кофе\n\
          лимит 3 шт на чек\n\
        }\n\
        акция ценник { цена 149 руб за артикул \"CAPPUCCINO\" }\n\
        акция итог { схема корзина  скидка на чек по сумме всех { от 1 000 руб: 5% } }\n";
    let english = plan_of(&[("retailer.perk", english)], &[]);
    let russian = plan_of(&[("сеть.perk", russian)], &[]);
    assert_eq!(plan_hash(&english), plan_hash(&russian));
    assert_eq!(english, russian);
}

#[test]
fn a_change_of_meaning_changes_the_hash() {
    let hash = |rule: &str| plan_hash(&plan_of(&[("a.perk", RETAILER), ("b.perk", rule)], &[]));
    let base = hash("promotion p { give 5% off all }");
    for other in [
        "promotion q { give 5% off all }",
        "promotion p { give 6% off all }",
        "promotion p { give 5% off receipt }",
        "promotion p { give 5% off all of list price }",
        "promotion p { priority 1 give 5% off all }",
        "promotion p { give 5% off all } items x = category \"X\"",
    ] {
        assert_ne!(hash(other), base, "{other}");
    }
}

#[test]
fn the_examples_have_plans() {
    for example in ["first-shop", "first-shop-ru"] {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../examples")
            .join(example);
        let (mut texts, mut tables) = (Vec::new(), Vec::new());
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            match path.extension().and_then(|it| it.to_str()) {
                Some("perk") => texts.push((name, std::fs::read_to_string(&path).unwrap())),
                Some("csv") => tables.push((name, std::fs::read_to_string(&path).unwrap())),
                _ => {}
            }
        }
        let texts: Vec<(&str, &str)> = texts
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        let tables: Vec<(&str, &str)> = tables
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        let (db, programme) = programme(&texts, &tables);
        let linked = linked(&db, programme);
        assert_eq!(linked.plan.promotions.len(), 4, "{example}");
        assert_eq!(linked.spans.len(), 4);
    }
}
