//! Test blocks: a receipt, its circumstances and what is expected.

use std::str::FromStr;
use std::sync::Arc;

use perk_grammar::ast::{self, AstNode, AstToken};
use rust_decimal::Decimal;

use super::Context;
use super::literal::{Literal, Written, measured, unit_code};
use crate::data::{self, columns};
use crate::declarations::{Kind, Namespace};
use crate::diagnostic::{Finding, codes};
use crate::hir::{
    ClientSetup, Expectation, LocalTime, Money, Name, Place, Test, TestLine, TestTender, Text, TimeOfDay, Value,
};
use crate::syntax;
use crate::ty::Ty;

impl Context<'_> {
    pub(super) fn test(&mut self, tree: &ast::Test) -> Option<Test> {
        let title = self.part(tree.title())?;
        let mut test = Test {
            title: Arc::from(title.value()),
            at: None,
            midnight: None,
            store: None,
            till: None,
            cashier: None,
            client: None,
            uses: Vec::new(),
            coupons: Vec::new(),
            tenders: Vec::new(),
            lines: Vec::new(),
            expectations: Vec::new(),
            span: self.spans.add(syntax::typed(&title)),
            opens: self.brace(tree.syntax()),
        };
        for clause in tree.test_clauses() {
            match &clause {
                ast::TestClause::TestAt(it) => {
                    let Some(moment) = self.part(it.moment()) else { continue };
                    if let Some((date, time)) = self.moment(&moment) {
                        test.midnight = time.is_none().then(|| self.place(moment.syntax()));
                        test.at = Some(LocalTime::new(date, time.unwrap_or(TimeOfDay(0))));
                    }
                }
                ast::TestClause::TestStore(it) => {
                    let Some(text) = self.part(it.text()) else { continue };
                    self.known_value(
                        &text,
                        columns::STORE,
                        crate::semantics::stores_file(self.db, self.programme),
                    );
                    test.store = Some(Arc::from(text.value()));
                }
                ast::TestClause::TestTill(it) => test.till = it.text().map(|text| Arc::from(text.value())),
                ast::TestClause::TestClient(it) => test.client = self.test_client(it),
                ast::TestClause::TestCoupon(it) => {
                    test.coupons.extend(it.texts().map(|text| Text::from(text.value())));
                }
                ast::TestClause::TestUsed(it) => {
                    let used = self.test_used(it);
                    test.uses.extend(used);
                }
                ast::TestClause::PaidByClause(it) => {
                    let tenders = self.tenders(it).unwrap_or_default();
                    test.tenders
                        .extend(tenders.into_iter().map(|name| TestTender { name, amount: None }));
                }
                ast::TestClause::TestReceipt(it) => {
                    for line in it.test_lines() {
                        let line = self.test_line(&line);
                        test.lines.extend(line);
                    }
                }
                ast::TestClause::Expect(it) => {
                    let span = self.place(it.syntax());
                    let expectation = self.part(it.expectation()).and_then(|it| self.expectation(&it));
                    test.expectations
                        .extend(expectation.map(|expectation| (expectation, span)));
                }
            }
        }
        Some(test)
    }

    fn test_client(&mut self, tree: &ast::TestClient) -> Option<ClientSetup> {
        if tree.guest_kw().is_some() {
            return None;
        }
        let mut client = ClientSetup {
            id: tree.id().map(|id| Arc::from(id.value())),
            ..ClientSetup::default()
        };
        for state in tree.client_states() {
            match &state {
                ast::ClientState::LevelState(_) | ast::ClientState::BalanceState(_) => {
                    self.later(syntax::node(state.syntax()), &super::later::STATE);
                }
                ast::ClientState::PropertyState(it) => self.client_fact(it, &mut client),
            }
        }
        Some(client)
    }

    /// `visits 5`, `registered 2025-01-01` or a property.
    fn client_fact(&mut self, tree: &ast::PropertyState, client: &mut ClientSetup) {
        let (Some(reference), Some(value)) = (self.part(tree.name_ref()), self.part(tree.state_value())) else {
            return;
        };
        let written_name = reference.text();
        let span = syntax::node(reference.syntax());
        if let Some(decl) = self.lookup(Namespace::ClientProperty, &written_name) {
            self.refer(span, decl);
            let Some(ty) = self.property_type_of(decl) else { return };
            let value = self.state_value(&value, &(&ty).into(), &written_name);
            let name = decl.name(self.db).clone();
            client.properties.extend(value.map(|value| (name, value)));
            return;
        }
        let built_in = crate::vocabulary::built_in(&["client", written_name.as_str()]);
        match built_in.map(|fact| fact.en) {
            Some("client.visits") => {
                if let Some(Value::Number(visits)) = self.state_value(&value, &Ty::Count, &written_name) {
                    client.visits = u64::try_from(visits.trunc().mantissa()).ok();
                }
            }
            Some("client.registered") => {
                if let Some(Value::Date(date)) = self.state_value(&value, &Ty::Date, &written_name) {
                    client.registered = Some(date);
                }
            }
            Some("client.birthday") => {
                let value = self.state_value(&value, &Ty::Date, &written_name);
                client
                    .properties
                    .extend(value.map(|value| (Name::fold("birthday"), value)));
            }
            Some("client.name") => {
                let value = self.state_value(&value, &Ty::Text, &written_name);
                client.properties.extend(value.map(|value| (Name::fold("name"), value)));
            }
            Some("client.age") => self.age_in_test(&written_name, span),
            _ => self.unknown_property(&written_name, span, Kind::ClientProperty),
        }
    }

    fn state_value(&mut self, value: &ast::StateValue, ty: &Ty, words: &str) -> Option<Value> {
        if let ast::StateValue::StateName(name) = value {
            // A bare word stands for the text of a property with a list of values.
            let ident = self.part(name.ident())?;
            let written = Written {
                literal: Literal::Text(Arc::from(ident.name())),
                span: syntax::typed(&ident),
                words: ident.text().to_owned(),
            };
            return self.coerce(&written, ty, words);
        }
        let written = self.literal(value.syntax())?;
        self.coerce(&written, ty, words)
    }

    fn test_line(&mut self, tree: &ast::TestLine) -> Option<TestLine> {
        let span = self.place(tree.syntax());
        let at = syntax::node(tree.syntax());
        let (quantity, unit) = match tree.quantity() {
            Some(quantity) => {
                let amount = self.number(quantity.number(), at)?;
                let unit = measured(&self.part(quantity.quantity_unit())?);
                (amount, Some(Arc::from(unit_code(unit))))
            }
            None => (self.number(tree.number(), at)?, None),
        };
        let product = self.part(tree.product())?;
        let sku = product_code(&product);
        let mut price = None;
        let mut line = TestLine {
            sku: Arc::clone(&sku),
            quantity,
            unit,
            price: Money {
                minor: 0,
                currency: self.currency,
            },
            category: None,
            brand: None,
            properties: Vec::new(),
            span,
        };
        for fact in tree.line_facts() {
            match &fact {
                ast::LineFact::LinePrice(it) => price = self.part(it.money()).and_then(|money| self.money(&money)),
                ast::LineFact::LineCategory(it) => line.category = it.text().map(|text| Arc::from(text.value())),
                ast::LineFact::LineBrand(it) => line.brand = it.text().map(|text| Arc::from(text.value())),
                ast::LineFact::LineProperty(it) => {
                    let (Some(reference), Some(value)) = (self.part(it.name_ref()), self.part(it.state_value())) else {
                        continue;
                    };
                    let (name, ty) = self.product_property(&reference)?;
                    let value = self.state_value(&value, &ty, &reference.text());
                    line.properties.extend(value.map(|value| (name, value)));
                }
            }
        }
        let has_price = tree
            .line_facts()
            .any(|fact| matches!(fact, ast::LineFact::LinePrice(_)));
        line.price = match price {
            Some(price) => price,
            None if has_price => return None,
            None => match self.catalogue_price(&sku) {
                Some(price) => price,
                None => {
                    let place = syntax::node(product.syntax());
                    self.report(Finding::new(&codes::TEST_PRICE_MISSING, place).with("sku", sku.as_ref()));
                    return None;
                }
            },
        };
        Some(line)
    }

    /// The catalogue's price of a product.
    fn catalogue_price(&self, sku: &str) -> Option<Money> {
        let file = crate::semantics::products_file(self.db, self.programme)?;
        let prices = data::pairs(self.db, file, columns::SKU, columns::PRICE).as_ref()?;
        let text = prices.get(sku)?;
        let amount = Decimal::from_str(&text.replace(',', ".")).ok()?;
        let scale = Decimal::try_from_i128_with_scale(1, u32::from(self.currency.digits)).ok()?;
        let minor = amount.checked_div(scale)?;
        let minor = i64::try_from(minor.trunc().mantissa()).ok()?;
        Some(Money {
            minor,
            currency: self.currency,
        })
    }

    fn expectation(&mut self, tree: &ast::Expectation) -> Option<Expectation> {
        match tree {
            ast::Expectation::ExpectTotal(it) => {
                let money = self.part(it.money())?;
                self.money(&money).map(Expectation::Total)
            }
            ast::Expectation::ExpectDiscount(it) => {
                let money = self.part(it.money())?;
                self.money(&money).map(Expectation::Discount)
            }
            ast::Expectation::ExpectNet(it) => {
                let product = self.part(it.product())?;
                let money = self.part(it.money())?;
                let amount = self.money(&money)?;
                Some(Expectation::Net {
                    sku: product_code(&product),
                    amount,
                })
            }
            ast::Expectation::ExpectPrint(it) => self.part(it.text()).map(|it| Expectation::Prints(it.value().into())),
            ast::Expectation::ExpectShow(it) => {
                let place = if it.to_cashier_kw().is_some() {
                    Place::Cashier
                } else {
                    Place::Customer
                };
                self.part(it.text()).map(|it| Expectation::Shows {
                    place,
                    text: it.value().into(),
                })
            }
            ast::Expectation::ExpectPromotion(it) => self.expected_promotion(it),
            ast::Expectation::ExpectEarned(_) | ast::Expectation::ExpectSpent(_) => {
                self.later(syntax::node(tree.syntax()), &super::later::EXPECT_POINTS);
                None
            }
        }
    }

    fn expected_promotion(&mut self, tree: &ast::ExpectPromotion) -> Option<Expectation> {
        let reference = self.part(tree.name_ref())?;
        let ident = self.part(reference.ident())?;
        let span = syntax::node(reference.syntax());
        let promotion = self.name_at(&ident.name(), span, Kind::Promotion, &codes::UNKNOWN_PROMOTION)?;
        if tree.gives_nothing_kw().is_some() {
            return Some(Expectation::GivesNothing { promotion });
        }
        let amount = self.part(tree.amount())?;
        let written = self.literal(amount.syntax())?;
        let amount = self.money_of(&written)?;
        let times = match tree.syntax().children().find_map(ast::Times::cast) {
            None => None,
            Some(times) => {
                let written = self.literal(times.syntax())?;
                let Literal::Times(times) = written.literal else {
                    return None;
                };
                Some(u64::from(self.whole(times, &written)?))
            }
        };
        Some(Expectation::Gives {
            promotion,
            amount,
            times,
        })
    }
}

/// The sku as written: a name, a text or a number.
fn product_code(product: &ast::Product) -> Text {
    if let Some(text) = product.text() {
        return Arc::from(text.value());
    }
    let words = syntax::words(product.syntax());
    Arc::from(words.trim_matches('`'))
}
