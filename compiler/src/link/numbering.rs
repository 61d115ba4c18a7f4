//! Numbers of texts, lists, properties and store columns: by content, for the whole plan; knows no program.

use perk_plan::ops::{ListId, TextId};
use rustc_hash::{FxHashMap, FxHashSet};

use super::tables::{Parts, phase_name};
use super::{Frame, LinkError};
use crate::hir::{GIFT_SCHEME, Name, PropertyType, SchemeRef, Text};

/// Every number that follows from content alone.
pub(super) struct Numbering<'a> {
    /// Sorted.
    texts: Vec<&'a str>,
    /// Where a text was met first, for [`Self::ranks`].
    met: FxHashMap<&'a str, u32>,
    /// The number of each text, in the order in which they were met.
    ranks: Vec<TextId>,
    /// Sorted, without repeats.
    lists: Vec<Vec<TextId>>,
    /// Numbers of the fragments' lists.
    list_ids: FxHashMap<Address, ListId>,
    product_properties: FxHashMap<&'a str, u16>,
    client_properties: FxHashMap<&'a str, u16>,
    /// Only the columns that some program reads, sorted.
    columns: Vec<&'a str>,
}

/// Where a list stands in memory and how long it is. Lists live as long as the fragments, so two of one address are one
/// list, and its texts need not be looked up again. No number depends on an address.
type Address = (usize, usize);

fn address(list: &[Text]) -> Address {
    (list.as_ptr().addr(), list.len())
}

impl<'a> Numbering<'a> {
    pub(super) fn of(parts: &Parts<'a>, frame: &Frame<'a>) -> Result<Self, LinkError> {
        let columns = read_columns(parts);
        let mut meeting = Meeting::default();
        let lists = meeting.lists(parts)?;
        meeting.others(parts, frame, &columns)?;
        let (texts, ranks) = meeting.ranks()?;
        let mut numbering = Self {
            texts,
            met: meeting.met,
            ranks,
            lists: Vec::new(),
            list_ids: FxHashMap::default(),
            product_properties: property_numbers(
                "product property",
                parts.product_properties.iter().map(|it| &it.name),
            )?,
            client_properties: property_numbers("client property", parts.client_properties.iter().map(|it| &it.name))?,
            columns,
        };
        numbering.number_lists(lists)?;
        Ok(numbering)
    }

    /// Numbers lists, told as places in [`Self::ranks`].
    fn number_lists(&mut self, lists: Vec<(Address, Vec<u32>)>) -> Result<(), LinkError> {
        let mut numbered: Vec<(Vec<TextId>, Address)> = Vec::with_capacity(lists.len());
        for (address, mut list) in lists {
            for text in &mut list {
                *text = self.rank(*text)?;
            }
            list.sort_unstable();
            list.dedup();
            numbered.push((list, address));
        }
        numbered.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        self.list_ids.reserve(numbered.len());
        for (list, address) in numbered {
            if self.lists.last() != Some(&list) {
                self.lists.push(list);
            }
            let id = number("lists", self.lists.len().saturating_sub(1))?;
            self.list_ids.insert(address, id);
        }
        Ok(())
    }

    fn rank(&self, place: u32) -> Result<TextId, LinkError> {
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        self.ranks.get(place).copied().ok_or_else(|| LinkError {
            declaration: "texts".to_owned(),
            message: format!("text {place} was not numbered"),
        })
    }

    pub(super) fn text(&self, text: &str) -> Result<TextId, LinkError> {
        match self.met.get(text) {
            Some(place) => self.rank(*place),
            None => Err(LinkError {
                declaration: "texts".to_owned(),
                message: format!("\"{text}\" was not numbered"),
            }),
        }
    }

