//! The floor: the workload's rules in hand-written Rust on `i64` minor units, once as a plain loop and once with an index
//! made for exactly these kinds; knows no Perk.

use std::collections::HashMap;

use super::rules::{Kind, Rule};
use super::workload::{self, Catalog, day_of, minor, minutes, weekday_of};

/// Numbers for the texts of the workload.
pub struct Dictionary {
    sku: HashMap<String, u32>,
    category: HashMap<String, u16>,
    store: HashMap<String, u8>,
    segment: HashMap<String, u16>,
}

impl Dictionary {
    pub fn new(c: &Catalog) -> Dictionary {
        Dictionary {
            sku: c
                .skus
                .iter()
                .enumerate()
                .map(|(i, s)| (s.id.clone(), i as u32))
                .collect(),
            category: c
                .categories
                .iter()
                .enumerate()
                .map(|(i, s)| (s.id.clone(), i as u16))
                .collect(),
            store: c.stores.iter().enumerate().map(|(i, s)| (s.clone(), i as u8)).collect(),
            segment: c
                .segments
                .iter()
                .enumerate()
                .map(|(i, s)| (s.clone(), i as u16))
                .collect(),
        }
    }
}

/// A line in numbers.
pub struct Line {
    sku: u32,
    categories: [u16; 3],
    /// None of a line sold by weight.
    pieces: i64,
    /// Another line of the receipt has pieces of the same product.
    repeats: bool,
    price: i64,
    amount: i64,
}

/// A receipt in numbers.
pub struct Receipt {
    store: u8,
    day: u16,
    weekday: u8,
    minute: u16,
    segments: Vec<u16>,
    pub total: i64,
    lines: Vec<Line>,
}

impl Receipt {
    pub fn new(d: &Dictionary, r: &workload::Receipt) -> Receipt {
        let day = day_of(&r.at);
        Receipt {
            store: d.store[&r.store],
            day,
            weekday: weekday_of(day),
            minute: minutes(&r.at[11..16]),
            segments: r
                .client
                .iter()
                .flat_map(|c| &c.segments)
                .map(|s| d.segment[s])
                .collect(),
            total: minor(&r.total),
            lines: r
                .lines
                .iter()
                .map(|l| Line {
                    sku: d.sku[&l.sku],
                    categories: [d.category[&l.cats[0]], d.category[&l.cats[1]], d.category[&l.cats[2]]],
                    pieces: if l.unit == "pcs" { l.qty.parse().unwrap() } else { 0 },
                    repeats: r.lines.iter().filter(|other| other.sku == l.sku).count() > 1,
                    price: minor(&l.price),
                    amount: minor(&l.amount),
                })
                .collect(),
        }
    }
}

/// A rule in numbers.
pub struct Compiled {
    from: u16,
    to: u16,
    kind: CompiledKind,
}

enum CompiledKind {
    Category {
        category: u16,
        min_total: i64,
        bp: i64,
    },
    Skus {
        skus: Vec<u32>,
        stores: u64,
        bp: i64,
    },
    Happy {
        category: u16,
        days: u8,
        start: u16,
        end: u16,
        bp: i64,
    },
    Fixed {
        segment: u16,
        min_total: i64,
        amount: i64,
    },
    BuyGet(BuyGet),
    NForPrice {
        skus: Vec<u32>,
        n: i64,
        price: i64,
    },
}

/// Both lists ascending.
struct BuyGet {
    buy: Vec<u32>,
    buy_qty: i64,
    get: Vec<u32>,
    get_qty: i64,
}

