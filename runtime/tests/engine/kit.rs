//! Builds small plans and receipts by hand; knows the plan's shape, not the compiler.

use std::collections::BTreeMap;

use perk_plan::ops::{Base, Fact, GoodsFact, Object};
use perk_plan::plan::*;
use perk_plan::receipt::{At, ClientKey, ForeignDiscount, Kind, LineProduct, Tender};
use perk_plan::snapshot::ClientStatus;
use perk_plan::{
    Catalog, ClientFacts, Clients, Code, Compare, Date, Line, LocalTime, Op, Plan, Product, Receipt, TimeOfDay,
};
use perk_plan::{VerifiedPlan, verify};
use perk_runtime::{DecideOptions, Decision, Engine, Explain, Outcome, Workspace};
use rust_decimal::Decimal;

pub(crate) fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub(crate) fn at(year: i32, month: u8, day: u8, hour: u32, minute: u32) -> LocalTime {
    LocalTime::new(
        Date::from_ymd(year, month, day).unwrap(),
        TimeOfDay(hour * 3_600 + minute * 60),
    )
}

/// A plan in the making. Texts are numbered as they come and put in order at the end.
pub(crate) struct Kit {
    pub(crate) plan: Plan,
    pub(crate) catalog: Catalog,
}

impl Kit {
    /// Roubles, the three schemes of the phases with their defaults, and `all` as selection 0.
    pub(crate) fn new() -> Self {
        let mut kit = Self {
            plan: Plan {
                name: "Test".to_owned(),
                currency: Currency {
                    code: "RUB".to_owned(),
                    digits: 2,
                },
                time_zone: None,
                rounding: Rounding::HalfUp,
                total_rounding: None,
                texts: Vec::new(),
                lists: Vec::new(),
                product_properties: Vec::new(),
                client_properties: Vec::new(),
                store_columns: Vec::new(),
                store_table: Vec::new(),
                items: vec![Selection {
                    name: None,
                    code: vec![Op::Truth(true)],
                }],
                stores: Vec::new(),
                clients: Vec::new(),
                protects: Vec::new(),
                coupons: Vec::new(),
                schemes: Vec::new(),
                ladders: Vec::new(),
                promotions: Vec::new(),
            },
            catalog: Catalog::default(),
        };
        kit.add_scheme("goods", Phase::Goods, Combine::Best, Scope::Unit);
        kit.add_scheme("receipt", Phase::Receipt, Combine::Best, Scope::Receipt);
        kit.add_scheme("offer", Phase::Offer, Combine::All, Scope::Receipt);
        kit
    }

    /// One scheme for goods, combined so, beside those of receipt and offer.
    pub(crate) fn goods(combine: Combine, scope: Scope, favour: Favour) -> Self {
        let mut kit = Self::new();
        kit.plan.schemes[0] = Scheme {
            combine,
            scope,
            favour,
            ..kit.plan.schemes[0].clone()
        };
        kit
    }

    pub(crate) fn all_goods() -> Self {
        Self::goods(Combine::All, Scope::Unit, Favour::Customer)
    }

    fn add_scheme(&mut self, name: &str, phase: Phase, combine: Combine, scope: Scope) {
        let name = self.text(name);
        self.plan.schemes.push(Scheme {
            name,
            phase,
            combine,
            scope,
            favour: Favour::Customer,
        });
    }

    pub(crate) fn text(&mut self, text: &str) -> u32 {
        let found = self.plan.texts.iter().position(|known| known == text);
        let at = found.unwrap_or_else(|| {
            self.plan.texts.push(text.to_owned());
            self.plan.texts.len() - 1
        });
        u32::try_from(at).unwrap()
    }

    pub(crate) fn list(&mut self, texts: &[&str]) -> u32 {
        let list = texts.iter().map(|text| self.text(text)).collect();
        self.plan.lists.push(list);
        u32::try_from(self.plan.lists.len() - 1).unwrap()
    }

    pub(crate) fn items(&mut self, name: &str, code: Code) -> u32 {
        let name = Some(self.text(name));
        self.plan.items.push(Selection { name, code });
        u32::try_from(self.plan.items.len() - 1).unwrap()
    }

    pub(crate) fn skus(&mut self, skus: &[&str]) -> u32 {
        let list = self.list(skus);
        self.items(&format!("skus {list}"), vec![Op::SkuIn(list)])
    }

    pub(crate) fn category(&mut self, path: &str) -> u32 {
        let text = self.text(path);
        self.items(path, vec![Op::InCategory(text)])
    }

    pub(crate) fn product(&mut self, sku: &str, category: &str, brand: &str) -> &mut Product {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let product = Product {
            sku: sku.to_owned(),
            category: text(category),
            brand: text(brand),
            ..Product::default()
        };
        self.catalog.products.push(product);
        self.catalog.products.sort_by(|a, b| a.sku.cmp(&b.sku));
        self.catalog
            .products
            .iter_mut()
            .find(|product| product.sku == sku)
            .unwrap()
    }

