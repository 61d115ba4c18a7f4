//! Texts about the parts of a promotion, in both languages.

codes! {
    /// A promotion that does nothing.
    NO_EFFECT "PK0501" "no-effect" Error
    headline "A promotion does nothing" "Акция ничего не делает"
    message "`{name}` does not say what it gives." "Не сказано, что даёт `{name}`."
    help "Add `give`, `price`, `gift`, `print` or `show`." "Добавьте `скидка`, `цена`, `подарок`, `напечатать` или `показать`."
    about "A promotion is conditions and effects. Without an effect it would be checked on every receipt and change none."
          "Акция — это условия и действия. Без действия она проверялась бы на каждом чеке и ничего не меняла."
    bad example!("promotion tea { on mon }\n");
    good example!("promotion tea { on mon give 10% off category \"Tea\" }\n");

    /// Discounts of different phases in one promotion.
    TWO_PHASES "PK0502" "two-phases" Error
    headline "Discounts of one promotion belong to different phases" "Скидки одной акции относятся к разным этапам"
    message "This is a discount of the phase `{second}`, but the promotion already gives one of the phase `{first}`."
            "Это скидка этапа `{second}`, а акция уже даёт скидку этапа `{first}`."
    help "Discounts on goods come before discounts off the receipt. Make two promotions of it."
         "Скидки на товары считаются раньше скидок на чек. Сделайте из неё две акции."
    about "Discounts on goods are counted first, then discounts off the receipt on what is left. One promotion cannot act at both moments, because it is chosen or not as a whole."
          "Сначала считаются скидки на товары, потом от остатка — скидки на чек. Одна акция не может действовать в оба момента: она выбирается целиком."
    bad example!("promotion tea { give 10% off category \"Tea\" give 50 RUB off receipt }\n");
    good example!("promotion tea { give 10% off category \"Tea\" }\n\npromotion receipt { give 50 RUB off receipt }\n");

    /// A clause that may stand once.
    REPEATED_CLAUSE "PK0503" "repeated-clause" Error
    headline "A clause stands twice" "Строка условия записана дважды"
    message "`{clause}` may stand only once here." "`{clause}` может стоять здесь только один раз."
    help "" ""
    about "`in`, `for`, `paid by` and others stand once in a promotion. Twice could mean \"both\" or \"either\"; write which."
          "`в`, `для`, `при оплате` и другие стоят в акции один раз. Два раза могли бы значить и «оба», и «любое»: запишите, что именно."
    bad example!("stores moscow = region \"Moscow\"\n\nstores tver = region \"Tver\"\n\npromotion tea { in moscow in tver give 10% off category \"Tea\" }\n");
    good example!("stores moscow = region \"Moscow\"\n\nstores tver = region \"Tver\"\n\npromotion tea { in moscow or tver give 10% off category \"Tea\" }\n");

    /// Two filters of one column joined by `and`.
    AND_OF_ONE_COLUMN "PK0504" "and-of-one-column" Error
    headline "Nothing can be two things at once" "Ничто не бывает двумя сразу"
    message "Nothing is of the {column} `{first}` and of the {column} `{second}` at once." "Один товар или магазин не бывает сразу {column} `{first}` и {column} `{second}`."
    help "In speech \"tea and coffee\" means either: here it is `or`." "В речи «чай и кофе» означает любое из двух: здесь это `или`."
    about "A product has one category, one brand, one supplier. Joined by `and`, two of them leave nothing at all."
          "У товара одна категория, один бренд, один поставщик. Два значения через `и` не оставляют ничего."
    bad example!("promotion drinks { give 10% off category \"Tea\" and category \"Coffee\" }\n");
    good example!("promotion drinks { give 10% off category \"Tea\" or category \"Coffee\" }\n");

    /// `cheapest` without a set.
    CHEAPEST_WITHOUT_SET "PK0505" "cheapest-without-set" Error
    headline "The cheapest of what?" "Самый дешёвый из чего?"
    message "`{found}` is one of a set, and this promotion has no `for each`." "`{found}` выбирают из набора, а в акции нет `за каждый`."
    help "Write what is chosen from: `for each 3 of category \"Tea\"`." "Напишите, из чего выбирать: `за каждые 3 из категории \"Чай\"`."
    about "`cheapest` picks from the goods of a set. Without a set, on a receipt with a fridge and a loaf, it would always be the loaf."
          "`самый дешёвый` выбирают из товаров набора. Без набора в чеке с холодильником и хлебом это всегда был бы хлеб."
    bad example!("promotion tea { give 100% off cheapest }\n");
    good example!("promotion tea { give 100% off category \"Tea\" }\n");

    /// A limit that no receipt can use.
    LIMIT_ZERO "PK0506" "limit-zero" Error
    headline "A limit leaves nothing" "Лимит не оставляет ни одного применения"
    message "With this limit the promotion never applies." "С таким лимитом акция никогда не применится."
    help "" ""
    about "A limit of zero switches a promotion off in a way that is easily overlooked. To stop it, end its `valid` window."
          "Нулевой лимит выключает акцию так, что это легко не заметить. Чтобы её остановить, закройте срок `действует`."
    bad example!("promotion tea { give 10% off category \"Tea\" limit 0 times per receipt }\n");
    good example!("promotion tea { give 10% off category \"Tea\" limit 1 time per receipt }\n");

    /// A base of a sum.
    BASE_OF_SUM "PK0507" "base-of-sum" Error
    headline "A sum has no base" "У суммы нет базы"
    message "`{found}` is a sum: only a percent is a percent of some price." "`{found}` — сумма: только процент берётся от какой-то цены."
    help "" ""
    about "`of list price` and `of running price` say what a percent is a percent of. Ten roubles are ten roubles of any price."
          "`от полной цены` и `от текущей цены` говорят, от чего берётся процент. Десять рублей — это десять рублей при любой цене."
    bad example!("promotion tea { give 10 RUB off category \"Tea\" of list price }\n");
    good example!("promotion tea { give 10% off category \"Tea\" of list price }\n");

    /// A value a text cannot show.
    UNKNOWN_TEXT_VALUE "PK0508" "unknown-text-value" Error
    headline "A text names a value that does not exist" "В тексте названо значение, которого нет"
    message "A text cannot show `{name}`." "Текст не может показать `{name}`."
    help "It can show: {known}, and properties of the client, `client.…`. A brace itself is written `\\{`."
         "Он может показать: {known} и свойства клиента, `клиент.…`. Сама скобка пишется `\\{`."
    about "In a text, `{…}` is replaced by a value with its unit: `{saved}` becomes 54.00 RUB. Only known values can stand there, so that no customer ever reads a brace."
          "В тексте `{…}` заменяется значением с единицей: `{экономия}` превращается в 54.00 RUB. Там могут стоять только известные значения, чтобы покупатель никогда не увидел скобок."
    bad example!("promotion tea { give 10% off category \"Tea\" print \"You saved {save}.\" }\n");
    good example!("promotion tea { give 10% off category \"Tea\" print \"You saved {saved}.\" }\n");

    /// A condition on the client that guests cannot meet.
    GUEST_SURPRISE "PK0509" "guest-surprise" Hint
    headline "Guests never get this" "Гостям это не достанется"
    message "`{fact}` is not known of a guest, so guests never get this promotion." "О госте `{fact}` неизвестно, поэтому гостям эта акция не достанется."
    help "Say so with `for known clients`, and nobody at the till is surprised." "Скажите это словами `для известных клиентов`, и на кассе никто не удивится."
    about "A guest has no age, no visits and no birthday, and Perk never takes \"not known\" for \"no\". The promotion works; the hint only makes visible whom it leaves out."
          "У гостя нет ни возраста, ни покупок, ни дня рождения, и «неизвестно» Perk никогда не принимает за «нет». Акция работает; подсказка лишь показывает, кого она не касается."
    bad example!("promotion tea { when client.visits >= 5 give 10% off category \"Tea\" }\n");
    good example!("promotion tea { for known clients when client.visits >= 5 give 10% off category \"Tea\" }\n");

    /// `each` with something that is no sum.
    TEXT_UNCLOSED_VALUE "PK0510" "text-value-unclosed" Error
    headline "A value in a text is not closed" "Значение в тексте не закрыто"
    message "`{found}` opens a value and does not close it." "`{found}` открывает значение и не закрывает его."
    help "A brace itself is written `\\{`." "Сама скобка пишется `\\{`."
    about "A `{` in a text opens a value and needs its `}` before the text ends."
          "`{` в тексте открывает значение, и до конца текста ей нужна пара, `}`."
    bad example!("promotion tea { give 10% off category \"Tea\" print \"You saved {saved.\" }\n");
    good example!("promotion tea { give 10% off category \"Tea\" print \"You saved {saved}.\" }\n");

    /// `off set` without a set.
    SET_WITHOUT_FOR_EACH "PK0511" "set-without-for-each" Error
    headline "There is no set here" "Здесь нет набора"
    message "`{found}` needs a set, and this promotion has no `for each`." "Для `{found}` нужен набор, а в акции нет `за каждый`."
    help "" ""
    about "`off set` and `price … for set` speak of the goods that `for each` puts together. Without `for each` there is nothing they could mean."
          "`на набор` и `цена … за набор` говорят о товарах, которые собраны словами `за каждый`. Без них не о чем говорить."
    bad example!("promotion tea { give 20% off set }\n");
    good example!("promotion tea { give 20% off receipt }\n");

    /// A limit of pieces on a discount off the receipt.
    PIECES_OF_RECEIPT "PK0512" "pieces-of-receipt" Error
    headline "A receipt has no pieces" "У чека нет штук"
    message "This limit counts pieces, but the promotion gives a discount off the receipt." "Этот лимит считает штуки, а акция даёт скидку на чек."
    help "Limit it by money or by times." "Ограничьте её деньгами или числом раз."
    about "A discount off the receipt lies on all of it, not on pieces that could be counted."
          "Скидка на чек лежит на всём чеке, а не на штуках, которые можно посчитать."
    bad example!("promotion big { give 10% off receipt limit 2 pcs per receipt }\n");
    good example!("promotion big { give 10% off receipt limit 200 RUB per receipt }\n");

    /// `partial` of something that cannot be cut.
    PARTIAL_ONLY_MONEY "PK0513" "partial-only-money" Error
    headline "Only a limit of money can be partial" "Частичным бывает только денежный лимит"
    message "A limit of times or pieces cannot be granted in part." "Лимит раз или штук нельзя дать частично."
    help "" ""
    about "`partial` cuts the last use to what is left of a sum of money. Half a use and half a piece do not exist."
          "`частично` урезает последнее применение до остатка суммы. Половины применения и половины штуки не бывает."
    bad example!("promotion tea { give 10% off category \"Tea\" limit 2 times per receipt partial }\n");
    good example!("promotion tea { give 10% off category \"Tea\" limit 200 RUB per receipt partial }\n");

    /// A fixed price of the receipt.
    PRICE_OF_RECEIPT "PK0515" "price-of-receipt" Error
    headline "A receipt has no fixed price" "У чека нет твёрдой цены"
    message "A fixed price is for goods, not for the receipt." "Твёрдая цена бывает у товаров, а не у чека."
    help "Name the goods, or take a discount off the receipt: `give 100 RUB off receipt`."
         "Назовите товары или дайте скидку на чек: `скидка 100 руб на чек`."
    about "`price` sets what one unit of some goods costs. A receipt has a total, and a total with a fixed price would not depend on what is bought."
          "`цена` задаёт, сколько стоит единица товара. У чека есть итог, и твёрдый итог не зависел бы от того, что куплено."
    bad example!("promotion tea { price 99 RUB for receipt }\n");
    good example!("promotion tea { price 99 RUB for category \"Tea\" }\n");

    /// `paid by` an empty text and the like.
    EMPTY_TEXT "PK0514" "empty-text" Error
    headline "A text is empty" "Текст пуст"
    message "An empty text names nothing." "Пустой текст ничего не называет."
    help "" ""
    about "No category, brand or shop is called nothing. Most likely a value was to be filled in later."
          "Категорий, брендов и магазинов с пустым названием нет. Скорее всего, значение собирались вписать позже."
    bad example!("promotion tea { give 10% off category \"\" }\n");
    good example!("promotion tea { give 10% off category \"Tea\" }\n");

    /// Two names of goods joined by `and` that have nothing in common.
    NOTHING_IN_BOTH "PK0516" "nothing-in-both" Warning
    headline "No product is in both" "Ни один товар не входит в оба набора"
    message "No product is both in `{first}` and in `{second}`." "Ни один товар не входит и в `{first}`, и в `{second}`."
    help "In speech \"tea and sweets\" means either: here it is `or`." "В речи «чай и сладости» означает любое из двух: здесь это `или`."
    about "`and` keeps what is in both, and these two have nothing in common, so the promotion would never give anything."
          "`и` оставляет то, что входит в оба набора, а у этих двух нет ничего общего, и акция никогда ничего не даст."
    bad example!("items tea = category \"Tea\"\n\nitems sweets = category \"Sweets\"\n\npromotion treats { give 10% off tea and sweets }\n");
    good example!("items tea = category \"Tea\"\n\nitems sweets = category \"Sweets\"\n\npromotion treats { give 10% off tea or sweets }\n");

    /// A condition on a client in a promotion for guests.
    GUESTS_HAVE_NONE "PK0530" "guests-have-none" Warning
    headline "A promotion for guests asks about the client" "Акция для гостей спрашивает о клиенте"
    message "`{fact}` is not known of a guest, so this promotion never applies." "О госте `{fact}` неизвестно, поэтому эта акция никогда не сработает."
    help "Leave out either the condition or `for guests`." "Уберите или условие, или `для гостей`."
    about "A guest is somebody of whom nothing is known. A promotion for guests only that asks for an age or a birthday can be given to nobody."
          "Гость — тот, о ком ничего не известно. Акцию только для гостей, которая спрашивает о возрасте или дне рождения, нельзя дать никому."
    bad example!("promotion tea { for guests when client.visits >= 5 give 10% off category \"Tea\" }\n");
    good example!("promotion tea { for guests give 10% off category \"Tea\" }\n");

    /// Bounds that leave no value.
    EMPTY_RANGE "PK0531" "empty-range" Warning
    headline "Conditions that no receipt fulfils" "Условия, которым не отвечает ни один чек"
    message "No value fulfils both this condition and the other one, so this promotion never applies." "Ни одно значение не отвечает сразу этому условию и другому, поэтому эта акция никогда не сработает."
    help "Conditions add up: all of them have to hold. Perhaps the two bounds are swapped, or `or` was meant." "Условия складываются: нужны все сразу. Может быть, границы перепутаны или имелось в виду `или`."
    about "A promotion applies when all its conditions hold. At least 100 and less than 50 leaves nothing between them."
          "Акция действует, когда выполнены все её условия. Между «не меньше 100» и «меньше 50» нет ничего."
    bad example!("promotion tea { when receipt.amount >= 100 RUB and receipt.amount < 50 RUB give 10% off category \"Tea\" }\n");
    good example!("promotion tea { when receipt.amount >= 50 RUB and receipt.amount < 100 RUB give 10% off category \"Tea\" }\n");
}

phrases! {
    OTHER_BOUND "this is the other one" "вот другое"
    JOIN_WITH_OR "join them by `or`" "соединить через `или`"
    ADD_KNOWN_CLIENTS "add `{word}`" "добавить `{word}`"
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
