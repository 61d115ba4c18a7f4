//! What declarations mean: both languages say the same, literals are normalised, both as written by hand here.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "helpers of tests"
)]

use std::sync::Arc;

use perk_compiler::db::{Programme, RootDatabase};
use perk_compiler::declarations::Kind;
use perk_compiler::diagnostic::Language;
use perk_compiler::hir::{
    Audience, Base, Compare, Condition, Date, DaySet, Declaration, Effect, Fact, Give, ItemColumn, ItemSelection,
    LimitAmount, Name, Promotion, ReceiptFact, Reward, SchemeRef, Target, TimeOfDay, Value,
};
use perk_compiler::semantics::{check, hir, programme_declarations, scheme_order, selection_order, test_blocks};

fn programme(text: &str) -> (RootDatabase, Programme) {
    let db = RootDatabase::default();
    let programme = db.programme([("shop.perk", text)], []);
    let found: Vec<String> = check(&db, programme)
        .iter()
        .map(|it| {
            format!(
                "{} at {:?}: {}",
                it.code.id,
                it.location.span,
                it.message(Language::English)
            )
        })
        .collect();
    assert!(found.is_empty(), "{found:#?}\n{text}");
    (db, programme)
}

fn meanings(text: &str, kind: Kind) -> Vec<Arc<Declaration>> {
    let (db, programme) = programme(text);
    programme_declarations(&db, programme)
        .iter()
        .filter(|decl| decl.kind(&db) == kind)
        .map(|decl| hir(&db, programme, *decl).clone().expect("understood"))
        .collect()
}

fn promotion(text: &str) -> Promotion {
    match meanings(text, Kind::Promotion)[0].as_ref() {
        Declaration::Promotion(promotion) => promotion.as_ref().clone(),
        other => panic!("{other:?}"),
    }
}

const SHOP: &str = "retailer \"Shop\" { currency RUB }\n";

const ENGLISH: &str = r#"
retailer "Coffee House" {
  currency   RUB
  time zone  "Europe/Moscow"
  rounding   half up
  rounding   total down to 1 RUB
}
scheme basket { phase receipt  combine best for customer }
items coffee   = category "Drinks/Coffee"
items pastry   = category "Bakery" except brand "Premium"
items tobacco  = category "Tobacco"
stores moscow  = region "Moscow" except store "017"
protect tobacco { no promotion }
protect category "Alcohol/Spirits" { price at least 349 RUB per 0.5 l from 2026-01-01 }
client property student  : yes/no
clients students = client.age < 26 and client.student
promotion coffee_morning "15% off coffee in the morning" {
  valid   2026-09-01 .. 2026-12-31
  on      mon..fri from 08:00 to 11:00
  in      moscow
  for     known clients
  paid by "MIR" or cash
  when    receipt.amount >= 500 RUB and quantity of pastry at least 2 pcs
  give    15% off coffee
  limit   3 times per day
  print   "Good morning! You saved {saved}."
}
promotion young { for clients students  give 30 RUB off each coffee  priority 5  exclusive }
promotion pastry_99 { price 99 RUB for pastry  show customer "Pastry for 99" }
promotion big_basket {
  scheme  basket
  give    off receipt by amount of all {
    from 1 000 RUB: 5%
    from 3 000 RUB: 10%
  }
  returns reprice
}
test "a Monday morning" {
  at      2026-10-05 09:00
  client  { student yes  birthday 2005-01-01 }
  receipt {
    2 x LATTE      at 180 RUB in "Drinks/Coffee"
    1 x CROISSANT  at  90 RUB in "Bakery"
  }
  expect  coffee_morning gives nothing
  expect  total 390 RUB
}
"#;

