//! The catalogue against what the programme declares: property columns hold what was declared, and goods with a lowest price
//! by content have a content. Knows no receipt.

use perk_plan::catalog::value as cell;
use perk_plan::ops::Unit;
use perk_plan::table::{Row, Table};
use rust_decimal::Decimal;

use crate::data::{self, Column, Why, columns};
use crate::db::{DataFile, Db, Programme};
use crate::declarations::{Decl, Kind, Namespace};
use crate::diagnostic::{At, Finding, Note, Param, codes};
use crate::hir::{Compare, Declaration, ItemColumn, ItemSelection, Name, PropertyType, ProtectRule, Text};
use crate::limits;
use crate::names::{Lookup, programme_declarations, resolve};

/// Findings about cells of the catalogue, each with the declaration that asks for them.
pub(super) fn findings<'db>(db: &'db dyn Db, programme: Programme, found: &mut Vec<(Decl<'db>, Finding)>) {
    let Some(file) = super::products_file(db, programme) else {
        return;
    };
    let goods = Goods {
        db,
        programme,
        file,
        table: &data::table(db, file).table,
        path: file.path(db),
    };
    // What keeps the catalogue from being one is told alone.
    if columns::SKU.find(&goods.table.columns).is_none() {
        return;
    }
    let mut told: Vec<(Decl<'db>, Finding)> = Vec::new();
    for decl in programme_declarations(db, programme) {
        if told.len() >= limits::DATA_FINDINGS {
            break;
        }
        if decl.kind(db) == Kind::Promotion {
            for (items, span) in super::gifts::gifts_of(db, programme, *decl) {
                if goods.only_weighed(items) {
                    let at = super::source_map(db, programme, *decl).get(*span);
                    told.push((*decl, Finding::new(&codes::GIFT_WEIGHED, at)));
                }
            }
            continue;
        }
        match (decl.kind(db), super::hir(db, programme, *decl).as_deref()) {
            (Kind::ProductProperty, Some(Declaration::ProductProperty(property))) => {
                goods.property(*decl, &property.name, &property.ty, &mut told);
            }
            (Kind::Protect, Some(Declaration::Protect(protect))) => {
                for rule in &protect.rules {
                    if let ProtectRule::PriceAtLeast { per: Some(per), .. } = &rule.rule {
                        goods.floor(*decl, &protect.items, per.unit, &mut told);
                    }
                }
            }
            _ => {}
        }
    }
    told.truncate(limits::DATA_FINDINGS);
    found.append(&mut told);
}

/// The catalogue of a programme.
struct Goods<'db> {
    db: &'db dyn Db,
    programme: Programme,
    file: DataFile,
    table: &'db Table,
    path: &'db Text,
}

impl<'db> Goods<'db> {
    fn at(&self, row: Row<'_>, column: usize) -> crate::diagnostic::Span {
        data::span(&self.table.place(self.file.bytes(self.db), row, column))
    }

