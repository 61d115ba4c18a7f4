//! Covers of product selections: few facts, one of which every product of the selection has; runs nothing.

use perk_plan::ops::{Compare, Fact, ProductFact};
use perk_plan::plan::Plan;
use perk_plan::{Code, Op};

use super::products::Products;
use super::wide;

/// A fact that a product may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Atom {
    /// Its SKU is in this list.
    Skus(u32),
    /// One of its barcodes is in this list.
    Barcodes(u32),
    /// It is in this category (a node) or below.
    Category(u32),
    /// Its brand is this text.
    Brand(u32),
    /// Its supplier is this text.
    Supplier(u32),
    /// It has this tag.
    Tag(u32),
}

/// What products of a selection have in common.
#[derive(Debug, Clone)]
pub(crate) struct Cover {
    /// Nothing: any product may be in it.
    pub any: bool,
    /// Having one of the atoms is not only needed but enough.
    pub exact: bool,
    /// Every product of the selection has one of them.
    pub atoms: Vec<Atom>,
    /// About how many products that is.
    weight: usize,
}

impl Cover {
    fn any(exact: bool) -> Self {
        Self {
            any: true,
            exact,
            atoms: Vec::new(),
            weight: usize::MAX,
        }
    }

    fn one(atom: Atom, weight: usize) -> Self {
        Self {
            any: false,
            exact: true,
            atoms: vec![atom],
            weight,
        }
    }

    fn and(self, other: Self) -> Self {
        if self.any && self.exact {
            return other;
        }
        if other.any && other.exact {
            return self;
        }
        let mut narrower = if other.weight < self.weight { other } else { self };
        narrower.exact = false;
        narrower
    }

    fn or(mut self, other: Self) -> Self {
        if self.any || other.any {
            return Self::any((self.any && self.exact) || (other.any && other.exact));
        }
        self.exact &= other.exact;
        self.atoms.extend(other.atoms);
        self.weight = self.weight.saturating_add(other.weight);
        self
    }
}

/// A guess of how many products a category or brand has, to prefer lists of SKUs.
const BROAD: usize = 1_000;
const BROADER: usize = 2_000;

enum Step {
    Cover(Cover),
    Brand,
    Supplier,
    Text(u32),
    Other,
}

impl Step {
    fn cover(self) -> Cover {
        match self {
            Self::Cover(cover) => cover,
            // A yes/no property, say.
            Self::Brand | Self::Supplier | Self::Text(_) | Self::Other => Cover::any(false),
        }
    }
}

/// A cover for each selection of the plan.
pub(crate) fn covers(plan: &Plan, products: &Products) -> Vec<Cover> {
    let mut covers: Vec<Cover> = Vec::with_capacity(plan.items.len());
    for items in &plan.items {
        let cover = of(&items.code, plan, products, &covers);
        covers.push(cover);
    }
    covers
}

fn of(code: &Code, plan: &Plan, products: &Products, earlier: &[Cover]) -> Cover {
    let mut stack: Vec<Step> = Vec::new();
    let length = |list: u32| plan.lists.get(wide(list)).map_or(0, Vec::len);
    for op in code {
        let step = match op {
            Op::Truth(true) => Step::Cover(Cover::any(true)),
            Op::Truth(false) => Step::Cover(Cover {
                any: false,
                exact: true,
                atoms: Vec::new(),
                weight: 0,
            }),
            Op::SkuIn(list) => Step::Cover(Cover::one(Atom::Skus(*list), length(*list))),
            Op::BarcodeIn(list) => Step::Cover(Cover::one(Atom::Barcodes(*list), length(*list))),
            Op::InCategory(text) => Step::Cover(match products.category(*text) {
                Some(node) => Cover::one(Atom::Category(node), BROADER),
                None => Cover::any(false),
            }),
            Op::HasTag(tag) => Step::Cover(Cover::one(Atom::Tag(*tag), BROAD)),
            Op::InItems(items) => Step::Cover(earlier.get(wide(*items)).cloned().unwrap_or_else(|| Cover::any(false))),
            Op::Text(text) => Step::Text(*text),
            Op::Load(Fact::Product(ProductFact::Brand)) => Step::Brand,
            Op::Load(Fact::Product(ProductFact::Supplier)) => Step::Supplier,
            Op::Compare(compare) => {
                let (right, left) = (stack.pop(), stack.pop());
                Step::Cover(match (compare, left, right) {
                    (Compare::Equal, Some(Step::Brand), Some(Step::Text(text)))
                    | (Compare::Equal, Some(Step::Text(text)), Some(Step::Brand)) => {
                        Cover::one(Atom::Brand(text), BROAD)
                    }
                    (Compare::Equal, Some(Step::Supplier), Some(Step::Text(text)))
                    | (Compare::Equal, Some(Step::Text(text)), Some(Step::Supplier)) => {
                        Cover::one(Atom::Supplier(text), BROAD)
                    }
                    _ => Cover::any(false),
                })
            }
            Op::OneOf(list) => {
                let texts = plan.lists.get(wide(*list)).into_iter().flatten();
                let atom: Option<fn(u32) -> Atom> = match stack.pop() {
                    Some(Step::Brand) => Some(Atom::Brand),
                    Some(Step::Supplier) => Some(Atom::Supplier),
                    Some(Step::Cover(_) | Step::Text(_) | Step::Other) | None => None,
                };
                Step::Cover(atom.map_or_else(
                    || Cover::any(false),
                    |atom| Cover {
                        any: false,
                        exact: true,
                        weight: BROAD.saturating_mul(length(*list)),
                        atoms: texts.map(|text| atom(*text)).collect(),
                    },
                ))
            }
            Op::And | Op::Or => {
                let right = stack.pop().map_or_else(|| Cover::any(false), Step::cover);
                let left = stack.pop().map_or_else(|| Cover::any(false), Step::cover);
                Step::Cover(if *op == Op::And {
                    left.and(right)
                } else {
                    left.or(right)
                })
            }
            Op::Not => {
                stack.pop();
                Step::Cover(Cover::any(false))
            }
            Op::Between => {
                for _ in 0..3 {
                    stack.pop();
                }
                Step::Cover(Cover::any(false))
            }
            Op::Load(_) | Op::Money(_) | Op::Number(_) | Op::Quantity(..) | Op::Date(_) | Op::Time(_) => Step::Other,
            Op::StoreIn(_)
            | Op::InStores(_)
            | Op::InClients(_)
            | Op::KnownClient
            | Op::GuestClient
            | Op::Require(_)
            | Op::GivePercent { .. }
            | Op::GiveSum { .. }
            | Op::GiveEach { .. }
            | Op::GivePrice { .. }
            | Op::GiveGift { .. }
            | Op::GiveLadder(_) => return Cover::any(false),
        };
        stack.push(step);
    }
    match (stack.pop(), stack.is_empty()) {
        (Some(step), true) => step.cover(),
        _ => Cover::any(false),
    }
}
