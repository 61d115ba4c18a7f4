//! From the short notation to receipts and clients: numbers become exact, dates civil; knows no promotion.

mod uses;

use std::collections::BTreeMap;
use std::sync::Arc;

use perk_grammar::receipt::syntax::{
    ClientStatus as WrittenStatus, ClientSyntax, CodeStatus, FileSyntax, ItemSyntax, LineSyntax, MoneySyntax,
    PropertySyntax, ReceiptKind, ReceiptSyntax, SellsSyntax, Span, Text, ValueSyntax,
};
use perk_grammar::receipt::{Language, parse_receipt_file};
use perk_plan::receipt::{At, Claim, ClientKey, ForeignDiscount, Kind, Line, LineProduct, Tender};
use perk_plan::snapshot::{ClientStatus, Clients, CouponState, CouponStatus};
use perk_plan::{ClientFacts, Complaint, Date, LocalTime, Receipt, Remark, Uses, limits, remark};
use rust_decimal::Decimal;

use super::Reading;
use crate::words::{Phrase, both};
use crate::world::{Place, Trouble};

/// Letters of `2026-10-05`: a longer text has a time of day, too.
const DATE_LETTERS: usize = 10;

/// Something a client has that means nothing yet, in both languages.
type Unused = (&'static str, &'static str);

/// A receipt of a `.receipt` file and what the file tells of its client.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The receipt.
    pub receipt: Receipt,
    /// Facts of its client.
    pub client: Option<ClientFacts>,
    /// What was used of limits before.
    pub uses: Uses,
    /// What the file tells of coupon codes, by their normal form.
    pub coupons: Arc<BTreeMap<String, CouponState>>,
    /// Where its parts stand.
    pub places: Places,
}

/// Where the parts of a receipt stand in its text: line and column, from 1.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// The instant it was opened.
    opened: (usize, usize),
    /// Quantity and price of each line; a price that is not written stands where the product does.
    lines: Vec<[(usize, usize); 2]>,
}

impl Places {
    fn of(syntax: &ReceiptSyntax) -> Self {
        let start = |span: Span| (span.line.max(1), span.column.max(1));
        let opened = syntax.at.as_ref().map_or(syntax.place.0, |at| at.span);
        let lines = syntax.lines.iter().map(|line| {
            let (ItemSyntax::Sku(item) | ItemSyntax::Line(item)) = &line.item;
            let price = line.price.as_ref().map_or(item.span, |price| price.amount.span);
            [start(line.quantity.number.span), start(price)]
        });
        Self {
            opened: start(opened),
            lines: lines.collect(),
        }
    }

    /// The place of a JSON path such as `lines[1].price`; of anything but a line, where the receipt was opened.
    pub(super) fn of_path(&self, path: &str) -> (usize, usize) {
        let line = path.strip_prefix("lines[").and_then(|rest| rest.split_once(']'));
        let found = line.and_then(|(index, field)| {
            let [quantity, price] = self.lines.get(index.parse::<usize>().ok()?)?;
            Some(if field == ".price" { *price } else { *quantity })
        });
        found.unwrap_or(self.opened)
    }
}

/// A slip of the author at a place.
struct Slip {
    span: Span,
    /// Listed in `docs/reference/notation.md`.
    code: &'static str,
    phrase: Phrase,
}

impl Slip {
    fn at(text: &Text, code: &'static str, phrase: Phrase) -> Self {
        Self {
            span: text.span,
            code,
            phrase,
        }
    }

    fn shown(self, path: &str) -> Trouble {
        let at = (self.span.line.max(1), self.span.column.max(1));
        Trouble::at(Place::at(path, at, ""), self.phrase).coded(self.code)
    }
}

/// Reads every receipt of a text. The first slip refuses the whole file: a person wrote it and will mend it.
pub(super) fn read(text: &str, path: &str, reading: Reading<'_>) -> Result<Vec<Told>, Trouble> {
    let file = parse_receipt_file(text).map_err(|error| misread(&error, path))?;
    if file.receipts.is_empty() {
        let why = both!("there is no receipt in this file", "в этом файле нет чека");
        return Err(Trouble::at(Place::at(path, (1, 1), ""), why).coded("notation-empty"));
    }
    let declared = Declared::of(&file, reading.currency).map_err(|slip| slip.shown(path))?;
    let mut states = Clients::default();
    coupons(&file, &mut states).map_err(|slip| slip.shown(path))?;
    let states = Arc::new(states.coupons);
    file.receipts
        .iter()
        .enumerate()
        .map(|(index, syntax)| told(syntax, index, &declared, &states, reading))
        .collect::<Result<Vec<Told>, Slip>>()
        .map_err(|slip| slip.shown(path))
}

