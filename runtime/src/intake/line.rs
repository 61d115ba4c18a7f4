//! Lines of a receipt: ids, exact quantities and amounts, and what they say of their products.

use perk_plan::{Lang, Remark, remark};
use std::collections::BTreeMap;
use std::hash::BuildHasher;

use perk_plan::catalog::Product;
use perk_plan::ops::Unit;
use perk_plan::receipt::{Line, LineProduct, Receipt};
use rust_decimal::Decimal;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::error::Wrong;
use super::number::{self, NotWhole};
use super::{Case, CaseLine, Custom, IntakeError, Said};
use crate::engine::Engine;
use crate::index::products::{Facts, typed};
use crate::index::{NONE, narrow, wide};
use crate::limits::{LINE_AMOUNT, LINE_UNITS, MARKS_NAMED, QUANTITY_DIGITS, UNIT, UNKNOWN_NAMED};
use crate::money::round_quotient;
use crate::vm::Value;
use crate::vm::value::FOREIGN;

/// Reads all lines into the case.
pub(crate) fn read(engine: &Engine, receipt: &Receipt, case: &mut Case) -> Result<(), IntakeError> {
    let mut customs: FxHashMap<(&str, u64), Vec<u32>> = FxHashMap::default();
    for (at, line) in receipt.lines.iter().enumerate() {
        let mut found = amounts(engine, at, line)?;
        product(engine, at, line, case, &mut customs, &mut found);
        case.lines.push(found);
    }
    unknown(engine, receipt, case);
    ranks(case)?;
    fractions(engine, receipt, case);
    marks(receipt, case);
    Ok(())
}

/// Says which codes of marked goods stand more than once: each piece has one of its own, so one piece was scanned twice.
fn marks(receipt: &Receipt, case: &mut Case) {
    let mut places: BTreeMap<&str, Vec<(u32, &str)>> = BTreeMap::new();
    for (line, found) in receipt.lines.iter().zip(&case.lines) {
        for mark in &line.marks {
            let rank = (found.rank, line.id.as_str());
            places.entry(mark.as_str()).or_default().push(rank);
        }
    }
    places.retain(|_, lines| lines.len() > 1);
    if places.is_empty() {
        return;
    }
    let more = |count: usize, lang: Lang| match (count.saturating_sub(MARKS_NAMED), lang) {
        (0, _) => String::new(),
        (more, Lang::English) => format!(" and {more} more"),
        (more, Lang::Russian) => format!(" и ещё {more}"),
    };
    let named = |lang: Lang| -> String {
        let each = places.iter().take(MARKS_NAMED).map(|(mark, lines)| {
            let mut lines = lines.clone();
            lines.sort_unstable();
            lines.dedup();
            let ids = lines.iter().take(MARKS_NAMED).map(|(_, id)| format!("`{id}`"));
            let ids: Vec<String> = ids.collect();
            let word = match (lines.len(), lang) {
                (1, Lang::English) => "line",
                (_, Lang::English) => "lines",
                (1, Lang::Russian) => "строка",
                (_, Lang::Russian) => "строки",
            };
            let more = more(lines.len(), lang);
            format!("`{}` ({word} {}{more})", mark.escape_debug(), ids.join(", "))
        });
        let each: Vec<String> = each.collect();
        format!("{}{}", each.join(", "), more(places.len(), lang))
    };
    let (english, russian) = (named(Lang::English), named(Lang::Russian));
    case.warnings.push(remark!(
        "marks that stand more than once: {english}; each piece has a mark of its own",
        "коды маркировки повторяются: {russian}; у каждой штуки свой код"
    ));
}

/// Says where goods that are sold by the piece come in fractions, by line id.
fn fractions(engine: &Engine, receipt: &Receipt, case: &mut Case) {
    let products = &engine.index.products;
    let mut odd: Vec<(u32, Remark)> = Vec::new();
    for (line, found) in receipt.lines.iter().zip(&case.lines) {
        let known = products.catalog.products.get(wide(found.product));
        let unit = line.product.unit.as_deref();
        let unit = unit.or(known.and_then(|known| known.unit.as_deref()));
        if found.quantity.checked_rem(UNIT) != Some(0) && super::protect::by_piece(unit) {
            let (id, sku, quantity) = (&line.id, &line.sku, line.quantity.normalize());
            let said = remark!(
                "line `{id}`: {quantity} of `{sku}`, which is sold by the piece; the line counts as weighed",
                "строка `{id}`: {quantity} `{sku}`, а это штучный товар; строка считается весовой"
            );
            odd.push((found.rank, said));
        }
    }
    odd.sort_unstable();
    case.warnings.extend(odd.into_iter().map(|(_, said)| said));
}

