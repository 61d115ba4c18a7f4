//! Posting lists: promotions by the fact that triggers them, each with the days on which it can be open.

use perk_plan::plan::{Plan, PropertyType};
use rustc_hash::FxHashMap;

use super::cover::{Atom, Cover};
use super::names::Rows;
use super::products::Products;
use super::trigger::{self, Trigger};
use super::{Ready, narrow};

/// A promotion in a posting list. Days count from [`Postings::first_day`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Posting {
    pub promotion: u32,
    /// First day on which it may be open.
    pub from: u16,
    /// Last such day.
    pub to: u16,
}

/// All posting lists.
#[derive(Debug, Default)]
pub(crate) struct Postings {
    first_day: i32,
    pub by_product: Rows<Posting>,
    pub by_category: Rows<Posting>,
    pub by_brand: FxHashMap<u32, Vec<Posting>>,
    pub by_supplier: FxHashMap<u32, Vec<Posting>>,
    pub by_tag: FxHashMap<u32, Vec<Posting>>,
    /// By yes/no property of the client.
    pub by_truth: Rows<Posting>,
    /// By property and text.
    pub by_text: FxHashMap<(u16, u32), Vec<Posting>>,
    pub known: Vec<Posting>,
    pub always: Vec<Posting>,
}

impl Postings {
    pub(crate) fn build(plan: &Plan, products: &Products, covers: &[Cover], ready: &mut [Ready]) -> Self {
        let first_day = ready
            .iter()
            .filter_map(|ready| ready.gate.first_day())
            .min()
            .unwrap_or(0);
        let mut postings = Self {
            first_day,
            ..Self::default()
        };
        let mut by_product: Vec<(u32, Posting)> = Vec::new();
        let mut by_category: Vec<(u32, Posting)> = Vec::new();
        let mut by_truth: Vec<(u32, Posting)> = Vec::new();
        for (number, (promotion, ready)) in plan.promotions.iter().zip(ready.iter_mut()).enumerate() {
            let posting = Posting {
                promotion: narrow(number),
                from: ready.gate.first_day().map_or(0, |day| postings.day(day)),
                to: ready.gate.last_day().map_or(u16::MAX, |day| postings.day(day)),
            };
            match trigger::of(plan, promotion, ready, covers) {
                Trigger::Goods(atoms, exact) => {
                    ready.exact = exact;
                    for atom in atoms {
                        match atom {
                            Atom::Skus(list) => {
                                let numbers = products.sku_list(list).unwrap_or(&[]);
                                by_product.extend(numbers.iter().map(|product| (*product, posting)));
                            }
                            Atom::Barcodes(list) => {
                                let numbers = products.barcode_list(list).unwrap_or(&[]);
                                by_product.extend(numbers.iter().map(|product| (*product, posting)));
                            }
                            Atom::Category(node) => by_category.push((node, posting)),
                            Atom::Brand(text) => postings.by_brand.entry(text).or_default().push(posting),
                            Atom::Supplier(text) => postings.by_supplier.entry(text).or_default().push(posting),
                            Atom::Tag(text) => postings.by_tag.entry(text).or_default().push(posting),
                        }
                    }
                }
                Trigger::Client(needed) => {
                    for (property, text) in needed {
                        match text {
                            Some(text) => postings.by_text.entry((property, text)).or_default().push(posting),
                            None => by_truth.push((u32::from(property), posting)),
                        }
                    }
                }
                Trigger::Known => postings.known.push(posting),
                Trigger::Always => postings.always.push(posting),
            }
        }
        postings.by_product = Rows::build(products.count(), &by_product);
        postings.by_category = Rows::build(products.categories.len(), &by_category);
        let yes_no = plan
            .client_properties
            .iter()
            .any(|property| property.kind == PropertyType::YesNo);
        if yes_no || !by_truth.is_empty() {
            postings.by_truth = Rows::build(plan.client_properties.len(), &by_truth);
        }
        postings
    }

    /// A day as posting lists count it.
    #[inline]
    pub(crate) fn day(&self, day: i32) -> u16 {
        let day = i64::from(day).saturating_sub(i64::from(self.first_day));
        // The largest value stands for "no end".
        u16::try_from(day.clamp(0, i64::from(u16::MAX).saturating_sub(1))).unwrap_or(0)
    }

    /// Whether any list is by a property of a good other than its SKU and category.
    pub(crate) fn by_label(&self) -> bool {
        !(self.by_brand.is_empty() && self.by_supplier.is_empty() && self.by_tag.is_empty())
    }
}

/// Whether a posting may be open on a day.
#[inline]
pub(crate) fn open(posting: Posting, day: u16) -> bool {
    posting.from <= day && day <= posting.to
}

/// The list of a key in a map of lists.
pub(crate) fn listed(map: &FxHashMap<u32, Vec<Posting>>, key: Option<u32>) -> &[Posting] {
    key.and_then(|key| map.get(&key)).map_or(&[], Vec::as_slice)
}

const _: () = assert!(size_of::<Posting>() == 8, "posting lists are read at memory speed");
