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
    headline "A data file has a value that cannot be right" "В файле значение, которое не может быть верным"
    message "`{value}` cannot be a value of the column `{column}` of `{file}`." "`{value}` не может быть значением столбца `{column}` файла `{file}`."
    help "A spreadsheet rewrites long numbers (4.6E+12) and leaves marks like #N/A: store the column as text. An empty cell names nothing."
         "Электронные таблицы портят длинные числа (4,6E+12) и оставляют пометки вида #Н/Д: храните столбец как текст. Пустая ячейка ничего не называет."
    about "The file was read, but this cell holds something that no product can have. The usual reason is a spreadsheet that took a barcode for a number."
          "Файл прочитан, но в этой ячейке стоит то, чего у товара не бывает. Обычная причина: электронная таблица приняла штрихкод за число."
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
    message "`{file}` is not UTF-8; most likely it was saved as Windows-1251." "`{file}` не в UTF-8; похоже, он сохранён в Windows-1251."
    help "Save it again as \"CSV UTF-8\"." "Сохраните его заново как «CSV UTF-8»."
    about "Letters of other encodings turn into wrong letters, and then nothing matches. So the file has to be UTF-8; a mark at its beginning (BOM) does no harm."
          "Буквы в другой кодировке превращаются в чужие, и ничего не совпадает. Поэтому файл должен быть в UTF-8; метка в начале файла (BOM) не мешает."
    bad example!("items weekly = sku from \"weekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "sku\n\\xEA\\xEE\n");
    good example!("items weekly = sku from \"weekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "sku\nTEA-1\n");

    /// A data file that is not a table.
    BROKEN_FILE "PK0407" "broken-file" Error
    headline "A data file cannot be read as a table" "Файл не читается как таблица"
    message "`{file}` cannot be read as a table." "`{file}` не читается как таблица."
    help "Two columns with the same heading cannot be told apart." "Два столбца с одним заголовком нельзя различить."
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

    /// A product stands in the catalogue twice.
    REPEATED_PRODUCT "PK0409" "repeated-product" Error
    headline "A product stands in the catalogue twice" "Товар стоит в каталоге дважды"
    message "`{value}` has more than one line in `{file}`." "У `{value}` в `{file}` больше одной строки."
    help "Leave one line for each `sku`. Several prices of a product are several columns." "Оставьте по одной строке на каждый `sku`. Несколько цен товара — это несколько столбцов."
    about "Each line of the catalogue describes one product. With two lines for one `sku`, nobody could say which category and which price count, and no receipt is decided with such a catalogue."
          "Каждая строка каталога описывает один товар. Если у одного `sku` две строки, нельзя сказать, какая категория и какая цена верны, и чеки с таким каталогом не считаются."
    bad example!(bare "retailer \"Shop\" {\n  currency RUB\n  products \"products.csv\"\n}\n\npromotion tea { give 10% off sku \"TEA-1\" }\n", "products.csv" = "sku,category\nTEA-1,Drinks/Tea\nTEA-1,Drinks\n");
    good example!(bare "retailer \"Shop\" {\n  currency RUB\n  products \"products.csv\"\n}\n\npromotion tea { give 10% off sku \"TEA-1\" }\n", "products.csv" = "sku,category\nTEA-1,Drinks/Tea\nTEA-2,Drinks\n");

    /// A heading of the catalogue is nearly one that has a meaning.
    STRANGE_HEADING "PK0410" "strange-heading" Hint
    headline "A heading of the catalogue looks like a slip" "Заголовок каталога похож на опечатку"
    message "`{file}` has a column `{found}`; did you mean `{word}`?" "В `{file}` есть столбец `{found}`; может быть, `{word}`?"
    help "It is read as a property of products." "Он читается как свойство товаров."
    about "A few headings have a meaning: `sku`, `name`, `category`, `brand`, `supplier`, `unit`, `content`, `barcode`, `tag` and `price`. Any other column is a property. One letter less makes a category into a property, and then no promotion finds its goods."
          "У нескольких заголовков есть смысл: `sku`, `name`, `category`, `brand`, `supplier`, `unit`, `content`, `barcode`, `tag` и `price`. Любой другой столбец — свойство. Одна потерянная буква превращает категорию в свойство, и акции не находят своих товаров."
    bad example!(bare "retailer \"Shop\" {\n  currency RUB\n  products \"products.csv\"\n}\n\npromotion tea { give 10% off sku \"TEA-1\" }\n", "products.csv" = "sku,catgory\nTEA-1,Drinks/Tea\n");
    good example!(bare "retailer \"Shop\" {\n  currency RUB\n  products \"products.csv\"\n}\n\npromotion tea { give 10% off sku \"TEA-1\" }\n", "products.csv" = "sku,category\nTEA-1,Drinks/Tea\n");
}

phrases! {
    FIRST_HERE "it stands here first" "впервые он стоит здесь"
    USE_FILE "use `{word}`" "написать `{word}`"
}
