//! From a receipt as a till sends it to numbers: products, texts and clients interned, money in minor units, local time
//! settled, units gathered into runs. Decides nothing.

pub(crate) mod brief;
pub(crate) mod claims;
pub(crate) mod client;
pub(crate) mod coupons;
pub(crate) mod error;
pub(crate) mod line;
pub(crate) mod number;
pub(crate) mod protect;
pub(crate) mod runs;
pub(crate) mod time;

use perk_plan::{Remark, remark};
use std::collections::BTreeMap;
use std::sync::Arc;

use perk_plan::ops::Unit;
use perk_plan::receipt::{ClientKey, Kind, Receipt};
use perk_plan::{Clients, LocalTime, Uses, limits};

pub use error::IntakeError;

use crate::engine::Engine;
use crate::index::gates::Now;
use crate::index::products::Facts;
use crate::index::wide;
use crate::vm::Value;
use crate::vm::value::FOREIGN;
use brief::Briefs;
use claims::Claimed;
use client::Client;
use coupons::Presented;

/// A receipt made ready for one engine. It stands on its own and may be evaluated any number of times.
#[derive(Debug, Clone)]
pub struct Case {
    pub(crate) id: String,
    pub(crate) local: LocalTime,
    pub(crate) now: Now,
    /// The store as [`crate::index::stores::Stores`] counts it.
    pub(crate) store: u32,
    /// The text of its number; [`FOREIGN`] where the plan does not name it.
    pub(crate) store_text: Option<u32>,
    pub(crate) store_number: Option<String>,
    pub(crate) till: Option<u32>,
    pub(crate) cashier: Option<u32>,
    pub(crate) tender: Option<u32>,
    /// Kind and brand of each tender, in lower case.
    pub(crate) tenders: Vec<(String, Option<String>)>,
    pub(crate) client: Client,
    /// The card that was presented, if the client was named by one.
    pub(crate) card: Option<String>,
    /// What was used of limits before.
    pub(crate) uses: Arc<Uses>,
    pub(crate) coupons: Presented,
    pub(crate) lines: Vec<CaseLine>,
    /// Runs by price, SKU and smallest line id.
    pub(crate) runs: Vec<Run>,
    /// Positions of lines, run by run, each by line id.
    pub(crate) run_lines: Vec<u32>,
    /// How many different SKUs there are.
    pub(crate) skus: u32,
    /// Products of which the line says other things than the catalogue, or which the catalogue does not have.
    pub(crate) customs: Vec<Custom>,
    pub(crate) warnings: Vec<Remark>,
    /// Choices and refusals that fit a gift.
    pub(crate) claims: Vec<Claimed>,
    /// Some weighed line cannot meet every amount with a whole price: more than one unit, not a whole number.
    pub(crate) coarse: bool,
    /// Its runs and lines in short.
    pub(crate) briefs: Briefs,
}

impl Case {
    /// Lines of the receipt.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// What looked odd: fields this build does not act on, properties that are not of their type.
    #[must_use]
    pub fn warnings(&self) -> &[Remark] {
        &self.warnings
    }

    /// How much was looked at to recognise the codes of the receipt: for a test that counts work.
    #[doc(hidden)]
    #[must_use]
    pub fn code_steps(&self) -> u64 {
        self.coupons.steps
    }

    /// Positions of the lines of a run, by line id.
    #[inline]
    pub(crate) fn lines_of(&self, run: &Run) -> &[u32] {
        self.run_lines.get(wide(run.lines.0)..wide(run.lines.1)).unwrap_or(&[])
    }
}

/// A line of a case. Money in minor units, quantities in millionths of a unit of sale.
#[derive(Debug, Clone)]
pub(crate) struct CaseLine {
    pub id: String,
    pub sku: String,
    pub run: u32,
    pub quantity: i64,
    /// Whole units of sale; 1 for weighed goods.
    pub units: i64,
    pub weighed: bool,
    /// The dimension it is counted in, and how many small units of it (grams) one unit of sale has.
    pub sold: (Unit, i64),
    pub marked: bool,
    pub price: i64,
    /// Shelf price times quantity.
    pub list: i64,
    /// The same after discounts given elsewhere.
    pub gross: i64,
    /// What it must still cost after all discounts.
    pub floor: i64,
    /// Place among the receipt's lines by line id.
    pub rank: u32,
    pub foreign: Vec<(String, i64)>,
    /// Of a gift that the till added: outside everything. Which promotion's, or [`crate::index::NONE`] where there is no
    /// such promotion.
    pub granted: Option<u32>,
    pub product: u32,
    pub custom: u32,
}

