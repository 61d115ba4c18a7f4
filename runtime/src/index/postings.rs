//! Posting lists: promotions by the fact that triggers them.

use perk_plan::plan::{Audience, Plan};
use rustc_hash::FxHashMap;

use super::cover::{Atom, Cover};
use super::posting::{Calendar, Moment, Posting};
use super::products::Products;
use super::trigger::{self, Trigger};
use super::weeks::{Groups, Weeks};
use super::{NONE, Ready, wide};
use crate::intake::Case;

/// All posting lists.
#[derive(Debug, Default)]
pub(crate) struct Postings {
    calendar: Calendar,
    pub by_product: Weeks,
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
    /// By coupon.
    pub by_coupon: FxHashMap<u16, Vec<Posting>>,
    pub known: Weeks,
    pub always: Weeks,
}

/// What is to be listed by week.
#[derive(Debug, Default)]
struct Lists {
    by_product: Groups,
    by_category: Groups,
    by_truth: Groups,
    known: Groups,
    always: Groups,
}

impl Postings {
    /// Lists promotions in the order of their cards, and marks those whose goods the index knows exactly. `flags`: client
    /// selections that are a yes/no property.
    pub(crate) fn build(
        plan: &Plan,
        products: &Products,
        covers: &[Cover],
        flags: &[Option<u16>],
        order: &[u32],
        ready: &mut [Ready],
    ) -> Self {
        let first_day = ready.iter().filter_map(|ready| ready.gate.first_day()).min();
        let mut postings = Self {
            calendar: Calendar {
                first_day: first_day.unwrap_or(0),
            },
            ..Self::default()
        };
        let mut lists = Lists::default();
        for (card, number) in (0_u32..).zip(order) {
            let (Some(promotion), Some(ready)) = (plan.promotions.get(wide(*number)), ready.get_mut(wide(*number)))
            else {
                continue;
            };
            let trigger = trigger::of(plan, promotion, ready, covers);
            ready.watched = trigger::watched(promotion, covers).map(|(role, _)| role);
            let by_client = match (&trigger, promotion.audience) {
                (Trigger::Client(_), Audience::Clients(clients)) => {
                    flags.get(wide(clients)).is_some_and(Option::is_some)
                }
                (Trigger::Known, Audience::Known) => true,
                (
                    Trigger::Goods(..) | Trigger::Client(_) | Trigger::Coupons(_) | Trigger::Known | Trigger::Always,
                    _,
                ) => false,
            };
            let posting = Posting::new(card, &ready.gate, postings.calendar, by_client);
            if let Trigger::Goods(_, exact) = trigger {
                ready.exact = exact;
            }
            postings.list(trigger, posting, products, &mut lists);
        }
        postings.by_product = Weeks::build(products.count(), &lists.by_product);
        postings.by_category = Weeks::build(products.categories.len(), &lists.by_category);
        postings.climb(products, lists.by_category.keys());
        postings.by_truth = Weeks::build(plan.client_properties.len(), &lists.by_truth);
        postings.known = Weeks::build(1, &lists.known);
        postings.always = Weeks::build(1, &lists.always);
        postings
    }

    fn list(&mut self, trigger: Trigger, posting: Posting, products: &Products, lists: &mut Lists) {
        match trigger {
            Trigger::Goods(atoms, _) => {
                for atom in atoms {
                    let numbers = match atom {
                        Atom::Skus(list) => products.sku_list(list),
                        Atom::Barcodes(list) => products.barcode_list(list),
                        Atom::Category(node) => {
                            lists.by_category.list(&[node], posting);
                            continue;
                        }
                        Atom::Brand(text) => {
                            self.by_brand.entry(text).or_default().push(posting);
                            continue;
                        }
                        Atom::Supplier(text) => {
                            self.by_supplier.entry(text).or_default().push(posting);
                            continue;
                        }
                        Atom::Tag(text) => {
                            self.by_tag.entry(text).or_default().push(posting);
                            continue;
                        }
                    };
                    lists.by_product.list(numbers.unwrap_or(&[]), posting);
                }
            }
            Trigger::Client(needed) => {
                for (property, text) in needed {
                    match text {
                        Some(text) => self.by_text.entry((property, text)).or_default().push(posting),
                        None => lists.by_truth.list(&[u32::from(property)], posting),
                    }
                }
            }
            Trigger::Coupons(coupons) => {
                for coupon in coupons {
                    self.by_coupon.entry(coupon).or_default().push(posting);
                }
            }
            Trigger::Known => lists.known.list(&[0], posting),
            Trigger::Always => lists.always.list(&[0], posting),
        }
    }

    /// Finds out which category nodes a good needs to be looked up under.
    fn climb(&mut self, products: &Products, listed: &[u32]) {
        let nodes = products.categories.len();
        let mut has_list = vec![false; nodes];
        for node in listed {
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
    pub(crate) fn moment(&self, case: &Case) -> Moment {
        Moment::of(case, self.calendar)
    }

    /// Whether any list is by a property of a good other than its SKU and category.
    pub(crate) fn by_label(&self) -> bool {
        !(self.by_brand.is_empty() && self.by_supplier.is_empty() && self.by_tag.is_empty())
    }
}

/// Promotions by their first day, then by number: what is open together lies close together.
pub(crate) fn order(ready: &[Ready]) -> Vec<u32> {
    let mut order: Vec<(Option<i32>, u32)> = (0_u32..)
        .zip(ready)
        .map(|(number, ready)| (ready.gate.first_day(), number))
        .collect();
    order.sort_unstable();
    order.into_iter().map(|(_, number)| number).collect()
}

/// The list of a key in a map of lists.
pub(crate) fn listed(map: &FxHashMap<u32, Vec<Posting>>, key: Option<u32>) -> &[Posting] {
    key.and_then(|key| map.get(&key)).map_or(&[], Vec::as_slice)
}
