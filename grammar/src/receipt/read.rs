//! Parse pairs of `receipt.pest` into the structs of `syntax`: files and receipts; knows no meaning beyond "written twice".
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "the grammar has some two hundred rules; each function here reads the few its production names"
)]

mod client;
mod line;
mod value;

use pest::iterators::{Pair, Pairs};

use super::error::ReceiptError;
use super::limits::{MAX_LINES, MAX_RECEIPTS};
use super::notation::Rule;
use super::syntax::{
    ClaimSyntax, ClientSyntax, FileSyntax, Place, ReceiptKind, ReceiptSyntax, SpendSyntax, TenderSyntax, Text,
};
use value::Source;

/// What every reading function answers.
type Read<T> = Result<T, ReceiptError>;

/// Reads the pairs of one text.
pub(crate) fn file(text: &str, pairs: Pairs<'_, Rule>) -> Read<FileSyntax> {
    let source = Source::new(text);
    let mut file = FileSyntax::default();
    let mut shared = ReceiptSyntax::default();
    let mut bare = false;
    let mut blocks = Vec::new();
    for pair in pairs.flat_map(Pair::into_inner) {
        match pair.as_rule() {
            Rule::receipt => blocks.push(pair),
            Rule::coupon_state => file.coupons.push(client::code_state(&source, pair)?),
            Rule::certificate_state => file.certificates.push(client::code_state(&source, pair)?),
            Rule::used => file.uses.push(client::used(&source, pair)?),
            Rule::client => file.clients.push(client::client(&source, pair)?),
            Rule::end => {}
            _ => {
                if !bare {
                    shared.place = Place(source.span(&pair));
                    bare = true;
                }
                clause(&source, &mut shared, pair)?;
            }
        }
    }
    // One client beside the receipts is theirs unless they name it; several are a registry in which receipts look theirs up.
    if let [only] = file.clients.as_slice() {
        shared.client = Some(only.clone());
    }
    if blocks.is_empty() {
        if bare {
            if shared.client.is_some() {
                file.clients.clear();
            }
            file.receipts.push(shared);
        }
        return Ok(file);
    }
    if let Some(line) = shared.lines.first() {
        let span = line.quantity.number.span;
        return Err(ReceiptError::new(
            span,
            "these goods stand outside of `receipt { … }`; put them into one",
            "эти товары стоят вне `чек { … }`; внесите их в один из чеков",
        ));
    }
    for block in blocks {
        if file.receipts.len() >= MAX_RECEIPTS {
            return Err(ReceiptError::too_many_receipts(source.span(&block)));
        }
        file.receipts.push(receipt(&source, block)?);
    }
    // Where a receipt names it, it is told of as in a registry, and a receipt that names nobody is nobody's.
    let mut named = file.receipts.iter().filter_map(|receipt| receipt.client.as_ref());
    if shared
        .client
        .as_ref()
        .is_some_and(|only| named.any(|client| is_of(client, only)))
    {
        shared.client = None;
    }
    if shared.client.is_some() && file.receipts.iter().any(|receipt| receipt.client.is_none()) {
        file.clients.clear();
    }
    let blocks = std::mem::take(&mut file.receipts);
    file.receipts = blocks.into_iter().map(|block| complete(block, &shared)).collect();
    Ok(file)
}

/// Whether two clients share a key.
fn is_of(one: &ClientSyntax, other: &ClientSyntax) -> bool {
    let pairs = [
        (&one.card, &other.card),
        (&one.phone, &other.phone),
        (&one.id, &other.id),
    ];
    pairs
        .into_iter()
        .any(|(one, other)| matches!((one, other), (Some(one), Some(other)) if one.text == other.text))
}

/// `receipt "id" { … }`.
fn receipt(source: &Source<'_>, pair: Pair<'_, Rule>) -> Read<ReceiptSyntax> {
    let mut receipt = ReceiptSyntax {
        place: Place(source.span(&pair)),
        ..ReceiptSyntax::default()
    };
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::code => receipt.id = Some(source.code(part)?),
            Rule::kw_receipt | Rule::open | Rule::close => {}
            _ => clause(source, &mut receipt, part)?,
        }
    }
    Ok(receipt)
}

/// A receipt with what stands outside of all receipts and what it does not say itself.
fn complete(mut receipt: ReceiptSyntax, shared: &ReceiptSyntax) -> ReceiptSyntax {
    receipt.id = receipt.id.or_else(|| shared.id.clone());
    receipt.kind = receipt.kind.or(shared.kind);
    receipt.of = receipt.of.or_else(|| shared.of.clone());
    receipt.at = receipt.at.or_else(|| shared.at.clone());
    receipt.store = receipt.store.or_else(|| shared.store.clone());
    receipt.till = receipt.till.or_else(|| shared.till.clone());
    receipt.cashier = receipt.cashier.or_else(|| shared.cashier.clone());
    receipt.client = receipt.client.or_else(|| shared.client.clone());
    inherit(&mut receipt.coupons, &shared.coupons);
    inherit(&mut receipt.certificates, &shared.certificates);
    inherit(&mut receipt.spend, &shared.spend);
    inherit(&mut receipt.claims, &shared.claims);
    inherit(&mut receipt.tenders, &shared.tenders);
    receipt
}

