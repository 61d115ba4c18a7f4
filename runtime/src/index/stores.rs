//! Stores that the plan knows and which of them each selection holds; knows no receipt.

use perk_plan::Op;
use perk_plan::plan::Plan;
use rustc_hash::FxHashMap;

use super::{NONE, narrow, wide};
use crate::limits::{STORE_CELLS, STORE_FUEL};
use crate::vm;
use crate::vm::receipt::bit;
use crate::vm::store::StoreRoom;

/// Stores by number and the selections they are in.
#[derive(Debug, Default)]
pub(crate) struct Stores {
    /// Text of each store's number: the table's first, then those that only selections name.
    pub numbers: Vec<u32>,
    by_text: FxHashMap<u32, u32>,
    /// How many of `numbers` are rows of the table.
    pub rows: usize,
    words: usize,
    /// A row of bits per store, a bit per selection: a receipt reads one row.
    bits: Vec<u64>,
    /// Selections whose bits were not worked out.
    pub lazy: Vec<bool>,
}

impl Stores {
    pub(crate) fn build(plan: &Plan) -> Self {
        let mut stores = Self {
            rows: plan.store_table.len(),
            ..Self::default()
        };
        for store in &plan.store_table {
            stores.add(store.number);
        }
        for op in plan.stores.iter().flat_map(|selection| &selection.code) {
            if let Op::StoreIn(list) = op {
                for text in plan.lists.get(wide(*list)).into_iter().flatten() {
                    stores.add(*text);
                }
            }
        }
        stores.words = plan.stores.len().div_ceil(64);
        stores.bits = vec![0; stores.words.saturating_mul(stores.numbers.len())];
        stores.lazy = vec![false; plan.stores.len()];
        let mut cells: usize = 0;
        let mut work = vm::Work::default();
        work.refuel(STORE_FUEL);
        for (selection, found) in plan.stores.iter().enumerate() {
            if let [Op::StoreIn(list)] = found.code.as_slice() {
                for text in plan.lists.get(wide(*list)).into_iter().flatten() {
                    if let Some(store) = stores.by_text.get(text).copied() {
                        stores.set(selection, store);
                    }
                }
                continue;
            }
            cells = cells.saturating_add(found.code.len().saturating_mul(stores.numbers.len()));
            let mut known = cells <= STORE_CELLS;
            for store in 0..narrow(stores.numbers.len()) {
                if !known {
                    break;
                }
                let room = StoreRoom {
                    plan,
                    number: stores.numbers.get(wide(store)).copied(),
                    row: stores.row(store),
                };
                match vm::truth(&found.code, &room, &mut work) {
                    Ok(Some(true)) => stores.set(selection, store),
                    Ok(Some(false) | None) => {}
                    Err(_) => known = false,
                }
            }
            if let Some(lazy) = stores.lazy.get_mut(selection) {
                *lazy = !known;
            }
        }
        stores
    }

    fn add(&mut self, text: u32) {
        let next = narrow(self.numbers.len());
        let id = *self.by_text.entry(text).or_insert(next);
        if id == next {
            self.numbers.push(text);
        }
    }

    fn set(&mut self, selection: usize, store: u32) {
        let at = wide(store).saturating_mul(self.words).saturating_add(selection >> 6);
        if let Some(word) = self.bits.get_mut(at) {
            *word |= 1_u64.wrapping_shl(narrow(selection & 63));
        }
    }

    /// A store by the text of its number.
    pub(crate) fn find(&self, text: u32) -> Option<u32> {
        self.by_text.get(&text).copied()
    }

    /// Its row in the table, if it has one.
    pub(crate) fn row(&self, store: u32) -> Option<usize> {
        (store != NONE && wide(store) < self.rows).then_some(wide(store))
    }

    /// Whether a selection holds a known store; `None` where this was not worked out in advance.
    #[inline]
    pub(crate) fn holds(&self, selection: u32, store: u32) -> Option<bool> {
        if store == NONE || self.lazy.get(wide(selection)).copied().unwrap_or(true) {
            return None;
        }
        let row = wide(store).wrapping_mul(self.words);
        let row = self.bits.get(row..row.wrapping_add(self.words)).unwrap_or(&[]);
        Some(bit(row, wide(selection)))
    }
}
