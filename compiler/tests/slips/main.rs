//! Everyday spellings: what is said of them, and the text after the fix, which must then be without errors.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "helpers of tests"
)]

mod around;
mod missing;
mod one_word;
mod posters;
mod said_aloud;
mod sets;

use perk_compiler::db::RootDatabase;
use perk_compiler::diagnostic::{Diagnostic, Fix, Language, Severity};
use perk_compiler::semantics::check;

const SHOP: &str = "retailer \"Shop\" { currency RUB }\nитемс\n";

/// A programme with goods of both languages and one line more.
fn programme(line: &str) -> String {
    let goods = "items tea = category \"Tea\"\nitems sweets = category \"Sweets\"\n\
                 товары чай = категория \"Чай\"\nтовары сладости = категория \"Сладости\"\n";
    format!("{}{line}\n", SHOP.replace("итемс\n", goods))
}

fn diagnose(text: &str) -> Vec<Diagnostic> {
    let db = RootDatabase::default();
    check(&db, db.programme([("retailer.perk", text)], []))
}

fn apply(text: &str, fix: &Fix) -> String {
    let mut edits = fix.edits.clone();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.location.span));
    let mut out = text.to_owned();
    for edit in edits {
        let span = edit.location.span;
        out.replace_range(span.start as usize..span.end as usize, &edit.text);
    }
    out
}

/// Ids of the errors and warnings of a programme.
fn ids(found: &[Diagnostic]) -> Vec<&'static str> {
    let told = found.iter().filter(|it| it.severity() != Severity::Hint);
    told.map(|it| it.code.id).collect()
}

/// The line after the first fix of its only finding; nothing is said of that line any more.
#[track_caller]
fn mended(line: &str, id: &str) -> String {
    let text = programme(line);
    let found = diagnose(&text);
    assert_eq!(ids(&found), [id], "{line}");
    let one = found.iter().find(|it| it.code.id == id).unwrap();
    let after = apply(&text, one.fixes.first().unwrap_or_else(|| panic!("{line}: no fix")));
    assert_eq!(ids(&diagnose(&after)), [""; 0], "{after}");
    let head = programme("");
    after[head.len() - 1..].trim().to_owned()
}

/// The only finding of a line.
#[track_caller]
fn said(line: &str, id: &str) -> String {
    let found = diagnose(&programme(line));
    assert_eq!(ids(&found), [id], "{line}");
    let one = found.iter().find(|it| it.code.id == id).unwrap();
    format!("{} {}", one.message(Language::English), one.help(Language::English))
}

#[test]
fn days_and_hours_are_written_as_people_say_them() {
    let cases = [
        (
            "акция а { в дни пн-пт скидка 5% на чай }",
            "PK0311",
            "акция а { в дни пн..пт скидка 5% на чай }",
        ),
        (
            "акция а { в пн-пт скидка 5% на чай }",
            "PK0101",
            "акция а { в пн..пт скидка 5% на чай }",
        ),
        (
            "акция а { с пн по пт скидка 5% на чай }",
            "PK0311",
            "акция а { в дни пн..пт скидка 5% на чай }",
        ),
        (
            "акция а { в дни с пн по пт скидка 5% на чай }",
            "PK0311",
            "акция а { в дни пн..пт скидка 5% на чай }",
        ),
        (
            "акция а { по будням скидка 5% на чай }",
            "PK0008",
            "акция а { в дни будни скидка 5% на чай }",
        ),
        (
            "promotion a { on mon-fri give 5% off tea }",
            "PK0311",
            "promotion a { on mon..fri give 5% off tea }",
        ),
        (
            "promotion a { on mon to fri give 5% off tea }",
            "PK0311",
            "promotion a { on mon..fri give 5% off tea }",
        ),
        (
            "акция а { в дни пн..пт с 22 до 6 скидка 5% на чай }",
            "PK0312",
            "акция а { в дни пн..пт с 22:00 до 06:00 скидка 5% на чай }",
        ),
        (
            "promotion a { on mon..fri from 8 to 11 give 5% off tea }",
            "PK0312",
            "promotion a { on mon..fri from 08:00 to 11:00 give 5% off tea }",
        ),
        (
            "promotion a { on mon..fri 8am to 9pm give 5% off tea }",
            "PK0312",
            "promotion a { on mon..fri from 08:00 to 21:00 give 5% off tea }",
        ),
        (
            "акция а { с 22:00 до 06:00 скидка 5% на чай }",
            "PK0313",
            "акция а { в дни пн..вс с 22:00 до 06:00 скидка 5% на чай }",
        ),
        (
            "promotion a { from 22 to 6 give 5% off tea }",
            "PK0313",
            "promotion a { on every day from 22:00 to 06:00 give 5% off tea }",
        ),
        (
            "акция а { в дни пн..пт 08:00-11:00 скидка 5% на чай }",
            "PK0311",
            "акция а { в дни пн..пт 08:00..11:00 скидка 5% на чай }",
        ),
    ];
    for (line, id, after) in cases {
        assert_eq!(mended(line, id), after);
    }
}

