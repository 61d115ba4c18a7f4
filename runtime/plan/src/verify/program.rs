//! Typing of programs on an abstract stack; knows where a program stands, not what a promotion is.

use super::{Checker, VerifyError, wide};
use crate::limits;
use crate::ops::{ClientFact, Code, Fact, GoodsFact, Op, ProductFact, ReceiptFact, StoreFact, Unit};
use crate::plan::{Property, PropertyType};
use crate::time::DAY;

/// The type of a value on the stack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Truth,
    Number,
    Money,
    Quantity(Unit),
    Date,
    Time,
    Text,
}

impl Type {
    fn ordered(self) -> bool {
        match self {
            Self::Truth | Self::Text => false,
            Self::Number | Self::Money | Self::Quantity(_) | Self::Date | Self::Time => true,
        }
    }
}

impl std::fmt::Display for Type {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Truth => "truth",
            Self::Number => "number",
            Self::Money => "money",
            Self::Quantity(Unit::Sale) => "quantity (units of sale)",
            Self::Quantity(Unit::Piece) => "quantity (pieces)",
            Self::Quantity(Unit::Gram) => "quantity (grams)",
            Self::Quantity(Unit::Millilitre) => "quantity (millilitres)",
            Self::Quantity(Unit::Millimetre) => "quantity (millimetres)",
            Self::Date => "date",
            Self::Time => "time",
            Self::Text => "text",
        })
    }
}

/// Where a program stands, which decides what it may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Items,
    Stores,
    Clients,
    Body,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Items => "a product selection",
            Self::Stores => "a store selection",
            Self::Clients => "a client selection",
            Self::Body => "a promotion's body",
        }
    }
}

