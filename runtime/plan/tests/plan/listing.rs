//! Words for conditions, gates and plans, in both languages.

use perk_plan::listing::{self, Gate, Lang};
use perk_plan::ops::{ClientFact, Compare, Fact, GoodsFact, Op, ReceiptFact, Unit};
use perk_plan::plan::{Days, Recurring, Window};
use perk_plan::{Date, TimeOfDay};
use rust_decimal::Decimal;

use crate::sample::{self, ALL, COFFEE, MIXED, text};

fn both(code: &[Op]) -> (String, String) {
    let plan = sample::plan();
    (
        listing::condition(&plan, code, Lang::English),
        listing::condition(&plan, code, Lang::Russian),
    )
}

#[track_caller]
fn words(code: &[Op], english: &str, russian: &str) {
    assert_eq!(both(code), (english.to_owned(), russian.to_owned()));
}

#[test]
fn comparisons() {
    let amount = [
        Op::Load(Fact::Goods(GoodsFact::Amount, ALL)),
        Op::Money(50_000),
        Op::Compare(Compare::AtLeast),
    ];
    words(&amount, "receipt.amount >= 500 RUB", "чек.сумма >= 500 руб");
    let amount = [
        Op::Load(Fact::Goods(GoodsFact::Amount, COFFEE)),
        Op::Money(123_456_789),
        Op::Compare(Compare::Less),
    ];
    words(
        &amount,
        "amount of coffee < 1 234 567.89 RUB",
        "стоимость coffee < 1 234 567,89 руб",
    );
    let count = [
        Op::Load(Fact::Goods(GoodsFact::Quantity(Unit::Sale), COFFEE)),
        Op::Quantity(Decimal::new(15, 1), Unit::Sale),
        Op::Compare(Compare::Greater),
    ];
    words(&count, "quantity of coffee > 1.5", "количество coffee > 1,5");
    let age = [
        Op::Load(Fact::Client(ClientFact::Age)),
        Op::Number(Decimal::from(18)),
        Op::Number(Decimal::from(26)),
        Op::Between,
    ];
    words(&age, "client.age between 18 and 26", "клиент.возраст между 18 и 26");
    let date = [
        Op::Load(Fact::Receipt(ReceiptFact::Date)),
        Op::Date(Date::from_ymd(2026, 10, 5).unwrap()),
        Op::Compare(Compare::NotEqual),
    ];
    words(&date, "receipt.date != 2026-10-05", "чек.дата != 05.10.2026");
    let time = [
        Op::Load(Fact::Receipt(ReceiptFact::Time)),
        Op::Time(TimeOfDay(28_800)),
        Op::Compare(Compare::AtMost),
    ];
    words(&time, "receipt.time <= 08:00", "чек.время <= 08:00");
    let tender = [Op::Load(Fact::Receipt(ReceiptFact::Tender)), Op::OneOf(3)];
    words(&tender, "tender is in \"MIR\"", "оплата входит в «MIR»");
    words(&[Op::InClients(0)], "client is in students", "клиент входит в students");
    words(&[Op::InStores(0)], "store is in moscow", "магазин входит в moscow");
    words(&[Op::KnownClient], "known client", "известный клиент");
}

#[test]
fn parentheses_only_where_needed() {
    let [a, b, c] = [Op::KnownClient, Op::InStores(0), Op::InClients(0)];
    let (known, store, client) = ("known client", "store is in moscow", "client is in students");
    let english = |code: &[Op]| both(code).0;
    assert_eq!(
        english(&[a.clone(), b.clone(), Op::And, c.clone(), Op::And]),
        format!("{known} and {store} and {client}")
    );
    assert_eq!(
        english(&[a.clone(), b.clone(), Op::Or, c.clone(), Op::And]),
        format!("({known} or {store}) and {client}")
    );
    assert_eq!(
        english(&[a.clone(), b.clone(), Op::And, c.clone(), Op::Or]),
        format!("{known} and {store} or {client}")
    );
    assert_eq!(
        english(&[a.clone(), b.clone(), Op::Or, Op::Not]),
        format!("not ({known} or {store})")
    );
    assert_eq!(english(&[a.clone(), Op::Not]), format!("not {known}"));
    assert_eq!(
        english(&[a.clone(), b.clone(), Op::Not, Op::And]),
        format!("{known} except {store}")
    );
    assert_eq!(
        english(&[a.clone(), b.clone(), Op::Not, Op::And, c.clone(), Op::Or]),
        format!("({known} except {store}) or {client}")
    );
    assert_eq!(
        english(&[a, b, Op::Not, Op::Or, c, Op::And]),
        format!("({known} or not {store}) and {client}")
    );
}

