//! Texts about names, in both languages.

codes! {
    /// A name that is not declared.
    UNKNOWN_NAME "PK0101" "unknown-name" Error
    headline "A name is not declared" "Имя не объявлено"
    message "There are no {kind} called `{name}`.{meant}" "Нет {kind} с именем `{name}`.{meant}"
    help "" ""
    about "A rule uses a name that no file of the programme declares. If a declared name is close, it is offered; the other keyboard layout and letters of the other alphabet are looked at as well."
          "В правиле стоит имя, которого нет ни в одном файле программы. Если объявлено похожее имя, оно предлагается; учитываются и другая раскладка, и буквы другого алфавита."
    bad example!("items coffee = category \"Drinks/Coffee\"\n\npromotion morning { give 5% off cofee }\n\npromotion evening { for known clients give 15% off coffee }\n");
    good example!("items coffee = category \"Drinks/Coffee\"\n\npromotion morning { give 5% off coffee }\n\npromotion evening { for known clients give 15% off coffee }\n");

    /// A name declared twice.
    DUPLICATE_NAME "PK0102" "duplicate-name" Error
    headline "A name is declared twice" "Имя объявлено дважды"
    message "`{name}` is already declared." "Имя `{name}` уже объявлено."
    help "All files of a programme share one set of names. Give one of them another name."
         "У всех файлов программы общий набор имён. Назовите одно из объявлений иначе."
    about "All files of a programme share one set of names, and no declaration is better than another because of its place. With two of the same name nobody could say which is meant."
          "Имена общие для всех файлов программы, и место объявления ничего не решает. Если два объявления названы одинаково, нельзя сказать, какое имелось в виду."
    bad example!("promotion tea { give 10% off category \"Tea\" }\n\npromotion tea { give 5% off category \"Herbal\" }\n");
    good example!("promotion tea { give 10% off category \"Tea\" }\n\npromotion herbal { give 5% off category \"Herbal\" }\n");

    /// Two retailer blocks.
    TWO_RETAILERS "PK0103" "two-retailers" Error
    headline "A programme has two retailer blocks" "В программе два блока `сеть`"
    message "This programme already has a retailer block." "В этой программе уже есть блок `сеть`."
    help "One folder is one programme. Move the second one with its files into a folder of its own, or merge both blocks."
         "Одна папка — одна программа. Вынесите второй блок с его файлами в отдельную папку или объедините блоки."
    about "The `retailer` block marks the root of a programme and gives its currency and time zone. A programme has exactly one."
          "Блок `сеть` отмечает корень программы и задаёт её валюту и часовой пояс. В программе он ровно один."
    bad example!("retailer \"Shop in town\" { currency RUB }\n");
    good example!("promotion tea { give 10% off category \"Tea\" }\n");

    /// No retailer block.
    NO_RETAILER "PK0104" "no-retailer" Error
    headline "A programme has no retailer block" "В программе нет блока `сеть`"
    message "This programme has no retailer block, so its currency is not known." "В программе нет блока `сеть`, поэтому её валюта неизвестна."
    help "Put it into `retailer.perk` at the root of the programme's folder." "Добавьте его в файл `retailer.perk` в корне папки программы."
    about "Money cannot be counted without a currency, nor hours without a time zone. Both are written in the `retailer` block, once for the whole folder."
          "Без валюты нельзя считать деньги, без часового пояса — часы. И то и другое записано в блоке `сеть`, один раз на всю папку."
    bad example!(bare "promotion tea { give 10% off category \"Tea\" }\n");
    good example!(bare "retailer \"Shop\" { currency RUB }\n\npromotion tea { give 10% off category \"Tea\" }\n");

    /// Letters of two alphabets in one segment of a name.
    MIXED_SCRIPTS "PK0105" "mixed-scripts" Error
    headline "A name mixes alphabets" "В имени смешаны алфавиты"
    message "`{name}` mixes Latin and Cyrillic letters that look alike." "В `{name}` смешаны похожие латинские и русские буквы."
    help "Nobody would find it by typing it. Within a name, divide alphabets by `_` or `-`."
         "Такое имя не найти, набрав его на клавиатуре. Разделяйте алфавиты в имени знаком `_` или `-`."
    about "Many Latin and Cyrillic letters look exactly alike: a, c, e, o, p, x. A name typed with both is another name than the one you see, and nobody could type it again."
          "Многие латинские и русские буквы неразличимы на вид: а, с, е, о, р, х. Имя из тех и других — не то имя, которое вы видите, и набрать его второй раз не получится."
    bad example!("items кoфе = category \"Coffee\"\n\npromotion tea { give 10% off кoфе }\n");
    good example!("items кофе = category \"Coffee\"\n\npromotion tea { give 10% off кофе }\n");

    /// Two names that look the same.
    LOOK_ALIKE "PK0106" "look-alike-names" Warning
    headline "Two names look the same" "Два имени выглядят одинаково"
    message "`{name}` looks like `{other}`, which is another name." "`{name}` выглядит как `{other}`, но это другое имя."
    help "They differ in case or in letters of another alphabet." "Они различаются только большими и малыми буквами или буквами другого алфавита."
    about "Both names are legal, but sooner or later somebody takes one for the other. Rename one of them."
          "Оба имени допустимы, но рано или поздно кто-нибудь примет одно за другое. Переименуйте одно из них."
    bad example!("promotion VIP { give 10% off category \"Tea\" }\n\npromotion vip { give 5% off category \"Coffee\" }\n");
    good example!("promotion VIP { give 10% off category \"Tea\" }\n\npromotion guests { give 5% off category \"Coffee\" }\n");

    /// A name of another kind.
    WRONG_KIND "PK0107" "wrong-kind" Error
    headline "A name of another kind stands here" "Здесь стоит имя другого рода"
    message "`{name}` names {found}, but {kind} are needed here." "`{name}` — это {found}, а здесь нужно другое: {kind}."
    help "" ""
    about "The name is declared, but as something else: shops where goods are needed, goods where clients are needed."
          "Имя объявлено, но как другое: магазины там, где нужны товары, или товары там, где нужны клиенты."
    bad example!("stores moscow = region \"Moscow\"\n\npromotion tea { in moscow give 10% off moscow }\n");
    good example!("stores moscow = region \"Moscow\"\n\npromotion tea { in moscow give 10% off all }\n");

    /// A fact that does not exist.
    UNKNOWN_FACT "PK0108" "unknown-fact" Error
    headline "There is no such fact" "Нет такого показателя"
    message "There is no fact `{name}`.{meant}" "Нет показателя `{name}`.{meant}"
    help "{owner}: {known}." "{owner} — {known}."
    about "A condition asks for a fact that Perk does not know. The facts of the same thing are listed; all of them are in the reference."
          "Условие спрашивает о показателе, которого Perk не знает. Показатели того же предмета перечислены; все они есть в справочнике."
    bad example!("promotion tea { when receipt.amout >= 500 RUB give 10% off receipt }\n");
    good example!("promotion tea { when receipt.amount >= 500 RUB give 10% off receipt }\n");

    /// A property that is not declared.
    UNKNOWN_PROPERTY "PK0109" "unknown-property" Error
    headline "A property is not declared" "Свойство не объявлено"
    message "There is no {kind} called `{name}`.{meant}" "Нет {kind} с именем `{name}`.{meant}"
    help "{advice}" "{advice}"
    about "Extra facts about products and clients are declared once with their type, so that conditions on them are checked before they reach a till."
          "Дополнительные сведения о товарах и клиентах объявляют один раз вместе с типом: тогда условия с ними проверяются раньше, чем попадут на кассу."
    bad example!("client property student : yes/no\n\nclients students = client.studnet\n\npromotion tea { for students give 10% off all }\n\npromotion coffee { for known clients when client.student give 5% off receipt }\n");
    good example!("client property student : yes/no\n\nclients students = client.student\n\npromotion tea { for students give 10% off all }\n");

    /// A value that a property cannot have.
    UNKNOWN_VALUE "PK0110" "unknown-value" Error
    headline "A property cannot have this value" "У свойства не может быть такого значения"
    message "`{name}` is never `{value}`." "`{name}` не бывает `{value}`."
    help "Its values are: {known}." "Его значения: {known}."
    about "The property was declared with a list of values, and this one is not among them, so the condition could never hold."
          "Свойство объявлено со списком значений, и этого среди них нет: условие никогда не выполнится."
    bad example!("product property size : one of \"S\", \"M\", \"L\"\n\npromotion large { give 10% off property size = \"XL\" }\n");
    good example!("product property size : one of \"S\", \"M\", \"L\"\n\npromotion large { give 10% off property size = \"L\" }\n");

    /// Selections that refer to each other in a circle.
    CYCLE "PK0111" "cyclic-selection" Error
    headline "A selection is defined by itself" "Выборка определена через саму себя"
    message "`{name}` is defined by itself: {path}." "`{name}` — выборка, определённая через саму себя: {path}."
    help "Somewhere on this way a selection has to be written without the others." "Где-то на этом пути выборку нужно записать без остальных."
    about "A selection may be built from others, but the way must end somewhere. Here it comes back to where it began, and nobody could say which goods belong."
          "Выборку можно собирать из других, но этот путь должен где-то кончаться. Здесь он возвращается к началу, и нельзя сказать, что в выборку входит."
    bad example!("items hot = category \"Tea\" or drinks\n\nitems drinks = hot or category \"Water\"\n\npromotion tea { give 10% off drinks }\n");
    good example!("items hot = category \"Tea\"\n\nitems drinks = hot or category \"Water\"\n\npromotion tea { give 10% off drinks }\n");

    /// A declaration that nothing uses.
    UNUSED "PK0112" "unused-declaration" Hint
    headline "Nothing uses this declaration" "Объявление нигде не используется"
    message "Nothing uses `{name}`." "`{name}` нигде не используется."
    help "" ""
    about "This changes nothing at the till. Often it is a name that was meant to stand in a promotion and does not."
          "На кассе от этого ничего не меняется. Но часто это имя, которое должно было стоять в акции, а стоит там другое."
    bad example!("items coffee = category \"Coffee\"\n\npromotion tea { give 10% off category \"Tea\" }\n");
    good example!("items coffee = category \"Coffee\"\n\npromotion tea { give 10% off coffee }\n");
}

