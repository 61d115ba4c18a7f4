//! Numbers of texts, lists, properties and store columns: by content, for the whole plan; knows no program.

use perk_plan::ops::{ListId, TextId};
use rustc_hash::{FxHashMap, FxHashSet};

use super::tables::{Parts, phase_name};
use super::{Frame, LinkError};
use crate::hir::{Name, PropertyType, SchemeRef, Text};

/// Every number that follows from content alone.
pub(super) struct Numbering<'a> {
    texts: Vec<&'a str>,
    text_ids: FxHashMap<&'a str, TextId>,
    lists: Vec<Vec<TextId>>,
    list_ids: FxHashMap<Vec<TextId>, ListId>,
    product_properties: FxHashMap<&'a str, u16>,
    client_properties: FxHashMap<&'a str, u16>,
    /// Only the columns that some program reads, sorted.
    columns: Vec<&'a str>,
}

impl<'a> Numbering<'a> {
    pub(super) fn of(parts: &Parts<'a>, frame: &Frame<'a>) -> Result<Self, LinkError> {
        let columns = read_columns(parts);
        let texts = texts(parts, frame, &columns);
        let mut text_ids = FxHashMap::default();
        text_ids.reserve(texts.len());
        for (position, text) in texts.iter().enumerate() {
            text_ids.insert(*text, number("texts", position)?);
        }
        let mut numbering = Self {
            texts,
            text_ids,
            lists: Vec::new(),
            list_ids: FxHashMap::default(),
            product_properties: property_numbers(
                "product property",
                parts.product_properties.iter().map(|it| &it.name),
            )?,
            client_properties: property_numbers("client property", parts.client_properties.iter().map(|it| &it.name))?,
            columns,
        };
        numbering.number_lists(parts)?;
        Ok(numbering)
    }

    fn number_lists(&mut self, parts: &Parts<'a>) -> Result<(), LinkError> {
        let mut lists: FxHashSet<Vec<TextId>> = FxHashSet::default();
        for locals in parts.locals() {
            for list in &locals.lists {
                lists.insert(self.ids(list)?);
            }
        }
        for values in one_of_values(parts) {
            lists.insert(self.ids(values)?);
        }
        let mut sorted: Vec<Vec<TextId>> = lists.into_iter().collect();
        sorted.sort_unstable();
        for (position, list) in sorted.iter().enumerate() {
            self.list_ids.insert(list.clone(), number("lists", position)?);
        }
        self.lists = sorted;
        Ok(())
    }

    /// Numbers of texts, sorted, without repeats.
    fn ids(&self, texts: &[Text]) -> Result<Vec<TextId>, LinkError> {
        let ids: Result<Vec<TextId>, LinkError> = texts.iter().map(|text| self.text(text)).collect();
        let mut ids = ids?;
        ids.sort_unstable();
        ids.dedup();
        Ok(ids)
    }

    pub(super) fn text(&self, text: &str) -> Result<TextId, LinkError> {
        self.text_ids.get(text).copied().ok_or_else(|| LinkError {
            declaration: "texts".to_owned(),
            message: format!("\"{text}\" was not numbered"),
        })
    }

    pub(super) fn list_of(&self, texts: &[Text]) -> Result<ListId, LinkError> {
        let ids = self.ids(texts)?;
        self.list_ids.get(&ids).copied().ok_or_else(|| LinkError {
            declaration: "lists".to_owned(),
            message: format!("a list of {} texts was not numbered", texts.len()),
        })
    }

    pub(super) fn product_property(&self, name: &Name) -> Option<u16> {
        self.product_properties.get(name.as_str()).copied()
    }

    pub(super) fn client_property(&self, name: &Name) -> Option<u16> {
        self.client_properties.get(name.as_str()).copied()
    }

    pub(super) fn store_column(&self, column: &str) -> Option<u16> {
        let position = self.columns.binary_search(&column).ok()?;
        u16::try_from(position).ok()
    }

