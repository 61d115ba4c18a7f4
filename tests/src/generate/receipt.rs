//! Generated receipts: few skus, several lines of one product, odd quantities, foreign discounts.

use super::Random;
use super::programme::PRICES;
use crate::model::calendar::{Date, LocalTime};
use crate::model::receipt::{Catalogue, Client, ClientStatus, Clock, Line, Receipt, Store, Tender, World};
use crate::model::{PropertyValue, Unit};

const LINE_IDS: [&str; 9] = ["1", "2", "10", "9", "a", "B", "03", "11", "z1"];

/// A receipt of at most `most` pieces, with its client.
pub(super) fn world(random: &mut Random, catalogue: &Catalogue, stores: &[Store], place: usize, most: i64) -> World {
    let wanted = random.pick(&[1, 2, 3, 3, 4, 4, 5, 6]);
    let first = random.below(LINE_IDS.len());
    let mut lines: Vec<Line> = Vec::new();
    let mut units = 0;
    for number in 0..wanted {
        if units >= most {
            break;
        }
        let id = LINE_IDS[(first + number * 2) % LINE_IDS.len()];
        let line = match lines.last() {
            // Again the same product, so that runs lie on several lines.
            Some(previous) if random.chance(25) => Line {
                id: id.to_owned(),
                marks: Vec::new(),
                ..previous.clone()
            },
            _ => line(random, catalogue, id, most.saturating_sub(units)),
        };
        units += if line.quantity % 1000 == 0 {
            line.quantity / 1000
        } else {
            1
        };
        if units <= most {
            lines.push(line);
        }
    }
    around(random, catalogue, stores, place, lines)
}

/// A receipt of `count` lines of up to eight pieces, every fifth the same product again.
pub(super) fn crowd(random: &mut Random, catalogue: &Catalogue, stores: &[Store], place: usize, count: i64) -> World {
    let mut lines: Vec<Line> = Vec::new();
    for number in 0..count {
        let id = if number % 7 == 3 {
            format!("a{number}")
        } else {
            (number * 13 % 101).to_string()
        };
        let line = match lines.last() {
            Some(previous) if random.chance(20) => Line {
                id,
                marks: Vec::new(),
                ..previous.clone()
            },
            _ => line(random, catalogue, &id, 8),
        };
        lines.push(line);
    }
    around(random, catalogue, stores, place, lines)
}

/// When, where, how paid and for whom.
fn around(random: &mut Random, catalogue: &Catalogue, stores: &[Store], place: usize, lines: Vec<Line>) -> World {
    let day = random.pick(&[
        Date::new(2026, 10, 5),
        Date::new(2026, 10, 5),
        Date::new(2026, 10, 3),
        Date::new(2026, 10, 4),
        Date::new(2026, 10, 25),
        Date::new(2026, 11, 30),
        Date::new(2026, 12, 31),
        Date::new(2027, 1, 1),
    ]);
    let (hour, minute, second) = random.pick(&[
        (9, 12, 0),
        (8, 0, 0),
        (7, 59, 59),
        (11, 0, 0),
        (0, 0, 0),
        (3, 0, 0),
        (6, 0, 0),
        (21, 59, 59),
        (22, 0, 0),
        (23, 59, 59),
    ]);
    let store = match random.below(10) {
        0..=5 => Some("001".to_owned()),
        6 | 7 => Some(random.pick(&["002", "003"]).to_owned()),
        8 => Some("999".to_owned()),
        _ => None,
    };
    let receipt = Receipt {
        id: format!("R-{place}"),
        at: LocalTime::new(day, hour, minute, second),
        clock: random.pick(&[Clock::Offset, Clock::Offset, Clock::Plain, Clock::Utc]),
        store,
        coupons: Vec::new(),
        tenders: tenders(random),
        claims: Vec::new(),
        lines,
    };
    World {
        catalogue: catalogue.clone(),
        stores: stores.to_vec(),
        client: client(random),
        card: None,
        uses: Vec::new(),
        codes: Vec::new(),
        receipt,
    }
}

