//! The neutral workload: catalogue and receipts, in the form and with the figures of the original generator; knows no Perk.
//!
//! For the same seed the data are those of the peer benchmark before the restriction (`tests` compares fingerprints
//! of its files). Integers only, so the bytes are the same everywhere.

use serde::Serialize;

use super::prng::{Rng, Zipf};
use super::rules::{Kind, Rule};

/// A category; the tree has three levels.
#[derive(Serialize, Clone, Debug)]
pub struct Category {
    pub id: String,
    pub parent: Option<String>,
}

/// A product.
#[derive(Serialize, Clone, Debug)]
pub struct Sku {
    pub id: String,
    pub cat: String,
    pub price: String,
    pub unit: String,
}

/// What rules and receipts name.
#[derive(Serialize, Clone, Debug)]
pub struct Catalog {
    pub categories: Vec<Category>,
    pub skus: Vec<Sku>,
    pub stores: Vec<String>,
    pub levels: Vec<String>,
    pub segments: Vec<String>,
}

/// A line; all figures are decimal strings.
#[derive(Serialize, Clone, Debug)]
pub struct Line {
    pub n: u32,
    pub sku: String,
    /// Category path from department to leaf, always three.
    pub cats: Vec<String>,
    pub unit: String,
    pub qty: String,
    pub price: String,
    pub amount: String,
}

/// The client of a receipt. Level, month and balance belong to kinds of rules left out here; they keep the data whole.
#[derive(Serialize, Clone, Debug)]
pub struct Client {
    pub id: String,
    pub level: String,
    pub segments: Vec<String>,
    pub birth_month: u8,
    pub balance: String,
}

/// A receipt of 2025.
#[derive(Serialize, Clone, Debug)]
pub struct Receipt {
    pub id: String,
    pub store: String,
    pub at: String,
    pub client: Option<Client>,
    pub lines: Vec<Line>,
    pub total: String,
}

/// The size of a workload.
#[derive(Clone, Copy, Debug)]
pub struct Params {
    pub seed: u64,
    pub receipts: usize,
    pub skus: usize,
    pub stores: usize,
    /// Rules of all kinds, before the restriction.
    pub rules: usize,
}

impl Params {
    /// The peer benchmark's own size, with as many receipts as asked for.
    pub fn original(receipts: usize) -> Self {
        Params {
            seed: 42,
            receipts,
            skus: 20_000,
            stores: 50,
            rules: 10_000,
        }
    }
}

pub const DEPARTMENTS: usize = 12;
pub const GROUPS: usize = 48;
pub const LEAVES: usize = 240;
pub const SEGMENTS: usize = 200;
pub const LEVELS: [&str; 4] = ["base", "silver", "gold", "platinum"];

pub fn category_id(i: usize) -> String {
    format!("C{i:03}")
}

pub fn leaf(i: usize) -> usize {
    DEPARTMENTS + GROUPS + i
}

fn group_of_leaf(i: usize) -> usize {
    DEPARTMENTS + i % GROUPS
}

fn department_of_group(g: usize) -> usize {
    (g - DEPARTMENTS) % DEPARTMENTS
}

/// The drawn catalogue, and what the draws of receipts and rules need of it.
pub struct Shop {
    pub catalog: Catalog,
    pub leaf_of_sku: Vec<usize>,
    pub skus_of_leaf: Vec<Vec<usize>>,
    pub price: Vec<i64>,
    pub by_weight: Vec<bool>,
}

impl Shop {
    pub fn new(p: &Params) -> Shop {
        let mut rng = Rng(p.seed ^ 0xCA7A);
        let mut categories = vec![];
        for d in 0..DEPARTMENTS {
            categories.push(Category {
                id: category_id(d),
                parent: None,
            });
        }
        for g in DEPARTMENTS..DEPARTMENTS + GROUPS {
            categories.push(Category {
                id: category_id(g),
                parent: Some(category_id(department_of_group(g))),
            });
        }
        for l in 0..LEAVES {
            categories.push(Category {
                id: category_id(leaf(l)),
                parent: Some(category_id(group_of_leaf(l))),
            });
        }
        let leaf_base: Vec<i64> = (0..LEAVES)
            .map(|_| match rng.below(10) {
                0..=4 => rng.range(60, 300),
                5..=7 => rng.range(200, 800),
                8 => rng.range(600, 2000),
                _ => rng.range(1500, 5000),
            })
            .collect();
        let leaf_by_weight: Vec<bool> = (0..LEAVES).map(|_| rng.chance(12)).collect();
        let (mut skus, mut leaf_of_sku, mut price, mut by_weight) = (vec![], vec![], vec![], vec![]);
        let mut skus_of_leaf = vec![vec![]; LEAVES];
        for i in 0..p.skus {
            let l = rng.below(LEAVES as u64) as usize;
            let of_sku = (leaf_base[l] * rng.range(60, 160) / 100) / 10 * 10 + 9;
            skus.push(Sku {
                id: format!("S{i:05}"),
                cat: category_id(leaf(l)),
                price: money(of_sku),
                unit: if leaf_by_weight[l] { "kg" } else { "pcs" }.into(),
            });
            leaf_of_sku.push(l);
            skus_of_leaf[l].push(i);
            price.push(of_sku);
            by_weight.push(leaf_by_weight[l]);
        }
        Shop {
            catalog: Catalog {
                categories,
                skus,
                stores: (0..p.stores).map(|s| format!("ST{s:02}")).collect(),
                levels: LEVELS.iter().map(ToString::to_string).collect(),
                segments: (0..SEGMENTS).map(|s| format!("G{s:03}")).collect(),
            },
            leaf_of_sku,
            skus_of_leaf,
            price,
            by_weight,
        }
    }

