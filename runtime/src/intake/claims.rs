//! Gifts to choose from, and what a receipt chooses, refuses or adds of them; gives nothing.

use perk_plan::Op;
use perk_plan::catalog::value as cell;
use perk_plan::ops::{Fact, ProductFact, Unit};
use perk_plan::plan::ProtectRule;
use perk_plan::receipt::Receipt;
use perk_plan::remark;
use rustc_hash::FxHashMap;

use super::{Case, Run};
use crate::engine::Engine;
use crate::index::gates::Now;
use crate::index::{NONE, narrow, wide};
use crate::limits::NESTING;
use crate::vm;
use crate::vm::product::ProductRoom;

/// A choice among what a promotion gives away, or a refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Claimed {
    pub promotion: u32,
    /// The SKU; `None`: nothing is wanted.
    pub choice: Option<String>,
}

/// The number of a promotion by its name.
pub(crate) fn promotion(engine: &Engine, name: &str) -> Option<u32> {
    let plan = engine.plan();
    let text = engine.index.text(plan, name)?;
    // Texts are sorted, and so are promotions by name.
    let at = plan
        .promotions
        .binary_search_by_key(&text, |promotion| promotion.name)
        .ok()?;
    Some(narrow(at))
}

/// Reads the claims of a receipt; one that fits no gift is warned of and passed over.
pub(crate) fn read(engine: &Engine, receipt: &Receipt, case: &mut Case) {
    let mut on_receipt: FxHashMap<String, Vec<u32>> = FxHashMap::default();
    if !receipt.claims.is_empty() {
        for (at, run) in (0_u32..).zip(&case.runs) {
            let first = case.lines_of(run).first().and_then(|line| case.lines.get(wide(*line)));
            if let Some(line) = first {
                on_receipt.entry(line.sku.clone()).or_default().push(at);
            }
        }
    }
    for (at, claim) in receipt.claims.iter().enumerate() {
        let gift = promotion(engine, &claim.promotion).and_then(|number| {
            let ready = engine.index.ready.get(wide(number))?;
            Some((number, ready.gift?))
        });
        let Some((number, gift)) = gift else {
            let name = &claim.promotion;
            case.warnings.push(remark!(
                "`claims[{at}]`: no promotion `{name}` gives anything away",
                "`claims[{at}]`: акции `{name}` с подарком нет"
            ));
            continue;
        };
        let choice = match &claim.choice {
            _ if claim.decline => None,
            None => continue,
            Some(sku) => Some(sku.clone()),
        };
        if let Some(sku) = &choice
            && !to_choose(engine, case, number, gift.items, sku, &on_receipt)
        {
            let name = &claim.promotion;
            case.warnings.push(remark!(
                "`claims[{at}]`: `{sku}` is not among what `{name}` gives away",
                "`claims[{at}]`: `{sku}` нет среди подарков `{name}`"
            ));
            continue;
        }
        case.claims.push(Claimed {
            promotion: number,
            choice,
        });
    }
    for (at, line) in receipt.lines.iter().enumerate() {
        if let Some(name) = &line.granted_by
            && promotion(engine, name).is_none()
        {
            case.warnings.push(remark!(
                "`lines[{at}].granted_by`: there is no promotion `{name}`; the line is paid and takes part in nothing",
                "`lines[{at}].granted_by`: акции `{name}` нет; строка оплачивается и ни в чём не участвует"
            ));
        }
    }
}

/// Whether a SKU is among what a promotion gives away: by the catalogue, or by what a line says of it.
fn to_choose(
    engine: &Engine,
    case: &Case,
    promotion: u32,
    items: u32,
    sku: &str,
    on_receipt: &FxHashMap<String, Vec<u32>>,
) -> bool {
    // By SKU.
    let listed = engine.index.choices.get(&promotion).map_or(&[][..], Vec::as_slice);
    let product = listed.binary_search_by(|product| self::sku(engine, *product).cmp(&Some(sku)));
    if let Ok(at) = product
        && listed.get(at).is_some_and(|product| allowed(engine, case, *product))
    {
        return true;
    }
    on_receipt.get(sku).into_iter().flatten().any(|run| {
        let run = case.runs.get(wide(*run));
        run.is_some_and(|run| fits(engine, case, items, run))
    })
}

