//! Texts about types, units and numbers, in both languages.

codes! {
    /// A number without a unit.
    UNIT_MISSING "PK0201" "unit-missing" Error
    headline "A number needs a unit" "У числа нет единицы"
    message "`{number}` has no unit: {needed} is needed here." "`{number}` — чего? Здесь нужно: {needed}."
    help "Everything has a unit, so that nobody has to guess." "У каждого числа есть единица, чтобы никому не пришлось гадать."
    about "Ten of what: percent or roubles? The difference is a month's margin, so Perk asks. The fixes offer what can stand here."
          "Десять чего: процентов или рублей? Разница — месячная прибыль, поэтому Perk переспрашивает. Исправления предлагают то, что здесь бывает."
    bad example!("promotion coffee { give 10 off category \"Coffee\" }\n");
    good example!("promotion coffee { give 10% off category \"Coffee\" }\n");

    /// A value of another type or dimension.
    WRONG_TYPE "PK0202" "wrong-type" Error
    headline "A value of another kind is needed" "Нужно значение другого рода"
    message "{needed} is needed here, but `{found}` is {kind}." "Здесь нужно: {needed}; а `{found}` — {kind}."
    help "" ""
    about "Each clause measures in units of its own: a limit in times, pieces or money, a price in money, a discount in percent or money."
          "У каждой строки условия свои единицы: у лимита — разы, штуки или деньги, у цены — деньги, у скидки — проценты или деньги."
    bad example!("promotion coffee { give 10% off category \"Coffee\" limit 5% per receipt }\n");
    good example!("promotion coffee { give 10% off category \"Coffee\" limit 500 RUB per receipt }\n");

    /// Sides of a comparison that cannot be compared.
    NOT_COMPARABLE "PK0203" "not-comparable" Error
    headline "These cannot be compared" "Это нельзя сравнить"
    message "`{fact}` is {left}, and `{value}` is {right}." "`{fact}` — {left}, а `{value}` — {right}."
    help "Both sides of a comparison measure the same thing." "Обе части сравнения измеряют одно и то же."
    about "Money is compared with money, pieces with pieces, dates with dates. A comparison of different things would always be false or always true."
          "Деньги сравнивают с деньгами, штуки со штуками, даты с датами. Сравнение разного было бы всегда верно или всегда неверно."
    bad example!("promotion big { when receipt.amount >= 3 pcs give 10% off receipt }\n");
    good example!("promotion big { when receipt.amount >= 300 RUB give 10% off receipt }\n");

    /// Money where a percent is needed, or the other way round.
    PERCENT_OR_MONEY "PK0204" "percent-or-money" Error
    headline "Percent and money are mixed up" "Перепутаны проценты и деньги"
    message "`{found}` is {kind}, but {needed} is needed here." "`{found}` — {kind}, а здесь нужно: {needed}."
    help "" ""
    about "A price is a sum of money and never a percent; a discount may be either. Look at which of the two was meant: the sign and the verb have to agree."
          "Цена — это сумма, а не процент; скидка бывает и тем и другим. Посмотрите, что имелось в виду: знак и слово должны подходить друг к другу."
    bad example!("promotion coffee { price 99% for category \"Coffee\" }\n");
    good example!("promotion coffee { price 99 RUB for category \"Coffee\" }\n");

    /// Money of another currency.
    OTHER_CURRENCY "PK0205" "other-currency" Error
    headline "Money of another currency" "Деньги в другой валюте"
    message "`{found}` is not in {currency}, the currency of this programme." "`{found}` — не в {currency}, валюте этой программы."
    help "A programme has one currency and knows no rates." "У программы одна валюта, курсов она не знает."
    about "Perk knows no exchange rates, so every sum of a programme is in the currency of its `retailer` block."
          "Курсов валют Perk не знает, поэтому все суммы программы записаны в валюте блока `сеть`."
    bad example!("promotion coffee { give 10 USD off category \"Coffee\" }\n");
    good example!("promotion coffee { give 10 RUB off category \"Coffee\" }\n");

    /// A sum with parts smaller than the currency has.
    TOO_PRECISE "PK0206" "too-precise" Error
    headline "A sum is finer than the currency" "Сумма точнее, чем позволяет валюта"
    message "`{found}` has more digits than {currency} has." "В `{found}` больше знаков, чем бывает в {currency}."
    help "" ""
    about "A sum has at most as many decimals as the currency has coins: two for roubles. Nothing is rounded silently."
          "У суммы не больше знаков, чем у самой мелкой монеты: для рублей — два. Молча ничего не округляется."
    bad example!("promotion coffee { give 10.555 RUB off category \"Coffee\" }\n");
    good example!("promotion coffee { give 10.55 RUB off category \"Coffee\" }\n");

    /// A number nobody can mean.
    NUMBER_TOO_LARGE "PK0207" "number-too-large" Error
    headline "A number is too large" "Число слишком велико"
    message "`{found}` is larger than Perk can count exactly." "`{found}` — больше, чем Perk считает без потери точности."
    help "The largest number here is {largest}." "Наибольшее число здесь: {largest}."
    about "Perk counts exactly and refuses numbers that it could not hold without losing digits. Numbers this large are usually a slip of the finger."
          "Perk считает точно и не принимает чисел, которые не поместятся без потери знаков. Обычно такое число — опечатка."
    bad example!("promotion coffee { give 10% off category \"Coffee\" priority 99999999999 }\n");
    good example!("promotion coffee { give 10% off category \"Coffee\" priority 999999999 }\n");

    /// More digits behind the point than are counted.
    NUMBER_TOO_FINE "PK0220" "number-too-fine" Error
    headline "A number has too many digits" "В числе слишком много знаков"
    message "`{found}` has more than {limit} digits." "В `{found}` больше {limit} знаков."
    help "Perk counts exactly; no price and no quantity needs so many." "Perk считает точно; столько знаков не нужно ни цене, ни количеству."
    about "Perk counts exactly and refuses numbers that it could not hold without losing digits. So long a number usually comes from a calculator."
          "Perk считает точно и не принимает чисел, которые не поместятся без потери знаков. Такое длинное число обычно приходит из калькулятора."
    bad example!("promotion coffee { give 33.33333333333333333333% off category \"Coffee\" }\n");
    good example!("promotion coffee { give 33.33% off category \"Coffee\" }\n");

    /// An order of things that have none.
    NO_ORDER "PK0208" "no-order" Error
    headline "These have no order" "У этих значений нет порядка"
    message "`{fact}` is {kind}: it can be equal or not, never larger or smaller." "`{fact}` — {kind}: значения бывают равны или нет, но не больше и не меньше."
    help "" ""
    about "Regions, names and other texts are equal or different. To ask about several, list them: `is in \"A\", \"B\"`."
          "Регионы, имена и другие тексты бывают равны или нет. Чтобы спросить о нескольких, перечислите их: `входит в \"А\", \"Б\"`."
    bad example!("promotion north { when store.region > \"A\" give 10% off all }\n");
    good example!("promotion north { when store.region = \"A\" give 10% off all }\n");

    /// A fact alone that is not a yes or a no.
    NOT_A_CONDITION "PK0209" "not-a-condition" Error
    headline "This is not a condition" "Это не условие"
    message "`{fact}` is {kind}, not a yes or a no: compare it with something." "`{fact}` — {kind}, а не «да» или «нет»: сравните его с чем-нибудь."
    help "" ""
    about "A condition is something that holds or does not. A sum alone does not say which sum is enough."
          "Условие либо выполняется, либо нет. Сама по себе сумма не говорит, какой суммы достаточно."
    bad example!("promotion big { when receipt.amount give 10% off receipt }\n");
    good example!("promotion big { when receipt.amount >= 500 RUB give 10% off receipt }\n");

    /// Ends of `between` the wrong way round.
    BETWEEN_REVERSED "PK0210" "between-reversed" Error
    headline "The ends of a range are the wrong way round" "Концы промежутка перепутаны"
    message "Nothing lies between `{low}` and `{high}`." "Между `{low}` и `{high}` ничего нет."
    help "" ""
    about "`between` takes the lower end first; both ends are included. With the ends the wrong way round nothing lies between them."
          "После `между` сначала пишут меньшее значение; оба конца включены. Если концы перепутаны, между ними ничего нет."
    bad example!("promotion big { when receipt.amount between 900 RUB and 500 RUB give 10% off receipt }\n");
    good example!("promotion big { when receipt.amount between 500 RUB and 900 RUB give 10% off receipt }\n");

    /// A part of something that comes whole.
    NOT_WHOLE "PK0211" "not-whole" Error
    headline "A whole number is needed" "Нужно целое число"
    message "`{found}` is not a whole number." "`{found}` — не целое число."
    help "Uses and pieces are counted whole." "Применения и штуки считаются целиком."
    about "A limit of two and a half pieces has no meaning at a till: goods are handed over whole, or they are weighed and have no pieces."
          "Лимит в две с половиной штуки на кассе ничего не значит: товар отдают целиком, а у весового штук нет."
    bad example!("promotion coffee { give 10% off category \"Coffee\" limit 2.5 pcs per receipt }\n");
    good example!("promotion coffee { give 10% off category \"Coffee\" limit 2 pcs per receipt }\n");

    /// A discount that is nothing.
    ZERO "PK0212" "zero-discount" Error
    headline "A discount of nothing" "Нулевая скидка"
    message "`{found}` gives nothing." "`{found}` ничего не даёт."
    help "" ""
    about "A discount of zero would only hide that the promotion does nothing. To switch a promotion off, end its `valid` window or remove it."
          "Нулевая скидка лишь скрывает, что акция ничего не делает. Чтобы выключить акцию, закройте её срок `действует` или уберите её."
    bad example!("promotion coffee { give 0% off category \"Coffee\" }\n");
    good example!("promotion coffee { give 5% off category \"Coffee\" }\n");

    /// A percent larger than the whole.
    OVER_HUNDRED "PK0213" "percent-over-hundred" Error
    headline "A discount is more than the price" "Скидка больше цены"
    message "`{found}` is more than the whole price." "`{found}` — больше всей цены."
    help "" ""
    about "Nobody is paid for taking goods away. Most likely a sum of money was meant, or a digit is too many."
          "За взятый товар покупателю не платят. Скорее всего, имелась в виду сумма в рублях или набрана лишняя цифра."
    bad example!("promotion coffee { give 150% off category \"Coffee\" }\n");
    good example!("promotion coffee { give 15% off category \"Coffee\" }\n");

    /// A yes/no compared with something.
    USE_NOT "PK0214" "compare-yes-no" Error
    headline "A yes/no is compared with something else" "«Да/нет» сравнивается с другим"
    message "`{fact}` is a yes or a no; `{value}` is {right}." "`{fact}` — это «да» или «нет»; `{value}` — {right}."
    help "Write `{fact}` or `not {fact}`." "Напишите `{fact}` или `не {fact}`."
    about "A yes/no property is a condition by itself and needs no comparison."
          "Свойство «да/нет» — уже условие, сравнивать его не с чем."
    bad example!("client property student : yes/no\n\npromotion tea { for known clients when client.student = 1 give 10% off all }\n");
    good example!("client property student : yes/no\n\npromotion tea { for known clients when client.student give 10% off all }\n");

    /// A sum in coins.
    SMALL_COINS "PK0215" "small-coins" Error
    headline "Small coins are a part of the sum" "Копейки — часть суммы"
    message "`{found}`: small coins are written as a part of the sum." "`{found}`: копейки пишут долей рубля."
    help "Fifty kopecks are `0.50 RUB`, ninety-nine cents `0.99 USD`." "Пятьдесят копеек — это `0,50 руб`, рубль пятьдесят — `1,50 руб`."
    about "A sum is one number with the currency behind it. Kopecks and cents are no units of their own."
          "Сумма — это одно число и валюта после него. Копейки и центы отдельными единицами не бывают."
    bad example!("акция чай { скидка 50 коп на каждый категория \"Чай\" }\n");
    good example!("акция чай { скидка 0,50 руб на каждый категория \"Чай\" }\n");

    /// `1,500 RUB`, `1.500 RUB`.
    THOUSANDS_AS_DECIMALS "PK0216" "thousands-as-decimals" Warning
    headline "One and a half, or fifteen hundred?" "Полтора или полторы тысячи?"
    message "`{found}` is {value}." "`{found}` — это {value}."
    help "A comma or a point divides the decimals. Thousands are divided by a blank: `{word}`." "Запятая или точка отделяет дробную часть. Тысячи отделяют пробелом: `{word}`."
    about "Some write 1,500 or 1.500 for fifteen hundred, others for one and a half. Perk reads a comma and a point as the decimal mark; three decimals of a sum of money are so rare that it asks."
          "Одни пишут 1,500 или 1.500 как полторы тысячи, другие — как полтора. Perk читает и запятую, и точку как знак дробной части; три цифры после неё у денег так редки, что он переспрашивает."
    bad example!("promotion big { when receipt.amount >= 1,500 RUB give 10% off receipt }\n");
    good example!("promotion big { when receipt.amount >= 1 500 RUB give 10% off receipt }\n");
}

