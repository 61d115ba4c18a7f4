//! The catalogue: facts of products, read from CSV; what a line does not say comes from here.

use std::collections::BTreeMap;

pub(crate) mod headings;
mod read;
pub mod value;

pub use crate::table::{CsvError, Warning};
pub use read::{CatalogSurvey, judge};

/// Products by SKU.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Catalog {
    /// Sorted by SKU, without repeats.
    pub products: Vec<Product>,
}

/// Facts of a product. An absent fact is `None`: such a product is in no category, of no brand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Product {
    /// Its number.
    pub sku: String,
    /// Its name.
    pub name: Option<String>,
    /// Category path, elements divided by `/`.
    pub category: Option<String>,
    /// Brand.
    pub brand: Option<String>,
    /// Supplier.
    pub supplier: Option<String>,
    /// Unit of sale: `pcs`, `kg`, …; `None` means pieces.
    pub unit: Option<String>,
    /// Content of one unit of sale, `0.5 l`.
    pub content: Option<String>,
    /// Barcodes (several are divided by a blank in the CSV).
    pub barcodes: Vec<String>,
    /// Tags (several are divided by a blank in the CSV).
    pub tags: Vec<String>,
    /// Every other column that has a value.
    pub properties: BTreeMap<String, String>,
}