/// Whether units of a run may be given away as these goods.
pub(crate) fn fits(engine: &Engine, case: &Case, items: u32, run: &Run) -> bool {
    if run.weighed || run.units < 1 || !run.may_be_given {
        return false;
    }
    within(engine, case, items, run)
}

fn within(engine: &Engine, case: &Case, items: u32, run: &Run) -> bool {
    let Some(found) = engine.plan().items.get(wide(items)) else {
        return false;
    };
    let mut work = vm::Work::default();
    work.refuel(engine.index.fuel(1));
    let room = ProductRoom { engine, case, run };
    matches!(vm::truth(&found.code, &room, &mut work), Ok(Some(true)))
}

/// Products that a promotion gives away on the day of a receipt, by SKU.
fn on_offer<'a>(engine: &'a Engine, case: &'a Case, promotion: u32) -> impl Iterator<Item = u32> + 'a {
    let listed = engine.index.choices.get(&promotion).into_iter().flatten();
    listed.copied().filter(move |product| allowed(engine, case, *product))
}

/// What is left to choose: without what is used up, and where something is chosen, of that alone.
pub(crate) fn open<'a>(
    engine: &'a Engine,
    case: &'a Case,
    promotion: u32,
    used: &'a [&str],
) -> impl Iterator<Item = u32> + 'a {
    let wanted = case.chosen(promotion);
    on_offer(engine, case, promotion).filter(move |product| {
        let sku = sku(engine, *product).unwrap_or_default();
        (wanted.is_empty() || wanted.contains(&sku)) && !used.contains(&sku)
    })
}

/// Whether no prohibition in force keeps a product from being given away.
fn allowed(engine: &Engine, case: &Case, product: u32) -> bool {
    let date = case.now.date;
    let run = piece(engine, product);
    !engine.plan().protects.iter().any(|protect| {
        matches!(protect.rule, ProtectRule::NoPromotion | ProtectRule::NoDiscount)
            && protect.in_force(date)
            && within(engine, case, protect.items, &run)
    })
}

/// The SKU of a product.
pub(crate) fn sku(engine: &Engine, product: u32) -> Option<&str> {
    let products = &engine.index.products;
    match products.catalog.products.get(wide(product)) {
        Some(known) => Some(known.sku.as_str()),
        None => products
            .named(product)
            .and_then(|text| engine.plan().texts.get(wide(text)))
            .map(String::as_str),
    }
}

/// For each promotion with a gift the products of the catalogue, and those that only the plan names, that it may give away.
pub(crate) fn choices(engine: &Engine) -> FxHashMap<u32, Vec<u32>> {
    let mut choices = FxHashMap::default();
    let nothing = Case::nothing();
    for (promotion, ready) in (0_u32..).zip(&engine.index.ready) {
        let Some(gift) = ready.gift else { continue };
        let priced = reads_price(engine, gift.items, 0);
        let mut named = Vec::new();
        skus_of(engine, gift.items, 0, &mut named);
        let known = narrow(engine.index.products.catalog.products.len());
        let mut found: Vec<u32> = (0..narrow(engine.index.products.count()))
            .filter(|product| {
                let run = piece(engine, *product);
                let by_piece = run.sold.0 == Unit::Piece;
                let known_price = !priced || price(engine, *product).is_some();
                // Who offers a thing at a price does not offer what costs less anyway.
                let cheaper = price(engine, *product).is_some_and(|price| price < gift.price);
                // What no catalogue has is offered only where the gift itself names it.
                let said = *product < known || named.iter().any(|list| list.binary_search(product).is_ok());
                by_piece && known_price && !cheaper && said && within(engine, &nothing, gift.items, &run)
            })
            .collect();
        found.sort_by(|a, b| sku(engine, *a).cmp(&sku(engine, *b)));
        choices.insert(promotion, found);
    }
    choices
}

