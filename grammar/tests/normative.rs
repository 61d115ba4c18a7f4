//! The examples of the language's page are read alike by the normative grammar and the parser.

use perk_grammar::{oracle, parse};

#[test]
fn whole_programmes() {
    for (name, text) in [
        ("english", include_str!("texts/programme_0.perk")),
        ("russian", include_str!("texts/programme_1.perk")),
    ] {
        let parsed = parse(text);
        assert_eq!(parsed.errors(), &[], "{name}");
        assert_eq!(parsed.syntax().to_string(), text);
        let conformance = oracle::conform(text);
        assert!(conformance.agrees(), "{name}: {conformance:?}");
    }
}

fn agree(text: &str) {
    let parsed = parse(text);
    assert_eq!(parsed.errors(), &[], "{text}");
    let conformance = oracle::conform(text);
    assert!(conformance.agrees(), "{text}\n{conformance:?}");
}

/// The table "Clauses of a promotion" of the language's page, row by row, both languages.
#[test]
fn every_clause_of_the_table() {
    let clauses = [
        "valid 2026-09-01 .. 2026-12-31",
        "valid from 2026-09-01 08:00 to 2026-12-31 20:00",
        "действует с 01.09.2026 по 31.12.2026",
        "on mon..fri from 08:00 to 11:00",
        "в дни пн..пт с 08:00 до 11:00",
        "on days 1..7 of month",
        "в дни 1..7 месяца",
        "on last sunday of month",
        "в последнее воскресенье месяца",
        "on client.birthday and 3 days before and 7 days after",
        "в день клиент.день_рождения и 3 дня до и 7 дней после",
        "on registration",
        "on sale",
        "on return",
        "on level up",
        "on points expiring within 14 days",
        "on coupon used",
        "on survey completed",
        "при регистрации",
        "при продаже",
        "при возврате",
        "при сгорании баллов в течение 14 дней",
        "in stores moscow",
        "in moscow",
        "в магазинах москва",
        "for clients students",
        "for known clients",
        "для клиентов студенты",
        "для известных клиентов",
        "with card gold_card",
        "with coupon autumn10",
        "с картой золотая",
        "с купоном осень10",
        "paid by \"MIR\"",
        "при оплате \"МИР\"",
        "when receipt.amount >= 500 RUB",
        "если чек.сумма >= 500 руб",
        "если чек.сумма не меньше 500 руб",
        "for each breakfast",
        "for each set breakfast",
        "for each 3 of category \"Care/Shampoo\"",
        "за каждый завтрак",
        "за каждые 3 из категории \"Уход\"",
        "give 15% off coffee",
        "give 15% off items coffee",
        "give 30 RUB off each coffee",
        "скидка 15% на кофе",
        "скидка 30 руб на каждый кофе",
        "give 100 RUB off receipt",
        "give 20% off set",
        "give 100% off bite",
        "give 50% off cheapest 2",
        "give 50% off cheapest",
        "give 50% off dearest 2",
        "give 50% off dearest",
        "скидка 100 руб на чек",
        "скидка 20% на набор",
        "скидка 50% на самые дешёвые 2",
        "give 15% off coffee of list price",
        "give 15% off coffee of running price",
        "скидка 15% на кофе от полной цены",
        "скидка 15% на кофе от текущей цены",
        "price 199 RUB for set",
        "price 99 RUB for coffee",
        "цена 199 руб за набор",
        "цена 99 руб за кофе",
        "give off receipt by amount of all { from 1 000 RUB: 5% }",
        "give off receipt by amount of all { from 1 000 RUB: 5% from 3 000 RUB: 10% } whole",
        "give off receipt by amount of all { from 1 000 RUB: 5% } per slice",
        "скидка на чек по сумме всех { от 1 000 руб: 5% }",
        "скидка на чек по сумме всех { от 1 000 руб: 5% } на всё",
        "скидка на чек по сумме всех { от 1 000 руб: 5% } по частям",
        "gift 1 of gifts",
        "gift 1 of flasks at 10 RUB",
        "подарок 1 из сувениры",
        "подарок 1 из фляги по 10 руб",
        "earn 1 bonus per 100 RUB of coffee",
        "earn 1 bonus per 100 RUB of coffee in proportion",
        "earn 1 bonus per 100 RUB of coffee per line",
        "начислить 1 бонус за каждые 100 руб по кофе",
        "earn 5% of coffee as bonus",
        "earn 50 bonus",
        "начислить 5% от кофе на счёт бонус",
        "начислить 50 бонусов",
        "multiply bonus by 2",
        "multiply bonus of cheese by 5",
        "умножить бонус на 2",
        "умножить бонус по сыр на 5",
        "spend bonus up to 30% of all",
        "spend bonus up to 30% of all as payment",
        "списать бонус до 30% от всех",
        "issue coupon next10",
        "send welcome",
        "выдать купон след10",
        "отправить привет",
        "print \"Good {saved}.\"",
        "print \"…\" in header",
        "print \"…\" in footer",
        "print \"…\" in slip",
        "show customer \"…\"",
        "show cashier \"…\"",
        "напечатать \"…\"",
        "показать покупателю \"…\"",
        "показать кассиру \"…\"",
        "limit 3 times per client per day",
        "limit 2 times per receipt",
        "limit 10 000 times",
        "limit 3 pcs per client",
        "limit 3 pcs per client guests none",
        "limit 3 pcs per client guests unlimited",
        "limit 1 000 000 RUB partial",
        "лимит 3 раза на клиента в день",
        "лимит 1 000 000 руб частично",
        "scheme basket",
        "priority 10",
        "exclusive",
        "схема корзина",
        "приоритет 10",
        "исключительная",
        "returns prorate",
        "returns reprice",
        "returns whole set only",
        "возврат пропорционально",
        "возврат с пересчётом",
        "возврат только набором",
        "terms \"…\"",
        "условия \"…\"",
    ];
    for clause in clauses {
        agree(&format!("promotion p {{ {clause} }}"));
    }
    agree(&format!("акция п {{\n  {}\n}}", clauses.join("\n  ")));
    agree(&format!("акция п {{ {} }}", clauses.join(" ")));
}