#[test]
fn a_dash_between_two_ends_becomes_what_the_clause_needs() {
    let cases = [
        (
            "акция а { действует 01.10.2026 - 15.10.2026 скидка 5% на чай }",
            "акция а { действует 01.10.2026 .. 15.10.2026 скидка 5% на чай }",
        ),
        (
            "акция а { действует с 01.10.2026 — 15.10.2026 скидка 5% на чай }",
            "акция а { действует с 01.10.2026 по 15.10.2026 скидка 5% на чай }",
        ),
        (
            "promotion a { valid from 2026-10-01 - 2026-10-15 give 5% off tea }",
            "promotion a { valid from 2026-10-01 to 2026-10-15 give 5% off tea }",
        ),
        (
            "акция а { в дни пн..пт с 08:00 - 11:00 скидка 5% на чай }",
            "акция а { в дни пн..пт с 08:00 до 11:00 скидка 5% на чай }",
        ),
        (
            "promotion a { on mon..fri 08:00 - 11:00 give 5% off tea }",
            "promotion a { on mon..fri 08:00..11:00 give 5% off tea }",
        ),
        (
            "акция а { в дни пн - пт скидка 5% на чай }",
            "акция а { в дни пн..пт скидка 5% на чай }",
        ),
    ];
    for (line, after) in cases {
        assert_eq!(mended(line, "PK0311"), after);
    }
}

#[test]
fn back_quotes_are_offered_only_around_what_may_be_a_name() {
    let cases = [
        (
            "акция скидка на кофе { скидка 5% на чай }",
            "PK0016",
            "акция скидка_на_кофе { скидка 5% на чай }",
        ),
        (
            "акция скидка { скидка 5% на чай }",
            "PK0010",
            "акция `скидка` { скидка 5% на чай }",
        ),
    ];
    for (line, id, after) in cases {
        assert_eq!(mended(line, id), after);
    }
    for line in [
        "акция а { для клиентов с картой скидка 5% на чай }",
        "promotion a { for give 5% off tea }",
    ] {
        let found = diagnose(&programme(line));
        assert_eq!(ids(&found), ["PK0001"], "{line}");
        assert!(found.iter().all(|it| it.fixes.is_empty()), "{line}");
    }
}

#[test]
fn days_and_receipts_are_understood_as_they_are_spoken_of() {
    let cases = [
        (
            "promotion a { on tuesdays give 5% off tea }",
            "promotion a { on tue give 5% off tea }",
        ),
        (
            "акция а { в дни по вторникам и четвергам скидка 5% на чай }",
            "акция а { в дни вт, чт скидка 5% на чай }",
        ),
        (
            "акция а { по средам скидка 5% на чай }",
            "акция а { в дни ср скидка 5% на чай }",
        ),
        ("акция а { скидка 10% на весь чек }", "акция а { скидка 10% на чек }"),
        (
            "promotion a { give 10% off the receipt }",
            "promotion a { give 10% off receipt }",
        ),
        (
            "promotion a { give 10% off the whole receipt }",
            "promotion a { give 10% off receipt }",
        ),
        (
            "акция а { если сумма чека больше 1000 руб скидка 5% на чай }",
            "акция а { если чек.сумма больше 1000 руб скидка 5% на чай }",
        ),
    ];
    for (line, after) in cases {
        assert_eq!(mended(line, "PK0008"), after);
    }
}

