//! Posting lists: promotions by the fact that triggers them, each with the days on which it can be open.

use perk_plan::plan::Plan;
use rustc_hash::FxHashMap;

use super::cover::{Atom, Cover};
use super::names::Rows;
use super::products::Products;
use super::trigger::{self, Trigger};
use super::{Ready, narrow, wide};

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
    pub by_category: Weeks,
    pub by_brand: FxHashMap<u32, Vec<Posting>>,
    pub by_supplier: FxHashMap<u32, Vec<Posting>>,
    pub by_tag: FxHashMap<u32, Vec<Posting>>,
    /// By yes/no property of the client.
    pub by_truth: Weeks,
    /// By property and text.
    pub by_text: FxHashMap<(u16, u32), Vec<Posting>>,
    pub known: Weeks,
    pub always: Weeks,
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
        let (mut known, mut always) = (Vec::new(), Vec::new());
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
                Trigger::Known => known.push((0, posting)),
                Trigger::Always => always.push((0, posting)),
            }
        }
        postings.by_product = Rows::build(products.count(), &by_product);
        postings.by_category = Weeks::build(products.categories.len(), &by_category);
        postings.by_truth = Weeks::build(plan.client_properties.len(), &by_truth);
        postings.known = Weeks::build(1, &known);
        postings.always = Weeks::build(1, &always);
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

/// Posting lists by key and week: a promotion of a few weeks stands in each of its weeks, so that a receipt does not read
/// those of the rest of the year; one that runs long stands in a list of its own.
#[derive(Debug, Default)]
pub(crate) struct Weeks {
    long: Rows<Posting>,
    short: Rows<Posting>,
    weeks: u32,
}

impl Weeks {
    fn build(keys: usize, entries: &[(u32, Posting)]) -> Self {
        let week = |day: u16| u32::from(day).wrapping_div(7);
        let is_short =
            |posting: &Posting| posting.to != u16::MAX && week(posting.to.saturating_sub(posting.from)) < LONG;
        let short = || entries.iter().filter(|(_, posting)| is_short(posting));
        let weeks = short()
            .map(|(_, posting)| week(posting.to).saturating_add(1))
            .max()
            .unwrap_or(0);
        if keys.saturating_mul(wide(weeks)) > CELLS {
            return Self {
                long: Rows::build(keys, entries),
                ..Self::default()
            };
        }
        let long: Vec<(u32, Posting)> = entries
            .iter()
            .filter(|(_, posting)| !is_short(posting))
            .copied()
            .collect();
        let mut spread: Vec<(u32, Posting)> = Vec::new();
        for (key, posting) in short() {
            for week in week(posting.from)..=week(posting.to) {
                spread.push((key.saturating_mul(weeks).saturating_add(week), *posting));
            }
        }
        Self {
            long: Rows::build(keys, &long),
            short: Rows::build(keys.saturating_mul(wide(weeks)), &spread),
            weeks,
        }
    }

    /// The lists of a key that may be open on a day.
    #[inline]
    pub(crate) fn on(&self, key: u32, day: u16) -> [&[Posting]; 2] {
        let week = u32::from(day).wrapping_div(7);
        let short = if week < self.weeks {
            self.short.row(key.wrapping_mul(self.weeks).wrapping_add(week))
        } else {
            &[]
        };
        [self.long.row(key), short]
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.long.is_empty() && self.short.is_empty()
    }
}

/// Weeks from which on a promotion runs long.
const LONG: u32 = 26;
/// Keys times weeks that a table may have: 16 MiB of starts.
const CELLS: usize = 4_000_000;

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
