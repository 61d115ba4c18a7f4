//! A typed programme as `.perk` text in English or Russian, and its tables and receipts as files; it must not know what they mean.

mod clause;
mod coupon;
mod data;
mod expression;

pub use data::{catalogue_csv, list_csv, receipt_json, snapshot_json, stores_csv};

use crate::model::coupon::Codes;
use crate::model::{
    BasisPoints, Combine, Currency, Milli, Minor, Phase, Programme, Property, PropertyKind, Protection, RoundingMode,
    Rule, Scheme, Scope, Side, Unit,
};

/// Which keywords to write. Names, titles and texts stay as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keywords {
    /// English, with decimal points.
    English,
    /// Russian, with decimal commas.
    Russian,
}

/// One file of a programme's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Name within the folder.
    pub name: String,
    /// Contents.
    pub text: String,
}

/// The whole folder of a programme except its catalogue and stores, which belong to a world.
#[must_use]
pub fn files(programme: &Programme, keywords: Keywords) -> Vec<File> {
    let mut files = vec![File {
        name: "retailer.perk".to_owned(),
        text: text(programme, keywords),
    }];
    for (name, skus) in data::lists(programme) {
        files.push(File {
            name,
            text: list_csv(&skus),
        });
    }
    for coupon in &programme.coupons {
        if let Codes::List(name, codes) = &coupon.codes {
            files.push(File {
                name: name.clone(),
                text: coupon::codes_csv(codes),
            });
        }
    }
    files
}

/// The programme as one text.
#[must_use]
pub fn text(programme: &Programme, keywords: Keywords) -> String {
    let writer = Writer {
        keywords,
        currency: programme.retailer.currency,
    };
    let mut blocks = vec![writer.retailer(programme)];
    blocks.extend(
        programme
            .product_properties
            .iter()
            .map(|property| writer.property("product property", "свойство товара", property)),
    );
    blocks.extend(
        programme
            .client_properties
            .iter()
            .map(|property| writer.property("client property", "свойство клиента", property)),
    );
    for (name, items) in &programme.items {
        blocks.push(format!(
            "{} {name} = {}",
            writer.say("items", "товары"),
            closed(writer.items(items))
        ));
    }
    for (name, stores) in &programme.stores {
        blocks.push(format!(
            "{} {name} = {}",
            writer.say("stores", "магазины"),
            writer.stores(stores)
        ));
    }
    for (name, condition) in &programme.clients {
        blocks.push(format!(
            "{} {name} = {}",
            writer.say("clients", "клиенты"),
            closed(writer.condition(condition))
        ));
    }
    blocks.extend(programme.sets.iter().map(|(name, set)| writer.set(name, set)));
    for protect in &programme.protects {
        let rules: Vec<String> = protect
            .rules
            .iter()
            .map(|rule| format!("  {}\n", writer.rule(rule)))
            .collect();
        blocks.push(format!(
            "{} {} {{\n{}}}",
            writer.say("protect", "защита"),
            writer.items(&protect.items),
            rules.concat()
        ));
    }
    blocks.extend(programme.schemes.iter().map(|scheme| writer.scheme(scheme)));
    blocks.extend(programme.coupons.iter().map(|coupon| writer.coupon(coupon)));
    blocks.extend(programme.promotions.iter().map(|promotion| writer.promotion(promotion)));
    blocks.join("\n\n") + "\n"
}

/// Writes one programme in one language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Writer {
    keywords: Keywords,
    currency: Currency,
}

