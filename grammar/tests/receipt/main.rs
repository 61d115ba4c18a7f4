//! The notation of receipts: what is read, in both languages; what is refused, in plain words; print ∘ parse = identity.
#![allow(
    missing_docs,
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::string_slice,
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    reason = "the helpers of tests fail by panicking; long runs say how far they are"
)]

use perk_grammar::receipt::syntax::*;
use perk_grammar::receipt::{
    Language, MAX_LINES, ReceiptError, parse_receipt_file, parse_receipts, print_file, print_receipt,
};

mod printing;
mod slips;

fn one(text: &str) -> ReceiptSyntax {
    let receipts = parse_receipts(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(receipts.len(), 1, "{text}");
    receipts.into_iter().next().unwrap()
}

fn refused(text: &str) -> ReceiptError {
    parse_receipts(text).expect_err(text)
}

fn text(text: &str) -> Text {
    Text::new(text)
}

fn some(said: &str) -> Option<Text> {
    Some(Text::new(said))
}

fn rub(amount: &str) -> MoneySyntax {
    MoneySyntax {
        amount: text(amount),
        currency: text("RUB"),
    }
}

fn sku(number: &str, unit: Option<&str>, sku: &str) -> LineSyntax {
    LineSyntax {
        quantity: QuantitySyntax {
            number: text(number),
            unit: unit.map(text),
        },
        item: ItemSyntax::Sku(text(sku)),
        ..LineSyntax::default()
    }
}

/// The receipt of the test in the language's small programme, as it stands there.
const BREAKFAST: &str = r#"
  at      2026-10-05 09:00
  store   "001"
  client  { level silver  250 bonus }
  receipt {
    2 x LATTE      at 180 RUB in "Drinks/Coffee"
    1 x CROISSANT  at  90 RUB in "Bakery"
  }
"#;

#[test]
fn breakfast_of_the_test_block() {
    let receipt = one(BREAKFAST);
    let expected = ReceiptSyntax {
        at: some("2026-10-05T09:00:00"),
        store: some("001"),
        client: Some(ClientSyntax {
            levels: vec![LevelSyntax {
                level: text("silver"),
                ..LevelSyntax::default()
            }],
            balances: vec![BalanceSyntax {
                amount: text("250"),
                account: text("bonus"),
                ..BalanceSyntax::default()
            }],
            ..ClientSyntax::default()
        }),
        lines: vec![
            LineSyntax {
                price: Some(rub("180")),
                category: some("Drinks/Coffee"),
                ..sku("2", None, "LATTE")
            },
            LineSyntax {
                price: Some(rub("90")),
                category: some("Bakery"),
                ..sku("1", None, "CROISSANT")
            },
        ],
        ..ReceiptSyntax::default()
    };
    assert_eq!(receipt, expected);
    assert_eq!(receipt.lines[1].quantity.number.span.line, 7);
    assert_eq!(receipt.lines[1].quantity.number.span.column, 5);
}

#[test]
fn russian_says_the_same() {
    let russian = r#"
      время    05.10.2026 09:00
      магазин  «001»
      клиент   { уровень silver  250 bonus }
      чек {
        2 х LATTE      по 180 руб. в "Drinks/Coffee"
        1 × CROISSANT  по 90,00 ₽ из категории_нет
      }"#;
    // `из` needs a text in quotes: a bare word after it is not a category.
    assert_eq!(refused(russian).span.line, 7);
    let russian = russian.replace("90,00 ₽ из категории_нет", "90 рублей категория «Bakery»");
    assert_eq!(one(&russian), one(BREAKFAST));
}

#[test]
fn languages_mix_in_one_receipt() {
    let mixed = r#"at 05.10.2026 в 09:00 магазин "001" client { уровень silver 250 bonus }
      receipt { 2 x LATTE @ 180 руб in "Drinks/Coffee" 1 шт CROISSANT по 90 RUB в "Bakery" }"#;
    let mut expected = one(BREAKFAST);
    expected.lines[1].quantity.unit = some("pcs");
    assert_eq!(one(mixed), expected);
}

#[test]
fn every_field_of_the_json_receipt() {
    let receipt = one(r#"receipt "001-2-17-000123" {
          sale
          at 2026-10-05T09:12:00+03:00
          store "001"  till "2"  cashier "17"
          client card "2900000000018"
          coupon "AUT-7F3K", "X1"
          certificate "GC-1001"
          spend max bonus
          spend 100 stamps
          choose "MUG-01" for tea_gift
          decline cake_gift
          paid by card "MIR" 352.00 RUB
          paid by cash 0,50 RUB
          paid by sbp
          paid by barter "Sheep"
          1: 2 x LATTE at 180.00 RUB in "Drinks/Coffee" named "Latte 300" brand "House" supplier "Roast"
             content 0,5 l amount 359.99 RUB fixed price less 5.00 RUB by "supplier" less 1 RUB
             marks "A\u{1d}1", "A2" granted by tea_gift sells certificate "GC-2"
             { size = "300"  organic = yes  colour = red  volume = 0,3 l  cost = 1 000 RUB  made = 01.10.2026 n = 5 }
          "b 2": 0,345 kg CHEESE at 500 RUB
          3: 1 x 4600000000018 at 90 RUB unit "box" sells card "29"
        }"#);
    let property = |name: &str, value: ValueSyntax| PropertySyntax {
        name: text(name),
        value,
    };
    let quantity = |number: &str, unit: Option<&str>| QuantitySyntax {
        number: text(number),
        unit: unit.map(text),
    };
    let expected = ReceiptSyntax {
        place: Place::default(),
        id: some("001-2-17-000123"),
        kind: Some(ReceiptKind::Sale),
        of: None,
        at: some("2026-10-05T09:12:00+03:00"),
        store: some("001"),
        till: some("2"),
        cashier: some("17"),
        client: Some(ClientSyntax {
            card: some("2900000000018"),
            ..ClientSyntax::default()
        }),
        coupons: vec![text("AUT-7F3K"), text("X1")],
        certificates: vec![text("GC-1001")],
        spend: vec![
            SpendSyntax {
                account: text("bonus"),
                amount: None,
            },
            SpendSyntax {
                account: text("stamps"),
                amount: some("100"),
            },
        ],
        claims: vec![
            ClaimSyntax {
                promotion: text("tea_gift"),
                choice: some("MUG-01"),
            },
            ClaimSyntax {
                promotion: text("cake_gift"),
                choice: None,
            },
        ],
        tenders: vec![
            TenderSyntax {
                kind: some("card"),
                brand: some("MIR"),
                amount: Some(rub("352.00")),
            },
            TenderSyntax {
                kind: some("cash"),
                brand: None,
                amount: Some(rub("0.50")),
            },
            TenderSyntax {
                kind: some("sbp"),
                brand: None,
                amount: None,
            },
            TenderSyntax {
                kind: some("barter"),
                brand: some("Sheep"),
                amount: None,
            },
        ],
        lines: vec![
            LineSyntax {
                id: some("1"),
                price: Some(rub("180.00")),
                amount: Some(rub("359.99")),
                content: some("0.5 l"),
                name: some("Latte 300"),
                category: some("Drinks/Coffee"),
                brand: some("House"),
                supplier: some("Roast"),
                price_fixed: true,
                discounts: vec![
                    DiscountSyntax {
                        amount: rub("5.00"),
                        by: some("supplier"),
                    },
                    DiscountSyntax {
                        amount: rub("1"),
                        by: None,
                    },
                ],
                marks: vec![text("A\u{1d}1"), text("A2")],
                granted_by: some("tea_gift"),
                sells: Some(SellsSyntax::Certificate(text("GC-2"))),
                properties: vec![
                    property("size", ValueSyntax::Text(text("300"))),
                    property("organic", ValueSyntax::YesNo(text("yes"))),
                    property("colour", ValueSyntax::Word(text("red"))),
                    property("volume", ValueSyntax::Number(quantity("0.3", Some("l")))),
                    property("cost", ValueSyntax::Money(rub("1000"))),
                    property("made", ValueSyntax::Date(text("2026-10-01"))),
                    property("n", ValueSyntax::Number(quantity("5", None))),
                ],
                ..sku("2", None, "LATTE")
            },
            LineSyntax {
                id: some("b 2"),
                price: Some(rub("500")),
                ..sku("0.345", Some("kg"), "CHEESE")
            },
            LineSyntax {
                id: some("3"),
                price: Some(rub("90")),
                unit: some("box"),
                sells: Some(SellsSyntax::Card(text("29"))),
                ..sku("1", None, "4600000000018")
            },
        ],
    };
    assert_eq!(receipt, expected);
    assert_eq!(one(&print_receipt(&receipt)), receipt);
}

#[test]
fn a_return_in_both_languages() {
    let expected = ReceiptSyntax {
        id: some("R-2"),
        kind: Some(ReceiptKind::Return),
        of: some("001-2-17-000123"),
        lines: vec![LineSyntax {
            item: ItemSyntax::Line(text("1")),
            ..sku("1", None, "")
        }],
        ..ReceiptSyntax::default()
    };
    assert_eq!(
        one(r#"receipt "R-2" { return of "001-2-17-000123"  1 of line 1 }"#),
        expected
    );
    assert_eq!(
        one(r#"receipt "R-2" { return of receipt "001-2-17-000123"  1 of line "1" }"#),
        expected
    );
    assert_eq!(
        one(r#"чек "R-2" { возврат чека "001-2-17-000123"  1 из строки 1 }"#),
        expected
    );
    assert_eq!(
        one(r#"номер "R-2" возврат по чеку "001-2-17-000123"  1 из строки 1"#),
        expected
    );
    let weighed = one(r#"return of "A" 0.2 kg of line "x y""#);
    assert_eq!(
        weighed.lines[0].quantity,
        QuantitySyntax {
            number: text("0.2"),
            unit: some("kg")
        }
    );
    assert_eq!(weighed.lines[0].item, ItemSyntax::Line(text("x y")));
}

#[test]
fn a_snapshot_of_a_client() {
    let english = r#"
      client card "2900000000018" {
        id "C-1"  phone "+7 900 000-00-00"
        known
        name "Anna"
        birthday 1990-05-17
        registered 2024-01-01
        card type gold_card
        level silver until 2027-01-01
        level gold of coffee_club from 2026-01-01
        group vip, staff
        segment students
        visits 12
        student = yes
        city = "Tver"
        250 bonus
        100 bonus lot "L-1" by partner_x from 2026-10-06 until 2027-04-04
        debt 20 bonus
        lease 500 bonus until 2026-10-05 12:00
        counter turnover 12 000,00 RUB
        counter receipts 7
        used coffee_morning 2 times per client per day on 2026-10-05
        used weekly 3 pcs
        used jubilee 500 RUB per client
        earlier 2026-09-01 receipt "R-1" 2 x SHAMPOO at 100 RUB in "Care/Shampoo"
      }"#;
    let russian = r#"
      покупатель карта "2900000000018" {
        номер "C-1"  телефон "+7 900 000-00-00"
        статус известный
        имя "Anna"
        родилась 17.05.1990
        зарегистрирована 01.01.2024
        карта вида gold_card
        уровень silver до 01.01.2027
        уровень gold лестницы coffee_club с 01.01.2026
        группы vip, staff
        сегмент students
        посещений 12
        student = да
        city = «Tver»
        250 bonus
        100 bonus партия "L-1" от partner_x с 06.10.2026 до 04.04.2027
        долг 20 bonus
        бронь 500 bonus до 05.10.2026 12:00
        счётчик turnover 12 000,00 руб
        счетчик receipts 7
        использовано coffee_morning 2 раза на клиента в день за 05.10.2026
        использовано weekly 3 шт
        использовано jubilee 500 рублей на клиента
        ранее 01.09.2026 чек "R-1" 2 х SHAMPOO по 100 руб в "Care/Shampoo"
      }"#;
    let file = parse_receipt_file(english).unwrap();
    assert_eq!(file, parse_receipt_file(russian).unwrap());
    assert!(file.receipts.is_empty());
    let lot = |amount: &str| BalanceSyntax {
        amount: text(amount),
        account: text("bonus"),
        ..BalanceSyntax::default()
    };
    let expected = ClientSyntax {
        place: Place::default(),
        card: some("2900000000018"),
        phone: some("+7 900 000-00-00"),
        id: some("C-1"),
        status: Some(ClientStatus::Known),
        name: some("Anna"),
        birthday: some("1990-05-17"),
        registered: some("2024-01-01"),
        card_type: some("gold_card"),
        levels: vec![
            LevelSyntax {
                level: text("silver"),
                ladder: None,
                from: None,
                until: some("2027-01-01"),
            },
            LevelSyntax {
                level: text("gold"),
                ladder: some("coffee_club"),
                from: some("2026-01-01"),
                until: None,
            },
        ],
        groups: vec![text("vip"), text("staff")],
        segments: vec![text("students")],
        visits: some("12"),
        properties: vec![
            PropertySyntax {
                name: text("student"),
                value: ValueSyntax::YesNo(text("yes")),
            },
            PropertySyntax {
                name: text("city"),
                value: ValueSyntax::Text(text("Tver")),
            },
        ],
        balances: vec![
            lot("250"),
            BalanceSyntax {
                lot: some("L-1"),
                issuer: some("partner_x"),
                from: some("2026-10-06"),
                until: some("2027-04-04"),
                ..lot("100")
            },
        ],
        debts: vec![lot("20")],
        leases: vec![BalanceSyntax {
            until: some("2026-10-05T12:00:00"),
            ..lot("500")
        }],
        counters: vec![
            CounterSyntax {
                name: text("turnover"),
                value: text("12000.00"),
                currency: some("RUB"),
            },
            CounterSyntax {
                name: text("receipts"),
                value: text("7"),
                currency: None,
            },
        ],
        uses: vec![
            UseSyntax {
                promotion: text("coffee_morning"),
                amount: text("2"),
                unit: text("times"),
                per: vec![text("client"), text("day")],
                on: some("2026-10-05"),
            },
            UseSyntax {
                promotion: text("weekly"),
                amount: text("3"),
                unit: text("pcs"),
                per: vec![],
                on: None,
            },
            UseSyntax {
                promotion: text("jubilee"),
                amount: text("500"),
                unit: text("RUB"),
                per: vec![text("client")],
                on: None,
            },
        ],
        earlier: vec![EarlierSyntax {
            at: text("2026-09-01"),
            receipt: some("R-1"),
            line: LineSyntax {
                price: Some(rub("100")),
                category: some("Care/Shampoo"),
                ..sku("2", None, "SHAMPOO")
            },
        }],
    };
    assert_eq!(file.clients, vec![expected]);
    assert_eq!(parse_receipt_file(&print_file(&file)).unwrap(), file);
}

#[test]
fn every_status_of_a_client() {
    let cases = [
        ("known", "известный", ClientStatus::Known),
        ("guest", "гость", ClientStatus::Guest),
        ("unknown card", "неизвестная карта", ClientStatus::UnknownCard),
        ("blocked", "заблокирован", ClientStatus::Blocked),
        ("expired", "просрочен", ClientStatus::Expired),
        ("unreachable", "недоступен", ClientStatus::Unreachable),
    ];
    for (english, russian, expected) in cases {
        for text in [
            format!("client {{ status {english} }}"),
            format!("клиент {{ {russian} }}"),
        ] {
            let file = parse_receipt_file(&text).unwrap();
            assert_eq!(file.clients[0].status, Some(expected), "{text}");
        }
    }
    assert_eq!(
        one("client guest 1 x A at 1 RUB").client.unwrap().status,
        Some(ClientStatus::Guest)
    );
}

#[test]
fn states_of_codes_and_of_the_whole_programme() {
    let file = parse_receipt_file(
        r#"
        coupon "AUT-7F3K" { of autumn10 status active used 2 times used 1 times by "C-1" from 2026-10-01 until 2026-12-31 client "C-1" }
        сертификат "GC-1001" { вида подарок_500 статус действует 500 руб до 01.01.2027 }
        used jubilee 9 999 times
        "#,
    )
    .unwrap();
    assert_eq!(
        file.coupons,
        vec![CodeStateSyntax {
            code: text("AUT-7F3K"),
            of: some("autumn10"),
            status: Some(CodeStatus::Active),
            used: some("2"),
            used_by: vec![(text("C-1"), text("1"))],
            client: some("C-1"),
            from: some("2026-10-01"),
            until: some("2026-12-31"),
            left: None,
        }]
    );
    assert_eq!(
        file.certificates,
        vec![CodeStateSyntax {
            code: text("GC-1001"),
            of: some("подарок_500"),
            status: Some(CodeStatus::Active),
            until: some("2027-01-01"),
            left: Some(rub("500")),
            ..CodeStateSyntax::default()
        }]
    );
    assert_eq!(file.uses[0].amount.as_str(), "9999");
    assert!(file.receipts.is_empty());
    assert_eq!(parse_receipt_file(&print_file(&file)).unwrap(), file);
}

#[test]
fn properties_as_in_test_blocks() {
    let receipt = one(
        r#"client { student yes  age 25 } 2 kg x CHEESE at 5 RUB property size "300" property fat 20% property from 09:00"#,
    );
    let property = |name: &str, value: ValueSyntax| PropertySyntax {
        name: text(name),
        value,
    };
    let number = QuantitySyntax {
        number: text("25"),
        unit: None,
    };
    assert_eq!(
        receipt.client.unwrap().properties,
        vec![
            property("student", ValueSyntax::YesNo(text("yes"))),
            property("age", ValueSyntax::Number(number))
        ]
    );
    assert_eq!(
        receipt.lines[0].properties,
        vec![
            property("size", ValueSyntax::Text(text("300"))),
            property(
                "fat",
                ValueSyntax::Number(QuantitySyntax {
                    number: text("20"),
                    unit: some("%")
                })
            ),
            property("from", ValueSyntax::Date(text("09:00")))
        ]
    );
}

#[test]
fn several_receipts_share_what_stands_outside() {
    let receipts = parse_receipts(
        r#"store "001"
        client { 5 bonus }
        receipt "a" { at 2026-10-05 09:00  1 x A at 1 RUB }
        receipt "b" { at 2026-10-05 10:00  store "002"  client guest  2 x A at 1 RUB }"#,
    )
    .unwrap();
    assert_eq!(receipts.len(), 2);
    assert_eq!(receipts[0].store, some("001"));
    assert_eq!(receipts[0].client.as_ref().unwrap().balances[0].amount, text("5"));
    assert_eq!(receipts[1].store, some("002"));
    assert_eq!(receipts[1].client.as_ref().unwrap().status, Some(ClientStatus::Guest));
}

#[test]
fn several_clients_are_a_registry() {
    let file = parse_receipt_file(
        r#"client "C-1" { 5 bonus } client "C-2" { 6 bonus } receipt { client "C-2" 1 x A at 1 RUB }"#,
    )
    .unwrap();
    assert_eq!(file.clients.len(), 2);
    assert_eq!(file.receipts[0].client.as_ref().unwrap().id, some("C-2"));
    // A single client of whom no receipt speaks is not lost either.
    let file = parse_receipt_file(r#"client "C-1" { 5 bonus } receipt { client guest 1 x A at 1 RUB }"#).unwrap();
    assert_eq!(file.clients.len(), 1);
}

#[test]
fn nothing_is_no_receipt() {
    assert_eq!(parse_receipts("").unwrap(), vec![]);
    assert_eq!(parse_receipts(" // only words\n\n").unwrap(), vec![]);
    assert_eq!(
        parse_receipts("\u{FEFF}receipt {}").unwrap(),
        vec![ReceiptSyntax::default()]
    );
}

#[test]
fn numbers_keep_all_their_digits() {
    let forty = "1234567890123456789012345678901234567890";
    assert_eq!(one(&format!("1 x A at {forty} RUB")).lines[0].price, Some(rub(forty)));
    let spellings = [
        "1000000.5",
        "1 000 000,5",
        "1_000_000.5",
        "1\u{A0}000\u{202F}000,5",
        "1000000,5",
    ];
    for number in spellings {
        assert_eq!(
            one(&format!("1 x A at {number} RUB")).lines[0].price,
            Some(rub("1000000.5")),
            "{number}"
        );
    }
    // A line break never joins two numbers.
    assert_eq!(
        one("client { visits 12\n250 bonus } 1 x A").client.unwrap().visits,
        some("12")
    );
}

/// Found by the long run: `Z` opened the line number and was taken for the offset.
#[test]
fn an_offset_is_a_whole_word() {
    let client = one("client { earlier 2026-09-01 10:00 ZAA: 1 x MILK }  1 x A")
        .client
        .unwrap();
    assert_eq!(client.earlier[0].at, text("2026-09-01T10:00:00"));
    assert_eq!(client.earlier[0].line.id, some("ZAA"));
    assert_eq!(one("at 2026-09-01 10:00 Z 1 x A").at, some("2026-09-01T10:00:00Z"));
}

#[test]
fn texts_in_every_kind_of_quotes() {
    for said in [r#""a \"b\" \\ c""#, r#"«a "b" \\ c»"#, r#"“a "b" \\ c”"#] {
        assert_eq!(
            one(&format!("store {said} 1 x A")).store,
            some(r#"a "b" \ c"#),
            "{said}"
        );
    }
    assert_eq!(one("store `receipt` 1 x `по 5`").store, some("receipt"));
}

#[test]
fn places_count_characters_even_on_one_long_line() {
    let text = format!("магазин \"Ж\" {}", "1 x Я по 1 руб ".repeat(1000));
    let receipt = one(&text);
    let last = receipt.lines.last().unwrap();
    assert_eq!(last.quantity.number.span.column, 13 + 999 * 15);
    assert_eq!(
        &text[last.quantity.number.span.start..last.quantity.number.span.end],
        "1"
    );
}

#[test]
fn printed_columns_line_up() {
    assert_eq!(
        print_receipt(&one(BREAKFAST)),
        "receipt {\n  at 2026-10-05 09:00\n  store \"001\"\n  client {\n    level silver\n    250 bonus\n  }\n  \
         2 x LATTE      at 180 RUB in \"Drinks/Coffee\"\n  1 x CROISSANT   at 90 RUB in \"Bakery\"\n}\n"
    );
}

/// Every example of the reference page is read, and the two that say the same are equal.
#[test]
fn the_reference_page_is_true() {
    let page = include_str!("../../../docs/reference/notation.md");
    let blocks: Vec<&str> = page
        .split("```text\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .collect();
    assert_eq!(blocks.len(), 6);
    let files: Vec<FileSyntax> = blocks
        .iter()
        .map(|block| parse_receipt_file(block).unwrap_or_else(|error| panic!("{error}\n{block}")))
        .collect();
    assert_eq!(files[0], files[1]);
    assert_eq!(files[2].receipts[0].lines.len(), 6);
    assert_eq!(files[3].receipts.len(), 2);
    assert_eq!(files[4].clients[0].balances.len(), 2);
    assert_eq!((files[5].clients.len(), files[5].receipts.len()), (3, 1));
    for file in files {
        assert_eq!(parse_receipt_file(&print_file(&file)).unwrap(), file);
    }
}
