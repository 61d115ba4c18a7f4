//! Writes clients, balances, counters, uses, coupons and certificates; knows no receipt.

use super::{Page, instant, line_parts, listed, money, name, property, quoted, row};
use crate::receipt::syntax::{
    BalanceSyntax, ClientStatus, ClientSyntax, CodeStateSyntax, CodeStatus, LevelSyntax, Text, UseSyntax,
};

/// `client { … }`, with everything inside the braces.
pub(super) fn client(page: &mut Page, client: &ClientSyntax) {
    page.open("client");
    page.clause("card", client.card.as_ref());
    page.clause("phone", client.phone.as_ref());
    page.clause("id", client.id.as_ref());
    if let Some(status) = client.status {
        page.line(&format!("status {}", status_words(status)));
    }
    page.clause("name", client.name.as_ref());
    day(page, "birthday", client.birthday.as_ref());
    day(page, "registered", client.registered.as_ref());
    if let Some(card_type) = &client.card_type {
        page.line(&format!("card type {}", name(&card_type.text)));
    }
    for one in &client.levels {
        page.line(&level(one));
    }
    if !client.groups.is_empty() {
        page.line(&format!("group {}", listed(&client.groups, name)));
    }
    if !client.segments.is_empty() {
        page.line(&format!("segment {}", listed(&client.segments, name)));
    }
    if let Some(visits) = &client.visits {
        page.line(&format!("visits {}", visits.text));
    }
    for one in &client.properties {
        page.line(&property(one));
    }
    for one in &client.balances {
        page.line(&balance(one));
    }
    for one in &client.debts {
        page.line(&format!("debt {} {}", one.amount.text, name(&one.account.text)));
    }
    for one in &client.leases {
        page.line(&format!("lease {}", balance(one)));
    }
    for one in &client.counters {
        let currency = one
            .currency
            .as_ref()
            .map_or(String::new(), |currency| format!(" {}", currency.text));
        page.line(&format!(
            "counter {} {}{currency}",
            name(&one.name.text),
            one.value.text
        ));
    }
    for one in &client.uses {
        page.line(&used(one));
    }
    for one in &client.earlier {
        let receipt = one
            .receipt
            .as_ref()
            .map_or(String::new(), |code| format!("receipt {} ", quoted(&code.text)));
        let goods = row(&one.line);
        let said = format!(
            "earlier {} {receipt}{} {} {} {}",
            instant(&one.at.text),
            goods.many,
            goods.what,
            goods.price,
            line_parts(&one.line).join(" ")
        );
        page.line(said.trim_end());
    }
    page.close();
}

fn day(page: &mut Page, word: &str, value: Option<&Text>) {
    if let Some(value) = value {
        page.line(&format!("{word} {}", value.text));
    }
}

fn status_words(status: ClientStatus) -> &'static str {
    match status {
        ClientStatus::Known => "known",
        ClientStatus::Guest => "guest",
        ClientStatus::UnknownCard => "unknown card",
        ClientStatus::Blocked => "blocked",
        ClientStatus::Expired => "expired",
        ClientStatus::Unreachable => "unreachable",
    }
}

fn term(said: &mut String, from: Option<&Text>, until: Option<&Text>) {
    if let Some(from) = from {
        said.push_str(&format!(" from {}", instant(&from.text)));
    }
    if let Some(until) = until {
        said.push_str(&format!(" until {}", instant(&until.text)));
    }
}

fn level(level: &LevelSyntax) -> String {
    let mut said = format!("level {}", name(&level.level.text));
    if let Some(ladder) = &level.ladder {
        said.push_str(&format!(" of {}", name(&ladder.text)));
    }
    term(&mut said, level.from.as_ref(), level.until.as_ref());
    said
}

fn balance(balance: &BalanceSyntax) -> String {
    let mut said = format!("{} {}", balance.amount.text, name(&balance.account.text));
    if let Some(lot) = &balance.lot {
        said.push_str(&format!(" lot {}", quoted(&lot.text)));
    }
    if let Some(issuer) = &balance.issuer {
        said.push_str(&format!(" by {}", name(&issuer.text)));
    }
    term(&mut said, balance.from.as_ref(), balance.until.as_ref());
    said
}

/// `used NAME 2 times per client per day on 2026-10-05`.
pub(super) fn used(uses: &UseSyntax) -> String {
    let mut said = format!(
        "used {} {} {}",
        name(&uses.promotion.text),
        uses.amount.text,
        uses.unit.text
    );
    for key in &uses.per {
        said.push_str(&format!(" per {}", key.text));
    }
    if let Some(on) = &uses.on {
        said.push_str(&format!(" on {}", on.text));
    }
    said
}

/// `coupon "…" { … }`.
pub(super) fn code_state(page: &mut Page, word: &str, state: &CodeStateSyntax) {
    page.open(&format!("{word} {}", quoted(&state.code.text)));
    if let Some(of) = &state.of {
        page.line(&format!("of {}", name(&of.text)));
    }
    if let Some(status) = state.status {
        page.line(match status {
            CodeStatus::Active => "status active",
            CodeStatus::Spent => "status spent",
            CodeStatus::Blocked => "status blocked",
            CodeStatus::Expired => "status expired",
        });
    }
    if let Some(left) = &state.left {
        page.line(&money(left));
    }
    if let Some(used) = &state.used {
        page.line(&format!("used {} times", used.text));
    }
    for (client, count) in &state.used_by {
        page.line(&format!("used {} times by {}", count.text, quoted(&client.text)));
    }
    page.clause("client", state.client.as_ref());
    let mut said = String::new();
    term(&mut said, state.from.as_ref(), state.until.as_ref());
    if !said.is_empty() {
        page.line(said.trim_start());
    }
    page.close();
}
