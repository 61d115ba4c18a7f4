//! From a product, category, brand, client property or nothing at all to the few promotions that can matter; built once
//! per plan and catalogue, knows no receipt.

pub(crate) mod categories;
pub(crate) mod cover;
pub(crate) mod gates;
pub(crate) mod names;
pub(crate) mod posting;
pub(crate) mod postings;
pub(crate) mod products;
pub(crate) mod rows;
pub(crate) mod stores;
pub(crate) mod trigger;
pub(crate) mod weeks;

use perk_plan::ops::Object;
use perk_plan::plan::Plan;
use perk_plan::{Catalog, Op};

use crate::fault::Fault;
use crate::limits::{FUEL, FUEL_TIMES};
use crate::money::Rate;
use crate::vm::body::{self, Body, Give};
use gates::Gate;
use names::NameTable;
use postings::Postings;
use products::Products;
use stores::Stores;

/// No id.
pub(crate) const NONE: u32 = u32::MAX;

/// A promotion made ready.
#[derive(Debug, Clone)]
pub(crate) struct Ready {
    pub gate: Gate,
    /// Where its conditions stand in its body.
    pub conditions: Vec<Quick>,
    /// What it gives.
    pub gives: Vec<Give>,
    /// Its single selection of goods, if the index answers it exactly.
    pub exact: bool,
    /// Selections that its conditions measure.
    pub needs: Vec<u32>,
    pub pieces: Option<u32>,
    pub money: Option<(i64, bool)>,
    pub exclusive: bool,
    pub priority: i32,
    /// A rate of small parts, if it gives one percent of the start-of-scheme amount: for the fast path.
    pub rate: Option<(i64, i64)>,
    /// Its body could not be taken apart (never on a verified plan).
    pub fault: Option<Fault>,
}

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Quick {
    /// `receipt.amount >= n`, the commonest: needs no machine.
    ReceiptAtLeast(i64),
    /// `receipt.list_amount >= n`: no scheme changes it, so the gate has asked it once for all.
    ListAtLeast(i64),
    /// A program, by its place in the body.
    Program(std::ops::Range<usize>),
}

/// What a promotion gives, if that is one thing in proportion to the start of the scheme, or a sum off the receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gift {
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
    pub gift: Option<Gift>,
    pub priority: i32,
    pub scheme: u16,
}

