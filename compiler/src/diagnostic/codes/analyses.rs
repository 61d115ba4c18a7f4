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

    /// A step that does nothing of its own.
    IDLE_STEP "PK1103" "idle-step" Warning
    headline "A step of a ladder does nothing" "Ступень шкалы ничего не меняет"
    message "The step from {from} does nothing: {why}." "Ступень с {from} ничего не меняет: {why}."
    help "" ""
    about "A step that no receipt reaches, that every receipt has passed, or that gives what the one before gave is a promise to nobody. Most often a threshold, a reward or a condition is not the one that was meant."
          "Ступень, до которой не доходит ни один чек, которую каждый чек уже прошёл или которая даёт то же, что предыдущая, — обещание никому. Чаще всего не тот порог, не та награда или не то условие."
    bad example!("promotion big {\n  when receipt.amount < 3 000 RUB\n  give off receipt by amount of all {\n    from 1 000 RUB: 5%\n    from 3 000 RUB: 10%\n  }\n}\n");
    good example!("promotion big {\n  when receipt.amount < 5 000 RUB\n  give off receipt by amount of all {\n    from 1 000 RUB: 5%\n    from 3 000 RUB: 10%\n  }\n}\n");

    /// Percents that add up past a hundred.
    PAST_HUNDRED "PK1111" "past-hundred" Advice
    headline "Discounts add up past 100%" "Скидки в сумме больше 100%"
    message "Discounts take {sum} off {good}: {names}." "Скидки снимают {sum} с {good}: {names}."
    help "What is past 100% is not given: each discount gets what the ones before it have left." "То, что больше 100%, не даётся: каждой скидке достаётся то, что оставили прежние."
    about "In a scheme that combines `all`, discounts of one good add up, and one scheme takes from what another has left. A sum may be more than a cheap good of the catalogue costs. Past its price nothing is left to take off, and the customer gets the good for nothing. If that is not meant, let the scheme choose the best, or protect the goods by a lowest price."
          "В схеме `сочетание все` скидки на один товар складываются, а следующая схема снимает с того, что осталось. Сумма бывает больше цены дешёвого товара из каталога. Больше цены снять нечего, и покупатель получает товар даром. Если так не задумано, пусть схема выбирает лучшую, или защитите товар наименьшей ценой."
    bad example!("scheme extra { phase goods after goods combine all }\n\npromotion tea { scheme extra give 60% off category \"Tea\" }\n\npromotion green { scheme extra give 50% off category \"Tea/Green\" }\n");
    good example!("scheme extra { phase goods after goods combine all }\n\npromotion tea { scheme extra give 60% off category \"Tea\" }\n\npromotion green { scheme extra give 30% off category \"Tea/Green\" }\n");

    /// A discount that a protection cuts.
    FLOOR_REACHED "PK1112" "floor-reached" Advice
    headline "A discount reaches a lowest price" "Скидка упирается в наименьшую цену"
    message "`{name}` promises {promise}, and goods at {price} do not get below {least}." "`{name}` обещает {promise}, а товары по {price} не станут дешевле {least}."
    help "" ""
    about "A protection holds whatever a promotion says. On some goods the customer then gets less than the poster says, and will ask why. Leave such goods out, or say so in the terms."
          "Защита действует, что бы ни говорила акция. На некоторые товары покупатель получит меньше, чем обещает плакат, и спросит почему. Исключите такие товары или скажите об этом в условиях."
    bad example!("items rum = category \"Rum\"\n\nprotect rum { price at least 349 RUB }\n\npromotion rum_week { give 20% off rum }\n");
    good example!("items rum = category \"Rum\"\n\nprotect rum { price at least 349 RUB }\n\npromotion rum_week { give 20% off category \"Tea\" }\n");

    /// Parts of a set that take the same goods.
    ROLES_COMPETE "PK1113" "roles-compete" Advice
    headline "Parts of a set take the same goods" "Части набора берут одни и те же товары"
    message "Some goods fit both of these parts: {names}. One piece fills only one of them, so a set needs at least {least} pcs."
            "Некоторые товары подходят обеим частям: {names}. Одна штука заполняет только одну, поэтому набору нужно не меньше {least} шт."
    help "" ""
    about "Each part of a set takes pieces of its own. Where the goods of two parts overlap, a customer with one piece that fits both may think the set is there. Often one of the parts was meant without the goods of the other."
          "Каждая часть набора берёт свои штуки. Если товары двух частей пересекаются, покупатель с одной штукой, подходящей обеим, решит, что набор собран. Часто одна из частей задумана без товаров другой."
    bad example!("set lunch { soup = 1 of category \"Food/Soups\" any = 1 of category \"Food\" }\n\npromotion lunch_time { for each lunch give 10% off set }\n");
    good example!("set lunch { soup = 1 of category \"Food/Soups\" any = 1 of category \"Food\" except category \"Food/Soups\" }\n\npromotion lunch_time { for each lunch give 10% off set }\n");

    /// Splitting a receipt pays.
    SPLITTING_PAYS "PK1114" "splitting-pays" Advice
    headline "Splitting a receipt pays the customer more" "Покупателю выгодно разбить чек"
    message "`{name}` pays more when a receipt is split: {why}." "`{name}` даёт больше, если разбить чек: {why}."
    help "A limit per client or card holds for all receipts of a day." "Лимит на клиента или карту действует на все чеки дня."
    about "What is given for each receipt is given again for the next one. Customers find out, and tills spend their time on two receipts for one basket. Whether that matters is for you to decide."
          "То, что даётся на каждый чек, дадут и на следующий. Покупатели это замечают, и касса пробивает два чека вместо одного. Важно ли это, решать вам."
    bad example!("promotion big { when receipt.amount >= 1 000 RUB give 100 RUB off receipt }\n");
    good example!("promotion big { when receipt.amount >= 1 000 RUB for known clients give 100 RUB off receipt limit 1 times per client per day }\n");
}