    pub(super) fn list_of(&self, texts: &[Text]) -> Result<ListId, LinkError> {
        self.list_ids.get(&address(texts)).copied().ok_or_else(|| LinkError {
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

/// Every text that the plan will name, in the order in which it is met.
#[derive(Default)]
struct Meeting<'a> {
    met: FxHashMap<&'a str, u32>,
    order: Vec<&'a str>,
    /// The same for texts by their address: fragments share many of them.
    shared: FxHashMap<usize, u32>,
}

impl<'a> Meeting<'a> {
    fn meet(&mut self, text: &'a str) -> Result<u32, LinkError> {
        let next = number("texts", self.order.len())?;
        let place = *self.met.entry(text).or_insert(next);
        if place == next {
            self.order.push(text);
        }
        Ok(place)
    }

    fn meet_all(&mut self, texts: impl IntoIterator<Item = &'a str>) -> Result<(), LinkError> {
        texts.into_iter().try_for_each(|text| self.meet(text).map(drop))
    }

    /// The lists of all fragments, each once, as places of their texts.
    fn lists(&mut self, parts: &Parts<'a>) -> Result<Vec<(Address, Vec<u32>)>, LinkError> {
        let of_fragments = parts.locals().flat_map(|locals| &locals.lists).map(|list| &**list);
        let of_properties = one_of_values(parts).map(Vec::as_slice);
        let mut seen: FxHashSet<Address> = FxHashSet::default();
        let mut lists = Vec::new();
        for list in of_fragments.chain(of_properties) {
            if !seen.insert(address(list)) {
                continue;
            }
            let mut places = Vec::with_capacity(list.len());
            for text in list {
                let address = text.as_ptr().addr();
                let place = match self.shared.get(&address) {
                    Some(place) => *place,
                    None => {
                        let place = self.meet(text)?;
                        self.shared.insert(address, place);
                        place
                    }
                };
                places.push(place);
            }
            lists.push((address(list), places));
        }
        Ok(lists)
    }

    fn others(&mut self, parts: &Parts<'a>, frame: &Frame<'a>, columns: &[&'a str]) -> Result<(), LinkError> {
        self.meet_all(columns.iter().copied())?;
        self.meet_all(parts.locals().flat_map(|locals| &locals.texts).map(|text| &**text))?;
        let properties = parts.product_properties.iter().chain(&parts.client_properties);
        self.meet_all(properties.map(|it| it.name.as_str()))?;
        let selections = parts.items.iter().chain(&parts.stores).chain(&parts.clients);
        self.meet_all(selections.map(|it| it.name.as_str()))?;
        self.meet_all(parts.schemes.iter().map(|it| it.name.as_str()))?;
        for coupon in &parts.coupons {
            self.meet(coupon.name.as_str())?;
            self.meet(&coupon.title)?;
        }
        for promotion in &parts.promotions {
            self.meet(promotion.name.as_str())?;
            self.meet(&promotion.title)?;
            match promotion.scheme {
                SchemeRef::Own(phase) => {
                    self.meet(phase_name(phase))?;
                }
                SchemeRef::Gifts => {
                    self.meet(GIFT_SCHEME)?;
                }
                SchemeRef::Named(_) => {}
            }
        }
        let positions: Vec<usize> = columns
            .iter()
            .filter_map(|column| frame.stores.columns.iter().position(|heading| **heading == **column))
            .collect();
        for store in &frame.stores.rows {
            self.meet(&store.number)?;
            self.meet_all(store.time_zone.as_deref())?;
            let cells = positions.iter().filter_map(|position| store.columns.get(*position));
            self.meet_all(cells.filter_map(Option::as_deref))?;
        }
        Ok(())
    }

    /// The texts by code points, and the rank of each in the order in which it was met.
    fn ranks(&self) -> Result<(Vec<&'a str>, Vec<TextId>), LinkError> {
        let mut sorted: Vec<(&str, usize)> = self.order.iter().copied().zip(0..).collect();
        sorted.sort_unstable();
        let mut ranks = vec![0; sorted.len()];
        for (rank, (_, met)) in sorted.iter().enumerate() {
            if let Some(slot) = ranks.get_mut(*met) {
                *slot = number("texts", rank)?;
            }
        }
        Ok((sorted.into_iter().map(|(text, _)| text).collect(), ranks))
    }
}