#[test]
fn a_clause_word_says_what_has_to_follow_it() {
    for line in [
        "promotion a { on give 5% off tea }",
        "promotion a { on holidays give 5% off tea }",
        "promotion a {\n  on\n  give 5% off tea\n}",
        "акция а { в дни праздников скидка 5% на чай }",
    ] {
        let said = said(line, "PK0001");
        assert!(said.starts_with("Days such as `mon..fri`"), "{line}: {said}");
    }
}

#[test]
fn a_property_is_mended_and_what_owns_it_stays() {
    let declared = "client property student : yes/no\n";
    let head = format!("{declared}promotion a {{ for known clients when ");
    let after = mended(&format!("{head}client.studnet give 5% off tea }}"), "PK0109");
    assert_eq!(after, format!("{head}client.student give 5% off tea }}"));
}

#[test]
fn the_age_of_a_client_in_a_test_is_said_by_the_birthday() {
    let test = |client: &str| {
        format!(
            "promotion a {{ give 5% off tea }}\ntest \"t\" {{ at 2026-10-05 09:00 client {{ {client} }} \
             receipt {{ 1 x TEA at 100 RUB }} expect total 100 RUB }}"
        )
    };
    assert!(said(&test("age 65"), "PK0109").ends_with(" write `birthday 1990-05-01`."));
    assert_eq!(ids(&diagnose(&programme(&test("birthday 1990-05-01")))), [""; 0]);
}

#[test]
fn dates_in_other_spellings_are_understood() {
    let cases = [
        (
            "акция а { действует 01/13/2026 скидка 5% на чай }",
            "PK0314",
            "акция а { действует 13.01.2026 скидка 5% на чай }",
        ),
        (
            "акция а { действует с 03/04/2026 по 05/06/2026 скидка 5% на чай }",
            "PK0302",
            "акция а { действует с 03.04.2026 по 05.06.2026 скидка 5% на чай }",
        ),
        (
            "promotion a { valid 2026/09/01 .. 2026/09/30 give 5% off tea }",
            "PK0314",
            "promotion a { valid 2026-09-01 .. 2026-09-30 give 5% off tea }",
        ),
        (
            "акция а { действует с 1 сентября 2026 по 30 сентября 2026 скидка 5% на чай }",
            "PK0314",
            "акция а { действует с 01.09.2026 по 30.09.2026 скидка 5% на чай }",
        ),
        (
            "акция а { действует с 1 по 30 сентября 2026 скидка 5% на чай }",
            "PK0314",
            "акция а { действует с 01.09.2026 по 30.09.2026 скидка 5% на чай }",
        ),
        (
            "акция а { действует 01.09.2026-30.09.2026 скидка 5% на чай }",
            "PK0311",
            "акция а { действует 01.09.2026 .. 30.09.2026 скидка 5% на чай }",
        ),
    ];
    for (line, id, after) in cases {
        assert_eq!(mended(line, id), after);
    }
    for line in [
        "акция а { действует 03/04 скидка 5% на чай }",
        "акция а { действует 1 сентября скидка 5% на чай }",
        "акция а { действует с 1 по 30 сентября скидка 5% на чай }",
        "promotion a { valid Sep 1 .. Sep 30 give 5% off tea }",
    ] {
        assert!(said(line, "PK0315").contains("of which year?"), "{line}");
    }
}

