//! Receipts from JSON, strictly and exactly; judges the text, not whether the goods exist.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{At, Claim, ClientKey, ForeignDiscount, Kind, Line, LineProduct, Receipt, Tender};
use crate::json::{self, Fault, Fields, JsonError, Reader};
use crate::{limits, suggest};

const RECEIPT: &[&str] = &[
    "id",
    "at",
    "kind",
    "store",
    "till",
    "cashier",
    "client",
    "lines",
    "schema",
    "coupons",
    "certificates",
    "spend",
    "claims",
    "tenders",
    "extra",
    "of",
];
const CLIENT: &[&str] = &["card", "phone", "id"];
const CLAIM: &[&str] = &["promotion", "choice", "decline"];
const TENDER: &[&str] = &["kind", "brand", "amount"];
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

impl Receipt {
    /// Reads a receipt, as `docs/reference/receipt.md` describes it.
    ///
    /// # Errors
    /// The first thing that is wrong, with its JSON path, line and column.
    pub fn from_json(text: &str) -> Result<Self, JsonError> {
        if text.len() > limits::RECEIPT_BYTES {
            let message = format!(
                "the receipt has {} bytes, at most {} are read",
                text.len(),
                limits::RECEIPT_BYTES
            );
            return Err(Fault::new("receipt-too-large", 0, message).locate(text));
        }
        let mut reader = Reader::new(text);
        let receipt = receipt(&mut reader).and_then(|receipt| reader.end().map(|()| receipt));
        receipt.map_err(|fault| fault.locate(text))
    }

    /// Reads a receipt from bytes, which must be UTF-8.
    ///
    /// # Errors
    /// As [`Receipt::from_json`], and bytes that are not UTF-8.
    pub fn from_json_bytes(bytes: &[u8]) -> Result<Self, JsonError> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Self::from_json(text),
            Err(error) => {
                let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
                let before = String::from_utf8_lossy(valid);
                let message = crate::encoding::complaint(bytes, error.valid_up_to());
                Err(Fault::new("json-encoding", before.len(), message).locate(&before))
            }
        }
    }
}

/// Unknown fields: echoed, and named once each, however many lines carry them.
#[derive(Default)]
struct Unknown {
    extra: serde_json::Map<String, serde_json::Value>,
    /// By place without indices and name: the first full path, the likely meaning and how many more.
    met: BTreeMap<(&'static str, String), (String, Option<&'static str>, usize)>,
}

impl Unknown {
    fn keep(
        &mut self,
        reader: &mut Reader<'_>,
        fields: &Fields,
        place: &'static str,
        path: impl FnOnce() -> String,
        key: &str,
    ) -> Result<(), Fault> {
        let mut full = path();
        if !full.is_empty() {
            full.push('.');
        }
        full.push_str(key);
        let value = reader.value()?;
        self.met
            .entry((place, key.to_owned()))
            .and_modify(|(_, _, more)| *more = more.saturating_add(1))
            .or_insert_with(|| (full.clone(), suggest::nearest(key, fields.names().iter().copied()), 0));
        self.extra.insert(full, value);
        Ok(())
    }

    fn warnings(self) -> (serde_json::Map<String, serde_json::Value>, Vec<String>) {
        let warnings = self.met.into_iter().map(|((_, key), (path, meant, more))| {
            let meant = meant.map_or_else(String::new, |meant| format!("; did you mean \"{meant}\"?"));
            let more = if more > 0 {
                format!(" (and in {more} more places)")
            } else {
                String::new()
            };
            format!("{path}: the field \"{key}\" is not known{more}{meant}")
        });
        let warnings = warnings.collect();
        (self.extra, warnings)
    }
}

