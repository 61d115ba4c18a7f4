//! Texts about dates, hours and windows, in both languages.

codes! {
    /// A date the calendar does not have.
    IMPOSSIBLE_DATE "PK0301" "impossible-date" Error
    headline "There is no such date" "Такой даты нет"
    message "`{found}` is not in the calendar." "Даты `{found}` нет в календаре."
    help "" ""
    about "February has 28 or 29 days, April 30. Perk does not move such a date to the next month on its own."
          "В феврале 28 или 29 дней, в апреле 30. Сам Perk такую дату на следующий месяц не переносит."
    bad example!("promotion tea { valid 2026-02-01 .. 2026-02-30 give 10% off category \"Tea\" }\n");
    good example!("promotion tea { valid 2026-02-01 .. 2026-02-28 give 10% off category \"Tea\" }\n");

    /// A date with slashes.
    AMBIGUOUS_DATE "PK0302" "ambiguous-date" Error
    headline "A date that can be read in two ways" "Дату можно прочесть двояко"
    message "`{found}` can be read in two ways." "`{found}` можно прочесть двояко."
    help "Dates are written 2026-10-01 or 01.10.2026." "Даты пишутся 01.10.2026 или 2026-10-01."
    about "With slashes, one reader sees the third of April and another the fourth of March. Perk accepts only spellings that everybody reads the same way."
          "Дату с косыми чертами один прочтёт как третье апреля, другой — как четвёртое марта. Perk принимает только то, что все читают одинаково."
    bad example!("promotion tea { valid 03/04/2026 .. 2026-12-31 give 10% off category \"Tea\" }\n");
    good example!("promotion tea { valid 2026-04-03 .. 2026-12-31 give 10% off category \"Tea\" }\n");

    /// An end before its beginning.
    ENDS_BEFORE "PK0303" "ends-before-it-starts" Error
    headline "A window ends before it starts" "Окно кончается раньше, чем начинается"
    message "It ends on `{to}`, before it starts on `{from}`." "Кончается `{to}`, раньше, чем начинается `{from}`."
    help "" ""
    about "The window begins after it has ended, so it never opens. Most often the two dates changed places or a year is wrong."
          "Окно начинается после того, как закончилось, и не откроется никогда. Чаще всего даты поменялись местами или неверен год."
    bad example!("promotion tea { valid 2026-12-31 .. 2026-09-01 give 10% off category \"Tea\" }\n");
    good example!("promotion tea { valid 2026-09-01 .. 2026-12-31 give 10% off category \"Tea\" }\n");

    /// `до` with a date.
    UNTIL_OR_THROUGH "PK0304" "until-or-through" Warning
    headline "`до` with a date can be read in two ways" "`до` с датой можно понять двояко"
    message "Is `{found}` itself inside? Perk includes it." "Входит ли сам день `{found}`? Perk его включает."
    help "With `по` nobody asks." "С `по` вопроса не возникает."
    about "In Russian, `до 31.12` may or may not include the 31st. Perk includes the last day, as posters do; `по` says the same without a doubt."
          "«До 31.12» одни понимают с 31-м числом, другие без него. Perk последний день включает, как принято на плакатах; `по` говорит то же самое без сомнений."
    bad example!("акция чай { действует с 01.09.2026 до 31.12.2026 скидка 10% на категория \"Чай\" }\n");
    good example!("акция чай { действует с 01.09.2026 по 31.12.2026 скидка 10% на категория \"Чай\" }\n");

    /// A window that never opens.
    NEVER_OPEN "PK0305" "never-open" Error
    headline "A window never opens" "Окно никогда не открывается"
    message "These days and hours never come inside `valid`." "Эти дни и часы не наступают в срок действия."
    help "" ""
    about "Each part is fine by itself, but the days and hours never fall inside the dates, so the promotion would never act."
          "Каждая часть по себе верна, но дни и часы ни разу не попадают в даты, и акция не сработает ни разу."
    bad example!("promotion tea { valid 2026-10-05 .. 2026-10-07 on sat give 10% off category \"Tea\" }\n");
    good example!("promotion tea { valid 2026-10-05 .. 2026-10-11 on sat give 10% off category \"Tea\" }\n");

    /// A time the clock does not show.
    IMPOSSIBLE_TIME "PK0306" "impossible-time" Error
    headline "There is no such time" "Такого времени нет"
    message "No clock shows `{found}`." "Часы не показывают `{found}`."
    help "Hours go from 00:00 to 24:00." "Часы идут от 00:00 до 24:00."
    about "A time of day goes from 00:00 to 24:00. An hour after midnight is written as it is on the clock: a window `from 22:00 to 02:00` belongs to the day on which it starts."
          "Время суток идёт от 00:00 до 24:00. Час после полуночи пишут как на часах: окно `с 22:00 до 02:00` относится к дню, в который началось."
    bad example!(clock "promotion tea { on mon from 08:00 to 25:00 give 10% off category \"Tea\" }\n");
    good example!(clock "promotion tea { on mon from 08:00 to 23:00 give 10% off category \"Tea\" }\n");

    /// A time zone that is not known.
    UNKNOWN_TIME_ZONE "PK0307" "unknown-time-zone" Error
    headline "The time zone is not known" "Часовой пояс неизвестен"
    message "There is no time zone `{found}`.{meant}" "Нет часового пояса `{found}`.{meant}"
    help "Names are those of the IANA table: `Europe/Moscow`, `Asia/Yekaterinburg`." "Имена — из таблицы IANA: `Europe/Moscow`, `Asia/Yekaterinburg`."
    about "Hours of promotions are hours of the store's clock, so the zone has to be one that computers know with its history."
          "Часы акций — это часы магазина, поэтому пояс должен быть из тех, чью историю знают компьютеры."
    bad example!(bare "retailer \"Shop\" { currency RUB time zone \"Europe/Moskow\" }\n");
    good example!(bare "retailer \"Shop\" { currency RUB time zone \"Europe/Moscow\" }\n");

    /// Hours from and to the same time.
    NO_HOURS "PK0308" "no-hours" Error
    headline "Hours that begin and end together" "Часы начинаются и кончаются одновременно"
    message "From `{found}` to `{found}` there is no time." "С `{found}` до `{found}` нет времени."
    help "For the whole day, write no hours." "Для целого дня часы не пишутся."
    about "An end with a time is not included, so a window from eight to eight is empty."
          "Конец со временем в окно не входит, поэтому окно с восьми до восьми пустое."
    bad example!(clock "promotion tea { on mon from 08:00 to 08:00 give 10% off category \"Tea\" }\n");
    good example!(clock "promotion tea { on mon from 08:00 to 09:00 give 10% off category \"Tea\" }\n");

    /// A day no month has.
    IMPOSSIBLE_DAY "PK0309" "impossible-day" Error
    headline "No month has such a day" "Такого дня нет ни в одном месяце"
    message "`{found}` is not a day of a month." "`{found}` — не день месяца."
    help "Days of a month go from 1 to 31, the earlier first." "Дни месяца идут от 1 до 31, меньший — первым."
    about "Days of a month are counted from 1. In a month without a 31st that day simply does not come."
          "Дни месяца считают с 1. В месяце, где нет 31-го числа, этот день просто не наступает."
    bad example!("promotion tea { on days 1..32 of month give 10% off category \"Tea\" }\n");
    good example!("promotion tea { on days 1..31 of month give 10% off category \"Tea\" }\n");

    /// An anniversary of something that is no date.
    NOT_A_DATE_PROPERTY "PK0310" "not-a-date-property" Error
    headline "An anniversary needs a date" "Годовщине нужна дата"
    message "`{fact}` is {kind}, not a date." "`{fact}` — {kind}, а не дата."
    help "" ""
    about "`on client.birthday` opens a window each year around a date that is known of the client. Only a property of the type `date` has such a day."
          "`в день клиент.день_рождения` каждый год открывает окно вокруг даты клиента. Такой день есть только у свойства с типом `дата`."
    bad example!("client property student : yes/no\n\npromotion tea { on client.student give 10% off category \"Tea\" for known clients when client.student }\n");
    good example!("client property since : date\n\npromotion tea { on client.since give 10% off category \"Tea\" for known clients }\n");

    /// `mon-fri`.
    RANGE_FORM "PK0311" "range-form" Error
    headline "Two dots stand between the ends of a range" "Между концами промежутка ставят две точки"
    message "A range is written `{word}`." "Промежуток пишется `{word}`."
    help "From the first to the last: `mon..fri`, `2026-09-01 .. 2026-09-30`, `08:00..11:00`."
         "От первого до последнего: `пн..пт`, `01.09.2026 .. 30.09.2026`, `08:00..11:00`."
    about "A hyphen also joins the parts of a name and of a date, so a range has a mark of its own: two dots."
          "Дефис соединяет и части имени, и части даты, поэтому у промежутка свой знак: две точки."
    bad example!("promotion tea { on mon-fri give 10% off category \"Tea\" }\n");
    good example!("promotion tea { on mon..fri give 10% off category \"Tea\" }\n");

    /// `from 8 to 11`.
    HOURS_FORM "PK0312" "hours-form" Error
    headline "Hours are written with minutes" "Часы пишут с минутами"
    message "`{found}` as hours is `{word}`." "`{found}` в часах — это `{word}`."
    help "Times go from 00:00 to 24:00; a window may run over midnight." "Время — от 00:00 до 24:00; окно может переходить через полночь."
    about "A bare 8 may be eight o'clock or eight pieces, and 8 may be morning or evening. With minutes and twenty-four hours nobody has to guess."
          "Просто 8 — это и восемь часов, и восемь штук, и утро, и вечер. С минутами и двадцатью четырьмя часами гадать не нужно."
    bad example!("promotion tea { on mon..fri from 8 to 11 give 10% off category \"Tea\" }\n");
    good example!(clock "promotion tea { on mon..fri from 08:00 to 11:00 give 10% off category \"Tea\" }\n");

    /// Hours alone.
    HOURS_WITHOUT_DAYS "PK0313" "hours-without-days" Error
    headline "Hours stand after days" "Часы пишут после дней"
    message "`{found}`: on which days?" "`{found}` — в какие дни?"
    help "Days come first, even if it is every day: `{word}`." "Сначала дни, даже если это все дни: `{word}`."
    about "Hours belong to days: `on mon..fri from 08:00 to 11:00`. For every day, say so; a window over midnight belongs to the day on which it starts."
          "Часы относятся к дням: `в дни пн..пт с 08:00 до 11:00`. Для всех дней так и напишите; окно через полночь относится к дню, в который началось."
    bad example!(clock "promotion night { from 22:00 to 06:00 give 10% off category \"Tea\" }\n");
    good example!(clock "promotion night { on every day from 22:00 to 06:00 give 10% off category \"Tea\" }\n");

    /// A date in another spelling.
    DATE_FORM "PK0314" "date-form" Error
    headline "A date in another spelling" "Дата записана иначе"
    message "`{found}` is not how dates are written here." "`{found}` — даты здесь пишутся иначе."
    help "Dates are written 2026-10-01 or 01.10.2026." "Даты пишутся 01.10.2026 или 2026-10-01."
    about "A date is written in full, with four digits of the year, in one of two ways that everybody reads alike."
          "Дата пишется полностью, с четырьмя цифрами года, одним из двух способов, которые все читают одинаково."
    bad example!("promotion tea { valid 1.9.26 .. 30.9.26 give 10% off category \"Tea\" }\n");
    good example!("promotion tea { valid 2026-09-01 .. 2026-09-30 give 10% off category \"Tea\" }\n");

    /// A date without a year.
    DATE_WITHOUT_YEAR "PK0315" "date-without-year" Error
    headline "A date has no year" "У даты нет года"
    message "`{found}`: of which year?" "`{found}` — какого года?"
    help "Dates are written 2026-10-01 or 01.10.2026." "Даты пишутся 01.10.2026 или 2026-10-01."
    about "A programme is kept for years, and its decisions must stay the same; so a date always has its year. For every year there are birthdays: `on client.birthday`."
          "Программа живёт годами, и её решения должны оставаться теми же, поэтому год в дате есть всегда. Для ежегодных дней есть `в день клиент.день_рождения`."
    bad example!("promotion tea { valid 03/04 give 10% off category \"Tea\" }\n");
    good example!("promotion tea { valid 2026-04-03 give 10% off category \"Tea\" }\n");

    /// Hours without a clock to read them on.
    NO_TIME_ZONE "PK0320" "no-time-zone" Hint
    headline "Promotions have hours, and the retailer has no time zone" "У акций есть часы, а у сети нет часового пояса"
    message "Hours are read on the clock that the till wrote, because no time zone is named." "Часы считаются по времени, которое записала касса: часовой пояс не назван."
    help "The same instant is another hour for a till that writes another offset. With a zone every till keeps the same hours."
         "Один и тот же миг — другой час для кассы с другим смещением. С часовым поясом часы у всех касс одни."
    about "A promotion from 08:00 to 10:00 needs to know whose eight o'clock is meant. It is the clock of the store's time zone, else of the retailer's; without either it is the offset that stands in the receipt."
          "Акции с 08:00 до 10:00 надо знать, чьи это восемь часов: сначала берётся часовой пояс магазина, потом пояс сети, а без них — смещение, записанное в чеке."
    bad example!("promotion tea { on mon..fri from 08:00 to 10:00 give 10% off category \"Tea\" }\n");
    good example!(bare "retailer \"Shop\" { currency RUB time zone \"Europe/Moscow\" }\n\npromotion tea { on mon..fri from 08:00 to 10:00 give 10% off category \"Tea\" }\n");
}

phrases! {
    HOURS_HERE "these are hours" "вот часы"
    AS_DAY_MONTH "write `{word}`: the day first" "написать `{word}`: сначала день"
    AS_MONTH_DAY "write `{word}`: the month first" "написать `{word}`: сначала месяц"
    LAST_DAY "write `{word}`, the last day of that month" "написать `{word}`, последний день этого месяца"
    WRITE_THROUGH "write `по`" "написать `по`"
}