pub fn compile(d: &Dictionary, rules: &[Rule]) -> Vec<Compiled> {
    let numbers = |skus: &[String]| {
        let mut numbers: Vec<u32> = skus.iter().map(|s| d.sku[s]).collect();
        numbers.sort_unstable();
        numbers
    };
    rules
        .iter()
        .map(|r| Compiled {
            from: day_of(&r.from),
            to: day_of(&r.to),
            kind: match &r.kind {
                Kind::CategoryPctBasket {
                    category,
                    min_total,
                    pct_bp,
                } => CompiledKind::Category {
                    category: d.category[category],
                    min_total: minor(min_total),
                    bp: *pct_bp,
                },
                Kind::SkuPct { skus, stores, pct_bp } => CompiledKind::Skus {
                    skus: skus.iter().map(|s| d.sku[s]).collect(),
                    stores: stores
                        .as_ref()
                        .map_or(u64::MAX, |v| v.iter().fold(0, |mask, s| mask | 1 << d.store[s])),
                    bp: *pct_bp,
                },
                Kind::HappyHour {
                    category,
                    days,
                    start,
                    end,
                    pct_bp,
                } => CompiledKind::Happy {
                    category: d.category[category],
                    days: days.iter().fold(0, |mask, day| mask | 1 << day),
                    start: minutes(start),
                    end: minutes(end),
                    bp: *pct_bp,
                },
                Kind::FixedOff {
                    segment,
                    min_total,
                    amount,
                } => CompiledKind::Fixed {
                    segment: d.segment[segment],
                    min_total: minor(min_total),
                    amount: minor(amount),
                },
                Kind::BuyGet {
                    buy,
                    buy_qty,
                    get,
                    get_qty,
                } => CompiledKind::BuyGet(BuyGet {
                    buy: numbers(buy),
                    buy_qty: *buy_qty,
                    get: numbers(get),
                    get_qty: *get_qty,
                }),
                Kind::NForPrice { skus, n, price } => CompiledKind::NForPrice {
                    skus: numbers(skus),
                    n: *n,
                    price: minor(price),
                },
                Kind::LevelPoints { .. } => panic!("rule {} gives points, no discount", r.id),
            },
        })
        .collect()
}

/// Percent in hundredths, rounded half up to a minor unit.
#[inline]
fn percent(amount: i64, bp: i64) -> i64 {
    (amount * bp + 5000) / 10_000
}

/// Whose pieces are put together into bundles.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Bundles {
    /// Those of one line, as the workload was made.
    OfLine,
    /// Those of one product, whatever lines of the receipt they stand on.
    OfProduct,
}

/// For so many pieces of one line: each whole bundle of `n` costs `price`, if that is less.
#[inline]
fn bundles(line: &Line, n: i64, price: i64) -> i64 {
    line.pieces / n * (n * line.price - price).max(0)
}

/// The same for all pieces of a product, line after line, noted at the first of its lines: what one bundle saves lies evenly
/// on its pieces.
fn bundles_of_product(r: &Receipt, first: usize, n: i64, price: i64, off: &mut [i64]) {
    let sku = r.lines[first].sku;
    if r.lines[..first].iter().any(|l| l.sku == sku) {
        return;
    }
    let same = || r.lines.iter().zip(0..).filter(|(l, _)| l.sku == sku);
    let saves = (n * r.lines[first].price - price).max(0);
    let mut left = same().map(|(l, _)| l.pieces).sum::<i64>() / n * n;
    let mut given = 0;
    let mut bundled = 0;
    for (line, at) in same() {
        let taken = left.min(line.pieces);
        left -= taken;
        bundled += taken;
        let so_far = bundled * saves / n;
        off[at as usize] += so_far - given;
        given = so_far;
    }
}

impl BuyGet {
    /// The free pieces, cheapest first, then by line order.
    fn apply(&self, lines: &[Line], off: &mut [i64], order: &mut Vec<u32>) {
        let bought: i64 = lines
            .iter()
            .filter(|l| self.buy.binary_search(&l.sku).is_ok())
            .map(|l| l.pieces)
            .sum();
        let mut left = bought / self.buy_qty * self.get_qty;
        if left == 0 {
            return;
        }
        order.clear();
        order.extend((0..lines.len() as u32).filter(|&i| {
            let line = &lines[i as usize];
            line.pieces > 0 && self.get.binary_search(&line.sku).is_ok()
        }));
        order.sort_by_key(|&i| (lines[i as usize].price, i));
        for &i in &*order {
            let line = &lines[i as usize];
            let free = left.min(line.pieces);
            off[i as usize] += line.price * free;
            left -= free;
        }
    }
}

/// Discounts of a line never exceed its amount, discounts of a receipt never its total.
#[inline]
fn finish(r: &Receipt, off: &[i64], fixed: i64) -> i64 {
    let lines: i64 = r.lines.iter().zip(off).map(|(l, &d)| d.min(l.amount)).sum();
    (lines + fixed).min(r.total)
}