    pub(super) fn store_columns(&self) -> Result<Vec<TextId>, LinkError> {
        self.columns.iter().map(|column| self.text(column)).collect()
    }

    /// Where each column that is read stands among the headings of the store table.
    pub(super) fn store_column_positions(&self, headings: &[Text]) -> Vec<Option<usize>> {
        let position = |column: &&str| headings.iter().position(|heading| **heading == **column);
        self.columns.iter().map(position).collect()
    }

    /// The tables of texts and of lists.
    pub(super) fn into_tables(self) -> (Vec<String>, Vec<Vec<TextId>>) {
        (self.texts.into_iter().map(str::to_owned).collect(), self.lists)
    }
}

/// A position as an index of a table.
pub(super) fn number(table: &'static str, position: usize) -> Result<u32, LinkError> {
    u32::try_from(position).map_err(|_| LinkError {
        declaration: table.to_owned(),
        message: "the table is too long".to_owned(),
    })
}

fn property_numbers<'a>(
    declaration: &'static str,
    names: impl Iterator<Item = &'a Name>,
) -> Result<FxHashMap<&'a str, u16>, LinkError> {
    let mut numbers = FxHashMap::default();
    for (position, name) in names.enumerate() {
        let position = u16::try_from(position).map_err(|_| LinkError {
            declaration: declaration.to_owned(),
            message: "there are more than 65 535 properties".to_owned(),
        })?;
        numbers.insert(name.as_str(), position);
    }
    Ok(numbers)
}

fn one_of_values<'a>(parts: &Parts<'a>) -> impl Iterator<Item = &'a Vec<Text>> {
    let properties = parts.product_properties.iter().chain(&parts.client_properties);
    properties.filter_map(|property| match &property.ty {
        PropertyType::OneOf(values) => Some(values),
        PropertyType::YesNo | PropertyType::Number | PropertyType::Money | PropertyType::Date | PropertyType::Text => {
            None
        }
    })
}

fn read_columns<'a>(parts: &Parts<'a>) -> Vec<&'a str> {
    let mut columns: Vec<&str> = parts
        .locals()
        .flat_map(|locals| &locals.store_columns)
        .map(|column| &**column)
        .collect();
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// Every text that the plan will name, sorted by code points, without repeats.
fn texts<'a>(parts: &Parts<'a>, frame: &Frame<'a>, columns: &[&'a str]) -> Vec<&'a str> {
    let mut texts: FxHashSet<&str> = FxHashSet::default();
    texts.extend(columns);
    for locals in parts.locals() {
        texts.extend(locals.texts.iter().map(|text| &**text));
        texts.extend(locals.lists.iter().flat_map(|list| list.iter()).map(|text| &**text));
    }
    texts.extend(one_of_values(parts).flatten().map(|text| &**text));
    texts.extend(
        parts
            .product_properties
            .iter()
            .chain(&parts.client_properties)
            .map(|it| it.name.as_str()),
    );
    texts.extend(
        parts
            .items
            .iter()
            .chain(&parts.stores)
            .chain(&parts.clients)
            .map(|it| it.name.as_str()),
    );
    texts.extend(parts.schemes.iter().map(|it| it.name.as_str()));
    for promotion in &parts.promotions {
        texts.insert(promotion.name.as_str());
        texts.insert(&promotion.title);
        if let SchemeRef::Own(phase) = promotion.scheme {
            texts.insert(phase_name(phase));
        }
    }
    let positions: Vec<usize> = columns
        .iter()
        .filter_map(|column| frame.stores.columns.iter().position(|heading| **heading == **column))
        .collect();
    for store in &frame.stores.rows {
        texts.insert(&store.number);
        texts.extend(store.time_zone.as_deref());
        texts.extend(
            positions
                .iter()
                .filter_map(|position| store.columns.get(*position)?.as_deref()),
        );
    }
    let mut sorted: Vec<&str> = texts.into_iter().collect();
    sorted.sort_unstable();
    sorted
}
