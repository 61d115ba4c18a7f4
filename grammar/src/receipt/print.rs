//! Writes receipts in their notation, so that reading them again gives the same; knows no text it came from.

mod accounts;

use super::hidden::is_hidden;
use super::syntax::{
    FileSyntax, ItemSyntax, LineSyntax, MoneySyntax, PropertySyntax, QuantitySyntax, ReceiptKind, ReceiptSyntax,
    SellsSyntax, TenderSyntax, Text, ValueSyntax,
};
use super::words::SPELLINGS;

/// Writes one receipt as a `receipt { … }` block in English. Law: reading it gives the same receipt.
#[must_use]
pub fn print_receipt(receipt: &ReceiptSyntax) -> String {
    let mut page = Page::default();
    print_into(&mut page, receipt);
    page.text
}

/// Writes a whole file in English: coupons, certificates, uses, clients, then receipts.
#[must_use]
pub fn print_file(file: &FileSyntax) -> String {
    let mut page = Page::default();
    for state in &file.coupons {
        accounts::code_state(&mut page, "coupon", state);
    }
    for state in &file.certificates {
        accounts::code_state(&mut page, "certificate", state);
    }
    for uses in &file.uses {
        page.line(&accounts::used(uses));
    }
    for client in &file.clients {
        accounts::client(&mut page, client);
    }
    for receipt in &file.receipts {
        if !page.text.is_empty() {
            page.text.push('\n');
        }
        print_into(&mut page, receipt);
    }
    page.text
}

/// Lines with their indent.
#[derive(Default)]
struct Page {
    text: String,
    depth: usize,
}

impl Page {
    fn line(&mut self, text: &str) {
        for _ in 0..self.depth {
            self.text.push_str("  ");
        }
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn open(&mut self, text: &str) {
        self.line(&format!("{text} {{"));
        self.depth = self.depth.saturating_add(1);
    }

    fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.line("}");
    }

    fn clause(&mut self, word: &str, value: Option<&Text>) {
        if let Some(value) = value {
            self.line(&format!("{word} {}", quoted(&value.text)));
        }
    }
}

fn print_into(page: &mut Page, receipt: &ReceiptSyntax) {
    match &receipt.id {
        Some(id) => page.open(&format!("receipt {}", quoted(&id.text))),
        None => page.open("receipt"),
    }
    match (receipt.kind, &receipt.of) {
        (Some(ReceiptKind::Return), Some(of)) => page.line(&format!("return of {}", quoted(&of.text))),
        (Some(ReceiptKind::Sale), _) => page.line("sale"),
        (Some(ReceiptKind::Return) | None, _) => {}
    }
    if let Some(at) = &receipt.at {
        page.line(&format!("at {}", instant(&at.text)));
    }
    page.clause("store", receipt.store.as_ref());
    page.clause("till", receipt.till.as_ref());
    page.clause("cashier", receipt.cashier.as_ref());
    if let Some(client) = &receipt.client {
        accounts::client(page, client);
    }
    if !receipt.coupons.is_empty() {
        page.line(&format!("coupon {}", listed(&receipt.coupons, quoted)));
    }
    if !receipt.certificates.is_empty() {
        page.line(&format!("certificate {}", listed(&receipt.certificates, quoted)));
    }
    for spend in &receipt.spend {
        let amount = spend.amount.as_ref().map_or("max", Text::as_str);
        page.line(&format!("spend {amount} {}", name(&spend.account.text)));
    }
    for claim in &receipt.claims {
        let promotion = name(&claim.promotion.text);
        match &claim.choice {
            Some(choice) => page.line(&format!("choose {} for {promotion}", quoted(&choice.text))),
            None => page.line(&format!("decline {promotion}")),
        }
    }
    lines(page, &receipt.lines);
    for paid in &receipt.tenders {
        page.line(&tender(paid));
    }
    // A bare `return` before a quoted line number would read as the number of the sale: it closes the block.
    if receipt.kind == Some(ReceiptKind::Return) && receipt.of.is_none() {
        page.line("return");
    }
    page.close();
}

/// The lines, with their numbers, goods and prices in columns.
fn lines(page: &mut Page, lines: &[LineSyntax]) {
    let rows: Vec<Row> = lines.iter().map(row).collect();
    let width = |column: fn(&Row) -> &String| rows.iter().map(|row| column(row).chars().count()).max().unwrap_or(0);
    let (many, what, price) = (width(|row| &row.many), width(|row| &row.what), width(|row| &row.price));
    for row in &rows {
        let Row {
            many: m,
            what: w,
            price: p,
            rest,
        } = row;
        page.line(format!("{m:>many$} {w:<what$}  {p:>price$} {rest}").trim_end());
    }
}

/// One line, cut into its columns.
struct Row {
    many: String,
    what: String,
    price: String,
    rest: String,
}

fn row(line: &LineSyntax) -> Row {
    let id = line
        .id
        .as_ref()
        .map_or(String::new(), |id| format!("{}: ", plain_code(&id.text)));
    let number = &line.quantity.number.text;
    let unit = line.quantity.unit.as_ref();
    let (many, what) = match &line.item {
        ItemSyntax::Sku(sku) => match unit {
            Some(unit) => (format!("{id}{number} {}", unit.text), plain_code(&sku.text)),
            None => (format!("{id}{number} x"), plain_code(&sku.text)),
        },
        ItemSyntax::Line(of) => {
            let unit = unit.map_or(String::new(), |unit| format!(" {}", unit.text));
            (
                format!("{id}{number}{unit} of"),
                format!("line {}", plain_code(&of.text)),
            )
        }
    };
    let price = line
        .price
        .as_ref()
        .map_or(String::new(), |price| format!("at {}", money(price)));
    Row {
        many,
        what,
        price,
        rest: line_parts(line).join(" "),
    }
}

