//! What is said about decisions: receipts, summaries, verdicts, tests; knows no arithmetic.

use super::{Fixed, Lang, Phrase, both, english_count, russian_count};

/// `Sum` of a receipt before discounts.
pub const SUM: Fixed = Fixed::new("Sum", "Сумма");
/// What promotions on goods took off, together.
pub const DISCOUNTS_ON_GOODS: Fixed = Fixed::new("Discounts on goods", "Скидки на товары");
/// Paid with points.
pub const SPENT: Fixed = Fixed::new("Points", "Баллы");
/// Rounding of the total.
pub const ROUNDING: Fixed = Fixed::new("Rounding", "Округление");
/// Paid with certificates.
pub const CERTIFICATES: Fixed = Fixed::new("Certificates", "Сертификаты");
/// What is to be paid.
pub const TO_PAY: Fixed = Fixed::new("TO PAY", "К ОПЛАТЕ");
/// A discount given elsewhere.
pub const FOREIGN: Fixed = Fixed::new("discount given elsewhere", "скидка извне");
/// For the customer's display.
pub const FOR_CUSTOMER: Fixed = Fixed::new("customer", "покупателю");
/// What the till may add.
pub const OFFERED: Fixed = Fixed::new("offer", "предложить");
/// For the cashier's display.
pub const FOR_CASHIER: Fixed = Fixed::new("cashier", "кассиру");

/// Before a code that was not used.
pub const COUPON: Fixed = Fixed::new("coupon", "купон");

/// Before a coupon that is to be handed out.
pub const COUPON_ISSUED: Fixed = Fixed::new("coupon issued", "выдан купон");

/// Codes that are not shown one by one.
#[must_use]
pub fn more_codes(count: usize) -> Phrase {
    both!("{count} more codes were not used", "не использовано ещё кодов: {count}")
}

/// What the customer saves, in money and in percent.
#[must_use]
pub fn you_save(amount: &str, percent: &str) -> Phrase {
    both!("You save {amount} ({percent}%)", "Ваша экономия {amount} ({percent}%)")
}

/// A currency after an amount, as people of a language write it.
#[must_use]
pub fn currency(code: &str, lang: Lang) -> &str {
    match (code, lang) {
        ("RUB", Lang::Ru) => "руб",
        ("KZT", Lang::Ru) => "тенге",
        ("EUR", Lang::Ru) => "евро",
        (other, Lang::En | Lang::Ru) => other,
    }
}

/// The head of a receipt.
#[must_use]
pub fn receipt_head(id: &str) -> Phrase {
    both!("Receipt {id}", "Чек {id}")
}

/// Store and till.
#[must_use]
pub fn store(number: &str) -> Phrase {
    both!("store {number}", "магазин {number}")
}

/// The till.
#[must_use]
pub fn till(number: &str) -> Phrase {
    both!("till {number}", "касса {number}")
}

/// The client.
#[must_use]
pub fn client(id: &str) -> Phrase {
    both!("client {id}", "клиент {id}")
}

/// A month's name after a day's number.
#[must_use]
pub fn month(month: u8, lang: Lang) -> &'static str {
    let (en, ru) = match month {
        1 => ("Jan", "января"),
        2 => ("Feb", "февраля"),
        3 => ("Mar", "марта"),
        4 => ("Apr", "апреля"),
        5 => ("May", "мая"),
        6 => ("Jun", "июня"),
        7 => ("Jul", "июля"),
        8 => ("Aug", "августа"),
        9 => ("Sep", "сентября"),
        10 => ("Oct", "октября"),
        11 => ("Nov", "ноября"),
        _ => ("Dec", "декабря"),
    };
    if lang == Lang::En { en } else { ru }
}

/// A day of the week, 1 = Monday.
#[must_use]
pub fn weekday(day: u8, lang: Lang) -> &'static str {
    let (en, ru) = perk_plan::listing::weekday(day);
    if lang == Lang::En { en } else { ru }
}