/// What stands beside the receipts of a file about clients.
#[derive(Default)]
struct Declared {
    /// What is told of clients, in the order of the file.
    known: Vec<ClientTold>,
    /// The client of each receipt that names none.
    named: Option<ClientSyntax>,
    /// What was used of limits before, whoever the receipt is of.
    uses: Uses,
}

impl Declared {
    /// A client that tells nothing but one key is named, any other is declared. Of several that are only named, each
    /// receipt names its own.
    fn of(file: &FileSyntax, currency: &str) -> Result<Self, Slip> {
        let mut declared = Self {
            uses: uses::of_file(file, Some(currency))?,
            ..Self::default()
        };
        let mut named = Vec::new();
        for syntax in &file.clients {
            let told = client(syntax)?;
            declared
                .uses
                .extend(&uses::of_client(syntax, told.1.as_ref(), Some(currency))?);
            match told.1 {
                None if !told.0.is_empty() => named.push((syntax, told)),
                Some(_) | None => declared.known.push(told),
            }
        }
        // Goods outside of all `receipt { … }` are a receipt that can name its client nowhere else.
        let open = |receipt: &ReceiptSyntax| {
            let end = receipt.place.0.end;
            let first = receipt.lines.first().map(|line| line.quantity.number.span.start);
            receipt.client.is_none() && first.is_some_and(|first| first >= end)
        };
        match named.as_slice() {
            [(only, _)] => declared.named = Some((*only).clone()),
            [_, (second, _), ..] if file.receipts.iter().any(open) => {
                let phrase = both!(
                    "which client is the receipt's? two are named; put the name into the receipt: receipt \"1\" {{ client card \"…\" … }}",
                    "чей это чек? названы два клиента; назовите клиента в самом чеке: чек \"1\" {{ клиент карта \"…\" … }}"
                );
                let span = second.place.0;
                return Err(Slip {
                    span,
                    code: "notation-client",
                    phrase,
                });
            }
            _ => {
                let known = named.into_iter().map(|(syntax, told)| known_by_key(syntax, told));
                declared.known.extend(known);
            }
        }
        // One client beside receipts that none of them names stands in each that names nobody.
        let outside = |receipt: &&ReceiptSyntax| {
            let inside = receipt.place.0;
            let at = receipt.client.as_ref().map_or(inside, |client| client.place.0);
            at.start < inside.start || at.start >= inside.end
        };
        if let Some(shared) = file
            .receipts
            .iter()
            .find(outside)
            .and_then(|receipt| receipt.client.as_ref())
        {
            let told = client(shared)?;
            declared
                .uses
                .extend(&uses::of_client(shared, told.1.as_ref(), Some(currency))?);
            declared.known.push(told);
        }
        Ok(declared)
    }

    /// What is told of the client of some keys.
    fn find(&self, keys: &[ClientKey]) -> Option<&ClientTold> {
        self.known
            .iter()
            .find(|(known, facts, _)| facts.is_some() && keys.iter().any(|key| known.contains(key)))
    }
}

/// A client of accounts is known, though nothing but its key is told.
fn known_by_key(syntax: &ClientSyntax, (keys, facts, unused): ClientTold) -> ClientTold {
    let facts = facts.or_else(|| Some(facts_of(syntax, None, None, BTreeMap::new())));
    (keys, facts, unused)
}

/// Reads the clients of a text: `--accounts FILE.receipt`.
///
/// # Errors
/// The first slip, with file, line and column.
pub fn clients_of_notation(text: &str, path: &str) -> Result<Clients, Trouble> {
    let file = parse_receipt_file(text).map_err(|error| misread(&error, path))?;
    let mut clients = Clients::default();
    let mut known = uses::of_file(&file, None).map_err(|slip| slip.shown(path))?;
    let beside = file.clients.iter().map(|syntax| (syntax, true));
    let named = file.receipts.iter().filter_map(|receipt| receipt.client.as_ref());
    for (syntax, declared) in beside.chain(named.map(|syntax| (syntax, false))) {
        let mut told = client(syntax).map_err(|slip| slip.shown(path))?;
        if declared && !told.0.is_empty() {
            told = known_by_key(syntax, told);
        }
        let (keys, facts, _) = told;
        known.extend(&uses::of_client(syntax, facts.as_ref(), None).map_err(|slip| slip.shown(path))?);
        if let Some(facts) = facts {
            add(&mut clients, &keys, facts);
        }
    }
    clients.uses = known.into();
    coupons(&file, &mut clients).map_err(|slip| slip.shown(path))?;
    Ok(clients)
}

