//! The rules of layout and spelling, one by one; every expectation is written by hand from the rules at the head of the module.

use super::*;

fn keeps(expected: &str) {
    assert_eq!(sound(expected, KEEP), expected);
}

fn gives(from: &str, to: &str) {
    assert_eq!(sound(from, KEEP), to, "{from}");
    keeps(to);
}

fn translates(english: &str, russian: &str) {
    assert_eq!(sound(english, RUSSIAN), russian);
    assert_eq!(sound(russian, ENGLISH), english);
    assert_eq!(sound(english, ENGLISH), english);
    assert_eq!(sound(russian, RUSSIAN), russian);
}

/// One promotion with these clauses, each already at its column.
fn promotion(clause: &str) -> String {
    format!("promotion p {{\n  {clause}\n}}\n")
}

fn акция(clause: &str) -> String {
    format!("акция p {{\n  {clause}\n}}\n")
}

#[test]
fn values_stand_in_one_column() {
    gives(
        "promotion p { valid 2026-09-01..2026-12-31\n give 15% off coffee\n for each breakfast exclusive }",
        "promotion p {\n  valid     2026-09-01 .. 2026-12-31\n  give      15% off coffee\n  for each  breakfast\n  exclusive\n}\n",
    );
}

#[test]
fn a_block_that_opens_over_lines_takes_no_part_in_the_column() {
    keeps(
        "test \"t\" {\n  at      2026-10-05 09:00\n  receipt {\n    1 x A  at 1 RUB\n  }\n  expect  total 1 RUB\n}\n",
    );
    keeps("test \"t\" {\n  at       2026-10-05 09:00\n  receipt  { 1 x A at 1 RUB }\n  expect   total 1 RUB\n}\n");
}

#[test]
fn a_line_break_inside_decides_between_one_line_and_many() {
    gives(
        "accrual a{earn 1 bonus per 100 RUB of all}",
        "accrual a { earn 1 bonus per 100 RUB of all }\n",
    );
    gives(
        "accrual a{\nearn 1 bonus per 100 RUB of all}",
        "accrual a {\n  earn  1 bonus per 100 RUB of all\n}\n",
    );
    gives("set s { }", "set s { }\n");
    gives("set s {\n\n}", "set s {\n}\n");
}

#[test]
fn a_one_line_block_that_is_too_long_is_opened() {
    let clause = "  print \"twenty letters or so\"".repeat(5);
    let opened = "  print  \"twenty letters or so\"\n".repeat(5);
    gives(
        &format!("promotion p {{{clause} }}"),
        &format!("promotion p {{\n{opened}}}\n"),
    );
}

/// Found by the long run: on one line this fits in English (106 characters) and not in Russian (118), and would come back opened.
#[test]
fn a_one_line_block_fits_in_both_languages_or_is_opened() {
    let clauses = [
        "stores \"\"",
        "products \"Coffee or not\"",
        "time zone \"b\"",
        "owner \"teamsssss\"",
        "rounding total half up",
    ];
    let line = format!("retailer {{ {} }}\n", clauses.join("  "));
    assert_eq!(line.trim_end().chars().count(), 106);
    assert_eq!(sound(&line, KEEP).lines().count(), 7, "{}", sound(&line, KEEP));
    assert_eq!(sound(&sound(&line, RUSSIAN), ENGLISH), sound(&line, ENGLISH));
}

#[test]
fn one_line_neighbours_share_their_hinge() {
    gives(
        "items a = brand \"A\"\nitems long = brand \"B\"\n\nitems c = brand \"C\"",
        "items a    = brand \"A\"\nitems long = brand \"B\"\n\nitems c = brand \"C\"\n",
    );
    gives(
        "set a {x = 1 of b}\nset bcd {x = 1 of b}",
        "set a   { x = 1 of b }\nset bcd { x = 1 of b }\n",
    );
}

#[test]
fn goods_and_levels_are_tables() {
    keeps(
        "test \"t\" {\n  receipt {\n    2 x LATTE      at   180 RUB in \"Drinks/Coffee\"\n    1 x CROISSANT  at 90.50 RUB in \"Bakery\"\n  }\n}\n",
    );
    keeps("levels l {\n  level  start\n  level  silver \"S\"    from 1 RUB\n  level  gold   \"Gold\" from 2 RUB\n}\n");
}

#[test]
fn comments_at_line_ends_share_a_column() {
    gives(
        "promotion p {\n  give 15% off coffee // a\n  // own line\n  exclusive // b\n  // last\n} // after\n// end",
        "promotion p {\n  give  15% off coffee  // a\n  // own line\n  exclusive             // b\n  // last\n}  // after\n// end\n",
    );
}

#[test]
fn a_comment_inside_a_clause_ends_its_line() {
    gives(
        "promotion p {\n  give // why\n 15% off coffee\n}",
        "promotion p {\n  give  // why\n      15% off coffee\n}\n",
    );
}

#[test]
fn documentation_stands_above_its_declaration() {
    gives(
        "items a = brand \"A\" /// Of b.\nitems b = a",
        "items a = brand \"A\"\n/// Of b.\nitems b = a\n",
    );
}

