//! The frame of a generated programme: retailer, properties, catalogue, stores, selections, protections, schemes.

use super::Random;
use crate::model::calendar::Date;
use crate::model::receipt::{Catalogue, Product, Store};
use crate::model::{
    Combine, Comparison, Cond, Currency, Fact, Items, Phase, Programme, Property, PropertyKind, PropertyValue, Protect,
    Protection, Retailer, RoundingMode, Rule, Scheme, Scope, Side, Stores, Unit, Value, Zone,
};

const CATEGORIES: [&str; 6] = [
    "Drinks/Coffee",
    "Drinks/Tea",
    "Drinks",
    "Bakery/Sweet",
    "Bakery",
    "Tobacco",
];
const BRANDS: [&str; 2] = ["House", "Premium"];
/// Few and round, so that ties happen.
pub(super) const PRICES: [i64; 14] = [0, 1, 7, 33, 50, 99, 100, 100, 150, 199, 1000, 1000, 5000, 10000];

/// Everything but the promotions.
pub(super) fn frame(random: &mut Random) -> (Programme, Catalogue, Vec<Store>) {
    let mut programme = Programme {
        retailer: retailer(random),
        ..Programme::default()
    };
    programme.product_properties = vec![
        Property {
            name: "size".to_owned(),
            kind: PropertyKind::Number,
        },
        Property {
            name: "organic".to_owned(),
            kind: PropertyKind::YesNo,
        },
        Property {
            name: "colour".to_owned(),
            kind: PropertyKind::OneOf(vec!["red".to_owned(), "blue".to_owned()]),
        },
    ];
    programme.client_properties = vec![
        Property {
            name: "student".to_owned(),
            kind: PropertyKind::YesNo,
        },
        Property {
            name: "children".to_owned(),
            kind: PropertyKind::Number,
        },
        Property {
            name: "since".to_owned(),
            kind: PropertyKind::Date,
        },
        Property {
            name: "tier".to_owned(),
            kind: PropertyKind::OneOf(vec!["gold".to_owned(), "silver".to_owned()]),
        },
        Property {
            name: "city".to_owned(),
            kind: PropertyKind::Text,
        },
    ];
    let catalogue = catalogue(random);
    let stores = stores();
    let russian = random.chance(20);
    let names = if russian {
        ["кофе", "выпечка", "свой_выбор", "табак"]
    } else {
        ["coffee", "pastry", "own_choice", "tobacco"]
    };
    programme.items = vec![
        (names[0].to_owned(), Items::Category(vec!["Drinks/Coffee".to_owned()])),
        (
            names[1].to_owned(),
            except(Items::Category(vec!["Bakery".to_owned()]), brand("Premium")),
        ),
    ];
    let choice = selection(random, &programme, 2);
    programme.items.push((names[2].to_owned(), choice));
    programme
        .items
        .push((names[3].to_owned(), Items::Category(vec!["Tobacco".to_owned()])));
    programme.stores = vec![(
        "centre".to_owned(),
        stores_except(
            Stores::Region(vec!["Centre".to_owned()]),
            Stores::Store(vec!["003".to_owned()]),
        ),
    )];
    programme.clients = vec![
        (
            "students".to_owned(),
            Cond::And(vec![
                Cond::Compare(Fact::ClientAge, Comparison::Less, Value::Number(26_000)),
                Cond::Is(Fact::ClientProperty("student".to_owned())),
            ]),
        ),
        (
            "families".to_owned(),
            Cond::Compare(
                Fact::ClientProperty("children".to_owned()),
                Comparison::AtLeast,
                Value::Number(1000),
            ),
        ),
    ];
    protections(random, &mut programme, names[3]);
    schemes(random, &mut programme);
    (programme, catalogue, stores)
}

fn retailer(random: &mut Random) -> Retailer {
    use RoundingMode::{Down, HalfDown, HalfEven, HalfUp, Up};
    let rounding = if random.chance(80) {
        HalfUp
    } else {
        random.pick(&[HalfEven, HalfDown, Down, Up])
    };
    let total = random
        .chance(30)
        .then(|| (random.pick(&[Down, Down, HalfUp, Up]), random.pick(&[5, 10, 100])));
    let currency = random.pick(&[
        Currency::Rub,
        Currency::Rub,
        Currency::Rub,
        Currency::Eur,
        Currency::Usd,
    ]);
    Retailer {
        title: "Collision Shop".to_owned(),
        currency,
        zone: Zone::Moscow,
        rounding,
        total,
    }
}

