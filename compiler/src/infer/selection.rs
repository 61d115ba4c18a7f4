//! Selections of goods and stores: precedence, names, columns; knows no value of a filter.

use std::sync::Arc;

use perk_grammar::ast::{self, AstNode};

use super::Context;
use crate::data::{self, Column, columns};
use crate::declarations::Kind;
use crate::diagnostic::{Bilingual, Finding, Param, codes};
use crate::hir::{
    Compare, ItemColumn, ItemSelection, Name, PropertyType, StoreColumn, StoreSelection, Text, Value, Values,
};
use crate::syntax;
use crate::ty::Ty;

/// What selections of goods and of stores have in common.
pub(super) trait Selectable: Sized {
    /// The kind of declaration that a name here refers to.
    const KIND: Kind;
    fn all() -> Self;
    fn named(name: Name) -> Self;
    fn and(parts: Vec<Self>) -> Self;
    fn or(parts: Vec<Self>) -> Self;
    fn except(base: Self, minus: Self) -> Self;
    /// The filter of a column, unless the column belongs to something else.
    fn column(column: &ast::Column, values: Values) -> Option<Self>;
    /// Those that hold one of the values in a column of the table of stores.
    fn of_own_column(heading: Text, values: Values) -> Option<Self>;
    /// A filter that only goods have.
    fn of_goods(leaf: ItemSelection) -> Option<Self>;
    /// The selection of goods that this is.
    fn goods(&self) -> Option<&ItemSelection>;
}

impl Selectable for ItemSelection {
    const KIND: Kind = Kind::Items;
    fn all() -> Self {
        Self::All
    }
    fn named(name: Name) -> Self {
        Self::Named(name)
    }
    fn and(parts: Vec<Self>) -> Self {
        Self::And(parts)
    }
    fn or(parts: Vec<Self>) -> Self {
        Self::Or(parts)
    }
    fn except(base: Self, minus: Self) -> Self {
        Self::Except(Box::new(base), Box::new(minus))
    }
    fn column(column: &ast::Column, values: Values) -> Option<Self> {
        let column = match column {
            ast::Column::Category(_) => ItemColumn::Category,
            ast::Column::Brand(_) => ItemColumn::Brand,
            ast::Column::Supplier(_) => ItemColumn::Supplier,
            ast::Column::Sku(_) => ItemColumn::Sku,
            ast::Column::Barcode(_) => ItemColumn::Barcode,
            ast::Column::Tag(_) => ItemColumn::Tag,
            ast::Column::Region(_) | ast::Column::Store(_) | ast::Column::Format(_) | ast::Column::PartnerColumn(_) => {
                return None;
            }
        };
        Some(Self::Column { column, values })
    }
    fn of_own_column(_: Text, _: Values) -> Option<Self> {
        None
    }
    fn of_goods(leaf: ItemSelection) -> Option<Self> {
        Some(leaf)
    }
    fn goods(&self) -> Option<&ItemSelection> {
        Some(self)
    }
}

impl Selectable for StoreSelection {
    const KIND: Kind = Kind::Stores;
    fn all() -> Self {
        Self::All
    }
    fn named(name: Name) -> Self {
        Self::Named(name)
    }
    fn and(parts: Vec<Self>) -> Self {
        Self::And(parts)
    }
    fn or(parts: Vec<Self>) -> Self {
        Self::Or(parts)
    }
    fn except(base: Self, minus: Self) -> Self {
        Self::Except(Box::new(base), Box::new(minus))
    }
    fn column(column: &ast::Column, values: Values) -> Option<Self> {
        let column = match column {
            ast::Column::Region(_) => StoreColumn::Region,
            ast::Column::Store(_) => StoreColumn::Store,
            ast::Column::Format(_) => StoreColumn::Format,
            ast::Column::PartnerColumn(_) => StoreColumn::Partner,
            ast::Column::Category(_)
            | ast::Column::Brand(_)
            | ast::Column::Supplier(_)
            | ast::Column::Sku(_)
            | ast::Column::Barcode(_)
            | ast::Column::Tag(_) => return None,
        };
        Some(Self::Column { column, values })
    }
    fn of_own_column(heading: Text, values: Values) -> Option<Self> {
        Some(Self::Column {
            column: StoreColumn::Property(heading),
            values,
        })
    }
    fn of_goods(_: ItemSelection) -> Option<Self> {
        None
    }
    fn goods(&self) -> Option<&ItemSelection> {
        None
    }
}