#[test]
fn blank_lines_are_the_authors_but_at_most_one() {
    gives(
        "\n\n\nitems a = b\n\n\n\nitems c = d\npromotion p {\n\n  exclusive\n\n\n  priority 1\n\n}\nitems e = f\n",
        "items a = b\n\nitems c = d\n\npromotion p {\n  exclusive\n\n  priority  1\n}\n\nitems e = f\n",
    );
}

#[test]
fn long_lists_break_after_commas_and_before_joining_words() {
    let sku = |n: usize| format!("\"SKU-00000000000{n}\"");
    let line = |from: usize, to: usize| (from..=to).map(sku).collect::<Vec<_>>().join(", ");
    // `items x = sku` and five skus of 19 characters with their commas take 13 + 5 × 20 = 113 - over the width; four fit.
    gives(
        &format!("items x = sku {}", line(1, 9)),
        &format!("items x = sku {},\n    {},\n    {}\n", line(1, 4), line(5, 9), "").replace(",\n    \n", "\n"),
    );
    let brand = format!("brand \"{}\"", "b".repeat(50));
    gives(
        &format!("items x = {brand} or {brand}"),
        &format!("items x = {brand}\n    or {brand}\n"),
    );
}

#[test]
fn numbers_keep_their_digits_and_dates_get_two() {
    keeps(&promotion("limit  1 000 000 RUB"));
    keeps(&promotion("limit  1_000_000 RUB"));
    gives(
        &promotion("limit  1\u{A0}000\u{202F}000 RUB"),
        &promotion("limit  1 000 000 RUB"),
    );
    keeps(&promotion("give  10,5% off coffee"));
    gives(
        &promotion("valid  from 1.9.2026 8:00"),
        &promotion("valid  from 01.09.2026 08:00"),
    );
    gives(&promotion("give  15 % off coffee"), &promotion("give  15% off coffee"));
    // One blank would make a thousand of the line's number and its amount.
    gives(
        "test \"t\" { expect net 1   500 RUB }\n",
        "test \"t\" { expect net 1  500 RUB }\n",
    );
    keeps("test \"t\" { expect net 1 50 RUB }\n");
}

#[test]
fn one_spelling_per_keyword() {
    gives(
        &promotion("IF  receipt.amount >= 1 RUB"),
        &promotion("when  receipt.amount >= 1 RUB"),
    );
    gives(
        &promotion("limit  2 time per client"),
        &promotion("limit  2 times per client"),
    );
    gives(
        &promotion("limit  1 times per client"),
        &promotion("limit  1 time per client"),
    );
    gives(&promotion("on  monday, tuesday"), &promotion("on  mon, tue"));
    gives(
        &promotion("on  first sun of month"),
        &promotion("on  first sunday of month"),
    );
    gives(&promotion("on days  5 of month"), &promotion("on day  5 of month"));
    gives(&promotion("limit  5 рублей"), &promotion("limit  5 руб"));
    keeps(&promotion("limit  5 ₽"));
    gives(&акция("лимит  5 раза на клиента"), &акция("лимит  5 раз на клиента"));
    gives(&акция("лимит  22 раз на клиента"), &акция("лимит  22 раза на клиента"));
    gives(&акция("лимит  11 раза на клиента"), &акция("лимит  11 раз на клиента"));
    gives(
        &акция("действует  1 месяцев после выдачи"),
        &акция("действует  1 месяц после выдачи"),
    );
    gives(
        &акция("действует  2,5 лет после выдачи"),
        &акция("действует  2,5 года после выдачи"),
    );
}

#[test]
fn russian_cases_follow_the_phrase() {
    gives(
        "товары а = категорию \"А\" кроме бренд \"Б\"",
        "товары а = категория \"А\" кроме бренда \"Б\"\n",
    );
    gives(
        &акция("скидка  15% на категория \"А\""),
        &акция("скидка  15% на категорию \"А\""),
    );
    gives(
        &акция("скидка  15% на товары категория \"А\""),
        &акция("скидка  15% на товары категории \"А\""),
    );
    gives(
        &акция("скидка  5 руб на каждую категорию \"А\""),
        &акция("скидка  5 руб на каждую категории \"А\""),
    );
    gives(
        &акция("подарок  1 из категорию \"А\""),
        &акция("подарок  1 из категории \"А\""),
    );
    gives(
        "защита категория \"А\" { без скидки }",
        "защита категории \"А\" { без скидок }\n",
    );
    gives(&акция("в  первый среда месяца"), &акция("в  первую среду месяца"));
    gives(&акция("в  второй вторник месяца"), &акция("во  второй вторник месяца"));
    gives(&акция("в дни  каждый день"), &акция("в  каждый день"));
}

#[test]
fn the_author_declines_what_depends_on_a_name() {
    keeps(&акция("за каждую  пиццу"));
    keeps(&акция("за каждое  мороженое"));
    keeps(&акция("скидка  5 руб на каждую пиццу"));
    keeps(&акция("скидка  50% на самую дешёвую"));
    keeps("магазины а = регион \"А\"\n");
}

