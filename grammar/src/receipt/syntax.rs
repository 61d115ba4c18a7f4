//! What a `.receipt` text says, as plain strings with their places; knows no catalogue, no money and no calendar.
//!
//! Numbers, dates and names stay text: a number of forty digits loses none of them here. Two values are equal when they
//! say the same, wherever they stand.

/// A place in the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
}

/// A piece of text and where it stood.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// What is said, without quotes and escapes; numbers with a decimal point and no groups, days as `2026-10-05`.
    pub text: String,
    /// Where it is written.
    pub span: Span,
}

impl Text {
    /// A text that stands nowhere yet.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            span: Span::default(),
        }
    }

    /// What is said.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Text {}

/// A whole `.receipt` file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileSyntax {
    /// Receipts, in their order.
    pub receipts: Vec<ReceiptSyntax>,
    /// Clients written outside of any receipt: what the accounts know of them.
    pub clients: Vec<ClientSyntax>,
    /// States of coupons.
    pub coupons: Vec<CodeStateSyntax>,
    /// States of certificates.
    pub certificates: Vec<CodeStateSyntax>,
    /// Uses of limits that belong to no client.
    pub uses: Vec<UseSyntax>,
}

/// One receipt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReceiptSyntax {
    /// Where the receipt stands (never compared by meaning: see [`ReceiptSyntax::place`]).
    pub place: Place,
    /// Its number, as in `receipt "001-2-17-000123"`.
    pub id: Option<Text>,
    /// Sale, unless written.
    pub kind: Option<ReceiptKind>,
    /// The sale that a return takes back.
    pub of: Option<Text>,
    /// When it was opened: `2026-10-05`, `2026-10-05T09:00:00` or with an offset.
    pub at: Option<Text>,
    /// Store.
    pub store: Option<Text>,
    /// Till.
    pub till: Option<Text>,
    /// Cashier.
    pub cashier: Option<Text>,
    /// Client and what is known of them.
    pub client: Option<ClientSyntax>,
    /// Codes presented.
    pub coupons: Vec<Text>,
    /// Certificates presented.
    pub certificates: Vec<Text>,
    /// Points to spend.
    pub spend: Vec<SpendSyntax>,
    /// Choices and refusals.
    pub claims: Vec<ClaimSyntax>,
    /// Means of payment.
    pub tenders: Vec<TenderSyntax>,
    /// Lines.
    pub lines: Vec<LineSyntax>,
}

/// A place that never makes two values differ.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place(pub Span);

impl PartialEq for Place {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Place {}

/// Sale or return.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiptKind {
    /// A sale.
    Sale,
    /// A return.
    Return,
}

/// A sum with the currency written beside it, as in `352.00 RUB`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MoneySyntax {
    /// The number.
    pub amount: Text,
    /// Code of the currency; roubles are `RUB` however they are spelt.
    pub currency: Text,
}

/// A number with a unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuantitySyntax {
    /// The number.
    pub number: Text,
    /// English name of the unit (`pcs`, `kg`, `l`, …), when one is written.
    pub unit: Option<Text>,
}

/// `spend 100 bonus`, `spend max bonus`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpendSyntax {
    /// Account.
    pub account: Text,
    /// How many points; `None` is as many as the rules allow.
    pub amount: Option<Text>,
}

/// `choose "MUG-01" for tea_gift`, `decline tea_gift`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClaimSyntax {
    /// Promotion.
    pub promotion: Text,
    /// What was chosen; `None` is a refusal.
    pub choice: Option<Text>,
}

/// `paid by card "MIR" 352.00 RUB`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TenderSyntax {
    /// `card`, `cash`, `sbp` or another kind as written.
    pub kind: Option<Text>,
    /// Payment system or bank.
    pub brand: Option<Text>,
    /// Sum.
    pub amount: Option<MoneySyntax>,
}

/// One line of a receipt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineSyntax {
    /// Its id, as in `1: 2 x LATTE`; lines without one are counted from 1.
    pub id: Option<Text>,
    /// How many.
    pub quantity: QuantitySyntax,
    /// What: a sku, or a line of the returned receipt.
    pub item: ItemSyntax,
    /// Price of one unit.
    pub price: Option<MoneySyntax>,
    /// Gross sum of the line as the scale gave it.
    pub amount: Option<MoneySyntax>,
    /// Unit of sale when it is none of the known ones.
    pub unit: Option<Text>,
    /// Content of one unit, as in `0.5 l`.
    pub content: Option<Text>,
    /// Name.
    pub name: Option<Text>,
    /// Category.
    pub category: Option<Text>,
    /// Brand.
    pub brand: Option<Text>,
    /// Supplier.
    pub supplier: Option<Text>,
    /// Price that no price type changes.
    pub price_fixed: bool,
    /// Discounts given elsewhere.
    pub discounts: Vec<DiscountSyntax>,
    /// Codes of marked goods.
    pub marks: Vec<Text>,
    /// Promotion whose gift this is.
    pub granted_by: Option<Text>,
    /// Certificate or card that this line sells.
    pub sells: Option<SellsSyntax>,
    /// Further properties.
    pub properties: Vec<PropertySyntax>,
}

/// What a line is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemSyntax {
    /// Goods by sku.
    Sku(Text),
    /// A line of the receipt that is returned.
    Line(Text),
}

impl Default for ItemSyntax {
    fn default() -> Self {
        Self::Sku(Text::default())
    }
}