phrases! {
    A_YES_NO "a yes or a no" "«да» или «нет»"
    A_NUMBER "a number" "число"
    A_PERCENT "a percent" "процент"
    MONEY "money" "деньги"
    A_QUANTITY "a quantity" "количество"
    A_COUNT "a count" "счёт"
    A_DATE "a date" "дата"
    A_TIME "a time of day" "время суток"
    A_DURATION "a span of time" "срок"
    A_TEXT "a text" "текст"
    TIMES "a number of times" "число раз"
    POINTS "points" "баллы"
    A_CHOICE "one of a list of texts" "одно из перечисленных значений"
    A_NAME "a name" "имя"
    A_FACT "a fact" "показатель"
    PERCENT_OR_SUM "a percent or a sum of money" "процент или сумма денег"
    LIMIT_AMOUNT "a number of times, pieces or money" "число раз, штуки или деньги"
    MAKE_PERCENT "write `{word}`: a percent" "написать `{word}`: процент"
    MAKE_MONEY "write `{word}`: money" "написать `{word}`: деньги"
    MAKE_PIECES "write `{word}`: pieces" "написать `{word}`: штуки"
    MAKE_TIMES "write `{word}`: uses" "написать `{word}`: применения"
    SWAP_ENDS "swap the ends" "поменять концы местами"
    WHOLE_PRICE "write `100%`: the whole price" "написать `100%`: вся цена"
    OFF_AS_MONEY "write `{word}`: money off" "написать `{word}`: скидка деньгами"
    MAKE_THOUSANDS "write `{word}`" "написать `{word}`"
}
