//! Cases made for the spots where engines go wrong: one family of programmes for each; it must not know who decides them.

use super::programme::{except, stores};
use super::{Case, Random};
use crate::model::calendar::{Date, LocalTime};
use crate::model::receipt::{Catalogue, Clock, Line, Product, Receipt, World};
use crate::model::{
    Base, Combine, Effect, Give, Items, Limit, Phase, Programme, Promotion, Protect, Protection, RoundingMode, Rule,
    Scheme, Scope, Side, Target, Unit,
};

/// What a case is hard for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Limits of money, whole and `partial`, over many lines.
    Money,
    /// `for retailer` with sums and limits.
    Retailer,
    /// Schemes after one another, whose runs split.
    Chain,
    /// Amounts that round to nothing.
    Tiny,
    /// Thirds, sevenths and worse.
    Fractions,
    /// Exclusive promotions against combinations.
    Exclusive,
    /// Floors under limits.
    Floors,
    /// One product in one promotion, with limits.
    Product,
    /// Everything costs and gives the same.
    Ties,
    /// Off the receipt, over floors and split runs.
    Receipt,
}

/// Every family, in the order in which seeds take them.
pub const FAMILIES: [Family; 10] = [
    Family::Money,
    Family::Retailer,
    Family::Chain,
    Family::Tiny,
    Family::Fractions,
    Family::Exclusive,
    Family::Floors,
    Family::Product,
    Family::Ties,
    Family::Receipt,
];

/// Receipts per hard programme.
pub const HARD_RECEIPTS: usize = 6;

const SKUS: [&str; 13] = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "AA"];
const LINE_IDS: [&str; 14] = [
    "1", "2", "10", "9", "a", "B", "03", "11", "z1", "4", "я", "100", "5", "x",
];
/// Schemes that make a chain longer: with `goods`, `extra` and `late` up to six.
const LATER: [&str; 3] = ["fourth", "fifth", "sixth"];
const NAMES: [&str; 6] = ["beta", "alpha", "Zeta", "акция", "gamma", "alpha-2"];

/// The family of a seed.
#[must_use]
pub fn family(seed: u64) -> Family {
    let count = u64::try_from(FAMILIES.len()).unwrap_or(1);
    FAMILIES[usize::try_from(seed % count).unwrap_or(0)]
}

/// The programme of a seed and what its receipts are made of.
fn frame(seed: u64) -> (Random, Catalogue, Programme) {
    let mut random = Random::new(seed.wrapping_mul(0xA076_1D64_78BD_642F).wrapping_add(7));
    let family = family(seed);
    let catalogue = catalogue(&mut random, family);
    let mut programme = Programme::default();
    if random.chance(15) {
        programme.retailer.rounding = random.pick(&[RoundingMode::HalfEven, RoundingMode::Down, RoundingMode::Up]);
    }
    schemes(&mut random, family, &mut programme);
    let count = match family {
        Family::Money => random.pick(&[1, 1, 2, 3]),
        Family::Retailer => random.pick(&[1, 2, 2, 3]),
        Family::Chain => random.pick(&[3, 4, 5]).max(programme.schemes.len() + 1),
        Family::Exclusive => random.pick(&[3, 4]),
        Family::Tiny | Family::Fractions | Family::Floors | Family::Product | Family::Ties | Family::Receipt => {
            random.pick(&[2, 3, 3])
        }
    };
    let start = random.below(NAMES.len());
    for place in 0..count {
        let name = NAMES[(start + place) % NAMES.len()];
        let promotion = promotion(&mut random, family, &programme, name, place);
        programme.promotions.push(promotion);
    }
    if matches!(family, Family::Floors | Family::Fractions | Family::Receipt)
        || (family == Family::Retailer && random.chance(30))
    {
        floors(&mut random, &catalogue, &mut programme);
    }
    (random, catalogue, programme)
}

/// Makes a hard case; equal seeds make equal cases.
#[must_use]
pub fn hard(seed: u64) -> Case {
    let (mut random, catalogue, programme) = frame(seed);
    let worlds = (0..HARD_RECEIPTS)
        .map(|place| world(&mut random, family(seed), &programme, &catalogue, place))
        .collect();
    Case {
        seed,
        programme,
        worlds,
    }
}

