//! The retailer block and declared properties.

use std::sync::Arc;

use perk_grammar::ast::{self, AstNode};

use super::Context;
use crate::data;
use crate::diagnostic::{At, Bilingual, Finding, Note, Param, Span, codes};
use crate::hir::{Currency, KeywordLanguage, PropertyType, Retailer, Rounding, Text, TotalRounding};
use crate::syntax;

/// The currency that a retailer block names, without the rest of it.
pub(crate) fn currency(tree: &ast::Retailer) -> Option<Currency> {
    tree.retailer_clauses().find_map(|clause| match clause {
        ast::RetailerClause::CurrencyClause(it) => it.currency().map(|it| super::literal::currency_of(&it)),
        ast::RetailerClause::TimeZoneClause(_)
        | ast::RetailerClause::RoundingClause(_)
        | ast::RetailerClause::ProductsClause(_)
        | ast::RetailerClause::StoresClause(_)
        | ast::RetailerClause::LanguageClause(_)
        | ast::RetailerClause::OwnerClause(_) => None,
    })
}

/// The finding for a time zone that does not exist.
pub(crate) fn unknown_zone(zone: &str, at: At) -> Finding {
    let meant = nearest_zone(zone).map(|near| {
        Box::new(Note {
            text: &codes::DID_YOU_MEAN,
            params: vec![("word", Param::from(near.as_str()))],
        })
    });
    Finding::at(&codes::UNKNOWN_TIME_ZONE, at)
        .with("found", zone)
        .with("meant", Param::Sentence(meant))
}

fn nearest_zone(zone: &str) -> Option<String> {
    let names: Vec<String> = jiff::tz::db()
        .available()
        .map(|name| name.as_str().to_owned())
        .collect();
    crate::spelling::suggest(zone, names.iter().map(String::as_str)).map(|found| found.word)
}

/// Clauses of a retailer block already met.
#[derive(Default)]
struct Seen {
    currency: Option<Span>,
    time_zone: Option<Span>,
    rounding: Option<Span>,
    total: Option<Span>,
    products: Option<Span>,
    stores: Option<Span>,
    language: Option<Span>,
}

