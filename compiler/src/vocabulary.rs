//! The built-in facts and text values: one table for resolution, hover, completion and the reference; knows no programme.

use std::sync::LazyLock;

use perk_grammar::keywords;
use rustc_hash::FxHashMap;

use crate::diagnostic::Bilingual;
use crate::hir::{ClientFact, Fact, Name, ReceiptFact, StoreFact, TextValue};
use crate::ty::Ty;

/// What a built-in name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// A fact of the receipt.
    Receipt(ReceiptFact),
    /// A fact of the client that is no property.
    Client(ClientWord),
    /// A client property that every programme has: date of birth, name.
    ClientProperty(&'static str),
    /// The store's code or one of its columns.
    Store(StoreWord),
    /// The till.
    Till,
    /// The cashier.
    Cashier,
    /// The sole kind of payment.
    Tender,
    /// Known to the language, not yet to this version.
    Later,
}

/// Facts of the client that are no properties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientWord {
    /// Full years.
    Age,
    /// Date of registration.
    Registered,
    /// Receipts before this one.
    Visits,
    /// Visits, this one included.
    ThisVisit,
}

/// Facts of the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreWord {
    /// Its code.
    Code,
    /// Its region.
    Region,
    /// Its format.
    Format,
}

impl Meaning {
    /// The fact, if this version knows it.
    #[must_use]
    pub fn fact(self) -> Option<Fact> {
        Some(match self {
            Self::Receipt(fact) => Fact::Receipt(fact),
            Self::Client(ClientWord::Age) => Fact::Client(ClientFact::Age),
            Self::Client(ClientWord::Registered) => Fact::Client(ClientFact::Registered),
            Self::Client(ClientWord::Visits) => Fact::Client(ClientFact::Visits),
            Self::Client(ClientWord::ThisVisit) => Fact::Client(ClientFact::ThisVisit),
            Self::ClientProperty(name) => Fact::Client(ClientFact::Property(Name::fold(name))),
            Self::Store(StoreWord::Code) => Fact::Store(StoreFact::Code),
            Self::Store(StoreWord::Region) => Fact::Store(StoreFact::Region),
            Self::Store(StoreWord::Format) => Fact::Store(StoreFact::Format),
            Self::Till => Fact::Till,
            Self::Cashier => Fact::Cashier,
            Self::Tender => Fact::Tender,
            Self::Later => return None,
        })
    }
}

/// A built-in fact.
#[derive(Debug, Clone, Copy)]
pub struct BuiltIn {
    /// English path, `receipt.amount`.
    pub en: &'static str,
    /// Russian path, `чек.сумма`.
    pub ru: &'static str,
    /// Its type.
    pub ty: Kind,
    /// What it stands for.
    pub meaning: Meaning,
    /// What it is, for hover and the reference.
    pub doc: Bilingual,
}

/// Types that built-in facts have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Money.
    Money,
    /// Units of sale.
    Quantity,
    /// Count.
    Count,
    /// Date.
    Date,
    /// Time of day.
    Time,
    /// Text.
    Text,
}

impl Kind {
    /// The type.
    #[must_use]
    pub const fn ty(self) -> Ty {
        match self {
            Self::Money => Ty::Money,
            Self::Quantity => Ty::Quantity,
            Self::Count => Ty::Count,
            Self::Date => Ty::Date,
            Self::Time => Ty::Time,
            Self::Text => Ty::Text,
        }
    }
}

const fn fact(en: &'static str, ru: &'static str, ty: Kind, meaning: Meaning, doc: Bilingual) -> BuiltIn {
    BuiltIn {
        en,
        ru,
        ty,
        meaning,
        doc,
    }
}

const fn doc(en: &'static str, ru: &'static str) -> Bilingual {
    Bilingual::new(en, ru)
}

