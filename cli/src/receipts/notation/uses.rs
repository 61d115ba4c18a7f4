//! Uses of limits in the short notation: who used them and in which period; knows no promotion.

use perk_grammar::receipt::syntax::{ClientSyntax, FileSyntax, Text, UseSyntax};
use perk_plan::plan::Period;
use perk_plan::uses::Holder;
use perk_plan::{ClientFacts, UseKey, Uses};

use super::{Slip, date, decimal};
use crate::words::both;

/// Uses that stand in a file for itself: whoever has the receipt has used them.
pub(super) fn of_file(file: &FileSyntax, currency: Option<&str>) -> Result<Uses, Slip> {
    let mut uses = Uses::default();
    for one in &file.uses {
        add(&mut uses, one, &UseKey::default(), currency)?;
    }
    Ok(uses)
}

/// Uses that stand with a client.
pub(super) fn of_client(
    syntax: &ClientSyntax,
    facts: Option<&ClientFacts>,
    currency: Option<&str>,
) -> Result<Uses, Slip> {
    let named = |text: Option<&Text>| text.map_or(Holder::Own, |text| Holder::Of(text.text.clone()));
    let own = UseKey {
        client: facts.map_or(Holder::Own, |facts| Holder::Of(facts.id.clone())),
        card: named(syntax.card.as_ref()),
        ..UseKey::default()
    };
    let mut uses = Uses::default();
    for one in &syntax.uses {
        add(&mut uses, one, &own, currency)?;
    }
    Ok(uses)
}

fn add(uses: &mut Uses, syntax: &UseSyntax, own: &UseKey, currency: Option<&str>) -> Result<(), Slip> {
    let said = |holder: &Holder| match holder {
        Holder::Any | Holder::Own => Holder::Own,
        Holder::Of(name) => Holder::Of(name.clone()),
    };
    let mut key = UseKey::default();
    for per in &syntax.per {
        match per.as_str() {
            "client" => key.client = said(&own.client),
            "card" => key.card = said(&own.card),
            "store" => key.store = Holder::Own,
            word => {
                let Some(period) = Period::ALL.into_iter().find(|period| period.word() == word) else {
                    let phrase = both!(
                        "a limit per receipt has no earlier uses",
                        "у лимита на чек нет прежних применений"
                    );
                    return Err(Slip::at(per, "notation-uses", phrase));
                };
                let on = syntax.on.as_ref().map(date).transpose()?;
                key.period = Some((period, on.map(|day| period.start(day))));
            }
        }
    }
    let amount = decimal(&syntax.amount)?;
    let unit = syntax.unit.as_str();
    let is_count = matches!(unit, "times" | "pcs");
    if is_count && !amount.fract().is_zero() {
        return Err(Slip::at(
            &syntax.amount,
            "notation-uses",
            both!("a whole number is needed here", "здесь нужно целое число"),
        ));
    }
    if !is_count && currency.is_some_and(|own| own != unit) {
        let own = currency.unwrap_or_default();
        return Err(Slip::at(
            &syntax.unit,
            "notation-uses",
            both!(
                "limits are used in times, pcs or {own}, not in {unit}",
                "лимиты считают в разах, штуках или {own}, а не в {unit}"
            ),
        ));
    }
    if uses.add(&syntax.promotion.text, key, unit, amount) {
        Ok(())
    } else {
        Err(Slip::at(
            &syntax.promotion,
            "notation-uses",
            both!("these uses are written twice", "эти применения записаны дважды"),
        ))
    }
}