/// `less 5 RUB by "supplier"`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DiscountSyntax {
    /// Sum.
    pub amount: MoneySyntax,
    /// Who gave it.
    pub by: Option<Text>,
}

/// `sells certificate "GC-1001"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SellsSyntax {
    /// A certificate.
    Certificate(Text),
    /// A card.
    Card(Text),
}

/// `size = "300"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PropertySyntax {
    /// Name.
    pub name: Text,
    /// Value.
    pub value: ValueSyntax,
}

/// The value of a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueSyntax {
    /// `"300"`.
    Text(Text),
    /// One of a list of values: `gold`.
    Word(Text),
    /// `300`, `0.5 l`, `20%` (with the unit `%`).
    Number(QuantitySyntax),
    /// `300 RUB`.
    Money(MoneySyntax),
    /// `2026-10-05`, with a time as everywhere, or a time alone: `09:00`.
    Date(Text),
    /// `yes` or `no`.
    YesNo(Text),
}

/// A client: who they are, and what the accounts know of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientSyntax {
    /// Where it stands.
    pub place: Place,
    /// Number of the card.
    pub card: Option<Text>,
    /// Phone.
    pub phone: Option<Text>,
    /// Identifier.
    pub id: Option<Text>,
    /// Status, when written.
    pub status: Option<ClientStatus>,
    /// Name.
    pub name: Option<Text>,
    /// Day of birth.
    pub birthday: Option<Text>,
    /// Day of registration.
    pub registered: Option<Text>,
    /// Type of the card.
    pub card_type: Option<Text>,
    /// Levels, one per ladder.
    pub levels: Vec<LevelSyntax>,
    /// Groups.
    pub groups: Vec<Text>,
    /// Segments.
    pub segments: Vec<Text>,
    /// Visits before this receipt.
    pub visits: Option<Text>,
    /// Properties.
    pub properties: Vec<PropertySyntax>,
    /// Lots of points.
    pub balances: Vec<BalanceSyntax>,
    /// Debts in points.
    pub debts: Vec<BalanceSyntax>,
    /// Counters.
    pub counters: Vec<CounterSyntax>,
    /// Uses of limits.
    pub uses: Vec<UseSyntax>,
    /// Earlier goods, for sets across receipts.
    pub earlier: Vec<EarlierSyntax>,
    /// Points leased to a till.
    pub leases: Vec<BalanceSyntax>,
}

/// What the registry answers about a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientStatus {
    /// A member.
    Known,
    /// Nobody.
    Guest,
    /// A card nobody knows.
    UnknownCard,
    /// A blocked card or client.
    Blocked,
    /// A card past its term.
    Expired,
    /// The registry did not answer.
    Unreachable,
}

/// `level silver of club until 2027-01-01`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LevelSyntax {
    /// Level.
    pub level: Text,
    /// Ladder, when there are several.
    pub ladder: Option<Text>,
    /// When it was reached.
    pub from: Option<Text>,
    /// When its term ends.
    pub until: Option<Text>,
}

/// `250 bonus lot "L-1" from 2026-01-01 until 2026-07-01 by partner`: points of one account, or one lot of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BalanceSyntax {
    /// How many.
    pub amount: Text,
    /// Account, as written: its name or one of its spoken forms.
    pub account: Text,
    /// Id of the lot.
    pub lot: Option<Text>,
    /// Who issued it.
    pub issuer: Option<Text>,
    /// When it may be spent first.
    pub from: Option<Text>,
    /// When it expires.
    pub until: Option<Text>,
}

/// `counter turnover 12000.00 RUB`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CounterSyntax {
    /// Name.
    pub name: Text,
    /// Value.
    pub value: Text,
    /// Currency, when written.
    pub currency: Option<Text>,
}

/// `used coffee_morning 2 times per client per day on 2026-10-05`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UseSyntax {
    /// Promotion.
    pub promotion: Text,
    /// How many.
    pub amount: Text,
    /// `times`, a unit of goods or a currency.
    pub unit: Text,
    /// Key of the limit, in English words: `client`, `card`, `store`, `receipt`, `day`, `week`, `month`, `year`.
    pub per: Vec<Text>,
    /// Day on which they were used.
    pub on: Option<Text>,
}

/// `earlier 2026-09-01 receipt "R-1" 2 x SHAMPOO at 100 RUB`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EarlierSyntax {
    /// When they were bought.
    pub at: Text,
    /// On which receipt.
    pub receipt: Option<Text>,
    /// The goods.
    pub line: LineSyntax,
}

/// `coupon "AUT-7F3K" { of autumn10 active used 1 times until 2026-12-31 client "C-1" }`, and likewise a certificate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeStateSyntax {
    /// Code.
    pub code: Text,
    /// Declaration in the programme.
    pub of: Option<Text>,
    /// Status, when written.
    pub status: Option<CodeStatus>,
    /// How many times it was used.
    pub used: Option<Text>,
    /// How many times each client used it: client and count.
    pub used_by: Vec<(Text, Text)>,
    /// Client it belongs to.
    pub client: Option<Text>,
    /// When it begins.
    pub from: Option<Text>,
    /// When it ends.
    pub until: Option<Text>,
    /// What is left on a certificate.
    pub left: Option<MoneySyntax>,
}

/// Status of a coupon or certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeStatus {
    /// May be used.
    Active,
    /// Used up.
    Spent,
    /// Blocked.
    Blocked,
    /// Past its term.
    Expired,
}