impl Checker<'_> {
    /// Checks the program of the selection at `row` of its table.
    pub(super) fn selection(&mut self, kind: Kind, row: usize, code: &Code) -> Result<(), VerifyError> {
        self.begin(code)?;
        for (position, op) in code.iter().enumerate() {
            self.op = Some(position);
            if !self.expression(kind, row, op)? {
                return self.refuse("plan-op", format!("{op:?} may not stand in {}", kind.name()));
            }
        }
        self.op = None;
        match self.stack.as_slice() {
            [Type::Truth] => Ok(()),
            other => self.refuse(
                "plan-stack",
                format!("a selection must leave one truth, this leaves {}", Shown(other)),
            ),
        }
    }

    /// Begins a program.
    pub(super) fn begin(&mut self, code: &Code) -> Result<(), VerifyError> {
        self.spend(code.len())?;
        self.stack.clear();
        self.range(code.len() <= limits::CODE_OPS, || {
            format!(
                "a program has {} operations, at most {} are allowed",
                code.len(),
                limits::CODE_OPS
            )
        })
    }

    /// Checks one operation that leaves a value; `false` for one that does not belong to expressions of this kind.
    pub(super) fn expression(&mut self, kind: Kind, row: usize, op: &Op) -> Result<bool, VerifyError> {
        let plan = self.plan;
        match op {
            Op::Money(minor) => {
                self.range(minor.unsigned_abs() <= limits::MONEY.unsigned_abs(), || {
                    format!("{minor} minor units")
                })?;
                self.push(Type::Money)?;
            }
            Op::Number(_) => self.push(Type::Number)?,
            Op::Quantity(_, unit) => self.push(Type::Quantity(*unit))?,
            Op::Date(_) => self.push(Type::Date)?,
            Op::Time(time) => {
                self.range(i64::from(time.0) <= DAY, || format!("second {} of a day", time.0))?;
                self.push(Type::Time)?;
            }
            Op::Text(text) => {
                self.text(*text)?;
                self.push(Type::Text)?;
            }
            Op::Truth(_) => self.push(Type::Truth)?,
            Op::Load(fact) => {
                let Some(value) = self.fact(kind, *fact)? else {
                    return Ok(false);
                };
                self.push(value)?;
            }
            Op::Compare(compare) => {
                let (right, left) = (self.pop()?, self.pop()?);
                let equality = matches!(compare, crate::ops::Compare::Equal | crate::ops::Compare::NotEqual);
                if left != right || !(left.ordered() || equality) {
                    return self.refuse("plan-type", format!("{compare:?} of {left} and {right}"));
                }
                self.push(Type::Truth)?;
            }
            Op::Between => {
                let (high, low, value) = (self.pop()?, self.pop()?, self.pop()?);
                if value != low || value != high || !value.ordered() {
                    return self.refuse("plan-type", format!("{value} between {low} and {high}"));
                }
                self.push(Type::Truth)?;
            }
            Op::OneOf(list) => {
                self.list(*list)?;
                self.expect(Type::Text)?;
                self.push(Type::Truth)?;
            }
            Op::And | Op::Or => {
                self.expect(Type::Truth)?;
                self.expect(Type::Truth)?;
                self.push(Type::Truth)?;
            }
            Op::Not => {
                self.expect(Type::Truth)?;
                self.push(Type::Truth)?;
            }
            Op::InCategory(text) | Op::HasTag(text) if kind == Kind::Items => {
                self.text(*text)?;
                self.push(Type::Truth)?;
            }
            Op::SkuIn(list) | Op::BarcodeIn(list) if kind == Kind::Items => {
                self.list(*list)?;
                self.push(Type::Truth)?;
            }
            Op::StoreIn(list) if kind == Kind::Stores => {
                self.list(*list)?;
                self.push(Type::Truth)?;
            }
            Op::InItems(items) if kind == Kind::Items => {
                self.backwards("product selection", wide(*items), row)?;
                self.push(Type::Truth)?;
            }
            Op::InStores(stores) if kind == Kind::Stores => {
                self.backwards("store selection", wide(*stores), row)?;
                self.push(Type::Truth)?;
            }
            Op::InStores(stores) if kind == Kind::Body => {
                self.index("store selection", wide(*stores), plan.stores.len())?;
                self.push(Type::Truth)?;
            }
            Op::InClients(clients) if kind == Kind::Clients => {
                self.backwards("client selection", wide(*clients), row)?;
                self.push(Type::Truth)?;
            }
            Op::InClients(clients) if kind == Kind::Body => {
                self.index("client selection", wide(*clients), plan.clients.len())?;
                self.push(Type::Truth)?;
            }
            Op::KnownClient | Op::GuestClient if matches!(kind, Kind::Clients | Kind::Body) => {
                self.push(Type::Truth)?
            }
            Op::InCategory(_)
            | Op::HasTag(_)
            | Op::SkuIn(_)
            | Op::BarcodeIn(_)
            | Op::StoreIn(_)
            | Op::InItems(_)
            | Op::InStores(_)
            | Op::InClients(_)
            | Op::KnownClient
            | Op::GuestClient
            | Op::Require(_)
            | Op::GivePercent { .. }
            | Op::GiveSum { .. }
            | Op::GiveEach { .. }
            | Op::GivePrice { .. }
            | Op::GiveLadder(_)
            | Op::GiveGift { .. } => return Ok(false),
        }
        Ok(true)
    }

    /// The type of a fact; `None` where it may not be read from here.
    fn fact(&self, kind: Kind, fact: Fact) -> Result<Option<Type>, VerifyError> {
        let plan = self.plan;
        let (at_home, value) = match fact {
            Fact::Goods(
                GoodsFact::Amount | GoodsFact::ListAmount | GoodsFact::Cheapest | GoodsFact::Dearest,
                items,
            ) => (self.of_goods(kind, items)?, Type::Money),
            Fact::Goods(GoodsFact::Quantity(unit), items) => (self.of_goods(kind, items)?, Type::Quantity(unit)),
            Fact::Goods(GoodsFact::Distinct, items) => (self.of_goods(kind, items)?, Type::Number),
            Fact::Receipt(ReceiptFact::Date) => (kind == Kind::Body, Type::Date),
            Fact::Receipt(ReceiptFact::Time) => (kind == Kind::Body, Type::Time),
            Fact::Receipt(ReceiptFact::Till | ReceiptFact::Cashier | ReceiptFact::Tender) => {
                (kind == Kind::Body, Type::Text)
            }
            Fact::Store(StoreFact::Number) => (matches!(kind, Kind::Body | Kind::Stores), Type::Text),
            Fact::Store(StoreFact::Column(column)) => {
                self.index("store column", usize::from(column), plan.store_columns.len())?;
                (matches!(kind, Kind::Body | Kind::Stores), Type::Text)
            }
            Fact::Client(ClientFact::Property(property)) => {
                let value = self.property("client property", property, &plan.client_properties)?;
                (matches!(kind, Kind::Body | Kind::Clients), value)
            }
            Fact::Client(ClientFact::Age | ClientFact::Visits | ClientFact::ThisVisit) => {
                (matches!(kind, Kind::Body | Kind::Clients), Type::Number)
            }
            Fact::Client(ClientFact::Registered) => (matches!(kind, Kind::Body | Kind::Clients), Type::Date),
            Fact::Product(ProductFact::Brand | ProductFact::Supplier) => (kind == Kind::Items, Type::Text),
            Fact::Product(ProductFact::Price) => (kind == Kind::Items, Type::Money),
            Fact::Product(ProductFact::Property(property)) => {
                let value = self.property("product property", property, &plan.product_properties)?;
                (kind == Kind::Items, value)
            }
        };
        Ok(at_home.then_some(value))
    }

    /// Whether a fact of selected goods may be read: in a promotion's body.
    fn of_goods(&self, kind: Kind, items: u32) -> Result<bool, VerifyError> {
        self.index("product selection", wide(items), self.plan.items.len())?;
        Ok(kind == Kind::Body)
    }

    fn property(&self, what: &'static str, index: u16, properties: &[Property]) -> Result<Type, VerifyError> {
        match properties.get(usize::from(index)) {
            Some(property) => Ok(match property.kind {
                PropertyType::YesNo => Type::Truth,
                PropertyType::Number => Type::Number,
                PropertyType::Money => Type::Money,
                PropertyType::Date => Type::Date,
                PropertyType::Text | PropertyType::OneOf(_) => Type::Text,
            }),
            None => self.refuse(
                "plan-index",
                format!("{what} {index} is out of range, there are {}", properties.len()),
            ),
        }
    }

    fn backwards(&self, what: &'static str, index: usize, row: usize) -> Result<(), VerifyError> {
        if index < row {
            Ok(())
        } else {
            self.refuse(
                "plan-reference",
                format!("{what} {row} refers to {index}, which does not stand before it"),
            )
        }
    }

    fn push(&mut self, value: Type) -> Result<(), VerifyError> {
        if self.stack.len() >= limits::STACK {
            return self.refuse("plan-stack", format!("more than {} values on the stack", limits::STACK));
        }
        self.stack.push(value);
        Ok(())
    }

    fn pop(&mut self) -> Result<Type, VerifyError> {
        match self.stack.pop() {
            Some(value) => Ok(value),
            None => self.refuse("plan-stack", "a value is needed and the stack is empty".to_owned()),
        }
    }

    /// Takes a value of a type off the stack.
    pub(super) fn expect(&mut self, needed: Type) -> Result<(), VerifyError> {
        let found = self.pop()?;
        if found == needed {
            Ok(())
        } else {
            self.refuse("plan-type", format!("a {needed} is needed, a {found} is there"))
        }
    }

    /// Checks that nothing is on the stack.
    pub(super) fn empty(&self) -> Result<(), VerifyError> {
        if self.stack.is_empty() {
            Ok(())
        } else {
            self.refuse(
                "plan-stack",
                format!("values are left on the stack: {}", Shown(&self.stack)),
            )
        }
    }
}

/// Types as a person reads them.
struct Shown<'a>(&'a [Type]);

impl std::fmt::Display for Shown<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            [] => formatter.write_str("nothing"),
            [one] => write!(formatter, "a {one}"),
            [first, rest @ ..] => write!(formatter, "a {first} and {} more", rest.len()),
        }
    }
}