/// A hard programme with receipts of up to `lines` lines, far larger than the reference can decide.
#[must_use]
pub fn crowded(seed: u64, lines: i64) -> Case {
    let (mut random, catalogue, programme) = frame(seed);
    let line = |random: &mut Random, number: i64| {
        let product = random.pick(&catalogue.products);
        let mut line = Line::pieces(&number.to_string(), &product.sku, random.between(1, 9), product.price);
        if product.unit == Unit::Kg {
            line.quantity = random.pick(&[333, 1500, 456, 2000, 11_840]);
        } else if random.chance(40) {
            // Another price is another run.
            line.price += random.between(1, 40);
        }
        line
    };
    let mut worlds = Vec::new();
    for place in 0..2 {
        let count = random.between(8, lines);
        let lines = (0..count).map(|number| line(&mut random, number)).collect();
        worlds.push(around(&catalogue, place, lines));
    }
    Case {
        seed,
        programme,
        worlds,
    }
}

fn catalogue(random: &mut Random, family: Family) -> Catalogue {
    let prices: &[i64] = match family {
        Family::Tiny => &[1, 2, 5, 7, 12, 30, 49, 61],
        Family::Ties => &[10_000, 10_000, 10_000, 20_000],
        Family::Fractions | Family::Chain | Family::Receipt => &[100, 101, 137, 199, 703, 999, 10_007],
        Family::Money => &[2000, 2000, 2000, 1000, 5000, 3333, 100],
        Family::Retailer | Family::Exclusive | Family::Floors | Family::Product => {
            &[10_000, 10_000, 8000, 5000, 33, 199, 100]
        }
    };
    let product = |random: &mut Random, sku: &str| Product {
        sku: sku.to_owned(),
        name: format!("Product {sku}"),
        category: None,
        brand: Some(random.pick(&["House", "Premium"]).to_owned()),
        supplier: None,
        unit: if random.chance(7) { Unit::Kg } else { Unit::Pcs },
        content: None,
        price: random.pick(prices),
        properties: Vec::new(),
    };
    Catalogue {
        products: SKUS.iter().map(|sku| product(random, sku)).collect(),
    }
}

fn schemes(random: &mut Random, family: Family, programme: &mut Programme) {
    let any = [Combine::Best, Combine::All, Combine::First];
    let mut add = |name: &str, phase: Phase, combine, scope, side, after: &str| {
        programme.schemes.push(Scheme {
            name: name.to_owned(),
            phase,
            combine,
            scope,
            side,
            after: Some(after.to_owned()),
        });
    };
    match family {
        Family::Retailer => {
            let scope = random.pick(&[Scope::Unit, Scope::Unit, Scope::Product, Scope::Receipt]);
            add("extra", Phase::Goods, Combine::Best, scope, Side::Retailer, "goods");
        }
        Family::Chain => {
            add(
                "extra",
                Phase::Goods,
                random.pick(&any),
                Scope::Unit,
                Side::Customer,
                "goods",
            );
            add(
                "late",
                Phase::Goods,
                random.pick(&any),
                Scope::Unit,
                Side::Customer,
                "extra",
            );
            // Long ones bring denominators out.
            let mut last = "late";
            for name in LATER.into_iter().take(random.pick(&[0, 0, 1, 2, 3])) {
                add(name, Phase::Goods, random.pick(&any), Scope::Unit, Side::Customer, last);
                last = name;
            }
        }
        Family::Tiny | Family::Fractions | Family::Floors | Family::Money => {
            add(
                "extra",
                Phase::Goods,
                random.pick(&any),
                Scope::Unit,
                Side::Customer,
                "goods",
            );
        }
        Family::Exclusive | Family::Ties => {
            let scope = random.pick(&[Scope::Unit, Scope::Unit, Scope::Product]);
            let combine = random.pick(&any);
            let scope = if combine == Combine::All { Scope::Unit } else { scope };
            add("extra", Phase::Goods, combine, scope, Side::Customer, "goods");
        }
        Family::Product => {
            let combine = random.pick(&[Combine::Best, Combine::Best, Combine::First]);
            add("extra", Phase::Goods, combine, Scope::Product, Side::Customer, "goods");
        }
        Family::Receipt => {
            add(
                "basket",
                Phase::Receipt,
                random.pick(&any),
                Scope::Receipt,
                Side::Customer,
                "receipt",
            );
        }
    }
}

