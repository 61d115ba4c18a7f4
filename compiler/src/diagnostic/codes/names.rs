//! Texts about names, in both languages.

codes! {
    /// A name that is not declared.
    UNKNOWN_NAME "PK0101" "unknown-name" Error
    headline "A name is not declared" "Имя не объявлено"
    message "There are no {kind} called `{name}`." "Нет {kind} с именем `{name}`."
    help "" ""
    bad example!("items coffee = category \"Drinks/Coffee\"\n\npromotion morning { give 15% off cofee }\n\npromotion evening { give 5% off coffee }\n");
    good example!("items coffee = category \"Drinks/Coffee\"\n\npromotion morning { give 15% off coffee }\n\npromotion evening { give 5% off coffee }\n");

    /// A name declared twice.
    DUPLICATE_NAME "PK0102" "duplicate-name" Error
    headline "A name is declared twice" "Имя объявлено дважды"
    message "`{name}` is already declared." "Имя `{name}` уже объявлено."
    help "All files of a programme share one set of names. Give one of them another name."
         "У всех файлов программы общий набор имён. Назовите одно из объявлений иначе."
    bad example!("promotion tea { give 10% off category \"Tea\" }\n\npromotion tea { give 5% off category \"Herbal\" }\n");
    good example!("promotion tea { give 10% off category \"Tea\" }\n\npromotion herbal { give 5% off category \"Herbal\" }\n");

    /// Two retailer blocks.
    TWO_RETAILERS "PK0103" "two-retailers" Error
    headline "A programme has two retailer blocks" "В программе два блока retailer"
    message "This programme already has a retailer block." "В этой программе уже есть блок retailer."
    help "One folder is one programme. Move the second one with its files into a folder of its own, or merge both blocks."
         "Одна папка — одна программа. Вынесите второй блок с его файлами в отдельную папку или объедините блоки."
    bad example!("retailer \"Shop in town\" { currency RUB }\n");
    good example!("promotion tea { give 10% off category \"Tea\" }\n");

    /// No retailer block.
    NO_RETAILER "PK0104" "no-retailer" Error
    headline "A programme has no retailer block" "В программе нет блока retailer"
    message "This programme has no retailer block, so its currency is not known." "В программе нет блока retailer, поэтому её валюта неизвестна."
    help "Put it into `retailer.perk` at the root of the programme's folder." "Добавьте его в файл `retailer.perk` в корне папки программы."
    bad example!(bare "promotion tea { give 10% off category \"Tea\" }\n");
    good example!(bare "retailer \"Shop\" { currency RUB }\n\npromotion tea { give 10% off category \"Tea\" }\n");

    /// Letters of two alphabets in one segment of a name.
    MIXED_SCRIPTS "PK0105" "mixed-scripts" Error
    headline "A name mixes alphabets" "В имени смешаны алфавиты"
    message "`{name}` mixes Latin and Cyrillic letters that look alike." "В `{name}` смешаны похожие латинские и русские буквы."
    help "Nobody would find it by typing it. Within a name, divide alphabets by `_` or `-`."
         "Такое имя не найти, набрав его на клавиатуре. Разделяйте алфавиты в имени знаком `_` или `-`."
    bad example!("items кoфе = category \"Coffee\"\n\npromotion tea { give 10% off кoфе }\n");
    good example!("items кофе = category \"Coffee\"\n\npromotion tea { give 10% off кофе }\n");

    /// Two names that look the same.
    LOOK_ALIKE "PK0106" "look-alike-names" Warning
    headline "Two names look the same" "Два имени выглядят одинаково"
    message "`{name}` looks like `{other}`, which is another name." "`{name}` выглядит как `{other}`, но это другое имя."
    help "They differ in case or in letters of another alphabet." "Они различаются регистром или буквами другого алфавита."
    bad example!("promotion VIP { give 10% off category \"Tea\" }\n\npromotion vip { give 5% off category \"Coffee\" }\n");
    good example!("promotion VIP { give 10% off category \"Tea\" }\n\npromotion guests { give 5% off category \"Coffee\" }\n");

    /// A name of another kind.
    WRONG_KIND "PK0107" "wrong-kind" Error
    headline "A name of another kind stands here" "Здесь стоит имя другого рода"
    message "`{name}` names {found}, but {kind} are needed here." "`{name}` — это {found}, а здесь нужны {kind}."
    help "" ""
    bad example!("stores moscow = region \"Moscow\"\n\npromotion tea { in moscow give 10% off moscow }\n");
    good example!("stores moscow = region \"Moscow\"\n\npromotion tea { in moscow give 10% off all }\n");

    /// A fact that does not exist.
    UNKNOWN_FACT "PK0108" "unknown-fact" Error
    headline "There is no such fact" "Нет такого показателя"
    message "There is no fact `{name}`." "Нет показателя `{name}`."
    help "Facts of `{owner}`: {known}." "Показатели `{owner}`: {known}."
    bad example!("promotion tea { when receipt.amout >= 500 RUB give 10% off receipt }\n");
    good example!("promotion tea { when receipt.amount >= 500 RUB give 10% off receipt }\n");

    /// A property that is not declared.
    UNKNOWN_PROPERTY "PK0109" "unknown-property" Error
    headline "A property is not declared" "Свойство не объявлено"
    message "There is no {kind} called `{name}`." "Нет {kind} с именем `{name}`."
    help "Declare it, so that its type is known: `{declaration}`." "Объявите его, чтобы был известен тип: `{declaration}`."
    bad example!("client property student : yes/no\n\nclients students = client.studnet\n\npromotion tea { for students give 10% off all }\n\npromotion coffee { for clients where client.student give 5% off receipt }\n");
    good example!("client property student : yes/no\n\nclients students = client.student\n\npromotion tea { for students give 10% off all }\n");

    /// A value that a property cannot have.
    UNKNOWN_VALUE "PK0110" "unknown-value" Error
    headline "A property cannot have this value" "У свойства не может быть такого значения"
    message "`{name}` is never `{value}`." "`{name}` не бывает `{value}`."
    help "Its values are: {known}." "Его значения: {known}."
    bad example!("product property size : one of \"S\", \"M\", \"L\"\n\npromotion large { give 10% off property size = \"XL\" }\n");
    good example!("product property size : one of \"S\", \"M\", \"L\"\n\npromotion large { give 10% off property size = \"L\" }\n");

    /// Selections that refer to each other in a circle.
    CYCLE "PK0111" "cyclic-selection" Error
    headline "A selection is defined by itself" "Набор определён через самого себя"
    message "`{name}` is defined by itself: {path}." "`{name}` определяется через самого себя: {path}."
    help "Somewhere on this way a selection has to be written without the others." "Где-то на этом пути набор нужно записать без остальных."
    bad example!("items hot = category \"Tea\" or drinks\n\nitems drinks = hot or category \"Water\"\n\npromotion tea { give 10% off drinks }\n");
    good example!("items hot = category \"Tea\"\n\nitems drinks = hot or category \"Water\"\n\npromotion tea { give 10% off drinks }\n");

    /// A declaration that nothing uses.
    UNUSED "PK0112" "unused-declaration" Hint
    headline "Nothing uses this declaration" "Объявление нигде не используется"
    message "Nothing uses `{name}`." "`{name}` нигде не используется."
    help "" ""
    bad example!("items coffee = category \"Coffee\"\n\npromotion tea { give 10% off category \"Tea\" }\n");
    good example!("items coffee = category \"Coffee\"\n\npromotion tea { give 10% off coffee }\n");
}