#[test]
fn phrases_translate_by_what_they_are() {
    translates(&promotion("for each  breakfast"), &акция("за каждый  breakfast"));
    translates(&promotion("for each  3 of coffee"), &акция("за каждые  3 из coffee"));
    translates(&promotion("limit  2 times per receipt"), &акция("лимит  2 раза на чек"));
    translates(
        &promotion("give  100 RUB off receipt"),
        &акция("скидка  100 руб на чек"),
    );
    translates(
        &promotion("when  receipt.amount at least 500 RUB"),
        &акция("если  чек.сумма не меньше 500 руб"),
    );
    translates(
        &promotion("on  mon..fri from 08:00 to 11:00"),
        &акция("в дни  пн..пт с 08:00 до 11:00"),
    );
    translates(&promotion("in  moscow"), &акция("в  moscow"));
    translates(
        &promotion("on  last sunday of month"),
        &акция("в  последнее воскресенье месяца"),
    );
    translates(&promotion("on  registration"), &акция("при  регистрации"));
    translates(
        &promotion("paid by  \"MIR\" or cash"),
        &акция("при оплате  \"MIR\" или наличными"),
    );
    translates(&promotion("price  199 RUB for set"), &акция("цена  199 руб за набор"));
    translates(
        &promotion("earn  1 bonus per 100 RUB of coffee"),
        &акция("начислить  1 bonus за каждые 100 руб по coffee"),
    );
    translates(
        &promotion("valid  from 2026-09-01 to 2026-12-31"),
        &акция("действует  с 01.09.2026 по 31.12.2026"),
    );
    translates(
        &promotion("give  off receipt by amount of all { from 1 000 RUB: 5% } whole"),
        &акция("скидка  на чек по сумме всех { от 1 000 руб: 5% } на всё"),
    );
    translates(
        &promotion("on  client.birthday and 3 days before and 7 days after"),
        &акция("в день  клиент.день_рождения и 3 дня до и 7 дней после"),
    );
    translates(
        &promotion("when  bonus.expiring within 1 day > 5 bonus"),
        &акция("если  bonus.сгорает в течение 1 дня > 5 bonus"),
    );
    translates(
        &promotion("when  bonus.expiring within 14 days > 5 bonus"),
        &акция("если  bonus.сгорает в течение 14 дней > 5 bonus"),
    );
    translates(
        "client property student : yes/no\n",
        "свойство клиента student : да/нет\n",
    );
}

#[test]
fn names_texts_and_comments_are_not_translated() {
    translates(
        "/// Give 5% off.\npromotion sale \"Give 5% off {client.name}\" {\n  give  5% off coffee  // if you can\n}\n",
        "/// Give 5% off.\nакция sale \"Give 5% off {client.name}\" {\n  скидка  5% на coffee  // if you can\n}\n",
    );
    translates(&promotion("when  client.student"), &акция("если  клиент.student"));
    translates(
        "items `receipt` = sku \"receipt\"\n",
        "товары `receipt` = артикул \"receipt\"\n",
    );
}

#[test]
fn a_broken_declaration_is_left_alone_and_its_neighbours_are_not() {
    let text = "items a   =   brand \"A\"\npromotion   p {\n give   15% of   coffee\n}\nitems b=brand \"B\"\n";
    let formatted = format(text, KEEP);
    assert_eq!(
        formatted.text,
        "items a = brand \"A\"\n\npromotion   p {\n give   15% of   coffee\n}\n\nitems b = brand \"B\"\n"
    );
    assert_eq!(formatted.left.len(), 1);
    assert_eq!(
        &text[formatted.left[0].0],
        "promotion   p {\n give   15% of   coffee\n}"
    );
}

/// The comment that leaves a keyword does no harm to what is read.
#[test]
fn a_comment_may_leave_a_keyword() {
    let text = "items все_кофе = brand \"A\"\nclient // remark\n group staff { in everyone }\n";
    assert_eq!(
        sound(text, RUSSIAN),
        "товары все_кофе = бренд \"A\"\n// remark\nгруппа клиентов staff { в everyone }\n"
    );
}

#[test]
fn a_byte_order_mark_goes_and_other_line_breaks_become_one() {
    gives("\u{FEFF}items a = b\r\nitems c = d\r\n", "items a = b\nitems c = d\n");
}

#[test]
fn russian_values_stand_behind_the_word_that_a_preposition_governs() {
    gives(
        "акция листовка {\n с купоном листовка\n скидка 10% на чек\n показать кассиру \"Листовка\"\n}\n",
        "акция листовка {\n  с купоном         листовка\n  скидка            10% на чек\n  показать кассиру  \"Листовка\"\n}\n",
    );
    // In English `with` reads well alone, and so does a Russian coupon without its word.
    keeps("promotion p {\n  with  coupon leaflet\n  show  cashier \"Leaflet\"\n}\n");
    keeps("акция p {\n  с       листовкой\n  скидка  10% на чек\n}\n");
}
