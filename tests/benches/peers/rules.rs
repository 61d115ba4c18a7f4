//! The neutral rules of the workload, all seven kinds, as the original generator draws them; knows no Perk.

use serde::Serialize;

use super::prng::Rng;
use super::workload::{
    DEPARTMENTS, GROUPS, LEAVES, LEVELS, Params, SEGMENTS, Shop, category_id, day_text, leaf, money,
};

/// A rule with the days, both included, on which it runs.
#[derive(Serialize, Clone, Debug)]
pub struct Rule {
    pub id: String,
    pub from: String,
    pub to: String,
    #[serde(flatten)]
    pub kind: Kind,
}

/// What a rule asks and gives. Percents are in hundredths of a percent.
#[derive(Serialize, Clone, Debug)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Kind {
    CategoryPctBasket {
        category: String,
        min_total: String,
        pct_bp: i64,
    },
    SkuPct {
        skus: Vec<String>,
        stores: Option<Vec<String>>,
        pct_bp: i64,
    },
    HappyHour {
        category: String,
        days: Vec<u8>,
        start: String,
        end: String,
        pct_bp: i64,
    },
    BuyGet {
        buy: Vec<String>,
        buy_qty: i64,
        get: Vec<String>,
        get_qty: i64,
    },
    NForPrice {
        skus: Vec<String>,
        n: i64,
        price: String,
    },
    LevelPoints {
        levels: Vec<String>,
        category: Option<String>,
        pct_bp: i64,
    },
    FixedOff {
        segment: String,
        min_total: String,
        amount: String,
    },
}

/// A kind before it is drawn.
#[derive(Clone, Copy)]
enum Sort {
    Category,
    Sku,
    Happy,
    BuyGet,
    NFor,
    Points,
    Fixed,
}

/// Shares of the kinds, in hundredths.
const MIX: [(Sort, usize); 7] = [
    (Sort::Sku, 45),
    (Sort::Category, 15),
    (Sort::Happy, 10),
    (Sort::BuyGet, 8),
    (Sort::NFor, 7),
    (Sort::Points, 5),
    (Sort::Fixed, 10),
];

/// The first ten hold every kind, so that small sets are not of one kind.
const FIRST: [Sort; 10] = [
    Sort::Category,
    Sort::Sku,
    Sort::Happy,
    Sort::BuyGet,
    Sort::NFor,
    Sort::Points,
    Sort::Fixed,
    Sort::Sku,
    Sort::Sku,
    Sort::Category,
];

impl Shop {
    pub fn rules(&self, p: &Params) -> Vec<Rule> {
        let mut rng = Rng(p.seed ^ 0x4213);
        let mut sorts: Vec<Sort> = vec![];
        for (sort, share) in MIX {
            sorts.extend(std::iter::repeat_n(sort, share * p.rules / 100));
        }
        while sorts.len() < p.rules {
            sorts.push(Sort::Sku);
        }
        rng.shuffle(&mut sorts);
        for (slot, sort) in sorts.iter_mut().zip(FIRST) {
            *slot = sort;
        }
        let mut rules = Vec::with_capacity(sorts.len());
        for (i, sort) in sorts.into_iter().enumerate() {
            let (kind, shortest, longest) = self.draw_kind(&mut rng, p, i, sort);
            let (mut from, mut to) = draw_window(&mut rng, shortest, longest);
            if i < FIRST.len() {
                (from, to) = (day_text(0), day_text(364));
            }
            rules.push(Rule {
                id: format!("P{i:05}"),
                from,
                to,
                kind,
            });
        }
        rules
    }