/// Every built-in fact.
pub const FACTS: &[BuiltIn] = &[
    fact(
        "receipt.amount",
        "чек.сумма",
        Kind::Money,
        Meaning::Receipt(ReceiptFact::Amount),
        doc(
            "What the receipt costs at the start of the scheme.",
            "Сумма чека к началу схемы.",
        ),
    ),
    fact(
        "receipt.list_amount",
        "чек.полная_сумма",
        Kind::Money,
        Meaning::Receipt(ReceiptFact::ListAmount),
        doc(
            "What the receipt costs at shelf prices.",
            "Сумма чека по ценам с полки.",
        ),
    ),
    fact(
        "receipt.quantity",
        "чек.количество",
        Kind::Quantity,
        Meaning::Receipt(ReceiptFact::Quantity),
        doc(
            "How many units of sale are on the receipt.",
            "Сколько единиц товара в чеке.",
        ),
    ),
    fact(
        "receipt.products",
        "чек.товаров",
        Kind::Count,
        Meaning::Receipt(ReceiptFact::Products),
        doc(
            "How many different products are on the receipt.",
            "Сколько разных товаров в чеке.",
        ),
    ),
    fact(
        "receipt.date",
        "чек.дата",
        Kind::Date,
        Meaning::Receipt(ReceiptFact::Date),
        doc(
            "The date in the store when the receipt was opened.",
            "Дата в магазине при открытии чека.",
        ),
    ),
    fact(
        "receipt.time",
        "чек.время",
        Kind::Time,
        Meaning::Receipt(ReceiptFact::Time),
        doc(
            "The time in the store when the receipt was opened.",
            "Время в магазине при открытии чека.",
        ),
    ),
    fact(
        "client.age",
        "клиент.возраст",
        Kind::Count,
        Meaning::Client(ClientWord::Age),
        doc(
            "Full years of the client on the day of the receipt.",
            "Полных лет клиенту в день чека.",
        ),
    ),
    fact(
        "client.registered",
        "клиент.зарегистрирован",
        Kind::Date,
        Meaning::Client(ClientWord::Registered),
        doc("When the client was registered.", "Когда клиент зарегистрирован."),
    ),
    fact(
        "client.visits",
        "клиент.покупок",
        Kind::Count,
        Meaning::Client(ClientWord::Visits),
        doc("Receipts of the client before this one.", "Чеков клиента до этого."),
    ),
    fact(
        "client.this_visit",
        "клиент.эта_покупка",
        Kind::Count,
        Meaning::Client(ClientWord::ThisVisit),
        doc(
            "Which receipt of the client this is: 1 is the first.",
            "Какой это по счёту чек клиента: 1 — первый.",
        ),
    ),
    fact(
        "client.birthday",
        "клиент.день_рождения",
        Kind::Date,
        Meaning::ClientProperty("birthday"),
        doc("The client's date of birth.", "Дата рождения клиента."),
    ),
    fact(
        "client.name",
        "клиент.имя",
        Kind::Text,
        Meaning::ClientProperty("name"),
        doc("How the client is called.", "Как зовут клиента."),
    ),
    fact(
        "client.group",
        "клиент.группа",
        Kind::Text,
        Meaning::Later,
        doc("The group of the client.", "Группа клиента."),
    ),
    fact(
        "client.level",
        "клиент.уровень",
        Kind::Text,
        Meaning::Later,
        doc("The level of the client.", "Уровень клиента."),
    ),
    fact(
        "card.type",
        "карта.тип",
        Kind::Text,
        Meaning::Later,
        doc("The type of the card presented.", "Тип предъявленной карты."),
    ),
    fact(
        "store",
        "магазин",
        Kind::Text,
        Meaning::Store(StoreWord::Code),
        doc("The code of the store.", "Код магазина."),
    ),
    fact(
        "store.region",
        "магазин.регион",
        Kind::Text,
        Meaning::Store(StoreWord::Region),
        doc("The region of the store.", "Регион магазина."),
    ),
    fact(
        "store.format",
        "магазин.формат",
        Kind::Text,
        Meaning::Store(StoreWord::Format),
        doc("The format of the store.", "Формат магазина."),
    ),
    fact(
        "till",
        "касса",
        Kind::Text,
        Meaning::Till,
        doc("The number of the till.", "Номер кассы."),
    ),
    fact(
        "cashier",
        "кассир",
        Kind::Text,
        Meaning::Cashier,
        doc("The cashier.", "Кассир."),
    ),
    fact(
        "tender",
        "оплата",
        Kind::Text,
        Meaning::Tender,
        doc(
            "The kind of payment, when there is only one.",
            "Вид оплаты, если он один.",
        ),
    ),
];

/// A value that a text can show.
#[derive(Debug, Clone, Copy)]
pub struct TextWord {
    /// English.
    pub en: &'static str,
    /// Russian.
    pub ru: &'static str,
    /// The value.
    pub value: ShownValue,
    /// What it is.
    pub doc: Bilingual,
}

/// Values of texts that need no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShownValue {
    /// Discount of this promotion.
    Saved,
    /// How often it applied.
    Times,
    /// Its title.
    Title,
    /// What is to be paid.
    Total,
    /// All discounts.
    Discount,
    /// Date of the receipt.
    Date,
    /// The store's code.
    Store,
}

impl From<ShownValue> for TextValue {
    fn from(value: ShownValue) -> Self {
        match value {
            ShownValue::Saved => Self::Saved,
            ShownValue::Times => Self::Times,
            ShownValue::Title => Self::Title,
            ShownValue::Total => Self::Total,
            ShownValue::Discount => Self::Discount,
            ShownValue::Date => Self::Date,
            ShownValue::Store => Self::Store,
        }
    }
}

const fn shown(en: &'static str, ru: &'static str, value: ShownValue, doc: Bilingual) -> TextWord {
    TextWord { en, ru, value, doc }
}