    /// Receipts of a year, in order of time.
    pub fn receipts(&self, p: &Params) -> Vec<Receipt> {
        let mut rng = Rng(p.seed ^ 0x5EC1);
        let zipf = Zipf::new(p.skus, 10);
        let mut rank: Vec<usize> = (0..p.skus).collect();
        rng.shuffle(&mut rank);
        let mut times: Vec<(u16, u16, u16)> = (0..p.receipts)
            .map(|_| {
                let day = rng.below(365) as u16;
                let minute = 8 * 60 + ((rng.below(840) + rng.below(840)) / 2) as u16;
                (day, minute, rng.below(60) as u16)
            })
            .collect();
        times.sort_unstable();
        let mut out = Vec::with_capacity(p.receipts);
        for (i, (day, minute, second)) in times.into_iter().enumerate() {
            let lines = number_of_lines(rng.below(10_000));
            let client = rng.chance(70).then(|| draw_client(&mut rng));
            let mut total = 0;
            let lines = (0..lines)
                .map(|k| {
                    let (line, amount) = self.draw_line(&mut rng, &zipf, &rank, k as u32 + 1);
                    total += amount;
                    line
                })
                .collect();
            out.push(Receipt {
                id: format!("R{i:06}"),
                store: format!("ST{:02}", rng.below(p.stores as u64)),
                at: format!("{}T{:02}:{:02}:{:02}", day_text(day), minute / 60, minute % 60, second),
                client,
                lines,
                total: money(total),
            });
        }
        out
    }

    /// Receipts of so many lines for one store and hour, each of a client whose segments are drawn.
    pub fn large_receipts(&self, seed: u64, receipts: usize, lines: u32) -> Vec<Receipt> {
        let mut rng = Rng(seed);
        let zipf = Zipf::new(self.catalog.skus.len(), 10);
        let mut rank: Vec<usize> = (0..self.catalog.skus.len()).collect();
        rng.shuffle(&mut rank);
        (0..receipts)
            .map(|i| {
                let client = Some(draw_client(&mut rng));
                let drawn: Vec<(Line, i64)> = (1..=lines).map(|n| self.draw_line(&mut rng, &zipf, &rank, n)).collect();
                Receipt {
                    id: format!("L{i:06}"),
                    store: self.catalog.stores[0].clone(),
                    at: "2025-06-18T12:30:00".into(),
                    client,
                    total: money(drawn.iter().map(|(_, amount)| amount).sum()),
                    lines: drawn.into_iter().map(|(line, _)| line).collect(),
                }
            })
            .collect()
    }

    fn draw_line(&self, rng: &mut Rng, zipf: &Zipf, rank: &[usize], n: u32) -> (Line, i64) {
        let s = rank[zipf.sample(rng)];
        let price = self.price[s];
        let milli = if self.by_weight[s] {
            rng.range(150, 2500)
        } else {
            1000 * match rng.below(100) {
                0..=74 => 1,
                75..=89 => 2,
                90..=94 => 3,
                95..=98 => rng.range(4, 6),
                _ => 12,
            }
        };
        let amount = (price * milli + 500) / 1000;
        let l = self.leaf_of_sku[s];
        let g = group_of_leaf(l);
        let line = Line {
            n,
            sku: self.catalog.skus[s].id.clone(),
            cats: vec![
                category_id(department_of_group(g)),
                category_id(g),
                category_id(leaf(l)),
            ],
            unit: self.catalog.skus[s].unit.clone(),
            qty: if self.by_weight[s] {
                format!("{}.{:03}", milli / 1000, milli % 1000)
            } else {
                (milli / 1000).to_string()
            },
            price: money(price),
            amount: money(amount),
        };
        (line, amount)
    }
}