impl Context<'_> {
    pub(super) fn items(&mut self, selection: &ast::Selection) -> Option<ItemSelection> {
        self.selection(selection)
    }

    pub(super) fn stores(&mut self, selection: &ast::Selection) -> Option<StoreSelection> {
        self.selection(selection)
    }

    /// `except` binds loosest and takes a whole selection on its right; then `or`, then `and`.
    fn selection<S: Selectable>(&mut self, selection: &ast::Selection) -> Option<S> {
        self.nested(|this| {
            let operands: Vec<ast::SelectionOperand> = selection.selection_operands().collect();
            let ops: Vec<ast::LogicOp> = selection.logic_ops().collect();
            if operands.is_empty() || ops.len().saturating_add(1) != operands.len() {
                this.broken = true;
            }
            this.one_column_twice(&operands, &ops);
            let mut failed = false;
            let mut any: Vec<S> = Vec::new();
            let mut every: Vec<S> = Vec::new();
            for (index, operand) in operands.iter().enumerate() {
                match this.selection_operand::<S>(operand) {
                    Some(part) => {
                        this.joined_by_and(&operands, &ops, index, every.last(), &part);
                        every.push(part);
                    }
                    None => failed = true,
                }
                if !matches!(ops.get(index), Some(ast::LogicOp::And(_))) {
                    any.extend(joined(std::mem::take(&mut every), S::and));
                }
            }
            let base = joined(any, S::or);
            let minus = match selection.exception() {
                None => None,
                Some(exception) => {
                    let right = this.part(exception.selection())?;
                    match this.selection::<S>(&right) {
                        Some(minus) => Some(minus),
                        None => return None,
                    }
                }
            };
            if failed {
                return None;
            }
            let base = base?;
            Some(match minus {
                None => base,
                Some(minus) => S::except(base, minus),
            })
        })
    }

    /// Remembers two goods joined by `and`, to be judged when all names are known.
    fn joined_by_and<S: Selectable>(
        &mut self,
        operands: &[ast::SelectionOperand],
        ops: &[ast::LogicOp],
        index: usize,
        before: Option<&S>,
        part: &S,
    ) {
        let Some(earlier) = index.checked_sub(1) else { return };
        let (Some(left), Some(right)) = (before.and_then(S::goods), part.goods()) else {
            return;
        };
        let (Some(ast::LogicOp::And(and)), Some(first), Some(second)) =
            (ops.get(earlier), operands.get(earlier), operands.get(index))
        else {
            return;
        };
        // Two filters of one column are judged at once.
        let filter = |operand: &ast::SelectionOperand| matches!(operand, ast::SelectionOperand::ListFilter(_));
        if filter(first) && filter(second) {
            return;
        }
        self.conjunctions.push(super::Conjunction {
            at: syntax::token(and),
            russian: syntax::is_russian(and.text()),
            first: Arc::from(syntax::words(first.syntax())),
            second: Arc::from(syntax::words(second.syntax())),
            left: left.clone(),
            right: right.clone(),
        });
    }

    fn selection_operand<S: Selectable>(&mut self, operand: &ast::SelectionOperand) -> Option<S> {
        match operand {
            ast::SelectionOperand::Everything(_) => Some(S::all()),
            ast::SelectionOperand::SelectionGroup(group) => {
                let inner = self.part(group.selection())?;
                self.selection(&inner)
            }
            ast::SelectionOperand::ListFilter(filter) => self.list_filter(filter),
            ast::SelectionOperand::PropertyFilter(filter) if S::KIND == Kind::Stores => self.own_column(filter),
            ast::SelectionOperand::PropertyFilter(filter) => {
                let leaf = self.property_filter(filter);
                self.items_only(leaf, filter.syntax())
            }
            ast::SelectionOperand::PriceFilter(filter) => {
                let leaf = self.price_filter(filter);
                self.items_only(leaf, filter.syntax())
            }
            ast::SelectionOperand::NameRef(reference) => self.reference(reference, S::KIND).map(S::named),
        }
    }

    /// `property manager = "Anna"` among stores: a column of their table.
    fn own_column<S: Selectable>(&mut self, filter: &ast::PropertyFilter) -> Option<S> {
        let reference = self.part(filter.name_ref())?;
        let heading = self.part(reference.ident())?.name();
        let span = syntax::node(reference.syntax());
        let Some(file) = crate::semantics::stores_file(self.db, self.programme) else {
            self.wrong_column(syntax::node(filter.syntax()), &syntax::words(filter.syntax()), S::KIND);
            return None;
        };
        if !self.is_store_column(&heading) {
            let table = &data::table(self.db, file).table;
            let headings = || table.columns.iter().map(String::as_str);
            let found = headings().take(crate::limits::NAMES_SHOWN).map(Text::from).collect();
            let mut finding = Finding::new(&codes::MISSING_COLUMN, span)
                .with("file", Text::clone(file.path(self.db)))
                .with("column", heading.as_str())
                .with("found", Param::List(found));
            if let Some(near) = crate::spelling::suggest(&heading, headings()) {
                let word = vec![("word", Param::from(near.word.as_str()))];
                finding = finding.fix(&codes::WRITE_WORD, word, span, &near.word);
            }
            self.report(finding);
            return None;
        }
        let texts: Vec<ast::Text> = filter.texts().collect();
        let values = if let Some(source) = filter.source_file() {
            let text = self.part(source.text())?;
            let listed = self.data_file(&text)?;
            let name = Name::fold(&heading);
            let list = data::property_list(self.db, listed, &name, &PropertyType::Text, self.currency);
            let findings = data::findings(listed.path(self.db), syntax::typed(&text), &list.problems);
            self.findings.extend(findings);
            list.values
        } else if texts.is_empty() {
            let tail = self.part(filter.comparison_tail())?;
            let (equal, values) = match &tail {
                ast::ComparisonTail::Compare(compare) => {
                    let (op, value) = self.compare_tail(compare, &Ty::Text, &heading)?;
                    (op == Compare::Equal, vec![value])
                }
                ast::ComparisonTail::Between(between) => {
                    self.between_tail(between, &Ty::Text, &heading)?;
                    return None;
                }
                ast::ComparisonTail::IsIn(is_in) => self.is_in_tail(is_in, &Ty::Text, &heading)?,
            };
            if !equal {
                self.later(syntax::node(filter.syntax()), &super::later::OTHER_STORES);
                return None;
            }
            values
        } else {
            return S::of_own_column(heading.as_str().into(), self.written(texts.into_iter())?);
        };
        let mut texts: Vec<Text> = values
            .into_iter()
            .filter_map(|value| match value {
                Value::Text(text) => Some(text),
                Value::YesNo(_)
                | Value::Number(_)
                | Value::Money(_)
                | Value::Quantity(_)
                | Value::Date(_)
                | Value::Time(_) => None,
            })
            .collect();
        texts.sort_unstable();
        texts.dedup();
        let values = Values {
            values: Arc::from(texts),
            file: None,
        };
        (!values.values.is_empty()).then(|| S::of_own_column(heading.as_str().into(), values))?
    }

    /// Filters that only goods have.
    fn items_only<S: Selectable>(
        &mut self,
        leaf: Option<ItemSelection>,
        node: &perk_grammar::tree::SyntaxNode,
    ) -> Option<S> {
        let found = S::of_goods(leaf?);
        if found.is_none() {
            self.wrong_column(syntax::node(node), &syntax::words(node), S::KIND);
        }
        found
    }

    /// What stands after `of` in a condition.
    pub(super) fn of_operand(&mut self, operand: &ast::OfOperand) -> Option<ItemSelection> {
        match operand {
            ast::OfOperand::AllBut(all) => {
                if all.except_kw().is_none() {
                    return Some(ItemSelection::All);
                }
                let minus = self.part(all.of_operand())?;
                let minus = self.nested(|this| this.of_operand(&minus))?;
                Some(ItemSelection::except(ItemSelection::All, minus))
            }
            ast::OfOperand::SelectionGroup(group) => {
                let inner = self.part(group.selection())?;
                self.items(&inner)
            }
            ast::OfOperand::ListFilter(filter) => self.list_filter(filter),
            ast::OfOperand::PropertyFilter(filter) => self.property_filter(filter),
            ast::OfOperand::PriceFilter(filter) => self.price_filter(filter),
            ast::OfOperand::NameRef(reference) => self.reference(reference, Kind::Items).map(ItemSelection::Named),
        }
    }

    /// Two filters of one single-valued column joined by `and` match nothing.
    fn one_column_twice(&mut self, operands: &[ast::SelectionOperand], ops: &[ast::LogicOp]) {
        for (index, op) in ops.iter().enumerate() {
            let ast::LogicOp::And(token) = op else { continue };
            let (Some(ast::SelectionOperand::ListFilter(left)), Some(ast::SelectionOperand::ListFilter(right))) =
                (operands.get(index), operands.get(index.saturating_add(1)))
            else {
                continue;
            };
            let (Some(first), Some(second)) = (left.column(), right.column()) else {
                continue;
            };
            let (first_spec, second_spec) = (column_spec(&first), column_spec(&second));
            if first_spec.column != second_spec.column || !first_spec.single {
                continue;
            }
            let value = |filter: &ast::ListFilter| {
                filter
                    .texts()
                    .next()
                    .map(|text| text.value())
                    .or_else(|| Some(filter.source_file()?.text()?.value()))
            };
            let or = if syntax::is_russian(token.text()) {
                "или"
            } else {
                "or"
            };
            let span = syntax::token(token);
            self.report(
                Finding::new(&codes::AND_OF_ONE_COLUMN, span)
                    .with("column", first_spec.word)
                    .with("first", value(left).unwrap_or_default().as_str())
                    .with("second", value(right).unwrap_or_default().as_str())
                    .fix(&codes::WRITE_WORD, vec![("word", Param::from(or))], span, or),
            );
        }
    }
}

