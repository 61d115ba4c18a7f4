//! Receipts to JSON: the inverse of reading; adds nothing and rounds nothing.

use rust_decimal::Decimal;

use super::{ClientKey, Kind, Line, Receipt};
use crate::json::{push_field, push_text};

impl Receipt {
    /// One line of JSON that [`Receipt::from_json`] reads back as an equal receipt, except that fields it did not know
    /// stand under `extra` and are not warned about again.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut out = String::with_capacity(self.lines.len().saturating_mul(96).saturating_add(128));
        out.push_str("{\"schema\":1");
        field(&mut out, "id", &self.id);
        field(
            &mut out,
            "kind",
            match self.kind {
                Kind::Sale => "sale",
                Kind::Return => "return",
            },
        );
        field(&mut out, "at", &self.at.to_string());
        optional(&mut out, "store", self.store.as_deref());
        optional(&mut out, "till", self.till.as_deref());
        optional(&mut out, "cashier", self.cashier.as_deref());
        if let Some(client) = &self.client {
            let (key, value) = match client {
                ClientKey::Card(card) => ("card", card),
                ClientKey::Phone(phone) => ("phone", phone),
                ClientKey::Id(id) => ("id", id),
            };
            push_field(&mut out, "client");
            out.push('{');
            field(&mut out, key, value);
            out.push('}');
        }
        texts(&mut out, "coupons", &self.coupons);
        texts(&mut out, "certificates", &self.certificates);
        if !self.spend.is_empty() {
            push_field(&mut out, "spend");
            out.push('{');
            for (account, amount) in &self.spend {
                field(&mut out, account, amount);
            }
            out.push('}');
        }
        objects(&mut out, "claims", &self.claims, |out, claim| {
            field(out, "promotion", &claim.promotion);
            optional(out, "choice", claim.choice.as_deref());
            flag(out, "decline", claim.decline);
        });
        objects(&mut out, "tenders", &self.tenders, |out, tender| {
            field(out, "kind", &tender.kind);
            optional(out, "brand", tender.brand.as_deref());
            if let Some(amount) = tender.amount {
                number(out, "amount", amount);
            }
        });
        push_field(&mut out, "lines");
        out.push('[');
        for (index, line) in self.lines.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            self::line(&mut out, line);
        }
        out.push(']');
        if !self.extra.is_empty() {
            push_field(&mut out, "extra");
            out.push_str(&serde_json::Value::Object(self.extra.clone()).to_string());
        }
        out.push('}');
        out
    }
}

fn line(out: &mut String, line: &Line) {
    out.push('{');
    field(out, "id", &line.id);
    field(out, "sku", &line.sku);
    number(out, "quantity", line.quantity);
    number(out, "price", line.price);
    if let Some(amount) = line.amount {
        number(out, "amount", amount);
    }
    let product = &line.product;
    optional(out, "name", product.name.as_deref());
    optional(out, "unit", product.unit.as_deref());
    optional(out, "category", product.category.as_deref());
    optional(out, "brand", product.brand.as_deref());
    optional(out, "supplier", product.supplier.as_deref());
    optional(out, "content", product.content.as_deref());
    if !product.properties.is_empty() {
        push_field(out, "properties");
        out.push('{');
        for (key, value) in &product.properties {
            field(out, key, value);
        }
        out.push('}');
    }
    texts(out, "marks", &line.marks);
    flag(out, "price_fixed", line.price_fixed);
    objects(out, "discounts", &line.discounts, |out, discount| {
        field(out, "by", &discount.by);
        number(out, "amount", discount.amount);
    });
    optional(out, "granted_by", line.granted_by.as_deref());
    optional(out, "sells", line.sells.as_deref());
    out.push('}');
}

fn field(out: &mut String, key: &str, value: &str) {
    push_field(out, key);
    push_text(out, value);
}

fn optional(out: &mut String, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        field(out, key, value);
    }
}

fn number(out: &mut String, key: &str, value: Decimal) {
    field(out, key, &value.to_string());
}

/// Written only where it is true.
fn flag(out: &mut String, key: &str, value: bool) {
    if value {
        push_field(out, key);
        out.push_str("true");
    }
}

fn texts(out: &mut String, key: &str, values: &[String]) {
    if values.is_empty() {
        return;
    }
    push_field(out, key);
    out.push('[');
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        push_text(out, value);
    }
    out.push(']');
}

fn objects<T>(out: &mut String, key: &str, values: &[T], write: impl Fn(&mut String, &T)) {
    if values.is_empty() {
        return;
    }
    push_field(out, key);
    out.push('[');
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push('{');
        write(out, value);
        out.push('}');
    }
    out.push(']');
}