/// Goods that a catalogue was given for and that it does not have: a slip in a SKU loses a discount without a word. A line
/// that tells itself what it sells needs no catalogue, and what sells a certificate or a card is no goods.
fn unknown(engine: &Engine, receipt: &Receipt, case: &mut Case) {
    let catalog = &engine.index.products.catalog;
    if catalog.products.is_empty() {
        return;
    }
    let told = |line: &Line| {
        let said = &line.product;
        line.sells.is_some()
            || said.category.is_some()
            || said.brand.is_some()
            || said.supplier.is_some()
            || !said.properties.is_empty()
    };
    let known = |found: &CaseLine| wide(found.product) < catalog.products.len();
    let mut skus: Vec<&str> = Vec::new();
    for (line, found) in receipt.lines.iter().zip(&case.lines) {
        if !known(found) && !told(line) {
            skus.push(&line.sku);
        }
    }
    if skus.is_empty() {
        return;
    }
    skus.sort_unstable();
    skus.dedup();
    let named: Vec<String> = skus.iter().take(UNKNOWN_NAMED).map(|sku| format!("`{sku}`")).collect();
    let more = skus.len().saturating_sub(UNKNOWN_NAMED);
    let named = named.join(", ");
    let (en, ru) = match more {
        0 => (String::new(), String::new()),
        more => (format!(" and {more} more"), format!(" и ещё {more}")),
    };
    case.warnings.push(remark!(
        "not in the catalogue: {named}{en}; such goods are in no category and of no brand",
        "нет в каталоге: {named}{ru}; у таких товаров нет ни категории, ни бренда"
    ));
}

fn ranks(case: &mut Case) -> Result<(), IntakeError> {
    let mut order: Vec<u32> = (0..narrow(case.lines.len())).collect();
    let key = |at: u32| {
        case.lines
            .get(wide(at))
            .map(|line| (line.id.chars().count(), line.id.as_str()))
    };
    // Receipts number their lines, so they nearly always come in order.
    let sorted = order.is_sorted_by(|a, b| key(*a) < key(*b));
    if !sorted {
        order.sort_by(|a, b| key(*a).cmp(&key(*b)));
        for pair in order.windows(2) {
            if let [a, b] = pair
                && key(*a) == key(*b)
            {
                let id = case.lines.get(wide(*b)).map_or("", |line| line.id.as_str());
                return Err(IntakeError::new(
                    Wrong::LineIdTwice,
                    format!("lines[{}].id", a.max(b)),
                    id,
                ));
            }
        }
    }
    for (rank, at) in order.into_iter().enumerate() {
        if let Some(line) = case.lines.get_mut(wide(at)) {
            line.rank = narrow(rank);
        }
    }
    Ok(())
}

fn money(engine: &Engine, path: impl Fn() -> String, value: Decimal) -> Result<i64, IntakeError> {
    let currency = &engine.plan().currency;
    let minor = number::minor(value, currency.digits).map_err(|why| match why {
        NotWhole::TooFine => {
            let wrong = Wrong::AmountDigits {
                currency: currency.code.clone(),
                digits: currency.digits,
            };
            IntakeError::new(wrong, path(), value)
        }
        NotWhole::TooLarge => IntakeError::new(Wrong::AmountTooLarge, path(), value),
    })?;
    if minor < 0 {
        return Err(IntakeError::new(Wrong::AmountNegative, path(), value));
    }
    if minor > LINE_AMOUNT {
        return Err(IntakeError::new(Wrong::AmountTooLarge, path(), value));
    }
    Ok(minor)
}

fn amounts(engine: &Engine, at: usize, line: &Line) -> Result<CaseLine, IntakeError> {
    let path = |field: &'static str| move || format!("lines[{at}].{field}");
    let counted = |wrong: Wrong| IntakeError::new(wrong, path("quantity")(), line.quantity);
    let quantity = number::quantity(line.quantity).map_err(|why| match why {
        NotWhole::TooFine => counted(Wrong::QuantityDigits {
            digits: QUANTITY_DIGITS,
        }),
        NotWhole::TooLarge => counted(Wrong::QuantityTooLarge),
    })?;
    if quantity < 0 {
        return Err(counted(Wrong::QuantityNegative));
    }
    if quantity > LINE_UNITS.saturating_mul(UNIT) {
        return Err(counted(Wrong::QuantityTooLarge));
    }
    let price = money(engine, path("price"), line.price)?;
    let list = match line.amount {
        Some(amount) => money(engine, path("amount"), amount)?,
        None => {
            let exact = i128::from(price).saturating_mul(i128::from(quantity));
            let amount = round_quotient(exact, i128::from(UNIT), engine.plan().rounding);
            i64::try_from(amount)
                .ok()
                .filter(|amount| *amount <= LINE_AMOUNT)
                .ok_or_else(|| IntakeError::new(Wrong::ProductTooLarge, path("price")(), line.price))?
        }
    };
    if quantity == 0 && list > 0 {
        return Err(counted(Wrong::QuantityZero));
    }
    let mut gross = list;
    let mut foreign = Vec::new();
    for (number, discount) in line.discounts.iter().enumerate() {
        let path = || format!("lines[{at}].discounts[{number}].amount");
        let amount = money(engine, path, discount.amount)?;
        gross = gross
            .checked_sub(amount)
            .filter(|gross| *gross >= 0)
            .ok_or_else(|| IntakeError::new(Wrong::DiscountTooLarge, path(), discount.amount))?;
        foreign.push((discount.by.clone(), amount));
    }
    Ok(CaseLine {
        id: line.id.clone(),
        sku: line.sku.clone(),
        run: NONE,
        quantity,
        units: 1,
        weighed: false,
        sold: (Unit::Piece, 1),
        marked: !line.marks.is_empty(),
        price,
        list,
        gross,
        floor: 0,
        rank: 0,
        foreign,
        granted: line
            .granted_by
            .as_ref()
            .map(|name| super::claims::promotion(engine, name).unwrap_or(NONE)),
        product: NONE,
        custom: NONE,
    })
}

