//! Products of the catalogue and of the plan's lists by number, their facts interned; knows no promotion.

use perk_plan::catalog::value as cell;
use perk_plan::plan::{Plan, PropertyType};
use perk_plan::{Catalog, Op};
use rustc_hash::FxHashMap;

use super::categories::Categories;
use super::names::NameTable;
use super::rows::Rows;
use super::{NONE, narrow, wide};
use crate::vm::Value;
use crate::vm::value::FOREIGN;

/// Interned facts of a product.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Facts {
    /// Category node or [`NONE`].
    pub category: u32,
    /// Brand as a text of the plan, [`FOREIGN`], or `None` where there is none.
    pub brand: Option<u32>,
    /// Supplier, likewise.
    pub supplier: Option<u32>,
}

impl Facts {
    /// Of a product of which nothing is known.
    pub(crate) const UNKNOWN: Self = Self {
        category: NONE,
        brand: None,
        supplier: None,
    };
}

/// Products by number: those of the catalogue first, then SKUs that only the plan names.
#[derive(Debug)]
pub(crate) struct Products {
    pub catalog: Catalog,
    pub categories: Categories,
    by_sku: NameTable,
    facts: Vec<Facts>,
    /// Declared properties of catalogue products, `width` of each.
    properties: Vec<Value>,
    width: usize,
    /// Numbers of SKUs that only the plan names, by text.
    extra: FxHashMap<u32, u32>,
    /// Texts of a product's tags, sorted.
    tags: Rows<u32>,
    /// Product numbers of each list that stands in `SkuIn`, sorted.
    sku_lists: FxHashMap<u32, Vec<u32>>,
    /// The same for `BarcodeIn`.
    barcode_lists: FxHashMap<u32, Vec<u32>>,
    /// Nodes of the paths that stand in `InCategory`, by text.
    category_of_text: FxHashMap<u32, u32>,
}

impl Products {
    pub(crate) fn build(plan: &Plan, catalog: Catalog, texts: &NameTable) -> Self {
        let text = |text: &str| texts.find(text, |at| plan.texts.get(wide(at)).map(String::as_str));
        let mut categories = Categories::default();
        let mut category_of_text = FxHashMap::default();
        for op in plan.items.iter().flat_map(|items| &items.code) {
            if let Op::InCategory(id) = op
                && let Some(path) = plan.texts.get(wide(*id))
            {
                category_of_text.insert(*id, categories.add(path));
            }
        }
        let reads = Reads::of(plan);
        let width = if plan.product_properties.is_empty() {
            0
        } else {
            plan.product_properties.len()
        };
        let mut facts = Vec::with_capacity(catalog.products.len());
        let mut properties = Vec::with_capacity(catalog.products.len().saturating_mul(width));
        let mut tags: Vec<(u32, u32)> = Vec::new();
        let named = |name: &Option<String>, read: bool| match name {
            Some(name) if read => Some(text(name).unwrap_or(FOREIGN)),
            Some(_) => Some(FOREIGN),
            None => None,
        };
        for (number, product) in catalog.products.iter().enumerate() {
            facts.push(Facts {
                category: product.category.as_deref().map_or(NONE, |path| categories.find(path)),
                brand: named(&product.brand, reads.brand),
                supplier: named(&product.supplier, reads.supplier),
            });
            for property in &plan.product_properties {
                let name = plan.texts.get(wide(property.name)).map_or("", String::as_str);
                let value = product.properties.get(name).map_or(Value::Absent, |found| {
                    typed(&property.kind, found, plan.currency.digits, text).unwrap_or(Value::Absent)
                });
                properties.push(value);
            }
            if reads.tags {
                tags.extend(
                    product
                        .tags
                        .iter()
                        .filter_map(|tag| text(tag))
                        .map(|tag| (narrow(number), tag)),
                );
            }
        }
        let tags = Rows::build(catalog.products.len(), tags.iter().copied());
        let by_sku = NameTable::build(
            catalog.products.len(),
            catalog.products.iter().map(|product| product.sku.as_str()),
        );
        let mut products = Self {
            catalog,
            categories,
            by_sku,
            facts,
            properties,
            width,
            extra: FxHashMap::default(),
            tags,
            sku_lists: FxHashMap::default(),
            barcode_lists: FxHashMap::default(),
            category_of_text,
        };
        products.lists(plan);
        products
    }