/// The head of a summary over many receipts.
#[must_use]
pub fn summary_head(receipts: usize) -> Phrase {
    let (e, r) = (
        english_count(receipts, "receipt", "receipts"),
        russian_count(receipts, "чек", "чека", "чеков"),
    );
    both!("{receipts} {e} decided", "Рассчитано: {receipts} {r}")
}

/// Columns of a summary.
pub const PROMOTION: Fixed = Fixed::new("promotion", "акция");
/// In how many receipts.
pub const RECEIPTS: Fixed = Fixed::new("receipts", "чеков");
/// How many times.
pub const TIMES: Fixed = Fixed::new("times", "раз");
/// How much was given.
pub const DISCOUNT: Fixed = Fixed::new("discount", "скидка");
/// Share of the sum before discounts.
pub const SHARE: Fixed = Fixed::new("share", "доля");
/// Promotions whose gifts were only offered.
#[must_use]
pub fn only_offered(names: &str) -> Phrase {
    both!("offered and not taken: {names}", "предложены, но не взяты: {names}")
}

/// Promotions that never applied.
#[must_use]
pub fn never_applied(names: &str) -> Phrase {
    both!("never applied: {names}", "не сработали ни разу: {names}")
}

/// Decisions whose best combination was not proved.
#[must_use]
pub fn not_proved(count: usize, missed: &str) -> Phrase {
    let e = english_count(count, "receipt", "receipts");
    both!(
        "best combination not proved in {count} {e}; at most {missed} was missed",
        "лучшее сочетание не доказано в чеках: {count}; упущено не больше {missed}"
    )
}

/// The line at the end of `perk test`.
#[must_use]
pub fn tests_ran(passed: usize, failed: usize, skipped: usize) -> Phrase {
    let all = passed.saturating_add(failed);
    let (e, r) = (
        english_count(all, "test", "tests"),
        russian_count(all, "тест", "теста", "тестов"),
    );
    let (se, sr) = if skipped > 0 {
        (
            format!(", {skipped} filtered out"),
            format!(", отобрано фильтром мимо: {skipped}"),
        )
    } else {
        (String::new(), String::new())
    };
    both!(
        "{all} {e}: {passed} passed, {failed} failed{se}",
        "{all} {r}: прошло {passed}, не прошло {failed}{sr}"
    )
}

/// No test at all.
pub const NO_TESTS: Fixed = Fixed::new("there are no tests", "тестов нет");
/// A filter that lets no test through.
#[must_use]
pub fn no_test_matches(filter: &str, all: usize) -> Phrase {
    let (e, r) = (
        english_count(all, "test", "tests"),
        russian_count(all, "тест", "теста", "тестов"),
    );
    both!(
        "--filter {filter}: none of {all} {e} has this in its title or file",
        "--filter {filter}: есть {all} {r}, но ни в названии, ни в файле этого нет"
    )
}

/// The word before a test that passes.
pub const PASSED: Fixed = Fixed::new("ok", "да");
/// The word before a test that fails.
pub const FAILED: Fixed = Fixed::new("FAILED", "НЕТ");
/// Head of the left column of a failed test.
pub const EXPECTED: Fixed = Fixed::new("expected", "ожидалось");
/// Head of the right column of a failed test.
pub const ACTUAL: Fixed = Fixed::new("actual", "получилось");

/// The plan was written. `cost` is what one receipt can cost at most: operations per receipt and per line, steps of
/// search.
#[must_use]
pub fn built(output: &str, bytes: usize, hash: &str, cost: (u64, u64, u64)) -> Phrase {
    let (per_receipt, per_line, search) = cost;
    let ends = |count: u64| usize::try_from(count.rem_euclid(100)).unwrap_or_default();
    let operations = russian_count(ends(per_receipt), "операции", "операций", "операций");
    let steps = russian_count(ends(search), "шага", "шагов", "шагов");
    both!(
        "{output}: {bytes} bytes\nhash  {hash}\ncost  at most {per_receipt} operations per receipt and {per_line} per line, {search} steps of search",
        "{output}: {bytes} байт\nхэш   {hash}\nобъём работы: не больше {per_receipt} {operations} на чек и {per_line} на строку, {search} {steps} поиска"
    )
}

