//! Texts about files beside the programme, in both languages.

codes! {
    /// A data file is not there.
    MISSING_FILE "PK0401" "missing-file" Error
    headline "A data file is missing" "Нет файла с данными"
    message "There is no file `{file}` beside this programme." "Рядом с программой нет файла `{file}`."
    help "The path is looked for beside the `.perk` file first, then in the folder of `retailer.perk`."
         "Путь ищется сначала рядом с файлом `.perk`, затем в папке с `retailer.perk`."
    bad example!("items weekly = sku from \"wekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "sku\nTEA-1\n");
    good example!("items weekly = sku from \"weekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "sku\nTEA-1\n");

    /// A data file has no such column.
    MISSING_COLUMN "PK0402" "missing-column" Error
    headline "A data file has no such column" "В файле нет нужного столбца"
    message "`{file}` has no column `{column}`." "В `{file}` нет столбца `{column}`."
    help "Its columns are: {found}. The first line of the file names them." "Его столбцы: {found}. Их называет первая строка файла."
    bad example!("items weekly = sku from \"weekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "code,name\nTEA-1,Tea\n");
    good example!("items weekly = sku from \"weekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "sku,name\nTEA-1,Tea\n");

    /// A value stands in a list twice.
    REPEATED_VALUE "PK0403" "repeated-value" Warning
    headline "A list has the same value twice" "Значение в списке повторяется"
    message "`{value}` stands in `{file}` more than once." "`{value}` встречается в `{file}` больше одного раза."
    help "The second time changes nothing. If another product was meant, this is the line to correct."
         "Второй раз ничего не меняет. Если имелся в виду другой товар, исправьте эту строку."
    bad example!("items weekly = sku from \"weekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "sku\nTEA-1\nTEA-2\nTEA-1\n");
    good example!("items weekly = sku from \"weekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "sku\nTEA-1\nTEA-2\n");

    /// A value that cannot be right.
    BAD_VALUE "PK0404" "bad-value" Error
    headline "A data file has a value that cannot be right" "В файле значение, которое не может быть верным"
    message "`{value}` cannot be a value of the column `{column}` of `{file}`." "`{value}` не может быть значением столбца `{column}` файла `{file}`."
    help "A spreadsheet rewrites long numbers (4.6E+12) and leaves marks like #N/A: store the column as text. An empty cell names nothing."
         "Таблицы портят длинные числа (4,6E+12) и оставляют пометки вида #Н/Д: храните столбец как текст. Пустая ячейка ничего не называет."
    bad example!("items weekly = barcode from \"weekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "barcode\n4.6E+12\n4600000000017\n");
    good example!("items weekly = barcode from \"weekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "barcode\n4600000000024\n4600000000017\n");

    /// A list without values.
    EMPTY_LIST "PK0405" "empty-list" Error
    headline "A list is empty" "Список пуст"
    message "`{file}` has no values, so nothing would ever match." "В `{file}` нет значений, поэтому ничто не подойдёт."
    help "" ""
    bad example!("items weekly = sku from \"weekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "sku\n");
    good example!("items weekly = sku from \"weekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "sku\nTEA-1\n");

    /// A data file in another encoding.
    NOT_UTF8 "PK0406" "not-utf8" Error
    headline "A data file is not UTF-8" "Файл не в кодировке UTF-8"
    message "`{file}` is not UTF-8; most likely it was saved as Windows-1251." "`{file}` не в UTF-8; похоже, он сохранён в Windows-1251."
    help "Save it again as \"CSV UTF-8\"." "Сохраните его заново как «CSV UTF-8»."
    bad example!("items weekly = sku from \"weekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "sku\n\\xEA\\xEE\n");
    good example!("items weekly = sku from \"weekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "sku\nTEA-1\n");

    /// A data file that is not a table.
    BROKEN_FILE "PK0407" "broken-file" Error
    headline "A data file cannot be read as a table" "Файл не читается как таблица"
    message "`{file}` cannot be read as a table." "`{file}` не читается как таблица."
    help "Two columns with the same heading cannot be told apart." "Два столбца с одним заголовком нельзя различить."
    bad example!("items weekly = sku from \"weekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "sku,sku\nTEA-1,TEA-2\n");
    good example!("items weekly = sku from \"weekly.csv\"\n\npromotion week { give 10% off weekly }\n", "weekly.csv" = "sku,name\nTEA-1,Tea\n");

    /// A value that no product or store has.
    NOT_IN_CATALOGUE "PK0408" "not-in-catalogue" Warning
    headline "No product or store has this value" "Такого значения нет ни у одного товара или магазина"
    message "`{value}` does not occur in the column `{column}` of `{file}`." "`{value}` не встречается в столбце `{column}` файла `{file}`."
    help "As long as that is so, nothing matches." "Пока это так, ничто не подойдёт."
    bad example!(bare "retailer \"Shop\" {\n  currency RUB\n  products \"products.csv\"\n}\n\npromotion tea { give 10% off category \"Drinks/Tee\" }\n", "products.csv" = "sku,category\nTEA-1,Drinks/Tea\n");
    good example!(bare "retailer \"Shop\" {\n  currency RUB\n  products \"products.csv\"\n}\n\npromotion tea { give 10% off category \"Drinks/Tea\" }\n", "products.csv" = "sku,category\nTEA-1,Drinks/Tea\n");
}

phrases! {
    FIRST_HERE "it stands here first" "впервые он стоит здесь"
    USE_FILE "use `{word}`" "написать `{word}`"
}