/// What a line says after its price.
fn line_parts(line: &LineSyntax) -> Vec<String> {
    let mut parts = Vec::new();
    let mut say = |word: &str, value: &Option<Text>| {
        if let Some(value) = value {
            parts.push(format!("{word} {}", quoted(&value.text)));
        }
    };
    say("in", &line.category);
    say("named", &line.name);
    say("brand", &line.brand);
    say("supplier", &line.supplier);
    say("content", &line.content);
    say("unit", &line.unit);
    if let Some(amount) = &line.amount {
        parts.push(format!("amount {}", money(amount)));
    }
    if line.price_fixed {
        parts.push("fixed price".to_owned());
    }
    for discount in &line.discounts {
        let by = discount
            .by
            .as_ref()
            .map_or(String::new(), |by| format!(" by {}", quoted(&by.text)));
        parts.push(format!("less {}{by}", money(&discount.amount)));
    }
    if !line.marks.is_empty() {
        parts.push(format!("marks {}", listed(&line.marks, quoted)));
    }
    if let Some(promotion) = &line.granted_by {
        parts.push(format!("granted by {}", name(&promotion.text)));
    }
    match &line.sells {
        Some(SellsSyntax::Certificate(code)) => parts.push(format!("sells certificate {}", quoted(&code.text))),
        Some(SellsSyntax::Card(code)) => parts.push(format!("sells card {}", quoted(&code.text))),
        None => {}
    }
    if !line.properties.is_empty() {
        let each: Vec<String> = line.properties.iter().map(property).collect();
        parts.push(format!("{{ {} }}", each.join("  ")));
    }
    parts
}

fn property(property: &PropertySyntax) -> String {
    format!("{} = {}", property_name(&property.name.text), value(&property.value))
}

fn value(value: &ValueSyntax) -> String {
    match value {
        ValueSyntax::Text(text) => quoted(&text.text),
        ValueSyntax::Word(word) => back_quoted(&word.text),
        ValueSyntax::Number(quantity) => measure(quantity),
        ValueSyntax::Money(sum) => money(sum),
        ValueSyntax::Date(day) => instant(&day.text),
        ValueSyntax::YesNo(word) => word.text.clone(),
    }
}

fn tender(tender: &TenderSyntax) -> String {
    let mut said = String::from("paid");
    match tender.kind.as_ref().map(Text::as_str) {
        None => {}
        Some(kind @ ("card" | "cash" | "sbp")) => {
            said.push_str(" by ");
            said.push_str(kind);
        }
        Some(kind) => {
            said.push_str(" by ");
            said.push_str(&back_quoted(kind));
        }
    }
    if let Some(brand) = &tender.brand {
        said.push(' ');
        said.push_str(&quoted(&brand.text));
    }
    if let Some(amount) = &tender.amount {
        said.push(' ');
        said.push_str(&money(amount));
    }
    said
}

fn money(money: &MoneySyntax) -> String {
    format!("{} {}", money.amount.text, money.currency.text)
}

fn measure(quantity: &QuantitySyntax) -> String {
    match &quantity.unit {
        Some(unit) if unit.text == "%" => format!("{}%", quantity.number.text),
        Some(unit) => format!("{} {}", quantity.number.text, unit.text),
        None => quantity.number.text.clone(),
    }
}

/// `2026-10-05T09:00:00+03:00` as a person writes it: a blank between day and time, no seconds when they are zero.
fn instant(text: &str) -> String {
    let Some((day, rest)) = text.split_once('T') else {
        return text.to_owned();
    };
    let (clock, offset) = match rest.find(['Z', '+', '-']) {
        Some(at) => rest.split_at_checked(at).unwrap_or((rest, "")),
        None => (rest, ""),
    };
    let clock = if clock.len() == 8 {
        clock.strip_suffix(":00").unwrap_or(clock)
    } else {
        clock
    };
    let blank = if offset.is_empty() { "" } else { " " };
    format!("{day} {clock}{blank}{offset}")
}

fn listed(texts: &[Text], write: fn(&str) -> String) -> String {
    let each: Vec<String> = texts.iter().map(|text| write(&text.text)).collect();
    each.join(", ")
}

/// A text between straight quotes.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len().saturating_add(2));
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            hidden if is_hidden(hidden) => out.push_str(&format!("\\u{{{:x}}}", u32::from(hidden))),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

/// A name: bare where nobody could take it for a word of the notation, else quoted.
fn name(text: &str) -> String {
    if reads_as_name(text) && !text.starts_with(|first: char| first.is_ascii_digit()) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// The name of a property: also quoted where it could be taken for a currency after the number before it.
fn property_name(text: &str) -> String {
    let currency = text.len() == 3 && text.chars().all(|letter| letter.is_ascii_uppercase());
    if currency { quoted(text) } else { name(text) }
}

/// A sku or line id: bare also when it begins with a digit.
fn plain_code(text: &str) -> String {
    if reads_as_name(text) || (!text.is_empty() && text.len() < 20 && text.chars().all(|digit| digit.is_ascii_digit()))
    {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// A word that must not be a text: bare, else in back-quotes (a back-quote inside is not a word anyone can write).
fn back_quoted(text: &str) -> String {
    if reads_as_name(text) && text.starts_with(|first: char| !first.is_ascii_digit()) {
        text.to_owned()
    } else {
        format!("`{text}`")
    }
}

/// Letters of Latin or Russian, digits and `_`, three or more, and no word of the notation.
fn reads_as_name(text: &str) -> bool {
    text.chars().count() >= 3
        && text.chars().all(|letter| {
            letter.is_ascii_alphanumeric() || letter == '_' || matches!(letter, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё')
        })
        && !SPELLINGS.contains(&text)
}