fn items(random: &mut Random, family: Family) -> Items {
    let sku = |random: &mut Random| {
        let from = random.below(8);
        let count = random.pick(&[1, 2, 3, 6]);
        Items::Sku(
            SKUS[from..(from + count).min(SKUS.len())]
                .iter()
                .map(|sku| (*sku).to_owned())
                .collect(),
        )
    };
    let all = match family {
        Family::Money | Family::Ties | Family::Tiny => 60,
        Family::Retailer
        | Family::Chain
        | Family::Fractions
        | Family::Exclusive
        | Family::Floors
        | Family::Product
        | Family::Receipt => 40,
    };
    match random.below(100) {
        roll if roll < all => Items::All,
        roll if roll < 75 => sku(random),
        roll if roll < 85 => Items::Brand(vec!["House".to_owned()]),
        _ => except(Items::All, sku(random)),
    }
}

fn effect(random: &mut Random, family: Family, combine: Combine) -> Give {
    let percents: &[i64] = match family {
        Family::Tiny => &[100, 100, 500, 1000, 1000, 3000],
        Family::Fractions | Family::Receipt => &[333, 1429, 3333, 1100, 700, 1300, 6667],
        Family::Ties => &[1000, 1000, 1000, 2000],
        Family::Money | Family::Retailer | Family::Chain | Family::Exclusive | Family::Floors | Family::Product => {
            &[1000, 1000, 2000, 5000, 5000, 3333, 750, 10_000]
        }
    };
    let sums: &[i64] = match family {
        Family::Tiny => &[1, 1, 2, 3, 10],
        Family::Ties => &[1000, 1000, 2000],
        Family::Fractions | Family::Chain | Family::Receipt => &[1, 10, 61, 100, 133, 139, 500, 1003],
        Family::Money | Family::Retailer | Family::Exclusive | Family::Floors | Family::Product => {
            &[1, 100, 500, 1000, 1000, 2500, 5000, 6000]
        }
    };
    let off_sum = match family {
        Family::Retailer => 35,
        Family::Fractions => 45,
        Family::Money
        | Family::Chain
        | Family::Tiny
        | Family::Exclusive
        | Family::Floors
        | Family::Product
        | Family::Ties
        | Family::Receipt => 20,
    };
    let items = items(random, family);
    let roll = random.below(100);
    let effect = if roll < off_sum {
        Effect::Sum(random.pick(sums), Target::Items(items))
    } else if roll < off_sum + 12 {
        Effect::Each(random.pick(sums), items)
    } else if roll < off_sum + 17 {
        Effect::Price(random.pick(&[5, 50, 99, 900, 4900, 9000]), items)
    } else {
        Effect::Percent(random.pick(percents), Target::Items(items))
    };
    let base = match (&effect, combine) {
        (Effect::Percent(..), Combine::All) => random.pick(&[Base::Start, Base::Start, Base::Running]),
        _ => Base::Start,
    };
    Give { effect, base }
}

fn promotion(random: &mut Random, family: Family, programme: &Programme, name: &str, place: usize) -> Promotion {
    let mut promotion = Promotion::named(name);
    let off_receipt = family == Family::Receipt && place > 0;
    let phase = if off_receipt { Phase::Receipt } else { Phase::Goods };
    let named: Vec<&Scheme> = programme
        .schemes
        .iter()
        .filter(|scheme| scheme.phase == phase)
        .collect();
    let own = match family {
        Family::Chain | Family::Tiny | Family::Fractions | Family::Receipt => random.chance(45),
        Family::Money | Family::Retailer | Family::Exclusive | Family::Floors | Family::Product | Family::Ties => {
            random.chance(20)
        }
    };
    let mut combine = Combine::Best;
    // In a long chain each scheme has something to give.
    let long = named.len() > 2;
    if (long && place > 0) || (!long && !own && !named.is_empty()) {
        let scheme = if long {
            named[(place - 1) % named.len()]
        } else {
            random.pick(&named)
        };
        combine = scheme.combine;
        promotion.scheme = Some(scheme.name.clone());
    }
    promotion.gives = if off_receipt {
        let effect = if random.chance(50) {
            Effect::Percent(random.pick(&[333, 1000, 1429, 5000]), Target::Receipt)
        } else {
            Effect::Sum(random.pick(&[1, 61, 100, 1003, 20_000]), Target::Receipt)
        };
        vec![Give {
            effect,
            base: Base::Start,
        }]
    } else {
        vec![effect(random, family, combine)]
    };
    if random.chance(if family == Family::Ties { 10 } else { 30 }) {
        promotion.priority = random.between(1, 3);
    }
    promotion.exclusive = family == Family::Exclusive && (place == 0 || random.chance(40))
        || family != Family::Exclusive && random.chance(4);
    limits(random, family, phase, combine, &mut promotion);
    promotion
}

