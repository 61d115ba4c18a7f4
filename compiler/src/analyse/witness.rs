//! Receipts that show what a finding says, in the short notation; decides nothing. None is made where it would take guessing:
//! facts of clients, tables of stores and whatever only a catalogue knows.

use std::cmp::Ordering;
use std::fmt::Write as _;

use perk_plan::coupon::{Fit, Form};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::condition::{self, Dimension, Range, Sum};
use super::goods::{Goods, with_parents};
use super::{Frame, never, time};
use crate::declarations::Kind;
use crate::diagnostic::{Note, Witness};
use crate::hir::{
    Audience, Compare, CouponCodes, Currency, DaySet, Declaration, ItemColumn, ItemSelection, LocalTime, Money,
    Promotion, Quantity, SpanId, StoreColumn, StoreSelection, Text, Unit, Window,
};
use crate::limits;
use crate::lower::holds_guests;
use crate::names::programme_declarations;
use crate::semantics::hir;

/// A product of a receipt: made up, or from the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Product {
    pub(super) sku: Text,
    pub(super) category: Option<Text>,
    pub(super) brand: Option<Text>,
    pub(super) supplier: Option<Text>,
    /// Content of a piece, to be written.
    pub(super) content: Option<Quantity>,
    /// From the catalogue: its facts need not be written.
    pub(super) known: bool,
}

/// So many pieces of a product at a price in minor units.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) count: u32,
    pub(super) product: Product,
    pub(super) price: i64,
}

/// Everything on a receipt but its lines: a moment, a shop and a customer for whom a promotion is.
#[derive(Debug, Clone)]
pub(super) struct Scene {
    pub(super) at: LocalTime,
    store: Option<Text>,
    known: bool,
    /// Codes, with the coupon that the registry issued them for, if it must have.
    codes: Vec<(String, Option<Text>)>,
}

impl Scene {
    /// A scene in which all clauses of a promotion hold but its conditions.
    pub(super) fn of(frame: &Frame<'_>, promotion: &Promotion) -> Option<Self> {
        Self::within(frame, promotion, &[])
    }

    /// The same, at a moment inside a window.
    pub(super) fn within(frame: &Frame<'_>, promotion: &Promotion, when: &[(Window, SpanId)]) -> Option<Self> {
        if promotion.paid_by.is_some() || around_a_day(promotion) {
            return None;
        }
        let known = match &promotion.audience {
            None => false,
            Some((Audience::Known, _)) => true,
            Some((Audience::Clients(_), _)) => return None,
        };
        let store = match &promotion.stores {
            None => None,
            Some((
                StoreSelection::Column {
                    column: StoreColumn::Store,
                    values,
                },
                _,
            )) => Some(values.values.first()?.clone()),
            Some(_) => return None,
        };
        let mut codes = Vec::new();
        let mut lists: Vec<&[_]> = vec![&promotion.valid, when];
        if let Some((ways, _)) = &promotion.with {
            for name in ways.first()? {
                let coupon = frame.coupon(name)?;
                if coupon.bound || coupon.per_client {
                    return None;
                }
                codes.push(code_of(&coupon.codes, &name.text())?);
                lists.push(&coupon.valid);
            }
        }
        let at = time::openings(&time::all_of(&lists), &promotion.on, 1)
            .first()
            .copied()?;
        Some(Self {
            at,
            store,
            known,
            codes,
        })
    }

    /// Whether a promotion's clauses but its conditions hold here too; `None` where that cannot be told.
    pub(super) fn judges(&self, frame: &Frame<'_>, promotion: &Promotion) -> Option<bool> {
        if around_a_day(promotion) {
            return None;
        }
        // Nobody has paid yet.
        let unmet = promotion.with.is_some() && self.codes.is_empty() || promotion.paid_by.is_some();
        let not_for_guests = match &promotion.audience {
            None => false,
            Some((Audience::Known, _)) => true,
            Some((Audience::Clients(clients), _)) => !holds_guests(clients),
        };
        if unmet || not_for_guests && !self.known || !time::open(&promotion.valid, &promotion.on, self.at) {
            return Some(false);
        }
        // Whatever this scene has of its own, another promotion may need, and it shows in one of its own.
        let own = Self::of(frame, promotion)?;
        let here = (own.store.is_none() || own.store == self.store)
            && (!own.known || self.known)
            && own.codes.iter().all(|code| self.codes.contains(code));
        here.then_some(true)
    }

