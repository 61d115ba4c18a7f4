//! Postfix programs as the language writes them: infix, with the fewest parentheses; knows no promotion.

use super::{Lang, literals};
use crate::ops::{ClientFact, Compare, Fact, GoodsFact, Op, ProductFact, ReceiptFact, StoreFact};
use crate::plan::{Plan, Property, Selection};

/// How tightly a rendered part binds; `except` binds loosest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Binding {
    Except,
    Or,
    And,
    Not,
    Atom,
}

/// A rendered part.
struct Part {
    text: String,
    binding: Binding,
    /// Whether it is a negation whose inner part stands in `text` without the word: `a not b and` is `a except b`.
    negated: bool,
}

impl Part {
    fn atom(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            binding: Binding::Atom,
            negated: false,
        }
    }

    /// The text, in parentheses where it binds less tightly than needed.
    fn at_least(self, needed: Binding, lang: Lang) -> String {
        let (text, binding) = self.settled(lang);
        if binding < needed { format!("({text})") } else { text }
    }

    /// The text with its `not` written out.
    fn settled(self, lang: Lang) -> (String, Binding) {
        if !self.negated {
            return (self.text, self.binding);
        }
        let inner = Self { negated: false, ..self };
        let text = inner.at_least(Binding::Not, lang);
        (format!("{} {text}", lang.pick("not", "не")), Binding::Not)
    }
}

/// A whole program in words.
pub(super) fn render(plan: &Plan, code: &[Op], lang: Lang) -> String {
    expression(plan, code, lang, true).0
}

/// Operations of a selection without a name that is still described in place; a longer one is shown by its number.
const DESCRIBED_OPS: usize = 64;

/// A selection by its name, or its program in words. Inside such words a further one is a number: a plan that was not
/// verified may refer in a circle, and one that was may still describe more than anybody reads.
pub(super) fn selection(plan: &Plan, table: &[Selection], id: u32, lang: Lang, describe: bool) -> (String, Binding) {
    match table.get(usize::try_from(id).unwrap_or(usize::MAX)) {
        None => ("?".to_owned(), Binding::Atom),
        Some(Selection { name: Some(name), .. }) => (literals::text(plan, *name).to_owned(), Binding::Atom),
        Some(Selection { name: None, code }) if describe && code.len() <= DESCRIBED_OPS => {
            expression(plan, code, lang, false)
        }
        Some(Selection { name: None, .. }) => (format!("#{id}"), Binding::Atom),
    }
}

fn expression(plan: &Plan, code: &[Op], lang: Lang, describe: bool) -> (String, Binding) {
    let mut stack: Vec<Part> = Vec::new();
    for op in code {
        step(plan, op, lang, describe, &mut stack);
    }
    // A program that was verified leaves one part; anything else is shown as it is.
    let last = stack.pop().unwrap_or_else(|| Part::atom("?"));
    if stack.is_empty() {
        return last.settled(lang);
    }
    stack.push(last);
    let parts: Vec<String> = stack.into_iter().map(|part| part.settled(lang).0).collect();
    (parts.join("; "), Binding::Except)
}