    /// A rule's kind, and the shortest and longest window of that kind in days.
    fn draw_kind(&self, rng: &mut Rng, p: &Params, i: usize, sort: Sort) -> (Kind, i64, i64) {
        let first = i < FIRST.len(); // the first ten are on busy categories
        match sort {
            Sort::Category => {
                let category = if first {
                    category_id(i % DEPARTMENTS)
                } else {
                    some_category(rng)
                };
                let min_total = money(rng.range(4, 20) * 500);
                (
                    Kind::CategoryPctBasket {
                        category,
                        min_total,
                        pct_bp: rng.range(1, 4) * 500,
                    },
                    14,
                    60,
                )
            }
            Sort::Sku => {
                let n = rng.range(5, 35) as usize;
                let skus = ids(&self.some_skus(rng, n, false));
                let stores = if rng.chance(30) {
                    None
                } else {
                    Some(some_stores(rng, p.stores))
                };
                (
                    Kind::SkuPct {
                        skus,
                        stores,
                        pct_bp: rng.range(1, 8) * 500,
                    },
                    7,
                    28,
                )
            }
            Sort::Happy => {
                let mut days: Vec<u8> = (1..=7).collect();
                rng.shuffle(&mut days);
                days.truncate(rng.range(1, 5) as usize);
                days.sort_unstable();
                let hour = rng.range(8, 19);
                let category = if first {
                    category_id(i % DEPARTMENTS)
                } else {
                    some_category(rng)
                };
                let start = format!("{hour:02}:00");
                let end = format!("{:02}:{:02}", hour + rng.range(1, 3), rng.range(0, 1) * 30);
                (
                    Kind::HappyHour {
                        category,
                        days,
                        start,
                        end,
                        pct_bp: rng.range(1, 6) * 500,
                    },
                    30,
                    90,
                )
            }
            Sort::BuyGet => {
                let n = rng.range(6, 24) as usize;
                let skus = self.some_skus(rng, n, true);
                let (buy, get) = skus.split_at(n / 2);
                (
                    Kind::BuyGet {
                        buy: ids(buy),
                        buy_qty: 2,
                        get: ids(get),
                        get_qty: 1,
                    },
                    14,
                    28,
                )
            }
            Sort::NFor => {
                let n = rng.range(3, 15) as usize;
                let skus = self.some_skus(rng, n, true);
                let k = rng.range(2, 4);
                let lowest = skus.iter().map(|&s| self.price[s]).min().unwrap();
                let highest = skus.iter().map(|&s| self.price[s]).max().unwrap();
                let price = (lowest + highest) / 2 * k * 85 / 100;
                (
                    Kind::NForPrice {
                        skus: ids(&skus),
                        n: k,
                        price: money(price),
                    },
                    14,
                    28,
                )
            }
            Sort::Points => {
                let l = rng.below(4) as usize;
                let levels = LEVELS[l..(l + 1 + rng.below(2) as usize).min(4)]
                    .iter()
                    .map(ToString::to_string)
                    .collect();
                let category = if first || rng.chance(10) {
                    None
                } else {
                    Some(some_category(rng))
                };
                (
                    Kind::LevelPoints {
                        levels,
                        category,
                        pct_bp: rng.range(1, 10) * 50,
                    },
                    90,
                    365,
                )
            }
            Sort::Fixed => {
                let segment = format!("G{:03}", rng.below(SEGMENTS as u64));
                let min_total = money(rng.range(10, 40) * 500);
                (
                    Kind::FixedOff {
                        segment,
                        min_total,
                        amount: money(rng.range(2, 10) * 100),
                    },
                    30,
                    365,
                )
            }
        }
    }

    /// Distinct SKUs of one leaf category, as a promotion on a product line has.
    fn some_skus(&self, rng: &mut Rng, n: usize, pieces_only: bool) -> Vec<usize> {
        loop {
            let l = rng.below(LEAVES as u64) as usize;
            let mut skus = self.skus_of_leaf[l].clone();
            if skus.len() < n || (pieces_only && self.by_weight[skus[0]]) {
                continue;
            }
            rng.shuffle(&mut skus);
            skus.truncate(n);
            return skus;
        }
    }
}

fn ids(skus: &[usize]) -> Vec<String> {
    skus.iter().map(|s| format!("S{s:05}")).collect()
}

fn some_stores(rng: &mut Rng, stores: usize) -> Vec<String> {
    let mut chosen: Vec<usize> = (0..stores).collect();
    rng.shuffle(&mut chosen);
    chosen.truncate(rng.range(5, 20) as usize);
    chosen.sort_unstable();
    chosen.into_iter().map(|s| format!("ST{s:02}")).collect()
}

fn some_category(rng: &mut Rng) -> String {
    category_id(match rng.below(100) {
        0..=69 => leaf(rng.below(LEAVES as u64) as usize),
        70..=94 => DEPARTMENTS + rng.below(GROUPS as u64) as usize,
        _ => rng.below(DEPARTMENTS as u64) as usize,
    })
}

fn draw_window(rng: &mut Rng, shortest: i64, longest: i64) -> (String, String) {
    let days = rng.range(shortest, longest);
    let from = rng.range(-(days - 1), 364);
    let to = (from + days - 1).min(364);
    (day_text(from.max(0) as u16), day_text(to as u16))
}
