//! Headings of a catalogue in Russian and the columns that they are; knows no rows.

/// Russian headings with the column of `docs/reference/catalogue.md` that each is.
const RUSSIAN: &[(&str, &str)] = &[
    ("артикул", "sku"),
    ("название", "name"),
    ("наименование", "name"),
    ("категория", "category"),
    ("бренд", "brand"),
    ("поставщик", "supplier"),
    ("единица", "unit"),
    ("содержимое", "content"),
    ("штрихкод", "barcode"),
    ("метка", "tag"),
    ("цена", "price"),
];

/// Puts the headings that have a meaning into their one spelling; `цена:опт` is `price:опт`. A heading whose column is there
/// already stays a property.
pub(super) fn in_one_spelling(columns: &mut [String]) {
    for index in 0..columns.len() {
        let Some(written) = columns.get(index).map(|heading| heading.to_lowercase()) else {
            continue;
        };
        let (word, of_type) = match written.split_once(':') {
            Some((word, _)) => (word, columns.get(index).and_then(|heading| heading.split_once(':'))),
            None => (written.as_str(), None),
        };
        let Some((_, column)) = RUSSIAN.iter().find(|(russian, _)| *russian == word) else {
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
    fn a_column_that_is_there_in_english_is_not_taken_over() {
        let (both, _) = Catalog::from_csv("sku,артикул\nA,1\n".as_bytes()).unwrap();
        assert_eq!(
            both.products[0].properties.get("артикул").map(String::as_str),
            Some("1")
        );
    }
}
