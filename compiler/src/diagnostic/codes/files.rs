//! Texts about files beside the programme, in both languages.

codes! {
    /// A data file is not there.
    MISSING_FILE "PK0401" "missing-file" Error
    headline "A data file is missing" "Нет файла с данными"
    message "There is no file `{file}` beside this programme." "Рядом с программой нет файла `{file}`."
    help "The path is looked for beside the `.perk` file first, then in the folder of `retailer.perk`."
         "Путь ищется сначала рядом с файлом `.perk`, затем в папке с `retailer.perk`."
    about "A rule takes its list from a file, and there is no such file. The path is never absolute: a programme must work wherever its folder is put."
          "Правило берёт список из файла, а файла нет. Путь всегда относительный: программа должна работать, где бы ни лежала её папка."
    bad example!("items weekly = sku from \"wekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "sku\nTEA-1\n");
    good example!("items weekly = sku from \"weekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "sku\nTEA-1\n");

    /// A data file has no such column.
    MISSING_COLUMN "PK0402" "missing-column" Error
    headline "A data file has no such column" "В файле нет нужного столбца"
    message "`{file}` has no column `{column}`." "В `{file}` нет столбца `{column}`."
    help "Its columns are: {found}. The first line of the file names them." "Его столбцы: {found}. Их называет первая строка файла."
    about "The first line of a data file names its columns. `sku from \"weekly.csv\"` reads the column `sku`; other columns are free for your notes."
          "Первая строка файла называет столбцы. `артикул из \"weekly.csv\"` читает столбец `sku`; остальные столбцы — для ваших пометок."
    bad example!("items weekly = sku from \"weekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "code,name\nTEA-1,Tea\n");
    good example!("items weekly = sku from \"weekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "sku,name\nTEA-1,Tea\n");

    /// A value stands in a list twice.
    REPEATED_VALUE "PK0403" "repeated-value" Warning
    headline "A list has the same value twice" "Значение в списке повторяется"
    message "`{value}` stands in `{file}` more than once." "`{value}` встречается в `{file}` больше одного раза."
    help "The second time changes nothing. If another product was meant, this is the line to correct."
         "Второй раз ничего не меняет. Если имелся в виду другой товар, исправьте эту строку."
    about "Lists come from spreadsheets, where a copied line is easily left unchanged. A value that stands twice is often a product that is missing."
          "Списки приходят из таблиц, где скопированную строку легко забыть исправить. Значение, которое стоит дважды, — часто товар, которого не хватает."
    bad example!("items weekly = sku from \"weekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "sku\nTEA-1\nTEA-2\nTEA-1\n");
    good example!("items weekly = sku from \"weekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "sku\nTEA-1\nTEA-2\n");

    /// A value that cannot be right.
    BAD_VALUE "PK0404" "bad-value" Error
    headline "A cell of a data file cannot be right" "Ячейка файла не может быть верной"
    message "The column `{column}` of `{file}` cannot hold {held}." "В столбце `{column}` файла `{file}` не может стоять {held}."
    help "{needed}" "{needed}"
    about "The file was read, but this cell holds something that it cannot mean: a price that is no number, a barcode that a spreadsheet took for a number, a value that does not fit the declared property. A receipt would be decided as if the cell were empty, and nobody would know."
          "Файл прочитан, но в этой ячейке стоит то, чего в ней быть не может: цена, которая не число; штрихкод, который электронная таблица приняла за число; значение, которое не подходит объявленному свойству. Чек считался бы так, будто ячейка пуста, и никто бы не узнал."
    bad example!("items weekly = barcode from \"weekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "barcode\n4.6E+12\n4600000000017\n");
    good example!("items weekly = barcode from \"weekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "barcode\n4600000000024\n4600000000017\n");

    /// A list without values.
    EMPTY_LIST "PK0405" "empty-list" Error
    headline "A list is empty" "Список пуст"
    message "`{file}` has no values, so nothing would ever match." "В `{file}` нет значений, поэтому ничто не подойдёт."
    help "" ""
    about "The file has its headings and no values below them. A promotion on an empty list never applies, and nobody would notice."
          "В файле есть заголовки и нет значений под ними. Акция на пустой список никогда не сработает, и никто этого не заметит."
    bad example!("items weekly = sku from \"weekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "sku\n");
    good example!("items weekly = sku from \"weekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "sku\nTEA-1\n");

    /// A data file in another encoding.
    NOT_UTF8 "PK0406" "not-utf8" Error
    headline "A data file is not UTF-8" "Файл не в кодировке UTF-8"
    message "`{file}` is not UTF-8.{guess}" "`{file}` не в UTF-8.{guess}"
    help "Save it again as \"CSV UTF-8\"." "Сохраните его заново как «CSV UTF-8»."
    about "Letters of other encodings turn into wrong letters, and then nothing matches. So the file has to be UTF-8; a mark at its beginning (BOM) does no harm."
          "Буквы в другой кодировке превращаются в чужие, и ничего не совпадает. Поэтому файл должен быть в UTF-8; метка в начале файла (BOM) не мешает."
    bad example!("items weekly = sku from \"weekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "sku\n\\xEA\\xEE\n");
    good example!("items weekly = sku from \"weekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "sku\nTEA-1\n");

    /// A data file that is not a table.
    BROKEN_FILE "PK0407" "broken-file" Error
    headline "A data file cannot be read as a table" "Файл не читается как таблица"
    message "`{file}` cannot be read as a table: {why}." "`{file}` не читается как таблица: {why}."
    help "{advice}" "{advice}"
    about "A data file is a table: one line of headings, then one line per value, every line with the same number of cells."
          "Файл с данными — таблица: строка заголовков, затем по строке на значение, во всех строках одинаковое число ячеек."
    bad example!("items weekly = sku from \"weekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "sku,sku\nTEA-1,TEA-2\n");
    good example!("items weekly = sku from \"weekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "sku,name\nTEA-1,Tea\n");

    /// A value that no product or store has.
    NOT_IN_CATALOGUE "PK0408" "not-in-catalogue" Warning
    headline "No product or store has this value" "Такого значения нет ни у одного товара или магазина"
    message "`{value}` does not occur in the column `{column}` of `{file}`." "`{value}` не встречается в столбце `{column}` файла `{file}`."
    help "As long as that is so, nothing matches." "Пока это так, ничто не подойдёт."
    about "The retailer's catalogue is known, and nothing in it has this value. It may be a slip, or the goods may come later: therefore a warning and no error."
          "Каталог сети известен, и в нём нет ничего с таким значением. Это может быть опечатка, а может быть товар, который появится позже: поэтому предупреждение, а не ошибка."
    bad example!(bare "retailer \"Shop\" {\n  currency RUB\n  products \"products.csv\"\n}\n\npromotion tea { give 10% off category \"Drinks/Tee\" }\n", "products.csv" = "sku,category\nTEA-1,Drinks/Tea\n");
    good example!(bare "retailer \"Shop\" {\n  currency RUB\n  products \"products.csv\"\n}\n\npromotion tea { give 10% off category \"Drinks/Tea\" }\n", "products.csv" = "sku,category\nTEA-1,Drinks/Tea\n");

    /// A product or a store stands in its table twice.
    REPEATED_PRODUCT "PK0409" "repeated-product" Error
    headline "A product or a store stands in its table twice" "Товар или магазин стоит в своей таблице дважды"
    message "`{value}` has more than one line in `{file}`." "У `{value}` в `{file}` больше одной строки."
    help "Leave one line for each `{column}`." "Оставьте по одной строке на каждый `{column}`."
    about "Each line of the catalogue describes one product, each line of the table of stores one store. With two lines for one of them, nobody could say which category, price or time zone counts. Several prices of a product are several columns."
          "Каждая строка каталога описывает один товар, каждая строка таблицы магазинов — один магазин. Если строк две, нельзя сказать, какая категория, цена или какой часовой пояс верны. Несколько цен товара — это несколько столбцов."
    bad example!(bare "retailer \"Shop\" {\n  currency RUB\n  products \"products.csv\"\n}\n\npromotion tea { give 10% off sku \"TEA-1\" }\n", "products.csv" = "sku,category\nTEA-1,Drinks/Tea\nTEA-1,Drinks\n");
    good example!(bare "retailer \"Shop\" {\n  currency RUB\n  products \"products.csv\"\n}\n\npromotion tea { give 10% off sku \"TEA-1\" }\n", "products.csv" = "sku,category\nTEA-1,Drinks/Tea\nTEA-2,Drinks\n");

    /// A heading of a table is nearly one that has a meaning.
    STRANGE_HEADING "PK0410" "strange-heading" Hint
    headline "A heading of a table looks like a slip" "Заголовок таблицы похож на опечатку"
    message "`{file}` has a column `{found}`; did you mean `{word}`?" "В `{file}` есть столбец `{found}`; может быть, `{word}`?"
    help "It is read as a column of your own, without a meaning." "Он читается как ваш собственный столбец, без особого смысла."
    about "A few headings have a meaning: in the catalogue `sku`, `name`, `category`, `brand`, `supplier`, `unit`, `content`, `barcode`, `tag` and `price`, in the table of stores `store`, `name`, `region`, `format`, `partner` and `time_zone`. Any other column is a property. One letter less makes a category into a property, and then no promotion finds its goods."
          "У нескольких заголовков есть смысл: в каталоге у `sku`, `name`, `category`, `brand`, `supplier`, `unit`, `content`, `barcode`, `tag` и `price`, в таблице магазинов у `store`, `name`, `region`, `format`, `partner` и `time_zone`. Любой другой столбец — свойство. Одна потерянная буква превращает категорию в свойство, и акции не находят своих товаров."
    bad example!(bare "retailer \"Shop\" {\n  currency RUB\n  products \"products.csv\"\n}\n\npromotion tea { give 10% off sku \"TEA-1\" }\n", "products.csv" = "sku,catgory\nTEA-1,Drinks/Tea\n");
    good example!(bare "retailer \"Shop\" {\n  currency RUB\n  products \"products.csv\"\n}\n\npromotion tea { give 10% off sku \"TEA-1\" }\n", "products.csv" = "sku,category\nTEA-1,Drinks/Tea\n");

    /// A character that nobody sees in a data file.
    HIDDEN_IN_FILE "PK0411" "hidden-in-file" Error
    headline "A data file has an invisible character" "В файле невидимый символ"
    message "The invisible character {character} stands in this cell of `{file}`." "В этой ячейке файла `{file}` стоит невидимый символ {character}."
    help "Write the cell again by hand." "Наберите ячейку заново от руки."
    about "Texts copied from web pages and letters may hold characters that are not drawn, or that turn the direction of the line. Two such texts look alike and are not equal: the number would match no receipt, and nobody could see why."
          "В текстах, скопированных со страниц и из писем, бывают символы, которые не рисуются или меняют направление строки. Два таких текста выглядят одинаково, но не равны: артикул не совпал бы ни с одним чеком, и никто не увидел бы почему."
    bad example!("items weekly = sku from \"weekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "sku\nTEA\\xE2\\x80\\x8B-1\n");
    good example!("items weekly = sku from \"weekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "sku\nTEA-1\n");

    /// A declared property without a column.
    NO_PROPERTY_COLUMN "PK0412" "property-without-column" Hint
    headline "The catalogue has no column for a property" "В каталоге нет столбца для свойства"
    message "`{file}` has no column `{name}`.{meant}" "В `{file}` нет столбца `{name}`.{meant}"
    help "As long as receipts do not tell it either, no product has this property." "Пока его не сообщают и чеки, этого свойства нет ни у одного товара."
    about "A property of products is read from the column of its name, or from the receipt. Headings are compared letter by letter, small and capital ones too."
          "Свойство товара читается из столбца с его именем или из чека. Заголовки сравниваются буква в букву, и строчные отличаются от прописных."
    bad example!(bare "retailer \"Shop\" {\n  currency RUB\n  products \"products.csv\"\n}\n\nproduct property fat : number\n\npromotion light { give 10% off property fat < 5 }\n", "products.csv" = "sku,Fat\nMILK,2.5\n");
    good example!(bare "retailer \"Shop\" {\n  currency RUB\n  products \"products.csv\"\n}\n\nproduct property fat : number\n\npromotion light { give 10% off property fat < 5 }\n", "products.csv" = "sku,fat\nMILK,2.5\n");

    /// A lowest price by content, and goods whose content is not known.
    CONTENT_UNKNOWN "PK0413" "content-unknown" Warning
    headline "A lowest price cannot be worked out" "Наименьшую цену нельзя посчитать"
    message "The lowest price of `{sku}` is given by its content, and `{file}` says {held}." "Наименьшая цена `{sku}` задана по содержимому, а в `{file}` {held}."
    help "Write in the column `content` what one piece holds, like {wanted}. Until then this lowest price does not hold for it." "Напишите в столбце `content`, сколько в одной штуке, например {wanted}. До тех пор эта наименьшая цена на товар не действует."
    about "A lowest price per half a litre is turned into a lowest price of each bottle by the content in the catalogue. Where the content is missing, cannot be read or is of another kind, the protection does not hold, and a discount may go below what the law allows."
          "Наименьшая цена за пол-литра превращается в наименьшую цену бутылки по содержимому из каталога. Если содержимого нет, оно не читается или другого рода, защита не действует, и скидка может опустить цену ниже разрешённой."
    bad example!(bare "retailer \"Shop\" {\n  currency RUB\n  products \"products.csv\"\n}\n\nprotect category \"Spirits\" { price at least 349 RUB per 0.5 l }\n", "products.csv" = "sku,category,content\nVODKA-05,Spirits,0.5 l\nVODKA-07,Spirits,0.7\n");
    good example!(bare "retailer \"Shop\" {\n  currency RUB\n  products \"products.csv\"\n}\n\nprotect category \"Spirits\" { price at least 349 RUB per 0.5 l }\n", "products.csv" = "sku,category,content\nVODKA-05,Spirits,0.5 l\nVODKA-07,Spirits,0.7 l\n");
}

phrases! {
    NOTHING_HELD "nothing" "пустота"
    VALUE_HELD "`{value}`" "`{value}`"
    NO_CONTENT "nothing of it" "о нём ничего не сказано"
    LIKE_LITRES "`0.5 l`" "`0.5 л`"
    LIKE_KILOGRAMS "`0.25 kg`" "`0.25 кг`"
    LIKE_METRES "`1.5 m`" "`1.5 м`"
    LIKE_PIECES "`6 pcs`" "`6 шт`"
    CONTENT_HELD "`{value}`" "стоит `{value}`"
    CELL_SPOILT "A spreadsheet rewrites long numbers (4.6E+12) and leaves marks like #N/A: store the column as text."
        "Электронные таблицы портят длинные числа (4,6E+12) и оставляют пометки вида #Н/Д: храните столбец как текст."
    CELL_EMPTY "Each row needs a value here; leave out a row that says nothing." "В каждой строке здесь нужно значение; пустую строку уберите."
    CELL_PRICE "A price is a number that is not below zero, like `149.90`." "Цена — это число не меньше нуля, например `149.90`."
    CELL_NUMBER "This property is a number, like `2.5`; a cell that says nothing stays empty." "Это свойство — число, например `2.5`; если сказать нечего, ячейка остаётся пустой."
    CELL_MONEY "This property is an amount of money, like `149.90`, without the currency; a cell that says nothing stays empty."
        "Это свойство — сумма, например `149.90`, без валюты; если сказать нечего, ячейка остаётся пустой."
    CELL_DATE "This property is a date, like `2026-10-05` or `05.10.2026`; a cell that says nothing stays empty."
        "Это свойство — дата, например `2026-10-05` или `05.10.2026`; если сказать нечего, ячейка остаётся пустой."
    CELL_YES_NO "This property is `yes` or `no`; a cell that says nothing stays empty." "Это свойство — `да` или `нет`; если сказать нечего, ячейка остаётся пустой."
    CELL_ONE_OF "This property is one of {known}; a cell that says nothing stays empty." "Это свойство — одно из: {known}; если сказать нечего, ячейка остаётся пустой."
    LIKE_1251 "Most likely it was saved as Windows-1251." "Похоже, он сохранён в Windows-1251."
    LIKE_UTF16 "It was saved as UTF-16." "Он сохранён в UTF-16."
    ROW_LENGTH "this row has {cells} cells, the headings are {columns}" "в этой строке ячеек {cells}, а заголовков {columns}"
    ROW_LENGTH_HELP "A cell that holds the divider itself, as in `1,5`, has to stand in quotes. Empty cells are written too."
        "Ячейка, в которой есть сам разделитель, как в `1,5`, должна стоять в кавычках. Пустые ячейки тоже пишутся."
    QUOTE_OPEN "the quote that opens here is not closed" "кавычка, открытая здесь, не закрыта"
    QUOTE_OPEN_HELP "Everything behind it was taken for one cell. A quote that is meant is written twice: `\"\"`."
        "Всё, что за ней, попало в одну ячейку. Кавычка как знак пишется дважды: `\"\"`."
    NO_HEADING "column {column} has no heading" "у столбца {column} нет заголовка"
    NO_HEADING_HELP "The first line names every column." "Первая строка называет каждый столбец."
    HEADING_TWICE "two columns are called `{column}`" "два столбца называются `{column}`"
    HEADING_TWICE_HELP "Two columns with the same heading cannot be told apart." "Два столбца с одним заголовком нельзя различить."
    FILE_TOO_LARGE "it has more than {limit} MiB" "в нём больше {limit} МиБ"
    MANY_COLUMNS "it has {found} columns, at most {limit} are read" "в нём столбцов {found}, а читается не больше {limit}"
    SPLIT_FILE "Leave out what the rules do not read." "Уберите то, чего правила не читают."
    READER_SAYS "{words}" "{words}"
    FIRST_HERE "it stands here first" "впервые он стоит здесь"
    USE_FILE "use `{word}`" "написать `{word}`"
}