/// Units of equal product, price, properties and foreign discounts, on whatever lines. Each weighed line is one of its own.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub product: u32,
    pub custom: u32,
    pub facts: Facts,
    /// Number of its SKU on this receipt.
    pub sku: u32,
    pub price: i64,
    /// Units; 1 for weighed goods.
    pub units: i64,
    /// In millionths of a unit of sale.
    pub quantity: i64,
    pub weighed: bool,
    /// As of its lines.
    pub sold: (Unit, i64),
    pub list: i64,
    pub gross: i64,
    /// Σ of its lines' floors.
    pub floor: i64,
    /// May take part in promotions.
    pub takes_part: bool,
    /// May receive discounts.
    pub receives: bool,
    /// As of its lines.
    pub granted: Option<u32>,
    /// No prohibition keeps it from being given away.
    pub may_be_given: bool,
    /// From and to in [`Case::run_lines`].
    pub lines: (u32, u32),
    /// Rank of its smallest line id.
    pub rank: u32,
}

/// A product that is not as the catalogue says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Custom {
    pub sku: String,
    pub product: u32,
    pub facts: Facts,
    pub properties: Vec<Value>,
    pub content: Option<String>,
    pub unit: Option<String>,
    /// What it is by line and catalogue, in their words: two products are not equal because no promotion tells them apart.
    pub said: Said,
}

/// Category, brand, supplier and properties of a product by name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Said {
    pub category: Option<String>,
    pub brand: Option<String>,
    pub supplier: Option<String>,
    pub properties: BTreeMap<String, String>,
}

/// Makes a receipt ready.
pub(crate) fn intake(engine: &Engine, receipt: &Receipt, clients: &Clients) -> Result<Case, IntakeError> {
    if receipt.kind == Kind::Return {
        return Err(IntakeError::new(error::Wrong::Return, "kind", "return"));
    }
    if receipt.lines.len() > limits::RECEIPT_LINES {
        let limit = limits::RECEIPT_LINES;
        let wrong = error::Wrong::TooManyLines { limit };
        return Err(IntakeError::new(wrong, "lines", receipt.lines.len()));
    }
    let plan = engine.plan();
    let text = |text: &str| engine.index.text(plan, text).unwrap_or(FOREIGN);
    let store_text = receipt.store.as_deref().map(text);
    let store = store_text
        .and_then(|text| engine.index.stores.find(text))
        .unwrap_or(crate::index::NONE);
    let local = time::local(&receipt.at, engine.zone(store))?;
    let mut warnings = receipt.warnings.clone();
    not_acted_on(receipt, &mut warnings);
    let client = client::read(engine, receipt.client.as_ref(), clients, &mut warnings);
    let presented = coupons::read(engine, &receipt.coupons, local, &client, clients, &mut warnings);
    let now = Now::new(local);
    let mut case = Case {
        id: receipt.id.clone(),
        local,
        now,
        store,
        store_text,
        store_number: receipt.store.clone(),
        till: receipt.till.as_deref().map(text),
        cashier: receipt.cashier.as_deref().map(text),
        tender: sole_tender(receipt).map(text),
        tenders: receipt
            .tenders
            .iter()
            .map(|tender| {
                (
                    tender.kind.to_lowercase(),
                    tender.brand.as_deref().map(str::to_lowercase),
                )
            })
            .collect(),
        client,
        card: match &receipt.client {
            Some(ClientKey::Card(number)) => Some(number.clone()),
            Some(ClientKey::Phone(_) | ClientKey::Id(_)) | None => None,
        },
        uses: Arc::clone(&clients.uses),
        coupons: presented,
        lines: Vec::with_capacity(receipt.lines.len()),
        runs: Vec::new(),
        run_lines: Vec::new(),
        skus: 0,
        customs: Vec::new(),
        warnings,
        claims: Vec::new(),
        coarse: false,
        briefs: Briefs::default(),
    };
    line::read(engine, receipt, &mut case)?;
    runs::gather(engine, &mut case)?;
    case.coarse = case
        .runs
        .iter()
        .any(|run| run.weighed && run.quantity > crate::limits::UNIT);
    case.briefs = Briefs::of(engine, &case);
    claims::read(engine, receipt, &mut case);
    Ok(case)
}

fn sole_tender(receipt: &Receipt) -> Option<&str> {
    let mut kinds = receipt.tenders.iter().map(|tender| tender.kind.as_str());
    let first = kinds.next()?;
    kinds.all(|kind| kind == first).then_some(first)
}

/// What this build does not act on is said, never passed over in silence.
fn not_acted_on(receipt: &Receipt, warnings: &mut Vec<Remark>) {
    let present = [
        ("certificates", !receipt.certificates.is_empty()),
        ("spend", !receipt.spend.is_empty()),
    ];
    for (field, present) in present {
        if present {
            warnings.push(remark!(
                "`{field}` is not supported yet: nothing was done about it",
                "`{field}` пока не поддерживается: с этим ничего не сделано"
            ));
        }
    }
    for (at, line) in receipt.lines.iter().enumerate() {
        if line.sells.is_some() {
            warnings.push(remark!(
                "`lines[{at}].sells` is not supported yet: the line is decided like any other",
                "`lines[{at}].sells` пока не поддерживается: строка рассчитана как любая другая"
            ));
        }
    }
}
