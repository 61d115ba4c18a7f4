//! Facts: dotted paths and measures of goods.

use std::sync::Arc;

use perk_grammar::ast::{self, AstNode};

use super::Context;
use crate::declarations::{Kind, Namespace};
use crate::diagnostic::{Finding, Note, Param, codes};
use crate::hir::{ClientFact, Fact, Name, StoreFact, Text};
use crate::syntax;
use crate::ty::Ty;
use crate::vocabulary::{self, Meaning};

/// What a path means on the left of a comparison.
pub(super) enum Found {
    /// A fact of a type.
    Fact(Fact, Ty),
    /// Declared clients by name.
    Clients(Name),
    /// Declared stores by name.
    Stores(Name),
    /// The client itself, as in `client is in students`.
    Client,
}

impl Context<'_> {
    /// The left side of a comparison. `compared` says whether something follows it.
    pub(super) fn fact(&mut self, fact: &ast::Fact, compared: bool) -> Option<Found> {
        match fact {
            ast::Fact::Measure(measure) => self.measure(measure).map(|(fact, ty)| Found::Fact(fact, ty)),
            ast::Fact::Path(path) => self.path(path, compared),
        }
    }

    fn measure(&mut self, measure: &ast::Measure) -> Option<(Fact, Ty)> {
        let kind = self.part(measure.measure_kind())?;
        let operand = self.part(measure.of_operand())?;
        let items = self.of_operand(&operand)?;
        Some(match kind {
            ast::MeasureKind::AmountOf(_) => (Fact::AmountOf(items), Ty::Money),
            ast::MeasureKind::QuantityOf(_) => (Fact::QuantityOf(items), Ty::Quantity),
            ast::MeasureKind::NumberOfDistinct(_) => (Fact::DistinctOf(items), Ty::Count),
            ast::MeasureKind::PriceOfCheapest(_) => (Fact::CheapestPriceOf(items), Ty::Money),
        })
    }

    pub(super) fn path(&mut self, path: &ast::Path, compared: bool) -> Option<Found> {
        let span = syntax::node(path.syntax());
        if path.within().is_some() {
            self.later(span, &super::later::ACCOUNTS);
            return None;
        }
        let first = self.part(path.ident())?.name();
        let rest: Vec<String> = path.segments().map(|segment| segment.name()).collect();
        let parts: Vec<&str> = std::iter::once(first.as_str())
            .chain(rest.iter().map(String::as_str))
            .collect();
        let root = vocabulary::root(&first);
        let built_in = vocabulary::built_in(&parts);
        match (root, parts.as_slice()) {
            (Some("client"), [_]) => return Some(Found::Client),
            (Some("client"), [_, property])
                if built_in.is_none_or(|fact| matches!(fact.meaning, Meaning::ClientProperty(_))) =>
            {
                // A property that every client has may be declared again, and then has its declared type.
                if let Some(decl) = self.lookup(Namespace::ClientProperty, property) {
                    self.refer(span, decl);
                    let ty: Ty = (&self.property_type_of(decl)?).into();
                    let fact = Fact::Client(ClientFact::Property(decl.name(self.db).clone()));
                    return Some(Found::Fact(fact, ty));
                }
            }
            _ => {}
        }
        if let Some(built_in) = built_in {
            let found = built_in.meaning.fact().map(|fact| Found::Fact(fact, built_in.ty.ty()));
            if found.is_none() {
                self.later(span, &super::later::LEVELS);
            }
            return found;
        }
        match (root, parts.as_slice()) {
            (Some("client"), [_, property]) => {
                let name = path.segments().last().map_or(span, |segment| syntax::typed(&segment));
                self.unknown_client_property(property, span, name, compared);
                None
            }
            (Some("store"), [_, column]) if self.is_store_column(column) => {
                let heading: Text = Arc::from(*column);
                Some(Found::Fact(Fact::Store(StoreFact::Property(heading)), Ty::Text))
            }
            (Some(_), _) => {
                self.unknown_fact(&parts, span);
                None
            }
            (None, _) => self.declared(&first, &parts, span, compared),
        }
    }

    /// A path whose first part is no built-in word: the name of clients, stores, an account, a counter.
    fn declared(
        &mut self,
        first: &str,
        parts: &[&str],
        span: crate::diagnostic::Span,
        compared: bool,
    ) -> Option<Found> {
        let Some(decl) = self.lookup(Namespace::Programme, first) else {
            self.unknown_fact(parts, span);
            return None;
        };
        self.refer(span, decl);
        let name = decl.name(self.db).clone();
        let kind = decl.kind(self.db);
        if kind == Kind::Clients && !compared {
            return Some(Found::Clients(name));
        }
        if kind == Kind::Stores && !compared {
            return Some(Found::Stores(name));
        }
        if matches!(kind, Kind::Account | Kind::Counter | Kind::Levels) {
            self.later(span, &super::later::ACCOUNTS);
            return None;
        }
        self.report(
            Finding::new(&codes::WRONG_KIND, span)
                .with("name", first)
                .with("found", kind.word())
                .with("kind", &codes::A_FACT)
                .mark(crate::diagnostic::At::Name(decl.key(self.db)), &codes::DECLARED_HERE),
        );
        None
    }

    pub(super) fn is_store_column(&self, column: &str) -> bool {
        let Some(file) = crate::semantics::stores_file(self.db, self.programme) else {
            return false;
        };
        let table = &crate::data::table(self.db, file).table;
        table.columns.iter().any(|heading| heading == column)
    }

    fn unknown_fact(&mut self, parts: &[&str], span: crate::diagnostic::Span) {
        let path = parts.join(".");
        let owner = parts.first().copied().unwrap_or_default();
        let russian = syntax::is_russian(owner);
        let mut known: Vec<&str> = vocabulary::facts_of(owner);
        let no_root = known.is_empty();
        let whole: Vec<String> = if no_root {
            // The root itself is unknown: any fact of the language may have been meant.
            known = match russian {
                true => vec!["чек", "клиент", "магазин", "касса", "кассир", "оплата"],
                false => vec!["receipt", "client", "store", "till", "cashier", "tender"],
            };
            vocabulary::FACTS
                .iter()
                .flat_map(|fact| [fact.en.to_owned(), fact.ru.to_owned()])
                .collect()
        } else {
            known.iter().map(|tail| format!("{owner}.{tail}")).collect()
        };
        let heading = if no_root { &codes::FACTS_BEGIN } else { &codes::FACTS_OF };
        // `amount` alone is the end of `receipt.amount`.
        let tail = whole.iter().find(|fact| {
            fact.split_once('.')
                .is_some_and(|(_, tail)| no_root && tail.to_lowercase() == path.to_lowercase())
        });
        let near = match tail {
            Some(fact) => Some(fact.clone()),
            None => crate::spelling::suggest(&path, whole.iter().map(String::as_str)).map(|found| found.word),
        };
        let meant = near.as_ref().map(|word| {
            Box::new(Note {
                text: &codes::DID_YOU_MEAN,
                params: vec![("word", Param::from(word.as_str()))],
            })
        });
        let heading = Note {
            text: heading,
            params: vec![("word", Param::from(owner))],
        };
        let mut finding = Finding::new(&codes::UNKNOWN_FACT, span)
            .with("name", path.as_str())
            .with("meant", Param::Sentence(meant))
            .with("owner", Param::Phrase(Box::new(heading)))
            .with(
                "known",
                Param::List(known.iter().map(|word| Arc::from(*word)).collect()),
            );
        if let Some(near) = near {
            let word = vec![("word", Param::from(near.as_str()))];
            finding = finding.fix(&codes::WRITE_WORD, word, span, &near);
        }
        self.report(finding);
    }
}