impl Writer {
    /// The spelling of a keyword.
    fn say(self, english: &'static str, russian: &'static str) -> &'static str {
        match self.keywords {
            Keywords::English => english,
            Keywords::Russian => russian,
        }
    }

    /// A number in thousandths, without needless zeros.
    fn number(self, milli: Milli) -> String {
        self.decimals(&crate::reference::decimal(milli, 3))
    }

    fn decimals(self, text: &str) -> String {
        let short = if text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.')
        } else {
            text
        };
        match self.keywords {
            Keywords::English => short.to_owned(),
            Keywords::Russian => short.replace('.', ","),
        }
    }

    fn money(self, minor: Minor) -> String {
        let number = self.decimals(&crate::reference::decimal(minor, self.currency.digits()));
        let code = match self.currency {
            Currency::Rub => self.say("RUB", "руб"),
            Currency::Eur | Currency::Usd => self.currency.code(),
        };
        format!("{number} {code}")
    }

    fn percent(self, points: BasisPoints) -> String {
        format!("{}%", self.decimals(&crate::reference::decimal(points, 2)))
    }

    fn unit(self, unit: Unit) -> &'static str {
        match unit {
            Unit::Pcs => self.say("pcs", "шт"),
            Unit::Kg => self.say("kg", "кг"),
            Unit::G => self.say("g", "г"),
            Unit::L => self.say("l", "л"),
            Unit::Ml => self.say("ml", "мл"),
            Unit::M => self.say("m", "м"),
        }
    }

    fn quantity(self, milli: Milli, unit: Unit) -> String {
        format!("{} {}", self.number(milli), self.unit(unit))
    }

    fn mode(self, mode: RoundingMode) -> &'static str {
        match mode {
            RoundingMode::HalfUp => self.say("half up", "половина вверх"),
            RoundingMode::HalfEven => self.say("half even", "половина к чётному"),
            RoundingMode::HalfDown => self.say("half down", "половина вниз"),
            RoundingMode::Down => self.say("down", "вниз"),
            RoundingMode::Up => self.say("up", "вверх"),
        }
    }

    fn retailer(self, programme: &Programme) -> String {
        let retailer = &programme.retailer;
        let mut lines = vec![
            format!("{} {} {{", self.say("retailer", "сеть"), quoted(&retailer.title)),
            format!(
                "  {} {}",
                self.say("currency", "валюта"),
                if self.currency == Currency::Rub {
                    self.say("RUB", "руб")
                } else {
                    self.currency.code()
                }
            ),
            format!(
                "  {} {}",
                self.say("time zone", "часовой пояс"),
                quoted(retailer.zone.name())
            ),
            format!(
                "  {} {}",
                self.say("rounding", "округление"),
                self.mode(retailer.rounding)
            ),
        ];
        if let Some((mode, step)) = retailer.total {
            lines.push(format!(
                "  {} {} {} {} {}",
                self.say("rounding", "округление"),
                self.say("total", "итога"),
                self.mode(mode),
                self.say("to", "до"),
                self.money(step)
            ));
        }
        lines.push(format!("  {} \"products.csv\"", self.say("products", "каталог")));
        lines.push(format!("  {} \"stores.csv\"", self.say("stores", "магазины")));
        lines.push("}".to_owned());
        lines.join("\n")
    }

    fn property(self, english: &'static str, russian: &'static str, property: &Property) -> String {
        let kind = match &property.kind {
            PropertyKind::YesNo => self.say("yes/no", "да/нет").to_owned(),
            PropertyKind::Number => self.say("number", "число").to_owned(),
            PropertyKind::Date => self.say("date", "дата").to_owned(),
            PropertyKind::Text => self.say("text", "текст").to_owned(),
            PropertyKind::OneOf(values) => format!("{} {}", self.say("one of", "одно из"), list(values)),
        };
        format!("{} {} : {kind}", self.say(english, russian), property.name)
    }

    fn rule(self, rule: &Rule) -> String {
        let what = match &rule.what {
            Protection::NoPromotion => self.say("no promotion", "без акций").to_owned(),
            Protection::NoDiscount => self.say("no discount", "без скидок").to_owned(),
            Protection::NoPoints => self.say("no points", "без баллов").to_owned(),
            Protection::PriceAtLeast(price, per) => {
                let per = per
                    .map(|(milli, unit)| format!(" {} {}", self.say("per", "за"), self.quantity(milli, unit)))
                    .unwrap_or_default();
                format!(
                    "{} {}{per}",
                    self.say("price at least", "цена не меньше"),
                    self.money(*price)
                )
            }
            Protection::DiscountAtMost(points) => format!(
                "{} {}",
                self.say("discount at most", "скидка не больше"),
                self.percent(*points)
            ),
        };
        // The grammar knows an end only after a beginning.
        let dated = rule.from.map(|from| {
            let to = rule.to.map(|to| format!(" .. {}", self.date(to))).unwrap_or_default();
            format!(" {} {}{to}", self.say("from", "с"), self.date(from))
        });
        what + &dated.unwrap_or_default()
    }

    fn scheme(self, scheme: &Scheme) -> String {
        let phase = |phase: Phase| match phase {
            Phase::Goods => self.say("goods", "товары"),
            Phase::Receipt => self.say("receipt", "чек"),
        };
        let mode = match scheme.combine {
            Combine::Best => self.say("best", "лучшее"),
            Combine::All => self.say("all", "все"),
            Combine::First => self.say("first", "первое"),
        };
        let scope = match scheme.scope {
            Scope::Unit => self.say("per unit", "на единицу"),
            Scope::Product => self.say("per product", "на товар"),
            Scope::Receipt => self.say("per receipt", "на чек"),
        };
        let side = match scheme.side {
            Side::Customer => self.say("for customer", "для покупателя"),
            Side::Retailer => self.say("for retailer", "для сети"),
        };
        // Only `best` chooses for somebody, and `all` leaves nothing to choose.
        let rest = match scheme.combine {
            Combine::Best => format!(" {scope} {side}"),
            Combine::First => format!(" {scope}"),
            Combine::All => String::new(),
        };
        let after = scheme.after.as_deref().map(|after| {
            let name = if after == scheme.phase.word() {
                phase(scheme.phase)
            } else {
                after
            };
            format!("\n  {} {name}", self.say("after", "после"))
        });
        format!(
            "{} {} {{\n  {} {}\n  {} {mode}{rest}{}\n}}",
            self.say("scheme", "схема"),
            scheme.name,
            self.say("phase", "этап"),
            phase(scheme.phase),
            self.say("combine", "сочетание"),
            after.unwrap_or_default()
        )
    }
}

/// A declaration that ends with a bare number ends with a parenthesis instead, or `1` and the next word would be points.
fn closed(text: String) -> String {
    if text.ends_with(|last: char| last.is_ascii_digit()) {
        format!("({text})")
    } else {
        text
    }
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

fn list(values: &[String]) -> String {
    values.iter().map(|value| quoted(value)).collect::<Vec<_>>().join(", ")
}