    fn lists(&mut self, plan: &Plan) {
        let mut barcodes: Option<FxHashMap<&str, Vec<u32>>> = None;
        let mut sku_lists: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        let mut barcode_lists: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        let mut extra: FxHashMap<u32, u32> = FxHashMap::default();
        let mut next = narrow(self.catalog.products.len());
        let mut known = vec![NONE; plan.texts.len()];
        for op in plan.items.iter().flat_map(|items| &items.code) {
            if let Op::SkuIn(list) = op {
                if sku_lists.contains_key(list) {
                    continue;
                }
                let mut numbers = Vec::new();
                for id in plan.lists.get(wide(*list)).into_iter().flatten() {
                    // A SKU stands in many lists; its text is looked up once.
                    let Some(place) = known.get_mut(wide(*id)) else {
                        continue;
                    };
                    if *place == NONE {
                        let Some(sku) = plan.texts.get(wide(*id)) else { continue };
                        *place = self.in_catalog(sku).unwrap_or_else(|| {
                            *extra.entry(*id).or_insert_with(|| {
                                next = next.saturating_add(1);
                                next.saturating_sub(1)
                            })
                        });
                    }
                    numbers.push(*place);
                }
                numbers.sort_unstable();
                sku_lists.insert(*list, numbers);
            }
            if let Op::BarcodeIn(list) = op {
                let by_code = barcodes.get_or_insert_with(|| {
                    let mut map: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
                    for (number, product) in self.catalog.products.iter().enumerate() {
                        for code in &product.barcodes {
                            map.entry(code.as_str()).or_default().push(narrow(number));
                        }
                    }
                    map
                });
                let codes = plan.lists.get(wide(*list)).into_iter().flatten();
                let codes = codes.filter_map(|id| plan.texts.get(wide(*id)));
                let mut numbers: Vec<u32> = codes
                    .filter_map(|code| by_code.get(code.as_str()))
                    .flatten()
                    .copied()
                    .collect();
                numbers.sort_unstable();
                numbers.dedup();
                barcode_lists.insert(*list, numbers);
            }
        }
        self.extra = extra;
        self.sku_lists = sku_lists;
        self.barcode_lists = barcode_lists;
    }

    fn in_catalog(&self, sku: &str) -> Option<u32> {
        self.by_sku.find(sku, |at| {
            self.catalog.products.get(wide(at)).map(|product| product.sku.as_str())
        })
    }

    /// The number of a SKU; `text` is its text in the plan, if it has one.
    pub(crate) fn number(&self, sku: &str, text: impl FnOnce() -> Option<u32>) -> Option<u32> {
        self.in_catalog(sku).or_else(|| {
            if self.extra.is_empty() {
                return None;
            }
            text().and_then(|text| self.extra.get(&text).copied())
        })
    }

    /// The text of a SKU that only the plan names.
    pub(crate) fn named(&self, number: u32) -> Option<u32> {
        let found = self.extra.iter().find(|(_, of)| **of == number);
        found.map(|(text, _)| *text)
    }

    /// How many numbers there are.
    pub(crate) fn count(&self) -> usize {
        self.catalog.products.len().saturating_add(self.extra.len())
    }

    /// Facts of a product from the catalogue.
    #[inline]
    pub(crate) fn facts(&self, number: u32) -> Facts {
        self.facts.get(wide(number)).copied().unwrap_or(Facts::UNKNOWN)
    }

    /// A declared property of a product from the catalogue.
    pub(crate) fn property(&self, number: u32, property: u16) -> Value {
        if self.facts.len() <= wide(number) {
            return Value::Absent;
        }
        let at = wide(number)
            .saturating_mul(self.width)
            .saturating_add(usize::from(property));
        self.properties.get(at).copied().unwrap_or(Value::Absent)
    }

    pub(crate) fn has_tag(&self, number: u32, tag: u32) -> bool {
        self.tags.row(number).contains(&tag)
    }

    pub(crate) fn tags(&self, number: u32) -> &[u32] {
        self.tags.row(number)
    }

    /// Product numbers of a list of SKUs.
    pub(crate) fn sku_list(&self, list: u32) -> Option<&[u32]> {
        self.sku_lists.get(&list).map(Vec::as_slice)
    }

    /// Product numbers of a list of barcodes.
    pub(crate) fn barcode_list(&self, list: u32) -> Option<&[u32]> {
        self.barcode_lists.get(&list).map(Vec::as_slice)
    }

    /// The node of a path that a selection names.
    pub(crate) fn category(&self, text: u32) -> Option<u32> {
        self.category_of_text.get(&text).copied()
    }
}

/// What selections read, so that the rest need not be looked up for each product.
struct Reads {
    brand: bool,
    supplier: bool,
    tags: bool,
}

impl Reads {
    fn of(plan: &Plan) -> Self {
        use perk_plan::ops::{Fact, ProductFact};
        let mut reads = Self {
            brand: false,
            supplier: false,
            tags: false,
        };
        for op in plan.items.iter().flat_map(|items| &items.code) {
            reads.brand |= *op == Op::Load(Fact::Product(ProductFact::Brand));
            reads.supplier |= *op == Op::Load(Fact::Product(ProductFact::Supplier));
            reads.tags |= matches!(op, Op::HasTag(_));
        }
        reads
    }
}

/// A property's text as a value of its declared type; `None` where it is not one.
pub(crate) fn typed(kind: &PropertyType, found: &str, digits: u8, text: impl Fn(&str) -> Option<u32>) -> Option<Value> {
    let found = found.trim();
    Some(match kind {
        PropertyType::YesNo => Value::Truth(cell::yes_no(found)?),
        PropertyType::Number => Value::Number(cell::number(found)?),
        PropertyType::Money => Value::Money(crate::intake::number::minor(cell::number(found)?, digits).ok()?),
        PropertyType::Date => Value::Date(cell::date(found)?),
        PropertyType::Text | PropertyType::OneOf(_) => Value::Text(text(found).unwrap_or(FOREIGN)),
    })
}