/// A new programme stands in a folder.
#[must_use]
pub fn made(folder: &str, files: usize) -> Phrase {
    both!(
        "{folder}: a first programme of {files} files\n\n  perk check {folder}    what is wrong\n  perk test {folder}     its tests\n  perk eval {folder}     its receipt, decided",
        "{folder}: первая программа, файлов: {files}\n\n  perk check {folder}    что не так\n  perk test {folder}     её тесты\n  perk eval {folder}     её чек с расчётом"
    )
}

/// What `fmt` did.
#[must_use]
pub fn formatted(changed: usize, all: usize) -> Phrase {
    let (e, r) = (
        english_count(changed, "file", "files"),
        russian_count(changed, "файл", "файла", "файлов"),
    );
    let same = all.saturating_sub(changed);
    both!(
        "{changed} {e} reformatted, {same} already formatted",
        "отформатировано: {changed} {r}, уже было в порядке: {same}"
    )
}

/// What `fmt --check` found.
#[must_use]
pub fn would_format(path: &str) -> Phrase {
    both!("{path}: would be reformatted", "{path}: будет отформатирован")
}

/// Waiting for a change.
pub const WATCHING: Fixed = Fixed::new(
    "Waiting for changes; Ctrl+C ends.",
    "Жду изменений; Ctrl+C — закончить.",
);

/// Discounts, and in how many receipts.
#[must_use]
pub fn discounts_in(receipts: usize) -> Phrase {
    let e = english_count(receipts, "receipt", "receipts");
    let r = russian_count(receipts, "чеке", "чеках", "чеках");
    both!("Discounts in {receipts} {e}", "Скидки в {receipts} {r}")
}

/// A plan was verified.
#[must_use]
pub fn verified(path: &str, hash: &str, work: u64) -> Phrase {
    let ends = usize::try_from(work.rem_euclid(100)).unwrap_or_default();
    let (e, r) = (
        if work == 1 { "step" } else { "steps" },
        russian_count(ends, "шаг", "шага", "шагов"),
    );
    both!(
        "{path}: verified in {work} {e}\nhash  {hash}",
        "{path}: проверен за {work} {r}\nхэш   {hash}"
    )
}

/// Before the value a condition found.
pub const FOUND: Fixed = Fixed::new("found", "есть");
/// Before the value a condition needs.
pub const NEEDED: Fixed = Fixed::new("needed", "нужно");
/// Before what is missing.
pub const MISSING: Fixed = Fixed::new("missing", "не хватает");

/// On which lines a promotion acted.
#[must_use]
pub fn on_lines(lines: &str) -> Phrase {
    both!("on {lines}", "на: {lines}")
}

/// How many times it applied.
#[must_use]
pub fn times(count: u64) -> Phrase {
    let n = usize::try_from(count).unwrap_or(usize::MAX);
    let (e, r) = (
        english_count(n, "time", "times"),
        russian_count(n, "раз", "раза", "раз"),
    );
    both!("{count} {e}", "{count} {r}")
}

/// Others were better.
#[must_use]
pub fn displaced(by: &str, worth: Option<&str>) -> Phrase {
    match worth {
        Some(worth) => both!(
            "gave way to {by}; alone it is worth {worth}",
            "уступила: {by}; сама по себе даёт {worth}"
        ),
        None => both!("gave way to {by}", "уступила: {by}"),
    }
}

/// A limit left nothing.
#[must_use]
pub fn limited(by: &Phrase) -> Phrase {
    let (en, ru) = (&by.en, &by.ru);
    both!("its limit leaves nothing: {en}", "лимит ничего не оставил: {ru}")
}

/// How far a limit was used before, and when it opens again.
#[must_use]
pub fn limit_used(key: &str, used: &str, allowed: &str, opens: Option<&str>) -> Phrase {
    match opens {
        Some(opens) => both!(
            "{key}: {used} of {allowed} used; again from {opens}",
            "{key}: использовано {used} из {allowed}; снова с {opens}"
        ),
        None => both!(
            "{key}: {used} of {allowed} used",
            "{key}: использовано {used} из {allowed}"
        ),
    }
}

