//! The catalogue from CSV; knows no file system and no compression.

use std::collections::BTreeMap;

use super::{Catalog, Product, headings};
use crate::complaint::Complaint;
use crate::table::{CsvError, Row, Table, Warning};
use crate::{json, suggest};

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
        let mut table = Table::read(bytes)?;
        headings::in_one_spelling(&mut table.columns);
        let columns = Columns::of(&table)?;
        let warnings = columns.warnings(&table);
        let mut lines: BTreeMap<String, u64> = BTreeMap::new();
        let mut products = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            let product = columns.product(&table, row)?;
            if let Some(first) = lines.insert(product.sku.clone(), row.line) {
                let complaint = Complaint::SkuTwice {
                    sku: product.sku,
                    first,
                    second: row.line,
                };
                return Err(CsvError::new("csv-duplicate", row.line, complaint).in_column("sku"));
            }
            products.push(product);
        }
        products.sort_unstable_by(|one, other| one.sku.cmp(&other.sku));
        Ok((Self { products }, warnings))
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

/// Which column holds what.
struct Columns {
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
    fn of(table: &Table) -> Result<Self, CsvError> {
        let Some(sku) = table.column("sku") else {
            let found = table.columns.join(", ");
            let columns: String = found.chars().take(200).collect();
            return Err(CsvError::new("csv-no-sku", 1, Complaint::NoSkuColumn { columns }));
        };
        let either = |one: &str, other: &str| table.column(one).or_else(|| table.column(other));
        let (barcode, tag) = (either("barcode", "barcodes"), either("tag", "tags"));
        let named: Vec<usize> = ["name", "category", "brand", "supplier", "unit", "content"]
            .iter()
            .filter_map(|it| table.column(it))
            .collect();
        let rest = table.columns.iter().enumerate().filter(|(position, _)| {
            *position != sku && Some(*position) != barcode && Some(*position) != tag && !named.contains(position)
        });
        let rest = rest
            .map(|(position, heading)| (position, heading == "price" || heading.starts_with("price:")))
            .collect();
        Ok(Self {
            sku,
            name: table.column("name"),
            category: table.column("category"),
            brand: table.column("brand"),
            supplier: table.column("supplier"),
            unit: table.column("unit"),
            content: table.column("content"),
            barcode,
            tag,
            rest,
        })
    }

    /// Headings that are properties, but look like a slip of a known one.
    fn warnings(&self, table: &Table) -> Vec<Warning> {
        let rest = self.rest.iter().filter(|(_, price)| !price);
        let headings = rest.filter_map(|(position, _)| table.columns.get(*position));
        headings
            .filter_map(|heading| {
                let meant = suggest::nearest(heading, KNOWN.iter().copied())?;
                let heading = heading.clone();
                Some(Warning {
                    line: 1,
                    complaint: Complaint::ColumnAsProperty { heading, meant },
                })
            })
            .collect()
    }

    fn product(&self, table: &Table, row: &Row) -> Result<Product, CsvError> {
        let Some(sku) = row.value(self.sku) else {
            return Err(CsvError::new("csv-no-sku", row.line, Complaint::EmptySku).in_column("sku"));
        };
        let text = |column: Option<usize>| column.and_then(|column| row.value(column)).map(str::to_owned);
        let words = |column: Option<usize>| -> Vec<String> {
            let cell = column.map_or("", |column| row.cell(column));
            cell.split_whitespace().map(str::to_owned).collect()
        };
        let mut properties = BTreeMap::new();
        for (column, price) in &self.rest {
            let Some(value) = row.value(*column) else { continue };
            let heading = table.columns.get(*column).map_or("", String::as_str);
            let value = if *price {
                self::price(value, row.line, heading)?
            } else {
                value.to_owned()
            };
            properties.insert(heading.to_owned(), value);
        }
        Ok(Product {
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

/// A price, with a point; spreadsheets of many countries write a comma.
fn price(written: &str, line: u64, heading: &str) -> Result<String, CsvError> {
    let price = written.replacen(',', ".", 1);
    let refuse = |why: Complaint| CsvError::new("csv-price", line, why).in_column(heading);
    let value = json::decimal(&price).map_err(refuse)?;
    if value < rust_decimal::Decimal::ZERO {
        let price = value.to_string();
        return Err(refuse(Complaint::PriceNegative { price }));
    }
    Ok(price)
}
