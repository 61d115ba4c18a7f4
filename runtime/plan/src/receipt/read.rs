//! Receipts from JSON, strictly and exactly; judges the text, not whether the goods exist.

mod line;
mod unknown;
mod value;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Claim, ClientKey, Kind, Receipt, Tender};
use crate::complaint::{Complaint, Document, shown};
use crate::json::{self, Fault, Fields, JsonError, Reader};
use crate::{limits, suggest};
pub(crate) use line::{properties, property};
use unknown::Unknown;
use value::{instant, name, names, needed, negative, number, text};

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
impl Receipt {
    /// Reads a receipt, as `docs/reference/receipt.md` describes it.
    ///
    /// # Errors
    /// The first thing that is wrong, with its JSON path, line and column.
    pub fn from_json(text: &str) -> Result<Self, JsonError> {
        if text.len() > limits::RECEIPT_BYTES {
            let complaint = Complaint::TooLarge {
                what: Document::Receipt,
                bytes: text.len(),
                limit: limits::RECEIPT_BYTES,
            };
            return Err(Fault::new("receipt-too-large", 0, complaint).locate(text));
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
                let complaint = crate::encoding::complaint(bytes, error.valid_up_to());
                Err(Fault::new("json-encoding", before.len(), complaint).locate(&before))
            }
        }
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
            "lines" => lines = Some(line::lines(reader, &mut unknown)?),
            "schema" => schema(reader)?,
            "coupons" => coupons = value::presented(reader)?,
            "certificates" => certificates = names(reader)?,
            "spend" => spend = self::spend(reader)?,
            "claims" => claims = self::claims(reader, &mut unknown)?,
            "tenders" => tenders = self::tenders(reader, &mut unknown)?,
            "extra" => given_extra = Some(extra(reader)?),
            _ => return Err(reader.fault("receipt-return", Complaint::FieldOfReturn)),
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

fn kind(reader: &mut Reader<'_>) -> Result<(), Fault> {
    reader.kind()?;
    let at = reader.position();
    let text = reader.text()?;
    match text.as_ref() {
        "sale" => Ok(()),
        "return" => Err(Fault::new("receipt-return", at, Complaint::Return)),
        other => {
            let meant = suggest::nearest(other, ["sale", "return"]);
            let written = shown(other);
            Err(Fault::new(
                "receipt-kind",
                at,
                Complaint::UnknownKind { written, meant },
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
    let written = schema.to_string();
    Err(Fault::new("receipt-schema", at, Complaint::UnknownSchema { written }))
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
            return Err(Fault::new("receipt-client", at, Complaint::ClientTwice));
        }
        client = Some(match field {
            "card" => ClientKey::Card(value),
            "phone" => ClientKey::Phone(value),
            _ => ClientKey::Id(value),
        });
        Ok(())
    })?;
    if client.is_none() && any {
        return Err(reader.fault("receipt-client", Complaint::ClientWithoutKey));
    }
    Ok(client)
}

fn spend(reader: &mut Reader<'_>) -> Result<BTreeMap<String, String>, Fault> {
    let mut spend = BTreeMap::new();
    reader.object(|reader, key| {
        if spend.contains_key(key) {
            return Err(reader.twice(key));
        }
        let at = reader.position();
        let number = reader.kind()? == json::Kind::Number;
        let written = if number {
            reader.number()?.to_owned()
        } else {
            text(reader)?
        };
        if written != "max" {
            let points = json::decimal(&written).map_err(|why| {
                let why = Complaint::NotMaxNorAmount(Box::new(why));
                Fault::new("json-number", at, why)
            })?;
            if points < Decimal::ZERO {
                return Err(negative(at, points));
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
                _ => amount = Some(value::amount(reader)?),
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
    let found = reader.kind()?;
    let at = reader.position();
    let serde_json::Value::Object(map) = reader.value()? else {
        let needed = json::Kind::Object;
        return Err(Fault::new("json-type", at, Complaint::KindNeeded { needed, found }));
    };
    Ok(map)
}
