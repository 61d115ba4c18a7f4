//! The catalogue from CSV; knows no file system and no compression.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{Catalog, Product, headings, value};
use crate::complaint::{Complaint, shown};
use crate::table::{CsvError, Row, Survey, Table, Warning};
use crate::{json, limits, suggest};

/// The columns that have a meaning of their own; all others are properties.
const KNOWN: &[&str] = &[
    "sku", "name", "category", "brand", "supplier", "unit", "content", "barcode", "tag", "price",
];

impl Catalog {
    /// Reads a catalogue, as `docs/reference/catalogue.md` describes it, with what looked odd.
    ///
    /// # Errors
    /// See [`CsvError`]: a table that cannot be read, no column `sku`, an empty or repeated SKU, a price that is not a
    /// number.
    pub fn from_csv(bytes: &[u8]) -> Result<(Self, Vec<Warning>), CsvError> {
        let CatalogSurvey {
            catalog,
            warnings,
            faults,
        } = Self::survey(bytes);
        faults.into_iter().next().map_or(Ok((catalog, warnings)), Err)
    }

    /// Reads a catalogue with everything that is wrong with it. A row that is wrong is left out.
    #[must_use]
    pub fn survey(bytes: &[u8]) -> CatalogSurvey {
        let survey = Table::survey(bytes);
        let (faults, warnings) = judge(bytes, &survey);
        let mut products = Vec::with_capacity(survey.table.rows().len());
        if let Some(columns) = Columns::of(&survey.table.columns) {
            products.extend(survey.table.rows().filter_map(|row| columns.product(row)));
        }
        products.sort_unstable_by(|one: &Product, other| one.sku.cmp(&other.sku));
        CatalogSurvey {
            catalog: Self { products },
            warnings,
            faults,
        }
    }

    /// The product of a SKU.
    #[must_use]
    pub fn product(&self, sku: &str) -> Option<&Product> {
        let found = self
            .products
            .binary_search_by(|product| product.sku.as_str().cmp(sku))
            .ok()?;
        self.products.get(found)
    }
}

/// A catalogue with everything that is wrong with its table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CatalogSurvey {
    /// The sound rows.
    pub catalog: Catalog,
    /// What looked odd.
    pub warnings: Vec<Warning>,
    /// What is wrong, in the order of the file, at most [`limits::TABLE_FAULTS`].
    pub faults: Vec<CsvError>,
}

/// What is wrong with a table as a catalogue, in the order of the file and at most [`limits::TABLE_FAULTS`], and what looks
/// odd. What is wrong with it as a table comes with it.
#[must_use]
pub fn judge(bytes: &[u8], survey: &Survey) -> (Vec<CsvError>, Vec<Warning>) {
    let table = &survey.table;
    let mut faults = Vec::new();
    if table.columns.is_empty() {
        return (survey.faults.clone(), Vec::new());
    }
    let Some(columns) = Columns::of(&table.columns) else {
        let found = table.columns.join(", ");
        let columns: String = found.chars().take(200).collect();
        faults.push(CsvError::new(
            "csv-no-sku",
            table.line,
            Complaint::NoSkuColumn { columns },
        ));
        return (faults, Vec::new());
    };
    let mut first: FxHashMap<&str, Row<'_>> = FxHashMap::default();
    first.reserve(table.rows().len());
    for row in table.rows() {
        let place = |row: Row<'_>, column: usize| table.place(bytes, row, column);
        for (column, _) in columns.rest.iter().filter(|(_, price)| *price) {
            if let Some(Err(complaint)) = row.value(*column).map(price) {
                let heading = columns.headings.get(*column).map_or("", String::as_str);
                let fault = CsvError::new("csv-price", row.line, complaint).in_column(heading);
                faults.push(fault.over(place(row, *column)));
            }
        }
        let sku = row.cell(columns.sku);
        if sku.is_empty() {
            let fault = CsvError::new("csv-no-sku", row.line, Complaint::EmptySku).in_column("sku");
            faults.push(fault.over(place(row, columns.sku)));
        } else if let Some(first) = first.get(sku) {
            let complaint = Complaint::SkuTwice {
                sku: sku.to_owned(),
                first: first.line,
                second: row.line,
            };
            let fault = CsvError::new("csv-duplicate", row.line, complaint).in_column("sku");
            faults.push(fault.over(place(row, columns.sku)).after(place(*first, columns.sku)));
        } else {
            first.insert(sku, row);
        }
        if faults.len() >= limits::TABLE_FAULTS {
            break;
        }
    }
    faults.extend(survey.faults.iter().cloned());
    // Stable: of one row, in the order in which its cells were judged.
    faults.sort_by_key(|fault| fault.line);
    faults.truncate(limits::TABLE_FAULTS);
    (faults, columns.warnings(bytes, table))
}

/// Which column holds what.
struct Columns {
    /// In their one spelling.
    headings: Vec<String>,
    sku: usize,
    name: Option<usize>,
    category: Option<usize>,
    brand: Option<usize>,
    supplier: Option<usize>,
    unit: Option<usize>,
    content: Option<usize>,
    barcode: Option<usize>,
    tag: Option<usize>,
    /// Every other column: properties, and prices among them.
    rest: Vec<(usize, bool)>,
}