fn receipt(reader: &mut Reader<'_>) -> Result<Receipt, Fault> {
    let mut fields = Fields::new(RECEIPT);
    let mut unknown = Unknown::default();
    let (mut id, mut at, mut lines) = (None, None, None);
    let (mut store, mut till, mut cashier, mut client) = (None, None, None, None);
    let (mut coupons, mut certificates) = (Vec::new(), Vec::new());
    let (mut spend, mut claims, mut tenders) = (BTreeMap::new(), Vec::new(), Vec::new());
    let mut given_extra = None;
    reader.object(|reader, key| {
        let Some(field) = fields.meet(reader, key)? else {
            return unknown.keep(reader, &fields, "receipt", String::new, key);
        };
        if reader.null()? {
            return Ok(());
        }
        match field {
            "id" => id = Some(name(reader)?),
            "at" => at = Some(instant(reader)?),
            "kind" => kind(reader)?,
            "store" => store = Some(name(reader)?),
            "till" => till = Some(name(reader)?),
            "cashier" => cashier = Some(name(reader)?),
            "client" => client = self::client(reader, &mut unknown)?,
            "lines" => lines = Some(self::lines(reader, &mut unknown)?),
            "schema" => schema(reader)?,
            "coupons" => coupons = names(reader)?,
            "certificates" => certificates = names(reader)?,
            "spend" => spend = self::spend(reader)?,
            "claims" => claims = self::claims(reader, &mut unknown)?,
            "tenders" => tenders = self::tenders(reader, &mut unknown)?,
            "extra" => given_extra = Some(extra(reader)?),
            _ => {
                let message = "only a return names the receipt it is of, and returns are not supported yet";
                return Err(reader.fault("receipt-return", message));
            }
        }
        Ok(())
    })?;
    let lines = needed(reader, "lines", lines)?;
    let (mut extra, warnings) = unknown.warnings();
    if let Some(given) = given_extra {
        for (key, value) in given {
            extra.entry(key).or_insert(value);
        }
    }
    Ok(Receipt {
        id: needed(reader, "id", id)?,
        kind: Kind::Sale,
        at: needed(reader, "at", at)?,
        store,
        till,
        cashier,
        client,
        coupons,
        certificates,
        spend,
        claims,
        tenders,
        lines,
        extra,
        warnings,
    })
}

fn needed<T>(reader: &Reader<'_>, key: &'static str, value: Option<T>) -> Result<T, Fault> {
    value.ok_or_else(|| reader.fault("json-missing", format!("the field \"{key}\" is missing")))
}

/// A text that may not be empty.
fn name(reader: &mut Reader<'_>) -> Result<String, Fault> {
    reader.kind()?;
    let at = reader.position();
    let text = reader.text()?;
    if text.trim().is_empty() {
        return Err(Fault::new("json-empty", at, "the text is empty"));
    }
    Ok(text.into_owned())
}

fn names(reader: &mut Reader<'_>) -> Result<Vec<String>, Fault> {
    let mut names = Vec::new();
    reader.array(|reader, _| {
        names.push(name(reader)?);
        Ok(())
    })?;
    Ok(names)
}

fn text(reader: &mut Reader<'_>) -> Result<String, Fault> {
    reader.text().map(std::borrow::Cow::into_owned)
}

/// A decimal: a text of digits, or a JSON number read as it is written.
fn number(reader: &mut Reader<'_>) -> Result<Decimal, Fault> {
    let kind = reader.kind()?;
    let at = reader.position();
    let parsed = if kind == json::Kind::Text {
        json::decimal(&reader.text()?)
    } else {
        json::decimal(reader.number()?)
    };
    parsed.map_err(|message| Fault::new("json-number", at, message))
}

/// A decimal that may not be negative.
fn amount(reader: &mut Reader<'_>) -> Result<Decimal, Fault> {
    reader.kind()?;
    let at = reader.position();
    let amount = number(reader)?;
    if amount < Decimal::ZERO {
        return Err(Fault::new(
            "receipt-negative",
            at,
            format!("{amount} is negative; a sale has no negative amounts"),
        ));
    }
    Ok(amount)
}

fn instant(reader: &mut Reader<'_>) -> Result<At, Fault> {
    reader.kind()?;
    let at = reader.position();
    let text = reader.text()?;
    At::parse(&text).ok_or_else(|| {
        let shown: String = text.chars().take(40).collect();
        let message = format!("\"{shown}\" is not an instant such as \"2026-10-05T09:12:00+03:00\"");
        Fault::new("receipt-at", at, message)
    })
}

