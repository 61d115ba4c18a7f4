//! What can be wrong, or odd, with data that is read: what was found and what is needed, as data; knows no file. How it is
//! said in English and in Russian stands in `words`.

mod words;

use crate::receipt::ClientKey;
use crate::time::NoSuch;

/// What is wrong or odd at a place of a text. Texts of the author are cut to [`shown`] length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Complaint {
    /// More bytes than are read.
    TooLarge {
        /// What it is.
        what: Document,
        /// Its bytes.
        bytes: usize,
        /// The most that are read.
        limit: usize,
    },
    /// Bytes that are not UTF-8.
    NotUtf8 {
        /// The first of them, from 0.
        byte: usize,
        /// What the text may be written in.
        guess: Option<Encoding>,
    },
    /// A character that nobody sees.
    Hidden {
        /// The character.
        character: char,
    },

    /// Something after the end of the value.
    Trailing,
    /// A value is needed; `None`: the text ends.
    ValueNeeded {
        /// What stands there instead.
        found: Option<String>,
    },
    /// Another kind of value is needed.
    KindNeeded {
        /// The kind that is needed.
        needed: ValueKind,
        /// The kind that is there.
        found: ValueKind,
    },
    /// A text, a number or true or false is needed.
    PlainNeeded {
        /// The kind that is there.
        found: ValueKind,
    },
    /// A bare word that is not one of JSON's own.
    OnlyWord {
        /// The word of JSON that begins so.
        word: &'static str,
    },
    /// A text in quotes that does not end.
    TextNotClosed,
    /// A control character inside a text.
    ControlCharacter,
    /// An escape that JSON does not have.
    UnknownEscape,
    /// An object holds something that is not a key.
    KeyNeeded,
    /// No colon after a key.
    ColonNeeded,
    /// Neither a comma nor the closing bracket.
    CommaNeeded {
        /// The closing bracket.
        close: char,
        /// Whether the text ends there.
        ended: bool,
    },
    /// Values nested too deep.
    TooDeep {
        /// The most.
        limit: usize,
    },
    /// A key that stands twice in one object.
    KeyTwice {
        /// The key.
        key: String,
    },
    /// A needed field is not there.
    FieldMissing {
        /// The field.
        field: &'static str,
    },
    /// A text that must say something is empty.
    EmptyText,

    /// NaN and infinities.
    NotPayable {
        /// As written.
        written: String,
    },
    /// Not a number of JSON's grammar.
    NotJsonNumber {
        /// As written.
        written: String,
    },
    /// More digits than are read.
    TooManyDigits {
        /// The most.
        limit: usize,
    },
    /// `007`.
    LeadingZero {
        /// As written.
        written: String,
    },
    /// An empty text where a number is needed.
    EmptyNumber,
    /// `1e3`.
    Exponent {
        /// As written.
        written: String,
    },
    /// `1,50`.
    DecimalComma {
        /// As written.
        written: String,
    },
    /// `+1`.
    Plus {
        /// As written.
        written: String,
    },
    /// No number at all.
    NotNumber {
        /// As written.
        written: String,
    },
    /// Not `max`, and not an amount for this reason.
    NotMaxNorAmount(Box<Complaint>),

    /// A schema that this program does not know.
    UnknownSchema {
        /// As written.
        written: String,
    },
    /// A return.
    Return,
    /// A field that only a return has.
    FieldOfReturn,
    /// A kind of receipt that is not known.
    UnknownKind {
        /// As written.
        written: String,
        /// The likely meaning.
        meant: Option<&'static str>,
    },
    /// Not an instant.
    NotInstant {
        /// As written.
        written: String,
    },
    /// Written like a date, but there is no such day.
    NoSuchDay {
        /// The day.
        day: String,
    },
    /// Written like a time, but a day has no such one.
    NoSuchTime {
        /// The time.
        time: String,
    },
    /// A client who is named by two keys.
    ClientTwice,
    /// A client who is named by no key.
    ClientWithoutKey,
    /// Too many lines.
    TooManyLines {
        /// The most.
        limit: usize,
    },
    /// Two lines of one id.
    LineIdTwice {
        /// The id.
        id: String,
    },
    /// Another number of codes than of units.
    Marks {
        /// How many codes.
        codes: usize,
        /// The quantity, as a decimal.
        quantity: String,
    },
    /// A quantity of zero.
    QuantityZero,
    /// A quantity below zero.
    QuantityNegative {
        /// The quantity.
        quantity: String,
    },
    /// An amount below zero.
    Negative {
        /// The amount.
        amount: String,
    },
    /// A field that is not known; it is echoed.
    UnknownField {
        /// The field.
        key: String,
        /// In how many more places it stands.
        more: usize,
        /// The likely meaning.
        meant: Option<&'static str>,
    },

    /// A client without id and card.
    NobodyNamed,
    /// A status that is not known.
    UnknownStatus {
        /// As written.
        written: String,
        /// The known ones.
        known: Vec<&'static str>,
    },
    /// A text that is no coupon code.
    NotCode {
        /// As written.
        written: String,
    },
    /// A coupon code that is told of twice.
    CodeTwice {
        /// As written.
        code: String,
    },
    /// A field of a coupon that is not known.
    UnknownCouponField {
        /// As written.
        key: String,
        /// The known ones.
        known: Vec<&'static str>,
    },
    /// Not a date.
    NotDate {
        /// As written.
        written: String,
    },
    /// Not a whole number of visits.
    NotWhole {
        /// As written.
        written: String,
    },
    /// A property that is given twice.
    PropertyTwice {
        /// The property.
        key: String,
    },
    /// A client inside a client.
    ClientInClient,
    /// Fields of a client beside `clients`.
    FieldsBesideClients,
    /// A field that an entry of `uses` does not have.
    UnknownUseField {
        /// The field.
        key: String,
    },
    /// What a decision consumed of a coupon code, among uses of limits.
    CouponAmongUses,
    /// Something else than uses of a limit among them.
    NotUseOfLimit {
        /// What it says it is.
        what: String,
    },
    /// Not the key of a limit.
    NotUseKey {
        /// As written.
        written: String,
    },
    /// Uses below zero or past every limit.
    NotUseAmount {
        /// As written.
        written: String,
    },
    /// Uses of one promotion, key and unit that are given twice.
    UsesTwice {
        /// The promotion.
        promotion: String,
        /// The key.
        key: String,
    },
    /// A client's key that the same client has already, or another.
    KeyTaken {
        /// The key.
        key: ClientKey,
        /// The client who has it; `None`: the same.
        owner: Option<String>,
    },
    /// A field that is promised for later; it is passed over.
    LaterField {
        /// The client, from 1.
        client: usize,
        /// The field.
        key: String,
    },
    /// A field that is not known and not plain; it is passed over.
    NestedField {
        /// The client, from 1.
        client: usize,
        /// The field.
        key: String,
    },
    /// A field that is taken as a property, and looks like a slip.
    FieldAsProperty {
        /// The client, from 1.
        client: usize,
        /// The field.
        key: String,
        /// The likely meaning.
        meant: &'static str,
    },

    /// A table of nothing.
    EmptyTable,
    /// Too many columns.
    TooManyColumns {
        /// How many there are.
        found: usize,
        /// The most.
        limit: usize,
    },
    /// A column without a heading.
    NoHeading {
        /// The column, from 1.
        column: usize,
    },
    /// Two columns with one heading.
    HeadingTwice {
        /// The first, from 1.
        first: usize,
        /// The second.
        second: usize,
    },
    /// A row of another length than the headings.
    RowLength {
        /// Its cells.
        cells: usize,
        /// The columns.
        columns: usize,
    },
    /// A quote that is never closed.
    QuoteNotClosed,
    /// Anything else the CSV reader refuses, in its words.
    BrokenTable {
        /// The reader's words.
        words: String,
    },
    /// A catalogue without a column of SKUs.
    NoSkuColumn {
        /// The columns there are.
        columns: String,
    },
    /// A row without a SKU.
    EmptySku,
    /// A SKU that stands twice.
    SkuTwice {
        /// The SKU.
        sku: String,
        /// Line of the first.
        first: u64,
        /// Line of the second.
        second: u64,
    },
    /// No price.
    NotPrice {
        /// As written.
        written: String,
    },
    /// A price below zero.
    PriceNegative {
        /// The price.
        price: String,
    },
    /// A column that is taken as a property, and looks like a slip.
    ColumnAsProperty {
        /// Its heading.
        heading: String,
        /// The likely meaning.
        meant: &'static str,
    },
}