#[test]
fn names_are_made_one_word_and_put_before_titles() {
    let cases = [
        (
            "акция утренний чай { скидка 5% на чай }",
            "PK0016",
            "акция утренний_чай { скидка 5% на чай }",
        ),
        (
            "promotion morning tea \"Tea\" { give 5% off tea }",
            "PK0016",
            "promotion morning_tea \"Tea\" { give 5% off tea }",
        ),
        (
            "items green tea = category \"G\"",
            "PK0016",
            "items green_tea = category \"G\"",
        ),
        (
            "акция \"Чай по средам\" { скидка 5% на чай }",
            "PK0017",
            "акция чай_по_средам \"Чай по средам\" { скидка 5% на чай }",
        ),
        (
            "promotion 1st { give 5% off tea }",
            "PK0017",
            "promotion promotion_1st { give 5% off tea }",
        ),
    ];
    for (line, id, after) in cases {
        assert_eq!(mended(line, id), after);
    }
}

#[test]
fn sums_are_written_as_people_say_them() {
    let cases = [
        (
            "акция а { скидка 50 коп на чай }",
            "PK0215",
            "акция а { скидка 0,50 руб на чай }",
        ),
        (
            "акция а { скидка 1 руб 50 коп на чай }",
            "PK0215",
            "акция а { скидка 1,50 руб на чай }",
        ),
        (
            "акция а { скидка 50р. на чай }",
            "PK0013",
            "акция а { скидка 50р на чай }",
        ),
        (
            "защита чай { цена не ниже 120 }",
            "PK0201",
            "защита чай { цена не ниже 120 руб }",
        ),
        (
            "protect tea { price at least 120 }",
            "PK0201",
            "protect tea { price at least 120 RUB }",
        ),
        (
            "акция а { скидка 5% на чай лимит 2 на чек }",
            "PK0201",
            "акция а { скидка 5% на чай лимит 2 раза на чек }",
        ),
        (
            "акция а { цена 99 руб на чай }",
            "PK0001",
            "акция а { цена 99 руб за чай }",
        ),
        (
            "items cheap = price >= 1,500 RUB",
            "PK0216",
            "items cheap = price >= 1 500 RUB",
        ),
        (
            "товары дешёвые = цена в 1 руб, 2 руб",
            "PK0008",
            "товары дешёвые = цена входит в 1 руб, 2 руб",
        ),
    ];
    for (line, id, after) in cases {
        assert_eq!(mended(line, id), after);
    }
    // Cents are no roubles: what they are worth is not for us to say.
    assert!(
        diagnose(&programme("promotion a { give 5 cents off tea }"))[0]
            .fixes
            .is_empty()
    );
}

#[test]
fn a_line_in_the_other_layout_is_told_once() {
    let cases = [
        ("frwbz ghj,f { crblrf 10% yf xfq }", "акция проба { скидка 10% на чай }"),
        (
            "зкщьщешщт еуые { пшму 10% щаа еуф }",
            "promotion test { give 10% off tea }",
        ),
        ("promotion p { пшму 10% щаа еуф }", "promotion p { give 10% off tea }"),
        (
            "frwbz ghj,f \"Tea, 10%\" { crblrf 10% yf xfq } // yf xfq",
            "акция проба \"Tea, 10%\" { скидка 10% на чай } // yf xfq",
        ),
    ];
    for (line, after) in cases {
        assert_eq!(mended(line, "PK0009"), after);
    }
}

#[test]
fn sets_are_understood_as_posters_name_them() {
    let cases = [
        (
            "акция а { 3 по цене 2 на чай }",
            "акция а { за каждые 3 из чай скидка 100% на самый дешёвый }",
        ),
        (
            "акция а { 5 по цене 3 }",
            "акция а { за каждые 5 из всех скидка 100% на самые дешёвые 2 }",
        ),
        (
            "акция а { третий чай бесплатно }",
            "акция а { за каждые 3 из чай скидка 100% на самый дешёвый }",
        ),
        (
            "акция а { каждый второй со скидкой 30% }",
            "акция а { за каждые 2 из всех скидка 30% на самый дешёвый }",
        ),
        (
            "акция а { вторая за полцены }",
            "акция а { за каждые 2 из всех скидка 50% на самый дешёвый }",
        ),
        (
            "promotion a { 3 for 2 on tea }",
            "promotion a { for each 3 of tea give 100% off cheapest }",
        ),
        (
            "promotion a { every third tea or sweets free }",
            "promotion a { for each 3 of tea or sweets give 100% off cheapest }",
        ),
        (
            "promotion a { second tea at 50% off }",
            "promotion a { for each 2 of tea give 50% off cheapest }",
        ),
    ];
    for (line, after) in cases {
        assert_eq!(mended(line, "PK0008"), after);
    }
}