/// An amount of a limit in its unit.
#[must_use]
pub fn of_limit(amount: &str, unit: &str) -> Phrase {
    match unit {
        "times" => times(amount.parse().unwrap_or(u64::MAX)),
        "pcs" => both!("{amount} pcs", "{amount} шт"),
        code => {
            let (en, ru) = (currency(code, Lang::En), currency(code, Lang::Ru));
            both!("{amount} {en}", "{amount} {ru}")
        }
    }
}

/// A limit of money leaves something, but not enough for a whole use.
#[must_use]
pub fn limit_short(left: &Phrase) -> Phrase {
    let (en, ru) = (&left.en, &left.ru);
    both!(
        "{en} of its limit are left, which is less than this use would give; with `partial` the limit gives what is left",
        "от лимита осталось {ru}, это меньше, чем дало бы применение; со словом `частично` лимит отдаёт остаток"
    )
}

/// A limit of pieces leaves some, but not enough for a set.
#[must_use]
pub fn limit_short_of_pieces(left: &Phrase) -> Phrase {
    let (en, ru) = (&left.en, &left.ru);
    both!(
        "{en} of its limit are left, and one use takes more",
        "от лимита осталось {ru}, а на одно применение нужно больше"
    )
}

/// Before the programme that has a diagnostic.
pub const LIKE_THIS: Fixed = Fixed::new("A programme that has it:", "Программа с таким замечанием:");
/// Before the programme put right.
pub const PUT_RIGHT: Fixed = Fixed::new("The same, put right:", "Та же программа, исправленная:");

/// What cut a promotion that applied.
#[must_use]
pub fn limited_to(by: &str) -> Phrase {
    let kind = limit_kind(by);
    let (en, ru) = (kind.en, kind.ru);
    both!("held to its limit: {en}", "ограничена лимитом: {ru}")
}

/// What a client could still do: how much more of which goods. `after`: money counts after discounts that act earlier.
#[must_use]
pub fn more_would_help(kind: &str, more: &str, of: Option<&str>, after: bool) -> Phrase {
    if after {
        let Phrase { en, ru } = more_would_help(kind, more, of, false);
        return both!(
            "{en}, counted after other discounts",
            "{ru}, считая после других скидок"
        );
    }
    match (kind, of) {
        ("products", Some(of)) => both!("{more} more products of {of}", "ещё разных товаров: {more} ({of})"),
        ("products", None) => both!("{more} more products", "ещё разных товаров: {more}"),
        (_, Some(of)) => both!("{more} more of {of}", "ещё {more}: {of}"),
        (_, None) => both!("{more} more", "ещё {more}"),
    }
}