/// The discount of a receipt, by a loop over all rules: slow, and plain enough to be the oracle.
pub fn discount(rules: &[Compiled], r: &Receipt, whose: Bundles) -> i64 {
    let mut off = vec![0; r.lines.len()];
    let mut fixed = 0;
    for rule in rules.iter().filter(|rule| rule.from <= r.day && r.day <= rule.to) {
        let mut percent_off = |bp: i64, takes_part: &dyn Fn(&Line) -> bool| {
            for (off, line) in off.iter_mut().zip(&r.lines).filter(|(_, line)| takes_part(line)) {
                *off += percent(line.amount, bp);
            }
        };
        match &rule.kind {
            CompiledKind::Category {
                category,
                min_total,
                bp,
            } => {
                if r.total >= *min_total {
                    percent_off(*bp, &|l| l.categories.contains(category));
                }
            }
            CompiledKind::Skus { skus, stores, bp } => {
                if stores >> r.store & 1 == 1 {
                    percent_off(*bp, &|l| skus.contains(&l.sku));
                }
            }
            CompiledKind::Happy {
                category,
                days,
                start,
                end,
                bp,
            } => {
                if days >> r.weekday & 1 == 1 && *start <= r.minute && r.minute < *end {
                    percent_off(*bp, &|l| l.categories.contains(category));
                }
            }
            CompiledKind::Fixed {
                segment,
                min_total,
                amount,
            } => {
                if r.total >= *min_total && r.segments.contains(segment) {
                    fixed += amount;
                }
            }
            CompiledKind::BuyGet(rule) => rule.apply(&r.lines, &mut off, &mut vec![]),
            CompiledKind::NForPrice { skus, n, price } => {
                for (at, line) in r.lines.iter().enumerate().filter(|(_, l)| skus.contains(&l.sku)) {
                    match whose {
                        Bundles::OfLine => off[at] += bundles(line, *n, *price),
                        Bundles::OfProduct => bundles_of_product(r, at, *n, *price, &mut off),
                    }
                }
            }
        }
    }
    finish(r, &off, fixed)
}

/// Lists by key in one block of memory.
struct Postings<T> {
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T> Postings<T> {
    fn new(keys: usize, mut list: Vec<(u32, T)>) -> Self {
        list.sort_by_key(|x| x.0);
        let mut starts = vec![0u32; keys + 1];
        for (key, _) in &list {
            starts[*key as usize + 1] += 1;
        }
        for i in 0..keys {
            starts[i + 1] += starts[i];
        }
        Postings {
            starts,
            items: list.into_iter().map(|x| x.1).collect(),
        }
    }

    #[inline]
    fn get(&self, key: usize) -> &[T] {
        &self.items[self.starts[key] as usize..self.starts[key + 1] as usize]
    }
}

struct SkuPosting {
    from: u16,
    to: u16,
    bp: i32,
    stores: u64,
}

struct BasketPosting {
    from: u16,
    to: u16,
    bp: i32,
    min_total: i64,
}

struct HappyPosting {
    from: u16,
    to: u16,
    start: u16,
    end: u16,
    bp: i32,
    days: u8,
}

struct FixedPosting {
    from: u16,
    to: u16,
    min_total: i64,
    amount: i64,
}

struct BundlePosting {
    from: u16,
    to: u16,
    n: i64,
    price: i64,
}

struct BuyPosting {
    from: u16,
    to: u16,
    /// Position in [`Indexed::buy_get`].
    rule: u32,
}

struct Week {
    skus: Postings<SkuPosting>,
    bundles: Postings<BundlePosting>,
    /// By what must be bought.
    buys: Postings<BuyPosting>,
    baskets: Postings<BasketPosting>,
    happy: Postings<HappyPosting>,
    fixed: Postings<FixedPosting>,
}

/// Posting lists per week of the year, keyed by SKU, category and segment: a receipt touches only rules that name
/// something on it and whose window overlaps its week.
pub struct Indexed {
    weeks: Vec<Week>,
    buy_get: Vec<BuyGet>,
    /// By rule that gives pieces: the receipt for which it was looked at.
    seen: Vec<u32>,
    now: u32,
    off: Vec<i64>,
    order: Vec<u32>,
}

impl Indexed {
    pub fn new(rules: Vec<Compiled>, d: &Dictionary) -> Self {
        let weeks = (0..53u16).map(|w| Week::new(&rules, d, w * 7, w * 7 + 6)).collect();
        let buy_get: Vec<BuyGet> = rules.into_iter().filter_map(|rule| rule.kind.buy_get()).collect();
        Indexed {
            weeks,
            seen: vec![0; buy_get.len()],
            buy_get,
            now: 0,
            off: vec![],
            order: vec![],
        }
    }

