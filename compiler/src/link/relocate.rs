//! Renumbering of programs: from a fragment's own tables to the plan's; changes no operation.

use perk_plan::ops::{ClientFact, Code, Fact, ItemsId, Object, Op, ProductFact, StoreFact};
use perk_plan::plan::{Days, Ladder, Piece, Recurring, Role, Set};

use super::LinkError;
use super::numbering::Numbering;
use crate::lower::Locals;

/// Where the entries of one fragment's tables stand in the plan.
pub(super) struct Room<'a> {
    pub(super) declaration: String,
    pub(super) locals: &'a Locals,
    pub(super) texts: Vec<u32>,
    pub(super) lists: Vec<u32>,
    pub(super) items: Vec<u32>,
    pub(super) stores: Vec<u32>,
    pub(super) clients: Vec<u32>,
    product_properties: Vec<u16>,
    client_properties: Vec<u16>,
    store_columns: Vec<u16>,
}

impl<'a> Room<'a> {
    /// A room whose selections are not known yet.
    pub(super) fn new(
        declaration: impl Into<String>,
        locals: &'a Locals,
        numbering: &Numbering<'_>,
    ) -> Result<Self, LinkError> {
        let declaration = declaration.into();
        let missing = |what: &str, name: &str| LinkError {
            declaration: declaration.clone(),
            message: format!("the {what} {name} is not declared"),
        };
        let texts: Result<_, _> = locals.texts.iter().map(|text| numbering.text(text)).collect();
        let lists: Result<_, _> = locals.lists.iter().map(|list| numbering.list_of(list)).collect();
        let product_properties: Result<_, _> = locals
            .product_properties
            .iter()
            .map(|it| {
                numbering
                    .product_property(it)
                    .ok_or_else(|| missing("product property", it.as_str()))
            })
            .collect();
        let client_properties: Result<_, _> = locals
            .client_properties
            .iter()
            .map(|it| {
                numbering
                    .client_property(it)
                    .ok_or_else(|| missing("client property", it.as_str()))
            })
            .collect();
        let store_columns: Result<_, _> = locals
            .store_columns
            .iter()
            .map(|it| numbering.store_column(it).ok_or_else(|| missing("store column", it)))
            .collect();
        Ok(Self {
            locals,
            texts: texts?,
            lists: lists?,
            items: Vec::new(),
            stores: Vec::new(),
            clients: Vec::new(),
            product_properties: product_properties?,
            client_properties: client_properties?,
            store_columns: store_columns?,
            declaration,
        })
    }

    /// An entry of one of the tables.
    fn entry<T: Copy>(&self, table: &[T], index: usize) -> Result<T, LinkError> {
        table.get(index).copied().ok_or_else(|| LinkError {
            declaration: self.declaration.clone(),
            message: format!("entry {index} of its tables is missing"),
        })
    }

    fn wide(&self, table: &[u32], index: u32) -> Result<u32, LinkError> {
        self.entry(table, usize::try_from(index).unwrap_or(usize::MAX))
    }

    pub(super) fn items(&self, id: ItemsId) -> Result<u32, LinkError> {
        self.wide(&self.items, id)
    }

    pub(super) fn stores(&self, id: u32) -> Result<u32, LinkError> {
        self.wide(&self.stores, id)
    }

    pub(super) fn clients(&self, id: u32) -> Result<u32, LinkError> {
        self.wide(&self.clients, id)
    }

    pub(super) fn text(&self, id: u32) -> Result<u32, LinkError> {
        self.wide(&self.texts, id)
    }

    pub(super) fn list(&self, id: u32) -> Result<u32, LinkError> {
        self.wide(&self.lists, id)
    }

    pub(super) fn object(&self, object: Object) -> Result<Object, LinkError> {
        Ok(match object {
            Object::Items(items) => Object::Items(self.items(items)?),
            Object::Receipt | Object::Set | Object::Role(_) | Object::Cheapest(_) | Object::Dearest(_) => object,
        })
    }

    /// A program; `ladder` says where a ladder of this fragment stands.
    pub(super) fn code(&self, code: &Code, ladder: impl Fn(u32) -> Result<u32, LinkError>) -> Result<Code, LinkError> {
        code.iter().map(|op| self.op(op, &ladder)).collect()
    }

