//! Texts about the parts of a promotion, in both languages.

codes! {
    /// A promotion that does nothing.
    NO_EFFECT "PK0501" "no-effect" Error
    headline "A promotion does nothing" "Акция ничего не делает"
    message "`{name}` says when and for whom, but not what it gives." "В `{name}` сказано, когда и для кого, но не сказано, что она даёт."
    help "Add `give`, `price`, `print` or `show`." "Добавьте `скидка`, `цена`, `напечатать` или `показать`."
    bad example!("promotion tea { on mon }\n");
    good example!("promotion tea { on mon give 10% off category \"Tea\" }\n");

    /// Discounts of different phases in one promotion.
    TWO_PHASES "PK0502" "two-phases" Error
    headline "Discounts of one promotion belong to different phases" "Скидки одной акции относятся к разным этапам"
    message "This is a discount of the phase `{second}`, but the promotion already gives one of the phase `{first}`."
            "Это скидка этапа `{second}`, а акция уже даёт скидку этапа `{first}`."
    help "Discounts on goods come before discounts off the receipt. Make two promotions of it."
         "Скидки на товары считаются раньше скидок на чек. Сделайте из неё две акции."
    bad example!("promotion tea { give 10% off category \"Tea\" give 50 RUB off receipt }\n");
    good example!("promotion tea { give 10% off category \"Tea\" }\n\npromotion receipt { give 50 RUB off receipt }\n");

    /// A clause that may stand once.
    REPEATED_CLAUSE "PK0503" "repeated-clause" Error
    headline "A clause stands twice" "Условие записано дважды"
    message "`{clause}` may stand only once here." "`{clause}` может стоять здесь только один раз."
    help "" ""
    bad example!("stores moscow = region \"Moscow\"\n\nstores tver = region \"Tver\"\n\npromotion tea { in moscow in tver give 10% off category \"Tea\" }\n");
    good example!("stores moscow = region \"Moscow\"\n\nstores tver = region \"Tver\"\n\npromotion tea { in moscow or tver give 10% off category \"Tea\" }\n");

    /// Two filters of one column joined by `and`.
    AND_OF_ONE_COLUMN "PK0504" "and-of-one-column" Error
    headline "Nothing can be two things at once" "Ничто не бывает двумя сразу"
    message "Nothing is of the {column} `{first}` and of the {column} `{second}` at once." "Не бывает сразу {column} `{first}` и {column} `{second}`."
    help "In speech \"tea and coffee\" means either: here it is `or`." "В речи «чай и кофе» означает любое из двух: здесь это `или`."
    bad example!("promotion drinks { give 10% off category \"Tea\" and category \"Coffee\" }\n");
    good example!("promotion drinks { give 10% off category \"Tea\" or category \"Coffee\" }\n");

    /// `cheapest` without a set.
    CHEAPEST_WITHOUT_SET "PK0505" "cheapest-without-set" Error
    headline "The cheapest of what?" "Самый дешёвый из чего?"
    message "`{found}` is one of a set, and this promotion has no `for each`." "`{found}` — это часть набора, а в акции нет `за каждый`."
    help "Write what is chosen from: `for each 3 of category \"Tea\"`." "Напишите, из чего выбирать: `за каждые 3 из категории \"Чай\"`."
    bad example!("promotion tea { give 100% off cheapest }\n");
    good example!("promotion tea { give 100% off category \"Tea\" }\n");

    /// A limit that no receipt can use.
    LIMIT_ZERO "PK0506" "limit-zero" Error
    headline "A limit leaves nothing" "Лимит ничего не оставляет"
    message "With this limit the promotion never applies." "С таким лимитом акция никогда не применится."
    help "" ""
    bad example!("promotion tea { give 10% off category \"Tea\" limit 0 times per receipt }\n");
    good example!("promotion tea { give 10% off category \"Tea\" limit 1 time per receipt }\n");

    /// A base of a sum.
    BASE_OF_SUM "PK0507" "base-of-sum" Error
    headline "A sum has no base" "У суммы нет базы"
    message "`{found}` is a sum: only a percent is a percent of some price." "`{found}` — сумма: только процент берётся от какой-то цены."
    help "" ""
    bad example!("promotion tea { give 10 RUB off category \"Tea\" of list price }\n");
    good example!("promotion tea { give 10% off category \"Tea\" of list price }\n");

    /// A value a text cannot show.
    UNKNOWN_TEXT_VALUE "PK0508" "unknown-text-value" Error
    headline "A text names a value that does not exist" "В тексте названо значение, которого нет"
    message "A text cannot show `{name}`." "Текст не может показать `{name}`."
    help "It can show: {known}, and properties of the client, `client.…`. A brace itself is written `\\{`."
         "Он может показать: {known} и свойства клиента, `клиент.…`. Сама скобка пишется `\\{`."
    bad example!("promotion tea { give 10% off category \"Tea\" print \"You saved {save}.\" }\n");
    good example!("promotion tea { give 10% off category \"Tea\" print \"You saved {saved}.\" }\n");

    /// A condition on the client that guests cannot meet.
    GUEST_SURPRISE "PK0509" "guest-surprise" Hint
    headline "Guests never get this" "Гостям это не достанется"
    message "`{fact}` is not known of a guest, so guests never get this promotion." "О госте `{fact}` неизвестно, поэтому гостям эта акция не достанется."
    help "Say so with `for known clients`, and nobody at the till is surprised." "Скажите это словами `для известных клиентов`, и на кассе никто не удивится."
    bad example!("promotion tea { when client.visits >= 5 give 10% off category \"Tea\" }\n");
    good example!("promotion tea { for known clients when client.visits >= 5 give 10% off category \"Tea\" }\n");

    /// `each` with something that is no sum.
    TEXT_UNCLOSED_VALUE "PK0510" "text-value-unclosed" Error
    headline "A value in a text is not closed" "Значение в тексте не закрыто"
    message "`{found}` opens a value and does not close it." "`{found}` открывает значение и не закрывает его."
    help "A brace itself is written `\\{`." "Сама скобка пишется `\\{`."
    bad example!("promotion tea { give 10% off category \"Tea\" print \"You saved {saved.\" }\n");
    good example!("promotion tea { give 10% off category \"Tea\" print \"You saved {saved}.\" }\n");

    /// `off set` without a set.
    SET_WITHOUT_FOR_EACH "PK0511" "set-without-for-each" Error
    headline "There is no set here" "Здесь нет набора"
    message "`{found}` needs a set, and this promotion has no `for each`." "Для `{found}` нужен набор, а в акции нет `за каждый`."
    help "" ""
    bad example!("promotion tea { give 20% off set }\n");
    good example!("promotion tea { give 20% off receipt }\n");

    /// A limit of pieces on a discount off the receipt.
    PIECES_OF_RECEIPT "PK0512" "pieces-of-receipt" Error
    headline "A receipt has no pieces" "У чека нет штук"
    message "This limit counts pieces, but the promotion gives a discount off the receipt." "Этот лимит считает штуки, а акция даёт скидку на чек."
    help "Limit it by money or by times." "Ограничьте её деньгами или числом раз."
    bad example!("promotion big { give 10% off receipt limit 2 pcs per receipt }\n");
    good example!("promotion big { give 10% off receipt limit 200 RUB per receipt }\n");

    /// `partial` of something that cannot be cut.
    PARTIAL_ONLY_MONEY "PK0513" "partial-only-money" Error
    headline "Only a limit of money can be partial" "Частичным бывает только денежный лимит"
    message "A limit of times or pieces cannot be granted in part." "Лимит раз или штук нельзя дать частично."
    help "" ""
    bad example!("promotion tea { give 10% off category \"Tea\" limit 2 times per receipt partial }\n");
    good example!("promotion tea { give 10% off category \"Tea\" limit 200 RUB per receipt partial }\n");

    /// A fixed price of the receipt.
    PRICE_OF_RECEIPT "PK0515" "price-of-receipt" Error
    headline "A receipt has no fixed price" "У чека нет твёрдой цены"
    message "A fixed price is for goods, not for the receipt." "Твёрдая цена бывает у товаров, а не у чека."
    help "Name the goods, or take a discount off the receipt: `give 100 RUB off receipt`."
         "Назовите товары или дайте скидку на чек: `скидка 100 руб на чек`."
    bad example!("promotion tea { price 99 RUB for receipt }\n");
    good example!("promotion tea { price 99 RUB for category \"Tea\" }\n");

    /// `paid by` an empty text and the like.
    EMPTY_TEXT "PK0514" "empty-text" Error
    headline "A text is empty" "Текст пуст"
    message "An empty text names nothing." "Пустой текст ничего не называет."
    help "" ""
    bad example!("promotion tea { give 10% off category \"\" }\n");
    good example!("promotion tea { give 10% off category \"Tea\" }\n");
}

phrases! {
    JOIN_WITH_OR "join them by `or`" "соединить через `или`"
    ADD_KNOWN_CLIENTS "add `for known clients`" "добавить `для известных клиентов`"
    FIRST_EFFECT "the first discount is here" "первая скидка — здесь"
    FIRST_CLAUSE "it stands here first" "впервые — здесь"
    REMOVE_IT "remove it" "убрать"
    CATEGORY "category" "категории"
    BRAND "brand" "бренда"
    SUPPLIER "supplier" "поставщика"
    SKU "sku" "артикула"
    REGION "region" "региона"
    FORMAT "format" "формата"
    STORE "store" "магазина"
    PARTNER "partner" "партнёра"
    PROPERTY "property" "свойства"
}
