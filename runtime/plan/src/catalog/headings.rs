//! Headings of tables in Russian and the columns that they are; knows no rows.

/// Russian headings with the column that each is. Blanks, dots and capitals of a heading do not count.
pub(crate) type Spellings = &'static [(&'static str, &'static str)];

/// The columns of `docs/reference/catalogue.md`.
pub(crate) const CATALOGUE: Spellings = &[
    ("артикул", "sku"),
    ("название", "name"),
    ("наименование", "name"),
    ("категория", "category"),
    ("бренд", "brand"),
    ("поставщик", "supplier"),
    ("единица", "unit"),
    ("единицаизмерения", "unit"),
    ("едизм", "unit"),
    ("содержимое", "content"),
    ("штрихкод", "barcode"),
    ("метка", "tag"),
    ("цена", "price"),
];

/// The columns of a table of clients: `docs/reference/snapshot.md`.
pub(crate) const CLIENTS: Spellings = &[
    ("клиент", "id"),
    ("карта", "card"),
    ("карты", "cards"),
    ("телефон", "phone"),
    ("телефоны", "phones"),
    ("статус", "status"),
    ("регистрация", "registered"),
    ("датарегистрации", "registered"),
    ("зарегистрирован", "registered"),
    ("зарегистрирована", "registered"),
    ("посещений", "visits"),
    ("посещения", "visits"),
    ("деньрождения", "birthday"),
    ("день_рождения", "birthday"),
    ("датарождения", "birthday"),
];

/// Puts the headings that have a meaning into their one spelling; `цена:опт` is `price:опт`. A heading whose column is there
/// already stays a property.
pub(crate) fn in_one_spelling(columns: &mut [String], spellings: Spellings) {
    for index in 0..columns.len() {
        let Some(written) = columns.get(index).map(|heading| heading.to_lowercase()) else {
            continue;
        };
        let (word, of_type) = match written.split_once(':') {
            Some((word, _)) => (word, columns.get(index).and_then(|heading| heading.split_once(':'))),
            None => (written.as_str(), None),
        };
        let letters = |letter: &char| !letter.is_whitespace() && *letter != '.';
        let word: String = word.chars().filter(letters).collect();
        let Some((_, column)) = spellings.iter().find(|(russian, _)| *russian == word) else {
            continue;
        };
        let heading = match of_type {
            Some((_, of_type)) if *column == "price" => format!("{column}:{of_type}"),
            Some(_) => continue,
            None => (*column).to_owned(),
        };
        if columns.contains(&heading) {
            continue;
        }
        if let Some(place) = columns.get_mut(index) {
            *place = heading;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Catalog;

    #[test]
    fn russian_headings_are_the_same_columns() {
        let russian = "артикул;Название;категория;бренд;цена;цена:опт;вкус\nЧАЙ;Чай;Напитки/Чай;Наш;150,00;120;мята\n";
        let english = "sku;name;category;brand;price;price:опт;вкус\nЧАЙ;Чай;Напитки/Чай;Наш;150,00;120;мята\n";
        let of = |text: &str| Catalog::from_csv(text.as_bytes()).unwrap().0;
        assert_eq!(of(russian), of(english));
        assert_eq!(of(russian).products[0].category.as_deref(), Some("Напитки/Чай"));
    }

    #[test]
    fn the_unit_may_be_written_as_accountants_do() {
        for heading in ["Ед. изм.", "Ед.изм", "ед. изм", "Единица измерения", "единица"]
        {
            let (catalog, warnings) = Catalog::from_csv(format!("sku;{heading}\nA;кг\n").as_bytes()).unwrap();
            assert_eq!(catalog.products[0].unit.as_deref(), Some("кг"), "{heading}");
            assert_eq!(warnings, [], "{heading}");
        }
    }

    #[test]
    fn a_column_that_is_there_in_english_is_not_taken_over() {
        let (both, _) = Catalog::from_csv("sku,артикул\nA,1\n".as_bytes()).unwrap();
        assert_eq!(
            both.products[0].properties.get("артикул").map(String::as_str),
            Some("1")
        );
    }
}