    fn op(&self, op: &Op, ladder: impl Fn(u32) -> Result<u32, LinkError>) -> Result<Op, LinkError> {
        Ok(match op {
            Op::Text(text) => Op::Text(self.wide(&self.texts, *text)?),
            Op::InCategory(text) => Op::InCategory(self.wide(&self.texts, *text)?),
            Op::HasTag(text) => Op::HasTag(self.wide(&self.texts, *text)?),
            Op::OneOf(list) => Op::OneOf(self.list(*list)?),
            Op::SkuIn(list) => Op::SkuIn(self.list(*list)?),
            Op::BarcodeIn(list) => Op::BarcodeIn(self.list(*list)?),
            Op::StoreIn(list) => Op::StoreIn(self.list(*list)?),
            Op::InItems(items) => Op::InItems(self.items(*items)?),
            Op::InStores(stores) => Op::InStores(self.stores(*stores)?),
            Op::InClients(clients) => Op::InClients(self.clients(*clients)?),
            Op::Load(fact) => Op::Load(self.fact(*fact)?),
            Op::GivePercent { off, percent, base } => Op::GivePercent {
                off: self.object(*off)?,
                percent: *percent,
                base: *base,
            },
            Op::GiveSum { off, amount } => Op::GiveSum {
                off: self.object(*off)?,
                amount: *amount,
            },
            Op::GiveEach { off, amount } => Op::GiveEach {
                off: self.object(*off)?,
                amount: *amount,
            },
            Op::GivePrice { of, price } => Op::GivePrice {
                of: self.object(*of)?,
                price: *price,
            },
            Op::GiveLadder(local) => Op::GiveLadder(ladder(*local)?),
            Op::GiveGift {
                items,
                count,
                distinct,
                price,
            } => Op::GiveGift {
                items: self.items(*items)?,
                count: *count,
                distinct: *distinct,
                price: *price,
            },
            Op::Money(_)
            | Op::Number(_)
            | Op::Quantity(..)
            | Op::Date(_)
            | Op::Time(_)
            | Op::Truth(_)
            | Op::Compare(_)
            | Op::Between
            | Op::And
            | Op::Or
            | Op::Not
            | Op::KnownClient
            | Op::GuestClient
            | Op::Require(_) => op.clone(),
        })
    }

    fn fact(&self, fact: Fact) -> Result<Fact, LinkError> {
        Ok(match fact {
            Fact::Goods(what, items) => Fact::Goods(what, self.items(items)?),
            Fact::Store(StoreFact::Column(column)) => {
                Fact::Store(StoreFact::Column(self.entry(&self.store_columns, usize::from(column))?))
            }
            Fact::Client(ClientFact::Property(property)) => {
                Fact::Client(ClientFact::Property(self.client_property(property)?))
            }
            Fact::Product(ProductFact::Property(property)) => Fact::Product(ProductFact::Property(
                self.entry(&self.product_properties, usize::from(property))?,
            )),
            Fact::Receipt(_)
            | Fact::Store(StoreFact::Number)
            | Fact::Client(ClientFact::Age | ClientFact::Registered | ClientFact::Visits | ClientFact::ThisVisit)
            | Fact::Product(ProductFact::Brand | ProductFact::Supplier | ProductFact::Price) => fact,
        })
    }

    fn client_property(&self, property: u16) -> Result<u16, LinkError> {
        self.entry(&self.client_properties, usize::from(property))
    }

    pub(super) fn recurring(&self, recurring: &Recurring) -> Result<Recurring, LinkError> {
        let days = match recurring.days {
            Days::AroundClientDate {
                property,
                before,
                after,
            } => Days::AroundClientDate {
                property: self.client_property(property)?,
                before,
                after,
            },
            Days::Every | Days::Weekdays(_) | Days::OfMonth(..) | Days::NthWeekday(..) => recurring.days.clone(),
        };
        Ok(Recurring {
            days,
            ..recurring.clone()
        })
    }

    pub(super) fn ladder(&self, ladder: &Ladder) -> Result<Ladder, LinkError> {
        Ok(Ladder {
            off: self.object(ladder.off)?,
            of: self.items(ladder.of)?,
            ..ladder.clone()
        })
    }

    pub(super) fn set(&self, set: &Set) -> Result<Set, LinkError> {
        let roles = set.roles.iter().map(|role| {
            Ok(Role {
                name: role.name.map(|name| self.wide(&self.texts, name)).transpose()?,
                items: self.items(role.items)?,
                pick: role.pick,
            })
        });
        Ok(Set {
            name: set.name.map(|name| self.wide(&self.texts, name)).transpose()?,
            roles: roles.collect::<Result<_, LinkError>>()?,
            reuse: set.reuse,
        })
    }

    pub(super) fn piece(&self, piece: &Piece) -> Result<Piece, LinkError> {
        Ok(match piece {
            Piece::Text(text) => Piece::Text(self.wide(&self.texts, *text)?),
            Piece::ClientProperty(property) => Piece::ClientProperty(self.client_property(*property)?),
            Piece::Saved
            | Piece::Times
            | Piece::Title
            | Piece::Total
            | Piece::Discount
            | Piece::Date
            | Piece::Store => piece.clone(),
        })
    }
}