/// Adds what a file tells of coupon codes.
fn coupons(file: &FileSyntax, clients: &mut Clients) -> Result<(), Slip> {
    for syntax in &file.coupons {
        let mut state = CouponState {
            of: owned(syntax.of.as_ref()),
            status: match syntax.status {
                None | Some(CodeStatus::Active) => CouponStatus::Active,
                Some(CodeStatus::Spent) => CouponStatus::Spent,
                Some(CodeStatus::Blocked) => CouponStatus::Blocked,
                Some(CodeStatus::Expired) => CouponStatus::Expired,
            },
            used: syntax.used.as_ref().map_or(Ok(0), times)?,
            client: owned(syntax.client.as_ref()),
            from: syntax.from.as_ref().map(|text| boundary(text, false)).transpose()?,
            until: syntax.until.as_ref().map(|text| boundary(text, true)).transpose()?,
            ..CouponState::default()
        };
        for (client, count) in &syntax.used_by {
            let used = state.used_by.entry(client.text.clone()).or_default();
            *used = used.saturating_add(times(count)?);
        }
        let by_clients = state
            .used_by
            .values()
            .fold(0, |sum: u64, times| sum.saturating_add(*times));
        state.used = state.used.max(by_clients);
        clients
            .add_coupon(&syntax.code.text, state)
            .map_err(|complaint| Slip::at(&syntax.code, "notation-coupon", Phrase::from(&complaint)))?;
    }
    Ok(())
}

fn times(count: &Text) -> Result<u64, Slip> {
    count.text.parse().map_err(|_| {
        let phrase = both!("a whole number of uses is needed", "нужно целое число применений");
        Slip::at(count, "notation-number", phrase)
    })
}

/// A day or an instant of the store's time; a day as an end is included whole.
fn boundary(text: &Text, end: bool) -> Result<LocalTime, Slip> {
    perk_plan::snapshot::boundary(&text.text, end).ok_or_else(|| {
        let written = &text.text;
        let phrase = both!(
            "{written} is no day or time of the store; write 2026-12-31 or 2026-12-31 21:00",
            "{written} — не день и не время магазина; напишите 31.12.2026 или 31.12.2026 21:00"
        );
        Slip::at(text, "notation-date", phrase)
    })
}

/// Adds a client under its keys; the first one written under a key stays.
pub(crate) fn add(clients: &mut Clients, keys: &[ClientKey], facts: ClientFacts) {
    let place = clients.clients.len();
    for key in keys {
        clients.by_key.entry(key.clone()).or_insert(place);
    }
    clients.by_key.entry(ClientKey::Id(facts.id.clone())).or_insert(place);
    clients.clients.push(facts);
}

fn misread(error: &perk_grammar::receipt::ReceiptError, path: &str) -> Trouble {
    let at = (error.span.line, error.span.column);
    let (en, ru) = (error.message(Language::English), error.message(Language::Russian));
    Trouble::at(Place::at(path, at, ""), both!("{en}", "{ru}")).coded(error.code)
}