phrases! {
    DID_YOU_MEAN "Did you mean `{word}`?" "Возможно, имелось в виду `{word}`?"
    OTHER_LAYOUT "This is `{word}` typed in the other keyboard layout." "Это `{word}`, набранное в другой раскладке."
    OTHER_CASE "Names differ by case: there is `{word}`." "Регистр в именах важен: есть `{word}`."
    LOOKS_LIKE "There is `{word}`, which looks the same but has letters of another alphabet." "Есть `{word}`: выглядит так же, но буквы из другого алфавита."
    KNOWN_NAMES "Declared are: {names}." "Объявлены: {names}."
    WRITE_WORD "write `{word}`" "написать `{word}`"
    DECLARED_HERE "it is declared here" "объявлено здесь"
    RETAILER_HERE "the first one is here" "первый — здесь"
    ADD_RETAILER "add a retailer block" "добавить блок retailer"
    KIND_ITEMS "items" "товаров (items)"
    KIND_STORES "stores" "магазинов (stores)"
    KIND_CLIENTS "clients" "клиентов (clients)"
    KIND_SCHEME "schemes" "схем (scheme)"
    KIND_PROMOTION "promotions" "акций (promotion)"
    KIND_PRODUCT_PROPERTY "product property" "свойства товара (product property)"
    KIND_CLIENT_PROPERTY "client property" "свойства клиента (client property)"
}
