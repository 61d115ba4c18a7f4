//! Texts about gifts, in both languages.

codes! {
    /// A gift that is no whole number of pieces.
    GIFT_COUNT "PK0580" "gift-count" Error
    headline "A gift is a whole number of pieces" "Подарок — это целое число штук"
    message "`{found}` does not say how many pieces are given." "`{found}` не говорит, сколько штук дарят."
    help "Write one number, at least 1: `gift 1 of …`, `gift 2 distinct of …`."
         "Запишите одно число, не меньше 1: `подарок 1 из …`, `подарок 2 разных из …`."
    about "The till has to know how many pieces to give: a number, not a range, a weight or nothing at all. Weighed goods are never a gift; a discount on them is."
          "Касса должна знать, сколько штук дарить: число, а не промежуток, вес или ничего. Весовой товар не дарят; на него дают скидку."
    bad example!("promotion tea { gift 0 of category \"Tea\" }\n");
    good example!("promotion tea { gift 1 of category \"Tea\" }\n");

    /// A gift beside a discount, or a second gift.
    GIFT_NOT_ALONE "PK0581" "gift-not-alone" Error
    headline "A gift stands beside another effect" "Подарок стоит рядом с другим действием"
    message "A promotion with a gift gives nothing else, and one gift only." "Акция с подарком больше ничего не даёт, и подарок в ней один."
    help "Make two promotions of it." "Сделайте из неё две акции."
    about "Gifts are settled first, before any discount: the goods given are outside what discounts and thresholds see. A promotion is chosen as a whole, so a gift and a discount, or two gifts, are two promotions. Texts may stand beside a gift."
          "Подарки решаются первыми, до всех скидок: подаренное не видят ни скидки, ни пороги. Акция выбирается целиком, поэтому подарок и скидка или два подарка — это две акции. Тексты рядом с подарком стоять могут."
    bad example!("promotion tea {\n  give 10% off category \"Tea\"\n  gift 1 of sku \"MUG\"\n}\n");
    good example!("promotion tea { give 10% off category \"Tea\" }\n\npromotion mug { gift 1 of sku \"MUG\" }\n");

    /// `scheme` beside a gift.
    GIFT_SCHEME_WRITTEN "PK0582" "gift-scheme" Error
    headline "A gift is in no scheme" "Подарок не входит в схемы"
    message "Gifts have an order of their own; a scheme cannot hold one." "У подарков свой порядок; в схему подарок не поместить."
    help "Leave `scheme` out. Which gift goes first is said by `priority`." "Уберите `схема`. Какой подарок раньше, говорит `приоритет`."
    about "Gifts go before every scheme of goods, one after another by priority, then by name. What was given is outside everything that schemes look at."
          "Подарки идут раньше всех схем товаров, один за другим по приоритету, потом по имени. Подаренное — вне всего, на что смотрят схемы."
    bad example!("scheme extra { phase goods after goods combine first }\n\npromotion mug { scheme extra gift 1 of sku \"MUG\" }\n");
    good example!("promotion mug { priority 5 gift 1 of sku \"MUG\" }\n");

    /// A limit of money on a gift.
    GIFT_LIMIT "PK0583" "gift-limit" Error
    headline "A gift is not limited in money" "Подарок не ограничивают деньгами"
    message "A gift is counted in pieces; this limit is money." "Подарки считают в штуках, а этот лимит — деньги."
    help "Limit it by pieces: `limit 1 pcs per receipt`." "Ограничьте его штуками: `лимит 1 шт на чек`."
    about "A gift that is only offered has no price yet, so a limit of money could not be kept. Pieces and times are always known."
          "У подарка, который только предложен, ещё нет цены, и денежный лимит нельзя соблюсти. Штуки и разы известны всегда."
    bad example!("promotion mug { gift 1 of sku \"MUG\" limit 500 RUB per receipt }\n");
    good example!("promotion mug { gift 1 of sku \"MUG\" limit 1 pcs per receipt }\n");

    /// A gift of goods that a prohibition keeps from receiving.
    GIFT_PROTECTED "PK0584" "gift-protected" Error
    headline "These goods may not be given away" "Эти товары нельзя дарить"
    message "A protection keeps all of these goods from receiving a discount, so none of them can be a gift."
            "Защита не даёт скидок ни на один из этих товаров, поэтому подарить нельзя ни одного."
    help "" ""
    about "`no promotion` and `no discount` mean what they say: such goods cannot be given away either. The promotion would never give anything."
          "`без акций` и `без скидок` значат то, что сказано: дарить такие товары тоже нельзя. Акция никогда ничего не дала бы."
    bad example!("items tobacco = category \"Tobacco\"\n\nprotect tobacco { no promotion }\n\npromotion smoke { gift 1 of tobacco }\n");
    good example!("items tobacco = category \"Tobacco\"\n\nprotect tobacco { no promotion }\n\npromotion mug { gift 1 of sku \"MUG\" }\n");

    /// A gift of goods that the catalogue sells by weight or volume only.
    GIFT_WEIGHED "PK0585" "gift-weighed" Error
    headline "Weighed goods are not a gift" "Весовой товар не дарят"
    message "The catalogue sells all of these goods by weight or volume, and a gift is a whole piece."
            "По каталогу все эти товары продаются на вес или объём, а подарок — целая штука."
    help "Give a discount on them: `give 100% off …`, with a limit." "Дайте на них скидку: `скидка 100% на …` с лимитом."
    about "`1 of` never matches a weighed line: how much of it would be the gift? The till could neither take it from the receipt nor offer it."
          "`1 из` никогда не подходит к весовой строке: сколько её было бы подарком? Касса не смогла бы ни взять её с чека, ни предложить."
    bad example!(bare "retailer \"Shop\" { currency RUB products \"products.csv\" }\n\npromotion nuts { gift 1 of category \"Nuts\" }\n", "products.csv" = "sku,category,unit\nALMONDS,Nuts,kg\n");
    good example!(bare "retailer \"Shop\" { currency RUB products \"products.csv\" }\n\npromotion nuts { gift 1 of category \"Nuts\" }\n", "products.csv" = "sku,category,unit\nALMONDS,Nuts,pcs\n");
}

phrases! {
    THE_GIFT "the gift is here" "подарок — здесь"
    THE_PROTECTION "this is the protection" "вот защита"
}