#[test]
fn coins_told_twice_are_asked_about_and_not_guessed() {
    let found = diagnose(&programme("акция а { скидка 1,5 руб 50 коп на чай }"));
    assert_eq!(ids(&found), ["PK0215"]);
    assert_eq!(found[0].fixes, []);
}

#[test]
fn a_thousand_with_a_point_is_asked_about_wherever_money_stands() {
    let cases = [
        (
            "акция а { если чек.сумма > 1.000 руб скидка 5% на чай }",
            "акция а { если чек.сумма > 1 000 руб скидка 5% на чай }",
        ),
        (
            "promotion a { price 1.290 RUB for tea }",
            "promotion a { price 1 290 RUB for tea }",
        ),
        (
            "promotion a { give 12.500 RUB off each tea }",
            "promotion a { give 12 500 RUB off each tea }",
        ),
        (
            "promotion a { give off receipt by receipt.amount { from 1.000 RUB: 5% } }",
            "promotion a { give off receipt by receipt.amount { from 1 000 RUB: 5% } }",
        ),
        (
            "акция а { скидка 5% на чай лимит 2.000 руб на чек }",
            "акция а { скидка 5% на чай лимит 2 000 руб на чек }",
        ),
        (
            "protect tea { price at least 1.290₽ }",
            "protect tea { price at least 1 290 ₽ }",
        ),
        (
            "promotion a { give 5% off tea }\ntest \"t\" { at 2026-10-05 09:00 receipt { 1 x TEA at 1.000 RUB } expect total 1 000 RUB }",
            "promotion a { give 5% off tea }\ntest \"t\" { at 2026-10-05 09:00 receipt { 1 x TEA at 1 000 RUB } expect total 1 000 RUB }",
        ),
        (
            "promotion a { give 5% off tea }\ntest \"t\" { at 2026-10-05 09:00 receipt { 1 x TEA at 1 000 RUB } expect total 1.000 RUB }",
            "promotion a { give 5% off tea }\ntest \"t\" { at 2026-10-05 09:00 receipt { 1 x TEA at 1 000 RUB } expect total 1 000 RUB }",
        ),
    ];
    for (line, after) in cases {
        assert_eq!(mended(line, "PK0216"), after);
    }
    // The other reading is offered too, with the mark of the author.
    let text = programme("items cheap = price >= 1.290 RUB");
    let found = diagnose(&text);
    let one = found.iter().find(|it| it.code.id == "PK0216").unwrap();
    let other = apply(&text, &one.fixes[1]);
    assert!(other.contains("price >= 1.29 RUB"), "{other}");
    for fine in [
        "promotion a { price 1.29 RUB for tea }",
        "promotion a { price 0.500 RUB for tea }",
        "promotion a { price 1 290.00 RUB for tea }",
    ] {
        assert_eq!(ids(&diagnose(&programme(fine))), [""; 0], "{fine}");
    }
    for code in ["EUR", "KZT", "GBP"] {
        let text = format!("retailer \"S\" {{ currency {code} }}\npromotion a {{ price 1.290 {code} for all }}\n");
        assert_eq!(ids(&diagnose(&text)), ["PK0216"], "{code}");
    }
}

#[test]
fn a_lost_quote_is_put_where_the_text_ends() {
    let cases = [
        ("акция а \"А { скидка 5% на чай }", "акция а \"А\" { скидка 5% на чай }"),
        (
            "акция а { скидка 5% на категория \"Чай }",
            "акция а { скидка 5% на категория \"Чай\" }",
        ),
        (
            "promotion a {\n  print \"Saved {saved}\n  give 5% off tea\n}",
            "promotion a {\n  print \"Saved {saved}\"\n  give 5% off tea\n}",
        ),
    ];
    for (line, after) in cases {
        assert_eq!(mended(line, "PK0002"), after);
    }
}