fn step(plan: &Plan, op: &Op, lang: Lang, describe: bool, stack: &mut Vec<Part>) {
    fn pop(stack: &mut Vec<Part>) -> Part {
        stack.pop().unwrap_or_else(|| Part::atom("?"))
    }
    let part = match op {
        Op::Money(minor) => Part::atom(literals::money(plan, *minor, lang)),
        Op::Number(number) => Part::atom(literals::number(number.normalize(), lang)),
        Op::Quantity(quantity, unit) => Part::atom(literals::quantity(*quantity, *unit, lang)),
        Op::Date(date) => Part::atom(literals::date(*date, lang)),
        Op::Time(time) => Part::atom(time.to_string()),
        Op::Text(text) => Part::atom(literals::quoted(plan, *text, lang)),
        Op::Truth(true) => Part::atom(lang.pick("all", "все")),
        Op::Truth(false) => Part::atom(lang.pick("none", "ничего")),
        Op::Load(fact) => Part::atom(described_fact(plan, *fact, lang, describe)),
        Op::Compare(compare) => {
            let (right, left) = (pop(stack), pop(stack));
            let (left, right) = (left.at_least(Binding::Atom, lang), right.at_least(Binding::Atom, lang));
            Part::atom(format!("{left} {} {right}", sign(*compare)))
        }
        Op::Between => {
            let (high, low, value) = (pop(stack), pop(stack), pop(stack));
            let between = lang.pick("between", "между");
            let and = lang.pick("and", "и");
            let value = value.at_least(Binding::Atom, lang);
            Part::atom(format!("{value} {between} {} {and} {}", low.text, high.text))
        }
        Op::OneOf(list) => {
            let value = pop(stack).at_least(Binding::Atom, lang);
            let is_in = lang.pick("is in", "входит в");
            Part::atom(format!("{value} {is_in} {}", literals::list(plan, *list, lang)))
        }
        Op::And => {
            let (right, left) = (pop(stack), pop(stack));
            if right.negated {
                let right = Part {
                    negated: false,
                    ..right
                }
                .at_least(Binding::Or, lang);
                join(left, Binding::Except, lang.pick("except", "кроме"), &right, lang)
            } else {
                let right = right.at_least(Binding::And, lang);
                join(left, Binding::And, lang.pick("and", "и"), &right, lang)
            }
        }
        Op::Or => {
            let (right, left) = (pop(stack), pop(stack));
            let right = right.at_least(Binding::Or, lang);
            join(left, Binding::Or, lang.pick("or", "или"), &right, lang)
        }
        Op::Not => {
            let (text, binding) = pop(stack).settled(lang);
            Part {
                text,
                binding,
                negated: true,
            }
        }
        Op::InCategory(text) => column(plan, lang.pick("category", "категория"), *text, lang),
        Op::HasTag(text) => column(plan, lang.pick("tag", "метка"), *text, lang),
        Op::SkuIn(list) => columns(plan, lang.pick("sku", "артикул"), *list, lang),
        Op::BarcodeIn(list) => columns(plan, lang.pick("barcode", "штрихкод"), *list, lang),
        Op::StoreIn(list) => columns(plan, lang.pick("store", "магазин"), *list, lang),
        Op::InItems(items) => from(selection(plan, &plan.items, *items, lang, describe)),
        Op::InStores(stores) => {
            let stores = from(selection(plan, &plan.stores, *stores, lang, describe)).at_least(Binding::Atom, lang);
            Part::atom(format!("{} {stores}", lang.pick("store is in", "магазин входит в")))
        }
        Op::InClients(clients) => {
            let clients = from(selection(plan, &plan.clients, *clients, lang, describe)).at_least(Binding::Atom, lang);
            Part::atom(format!("{} {clients}", lang.pick("client is in", "клиент входит в")))
        }
        Op::KnownClient => Part::atom(lang.pick("known client", "известный клиент")),
        Op::GuestClient => Part::atom(lang.pick("guest", "гость")),
        // The end of a condition and effects are no part of an expression.
        Op::Require(_)
        | Op::GivePercent { .. }
        | Op::GiveSum { .. }
        | Op::GiveEach { .. }
        | Op::GivePrice { .. }
        | Op::GiveLadder(_)
        | Op::GiveGift { .. } => return,
    };
    stack.push(part);
}

fn from((text, binding): (String, Binding)) -> Part {
    Part {
        text,
        binding,
        negated: false,
    }
}

/// Joins two parts; a chain of one operator grows in place, so that long lists stay linear.
fn join(left: Part, binding: Binding, word: &str, right: &str, lang: Lang) -> Part {
    let mut text = left.at_least(binding, lang);
    text.push(' ');
    text.push_str(word);
    text.push(' ');
    text.push_str(right);
    Part {
        text,
        binding,
        negated: false,
    }
}

fn column(plan: &Plan, word: &str, text: u32, lang: Lang) -> Part {
    Part::atom(format!("{word} {}", literals::quoted(plan, text, lang)))
}

fn columns(plan: &Plan, word: &str, list: u32, lang: Lang) -> Part {
    Part::atom(format!("{word} {}", literals::list(plan, list, lang)))
}

pub(super) fn sign(compare: Compare) -> &'static str {
    match compare {
        Compare::Equal => "=",
        Compare::NotEqual => "!=",
        Compare::Less => "<",
        Compare::AtMost => "<=",
        Compare::Greater => ">",
        Compare::AtLeast => ">=",
    }
}

