//! Goods of the catalogue that have a price and are sold by the piece, the cheapest first: what a receipt may really hold.
//! Knows no rule.

use perk_plan::catalog::value as cell;
use perk_plan::ops::Unit;

use super::goods::Goods;
use super::witness::{self, Product};
use crate::data::{self, columns};
use crate::db::{Db, Programme};
use crate::hir::{Currency, ItemSelection, PropertyType, Quantity, Text, Value};
use crate::limits;

/// A product with its price in minor units.
pub(super) struct Priced {
    pub(super) product: Product,
    pub(super) price: i64,
    /// Content of a piece.
    pub(super) content: Option<Quantity>,
}

/// The goods, and how often an analysis may still look at one.
pub(super) struct Shelf {
    goods: Vec<Priced>,
    work: usize,
}

impl Shelf {
    /// The goods of a programme's catalogue; none without one, or without prices.
    pub(super) fn of(db: &dyn Db, programme: Programme, currency: Currency) -> Self {
        Self {
            goods: read(db, programme, currency).unwrap_or_default(),
            work: limits::PRODUCTS_LOOKED_AT,
        }
    }

    /// The cheapest product that is surely in a selection and of which something holds.
    pub(super) fn cheapest(
        &mut self,
        goods: Goods<'_>,
        items: &ItemSelection,
        fits: impl Fn(&Priced) -> bool,
    ) -> Option<&Priced> {
        let Self { goods: known, work } = self;
        known.iter().find(|priced| {
            let Some(rest) = work.checked_sub(1) else { return false };
            *work = rest;
            witness::holds(goods, items, &priced.product, priced.price, 0) == Some(true) && fits(priced)
        })
    }
}

fn read(db: &dyn Db, programme: Programme, currency: Currency) -> Option<Vec<Priced>> {
    let file = crate::semantics::products_file(db, programme)?;
    let table = &data::table(db, file).table;
    let sku = columns::SKU.find(&table.columns)?;
    let price = columns::PRICE.find(&table.columns)?;
    let text = |column: Option<usize>, row: perk_plan::table::Row<'_>| -> Option<Text> {
        column.and_then(|column| row.value(column)).map(Text::from)
    };
    let [category, brand, supplier] =
        [columns::CATEGORY, columns::BRAND, columns::SUPPLIER].map(|column| column.find(&table.columns));
    let [unit, content] = [columns::UNIT, columns::CONTENT].map(|column| column.find(&table.columns));
    let mut found: Vec<Priced> = table
        .rows()
        .filter_map(|row| {
            let written: Text = row.value(price)?.into();
            let Some(Value::Money(money)) = data::value::typed(&PropertyType::Money, &written, currency) else {
                return None;
            };
            let by_piece = match unit.and_then(|column| row.value(column)) {
                None => true,
                Some(unit) => cell::unit(unit).is_some_and(|(unit, _)| unit == Unit::Piece),
            };
            (money.minor > 0 && by_piece).then_some(())?;
            let held = content.and_then(|column| row.value(column)).and_then(cell::content);
            Some(Priced {
                product: Product {
                    sku: row.value(sku)?.into(),
                    category: text(category, row),
                    brand: text(brand, row),
                    supplier: text(supplier, row),
                    content: None,
                    known: true,
                },
                price: money.minor,
                content: held.map(|(unit, amount)| Quantity { amount, unit }),
            })
        })
        .collect();
    found.sort_by(|one, other| (one.price, &one.product.sku).cmp(&(other.price, &other.product.sku)));
    Some(found)
}