#[test]
fn words_that_declare_get_the_same_help_as_words_of_clauses() {
    let cases = [
        ("акцыя а { скидка 5% на чай }", "PK0008", "акция а { скидка 5% на чай }"),
        ("frwbz а { скидка 5% на чай }", "PK0009", "акция а { скидка 5% на чай }"),
        (
            "зкщьщешщт b { give 5% off tea }",
            "PK0009",
            "promotion b { give 5% off tea }",
        ),
        (
            "promotoin b { give 5% off tea }",
            "PK0008",
            "promotion b { give 5% off tea }",
        ),
        (
            "discount b { give 5% off tea }",
            "PK0008",
            "promotion b { give 5% off tea }",
        ),
        (
            "promotion b { discount 5% off tea }",
            "PK0008",
            "promotion b { give 5% off tea }",
        ),
        (
            "promotion b {\n  on mon\n  giev 5% off tea\n}",
            "PK0008",
            "promotion b {\n  on mon\n  give 5% off tea\n}",
        ),
        (
            "акция а { при чек.сумма >= 500 руб скидка 5% на чай }",
            "PK0008",
            "акция а { если чек.сумма >= 500 руб скидка 5% на чай }",
        ),
    ];
    for (line, id, after) in cases {
        assert_eq!(mended(line, id), after);
    }
    // Every word that could stand there is named, the usual ones first.
    let said = said("promotion a { cheaper 5% off tea }", "PK0014");
    assert!(
        said.contains("`give`, `price`, `when`") && said.contains("`terms`"),
        "{said}"
    );
}

#[test]
fn a_comma_between_goods_asks_for_or_and_a_needless_one_goes() {
    let cases = [
        (
            "акция а { скидка 5% на чай, сладости }",
            "PK0018",
            "акция а { скидка 5% на чай или сладости }",
        ),
        (
            "promotion a { give 5% off tea, sweets }",
            "PK0018",
            "promotion a { give 5% off tea or sweets }",
        ),
        (
            "акция а { скидка 5% на чай, }",
            "PK0013",
            "акция а { скидка 5% на чай }",
        ),
        (
            "акция а { скидка 5% на чай; }",
            "PK0013",
            "акция а { скидка 5% на чай }",
        ),
    ];
    for (line, id, after) in cases {
        assert_eq!(mended(line, id), after);
    }
}

#[test]
fn goods_with_nothing_in_common_are_either_and_not_both() {
    let cases = [
        (
            "promotion a { give 5% off tea and sweets }",
            "promotion a { give 5% off tea or sweets }",
        ),
        (
            "акция а { скидка 5% на чай и сладости }",
            "акция а { скидка 5% на чай или сладости }",
        ),
        (
            "promotion a { give 5% off (tea or brand \"A\" and tea) and sweets }",
            "promotion a { give 5% off (tea or brand \"A\" and tea) or sweets }",
        ),
    ];
    for (line, after) in cases {
        assert_eq!(mended(line, "PK0516"), after);
    }
    for fine in [
        "promotion a { give 5% off tea and brand \"A\" }",
        "items green = category \"Tea/Green\"\npromotion a { give 5% off tea and green }",
        "items all_but = all except tea\npromotion a { give 5% off all_but and sweets }",
    ] {
        assert_eq!(ids(&diagnose(&programme(fine))), [""; 0], "{fine}");
    }
}

#[test]
fn one_mistake_is_told_once() {
    let cases = [
        ("акция а { ски\0дка 5% на чай }", "PK0004"),
        ("акция а { скидка 5% на ча\u{200B}й }", "PK0004"),
        ("акция а { скид\u{200B}ка 5% на чай }", "PK0004"),
        ("акция\u{200B} а { скидка 5% на чай }", "PK0004"),
        ("акция а\u{200B} { скидка 5% на чай }", "PK0004"),
        ("promotion a { give 5% off\0 tea }", "PK0004"),
        ("promotion a {\n  give \"5% off tea\n}", "PK0002"),
        ("promotion a { }", "PK0501"),
        ("promotion a", "PK0001"),
    ];
    for (line, id) in cases {
        assert_eq!(ids(&diagnose(&programme(line))), [id], "{line:?}");
    }
}