/// What stands in the way of a promotion, by the code of the decision. `protection` is the prohibition's own words.
#[must_use]
pub fn because(code: &str, of: Option<&str>, protection: &str) -> Phrase {
    let of = of.unwrap_or_default();
    let colon = if protection.is_empty() { "" } else { ": " };
    match code {
        "window.closed" => Phrase::fixed("not open on this date", "в эту дату не действует"),
        "day.closed" => Phrase::fixed("not at this day or hour", "не в этот день или час"),
        "store.other" => Phrase::fixed("not in this store", "не в этом магазине"),
        "client.unknown" => Phrase::fixed("the client is not known", "клиент не известен"),
        "client.fact_unknown" if of.is_empty() => {
            Phrase::fixed("a fact of the client is not known", "чего-то о клиенте не известно")
        }
        "client.fact_unknown" => both!(
            "this is not known of the client: {of}",
            "о клиенте это не известно: {of}"
        ),
        "client.other" if !of.is_empty() => both!("for other clients: {of}", "для других клиентов: {of}"),
        "client.other" => Phrase::fixed("for other clients", "для других клиентов"),
        "card.none" => Phrase::fixed("no card was shown", "карта не предъявлена"),
        "store.unknown" => Phrase::fixed("the receipt names no store", "в чеке не назван магазин"),
        "coupon.missing" => Phrase::fixed("its coupon was not presented", "её купон не предъявлен"),
        "coupon.rejected" => Phrase::fixed("its coupon cannot be used", "её купон применить нельзя"),
        "tender.other" => Phrase::fixed("not paid that way", "оплачено иначе"),
        "set.role" if !of.is_empty() => both!("too little for its set: {of}", "для набора не хватает: {of}"),
        "set.role" => Phrase::fixed("too little for its set", "для набора не хватает товаров"),
        "set.units" if !of.is_empty() => both!(
            "the goods do not fill all parts of the set together: {of}",
            "товаров не хватает на все части набора сразу: {of}"
        ),
        "set.units" => Phrase::fixed(
            "the goods do not fill all parts of the set together",
            "товаров не хватает на все части набора сразу",
        ),
        "goods.none" => Phrase::fixed("none of its goods are on the receipt", "в чеке нет её товаров"),
        "goods.protected" => both!(
            "its goods are protected{colon}{protection}",
            "её товары под защитой{colon}{protection}"
        ),
        "goods.floor" => both!(
            "its goods cost their lowest price already{colon}{protection}",
            "её товары уже стоят не больше наименьшей цены{colon}{protection}"
        ),
        "ladder.below" => Phrase::fixed("the first step is not reached", "первая ступень не достигнута"),
        "gift.declined" => Phrase::fixed("its gift was declined", "от подарка отказались"),
        "gift.none" => both!(
            "none of its gifts can be given: {of}",
            "ничего из этого подарить нельзя: {of}"
        ),
        "discount.none" => Phrase::fixed("there is nothing to give", "давать нечего"),
        "condition" | "" => Phrase::fixed("a condition does not hold", "условие не выполнено"),
        fact => {
            let Phrase { en, ru } = measured(fact, of);
            both!("a condition on {en} does not hold", "не выполнено условие: {ru}")
        }
    }
}

/// What a condition looks at, by its code. `of`: which goods, property or column.
fn measured(fact: &str, of: &str) -> Phrase {
    match fact {
        "receipt.amount" => Phrase::fixed("the sum of the receipt", "сумма чека"),
        "receipt.list_amount" => Phrase::fixed("the sum of the receipt before discounts", "сумма чека без скидок"),
        "receipt.quantity" => Phrase::fixed("the quantity of goods", "количество товаров"),
        "receipt.products" => Phrase::fixed("the number of different goods", "число разных товаров"),
        "receipt.date" => Phrase::fixed("the date", "дата"),
        "receipt.time" => Phrase::fixed("the time", "время"),
        "till" => Phrase::fixed("the till", "касса"),
        "cashier" => Phrase::fixed("the cashier", "кассир"),
        "tender" => Phrase::fixed("the means of payment", "способ оплаты"),
        "store.number" => Phrase::fixed("the store", "магазин"),
        "client.age" => Phrase::fixed("the client's age", "возраст клиента"),
        "client.registered" => Phrase::fixed("the client's registration", "дата регистрации клиента"),
        "client.visits" => Phrase::fixed("the client's visits", "число визитов клиента"),
        "client.this_visit" => Phrase::fixed("which visit this is", "какой это визит"),
        "store.column" if of.is_empty() => Phrase::fixed("a fact of the store", "сведения о магазине"),
        "store.column" => both!("the store's {of}", "{of} магазина"),
        "client.property" if of.is_empty() => Phrase::fixed("a fact of the client", "сведения о клиенте"),
        "client.property" => both!("the client's {of}", "{of} клиента"),
        goods => {
            let name = match goods {
                "amount.of" => Phrase::fixed("the sum", "сумма"),
                "list_amount.of" => Phrase::fixed("the sum before discounts", "сумма без скидок"),
                "quantity.of" => Phrase::fixed("the quantity", "количество"),
                "number.of" => Phrase::fixed("the number of different goods", "число разных товаров"),
                "price.of" => Phrase::fixed("the price", "цена"),
                other => Phrase::verbatim(other),
            };
            let Phrase { en, ru } = name;
            if of.is_empty() {
                both!("{en} of its goods", "{ru} её товаров")
            } else {
                both!("{en} of {of}", "{ru} ({of})")
            }
        }
    }
}

