//! Clients and what the accounts know of them: balances, counters, uses, coupons, certificates; knows no receipt.

use pest::iterators::Pair;

use super::Read;
use super::line::{line, property};
use super::value::Source;
use crate::receipt::notation::Rule;
use crate::receipt::syntax::{
    BalanceSyntax, ClientStatus, ClientSyntax, CodeStateSyntax, CodeStatus, CounterSyntax, EarlierSyntax, LevelSyntax,
    Place, Text, UseSyntax,
};

/// `client card "…" { … }`.
pub(super) fn client(source: &Source<'_>, pair: Pair<'_, Rule>) -> Read<ClientSyntax> {
    let mut client = ClientSyntax {
        place: Place(source.span(&pair)),
        ..ClientSyntax::default()
    };
    for part in pair.into_inner() {
        fact(source, &mut client, part)?;
    }
    Ok(client)
}

fn fact(source: &Source<'_>, client: &mut ClientSyntax, pair: Pair<'_, Rule>) -> Read<()> {
    let span = source.span(&pair);
    let rule = pair.as_rule();
    match rule {
        Rule::kw_guest => source.once(&mut client.status, ClientStatus::Guest, span, Rule::status)?,
        Rule::client_key | Rule::key_fact => key(source, client, pair)?,
        Rule::status => {
            let status = status(pair);
            source.once(&mut client.status, status, span, rule)?;
        }
        Rule::client_name => source.once(&mut client.name, source.text_in(pair)?, span, rule)?,
        Rule::birthday => source.once(&mut client.birthday, source.date_in(pair)?, span, rule)?,
        Rule::registered => source.once(&mut client.registered, source.date_in(pair)?, span, rule)?,
        Rule::card_type => source.once(&mut client.card_type, source.code_in(pair)?, span, rule)?,
        Rule::level => client.levels.push(level(source, pair)?),
        Rule::groups => source.extend_codes(&mut client.groups, pair)?,
        Rule::segments => source.extend_codes(&mut client.segments, pair)?,
        Rule::visits => source.once(&mut client.visits, source.number_in(pair)?, span, rule)?,
        Rule::property => client.properties.push(property(source, pair)?),
        Rule::balance => client.balances.push(balance(source, pair)?),
        Rule::debt => client.debts.push(balance(source, pair)?),
        Rule::lease => client.leases.push(balance(source, pair)?),
        Rule::counter => client.counters.push(counter(source, pair)?),
        Rule::used => client.uses.push(used(source, pair)?),
        Rule::earlier => client.earlier.push(earlier(source, pair)?),
        _ => {}
    }
    Ok(())
}

fn key(source: &Source<'_>, client: &mut ClientSyntax, pair: Pair<'_, Rule>) -> Read<()> {
    let span = source.span(&pair);
    let rule = pair.as_rule();
    let kind = pair.clone().into_inner().map(|part| part.as_rule()).next();
    let code = source.code_in(pair)?;
    let slot = match kind {
        Some(Rule::kw_card) => &mut client.card,
        Some(Rule::kw_phone) => &mut client.phone,
        _ => &mut client.id,
    };
    source.once(slot, code, span, rule)
}

fn status(pair: Pair<'_, Rule>) -> ClientStatus {
    let word = pair
        .into_inner()
        .map(|part| part.as_rule())
        .find(|&rule| rule != Rule::kw_status);
    match word {
        Some(Rule::kw_guest) => ClientStatus::Guest,
        Some(Rule::kw_unknown) => ClientStatus::UnknownCard,
        Some(Rule::kw_blocked) => ClientStatus::Blocked,
        Some(Rule::kw_expired) => ClientStatus::Expired,
        Some(Rule::kw_unreachable) => ClientStatus::Unreachable,
        _ => ClientStatus::Known,
    }
}

/// `from …` or `until …`.
fn term(source: &Source<'_>, pair: Pair<'_, Rule>, from: &mut Option<Text>, until: &mut Option<Text>) -> Read<()> {
    let span = source.span(&pair);
    let begins = pair.clone().into_inner().any(|part| part.as_rule() == Rule::kw_from);
    let slot = if begins { from } else { until };
    source.once(slot, source.instant_in(pair)?, span, Rule::term)
}

fn level(source: &Source<'_>, pair: Pair<'_, Rule>) -> Read<LevelSyntax> {
    let mut level = LevelSyntax::default();
    let mut named = false;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::code if named => level.ladder = Some(source.code(part)?),
            Rule::code => {
                level.level = source.code(part)?;
                named = true;
            }
            Rule::term => term(source, part, &mut level.from, &mut level.until)?,
            _ => {}
        }
    }
    Ok(level)
}

