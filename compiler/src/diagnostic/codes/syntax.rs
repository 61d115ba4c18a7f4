//! Texts about the spelling of a programme, in both languages.

/// The same text a hundred times.
macro_rules! hundred {
    ($text:literal) => {
        concat!(
            $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text,
            $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text,
            $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text,
            $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text,
            $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text,
            $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text, $text,
            $text, $text, $text, $text, $text, $text, $text, $text, $text, $text
        )
    };
}

codes! {
    /// A part of a set that lacks its name, its number or `of`.
    SET_PART "PK0020" "set-part" Error
    headline "A part of a set is written otherwise" "Часть набора записывается иначе"
    message "`{found}` is no part of a set." "`{found}` — не часть набора."
    help "A part has a name, a number and goods: `drink = 1 of coffee`." "У части есть имя, число и товары: `напиток = 1 из кофе`."
    about "A set is a list of named parts in braces: `set breakfast { drink = 1 of coffee  bite = 1 of pastry }`. The name is there so that a discount can speak of the part: `give 100% off bite`. For equal goods no set is needed: `for each 3 of coffee`."
          "Набор — это список названных частей в скобках: `набор завтрак { напиток = 1 из кофе  выпечка = 1 из булочки }`. Имя нужно, чтобы скидка могла назвать часть: `скидка 100% на выпечка`. Для одинаковых товаров набор не нужен: `за каждые 3 из кофе`."
    bad example!("set pair { 1 of category \"Tea\" }\n\npromotion tea { for each pair give 10% off set }\n");
    good example!("set pair { tea = 1 of category \"Tea\" }\n\npromotion tea { for each pair give 10% off set }\n");

    /// Something else is needed here.
    UNEXPECTED "PK0001" "unexpected" Error
    headline "Something else is needed here" "Здесь нужно другое"
    message "{expected} is needed here." "Здесь нужно: {expected}."
    help "" ""
    about "Perk was reading a clause or a declaration and met something that cannot stand there. The message names what can; the note names what was found. Reading goes on at the next clause, so one slip does not hide the others."
          "Perk читал строку условия или объявление и встретил то, чего там быть не может. В сообщении сказано, что здесь бывает, в примечании — что стоит. Дальше чтение идёт со следующей строки условия, поэтому одна опечатка не прячет остальные."
    bad example!("promotion tea { give off category \"Tea\" }\n");
    good example!("promotion tea { give 10% off category \"Tea\" }\n");

    /// A text without its closing quote.
    UNCLOSED_TEXT "PK0002" "unclosed-text" Error
    headline "A text is not closed" "Текст не закрыт"
    message "This text is not closed by `{quote}` on its line." "Этот текст не закрыт знаком `{quote}` на своей строке."
    help "A text ends on the line on which it begins." "Текст кончается на той же строке, на которой начался."
    about "A title or a value begins with a quote and its line ends without the closing one. Texts never go on over a line break: otherwise one lost quote would swallow the rest of the file."
          "Название или значение начинается с кавычки, а строка кончается без закрывающей. Текст не переходит на другую строку: иначе одна потерянная кавычка проглотила бы весь остаток файла."
    bad example!("promotion tea {\n  give 10% off category \"Tea\n}\n");
    good example!("promotion tea {\n  give 10% off category \"Tea\"\n}\n");

    /// A brace without its pair.
    UNCLOSED_BLOCK "PK0003" "unclosed-block" Error
    headline "A block is not closed" "Блок не закрыт"
    message "This `{brace}` is never closed." "Эта `{brace}` нигде не закрыта."
    help "" ""
    about "Every `{` and `(` needs its pair. The place shown is where the block begins; most often its end is missing just above the next declaration."
          "У каждой `{` и `(` должна быть пара. Показано место, где блок начинается; чаще всего конец потерян прямо перед следующим объявлением."
    bad example!("promotion tea {\n  give 10% off category \"Tea\"\n\npromotion coffee { give 5% off category \"Coffee\" }\n");
    good example!("promotion tea {\n  give 10% off category \"Tea\"\n}\n\npromotion coffee { give 5% off category \"Coffee\" }\n");

    /// A character nobody sees.
    FORBIDDEN_CHARACTER "PK0004" "forbidden-character" Error
    headline "An invisible character" "Невидимый символ"
    message "The invisible character {code} stands here." "Здесь стоит невидимый символ {code}."
    help "Such characters come along when text is copied from a web page or a messenger, and can make a rule look like another one."
         "Такие символы попадают при копировании со страниц и из переписки и могут выдать одно правило за другое."
    about "Zero-width and direction characters cannot be seen, yet two names that differ by one of them are two names. Perk refuses them everywhere, in texts as well."
          "Символы нулевой ширины и смены направления не видны, но два имени, которые различаются таким символом, — это два имени. Perk не пропускает их нигде, в том числе в текстах."
    bad example!("promotion tea { give 10% off category \"Tea\u{202E}\" }\n");
    good example!("promotion tea { give 10% off category \"Tea\" }\n");

    /// A decimal comma where a list may stand.
    COMMA_IN_LIST "PK0005" "comma-in-list" Error
    headline "A decimal comma or a list?" "Дробь или список?"
    message "`{number}` may be one number or two." "`{number}` — это одно число или два?"
    help "A list comma always has a blank after it." "После запятой в списке всегда стоит пробел."
    about "A decimal comma has no blank after it, a list comma always has one. Where a list may stand, Perk does not guess: both readings are offered as fixes."
          "После запятой в дроби пробела нет, после запятой в списке он есть всегда. Там, где может стоять список, Perk не гадает: предлагаются оба прочтения."
    bad example!("promotion tea { when client.age is in 18,19 for known clients give 10% off all }\n");
    good example!("promotion tea { when client.age is in 18, 19 for known clients give 10% off all }\n");

    /// Digits that are no number.
    MALFORMED_NUMBER "PK0006" "malformed-number" Error
    headline "This is not a number" "Это не число"
    message "`{found}` is neither a number nor a date nor a time." "`{found}` — не число, не дата и не время."
    help "Numbers are written 10.5 or 10,5, thousands 1 000, dates 2026-10-01 or 01.10.2026, times 08:00."
         "Числа пишутся 10,5 или 10.5, тысячи 1 000, даты 01.10.2026 или 2026-10-01, время 08:00."
    about "Digits, dots and colons stand together in a way that is no number, no date and no time."
          "Цифры, точки и двоеточия стоят рядом так, что не получается ни числа, ни даты, ни времени."
    bad example!("promotion tea { give 10.5.3% off category \"Tea\" }\n");
    good example!("promotion tea { give 10.5% off category \"Tea\" }\n");

    /// Beyond what is read.
    BEYOND_LIMIT "PK0007" "beyond-limit" Error
    headline "Beyond what Perk reads" "Больше, чем Perk читает"
    message "{what}: the limit is {limit}." "{what}: предел — {limit}."
    help "Such a text is hardly written by a person. Give parts of it names of their own; long lists belong in CSV files."
         "Такой текст вряд ли написан человеком. Дайте его частям свои имена; длинным спискам место в файлах CSV."
    about "Perk reads files of any sensible size, and stops at sizes and depths that no person writes, so that a broken generator cannot bring down a till or a server. The limits are listed in the decision record on limits of a text."
          "Perk читает файлы любого разумного размера и останавливается на таких размерах и вложенности, каких человек не пишет, — чтобы испорченная выгрузка не остановила кассу или сервер."
    bad example!(bare concat!("retailer \"Shop\" { currency RUB }\n\npromotion tea { give 10% off ", hundred!("("), "all", hundred!(")"), " }\n"));
    good example!("promotion tea { give 10% off ((all)) }\n");

    /// A word that is nearly another.
    UNKNOWN_WORD "PK0008" "unknown-word" Error
    headline "A word Perk does not know" "Незнакомое слово"
    message "There is no `{found}` here. Did you mean `{word}`?" "Здесь не бывает `{found}`. Возможно, имелось в виду `{word}`?"
    help "" ""
    about "A clause begins with a word that Perk does not know but that is close to one it does. Words of both languages are considered."
          "Строка условия начинается со слова, которого Perk не знает, но которое похоже на известное. Сравниваются слова обоих языков."
    bad example!("promotion tea { giev 10% off category \"Tea\" }\n");
    good example!("promotion tea { give 10% off category \"Tea\" }\n");

    /// A word in another keyboard layout.
    OTHER_LAYOUT_WORD "PK0009" "other-layout" Error
    headline "Another keyboard layout" "Другая раскладка"
    message "`{found}` is `{word}` typed in the other keyboard layout." "`{found}` — это `{word}` в другой раскладке."
    help "" ""
    about "The word is one of the language, typed with the keyboard in the other layout. The fix writes the word that was meant."
          "Это слово языка, набранное в другой раскладке клавиатуры. Исправление запишет слово, которое имелось в виду."
    bad example!("акция чай { crblrf 10% на категория \"Чай\" }\n");
    good example!("акция чай { скидка 10% на категория \"Чай\" }\n");

    /// A reserved word as a name.
    RESERVED_NAME "PK0010" "reserved-name" Error
    headline "A word of the language stands for a name" "Слово языка стоит вместо имени"
    message "`{word}` is a word of the language." "`{word}` — слово языка."
    help "In back-quotes it is a name." "В обратных кавычках оно становится именем."
    about "Words that may begin a clause end the clause before them, because line breaks mean nothing. Such a word cannot be a plain name. Choose another name, or put it in back-quotes wherever it is used. The reference lists the reserved words."
          "Слова, с которых начинается строка условия, заканчивают предыдущую: переводы строк ничего не значат. Поэтому такое слово не может быть обычным именем. Выберите другое имя или ставьте это в обратные кавычки везде, где оно используется. Список таких слов — в справочнике."
    bad example!("items price = category \"Tea\"\n\npromotion tea { give 10% off `price` }\n");
    good example!("items `price` = category \"Tea\"\n\npromotion tea { give 10% off `price` }\n");

    /// Documentation of nothing.
    STRAY_DOC "PK0011" "stray-documentation" Error
    headline "Documentation of nothing" "Описание ни к чему не относится"
    message "`///` describes the declaration below it, and there is none." "`///` описывает объявление под ним, а его нет."
    help "A plain comment begins with `//`." "Обычное примечание начинается с `//`."
    about "`///` is shown when somebody points at the name of the declaration below it. Inside a block, or at the end of a file, there is no declaration to describe."
          "`///` показывается, когда наводят курсор на имя объявления, которое стоит ниже. Внутри блока или в конце файла описывать нечего."
    bad example!("promotion tea {\n  /// Ten percent.\n  give 10% off category \"Tea\"\n}\n");
    good example!("promotion tea {\n  // Ten percent.\n  give 10% off category \"Tea\"\n}\n");

    /// Back-quotes around no name.
    BAD_QUOTED_NAME "PK0012" "bad-quoted-name" Error
    headline "Back-quotes hold one name" "В обратных кавычках стоит одно имя"
    message "Back-quotes hold exactly one name." "В обратных кавычках стоит ровно одно имя."
    help "" ""
    about "Back-quotes turn a word of the language into a name. They do not make a name of several words: use `_` or `-` between the words, and a title in quotes for what people read."
          "Обратные кавычки превращают слово языка в имя. Имени из нескольких слов они не делают: соединяйте слова знаком `_` или `-`, а для людей пишите название в кавычках."
    bad example!("promotion `tea time` { give 10% off category \"Tea\" }\n");
    good example!("promotion `tea-time` { give 10% off category \"Tea\" }\n");

    /// A character outside the language.
    UNKNOWN_CHARACTER "PK0013" "unknown-character" Error
    headline "A character outside the language" "Лишний символ"
    message "`{found}` means nothing here." "`{found}` здесь ничего не значит."
    help "" ""
    about "Clauses need no separators: no semicolons, no commas at the end of a line. The character can simply be taken away."
          "Строки условий ничем не разделяются: ни точек с запятой, ни запятых в конце не нужно. Лишний символ можно просто убрать."
    bad example!("promotion tea { give 10% off category \"Tea\"; }\n");
    good example!("promotion tea { give 10% off category \"Tea\" }\n");

    /// A word that begins no clause of the block.
    UNKNOWN_CLAUSE "PK0014" "unknown-clause" Error
    headline "This begins no clause" "С этого не начинается строка условия"
    message "No clause here begins with `{found}`." "С `{found}` здесь ничего не начинается."
    help "Here a clause begins with {known}." "Здесь строка начинается с одного из слов: {known}."
    about "Between `{` and `}` stand clauses, and each begins with a word of its own: `give`, `price`, `when`, `on` and others. The message lists those that can stand in this block."
          "Между `{` и `}` стоят строки условий и действий, и каждая начинается со своего слова: `скидка`, `цена`, `если`, `в дни` и других. В сообщении перечислены те, что бывают в этом блоке."
    bad example!("promotion tea { cheaper 10% off category \"Tea\" }\n");
    good example!("promotion tea { give 10% off category \"Tea\" }\n");

    /// Something outside of every declaration.
    UNKNOWN_DECLARATION "PK0015" "unknown-declaration" Error
    headline "This begins no declaration" "С этого ничего не объявляется"
    message "Nothing is declared with `{found}`." "С `{found}` ничего не объявляется."
    help "A file is made of declarations, such as {example}. They begin with {known}."
         "Файл состоит из объявлений, например {example}. Они начинаются со слов: {known}."
    about "Outside of braces a file has only declarations: promotions, named goods, shops and clients, protection, tests. Each begins with its word and has a name."
          "Вне скобок в файле стоят только объявления: акции, названные товары, магазины и клиенты, защита, тесты. Каждое начинается со своего слова и имеет имя."
    bad example!("give 10% off category \"Tea\"\n");
    good example!("promotion tea { give 10% off category \"Tea\" }\n");

    /// A name of several words.
    NAME_OF_SEVERAL_WORDS "PK0016" "name-of-several-words" Error
    headline "A name is one word" "Имя — одно слово"
    message "`{found}` is several words, and a name is one: `{word}`." "`{found}` — это несколько слов, а имя — одно: `{word}`."
    help "What people read goes into a title in quotes after the name." "То, что читают люди, пишут после имени в кавычках — это название."
    about "A name is used elsewhere in the programme, so it must be clear where it ends: words are joined by `_` or `-`. The title in quotes after it may be any text."
          "Имя используется в других местах программы, поэтому должно быть видно, где оно кончается: слова соединяют знаком `_` или `-`. Название в кавычках после него может быть любым."
    bad example!("promotion morning tea { give 10% off category \"Tea\" }\n");
    good example!("promotion morning_tea \"Morning tea\" { give 10% off category \"Tea\" }\n");

    /// A declaration without a name.
    NAME_MISSING "PK0017" "name-missing" Error
    headline "A name is missing" "Не хватает имени"
    message "A name is needed here, and {found} is none." "Здесь нужно имя, а {found} — не имя."
    help "A name begins with a letter, is one word and stands before the title: `{word}`." "Имя начинается с буквы, состоит из одного слова и стоит перед названием: `{word}`."
    about "A title in quotes is for people and may change; the name is how tests, other rules and reports refer to the declaration. It begins with a letter."
          "Название в кавычках — для людей, его можно менять; по имени на объявление ссылаются тесты, другие правила и отчёты. Имя начинается с буквы."
    bad example!("promotion \"Tea\" { give 10% off category \"Tea\" }\n");
    good example!("promotion tea \"Tea\" { give 10% off category \"Tea\" }\n");

    /// Goods divided by a comma.
    COMMA_BETWEEN_GOODS "PK0018" "comma-between-goods" Error
    headline "Goods are joined by a word, not by a comma" "Товары соединяют словом, а не запятой"
    message "`{first}, {second}`: should it be either of them? Then write `{word}`." "`{first}, {second}` — любое из двух? Тогда напишите `{word}`."
    help "" ""
    about "Names of goods are joined by `or` (either), `and` (both at once) or `except`. A comma would leave open which is meant; it divides only texts and numbers of one list."
          "Имена товаров соединяют словами `или` (любое), `и` (оба признака сразу), `кроме`. По запятой не видно, что имелось в виду; она разделяет только тексты и числа одного списка."
    bad example!("items tea = category \"Tea\"\n\nitems coffee = category \"Coffee\"\n\npromotion drinks { give 10% off tea, coffee }\n");
    good example!("items tea = category \"Tea\"\n\nitems coffee = category \"Coffee\"\n\npromotion drinks { give 10% off tea or coffee }\n");

    /// `$5`.
    SIGN_FIRST "PK0019" "sign-before-number" Error
    headline "The sign of money stands after the number" "Знак валюты стоит после числа"
    message "`{found}` stands before its number." "`{found}` стоит перед числом."
    help "First how much, then of what: `5 $`, `500 RUB`, `10%`." "Сначала сколько, потом чего: `5 $`, `500 руб`, `10%`."
    about "All units are written in the same way, after their number, so that a list of sums can be read at a glance."
          "Все единицы пишутся одинаково, после числа: так перечень сумм читается сразу."
    bad example!(bare "retailer \"Shop\" { currency USD }\n\npromotion tea { give $5 off category \"Tea\" }\n");
    good example!(bare "retailer \"Shop\" { currency USD }\n\npromotion tea { give 5 $ off category \"Tea\" }\n");

    /// A text alone where goods or stores are named.
    TEXT_WITHOUT_FILTER "PK0030" "text-without-filter" Error
    headline "A text alone does not say what it is" "Один текст не говорит, что это"
    message "{found} may be a {first} or a {second}: say which." "{found} может быть значением {first} или {second}: напишите, чего именно."
    help "A name without quotes means a selection that is declared elsewhere." "Имя без кавычек означает отбор, объявленный отдельно."
    about "Goods are chosen by what the catalogue says of them, so a text needs the column it stands in: its category, its number, its brand. Stores are chosen likewise."
          "Товары отбираются по тому, что о них сказано в каталоге, поэтому у текста должен быть столбец: категория, артикул, бренд. С магазинами так же."
    bad example!("promotion tea { give 10% off \"Tea\" }\n");
    good example!("promotion tea { give 10% off category \"Tea\" }\n");
}

