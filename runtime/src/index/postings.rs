//! Posting lists: promotions by the fact that triggers them, each with the days on which it can be open.

use perk_plan::plan::Plan;
use rustc_hash::FxHashMap;

use super::cover::{Atom, Cover};
use super::gates::Gate;
use super::names::Rows;
use super::products::Products;
use super::stores::Stores;
use super::trigger::{self, Trigger};
use super::{NONE, Ready, narrow, wide};
use crate::intake::Case;
use crate::vm::receipt::bit;

/// A promotion in a posting list, with enough of its gate that most of those that are shut are not looked at further.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Posting {
    pub promotion: u32,
    /// First and last day on which it may be open, counted from [`Postings::first_day`].
    from: u16,
    to: u16,
    /// What the receipt must come to at least, in steps of [`STEP`].
    least: u16,
    /// The store selection, or [`ANY_STORE`].
    stores: u16,
    weekdays: u8,
    /// First and last hour in which it may be open.
    from_hour: u8,
    to_hour: u8,
}

/// What postings are asked about: the receipt's instant, store and amount.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment<'a> {
    day: u16,
    weekday: u8,
    hour: u8,
    most: u16,
    /// Store selections that may hold the store, a bit each.
    stores: &'a [u64],
}

/// Minor units in a step of [`Posting::least`].
const STEP: i64 = 256;
/// No store selection, or one beyond 16 bits: then only the gate knows.
const ANY_STORE: u16 = u16::MAX;

/// Whole steps of an amount: of two amounts the lesser never has more.
fn steps(amount: i64) -> u16 {
    u16::try_from(amount.max(0).wrapping_div(STEP)).unwrap_or(u16::MAX)
}

impl Posting {
    fn new(promotion: u32, gate: &Gate, day: impl Fn(i32) -> u16) -> Self {
        let (weekdays, from_hour, to_hour) = gate.days_and_hours();
        Self {
            promotion,
            from: gate.first_day().map_or(0, &day),
            to: gate.last_day().map_or(u16::MAX, day),
            least: steps(gate.least.max(gate.list_least)),
            stores: u16::try_from(gate.stores).unwrap_or(ANY_STORE),
            weekdays,
            from_hour,
            to_hour,
        }
    }

    /// Whether its gate may be open; if not, it is shut for certain.
    #[inline]
    pub(crate) fn may_be_open(&self, moment: &Moment<'_>) -> bool {
        // One branch: each test alone is hard to predict.
        let open = (self.from <= moment.day)
            & (moment.day <= self.to)
            & (self.weekdays & moment.weekday != 0)
            & (self.from_hour <= moment.hour)
            & (moment.hour <= self.to_hour)
            & (self.least <= moment.most);
        open && (self.stores == ANY_STORE || bit(moment.stores, usize::from(self.stores)))
    }
}

/// All posting lists.
#[derive(Debug, Default)]
pub(crate) struct Postings {
    first_day: i32,
    pub by_product: Rows<Posting>,
    pub by_category: Weeks,
    /// By category node: the nearest at or above it that has a list.
    nearest: Vec<u32>,
    /// The same above it.
    above: Vec<u32>,
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
            let posting = Posting::new(narrow(number), &ready.gate, |day| postings.day(day));
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
        postings.climb(products, &by_category);
        postings.by_truth = Weeks::build(plan.client_properties.len(), &by_truth);
        postings.known = Weeks::build(1, &known);
        postings.always = Weeks::build(1, &always);
        postings
    }

    /// Finds out which category nodes a good needs to be looked up under.
    fn climb(&mut self, products: &Products, by_category: &[(u32, Posting)]) {
        let nodes = products.categories.len();
        let mut has_list = vec![false; nodes];
        for (node, _) in by_category {
            if let Some(has_list) = has_list.get_mut(wide(*node)) {
                *has_list = true;
            }
        }
        // A node's ancestors are made before it.
        for (node, has_list) in (0_u32..).zip(has_list) {
            let above = self.nearest_listed(products.categories.parent(node));
            self.above.push(above);
            self.nearest.push(if has_list { node } else { above });
        }
    }

    /// The nearest category at or above a node under which promotions are listed.
    #[inline]
    pub(crate) fn nearest_listed(&self, node: u32) -> u32 {
        self.nearest.get(wide(node)).copied().unwrap_or(NONE)
    }

    /// The nearest such category above a node.
    #[inline]
    pub(crate) fn listed_above(&self, node: u32) -> u32 {
        self.above.get(wide(node)).copied().unwrap_or(NONE)
    }

    /// What the postings of a case are asked about.
    pub(crate) fn moment<'a>(&self, case: &Case, stores: &'a Stores) -> Moment<'a> {
        Moment {
            day: self.day(case.now.date.0),
            weekday: case.now.weekday_bit,
            hour: u8::try_from(case.now.second.wrapping_div(3_600)).unwrap_or(23),
            most: steps(case.briefs.gross.max(case.briefs.list)),
            stores: stores.selections(case.store),
        }
    }

    /// A day as posting lists count it.
    #[inline]
    fn day(&self, day: i32) -> u16 {
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

    /// The lists of a key that may be open at a moment.
    #[inline]
    pub(crate) fn at(&self, key: u32, moment: &Moment<'_>) -> [&[Posting]; 2] {
        let week = u32::from(moment.day).wrapping_div(7);
        let short = if week < self.weeks {
            self.short.row(key.wrapping_mul(self.weeks).wrapping_add(week))
        } else {
            &[]
        };
        [self.long.row(key), short]
    }
}

/// Weeks from which on a promotion runs long.
const LONG: u32 = 26;
/// Keys times weeks that a table may have: 16 MiB of starts.
const CELLS: usize = 4_000_000;

/// The list of a key in a map of lists.
pub(crate) fn listed(map: &FxHashMap<u32, Vec<Posting>>, key: Option<u32>) -> &[Posting] {
    key.and_then(|key| map.get(&key)).map_or(&[], Vec::as_slice)
}

const _: () = assert!(size_of::<Posting>() == 16, "posting lists are read at memory speed");