#[test]
fn selections_are_called_by_name_or_described() {
    let plan = sample::plan();
    assert_eq!(listing::items(&plan, COFFEE, Lang::Russian), "coffee");
    assert_eq!(listing::items(&plan, ALL, Lang::Russian), "все");
    assert_eq!(
        listing::items(&plan, MIXED, Lang::English),
        "coffee or sku \"LATTE\" or barcode \"4600000000017\" or tag \"fresh\" and property size = \"S\" \
         except brand = \"Premium\" or price > 1 000 RUB"
    );
    assert_eq!(
        listing::condition(&plan, &plan.items[0].code, Lang::Russian),
        "категория «Drinks/Coffee»"
    );
    assert_eq!(
        listing::condition(&plan, &plan.stores[0].code, Lang::Russian),
        "магазин.регион = «Moscow» и магазин «001», «017»"
    );
    assert_eq!(
        listing::condition(&plan, &plan.clients[0].code, Lang::English),
        "client.age < 26 and client.student"
    );
}

#[test]
fn long_lists_are_counted() {
    let mut plan = sample::large(100);
    plan.lists[0] = (0..100).collect();
    plan.lists[1] = (0..6).collect();
    assert_eq!(
        listing::items(&plan, 0, Lang::English),
        "sku \"p000000\", \"p000001\", \"p000002\", \"p000003\", \"p000004\", … 95 more"
    );
    assert!(listing::items(&plan, 1, Lang::Russian).ends_with("«p000005»"));
}

#[test]
fn conditions_of_a_promotion_by_number() {
    let plan = sample::plan();
    let promotion = &plan.promotions[0];
    let english = |number| listing::condition_of(&plan, promotion, number, Lang::English);
    assert_eq!(english(0).as_deref(), Some("receipt.amount >= 500 RUB"));
    assert_eq!(
        english(1).as_deref(),
        Some("quantity of coffee between 2 and 5 or receipt.date != 2026-09-01")
    );
    assert_eq!(
        english(2).as_deref(),
        Some(
            "known client and store is in moscow and client is in students and receipt.time < 09:00 and tender is in \"MIR\""
        )
    );
    assert_eq!(english(3), None);
    assert_eq!(listing::condition_code(promotion, 0).map(<[Op]>::len), Some(3));
}