#[test]
fn independent_mistakes_are_told_together() {
    let text = programme(
        "promotion a { give 5% off cofee limit 0 times per receipt }\n\
         promotion b { give 10% off tea limit 0 times per receipt }\n\
         promotion c { giev 5% off tea }",
    );
    assert_eq!(ids(&diagnose(&text)), ["PK0101", "PK0506", "PK0506", "PK0008"]);
    // Hints wait until nothing is wrong.
    assert!(diagnose(&text).iter().all(|it| it.severity() == Severity::Error));
}

#[test]
fn what_is_one_word_in_another_case_may_be_declared() {
    let text = programme("акция а { скидка 5% на всё кроме сладостей }");
    let found = diagnose(&text);
    assert_eq!(ids(&found), ["PK0101"]);
    let notes: Vec<String> = found[0]
        .notes
        .iter()
        .map(|note| note.render(Language::Russian))
        .collect();
    assert!(notes.concat().contains("`сладости также сладостей`"), "{notes:?}");
    assert!(found[0].message(Language::Russian).contains("`сладости`?"));
}

#[test]
fn a_scheme_is_not_called_as_a_phase() {
    for line in [
        "scheme goods { phase goods combine all }",
        "схема чек { этап чек сочетание все }",
    ] {
        assert_eq!(ids(&diagnose(&programme(line))), ["PK0707"]);
    }
}

#[test]
fn a_ladder_of_another_price_is_refused_where_it_stands() {
    let text = programme("promotion a { give off receipt of list price by amount of all { from 1 000 RUB: 3% } }");
    let found = diagnose(&text);
    assert_eq!(ids(&found), ["PK1001"]);
    let span = found[0].location.span;
    assert_eq!(&text[span.start as usize..span.end as usize], "of list price");
}

#[test]
fn the_retailer_in_its_own_file_is_the_first() {
    let db = RootDatabase::default();
    let two = [
        ("a.perk", "retailer \"B\" { currency USD }\n"),
        ("retailer.perk", "retailer \"A\" { currency RUB }\n"),
    ];
    let found = check(&db, db.programme(two, []));
    assert_eq!(ids(&found), ["PK0103"]);
    assert_eq!(found[0].location.path.as_ref(), "a.perk");
}

#[test]
fn a_fix_speaks_the_language_of_the_text() {
    let db = RootDatabase::default();
    let found = check(&db, db.programme([("a.perk", "акция а { скидка 5% на всё }\n")], []));
    assert!(found[0].fixes[0].edits[0].text.starts_with("сеть "), "{found:?}");
    let known = |line: &str, fact: &str| {
        let text = programme(line);
        let found = diagnose(&text);
        let one = found.iter().find(|it| it.code.id == "PK0509").unwrap();
        let title = one.fixes[0].title.render(Language::Russian);
        assert!(
            one.message(Language::Russian).starts_with(fact),
            "{}",
            one.message(Language::Russian)
        );
        (title, apply(&text, &one.fixes[0]))
    };
    let (title, after) = known(
        "акция а { если клиент.покупок >= 5 скидка 5% на чай }",
        "О госте `клиент.покупок`",
    );
    assert_eq!(title, "добавить `для известных клиентов`");
    assert!(after.contains("акция а { для известных клиентов если"), "{after}");
    let (title, after) = known(
        "/// Чай.\npromotion a { when client.visits >= 5 give 5% off tea }",
        "О госте `client.visits`",
    );
    assert_eq!(title, "добавить `for known clients`");
    assert!(after.contains("a { for known clients when"), "{after}");
    let help = |line: &str| {
        let found = diagnose(&programme(line));
        assert_eq!(ids(&found), ["PK0109"]);
        found[0].help(Language::Russian)
    };
    assert!(help("акция а { если клиент.студент скидка 5% на чай }").contains("`свойство клиента студент : да/нет`"));
    assert!(help("promotion a { when client.shoe = \"A\" give 5% off tea }").contains("`client property shoe : text`"));
}
