//! Lines of a receipt from JSON; knows no receipt around them.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::unknown::Unknown;
use super::value::{self, codes, name, needed, number, text};
use crate::complaint::Complaint;
use crate::json::{Fault, Fields, Kind, Reader, decimal};
use crate::limits;
use crate::receipt::{ForeignDiscount, Line, LineProduct};

const LINE: &[&str] = &[
    "id",
    "sku",
    "quantity",
    "price",
    "name",
    "unit",
    "category",
    "brand",
    "supplier",
    "content",
    "properties",
    "amount",
    "marks",
    "price_fixed",
    "discounts",
    "granted_by",
    "sells",
];
const DISCOUNT: &[&str] = &["by", "amount"];

pub(super) fn lines(reader: &mut Reader<'_>, unknown: &mut Unknown) -> Result<Vec<Line>, Fault> {
    let mut lines: Vec<Line> = Vec::with_capacity(8);
    reader.array(|reader, index| {
        if index >= limits::RECEIPT_LINES {
            let limit = limits::RECEIPT_LINES;
            return Err(reader.fault("receipt-too-many-lines", Complaint::TooManyLines { limit }));
        }
        lines.push(line(reader, index, unknown)?);
        Ok(())
    })?;
    if lines.len() <= 16 {
        let mut rest = lines.as_slice();
        while let [first, others @ ..] = rest {
            if others.iter().any(|other| other.id == first.id) {
                return Err(same_id(reader, &first.id));
            }
            rest = others;
        }
    } else {
        let mut ids = BTreeSet::new();
        for line in &lines {
            if !ids.insert(line.id.as_str()) {
                return Err(same_id(reader, &line.id));
            }
        }
    }
    Ok(lines)
}

fn same_id(reader: &Reader<'_>, id: &str) -> Fault {
    reader.fault("receipt-line-id", Complaint::LineIdTwice { id: id.to_owned() })
}

fn line(reader: &mut Reader<'_>, index: usize, unknown: &mut Unknown) -> Result<Line, Fault> {
    let mut fields = Fields::new(LINE);
    let (mut id, mut sku, mut quantity, mut price, mut gross) = (None, None, None, None, None);
    let mut product = LineProduct::default();
    let (mut marks, mut discounts) = (Vec::new(), Vec::new());
    let (mut price_fixed, mut granted_by, mut sells) = (false, None, None);
    reader.object(|reader, key| {
        let Some(field) = fields.meet(reader, key)? else {
            return unknown.keep(reader, &fields, "lines", || format!("lines[{index}]"), key);
        };
        if reader.null()? {
            return Ok(());
        }
        match field {
            "id" => id = Some(name(reader)?),
            "sku" => sku = Some(name(reader)?),
            "quantity" => quantity = Some(self::quantity(reader)?),
            "price" => price = Some(value::amount(reader)?),
            "amount" => gross = Some(value::amount(reader)?),
            "name" => {
                let name = text(reader)?;
                unknown.look("lines", &name, || format!("lines[{index}].name"));
                product.name = Some(name);
            }
            "unit" => product.unit = Some(text(reader)?),
            "category" => product.category = Some(text(reader)?),
            "brand" => product.brand = Some(text(reader)?),
            "supplier" => product.supplier = Some(text(reader)?),
            "content" => product.content = Some(text(reader)?),
            "properties" => product.properties = properties(reader)?,
            "marks" => marks = codes(reader)?,
            "price_fixed" => price_fixed = reader.yes_no()?,
            "discounts" => discounts = self::discounts(reader, index, unknown)?,
            "granted_by" => granted_by = Some(name(reader)?),
            _ => sells = Some(name(reader)?),
        }
        Ok(())
    })?;
    let quantity = needed(reader, "quantity", quantity)?;
    if !marks.is_empty() && Decimal::from(marks.len()) != quantity {
        let (codes, quantity) = (marks.len(), quantity.to_string());
        return Err(reader.fault("receipt-marks", Complaint::Marks { codes, quantity }));
    }
    Ok(Line {
        id: needed(reader, "id", id)?,
        sku: needed(reader, "sku", sku)?,
        quantity,
        price: needed(reader, "price", price)?,
        amount: gross,
        product,
        marks,
        price_fixed,
        discounts,
        granted_by,
        sells,
    })
}

fn quantity(reader: &mut Reader<'_>) -> Result<Decimal, Fault> {
    reader.kind()?;
    let at = reader.position();
    let quantity = number(reader)?;
    if quantity <= Decimal::ZERO {
        let complaint = if quantity.is_zero() {
            Complaint::QuantityZero
        } else {
            let quantity = quantity.to_string();
            Complaint::QuantityNegative { quantity }
        };
        return Err(Fault::new("receipt-quantity", at, complaint));
    }
    Ok(quantity)
}

/// Values as texts: numbers as written, `true` and `false` as `yes` and `no`.
pub(crate) fn properties(reader: &mut Reader<'_>) -> Result<BTreeMap<String, String>, Fault> {
    let mut properties = BTreeMap::new();
    reader.object(|reader, key| {
        if properties.contains_key(key) {
            return Err(reader.twice(key));
        }
        if let Some(value) = property(reader)? {
            properties.insert(key.to_owned(), value);
        }
        Ok(())
    })?;
    Ok(properties)
}

/// One value of a property; `null` is no value.
pub(crate) fn property(reader: &mut Reader<'_>) -> Result<Option<String>, Fault> {
    Ok(match reader.kind()? {
        Kind::Null => {
            reader.null()?;
            None
        }
        Kind::Text => Some(text(reader)?),
        Kind::Number => {
            let at = reader.position();
            let written = reader.number()?;
            decimal(written).map_err(|complaint| Fault::new("json-number", at, complaint))?;
            Some(written.to_owned())
        }
        Kind::YesNo => Some(if reader.yes_no()? { "yes" } else { "no" }.to_owned()),
        found @ (Kind::Object | Kind::Array) => {
            return Err(reader.fault("json-type", Complaint::PlainNeeded { found }));
        }
    })
}

fn discounts(reader: &mut Reader<'_>, line: usize, unknown: &mut Unknown) -> Result<Vec<ForeignDiscount>, Fault> {
    let mut discounts = Vec::new();
    reader.array(|reader, index| {
        let mut fields = Fields::new(DISCOUNT);
        let (mut by, mut amount) = (None, None);
        reader.object(|reader, key| {
            let Some(field) = fields.meet(reader, key)? else {
                let path = || format!("lines[{line}].discounts[{index}]");
                return unknown.keep(reader, &fields, "discounts", path, key);
            };
            if reader.null()? {
                return Ok(());
            }
            match field {
                "by" => by = Some(name(reader)?),
                _ => amount = Some(value::amount(reader)?),
            }
            Ok(())
        })?;
        discounts.push(ForeignDiscount {
            by: needed(reader, "by", by)?,
            amount: needed(reader, "amount", amount)?,
        });
        Ok(())
    })?;
    Ok(discounts)
}