fn limits(random: &mut Random, family: Family, phase: Phase, combine: Combine, promotion: &mut Promotion) {
    let of_sum = promotion
        .gives
        .iter()
        .any(|give| matches!(give.effect, Effect::Sum(..)));
    let money = match family {
        Family::Money => 80,
        Family::Retailer | Family::Receipt => 40,
        Family::Floors => 30,
        Family::Chain | Family::Tiny | Family::Fractions | Family::Exclusive | Family::Product | Family::Ties => 18,
    };
    let pieces = match family {
        Family::Chain | Family::Tiny | Family::Product | Family::Floors => 55,
        Family::Fractions | Family::Retailer | Family::Ties => 35,
        Family::Money | Family::Exclusive | Family::Receipt => 25,
    };
    if random.chance(money) {
        let amounts: &[i64] = match family {
            Family::Tiny => &[1, 2, 3, 5],
            Family::Fractions | Family::Receipt | Family::Chain => &[1, 10, 50, 139, 500, 1000],
            Family::Money | Family::Retailer | Family::Exclusive | Family::Floors | Family::Product | Family::Ties => {
                &[50, 500, 1000, 2500, 5000, 5000, 5050, 7000]
            }
        };
        promotion.limits.push(Limit::Money {
            amount: random.pick(amounts),
            partial: random.chance(40),
        });
    }
    // Which units of a sum a limit of pieces would leave is said for the best combination only.
    if phase == Phase::Goods && (combine == Combine::Best || !of_sum) && random.chance(pieces) {
        promotion.limits.push(Limit::Pcs(random.between(1, 4)));
    }
}

fn floors(random: &mut Random, catalogue: &Catalogue, programme: &mut Programme) {
    for _ in 0..random.pick(&[1, 1, 2]) {
        let product = random.pick(&catalogue.products);
        let what = if random.chance(60) {
            Protection::DiscountAtMost(random.pick(&[500, 1000, 1000, 3333, 1429]))
        } else {
            let part = random.pick(&[50, 80, 90, 97, 110]);
            Protection::PriceAtLeast(product.price * part / 100 + random.between(0, 3), None)
        };
        let items = if random.chance(45) {
            Items::All
        } else {
            Items::Sku(vec![product.sku, random.pick(&SKUS).to_owned()])
        };
        if let Items::Sku(skus) = &items
            && skus[0] == skus[1]
        {
            continue;
        }
        programme.protects.push(Protect {
            items,
            rules: vec![Rule {
                what,
                from: None,
                to: None,
            }],
        });
    }
}

/// How many combinations the reference may have to try, at most.
fn ways(programme: &Programme, family: Family, counts: &[(String, i64, i64)]) -> u64 {
    let members = |name: Option<&str>| {
        let of = |promotion: &&Promotion| promotion.scheme.as_deref() == name;
        u64::try_from(programme.promotions.iter().filter(of).count()).unwrap_or(1)
    };
    let units: i64 = counts.iter().map(|(_, _, count)| count).sum();
    // Units of a run that has not split are alike; later schemes may find each of them different.
    let mut most = counts
        .iter()
        .map(|&(_, _, count)| choose(count.unsigned_abs(), members(None)))
        .product::<u64>();
    for scheme in programme
        .schemes
        .iter()
        .filter(|scheme| scheme.combine == Combine::Best)
    {
        let players = members(Some(&scheme.name));
        let apart = family == Family::Chain || members(None) > 0;
        let found = if apart {
            (players + 1).saturating_pow(u32::try_from(units).unwrap_or(u32::MAX))
        } else {
            counts
                .iter()
                .map(|&(_, _, count)| choose(count.unsigned_abs(), players))
                .product()
        };
        // Every combination for the retailer is held against every other one.
        most = most.max(if scheme.side == Side::Retailer {
            found.saturating_mul(20)
        } else {
            found
        });
    }
    most
}