/// Quantiles of the number of lines, linear between them: median 8, tail to 60.
fn number_of_lines(u: u64) -> i64 {
    const QUANTILES: [(u64, i64); 10] = [
        (0, 1),
        (5, 2),
        (10, 3),
        (25, 5),
        (50, 8),
        (75, 14),
        (90, 22),
        (95, 30),
        (99, 51),
        (100, 60),
    ];
    let k = QUANTILES.windows(2).find(|w| u < w[1].0 * 100).unwrap();
    let (u0, n0, u1, n1) = (k[0].0 * 100, k[0].1, k[1].0 * 100, k[1].1);
    n0 + ((n1 - n0) * (u - u0) as i64 * 2 + (u1 - u0) as i64) / (2 * (u1 - u0) as i64)
}

fn draw_client(rng: &mut Rng) -> Client {
    let level = match rng.below(100) {
        0..=54 => 0,
        55..=79 => 1,
        80..=94 => 2,
        _ => 3,
    };
    let n = rng.range(0, 6);
    let mut segments: Vec<u64> = (0..n).map(|_| rng.below(SEGMENTS as u64)).collect();
    segments.sort_unstable();
    segments.dedup();
    Client {
        id: format!("K{:05}", rng.below(30_000)),
        level: LEVELS[level].into(),
        segments: segments.into_iter().map(|s| format!("G{s:03}")).collect(),
        birth_month: rng.range(1, 12) as u8,
        balance: money(rng.range(0, 20_000)),
    }
}

/// The peer benchmark's workload.
pub struct Workload {
    pub shop: Shop,
    pub receipts: Vec<Receipt>,
    /// Rules of all kinds; a shorter list is a prefix of a longer one.
    pub rules: Vec<Rule>,
}

impl Workload {
    /// The first of its receipts and rules, at most 10 000 of either.
    pub fn new(receipts: usize, rules: usize) -> Workload {
        // Receipts are drawn in order of time: fewer are not the first of more, so all are drawn and some kept, spread
        // over the year.
        let p = Params::original(10_000);
        let shop = Shop::new(&p);
        let mut drawn = shop.receipts(&p);
        let step = drawn.len() / receipts.max(1);
        let mut at = 0;
        drawn.retain(|_| {
            at += 1;
            (at - 1) % step.max(1) == 0
        });
        drawn.truncate(receipts);
        let mut kept = shop.rules(&p);
        kept.truncate(rules);
        assert_eq!((drawn.len(), kept.len()), (receipts, rules), "so many are not drawn");
        Workload {
            shop,
            receipts: drawn,
            rules: kept,
        }
    }

    /// The first so many of its rules that have something to say of discounts.
    pub fn discounts(&self, n: usize) -> Vec<Rule> {
        self.rules[..n].iter().filter(|r| r.may_discount()).cloned().collect()
    }
}

impl Rule {
    /// Points are no discount, and a happy hour none of whose weekdays falls into its window never opens.
    pub fn may_discount(&self) -> bool {
        match self.kind {
            Kind::CategoryPctBasket { .. } | Kind::SkuPct { .. } | Kind::FixedOff { .. } => true,
            Kind::BuyGet { .. } | Kind::NForPrice { .. } => true,
            Kind::HappyHour { ref days, .. } => {
                (day_of(&self.from)..=day_of(&self.to)).any(|day| days.contains(&weekday_of(day)))
            }
            Kind::LevelPoints { .. } => false,
        }
    }
}

/// Minor units of a decimal text with at most two digits after the point.
pub fn minor(s: &str) -> i64 {
    scaled(s, 2)
}

/// Thousandths of a decimal text with at most three digits after the point.
pub fn milli(s: &str) -> i64 {
    scaled(s, 3)
}

fn scaled(s: &str, digits: usize) -> i64 {
    let (whole, rest) = s.split_once('.').unwrap_or((s, ""));
    format!("{whole}{rest:0<digits$}").parse().unwrap()
}

pub fn money(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

const MONTHS: [u16; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// Day of 2025, from 0.
pub fn day_of(s: &str) -> u16 {
    let month: usize = s[5..7].parse().unwrap();
    let day: u16 = s[8..10].parse().unwrap();
    MONTHS[..month - 1].iter().sum::<u16>() + day - 1
}

pub fn day_text(mut day: u16) -> String {
    let mut month = 0;
    while day >= MONTHS[month] {
        day -= MONTHS[month];
        month += 1;
    }
    format!("2025-{:02}-{:02}", month + 1, day + 1)
}

/// Day of the week, Monday = 1; 2025-01-01 is a Wednesday.
pub fn weekday_of(day: u16) -> u8 {
    ((day + 2) % 7) as u8 + 1
}

/// Minutes since midnight of `HH:MM`.
pub fn minutes(s: &str) -> u16 {
    s[0..2].parse::<u16>().unwrap() * 60 + s[3..5].parse::<u16>().unwrap()
}