/// A fact in words.
pub(super) fn fact(plan: &Plan, fact: Fact, lang: Lang) -> String {
    described_fact(plan, fact, lang, true)
}

fn described_fact(plan: &Plan, fact: Fact, lang: Lang, describe: bool) -> String {
    let of = |whole: (&'static str, &'static str), part: (&'static str, &'static str), items: u32| {
        let all = plan.items.get(usize::try_from(items).unwrap_or(usize::MAX));
        if all.is_some_and(|all| all.code == [Op::Truth(true)]) && !whole.0.is_empty() {
            return lang.pick(whole.0, whole.1).to_owned();
        }
        let items = from(selection(plan, &plan.items, items, lang, describe)).at_least(Binding::Atom, lang);
        format!("{} {items}", lang.pick(part.0, part.1))
    };
    let words = match fact {
        Fact::Goods(GoodsFact::Amount, items) => {
            return of(("receipt.amount", "чек.сумма"), ("amount of", "стоимость"), items);
        }
        Fact::Goods(GoodsFact::ListAmount, items) => {
            return of(
                ("receipt.list_amount", "чек.полная_сумма"),
                ("list amount of", "полная стоимость"),
                items,
            );
        }
        Fact::Goods(GoodsFact::Quantity(_), items) => {
            return of(
                ("receipt.quantity", "чек.количество"),
                ("quantity of", "количество"),
                items,
            );
        }
        Fact::Goods(GoodsFact::Distinct, items) => {
            return of(
                ("receipt.products", "чек.товаров"),
                ("number of distinct", "число разных"),
                items,
            );
        }
        Fact::Goods(GoodsFact::Cheapest, items) => {
            return of(("", ""), ("price of cheapest", "цена самого дешёвого"), items);
        }
        Fact::Goods(GoodsFact::Dearest, items) => {
            return of(("", ""), ("price of dearest", "цена самого дорогого"), items);
        }
        Fact::Store(StoreFact::Column(column)) => {
            let column = plan
                .store_columns
                .get(usize::from(column))
                .map_or("?", |name| literals::text(plan, *name));
            let column = match (lang, column) {
                (Lang::Russian, "region") => "регион",
                (Lang::Russian, "format") => "формат",
                (Lang::Russian, "partner") => "партнёр",
                (_, other) => other,
            };
            return format!("{}.{column}", lang.pick("store", "магазин"));
        }
        Fact::Client(ClientFact::Property(property)) => {
            let name = self::property(plan, &plan.client_properties, property);
            let name = if lang == Lang::Russian && name == "birthday" {
                "день_рождения"
            } else {
                name
            };
            return format!("{}.{name}", lang.pick("client", "клиент"));
        }
        Fact::Product(ProductFact::Property(property)) => {
            let name = self::property(plan, &plan.product_properties, property);
            return format!("{} {name}", lang.pick("property", "свойство"));
        }
        Fact::Receipt(ReceiptFact::Date) => ("receipt.date", "чек.дата"),
        Fact::Receipt(ReceiptFact::Time) => ("receipt.time", "чек.время"),
        Fact::Receipt(ReceiptFact::Till) => ("till", "касса"),
        Fact::Receipt(ReceiptFact::Cashier) => ("cashier", "кассир"),
        Fact::Receipt(ReceiptFact::Tender) => ("tender", "оплата"),
        Fact::Store(StoreFact::Number) => ("store", "магазин"),
        Fact::Client(ClientFact::Age) => ("client.age", "клиент.возраст"),
        Fact::Client(ClientFact::Registered) => ("client.registered", "клиент.зарегистрирован"),
        Fact::Client(ClientFact::Visits) => ("client.visits", "клиент.покупок"),
        Fact::Client(ClientFact::ThisVisit) => ("client.this_visit", "клиент.эта_покупка"),
        Fact::Product(ProductFact::Brand) => ("brand", "бренд"),
        Fact::Product(ProductFact::Supplier) => ("supplier", "поставщик"),
        Fact::Product(ProductFact::Price) => ("price", "цена"),
    };
    lang.pick(words.0, words.1).to_owned()
}

pub(super) fn property<'a>(plan: &'a Plan, properties: &[Property], index: u16) -> &'a str {
    properties
        .get(usize::from(index))
        .map_or("?", |property| literals::text(plan, property.name))
}