impl Columns {
    /// `None` without a column of SKUs.
    fn of(written: &[String]) -> Option<Self> {
        let mut headings = written.to_vec();
        headings::in_one_spelling(&mut headings, headings::CATALOGUE);
        let column = |heading: &str| headings.iter().position(|column| column == heading);
        let sku = column("sku")?;
        let either = |one: &str, other: &str| column(one).or_else(|| column(other));
        let (barcode, tag) = (either("barcode", "barcodes"), either("tag", "tags"));
        let named = ["name", "category", "brand", "supplier", "unit", "content"].map(column);
        let rest = headings.iter().enumerate().filter(|(position, _)| {
            let position = Some(*position);
            position != Some(sku) && position != barcode && position != tag && !named.contains(&position)
        });
        let rest = rest
            .map(|(position, heading)| (position, heading == "price" || heading.starts_with("price:")))
            .collect();
        let [name, category, brand, supplier, unit, content] = named;
        Some(Self {
            sku,
            name,
            category,
            brand,
            supplier,
            unit,
            content,
            barcode,
            tag,
            rest,
            headings,
        })
    }

    /// Headings that are properties, but look like a slip of a known one.
    fn warnings(&self, bytes: &[u8], table: &Table) -> Vec<Warning> {
        let rest = self.rest.iter().filter(|(_, price)| !price);
        let headings = rest.filter_map(|(position, _)| Some((*position, self.headings.get(*position)?)));
        headings
            .filter_map(|(position, heading)| {
                let russian = headings::CATALOGUE.iter().map(|(russian, _)| *russian);
                let meant = suggest::nearest(heading, KNOWN.iter().copied().chain(russian))?;
                let heading = heading.clone();
                Some(Warning {
                    line: table.line,
                    complaint: Complaint::ColumnAsProperty { heading, meant },
                    bytes: table.heading(bytes, position),
                })
            })
            .collect()
    }

    /// The product of a row, unless something is wrong with it.
    fn product(&self, row: Row<'_>) -> Option<Product> {
        let sku = row.value(self.sku)?;
        let text = |column: Option<usize>| column.and_then(|column| row.value(column)).map(str::to_owned);
        let words = |column: Option<usize>| -> Vec<String> {
            let cell = column.map_or("", |column| row.cell(column));
            cell.split_whitespace().map(str::to_owned).collect()
        };
        let mut properties = BTreeMap::new();
        for (column, is_price) in &self.rest {
            let Some(value) = row.value(*column) else { continue };
            let heading = self.headings.get(*column)?;
            let value = match is_price {
                true => price(value).ok()?,
                false => value.to_owned(),
            };
            properties.insert(heading.clone(), value);
        }
        Some(Product {
            sku: sku.to_owned(),
            name: text(self.name),
            category: text(self.category),
            brand: text(self.brand),
            supplier: text(self.supplier),
            unit: text(self.unit),
            content: text(self.content),
            barcodes: words(self.barcode),
            tags: words(self.tag),
            properties,
        })
    }
}

/// A price, with a point; spreadsheets of many countries write a comma and blanks between thousands.
fn price(written: &str) -> Result<String, Complaint> {
    let price = value::ungrouped(written).replacen(',', ".", 1);
    let value = json::decimal(&price).map_err(|complaint| {
        // The text as it stands in the file: the author looks for it there.
        let grouped = written.contains(|letter: char| letter == ',' || letter.is_whitespace());
        let unclear = matches!(complaint, Complaint::NotNumber { .. } | Complaint::DecimalComma { .. });
        if grouped && unclear {
            let written = shown(written);
            return Complaint::NotPrice { written };
        }
        complaint
    })?;
    if value < rust_decimal::Decimal::ZERO {
        let price = value.to_string();
        return Err(Complaint::PriceNegative { price });
    }
    Ok(price)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_read_with_blanks_between_thousands() {
        for written in ["1 290,00", "1\u{a0}290.00", "1\u{202f}290,00"] {
            assert_eq!(price(written), Ok("1290.00".to_owned()), "{written}");
        }
        assert_eq!(price("12\u{a0}345\u{a0}678,5"), Ok("12345678.5".to_owned()));
        assert_eq!(price("150,00"), Ok("150.00".to_owned()));
    }

    #[test]
    fn what_is_no_price_is_quoted_as_it_stands_in_the_file() {
        for written in [
            "1.290,00",
            "1,290.00",
            "1 29,00",
            "1290 000",
            "1  290",
            "1 290,000 5",
            "1,2,3",
        ] {
            let written = written.to_owned();
            assert_eq!(
                price(&written),
                Err(Complaint::NotPrice {
                    written: written.clone()
                })
            );
        }
        let error = Catalog::from_csv("sku;price\nA;1.290,00\n".as_bytes()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "line 2, column price: \"1.290,00\" is not a price; write 1290.00, 1290,00 or 1 290,00 [csv-price]"
        );
    }
}