const RUSSIAN: &str = r#"
сеть "Coffee House" {
  валюта        руб
  часовой пояс  "Europe/Moscow"
  округление    половина вверх
  округление    итога вниз до 1 руб
}
схема basket { этап чек  сочетание лучшее для покупателя }
товары coffee   = категория "Drinks/Coffee"
товары pastry   = категория "Bakery" кроме бренд "Premium"
товары tobacco  = категория "Tobacco"
магазины moscow = регион "Moscow" кроме магазин "017"
защита tobacco { без акций }
защита категория "Alcohol/Spirits" { цена не меньше 349 руб за 0,5 л с 01.01.2026 }
свойство клиента student : да/нет
клиенты students = клиент.возраст < 26 и клиент.student
акция coffee_morning "15% off coffee in the morning" {
  действует с 01.09.2026 по 31.12.2026
  в дни     пн..пт с 08:00 до 11:00
  в         moscow
  для       известных клиентов
  при оплате "MIR" или наличными
  если      чек.сумма >= 500 руб и количество pastry не меньше 2 шт
  скидка    15% на coffee
  лимит     3 раза в день
  напечатать "Good morning! You saved {экономия}."
}
акция young { для клиентов students  скидка 30 руб на каждый coffee  приоритет 5  исключительная }
акция pastry_99 { цена 99 руб за pastry  показать покупателю "Pastry for 99" }
акция big_basket {
  схема   basket
  скидка  на чек по сумме всех {
    от 1 000 руб: 5%
    от 3 000 руб: 10%
  }
  возврат с пересчётом
}
тест "a Monday morning" {
  в       05.10.2026 09:00
  клиент  { student да  birthday 01.01.2005 }
  чек {
    2 х LATTE      по 180 руб в "Drinks/Coffee"
    1 х CROISSANT  по  90 руб в "Bakery"
  }
  ожидается  coffee_morning не даёт ничего
  ожидается  итог 390 руб
}
"#;

#[test]
fn both_languages_mean_the_same() {
    let all = |text: &str| {
        let (db, programme) = programme(text);
        let decls = programme_declarations(&db, programme);
        let mut all: Vec<_> = decls
            .iter()
            .map(|decl| (decl.kind(&db), hir(&db, programme, *decl).clone()))
            .collect();
        // A protection has no name, so its place among the others follows its spelling; its meaning does not.
        all.sort_by_key(|meaning| format!("{meaning:?}"));
        all
    };
    let (english, russian) = (all(ENGLISH), all(RUSSIAN));
    assert_eq!(english.len(), 15);
    for (ours, theirs) in english.iter().zip(&russian) {
        assert!(ours.1.is_some(), "{:?}", ours.0);
        assert_eq!(ours, theirs);
    }
}

#[test]
fn every_clause_of_a_promotion_is_normalised() {
    let (db, programme) = programme(ENGLISH);
    let decls = programme_declarations(&db, programme);
    let decl = decls
        .iter()
        .find(|decl| decl.name(&db).as_str() == "coffee_morning")
        .copied()
        .unwrap();
    let meaning = hir(&db, programme, decl).clone().unwrap();
    let Declaration::Promotion(it) = meaning.as_ref() else {
        panic!("{meaning:?}")
    };
    let date = |y, m, d| Date::from_ymd(y, m, d).unwrap();
    // The last day is inside: the window closes at the next midnight.
    assert_eq!(it.valid[0].0.from, Some(date(2026, 9, 1).start()));
    assert_eq!(it.valid[0].0.to, Some(date(2027, 1, 1).start()));
    assert_eq!(it.on[0].0.days, DaySet::Weekdays(0b001_1111));
    let time = it.on[0].0.time.unwrap();
    assert_eq!((time.from, time.until), (TimeOfDay(8 * 3600), TimeOfDay(11 * 3600)));
    assert_eq!(it.audience.as_ref().map(|it| &it.0), Some(&Audience::Known));
    assert_eq!(it.paid_by.as_ref().unwrap().0, ["MIR".into(), "cash".into()]);
    assert_eq!(it.conditions.len(), 2, "an outer `and` is taken apart");
    let Condition::Compare { fact, op, value, .. } = &it.conditions[0].0 else {
        panic!()
    };
    assert_eq!((fact, op), (&Fact::Receipt(ReceiptFact::Amount), &Compare::AtLeast));
    let Value::Money(money) = value else {
        panic!("{value:?}")
    };
    assert_eq!(money.minor, 50_000);
    assert_eq!(it.limits[0].0.amount, LimitAmount::Times(3));
    let Effect::Give(Give {
        reward: Reward::Percent(percent),
        target,
        base,
    }) = &it.effects[0].0
    else {
        panic!()
    };
    assert_eq!(percent.0, 15.into());
    assert_eq!(*base, Base::SchemeStart);
    assert_eq!(
        *target,
        Target::Items {
            items: ItemSelection::Named(Name::fold("coffee")),
            each: false
        }
    );
}