phrases! {
    FOUND_INSTEAD "`{found}` stands here." "Здесь стоит `{found}`."
    SOME_DAYS "Days such as `mon..fri`, `tue, thu` or `every day`" "Дни, например `пн..пт`, `вт, чт` или `каждый день`"
    SOME_GOODS "Goods with a price, such as `2 x TEA at 100 RUB`" "Товары с ценой, например `2 х TEA по 100 руб`"
    FOUND_END "The text ends here." "Здесь текст кончается."
    BACK_QUOTES "put it in back-quotes" "взять в обратные кавычки"
    AS_DECIMAL "write `{word}`: one number" "написать `{word}`: одно число"
    AS_LIST "write `{word}`: a list" "написать `{word}`: список"
    CLOSE_TEXT "close it with `{word}`" "закрыть знаком `{word}`"
    NESTING "Parentheses or `not` nested in one another" "Скобки или `не` друг в друге"
    SIZE "Bytes of a file" "Байты файла"
    AN_EXAMPLE "`promotion tea { give 10% off all }`" "`акция чай { скидка 10% на всё }`"
    OTHERS "something else that fits" "другое подходящее слово"
    CLAUSE_OUTSIDE "`{found}` stands inside a promotion, between its `{` and `}`." "`{found}` пишут внутри акции, между её `{` и `}`."
    BUNDLE_DECLARED "A set of different goods is declared beside the promotion: `{declared}`. In the promotion: `{used}`."
        "Набор из разных товаров объявляют рядом с акцией: `{declared}`. А в акции: `{used}`."
    DEAREST_AT_PRICE "Of goods with different prices the dearest is had at this price. For the cheapest at a percent off write `give 50% off cheapest`."
        "Из товаров с разной ценой по этой цене достаётся самый дорогой. Самый дешёвый со скидкой в процентах пишется так: `скидка 50% на самый дешёвый`."
    ADD_NAME "name it `{word}`" "дать имя `{word}`"
}
