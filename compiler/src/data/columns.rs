//! Headings that have a meaning, in both languages; knows no file.

/// A column of a data file by the headings that mean it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Column {
    /// English heading.
    pub en: &'static str,
    /// Russian heading.
    pub ru: &'static str,
}

impl Column {
    /// Its place among headings, in any case; a blank is as good as `_`.
    #[must_use]
    pub fn find(self, headings: &[String]) -> Option<usize> {
        headings.iter().position(|heading| self.is(heading))
    }

    /// Whether a heading means this column.
    #[must_use]
    pub fn is(self, heading: &str) -> bool {
        let heading = heading.to_lowercase().replace('ё', "е").replace(' ', "_");
        heading == self.en
            || heading == self.ru
            || (self.holds_several() && heading.strip_suffix('s').is_some_and(|one| one == self.en))
            || (self == NAME && heading == "наименование")
    }

    /// Whether a cell holds several values, divided by blanks.
    #[must_use]
    pub fn holds_several(self) -> bool {
        self == BARCODE || self == TAG
    }
}

/// Headings of a catalogue that have a meaning; every other column is a property.
pub const CATALOGUE: &[&str] = &[
    "sku", "name", "category", "brand", "supplier", "unit", "content", "barcode", "tag", "price",
];
/// `sku`
pub const SKU: Column = Column {
    en: "sku",
    ru: "артикул",
};
/// `category`
pub const CATEGORY: Column = Column {
    en: "category",
    ru: "категория",
};
/// `brand`
pub const BRAND: Column = Column {
    en: "brand",
    ru: "бренд",
};
/// `supplier`
pub const SUPPLIER: Column = Column {
    en: "supplier",
    ru: "поставщик",
};
/// `barcode`
pub const BARCODE: Column = Column {
    en: "barcode",
    ru: "штрихкод",
};
/// `tag`
pub const TAG: Column = Column {
    en: "tag", ru: "метка"
};
/// `price`
pub const PRICE: Column = Column {
    en: "price",
    ru: "цена",
};
/// `unit`
pub const UNIT: Column = Column {
    en: "unit",
    ru: "единица",
};
/// `content`
pub const CONTENT: Column = Column {
    en: "content",
    ru: "содержимое",
};
/// `store`
pub const STORE: Column = Column {
    en: "store",
    ru: "магазин",
};
/// `code`
pub const CODE: Column = Column {
    en: "code", ru: "код"
};
/// `region`
pub const REGION: Column = Column {
    en: "region",
    ru: "регион",
};
/// `format`
pub const FORMAT: Column = Column {
    en: "format",
    ru: "формат",
};
/// `partner`
pub const PARTNER: Column = Column {
    en: "partner",
    ru: "партнер",
};
/// `time_zone`
pub const TIME_ZONE: Column = Column {
    en: "time_zone",
    ru: "часовой_пояс",
};
/// `name`
pub const NAME: Column = Column {
    en: "name",
    ru: "название",
};

/// Headings of the table of stores that have a meaning.
pub const OF_STORES: [Column; 6] = [STORE, NAME, REGION, FORMAT, PARTNER, TIME_ZONE];