#[test]
fn except_binds_loosest_and_and_binds_tighter_than_or() {
    let text = format!(
        "{SHOP}promotion p {{ give 10% off category \"A\" or brand \"B\" and tag \"T\" except sku \"1\" or sku \"2\" }}\n"
    );
    let it = promotion(&text);
    let Effect::Give(Give {
        target: Target::Items { items, .. },
        ..
    }) = &it.effects[0].0
    else {
        panic!()
    };
    let ItemSelection::Except(base, minus) = items else {
        panic!("{items:?}")
    };
    let ItemSelection::Or(any) = base.as_ref() else {
        panic!("{base:?}")
    };
    assert!(matches!(
        &any[0],
        ItemSelection::Column {
            column: ItemColumn::Category,
            ..
        }
    ));
    assert!(matches!(&any[1], ItemSelection::And(parts) if parts.len() == 2));
    assert!(matches!(minus.as_ref(), ItemSelection::Or(parts) if parts.len() == 2));
}

#[test]
fn schemes_act_phase_by_phase_and_after_each_other() {
    let text = format!(
        "{SHOP}scheme b {{ phase goods after a }} scheme a {{ phase goods }} scheme r {{ phase receipt }}\n\
         promotion p {{ scheme a give 1% off all }} promotion q {{ scheme b give 1% off all }} promotion s {{ scheme r give 1% off receipt }}\n"
    );
    let (db, programme) = programme(&text);
    let order: Vec<String> = scheme_order(&db, programme)
        .iter()
        .map(|scheme| match scheme {
            SchemeRef::Own(phase) => format!("{phase:?}"),
            SchemeRef::Gifts => "gifts".to_owned(),
            SchemeRef::Named(name) => name.to_string(),
        })
        .collect();
    assert_eq!(
        order,
        [
            "Shelf", "gifts", "Goods", "a", "b", "Receipt", "r", "Tender", "Rounding", "Earn", "Offer"
        ]
    );
}

#[test]
fn selections_come_after_what_they_need() {
    let text = format!(
        "{SHOP}items a = b or c\nitems b = c except sku \"1\"\nitems c = category \"C\"\npromotion p {{ give 1% off a }}\n"
    );
    let (db, programme) = programme(&text);
    let order: Vec<&str> = selection_order(&db, programme).items.iter().map(Name::as_str).collect();
    assert_eq!(order, ["c", "b", "a"]);
}

#[test]
fn spoken_forms_are_the_same_name() {
    let text =
        format!("{SHOP}товары пицца также пиццу, пиццы = категория \"Пицца\"\nакция p {{ скидка 10% на пиццу }}\n");
    let it = promotion(&text);
    let Effect::Give(Give {
        target: Target::Items { items, .. },
        ..
    }) = &it.effects[0].0
    else {
        panic!()
    };
    assert_eq!(*items, ItemSelection::Named(Name::fold("пицца")));
}

#[test]
fn a_test_block_is_a_receipt() {
    let (db, programme) = programme(ENGLISH);
    let cases = test_blocks(&db, programme);
    assert_eq!(cases.len(), 1);
    let case = &cases[0];
    assert_eq!(case.receipt.lines.len(), 2);
    assert_eq!(case.receipt.lines[0].id, "1");
    assert_eq!(case.receipt.lines[0].sku, "LATTE");
    assert_eq!(case.receipt.lines[0].price.to_string(), "180.00");
    assert_eq!(case.receipt.lines[1].product.category.as_deref(), Some("Bakery"));
    assert_eq!(
        case.clients.clients[0].properties.get("student").map(String::as_str),
        Some("yes")
    );
    assert_eq!(
        case.clients.clients[0].properties.get("birthday").map(String::as_str),
        Some("2005-01-01")
    );
    assert_eq!(case.expectations.len(), 2);
    let span = case.location.span;
    assert_eq!(
        ENGLISH.get(span.start as usize..span.end as usize),
        Some("\"a Monday morning\"")
    );
}