    /// The receipt in the short notation.
    pub(super) fn receipt(&self, id: &str, lines: &[Line], currency: Currency) -> Text {
        let mut text = format!("id {id}\n");
        let (year, month, day) = self.at.date().ymd();
        let seconds = self.at.time().0;
        let (hours, minutes) = (seconds.div_euclid(3600), seconds.rem_euclid(3600).div_euclid(60));
        // Writing to a String cannot fail.
        let _ = writeln!(text, "at {year:04}-{month:02}-{day:02} {hours:02}:{minutes:02}");
        if let Some(store) = &self.store {
            let _ = writeln!(text, "store {}", quoted(store));
        }
        if self.known {
            text.push_str("client \"C-1\" { status known }\n");
        }
        for (code, issued) in &self.codes {
            let _ = writeln!(text, "coupon {}", quoted(code));
            if let Some(of) = issued {
                let _ = writeln!(text, "coupon {} {{ of {} status active }}", quoted(code), quoted(of));
            }
        }
        for line in lines {
            let price = crate::diagnostic::money(Money {
                minor: line.price,
                currency,
            });
            let _ = write!(text, "{} x {} at {price}", line.count, quoted(&line.product.sku));
            if let Some(content) = line.product.content {
                let _ = write!(text, " content {}", written(content));
            }
            if line.product.known {
                text.push('\n');
                continue;
            }
            if let Some(category) = &line.product.category {
                let _ = write!(text, " in {}", quoted(category));
            }
            if let Some(brand) = &line.product.brand {
                let _ = write!(text, " brand {}", quoted(brand));
            }
            if let Some(supplier) = &line.product.supplier {
                let _ = write!(text, " supplier {}", quoted(supplier));
            }
            text.push('\n');
        }
        text.into()
    }

    /// Receipts of this scene, each with some lines, and what is to be seen on them.
    pub(super) fn witness(&self, says: Note, receipts: &[&[Line]], currency: Currency) -> Witness {
        let numbered = (1_usize..).zip(receipts);
        Witness {
            says,
            receipts: numbered
                .map(|(number, lines)| self.receipt(&format!("R-{number}"), lines, currency))
                .collect(),
        }
    }
}

/// A content in the unit that people say.
fn written(content: Quantity) -> String {
    let (unit, part) = match content.unit {
        Unit::Gram => ("kg", Decimal::ONE_THOUSAND),
        Unit::Millilitre => ("l", Decimal::ONE_THOUSAND),
        Unit::Millimetre => ("m", Decimal::ONE_THOUSAND),
        Unit::Sale | Unit::Piece => ("pcs", Decimal::ONE),
    };
    let amount = content.amount.checked_div(part).unwrap_or(content.amount).normalize();
    format!("{amount} {unit}")
}

