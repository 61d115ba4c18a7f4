//! Values of a receipt's fields: names, decimals, instants; knows no field.

use rust_decimal::Decimal;

use crate::complaint::Complaint;
use crate::hidden;
use crate::json::{Fault, Kind, Reader, decimal};
use crate::receipt::At;

pub(super) fn needed<T>(reader: &Reader<'_>, key: &'static str, value: Option<T>) -> Result<T, Fault> {
    value.ok_or_else(|| reader.fault("json-missing", Complaint::FieldMissing { field: key }))
}

/// A text that may not be empty and holds nothing that cannot be seen: two such texts would look alike and not be equal.
pub(super) fn name(reader: &mut Reader<'_>) -> Result<String, Fault> {
    reader.kind()?;
    let at = reader.position();
    let text = reader.text()?;
    if text.trim().is_empty() {
        return Err(Fault::new("json-empty", at, Complaint::EmptyText));
    }
    if let Some((_, character)) = hidden::find(&text) {
        return Err(Fault::new("json-hidden", at, Complaint::Hidden { character }));
    }
    Ok(text.into_owned())
}

/// A code as a scanner gives it: control characters are part of the codes of marked goods.
pub(super) fn code(reader: &mut Reader<'_>) -> Result<String, Fault> {
    reader.kind()?;
    let at = reader.position();
    let text = reader.text()?;
    if text.trim().is_empty() {
        return Err(Fault::new("json-empty", at, Complaint::EmptyText));
    }
    Ok(text.into_owned())
}

pub(super) fn codes(reader: &mut Reader<'_>) -> Result<Vec<String>, Fault> {
    let mut codes = Vec::new();
    reader.array(|reader, _| {
        codes.push(code(reader)?);
        Ok(())
    })?;
    Ok(codes)
}

/// Codes that a client presented, whatever was typed: each is answered by the decision, none refuses the receipt.
pub(super) fn presented(reader: &mut Reader<'_>) -> Result<Vec<String>, Fault> {
    let mut codes = Vec::new();
    reader.array(|reader, _| {
        codes.push(reader.text()?.into_owned());
        Ok(())
    })?;
    Ok(codes)
}

pub(super) fn names(reader: &mut Reader<'_>) -> Result<Vec<String>, Fault> {
    let mut names = Vec::new();
    reader.array(|reader, _| {
        names.push(name(reader)?);
        Ok(())
    })?;
    Ok(names)
}

pub(super) fn text(reader: &mut Reader<'_>) -> Result<String, Fault> {
    reader.text().map(std::borrow::Cow::into_owned)
}

/// A decimal: a text of digits, or a JSON number read as it is written.
pub(super) fn number(reader: &mut Reader<'_>) -> Result<Decimal, Fault> {
    let kind = reader.kind()?;
    let at = reader.position();
    let parsed = if kind == Kind::Text {
        decimal(&reader.text()?)
    } else {
        decimal(reader.number()?)
    };
    parsed.map_err(|complaint| Fault::new("json-number", at, complaint))
}

/// A decimal that may not be negative.
pub(super) fn amount(reader: &mut Reader<'_>) -> Result<Decimal, Fault> {
    reader.kind()?;
    let at = reader.position();
    let amount = number(reader)?;
    if amount < Decimal::ZERO {
        return Err(negative(at, amount));
    }
    Ok(amount)
}

pub(super) fn instant(reader: &mut Reader<'_>) -> Result<At, Fault> {
    reader.kind()?;
    let at = reader.position();
    let text = reader.text()?;
    At::parse(&text).ok_or_else(|| Fault::new("receipt-at", at, Complaint::of_instant(&text)))
}

/// An amount below zero.
pub(super) fn negative(at: usize, amount: Decimal) -> Fault {
    let amount = amount.to_string();
    Fault::new("receipt-negative", at, Complaint::Negative { amount })
}