fn line(random: &mut Random, catalogue: &Catalogue, id: &str, room: i64) -> Line {
    if random.chance(4) {
        return Line::pieces(id, "UNKNOWN", 1, random.pick(&PRICES));
    }
    let product = random.pick(&catalogue.products);
    let price = if random.chance(85) {
        product.price
    } else {
        random.pick(&PRICES)
    };
    let mut line = Line::pieces(id, &product.sku, 1, price);
    if product.unit == Unit::Kg {
        line.quantity = random.pick(&[1, 500, 333, 1500, 1000, 2000, 456, 11_840, 2500]);
    } else if random.chance(3) {
        line.quantity = random.pick(&[500, 1500]);
    } else {
        let pieces = if random.chance(6) {
            random.between(4, 8)
        } else {
            random.between(1, 3)
        };
        line.quantity = pieces.min(room.max(1)) * 1000;
    }
    let weighed = product.unit == Unit::Kg || line.quantity % 1000 != 0;
    let gross = (line.price * line.quantity + 500) / 1000;
    // However the retailer rounds, the line costs at least this.
    let least = line.price * line.quantity / 1000;
    if weighed && random.chance(10) {
        line.amount = Some(gross + random.between(0, 1));
    }
    if random.chance(5) {
        line.category = Some(random.pick(&["Bakery", "Drinks/Coffee", "Sale"]).to_owned());
    }
    if random.chance(5) {
        line.brand = Some(random.pick(&["House", "Premium"]).to_owned());
    }
    if random.chance(4) {
        line.properties = vec![("organic".to_owned(), PropertyValue::YesNo(true))];
    }
    if random.chance(4) && !weighed {
        line.content = Some((1000, Unit::L));
    }
    line.price_fixed = random.chance(3);
    if random.chance(12) {
        let each = random.pick(&[1, 5, 20, 50]).min(line.price);
        let pieces = if weighed { 1 } else { line.quantity / 1000 };
        let amount = (each * pieces).min(least);
        if amount > 0 {
            line.discounts
                .push((random.pick(&["supplier", "till"]).to_owned(), amount));
        }
    }
    if random.chance(5) && !weighed {
        line.marks = (0..line.quantity / 1000)
            .map(|number| format!("MARK-{id}-{number}"))
            .collect();
    }
    line
}

fn tenders(random: &mut Random) -> Vec<Tender> {
    let card = |brand: &str| Tender {
        kind: "card".to_owned(),
        brand: Some(brand.to_owned()),
        amount: 10_000,
    };
    let cash = Tender {
        kind: "cash".to_owned(),
        brand: None,
        amount: 5000,
    };
    match random.below(8) {
        0 | 1 => vec![card("MIR")],
        2 => vec![card("VISA")],
        3 => vec![cash],
        4 => vec![card("MIR"), cash],
        _ => Vec::new(),
    }
}

fn client(random: &mut Random) -> Option<Client> {
    let status = match random.below(20) {
        0..=4 => return None,
        5 => ClientStatus::Blocked,
        6 => ClientStatus::UnknownCard,
        7 => ClientStatus::Expired,
        8 => ClientStatus::Unreachable,
        _ => ClientStatus::Known,
    };
    let mut properties = Vec::new();
    if random.chance(70) {
        properties.push(("student".to_owned(), PropertyValue::YesNo(random.chance(60))));
    }
    if random.chance(60) {
        properties.push((
            "children".to_owned(),
            PropertyValue::Number(random.between(0, 2) * 1000),
        ));
    }
    if random.chance(50) {
        properties.push((
            "since".to_owned(),
            PropertyValue::Date(random.pick(&[Date::new(2020, 2, 29), Date::new(2026, 5, 1)])),
        ));
    }
    if random.chance(50) {
        properties.push((
            "tier".to_owned(),
            PropertyValue::Text(random.pick(&["gold", "silver"]).to_owned()),
        ));
    }
    if random.chance(40) {
        properties.push((
            "city".to_owned(),
            PropertyValue::Text(random.pick(&["Tver", "Omsk"]).to_owned()),
        ));
    }
    let birthday = random.chance(80).then(|| {
        random.pick(&[
            Date::new(2000, 2, 29),
            Date::new(2000, 10, 5),
            Date::new(2000, 10, 6),
            Date::new(2008, 10, 5),
            Date::new(1950, 1, 31),
        ])
    });
    Some(Client {
        status,
        id: "C-1".to_owned(),
        birthday,
        visits: random.between(0, 5),
        properties,
    })
}
