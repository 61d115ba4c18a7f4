//! Values that a filter names: written in the rule, or listed in a file beside it; knows no selection around them.

use std::sync::Arc;

use perk_grammar::ast::{self, AstNode, AstToken};

use super::Context;
use super::selection::{Selectable, column_spec, joined};
use crate::data::{self, Column, columns};
use crate::declarations::Kind;
use crate::diagnostic::{Bilingual, Finding, Param, Span, codes};
use crate::hir::{Compare, ItemSelection, Text, Value, Values};
use crate::syntax;
use crate::ty::Ty;

impl Context<'_> {
    pub(super) fn list_filter<S: Selectable>(&mut self, filter: &ast::ListFilter) -> Option<S> {
        let column = self.part(filter.column())?;
        let spec = column_spec(&column);
        let values = match filter.source_file() {
            Some(source) => self.listed(&source, spec.column),
            None => self.written_of(&column, filter),
        }?;
        let found = S::column(&column, values);
        if found.is_none() {
            self.wrong_column(syntax::typed(&column), column.text(), S::KIND);
        }
        found
    }

    pub(super) fn wrong_column(&mut self, span: Span, words: &str, kind: Kind) {
        let found = if kind == Kind::Stores {
            &Bilingual {
                en: "a filter of goods",
                ru: "отбор товаров",
            }
        } else {
            &Bilingual {
                en: "a filter of stores",
                ru: "отбор магазинов",
            }
        };
        self.report(
            Finding::new(&codes::WRONG_KIND, span)
                .with("name", words)
                .with("found", found)
                .with("kind", kind.word()),
        );
    }

    /// Texts written in the rule.
    pub(super) fn written(&mut self, texts: impl Iterator<Item = ast::Text>) -> Option<Values> {
        self.texts(texts, |_, _| None)
    }

    /// The same; `shared` may know a text of that value already, which is then not kept a second time.
    fn texts(
        &mut self,
        texts: impl Iterator<Item = ast::Text>,
        mut shared: impl FnMut(&ast::Text, &str) -> Option<Text>,
    ) -> Option<Values> {
        let mut values: Vec<Text> = Vec::new();
        let mut failed = false;
        for text in texts {
            let value = text.value_ref();
            if value.trim().is_empty() {
                self.report(Finding::new(&codes::EMPTY_TEXT, syntax::typed(&text)));
                failed = true;
            }
            values.push(shared(&text, &value).unwrap_or_else(|| Arc::from(&*value)));
        }
        if values.is_empty() {
            self.broken = true;
            return None;
        }
        values.sort_unstable();
        values.dedup();
        (!failed).then(|| Values {
            values: Arc::from(values),
            file: None,
        })
    }

    /// A list read from a file beside the text.
    fn listed(&mut self, source: &ast::SourceFile, column: Column) -> Option<Values> {
        let text = self.part(source.text())?;
        let path: Text = Arc::from(text.value());
        let file = self.data_file(&text)?;
        let list = data::list(self.db, file, column);
        let findings = data::findings(file.path(self.db), syntax::typed(&text), &list.problems);
        self.findings.extend(findings);
        (!list.values.is_empty()).then(|| Values {
            values: Arc::clone(&list.values),
            file: Some(path),
        })
    }

    /// The file that a text names, or a report that it is missing.
    pub(super) fn data_file(&mut self, text: &ast::Text) -> Option<crate::db::DataFile> {
        let path = text.value();
        let found = data::find(self.db, self.programme, &self.path, &path);
        if found.is_none() {
            let span = syntax::typed(text);
            let mut finding = Finding::new(&codes::MISSING_FILE, span).with("file", path.as_str());
            let known = self
                .programme
                .data(self.db)
                .iter()
                .map(|file| file.path(self.db).as_ref());
            if let Some(near) = crate::spelling::suggest(&path, known) {
                let quoted = format!("\"{}\"", near.word);
                finding = finding.fix(
                    &codes::USE_FILE,
                    vec![("word", Param::from(near.word.as_str()))],
                    span,
                    &quoted,
                );
            }
            self.report(finding);
        }
        found
    }

    /// The values of a filter written in the rule, with a warning about each that no row of the catalogue or the table of
    /// stores has.
    fn written_of(&mut self, column: &ast::Column, filter: &ast::ListFilter) -> Option<Values> {
        let spec = column_spec(column);
        let file = match spec.of_stores {
            true => crate::semantics::stores_file(self.db, self.programme),
            false => crate::semantics::products_file(self.db, self.programme),
        };
        let known = file.and_then(|file| data::known(self.db, file, spec.column).as_ref());
        let mut strange = Vec::new();
        let values = self.texts(filter.texts(), |text, value| {
            let found = known.and_then(|known| known.values.get(value)).cloned();
            if found.is_none() {
                strange.push(text.clone());
            }
            found
        })?;
        for text in strange {
            self.known_value(&text, spec.column, file);
        }
        Some(values)
    }

    /// Warns about a text that no row of a table has in a column.
    pub(super) fn known_value(&mut self, text: &ast::Text, column: Column, file: Option<crate::db::DataFile>) {
        let Some(file) = file else { return };
        let value = text.value();
        let Some(known) = data::known(self.db, file, column) else {
            // Barcodes and tags often stand on the line alone; a category nobody tells is a slip in the heading.
            let told_by_catalogue = [columns::CATEGORY, columns::BRAND, columns::SUPPLIER].contains(&column);
            if told_by_catalogue && data::is_table(self.db, file) {
                let finding = Finding::new(&codes::NOT_IN_CATALOGUE, syntax::typed(text))
                    .with("value", value.as_str())
                    .with("column", column.en)
                    .with("file", Arc::clone(file.path(self.db)));
                self.report(finding);
            }
            return;
        };
        if value.trim().is_empty() || known.values.contains(value.trim_matches('/')) {
            return;
        }
        let span = syntax::typed(text);
        let mut finding = Finding::new(&codes::NOT_IN_CATALOGUE, span)
            .with("value", value.as_str())
            .with("column", column.en)
            .with("file", Arc::clone(file.path(self.db)));
        let mut names: Vec<&str> = known.values.iter().map(AsRef::as_ref).collect();
        names.sort_unstable();
        if let Some(near) = crate::spelling::suggest(&value, names) {
            let quoted = format!("\"{}\"", near.word);
            let word = vec![("word", Param::from(quoted.as_str()))];
            finding = finding.fix(&codes::WRITE_WORD, word, span, &quoted);
        }
        self.report(finding);
    }

    pub(super) fn price_filter(&mut self, filter: &ast::PriceFilter) -> Option<ItemSelection> {
        let words = syntax::words(filter.syntax());
        let words = words.split_whitespace().next().unwrap_or_default();
        let bound = |op, value| match value {
            Value::Money(bound) => Some(ItemSelection::Price { op, bound }),
            Value::YesNo(_)
            | Value::Number(_)
            | Value::Quantity(_)
            | Value::Date(_)
            | Value::Time(_)
            | Value::Text(_) => None,
        };
        match self.part(filter.comparison_tail())? {
            ast::ComparisonTail::Compare(compare) => {
                let (op, value) = self.compare_tail(&compare, &Ty::Money, words)?;
                bound(op, value)
            }
            ast::ComparisonTail::Between(between) => {
                let (low, high) = self.between_tail(&between, &Ty::Money, words)?;
                Some(ItemSelection::And(vec![
                    bound(Compare::AtLeast, low)?,
                    bound(Compare::AtMost, high)?,
                ]))
            }
            ast::ComparisonTail::IsIn(is_in) => {
                let (inside, values) = self.is_in_tail(&is_in, &Ty::Money, words)?;
                let op = if inside { Compare::Equal } else { Compare::NotEqual };
                let parts: Option<Vec<ItemSelection>> = values.into_iter().map(|value| bound(op, value)).collect();
                joined(parts?, if inside { ItemSelection::Or } else { ItemSelection::And })
            }
        }
    }
}