    /// A promotion; its conditions are programs without `Require`.
    pub(crate) fn promotion(&mut self, name: &str, scheme: u16, when: Vec<Code>, gives: Vec<Op>) -> &mut Promotion {
        let name = self.text(name);
        let mut body = Vec::new();
        let conditions = u16::try_from(when.len()).unwrap();
        for (number, code) in (0_u16..).zip(when) {
            body.extend(code);
            body.push(Op::Require(number));
        }
        body.extend(gives);
        self.plan.promotions.push(Promotion {
            name,
            title: name,
            scheme,
            priority: 0,
            exclusive: false,
            valid: Vec::new(),
            on: Vec::new(),
            stores: None,
            audience: Audience::Anyone,
            with: Vec::new(),
            paid_by: None,
            each: None,
            conditions,
            body,
            limits: Vec::new(),
            messages: Vec::new(),
            issues: Vec::new(),
        });
        self.plan.promotions.last_mut().unwrap()
    }

    pub(crate) fn percent(&mut self, name: &str, items: u32, percent: &str) -> &mut Promotion {
        self.promotion(name, 0, Vec::new(), vec![give_percent(items, percent)])
    }

    pub(crate) fn off_receipt(&mut self, name: &str, op: Op) -> &mut Promotion {
        self.promotion(name, 1, Vec::new(), vec![op])
    }

    pub(crate) fn client_property(&mut self, name: &str, kind: PropertyType) -> u16 {
        let name = self.text(name);
        self.plan.client_properties.push(Property { name, kind });
        u16::try_from(self.plan.client_properties.len() - 1).unwrap()
    }

    pub(crate) fn protect(&mut self, items: u32, rule: ProtectRule) {
        self.plan.protects.push(Protect {
            items,
            from: None,
            to: None,
            rule,
        });
    }

    /// The plan in canonical order, verified.
    pub(crate) fn verified(&self) -> VerifiedPlan {
        verify(self.canonical()).unwrap()
    }

    pub(crate) fn engine(&self) -> Engine {
        Engine::load(self.verified(), self.catalog.clone()).unwrap()
    }

    fn canonical(&self) -> Plan {
        let mut plan = self.plan.clone();
        let mut order: Vec<usize> = (0..plan.texts.len()).collect();
        order.sort_by(|a, b| plan.texts[*a].cmp(&plan.texts[*b]));
        let mut place = vec![0_u32; order.len()];
        for (to, from) in order.iter().enumerate() {
            place[*from] = u32::try_from(to).unwrap();
        }
        let to = |text: &mut u32| *text = place[usize::try_from(*text).unwrap()];
        plan.texts.sort();
        for list in &mut plan.lists {
            list.iter_mut().for_each(to);
            list.sort_unstable();
            list.dedup();
        }
        for property in plan.product_properties.iter_mut().chain(&mut plan.client_properties) {
            to(&mut property.name);
        }
        plan.store_columns.iter_mut().for_each(to);
        for store in &mut plan.store_table {
            to(&mut store.number);
            store.time_zone.iter_mut().for_each(to);
            store.columns.iter_mut().flatten().for_each(to);
        }
        plan.store_table.sort_by_key(|store| store.number);
        for selection in plan.items.iter_mut().chain(&mut plan.stores).chain(&mut plan.clients) {
            selection.name.iter_mut().for_each(to);
            selection.code.iter_mut().for_each(|op| op_texts(op, &to));
        }
        for scheme in &mut plan.schemes {
            to(&mut scheme.name);
        }
        for promotion in &mut plan.promotions {
            to(&mut promotion.name);
            to(&mut promotion.title);
            promotion.body.iter_mut().for_each(|op| op_texts(op, &to));
            for piece in promotion.messages.iter_mut().flat_map(|message| &mut message.pieces) {
                if let Piece::Text(text) = piece {
                    to(text);
                }
            }
        }
        plan.promotions.sort_by_key(|promotion| promotion.name);
        plan
    }

    pub(crate) fn outcome(&self, receipt: &Receipt) -> Outcome {
        self.outcome_for(receipt, &Clients::default())
    }

    /// The outcome, which every path must agree on.
    pub(crate) fn outcome_for(&self, receipt: &Receipt, clients: &Clients) -> Outcome {
        let engine = self.engine();
        let case = engine.intake(receipt, clients).unwrap();
        let mut workspace = Workspace::default();
        let quick = engine.evaluate(&case, &mut workspace).clone();
        let careful = self.engine().carefully();
        let careful = careful.evaluate(&case, &mut workspace).clone();
        assert_eq!(essence(&quick), essence(&careful), "quick and careful paths differ");
        quick
    }

    pub(crate) fn decide(&self, receipt: &Receipt, clients: &Clients) -> Decision {
        let options = DecideOptions {
            explain: Explain::All,
            source_map: None,
        };
        self.engine().decide(receipt, clients, &options).unwrap()
    }

