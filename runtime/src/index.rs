//! From a product, category, brand, client property or nothing at all to the few promotions that can matter; built once
//! per plan and catalogue, knows no receipt.

pub(crate) mod categories;
pub(crate) mod coupons;
pub(crate) mod cover;
pub(crate) mod gates;
pub(crate) mod names;
pub(crate) mod posting;
pub(crate) mod postings;
pub(crate) mod products;
pub(crate) mod ready;
pub(crate) mod rows;
pub(crate) mod stores;
pub(crate) mod trigger;
pub(crate) mod weeks;

use perk_plan::ops::{ClientFact, Fact};
use perk_plan::plan::Plan;
use perk_plan::{Catalog, Op};

use crate::limits::{FUEL, FUEL_TIMES};
use crate::money::Rate;
use coupons::Coupons;
use gates::Gate;
use names::NameTable;
use postings::Postings;
use products::Products;
use stores::Stores;

pub(crate) use ready::{Quick, Ready};

/// No id.
pub(crate) const NONE: u32 = u32::MAX;

/// The effect of a plain promotion: one thing in proportion to the start of the scheme, or a sum off the receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PlainEffect {
    /// A part of each of some goods.
    Goods(Rate),
    /// A part of the receipt.
    Receipt(Rate),
    /// A sum off the receipt.
    Sum(i64),
}

/// What a decision needs of a promotion whose posting says that it is open: little, and in the order of first days, so that
/// promotions that are open together lie close together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Card {
    pub promotion: u32,
    /// Store selection or [`NONE`].
    pub stores: u32,
    /// What the receipt must come to at the start of its scheme.
    pub least: i64,
    /// What it gives, if it is plain: no limits, not exclusive, goods that the index knows, and no conditions but amounts
    /// of the receipt.
    pub effect: Option<PlainEffect>,
    pub priority: i32,
    pub scheme: u16,
}

/// Everything that is looked up while receipts are decided.
#[derive(Debug)]
pub(crate) struct Index {
    pub texts: NameTable,
    pub products: Products,
    pub stores: Stores,
    pub coupons: Coupons,
    /// Selections that contain everything.
    pub whole: Vec<bool>,
    pub postings: Postings,
    pub ready: Vec<Ready>,
    /// Gates of promotions, side by side.
    pub gates: Vec<Gate>,
    /// Cards of promotions, by their first day.
    pub cards: Vec<Card>,
    /// By client selection: the yes/no property that it is, if it is nothing more.
    pub flags: Vec<Option<u16>>,
    /// Lists of tenders in lower case.
    pub tenders: rustc_hash::FxHashMap<u32, Vec<String>>,
    /// By promotion with a gift: the products to choose from, by SKU.
    pub choices: rustc_hash::FxHashMap<u32, Vec<u32>>,
    /// Operations of all programs of the plan together.
    operations: u64,
}

impl Index {
    /// Builds the index.
    pub(crate) fn build(plan: &Plan, catalog: Catalog) -> Self {
        let texts = NameTable::build(plan.texts.len(), plan.texts.iter().map(String::as_str));
        let products = Products::build(plan, catalog, &texts);
        let stores = Stores::build(plan);
        let whole: Vec<bool> = plan.items.iter().map(|items| items.code == [Op::Truth(true)]).collect();
        let covers = cover::covers(plan, &products);
        let mut ready: Vec<Ready> = plan
            .promotions
            .iter()
            .map(|promotion| Ready::new(plan, promotion, &whole))
            .collect();
        let flags: Vec<Option<u16>> = plan
            .clients
            .iter()
            .map(|clients| match clients.code.as_slice() {
                [Op::Load(Fact::Client(ClientFact::Property(property)))] => Some(*property),
                _ => None,
            })
            .collect();
        let order = postings::order(&ready);
        let postings = Postings::build(plan, &products, &covers, &flags, &order, &mut ready);
        let gifts = ready.iter().any(|ready| ready.gift.is_some());
        let cards = order.iter().filter_map(|number| {
            let ready = ready.get(wide(*number))?;
            Some(Card {
                promotion: *number,
                stores: ready.gate.stores,
                least: ready.gate.least,
                effect: ready.plain(gifts),
                priority: ready.gate.priority,
                scheme: ready.gate.scheme,
            })
        });
        let cards = cards.collect();
        let mut tenders = rustc_hash::FxHashMap::default();
        for promotion in &plan.promotions {
            if let Some(list) = promotion.paid_by {
                let words = plan.lists.get(wide(list)).into_iter().flatten();
                let words = words
                    .filter_map(|text| plan.texts.get(wide(*text)))
                    .map(|word| word.to_lowercase())
                    .collect();
                tenders.insert(list, words);
            }
        }
        let gates = ready.iter().map(|ready| ready.gate).collect();
        Self {
            texts,
            products,
            stores,
            coupons: Coupons::build(plan),
            whole,
            postings,
            ready,
            gates,
            cards,
            flags,
            tenders,
            choices: rustc_hash::FxHashMap::default(),
            operations: operations(plan),
        }
    }

    /// Operations that a decision about so many runs may take.
    pub(crate) fn fuel(&self, runs: usize) -> u64 {
        let runs = u64::try_from(runs).unwrap_or(u64::MAX);
        let more = self.operations.saturating_mul(runs).saturating_mul(FUEL_TIMES);
        FUEL.saturating_add(more)
    }

    /// The id of a text, if the plan names it.
    pub(crate) fn text(&self, plan: &Plan, text: &str) -> Option<u32> {
        self.texts.find(text, |at| plan.texts.get(wide(at)).map(String::as_str))
    }
}

fn operations(plan: &Plan) -> u64 {
    let items = plan.items.iter().map(|items| items.code.len());
    let clients = plan.clients.iter().map(|clients| clients.code.len());
    let stores = plan.stores.iter().map(|stores| stores.code.len());
    let bodies = plan.promotions.iter().map(|promotion| promotion.body.len());
    let all = items.chain(clients).chain(stores).chain(bodies);
    all.fold(0, |sum, length| {
        sum.saturating_add(u64::try_from(length).unwrap_or(u64::MAX))
    })
}

/// An id as a position.
#[inline]
pub(crate) fn wide(id: u32) -> usize {
    usize::try_from(id).unwrap_or(usize::MAX)
}

/// A position as an id; positions beyond 32 bits become [`NONE`].
#[inline]
pub(crate) fn narrow(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(NONE)
}
