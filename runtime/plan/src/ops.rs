//! The instruction set: what conditions, selections and promotion bodies are made of.
//!
//! A program is a postfix sequence of operations without jumps, so it runs once from first to last: it ends, and its
//! cost is known before it runs. Truth has three values: a fact that is absent (a guest has no birthday) makes a
//! comparison *absent*, and `And`, `Or`, `Not` follow Kleene's strong logic; an absent condition does not hold.
//! The written reference is `docs/reference/instructions.md`.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{Date, TimeOfDay};

/// Index of a text in [`crate::Plan::texts`].
pub type TextId = u32;
/// Index of a sorted list of texts in [`crate::Plan::lists`].
pub type ListId = u32;
/// Index of a product selection in [`crate::Plan::items`].
pub type ItemsId = u32;
/// Index of a client selection in [`crate::Plan::clients`].
pub type ClientsId = u32;
/// Index of a store selection in [`crate::Plan::stores`].
pub type StoresId = u32;
/// Index of a ladder in [`crate::Plan::ladders`].
pub type LadderId = u32;

/// A program.
pub type Code = Vec<Op>;

/// One operation. The comment gives the stack effect: `before -- after`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Op {
    /// `-- money` An amount in minor units.
    Money(i64),
    /// `-- number` A plain number or a count.
    Number(#[serde(with = "crate::exact")] Decimal),
    /// `-- quantity` A quantity; its unit is [`Unit`].
    Quantity(#[serde(with = "crate::exact")] Decimal, Unit),
    /// `-- date`
    Date(Date),
    /// `-- time`
    Time(TimeOfDay),
    /// `-- text`
    Text(TextId),
    /// `-- truth`
    Truth(bool),

    /// `-- value` Reads a fact. Its type is [`Fact`]'s; it may be absent.
    Load(Fact),
    /// `a b -- truth` Both of one type.
    Compare(Compare),
    /// `value low high -- truth` Both ends included.
    Between,
    /// `text -- truth` The text is one of a list.
    OneOf(ListId),
    /// `truth truth -- truth`
    And,
    /// `truth truth -- truth`
    Or,
    /// `truth -- truth`
    Not,

    /// `-- truth` In a product selection: the product's category is this path or below it, by path element.
    InCategory(TextId),
    /// `-- truth` In a product selection: the product's SKU is in the list.
    SkuIn(ListId),
    /// `-- truth` In a product selection: one of the product's barcodes is in the list.
    BarcodeIn(ListId),
    /// `-- truth` In a product selection: the product has this tag.
    HasTag(TextId),
    /// `-- truth` In a product selection: the product is in another selection, which stands earlier in the table.
    InItems(ItemsId),
    /// `-- truth` In a store selection: the store's number is in the list.
    StoreIn(ListId),
    /// `-- truth` The receipt's store is in the selection; in a store selection, one that stands earlier.
    InStores(StoresId),
    /// `-- truth` The client is in the selection; in a client selection, one that stands earlier. A known client is in it or
    /// is not, also where a fact that it asks for is absent. Absent for a guest.
    InClients(ClientsId),
    /// `-- truth` The client is known (never absent).
    KnownClient,
    /// `-- truth` Nobody presented anything (never absent); a blocked client or an unknown card is neither known nor a guest.
    GuestClient,

    /// `truth --` In a promotion body: the promotion's condition number `n` must hold, else the body ends here.
    Require(u16),
    /// `--` In a promotion body: a percent off the object.
    GivePercent {
        /// What it is taken off.
        off: Object,
        /// Percent, `0 < p ≤ 100`.
        #[serde(with = "crate::exact")]
        percent: Decimal,
        /// The amount it is a percent of.
        base: Base,
    },
    /// `--` In a promotion body: a sum off the object, spread over the units that take part.
    GiveSum {
        /// What it is taken off.
        off: Object,
        /// Minor units, positive.
        amount: i64,
    },
    /// `--` In a promotion body: a sum off each unit of sale (each kilogram of weighed goods).
    GiveEach {
        /// The goods: of a selection or of a role.
        off: Object,
        /// Minor units per unit, positive.
        amount: i64,
    },
    /// `--` In a promotion body: a price per unit of sale of a selection or role, or per instance of the set; never raises a
    /// price.
    GivePrice {
        /// What costs so much.
        of: Object,
        /// Minor units per unit or instance, not negative.
        price: i64,
    },
    /// `--` In a promotion body: the step of a ladder that the measure has reached.
    GiveLadder(LadderId),
    /// `--` In a promotion body, alone: units of the goods for nothing or at a price, taken from the receipt or offered to the
    /// till (decisions 0131 and 0133).
    GiveGift {
        /// The goods to choose from.
        items: ItemsId,
        /// How many units, at least one.
        count: u32,
        /// No SKU twice.
        distinct: bool,
        /// What each unit costs: minor units, not negative.
        price: i64,
    },
}

/// A comparison of two values of one type. Texts compare for equality only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Compare {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

/// The unit of a quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Unit {
    /// Units of sale, whatever they are: what a line's quantity counts.
    Sale,
    /// Pieces.
    Piece,
    /// Grams (kilograms are written as 1000 g).
    Gram,
    /// Millilitres (litres are written as 1000 ml).
    Millilitre,
    /// Millimetres (metres are written as 1000 mm).
    Millimetre,
}