fn told(
    syntax: &ReceiptSyntax,
    index: usize,
    declared: &Declared,
    states: &Arc<BTreeMap<String, CouponState>>,
    reading: Reading<'_>,
) -> Result<Told, Slip> {
    let place = syntax.place.0;
    if let Some(of) = &syntax.of {
        return Err(Slip::at(
            of,
            "notation-return",
            both!("returns are not supported yet", "возвраты пока не поддерживаются"),
        ));
    }
    let Some(opened) = &syntax.at else {
        let phrase = both!(
            "when was the receipt opened? write, for example: at 2026-10-05 09:00",
            "когда открыт чек? напишите, например: время 05.10.2026 09:00"
        );
        return Err(Slip {
            span: place,
            code: "notation-time",
            phrase,
        });
    };
    let mut warnings = Vec::new();
    let (keys, mut facts, mut unused) = match syntax.client.as_ref().or(declared.named.as_ref()) {
        Some(written) => client(written)?,
        None => (Vec::new(), None, Vec::new()),
    };
    let written = syntax.client.as_ref().or(declared.named.as_ref());
    let mut used = match written {
        Some(written) => uses::of_client(written, facts.as_ref(), Some(reading.currency))?,
        None => Uses::default(),
    };
    used.extend(&declared.uses);
    if let (None, Some((_, known, not_used))) = (&facts, declared.find(&keys)) {
        facts = known.clone();
        unused.extend(not_used);
    }
    if !unused.is_empty() {
        let list = |lang: fn(&Unused) -> &'static str| unused.iter().map(lang).collect::<Vec<_>>().join(", ");
        let (english, russian) = (list(|one| one.0), list(|one| one.1));
        warnings.push(remark!("not used yet: {english}", "пока не используется: {russian}"));
    }
    if reading.asks_hours && opened.text.len() <= DATE_LETTERS {
        warnings.push(Remark::new(
            "`at` has a date and no time of day, so midnight is taken; this plan asks about hours",
            "в `время` есть дата и нет часа, поэтому взята полночь, а этот план спрашивает о часах",
        ));
    }
    let lines = syntax
        .lines
        .iter()
        .enumerate()
        .map(|(index, line)| self::line(line, index, reading))
        .collect::<Result<Vec<Line>, Slip>>()?;
    let receipt = Receipt {
        id: syntax
            .id
            .as_ref()
            .map_or_else(|| index.saturating_add(1).to_string(), |id| id.text.clone()),
        kind: match syntax.kind {
            Some(ReceiptKind::Return) => Kind::Return,
            Some(ReceiptKind::Sale) | None => Kind::Sale,
        },
        at: instant(opened)?,
        store: owned(syntax.store.as_ref()),
        till: owned(syntax.till.as_ref()),
        cashier: owned(syntax.cashier.as_ref()),
        client: keys.first().cloned(),
        coupons: syntax.coupons.iter().map(|code| code.text.clone()).collect(),
        certificates: syntax.certificates.iter().map(|code| code.text.clone()).collect(),
        spend: syntax
            .spend
            .iter()
            .map(|spend| {
                let amount = spend
                    .amount
                    .as_ref()
                    .map_or_else(|| "max".to_owned(), |amount| amount.text.clone());
                (spend.account.text.clone(), amount)
            })
            .collect(),
        claims: syntax
            .claims
            .iter()
            .map(|claim| Claim {
                promotion: claim.promotion.text.clone(),
                choice: owned(claim.choice.as_ref()),
                decline: claim.choice.is_none(),
            })
            .collect(),
        tenders: syntax
            .tenders
            .iter()
            .map(|tender| {
                Ok(Tender {
                    kind: tender
                        .kind
                        .as_ref()
                        .map_or_else(|| "card".to_owned(), |kind| kind.text.clone()),
                    brand: owned(tender.brand.as_ref()),
                    amount: tender
                        .amount
                        .as_ref()
                        .map(|amount| money(amount, reading))
                        .transpose()?,
                })
            })
            .collect::<Result<Vec<Tender>, Slip>>()?,
        lines,
        extra: serde_json::Map::new(),
        warnings,
    };
    Ok(Told {
        receipt,
        client: facts,
        uses: used,
        coupons: Arc::clone(states),
        places: Places::of(syntax),
    })
}