/// The lists of SKUs that a selection names.
fn skus_of<'a>(engine: &'a Engine, items: u32, depth: u32, found: &mut Vec<&'a [u32]>) {
    let code = engine.plan().items.get(wide(items)).map(|items| items.code.as_slice());
    for op in code.into_iter().flatten() {
        if let Op::SkuIn(list) = op {
            found.extend(engine.index.products.sku_list(*list));
        } else if let Op::InItems(items) = op
            && depth < NESTING
        {
            skus_of(engine, *items, depth.saturating_add(1), found);
        }
    }
}

/// Whether a selection asks for the price on the line.
fn reads_price(engine: &Engine, items: u32, depth: u32) -> bool {
    let code = engine.plan().items.get(wide(items)).map(|items| items.code.as_slice());
    depth <= NESTING
        && code.into_iter().flatten().any(|op| {
            if let Op::InItems(items) = op {
                reads_price(engine, *items, depth.saturating_add(1))
            } else {
                *op == Op::Load(Fact::Product(ProductFact::Price))
            }
        })
}

/// The price that the catalogue gives.
pub(crate) fn price(engine: &Engine, product: u32) -> Option<i64> {
    let known = engine.index.products.catalog.products.get(wide(product))?;
    let written = cell::number(known.properties.get("price")?)?;
    super::number::minor(written, engine.plan().currency.digits).ok()
}

/// One piece of a product, as the catalogue knows it.
fn piece(engine: &Engine, product: u32) -> Run {
    let products = &engine.index.products;
    let unit = products
        .catalog
        .products
        .get(wide(product))
        .and_then(|known| known.unit.as_deref());
    Run {
        product,
        custom: NONE,
        facts: products.facts(product),
        sku: 0,
        price: price(engine, product).unwrap_or(0),
        units: 1,
        quantity: crate::limits::UNIT,
        weighed: false,
        sold: super::protect::sold(unit),
        list: 0,
        gross: 0,
        floor: 0,
        takes_part: true,
        receives: true,
        granted: None,
        may_be_given: true,
        lines: (0, 0),
        rank: 0,
    }
}

impl Case {
    /// A receipt without lines: for selections that look at the catalogue alone.
    fn nothing() -> Self {
        Self {
            id: String::new(),
            local: perk_plan::LocalTime(0),
            now: Now::new(perk_plan::LocalTime(0)),
            store: NONE,
            store_text: None,
            store_number: None,
            till: None,
            cashier: None,
            tender: None,
            tenders: Vec::new(),
            client: super::client::Client::default(),
            card: None,
            uses: Default::default(),
            coupons: super::coupons::Presented::default(),
            lines: Vec::new(),
            runs: Vec::new(),
            run_lines: Vec::new(),
            skus: 0,
            customs: Vec::new(),
            warnings: Vec::new(),
            claims: Vec::new(),
            coarse: false,
            briefs: super::brief::Briefs::default(),
        }
    }

    /// The SKU of a run.
    pub(crate) fn sku_of(&self, run: u32) -> &str {
        let run = self.runs.get(wide(run));
        let first = run.and_then(|run| self.lines_of(run).first());
        let line = first.and_then(|line| self.lines.get(wide(*line)));
        line.map_or("", |line| line.sku.as_str())
    }

    /// Whether a promotion's gift is refused.
    pub(crate) fn declines(&self, promotion: u32) -> bool {
        let of = |claim: &&Claimed| claim.promotion == promotion;
        self.claims.iter().filter(of).any(|claim| claim.choice.is_none())
    }

    /// The SKUs that are chosen of a promotion's gift; none: any.
    pub(crate) fn chosen(&self, promotion: u32) -> Vec<&str> {
        let of = |claim: &&Claimed| claim.promotion == promotion;
        self.claims
            .iter()
            .filter(of)
            .filter_map(|claim| claim.choice.as_deref())
            .collect()
    }
}