fn catalogue(random: &mut Random) -> Catalogue {
    let mut products = Vec::new();
    let skus = ["A", "B", "C", "AA", "B2", "MILK", "CHEESE", "GRAPES"];
    for (place, sku) in skus.into_iter().enumerate() {
        let weighed = place >= 6;
        let content = if weighed {
            None
        } else {
            random.chance(40).then(|| {
                random.pick(&[
                    (500, Unit::L),
                    (250_000, Unit::Ml),
                    (700, Unit::L),
                    (330_000, Unit::Ml),
                    (200_000, Unit::G),
                ])
            })
        };
        let mut properties = Vec::new();
        if random.chance(60) {
            properties.push((
                "size".to_owned(),
                PropertyValue::Number(random.pick(&[300_000, 500_000, 500])),
            ));
        }
        if random.chance(50) {
            properties.push(("organic".to_owned(), PropertyValue::YesNo(random.chance(50))));
        }
        if random.chance(50) {
            properties.push((
                "colour".to_owned(),
                PropertyValue::Text(random.pick(&["red", "blue"]).to_owned()),
            ));
        }
        products.push(Product {
            sku: sku.to_owned(),
            name: format!("Product {sku}"),
            category: random.chance(85).then(|| random.pick(&CATEGORIES).to_owned()),
            brand: random.chance(70).then(|| random.pick(&BRANDS).to_owned()),
            supplier: random.chance(50).then(|| random.pick(&["North", "South"]).to_owned()),
            unit: if weighed { Unit::Kg } else { Unit::Pcs },
            content,
            price: random.pick(&PRICES),
            properties,
        });
    }
    Catalogue { products }
}

/// Three stores, of which one lies in another zone than its region's.
pub(super) fn stores() -> Vec<Store> {
    let store = |id: &str, region: &str, format: Option<&str>, zone| Store {
        id: id.to_owned(),
        region: Some(region.to_owned()),
        format: format.map(str::to_owned),
        zone,
    };
    vec![
        store("001", "Centre", Some("mini"), None),
        store("002", "Ural", Some("super"), Some(Zone::Yekaterinburg)),
        store("003", "Centre", None, Some(Zone::Vladivostok)),
    ]
}

pub(super) fn brand(name: &str) -> Items {
    Items::Brand(vec![name.to_owned()])
}

pub(super) fn except(left: Items, right: Items) -> Items {
    Items::Except(Box::new(left), Box::new(right))
}

fn stores_except(left: Stores, right: Stores) -> Stores {
    Stores::Except(Box::new(left), Box::new(right))
}

/// A selection of goods; `depth` bounds how it is put together.
pub(super) fn selection(random: &mut Random, programme: &Programme, depth: usize) -> Items {
    if depth > 0 && random.chance(30) {
        let left = filter(random, programme, Some(0));
        let right = filter(random, programme, Some(1));
        return match random.below(4) {
            0 => Items::And(Box::new(left), Box::new(right)),
            1 => Items::Or(Box::new(left), Box::new(right)),
            2 => except(left, right),
            _ => except(Items::All, Items::Or(Box::new(left), Box::new(right))),
        };
    }
    if random.chance(35) {
        return Items::All;
    }
    filter(random, programme, None)
}

/// One filter. Sides of an `and` take different columns: two filters of one column would be an error.
fn filter(random: &mut Random, programme: &Programme, side: Option<usize>) -> Items {
    let category = |random: &mut Random| {
        let mut paths = vec![random.pick(&CATEGORIES).to_owned()];
        if random.chance(20) {
            let other = random.pick(&CATEGORIES).to_owned();
            if !paths.contains(&other) {
                paths.push(other);
            }
        }
        Items::Category(paths)
    };
    let sku = |random: &mut Random| {
        let skus: Vec<String> = match random.below(4) {
            0 => vec!["A".to_owned()],
            1 => vec!["B".to_owned(), "MILK".to_owned()],
            2 => vec!["C".to_owned(), "CHEESE".to_owned()],
            _ => vec!["AA".to_owned(), "UNKNOWN".to_owned()],
        };
        if random.chance(20) {
            Items::SkuFrom(
                "weekly.csv".to_owned(),
                vec!["A".to_owned(), "C".to_owned(), "GRAPES".to_owned()],
            )
        } else {
            Items::Sku(skus)
        }
    };
    match side {
        Some(0) => {
            return if random.chance(60) {
                category(random)
            } else {
                sku(random)
            };
        }
        Some(_) => {
            return match random.below(4) {
                0 => brand(random.pick(&BRANDS)),
                1 => Items::Supplier(vec!["North".to_owned()]),
                2 => property(random),
                _ => price(random),
            };
        }
        None => {}
    }
    match random.below(10) {
        0..=2 if !programme.items.is_empty() => Items::Named(random.pick(&programme.items).0),
        0..=4 => category(random),
        5 | 6 => sku(random),
        7 => brand(random.pick(&BRANDS)),
        8 => property(random),
        _ => price(random),
    }
}