phrases! {
    STEP_TOO_HIGH "the promotion is only for less" "акция действует, только пока меньше"
    STEP_PASSED "every receipt with this promotion is already at the next one, from {next}" "каждый чек с этой акцией уже на следующей, с {next}"
    STEP_GIVES_NO_MORE "the one before already gives {given}" "предыдущая уже даёт {given}"
    AGAINST_STEP "because of this" "из-за этого"
    GIVES_WAY "a receipt on which it gives way" "чек, в котором она уступает"
    SO_MUCH_LESS "{sum} off each" "{sum} с каждой единицы"
    A_PRICE_OF "a price of {sum}" "цену {sum}"
    ONE_GOOD "one good" "одного товара"
    GOOD_AT_PRICE "a good that costs {price} (`{sku}`)" "товара за {price} (`{sku}`)"
    COSTS_NOTHING "a receipt on which this good costs nothing" "чек, в котором этот товар ничего не стоит"
    ADDS_UP "this one adds to it" "эта складывается с ней"
    COSTS_MORE "a receipt on which a piece of the first line costs {least}, whatever the promotion says" "чек, в котором штука из первой строки стоит {least}, что бы ни обещала акция"
    ONE_PIECE_MORE "the first receipt has one piece too few for the set, the second has enough" "в первом чеке для набора не хватает одной штуки, во втором хватает"
    HALVES_GET_MORE "the second and third receipts are the halves of the first; together they get more than it does" "второй и третий чек — половины первого; вместе они получают больше, чем он"
    LIMIT_OF_RECEIPT "this limit begins anew with each receipt" "этот лимит с каждым чеком начинается заново"
    SUM_OF_RECEIPT "each receipt gets this sum once" "эту сумму каждый чек получает один раз"
    STEP_OF_RECEIPT "two receipts reach a lower step twice, which is worth more than a higher step once" "два чека дважды достигают нижней ступени, а это больше, чем один раз высшая"
    ONLY_SMALL_RECEIPTS "only small receipts get it" "её получают только небольшие чеки"
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