/// The other declarations and phrases that the page names.
#[test]
fn every_declaration() {
    for text in [
        "client property size \"Size\" : \"S\", \"M\" for people only by rules",
        "product property organic : yes/no",
        "свойство клиента студент : да/нет",
        "client group vip \"VIP\" { in all_clients price type \"wholesale\" schemes basket, goods }",
        "protect category \"Alcohol/Spirits\" { price at least 349 RUB per 0.5 l from 2026-01-01 }",
        "защита табак { без акций }",
        "защита алкоголь { цена не меньше 349 руб за 0,5 л с 01.01.2026 скидка не больше 30% }",
        "protect tea { no discount no points }",
        "схема корзина { этап чек сочетание лучшее для покупателя }",
        "scheme late { after goods combine all per unit for retailer }",
        "схема поздняя { после товары сочетание первое на чек }",
        "items пицца also пиццу, пиццы = category \"Пицца\" кроме бренд \"Х\"",
        "items x = (brand \"A\" or tag \"B\", \"C\") and price < 100 RUB except property size \"300\" or sku \"1\"",
        "items y = property weight between 1 kg and 2 kg",
        "товары неделя = артикул из \"w.csv\"",
        "clients s = card from \"vip.csv\" or not (client.age < 26 and client.level is in gold, silver)",
        "set a { x = 1 of coffee y = 2 distinct of tea z = 3 same of all in one receipt reuse }",
        "набор б { а = 2 разных из чай  б = от 3 до 6 из мыло  в_ = 1.5 кг из сыр  в разных чеках за 30 дней }",
        "set c { a = from 3 to 6 of soap across receipts within 30 days }",
        "account bonus also бонуса, бонусов { kind points worth 1 RUB precision 0.01 available next day expires 180 days after earned \
         expired on return: dead limit 10 000 bonus per client debt up to 500 withhold from refund opened automatically \
         till lease 500 report \"r\" document number \"A-{n}\" in loyalty owner \"team\" }",
        "счёт бонус { стоит 1 руб доступен на следующий день сгорает через 180 дней после начисления сгоревшие при возврате отсрочка 30 дней касса онлайн }",
        "account x { never expires } account y { expires at end of year } account z { expires on 2026-12-31 }",
        "counter turnover \"Spent\" { total of receipt.amount over sliding 12 months lag 1 day }",
        "счётчик оборот { сумма по чек.сумма за скользящие 12 месяцев отставание 1 день }",
        "counter a { total per month of largest receipt.amount over current month }",
        "counter b { total per month of largest per day of number over past 3 months since 2026-01-01 including operations sale, return \
         every 1 day at 03:00 paused }",
        "counter c { total of amount of coffee per receipt }",
        "счётчик г { число за текущий месяц } счётчик д { наибольшее чек.сумма за прошлые 3 месяца }",
        "schedule s { every 1 month from 2026-09-01 09:00 add 100 bonus for clients students paused }",
        "schedule t { every 1 month add bonus from \"allowances.csv\" set 5 bonus send hello }",
        "levels club { by turnover keep 12 months level start level silver \"Silver\" from 30 000 RUB { on reach { earn 500 bonus } on lose { charge 5 bonus send missing } } }",
        "уровни клуб { по оборот срок 12 месяцев уровень серебро от 30 000 руб { при достижении { начислить 500 бонусов } } }",
        "card gold { number mask \"29*\" bind automatically level start accounts bonus, stamps family up to 5 valid 30 days after issued }",
        "card d { number generated pattern \"9##\" count 100 with check digit }",
        "card e { number range \"100\" .. \"200\" } card f { number from \"cards.csv\" }",
        "coupon c { codes pattern \"AUT-####\" count 1 000 uses 3 times per client valid 2026-09-01 .. 2026-09-30 not transferable }",
        "certificate g { nominal 500 RUB, 1 000 RUB divisible spent on items coffee in stores moscow codes mask \"GC-*\" valid 1 years }",
        "referral r { codes generated friend gets { earn 100 bonus } inviter gets after 14 days { earn 200 bonus } limit 10 times }",
        "program main \"Main\" { status active only one active terms \"t\" cards gold, silver messages hi valid from 2026-01-01 for known clients \
         /// Inside.\n promotion p { give 1% off all } }",
        "campaign autumn { valid 2026-09-01 .. 2026-11-30 limit 1 000 times message m { channel sms template \"x\" quiet 22:00 .. 08:00 consent required } }",
        "partner p { in stores moscow worth 0.5 RUB settlement every 1 month honours main, other }",
        "survey s { for clients students question q \"How?\" : scale 1..5 question \"Why?\" : one of \"a\", \"b\" question \"x\" : many of \"a\" \
         question \"y\": yes/no question \"z\": number question \"t\": text reward { earn 5 bonus } }",
        "operation o { kind income account bonus document number \"N\" field note \"Note\" : text }",
        "owner \"team\"",
        "test \"t\" { at 2026-10-05 09:00 store \"001\" till \"2\" client guest coupon \"A\" paid by cash receipt { 0.350 kg CHEESE at 500 RUB 2 × \"1\" @ 5 ₽ property size \"300\" brand \"B\" 1 x 460 at 1 RUB } \
         expect discount 5 RUB expect net CHEESE 100 RUB expect p gives nothing expect spent 5 bonus expect print \"x\" expect show cashier \"y\" }",
        "тест \"т\" { время 05.10.2026 09:00 магазин \"001\" клиент \"C-1\" { уровень серебро 250 бонусов возраст 20 студент да группа вип } \
         чек { 2 х ЛАТТЕ по 180 руб в \"Кофе\" } ожидается итог 352 руб ожидается начислено 3 бонуса ожидается завтрак даёт 71 руб }",
        "promotion p { when amount of all except tobacco >= 5 RUB and quantity of (coffee or tea) > 2 or number of distinct coffee is 3 and price of cheapest coffee < 5 RUB }",
        "promotion p { when bonus.expiring within 14 days > 0 and client.group is not in vip and till = \"2\" and client.birthday between 2026-01-01 and 2026-02-01 }",
        "акция п { если стоимость кофе не меньше 500 руб и не (клиент.уровень входит в золото, серебро) или card.type = \"x\" }",
        "promotion p { in stores region \"Moscow\" or store \"1\" for clients (students or group vip) and guests except staff with a or coupon b }",
        "акция п { в магазине \"017\" лимит 3 раза на клиента в день в день клиент.день_рождения в пт..вс с 08:00 до 11:00 в магазинах москва }",
        "promotion p { on every day from 22:00 to 02:00 on weekends on 2026-12-31, 2027-01-01 .. 2027-01-08 from 18:00 to 23:00 }",
        // A number at the end of a declaration takes no word of the next one for an account.
        "clients young = client.age < 26 clients pupils = young and client.student clients old = client.age >= 60 promotion p { for old give 5% off all }",
        "items fat = property fat > 3 product property fat : number",
        "товары жирные = свойство жир больше 3 товары прочие = всё кроме жирные",
        "promotion `give` { give 5% off `price` }",
        "\u{FEFF}// only a comment\n",
        "",
    ] {
        agree(text);
    }
}