impl Context<'_> {
    pub(super) fn retailer(&mut self, tree: &ast::Retailer) -> Option<Retailer> {
        self.currency = currency(tree).unwrap_or(Currency::RUB);
        let name = tree.name().map(|name| name.text());
        let title: Text = Arc::from(tree.title().map(|title| title.value()).or(name).unwrap_or_default());
        let mut retailer = Retailer {
            title,
            currency: self.currency,
            time_zone: None,
            rounding: Rounding::HalfUp,
            total_rounding: None,
            products: None,
            stores: None,
            keywords: None,
        };
        let mut seen = Seen::default();
        for clause in tree.retailer_clauses() {
            self.retailer_clause(&clause, &mut retailer, &mut seen);
        }
        Some(retailer)
    }

    fn retailer_clause(&mut self, clause: &ast::RetailerClause, retailer: &mut Retailer, seen: &mut Seen) {
        let node = clause.syntax();
        match clause {
            ast::RetailerClause::CurrencyClause(_) => {
                self.once(
                    &mut seen.currency,
                    node,
                    &Bilingual {
                        en: "currency",
                        ru: "валюта",
                    },
                );
            }
            ast::RetailerClause::TimeZoneClause(it) => {
                self.once(
                    &mut seen.time_zone,
                    node,
                    &Bilingual {
                        en: "time zone",
                        ru: "часовой пояс",
                    },
                );
                let Some(text) = self.part(it.text()) else { return };
                let zone = text.value();
                if jiff::tz::TimeZone::get(&zone).is_ok() {
                    retailer.time_zone = Some(Arc::from(zone));
                } else {
                    let span = syntax::typed(&text);
                    let mut finding = unknown_zone(&zone, At::Own(span));
                    if let Some(near) = nearest_zone(&zone) {
                        let quoted = format!("\"{near}\"");
                        let word = vec![("word", Param::from(quoted.as_str()))];
                        finding = finding.fix(&codes::WRITE_WORD, word, span, &quoted);
                    }
                    self.report(finding);
                }
            }
            ast::RetailerClause::RoundingClause(it) => self.rounding(it, retailer, seen),
            ast::RetailerClause::ProductsClause(it) => {
                self.once(
                    &mut seen.products,
                    node,
                    &Bilingual {
                        en: "products",
                        ru: "каталог",
                    },
                );
                retailer.products = self.table_named(it.text());
                self.judged(it.text(), data::catalogue);
            }
            ast::RetailerClause::StoresClause(it) => {
                self.once(
                    &mut seen.stores,
                    node,
                    &Bilingual {
                        en: "stores",
                        ru: "магазины",
                    },
                );
                retailer.stores = self.table_named(it.text());
                self.judged(it.text(), data::stores);
            }
            ast::RetailerClause::LanguageClause(it) => {
                self.once(
                    &mut seen.language,
                    node,
                    &Bilingual {
                        en: "keywords",
                        ru: "ключевые слова",
                    },
                );
                retailer.keywords = Some(match it.russian_kw() {
                    Some(_) => KeywordLanguage::Russian,
                    None => KeywordLanguage::English,
                });
            }
            ast::RetailerClause::OwnerClause(_) => {}
        }
    }

    fn rounding(&mut self, clause: &ast::RoundingClause, retailer: &mut Retailer, seen: &mut Seen) {
        let total = clause.rounding_total_kw().is_some();
        let word = &Bilingual {
            en: "rounding",
            ru: "округление",
        };
        let slot = if total { &mut seen.total } else { &mut seen.rounding };
        self.once(slot, clause.syntax(), word);
        let Some(mode) = self.part(clause.rounding_mode()) else {
            return;
        };
        let mode = match mode {
            ast::RoundingMode::HalfUp(_) => Rounding::HalfUp,
            ast::RoundingMode::HalfEven(_) => Rounding::HalfEven,
            ast::RoundingMode::HalfDown(_) => Rounding::HalfDown,
            ast::RoundingMode::Up(_) => Rounding::Up,
            ast::RoundingMode::Down(_) => Rounding::Down,
        };
        let step = clause
            .money()
            .and_then(|money| self.money(&money).map(|step| (money, step)));
        match (total, step) {
            (false, _) => retailer.rounding = mode,
            (true, Some((money, step))) if step.minor == 0 => {
                let words = syntax::words(money.syntax());
                self.report(Finding::new(&codes::ZERO, syntax::node(money.syntax())).with("found", words.as_str()));
            }
            (true, Some((_, step))) => retailer.total_rounding = Some(TotalRounding { mode, step }),
            // Without a step the total is rounded to the currency's whole unit.
            (true, None) => {
                let whole = 10_i64.checked_pow(u32::from(self.currency.digits)).unwrap_or(1);
                let step = crate::hir::Money {
                    minor: whole,
                    currency: self.currency,
                };
                retailer.total_rounding = Some(TotalRounding { mode, step });
            }
        }
    }

    /// A file that the retailer block names: it must be there and have headings.
    fn table_named(&mut self, text: Option<ast::Text>) -> Option<Text> {
        let text = self.part(text)?;
        let file = self.data_file(&text)?;
        data::is_table(self.db, file).then(|| Arc::from(text.value()))
    }

    /// What is wrong with a file that the retailer block names.
    fn judged(
        &mut self,
        text: Option<ast::Text>,
        judge: fn(&dyn crate::db::Db, crate::db::DataFile) -> &Vec<data::Problem>,
    ) {
        let Some(text) = text else { return };
        let found = data::find(self.db, self.programme, &self.path, &text.value());
        let Some(file) = found else { return };
        let problems = judge(self.db, file);
        let findings = data::findings(file.path(self.db), syntax::typed(&text), problems);
        self.findings.extend(findings);
    }

    pub(super) fn property_type(&mut self, tree: ast::PropertyType) -> Option<PropertyType> {
        let texts: Vec<ast::Text> = tree.texts().collect();
        if !texts.is_empty() {
            let mut values: Vec<Text> = Vec::new();
            for text in texts {
                let value: Text = Arc::from(text.value());
                if !values.contains(&value) {
                    values.push(value);
                }
            }
            return Some(PropertyType::OneOf(values));
        }
        if tree.type_yes_no_kw().is_some() {
            Some(PropertyType::YesNo)
        } else if tree.type_text_kw().is_some() {
            Some(PropertyType::Text)
        } else if tree.type_number_kw().is_some() {
            Some(PropertyType::Number)
        } else if tree.type_money_kw().is_some() {
            Some(PropertyType::Money)
        } else if tree.type_date_kw().is_some() {
            Some(PropertyType::Date)
        } else if tree.type_percent_kw().is_some() || tree.type_time_kw().is_some() {
            self.later(syntax::node(tree.syntax()), &super::later::PROPERTY_TYPE);
            None
        } else {
            self.broken = true;
            None
        }
    }
}