/// What is known of a column of filters.
pub(super) struct ColumnSpec {
    pub(super) column: Column,
    pub(super) word: &'static Bilingual,
    /// A product or store has one value of it.
    pub(super) single: bool,
    pub(super) of_stores: bool,
}

pub(super) fn column_spec(column: &ast::Column) -> ColumnSpec {
    let (column, word, single, of_stores) = match column {
        ast::Column::Category(_) => (columns::CATEGORY, &codes::CATEGORY, true, false),
        ast::Column::Brand(_) => (columns::BRAND, &codes::BRAND, true, false),
        ast::Column::Supplier(_) => (columns::SUPPLIER, &codes::SUPPLIER, true, false),
        ast::Column::Sku(_) => (columns::SKU, &codes::SKU, true, false),
        ast::Column::Barcode(_) => (columns::BARCODE, &codes::SKU, false, false),
        ast::Column::Tag(_) => (columns::TAG, &codes::PROPERTY, false, false),
        ast::Column::Region(_) => (columns::REGION, &codes::REGION, true, true),
        ast::Column::Store(_) => (columns::STORE, &codes::STORE, true, true),
        ast::Column::Format(_) => (columns::FORMAT, &codes::FORMAT, true, true),
        ast::Column::PartnerColumn(_) => (columns::PARTNER, &codes::PARTNER, true, true),
    };
    ColumnSpec {
        column,
        word,
        single,
        of_stores,
    }
}

/// One part alone, or several joined; nothing for none.
pub(super) fn joined<S>(mut parts: Vec<S>, join: impl FnOnce(Vec<S>) -> S) -> Option<S> {
    match parts.len() {
        0 => None,
        1 => parts.pop(),
        _ => Some(join(parts)),
    }
}