/// What a discount is taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Object {
    /// The units of a selection.
    Items(ItemsId),
    /// The whole receipt: every line that may take part in promotions.
    Receipt,
    /// The units of an instance of the promotion's set.
    Set,
    /// The units of one role of an instance, by its position in the set.
    Role(u16),
    /// So many of the cheapest units of an instance; ties by SKU and line id.
    Cheapest(u32),
    /// So many of the dearest units of an instance; ties by SKU and line id.
    Dearest(u32),
}

/// What a percent is a percent of (semantics §2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Base {
    /// The amount at the start of the scheme.
    SchemeStart,
    /// The shelf price times the quantity.
    ListPrice,
    /// The amount left when this promotion's turn comes.
    RunningPrice,
}

/// A fact that a program may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Fact {
    /// Of the goods of a selection that are on the receipt.
    Goods(GoodsFact, ItemsId),
    /// Of the receipt itself.
    Receipt(ReceiptFact),
    /// Of the store.
    Store(StoreFact),
    /// Of the client.
    Client(ClientFact),
    /// In a product selection: of one product.
    Product(ProductFact),
}

/// What is known of selected goods. The facts `receipt.amount`, `.list_amount`, `.quantity` and `.products` are those of all goods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum GoodsFact {
    /// Money: their amount at the start of the scheme.
    Amount,
    /// Money: shelf price times quantity.
    ListAmount,
    /// Quantity of the unit: how much of those that are sold by that unit's dimension; goods sold otherwise do not count.
    /// [`Unit::Sale`]: of all of them, in units of sale.
    Quantity(Unit),
    /// Number: distinct SKUs.
    Distinct,
    /// Money: the lowest shelf price; absent where there are none.
    Cheapest,
    /// Money: the highest shelf price; absent where there are none.
    Dearest,
}

/// What a receipt says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ReceiptFact {
    /// Date: the local date.
    Date,
    /// Time: the local time of day.
    Time,
    /// Text: the till's number; absent where the receipt names none.
    Till,
    /// Text: the cashier; absent where the receipt names none.
    Cashier,
    /// Text: the kind of the sole tender; absent without tenders or with several kinds.
    Tender,
}

/// What is known of the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum StoreFact {
    /// Text: its number; absent where the receipt names none.
    Number,
    /// Text: a column of the store table ([`crate::Plan::store_columns`]); absent where the store has none.
    Column(u16),
}

/// What is known of the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ClientFact {
    /// A declared client property ([`crate::Plan::client_properties`]), of its type; absent where not known.
    Property(u16),
    /// Number: full years since the client's birthday on the receipt's date (29 February → 28).
    Age,
    /// Date: when the client was registered.
    Registered,
    /// Number: receipts of the client before this one.
    Visits,
    /// Number: the client's visits, this one included.
    ThisVisit,
}

/// What is known of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ProductFact {
    /// Text: brand.
    Brand,
    /// Text: supplier.
    Supplier,
    /// Money: the shelf price on the line.
    Price,
    /// A declared product property ([`crate::Plan::product_properties`]), of its type.
    Property(u16),
}