    /// Every cell of a property's column holds a value of its type.
    fn property(&self, decl: Decl<'db>, name: &Name, ty: &PropertyType, told: &mut Vec<(Decl<'db>, Finding)>) {
        let Some(column) = self.table.columns.iter().position(|heading| heading == name.as_str()) else {
            let headings = self.table.columns.iter().map(String::as_str);
            let meant = crate::spelling::suggest(name.as_str(), headings).map(|near| {
                Box::new(Note {
                    text: &codes::DID_YOU_MEAN,
                    params: vec![("word", Param::from(near.word.as_str()))],
                })
            });
            let finding = Finding::new(&codes::NO_PROPERTY_COLUMN, decl.name_span(self.db))
                .with("file", Text::clone(self.path))
                .with("name", name.as_str())
                .with("meant", Param::Sentence(meant));
            told.push((decl, finding));
            return;
        };
        let currency = super::currency(self.db, self.programme);
        for row in self.table.rows() {
            let Some(written) = row.value(column) else { continue };
            let written: Text = written.into();
            if data::value::typed(ty, &written, currency).is_some() {
                continue;
            }
            let heading: Text = name.as_str().into();
            let place = self.at(row, column);
            told.push((decl, data::bad_cell(self.path, place, &written, &heading, &Why::of(ty))));
            if told.len() >= limits::DATA_FINDINGS {
                return;
            }
        }
    }

    /// Every product that a lowest price by content protects has such a content.
    fn floor(&self, decl: Decl<'db>, items: &ItemSelection, per: Unit, told: &mut Vec<(Decl<'db>, Finding)>) {
        if matches!(per, Unit::Sale | Unit::Piece) {
            return;
        }
        let column = |heading: &str, russian: &str| {
            let means = |written: &String| written == heading || written.to_lowercase() == russian;
            self.table.columns.iter().position(means)
        };
        let (content, unit) = (column("content", "содержимое"), column("unit", "единица"));
        let sku = columns::SKU.find(&self.table.columns).unwrap_or_default();
        for row in self.table.rows() {
            let cell = |column: Option<usize>| column.and_then(|column| row.value(column));
            let holds = |found: Option<(Unit, Decimal)>| found.is_some_and(|(unit, _)| unit == per);
            let known = holds(cell(content).and_then(cell::content)) || holds(cell(unit).and_then(cell::unit));
            if known || self.held(items, row, 0) != Some(true) {
                continue;
            }
            let held = match cell(content) {
                Some(written) => Note {
                    text: &codes::CONTENT_HELD,
                    params: vec![("value", Param::from(perk_plan::complaint::shown(written).as_str()))],
                },
                None => Note::plain(&codes::NO_CONTENT),
            };
            let wanted = match per {
                Unit::Millilitre => &codes::LIKE_LITRES,
                Unit::Gram => &codes::LIKE_KILOGRAMS,
                Unit::Millimetre => &codes::LIKE_METRES,
                Unit::Sale | Unit::Piece => &codes::LIKE_PIECES,
            };
            let place = At::Data(Text::clone(self.path), self.at(row, content.unwrap_or(sku)));
            let place = match (content, place) {
                // Without the column, the row is meant.
                (None, At::Data(path, _)) => At::Data(path, self.at(row, usize::MAX)),
                (_, place) => place,
            };
            let finding = Finding::at(&codes::CONTENT_UNKNOWN, place)
                .with("sku", row.cell(sku))
                .with("file", Text::clone(self.path))
                .with("held", Param::Phrase(Box::new(held)))
                .with("wanted", wanted);
            told.push((decl, finding));
            if told.len() >= limits::DATA_FINDINGS {
                return;
            }
        }
    }

    /// Whether the catalogue has such goods, and sells all of them by weight or volume.
    fn only_weighed(&self, items: &ItemSelection) -> bool {
        let heading = |written: &String| written == "unit" || written.to_lowercase() == "единица";
        let Some(column) = self.table.columns.iter().position(heading) else {
            return false;
        };
        let mut any = false;
        for row in self.table.rows() {
            let by_piece = || {
                let unit = row.value(column).and_then(cell::unit);
                unit.is_none_or(|(unit, _)| unit == Unit::Piece)
            };
            match self.held(items, row, 0) {
                Some(false) => {}
                Some(true) if by_piece() => return false,
                Some(true) => any = true,
                None => return false,
            }
        }
        any
    }

    /// Whether a row is in a selection; `None` where only a receipt can tell.
    fn held(&self, items: &ItemSelection, row: Row<'_>, depth: usize) -> Option<bool> {
        // Circles are reported elsewhere; here they end.
        if depth >= limits::NAMES_DEEP {
            return None;
        }
        let deeper = depth.saturating_add(1);
        let of = |items: &ItemSelection| self.held(items, row, deeper);
        match items {
            ItemSelection::All => Some(true),
            ItemSelection::Named(name) => {
                let lookup = Lookup::new(self.db, Namespace::Programme, name.clone());
                let decl = resolve(self.db, self.programme, lookup)?;
                match super::hir(self.db, self.programme, decl).as_deref() {
                    Some(Declaration::Items(items)) => of(&items.selection),
                    _ => None,
                }
            }
            ItemSelection::Column { column, values } => Some(self.column(*column, &values.values, row)),
            ItemSelection::Property { property, op, values } => self.compared(property, *op, values, row),
            ItemSelection::Price { .. } => None,
            ItemSelection::And(parts) => all(parts.iter().map(of)),
            ItemSelection::Or(parts) => all(parts.iter().map(|part| of(part).map(|held| !held))).map(|none| !none),
            ItemSelection::Except(base, minus) => all([of(base), of(minus).map(|held| !held)].into_iter()),
        }
    }

    fn column(&self, column: ItemColumn, values: &[Text], row: Row<'_>) -> bool {
        let of: Column = match column {
            ItemColumn::Category => columns::CATEGORY,
            ItemColumn::Brand => columns::BRAND,
            ItemColumn::Supplier => columns::SUPPLIER,
            ItemColumn::Sku => columns::SKU,
            ItemColumn::Barcode => columns::BARCODE,
            ItemColumn::Tag => columns::TAG,
        };
        let Some(cell) = of.find(&self.table.columns).and_then(|index| row.value(index)) else {
            return false;
        };
        let is = |cell: &str| values.binary_search_by(|value| value.as_ref().cmp(cell)).is_ok();
        match column {
            ItemColumn::Category => {
                let path = cell.trim_matches('/');
                let parents = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
                let written = |path: &str| values.iter().any(|value| value.trim_matches('/') == path);
                written(path) || parents.into_iter().any(written)
            }
            ItemColumn::Brand | ItemColumn::Supplier | ItemColumn::Sku => is(cell),
            ItemColumn::Barcode | ItemColumn::Tag => cell.split_whitespace().any(is),
        }
    }

    fn compared(&self, property: &Name, op: Compare, values: &[crate::hir::Value], row: Row<'_>) -> Option<bool> {
        let lookup = Lookup::new(self.db, Namespace::ProductProperty, property.clone());
        let decl = resolve(self.db, self.programme, lookup)?;
        let ty = super::property_type(self.db, self.programme, decl).as_ref()?;
        let column = self
            .table
            .columns
            .iter()
            .position(|heading| heading == property.as_str())?;
        let written: Text = row.value(column)?.into();
        let found = data::value::typed(ty, &written, super::currency(self.db, self.programme))?;
        match op {
            Compare::Equal => Some(values.contains(&found)),
            Compare::NotEqual => Some(!values.contains(&found)),
            Compare::Less | Compare::AtMost | Compare::Greater | Compare::AtLeast => None,
        }
    }
}

/// Whether all are true; `None` where that hangs on one that is not known.
fn all(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut known = Some(true);
    for part in parts {
        match part {
            Some(false) => return Some(false),
            Some(true) => {}
            None => known = None,
        }
    }
    known
}