fn balance(source: &Source<'_>, pair: Pair<'_, Rule>) -> Read<BalanceSyntax> {
    let mut balance = BalanceSyntax::default();
    for part in pair.into_inner() {
        let span = source.span(&part);
        let rule = part.as_rule();
        match rule {
            Rule::number => balance.amount = source.number(part)?,
            Rule::code => balance.account = source.code(part)?,
            Rule::lot_number => source.once(&mut balance.lot, source.code_in(part)?, span, rule)?,
            Rule::issuer => source.once(&mut balance.issuer, source.code_in(part)?, span, rule)?,
            Rule::term => term(source, part, &mut balance.from, &mut balance.until)?,
            _ => {}
        }
    }
    Ok(balance)
}

fn counter(source: &Source<'_>, pair: Pair<'_, Rule>) -> Read<CounterSyntax> {
    let mut counter = CounterSyntax::default();
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::code => counter.name = source.code(part)?,
            Rule::number => counter.value = source.number(part)?,
            Rule::money => {
                let money = source.money(part)?;
                counter.value = money.amount;
                counter.currency = Some(money.currency);
            }
            _ => {}
        }
    }
    Ok(counter)
}

/// `used NAME 2 times per client per day on 2026-10-05`.
pub(super) fn used(source: &Source<'_>, pair: Pair<'_, Rule>) -> Read<UseSyntax> {
    let mut uses = UseSyntax::default();
    for part in pair.into_inner() {
        let span = source.span(&part);
        match part.as_rule() {
            Rule::code => uses.promotion = source.code(part)?,
            Rule::number => uses.amount = source.number(part)?,
            Rule::kw_times => {
                uses.unit = Text {
                    text: "times".to_owned(),
                    span,
                }
            }
            Rule::unit => uses.unit = source.unit(part),
            Rule::money => {
                let money = source.money(part)?;
                uses.amount = money.amount;
                uses.unit = money.currency;
            }
            Rule::per => uses.per.extend(per(part).map(|word| Text {
                text: word.to_owned(),
                span,
            })),
            Rule::date => uses.on = Some(source.instant(part)?),
            _ => {}
        }
    }
    Ok(uses)
}

fn per(pair: Pair<'_, Rule>) -> Option<&'static str> {
    pair.into_inner().find_map(|part| match part.as_rule() {
        Rule::kw_client => Some("client"),
        Rule::kw_card => Some("card"),
        Rule::kw_store => Some("store"),
        Rule::kw_receipt => Some("receipt"),
        Rule::kw_a_day => Some("day"),
        Rule::kw_week => Some("week"),
        Rule::kw_month => Some("month"),
        Rule::kw_year => Some("year"),
        _ => None,
    })
}

fn earlier(source: &Source<'_>, pair: Pair<'_, Rule>) -> Read<EarlierSyntax> {
    let mut earlier = EarlierSyntax::default();
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::instant => earlier.at = source.instant(part)?,
            Rule::code => earlier.receipt = Some(source.code(part)?),
            Rule::goods => earlier.line = line(source, part)?,
            _ => {}
        }
    }
    Ok(earlier)
}

/// The state of a coupon or certificate.
pub(super) fn code_state(source: &Source<'_>, pair: Pair<'_, Rule>) -> Read<CodeStateSyntax> {
    let mut state = CodeStateSyntax::default();
    for part in pair.into_inner() {
        let span = source.span(&part);
        let rule = part.as_rule();
        match rule {
            Rule::code => state.code = source.code(part)?,
            Rule::kind_of => source.once(&mut state.of, source.code_in(part)?, span, rule)?,
            Rule::status_word => source.once(&mut state.status, code_status(part), span, rule)?,
            Rule::uses => {
                let by = part.clone().into_inner().find(|part| part.as_rule() == Rule::code);
                let count = source.number_in(part)?;
                match by {
                    Some(client) => state.used_by.push((source.code(client)?, count)),
                    None => source.once(&mut state.used, count, span, rule)?,
                }
            }
            Rule::owner => source.once(&mut state.client, source.code_in(part)?, span, rule)?,
            Rule::term => term(source, part, &mut state.from, &mut state.until)?,
            Rule::left => source.once(&mut state.left, source.money_in(part)?, span, rule)?,
            _ => {}
        }
    }
    Ok(state)
}

fn code_status(pair: Pair<'_, Rule>) -> CodeStatus {
    let word = pair
        .into_inner()
        .map(|part| part.as_rule())
        .find(|&rule| rule != Rule::kw_status);
    match word {
        Some(Rule::kw_spent) => CodeStatus::Spent,
        Some(Rule::kw_blocked) => CodeStatus::Blocked,
        Some(Rule::kw_expired) => CodeStatus::Expired,
        _ => CodeStatus::Active,
    }
}