fn around_a_day(promotion: &Promotion) -> bool {
    let mut days = promotion.on.iter().map(|(recurrence, _)| &recurrence.days);
    days.any(|days| matches!(days, DaySet::Anniversary { .. }))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A code of a coupon, and the coupon's name where the registry must have issued it.
fn code_of(codes: &CouponCodes, name: &Text) -> Option<(String, Option<Text>)> {
    let of_form = |form: &Form| {
        let plain: String = form
            .text()
            .chars()
            .filter_map(|sign| match sign {
                '#' => Some('1'),
                '?' => Some('A'),
                '*' => None,
                own => Some(own),
            })
            .collect();
        let code = form.with_check(&plain).unwrap_or(plain);
        (form.fits(&code) == Fit::Yes).then_some(code)
    };
    match codes {
        CouponCodes::List(list) => Some((list.first()?.to_string(), None)),
        CouponCodes::Mask(form) => Some((of_form(&Form::read(form, false, false).ok()?)?, None)),
        CouponCodes::Pattern { form, check, .. } => {
            let code = of_form(&Form::read(form, true, *check).ok()?)?;
            Some((code, Some(name.clone())))
        }
        CouponCodes::Issued => Some(("CODE-1".to_owned(), Some(name.clone()))),
    }
}

/// A product that is in a selection at a price, and what it is called where its SKU is free.
pub(super) fn product(goods: Goods<'_>, items: &ItemSelection, sku: &str, price: i64) -> Option<Product> {
    let mut product = Product {
        sku: sku.into(),
        category: None,
        brand: None,
        supplier: None,
        content: None,
        known: false,
    };
    fit(goods, items, &mut product, 0)?;
    // What a line does not say of a known product comes from the catalogue.
    let free = product.sku.as_ref() == sku;
    let catalogue = crate::semantics::products_file(goods.db, goods.programme).is_some();
    (holds(goods, items, &product, price, 0) == Some(true) && (free || !catalogue)).then_some(product)
}

/// Gives a product what the first way into a selection asks for.
fn fit(goods: Goods<'_>, items: &ItemSelection, product: &mut Product, depth: usize) -> Option<()> {
    if depth >= limits::NAMES_DEEP {
        return None;
    }
    let deeper = depth.saturating_add(1);
    match items {
        ItemSelection::All | ItemSelection::Price { .. } => Some(()),
        ItemSelection::Named(name) => fit(goods, goods.behind(name)?, product, deeper),
        ItemSelection::Column { column, values } => {
            let value = values.values.first()?.clone();
            match column {
                ItemColumn::Category => {
                    // The narrower of two that lie in one another.
                    let wider = product
                        .category
                        .as_ref()
                        .is_some_and(|known| with_parents(known).any(|path| path == value.trim_matches('/')));
                    if !wider {
                        product.category = Some(value);
                    }
                }
                ItemColumn::Brand => product.brand = Some(value),
                ItemColumn::Supplier => product.supplier = Some(value),
                ItemColumn::Sku => product.sku = value,
                ItemColumn::Barcode | ItemColumn::Tag => return None,
            }
            Some(())
        }
        ItemSelection::Property { .. } => None,
        ItemSelection::And(parts) => parts.iter().try_for_each(|part| fit(goods, part, product, deeper)),
        ItemSelection::Or(parts) => fit(goods, parts.first()?, product, deeper),
        ItemSelection::Except(base, _) => fit(goods, base, product, deeper),
    }
}

/// Whether a product at a price is in a selection; `None` where that cannot be told.
pub(super) fn holds(
    goods: Goods<'_>,
    items: &ItemSelection,
    product: &Product,
    price: i64,
    depth: usize,
) -> Option<bool> {
    if depth >= limits::NAMES_DEEP {
        return None;
    }
    let of = |items: &ItemSelection| holds(goods, items, product, price, depth.saturating_add(1));
    match items {
        ItemSelection::All => Some(true),
        ItemSelection::Named(name) => of(goods.behind(name)?),
        ItemSelection::Column { column, values } => {
            let among = |own: Option<&Text>| Some(own.is_some_and(|own| values.values.contains(own)));
            match column {
                ItemColumn::Category => Some(product.category.as_ref().is_some_and(|own| {
                    let mut wide = values.values.iter().map(|value| value.trim_matches('/'));
                    wide.any(|value| with_parents(own).any(|path| path == value))
                })),
                ItemColumn::Brand => among(product.brand.as_ref()),
                ItemColumn::Supplier => among(product.supplier.as_ref()),
                ItemColumn::Sku => among(Some(&product.sku)),
                // A made-up product has none.
                ItemColumn::Barcode | ItemColumn::Tag => (!product.known).then_some(false),
            }
        }
        ItemSelection::Property { op, .. } => (*op == Compare::Equal && !product.known).then_some(false),
        ItemSelection::Price { op, bound } => Some(is(*op, price.cmp(&bound.minor))),
        ItemSelection::And(parts) => parts.iter().map(of).try_fold(true, |all, part| Some(all && part?)),
        ItemSelection::Or(parts) => parts.iter().map(of).try_fold(false, |any, part| Some(any || part?)),
        ItemSelection::Except(base, minus) => Some(of(base)? && !of(minus)?),
    }
}

fn is(op: Compare, order: Ordering) -> bool {
    match op {
        Compare::Equal => order.is_eq(),
        Compare::NotEqual => order.is_ne(),
        Compare::Less => order.is_lt(),
        Compare::AtMost => order.is_le(),
        Compare::Greater => order.is_gt(),
        Compare::AtLeast => order.is_ge(),
    }
}

/// Whether some lines fulfil all conditions of a promotion; `None` where that cannot be told.
pub(super) fn fulfils(goods: Goods<'_>, promotion: &Promotion, lines: &[Line]) -> Option<bool> {
    fulfilled(goods, promotion, lines, |line| Decimal::from(line.price))
}

/// The same, where each unit costs so much at the start of the promotion's scheme.
pub(super) fn fulfils_at(goods: Goods<'_>, promotion: &Promotion, lines: &[Line], cost: Decimal) -> Option<bool> {
    fulfilled(goods, promotion, lines, |_| cost)
}

fn fulfilled(goods: Goods<'_>, promotion: &Promotion, lines: &[Line], cost: impl Fn(&Line) -> Decimal) -> Option<bool> {
    for part in condition::parts(promotion) {
        let range = Range::of(part)?;
        let (sum, items) = condition::sum_of(range.fact)?;
        let mut total = Decimal::ZERO;
        for line in lines {
            if !holds(goods, items, &line.product, line.price, 0)? {
                continue;
            }
            let count = Decimal::from(line.count);
            let more = match (sum, range.dimension) {
                (Sum::Amount, Dimension::Money) => count.checked_mul(cost(line))?,
                (Sum::Quantity, Dimension::Number | Dimension::Quantity(perk_plan::ops::Unit::Piece)) => count,
                (Sum::Distinct, Dimension::Number) => Decimal::ONE,
                (Sum::Quantity, Dimension::Quantity(_)) => Decimal::ZERO,
                _ => return None,
            };
            total = total.checked_add(more)?;
        }
        let below = range
            .low
            .is_some_and(|low| total < low.at || total == low.at && !low.included);
        let above = range
            .high
            .is_some_and(|high| total > high.at || total == high.at && !high.included);
        if below || above {
            return Some(false);
        }
    }
    Some(true)
}

/// Whether nothing but some promotions has to do with the goods of some lines: no other promotion, no protection.
pub(super) fn undisturbed(frame: &Frame<'_>, lines: &[Line], by: &[&Promotion]) -> bool {
    let none = |items: &ItemSelection| none_in(frame.goods, items, lines);
    frame.protections.iter().all(|protection| none(&protection.items)) && no_other(frame, lines, by)
}

fn none_in(goods: Goods<'_>, items: &ItemSelection, lines: &[Line]) -> bool {
    lines
        .iter()
        .all(|line| holds(goods, items, &line.product, line.price, 0) == Some(false))
}

/// Whether no other promotion has to do with the goods of some lines.
pub(super) fn no_other(frame: &Frame<'_>, lines: &[Line], by: &[&Promotion]) -> bool {
    let goods = frame.goods;
    let (db, programme) = (goods.db, goods.programme);
    let none = |items: &ItemSelection| none_in(goods, items, lines);
    programme_declarations(db, programme)
        .iter()
        .filter(|decl| decl.kind(db) == Kind::Promotion)
        .all(|decl| match hir(db, programme, *decl).as_deref() {
            Some(Declaration::Promotion(promotion)) => {
                by.iter().any(|known| known.name == promotion.name)
                    || match never::receiving(promotion) {
                        Some(receiving) => receiving.iter().all(|(items, _)| none(items)),
                        // Off the receipt or a gift; texts disturb nobody.
                        None => promotion
                            .effects
                            .iter()
                            .all(|(effect, _)| crate::check::phase_of(effect).is_none()),
                    }
            }
            _ => true,
        })
}

/// The most money that a condition asks for.
pub(super) fn needed(promotion: &Promotion) -> i64 {
    let parts = condition::parts(promotion);
    let asked = parts.iter().filter_map(|part| {
        let range = Range::of(part)?;
        let (sum, _) = condition::sum_of(range.fact)?;
        (sum == Sum::Amount).then_some(())?;
        let low = range.low?;
        // One unit more where the bound itself is not enough.
        low.at.ceil().to_i64()?.checked_add(i64::from(!low.included))
    });
    asked.max().unwrap_or(0)
}
