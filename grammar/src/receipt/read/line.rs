//! Lines of a receipt; knows nothing of the receipt around them.

use pest::iterators::Pair;

use super::Read;
use super::value::Source;
use crate::receipt::notation::Rule;
use crate::receipt::syntax::{DiscountSyntax, ItemSyntax, LineSyntax, PropertySyntax, SellsSyntax, Text, ValueSyntax};

/// `2 x LATTE at 180 RUB …` or `1 of line 1`.
pub(super) fn line(source: &Source<'_>, pair: Pair<'_, Rule>) -> Read<LineSyntax> {
    let mut line = LineSyntax::default();
    let returned = pair.as_rule() == Rule::returned;
    for part in pair.into_inner() {
        let span = source.span(&part);
        let rule = part.as_rule();
        match rule {
            Rule::line_id => line.id = Some(source.code_in(part)?),
            Rule::how_many => line.quantity = source.measure(part)?,
            Rule::number => line.quantity.number = source.number(part)?,
            Rule::unit => line.quantity.unit = Some(source.unit(part)),
            Rule::code => {
                let code = source.code(part)?;
                line.item = if returned {
                    ItemSyntax::Line(code)
                } else {
                    ItemSyntax::Sku(code)
                };
            }
            Rule::price => source.once(&mut line.price, source.money_in(part)?, span, rule)?,
            Rule::sum => source.once(&mut line.amount, source.money_in(part)?, span, rule)?,
            Rule::category => source.once(&mut line.category, source.text_in(part)?, span, rule)?,
            Rule::name => source.once(&mut line.name, source.text_in(part)?, span, rule)?,
            Rule::brand => source.once(&mut line.brand, source.code_in(part)?, span, rule)?,
            Rule::supplier => source.once(&mut line.supplier, source.code_in(part)?, span, rule)?,
            Rule::content => source.once(&mut line.content, measure_text(source, part)?, span, rule)?,
            Rule::unit_part => source.once(&mut line.unit, measure_text(source, part)?, span, rule)?,
            Rule::fixed => line.price_fixed = true,
            Rule::less => line.discounts.push(discount(source, part)?),
            Rule::marks => {
                for mark in part.into_inner().filter(|mark| mark.as_rule() == Rule::text) {
                    line.marks.push(source.text(mark)?);
                }
            }
            Rule::granted => source.once(&mut line.granted_by, source.code_in(part)?, span, rule)?,
            Rule::sells => {
                let certificate = part
                    .clone()
                    .into_inner()
                    .any(|word| word.as_rule() == Rule::kw_certificate);
                let code = source.code_in(part)?;
                let sells = if certificate {
                    SellsSyntax::Certificate(code)
                } else {
                    SellsSyntax::Card(code)
                };
                source.once(&mut line.sells, sells, span, rule)?;
            }
            Rule::properties | Rule::property_part => {
                for entry in part.into_inner().filter(|entry| entry.as_rule() == Rule::property) {
                    line.properties.push(property(source, entry)?);
                }
            }
            _ => {}
        }
    }
    Ok(line)
}

/// `0.5 l`, `"0.5 l"` or a unit alone, as one text.
fn measure_text(source: &Source<'_>, pair: Pair<'_, Rule>) -> Read<Text> {
    let span = source.span(&pair);
    let mut pieces: Vec<String> = Vec::new();
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::number => pieces.push(source.number(part)?.text),
            Rule::unit => pieces.push(source.unit(part).text),
            Rule::text => pieces.push(source.text(part)?.text),
            _ => {}
        }
    }
    Ok(Text {
        text: pieces.join(" "),
        span,
    })
}

fn discount(source: &Source<'_>, pair: Pair<'_, Rule>) -> Read<DiscountSyntax> {
    let mut discount = DiscountSyntax::default();
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::money => discount.amount = source.money(part)?,
            Rule::code => discount.by = Some(source.code(part)?),
            _ => {}
        }
    }
    Ok(discount)
}

/// `name = value`.
pub(super) fn property(source: &Source<'_>, pair: Pair<'_, Rule>) -> Read<PropertySyntax> {
    let mut name = Text::default();
    let mut value = None;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::kw_property => {}
            Rule::code => name = source.code(part)?,
            _ => value = Some(source.value(part)?),
        }
    }
    Ok(PropertySyntax {
        name,
        value: value.unwrap_or(ValueSyntax::Text(Text::default())),
    })
}