impl Complaint {
    /// What is wrong with a text that should be an instant.
    #[must_use]
    pub fn of_instant(written: &str) -> Self {
        let otherwise = Self::NotInstant {
            written: shown(written),
        };
        Self::no_such(written).unwrap_or(otherwise)
    }

    /// What is wrong with a text that should be a date, perhaps with a time.
    #[must_use]
    pub fn of_date(written: &str) -> Self {
        let otherwise = Self::NotDate {
            written: shown(written),
        };
        Self::no_such(written).unwrap_or(otherwise)
    }

    fn no_such(written: &str) -> Option<Self> {
        Some(match NoSuch::of(written)? {
            NoSuch::Day(day) => Self::NoSuchDay { day: day.to_owned() },
            NoSuch::Time(time) => Self::NoSuchTime { time: time.to_owned() },
        })
    }
}

/// What is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Document {
    /// A receipt.
    Receipt,
    /// A snapshot of clients.
    Snapshot,
    /// A table.
    Table,
}

/// What a text that is not UTF-8 may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-16, by its mark.
    Utf16,
    /// Windows-1251, by its letters.
    Windows1251,
}

/// A kind of JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// `{…}`
    Object,
    /// `[…]`
    Array,
    /// `"…"`
    Text,
    /// `12.5`
    Number,
    /// `true`, `false`
    YesNo,
    /// `null`
    Null,
}

/// At most forty characters of a text, for a message.
#[must_use]
pub fn shown(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