phrases! {
    FACTS_OF "Facts of `{word}`" "Показатели `{word}`"
    FACTS_BEGIN "Before the dot stands one of these words" "Перед точкой стоит одно из слов"
    DID_YOU_MEAN "Did you mean `{word}`?" "Возможно, имелось в виду `{word}`?"
    OTHER_LAYOUT "This is `{word}` typed in the other keyboard layout." "Это `{word}`, набранное в другой раскладке."
    OTHER_CASE "Names differ by case: there is `{word}`." "Большие и малые буквы в именах различаются: есть `{word}`."
    LOOKS_LIKE "There is `{word}`, which looks the same but has letters of another alphabet." "Есть `{word}`: выглядит так же, но буквы из другого алфавита."
    KNOWN_NAMES "Declared are: {names}." "Объявлены: {names}."
    KNOWN_NAMES_AND_MORE "Declared are: {names} and {count} more." "Объявлены: {names} и ещё {count}."
    CLIENTS_BY_PROPERTY "`client.{word}` is said of each client. Write `when client.{word}`, or give such clients a name: `clients {name} = client.{word}`." "`клиент.{word}` — свойство каждого клиента. Напишите `если клиент.{word}` или назовите таких клиентов: `клиенты {name} = клиент.{word}`."
    CLIENTS_DECLARED "Say who they are, for example `clients {name} = client.age >= 60`." "Объявите, кто это, например `клиенты {name} = клиент.возраст не меньше 60`."
    WRITE_WORD "write `{word}`" "написать `{word}`"
    DECLARED_HERE "it is declared here" "объявлено здесь"
    RETAILER_HERE "the first one is here" "первый — здесь"
    ADD_RETAILER "add a retailer block" "добавить блок `сеть`"
    SPOKEN_FORM "If it is the same word in another form, say so where it is declared: `{word} also {name}`." "Если это то же слово в другом падеже, назовите его в объявлении: `{word} также {name}`."
    KIND_ITEMS "items" "товаров"
    KIND_STORES "stores" "магазинов"
    KIND_CLIENTS "clients" "клиентов"
    KIND_SCHEME "schemes" "схем"
    KIND_PROMOTION "promotions" "акций"
    KIND_COUPON "coupons" "купонов"
    KIND_SET "sets" "наборов"
    KIND_PRODUCT_PROPERTY "product property" "свойства товара"
    DECLARE_PROPERTY "Declare it, so that its type is known: `{declaration}`." "Объявите его, чтобы был известен тип: `{declaration}`."
    AGE_FROM_BIRTHDAY "The age follows from the date of birth: write `birthday 1990-05-01`." "Возраст следует из даты рождения: напишите `день_рождения 01.05.1990`."
    KIND_CLIENT_PROPERTY "client property" "свойства клиента"
}