fn line(syntax: &LineSyntax, index: usize, reading: Reading<'_>) -> Result<Line, Slip> {
    let sku = match &syntax.item {
        ItemSyntax::Sku(sku) => sku,
        ItemSyntax::Line(line) => {
            return Err(Slip::at(
                line,
                "notation-return",
                both!("returns are not supported yet", "возвраты пока не поддерживаются"),
            ));
        }
    };
    let quantity = decimal(&syntax.quantity.number)?;
    if quantity <= Decimal::ZERO {
        return Err(Slip::at(
            &syntax.quantity.number,
            "notation-quantity",
            both!(
                "the quantity must be more than zero",
                "количество должно быть больше нуля"
            ),
        ));
    }
    let price = match &syntax.price {
        Some(price) => money(price, reading)?,
        None => match catalog_price(&sku.text, reading) {
            Some(price) => price,
            None => {
                let sku_text = &sku.text;
                return Err(Slip::at(
                    sku,
                    "notation-price",
                    both!(
                        "{sku_text} has no price in the catalogue; write one: {sku_text} at 100 RUB",
                        "у {sku_text} нет цены в каталоге; напишите её: {sku_text} по 100 руб"
                    ),
                ));
            }
        },
    };
    let unit = owned(syntax.unit.as_ref()).or_else(|| owned(syntax.quantity.unit.as_ref()));
    let marks: Vec<String> = syntax.marks.iter().map(|mark| mark.text.clone()).collect();
    if !marks.is_empty() && Decimal::from(marks.len()) != quantity {
        let phrase = both!(
            "one mark per unit is needed",
            "на каждую единицу нужен один код маркировки"
        );
        return Err(Slip::at(&syntax.quantity.number, "notation-marks", phrase));
    }
    Ok(Line {
        id: syntax
            .id
            .as_ref()
            .map_or_else(|| index.saturating_add(1).to_string(), |id| id.text.clone()),
        sku: sku.text.clone(),
        quantity,
        price,
        amount: syntax
            .amount
            .as_ref()
            .map(|amount| money(amount, reading))
            .transpose()?,
        product: LineProduct {
            name: owned(syntax.name.as_ref()),
            unit,
            category: owned(syntax.category.as_ref()),
            brand: owned(syntax.brand.as_ref()),
            supplier: owned(syntax.supplier.as_ref()),
            content: owned(syntax.content.as_ref()),
            properties: properties(&syntax.properties),
        },
        marks,
        price_fixed: syntax.price_fixed,
        discounts: syntax
            .discounts
            .iter()
            .map(|discount| {
                Ok(ForeignDiscount {
                    by: discount.by.as_ref().map(|by| by.text.clone()).unwrap_or_default(),
                    amount: money(&discount.amount, reading)?,
                })
            })
            .collect::<Result<Vec<ForeignDiscount>, Slip>>()?,
        granted_by: owned(syntax.granted_by.as_ref()),
        sells: syntax.sells.as_ref().map(|sells| match sells {
            SellsSyntax::Certificate(code) | SellsSyntax::Card(code) => code.text.clone(),
        }),
    })
}

/// The price column of the catalogue.
fn catalog_price(sku: &str, reading: Reading<'_>) -> Option<Decimal> {
    let products = &reading.catalog.products;
    let at = products
        .binary_search_by(|product| product.sku.as_str().cmp(sku))
        .ok()?;
    let product = products.get(at)?;
    let price = product
        .properties
        .get("price")
        .or_else(|| product.properties.get("цена"))?;
    Decimal::from_str_exact(&price.replace(',', "."))
        .ok()
        .filter(|price| !price.is_sign_negative())
}

/// Keys of a client, what is told of it, and what is written but has no meaning yet.
type ClientTold = (Vec<ClientKey>, Option<ClientFacts>, Vec<Unused>);

fn client(syntax: &ClientSyntax) -> Result<ClientTold, Slip> {
    let mut keys = Vec::new();
    keys.extend(syntax.card.as_ref().map(|card| ClientKey::Card(card.text.clone())));
    keys.extend(syntax.phone.as_ref().map(|phone| ClientKey::Phone(phone.text.clone())));
    keys.extend(syntax.id.as_ref().map(|id| ClientKey::Id(id.text.clone())));
    let mut properties = self::properties(&syntax.properties);
    for (name, value) in [("name", &syntax.name), ("birthday", &syntax.birthday)] {
        if let Some(value) = value {
            properties.insert(name.to_owned(), value.text.clone());
        }
    }
    let registered = match &syntax.registered {
        Some(day) => Some(date(day)?),
        None => None,
    };
    let visits = match &syntax.visits {
        Some(count) => Some(count.text.parse::<u64>().map_err(|_| {
            Slip::at(
                count,
                "notation-number",
                both!("a whole number of visits is needed", "нужно целое число посещений"),
            )
        })?),
        None => None,
    };
    let unused: Vec<Unused> = [
        (("card type", "вид карты"), syntax.card_type.is_none()),
        (("levels", "уровни"), syntax.levels.is_empty()),
        (("groups", "группы"), syntax.groups.is_empty()),
        (("segments", "сегменты"), syntax.segments.is_empty()),
        (
            ("points", "баллы"),
            syntax.balances.is_empty() && syntax.debts.is_empty() && syntax.leases.is_empty(),
        ),
        (("counters", "счётчики"), syntax.counters.is_empty()),
        (("earlier goods", "прежние покупки"), syntax.earlier.is_empty()),
    ]
    .into_iter()
    .filter(|(_, absent)| !absent)
    .map(|(name, _)| name)
    .collect();
    // Two keys tell that they are of one client, so somebody knows it.
    let told = syntax.status.is_some()
        || registered.is_some()
        || visits.is_some()
        || !properties.is_empty()
        || !syntax.uses.is_empty()
        || keys.len() > 1;
    if syntax.status == Some(WrittenStatus::Guest) && keys.is_empty() {
        return Ok((keys, None, unused));
    }
    if keys.is_empty() {
        // `client { student = yes }`: somebody known, whoever it is.
        keys.push(ClientKey::Id("client".to_owned()));
    } else if !told {
        return Ok((keys, None, unused));
    }
    Ok((keys, Some(facts_of(syntax, registered, visits, properties)), unused))
}

