//! Texts about coupons, in both languages.

codes! {
    /// A coupon that does not tell its codes.
    COUPON_WITHOUT_CODES "PK0540" "coupon-without-codes" Error
    headline "A coupon does not say what its codes are" "Не сказано, какие у купона коды"
    message "`{name}` has no `codes`." "У `{name}` нет строки `коды`."
    help "Write one word for everybody (`codes mask \"AUTUMN10\"`), a list (`codes from \"codes.csv\"`) or a pattern to make them by (`codes pattern \"AUT-####\"`)."
         "Запишите одно слово на всех (`коды маска \"ОСЕНЬ10\"`), список (`коды из \"codes.csv\"`) или шаблон, по которому их создавать (`коды шаблон \"AUT-####\"`)."
    about "A coupon is known by its codes. Without them no code at the till could be recognised."
          "Купон узнают по его кодам. Без них на кассе нельзя узнать ни одного."
    bad example!("coupon autumn { uses once }\n\npromotion tea { with coupon autumn give 10% off category \"Tea\" }\n");
    good example!("coupon autumn { codes mask \"AUTUMN10\" uses many }\n\npromotion tea { with coupon autumn give 10% off category \"Tea\" }\n");

    /// A mask or pattern that says nothing.
    CODE_FORM "PK0541" "code-form" Error
    headline "A mask or pattern of codes cannot be read" "Маску или шаблон кодов нельзя прочитать"
    message "`{found}` is no form of codes: {why}." "`{found}` не задаёт вид кода: {why}."
    help "`#` is a digit, `?` a Latin letter or a digit, `*` (in a mask) any letters and digits; everything else is itself. Blanks, dashes and case do not count."
         "`#` — цифра, `?` — латинская буква или цифра, `*` (в маске) — любые буквы и цифры, всё остальное — само собой. Пробелы, дефисы и регистр не считаются."
    about "Codes are read by people and typed by hand, so their form must leave no doubt. The check character is counted by ISO 7064 from the other free places: one wrong character or two that changed places are noticed."
          "Коды читают люди и набирают руками, поэтому их вид не должен оставлять сомнений. Контрольный знак считается по ISO 7064 из остальных свободных мест: один неверный знак или два переставленных будут замечены."
    bad example!("coupon autumn { codes pattern \"AUT-#\" with check digit }\n\npromotion tea { with coupon autumn give 10% off category \"Tea\" }\n");
    good example!("coupon autumn { codes pattern \"AUT-#####\" with check digit }\n\npromotion tea { with coupon autumn give 10% off category \"Tea\" }\n");

    /// A code stands in a file twice.
    REPEATED_CODE "PK0542" "repeated-code" Warning
    headline "A list has the same code twice" "Код в списке повторяется"
    message "`{value}` is a code that stands in `{file}` already." "Код `{value}` уже есть в `{file}`."
    help "Blanks, dashes and case do not make another code. It counts once." "Пробелы, дефисы и регистр не делают код другим. Он считается один раз."
    about "Two people with one code cannot both use it once. If another code was meant, this is the line to correct."
          "Два человека с одним кодом не смогут оба применить его однократно. Если имелся в виду другой код, исправьте эту строку."
    bad example!("coupon autumn { codes from \"codes.csv\" }\n\npromotion tea { with coupon autumn give 10% off category \"Tea\" }\n", "codes.csv" = "code\nAUT-7F3K\naut 7f3k\n");
    good example!("coupon autumn { codes from \"codes.csv\" }\n\npromotion tea { with coupon autumn give 10% off category \"Tea\" }\n", "codes.csv" = "code\nAUT-7F3K\nAUT-9M2P\n");

    /// Two codes of a file that look the same.
    CODES_ALIKE "PK0543" "codes-alike" Warning
    headline "Two codes look alike" "Два кода выглядят одинаково"
    message "`{value}` in `{file}` looks like `{other}` and is another code." "`{value}` в `{file}` выглядит как `{other}`, но это другой код."
    help "Whoever reads one from paper may type the other. Leave out `O`, `I` and letters of the other alphabet." "Тот, кто читает один с бумаги, может набрать другой. Не берите `O`, `I` и буквы другого алфавита."
    about "`O` and zero, `I` and one, Latin and Cyrillic `A` look the same on paper. Two codes that differ in nothing else will be taken for one another."
          "`O` и ноль, `I` и единица, латинская и русская `А` на бумаге одинаковы. Коды, которые отличаются только этим, будут путать."
    bad example!("coupon autumn { codes from \"codes.csv\" }\n\npromotion tea { with coupon autumn give 10% off category \"Tea\" }\n", "codes.csv" = "code\nAUT-O1\nAUT-01\n");
    good example!("coupon autumn { codes from \"codes.csv\" }\n\npromotion tea { with coupon autumn give 10% off category \"Tea\" }\n", "codes.csv" = "code\nAUT-02\nAUT-03\n");

    /// A code with letters of two alphabets.
    CODE_MIXED "PK0544" "code-of-two-alphabets" Warning
    headline "A code has letters of two alphabets" "В коде буквы двух алфавитов"
    message "`{value}` in `{file}` has both Latin and Cyrillic letters." "В коде `{value}` из `{file}` есть и латинские, и русские буквы."
    help "Nobody can see which letter is which, and nobody will type it right." "На глаз их не различить, и правильно его никто не наберёт."
    about "Latin and Cyrillic letters often look the same. A code that mixes them comes from a slip of the keyboard layout, and a client who types what is printed will be refused."
          "Латинские и русские буквы часто выглядят одинаково. Смесь появляется из-за раскладки клавиатуры, и клиенту, который набрал напечатанное, будет отказано."
    bad example!("coupon autumn { codes from \"codes.csv\" }\n\npromotion tea { with coupon autumn give 10% off category \"Tea\" }\n", "codes.csv" = "code\nАUT-7\n");
    good example!("coupon autumn { codes from \"codes.csv\" }\n\npromotion tea { with coupon autumn give 10% off category \"Tea\" }\n", "codes.csv" = "code\nAUT-7\n");

    /// A code that two coupons know.
    COUPONS_COLLIDE "PK0545" "coupons-collide" Warning
    headline "One code belongs to two coupons" "Один код относится к двум купонам"
    message "The code `{code}` belongs both to `{first}` and to `{second}`." "Код `{code}` относится и к `{first}`, и к `{second}`."
    help "It counts for `{winner}`. Give the codes of each coupon a beginning of their own." "Он считается кодом `{winner}`. Дайте кодам каждого купона своё начало."
    about "A code opens the promotions of one coupon. Where the forms or lists of two coupons meet at the same time, some client will present a code for one and be answered for the other. A list goes before a form, a form with fewer codes before one with more."
          "Код открывает акции одного купона. Там, где вид или списки двух купонов пересекаются в одно и то же время, кто-нибудь предъявит код одного, а получит ответ по другому. Список важнее вида, вид с меньшим числом кодов важнее вида с большим."
    bad example!("coupon autumn { codes mask \"AUT-*\" }\n\ncoupon auto { codes mask \"AUTO-##\" }\n\npromotion tea { with coupon autumn give 10% off category \"Tea\" }\n\npromotion oil { with coupon auto give 5% off category \"Oil\" }\n");
    good example!("coupon autumn { codes mask \"AUTUMN-*\" }\n\ncoupon auto { codes mask \"AUTO-##\" }\n\npromotion tea { with coupon autumn give 10% off category \"Tea\" }\n\npromotion oil { with coupon auto give 5% off category \"Oil\" }\n");

    /// A coupon of known clients in a promotion for everybody.
    COUPON_FOR_KNOWN "PK0546" "coupon-for-known" Warning
    headline "Guests cannot use this coupon" "Гости не смогут применить этот купон"
    message "Codes of `{coupon}` are for known clients: its uses are counted per client, or a code belongs to one." "Коды купона `{coupon}` — для известных клиентов: применения считаются на клиента, или код принадлежит одному."
    help "Say so with `for known clients`, and nobody at the till is surprised." "Скажите это словами `для известных клиентов`, и на кассе никто не удивится."
    about "Of a guest nobody knows whether they used a code before or whose it is, so the code is refused: a known client is needed. The promotion works; the warning makes visible whom it leaves out."
          "О госте неизвестно, применял ли он код и чей это код, поэтому в применении будет отказано: нужен известный клиент. Акция работает; предупреждение лишь показывает, кого она не касается."
    bad example!("coupon autumn { codes mask \"AUTUMN10\" uses once per client }\n\npromotion tea { with coupon autumn give 10% off category \"Tea\" }\n");
    good example!("coupon autumn { codes mask \"AUTUMN10\" uses once per client }\n\npromotion tea { with coupon autumn for known clients give 10% off category \"Tea\" }\n");

    /// More codes than a pattern has.
    CODE_COUNT "PK0547" "code-count" Error
    headline "A pattern has not so many codes" "У шаблона нет столько кодов"
    message "`{form}` makes {room} codes, and {count} are asked for." "По шаблону `{form}` получится кодов: {room}, а нужно: {count}."
    help "Add places: `#` for a digit, `?` for a letter or a digit. A check character makes no more codes." "Добавьте места: `#` — цифра, `?` — буква или цифра. Контрольный знак новых кодов не даёт."
    about "Codes are made from the free places of the pattern. To be hard to guess, there should be far more of them than are issued."
          "Коды составляются из свободных мест шаблона. Чтобы их трудно было угадать, мест должно хватать на гораздо большее число кодов, чем выдаётся."
    bad example!("coupon autumn { codes pattern \"AUT-##\" count 1000 }\n\npromotion tea { with coupon autumn give 10% off category \"Tea\" }\n");
    good example!("coupon autumn { codes pattern \"AUT-######\" count 1000 }\n\npromotion tea { with coupon autumn give 10% off category \"Tea\" }\n");

    /// Uses that are none.
    COUPON_USES "PK0548" "coupon-uses" Error
    headline "A coupon cannot be used so many times" "Купон нельзя применить столько раз"
    message "`{found}` leaves no use." "`{found}` не оставляет ни одного применения."
    help "A whole number above zero is needed, `once` or `many`." "Нужно целое число больше нуля, `однократно` или `многократно`."
    about "A code that may be used no times would be refused each time. To stop a coupon, end its `valid` window."
          "Код, который можно применить ноль раз, отклонялся бы каждый раз. Чтобы остановить купон, закройте срок `действует`."
    bad example!("coupon autumn { codes mask \"AUTUMN10\" uses 0 times }\n\npromotion tea { with coupon autumn give 10% off category \"Tea\" }\n");
    good example!("coupon autumn { codes mask \"AUTUMN10\" uses 5 times }\n\npromotion tea { with coupon autumn give 10% off category \"Tea\" }\n");

    /// A coupon that is issued though everybody knows its codes.
    ISSUED_IS_PUBLIC "PK0549" "issued-code-is-public" Hint
    headline "A coupon is issued that everybody has already" "Выдаётся купон, который и так у всех есть"
    message "Nobody needs to be given a code of `{name}`: {why}." "Код купона `{name}` не нужно и выдавать: {why}."
    help "Codes that are worth having are made one by one: `codes pattern \"AUT-######\"`." "Код, который чего-то стоит, создаётся для каждого: `коды шаблон \"ОСЕНЬ-######\"`."
    about "A mask says what every code looks like, and each such code counts, whether it was issued or not. Whoever sees one receipt can use the next code without buying anything. A pattern counts only codes that the registry has issued; a list counts only its own. If the word is meant for everybody, printing it is enough."
          "Маска описывает вид всех кодов, и каждый такой код действует, выдавали его или нет. Кто увидел один чек, применит следующий код без всякой покупки. По шаблону действуют только выданные коды, по списку — только записанные в нём. Если слово и так для всех, его достаточно напечатать."
    bad example!("coupon next { codes mask \"NEXT10\" uses many }\n\npromotion tea { give 5% off category \"Tea\" issue coupon next }\n\npromotion again { with coupon next give 10% off category \"Tea\" }\n");
    good example!("coupon next { codes pattern \"NEXT-######\" }\n\npromotion tea { give 5% off category \"Tea\" issue coupon next }\n\npromotion again { with coupon next give 10% off category \"Tea\" }\n");

    /// A word for everybody that may be used once in all.
    WORD_USED_ONCE "PK0550" "word-used-once" Hint
    headline "A word for everybody that one shopper uses up" "Слово на всех, которое израсходует один покупатель"
    message "`{code}` is the only code of `{name}` and may be used once: the second shopper is refused." "`{code}` — единственный код купона `{name}`, и применить его можно один раз: второму покупателю откажут."
    help "Say how often: `uses once per client`, `uses many`; `uses once`, if one shopper in all is meant." "Скажите, сколько раз: `применений однократно на клиента`, `применений многократно`; `применений однократно`, если и вправду нужен один покупатель на всех."
    about "Without `uses` each code may be used once. That is right for codes of which everybody has another; a single word that is printed on a poster is gone with the first shopper who says it."
          "Без `применений` каждый код действует один раз. Для кодов, которые у всех разные, это верно, а одно слово с плаката израсходует первый же покупатель."
    bad example!("coupon autumn { codes mask \"AUTUMN10\" }\n\npromotion tea { with coupon autumn give 10% off category \"Tea\" }\n");
    good example!("coupon autumn { codes mask \"AUTUMN10\" uses many }\n\npromotion tea { with coupon autumn give 10% off category \"Tea\" }\n");
}

phrases! {
    ONE_WORD "its only code is `{code}`" "у него один код, `{code}`"
    EVERY_OF_FORM "every code of the form `{code}` counts, issued or not" "действует любой код вида `{code}`, выданный или нет"
    FORM_EMPTY "there is nothing to read, or more than 64 characters" "читать нечего, или в нём больше 64 знаков"
    FORM_RUN "codes that are made have one length, so `*` has no place here" "у создаваемых кодов одна длина, поэтому `*` здесь не годится"
    FORM_CHECK "a check character needs another free place before it, and the last place must be `?` where letters come before it" "перед контрольным знаком нужно ещё одно свободное место, а если раньше есть буквы, последним должен быть `?`"
    CELL_CODE "A code is letters and digits, at most 64, with nothing that cannot be seen." "Код — это буквы и цифры, не больше 64, без невидимых знаков."
    CELL_ONE_CODE "A row holds one code; commas, semicolons and quotes cannot stand in it." "В строке один код; запятых, точек с запятой и кавычек в нём не бывает."
    OTHER_COUPON "this is the other coupon" "вот другой купон"
}