fn kind(reader: &mut Reader<'_>) -> Result<(), Fault> {
    reader.kind()?;
    let at = reader.position();
    let text = reader.text()?;
    match text.as_ref() {
        "sale" => Ok(()),
        "return" => Err(Fault::new(
            "receipt-return",
            at,
            "returns are not supported yet; only sales are decided",
        )),
        other => {
            let meant = suggest::nearest(other, ["sale", "return"])
                .map_or_else(String::new, |meant| format!("; did you mean \"{meant}\"?"));
            let shown: String = other.chars().take(40).collect();
            Err(Fault::new(
                "receipt-kind",
                at,
                format!("the kind \"{shown}\" is not known{meant}"),
            ))
        }
    }
}

fn schema(reader: &mut Reader<'_>) -> Result<(), Fault> {
    reader.kind()?;
    let at = reader.position();
    let schema = number(reader)?;
    if schema == Decimal::ONE {
        return Ok(());
    }
    Err(Fault::new(
        "receipt-schema",
        at,
        format!("schema {schema} is not known, this program reads schema 1"),
    ))
}

fn client(reader: &mut Reader<'_>, unknown: &mut Unknown) -> Result<Option<ClientKey>, Fault> {
    let mut fields = Fields::new(CLIENT);
    let mut client: Option<ClientKey> = None;
    let mut any = false;
    reader.object(|reader, key| {
        any = true;
        let Some(field) = fields.meet(reader, key)? else {
            return unknown.keep(reader, &fields, "client", || "client".to_owned(), key);
        };
        if reader.null()? {
            return Ok(());
        }
        reader.kind()?;
        let at = reader.position();
        let value = name(reader)?;
        if client.is_some() {
            let message = "the client is named twice; give one of card, phone and id";
            return Err(Fault::new("receipt-client", at, message));
        }
        client = Some(match field {
            "card" => ClientKey::Card(value),
            "phone" => ClientKey::Phone(value),
            _ => ClientKey::Id(value),
        });
        Ok(())
    })?;
    if client.is_none() && any {
        return Err(reader.fault(
            "receipt-client",
            "the client has no card, phone or id; leave it out for a guest",
        ));
    }
    Ok(client)
}

fn spend(reader: &mut Reader<'_>) -> Result<BTreeMap<String, String>, Fault> {
    let mut spend = BTreeMap::new();
    reader.object(|reader, key| {
        if spend.contains_key(key) {
            let message = format!("the key \"{key}\" is written twice; which one counts is not clear");
            return Err(reader.fault("json-duplicate-key", message));
        }
        let at = reader.position();
        let number = reader.kind()? == json::Kind::Number;
        let written = if number {
            reader.number()?.to_owned()
        } else {
            text(reader)?
        };
        if written != "max" {
            let points = json::decimal(&written).map_err(|message| {
                Fault::new("json-number", at, format!("\"max\" or an amount is needed: {message}"))
            })?;
            if points < Decimal::ZERO {
                return Err(Fault::new("receipt-negative", at, format!("{points} is negative")));
            }
        }
        spend.insert(key.to_owned(), written);
        Ok(())
    })?;
    Ok(spend)
}

fn claims(reader: &mut Reader<'_>, unknown: &mut Unknown) -> Result<Vec<Claim>, Fault> {
    let mut claims = Vec::new();
    reader.array(|reader, index| {
        let mut fields = Fields::new(CLAIM);
        let (mut promotion, mut choice, mut decline) = (None, None, false);
        reader.object(|reader, key| {
            let Some(field) = fields.meet(reader, key)? else {
                return unknown.keep(reader, &fields, "claims", || format!("claims[{index}]"), key);
            };
            if reader.null()? {
                return Ok(());
            }
            match field {
                "promotion" => promotion = Some(name(reader)?),
                "choice" => choice = Some(name(reader)?),
                _ => decline = reader.yes_no()?,
            }
            Ok(())
        })?;
        claims.push(Claim {
            promotion: needed(reader, "promotion", promotion)?,
            choice,
            decline,
        });
        Ok(())
    })?;
    Ok(claims)
}