fn facts_of(
    syntax: &ClientSyntax,
    registered: Option<Date>,
    visits: Option<u64>,
    properties: BTreeMap<String, String>,
) -> ClientFacts {
    let id = syntax.id.as_ref().or(syntax.card.as_ref()).or(syntax.phone.as_ref());
    ClientFacts {
        id: id.map_or_else(|| "client".to_owned(), |id| id.text.clone()),
        status: match syntax.status {
            None | Some(WrittenStatus::Known) => ClientStatus::Known,
            Some(WrittenStatus::Guest) => ClientStatus::Guest,
            Some(WrittenStatus::UnknownCard) => ClientStatus::UnknownCard,
            Some(WrittenStatus::Blocked) => ClientStatus::Blocked,
            Some(WrittenStatus::Expired) => ClientStatus::Expired,
            Some(WrittenStatus::Unreachable) => ClientStatus::Unreachable,
        },
        registered,
        visits,
        properties,
    }
}

fn properties(syntax: &[PropertySyntax]) -> BTreeMap<String, String> {
    syntax
        .iter()
        .map(|property| {
            let value = match &property.value {
                ValueSyntax::Text(text)
                | ValueSyntax::Word(text)
                | ValueSyntax::Date(text)
                | ValueSyntax::YesNo(text) => text.text.clone(),
                ValueSyntax::Number(quantity) => match &quantity.unit {
                    Some(unit) => format!("{} {}", quantity.number.text, unit.text),
                    None => quantity.number.text.clone(),
                },
                ValueSyntax::Money(money) => money.amount.text.clone(),
            };
            (property.name.text.clone(), value)
        })
        .collect()
}

fn owned(text: Option<&Text>) -> Option<String> {
    text.map(|text| text.text.clone())
}

fn decimal(text: &Text) -> Result<Decimal, Slip> {
    let digits = text.text.chars().filter(char::is_ascii_digit).count();
    let most = limits::NUMBER_DIGITS;
    if digits > most {
        return Err(Slip::at(
            text,
            "notation-number",
            both!(
                "the number has {digits} digits, at most {most} are read",
                "в числе {digits} цифр, читается не больше {most}"
            ),
        ));
    }
    Decimal::from_str_exact(&text.text).map_err(|_| {
        Slip::at(
            text,
            "notation-number",
            both!("a number is needed here", "здесь нужно число"),
        )
    })
}

fn money(syntax: &MoneySyntax, reading: Reading<'_>) -> Result<Decimal, Slip> {
    let (written, own) = (&syntax.currency.text, reading.currency);
    if written != own {
        return Err(Slip::at(
            &syntax.currency,
            "notation-currency",
            both!(
                "the amount is in {written}, the programme in {own}",
                "сумма в {written}, а программа в {own}"
            ),
        ));
    }
    decimal(&syntax.amount)
}

fn date(text: &Text) -> Result<Date, Slip> {
    Date::parse(&text.text).ok_or_else(|| no_such_day(text))
}

fn no_such_day(text: &Text) -> Slip {
    // The notation writes 05.10.2026 and 09:12 as JSON does before it is asked.
    Slip::at(text, "notation-date", Phrase::from(&Complaint::of_instant(&text.text)))
}

fn instant(text: &Text) -> Result<At, Slip> {
    let whole = if text.text.len() <= DATE_LETTERS {
        format!("{}T00:00:00", text.text)
    } else {
        text.text.clone()
    };
    At::parse(&whole).ok_or_else(|| no_such_day(text))
}