fn property(random: &mut Random) -> Items {
    match random.below(3) {
        0 => Items::Property(
            "size".to_owned(),
            random.pick(&[Comparison::AtLeast, Comparison::Less, Comparison::Equal]),
            PropertyValue::Number(500_000),
        ),
        1 => Items::Property(
            "organic".to_owned(),
            Comparison::Equal,
            PropertyValue::YesNo(random.chance(70)),
        ),
        _ => Items::Property(
            "colour".to_owned(),
            random.pick(&[Comparison::Equal, Comparison::NotEqual]),
            PropertyValue::Text("red".to_owned()),
        ),
    }
}

fn price(random: &mut Random) -> Items {
    Items::Price(
        random.pick(&[
            Comparison::AtLeast,
            Comparison::AtMost,
            Comparison::Less,
            Comparison::More,
        ]),
        random.pick(&[50, 100, 1000]),
    )
}

fn protections(random: &mut Random, programme: &mut Programme, tobacco: &str) {
    let plain = |what| Rule {
        what,
        from: None,
        to: None,
    };
    if random.chance(25) {
        let rule = plain(Protection::NoPromotion);
        programme.protects.push(Protect {
            items: Items::Named(tobacco.to_owned()),
            rules: vec![rule],
        });
    }
    if random.chance(45) {
        let per = random
            .chance(35)
            .then(|| random.pick(&[(500, Unit::L), (1000, Unit::L), (1000, Unit::Kg), (100_000, Unit::G)]));
        let price = random.pick(&[30, 50, 90, 95, 100, 900, 950, 4000]);
        let from = random
            .chance(30)
            .then(|| random.pick(&[Date::new(2026, 1, 1), Date::new(2026, 10, 5), Date::new(2027, 1, 1)]));
        let mut rules = vec![Rule {
            what: Protection::PriceAtLeast(price, per),
            from,
            to: from.filter(|_| random.chance(30)),
        }];
        if random.chance(15) {
            rules.push(plain(Protection::NoPoints));
        }
        let items = selection(random, programme, 1);
        programme.protects.push(Protect { items, rules });
    }
    if random.chance(20) {
        let points = random.pick(&[1000, 3000, 3333, 5000]);
        let items = selection(random, programme, 1);
        programme.protects.push(Protect {
            items,
            rules: vec![plain(Protection::DiscountAtMost(points))],
        });
    }
    if random.chance(20) {
        let items = selection(random, programme, 0);
        if items != Items::All {
            programme.protects.push(Protect {
                items,
                rules: vec![plain(Protection::NoDiscount)],
            });
        }
    }
}

fn schemes(random: &mut Random, programme: &mut Programme) {
    let mut add = |random: &mut Random, name: &str, phase, after: Option<&str>| {
        let combine = random.pick(&[
            Combine::Best,
            Combine::All,
            Combine::All,
            Combine::First,
            Combine::First,
        ]);
        let scope = match (phase, combine) {
            (Phase::Receipt, _) => Scope::Receipt,
            (Phase::Goods, Combine::All) => Scope::Unit,
            (Phase::Goods, Combine::Best | Combine::First) => {
                random.pick(&[Scope::Unit, Scope::Unit, Scope::Product, Scope::Receipt])
            }
        };
        let side = if combine == Combine::Best && random.chance(40) {
            Side::Retailer
        } else {
            Side::Customer
        };
        programme.schemes.push(Scheme {
            name: name.to_owned(),
            phase,
            combine,
            scope,
            side,
            after: after.map(str::to_owned),
        });
    };
    if random.chance(55) {
        add(random, "extra", Phase::Goods, Some("goods"));
        if random.chance(40) {
            add(random, "clearance", Phase::Goods, Some("extra"));
        }
    }
    if random.chance(40) {
        add(random, "basket", Phase::Receipt, Some("receipt"));
        if random.chance(30) {
            add(random, "thanks", Phase::Receipt, Some("basket"));
        }
    }
}