/// Every value a text can show by itself; properties of the client come on top (`{client.name}`).
pub const TEXT_VALUES: &[TextWord] = &[
    shown(
        "saved",
        "экономия",
        ShownValue::Saved,
        doc("What this promotion gave.", "Сколько дала эта акция."),
    ),
    shown(
        "times",
        "раз",
        ShownValue::Times,
        doc("How many times it applied.", "Сколько раз она применилась."),
    ),
    shown(
        "title",
        "название",
        ShownValue::Title,
        doc("The promotion's title.", "Название акции."),
    ),
    shown(
        "total",
        "итог",
        ShownValue::Total,
        doc("What is to be paid.", "Сколько к оплате."),
    ),
    shown(
        "discount",
        "скидка",
        ShownValue::Discount,
        doc("All discounts of the receipt.", "Все скидки чека."),
    ),
    shown(
        "date",
        "дата",
        ShownValue::Date,
        doc("The date of the receipt.", "Дата чека."),
    ),
    shown(
        "receipt.date",
        "чек.дата",
        ShownValue::Date,
        doc("The date of the receipt.", "Дата чека."),
    ),
    shown(
        "store",
        "магазин",
        ShownValue::Store,
        doc("The code of the store.", "Код магазина."),
    ),
];

/// The built-in facts by their folded parts, as the grammar's table spells them.
struct Spellings {
    roots: FxHashMap<String, &'static str>,
    facts: FxHashMap<(&'static str, String), &'static BuiltIn>,
}

static SPELLINGS: LazyLock<Spellings> = LazyLock::new(|| {
    let mut roots = FxHashMap::default();
    let mut facts = FxHashMap::default();
    for fact in keywords::Fact::all().filter(|fact| !fact.id.contains('*')) {
        let spellings = fact
            .english
            .iter()
            .chain(fact.russian)
            .map(|spelling| keywords::fold(spelling).into_owned());
        let owner = fact.id.rsplit_once('.').map(|(owner, _)| owner);
        let built_in = FACTS.iter().find(|known| known.en == fact.id);
        for spelling in spellings {
            match owner {
                None => {
                    roots.insert(spelling, fact.id);
                }
                Some(owner) => {
                    facts.extend(built_in.map(|built_in| ((owner, spelling), built_in)));
                }
            }
        }
    }
    Spellings { roots, facts }
});

/// The built-in fact of a path, its parts in any mix of languages.
#[must_use]
pub fn built_in(parts: &[&str]) -> Option<&'static BuiltIn> {
    match parts {
        [first] => {
            let root = root(first)?;
            FACTS.iter().find(|fact| fact.en == root)
        }
        [first, last] => SPELLINGS
            .facts
            .get(&(root(first)?, keywords::fold(last).into_owned()))
            .copied(),
        [] | [_, _, _, ..] => None,
    }
}

/// The English root that the first part of a path means (`чек` is `receipt`).
#[must_use]
pub fn root(first: &str) -> Option<&'static str> {
    SPELLINGS.roots.get(keywords::fold(first).as_ref()).copied()
}

/// Last parts of the facts of a root, in the language in which the root is written.
#[must_use]
pub fn facts_of(root_word: &str) -> Vec<&'static str> {
    let russian = root_word.chars().any(|c| matches!(c, '\u{400}'..='\u{4FF}'));
    FACTS
        .iter()
        .filter(|fact| {
            fact.en
                .split_once('.')
                .is_some_and(|(head, _)| root(root_word) == Some(head))
        })
        .map(|fact| if russian { fact.ru } else { fact.en })
        .filter_map(|path| path.split_once('.').map(|(_, tail)| tail))
        .collect()
}

/// The text value of a word in either language.
#[must_use]
pub fn text_value(word: &str) -> Option<&'static TextWord> {
    let word = keywords::fold(word);
    TEXT_VALUES
        .iter()
        .find(|value| keywords::fold(value.en) == word || keywords::fold(value.ru) == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_in_either_language_and_any_mix() {
        for parts in [
            ["receipt", "amount"],
            ["чек", "сумма"],
            ["Чек", "СУММА"],
            ["чек", "amount"],
        ] {
            assert_eq!(
                built_in(&parts).map(|fact| fact.en),
                Some("receipt.amount"),
                "{parts:?}"
            );
        }
        assert_eq!(
            built_in(&["клиента", "день_рождения"]).map(|fact| fact.en),
            Some("client.birthday")
        );
        assert_eq!(built_in(&["till"]).map(|fact| fact.en), Some("till"));
        assert_eq!(built_in(&["store"]).map(|fact| fact.en), Some("store"));
        assert_eq!(built_in(&["receipt"]).map(|fact| fact.en), None);
        assert_eq!(built_in(&["store", "region"]).map(|fact| fact.en), Some("store.region"));
        assert_eq!(built_in(&["receipt", "amount", "x"]).map(|fact| fact.en), None);
    }

    #[test]
    fn spellings_are_those_of_the_grammar() {
        for fact in FACTS {
            for path in [fact.en, fact.ru] {
                let parts: Vec<&str> = path.split('.').collect();
                assert_eq!(built_in(&parts).map(|found| found.en), Some(fact.en), "{path}");
            }
        }
    }

    #[test]
    fn the_names_of_facts_are_unique() {
        for (index, fact) in FACTS.iter().enumerate() {
            for other in &FACTS[index + 1..] {
                assert_ne!(fact.en, other.en);
                assert_ne!(fact.ru, other.ru);
            }
        }
    }
}
