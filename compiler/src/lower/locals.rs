//! The small tables of one fragment: what its programs' indices point into until the linker renumbers them.

use std::sync::Arc;

use perk_plan::ops::Code;
use rustc_hash::FxHashMap;

use super::selection;
use crate::hir::{ClientSelection, ItemSelection, Name, StoreSelection, Text};

/// The tables of one fragment, each without repeats, in the order of first use.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Locals {
    /// Texts.
    pub texts: Vec<Text>,
    /// Lists of texts, each sorted by code points, without repeats.
    pub lists: Vec<Arc<[Text]>>,
    /// Product selections.
    pub items: Vec<Symbol>,
    /// Store selections.
    pub stores: Vec<Symbol>,
    /// Client selections.
    pub clients: Vec<Symbol>,
    /// Product properties.
    pub product_properties: Vec<Name>,
    /// Client properties.
    pub client_properties: Vec<Name>,
    /// Columns of the store table.
    pub store_columns: Vec<Text>,
}

/// A selection that a fragment refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Symbol {
    /// A declared one.
    Named(Name),
    /// One written in place; its program's indices point into the same tables.
    Inline(Code),
}

/// Entries of a table below which it is searched from end to end.
const FEW: usize = 8;

/// Fills the tables. The maps make each entry of a longer table unique; they are dropped with the builder.
#[derive(Debug, Default)]
pub(super) struct Builder {
    locals: Locals,
    texts: FxHashMap<Text, u32>,
    lists: FxHashMap<Arc<[Text]>, u32>,
}

impl Builder {
    pub(super) fn finish(self) -> Locals {
        self.locals
    }

    pub(super) fn text(&mut self, text: &Text) -> u32 {
        if self.locals.texts.len() < FEW {
            return unique(&mut self.locals.texts, Text::clone(text));
        }
        if self.texts.is_empty() {
            let known = self.locals.texts.iter().map(Text::clone);
            self.texts = known.zip(0..).collect();
        }
        if let Some(id) = self.texts.get(text) {
            return *id;
        }
        let id = next(self.locals.texts.len());
        self.locals.texts.push(Text::clone(text));
        self.texts.insert(Text::clone(text), id);
        id
    }

    /// A list of texts, in any order.
    pub(super) fn list<'t>(&mut self, texts: impl IntoIterator<Item = &'t Text>) -> u32 {
        let mut sorted: Vec<Text> = texts.into_iter().map(Text::clone).collect();
        sorted.sort_unstable();
        sorted.dedup();
        self.sorted_list(sorted.into())
    }

    /// A list that is likely to be sorted and without repeats already; then it is shared, not copied.
    pub(super) fn shared_list(&mut self, list: &Arc<[Text]>) -> u32 {
        if list.is_sorted_by(|one, other| one < other) {
            self.sorted_list(Arc::clone(list))
        } else {
            self.list(list.iter())
        }
    }

    fn sorted_list(&mut self, list: Arc<[Text]>) -> u32 {
        // Most declarations have one list or two: to compare them is less work than to hash them.
        if self.locals.lists.len() < FEW {
            return unique(&mut self.locals.lists, list);
        }
        if self.lists.is_empty() {
            let known = self.locals.lists.iter().map(Arc::clone);
            self.lists = known.zip(0..).collect();
        }
        if let Some(id) = self.lists.get(&list) {
            return *id;
        }
        let id = next(self.locals.lists.len());
        self.locals.lists.push(Arc::clone(&list));
        self.lists.insert(list, id);
        id
    }

    pub(super) fn items(&mut self, selection: &ItemSelection) -> u32 {
        let symbol = if let ItemSelection::Named(name) = selection {
            Symbol::Named(name.clone())
        } else {
            Symbol::Inline(selection::items(selection, self))
        };
        unique(&mut self.locals.items, symbol)
    }

    pub(super) fn stores(&mut self, selection: &StoreSelection) -> u32 {
        let symbol = if let StoreSelection::Named(name) = selection {
            Symbol::Named(name.clone())
        } else {
            Symbol::Inline(selection::stores(selection, self))
        };
        unique(&mut self.locals.stores, symbol)
    }

    pub(super) fn clients(&mut self, selection: &ClientSelection) -> u32 {
        let symbol = if let ClientSelection::Named(name) = selection {
            Symbol::Named(name.clone())
        } else {
            Symbol::Inline(selection::clients(selection, self))
        };
        unique(&mut self.locals.clients, symbol)
    }

    pub(super) fn named_items(&mut self, name: &Name) -> u32 {
        unique(&mut self.locals.items, Symbol::Named(name.clone()))
    }

    pub(super) fn named_stores(&mut self, name: &Name) -> u32 {
        unique(&mut self.locals.stores, Symbol::Named(name.clone()))
    }

    pub(super) fn named_clients(&mut self, name: &Name) -> u32 {
        unique(&mut self.locals.clients, Symbol::Named(name.clone()))
    }

    pub(super) fn product_property(&mut self, name: &Name) -> u16 {
        short(unique(&mut self.locals.product_properties, name.clone()))
    }

    pub(super) fn client_property(&mut self, name: &Name) -> u16 {
        short(unique(&mut self.locals.client_properties, name.clone()))
    }

    pub(super) fn store_column(&mut self, column: &Text) -> u16 {
        short(unique(&mut self.locals.store_columns, Text::clone(column)))
    }
}

/// The position of an entry of a short table, which is added where it is new.
fn unique<T: PartialEq>(table: &mut Vec<T>, entry: T) -> u32 {
    if let Some(position) = table.iter().position(|other| *other == entry) {
        return next(position);
    }
    let id = next(table.len());
    table.push(entry);
    id
}

/// A position as an index. One declaration is limited to far fewer entries than 32 bits hold; an index past the end is
/// refused by the linker.
fn next(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

fn short(index: u32) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}