/// Ways to hand `units` equal units to `players` and to nobody.
fn choose(units: u64, players: u64) -> u64 {
    (1..=players).fold(1, |ways, player| ways * (units + player) / player)
}

fn world(random: &mut Random, family: Family, programme: &Programme, catalogue: &Catalogue, place: usize) -> World {
    let most = if family == Family::Money { 900 } else { 700 };
    let wanted = match family {
        Family::Money => random.pick(&[3, 8, 12, 13]),
        Family::Retailer
        | Family::Chain
        | Family::Tiny
        | Family::Fractions
        | Family::Exclusive
        | Family::Floors
        | Family::Product
        | Family::Ties
        | Family::Receipt => random.pick(&[1, 2, 3, 4, 6]),
    };
    let first = random.below(LINE_IDS.len());
    let mut lines: Vec<Line> = Vec::new();
    let mut counts: Vec<(String, i64, i64)> = Vec::new();
    for number in 0..wanted {
        let product = match lines.last() {
            Some(last) if random.chance(25) => catalogue
                .products
                .iter()
                .find(|product| product.sku == last.sku)
                .cloned(),
            _ => None,
        };
        let product = product.unwrap_or_else(|| random.pick(&catalogue.products));
        let mut line = Line::pieces(
            LINE_IDS[(first + number * 3) % LINE_IDS.len()],
            &product.sku,
            1,
            product.price,
        );
        let mut pieces = 1;
        if product.unit == Unit::Kg {
            line.quantity = random.pick(&[333, 1500, 456, 2000, 11_840]);
        } else {
            pieces = match family {
                Family::Money => random.pick(&[1, 1, 1, 2, 7]),
                Family::Fractions | Family::Receipt => random.pick(&[1, 2, 3, 3, 7]),
                Family::Chain => random.pick(&[1, 2, 2, 3, 3, 7]),
                Family::Retailer
                | Family::Tiny
                | Family::Exclusive
                | Family::Floors
                | Family::Product
                | Family::Ties => random.between(1, 3),
            };
            line.quantity = pieces * 1000;
        }
        if random.chance(6) && product.price > 5 {
            line.discounts.push((
                "supplier".to_owned(),
                pieces
                    * random
                        .pick(&[1, 2, 5])
                        .min(line.quantity * product.price / 1000 / pieces),
            ));
        }
        let mut next = counts.clone();
        match next
            .iter_mut()
            .find(|(sku, off, _)| *sku == line.sku && *off == i64::from(line.discounts.is_empty()))
        {
            Some(same) => same.2 += pieces,
            None => next.push((line.sku.clone(), i64::from(line.discounts.is_empty()), pieces)),
        }
        if ways(programme, family, &next) > most {
            continue;
        }
        counts = next;
        lines.push(line);
    }
    if lines.is_empty() {
        lines.push(Line::pieces("1", "A", 1, 100));
    }
    around(catalogue, place, lines)
}

/// A receipt of these lines, on a Monday morning.
fn around(catalogue: &Catalogue, place: usize, lines: Vec<Line>) -> World {
    World {
        catalogue: catalogue.clone(),
        stores: stores(),
        client: None,
        card: None,
        uses: Vec::new(),
        codes: Vec::new(),
        receipt: Receipt {
            id: format!("H-{place}"),
            at: LocalTime::new(Date::new(2026, 10, 5), 9, 0, 0),
            clock: Clock::Offset,
            store: None,
            coupons: Vec::new(),
            tenders: Vec::new(),
            claims: Vec::new(),
            lines,
        },
    }
}
