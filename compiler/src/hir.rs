//! Typed, owned meaning of declarations: the contract for the back end, the editor and tests; knows no tree and no position.
//!
//! Everything here is resolved and normalised: references are declared names, money is in minor units, percents and
//! quantities are exact decimals, dates are days since 1970, times are seconds of the day. Where the plan has the same
//! notion (phases, comparisons, windows, limits) its type is used as it is. Positions are [`SpanId`]s that only
//! the source map of the declaration can turn into a range, so an edit of blanks leaves a declaration's HIR equal.

mod condition;
mod coupon;
mod promotion;
mod retailer;
mod selection;
mod set;
mod test;
mod text;
mod value;

pub use condition::{ClientFact, Compare, Condition, Fact, ReceiptFact, StoreFact};
pub use coupon::{Coupon, CouponCodes};
pub use promotion::{
    Audience, Base, DaySet, Effect, FixedPrice, ForEach, Gift, Give, Ladder, LadderMode, LadderStep, Limit,
    LimitAmount, Measure, MeasureKind, Place, Priced, Promotion, Recurrence, ReturnPolicy, Reward, Target, TimeRange,
    Window,
};
pub use retailer::{
    Combine, Favour, GIFT_SCHEME, KeywordLanguage, Phase, Prohibition, Property, PropertyType, Protect, ProtectRule,
    Retailer, Rounding, Scheme, SchemeRef, Scope, TotalRounding,
};
pub use selection::{
    ClientSelection, ClientsDeclaration, ItemColumn, ItemSelection, ItemsDeclaration, StoreColumn, StoreSelection,
    StoresDeclaration, Values,
};
pub use set::{Alike, Pick, Role, Set, SetDeclaration};
pub use test::{ClientSetup, Expectation, Test, TestLine, TestTender, TestUse};
pub use text::{Template, TextPart, TextValue};
pub use value::{Currency, Date, LocalTime, Money, Name, Percent, Quantity, SpanId, Text, TimeOfDay, Unit, Value};

/// The meaning of one declaration that this version understands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Declaration {
    /// `retailer`
    Retailer(Retailer),
    /// `product property`
    ProductProperty(Property),
    /// `client property`
    ClientProperty(Property),
    /// `items`
    Items(ItemsDeclaration),
    /// `stores`
    Stores(StoresDeclaration),
    /// `set`
    Set(SetDeclaration),
    /// `clients`
    Clients(ClientsDeclaration),
    /// `protect`
    Protect(Protect),
    /// `scheme`
    Scheme(Scheme),
    /// `coupon`
    Coupon(Coupon),
    /// `promotion`
    Promotion(Box<Promotion>),
    /// `test`
    Test(Box<Test>),
}
