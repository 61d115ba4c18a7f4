//! Texts about limits, in both languages.

codes! {
    /// A limit whose key some receipts do not have.
    LIMIT_KEY_ABSENT "PK0560" "limit-key-absent" Error
    headline "A limit counts by something that a receipt may not have" "Лимит считает по тому, чего в чеке может не быть"
    message "This limit counts for each {holder} by itself, and a guest has none." "Этот лимит считается отдельно ({holder}), а у гостя этого нет."
    help "Say who the promotion is for, or what guests get: `guests none` or `guests unlimited`."
         "Скажите, для кого акция, или что достаётся гостям: `гости не участвуют` или `гости без ограничений`."
    about "Three times per client means nothing at a till where nobody shows a card: either a guest gets nothing, or the limit can be walked around by leaving the card at home. Perk does not choose for you. A client can be known by a phone number too, so a limit per card needs to be told what becomes of those who show none."
          "«Три раза на клиента» ничего не значит на кассе, где карту не показали: либо гостю не достаётся ничего, либо лимит обходят, оставив карту дома. Perk за вас не выбирает. Клиента узнают и по телефону, поэтому лимиту на карту нужно сказать, что будет с теми, кто карту не показал."
    bad example!("promotion tea { give 10% off category \"Tea\" limit 3 times per client per day }\n");
    good example!("promotion tea { for known clients give 10% off category \"Tea\" limit 3 times per client per day }\n");

    /// Two limits of one kind and key.
    LIMIT_TWICE "PK0561" "limit-twice" Error
    headline "One thing is limited twice" "Одно и то же ограничено дважды"
    message "Another limit counts the same in the same unit." "То же самое в тех же единицах уже считает другой лимит."
    help "The smaller one would always hold. Keep that one." "Действовал бы всегда меньший. Оставьте его."
    about "Limits add up: all of them hold. Two of one unit and one key can only be a slip, perhaps a forgotten `per day`."
          "Лимиты складываются: действуют все. Два лимита в одних единицах и с одним ключом — скорее всего описка, например забытое `в день`."
    bad example!("promotion tea { give 10% off category \"Tea\" limit 5 000 times limit 3 000 times }\n");
    good example!("promotion tea { give 10% off category \"Tea\" limit 5 000 times limit 300 times per day }\n");

    /// Words after `per` that do not go together.
    LIMIT_SCOPES "PK0562" "limit-scopes" Error
    headline "Words of a limit do not go together" "Слова лимита не сочетаются"
    message "`{second}` does not go together with `{first}`." "`{second}` не сочетается с `{first}`."
    help "A limit is per receipt, or per client, card or store and at most one calendar period."
         "Лимит бывает на чек — или на клиента, карту, магазин и не больше чем на один календарный срок."
    about "A receipt is one moment of one client in one store, so `per receipt` says all there is to say. A day lies inside its month, so of two periods only one can be meant; two limits can stand side by side."
          "Чек — это один миг одного клиента в одном магазине, и к `на чек` добавить нечего. День лежит внутри своего месяца, и из двух сроков может быть нужен только один; два лимита можно записать рядом."
    bad example!("promotion tea { give 10% off category \"Tea\" limit 2 pcs per receipt per day }\n");
    good example!("promotion tea { give 10% off category \"Tea\" limit 2 pcs per receipt limit 500 pcs per day }\n");

    /// `guests …` of a limit that counts no clients.
    GUESTS_WITHOUT_KEY "PK0563" "guests-of-no-key" Error
    headline "This limit treats guests like everybody" "Этот лимит не отличает гостей"
    message "`{found}` has no meaning here: the limit counts neither by client nor by card." "`{found}` здесь ничего не значит: лимит не считает ни по клиенту, ни по карте."
    help "Leave it out, or count by client: `per client`." "Уберите это или считайте по клиенту: `на клиента`."
    about "`guests none` and `guests unlimited` say what becomes of a receipt without the client or card that a limit counts by."
          "`гости не участвуют` и `гости без ограничений` говорят, что будет с чеком без клиента или карты, по которым считает лимит."
    bad example!("promotion tea { give 10% off category \"Tea\" limit 500 times per day guests none }\n");
    good example!("promotion tea { give 10% off category \"Tea\" limit 500 times per day }\n");

    /// A limit that another one always reaches first.
    LIMIT_NEVER_REACHED "PK0564" "limit-never-reached" Warning
    headline "A limit that nobody can reach" "Лимит, до которого никто не дойдёт"
    message "Another limit is always reached first, so this one never holds anybody back." "Другой лимит всегда исчерпан раньше, и этот никого не остановит."
    help "" ""
    about "Five pieces per receipt and three per client: nobody ever gets to five. Either one of the numbers is a slip, or the limit can go."
          "Пять штук на чек и три на клиента: до пяти никто не дойдёт. Либо одно из чисел — описка, либо лимит лишний."
    bad example!("promotion tea { for known clients give 10% off category \"Tea\" limit 5 pcs per receipt limit 3 pcs per client }\n");
    good example!("promotion tea { for known clients give 10% off category \"Tea\" limit 3 pcs per receipt limit 5 pcs per client }\n");

    /// A limit of times on a receipt that is one use.
    LIMIT_NEVER_BINDS "PK0565" "limit-never-binds" Hint
    headline "A limit that never holds anybody back" "Лимит, который никого не остановит"
    message "Without `for each` a receipt is one use, so this limit never holds anybody back."
            "Без `за каждый` один чек — одно применение, и этот лимит никого не остановит."
    help "To limit how many goods get the discount, count pieces: `limit 2 pcs per receipt`." "Чтобы ограничить число товаров со скидкой, считайте штуки: `лимит 2 шт на чек`."
    about "A promotion on goods gives once to everything it finds on a receipt. `limit 2 times per receipt` counts sets that repeat, which only `for each` makes. Pieces and money can be limited in any promotion."
          "Акция на товары один раз даёт скидку на всё, что нашла в чеке. `лимит 2 раза на чек` считает повторы набора, а они бывают только с `за каждый`. Штуки и деньги можно ограничить в любой акции."
    bad example!("promotion tea { give 10% off category \"Tea\" limit 2 times per receipt }\n");
    good example!("promotion tea { give 10% off category \"Tea\" limit 2 pcs per receipt }\n");

    /// A small limit that all receipts share.
    LIMIT_IN_ALL "PK0566" "limit-in-all" Hint
    headline "A small limit for all receipts together" "Маленький лимит на все чеки вместе"
    message "This limit is shared by all receipts: once it is used up, the promotion is over for everybody."
            "Этот лимит — общий на все чеки: когда он исчерпан, акция закончилась для всех."
    help "If each receipt was meant, say so: `per receipt`. Others are `per client`, `per store`, `per day`." "Если имелся в виду каждый чек, так и скажите: `на чек`. Бывает ещё `на клиента`, `на магазин`, `в день`."
    about "A limit without a word about whom or what it counts by counts everything since the promotion began. That is right for the first thousand buyers; two pieces or a few hundred roubles are gone with the first receipt."
          "Лимит, у которого не сказано, на кого или на что он, считает всё с начала акции. Для первой тысячи покупателей это верно, а две штуки или пара сотен рублей кончатся на первом же чеке."
    bad example!("promotion tea { give 10% off category \"Tea\" limit 2 pcs }\n");
    good example!("promotion tea { give 10% off category \"Tea\" limit 2 pcs per receipt }\n");
}

phrases! {
    ADD_SCOPE "add `{word}`" "добавить `{word}`"
    THE_CLIENT "client" "на клиента"
    THE_CARD "card" "на карту"
    SAY_GUESTS "add `{word}`" "добавить `{word}`"
    FIRST_LIMIT "the other limit" "другой лимит"
    LIMIT_REACHED_FIRST "this one is reached first" "этот исчерпан раньше"
}