/// Finds the line's product; what the line says of it wins over the catalogue.
fn product<'a>(
    engine: &Engine,
    at: usize,
    line: &'a Line,
    case: &mut Case,
    customs: &mut FxHashMap<(&'a str, u64), Vec<u32>>,
    found: &mut CaseLine,
) {
    let plan = engine.plan();
    let products = &engine.index.products;
    let text = |text: &str| engine.index.text(plan, text);
    let number = products.number(&line.sku, || text(&line.sku));
    found.product = number.unwrap_or(NONE);
    let known = number.and_then(|number| products.catalog.products.get(wide(number)));
    let said = &line.product;
    let unit = said.unit.as_deref().or(known.and_then(|known| known.unit.as_deref()));
    let whole = found.quantity.checked_rem(UNIT) == Some(0);
    found.sold = super::protect::sold(unit);
    // Length is measured like weight and volume (decision 0119).
    found.weighed = !whole || found.sold.0 != Unit::Piece;
    if !found.weighed {
        found.units = found.quantity.checked_div(UNIT).unwrap_or(0);
    }
    let differs = |said: &Option<String>, known: Option<&Option<String>>| match said {
        Some(said) => known.is_none_or(|known| known.as_ref() != Some(said)),
        None => false,
    };
    let other = known.is_none()
        || differs(&said.category, known.map(|known| &known.category))
        || differs(&said.brand, known.map(|known| &known.brand))
        || differs(&said.supplier, known.map(|known| &known.supplier))
        || differs(&said.unit, known.map(|known| &known.unit))
        || differs(&said.content, known.map(|known| &known.content))
        || said
            .properties
            .iter()
            .any(|(name, value)| known.is_none_or(|known| known.properties.get(name) != Some(value)));
    if !other {
        return;
    }
    let base = number.map_or(Facts::UNKNOWN, |number| products.facts(number));
    let named = |said: &Option<String>, base: Option<u32>| match said {
        Some(said) => Some(text(said).unwrap_or(FOREIGN)),
        None => base,
    };
    let facts = Facts {
        category: said
            .category
            .as_deref()
            .map_or(base.category, |path| products.categories.find(path)),
        brand: named(&said.brand, base.brand),
        supplier: named(&said.supplier, base.supplier),
    };
    let mut properties = Vec::new();
    for (position, property) in (0_u16..).zip(&plan.product_properties) {
        let name = plan.texts.get(wide(property.name)).map_or("", String::as_str);
        properties.push(match said.properties.get(name) {
            Some(value) => typed(&property.kind, value, plan.currency.digits, text).unwrap_or_else(|| {
                let place = format!("lines[{at}].properties.{name}");
                case.warnings.push(remark!(
                    "{place} is `{value}`, which is not of its type; taken as not known",
                    "{place} — `{value}`, это значение другого типа; считается неизвестным"
                ));
                Value::Absent
            }),
            None => number.map_or(Value::Absent, |number| products.property(number, position)),
        });
    }
    let custom = Custom {
        sku: line.sku.clone(),
        product: found.product,
        facts,
        properties,
        content: said
            .content
            .clone()
            .or_else(|| known.and_then(|known| known.content.clone())),
        unit: unit.map(str::to_owned),
        said: in_words(said, known),
    };
    // A receipt may say another thing of one product on each of its lines.
    let in_short = FxBuildHasher.hash_one(&custom.said);
    let same = customs.entry((line.sku.as_str(), in_short)).or_default();
    let earlier = same
        .iter()
        .find(|at| case.customs.get(wide(**at)) == Some(&custom))
        .copied();
    found.custom = earlier.unwrap_or_else(|| {
        let at = narrow(case.customs.len());
        case.customs.push(custom);
        same.push(at);
        at
    });
}

/// What a line or else the catalogue says.
fn in_words(said: &LineProduct, known: Option<&Product>) -> Said {
    let either =
        |said: &Option<String>, known: Option<&Option<String>>| said.clone().or_else(|| known.cloned().flatten());
    let mut properties = known.map(|known| known.properties.clone()).unwrap_or_default();
    properties.extend(said.properties.clone());
    Said {
        category: either(&said.category, known.map(|known| &known.category)),
        brand: either(&said.brand, known.map(|known| &known.brand)),
        supplier: either(&said.supplier, known.map(|known| &known.supplier)),
        properties,
    }
}
