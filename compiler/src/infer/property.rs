//! Properties of products and clients: filters by them, their types, and what was meant by one that is not declared.

use std::sync::Arc;

use perk_grammar::ast::{self, AstNode, AstToken};
use perk_grammar::{Keyword, Language};

use super::Context;
use crate::data;
use crate::declarations::{Kind, Namespace};
use crate::diagnostic::{Finding, Note, Param, Span, codes};
use crate::hir::{Compare, ItemSelection, Name, PropertyType, Value};
use crate::syntax;
use crate::ty::Ty;

impl Context<'_> {
    pub(super) fn property_filter(&mut self, filter: &ast::PropertyFilter) -> Option<ItemSelection> {
        let reference = self.part(filter.name_ref())?;
        let (property, ty) = self.product_property(&reference)?;
        let words = reference.text();
        if let Some(source) = filter.source_file() {
            let text = self.part(source.text())?;
            let file = self.data_file(&text)?;
            let decl = self.lookup(Namespace::ProductProperty, &reference.ident()?.name())?;
            let ty = self.property_type_of(decl)?;
            let list = data::property_list(self.db, file, &property, &ty, self.currency);
            let findings = data::findings(file.path(self.db), syntax::typed(&text), &list.problems);
            self.findings.extend(findings);
            let values = list.values;
            return (!values.is_empty()).then_some(ItemSelection::Property {
                property,
                op: Compare::Equal,
                values,
            });
        }
        let texts: Vec<ast::Text> = filter.texts().collect();
        if !texts.is_empty() {
            self.written(texts.iter().cloned())?;
            let mut typed = Vec::new();
            for text in &texts {
                let written = super::literal::Written {
                    literal: super::literal::Literal::Text(Arc::from(text.value())),
                    span: syntax::typed(text),
                    words: text.text().to_owned(),
                };
                typed.push(self.coerce(&written, &ty, &words)?);
            }
            return Some(ItemSelection::Property {
                property,
                op: Compare::Equal,
                values: typed,
            });
        }
        match filter.comparison_tail() {
            None if ty == Ty::YesNo => Some(ItemSelection::Property {
                property,
                op: Compare::Equal,
                values: vec![Value::YesNo(true)],
            }),
            None => {
                self.not_a_condition(&words, &ty, syntax::node(filter.syntax()));
                None
            }
            Some(tail) => self.property_tail(property, &ty, &words, &tail),
        }
    }

    fn property_tail(
        &mut self,
        property: Name,
        ty: &Ty,
        words: &str,
        tail: &ast::ComparisonTail,
    ) -> Option<ItemSelection> {
        match tail {
            ast::ComparisonTail::Compare(compare) => {
                let (op, value) = self.compare_tail(compare, ty, words)?;
                Some(ItemSelection::Property {
                    property,
                    op,
                    values: vec![value],
                })
            }
            ast::ComparisonTail::Between(between) => {
                let (low, high) = self.between_tail(between, ty, words)?;
                Some(ItemSelection::And(vec![
                    ItemSelection::Property {
                        property: property.clone(),
                        op: Compare::AtLeast,
                        values: vec![low],
                    },
                    ItemSelection::Property {
                        property,
                        op: Compare::AtMost,
                        values: vec![high],
                    },
                ]))
            }
            ast::ComparisonTail::IsIn(is_in) => {
                let (inside, values) = self.is_in_tail(is_in, ty, words)?;
                let op = if inside { Compare::Equal } else { Compare::NotEqual };
                Some(ItemSelection::Property { property, op, values })
            }
        }
    }

    /// A declared property of products and its type.
    pub(super) fn product_property(&mut self, reference: &ast::NameRef) -> Option<(Name, Ty)> {
        let written = self.part(reference.ident())?.name();
        let span = syntax::node(reference.syntax());
        let Some(decl) = self.lookup(Namespace::ProductProperty, &written) else {
            self.unknown_property(&written, span, Kind::ProductProperty);
            return None;
        };
        self.refer(span, decl);
        let ty: Ty = (&self.property_type_of(decl)?).into();
        Some((decl.name(self.db).clone(), ty))
    }

    /// The type of a declared property; a broken declaration has been reported where it stands.
    pub(super) fn property_type_of(&mut self, decl: crate::declarations::Decl<'_>) -> Option<PropertyType> {
        let ty = crate::semantics::property_type(self.db, self.programme, decl).clone();
        self.part(ty)
    }

    pub(super) fn unknown_property(&mut self, written: &str, span: Span, kind: Kind) {
        let advice = self.declare(written, span, kind, Keyword::TypeText);
        let finding = self.unknown_property_of(written, span, kind, advice);
        self.report(finding);
    }

    /// `age 65` of a client in a test: what is known of a client is the birthday.
    pub(super) fn age_in_test(&mut self, written: &str, span: Span) {
        let finding = Finding::new(&codes::UNKNOWN_PROPERTY, span)
            .with("kind", &codes::KIND_CLIENT_PROPERTY)
            .with("name", written)
            .with("meant", Param::Sentence(None))
            .with("advice", &codes::AGE_FROM_BIRTHDAY);
        self.report(finding);
    }

    /// A property of clients that stands alone is a yes or a no. `span` is that of `client.…`, `name` that of the property.
    pub(super) fn unknown_client_property(&mut self, written: &str, span: Span, name: Span, compared: bool) {
        let ty = match compared {
            true => Keyword::TypeText,
            false => Keyword::TypeYesNo,
        };
        let advice = self.declare(written, span, Kind::ClientProperty, ty);
        let mut finding = self.unknown_property_of(written, span, Kind::ClientProperty, advice);
        let owner = self.text_at(Span::new(span.start, name.start));
        for remedy in &mut finding.remedies {
            for edit in &mut remedy.edits {
                let whole = format!("{owner}{}", edit.text);
                remedy.title.params = vec![("word", Param::from(whole.as_str()))];
                edit.text = whole.into();
            }
        }
        self.report(finding);
    }

    /// How a property is declared, in the language of the place that asks for it.
    fn declare(&self, written: &str, span: Span, kind: Kind, ty: Keyword) -> Note {
        let keyword = match kind == Kind::ProductProperty {
            true => Keyword::ProductProperty,
            false => Keyword::ClientProperty,
        };
        let language = match syntax::is_russian(&self.text_at(span)) {
            true => Language::Russian,
            false => Language::English,
        };
        let ty = ty.canonical(language).replace(" / ", "/");
        let declaration = format!("{} {written} : {ty}", keyword.canonical(language));
        Note {
            text: &codes::DECLARE_PROPERTY,
            params: vec![("declaration", Param::from(declaration.as_str()))],
        }
    }

    fn unknown_property_of(&self, written: &str, span: Span, kind: Kind, advice: Note) -> Finding {
        let names = crate::names::names_of(self.db, self.programme, kind);
        let word = match kind == Kind::ProductProperty {
            true => &codes::KIND_PRODUCT_PROPERTY,
            false => &codes::KIND_CLIENT_PROPERTY,
        };
        let finding = Finding::new(&codes::UNKNOWN_PROPERTY, span)
            .with("kind", word)
            .with("name", written)
            .with("advice", Param::Phrase(Box::new(advice)));
        super::names::suggest(finding, written, span, &names)
    }
}