#[test]
fn gates() {
    let plan = sample::plan();
    let promotion = &plan.promotions[0];
    for (gate, english, russian) in [
        (Gate::Stores, "in stores moscow", "в магазинах moscow"),
        (Gate::Audience, "for clients students", "для клиентов students"),
        (Gate::PaidBy, "paid by \"MIR\"", "при оплате «MIR»"),
    ] {
        assert_eq!(
            listing::gate(&plan, promotion, gate, Lang::English).as_deref(),
            Some(english)
        );
        assert_eq!(
            listing::gate(&plan, promotion, gate, Lang::Russian).as_deref(),
            Some(russian)
        );
    }
    assert_eq!(
        listing::gate(&plan, &plan.promotions[1], Gate::Stores, Lang::English),
        None
    );
    let window = |from: Option<(i32, u8, u8)>, to: Option<(i32, u8, u8)>, lang| {
        let day = |date: (i32, u8, u8)| Date::from_ymd(date.0, date.1, date.2).unwrap().start();
        listing::window(
            &Window {
                from: from.map(day),
                to: to.map(day),
            },
            lang,
        )
    };
    assert_eq!(
        window(Some((2026, 9, 1)), Some((2027, 1, 1)), Lang::English),
        "valid 2026-09-01 .. 2026-12-31"
    );
    assert_eq!(
        window(Some((2026, 9, 1)), Some((2027, 1, 1)), Lang::Russian),
        "действует с 01.09.2026 по 31.12.2026"
    );
    assert_eq!(
        window(None, Some((2027, 1, 1)), Lang::Russian),
        "действует по 31.12.2026"
    );
    let on = |days, lang| {
        let recurring = Recurring {
            days,
            from: TimeOfDay(28_800),
            to: TimeOfDay(39_600),
        };
        listing::recurring(&sample::plan(), &recurring, lang)
    };
    assert_eq!(
        on(Days::Weekdays(0b001_1111), Lang::English),
        "on mon..fri from 08:00 to 11:00"
    );
    assert_eq!(
        on(Days::Weekdays(0b110_0101), Lang::Russian),
        "в дни пн, ср, сб, вс с 08:00 до 11:00"
    );
    assert_eq!(
        on(Days::OfMonth(1, 7), Lang::English),
        "on days 1..7 of month from 08:00 to 11:00"
    );
    assert_eq!(
        on(Days::NthWeekday(0, 7), Lang::English),
        "on last sun of month from 08:00 to 11:00"
    );
    let around = Days::AroundClientDate {
        property: 0,
        before: 3,
        after: 21,
    };
    let whole = Recurring {
        days: around,
        from: TimeOfDay(0),
        to: TimeOfDay(86_400),
    };
    assert_eq!(
        listing::recurring(&plan, &whole, Lang::English),
        "on client.birthday and 3 days before and 21 days after"
    );
    assert_eq!(
        listing::recurring(&plan, &whole, Lang::Russian),
        "в день клиент.день_рождения и 3 дня до и 21 день после"
    );
}

#[test]
fn a_whole_plan_is_listed_with_names() {
    let plan = sample::plan();
    let shown = listing::plan(&plan);
    assert_eq!(shown, listing::plan(&plan));
    for line in [
        "plan \"Coffee House\" blake3:",
        "  currency   RUB, 2 digits",
        "  total      down to 1 RUB",
        "product property 0 size : one of \"S\"",
        "  \"001\" \"Moscow\"",
        "items 0 coffee = category \"Drinks/Coffee\"",
        "protect 0 coffee { price at least 349 RUB per 500 ml from 2026-09-01 }",
        "protect 1 coffee { discount at most 30.5% }",
        "scheme 1 receipt: phase receipt, best per receipt for customer",
        "promotion 0 a_coffee \"a_coffee\"",
        "  when receipt.amount >= 500 RUB",
        "  limit 3 pcs per receipt",
        "  limit 500 RUB per receipt partial",
        "     26  give      15% off coffee",
        "     27  give      30 RUB off each coffee or",
        "     28  price     149 RUB for coffee",
        "  scheme receipt, priority 10, exclusive",
        "      0  ladder    0: off receipt by amount of all per slice { from 1 000 RUB: 5%, from 3 000 RUB: 7.5% }",
        "  show customer \"Good morning, {client.birthday}{saved}{times}{title}{total}{discount}{date}{store}\"",
        "  index: any receipt",
    ] {
        assert!(shown.contains(line), "{line}\n---\n{shown}");
    }
    assert_eq!(plan.texts[text("кофе") as usize], "кофе");
}

#[test]
fn programs_that_are_no_programs_are_shown_too() {
    for code in [
        vec![],
        vec![Op::And],
        vec![Op::Compare(Compare::Less), Op::Between],
        vec![Op::InItems(99), Op::Text(99)],
    ] {
        assert!(!both(&code).0.is_empty());
    }
    let mut circle = sample::plan();
    circle.items[ALL as usize].code = vec![Op::InItems(MIXED), Op::Not];
    circle.items[MIXED as usize].code = vec![Op::InItems(ALL), Op::InItems(MIXED), Op::Or];
    assert_eq!(listing::items(&circle, ALL, Lang::English), "not #2");
    assert!(!listing::plan(&circle).is_empty());
    let long: Vec<Op> = std::iter::once(Op::KnownClient)
        .chain((0..30_000).flat_map(|_| [Op::KnownClient, Op::Or]))
        .collect();
    assert_eq!(both(&long).0.matches(" or ").count(), 30_000);
}