    /// Discounts of each line, in minor units.
    pub(crate) fn discounts(&self, receipt: &Receipt) -> Vec<i64> {
        self.outcome(receipt).lines.iter().map(|line| line.discount).collect()
    }

    /// What each promotion gave, by name.
    pub(crate) fn given(&self, receipt: &Receipt) -> BTreeMap<String, i64> {
        let engine = self.engine();
        let plan = engine.plan();
        let name = |promotion: u32| {
            let promotion = &plan.promotions[usize::try_from(promotion).unwrap()];
            plan.texts[usize::try_from(promotion.name).unwrap()].clone()
        };
        self.outcome(receipt)
            .applied
            .iter()
            .map(|applied| (name(applied.promotion), applied.amount))
            .collect()
    }
}

/// An outcome without what the two paths may order differently.
pub(crate) fn essence(outcome: &Outcome) -> Outcome {
    let mut outcome = outcome.clone();
    outcome.allocations.sort_by_key(|a| (a.promotion, a.line, a.amount));
    outcome.applied.sort_by_key(|applied| applied.promotion);
    outcome
}

fn op_texts(op: &mut Op, to: &impl Fn(&mut u32)) {
    match op {
        Op::Text(text) | Op::InCategory(text) | Op::HasTag(text) => to(text),
        _ => {}
    }
}

pub(crate) fn give_percent(items: u32, percent: &str) -> Op {
    Op::GivePercent {
        off: Object::Items(items),
        percent: decimal(percent),
        base: Base::SchemeStart,
    }
}

pub(crate) fn receipt_percent(percent: &str) -> Op {
    Op::GivePercent {
        off: Object::Receipt,
        percent: decimal(percent),
        base: Base::SchemeStart,
    }
}

pub(crate) fn give_sum(items: u32, amount: i64) -> Op {
    Op::GiveSum {
        off: Object::Items(items),
        amount,
    }
}

pub(crate) fn receipt_sum(amount: i64) -> Op {
    Op::GiveSum {
        off: Object::Receipt,
        amount,
    }
}

pub(crate) fn amount_at_least(items: u32, minor: i64) -> Code {
    vec![
        Op::Load(Fact::Goods(GoodsFact::Amount, items)),
        Op::Money(minor),
        Op::Compare(Compare::AtLeast),
    ]
}

pub(crate) fn pieces(count: u32) -> Limit {
    Limit::per_receipt(LimitAmount::Pieces(count), false)
}

pub(crate) fn money(minor: i64, partial: bool) -> Limit {
    Limit::per_receipt(LimitAmount::Money(minor), partial)
}

/// Lines of `(id, sku, quantity, price)` on Monday 2026-10-05 at 9:12.
pub(crate) fn receipt(lines: &[(&str, &str, &str, &str)]) -> Receipt {
    Receipt {
        id: "R-1".to_owned(),
        kind: Kind::Sale,
        at: At {
            local: at(2026, 10, 5, 9, 12),
            offset: None,
        },
        store: None,
        till: None,
        cashier: None,
        client: None,
        coupons: Vec::new(),
        certificates: Vec::new(),
        spend: BTreeMap::new(),
        claims: Vec::new(),
        tenders: Vec::new(),
        lines: lines
            .iter()
            .map(|(id, sku, quantity, price)| line(id, sku, quantity, price))
            .collect(),
        extra: serde_json::Map::new(),
        warnings: Vec::new(),
    }
}

pub(crate) fn line(id: &str, sku: &str, quantity: &str, price: &str) -> Line {
    Line {
        id: id.to_owned(),
        sku: sku.to_owned(),
        quantity: decimal(quantity),
        price: decimal(price),
        amount: None,
        product: LineProduct::default(),
        marks: Vec::new(),
        price_fixed: false,
        discounts: Vec::new(),
        granted_by: None,
        sells: None,
    }
}

pub(crate) fn elsewhere(by: &str, amount: &str) -> ForeignDiscount {
    ForeignDiscount {
        by: by.to_owned(),
        amount: decimal(amount),
    }
}

pub(crate) fn tender(kind: &str, brand: Option<&str>) -> Tender {
    Tender {
        kind: kind.to_owned(),
        brand: brand.map(str::to_owned),
        amount: None,
    }
}

/// A snapshot with one client, known by the card `C`.
pub(crate) fn client(properties: &[(&str, &str)]) -> Clients {
    let facts = ClientFacts {
        id: "C-1".to_owned(),
        status: ClientStatus::Known,
        registered: None,
        visits: Some(3),
        properties: properties
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
    };
    Clients {
        clients: vec![facts],
        by_key: BTreeMap::from([(card("C"), 0)]),
        uses: Default::default(),
        coupons: BTreeMap::new(),
    }
}

pub(crate) fn card(number: &str) -> ClientKey {
    ClientKey::Card(number.to_owned())
}
