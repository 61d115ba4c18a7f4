//! Texts about what can never happen, and about what may happen otherwise than expected, in both languages.

codes! {
    /// A promotion that no receipt can have.
    NEVER_APPLIES "PK1101" "never-applies" Warning
    headline "A promotion can never apply" "Акция не сработает никогда"
    message "`{name}` never gives anything: {why}." "`{name}` никогда ничего не даст: {why}."
    help "" ""
    about "Each clause is right by itself, but together they leave no receipt for which the promotion would apply. Most often a bound, a group of goods or a limit is not the one that was meant."
          "Каждая строка по себе верна, но вместе они не оставляют ни одного чека, на котором акция сработала бы. Чаще всего не та граница, не та группа товаров или не тот лимит."
    bad example!("promotion tea {\n  for guests\n  give 10% off category \"Tea\"\n  limit 3 times per client guests none\n}\n");
    good example!("promotion tea {\n  for known clients\n  give 10% off category \"Tea\"\n  limit 3 times per client\n}\n");

    /// A promotion that another one always displaces.
    ALWAYS_DISPLACED "PK1102" "always-displaced" Warning
    headline "A promotion always gives way to another" "Акция всегда уступает другой"
    message "`{name}` never gives anything: `{other}` has all its goods at the same times and {why}."
            "`{name}` никогда ничего не даст: `{other}` действует на те же товары в то же время и {why}."
    help "Let both act by giving one a scheme of its own, or take away what is not needed." "Если нужны обе, дайте одной из них свою схему; если нет — уберите лишнюю."
    about "Promotions of one scheme compete for goods. Where one of them acts whenever the other does, on the same goods, and never gives less, the other one is dead text. Most often it is an old promotion that was forgotten, or a condition that is missing."
          "Акции одной схемы соперничают за товары. Если одна действует всегда, когда действует другая, на те же товары и даёт не меньше, вторая — мёртвый текст. Чаще всего это забытая старая акция или пропущенное условие."
    bad example!("items tea = category \"Tea\"\n\npromotion october { valid 2026-10-01 .. 2026-10-31 give 10% off tea }\n\npromotion autumn { give 15% off tea }\n");
    good example!("items tea = category \"Tea\"\n\npromotion october { valid 2026-10-01 .. 2026-10-31 give 20% off tea }\n\npromotion autumn { give 15% off tea }\n");
}

phrases! {
    NEVER_LESS "never gives less" "даёт не меньше"
    GOES_FIRST "always goes before it" "всегда идёт раньше"
    ENDS_THE_WALK "leaves nothing to others" "ничего не оставляет другим"
    THE_DISPLACING "it gives way to this one" "она уступает этой"
    MORE_DISPLACED "More promotions are always displaced, which are not listed here: {count}." "Ещё акции, которые всегда уступают другим и здесь не перечислены: {count}."
    AGAINST_THIS "it never goes together with this" "вместе с этим не бывает никогда"
    GUESTS_LIMITED_AWAY "it is for guests, and its limit leaves guests nothing" "она для гостей, а лимит гостям ничего не оставляет"
    COUPON_OF_KNOWN "it is for guests, and only known clients can use codes of `{coupon}`" "она для гостей, а коды `{coupon}` — только для известных клиентов"
    GUESTS_HAVE_NO_DAY "it is for guests, and of a guest no such day is known" "она для гостей, а у гостя такой день неизвестен"
    WEIGHT_HAS_NO_PIECES "its limit counts pieces, and the set takes goods by weight" "лимит считает штуки, а набор берёт товар на вес"
    SET_OVER_LIMIT "one set takes at least {least} pcs, and the limit leaves {most}" "один набор берёт не меньше {least} шт, а лимит оставляет {most}"
    NO_GOODS_LEFT "no goods are left in this selection" "в этом наборе товаров ничего не остаётся"
    GOODS_PROTECTED "a protection keeps all of these goods from receiving a discount" "защита не даёт скидок ни на один из этих товаров"
    DATES_NEVER_MEET "these dates are never inside its window" "эти даты не попадают в её срок"
    HOURS_NEVER_MEET "these hours are never inside its window" "эти часы не попадают в её время"
    COUPON_NEVER_MEETS "`{coupon}` is never in force while it is" "`{coupon}` не действует ни разу, пока действует она"
    STORES_APART "no store is in both" "такого магазина нет: эти условия исключают друг друга"
    VALUES_APART "nothing can be both" "одновременно это не выполняется"
    LESS_THAN_A_PART "the whole cannot be less than this part of it" "целое не бывает меньше своей части"
    LESS_THAN_NEEDED "with so little of these goods there is nothing to give a discount on" "когда этих товаров так мало, скидку давать не на что"
}