fn tenders(reader: &mut Reader<'_>, unknown: &mut Unknown) -> Result<Vec<Tender>, Fault> {
    let mut tenders = Vec::new();
    reader.array(|reader, index| {
        let mut fields = Fields::new(TENDER);
        let (mut kind, mut brand, mut amount) = (None, None, None);
        reader.object(|reader, key| {
            let Some(field) = fields.meet(reader, key)? else {
                return unknown.keep(reader, &fields, "tenders", || format!("tenders[{index}]"), key);
            };
            if reader.null()? {
                return Ok(());
            }
            match field {
                "kind" => kind = Some(name(reader)?),
                "brand" => brand = Some(name(reader)?),
                _ => amount = Some(self::amount(reader)?),
            }
            Ok(())
        })?;
        tenders.push(Tender {
            kind: needed(reader, "kind", kind)?,
            brand,
            amount,
        });
        Ok(())
    })?;
    Ok(tenders)
}

fn extra(reader: &mut Reader<'_>) -> Result<serde_json::Map<String, serde_json::Value>, Fault> {
    reader.kind()?;
    let at = reader.position();
    let serde_json::Value::Object(map) = reader.value()? else {
        return Err(Fault::new("json-type", at, "an object is needed"));
    };
    Ok(map)
}

fn lines(reader: &mut Reader<'_>, unknown: &mut Unknown) -> Result<Vec<Line>, Fault> {
    let mut lines: Vec<Line> = Vec::with_capacity(8);
    reader.array(|reader, index| {
        if index >= limits::RECEIPT_LINES {
            let message = format!("a receipt has at most {} lines", limits::RECEIPT_LINES);
            return Err(reader.fault("receipt-too-many-lines", message));
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
    reader.fault(
        "receipt-line-id",
        format!("two lines have the id \"{id}\"; each line needs its own"),
    )
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
            "price" => price = Some(amount(reader)?),
            "amount" => gross = Some(amount(reader)?),
            "name" => product.name = Some(text(reader)?),
            "unit" => product.unit = Some(text(reader)?),
            "category" => product.category = Some(text(reader)?),
            "brand" => product.brand = Some(text(reader)?),
            "supplier" => product.supplier = Some(text(reader)?),
            "content" => product.content = Some(text(reader)?),
            "properties" => product.properties = properties(reader)?,
            "marks" => marks = names(reader)?,
            "price_fixed" => price_fixed = reader.yes_no()?,
            "discounts" => discounts = self::discounts(reader, index, unknown)?,
            "granted_by" => granted_by = Some(name(reader)?),
            _ => sells = Some(name(reader)?),
        }
        Ok(())
    })?;
    let quantity = needed(reader, "quantity", quantity)?;
    if !marks.is_empty() && Decimal::from(marks.len()) != quantity {
        let message = format!(
            "{} codes of marked goods for a quantity of {quantity}; one per unit is needed",
            marks.len()
        );
        return Err(reader.fault("receipt-marks", message));
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
        let message = if quantity.is_zero() {
            "the quantity is zero; leave the line out".to_owned()
        } else {
            format!("the quantity {quantity} is negative; goods brought back are a return")
        };
        return Err(Fault::new("receipt-quantity", at, message));
    }
    Ok(quantity)
}

/// Values as texts: numbers as written, `true` and `false` as `yes` and `no`.
pub(crate) fn properties(reader: &mut Reader<'_>) -> Result<BTreeMap<String, String>, Fault> {
    let mut properties = BTreeMap::new();
    reader.object(|reader, key| {
        if properties.contains_key(key) {
            let message = format!("the key \"{key}\" is written twice; which one counts is not clear");
            return Err(reader.fault("json-duplicate-key", message));
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
        json::Kind::Null => {
            reader.null()?;
            None
        }
        json::Kind::Text => Some(text(reader)?),
        json::Kind::Number => {
            let at = reader.position();
            let written = reader.number()?;
            json::decimal(written).map_err(|message| Fault::new("json-number", at, message))?;
            Some(written.to_owned())
        }
        json::Kind::YesNo => Some(if reader.yes_no()? { "yes" } else { "no" }.to_owned()),
        other @ (json::Kind::Object | json::Kind::Array) => {
            let message = format!("a text, a number or true or false is needed, {} is here", other.name());
            return Err(reader.fault("json-type", message));
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
                _ => amount = Some(self::amount(reader)?),
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