/// Everything that is looked up while receipts are decided.
#[derive(Debug)]
pub(crate) struct Index {
    pub texts: NameTable,
    pub products: Products,
    pub stores: Stores,
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
                [Op::Load(perk_plan::ops::Fact::ClientProperty(property))] => Some(*property),
                _ => None,
            })
            .collect();
        let order = postings::order(&ready);
        let postings = Postings::build(plan, &products, &covers, &flags, &order, &mut ready);
        let cards = order.iter().filter_map(|number| {
            let ready = ready.get(wide(*number))?;
            Some(Card {
                promotion: *number,
                stores: ready.gate.stores,
                least: ready.gate.least,
                gift: ready.plain(),
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
            whole,
            postings,
            ready,
            gates,
            cards,
            flags,
            tenders,
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

impl Ready {
    fn new(plan: &Plan, promotion: &perk_plan::plan::Promotion, whole: &[bool]) -> Self {
        use perk_plan::plan::LimitAmount;
        let (body, fault) = match body::split(&promotion.body, |id| {
            plan.ladders.get(wide(id)).map(|ladder| ladder.off)
        }) {
            Ok(body) => (body, None),
            Err(fault) => (Body::default(), Some(fault)),
        };
        let mut needs: Vec<u32> = body
            .conditions
            .iter()
            .filter_map(|range| promotion.body.get(range.clone()))
            .flatten()
            .filter_map(|op| {
                if let Op::Load(fact) = op {
                    body::measured(*fact)
                } else {
                    None
                }
            })
            .chain(body.gives.iter().filter_map(|give| match give.kind {
                body::GiveKind::Ladder(ladder) => plan.ladders.get(wide(ladder)).map(|ladder| ladder.of),
                body::GiveKind::Percent(..)
                | body::GiveKind::Each(_)
                | body::GiveKind::Price(_)
                | body::GiveKind::Sum(_) => None,
            }))
            .collect();
        needs.sort_unstable();
        needs.dedup();
        let conditions = body
            .conditions
            .iter()
            .map(|range| {
                quick(promotion.body.get(range.clone()).unwrap_or(&[]), whole).unwrap_or(Quick::Program(range.clone()))
            })
            .collect();
        let mut pieces: Option<u32> = None;
        let mut money: Option<(i64, bool)> = None;
        for limit in &promotion.limits {
            match limit.amount {
                // Without `for each` a receipt is one use, so only a limit of no uses binds.
                LimitAmount::Times(0) => pieces = Some(0),
                LimitAmount::Times(_) => {}
                LimitAmount::Pieces(count) => pieces = Some(pieces.map_or(count, |least| least.min(count))),
                LimitAmount::Money(minor) => {
                    if money.is_none_or(|(least, _)| minor < least) {
                        money = Some((minor, limit.partial));
                    }
                }
            }
        }
        let rate = match body.gives.as_slice() {
            [
                Give {
                    kind: body::GiveKind::Percent(percent, perk_plan::ops::Base::SchemeStart),
                    ..
                },
            ] => rate(*percent),
            _ => None,
        };
        let conditions: Vec<Quick> = conditions;
        let mut gate = Gate::new(promotion);
        for condition in &conditions {
            match condition {
                Quick::ReceiptAtLeast(least) => gate.least = gate.least.max(*least),
                Quick::ListAtLeast(least) => gate.list_least = gate.list_least.max(*least),
                Quick::Program(_) => {}
            }
        }
        Self {
            gate,
            conditions,
            gives: body.gives,
            exact: false,
            needs,
            pieces,
            money,
            exclusive: promotion.exclusive,
            priority: promotion.priority,
            rate,
            fault,
        }
    }
}

impl Ready {
    fn plain(&self) -> Option<Gift> {
        let free = self.pieces.is_none() && self.money.is_none() && !self.exclusive && self.fault.is_none();
        if !free
            || !self
                .conditions
                .iter()
                .all(|condition| matches!(condition, Quick::ReceiptAtLeast(_) | Quick::ListAtLeast(_)))
        {
            return None;
        }
        match (self.gives.as_slice(), self.rate) {
            (
                [
                    Give {
                        object: Object::Items(_),
                        ..
                    },
                ],
                Some((num, den)),
            ) if self.exact => Some(Gift::Goods(Rate::new(num, den))),
            (
                [
                    Give {
                        object: Object::Receipt,
                        ..
                    },
                ],
                Some((num, den)),
            ) => Some(Gift::Receipt(Rate::new(num, den))),
            (
                [
                    Give {
                        object: Object::Receipt,
                        kind: body::GiveKind::Sum(amount),
                    },
                ],
                None,
            ) => Some(Gift::Sum(*amount)),
            _ => None,
        }
    }
}

fn quick(code: &[Op], whole: &[bool]) -> Option<Quick> {
    use perk_plan::Compare;
    use perk_plan::ops::Fact;
    let everything = |items: u32| whole.get(wide(items)).copied().unwrap_or(false);
    let [Op::Load(fact), Op::Money(minor), Op::Compare(Compare::AtLeast)] = code else {
        return None;
    };
    if let Fact::AmountOf(items) = fact
        && everything(*items)
    {
        return Some(Quick::ReceiptAtLeast(*minor));
    }
    if let Fact::ListAmountOf(items) = fact
        && everything(*items)
    {
        return Some(Quick::ListAtLeast(*minor));
    }
    None
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

/// A percent as a fraction of small whole numbers, if it is one.
fn rate(percent: rust_decimal::Decimal) -> Option<(i64, i64)> {
    let ratio = crate::money::Ratio::decimal(percent).ok()?.scaled(1, 100).ok()?;
    let (num, den) = (i64::try_from(ratio.num()).ok()?, i64::try_from(ratio.den()).ok()?);
    ((0..=crate::limits::RATE).contains(&num) && den <= crate::limits::RATE).then_some((num, den))
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