/// A kind of limit.
#[must_use]
pub fn limit_kind(kind: &str) -> Phrase {
    match kind {
        "times" => Phrase::fixed("number of times", "число раз"),
        "pieces" => Phrase::fixed("number of pieces", "число штук"),
        "money" => Phrase::fixed("sum of money", "сумма"),
        other => Phrase::verbatim(other),
    }
}

/// A gift that may still be given: how many, and of what.
#[must_use]
pub fn gift_offered(count: &str, title: &str, choices: &str) -> Phrase {
    both!(
        "gift {count} × {choices} ({title})",
        "подарок {count} × {choices} ({title})"
    )
}

/// The same of one that is not for nothing.
#[must_use]
pub fn gift_offered_at(count: &str, title: &str, choices: &str, price: &str) -> Phrase {
    both!(
        "gift {count} × {choices} at {price} ({title})",
        "подарок {count} × {choices} по {price} ({title})"
    )
}

/// What there is to choose from, shortened.
#[must_use]
pub fn and_more(choices: &str, more: usize) -> Phrase {
    both!("{choices} and {more} more", "{choices} и ещё {more}")
}

/// One of several.
pub const OR: Fixed = Fixed::new("or", "или");

/// What of a gift was given and what is offered.
#[must_use]
pub fn gift(taken: u32, offered: u32) -> Phrase {
    match (taken, offered) {
        (taken, 0) => both!("given: {taken}", "подарено: {taken}"),
        (0, offered) => both!("offered: {offered}", "предложено: {offered}"),
        (taken, offered) => both!(
            "given: {taken}, offered: {offered}",
            "подарено: {taken}, предложено: {offered}"
        ),
    }
}

/// A further part of a set that lacks goods.
#[must_use]
pub fn and_part(part: &str) -> Phrase {
    both!("and {part}", "и {part}")
}

/// Floors or a lack of anything left kept a part back.
#[must_use]
pub fn dropped(amount: &str) -> Phrase {
    both!(
        "{amount} of it could not be given: a lowest price, or nothing was left",
        "{amount} из неё дать не удалось: наименьшая цена или больше нечего снижать"
    )
}

/// What is paid, in a test.
pub const TOTAL: Fixed = Fixed::new("total", "итог");
/// A printed text, in a test.
pub const PRINTS: Fixed = Fixed::new("prints", "печатает");

/// Receipts with warnings, where receipts are not shown one by one.
#[must_use]
pub fn odd_receipts(count: usize) -> Phrase {
    let e = english_count(count, "receipt has", "receipts have");
    both!(
        "{count} {e} something odd or not acted on; --format jsonl shows it under `warnings`",
        "в чеках ({count}) есть странное или не учтённое; --format jsonl покажет это в `warnings`"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_is_shown_to_people() {
        let codes = [
            "receipt.amount",
            "receipt.list_amount",
            "receipt.quantity",
            "receipt.products",
            "amount.of",
            "list_amount.of",
            "quantity.of",
            "number.of",
            "price.of",
            "receipt.date",
            "receipt.time",
            "till",
            "cashier",
            "tender",
            "store.number",
            "store.column",
            "client.property",
            "client.age",
            "client.registered",
            "client.visits",
            "client.this_visit",
        ];
        for code in codes {
            for of in [None, Some("coffee")] {
                let said = because(code, of, "");
                for text in [&said.en, &said.ru] {
                    assert!(!text.contains(['.', '_']), "{code}: {text}");
                }
                assert!(!said.ru.contains(code), "{}", said.ru);
            }
        }
        assert_eq!(
            because("amount.of", Some("coffee"), "").en,
            "a condition on the sum of coffee does not hold"
        );
    }
}