    /// The discount of a receipt in minor units.
    pub fn discount(&mut self, r: &Receipt) -> i64 {
        let week = &self.weeks[usize::from(r.day / 7)];
        let off = &mut self.off;
        off.clear();
        off.resize(r.lines.len(), 0);
        self.now += 1;
        let active = |from: u16, to: u16| from <= r.day && r.day <= to;
        for (i, line) in r.lines.iter().enumerate() {
            for p in week.buys.get(line.sku as usize) {
                let seen = &mut self.seen[p.rule as usize];
                if active(p.from, p.to) && *seen != self.now {
                    *seen = self.now;
                    self.buy_get[p.rule as usize].apply(&r.lines, off, &mut self.order);
                }
            }
            for p in week.bundles.get(line.sku as usize) {
                if active(p.from, p.to) {
                    if line.repeats {
                        bundles_of_product(r, i, p.n, p.price, off);
                    } else {
                        off[i] += bundles(line, p.n, p.price);
                    }
                }
            }
            let off = &mut off[i];
            for p in week.skus.get(line.sku as usize) {
                if active(p.from, p.to) && p.stores >> r.store & 1 == 1 {
                    *off += percent(line.amount, i64::from(p.bp));
                }
            }
            for category in line.categories {
                for p in week.baskets.get(usize::from(category)) {
                    if active(p.from, p.to) && r.total >= p.min_total {
                        *off += percent(line.amount, i64::from(p.bp));
                    }
                }
                for p in week.happy.get(usize::from(category)) {
                    if active(p.from, p.to) && p.days >> r.weekday & 1 == 1 && p.start <= r.minute && r.minute < p.end {
                        *off += percent(line.amount, i64::from(p.bp));
                    }
                }
            }
        }
        let mut fixed = 0;
        for &segment in &r.segments {
            for p in week.fixed.get(usize::from(segment)) {
                if active(p.from, p.to) && r.total >= p.min_total {
                    fixed += p.amount;
                }
            }
        }
        finish(r, off, fixed)
    }
}

impl Week {
    fn new(rules: &[Compiled], d: &Dictionary, first: u16, last: u16) -> Week {
        let (mut skus, mut baskets, mut happy, mut fixed) = (vec![], vec![], vec![], vec![]);
        let (mut bundles, mut buys) = (vec![], vec![]);
        let mut next = 0;
        for rule in rules {
            let number = next;
            next += u32::from(matches!(rule.kind, CompiledKind::BuyGet(_)));
            if rule.to < first || rule.from > last {
                continue;
            }
            let (from, to) = (rule.from, rule.to);
            match &rule.kind {
                CompiledKind::Skus {
                    skus: of_rule,
                    stores,
                    bp,
                } => {
                    skus.extend(of_rule.iter().map(|&s| {
                        (
                            s,
                            SkuPosting {
                                from,
                                to,
                                bp: *bp as i32,
                                stores: *stores,
                            },
                        )
                    }));
                }
                CompiledKind::Category {
                    category,
                    min_total,
                    bp,
                } => {
                    baskets.push((
                        u32::from(*category),
                        BasketPosting {
                            from,
                            to,
                            bp: *bp as i32,
                            min_total: *min_total,
                        },
                    ));
                }
                CompiledKind::Happy {
                    category,
                    days,
                    start,
                    end,
                    bp,
                } => happy.push((
                    u32::from(*category),
                    HappyPosting {
                        from,
                        to,
                        start: *start,
                        end: *end,
                        bp: *bp as i32,
                        days: *days,
                    },
                )),
                CompiledKind::Fixed {
                    segment,
                    min_total,
                    amount,
                } => {
                    fixed.push((
                        u32::from(*segment),
                        FixedPosting {
                            from,
                            to,
                            min_total: *min_total,
                            amount: *amount,
                        },
                    ));
                }
                CompiledKind::BuyGet(rule) => {
                    buys.extend(rule.buy.iter().map(|&s| (s, BuyPosting { from, to, rule: number })))
                }
                CompiledKind::NForPrice { skus, n, price } => bundles.extend(skus.iter().map(|&s| {
                    let (n, price) = (*n, *price);
                    (s, BundlePosting { from, to, n, price })
                })),
            }
        }
        Week {
            bundles: Postings::new(d.sku.len(), bundles),
            buys: Postings::new(d.sku.len(), buys),
            skus: Postings::new(d.sku.len(), skus),
            baskets: Postings::new(d.category.len(), baskets),
            happy: Postings::new(d.category.len(), happy),
            fixed: Postings::new(d.segment.len(), fixed),
        }
    }
}

impl CompiledKind {
    fn buy_get(self) -> Option<BuyGet> {
        match self {
            CompiledKind::BuyGet(rule) => Some(rule),
            CompiledKind::Category { .. } | CompiledKind::Skus { .. } | CompiledKind::Happy { .. } => None,
            CompiledKind::Fixed { .. } | CompiledKind::NForPrice { .. } => None,
        }
    }
}