/// A receipt that does not say a list itself takes the shared one.
fn inherit<T: Clone>(own: &mut Vec<T>, shared: &[T]) {
    if own.is_empty() {
        own.extend_from_slice(shared);
    }
}

/// Puts one clause into a receipt.
fn clause(source: &Source<'_>, receipt: &mut ReceiptSyntax, pair: Pair<'_, Rule>) -> Read<()> {
    let span = source.span(&pair);
    let rule = pair.as_rule();
    match rule {
        Rule::goods | Rule::returned => {
            if receipt.lines.len() >= MAX_LINES {
                return Err(ReceiptError::too_many_lines(span));
            }
            receipt.lines.push(line::line(source, pair)?);
            Ok(())
        }
        Rule::bad_goods => Err(ReceiptError::new(
            span,
            "say how many first, as in `1 x LATTE at 180 RUB`",
            "сначала скажите, сколько, как в `1 х LATTE по 180 руб`",
        )),
        Rule::opened => source.once(&mut receipt.at, source.instant_in(pair)?, span, rule),
        Rule::return_of => {
            let of = source.code_in(pair)?;
            source.once(&mut receipt.of, of, span, rule)?;
            source.once(&mut receipt.kind, ReceiptKind::Return, span, rule)
        }
        Rule::return_kind => source.once(&mut receipt.kind, ReceiptKind::Return, span, rule),
        Rule::sale_kind => source.once(&mut receipt.kind, ReceiptKind::Sale, span, rule),
        Rule::number_clause => source.once(&mut receipt.id, source.code_in(pair)?, span, rule),
        Rule::store => source.once(&mut receipt.store, source.code_in(pair)?, span, rule),
        Rule::till => source.once(&mut receipt.till, source.code_in(pair)?, span, rule),
        Rule::cashier => source.once(&mut receipt.cashier, source.code_in(pair)?, span, rule),
        Rule::client => source.once(&mut receipt.client, client::client(source, pair)?, span, rule),
        Rule::coupons => source.extend_codes(&mut receipt.coupons, pair),
        Rule::certificates => source.extend_codes(&mut receipt.certificates, pair),
        Rule::spend => {
            receipt.spend.push(spend(source, pair)?);
            Ok(())
        }
        Rule::choose | Rule::decline => {
            receipt.claims.push(claim(source, pair)?);
            Ok(())
        }
        Rule::paid => {
            receipt.tenders.push(tender(source, pair)?);
            Ok(())
        }
        _ => Ok(()),
    }
}

fn spend(source: &Source<'_>, pair: Pair<'_, Rule>) -> Read<SpendSyntax> {
    let mut spend = SpendSyntax::default();
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::number => spend.amount = Some(source.number(part)?),
            Rule::code => spend.account = source.code(part)?,
            _ => {}
        }
    }
    Ok(spend)
}

fn claim(source: &Source<'_>, pair: Pair<'_, Rule>) -> Read<ClaimSyntax> {
    let mut codes: Vec<Text> = Vec::new();
    for part in pair.into_inner().filter(|part| part.as_rule() == Rule::code) {
        codes.push(source.code(part)?);
    }
    let promotion = codes.pop().unwrap_or_default();
    Ok(ClaimSyntax {
        promotion,
        choice: codes.pop(),
    })
}

fn tender(source: &Source<'_>, pair: Pair<'_, Rule>) -> Read<TenderSyntax> {
    let mut tender = TenderSyntax::default();
    let span = source.span(&pair);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::tender_kind => tender.kind = Some(tender_kind(source, part)?),
            Rule::text => tender.brand = Some(source.text(part)?),
            Rule::money => tender.amount = Some(source.money(part)?),
            _ => {}
        }
    }
    if tender == TenderSyntax::default() {
        return Err(ReceiptError::new(
            span,
            "say how or how much, as in `paid by card \"MIR\" 352 RUB`",
            "скажите, чем или сколько, как в `оплачено картой \"МИР\" 352 руб`",
        ));
    }
    Ok(tender)
}

fn tender_kind(source: &Source<'_>, pair: Pair<'_, Rule>) -> Read<Text> {
    let span = source.span(&pair);
    let mut kind = Text {
        text: String::new(),
        span,
    };
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::kw_by_card => kind.text = "card".to_owned(),
            Rule::kw_by_cash => kind.text = "cash".to_owned(),
            Rule::kw_by_sbp => kind.text = "sbp".to_owned(),
            Rule::word => kind.text = part.as_str().to_owned(),
            Rule::quoted_word => kind.text = source.quoted_word(&part),
            _ => {}
        }
    }
    Ok(kind)
}
